"""How an answer is written on one line, for the plain voice, for `--set` and for figures on the terminal.

A number picks an option by its place; an id or a label works too. An empty line leaves the prompt open.
"""

from collections.abc import Iterable, Sequence
from typing import Final, assert_never

from selfattach import words
from selfattach.engine.answers import MOST_SEAL_DAYS, IllegalAnswerError, Value
from selfattach.script.model import (
    CANNOT_TELL,
    LOW,
    Choose,
    Confirm,
    Form,
    Items,
    KeepOrLetGo,
    Measure,
    Option,
    Pick,
    Promise,
    Rate,
    Review,
    Shelve,
    Show,
    Write,
    options_of,
)
from selfattach.text import did_you_mean

STANDS: Final = 0.3  # seconds before Enter starts anything: a key meant for what stood there before is dropped
STRANGE_FIGURES: Final = ("7", "8", "9", "10")  # where no option has them: perhaps how hard it is, one screen late
_YES: Final = ("y", "yes", "true", words.YES)
_NO: Final = ("n", "no", "false", words.NO)
_HARD: Final = (LOW, words.HARD)


def read_line(form: Form, line: str) -> Value:
    """Return the value a line stands for, still unchecked by the form. Raises IllegalAnswerError."""
    text = line.strip()
    if not text:
        return None
    match form:
        case Rate():
            return _whole(text, words.WHOLE_NUMBER_WANTED.format(lowest=form.lowest, highest=form.highest))
        case Measure():
            return CANNOT_TELL if _means_cannot_tell(form, text) else _whole(text, measure_hint(form))
        case Confirm() | Show():
            return _yes_or_no(text)
        case Shelve():
            if text.casefold() in _HARD:
                return LOW
            return _whole(text, words.SEAL_DAYS_WANTED) if text.isdecimal() else _yes_or_no(text)
        case Pick():
            parts = [part for part in text.replace(",", " ").split() if part]
            return [_option(options_of(form), part) for part in parts]
        case Items():
            return read_items(form, text)
        case Promise():
            cue, _, action = text.partition(":")
            return {"cue": cue.strip() or None, "action": action.strip() or None}
        case Choose() | Review() | KeepOrLetGo():
            return _option(form.options, text)
        case Write():
            return line
        case _:
            assert_never(form)


def read_seal(line: str) -> Value:
    """Return the days, or the word for a hard moment, that a line stands for; None where it stays unsealed."""
    text = line.strip()
    if text.casefold() in _HARD:
        return LOW
    if not text:
        return None
    wanted = words.SEAL_WANTED.format(most=MOST_SEAL_DAYS, hard=words.HARD)
    days = _whole(text, wanted)
    if not 0 <= days <= MOST_SEAL_DAYS:
        raise IllegalAnswerError(wanted)
    return days or None


def figures_told(figures: Iterable[int | None]) -> str:
    """Return figures given so far, one after another, as a person reads them."""
    return ", ".join(words.PLAIN_LEFT_OPEN if figure is None else str(figure) for figure in figures)


def as_sentence(why: str) -> str:
    """Return why an answer was not taken as the end of a sentence; one with a question behind it has its mark."""
    return why if why.endswith((".", "?")) else f"{why}."


def measure_hint(form: Measure) -> str:
    """Return what a measure takes, in words."""
    facts = {"lowest": form.lowest, "highest": form.highest, "cannot_tell": form.cannot_tell}
    return words.WHOLE_NUMBER_OR_CANNOT_TELL.format(**facts)


def _means_cannot_tell(form: Measure, text: str) -> bool:
    return text.casefold() in ("?", CANNOT_TELL, form.cannot_tell.casefold())


def _whole(text: str, wanted: str) -> int:
    digits = text.removeprefix("-").removeprefix("+")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 9):  # noqa: PLR2004  far beyond any scale
        raise IllegalAnswerError(wanted)
    return int(text)


def _yes_or_no(text: str) -> bool:
    folded = text.casefold()
    if folded in _YES or folded == "1":
        return True
    if folded in _NO or folded == "2":
        return False
    raise IllegalAnswerError(words.YES_OR_NO_WANTED.format(yes=words.YES, no=words.NO))


def _option(options: Sequence[Option], text: str) -> str:
    if text.isdecimal() and 1 <= int(text[:4]) <= len(options):
        return options[int(text[:4]) - 1].id
    folded = text.casefold()
    for option in options:
        if folded in (option.id, option.label.casefold()):
            return option.id
    near = did_you_mean(text, [option.id for option in options])
    raise IllegalAnswerError(words.NUMBER_OF_OPTION_WANTED.format(most=len(options), near=near))


def read_items(form: Items, text: str) -> Value:
    """Return figures for the items in order, from `3 4 2`; `-` leaves one open."""
    parts = text.replace(",", " ").split()
    if len(parts) > len(form.items):
        raise IllegalAnswerError(words.FEWER_FIGURES_WANTED.format(n=len(form.items)))
    return {
        item: _whole(part, words.FIGURES_WANTED)
        for (item, _), part in zip(form.items, parts, strict=False)
        if part != "-"
    }
