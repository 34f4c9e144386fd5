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
from selfattach.script.model import Condition, Op, Ref
from selfattach.text import did_you_mean

RESERVED: Final = frozenset((*keyword.kwlist, *FUNCTIONS, "last", "felt", "distress"))


def why_reserved(name: str) -> str:
    """Return why a name may not be given, or ""."""
    if name.startswith("guard"):
        return f"`{name}` begins with `guard`, which belongs to the engine. Choose another name."
    if name in RESERVED:
        return f"`{name}` is reserved. Choose another name, for example `{name}_now`."
    return ""


class Decl(NamedTuple):
    """A name that may be set: the kind of its answer, its ids, where it was asked, and in which open repeats."""

    kind: str  # as the forms; part (of items), found (recalled), list (rounds of a name), rounds (a repeat's own name)
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
        if base is not None and base.kind in ("found", kinds.REVIEW):
            return Ref(ref.name.removesuffix(".ago"), ref.last, ago=True), Decl("ago")
    if decl is None:
        if ref.name in everywhere:
            raise NameFaultError(
                f"`{written}` is asked in line {everywhere[ref.name].mark.line}, on another way or later."
            )
        advice = did_you_mean(written, (name.removeprefix(f"{prefix}.") for name in env.names))
        if written != ref.name and written in env.names:
            advice = f" It is asked outside of this fragment. Name it in the head: takes: [{written}]"
        elif any(written in one.ids for one in env.names.values()):
            advice = f" The id of an option goes in quotes: '{written}'."
        raise NameFaultError(f"nothing is called `{written}` here.{advice}")
    if decl.kind == kinds.KEEP:
        raise NameFaultError(f"`{written}` is asked by the engine, at the very end. Nothing can go by it.")
    if not ref.last:
        return ref, decl
    if decl.kind == "list" and decl.of is not None:
        return ref, decl.of
    if decl.repeats and decl.repeats == repeats[: len(decl.repeats)]:
        return ref, decl
    raise NameFaultError(f"`last.{written}`: `{written}` is not asked in a repeat. Write `{written}`.")


def check_condition(condition: Condition, decls: Mapping[Ref, Decl]) -> None:
    """Raise NameFaultError unless every part is of a fitting kind and the whole is true or false.

    `decls`: what each ref stands for, as the condition writes it.
    """
    if not refs_of(condition) and not _asks_history(condition):
        raise NameFaultError(
            "this condition names no answer, so it can never change. Name an answer, or take the `when` out."
        )
    for ref in refs_of(condition):
        if decls[ref].kind == "ago":
            name = ref.name.removesuffix(".ago")
            raise NameFaultError(f"`{ref.name}` is for texts. In a condition write answered({name}).")
        if decls[ref].keep == "never":
            raise NameFaultError(
                f"`{ref.name}` is `keep: never`; nothing may depend on it. Ask something else for the branch."
            )
    kind = _kind(condition, decls)
    if kind not in ("truth", "any"):
        advice = f"answered({refs_of(condition)[0].name})" if refs_of(condition) else "a comparison"
        raise NameFaultError(f"this is {_kind_in_words(kind)}, neither true nor false. Compare it, or write {advice}.")


def _asks_history(condition: Condition) -> bool:
    return isinstance(condition, Op) and (
        condition.name == "times" or any(_asks_history(part) for part in condition.parts)
    )


def _kind_in_words(kind: str) -> str:
    return {"number": "a number", "id": "an id", "words": "written words", "picked": "a pick", "list": "a list"}.get(
        kind, "an answer"
    )


# What a condition sees of each kind of answer, and of what is no answer.
_COMPARED_AS: Final[Mapping[str, str]] = {
    **dict.fromkeys((kinds.RATE, kinds.MEASURE), "number"),
    **dict.fromkeys((kinds.CHOOSE, kinds.REVIEW, kinds.KEEP), "id"),
    kinds.CONFIRM: "truth",
    kinds.PICK: "picked",
    **dict.fromkeys((kinds.WRITE, kinds.ITEMS, kinds.PROMISE, kinds.SHOW, kinds.SHELVE), "words"),
    "part": "number",
    "found": "any",
    **dict.fromkeys(("list", "rounds"), "list"),
    "ago": "words",
}


def _kind(part: Condition, decls: Mapping[Ref, Decl]) -> str:
    if isinstance(part, Ref):
        return _COMPARED_AS[decls[part].kind]
    if isinstance(part, str):
        return "id"
    if not isinstance(part, Op):
        return "number"
    match part.name, part.parts:
        case (("and" | "or" | "not"), parts):
            for one in parts:
                if _kind(one, decls) not in ("truth", "any"):
                    raise NameFaultError(
                        f"`{part.name}` joins what is true or false; {_shown(one)} is not. Compare it first."
                    )
            return "truth"
        case "answered", _:
            return "truth"
        case "count", (Ref() as ref,):
            if decls[ref].kind not in (kinds.PICK, kinds.ITEMS, "list", "rounds", "found"):
                raise NameFaultError(
                    f"count() takes a pick or the name of a repeat; `{ref.name}` is neither. "
                    f"Write answered({ref.name})."
                )
            return "number"
        case "times", _:
            return "number"
        case "has", (Ref() as ref, str() as wanted):
            if decls[ref].kind not in (kinds.PICK, "found"):
                raise NameFaultError(
                    f"has() takes a pick; `{ref.name}` is none. For a choose write {ref.name} == '{wanted}'."
                )
            _check_id(wanted, decls[ref])
            return "truth"
        case (("+" | "-" | "neg"), parts):
            for one in parts:
                if _kind(one, decls) not in ("number", "any"):
                    raise NameFaultError(f"only numbers are added; {_shown(one)} is none.")
            return "number"
        case sign, (left, right):
            return _comparison(sign, left, right, decls)
    return "any"


def _comparison(sign: str, left: Condition, right: Condition, decls: Mapping[Ref, Decl]) -> str:
    sides = {_kind(left, decls), _kind(right, decls)} - {"any"}
    for side in (left, right):
        kind = _kind(side, decls)
        if isinstance(side, Ref) and decls[side].kind == kinds.ITEMS:
            raise NameFaultError(f"{_shown(side)} is several statements. Compare one of them: {_shown(side)}.its_id")
        if kind in ("list", "picked", "words", "truth"):
            advice = {
                "list": f"count({_shown(side)})",
                "picked": f"has({_shown(side)}, 'id')",
                "words": f"answered({_shown(side)})",
                "truth": f"{_shown(side)} alone, or not {_shown(side)}",
            }[kind]
            raise NameFaultError(f"{_shown(side)} cannot be compared. Write {advice}.")
    if len(sides) > 1:
        raise NameFaultError(f"{_shown(left)} and {_shown(right)} are a number and an id; they are never alike.")
    if "id" in sides and sign not in ("==", "!="):
        raise NameFaultError(f"ids have no order. Write {_shown(left)} == {_shown(right)}.")
    for ref, wanted in ((left, right), (right, left)):
        if isinstance(ref, Ref) and isinstance(wanted, str):
            _check_id(wanted, decls[ref])
    return "truth"


def _check_id(wanted: str, decl: Decl) -> None:
    if decl.ids and wanted not in decl.ids:
        raise NameFaultError(
            f"`{wanted}` is no option there.{did_you_mean(wanted, decl.ids) or ' It has ' + ', '.join(decl.ids) + '.'}"
        )


def _shown(part: Condition) -> str:
    if isinstance(part, Ref):
        return f"last.{part.name}" if part.last else part.name
    return f"'{part}'" if isinstance(part, str) else "this" if isinstance(part, Op) else str(part)
