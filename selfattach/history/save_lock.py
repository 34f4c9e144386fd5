"""Keeping every other process that saves here out, until one is done.

The system locks the file `history.lock`, and lets go of it when the process ends, however it ends; the file stays,
empty, and blocks nobody. Where a file system locks nothing (NFS without its daemon, some clouds), a second file says
who saves: it is made so that only one can make it, goes with the block, and is taken away by the next one where the
process that it names is no more, or where nothing came to stand in it.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from selfattach import disk, words
from selfattach.history import jsontext

PATIENCE = 60.0  # seconds; saving one session takes a few hundredths, and nobody queues: some wait while others save
_HELD = "history.lock.held"
_LOOK = 0.01  # seconds between two tries
_EMPTY_FOR = 2.0  # seconds; whoever makes the file writes into it at once
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep the others out until the block is left. Raises BusyError, SelfattachError."""
    disk.make_folder(path.parent)
    with disk.refusals(path):
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    try:
        with disk.refusals(path):
            disk.close_to_others(path, 0o600, file)
            beside = _wait_for(file, path, patience)
        try:
            yield
        finally:
            if beside is not None:
                with suppress(OSError):
                    beside.unlink()
    finally:
        os.close(file)


def is_held(path: Path) -> bool:
    """Whether another process saves right now, by either way."""
    beside = named(path)
    return disk.is_held(path) or (disk.content_of(beside) is not None and not _is_left_behind(beside))


def named(path: Path) -> Path:
    """Return the second file, which stands where nothing locks the first, while somebody saves."""
    return path.with_name(_HELD)


def why_none(path: Path) -> str:
    """Return why the lock, which is there, cannot be locked where it lies; "" where it can. Raises OSError."""
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        disk.lock(file, exclusive=False)
    except disk.NoLocksError as fault:
        return fault.strerror or str(fault)
    finally:
        os.close(file)
    return ""


def _wait_for(file: int, path: Path, patience: float) -> Path | None:
    """Hold the lock. Return the second file where it takes one."""
    until = time.monotonic() + patience
    beside = named(path)
    empty = _Empty()
    while True:
        try:
            if disk.lock(file, exclusive=True):
                return None
        except disk.NoLocksError:
            if _made(beside, empty):
                return beside
        if time.monotonic() >= until:
            told, by = (words.SAVING_NAMED, beside) if disk.is_there(beside) else (words.SAVING_ELSEWHERE, path)
            raise disk.BusyError(told.format(seconds=patience, lock=by))
        time.sleep(_LOOK)


class _Empty:
    """Since when a file was seen with nothing in it."""

    def __init__(self) -> None:
        self._seen: tuple[int, float] | None = None

    def is_over(self, file: os.stat_result) -> bool:
        """Whether that very file has been empty for longer than writing into it takes."""
        if file.st_size:
            self._seen = None
            return False
        if self._seen is None or self._seen[0] != file.st_ino:
            self._seen = (file.st_ino, time.monotonic())
        return time.monotonic() - self._seen[1] > _EMPTY_FOR


def _made(path: Path, empty: _Empty) -> bool:
    """Make the second file, with who one is. False where another has it; what was left behind goes first."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        with suppress(FileNotFoundError):
            if empty.is_over(path.lstat()) or _is_left_behind(path):
                _take_away(path)
        return False
    try:
        os.write(file, jsontext.dump(_me()))
    except OSError:
        path.unlink(missing_ok=True)
        raise
    finally:
        os.close(file)
    return True


def _take_away(path: Path) -> None:
    """Remove a file that was left behind: by another name first, as another process may be doing the same."""
    aside = path.with_name(f"{path.name}.{os.urandom(4).hex()}")
    path.rename(aside)
    if aside.stat().st_size and not _is_left_behind(aside):  # it was taken away just now, and is somebody's again
        aside.rename(path)
        return
    aside.unlink(missing_ok=True)


def _is_left_behind(path: Path) -> bool:
    """Whether the process that a file names was one of this machine, and is no more."""
    try:
        said = jsontext.load(disk.content_of(path) or b"{}")
    except ValueError:
        return False
    if not isinstance(said, dict) or said.get("machine") != _me()["machine"]:
        return False
    return said.get("boot") != _me()["boot"] or disk.is_left_behind(f".{said.get('process')}")


def _me() -> dict[str, str | int]:
    boot = (disk.content_of(_BOOT) or b"").decode(errors="replace").strip()
    return {"machine": os.uname().nodename, "boot": boot, "process": os.getpid()}
