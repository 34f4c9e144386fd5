"""Helplines: few, each with a source and how far it was checked; found by any name a person may type."""

import json
from datetime import date

import pytest
from playing import LIBRARY
from tools import naming

from selfattach import words
from selfattach.errors import SelfattachError
from selfattach.help.facts import find_facts, page_in_lines
from selfattach.help.helplines import KINDS, read_helplines
from selfattach.paths import HELPLINES

SETTINGS_FILE = LIBRARY / HELPLINES
LINES = read_helplines(SETTINGS_FILE)
EVERY_LINE = [(country.code, line) for country in LINES.countries for line in country.lines]


def page(country="", file=SETTINGS_FILE):
    return page_in_lines(find_facts(file, country, {"TZ": "UTC", "LANG": "C"}, []), [], [], usual=False)


def names(found):
    return [one.country for one in found]


# --- what the file holds


def test_there_are_53_countries_each_once():
    assert len(LINES.countries) == 53
    everywhere = (*LINES.countries, *LINES.elsewhere)
    assert len({one.code for one in everywhere}) == len(everywhere)
    assert len({one.country for one in everywhere}) == len(everywhere)


@pytest.mark.parametrize("country", LINES.countries, ids=lambda one: one.code)
def test_every_country_has_an_emergency_number_a_clock_and_lines(country):
    assert country.code.isalpha()
    assert (len(country.code), country.code) == (2, country.code.upper())
    assert any(sign.isdecimal() for sign in country.emergency)
    assert country.first_emergency.isdecimal()
    assert country.first_emergency in country.emergency
    assert country.zones
    assert country.lines


def test_every_line_says_what_it_is_and_how_far_it_was_checked():
    for code, line in EVERY_LINE:
        with naming((code, line.number)):
            assert all((line.name, line.number, line.way, line.source))
            assert line.kind in KINDS
            assert line.mark in {"verified", "secondary"}
            assert line.sure in {"high", "good", "fair"}
            assert set(line.way.partition(" (")[0].split(", ")) <= {"phone", "text", "chat", "web"}
            assert any(sign.isdecimal() for sign in line.number) or line.way == "web"
            assert line.as_of == 0 or 2000 <= line.as_of <= LINES.checked_on.year
            assert all(address.startswith(("https://", "http://")) for address in line.urls)


def test_no_clock_stands_for_two_countries():
    zones = [zone for country in LINES.countries for zone in country.zones]
    assert len(set(zones)) == len(zones)


def test_no_name_stands_for_two_countries():
    owners = {}
    for one in (*LINES.countries, *LINES.elsewhere):
        for name in one.names:
            assert owners.setdefault(name.casefold(), one.code) == one.code, name


def test_for_other_countries_there_is_a_name_and_no_number():
    for elsewhere in LINES.elsewhere:
        assert elsewhere.country, elsewhere.code
        assert (elsewhere.emergency, elsewhere.lines, elsewhere.zones) == ("", (), ()), elsewhere.code


def test_the_line_to_talk_to_is_a_crisis_line_by_phone_that_answers_day_and_night_where_there_is_one():
    assert LINES.of("GB").to_talk.number == "116 123"
    for country in LINES.countries:
        spoken = [one for one in country.of_kind("crisis") if "phone" in one.way]
        if country.to_talk is None:
            assert spoken == []
        else:
            assert country.to_talk in spoken
            assert country.to_talk.hours == "day and night" or "day and night" not in [one.hours for one in spoken]


def test_the_whole_emergency_number_has_a_short_form():
    assert LINES.of("ZA").emergency == "112 from a mobile phone, or 10177"
    assert LINES.of("ZA").first_emergency == "112"
    assert LINES.of("FR").first_emergency == "15"


# --- the age of the numbers is told, and fails no test by the calendar


def test_the_page_tells_on_which_day_the_numbers_were_compared_with_their_sources():
    told = " ".join(page("Switzerland").split())
    assert words.HELP_AGE.format(day=words.day(LINES.checked_on)) in told


def test_old_numbers_are_numbers_still(tmp_path):
    old = json.loads(SETTINGS_FILE.read_text(encoding="utf-8")) | {"checked_on": "2001-01-31"}
    (tmp_path / HELPLINES).write_text(json.dumps(old), encoding="utf-8")
    told = " ".join(page("Sweden", tmp_path / HELPLINES).split())
    assert "90101" in told
    assert "31 January 2001" in told
    assert read_helplines(tmp_path / HELPLINES).checked_on == date(2001, 1, 31)


# --- found by name


@pytest.mark.parametrize("said", ["DE", "germany", "Deutschland", " de ", "GERMANY", "DEUTSCHLAND"])
def test_a_country_is_found_by_its_code_or_any_of_its_names(said):
    assert LINES.of(said).country == "Germany"
    assert "0800 1110111" in page(said)


@pytest.mark.parametrize(
    ("said", "country"),
    [
        ("US", "United States"),
        ("usa", "United States"),
        ("U.S.", "United States"),
        ("UK", "United Kingdom"),
        ("GB", "United Kingdom"),
        ("Northern Ireland", "United Kingdom"),
        ("northern ireland", "United Kingdom"),
        ("Ireland", "Ireland"),
        ("Türkiye", "Turkey"),
        ("turkiye", "Turkey"),
        ("日本", "Japan"),
        ("Japan", "Japan"),
        ("Österreich", "Austria"),
        ("osterreich", "Austria"),
        ("NewZealand", "New Zealand"),
        ("Polska", "Poland"),
        ("Laos", "Laos"),
        ("Afghanistan", "Afghanistan"),
    ],
)
def test_every_way_people_name_a_country_finds_it(said, country):
    assert LINES.of(said).country == country
    assert names(LINES.beginning_with(said)) == [country]


@pytest.mark.parametrize("said", ["", " ", "Atlantis", "…", "X", "Unite"])
def test_what_is_no_name_finds_none(said):
    assert LINES.of(said) is None


def test_a_slip_of_a_name_is_met_with_the_nearest_one():
    assert "Germany" in LINES.nearest("Germny")
    assert LINES.nearest("qqqqqq") == ""


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ("sw", {"Sweden", "Switzerland", "Eswatini"}),  # which was Swaziland
        ("swi", {"Switzerland"}),
        ("la", {"Latvia", "Laos"}),  # a code, and the first letters of another
        ("nether", {"Netherlands"}),
        ("suo", {"Finland"}),
        ("türk", {"Turkey", "Turkmenistan"}),
        ("日", {"Japan"}),
        ("SE", {"Sweden"}),
        ("united k", {"United Kingdom"}),
        ("north", {"United Kingdom", "North Korea", "North Macedonia"}),
        ("afg", {"Afghanistan"}),
        ("zzz", set()),
        ("", set()),
        ("   ", set()),
        ("!?", set()),
    ],
)
def test_a_letter_or_two_find_the_countries_that_begin_so(letters, found):
    assert set(names(LINES.beginning_with(letters))) == found


def test_every_country_is_found_by_its_first_two_letters():
    for one in (*LINES.countries, *LINES.elsewhere):
        for name in (one.country, one.country[:3]):
            assert one in LINES.beginning_with(name), name
        assert one in LINES.beginning_with(one.code)


# --- where one of another country would be wrong


@pytest.mark.parametrize("elsewhere", ["Laos", "Vietnam", "Afghanistan"])
def test_of_a_country_that_nothing_is_known_for_this_is_said_and_no_other_country_is_named(elsewhere):
    told = " ".join(page(elsewhere).split())
    assert f"No line and no number is known here for {elsewhere}." in told
    assert "112 Europe" in told
    elsewhere_too = " ".join(words.HELP_ANYWHERE.split())
    assert not [one.country for one in LINES.countries if one.country in told.replace(elsewhere_too, "")]
    assert "config set" not in told


def test_of_a_country_without_a_line_to_talk_to_the_emergency_number_is_told():
    told = page("Kenya")
    assert "No line to talk to is known here for Kenya." in told
    assert "999 or 112" in told


def test_without_a_country_every_emergency_number_and_one_line_to_talk_to_are_told():
    told = page()
    for one in LINES.countries:
        assert f"\n{one.country}: {one.emergency}" in told
        assert one.to_talk is None or one.to_talk.number in told
    assert page("Atlantis") == told


def test_the_directories_are_always_told():
    for one in ("", "Switzerland", "Laos", "Atlantis"):
        assert words.HELP_DIRECTORIES in page(one)


def test_lines_for_a_few_alone_say_for_whom_they_are():
    assert "for people in Northern Ireland" in " ".join(page("UK").split())


# --- the file itself


@pytest.mark.parametrize("content", ["", '{"checked_on": 3', "[]", '{"checked_on": "2026-11-29"}', '{"countries": 3}'])
def test_a_file_that_is_not_whole_is_refused_and_the_page_stands(tmp_path, content):
    broken = tmp_path / HELPLINES
    broken.write_text(content, encoding="utf-8")
    with pytest.raises(SelfattachError, match="cannot be read"):
        read_helplines(broken)
    for file in (broken, tmp_path / "none"):
        assert words.HELP_ANYWHERE in page("DE", file)
        assert words.HELP_DIRECTORIES in page("DE", file)
