"""What people and programs write for an answer means the same wherever they write it."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfattach.engine.answers import IllegalAnswerError, read_answer
from selfattach.engine.written_answers import read_written, whole_number
from selfattach.script.model import (
    CANNOT_TELL,
    Choose,
    ChooseSeveral,
    Confirm,
    Measure,
    Option,
    Rate,
    RateEach,
    Shelve,
    Write,
)
from selfattach.ui.answer_syntax import read_line

OPTIONS = tuple(
    Option(ident, label, label)
    for ident, label in (
        ("calm", "Something calm"),
        ("busy", "A busy head"),
        ("only_me", "It\u2019s only me, I think."),
        ("cafe", "Café crème"),
        ("big", "Groß"),
        ("long", "Something calm, and then a busy head"),
    )
)
RATE = Rate(-20, 20)
MEASURE = Measure("distress", "during", 0, 10, "none", "most", "I can't tell")
PICK = ChooseSeveral(OPTIONS, len(OPTIONS))
ITEMS = RateEach((("a", "A."), ("b", "B.")), ((1, "not at all"), (2, "partly"), (3, "very much")))
ZEROS = [chr(sign) for sign in range(0x110000) if unicodedata.decimal(chr(sign), None) == 0]


def in_digits(number, zero):
    return "".join(chr(ord(zero) + int(sign)) if sign.isdigit() else sign for sign in str(number))


@st.composite
def ways_of(draw, number):
    """One way to write a whole number."""
    written = in_digits(number, draw(st.sampled_from(ZEROS)))
    written += draw(st.sampled_from(["", ".0", ",0", ".", ".00"]))
    written = draw(st.sampled_from(["", " ", "\t"])) + written + draw(st.sampled_from(["", " ", "\n"]))
    return draw(st.sampled_from([written, number, float(number)]))


@st.composite
def ways_to_name(draw, option, *, alone=True):
    """One way to name an option."""
    name = draw(st.sampled_from([option.id, option.label, option.label.rstrip(".")]))
    change = draw(
        st.sampled_from([str, str.upper, str.lower, str.title, lambda text: unicodedata.normalize("NFD", text)])
    )
    place = OPTIONS.index(option) + 1
    return draw(st.sampled_from([change(name), str(place), *([place, float(place)] if alone else [])]))


@given(st.data(), st.integers(-20, 20))
def test_a_figure_is_the_same_in_all_digits_and_all_types(data, number):
    written = data.draw(ways_of(number))
    assert read_written(RATE, written) == number
    assert whole_number(written) == number
    if isinstance(written, str):
        assert read_line(RATE, written) == number


@given(st.data(), st.sampled_from(OPTIONS))
def test_an_option_goes_by_its_id_its_label_and_its_place(data, option):
    written = data.draw(ways_to_name(option))
    assert read_written(Choose(OPTIONS), written) == option.id
    if isinstance(written, str):
        assert read_line(Choose(OPTIONS), written) == option.id


@given(st.data(), st.lists(st.sampled_from(OPTIONS[:5]), min_size=1, max_size=5, unique=True))
def test_several_stand_in_a_list_or_on_a_line(data, options):
    named = [data.draw(ways_to_name(option)) for option in options]
    ids = [option.id for option in options]
    assert read_written(PICK, named) == ids
    bare = [data.draw(ways_to_name(option, alone=False)) for option in options]
    on_a_line = data.draw(st.sampled_from([", ", " , ", "; ", "\uff0c", "\n"])).join(
        name if "," not in name else option.id for name, option in zip(bare, options, strict=True)
    )
    assert read_written(PICK, on_a_line) == read_line(PICK, on_a_line) == ids
    by_spaces = " ".join(data.draw(st.sampled_from([one.id, str(OPTIONS.index(one) + 1)])) for one in options)
    assert read_written(PICK, by_spaces) == ids


def test_a_label_with_a_comma_is_one_option():
    assert read_written(PICK, "Something calm, and then a busy head") == ["long"]
    assert read_written(PICK, "Something calm, a busy head") == ["calm", "busy"]


@pytest.mark.parametrize("form", [Confirm(), Shelve("kind-words", ())], ids=lambda form: form.kind)
@pytest.mark.parametrize(
    ("written", "meant"),
    [(word, True) for word in ("y", "Y", "yes", "YES", "true", "True", "\uff59\uff45\uff53", True)]
    + [(word, False) for word in ("n", "N", "no", "No", "false", "FALSE", False)],
)
def test_yes_and_no_in_all_their_forms(form, written, meant):
    assert read_answer(form, read_written(form, written)) is meant


@pytest.mark.parametrize(
    "written", ["?", "\uff1f", " ? ", "cannot_tell", "Cannot tell", "I can't tell", "I CAN\u2019T TELL."]
)
def test_i_cannot_tell_in_all_its_forms(written):
    assert read_written(MEASURE, written) == read_line(MEASURE, written) == CANNOT_TELL


@given(st.data(), st.integers(1, 3), st.integers(1, 3))
def test_figures_of_statements_are_taken_as_figures_and_as_the_words_of_the_scale(data, one, other):
    ways = {"a": data.draw(ways_of(one)), "b": dict(ITEMS.scale)[other].upper()}
    assert read_written(ITEMS, ways) == {"a": one, "b": other}
    assert read_written(ITEMS, f"{one}, {other}") == read_line(ITEMS, f"{one} {other}") == {"a": one, "b": other}
    assert read_written(ITEMS, f"- {other}") == {"b": other}


@given(st.one_of(st.text(), st.integers(), st.floats(allow_nan=False), st.booleans(), st.lists(st.text(), max_size=3)))
def test_whatever_is_written_is_taken_or_refused_and_read_twice_is_read_once(written):
    for form in (RATE, MEASURE, Choose(OPTIONS), PICK, Confirm(), Shelve("letters", ()), ITEMS, Write()):
        with suppress(IllegalAnswerError):
            meant = read_written(form, written)
            assert read_written(form, meant) == meant
            kept = read_answer(form, meant)
            assert form.kind == "write" or read_answer(form, read_written(form, kept)) == kept


@given(st.one_of(st.text(), st.integers(), st.booleans(), st.none()))
def test_words_stay_as_they_were_written(written):
    meant = read_written(Write(many=True), written)
    assert meant == written or (isinstance(written, str) and not written.strip() and meant is None)
