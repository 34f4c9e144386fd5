"""How long a practice takes: words at a calm reading pace, breaths and rests by the clock, answers by their kind.

The figures are rough on purpose: they tell whether `minutes` in a head is of the right size, and no more.
"""

from typing import Final, assert_never

from selfattach.engine.answers import Value
from selfattach.engine.session import Question, Tell
from selfattach.script.model import (
    Breathe,
    Choose,
    ChooseSeveral,
    Confirm,
    KeepOrLetGo,
    Measure,
    Promise,
    QuestionKind,
    Rate,
    RateEach,
    Rest,
    ReviewPromise,
    Say,
    Shelve,
    ShowRecalled,
    Support,
    Write,
)

WORDS_A_MINUTE: Final = 180
_PASSED: Final = 2.0  # seconds for a key
_CHOSEN, _ITEM, _LINE, _PAGE, _PLAN = 8.0, 6.0, 25.0, 240.0, 45.0


def telling_seconds(tell: Tell) -> float:
    """Return the seconds a telling takes."""
    match tell.step:
        case Rest() as rest:
            return rest.seconds
        case Breathe() as breath:
            return breath.rounds * (breath.inhale + breath.hold + breath.exhale + breath.pause)
        case Say() | Support():
            return _read("".join(run.text for run in tell.text)) + _PASSED
        case _:
            assert_never(tell.step)


def question_seconds(question: Question, value: Value) -> float:
    """Return the seconds a question takes with this answer."""
    words = _read("".join(run.text for run in (*question.ask, *question.hint)))
    return words + (_PASSED if value is None else _answered(question.prompt.form))


def _answered(form: QuestionKind) -> float:
    match form:
        case Write(many=True):
            return _PAGE
        case Write():
            return _LINE
        case Promise():
            return _PLAN
        case RateEach():
            return _ITEM * len(form.items)
        case (
            Rate()
            | Measure()
            | Choose()
            | ChooseSeveral()
            | Confirm()
            | ReviewPromise()
            | ShowRecalled()
            | Shelve()
            | KeepOrLetGo()
        ):
            return _CHOSEN
        case _:
            assert_never(form)


def _read(text: str) -> float:
    return len(text.split()) * 60 / WORDS_A_MINUTE
