"""Saving into a shard: the only door to TinyDB and to filelock, imported only when something is saved.

TinyDB's own storage writes in place, so that a crash leaves broken JSON; this one replaces the file whole and never
writes over what it cannot read. It knows documents with an `id`, not what they say.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import filelock
from tinydb import TinyDB, where
from tinydb.storages import Storage

from selfattach.errors import SelfattachError
from selfattach.history import durable, jsontext
from selfattach.history.shards import TABLE, read_tables

PATIENCE = 30.0  # seconds; saving one session takes a few hundredths


class DurableStorage(Storage):
    """A TinyDB file that a power cut, a full disk or an alien file cannot harm."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, None when there is no file. Raises DamagedFileError, and so nothing is written."""
        try:
            return read_tables(self._path)
        except FileNotFoundError:
            return None

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Put the tables in place of the file. Raises SelfattachError when the disk refuses."""
        durable.replace(self._path, jsontext.dump(data))


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep every other process that saves here out until the block is left."""
    durable.make_folder(path.parent)
    lock = filelock.FileLock(path, timeout=patience, mode=0o600)
    with durable.refusals(path):
        try:
            lock.acquire()
        except filelock.Timeout as fault:
            raise SelfattachError(
                f"Another selfattach has been saving for {patience:g} seconds ({path}). Close it, then try again."
            ) from fault
    try:
        yield
    finally:
        lock.release()


def upsert(path: Path, plain: Mapping[str, Any]) -> None:
    """Keep a document in a shard, in place of the one with its id. Others, and fields unknown here, stay as they are.

    The caller holds the lock.
    """

    def change(document: dict[str, Any]) -> None:
        document.pop("deleted", None)  # where it was a tombstone
        document.update(plain)

    same = where("id") == plain["id"]
    with TinyDB(path, storage=DurableStorage) as database:
        table = database.table(TABLE)
        if table.contains(same):  # TinyDB's own upsert writes the file twice
            table.update(change, same)
        else:
            table.insert(plain)
