"""Where things lie: config, data, state, cache, and the library. The only door to platformdirs.

It works out places and makes none of them; whoever writes makes the folder then, for the owner only. What belongs to
this machine alone never shares a folder with the data: where a platform has one for both, it gets one beside.
"""

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from selfattach import words
from selfattach.errors import WrongInputError

HELPLINES = "helplines.json"  # in the library
STATE_NAMES = (  # all that the program keeps in the state folder
    *("damaged", "deleted", "device.json", "drafts", "editing", "encrypts-to", "farewell.json"),
    *("history.lock", "identity.age", "left-open"),
    *("machines.json", "older-programs.json", "passphrase-command-set-here.sha256", "start.json", "support-card.json"),
    *("vault-seen", "waiting", "written"),
)
# Folders that tools carry to other machines; what carries a folder of another name is not seen.
_CLOUDS: Final = (
    r"(?i:dropbox( \(.+\))?|onedrive( - .+)?|google ?drive( .+)?|icloud ?drive|nextcloud\d*|owncloud\d*|pcloud ?drive"
    r"|proton ?drive|seafile|syncthing)|My Drive|MEGA(sync)?|Box( Sync)?|CloudStorage|Mobile Documents"
)
_MARK: Final = ".stfolder"  # in the folders of Syncthing
HERE = Path(__file__).resolve().parent


class Places(NamedTuple):
    """The four folders of one person on one machine."""

    config: Path
    data: Path
    state: Path
    cache: Path

    @property
    def own_exercises(self) -> Path:
        """The person's own scripts."""
        return self.data / "exercises"

    @property
    def history(self) -> Path:
        """The folder a person may sync: one folder a device, one shard a month."""
        return self.data / "history"

    @property
    def was_shared(self) -> bool:
        """Whether the platform has one folder for data and state, so that older files may lie there still."""
        return self.state in (self.data, own_state(self.data))


def find_places(environment: Mapping[str, str], platform: str = sys.platform) -> Places:
    """Return the places: under SELFATTACH_HOME if that is set, else where the platform keeps such things.

    Raises WrongInputError where that cannot be told.
    """
    home = environment.get("SELFATTACH_HOME")
    if home:
        root = _root(home)
        return Places(root / "config", root / "data", root / "state", root / "cache")
    try:
        return _usual_places(platform)
    except RuntimeError as wrong:  # no HOME, and no entry for this user
        raise WrongInputError(words.NO_HOME) from wrong


def _root(home: str) -> Path:
    root = Path(home)
    with suppress(RuntimeError):  # `~somebody` whom this machine does not know is a name like any other
        root = root.expanduser()
    try:
        return root.absolute()
    except OSError as wrong:
        raise WrongInputError(words.HOME_GONE.format(home=home)) from wrong


def _usual_places(platform: str) -> Places:
    import platformdirs  # noqa: PLC0415  needed only without SELFATTACH_HOME, and not by --version

    kind: type[platformdirs.PlatformDirsABC] = platformdirs.PlatformDirs
    if platform == "darwin":
        from platformdirs.macos import MacOS  # noqa: PLC0415  same

        kind = MacOS
    known = kind("selfattach", appauthor=False)
    data, state = known.user_data_path, known.user_state_path
    if _is_apart(data, state):
        state = own_state(data)
    return Places(known.user_config_path, data, state, known.user_cache_path)


def own_state(data: Path) -> Path:
    """The folder for what belongs to this machine alone, where the platform knows none but that of the data."""
    return data.with_name(f"{data.name}-state")


def _is_apart(data: Path, state: Path) -> bool:
    """Whether the state is to lie beside the data: unless it lies in that folder still, from before."""
    if state != data:
        return False
    return os.path.lexists(own_state(data)) or not any(os.path.lexists(data / name) for name in STATE_NAMES)


def library() -> Path:
    """The bundled exercises: inside the installed package, or beside it in a checkout."""
    inside = HERE / "exercises"
    return inside if inside.is_dir() else HERE.parent / "exercises"


def carrier_of(places: Places) -> str:
    """Return the synced folder in which the state folder lies, or ""."""
    history = Path(os.path.realpath(places.history))  # Path.resolve raises where links lead in a circle
    for state in (places.state, Path(os.path.realpath(places.state))):
        for folder in (state, *state.parents):
            if (
                folder in (history, places.history)
                or re.fullmatch(_CLOUDS, folder.name)
                or os.path.lexists(folder / _MARK)
            ):
                return str(folder)
    return ""
