"""`practice` without a name: two questions, two offers with their reasons, and the ways around them."""

import json
import re

import pytest
from the_program import PLAIN

from selfattach import words


@pytest.fixture
def asks(program):
    """Practise without a name, with these lines; return how it went."""

    def asked(*lines, options=()):
        return program.call("practice", *PLAIN, *options, says="".join(f"{line}\n" for line in lines))

    return asked


def offers_in(out):
    """The titles of the last two offers."""
    last = out.rsplit("Two that may fit:", 1)[1]
    return [" ".join(title.split()) for title in re.findall(r"(?ms)^[12]\. (.+?),\sabout\s", last)]


def test_it_asks_how_it_is_and_how_long_and_offers_two_with_their_reasons(asks):
    ran = asks("3", "2", "0")
    assert ran.status == 0
    assert ran.out.index("How are you at the moment?") < ran.out.index("How much time do you have?")
    assert len(offers_in(ran.out)) == 2
    told = " ".join(ran.out.split())
    first, second = re.findall(r"[12]\. [^.]+ minutes\. (.+?) (?=[23]\. )", told.split("Two that may fit")[1])
    assert words.FEELING_TOLD["harsh"] in first
    assert second != first
    assert "3. Show me others" in ran.out
    assert "4. The whole list" in ran.out


def test_a_choice_starts_it(program, asks):
    ran = asks("1", "1", "1", *[""] * 30)
    title = offers_in(ran.out)[0]
    assert ran.out.count(title) > 1
    assert program.records[0]["title"] == title


def test_not_these_brings_two_others_and_the_whole_list_all(asks):
    first = offers_in(asks("", "", "0").out)
    ran = asks("", "", "3", "4", "")
    assert not set(offers_in(ran.out)) & set(first)
    assert "Which one?" in ran.out
    assert ran.out.count("about ") > 60


def test_three_times_enter_starts_something_gentle_of_two_minutes(program, asks):
    ran = asks(*[""] * 30)
    first = offers_in(ran.out)[0]
    (record,) = program.records
    assert record["title"] == first
    summaries = {one["title"]: one for one in json.loads(program.call("exercises", "list", "--json").out)}
    assert (summaries[first]["intensity"], summaries[first]["minutes"] <= 2) == ("gentle", True)


def test_all_left_open_is_a_full_answer_and_keeps_nothing(program, asks):
    ran = asks("", "0", "0")
    assert (ran.status, ran.err) == (0, "")
    assert not program.touched
    assert asks().status == 0


def test_what_was_said_on_the_command_line_is_not_asked(asks):
    ran = asks("", "0", options=("--minutes", "2", "--for", "emotional-backlog"))
    assert "How long" not in ran.out
    offers = re.findall(r"^[12]\. .*", ran.out, re.MULTILINE)[-2:]
    assert all("about 2 minutes" in line or "about a minute" in line for line in offers)


def test_what_was_asked_for_is_offered_in_the_order_of_its_map_with_that_as_its_reason(asks):
    ran = asks("", "3", options=("--for", "closeness"))
    assert offers_in(ran.out)[0] == "Good company"
    assert words.MEANT_FOR["closeness"] in " ".join(ran.out.split())


def test_where_nothing_is_short_enough_all_that_there_is_for_it_is_listed(asks):
    ran = asks("", "1", options=("--for", "closeness"))
    assert words.NONE_FITS in " ".join(ran.out.split())
    assert re.search(r"^1\. Four marks of feeling secure", ran.out, re.MULTILINE)


def test_the_reasons_are_told_with_their_weights_on_request(asks):
    ran = asks("", "", "", options=("--explain",))
    assert re.search(r"^[a-z-]+: \+\d", ran.out, re.MULTILINE)
    assert any(f"  +3.0  {way}" in ran.out for way in words.REASONS["noticing_first"])


def test_two_sessions_that_ended_higher_are_met_with_the_thought_of_a_break(program, asks):
    for thought in ("one", "two"):
        given = [f"thought={thought}", "distress.before=2", "distress.after=4"]
        settings = [word for one in given for word in ("--set", one)]
        assert program.call("practice", "inner-critic", *settings, "--no-input").status == 0
    ran = asks("", "", "")
    assert any(way in " ".join(ran.out.split()) for way in words.A_BREAK)
    listed = {one["title"]: one["intensity"] for one in json.loads(program.call("exercises", "list", "--json").out)}
    assert {listed[title] for title in offers_in(ran.out)} == {"gentle"}


TOO_MUCH = str(list(words.FEELING.options).index("too_much") + 1)


@pytest.mark.parametrize("then", [("1",), ("", "1"), ("2", "4", "1"), ()])
def test_where_it_is_too_much_less_is_shown_and_no_practice_is_offered(program, asks, then):
    ran = asks(TOO_MUCH, *then)
    told = " ".join(ran.out.split())
    screen = words.HELP_SCREENS["too_much_today"]
    assert (ran.status, ran.err) == (0, "")
    assert screen.first in told
    assert all(way in told for way in screen.ways.values())
    assert words.HOW_LONG.ask not in told
    assert words.OFFERS.ask not in told
    assert not program.records
