"""One line kept in passing: `noticed` and `kind add`, at a terminal, in plain lines and through a pipe."""

import re
import signal

import pytest
from a_day_later import let_time_go_by
from at_a_terminal import CTRL_C, ENTER, ESC, MENU, Terminal, either
from the_program import PATIENCE, values
from vaults import encrypt, unlocked

from selfattach import words
from selfattach.history.record import to_plain

NOTICED, KIND = ("noticed",), ("kind", "add")
BOTH = pytest.mark.parametrize("command", [NOTICED, KIND], ids=" ".join)
LINE = "You did what you could"
MANY = "the rain\nand a bird"
BOX = either(words.TERMINAL_WRITE, words.TERMINAL_WRITE_OPEN)
ASKED = {NOTICED: "What did you notice", KIND: "Which kind line"}
CONSENT = "somebody you care about"
RECORD = {
    *("format", "id", "rev", "exercise", "title", "version", "script", "language", "started", "ended", "resumed"),
    *("finished", "ending", "felt", "device", "program", "changed", "answers"),
}


def flat(text):
    return " ".join(text.split())


def sets_terminal(program):
    program.places.config.mkdir(parents=True)
    (program.places.config / "config.toml").write_text('[practice]\nvoice = "terminal"\n', encoding="utf-8")
    return program


@pytest.fixture
def sits(program):
    """Somebody who has chosen the usual screen sits down at a terminal."""
    terminals = []
    sets_terminal(program)

    def sit(*arguments, size=(40, 100)):
        terminals.append(Terminal(program, *arguments, size=size))
        return terminals[-1]

    yield sit
    for terminal in terminals:
        terminal.is_gone()


def plainly(program, command, *lines, options=()):
    return program.call(*command, "--plain", *options, says="".join(f"{line}\n" for line in lines))


# --- what is kept


@pytest.mark.parametrize(("command", "name"), [(NOTICED, "noticed-line"), (KIND, "kind-line")])
def test_a_line_is_a_session_like_any_other(program, command, name):
    ran = program.call(*command, says=f"{LINE}\n")
    (record,) = program.records
    assert (ran.status, ran.err) == (0, "")
    assert (record["exercise"], record["version"], record["finished"]) == (name, 1, True)
    assert (record["felt"], values(record)) == (None, {"line": LINE})
    assert record["title"] in program.call("history", "list").out
    assert record["title"] in program.call("history", "list", "--exercise", name).out
    assert "You did what you [could]" in flat(program.call("history", "search", "could").out)
    assert LINE in program.call("history", "export").out
    assert program.call("history", "delete", record["id"], "--yes").status == 0
    assert program.records == []


@BOTH
def test_json_is_the_record(program, command):
    ran = program.call(*command, "--json", says=LINE)
    assert (ran.status, ran.err) == (0, "")
    assert set(ran.json) == RECORD
    assert ran.json == program.records[0]


def test_json_said_before_the_word_add_counts_too(program):
    assert program.call("kind", "--json", "add", says=LINE).json == program.records[0]


@BOTH
def test_it_counts_as_a_day_on_which_something_was_done(program, command):
    program.call(*command, says=LINE)
    assert program.records[0]["started"][:7] in (program.places.cache / "last-day").read_text()


@BOTH
def test_without_saving_nothing_is_kept_and_that_is_said(program, command):
    for ran in (
        program.call(*command, "--no-save", says=LINE),
        plainly(program, command, LINE, options=("--no-save",)),
    ):
        assert ran.status == 0
        assert words.NOT_KEPT in ran.out
    assert CONSENT not in ran.out
    assert program.has(LINE) == []
    assert not program.touched


# --- through a pipe


@BOTH
def test_all_that_comes_through_a_pipe_is_one_text_with_its_lines(program, command):
    assert program.call(*command, says=f"\n{MANY}\n\n").status == 0
    assert values(program.records[0]) == {"line": MANY}


@BOTH
def test_control_characters_are_cleaned_as_in_any_answer(program, command):
    program.call(*command, says="\ufeffYou \x1b[2Jmay\x07 rest\u202e\r\n")
    assert values(program.records[0]) == {"line": "You may rest"}


@BOTH
@pytest.mark.parametrize("says", ["", "\n", "  \n\n", "\x1b[0m"])
@pytest.mark.parametrize("options", [(), ("--plain",), ("--json",)], ids=" ".join)
def test_no_words_through_a_pipe_are_missing_input(program, command, says, options):
    ran = program.call(*command, *options, says=says)
    assert ran.status == 2
    assert words.LINE_EMPTY in ran.err
    assert not program.touched


@BOTH
def test_words_in_the_command_itself_are_refused_and_not_repeated(program, command):
    ran = program.call(*command, "Xylophon", "sorrow", says=LINE)
    assert (ran.status, ran.out) == (2, "")
    assert f"`selfattach {' '.join(command)}`" in ran.err
    assert "Xylophon" not in ran.err
    assert not program.touched


@pytest.mark.parametrize("option", ["--one", "--look-through"])
def test_adding_goes_without_what_only_shows_the_shelf(program, option):
    ran = program.call("kind", option, "add", says=LINE)
    assert (ran.status, ran.out) == (2, "")
    assert "--one" in ran.err
    assert not program.touched


def test_in_plain_lines_through_a_pipe_each_line_answers_one_question(program):
    assert words.LINE_ON_SHELF[:30] in plainly(program, KIND, LINE, "1").out
    assert program.call("kind", "--one").out == f"{LINE}\n"
    assert values(program.records[0]) == {"line": LINE}


# --- the shelf


def test_a_line_that_came_through_a_pipe_waits_until_somebody_was_asked(program, sits):
    assert "asks whether" in flat(program.call(*KIND, says=LINE).out)
    assert LINE in program.call("kind").out
    assert program.call("kind", "--one").out == ""
    at = sits("kind")
    at.sees("three lines at a time", LINE, CONSENT, MENU)
    at.types("1" + ENTER)
    assert at.ends() == 0
    assert program.call("kind", "--one").out == f"{LINE}\n"


def test_a_line_of_several_rows_is_one_line_in_a_prompt(program):
    program.call(*KIND, says=MANY)
    (line,) = program.call("kind", "--json").json
    assert (line["words"], line["asked"]) == (MANY, False)


@pytest.mark.parametrize("answer", ["", ":skip"])
def test_a_question_left_open_has_the_line_wait(program, answer):
    out = flat(plainly(program, KIND, LINE, answer).out)
    assert "Before you meet it again" in out
    assert program.call("kind", "--one").out == ""
    assert LINE in program.call("kind").out


def test_a_no_keeps_the_line_off_the_shelf_and_in_its_session(program):
    assert words.LINE_OFF_SHELF in flat(plainly(program, KIND, LINE, "2").out)
    assert program.call("kind", "--json").json == []
    assert values(program.records[0]) == {"line": LINE}


def test_what_was_noticed_is_on_no_shelf(program):
    plainly(program, NOTICED, LINE)
    assert program.call("kind", "--json").json == []


# --- at a terminal


def test_a_kind_line_is_asked_for_and_then_whether_one_would_say_it(program, sits):
    at = sits(*KIND)
    at.sees(ASKED[KIND], BOX)
    at.types(LINE + ENTER)
    at.sees(CONSENT, MENU)
    at.types("1" + ENTER)
    at.sees(re.escape(words.LINE_ON_SHELF))
    assert at.ends() == 0
    assert at.is_sane()
    assert program.call("kind", "--one").out == f"{LINE}\n"


def test_what_was_noticed_is_one_question_and_no_more(program, sits):
    at = sits(*NOTICED)
    at.sees(ASKED[NOTICED], BOX)
    at.types("a blackbird" + ENTER)
    at.sees(re.escape(words.IS_KEPT))
    assert at.ends() == 0
    assert at.is_sane()
    assert values(program.records[0]) == {"line": "a blackbird"}


@BOTH
def test_at_a_terminal_an_empty_line_keeps_nothing_and_is_no_fault(program, sits, command):
    at = sits(*command)
    at.sees(ASKED[command], BOX)
    at.types(ENTER)
    at.sees("Nothing was kept")
    assert at.ends() == 0
    assert program.records == []


@BOTH
def test_ctrl_c_pauses_and_leaving_keeps_nothing(program, sits, command):
    at = sits(*command)
    at.sees(ASKED[command], BOX)
    at.types("half a li" + CTRL_C)
    at.sees("Paused", MENU)
    at.types("4" + ENTER)
    at.sees("Nothing was kept")
    assert at.ends() == 0
    assert at.is_sane()
    assert program.has("half a li") == []


def test_going_back_from_the_question_brings_the_line_back_to_be_changed(program, sits):
    at = sits(*KIND)
    at.sees(ASKED[KIND], BOX)
    at.types(LINE + ENTER)
    at.sees(CONSENT, MENU)
    at.types(ESC)
    at.sees(ASKED[KIND], BOX)
    at.types(" today" + ENTER)
    at.sees(CONSENT, MENU)
    at.types("1" + ENTER)
    assert at.ends() == 0
    assert values(program.records[0]) == {"line": f"{LINE} today"}


@pytest.mark.parametrize(("signum", "status"), [(signal.SIGHUP, 129), (signal.SIGTERM, 143)])
def test_a_line_that_was_entered_is_kept_when_the_window_closes_at_the_question(program, sits, signum, status):
    at = sits(*KIND)
    at.sees(ASKED[KIND], BOX)
    at.types(LINE + ENTER)
    at.sees(CONSENT, MENU)
    at.signals(signum)
    assert at.ends() == status
    (line,) = program.call("kind", "--json").json
    assert (line["words"], line["asked"]) == (LINE, False)


def test_help_is_reached_from_the_pause_and_one_comes_back_to_the_question(program, sits):
    at = sits(*KIND)
    at.sees(ASKED[KIND], BOX)
    at.types(LINE + ENTER)
    at.sees(CONSENT, MENU)
    at.types(CTRL_C)
    at.sees("Paused", MENU)
    at.types("3" + ENTER)
    at.sees("emergency number", "Close")
    at.takes("4" + ENTER)
    at.sees("Paused", MENU)
    at.types(ENTER)
    at.sees(CONSENT, MENU)
    at.types("1" + ENTER)
    assert at.ends() == 0
    assert program.call("kind", "--one").out == f"{LINE}\n"


def test_a_line_entered_before_help_was_needed_is_kept_and_nothing_is_said_after_the_page(program):
    out = flat(plainly(program, KIND, LINE, ":ground", "5").out)  # it is about not wanting to live
    assert [values(record) for record in program.records] == [{"line": LINE}]
    assert program.records[0]["ending"] == "guard"
    assert words.IS_KEPT not in out
    assert program.call("kind", "--one").out == ""


@BOTH
def test_the_first_time_ever_it_says_what_this_is_not(program, sits, command):
    at = sits(*command)
    at.sees("not therapy", ASKED[command], BOX)
    at.types(ENTER)
    assert at.ends() == 0


# --- locked


def test_in_a_locked_vault_it_waits_encrypted_and_nobody_is_asked_for_a_passphrase(program):
    program.call(*NOTICED, says="from before")
    encrypt(program.places)
    for command in (NOTICED, KIND):
        let_time_go_by(program.home, minutes=5)
        ran = program.call(*command, says=LINE)
        assert (ran.status, ran.err) == (0, "")
    assert program.has(LINE) == []
    assert len(list(program.places.history.glob("*/inbox/*"))) == 2
    assert [values(to_plain(one)).get("line") for one in unlocked(program.history).records()].count(LINE) == 2


# --- what it does not hide


def test_a_line_after_a_9_does_not_hide_it_from_the_next_start(program):
    program.practise("three-line-letter", "9", "", ":stop", ":stop")
    let_time_go_by(program.home, days=1)
    for _ in range(3):
        program.call(*NOTICED, says="a blackbird")
    out = flat(program.practise("own-name", "2").out)
    assert words.HELP_SCREENS["next_day"].first in out


def test_lines_open_no_harder_practices(program):
    before = program.call("--json").json["offers"]
    for _ in range(4):
        program.call(*NOTICED, says="a blackbird")
    assert program.call("--json").json["offers"] == before


def test_a_line_between_two_practices_that_ended_harder_ends_no_row(program):
    for _ in range(2):
        assert program.call("practice", "own-name", "--set", "felt=harder", "--no-input").status == 0
        let_time_go_by(program.home, minutes=2)
        program.call(*KIND, says=LINE)
        let_time_go_by(program.home, minutes=2)
    assert words.HELP_SCREENS["after_two"].first in flat(program.practise("own-name", "").out)


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"\xff\xfe\x00\x01", "is no text"), (b"a\0b", "is no text"), (b"a" * 20_000, "more than a few lines")],
)
def test_what_is_no_line_is_not_kept_and_is_told_so(program, content, why):
    with program.start("kind", "add", text=False, encoding=None, errors=None) as process:
        _, err = process.communicate(content, timeout=PATIENCE)
    assert (process.returncode, why in " ".join(err.decode().split())) == (2, True)
    assert program.records == []
