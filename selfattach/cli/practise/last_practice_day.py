"""The day on which a practice was last kept, in one small file, for the line a shell says at its start.

It is derived: without it that line is said once more, and nothing else changes. So it lies in the cache; a shell that
says the line writes the day there too, and looking at it takes no Python. Before 04:00 a shell goes back six hours, not
four: in the night in which clocks are set back, 04:00 is five hours from midnight. It knows no session and no words.
"""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from selfattach import disk
from selfattach.disk import read_file
from selfattach.errors import SelfattachError

DAY_FILE: Final = "last-day"  # shells of people have this name in their start-up files: it stays


def note_day(cache: Path, day: date) -> None:
    """Keep the day of a practice, unless a later one stands there. A cache that cannot be written is no fault."""
    path = cache / DAY_FILE
    with suppress(OSError):
        if read_file(path)[:10].decode("ascii", "replace") >= day.isoformat():
            return
    with suppress(SelfattachError):
        disk.replace(path, f"{day.isoformat()}\n".encode(), lasting=False)
