"""What the coach knows of a person: how often, how long ago, and how it left them. Figures only, no words.

Worked out from what is counted of each month, and from the heads of the newest sessions; it decides nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Final, NamedTuple

from selfattach.history.ids import day_of
from selfattach.history.index import FELT, SessionSummary, Tally, tallied
from selfattach.kinds import MIDDLE_FROM, tells_how_it_went

LOOKED_AT: Final = 5  # newest sessions that are looked at one by one


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

    @property
    def was_hard(self) -> bool:
        """Whether it began in a hard moment, or ended harder: after such a one nothing of the past is offered."""
        began_hard = self.before is not None and self.before >= MIDDLE_FROM
        return began_hard or self.rose or self.felt == "harder" or self.ending == "guard"


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
            {**self.felt, name: self.felt.get(name, 0) + FELT.get(session.felt, 0)},
        )


def past_of(summaries: Iterable[SessionSummary]) -> Past:
    """Return what is known from the heads of what was practised (`history.practised`), newest first."""
    heads = list(summaries)
    return past_from(tallied(heads), heads)


def past_from(tallies: Iterable[Tally], newest: Iterable[SessionSummary]) -> Past:
    """Return the same from what was counted already. Of `newest`, newest first, only as many are looked at as count."""
    found: dict[str, list[Tally]] = {}
    for tally in tallies:
        found.setdefault(tally.exercise, []).append(tally)
    times = {exercise: sum(one.times for one in rows) for exercise, rows in found.items()}
    last = {exercise: day_of(max(rows, key=lambda one: one.newest).started) for exercise, rows in found.items()}
    felt = {exercise: sum(one.felt for one in rows) for exercise, rows in found.items()}
    telling = (head for head in newest if tells_how_it_went(head.exercise, head.ending))
    latest = tuple(_session(head) for head in islice(telling, LOOKED_AT))
    return Past(sum(times.values()), latest, times, last, felt)


def _session(head: SessionSummary) -> Practised:
    before, after = head.distress
    return Practised(head.exercise, day_of(head.started), head.felt or "", head.ending, before, after)
