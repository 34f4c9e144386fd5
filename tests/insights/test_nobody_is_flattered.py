"""People whom nothing changes look at their page whenever they like for a year: it never says that something did."""

import random
import re
from datetime import date, timedelta

import pytest
from lives import BEGAN, a_life
from tools import so_many

from selfattach import words
from selfattach.history.ids import day_of
from selfattach.history.seals import SealRules
from selfattach.insights import page as pages
from selfattach.insights.looking_back import look_back
from selfattach.insights.sources import OF_THE_LIBRARY

PEOPLE, LOOKS = so_many(1000, one_in=3), 12
# how a sentence could say that numbers fell after something
LOWERS = re.compile(r"less hard|easier|lower|fell|eased|better|went down|by \d|from \d+ to \d+|\d+ % ")
TODAY = BEGAN.date() + timedelta(days=365)


def seen(sessions, today, since=None):
    seals = SealRules(today, lambda: None)
    found = look_back(reversed(sessions), [], OF_THE_LIBRARY, seals, since=since, today=today)
    return pages.Page(found, None, "all" if since is None else "days")


def told(page):
    return "\n".join([*pages.opening(page), *pages.parts(page, dots=True), *pages.numbers(page)])


@pytest.fixture(scope="module")
def looks():
    """For each person, every page that was looked at: now over a month, now over all."""
    found = []
    for number in range(PEOPLE):
        chance, life = random.Random(-number - 1), a_life(number)
        days = sorted(BEGAN.date() + timedelta(days=chance.randrange(366)) for _ in range(LOOKS))
        found.append([_look(life, day, chance) for day in days])
    return found


def _look(life, day, chance):
    before = [one for one in life if day_of(one.started) <= day]
    return seen(before, day, chance.choice([None, day - timedelta(days=30)]))


def test_nobody_meets_a_sentence_that_says_something_they_did_lowers_their_numbers(looks):
    met = sum(any(LOWERS.search(told(page)) for page in of_one) for of_one in looks)
    assert met <= len(looks) // 10
    assert met == 0  # ten in a hundred are allowed; the page has no such sentence at all


def test_the_sentence_that_stood_on_the_journey_would_have_been_found():
    assert LOWERS.search("The moment was less hard after: Settle.")


def test_beside_a_practice_stands_how_often_it_was_said_to_help_and_no_other_figure(looks):
    for page in (page for of_one in looks for page in of_one):
        rows = {row.title: row for row in page.insights.helped}
        for line in told(page).split("\n"):
            title = next((one for one in rows if line.startswith(one)), None)
            if title is not None:
                row = rows[title]
                of_how_many, _, said = line.removeprefix(title).partition(": ")
                assert of_how_many in ("", f", asked {row.asked} of {row.times} times")
                assert (of_how_many == "") == (row.asked == row.times)
                assert _counts_in(said) == (row.helped, row.same, row.harder)


def _counts_in(said):
    """What a line says of a practice: helped, the same, harder; anything else there is refused."""
    counts = [0, 0, 0]
    for part in said.split(", "):
        what, times = re.fullmatch(r"(?:it )?(helped|(?:about )?the same|harder)(?: (.+))?", part).groups()
        place = ("helped", "the same", "harder").index(what.removeprefix("about "))
        counts[place] = words.TIMES.index(times) + 1 if times in words.TIMES else int(times or 1)
    return tuple(counts)


def test_the_numbers_say_nothing_of_which_practice_it_was():
    for number in range(so_many(200, one_in=10)):
        life = a_life(number)
        others = [one.exercise for one in life]
        random.Random(number).shuffle(others)
        swapped = [_as(one, other) for one, other in zip(life, others, strict=True)]
        assert pages.numbers(seen(life, TODAY)) == pages.numbers(seen(swapped, TODAY))


def _as(session, exercise):
    from msgspec.structs import replace  # noqa: PLC0415  for these

    return replace(session, exercise=exercise, title=f"The {exercise}")


def test_what_is_told_of_practices_says_nothing_of_the_numbers():
    from msgspec.structs import replace  # noqa: PLC0415  for these

    for number in range(so_many(200, one_in=10)):
        life = a_life(number)
        without = [replace(one, answers=()) for one in life]
        assert seen(life, TODAY).insights.helped == seen(without, TODAY).insights.helped
        assert pages.parts(seen(life, TODAY)) == pages.parts(seen(without, TODAY))


def test_in_the_first_three_months_no_number_is_told_but_how_many_there_are(looks):
    for page in (page for of_one in looks for page in of_one):
        numbers = page.insights.numbers
        if page.insights.until - BEGAN.date() < timedelta(days=90):
            assert numbers.bands == ()
            assert pages.plain(page)["numbers"]["bands"] == []
            (line,) = pages.numbers(page)
            assert line == words.numbers_in_words(numbers.pairs, numbers.sessions, early=True)
            assert set(map(int, re.findall(r"\d+", line))) <= {numbers.pairs, numbers.sessions}


def test_a_band_always_comes_with_what_it_cannot_tell(looks):
    with_bands = [page for of_one in looks for page in of_one if page.insights.numbers.bands]
    assert with_bands
    assert all("cannot tell what helped" in pages.numbers(page)[-1] for page in with_bands)


def test_days_are_days_and_nothing_missed_is_counted(looks):
    for page in (page for of_one in looks for page in of_one):
        assert not re.search(r" of (30|365) days|in a row|streak|missed", told(page))
        assert all(isinstance(one, date) for one in page.insights.days)
