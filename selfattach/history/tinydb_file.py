"""Saving into a shard: the only door to TinyDB, imported only when something is saved.

TinyDB's own storage writes in place, so that a crash leaves broken JSON; this one replaces the file whole and never
writes over what it cannot read. It knows documents with an `id`, not what they say.
"""

import os
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from tinydb import TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import Storage
from tinydb.table import Document

from selfattach import disk, words
from selfattach.errors import SelfattachError
from selfattach.history import ids, jsontext
from selfattach.history.damage import DamagedFileError
from selfattach.history.shards import TABLE, parse_document, read_tables
from selfattach.history.vault import Vault
from selfattach.kinds import JsonMapping, JsonObject


class _Once(CachingMiddleware):
    """Hold all that is changed until the database is closed, so that a batch is one write, or none."""

    WRITE_CACHE_SIZE = 1_000_000_000


class DurableStorage(Storage):
    """A TinyDB file that a power cut, a full disk or an alien file cannot harm."""

    def __init__(self, path: Path, vault: Vault, put: list[bytes], seen: list[os.stat_result]) -> None:
        """`put`: takes what was written; `seen`: how the file looked that was read."""
        self._path = path
        self._vault = vault
        self._put = put
        self._seen = seen

    def read(self) -> dict[str, JsonObject] | None:
        """Return the tables, None when there is no file. Raises DamagedFileError, and so nothing is written."""
        try:
            return read_tables(self._path, self._vault, saw=self._seen.append)
        except FileNotFoundError:
            return None

    def write(self, data: Mapping[str, JsonMapping]) -> None:
        """Put the tables in place of the file. Raises SelfattachError when the disk refuses, or it grew too large."""
        content = self._vault.seal(jsontext.dump(data))
        if len(content) > disk.LARGEST:  # it would not be read again
            raise SelfattachError(words.MONTH_TOO_LARGE.format(file=self._path, megabytes=disk.LARGEST // 1024**2))
        disk.replace(self._path, content)
        self._put.append(content)


def put(path: Path, documents: Iterable[JsonMapping], vault: Vault) -> tuple[bytes, os.stat_result | None]:
    """Keep documents in a shard, each in place of the one with its id, all of them or none. Others stay as they are.

    Return the bytes of the file, and how the one looked that was read before: None where there was none.

    Of one that is replaced, fields unknown here stay too, but nothing does of one that is deleted. The caller holds the
    lock. Raises SelfattachError when the file cannot be read or written, or one that would be replaced cannot be read.
    """
    held = _Once(DurableStorage)  # type: ignore[no-untyped-call]  # TinyDB types its middlewares not at all
    written: list[bytes] = []
    seen: list[os.stat_result] = []
    database = TinyDB(path, vault, written, seen, storage=held)
    table = database.table(TABLE)
    for document in documents:
        same = where("id") == document["id"]
        earlier = table.search(same)
        for one in earlier:
            _check_readable(path, one)
        if earlier:
            table.update(_replacing(document), same)
        else:
            table.insert(dict(document))
    database.close()  # writes once; an error before has written nothing
    return (written[-1] if written else b""), (seen[0] if seen else None)


def _check_readable(path: Path, document: Document) -> None:
    """Raise DamagedFileError for a document that is not understood: it may hold more than what would replace it."""
    try:
        parse_document(document, ids.month_of(str(document["id"])))
    except ValueError as fault:
        raise DamagedFileError(path, words.DAMAGED_DOCUMENT.format(number=document.doc_id, why=fault)) from fault


def _replacing(document: JsonMapping) -> Callable[[MutableMapping[Any, Any]], None]:
    def replace(earlier: MutableMapping[Any, Any]) -> None:
        if document.get("deleted"):
            earlier.clear()
        earlier.pop("deleted", None)  # where it was a tombstone
        earlier.update(document)

    return replace
