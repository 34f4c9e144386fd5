"""How an answer is written on one line, for the plain voice, for `--set` and for figures on the terminal.

What it means is for `engine/written_answers.py`; here it is told what a line should have been. An empty line leaves the
prompt open.
"""

from collections.abc import Iterable
from typing import Final, assert_never

from selfattach import words
from selfattach.engine.answers import MOST_SEAL_DAYS, IllegalAnswerError, Value
from selfattach.engine.written_answers import read_written, whole_number
from selfattach.script.model import (
    CANNOT_TELL,
    LOW,
    Choose,
    ChooseSeveral,
    Confirm,
    KeepOrLetGo,
    Measure,
    Promise,
    QuestionKind,
    Rate,
    RateEach,
    ReviewPromise,
    Shelve,
    ShowRecalled,
    Write,
)
from selfattach.text import did_you_mean

STANDS: Final = 0.3  # seconds before Enter starts anything: a key meant for what stood there before is dropped
STRANGE_FIGURES: Final = ("7", "8", "9", "10")  # where no option has them: perhaps how hard it is, one screen late
_HARD: Final = (LOW, words.HARD)


def read_line(form: QuestionKind, line: str) -> Value:
    """Return the value a line stands for, still unchecked by the form. Raises IllegalAnswerError."""
    if not line.strip():
        return None
    match form:
        case Write():
            return line
        case Promise():
            cue, _, action = line.partition(":")
            return {"cue": cue.strip() or None, "action": action.strip() or None}
        case Rate() if line.strip() == "?":
            return None
        case Rate():
            return _whole(line, words.WHOLE_NUMBER_WANTED.format(lowest=form.lowest, highest=form.highest))
        case Measure():
            value = read_written(form, line)
            return value if value == CANNOT_TELL else _whole(line, measure_hint(form))
        case Confirm() | ShowRecalled() | Shelve():
            value = read_written(form, line)
            if isinstance(value, str) and value != LOW:
                days = isinstance(form, Shelve) and line.strip().isdecimal()  # more than anybody could live
                wanted = words.YES_OR_NO_WANTED.format(yes=words.YES, no=words.NO)
                raise IllegalAnswerError(words.SEAL_DAYS_WANTED if days else wanted)
            return value
        case Choose() | ChooseSeveral() | ReviewPromise() | KeepOrLetGo():
            return _read_options(form, line)
        case RateEach():
            return read_written(form, line)
        case _:
            assert_never(form)


def _read_options(form: Choose | ChooseSeveral | ReviewPromise | KeepOrLetGo, line: str) -> Value:
    try:
        return read_written(form, line)
    except IllegalAnswerError as wrong:
        near = did_you_mean(line.strip(), [option.id for option in form.options])
        raise IllegalAnswerError(words.counted(words.NUMBER_OF_OPTION_WANTED, len(form.options), near=near)) from wrong


def strange_figure(line: str) -> str:
    """Return the figure that a line is, in plain digits, if it may be how hard it is; else ""."""
    number = whole_number(line)
    return str(number) if str(number) in STRANGE_FIGURES else ""


def place_of(line: str, count: int) -> int | None:
    """Return the place, from 0, that a line picks out of so many; None where it picks none."""
    number = whole_number(line)
    return number - 1 if number is not None and 1 <= number <= count else None


def read_seal(line: str) -> Value:
    """Return the days, or the word for a hard moment, that a line stands for; None where it stays unsealed."""
    if line.strip().casefold() in _HARD:
        return LOW
    if not line.strip():
        return None
    wanted = words.SEAL_WANTED.format(most=MOST_SEAL_DAYS, hard=words.HARD)
    days = _whole(line, wanted)
    if not 0 <= days <= MOST_SEAL_DAYS:
        raise IllegalAnswerError(wanted)
    return days or None


def figures_told(figures: Iterable[int | None]) -> str:
    """Return figures given so far, one after another, as a person reads them."""
    return ", ".join(words.PLAIN_LEFT_OPEN if figure is None else str(figure) for figure in figures)


def as_sentence(why: str) -> str:
    """Return why an answer was not taken as the end of a sentence; one with a question behind it has its mark."""
    return why if why.endswith((".", "?")) else f"{why}."


def as_own_sentence(why: str) -> str:
    """Return why an answer was not taken as a sentence that stands alone."""
    return f"{why[:1].upper()}{why[1:]}".rstrip(".") + "."


def measure_hint(form: Measure) -> str:
    """Return what a measure takes, in words."""
    facts = {"lowest": form.lowest, "highest": form.highest, "cannot_tell": form.cannot_tell}
    return words.WHOLE_NUMBER_OR_CANNOT_TELL.format(**facts)


def _whole(text: str, wanted: str) -> int:
    number = whole_number(text)
    if number is None:
        raise IllegalAnswerError(wanted)
    return number
