"""`selfattach author check`, as an author meets it."""

import json
import os
import termios
from pathlib import Path

import pytest
from the_program import PATIENCE

GOOD = (Path(__file__).parents[1] / "author" / "good.yaml").read_text(encoding="utf-8")
HEAD = "selfattach: 1\nid: x\ntitle: X\n"


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


def test_on_a_terminal_a_finding_breaks_between_words_and_its_path_stays_whole(program, tmp_path):
    path = tmp_path / f"{'a-long-way/' * 9}good.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(GOOD.replace("There is a hole", "You should see a hole"))
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 40))
    with program.start("author", "check", str(path), stdout=theirs) as process:
        assert process.wait(PATIENCE) == 1
    os.close(theirs)
    rows = os.read(ours, 4096).decode().split("\r\n")
    os.close(ours)
    assert rows[0] == f"{path}:18:14:"
    assert " ".join(rows[1:]).startswith("error: `should`: say what is possible, or what happens then.")
    assert all(len(row) <= 40 for row in rows[1:])


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


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("questions:\n  - prompt: How?\n", "this is no script of selfattach"),
        (
            "selfattach: 1\nid: x\ntitle: X\nquestions: []\nsteps: [say: x]\n",
            "`write` or `choose`, with its text in `ask`",
        ),
        (
            "selfattach: 1\nid: x\ntitle: X\nsteps:\n  - wait: 10s\n",
            "`wait` is no step. A quiet while is `- rest: 30s`.",
        ),
        (HEAD + "steps:\n  - write: a\n    ask: A?\n    required: true\n", "can be skipped"),
        (HEAD + "zzz: 1\nsteps: [say: x]\n", "It takes"),
    ],
)
def test_what_other_formats_write_is_told_with_what_is_written_here_and_no_far_guess(program, tmp_path, script, says):
    (tmp_path / "x.yaml").write_text(script)
    ran = program.call("author", "check", str(tmp_path / "x.yaml"))
    assert ran.status == 1
    assert says in ran.out
    assert "Did you mean" not in ran.out


def test_a_file_of_another_kind_is_told_in_one_line_with_the_smallest_example(program, tmp_path):
    (tmp_path / "x.yaml").write_text("name: Mine\nquestions: []\n")
    (line,) = program.call("author", "check", str(tmp_path / "x.yaml")).out.splitlines()
    smallest = "selfattach: 1\nid: my-own\ntitle: A title\nsteps: [say: Hello.]\n"
    assert all(f"`{part}`" in line for part in smallest.splitlines())
    program.own("my-own", smallest)
    assert program.call("exercises", "show", "my-own").status == 0


@pytest.mark.parametrize(
    ("written", "told"), [("{{ mood }}", True), ("{mood}", True), ("$mood", True), ("{x}", False), ("$5", False)]
)
def test_a_name_that_is_filled_in_as_elsewhere_is_noticed(program, tmp_path, written, told):
    script = GOOD.replace("That was the whole of it.", f"That was {written} of it.")
    script = script.replace("steps:\n", "steps:\n  - write: mood\n    ask: How is it?\n", 1)
    (tmp_path / "good.yaml").write_text(script)
    out = program.call("author", "check", str(tmp_path / "good.yaml")).out
    assert ("as `${mood}`" in out) is told


def test_a_new_script_is_whole_passes_the_check_and_can_be_practised_at_once(program):
    ran = program.call("author", "new", "my-evening")
    assert ran.status == 0
    path = program.places.own_exercises / "my-evening.yaml"
    assert str(path) in "".join(ran.out.split("\n"))
    checked = program.call("author", "check", "my-evening")
    assert (checked.status, checked.out) == (0, "")
    held = program.call("practice", "my-evening", "--no-input", "--pace", "off", "--set", "line=enough")
    assert held.status == 0
    assert "You can take that line with you" in " ".join(held.out.split())


def test_a_new_script_never_takes_the_place_of_another(program):
    program.own("my-evening", "mine")
    for name in ("my-evening", "settle", "My One", "../out"):
        assert program.call("author", "new", name).status == 2
    assert (program.places.own_exercises / "my-evening.yaml").read_text() == "mine"


def test_the_source_of_a_bundled_script_is_printed_as_it_lies(program):
    from selfattach.paths import library  # noqa: PLC0415  for this

    (path,) = library().rglob("settle.yaml")
    assert program.call("exercises", "show", "settle", "--source").out == path.read_text(encoding="utf-8")


# --- the format, printed


def test_the_reference_of_the_format_is_printed_whole_or_by_a_word(program):
    whole = program.call("author", "format")
    assert whole.status == 0
    assert "Unknown is not false" in whole.out
    one = program.call("author", "format", "rate")
    assert one.status == 0
    assert "`to`: a whole number from -100 to 100; left out, `10`. The highest figure." in " ".join(one.out.split())
    assert one.out in whole.out
    assert "](" not in whole.out


def test_a_word_that_the_format_has_not_gets_the_nearest_and_a_status_of_its_own(program):
    ran = program.call("author", "format", "skiped")
    assert (ran.status, ran.out) == (3, "")
    assert "`skipped`" in ran.err
    assert "prints all of it" in program.call("author", "format", "qqqqqqqq").err


def test_the_schema_is_printed_as_one_document_with_the_scales_there_are(program):
    ran = program.call("author", "schema")
    assert (ran.status, ran.err) == (0, "")
    printed = json.loads(ran.out)
    assert printed["$schema"].endswith("/2020-12/schema")
    assert printed["$defs"]["scale"]["enum"] == ["distress"]
