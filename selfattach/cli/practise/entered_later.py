"""A practice that was done before and is entered now, from paper, say: for which moment it is kept.

It is asked as ever, and nothing is waited for. It knows no session and no history.
"""

import re
from datetime import UTC, date, datetime, time
from typing import Final

from selfattach import words
from selfattach.cli.practise.run_options import RunOptions
from selfattach.dates import read_span
from selfattach.errors import WrongInputError
from selfattach.history.ids import practice_day
from selfattach.text import clean

_TIME: Final = re.compile(r"(.*?)[ T]+([01]?\d|2[0-3])[:.h]([0-5]\d)\s*", re.ASCII | re.DOTALL)
_FIRST_YEAR: Final = 1970


def entered_later(run_options: RunOptions, said: str, now: datetime) -> RunOptions:
    """Return the terms for one that was done on that day. Raises WrongInputError for no day, or none that has been."""
    return run_options._replace(on=moment_meant(clean(said), now), manner=run_options.manner._replace(pace=0.0))


def moment_meant(said: str, now: datetime) -> datetime:
    """Return the moment: of a day alone its noon, or now where that is still to come today. Raises WrongInputError."""
    timed = _TIME.fullmatch(said)
    span = read_span(timed[1] if timed else said, practice_day(now))
    if span.first != span.last:
        raise WrongInputError(words.ON_NO_DAY)
    if span.first.year < _FIRST_YEAR:
        raise WrongInputError(words.ON_BEFORE_1970)
    at = _local(span.first, time(int(timed[2]), int(timed[3])) if timed else time(12), now)
    if at > now and (timed or span.first != now.date()):
        raise WrongInputError(words.ON_IN_THE_FUTURE.format(day=words.day(span.first)))
    return min(at, now)


def _local(day: date, at: time, now: datetime) -> datetime:
    """That time of that day, as clocks here showed it then."""
    naive = datetime.combine(day, at)
    try:
        found = naive.astimezone()
        return found if found.astimezone(UTC).year >= _FIRST_YEAR else naive.replace(tzinfo=now.tzinfo)
    except (OSError, OverflowError, ValueError):  # a zone that no clock can have, or a day no clock here can tell
        return naive.replace(tzinfo=now.tzinfo)
