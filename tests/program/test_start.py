"""What comes before anything else where somebody starts: two lines once, the day after a 9, two hard ones in a row."""

import pytest
from a_day_later import let_time_go_by
from at_a_terminal import MENU, Terminal

from selfattach import words

MODERATE = "three-line-letter"
GENTLE = "own-name"
N = words.HELP_SCREENS["next_day"].first
TWO = words.HELP_SCREENS["after_two"].first
HARDER = "It made things harder"


def flat(text):
    return " ".join(text.split())


def scripted(program, name, **answers):
    settings = [part for key, value in answers.items() for part in ("--set", f"{key.replace('__', '.')}={value}")]
    ran = program.call("practice", name, *settings, "--no-input")
    assert ran.status == 0, ran.err
    let_time_go_by(program.home, minutes=2)  # ids sort by the second


@pytest.fixture
def after_a_nine(program):
    program.practise(MODERATE, "9", "", ":stop", ":stop")
    assert program.records[0]["ending"] == "guard"
    return program


# --- the first time


@pytest.mark.parametrize("arguments", [("practice", GENTLE), ("routine", "evening"), ("practice", GENTLE, "--no-save")])
def test_two_lines_say_what_this_is_not_before_the_first_practice_whichever_command_starts_it(program, arguments):
    out = flat(program.call(*arguments, "--plain", "--pace", "off", says="\n").out)
    assert out.count("not therapy and not emergency help") == 1
    assert "for adults" in out
    assert "`selfattach support` shows" in out


def test_the_two_lines_are_said_once(program):
    program.practise(GENTLE, "")
    assert "not therapy" not in program.practise(GENTLE, "").out


# --- the day after


def test_the_day_after_a_9_is_met_before_anything_else_with_a_number_and_once(after_a_nine):
    let_time_go_by(after_a_nine.home, days=1)
    out = flat(after_a_nine.practise(GENTLE, "2").out)
    assert out.index(N) < out.index("By your own name")
    assert words.HELP_ANYWHERE.split("\n")[1] in out or "In danger now" in out
    assert N not in flat(after_a_nine.practise(GENTLE, "").out)


def test_a_week_later_it_is_not_met_any_more(after_a_nine):
    let_time_go_by(after_a_nine.home, days=8)
    assert N not in flat(after_a_nine.practise(GENTLE, "").out)


def test_in_these_days_the_numbers_stand_at_home_after_it_was_met_too(after_a_nine):
    after_a_nine.practise(GENTLE, "2", *[""] * 9)
    at = Terminal(after_a_nine)
    at.sees("Reach someone", MENU)
    assert "000 Australia" in at.display
    at.is_gone()
    let_time_go_by(after_a_nine.home, days=8)
    at = Terminal(after_a_nine)
    at.sees("Reach someone", MENU)
    assert "000 Australia" not in at.display
    at.is_gone()


def test_still_that_hard_opens_the_page_without_the_sentences_that_met_the_first_one(after_a_nine):
    out = flat(after_a_nine.practise(GENTLE, "1", "3", "5", "2").out)
    assert words.HELP_SCREENS["nine"].first not in out
    assert "Nobody is told. It is not saved." in out
    assert "By your own name" not in out


def test_after_it_only_something_gentle_follows(after_a_nine):
    out = flat(after_a_nine.practise(MODERATE, "2", "").out)
    title = "A letter in three lines"
    assert words.GENTLE_TODAY.format(title=title) in out
    assert "This one has three lines" not in out


def test_after_it_enter_starts_nothing_and_the_numbers_stand_with_what_is_offered(after_a_nine):
    out = flat(after_a_nine.practise(MODERATE, "2", "").out)
    assert flat(words.HELP_ANYWHERE) in out.partition("stays here for you.")[2]
    assert "no wrong way" not in out


def test_after_it_the_gentle_one_is_a_choice_away(after_a_nine):
    assert "no wrong way" in flat(after_a_nine.practise(MODERATE, "2", "1", ":stop", "5").out)


def test_what_was_chosen_the_day_after_is_in_no_file(after_a_nine):
    after_a_nine.practise(GENTLE, "2", "")
    assert not after_a_nine.has("A bit better")


# --- a card for such moments, on a calmer day


def test_on_a_calm_day_after_it_a_card_is_offered_once(after_a_nine):
    let_time_go_by(after_a_nine.home, days=2)
    lines = ("2", *[""] * 12)
    assert "A card can hold what helps" not in flat(after_a_nine.practise(GENTLE, *lines).out)  # no number was given
    calm = ("3", *[""] * 14)
    assert "A card can hold what helps" in flat(after_a_nine.practise(MODERATE, *calm).out)
    assert "A card can hold what helps" not in flat(after_a_nine.practise(MODERATE, *calm).out)


# --- two in a row, and three


def test_after_two_that_ended_harder_one_question_comes_first(program):
    for _ in range(2):
        scripted(program, GENTLE, felt="harder")
    out = flat(program.practise(MODERATE, "3", "2").out)
    assert out.index(TWO) < out.index("A letter in three lines")


def test_something_light_takes_the_place_of_what_was_started(program):
    for _ in range(2):
        scripted(program, GENTLE, felt="harder")
    out = flat(program.practise(MODERATE, "2", "").out)
    assert words.GENTLE_TODAY.format(title="A letter in three lines") in out


@pytest.mark.parametrize("command", [("practice", MODERATE), ("routine", "evening")])
def test_after_three_the_page_of_help_comes_first_wherever_one_starts(program, command):
    for _ in range(3):
        scripted(program, GENTLE, felt="harder")
    out = flat(program.call(*command, "--plain", "--pace", "off", says="4\n\n").out)
    assert "A minute to steady" in out
    assert TWO not in out


def test_one_that_helped_in_between_ends_the_row(program):
    for felt in ("harder", "helped", "harder"):
        scripted(program, GENTLE, felt=felt)
    assert TWO not in flat(program.practise(MODERATE, "").out)


# --- words that nobody was asked about


@pytest.fixture
def undecided(program):
    program.practise(MODERATE, "2", "Something hard", ":ground", "5")
    return program


def test_words_to_be_decided_about_stay_alone_when_help_came_first(undecided):
    (record,) = undecided.records
    assert [entry["name"] for entry in record["answers"]] == ["distress.before"]
    (file,) = undecided.has("Something hard")
    assert file.parent == undecided.places.state / "drafts"
    assert undecided.waiting == []


@pytest.mark.parametrize(("says", "stays"), [("1", True), ("2", False)])
def test_at_the_next_calm_start_it_is_asked_whether_they_stay(undecided, says, stays):
    out = flat(undecided.practise(GENTLE, says, "").out)
    assert words.UNDECIDED.about(title="A letter in three lines").ask in out
    assert "Something hard" not in out
    kept = [entry["value"] for record in undecided.records for entry in record["answers"]]
    assert ("Something hard" in kept) is stays
    assert undecided.drafts.undecided() == []


def test_left_open_they_wait_for_another_day(undecided):
    undecided.practise(GENTLE, "", "")
    assert undecided.has("Something hard")
    assert words.UNDECIDED.about(title="A letter in three lines").ask in flat(undecided.practise(GENTLE, "").out)
