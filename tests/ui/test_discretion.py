"""`discreet`: the practice stands on the alternate screen, and nothing of it is on the terminal afterwards."""

import json
import signal

import pytest
from person import CTRL_C, CTRL_D, CTRL_Z, ENTER

DISCREET = {"MANNER": json.dumps({"discreet": True})}
ASIDE, BACK = "\x1b[?1049h", "\x1b[?1049l"
STEPS = "  - say: Quiet words.\n  - say: More of them.\n  - write: word\n    ask: Which word?\n"


def test_the_words_stand_on_the_alternate_screen_and_nowhere_else(person, script):
    her = person(script(STEPS), env=DISCREET)
    her.does(ENTER, after="Quiet words.")
    her.does("mine\r", after="Which word?")
    her.does(ENTER, after="How was it for you?")
    assert her.leaves() == 0
    before, inside = her.raw.split(ASIDE, 1)
    inside, after = inside.rsplit(BACK, 1)
    assert "Quiet words." in inside
    assert not before.strip()
    assert not after.replace("\x1b[23;0t", "").strip()


def test_the_window_has_a_title_that_says_nothing(person, script):
    her = person(script(STEPS), env=DISCREET)
    her.does(CTRL_D, after="Quiet words.")
    assert her.leaves() == 0
    assert "\x1b[22;0t\x1b]0;notes\x07" in her.raw
    assert her.raw.rstrip().endswith("\x1b[23;0t")
    her.replies_file.unlink()
    her = person(script(STEPS), env={**DISCREET, "TERM": "linux"})
    her.does(CTRL_D, after="Quiet words.")
    assert her.leaves() == 0
    assert "\x1b]0;" not in her.raw  # a console would print it


@pytest.mark.parametrize("ask", ["Quiet words.", "Which word?"])
def test_control_z_hides_it_and_coming_back_shows_the_same_words(person, script, ask):
    her = person(script(STEPS), env=DISCREET, started="in a shell")
    her.sees("Quiet words.")
    if ask != "Quiet words.":
        her.does(ENTER, after="Enter")
        her.does("half", after="Which word?")
        her.sees("half")
    her.does(CTRL_Z)
    her.sees(BACK, "Stopped")
    her.does("fg\r")
    her.sees(ASIDE, ask)
    her.does(ENTER, after="half" if ask != "Quiet words." else "Enter")
    her.replied(("answer", "half") if ask != "Quiet words." else ("on", None))


@pytest.mark.parametrize("at", ["Quiet words.", "Which word?", "Paused."])
def test_a_signal_leaves_the_alternate_screen_too(person, script, at):
    her = person(script(STEPS), env=DISCREET)
    her.sees("Quiet words.")
    if at != "Quiet words.":
        her.does(ENTER, after="Enter")
        her.sees("Which word?")
    if at == "Paused.":
        her.does(CTRL_C)
        her.sees("Paused.")
    her.child.kill(signal.SIGTERM)
    assert her.leaves() == 143
    assert her.raw.count(BACK) == her.raw.count(ASIDE) == 1
