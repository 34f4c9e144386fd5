"""The plain voice, over a pipe and in a pseudo-terminal: lines that only ever follow each other."""

import re
import shlex
import signal
import time

import pexpect
import pytest
from own_scripts import EVERY_WAY
from the_program import A_FEW, COMMAND, PATIENCE, PLAIN, settle_at_the_keys, values

from selfattach import words

SLOW = """\
selfattach: 1
id: slow
title: A slow one
summary: Rests and breaths.
intensity: gentle
steps:
  - rest: 4s
    text: Rest now.
    cues:
      - {at: 1s, say: The first cue.}
      - {at: 3s, say: The second cue.}
  - write: word
    ask: A word?
  - breathe: {in: 0.2, hold: 0.2, out: 0.4, rounds: 2}
  - write: other
    ask: Another word?
"""
QUIET = """\
selfattach: 1
id: quiet
title: A quiet one
summary: A long rest.
intensity: gentle
steps:
  - rest: 3m
    text: Rest now.
    cues:
      - {at: 1m, say: The first cue.}
      - {at: 2m, say: The second cue.}
  - write: word
    ask: A word?
    help: Any word will do.
"""


@pytest.mark.parametrize("name", A_FEW)
def test_no_escape_sequence_is_in_a_whole_practice(program, name):
    ran = program.practise(name, "3", *["1", "", "some words", "."] * 30)
    assert ran.status == 0
    assert "Kept." in ran.out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", ran.out)
    assert all(len(line) <= 72 for line in ran.out.splitlines())


def test_none_is_on_a_terminal_either_with_words_that_hold_some(program):
    screen = program.on_a_terminal("practice", "inner-critic", *PLAIN)
    seen = ""
    words_said = "scarlet \x16\x1b[31m\x16\x07 words"
    for line in ("2", words_said, *[""] * 6, ":show", *[""] * 8):
        if screen.expect_exact(["> ", pexpect.EOF]) == 1:
            break
        seen += screen.before.split("\n", 1)[-1]  # the terminal's own echo is not ours
        screen.sendline(line)
    assert "scarlet" in seen
    assert "\x1b" not in seen
    screen.close()


def test_a_screen_reader_hears_place_label_and_number(program):
    out = program.practise("mindfulness", "2", "", "no").out
    assert re.search(r"^Question 2 of about \d+\.$", out, re.MULTILINE)
    assert "1. One thing I can see\n2. Sounds\n" in out
    out = program.practise("inner-critic", "2", "words", "5", "8", "a fact", "more", "").out
    assert "From 0, not hard, to 10, as hard as it gets.\n? means: I can't tell.\n" in out
    assert "Hint: It helps to choose what comes next.\n" in out
    assert "You said: words\n" not in out  # it was written a moment ago
    assert "You said: words\n" in program.practise("inner-critic", "1").out  # and this is another day
    assert "What you write here: kept.\n" in out
    assert out.count("What you write here: not kept.\n") == 0
    assert "What you write here: not kept.\n" in program.practise("inner-critic", "2", options=("--no-save",)).out


def test_each_question_stands_once_and_every_line_ends(program):
    program.own("every-way", EVERY_WAY)
    out = program.practise("every-way", *[""] * 20).out
    for question in ("A line?", "A page?", "How heavy?", "Whose voice?", "More?"):
        assert out.count(question) == 1
    assert "A friend to me\n> \nHard on me\n> \n" in out
    assert "1: not at all, 2: partly, 3: very" in out
    assert "Up to 2 of these" in out
    assert "never kept" in out
    assert "you decide at the end" in out
    assert out.endswith("\n")


def test_the_commands_and_nothing_else_are_commands(program):
    program.own("every-way", EVERY_WAY)
    ran = program.practise("every-way", ":help", ":hlep", ":(", ":)", "::back", ":D", ".", ":skip", ":back", "::(", "6")
    assert " ".join(ran.out.split()).count(":ground is for when it is too much") == 2
    assert "There is no :hlep." in ran.out
    draft = [line.get("value") for line in program.waiting[0].lines if line.get("name") in {"line", "page"}]
    assert draft == [":(", ":)\n:back\n:D"]


def test_two_colons_write_a_line_that_begins_with_one(program):
    program.own("every-way", EVERY_WAY)
    program.practise("every-way", "::back", "::stop", ":: and so on", "::", ":", "(:", ":-)", "::(", ".", "", "5")
    said = {line["name"]: line.get("value") for line in program.waiting[0].lines if "name" in line}
    assert said["line"] == ":back"
    assert said["page"] == ":stop\n: and so on\n:\n:\n(:\n:-)\n:("


def test_a_written_page_ends_with_a_full_stop_and_keeps_its_shape(program):
    program.own("every-way", EVERY_WAY)
    program.practise("every-way", "x", "Dear you,", "", "  indented", "a dot. ", "..", " . ", "after")
    said = {line["name"]: line.get("value") for line in program.waiting[0].lines if "name" in line}
    assert said["page"] == "Dear you,\n\n  indented\na dot. \n.."


def test_going_back_offers_what_was_said_and_enter_keeps_it(program):
    program.own("every-way", EVERY_WAY)
    typed = ["one", "page", ".", "", "7", ":back", ":back", ":back", ":back", "", "more", ".", "", "nonsense", "", "2"]
    ran = program.practise("every-way", *typed, ":stop", "enough", "", "")
    assert "Said before: one." in ran.out
    assert "Said before: 7." in ran.out
    assert ran.status == 0
    assert values(program.records[0])["line"] == "one"
    assert values(program.records[0])["page"] == "page\nmore"
    assert values(program.records[0])["weight"] == 7


def test_stop_where_enough_is_offered_pauses(program):
    ran = program.practise("mindfulness-check-in", "", "", "", ":stop", "leave")
    assert ran.status == 0
    after = ran.out.partition("Is it enough for today?")[2]
    assert "Paused." in after
    assert "How was it for you" not in after  # it did not go on


def test_ground_where_enough_is_offered_is_too_much(program):
    ran = program.practise("mindfulness-check-in", "", "", "", ":ground", ":stop", "2")
    assert ran.status == 0
    after = ran.out.partition("Is it enough for today?")[2]
    assert "It is too much right now" in after
    assert "How was it for you" not in after


def test_going_back_offers_figures_and_promises_too(program):
    program.own("every-way", EVERY_WAY)
    typed = [
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "3",
        "2",
        "",
        ":back",
        "",
        "",
        "",
        "",
        "",
        "tea",
        "rest",
        ":back",
        "",
        "",
        "",
    ]
    program.practise("every-way", *typed, "")
    kept = values(program.records[0])
    assert kept["facets"] == {"friend": 3, "hard": 2}
    assert kept["plan"] == {"cue": "tea", "action": "rest"}


def test_what_does_not_fit_is_told_and_asked_again(program):
    program.own("every-way", EVERY_WAY)
    slip = "2"  # a number where none fits is asked about: was it how hard it is?
    ran = program.practise(
        "every-way",
        *["", "", "", "", "eleven", "11", "-1", "6", "7", slip, "freind", "1", "9", "1 1 2", "perhaps", "n"],
    )
    assert ran.out.count("That did not fit: please give a whole number from 0 to 10.") == 3
    assert "Did you mean `friend`?" in " ".join(ran.out.split())
    assert "from 1 to 2" in ran.out
    said = {line["name"]: line.get("value") for line in program.waiting[0].lines if "name" in line}
    assert (said["weight"], said["voice"], said["here"], said["more"]) == (6, "friend", ["busy", "calm"], False)


def test_too_much_is_met_with_something_to_hold_on_to_and_numbers_and_enter_is_enough(program):
    ran = program.practise("inner-critic", "2", "heavy words", ":ground", "", "2", "", "")
    assert ran.status == 0
    after = ran.out.partition("It is too much right now")[2]
    assert words.HELP_STEADY[0].partition(". ")[0] in after
    assert "112" in after
    assert "Paused." not in after
    assert program.records[0]["ending"] == "enough"
    assert values(program.records[0])["thought"] == "heavy words"


def test_a_page_closed_at_too_much_leaves_the_practice_waiting_and_says_nothing_more(program):
    ran = program.practise("inner-critic", "2", "heavy words", ":ground", ":stop", "2")
    assert ran.status == 0
    assert not program.records
    assert program.has("heavy words")
    last = " ".join(ran.out.split()).partition("Before you close this")[2]
    assert last
    assert "It is kept at this step" not in last
    assert last.endswith("Enter: Stay on this page. >")


def test_a_breath_is_one_line_a_phase_and_takes_its_time(program):
    program.own("slow", SLOW)
    began = time.monotonic()
    ran = program.run("practice", "slow", "--plain", "--pace", "fast", says="a\nb\n\n")
    assert time.monotonic() - began > 2.5  # half of 4 s and of 2 x 0.8 s
    breath = "Breathe in, 0.1 seconds.\nHold, 0.1 seconds.\nBreathe out, 0.2 seconds.\n"
    assert breath * 2 in ran.out
    assert ran.out.index("Rest now.") < ran.out.index("The first cue.") < ran.out.index("The second cue.")
    assert values(program.records[0]) == {"word": "a", "other": "b"}


def test_with_the_pace_off_nothing_waits(program):
    program.own("quiet", QUIET)
    ran = program.practise("quiet", "a", "")
    assert ran.status == 0
    assert "The second cue." in ran.out


# --- on a terminal


@pytest.fixture
def quiet(program):
    """A practice in its first rest, which is longer than anything is waited for."""
    program.own("quiet", QUIET)
    screen = program.on_a_terminal("practice", "quiet", "--plain", "--pace", "slow")
    screen.expect_exact("Rest now.")
    yield screen
    screen.close()


def test_enter_in_a_rest_goes_to_the_next_words_and_twice_leaves_it(quiet):
    settle_at_the_keys(quiet)
    quiet.sendline("")
    quiet.expect_exact("The first cue.")
    quiet.sendline("")
    quiet.expect_exact("A word?")
    assert "second cue" not in quiet.before


def test_keys_typed_in_a_rest_answer_nothing(program, quiet):
    settle_at_the_keys(quiet)
    quiet.sendline("typed too early")
    quiet.expect_exact("The first cue.")
    quiet.send("and a half-typed word")
    quiet.send("\x03")
    quiet.expect_exact("Paused.")
    quiet.expect_exact("> ")
    quiet.sendline("1")
    quiet.expect_exact("Quiet now, 3 minutes.")  # the rest goes on where it was
    quiet.sendline("")
    quiet.expect_exact("The second cue.")
    quiet.sendline("")
    quiet.expect_exact("A word?")
    quiet.expect_exact("> ")
    quiet.sendline("word")
    quiet.expect_exact("How was it for you?")
    quiet.expect_exact("> ")
    quiet.sendline("")
    quiet.expect_exact("Kept.")
    assert values(program.records[0]) == {"word": "word"}


def test_a_rest_can_be_paused_and_left(program, quiet):
    quiet.sendintr()
    quiet.expect_exact("Paused.")
    quiet.expect_exact("> ")
    quiet.sendline("leave")
    quiet.expect(pexpect.EOF)
    assert quiet.wait() == 0


def test_help_says_what_the_question_has_to_say(quiet):
    settle_at_the_keys(quiet)
    quiet.sendline("")
    quiet.expect_exact("cue.")
    quiet.sendline("")
    quiet.expect_exact("> ")
    quiet.sendline(":help")
    quiet.expect_exact("Any word will do.")
    quiet.expect_exact("so does :skip")


def test_ctrl_c_opens_the_menu_and_the_lines_are_still_there(program):
    program.own("every-way", EVERY_WAY)
    screen = program.on_a_terminal("practice", "every-way", *PLAIN)
    for line in ("one", "Dear you,", "it was a lot."):
        screen.expect_exact("> ")
        screen.sendline(line)
    screen.expect_exact("> ")
    screen.sendintr()
    screen.expect_exact("Paused. Nothing is lost.")
    screen.expect_exact("> ")
    screen.sendline("1")
    screen.expect_exact("Written so far: 2 lines.")
    screen.expect_exact("> ")
    assert "Dear you," not in screen.before  # nothing is read back unasked
    screen.sendline(":show")
    screen.expect_exact("1. Dear you,")
    screen.expect_exact("2. it was a lot.")
    screen.expect_exact("> ")
    screen.sendline(".")
    screen.expect_exact("for nobody")
    screen.kill(signal.SIGHUP)
    screen.expect(pexpect.EOF)
    assert screen.wait() == 129
    assert program.waiting[0].lines[-1]["value"] == "Dear you,\nit was a lot."


def test_ctrl_c_pauses_also_where_a_launcher_ignores_it(program):
    command = shlex.join([*COMMAND, "practice", "inner-critic", *PLAIN])
    screen = pexpect.spawn(
        "sh", ["-c", f"trap '' INT; exec {command}"], env=program.environment(), encoding="utf-8", timeout=PATIENCE
    )
    screen.expect_exact("> ")
    screen.sendintr()
    screen.expect_exact("Paused. Nothing is lost.")
    screen.expect_exact("> ")
    screen.sendintr()
    screen.expect(pexpect.EOF)
    assert screen.wait() == 0


def test_what_a_script_starts_in_the_background_goes_on_when_ctrl_c_ends_the_script(program):
    with program.start(
        "practice", "inner-critic", *PLAIN, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)
    ) as process:
        while "as hard as it gets" not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGINT)
        out, err = process.communicate("\n")
    assert (process.returncode, err) == (0, "")
    assert "Paused" not in out


def test_ctrl_d_is_the_end_of_input(program):
    screen = program.on_a_terminal("practice", "inner-critic", *PLAIN)
    screen.expect_exact("> ")
    screen.sendline("2")
    screen.expect_exact("> ")
    screen.sendeof()
    screen.expect_exact("It is kept at this step.")
    screen.expect(pexpect.EOF)
    assert screen.wait() == 0
    assert len(program.waiting) == 1


@pytest.mark.parametrize("environment", [{"ACCESSIBLE": "1"}, {"TERM": "dumb"}, {"TERM": ""}], ids=str)
def test_the_environment_chooses_it(program, environment):
    screen = program.on_a_terminal("practice", "inner-critic", "--pace", "off", **environment)
    screen.expect_exact("From 0, not hard, to 10, as hard as it gets.")
    screen.expect_exact("> ")
    assert "\x1b" not in screen.before
    screen.close()


def test_where_no_exercise_fits_it_says_so_before_it_asks(program):
    ran = program.call("practice", *PLAIN, "--minutes", "1", "--for", "inner-critic", says="\n")
    assert ran.status == 3
    assert "How is it" not in ran.out


def test_what_is_offered_next_is_asked_for_and_can_be_declined(program):
    program.own(
        "short",
        "selfattach: 1\nid: short\ntitle: Short\nintensity: gentle\nsteps:\n"
        "  - finish: Done.\n    next: mindfulness-check-in\n",
    )
    ran = program.practise("short", "1", "")
    assert ran.status == 0
    assert "Start it now: Check in?" in ran.out
    ran = program.practise("short", "1", "1", "3")
    assert "What would you like to come back to" in ran.out


def test_a_pipe_that_fits_nothing_twenty_times_ends_it_with_a_word_and_what_was_said_waits(program):
    ran = program.practise("inner-critic", "2", "", *["y"] * 1_000)
    assert "Twenty lines in a row did not fit here, so nothing more is read." in ran.out
    assert ran.out.count("That did not fit") <= 20 + 5  # a menu before it may have refused some
    assert ran.status == 0
    assert len(program.waiting) == 1


def test_a_pipe_that_says_the_same_for_ever_ends_a_letter(program):
    program.own("a-page", "selfattach: 1\nid: a-page\ntitle: A page\nsummary: s\nintensity: gentle\nsteps:\n"
                          "  - write: page\n    ask: Which page?\n    lines: many\n")  # fmt: skip
    ran = program.practise("a-page", *["y"] * 5_000)
    assert "A hundred lines in a row were the same, so nothing more is read." in ran.out
    assert ran.status == 0


def test_of_a_statement_and_of_a_feeling_one_may_say_that_one_cannot_tell(program):
    ran = program.practise("six-facets", "?", *["2"] * 5, *[""] * 10)
    assert "? means: I can't tell." in ran.out.partition("How true was each")[2]
    assert list(values(program.records[0])["today"]) == ["harsh", "part_of", "cut_off", "balanced", "swept"]
    told = program.call("practice", "--plain", "--pace", "off", says="?\n0\n").out
    assert "? means: I can't tell." in told.partition("How are you at the moment?")[2].partition("How long")[0]
    assert "How much time do you have?" in told


# --- where little is known


@pytest.mark.parametrize("given", [["--plain", "--no-input"], ["--set", "word=a"]], ids=" ".join)
def test_a_pace_that_is_given_counts_where_nobody_types_too(program, given):
    program.own("slow", SLOW)
    began = time.monotonic()
    ran = program.run("practice", "slow", *given, "--pace", "fast", says=None)
    assert time.monotonic() - began > 2.5  # half of 4 s and of 2 x 0.8 s
    assert "The second cue." in ran.out


def test_on_a_terminal_of_no_size_lines_are_as_long_as_ever(program):
    screen = program.on_a_terminal("practice", "one-word-now", "--plain", "--no-input", "--pace", "off")
    screen.setwinsize(0, 0)
    screen.expect(pexpect.EOF)
    assert 50 < max(map(len, screen.before.splitlines())) <= 72
