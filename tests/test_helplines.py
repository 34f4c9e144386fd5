"""Helplines: few, each with a source, and told before they are too old to be trusted."""

from datetime import UTC, datetime, timedelta

import pytest
from playing import LIBRARY

from selfattach import words
from selfattach.helplines import read_helplines
from selfattach.history.shards import Shards
from selfattach.script.yaml_reader import read_yaml
from selfattach.support import support_page
from selfattach.text import wrap

FILE = LIBRARY / "helplines.yaml"
NOWHERE = LIBRARY / "no-history"
LINES = read_helplines(FILE)
TODAY = LINES.checked_on


def page(country="", file=FILE, usual=""):
    return support_page(Shards(NOWHERE), TODAY, file, NOWHERE, country, usual)


def test_they_were_compared_with_a_source_within_half_a_year():
    """When this fails, look each number up again, change what changed, and only then the day."""
    assert datetime.now(UTC).date() - LINES.checked_on < timedelta(days=183)


@pytest.mark.parametrize("country", LINES.countries, ids=lambda one: one.code)
def test_every_number_has_a_name_a_source_and_how_far_it_was_checked(country):
    assert country.lines
    for line in country.lines:
        assert line.name
        assert line.source
        assert line.mark in {"verified", "secondary"}
        assert any(sign.isdecimal() for sign in line.number)


def test_the_file_is_yaml_like_the_others():
    node = read_yaml(FILE.read_bytes(), "helplines.yaml").node
    assert [key.text for key, _ in node.pairs] == ["checked_on", "countries"]


@pytest.mark.parametrize("said", ["DE", "germany", "Deutschland", " de "])
def test_a_country_is_found_by_its_code_or_any_of_its_names(said):
    assert LINES.of(said).country == "Germany"
    assert "0800 1110111" in page(said)


def test_the_page_tells_the_age_of_the_numbers_and_the_directory_always():
    told = page("Switzerland")
    assert "143  Crisis line, as of 2018" in told
    assert f"on {words.day(TODAY)}" in told
    for one in ("", "Switzerland", "Atlantis"):
        assert words.SUPPORT_DIRECTORY in page(one)


@pytest.mark.parametrize("country", ["", *(one.code for one in LINES.countries)])
def test_on_forty_columns_and_fifteen_rows_the_first_number_stays_in_sight(country):
    """One row is the prompt's. `country`: as it is in the settings."""
    in_sight = "\n".join(wrap(page(country, usual=country), 40)[-14:])
    first = LINES.of(country).lines[0].number if country else "If life is in danger now"
    assert first in in_sight


def test_where_the_country_has_its_own_emergency_number_that_one_is_told():
    assert page("UK").index("call 999") < page("UK").index("116 123")
    assert "112 works in most of Europe" in page("Germany")


def test_without_a_country_none_is_guessed_and_those_that_are_known_are_named():
    assert "0800" not in page()
    assert "Sweden" in page()
    assert page("Atlantis") == page()


def test_the_page_stands_without_the_file(tmp_path):
    assert words.SUPPORT_EMERGENCY in page("DE", tmp_path / "none.yaml")
    (tmp_path / "broken.yaml").write_text('{"checked_on": 3')
    assert words.SUPPORT_DIRECTORY in page("DE", tmp_path / "broken.yaml")
