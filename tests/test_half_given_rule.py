"""What a half-given answer of each kind is, as text and as an answer: written down, read back, and never in the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playing import EVERY_KIND, begin

from selfattach.engine.answers import read_answer
from selfattach.engine.partial_answers import Half, as_answer, counts, read_back, write_down
from selfattach.script.model import (
    CANNOT_TELL,
    Choose,
    ChooseSeveral,
    Confirm,
    KeepOrLetGo,
    Measure,
    Option,
    Promise,
    Rate,
    RateEach,
    Ref,
    ReviewPromise,
    Shelve,
    ShowRecalled,
    Text,
    Write,
)

OPTIONS = tuple(Option(one, one.title(), one) for one in ("tea", "rain", "sleep"))
ITEMS = RateEach((("a", "First"), ("b", "Second"), ("c", "Third")), ((0, "no"), (1, "a bit"), (2, "yes")))
ASKED = Shelve("letters", ((Ref("it"), ""),), None)
PROMISE = Promise(Text(()), Text(()))
FORMS = (
    Write(), Write(many=True), Rate(), Choose(OPTIONS), ChooseSeveral(OPTIONS, 2), Confirm(), ITEMS,
    Measure("distress", "during", 0, 10, "", "", "I can't tell"), PROMISE, ReviewPromise("x", "y", OPTIONS),
    ShowRecalled(Ref("it")), ASKED, Shelve("letters", ((Ref("it"), ""),), 7), KeepOrLetGo("it", OPTIONS),
)  # fmt: skip
MEASURE = FORMS[7]
any_text = st.one_of(
    st.text(),
    st.lists(st.sampled_from(["1", "2", "-", "9", "x", "tea", "rain", "yes", " ", "\n", "  "])).map(" ".join),
)

# form, the half-given answer, its text, the answer it would be
EXAMPLES = [
    (Write(), Half(box="half a wo"), "half a wo", "half a wo"),
    (Write(many=True), Half(box="Dear y\nhalf"), "Dear y\nhalf", "Dear y\nhalf"),
    (Rate(), Half(box="7"), "7", 7),
    (Rate(), Half(box="77"), "77", None),
    (Rate(), Half(box="-"), "-", None),
    (Rate(-5, 5), Half(box="-5"), "-5", -5),
    (MEASURE, Half(box="9"), "9", 9),
    (MEASURE, Half(box="?"), "?", CANNOT_TELL),
    (ChooseSeveral(OPTIONS, 2), Half(["rain"]), "rain", ["rain"]),
    (ChooseSeveral(OPTIONS, 2), Half(["tea", "rain", "sleep"]), "tea rain sleep", ["tea", "rain"]),
    (ITEMS, Half({"a": 2, "b": None}, at=2), "2 -", {"a": 2}),
    (ITEMS, Half({"a": 0, "b": 1}, at=1), "0  1", {"a": 0, "b": 1}),
    (ITEMS, Half({"a": 0, "b": 1}, at=0), "  0 1", {"a": 0, "b": 1}),
    (PROMISE, Half({"cue": "tea", "action": None}), "tea\n", {"cue": "tea", "action": None}),
    (PROMISE, Half({"cue": None, "action": "sip"}), "\nsip", {"cue": None, "action": "sip"}),
    (ASKED, Half(given=True), "yes", True),
    (ASKED, Half(given=True, box="30"), "yes 30", 30),
    (ASKED, Half(given=True, box="har"), "yes har", True),
    (ASKED, Half(given=True, box="0"), "yes 0", True),
    (ASKED, Half(given=True, box="999999"), "yes 999999", True),
]


def test_every_kind_is_tried_here():
    assert {form.kind for form in FORMS} == EVERY_KIND


@pytest.mark.parametrize(("form", "half", "text", "answer"), EXAMPLES, ids=[f"{e[0].kind} {e[2]!r}" for e in EXAMPLES])
def test_what_is_half_given_is_written_down_read_back_and_would_be_this_answer(form, half, text, answer):
    assert write_down(form, half) == text
    assert read_back(form, text) == half
    assert as_answer(form, text) == answer


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_nothing_half_given_is_no_text_and_no_answer(form):
    assert write_down(form, Half()) == ""
    assert read_back(form, "") in (Half(), Half(box=""))
    assert as_answer(form, "") is None


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
@given(text=any_text)
def test_no_text_whatever_is_a_fault_and_what_is_read_is_an_answer_the_prompt_takes(form, text):
    half = read_back(form, text)
    assert write_down(form, read_back(form, write_down(form, half))) == write_down(form, half)
    answer = as_answer(form, text)
    assert answer is None or read_answer(form, answer) == answer


def test_a_pointer_that_was_moved_is_no_answer():
    for form in (
        Choose(OPTIONS),
        ReviewPromise("x", "y", OPTIONS),
        KeepOrLetGo("it", OPTIONS),
        Confirm(),
        ShowRecalled(Ref("it")),
    ):
        assert write_down(form, Half("tea", "tea")) == ""
        assert as_answer(form, "tea") is as_answer(form, "yes") is None
        assert not counts(form)


def test_a_figure_of_the_frame_counts_when_it_is_entered_only():
    assert not counts(MEASURE)
    for measure in (step for step in begin("- say: x", intensity="moderate").framed.gate if hasattr(step, "form")):
        assert not counts(measure.form)


def test_figures_beside_those_given_before_going_back_take_their_place():
    assert as_answer(ITEMS, "1", {"a": 2, "b": 0, "c": 2}) == {"a": 1, "b": 0, "c": 2}
    assert as_answer(ITEMS, "-", {"a": 2, "b": 0}) == {"b": 0}


def test_figures_of_an_older_program_are_taken_up():
    assert read_back(ITEMS, "2 - 1") == Half({"a": 2, "b": None, "c": 1})  # all were given: from the first on
    assert read_back(ITEMS, "2") == Half({"a": 2}, at=1)


def test_one_figure_that_makes_no_sense_takes_no_other_with_it():
    assert as_answer(ITEMS, "2 x 1") == {"a": 2, "c": 1}
    assert as_answer(ITEMS, "2 7 1 1 1") == {"a": 2, "c": 1}
