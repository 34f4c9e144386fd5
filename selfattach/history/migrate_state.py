"""Giving what belongs to this machine alone a folder of its own, where it lay in the folder of the data until now.

Called by cli/context.py at a start; it happens once. The old files stay as they are until a whole copy has the name of
the new folder, and a note in that one says that they are to go. So at every moment one of the two is whole, and known.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from selfattach import disk
from selfattach.disk import read_file
from selfattach.errors import SelfattachError
from selfattach.history import save_lock
from selfattach.paths import STATE_NAMES, Places, own_state

_LOCK = "history.lock"
_NOTE = "old-files-still-in-the-data-folder"


def settle(places: Places) -> Places:
    """Return the places with the state in its own folder; as they are where that cannot be now, and another time.

    Nothing is moved under a practice or an editor that is open.
    """
    own = own_state(places.data)
    if places.state == own and not disk.is_there(own / _NOTE):
        return places

    with suppress(SelfattachError, OSError):
        with save_lock.locked(places.data / _LOCK):
            if not disk.is_there(own) and not _is_in_use(places.data):
                _copy(places.data, own)
            if disk.is_there(own):  # another process may have been quicker
                _remove_old(places.data)
        disk.remove(places.data / _LOCK)  # and the folder is synced
        disk.remove(own / _NOTE)
    return places._replace(state=own if disk.is_there(own) else places.data)


def _is_in_use(old: Path) -> bool:
    """Whether a program from before this has a practice open there, or an editor."""
    return any(map(disk.is_held, old.glob("drafts/*.journal"))) or not all(
        disk.is_left_behind(one.name) for one in old.glob("editing/*")
    )


def _copy(old: Path, own: Path) -> None:
    beginning = own.with_name(f".{own.name}.moving")
    if disk.is_there(beginning):  # it was cut
        shutil.rmtree(beginning)
    files = [path for name in STATE_NAMES for path in (old / name, *(old / name).rglob("*")) if disk.is_file(path)]
    for path in sorted(files, key=lambda path: path.stat().st_mtime_ns):  # of two deletions the later one stays that
        if path.name != _LOCK:
            disk.replace(beginning / path.relative_to(old), read_file(path))
    disk.replace(beginning / _NOTE, b"")
    disk.rename_folder(beginning, own)


def _remove_old(old: Path) -> None:
    for name in STATE_NAMES:
        path = old / name
        if disk.is_folder(path) and not path.is_symlink():
            shutil.rmtree(path)
        elif name != _LOCK:
            path.unlink(missing_ok=True)
