"""Words that are sealed until a hard moment: closed until a later session rates 7 or more, and open from then on."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_records import FIRST, a_record, an_entry, clock, met, places_in
from tools import so_many

from selfattach.history.history import History
from selfattach.history.seals import LOW, is_hard
from selfattach.shelves.contents import (
    kind_words,
    letters,
    letters_in,
    letters_to_open,
    one_of_the_kind_words,
    open_promises,
)

TODAY = date(2026, 12, 24)


def distress(figure, name="distress.before"):
    return an_entry(name, figure, kind="measure", measure="distress")


def a_letter(minutes, *more, until=LOW, exercise="letters", **fields):
    letter = an_entry("letter", "Dear you", shelf="letters", seal_until=until, asked=until == LOW)
    return a_record(minutes, letter, *more, exercise=exercise, **fields)


def a_moment(minutes, figure, name="distress.before", **fields):
    return a_record(minutes, distress(figure, name), exercise="check-in", **fields)


def is_open(history, **how):
    return history.recall("letters", "letter", today=TODAY, **how) is not None


@pytest.mark.parametrize("name", ["before", "again", "during", "after", "after_again", "halfway"])
def test_a_letter_opens_with_a_seven_in_a_later_session_whenever_in_it_that_was_said(history, name):
    history.add(a_letter(0))
    history.add(a_moment(5, 6, f"distress.{name}"))
    assert not is_open(history)
    history.add(a_moment(9, 7, f"distress.{name}"))
    assert is_open(history)


def test_only_a_figure_of_distress_of_7_or_more_is_a_hard_moment():
    for figure in (7, 10, 7.0):
        assert is_hard("distress.before", figure)
        assert is_hard("part.distress.during", figure)
    for name, figure in [("distress.before", 6), ("distress.before", "cannot_tell"), ("distress.before", None),
                         ("distress.before", True), ("mood.before", 9), ("distressing.before", 9)]:  # fmt: skip
        assert not is_hard(name, figure)


def test_the_session_of_the_letter_itself_and_those_before_it_open_nothing(history):
    history.add(a_moment(0, 10))
    history.add(a_letter(1, distress(9, "distress.after")))
    assert not is_open(history)


def test_no_day_opens_it(history):
    history.add(a_letter(0))
    assert history.recall("letters", "letter", today=date(9999, 12, 31)) is None


def test_it_stays_open_when_better_days_follow(history):
    history.add(a_letter(0))
    history.add(a_moment(1, 8))
    for minutes in range(2, 6):
        history.add(a_moment(minutes, 0))
    assert is_open(history)


def test_later_is_later_on_the_clock_of_the_world(history):
    east, west = timezone(timedelta(hours=9)), timezone(timedelta(hours=-8))
    written = FIRST.astimezone(west)
    history.add(a_letter(0, start=written))
    history.add(a_moment(1, 9, start=(FIRST - timedelta(minutes=1)).astimezone(east)))  # a later figure on its clock
    assert not is_open(history)
    history.add(a_moment(2, 9, start=(FIRST + timedelta(minutes=1)).astimezone(east)))
    assert is_open(history)


def test_another_machine_may_have_heard_of_the_hard_moment(places, history):
    history.add(a_letter(0))
    History(places, device="phone", clock=clock, machine=lambda: "there").add(a_moment(3, 7))
    assert is_open(history)


def test_unread_words_that_are_sealed_until_a_hard_moment_are_passed_over_until_then(history):
    older = history.add(a_letter(0, until=None))
    newer = history.add(a_letter(5))
    found = history.recall("letters", "letter", which="unread", today=TODAY)
    assert found.id == older.id
    history.add(a_moment(9, 7))
    assert history.recall("letters", "letter", which="unread", today=TODAY).id == newer.id


def test_of_several_rounds_each_has_its_own_seal(history):
    rounds = [
        an_entry("letter", "a day", round=(1,), seal_until="2027-01-01"),
        an_entry("letter", "a moment", round=(2,), seal_until=LOW),
    ]
    history.add(a_record(0, *rounds, exercise="letters"))
    assert not is_open(history)
    history.add(a_moment(1, 7))
    found = history.recall("letters", "letter", today=TODAY)
    assert [entry.value for entry in found.entries] == ["a moment"]
    found = history.recall("letters", "letter", today=date(2027, 1, 1))
    assert [entry.value for entry in found.entries] == ["a day", "a moment"]


def test_every_shelf_keeps_such_words_closed_until_then(history, places):
    told = {"cue": "tea", "action": "walk"}
    history.add(
        a_record(
            0,
            an_entry("line", "rest", shelf="kind-words", seal_until=LOW, asked=True),
            an_entry("plan", told, kind="promise", shelf="letters", seal_until=LOW),
        )
    )

    def found():
        seals = history.seals(TODAY)
        return (
            [line.words for line in kind_words(history, seals)],
            one_of_the_kind_words(places, clock(), seals),
            [promise.action for promise in open_promises(history, seals)],
        )

    assert found() == ([], "", [])
    history.add(a_moment(1, 7))
    assert found() == (["rest"], "rest", ["walk"])


def test_a_start_that_cannot_be_read_keeps_its_words_closed(history):
    history.add(a_moment(1, 9))
    assert history.seals(TODAY).is_sealed(LOW, "some day")
    assert not history.seals(TODAY).is_sealed(None, "some day")


def test_the_newest_hard_moment_is_told_without_opening_a_month(history, places):
    for days in range(0, 120, 7):
        history.add(a_moment(days * 1440, 7 if days == 21 else 3))
    newest = (FIRST + timedelta(days=21)).timestamp()
    assert history.newest_hard() == newest
    for file in places.cache.rglob("*"):
        if file.is_file() and file.name != "months":
            file.unlink()
    assert history.newest_hard() == newest
    assert [file.name for file in places.cache.rglob("*") if file.is_file()] == ["months"]
    for file in places.cache.rglob("months"):
        file.write_text("spoiled")
    assert history.newest_hard() == newest


FIGURES = st.sampled_from([None, "cannot_tell", 0, 6, 7, 10])
SEALS = st.sampled_from([None, LOW, LOW, "2026-12-24", "2026-12-25"])
SESSIONS = st.lists(st.tuples(st.integers(0, 40_000), st.booleans(), SEALS, FIGURES), max_size=8)


@given(SESSIONS, st.randoms(use_true_random=False))
@settings(
    max_examples=so_many(60, one_in=4), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_order_a_letter_is_open_exactly_when_a_later_session_was_hard(tmp_path_factory, sessions, order):
    places = met(places_in(tmp_path_factory.mktemp("home")), "aaaaaaaa", "bbbbbbbb")
    history = History(places, device="aaaaaaaa", clock=clock, machine=lambda: "here")
    other = History(places, device="bbbbbbbb", clock=clock, machine=lambda: "there")
    kept = {}
    for number, (minutes, has_letter, until, figure) in enumerate(sessions):
        entries = [distress(figure)] if figure is not None else []
        start = FIRST + timedelta(minutes=minutes)
        make = a_letter if has_letter else a_record
        fields = {"until": until} if has_letter else {}
        record = make(minutes, *entries, exercise=f"letters-{number}", start=start, **fields)
        kept[record.id] = (record, has_letter, until, figure)
    coming = list(kept.values())
    order.shuffle(coming)
    for record, *_ in coming:
        order.choice((history, other)).add(record)
        if order.random() < 0.3:
            history.newest_hard()  # a cache of half the history stands in nobody's way

    hard = [start_of(record) for record, _, _, figure in coming if isinstance(figure, int) and figure >= 7]
    seals = history.seals(TODAY)
    listed = {letter.id: letter for letter in letters(history, seals)}
    to_open = {letter.id for letter in letters_to_open(history, seals)}
    for record, has_letter, until, _ in coming:
        if not has_letter:
            continue
        opens = any(one > start_of(record) for one in hard) if until == LOW else (until or "") <= "2026-12-24"
        for which in ("newest", "oldest", "unread"):
            found = history.recall(record.exercise, "letter", which, today=TODAY)
            assert (found is not None) is opens, (which, until)
        assert listed[record.id].sealed is not opens
        assert [one.sealed for one, _ in letters_in(record, seals)] == [not opens]
        assert (record.id in to_open) is (opens and until is not None)


def start_of(record):
    return datetime.fromisoformat(record.started).astimezone(UTC)
