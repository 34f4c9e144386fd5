"""What is written on the screen: quiet lines of at most 72 columns, and one live line that leaves nothing behind.

The door to Rich, which is opened at the first words with styles in them; plain sentences do without, so that the first
ones stand there before it is loaded. It knows no keys and no practice. All words are cleaned here; none is ever markup.
"""

import io
import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final, TextIO

from selfattach.script.model import Run
from selfattach.text import cells, clean, shorten, wrap

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDEST: Final = 72
MARGIN: Final = "  "
POINTER: Final = "\u203a"  # what the person does, or did
_FALLBACK: Final = (80, 24)
_STYLES: Final = {"": "", "em": "italic", "strong": "bold"}
_CODES: Final = {"dim": "\x1b[2m", "bold": "\x1b[1m", "soft": "\x1b[36m"}
_HIDE, _SHOW, _ERASE = "\x1b[?25l", "\x1b[?25h", "\r\x1b[K"


def colours_allowed(environment: Mapping[str, str]) -> bool:
    """Whether styles may be used. NO_COLOR wins over FORCE_COLOR; a terminal needs no force."""
    return not environment.get("NO_COLOR")


class Screen:
    """One terminal to write on."""

    def __init__(self, out: TextIO, *, colours: bool) -> None:
        self.out = out
        self.colours = colours
        self._live = False
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
        """Write a text without styles of its own. `style`: dim, bold, soft, or none."""
        self.put(self.plain_lines(text, style, indent))

    def plain_lines(self, text: str, style: str = "", indent: str = "") -> list[str]:
        """Return a text as the lines it takes."""
        lines = wrap(clean(text).expandtabs(), self.columns, MARGIN + indent)
        return [self._styled(line.rstrip(), style) for line in lines]

    def excerpt(self, words: str) -> None:
        """Write earlier words on two or three lines, shortened in the middle when they are long."""
        room = self.columns - len(MARGIN) * 3
        self.plain(shorten(words, room * 2), indent=MARGIN)

    def words(self, runs: Iterable[Run], style: str = "") -> None:
        """Write words with their styles. `style`: bold, dim, or none, beneath their own."""
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
            text.append(clean(run.text), _STYLES[run.style])
        room = self.columns - len(MARGIN)
        found: list[str] = []
        for line in text.split("\n", allow_blank=True):
            hang = "  " if line.plain.startswith("- ") else ""
            for number, part in enumerate(line.wrap(self._console, room - len(hang))):
                part.rstrip()
                found.append(MARGIN + (hang if number else "") + self._rendered(part) if part.plain else "")
        return found

    @cached_property
    def _console(self) -> "Console":
        from rich.console import Console  # noqa: PLC0415  same

        return Console(
            file=io.StringIO(),
            force_terminal=True,
            color_system="standard" if self.colours else None,
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
        return f"{_CODES[style]}{line}\x1b[0m" if style and self.colours and line else line

    def put(self, lines: Iterable[str]) -> None:
        """Write lines that are ready."""
        self._write("".join(f"{line}\n" for line in lines))

    def gap(self) -> None:
        """Leave a line free: the next idea follows."""
        self._write("\n")

    # --- the live line

    def live(self, text: str, style: str = "dim") -> None:
        """Write or rewrite the line below the words. It never takes more than the row."""
        line = MARGIN + text
        if cells(line) >= self.size[0]:
            line = line[: self.size[0] - 1]
        self._live = True
        self._write(f"\r{self._styled(line, style)}\x1b[K")

    def settle(self) -> None:
        """Take the live line away."""
        if self._live:
            self._live = False
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

    def _write(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()
