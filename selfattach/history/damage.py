"""What cannot be read: it is named and left alone, never overwritten. How that is told, and nothing else."""

import errno
from pathlib import Path
from typing import NamedTuple

from selfattach.errors import NothingFoundError, SelfattachError, reason

REPAIR = (
    "`selfattach doctor --repair` rescues what is whole in it. "
    "Or bring back a copy of it from a backup, or move it out of that folder."
)
NEWER = "A newer selfattach wrote it, and can read it: install that one here."
_OPEN_IT = "Nothing in it is lost; it only has to be readable for you."


class Damage(NamedTuple):
    """A file or folder, or one document in a file, that cannot be read."""

    file: Path
    why: str
    way: str = REPAIR  # what to do about it


class PerhapsUnreadError(NothingFoundError):
    """What is looked for is not among what can be read, and may be in what cannot."""


class DamagedFileError(SelfattachError):
    """A file cannot be read as what it should be, and something depends on it now."""

    def __init__(self, file: Path, why: str, way: str = REPAIR) -> None:
        super().__init__(
            f"{file} cannot be read: {why}. It was left as it is, and nothing was written. {way} Then try again."
        )
        self.damage = Damage(file, why, way)


def refused(path: Path, fault: OSError) -> DamagedFileError:
    """Return what to raise of a file or folder that the system refuses."""
    way = _OPEN_IT if fault.errno in (errno.EACCES, errno.EPERM) else REPAIR
    return DamagedFileError(path, reason(fault, path), way)
