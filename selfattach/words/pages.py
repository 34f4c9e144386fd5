"""Words of the pages for paper and for a browser."""

from datetime import datetime
from typing import Final

from selfattach.words.basics import day

PAGE_PROGRAM: Final = "selfattach"
PAGE_WRITTEN: Final = "The page is in {path}."

# --- sessions, to hand to somebody

SESSIONS_TITLE: Final = "Written for myself"
SESSIONS_AS_OF: Final = "As it was on {day}. The newest comes first."
SESSIONS_NONE: Final = "There is nothing here yet."
SESSIONS_MOMENT: Final = "{day}, {time:%H:%M}"
SESSIONS_LEFT_OPEN: Final = "left open"
SESSIONS_TO_TALK_ABOUT: Final = "What I would like to talk about"


def moment(when: datetime) -> str:
    """Return a day and an hour in words."""
    return SESSIONS_MOMENT.format(day=day(when.date()), time=when)
