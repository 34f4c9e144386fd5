"""A figure typed where none can be chosen by it may say how hard it is: it is asked about, and not lost as a slip."""

import pytest
from at_a_terminal import CTRL_C, ENTER, MENU, Terminal
from stops import PAUSED

from selfattach import words

ASKED = words.HELP_A_NUMBER.ask
CHOICE = """\
selfattach: 1
id: choice
title: A choice
summary: s
intensity: gentle
steps:
  - choose: way
    ask: Which way?
    options: {left: Left, right: Right}
  - write: more
    ask: And more?
"""


@pytest.fixture
def own(program):
    program.own("choice", CHOICE)
    return program


@pytest.mark.parametrize("figure", ["9", "10"])
def test_a_nine_typed_into_a_menu_is_asked_about(own, figure):
    out = own.practise("choice", ":stop", figure, "yes", "3", "5", "2").out
    assert ASKED in out
    assert "Nobody is told. It is not saved." in out
    assert own.records == [] or own.records[0]["ending"] == "guard"
    assert "And more?" not in out


def test_at_a_question_with_fewer_options_too(own):
    out = own.practise("choice", "9", "1", "3", "5", "2").out
    assert ASKED in out
    assert "Nobody is told. It is not saved." in out


def test_a_seven_leads_to_less_with_the_numbers_in_view(own):
    out = own.practise("choice", "7", "1", "").out
    assert words.HELP_SCREENS["too_much"].first.split(",")[0] in " ".join(out.split())


SCALE = """\
selfattach: 1
id: scale
title: A scale
summary: s
intensity: gentle
steps:
  - items: now
    ask: How true is each?
    list:
      one: The first
      two: The second
    scale: {1: not at all, 2: a little, 3: very much}
"""


def test_a_nine_pressed_among_the_words_of_a_scale_is_asked_about_and_what_was_said_before_stays(program):
    program.own("scale", SCALE)
    at = Terminal(program, "practice", "scale", "--no-plain", "--pace", "off")
    try:
        at.sees("The first", MENU)
        at.types("3" + ENTER)
        at.sees("The second", MENU)
        at.types("9")
        at.sees(ASKED, MENU)
        at.types("2" + ENTER)
        at.sees("The second", MENU)
        at.types("1" + ENTER)
        at.sees("How was it for you", MENU)
        at.types(ENTER)
        assert at.ends() == 0
    finally:
        at.is_gone()
    assert program.records[0]["answers"][0]["value"] == {"one": 3, "two": 1}


def test_enter_takes_it_as_how_hard_it_is(own):
    out = own.practise("choice", "9", "", "3", "5", "2").out
    assert "Nobody is told. It is not saved." in out


def test_a_slip_goes_back_to_where_one_was(own):
    out = own.practise("choice", "8", "2", "1", "here", "").out
    assert own.records[0]["answers"][0]["value"] == "left"
    assert out.count("Which way?") == 2


def test_a_low_figure_is_a_slip(own):
    out = own.practise("choice", "4", "1", "here", "").out
    assert ASKED not in out


def test_where_the_coach_asks_it_is_asked_about_too(own):
    own.practise("choice", "1", "here", "")
    out = own.call("practice", "--plain", "--pace", "off", says="9\n1\n3\n5\n2\n").out
    assert ASKED in out
    assert "Nobody is told. It is not saved." in out


def test_on_a_terminal_a_nine_pressed_in_the_pause_menu_is_asked_about(own):
    own.places.config.mkdir(parents=True)
    (own.places.config / "config.toml").write_text('[practice]\nvoice = "terminal"\n[support]\ncountry = "GB"\n')
    own.places.state.mkdir()
    at = Terminal(own, "practice", "choice", "--pace", "off")
    try:
        at.sees("Which way", MENU)
        at.types(CTRL_C)
        at.sees(PAUSED, MENU)
        at.types("9")
        at.sees("That was a number", MENU)
        at.takes("1" + ENTER)
        at.sees("Nobody is told", "I would rather not say")
        at.types(CTRL_C)
        at.sees("Close this for now")
        at.types(CTRL_C)
        at.sees("Close it and clear")
        at.types(CTRL_C)
        assert at.ends() == 0
    finally:
        at.is_gone()
