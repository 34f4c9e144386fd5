"""Telling once that a disk keeps no rights, so that others may read what was written there."""

import os
from pathlib import Path
from typing import Final

from selfattach import disk, words
from selfattach.cli.output import tell
from selfattach.paths import find_places

_NOTE: Final = "left-open"  # in the state folder, once it was told of one's own folders


def tell_of(opened: list[Path]) -> None:
    """Say which disk it is. Raises OSError, SelfattachError."""
    places = find_places(os.environ)
    own = [path for path in opened if any(path.is_relative_to(place) for place in places)]
    others = [path for path in opened if path not in own]
    if others:
        tell(words.DISK_LEFT_OPEN.format(folder=others[-1].parent))
    note = places.state / _NOTE
    if own and disk.is_there(own[-1].parent) and not os.path.lexists(note):  # after a farewell nothing is made again
        tell(words.DISK_LEFT_OPEN.format(folder=own[-1].parent))
        disk.replace(note, b"")
