"""Whose numbers: the country that was said, else a guess from this machine. `cli/context.py` asks for it.

A guess is called one wherever it is shown. Here, the clock counts before the language; over ssh, where the clock is a
far machine's, the language and a TZ that came along count first. UTC and GMT say nothing of a place, and a clock set to
a place that no number is known for is not overruled by a language: English is set in most countries.
It opens no connection and looks at nothing but the environment and the files that name the zone.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from selfattach.disk import read_file
from selfattach.help.helplines import Country, Helplines

_LOCALTIME: Final = Path("/etc/localtime")
_TIMEZONE: Final = Path("/etc/timezone")
_ZONEINFO: Final = "zoneinfo/"
_NAME_OF_A_ZONE: Final = re.compile(r"[A-Za-z][\w+-]*(?:/[\w+-]+)*")
_BY_LANGUAGE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_REMOTE: Final = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")


class Place(NamedTuple):
    """Where somebody may be. `guess`: "", `clock` or `language`; `other`: where the two say different countries.

    A country that was said may be one that nothing is known for.
    """

    country: Country | None = None
    guess: str = ""
    other: Country | None = None


def find_place(helplines: Helplines, said: str, environment: Mapping[str, str]) -> Place:
    """Return the place that was said (a name or a code, "" for none), else a guess, else one without a country."""
    if said:
        return Place(helplines.of(said))
    guesses = list(_guesses(helplines, environment))
    if not guesses:
        return Place()
    (country, guess), *others = guesses
    return Place(country, guess, next((one for one, _ in others if one != country), None))


def _guesses(helplines: Helplines, environment: Mapping[str, str]) -> list[tuple[Country, str]]:
    """The countries that clock and language name, in the order in which they count."""
    remote = any(environment.get(name) for name in _REMOTE)
    zone = zone_of(environment.get("TZ", "")) or ("" if remote or environment.get("TZ") else machine_zone())
    clock = _of_zone(helplines, zone)
    if clock is None and _is_a_place(zone):
        return []
    far = _of_zone(helplines, machine_zone()) if remote else None
    found = [(clock, "clock"), (_of_language(helplines, environment), "language"), (far, "clock")]
    return [(one, guess) for one, guess in found if one is not None]


def zone_of(tz: str) -> str:
    """Return the name of a zone in a value of TZ, or "": `:Europe/Rome`, or a path; a rule like `CET-1` names none."""
    name = tz.removeprefix(":").rpartition(_ZONEINFO)[2]
    return name if _NAME_OF_A_ZONE.fullmatch(name) else ""


def machine_zone() -> str:
    """Return the name of the zone that this machine's clock is set to, or ""."""
    with suppress(OSError, ValueError):
        if zone := zone_of(os.path.realpath(_LOCALTIME)):
            return zone
    with suppress(OSError, ValueError):
        return zone_of(read_file(_TIMEZONE).decode().strip())
    return ""


def _of_zone(helplines: Helplines, zone: str) -> Country | None:
    return next((one for one in helplines.countries if zone and zone in one.zones), None)


def _is_a_place(zone: str) -> bool:
    """Whether a zone is named after a place: UTC, Etc/UTC, GMT and CET are not."""
    return "/" in zone and not zone.startswith("Etc/")


def _of_language(helplines: Helplines, environment: Mapping[str, str]) -> Country | None:
    """The country in the first of the settings of language: `de_AT.UTF-8` is Austria."""
    setting = next((value for name in _BY_LANGUAGE if (value := environment.get(name))), "")
    territory = setting.partition(".")[0].partition("@")[0].partition("_")[2]
    return next((one for one in helplines.countries if one.code == territory), None)
