"""At any hour, on the last of a month and where the clocks change: a day of practice ends at four, and not before."""

from datetime import datetime, timedelta

import pytest

WITH_A_CHANGE_OF_CLOCKS = "CET-1CEST,M3.5.0,M10.5.0/3"
MOMENTS = {  # a moment, and when its day ends
    "half past midnight": ("2026-11-22T00:30:00+01:00", "2026-11-22T04:00:00+01:00"),
    "the last minute of a day of practice": ("2026-11-22T03:59:00+01:00", "2026-11-22T04:00:00+01:00"),
    "the last of a month": ("2026-11-30T23:59:59+01:00", "2026-12-01T04:00:00+01:00"),
    "the last of a year": ("2026-12-31T23:59:59+01:00", "2027-01-01T04:00:00+01:00"),
    "an hour that comes twice": ("2026-10-25T02:30:00+02:00", "2026-10-25T04:00:00+01:00"),
    "the same hour again": ("2026-10-25T02:30:00+01:00", "2026-10-25T04:00:00+01:00"),
    "before an hour that is left out": ("2026-03-29T01:59:59+01:00", "2026-03-29T04:00:00+02:00"),
    "after an hour that was left out": ("2026-03-29T03:00:00+02:00", "2026-03-29T04:00:00+02:00"),
}
ROUTINE = '[routine.mine]\nexercises = ["settle"]\n'


@pytest.fixture
def somebody(program):
    """Somebody with a routine, where the clocks change."""
    usual = program.environment
    program.environment = lambda **more: usual(TZ=WITH_A_CHANGE_OF_CLOCKS, **more)
    program.places.config.mkdir()
    (program.places.config / "config.toml").write_text(ROUTINE, encoding="utf-8")
    return program


def is_due(program):
    ran = program.call("routine", "mine", "--if-due", "--no-input")
    assert (ran.status, ran.err) == (0, "")
    return ran.out != ""


def listed(program, *span):
    ran = program.call("history", "list", "--json", *span)
    return [] if ran.status == 3 else [one["id"] for one in ran.json]


@pytest.mark.parametrize(("moment", "end"), MOMENTS.values(), ids=MOMENTS)
def test_what_was_practised_is_of_today_until_four_and_of_yesterday_from_then_on(somebody, moment, end):
    somebody.moment, end = datetime.fromisoformat(moment), datetime.fromisoformat(end)
    kept = somebody.call("practice", "settle", "--set", "felt=same", "--no-input", "--json").json["id"]
    for now in (somebody.moment, end - timedelta(seconds=1)):
        somebody.moment = now
        assert listed(somebody, "--since", "today") == [kept]
        assert listed(somebody, "--until", "yesterday") == []
    somebody.moment = end
    assert listed(somebody, "--since", "today") == []
    assert listed(somebody, "--since", "yesterday", "--until", "yesterday") == [kept]


@pytest.mark.parametrize(("moment", "end"), MOMENTS.values(), ids=MOMENTS)
def test_a_routine_is_due_once_a_day_of_practice(somebody, moment, end):
    somebody.moment, end = datetime.fromisoformat(moment), datetime.fromisoformat(end)
    assert is_due(somebody)
    somebody.moment = end - timedelta(seconds=1)
    assert not is_due(somebody)
    somebody.moment = end
    assert is_due(somebody)
