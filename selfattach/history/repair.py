"""Repair: rescue every whole session from a shard that cannot be read, and keep the damaged file aside.

A session is whole when its JSON is, byte for byte; nothing is guessed or patched. Of an encrypted shard that is cut
short, what stands before the cut can still be decrypted. It writes only our own folder and the state folder.
"""

from __future__ import annotations

import io
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from selfattach.errors import LockedError
from selfattach.history import durable, jsontext
from selfattach.history.damage import DamagedFileError
from selfattach.history.shards import TABLE, parse_document, read_tables
from selfattach.history.vault import is_sealed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selfattach.history.shards import ShardFile, Stored
    from selfattach.history.store import History

_DOCUMENT: Final = re.compile(r'"\d+"\s*:\s*(?=\{)')  # TinyDB's own number of a document, and its beginning


class Repaired(NamedTuple):
    """What was rescued of one file."""

    file: Path
    rescued: int  # sessions, deleted ones too
    aside: Path | None  # where the damaged file lies now; None where it is another machine's and stays


def repair(history: History) -> list[Repaired]:
    """Rescue what is whole in every shard that cannot be read. Raises LockedError, SelfattachError.

    Another machine's file stays as it is; what is whole in it comes into our own folder. What only a key opens that is
    not here is left alone.
    """
    history.put_in_order()
    if history.vault.waits:  # nothing plain comes to stand where others encrypt
        raise LockedError
    own = history.writer.known_device()
    return [
        _repaired(history, file, is_own=file.device == own)
        for files in history.shards.months().values()
        for file in files
        if _is_unreadable(history, file)
    ]


def _repaired(history: History, file: ShardFile, *, is_own: bool) -> Repaired:
    path = Path(file.path)
    with history.writer.locked():
        content = path.read_bytes()
        found = list(rescued(as_far_as_it_goes(history, content), file.month))
        if not is_own:
            history.upkeep.bring_up(file.month, found)
            return Repaired(path, len(found), None)
        aside = history.writer.put_aside(path, content)
        if found:
            tables = {TABLE: {str(number): one.document for number, one in enumerate(found, 1)}}
            durable.replace(path, history.vault.seal(jsontext.dump(tables)))
        else:
            durable.remove(path)
        stands = {one.id: one.rank.rev for one in found}
        if not (file.is_copy or file.is_waiting):
            history.writer.written.replace(file.device, file.month, stands)
    history.heads.of_month(history.shards.month(file.month))
    return Repaired(path, len(found), aside)


def as_far_as_it_goes(history: History, content: bytes) -> bytes:
    """Return bytes decrypted as far as they are whole. Raises LockedError."""
    if not is_sealed(content):
        return content
    history.vault.unlock()
    out = io.BytesIO()
    history.vault.open_stream(io.BytesIO(content), out)
    return out.getvalue()


def rescued(content: bytes, month: str) -> Iterator[Stored]:
    """Yield the sessions of a month that stand whole in damaged bytes, in their order."""
    for document in jsontext.whole_after(_DOCUMENT, content):
        with suppress(ValueError):
            yield parse_document(document, month)


def _is_unreadable(history: History, file: ShardFile) -> bool:
    try:
        read_tables(Path(file.path), history.vault)
    except DamagedFileError:
        return not history.vault.may_be_whole(durable.content_of(Path(file.path)) or b"")
    except FileNotFoundError:
        pass
    return False
