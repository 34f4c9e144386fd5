"""Where things lie: config, data, state, cache, and the library. The only door to platformdirs.

It works out places and makes none of them; whoever writes makes the folder then, for the owner only.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from selfattach.errors import SelfattachError

HELPLINES = "helplines.json"  # in the library
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


def find_places(environment: Mapping[str, str]) -> Places:
    """Return the places: under SELFATTACH_HOME if that is set, else where the platform keeps such things.

    Raises SelfattachError where that cannot be told.
    """
    home = environment.get("SELFATTACH_HOME")
    if home:
        root = _root(home)
        return Places(root / "config", root / "data", root / "state", root / "cache")
    try:
        return _usual_places()
    except RuntimeError as wrong:  # no HOME, and no entry for this user
        raise SelfattachError(
            "This machine knows no home folder for you, so there is no place to keep anything. "
            "Set SELFATTACH_HOME to a folder of yours, then try again."
        ) from wrong


def _root(home: str) -> Path:
    root = Path(home)
    with suppress(RuntimeError):  # `~somebody` whom this machine does not know is a name like any other
        root = root.expanduser()
    try:
        return root.absolute()
    except OSError as wrong:
        raise SelfattachError(
            f"SELFATTACH_HOME is {home}, counted from the folder you are in, and that folder is gone. "
            "Go to another folder, then try again."
        ) from wrong


def _usual_places() -> Places:
    import platformdirs  # noqa: PLC0415  needed only without SELFATTACH_HOME, and not by --version

    return Places(
        platformdirs.user_config_path("selfattach", appauthor=False),
        platformdirs.user_data_path("selfattach", appauthor=False),
        platformdirs.user_state_path("selfattach", appauthor=False),
        platformdirs.user_cache_path("selfattach", appauthor=False),
    )


def library() -> Path:
    """The bundled exercises: inside the installed package, or beside it in a checkout."""
    inside = HERE / "exercises"
    return inside if inside.is_dir() else HERE.parent / "exercises"
