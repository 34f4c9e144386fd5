"""Every kind of question, half answered, left in every way, in both voices: what stood there comes back, and counts.

The table is `ROWS`. A kind of question that the model has and the table has not fails the first test.
"""

import re
import select
import shutil
import signal
from typing import NamedTuple

import pytest
from a_day_later import let_time_go_by
from at_a_terminal import CTRL_C, CTRL_D, ENTER, MENU, Terminal, below
from playing import EVERY_KIND
from stops import FIGURE, LINE, LINES, ON, PAUSED, RESUME, number_of
from the_program import Program, until
from tools import a_share_of

from selfattach import words
from selfattach.ui.look import SIGNS

PROMPT = r"\n> "
TICKS = below(words.TERMINAL_TICK, n=3)
DAYS = below(words.TERMINAL_DAYS)
NOTHING = ""


class Half(NamedTuple):
    """Half an answer in one voice. `does`: what is waited for, and what is typed then. What is seen is a pattern."""

    does: tuple[tuple[str, str], ...]
    seen: str  # below the question, once it stands there
    held: str = NOTHING  # what is on the disk of it
    again: tuple[str, ...] = ()  # what is seen of it below the question on coming back
    counts: object = None  # what the record has of it


class Row(NamedTuple):
    """One kind of question. `name`: of its answer in a record."""

    kind: str
    steps: str
    name: str
    asks: str
    terminal: Half
    plain: Half
    before: tuple[str, ...] = ("first",)  # what is answered before it


def pointed(keys="2", label=""):
    """A pointer that was moved: no answer."""
    return Half(((MENU, keys),), f"{SIGNS.pointer} 2  {label}")


NOT_YET = Half(((PROMPT, ""),), "> ?$")  # a line is given with Enter, and is whole then
OPTIONS = "    options: {friend: A friend, other: Another}\n"
PAGE = "Dear y\nhalf a pa"
HERE = "    options: {busy: A busy head, calm: Something calm, bored: Boredom}\n"
OUTCOMES = "    options: {kept: {}, not_yet: {}, changed: {}, let_go: {}}\n"
TEA = {"cue": "after tea", "action": None}

ROWS = {
    "one line": Row(
        "write",
        "  - write: it\n    ask: Which word?\n",
        "it",
        "Which word",
        Half(((LINE, "half a wo"),), "half a wo", "half a wo", ("half a wo",), "half a wo"),
        NOT_YET,
    ),
    "many lines": Row(
        "write",
        "  - write: it\n    ask: Which page?\n    lines: many\n",
        "it",
        "Which page",
        Half(((LINES, "Dear y\rhalf a pa"),), "half a pa", PAGE, ("Dear y", "half a pa"), PAGE),
        Half(
            ((PROMPT, "Dear y\r"), (PROMPT, "half a pa\r")),
            "half a pa\n+> ?$",
            PAGE,
            ("Written so far: 2 lines.",),
            PAGE,
        ),
    ),
    "a figure": Row(
        "rate",
        "  - rate: it\n    ask: How heavy?\n",
        "it",
        "How heavy",
        Half(((FIGURE, "7"),), r"\[7\]", "7", (r"\[7\]",), 7),
        NOT_YET,
    ),
    "a choice": Row(
        "choose",
        f"  - choose: it\n    ask: Whose voice?\n{OPTIONS}",
        "it",
        "Whose voice",
        pointed(label="Another"),
        NOT_YET,
    ),
    "ticks": Row(
        "pick",
        f"  - pick: it\n    ask: What is here?\n{HERE}",
        "it",
        "What is here",
        Half(
            ((TICKS, "13"),),
            r"3  \[x\] Boredom",
            "busy bored",
            (r"1  \[x\] A busy", r"3  \[x\] Bored"),
            ["busy", "bored"],
        ),
        NOT_YET,
    ),
    "a yes or no": Row(
        "confirm", "  - confirm: it\n    ask: Any more?\n", "it", "Any more", pointed(label="no"), NOT_YET
    ),
    "statements": Row(
        "items",
        "  - items: it\n    ask: How true was each?\n    scale: {1: hardly, 2: partly, 3: very}\n"
        "    list: {early: I woke early, late: I slept late, tea: I had tea, rain: It rained}\n",
        "it",
        "How true",
        Half(
            (("woke early", ""), (MENU, "2\r"), ("slept late", ""), (MENU, "3\r"), ("had tea", ""), (MENU, "1")),
            f"{SIGNS.pointer} 1  hardly",
            "2 3",
            (r"So far: 2, 3\.", "had tea"),
            {"early": 2, "late": 3},
        ),
        Half(
            ((PROMPT, "2\r"), (PROMPT, "3\r"), (PROMPT, "")),
            "",
            "2 3",
            (r"So far: 2, 3\.", "had tea"),
            {"early": 2, "late": 3},
        ),
    ),
    "a measure": Row(
        "measure",
        "  - measure: distress\n    as: during\n",
        "distress.during",
        "in the middle",
        Half(((FIGURE, "9"),), r"\[9\]", "9", (r"\[9\]",)),
        NOT_YET,
    ),
    "a promise": Row(
        "promise",
        "  - promise: it\n    cue: After what?\n    action: And then what?\n",
        "it",
        "After what",
        Half(
            ((LINE, "after tea\r"), ("then what", ""), (LINE, "a wal")),
            "a wal",
            "after tea\na wal",
            ("after tea",),
            {"cue": "after tea", "action": "a wal"},
        ),
        Half(
            ((PROMPT, "after tea\r"), ("then what", ""), (PROMPT, "")),
            "",
            "after tea\n",
            ("Said before: after tea",),
            TEA,
        ),
    ),
    "a review": Row(
        "review",
        f"  - review: earlier.plan\n    as: it\n    ask: What became of it?\n{OUTCOMES}",
        "it",
        "What became",
        pointed(),
        NOT_YET,
    ),
    "words to be shown": Row(
        "show",
        "  - recall: earlier.line\n    as: old\n  - show: old\n    ask: Open it?\n",
        "old.shown",
        "Open it",
        pointed(label="no"),
        NOT_YET,
    ),
    "a shelf with a seal": Row(
        "shelve",
        "  - shelve: first\n    on: letters\n    seal: ask\n",
        "first",
        re.escape(words.SHELVE_QUESTIONS["letters"]),
        Half(
            ((MENU, "1\r"), (DAYS, "30")), f"{SIGNS.bar} 30", "yes 30", (f"{SIGNS.pointer} 1  yes",), ("letters", True)
        ),
        Half(((PROMPT, "yes\r"), (PROMPT, "")), "", "yes", ("Said before: yes",), ("letters", False)),
    ),
    "keep it or let it go": Row(
        "keep", "    keep: ask\n", "first.keep", re.escape(words.KEEP_QUESTION), pointed(), NOT_YET, ("first", "felt")
    ),
}
CASES = [(name, voice) for name in ROWS for voice in ("terminal", "plain")]


def every_half(beginning):
    cases = a_share_of(CASES, one_in=5, beginning=beginning)  # taken together, every row goes some of the ways
    return pytest.mark.parametrize(("name", "voice"), cases, ids=[f"{name}, {voice}" for name, voice in cases])


def test_every_kind_of_question_there_is_has_a_row():
    assert {row.kind for row in ROWS.values()} == EVERY_KIND


# --- the homes and the persons


SCRIPT = (
    "selfattach: 1\nid: {id}\ntitle: T\nsummary: s\nintensity: gentle\nsteps:\n  - write: first\n    ask: The first?\n"
)
EARLIER = "  - write: line\n    ask: A line?\n  - promise: plan\n    cue: After what?\n    action: And then?\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home of somebody who has been here before, with an exercise for each row."""
    program = Program(tmp_path_factory.mktemp("half") / "home")
    program.places.config.mkdir(parents=True)
    (program.places.config / "config.toml").write_text('[practice]\nvoice = "terminal"\n', encoding="utf-8")
    program.own("earlier", SCRIPT.format(id="earlier") + EARLIER)
    for number, row in enumerate(ROWS.values()):
        program.own(f"half-{number}", SCRIPT.format(id=f"half-{number}") + row.steps)
    settings = ("--set", "line=an old line of mine", "--set", "plan=at noon: an old plan")
    assert program.call("practice", "earlier", "--no-input", *settings).status == 0
    let_time_go_by(program.home, minutes=2)  # sessions of one second would have no order
    return program.home


class Person:
    """Somebody at a terminal in front of one row of the table."""

    def __init__(self, program, name, voice):
        self.program = program
        self.row = ROWS[name]
        self.half = getattr(self.row, voice)
        self.plain = voice == "plain"
        self.exercise = f"half-{list(ROWS).index(name)}"
        self.menu = PROMPT if self.plain else MENU
        self.at = None

    def starts(self):
        if self.at is not None:
            self.at.is_gone()
        options = ("--plain",) if self.plain else ()
        self.at = Terminal(self.program, "practice", self.exercise, "--pace", "off", *options)

    def half_answers(self):
        """Begin, and give half an answer to the question of the row."""
        self.starts()
        self.at.sees("The first", PROMPT if self.plain else LINE)
        self.at.types("said\r")
        if "felt" in self.row.before:
            self.at.sees("How was it for you", self.menu)
            self.at.types("1\r")
        self.at.sees(self.row.asks)
        for ready, keys in self.half.does:
            self.at.sees(ready)
            self.at.types(keys)
        self.below_the_question(self.half.seen)

    def below_the_question(self, *patterns):
        """Wait until all of this stands on the screen below the question."""

        def stands():
            if select.select([self.at.master], [], [], 0.01)[0]:
                self.at._read()
            *_, below = re.split(self.row.asks, self.at.display)
            return all(re.search(pattern, below) for pattern in patterns)

        until(stands)

    def pauses(self, way):
        self.at.types(":stop\r" if self.plain else CTRL_C)
        self.at.sees(PAUSED, self.menu)
        self.at.types(ENTER if way is None else number_of(words.PAUSE, way))

    def sees_it_again(self):
        """Whether the question is asked again, with what is half given."""
        self.at.sees(self.row.asks)
        self.below_the_question(*self.half.again, "\n> ?$" if self.plain else rf"{SIGNS.bar}|{SIGNS.pointer}|\[")
        return True

    def is_offered(self, way):
        self.starts()
        self.at.sees(RESUME, self.menu)
        self.at.types(number_of(words.RESUME, way))

    def comes_back(self):
        self.is_offered("on")
        return self.sees_it_again()

    @property
    def held(self):
        """What is on the disk of the half answer."""
        (waiting,) = self.program.waiting
        draft = self.program.drafts.take_up(waiting.id)
        draft.release()
        return (draft.half_typed or ("", ""))[1]

    def held_anywhere(self):
        """What lies on the disk of a practice whose half answer became part of a record."""
        her_own = self.program.records[0]["id"]
        return [path for path in (self.program.places.state / "drafts").iterdir() if her_own in path.name]

    def holds(self):
        """Whether exactly this waits: the answers before, and the half one."""
        (waiting,) = self.program.waiting
        answered = [line["name"] for line in waiting.lines if line.get("did") == "answer"]
        return (answered, self.held) == (list(self.row.before), self.half.held)

    def has_saved(self):
        """Wait until a running practice has it on the disk."""
        files = self.program.places.state / "drafts"
        words = self.half.held.split("\n")[-1]
        until(lambda: any(words in path.read_text(encoding="utf-8") for path in files.glob("*.half")) or not words)

    def comes_to_the_end(self):
        while self.at.sees(rf"{PROMPT}|{MENU}|(\$ )")[1] is None:
            self.at.types(ENTER)
        return self.at.ends()

    def counted(self):
        """Whether the record has what counts of the half answer, and nothing that does not."""
        record = self.program.records[0]
        assert (record["finished"], record["ending"]) in ((False, "enough"), (True, "done"))
        entries = {entry["name"]: entry for entry in record["answers"]}
        assert entries["first"]["value"] == "said"
        if self.row.kind == "shelve":
            return (entries["first"].get("shelf"), "seal_until" in entries["first"]) == self.half.counts
        found = entries.get(self.row.name)
        return (found and found["value"]) == self.half.counts


@pytest.fixture
def person(home, tmp_path):
    persons = []

    def sits(name, voice):
        program = Program(tmp_path / "home")
        shutil.copytree(home, program.home, dirs_exist_ok=True)
        persons.append(Person(program, name, voice))
        persons[-1].half_answers()
        return persons[-1]

    yield sits
    for one in persons:
        one.at.is_gone()


# --- the ways


@every_half(0)
def test_after_a_pause_it_stands_there_again(person, name, voice):
    her = person(name, voice)
    her.pauses(None)
    assert her.sees_it_again()


@every_half(1)
def test_left_to_wait_it_stands_there_again(person, name, voice):
    her = person(name, voice)
    her.pauses("leave")
    assert her.at.ends() == 0
    assert "It is kept at this step." in her.at.raw
    assert her.holds()
    assert her.comes_back()


@every_half(2)
def test_when_somebody_has_enough_what_counts_is_in_the_record(person, name, voice):
    her = person(name, voice)
    her.pauses("enough")
    assert her.comes_to_the_end() == 0
    assert her.counted()
    assert not her.program.waiting


@every_half(3)
def test_kept_as_it_is_what_counts_is_in_the_record(person, name, voice):
    her = person(name, voice)
    her.at.signals(signal.SIGTERM)
    assert her.at.ends() == 143
    her.is_offered("keep")
    her.at.sees("Kept.")
    assert her.counted()
    until(lambda: not her.held_anywhere())


@every_half(4)
def test_killed_it_stands_there_again(person, name, voice):
    her = person(name, voice)
    her.has_saved()
    her.at.signals(signal.SIGKILL)
    assert her.at.ends() == 128 + signal.SIGKILL
    assert her.holds()
    assert her.comes_back()


@every_half(0)
def test_when_the_input_ends_it_stands_there_again(person, name, voice):
    her = person(name, voice)
    if her.plain and name != "many lines":
        her.at.types(CTRL_D)
        assert her.at.ends() == 0
    else:  # among words Ctrl-D is no end of input; a closed window is one everywhere
        her.has_saved()
        her.at.closes()
        assert her.at.ends() == 129
    assert her.holds()
    assert her.comes_back()


@every_half(1)
def test_ended_by_a_signal_it_stands_there_again(person, name, voice):
    her = person(name, voice)
    her.at.signals(signal.SIGTERM)
    assert her.at.ends() == 143
    assert her.holds()
    assert her.comes_back()


# --- with the exercises of the library

SEVEN = ("3",) * 7


def inventory_figures(home):
    (record,) = home.records
    return next(list(entry["value"].values()) for entry in record["answers"] if entry["kind"] == "items")


def test_seven_figures_of_the_inventory_left_in_plain_lines_are_there(program):
    left = program.practise("barrier-inventory", *SEVEN, ":stop", "5")
    assert "It is kept at this step." in left.out
    again = program.practise("barrier-inventory", "1", ":stop", "enough", "")
    assert "So far: 3, 3, 3, 3, 3, 3, 3." in again.out
    assert inventory_figures(program) == [3] * 7


@pytest.mark.parametrize("ends", [":stop\n5\n", ""], ids=["left to wait", "the input ends"])
def test_seven_figures_of_the_inventory_can_be_kept_as_they_are(program, ends):
    program.call("practice", "barrier-inventory", "--plain", "--pace", "off", says="3\n" * 7 + ends)
    program.practise("barrier-inventory", "2")
    assert inventory_figures(program) == [3] * 7


def test_five_figures_of_the_inventory_on_a_terminal_are_in_the_record_after_enough(program):
    program.places.config.mkdir(parents=True)
    (program.places.config / "config.toml").write_text('[practice]\nvoice = "terminal"\n', encoding="utf-8")
    at = Terminal(program, "practice", "barrier-inventory", "--pace", "off")
    while not at.sees(rf"({MENU})|{ON}")[1]:
        at.types(ENTER)
    for _ in range(5):
        at.types("3\r")
        at.sees(MENU)
    at.types(CTRL_C)
    at.sees(PAUSED, MENU)
    at.types(number_of(words.PAUSE, "enough"))
    while at.sees(rf"{MENU}|{ON}|(\$ )")[1] is None:
        at.types(ENTER)
    assert at.ends() == 0
    assert inventory_figures(program) == [3] * 5


def test_left_to_wait_with_nothing_answered_it_waits_at_that_step(program):
    left = program.practise("someone-who-was-kind", "", "", ":stop", "leave")
    again = program.practise("someone-who-was-kind", "1")
    asked = "Which part of it is easiest to get back?"
    assert left.out.rpartition("Paused.")[0].count(asked) == 1
    assert "It is kept at this step." in left.out
    assert again.out.partition("Here is where you were.")[2].count("?\n") == again.out.count(asked) == 1


def test_left_to_wait_at_the_very_first_question_it_waits_there(program):
    assert "It is kept at this step." in program.practise("someone-who-was-kind", ":stop", "leave").out
    (waiting,) = program.waiting
    assert not [line for line in waiting.lines if line["did"] == "answer"]
    again = program.practise("someone-who-was-kind", "1")
    assert "Here is where you were." in again.out
    assert len(program.waiting) == 1  # also when the input ends then
    out = program.practise("someone-who-was-kind", "2").out
    assert "It stays where it is." in out  # as it is, it holds nothing that a record could keep
    assert "Nothing was kept." not in out
    assert not program.records
    assert len(program.waiting) == 1
