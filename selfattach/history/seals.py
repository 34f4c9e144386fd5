"""Seals: until when words stay closed. One rule for everybody who shows words, or says that there are some.

A seal is a local day, as text, or `low`: until a later session of this person holds a hard moment, a figure of distress
of 7 or more. It knows no record, no head and no folder, so that one line of kind words can ask it too.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from selfattach.kinds import HIGH_FROM

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

LOW: Final = "low"  # sorts after every day: whoever compares with today keeps such words closed
_DISTRESS: Final = "distress"


def is_hard(name: str, figure: object) -> bool:
    """Whether the answer of a measure tells of a hard moment: `distress.before`, `fragment.distress.during`, 7 or more.

    A word, such as that one cannot tell, is no figure.
    """
    return isinstance(figure, int | float) and figure >= HIGH_FROM and _DISTRESS in name.split(".")


def moment(started: str) -> float:
    """Return a start, as a record has it, as seconds that compare across zones. Raises ValueError."""
    return datetime.fromisoformat(started).timestamp()


class SealRules:
    """What is sealed on a day. `newest_hard`: the start of the newest session with a hard moment; asked when needed."""

    def __init__(self, today: date, newest_hard: Callable[[], float | None]) -> None:
        self._today = today.isoformat()
        self._find_newest_hard = newest_hard

    @cached_property
    def _newest_hard(self) -> float | None:
        return self._find_newest_hard()

    def is_sealed(self, until: str | None, started: str) -> bool:
        """Whether words stay closed. `until`: their seal; `started`: the start of the session that holds them."""
        if until != LOW:
            return (until or "") > self._today
        newest = self._newest_hard
        try:
            return newest is None or newest <= moment(started)
        except ValueError:  # changed by hand; closed is what was asked for
            return True
