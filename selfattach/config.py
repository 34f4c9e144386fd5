"""The person's own settings: `config.toml`, read with the standard library, written with its comments kept.

The one door to tomlkit. It knows names and values; what a setting changes is for those who take it. A file that
cannot be read is told and passed over: a slip of the pen must not stand between a person and a practice.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from selfattach.errors import SelfattachError
from selfattach.text import did_you_mean, one_line

PACES: Final[Mapping[str, float]] = {"slow": 1.5, "normal": 1.0, "fast": 0.5, "off": 0.0}
VOICES: Final = ("terminal", "plain")
FILE: Final = "config.toml"
_SECTION: Final = "practice"
_OPENING: Final = "# How selfattach speaks to you. All of it can be left out, and --options win over it.\n"


class Settings(NamedTuple):
    """What a practice is held like, unless the command line says otherwise; and whose helplines are shown.

    `voice` is "" until it was chosen, `country` until it was said.
    """

    voice: str = ""
    pace: str = "normal"
    reduced_motion: bool = False
    counting: bool = True
    bell: bool = False
    discreet: bool = False
    country: str = ""

    def but(self, **wishes: str | bool | None) -> "Settings":
        """Return these settings with those wishes put over them that are not None."""
        return Settings(**{**self._asdict(), **{name: wish for name, wish in wishes.items() if wish is not None}})


_PARTS: Final = {_SECTION: [name for name in Settings._fields if name != "country"], "support": ["country"]}
_ROUTINE: Final = "routine"  # read by `read_routines`
_CHOICES: Final = {"voice": VOICES, "pace": tuple(PACES)}


def read_settings(path: Path) -> tuple[Settings, list[str]]:
    """Return the settings in a file, and what in it could not be used, each as a sentence. No file: none are set."""
    data, why = _read_file(path)
    if why:
        return Settings(), [why]
    faults = [
        f"{path}: there is no part `{one_line(name)}`.{did_you_mean(name, (*_PARTS, _ROUTINE))}"
        for name in data
        if name not in (*_PARTS, _ROUTINE)
    ]
    good: dict[str, Any] = {}
    for part, keys in _PARTS.items():
        section = data.get(part, {})
        if not isinstance(section, dict):
            faults.append(f"{path}: `{part}` is no table; write [{part}] on a line of its own.")
            continue
        for key, value in section.items():
            why = _why_not(key, value, keys)
            if why:
                faults.append(f"{path}: {why}")
            else:
                good[key] = value
    return Settings(**good), faults


def read_routines(path: Path) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the routines in a file as names and ids, as they stand there; and by name, what is wrong with the others.

    A file that cannot be read has none; `read_settings` tells why.
    """
    section = _read_file(path)[0].get(_ROUTINE, {})
    if not isinstance(section, dict):
        return {}, {_ROUTINE: f"{path}: `routine` is no table; write [routine.NAME] on a line of its own."}
    good: dict[str, tuple[str, ...]] = {}
    faults: dict[str, str] = {}
    for name, routine in section.items():
        why = _why_no_routine(one_line(name), routine)
        if why:
            faults[name] = f"{path}: {why}"
        else:
            good[name] = tuple(routine["exercises"])
    return good, faults


def _why_no_routine(name: str, routine: Any) -> str:  # noqa: ANN401  whatever the file holds
    wanted = 'exercises = ["settle", "one-sound"]'
    if not isinstance(routine, dict):
        return f"the routine `{name}` is no table; write [routine.{name}] on a line of its own, and {wanted} below it."
    for key in routine:
        if key != "exercises":
            return f"[routine.{name}] has no setting `{one_line(key)}`.{did_you_mean(key, ('exercises',))}"
    ids = routine.get("exercises")
    if not isinstance(ids, list) or not ids or not all(isinstance(one, str) for one in ids):
        return f"[routine.{name}] wants a list of names of exercises, like {wanted}."
    return ""


def _read_file(path: Path) -> tuple[dict[str, Any], str]:
    """Return what a file holds, or nothing and why it cannot be used. No file holds nothing."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}, ""
    except OSError as wrong:
        return {}, f"{path} cannot be read ({wrong.strerror}), so it is passed over."
    import tomllib  # noqa: PLC0415  only where there is a file

    try:
        return tomllib.loads(content.decode()), ""
    except ValueError as wrong:
        return {}, f"{path} is passed over: {one_line(str(wrong))}."


def _why_not(key: str, value: Any, keys: Sequence[str]) -> str:  # noqa: ANN401  whatever the file holds
    if key not in keys:
        return f"there is no setting `{one_line(key)}`.{did_you_mean(key, keys)}"
    if key in _CHOICES:
        known = _CHOICES[key]
        near = did_you_mean(str(value), known)
        return "" if value in known else f"`{key}` is one of {', '.join(known)}.{near}"
    if key == "country":
        return "" if isinstance(value, str) else '`country` is a name or two letters in quotes, like "DE".'
    return "" if isinstance(value, bool) else f"`{key}` is true or false, without quotes."


def set_voice(path: Path, voice: str) -> None:
    """Keep which voice the person chose. Raises SelfattachError when that cannot be written."""
    import tomlkit  # noqa: PLC0415  once in a person's life
    from tomlkit.exceptions import ParseError  # noqa: PLC0415  same

    from selfattach.history import durable  # noqa: PLC0415  same

    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else _OPENING)
    except (OSError, ValueError, ParseError) as wrong:
        raise SelfattachError(f"{path} was left as it is: {one_line(str(wrong))}.") from wrong
    if not isinstance(document.get(_SECTION), Mapping):
        document[_SECTION] = tomlkit.table()
    document[_SECTION]["voice"] = voice
    durable.replace(path, tomlkit.dumps(document).encode())
