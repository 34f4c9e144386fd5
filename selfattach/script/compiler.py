"""Script text -> Exercise, or every fault with its place. It opens no file: fragments and measures are handed in.

Steps are read in order, and with them goes an `Env` of what may have been answered by then, so a name that is
unknown, asked twice on one way or only later is told where it stands. Includes are spliced in place under their
prefix.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Final, cast, get_args

from selfattach import kinds
from selfattach.script.faults import Mark, ScriptError
from selfattach.script.fields import Fields, Report
from selfattach.script.head import read_head
from selfattach.script.model import (
    DOORS,
    MOST_ROUNDS,
    MOST_STEPS,
    Breathe,
    Condition,
    Cue,
    Door,
    Exercise,
    Finish,
    Include,
    Measure,
    Operation,
    Prompt,
    Recall,
    Ref,
    Repeat,
    Rest,
    Say,
    ScriptHead,
    Step,
    Support,
    Text,
    When,
    Which,
    every_step,
)
from selfattach.script.names import Decl, Env, NameFaultError, look_up, why_reserved
from selfattach.script.parse_context import Place, Reading, Scope, Source
from selfattach.script.questions import FORMS, read_prompt
from selfattach.script.texts import NAME
from selfattach.script.yaml_reader import Node, read_yaml
from selfattach.text import did_you_mean
from selfattach.words import field_faults, step_faults

ENGINE_FRAGMENTS: Final = ("kind-close",)
MOST_QUIET: Final = 60.0  # seconds of rest without a word
MOST_BREATH: Final = 20.0
BREATHS: Final = 5  # when nothing is said
MOST_DAYS_AGO: Final = 36_500
MOST_NESTED_REPEATS: Final = 2
MOST_INCLUDES_DEEP: Final = 10
_OF_OURS: Final = {"selfattach", "id", "title", "summary", "steps"}  # without any of these it is of something else


FindFragment = Callable[[str], Source | None]


class _TooManySteps(Exception):  # noqa: N818  stops the expansion
    """At this node of the script itself."""

    def __init__(self, node: Node) -> None:
        self.node = node


def compile_script(source: Source, find_fragment: FindFragment, measures: Source | None) -> Exercise:
    """Return the exercise in a script. Raises ScriptError with all faults, in the order they stand."""
    compiler = Compiler(find_fragment, measures)
    exercise = None
    faults = compiler.report.faults
    try:
        exercise = compiler.run(source)
    except ScriptError as wrong:  # too much is wrong to go on
        faults = list(wrong.faults)
    if exercise is None or faults:
        faults.sort(key=lambda fault: (fault.file != source.path, fault.file, fault.mark))
        raise ScriptError(faults)
    return exercise


class Compiler(Reading):
    """One script being read into steps, its includes with it."""

    def __init__(self, find_fragment: FindFragment, measures: Source | None) -> None:
        super().__init__(measures)
        self._find_fragment = find_fragment
        self._steps = 0
        self._repeats = 0
        self._prefixes: set[str] = set()
        self._recalls: list[tuple[str, str, Node, Place]] = []
        self._fragments: dict[str, tuple[Source, Node | None]] = {}

    # --- the whole

    def run(self, source: Source) -> Exercise | None:
        """Read the script; None when not even a head came out."""
        reading = read_yaml(source.data, source.path)
        self.report.extend(reading.faults)
        node = reading.node
        if node is None:
            return None
        if node.kind != "map":
            self.report.add(source.path, node.mark, step_faults.SCRIPT_NOT_A_MAP)
            return None
        if not node.open and not {key.text for key, _ in node.pairs} & _OF_OURS:
            self.report.add(source.path, node.mark, field_faults.OF_ANOTHER_KIND)
            return None
        self.sources["script"] = source.text
        fields = Fields(node, source.path, self.report, field_faults.HEAD)
        head = read_head(fields, source.stem, source.language)
        if head is None:
            return None
        self.intensity, self.is_fragment = head.intensity, head.kind == "fragment"
        steps_node = fields.get("steps", required=True)
        fields.finish()
        env = Env({name: Decl("found", file=source.path) for name in head.takes})
        steps: tuple[Step, ...] = ()
        if steps_node is not None:
            try:
                steps = self.steps(steps_node, env, Place(source.path))
            except _TooManySteps as wrong:
                self.fault(wrong.node, Place(source.path), step_faults.TOO_MANY_STEPS.format(most=MOST_STEPS))
                return None
            self._check_deep(head, steps, steps_node, source.path)
            self._check_recalls(head)
        return Exercise(head, steps, self.sources, source.data)

    def _check_deep(self, head: ScriptHead, steps: tuple[Step, ...], node: Node, file: str) -> None:
        lost_some = node.kind != "list" or node.open or len(steps) < len(node.items)
        if head.intensity != "deep" or self.is_fragment or lost_some:
            return
        flat = [inner for step in steps for inner in (step.steps if isinstance(step, Include) else (step,))]
        asking = [(place, step) for place, step in enumerate(flat) if isinstance(step, Prompt)]
        measured = [
            place for place, step in asking if isinstance(step.form, Measure) and step.form.measure == "distress"
        ]
        if not any(asking[0][0] < place < len(flat) - 1 for place in measured):
            self.report.add(file, node.mark, step_faults.DEEP_WITHOUT_DISTRESS)

    def _check_recalls(self, head: ScriptHead) -> None:
        for exercise, answer, node, place in self._recalls:
            decl = self.everywhere.get(answer)
            if exercise == head.id and decl is not None and decl.keep == "never":
                self.fault(node, place, step_faults.RECALLED_IS_NEVER_KEPT.format(answer=answer))

    def steps(self, node: Node, env: Env, place: Place) -> tuple[Step, ...]:
        """Read a list of steps."""
        if node.kind != "list":
            self.fault(node, place, step_faults.STEPS_NOT_A_LIST)
            return ()
        if not node.items and not node.open:
            self.fault(node, place, step_faults.NO_STEPS)
        found: list[Step] = []
        for item in node.items:
            if env.ended:
                self.fault(item, place, step_faults.NEVER_REACHED)
                env.ended = False  # told once
            self._steps += place.plays
            if self._steps > MOST_STEPS:
                raise _TooManySteps(item)
            step = self._step(item, env, place)
            if step is not None:
                found.append(step)
        return tuple(found)

    def _step(self, node: Node, env: Env, place: Place) -> Step | None:
        if node.kind == "broken":
            return None
        if node.kind == "scalar":
            return self._bare_step(node, env, place)
        if node.kind != "map":
            self.fault(node, place, step_faults.STEP_IS_A_LIST)
            return None
        keys = [key for key, _ in node.pairs if key.text in STEPS]
        if not keys:
            if not node.open:
                first = node.pairs[0][0].text if node.pairs else ""
                near = field_faults.OF_OTHER_FORMATS.get(first) or did_you_mean(first, STEPS)
                advice = near or step_faults.STEPS_THERE_ARE.format(steps=", ".join(STEPS))
                self.fault(node, place, step_faults.NO_STEP_OF_THAT_NAME.format(name=first, advice=advice))
            return None
        if len(keys) > 1:
            self.fault(keys[1], place, step_faults.TWO_STEPS.format(first=keys[0].text, second=keys[1].text))
        key = keys[0].text
        fields = Fields(node, place.file, self.report, f"`{key}`")
        subject = fields.get(key)
        step = STEPS[key](self, fields, subject, env, place) if subject is not None else None
        if subject is not None and len(keys) == 1:
            fields.finish()
        return step

    def _bare_step(self, node: Node, env: Env, place: Place) -> Step | None:
        match node.text:
            case "ground":
                return self._ground_door(None, node, env, place)
            case "support":
                return Support()
            case "finish":
                env.ended = True
                return Finish()
            case "door":
                env.ended = True
                return Door()
            case _:
                self.fault(node, place, _no_step(node.text))
                return None

    # --- telling

    def say(self, fields: Fields, node: Node, env: Env, place: Place) -> Step:
        """`say` TEXT."""
        return Say(self.text_of(node, "`say`", fields, env, place), self.step_id(fields))

    def rest(self, fields: Fields, node: Node, env: Env, place: Place) -> Step:
        """`rest` DURATION."""
        seconds = fields.duration_of(node, "`rest`")
        text = self.text(fields, "text", env, place)
        told_before = len(self.report.faults)
        cues = tuple(self._cues(fields, seconds, env, place))
        times = [0.0, *(cue.at for cue in cues), seconds or 0.0]
        longest = max(later - earlier for earlier, later in pairwise(times))
        is_quiet = self._is_quiet(fields, text, node, place)
        if longest > MOST_QUIET and not is_quiet and len(self.report.faults) == told_before:
            self.fault(node, place, step_faults.QUIET_TOO_LONG.format(longest=longest, most=MOST_QUIET))
        return Rest(seconds or 1.0, text, cues, self.step_id(fields), is_quiet)

    def _is_quiet(self, fields: Fields, text: Text | None, node: Node, place: Place) -> bool:
        """Whether a rest is a sitting: long, and with few words or none. Its `text` says how long it is."""
        quiet = fields.get("quiet")
        if quiet is None:
            return False
        if not (quiet.kind == "scalar" and quiet.plain and quiet.text == "true"):
            self.fault(quiet, place, step_faults.QUIET_IS_TRUE)
        elif text is None:
            self.fault(node, place, step_faults.QUIET_WITHOUT_TEXT)
        return True

    def _cues(self, fields: Fields, seconds: float | None, env: Env, place: Place) -> Iterator[Cue]:
        node = fields.get("cues")
        if node is None:
            return
        if node.kind != "list":
            self.fault(node, place, step_faults.CUES_NOT_A_LIST)
            return
        last = 0.0
        for item in node.items:
            if item.kind != "map":
                self.fault(item, place, step_faults.CUE_NOT_A_MAP)
                continue
            cue = Fields(item, place.file, self.report, step_faults.CUE)
            at_node = cue.get("at", required=True)
            text = self.text(cue, "say", env, place, required=True)
            at = cue.duration_of(at_node, "`at`") if at_node else None
            if at_node and at is not None and seconds is not None and not last < at < seconds:
                self.fault(at_node, place, step_faults.CUE_OUT_OF_ORDER.format(seconds=seconds))
            last = max(last, at or 0.0)
            cue.finish()
            if text is not None and at is not None:
                yield Cue(at, text)

    def breathe(self, fields: Fields, node: Node, _env: Env, place: Place) -> Step | None:
        """`breathe` {in, hold, out, rest, rounds}."""
        if node.kind != "map":
            self.fault(node, place, step_faults.BREATHE_NOT_A_MAP)
            return None
        inner = Fields(node, place.file, self.report, "`breathe`")
        told_before = len(self.report.faults)
        times = {key: inner.seconds(key, 0.0, MOST_BREATH) for key in ("in", "hold", "out", "rest")}
        faultless = len(self.report.faults) == told_before
        for key in ("in", "out"):
            if times[key] <= 0 and faultless and not node.open:
                self.fault(node, place, step_faults.BREATHE_WITHOUT.format(key=key))
        rounds = inner.whole("rounds", 1, MOST_ROUNDS, BREATHS) or BREATHS
        inner.finish()
        return Breathe(times["in"], times["hold"], times["out"], times["rest"], rounds, self.step_id(fields))

    # --- flow

    def when(self, fields: Fields, node: Node, env: Env, place: Place) -> Step:
        """`when` CONDITION."""
        condition = self.condition(node, env, place, "`when`")
        fields.get("then", required=True)
        then, env_then = self.branch(fields, "then", env, place)
        otherwise, env_else = self.branch(fields, "else", env, place)
        skipped, env_skipped = self.branch(fields, "skipped", env, place)
        ways = [env_then, env_else]
        if _always_known(condition):
            skipped_node = fields.get("skipped")
            if skipped_node is not None:
                self.fault(skipped_node, place, step_faults.ALWAYS_KNOWN)
        else:
            ways.append(env_skipped)
        env.merge(ways)
        return When(condition, then, otherwise, skipped, self.step_id(fields))

    def repeat(self, fields: Fields, node: Node, env: Env, place: Place) -> Step:
        """`repeat` N."""
        times = fields.whole_of(node, "`repeat`", 1, MOST_ROUNDS, 1) or 1
        if len(place.repeats) >= MOST_NESTED_REPEATS:
            self.fault(node, place, step_faults.REPEATS_TOO_DEEP)
        self._repeats += 1
        inside = place._replace(repeats=(*place.repeats, self._repeats), plays=place.plays * times)
        round_env = env.branch()
        steps_node = fields.get("steps", required=True)
        until_node = fields.get("until")
        with self._deferring() as deferred:
            steps = self.steps(steps_node, round_env, inside) if steps_node is not None else ()
            lost_some = steps_node is None or steps_node.open or len(steps) < len(steps_node.items)
            if not lost_some and not any(isinstance(step, Prompt) for step in every_step(steps)):
                self.fault(node, place, step_faults.REPEAT_ASKS_NOTHING)
            until = self.condition(until_node, round_env, inside, "`until`") if until_node is not None else None
        if place.repeats:  # `last.` may mean the round before of the outer one, which is not read to its end yet
            self.later[-1].extend(deferred)
        else:
            for check in deferred:
                check(round_env)
        names = [
            name for name, decl in round_env.names.items() if name not in env.names and inside.repeats == decl.repeats
        ]
        as_node = fields.get("as")
        own = self.own_name(as_node, place, "`as`") if as_node is not None else ""
        for name, decl in round_env.names.items():
            if name not in env.names:
                env.names[name] = Decl("list", decl.ids, decl.file, decl.mark, place.repeats, decl.keep, decl)
        if as_node is not None and own:
            own = self.declare(own, self.decl("rounds", as_node, place), as_node, env, place)
        env.ended = False
        return Repeat(times, steps, frozenset(names), until, own, self.step_id(fields))

    @contextmanager
    def _deferring(self) -> Iterator[list[Callable[[Env], object]]]:
        """Collect the checks that need the names of a whole round."""
        self.later.append([])
        deferred = self.later[-1]
        try:
            yield deferred
        finally:
            self.later.pop()

    def include(self, fields: Fields, node: Node, env: Env, place: Place) -> Step | None:
        """`include` FRAGMENT."""
        fragment = fields.an_id_of(node, "`include`")
        as_node = fields.get("as")
        prefix = fragment
        if as_node is not None:
            prefix = self.own_name(as_node, place, "`as`") or fragment
        reserved = why_reserved(prefix)
        if fragment in ENGINE_FRAGMENTS:
            self.fault(node, place, step_faults.INCLUDE_OF_THE_ENGINE.format(fragment=fragment))
            return None
        if reserved:
            self.fault(node, place, reserved)
        ident = self.step_id(fields)
        if not fragment:
            return None
        full = place.scope.full(prefix)
        if any(name.startswith(f"{full}.") for name in env.names):
            self.fault(node, place, step_faults.PREFIX_TAKEN.format(prefix=full, other=_second(prefix)))
            return None
        self._prefixes.add(full)
        steps = self._fragment_steps(fragment, prefix, node, env, place)
        return Include(fragment, full, steps, ident) if steps is not None else None

    def _fragment_steps(
        self, fragment: str, prefix: str, node: Node, env: Env, place: Place
    ) -> tuple[Step, ...] | None:
        if len(place.includes) >= MOST_INCLUDES_DEEP:
            self.fault(node, place, step_faults.INCLUDES_TOO_DEEP.format(most=MOST_INCLUDES_DEEP))
            return None
        if fragment in place.includes:
            way = " -> ".join((*place.includes, fragment))
            self.fault(node, place, step_faults.INCLUDES_IN_A_CIRCLE.format(way=way))
            return None
        read = self._fragment_head(fragment, node, place)
        if read is None:
            return None
        source, fields, head = read
        for name in head.takes:
            try:
                look_up(Ref(place.scope.full(name)), env, place.repeats, self.everywhere)
            except NameFaultError as wrong:
                message = step_faults.TAKES_WHAT_IS_NOT_THERE.format(fragment=fragment, name=name, why=wrong)
                self.fault(node, place, message)
        steps_node = fields.get("steps")
        if steps_node is None:
            self.fault(node, place, step_faults.FRAGMENT_WITHOUT_STEPS.format(fragment=fragment))
            return None
        inside = place._replace(
            file=source.path,
            scope=Scope(place.scope.full(prefix), head.takes, place.scope),
            includes=(*place.includes, fragment),
        )
        try:
            return self.steps(steps_node, env, inside)
        except _TooManySteps:
            raise _TooManySteps(node) from None

    def _fragment_head(self, fragment: str, node: Node, place: Place) -> tuple[Source, Fields, ScriptHead] | None:
        """Find a fragment and read its head; None where that is a fault of the include."""
        source, root = self._fragment(fragment)
        if source is None:
            self.fault(node, place, step_faults.NO_SUCH_FRAGMENT.format(fragment=fragment))
            return None
        fields = Fields(root, source.path, Report(), field_faults.HEAD) if root is not None else None
        head = read_head(fields, source.stem) if fields is not None else None
        if fields is None or head is None:
            self.fault(node, place, step_faults.FRAGMENT_HAS_FAULTS.format(fragment=fragment))
            return None
        if head.kind != "fragment":
            self.fault(node, place, step_faults.NOT_A_FRAGMENT.format(fragment=fragment))
            return None
        return source, fields, head

    def fragment(self, fragment: str, prefix: str) -> tuple[Step, ...]:
        """Return the steps of a library fragment for the frame, which may use any prefix."""
        here = Place("frame", plays=0)  # the frame's own steps are not the author's to count
        return self._fragment_steps(fragment, prefix, Node("scalar", Mark(1, 1)), Env(), here) or ()

    def has_fragment(self, fragment: str) -> bool:
        """Whether there is a fragment of that name."""
        return self._find_fragment(fragment) is not None

    def _fragment(self, fragment: str) -> tuple[Source | None, Node | None]:
        if fragment not in self._fragments:
            source = self._find_fragment(fragment)
            if source is None:
                return None, None
            reading = read_yaml(source.data, source.path)
            self.report.extend(reading.faults)
            whole = (
                reading.node if reading.node is not None and reading.node.kind == "map" and not reading.faults else None
            )
            if whole is not None:
                own = Report()
                fields = Fields(whole, source.path, own, field_faults.HEAD)
                if read_head(fields, source.stem) is not None:
                    fields.get("steps")
                    fields.finish()
                self.report.extend(own.faults)
            self._fragments[fragment] = (source, whole)
            self.sources[f"fragments/{fragment}"] = source.text
        return self._fragments[fragment]

    def recall(self, fields: Fields, node: Node, env: Env, place: Place) -> Step | None:
        """`recall` EXERCISE.answer `as` NAME."""
        exercise, answer = self.from_elsewhere(node, place, "`recall`")
        self._recalls.append((exercise, answer, node, place))
        as_node = fields.get("as", required=True)
        which = cast("Which", fields.choice("which", get_args(Which), "newest"))
        older_than = fields.whole("older_than", 0, MOST_DAYS_AGO, 0) or 0
        ident = self.step_id(fields)
        matches, take = self._matching(fields, exercise, answer, env, place)
        name = self.own_name(as_node, place, "`as`") if as_node is not None else ""
        if not name or not exercise:
            return None
        kind = "met" if matches is not None else "found"
        full = self.declare(name, self.decl(kind, node, place), node, env, place)
        return Recall(exercise, answer, full, which, older_than, ident, matches, take)

    def _matching(
        self, fields: Fields, exercise: str, answer: str, env: Env, place: Place
    ) -> tuple[Ref | None, tuple[str, ...]]:
        """Read `matches`, the answer of this session that is compared, and `take`, what is brought then."""
        node, take_node = fields.get("matches"), fields.get("take")
        if node is None:
            if take_node is not None:
                self.fault(take_node, place, step_faults.TAKE_WITHOUT_MATCHES)
            return None, ()
        if fields.has("which"):
            self.fault(node, place, step_faults.MATCHES_WITH_WHICH)

        def check(decl: Decl) -> None:
            if decl.kind not in (kinds.WRITE, "found") or decl.keep == "never":
                self.fault(node, place, step_faults.MATCHES_NOT_WRITTEN)

        refs = self.names(node, env, place, check)
        taken = tuple(part.strip() for part in take_node.text.split(",")) if take_node is not None else (answer,)
        if take_node is not None and not all(NAME.fullmatch(part) for part in taken):
            self.fault(take_node, place, step_faults.TAKE_NO_NAMES)
        self._recalls.extend((exercise, part, take_node, place) for part in taken if take_node is not None)
        if len(refs) > 1:
            self.fault(node, place, step_faults.MATCHES_ONE)
        return (refs[0] if refs else None), taken

    # --- doors

    def ground(self, fields: Fields, node: Node, env: Env, place: Place) -> Step | None:
        """`ground` with a TEXT said first."""
        text = self._said_first(fields, node, env, place)
        return self._ground_door(text, node, env, place, self.step_id(fields))

    def _ground_door(self, text: Text | None, node: Node, env: Env, place: Place, ident: str = "") -> Step | None:
        prefix = "ground"
        while place.scope.full(prefix) in self._prefixes:
            prefix = _second(prefix)
        self._prefixes.add(place.scope.full(prefix))
        steps = self._fragment_steps("ground", prefix, node, env, place)
        if steps is None:
            return None
        said: tuple[Step, ...] = (Say(text),) if text is not None else ()
        return Include("ground", place.scope.full(prefix), (*said, *steps), ident, len(said))

    def support(self, fields: Fields, node: Node, env: Env, place: Place) -> Step:
        """`support` with a TEXT said first."""
        return Support(self._said_first(fields, node, env, place), self.step_id(fields))

    def finish(self, fields: Fields, node: Node, env: Env, place: Place) -> Step:
        """`finish` with a TEXT said first, and perhaps the next exercise."""
        text = self._said_first(fields, node, env, place)
        env.ended = True
        return Finish(text, fields.an_id("next"), id=self.step_id(fields))

    def door(self, fields: Fields, node: Node, env: Env, place: Place) -> Step:
        """`door` with the first words of the page of help, and perhaps what it is about."""
        text = self._said_first(fields, node, env, place)
        env.ended = True
        return Door(text, fields.choice("for", DOORS, "life"), self.step_id(fields))

    def _said_first(self, fields: Fields, node: Node, env: Env, place: Place) -> Text | None:
        if node.kind == "scalar" and node.plain and not node.text and not node.cut:
            return None  # `finish:` with a colon, perhaps because `next` follows
        return self.text_of(node, step_faults.SAID_FIRST, fields, env, place)

    # --- asking

    def ask(self, fields: Fields, node: Node, env: Env, place: Place) -> Step | None:
        """Any asking step."""
        return read_prompt(self, fields, node, env, place)


def _no_step(text: str) -> str:
    first = re.split(r"\W", text, maxsplit=1)[0]
    rest = text[len(first) :].removeprefix(":").strip()
    if first not in STEPS:
        return step_faults.NO_STEP.format(advice=did_you_mean(first, STEPS) or step_faults.SAID_WITH_SAY)
    if rest:
        return step_faults.STEP_WITHOUT_SPACE.format(step=first, rest=rest[:20])
    return step_faults.STEP_ALONE.format(step=first)


def _second(prefix: str) -> str:
    """Return the next prefix: ground, ground_2, ground_3."""
    stem, _, number = prefix.replace("-", "_").rpartition("_")
    return f"{stem}_{int(number) + 1}" if stem and number.isdecimal() else f"{prefix.replace('-', '_')}_2"


def _always_known(condition: Condition) -> bool:
    if isinstance(condition, Ref):
        return False
    if isinstance(condition, Operation) and condition.name not in ("answered", "count", "times"):
        return all(_always_known(part) for part in condition.parts)
    return True


_ReadStep = Callable[[Compiler, Fields, Node, Env, Place], Step | None]
_ASKING_NOTHING: Final[dict[str, _ReadStep]] = {
    "say": Compiler.say,
    "rest": Compiler.rest,
    "breathe": Compiler.breathe,
    "when": Compiler.when,
    "repeat": Compiler.repeat,
    "include": Compiler.include,
    "recall": Compiler.recall,
    "ground": Compiler.ground,
    "support": Compiler.support,
    "finish": Compiler.finish,
    "door": Compiler.door,
}
STEPS: Final[dict[str, _ReadStep]] = {**_ASKING_NOTHING, **dict.fromkeys(FORMS, Compiler.ask)}
assert len(STEPS) == len(_ASKING_NOTHING) + len(FORMS), "two steps have one name"
