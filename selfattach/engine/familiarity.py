"""How well a practice is known to a person, and how the last days went: what makes the frame shorter, or more careful.

Worked out once, at the start of a session (`prior_history.py`), from summaries of earlier ones; the rules that use it
stand in `safety_frame.py`. Figures only, no words. The thresholds are design judgement, not validated.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from typing import Final

from selfattach.engine.player import HARDER, Familiar, Framed
from selfattach.history.ids import practice_day
from selfattach.history.index import SessionSummary
from selfattach.history.protocols import EarlierSessions
from selfattach.kinds import HIGH_FROM, tells_how_it_went

CLOSES: Final = ("hand", "line", "plain", "stretch", "window")  # the short ones, kind-close-NAME, in turn
_FIRST: Final = "distress.before"
_LAST: Final = "distress.after"
_IN_WORDS: Final = "guard.words"
_KNOWN_FROM: Final = 4  # visits
_DAYS: Final = 7  # in which a high figure or the page of help counts
_WEEKS_WITHOUT: Final = 21  # days after which a gentle practice asks how it left one
_OF_THIS: Final = 3  # newest sessions of the practice that are looked at
_OF_ALL: Final = 20  # newest sessions that are looked at, of the last days
_LOOKED_AT: Final = 100  # newest sessions they are found among: lines kept in passing may stand between them
_WORDS_EVERY: Final = 10  # sessions
_A_HABIT: Final = 3  # sessions in a row that were left open


def familiar(framed: Framed, history: EarlierSessions, visit: int, now: datetime, last_close: str) -> Familiar:
    """Return how well a practice is known. `last_close`: the short close that was played last."""
    of_this = history.latest(_OF_THIS, framed.exercise.head.id) if visit > 1 else []
    newest = [one for one in history.latest(_LOOKED_AT) if tells_how_it_went(one.exercise, one.ending)][:_OF_ALL]
    gated = [one for one in newest if one.measures or _IN_WORDS in one.answered or one.felt]
    went_on = takewhile(lambda one: _FIRST not in one.measures and one.ending != "guard", of_this)
    days_without = min((_days(one, now) for one in of_this if one.felt), default=_WEEKS_WITHOUT)
    is_habit = len(gated) >= _A_HABIT and not any(_FIRST in one.measures for one in gated[:_WORDS_EVERY])
    offered_lately = any(_IN_WORDS in one.answered for one in newest[: _WORDS_EVERY - 1])
    return Familiar(
        clear=_is_clear(of_this, newest, now),
        left_open=len(list(went_on)),
        offers_words=is_habit and not offered_lately,
        asks_felt=visit < _KNOWN_FROM or visit % 3 == 0 or days_without >= _WEEKS_WITHOUT,
        close=next_close(last_close),
    )


def close_of(fragments: frozenset[str]) -> str:
    """Return the short close among the fragments that were played, or ""."""
    return next((name for name in CLOSES if f"kind-close-{name}" in fragments), "")


def next_close(last: str) -> str:
    """Return the short close whose turn it is, never the same twice running."""
    return CLOSES[(CLOSES.index(last) + 1) % len(CLOSES)] if last in CLOSES else CLOSES[0]


def _is_clear(of_this: Sequence[SessionSummary], newest: Sequence[SessionSummary], now: datetime) -> bool:
    """Whether the last two of this practice did not end harder, and nothing was high in the last days."""
    went_badly = any(one.felt == HARDER or _rose(one) for one in of_this[:2])
    return not went_badly and not any(_was_high(one) for one in newest if _days(one, now) < _DAYS)


def _rose(one: SessionSummary) -> bool:
    before, after = one.measures.get(_FIRST), one.measures.get(_LAST)
    return before is not None and after is not None and after > before


def _was_high(one: SessionSummary) -> bool:
    """Whether a figure of 7 or more was given, or help was shown."""
    figures = [figure for name, figure in one.measures.items() if "distress" in name.split(".")]
    return one.ending == "guard" or any(figure >= HIGH_FROM for figure in figures)


def _days(one: SessionSummary, now: datetime) -> int:
    """Days since a session."""
    return (practice_day(now) - practice_day(datetime.fromisoformat(one.started))).days
