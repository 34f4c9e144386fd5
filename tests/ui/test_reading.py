"""What a person sees at once: nothing unread is pushed away, earlier words stay in view, and all of it can be read."""

import io
import re

import pytest
from person import CTRL_D, ENTER

from selfattach.script.model import TextRun
from selfattach.text import cells, shorten
from selfattach.ui.screen import Screen

LONG = " ".join(f"word{number:03}" for number in range(120))
SMALL, USUAL, LARGE = (15, 40), (24, 80), (60, 200)


@pytest.mark.parametrize("size", [SMALL, USUAL, LARGE], ids=["40x15", "80x24", "200x60"])
def test_no_word_leaves_the_screen_before_a_key_said_that_it_was_read(person, script, size):
    steps = f"  - say: {LONG}\n  - rest: 1s\n    text: {LONG[:400]}\n  - say: {LONG[:300]}\n"
    her = person(script(f"{steps}  - write: closing\n    ask: {LONG[:160]}\n"), pace="off", size=size)
    read = set()
    while True:
        which = her.child.expect_exact(["Enter\x1b[K", "Enter: more of it\x1b[K", "Enter skips it"])
        read |= set(re.findall(r"word\d+", her.display))
        if which == 2:
            break
        her.does(ENTER)
    assert len(read) == 120
    assert not any(cells(line.rstrip()) > min(size[1], 72) for line in her.display.splitlines())


AFTER_IT = {
    "a row of numbers whose ends take two rows": "  - rate: strong\n    ask: How strong?\n    hint: {hint}\n"
    "    low: hardly there at all\n    high: it drowns out the rest\n",
    "a list": "  - choose: one\n    ask: Which?\n    hint: {hint}\n    options: {{a: A, b: B, c: C, d: D}}\n",
    "a box with an example": "  - write: line\n    ask: Which?\n    hint: {hint}\n    example: An example of this\n",
}


@pytest.mark.parametrize("rows_told", range(2, 9))
@pytest.mark.parametrize("question", AFTER_IT)
def test_what_is_told_goes_with_the_question_after_it_only_where_both_are_on_the_screen(
    person, script, question, rows_told
):
    told = " ".join(f"word{number:02} {'x' * 30}" for number in range(rows_told))  # a row of the small screen each
    asked = AFTER_IT[question].format(hint="A hint that takes two rows of a screen as small as this one")
    her = person(script(f"  - say: {told}\n{asked}"), pace="off", size=SMALL)
    her.child.expect_exact("F1")
    seen = set()
    while True:
        which = her.child.expect([r"Enter\x1b\[K", r"skips? it"])
        seen |= set(re.findall(r"word\d+", her.display))
        if which == 1:
            break
        her.does(ENTER)
    assert len(seen) == rows_told


@pytest.mark.parametrize("size", [SMALL, USUAL, LARGE], ids=["40x15", "80x24", "200x60"])
@pytest.mark.parametrize("lines", ["1", "many"])
def test_earlier_words_stay_above_the_box_however_much_is_written(person, script, size, lines):
    steps = "  - write: one\n    ask: The first?\n  - write: two\n    ask: The second?\n"
    ask = "What would you say to somebody who told you this on a long walk home?"
    her = person(
        script(f"{steps}  - write: word\n    lines: {lines}\n    ask: {ask}\n    pin: [one, two]\n"), size=size
    )
    her.does(f"begin {LONG} end" + ENTER, after="The first?")
    her.does("a short one" + ENTER, after="The second?")
    her.sees("a short one", "walk")
    her.does("".join(f"line {number}, " for number in range(150)), after="\x1b[?7h\x1b[0m")
    her.sees("149")
    her.looks(0.2)
    assert re.search(r"begin word000 .*\.\.\..* word119 end", " ".join(her.display.split()))
    assert "a short one" in her.display
    assert "149" in her.display
    her.does(CTRL_D if lines == "many" else ENTER)
    her.sees("How was it for you?")


def test_a_paste_while_something_is_told_is_no_key(person, script):
    her = person(script("  - say: Words.\n  - say: More of them.\n  - write: word\n    ask: Which word?\n"))
    her.does("a long paste with g and Enter\rand more of it", after="Words.")
    her.looks(0.3)
    assert her.replies[-1] == ("on", None)  # of the first words
    her.does(ENTER)
    her.sees("Which word?")
    assert "paste" not in her.display


def test_a_style_cuts_no_sign_apart_where_a_line_ends():
    screen = Screen(io.StringIO(), {"TERM": "vt220", "NO_COLOR": "1"})
    lines = screen.lines(
        [
            TextRun("strong", "strong"),
            TextRun(" " + "\N{REGIONAL INDICATOR SYMBOL LETTER D}\N{REGIONAL INDICATOR SYMBOL LETTER E}" * 60),
        ]
    )
    assert "".join(line.strip() for line in lines).count("\N{REGIONAL INDICATOR SYMBOL LETTER D}") == 60
    assert not any(line.strip().startswith("\N{REGIONAL INDICATOR SYMBOL LETTER E}") for line in lines)


def test_earlier_words_are_shortened_between_words():
    assert shorten("The hard part is that nobody might say One small thing you could do next", 40) == (
        "The hard part is ... you could do next"
    )


def test_an_override_typed_into_a_box_never_reaches_the_screen_and_the_words_stay(person, script):
    her = person(script("  - write: word\n    ask: Which word?\n"))
    her.does("some \u202ewords\u2066 \ufeffhere", after="Which word?")
    her.sees("here")
    her.does(ENTER)
    her.sees("How was it for you?")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\ufeff]", her.raw)
    assert her.replies[-1][1].replace("\u202e", "").replace("\u2066", "").replace("\ufeff", "") == "some words here"
