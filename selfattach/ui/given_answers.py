"""Answers that were given along, from a file or from options: which prompt each is for, and what became of it.

Whatever is wrong with any of them is told at once. What could not be used in the end is told with its reason.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from selfattach import words
from selfattach.engine.answers import IllegalAnswerError, Value, read_answer
from selfattach.engine.session import Framed
from selfattach.engine.written_answers import read_written
from selfattach.errors import WrongInputError
from selfattach.script.model import Prompt, RateEach, Repeat, Step, branches, options_of
from selfattach.text import did_you_mean, one_line, shorten
from selfattach.ui.answer_syntax import as_sentence, read_line

_LONGEST_GIVEN: Final = 40  # columns of a value that is told again

Place = tuple[str, tuple[int, ...]]  # a name, and the round of each repeat around it
Prompts = Mapping[str, list[tuple[Prompt, int]]]  # by name: each prompt, and how many repeats are around it


class Unused(NamedTuple):
    """An answer that was given and could not be used. `reason`: a key of words.UNUSED."""

    name: str
    value: Value
    round: tuple[int, ...]
    reason: str

    @property
    def told(self) -> str:
        """Its name, and the round where there are several."""
        rounds = ".".join(str(one) for one in self.round)
        return words.UNUSED_ROUND.format(name=self.name, round=rounds) if rounds else self.name


def given_answers(answers: Mapping[str, Value], settings: Sequence[str], framed: Framed) -> dict[str, Value]:
    """Return the given answers by the names of prompts, as they are meant. Settings (NAME=VALUE) win, item by item.

    Raises WrongInputError with all that is wrong: names the exercise has nowhere, and values a prompt would refuse.
    """
    found, faults = read_given(answers, settings, framed)
    refuse_all(faults)
    return found


def refuse_all(faults: Sequence[str]) -> None:
    """Raise WrongInputError where there is any fault, with all of them."""
    if len(faults) == 1:
        raise WrongInputError(faults[0])
    if faults:
        raise WrongInputError("\n".join([words.GIVEN_WRONG.format(n=len(faults)), *faults]))


def read_given(
    answers: Mapping[str, Value], settings: Sequence[str], framed: Framed
) -> tuple[dict[str, Value], list[str]]:
    """Return the same, and all that is wrong with it."""
    reading = _Reading(prompts_with_depth(framed))
    for name, value in answers.items():
        reading.take(name, value)
    set_ones = _Reading(reading.prompts)
    for setting in settings:
        set_ones.take_setting(setting)
    gathered = reading.found
    for name, value in set_ones.found.items():
        gathered[name] = _joined(gathered.get(name), value) if isinstance(value, Mapping) else value
    found = {name: reading.read(name, value) for name, value in gathered.items()}
    return found, [*reading.faults, *set_ones.faults]


class _Reading:
    """Given answers on their way to prompts."""

    def __init__(self, prompts: Prompts) -> None:
        self.prompts = prompts
        self.found: dict[str, Value] = {}
        self.faults: list[str] = []

    def take(self, name: str, value: Value) -> None:
        """Take an answer of a file; figures of one `items` may be given apart."""
        whole, _, part = name.rpartition(".")
        if name in self.prompts:
            self.found[name] = _joined(value, self.found.get(name))
        elif asks(self.prompts, name):
            self.found[whole] = _joined(self.found.get(whole), {part: value})
        else:
            self._unknown(name)

    def take_setting(self, setting: str) -> None:
        """Take NAME=VALUE, read like a line of the plain voice; repeated ones make a list."""
        name, equals, line = setting.partition("=")
        whole, _, part = name.rpartition(".")
        if not equals:
            self.faults.append(words.GIVEN_NO_EQUALS.format(setting=one_line(setting)))
        elif name in self.prompts:
            self._join_setting(name, line)
        elif asks(self.prompts, name):
            figures = {part: line.strip() or None}
            try:
                _read_leaf(self.prompts[whole][0][0], [], figures)
            except IllegalAnswerError as wrong:
                self._refused(name, line, wrong)
            else:
                self.found[whole] = _joined(self.found.get(whole), figures)
        else:
            self._unknown(name)

    def _join_setting(self, name: str, line: str) -> None:
        prompt, depth = self.prompts[name][0]
        try:
            value = self._of_line(name, line)
        except IllegalAnswerError as wrong:
            self._refused(name, line, wrong)
            return
        if name not in self.found:
            self.found[name] = [value] if depth else value
        elif isinstance(self.found[name], list):
            self.found[name] = [*self.found[name], *(value if isinstance(value, list) and not depth else [value])]
        elif isinstance(prompt.form, RateEach):
            self.found[name] = _joined(self.found[name], value)
        else:
            self.faults.append(words.GIVEN_TWICE.format(name=name))

    def _of_line(self, name: str, line: str) -> Value:
        refused: IllegalAnswerError | None = None
        for prompt, _ in self.prompts[name]:
            try:
                return read_written(prompt.form, line) if options_of(prompt.form) else read_line(prompt.form, line)
            except IllegalAnswerError as wrong:
                refused = refused or wrong
        assert refused is not None
        raise refused

    def read(self, name: str, value: Value) -> Value:
        """Return the value as it is meant, where one of the prompts of that name takes it; else note why not."""
        why: tuple[Value, IllegalAnswerError] | None = None
        for prompt, depth in self.prompts[name]:
            looked_at: list[Value] = []
            try:
                return _each(value, depth, partial(_read_leaf, prompt, looked_at))
            except IllegalAnswerError as wrong:
                why = why or (looked_at[-1], wrong)
        assert why is not None
        self._refused(name, *why)
        return None

    def _unknown(self, name: str) -> None:
        near = did_you_mean(name, self.prompts)
        self.faults.append(words.GIVEN_NEVER_ASKED.format(name=one_line(name), near=near))

    def _refused(self, name: str, value: Value, wrong: IllegalAnswerError) -> None:
        given = shorten(json.dumps(value, ensure_ascii=False), _LONGEST_GIVEN)
        self.faults.append(words.GIVEN_UNFIT_BY_NAME.format(name=name, given=given, why=as_sentence(str(wrong))))


def _read_leaf(prompt: Prompt, looked_at: list[Value], value: Value) -> Value:
    looked_at.append(value)
    meant = read_written(prompt.form, value)
    read_answer(prompt.form, meant)
    return meant


def _each(value: Value, depth: int, read: Callable[[Value], Value]) -> Value:
    """Read the answer of each round."""
    if depth and isinstance(value, list):
        return [_each(one, depth - 1, read) for one in value]
    return read(value)


def _joined(value: Value, more: Value) -> Value:
    """Figures of one `items` that were given apart. A value that is none is left, for the prompt to refuse it."""
    if isinstance(value, Mapping) and isinstance(more, Mapping):
        return {**value, **more}
    return more if value is None else value


def asks(prompts: Prompts, name: str) -> bool:
    """Whether that is the name of a prompt, or of one figure of its items."""
    whole = name.rpartition(".")[0]
    return name in prompts or (whole in prompts and isinstance(prompts[whole][0][0].form, RateEach))


def prompts_with_depth(framed: Framed) -> dict[str, list[tuple[Prompt, int]]]:
    """Return all that a practice may ask, in the order of its steps."""
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


def not_used(
    given: Mapping[str, Value], taken: Collection[Place], asked_last: str, framed: Framed, *, cut_short: bool
) -> list[Unused]:
    """Return what was given and never asked for, with the reason. `cut_short`: it ended before its last step."""
    prompts = prompts_with_depth(framed)
    order = list(prompts)
    last = order.index(asked_last) if asked_last in prompts else -1
    names_asked = {name for name, _ in taken}
    found = []
    for name, value in given.items():
        depth = max(depth for _, depth in prompts[name])
        for rounds, one in _leaves(value, depth):
            if one is None or (name, rounds) in taken:
                continue
            reason = "fewer_rounds" if name in names_asked else "other_way"
            if cut_short and order.index(name) > last:
                reason = "ended"
            found.append(Unused(name, one, rounds if isinstance(value, list) and depth else (), reason))
    return found


def _leaves(value: Value, depth: int, rounds: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Value]]:
    if depth and isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield from _leaves(one, depth - 1, (*rounds, number))
    else:
        yield (*rounds, *(1,) * depth), value
