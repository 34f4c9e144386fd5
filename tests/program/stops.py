"""Every kind of stop a practice can make, in the order of `leaving.yaml`, and how a person stands at it."""

import re
import shutil
from pathlib import Path
from typing import NamedTuple

from at_a_terminal import CTRL_C, CTRL_D, ENTER, ESC, MENU, Terminal, below, either, ends_live, live
from the_program import Program

from selfattach import words

HERE = Path(__file__).parent
LETTER = "ž"  # typed last wherever words are left half typed; nowhere else on the screen
NEVER = "unsaid"
OLD = "an old line of mine, as long as it takes to have two rows on the screen when it is opened and read again"

ON = live(words.TERMINAL_ON)
QUIET = ends_live(words.TERMINAL_QUIET)
SKIPS = ends_live(words.TERMINAL_QUIET_WORDS)
LINE = either(words.TERMINAL_WRITE, words.TERMINAL_WRITE_OPEN)
LINES = either(words.TERMINAL_WRITE_MANY, words.TERMINAL_WRITE_MANY_OPEN)
FIGURE = either(words.TERMINAL_ROW_OPEN, words.TERMINAL_ROW_TAKES.partition("{")[0])
DAYS = below(words.TERMINAL_DAYS)
TICKS = below(words.TERMINAL_TICK, n=2)


class Stop(NamedTuple):
    """One stop. `ready` is what stands below its words once keys are taken, as a pattern."""

    name: str
    words: str
    ready: str
    passes: str = ENTER
    box: str = ""  # the prompt whose half-typed words are kept
    half: str = ""  # what stands in the box before the last letter
    kept: str = ""  # what is kept of the part before this one
    first: tuple[str, str, str] | None = None  # the part before this one: its words, ready, and what passes it
    straight: bool = False  # one comes back to this part, and not to the one before it
    typed: bool = False  # letters are words here, so `g` is one
    at_enough: str = "enough"  # the ending when it is enough here

    @property
    def tells(self):
        """Whether nothing is asked here."""
        return self.ready in (ON, QUIET, SKIPS, "█")

    @property
    def ends_input(self):
        """Whether Ctrl-D is the end of input here."""
        return self.name not in ("many lines", "a promise, its second line")


STOPS = (
    Stop("the distress before", r"moment for you\?", FIGURE, "4\r"),
    Stop("a review", "What became of the plan", MENU, "1\r"),
    Stop("a say", "nothing to do here", ON),
    Stop("a rest", "Be quiet now", SKIPS),
    Stop("a breath", re.escape(words.TERMINAL_BREATH_END), "█"),
    Stop("one line", "Which line", LINE, "the kettle\r", "line", "half of ", typed=True),
    Stop("words to be shown", "Open the old line", MENU, "1\r"),
    Stop("words that are shown", "an old line of mine", ON),
    Stop("many lines", "Which page", LINES, "Dear you,\rit is late." + CTRL_D, "page", "Dear m\n", typed=True),
    Stop(
        "a figure",
        "How heavy",
        FIGURE,
        "7\r",
    ),
    Stop("a choice", "Whose voice", MENU, "2\r"),
    Stop("ticks", "What is here", TICKS, "12\r"),
    Stop("a yes or no", "Any more", MENU, "2\r"),
    Stop("the first of some statements", "I woke early", MENU, "2\r"),
    Stop(
        "the second of some statements",
        "I slept late",
        MENU,
        "3\r",
        "facets",
        kept="2",
        first=("I woke early", MENU, "2\r"),
        straight=True,
    ),
    Stop("the distress during", "in the middle of it", FIGURE, "3\r"),
    Stop("the first round", "Who else", LINE, "Ada\r", "who#1", "half a name ", typed=True),
    Stop("the second round", "Who else", LINE, "Bo\r", "who#2", "half a name ", typed=True),
    Stop("a part of another script", "Which small thing", LINE, "a spoon\r", "leaving-part.small", "a ", typed=True),
    Stop("a promise, its first line", "After what", LINE, "after tea\r", "plan", "half of tea ", typed=True),
    Stop(
        "a promise, its second line",
        "And then what",
        LINE,
        "a walk\r",
        "plan",
        "after tea\nhalf a walk ",
        first=("After what", LINE, ENTER),
        typed=True,
    ),
    Stop("a shelf", re.escape(words.SHELVE_QUESTIONS["kind-words"]), MENU, "1\r"),
    Stop("whether one would say it", re.escape(words.WOULD_YOU_SAY_IT), MENU, "1\r"),
    Stop("a shelf with a seal", re.escape(words.SHELVE_QUESTIONS["letters"]), MENU, "1\r"),
    Stop(
        "the days of a seal",
        re.escape(words.SEAL_QUESTION[:20]),
        DAYS,
        "30\r",
        kept="yes",
        first=(re.escape(words.SHELVE_QUESTIONS["letters"]), MENU, "1\r"),
    ),
    Stop("what is never kept", "What for nobody", LINE, NEVER + ENTER, typed=True),
    Stop("the distress after", "here at the end", FIGURE, "5\r", at_enough="done"),
    Stop("how it left you", "How was it for you", MENU, "2\r", at_enough="done"),
    Stop("keep it or let it go", re.escape(words.KEEP_QUESTION), MENU, "1\r", at_enough="done"),
    Stop("a rest at the close", "what holds you up", QUIET, at_enough="done"),
    Stop("a choice at the close", "for the next hour", MENU, "6\r", at_enough="done"),
    Stop("a say at the close", "all for now", ON, at_enough="done"),
)
NEVER_KEPT = next(stop for stop in STOPS if stop.name == "what is never kept")
RESUME = re.escape(words.RESUME.ask.partition("{")[0].strip())
PAUSED = re.escape(words.PAUSE.ask)
TOO_MUCH = ("(?:It is too much right now|You took a minute)", re.escape(words.HELP_SCREENS["too_much"].ways["=door"]))


def number_of(menu, option):
    return f"{list(menu.options).index(option) + 1}\r"


def lines_before(stop):
    """How many things are done before one stands here; the second part of a stop comes after nothing more."""
    return sum(one.first is None for one in STOPS[: STOPS.index(stop)]) - (stop.first is not None)


class Person:
    """Somebody in front of the program, and where they are in it."""

    def __init__(self, program, *options, size=(40, 100)):
        self.program = program
        self.at = Terminal(program, "practice", "leaving", "--pace", "fast", *options, size=size)

    def does(self, words, ready, keys):
        self.at.sees(words, ready)
        self.at.types(keys)

    def arrives(self, stop):
        self.at.sees(stop.words, stop.ready)

    def passes(self, stop):
        """Do what passes a stop one has arrived at."""
        self.at.types(stop.passes)
        if stop.name == "a rest":
            self.does("Still quiet", QUIET, ENTER)

    def passes_again(self, stop):
        """Leave what was said before as it stands."""
        if stop.tells:
            self.passes(stop)
        else:
            self.at.types(CTRL_D if stop.ready == LINES else ENTER)

    def comes_back(self, stop, *, half=""):
        """Take up what was left, and come to where it was left, with the words in the box that stood there."""
        if lines_before(stop):
            self.does(RESUME, MENU, number_of(words.RESUME, "on"))
            self.at.sees(re.escape(words.RESUMED))
        if lines_before(stop) > lines_before(NEVER_KEPT):
            self.does(NEVER_KEPT.words, NEVER_KEPT.ready, NEVER_KEPT.passes)
        self.comes_again(stop, half=half, again=False)

    def comes_again(self, stop, *, half="", again=True):
        """Be at a stop that was left for a while, with the words in the box that stood there.

        `again`: what was given of the part before it is still there; in a home that waits at a stop it is not.
        """
        if stop.first and not (stop.straight and again):
            asks, ready, keys = stop.first
            self.does(asks, ready, keys)
        self.at.sees(stop.words)
        for line in half.strip().split("\n")[bool(stop.first) :]:
            self.at.sees(re.escape(line))
        self.at.sees(stop.ready)

    def pauses(self):
        self.at.types(CTRL_C)
        self.at.sees(PAUSED, MENU)

    def chooses(self, option):
        self.at.types(number_of(words.PAUSE, option))

    def comes_back_from_too_much(self):
        """Have a minute of steadying with the numbers in view, and go back to where it was too much."""
        self.at.sees(*TOO_MUCH)
        self.at.takes("2" + ENTER)
        self.at.sees(QUIET)
        self.at.types(ENTER)
        self.does(*TOO_MUCH, ESC)

    def comes_to_the_end(self):
        """Leave open whatever is still asked."""
        while self.at.sees(rf"{MENU}|{QUIET}|{ON}|(\$ )")[1] is None:
            self.at.types(ENTER)
        return self.at.ends()


class Homes:
    """Homes in which a practice waits at a stop, each a copy of one that was walked through to the last question."""

    def __init__(self, folder):
        self._folder = folder
        self._first = _home_of_somebody(Program(folder / "first"))
        (earlier,) = self._first.records
        self.earlier = earlier["id"]
        person = Person(self._first)
        for stop in STOPS:
            person.arrives(stop)
            if stop is not STOPS[-1]:
                person.passes(stop)
        person.at.types(CTRL_D)
        assert person.at.ends() == 0
        (self._journal,) = (self._first.places.state / "drafts").glob("*.journal")
        (waiting,) = self._first.waiting
        self.session, self._lines = waiting.id, waiting.lines

    def fresh(self, name="fresh"):
        return self._copy(name, 0)

    def waiting_at(self, stop, name, *, half=""):
        """A home where the practice waits at a stop, with half-typed words in its box."""
        program = self._copy(name, lines_before(stop))
        if half:
            draft = program.drafts.take_up(self.session)
            draft.keep_half_typed(stop.box, half)
            draft.release()
        return program

    def done_before(self, stop):
        """The lines of the journal when one stands at a stop."""
        return self._lines[: lines_before(stop)]

    def _copy(self, name, lines):
        program = Program(self._folder / name)
        shutil.copytree(self._first.home, program.home, dirs_exist_ok=True)
        journal = program.places.state / "drafts" / self._journal.name
        if lines:
            kept = journal.read_bytes().split(b"\n")[: lines + 1]
            journal.write_bytes(b"".join(line + b"\n" for line in kept))
        else:
            journal.unlink()
        return program


def _home_of_somebody(program):
    """Give a home what somebody has who has been here before."""
    program.places.config.mkdir(parents=True)
    (program.places.config / "config.toml").write_text('[practice]\nvoice = "terminal"\n', encoding="utf-8")
    for script in ("leaving", "leaving-part"):
        program.own(script, (HERE / f"{script}.yaml").read_text(encoding="utf-8"))
    settings = (f"line={OLD}", "plan=at noon: an old plan")
    ran = program.call(
        "practice", "leaving", "--no-input", *(word for setting in settings for word in ("--set", setting))
    )
    assert (ran.status, ran.err) == (0, "")
    return program
