"""`selfattach` alone: the first start, the next day, and what a script sees."""

import json
import re

import pytest
from a_day_later import let_time_go_by
from the_program import PLAIN

from selfattach import words


@pytest.fixture
def start(program):
    """The program on a terminal; `set_up` answers the question of the very first start beforehand."""
    screens = []

    def started(*arguments, set_up=True):
        if set_up:
            config = program.places.config / "config.toml"
            config.parent.mkdir(parents=True, exist_ok=True)
            config.write_text('[practice]\nvoice = "plain"\npace = "off"\n')
        screens.append(program.on_a_terminal(*arguments))
        return screens[-1]

    yield started
    for screen in screens:
        screen.close(force=True)


def words_of(screen):
    return " ".join(screen.before.split())


def test_the_first_start_says_what_this_is_asks_one_question_and_offers_two_minutes(program, start):
    screen = start(set_up=False)
    screen.expect_exact("> ")
    told = words_of(screen)
    assert "plain lines suit you better" in told
    assert "not therapy" not in told  # it comes in the voice that is chosen now, which pushes nothing off unread
    screen.sendline("y")
    screen.expect_exact("> ")
    told = words_of(screen)
    for said in ("not therapy", "has not been tested", "kept on this machine only", "--no-save"):
        assert said in told
    assert told.index("not therapy") < told.index("kept on this machine")
    assert "Two minutes to begin with, nothing to type: One sound." in told
    screen.sendline("1")
    screen.expect("Enter skips a question")
    assert "kept on this machine" not in words_of(screen)  # said before


def test_the_first_start_can_end_with_nothing(program, start):
    screen = start(set_up=False)
    screen.expect_exact("> ")
    screen.sendline("y")
    screen.expect_exact("> ")
    screen.sendline("0")
    screen.expect("is here on any day")
    assert screen.wait() == 0
    assert not program.touched


def test_the_next_time_it_welcomes_back_without_a_count_and_offers_two(program, start):
    program.practise("one-sound", "", "", "")
    screen = start()
    screen.expect_exact("> ")
    told = words_of(screen)
    assert any(welcome in told for welcome in words.WELCOME_BACK)
    assert not re.search(r"\b\d+ days?\b|days? ago|streak|again", told)
    assert len(re.findall(r"about (?:\d+ minutes|a minute)", told)) == 2
    assert "Reach someone" in told
    screen.sendline("1")
    screen.expect("Enter skips a question|Step")


def test_what_was_not_finished_stands_first_and_goes_on(program, start):
    program.practise("inner-critic", "2", "half a thought")
    screen = start()
    screen.expect_exact("> ")
    assert "1. Go on with: Answer the inner critic, earlier today" in words_of(screen)
    screen.sendline("1")
    screen.expect("Here is where you were")  # it was chosen, so nobody asks whether to
    screen.expect("--fresh")


def test_an_open_promise_can_be_looked_at(program, start):
    program.call("practice", "small-promise", "--set", "plan=after tea: one stretch", "--no-input")
    screen = start()
    screen.expect_exact("> ")
    number = re.search(r"(\d)\. Look at a promise to yourself", words_of(screen))[1]
    assert "stretch" not in screen.before
    screen.sendline(number)
    screen.expect_exact("one stretch")


def test_a_pipe_gets_a_short_status_and_json_the_same(program):
    program.practise("inner-critic", "2", "half a thought")
    ran = program.run()
    assert ran.status == 0
    told = " ".join(ran.out.split())
    assert "Not finished: Answer the inner critic." in told
    assert told.endswith("Help: `selfattach support`")
    assert "half a thought" not in ran.out
    plain = json.loads(program.call("--json").out)
    assert plain["unfinished"]["exercise"] == "inner-critic-reframe"
    assert [offer["id"] for offer in plain["offers"]] == re.findall(r"Today perhaps: .*?practice ([a-z-]+)`", told)


def test_what_waits_unfinished_is_offered_once(program):
    program.call("practice", "one-sound", "--no-input", "--pace", "off", "--set", "source=here")
    offered = json.loads(program.call("--json").out)["offers"][0]["id"]
    program.practise(offered, "1")
    plain = json.loads(program.call("--json").out)
    assert plain["unfinished"]["exercise"] == offered
    assert offered not in [offer["id"] for offer in plain["offers"]]


def test_a_status_shows_no_word_of_the_person(program):
    program.call("practice", "inner-critic", "--set", "distress.before=2", "--set", "thought=a secret", "--no-input")
    assert "secret" not in program.call().out + program.call("--json").out


def test_a_journey_begins_with_the_inventory_and_goes_on_with_what_is_next(program):
    assert "barrier-inventory" in program.call("journey").out
    figures = ["--set", "now.inner_critic=5", "--set", "now.impatience=4", "--set", "now.no_models=2"]
    assert program.call("practice", "barrier-inventory", *figures, "--no-input").status == 0
    way = json.loads(program.call("journey", "--json").out)
    assert way["barriers"] == ["inner-critic", "impatience"]
    assert len(way["way"]) == 14
    assert way["next"] == way["way"][0]
    program.call("practice", way["next"], "--set", "felt=helped", "--no-input")
    later = json.loads(program.call("journey", "--json").out)
    assert later["tried"] == later["settled"] == [way["next"]]
    assert later["next"] == way["way"][1]
    told = " ".join(program.call("journey").out.split())
    assert "the voice that criticises you; wanting it to help soon" in told
    assert not re.search(r"\d+ of|%|days", told)


def test_a_way_that_was_walked_ends_with_what_to_keep_about_once_a_week(program):
    program.call("practice", "barrier-inventory", "--set", "now.no_models=5", "--no-input")
    way = json.loads(program.call("journey", "--json").out)["way"]
    for ident in way:
        felt = ["--set", f"felt={'helped' if ident == way[1] else 'same'}"]
        given = ["--set", "distress.before=2"]
        ran = program.call("practice", ident, *felt, *given, "--no-input")
        ran = ran if ran.status == 0 else program.call("practice", ident, *felt, "--no-input")
        assert ran.status == 0, ran.err
    let_time_go_by(program.home, days=3)
    title = {one["id"]: one["title"] for one in json.loads(program.call("exercises", "list", "--json").out)}[way[1]]
    told = " ".join(program.call("journey").out.split())
    assert f"You have come to the end of this journey. To keep: {title}. What helps can fade" in told
    assert "It has been a week" not in told
    let_time_go_by(program.home, days=4)
    assert f"It has been a week or more since this one: {title}" in " ".join(program.call("journey").out.split())
    assert not re.search(r"\d+ of|%|days", told)


def test_a_broken_history_does_not_stand_in_the_way_of_home(program):
    program.practise("one-sound", "", "", "")
    (shard,) = program.places.history.glob("*/*.json")
    shard.write_text("{")
    assert program.call().status == 0


def test_options_of_before_still_work(program):
    assert program.call("--version").out.startswith("selfattach ")
    assert "practice" in program.call("--help").out
    assert program.call(*PLAIN[:1]).status == 0  # plain lines are taken everywhere


def test_a_promise_stands_there_once(program, start):
    program.call("practice", "small-promise", "--set", "plan=after tea: one stretch", "--no-input")
    screen = start()
    screen.expect_exact("> ")
    told = words_of(screen)
    title = next(record["title"] for record in program.records if record["exercise"] == "small-promise")
    assert told.count("Look at a promise to yourself") == 1
    assert title not in told


def test_the_way_to_help_is_the_last_line_at_home(program, start):
    program.practise("inner-critic", "2", "half a thought")
    screen = start()
    screen.expect_exact("Enter:")
    assert re.search(r"\d\. Reach someone$", words_of(screen))


def test_what_was_begun_and_left_open_is_no_step_of_the_journey(program):
    program.call("practice", "barrier-inventory", "--set", "now.inner_critic=5", "--no-input")
    assert "inner-critic-reframe" in json.loads(program.call("journey", "--json").out)["way"]
    program.practise("inner-critic", "5", "2", "", "", "", "", "")  # its page stayed empty
    assert "inner-critic-reframe" in [record["exercise"] for record in program.records]
    assert "inner-critic-reframe" not in json.loads(program.call("journey", "--json").out)["tried"]
    program.practise("inner-critic", "5", "2", "Typical.", ":stop", "enough", "", "")
    assert "inner-critic-reframe" in json.loads(program.call("journey", "--json").out)["tried"]
