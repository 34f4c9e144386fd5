"""What the frame asks of the past: how well a practice is known, and whether the last days were quiet."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from playing import framed

from selfattach.engine.familiarity import CLOSES, close_of, familiar, next_close
from selfattach.history.index import SessionSummary

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
THIS = framed("- say: Hello.", intensity="moderate")


def summary(days_ago=10, *, exercise="made-up", felt="same", ending="done", answered=(), **figures):
    """One earlier session. Figures: before, after."""
    at = (NOW - timedelta(days=days_ago)).isoformat()
    measures = {f"distress.{moment}": figure for moment, figure in figures.items()}
    names = dict.fromkeys(answered, "")
    return SessionSummary(
        "S", (0, "", ""), exercise, "", at, at, True, ending, felt, 0, measures, names, (), (), (), (), ()
    )


class Past:
    """Earlier sessions, newest first."""

    def __init__(self, *sessions):
        self.sessions = sessions

    def latest(self, limit=None, exercise=None):
        return [one for one in self.sessions if exercise in (None, one.exercise)][:limit]


def known(*sessions, visit=None, last_close=""):
    visit = visit or 1 + sum(one.exercise == "made-up" for one in sessions)
    return familiar(THIS, Past(*sessions), visit, NOW, last_close)


def test_who_has_no_past_had_quiet_days():
    assert known().clear


@pytest.mark.parametrize(
    "newest",
    [
        summary(felt="harder"),
        summary(before=3, after=4),
        summary(2, exercise="another", before=7),
        summary(6, exercise="another", again=8),
        summary(3, exercise="another", ending="guard"),
    ],
    ids=["ended harder", "rose", "a 7 this week", "an 8 after steadying", "help this week"],
)
def test_such_a_session_is_no_quiet_day(newest):
    assert not known(newest, summary()).clear


@pytest.mark.parametrize(
    "newest",
    [
        summary(7, exercise="another", before=9),
        summary(1, before=4, after=3),
        summary(1, exercise="another", felt="harder"),
        summary(7, exercise="another", ending="guard"),
    ],
    ids=["a 9 a week ago", "a low one that fell", "another practice ended harder", "help a week ago"],
)
def test_such_a_session_is_a_quiet_day(newest):
    assert known(newest, summary()).clear


def test_only_the_last_two_of_the_practice_count_for_how_it_ended():
    assert known(summary(), summary(), summary(felt="harder")).clear
    assert not known(summary(), summary(felt="harder")).clear


def test_sessions_in_a_row_without_a_first_figure_are_counted_up_to_one_with_a_figure():
    assert known(summary(), summary(), summary(before=3)).left_open == 2
    assert known(summary(before=3), summary()).left_open == 0
    assert known(summary(ending="guard"), summary()).left_open == 0


def test_words_are_offered_to_who_always_leaves_it_open_and_not_again_within_ten_sessions():
    always = [summary() for _ in range(4)]
    assert known(*always).offers_words
    assert not known(*always[:2]).offers_words
    assert not known(summary(before=2), *always).offers_words
    assert not known(*always, summary(answered=["guard.words"]), *always).offers_words
    assert known(*[summary() for _ in range(9)], summary(answered=["guard.words"])).offers_words


@pytest.mark.parametrize(("visit", "asks"), [(1, True), (3, True), (4, False), (5, False), (6, True), (7, False)])
def test_a_gentle_practice_asks_how_it_left_one_at_first_and_then_every_third_time(visit, asks):
    assert known(summary(2), visit=visit).asks_felt is asks


def test_it_asks_too_where_nobody_said_so_for_three_weeks():
    assert known(summary(1, felt=None), summary(21), visit=4).asks_felt
    assert not known(summary(1, felt=None), summary(20), visit=4).asks_felt


def test_the_short_closes_come_in_turn_and_never_the_same_twice_running():
    last, seen = "", []
    for _ in range(12):
        last = next_close(last)
        seen.append(last)
    assert set(seen) == set(CLOSES)
    assert all(one != other for one, other in itertools.pairwise(seen))
    assert [close_of(frozenset({f"kind-close-{name}", "ground"})) for name in CLOSES] == [*CLOSES]
    assert close_of(frozenset({"kind-close"})) == ""
