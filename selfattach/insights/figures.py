"""Figures of looking back: what the numbers of many sessions can say honestly, which is little. Pure.

People come when it is hard, and a hard hour passes by itself: whatever is done at a high number is followed by a lower
one, on average. For that reason nothing here is told by practice, and there is no change, no average over all, no trend
and no test of chance.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median
from typing import Final, NamedTuple

from selfattach.kinds import HIGH_FROM, MIDDLE_FROM

FEWEST_PAIRS: Final = 8  # of one first number, before anything is said of what followed it
FIRST_MONTHS: Final = timedelta(days=90)  # in which only how many pairs there are is told
LATELY: Final = timedelta(weeks=6)  # how long anything looks hard
_NEWEST: Final = 5  # first numbers whose middle is looked at
_ENDINGS: Final = 3
_HARDER: Final = 2  # of those


class Moment(NamedTuple):
    """The two numbers of one session, 0 to 10, and what the person said of it. None: not given."""

    day: date
    first: int | None
    last: int | None
    felt: str = ""  # helped, same, harder
    stopped: bool = False  # for a hard moment

    @property
    def ended_harder(self) -> bool:
        """Whether the person said so, the second number was higher, or it was stopped for a hard moment."""
        return (
            self.stopped
            or self.felt == "harder"
            or (self.first is not None and self.last is not None and self.last > self.first)
        )

    @property
    def ended_hard(self) -> bool:
        """The same, but for a rise that is still low: a 2 that became a 3 is no hard time."""
        rose_to_middle = self.ended_harder and self.last is not None and self.last >= MIDDLE_FROM
        return self.stopped or self.felt == "harder" or rose_to_middle


class Band(NamedTuple):
    """Where one ended that began at `first`: the middle half of the last numbers, 0 to 10, of so many sessions."""

    first: int
    sessions: int
    low: int
    high: int


class Numbers(NamedTuple):
    """What numbers there are. `pairs` of `sessions` have both. `early`: in the first three months there is no band."""

    sessions: int
    pairs: int
    bands: tuple[Band, ...]
    early: bool


def numbers(moments: Sequence[Moment], today: date) -> Numbers:
    """Return what may be said of all numbers there are."""
    ends: dict[int, list[int]] = defaultdict(list)
    for one in moments:
        if one.first is not None and one.last is not None:
            ends[one.first].append(one.last)
    pairs = sum(map(len, ends.values()))
    began = min((one.day for one in moments), default=today)
    if today - began < FIRST_MONTHS:
        return Numbers(len(moments), pairs, (), early=True)
    bands = (Band(first, len(last), *_middle_half(last)) for first, last in sorted(ends.items()))
    return Numbers(len(moments), pairs, tuple(one for one in bands if one.sessions >= FEWEST_PAIRS), early=False)


def looks_hard(newest: Sequence[Moment], today: date) -> bool:
    """Whether the sessions of the last weeks look hard. `newest`: newest first.

    The last one was stopped for a hard moment, the middle of the last five first numbers is 7 or more, or two of the
    last three endings were harder, and not low.
    """
    newest = [one for one in newest if today - one.day <= LATELY]
    firsts = [one.first for one in newest if one.first is not None][:_NEWEST]
    endings = [one for one in newest if one.stopped or one.felt or None not in (one.first, one.last)][:_ENDINGS]
    is_high = len(firsts) == _NEWEST and median(firsts) >= HIGH_FROM
    is_high = is_high or any(one.stopped for one in newest[:1])
    return is_high or sum(one.ended_hard for one in endings) >= _HARDER


def looks_harder(newest: Sequence[Moment]) -> bool:
    """Whether they look harder than the first ones: the middle of the first five was lower than that of the last."""
    firsts = [one.first for one in newest if one.first is not None]
    if len(firsts) < 2 * _NEWEST:
        return False
    return median(firsts[:_NEWEST]) > median(firsts[-_NEWEST:])


def _middle_half(figures: Sequence[int]) -> tuple[int, int]:
    """Return where the middle half of figures lies: what is left without the lowest and the highest quarter."""
    ordered, quarter = sorted(figures), len(figures) // 4
    return ordered[quarter], ordered[-quarter - 1]
