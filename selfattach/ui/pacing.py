"""Time that passes by itself, for every voice: the parts of a breath, how much quiet is left, where one broke off.

It knows seconds and words. It waits for nothing and shows nothing.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from selfattach import words

if TYPE_CHECKING:
    from selfattach.engine.session import Tell
    from selfattach.script.model import Breathe

_MINUTE: Final = 60.0
_LITTLE, _HALF, _WHOLE = 20.0, 40.0, 90.0  # up to so many seconds it is a little, half a minute, a minute


class Phase(NamedTuple):
    """A part of a breath: its word, its seconds, and how full the lungs are at its start and end."""

    word: str
    seconds: float
    full_from: float
    full_to: float


def phases_of(breathe: "Breathe", pace: float) -> list[Phase]:
    """Return the parts one breath has, stretched by the pace."""
    phases = (
        Phase(words.BREATHE_IN, breathe.inhale * pace, 0, 1),
        Phase(words.BREATHE_HOLD, breathe.hold * pace, 1, 1),
        Phase(words.BREATHE_OUT, breathe.exhale * pace, 1, 0),
        Phase(words.BREATHE_REST, breathe.pause * pace, 0, 0),
    )
    return [phase for phase in phases if phase.seconds > 0]


def time_left(seconds: float) -> tuple[str, float]:
    """Return how much quiet is left, in words, and after how many seconds these words are no longer so.

    A figure that changes at every second is a clock to watch; these words change seldom.
    """
    if seconds <= _LITTLE:
        return words.LEFT_A_LITTLE, seconds
    if seconds <= _HALF:
        return words.LEFT_HALF_A_MINUTE, seconds - _LITTLE
    if seconds <= _WHOLE:
        return words.LEFT_A_MINUTE, seconds - _HALF
    minutes = int(seconds / _MINUTE + 0.5)
    return words.LEFT_MINUTES.format(n=minutes), seconds - max((minutes - 0.5) * _MINUTE, _WHOLE)


class Bookmark:
    """Where a rest or a breath was left for the menu or the ground: it goes on there, and does not begin anew."""

    def __init__(self) -> None:
        self._tell: Tell | None = None
        self._at = 0.0

    def put(self, tell: "Tell", at: float) -> None:
        """Mark a place: seconds of a rest, or whole breaths, that are behind the person."""
        self._tell, self._at = tell, at

    def take(self, tell: "Tell") -> float:
        """Return the place marked for this telling, 0 if it is another, and forget it."""
        if tell != self._tell:
            return 0.0
        self._tell = None
        return self._at

    def forget(self) -> None:
        """The person is elsewhere now."""
        self._tell = None
