"""What is asked of a history: by the engine before a session, and by whoever looks back. The real one and none obey it.

The engine takes it as an argument and knows nothing else of how sessions are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from selfattach.history import ids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from selfattach.history.damage import Damage
    from selfattach.history.index import NotAsked, OnShelf, PromiseMade, SaidLater, Sealed, SessionSummary, Tally
    from selfattach.history.record import Entry, Record
    from selfattach.history.seals import SealRules
    from selfattach.history.shards import Shards

Which = Literal["newest", "oldest", "unread"]


class Times(NamedTuple):
    """How many sessions are stored, finished or not."""

    total: int
    exercises: Mapping[str, int]  # only those with a session


class EarlierWords(NamedTuple):
    """Earlier words that were found again."""

    id: str  # of the session they are from
    name: str
    started: str  # of that session
    entries: tuple[Entry, ...]  # of that name, one a round, none without a value, none that is sealed

    @property
    def of(self) -> str:
        """How a later review or show refers to them."""
        return ids.reference(self.id, self.name)


class SaidBefore(NamedTuple):
    """What was said in one earlier session, and what is brought from it: None where nothing of it is there."""

    said: EarlierWords
    brought: EarlierWords | None


class EarlierSessions(Protocol):
    """What a session needs to know from before it."""

    def times(self) -> Times:
        """Return how often was practised, in all and each exercise."""

    def recall(
        self, exercise: str, answer: str, which: Which = ..., older_than_days: int = ..., today: date | None = ...
    ) -> EarlierWords | None:
        """Return earlier words, at least so many local days old, that no seal keeps closed today."""

    def said_before(
        self, exercise: str, answer: str, brought: Sequence[str], older_than_days: int = ..., today: date | None = ...
    ) -> Iterable[SaidBefore]:
        """Return what was said under a name in the newest sessions, newest first, as far as no seal keeps it closed.

        `brought`: what is brought from each, the first of these names that is there; from none that was left harder.
        """

    def open_promise(self, exercise: str, answer: str) -> EarlierWords | None:
        """Return the newest promise that no review has settled."""

    def latest(self, limit: int | None = ..., exercise: str | None = ...) -> list[SessionSummary]:
        """Return summaries of the newest sessions, newest first."""


class ReadableHistory(EarlierSessions, Protocol):
    """What one looks back on. Reading raises LockedError where a vault stays shut."""

    @property
    def shards(self) -> Shards:
        """The files it lies in."""

    def of_known_hands(self) -> ReadableHistory:
        """Return the same without what must not come unasked."""

    def put_in_order(self) -> None:
        """Do what the first look of a start does."""

    def practised(self, exercise: str | None = ...) -> Iterator[SessionSummary]:
        """Yield summaries of the sessions in which something was practised, newest first, for whoever counts."""

    def of_month(self, month: str) -> list[SessionSummary]:
        """Return summaries of the sessions of a month of ids, newest first."""

    def tallies(self) -> Mapping[str, list[Tally]]:
        """Return what is counted of each month, the newest first."""

    def on_shelves(self) -> list[OnShelf]:
        """Return what stands on shelves or is sealed, of the newest session first. No session is opened."""

    def sealed(self) -> list[Sealed]:
        """Return of these what was sealed."""

    def said_later(self) -> list[SaidLater]:
        """Return what was said of earlier words, in the same order."""

    def promises_made(self) -> list[PromiseMade]:
        """Return the promises that were made, in the same order."""

    def not_asked(self) -> list[NotAsked]:
        """Return the words of one's own on shelves that nobody was asked about."""

    def records_of(self, sessions: Collection[str]) -> Iterator[Record]:
        """Yield the sessions of these ids, newest first."""

    def get(self, session: str) -> Record:
        """Return the session of a full id. Raises NothingFoundError."""

    def seals(self, today: date) -> SealRules:
        """Return what tells of words whether they are sealed on a day."""

    def damaged(self) -> list[Damage]:
        """Return what cannot be read, and why."""
