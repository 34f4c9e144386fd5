"""Reading and writing whole files. Every write goes through here, so that a power cut leaves the old or the new.

A file is written beside, synced, and put in place by a rename; then the folder is synced. Files are 0600 and folders
0700 under any umask. A file left beside by a power cut is `.NAME.RANDOM.PID.beside`: nobody reads it, `sweep` takes it
away. No link is written through that somebody else put there. It knows bytes and paths, not what they mean, and which
files other processes hold. When the disk refuses, the error says what, where and what to do.

A pipe, a socket or a device in a file's place would keep whoever opens it, for ever or until somebody writes there: it
is refused at once, as a folder is, and so is a file larger than any of ours.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from selfattach import words
from selfattach.errors import SelfattachError, reason

try:
    import fcntl
except ImportError:  # Windows: drafts are kept, and one open elsewhere is offered too
    fcntl = None  # type: ignore[assignment]

LARGEST = 64 * 1024 * 1024  # bytes; a month of long letters takes a hundredth; JSON takes up to 25 times as much memory
BESIDE = ".beside"

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # Windows has none
_FOLDERS_NOT_SYNCED_HERE = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}  # some network file systems


class BusyError(SelfattachError):
    """Another process is writing."""


def read_file(path: Path) -> bytes:
    """Return what is in a file. Raises OSError, also where something stands in its place that is no file."""
    return _read(path)[0]


def read_with_status(path: Path) -> tuple[bytes, os.stat_result]:
    """Return the same, with how the very file looked that was read. Raises OSError where it changed meanwhile."""
    content, before, after = _read(path)
    if any(getattr(before, name) != getattr(after, name) for name in ("st_size", "st_mtime_ns", "st_ctime_ns")):
        raise OSError(errno.EAGAIN, words.DISK_CHANGED, str(path))
    return content, after


def _read(path: Path) -> tuple[bytes, os.stat_result, os.stat_result]:
    """Return what is in a file, and how it looked before and after it was read."""
    try:
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as fault:
        if fault.errno == errno.ENXIO:  # a socket
            raise OSError(errno.EINVAL, words.DISK_NO_FILE, str(path)) from None
        raise
    try:
        before = os.fstat(opened)
        if stat.S_ISDIR(before.st_mode):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(before.st_mode):
            raise OSError(errno.EINVAL, words.DISK_NO_FILE, str(path))
        if before.st_size > LARGEST:
            raise OSError(errno.EFBIG, words.DISK_TOO_LARGE, str(path))
        with open(opened, "rb", closefd=False) as file:
            return file.read(), before, os.fstat(opened)
    finally:
        os.close(opened)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into an error that a person can act on."""
    try:
        yield
    except OSError as fault:
        why, advice = reason(fault, path), _advice(fault)
        raise SelfattachError(words.NOT_WRITTEN.format(file=path, why=why, advice=advice)) from fault


def _advice(fault: OSError) -> str:
    match fault.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return words.DISK_ROOM
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return words.DISK_RIGHTS
        case errno.ENOTDIR | errno.EEXIST:
            return words.DISK_ELSE
        case _:
            return words.DISK_WELL


def replace(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Put a file in place, whole or not at all. With `lasting` it is on the disk when this returns."""
    make_folder(path.parent)
    beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}.{os.getpid()}{BESIDE}")  # that nobody can guess
    with refusals(path):
        try:
            _write_new(beside, content, lasting=lasting)
            beside.replace(path)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise
        if lasting:
            _sync_folder(path.parent)


def where_it_leads(path: Path) -> Path:
    """Return where a link of one's own leads, else the path itself: somebody else's link gives way to the file."""
    try:
        found = path.lstat()
    except OSError:
        return path
    return path.resolve() if stat.S_ISLNK(found.st_mode) and found.st_uid == os.geteuid() else path


def append(file: int, path: Path, content: bytes) -> None:
    """Add to the end of an open file. It is on the disk when this returns; after an error a part of it may be."""
    with refusals(path):
        _write(file, content)
        os.fsync(file)


@contextmanager
def looks_in(folder: str) -> Iterator[Callable[[str], os.stat_result]]:
    """Give what tells how a file in a folder looks, by its name. The way to the folder is gone once where it can be."""
    opened = None
    with suppress(OSError):
        if os.stat in os.supports_dir_fd:
            opened = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    if opened is None:
        yield lambda name: os.stat(f"{folder}{os.sep}{name}")  # noqa: PTH116  a Path for each would cost more
        return
    try:
        yield partial(os.stat, dir_fd=opened)
    finally:
        os.close(opened)


def content_of(path: Path) -> bytes | None:
    """Return what is in a file, None where it cannot be read: it may have gone since it was listed."""
    try:
        return read_file(path)
    except OSError:
        return None


def remove(*paths: Path) -> None:
    """Remove files, in this order, for good. One that is not there is no fault."""
    for path in paths:
        with refusals(path):
            path.unlink(missing_ok=True)
    for folder in {path.parent: None for path in paths}:
        with refusals(folder):
            _sync_folder(folder)


def remove_folder(folder: Path) -> None:
    """Remove a folder for good. One that is not empty, or not there, stays as it is."""
    with suppress(OSError):
        folder.rmdir()
        _sync_folder(folder.parent)


def rename_folder(folder: Path, target: Path) -> None:
    """Give a folder another name beside, for good."""
    with refusals(target):
        folder.replace(target)
        _sync_folder(target.parent)


def sweep(folder: Path, start: str = "") -> None:
    """Remove what a power cut left beside the files whose names begin with `start`. The caller keeps writers out."""
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208  a Path for each of a thousand files would cost more than the rest
            if name.startswith(f".{start}") and is_beside(name):
                (folder / name).unlink()


def is_beside(name: str) -> bool:
    """Whether a file is one that is being written, or was when the power went."""
    return name.startswith(".") and name.endswith(BESIDE)


def left_beside(folder: Path) -> list[Path]:
    """Return what processes that are no more left beside the files of a folder and those below it."""
    with suppress(OSError):
        return [path for path in sorted(folder.rglob(f".*{BESIDE}")) if is_left_behind(path.name)]
    return []


def sweep_dead(folder: Path) -> None:
    """Remove what processes that are no more left beside the files of a folder. Writers may go on meanwhile."""
    with suppress(OSError):
        for path in folder.glob(f".*{BESIDE}"):
            if is_left_behind(path.name):
                path.unlink(missing_ok=True)


def is_left_behind(name: str) -> bool:
    """Whether the process whose number ends a name, but for BESIDE, is no more."""
    writer = name.removesuffix(BESIDE).rpartition(".")[2]
    return writer.isdecimal() and not _lives(int(writer))


def try_lock(file: int, *, exclusive: bool) -> bool:
    """Lock an open file until it is closed. False when another process has it."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks: better a draft offered twice than one nobody can take up
    return True


def is_held(path: Path) -> bool:
    """Whether another process has locked a file right now. False where it cannot be opened: reading it says why."""
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe in its place is not waited for
    except OSError:
        return False
    try:
        return not try_lock(file, exclusive=False)
    finally:
        os.close(file)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, for the owner only. One that stands is left as it is."""
    with refusals(folder):
        if folder.is_dir():
            return
    make_folder(folder.parent)
    with refusals(folder):
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            if not folder.is_dir():  # else another process was quicker
                raise
        else:
            folder.chmod(0o700)
            _sync_folder(folder.parent)


def _write_new(path: Path, content: bytes, *, lasting: bool) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o600)
    try:
        os.fchmod(file, 0o600)
        _write(file, content)
        if lasting:
            os.fsync(file)
    finally:
        os.close(file)


def _write(file: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]


def _sync_folder(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    except OSError as fault:
        if fault.errno not in _FOLDERS_NOT_SYNCED_HERE:
            raise
    finally:
        os.close(file)
