"""Conditions of a script on paper: what is known beforehand is settled, and the rest is told in plain words.

A sheet is that of a first time: nothing was practised before, and what is asked nowhere above was not answered. So a
way that only a later visit has is not on it, and one that is there always needs no "if". For `of_an_exercise.py`.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from selfattach import words
from selfattach.script.conditions import refs_of
from selfattach.script.model import Condition, Operation, Option, Ref

Settled = Condition | bool | None  # None: unknown

_SIGNS: Final[Mapping[str, Callable[[float, float], float]]] = {
    "<": operator.lt, "<=": operator.le, "==": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge,
    "+": operator.add, "-": operator.sub,
}  # fmt: skip
_OPPOSITE: Final = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}


class Asked:
    """The questions of a sheet by their names, as far as it has come."""

    def __init__(self) -> None:
        self.count = 0
        self._numbers: dict[str, list[int]] = {}
        self._labels: dict[tuple[str, str], str] = {}

    def add(self, name: str, options: Sequence[Option] = (), statements: Sequence[tuple[str, str]] = ()) -> int:
        """Return the number of one more question. Ways that exclude each other may ask for the same name."""
        self.count += 1
        self._numbers.setdefault(name, []).append(self.count)
        self._labels.update(((name, one.id), one.label) for one in options)
        for ident, statement in statements:
            self._numbers[f"{name}.{ident}"] = [self.count]
            self._labels[name, ident] = statement
        return self.count

    def name_rounds(self, name: str, first: int) -> None:
        """Have the rounds of a part be known by its name, at the first question in it."""
        self._numbers.setdefault(name, []).append(first)

    def knows(self, ref: Ref) -> bool:
        """Whether it is asked above. How often and how long ago something was said, only a history knows."""
        return ref.name in self._numbers and not (ref.ago or ref.times)

    def number(self, *refs: Ref, every: bool = False) -> str:
        """Return at which question these are answered, in words: at one of several, or at every one."""
        found = sorted({number for ref in refs if self.knows(ref) for number in self._numbers[ref.name]})
        return words.sheet_number([*map(str, found)], every=every)

    def label(self, ref: Ref, ident: str) -> str:
        """Return what an option of a question is called."""
        return self._labels.get((ref.name, ident), ident)

    def statement(self, ref: Ref) -> str:
        """Return the statement that a part of an answer rates, or ""."""
        name, _, ident = ref.name.rpartition(".")
        return self._labels.get((name, ident), "")


def settle(condition: Condition, asked: Asked) -> Settled:
    """Return whether it is true or false whoever uses the sheet, None where that stays unknown; else what is left."""
    if isinstance(condition, Ref):
        return condition if asked.knows(condition) else None
    if not isinstance(condition, Operation):
        return condition
    match condition.name, condition.parts:
        case "times", _:
            return 0
        case "not", (Operation() as one,) if (opposite := _opposite(one)) is not None:
            return settle(opposite, asked)  # so that what is unknown within it stays unknown, and is not turned to true
        case (("answered" | "count" | "has") as name, (Ref() as ref, *_)):
            nothing: Mapping[str, Settled] = {"answered": False, "count": 0, "has": None}
            return condition if asked.knows(ref) else nothing[name]
        case name, parts:
            return _settle_joined(name, [settle(one, asked) for one in parts])


def _opposite(condition: Operation) -> Condition | None:
    """Return what is true where a condition is false; None where only a "not" says that."""
    match condition.name, condition.parts:
        case "not", (one,):
            return one
        case ("and" | "or") as name, parts:
            return Operation("or" if name == "and" else "and", tuple(Operation("not", (one,)) for one in parts))
        case sign, parts if sign in _OPPOSITE:
            return Operation(_OPPOSITE[sign], parts)
        case _:
            return None


def _settle_joined(name: str, parts: list[Settled]) -> Settled:
    match name, parts:
        case (("and" | "or"), _):
            return _joined(name, parts)
        case "not", [one]:
            return not one if isinstance(one, bool) else None if one is None else Operation("not", (one,))
        case _, [float() | int() as left, float() | int() as right] if name in _SIGNS:
            return _SIGNS[name](left, right)
        case _:
            known = tuple(one for one in parts if one is not None)
            return Operation(name, known) if len(known) == len(parts) else None


def _joined(name: str, parts: Sequence[Settled]) -> Settled:
    """What is left of parts: one that decides all of it, or those that are open. Unknown is not true."""
    decides = name == "or"
    if any(one is decides for one in parts):
        return decides
    known = [one for one in parts if one is not None and not isinstance(one, bool)]
    is_unknown = any(one is None for one in parts)
    if is_unknown and (name == "and" or not known):
        return None
    if len(known) > 1:
        return Operation(name, tuple(known))
    return known[0] if known else not decides


# --- in words


def in_words(condition: Condition, asked: Asked, *, negated: bool = False) -> str:
    """Return a condition as the part of a sentence that stands after "if"; `negated`: that it is false."""
    match condition:
        case Ref():
            form = words.SHEET_SAID_NO if negated else words.SHEET_SAID_YES
            return form.format(at=asked.number(condition))
        case Operation(name="not", parts=(one,)):
            return in_words(one, asked, negated=not negated)
        case Operation(name=("and" | "or") as name, parts=parts):
            return _joined_in_words(parts, asked, negated=negated, all_of_them=(name == "and") != negated)
        case Operation(name="has", parts=(Ref() as ref, str() as ident)):
            form = words.SHEET_NOT_TICKED if negated else words.SHEET_TICKED
            return form.format(at=asked.number(ref), label=asked.label(ref, ident))
        case Operation():
            return _of_one_kind([condition], asked, negated=negated)
        case _:
            raise AssertionError(condition)


def _joined_in_words(parts: Sequence[Condition], asked: Asked, *, negated: bool, all_of_them: bool) -> str:
    """Several conditions as one, those of one question together; a choice among others says where it begins."""
    if all_of_them:
        parts = [one for one in parts if not _goes_without_saying(one, parts)]
    together: dict[object, list[Condition]] = {}
    for place, part in enumerate(parts):
        together.setdefault(_kind(part, negated=negated, all_of_them=all_of_them) or place, []).append(part)
    told = []
    for some in together.values():
        if len(some) > 1:
            told.append(_of_one_kind(some, asked, negated=negated, every=all_of_them))
            continue
        one = in_words(some[0], asked, negated=negated)
        is_unclear = all_of_them and len(together) > 1 and _is_choice(some[0], negated=negated)
        told.append(words.SHEET_EITHER.format(told=one) if is_unclear else one)
    return words.sheet_joined(told, all_of_them=all_of_them)


def _goes_without_saying(part: Condition, others: Sequence[Condition]) -> bool:
    """Whether it says only that a question was answered, and another part is about what was answered."""
    match part:
        case Operation(name="answered", parts=(Ref() as ref,)):
            return any(one is not part and set(refs_of(one)) == {ref} for one in others)
        case _:
            return False


def _is_choice(part: Condition, *, negated: bool) -> bool:
    """Whether one of several conditions is enough for it."""
    match part:
        case Operation(name="not", parts=(one,)):
            return _is_choice(one, negated=not negated)
        case Operation(name=name):
            return name == ("and" if negated else "or")
        case _:
            return False


def _kind(part: Condition, *, negated: bool, all_of_them: bool) -> object:
    """What parts have in common that are told in one: "A or B at question 3", "questions 3 and 4 open"; else None."""
    match part:
        case Operation(name=("==" | "!=") as sign, parts=(Ref() as ref, str())):
            is_taken = (sign == "==") != negated
            return None if is_taken == all_of_them else (is_taken, ref)
        case Operation(name=sign, parts=(Ref() as ref, float() | int() as figure)):
            return None if all_of_them else (sign, negated, ref.name.rpartition(".")[0] or ref, figure)
        case Operation(name="answered"):
            return "answered", negated
        case Operation(name="not", parts=(one,)):
            return _kind(one, negated=not negated, all_of_them=all_of_them)
        case _:
            return None


def _of_one_kind(parts: Sequence[Condition], asked: Asked, *, negated: bool, every: bool = False) -> str:
    """Parts that have all that in common, in words. `every`: all of them are wanted."""
    match parts[0]:
        case Operation(name="not"):
            inner = [one.parts[0] for one in parts if isinstance(one, Operation)]
            return _of_one_kind(inner, asked, negated=not negated, every=every)
        case Operation(name="answered"):
            form = words.SHEET_LEFT_OPEN if negated else words.SHEET_ANSWERED
            return form.format(at=asked.number(*(ref for one in parts for ref in refs_of(one)), every=every))
        case Operation(name=("==" | "!=") as sign, parts=(Ref() as ref, str())):
            labels = [asked.label(ref, str(one.parts[1])) for one in parts if isinstance(one, Operation)]
            form = words.SHEET_TOOK if (sign == "==") != negated else words.SHEET_TOOK_ANOTHER
            return form.format(at=asked.number(ref), labels=words.sheet_labels(labels))
        case Operation(name=sign, parts=(left, right)):
            forms = words.SHEET_COMPARED if isinstance(right, int | float) else words.SHEET_COMPARED_WITH
            lefts = [one.parts[0] for one in parts if isinstance(one, Operation)]
            told = _number(left, asked, others=lefts), _number(right, asked, is_other=True)
            return forms[_OPPOSITE[sign] if negated else sign].format(left=told[0], right=told[1])
        case _:
            raise AssertionError(parts)


def _number(part: Condition, asked: Asked, *, is_other: bool = False, others: Sequence[Condition] = ()) -> str:
    """A part that is a number, in words. `is_other`: another is compared with it; `others`: any of them will do."""
    match part:
        case Ref() as ref:
            refs = [one for one in (others or (ref,)) if isinstance(one, Ref)]
            statements = [asked.statement(one) for one in refs]
            form = words.SHEET_THE_ONE_OF if statements[0] else words.SHEET_THE_ONE_AT
            if not is_other:
                form = words.SHEET_NUMBER_OF if statements[0] else words.SHEET_NUMBER_AT
            return form.format(at=asked.number(*refs), statements=words.sheet_labels(statements))
        case Operation(name="count", parts=(Ref() as ref,)):
            return words.SHEET_COUNT_AT.format(at=asked.number(ref))
        case Operation(name=("+" | "-") as sign, parts=(left, right)):
            first, second = _number(left, asked, is_other=is_other), _number(right, asked, is_other=True)
            return words.SHEET_SUM[sign].format(left=first, right=second)
        case Operation(name="neg", parts=(one,)):
            return words.SHEET_SUM["-"].format(left=0, right=_number(one, asked, is_other=is_other))
        case _:
            return str(part)
