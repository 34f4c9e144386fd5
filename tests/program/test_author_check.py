"""`selfattach author check`, as an author meets it."""

import json
from pathlib import Path

import pytest

GOOD = (Path(__file__).parents[1] / "author" / "good.yaml").read_text(encoding="utf-8")


def test_the_library_itself_has_nothing_to_mend(program):
    ran = program.run("author", "check")
    assert (ran.out, ran.status) == ("", 0)
    assert "nothing to mend" in ran.err


def test_a_finding_is_one_line_with_its_place_and_the_status_is_one(program, tmp_path):
    path = tmp_path / "good.yaml"
    path.write_text(GOOD.replace("There is a hole", "You should see a hole"))
    ran = program.call("author", "check", str(path))
    assert ran.status == 1
    assert ran.out == f"{path}:18:14: error: `should`: say what is possible, or what happens then.\n"
    found = json.loads(program.call("author", "check", str(tmp_path), "--json").out)
    assert [(one["line"], one["column"], one["level"], one["rule"]) for one in found] == [(18, 14, "error", "avoid")]


def test_advice_alone_is_no_failure(program, tmp_path):
    (tmp_path / "good.yaml").write_text(
        GOOD.replace("minutes: 1", "minutes: 3")
        .replace("  - rest: 20s", "  - rest: 50s\n" * 3)
        .replace("makes sense when this is hard", "is so")
    )
    ran = program.call("author", "check", str(tmp_path))
    assert ran.status == 0
    assert ": advice: " in ran.out
    assert ran.err == "One script checked, 1 to mend.\n"


def test_ones_own_scripts_are_checked_too(program):
    program.own("good", GOOD.replace("That was the whole of it.", "That was it!"))
    ran = program.call("author", "check")
    assert ran.status == 1
    assert "good.yaml" in ran.out
    assert program.call("author", "check", "good").out == ran.out


def test_the_walks_are_printed_on_request(program, tmp_path):
    (tmp_path / "good.yaml").write_text(GOOD)
    ran = program.call("author", "check", str(tmp_path / "good.yaml"), "--walks")
    assert ran.status == 0
    assert ran.out.count("What do you see through it?") == 5
    assert "> nothing" in ran.out


@pytest.mark.parametrize("what", ["no-such-name", "nowhere.yaml"])
def test_what_is_not_there_is_told(program, what):
    assert program.call("author", "check", what).status == 2
