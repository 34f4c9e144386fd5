"""Which names a step can see, what kind of answer each is, and what may be asked of it.

Names are unique on every path: branches that exclude each other may share one, of the same kind and ids. An
`Env` is what may have been answered when a step is reached; a branch gets a copy, and the copies are merged
where the branches meet.
"""

import keyword
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from selfattach import kinds
from selfattach.script.conditions import FUNCTIONS, refs_of
from selfattach.script.faults import Mark
from selfattach.script.model import Condition, Operation, Ref
from selfattach.text import did_you_mean
from selfattach.words import name_faults

RESERVED: Final = frozenset((*keyword.kwlist, *FUNCTIONS, "last", "felt", "distress"))


def why_reserved(name: str) -> str:
    """Return why a name may not be given, or ""."""
    if name.startswith("guard"):
        return name_faults.NAME_OF_THE_GUARD.format(name=name)
    if name in RESERVED:
        return name_faults.NAME_RESERVED.format(name=name)
    return ""


class Decl(NamedTuple):
    """A name that may be set: the kind of its answer, its ids, where it was asked, and in which open repeats."""

    # As the forms; part (of items), found (recalled), met (recalled where an answer matches), list (rounds of a name),
    # rounds (a repeat's own name).
    kind: str
    ids: tuple[str, ...] = ()
    file: str = ""
    mark: Mark = Mark(1, 1)
    repeats: tuple[int, ...] = ()
    keep: str = ""
    of: "Decl | None" = None  # list: what each round holds

    def same_kind(self, other: "Decl") -> bool:
        """Whether two branches may share the name."""
        in_rounds = len(self.repeats) == len(other.repeats)
        return in_rounds and (self.kind, self.ids, self.keep) == (other.kind, other.ids, other.keep)


class Env:
    """What may have been answered by now; `ended` when every way here ended before."""

    def __init__(self, names: Mapping[str, Decl] | None = None, *, ended: bool = False) -> None:
        self.names: dict[str, Decl] = dict(names or {})
        self.ended = ended

    def branch(self) -> "Env":
        """Return a copy for a branch."""
        return Env(self.names, ended=self.ended)

    def merge(self, branches: Iterable["Env"]) -> None:
        """Go on where these branches meet."""
        open_ones = [branch for branch in branches if not branch.ended]
        if open_ones:
            self.names = {name: decl for branch in reversed(open_ones) for name, decl in branch.names.items()}
        self.ended = not open_ones


class NameFaultError(ValueError):
    """A name or a condition that cannot stand here; the message says what to write instead."""


def look_up(
    ref: Ref, env: Env, repeats: tuple[int, ...], everywhere: Mapping[str, Decl], prefix: str = ""
) -> tuple[Ref, Decl]:
    """Return the ref as the engine reads it and what it stands for.

    `everywhere`: every name of the whole script read so far, to tell "later or elsewhere" from "nowhere".
    `prefix`: of the fragment it is written in, which messages leave out.
    """
    written = ref.name.removeprefix(f"{prefix}.")
    decl = env.names.get(ref.name)
    if decl is None and ref.name.endswith(".ago"):
        base = env.names.get(ref.name.removesuffix(".ago"))
        if base is not None and base.kind in ("found", "met", kinds.REVIEW):
            return Ref(ref.name.removesuffix(".ago"), ref.last, ago=True), Decl("ago")
    how_often = as_times(ref.name, env)
    if ref.times or how_often is not None:
        return (how_often or ref)._replace(last=ref.last), Decl("part")
    if decl is None:
        if ref.name in everywhere:
            line = everywhere[ref.name].mark.line
            raise NameFaultError(name_faults.ASKED_ELSEWHERE.format(name=written, line=line))
        advice = did_you_mean(written, (name.removeprefix(f"{prefix}.") for name in env.names))
        if written != ref.name and written in env.names:
            advice = name_faults.NAME_OUTSIDE_THE_FRAGMENT.format(name=written)
        elif any(written in one.ids for one in env.names.values()):
            advice = name_faults.ID_IN_QUOTES.format(name=written)
        raise NameFaultError(name_faults.NO_SUCH_NAME.format(name=written, advice=advice))
    if decl.kind == kinds.KEEP:
        raise NameFaultError(name_faults.ASKED_AT_THE_END.format(name=written))
    if not ref.last:
        return ref, decl
    if decl.kind == "list" and decl.of is not None:
        return ref, decl.of
    if decl.repeats and decl.repeats == repeats[: len(decl.repeats)]:
        return ref, decl
    raise NameFaultError(name_faults.LAST_OUTSIDE_A_REPEAT.format(name=written))


def as_times(name: str, env: Env) -> Ref | None:
    """Return the ref that `NAME.times` is where NAME was recalled by a match, else None."""
    base = env.names.get(name.removesuffix(".times")) if name.endswith(".times") and name not in env.names else None
    return Ref(name.removesuffix(".times"), times=True) if base is not None and base.kind == "met" else None


def check_condition(condition: Condition, decls: Mapping[Ref, Decl]) -> None:
    """Raise NameFaultError unless every part is of a fitting kind and the whole is true or false.

    `decls`: what each ref stands for, as the condition writes it.
    """
    if not refs_of(condition) and not _asks_history(condition):
        raise NameFaultError(name_faults.NAMES_NO_ANSWER)
    for ref in refs_of(condition):
        if decls[ref].kind == "ago":
            name = ref.name.removesuffix(".ago")
            raise NameFaultError(name_faults.AGO_IN_A_CONDITION.format(ago=ref.name, name=name))
        if decls[ref].keep == "never":
            raise NameFaultError(name_faults.GOES_BY_NEVER_KEPT.format(name=ref.name))
    kind = _kind(condition, decls)
    if kind not in ("truth", "any"):
        raise NameFaultError(
            name_faults.neither_true_nor_false(kind, next((ref.name for ref in refs_of(condition)), ""))
        )


def _asks_history(condition: Condition) -> bool:
    return isinstance(condition, Operation) and (
        condition.name == "times" or any(_asks_history(part) for part in condition.parts)
    )


# What a condition sees of each kind of answer, and of what is no answer.
_COMPARED_AS: Final[Mapping[str, str]] = {
    **dict.fromkeys((kinds.RATE, kinds.MEASURE), "number"),
    **dict.fromkeys((kinds.CHOOSE, kinds.REVIEW, kinds.KEEP), "id"),
    kinds.CONFIRM: "truth",
    kinds.PICK: "picked",
    **dict.fromkeys((kinds.WRITE, kinds.ITEMS, kinds.PROMISE, kinds.SHOW, kinds.SHELVE), "words"),
    "part": "number",
    **dict.fromkeys(("found", "met"), "any"),
    **dict.fromkeys(("list", "rounds"), "list"),
    "ago": "words",
}


def _kind(part: Condition, decls: Mapping[Ref, Decl]) -> str:
    if isinstance(part, Ref):
        return _COMPARED_AS[decls[part].kind]
    if isinstance(part, str):
        return "id"
    if not isinstance(part, Operation):
        return "number"
    match part.name, part.parts:
        case (("and" | "or" | "not"), parts):
            for one in parts:
                if _kind(one, decls) not in ("truth", "any"):
                    raise NameFaultError(name_faults.JOINS_TRUE_OR_FALSE.format(sign=part.name, part=_shown(one)))
            return "truth"
        case "answered", _:
            return "truth"
        case "count", (Ref() as ref,):
            if decls[ref].kind not in (kinds.PICK, kinds.ITEMS, "list", "rounds", "found"):
                raise NameFaultError(name_faults.COUNT_OF_NO_PICK.format(name=ref.name))
            return "number"
        case "times", _:
            return "number"
        case "has", (Ref() as ref, str() as wanted):
            if decls[ref].kind not in (kinds.PICK, "found"):
                raise NameFaultError(name_faults.HAS_OF_NO_PICK.format(name=ref.name, id=wanted))
            _check_id(wanted, decls[ref])
            return "truth"
        case (("+" | "-" | "neg"), parts):
            for one in parts:
                if _kind(one, decls) not in ("number", "any"):
                    raise NameFaultError(name_faults.ONLY_NUMBERS_ARE_ADDED.format(part=_shown(one)))
            return "number"
        case sign, (left, right):
            return _comparison(sign, left, right, decls)
    return "any"


def _comparison(sign: str, left: Condition, right: Condition, decls: Mapping[Ref, Decl]) -> str:
    sides = {_kind(left, decls), _kind(right, decls)} - {"any"}
    for side in (left, right):
        kind = _kind(side, decls)
        if isinstance(side, Ref) and decls[side].kind == kinds.ITEMS:
            raise NameFaultError(name_faults.SEVERAL_STATEMENTS.format(part=_shown(side)))
        if kind in name_faults.INSTEAD_OF_COMPARING:
            instead = name_faults.INSTEAD_OF_COMPARING[kind].format(part=_shown(side))
            raise NameFaultError(name_faults.CANNOT_BE_COMPARED.format(part=_shown(side), instead=instead))
    if len(sides) > 1:
        raise NameFaultError(name_faults.NEVER_ALIKE.format(left=_shown(left), right=_shown(right)))
    if "id" in sides and sign not in ("==", "!="):
        raise NameFaultError(name_faults.IDS_HAVE_NO_ORDER.format(left=_shown(left), right=_shown(right)))
    for ref, wanted in ((left, right), (right, left)):
        if isinstance(ref, Ref) and isinstance(wanted, str):
            _check_id(wanted, decls[ref])
    return "truth"


def _check_id(wanted: str, decl: Decl) -> None:
    if decl.ids and wanted not in decl.ids:
        advice = did_you_mean(wanted, decl.ids) or name_faults.OPTIONS_THERE_ARE.format(ids=", ".join(decl.ids))
        raise NameFaultError(name_faults.NO_SUCH_OPTION.format(id=wanted, advice=advice))


def _shown(part: Condition) -> str:
    if isinstance(part, Ref):
        return f"last.{part.name}" if part.last else part.name
    return f"'{part}'" if isinstance(part, str) else name_faults.THIS if isinstance(part, Operation) else str(part)
