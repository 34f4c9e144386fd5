"""The page of help on one sheet: at most sixty lines of 72 columns, with the whole card and a number of each kind."""

import pytest
from playing import LIBRARY
from tools import naming

from selfattach import words
from selfattach.help.facts import find_facts
from selfattach.help.helplines import KINDS, read_helplines
from selfattach.help.paper import numbers_for_a_sheet, page_for_paper
from selfattach.paths import HELPLINES
from selfattach.text import wrap

SETTINGS_FILE = LIBRARY / HELPLINES
LINES = read_helplines(SETTINGS_FILE)
NOWHERE = {"TZ": "UTC", "LANG": "C"}
CARD = ["signs:", "  I stop washing up", "people:", "  Kim, any hour, 07700 900123", "what helps:", "  Cold water"]


def sheet(country="", card=(), missing="", file=SETTINGS_FILE):
    lines = page_for_paper(find_facts(file, country, NOWHERE, card), card, missing)
    return [row for line in lines for row in wrap(line, 72)]


@pytest.mark.parametrize("rows", [0, 6, 25, 40, 200])
def test_it_is_one_sheet_whatever_stands_on_the_card(rows):
    card = ["people:", *(f"  Somebody with a long name, number {row}, any hour" for row in range(rows))] if rows else []
    for country in ("", *(one.code for one in LINES.countries)):
        with naming(country):
            told = sheet(country, card, "Not looked at: your settings.")
            assert len(told) <= 60
            assert told[-1] == "Not looked at: your settings."
            assert words.HELP_DIRECTORIES in told


@pytest.mark.parametrize("country", LINES.countries, ids=lambda one: one.code)
def test_the_card_is_whole_with_its_signs_and_a_number_of_each_kind_that_is_known_stands_there(country):
    told = sheet(country.code, CARD)
    assert told[: len(CARD) + 1] == [words.SUPPORT_CARD, *CARD]
    text = " ".join(" ".join(told).split())
    assert country.emergency in text
    for kind in KINDS:
        assert all(line.number in text for line in country.of_kind(kind)[:1])
    assert words.HELP_AGE.format(day=words.day(LINES.checked_on)) in text


def test_where_the_card_is_long_the_longer_lists_are_cut_first():
    card = ["people:", *(f"  Person {number}" for number in range(35))]
    short, whole = " ".join(sheet("GB", card)), " ".join(sheet("GB", CARD))
    assert "Person 34" in short
    assert all(number in short for number in ("999", "116 123", "0808 2000 247", "0800 1111"))
    assert "0808 80 10 800" in whole
    assert "0808 80 10 800" not in short


def test_a_card_longer_than_a_sheet_says_where_the_rest_is():
    card = ["people:", *(f"  Person {number}" for number in range(100))]
    told = sheet("SE", card)
    assert words.SUPPORT_CARD_CUT in told
    assert "90101" in " ".join(told)
    assert told.index("  Person 0") < told.index(words.SUPPORT_CARD_CUT)


def test_without_a_country_every_country_stands_there_two_in_a_row_where_they_fit():
    told = "\n".join(sheet())
    for one in LINES.countries:
        assert f"{one.country}: {one.emergency}" in told
    assert words.SUPPORT_SAY_COUNTRY in told


def test_of_a_country_that_nothing_is_known_for_no_other_one_is_named():
    told = " ".join(sheet("Laos"))
    assert "No line and no number is known here for Laos." in told
    assert not [one.country for one in LINES.countries if one.country in told]


def test_it_stands_without_the_numbers(tmp_path):
    told = sheet("Sweden", CARD, "Not looked at: the numbers of countries.", tmp_path / "none")
    assert "112 Europe, many mobiles  911 N. America" in told
    assert told[1:7] == CARD


def test_the_end_of_another_sheet_has_a_number_of_each_kind_and_no_card():
    for country in LINES.countries:
        with naming(country.code):
            told = "\n".join(numbers_for_a_sheet(find_facts(SETTINGS_FILE, country.code, NOWHERE, CARD)))
            assert country.emergency in told
            assert all(line.number in told for kind in KINDS for line in country.of_kind(kind)[:1])
            assert "Kim" not in told
            assert told.count("\n") < 25


def test_where_no_country_is_known_it_says_how_numbers_are_found():
    anywhere, directories, how = numbers_for_a_sheet(find_facts(SETTINGS_FILE, "", NOWHERE, ()))
    assert words.HELP_ANYWHERE in anywhere
    assert (directories, how) == (words.HELP_DIRECTORIES, words.SUPPORT_SAY_COUNTRY)
