"""What the README promises: a screen and a half that says what this is, what it is not, and how to begin."""

import re

from documents import FENCE, ROOT, text_of

README = text_of(ROOT / "README.md")
MOST = 400  # words
OF_A_WEEK = 5


def test_it_is_short():
    assert len(README.split()) < MOST


def test_it_opens_with_what_this_is_and_what_it_is_not():
    opening = README.split("## ", 1)[0]
    assert "self-compassion practice" in opening
    assert "not therapy" in opening
    assert "emergency" in opening


def test_it_says_once_that_it_needs_no_account_sends_nothing_and_cannot_be_shut_down():
    assert [README.count(one) for one in ("no account", "sends nothing", "cannot be shut down")] == [1, 1, 1]


def test_one_command_practises_and_one_runs_the_tests():
    commands = [line for line in README.splitlines() if line.startswith("python3 ")]
    assert len(commands) == 2
    assert commands[0].endswith("selfattach practice mindfulness-check-in")
    assert commands[1].endswith("-m pytest")


def test_it_is_installed_in_the_two_ways_that_one_knows():
    assert "uv tool install '.[vault]'" in README
    assert "pipx install '.[vault]'" in README


def test_it_has_one_picture_and_five_commands_of_a_week():
    assert len(re.findall(r"<img ", README)) == 1
    (week,) = [block for _, block in FENCE.findall(README) if block.startswith("selfattach ")]
    assert len(week.splitlines()) == OF_A_WEEK
