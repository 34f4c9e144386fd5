"""The index of sessions: what lists and the coach need to know of a session, without its words.

They are worked out from the shards and kept in the cache: one small file a shard, and a few with the sums of every
month, so that nothing has to read a long history to count it or to find what is on a shelf. Deleting or spoiling the
cache changes nothing but speed; what is damaged is never cached. Summaries know no record's words and write nothing
outside the cache.
"""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from shutil import rmtree
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from selfattach import disk, kinds
from selfattach.disk import read_file
from selfattach.errors import SelfattachError
from selfattach.history import ids, jsontext
from selfattach.history.seals import is_hard, moment
from selfattach.history.shards import Rank, Shards, winners

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from selfattach.history.damage import Damage
    from selfattach.history.record import Entry, Record
    from selfattach.history.seals import SealRules
    from selfattach.history.shards import ShardFile, Stored

SHOWN = "shown"
SAID, DONE, LEFT = "said", "done", "left"  # something was said; nothing, and it came to its end; neither
_MONTHS, _TALLIES = "months", "tallies"
_ONLY_MET = "-met"  # ends the name of the same, without what comes from folders that were not met here
FELT = {"helped": 1, "same": 0, "harder": -1}
_FOLDERS = "heads-*"  # in the cache, of whatever shape


class Shelved(NamedTuple):
    """An answer that was put on a shelf, or sealed."""

    name: str
    shelf: str | None  # the name of one
    seal_until: str | None  # local date, sealed before that day; or `low`


class Unasked(NamedTuple):
    """Words of one's own on a shelf that nobody was asked about when they were put there."""

    shelf: str
    seal_until: str | None
    of: str  # SESSION_ID/NAME#ROUND


class Promised(NamedTuple):
    """A promise that says both: after what, and then what."""

    name: str
    seal_until: str | None
    aside: bool


class Spoken(NamedTuple):
    """A review of an earlier answer, or an earlier answer shown again."""

    of: str  # SESSION_ID/NAME
    outcome: str  # a review's kept, not_yet, changed, let_go; `shown` where the person said yes to seeing it; else ""


class SessionSummary(NamedTuple):
    """One session without its words."""

    id: str
    rank: Rank
    exercise: str
    title: str
    started: str
    ended: str
    finished: bool
    ending: str
    felt: str | None
    resumed: int
    measures: dict[str, float]  # name -> figure
    answered: dict[str, str]  # name -> the first seal in it, "" where some of it was never sealed
    shelved: tuple[Shelved, ...]
    of: tuple[Spoken, ...]
    asked: tuple[str, ...]  # the names of shelved answers that the person was asked about, and said yes
    promised: tuple[Promised, ...]
    unasked: tuple[Unasked, ...]

    @property
    def distress(self) -> tuple[float | None, float | None]:
        """The figures before and after: a pair only where it was not resumed in between."""
        if self.resumed:
            return None, None
        return self.measures.get("distress.before"), self.measures.get("distress.after")

    @property
    def sort(self) -> str:
        """Whether something was said in it, or how it left one."""
        if self.felt or any(not kinds.is_of_the_frame(name) for name in self.answered):
            return SAID
        return DONE if self.ending == "done" else LEFT

    def holds(self, answer: str, seals: SealRules) -> bool:
        """Whether something was answered under that name that is not sealed."""
        if answer not in self.answered:
            return False
        untils = {self.answered[answer], *(one.seal_until for one in self.shelved if one.name == answer)}
        return any(not seals.is_sealed(until, self.started) for until in untils)


# Rows that a shelf needs, remembered month by month, each sort by itself: a start reads no more than it asks for.


class OnShelf(NamedTuple):
    """An answer that was given and put on a shelf, or sealed."""

    id: str  # of the session
    exercise: str
    title: str
    started: str
    name: str
    shelf: str | None
    seal_until: str | None
    asked: bool  # as in `SessionSummary.asked`


class Sealed(OnShelf):
    """One of those that were sealed."""


class SaidLater(NamedTuple):
    """A `Spoken`, and in which session."""

    id: str
    of: str
    outcome: str


class PromiseMade(NamedTuple):
    """A `Promised`, and in which session."""

    id: str
    exercise: str
    started: str
    name: str
    seal_until: str | None
    aside: bool


class NotAsked(NamedTuple):
    """An `Unasked`, and when the session started."""

    started: str
    shelf: str
    seal_until: str | None
    of: str


Row = TypeVar("Row", OnShelf, Sealed, SaidLater, PromiseMade, NotAsked)


class Tally(NamedTuple):
    """What is counted of the sessions of one exercise and one sort in a month, those that tell how it went."""

    exercise: str
    sort: str
    times: int
    newest: str  # its id
    started: str  # when that did
    felt: int  # helped counts one up, harder one down


class _Month(NamedTuple):
    """The figures of a month."""

    counts: dict[str, int]  # of each exercise
    hard: float | None  # when the newest session with a hard moment started
    held: dict[str, str]  # in the folder of each device, as `held_in` has it, deleted and outranked ones too


_PARTS = (
    SessionSummary,
    Shelved,
    Promised,
    Unasked,
    Spoken,
    Rank,
    OnShelf,
    SaidLater,
    PromiseMade,
    NotAsked,
    Tally,
    _Month,
)
_SHAPE = f"{zlib.crc32(repr([part.__annotations__ for part in _PARTS]).encode()):08x}"  # a new field is a new cache


class SessionIndex:
    """Summaries of the sessions of a history, by way of a cache folder that may be empty, spoiled or not writable."""

    def __init__(self, cache: Path, shards: Shards) -> None:
        self._cache = cache
        self._shards = shards
        self._months: dict[Path, dict[str, list[Any]]] = {}  # what was remembered of months, by its file
        self._looked: dict[str, tuple[str, list[SessionSummary], list[Damage]]] = {}  # months that changed, as they are
        self._rows: dict[type, tuple[dict[str, Any], list[Any]]] = {}  # and what was made of that

    @property
    def folder(self) -> Path:
        """Where summaries of this shape are remembered, encrypted where the history is."""
        return self._cache / f"heads-{_SHAPE}{'.age' if self._shards.vault.recipient else ''}"

    def of_month(self, files: Iterable[ShardFile]) -> tuple[list[SessionSummary], list[Damage]]:
        """Return the summaries of a month, newest first, each session once, and what of it cannot be read."""
        found, damaged = self.of_files(files)
        return winners(found), damaged

    def of_files(self, files: Iterable[ShardFile]) -> tuple[list[SessionSummary], list[Damage]]:
        """Return all that stands in some shards, deleted and outranked ones too, and what cannot be read."""
        found: list[SessionSummary] = []
        damaged: list[Damage] = []
        for file in files:
            summaries, faults = self._of_shard(file)
            found += summaries
            damaged += faults
        return found, damaged

    def counts(self, months: dict[str, list[ShardFile]]) -> tuple[dict[str, dict[str, int]], list[Damage]]:
        """Return how often each exercise was practised in each month, and what cannot be read."""
        figures, damaged = self._figures(months)
        return {month: figure.counts for month, figure in figures.items()}, damaged

    def newest_hard(self, months: dict[str, list[ShardFile]]) -> float | None:
        """Return when the newest session with a hard moment started."""
        figures, _ = self._figures(months)
        return max((one.hard for one in figures.values() if one.hard is not None), default=None)

    def tallies(self, months: dict[str, list[ShardFile]]) -> dict[str, list[Tally]]:
        """Return what is counted of each month."""
        found, _ = self._of_months(_TALLIES, months, lambda _, heads: tallied(heads))
        return {month: [Tally._make(row) for row in rows] for month, rows in found.items()}

    def rows(self, sort: type[Row], months: dict[str, list[ShardFile]]) -> list[Row]:
        """Return what a shelf needs, of the newest session first, each in the order of answering."""
        found, _ = self._of_months(sort.__name__, months, lambda _, heads: list(_ROWS[sort](heads)))
        made = self._rows.get(sort)
        if made is None or made[0] != found:  # the same objects, as a rule: a start asks more than once
            made = self._rows[sort] = found, [sort._make(row) for rows in found.values() for row in rows]
        return made[1]

    def _figures(self, months: dict[str, list[ShardFile]]) -> tuple[dict[str, _Month], list[Damage]]:
        found, damaged = self._of_months(_MONTHS, months, self._figures_of)
        return {month: _Month._make(row) for month, row in found.items()}, damaged

    def _figures_of(self, files: list[ShardFile], summaries: list[SessionSummary]) -> _Month:
        by_device: dict[str, list[ShardFile]] = {}
        for file in files:
            by_device.setdefault(file.device, []).append(file)
        held = {
            device: held_in((head.id, head.rank.rev) for head in self.of_files(of)[0])
            for device, of in by_device.items()
        }
        return _Month(_count(summaries), _newest_hard(summaries), held)

    def held(self, months: dict[str, list[ShardFile]]) -> dict[str, dict[str, str]]:
        """Return what is remembered of months whose files are as they were when all of them could be read: no others.

        It is what each device holds there. Nothing is opened for that.
        """
        known = self.remembered(self._name(_MONTHS)) or {}
        return {
            month: _Month._make(known[month][1]).held
            for month, files in months.items()
            if month in known and known[month][0] == self._state_as_met(files)
        }

    def _name(self, name: str) -> str:
        return name + (_ONLY_MET if self._shards.only_met else "")

    def _of_months(
        self,
        name: str,
        months: dict[str, list[ShardFile]],
        work_out: Callable[[list[ShardFile], list[SessionSummary]], Any],
    ) -> tuple[dict[str, Any], list[Damage]]:
        """Return what is worked out of the summaries of each month, and what cannot be read.

        Only months whose files changed are looked at; what was worked out of others is remembered under the name.
        """
        name = self._name(name)
        place = self.folder / name
        known = self._months.get(place) or self.remembered(name) or {}
        found: dict[str, Any] = {}
        settled: dict[str, list[Any]] = {}
        damaged: list[Damage] = []
        for month, files in months.items():
            state = self._state_as_met(files)
            if month in known and known[month][0] == state:
                settled[month] = known[month]
                found[month] = known[month][1]
                continue
            if month not in self._looked or self._looked[month][0] != state:  # several sums are asked for, one by one
                self._looked[month] = state, *self.of_month(files)
            _, summaries, faults = self._looked[month]
            found[month] = work_out(files, summaries)
            if not faults:
                settled[month] = [state, found[month]]
            damaged += faults
        if settled != known:
            self.remember(name, settled)
        self._months[place] = settled
        return found, damaged

    def _of_shard(self, file: ShardFile) -> tuple[list[SessionSummary], list[Damage]]:
        met = ".met" if self._shards.only_met and self._shards.left_out(file) else ""
        name = f"{file.device}.{file.name.replace('/', '.')}{met}"
        state = self._state_as_met([file])
        known = self.remembered(name)
        if known is not None and known[0] == state:
            with suppress(TypeError):  # rows of another shape: they are read anew
                return [_from_row(row) for row in known[1]], []
        shard = self._shards.read(file)
        summaries = [_head(stored) for stored in shard.stored]
        if not shard.damaged:
            self.remember(name, [state, summaries])
        return summaries, shard.damaged

    def remembered(self, name: str) -> Any:  # noqa: ANN401  its checksum says that it is as `remember` wrote it
        """Return what was remembered under a name, None when it is not there, not whole, or locked."""
        try:
            checksum, _, content = (self._shards.vault.peek(read_file(self.folder / name)) or b"").partition(b"\n")
            return jsontext.load(content) if checksum == _checksum(name, content) else None
        except (OSError, ValueError):
            return None

    def remember(self, name: str, value: object) -> None:
        """Keep something derived, encrypted where the history is."""
        content = jsontext.dump(value)
        with suppress(SelfattachError):  # a cache that cannot be written costs time, nothing else
            sealed = self._shards.vault.seal(_checksum(name, content) + b"\n" + content)
            disk.replace(self.folder / name, sealed, lasting=False)

    def forget(self) -> None:
        """Remove all that was derived: it was not encrypted and should be, or the other way about."""
        self._months.clear()
        self._looked.clear()
        for folder in self._folders():
            rmtree(folder, ignore_errors=True)

    def _folders(self) -> list[Path]:
        """All folders of an index. A cache that cannot be looked at costs speed, and nothing else."""
        with suppress(OSError):
            return list(self._cache.glob(_FOLDERS))
        return []

    def forget_others(self) -> None:
        """Remove what was derived in another shape, or before the history was encrypted, or while it was."""
        for folder in self._folders():
            if folder != self.folder:
                rmtree(folder, ignore_errors=True)

    def _state_as_met(self, files: list[ShardFile]) -> str:
        """The same, of what depends on whose the folders are, and on what was left out of one's own.

        That may change after any start.
        """
        machines = self._shards.vault.machines
        strangers = {one.device for one in files if not machines.has_met(one.device)}
        left_out = {f"-{session}" for one in files for session in self._shards.left_out(one)}
        return " ".join([self.state(*files), *sorted(strangers), *sorted(left_out)])

    @staticmethod
    def state(*files: ShardFile) -> str:
        """Return what tells whether something derived from these files still holds."""
        return " ".join(f"{file.device}/{file.name}:{':'.join(map(str, file[4:]))}" for file in files)


def _checksum(name: str, content: bytes) -> bytes:
    """Return what says that a file of the cache is whole, and the one of that name."""
    return b"%08x" % zlib.crc32(content, zlib.crc32(os.fsencode(name)))


def held_in(changes: Iterable[tuple[str, int]]) -> str:
    """Return what tells whether the same changes of sessions stand somewhere. `changes`: an id, and which one."""
    return f"{zlib.crc32(repr(sorted(changes)).encode()):08x}"


def _count(summaries: Iterable[SessionSummary]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for head in summaries:
        counts[head.exercise] = counts.get(head.exercise, 0) + 1
    return counts


def _on_shelf(heads: Iterable[SessionSummary]) -> Iterator[OnShelf]:
    for head in heads:
        told = head.id, head.exercise, head.title, head.started
        for one in head.shelved:
            if one.name in head.answered:
                yield OnShelf(*told, *one, one.name in head.asked)


def _sealed(heads: Iterable[SessionSummary]) -> Iterator[OnShelf]:
    return (one for one in _on_shelf(heads) if one.seal_until)


def _said_later(heads: Iterable[SessionSummary]) -> Iterator[SaidLater]:
    return (SaidLater(head.id, *one) for head in heads for one in head.of)


def _promises_made(heads: Iterable[SessionSummary]) -> Iterator[PromiseMade]:
    return (PromiseMade(head.id, head.exercise, head.started, *one) for head in heads for one in head.promised)


def _not_asked(heads: Iterable[SessionSummary]) -> Iterator[NotAsked]:
    return (NotAsked(head.started, *one) for head in heads for one in head.unasked)


_ROWS: Mapping[type, Callable[[list[SessionSummary]], Iterator[NamedTuple]]] = {
    OnShelf: _on_shelf,
    Sealed: _sealed,
    SaidLater: _said_later,
    PromiseMade: _promises_made,
    NotAsked: _not_asked,
}


def tallied(summaries: Iterable[SessionSummary]) -> list[Tally]:
    """Return what is counted of some sessions, given newest first."""
    found: dict[tuple[str, str], Tally] = {}
    for head in summaries:
        if kinds.tells_how_it_went(head.exercise, head.ending):
            at = (head.exercise, head.sort)
            one = found.get(at) or Tally(*at, 0, head.id, head.started, 0)
            felt = FELT.get(head.felt or "", 0)
            found[at] = one._replace(times=one.times + 1, felt=one.felt + felt)
    return list(found.values())


def _newest_hard(summaries: Iterable[SessionSummary]) -> float | None:
    hard = (head for head in summaries if any(is_hard(name, figure) for name, figure in head.measures.items()))
    return max((moment(head.started) for head in hard), default=None)


def _from_row(row: list[Any]) -> SessionSummary:
    head = SessionSummary._make(row)  # a field that is no plain value is made anew here
    return head._replace(
        rank=Rank(*head.rank),
        shelved=tuple(Shelved(*one) for one in head.shelved),
        of=tuple(Spoken(*one) for one in head.of),
        asked=tuple(head.asked),
        promised=tuple(Promised(*one) for one in head.promised),
        unasked=tuple(Unasked(*one) for one in head.unasked),
    )


def _head(stored: Stored) -> SessionSummary:
    if stored.record is None:
        return SessionSummary(stored.id, stored.rank, "", "", "", "", False, "", None, 0, {}, {}, (), (), (), (), ())  # noqa: FBT003  a row
    record = stored.record
    return SessionSummary(
        id=stored.id,
        rank=stored.rank,
        exercise=record.exercise,
        title=record.title,
        started=record.started,
        ended=record.ended,
        finished=record.finished,
        ending=record.ending,
        felt=record.felt,
        resumed=record.resumed,
        measures=_measures(record),
        answered=_answered(record),
        shelved=tuple(
            Shelved(entry.name, entry.shelf, entry.seal_until)
            for entry in record.answers
            if entry.shelf or entry.seal_until
        ),
        of=tuple(Spoken(entry.of, _outcome(entry)) for entry in record.answers if entry.of),
        asked=tuple(entry.name for entry in record.answers if entry.asked),
        promised=tuple(
            Promised(entry.name, entry.seal_until, entry.aside) for entry in record.answers if entry.is_whole_promise
        ),
        unasked=tuple(
            Unasked(entry.shelf, entry.seal_until, ids.reference(record.id, entry.name, entry.round))
            for entry in record.answers
            if entry.shelf and not entry.asked and entry.value is not None and kinds.kind_of(entry.kind).own_words
        ),
    )


def _measures(record: Record) -> dict[str, float]:
    return {
        entry.name: entry.value
        for entry in record.answers
        if entry.kind == kinds.MEASURE and isinstance(entry.value, int | float) and not isinstance(entry.value, bool)
    }


def _answered(record: Record) -> dict[str, str]:
    answered: dict[str, str] = {}
    for entry in record.answers:
        if entry.value is not None:
            seal = entry.seal_until or ""
            answered[entry.name] = min(seal, answered.get(entry.name, seal))
    return answered


def _outcome(entry: Entry) -> str:
    if entry.kind == kinds.SHOW:
        return SHOWN if entry.value is True else ""
    return entry.outcome or ""
