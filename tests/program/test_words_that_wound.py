"""Nothing cruel on the shelf, and no sealed words that wound: what is asked before, and what does not come unasked."""

import json

import pytest
from a_day_later import let_time_go_by
from the_program import values

from selfattach import words

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
