"""What the coach knows of a person: how often, how long ago, and how it left them. Figures only, no words.

Worked out from the heads of sessions; it decides nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from selfattach.history.ids import day_of
from selfattach.history.index import SessionSummary
from selfattach.kinds import tells_how_it_went

LOOKED_AT: Final = 5  # newest sessions that are looked at one by one
_FELT: Final = {"helped": 1, "same": 0, "harder": -1}


class Practised(NamedTuple):
    """One session as the coach sees it."""

    exercise: str
    day: date
    felt: str = ""
    ending: str = "done"
    before: float | None = None  # distress
    after: float | None = None

    @property
    def rose(self) -> bool:
        """Whether it ended higher than it began."""
        return self.before is not None and self.after is not None and self.after > self.before


class Past(NamedTuple):
    """All sessions, summed up. `newest`: the last few, newest first."""

    total: int = 0
    newest: tuple[Practised, ...] = ()
    times: Mapping[str, int] = {}
    last: Mapping[str, date] = {}  # day of the last session of each exercise
    felt: Mapping[str, int] = {}  # helped counts one up, harder one down

    def and_then(self, session: Practised) -> "Past":
        """Return the past with one session more."""
        name = session.exercise
        return Past(
            self.total + 1,
            (session, *self.newest)[:LOOKED_AT],
            {**self.times, name: self.times.get(name, 0) + 1},
            {**self.last, name: max(session.day, self.last.get(name, session.day))},
            {**self.felt, name: self.felt.get(name, 0) + _FELT.get(session.felt, 0)},
        )


def past_of(summaries: Iterable[SessionSummary]) -> Past:
    """Return what is known from the heads of what was practised (`history.practised`), newest first."""
    newest: list[Practised] = []
    times: dict[str, int] = {}
    last: dict[str, date] = {}
    felt: dict[str, int] = {}
    for head in summaries:
        if not tells_how_it_went(head.exercise, head.ending):
            continue
        day = day_of(head.started)
        times[head.exercise] = times.get(head.exercise, 0) + 1
        last.setdefault(head.exercise, day)
        felt[head.exercise] = felt.get(head.exercise, 0) + _FELT.get(head.felt or "", 0)
        if len(newest) < LOOKED_AT:
            newest.append(_session(head, day))
    return Past(sum(times.values()), tuple(newest), times, last, felt)


def _session(head: SessionSummary, day: date) -> Practised:
    """One session; its figures are a pair only where it was not resumed in between."""
    paired = not head.resumed
    before, after = head.measures.get("distress.before"), head.measures.get("distress.after")
    return Practised(
        head.exercise, day, head.felt or "", head.ending, before if paired else None, after if paired else None
    )
