"""History: the sessions a person chose to keep. Adding one, counting, listing, and finding earlier words again.

What can be told without words is told from heads, so a long history costs no more than a short one; a shard is opened
only where its words are asked for. Constructing a History touches no disk, and only `add` writes outside the cache.
It knows no exercise, no draft and nobody's terminal.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from selfattach.errors import NothingFoundError, WrongInputError
from selfattach.history import durable, ids, jsontext, shards
from selfattach.history.device import device_id, this_machine
from selfattach.history.heads import SHOWN, Head, Heads, is_sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from selfattach.history.damage import Damage
    from selfattach.history.record import Entry, Record
    from selfattach.history.shards import ShardFile, Stored
    from selfattach.paths import Places

Which = Literal["newest", "oldest", "unread"]
SETTLED = {"kept", "changed", "let_go"}  # `not_yet` keeps a promise open


class Times(NamedTuple):
    """How many sessions are stored, finished or not."""

    total: int
    exercises: Mapping[str, int]  # only those with a session


class Found(NamedTuple):
    """Earlier words that were found again."""

    id: str  # of the session they are from
    name: str
    started: str  # of that session
    entries: tuple[Entry, ...]  # of that name, one a round, none without a value, none that is sealed

    @property
    def of(self) -> str:
        """How a later review or show refers to them."""
        return _reference(self.id, self.name)


def local_now() -> datetime:
    """Return this moment with the local zone."""
    return datetime.now().astimezone()


class History:
    """One person's kept sessions. `device` and `machine` are worked out when first saving, unless they are given."""

    def __init__(
        self,
        places: Places,
        device: str | None = None,
        clock: Callable[[], datetime] = local_now,
        machine: Callable[[], str] = this_machine,
    ) -> None:
        self._places = places
        self._device = device
        self._clock = clock
        self._machine = machine
        self._heads = Heads(places.cache)

    def add(self, record: Record) -> Record:
        """Keep a session and return it as it is kept: with rev, device and the moment of the change.

        Adding what is kept already changes nothing. Where another device wrote the session, this is an amendment in
        our own folder. Raises SelfattachError when it could not be kept; then nothing is lost and nothing overwritten.
        """
        from selfattach.history import storage  # noqa: PLC0415  TinyDB and filelock cost a start what saving can bear
        from selfattach.history.record import to_plain  # noqa: PLC0415

        month = ids.month_of(record.id)
        new = _as_kept(record, month)
        with storage.locked(self._places.state / "history.lock"):
            before = max(self._stored(record.id, month), key=lambda stored: stored.rank, default=None)
            if before and before.record and _same_but_for_stamp(before.record, new):
                return before.record
            kept = self._stamped(new, before.rank.rev + 1 if before else 1)
            shard = self._places.history / kept.device / f"{month}.json"
            durable.sweep(shard.parent)  # nobody else writes there while we hold the lock
            storage.upsert(shard, to_plain(kept))
        self._heads.of_month(self._month(month))  # so that the next start need not
        return kept

    def times(self) -> Times:
        """Return how many sessions are stored in all and of each exercise. What is damaged does not count."""
        exercises: dict[str, int] = {}
        for counts in self._counts(self._months()).values():
            for exercise, count in counts.items():
                exercises[exercise] = exercises.get(exercise, 0) + count
        return Times(sum(exercises.values()), exercises)

    def latest(self, limit: int | None = None, exercise: str | None = None) -> list[Head]:
        """Return the heads of the newest sessions, newest first."""
        heads: list[Head] = []
        for head in self._walk(exercise):
            if len(heads) == limit:
                break
            heads.append(head)
        return heads

    def get(self, session: str) -> Record:
        """Return the session of a full id. Raises NothingFoundError."""
        month = ids.month_of(session)
        for stored in shards.winners(self._stored(session, month)):
            if stored.record:
                return stored.record
        raise NothingFoundError(self._nothing(session, month))

    def find(self, text: str) -> Record:
        """Return the session that a person means: a full id, or a short form like 261122-k7q with one to six letters.

        Raises NothingFoundError, and WrongInputError with the candidates when it could be more than one.
        """
        text = text.strip()
        month = ids.month_meant(text)
        if month is None:
            raise NothingFoundError(f"No session is called {text!r}: their names look like 261122-k7q.")
        heads, _ = self._heads.of_month(self._month(month))
        candidates = [head.id for head in heads if ids.matches(text, head.id)]
        if len(candidates) > 1:
            names = ", ".join(map(ids.longer_form, candidates))
            raise WrongInputError(f"{text} could be any of these: {names}. Give one more letter or two.")
        if not candidates:
            raise NothingFoundError(self._nothing(text, month))
        return self.get(candidates[0])

    def records(self, exercise: str | None = None) -> Iterator[Record]:
        """Yield sessions, of one exercise or all, newest first, opening only the shards that hold one."""
        months = self._months()
        for month, counts in self._counts(months).items():
            if exercise is None or exercise in counts:
                stored = [one for file in months[month] for one in shards.read_shard(file).stored]
                for one in shards.winners(stored):
                    if one.record and exercise in (None, one.record.exercise):
                        yield one.record

    def recall(
        self,
        exercise: str,
        answer: str,
        which: Which = "newest",
        older_than_days: int = 0,
        today: date | None = None,
    ) -> Found | None:
        """Return earlier words: the newest, the oldest, or the newest that were never shown again.

        They are at least `older_than_days` local days old, and no seal on them runs today.
        """
        today = today or ids.practice_day(self._clock())
        last_day = today - timedelta(days=older_than_days)
        shown: set[str] = set()
        for head in self._walk(None if which == "unread" else exercise, oldest_first=which == "oldest"):
            if which == "unread":  # words are shown only in later sessions, and those came by already
                shown.update(spoken.of for spoken in head.of if spoken.outcome == SHOWN)
            fits = head.exercise == exercise and head.holds(answer, today) and _reference(head.id, answer) not in shown
            if fits and ids.practice_day(datetime.fromisoformat(head.started)) <= last_day:
                return self._found(head, answer, lambda entry: not is_sealed(entry, today))
        return None

    def open_promise(self, exercise: str, answer: str) -> Found | None:
        """Return the oldest promise that no review has settled yet (kept, changed, let go)."""
        settled: set[str] = set()
        still_open: list[Head] = []
        for head in self._walk():
            settled.update(spoken.of for spoken in head.of if spoken.outcome in SETTLED)
            if head.exercise == exercise and answer in head.answered and _reference(head.id, answer) not in settled:
                still_open.append(head)
        for head in reversed(still_open):
            if found := self._found(head, answer, _is_promise):
                return found
        return None

    def damaged(self) -> list[Damage]:
        """Return the files, folders and documents that cannot be read, and why. They are left alone."""
        _, damaged = self._heads.counts(self._months())
        return shards.closed_folders(self._places.history) + damaged

    def _months(self) -> dict[str, list[ShardFile]]:
        return shards.list_months(self._places.history)

    def _month(self, month: str) -> list[ShardFile]:
        return shards.list_month(self._places.history, month)

    def _counts(self, months: dict[str, list[ShardFile]]) -> dict[str, dict[str, int]]:
        counts, _ = self._heads.counts(months)
        return counts

    def _walk(self, exercise: str | None = None, *, oldest_first: bool = False) -> Iterator[Head]:
        """Yield heads month by month, opening only the months that matter."""
        months = self._months()
        names = list(
            months if exercise is None else (name for name, had in self._counts(months).items() if exercise in had)
        )
        step = -1 if oldest_first else 1
        for name in names[::step]:
            heads, _ = self._heads.of_month(months[name])
            yield from (head for head in heads[::step] if exercise in (None, head.exercise))

    def _stored(self, session: str, month: str) -> list[Stored]:
        """Return what each device holds of one session."""
        return [one for file in self._month(month) for one in shards.read_shard(file).stored if one.id == session]

    def _found(self, head: Head, answer: str, fits: Callable[[Entry], bool]) -> Found | None:
        entries = tuple(
            entry
            for entry in self.get(head.id).answers
            if entry.name == answer and entry.value is not None and fits(entry)
        )
        return Found(head.id, answer, head.started, entries) if entries else None

    def _stamped(self, record: Record, rev: int) -> Record:
        from selfattach.history.record import stamped  # noqa: PLC0415

        device = self._device or device_id(
            self._places.state / "device.json", self._places.data.resolve(), self._machine()
        )
        changed = self._clock().astimezone(UTC).isoformat(timespec="microseconds")  # one zone, so that text compares
        return stamped(record, rev=rev, device=device, changed=changed)

    def _nothing(self, text: str, month: str) -> str:
        """Say that nothing is there, and where it may be instead."""
        torn = [damage.file for file in self._month(month) for damage in shards.read_shard(file).damaged]
        return f"There is no session {text}." + (f" It may be in {torn[0]}, which cannot be read." if torn else "")


def _is_promise(entry: Entry) -> bool:
    """Whether it is a whole one: after what, and then what."""
    return entry.kind == "promise" and isinstance(entry.value, dict) and all(entry.value.values())


def _reference(session: str, name: str) -> str:
    return f"{session}/{name}"


def _as_kept(record: Record, month: str) -> Record:
    """Return the record as it will be read again. Raises WrongInputError when it could not be."""
    from selfattach.history.record import to_plain  # noqa: PLC0415

    try:
        stored = shards.parse_document(jsontext.load(jsontext.dump(to_plain(record))), month)
    except (ValueError, TypeError) as fault:
        raise WrongInputError(f"Session {record.id} cannot be kept as it is: {fault}.") from fault
    return stored.record or record


def _same_but_for_stamp(one: Record, other: Record) -> bool:
    from selfattach.history.record import stamped  # noqa: PLC0415

    return stamped(one, rev=other.rev, device=other.device, changed=other.changed) == other
