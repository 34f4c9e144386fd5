"""Helplines: few, each with its source, told with the day they were last compared with it; and countries by name.

`helplines.json` is read by the page of help (`help/page.py`), by `support`, by the settings and by the doctor. It
is JSON, so that the page, which has to stand at the worst hour and at once, needs no YAML. Whose numbers they are is
for `help/country.py` to say. Numbers, hours and costs are as the file has them; nothing is worked out from another
country.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from selfattach import words
from selfattach.disk import read_file
from selfattach.errors import SelfattachError
from selfattach.kinds import JsonObject
from selfattach.text import did_you_mean

DAY_AND_NIGHT: Final = "day and night"
KINDS: Final = ("crisis", "violence", "children")


class Line(NamedTuple):
    """One line. `way`: phone, text, chat, web; `mark`: verified or secondary; `sure`: high, good, fair.

    `as_of`: the year of the source, 0 where that was not seen. `whom`: for whom alone it is, where it is not for all.
    """

    name: str
    number: str
    kind: str
    way: str
    source: str
    mark: str
    sure: str
    hours: str = ""
    cost: str = ""
    languages: str = ""
    whom: str = ""
    as_of: int = 0
    urls: tuple[str, ...] = ()


class Country(NamedTuple):
    """What is known for one country; without lines and numbers nothing is.

    `emergency`: as told in full; `police`: where that is another number.
    """

    code: str
    country: str
    emergency: str
    lines: tuple[Line, ...]
    also: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    police: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it is known by."""
        return (self.code, self.country, *self.also)

    @property
    def first_emergency(self) -> str:
        """The first number of `emergency`: `112 from a mobile phone, or 10177` is 112."""
        return re.split(r" or |,| from ", self.emergency, maxsplit=1)[0]

    @property
    def to_talk(self) -> Line | None:
        """The first crisis line with a voice that answers day and night, else the first with a voice."""
        spoken = [line for line in self.of_kind("crisis") if "phone" in line.way]
        always = (line for line in spoken if line.hours == DAY_AND_NIGHT)
        return next(always, next(iter(spoken), None))

    @property
    def to_write(self) -> Line | None:
        """The first crisis line that one writes to."""
        return next((line for line in self.of_kind("crisis") if "phone" not in line.way), None)

    def of_kind(self, kind: str) -> tuple[Line, ...]:
        """Return its lines of one kind, in the order of the file."""
        return tuple(line for line in self.lines if line.kind == kind)


class Helplines(NamedTuple):
    """All of them, the day of comparing them with their sources, and the countries that nothing is known for."""

    checked_on: date
    countries: tuple[Country, ...]
    elsewhere: tuple[Country, ...] = ()  # names alone

    def of(self, name: str) -> Country | None:
        """Return a country by its code or any of its names, known or not; None where there is no such name."""
        everywhere = (*self.countries, *self.elsewhere)
        for one in everywhere:  # as it is written here, which is most often so: to fold every name takes longer
            if name in one.names or name.upper() == one.code:
                return one
        wanted = folded(name)
        return next((one for one in everywhere if wanted in map(folded, one.names)), None) if wanted else None

    def beginning_with(self, letters: str) -> list[Country]:
        """Return the countries with a name that begins so; one that is named in full, or by its code, stands alone."""
        whole, wanted = self.of(letters), folded(letters)
        begins = [one for one in self.countries if any(folded(name).startswith(wanted) for name in one.names[1:])]
        if whole is not None and (whole.lines or not begins):
            return [whole]
        if whole is not None:  # `la` is the code of Laos, and how Latvia begins
            return [*begins, whole]
        begins += [one for one in self.elsewhere if any(folded(name).startswith(wanted) for name in one.names[1:])]
        return begins if wanted else []

    def nearest(self, name: str) -> str:
        """Return " Did you mean ...?", or nothing."""
        return did_you_mean(name, [known for one in self.countries for known in one.names[1:]])


def folded(name: str) -> str:
    """Return a name as it is compared: without accents, capitals, spaces and points."""
    if not name.isascii():
        from unicodedata import normalize  # noqa: PLC0415  only needed beyond ASCII, and only where a country is said

        name = normalize("NFKD", normalize("NFKD", name).casefold())
    return "".join(filter(str.isalnum, name.lower()))


def read_helplines(path: Path) -> Helplines:
    """Read the file. Raises SelfattachError when it is not there or not whole."""
    try:
        data = json.loads(read_file(path))
        known = tuple(map(_country, data["countries"]))
        elsewhere = tuple(Country(code, name, "", (), tuple(also)) for code, (name, *also) in data["elsewhere"].items())
        _check_texts(known, elsewhere)
        return Helplines(date.fromisoformat(data["checked_on"]), known, elsewhere)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise SelfattachError(words.HELPLINES_UNREADABLE.format(file=path)) from wrong


def _country(data: JsonObject) -> Country:
    lines = tuple(Line(**dict(_of_line(line))) for line in data["lines"])
    more = tuple(data.get("also", ())), tuple(data.get("zones", ())), data.get("police", "")
    return Country(data["code"], data["country"], data["emergency"], lines, *more)


def _check_texts(known: tuple[Country, ...], elsewhere: tuple[Country, ...]) -> None:
    """Raise TypeError where something else stands in the place of a text: the page would break on it."""
    for country in (*known, *elsewhere):
        texts = (*country.names, *country.zones, country.emergency, country.police)
        lines = (value for line in country.lines for value in (*line[:-2], *line.urls))
        if not all(isinstance(value, str) for value in (*texts, *lines)):
            raise TypeError(country.code)


def _of_line(data: JsonObject) -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        yield ("whom" if key == "for" else key), (tuple(value) if isinstance(value, list) else value)
