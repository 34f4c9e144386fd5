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

from selfattach import disk, words
from selfattach.disk import read_file
from selfattach.errors import LockedError, SelfattachError
from selfattach.history import jsontext
from selfattach.history.damage import DamagedFileError
from selfattach.history.key_file import is_sealed
from selfattach.history.shards import TABLE, OfANewerProgramError, highest, parse_document, read_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selfattach.history.history import History
    from selfattach.history.shards import ShardFile, Stored
    from selfattach.kinds import JsonObject

_MARKS: Final = re.compile(rb"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)  # no line of JSON begins so
_UTF_16: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"{\0": "utf-16-le", b"\0{": "utf-16-be"}
_DOCUMENT: Final = re.compile(r'"\d+"\s*:\s*(?=\{)')  # TinyDB's own number of a document, and its beginning


class Repaired(NamedTuple):
    """What was rescued of one file."""

    file: Path
    rescued: int  # sessions, deleted ones too
    aside: Path | None  # where the damaged file lies now; None where it is another machine's and stays
    why: str = ""  # nothing of it could be rescued; it stays as it is


def repair(history: History) -> list[Repaired]:
    """Rescue what is whole in every shard that cannot be read, the copies last. Raises LockedError, SelfattachError.

    Another machine's file stays as it is; what is whole in it comes into our own folder, if that one was met here. So
    does what is whole in a copy. What stands in our folder and was not written here is held back. What only a key opens
    that is not here is left alone. One that cannot be mended keeps no other from it.
    """
    history.put_in_order()
    if history.vault.waits:  # nothing plain comes to stand where others encrypt
        raise LockedError
    own = history.writer.known_device()
    files = [file for month in history.shards.months().values() for file in month if is_repairable(history, file)]
    repaired = [_try(history, file, own) for file in sorted(files, key=lambda file: file.is_copy)]
    history.maintenance.tell_of_aliens()
    return repaired


def _try(history: History, file: ShardFile, own: str | None) -> Repaired:
    try:
        return _repaired(history, file, is_own=file.device == own)
    except LockedError:
        raise
    except (SelfattachError, OSError) as wrong:
        return Repaired(Path(file.path), 0, None, str(wrong))


def _repaired(history: History, file: ShardFile, *, is_own: bool) -> Repaired:
    path = Path(file.path)
    if not (is_own or history.vault.machines.has_met(file.device)):
        return Repaired(path, 0, None, words.STAYS_NOT_MET)
    with history.writer.locked():
        content, is_ours = read_file(path), history.maintenance.is_ours(file)
        opened = as_far_as_it_goes(history, content)
        found = list(highest(rescued(opened, file.month)).values())
        newer = list(of_a_newer_program(opened, file.month))
        if not is_own or file.is_copy:
            history.maintenance.bring_up(file.month, found, is_ours)
        if not is_own:
            return Repaired(path, len(found), None)
        if file.is_copy and not found:
            return Repaired(path, 0, None, words.STAYS_NOTHING_WHOLE)
        if file.is_copy and newer:
            return Repaired(path, len(found), None, words.STAYS_NEWER)
        aside = history.writer.put_aside(path, content)
        stay = [one.document for one in found] + newer
        if stay and not file.is_copy:
            history.maintenance.hold_back_of(found, is_ours)
            tables = {TABLE: {str(number): document for number, document in enumerate(stay, 1)}}
            disk.replace(path, history.vault.seal(jsontext.dump(tables)))
        elif history.shards.is_as_listed(file):  # else a tool has put another one there meanwhile
            disk.remove(path)
    history.index.of_month(history.shards.month(file.month))
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
    """Yield the sessions of a month that stand whole in damaged bytes, in their order; some may come twice."""
    for reading in _readings(content):
        for document in jsontext.whole_after(_DOCUMENT, reading):
            with suppress(ValueError):
                yield parse_document(document, month)


def of_a_newer_program(content: bytes, month: str) -> Iterator[JsonObject]:
    """Yield the documents of a month that stand whole in damaged bytes and only a newer program reads, each once."""
    seen: list[JsonObject] = []
    for reading in _readings(content):
        for document in jsontext.whole_after(_DOCUMENT, reading):
            try:
                parse_document(document, month)
            except OfANewerProgramError:
                if "id" in document and document not in seen:
                    seen.append(document)
                    yield document
            except ValueError:
                pass


def _readings(content: bytes) -> Iterator[bytes]:
    """Yield bytes as they stand, as the UTF-16 some editors make of them, and each side of what git could not merge."""
    for start, encoding in _UTF_16.items():
        if content.startswith(start):
            whole = content[: len(content) // 2 * 2]
            content = whole.decode(encoding, "surrogatepass").encode("utf-8", "surrogatepass")
            break
    yield content
    if _MARKS.search(content):
        yield from _sides(content)


def _sides(content: bytes) -> tuple[bytes, bytes]:
    ours: list[bytes] = []
    theirs: list[bytes] = []
    both: tuple[list[bytes], ...] = (ours, theirs)
    now = both
    sides = {b"<<<<<<<": (ours,), b"|||||||": (), b"=======": (theirs,), b">>>>>>>": both}
    for line in content.splitlines(keepends=True):
        if _MARKS.match(line) and (now is not both or line.startswith(b"<")):
            now = sides[line[:7]]
            continue
        for side in now:
            side.append(line)
    return b"".join(ours), b"".join(theirs)


def is_repairable(history: History, file: ShardFile) -> bool:
    """Whether a file was read, is damaged, and lacks no key: then `repair` looks what is whole in it.

    As a whole, or one of our own in some documents that no newer program wrote.
    """
    try:
        read_tables(Path(file.path), history.vault)
        if file.device == history.writer.known_device() and not file.is_waiting:
            return any(damage.way != words.DAMAGED_NEWER for damage in history.shards.read(file).damaged)
    except DamagedFileError:
        content = disk.content_of(Path(file.path))
        return content is not None and not history.vault.may_be_whole(content)
    except FileNotFoundError:
        pass
    return False
