"""Lists to look through: what a row is called by, then its words, in columns; and what is marked, in the margin. Pure.

One hand for every list. What a row is called by stands whole, since it is typed. Its words fold in their own column;
where that would be too narrow they stand below.
"""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from selfattach.text import cells, clean, one_line, wrap
from selfattach.ui.margin import BLANK, Line, Margin, Span

_WIDEST: Final = 79  # columns: more than of words, which are read; one stays free at the usual 80
_GAP, _NARROW_GAP = 2, 1
_LEAST: Final = 24  # columns of words that fold


class Row(NamedTuple):
    """One thing of a list. `called`: the columns at the left; figures stand at the right edge of theirs."""

    called: tuple[str, ...]
    told: str
    marked: bool = False


def table(
    rows: Sequence[Row], margin: Margin, *, marks: bool = False, at_least: Sequence[int] = ()
) -> list[list[Line]]:
    """Return each row as the lines it takes. `marks`: there may be marked ones, here or in another part of the list.

    `at_least`: how wide those columns are that hold anything, so that they stand alike in every part.
    """
    gap = _GAP if margin.left else _NARROW_GAP
    edge = max(margin.left, int(marks))
    widths = [max(map(cells, column)) for column in zip(*(row.called for row in rows), strict=True)]
    widths = [max(one, least) if one else 0 for one, least in zip_longest(widths, at_least, fillvalue=0)]
    begins = edge + sum(width + gap for width in widths if width)
    room = min(margin.columns, _WIDEST) - begins
    longest = max((cells(row.told) for row in rows), default=0)
    beside = room >= min(longest, _LEAST)
    found: list[list[Line]] = []
    for row in rows:
        sign = margin.signs.tried if row.marked else ""
        called = [_in_column(cell, width) for cell, width in zip(row.called, widths, strict=True) if width]
        head: Line = (("quiet", f"{sign:<{edge}}"), ("", (" " * gap).join(called)))
        words = one_line(row.told)
        if beside and words:
            first, *more = [part.strip() for part in wrap(words, room)]
            found.append([(*head, ("", f"{' ' * gap}{first}")), *(_at(begins, part) for part in more)])
        elif not words:
            found.append([_bare(head)])
        else:
            under = edge + _first(widths) + gap
            below = [part.strip() for part in wrap(words, margin.columns - under)]
            found.append([_bare(head), *(_at(under, part) for part in below)])
    return found


def headed(head: str, blocks: Sequence[Sequence[Line]], margin: Margin) -> list[Line]:
    """Return a part of a list under its head, or without one."""
    return [*(margin.voice(head, "bold") if head else ()), *(line for block in blocks for line in block), BLANK]


def _in_column(cell: str, width: int) -> str:
    told = one_line(clean(cell))
    room = " " * (width - cells(told))
    return f"{room}{told}" if told.isdecimal() else f"{told}{room}"


def _first(widths: Sequence[int]) -> int:
    """How wide the first column is, where it holds what a row goes by below it."""
    return widths[0] if widths else 0


def _at(column: int, text: str) -> Line:
    return (("", " " * column), ("", text))


def _bare(line: Sequence[Span]) -> Line:
    """A line without the room that a last column has left over."""
    return (*line[:-1], (line[-1][0], line[-1][1].rstrip()))
