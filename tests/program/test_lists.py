"""Lists worth looking at: of exercises by what one needs, of sessions and of letters, on screens of any width."""

import json
import re

import pytest
from at_a_terminal import Terminal
from sample_records import a_record, an_entry
from the_program import BUNDLED

from selfattach import words
from selfattach.history.history import History
from selfattach.paths import library

WIDTHS = (40, 80, 120)
HEADS = list(words.PARTS.values())
MINE = "selfattach: 1\nid: mine\ntitle: One of mine\nminutes: 3\nintensity: gentle\nsteps:\n  - say: x\n"
LETTER = an_entry("letter", "Dear secret", seal_until="2999-01-01", shelf="letters")


def on_screen(program, columns, *arguments, rows=200):
    """What stands on a screen so wide when it ends well: its lines, without the prompt of the shell."""
    at = Terminal(program, *arguments, size=(rows, columns))
    assert at.ends() == 0
    *lines, _prompt = at.display.split("\n")
    return lines


@pytest.fixture
def kept(program):
    """A practice of today and a letter."""
    history = History(program.places)
    history.add(a_record(0, an_entry(value="secret"), exercise="like-a-friend", title="Kind words", felt="helped"))
    history.add(a_record(60, LETTER, exercise="self-compassion-letter", title="A letter to yourself"))
    return program


def row_of(lines, name):
    (row,) = [line for line in lines if re.match(rf"[ ✓]*\d+ +(?:[a-z]+ +)?{name}(?: |$)", line)]
    return row


def test_every_family_of_the_library_has_its_part():
    families = {path.parent.name for path in library().glob("*/*.yaml")} - {"fragments"}
    assert {words.PART_OF.get(family, family) for family in families} <= words.PARTS.keys()


@pytest.mark.parametrize("columns", WIDTHS)
def test_each_exercise_has_one_line_with_minutes_and_depth_below_what_one_needs(kept, columns):
    kept.own("mine", MINE)
    lines = on_screen(kept, columns, "exercises", "list")
    heads = [line.strip() for line in lines if line.strip() in HEADS]
    assert heads == HEADS
    for one in json.loads(kept.call("exercises", "list", "--json").out):
        row = row_of(lines, one["id"])
        depth = "" if one["kind"] == "reading" else one["intensity"]
        assert re.match(rf"[ ✓]*{one['minutes']} +{depth} *{one['id']}", row)
        assert (one["title"] in row) == (columns >= 80)
        assert row.startswith("✓") == (one["id"] in ("like-a-friend", "self-compassion-letter"))
    assert lines.index(next(line for line in lines if "like-a-friend" in line)) > lines.index(
        next(line for line in lines if words.PARTS["kindness"] in line)
    )
    assert "✓: you have tried it." in " ".join(lines[-3:])


def test_where_nothing_was_tried_nothing_is_said_of_it(program):
    lines = on_screen(program, 80, "exercises", "list")
    assert "tried" not in "".join(lines)
    assert row_of(lines, "own-name").startswith("   3  gentle    own-name")


def test_what_is_for_one_thing_stands_in_the_order_of_its_map(program):
    lines = on_screen(program, 80, "exercises", "list", "--for", "closeness")
    ids = [one["id"] for one in json.loads(program.call("exercises", "list", "--for", "closeness", "--json").out)]
    assert [line.split()[2] for line in lines[: len(ids)]] == ids
    assert not set(HEADS) & {line.strip() for line in lines}


def test_in_plain_lines_it_is_told_in_words_without_columns(kept):
    lines = on_screen(kept, 80, "exercises", "list", "--plain")
    assert f"{words.PARTS['steadying']}:" in lines
    assert "one-word-now: One word for now. 1 minute, gentle." in lines
    assert "a friend. 6 minutes, gentle, you have tried it." in " ".join(" ".join(lines).split())
    assert "✓" not in "".join(lines)


def test_through_a_pipe_an_id_stands_in_each_line_as_ever(kept):
    lines = kept.call("exercises", "list").out.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == list(BUNDLED)
    assert "tried" not in "".join(lines)


def test_a_history_that_cannot_be_looked_at_keeps_no_exercise_back(kept):
    for month in kept.places.history.rglob("*.json"):
        month.write_bytes(b"{")
    lines = on_screen(kept, 80, "exercises", "list")
    assert "like-a-friend" in "".join(lines)


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("command", [("history", "list"), ("letters", "list")], ids=" ".join)
def test_sessions_and_letters_stand_in_the_same_columns(kept, command, columns):
    lines = on_screen(kept, columns, *command)
    (told_at,) = [number for number, line in enumerate(lines) if "A letter" in line]
    at = told_at if columns >= 80 else told_at - 1
    assert re.match(r" *\d +\d{6}-\w{3} +2026-11-22 \d\d:\d\d", lines[at])
    told = " ".join("".join(f"{line} " for line in lines[at:]).split())
    assert ("sealed until" in told) == (command[0] == "letters")
    assert "secret" not in "".join(lines)


def test_the_number_of_a_line_on_the_screen_is_that_session(kept):
    on_screen(kept, 80, "history", "list")
    newest = json.loads(kept.call("history", "list", "--json").out)[0]["title"]
    assert kept.call("history", "show", "1").out.startswith(newest)


def test_what_is_shown_of_an_exercise_begins_with_what_one_does(program):
    lines = program.call("exercises", "show", "inner-critic-reframe").out.splitlines()
    told = " ".join(lines[2:6])
    assert told.startswith("Take one harsh thought")
    assert "What you do in it: write, choose from a list" in told
    assert "What you do" not in program.call("exercises", "show", "four-marks").out
