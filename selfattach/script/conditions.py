"""Conditions: one line of text -> data, and data -> true, false or unknown.

Unknown is not false. What depends on a skipped answer, on one that is not on the path, or on a recall without a
find is unknown; `not` unknown is unknown; `false and unknown` is false and `true or unknown` is true, because
no answer could change them. Only `answered`, `count` and `times` always know. Parsed by the standard library
against an allow-list, when the script is loaded; nothing of the text is ever run.
"""

import ast
import re
import warnings
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from selfattach.script.model import Condition, Operation, Ref
from selfattach.words import name_faults

MOST_CHARACTERS: Final = 500
_MOST_DEPTH: Final = 25
_LARGEST: Final = 1_000_000
_ID: Final = re.compile(r"[A-Za-z0-9_-]+")  # of an option or of an exercise
FUNCTIONS: Final = ("answered", "count", "has", "times")

_COMPARISONS: Final[Mapping[type[ast.AST], str]] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


class ConditionError(ValueError):
    """A condition that cannot be read; the message says what to write instead."""


def parse_condition(text: str) -> Condition:
    """Return the condition as data. Names are as written, dots included; `last.` is taken off into the Ref."""
    if len(text) > MOST_CHARACTERS:
        raise ConditionError(name_faults.CONDITION_TOO_LONG.format(n=len(text), most=MOST_CHARACTERS))
    line = text.strip()
    if "\n" in line:
        raise ConditionError(name_faults.ONE_LINE)
    if not line.isascii() or "\\" in line:
        raise ConditionError(name_faults.PLAIN_ASCII)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(line, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise ConditionError(_syntax_advice(line)) from None
    return _read(tree.body, 0)


def _syntax_advice(line: str) -> str:
    if any(sign in line for sign in ("&&", "||")) or "!" in line.replace("!=", ""):
        return name_faults.AND_OR_NOT
    if "=" in line.replace("==", "").replace("<=", "").replace(">=", "").replace("!=", ""):
        return name_faults.TWO_SIGNS
    return name_faults.DOES_NOT_PARSE.format(line=line)


def _read(node: ast.AST, depth: int) -> Condition:
    if depth > _MOST_DEPTH:
        raise ConditionError(name_faults.CONDITION_TOO_DEEP)
    match node:
        case ast.BoolOp(op=op, values=values):
            return Operation(
                "and" if isinstance(op, ast.And) else "or", tuple(_read(value, depth + 1) for value in values)
            )
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Operation("not", (_read(operand, depth + 1),))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Operation("neg", (_read(operand, depth + 1),))
        case ast.BinOp(op=ast.Add() | ast.Sub() as op, left=left, right=right):
            return Operation("+" if isinstance(op, ast.Add) else "-", (_read(left, depth + 1), _read(right, depth + 1)))
        case ast.Compare():
            return _read_comparison(node, depth)
        case ast.Call():
            return _read_call(node, depth)
        case ast.Constant(value=bool()) | ast.Name(id="true" | "false"):
            raise ConditionError(name_faults.TRUE_AND_FALSE)
        case ast.Name() | ast.Attribute():
            return _read_name(node)
        case ast.Constant(value=int() | float() as number):
            return _number(number)
        case ast.Constant(value=str() as ident):
            if not _ID.fullmatch(ident):
                raise ConditionError(name_faults.QUOTED_NO_ID.format(id=ident))
            return ident
        case _:
            raise ConditionError(name_faults.MAY_NOT_STAND)


def _number(number: float) -> float:
    if not number <= _LARGEST:  # infinity is one of those
        raise ConditionError(name_faults.NUMBER_TOO_LARGE.format(most=_LARGEST))
    return number


def _read_comparison(node: ast.Compare, depth: int) -> Condition:
    sides = [_read(side, depth + 1) for side in (node.left, *node.comparators)]
    parts = []
    for left, operator, right in zip(sides, node.ops, sides[1:], strict=False):
        sign = _COMPARISONS.get(type(operator))
        if sign is None:
            what = "in" if isinstance(operator, ast.In | ast.NotIn) else "is"
            instead = name_faults.INSTEAD_OF_A_WORD[what]
            raise ConditionError(name_faults.NOT_USED_HERE.format(what=what, instead=instead))
        parts.append(Operation(sign, (left, right)))
    return parts[0] if len(parts) == 1 else Operation("and", tuple(parts))


def _read_call(node: ast.Call, depth: int) -> Condition:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in FUNCTIONS or node.keywords:
        raise ConditionError(name_faults.FUNCTIONS_THERE_ARE)
    args = [_read(arg, depth + 1) for arg in node.args]
    match name, args:
        case (("answered" | "count"), [Ref()]):
            return Operation(name, tuple(args))
        case "has", [Ref(), str()]:
            return Operation(name, tuple(args))
        case "times", ([] | [str()]):
            return Operation(name, tuple(args))
        case _:
            raise ConditionError(name_faults.WRITE_INSTEAD.format(shape=name_faults.SHAPES[name]))


def _read_name(node: ast.AST) -> Ref:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        raise ConditionError(name_faults.DOT_JOINS_NAMES)
    parts.append(node.id)
    name = ".".join(reversed(parts))
    return Ref(name.removeprefix("last."), last=True) if name.startswith("last.") else Ref(name)


def refs_of(condition: Condition) -> list[Ref]:
    """Return every name in a condition, in reading order."""
    if isinstance(condition, Ref):
        return [condition]
    if isinstance(condition, Operation):
        return [ref for part in condition.parts for ref in refs_of(part)]
    return []


def with_names(condition: Condition, resolve: Callable[[Ref], Ref]) -> Condition:
    """Return the same condition with every name put through `resolve`."""
    if isinstance(condition, Ref):
        return resolve(condition)
    if isinstance(condition, Operation):
        return Operation(condition.name, tuple(with_names(part, resolve) for part in condition.parts))
    return condition


class Knowledge(Protocol):
    """What a condition may ask of a session. None is unknown."""

    def value(self, ref: Ref) -> Any:  # noqa: ANN401  a number, an id, a bool, a list of ids or of rounds
        """Return the answer as conditions see it."""

    def answered(self, ref: Ref) -> bool:
        """Return whether there is an answer."""

    def count(self, ref: Ref) -> int:
        """Return how many were picked, or how many rounds there were."""

    def times(self, exercise: str | None) -> int:
        """Return how many sessions are stored, of one exercise or of all."""

    def rise(self, ref: Ref) -> float | None:
        """Return how far this figure lies above the first of the session."""

    def known(self, what: str) -> bool | int | str:
        """Return what the frame knows of this practice; no script can ask for it."""


def holds(condition: Condition, known: Knowledge) -> bool | None:
    """Return whether the condition is true or false now, or None when that is unknown."""
    result = _value(condition, known)
    return result if isinstance(result, bool) else None


def _value(part: Condition, known: Knowledge) -> Any:  # noqa: ANN401  one answer for each operator
    if isinstance(part, Ref):
        return known.value(part)
    if not isinstance(part, Operation):
        return part
    match part.name, part.parts:
        case "and", parts:
            return _all_of([_value(one, known) for one in parts])
        case "or", parts:
            return _not(_all_of([_not(_value(one, known)) for one in parts]))
        case "not", (one,):
            return _not(_value(one, known))
        case "answered", (Ref() as ref,):
            return known.answered(ref)
        case "count", (Ref() as ref,):
            return known.count(ref)
        case "times", parts:
            return known.times(str(parts[0]) if parts else None)
        case (("rise" | "known"), (asked,)):
            return known.rise(asked) if isinstance(asked, Ref) else known.known(str(asked))
        case "has", (Ref() as ref, wanted):
            picked = known.value(ref)
            return wanted in picked if isinstance(picked, list | tuple) else None
        case operator, parts:
            return _compute(operator, [_value(one, known) for one in parts])
    return None


def _all_of(values: list[Any]) -> bool | None:
    if any(value is False for value in values):
        return False
    return True if all(value is True for value in values) else None


def _not(value: Any) -> bool | None:  # noqa: ANN401  whatever a part came to
    return not value if isinstance(value, bool) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_ARITHMETIC: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
    ">": lambda left, right: left > right,
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
}


def _compute(operator: str, values: list[Any]) -> Any:  # noqa: ANN401  a number or a truth
    if operator == "neg":
        return -values[0] if _is_number(values[0]) else None
    left, right = values
    numbers = _is_number(left) and _is_number(right)
    ids = isinstance(left, str) and isinstance(right, str) and operator in ("==", "!=")
    return _ARITHMETIC[operator](left, right) if numbers or ids else None
