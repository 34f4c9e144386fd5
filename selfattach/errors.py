"""What can go wrong, as the person hears it. Leaving a practice is not an error and is not here.

Each error carries the exit status of the process; only `selfattach.cli.main` turns one into the other.
This file knows nothing of where the words are shown.
"""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from selfattach import words


class SelfattachError(Exception):
    """Something failed that the person should hear of: exit 1. The message says what, where, and what to do."""

    status = 1


class WrongInputError(SelfattachError):
    """Wrong or missing input (a name, a file, an option, an answer): exit 2. Nothing was started or saved."""

    status = 2


class NothingFoundError(SelfattachError):
    """An id, a word or a filter matched nothing: exit 3."""

    status = 3


class LockedError(SelfattachError):
    """The history is encrypted and its key is not here: exit 4. Nothing was written."""

    status = 4

    def __str__(self) -> str:
        return super().__str__() or words.LOCKED


def reason(fault: OSError, path: Path | str | None = None) -> str:
    """Return why the system refused a file or folder; of a matter of rights, whose it is and what gives it back."""
    why = fault.strerror or str(fault)
    named = path or fault.filename
    if fault.errno not in (errno.EACCES, errno.EPERM) or not named:
        return why
    with suppress(ImportError, OSError, ValueError):  # Windows; or it is gone by now
        return why + _whose(Path(os.path.abspath(named)))  # noqa: PTH100  through no link, which may be closed itself
    return why


def _whose(path: Path) -> str:
    from pwd import getpwuid  # noqa: PLC0415  not on every system
    from shlex import quote  # noqa: PLC0415  then only

    def name(user: int) -> str:
        with suppress(KeyError):
            return getpwuid(user).pw_name
        return str(user)

    closed = _closed(path)
    if closed is None:
        return ""
    status, me = closed.stat(), os.geteuid()
    it = words.OWNER_IT if closed == path else str(closed)
    told = words.OWNER.format(it=it, owner=name(status.st_uid), mode=stat.S_IMODE(status.st_mode))
    if status.st_uid == me:
        return words.OWNER_OPENS.format(told=told, path=quote(str(closed)))
    foreign = closed
    while foreign.parent.stat().st_uid == status.st_uid and foreign.parent != foreign:
        foreign = foreign.parent
    if foreign.parent.stat().st_uid != me:  # a folder of the system's, say: not to be taken
        return told
    every = "-R " if foreign.is_dir() else ""
    return words.OWNER_GIVES_BACK.format(told=told, every=every, me=name(me), path=quote(str(foreign)))


def _closed(path: Path) -> Path | None:
    """Which of a path is closed to us: the first folder on the way that is, or what it leads to."""
    for folder in reversed(path.parents):
        if not os.access(folder, os.X_OK):
            return folder
    if not path.exists():
        return None if os.access(path.parent, os.W_OK) else path.parent
    rights = os.R_OK | os.W_OK | (os.X_OK if path.is_dir() else 0)
    if not os.access(path, rights):
        return path
    return None if os.access(path.parent, os.W_OK) else path.parent  # it is written beside, and then replaced
