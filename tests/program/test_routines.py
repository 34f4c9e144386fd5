"""Routines: a few practices in a row, left anywhere and gone on with the same day, and what a shell may start."""

import re
import signal
from datetime import UTC, date, datetime, timedelta

import pytest
from at_a_terminal import CTRL_C, CTRL_D, ENTER, MENU, Terminal, either
from bundled import HEADS
from sample_records import a_record
from the_program import PLAIN, ROOT, answers_file, until, values

from selfattach import words
from selfattach.coach.routines import BUNDLED, Routine, left_today
from selfattach.history.history import History
from selfattach.library import Library
from selfattach.paths import library

SCRIPT = """\
selfattach: 1
id: {name}
title: The {name} one
summary: s
intensity: {intensity}
{minutes}
steps:
  - write: word
    ask: A word for {name}?
  - write: more
    ask: More for {name}?
"""
LENGTHS = {"first": "minutes: 2", "second": "minutes: 4", "third": "minutes: 1", "fourth": ""}
ENOUGH, LEAVE, LET_GO = (str(list(words.PAUSE.options).index(way) + 1) for way in ("enough", "leave", "let_go"))
ON, STOP = "", "2"  # between two of them
ALL = ["first", "second", "third"]


def part(word):
    """The lines of one practice after which another follows: how it left one is asked at the end alone."""
    return [word, ""]


def whole(word):
    """The lines of the last practice, from its first question to how it left one."""
    return [*part(word), "2"]


@pytest.fixture
def mine(program):
    """A home with short scripts of one's own and a routine of three of them."""
    for name, minutes in LENGTHS.items():
        program.own(name, SCRIPT.format(name=name, minutes=minutes, intensity="gentle"))
    config(program, '[routine.mine]\nexercises = ["first", "second", "third"]\n')
    return program


def config(program, text):
    file = program.places.config / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def goes(program, *lines, name="mine", options=()):
    """Call a routine with these lines, in the plain voice."""
    return program.call("routine", name, *PLAIN, *options, says="".join(f"{line}\n" for line in lines))


def kept(program):
    return sorted((record["exercise"], record["ending"], values(record).get("word")) for record in program.records)


def one_paragraph(text):
    return " ".join(text.split())


# --- from the first to the last --------------------------------------------------------------------------------------


def test_the_practices_come_one_after_the_other_each_a_session_of_its_own(mine):
    ran = goes(mine, *part("a"), ON, *part("b"), ON, *whole("c"))
    assert (ran.status, ran.err) == (0, "")
    assert kept(mine) == [("first", "done", "a"), ("second", "done", "b"), ("third", "done", "c")]
    assert {record["exercise"]: record["felt"] for record in mine.records} == {
        "first": None,
        "second": None,
        "third": "same",
    }
    places = [ran.out.index(f"A word for {name}?") for name in ALL]
    assert places == sorted(places)
    assert ran.out.count(words.FIRST_RUN[:30]) == 1
    assert not mine.waiting


def test_between_two_it_says_what_comes_next_and_that_it_can_be_left_there(mine):
    ran = goes(mine, *part("a"), STOP)
    assert ran.status == 0
    assert "Next comes: The second one, about 4 minutes." in ran.out
    assert "1. Go on\n2. Stop here for now\nEnter: 1. 0: skip it.\n" in ran.out
    assert "A word for second?" not in ran.out
    assert "`selfattach routine mine` goes on" in one_paragraph(ran.out)
    assert kept(mine) == [("first", "done", "a")]


def test_the_bundled_ones_are_practised_without_any_settings(program):
    ran = goes(program, *[""] * 20, name="morning")
    assert (ran.status, ran.err) == (0, "")
    assert sorted(record["exercise"] for record in program.records) == ["small-promise", "three-step-pause"]
    assert goes(program, *[""] * 20, name="evening").status == 0
    assert {record["exercise"] for record in program.records} >= {"one-thing-you-did", "settle"}


def test_without_input_nothing_is_asked_and_as_nobody_was_there_nothing_is_kept(mine):
    ran = mine.call("routine", "mine", "--no-input")
    assert ran.status == 0
    assert not mine.touched
    assert ran.out.count(words.LEFT_UNSAVED) == 3
    assert words.ROUTINE_WAYS["leave"] not in ran.out
    assert "Next comes: The third one" in ran.out


def test_the_same_options_count_as_for_a_practice(mine):
    assert goes(mine, options=("--discreet",)).status == 2
    assert "slow, normal" in goes(mine, options=("--pace", "slwo")).err
    breath = SCRIPT.format(name="first", minutes="", intensity="gentle").partition("steps:")[0]
    mine.own("first", f"{breath}steps:\n  - breathe: {{in: 0.1, out: 0.1, rounds: 1}}\n")
    ran = mine.call("routine", "mine", "--plain", "--no-counting", says="\n")
    assert "Breathe in.\n" in ran.out


# --- left, and gone on with ------------------------------------------------------------------------------------------


def test_enough_for_today_ends_the_call_and_a_later_one_goes_on_with_the_rest(mine):
    ran = goes(mine, *part("a"), ON, "b", ":stop", ENOUGH)
    assert ran.status == 0
    assert "A word for third?" not in ran.out
    assert "goes on with the rest" in one_paragraph(ran.out)
    assert kept(mine) == [("first", "done", "a"), ("second", "enough", "b")]
    ran = goes(mine, *whole("c"))
    assert "A word for first?" not in ran.out
    assert "A word for second?" not in ran.out
    assert kept(mine)[-1] == ("third", "done", "c")


def test_one_that_was_left_waits_and_is_offered_by_the_later_call(mine):
    ran = goes(mine, *part("a"), ON, "b", ":stop", LEAVE)
    assert ran.status == 0
    assert [waiting.head["exercise"] for waiting in mine.waiting] == ["second"]
    ran = goes(mine, "1", "", ON, *whole("c"))
    assert "Here is one that was not finished: The second one" in ran.out
    assert kept(mine) == [("first", "done", "a"), ("second", "done", "b"), ("third", "done", "c")]
    assert not mine.waiting


def test_one_that_was_let_go_is_nowhere_and_comes_again(mine):
    ran = goes(mine, *part("a"), ON, "b-word", ":stop", LET_GO, "2")
    assert ran.status == 0
    assert "A word for third?" not in ran.out
    assert not mine.has("b-word")
    ran = goes(mine, *part("again"), ON, *whole("c"))
    assert "A word for first?" not in ran.out
    assert kept(mine) == [("first", "done", "a"), ("second", "done", "again"), ("third", "done", "c")]


def test_the_end_of_the_lines_between_two_leaves_it_there(mine):
    ran = goes(mine, *part("a"))
    assert ran.status == 0
    assert kept(mine) == [("first", "done", "a")]
    assert not mine.waiting


@pytest.mark.parametrize(("signum", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["TERM", "HUP"])
def test_a_hangup_keeps_what_was_said_and_a_later_call_goes_on_there(mine, signum, status):
    with mine.start("routine", "mine", *PLAIN) as process:
        process.stdin.write("\n".join([*part("a"), ON, "b", ""]))
        process.stdin.flush()
        until(lambda: [line for waiting in held(mine) for line in waiting if "b" in line])
        process.send_signal(signum)
        process.stdin.close()
        assert process.wait(10) == status
    assert kept(mine) == [("first", "done", "a")]
    assert goes(mine, "1", "", ON, *whole("c")).status == 0
    assert kept(mine) == [("first", "done", "a"), ("second", "done", "b"), ("third", "done", "c")]


def held(program):
    """The lines of the journals, of those that are held too."""
    for path in (program.places.state / "drafts").glob("*.journal"):
        yield [line for line in path.read_text(encoding="utf-8").splitlines() if '"value":"b"' in line]


def test_when_all_of_it_was_practised_today_it_says_so_and_starts_nothing(mine):
    goes(mine, *part("a"), ON, *part("b"), ON, *whole("c"))
    ran = goes(mine, "x", "y")
    assert ran.status == 0
    assert "what is in this routine today" in one_paragraph(ran.out)
    assert len(mine.records) == 3


def test_what_was_practised_by_its_own_name_today_counts(mine):
    mine.practise("second", *whole("b"))
    goes(mine, *part("a"), ON, *whole("c"))
    assert kept(mine) == [("first", "done", "a"), ("second", "done", "b"), ("third", "done", "c")]


def test_what_was_practised_on_another_day_does_not_count(mine):
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    history = History(mine.places, device="aaaaaaaa", machine=lambda: "here")
    history.add(a_record(start=yesterday, exercise="first"))
    assert "A word for first?" in goes(mine).out


# --- between two -----------------------------------------------------------------------------------------------------


def test_the_pause_between_two_leads_back_or_leaves_it_there(mine):
    ran = goes(mine, *part("a"), ":stop", "", ON, *part("b"), ":stop", "4")
    assert ran.status == 0
    assert ran.out.count("Next comes: The second one") == 2
    assert kept(mine) == [("first", "done", "a"), ("second", "done", "b")]
    assert "Let this one go" not in ran.out


@pytest.mark.parametrize("way", ["", "1"])
def test_too_much_between_two_has_the_numbers_and_then_it_is_enough(mine, way):
    ran = goes(mine, *part("a"), ":ground", way, *whole("b"))
    assert ran.status == 0
    assert "It is too much right now" in ran.out.partition("Next comes")[2]
    assert ran.out.count("A word for") == 1
    assert kept(mine) == [("first", "done", "a")]
    assert "goes on with the rest today" in one_paragraph(ran.out)


def test_too_much_between_two_may_be_gone_on_from(mine):
    ran = goes(mine, *part("a"), ":ground", "4", *part("b"), STOP)
    assert kept(mine) == [("first", "done", "a"), ("second", "done", "b")]
    assert ran.status == 0


def test_a_door_between_two_opens_the_page_and_no_practice_follows(mine):
    ran = goes(mine, *part("a"), ":ground", "5", "", "", ":stop", "2", *whole("b"))
    assert ran.status == 0
    after = one_paragraph(ran.out).partition("It is too much right now")[2]
    assert "That is too hard to be alone with." in after
    assert "A word for" not in after
    assert "rest" not in after.partition("Before you close this")[2]
    assert kept(mine) == [("first", "done", "a")]


def test_a_page_closed_between_two_is_the_end_and_nothing_is_said_after_it(mine):
    ran = goes(mine, *part("a"), ":ground", ":stop", "2", *whole("b"))
    assert ran.status == 0
    assert one_paragraph(ran.out).endswith("Enter: Stay on this page. >")
    assert kept(mine) == [("first", "done", "a")]


def test_going_back_between_two_pauses(mine):
    ran = goes(mine, *part("a"), ":back", "", ON, *part("b"), STOP)
    assert kept(mine) == [("first", "done", "a"), ("second", "done", "b")]
    assert "Paused." in ran.out


# --- the guard -------------------------------------------------------------------------------------------------------


def test_after_the_guard_has_ended_one_the_others_stay_out(mine):
    mine.own("first", SCRIPT.format(name="first", minutes="", intensity="moderate"))
    ran = goes(mine, "5", "3", *[""] * 9)
    assert ran.status == 0
    assert "A word for" not in ran.out
    assert "Next comes" not in ran.out
    assert one_paragraph(ran.out).endswith(one_paragraph(words.ROUTINE_GUARD))
    assert [(record["exercise"], record["ending"]) for record in mine.records] == [("first", "guard")]


def test_after_a_9_the_page_of_help_is_the_end_and_nothing_is_said_of_the_routine(mine):
    mine.own("first", SCRIPT.format(name="first", minutes="", intensity="moderate"))
    ran = goes(mine, "9", "3", "5", "2", *[""] * 9)
    assert ran.status == 0
    assert "A word for" not in ran.out
    assert "Next comes" not in ran.out
    assert one_paragraph(words.ROUTINE_GUARD) not in one_paragraph(ran.out)
    assert one_paragraph(ran.out).endswith("Enter: Stay on this page. >")
    assert [(record["exercise"], record["ending"]) for record in mine.records] == [("first", "guard")]


def test_after_the_guard_a_gentle_one_may_follow_and_then_it_stays_at_that(mine):
    mine.own("first", SCRIPT.format(name="first", minutes="", intensity="moderate"))
    ran = goes(mine, "5", "1", "", "1", *[""] * 30)
    assert ran.status == 0
    assert "Next comes" not in ran.out
    assert words.ROUTINE_GUARD[:40] in one_paragraph(ran.out)
    assert "A word for second?" not in ran.out


# --- started by a shell ----------------------------------------------------------------------------------------------


def test_if_due_it_is_practised_once_a_day_and_then_silent(mine):
    due = ("routine", "mine", "--if-due", "--no-input")
    assert mine.call(*due, "--set", "first.word=a").status == 0
    assert kept(mine) == [("first", "done", "a")]
    assert mine.call(*due) == (0, "", "")
    assert len(mine.records) == 1


def test_without_anybody_it_comes_to_its_end_once_a_day_though_nothing_is_kept(mine):
    due = ("routine", "mine", "--if-due", "--no-input")
    assert "More for third?" in mine.call(*due).out
    assert mine.call(*due) == (0, "", "")
    assert mine.call(*due, "--json") == (0, "[]\n", "")
    assert not mine.touched


def test_it_is_not_due_when_some_of_it_was_practised_today(mine):
    mine.practise("second", *whole("b"))
    assert mine.call("routine", "mine", "--if-due", "--no-input") == (0, "", "")
    assert len(mine.records) == 1


def test_left_at_once_it_is_still_due_and_left_at_once_again_it_is_silent_for_the_day(mine):
    due = ("routine", "mine", "--if-due", "--no-input")
    goes(mine)
    assert not mine.records
    assert mine.call(*due).out
    (note,) = mine.places.cache.glob("routines-*")
    note.unlink()
    goes(mine)
    goes(mine)
    assert mine.call(*due) == (0, "", "")
    assert "A word for first?" in goes(mine).out  # asked for by name it comes


def test_it_is_not_due_while_something_of_it_waits_since_today(mine):
    goes(mine, "half of it", ":stop", LEAVE)
    assert [waiting.head["exercise"] for waiting in mine.waiting] == ["first"]
    assert mine.call("routine", "mine", "--if-due", "--no-input") == (0, "", "")
    assert mine.call("routine", "morning", "--if-due", "--no-input").out  # nothing of that one does


def test_on_another_day_it_is_due_again(mine):
    goes(mine)
    (note,) = mine.places.cache.glob("routines-*")
    note.write_text('["2020-01-01","mine"]')
    assert mine.call("routine", "mine", "--if-due", "--no-input").out
    note.write_text("{half")
    assert mine.call("routine", "morning", "--if-due", "--no-input").out


@pytest.mark.parametrize("options", [(), ("--plain",), ("--no-save",), ("--max-minutes", "3")], ids=" ".join)
@pytest.mark.parametrize("says", ["", "a\nb\nc\n", None])
def test_where_nobody_sits_at_a_terminal_nothing_is_started_and_nothing_said(mine, options, says):
    assert mine.run("routine", "mine", "--if-due", *options, says=says) == (0, "", "")
    assert not mine.touched


def test_a_shell_without_a_person_is_not_held_up_by_an_open_pipe(mine):
    with mine.start("routine", "mine", "--if-due", "--plain") as process:
        assert process.wait(10) == 0  # its standard input stays open meanwhile
    assert not mine.touched


def test_on_a_terminal_it_begins_as_long_as_it_is_due(mine, sits):
    first = sits("routine", "mine", "--if-due", "--max-minutes", "3")
    first.sees("A word for first", MENU_OF_A_LINE)
    first.types(CTRL_C)
    first.sees("Paused", MENU)
    first.types(CTRL_C)
    assert first.ends() == 0
    assert first.is_sane()
    again = sits("routine", "mine", "--if-due", "--max-minutes", "3")
    again.sees("A word for first", MENU_OF_A_LINE)
    again.types("a word" + ENTER)
    again.sees("More for first", MENU_OF_A_LINE)
    again.types(CTRL_C)
    again.sees("Paused", MENU)
    again.types(CTRL_C)
    assert again.ends() == 0
    silent = sits("routine", "mine", "--if-due", "--max-minutes", "3")
    assert silent.ends() == 0
    assert silent.raw.strip() == "$"


def test_without_if_due_and_without_a_terminal_it_says_how_to_do_it(mine):
    ran = mine.call("routine", "mine")
    assert ran.status == 2
    assert "--plain" in ran.err
    assert "--no-input" in ran.err
    assert not mine.touched


# --- as many as fit --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "fitting"),
    [("1", {"third"}), ("2", {"first"}), ("3", {"first", "third"}), ("6", {"first", "second"}), ("7", set(ALL))],
)
def test_only_as_many_are_taken_as_fit_into_the_minutes(mine, minutes, fitting):
    ran = mine.call("routine", "mine", "--no-input", "--max-minutes", minutes)
    assert ran.status == 0
    assert {name for name in ALL if f"A word for {name}?" in ran.out} == fitting


def test_one_that_does_not_say_how_long_it_is_fits_into_no_minutes(mine):
    config(mine, '[routine.mine]\nexercises = ["fourth"]\n')
    ran = mine.call("routine", "mine", "--no-input", "--max-minutes", "60")
    assert ran.status == 0
    assert "takes longer than that" in ran.out
    assert not mine.touched
    assert mine.call("routine", "mine", "--no-input", "--if-due", "--max-minutes", "60") == (0, "", "")
    assert "A word for fourth?" in mine.call("routine", "mine", "--no-input").out


def test_what_the_documents_have_a_shell_start_holds_a_whole_routine():
    (minutes,) = set(
        re.findall(
            r"--if-due --max-minutes (\d+)", (ROOT / "docs/how-to/make-it-suit-you.md").read_text(encoding="utf-8")
        )
    )
    summaries = {one.head.id: one.head for one in Library(library(), library() / "nobody's own").listed() if one.head}
    assert all(sum(summaries[ident].minutes for ident in routine.exercises) <= int(minutes) for routine in BUNDLED)


# --- answers given along ---------------------------------------------------------------------------------------------


def given(program, answers, *options, says=""):
    file = answers_file(program.home.parent / "answers.yaml", answers)
    return program.call("routine", "mine", "--answers", file, *options, says=says)


def test_answers_are_given_by_exercise_and_by_a_name_that_only_one_of_them_has(mine):
    mine.own(
        "second", SCRIPT.format(name="second", minutes="", intensity="gentle").replace("write: more", "write: only")
    )
    ran = given(mine, "first: {word: a}\nthird: {word: c, felt: 1}\nonly: b\n", "--set", "second.word=x", "--json")
    assert ran.status == 0
    assert [(one["exercise"], values(one), one["felt"], one["not_used"]) for one in ran.json] == [
        ("first", {"word": "a"}, None, []),
        ("second", {"word": "x", "only": "b"}, None, []),
        ("third", {"word": "c"}, "helped", []),
    ]
    assert len(mine.records) == 3
    assert "A word for first?" in ran.err


def test_one_that_comes_twice_takes_a_list_of_answers(mine):
    config(mine, '[routine.mine]\nexercises = ["first", "second", "first"]\n')
    ran = given(mine, "first: [{word: a}, {word: z}]\n", "--json")
    assert [values(one) for one in ran.json] == [{"word": "a"}, {"word": "z"}]


def test_all_that_is_wrong_in_any_practice_is_told_before_anything_starts(mine):
    answers = "first: {wrd: a, felt: bettr}\nsecond: 3\nword: whose\nnowhere: {word: a}\nthird: [{}, {}]\n"
    ran = given(mine, answers, "--set", "third.nothing=1", "--set", "alone")
    assert (ran.status, ran.out) == (2, "")
    told = ("`wrd`", "first: `felt`", "`second`", "`first` and `second`", "`nowhere`", "`nothing`", "no equals sign")
    assert all(one in ran.err for one in told), ran.err
    assert "`third`" in ran.err
    assert not mine.touched


def test_answers_for_what_is_not_held_are_told(mine):
    mine.practise("first", *whole("earlier"))
    ran = given(mine, "first: {word: a}\nsecond: {word: b}\n", "--json", "--no-input")
    assert ran.status == 0
    assert "first.word" in ran.err
    assert ran.json[0]["exercise"] == "second"
    assert ran.json[1:] == [
        {"exercise": "first", "not_used": [{"name": "word", "value": "a", "reason": "not_held"}]},
    ]
    again = given(mine, "third: {word: c}\n", "--json", "--if-due")
    assert again.status == 0
    assert "third.word" in again.err
    assert [one["exercise"] for one in again.json] == ["third"]
    assert len(mine.records) == 2


def test_answers_need_a_routine_that_they_are_for(mine):
    ran = mine.call("routine", "--set", "first.word=a")
    assert ran.status == 2
    assert "Name a routine" in ran.err


# --- one's own -------------------------------------------------------------------------------------------------------


def test_a_routine_of_ones_own_may_stand_in_place_of_a_bundled_one(mine):
    config(mine, '[routine.morning]\nexercises = ["third"]\n')
    goes(mine, *whole("c"), name="morning")
    assert kept(mine) == [("third", "done", "c")]


def test_what_is_named_twice_is_practised_twice(mine):
    config(mine, '[routine.mine]\nexercises = ["third", "first", "third"]\n')
    assert goes(mine, *part("a"), ON, *part("b"), STOP).status == 0
    ran = goes(mine, *whole("c"))
    assert "A word for first?" not in ran.out
    assert kept(mine) == [("first", "done", "b"), ("third", "done", "a"), ("third", "done", "c")]


def test_a_name_with_a_space_is_told_as_a_shell_takes_it(mine):
    config(mine, '[routine."at night"]\nexercises = ["third", "first"]\n')
    assert "`selfattach routine 'at night'`" in one_paragraph(goes(mine, *part("a"), STOP, name="at night").out)


WRONG = {
    'exercises = ["third", "frist"]': "there is no exercise `frist`. Did you mean `first`",
    'exercises = ["thi"]': "there is no exercise `thi`.",
    'exercises = [""]': "there is no exercise ``.",
    'exercises = ["../first"]': "there is no exercise `../first`.",
    'exercises = ["ground"]': "`ground` is a part of other exercises",
    'exercises = ["part"]': "`part` is a part of other exercises",
    'exercises = ["torn"]': "torn.yaml:",
    "exercises = []": "needs a list of names of exercises",
    'exercises = "third"': "needs a list of names of exercises",
    "exercises = [1]": "needs a list of names of exercises",
    "": "needs a list of names of exercises",
    'exercise = ["third"]': "has no setting `exercise`. Did you mean `exercises`?",
}


@pytest.mark.parametrize(("text", "told"), WRONG.items(), ids=WRONG)
def test_a_wrong_routine_is_told_and_the_others_stay_usable(mine, text, told):
    mine.own("part", "selfattach: 1\nid: part\ntitle: t\nkind: fragment\nsteps:\n  - say: x\n")
    mine.own("torn", "selfattach: 1\nid: torn\n")
    config(mine, f'[routine.bad]\n{text}\n[routine.mine]\nexercises = ["first", "second", "third"]\n')
    ran = goes(mine, "a", "b", "c", name="bad")
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
    assert "config.toml" in ran.err
    assert not mine.touched
    listed = mine.call("routine", "--list", "--json")
    assert listed.status == 0
    assert [one["name"] for one in listed.json] == ["morning", "evening", "mine"]
    assert told in listed.err
    assert goes(mine, *part("a"), STOP).status == 0
    assert kept(mine) == [("first", "done", "a")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("routine = 3\n", "write [routine.NAME] on a line of its own"),
        ('[routine]\nmine = ["first"]\n', "write [routine.mine] on a line of its own"),
        ("[routine.mine\n", "is left aside for now: "),
    ],
)
def test_settings_that_cannot_be_used_leave_the_bundled_ones(mine, text, told):
    config(mine, text)
    ran = goes(mine, name="mine")
    assert ran.status == 2
    assert told in ran.err
    ran = goes(mine, name="evening")
    assert ran.status == 0
    assert told in ran.err


def test_a_wrong_morning_of_ones_own_is_told_and_no_other_stands_in_for_it(mine):
    config(mine, '[routine.morning]\nexercises = ["frist"]\n')
    assert goes(mine, name="morning").status == 2
    config(mine, "[routine.morning]\nexercises = 1\n")
    assert goes(mine, name="morning").status == 2
    assert not mine.touched


def test_routines_in_the_settings_do_not_disturb_a_practice(mine):
    config(mine, '[routine.bad]\nexercises = ["frist"]\n[practice]\npace = "off"\n')
    assert mine.practise("first", *whole("a")).err == ""


# --- keeping nothing -------------------------------------------------------------------------------------------------


def test_without_saving_nothing_of_it_is_kept_and_a_later_call_begins_anew(mine):
    ran = goes(mine, *part("a secret"), ON, "another", ":stop", "4", "", options=("--no-save",))
    assert ran.status == 0
    assert not mine.touched
    assert not mine.has("a secret")
    assert not mine.has("another")
    assert "goes on with the rest" not in one_paragraph(ran.out)
    assert "A word for first?" in goes(mine).out


# --- what there is ---------------------------------------------------------------------------------------------------


def test_the_routines_are_shown_with_their_minutes(mine):
    for arguments in (("--list",), ("list",)):
        ran = mine.call("routine", *arguments)
        assert (ran.status, ran.err) == (0, "")
        assert "morning, about 6 minutes\n  A pause in three steps, about 3 minutes\n" in ran.out
        assert "mine, about 7 minutes (your own)\n  The first one, about 2 minutes\n" in ran.out
    assert not mine.touched


def test_the_routines_are_one_json_array(mine):
    config(mine, '[routine.mine]\nexercises = ["first", "fourth"]\n')
    listed = mine.call("routine", "list", "--json").json
    assert [(one["name"], one["own"], one["minutes"]) for one in listed] == [
        ("morning", False, 6),
        ("evening", False, 6),
        ("mine", True, None),
    ]
    assert listed[2]["exercises"] == [
        {"id": "first", "title": "The first one", "minutes": 2},
        {"id": "fourth", "title": "The fourth one", "minutes": None},
    ]
    (one,) = mine.call("routine", "mine", "--list", "--json").json
    assert one == listed[2]


def test_a_routine_may_be_called_list(mine):
    config(mine, '[routine.list]\nexercises = ["first"]\n')
    goes(mine, *whole("a"), name="list")
    assert kept(mine) == [("first", "done", "a")]
    assert "list, about 2 minutes" in mine.call("routine", "--list").out


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (("mornin",), "morning"),
        (("evning", "--list"), "evening"),
        (("nothing-like-it",), "--list"),
        (("mine", "--json"), "--plain"),
        (("mine", "--max-minutes", "0"), "max-minutes"),
        (("--no-input",), "--list"),
        (("--if-due", "--no-input"), "--list"),
        (("mine", "--if-deu"), "--if-due"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_slip_starts_nothing(mine, arguments, near):
    ran = mine.call("routine", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert near in ran.err
    assert not mine.touched


def test_control_signs_in_the_settings_reach_no_terminal(mine):
    config(
        mine, '[routine."x\\u001b[2J"]\nexercises = ["\\u001b[31mred"]\n[routine."y\\u0007"]\nexercises = ["first"]\n'
    )
    ran = mine.call("routine", "--list")
    assert ran.status == 0
    assert "\x07" not in ran.out + ran.err


def test_how_it_is_used_is_told(program):
    ran = program.call("routine", "--help")
    assert ran.status == 0
    assert ran.out.startswith("Usage: selfattach routine [OPTIONS] [NAME]")
    assert "routine" in program.call("--help").out


def test_what_comes_round_every_day_is_gentle_short_and_there():
    assert [routine.name for routine in BUNDLED] == ["morning", "evening"]
    for routine in BUNDLED:
        parts = [HEADS[ident] for ident in routine.exercises]
        assert {part.intensity for part in parts} == {"gentle"}
        assert {part.kind for part in parts} == {"exercise"}
        assert sum(part.minutes for part in parts) <= 6


# --- at a terminal ---------------------------------------------------------------------------------------------------

MENU_OF_A_LINE = either(words.TERMINAL_WRITE, words.TERMINAL_WRITE_OPEN)


@pytest.fixture
def sits(mine):
    """Somebody sits down at a terminal in front of a program."""
    terminals = []

    def sit(*arguments):
        terminals.append(Terminal(mine, *arguments, "--no-plain", "--pace", "off"))
        return terminals[-1]

    yield sit
    for terminal in terminals:
        terminal.is_gone()


def passes(terminal, name, word):
    terminal.sees(f"A word for {name}", MENU_OF_A_LINE)
    terminal.types(word + ENTER)
    terminal.sees(f"More for {name}", MENU_OF_A_LINE)
    terminal.types(ENTER)


def test_at_a_terminal_enter_goes_on_to_the_next(mine, sits):
    terminal = sits("routine", "mine")
    passes(terminal, "first", "a")
    terminal.sees("Next comes: The second one, about 4 minutes", MENU)
    terminal.types(ENTER)
    passes(terminal, "second", "b")
    terminal.sees("Next comes: The third one", MENU)
    terminal.types(STOP + ENTER)
    terminal.sees("That is all for now")
    assert terminal.ends() == 0
    assert terminal.is_sane()
    assert kept(mine) == [("first", "done", "a"), ("second", "done", "b")]


@pytest.mark.parametrize("keys", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
def test_at_a_terminal_it_is_left_between_two_like_anywhere(mine, sits, keys):
    terminal = sits("routine", "mine")
    passes(terminal, "first", "a")
    terminal.sees("Next comes", MENU)
    terminal.types(keys)
    if keys == CTRL_C:
        terminal.sees("Paused", MENU)
        terminal.types(CTRL_C)
    assert terminal.ends() == 0
    assert terminal.is_sane()
    assert kept(mine) == [("first", "done", "a")]


def test_a_signal_between_two_ends_it_in_order(mine, sits):
    terminal = sits("routine", "mine")
    passes(terminal, "first", "a")
    terminal.sees("Next comes", MENU)
    terminal.signals(signal.SIGTERM)
    assert terminal.ends() == 143
    assert terminal.is_sane()
    assert kept(mine) == [("first", "done", "a")]


def test_without_a_name_it_is_chosen_from_the_list(mine, sits):
    terminal = sits("routine")
    terminal.sees("Which routine", "morning, about 6 minutes", "mine, about 7 minutes", MENU)
    terminal.types("3" + ENTER)
    terminal.sees("A word for first", MENU_OF_A_LINE)
    terminal.types(CTRL_C)
    terminal.sees("Paused", MENU)
    terminal.types(CTRL_C)
    assert terminal.ends() == 0


# --- which day it is -------------------------------------------------------------------------------------------------


@pytest.fixture
def history(program):
    return History(program.places, device="aaaaaaaa", machine=lambda: "here")


DAY = date(2026, 11, 22)


def left(history):
    return left_today(Routine("mine", ("first", "second")), history, DAY)


@pytest.mark.parametrize(
    ("hour", "counts"), [((22, 3, 59), False), ((22, 4, 0), True), ((23, 3, 59), True), ((23, 4, 0), False)]
)
def test_the_day_turns_at_four(history, hour, counts):
    day, hours, minutes = hour
    history.add(a_record(start=datetime(2026, 11, day, hours, minutes, tzinfo=UTC), exercise="first"))
    assert left(history) == (["second"] if counts else ["first", "second"])


def test_one_that_was_taken_up_again_counts_on_the_day_it_was_ended(history):
    start = datetime(2026, 11, 21, 20, tzinfo=UTC)
    ended = datetime(2026, 11, 22, 8, tzinfo=UTC).isoformat()
    history.add(a_record(start=start, exercise="first", ended=ended, resumed=1))
    history.add(a_record(1, start=start, exercise="second", ended="some day", resumed=1))
    assert left(history) == ["second"]
