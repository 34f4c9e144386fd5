"""Shards: `history/<device>/<YYYY-MM>.json`, each an ordinary TinyDB file with one table, `sessions`. Reading them.

Readers take no lock and need no TinyDB: a shard is replaced whole. A month is the union of its shards over all devices;
of one session the change with the highest rank stands. A file or a document that cannot be read is named and left
alone, and the others stay usable. It writes nothing and knows no cache.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from selfattach.errors import SelfattachError
from selfattach.history import ids, jsontext
from selfattach.history.damage import Damage, DamagedFileError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selfattach.history.record import Record

TABLE = "sessions"
_NAME = re.compile(r"\d{4}-\d\d\.json", re.ASCII)  # copies that a syncing tool sets beside have other names


class Rank(NamedTuple):
    """Which of several changes to one session stands: the greatest."""

    rev: int
    deleted: bool
    changed: str
    device: str


class Stored(NamedTuple):
    """One document of a shard: a record, or the place of a deleted one."""

    id: str
    rank: Rank
    record: Record | None


class Ranked(Protocol):
    """A stored session, whole or as a head."""

    @property
    def id(self) -> str:
        """Of the session."""

    @property
    def rank(self) -> Rank:
        """Among the changes to it."""


class ShardFile(NamedTuple):
    """A shard as the folder lists it. Size and mtime tell whether what was derived from it still holds."""

    path: str  # no Path: there may be a thousand
    device: str
    month: str
    size: int
    mtime_ns: int


class Shard(NamedTuple):
    """What a shard holds, and what in it cannot be read."""

    stored: list[Stored]
    damaged: list[Damage]


R = TypeVar("R", bound=Ranked)


def winners(found: Iterable[R]) -> list[R]:
    """Return each session once, as its highest-ranking change has it, newest first, without the deleted."""
    best: dict[str, R] = {}
    for one in found:
        rival = best.get(one.id)
        if rival is None or one.rank > rival.rank:
            best[one.id] = one
    return [best[session] for session in sorted(best, reverse=True) if not best[session].rank.deleted]


def list_months(history: Path) -> dict[str, list[ShardFile]]:
    """Return the shards of each month, newest month first, without opening one."""
    months: dict[str, list[ShardFile]] = {}
    for device in _devices(history):
        with suppress(OSError), os.scandir(device) as entries:  # `closed_folders` names the one that refuses
            for entry in entries:
                if _NAME.fullmatch(entry.name):
                    shard = _shard_file(entry.path)
                    months.setdefault(shard.month, []).append(shard)
    return dict(sorted(months.items(), reverse=True))


def list_month(history: Path, month: str) -> list[ShardFile]:
    """Return the shards of one month, however many others there are."""
    shards = []
    for device in _devices(history):
        path = f"{device}{os.sep}{month}.json"
        if os.path.lexists(path):
            shards.append(_shard_file(path))
    return shards


def closed_folders(history: Path) -> list[Damage]:
    """Return the device folders that cannot be listed, and why."""
    closed = []
    for device in _devices(history):
        try:
            os.scandir(device).close()
        except OSError as fault:
            closed.append(Damage(Path(device), fault.strerror or str(fault)))
    return closed


def read_shard(file: ShardFile) -> Shard:
    """Return the sessions of a shard; what cannot be read is among the damaged."""
    shard = Shard([], [])
    try:
        documents = read_tables(Path(file.path)).get(TABLE, {})
    except FileNotFoundError:
        shard.damaged.append(Damage(Path(file.path), "it went away while it was being read"))
        return shard
    except DamagedFileError as fault:
        shard.damaged.append(fault.damage)
        return shard
    for number, document in documents.items():
        try:
            shard.stored.append(parse_document(document, file.month))
        except ValueError as fault:
            shard.damaged.append(Damage(Path(file.path), f"document {number}: {fault}"))
    return shard


def read_tables(path: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the tables of a TinyDB file. Raises FileNotFoundError, or DamagedFileError for all else."""
    try:
        tables = jsontext.load(path.read_bytes())
    except FileNotFoundError:
        raise
    except OSError as fault:
        raise DamagedFileError(path, fault.strerror or str(fault)) from fault
    except ValueError as fault:
        raise DamagedFileError(path, f"it is not whole, or no JSON ({fault})") from fault
    if not _is_tinydb(tables):
        raise DamagedFileError(path, "it is JSON, but no TinyDB file")
    return tables  # type: ignore[no-any-return]  # looked at just above


def parse_document(document: dict[str, Any], month: str) -> Stored:
    """Return the session, or the place of a deleted one, that a document of a month holds. Raises ValueError."""
    from selfattach.history.record import Tombstone, stored_from_plain  # noqa: PLC0415  msgspec is not for listings

    found = stored_from_plain(document)
    if not ids.is_id(found.id) or ids.month_of(found.id) != month:
        raise ValueError(f"its id {found.id!r} does not belong into this file")
    deleted = isinstance(found, Tombstone)
    rank = Rank(found.rev, deleted, found.changed, found.device)
    if isinstance(found, Tombstone):
        return Stored(found.id, rank, None)
    if datetime.fromisoformat(found.started).tzinfo is None:
        raise ValueError(f"`started` has no zone: {found.started!r}")
    return Stored(found.id, rank, found)


def _devices(history: Path) -> list[str]:
    try:
        with os.scandir(history) as entries:
            return sorted(entry.path for entry in entries if entry.is_dir() and not entry.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as fault:
        raise SelfattachError(
            f"The history folder {history} cannot be read: {fault.strerror}. Nothing in it was changed. "
            "See that it is there, a folder, and readable for you, then try again."
        ) from fault


def _shard_file(path: str) -> ShardFile:
    _, device, name = path.rsplit(os.sep, 2)
    try:
        status = os.stat(path)  # noqa: PTH116  a Path for each of a thousand files would cost more than the rest
    except OSError:  # a link to nowhere, or gone since it was listed: reading it says so
        return ShardFile(path, device, name[:7], -1, -1)
    return ShardFile(path, device, name[:7], status.st_size, status.st_mtime_ns)


def _is_tinydb(tables: object) -> bool:
    return isinstance(tables, dict) and all(
        isinstance(table, dict)
        and all(number.isdecimal() and isinstance(document, dict) for number, document in table.items())
        for table in tables.values()
    )
