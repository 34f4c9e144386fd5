"""Breath and quiet on a real terminal: what moves, what is told, what a key does, and where it goes on afterwards."""

import json
import re
from itertools import pairwise

from person import CTRL_C, ENTER, ESC, breaths_in, live_lines_in

BREATH = "  - breathe: {in: 1, out: 1, rounds: 30}\n  - say: Afterwards.\n"
SHORT_BREATH = "  - breathe: {in: 0.4, out: 0.4, rounds: 2}\n  - say: Afterwards.\n"
REST = (
    "  - rest: 8s\n    text: Look at the window.\n    cues:\n"
    "      - at: 2s\n        say: The first words.\n      - at: 4s\n        say: The second words.\n"
    "  - say: Afterwards.\n"
)


def manner(**how):
    return {"MANNER": json.dumps(how)}


def live_lines(person):
    """Every text the live line had, one after another."""
    return live_lines_in(person.raw)


def test_a_breath_widens_and_narrows_in_small_steps(person, script):
    her = person(script(SHORT_BREATH), pace="normal", env={"SLOWEST": "0.1"})
    her.sees("Afterwards.")
    bars = [line.count("█") for line in live_lines(her) if line.startswith(("in", "out"))]
    assert max(bars) == 48
    assert max(abs(now - before) for before, now in pairwise(bars)) < 18


def test_with_reduced_motion_a_breath_is_one_line_a_phase(person, script):
    her = person(script(SHORT_BREATH), pace="normal", env=manner(still=True))
    her.sees("Afterwards.")
    words = [" ".join(line.split()) for line in live_lines(her) if line.startswith(("in", "out"))]
    assert words == ["in 0.4 ● ○", "out 0.4 ● ○", "in 0.4 ● ●", "out 0.4 ● ●"]


def test_without_counting_no_figure_is_told(person, script):
    rest = "  - rest: 2s\n    text: Look at the window.\n"
    for how in ({"counts": False}, {"counts": False, "still": True}):
        her = person(script(f"{rest}{SHORT_BREATH}"), pace="normal", env=manner(**how))
        her.sees("quiet", "Breathe with it", "Afterwards.")
        shown = her.display[her.display.index("Look at") : her.display.index("Afterwards")]
        assert not re.search(r"\d|left", shown + "".join(live_lines(her)))
        her.replies_file.unlink()


def test_any_key_ends_a_breath_after_the_one_one_is_in(person, script):
    for key in ("x", "\x1b[C", " ", ENTER):
        her = person(script(BREATH))
        her.does(key, after="█")
        her.sees("out ", "Afterwards.")
        assert breaths_in(her.raw) < 30 / 2
        her.is_gone()
        her.replies_file.unlink()


def test_a_breath_that_was_paused_goes_on_with_the_breaths_that_are_left(person, script):
    her = person(script("  - breathe: {in: 0.6, out: 0.6, rounds: 12}\n"))
    her.sees("12 breaths", "out ", "in ", "out ", "in ", "█")
    her.does(CTRL_C)
    her.does(ENTER, after="back")
    her.child.expect(r" (\d|10|11) breaths")


def test_a_rest_that_was_paused_goes_on_where_it_was(person, script):
    her = person(script(REST), pace="normal")
    her.does(CTRL_C, after="The first words.")
    her.does(ENTER, after="back")
    her.sees("Look at the window.", "The second words.", "Afterwards.")
    assert her.raw.count("The first words.") == 1


def test_a_rest_one_came_back_to_begins_anew(person, script):
    her = person(script(f"  - write: word\n    ask: A word?\n{REST}"), pace="normal")
    her.does(ENTER, after="A word?")
    her.does(ESC, after="The first words.")
    her.does(ENTER, after="A word?")
    her.sees("The first words.")


def test_the_time_left_is_told_in_words_that_change_seldom(person, script):
    her = person(script("  - rest: 41s\n    text: Look.\n"), pace="normal")
    her.sees("about a minute left", "half a minute left")
    assert len(live_lines(her)) == 2
    assert not re.search(r"\d", "".join(live_lines(her)))


def test_a_bell_rings_at_the_end_of_a_rest_and_of_a_breath_where_it_is_wanted(person, script):
    steps = f"  - rest: 1s\n{SHORT_BREATH}"
    for wanted, rings in ((True, 2), (False, 0)):
        her = person(script(steps), env=manner(bell=wanted))
        her.sees("Afterwards.")
        assert her.raw.count("\x07") == rings
        her.replies_file.unlink()
