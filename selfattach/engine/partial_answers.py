"""What a half-given answer of each kind is: how it is written down, read back, and what it counts as. One rule.

The voices write it down as it grows and show it again from the same text; `draft_lines` makes it an answer where nobody
goes on with it ("enough", "keep it as it is"). It is one text a prompt, in the side file of a draft:

| kind | what is written down | what it counts as |
|---|---|---|
| write | the words as they stand in the box | the answer |
| promise | the two lines, a line each | the answer; half a promise is kept and is no promise |
| items | figures in order, `-` for one left open, two spaces before the statement one is at | the answer so far |
| pick | the ids of the ticks that are set | the answer; of more than it takes, the first |
| rate | what is typed in the box | the answer, if it is a figure of the scale: it is what the person typed |
| shelve | `yes`, then what is typed as days | the yes, with days that are typed whole, else without a seal |
| measure | what is typed in the box | nothing: a figure that the frame may act on is one that was entered |
| choose, confirm, review, show, keep | nothing: a pointer that was moved is no answer | nothing |

Every text is read without a fault, also one of an older program or of a hand: what makes no sense says nothing. A
`match` here names every kind, so that a new one has to be decided. Pure; it knows no session, disk or screen.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple, assert_never

from selfattach.engine.answers import MOST_SEAL_DAYS, IllegalAnswerError, Value, read_answer
from selfattach.engine.written_answers import whole_number
from selfattach.script.model import (
    CANNOT_TELL,
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

_YES: Final = "yes"
_OPEN: Final = "-"
_HERE: Final = "  "  # before the statement one is at


class Half(NamedTuple):
    """A half-given answer: its parts so far, what stands in the box, and which of some statements one is at."""

    given: Value = None
    box: str = ""
    at: int = 0


def write_down(form: QuestionKind, half: Half) -> str:
    """Return a half-given answer as text; empty where there is nothing of it."""
    match form:
        case Write() | Rate() | Measure():
            return half.box
        case Promise():
            return "\n".join(half.given.get(part) or "" for part in ("cue", "action")) if half.given else ""
        case RateEach():
            return _items_as_line(form, half)
        case ChooseSeveral():
            return " ".join(option.id for option in form.options if option.id in (half.given or ()))
        case Shelve():
            return f"{_YES} {half.box}".rstrip() if half.given is True else ""
        case Choose() | Confirm() | ReviewPromise() | ShowRecalled() | KeepOrLetGo():
            return ""
        case _:
            assert_never(form)


def read_back(form: QuestionKind, text: str) -> Half:
    """Return the half-given answer a text holds."""
    match form:
        case Write() | Rate() | Measure():
            return Half(box=text)
        case Promise():
            cue, _, action = text.partition("\n")
            return Half({"cue": cue or None, "action": action or None} if cue or action else None)
        case RateEach():
            return _items_of_line(form, text)
        case ChooseSeveral():
            ticked = text.split()
            return Half([option.id for option in form.options if option.id in ticked] or None)
        case Shelve():
            yes, _, days = text.partition(" ")
            return Half(given=True, box=days) if yes == _YES else Half()
        case Choose() | Confirm() | ReviewPromise() | ShowRecalled() | KeepOrLetGo():
            return Half()
        case _:
            assert_never(form)


def as_answer(form: QuestionKind, text: str, before: Value = None) -> Value:
    """Return the answer that a text would be, or None. `before`: what was said here before going back."""
    half = read_back(form, text)
    match form:
        case Write():
            value: Value = half.box
        case Rate() | Measure():
            is_open = isinstance(form, Measure) and half.box.strip() in ("?", CANNOT_TELL)
            value = CANNOT_TELL if is_open else whole_number(half.box)
        case Promise():
            value = half.given
        case RateEach():
            value = {**(before if isinstance(before, Mapping) else {}), **(half.given or {})}
        case ChooseSeveral():
            value = half.given and half.given[: form.at_most]
        case Shelve():
            days = (whole_number(half.box) if form.seal is None else None) or 0
            value = half.given and (days if 1 <= days <= MOST_SEAL_DAYS else half.given)
        case Choose() | Confirm() | ReviewPromise() | ShowRecalled() | KeepOrLetGo():
            value = None
        case _:
            assert_never(form)
    try:
        return read_answer(form, value)
    except IllegalAnswerError:
        return None


def counts(form: QuestionKind) -> bool:
    """Whether what is half given is the answer where nobody goes on with it."""
    match form:
        case Write() | Promise() | RateEach() | ChooseSeveral() | Rate() | Shelve():
            return True
        case Measure() | Choose() | Confirm() | ReviewPromise() | ShowRecalled() | KeepOrLetGo():
            return False
        case _:
            assert_never(form)


# --- figures, one for each statement


def _items_as_line(form: RateEach, half: Half) -> str:
    given = half.given or {}
    ids = [item for item, _ in form.items]
    last = max((place for place, item in enumerate(ids) if item in given), default=-1) + 1
    figures = [str(given[item]) if given.get(item) is not None else _OPEN for item in ids[:last]]
    if half.at >= len(figures):
        return " ".join(figures)
    return f"{' '.join(figures[: half.at])}{_HERE}{' '.join(figures[half.at :])}"


def _items_of_line(form: RateEach, text: str) -> Half:
    """Figures that are none of the scale are left out, each by itself."""
    scale = {str(figure): figure for figure, _ in form.scale}
    before, _, after = text.partition(_HERE)
    passed = before.split()
    figures = [*passed, *after.split()]
    known = {
        item: scale.get(figure)
        for (item, _), figure in zip(form.items, figures, strict=False)
        if figure == _OPEN or figure in scale
    }
    return Half(known or None, at=len(passed) if known and len(passed) < len(form.items) else 0)
