"""What may be said to a prompt, and how it is told afterwards. One rule for typed, scripted and stored answers.

Values are JSON: words, whole numbers, yes or no, an option id, a list of ids, a map of item figures, a
promise's cue and action. None leaves the prompt open. Pure; it knows no session and no screen.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, assert_never

from selfattach import kinds, words
from selfattach.script.model import (
    CANNOT_TELL,
    LOW,
    Choose,
    ChooseSeveral,
    Confirm,
    KeepOrLetGo,
    Measure,
    Option,
    Promise,
    QuestionKind,
    Rate,
    RateEach,
    ReviewPromise,
    Shelve,
    ShowRecalled,
    Write,
)
from selfattach.text import clean, did_you_mean, one_line

MOST_CHARACTERS: Final = 2_000_000
MOST_SEAL_DAYS: Final = 36_500

Value = Any  # JSON, of the shape the form takes


class IllegalAnswerError(ValueError):
    """A value the prompt does not take; the message says what it takes."""


def read_answer(form: QuestionKind, value: Value) -> Value:
    """Return the value as it is kept: cleaned, in the prompt's own order, None where it says nothing.

    Raises IllegalAnswerError.
    """
    if value is None:
        return None
    match form:
        case Write():
            return _words(value, many=form.many)
        case Rate():
            return _figure(form.lowest, form.highest, value)
        case Measure():
            return value if value == CANNOT_TELL else _figure(form.lowest, form.highest, value)
        case Choose() | ReviewPromise() | KeepOrLetGo():
            return _option(form.options, value)
        case ChooseSeveral():
            return _picked(form, value)
        case Confirm() | ShowRecalled():
            return _yes_or_no(value)
        case RateEach():
            return _item_figures(form, value)
        case Promise():
            return _promised(value)
        case Shelve():
            return _shelved(value)
        case _:
            assert_never(form)


def _words(value: Value, *, many: bool = False) -> Value:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise IllegalAnswerError(words.WORDS_WANTED)
    if len(value) > MOST_CHARACTERS:
        raise IllegalAnswerError(words.TOO_MANY_LETTERS.format(length=len(value), most=MOST_CHARACTERS))
    text = clean(value).strip("\n") if many else one_line(value)
    return text if text.strip() else None


def _figure(lowest: int, highest: int, value: Value) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
        raise IllegalAnswerError(words.WHOLE_NUMBER_WANTED.format(lowest=lowest, highest=highest))
    return value


def _option(options: Sequence[Option], value: Value) -> Value:
    ids = [option.id for option in options]
    if value not in ids:
        near = did_you_mean(str(value), ids)
        raise IllegalAnswerError(words.OPTION_WANTED.format(known=", ".join(ids), near=near))
    return value


def _picked(form: ChooseSeveral, value: Value) -> Value:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple):
        raise IllegalAnswerError(words.IDS_WANTED)
    for one in given:
        _option(form.options, one)
    picked = [option.id for option in form.options if option.id in given]
    if len(picked) > form.at_most:
        raise IllegalAnswerError(words.AT_MOST_OF_THEM.format(n=form.at_most))
    return picked or None


def _yes_or_no(value: Value) -> Value:
    if not isinstance(value, bool):
        raise IllegalAnswerError(words.YES_OR_NO_WANTED.format(yes=words.YES, no=words.NO))
    return value


def _item_figures(form: RateEach, value: Value) -> Value:
    if not isinstance(value, Mapping):
        raise IllegalAnswerError(words.ITEMS_WANTED)
    ids = [item for item, _ in form.items]
    figures = [figure for figure, _ in form.scale]
    for item, figure in value.items():
        if item not in ids:
            raise IllegalAnswerError(words.NO_SUCH_ITEM.format(item=item, near=did_you_mean(str(item), ids)))
        if figure is not None and (type(figure) is not int or figure not in figures):
            raise IllegalAnswerError(words.ITEM_FIGURE_WANTED.format(item=item, known=", ".join(map(str, figures))))
    kept = {item: value[item] for item in ids if value.get(item) is not None}
    return kept or None


def _promised(value: Value) -> Value:
    if not isinstance(value, Mapping) or not set(value) <= {"cue", "action"}:
        raise IllegalAnswerError(words.PROMISE_WANTED)
    cue, action = (_words(value.get(part)) if value.get(part) is not None else None for part in ("cue", "action"))
    return {"cue": cue, "action": action} if cue or action else None


def _shelved(value: Value) -> Value:
    if isinstance(value, bool):
        return value
    if value == LOW:
        return LOW
    if not isinstance(value, int) or not 1 <= value <= MOST_SEAL_DAYS:
        raise IllegalAnswerError(words.SHELVING_WANTED.format(low=LOW, most=MOST_SEAL_DAYS))
    return value


def as_compared(kind: str, value: Value) -> Value:
    """Return a stored answer as conditions see it, of the sort that `script/names.py` says; None is unknown."""
    return None if kind == kinds.MEASURE and value == CANNOT_TELL else value


def without_beginning_twice(said: str, beginning: str) -> str:
    """Return words without the beginning that stood in the box, where the person wrote it once more: "Dear dear me".

    The first stays as it stood.
    """
    once = r"\s+".join(map(re.escape, beginning.split()))
    twice = re.match(rf"\s*{once}(?=\s)(\s+{once})(?!\w)", said, re.IGNORECASE) if once else None
    return said[: twice.start(1)] + said[twice.end(1) :] if twice else said


def counts_as_answered(form: QuestionKind, value: Value) -> bool:
    """Whether the way on is that of an answer. Half a promise is kept, and is no promise."""
    if isinstance(form, Promise) and value is not None:
        return bool(value["cue"] and value["action"])
    return value is not None


def format_answer(form: QuestionKind, value: Value) -> str:
    """Return the answer as later texts tell it."""
    match form:
        case Choose() | ReviewPromise() | KeepOrLetGo():
            return next((option.in_text for option in form.options if option.id == value), "")
        case ChooseSeveral():
            return ", ".join(option.in_text for option in form.options if option.id in (value or ()))
        case Confirm() | ShowRecalled() | Shelve():
            return words.YES if value else words.NO
        case RateEach():
            labels = dict(form.scale)
            return ", ".join(f"{statement}: {labels[value[item]]}" for item, statement in form.items if item in value)
        case Measure():
            return form.cannot_tell if value == CANNOT_TELL else str(value)
        case Promise():
            return ": ".join(part for part in (value["cue"], value["action"]) if part)
        case Write() | Rate():
            return str(value)
        case _:
            assert_never(form)
