"""Days in words: `yesterday`, `last week`, `november`, `3 days ago`, or as ISO has it. Pure: the day of today is given.

Whatever is said is a span from its first day to its last, so that "since november" and "until november" both mean what
they say. The clock is read in `local_now` and nowhere else in the program; it comes to others as an argument.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from selfattach import words
from selfattach.errors import WrongInputError

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAYS: Final = {"today": 0, "yesterday": -1, "tomorrow": 1}
_SHORT: Final = 3  # letters that are enough for a weekday or a month
_FIGURES: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
# Patterns; they are compiled where days are read, for the clock is asked by every start.
_ISO: Final = r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?"
_AGO: Final = r"(\d{1,5}|[a-z]+) (day|week|month|year)s? ago"
_WHOLE: Final = r"(this|last) (week|month|year)"
_RULE: Final = r"(<[^>]+>|[A-Za-z]{3,})[+-]?\d"
_NAMED: Final = (
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? )?(?P<month>[a-z]+)"
    r"(?: (?P<after>\d{1,2})(?:st|nd|rd|th)?)?(?: (?P<year>\d{4}))?"
)


def local_now() -> datetime:
    """Return this moment with the local zone, or in UTC where TZ holds a zone that no clock can have."""
    try:
        return datetime.now().astimezone()
    except (OSError, OverflowError, ValueError):  # `TZ=<+99>-99`
        return datetime.now(UTC)


def is_zone(said: str) -> bool:
    """Whether what TZ says is a zone that a clock can have: a name of the list, a file, or a rule like `CET-1CEST`."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415  for the doctor

    name = said.removeprefix(":")
    if re.match(_RULE, name):
        try:
            datetime.now().astimezone()
        except (OSError, OverflowError, ValueError):
            return False
        return True
    try:
        ZoneInfo(name.removeprefix("/usr/share/zoneinfo/"))
    except (OSError, ValueError, KeyError):
        return False
    return True


class Span(NamedTuple):
    """Some days, one after the other."""

    first: date
    last: date


def read_span(said: str, today: date) -> Span:
    """Return the days that are meant. Weekdays and months without a year are the latest that have begun.

    Raises WrongInputError with examples when it is no date, or a day there never was.
    """
    text = " ".join(said.casefold().replace(",", " ").split())
    try:
        span = _iso(text) or _near(text, today) or _ago(text, today) or _named(text, today)
    except (ValueError, OverflowError):  # the 30th of February; a day before all days
        span = None
    if span is None:
        raise WrongInputError(words.NO_DATE.format(said=" ".join(said.split())))
    return span


def _iso(text: str) -> Span | None:
    found = re.fullmatch(_ISO, text, re.ASCII)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None:
        return Span(date(year, 1, 1), date(year, 12, 31))
    return _month(year, month) if day is None else _one(date(year, month, day))


def _near(text: str, today: date) -> Span | None:
    """What is said of days and weeks around today. Weeks begin on Monday."""
    if text in _DAYS:
        return _one(today + timedelta(days=_DAYS[text]))
    before = text.startswith("last ")
    weekday = _which(text.removeprefix("last "), _WEEKDAYS)
    if weekday is not None:
        back = (today.weekday() - weekday) % 7
        return _one(today - timedelta(days=back or 7 * before))
    whole = re.fullmatch(_WHOLE, text, re.ASCII)
    if whole is None:
        return None
    back, unit = int(whole[1] == "last"), whole[2]
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return Span(monday, monday + timedelta(days=6))
    if unit == "month":
        return _month(*_months_before(today, back))
    return Span(date(today.year - back, 1, 1), date(today.year - back, 12, 31))


def _ago(text: str, today: date) -> Span | None:
    found = re.fullmatch(_AGO, text, re.ASCII)
    if found is None:
        return None
    figure, unit = found[1], found[2]
    count = int(figure) if figure.isdecimal() else _FIGURES.get(figure)
    if count is None:
        return None
    if unit in ("day", "week"):
        return _one(today - timedelta(days=count * (7 if unit == "week" else 1)))
    year, month = _months_before(today, count * (12 if unit == "year" else 1))
    return _one(date(year, month, min(today.day, _month(year, month).last.day)))


def _named(text: str, today: date) -> Span | None:
    """A month by its name, with a day or a year if they are said."""
    found = re.fullmatch(_NAMED, text, re.ASCII)
    place = None if found is None else _which(found["month"], _MONTHS)
    if found is None or place is None or (found["day"] and found["after"]):
        return None
    day = found["day"] or found["after"]
    years = [int(found["year"])] if found["year"] else range(today.year, today.year - 9, -1)  # eight: to a leap day
    for year in years:
        if day is None:
            span = _month(year, place + 1)
        elif int(day) <= _month(year, place + 1).last.day:
            span = _one(date(year, place + 1, int(day)))
        else:
            continue
        if found["year"] or span.first <= today:
            return span
    return None


def _which(word: str, names: tuple[str, ...]) -> int | None:
    """The place of a name, whole or shortened."""
    return next((place for place, name in enumerate(names) if len(word) >= _SHORT and name.startswith(word)), None)


def _months_before(day: date, count: int) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return year, month + 1


def _month(year: int, month: int) -> Span:
    from calendar import monthrange  # noqa: PLC0415  the clock needs none

    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _one(day: date) -> Span:
    return Span(day, day)
