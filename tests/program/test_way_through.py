"""Fewer keys: what Enter starts, what is not asked twice, and how short the end is of what is known."""

import json
import re

import pytest
from a_day_later import let_time_go_by

from selfattach import words

LINES = """selfattach: 1
id: lines
title: Four lines
intensity: gentle
minutes: 2
language: en
authors: [Somebody]
licence: MIT
steps:
  - write: one
    ask: One?
  - write: two
    ask: Two?
  - write: three
    ask: Three?
  - write: four
    ask: Four?
"""
STIRS = LINES.replace("id: lines", "id: stirs").replace("gentle", "moderate")
CLOSES = {
    "hand": "Lay a hand where it is warm",
    "line": "One sentence to take with you",
    "plain": "this is a good place to stop",
    "stretch": "Move what wants to move",
    "window": "Find one thing near you that you like",
}


@pytest.fixture
def lines(program):
    program.own("lines", LINES)
    program.own("stirs", STIRS)
    return program


def close_in(out):
    return [name for name, said in CLOSES.items() if said in " ".join(out.split())]


def test_what_was_chosen_as_lighter_starts_without_a_second_question(lines):
    for number, chosen in enumerate(("", "1"), 1):
        ran = lines.practise("stirs", "6", chosen, *[""] * 20)
        assert words.NEXT.ask.partition("{")[0] not in ran.out
        assert [record["exercise"] for record in lines.records].count("mindfulness-check-in") == number


def test_the_short_closes_come_in_turn_at_the_first_visits(lines):
    seen = [close_in(lines.practise("stirs", "2", "a", "b", "c", "d", "2", "1").out) for _ in range(3)]
    assert [len(one) for one in seen] == [1, 1, 1]
    assert seen[0] != seen[1] != seen[2]


def test_from_the_fourth_time_on_one_question_is_asked_at_the_end_and_no_close(lines):
    for _ in range(3):
        lines.practise("stirs", "2", "a", "b", "c", "d", "2", "1")
    fourth = lines.practise("stirs", "2", "a", "b", "c", "d", "1")
    assert (fourth.status, close_in(fourth.out)) == (0, [])
    figures = [[entry["name"] for entry in record["answers"] if entry["kind"] == "measure"] for record in lines.records]
    assert sorted(figures) == [["distress.before"], *[["distress.before", "distress.after"]] * 3]


def test_after_a_practice_that_was_left_harder_the_next_one_asks_with_more_care(lines):
    for felt in ("1", "1", "1", "3"):
        lines.practise("stirs", "2", "a", "b", "c", "d", *(["2"] if len(lines.records) < 3 else []), felt)
        let_time_go_by(lines.home, minutes=1)  # the newest is told by its second
    fifth = lines.practise("stirs", "2", "a", "b", "c", "d", "2", "1")
    assert close_in(fifth.out)
    assert "here at the end?" in fifth.out


def test_enough_is_offered_until_somebody_went_on_three_times(lines):
    offered = [words.ENOUGH.ask in lines.practise("lines", "", "", "", "", "", "1").out for _ in range(5)]
    assert offered == [True, True, True, False, False]


def test_a_broken_note_of_habits_costs_nothing(lines):
    (lines.places.cache / "habits").parent.mkdir(parents=True, exist_ok=True)
    for content in (b"\xff", b"[1]", b'{"close": 3, "enough_declined": "x"}'):
        (lines.places.cache / "habits").write_bytes(content)
        assert lines.practise("lines", "a", "b", "c", "d", "1").status == 0


def test_can_t_tell_is_an_answer_to_how_it_left_one(lines):
    lines.practise("lines", "a", "b", "c", "d", "4")
    assert lines.records[0]["felt"] == "cannot_tell"


def test_in_a_routine_how_it_left_one_is_asked_once_at_its_end(lines):
    config = lines.places.config / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('[routine.two]\nexercises = ["lines", "stirs"]\n[practice]\npace = "off"\n', encoding="utf-8")
    ran = lines.call("routine", "two", "--plain", says="a\nb\nc\nd\n\n2\na\nb\nc\nd\n2\n1\n")
    assert ran.out.count("How was it for you?") == 1
    assert {record["exercise"]: record["felt"] for record in lines.records} == {"lines": None, "stirs": "helped"}


def test_a_routine_asks_for_a_low_number_once(lines):
    lines.own("again", STIRS.replace("id: stirs", "id: again").replace("Four lines", "Four more"))
    config = lines.places.config / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('[routine.two]\nexercises = ["stirs", "again"]\n[practice]\npace = "off"\n', encoding="utf-8")
    ran = lines.call("routine", "two", "--plain", says="2\na\nb\nc\nd\n\na\nb\nc\nd\n1\n")
    assert len(re.findall("How hard is this moment", ran.out)) == 1
    assert len(lines.records) == 2


def test_home_goes_on_with_what_was_begun_by_enter_and_says_how_to_begin_anew(lines):
    lines.practise("lines", "a few words")
    told = json.loads(lines.call("--json").out)
    assert told["unfinished"]["exercise"] == "lines"
