"""The grammar says what the compiler reads: each key, each bound, each word, each default."""

import re

import pytest
from samples_of_the_grammar import exercise, faults, smallest, whole
from tools import naming

from selfattach.author import reference
from selfattach.cli.output import WIDTH
from selfattach.history import history
from selfattach.script import grammar
from selfattach.script.compiler import STEPS
from selfattach.script.conditions import MOST_CHARACTERS
from selfattach.script.grammar import Duration, Either, ListOf, MapOf, OneOf, Seconds, Several, Whole
from selfattach.words import format_reference as words

FORMS = sorted(grammar.FORMS)


def each_key():
    for name, form in grammar.FORMS.items():
        yield from ((name, key, found) for key, found in form.items())


def with_key(form, key, value):
    return whole(form, {**smallest(form), key: value})


def shapes_of(shape):
    """A shape and what may stand in its place."""
    return [one for part in shape.shapes for one in shapes_of(part)] if isinstance(shape, Either) else [shape]


def test_every_step_that_can_be_written_is_in_it():
    assert set(grammar.STEPS) == set(STEPS)


def test_the_smallest_of_each_form_is_sound():
    for form in FORMS:
        with naming(form):
            assert faults(whole(form, smallest(form))) == []


def test_the_keys_of_each_form_are_those_the_compiler_asks_for():
    for form in FORMS:
        with naming(form):
            (told,) = faults(with_key(form, "qqqqqqqq", "x"))
            asked = re.search(r"It takes (.*)\.$", told)[1].split(", ")
            own = {"confirm"} if form == "question" else set()
            assert set(asked) == set(grammar.FORMS[form]) | own


def test_what_is_needed_is_missed_and_nothing_else_is():
    for form, key, found in each_key():
        with naming((form, key)):
            left = {one: value for one, value in smallest(form).items() if one != key}
            assert bool(faults(whole(form, left))) == found.is_needed


def test_left_out_a_key_is_what_the_grammar_says():
    tried = 0
    for form, key, found in each_key():
        if found.otherwise:
            with naming((form, key)):
                said = int(found.otherwise) if found.otherwise.isdecimal() and key != "lines" else found.otherwise
                more = {key: said}
                with_it, without = (exercise(whole(form, {**smallest(form), **one})) for one in (more, {}))
                assert (with_it.head, with_it.steps) == (without.head, without.steps)
                tried += 1
    assert tried > 10


def bounds_told(shape):
    """What the compiler says of a value out of bounds, and such a value."""
    match shape:
        case Whole():
            return -100_000, f"from {shape.lowest} to {shape.highest}"
        case Seconds():
            return 100_000, f"from 0 to {shape.longest:g}"
        case Duration():
            return "99999s", f"of at most {shape.longest // 60} minutes"
        case OneOf():
            return "qqqqqqqq", f"one of {', '.join(shape.allowed)}"
        case Several(allowed=(_, *_)):
            return ["qqqqqqqq"], f"one of {', '.join(shape.allowed)}"
        case ListOf(most=most) if most > 2:
            return [{}] * (most + 1), f"1 to {most}"
        case ListOf(most=most) if most:
            return ["early"] * (most + 1), "at most two"
        case MapOf(most=most) if most:
            return {f"o{n}": "x" for n in range(most + 1)}, f"at most {most}"
        case MapOf(only=(_, *_)):
            return {"qqqqqqqq": "x"}, ", ".join(shape.only)
        case MapOf(each=OneOf(allowed=allowed)):
            return {"early": "qqqqqqqq"}, ", ".join(allowed)
        case _:
            return None


TOLD_OTHERWISE = {
    "at_most: -100000": "from 1 to 1",  # of as many options as there are
    "seal: qqqqqqqq": "`ask`, `low`, or days",  # both in one sentence
    "keep: qqqqqqqq": "one of never, ask",  # the other test has where one of them is refused
}


def test_bounds_and_words_are_those_the_compiler_tells():
    tried = 0
    for form, key, found in each_key():
        for wrong, told in filter(None, map(bounds_told, shapes_of(found.takes))):
            with naming((form, key, wrong)):
                said = faults(with_key(form, key, wrong))
                assert any(TOLD_OTHERWISE.get(f"{key}: {wrong}", told) in one for one in said), said
                tried += 1
    assert tried > 40


def test_what_must_not_be_never_kept_is_told():
    for step, form in grammar.STEPS.items():
        if "keep" in form:
            with naming(step):
                may_be = "never" in form["keep"].takes.allowed
                assert (faults(with_key(step, "keep", "never")) == []) == may_be


def test_the_steps_that_stand_alone_are_told():
    for step in grammar.STEPS:
        with naming(step):
            alone = {**smallest("head"), "steps": [step]}
            assert (faults(alone) == []) == (step in grammar.ALONE)


# --- its words


def test_each_form_and_each_key_has_words_and_none_has_them_in_vain():
    assert set(words.FORMS) == set(words.KEYS) == set(grammar.FORMS)
    assert set(words.TAKES) == {one.value for one in grammar.Plain}
    for name, form in grammar.FORMS.items():
        told_once = set(grammar.FORMS["question"]) if "pin" in form and name != "question" else set()
        own_question = {"ask"} if told_once and not form["ask"].is_needed else set()
        with naming(name):
            assert set(words.KEYS[name]) == set(form) - told_once | own_question


def test_each_part_is_told_once_and_each_link_within_leads_to_one():
    names = [part.name for part in reference.parts()]
    assert (
        len(names)
        == len(set(names))
        == len(grammar.FORMS) + len(words.RULES) + len(words.OF_THE_HEAD) + len(words.GROUPS)
    )
    told = " ".join([*words.FORMS.values(), *(does for form in words.KEYS.values() for does in form.values())])
    told += " ".join(body for _, body in [*words.RULES.values(), *words.OF_THE_HEAD.values()])
    assert set(re.findall(r"\]\(#([\w-]+)\)", told)) <= set(names)


def test_no_bound_is_left_unsaid_and_each_is_the_one_of_the_program():
    page = " ".join(reference.page().split())
    assert re.findall(r"(?<!\$)\{[a-z_]+\}", page) == []
    assert f"{MOST_CHARACTERS} signs at most" in page
    assert f"the newest {history._MOST_COMPARED} sessions" in page


def test_a_script_that_is_shown_fits_the_lines_of_a_terminal():
    lines = [line for part in reference.parts() for line, _ in reference.lines_of(part) if line.startswith("    ")]
    assert len(lines) > 20
    assert max(map(len, lines)) <= WIDTH


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("rate", "`from`: a whole number from -100 to 100; left out, `0`."),
        ("options", "options of choose"),
        ("times()", "how often it is in the history"),
        ("Strength", "several trials"),
        ("last.", "the round before"),
    ],
)
def test_a_topic_brings_what_is_said_of_it(topic, said):
    lines = [line for part in reference.about(topic) for line, _ in reference.lines_of(part)]
    assert said.casefold() in "\n".join(lines).casefold()


def test_every_topic_there_is_says_something_and_another_one_nothing():
    for topic in reference.topics():
        with naming(topic):
            assert reference.about(topic)
    assert reference.about("qqqqqqqq") == []
