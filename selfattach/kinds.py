"""Kinds of answers: the names they are stored under, and what is true of a stored answer of each.

All of it can be said without the exercise the answer came from, so a record outlives its script. A record of a newer
program may hold a kind that is not here: what it holds counts as a person's own words, and is shown as it is.

It stands on the ground and imports nothing of ours but words. `script` adds how a kind is read from YAML, `answers` and
`partial_answers` what may be said to it, `ui` how it is asked. The engine's classes of the same kinds are in
`script.model`; where they are told apart, a `match` names each and ends in `assert_never`, so the type checker finds
what a new one lacks. `docs/dev/architecture.md` has the way of a new kind.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

from selfattach import words

JsonObject: TypeAlias = dict[str, Any]  # as JSON has it, or a document of TinyDB: whoever reads one looks at its shape
JsonMapping: TypeAlias = Mapping[str, Any]  # the same, to be read only

WRITE: Final = "write"
RATE: Final = "rate"
CHOOSE: Final = "choose"
PICK: Final = "pick"
CONFIRM: Final = "confirm"
ITEMS: Final = "items"
MEASURE: Final = "measure"
PROMISE: Final = "promise"
REVIEW: Final = "review"
SHOW: Final = "show"
SHELVE: Final = "shelve"
KEEP: Final = "keep"
# of what became of lines of a shelf, in sessions that no script made
CARD: Final = "support"
CARD_REVIEW: Final = "support-card"  # the exercise of a look through the card; older than the rule for the others
_REVIEW_ENDS: Final = "-looked-through"
_OF_THE_FRAME: Final = ("distress.", "guard.", "kind-close")  # begin the names of its answers
# exercises of sessions of one line, which no script made
KIND_LINE: Final = "kind-line"
NOTICED_LINE: Final = "noticed-line"
BROUGHT_LETTER: Final = "brought-letter"  # of one letter that was written elsewhere

HELP_FROM: Final = 9  # of distress, 0 to 10; what follows at each stands in `safety_frame.py`
HIGH_FROM: Final = 7
MIDDLE_FROM: Final = 5


class Kind(NamedTuple):
    """What is true of every stored answer of one kind."""

    own_words: bool  # a person wrote it, and did not choose it
    edited: Callable[[str], Any] | None  # what a text from an editor is as such an answer; None: it is not edited
    parts: tuple[str, ...] = ()  # of one that is a map of words: its keys, in the order they are told


def _promised(text: str) -> dict[str, str | None]:
    cue, _, action = text.partition("\n")  # the last has all lines that are left
    return value_of_parts(PROMISE, [part.strip().replace("\n", " ") for part in (cue, action)])


_CHOSEN: Final = Kind(own_words=False, edited=None)
KINDS: Final[Mapping[str, Kind]] = {
    WRITE: Kind(own_words=True, edited=str),
    PROMISE: Kind(own_words=True, edited=_promised, parts=("cue", "action")),
    **dict.fromkeys((RATE, MEASURE, ITEMS), _CHOSEN),
    **dict.fromkeys((CHOOSE, PICK, CONFIRM, REVIEW, SHOW, SHELVE, KEEP), _CHOSEN),
    CARD: _CHOSEN,
}
_OF_A_NEWER_PROGRAM: Final = Kind(own_words=True, edited=None)

WRITTEN: Final = tuple(name for name, kind in KINDS.items() if kind.own_words)  # those whose answers are own words


class Stored(Protocol):
    """What a search reads of a stored answer."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def value(self) -> Any:  # noqa: ANN401  JSON of any shape
        """The answer, None where it was left open."""

    @property
    def labels(self) -> Mapping[str, str] | None:
        """What the options, or the figures of its scale, are called."""


class StoredWhole(Stored, Protocol):
    """A stored answer with all that tells it in words: an Entry of a record, or a glance at one."""

    @property
    def items(self) -> Mapping[str, str] | None:
        """The statements of a questionnaire, by their ids."""


def kind_of(name: str) -> Kind:
    """Return what is true of a kind, also of one that only a newer program knows."""
    return _CHOSEN if is_shelf_review(name) else KINDS.get(name, _OF_A_NEWER_PROGRAM)


def is_known(name: str) -> bool:
    """Whether it is no kind of a newer program."""
    return name in KINDS or is_shelf_review(name)


def is_shelf_review(name: str) -> bool:
    """Whether a kind, or the exercise of a session, is a look through a shelf. Nothing was practised in such a session.

    A new shelf has one by the name `shelf_review_kind` gives, and need not be known here.
    """
    return name == CARD_REVIEW or name.endswith(_REVIEW_ENDS)


def was_practised(exercise: str) -> bool:
    """Whether something was practised in such a session: neither a look through a shelf, nor a letter brought in."""
    return not (is_shelf_review(exercise) or exercise == BROUGHT_LETTER)


def shelf_review_kind(shelf: str) -> str:
    """Return the exercise of a look through a shelf. Its entries are of the same kind, but for the card: of `CARD`."""
    return CARD_REVIEW if shelf == CARD else f"{shelf}{_REVIEW_ENDS}"


def tells_how_it_went(exercise: str, ending: str) -> bool:
    """Whether such a session says how it went: no look does, no letter brought in, nor one line kept in passing.

    What is decided by how the last ones went looks past those: a line must not hide the hard moment before it. One
    that ended at the page of help is such a moment itself.
    """
    in_passing = exercise in (KIND_LINE, NOTICED_LINE) and ending != "guard"
    return was_practised(exercise) and not in_passing


def is_of_the_frame(name: str) -> bool:
    """Whether an answer of that name was asked for by what the engine puts around every exercise."""
    return name.startswith(_OF_THE_FRAME)


def parts_of(answer: Stored) -> list[str]:
    """Return the parts of an answer that is a map of words, in their order, the empty ones too; none of any other."""
    names = kind_of(answer.kind).parts
    if not names or not isinstance(answer.value, Mapping):
        return []
    return [part if isinstance(part := answer.value.get(name), str) else "" for name in names]


def value_of_parts(kind: str, parts: Sequence[str]) -> dict[str, str | None]:
    """Return the answer that these parts are, in the order of `Kind.parts`."""
    names = kind_of(kind).parts
    return {name: part.strip() or None for name, part in zip(names, [*parts, *[""] * len(names)], strict=False)}


def as_text(answer: StoredWhole) -> str:
    """Return a stored answer in words, without the exercise it came from."""
    value, labels = answer.value, answer.labels or {}
    if isinstance(value, bool):
        return words.YES if value else words.NO
    if isinstance(value, list | tuple):
        return ", ".join(labels.get(str(one), str(one)) for one in value)
    if parts := parts_of(answer):
        return ": ".join(part for part in parts if part)
    if isinstance(value, dict) and not is_known(answer.kind):
        return "\n".join(str(leaf) for leaf in leaves(value) if leaf is not None)
    if isinstance(value, dict):
        return ", ".join(f"{statement}: {label}" for statement, label in rated_statements(answer))
    return "" if value is None else labels.get(str(value), str(value))


def rated_statements(answer: StoredWhole) -> list[tuple[str, str]]:
    """Return the statements of a questionnaire, each with what was said to it; none of any other answer."""
    if not isinstance(answer.value, Mapping) or parts_of(answer) or not is_known(answer.kind):
        return []
    items, labels = answer.items or {}, answer.labels or {}
    return [(items.get(one, one), str(labels.get(str(figure), figure))) for one, figure in answer.value.items()]


def own_words(answer: Stored) -> list[str]:
    """Return what a person wrote or chose in one answer: their own words, and the labels they took.

    Figures and a plain yes or no are no words, and the statements of a questionnaire are not the person's.
    """
    value = answer.value
    if value is None or isinstance(value, int | float):  # most answers, and a search asks for all of them
        return []
    labels = answer.labels or {}
    if isinstance(value, str):
        return [labels.get(value, value)]
    if isinstance(value, list | tuple):
        return [labels.get(one, one) for one in value if isinstance(one, str)]
    if not is_known(answer.kind):
        return [leaf for leaf in leaves(value) if isinstance(leaf, str)]
    return [part for part in parts_of(answer) if part]


def may_hold_own_words(answer: StoredWhole) -> bool:
    """Whether there may be words of a person in an answer: all that is no figure, no yes or no, and no option."""
    if kind_of(answer.kind).own_words:
        return True
    value, known = answer.value, (answer.labels or {}).keys()
    if isinstance(value, str):
        return value not in known
    if isinstance(value, list | tuple):
        return not all(isinstance(one, str) and one in known for one in value)
    if isinstance(value, Mapping):
        items = answer.items or {}
        return not all(item in items and isinstance(figure, int | float) for item, figure in value.items())
    return not isinstance(value, int | float)


def leaves(value: object) -> list[object]:
    """Return the values within a value of any shape, in their order."""
    if isinstance(value, Mapping):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if isinstance(value, list | tuple):
        return [leaf for one in value for leaf in leaves(one)]
    return [value]
