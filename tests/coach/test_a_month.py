"""A month of home and coach for several people, day by day: what is offered, and in which words."""

from datetime import timedelta

import pytest
from shelf import EVENING, MAPS, SHELF, TODAY, past

from selfattach import words
from selfattach.cli.practise.choose_practice import reasons_of
from selfattach.coach.offers import Wish, advise
from selfattach.coach.past import Past, Practised

DAYS = 30


def never_practises(_advice, _day):
    return None


def takes_the_first(advice, day):
    return Practised(advice.offers[0].practice.id, day, felt="helped")


def cannot_tell(advice, day):
    return Practised(advice.offers[-1].practice.id, day, felt="same")


def is_left_harder_every_third_day(advice, day):
    return Practised(advice.offers[0].practice.id, day, felt="harder" if day.toordinal() % 3 == 0 else "same")


def a_month(does, known):
    """Yield each day with what is offered, and the lines of home."""
    for number in range(DAYS):
        day = TODAY + timedelta(days=number)
        advice = advise(SHELF, MAPS, known, Wish(), day, EVENING)
        reasons = reasons_of(advice, day)
        greeting = words.of_the_day(words.WELCOME_BACK, day)
        yield day, advice, [greeting, *reasons.values()]
        done = does(advice, day)
        if done is not None:
            known = known.and_then(done)


HISTORIES = {
    "looks in and never practises": (never_practises, Past()),
    "practises the first offer each day": (takes_the_first, Past()),
    "knows eight, and never can tell": (
        cannot_tell,
        past("mindfulness-check-in", "one-sound", "not-only-me", "settle"),
    ),
    "is left harder every third day": (is_left_harder_every_third_day, past("one-sound", "settle")),
}


@pytest.mark.parametrize("who", HISTORIES)
def test_no_line_of_home_and_no_reason_is_met_twice_within_three_days(who):
    shown = [lines for _, _, lines in a_month(*HISTORIES[who])]
    for number, lines in enumerate(shown):
        assert len(set(lines)) == len(lines), (number, lines)
        for earlier in shown[max(number - 2, 0) : number]:
            assert not set(lines) & set(earlier), (number, lines)


@pytest.mark.parametrize("who", HISTORIES)
def test_in_a_month_no_line_stands_there_on_more_than_ten_days(who):
    lines = [line for _, _, lines in a_month(*HISTORIES[who]) for line in lines]
    assert max(lines.count(line) for line in lines) <= 10


def test_every_reason_has_four_ways_or_eight_and_no_sentence_stands_for_two():
    assert {len(set(ways)) for ways in words.REASONS.values()} == {4, 8}
    whole = [way for ways in words.REASONS.values() for way in ways if "{" not in way]
    assert len(whole) == len({*whole, *words.WELCOME_BACK}) - len(words.WELCOME_BACK)


def test_who_could_not_put_a_number_on_it_three_times_is_offered_what_asks_for_no_feeling():
    moderate = [one.id for one in SHELF if one.intensity == "moderate"][:3]
    known = Past()
    for ident in moderate:
        known = known.and_then(Practised(ident, TODAY - timedelta(days=5), felt="same"))
    offers = advise(SHELF, MAPS, known, Wish(), TODAY, EVENING).offers
    assert "open" in {reason.kind for offer in offers for reason in offer.reasons}
    with_numbers = Past()
    for ident in moderate:
        with_numbers = with_numbers.and_then(Practised(ident, TODAY - timedelta(days=5), felt="same", before=3))
    offers = advise(SHELF, MAPS, with_numbers, Wish(), TODAY, EVENING).offers
    assert "open" not in {reason.kind for offer in offers for reason in offer.reasons}
