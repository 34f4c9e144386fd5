"""The margin: how everything that a practice shows is drawn, from words to lines. Pure: no terminal, no keys.

Words stand in the terminal's own ink at one left edge. A few marks in the margin say whose words they are (the bar is
the person's, and nothing else) and where one is (the dots). A line is a row of spans, each a style and its text; the
styles are `bold`, `quiet`, `accent`, `warm` and none, and what they look like is for `look.py`.
"""

import math
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from selfattach import words
from selfattach.text import cells, clean, shorten, wrap
from selfattach.ui.look import SIGNS, Signs

Span = tuple[str, str]
Line = tuple[Span, ...]
Place = tuple[int, int]  # the question one is at, of about so many

WIDEST: Final = 72
GUTTER: Final = 5  # the columns before a label: the pointer, the number, two spaces
TICK: Final = 4
FEW_ROWS: Final = 20  # on fewer, air goes first
_WIDE: Final = 60  # columns; on fewer there is no margin
_BESIDE: Final = 2  # columns that stay free between two things in one row
_RULE: Final = 44
_SHORT_RULE: Final = 5
_MOST_DOTS: Final = 12
_WORD, _NARROW_WORD = 6, 5  # columns before the area of a breath
_AREA, _NARROW_AREA = 48, 28
_MOST_BREATHS, _NARROW_BREATHS = 10, 6
_NUMBER: Final = re.compile(r"(\+?\d(?:[ \d/-]*\d){2,})")  # of three figures or more
_LEAST: Final = 2  # columns of a bar of breath
BLANK: Final[Line] = ()


class Margin(NamedTuple):
    """How much room there is, and with which signs. `counts_in_words`: signs may be two columns wide here."""

    columns: int = 80
    rows: int = 24
    signs: Signs = SIGNS
    counts_in_words: bool = False

    @property
    def left(self) -> int:
        """The column in which everything begins."""
        return 2 if self.columns >= _WIDE else 0

    @property
    def right(self) -> int:
        """The column before which what stands at the right ends."""
        return min(self.columns - 1, WIDEST)

    @property
    def width(self) -> int:
        """The columns words may take, the margin included."""
        return min(self.columns, WIDEST)

    @property
    def is_airy(self) -> bool:
        """Whether there is room for free rows."""
        return self.rows >= FEW_ROWS

    # --- words

    def voice(self, text: str, style: str = "", indent: int = 0) -> list[Line]:
        """Words of the program."""
        lead = " " * (self.left + indent)
        return [styled(style, line.rstrip()) for line in wrap(clean(text).expandtabs(), self.width, lead)]

    def helped(self, text: str) -> list[Line]:
        """Words of the page of help: bold is what is asked, and the numbers."""
        edge = ("", " " * self.left)
        found: list[Line] = []
        for row in text.split("\n"):
            bold = row.rstrip().endswith("?")
            for line in wrap(clean(row), self.width - self.left):
                parts = [("bold", line.rstrip())] if bold else _with_numbers(line.rstrip())
                found.append((edge, *parts) if line.strip() else BLANK)
        return found

    def bar(self, text: str, rows: int = 0) -> list[Line]:
        """Words of the person; with `rows` shortened in the middle to so many."""
        room = self.width - self.left - len(self.bar_text)
        told = clean(text).expandtabs().strip("\n")
        lines = [line.rstrip() for line in wrap(told, room)]
        if rows and len(lines) > rows:
            lines = next(
                found
                for less in range(0, room, 4)
                if len(found := wrap(shorten(told, room * rows - less), room)) <= rows
            )
        return [(("", " " * self.left), ("accent", self.signs.bar), ("", f" {line}" if line else "")) for line in lines]

    @property
    def bar_text(self) -> str:
        """What stands before the person's own words, without its margin."""
        return f"{self.signs.bar} "

    def left_open(self) -> list[Line]:
        """What stands in the place of an answer that was not given."""
        return self.voice(words.TERMINAL_LEFT_OPEN, "quiet", indent=len(self.bar_text))

    def taken(self, labels: Sequence[str]) -> list[Line]:
        """What was taken of a list, or of a row of numbers, that is gone."""
        return [line for label in labels for line in self.bar(label)] or self.left_open()

    # --- the first and the last thing, and what to heed

    def threshold(self) -> Line:
        """The first and the last sign of a practice."""
        return (("", " " * self.left), ("warm", self.signs.heavy * _SHORT_RULE))

    def opening(self, title: str, summary: str, minutes: str, care: str, keys: str) -> list[Line]:
        """What a practice is, how long it takes, and the care it asks for. Where rows are few, air goes first."""
        beside = self._title(title, minutes)
        head = [self.threshold(), *beside, *self.voice(summary)]
        if minutes and beside == self.voice(title, "bold"):
            head += self.voice(minutes, "quiet")
        cared = self.care(care) if care.strip() else []
        doors = self.voice(keys, "quiet")
        spare = self.rows - 1 - len(head) - len(cared) - len(doors)
        lines = [*head]
        for part in (cared, doors):
            if part and (self.is_airy or (part is doors and spare > 1)):
                lines.append(BLANK)
            lines += part
        return lines

    def _title(self, title: str, minutes: str) -> list[Line]:
        lines = self.voice(title, "bold")
        gap = self.right - self.left - cells(clean(title)) - cells(minutes)
        if not minutes or len(lines) > 1 or gap < _BESIDE:
            return lines
        return [(*lines[0], ("quiet", f"{' ' * gap}{minutes}"))]

    def care(self, text: str) -> list[Line]:
        """What to heed before the start, between two rules."""
        width = min(_RULE, self.columns - self.left)
        begin = self.signs.light * 2
        title = f" {words.TERMINAL_CARE} "
        margin = ("", " " * self.left)
        above = (margin, ("warm", begin), ("", title), ("warm", self.signs.light * (width - len(begin) - len(title))))
        return [above, *self.voice(text.strip()), (margin, ("warm", self.signs.light * width))]

    # --- place, and what keys do

    def dots(self, place: Place | None) -> list[Span]:
        """Where one is: the questions reached, this one filled, and those that are likely to come."""
        if place is None or place[1] < _BESIDE:
            return []
        at, of = place
        if of > _MOST_DOTS or self.counts_in_words:
            return [("quiet", words.TERMINAL_PLACE.format(at=at, of=of))]
        return [("accent", (" " if self.left else "").join([self.signs.filled] * at + [self.signs.empty] * (of - at)))]

    def foot(self, sentences: Sequence[str], place: Place | None = None) -> list[Line]:
        """What Enter does, then other keys, then whether it is kept: broken between sentences, the dots on the last."""
        told, dots, room = [one for one in sentences if one], self.dots(place), self.right - self.left
        beside = room - sum(cells(text) for _, text in dots) - _BESIDE
        rows = _filled(told, room)
        if dots and rows and cells(rows[-1]) > beside and len(told) > 1:
            rows = [*_filled(told[:-1], room), *wrap(told[-1], room)]
        if dots and (not rows or cells(rows[-1]) > beside):
            rows.append("")
        lines = [self._at_left("quiet", row) for row in rows]
        if dots:
            lines[-1] = (*lines[-1], ("", " " * (beside + _BESIDE - cells(rows[-1]))), *dots)
        return lines

    def _at_left(self, style: str, text: str) -> Line:
        return (("", " " * self.left), (style, text))

    # --- a breath

    def breath(self, word: str, full: float | None, place: Place | None) -> Line:
        """A breath, `full` 0 to 1: a bar from the middle; None is no bar. `place`: this breath, of so many."""
        narrow = not self.left
        room, area = (_NARROW_WORD, _NARROW_AREA) if narrow else (_WORD, _AREA)
        most = _NARROW_BREATHS if narrow else _MOST_BREATHS
        lead = f"{' ' * self.left}{word:<{room}}"
        middle = [("", " " * area)] if full is None else self._widened(area, full)
        if place is None or place[1] > most or place[1] < _BESIDE:
            return (("", lead), *middle)
        dots = self.dots(place)
        gap = max(self.right - self.left - room - area - sum(cells(text) for _, text in dots), 1)
        return (("", lead), *middle, ("", " " * gap), *dots)

    def _widened(self, area: int, full: float) -> list[Span]:
        """A bar in the middle of an area, both its edges in eighths of a column where the terminal has such signs."""
        half = (_LEAST + (area - _LEAST) * full) / 2
        eighths = round(half * 8) if self.signs.eighths else round(half) * 8
        whole, part = divmod(eighths, 8)
        side = area // 2 - whole - (part > 0)
        left, right = ([], []) if not part else ([self._edge(8 - part)], [("accent", self.signs.eighths[part - 1])])
        body = [("accent", self.signs.block * whole * 2)]
        return [("", " " * side), *left, *body, *right, ("", " " * side)]

    def _edge(self, empty: int) -> Span:
        """The left edge: the sign of what is empty, in reverse video."""
        return ("accent reverse", self.signs.eighths[empty - 1])


def _with_numbers(line: str) -> list[Span]:
    """A line with its numbers to call in bold."""
    parts = _NUMBER.split(line)
    return [("bold" if place % 2 else "", part) for place, part in enumerate(parts) if part]


def _filled(sentences: Sequence[str], room: int) -> list[str]:
    """Sentences in rows, as many in each as fit whole."""
    rows: list[str] = []
    for sentence in sentences:
        beside = f"{rows[-1]} {sentence}" if rows else sentence
        if rows and cells(beside) <= room:
            rows[-1] = beside
        else:
            rows += wrap(sentence, room)
    return rows


def eased(through: float) -> float:
    """How full a breath is, by how far it has come: slow at both ends."""
    return (1 - math.cos(math.pi * through)) / 2


def styled(style: str, line: str) -> Line:
    """A line in one style; its margin has none."""
    text = line.lstrip(" ")
    return (("", line[: len(line) - len(text)]), (style, text)) if text else BLANK


def text_of(line: Line) -> str:
    """The letters of a line."""
    return "".join(text for _, text in line)
