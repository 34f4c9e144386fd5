"""What is written on the screen: lines as `margin.py` draws them, and one live line that leaves nothing behind.

The door to Rich, which is opened at the first words with styles in them; plain sentences do without, so that the first
ones stand there before it is loaded. It knows no keys and no practice. All words are cleaned here; none is ever markup.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Final, TextIO

from selfattach.script.model import TextRun
from selfattach.text import cells, clean, wrap
from selfattach.ui.look import as_codes, colours_of, has_wide_signs, signs_of
from selfattach.ui.margin import BLANK, WIDEST, Line, Margin
from selfattach.ui.size import size_of
from selfattach.words import TERMINAL_TITLE

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

MARGIN: Final = "  "  # of what is asked beside a voice
_STYLES: Final = {"": "", "em": "italic", "strong": "bold"}
_HIDE, _SHOW, _ERASE, _BELL = "\x1b[?25l", "\x1b[?25h", "\r\x1b[K", "\x07"
_WIPE: Final = "\x1b[H\x1b[2J\x1b[3J"
_ASIDE, _BACK = "\x1b[?1049h\x1b[2J\x1b[H", "\x1b[?1049l"  # the alternate screen, which no scrollback remembers
_TITLED, _UNTITLED = "\x1b[22;0t\x1b]0;{title}\x07", "\x1b[23;0t"
_NO_FOCUS: Final = "\x1b[?1004l"  # a program that was killed may have left the terminal telling of its focus
_UNTITLED_TERMINALS: Final = ("linux", "vt", "console", "eterm")


class Screen:
    """One terminal to write on. `discreet`: on its alternate screen, from the first word until `leave`."""

    def __init__(
        self, out: TextIO, environment: Mapping[str, str], *, discreet: bool = False, look: str = "either"
    ) -> None:
        self.out = out
        self.colours = colours_of(environment, look)
        self._codes = as_codes(self.colours)
        self._signs = signs_of(environment, getattr(out, "encoding", None))
        self._counts_in_words = has_wide_signs(environment)
        self.unread = 0  # rows written since the person last did something
        self.ends_free = False  # the last row that was written is a free one
        self._term = environment.get("TERM", "")
        self.breaks_anew = _breaks_anew(environment)
        self._discreet = discreet
        self._aside = False
        self._has_begun = False
        self._live: Line = BLANK
        self._hidden = False

    # --- room

    @property
    def margin(self) -> Margin:
        """How lines are drawn on as much room as there is now."""
        return Margin(*self.size, self._signs, self._counts_in_words)

    @property
    def rows(self) -> int:
        """The rows of the screen."""
        return self.size[1]

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return size_of(self.out)

    # --- words

    def draw(self, lines: Iterable[Line]) -> None:
        """Write lines of the margin."""
        self.put(self.drawn(lines))

    def drawn(self, lines: Iterable[Line]) -> list[str]:
        """Return lines of the margin as this terminal is sent them."""
        return ["".join(self._styled(text, style) for style, text in line) for line in lines]

    def plain(self, text: str, style: str = "") -> None:
        """Write a text without styles of its own. `style`: of the margin, or none."""
        self.put(self.plain_lines(text, style))

    def plain_lines(self, text: str, style: str = "") -> list[str]:
        """Return a text as the lines it takes."""
        return self.drawn(self.margin.voice(text, style))

    def words(self, runs: Iterable[TextRun], style: str = "") -> None:
        """Write words with their styles. `style`: bold, or none, beneath their own."""
        self.put(self.lines(runs, style))

    def lines(self, runs: Iterable[TextRun], style: str = "") -> list[str]:
        """Return words with their styles as the lines they take; rows that are the person's own, behind the bar."""
        found: list[str] = []
        for is_own, rows in groupby(_rows_of(runs), _is_own):
            if is_own:
                text = "\n".join("".join(run.text for run in row) for row in rows)
                found += self.drawn(self.margin.bar(text))
            else:
                found += self._told([*rows], style)
        return found

    def _told(self, rows: list[list[TextRun]], style: str) -> list[str]:
        whole = "\n".join("".join(run.text for run in row) for row in rows)
        if not any(run.style for row in rows for run in row) and "- " not in whole:
            return self.plain_lines(whole, style)
        from rich.text import Text  # noqa: PLC0415  see the head of this file

        text = Text(style=style)
        for number, row in enumerate(rows):
            for run in ([TextRun("\n")] if number else []) + row:
                text.append(clean(run.text).expandtabs(), _STYLES[run.style])
        edge, room = " " * self.margin.left, self.margin.width - self.margin.left
        found: list[str] = []
        for line in text.split("\n", allow_blank=True):
            hang = "  " if line.plain.startswith("- ") else ""
            at = 0
            for number, part in enumerate(wrap(line.plain, room - len(hang))):  # Rich would cut signs apart
                start = line.plain.index(part, at)
                at = start + len(part)
                found.append(edge + (hang if number else "") + self._rendered(line[start:at]) if part else "")
        return found

    @cached_property
    def _console(self) -> "Console":
        from rich.console import Console  # noqa: PLC0415  same

        return Console(
            file=io.StringIO(),
            force_terminal=True,
            color_system="standard",
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
        code = self._codes.get(style)
        return f"{code}{line}\x1b[0m" if code and line.strip() else line

    def put(self, lines: Iterable[str]) -> None:
        """Write lines that are ready."""
        lines = list(lines)
        self.unread += len(lines)
        self.ends_free = not lines[-1] if lines else self.ends_free
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

    def live(self, hint: str) -> None:
        """Write or rewrite the line below the words. It never takes more than the row."""
        margin = self.margin
        text = hint
        while cells(text) >= margin.columns - margin.left:
            text = text[:-1]
        self.rewrite((("", " " * margin.left), ("quiet", text)))

    def rewrite(self, line: Line) -> None:
        """Write or rewrite the line below the words, as it was drawn to fit."""
        if line == self._live:
            return
        self._live = line
        (told,) = self.drawn([line])
        self._write(f"\r{told}\x1b[K")

    def settle(self) -> None:
        """Take the live line away."""
        if self._live:
            self._live = BLANK
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
            self._live = BLANK
            self.unread = 0
            self.out.write(_BACK + (_UNTITLED if self._has_title else ""))
            self.out.flush()

    @property
    def _has_title(self) -> bool:
        return not self._term.startswith(_UNTITLED_TERMINALS)

    def _write(self, text: str) -> None:
        if not self._has_begun:
            self._has_begun = True
            text = _NO_FOCUS + text
        if self._discreet and not self._aside:
            self._aside = True
            text = _ASIDE + (_TITLED.format(title=TERMINAL_TITLE) if self._has_title else "") + text
        self.out.write(text)
        self.out.flush()


def _breaks_anew(environment: Mapping[str, str]) -> bool:
    """Whether a terminal breaks its rows anew when it grows narrower, as all do but a few, which cut them."""
    cuts = "XTERM_VERSION" in environment or environment.get("TERM", "").startswith(("linux", "screen"))
    return "TMUX" in environment or not cuts


def _rows_of(runs: Iterable[TextRun]) -> list[list[TextRun]]:
    """The runs of each row that words have of themselves."""
    rows: list[list[TextRun]] = [[]]
    for run in runs:
        first, *more = run.text.split("\n")
        rows[-1].append(run._replace(text=first))
        rows += [[run._replace(text=part)] for part in more]
    return rows


def _is_own(row: Sequence[TextRun]) -> bool:
    """Whether all of a row is in words of the person; a free one belongs to what is around it."""
    return any(run.own for run in row) and all(run.own or not run.text.strip() for run in row)
