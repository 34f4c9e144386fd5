"""The index of sessions: what lists and the coach need to know of a session, without its words.

They are worked out from the shards and kept in the cache: one small file a shard, and one with the figures of every
month, so that nothing has to read a long history to count it. Deleting or spoiling the cache changes nothing but speed;
what is damaged is never cached. Summaries know no record's words and write nothing outside the cache.
"""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from shutil import rmtree
from typing import TYPE_CHECKING, Any, NamedTuple

from selfattach import disk, kinds
from selfattach.disk import read_file
from selfattach.errors import SelfattachError
from selfattach.history import jsontext
from selfattach.history.seals import is_hard, moment
from selfattach.history.shards import Rank, Shards, winners

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from selfattach.history.damage import Damage
    from selfattach.history.record import Entry, Record
    from selfattach.history.seals import SealRules
    from selfattach.history.shards import ShardFile, Stored

SHOWN = "shown"
_MONTHS = "months"
_MONTHS_MET = "months-met"  # the same, without what comes from folders that were not met here
_FOLDERS = "heads-*"  # in the cache, of whatever shape


class Shelved(NamedTuple):
    """An answer that was put on a shelf, or sealed."""

    name: str
    shelf: str | None  # the name of one
    seal_until: str | None  # local date, sealed before that day; or `low`


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

    def holds(self, answer: str, seals: SealRules) -> bool:
        """Whether something was answered under that name that is not sealed."""
        if answer not in self.answered:
            return False
        untils = {self.answered[answer], *(one.seal_until for one in self.shelved if one.name == answer)}
        return any(not seals.is_sealed(until, self.started) for until in untils)


class _Month(NamedTuple):
    """The figures of a month. `state`: of the files they were worked out from."""

    state: str
    counts: dict[str, int]  # of each exercise
    hard: float | None  # when the newest session with a hard moment started


_PARTS = (SessionSummary, Shelved, Spoken, Rank, _Month)
_SHAPE = f"{zlib.crc32(repr([part.__annotations__ for part in _PARTS]).encode()):08x}"  # a new field is a new cache


class SessionIndex:
    """Summaries of the sessions of a history, by way of a cache folder that may be empty, spoiled or not writable."""

    def __init__(self, cache: Path, shards: Shards) -> None:
        self._cache = cache
        self._shards = shards

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

    def _figures(self, months: dict[str, list[ShardFile]]) -> tuple[dict[str, _Month], list[Damage]]:
        """Return the figures of each month, and what cannot be read."""
        name = _MONTHS_MET if self._shards.only_met else _MONTHS
        known = {month: _Month._make(row) for month, row in (self.remembered(name) or {}).items()}
        figures: dict[str, _Month] = {}
        settled: dict[str, _Month] = {}
        damaged: list[Damage] = []
        for month, files in months.items():
            state = self._state_as_met(files)
            if month in known and known[month].state == state:
                figures[month] = settled[month] = known[month]
                continue
            summaries, faults = self.of_month(files)
            figures[month] = _Month(state, _count(summaries), _newest_hard(summaries))
            if not faults:
                settled[month] = figures[month]
            damaged += faults
        if settled != known:
            self.remember(name, settled)
        return figures, damaged

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


def _count(summaries: Iterable[SessionSummary]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for head in summaries:
        counts[head.exercise] = counts.get(head.exercise, 0) + 1
    return counts


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
    )


def _head(stored: Stored) -> SessionSummary:
    if stored.record is None:
        return SessionSummary(stored.id, stored.rank, "", "", "", "", False, "", None, 0, {}, {}, (), (), ())  # noqa: FBT003  a row
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
