"""The examples of a question on a terminal: lines to borrow, or whole texts to read; the box is as it was meanwhile.

It knows the form, the prompts and the screen; it does not know the session, nor what becomes of an answer.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from selfattach import words
from selfattach.engine.voice import ON, Reply
from selfattach.script.model import Example, TextRun, Write
from selfattach.ui.margin import BLANK
from selfattach.ui.rows import Choices
from selfattach.ui.screen import Screen

if TYPE_CHECKING:
    from selfattach.ui.prompt_widgets import Around, Left, Questions

_BACK, _TAKE, _ANOTHER = 1, 2, 3
_AFTER_READING: Final = (words.BACK_TO_MY_PAGE, words.TAKE_IT_IN, words.ANOTHER_ONE)


def lines_to_borrow(form: Write) -> list[str]:
    """Return the lines that stand below an empty box."""
    return [] if form.many else [example.in_full for example in form.examples]


def way_to_examples(form: Write, *, is_empty: bool = False) -> list[str]:
    """Return what names the key to them, where there are some."""
    if not form.examples:
        return []
    if form.many:
        return [words.TERMINAL_SHOW_ONE_EMPTY if is_empty else words.TERMINAL_SHOW_ONE]
    return [words.TERMINAL_BORROW_EMPTY if is_empty else words.TERMINAL_BORROW]


def keys_of_examples(form: Write) -> list[str]:
    """Return what the help key says of them."""
    if not form.examples:
        return []
    return [words.TERMINAL_KEYS_SHOW_ONE if form.many else words.TERMINAL_KEYS_BORROW]


class LookingAtExamples:
    """The examples of one question being looked at. `read` shows lines page by page."""

    def __init__(
        self,
        form: Write,
        screen: Screen,
        questions: "Questions",
        around: Callable[[str, Sequence[str]], "Around"],
        read: Callable[[Sequence[str]], Reply],
    ) -> None:
        self._form = form
        self._screen = screen
        self._questions = questions
        self._around = around
        self._read = read

    def run(self, text: str, start: str) -> "str | Left":
        """Return what stands in the box afterwards, or how the question was left. `start`: what stood there first."""
        return self._read_some(text) if self._form.many else self._borrow(text, start)

    def _borrow(self, text: str, start: str) -> "str | Left":
        done = self._choose(Choices(tuple(lines_to_borrow(self._form)), words.BORROW_NONE), 1)
        if not isinstance(done, int):
            return _left(done, text)
        return beside(text, start, self._form.examples[done - 1].text) if done else text

    def _read_some(self, text: str) -> "str | Left":
        """Read one after another. What was written stays, and one that is taken in stands below it."""
        examples, at = self._form.examples, 1
        names = Choices(tuple(example.label for example in examples), words.BACK_TO_MY_PAGE)
        while True:
            done = self._choose(names, at)
            if not isinstance(done, int):
                return _left(done, text)
            if not done:
                return text
            left = self._read_one(examples[done - 1])
            if left == ON:
                after = self._choose(Choices(_AFTER_READING), _BACK)
                if not isinstance(after, int):
                    return _left(after, text)
                if after != _ANOTHER:
                    return below(text, examples[done - 1].text) if after == _TAKE else text
            elif left.kind != "back":
                return _gone(left.kind, text)
            at = done % len(examples) + 1

    def _read_one(self, example: Example) -> Reply:
        screen = self._screen
        screen.unread = 0  # what stands there was read
        if example.source:
            screen.draw([*screen.margin.taken([example.source]), BLANK])
        done = self._read(screen.lines([TextRun(example.text)]))
        self._questions.forget()  # keys that came too early choose nothing below it
        return done

    def _choose(self, choices: Choices, at: int) -> "int | Left":
        keys = words.choose(len(choices.labels), narrow=not self._screen.margin.left)
        around = self._around("list", [words.TERMINAL_TO_THE_BOX.format(keys=keys)])._replace(is_free=True)
        self._screen.unread = 0
        return self._questions.choose(choices, around, at=at, door=True)


def beside(text: str, start: str, line: str) -> str:
    """Return what stands in a box of one line with a borrowed line in it. Only an untouched beginning makes room."""
    return line if text.split() == start.split() or not text.strip() else f"{text.rstrip()} {line}"


def below(text: str, example: str) -> str:
    """Return what stands in a box of many lines with a whole example in it, below what was written."""
    return f"{text.rstrip()}\n\n{example}" if text.strip() else example


def _left(left: "Left", text: str) -> "str | Left":
    """Escape leads back to the box; each other way leaves the question, with what stands in the box."""
    return text if left.kind == "back" else left if left.kind == "figure" else left._replace(text=text)


def _gone(kind: str, text: str) -> "Left":
    from selfattach.ui.prompt_widgets import Left  # noqa: PLC0415  loaded already where this is needed

    return Left(kind, text)
