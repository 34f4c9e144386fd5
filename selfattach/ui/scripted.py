"""The scripted voice: answers from a file or from options, the rest left open or asked by another voice.

The double that ships with the program: routines run on it, authors preview with it, the tests use it. It waits
for nothing and offers nothing.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from selfattach import words
from selfattach.engine.answers import IllegalAnswerError, Value, format_answer, read_answer
from selfattach.engine.session import Framed, Question, Tell
from selfattach.engine.voice import ON, OPEN, Asking, HelpScreen, Reply, Room, Voice, as_plain
from selfattach.errors import WrongInputError
from selfattach.script.model import Form, Head, Items, Prompt, Rate, Repeat, Step, branches
from selfattach.text import did_you_mean
from selfattach.ui.answer_syntax import as_sentence, read_line


class ScriptedVoice:
    """Takes given answers; the rest is asked by `asks`, or left open. `tells` shows the words, if anyone shall."""

    def __init__(self, given: Mapping[str, Value], tells: Voice | None = None, asks: Voice | None = None) -> None:
        self._given = given
        self._tells = asks or tells
        self._asks = asks
        self._taken: set[tuple[str, tuple[int, ...]]] = set()

    @property
    def unused(self) -> list[str]:
        """The given names that were never asked for, because they are off the way taken."""
        taken = {name for name, _ in self._taken}
        return [name for name in self._given if name not in taken]

    def open(self, head: Head) -> Reply:
        """Say what this is, if anyone shall."""
        return self._tells.open(head) if self._tells else ON

    @property
    def room(self) -> Room:
        """The room of whoever tells."""
        return self._tells.room if self._tells else Room(72, 0, plain=True)

    def tell(self, tell: Tell) -> Reply:
        """Show a telling, if anyone shall."""
        return self._tells.tell(tell) if self._tells else ON

    def has_answer(self, question: Question) -> bool:
        """Whether an answer to this was given along, and not taken yet."""
        return question.name in self._given and (question.name, question.round) not in self._taken

    def help(self, screen: HelpScreen) -> str:
        """Let somebody who can choose have it; where nobody is, say it and go."""
        if self._asks:
            return self._asks.help(screen)
        self.say("\n\n".join(screen.lines))
        return "gone"

    def ask_line(self, paragraphs: tuple[str, ...]) -> Reply:
        """Let it be typed, if anyone is there."""
        return self._asks.ask_line(paragraphs) if self._asks else Reply("gone")

    def clear(self) -> None:
        """Pass it on."""
        if self._tells:
            self._tells.clear()

    def ask(self, asking: Asking) -> Reply:
        """Take the given answer. Where there is none, or one comes back to it, ask or leave it open."""
        question = asking.question
        key = (question.name, question.round)
        if question.name in self._given and not (self._asks and key in self._taken):
            self._taken.add(key)
            value = _of_round(self._given[question.name], question.round)
            self._show(asking, value)
            return Reply("answer", value)
        if self._asks:
            return self._asks.ask(asking)
        self._show(asking, None)
        return OPEN

    def _show(self, asking: Asking, value: Value) -> None:
        if self._tells is None:
            return
        prompt = asking.question.prompt
        try:
            kept = read_answer(prompt.form, value)
            answer = words.PLAIN_LEFT_OPEN if kept is None else format_answer(prompt.form, kept)
        except IllegalAnswerError:
            return  # `refuse` tells it
        self._tells.say(f"{as_plain(asking.question.ask)}\n> {answer}")

    def refuse(self, why: str) -> None:
        """A given value that does not fit on the way taken: nothing was saved."""
        if self._asks is None:
            raise WrongInputError(words.GIVEN_UNFIT.format(why=as_sentence(why)))
        self._asks.refuse(why)

    def menu(self, menu: words.Menu) -> str | None:
        """Offer nothing unless somebody can choose."""
        return self._asks.menu(menu) if self._asks else None

    def say(self, text: str) -> None:
        """Pass it on."""
        if self._tells:
            self._tells.say(text)

    def end(self, words: str) -> None:
        """Pass it on."""
        if self._tells:
            self._tells.end(words)

    def lent(self) -> AbstractContextManager[None]:
        """Lend the terminal of whoever tells."""
        return self._tells.lent() if self._tells else nullcontext()

    def close(self) -> None:
        """Pass it on."""
        if self._tells:
            self._tells.close()


def _of_round(value: Value, rounds: tuple[int, ...]) -> Value:
    for number in rounds:
        if not isinstance(value, list):
            return value if number == 1 else None
        value = value[number - 1] if number <= len(value) else None
    return value


def check_given(given: Mapping[str, Value], framed: Framed, settings: Mapping[str, Value]) -> dict[str, Value]:
    """Return the given answers by the names of prompts, with item parts gathered. Settings win, item by item.

    Raises WrongInputError for a name the exercise has nowhere, or a value its prompt would refuse.
    """
    prompts = _prompts_with_depth(framed)
    gathered: dict[str, Value] = {}
    for name, value in given.items():
        whole, _, part = name.rpartition(".")
        if name in prompts:
            gathered[name] = _joined(value, gathered.get(name))
        elif whole in prompts and isinstance(prompts[whole][0][0].form, Items):
            gathered[whole] = _joined(gathered.get(whole), {part: value})
        else:
            raise WrongInputError(words.GIVEN_NEVER_ASKED.format(name=name, near=did_you_mean(name, prompts)))
    for name, value in settings.items():
        gathered[name] = _joined(gathered.get(name), value) if isinstance(value, Mapping) else value
    for name, value in gathered.items():
        _check_value(name, value, prompts[name])
    return gathered


def _joined(value: Value, more: Value) -> Value:
    """Figures of one `items` that were given apart. A value that is none is left, for the prompt to refuse it."""
    if isinstance(value, Mapping) and isinstance(more, Mapping):
        return {**value, **more}
    return more if value is None else value


def _prompts_with_depth(framed: Framed) -> dict[str, list[tuple[Prompt, int]]]:
    found: dict[str, list[tuple[Prompt, int]]] = {}

    def collect(steps: tuple[Step, ...], depth: int) -> None:
        for step in steps:
            if isinstance(step, Prompt):
                found.setdefault(step.name, []).append((step, depth))
            for branch in branches(step):
                collect(branch, depth + isinstance(step, Repeat))

    for part in (framed.gate, framed.body, framed.after, framed.keep, framed.close, framed.felt):
        collect(part, 0)
    for name, prompt in framed.follow_ups.items():
        found[name] = [(prompt, found[name.rpartition(".")[0]][0][1])]
    return found


def _check_value(name: str, value: Value, prompts: list[tuple[Prompt, int]]) -> None:
    why = ""
    for prompt, depth in prompts:
        try:
            for one in _leaves(value, depth):
                read_answer(prompt.form, one)
        except IllegalAnswerError as wrong:
            why = why or str(wrong)
        else:
            return
    raise WrongInputError(words.GIVEN_UNFIT_BY_NAME.format(name=name, why=as_sentence(why)))


def _leaves(value: Value, depth: int) -> list[Any]:
    if depth and isinstance(value, list):
        return [leaf for one in value for leaf in _leaves(one, depth - 1)]
    return [value]


def read_given(settings: list[str], framed: Framed) -> dict[str, Value]:
    """Return the answers of `NAME=VALUE` settings, each read like a line of the plain voice; repeated ones make a list.

    Raises WrongInputError.
    """
    prompts = _prompts_with_depth(framed)
    found: dict[str, Value] = {}
    for setting in settings:
        name, equals, line = setting.partition("=")
        if not equals:
            raise WrongInputError(words.GIVEN_NO_EQUALS.format(setting=setting))
        base, _, part = name.rpartition(".")
        if name not in prompts and base in prompts and isinstance(prompts[base][0][0].form, Items):
            figure = _read_setting(name, [(Rate(-999, 999), 0)], line)
            found[base] = _joined(found.get(base), {part: figure})
            continue
        if name not in prompts:
            raise WrongInputError(words.GIVEN_NEVER_ASKED.format(name=name, near=did_you_mean(name, prompts)))
        value = _read_setting(name, [(prompt.form, depth) for prompt, depth in prompts[name]], line)
        if name not in found:
            found[name] = [value] if prompts[name][0][1] else value
        elif isinstance(found[name], list):
            found[name] = [*found[name], *(value if isinstance(value, list) and not prompts[name][0][1] else [value])]
        else:
            raise WrongInputError(words.GIVEN_TWICE.format(name=name))
    return found


def _read_setting(name: str, forms: list[tuple[Form, int]], line: str) -> Value:
    why = ""
    for form, _ in forms:
        try:
            return read_line(form, line)
        except IllegalAnswerError as wrong:
            why = why or str(wrong)
    raise WrongInputError(words.GIVEN_UNFIT_BY_NAME.format(name=name, why=as_sentence(why)))
