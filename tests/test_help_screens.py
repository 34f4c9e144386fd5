"""Every screen of the page of help, for every country: it fits the smallest terminal, and the numbers stand on it."""

import re

import pytest
from playing import LIBRARY
from tools import a_share_of

from selfattach import words
from selfattach.engine.voice import Room
from selfattach.help.country import Place
from selfattach.help.helplines import read_helplines
from selfattach.help.page import OPENS_AT
from selfattach.help.screens import STILL, Facts, Screens
from selfattach.paths import HELPLINES
from selfattach.text import clean, wrap

LINES = read_helplines(LIBRARY / HELPLINES)
SMALL, USUAL, IN_LINES = Room(40, 15), Room(78, 24), Room(72, 0, plain=True)  # without the margin
PAGED = ("numbers", "card")
SCREENS = [STILL, *(name for name in words.HELP_SCREENS if name not in PAGED)]
CAN_BE_FIRST = {*OPENS_AT.values(), STILL, "seven", "too_much", "too_much_today", "harder", "after_two", "reach"}
TURNS = max(len(words.HELP_STEADY), len(words.HELP_WAITING))
CARD = (
    ("people", "Kim, any hour, 07700 900123"),
    ("people", "My sister, who rang when the cat died and said to ring at any hour of any day, 07700 900456"),
    ("professionals", "Dr Osei, 020 7946 0000"),
    ("what helps", "cold water"),
    ("what helps", "the bench by the river, with the dog if he likes"),
    ("places", "the library"),
)


def longest(of, but):
    """The country with the longest emergency number and name: the worst one to stand beside another."""
    return max((one for one in LINES.countries if one != but), key=of)


def told_beside(country):
    return len(f"{country.emergency} ({country.country})")


WITHOUT_NUMBERS = [LINES.of(name) for name in ("Laos", "Antigua and Barbuda", "Saint Vincent and the Grenadines")]
PLACES = {
    **{f"{one.code} known": Place(one) for one in (*LINES.countries, *WITHOUT_NUMBERS)},
    **{f"{one.code} guessed": Place(one, "clock") for one in LINES.countries},
    **{f"{one.code} or another": Place(one, "language", longest(told_beside, one)) for one in LINES.countries},
    "none": Place(),
}


def screens_of(place, room, card=()):
    """Yield every screen that a person can see: its name, whether it is the first one, and what stands on it."""
    for about in ("life", "violence"):
        screens = Screens(Facts(LINES, place, card), room, about)
        for name in SCREENS:
            for turn in range(TURNS if name in ("waiting", "too_much", "too_much_today") else 1):
                for first in (False, True) if name in CAN_BE_FIRST else (False,):
                    yield name, first, screens.screen(name, turn=turn, names_country=first)
        for name in PAGED:
            for page in screens.pages(name):
                yield name, False, page


def rows_of(screen, columns):
    """The rows that a terminal of so many columns shows of a screen, without any air."""
    rows = [row for text in screen.lines for row in wrap(clean(text), columns)]
    rows += [f"    {screen.open}"] if screen.open else []
    rows += [row for label in screen.ways.values() for row in wrap(clean(label), columns - 5)]
    rows += ["", *wrap(screen.below, columns)] if screen.below else []
    return rows


def text_of(screen):
    return "\n".join([*screen.lines, screen.below])


def each_number(text):
    """The emergency numbers, or whatever figures stand in a text."""
    return re.findall(r"\d+", text)


@pytest.fixture(params=a_share_of(PLACES, one_in=5), ids=lambda name: name.replace(" ", "-"))
def place(request):
    return PLACES[request.param]


def test_every_screen_fits_forty_columns_and_fifteen_rows(place):
    for name, first, screen in screens_of(place, SMALL):
        rows = rows_of(screen, SMALL.columns)
        assert len(rows) <= SMALL.rows, (name, first, rows)
        assert len(screen.ways) <= 9, name


def test_every_screen_with_a_card_fits_too_and_fits_eighty_columns(place):
    if place.other is not None:
        return  # a second emergency number stands where the card does not
    for room in (SMALL, USUAL):
        for name, first, screen in screens_of(place, room, CARD):
            rows = rows_of(screen, room.columns)
            assert len(rows) <= room.rows, (name, first, rows)


def test_on_every_screen_stand_an_emergency_number_and_somebody_to_talk_to(place):
    country, other = place.country, place.other
    for room in (SMALL, USUAL, IN_LINES):
        for name, first, screen in screens_of(place, room, CARD if room is USUAL else ()):
            text = text_of(screen)
            if country is None or not country.emergency:
                assert words.HELP_ANYWHERE in text, (name, first)
                continue
            for one in (country, *([other] if other else [])):
                assert one.first_emergency in each_number(text), (name, first, one.code, text)
            if other is not None and other.emergency != country.emergency:
                assert f"({country.country})" in text, (name, text)
                assert f"({other.country})" in text, (name, text)
            if name == "next_lines" or country.to_talk is None:
                continue  # the first line was tried a moment ago: here stand the next ones
            about_violence = next((one for one in country.of_kind("violence") if "phone" in one.way), None)
            numbers = [one.number for one in (country.to_talk, about_violence) if one]
            assert any(number in text for number in numbers), (name, first, text)


def test_the_numbers_of_a_country_are_its_own(place):
    """No screen shows a number to talk to that belongs to another country than the one it names."""
    if place.country is None:
        return
    own = {one.number for one in place.country.lines}
    for name, _, screen in screens_of(place, SMALL):
        if name in ("nine", "yes", "no", "reach"):
            told = re.findall(r"^(?:To talk:|Call) ([^,\n]+?)(?:,|\.?$)", text_of(screen), re.MULTILINE)
            assert all(any(number.startswith(one) for number in own) for one in told), (name, told)


def test_the_emergency_number_is_told_in_full_where_it_may_be_needed_at_once():
    for country in LINES.countries:
        screens = Screens(Facts(LINES, Place(country)), SMALL)
        for name in ("nine", "yes", "hurting", "rather_not"):
            assert country.emergency in text_of(screens.screen(name)), (country.code, name)


def test_no_number_is_broken_over_two_rows(place):
    for name, _, screen in screens_of(place, SMALL):
        text, rows = " ".join(text_of(screen).split()), rows_of(screen, SMALL.columns)
        for line in place.country.lines if place.country else ():
            if len(line.number) < SMALL.columns and line.number in text:
                assert any(line.number in row for row in rows), (name, line.number, rows)


# --- the first screen names its country, and whether it is a guess


def test_the_first_screen_names_its_country_and_says_whether_it_is_a_guess(place):
    for name, first, screen in screens_of(place, SMALL):
        if not first and name not in ("nine", STILL, "reach"):
            continue
        text = " ".join(text_of(screen).split())
        assert screen.keys == {"c": "country"}, name
        assert "c: " in text, name
        if place.country is None:
            assert words.HELP_NO_COUNTRY in text, name
            continue
        assert place.country.country in text, name
        assert ("is a guess" in text) is bool(place.guess), name
        if not place.country.emergency:
            assert words.HELP_PLACE_UNKNOWN.format(country=place.country.country) in text
            assert "These are for" not in text


def test_later_screens_do_not_name_it_again():
    screens = Screens(Facts(LINES, Place(LINES.of("SE"), "clock")), SMALL)
    for name in ("yes", "no", "waiting", "words", "closing", "too_much"):
        screen = screens.screen(name)
        assert (screen.keys, "guess" in text_of(screen)) == ({}, False), name


def test_the_day_after_the_question_comes_first_and_the_numbers_stand_below_the_answers():
    screen = Screens(Facts(LINES, Place(LINES.of("GB"), "clock")), SMALL).screen("next_day", names_country=True)
    assert "999" not in "\n".join(screen.lines)
    assert "116 123" in screen.below
    assert "999" in screen.below


# --- on eighty columns


def test_on_eighty_columns_the_lines_have_their_names_and_the_own_person_stands_beside_them():
    screens = Screens(Facts(LINES, Place(LINES.of("GB"), "clock"), CARD), USUAL)
    nine, yes = text_of(screens.screen("nine")), text_of(screens.screen("yes"))
    assert "116 123, Samaritans, free, day and night" in nine
    assert "Shout" in nine
    assert "Your card: Kim, any hour, 07700 900123" in nine
    assert words.HELP_NO_BETTER_REASON in nine
    assert "Samaritans" in yes
    assert "In danger, hurt, or taken something: call 999, even if you feel fine." in yes
    assert words.HELP_SOMEBODY_ELSE in yes
    assert "In danger now, or something taken already: 999" in nine
    small = text_of(Screens(Facts(LINES, Place(LINES.of("GB"), "clock"), CARD), SMALL).screen("nine"))
    assert "Samaritans" not in small
    assert "Kim" not in small


def test_an_own_person_told_at_length_does_not_push_the_numbers_off(place):
    long = (("people", "She said to ring at any hour, and to let it ring for a long time. " * 20),)
    for name, _, screen in screens_of(place, Room(70, 22), long):
        assert len(rows_of(screen, 70)) <= 22, name


# --- what is told when a line does not answer, and of one's own card


def test_the_next_lines_are_others_than_the_first_one():
    text = text_of(Screens(Facts(LINES, Place(LINES.of("GB"))), SMALL).screen("next_lines"))
    assert "116 123" not in text
    assert "85258" in text
    assert "111" in text
    assert words.HELP_NEXT_LINES in text


def test_where_there_is_no_other_line_it_says_to_try_the_same_again():
    text = text_of(Screens(Facts(LINES, Place(LINES.of("SE"))), SMALL).screen("next_lines"))
    assert words.HELP_NO_NEXT_LINE in text
    assert words.HELP_NEXT_LINES not in text


def test_where_there_is_no_line_to_talk_to_that_is_said_and_what_can_be_written_to():
    for code in ("KE", "ID"):
        country = LINES.of(code)
        text = text_of(Screens(Facts(LINES, Place(country)), SMALL).screen("no"))
        assert words.HELP_NO_LINE.format(country=country.country) in text
        assert country.first_emergency in text
    assert "healing119.id" in text


def test_at_a_door_about_violence_the_line_for_that_comes_with_the_police():
    text = text_of(Screens(Facts(LINES, Place(LINES.of("DE"))), SMALL, "violence").screen("violence"))
    line = LINES.of("DE").of_kind("violence")[0]
    assert line.number in text
    assert words.HELP_POLICE.format(number="110") in text
    assert "112" in text


def test_the_card_stands_on_reach_as_far_as_there_is_room_and_whole_behind_a_key():
    many = tuple(("people", f"Person {number}") for number in range(30))
    short, cut = (Screens(Facts(LINES, Place(LINES.of("SE")), card), SMALL) for card in (CARD[:1], many))
    assert CARD[0][1] in text_of(short.screen("reach"))
    assert "card" not in short.screen("reach").ways
    assert "card" in cut.screen("reach").ways
    told = "\n".join(text_of(page) for page in cut.pages("card"))
    assert [line for _, line in many if line not in told] == []


def test_without_a_card_that_is_said_and_nothing_is_offered_to_be_written():
    (page,) = Screens(Facts(LINES, Place(LINES.of("SE"))), SMALL).pages("card")
    assert words.HELP_NO_CARD in text_of(page)
    assert list(page.ways) == ["back"]


def test_of_a_card_that_cannot_be_looked_at_this_is_said_and_not_that_there_is_none(place):
    for card, note in (((), words.SUPPORT_CARD_LOCKED), (CARD, words.SUPPORT_CARD_TORN)):
        screens = Screens(Facts(LINES, place, card, note), SMALL)
        reach, pages = screens.screen("reach"), screens.pages("card")
        assert "card" in reach.ways
        assert len(rows_of(reach, SMALL.columns)) <= SMALL.rows
        told = " ".join(" ".join(page.lines[0] for page in pages).split())
        assert note in told
        assert words.HELP_NO_CARD not in told


def test_more_numbers_has_every_line_of_the_country_the_directories_and_the_two_sentences_last(place):
    pages = Screens(Facts(LINES, place), SMALL).pages("numbers")
    told = " ".join(" ".join(page.lines[0] for page in pages).split())
    for line in place.country.lines if place.country else ():
        assert line.number in told
    for last in (words.HELP_DIRECTORIES, *words.HELP_SOMEBODY_ELSE.split("\n")):
        assert last in told
    assert told.rstrip().endswith(words.HELP_SOMEBODY_ELSE.rpartition("\n")[2])
    if place.country is None:
        assert [one.country for one in LINES.countries if f"{one.country}: {one.emergency}" not in told] == []


# --- words that do not belong here


FORBIDDEN = re.compile(
    r"you are not alone|\bjust\b|\bsimply\b|\bshould\b|!|\bbreath|\binhale|\bcount to\b|\bcongratulations\b"
    r"|\bwell done\b|\bproud\b|\bpills?\b|\bknife\b|\brope\b|\bbridge\b|\bgun\b|\bblade\b|\boverdose\b|\bjump"
    r"|\bletter\b|https?://|\bhow hard\b|\bfinished\b|\bkept as\b|\bnext hour\b",
    re.IGNORECASE,
)


def test_words_that_have_no_place_here_stand_nowhere(place):
    for room in (SMALL, USUAL, IN_LINES):
        for name, _, screen in screens_of(place, room):
            if name != "numbers":  # names of lines are theirs
                said = "\n".join([text_of(screen), screen.open, *screen.ways.values()])
                assert not FORBIDDEN.search(said.replace("A letter or two", "")), (name, FORBIDDEN.search(said))


def test_nothing_that_steadies_is_about_a_feeling():
    for text in (*words.HELP_STEADY, *words.HELP_WAITING):
        assert not FORBIDDEN.search(text)
        assert not re.search(r"\bfeel", text, re.IGNORECASE), text
    assert len(set(words.HELP_WAITING)) == 4
    assert len(set(words.HELP_STEADY)) == len(words.HELP_STEADY)
