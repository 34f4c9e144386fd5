"""The port: all that a practice asks of a voice. Small on purpose; the same acts come out of every voice.

A voice shows words and brings back what the person did, as a `Reply`. It never decides what a doing means:
whether going back is possible, what the pause menu does, what is kept, is for `practice.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from selfattach.script.model import Head
    from selfattach.session import Question, Tell
    from selfattach.words import Menu

PACES: Final[Mapping[str, float]] = {"slow": 1.5, "normal": 1.0, "fast": 0.5, "off": 0.0}


class Reply(NamedTuple):
    """What the person did at a stop.

    `on` went on from a telling · `answer` said `value`, or left it open (None) · `back` one asking step · `pause`
    wants the menu · `ground` it is too much · `gone` the input ended, or Ctrl-C inside the menu. With pause, ground
    and gone, `value` is the half-typed text, or None.
    """

    kind: str
    value: Any = None


ON: Final = Reply("on")
BACK: Final = Reply("back")
OPEN: Final = Reply("answer", None)


class Hangup(BaseException):
    """SIGHUP or SIGTERM came. Not an Exception, so that nothing on the way out takes it for a fault."""

    def __init__(self, signum: int) -> None:
        super().__init__(signum)
        self.signum = signum


class Asking(NamedTuple):
    """One asking stop as a voice gets it."""

    question: Question
    half_typed: str  # words typed here before a cut, or before the menu
    kept: str  # the one quiet word on keeping, for prompts that take words: a key of words.KEPT
    save_typing: Callable[[str], None]  # to be called within a second of a change; cheap


class Voice(Protocol):
    """One way of holding a practice."""

    def open(self, head: Head) -> Reply:
        """Say what this is, how long it takes, and the care that is asked for. ON, or pause, ground, gone."""

    def tell(self, tell: Tell, support: Callable[[], str]) -> Reply:
        """Show a telling and let it pass. `support` gives the support page, for that door alone."""

    def ask(self, asking: Asking) -> Reply:
        """Ask. The value is raw; whether it fits is checked by `session.answer`, and `refuse` says why not."""

    def refuse(self, why: str) -> None:
        """Say why the last answer was not taken; the same question follows again."""

    def menu(self, menu: Menu) -> str | None:
        """Offer some ways on, nothing preselected. Return the id, None when left open, "gone" when the input ended."""

    def say(self, words: str) -> None:
        """Say a sentence of the program's own."""

    def close(self) -> None:
        """Leave the screen in order. Called once, whatever happened."""


def as_plain(runs: tuple[Any, ...]) -> str:
    """Return runs as text, their styles left out."""
    return "".join(run.text for run in runs)
