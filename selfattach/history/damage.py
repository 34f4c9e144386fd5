"""What cannot be read: it is named and left alone, never overwritten. How that is told, and nothing else."""

import errno
from pathlib import Path
from typing import NamedTuple

from selfattach import words
from selfattach.errors import NothingFoundError, SelfattachError, reason


class Damage(NamedTuple):
    """A file or folder, or one document in a file, that cannot be read."""

    file: Path
    why: str
    way: str  # what to do about it

    @property
    def told(self) -> str:
        """The sentence that tells it."""
        return words.DAMAGED


class Loss(NamedTuple):
    """Sessions that were written here and are not there any more: as damage, but there is nothing to leave alone."""

    file: Path
    why: str  # which
    way: str
    perhaps: bool = False  # a file is there that may hold them, under a name that is not read

    @property
    def told(self) -> str:
        """The sentence that tells it."""
        return words.LOST


class PerhapsUnreadError(NothingFoundError):
    """What is looked for is not among what can be read, and may be in what cannot."""


class DamagedFileError(SelfattachError):
    """A file cannot be read as what it should be, and something depends on it now."""

    def __init__(self, file: Path, why: str, way: str = "") -> None:
        self.damage = Damage(file, why, way or words.DAMAGED_REPAIR)
        super().__init__(words.DAMAGED_LEFT.format(**self.damage._asdict()))


def refused(path: Path, fault: OSError) -> DamagedFileError:
    """Return what to raise of a file or folder that the system refuses."""
    ways = {errno.EACCES: words.DAMAGED_OPEN_IT, errno.EPERM: words.DAMAGED_OPEN_IT, errno.ELOOP: words.DAMAGED_LINK}
    way = ways.get(fault.errno or 0, "")
    return DamagedFileError(path, reason(fault, path), way)
