"""What was deleted, for a day: so that it can be brought back. On this device only, and encrypted where all else is.

It keeps documents and gives them back; what deleting and bringing back mean is for `edits.py`.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from selfattach import disk, words
from selfattach.history import ids, jsontext
from selfattach.history.damage import DamagedFileError
from selfattach.history.shards import decrypted, parse_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from selfattach.history.vault import Vault
    from selfattach.kinds import JsonObject

A_DAY: Final = timedelta(days=1)
A_WEEK: Final = timedelta(days=7)  # an age beyond it, or below nothing, may be a clock that is far off
_LATER: Final = timedelta(hours=1)  # after which a look says it again that the clock is as far
_DOUBTED: Final = "doubted"  # when a look found such an age first


class Deleted:
    """A folder with a file for each deletion."""

    def __init__(self, folder: Path, vault: Vault, clock: Callable[[], datetime]) -> None:
        self.folder = folder
        self._vault = vault
        self._clock = clock

    def keep(self, documents: list[JsonObject]) -> None:
        """Keep sessions that are about to be deleted."""
        name = f"{ids.new_id(self._clock())}.json"
        disk.replace(self.folder / name, self._vault.seal(jsontext.dump(documents)))

    def last(self) -> tuple[Path, list[JsonObject]] | None:
        """Return the file and the sessions of the last deletion of the last day.

        Raises DamagedFileError, LockedError.
        """
        for path in reversed(self.files()):
            if not self._is_over(path):
                try:
                    documents = _sessions_in(decrypted(path, self._vault))
                except ValueError as fault:
                    raise DamagedFileError(path, str(fault)) from fault
                except FileNotFoundError:
                    continue
                return path, documents
        return None

    def forget(self, path: Path | None = None) -> None:
        """Remove for good what was deleted more than a day ago, or one file.

        Where that is so by far, it waits until a look an hour later finds the same: one run with a clock that is far
        off takes nothing away.
        """
        files = self.files()
        far = [] if path else [one for one in files if self._is_far(one)]
        gone = [path] if path else [one for one in files if self._is_over(one)]
        if far and self._is_doubted_long():
            gone, far = [*gone, *far], []
        disk.sweep_dead(self.folder)
        if far and not disk.is_there(self._doubt):
            disk.replace(self._doubt, self._clock().isoformat().encode())
        elif not far and path is None and disk.is_there(self._doubt):
            gone.append(self._doubt)
        if gone:
            disk.remove(*gone)

    def files(self) -> list[Path]:
        """Return the files there are, the oldest first."""
        with suppress(OSError):
            found = [path for path in self.folder.iterdir() if ids.is_id(path.name.removesuffix(".json"))]
            return sorted(found, key=lambda path: (path.name[:16], path.stat().st_mtime_ns))  # two in one second
        return []

    @property
    def _doubt(self) -> Path:
        return self.folder / _DOUBTED

    def _is_doubted_long(self) -> bool:
        try:
            since = datetime.fromisoformat((disk.content_of(self._doubt) or b"").decode())
            return self._clock() - since > _LATER
        except (ValueError, TypeError):
            return False

    def _is_over(self, path: Path) -> bool:
        return A_DAY < self._age(path) <= A_WEEK

    def _is_far(self, path: Path) -> bool:
        return not -A_DAY <= self._age(path) <= A_WEEK

    def _age(self, path: Path) -> timedelta:
        return self._clock() - datetime.fromisoformat(path.name[:16])


def _sessions_in(content: bytes) -> list[JsonObject]:
    """The documents that were deleted. Raises ValueError where there is anything else."""
    found = jsontext.load(content)
    if not isinstance(found, list) or not all(isinstance(one, dict) and ids.is_id(str(one.get("id"))) for one in found):
        raise ValueError(words.WHY_NO_SESSIONS)
    for document in found:
        parse_document(document, ids.month_of(str(document["id"])))
    return found
