"""What a person typed or a program wrote for an answer, as the value that was meant by it.

One rule for lines of the plain voice, for figures on the terminal, for `--set` and for files of answers: `"7"`, `7.0`
and a seven in any digits are 7; `y`, `True` and `no` say yes or no; an option goes by its id, its label or its place,
whatever the capitals and accents; and several may stand on one line. Whether the value fits is for `answers.py` to say.
Pure.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, assert_never

from selfattach import words
from selfattach.engine.answers import IllegalAnswerError, Value
from selfattach.history.text_folding import fold
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
from selfattach.text import did_you_mean

_FIGURE: Final = re.compile(r"([-+\u2212]?)(\d{1,9})(?:[.,\u066b]0*)?")  # nine digits: far beyond any scale
_SEPARATORS: Final = re.compile("[,;\n\u060c\u061b\u3001\uff0c\uff1b]")
_YES: Final = ("y", "yes", "true", "1", words.YES)
_NO: Final = ("n", "no", "false", "2", "0", words.NO)
_HARD: Final = (LOW, words.HARD)
_OPEN: Final = "-"


def read_written(form: QuestionKind, value: Value) -> Value:
    """Return the value that is meant; what is none a form could mean comes back as it is. None leaves it open.

    Raises IllegalAnswerError where words stand for nothing that is asked.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    match form:
        case Write():
            return value
        case Rate():
            return None if _means_cannot_tell(words.CANNOT_TELL, value) else _figure(value)
        case Measure():
            return CANNOT_TELL if _means_cannot_tell(form.cannot_tell, value) else _figure(value)
        case Confirm() | ShowRecalled():
            return _yes_or_no(value)
        case Shelve():
            return _days_or_yes(value)
        case Choose() | ReviewPromise() | KeepOrLetGo():
            return read_option(form.options, value)
        case ChooseSeveral():
            return _picked(form.options, value)
        case RateEach():
            return _item_figures(form, value)
        case Promise():
            return _promised(value)
        case _:
            assert_never(form)


def whole_number(value: Value) -> int | None:
    """Return the whole number that a text or a number is, in whatever digits; None where it is none."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    found = _FIGURE.fullmatch(fold(value)) if isinstance(value, str) else None
    return None if found is None else int(found[2]) * (-1 if found[1] in ("-", "\u2212") else 1)


def _figure(value: Value) -> Value:
    number = whole_number(value)
    return value if number is None else number


def _means_cannot_tell(as_said: str, value: Value) -> bool:
    return isinstance(value, str) and _name(value) in ("?", _name(CANNOT_TELL), _name(as_said))


def _yes_or_no(value: Value) -> Value:
    number = whole_number(value)
    said = value if number is None else str(number)
    if isinstance(said, str):
        said = fold(said)
        return True if said in _YES else False if said in _NO else value
    return value


def _days_or_yes(value: Value) -> Value:
    if isinstance(value, str) and fold(value) in _HARD:
        return LOW
    number = whole_number(value)
    return _yes_or_no(value) if number is None else number


def read_option(options: Sequence[Option], value: Value) -> str:
    """Return the id of the option that is meant by its id, its label or its place. Raises IllegalAnswerError."""
    if isinstance(value, bool):
        value = words.YES if value else words.NO
    found = _meant(options, value)
    if not found:
        raise _no_option(options, value)
    return found


def _meant(options: Sequence[Option], value: Value) -> str:
    """The id, of an id as it is before a place, and of a place before a label; "" for none."""
    number = whole_number(value)
    if value not in [option.id for option in options] and number is not None and 1 <= number <= len(options):
        return options[number - 1].id
    return _named(options, value) if isinstance(value, str) else ""


def _named(options: Sequence[Option], said: str) -> str:
    """The option of that id or label, however it is written; "" for none, and for what may be two."""
    if said in [option.id for option in options]:
        return said
    found = {option.id for option in options if _name(said) in (_name(option.id), _name(option.label))}
    return found.pop() if len(found) == 1 else ""


def _no_option(options: Sequence[Option], value: Value) -> IllegalAnswerError:
    ids = [option.id for option in options]
    return IllegalAnswerError(words.OPTION_WANTED.format(known=", ".join(ids), near=did_you_mean(str(value), ids)))


def _picked(options: Sequence[Option], value: Value) -> Value:
    if isinstance(value, Mapping):
        return value
    if not isinstance(value, list | tuple):
        return _several(options, value)
    return [ident for one in value if one is not None for ident in _several(options, one)]


def _several(options: Sequence[Option], value: Value) -> list[str]:
    """The options that one line names: between commas, or word by word where that alone makes sense of it."""
    if not isinstance(value, str):
        return [read_option(options, value)]
    if found := _meant(options, value):
        return [found]
    parts = [part for part in _SEPARATORS.split(value) if part.strip()]
    return [ident for part in parts for ident in _in_a_row(options, part)]


def _in_a_row(options: Sequence[Option], part: str) -> list[str]:
    """The options in a row of words. Of labels that begin alike the longest counts."""
    said, found = part.split(), []
    while said:
        for length in range(len(said), 0, -1):
            if ident := _meant(options, " ".join(said[:length])):
                found.append(ident)
                said = said[length:]
                break
        else:
            raise _no_option(options, said[0])
    return found


def _item_figures(form: RateEach, value: Value) -> Value:
    if isinstance(value, Mapping):
        return {item: _of_scale(form, figure) for item, figure in value.items()}
    if not isinstance(value, str):
        return value
    parts = _SEPARATORS.sub(" ", value).split()
    if len(parts) > len(form.items):
        raise IllegalAnswerError(words.FEWER_FIGURES_WANTED.format(n=len(form.items)))
    figures: dict[str, int] = {}
    for (item, _), part in zip(form.items, parts, strict=False):
        number = whole_number(part)
        if number is None and part != _OPEN:
            raise IllegalAnswerError(words.FIGURES_WANTED)
        if number is not None:
            figures[item] = number
    return figures


def _of_scale(form: RateEach, figure: Value) -> Value:
    """A figure of the scale, or the words that stand for one."""
    number = whole_number(figure)
    if number is not None or not isinstance(figure, str):
        return figure if number is None else number
    if not figure.strip():
        return None
    return next((one for one, label in form.scale if _name(label) == _name(figure)), figure)


def _promised(value: Value) -> Value:
    if not isinstance(value, str) or ":" not in value:
        return value
    cue, _, action = value.partition(":")
    return {"cue": cue.strip() or None, "action": action.strip() or None}


def _name(text: str) -> str:
    """A text as names are compared: a hyphen or a line below is a space, and a full stop at the end is nothing."""
    folded = fold(text)
    return " ".join(folded.replace("_", " ").replace("-", " ").split()).rstrip(" .,!\u2026") or folded
