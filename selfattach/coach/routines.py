"""Routines: a few practices one after the other, under a name. What of one is left today is read from the history.

It knows ids and days; not what an exercise is, how one is held, or where the routines of one's own are written.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from selfattach import disk
from selfattach.disk import read_file
from selfattach.errors import SelfattachError
from selfattach.history import jsontext
from selfattach.history.ids import day_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from selfattach.history.index import SessionSummary
    from selfattach.history.protocols import ReadableHistory

_TWICE: Final = 2
_NEWEST: Final = 5  # sessions of one exercise, among which those of today are


class Routine(NamedTuple):
    """A name, and the ids of what is practised under it, in order."""

    name: str
    exercises: tuple[str, ...]
    own: bool = False


# A table and no file of exercises/: there are no words in it to be weighed, and it would have to be read at every start
# of a shell, most of which find nothing to do. All are gentle and short: what comes round every day, whatever the day
# was like, opens nothing hard. In the morning a look at what is here and one small plan, in the evening one thing that
# would leave no trace, and then quiet.
BUNDLED: Final = (
    Routine("morning", ("three-step-pause", "small-promise")),
    Routine("evening", ("one-thing-you-did", "settle")),
)


def left_today(routine: Routine, history: ReadableHistory, today: date) -> list[str]:
    """Return the ids that no session of today stands for yet. One that is named twice is practised twice."""
    practised = {ident: _practised(history, ident, today) for ident in dict.fromkeys(routine.exercises)}
    left = []
    for ident in routine.exercises:
        if practised[ident]:
            practised[ident] -= 1
        else:
            left.append(ident)
    return left


def _practised(history: ReadableHistory, ident: str, today: date) -> int:
    return sum(1 for head in islice(history.practised(ident), _NEWEST) if _day_of(head) == today)


def _day_of(head: SessionSummary) -> date:
    """The day of its start; of one that was taken up again, the day on which it was ended."""
    with suppress(ValueError):  # a shard is a file, and anybody may have written in it
        if head.resumed:
            return day_of(head.ended)
    return day_of(head.started)


class BegunToday:
    """How often each routine was begun on this machine today, so that none begins by itself again and again.

    A file of the cache that holds a day and names, a name as often as it was begun, and once more when it came to its
    end. Without it a routine of which nothing was kept may be offered again, and that is all.
    """

    def __init__(self, cache: Path) -> None:
        self._file = cache / "routines-begun"

    def times(self, name: str, today: date) -> int:
        """Return how often this one stands there today."""
        return self._names(today).count(name)

    def _names(self, today: date) -> list[str]:
        try:
            day, *names = jsontext.load(read_file(self._file))
        except (OSError, ValueError, TypeError):
            return []
        return names if day == today.isoformat() else []

    def note(self, name: str, today: date) -> None:
        """Note that this one began, or came to its end. More than twice says no more than twice."""
        names = self._names(today)
        if names.count(name) < _TWICE:
            with suppress(SelfattachError):  # no practice waits for a cache
                disk.replace(self._file, jsontext.dump([today.isoformat(), *names, name]), lasting=False)
