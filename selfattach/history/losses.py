"""Losses: what this machine noted that it wrote, and what neither its folder nor another one that was met holds now.

It is worked out from the notes and from what was read of each month, each time anew, until the person takes what there
is. What cannot be read is no loss, and named where damage is told. It writes nothing.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfattach import words
from selfattach.errors import LockedError
from selfattach.history import ids
from selfattach.history.damage import Loss
from selfattach.history.filters import EVERYTHING
from selfattach.history.index import held_in
from selfattach.history.shards import month_in
from selfattach.history.write_ledger import looks_as_seen, mark_of, rev_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from selfattach.history.filters import Wanted
    from selfattach.history.shards import Shard, ShardFile, Shards, Stored

    Found = list[tuple[ShardFile, Shard]]


class Lost(NamedTuple):
    """What is gone of a month of one folder. `sessions`: none where the notes are locked, and no file is there.

    `perhaps`: a file is there that may hold them, under a name that is not read.
    """

    device: str
    month: str
    sessions: frozenset[str]
    perhaps: bool


class Losses:
    """What is looked at once. `own`: the names under which this machine writes, or did."""

    def __init__(self, shards: Shards, own: Collection[str]) -> None:
        self._shards = shards
        self._machines = shards.vault.machines
        self._written = shards.vault.written if shards.vault.written and shards.vault.written.has_begun else None
        self._own = frozenset(own)
        self._held = self._machines.held_back()
        self._seen = self._written.seen() if self._written else {}
        self._waiting = self._written.waiting() if self._written else []
        self._unread = [(path.parts, month_in(path.name)) for path in shards.unread()] if self._written else []
        self._noted: dict[str, set[str]] = {}  # the devices that have notes of a month
        if self._written is not None:
            for device in self._own:
                for month in self._written.months(device):
                    self._noted.setdefault(month, set()).add(device)
        self._closed = {name for damage in shards.closed() for name in damage.file.parts} if self._written else set()

    def months(self) -> set[str]:
        """Return the months of which anything is noted."""
        return self._noted.keys() | {ids.month_of(session) for session in self._waiting}

    def is_as_noted(self, month: str, files: list[ShardFile], held: Mapping[str, str]) -> bool:
        """Whether nothing can be gone of a month, as far as that is known without opening its files.

        `files`: all of it; `held`: what the index has of each device there, of files that look as they do.
        """
        if self._written is None:
            return True
        if any(ids.is_id(one) and ids.month_of(one) == month for one in {*self._waiting, *self._held}):
            return False
        ours = {device: [file for file in files if file.device == device] for device in self._own}
        if not all(looks_as_seen(file, self._seen) for found in ours.values() for file in found):
            return False
        with suppress(LockedError):
            return all(
                held.get(device, held_in(())) == held_in(self._changes_noted(device, month))
                for device in ours.keys() & (held.keys() | self._noted.get(month, set()))
            )
        return False

    def _changes_noted(self, device: str, month: str) -> list[tuple[str, int]]:
        noted = self._written.of(device, month) if self._written else None
        return [(session, rev_of(mark)) for session, mark in (noted or {}).items()]

    def of_month(self, month: str, found: Found) -> list[Lost]:
        """Return what is gone of a month. `found`: all that stands in it, of every folder, as it was read."""
        lost = [self._of_folder(device, month, found) for device in sorted(self._own - self._closed)]
        return [one for one in lost if one is not None]

    def told(self, lost: Iterable[Lost], wanted: Wanted = EVERYTHING) -> list[Loss]:
        """Return how that is told, as far as somebody asked for it."""
        told = []
        for one in lost:
            names = [ids.short_form(session) for session in sorted(one.sessions) if _may_be(session, wanted)]
            if names or not one.sessions:
                which = ", ".join(names) or words.LOST_MONTH
                told.append(Loss(self.file_of(one), which, words.LOST_WAY, perhaps=one.perhaps))
        return told

    def file_of(self, lost: Lost) -> Path:
        """Return the file that held it."""
        ending = ".json.age" if self._shards.vault.recipient else ".json"
        return Path(self._shards.folder_of(lost.device), f"{lost.month}{ending}")

    def _of_folder(self, device: str, month: str, found: Found) -> Lost | None:
        ours = [(file, shard) for file, shard in found if file.device == device]
        if self._written is None or any(shard.is_torn for _, shard in ours):
            return None  # it is named where damage is told
        noted: dict[str, str] = {}
        if device in self._noted.get(month, ()):
            try:
                noted = self._written.of(device, month) or {}
            except LockedError:
                return None if ours else self._lost(device, month)
        if device == self._shards.vault.own():
            noted = {session: self._written.mark_waiting(session) for session in self._waiting_in(month)} | noted
        unread = {session for _, shard in ours for session in shard.unread}
        by_id: dict[str, list[tuple[ShardFile, Stored]]] = {}
        for file, shard in found:
            for one in shard.stored:
                if one.id in noted:
                    by_id.setdefault(one.id, []).append((file, one))
        lost = {
            session
            for session, mark in noted.items()
            if session not in unread
            and not any(self._is_there(mark, file, one) for file, one in by_id.get(session, ()))
        }
        return self._lost(device, month, frozenset(lost)) if lost else None

    def _lost(self, device: str, month: str, sessions: frozenset[str] = frozenset()) -> Lost:
        perhaps = any(device in parts and of_month == month for parts, of_month in self._unread)
        return Lost(device, month, sessions, perhaps)

    def _waiting_in(self, month: str) -> list[str]:
        return [session for session in self._waiting if ids.month_of(session) == month]

    def _is_there(self, mark: str, file: ShardFile, one: Stored) -> bool:
        """Whether a change that stands somewhere is the one that was noted, or came after it in another folder."""
        if file.device not in self._own:
            return one.rank.is_met and one.rank.rev >= rev_of(mark)
        if one.rank.rev != rev_of(mark):
            return False
        was_compared = looks_as_seen(file, self._seen) and one.id not in self._held
        return was_compared or mark_of(one.document) == mark


def _may_be(session: str, wanted: Wanted) -> bool:
    """Whether a session may be wanted, as far as its id says when it began here."""
    if not wanted.is_dated:
        return True
    began = datetime.strptime(session[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone()
    return wanted.is_of_day(ids.practice_day(began))
