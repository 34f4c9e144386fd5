"""Texts: names, quiet Markdown, and nothing of a person's words taken for either."""

from contextlib import suppress

import pytest
from effort import at_most
from hypothesis import given, settings
from hypothesis import strategies as st
from loading import faulty, load
from tools import so_many

from selfattach.script.model import Ref, Slot, TextRun
from selfattach.script.texts import TextError, parse_text


def test_a_text_without_marks_is_one_run():
    assert parse_text("Hello there.") == (TextRun("Hello there."),)


def test_names_stand_in_braces_and_a_double_dollar_is_a_dollar():
    assert parse_text("Hi ${a}, $$5 and $6") == (
        TextRun("Hi "),
        Slot((Ref("a"),)),
        TextRun(", "),
        TextRun("$"),
        TextRun("5 and $6"),
    )


def test_the_first_that_is_set_else_these_words():
    assert parse_text("${a, last.b|no *words*}") == (Slot((Ref("a"), Ref("b", last=True)), "no *words*"),)
    assert parse_text("${a|}") == (Slot((Ref("a"),), ""),)


def test_one_star_is_stress_and_two_are_strong():
    assert parse_text("a *b* **c** d") == (
        TextRun("a "),
        TextRun("b", "em"),
        TextRun(" "),
        TextRun("c", "strong"),
        TextRun(" d"),
    )
    assert parse_text("**${a}**") == (Slot((Ref("a"),), "", "strong"),)
    assert parse_text("*it is ${a|b*c}*") == (TextRun("it is ", "em"), Slot((Ref("a"),), "b*c", "em"))


@pytest.mark.parametrize(
    "text",
    ["2 * 3 * 4", "a ** b ** c", "* one", "5*", "**", "***", "snake_case_here", "<b>x</b>", "[x](y)", "`x`", "# x"],
)
def test_other_signs_are_signs(text):
    assert "".join(run.text for run in parse_text(text)) in (text, f"- {text[2:]}")
    assert {run.style for run in parse_text(text)} == {""}


def test_line_ends_fold_paragraphs_and_lists_stay():
    (run,) = parse_text("one\ntwo\n\nthree\n- a\n- b\n  more\n")
    assert run.text == "one two\n\nthree\n- a\n- b more"


def test_in_a_box_of_words_every_space_stays():
    exercise = load('- write: a\n  ask: q\n  start: "Dear \\n\\n *you* "')
    assert exercise.steps[0].form.start.by_visit[0].runs == (TextRun("Dear \n\n *you* "),)


@pytest.mark.parametrize("text", ["${", "${a", "${a {b}", "$$${a"])
def test_an_open_brace_is_told(text):
    with pytest.raises(TextError, match="not closed"):
        parse_text(text)


@pytest.mark.parametrize("inside", ["", " ", "A", "a b", "a.B", "1", "a,", ",a", "a..b", "last.", "x()", "-a", "a\nb"])
def test_what_is_no_name_is_told(inside):
    with pytest.raises(TextError, match="no name"):
        parse_text(f"${{{inside}}}")


def test_faults_of_a_text_stand_where_the_text_begins():
    faulty("- say: »Hello ${you", "not closed", "$$")
    faulty("- write: a\n  ask: »${}\n  hint: »${B}", "`` is no name", "`B` is no name", "${name, other|")
    faulty("- say: |\n    Two lines\n    ${nobody}".replace("say: |", "say: »|"), "nothing is called `nobody`")
    faulty("- write: a\n  ask: q\n- rate: b\n  ask: q\n  pin: »A", "`A` is no name")


def test_ago_is_for_what_was_recalled():
    load("- recall: x.y\n  as: old\n- say: From ${old.ago|some time}.")
    load("- review: x.y\n  as: went\n  ask: Planned ${went.ago}.\n  hint: ${went.ago}")
    faulty("- write: a\n  ask: q\n- say: »${a.ago}", "nothing is called `a.ago`")


@settings(max_examples=so_many(200, one_in=4), deadline=None)
@given(st.text(alphabet="ab *$\n{}|-,.", max_size=40))
def test_no_text_loses_a_letter(text):
    try:
        parts = parse_text(text)
    except TextError:
        return
    kept = "".join(
        part.text if isinstance(part, TextRun) else part.otherwise + "".join(r.name for r in part.refs)
        for part in parts
    )
    for letter in "ab":
        assert kept.count(letter) == text.replace("last.", "").count(letter)


@pytest.mark.parametrize("piece", ["**a ", "*a ", "*a* ", "**a** ", "*", "** *", "${a", "$", "\n\n- ", "*a**b "])
def test_a_text_of_any_shape_is_read_in_as_many_steps_as_it_is_long(piece):
    with at_most(calls=8 * 250_000), suppress(TextError):
        parse_text((piece * 60_000)[:250_000])
