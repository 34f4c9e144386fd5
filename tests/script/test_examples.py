"""The examples of a question that takes words: what they are, and what is no example."""

import pytest
from loading import faulty, load

from selfattach.script.model import Example
from selfattach.script.to_json import plain_steps

LETTER = """\
- write: letter
  ask: Write it here.
  lines: many
  examples:
    - One sentence is a letter.
    - from: A friend's, after a mistake
      text: |
        Dear Dan,

        it was a long day,
        and you said *sorry*.

        - Eat.
        - Sleep.
"""
BEFORE = "- write: a\n  ask: q\n"


def examples(steps):
    return load(steps).steps[0].form.examples


def test_paragraphs_and_lists_are_kept_and_other_line_ends_are_spaces():
    _, letter = examples(LETTER)
    assert letter.text == "Dear Dan,\n\nit was a long day, and you said *sorry*.\n\n- Eat.\n- Sleep."


def test_a_list_names_an_example_by_whose_it_is_or_by_its_words():
    assert [one.label for one in examples(LETTER)] == ['"One sentence is a letter."', "A friend's, after a mistake"]
    assert Example("It was a lot.", "Aunt Rosa").in_full == 'Aunt Rosa: "It was a lot."'


def test_the_grey_example_stands_beside_them():
    (step,) = load(f"{BEFORE}  example: Grey.\n  examples: [One., Two.]").steps
    assert (step.form.example, [one.text for one in step.form.examples]) == ("Grey.", ["One.", "Two."])
    (step,) = load(f"{BEFORE}  examples: [One.]").steps
    assert step.form.example == ""


def test_as_plain_values_they_are_texts_with_their_names():
    (step,) = plain_steps(load(LETTER).steps)
    assert step["examples"][0] == {"text": "One sentence is a letter."}
    assert step["examples"][1]["from"] == "A friend's, after a mistake"
    assert step["examples"][1]["text"].startswith("Dear Dan,\n\nit was")
    (step,) = plain_steps(load("- write: a\n  ask: q").steps)
    assert "examples" not in step


def test_there_are_from_one_to_twelve():
    load(f"{BEFORE}  examples: [{', '.join(f'Line {n}.' for n in range(12))}]")
    faulty(f"{BEFORE}  examples: »[{', '.join(f'Line {n}.' for n in range(13))}]", "a list of 1 to 12 texts")
    faulty(f"{BEFORE}  examples: »[]", "a list of 1 to 12 texts")
    faulty(f"{BEFORE}  examples: »One.", "a list of 1 to 12 texts")
    faulty(f"{BEFORE}  examples: »{{a: One.}}", "a list of 1 to 12 texts")


@pytest.mark.parametrize("text", ['»""', '»"  "', "{from: Me, text: »''}"])
def test_an_empty_one_is_told(text):
    faulty(f"{BEFORE}  examples: [One., {text}]", "is empty")


def test_what_is_no_text_is_told():
    faulty(f"{BEFORE}  examples:\n    - »[One]", "is a text, and this is a list")
    faulty(f"{BEFORE}  examples:\n    - »from: Me", "needs `text`")
    faulty(f"{BEFORE}  examples:\n    - text: One\n      »fom: Me", "Did you mean `from`")
    faulty(f"{BEFORE}  examples:\n    - text: One\n      »when: answered(a)", "has no `when`")


def test_nothing_is_filled_in():
    faulty(f"{BEFORE}  examples:\n    - »Dear ${{a}}", "shown as it stands")
    faulty(f"{BEFORE}  examples:\n    - from: »To ${{a}}\n      text: One", "shown as it stands")


def test_one_of_several_paragraphs_has_a_name_and_a_page_to_stand_on():
    several = "      text: |\n        One.\n\n        Two.\n"
    load(f"{BEFORE}  lines: many\n  examples:\n    - from: Me\n{several}")
    faulty(f"{BEFORE}  lines: many\n  examples:\n    - »text: |\n        One.\n\n        Two.\n", "from: A friend's")
    faulty(f"{BEFORE}  examples:\n    - »from: Me\n{several}", "lines: many")


def test_the_same_one_twice_is_told():
    faulty(f"{BEFORE}  examples: [One line., Two., »one  line.]", "there twice")
    faulty(f"{BEFORE}  examples: [{{from: Me, text: One.}}, »{{from: me, text: Two.}}]", "there twice")


def test_one_that_stands_in_the_box_already_is_told():
    faulty(f"{BEFORE}  start: It was a lot.\n  examples: [»It was a lot.]", "what `start` puts into the box")


def test_only_a_question_for_words_has_them():
    faulty("- rate: a\n  ask: q\n  »examples: [One.]", "has no `examples`")


# --- of a promise


PROMISE = "- promise: plan\n  cue: When?\n  action: And what?\n"


def test_those_of_a_promise_have_both_parts_and_each_line_is_offered_its_own_once():
    (step,) = load(
        f"{PROMISE}  examples:\n"
        "    - {cue: After breakfast, action: I sit down}\n"
        "    - {cue: After breakfast, action: I breathe out}\n"
    ).steps
    when, what = step.form.boxes
    assert [one.text for one in when.examples] == ["After breakfast"]
    assert [one.text for one in what.examples] == ["I sit down", "I breathe out"]
    (plain,) = plain_steps((step,))
    assert plain["examples"] == [
        {"cue": "After breakfast", "action": "I sit down"},
        {"cue": "After breakfast", "action": "I breathe out"},
    ]


def test_half_an_example_of_a_promise_is_told():
    faulty(f"{PROMISE}  examples: [»{{cue: At noon}}]", "needs `action`")
    faulty(f"{PROMISE}  examples: [»At noon I sit down]", "each with both parts")
    faulty(f"{PROMISE}  examples: »{{cue: At noon, action: I sit}}", "are a list of 1 to 12")
    faulty(f"{PROMISE}  examples: [{{cue: a, action: b}}, »{{cue: a, action: b}}]", "stands there twice")
    faulty(f"{PROMISE}  examples: [{{cue: a, action: b, »when: c}}]", "has no `when`")
