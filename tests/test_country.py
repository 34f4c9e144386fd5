"""Whose numbers: what was said, else a guess from clock and language. Nothing else is looked at."""

import pytest
from playing import LIBRARY

import selfattach.help.country
from selfattach.help.country import Place, find_place, machine_zone, zone_of
from selfattach.help.helplines import read_helplines
from selfattach.paths import HELPLINES

LINES = read_helplines(LIBRARY / HELPLINES)
SSH = {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}


@pytest.fixture(autouse=True)
def clock(tmp_path, monkeypatch):
    """Set the clock of this machine to a zone; until then it names none."""

    def set_to(zone):
        link = tmp_path / "localtime"
        link.unlink(missing_ok=True)
        link.symlink_to(f"/usr/share/zoneinfo/{zone}")

    monkeypatch.setattr(selfattach.help.country, "_LOCALTIME", tmp_path / "localtime")
    monkeypatch.setattr(selfattach.help.country, "_TIMEZONE", tmp_path / "timezone")
    set_to("Etc/UTC")
    return set_to


def guessed(**environment):
    """What is guessed, in words: the country, from what, and the other country, if the two differ."""
    place = find_place(LINES, "", environment)
    return (
        place.country.country if place.country else None,
        place.guess,
        place.other.country if place.other else None,
    )


NOTHING = (None, "", None)


# --- what was said


def test_what_was_said_is_no_guess_and_is_asked_of_nothing_else():
    place = find_place(LINES, "Sweden", {"TZ": "Europe/Berlin", "LANG": "de_DE.UTF-8"})
    assert (place.country.code, place.guess, place.other) == ("SE", "", None)


def test_what_was_said_and_is_no_country_is_not_put_right_by_a_guess():
    assert find_place(LINES, "Atlantis", {"TZ": "Europe/Berlin"}) == Place()


# --- the clock


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Stockholm", "Sweden"),
        ("Europe/London", "United Kingdom"),
        ("America/Argentina/Buenos_Aires", "Argentina"),
        ("Asia/Calcutta", "India"),
        ("Japan", "Japan"),
        ("Europe/Kiev", "Ukraine"),
    ],
)
def test_the_clock_says_the_country(zone, country, clock):
    assert guessed(TZ=zone) == (country, "clock", None)
    clock(zone)
    assert guessed() == (country, "clock", None)


@pytest.mark.parametrize(
    "zone", ["UTC", "GMT", "Etc/UTC", "Etc/GMT-1", "Etc/Universal", "UCT", "Zulu", "CET", "EST5EDT"]
)
def test_a_clock_that_is_set_to_no_place_says_nothing(zone, clock):
    assert guessed(TZ=zone) == NOTHING
    clock(zone)
    assert guessed() == NOTHING
    assert guessed(LANG="sv_SE.UTF-8") == ("Sweden", "language", None)


@pytest.mark.parametrize(
    "tz",
    [
        ":Europe/Stockholm",
        "/usr/share/zoneinfo/Europe/Stockholm",
        ":/usr/share/zoneinfo/Europe/Stockholm",
    ],
)
def test_a_zone_may_stand_behind_a_colon_or_as_a_path(tz):
    assert guessed(TZ=tz) == ("Sweden", "clock", None)


@pytest.mark.parametrize(
    "tz",
    ["Mars/Olympus", "nonsense", "CET-1CEST,M3.5.0,M10.5.0/3", ":", "/etc/passwd", "/", "../..", "\x1b[2J", "a" * 5000],
)
def test_an_impossible_zone_says_nothing_and_harms_nothing(tz):
    assert guessed(TZ=tz) == NOTHING


def test_a_rule_in_place_of_a_zone_names_no_place_so_the_language_may_say_one():
    for rule in ("CET-1CEST,M3.5.0,M10.5.0/3", "<+03>-3", ":/etc/localtime"):
        assert guessed(TZ=rule, LANG="sv_SE.UTF-8") == ("Sweden", "language", None)


def test_a_zone_that_was_set_comes_before_the_clock_of_the_machine(clock):
    clock("Europe/Stockholm")
    assert guessed(TZ="Europe/Rome") == ("Italy", "clock", None)
    assert guessed(TZ="UTC") == NOTHING
    assert guessed(TZ="") == ("Sweden", "clock", None)


def test_where_the_clock_is_no_link_the_name_of_the_zone_is_read_from_its_file(tmp_path):
    (tmp_path / "localtime").unlink()
    (tmp_path / "localtime").write_bytes(b"TZif2\x00")
    assert machine_zone() == ""
    (tmp_path / "timezone").write_text("Europe/Stockholm\n")
    assert guessed() == ("Sweden", "clock", None)
    (tmp_path / "timezone").write_bytes(b"\xff\xfe")
    assert guessed() == NOTHING


def test_a_value_of_tz_names_a_zone_or_none():
    assert zone_of(":Europe/Rome") == "Europe/Rome"
    assert zone_of("/usr/share/zoneinfo/Europe/Rome") == "Europe/Rome"
    assert zone_of("/var/db/timezone/zoneinfo/Europe/Rome") == "Europe/Rome"
    assert zone_of("/etc/localtime") == ""
    assert zone_of("") == ""


# --- the language


@pytest.mark.parametrize(
    ("environment", "country"),
    [
        ({"LANG": "de_AT.UTF-8"}, "Austria"),
        ({"LANG": "sv_SE"}, "Sweden"),
        ({"LANG": "de_DE@euro"}, "Germany"),
        ({"LC_MESSAGES": "fr_CH.UTF-8", "LANG": "de_DE.UTF-8"}, "Switzerland"),
        ({"LC_ALL": "ja_JP.UTF-8", "LC_MESSAGES": "fr_CH.UTF-8", "LANG": "de_DE.UTF-8"}, "Japan"),
        ({"LC_ALL": "", "LANG": "de_DE.UTF-8"}, "Germany"),
    ],
)
def test_without_a_clock_that_says_one_the_language_says_the_country(environment, country):
    assert guessed(**environment) == (country, "language", None)


@pytest.mark.parametrize("language", ["C", "C.UTF-8", "POSIX", "", "en", "de", "lo_LA.UTF-8", "xx_YY", "_", "_.@"])
def test_a_language_of_no_known_country_says_nothing(language):
    assert guessed(LANG=language) == NOTHING


def test_where_clock_and_language_differ_both_are_told_the_clock_first():
    assert guessed(TZ="Europe/Berlin", LANG="en_GB.UTF-8") == ("Germany", "clock", "United Kingdom")
    assert guessed(TZ="Europe/Berlin", LANG="de_DE.UTF-8") == ("Germany", "clock", None)


@pytest.mark.parametrize("zone", ["Asia/Vientiane", "Africa/Lagos", "America/Havana", "Pacific/Fiji"])
def test_a_clock_set_to_a_place_that_nothing_is_known_for_is_not_overruled_by_a_language(zone, clock):
    assert guessed(TZ=zone, LANG="en_US.UTF-8") == NOTHING
    clock(zone)
    assert guessed(LANG="en_US.UTF-8") == NOTHING


# --- over ssh


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"])
def test_over_ssh_the_language_comes_before_the_clock_of_the_far_machine(name, clock):
    clock("America/New_York")
    assert guessed(LANG="sv_SE.UTF-8") == ("United States", "clock", "Sweden")
    assert guessed(LANG="sv_SE.UTF-8", **{name: "x"}) == ("Sweden", "language", "United States")


def test_over_ssh_a_zone_that_came_along_comes_before_both(clock):
    clock("America/New_York")
    assert guessed(TZ="Europe/Berlin", LANG="sv_SE.UTF-8", **SSH) == ("Germany", "clock", "Sweden")


def test_over_ssh_too_a_place_that_nothing_is_known_for_is_not_overruled(clock):
    clock("America/New_York")
    assert guessed(TZ="Asia/Vientiane", LANG="en_US.UTF-8", **SSH) == NOTHING


def test_over_ssh_the_clock_of_the_far_machine_is_better_than_nothing(clock):
    clock("Europe/Stockholm")
    assert guessed(LANG="C", **SSH) == ("Sweden", "clock", None)
    clock("Etc/UTC")
    assert guessed(LANG="C", **SSH) == NOTHING
