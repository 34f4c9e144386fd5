"""Exercise: what a script says, as frozen values. No YAML, no session, no screen.

Named tuples, because defining thirty data classes would cost a sixth of the start-up. Every name in here is the full
name under which the answer is stored: a fragment's prefix is already in front of it.
"""

from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple, assert_never

from selfattach import kinds

FORMAT: Final = 1
MOST_STEPS: Final = 2_000
MOST_ROUNDS: Final = 50
MOST_BYTES: Final = 256 * 1024

INTENSITIES: Final = ("gentle", "moderate", "deep")
SCRIPT_KINDS: Final = ("exercise", "reading", "check", "fragment")
COMPONENTS: Final = ("mindfulness", "common-humanity", "self-kindness")
STRATEGIES: Final = (
    "reflect-on-relationships",
    "practise-mindfulness",
    "self-compassion-practice",
    "seek-support",
    "kind-self-talk",
)
BARRIERS: Final = (
    "early-attachment",
    "inner-critic",
    "fear-of-vulnerability",
    "cut-off-from-feelings",
    "culture-of-toughness",
    "no-models",
    "resistance-to-change",
    "trusting-myself",
    "impatience",
    "emotional-backlog",
)
MARKS: Final = ("trust", "closeness", "leaning-on-others", "independence")  # of a secure attachment
INTERACTIONS: Final = ("steadier-feelings", "less-worry", "positive-self-view")  # of security and self-compassion
BENEFITS: Final = ("resilience", "better-bonds", "life-satisfaction", "mental-health", "well-being")  # hoped for
SERVES: Final = (*MARKS, *INTERACTIONS, *BENEFITS)
PURPOSES: Final = (*BARRIERS, *COMPONENTS, *STRATEGIES, *SERVES)  # what `--for` knows
STRENGTHS: Final = ("A", "B", "C", "M")
SECTIONS: Final = ("signs", "what helps", "people", "places", "professionals", "making it safer")
OUTCOMES: Final = ("kept", "not_yet", "changed", "let_go")
MOMENTS: Final = ("before", "during", "after")
CANNOT_TELL: Final = "cannot_tell"
LOW: Final = "low"
Which = Literal["newest", "oldest", "unread"]  # earlier words; unread: never shown again
Seal = int | Literal["low"]  # so many days, or until a hard moment


class ShelfRule(NamedTuple):
    """What holds for words that are put on a shelf. What a person is asked stands in `words.SHELVE_QUESTIONS`."""

    asks_would_say: bool  # words of one's own stand there once one would say them to somebody one cares about
    wants_help: bool  # a script that puts something there has a way to help
    sections: tuple[str, ...]  # each line stands in one of these


SHELVES: Final[Mapping[str, ShelfRule]] = {
    "kind-words": ShelfRule(asks_would_say=True, wants_help=False, sections=()),
    "letters": ShelfRule(asks_would_say=False, wants_help=True, sections=()),
    "support": ShelfRule(asks_would_say=False, wants_help=False, sections=SECTIONS),
}

# --- texts -----------------------------------------------------------------------------------------------------------


class Ref(NamedTuple):
    """A name in a text or a condition. `last`: of the round before.

    Of recalled words, `ago`: when they were written; `times`: in how many sessions what they answer was said.
    """

    name: str
    last: bool = False
    ago: bool = False
    times: bool = False


class TextRun(NamedTuple):
    """A stretch of text in one style. `own`: a person's words, which are never markup."""

    text: str
    style: str = ""  # "", "em", "strong"
    own: bool = False


class Slot(NamedTuple):
    """A place in a text for the first of these names that is set, else for these words."""

    refs: tuple[Ref, ...]
    otherwise: str = ""
    style: str = ""


class Words(NamedTuple):
    """The words of a text from a visit on. `source` is as the script has it."""

    visit: int
    runs: tuple[TextRun | Slot, ...]
    source: str


class Text(NamedTuple):
    """Words by visit, ascending; the first are for visit 1."""

    by_visit: tuple[Words, ...]

    def at(self, visit: int) -> Words:
        """Return the words for this visit (1 is the first)."""
        return next(words for words in reversed(self.by_visit) if words.visit <= max(visit, 1))


# --- what an asking step takes ---------------------------------------------------------------------------------------


class Option(NamedTuple):
    """One option; `in_text`: how texts name it."""

    id: str
    label: str
    in_text: str
    then: "tuple[Step, ...]" = ()


class Example(NamedTuple):
    """Words somebody else might say, to be borrowed or read. `source`: whose they are, as a list names them, or ""."""

    text: str
    source: str = ""

    @property
    def label(self) -> str:
        """How a list names it, where it is opened to be read."""
        return self.source or self.in_full

    @property
    def in_full(self) -> str:
        """How a list has it, where its words are borrowed from there."""
        return f'{self.source}: "{self.text}"' if self.source else f'"{self.text}"'


class Write(NamedTuple):
    """Words, one line or many. `start`: editable words in the box, unchanged counts as skipped.

    `example`: shown where nothing is written yet, and never an answer. `examples`: can be chosen.
    """

    many: bool = False
    start: Text | None = None
    example: str = ""
    examples: tuple[Example, ...] = ()
    kind: str = kinds.WRITE


class Rate(NamedTuple):
    """A whole number from lowest to highest."""

    lowest: int = 0
    highest: int = 10
    low: str = ""
    high: str = ""
    kind: str = kinds.RATE


class Choose(NamedTuple):
    """One option. `first`: the id of the one that Enter takes, or ""."""

    options: tuple[Option, ...]
    first: str = ""
    kind: str = kinds.CHOOSE


class ChooseSeveral(NamedTuple):
    """Any number of options, up to `at_most`."""

    options: tuple[Option, ...]
    at_most: int
    kind: str = kinds.PICK


class Confirm(NamedTuple):
    """Yes or no."""

    kind: str = kinds.CONFIRM


class RateEach(NamedTuple):
    """Statements, each on one scale of figures with words. The answer is a map: item id -> figure."""

    items: tuple[tuple[str, str], ...]
    scale: tuple[tuple[int, str], ...]
    kind: str = kinds.ITEMS


class Measure(NamedTuple):
    """A shared scale of measures.yaml; "I can't tell" is an answer and no number."""

    measure: str
    moment: str
    lowest: int
    highest: int
    low: str
    high: str
    cannot_tell: str
    kind: str = kinds.MEASURE


class ExamplePromise(NamedTuple):
    """A promise somebody else might make, to be borrowed whole or in parts."""

    cue: str
    action: str


class Promise(NamedTuple):
    """Two questions, one answer: after what, and then what. `example`, `examples`: as for `Write`."""

    cue: Text
    action: Text
    example: str = ""
    examples: tuple[ExamplePromise, ...] = ()
    kind: str = kinds.PROMISE

    @property
    def boxes(self) -> tuple[Write, Write]:
        """The two lines it is asked for, each with its own part of the examples, told once."""
        cues, actions = (
            tuple(Example(text) for text in dict.fromkeys(parts))
            for parts in ([one.cue for one in self.examples], [one.action for one in self.examples])
        )
        return Write(examples=cues), Write(example=self.example, examples=actions)


class ReviewPromise(NamedTuple):
    """What became of the open promise `name` of `exercise`."""

    exercise: str
    name: str
    options: tuple[Option, ...]
    kind: str = kinds.REVIEW


class ShowRecalled(NamedTuple):
    """Recalled words, shown after a yes."""

    ref: Ref
    kind: str = kinds.SHOW


class Shelve(NamedTuple):
    """Put words on a shelf after a yes. `seal`: days, 0 for none, `low`, None to ask.

    The answer: yes, no, days sealed, or `low`: sealed until a hard moment is rated in a later session.
    """

    shelf: str
    words: tuple[tuple[Ref, str], ...]  # (whose words, section of the support card or "")
    seal: Seal | None = 0
    kind: str = kinds.SHELVE


WOULD_SAY: Final = "would_say"  # before words of one's own stand on a shelf that asks so
WORST_DAY: Final = "worst_day"  # before words are sealed until a hard moment


def follow_ups_of(form: Shelve) -> tuple[str, ...]:
    """Return what may be asked after a yes to it; each is answered under the name of the step, a dot and this."""
    worst_day = (WORST_DAY,) if form.seal in (None, LOW) else ()
    return ((WOULD_SAY,) if SHELVES[form.shelf].asks_would_say else ()) + worst_day


class KeepOrLetGo(NamedTuple):
    """Afterwards: whether the words of `name` (a `keep: ask`) stay. Asked only if they are there and on no shelf."""

    name: str
    options: tuple[Option, ...]
    kind: str = kinds.KEEP


QuestionKind = (
    Write
    | Rate
    | Choose
    | ChooseSeveral
    | Confirm
    | RateEach
    | Measure
    | Promise
    | ReviewPromise
    | ShowRecalled
    | Shelve
    | KeepOrLetGo
)


# --- steps -----------------------------------------------------------------------------------------------------------


class Say(NamedTuple):
    """Words, then the person goes on."""

    text: Text
    id: str = ""


class Cue(NamedTuple):
    """Words `at` seconds into a rest."""

    at: float
    text: Text


class Rest(NamedTuple):
    """Quiet for some seconds. `is_quiet`: a sitting, which may be long and without a word."""

    seconds: float
    text: Text | None = None
    cues: tuple[Cue, ...] = ()
    id: str = ""
    is_quiet: bool = False


class Breathe(NamedTuple):
    """Paced breathing; seconds each."""

    inhale: float
    hold: float
    exhale: float
    pause: float
    rounds: int
    id: str = ""


class Support(NamedTuple):
    """The page of help, and back again. `at`: the screen it opens on; other ones than `reach` are the frame's."""

    text: Text | None = None
    id: str = ""
    at: str = "reach"


class Prompt(NamedTuple):
    """An asking step. `name` is the full name of its answer; `pins` are the earlier words that stay in view."""

    name: str
    form: QuestionKind
    ask: Text
    hint: Text | None = None
    help: Text | None = None
    pins: tuple[tuple[Ref, ...], ...] = ()
    keep: str = ""  # "", "never", "ask"
    skipped: "tuple[Step, ...]" = ()
    page: str = ""  # the screen of the page of help that asks it; the frame's
    skipped_chooses: bool = False  # Enter takes an option too, and what it leads to starts at once; the frame's


class When(NamedTuple):
    """A branch. Unknown takes `skipped`, or passes over."""

    condition: "Condition"
    then: "tuple[Step, ...]"
    otherwise: "tuple[Step, ...]" = ()
    skipped: "tuple[Step, ...]" = ()
    id: str = ""


class Repeat(NamedTuple):
    """Up to `times` rounds. `names`: those whose answers belong to a round."""

    times: int
    steps: "tuple[Step, ...]"
    names: frozenset[str]
    until: "Condition | None" = None
    name: str = ""
    id: str = ""


class Include(NamedTuple):
    """A fragment in its place, or the grounding behind a `ground` door.

    `own`: how many steps at its beginning are the script's, and not the fragment's.
    """

    fragment: str
    prefix: str
    steps: "tuple[Step, ...]"
    id: str = ""
    own: int = 0


class Recall(NamedTuple):
    """Words of an earlier session, under a name of this one. Found once, at the start.

    With `matches` only where `answer` was then what this answer is now; `take`: what is brought of that session, the
    first of these names that is there.
    """

    exercise: str
    answer: str
    name: str
    which: Which = "newest"
    older_than: int = 0
    id: str = ""
    matches: Ref | None = None
    take: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What is asked of the history; the same question has the same key."""
        if self.matches is not None:
            return f"{self.exercise}.{self.answer} met {','.join(self.take)} {self.older_than}"
        return f"{self.exercise}.{self.answer} {self.which} {self.older_than}"


class Finish(NamedTuple):
    """The end of the script, with words said first and perhaps an offer.

    `guard`: the frame ended it. `at_once`: nothing is asked or closed after it.
    """

    text: Text | None = None
    next: str = ""
    guard: bool = False
    id: str = ""
    at_once: bool = False


class Door(NamedTuple):
    """The page of help that stays, and the end: nothing is asked after it, and the session ends `guard`.

    `text` takes the place of the first words of the page. `about`: `life` (not wanting to live), `harm` (hurting
    oneself), `violence` (being hurt by somebody); `nine` is the frame's, at a 9 or 10.
    """

    text: Text | None = None
    about: str = "life"
    id: str = ""


Telling = Say | Rest | Breathe | Support
Step = Telling | Prompt | When | Repeat | Include | Recall | Finish | Door
DOORS: Final = ("life", "harm", "violence")  # what a script may open one about


# --- conditions, as data ---------------------------------------------------------------------------------------------


class Operation(NamedTuple):
    """A condition or a part of one: an operator and its parts (Operation, Ref, a number, or an id in quotes).

    Operators: and or not < <= == != >= > + - neg, the functions answered count has times, and `rise`, which only the
    frame uses: how far a figure lies above the first of the session.
    """

    name: str
    parts: "tuple[Operation | Ref | float | str, ...]"


Condition = Operation | Ref | float | str


# --- the exercise ----------------------------------------------------------------------------------------------------


class Evidence(NamedTuple):
    """What is known: A several trials, B few or small, C custom or theory, M mixed."""

    strength: str = ""
    says: str = ""
    sources: tuple[str, ...] = ()


class ScriptHead(NamedTuple):
    """What a listing needs to know of a script."""

    id: str
    title: str
    summary: str = ""
    minutes: int | None = None
    intensity: str = "moderate"
    components: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    care: str = ""
    evidence: Evidence = Evidence()
    kind: str = "exercise"
    instead: str = ""
    version: int = 1
    takes: tuple[str, ...] = ()
    language: str = "en"
    authors: tuple[str, ...] = ()
    licence: str = ""
    hours: str = ""  # of the clock, from one to another, in which it is offered, like 20-7; "" at any

    @property
    def offered_at(self) -> frozenset[int]:
        """The hours of the clock in which it is offered; empty where it is offered at any."""
        begins, _, ends = self.hours.partition("-")
        if not ends:
            return frozenset()
        return frozenset((int(begins) + more) % 24 for more in range((int(ends) - int(begins)) % 24))

    @property
    def purposes(self) -> tuple[str, ...]:
        """Everything it is for, by the words of `PURPOSES`."""
        return (*self.barriers, *self.components, *self.strategies, *self.serves)


class Exercise(NamedTuple):
    """A script, read and checked. `sources`: every text it was made of; `data`: the script's bytes."""

    head: ScriptHead
    steps: tuple[Step, ...]
    sources: Mapping[str, str]
    data: bytes

    @property
    def sha256(self) -> str:
        """What tells this script from every other."""
        import hashlib  # noqa: PLC0415  loads OpenSSL, for keeping only

        return hashlib.sha256(self.data).hexdigest()


def options_of(form: QuestionKind) -> tuple[Option, ...]:
    """Return the options of a form that has some, else none."""
    match form:
        case Choose() | ChooseSeveral() | ReviewPromise() | KeepOrLetGo():
            return form.options
        case Write() | Rate() | Confirm() | RateEach() | Measure() | Promise() | ShowRecalled() | Shelve():
            return ()
        case _:
            assert_never(form)


def branches(step: Step) -> tuple[tuple[Step, ...], ...]:
    """Return the lists of steps that lie inside a step, in the order of the script."""
    match step:
        case Prompt():
            return (*(option.then for option in options_of(step.form)), step.skipped)
        case When():
            return (step.then, step.otherwise, step.skipped)
        case Repeat() | Include():
            return (step.steps,)
        case Say() | Rest() | Breathe() | Support() | Recall() | Finish() | Door():
            return ()
        case _:
            assert_never(step)


def every_step(steps: tuple[Step, ...]) -> Iterator[Step]:
    """Walk through all steps, branches included, in the order of the script."""
    for step in steps:
        yield step
        for branch in branches(step):
            yield from every_step(branch)
