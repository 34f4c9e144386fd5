"""What this machine wrote: of each month the ids of its sessions and which change of each, and no word of them.

It lies in the state folder, encrypted where the history is, and is noted before a month is written. So a month that
somebody put back as it was yesterday, or a session that somebody put into one's own folder, is told. Only what is noted
exactly so was written here; what is gone stays noted until the person takes what there is (`losses.py`). No copy of any
session is kept: what is gone can come back from a backup only.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from selfattach import disk
from selfattach.disk import read_file
from selfattach.errors import SelfattachError
from selfattach.history import ids, jsontext
from selfattach.history.trusted_machines import MACHINES_FILE, MONTHS_AS_LEFT, NOTES_BEGUN, NOTES_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from selfattach.history.shards import ShardFile
    from selfattach.history.vault import Vault
    from selfattach.kinds import JsonMapping

_MISSED: Final = "missed.json"
_GIVEN_UP: Final = "given-up.json"


class Differs(NamedTuple):
    """How a month differs from what was written there."""

    gone: frozenset[str]
    older: frozenset[str]
    alien: frozenset[str]  # never noted, or not so


class Written:
    """The notes of one machine, under each name it had: a file a month. They need the key where the history does."""

    def __init__(self, state: Path, cache: Path, vault: Vault) -> None:
        self.folder = state / NOTES_FOLDER
        self._machines_file = state / MACHINES_FILE
        self._seen_file = cache / MONTHS_AS_LEFT
        self._vault = vault

    @property
    def has_begun(self) -> bool:
        """Whether everything that this machine wrote is noted: from its first session on, or from an update on."""
        return os.path.exists(self.folder / NOTES_BEGUN)  # noqa: PTH110  which asks a dead disk and hears no

    def begin(self) -> None:
        """From here on it is. Raises SelfattachError."""
        disk.replace(self.folder / NOTES_BEGUN, b"")

    def note_waiting(self, document: JsonMapping) -> None:
        """Note a session that goes to the inbox: the month cannot be noted while the vault is locked."""
        disk.replace(self.folder / str(document["id"]), mark_of(document).encode())

    def has_waiting(self, document: JsonMapping) -> bool:
        """Whether it was noted so, as it stands there."""
        if not ids.is_id(str(document.get("id"))):
            return False
        return disk.content_of(self.folder / str(document["id"])) == mark_of(document).encode()

    def mark_waiting(self, session: str) -> str:
        """Return how it was noted."""
        return (disk.content_of(self.folder / session) or b"").decode(errors="replace")

    def waiting(self) -> list[str]:
        """Return the ids of the sessions noted so."""
        with suppress(OSError):
            return [name for name in os.listdir(self.folder) if "." not in name and ids.is_id(name)]  # noqa: PTH208
        return []

    def forget_waiting(self, session: str) -> None:
        """It stands in its month by now."""
        if disk.may_be_there(self.folder / session):
            disk.remove(self.folder / session)

    def files(self) -> list[Path]:
        """Return the notes there are."""
        return sorted(self.folder.glob("*.json"))

    def months(self, device: str) -> set[str]:
        """Return the months that a device has notes of."""
        with suppress(OSError):
            start = f"{device}."
            names = [name for name in os.listdir(self.folder) if name.startswith(start)]  # noqa: PTH208  names only
            return {name.split(".")[1] for name in names}
        return set()

    def of(self, device: str, month: str) -> dict[str, str] | None:
        """Return the mark of each session by id, None where nothing was noted or it cannot be read."""
        try:
            noted = jsontext.load(self._vault.open(read_file(self._file(device, month))))
            return {str(one): str(mark) for one, mark in noted.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return None

    def note(self, device: str, month: str, documents: Iterable[JsonMapping]) -> dict[str, str]:
        """Note what is about to be written. Return what was noted before.

        The caller holds the lock. Raises LockedError, SelfattachError.
        """
        return self.note_marks(device, month, {str(one["id"]): mark_of(one) for one in documents})

    def note_marks(self, device: str, month: str, marks: Mapping[str, str]) -> dict[str, str]:
        """The same, of what the marks are known."""
        before = self.of(device, month) or {}
        if self.has_begun and marks:
            self.replace(device, month, {**before, **marks})
        return before

    def is_ours(self, device: str, month: str) -> Callable[[JsonMapping], bool]:
        """Return what tells of a document in that month whether this machine wrote it, exactly so. Raises LockedError.

        So it did where it is given up as lost by now: a backup may have brought it back.
        """
        noted = self.of(device, month) or {}
        given_up = self.given_up(device, noted)

        def wrote(document: JsonMapping) -> bool:
            session, mark = str(document.get("id")), mark_of(document)
            return mark in (noted.get(session), given_up.get(session)) or self.has_waiting(document)

        return wrote

    def given_up(self, device: str, noted: Mapping[str, str]) -> dict[str, str]:
        """Return the marks of what is missed no more of a device: the person took what there was.

        What was noted later of the same session stands, whatever comes back.
        """
        marks = {
            key.partition("/")[2]: mark for key, mark in self._marks_in(_GIVEN_UP).items() if key.startswith(device)
        }
        return {one: mark for one, mark in marks.items() if one not in noted or rev_of(mark) > rev_of(noted[one])}

    def give_up(self, device: str, month: str, sessions: Collection[str]) -> None:
        """Miss these no more. Where one comes back as it was, it is known all the same. The caller holds the lock."""
        noted = self.of(device, month) or {}
        self.keep_given_up(device, {one: noted[one] for one in sessions if one in noted})
        self.replace(device, month, {key: noted[key] for key in noted if key not in sessions})

    def keep_given_up(self, device: str, marks: Mapping[str, str]) -> None:
        """Know these again where they come back."""
        if marks:
            self._keep_marks(_GIVEN_UP, self._marks_in(_GIVEN_UP) | {f"{device}/{one}": marks[one] for one in marks})

    def take_over(self, device: str, own: str) -> None:
        """Of a folder that was taken over into another one: what was missed there is missed here. It needs the key."""
        for month in self.months(device):
            noted, mine = self.of(device, month) or {}, self.of(own, month) or {}
            if noted.keys() - mine.keys():
                self.replace(own, month, {**noted, **mine})
        disk.remove(*self.folder.glob(f"{device}.*.json"))

    def replace(self, device: str, month: str, marks: Mapping[str, str]) -> None:
        """Note that this, and nothing else, is what stands there."""
        disk.replace(self._file(device, month), self._vault.seal(jsontext.dump(dict(marks))))

    def missed(self) -> dict[str, str]:
        """Return what was found to be missed when months were compared last, by `DEVICE/ID`, with how it was noted."""
        return self._marks_in(_MISSED)

    def note_missed(self, missed: Mapping[str, str]) -> None:
        """Note that, so that it is told once."""
        self._keep_marks(_MISSED, missed)

    def _marks_in(self, name: str) -> dict[str, str]:
        try:
            found = jsontext.load(self._vault.open(read_file(self.folder / name)))
            return {str(one): str(mark) for one, mark in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def _keep_marks(self, name: str, marks: Mapping[str, str]) -> None:
        disk.replace(self.folder / name, self._vault.seal(jsontext.dump(dict(marks))))

    def _file(self, device: str, month: str) -> Path:
        return self.folder / f"{device}.{month}.json"

    @staticmethod
    def compare(noted: Mapping[str, str], stands: Mapping[str, str]) -> Differs:
        """Tell how what stands in a month differs from what was noted of it."""
        both = noted.keys() & stands.keys()
        older = {one for one in both if rev_of(stands[one]) < rev_of(noted[one])}
        other = {one for one in both if stands[one] != noted[one]} - older
        return Differs(
            frozenset(noted.keys() - stands.keys()),
            frozenset(older),
            frozenset((stands.keys() - noted.keys()) | other),
        )

    # --- how the files looked when they were written, or compared with their notes, last

    def seen(self) -> dict[str, str]:
        """Return how each month of one's own looked then, by `DEVICE/NAME`. What is not there is compared anew.

        It is derived, and lies in the cache: nobody syncs that, and without it all is compared. So it is where nobody
        knows any more what was said of the folders.
        """
        if not os.path.lexists(self._machines_file):
            return {}
        with suppress(OSError, ValueError):
            lines = read_file(self._seen_file).decode().splitlines()  # a torn one looks like no file
            return {name: stamps for name, _, stamps in (line.partition(" ") for line in lines)}
        return {}

    def has_only_months(self) -> bool:
        """Whether there is nothing but notes of months: no session waits, and no power cut left anything beside."""
        with suppress(OSError):
            names = os.listdir(self.folder)  # noqa: PTH208  names only
            return not any(disk.is_beside(name) or ids.is_id(name) for name in names if name[-5:] != ".json")
        return True

    def are_as_left(self, names: Mapping[str, list[str]], month_of: Callable[[str], str | None]) -> bool:
        """Whether every month of one's own is the very file that was left there, and none is missing or new.

        Nor may anything stand there that a power cut left beside them. `names`: those in each folder of one's own.
        `month_of`: which month a file is, by its name. Looked at by every start, so it makes nothing of a file.
        """
        seen = self.seen()
        standing = 0
        for folder, held in names.items():
            device = folder.rpartition(os.sep)[2]
            known = {name: seen.get(f"{device}/{name}") for name in held}
            there = [name for name in held if known[name] is not None]
            if any(month_of(name) or disk.is_beside(name) for name in held if known[name] is None):
                return False
            if there and not _look_so(folder, there, known):
                return False
            standing += len(there)
        devices = (folder.rpartition(os.sep)[2] for folder in names)
        return standing == len(seen) and (bool(seen) or not any(map(self.months, devices)))

    def saw(self, files: Iterable[ShardFile]) -> None:
        """Note that these, and no others, stand there as they were compared."""
        lines = "".join(map(_seen_line, files)).encode()
        with suppress(SelfattachError):  # then they are compared once more
            if disk.content_of(self._seen_file) != lines:
                disk.replace(self._seen_file, lines, lasting=False)

    def is_as_seen(self, file: ShardFile) -> bool:
        """Whether a month looks as it did then."""
        if not os.path.lexists(self._machines_file):
            return False
        with suppress(OSError):
            seen, line = b"\n" + read_file(self._seen_file), _seen_line(file).encode()
            last = seen.rfind(b"\n%s " % line.partition(b" ")[0])
            return last >= 0 and seen[last + 1 : seen.find(b"\n", last + 1) + 1] == line
        return False

    def saw_one(self, file: ShardFile, content: bytes) -> None:
        """Note the same of one that was written just now, unless somebody put another in its place meanwhile."""
        try:
            stands, status = disk.read_with_status(Path(file.path))
        except OSError:
            return
        if stands != content:
            return
        file = as_it_looks(file, status)
        if not disk.is_there(self._seen_file):
            self.saw([file])
            return
        line = _seen_line(file).encode()
        with suppress(OSError), self._seen_file.open("r+b") as seen:
            content = seen.read()
            last = content.rfind(b"\n", 0, -1) + 1  # the same month is written again and again: one line is enough
            is_same = content.startswith(b"%s " % line.partition(b" ")[0], last)
            seen.seek(last if is_same else len(content))
            seen.write(line)
            seen.truncate()


def as_it_looks(file: ShardFile, status: os.stat_result) -> ShardFile:
    """Return a file as it looked when it was read."""
    return file._replace(
        size=status.st_size, mtime_ns=status.st_mtime_ns, ctime_ns=status.st_ctime_ns, inode=status.st_ino
    )


def looks_as_seen(file: ShardFile, seen: Mapping[str, str]) -> bool:
    """Whether a month is the very file that was written here, or compared with the notes, last."""
    return seen.get(f"{file.device}/{file.name}") == _stamps(file)


def _look_so(folder: str, names: list[str], known: Mapping[str, str | None]) -> bool:
    """Whether the files of these names are all known to look as they do."""
    with suppress(OSError), disk.looks_in(folder) as look:
        return [known[name] for name in names] == [_stamps_in(look(name)) for name in names]
    return False


def _stamps(file: ShardFile) -> str:
    return f"{file.size} {file.mtime_ns} {file.ctime_ns} {file.inode}"


def _stamps_in(status: os.stat_result) -> str:
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _seen_line(file: ShardFile) -> str:
    return f"{file.device}/{file.name} {_stamps(file)}\n"


def mark_of(document: JsonMapping) -> str:
    """Return which change of a session a document is, and a checksum of all it says that this program knows."""
    from hashlib import sha256  # noqa: PLC0415  loads OpenSSL; where something is saved

    from selfattach.history.record import Record, stored_from_plain, to_plain  # noqa: PLC0415  msgspec is not for listings

    known: Any = {key: document.get(key) for key in ("id", "rev", "device", "changed", "deleted")}
    with suppress(ValueError):
        found = stored_from_plain(dict(document))
        known = to_plain(found) if isinstance(found, Record) else known
    return f"{document.get('rev', 1)} {sha256(jsontext.dump(known)).hexdigest()[:32]}"


def rev_of(mark: str) -> int:
    """Return the number of the change that a mark is of."""
    first = mark.partition(" ")[0]
    return int(first) if first.isdecimal() else 0
