"""The frame: what the engine itself puts around a script. No script, pack or option switches it off.

It turns an Exercise into a `Framed` one: the gate before, the guard after every figure of distress, the close
at every ending, and `felt`. The rules stand here as steps; the sentences stand in exercises/frame.yaml. On each
figure the first row that applies:

    9-10                                  the page of help, no practice; ends, and nothing is asked after it
    risen by 2 or more, to 5 or more      ground, close
    7-8                                   steady, ask again; still 7 or more: a screen of the page of help asks what now
    5-6                                   gentle is offered first, and Enter takes it; moderate may go on; deep does not
    no number                             the same, and Enter goes on; deep does not start, but for the word "calm"
    0-4                                   go on

After the end: the number once more, how it left the person, a close. Who knows a practice and has had quiet days is
asked less (`_asks_more`, `_close`); what is known of that stands in `familiarity.py`. After `felt` with "harder", a
screen of the page of help takes the place of the close.

It knows no person, no screen and no store. The thresholds are design judgement, not validated.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final, NamedTuple, assert_never

from selfattach.engine.familiarity import CLOSES
from selfattach.engine.session import WORST_DAY, WOULD_SAY, Framed
from selfattach.kinds import HELP_FROM, HIGH_FROM, MIDDLE_FROM
from selfattach.script.compiler import Compiler, FindFragment
from selfattach.script.faults import ScriptError
from selfattach.script.fields import Fields
from selfattach.script.model import (
    Breathe,
    Choose,
    ChooseSeveral,
    Confirm,
    Door,
    Exercise,
    Finish,
    Include,
    KeepOrLetGo,
    Measure,
    Operation,
    Option,
    Prompt,
    Recall,
    Ref,
    Repeat,
    Rest,
    ReviewPromise,
    Say,
    Shelve,
    Slot,
    Step,
    Support,
    Text,
    TextRun,
    When,
    Words,
    every_step,
    follow_ups_of,
)
from selfattach.script.parse_context import Scale, Source
from selfattach.script.questions import plain_text, read_measures
from selfattach.script.texts import parse_text
from selfattach.script.yaml_reader import Node, read_yaml
from selfattach.text import one_line
from selfattach.words import (
    KEEP_HINT,
    KEEP_OPTIONS,
    KEEP_QUESTION,
    ON_YOUR_WORST_DAY,
    ON_YOUR_WORST_DAY_HINT,
    STILL_HIGH,
    STILL_HIGH_GO_ON,
    STILL_HIGH_OPTIONS,
    WOULD_YOU_SAY_IT,
    WOULD_YOU_SAY_IT_HINT,
)

RISEN_BY: Final = 2
SESSIONS_BEFORE_DEEP: Final = 5
DISTRESS: Final = "distress"
FIRST_FIGURE: Final = "distress.before"
KNOWN_FROM: Final = 4  # visits
_IN_WORDS: Final = "guard.words"  # how hard it is, in place of a figure
_A_HABIT: Final = 3  # visits in a row that were left open
_AGAIN: Final = ("ground", "steady")  # fragments that have other words the second time in a session: NAME-again

Steps = tuple[Step, ...]


class FrameWords(NamedTuple):
    """The sentences of the frame by key, and the choices as (ask, hint, first, options). `version`: of what it asks."""

    version: int
    said: Mapping[str, str]
    choices: Mapping[str, tuple[str, str, str, Mapping[str, str]]]


class Frame:
    """The frame, read once: its sentences, the scale of distress, and the fragments it plays."""

    def __init__(self, words: Source, find_fragment: FindFragment, measures: Source) -> None:
        self._compiler = Compiler(find_fragment, measures)
        self._words = _read_words(words, self._compiler)
        self._scale: Scale = read_measures(self._compiler)[DISTRESS]
        self._fragments: dict[tuple[str, str], Include] = {}
        self.sources: dict[str, str] = self._compiler.sources
        self.sources["frame"] = words.data.decode("utf-8-sig", "replace")

    def around(self, exercise: Exercise, title_of: Callable[[str], str] = str) -> Framed:
        """Return the exercise with its frame. `title_of`: the title of another exercise by id."""
        guarded = _Guarded(self, exercise, title_of)
        intense = exercise.head.intensity != "gentle"
        felt = self.choice("felt", "felt", {})
        after = guarded.measured("after") if intense else ()
        framed = Framed(
            exercise=exercise,
            gate=guarded.gate() if intense else (),
            body=guarded.within(exercise.steps),
            after=_when_more(after) if intense and self.is_lighter else after,
            keep=_keep_questions(exercise.steps),
            close=self._close() if intense else (),
            felt=self._felt(felt, intense=intense),
            harder=(Support(at="harder"),),
        )
        asked_more = {} if self.is_first else _follow_ups(framed.body)
        framed = framed._replace(again=self._again(framed), follow_ups=asked_more, felt_last=self.is_first)
        if self._compiler.report.faults:
            raise ScriptError(self._compiler.report.faults)
        return framed

    def fragment(self, fragment: str, prefix: str) -> Include:
        """Return a fragment of the library under a prefix."""
        if (fragment, prefix) not in self._fragments:
            self._fragments[fragment, prefix] = Include(fragment, prefix, self._compiler.fragment(fragment, prefix))
        return self._fragments[fragment, prefix]

    @property
    def is_lighter(self) -> bool:
        """Whether it asks less of who knows a practice. A draft that began before goes on with the frame of then."""
        return self._words.version >= 3  # noqa: PLR2004  the version that began it

    def _felt(self, felt: Prompt, *, intense: bool) -> Steps:
        if not self.is_lighter:
            return (felt,)
        return (When(_IS_THE_LAST if intense else Operation("and", (_IS_THE_LAST, _ASKS_FELT)), (felt,)),)

    def _close(self) -> Steps:
        """The close: with the next hour after a hard one, else a short one, none for who knows it and had it easy."""
        with_next_hour = (self.fragment("kind-close", "kind-close"),)
        if not self.is_lighter:
            return with_next_hour
        short: Steps = ()
        for name in CLOSES:
            close = self.fragment(f"kind-close-{name}", f"kind-close-{name}")
            short = (When(Operation("==", (_known("close"), name)), (close,), short),)
        short_or_none = When(Operation("and", (_IS_NEW_OR_NOT_CLEAR, _IS_THE_LAST)), short)
        return (When(_ASKS_ABOUT_THE_NEXT_HOUR, with_next_hour, (short_or_none,), (short_or_none,)),)

    @property
    def is_first(self) -> bool:
        """Whether it is the frame of 0.1.0, as drafts have it: it asks less about a shelf, and `felt` last."""
        return self._words.version == 1

    def _again(self, framed: Framed) -> Mapping[str, Steps]:
        """The other words for each steadying that may be a second one, by its prefix. An older draft has none."""
        found: dict[str, Steps] = {}
        for step in every_step((*framed.gate, *framed.body, *framed.after)):
            if isinstance(step, Include) and step.fragment in _AGAIN:
                again = f"{step.fragment}-again"
                if self._compiler.has_fragment(again):
                    found[step.prefix] = self.fragment(again, step.prefix).steps
        return found

    def choice(self, name: str, words: str, then: Mapping[str, Steps], by_enter: str = "") -> Prompt:
        """Return one of the frame's own questions. `by_enter`: what it leads to when it is left open."""
        ask, hint, first, labels = self._words.choices[words]
        options = tuple(Option(one, label, label, then.get(one, ())) for one, label in labels.items())
        text = plain_text(hint) if hint else None
        skipped = then.get(by_enter, ()) if by_enter else ()
        return Prompt(
            name, Choose(options, first), plain_text(ask), text, skipped=skipped, skipped_chooses=bool(by_enter)
        )

    def measure(self, name: str, moment: str) -> Prompt:
        """Return the question for distress."""
        ask = self._words.said["again"] if moment == "again" else self._scale.asks[moment]
        hint = self._words.said.get(f"{moment}_hint", "")
        return Prompt(
            f"{DISTRESS}.{name}", self._scale.form(moment), plain_text(ask), plain_text(hint) if hint else None
        )

    def say(self, words: str, **filled: str) -> Say:
        """Return one of the frame's own sentences."""
        text = self._words.said[words]
        runs = tuple(
            TextRun(filled[part.refs[0].name], part.style) if isinstance(part, Slot) else part
            for part in parse_text(text)
        )
        return Say(Text((Words(1, runs, text),)))

    @property
    def gentle(self) -> str:
        """The gentle practice that is offered when nothing else is named."""
        return self._words.said["gentle"]


class _Guarded:
    """One exercise being framed."""

    def __init__(self, frame: Frame, exercise: Exercise, title_of: Callable[[str], str]) -> None:
        self.frame = frame
        self.intensity = exercise.head.intensity
        self.instead = exercise.head.instead or frame.gentle
        self._title_of = title_of

    @cached_property
    def instead_title(self) -> str:
        """The title of what is offered in place of this one; that script is read only where it may be refused."""
        return self._title_of(self.instead)

    def gate(self) -> Steps:
        """Ask for distress before; a deep one has conditions of its own."""
        if self.intensity != "deep":
            measured = self.measured("before")
            return (When(_known("asks_number"), measured),) if self.frame.is_lighter else measured
        early = (self.frame.say("early", instead=self.instead_title), self._end(self.instead))
        enough_before = Operation(">=", (Operation("times", ()), SESSIONS_BEFORE_DEEP))
        by_enter = "not_today" if self.frame.is_lighter else ""
        offer = self.frame.choice("guard.deep", "deep", {"not_today": (self._end(),)}, by_enter)
        return (When(enough_before, (), early), offer, *self.measured("before"))

    def measured(self, moment: str) -> Steps:
        """Ask for distress, and guard the figure."""
        prompt = self.frame.measure(moment, moment)
        return (prompt, *self.guard(prompt))

    def within(self, steps: Steps) -> Steps:
        """Return the script's steps with a guard after each figure of distress, wherever it stands."""
        found: list[Step] = []
        for step in steps:
            found.append(self._within_step(step))
            if isinstance(step, Prompt) and isinstance(step.form, Measure) and step.form.measure == DISTRESS:
                found.extend(self.guard(step))
        return tuple(found)

    def _within_step(self, step: Step) -> Step:
        match step:
            case Prompt(form=Choose() | ChooseSeveral() | ReviewPromise() as form):
                options = tuple(option._replace(then=self.within(option.then)) for option in form.options)
                return step._replace(form=form._replace(options=options), skipped=self.within(step.skipped))
            case Prompt():
                return step._replace(skipped=self.within(step.skipped))
            case When():
                return step._replace(
                    then=self.within(step.then),
                    otherwise=self.within(step.otherwise),
                    skipped=self.within(step.skipped),
                )
            case Repeat() | Include():
                return step._replace(steps=self.within(step.steps))
            case Say() | Rest() | Breathe() | Support() | Recall() | Finish() | Door():
                return step
            case _:
                assert_never(step)

    def guard(self, prompt: Prompt) -> Steps:
        """Return what follows a figure: the table at the head of this file."""
        assert isinstance(prompt.form, Measure)
        key = prompt.name.partition(".")[2]
        again = self.frame.measure("again" if key == "before" else f"{key}_again", "again")
        moment = prompt.form.moment
        still_high = self._still_high(key, moment)
        after_again = self._rows(again.name, key, moment, high=still_high, unknown=still_high)
        steady = (self.frame.fragment("steady", f"guard.{key}.steady"), again, *after_again)
        unknown = self._without_a_figure(key, moment, steady)
        return self._rows(prompt.name, key, moment, high=steady, unknown=unknown)

    def _without_a_figure(self, key: str, moment: str, steady: Steps) -> Steps:
        """What follows a question for distress that was left open. Words are asked for now and then, in its place."""
        middle = self._middle(key, moment, is_open=True)
        if not self.frame.is_lighter or moment != "before":
            return middle
        too_much = (Support(at="too_much"), Finish(guard=True, at_once=True))
        then = {"between": self._middle(key, moment), "a_lot": steady, "too_much": too_much}
        if self.intensity == "deep":
            refused = (self.frame.say("refused_open", instead=self.instead_title), self._end(self.instead))
            asked = self.frame.choice(_IN_WORDS, "words_deep", then)
            return (asked._replace(skipped=refused),)
        asked = self.frame.choice(_IN_WORDS, "words", then)
        not_again = When(Operation(">=", (_known("left_open"), _A_HABIT)), (), middle)
        return (When(_known("offers_words"), (asked._replace(skipped=(not_again,)),), (not_again,)),)

    def _rows(self, figure: str, key: str, moment: str, *, high: Steps, unknown: Steps) -> Steps:
        ref = Ref(figure)
        low = When(Operation(">=", (ref, MIDDLE_FROM)), self._middle(key, moment), ())
        seven = When(Operation(">=", (ref, HIGH_FROM)), high, (low,))
        rise = Operation(">=", (Operation("rise", (ref,)), RISEN_BY))
        risen = When(
            Operation("and", (rise, Operation(">=", (ref, MIDDLE_FROM)))), self._risen(figure, moment), (seven,)
        )
        return (When(Operation(">=", (ref, HELP_FROM)), (Door(about="nine"),), (risen,), unknown),)

    def _risen(self, figure: str, moment: str) -> Steps:
        grounded = self.frame.fragment("ground", f"guard.{figure.partition('.')[2]}.ground")
        return (self.frame.say("risen"), grounded, Finish(guard=moment != "after"))

    def _still_high(self, key: str, moment: str) -> Steps:
        done = moment == "after"  # the script has come to its end; what is chosen here only says what follows
        stop = (Finish(guard=not done, at_once=True),)
        lighter = (Finish(next=self.frame.gentle, guard=not done, at_once=True),)
        then = {"gentle": lighter, "stop": stop, "reach": (Support(), *stop)}
        options = tuple(Option(one, label, label, then[one]) for one, label in STILL_HIGH_OPTIONS.items())
        if self.frame.is_first and self.intensity == "gentle":
            options += (Option("go_on", STILL_HIGH_GO_ON, STILL_HIGH_GO_ON),)
        ask = plain_text(STILL_HIGH)
        return (Prompt(f"guard.{key}", Choose(options), ask, skipped=stop, page="seven"),)

    def _middle(self, key: str, moment: str, *, is_open: bool = False) -> Steps:
        if moment == "after" or self.intensity == "gentle":
            return ()
        if self.intensity == "deep" and moment == "before":
            return (self.frame.say("refused", instead=self.instead_title), self._end(self.instead))
        then = {"gentle": (self._end(self.frame.gentle),), "not_today": (self._end(),)}
        if is_open or not self.frame.is_lighter:
            return (self.frame.choice(f"guard.{key}", "middle", then),)
        return (self.frame.choice(f"guard.{key}", "middle_at_5", then, "gentle"),)

    def _end(self, following: str = "") -> Finish:
        return Finish(next=following, guard=True)


# --- what the rules ask of the past and of this session


def _known(what: str) -> Operation:
    """What is known of the practice (`player.Familiar`, and the visit)."""
    return Operation("known", (what,))


_FIRST: Final = Ref(FIRST_FIGURE)
_IS_THE_LAST: Final = Operation("or", (Operation("not", (_known("goes_on"),)), _known("rose")))
_IS_NEW_OR_NOT_CLEAR: Final = Operation(
    "or", (Operation("<", (_known("visit"), KNOWN_FROM)), Operation("not", (_known("clear"),)))
)
_WAS_MIDDLE: Final = Operation(
    "or",
    (
        Operation(">=", (_FIRST, MIDDLE_FROM)),
        *(Operation("==", (Ref(_IN_WORDS), one)) for one in ("between", "a_lot", "too_much")),
    ),
)
_ASKS_MORE: Final = Operation("or", (_IS_NEW_OR_NOT_CLEAR, _WAS_MIDDLE))
_ASKS_FELT: Final = Operation("or", (_known("asks_felt"), Operation("not", (_known("clear"),))))
_ASKS_ABOUT_THE_NEXT_HOUR: Final = Operation(
    "or",
    (
        _WAS_MIDDLE,
        _known("rose_to_5"),
        Operation("and", (Operation(">=", (_known("visit"), KNOWN_FROM)), _known("rose"))),
    ),
)


def _when_more(after: Steps) -> Steps:
    """The number once more, where one was given before: for a practice that is new, or was not easy lately or now."""
    return (When(Operation("and", (_ASKS_MORE, _IS_THE_LAST)), (When(Operation(">=", (_FIRST, 0)), after),)),)


_FOLLOW_UPS: Final = {
    WOULD_SAY: (WOULD_YOU_SAY_IT, WOULD_YOU_SAY_IT_HINT),
    WORST_DAY: (ON_YOUR_WORST_DAY, ON_YOUR_WORST_DAY_HINT),
}


def _follow_ups(steps: Steps) -> dict[str, Prompt]:
    """Return what is asked after a yes to each `shelve`, by its name and the question."""
    found: dict[str, Prompt] = {}
    for step in every_step(steps):
        if not isinstance(step, Prompt) or not isinstance(step.form, Shelve):
            continue
        pins = tuple((ref,) for ref, _ in step.form.words)
        for question in follow_ups_of(step.form):
            ask, hint = _FOLLOW_UPS[question]
            name = f"{step.name}.{question}"
            found[name] = Prompt(name, Confirm(), plain_text(ask), plain_text(hint), pins=pins)
    return found


def _keep_questions(steps: Steps) -> Steps:
    """Return, for each answer marked `keep: ask`, the question whether its words stay."""
    options = tuple(Option(one, label, label) for one, label in KEEP_OPTIONS.items())
    names = dict.fromkeys(step.name for step in every_step(steps) if isinstance(step, Prompt) and step.keep == "ask")
    return tuple(
        Prompt(
            f"{name}.keep",
            KeepOrLetGo(name, options),
            plain_text(KEEP_QUESTION),
            plain_text(KEEP_HINT),
            pins=((Ref(name),),),
        )
        for name in names
    )


# --- the sentences


_SAID: Final = ("again", "before_hint", "during_hint", "after_hint", "risen", "refused", "early", "gentle")
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "middle": ("gentle", "go_on", "not_today"),
    "deep": ("start", "not_today"),
    "felt": ("helped", "same", "harder"),
}
_SAID_SINCE_3: Final = ("refused_open",)
_CHOICES_SINCE_3: Final[Mapping[str, tuple[str, ...]]] = {
    **_CHOICES,
    "middle_at_5": _CHOICES["middle"],
    "felt": (*_CHOICES["felt"], "cannot_tell"),
    "words": ("calm", "between", "a_lot", "too_much"),
    "words_deep": ("calm", "between", "a_lot", "too_much"),
}


_OF_OLDER_FRAMES: Final = ("high", "high_in_gentle")  # a draft keeps the frame it began with


def _read_words(source: Source, compiler: Compiler) -> FrameWords:
    reading = read_yaml(source.data, source.path)
    compiler.report.faults.extend(reading.faults)
    if reading.node is None or reading.node.kind != "map" or reading.faults:
        raise ScriptError(compiler.report.faults)
    fields = Fields(reading.node, source.path, compiler.report, "the frame")
    version = fields.whole("version", 1, 99, 1) or 1
    is_lighter = version >= 3  # noqa: PLR2004  as `Frame.is_lighter` has it
    keys = (*_SAID, *(_SAID_SINCE_3 if is_lighter else ()))
    said = {key: fields.words(key, required=not key.endswith("_hint")).strip() for key in keys}
    asked = _CHOICES_SINCE_3 if is_lighter else _CHOICES
    choices = {key: _read_choice(fields, key, ids) for key, ids in asked.items()}
    for key in _OF_OLDER_FRAMES:
        fields.get(key)
    fields.finish()
    if compiler.report.faults:
        raise ScriptError(compiler.report.faults)
    return FrameWords(version, said, choices)


def _read_choice(fields: Fields, key: str, ids: tuple[str, ...]) -> tuple[str, str, str, Mapping[str, str]]:
    node = fields.get(key, required=True) or Node("map", fields.node.mark)
    inner = Fields(node, fields.file, fields.report, f"`{key}`")
    ask, hint, first = inner.words("ask", required=True), inner.words("hint"), inner.choice("first", ids, "")
    options = Fields(
        inner.get("options", required=True) or Node("map", node.mark), fields.file, fields.report, "`options`"
    )
    labels = {one: one_line(options.words(one, required=True)) for one in ids}
    inner.finish()
    options.finish()
    return one_line(ask), one_line(hint), first, labels
