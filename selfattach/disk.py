"""Reading and writing whole files. Every write goes through here, so that a power cut leaves the old or the new.

A file is written beside, synced, and put in place by a rename; then the folder is synced. Files are 0600 and folders
0700 under any umask. A file left beside by a power cut is `.NAME.RANDOM.PID.beside`: nobody reads it, `sweep` takes it
away. No link is written through that somebody else put there. Below a folder that others write to, a synced history,
no link is followed at all: not to read, to write, to list or to remove; one above it is a person's own choice. It knows
bytes and paths, not what they mean, and which files other processes hold. When the disk refuses, the error says what,
where and what to do. A disk that keeps no rights, as of a camera or another system, is written to all the same, and
`left_open` names what others may read there.

A pipe, a socket or a device in a file's place would keep whoever opens it, for ever or until somebody writes there: it
is refused at once, as a folder is, and so is a file larger than any of ours.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import groupby
from pathlib import Path

from selfattach import words
from selfattach.errors import SelfattachError, reason

try:
    import fcntl
except ImportError:  # Windows: drafts are kept, and one open elsewhere is offered too
    fcntl = None  # type: ignore[assignment]

LARGEST = (
    32 * 1024 * 1024
)  # bytes; a month of twenty thousand long answers takes as much, one of long letters a fiftieth
BESIDE = ".beside"
_A_PART = 1 << 20  # bytes

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # Windows has none
_FOLDERS_NOT_SYNCED_HERE = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}  # some network file systems
_NO_RIGHTS_HERE = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}  # exFAT, CIFS, gvfs
_NO_LOCKS_HERE = {  # NFS without its daemon, Lustre without the option, some that are no disks
    *(errno.ENOLCK, errno.ENOSYS, errno.EBADF, errno.EINVAL, errno.EIO, errno.ENOTSUP, errno.EOPNOTSUPP),
}
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_left_open: list[Path] = []


_TRIES = 5
_linkless: set[str] = set()  # folders with the separator after them


class BusyError(SelfattachError):
    """Another process is writing."""


class NoLocksError(OSError):
    """This file system locks nothing."""


def follow_no_link_below(folder: Path) -> None:
    """From now on nothing here follows a link below this folder; the folder may be one, or lie behind one."""
    _linkless.add(f"{folder}{os.sep}")


def link_on_the_way(path: Path | str) -> str | None:
    """Return the first link on the way to a path, itself too, where none is followed."""
    text = os.fspath(path)
    for root in _linkless:
        if text.startswith(root):
            at = root[:-1]
            for part in text[len(root) :].split(os.sep):  # noqa: PTH206  as below
                at = f"{at}{os.sep}{part}"
                if os.path.islink(at):  # noqa: PTH114  a Path for each would cost more than the look
                    return at
    return None


def refuse_links(path: Path | str) -> None:
    """Raise OSError where there is a link on the way to a path, itself too, and none is followed."""
    link = link_on_the_way(path)
    if link is not None:
        raise OSError(errno.ELOOP, words.DISK_LINK, link)


def _is_linkless(path: Path | str) -> bool:
    return os.fspath(path).startswith(tuple(_linkless))


def _stands_at(file: int, path: Path) -> bool:
    """Whether an open file is what has the name, by no link: a folder may have become one meanwhile."""
    try:
        refuse_links(path)
        return os.path.samestat(os.fstat(file), os.lstat(path))
    except OSError:
        return False


def read_back(path: Path) -> Iterator[bytes]:
    """Yield what stands in a file, however large: from the disk itself, where the system forgets what it holds of it.

    Raises OSError.
    """
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            with suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while part := file.read(_A_PART):
            yield part


def is_there(path: Path | str) -> bool:
    """Whether something has that name, and leads somewhere. Never raises: what cannot be looked at is not seen.

    The only one, with the two below, that asks; `why_unseen` says whether the answer was one.
    """
    return os.path.exists(path)  # noqa: PTH110  Path.exists raises, and other versions of Python do not


def may_be_there(path: Path) -> bool:
    """The same, and True where nobody can tell: for what has to go, and for what must not be taken for new."""
    return is_there(path) or why_unseen(path) is not None


def is_folder(path: Path | str) -> bool:
    """Whether it is a folder. Never raises."""
    return os.path.isdir(path)  # noqa: PTH112  as above


def is_file(path: Path | str) -> bool:
    """Whether it is an ordinary file. Never raises."""
    return os.path.isfile(path)  # noqa: PTH113  as above


def why_unseen(path: Path) -> OSError | None:
    """Return what keeps one from looking at a path, and into it if it is a folder; None where nothing does."""
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            with os.scandir(path):
                pass
            os.stat(f"{path}{os.sep}.")  # noqa: PTH116  a Path leaves the dot out
    except (FileNotFoundError, NotADirectoryError):  # who reads or writes there says what stands in the way
        return None
    except OSError as fault:
        fault.filename = fault.filename or str(path)
        return fault
    return None


def first_unseen(*places: Path) -> OSError | None:
    """Return the same of the first of some places, and of the folders in them, that cannot be looked at."""
    for place in places:
        if fault := why_unseen(place):
            return fault
        with suppress(OSError), os.scandir(place) as entries:
            for path in sorted(entry.path for entry in entries if entry.is_dir()):
                if fault := why_unseen(Path(path)):
                    return fault
    return None


def try_to_write(folder: Path) -> None:
    """Make a file in a folder, and take it away. Raises SelfattachError saying why that cannot be."""
    path = folder / f".try.{os.urandom(4).hex()}.{os.getpid()}{BESIDE}"
    with refusals(folder):
        try:
            _write_new(path, b"\n", lasting=False)
        finally:
            with suppress(OSError):
                path.unlink()


def names_in(folder: str) -> list[str]:
    """Return the names in a folder. Raises OSError, also where none of its names may be told, as it is a link."""
    refuse_links(folder)
    return os.listdir(folder)  # noqa: PTH208  a Path for each of a thousand files would cost more


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
    opened = _opened(path)
    try:
        before = os.fstat(opened)
        if stat.S_ISDIR(before.st_mode):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(before.st_mode):
            raise OSError(errno.EINVAL, words.DISK_NO_FILE, str(path))
        return _content(opened, path, before.st_size), before, os.fstat(opened)
    finally:
        os.close(opened)


def _opened(path: Path) -> int:
    """Open a file to read it, through no link where none is followed."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if not _is_linkless(path):
        return _or_no_file(path, flags)
    for _ in range(_TRIES):
        refuse_links(path)
        opened = _or_no_file(path, flags | _NO_LINK)
        if _stands_at(opened, path):
            return opened
        os.close(opened)  # another one was put in its place just now
    raise OSError(errno.EAGAIN, words.DISK_CHANGED, str(path))


def _or_no_file(path: Path, flags: int) -> int:
    try:
        return os.open(path, flags)
    except OSError as fault:
        if fault.errno == errno.ENXIO:  # a socket
            raise OSError(errno.EINVAL, words.DISK_NO_FILE, str(path)) from None
        raise


def _content(opened: int, path: Path, size: int) -> bytes:
    """Return what is in an open file, however it grows meanwhile no more than the largest of ours."""
    content: bytes | None = b""
    if size <= LARGEST:
        with open(opened, "rb", closefd=False) as file:
            try:
                content = file.read(size + 1)
                if content is not None and len(content) > size:
                    content += file.read(LARGEST + 1 - len(content)) or b""
            except MemoryError as fault:
                raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM), str(path)) from fault
    if content is None:  # what looks like a file and has nothing to give, as some of the system's
        raise OSError(errno.EINVAL, words.DISK_NO_FILE, str(path))
    if size > LARGEST or len(content) > LARGEST:
        raise OSError(errno.EFBIG, words.DISK_TOO_LARGE, str(path))
    return content


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
        case errno.ELOOP:
            return words.DISK_LINK_WAY
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


def set_time(path: Path, when: float) -> None:
    """Have a file say when it was changed last, in seconds. Where the disk keeps no such time, it stays as it is."""
    with suppress(OSError, OverflowError, ValueError):
        os.utime(path, (when, when))


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
    opened, follows = None, not _is_linkless(f"{folder}{os.sep}")
    refuse_links(folder)
    with suppress(OSError):
        if os.stat in os.supports_dir_fd:
            no_link = 0 if follows else _NO_LINK
            opened = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | no_link)
    if opened is None:
        yield lambda name: os.stat(f"{folder}{os.sep}{name}", follow_symlinks=follows)  # noqa: PTH116  a Path for each would cost more
        return
    try:
        yield partial(os.stat, dir_fd=opened, follow_symlinks=follows)
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
            refuse_links(path.parent)
            path.unlink(missing_ok=True)
    for folder in {path.parent: None for path in paths}:
        with refusals(folder):
            _sync_folder(folder)


def remove_each(paths: Iterable[Path]) -> dict[Path, OSError]:
    """Remove files for good, as many as can be, in this order; of a link the link. Return why the others stay."""
    stayed: dict[Path, OSError] = {}
    for folder, those in groupby(paths, key=lambda path: path.parent):
        for path in those:
            try:
                refuse_links(folder)
                path.unlink(missing_ok=True)
            except OSError as fault:
                stayed[path] = fault
        with suppress(OSError):
            _sync_folder(folder)
    return stayed


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
        for name in names_in(str(folder)):
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
        refuse_links(folder)
        for path in folder.glob(f".*{BESIDE}"):
            if is_left_behind(path.name):
                path.unlink(missing_ok=True)


def is_left_behind(name: str) -> bool:
    """Whether the process whose number ends a name, but for BESIDE, is no more."""
    writer = name.removesuffix(BESIDE).rpartition(".")[2]
    return writer.isdecimal() and not _lives(int(writer))


def lock(file: int, *, exclusive: bool) -> bool:
    """Lock an open file until it is closed. False when another process has it. Raises NoLocksError, OSError."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as fault:
        if fault.errno in (errno.EAGAIN, errno.EACCES):  # some say the one for the other
            return False
        if fault.errno in _NO_LOCKS_HERE:
            raise NoLocksError(fault.errno, fault.strerror) from fault
        raise
    return True


def try_lock(file: int, *, exclusive: bool) -> bool:
    """The same, and True where nothing locks: better a draft offered twice than one nobody can take up."""
    try:
        return lock(file, exclusive=exclusive)
    except OSError:
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
        refuse_links(folder)
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
            close_to_others(folder, 0o700)
            _sync_folder(folder.parent)


def _write_new(path: Path, content: bytes, *, lasting: bool) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o600)
    try:
        if _is_linkless(path) and not _stands_at(file, path):
            raise OSError(errno.EAGAIN, words.DISK_CHANGED, str(path))
        close_to_others(path, 0o600, file)
        _write(file, content)
        if lasting:
            os.fsync(file)
    finally:
        os.close(file)


def close_to_others(path: Path, mode: int, file: int | None = None) -> bool:
    """Give a file or folder of ours the rights it should have. False where the disk keeps it open to others."""
    found = path.stat() if file is None else os.fstat(file)
    if stat.S_IMODE(found.st_mode) != mode:
        with _unless_no_rights():
            path.chmod(mode) if file is None else os.fchmod(file, mode)
        found = path.stat() if file is None else os.fstat(file)
    is_closed = not found.st_mode & _OTHERS
    if not is_closed:
        _left_open.append(path)
    return is_closed


def left_open() -> list[Path]:
    """Return what this process wrote that others may read, as the disk it lies on keeps no rights."""
    return list(_left_open)


@contextmanager
def _unless_no_rights() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        if fault.errno not in _NO_RIGHTS_HERE:
            raise


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
