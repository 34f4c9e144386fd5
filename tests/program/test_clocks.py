"""Clocks that are far off, and zones that are none, cost nobody a session."""

from datetime import UTC, datetime, timedelta

import pytest
from sample_records import a_record

from selfattach.history.history import History

NOW = datetime.now(UTC)
DAYS = {"1970": datetime(1970, 1, 2, tzinfo=UTC), "1999": datetime(1999, 6, 1, tzinfo=UTC),
        "2070": datetime(2070, 6, 1, tzinfo=UTC), "2099": datetime(2099, 6, 1, tzinfo=UTC)}  # fmt: skip
ZONES = ("<+99>-99", "A-24:59:59", "Mars/Olympus", ":/nowhere/::")
PRACTISES = ("practice", "one-word-now", "--plain", "--pace", "off", "--no-input", "--set", "word=fine")


def hours(count):
    return timedelta(hours=count)


@pytest.fixture
def at(program):
    """Run the program at a moment."""

    def run(moment, *arguments):
        program.moment = moment
        return program.call(*arguments)

    return run


@pytest.fixture
def deleted(program, at):
    """A session that was just deleted."""
    record = History(program.places).add(a_record(0, start=NOW))
    assert at(NOW, "history", "delete", record.id, "--yes").status == 0
    return record


@pytest.mark.parametrize("off", [timedelta(days=400), timedelta(days=-20000), timedelta(days=9000)], ids=str)
def test_one_run_with_a_clock_far_off_loses_no_undo(program, at, deleted, off):
    for moment in (NOW + off, NOW + timedelta(hours=2)):
        at(moment, "history", "list")
    assert at(NOW + timedelta(hours=3), "history", "undo").status == 0
    assert [one["id"] for one in program.records] == [deleted.id]


def test_what_a_clock_far_ahead_deleted_comes_back_once_it_is_right(program, at):
    record = History(program.places).add(a_record(0, start=NOW))
    at(NOW + timedelta(days=400), "history", "delete", record.id, "--yes")
    assert at(NOW, "history", "undo").status == 0
    assert [one["id"] for one in program.records] == [record.id]


@pytest.mark.parametrize(
    "looks",
    [
        [timedelta(hours=25)],
        [timedelta(days=90), timedelta(days=90, hours=2)],
        [timedelta(days=90), timedelta(days=99)],
    ],
    ids=["a day later", "long after, and an hour later", "long after, and days later"],
)
@pytest.mark.usefixtures("deleted")
def test_what_was_deleted_is_gone_for_good_after_its_day(program, at, looks):
    for look in looks:
        assert list((program.places.state / "deleted").iterdir())
        at(NOW + look, "history", "list")
    assert list((program.places.state / "deleted").iterdir()) == []


@pytest.mark.parametrize("year", DAYS)
def test_a_session_of_another_time_is_shown_and_deleted_by_the_name_it_is_listed_by(program, year):
    History(program.places).add(a_record(0, start=DAYS[year]))
    name = program.call("history", "list").out.split()[1]
    assert year in program.call("history", "show", name).out
    assert program.call("history", "delete", name, "--yes").status == 0
    assert program.records == []


def test_since_today_shows_no_future(program):
    for start in (NOW, DAYS["2099"]):
        History(program.places).add(a_record(0, start=start))
    for command in (("list",), ("list", "--json"), ("search", "word")):
        assert "2099" not in program.call("history", *command, "--since", "today").out
    assert "2099" in program.call("history", "list", "--since", "2098").out


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_that_is_none_costs_nothing_but_a_word_of_the_doctor(program, zone):
    for arguments in (PRACTISES, ("history", "list", "--since", "today"), ("history", "show", "last"), ("journey",)):
        ran = program.run(*arguments, env={"TZ": zone})
        assert (ran.status, ran.err) == (0, "")
    assert len(program.records) == 1
    assert program.call("history", "show", "last").status == 0
    said = [
        one for one in program.run("doctor", "--json", env={"TZ": zone}).json["findings"] if one["check"] == "clock"
    ]
    assert [(one["state"], zone in one["told"]) for one in said] == [("note", True)]


@pytest.mark.parametrize("zone", ["Europe/Vienna", "CET-1CEST,M3.5.0,M10.5.0/3", ":UTC", "/usr/share/zoneinfo/UTC"])
def test_of_a_zone_that_is_one_the_doctor_says_nothing(program, zone):
    assert zone not in program.run("doctor", env={"TZ": zone}).out
