"""Lines from a terminal or a pipe, and the few commands that stand among them.

A terminal hands over one line at a time, however many are pasted. Those that arrive together are told apart here from
those that are typed, so that the second line of a paste answers no other question.
"""

import os
import re
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, NamedTuple, TextIO

from selfattach.engine.voice import Reply
from selfattach.ui.sequences import told

_A_TURN: Final = 0.5  # seconds
_TOGETHER: Final = 0.03  # seconds; nobody types a second line within them
_LONGEST: Final = 4095  # bytes; a terminal hands over no more of one line, and says nothing of the rest
_CHUNK: Final = 65_536
_TAKE: Final = re.compile(r":(?:take|show|example)(?:\s+(\d{1,9}))?")
_WRITING: Final = (":show", ":edit", ":example")


class Command(NamedTuple):
    """A command that leaves the question where it is: `:show`, or `:take 3` with its number (0: none was given)."""

    name: str
    number: int = 0


class Said(NamedTuple):
    """What came in: words, the reply that a command or the end of input stands for, or a command for who asks.

    `more`: the lines that came together with the first.
    """

    line: str = ""
    reply: Reply | None = None
    command: Command | None = None
    more: tuple[str, ...] = ()


class Heard(NamedTuple):
    """A line as it came, or "" at the end of input, and those that came together with it. `is_open`: no Enter yet."""

    line: str
    more: tuple[str, ...] = ()
    is_open: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether a terminal may have dropped the end of it."""
        return len(self.line.encode(errors="replace")) > _LONGEST


def read_command(word: str) -> Command | None:
    """Return the command that leaves a question where it is, where a line is one."""
    if word in _WRITING:
        return Command(word)
    taken = _TAKE.fullmatch(word)
    return Command(word.split(maxsplit=1)[0], int(taken[1] or 0)) if taken else None


def next_line(stream: TextIO) -> str:
    """Read a line. On a terminal in turns, so that a signal that comes right before the wait is heard soon."""
    while is_terminal(stream) and not select.select([stream], [], [], _A_TURN)[0]:
        pass
    return stream.readline()


def next_lines(stream: TextIO, *, whole: bool) -> Heard:
    """Read a line and, on a terminal, those that arrive with it. `whole`: also one that is not ended with Enter yet."""
    line = next_line(stream)
    if not line or not is_terminal(stream):
        return Heard(line)
    line = _without_reports(line)
    more = []
    while select.select([stream], [], [], _TOGETHER)[0] and (next_one := stream.readline()):
        more.append(_without_reports(next_one).rstrip("\n"))
    begun = _begun(stream) if whole else ""
    return Heard(line, (*more, begun) if begun else tuple(more), is_open=bool(begun))


def _without_reports(line: str) -> str:
    """A line without what the terminal itself sent into it."""
    return told(line, ()).text if "\x1b" in line else line


def is_terminal(stream: Any) -> bool:  # noqa: ANN401  any stream, also one without a descriptor
    """Whether somebody types here."""
    try:
        return bool(stream.isatty()) and sys.platform != "win32"
    except (AttributeError, ValueError):
        return False


def _begun(stream: TextIO) -> str:
    """Take what stands in the terminal's own line and was not entered: the end of a paste, mostly."""
    with suppress(OSError), _signs_one_by_one(stream):
        if select.select([stream], [], [], 0)[0]:
            return os.read(stream.fileno(), _CHUNK).decode(errors="replace").rstrip("\r\n")
    return ""


@contextmanager
def _signs_one_by_one(stream: TextIO) -> Iterator[None]:
    import termios  # noqa: PLC0415  not there on every system

    before = termios.tcgetattr(stream)
    signs = [*before[6]]
    signs[termios.VMIN], signs[termios.VTIME] = 0, 0
    try:
        termios.tcsetattr(stream, termios.TCSANOW, [*before[:3], before[3] & ~termios.ICANON, *before[4:6], signs])
        yield
    finally:
        termios.tcsetattr(stream, termios.TCSANOW, before)
