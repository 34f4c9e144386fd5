"""Where things lie: config, data, state, cache, and the library. The only door to platformdirs.

It works out places and makes none of them; whoever writes makes the folder then, for the owner only.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

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
    """Return the places: under SELFATTACH_HOME if that is set, else where the platform keeps such things."""
    home = environment.get("SELFATTACH_HOME")
    if home:
        root = Path(home)
        with suppress(RuntimeError):  # `~somebody` whom this machine does not know is a name like any other
            root = root.expanduser()
        root = root.absolute()
        return Places(root / "config", root / "data", root / "state", root / "cache")
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
