"""`selfattach insights`, and home's offer of it, as a person meets them."""

import stat
from datetime import UTC, datetime, timedelta

import pytest
from at_a_terminal import Terminal
from reading import own_words, read
from sample_records import a_record, an_entry

from selfattach import words


@pytest.fixture
def lived(program):
    """Keep sessions, each so many days ago: their two numbers, what was said, and words for the shelf of kind words."""

    def keep(*sessions):
        for days, first, last, felt, kind in sessions:
            start = datetime.now(UTC) - timedelta(days=days)
            numbers = [
                an_entry(f"distress.{moment}", figure, kind="measure", measure="distress", moment=moment)
                for moment, figure in (("before", first), ("after", last))
            ]
            line = [an_entry("line", kind, shelf="kind-words", asked=True)] if kind else []
            more = {"exercise": "settle", "title": "Settle", "felt": felt, "start": start}
            program.history.add(a_record(days, *numbers, *line, **more))

    return keep


CALM = [(days, 3, 2, "helped", "You are allowed to rest." if days == 1 else "") for days in range(1, 12)]
HARD = [(days, 8, 8, "same", "") for days in range(1, 7)]


def test_through_a_pipe_the_page_comes_without_numbers_unless_they_are_asked_for(program, lived):
    lived(*CALM)
    ran = program.call("insights")
    told = " ".join(ran.out.split())
    assert ran.status == 0
    assert "on 11 days" in told
    assert "You are allowed to rest." in told
    assert "Settle: helped 11" in told
    assert "number before and after" not in told
    assert "stand for 11 of 11 sessions" in " ".join(program.call("insights", "--numbers").out.split())


def test_where_few_signs_can_be_shown_nothing_of_ours_becomes_a_question_mark(program, lived):
    lived(*CALM)
    told = program.run("insights", "--all", "--numbers", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}).out
    assert "You are allowed to rest." in told
    assert "?" not in told


def test_one_period_at_a_time(program):
    ran = program.call("insights", "--all", "--year")
    assert (ran.status, ran.out) == (2, "")
    assert "Take one of" in ran.err


def test_as_json_it_has_each_part(program, lived):
    lived(*CALM)
    ran = program.call("insights", "--json")
    assert ran.json["sessions"] == 11
    assert ran.json["kind_word"]["words"] == "You are allowed to rest."
    assert ran.json["said"][0]["helped"] == 11
    assert ran.json["numbers"] == {"sessions": 11, "pairs": 11, "bands": []}


@pytest.mark.parametrize("more", [(), ("--numbers",)])
@pytest.mark.parametrize("sessions", [[], CALM, HARD], ids=["none", "calm", "hard"])
def test_as_a_page_it_says_what_comes_through_a_pipe_in_the_same_order(program, lived, tmp_path, more, sessions):
    lived(*sessions)
    to = tmp_path / "page.html"
    ran = program.call("insights", *more, "--html", str(to))
    assert (ran.status, ran.err) == (0, "")
    assert str(to) in "".join(ran.out.split())
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    root = read(to.read_text(encoding="utf-8"))
    paragraphs = [one.text for one in root.every() if one.tag in ("p", "li") and "quiet" not in one.attributes.values()]
    assert " ".join(" ".join(paragraphs).split()) == " ".join(program.call("insights", *more).out.split())
    assert own_words(root) == (['"You are allowed to rest."'] if sessions == CALM else [])


def test_a_page_goes_to_one_place_and_over_nothing(program, tmp_path):
    to = tmp_path / "mine"
    to.write_text("precious")
    both, taken = program.call("insights", "--json", "--html", "x"), program.call("insights", "--html", str(to))
    assert (both.status, taken.status, to.read_text()) == (2, 2, "precious")
    assert program.call("insights", "--html", "-").out.startswith("<!doctype html>")
    assert program.call("insights", "--html", str(to), "--force").status == 0


def test_home_offers_it_after_ten_sessions_and_not_after_a_hard_one(program, lived):
    lived(*CALM[:9])
    assert words.INSIGHTS_OFFER not in home(program)
    lived(*CALM[9:])
    assert words.INSIGHTS_OFFER in home(program)
    lived((0, 5, 4, "helped", ""))
    assert words.INSIGHTS_OFFER not in home(program)


def home(program):
    at = Terminal(program)
    at.sees(words.REACH)
    shown = at.raw
    at.is_gone()
    return shown


def test_a_kind_line_that_is_not_wanted_again_does_not_come_again(program, lived):
    lived(*CALM)
    at = Terminal(program, "insights")
    at.sees("You are allowed to rest.")
    at.sees(f"2  {words.INSIGHTS_NOT_AGAIN}")
    at.types("2\r")
    at.sees("It will not come again")
    at.is_gone()
    assert "You are allowed to rest." not in program.call("insights").out
    assert program.call("kind", "--one").out == ""


def test_what_comes_next_is_told_through_a_pipe_and_offered_at_a_terminal(program, lived):
    lived(*CALM)
    assert "If you want something for today" in program.call("insights").out
    at = Terminal(program, "insights")
    at.sees(f"3  {words.INSIGHTS_START.partition('{')[0]}")
    assert "If you want something for today" not in at.raw
    at.is_gone()


def test_in_plain_lines_no_row_of_dots_is_read_aloud(program, lived):
    lived(*CALM)
    at = Terminal(program, "insights", "--plain")
    at.sees(words.INSIGHTS_MORE.ask)
    assert words.INSIGHTS_DOT.strip() not in at.raw
    at.is_gone()


def test_whom_one_can_reach_stands_among_what_is_offered(program, lived):
    lived(*CALM)
    at = Terminal(program, "insights", "--plain")
    at.sees(f"4. {words.REACH}")
    assert words.INSIGHTS_WHOM not in at.raw
    at.types("4\r")
    at.sees("112")
    at.is_gone()


def test_in_the_days_after_a_9_the_numbers_of_help_stand_beside_what_is_offered(program, lived):
    lived((1, 9, None, "same", ""))
    at = Terminal(program, "insights")
    at.sees("How is it")
    at.takes("\r")
    at.sees(words.INSIGHTS_MORE.ask, "112")
    at.is_gone()


def test_numbers_are_offered_where_there_are_some(program, lived):
    lived((1, 3, None, "helped", ""))
    at = Terminal(program, "insights")
    at.sees(words.INSIGHTS_MORE.ask)
    at.sees(words.INSIGHTS_START.partition("{")[0])
    assert words.INSIGHTS_SHOW_NUMBERS not in at.raw
    at.is_gone()


def test_where_it_looks_hard_people_come_first_and_enter_is_not_today(program, lived):
    lived(*HARD)
    at = Terminal(program, "insights")
    at.sees(words.INSIGHTS_HARD.partition(",")[0])
    at.sees("Show me the page")
    at.types("\r")
    at.sees("is here on any day")
    assert "took time for yourself" not in at.raw
    assert at.ends() == 0
