"""What this machine wrote: of each month the ids of its sessions and which change of each, and no word of them.

It lies in the state folder, encrypted where the history is, and is noted before a month is written. So a month that
somebody put back as it was yesterday, or a session that somebody put into one's own folder, is told. No copy of any
session is kept: what is gone can come back from a backup only.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from selfattach import disk
from selfattach.disk import read_file
from selfattach.errors import SelfattachError
from selfattach.history import jsontext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from selfattach.history.vault import Vault

_BEGUN: Final = "begun"
_NEWEST: Final = 300  # files of a machine: twenty years, with what is beside


class Differs(NamedTuple):
    """How a month differs from what was written there."""

    gone: frozenset[str]
    older: frozenset[str]
    alien: frozenset[str]  # never noted, or not so


class Written:
    """The notes of one machine, under each name it had: a file a month. They need the key where the history does."""

    def __init__(self, state: Path, cache: Path, vault: Vault) -> None:
        self.folder = state / "written"
        self._checked = cache / "written-checked"
        self._vault = vault

    @property
    def has_begun(self) -> bool:
        """Whether everything that this machine wrote is noted: from its first session on, or from an update on."""
        return (self.folder / _BEGUN).exists()

    def begin(self) -> None:
        """From here on it is. Raises SelfattachError."""
        disk.replace(self.folder / _BEGUN, b"")

    def note_waiting(self, document: Mapping[str, Any]) -> None:
        """Note a session that goes to the inbox: the month cannot be noted while the vault is locked."""
        disk.replace(self.folder / str(document["id"]), mark_of(document).encode())

    def has_waiting(self, document: Mapping[str, Any]) -> bool:
        """Whether it was noted so, as it stands there."""
        return disk.content_of(self.folder / str(document["id"])) == mark_of(document).encode()

    def forget_waiting(self, session: str) -> None:
        """It stands in its month by now."""
        if (self.folder / session).exists():
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

    def note(self, device: str, month: str, documents: Iterable[Mapping[str, Any]]) -> None:
        """Note what is about to be written. The caller holds the lock. Raises LockedError, SelfattachError."""
        if not self.has_begun:
            return
        new = {str(one["id"]): mark_of(one) for one in documents}
        self.replace(device, month, (self.of(device, month) or {}) | new)

    def replace(self, device: str, month: str, marks: Mapping[str, str]) -> None:
        """Note that this, and nothing else, is what stands there."""
        disk.replace(self._file(device, month), self._vault.seal(jsontext.dump(dict(marks))))

    def _file(self, device: str, month: str) -> Path:
        return self.folder / f"{device}.{month}.json"

    @staticmethod
    def compare(noted: Mapping[str, str], stands: Mapping[str, str]) -> Differs:
        """Tell how what stands in a month differs from what was noted of it."""
        both = noted.keys() & stands.keys()
        older = {one for one in both if _rev(stands[one]) < _rev(noted[one])}
        other = {one for one in both if stands[one] != noted[one]} - older
        return Differs(
            frozenset(noted.keys() - stands.keys()),
            frozenset(older),
            frozenset((stands.keys() - noted.keys()) | other),
        )

    # --- when it was looked at last

    def is_checked(self, folder: Path) -> int | None:
        """Return up to which change this folder was looked at, None where anything in it changed since.

        Of a long history only the newest files are looked at one by one; of the others a change in place is found with
        the next change of the folder.
        """
        with suppress(OSError, ValueError, KeyError, TypeError):
            noted = jsontext.load(read_file(self._checked))
            newest = sorted(os.listdir(folder), reverse=True)[:_NEWEST]  # noqa: PTH208  names only
            changed = max((os.stat(folder / name).st_ctime_ns for name in newest), default=0)  # noqa: PTH116  same
            if (noted["name"], noted["folder"]) == (folder.name, folder.stat().st_ctime_ns) and changed <= noted[
                "until"
            ]:
                return int(noted["until"])
        return None

    def last_checked(self, folder: Path) -> int:
        """Return up to which change of a file a folder was looked at last, whatever changed since; 0 is never."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            noted = jsontext.load(read_file(self._checked))
            return int(noted["until"]) if noted["name"] == folder.name else 0
        return 0

    def checked(self, folder: Path) -> None:
        """Note that a folder was looked at as it is now."""
        with suppress(SelfattachError, OSError):  # then it is looked at once more
            changed = [entry.stat(follow_symlinks=False).st_ctime_ns for entry in os.scandir(folder)]
            content = {"name": folder.name, "folder": folder.stat().st_ctime_ns, "until": max(changed, default=0)}
            disk.replace(self._checked, jsontext.dump(content), lasting=False)

    def checked_but_for(self, folder: Path, path: Path, until: int) -> None:
        """Note the same after one file was put there, by us, where nothing else had changed `until` then."""
        with suppress(SelfattachError, OSError):
            until = max(until, path.stat().st_ctime_ns)
            content = {"name": folder.name, "folder": folder.stat().st_ctime_ns, "until": until}
            disk.replace(self._checked, jsontext.dump(content), lasting=False)


def is_alien(document: Mapping[str, Any], noted: Mapping[str, str]) -> bool:
    """Whether a change of a session was never noted, nor one that came after it."""
    mark, known = mark_of(document), noted.get(str(document["id"]))
    return known is None or (mark != known and _rev(mark) >= _rev(known))


def mark_of(document: Mapping[str, Any]) -> str:
    """Return which change of a session a document is, and a checksum of all it says that this program knows."""
    from hashlib import sha256  # noqa: PLC0415  loads OpenSSL; where something is saved

    from selfattach.history.record import Record, stored_from_plain, to_plain  # noqa: PLC0415  msgspec is not for listings

    known: Any = {key: document.get(key) for key in ("id", "rev", "device", "changed", "deleted")}
    with suppress(ValueError):
        found = stored_from_plain(dict(document))
        known = to_plain(found) if isinstance(found, Record) else known
    return f"{document.get('rev', 1)} {sha256(jsontext.dump(known)).hexdigest()[:32]}"


def _rev(mark: str) -> int:
    first = mark.partition(" ")[0]
    return int(first) if first.isdecimal() else 0
