"""What is written on the screen: quiet lines of at most 72 columns, and one live line that leaves nothing behind.

The door to Rich, which is opened at the first words with styles in them; plain sentences do without, so that the first
ones stand there before it is loaded. It knows no keys and no practice. All words are cleaned here; none is ever markup.

Colours. Two are used, both with a contrast of 4.5 or more on black and on white, so that nobody has to say which
background they have; where a terminal cannot show them, quiet words are faint and soft ones are as all others.
"""

import io
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final, TextIO

from selfattach.script.model import Run
from selfattach.text import cells, clean, shorten, wrap
from selfattach.words import TERMINAL_TITLE

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDEST: Final = 72
MARGIN: Final = "  "
POINTER: Final = "\u203a"  # what the person does, or did
_FALLBACK: Final = (80, 24)
_STYLES: Final = {"": "", "em": "italic", "strong": "bold"}
QUIET, SOFT = 243, 29  # of the 256 colours: #767676 and #00875f
_FEW: Final = {"bold": "\x1b[1m", "quiet": "\x1b[2m", "soft": ""}
_MANY: Final = {"bold": "\x1b[1m", "quiet": f"\x1b[38;5;{QUIET}m", "soft": f"\x1b[38;5;{SOFT}m"}
_HIDE, _SHOW, _ERASE, _BELL = "\x1b[?25l", "\x1b[?25h", "\r\x1b[K", "\x07"
_WIPE: Final = "\x1b[H\x1b[2J\x1b[3J"
_ASIDE, _BACK = "\x1b[?1049h\x1b[2J\x1b[H", "\x1b[?1049l"  # the alternate screen, which no scrollback remembers
_TITLED, _UNTITLED = "\x1b[22;0t\x1b]0;{title}\x07", "\x1b[23;0t"
_UNTITLED_TERMINALS: Final = ("linux", "vt", "console", "eterm")


def styles_of(environment: Mapping[str, str]) -> Mapping[str, str]:
    """Return the codes of the styles this terminal shows: all of them, the simple ones, or none with NO_COLOR."""
    if environment.get("NO_COLOR"):
        return {}
    many = "256color" in environment.get("TERM", "") or environment.get("COLORTERM", "")
    return _MANY if many else _FEW


class Screen:
    """One terminal to write on. `discreet`: on its alternate screen, from the first word until `leave`."""

    def __init__(self, out: TextIO, environment: Mapping[str, str], *, discreet: bool = False) -> None:
        self.out = out
        self.styles = styles_of(environment)
        self.unread = 0  # rows written since the person last did something
        self._term = environment.get("TERM", "")
        self._discreet = discreet
        self._aside = False
        self._live = ""
        self._hidden = False

    # --- room

    @property
    def columns(self) -> int:
        """The columns words may take, margin included."""
        return min(self.size[0], WIDEST)

    @property
    def rows(self) -> int:
        """The rows of the screen."""
        return self.size[1]

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        try:
            columns, rows = os.get_terminal_size(self.out.fileno())
        except (OSError, ValueError):
            return _FALLBACK
        return columns or _FALLBACK[0], rows or _FALLBACK[1]

    # --- words

    def plain(self, text: str, style: str = "", indent: str = "") -> None:
        """Write a text without styles of its own. `style`: quiet, bold, soft, or none."""
        self.put(self.plain_lines(text, style, indent))

    def plain_lines(self, text: str, style: str = "", indent: str = "") -> list[str]:
        """Return a text as the lines it takes."""
        lines = wrap(clean(text).expandtabs(), self.columns, MARGIN + indent)
        return [self._styled(line.rstrip(), style) for line in lines]

    def excerpt(self, words: str, rows: int) -> list[str]:
        """Return earlier words as so many lines or one more, shortened in the middle when they are long."""
        return self.plain_lines(shorten(words, (self.columns - len(MARGIN) * 3) * rows), indent=MARGIN)

    def taken(self, labels: Sequence[str], nothing: str) -> None:
        """Say what was taken of a list that is gone from the screen; `nothing`: what it is called to take none."""
        pointer = self._styled(POINTER, "soft")
        for label in labels or [nothing]:
            style = "" if labels else "quiet"
            lines = [line.strip() for line in self.plain_lines(label, indent=MARGIN)]
            self.put([f"{MARGIN}{pointer} {self._styled(lines[0], style)}"])
            self.put(f"{MARGIN * 2}{self._styled(line, style)}" for line in lines[1:])
        self.gap()

    def words(self, runs: Iterable[Run], style: str = "") -> None:
        """Write words with their styles. `style`: bold, or none, beneath their own."""
        self.put(self.lines(runs, style))

    def lines(self, runs: Iterable[Run], style: str = "") -> list[str]:
        """Return words with their styles as the lines they take."""
        runs = tuple(runs)
        whole = "".join(run.text for run in runs)
        if not any(run.style for run in runs) and "- " not in whole:
            return self.plain_lines(whole, style)
        from rich.text import Text  # noqa: PLC0415  see the head of this file

        text = Text(style=style)
        for run in runs:
            text.append(clean(run.text).expandtabs(), _STYLES[run.style])
        room = self.columns - len(MARGIN)
        found: list[str] = []
        for line in text.split("\n", allow_blank=True):
            hang = "  " if line.plain.startswith("- ") else ""
            at = 0
            for number, part in enumerate(wrap(line.plain, room - len(hang))):  # Rich would cut signs apart
                start = line.plain.index(part, at)
                at = start + len(part)
                found.append(MARGIN + (hang if number else "") + self._rendered(line[start:at]) if part else "")
        return found

    @cached_property
    def _console(self) -> "Console":
        from rich.console import Console  # noqa: PLC0415  same

        return Console(
            file=io.StringIO(),
            force_terminal=True,
            color_system="standard" if self.styles else None,
            width=WIDEST * 2,  # lines come here already wrapped
            markup=False,
            emoji=False,
            highlight=False,
            _environ={},
        )

    def _rendered(self, line: "Text") -> str:
        with self._console.capture() as captured:
            self._console.print(line, end="", soft_wrap=True)
        return captured.get()

    def _styled(self, line: str, style: str) -> str:
        code = self.styles.get(style)
        return f"{code}{line}\x1b[0m" if code and line else line

    def put(self, lines: Iterable[str]) -> None:
        """Write lines that are ready."""
        lines = list(lines)
        self.unread += len(lines)
        self._write("".join(f"{line}\n" for line in lines))

    def gap(self) -> None:
        """Leave a line free: the next idea follows."""
        self.put([""])

    def wipe(self) -> None:
        """Take everything off the screen, and out of what can be scrolled back to where the terminal does that."""
        self.unread = 0
        self._write(_WIPE)

    def ring(self) -> None:
        """Sound the bell."""
        self._write(_BELL)

    # --- the live line

    def live(self, text: str, style: str = "quiet") -> None:
        """Write or rewrite the line below the words. It never takes more than the row."""
        line = MARGIN + text
        if cells(line) >= self.size[0]:
            line = line[: self.size[0] - 1]
        if line == self._live:
            return
        self._live = line
        self._write(f"\r{self._styled(line, style)}\x1b[K")

    def settle(self) -> None:
        """Take the live line away."""
        if self._live:
            self._live = ""
            self._write(_ERASE)

    def hide_cursor(self) -> None:
        """Hide the cursor while nothing is typed."""
        self._hidden = True
        self._write(_HIDE)

    def show_cursor(self) -> None:
        """Show the cursor again."""
        if self._hidden:
            self._hidden = False
            self._write(_SHOW)

    # --- discretion

    @property
    def is_aside(self) -> bool:
        """Whether the words stand on the alternate screen."""
        return self._aside

    def leave(self) -> None:
        """Go back to the screen as it was before the first word; the next word goes aside again."""
        if self._aside:
            self._aside = False
            self._live = ""
            self.unread = 0
            self.out.write(_BACK + (_UNTITLED if self._has_title else ""))
            self.out.flush()

    @property
    def _has_title(self) -> bool:
        return not self._term.startswith(_UNTITLED_TERMINALS)

    def _write(self, text: str) -> None:
        if self._discreet and not self._aside:
            self._aside = True
            text = _ASIDE + (_TITLED.format(title=TERMINAL_TITLE) if self._has_title else "") + text
        self.out.write(text)
        self.out.flush()
