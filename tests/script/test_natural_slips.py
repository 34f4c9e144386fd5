"""The ways a person naturally writes a sentence that YAML takes for something else."""

import pytest
from loading import faulty, faulty_file, load

QUOTES = "Put the whole text in quotes"


def test_a_condition_that_begins_with_a_quote_is_shown_the_function():
    told = faulty("- when: 'fear' »in feelings\n  then: [ground]", "has(name, 'id')")
    assert len(told) == 1
    faulty("- repeat: 2\n  steps: [{write: a, ask: q}]\n  until: 'x' »== a", "until: has(name, 'id')")


@pytest.mark.parametrize(
    "step",
    [
        'say: "Dear me"», it says',
        "say: 'Dear me' »is how it begins",
        "write: a\n  ask: 'it'»s hard'",
        "say: *star»* text",
        "say: *»*bold** text",
        "say: »`code` text",
        "say: »@home",
        "say: »%x",
        "say: »- dash",
        "say: »? what",
        "say: [a] »b",
        "say: > »x",
        "say: | »x",
        'say: »"Never closed',
        "say: »'tis the season",
        "say: »'tis the season\n- say: and 'so on",
        "say: Note»: x",
        "write: a\n  ask: What»: this?",
        "say: Hello\n    Note»: this",
    ],
)
def test_a_text_that_yaml_misreads_goes_in_quotes(step):
    faulty(f"- {step}", QUOTES)


@pytest.mark.parametrize("key", ["then: [ground]", "as: one"])
def test_an_option_that_goes_on_below_its_words_is_shown_the_map_it_takes(key):
    faulty(f"- choose: a\n  ask: q\n  options:\n    one: One\n      {key.replace(':', '»:')}", "below it comes `label`")


@pytest.mark.parametrize(
    "step", ["say: »one # two", "say:» # one", "say: »one # two\n    three", "say: »one\n    two # three"]
)
def test_a_text_cut_by_a_number_sign_is_told(step):
    faulty(f"- {step}", "cut short: ` #` begins a comment", QUOTES)


def test_labels_hints_and_conditions_cut_by_a_number_sign_are_told():
    faulty("- choose: a\n  ask: q\n  options:\n    x: »one # two", "cut short")
    faulty("- write: a\n  ask: q\n  hint: »h # two", "cut short")
    faulty("- rate: a\n  ask: q\n- when: »a > 3 # heavy\n  then: [ground]", "cut short", "a line of its own")


def test_comments_stand_after_figures_and_ids_and_on_their_own_lines():
    steps = """
        # before
        - rest: 20s # short
          text: |
            Not a # comment.
        - rate: a # the figure
          ask: "What # is it?"
          to: 5 # at most
        # after
    """
    assert load(steps).steps[1].form.highest == 5


def test_a_name_in_a_flow_map_needs_quotes():
    faulty("- {say: Hello $»{name} there}", "${name}", "needs quotes")
    faulty("- {say: 'Hello ${name}'}".replace("'Hello", "»'Hello"), "nothing is called `name`")


def test_a_comma_in_a_flow_map_cuts_a_text_in_two():
    advice = "If a comma cut a text in two"
    faulty("- {say: Hello, »there}", "has no `there`", advice)
    faulty("- rest: 50s\n  cues: [{at: 45s, say: The belly, »moving}]", "has no `moving`", advice)
    faulty("- choose: a\n  ask: q\n  options: {a: One, two»}", "the label of `two` is empty", advice)
    assert "comma" not in faulty("- write: a\n  ask: q\n  »hnt:", "Did you mean `hint`?")[0]


def test_a_text_that_begins_with_a_bracket_goes_in_quotes():
    faulty("- say: »[aside]", "begins with [ or {", "in quotes")
    faulty("- say: {»name}", "begins with {", "in quotes")
    faulty("- say: {name} »b", "between { and }", "needs quotes")


def test_a_tab_is_no_indentation():
    faulty("- say: x\n»\t  y: z", "a tab", "Use spaces")


def test_a_step_without_its_colon_is_shown_how_it_is_written():
    faulty("- »say Hello", "`say: Hello`")
    faulty("- »say:Hello", "`say: Hello`")
    faulty("- »say", "`say` does not stand alone")
    faulty("- »Hello there", "said with `say:`")
    faulty("- »grund", "Did you mean `ground`")
    faulty("»-say: Hello", "begins with a dash")


def test_lines_that_do_not_line_up_are_told_where_and_not_misjudged():
    assert (
        "quote"
        not in faulty("- say: x\n - say: 'fine'".replace(" - say: 'f", " »- say: 'f"), "indentation")[0].split("Check")[
            0
        ]
    )
    faulty("- write: a\n »hint: |\n  x", "indentation")
    faulty("- write: a\n    ask»: {a: b}", "straight under the keys above")


def test_ids_without_quotes_and_true_are_told():
    choose = "- choose: c\n  ask: q\n  options: {fear: Fear}\n- confirm: m\n  ask: q\n"
    faulty(f"{choose}- when: »c == fear\n  then: [ground]", "goes in quotes: 'fear'")
    faulty(f"{choose}- when: »m == true\n  then: [ground]", "its own condition")
    faulty(f"{choose}- when: »m == True\n  then: [ground]", "its own condition")


def test_names_are_filled_in_only_in_texts():
    faulty("- write: a\n  ask: q\n  example: »Dear ${b}", "as it stands")
    faulty("- choose: a\n  ask: q\n  options: {x: '»${b}'}".replace("'»", "»'"), "as it stands")
    faulty("- choose: a\n  ask: q\n  options: {x: {label: X, as: »'${b}'}}", "as it stands")
    faulty("- rate: a\n  ask: q\n  low: »'${b}'", "as it stands")


def test_a_line_that_goes_on_with_a_text_is_indented_further():
    slip = "- write: a\n  ask: Hello\n  »this goes on\n  hint: h"
    faulty(slip, "without a colon and a space", "indent it further")
    faulty("- say: x\n»gone", "without a colon and a space")
    load("- write: a\n  ask: Hello\n    this goes on")


def test_a_bracket_that_is_never_closed_is_told_where_it_begins():
    faulty("- pick: a\n  ask: q\n  options: »{x: X, y: Y\n- say: x", "the bracket that begins here")
    faulty_file("selfattach: 1\nid: made-up\ntitle: T\ncomponents: »[a,\n", "the bracket that begins here")
