"""The person's own settings: `config.toml`, read with the standard library, written with its comments kept.

The one door to tomlkit. It knows names and values; what a setting changes is for those who take it. A file that
cannot be read is told and passed over: a slip of the pen must not stand between a person and a practice.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from selfattach import disk, words
from selfattach.disk import read_file
from selfattach.errors import SelfattachError, WrongInputError, reason
from selfattach.text import did_you_mean, one_line

PACES: Final[Mapping[str, float]] = {"slow": 1.5, "normal": 1.0, "fast": 0.5, "off": 0.0}
VOICES: Final = ("terminal", "plain")
LOOKS: Final = ("either", "dark", "light", "none")  # of the marks, by the ground they stand on; as in `ui/look.py`
SETTINGS_FILE: Final = "config.toml"


class Settings(NamedTuple):
    """What a practice is held like, unless the command line says otherwise; whose helplines are shown; and the vault.

    `voice` is "" until it was chosen, `country` until it was said. `passphrase_command`: what prints the passphrase.
    `support_card`: whether it stays readable while the history is locked.
    """

    voice: str = ""
    pace: str = "normal"
    reduced_motion: bool = False
    counting: bool = True
    bell: bool = False
    discreet: bool = False
    look: str = "either"
    country: str = ""
    passphrase_command: str = ""
    support_card: str = "locked"

    def but(self, **wishes: str | bool | None) -> "Settings":
        """Return these settings with those wishes put over them that are not None."""
        return Settings(**{**self._asdict(), **{name: wish for name, wish in wishes.items() if wish is not None}})


_OTHERS: Final = {"support": ["country"], "vault": ["passphrase_command", "support_card"]}
_PARTS: Final = {
    "practice": [name for name in Settings._fields if not any(name in names for names in _OTHERS.values())],
    **_OTHERS,
}
_ROUTINE: Final = "routine"  # read by `read_routines`
_CHOICES: Final = {"voice": VOICES, "pace": tuple(PACES), "look": LOOKS, "support_card": ("locked", "readable")}
_TEXTS: Final = ("country", "passphrase_command")
_BOOLEANS: Final = {"true": True, "false": False}
KEYS: Final = tuple(f"{part}.{name}" for part, names in _PARTS.items() for name in names)


class Setting(NamedTuple):
    """One setting as it counts now: by its key (`practice.pace`), with what it would be if nothing were set."""

    key: str
    value: str | bool
    default: str | bool
    is_set: bool


def read_settings(path: Path) -> tuple[Settings, list[str]]:
    """Return the settings in a file, and what in it could not be used, each as a sentence. No file: none are set."""
    good, faults = _read(path)
    return Settings(**good), faults


def is_unread(path: Path) -> bool:
    """Whether there is a file, or something in its place, of which nothing can be used."""
    return bool(_read_file(path)[1])


def list_settings(path: Path) -> tuple[list[Setting], list[str]]:
    """Return every setting there is, set or not, and what in the file could not be used."""
    good, faults = _read(path)
    now, without = Settings(**good), Settings()
    names = ((key, key.rpartition(".")[2]) for key in KEYS)
    return [Setting(key, getattr(now, name), getattr(without, name), name in good) for key, name in names], faults


def _read(path: Path) -> tuple[dict[str, Any], list[str]]:
    """Return what of a file counts, by the names of Settings, and what does not."""
    data, why = _read_file(path)
    if why:
        return {}, [why]
    faults = [
        words.SETTINGS_NO_PART.format(file=path, part=one_line(name), near=did_you_mean(name, (*_PARTS, _ROUTINE)))
        for name in data
        if name not in (*_PARTS, _ROUTINE)
    ]
    good: dict[str, Any] = {}
    for part, keys in _PARTS.items():
        section = data.get(part, {})
        if not isinstance(section, dict):
            faults.append(words.SETTINGS_PART_NO_TABLE.format(file=path, part=part))
            continue
        for key, value in section.items():
            why = _why_not(key, value, keys)
            if why:
                faults.append(words.SETTINGS_FAULT.format(file=path, why=why))
            else:
                good[key] = value
    return good, faults


def read_routines(path: Path) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the routines in a file as names and ids, as they stand there; and by name, what is wrong with the others.

    A file that cannot be read has none; `read_settings` tells why.
    """
    section = _read_file(path)[0].get(_ROUTINE, {})
    if not isinstance(section, dict):
        return {}, {_ROUTINE: words.ROUTINES_NO_TABLE.format(file=path)}
    good: dict[str, tuple[str, ...]] = {}
    faults: dict[str, str] = {}
    for name, routine in section.items():
        why = _why_no_routine(one_line(name), routine)
        if why:
            faults[name] = words.SETTINGS_FAULT.format(file=path, why=why)
        else:
            good[name] = tuple(routine["exercises"])
    return good, faults


def _why_no_routine(name: str, routine: Any) -> str:  # noqa: ANN401  whatever the file holds
    if not isinstance(routine, dict):
        return words.ROUTINE_NO_TABLE.format(name=name, wanted=words.ROUTINE_EXAMPLE)
    for key in routine:
        if key != "exercises":
            near = did_you_mean(key, ("exercises",))
            return words.ROUTINE_NO_SETTING.format(name=name, key=one_line(key), near=near)
    ids = routine.get("exercises")
    if not isinstance(ids, list) or not ids or not all(isinstance(one, str) for one in ids):
        return words.ROUTINE_WANTS.format(name=name, wanted=words.ROUTINE_EXAMPLE)
    return ""


def _read_file(path: Path) -> tuple[dict[str, Any], str]:
    """Return what a file holds, or nothing and why it cannot be used. No file holds nothing."""
    try:
        content = read_file(path)
    except FileNotFoundError:
        return {}, ""
    except OSError as wrong:
        return {}, words.SETTINGS_UNREADABLE.format(file=path, why=reason(wrong))
    import tomllib  # noqa: PLC0415  only where there is a file

    try:
        return tomllib.loads(content.decode()), ""
    except (ValueError, RecursionError) as wrong:
        return {}, words.SETTINGS_NO_TOML.format(file=path, why=one_line(str(wrong)))


def _why_not(key: str, value: Any, keys: Sequence[str]) -> str:  # noqa: ANN401  whatever the file holds
    if key not in keys:
        return words.SETTING_UNKNOWN.format(key=one_line(key), near=did_you_mean(key, keys))
    if key in _CHOICES:
        known = _CHOICES[key]
        near = did_you_mean(str(value), known)
        return "" if value in known else words.SETTING_ONE_OF.format(key=key, known=", ".join(known), near=near)
    if key in _TEXTS:
        return "" if isinstance(value, str) else words.SETTING_TEXTS[key]
    return "" if isinstance(value, bool) else words.SETTING_BOOLEAN_IN_FILE.format(key=key)


def check_key(key: str) -> None:
    """Raise WrongInputError, with the nearest, when there is no such setting."""
    if key not in KEYS:
        near = did_you_mean(key, KEYS)
        raise WrongInputError(words.SETTING_ASKED_UNKNOWN.format(key=one_line(key), near=near))


def choices_of(key: str) -> tuple[str, ...]:
    """Return all that a setting can be, as it is typed; nothing where that has no end."""
    name = key.rpartition(".")[2]
    if name in _TEXTS or key not in KEYS:
        return ()
    return tuple(_CHOICES.get(name, _BOOLEANS))


def read_value(key: str, typed: str) -> str | bool:
    """Return what a person typed as a value of a setting. Raises WrongInputError with what is possible."""
    check_key(key)
    part, _, name = key.partition(".")
    is_words = name in _CHOICES or name in _TEXTS
    value = typed if is_words else _BOOLEANS.get(typed.strip().casefold(), typed)
    why = _why_not(name, value, _PARTS[part])
    if why:
        raise WrongInputError(why if is_words else words.SETTING_BOOLEAN.format(key=name))
    return value


def set_setting(path: Path, key: str, value: str | bool | None) -> bool:  # noqa: FBT001  a value among values
    """Keep one setting in the file, or with None take it out. Return whether that changed the file.

    Comments and order of the rest stay, and a link to where the file is kept stays one.

    Raises SelfattachError when the file cannot be read or written; then it is as it was.
    """
    import tomllib  # noqa: PLC0415  few starts change a setting

    import tomlkit  # noqa: PLC0415  same
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415  same

    part, _, name = key.partition(".")
    try:
        # as bytes, so that line ends stay
        before = read_file(path).decode() if disk.is_there(path) else words.SETTINGS_OPENING
        wanted = tomllib.loads(before)
        document = tomlkit.parse(before)
        for tables in (document, wanted):
            _put(tables, part, name, value)
        after = tomlkit.dumps(document)
        if _without_empty(tomllib.loads(after)) != _without_empty(wanted):
            raise ValueError(words.SETTINGS_UNCHANGEABLE)  # noqa: TRY301  told as the others
    except (OSError, ValueError, TOMLKitError) as wrong:
        raise SelfattachError(words.SETTINGS_LEFT.format(file=path, why=one_line(_why(wrong)))) from wrong
    if after == before:
        return False
    disk.replace(path.resolve(), after.encode())
    return True


def _put(tables: Any, part: str, name: str, value: str | bool | None) -> None:  # noqa: ANN401, FBT001  of either reader
    """Set or take out one value. Raises ValueError where its part is something else."""
    if not isinstance(tables.get(part, {}), Mapping):
        raise ValueError(words.SETTINGS_NO_TABLE.format(part=part))  # noqa: TRY004  the file is wrong
    if value is None:
        tables.get(part, {}).pop(name, None)
    else:
        tables.setdefault(part, {})[name] = value


def _why(wrong: Exception) -> str:
    return reason(wrong) if isinstance(wrong, OSError) else str(wrong)


def _without_empty(tables: dict[str, Any]) -> dict[str, Any]:
    """Of `practice.pace = "slow"` alone nothing stays when it is taken out, not even the part."""
    return {name: table for name, table in tables.items() if table != {}}
