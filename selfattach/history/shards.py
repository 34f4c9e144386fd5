"""Shards: `history/<device>/<YYYY-MM>.json`, each an ordinary TinyDB file with one table, `sessions`. Reading them.

In a vault they are `<YYYY-MM>.json.age`, and what was saved while it was locked waits as `inbox/<ID>.json.age`. Any
other name that begins so is that of a copy, made by a syncing tool or by a person, and counts as a shard. Readers take
no lock and need no TinyDB: a shard is replaced whole. A month is the union of its shards over all devices; of one
session the change with the highest rank stands, and what a folder says that was not met here takes none from one that
was. A file or a document that cannot be read is named and left alone, and the others stay usable. It writes nothing and
knows no cache.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from selfattach import disk, words
from selfattach.disk import looks_in, read_file, read_with_status
from selfattach.errors import SelfattachError, reason
from selfattach.history import ids, jsontext
from selfattach.history.damage import Damage, DamagedFileError, refused
from selfattach.history.trusted_machines import is_machines
from selfattach.history.vault import Vault
from selfattach.history.write_ledger import as_it_looks, looks_as_seen
from selfattach.text import is_one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from selfattach.history.record import Record
    from selfattach.kinds import JsonObject

TABLE = "sessions"
INBOX = "inbox"
GONE = -1  # for size, dates and inode of a file that cannot be looked at
_NUMBER = re.compile(r"[1-9][0-9]{0,17}|0")  # of a document, as TinyDB writes it: "02" would be another name of "2"
_NAME = re.compile(r"(\d{4}-\d\d)\.json(?:\.age)?", re.ASCII | re.IGNORECASE)  # some disks change the case
_MONTH = re.compile(r"(\d{4}-\d\d)(?!\d)", re.ASCII)
_WAITING = re.compile(r"(\d{4})(\d\d)\d\dT\d{6}Z-[a-z0-9]{6}(?![a-z0-9])", re.ASCII)
# A tool is at work on these, or left them half-done. What it writes under any other name is whole once it parses: no
# beginning of a JSON object is one, and age marks the last part of a file.
_UNDER_WAY = (
    *(".partial", ".part", ".filepart", ".tmp", ".temp", ".crdownload", ".download", ".!sync", ".!ut", ".icloud"),
    *(".tmp.drivedownload", ".tmp.driveupload", ".swp", ".lock"),
)
# Somewhere in a name that hides nothing and does not begin so: `Copy of 2026-11.json`
_MENTIONS = r"(?ais)(?![.~]).*(?<!\d)(?:\d{4}-\d\d(?!\d)|\d{8}T\d{6}Z-).*\.(?:json|age)"


class Rank(NamedTuple):
    """Which of several changes to one session stands: the greatest."""

    is_met: bool  # what a folder says that was not met here waits, where another holds the session
    rev: int
    deleted: bool
    changed: str
    device: str


class Stored(NamedTuple):
    """One document of a shard: a record, or the place of a deleted one."""

    id: str
    rank: Rank
    record: Record | None
    document: JsonObject  # as it stands in the file, with fields unknown here


class Ranked(Protocol):
    """A stored session, whole or as a head."""

    @property
    def id(self) -> str:
        """Of the session."""

    @property
    def rank(self) -> Rank:
        """Among the changes to it."""


class ShardFile(NamedTuple):
    """A shard as the folder lists it. All of it tells whether what was derived from it still holds.

    Anybody may set the mtime of a file; the ctime and the inode tell of a change all the same.
    """

    path: str  # no Path: there may be a thousand
    device: str
    month: str
    name: str  # within the folder of the device: `2026-11.json`, `inbox/ID.json.age`
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @property
    def is_copy(self) -> bool:
        """Whether a syncing tool, or a person, set it beside the shard."""
        return month_named(self.name) is None and not self.is_waiting

    @property
    def is_waiting(self) -> bool:
        """Whether it is one session that was saved while the vault was locked."""
        return self.name.startswith(f"{INBOX}/")


class Unaccounted(NamedTuple):
    """What stands in folders of one's own, and was not noted when this machine wrote there."""

    sessions: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()  # of files that cannot be read as a whole


class Shard(NamedTuple):
    """What a shard holds, and what in it cannot be read."""

    stored: list[Stored]
    damaged: list[Damage]
    unread: dict[str, Damage]  # by their ids, those of the damaged that still say which session they are of

    @property
    def is_torn(self) -> bool:
        """Whether nothing in it can be read, as it is damaged as a whole."""
        return bool(self.damaged) and not (self.stored or self.unread)


R = TypeVar("R", bound=Ranked)


def highest(found: Iterable[R]) -> dict[str, R]:
    """Return each session once, by its id, as its highest-ranking change has it; that may be a deletion."""
    best: dict[str, R] = {}
    for one in found:
        rival = best.get(one.id)
        if rival is None or one.rank > rival.rank:
            best[one.id] = one
    return best


def winners(found: Iterable[R]) -> list[R]:
    """Return each session once, as its highest-ranking change has it, newest first, without the deleted."""
    best = highest(found)
    return [best[session] for session in sorted(best, reverse=True) if not best[session].rank.deleted]


class Shards:
    """The shards of one history folder, read by way of its vault."""

    def __init__(self, history: Path | None, vault: Vault | None = None, *, only_met: bool = False) -> None:
        """`history`: None where there is nothing to read. `only_met`: no folder that this machine has not met."""
        self.folder = history
        if history is not None:
            disk.follow_no_link_below(history)
        self.vault = vault or Vault(None)
        self.only_met = only_met
        self._unaccounted: Unaccounted | None = None
        self._held: frozenset[str] | None = None
        self._looked_at: set[ShardFile] = set()  # by that, and as they looked then
        self._seen: dict[str, str] = {}

    def of_known_hands(self) -> Shards:
        """Return those of folders that this machine has met: what may come unasked is read there."""
        return Shards(self.folder, self.vault, only_met=True)

    def held_back(self) -> frozenset[str]:
        """Return the ids of what stands in a folder of one's own and was not written here: it does not come unasked."""
        if self._held is None:
            self._held = self.unaccounted().sessions | self.vault.machines.held_back()
        return self._held

    def has_strangers(self) -> bool:
        """Whether anything is here that must not come unasked."""
        return bool(self.not_met() or self.vault.machines.held_back() or any(self.unaccounted()))

    def unaccounted(self) -> Unaccounted:
        """Return what stands in folders of one's own, and is not as this machine noted it when it wrote there.

        Only files that do not look as they did then are opened. Raises LockedError.
        """
        if self._unaccounted is None:
            self._unaccounted = self._find_unaccounted()
        return self._unaccounted

    def _find_unaccounted(self) -> Unaccounted:
        written = self.vault.written
        if written is None or not written.has_begun:
            return Unaccounted()
        seen, own = written.seen(), self.vault.machines.own()
        self._seen = seen
        sessions: set[str] = set()
        paths: set[str] = set()
        for file in self._listed():
            if file.device not in own or looks_as_seen(file, seen):
                continue
            is_ours = written.is_ours(file.device, file.month)
            try:
                documents = read_tables(Path(file.path), self.vault, file).get(TABLE, {}).values()
            except FileNotFoundError:
                continue
            except DamagedFileError:  # whatever can still be made out in it
                paths.add(file.path)
                continue
            sessions |= {str(one.get("id")) for one in documents if not is_ours(one)}
            self._looked_at.add(file)
        return Unaccounted(frozenset(sessions), frozenset(paths))

    def not_met(self) -> list[str]:
        """Return the folders with anything of ours in them that this machine has not met."""
        new = [device for device in self.devices() if not self.vault.machines.has_met(device)]
        signs = {one.device for one in self.vault.key_files()} if new else set()
        return [device for device in new if device in signs or any(self._listed_of(self.folder_of(device)))]

    def months(self) -> dict[str, list[ShardFile]]:
        """Return the shards of each month, newest month first, without opening one."""
        months: dict[str, list[ShardFile]] = {}
        for file in self._files():
            months.setdefault(file.month, []).append(file)
        return dict(sorted(months.items(), reverse=True))

    def month(self, month: str) -> list[ShardFile]:
        """Return the shards of one month, however many others there are."""
        return list(self._files(month))

    def of_device(self, device: str) -> list[ShardFile]:
        """Return the shards of one device."""
        return list(self._listed_of(self.folder_of(device))) if device in self.devices() else []

    def folder_of(self, device: str) -> str:
        """Return the folder of a device."""
        return f"{self.folder}{os.sep}{device}"

    def names(self) -> dict[str, list[str]]:
        """Return what stands in the folder of each device, by the path of the folder: names alone, whatever they are.

        Every start looks at them, so each folder is listed once, and nothing is made of a file.
        """
        return {device: _names_in(device) for device in self._devices()}

    def is_plain_sailing(self, names: Mapping[str, list[str]]) -> bool:
        """Whether there is nothing but the shards of one device, told from the names in the folders alone."""
        ending = ".json.age" if self.vault.recipient else ".json"
        for device, held in names.items():
            others = [name for name in held if name[7:] != ending]
            if any(month_read(name) or (name == INBOX and any(self._waiting(device))) for name in others):
                return False
        return len(names) < 2  # noqa: PLR2004  two could have changed the same session

    def names_by_month(self) -> dict[str, list[tuple[str, str]]]:
        """Return the folder and the name of each shard by its month, newest first: no file is looked at."""
        months: dict[str, list[tuple[str, str]]] = {}
        for device, held in self.names().items():
            for name in held:
                month = month_read(name)
                if month is not None:
                    months.setdefault(month, []).append((device, name))
            if INBOX in held:
                for file in self._waiting(device):
                    months.setdefault(file.month, []).append((device, file.name))
        return dict(sorted(months.items(), reverse=True))

    def named(self, month: str, names: Iterable[tuple[str, str]]) -> list[ShardFile]:
        """Return the shards of a month that have these names, as they look now."""
        return list(self._accounted_for(as_listed(device, name, month) for device, name in names))

    def devices(self) -> list[str]:
        """Return the names of the device folders."""
        return [path.rpartition(os.sep)[2] for path in self._devices()]

    def closed(self) -> list[Damage]:
        """Return the device folders that cannot be listed, and why."""
        closed = []
        for device in self._devices():
            for folder in (Path(device), Path(device, INBOX)):
                try:
                    disk.names_in(str(folder))
                except OSError as fault:
                    if not (folder.name == INBOX and isinstance(fault, FileNotFoundError)):
                        closed.append(refused(folder, fault).damage)
                    break
        return closed

    def copies(self, device: str) -> list[ShardFile]:
        """Return what stands beside the shards of one device, however many those are."""
        folder = self.folder_of(device)
        names = [name for name in _names_in(folder) if not month_named(name)]
        return [as_listed(folder, name, month) for name in names if (month := month_read(name))]

    def unread(self) -> list[Path]:
        """Return what is named as if it held sessions and is not read, for its name: `why_unread` tells."""
        found: list[Path] = []
        for device in self._devices():
            for folder, month_in in ((device, month_read), (f"{device}{os.sep}{INBOX}", _month_waiting)):
                with suppress(OSError):
                    found += [
                        Path(folder, name)
                        for name in disk.names_in(folder)
                        if not month_in(name) and may_hold_sessions(name)
                    ]
        return sorted(found)

    def content(self, file: ShardFile) -> bytes:
        """Return the JSON of a shard, decrypted. Raises FileNotFoundError, DamagedFileError, LockedError."""
        return decrypted(Path(file.path), self.vault, file if self.only_met else None)

    def tables(self, file: ShardFile) -> dict[str, dict[str, JsonObject]]:
        """Return the tables of a shard. Raises as `content`."""
        return read_tables(Path(file.path), self.vault, file if self.only_met else None)

    def counts(self, file: ShardFile) -> Callable[[JsonObject], bool]:
        """Return what tells of a document in a shard whether it counts. Raises LockedError.

        What another hand put into a folder of one's own does not, once the person said that it is not theirs, nor where
        it would come unasked.
        """
        left_out, written = self.left_out(file), self.vault.written
        if not left_out or written is None:
            return lambda _: True
        is_ours = written.is_ours(file.device, file.month)
        return lambda document: str(document.get("id")) not in left_out or is_ours(document)

    def left_out(self, file: ShardFile) -> frozenset[str]:
        """Return the ids of the sessions of a shard that were put there so."""
        machines = self.vault.machines
        left_out = self.held_back() if self.only_met else machines.left_out()
        if not left_out or file.device not in machines.own():
            return frozenset()
        return frozenset(one for one in left_out if ids.is_id(one) and ids.month_of(one) == file.month)

    def read(
        self,
        file: ShardFile,
        *,
        as_listed: bool = False,
        with_left_out: bool = False,
        only: Collection[str] | None = None,
    ) -> Shard:
        """Return the sessions of a shard; what cannot be read is among the damaged. Raises LockedError.

        `as_listed`: another file that took its place since it was listed is damage, too. `with_left_out`: also those
        of which the person said that they are not theirs. `only`: nothing but the sessions of these ids is looked at.
        """
        try:
            tables = read_tables(Path(file.path), self.vault, file if as_listed else None, only=only)
        except FileNotFoundError:
            return Shard([], [Damage(Path(file.path), words.WHY_GONE, words.DAMAGED_REPAIR)], {})
        except DamagedFileError as fault:
            return Shard([], [fault.damage], {})
        if file.is_copy and tables.keys() != {TABLE}:
            return Shard([], [Damage(Path(file.path), words.WHY_NO_MONTH, words.DAMAGED_REPAIR)], {})
        shard = Shard([], [], {})
        is_met, counts = self.vault.machines.has_met(file.device), self.counts(file)
        for number, document in tables.get(TABLE, {}).items():
            session = str(document.get("id"))  # in a file changed by hand it may be anything
            if (only is not None and session not in only) or not (with_left_out or counts(document)):
                continue
            try:
                stored = parse_document(document, file.month)
                shard.stored.append(stored if is_met else stored._replace(rank=stored.rank._replace(is_met=False)))
            except ValueError as fault:
                way = words.DAMAGED_NEWER if isinstance(fault, OfANewerProgramError) else words.DAMAGED_REPAIR
                why = words.DAMAGED_DOCUMENT.format(number=number, why=fault)
                shard.unread[session] = Damage(Path(file.path), why, way)
                shard.damaged.append(shard.unread[session])
        return shard

    @staticmethod
    def is_as_listed(file: ShardFile) -> bool:
        """Whether a shard is still the one that the folder listed: nobody wrote there since."""
        return as_listed(file.path.removesuffix(f"{os.sep}{file.name}"), file.name, file.month) == file

    def _files(self, month: str | None = None) -> Iterator[ShardFile]:
        return self._accounted_for(self._listed(month))

    def _accounted_for(self, files: Iterator[ShardFile]) -> Iterator[ShardFile]:
        if not self.only_met:
            return files
        self.unaccounted()
        return filter(self._is_accounted_for, files)

    def _is_accounted_for(self, file: ShardFile) -> bool:
        """Whether it is known what in it was written here: it was looked at, or is as we left it."""
        written = self.vault.written
        if written is None or not written.has_begun or file.device not in self.vault.machines.own():
            return True
        return file in self._looked_at or looks_as_seen(file, self._seen)

    def _listed(self, month: str | None = None) -> Iterator[ShardFile]:
        for device in self._devices():
            yield from self._listed_of(device, month)

    def _listed_of(self, device: str, month: str | None = None) -> Iterator[ShardFile]:
        names = _names_in(device)
        if not names:
            return
        with looks_in(device) as look:
            for name in names:
                if name == INBOX:
                    yield from self._waiting(device, month)
                elif month is None or name.startswith(month):
                    found = month_read(name)
                    if found is not None:
                        yield as_listed(device, name, found, look)

    def _devices(self) -> list[str]:
        machines = self.vault.machines
        found = [(path, path.rpartition(os.sep)[2]) for path in _devices(self.folder)]
        return [
            path
            for path, name in found
            if name not in machines.passed_over() and (not self.only_met or machines.has_met(name))
        ]

    @staticmethod
    def _waiting(device: str, month: str | None = None) -> Iterator[ShardFile]:
        with suppress(OSError):
            for name in disk.names_in(f"{device}{os.sep}{INBOX}"):
                found = _month_waiting(name)
                if found is not None and month in (None, found):
                    yield as_listed(device, f"{INBOX}/{name}", found)


def month_named(name: str) -> str | None:
    """Return the month of a shard by its name; None for any other file, a copy of one too."""
    found = _NAME.fullmatch(name)
    return found[1] if found else None


def month_read(name: str) -> str | None:
    """Return the month of a shard, or of a copy of one, by its name; None for any other file."""
    found = _NAME.fullmatch(name) or (None if _is_under_way(name) or not is_one_line(name) else _MONTH.match(name))
    return found[1] if found else None


def _month_waiting(name: str) -> str | None:
    """Return the month of a session in the inbox, or of a copy of one, by its name; None for any other file."""
    found = None if _is_under_way(name) or not is_one_line(name) else _WAITING.match(name)
    return f"{found[1]}-{found[2]}" if found else None


def _is_under_way(name: str) -> bool:
    return name.lower().endswith(_UNDER_WAY)


def may_hold_sessions(name: str) -> bool:
    """Whether a file in the folder of a machine, or in its inbox, is named as if it held sessions, read or not."""
    return bool(_MONTH.match(name) or _WAITING.match(name) or re.match(_MENTIONS, name))


def month_in(name: str) -> str:
    """Return the month that the name of a file among the unread tells, wherever in it."""
    found = re.search(r"(?a)(\d{4})-?(\d\d)(?!\d{3})", name)
    return f"{found[1]}-{found[2]}" if found else ""


def name_read(path: Path) -> Path:
    """Return under which other name a file among the unread would be read, as the copy of a shard."""
    folder = path.parent.parent if path.parent.name == INBOX else path.parent
    return folder / f"{month_in(path.name)} copy.json{'.age' if '.age' in path.name.lower() else ''}"


def why_unread(path: Path) -> str:
    """Return why a file among the unread is not read."""
    if _is_under_way(path.name):
        return words.WHY_UNDER_WAY
    if not is_one_line(path.name):
        return words.WHY_LINE_END
    return words.WHY_OTHER_NAME


def decrypted(
    path: Path, vault: Vault, listed: ShardFile | None = None, saw: Callable[[os.stat_result], object] | None = None
) -> bytes:
    """Return the bytes of a file of ours, decrypted. Raises FileNotFoundError, DamagedFileError, LockedError.

    `listed`: as the folder listed it; what stands there by now is not read in its place. `saw`: takes how it looked.
    """
    try:
        if listed is None and saw is None:
            return vault.open(read_file(path))
        content, status = read_with_status(path)
        if saw is not None:
            saw(status)
        if listed is not None and as_it_looks(listed, status) != listed:
            raise DamagedFileError(path, words.WHY_CHANGED)
        return vault.open(content)
    except FileNotFoundError:
        raise
    except OSError as fault:
        raise refused(path, fault) from fault
    except ValueError as fault:
        raise DamagedFileError(path, str(fault)) from fault


def read_tables(
    path: Path,
    vault: Vault,
    listed: ShardFile | None = None,
    saw: Callable[[os.stat_result], object] | None = None,
    *,
    only: Collection[str] | None = None,
) -> dict[str, dict[str, JsonObject]]:
    """Return the tables of a TinyDB file. Raises FileNotFoundError, LockedError, or DamagedFileError for all else.

    `only`: whoever asks needs no other sessions than those of these ids; others may be among them.
    """
    content = decrypted(path, vault, listed, saw)
    if only is not None:
        with suppress(ValueError):  # it is not as we write it
            picked = _picked(content, only)
            if _is_tinydb(picked):
                return picked
    if jsontext.has_too_many_parts(content):
        raise DamagedFileError(path, words.WHY_TOO_MANY_PARTS)
    try:
        tables = jsontext.load(content)
    except ValueError as fault:
        raise DamagedFileError(path, words.WHY_NO_JSON.format(why=jsontext.why_not(fault))) from fault
    if not _is_tinydb(tables):
        raise DamagedFileError(path, words.WHY_NO_TINYDB)
    return tables  # type: ignore[no-any-return]  # looked at just above


class OfANewerProgramError(ValueError):
    """A document is in a format that only a newer program reads."""


def parse_document(document: JsonObject, month: str) -> Stored:
    """Return the session, or the place of a deleted one, that a document of a month holds.

    Raises ValueError, OfANewerProgramError.
    """
    from selfattach.history.record import FORMAT, Tombstone, stored_from_plain  # noqa: PLC0415  msgspec is not for listings

    if isinstance(document.get("format"), int) and document["format"] > FORMAT:
        raise OfANewerProgramError(words.WHY_NEWER)
    found = stored_from_plain(document)
    if not ids.is_id(found.id) or ids.month_of(found.id) != month:
        raise ValueError(words.WHY_OTHER_MONTH.format(session=found.id))
    deleted = isinstance(found, Tombstone)
    rank = Rank(True, found.rev, deleted, found.changed, found.device)  # noqa: FBT003  as of a folder that was met
    if isinstance(found, Tombstone):
        return Stored(found.id, rank, None, document)
    if datetime.fromisoformat(found.started).tzinfo is None:
        raise ValueError(words.WHY_NO_ZONE.format(started=found.started))
    return Stored(found.id, rank, found, document)


def _names_in(folder: str) -> list[str]:
    """Return the names in a folder, none where it refuses: `closed` tells that."""
    try:
        return disk.names_in(folder)
    except OSError:
        return []


def _devices(history: Path | None) -> list[str]:
    if history is None:
        return []
    try:
        with os.scandir(history) as entries:
            return sorted(entry.path for entry in entries if is_machines(entry.name) and _is_folder(entry))
    except FileNotFoundError as fault:
        if not history.is_symlink():
            return []
        raise SelfattachError(words.HISTORY_NOT_THERE.format(folder=history)) from fault
    except OSError as fault:
        raise SelfattachError(words.HISTORY_UNREADABLE.format(folder=history, why=reason(fault))) from fault


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, say, keeps nobody from the others
        return False


def as_listed(device: str, name: str, month: str, look: Callable[[str], os.stat_result] | None = None) -> ShardFile:
    """Return a file as its folder lists it. `device`: the path of that folder. `look`: at a file in it, as `looks_in`.

    It costs less where there are a thousand.
    """
    path, ident = f"{device}{os.sep}{name}", device.rpartition(os.sep)[2]
    try:
        status = look(name) if look else os.lstat(path)
    except OSError:  # a link to nowhere, or gone since it was listed: reading it says so
        return ShardFile(path, ident, month, name, *[GONE] * 4)
    stamps = status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
    return ShardFile(path, ident, month, name, *stamps)


def _picked(content: bytes, only: Collection[str]) -> dict[str, dict[str, JsonObject]]:
    """Return the documents of these ids. Raises ValueError where the file as a whole has to be looked at."""
    from selfattach.history.record import picked  # noqa: PLC0415  msgspec is not for listings

    tables = picked(content, only)
    if jsontext.has_too_many_parts(b"".join(one for documents in tables.values() for one in documents.values())):
        raise ValueError(words.WHY_TOO_MANY_PARTS)
    return {
        table: {number: jsontext.load(document) for number, document in documents.items()}
        for table, documents in tables.items()
    }


def _is_tinydb(tables: object) -> bool:
    return isinstance(tables, dict) and all(
        isinstance(table, dict)
        and all(_NUMBER.fullmatch(number) and isinstance(document, dict) for number, document in table.items())
        for table in tables.values()
    )
