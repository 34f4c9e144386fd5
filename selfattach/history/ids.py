"""Ids of sessions, and the day a moment belongs to. Pure: the moment and the randomness are arguments.

An id is `20261122T040917Z-k7qm2x`: the start in UTC and six random letters. It sorts by time and names its shard.
It is shown and accepted as `261122-k7q`.
"""

import os
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

from selfattach import words
from selfattach.errors import WrongInputError

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # 32, and none that a reader takes for another
_ID = re.compile(r"\d{8}T\d{6}Z-[a-z0-9]{6}", re.ASCII)
_SHORT = re.compile(r"(\d\d)(\d\d)\d\d-[a-z0-9]{1,6}", re.ASCII)
_FIRST_YEAR = "70"  # of the last century; the two figures of a short form may be of it from then on
_DAY_TURNS = timedelta(hours=4)  # what is done after midnight belongs to the evening before
MOST_CHANGES = 1_000_000_000  # of one session: nobody makes more, and a greater number would outrank all that follow


def new_id(now: datetime, random: Callable[[int], bytes] = os.urandom) -> str:
    """Return an id for a session starting now (with a zone). `random(n)` gives n random bytes."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{letters(6, random)}"


def letters(count: int, random: Callable[[int], bytes] = os.urandom) -> str:
    """Return random letters and digits that are hard to misread."""
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in random(count))


def is_id(text: str) -> bool:
    """Whether the text has the shape of a full id, and so is safe as the name of a file."""
    return _ID.fullmatch(text) is not None


def short_form(session: str) -> str:
    """Return the id as it is shown: `261122-k7q`."""
    return _day_and_letters(session, 3)


def longer_form(session: str) -> str:
    """Return the id with all its letters, for telling two apart that share the short form: `261122-k7qm2x`."""
    return _day_and_letters(session, 6)


def check_id(session: str) -> None:
    """Raise WrongInputError when the text is not a full id."""
    if not is_id(session):
        raise WrongInputError(words.SESSION_NO_ID.format(said=session))


def month_of(session: str) -> str:
    """Return the month of a full id, `2026-11`. Raises WrongInputError."""
    check_id(session)
    return f"{session[:4]}-{session[4:6]}"


def months_meant(text: str) -> list[str]:
    """Return the months that a text a person gave can be in, none when it is neither a full nor a short id."""
    if short := _SHORT.fullmatch(text):
        centuries = ("20", "19") if short[1] >= _FIRST_YEAR else ("20",)
        return [f"{century}{short[1]}-{short[2]}" for century in centuries]
    return [month_of(text)] if is_id(text) else []


def matches(text: str, session: str) -> bool:
    """Whether a text the person gave (full id, or a short form with one to six letters) means this session."""
    return text == session or (_SHORT.fullmatch(text) is not None and longer_form(session).startswith(text))


def reference(session: str, name: str, rounds: Iterable[int] = ()) -> str:
    """Return how a later entry names an earlier answer: SESSION_ID/NAME, with its rounds SESSION_ID/NAME#ROUND."""
    return f"{session}/{'#'.join([name, *map(str, rounds)])}"


def practice_day(moment: datetime) -> date:
    """Return the local day a moment belongs to, in its own zone: days turn at 04:00."""
    try:
        return (moment - _DAY_TURNS).date()
    except OverflowError:  # the first night there is
        return moment.date()


def day_of(started: str) -> date:
    """Return the practice day of a stored session; its month too is told by this: the one in its id is that of UTC."""
    return practice_day(datetime.fromisoformat(started))


def _day_and_letters(session: str, count: int) -> str:
    return f"{session[2:8]}-{session[17 : 17 + count]}"
