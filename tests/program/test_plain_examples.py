"""Examples in plain lines: a line is borrowed by its number, and a whole one is read a paragraph at a time."""

import json

import pytest
from the_program import answers_file, values

OFFERED = """\
selfattach: 1
id: offered
title: Offered
summary: A few lines.
intensity: gentle
steps:
  - write: answer
    ask: What would be fair?
    examples:
      - It was a hard day.
      - from: An aunt
        text: Come and sit down.
    skipped:
      - say: Nothing was said.
  - write: letter
    ask: Write it here.
    lines: many
    examples:
      - One sentence is a letter.
      - from: A friend's, after a mistake
        text: |
          Dear Dan,

          you said sorry.

          Marek
    skipped:
      - say: Nothing was written.
  - write: end
    ask: And last?
"""


@pytest.fixture
def offered(program):
    program.own("offered", OFFERED)
    return program


def said(program):
    return {line["name"]: line.get("value") for line in program.waiting[0].lines if "name" in line}


# --- a line to borrow


def test_the_lines_are_read_with_their_numbers_when_the_question_is_asked(offered):
    out = offered.practise("offered", ":help", ":stop").out
    assert 'Lines you could borrow:\n1. "It was a hard day."\n2. An aunt: "Come and sit down."\n' in out
    assert out.count("It was a hard day.") == 1
    assert "A number alone takes one, and so does :example 2." in out


@pytest.mark.parametrize("line", ["2", ":example 2", " 2 "])
def test_a_number_takes_one_and_the_line_is_said_once_more(offered, line):
    out = offered.practise("offered", line).out
    assert "Taken: Come and sit down." in out
    assert "Nothing was said." not in out
    assert said(offered)["answer"] == "Come and sit down."


@pytest.mark.parametrize("line", ["3", "2 of them", "0", "It was a hard day. 1"])
def test_other_words_are_ones_own(offered, line):
    offered.practise("offered", line)
    assert said(offered)["answer"] == line


@pytest.mark.parametrize("line", [":example", ":example 3", ":example 0"])
def test_without_a_number_that_is_there_the_numbers_are_told(offered, line):
    out = offered.practise("offered", line, "2").out
    assert "Which one? From 1 to 2, for example :example 2." in out
    assert said(offered)["answer"] == "Come and sit down."


def test_the_grey_example_is_taken_without_a_number_and_the_others_by_theirs(program):
    program.own("offered", OFFERED.replace("What would be fair?", "What would be fair?\n    example: Grey."))
    program.practise("offered", ":example", ":back", ":example 1")
    assert said(program)["answer"] == "It was a hard day."


def test_enter_is_still_no_answer(offered):
    assert "Nothing was said." in offered.practise("offered", "").out


def test_after_going_back_the_borrowed_line_stands_as_said_before(offered):
    out = offered.practise("offered", "1", ":back", "").out
    assert "Said before: It was a hard day." in out
    assert said(offered)["answer"] == "It was a hard day."


def test_given_beforehand_the_answer_is_the_line_itself(offered, tmp_path):
    given = answers_file(tmp_path / "answers.json", json.dumps({"answer": "Come and sit down."}))
    assert offered.call("practice", "offered", "--answers", given).status == 0
    assert values(offered.records[0])["answer"] == "Come and sit down."


# --- whole texts to read


def test_they_are_named_and_not_read_out_unasked(offered):
    out = offered.practise("offered", "", ":example", ".").out
    assert "There are 2 examples to read. :example names them, :example 1 reads the first." in " ".join(out.split())
    assert '1. "One sentence is a letter."\n2. A friend\'s, after a mistake\n' in out
    assert "Dear Dan," not in out


def test_one_is_read_a_paragraph_at_a_time_and_then_there_are_three_ways(offered):
    out = offered.practise("offered", "", ":example 2", "", "", "").out
    assert "Enter reads on, :back goes back to your page." in out
    _, _, after = out.partition("Dear Dan,")
    assert after.index("you said sorry.") < after.index("Marek") < after.index("1. Back to my page")
    assert "2. Take it into the box as a beginning\n3. Another one\nEnter: 1.\n" in after
    assert "Nothing is written here yet." in after


def test_reading_alone_is_no_answer(offered):
    out = offered.practise("offered", "", ":example 2", "", "", "1", "").out
    assert "Nothing was written." in out
    assert said(offered)["letter"] is None


def test_one_that_is_taken_in_stands_below_what_was_written(offered):
    offered.practise("offered", "", "Dear me,", ":example 2", "", "", "2", "Yours", ".")
    assert said(offered)["letter"] == "Dear me,\n\nDear Dan,\n\nyou said sorry.\n\nMarek\nYours"


def test_another_one_is_taken_by_its_number(offered):
    offered.practise("offered", "", ":example 2", "", "", "3", "9", "1", "2", ".")
    assert said(offered)["letter"] == "One sentence is a letter."


@pytest.mark.parametrize(
    "lines", [[":back"], ["", ":back"], ["", "", ":back"], ["", "", "3", ":back"], ["", "", "3", ""]]
)
def test_the_way_back_leads_to_the_page_from_everywhere(offered, lines):
    offered.practise("offered", "", "Dear me,", ":example 2", *lines, "it was a lot.", ".")
    assert said(offered)["letter"] == "Dear me,\nit was a lot."


@pytest.mark.parametrize("lines", [[], [""], ["", ""], ["", "", "3"]])
def test_whoever_leaves_while_reading_leaves_with_what_was_written(offered, lines):
    offered.practise("offered", "", "Dear me,", ":example 2", *lines, ":stop")
    draft = offered.drafts.take_up(offered.waiting[0].id)
    draft.release()
    assert draft.half_typed[1] == "Dear me,"


def test_words_while_reading_are_met_with_how_one_gets_back(offered):
    out = offered.practise("offered", "", ":example 2", "I see", "", "", "", ".").out
    assert out.count("Enter reads on, :back goes back to your page.") == 2


@pytest.mark.parametrize("number", ["3", "7"])
def test_a_number_that_is_not_there_is_told(offered, number):
    assert "Which one? From 1 to 2" in offered.practise("offered", "", f":example {number}", ".").out


def test_a_beginning_has_the_number_after_the_last(program):
    program.own("offered", OFFERED.replace("lines: many", "lines: many\n    start: Dear you,"))
    out = program.practise("offered", "", ":example", ":example 3", "it is me.", ".").out
    assert ":example 3 takes it." in out
    assert "3. The beginning that you could use" in out
    assert said(program)["letter"] == "Dear you,\nit is me."


def test_exercises_show_tells_them(offered):
    shown = json.loads(offered.run("exercises", "show", "offered", "--json").out)
    assert shown["steps"][0]["examples"] == [
        {"text": "It was a hard day."},
        {"from": "An aunt", "text": "Come and sit down."},
    ]


# --- a promise


def test_each_line_of_a_promise_has_its_own_lines_to_borrow_and_a_number_takes_one(program):
    program.own(
        "offered",
        OFFERED[: OFFERED.index("  - write: answer")]
        + "  - promise: plan\n    cue: When could it be?\n    action: And what do you do then?\n    examples:\n"
        "      - {cue: After breakfast, action: I drink a glass of water}\n"
        "      - {cue: When I am home, action: I sit down}\n",
    )
    out = program.practise("offered", "2", ":again", "1").out
    assert out.count('"When I am home"') == 1
    assert "Taken: When I am home" in out
    asked = (
        "And what do you do then?\nLines you could borrow:\n"
        '1. "I drink a glass of water"\n2. "I sit down"\nA number alone takes one, and so does :example 2.\n'
    )
    assert out.count(asked) == 2
    assert said(program)["plan"] == {"cue": "When I am home", "action": "I drink a glass of water"}
