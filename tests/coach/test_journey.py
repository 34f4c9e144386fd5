"""The way of fourteen practices: for what it is, in which order, and what is offered next."""

import pytest
from shelf import EVENING, KNOWN, MAPS, NOON, SHELF, TODAY, past

from selfattach.coach.journey import LENGTH, barriers_of, journey
from selfattach.coach.past import Past
from selfattach.script.model import BARRIERS


def on_the_way(barriers, since=None, whole=None, hour=EVENING):
    since = since or Past()
    return journey(barriers, MAPS, SHELF, since, whole or since, TODAY, hour)


def test_the_two_or_three_highest_of_the_inventory_are_what_it_is_for():
    figures = {"inner-critic": 5, "impatience": 4, "no-models": 3, "trusting-myself": 5, "early-attachment": 4}
    assert barriers_of(figures) == ("inner-critic", "trusting-myself", "impatience")
    assert barriers_of(dict.fromkeys(BARRIERS, 2)) == ()


@pytest.mark.parametrize("barrier", BARRIERS)
def test_every_barrier_has_a_way_of_fourteen_that_begins_gently_and_holds_nothing_deep(barrier):
    way = on_the_way([barrier]).way
    assert len(way) == len(set(way)) == LENGTH
    assert KNOWN[way[0]].intensity == "gentle"
    assert "deep" not in {KNOWN[one].intensity for one in way}
    assert set(way) & set(MAPS[barrier])


def test_several_barriers_take_turns():
    way = on_the_way(["inner-critic", "emotional-backlog"]).way
    assert way[:4] == (
        MAPS["inner-critic"][0],
        MAPS["emotional-backlog"][0],
        MAPS["inner-critic"][1],
        MAPS["emotional-backlog"][1],
    )


def test_what_was_tried_is_behind_and_the_next_one_is_offered():
    fresh = on_the_way(["inner-critic"])
    assert (fresh.tried, fresh.next) == ((), fresh.way[0])
    later = on_the_way(["inner-critic"], past((fresh.way[0], {"felt": "helped"}), fresh.way[1]))
    assert later.tried == fresh.way[:2]
    assert later.settled == fresh.way[:1]
    assert later.next == fresh.way[2]
    assert not later.is_walked


def test_a_moderate_one_waits_until_it_is_open_and_the_next_gentle_one_comes_first():
    careful = past("mindfulness-check-in", "one-sound", ("inner-critic-reframe", {"ending": "guard"}))
    now = journey(["inner-critic"], MAPS, SHELF, Past(), careful, TODAY, EVENING)
    assert KNOWN[now.next].intensity == "gentle"


def test_a_way_that_was_walked_offers_nothing_more():
    way = on_the_way(["no-models"]).way
    end = on_the_way(["no-models"], past(*way))
    assert end.is_walked
    assert end.next == ""


def test_how_far_it_went_is_told_by_kinds_and_by_what_one_said_helped_on_the_way_or_beside_it():
    lower = {"before": 6, "after": 5}
    now = on_the_way(
        ["inner-critic"], past(("name-the-feeling", {"felt": "helped"}), ("inner-critic-reframe", lower), "settle")
    )
    assert now.kinds == ("noticing", "self-talk", "steadying")
    assert now.settled == ("name-the-feeling",)


def test_figures_that_fell_are_no_reason_to_keep_a_practice_up():
    way = on_the_way(["no-models"]).way
    walked = past(*((one, {"before": 6, "after": 3}) for one in way))
    assert on_the_way(["no-models"], walked).upkeep == ""


def test_once_the_way_is_walked_what_helped_comes_again_after_a_week_the_one_longest_ago_first():
    way = on_the_way(["no-models"]).way
    walked = past(*((one, {"felt": "helped"}) for one in way))
    assert on_the_way(["no-models"], walked).upkeep == way[0]
    lately = past(*way[:-1], (way[-1], {"felt": "helped"}))
    assert on_the_way(["no-models"], lately).upkeep == ""
    assert on_the_way(["no-models"], past(*way)).upkeep == ""
    half = past(*((one, {"felt": "helped"}) for one in way[:10]))
    assert on_the_way(["no-models"], half).upkeep == ""


def test_what_is_most_in_the_way_comes_first_even_where_its_map_begins_with_a_reading():
    assert MAPS["impatience"][0] not in KNOWN
    assert on_the_way(["impatience", "resistance-to-change"]).next == MAPS["impatience"][1]


def test_without_a_barrier_it_is_the_core_of_the_three_components():
    way = on_the_way([]).way
    assert way[:3] == (MAPS["mindfulness"][0], MAPS["common-humanity"][0], MAPS["self-kindness"][0])


def test_what_is_for_another_hour_waits_for_it_and_the_one_after_comes_first():
    way = on_the_way(["emotional-backlog"]).way
    before = way[: way.index("a-bad-night")]
    assert on_the_way(["emotional-backlog"], past(*before)).next == "a-bad-night"
    at_noon = on_the_way(["emotional-backlog"], past(*before), hour=NOON)
    assert (at_noon.next, at_noon.later) == (way[len(before) + 1], "")
    left = on_the_way(["emotional-backlog"], past(*(one for one in way if one != "a-bad-night")), hour=NOON)
    assert (left.next, left.later, left.is_walked) == ("", "a-bad-night", False)
