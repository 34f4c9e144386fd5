"""The five walks an author reads aloud: all skipped; lowest or last; highest or first; worse than before; the regular.

A walk is one way through an exercise, with the words as a person would meet them and the answers of somebody who
always says the same kind of thing. Options that lead to a door are left out of it, because a door ends it; `doors`
tells each of them once. It knows the engine, no terminal and no history; what is recalled is made up.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, assert_never

from selfattach.engine.answers import Value, format_answer
from selfattach.engine.session import (
    HARDER,
    Familiar,
    Found,
    Framed,
    Outside,
    Question,
    Session,
    Tell,
    met_key,
    review_key,
)
from selfattach.script.model import (
    Choose,
    ChooseSeveral,
    Condition,
    Confirm,
    Door,
    Include,
    KeepOrLetGo,
    Measure,
    Operation,
    Option,
    Promise,
    Prompt,
    QuestionKind,
    Rate,
    RateEach,
    Recall,
    Ref,
    Repeat,
    Rest,
    ReviewPromise,
    Shelve,
    ShowRecalled,
    Step,
    Text,
    TextRun,
    When,
    Write,
    branches,
    every_step,
    options_of,
)
from selfattach.words import walks

WAYS: Final = tuple(walks.WALKS)
_CLOSES: Final = {"skipped": "hand", "lowest": "line", "highest": "plain", "worse": "window", "regular": "stretch"}
_LET_IN: Final = 3  # distress at which every exercise begins
_START: Final = "guard.deep"  # left open, a deep exercise waits for another day
_FELT: Final = "felt"
_MOST_STOPS: Final = 400


def walk(framed: Framed, way: str) -> Iterator[str]:
    """Yield the paragraphs of one walk, answers marked with `>`."""
    for step, value in stops(framed, way):
        if isinstance(step, Tell):
            yield from _format_telling(step)
        else:
            yield _format_question(step, value)


def stops(framed: Framed, way: str) -> Iterator[tuple[Tell | Question, Value]]:
    """Yield each stop of one walk with what is answered there; a telling has None."""
    session, walker = Session(framed, _outside(framed, way)), _Walker(way)
    for _ in range(_MOST_STOPS):
        step = session.step
        if step is None:
            return
        value = None if isinstance(step, Tell) else walker.answer(step)
        yield step, value
        session = session.go_on() if isinstance(step, Tell) else session.answer(value)


def doors(steps: Sequence[Step]) -> Iterator[str]:
    """Yield a paragraph for each door: the question, the option that leads to it, and what the page says first."""
    yield from dict.fromkeys(f"{way}\n{_first_words(door)}" for way, door in _doors(steps, walks.NO_QUESTION))


def _doors(steps: Sequence[Step], way: str) -> Iterator[tuple[str, Door]]:
    for step in steps:
        if isinstance(step, Door):
            yield way, step
        elif isinstance(step, Prompt):
            ask = _source(step.ask)
            for option in options_of(step.form):
                yield from _doors(option.then, f"{ask}\n  - {option.label}")
            yield from _doors(step.skipped, f"{ask}\n  {walks.LEFT_OPEN}")
        else:
            for branch in branches(step):
                yield from _doors(branch, way)


def _first_words(door: Door) -> str:
    said = _source(door.text) if door.text is not None else walks.OWN_FIRST_WORDS
    return f"{said}\n{walks.PAGE_FOLLOWS.format(about=door.about)}"


def _source(text: Text) -> str:
    return "\n".join(words.source.strip("\n") for words in text.by_visit)


def _leads_to_a_door(steps: Sequence[Step]) -> bool:
    """Whether these steps end at a door whatever is answered."""
    return any(isinstance(step, Door) or (isinstance(step, Include) and _leads_to_a_door(step.steps)) for step in steps)


def _outside(framed: Framed, way: str) -> Outside:
    """What is known from before: nothing but enough sessions for a deep one, or everything the script asks for."""
    if way in ("skipped", "lowest"):
        return Outside(1, 9, familiar=Familiar(close=_CLOSES[way]))
    found, met = {}, {}
    counted = set()
    steps = list(every_step((*framed.gate, *framed.body, *framed.after)))
    conditions = [step.condition for step in steps if isinstance(step, When)]
    fitting = {name: value for one in conditions for name, value in _fitting(one, holds=way == "highest")}
    for step in steps:
        if isinstance(step, Recall) and step.matches is not None:
            for key in (met_key(step, said) for said in walks.WRITTEN.values()):
                met[key], found[key] = 4, Found(walks.ANSWERED, walks.ANSWERED, walks.RECALLED_AGO, "S/x")
        elif isinstance(step, Recall):
            value = fitting.get(step.name, walks.RECALLED)
            told = str(value) if type(value) in (int, float) else walks.RECALLED
            found[step.key] = Found(value, told, walks.RECALLED_AGO, "S/x")
        elif isinstance(step, Prompt) and isinstance(step.form, ReviewPromise):
            promise = {"cue": walks.PROMISE_CUE, "action": walks.PROMISE_ACTION}
            found[review_key(step.form)] = Found(promise, walks.PROMISE, walks.PROMISE_AGO, "S/plan")
        elif isinstance(step, When):
            counted |= set(_counted(step.condition))
        elif isinstance(step, Repeat) and step.until is not None:
            counted |= set(_counted(step.until))
    knows_it = way in ("highest", "regular")
    familiar = Familiar(clear=knows_it, close=_CLOSES[way])
    return Outside(10 if knows_it else 4, 30, dict.fromkeys(counted, 9), found, familiar, met)


def _counted(condition: Condition) -> Iterator[str]:
    if isinstance(condition, Operation):
        for part in condition.parts:
            if condition.name == "times" and isinstance(part, str):
                yield part
            yield from _counted(part)


def _fitting(condition: Condition, *, holds: bool) -> Iterator[tuple[str, Value]]:
    """Yield a value for each name that a condition looks at, with which that part of it holds, or does not."""
    match condition:
        case Ref(name=name):
            yield name, holds
        case Operation(name="has", parts=(Ref(name=name), wanted)):
            yield name, [wanted] if holds else []
        case Operation(name="==" | "!=" as sign, parts=(Ref(name=name), int() | float() | str() as other)):
            different = other - 1 if not isinstance(other, str) else f"not {other}"
            yield name, other if holds == (sign == "==") else different
        case Operation(name="<" | "<=" | ">" | ">=" as sign, parts=(Ref(name=name), int() | float() as other)):
            yield name, other + (1 if holds == (sign[0] == ">") else -1)
        case Operation(name="and" | "or" | "not", parts=parts):
            for part in parts:
                yield from _fitting(part, holds=holds)


_SAYS_WORSE: Final = re.compile("worse|harder|heavier|tighter|dizzy|too much|sting|hurt", re.IGNORECASE)


def _without_doors(options: Sequence[Option]) -> list[Option]:
    return [option for option in options if not _leads_to_a_door(option.then)]


class _Walker:
    """Somebody who always answers in the same way; it counts the figures it gave."""

    def __init__(self, way: str) -> None:
        self._way = way
        self._figures = 0

    def answer(self, question: Question) -> Value:
        """Return the answer. The gate of the frame is passed, so that the script itself is met."""
        form = question.prompt.form
        if isinstance(form, Measure):
            return self._measure(form)
        if question.name == _START:
            return "start"
        if self._way == "skipped" or (self._way == "regular" and not isinstance(form, Write | Promise)):  # Enter
            return form.first or None if isinstance(form, Choose) else None
        high = self._way != "lowest"
        match form:
            case Write():
                return walks.WRITTEN[self._way]
            case Rate():
                return self._rate(form)
            case ChooseSeveral():
                ids = [option.id for option in _without_doors(form.options)]
                return (ids[: form.at_most] if high else ids[-1:]) or None
            case Confirm() | ShowRecalled():
                return high
            case Shelve():
                return 30 if high and form.seal is None else high
            case RateEach():
                figures = [figure for figure, _ in form.scale]
                return {item: max(figures) if high else min(figures) for item, _ in form.items}
            case Promise():
                return {"cue": walks.WRITTEN[self._way], "action": walks.WRITTEN[self._way]}
            case Choose():
                others = [option for option in _without_doors(form.options) if option.id != form.first]
                return self._option(others, question.name)
            case ReviewPromise() | KeepOrLetGo():
                return self._option(_without_doors(form.options), question.name)
            case _:
                assert_never(form)

    def _option(self, options: Sequence[Option], name: str) -> str | None:
        if not options:
            return None
        worse = next((option for option in options if _SAYS_WORSE.search(option.label)), None)
        if self._way == "worse" and worse is not None:
            return worse.id
        if name == _FELT:  # left harder, the close does not come; that walk is `worse`
            options = [option for option in options if option.id != HARDER]
        return options[-1 if self._way == "lowest" else 0].id

    def _measure(self, form: Measure) -> Value:
        self._figures += 1
        if self._way == "worse":
            return min(_LET_IN + 2 * (self._figures - 1), 6)
        if form.moment == "before":
            return _LET_IN
        return {"skipped": None, "regular": None, "lowest": form.lowest, "highest": 4}[self._way]

    def _rate(self, form: Rate) -> Value:
        self._figures += 1
        if self._way == "worse":
            return min(form.lowest + 2 + 2 * self._figures, form.highest)
        return form.highest if self._way == "highest" else form.lowest


def _format_telling(tell: Tell) -> Iterator[str]:
    for runs in (tell.text, *(words for _, words in tell.cues)):
        if runs:
            yield _plain(runs)
    if isinstance(tell.step, Rest):
        yield walks.SECONDS.format(n=tell.step.seconds)


def _format_question(question: Question, value: Value) -> str:
    form: QuestionKind = question.prompt.form
    lines = [f"[{pin}]" for pin in question.pins]
    lines.append(_plain(question.ask))
    if question.hint:
        lines.append(_plain(question.hint))
    if question.extra:
        lines.append(_plain(question.extra))
    if isinstance(form, RateEach):
        lines += [statement for _, statement in form.items]
    lines += [f"  - {option.label}" for option in options_of(form)]
    return "\n".join([*lines, f"> {walks.LEFT_OPEN if value is None else format_answer(form, value)}"])


def _plain(runs: tuple[TextRun, ...]) -> str:
    return "".join(run.text for run in runs).strip("\n")
