"""Every kind of stop and every way of leaving it, in a real pseudo-terminal.

Whatever a person does, what was answered is kept, they can come back to where they were with the words in the box that
stood there, what they let go is nowhere, and the terminal is as it was.
"""

import re
import signal
from types import SimpleNamespace

import pytest
from at_a_terminal import CTRL_C, CTRL_D, CTRL_Z, ENTER, ESC, MENU, PRACTICE, RUB_OUT, Bash, Terminal
from stops import (
    LETTER,
    LINE,
    NEVER,
    NEVER_KEPT,
    PAUSED,
    RESUME,
    STOPS,
    Homes,
    Person,
    number_of,
)
from the_program import until
from tools import a_share_of

from selfattach import words

SURELY = re.escape(words.LET_GO_SURELY.ask)
FIRST, LAST = STOPS[0], STOPS[-1]
SAID = [
    ("distress.before", None, 4),
    ("went", None, "kept"),
    ("line", None, "the kettle"),
    ("old.shown", None, True),
    ("page", None, "Dear you,\nit is late."),
    ("weight", None, 7),
    ("voice", None, "other"),
    ("here", None, ["busy", "calm"]),
    ("more", None, False),
    ("facets", None, {"early": 2, "late": 3}),
    ("distress.during", None, 3),
    ("who", [1], "Ada"),
    ("who", [2], "Bo"),
    ("leaving-part.small", None, "a spoon"),
    ("plan", None, {"cue": "after tea", "action": "a walk"}),
    ("distress.after", None, 5),
    ("kind-close.need", None, "unsure"),
]


def each(stops):
    return pytest.mark.parametrize("stop", stops, ids=[stop.name for stop in stops])


def each_of_some(stops, beginning):
    """Taken together, every stop is left in some of the ways, and some of the stops in every way."""
    return each(a_share_of(stops, one_in=6, beginning=beginning))


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    return Homes(tmp_path_factory.mktemp("homes"))


@pytest.fixture
def sits():
    """Somebody sits down in front of a program."""
    persons = []

    def sit(program, *options, **more):
        persons.append(Person(program, *options, **more))
        return persons[-1]

    yield sit
    for person in persons:
        person.at.is_gone()


@pytest.fixture
def comes_back(homes, sits, request):
    """Somebody who came back to a stop, with half-typed words in its box if it has one, and typed a letter more."""

    def come_back(stop, *, half=None):
        half = stop.half if half is None else half
        program = homes.waiting_at(stop, request.node.name.replace("/", " "), half=half)
        person = sits(program)
        person.comes_back(stop, half=half)
        if half:
            person.at.types(LETTER)
            person.at.sees(LETTER)
        return person

    return come_back


# --- what is on the disk ---------------------------------------------------------------------------------------------


def is_kept(homes, person, stop, *, half=None, and_perhaps=""):
    """Whether exactly what was there before waits, and half-typed words with the last letter, perhaps with this key."""
    half = stop.half if half is None else half
    program = person.program
    assert program.drafts.damaged() == program.history.damaged() == []
    assert [record["finished"] for record in program.records] == [True]  # the one from before
    assert not says_the_unsaid(program)
    lines = [line for waiting in program.waiting for line in waiting.lines if line.get("did") != "resumed"]
    assert lines == homes.done_before(stop)
    in_a_box = half_typed(program).strip("\n" + and_perhaps)  # a promise is two lines
    assert in_a_box == (half + LETTER if half else stop.kept)
    return True


def half_typed(program):
    """Return the words that stand in a box."""
    if not program.waiting:
        return ""
    draft = program.drafts.take_up(program.waiting[0].id)
    draft.release()
    return (draft.half_typed or ("", ""))[1]


def in_the_box(program):
    """Return what is kept of the box of a running practice."""
    return "".join(path.read_text(encoding="utf-8") for path in (program.places.state / "drafts").glob("*.half"))


def says_the_unsaid(program):
    return program.has(NEVER)


def new_record(homes, person):
    """The record of this practice, if there is one; there is one from before."""
    new = [record for record in person.program.records if record["id"] != homes.earlier]
    assert len(new) <= 1
    return new[0] if new else None


def said_in(record):
    return [(entry["name"], entry.get("round"), entry["value"]) for entry in record["answers"]]


def said_before(homes, stop):
    """What a record holds of the answers given before a stop."""
    names = {(name, tuple(rounds or ())) for name, rounds, _ in SAID}
    done = [(line.get("name"), tuple(line.get("round", ()))) for line in homes.done_before(stop)]
    return SAID[: sum(one in names for one in done)]


def is_said_nowhere(program, *more):
    """Whether not one word of a practice is under the home any more, whatever else goes on there."""
    for given in ("the kettle", "Dear you", "it is late", "Ada", "a spoon", "after tea", "a walk", LETTER, *more):
        assert not program.has(given), given
    return True


def is_nowhere(program, *more):
    """Whether nothing of a practice is under the home any more once the program has ended."""
    assert is_said_nowhere(program, *more)
    assert not program.waiting
    assert {path.suffix for path in (program.places.state / "drafts").iterdir()} <= {".beside"}
    return True


# --- ways on which the draft stays -----------------------------------------------------------------------------------


@each_of_some(STOPS, 0)
def test_leaving_it_here_keeps_everything(homes, comes_back, stop):
    person = comes_back(stop)
    person.pauses()
    person.chooses("leave")
    assert person.at.ends() == 0
    assert person.at.is_sane()
    assert is_kept(homes, person, stop)


@each_of_some(STOPS, 1)
def test_control_c_twice_keeps_everything(homes, comes_back, stop):
    person = comes_back(stop)
    person.at.types(CTRL_C)
    person.at.sees(PAUSED, MENU)
    person.at.types(CTRL_C)
    assert person.at.ends() == 0
    assert person.at.is_sane()
    assert is_kept(homes, person, stop)


@each_of_some([stop for stop in STOPS if stop.ends_input], 2)
def test_the_end_of_input_keeps_everything(homes, comes_back, stop):
    person = comes_back(stop, half="")
    person.at.types(CTRL_D)
    assert person.at.ends() == 0
    assert person.at.is_sane()
    assert is_kept(homes, person, stop, half="")


@each_of_some(STOPS, 3)
@pytest.mark.parametrize(("signum", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["TERM", "HUP"])
def test_a_signal_keeps_everything(homes, comes_back, stop, signum, status):
    person = comes_back(stop)
    person.at.signals(signum)
    assert person.at.ends() == status
    assert person.at.is_sane()
    assert is_kept(homes, person, stop)


@each_of_some(STOPS, 4)
def test_closing_the_window_keeps_everything(homes, comes_back, stop):
    person = comes_back(stop)
    if stop.half:
        until(lambda: LETTER in in_the_box(person.program))
    person.at.closes()
    assert person.at.ends() == 129
    assert is_kept(homes, person, stop)


@each_of_some(STOPS, 5)
def test_a_kill_keeps_everything(homes, comes_back, stop):
    person = comes_back(stop)
    if stop.half:
        until(lambda: LETTER in in_the_box(person.program))
    person.at.signals(signal.SIGKILL)
    assert person.at.ends() == 128 + signal.SIGKILL
    assert is_kept(homes, person, stop)


# --- ways on which it ends -------------------------------------------------------------------------------------------


@each_of_some(STOPS, 0)
def test_enough_for_today_keeps_every_word_in_the_history(homes, comes_back, stop):
    person = comes_back(stop)
    person.pauses()
    person.chooses("enough")
    assert person.comes_to_the_end() == 0
    assert person.at.is_sane()
    expected = said_before(homes, stop)
    if stop.half:
        value = stop.half + LETTER
        name, _, round_ = stop.box.partition("#")
        if name == "plan":
            value = {"cue": value.partition("\n")[0], "action": value.partition("\n")[2] or None}
        expected = [*expected, (name, [int(round_)] if round_ else None, value)]
    if stop.box == "facets":
        expected = [*expected, ("facets", None, {"early": int(stop.kept)})]
    kept = new_record(homes, person)
    assert (said_in(kept) if kept else []) == expected
    assert kept is None or (kept["ending"], kept["finished"]) == (stop.at_enough, stop.at_enough == "done")
    assert not person.program.waiting
    assert not says_the_unsaid(person.program)


@each_of_some(STOPS, 3)
def test_what_is_let_go_is_nowhere(homes, comes_back, stop):
    person = comes_back(stop)
    person.pauses()
    person.chooses("let_go")
    person.does(SURELY, MENU, number_of(words.LET_GO_SURELY, "yes"))
    assert person.at.ends() == 0
    assert person.at.is_sane()
    assert is_nowhere(person.program, NEVER)
    assert len(person.program.records) == 1


# --- ways that lead back ---------------------------------------------------------------------------------------------


def is_walked(homes, person, away_and_back, *, where=STOPS, resized=False):
    """Whether one comes from the first stop to the last, goes away from each and back, and loses nothing by it."""
    for stop in STOPS:
        person.arrives(stop)
        typed = ""
        if stop.half:
            typed = (stop.half.split("\n")[-1] if stop.first else stop.half.replace("\n", ENTER)) + LETTER
            person.at.types(typed)
            person.at.sees(LETTER)
        if stop in where:
            away_and_back(person, stop)
        person.at.types(RUB_OUT * len(typed))
        person.passes(stop)
    assert person.at.ends() == 0
    assert person.at.is_sane(resized=resized)
    newest = new_record(homes, person)
    assert said_in(newest) == SAID
    assert (newest["ending"], newest["felt"], newest["resumed"]) == ("done", "same", 0)
    assert half_typed(person.program) == ""
    assert [entry["name"] for entry in newest["answers"] if "seal_until" in entry] == ["who", "who"]
    assert not person.program.waiting
    assert not says_the_unsaid(person.program)
    return True


def half_of(stop):
    return stop.half + LETTER if stop.half else ""


def test_a_pause_leads_back_to_every_stop(homes, sits):
    def away_and_back(person, stop):
        person.pauses()
        person.at.types(ENTER)
        person.comes_again(stop, half=half_of(stop))

    assert is_walked(homes, sits(homes.fresh("pause")), away_and_back)


def test_an_interrupt_from_outside_pauses_at_every_stop(homes, sits):
    def away_and_back(person, stop):
        person.at.signals(signal.SIGINT)
        person.at.sees(PAUSED, MENU)
        person.at.types(ESC)
        person.comes_again(stop, half=half_of(stop))

    assert is_walked(homes, sits(homes.fresh("interrupt")), away_and_back)


def test_too_much_in_the_pause_menu_leads_back_to_every_stop(homes, sits):
    def away_and_back(person, stop):
        person.pauses()
        person.chooses("ground")
        person.comes_back_from_too_much()
        person.comes_again(stop, half=half_of(stop))

    assert is_walked(homes, sits(homes.fresh("ground")), away_and_back, where=[one for one in STOPS if one.typed])


def test_too_much_leads_to_help_and_back_where_no_words_are_typed(homes, sits):
    def away_and_back(person, stop):
        person.at.types("g")
        person.comes_back_from_too_much()
        person.comes_again(stop)

    where = [stop for stop in STOPS if not stop.typed]
    assert is_walked(homes, sits(homes.fresh("too much")), away_and_back, where=where)


def test_control_z_leaves_a_tidy_screen_at_every_stop_and_fg_leads_back(homes, sits):
    def away_and_back(person, stop):
        person.at.types(CTRL_Z)
        person.at.is_stopped()
        assert person.at.is_tidy()
        assert person.at.modes == person.at.modes_before
        person.at.types("fg\r")
        if stop.name != "a breath":
            person.at.sees(stop.ready)

    assert is_walked(homes, sits(homes.fresh("stop")), away_and_back)


def test_escape_leads_to_the_question_before_and_enter_back_to_every_stop(homes, sits):
    def away_and_back(person, stop):
        person.at.types(ESC)
        if stop is FIRST:
            person.at.sees(PAUSED, MENU)
            person.at.types(ENTER)
            person.comes_again(stop)
            return
        if stop.first:
            _, ready, keys = stop.first
            person.at.sees(ready)
            person.at.types(keys)
        else:
            between = STOPS[question_before(stop) : STOPS.index(stop)]
            for one in between:
                person.arrives(one)
                person.passes_again(one)
        person.at.sees(stop.words, *half_of(stop).split("\n")[bool(stop.first) :], stop.ready)

    assert is_walked(homes, sits(homes.fresh("back")), away_and_back)


def question_before(stop):
    """Where one comes to from a stop with Esc: the place of the last question, by its first part."""
    before = [place for place, one in enumerate(STOPS[: STOPS.index(stop)]) if not one.tells]
    return before[-1] - (STOPS[before[-1]].first is not None)


@pytest.mark.parametrize("size", [(15, 40), (60, 160)], ids=["small", "big"])
def test_a_resized_window_takes_every_answer(homes, sits, size):
    def away_and_back(person, stop):
        for rows, columns in (size, (24, 80)):
            person.at.resizes(rows, columns)
            if not stop.tells:
                person.at.sees(stop.ready)

    assert is_walked(homes, sits(homes.fresh(f"size {size}"), size=(24, 80)), away_and_back, resized=True)


# --- the menus are stops too -----------------------------------------------------------------------------------------

MENUS_ARE_LEFT = {
    "Ctrl-C": (CTRL_C, 0),
    "Ctrl-D": (CTRL_D, 0),
    "INT": (signal.SIGINT, 0),
    "TERM": (signal.SIGTERM, 143),
    "HUP": (signal.SIGHUP, 129),
}
left_in_every_way = pytest.mark.parametrize(("how", "status"), MENUS_ARE_LEFT.values(), ids=MENUS_ARE_LEFT)
SOME = [stop for stop in STOPS if stop.name in ("a rest", "many lines", "a promise, its second line", "ticks")]
BOX = next(stop for stop in STOPS if stop.name == "many lines")


def leaves(person, how):
    if isinstance(how, str):
        person.at.types(how)
    else:
        person.at.signals(how)


@left_in_every_way
@each(SOME)
def test_leaving_from_the_pause_menu_keeps_everything(homes, comes_back, stop, how, status):
    person = comes_back(stop)
    person.pauses()
    leaves(person, how)
    assert person.at.ends() == status
    assert person.at.is_sane()
    assert is_kept(homes, person, stop)


@each(SOME)
def test_a_kill_in_the_pause_menu_keeps_everything(homes, comes_back, stop):
    person = comes_back(stop)
    person.pauses()
    person.at.signals(signal.SIGKILL)
    assert person.at.ends() == 128 + signal.SIGKILL
    assert is_kept(homes, person, stop)


@each(SOME)
def test_a_second_control_c_pressed_at_once_keeps_everything(homes, comes_back, stop):
    person = comes_back(stop)
    person.at.types(CTRL_C + CTRL_C)
    assert person.at.ends() == 0
    assert person.at.is_sane()
    assert is_kept(homes, person, stop)


@pytest.mark.parametrize("keys", [ENTER, ESC, "1\r", CTRL_C, CTRL_D], ids=["Enter", "Esc", "no", "Ctrl-C", "Ctrl-D"])
def test_nothing_but_a_yes_lets_a_practice_go(homes, comes_back, keys):
    person = comes_back(BOX)
    person.pauses()
    person.chooses("let_go")
    person.does(SURELY, MENU, keys)
    person.at.sees(PAUSED, MENU)
    person.at.types(ENTER)
    person.comes_again(BOX, half=half_of(BOX))
    person.at.signals(signal.SIGTERM)
    assert person.at.ends() == 143
    assert is_kept(homes, person, BOX)


@pytest.mark.parametrize(("signum", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["TERM", "HUP"])
def test_a_signal_before_letting_go_keeps_everything(homes, comes_back, signum, status):
    person = comes_back(BOX)
    person.pauses()
    person.chooses("let_go")
    person.at.sees(SURELY, MENU)
    person.at.signals(signum)
    assert person.at.ends() == status
    assert person.at.is_sane()
    assert is_kept(homes, person, BOX)


@pytest.fixture
def offered(homes, sits, request):
    """Somebody who is offered what was left half-way through some writing."""
    name = request.node.name.replace("/", " ")
    person = sits(homes.waiting_at(BOX, name, half=half_of(BOX)))
    person.at.sees(RESUME, MENU)
    return person


@left_in_every_way
def test_leaving_when_an_unfinished_one_is_offered_keeps_everything(homes, offered, how, status):
    leaves(offered, how)
    assert offered.at.ends() == status
    assert offered.at.is_sane()
    assert is_kept(homes, offered, BOX)


@pytest.mark.parametrize("keys", ["0" + ENTER, ESC], ids=["0", "Esc"])
def test_a_new_one_may_begin_while_the_unfinished_one_stays(homes, offered, keys):
    offered.at.types(keys)
    offered.at.sees(words.RESUME_LATER)
    offered.arrives(FIRST)
    offered.at.types(CTRL_D)
    assert offered.at.ends() == 0
    assert offered.at.is_sane()
    assert is_kept(homes, offered, BOX)


def test_an_unfinished_one_that_is_let_go_is_nowhere(offered):
    offered.at.types(number_of(words.RESUME, "let_go"))
    offered.at.sees(words.LET_GO)
    assert is_said_nowhere(offered.program)  # the next practice may have its own journal by now
    offered.arrives(FIRST)
    offered.at.types(CTRL_D)
    assert offered.at.ends() == 0
    assert offered.at.is_sane()
    assert is_nowhere(offered.program)


def test_an_unfinished_one_can_be_kept_as_it_is(homes, offered):
    offered.at.types(number_of(words.RESUME, "keep"))
    offered.arrives(FIRST)
    offered.at.signals(signal.SIGTERM)
    assert offered.at.ends() == 143
    assert offered.at.is_sane()
    kept = new_record(homes, offered)
    assert said_in(kept) == [*said_before(homes, BOX), ("page", None, half_of(BOX))]
    assert (kept["finished"], kept["ending"]) == (False, "enough")


def test_where_nothing_was_typed_nothing_waits(homes, sits):
    program = homes.fresh("untouched")
    script = "selfattach: 1\nid: leaving\ntitle: T\nsummary: s\nintensity: gentle\nsteps:\n  - write: line\n"
    program.own("leaving", f"{script}    ask: Which line?\n")
    person = sits(program)
    person.at.sees("Which line", LINE)
    person.at.types(CTRL_D)
    person.at.sees(words.LEFT_EMPTY)
    assert person.at.ends() == 0
    assert not program.waiting


def test_ctrl_c_while_it_is_told_what_this_is_pauses_and_nothing_of_it_goes_unread(homes):
    at = Terminal(homes.fresh("early"), "practice", "three-line-letter", "--no-plain", size=(15, 40))
    at.sees(re.escape(words.TERMINAL_MORE))
    at.types(CTRL_C)
    at.sees("not wanting to live", re.escape(words.PAUSE.ask), MENU)
    at.types("3" + ENTER)
    at.sees("In danger now")
    at.is_gone()


# --- what is never kept ----------------------------------------------------------------------------------------------


def test_what_is_never_kept_is_on_no_disk_at_any_moment(homes, comes_back):
    person = comes_back(NEVER_KEPT)
    before = STOPS[STOPS.index(NEVER_KEPT) - 1]
    person.at.types(NEVER + LETTER)
    person.at.sees(LETTER)
    person.pauses()
    assert not says_the_unsaid(person.program)
    person.chooses("ground")
    person.comes_back_from_too_much()
    assert not says_the_unsaid(person.program)
    person.comes_again(NEVER_KEPT, half=NEVER + LETTER)
    person.at.types(ESC)
    person.does(before.first[0], MENU, before.first[2])
    person.does(before.words, before.ready, before.passes)
    person.comes_again(NEVER_KEPT, half=NEVER + LETTER)
    assert not says_the_unsaid(person.program)
    person.at.types(ENTER)
    person.arrives(STOPS[STOPS.index(NEVER_KEPT) + 1])
    assert not says_the_unsaid(person.program)
    person.at.signals(signal.SIGHUP)
    assert person.at.ends() == 129
    assert not says_the_unsaid(person.program)


def test_what_was_never_kept_is_asked_again_and_then_one_is_where_one_was(homes, comes_back):
    person = comes_back(LAST)  # it asks for it on the way
    person.passes(LAST)
    assert person.at.ends() == 0
    kept = new_record(homes, person)
    assert said_in(kept) == SAID
    assert (kept["ending"], kept["resumed"]) == ("done", 1)
    assert not says_the_unsaid(person.program)


# --- the real program under a real shell -----------------------------------------------------------------------------


@pytest.fixture
def bash(homes, request):
    """A bash in a home where half of some writing waits."""
    shells = []

    def start():
        program = homes.waiting_at(BOX, request.node.name.replace("/", " "), half=half_of(BOX))
        shells.append(Bash(program))
        return shells[-1], program

    yield start
    for shell in shells:
        shell.is_gone()


def goes_on(shell):
    """Take up what waits, up to the box and what stands in it."""
    shell.types(PRACTICE + ENTER)
    shell.sees(RESUME, MENU)
    shell.types(number_of(words.RESUME, "on"))
    shell.sees(BOX.words, "Dear m", LETTER, BOX.ready)


def test_under_bash_control_z_and_fg_lead_back_and_the_terminal_is_as_it_was(homes, bash):
    shell, program = bash()
    before = shell.modes_for_a_command()
    goes_on(shell)
    shell.types(CTRL_Z)
    shell.sees("Stopped")
    assert shell.modes_for_a_command() == before
    shell.types("fg" + ENTER)
    shell.sees("Dear m", LETTER, BOX.ready)
    shell.types(CTRL_C)
    shell.sees(PAUSED, MENU)
    shell.types(number_of(words.PAUSE, "leave"))
    assert shell.ended() == "0"
    assert shell.modes_for_a_command() == before
    assert is_kept(homes, SimpleNamespace(program=program), BOX)


@pytest.mark.parametrize(("signum", "status"), [(signal.SIGTERM, "143"), (signal.SIGHUP, "129")], ids=["TERM", "HUP"])
def test_under_bash_a_signal_leaves_the_terminal_as_it_was(homes, bash, signum, status):
    shell, program = bash()
    before = shell.modes_for_a_command()
    goes_on(shell)
    shell.signals(signum)
    assert shell.ended() == status
    assert shell.modes_for_a_command() == before
    assert is_kept(homes, SimpleNamespace(program=program), BOX)


def test_under_bash_a_closed_window_keeps_everything(homes, bash):
    shell, program = bash()
    goes_on(shell)
    shell.closes()  # bash says SIGHUP to its job
    until(lambda: program.waiting)  # nobody holds it any more
    assert is_kept(homes, SimpleNamespace(program=program), BOX)


@pytest.mark.parametrize("lines", [1, 6])
def test_when_nobody_reads_the_output_any_more_everything_is_kept(homes, bash, lines):
    shell, program = bash()
    before = shell.modes_for_a_command()
    shell.types(f"{PRACTICE} | head -{lines}; echo ended ${{PIPESTATUS[0]}}{ENTER}")
    shell.sees("not finished")
    shell.types_until("1" + ENTER, r"ended 0\r")  # a second "1" may reach the box before the program hears of the pipe
    assert shell.modes_for_a_command() == before
    assert is_kept(homes, SimpleNamespace(program=program), BOX, and_perhaps="1")
    assert "rror" not in shell.raw
