"""Two small notes in the cache on how it was practised: the last day, and what the frame should not do again.

Both are derived or small: without them a line is said once more, and nothing else changes. A shell that says the line
of the day writes it too, and looking at it takes no Python. Before 04:00 a shell goes back six hours, not four: in the
night in which clocks are set back, 04:00 is five hours from midnight. They hold no words and no session.
"""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from selfattach import disk
from selfattach.disk import read_file
from selfattach.errors import SelfattachError
from selfattach.history import jsontext

DAY_FILE: Final = "last-day"  # shells of people have this name in their start-up files: it stays
_HABITS: Final = "habits"
_CLOSE: Final = "close"
_DECLINED: Final = "enough_declined"
_OFTEN: Final = 3


def note_day(cache: Path, day: date) -> None:
    """Keep the day of a practice, unless a later one stands there. A cache that cannot be written is no fault."""
    path = cache / DAY_FILE
    with suppress(OSError):
        if read_file(path)[:10].decode("ascii", "replace") >= day.isoformat():
            return
    with suppress(SelfattachError):
        disk.replace(path, f"{day.isoformat()}\n".encode(), lasting=False)


class Habits:
    """What the frame should not do again: the short close that was last, and whether "enough?" was declined often."""

    def __init__(self, cache: Path) -> None:
        self._file = cache / _HABITS
        self._noted: dict[str, object] = {}
        with suppress(OSError, ValueError):
            found = jsontext.load(read_file(self._file))
            self._noted = found if isinstance(found, dict) else {}

    @property
    def last_close(self) -> str:
        """The short close that was played last, or ""."""
        return str(self._noted.get(_CLOSE, ""))

    @property
    def offers_enough(self) -> bool:
        """Whether "enough for today?" is still offered: who went on three times is not asked again."""
        return self._declined < _OFTEN

    @property
    def _declined(self) -> int:
        count = self._noted.get(_DECLINED, 0)
        return count if isinstance(count, int) else 0

    def note(self, *, close: str, declined: bool) -> None:
        """Note how a practice went. A cache that cannot be written is no fault."""
        noted = {_CLOSE: close or self.last_close, _DECLINED: self._declined + declined}
        if noted != self._noted:
            with suppress(SelfattachError):
                disk.replace(self._file, jsontext.dump(noted), lasting=False)
