"""The row of numbers and the list of choices: what they look like, and what each key makes of them. Pure.

`prompt_widgets.py` holds them on a terminal. A number that cannot join those typed before takes their place; a list
shows only whole options, and says how many more there are.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from selfattach import words
from selfattach.script.model import CANNOT_TELL, Measure, Rate
from selfattach.text import cells, clean, wrap
from selfattach.ui.margin import BLANK, GUTTER, TICK, Line, Margin, Place, Span

_MOST_STEPS: Final = 11
_CELL: Final = 3  # columns: a figure between two that are free, or its brackets
_BESIDE: Final = 2

Figure = int | str | None  # one of the scale, CANNOT_TELL, or nothing


# --- the row of numbers


class Scale(NamedTuple):
    """A scale that stands in one row. `cannot_tell`: the words of `?`: an answer of a measure, and else no number."""

    lowest: int
    highest: int
    low: str = ""
    high: str = ""
    cannot_tell: str = ""

    @classmethod
    def of(cls, form: Rate | Measure) -> "Scale":
        """The scale of a question."""
        cannot_tell = form.cannot_tell if isinstance(form, Measure) else words.CANNOT_TELL
        return cls(form.lowest, form.highest, form.low, form.high, cannot_tell)

    @property
    def figures(self) -> range:
        """The figures of it."""
        return range(self.lowest, self.highest + 1)

    def fits(self, margin: Margin) -> bool:
        """Whether it can stand in one row here; a scale that cannot keeps a box to type in."""
        row = self.cells(margin)
        return self.lowest >= 0 and len(self.figures) <= _MOST_STEPS and row[-1][1] <= margin.width

    def cells(self, margin: Margin) -> list[tuple[Figure, int, int]]:
        """Each figure with the columns in which its cell begins and ends."""
        gap = 1 if margin.left else 0
        at = margin.left
        found: list[tuple[Figure, int, int]] = []
        for figure in self.figures:
            found.append((figure, at, at + max(_CELL, len(str(figure)) + _BESIDE)))
            at = found[-1][2] + gap
        if self.cannot_tell:
            at += _BESIDE if margin.left else 1
            found.append((CANNOT_TELL, at, at + _CELL))
        return found

    def _says_cannot_tell(self, margin: Margin) -> bool:
        """Whether its words stand beside `?`; else they stand in the foot."""
        last = self.cells(margin)[-1][2]
        return bool(margin.left and self.cannot_tell) and last + 1 + cells(self.cannot_tell) <= margin.width

    def row(self, margin: Margin, taken: Figure) -> list[Line]:
        """The figures, that which is taken in brackets, and below them the words of their ends."""
        spans: list[Span] = []
        at = 0
        for figure, begins, ends in self.cells(margin):
            sign = "?" if figure == CANNOT_TELL else str(figure)
            is_taken = figure == taken
            spans.append(("", " " * (begins - at)))
            spans.append(("bold", f"[{sign}]") if is_taken else ("", f" {sign} ".ljust(ends - begins)))
            at = ends
        if self._says_cannot_tell(margin):
            spans.append(("bold" if taken == CANNOT_TELL else "", f" {self.cannot_tell}"))
        return [tuple(spans), *self._ends(margin)]

    def _ends(self, margin: Margin) -> list[Line]:
        if not (self.low or self.high):
            return []
        numbers = [cell for cell in self.cells(margin) if cell[0] != CANNOT_TELL]
        begins, ends = numbers[0][1] + 1, numbers[-1][2] - 1
        gap = ends - begins - cells(self.low) - cells(self.high)
        if gap >= _BESIDE:
            return [(("", f"{' ' * begins}{self.low}{' ' * gap}{self.high}"),)]
        both = ((self.lowest, self.low), (self.highest, self.high))
        return [line for figure, end in both if end for line in margin.voice(f"{figure}: {end}")]

    def foot(self, margin: Margin, taken: Figure) -> list[str]:
        """What keys do, in as many sentences whether one is taken or not."""
        other = self.cannot_tell and not self._says_cannot_tell(margin)
        cannot_tell = [words.TERMINAL_CANNOT_TELL.format(cannot_tell=self.cannot_tell)] if other else []
        if taken is None:
            first, last = words.TERMINAL_ROW.format(lowest=self.lowest, highest=self.highest), words.TERMINAL_ROW_OPEN
        else:
            told = self.cannot_tell if taken == CANNOT_TELL else taken
            colon = ":" if taken == CANNOT_TELL else ""
            first, last = words.TERMINAL_ROW_CLEARS, words.TERMINAL_ROW_TAKES.format(colon=colon, figure=told)
        return [first, *cannot_tell, last]

    def shown(self, margin: Margin, taken: Figure, place: Place | None) -> list[Line]:
        """All of it, with its foot, which keeps its rows whatever is taken."""
        foot = margin.foot(self.foot(margin, taken), place)
        most = max(len(margin.foot(self.foot(margin, one), place)) for one in (None, self.highest, CANNOT_TELL))
        return [*self.row(margin, taken), BLANK, *foot, *[BLANK] * (most - len(foot))]

    def told(self, taken: Figure) -> str:
        """A figure that was taken, in words."""
        return self.cannot_tell if taken == CANNOT_TELL else str(taken)


class Taking(NamedTuple):
    """What is taken of a scale, and the digits that were typed for it."""

    taken: Figure = None
    typed: str = ""

    def press(self, scale: Scale, key: str) -> "Taking":
        """What a key makes of it: a digit, `?`, `right`, `left`, `home`, `end`, or `clear`."""
        figures = scale.figures
        if key.isdecimal():
            tried = (self.typed + key, key)
            typed = next((one for one in tried if int(one) in figures and str(int(one)) == one), "")
            return Taking(int(typed), typed) if typed else self
        match key:
            case "?":
                return Taking(CANNOT_TELL) if scale.cannot_tell else self
            case "home":
                return Taking(scale.lowest)
            case "end":
                return Taking(scale.highest)
            case "clear":
                return Taking()
        step = 1 if key == "right" else -1
        if not isinstance(self.taken, int):
            return Taking(scale.lowest if step > 0 else scale.highest)
        return Taking(min(max(self.taken + step, scale.lowest), scale.highest))


# --- the list of choices


class Choices(NamedTuple):
    """Some choices in a list.

    `open`: the one without a number, which comes first, or "". `ticks`: they can be ticked.
    """

    labels: tuple[str, ...]
    open: str = ""
    ticks: bool = False

    @property
    def numbers(self) -> range:
        """The numbers one can point at; 0 is the open one."""
        return range(0 if self.open else 1, len(self.labels) + 1)

    def block(self, margin: Margin, number: int, *, at: bool = False, ticked: bool = False) -> list[Line]:
        """One of them, in as many rows as it takes."""
        label = self.labels[number - 1] if number else self.open
        tick = ("[x] " if ticked else "[ ] ") if self.ticks else ""
        room = margin.width - margin.left - GUTTER - len(tick)
        first, *more = [part.strip() for part in wrap(clean(label), room)]
        style = "bold" if at and number else ""
        pointer = ("bold" if at else "", margin.signs.pointer if at else " ")
        lead = f"{number or '':>2}  {tick}"
        edge = ("", " " * margin.left)
        under = " " * (1 + len(lead))
        return [(edge, pointer, (style, f"{lead}{first}")), *((edge, (style, f"{under}{part}")) for part in more)]

    def shown(self, margin: Margin, at: int, ticked: Sequence[int], first: int, room: int) -> tuple[list[Line], int]:
        """Those that fit into so many rows, whole, and which of them is now the first. The last one stays in view."""
        numbers = self.numbers
        blocks = [self.block(margin, one, at=one == at, ticked=one in ticked) for one in numbers]
        heights = [len(block) for block in blocks]
        begin, end, has_last = view(heights, at - numbers.start, first, room)
        lines = [line for block in blocks[begin:end] for line in block]
        above = numbers[begin] - max(numbers.start, 1) if begin else 0
        below = len(blocks) - end - has_last
        if above:
            lines.insert(0, self._more(margin, words.TERMINAL_ABOVE, above))
        if below:
            between = words.TERMINAL_BETWEEN if has_last else words.TERMINAL_BELOW
            lines.append(self._more(margin, between, below))
        return [*lines, *(blocks[-1] if has_last else [])], begin

    @staticmethod
    def _more(margin: Margin, form: str, count: int) -> Line:
        return (("", " " * (margin.left + GUTTER)), ("quiet", form.format(n=count)))


def quoted(margin: Margin, texts: Sequence[str], room: int) -> list[Line]:
    """Lines to borrow below a box, those that fit into so many rows, whole; and how many more there are."""
    indent = len(margin.bar_text)
    blocks = [margin.voice(text, indent=indent) for text in texts]
    if sum(map(len, blocks)) <= room:
        return [line for block in blocks for line in block]
    found: list[Line] = []
    for place, block in enumerate(blocks):
        if len(found) + len(block) >= room:  # the last row is for what is left out
            more = margin.voice(words.TERMINAL_BELOW.format(n=len(blocks) - place), "quiet", indent)
            return [*found, *more] if found else []
        found += block
    return found


def view(heights: Sequence[int], at: int, first: int, room: int) -> tuple[int, int, bool]:
    """Which blocks fit into so many rows: the first, the one after the last, and whether the very last stands below.

    The first one stays as long as the one at `at` fits whole, with a row for what is out of view; then it is filled
    below, and above. The last option is where "hard to say" stands: nobody has to look for it.
    """
    count = len(heights)
    if sum(heights) <= room:
        return 0, count, False
    tail = heights[-1] if room >= heights[-1] + heights[at] + _BESIDE else 0

    def fits(begin: int, end: int) -> bool:
        rest = count - end - (1 if tail and end < count else 0)
        used = sum(heights[begin:end]) + (begin > 0) + (rest > 0) + (tail if end < count else 0)
        return used <= room

    begin = min(first, at)
    while begin < at and not fits(begin, at + 1):
        begin += 1
    end = at + 1
    while end < count and fits(begin, end + 1):
        end += 1
    while begin > 0 and fits(begin - 1, end):
        begin -= 1
    return begin, end, bool(tail) and end < count


def gutter(labels: Sequence[str], margin: Margin, *, ticks: bool = False) -> int:
    """How many rows these labels take in a list."""
    room = margin.width - margin.left - GUTTER - (TICK if ticks else 0)
    return sum(len(wrap(clean(label), room)) for label in labels)
