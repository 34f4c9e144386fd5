"""Whether the state folder lies in something that carries it to other machines. Called by the doctor and `vault init`.

Known by names of folders and by Syncthing's mark; what carries a folder of another name is not seen.
"""

import os
import re
from pathlib import Path
from typing import Final

from selfattach.paths import Places

_CLOUDS: Final = re.compile(
    r"(?i:dropbox( \(.+\))?|onedrive( - .+)?|google ?drive( .+)?|icloud ?drive|nextcloud\d*|owncloud\d*|pcloud ?drive"
    r"|proton ?drive|seafile|syncthing)|My Drive|MEGA(sync)?|Box( Sync)?|CloudStorage|Mobile Documents"
)
_MARK: Final = ".stfolder"  # in the folders of Syncthing


def carrier_of(places: Places) -> str:
    """Return the synced folder in which the state folder lies, or ""."""
    history = Path(os.path.realpath(places.history))  # Path.resolve raises where links lead in a circle
    for state in (places.state, Path(os.path.realpath(places.state))):
        for folder in (state, *state.parents):
            if folder in (history, places.history) or _CLOUDS.fullmatch(folder.name) or os.path.lexists(folder / _MARK):
                return str(folder)
    return ""
