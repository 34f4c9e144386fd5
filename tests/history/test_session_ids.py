"""Ids of sessions, what a person may type for one, and which day a moment belongs to."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sample_records import FIRST, a_record, clock

from selfattach.errors import NothingFoundError, WrongInputError
from selfattach.history import ids
from selfattach.history.history import History

VIENNA = timezone(timedelta(hours=1))


def test_an_id_tells_the_start_in_utc_and_six_letters():
    start = datetime(2026, 11, 22, 5, 9, 17, tzinfo=VIENNA)
    assert ids.new_id(start, lambda count: bytes(range(count))) == "20261122T040917Z-abcdef"
    assert ids.is_id(ids.new_id(start))


def test_the_letters_are_hard_to_misread():
    every = ids.letters(256, lambda count: bytes(range(count)))
    assert len(set(every)) == 32
    assert not set(every) & set("lo01")


def test_the_short_form_names_the_month():
    session = "20261122T040917Z-k7qm2x"
    assert ids.short_form(session) == "261122-k7q"
    assert ids.longer_form(session) == "261122-k7qm2x"
    assert ids.month_of(session) == "2026-11"
    assert ids.months_meant(session) == ids.months_meant("261122-k7q") == ["2026-11"]
    assert ids.months_meant("991122-k7q") == ["2099-11", "1999-11"]


@pytest.mark.parametrize(
    "text", ["", "letter", "../2026-11", "20261122T040917Z-k7qm2x\n", "20261122T040917Z-K7QM2X/x", "261122"]
)
def test_what_is_no_id_is_none(text):
    assert not ids.is_id(text)
    assert ids.months_meant(text) == []


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 3, 59, tzinfo=VIENNA), date(2026, 11, 21)),
        (datetime(2026, 11, 22, 4, 0, tzinfo=VIENNA), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2027, 1, 1, 1, 0, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_days_turn_at_four_in_the_morning(moment, day):
    assert ids.practice_day(moment) == day


@pytest.fixture
def three(places):
    history = History(places, device="laptop", clock=clock)
    for session in ("20261122T040917Z-k7qm2x", "20261122T180000Z-k7qa3b", "20261121T040917Z-k7qm2x"):
        history.add(a_record(session=session))
    return history


@pytest.mark.parametrize("text", ["20261122T040917Z-k7qm2x", "261122-k7qm", "261122-k7qm2x", " 261122-k7qm\n"])
def test_a_session_is_found_by_its_id_or_enough_of_it(three, text):
    assert three.find(text).id == "20261122T040917Z-k7qm2x"


def test_a_short_form_of_two_sessions_names_both(three):
    with pytest.raises(WrongInputError, match="261122-k7qa3b, 261122-k7qm2x"):
        three.find("261122-k7q")


@pytest.mark.parametrize("text", ["261122-zzz", "261122-k7qm2z", "260101-k7q", "20261122T040917Z-k7qm2z", "letter", ""])
def test_a_text_that_means_no_session_is_told(three, text):
    with pytest.raises(NothingFoundError):
        three.find(text)


def test_a_full_id_that_is_not_there_is_told(three):
    with pytest.raises(NothingFoundError):
        three.get(ids.new_id(FIRST))
    with pytest.raises(WrongInputError):
        three.get("261122-k7q")
