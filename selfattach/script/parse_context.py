"""A script being read: what its steps share, and the reading of names, texts and conditions.

`compiler` reads what is told and where the way goes, `forms` what is asked; both read with this. It knows the rules
of names and texts, and no kind of step.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from selfattach.script.conditions import ConditionError, parse_condition, refs_of, with_names
from selfattach.script.fields import ID, Fields, Report
from selfattach.script.model import (
    Condition,
    Measure,
    Operation,
    Ref,
    Slot,
    Step,
    Text,
    TextRun,
    Words,
)
from selfattach.script.names import Decl, Env, NameFaultError, as_times, check_condition, look_up, why_reserved
from selfattach.script.texts import NAME, TextError, parse_ref, parse_text
from selfattach.script.yaml_reader import Node
from selfattach.words import name_faults

VISIT: Final = re.compile(r"[1-9][0-9]{0,5}")
NO_TEXT: Final = Text((Words(1, (), ""),))


class Source(NamedTuple):
    """A script as it lies on disk. `stem`: its file name without endings; `path`: as messages show it."""

    stem: str
    path: str
    data: bytes
    language: str = ""  # of a translation, x.de.yaml beside x.yaml

    @property
    def text(self) -> str:
        """What a draft keeps: encoded again it is these bytes, so that the sha256 stays the same."""
        return self.data.decode("utf-8", "replace")


class Scope(NamedTuple):
    """How a name written here is stored: a fragment's own under its prefix, those it takes as outside."""

    prefix: str = ""
    takes: tuple[str, ...] = ()
    outer: "Scope | None" = None

    def full(self, written: str) -> str:
        """Return the full name."""
        first = written.partition(".")[0]
        if first == "distress" or not self.prefix:
            return written
        if first in self.takes and self.outer is not None:
            return self.outer.full(written)
        return f"{self.prefix}.{written}"


class Place(NamedTuple):
    """Where a step stands: file, scope, open repeats, and how often it may be played at most."""

    file: str
    scope: Scope = Scope()
    repeats: tuple[int, ...] = ()
    plays: int = 1
    includes: tuple[str, ...] = ()


class Scale:
    """A shared scale of measures.yaml."""

    def __init__(self, measure: str, asks: dict[str, str], bounds: tuple[int, int], ends: tuple[str, str, str]) -> None:
        self.measure = measure
        self.asks = asks
        self.bounds = bounds
        self.ends = ends

    def form(self, moment: str) -> Measure:
        """Return the form of a prompt on this scale."""
        return Measure(self.measure, moment, *self.bounds, *self.ends)


class Reading(ABC):
    """What the steps of one script share: the report, the names so far, the texts it is made of."""

    def __init__(self, measures: Source | None) -> None:
        self.report = Report()
        self.measures = measures
        self.everywhere: dict[str, Decl] = {}
        self.later: list[list[Callable[[Env], object]]] = []
        self.intensity = "gentle"
        self.is_fragment = False
        self.sources: dict[str, str] = {}
        self.scales: Mapping[str, Scale] | None = None

    @abstractmethod
    def steps(self, node: Node, env: Env, place: Place) -> tuple[Step, ...]:
        """Read a list of steps."""

    def fault(self, node: Node, place: Place, message: str) -> None:
        """Tell a fault at a node; a broken one has had its own."""
        if node.kind != "broken":
            self.report.add(place.file, node.mark, message)

    def declare(self, name: str, decl: Decl, node: Node, env: Env, place: Place) -> str:
        """Set a name from here on. Return its full name."""
        full = name if name.startswith("distress.") else place.scope.full(name)
        self._tell_clash(full, decl, node, env, place)
        env.names[full] = decl
        self.everywhere.setdefault(full, decl)
        return full

    def _tell_clash(self, full: str, decl: Decl, node: Node, env: Env, place: Place) -> None:
        other = env.names.get(full) or self.everywhere.get(full)
        if other is None:
            return
        line = name_faults.line_of(other.mark.line, other.file if other.file != place.file else "")
        if full in env.names:
            advice = _another_name(full)
            self.fault(node, place, name_faults.ASKED_TWICE.format(name=full, line=line, advice=advice))
        elif not decl.same_kind(other):
            facts = {"name": full, "kind": decl.kind, "other": other.kind, "line": line}
            self.fault(node, place, name_faults.ASKED_AS_TWO_KINDS.format(**facts))

    def own_name(self, node: Node, place: Place, what: str) -> str:
        """Return a name an author gives, or "" after a fault."""
        name = node.text if node.kind == "scalar" else ""
        if not NAME.fullmatch(name):
            self.fault(node, place, name_faults.NOT_A_NAME.format(what=what))
            return ""
        reserved = why_reserved(name)
        if reserved:
            self.fault(node, place, reserved)
            return ""
        return name

    def decl(self, kind: str, node: Node, place: Place, ids: tuple[str, ...] = (), keep: str = "") -> Decl:
        """Return a declaration standing at a node."""
        return Decl(kind, ids, place.file, node.mark, place.repeats, keep)

    def ref(self, written: Ref, node: Node, env: Env, place: Place, check: Callable[[Decl], None] | None = None) -> Ref:
        """Return the ref with its full name. `check` is given what it stands for, if need be when the round is read."""
        ref = Ref(place.scope.full(written.name), written.last)
        if written.last and place.repeats:
            self.later[-1].append(lambda later_env: self._look_up(ref, node, later_env, place, check))
            return ref
        return self._look_up(ref, node, env, place, check)

    def _look_up(self, ref: Ref, node: Node, env: Env, place: Place, check: Callable[[Decl], None] | None) -> Ref:
        try:
            found, decl = look_up(ref, env, place.repeats, self.everywhere, place.scope.prefix)
        except NameFaultError as wrong:
            self.fault(node, place, str(wrong))
            return ref
        if check is not None:
            check(decl)
        return found

    def names(self, node: Node, env: Env, place: Place, check: Callable[[Decl], None] | None = None) -> tuple[Ref, ...]:
        """Read `a` or `a, b` (the first that is set)."""
        if node.kind != "scalar":
            self.fault(node, place, name_faults.NOT_NAMES)
            return ()
        refs = []
        for part in node.text.split(","):
            try:
                refs.append(self.ref(parse_ref(part.strip()), node, env, place, check))
            except TextError as wrong:
                self.fault(node, place, str(wrong))
        return tuple(refs)

    def text(
        self, fields: Fields, key: str, env: Env, place: Place, *, required: bool = False, fold: bool = True
    ) -> Text | None:
        """Read a TEXT: words, or a map of words by visit."""
        node = fields.get(key, required=required)
        return self.text_of(node, f"`{key}`", fields, env, place, fold=fold) if node is not None else None

    def text_of(self, node: Node, what: str, fields: Fields, env: Env, place: Place, *, fold: bool = True) -> Text:
        """Read the TEXT of a node."""
        if node.kind != "map":
            source = fields.words_of(node, what)
            return Text((Words(1, self._runs(source, node, env, place, fold=fold), source),))
        by_visit = []
        for key, value in node.pairs:
            if not VISIT.fullmatch(key.text):
                self.fault(key, place, name_faults.NOT_BY_VISIT.format(what=what))
                return NO_TEXT
            words = fields.words_of(value, what)
            by_visit.append(Words(int(key.text), self._runs(words, value, env, place, fold=fold), words))
        by_visit.sort(key=lambda words: words.visit)
        if not by_visit or by_visit[0].visit != 1:
            if not node.open:
                self.fault(node, place, name_faults.NO_FIRST_VISIT.format(what=what))
            return NO_TEXT
        return Text(tuple(by_visit))

    def _runs(self, source: str, node: Node, env: Env, place: Place, *, fold: bool) -> tuple[TextRun | Slot, ...]:
        try:
            parts = parse_text(source, fold=fold)
        except TextError as wrong:
            self.fault(node, place, str(wrong))
            return ()
        return tuple(
            part._replace(refs=tuple(self.ref(ref, node, env, place) for ref in part.refs))
            if isinstance(part, Slot)
            else part
            for part in parts
        )

    def condition(self, node: Node, env: Env, place: Place, what: str) -> Condition:
        """Read a condition; one that cannot stand is told and passed over."""
        nothing: Condition = Operation("and", ())
        if node.cut:
            self.fault(node, place, name_faults.CONDITION_CUT.format(what=what))
            return nothing
        if node.kind != "scalar":
            self.fault(node, place, name_faults.CONDITION_NOT_WORDS.format(what=what))
            return nothing
        try:
            written = parse_condition(node.text)
        except ConditionError as wrong:
            self.fault(node, place, str(wrong))
            return nothing

        def as_read(ref: Ref) -> Ref:
            full = place.scope.full(ref.name)
            how_often = as_times(full, env)
            return Ref(full, ref.last) if how_often is None else how_often._replace(last=ref.last)

        condition = with_names(written, as_read)
        if place.repeats and any(ref.last for ref in refs_of(condition)):
            self.later[-1].append(lambda later_env: self._check_condition(condition, node, later_env, place))
        else:
            self._check_condition(condition, node, env, place)
        return condition

    def _check_condition(self, condition: Condition, node: Node, env: Env, place: Place) -> None:
        try:
            looked_up = {
                ref: look_up(ref, env, place.repeats, self.everywhere, place.scope.prefix) for ref in refs_of(condition)
            }
            check_condition(condition, {ref: decl for ref, (_, decl) in looked_up.items()})
        except NameFaultError as wrong:
            self.fault(node, place, str(wrong))

    def branch(self, fields: Fields, key: str, env: Env, place: Place) -> tuple[tuple[Step, ...], Env]:
        """Read the steps of a branch, in a copy of the env."""
        inner = env.branch()
        node = fields.get(key)
        return (self.steps(node, inner, place) if node is not None else ()), inner

    def step_id(self, fields: Fields) -> str:
        """Read the `id` a telling or flow step may carry."""
        return fields.an_id("id")

    def from_elsewhere(self, node: Node, place: Place, what: str) -> tuple[str, str]:
        """Read EXERCISE.answer."""
        text = node.text if node.kind == "scalar" else ""
        exercise, dot, answer = text.partition(".")
        if (
            not dot
            or not ID.fullmatch(exercise)
            or not all(NAME.fullmatch(part.replace("-", "_")) for part in answer.split("."))
        ):
            self.fault(node, place, name_faults.NOT_FROM_ELSEWHERE.format(what=what))
            return "", ""
        return exercise, answer


def _another_name(full: str) -> str:
    if full.startswith("distress."):
        return name_faults.GIVE_A_NAME
    if full.endswith((".shelf", ".shown", ".keep")):
        return name_faults.ONE_SHELF
    return name_faults.GIVE_ANOTHER_NAME
