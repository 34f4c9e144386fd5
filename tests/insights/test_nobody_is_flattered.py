"""People whom nothing changes look at their page whenever they like for a year: it never says that something did."""

import random
import re
from datetime import date, timedelta

import pytest
from lives import BEGAN, a_life
from reading import read
from tools import a_share_of, so_many

from selfattach import words
from selfattach.history.ids import day_of
from selfattach.history.seals import SealRules
from selfattach.insights import page as pages
from selfattach.insights.looking_back import look_back
from selfattach.insights.sources import OF_THE_LIBRARY
from selfattach.pages.of_looking_back import page_of_looking_back

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


# --- the same on paper


def on_paper(page):
    return read("".join(page_of_looking_back(page, with_numbers=True)))


@pytest.fixture(scope="module")
def papers(looks):
    """Some of these pages, each with the page of HTML that says the same."""
    some = a_share_of([page for of_one in looks for page in of_one], one_in=8)
    return [(page, on_paper(page)) for page in some]


def test_on_paper_stands_no_sentence_that_the_terminal_does_not_say(papers):
    ours = {"Looking back", words.INSIGHTS_SHOW_NUMBERS}
    for page, paper in papers:
        said = {*told(page).split("\n"), *ours, words.PAGE_AS_OF.format(day=words.day(page.insights.until))}
        for one in paper.every():
            if one.tag in ("h1", "h2", "h3", "p", "li", "blockquote"):
                assert set(one.text.split("\n")) <= said
        assert not LOWERS.search("\n".join(one.text for one in paper.every("main")))


def test_on_paper_pictures_and_tables_hold_the_days_and_the_bands_and_no_other_figure(papers):
    for page, paper in papers:
        found = page.insights
        months = {}
        for one in pages.days_to_draw(page):
            months.setdefault(f"{one:%B %Y}", []).append(str(one.day))
        days = [[month, ", ".join(days)] for month, days in months.items()]
        bands = [
            [str(one.first), str(one.sessions), f"{one.low} to {one.high}" if one.low < one.high else str(one.low)]
            for one in found.numbers.bands
        ]
        rows = [[cell.text for cell in row.parts] for body in paper.every("tbody") for row in body.every("tr")]
        assert rows == days + bands
        assert len(list(paper.every("circle"))) == len(pages.days_to_draw(page))
        assert len(list(paper.every("rect"))) == len(bands)
        drawn = sorted(one.text for one in paper.every("text"))
        assert drawn == sorted([*(["0", "10"] if bands else []), *(row[0] for row in bands)])


def test_on_paper_numbers_stand_only_where_they_are_asked_for(papers):
    for page, _ in papers:
        without = read("".join(page_of_looking_back(page, with_numbers=False)))
        numbers = set("\n".join(pages.numbers(page)).split("\n"))
        assert not numbers & {one.text for one in without.every("p")}
        assert list(without.every("rect")) == []


def test_on_paper_a_band_comes_with_what_it_cannot_tell(papers):
    with_bands = [paper for page, paper in papers if page.insights.numbers.bands]
    assert with_bands
    for paper in with_bands:
        (section,) = [one for one in paper.every("whole") if list(one.every("rect"))]  # which no page of paper parts
        assert [one.tag for one in section.parts][-2:] == ["figure", "p"]
        assert "cannot tell what helped" in section.parts[-1].text


# --- what may be said of it


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
