"""What cannot be read: it is named and left alone, never overwritten. How that is told, and nothing else."""

from pathlib import Path
from typing import NamedTuple

from selfattach.errors import SelfattachError


class Damage(NamedTuple):
    """A file or folder, or one document in a file, that cannot be read."""

    file: Path
    why: str


class DamagedFileError(SelfattachError):
    """A file cannot be read as what it should be, and something depends on it now."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(
            f"{file} cannot be read: {why}. It was left as it is, and nothing was written. "
            "`selfattach doctor --repair` rescues what is whole in it. Or bring back a copy of it from a backup, or "
            "move it out of that folder, then try again."
        )
        self.damage = Damage(file, why)
