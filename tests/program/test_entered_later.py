"""A practice that was done on paper, entered later: asked as ever, kept with its day, and called what it is."""

from datetime import UTC, datetime, timedelta

import pytest
from own_scripts import EVERY_WAY
from the_program import PLAIN, Program, values

NOW = datetime.now().astimezone()
TODAY = NOW.date()
A_WEEK_AGO = (TODAY - timedelta(days=7)).isoformat()
PAPER = """\
selfattach: 1
id: paper
title: A paper one
summary: s
intensity: gentle
steps:
  - rest: 50s
    text: Quiet.
  - breathe: {in: 10, out: 10, rounds: 9}
  - write: word
    ask: A word?
  - write: more
    ask: More?
"""


@pytest.fixture
def mine(program):
    program.own("paper", PAPER)
    return program


def enter(program, on, *settings, options=()):
    given = (part for one in settings for part in ("--set", one))
    return program.call("practice", "paper", "--on", on, *given, "--no-input", "--json", *options)


def test_it_is_kept_with_the_noon_of_its_day_and_says_when_it_was_entered(mine):
    record = enter(mine, A_WEEK_AGO, "word=from paper").json
    (kept,) = mine.records
    started = datetime.fromisoformat(kept["started"])
    assert (started.date().isoformat(), started.hour, started.minute) == (A_WEEK_AGO, 12, 0)
    assert kept["ended"] == kept["started"] == record["started"]
    assert kept["id"].startswith(f"{started.astimezone(UTC):%Y%m%dT%H%M%SZ}-")
    assert datetime.fromisoformat(kept["entered"]) >= NOW.replace(microsecond=0)
    assert datetime.fromisoformat(kept["answers"][0]["at"]) >= NOW.replace(microsecond=0)
    assert values(kept) == {"word": "from paper"}
    shown = mine.call("history", "show", "--", kept["id"]).out
    assert f"{A_WEEK_AGO} 12:00\nEntered on {TODAY.day} " in shown


def test_one_that_is_held_now_has_no_such_field(mine):
    mine.call("practice", "paper", "--set", "word=now", "--no-input")
    assert "entered" not in mine.records[0]


def test_lists_count_it_for_its_day(mine):
    enter(mine, "yesterday", "word=b")
    enter(mine, A_WEEK_AGO, "word=a")
    listed = mine.call("history", "list", "--json").json
    assert [one["started"][:10] for one in listed] == [(TODAY - timedelta(days=1)).isoformat(), A_WEEK_AGO]
    until = mine.call("history", "list", "--until", A_WEEK_AGO, "--json").json
    assert [one["started"][:10] for one in until] == [A_WEEK_AGO]


def test_entered_for_today_it_counts_for_today(mine):
    file = mine.places.config / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('[routine.mine]\nexercises = ["paper"]\n', encoding="utf-8")
    enter(mine, "today", "word=a")
    assert mine.call("routine", "mine", "--if-due", "--no-input") == (0, "", "")


def test_days_are_said_in_words_and_a_time_may_stand_with_them(mine):
    for said in (f"{A_WEEK_AGO} 18:30", f"{A_WEEK_AGO}T18:30", "7 days ago 18:30", "7 days ago, 18.30"):
        started = datetime.fromisoformat(enter(mine, said, "word=a").json["started"])
        assert (started.hour, started.minute) == (18, 30), said
        assert abs((TODAY - started.date()).days - 7) <= 1  # before four in the morning it is yesterday


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ((TODAY + timedelta(days=2)).isoformat(), "is still to come"),
        ("tomorrow", "--on takes a day in the past"),
        (f"{(TODAY + timedelta(days=1)).isoformat()} 23:59", "is still to come"),
        ("1969-12-31", "1970"),
        ("2026-02-30", "no date"),
        ("last week", "one day"),
        ("someday", "someday"),
        ("", "no date"),
    ],
)
def test_a_day_that_is_none_or_has_not_been_starts_nothing(mine, on, told):
    ran = enter(mine, on, "word=a")
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err, ran.err
    assert not mine.touched


def test_the_first_day_there_can_be_is_kept_and_found_again(mine):
    record = enter(mine, "1970-01-02", "word=long ago").json
    assert record["started"].startswith("1970-01-02T12:00")
    short = mine.call("history", "list").out.split()[0]
    assert "long ago" in mine.call("history", "show", short).out


def test_it_needs_a_name(mine):
    ran = mine.call("practice", "--on", "yesterday", "--plain", says="")
    assert ran.status == 2
    assert "Say which one it was" in ran.err


def test_nobody_answering_leaves_nothing(mine):
    assert enter(mine, "yesterday").status == 0
    assert not mine.touched


def test_a_person_is_asked_as_ever_and_waits_for_nothing(mine):
    said = "typed word\n\n2\n"
    ran = mine.call("practice", "paper", "--on", A_WEEK_AGO, "--plain", "--pace", "normal", says=said)
    assert ran.status == 0
    assert "This is entered for" in ran.out
    (kept,) = mine.records
    assert values(kept)["word"] == "typed word"
    assert kept["started"][:10] == A_WEEK_AGO


def test_one_that_is_left_waits_with_its_day(mine):
    mine.call("practice", "paper", "--on", A_WEEK_AGO, *PLAIN, says="typed word\n:stop\n5\n")
    assert len(mine.waiting) == 1
    assert not mine.records
    assert mine.call("practice", "paper", *PLAIN, says="1\n\n2\n").status == 0
    (kept,) = mine.records
    assert kept["started"][:10] == kept["ended"][:10] == A_WEEK_AGO
    assert kept["entered"]
    assert kept["resumed"] == 1


def test_what_waits_is_left_alone(mine):
    mine.practise("paper", "half")
    assert len(mine.waiting) == 1
    ran = mine.call("practice", "paper", "--on", A_WEEK_AGO, *PLAIN, says="whole\n\n2\n")
    assert "not finished" not in ran.out
    assert len(mine.waiting) == 1
    assert values(mine.records[0])["word"] == "whole"


def test_a_seal_counts_from_that_day(program):
    program.own("every-way", EVERY_WAY)
    settings = ["line=kind", "line.shelf=10", "line.shelf.would_say=yes"]
    given = [part for one in settings for part in ("--set", one)]
    ran = program.call("practice", "every-way", "--on", A_WEEK_AGO, *given, "--json")
    assert (
        ran.json["answers"][0]["seal_until"]
        == (datetime.fromisoformat(A_WEEK_AGO) + timedelta(days=10)).date().isoformat()
    )


def test_it_is_taken_along_and_brought_in_again(mine):
    enter(mine, A_WEEK_AGO, "word=a")
    exported = mine.call("history", "export", "--format", "json")
    assert '"entered":' in exported.out
    file = mine.home.parent / "taken.json"
    file.write_text(exported.out, encoding="utf-8")
    folder = mine.home.parent / "taken"
    assert mine.call("history", "export", "--format", "markdown", "--to", str(folder)).status == 0
    assert any("\nentered: " in page.read_text(encoding="utf-8") for page in folder.rglob("*.md"))
    other = Program(mine.home.parent / "other")
    assert other.call("history", "import", str(file)).status == 0
    assert other.records[0]["entered"] == mine.records[0]["entered"]
