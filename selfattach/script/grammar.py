"""The grammar of a script, as data: which keys stand where, what each takes, and what holds where it is left out.

The reference (`author/reference.py`) and the schema (`author/schema.py`) are made of it; no practice loads it. Words,
bounds and defaults are those the compiler reads with, by their names; which keys a map has stands in the readers too,
and `tests/script/test_grammar.py` holds both together.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Final, NamedTuple, get_args

from selfattach import kinds
from selfattach.script.compiler import BREATHS, MOST_BREATH, MOST_DAYS_AGO
from selfattach.script.examples import MOST_EXAMPLES
from selfattach.script.fields import LONGEST_TIME
from selfattach.script.head import MOST_MINUTES, MOST_VERSION
from selfattach.script.model import (
    BARRIERS,
    COMPONENTS,
    DOORS,
    FORMAT,
    INTENSITIES,
    LOW,
    MOMENTS,
    MOST_ROUNDS,
    OUTCOMES,
    SCRIPT_KINDS,
    SECTIONS,
    SERVES,
    SHELVES,
    STRATEGIES,
    STRENGTHS,
    Door,
    Rate,
    Recall,
    ScriptHead,
    Which,
)
from selfattach.script.questions import (
    KEEPS,
    LINES,
    MAY_BE_NEVER_KEPT,
    MOST_OPTIONS,
    MOST_PINS,
    MOST_SEAL_DAYS,
    NEVER,
    RATED,
)

HEAD: Final = "head"
QUESTION: Final = "question"  # the keys that every step has which asks
EVIDENCE: Final = "evidence"
CUE: Final = "cue"
BREATH: Final = "breath"
OPTION: Final = "option"
OUTCOME: Final = "outcome"  # an option of `review`
EXAMPLE: Final = "example"
EXAMPLE_PROMISE: Final = "promise-example"


class Plain(Enum):
    """What a key takes, where nothing more is to be said of it."""

    TEXT = "text"  # words with names filled in, or a map of them by visit
    WORDS = "words"  # on any number of lines, as they stand
    PASSAGE = "passage"  # the same, and a name in it is a fault
    LINE = "line"  # one, as it stands
    STEPS = "steps"
    ID = "id"
    NAME = "name"  # that the script gives
    ANSWER = "answer"  # the name of one that was given, dotted ones too
    NAMES = "names"  # the same, or `a, b` for the first that is set
    TAKEN = "taken"  # names of another exercise, `a, b`
    ELSEWHERE = "elsewhere"  # exercise.answer
    CONDITION = "condition"
    HOURS = "hours"
    TRUE = "true"
    OPTION_ID = "option id"
    SCALE = "scale"  # of measures.yaml
    NOTHING = "nothing"


class Whole(NamedTuple):
    """A whole number."""

    lowest: int
    highest: int


class Exactly(NamedTuple):
    """This number."""

    figure: int


class Seconds(NamedTuple):
    """A number of seconds, a fraction allowed."""

    longest: float


class Duration(NamedTuple):
    """45s, 3m, 4m30s, or seconds."""

    longest: int


class OneOf(NamedTuple):
    """One of these words."""

    allowed: tuple[str, ...]


class Several(NamedTuple):
    """A list of these words, or of any."""

    allowed: tuple[str, ...] = ()


class Map(NamedTuple):
    """A map with the keys of a form, by its name in `FORMS`."""

    form: str


class MapOf(NamedTuple):
    """A map of which the script chooses the keys: names, figures, or some of `only`."""

    each: "Shape"
    most: int = 0  # 0: any number
    figures: bool = False
    only: tuple[str, ...] = ()


class ListOf(NamedTuple):
    """A list of so many; `most` 0 is any number."""

    each: "Shape"
    fewest: int = 0
    most: int = 0


class Either(NamedTuple):
    """One of several shapes."""

    shapes: "tuple[Shape, ...]"


Shape = Plain | Whole | Exactly | Seconds | Duration | OneOf | Several | Map | MapOf | ListOf | Either


class Key(NamedTuple):
    """What stands behind a key. `otherwise`: as a script would say what holds where it is left out."""

    takes: Shape
    is_needed: bool = False
    otherwise: str = ""
    needs: str = ""  # another key, without which it says nothing


Form = Mapping[str, Key]


_TEXT: Final = Key(Plain.TEXT)
_LINE: Final = Key(Plain.LINE)
_STEPS: Final = Key(Plain.STEPS)
_NEEDED_TEXT: Final = Key(Plain.TEXT, is_needed=True)
_NEEDED_STEPS: Final = Key(Plain.STEPS, is_needed=True)
_NEEDED_NAME: Final = Key(Plain.NAME, is_needed=True)
_TEXT_OR_NOTHING: Final = Key(Either((Plain.TEXT, Plain.NOTHING)), is_needed=True)
_BY_ITSELF: Final = {"id": Key(Plain.ID)}  # of a step that asks nothing

_HEAD: Final[Form] = {
    "selfattach": Key(Exactly(FORMAT), is_needed=True),
    "id": Key(Plain.ID, is_needed=True),
    "title": Key(Plain.LINE, is_needed=True),
    "summary": _LINE,
    "minutes": Key(Whole(1, MOST_MINUTES)),
    "intensity": Key(OneOf(INTENSITIES), otherwise=str(ScriptHead._field_defaults["intensity"])),
    "kind": Key(OneOf(SCRIPT_KINDS), otherwise=str(ScriptHead._field_defaults["kind"])),
    "components": Key(Several(COMPONENTS)),
    "barriers": Key(Several(BARRIERS)),
    "strategies": Key(Several(STRATEGIES)),
    "serves": Key(Several(SERVES)),
    "hours": Key(Plain.HOURS),
    "care": Key(Plain.WORDS),
    "evidence": Key(Map(EVIDENCE)),
    "instead": Key(Plain.ID),
    "takes": Key(Several()),
    "version": Key(Whole(1, MOST_VERSION), otherwise=str(ScriptHead._field_defaults["version"])),
    "language": Key(Plain.LINE, otherwise=str(ScriptHead._field_defaults["language"])),
    "authors": Key(Several()),
    "licence": _LINE,
    "steps": _NEEDED_STEPS,
}

_ASKS: Final[Form] = {
    "ask": _NEEDED_TEXT,
    "hint": _TEXT,
    "help": _TEXT,
    "pin": Key(Either((Plain.NAMES, ListOf(Plain.NAMES, most=MOST_PINS)))),
    "keep": Key(OneOf(KEEPS)),
    "skipped": _STEPS,
}

_TELLING: Final[Mapping[str, Form]] = {
    "say": {"say": _NEEDED_TEXT},
    "rest": {
        "rest": Key(Duration(LONGEST_TIME), is_needed=True),
        "text": _TEXT,
        "cues": Key(ListOf(Map(CUE))),
        "quiet": Key(Plain.TRUE, needs="text"),
    },
    "breathe": {"breathe": Key(Map(BREATH), is_needed=True)},
    "when": {
        "when": Key(Plain.CONDITION, is_needed=True),
        "then": _NEEDED_STEPS,
        "else": _STEPS,
        "skipped": _STEPS,
    },
    "repeat": {
        "repeat": Key(Whole(1, MOST_ROUNDS), is_needed=True),
        "steps": _NEEDED_STEPS,
        "until": Key(Plain.CONDITION),
        "as": Key(Plain.NAME),
    },
    "include": {"include": Key(Plain.ID, is_needed=True), "as": Key(Plain.NAME)},
    "recall": {
        "recall": Key(Plain.ELSEWHERE, is_needed=True),
        "as": _NEEDED_NAME,
        "which": Key(OneOf(get_args(Which)), otherwise=str(Recall._field_defaults["which"])),
        "older_than": Key(Whole(0, MOST_DAYS_AGO), otherwise=str(Recall._field_defaults["older_than"])),
        "matches": Key(Plain.ANSWER),
        "take": Key(Plain.TAKEN, needs="matches"),
    },
    "ground": {"ground": _TEXT_OR_NOTHING},
    "support": {"support": _TEXT_OR_NOTHING},
    "finish": {"finish": _TEXT_OR_NOTHING, "next": Key(Plain.ID)},
    "door": {"door": _TEXT_OR_NOTHING, "for": Key(OneOf(DOORS), otherwise=str(Door._field_defaults["about"]))},
}

_OPTIONS: Final = Key(MapOf(Either((Plain.LINE, Map(OPTION))), most=MOST_OPTIONS), is_needed=True)
_OWN_QUESTION: Final = {"ask": _TEXT}  # of a step that has a question without it

_ASKING: Final[Mapping[str, Form]] = {
    kinds.WRITE: {
        "write": _NEEDED_NAME,
        "lines": Key(OneOf(LINES), otherwise=LINES[0]),
        "start": _TEXT,
        "example": _LINE,
        "examples": Key(ListOf(Either((Plain.PASSAGE, Map(EXAMPLE))), 1, MOST_EXAMPLES)),
    },
    kinds.RATE: {
        "rate": _NEEDED_NAME,
        "from": Key(Whole(*RATED), otherwise=str(Rate._field_defaults["lowest"])),
        "to": Key(Whole(*RATED), otherwise=str(Rate._field_defaults["highest"])),
        "low": _LINE,
        "high": _LINE,
    },
    kinds.CHOOSE: {"choose": _NEEDED_NAME, "options": _OPTIONS, "first": Key(Plain.OPTION_ID)},
    kinds.PICK: {"pick": _NEEDED_NAME, "options": _OPTIONS, "at_most": Key(Whole(1, MOST_OPTIONS))},
    kinds.CONFIRM: {"confirm": _NEEDED_NAME},
    kinds.ITEMS: {
        "items": _NEEDED_NAME,
        "list": Key(MapOf(Plain.LINE), is_needed=True),
        "scale": Key(MapOf(Plain.LINE, figures=True), is_needed=True),
    },
    kinds.MEASURE: {
        "measure": Key(Plain.SCALE, is_needed=True),
        "as": Key(OneOf(MOMENTS), is_needed=True),
        "name": Key(Plain.NAME),
        **_OWN_QUESTION,
    },
    kinds.PROMISE: {
        "promise": _NEEDED_NAME,
        "cue": _NEEDED_TEXT,
        "action": _NEEDED_TEXT,
        "example": _LINE,
        "examples": Key(ListOf(Map(EXAMPLE_PROMISE), 1, MOST_EXAMPLES)),
        **_OWN_QUESTION,
    },
    kinds.REVIEW: {
        "review": Key(Plain.ELSEWHERE, is_needed=True),
        "as": _NEEDED_NAME,
        "options": Key(MapOf(Either((Plain.LINE, Map(OUTCOME))), only=OUTCOMES)),
    },
    kinds.SHOW: {"show": Key(Plain.ANSWER, is_needed=True), **_OWN_QUESTION},
    kinds.SHELVE: {
        "shelve": Key(Either((Plain.ANSWER, MapOf(OneOf(SECTIONS)))), is_needed=True),
        "on": Key(OneOf(tuple(SHELVES)), is_needed=True),
        "seal": Key(Either((Whole(1, MOST_SEAL_DAYS), OneOf((LOW, "ask"))))),
        **_OWN_QUESTION,
    },
}


def _asking(step: str) -> Form:
    """The keys of a step that asks: its own, and those of every question."""
    never = step in MAY_BE_NEVER_KEPT
    return {
        **_ASKING[step],
        **{key: found for key, found in _ASKS.items() if key not in _ASKING[step]},
        "keep": Key(OneOf(KEEPS if never else tuple(one for one in KEEPS if one != NEVER))),
    }


STEPS: Final[Mapping[str, Form]] = {
    **{step: {**form, **_BY_ITSELF} for step, form in _TELLING.items()},
    **{step: _asking(step) for step in _ASKING},
}
ALONE: Final = tuple(step for step, form in _TELLING.items() if form[step] is _TEXT_OR_NOTHING)  # without a colon, too
FORMS: Final[Mapping[str, Form]] = {
    HEAD: _HEAD,
    QUESTION: _ASKS,
    **STEPS,
    EVIDENCE: {"strength": Key(OneOf(STRENGTHS)), "says": _LINE, "sources": Key(Several())},
    CUE: {"at": Key(Duration(LONGEST_TIME), is_needed=True), "say": _NEEDED_TEXT},
    BREATH: {
        "in": Key(Seconds(MOST_BREATH), is_needed=True),
        "hold": Key(Seconds(MOST_BREATH), otherwise="0"),
        "out": Key(Seconds(MOST_BREATH), is_needed=True),
        "rest": Key(Seconds(MOST_BREATH), otherwise="0"),
        "rounds": Key(Whole(1, MOST_ROUNDS), otherwise=str(BREATHS)),
    },
    OPTION: {"label": Key(Plain.LINE, is_needed=True), "as": Key(Plain.LINE), "then": _STEPS},
    OUTCOME: {"label": _LINE, "as": _LINE, "then": _STEPS},
    EXAMPLE: {"from": _LINE, "text": Key(Plain.PASSAGE, is_needed=True)},
    EXAMPLE_PROMISE: {"cue": Key(Plain.LINE, is_needed=True), "action": Key(Plain.LINE, is_needed=True)},
}
