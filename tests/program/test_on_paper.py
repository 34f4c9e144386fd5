"""Pages for paper, as a person asks for them: where they go, who can read them, and what is on none of them."""

import stat

import pytest
from reading import read
from sample_records import a_record, an_entry

from selfattach import words

SETTINGS = '[support]\ncountry = "SE"\n'
SHEET = ("exercises", "print", "like-a-friend")


@pytest.fixture
def in_sweden(program):
    program.places.config.mkdir(parents=True, exist_ok=True)
    (program.places.config / "config.toml").write_text(SETTINGS, encoding="utf-8")
    return program


def all_told(page):
    return "\n".join(one.text for one in read(page).every() if one.tag in ("h1", "h2", "p", "li"))


def test_a_sheet_is_one_file_for_its_owner_and_says_where_it_is(program, tmp_path):
    to = tmp_path / "new" / "sheet.html"
    ran = program.call(*SHEET, "--to", str(to))
    assert (ran.status, ran.err) == (0, "")
    assert "".join(ran.out.split()) == "".join(words.PAGE_WRITTEN.format(path=to).split())
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    assert "What you would say to a friend" in all_told(to.read_text(encoding="utf-8"))
    assert program.call(*SHEET).out == to.read_text(encoding="utf-8")


def test_a_file_that_is_there_stays_unless_it_may_be_written_over(program, tmp_path):
    to = tmp_path / "mine"
    to.write_text("precious")
    ran = program.call(*SHEET, "--to", str(to))
    assert (ran.status, ran.out, to.read_text()) == (2, "", "precious")
    assert "--force" in ran.err
    assert program.call(*SHEET, "-o", str(to), "--force").status == 0
    assert to.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_folder_or_no_name_is_no_place_for_a_page(program, tmp_path):
    for to in (str(tmp_path), ""):
        ran = program.call(*SHEET, "--to", to)
        assert (ran.status, ran.out) == (2, "")


def test_a_slip_of_a_name_gets_the_nearest(program):
    ran = program.call("exercises", "print", "like-a-frend")
    assert ran.status == 2
    assert "like-a-friend" in ran.err


def test_a_sheet_has_the_numbers_of_ones_country_and_nothing_of_ones_own(in_sweden):
    on_the_card = an_entry("who", "Kim, 07700", kind="write", shelf="support", section="people")
    in_sweden.history.add(a_record(0, on_the_card))
    before = {path: path.read_bytes() for path in in_sweden.home.rglob("*") if path.is_file()}
    told = all_told(in_sweden.call(*SHEET).out)
    assert "90101" in told
    assert "112" in told
    assert "Kim" not in told
    assert {path: path.read_bytes() for path in in_sweden.home.rglob("*") if path.is_file()} == before


def test_where_no_country_is_known_a_sheet_says_how_numbers_are_found(program):
    told = all_told(program.call(*SHEET, env={"TZ": "UTC", "LANG": "C"}).out)
    assert words.HELP_DIRECTORIES in told
    assert words.HELP_ANYWHERE.split("\n")[1] in told


def test_a_script_of_ones_own_is_a_sheet_too(program):
    program.own("mine", "selfattach: 1\nid: mine\ntitle: Mine & <yours>\nsteps:\n  - write: a\n    ask: What is it?\n")
    told = all_told(program.call("exercises", "print", "mine").out)
    assert "Mine & <yours>" in told
    assert "What is it?" in told
