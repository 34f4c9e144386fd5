"""A table of situations: who comes, with what behind them, and what is offered, or never."""

import pytest
from shelf import EVENING, KNOWN, MAPS, MORNING, NIGHT, NOON, SHELF, TODAY, names, offered, past

from selfattach.coach.offers import FEELINGS
from selfattach.script.model import BARRIERS, SERVES

NOTICING = ("mindfulness-check-in", "one-sound", "not-only-me")
ROSE = {"before": 3, "after": 5}
HARDER = {"felt": "harder"}


def intensities(advice):
    return {offer.practice.intensity for offer in advice.offers}


@pytest.mark.parametrize("feeling", ["", *FEELINGS])
def test_somebody_new_is_offered_two_gentle_ones_of_two_families(feeling):
    advice = offered(past(), feeling=feeling)
    assert len(advice.offers) == 2
    assert intensities(advice) == {"gentle"}
    assert len({offer.practice.family for offer in advice.offers}) == 2


def test_somebody_new_is_offered_noticing_and_nothing_long():
    advice = offered(past())
    assert all("mindfulness" in offer.practice.components for offer in advice.offers)
    assert all(offer.practice.minutes <= 5 for offer in advice.offers)


def test_noticing_and_not_only_me_come_before_kindness():
    first = offered(past("mindfulness-check-in", "one-sound"))
    assert any("common-humanity" in offer.practice.components for offer in first.offers)
    kindness = [practice for practice in SHELF if practice.components == ("self-kindness",)]
    assert kindness
    assert not {practice.id for practice in kindness} & set(names(offered(past())))


def test_moderate_ones_open_after_three_sessions_and_not_before():
    seen = {
        offer.practice.intensity for wanted in BARRIERS for offer in offered(past(*NOTICING[:2]), wanted=wanted).offers
    }
    assert seen == {"gentle"}
    walked = [*NOTICING, "name-the-feeling", "meet-the-critic"]
    assert "inner-critic-reframe" in names(offered(past(*walked), wanted="inner-critic"))


@pytest.mark.parametrize("wanted", ["", *BARRIERS])
def test_deep_ones_are_never_offered_before_the_way_to_them_was_walked(wanted):
    some = past(*NOTICING, "like-a-friend", "inner-critic-reframe", "small-promise", "someone-who-was-kind")
    assert "deep" not in intensities(offered(some, wanted=wanted))


def test_a_deep_one_is_offered_where_the_person_asked_for_its_way_and_walked_it():
    way = [one for one in MAPS["inner-critic"] if KNOWN[one].intensity != "deep"]
    assert "three-voices" in names(offered(past(*way), wanted="inner-critic"))
    assert "three-voices" not in names(offered(past(*way)))
    careful = past(*way[:-1], (way[-1], {"ending": "guard"}))
    assert "three-voices" not in names(offered(careful, wanted="inner-critic"))


def test_two_sessions_in_a_row_that_ended_higher_suggest_a_break():
    twice = past(*NOTICING, ("inner-critic-reframe", ROSE), ("evening-notes", ROSE))
    assert offered(twice).first == "break"
    assert intensities(offered(twice)) == {"gentle"}
    once = past(*NOTICING, ("inner-critic-reframe", ROSE), ("evening-notes", {"before": 5, "after": 5}))
    assert offered(once).first == ""


def test_three_harder_in_a_row_bring_the_support_page_and_gentle_ones():
    three = past(*NOTICING, ("like-a-friend", HARDER), ("two-columns", HARDER), ("own-name", HARDER))
    assert offered(three).first == "support"
    assert intensities(offered(three)) == {"gentle"}
    two = past(*NOTICING, ("like-a-friend", HARDER), "two-columns", ("own-name", HARDER))
    assert offered(two).first == ""


def test_after_a_guard_only_gentle_ones_for_two_days():
    guarded = past(*NOTICING, "like-a-friend", ("inner-critic-reframe", {"ending": "guard"}))
    for wanted in ("", *BARRIERS):
        assert intensities(offered(guarded, wanted=wanted)) == {"gentle"}
    later = TODAY.replace(day=29)
    assert "moderate" in {
        one for wanted in BARRIERS for one in intensities(offered(guarded, today=later, wanted=wanted))
    }


def test_too_much_is_met_with_the_support_page_and_something_to_hold_on_to():
    advice = offered(past(*NOTICING, "like-a-friend"), feeling="too_much")
    assert advice.first == "support"
    assert advice.offers[0].practice.family == "steadying"


@pytest.mark.parametrize("feeling", [feeling for feeling in FEELINGS if feeling != "all_right"])
def test_what_is_offered_first_fits_what_was_said(feeling):
    families, barriers = FEELINGS[feeling]
    best = offered(past(*NOTICING, "settle", "own-name"), feeling=feeling).offers[0].practice
    assert best.family in families or set(best.barriers) & set(barriers)


@pytest.mark.parametrize("minutes", [1, 2, 3, 5, 10])
def test_nothing_is_offered_that_takes_longer_than_there_is_time(minutes):
    advice = offered(past(*NOTICING, "settle"), minutes=minutes)
    assert advice.offers
    assert all(offer.practice.minutes <= minutes for offer in advice.offers)


def test_what_helped_before_counts_and_what_made_it_harder_too():
    helped = past(*NOTICING, *[("own-name", {"felt": "helped"}), "settle", "one-sound", "someone-somewhere", "settle"])
    harder = past(*NOTICING, *[("own-name", HARDER), "settle", "one-sound", "someone-somewhere", "settle"])
    weights = [
        next(
            sum(reason.weight for reason in offer.reasons if reason.kind in {"helped", "harder"})
            for offer in offered(one, not_these=frozenset(set(KNOWN) - {"own-name", "settle"})).offers
            if offer.practice.id == "own-name"
        )
        for one in (helped, harder)
    ]
    assert weights == [1.0, -2.0]


@pytest.mark.parametrize("barrier", BARRIERS)
def test_what_was_marked_in_the_inventory_is_not_forgotten_on_the_next_day(barrier):
    walked = past("one-sound")
    comes_next = next(one for one in MAPS[barrier] if one in KNOWN)
    advice = offered(walked, marked=(barrier,), next=comes_next)
    assert names(advice)[0] == comes_next
    assert [offer.why.kind for offer in advice.offers] == ["marked_next", "marked"]
    assert all(barrier in offer.practice.barriers for offer in advice.offers)
    assert intensities(advice) == {"gentle"}


def test_what_is_said_today_weighs_more_than_what_was_marked_on_another_day():
    advice = offered(past("one-sound"), feeling="wound_up", marked=("inner-critic",), next="name-the-feeling")
    assert advice.offers[0].practice.family == "steadying"
    assert advice.offers[0].why.kind == "feeling"


def test_after_one_that_helped_another_of_its_kind_is_offered_and_not_the_same_one_again():
    advice = offered(past("one-sound", ("three-of-each", {"felt": "helped"})))
    assert advice.offers[0].practice.family == "steadying"
    assert advice.offers[0].why.kind == "akin"
    assert "three-of-each" not in names(advice)


@pytest.mark.parametrize("ident", ["three-of-each", "name-the-feeling", "worries-about-kindness", "good-company"])
def test_after_one_that_made_things_harder_its_kind_stays_back_and_something_light_is_offered(ident):
    best, _ = offered(past("one-sound", (ident, HARDER))).offers
    assert best.practice.family != KNOWN[ident].family
    assert best.practice.family == "steadying" or best.practice.minutes <= 3


@pytest.mark.parametrize("day", range(1, 29))
def test_noticing_is_a_reason_for_noticing_alone_and_not_for_a_letter(day):
    for offer in offered(past("one-sound", "barrier-inventory", "about-noticing"), today=TODAY.replace(day=day)).offers:
        if offer.why.kind in {"noticing_first", "not_alone_next"}:
            assert "self-kindness" not in offer.practice.components


HOURS = {
    "a-bad-night": ({EVENING, NIGHT}, "emotional-backlog"),
    "evening-notes": ({EVENING, NIGHT}, "well-being"),
    "one-thing-you-did": ({EVENING, NIGHT, NOON}, "positive-self-view"),
}


@pytest.mark.parametrize("ident", HOURS)
@pytest.mark.parametrize("hour", [MORNING, NOON, EVENING, NIGHT])
def test_what_is_for_an_hour_of_the_day_is_offered_then_and_at_no_other(ident, hour):
    fitting, wanted = HOURS[ident]
    others = frozenset(KNOWN) - {ident}
    seen = names(offered(past(*NOTICING), hour=hour, wanted=wanted, not_these=others))
    assert seen == ([ident] if hour in fitting else [])


def test_what_speaks_of_an_hour_of_the_day_in_its_title_or_is_a_page_for_it_says_in_its_head_when_it_is_offered():
    bound = {practice.id for practice in SHELF if practice.hours}
    assert bound == set(HOURS)
    assert {ident for ident in KNOWN if {"night", "evening", "morning"} & set(ident.split("-"))} <= bound


def test_at_another_hour_the_next_one_on_a_way_comes_first():
    walked = past(*NOTICING, "three-of-each", "slow-breathing")
    assert names(offered(walked, hour=NIGHT, wanted="emotional-backlog"))[0] == "a-bad-night"
    assert names(offered(walked, hour=NOON, wanted="emotional-backlog"))[0] == "one-thing-at-a-time"


def test_not_these_brings_others():
    first = names(offered(past(*NOTICING)))
    assert not set(first) & set(names(offered(past(*NOTICING), not_these=frozenset(first))))


def test_a_way_is_walked_in_its_order():
    walked = []
    for _ in range(4):
        walked.append(names(offered(past(*walked), wanted="trusting-myself"))[0])
    assert walked == MAPS["trusting-myself"][:4]


@pytest.mark.parametrize("word", SERVES)
def test_a_way_to_what_is_served_is_walked_in_the_order_of_its_map_by_its_practices(word):
    practices = [ident for ident in MAPS[word] if ident in KNOWN]
    walked = []
    for ident in practices:
        first = offered(past(*["one-sound"] * 3, *walked), wanted=word).offers[0]
        assert (first.practice.id, first.why.kind) == (ident, "next_on_the_way")
        walked.append(ident)


def test_the_same_day_and_the_same_past_bring_the_same_and_another_day_may_not():
    assert offered(past(*NOTICING)) == offered(past(*NOTICING))
    days = {tuple(names(offered(past(), today=TODAY.replace(day=day)))) for day in range(1, 29)}
    assert len(days) > 1


def test_where_nothing_fits_nothing_is_offered():
    assert offered(past(), wanted="nothing-known").offers == ()
