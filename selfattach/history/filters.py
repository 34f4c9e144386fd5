"""Which sessions are asked for: of which exercises, on which days, how they felt. Plain values, no disk, no words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

from selfattach.history.ids import day_of

if TYPE_CHECKING:
    from collections.abc import Collection

_APART = timedelta(days=2)  # the month of an id is that of UTC; a day is local, and turns at 04:00


class HeadOrRecord(Protocol):
    """A session as its head or its record has it."""

    @property
    def exercise(self) -> str:
        """Its id."""

    @property
    def started(self) -> str:
        """RFC 3339 with zone."""

    @property
    def felt(self) -> str | None:
        """How it was afterwards."""


class Wanted(NamedTuple):
    """What a session must be. None: whatever it is."""

    exercises: Collection[str] | None = None
    since: date | None = None
    until: date | None = None
    felt: str | None = None
    not_after: datetime | None = None  # a moment; what a clock that was far ahead dated later is left out

    @property
    def is_dated(self) -> bool:
        """Whether there are months that need not be opened."""
        return self.since is not None or self.until is not None

    def may_hold(self, month: str) -> bool:
        """Whether a session of that month of ids (`2026-11`) could be one."""
        first, last = _month(self.since, -_APART, "0000-00"), _month(self.until, _APART, "9999-99")
        return first <= month <= last

    def fits(self, session: HeadOrRecord) -> bool:
        """Whether the session is one."""
        if self.exercises is not None and session.exercise not in self.exercises:
            return False
        if self.felt is not None and session.felt != self.felt:
            return False
        if self.not_after is not None and datetime.fromisoformat(session.started) > self.not_after:
            return False
        return not self.is_dated or self.is_of_day(day_of(session.started))

    def is_of_day(self, day: date) -> bool:
        """Whether a session of a day is one, whatever else it is."""
        return (self.since or date.min) <= day <= (self.until or date.max)


EVERYTHING = Wanted()


def _month(day: date | None, apart: timedelta, otherwise: str) -> str:
    try:
        return otherwise if day is None else f"{day + apart:%Y-%m}"
    except OverflowError:  # the first days there are, or the last
        return otherwise
