"""The port: all that a practice asks of a voice. Small on purpose; the same acts come out of every voice.

A voice shows words and brings back what the person did, as a `Reply`. It never decides what a doing means:
whether going back is possible, what the pause menu does, what is kept, is for `engine/loop.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from selfattach.engine.session import Question, Tell
    from selfattach.script.model import ScriptHead, TextRun
    from selfattach.words import Menu


class Manner(NamedTuple):
    """How a person likes a practice to be held.

    `pace` stretches rests and breaths, and at 0 nothing is waited for but the person. `still`: a breath is a word a
    phase, and no bar that moves. `counts`: seconds and rounds are told. `bell`: one at the end of a rest or a breath.
    `discreet`: nothing of it stays on the terminal. `look`: of the marks, for the ground they stand on
    (`ui/look.py`).
    """

    pace: float = 1.0
    still: bool = False
    counts: bool = True
    bell: bool = False
    discreet: bool = False
    look: str = "either"


class Reply(NamedTuple):
    """What the person did at a stop.

    `on` went on from a telling · `answer` said `value`, or left it open (None) · `back` one asking step · `pause`
    wants the menu · `ground` it is too much · `figure` typed the figure `value`, where none can be chosen · `gone` the
    input ended, or Ctrl-C inside the menu. With back, pause, ground and gone, `value` is what is half given, as
    `partial_answers` writes it down, or None.
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
    half_typed: str  # what was half given here before a cut, or before the menu, as `partial_answers` reads it back
    kept: str  # the one quiet word on keeping, for prompts that take words: a key of words.KEPT
    save_typing: Callable[[str], None]  # what is half given now; to be called within a second of a change; cheap
    editing: Path | None = None  # a folder to be made for the person's editor; None where words may be on no disk
    numbers: str = ""  # to stand with the question, in a hard moment


class Room(NamedTuple):
    """How much room there is. `plain`: lines that are read aloud or piped; there is always room."""

    columns: int
    rows: int
    plain: bool = False


class HelpScreen(NamedTuple):
    """One screen of the page of help (`help/screens.py`). All of it stands at once, and nothing of it is paged.

    `ways`: id -> label, numbered. Enter takes `open`, which has no number, or else the first of the ways. `below`:
    lines under them. `keys`: letters that lead somewhere. `again`: it is the screen of a moment ago, and a voice that
    reads aloud need not read the ways once more.
    """

    lines: tuple[str, ...]
    ways: Mapping[str, str]
    open: str = ""
    below: str = ""
    keys: Mapping[str, str] = {}
    again: bool = False


class Voice(Protocol):
    """One way of holding a practice."""

    @property
    def room(self) -> Room:
        """How much room there is."""

    def open(self, head: ScriptHead) -> Reply:
        """Say what this is, how long it takes, and the care that is asked for. ON, or pause, ground, gone."""

    def tell(self, tell: Tell) -> Reply:
        """Show a telling and let it pass. The page of help is not one: see `help`."""

    def has_answer(self, question: Question) -> bool:
        """Whether an answer to this was given along, so that nobody need be asked."""

    def ask(self, asking: Asking) -> Reply:
        """Ask. The value is raw; whether it fits is checked by `session.answer`, and `refuse` says why not."""

    def refuse(self, why: str) -> None:
        """Say why the last answer was not taken; the same question follows again."""

    def menu(self, menu: Menu) -> str | None:
        """Offer some ways on. Keys pressed before it stands answer nothing.

        Return the id, None when left open, one of its doors, "gone" when the input ended.
        """

    def help(self, screen: HelpScreen) -> str:
        """Show a screen of the page of help, at once, and let a way be taken.

        Return its id; "" for the open one; `esc`, `pause` (Ctrl-C), or `gone`. Keys pressed before are dropped.
        """

    def ask_line(self, paragraphs: tuple[str, ...]) -> Reply:
        """Show these and let one line be typed; it is kept nowhere. `answer`, `back`, `pause` or `gone`."""

    def clear(self) -> None:
        """Take everything off the screen: somebody may look at it."""

    def say(self, words: str) -> None:
        """Say a sentence of the program's own."""

    def end(self, words: str, own: Sequence[str] | None = None) -> None:
        """Say the last sentence of a practice; there is time to read it.

        `own`: the kind words that the person put on their shelf in it, with which it closes; None where it does not,
        as after a number or an ending that was hard.
        """

    def lent(self) -> AbstractContextManager[None]:
        """Lend the terminal, as it was found, to something else that asks: for a passphrase."""

    def close(self) -> None:
        """Leave the screen in order. Called once, whatever happened."""


def as_plain(runs: tuple[TextRun, ...]) -> str:
    """Return runs as text, their styles left out."""
    return "".join(run.text for run in runs)
