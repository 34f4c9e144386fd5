"""Helplines: few, each with its source, told with the day they were last compared with it. Nothing is guessed.

`helplines.yaml` is written in the part of YAML that is JSON too, so that the page of support, which has to stand at the
worst hour and at once, needs no YAML. Which country it is says the person, never the network or the address.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from selfattach.errors import SelfattachError
from selfattach.text import did_you_mean


class Line(NamedTuple):
    """One number. `as_of`: the year of the source, 0 where that was not seen; `mark`: verified or secondary."""

    name: str
    number: str
    source: str
    mark: str
    hours: str = ""
    languages: str = ""
    as_of: int = 0


class Country(NamedTuple):
    """What is known for one country. `emergency`: its own number, where known."""

    code: str
    country: str
    lines: tuple[Line, ...]
    emergency: str = ""
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it is known by."""
        return (self.code, self.country, *self.also)


class Helplines(NamedTuple):
    """All of them, and the day on which they were last compared with their sources."""

    checked_on: date
    countries: tuple[Country, ...]

    def of(self, name: str) -> Country | None:
        """Return a country by its code or name, or None."""
        folded = name.strip().casefold()
        return next((one for one in self.countries if folded in [known.casefold() for known in one.names]), None)

    def nearest(self, name: str) -> str:
        """Return " Did you mean ...?", or nothing."""
        return did_you_mean(name, [known for one in self.countries for known in one.names[1:]])


def read_helplines(path: Path) -> Helplines:
    """Read the file. Raises SelfattachError when it is not there or not whole."""
    try:
        data = json.loads(path.read_bytes())
        return Helplines(date.fromisoformat(data["checked_on"]), tuple(map(_country, data["countries"])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise SelfattachError(f"{path} cannot be read, so no numbers can be shown.") from wrong


def _country(data: dict[str, Any]) -> Country:
    lines = tuple(Line(**line) for line in data["lines"])
    return Country(data["code"], data["country"], lines, data.get("emergency", ""), tuple(data.get("also", ())))
