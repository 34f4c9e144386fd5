"""Playing the steps of an exercise against a log: the values that go in and come out, and the one that plays.

`Player` runs one generator over the steps: it yields the next stop (something told or asked) and is sent the act
that was done there. It is also what conditions may ask (`Knowledge`). Pure: no terminal, no disk, no clock, no
chance. `engine/session.py` says why it is played again from the start each time.
"""

from collections.abc import Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, assert_never

from selfattach import kinds
from selfattach.engine.answers import (
    IllegalAnswerError,
    Value,
    as_compared,
    counts_as_answered,
    format_answer,
    read_answer,
)
from selfattach.engine.place import ends_if_left_open, questions_ahead
from selfattach.script.conditions import holds
from selfattach.script.model import (
    LOW,
    WORST_DAY,
    WOULD_SAY,
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
    Promise,
    Prompt,
    QuestionKind,
    Rate,
    RateEach,
    Recall,
    Ref,
    Repeat,
    Rest,
    ReviewPromise,
    Say,
    Seal,
    Shelve,
    ShowRecalled,
    Slot,
    Step,
    Support,
    Telling,
    Text,
    TextRun,
    When,
    Words,
    Write,
    every_step,
    options_of,
)
from selfattach.words import times_over

if TYPE_CHECKING:
    from selfattach.kinds import JsonObject

Runs = tuple[TextRun, ...]


class Framed(NamedTuple):
    """An exercise with what the engine puts around it (`engine/safety_frame.py`)."""

    exercise: Exercise
    gate: tuple[Step, ...]
    body: tuple[Step, ...]
    after: tuple[Step, ...]  # when the script came to its end
    keep: tuple[Step, ...]  # at every ending: what to do with words marked `keep: ask`
    close: tuple[Step, ...]  # at every ending that has something to close
    felt: tuple[Step, ...]  # when the practice had begun
    harder: tuple[Step, ...] = ()  # in place of the close, where it made things harder
    felt_last: bool = False  # as in a draft that began before `felt` came first
    follow_ups: Mapping[str, Prompt] = {}  # what is asked after a yes to a `shelve`, by NAME.would_say, NAME.worst_day
    again: Mapping[str, tuple[Step, ...]] = {}  # other words for a second steadying, by the prefix of its place


class Found(NamedTuple):
    """Words of an earlier session. `of`: SESSION/NAME, where they stand; `ago`: when that was, in words."""

    value: Value
    in_words: str
    ago: str
    of: str


class Familiar(NamedTuple):
    """How well a practice is known, and how the last days went: what the frame asks of the past.

    `clear`: nothing of the last days asks for more care. `left_open`: the newest sessions of it in a row without a
    first figure. `offers_words`: it is time to offer words in place of a figure. `asks_felt`: the turn of a gentle one
    to ask how it left the person. `close`: the short close whose turn it is. `asks_number`: no practice just before
    this one, in a routine, was given a low one. `goes_on`: another one of a routine follows, which asks at its end.
    """

    clear: bool = False
    left_open: int = 0
    offers_words: bool = False
    asks_felt: bool = True
    close: str = ""
    asks_number: bool = True
    goes_on: bool = False


class Outside(NamedTuple):
    """What a session knows from outside, asked once at its start: visits, counts, recalled words, the open promise.

    `met`: in how many sessions something was said before, by its `met_key`; `found` has the newest answer to it there.
    """

    visit: int = 1
    total: int = 0
    times: Mapping[str, int] = {}
    found: Mapping[str, Found] = {}
    familiar: Familiar = Familiar()
    met: Mapping[str, int] = {}


NOTHING_OUTSIDE: Final = Outside()
HARDER: Final = "harder"  # as `felt` has it
_AFTER: Final = "_after"  # `belief_after` is `belief` once more
NOT_KEPT: Final = object()  # in a log read from disk: a `keep: never` answer was given here, its words are gone


class Act(NamedTuple):
    """One thing done: `told` (a telling was passed), `answer`, `enough`, or `door` (help was chosen, and the end).

    `at`: RFC 3339, as the caller tells it.
    """

    kind: str
    name: str = ""
    value: Value = None
    round: tuple[int, ...] = ()
    at: str = ""


class Opened(NamedTuple):
    """The page of help at which a session ended: what it is about (as `Door` has it), and its first words."""

    about: str
    text: Runs = ()


class Ending(NamedTuple):
    """How it ended: done, enough or guard; the exercise offered next, if any; the page of help it ended at, if any.

    `at_once`: nothing is asked or closed after it. `agreed`: the exercise offered next is what was just chosen.
    """

    how: str
    next: str = ""
    door: Opened | None = None
    at_once: bool = False
    agreed: bool = False


class Tell(NamedTuple):
    """A stop that only tells. The words are ready to be shown.

    `then`: the question right after it, for who can show both at once.
    """

    step: Telling
    text: Runs
    cues: tuple[tuple[float, Runs], ...] = ()
    then: "Question | None" = None


class Question(NamedTuple):
    """A stop that asks. The words are ready to be shown; `pins` are earlier words that stay in view."""

    prompt: Prompt
    name: str
    round: tuple[int, ...]
    ask: Runs
    hint: Runs
    help: Runs
    pins: tuple[str, ...]
    start: str  # editable words in the box
    extra: Runs  # the second question of a promise
    prefill: Value  # what was said here before going back
    place: tuple[int, int] | None  # the question it is, of about how many; None in the frame after the end
    ends_if_open: bool = False  # words are asked for here, and without them the practice is over


class Shelved(NamedTuple):
    """One answer that was put on a shelf, by the yes to a `shelve`. `seal`: the days, or `low`; 0 is not at all.

    `asked`: the person was asked whether they would say it to somebody they care about, or, sealed until a hard moment,
    whether they would want to read it on their worst day; and said yes.
    """

    name: str
    round: tuple[int, ...]
    shelf: str
    section: str
    seal: Seal
    asked: bool = False


class WrongActError(ValueError):
    """An act that does not fit the stop: an answer to nothing, or a log of another exercise."""


class _Finished(Exception):  # noqa: N818  a way out of nested steps, not an error
    def __init__(self, step: Finish) -> None:
        self.step = step
        self.agreed = False


class _Enough(Exception):  # noqa: N818  same
    pass


class _AtTheDoor(Exception):  # noqa: N818  same
    def __init__(self, opened: Opened) -> None:
        self.opened = opened


class _RoundOver(Exception):  # noqa: N818  same
    pass


class _StoredAnswer(NamedTuple):
    """An answer while playing: as conditions see it (None: unknown), as texts tell it, when it was.

    `said`: the name and round of the answer itself. Of recalled words, `of`: where they stand; `times`: in how many
    sessions what they answer was said.
    """

    value: Any
    in_words: str
    ago: str = ""
    said: tuple[str, tuple[int, ...]] = ("", ())
    of: str = ""
    times: int = 0


class _Level:
    """What is known at the top, or in one round of a repeat."""

    def __init__(self, names: frozenset[str] = frozenset(), previous: "_Level | None" = None, number: int = 0) -> None:
        self.values: JsonObject = {}
        self.lasts: JsonObject = {}
        self.names = names
        self.previous = previous
        self.number = number
        self.first_skipped: bool | None = None  # of the first prompt of the round


_Stops = Generator[Telling | Prompt, Act, None]


class Player:
    """Plays the steps against a log. It is the `Knowledge` of conditions."""

    def __init__(self, framed: Framed, outside: Outside, *, was_too_much: bool = False) -> None:
        self.framed = framed
        self.outside = outside
        self.levels = [_Level()]
        self.passed: list[tuple[Prompt, Act]] = []
        self.figures: list[int] = []
        self.shelved: list[Shelved] = []
        self.included: set[str] = set()
        self.shown: dict[tuple[str, tuple[int, ...]], str] = {}
        self.ending: Ending | None = None
        self.begun = False
        self.was_too_much = was_too_much
        self.in_body = False
        self._rest: list[tuple[Step, ...]] = []  # what is left of each list of steps that is played, innermost last
        self._steps = self._whole()
        self.stop: Telling | Prompt | None = next(self._steps, None)

    @property
    def round(self) -> tuple[int, ...]:
        """The round of each open repeat, outermost first."""
        return tuple(level.number for level in self.levels[1:])

    def act(self, act: Act) -> None:
        """Do one thing of the log."""
        if self.stop is None:
            raise WrongActError("the log goes on after the end")
        try:
            if act.kind in ("enough", "door"):
                way_out = _Enough() if act.kind == "enough" else _AtTheDoor(Opened(act.name or "life"))
                self.stop = self._steps.throw(way_out)
                return
            if isinstance(self.stop, Prompt) != (act.kind == "answer"):
                raise WrongActError("the log does not fit the exercise")
            if isinstance(self.stop, Prompt) and (act.name, act.round) != (self.stop.name, self.round):
                raise WrongActError(f"the log answers {act.name} where {self.stop.name} is asked")
            self.stop = self._steps.send(act)
        except StopIteration:
            self.stop = None

    # --- the parts

    def _whole(self) -> _Stops:
        framed = self.framed
        self._rest = [framed.after, framed.body]
        ending = yield from self._part(framed.gate)
        if ending is None:
            self.begun = True
            self._rest = [framed.after]
            ending = (yield from self._part(framed.body, is_body=True)) or Ending("done")
            if ending.how == "done":
                self._rest = []
                after = yield from self._part(framed.after)
                if after is not None and after.how == "guard":
                    ending = after
                elif after is not None:  # the script had come to its end; "enough" says that of the questions after it
                    ending = ending._replace(
                        next=after.next or ending.next,
                        at_once=after.at_once,
                        agreed=after.agreed if after.next else ending.agreed,
                    )
        self.ending = ending
        self._rest = []
        closed = yield from self._close(ending)
        if closed is not None and closed.door is not None:
            self.ending = closed
        elif self.felt == HARDER:
            self.ending = ending._replace(next="")

    def _close(self, ending: Ending) -> Generator[Telling | Prompt, Act, Ending | None]:
        """What comes after the end: how it felt, whose words stay, the close; after a "harder" help in their place."""
        framed = self.framed
        if ending.door is not None or ending.at_once:
            return None
        if framed.felt_last:
            return (yield from self._close_as_before(ending))
        if self.begun:
            said_enough = yield from self._part(framed.felt)
            if self.felt == HARDER:
                return (yield from self._part(framed.harder))
            if said_enough is not None:
                return said_enough
        steps = framed.keep if ending.how != "guard" else ()
        return (yield from self._part((*steps, *self._close_of(ending))))

    def _close_as_before(self, ending: Ending) -> Generator[Telling | Prompt, Act, Ending | None]:
        """The same in the order of a draft that began when `felt` was asked last."""
        framed = self.framed
        asked = yield from self._part((*framed.keep, *self._close_of(ending), *(framed.felt if self.begun else ())))
        return (yield from self._part(framed.harder)) if self.felt == HARDER else asked

    def _close_of(self, ending: Ending) -> tuple[Step, ...]:
        measured = any(isinstance(prompt.form, Measure) and act.value is not None for prompt, act in self.passed)
        going_on_at_once = not self.begun and bool(ending.next)
        return self.framed.close if self.begun or (measured and not going_on_at_once) else ()

    @property
    def felt(self) -> Value:
        """How it left the person, if that was asked and said."""
        return next((act.value for prompt, act in self.passed if prompt.name == "felt"), None)

    def _part(
        self, steps: tuple[Step, ...], *, is_body: bool = False
    ) -> Generator[Telling | Prompt, Act, Ending | None]:
        depth = len(self._rest)
        self.in_body = is_body
        try:
            yield from self._play(steps)
        except _Finished as finished:
            step, agreed = finished.step, finished.agreed
            return Ending("guard" if step.guard else "done", step.next, at_once=step.at_once, agreed=agreed)
        except _AtTheDoor as left:
            return Ending("guard", door=left.opened)
        except _Enough:
            return Ending("enough")
        finally:
            del self.levels[1:], self._rest[depth:]
            self.in_body = False
        return None

    # --- the steps

    def _play(self, steps: tuple[Step, ...]) -> _Stops:
        depth = len(self._rest)
        for number, step in enumerate(steps, 1):
            self._rest[depth:] = [steps[number:]]
            match step:
                case Say() | Rest() | Breathe() | Support():
                    yield step
                case Prompt():
                    yield from self._ask(step)
                case When():
                    known = holds(step.condition, self)
                    yield from self._play(step.skipped if known is None else step.then if known else step.otherwise)
                case Repeat():
                    yield from self._repeat(step)
                case Include():
                    yield from self._play(self._words_for_this_time(step))
                case Recall():
                    recalled = self._recalled(step)
                    if recalled is not None:
                        self.levels[-1].values[step.name] = recalled
                case Finish():
                    if step.text is not None:
                        yield Say(step.text)
                    raise _Finished(step)
                case Door():
                    raise _AtTheDoor(Opened(step.about, self._runs(step.text)))
                case _:
                    assert_never(step)
        del self._rest[depth:]

    def _recalled(self, step: Recall) -> _StoredAnswer | None:
        """What was found at the start; where it has to match an answer of this session, what was said to that one."""
        key, met = step.key, self.outside.met
        if step.matches is not None and met:
            key = met_key(step, self._answer_text(step.matches))
        found, times = self.outside.found.get(key), met.get(key, 0)
        if found is None:
            return _StoredAnswer(None, "", times=times) if times else None
        return _StoredAnswer(found.value, found.in_words, found.ago, of=found.of, times=times)

    def _words_for_this_time(self, include: Include) -> tuple[Step, ...]:
        """A steadying that comes a second time in a session has other words, where there are some."""
        steps = self.framed.again.get(include.prefix)
        if steps is None or include.fragment not in self.included:
            self.included.add(include.fragment)
            return include.steps
        return (*include.steps[: include.own], *steps)

    def _ask(self, prompt: Prompt) -> _Stops:
        if not self._is_asked(prompt):
            return
        act = yield prompt
        self.passed.append((prompt, act))
        value = act.value
        answered = value is NOT_KEPT or counts_as_answered(prompt.form, value)
        first_in = [level for level in self.levels[1:] if level.first_skipped is None]
        for level in first_in:
            level.first_skipped = not answered
        if not answered:
            yield from self._play_chosen(prompt.skipped) if prompt.skipped_chooses else self._play(prompt.skipped)
            if first_in:
                raise _RoundOver
            return
        if value is NOT_KEPT:
            return
        self._store_answer(prompt, value)
        if isinstance(prompt.form, Shelve):
            yield from self._shelve(prompt, prompt.form, value)
        if isinstance(prompt.form, ShowRecalled):
            self.shown[act.name, act.round] = self._lookup(prompt.form.ref).of
            yield Say(Text((Words(1, (Slot((prompt.form.ref,)),), ""),)), id="shown")
        chosen = value if isinstance(value, list) else [value]
        for option in options_of(prompt.form):
            if option.id in chosen:
                yield from self._play_chosen(option.then)

    def _play_chosen(self, steps: tuple[Step, ...]) -> _Stops:
        """Play what an option leads to. Another exercise that it leads to at once is what was chosen."""
        try:
            yield from self._play(steps)
        except _Finished as finished:
            asks_nothing = not any(isinstance(step, Prompt) for step in steps)
            finished.agreed = asks_nothing and any(step is finished.step for step in steps)
            raise

    def _is_asked(self, prompt: Prompt) -> bool:
        match prompt.form:
            case ReviewPromise() as review:
                found = self.outside.found.get(review_key(review))
                if found is not None:
                    self.levels[-1].values[prompt.name] = _StoredAnswer(None, "", found.ago)
                return found is not None
            case ShowRecalled() as show:
                return self._lookup(show.ref) is not None
            case Shelve() as shelve:
                return any(self.answered(ref) for ref, _ in shelve.words)
            case KeepOrLetGo(name=name):
                given = any(one.name == name and act.value is not None for one, act in self.passed)
                return given and all(shelved.name != name for shelved in self.shelved)
            case Write() | Rate() | Measure() | RateEach() | Promise() | Choose() | ChooseSeveral() | Confirm():
                return True
            case _:
                assert_never(prompt.form)

    def _shelve(self, prompt: Prompt, form: Shelve, value: Value) -> _Stops:
        """Put words on a shelf, once what has to be asked about them is answered with yes."""
        if value is False:
            return
        seal: Seal = form.seal or 0 if value is True else value
        said = [(one, section) for ref, section in form.words for one in _said_of(self._lookup(ref))]
        asked = False
        if would_say := self._follow_up(prompt, WOULD_SAY, self._hold_own_words(said)):
            asked = yield from self._confirmed(would_say)
            if not asked:
                return
        try:
            if worst_day := self._follow_up(prompt, WORST_DAY, seal == LOW):
                seal, asked = 0, False
                if (yield from self._confirmed(worst_day)):
                    seal, asked = LOW, True
        finally:  # whoever has enough at that question has said yes to the shelf all the same
            for (name, rounds), section in said:
                self.shelved.append(Shelved(name, rounds, form.shelf, section, seal, asked))

    def _hold_own_words(self, said: list[tuple[tuple[str, tuple[int, ...]], str]]) -> bool:
        """Whether any of these answers is in words of the person, and not chosen among words that a script lent."""
        names = {name for (name, _), _ in said}
        return any(prompt.form.kind in kinds.WRITTEN and act.name in names for prompt, act in self.passed)

    def _follow_up(self, prompt: Prompt, question: str, is_due: bool) -> Prompt | None:  # noqa: FBT001  a condition
        """One more question about a `shelve`, where the frame has it; a draft that began before has none."""
        return self.framed.follow_ups.get(f"{prompt.name}.{question}") if is_due else None

    def _confirmed(self, confirm: Prompt) -> Generator[Telling | Prompt, Act, bool]:
        """Ask it; only a yes is one."""
        act = yield confirm
        self.passed.append((confirm, act))
        return act.value is True

    def _store_answer(self, prompt: Prompt, value: Value) -> None:
        form, values = prompt.form, self.levels[-1].values
        earlier = values.get(prompt.name)
        ago = earlier.ago if isinstance(earlier, _StoredAnswer) else ""
        seen = as_compared(form.kind, value)
        said = prompt.name, self.round
        values[prompt.name] = _StoredAnswer(seen, format_answer(form, value), ago, said)
        if isinstance(form, Measure) and form.measure == "distress" and seen is not None:
            self.figures.append(seen)
        if isinstance(form, RateEach):
            words = dict(form.scale)
            for item, figure in value.items():
                values[f"{prompt.name}.{item}"] = _StoredAnswer(figure, words[figure], said=said)

    def _repeat(self, step: Repeat) -> _Stops:
        kept: list[_Level] = []
        here = self.levels[-1]
        depth = len(self.levels)
        for number in range(1, step.times + 1):
            level = _Level(step.names, kept[-1] if kept else None, number)
            self.levels.append(level)
            try:
                yield from self._play(step.steps)
            except _RoundOver:
                del self.levels[depth:]
                if here.first_skipped:
                    raise
                break
            enough = step.until is not None and holds(step.until, self) is True
            self.levels.pop()
            kept.append(level)
            if enough:
                break
        for name in step.names:
            here.values[name] = [round_.values.get(name) for round_ in kept]
            here.lasts[name] = kept[-1].lasts.get(name, kept[-1].values.get(name)) if kept else None
        if step.name:
            here.values[step.name] = [
                [held for held in round_.values.values() if isinstance(held, _StoredAnswer) and any(_each(held))]
                for round_ in kept
            ]

    # --- what conditions may ask

    def _lookup(self, ref: Ref) -> Any:  # noqa: ANN401  a held answer, or the rounds of a name
        for level in reversed(self.levels):
            if ref.last:
                if ref.name in level.lasts:
                    return level.lasts[ref.name]
                if ref.name in level.names:
                    before = level.previous
                    return None if before is None else before.lasts.get(ref.name, before.values.get(ref.name))
            elif ref.name in level.values:
                return level.values[ref.name]
            elif ref.name in level.names:
                return None
        return None

    def value(self, ref: Ref) -> Any:  # noqa: ANN401  as `Knowledge` has it
        """Return the answer as conditions see it; None is unknown."""
        held = self._lookup(ref)
        if isinstance(held, _StoredAnswer):
            return held.times if ref.times else held.value
        return held

    def answered(self, ref: Ref) -> bool:
        """Return whether there is an answer."""
        return any(_each(self._lookup(ref)))

    def count(self, ref: Ref) -> int:
        """Return how many were picked, or how many rounds there were."""
        value = self.value(ref)
        return len(value) if isinstance(value, list | dict) else int(value is not None)

    def times(self, exercise: str | None) -> int:
        """Return how many sessions were stored when this one began."""
        return self.outside.total if exercise is None else self.outside.times.get(exercise, 0)

    def rise(self, ref: Ref) -> float | None:
        """Return how far this figure lies above the first of the session."""
        value = self.value(ref)
        return value - self.figures[0] if isinstance(value, int) and self.figures else None

    def known(self, what: str) -> bool | int | str:
        """Return what the frame knows of this practice, and of this session so far."""
        if what == "visit":
            return self.outside.visit
        if what == "clear":
            return self.outside.familiar.clear and not (self.was_too_much or self._rose)
        if what == "rose":
            return self._rose
        if what == "rose_to_5":
            return any(figure > self.figures[0] and figure >= kinds.MIDDLE_FROM for figure in self.figures)
        found: bool | int | str = getattr(self.outside.familiar, what)
        return found

    @property
    def _rose(self) -> bool:
        """Whether a figure of distress rose, or a belief that is asked for twice."""
        if any(figure > self.figures[0] for figure in self.figures):
            return True
        given = {act.name: act.value for _, act in self.passed if isinstance(act.value, int)}
        return any(value > given.get(name.removesuffix(_AFTER), value) for name, value in given.items())

    # --- words, ready to be shown

    def tell(self, step: Telling) -> Tell:
        """Return a telling, ready to be shown."""
        match step:
            case Say() | Support():
                return Tell(step, self._runs(step.text))
            case Rest():
                return Tell(step, self._runs(step.text), tuple((cue.at, self._runs(cue.text)) for cue in step.cues))
            case Breathe():
                return Tell(step, ())
            case _:
                assert_never(step)

    def question(self, prompt: Prompt, later: tuple[Act, ...]) -> Question:
        """Return a question, ready to be asked."""
        form, here = prompt.form, self.round
        before = (act.value for act in later if (act.name, act.round) == (prompt.name, here))
        prefill = next((value for value in before if takes(form, value)), None)  # on another way it may ask otherwise
        pins = tuple(words for refs in prompt.pins if (words := self._first_told(refs)))
        if isinstance(form, Shelve):
            pins = tuple(words for ref, _ in form.words if (words := self._answer_text(ref)))
        if isinstance(form, KeepOrLetGo):
            kept = [(one, act.value) for one, act in self.passed if one.name == form.name and act.value is not None]
            pins = (", ".join(format_answer(one.form, value) for one, value in kept),)
        if isinstance(form, ReviewPromise) and not pins:
            pins = (self.outside.found[review_key(form)].in_words,)
        extra = self._runs(form.action) if isinstance(form, Promise) else ()
        ask, hint, help_text = self._runs(prompt.ask), self._runs(prompt.hint), self._runs(prompt.help)
        return Question(
            prompt,
            prompt.name,
            here,
            ask,
            hint,
            help_text,
            pins,
            self.start(prompt),
            extra,
            prefill,
            self._place(prompt),
            self.in_body and isinstance(form, Write | Promise) and ends_if_left_open(prompt, self),
        )

    def _place(self, asked: Prompt) -> tuple[int, int] | None:
        """Which question this is, of about how many on the path as it is now; None in the frame after the end."""
        if self.ending is not None:
            return None
        at = len(self.passed) + 1
        return at, at + questions_ahead(asked, self._rest[::-1], self)

    def start(self, prompt: Prompt) -> str:
        """The editable words in the box."""
        form = prompt.form
        return "".join(run.text for run in self._runs(form.start)) if isinstance(form, Write) else ""

    def _runs(self, text: Text | None) -> Runs:
        return tuple(self._fill(text)) if text is not None else ()

    def _fill(self, text: Text) -> Iterator[TextRun]:
        for part in text.at(self.outside.visit).runs:
            if isinstance(part, Slot):
                words = self._first_told(part.refs)
                yield TextRun(words, part.style, own=True) if words else TextRun(part.otherwise, part.style)
            else:
                yield part

    def _first_told(self, refs: tuple[Ref, ...]) -> str:
        return next((words for ref in refs if (words := self._answer_text(ref))), "")

    def _answer_text(self, ref: Ref) -> str:
        held = self._lookup(ref)
        if isinstance(held, _StoredAnswer):
            if ref.times:
                return times_over(held.times)
            return held.ago if ref.ago else held.in_words
        return _joined(held)


def _each(held: Any) -> Iterator[_StoredAnswer]:  # noqa: ANN401  a held answer, the rounds of a name with their holes, or None
    """Yield the answers that are there."""
    if isinstance(held, _StoredAnswer):
        if held.value is not None or held.in_words:
            yield held
    else:
        for one in held or ():
            yield from _each(one)


def _said_of(held: Any) -> dict[tuple[str, tuple[int, ...]], None]:  # noqa: ANN401  as above
    """The names and rounds of the answers that are there, each once."""
    return dict.fromkeys(one.said for one in _each(held))


def _joined(held: Any) -> str:  # noqa: ANN401  the rounds of a name, rounds of rounds, or nothing
    if isinstance(held, _StoredAnswer):
        return held.in_words
    if not held:
        return ""
    separator = "; " if any(isinstance(one, list) for one in held) else ", "
    return separator.join(words for one in held if (words := _joined(one)))


def met_key(recall: Recall, said: str) -> str:
    """Return under what is found what this recall asks for of a sentence."""
    return f"{recall.key} {mark_of(said)}"


def mark_of(said: str) -> str:
    """Return what tells a sentence from others, and not what it says; "" where it has no words to compare.

    A draft keeps it, and what somebody said in another session has no business there.
    """
    from hashlib import blake2b  # noqa: PLC0415  loads OpenSSL, and few practices compare anything

    from selfattach.history.text_folding import spoken  # noqa: PLC0415  same

    words = spoken(said)
    return blake2b(words.encode(), digest_size=12).hexdigest() if words else ""


def review_key(review: ReviewPromise) -> str:
    """Return what is asked of the history for a review."""
    return f"{review.exercise}.{review.name} promise"


def prompts_of(framed: Framed) -> dict[str, Prompt]:
    """Return every prompt by name; of several that share a name, the first."""
    found: dict[str, Prompt] = {}
    for part in (framed.gate, framed.body, framed.after, framed.keep, framed.close, framed.felt):
        for step in every_step(part):
            if isinstance(step, Prompt):
                found.setdefault(step.name, step)
    return {**found, **framed.follow_ups}


def takes(form: QuestionKind, value: Value) -> bool:
    """Whether a prompt would take this value."""
    try:
        return value is NOT_KEPT or read_answer(form, value) is not None or value is None
    except IllegalAnswerError:
        return False
