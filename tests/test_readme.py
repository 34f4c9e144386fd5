"""What the README promises in commands and links."""

import re
from pathlib import Path

import pytest

from selfattach.cli import _COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_opens_with_what_this_is_and_what_it_is_not():
    opening = README.split("## ", 1)[0]
    assert "self-compassion practice" in opening
    assert "not therapy" in opening
    assert "emergency" in opening


def test_one_command_practises_and_one_runs_the_tests():
    commands = [line for line in README.splitlines() if line.startswith("python3 ")]
    assert len(commands) == 2
    assert commands[0].endswith("selfattach practice mindfulness-check-in")
    assert commands[1].endswith("-m pytest")


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_stands_in_it(name):
    assert f"selfattach {name}" in README


@pytest.mark.parametrize("link", re.findall(r'\]\(([^)#:]+)\)|src(?:set)?="([^"]+)"', README))
def test_every_link_leads_somewhere(link):
    assert (ROOT / "".join(link)).is_file() or (ROOT / "".join(link)).is_dir()
