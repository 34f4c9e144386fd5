"""Writing many lines in the plain voice, a line at a time: read back, mended, taken to an editor only when asked for.

It knows no question and no store: what it prints with, reads with and opens an editor with is given to it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from selfattach import words
from selfattach.engine.voice import OPEN, Reply
from selfattach.ui.line_input import Command, Said
from selfattach.ui.plain_examples import Shelf

END = "."
_MOST_ALIKE = 100  # lines in a row


class Desk(NamedTuple):
    """What writing needs of a voice. `edit` returns the words as the editor left them, and why it was not opened.

    `later`: what a window has saved since, if it did. `asks_again`: an Enter with nothing written is asked about once.
    `instead`: hears what is asked for now, in place of the question, and "" when that is over.
    """

    line: Callable[[str], None]
    read: Callable[[], Said]
    changed: Callable[[str], None]
    edit: Callable[[str], tuple[str, str]]
    example: str = ""
    shelf: Shelf | None = None
    later: Callable[[str], str | None] = lambda _: None
    asks_again: bool = False
    instead: Callable[[str], None] = lambda _: None


class Writing:
    """Lines that are written. `run` returns the answer, or how it was left with what is written."""

    def __init__(self, lines: Sequence[str], desk: Desk) -> None:
        self._lines = [*lines]
        self._desk = desk
        self._has_warned = False
        self._asks_again = desk.asks_again

    @property
    def text(self) -> str:
        """What is written so far."""
        return "\n".join(self._lines)

    def run(self) -> Reply:
        """Read until a line with only a full stop, an Enter where nothing is written, or a way out."""
        while True:
            said = self._desk.read()
            if self._is_an_end(said) and (later := self._desk.later(self.text)) is not None:
                self._come_back(later, words.EDITOR_SAVED_LATER)
            elif said.command is not None:
                left = self._do(said.command)
                if left is not None:
                    return left
            elif said.reply == OPEN and self._lines and not self._has_warned:
                self._has_warned = True
                self._desk.line(words.PLAIN_SKIP_LOSES)
            elif said.reply is not None:
                return said.reply if said.reply.kind == "answer" else said.reply._replace(value=self.text or None)
            elif self._repeats(said.line):
                self._desk.line(words.PLAIN_SAME_LINES)
                return Reply("gone", self.text)
            elif said.more:
                self._add(said.line, *said.more)
                self._desk.line(words.plain_taken(len(said.more) + 1))
            elif self._asks_again and not (self._lines or said.line.strip()):
                self._asks_again = False
                self._desk.line(words.NOTHING_YET)
            elif said.line.strip() == END or not (self._lines or said.line.strip()):
                return Reply("answer", self.text or None)
            else:
                self._add(said.line)

    def _is_an_end(self, said: Said) -> bool:
        line = said.line.strip()
        return said.command is None and not said.more and (said.reply == OPEN or (not said.reply and line in ("", END)))

    def _come_back(self, text: str, told: str) -> None:
        self._lines = text.split("\n") if text else []
        self._desk.changed(self.text)
        self._desk.line(told)
        self._desk.line(words.plain_back(len(self._lines)))

    def _repeats(self, line: str) -> bool:
        """Whether the same words came so often, one line after the other, that nobody writes here."""
        last = self._lines[-_MOST_ALIKE:]
        return len(last) == _MOST_ALIKE and bool(line.strip()) and set(last) == {line}

    def _add(self, *lines: str) -> None:
        self._lines += lines
        self._desk.changed(self.text)

    def _do(self, command: Command) -> Reply | None:
        match command.name:
            case ":show":
                self._show()
            case ":take":
                return self._take(command.number)
            case ":example" if self._desk.shelf is not None:
                return self._look(self._desk.shelf, command.number)
            case ":example" if self._desk.example:
                self._begin(self._desk.example)
            case ":example":
                self._desk.line(words.PLAIN_NO_EXAMPLE)
            case _:
                self._edit()
        return None

    def _begin(self, example: str) -> None:
        self._add(*example.split("\n"))
        self._desk.line(words.PLAIN_EXAMPLE_BEGUN.format(last=len(self._lines)))

    def _look(self, shelf: Shelf, number: int) -> Reply | None:
        """Name the examples, or have one read; one that is taken in stands below what is written."""
        if not number:
            shelf.name()
            self._desk.line(words.PLAIN_EXAMPLE_READS)
            return None
        taken = shelf.open(number)
        if isinstance(taken, Reply):
            return taken._replace(value=self.text or None)
        if taken is None:
            self._desk.line(words.plain_so_far(len(self._lines)) if self._lines else words.PLAIN_NOTHING_WRITTEN)
            return None
        self._begin(f"\n{taken}" if self._lines and self._lines[-1].strip() else taken)
        return None

    def _show(self) -> None:
        for number, line in enumerate(self._lines, 1):
            self._desk.line(f"{number}. {line if line.strip() else words.PLAIN_EMPTY_LINE}")
        self._desk.line(words.PLAIN_SHOWN if self._lines else words.PLAIN_NOTHING_WRITTEN)

    def _take(self, number: int) -> Reply | None:
        """Have one line said anew; an empty one takes it out. `:back` and `:skip` leave it as it is."""
        if not self._lines:
            self._desk.line(words.PLAIN_NOTHING_WRITTEN)
            return None
        if not 1 <= number <= len(self._lines):
            told = words.PLAIN_NO_SUCH_LINE if number else words.PLAIN_TAKE_WHICH
            self._desk.line(told.format(n=number, last=len(self._lines)))
            return None
        asked = words.PLAIN_TAKE.format(n=number, line=self._lines[number - 1].strip())
        self._desk.line(asked)
        self._desk.instead(asked)
        said = self._desk.read()
        self._desk.instead("")
        stays = said.command is not None or (said.line.strip() == END and not said.more)
        if stays or (said.reply is not None and said.reply.kind in ("back", "answer")):
            self._desk.line(words.PLAIN_LINE_STAYS.format(n=number))
            return None
        if said.reply is not None:
            return said.reply._replace(value=self.text)
        new = [said.line, *said.more] if said.more or said.line.strip() else []
        self._lines[number - 1 : number] = new
        self._desk.changed(self.text)
        self._desk.line((words.PLAIN_LINE_CHANGED if new else words.PLAIN_LINE_OUT).format(n=number))
        return None

    def _edit(self) -> None:
        text, why = self._desk.edit(self.text)
        if why:
            self._desk.line(why)
            return
        self._lines = text.split("\n") if text else []
        self._desk.line(words.plain_back(len(self._lines)))
