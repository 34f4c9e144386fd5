"""Nothing cruel on the shelf, and no sealed words that wound: what is asked before, and what does not come unasked."""

import json
from datetime import date

import pytest
from a_day_later import let_time_go_by
from at_a_terminal import ENTER, ESC, MENU, Terminal
from sample_records import taken_as_written
from the_program import values

from selfattach import words
from selfattach.shelves.contents import kind_words

SHELF = """\
selfattach: 1
id: line
title: A line
summary: s
intensity: gentle
steps:
  - write: line
    ask: A line?
  - shelve: line
    on: kind-words
  - choose: lent
    ask: Or one of these?
    options: {warm: You did what you could.}
  - shelve: lent
    on: kind-words
"""
LETTER = """\
selfattach: 1
id: my-letter
title: My letter
summary: s
intensity: gentle
steps:
  - write: letter
    ask: What to say?
  - shelve: letter
    on: letters
    seal: ask
"""
MOMENT = "selfattach: 1\nid: moment\ntitle: A moment\nsummary: s\nsteps: [{say: Here.}]\n"
DAY = date(2026, 11, 30)  # any: nothing here is sealed
CRUEL = "You are pathetic"
KIND = "One thing went wrong"


def practise(program, name, *lines):
    """Practise to the end: what is asked after these lines is left open."""
    return program.practise(name, *lines, *[""] * 8)


def flat(text):
    return " ".join(text.split())


def set_aside_questions(program):
    """Make the sessions there are older than the questions: what was asked is not in them."""
    for shard in program.places.history.glob("*/*.json"):
        stored = json.loads(shard.read_text())
        for row in stored["sessions"].values():
            for entry in row["answers"]:
                entry.pop("asked", None)
        shard.write_text(json.dumps(stored))
    taken_as_written(program.places)


@pytest.fixture
def own(program):
    program.own("line", SHELF)
    program.own("my-letter", LETTER)
    program.own("moment", MOMENT)
    return program


# --- the shelf of kind words


def test_before_words_of_ones_own_stand_there_it_is_asked_whether_one_would_say_them(own):
    out = practise(own, "line", CRUEL, "yes", "no", "").out
    assert words.WOULD_YOU_SAY_IT in out
    assert own.call("kind", "--one").out == ""
    assert CRUEL not in own.call("kind").out
    assert values(own.records[0])["line"] == CRUEL  # the words stay where they were written


@pytest.mark.parametrize("answer", ["", ":skip"])
def test_left_open_they_stay_off_the_shelf(own, answer):
    practise(own, "line", CRUEL, "yes", answer, "")
    assert own.call("kind").out.startswith(words.KIND_EMPTY[:40])


def test_a_yes_puts_them_there_and_they_come_unasked(own):
    practise(own, "line", KIND, "yes", "yes", "")
    assert own.call("kind", "--one").out.strip() == KIND
    assert values(own.records[0]) == {"line": KIND}  # what was asked about the shelf is no answer of the session


def test_a_line_that_a_script_lent_needs_no_such_question(own):
    out = practise(own, "line", "", "1", "yes").out
    assert words.WOULD_YOU_SAY_IT not in out
    assert own.call("kind", "--one").out.strip() == "You did what you could."


def test_lines_from_before_are_shown_where_they_are_asked_for_and_do_not_come_unasked(own):
    practise(own, "line", KIND, "yes", "yes", "")
    set_aside_questions(own)
    assert KIND in own.call("kind").out
    assert own.call("kind", "--one").out == ""


# --- letters for a hard moment


def test_a_letter_is_sealed_for_a_hard_moment_only_if_one_would_read_it_on_ones_worst_day(own):
    out = practise(own, "my-letter", "Goodbye", "yes", "hard", "no").out
    assert words.ON_YOUR_WORST_DAY in out
    (entry,) = own.records[0]["answers"]
    assert entry["shelf"] == "letters"
    assert "seal_until" not in entry


def test_a_letter_that_one_would_read_then_is_sealed(own):
    practise(own, "my-letter", "Dear you", "yes", "hard", "yes")
    (entry,) = own.records[0]["answers"]
    assert (entry["seal_until"], entry["asked"]) == ("low", True)


def test_whoever_has_enough_at_that_question_has_it_with_the_letters_unsealed(own):
    practise(own, "my-letter", "Dear you", "yes", "hard", ":stop", "4")  # enough for today
    (entry,) = own.records[0]["answers"]
    assert (entry["shelf"], entry.get("seal_until"), entry.get("asked")) == ("letters", None, None)


def test_whoever_has_enough_at_the_question_whether_one_would_say_it_has_nothing_on_the_shelf(own):
    practise(own, "line", KIND, "yes", ":stop", "4")
    assert "shelf" not in own.records[0]["answers"][0]


def test_other_seals_ask_nothing_more(own):
    assert words.ON_YOUR_WORST_DAY not in practise(own, "my-letter", "Dear you", "yes", "30").out


HARD_AND_CALMER = ("7", "", "4", "", "", "")  # steadied after the 7; then after, felt, and the close left open


def sealed(program, *, asked):
    practise(program, "my-letter", "Dear you", "yes", "hard", "yes")
    if not asked:
        set_aside_questions(program)
    let_time_go_by(program.home, minutes=5)


def test_after_a_hard_moment_it_is_offered_as_a_choice_and_read_in_place(own):
    sealed(own, asked=True)
    out = flat(own.practise("moment", *HARD_AND_CALMER, "1").out)
    assert "You wrote yourself a letter for a moment like this: My letter" in out
    assert out.endswith("Dear you")


def test_enter_leaves_it_closed(own):
    sealed(own, asked=True)
    assert "Dear you" not in own.practise("moment", *HARD_AND_CALMER, "").out


def test_one_sealed_before_that_question_existed_is_not_offered(own):
    sealed(own, asked=False)
    assert "You wrote yourself a letter" not in flat(own.practise("moment", *HARD_AND_CALMER, "1").out)


@pytest.mark.parametrize("first", [("9", "1", "1"), ("8", "", "8", "3"), (":ground", "1", "3")])
def test_in_a_session_in_which_help_came_first_none_is_offered(own, first):
    sealed(own, asked=True)
    out = flat(practise(own, "moment", *first).out)
    assert "You wrote yourself a letter" not in out
    assert "Dear you" not in out


# --- with the library as it is


def given(program, name, **answers):
    settings = [part for key, value in answers.items() for part in ("--set", f"{key.replace('__', '.')}={value}")]
    ran = program.call("practice", name, *settings, "--no-input")
    assert ran.status == 0, ran.err
    return ran


def test_a_cruel_answer_to_the_critic_that_was_believed_comes_to_no_prompt(program):
    said = {"thought": "Typical", "answer": "You are pathetic and should disappear", "believe": "9"}
    given(program, "inner-critic-reframe", **said, answer__shelf="yes", answer__shelf__would_say="no")
    assert program.call("kind", "--one").out == ""


def test_where_belief_in_the_critic_rose_nothing_is_offered_for_the_shelf(program):
    said = {"thought": "Typical", "belief": "4", "answer": "It was one day", "believe": "6", "answer__shelf": "yes"}
    ran = given(program, "inner-critic-reframe", **said, belief_after="7", answer__shelf__would_say="yes")
    assert "not on the way taken" in ran.err
    assert program.call("kind", "--one").out == ""


def test_a_goodbye_that_was_sealed_for_a_hard_moment_is_not_offered_at_a_9(program):
    letter = "I cannot go on. Forgive me. You are better off."
    given(program, "self-compassion-letter", letter=letter, letter__shelf="low", letter__shelf__worst_day="yes")
    let_time_go_by(program.home, minutes=5)
    out = program.practise("three-line-letter", "9", "1", "", "5", "2", "2").out
    assert "You wrote yourself a letter" not in flat(out)
    assert "Forgive me" not in out


# --- what was put away before these questions existed, on a calm day at a terminal


@pytest.fixture
def from_before(own):
    own.places.config.mkdir(parents=True)
    (own.places.config / "config.toml").write_text('[practice]\nvoice = "terminal"\n', encoding="utf-8")
    for number in range(4):
        practise(own, "line", f"line number {number}", "yes", "yes")
        let_time_go_by(own.home, minutes=5)
    set_aside_questions(own)
    return own


def answers_three(at):
    for _ in range(3):
        at.sees("line number", "somebody you care about", MENU)
        at.types("1" + ENTER)


def test_lines_from_before_are_asked_about_three_at_a_time_where_the_shelf_is_looked_at(from_before):
    at = Terminal(from_before, "kind")
    try:
        at.sees("three lines at a time")
        answers_three(at)
        assert at.ends() == 0
    finally:
        at.is_gone()
    assert sum(line.asked for line in kind_words(from_before.history, from_before.history.seals(DAY))) == 3
    assert from_before.call("kind", "--one").out.startswith("line number")


def test_a_no_takes_such_a_line_off_the_shelf_and_leaves_it_in_its_session(from_before):
    at = Terminal(from_before, "kind")
    try:
        at.sees("line number 3", MENU)
        at.types("2" + ENTER)
        for number in (2, 1):
            at.sees(f"line number {number}", MENU)
            at.types(ENTER)
        assert at.ends() == 0
    finally:
        at.is_gone()
    assert "line number 3" not in from_before.call("kind").out
    assert [values(record) for record in from_before.records].count({"line": "line number 3"}) == 1


def test_at_home_they_are_asked_about_too_and_home_follows(from_before):
    at = Terminal(from_before)
    try:
        at.sees("three lines at a time")
        answers_three(at)
        at.sees("What would suit you now", MENU)
        at.types(ESC)
        assert at.ends() == 0
    finally:
        at.is_gone()


def test_an_older_letter_for_a_hard_moment_is_asked_about_at_home_and_offered_only_then(own):
    own.places.config.mkdir(parents=True)
    (own.places.config / "config.toml").write_text('[practice]\nvoice = "terminal"\n', encoding="utf-8")
    sealed(own, asked=False)
    at = Terminal(own)
    try:
        at.sees("You sealed a letter for a hard moment", MENU)
        assert "Dear you" not in at.raw
        at.types("1" + ENTER)
        at.sees("What would suit you now", MENU)
        at.types(ESC)
        assert at.ends() == 0
    finally:
        at.is_gone()
    let_time_go_by(own.home, minutes=5)
    out = flat(own.practise("moment", *HARD_AND_CALMER, "1").out)
    assert out.endswith("Dear you")
