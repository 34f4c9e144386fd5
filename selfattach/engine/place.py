"""How many questions are likely to come: worked out from the steps that are left on the path taken now. Pure.

An estimate, and told as one. A question still to come is taken to be answered, by the first option that ends nothing;
where a condition hangs on such an answer, the way with the fewest questions counts. When a branch turns out longer,
the estimate grows.
"""

from collections.abc import Iterable, Sequence
from typing import assert_never

from selfattach.script.conditions import Knowledge, holds
from selfattach.script.model import (
    Breathe,
    Choose,
    ChooseSeveral,
    Confirm,
    Door,
    Finish,
    Include,
    KeepOrLetGo,
    Measure,
    Promise,
    Prompt,
    Rate,
    RateEach,
    Recall,
    Ref,
    Repeat,
    Rest,
    ReviewPromise,
    Say,
    Shelve,
    ShowRecalled,
    Step,
    Support,
    When,
    Write,
    options_of,
)


class _AsIfAnswered:
    """What is known, and besides that every name still to come is answered."""

    def __init__(self, known: Knowledge, to_come: frozenset[str]) -> None:
        self._known = known
        self._to_come = to_come
        self.value, self.count = known.value, known.count
        self.times, self.rise, self.known = known.times, known.rise, known.known

    def answered(self, ref: Ref) -> bool:
        return self._known.answered(ref) or (not ref.last and ref.name in self._to_come)


def questions_ahead(asked: Prompt, rest: Sequence[Iterable[Step]], known: Knowledge) -> int:
    """Return how many questions come after the one being asked, up to where the path ends.

    `rest`: what is left of each list of steps, the innermost first.
    """
    levels = [tuple(steps) for steps in rest]
    names = frozenset((asked.name, *(name for steps in levels for name in _names(steps))))
    as_if = _AsIfAnswered(known, names)
    count, goes_on = _after(asked, as_if)
    for steps in levels:
        if not goes_on:
            break
        more, goes_on = _count(steps, as_if)
        count += more
    return count


def ends_if_left_open(asked: Prompt, known: Knowledge) -> bool:
    """Whether the practice is over where this is left open: nothing more is asked, on whichever way."""
    count, goes_on = _count(asked.skipped, _AsIfAnswered(known, frozenset()))
    return not (count or goes_on)


def _names(steps: Iterable[Step]) -> Iterable[str]:
    """The names that will be asked for on every way."""
    for step in steps:
        match step:
            case Prompt():
                yield step.name
            case Include() | Repeat():
                yield from _names(step.steps)
            case When() | Say() | Rest() | Breathe() | Support() | Recall() | Finish() | Door():
                continue
            case _:
                assert_never(step)


def _count(steps: Iterable[Step], known: "_AsIfAnswered") -> tuple[int, bool]:
    """How many questions, and whether the path goes on after them."""
    count = 0
    for step in steps:
        more, goes_on = _of(step, known)
        count += more
        if not goes_on:
            return count, False
    return count, True


def _of(step: Step, known: "_AsIfAnswered") -> tuple[int, bool]:
    match step:
        case Prompt():
            if not _is_likely(step, known):
                return 0, True
            more, goes_on = _after(step, known)
            return 1 + more, goes_on
        case When():
            told = holds(step.condition, known)
            if told is None:
                ways = [_count(way, known) for way in (step.then, step.otherwise, step.skipped)]
                return min((way for way in ways if way[1]), default=ways[0])
            return _count(step.then if told else step.otherwise, known)
        case Repeat() | Include():
            return _count(step.steps, known)
        case Finish() | Door():
            return 0, False
        case Say() | Rest() | Breathe() | Support() | Recall():
            return 0, True
        case _:
            assert_never(step)


def _after(prompt: Prompt, known: "_AsIfAnswered") -> tuple[int, bool]:
    """What the first of its options that ends nothing leads to."""
    ways = [_count(option.then, known) for option in options_of(prompt.form)] or [(0, True)]
    return next((way for way in ways if way[1]), ways[0])


def _is_likely(prompt: Prompt, known: "_AsIfAnswered") -> bool:
    """Whether a question is likely to be asked at all."""
    match prompt.form:
        case ReviewPromise() | KeepOrLetGo():
            return False
        case ShowRecalled() as show:
            return known.answered(show.ref)
        case Shelve() as shelve:
            return any(known.answered(ref) for ref, _ in shelve.words)
        case Write() | Rate() | Measure() | RateEach() | Promise() | Choose() | ChooseSeveral() | Confirm():
            return True
        case _:
            assert_never(prompt.form)
