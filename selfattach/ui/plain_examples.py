"""Whole examples in the plain voice: named with numbers, and read a paragraph at a time while one's own page waits.

It knows no question and no store: what it prints with and reads with is given to it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from selfattach import words
from selfattach.engine.voice import Reply
from selfattach.script.model import Example
from selfattach.ui.answer_syntax import place_of
from selfattach.ui.line_input import Said

_AFTER_READING = (words.BACK_TO_MY_PAGE, words.TAKE_IT_IN, words.ANOTHER_ONE)
_TAKE, _ANOTHER = 1, 2


class Shelf(NamedTuple):
    """Some examples, and what showing them needs of a voice. `beginning`: words that stand behind them, or ""."""

    examples: Sequence[Example]
    beginning: str
    say: Callable[[str], None]
    line: Callable[[str], None]
    read: Callable[[], Said]

    def name(self) -> None:
        """Name them, with their numbers."""
        for number, example in enumerate(self.examples, 1):
            self.line(words.PLAIN_EXAMPLE_LISTED.format(number=number, name=example.label))
        if self.beginning:
            self.line(words.PLAIN_BEGINNING_LISTED.format(number=len(self.examples) + 1))

    def open(self, number: int) -> Reply | str | None:
        """Have one read. Return what is to be taken in, how the question was left, or None: back to the page."""
        while True:
            if self.beginning and number == len(self.examples) + 1:
                return self.beginning
            if not 1 <= number <= len(self.examples):
                self.line(words.PLAIN_EXAMPLE_WHICH.format(last=len(self.examples)))
                return None
            example = self.examples[number - 1]
            left = self._through(example) or self._after()
            if left == _TAKE:
                return example.text
            if left == _ANOTHER:
                left = self._another()
            if not isinstance(left, int):
                return None if left.kind in ("back", "answer") else left
            if not left:
                return None
            number = left

    def _through(self, example: Example) -> Reply | None:
        """Read it, a paragraph at a time. How it was left before its end, or None."""
        first, *others = example.text.split("\n\n")
        if others:
            self.line(words.PLAIN_READING)
        self.say(first)
        for paragraph in others:
            while (said := self.read()).reply is None and (said.command is not None or said.line.strip()):
                self.line(words.PLAIN_READING)
            if said.reply is not None and said.reply.kind != "answer":
                return said.reply
            self.say(paragraph)
        return None

    def _after(self) -> Reply | int:
        for number, way in enumerate(_AFTER_READING, 1):
            self.line(words.PLAIN_EXAMPLE_LISTED.format(number=number, name=way))
        self.line(words.PLAIN_AFTER_READING)
        return self._number(len(_AFTER_READING), 1)

    def _another(self) -> Reply | int:
        """Which one is to be read next: its number, or 0."""
        self.name()
        self.line(words.PLAIN_EXAMPLE_NUMBER)
        left = self._number(len(self.examples) + bool(self.beginning), 0)
        return left + 1 if isinstance(left, int) else left

    def _number(self, count: int, by_enter: int) -> Reply | int:
        """The place of a number that is typed, from 0, that of the number which Enter takes, or how it was left."""
        while True:
            said = self.read()
            if said.reply is not None and said.reply.kind != "answer":
                return said.reply
            if said.command is not None and said.command.number:
                said = said._replace(line=str(said.command.number))
            if said.reply is not None or not (said.line.strip() or said.command):
                return by_enter - 1
            if (place := place_of(said.line, count)) is not None:
                return place
            self.line(words.NOTHING_FITS.format(why=words.counted(words.NUMBER_WANTED, count)))
