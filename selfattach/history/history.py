"""History: the sessions a person chose to keep. Adding one, counting, listing, and finding earlier words again.

What can be told without words is told from the index, so a long history costs no more than a short one; a shard is
opened only where its words are asked for. Constructing a History touches no disk; outside the cache only `add` writes,
and what the first look of a start puts in order (`maintenance.py`). It knows no exercise, no draft and nobody's
terminal.
"""

from __future__ import annotations

from copy import copy
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from selfattach import disk, words
from selfattach.dates import local_now
from selfattach.errors import LockedError, NothingFoundError, SelfattachError, WrongInputError
from selfattach.history import ids, jsontext
from selfattach.history.damage import Damage, PerhapsUnreadError
from selfattach.history.device import this_machine
from selfattach.history.filters import EVERYTHING
from selfattach.history.index import (
    SHOWN,
    NotAsked,
    OnShelf,
    PromiseMade,
    SaidLater,
    Sealed,
    SessionIndex,
    SessionSummary,
)
from selfattach.history.maintenance import Maintenance
from selfattach.history.protocols import EarlierWords, SaidBefore, Times
from selfattach.history.seals import SealRules
from selfattach.history.shards import Shard, Shards, month_in, parse_document, why_unread, winners
from selfattach.history.vault import Vault
from selfattach.history.writer import Writer
from selfattach.kinds import was_practised

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date

    from selfattach.history.damage import Loss
    from selfattach.history.filters import Wanted
    from selfattach.history.index import Tally
    from selfattach.history.protocols import Which
    from selfattach.history.record import Entry, Record
    from selfattach.history.shards import ShardFile, Stored
    from selfattach.paths import Places

SETTLED = {"kept", "changed", "let_go"}  # `not_yet` keeps a promise open
_MOST_COMPARED = 200  # sessions, when it is asked what was said before
_HARDER = "harder"  # as `felt` has it


class NoHistory:
    """The double in which nothing is kept: for what goes on while a vault is locked."""

    def __init__(self) -> None:
        self.shards = Shards(None)

    def put_in_order(self) -> None:
        """There is nothing."""

    def of_known_hands(self) -> NoHistory:
        """Nothing."""
        return self

    def times(self) -> Times:
        """None."""
        return Times(0, {})

    def latest(self, limit: int | None = None, exercise: str | None = None) -> list[SessionSummary]:  # noqa: ARG002  as History
        """None."""
        return []

    def practised(self, *_asked: object) -> Iterator[SessionSummary]:
        """None."""
        return iter(())

    def of_month(self, _month: str) -> list[SessionSummary]:
        """None."""
        return []

    def tallies(self) -> dict[str, list[Tally]]:
        """None."""
        return {}

    def on_shelves(self) -> list[OnShelf]:
        """None."""
        return []

    def sealed(self) -> list[Sealed]:
        """None."""
        return []

    def said_later(self) -> list[SaidLater]:
        """None."""
        return []

    def promises_made(self) -> list[PromiseMade]:
        """None."""
        return []

    def not_asked(self) -> list[NotAsked]:
        """None."""
        return []

    def records_of(self, _sessions: Collection[str]) -> Iterator[Record]:
        """None."""
        return iter(())

    def get(self, session: str) -> Record:
        """Raise NothingFoundError."""
        raise NothingFoundError(words.SESSION_MISSING.format(session=session))

    def seals(self, today: date) -> SealRules:
        """There is no hard moment."""
        return SealRules(today, lambda: None)

    def recall(self, *_asked: object) -> None:
        """Nothing."""

    def said_before(self, *_asked: object) -> tuple[SaidBefore, ...]:
        """Nothing."""
        return ()

    def open_promise(self, *_asked: object) -> None:
        """None."""

    def damaged(self) -> list[Damage]:
        """Nothing."""
        return []


class History:
    """One person's kept sessions. `device` and `machine` are worked out when first needed, unless they are given.

    `tell` hears what was put in order and may interest the person. Reading raises LockedError where the vault stays
    shut.
    """

    def __init__(
        self,
        places: Places,
        device: str | None = None,
        clock: Callable[[], datetime] = local_now,
        machine: Callable[[], str] = this_machine,
        vault: Vault | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._clock = clock
        self.vault = vault or Vault(places)
        self.writer = Writer(places, self.vault, clock, machine, device)
        self.vault.own = self.writer.known_device
        self.shards = Shards(places.history, self.vault)
        self._cache = places.cache
        self.index = SessionIndex(places.cache, self.shards)
        self.maintenance = Maintenance(self.shards, self.writer, self.index, tell)
        self._tell = tell
        self._in_order = False

    def add(self, record: Record) -> Record:
        """Keep a session and return it as it is kept: with rev, device and the moment of the change.

        Adding what is kept already changes nothing. Where another device wrote the session, this is an amendment in
        our own folder. In a vault that is locked the session waits, encrypted, until it is opened. Raises
        SelfattachError when it could not be kept; then nothing is lost and nothing overwritten.
        """
        from selfattach.history.record import same_but_for_stamp, stamped, to_plain  # noqa: PLC0415  msgspec is not for listings

        month = ids.month_of(record.id)
        new = _as_kept(record, month)
        if self.is_shut:
            self.put_away()
            with self.writer.locked():
                kept = stamped(new, **self.writer.stamp(1))
                first_to_wait = self.vault.waits and not self.writer.waiting()
                self.writer.put_into_inbox(to_plain(kept))
            if first_to_wait:
                self._tell(words.LOCKED_WAITS.format(folder=self.writer.waiting_folder))
            return kept
        looks_now = not self._in_order
        self.put_in_order()
        with self.writer.locked(sweeps=not looks_now):
            before = max(self._stored(record.id, month), key=lambda stored: stored.rank, default=None)
            if before and before.record and same_but_for_stamp(before.record, new):
                return before.record
            kept = stamped(new, **self.writer.stamp(before.rank.rev + 1 if before else 1))
            self.writer.put(month, [to_plain(kept)])
            self.index.of_files([self.writer.as_listed(month)])  # so that the next start need not
        return kept

    def of_known_hands(self) -> History:
        """Return the same without what must not come unasked: of folders that were not met, or not written here."""
        self.put_in_order()
        if not (self.vault.machines.held_back() or self.shards.not_met()):
            return self
        known = copy(self)
        known.shards = self.shards.of_known_hands()
        known.index = SessionIndex(self._cache, known.shards)
        return known

    # --- opening and order

    @property
    def is_shut(self) -> bool:
        """Whether something here is encrypted, by any device, and the key is not here: it cannot be read."""
        return not self.vault.is_open and self.vault.exists

    def leave_as_it_is(self) -> None:
        """Write nothing but the cache and ask nobody from now on: what cannot be read so raises LockedError."""
        self._in_order = True
        self.vault.refuse()

    def put_in_order(self) -> None:
        """Unlock a vault, and do what the first look of a start has to do. Raises LockedError."""
        if self._in_order:
            return
        self.put_away()
        if self.vault.exists:
            self.vault.unlock()
            while self.vault.warnings:
                self._tell(self.vault.warnings.pop())
            self._try(self.maintenance.without_key)  # it may be known only now to whom to encrypt
        self._in_order = True
        self._try(self.maintenance.with_key)

    def put_away(self) -> None:
        """Do what of that needs no key: what is plain beside a vault is encrypted, also if nobody ever unlocks it."""
        self._try(self.maintenance.without_key)

    def _try(self, do: Callable[[], None]) -> None:
        """What cannot be put in order now, on a disk that is full or not ours to write, is done another time."""
        try:
            do()
        except LockedError:
            raise
        except disk.BusyError:
            pass
        except SelfattachError as wrong:
            self._tell(str(wrong))

    # --- reading

    def times(self) -> Times:
        """Return how often was practised, in all and each exercise. What is damaged does not count."""
        exercises: dict[str, int] = {}
        for counts in self._counts(self._months()).values():
            for exercise, count in counts.items():
                if was_practised(exercise):
                    exercises[exercise] = exercises.get(exercise, 0) + count
        return Times(sum(exercises.values()), exercises)

    def latest(
        self, limit: int | None = None, exercise: str | None = None, wanted: Wanted = EVERYTHING
    ) -> list[SessionSummary]:
        """Return summaries of the newest sessions, newest first; looks through a shelf are among them."""
        fitting = (head for head in self._walk(exercise, wanted=wanted) if wanted.fits(head))
        return list(islice(fitting, limit))

    def how_many(self, exercise: str | None = None, wanted: Wanted = EVERYTHING) -> int:
        """Return how many `latest` would, if there were no limit."""
        if wanted.is_dated or wanted.felt is not None:
            return len(self.latest(None, exercise, wanted))
        return sum(
            count
            for counts in self._counts(self._months()).values()
            for name, count in counts.items()
            if exercise in (None, name) and (wanted.exercises is None or name in wanted.exercises)
        )

    def practised(self, exercise: str | None = None) -> Iterator[SessionSummary]:
        """Yield summaries of the sessions in which something was practised, newest first, for whoever counts."""
        return (head for head in self._walk(exercise) if was_practised(head.exercise))

    def of_month(self, month: str) -> list[SessionSummary]:
        """Return summaries of the sessions of a month of ids, newest first; looks through a shelf are among them."""
        return self.index.of_month(self._month(month))[0]

    def tallies(self) -> dict[str, list[Tally]]:
        """Return what is counted of each month, the newest first: the same however many sessions there are."""
        return self.index.tallies(self._months())

    def on_shelves(self) -> list[OnShelf]:
        """Return what stands on shelves or is sealed, of the newest session first. No session is opened."""
        return self.index.rows(OnShelf, self._months())

    def sealed(self) -> list[Sealed]:
        """Return of these what was sealed."""
        return self.index.rows(Sealed, self._months())

    def said_later(self) -> list[SaidLater]:
        """Return what was said of earlier words, in the same order."""
        return self.index.rows(SaidLater, self._months())

    def promises_made(self) -> list[PromiseMade]:
        """Return the promises that were made, in the same order."""
        return self.index.rows(PromiseMade, self._months())

    def not_asked(self) -> list[NotAsked]:
        """Return the words of one's own on shelves that nobody was asked about."""
        return self.index.rows(NotAsked, self._months())

    def records_of(self, sessions: Collection[str]) -> Iterator[Record]:
        """Yield the sessions of these ids, newest first."""
        wanted = frozenset(sessions)
        months = {ids.month_of(one) for one in wanted}
        for month, files in self._months().items() if wanted else ():
            if month in months:
                stored = winners(one for file in files for one in self.shards.read(file, only=wanted).stored)
                yield from (one.record for one in stored if one.record)

    def get(self, session: str) -> Record:
        """Return the session of a full id. Raises NothingFoundError."""
        month = ids.month_of(session)
        for stored in winners(self._stored(session, month)):
            if stored.record:
                return stored.record
        raise self._nothing(session, month)

    def find(self, text: str) -> Record:
        """Return the session that a person means: a full id, or a short form like 261122-k7q with one to six letters.

        Raises NothingFoundError, and WrongInputError with the candidates when it could be more than one.
        """
        text = text.strip()
        months = ids.months_meant(text)
        if not months:
            raise NothingFoundError(words.SESSION_NO_NAME.format(said=text))
        summaries = (head for month in months for head in self.index.of_month(self._month(month))[0])
        candidates = [head.id for head in summaries if ids.matches(text, head.id)]
        if len(candidates) > 1:
            names = ", ".join(map(ids.longer_form, candidates))
            raise WrongInputError(words.SESSION_WHICH.format(said=text, names=names))
        if not candidates:
            raise self._nothing(text, *months)
        return self.get(candidates[0])

    def records(self, exercise: str | None = None, wanted: Wanted = EVERYTHING) -> Iterator[Record]:
        """Yield sessions, of one exercise or all, newest first, opening only the shards that hold one."""
        months = self._months()
        for month, counts in self._counts(months).items():
            if wanted.may_hold(month) and (exercise is None or exercise in counts):
                stored = [one for file in months[month] for one in self.shards.read(file).stored]
                yield from _records(stored, exercise, wanted)

    def whole(
        self, missing: list[Damage | Loss], exercise: str | None = None, wanted: Wanted = EVERYTHING
    ) -> Iterator[Record]:
        """Yield the same from what stands in the files themselves, every one; what did not come, in `missing`.

        So is what this machine noted that it wrote, and what is not there.

        Nothing derived is trusted here: a disk can rot under a file whose size and dates stay as they were.
        """
        months = self._months()
        missing += self.shards.closed()
        missing += self._unread(wanted)
        losses = self.maintenance.losses()
        for month in sorted(months.keys() | losses.months(), reverse=True):
            if wanted.may_hold(month):
                found = [(file, self._read_whole(file)) for file in months.get(month, ())]
                missing += [damage for _, shard in found for damage in shard.damaged]
                missing += losses.told(losses.of_month(month, found), wanted)
                yield from _records([one for _, shard in found for one in shard.stored], exercise, wanted)

    def _read_whole(self, file: ShardFile) -> Shard:
        try:
            return self.shards.read(file)
        except LockedError:  # one that came since the others were listed, say
            return Shard([], [Damage(Path(file.path), words.LOCKED_KEY_NOT_HERE, words.DAMAGED_REPAIR)], {})

    def recall(
        self,
        exercise: str,
        answer: str,
        which: Which = "newest",
        older_than_days: int = 0,
        today: date | None = None,
    ) -> EarlierWords | None:
        """Return earlier words: the newest, the oldest, or the newest that were never shown again.

        They are at least `older_than_days` local days old, and no seal on them runs today.
        """
        today = today or ids.practice_day(self._clock())
        seals = self.seals(today)
        last_day = today - timedelta(days=older_than_days)
        shown: set[str] = set()
        for head in self._walk(None if which == "unread" else exercise, oldest_first=which == "oldest"):
            if which == "unread":  # words are shown only in later sessions, and those came by already
                shown.update(spoken.of for spoken in head.of if spoken.outcome == SHOWN)
            holds = head.exercise == exercise and head.holds(answer, seals)
            is_old = holds and ids.day_of(head.started) <= last_day
            if is_old and ids.reference(head.id, answer) not in shown:
                return self._found(head, answer, partial(_is_open, seals, head.started))
        return None

    def said_before(
        self,
        exercise: str,
        answer: str,
        brought: Sequence[str],
        older_than_days: int = 0,
        today: date | None = None,
    ) -> Iterator[SaidBefore]:
        """Yield what was said under a name in the newest sessions, newest first, with what is brought from each."""
        today = today or ids.practice_day(self._clock())
        seals = self.seals(today)
        last_day = today - timedelta(days=older_than_days)
        for record in islice(self.records(exercise), _MOST_COMPARED):
            if ids.practice_day(datetime.fromisoformat(record.started)) > last_day:
                continue
            said = _words_of(record, answer, seals)
            if said is None:
                continue
            harder = any(entry.name == "felt" and entry.value == _HARDER for entry in record.answers)
            found = () if harder else (_words_of(record, name, seals) for name in brought)
            yield SaidBefore(said, next((one for one in found if one is not None), None))

    def open_promise(self, exercise: str, answer: str) -> EarlierWords | None:
        """Return the newest promise, if no review has settled it (kept, changed, let go). It replaces those before."""
        settled: set[str] = set()
        for head in self._walk():
            settled.update(spoken.of for spoken in head.of if spoken.outcome in SETTLED)
            if head.exercise == exercise and answer in head.answered:
                found = self._found(head, answer, lambda entry: entry.is_whole_promise)
                if found:
                    return None if found.of in settled else found
        return None

    def seals(self, today: date) -> SealRules:
        """Return what tells of words whether they are sealed on a day."""
        return SealRules(today, self.newest_hard)

    def newest_hard(self) -> float | None:
        """Return when the newest session with a hard moment started. What is damaged does not count."""
        return self.index.newest_hard(self._months())

    def damaged(self, wanted: Wanted = EVERYTHING) -> list[Damage]:
        """Return the files, folders and documents that cannot be read, and why. They are left alone."""
        if wanted.is_dated:  # the figures of all months would have to be there
            months = [files for month, files in self._months().items() if wanted.may_hold(month)]
            damaged = [fault for files in months for fault in self.index.of_month(files)[1]]
        else:
            _, damaged = self.index.counts(self._months())
        return self.shards.closed() + damaged + self._unread(wanted)

    def _unread(self, wanted: Wanted) -> list[Damage]:
        return [
            Damage(path, why_unread(path), words.DAMAGED_ASK_DOCTOR)
            for path in self.shards.unread()
            if not wanted.is_dated or wanted.may_hold(month_in(path.name))
        ]

    def _months(self) -> dict[str, list[ShardFile]]:
        self.put_in_order()
        return self.shards.months()

    def _month(self, month: str) -> list[ShardFile]:
        self.put_in_order()
        return self.shards.month(month)

    def _counts(self, months: dict[str, list[ShardFile]]) -> dict[str, dict[str, int]]:
        counts, _ = self.index.counts(months)
        return counts

    def _walk(
        self, exercise: str | None = None, *, oldest_first: bool = False, wanted: Wanted = EVERYTHING
    ) -> Iterator[SessionSummary]:
        """Yield summaries month by month, opening only the months that matter."""
        step = -1 if oldest_first else 1
        for files in self._months_that_may_hold(exercise, wanted)[::step]:
            summaries, _ = self.index.of_month(files())
            yield from (head for head in summaries[::step] if exercise in (None, head.exercise))

    def _months_that_may_hold(self, exercise: str | None, wanted: Wanted) -> list[Callable[[], list[ShardFile]]]:
        """Return the months that matter, newest first; the files of one are looked at where they are called for."""
        if exercise is None or wanted.is_dated:
            self.put_in_order()
            names = self.shards.names_by_month()
            return [partial(self.shards.named, month, names[month]) for month in names if wanted.may_hold(month)]
        months = self._months()
        return [partial(list, months[month]) for month, had in self._counts(months).items() if exercise in had]

    def stored(self, session: str) -> list[Stored]:
        """Return what each device holds of one session, the deletion of it too, the change that stands first."""
        found = self._stored(session, ids.month_of(session))
        return sorted(found, key=lambda one: one.rank, reverse=True)

    def _stored(self, session: str, month: str) -> list[Stored]:
        return [one for file in self._month(month) for one in self.shards.read(file, only={session}).stored]

    def _found(self, head: SessionSummary, answer: str, fits: Callable[[Entry], bool]) -> EarlierWords | None:
        entries = tuple(
            entry
            for entry in self.get(head.id).answers
            if entry.name == answer and entry.value is not None and fits(entry)
        )
        return EarlierWords(head.id, answer, head.started, entries) if entries else None

    def left_out(self) -> list[str]:
        """Return the ids of the sessions in folders of our own of which the person said that they are not theirs."""
        left_out = self.vault.machines.left_out()
        months = {ids.month_of(one) for one in left_out if ids.is_id(one)}
        shards = (self.shards.read(file, with_left_out=True) for month in months for file in self._month(month))
        return sorted({one.id for shard in shards for one in shard.stored if one.id in left_out and one.record})

    def _nothing(self, text: str, *months: str) -> NothingFoundError:
        """What to raise where nothing is found: it says where it may be instead."""
        shards = [self.shards.read(file) for month in months for file in self._month(month)]
        for damage in (one for shard in shards for session, one in shard.unread.items() if ids.matches(text, session)):
            return PerhapsUnreadError(words.SESSION_DAMAGED.format(session=text, **damage._asdict()))
        for damage in [one for shard in shards for one in shard.damaged] + self.shards.closed():
            return PerhapsUnreadError(words.SESSION_PERHAPS.format(session=text, **damage._asdict()))
        return NothingFoundError(words.SESSION_MISSING.format(session=text))


def _records(stored: list[Stored], exercise: str | None, wanted: Wanted) -> Iterator[Record]:
    for one in winners(stored):
        if one.record and exercise in (None, one.record.exercise) and wanted.fits(one.record):
            yield one.record


def _words_of(record: Record, answer: str, seals: SealRules) -> EarlierWords | None:
    entries = tuple(
        entry
        for entry in record.answers
        if entry.name == answer
        and entry.value is not None
        and not entry.aside
        and _is_open(seals, record.started, entry)
    )
    return EarlierWords(record.id, answer, record.started, entries) if entries else None


def _is_open(seals: SealRules, started: str, entry: Entry) -> bool:
    return not seals.is_sealed(entry.seal_until, started)


def _as_kept(record: Record, month: str) -> Record:
    """Return the record as it will be read again. Raises WrongInputError when it could not be."""
    from selfattach.history.record import to_plain  # noqa: PLC0415

    try:
        stored = parse_document(jsontext.load(jsontext.dump(to_plain(record))), month)
    except (ValueError, TypeError) as fault:
        raise WrongInputError(words.SESSION_UNKEEPABLE.format(session=record.id, why=fault)) from fault
    return stored.record or record
