"""Letters as a person meets them again: chosen and read on a terminal, offered by home, listed elsewhere."""

import re
from datetime import datetime, timedelta

import pytest
from at_a_terminal import CTRL_C, ENTER, Terminal
from sample_records import a_record, an_entry

from selfattach import words
from selfattach.history.history import History
from selfattach.history.ids import practice_day, short_form

MENU = "then Enter"  # below the question, of one way on or of many
TODAY = practice_day(datetime.now().astimezone())
OPEN, SEALED = (TODAY - timedelta(days=1)).isoformat(), (TODAY + timedelta(days=30)).isoformat()
LETTER = """\
selfattach: 1
id: my-letter
title: My letter
summary: s
intensity: gentle
steps:
  - write: letter
    ask: What to say?
    lines: many
    start: 'Dear '
  - shelve: letter
    on: letters
    seal: ask
"""


def a_letter(program, days, told, until=OPEN, title="A letter", **more):
    """Keep a letter that was written so many days ago. Return its id."""
    start = datetime.now().astimezone() - timedelta(days=days)
    entry = an_entry("letter", told, shelf="letters", seal_until=until, **more)
    return History(program.places).add(a_record(0, entry, start=start, title=title, exercise="letters")).id


@pytest.fixture
def at(program):
    """A terminal of this person, who was asked about plain lines before: `at(*arguments)`."""
    config = program.places.config / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[practice]\nvoice = "terminal"\npace = "off"\n')
    there = []

    def started(*arguments, size=(24, 80)):
        there.append(Terminal(program, *arguments, size=size))
        return there[-1]

    yield started
    for one in there:
        one.is_gone()


def looks(program):
    return [record for record in program.records if record["exercise"] == "letters-looked-through"]


# --- choosing and reading


@pytest.mark.parametrize("command", [("letters",), ("letters", "show")], ids=" ".join)
def test_enter_reads_the_newest_open_letter(program, at, command):
    a_letter(program, 9, "an older one")
    newest = a_letter(program, 4, "It was a lot.\nIt is over.", title="After the move")
    a_letter(program, 2, "not yet", until=SEALED)
    screen = at(*command)
    screen.sees(re.escape(words.LETTERS_MENU.ask), "A letter, 2 days ago, sealed until ")
    screen.sees("After the move, 4 days ago, open", "A letter, a week ago, open", MENU)
    screen.takes(ENTER)
    screen.sees("After the move", r"It was a lot\.", r"It is over\.", re.escape(words.TERMINAL_ON))
    screen.types(ENTER)
    screen.sees(re.escape(words.LETTER_STAYS))
    assert screen.ends() == 0
    assert "an older one" not in screen.raw
    (look,) = looks(program)
    assert look["answers"][0]["of"] == f"{newest}/letter"
    assert "It was a lot" not in str(look)


def test_a_letter_that_was_read_twice_is_noted_once(program, at):
    a_letter(program, 4, "Dear you")
    for _ in range(2):
        screen = at("letters")
        screen.sees(MENU)
        screen.takes(ENTER)
        screen.sees("Dear you", re.escape(words.TERMINAL_ON))
        screen.types(ENTER)
        assert screen.ends() == 0
    assert len(looks(program)) == 1


def test_a_sealed_one_says_until_when_and_the_choice_comes_again(program, at):
    a_letter(program, 2, "not yet", until=SEALED)
    screen = at("letters")
    screen.sees(MENU)
    screen.takes(ENTER)  # nothing is open, so Enter takes nothing
    assert screen.ends() == 0
    screen = at("letters")
    screen.sees(MENU)
    screen.takes("1" + ENTER)
    screen.sees("This letter is sealed until", re.escape(words.LETTERS_MENU.ask), MENU)
    screen.takes(ENTER)
    assert screen.ends() == 0
    assert "not yet" not in screen.raw
    assert not looks(program)


def test_with_sealed_it_is_read_before_its_day_and_comes_up_on_it_all_the_same(program, at):
    a_letter(program, 2, "not yet", until=SEALED)
    screen = at("letters", "show", "--sealed")
    screen.sees(MENU)
    screen.takes("1" + ENTER)
    screen.sees("not yet", re.escape(words.TERMINAL_ON))
    screen.types(ENTER)
    assert screen.ends() == 0
    assert not looks(program)


def test_a_long_letter_comes_page_by_page_on_a_small_screen_and_can_be_closed_in_the_middle(program, at):
    a_letter(program, 4, "\n\n".join(f"This is line {number} of the letter." for number in range(1, 30)))
    screen = at("letters", size=(15, 40))
    screen.sees(MENU)
    screen.takes(ENTER)
    screen.sees(r"line 1 of", re.escape(words.TERMINAL_MORE))
    assert "line 20 of" not in screen.raw
    screen.types(CTRL_C)
    screen.sees(re.escape(words.LETTER_PAUSE.ask), MENU)
    screen.types(f"{list(words.LETTER_PAUSE.options).index('leave') + 1}{ENTER}")
    assert screen.ends() == 0
    assert not looks(program)  # it was not read to its end


def test_many_letters_come_in_portions(program, at):
    for day in range(1, 10):
        a_letter(program, day, f"letter number {day}")
    screen = at("letters")
    screen.sees(re.escape(words.LETTERS_OLDER), MENU)
    screen.takes("7" + ENTER)
    screen.sees("a week ago", MENU)
    screen.takes("1" + ENTER)
    screen.sees("letter number 7", re.escape(words.TERMINAL_ON))


def test_in_plain_lines_it_is_the_same_choice(program, at):
    a_letter(program, 4, "Dear you")
    screen = at("letters", "--plain")
    screen.sees("1. A letter, 4 days ago, open", r"Enter: 1\. 0: none for now\.", "> ")
    screen.takes("1" + ENTER)
    screen.sees("Dear you", re.escape(words.LETTER_STAYS))
    assert screen.ends() == 0


def test_a_letter_for_a_hard_moment_is_never_taken_by_enter(program, at):
    a_letter(program, 4, "for the worst day", until="low", asked=True)
    History(program.places).add(
        a_record(0, an_entry("distress.before", 8, kind="measure"), start=datetime.now().astimezone())
    )
    screen = at("letters")
    screen.sees("A letter, 4 days ago, open", MENU)
    screen.takes(ENTER)
    assert screen.ends() == 0
    assert "for the worst day" not in screen.raw


def test_where_there_is_no_terminal_they_are_listed_with_numbers(program):
    older, newer = a_letter(program, 4, "Dear you"), a_letter(program, 2, "not yet", until=SEALED)
    ran = program.call("letters")
    first, sealed, second, is_open = ran.out.splitlines()
    assert first.startswith(f"1  {short_form(newer)}  ")
    assert second.startswith(f"2  {short_form(older)}  ")
    assert "sealed until" in sealed
    assert is_open == "  open"
    assert "Dear you" in program.call("letters", "show", "2").out
    ran = program.call("letters", "show")
    assert (ran.status, ran.out) == (2, "")
    assert "letters show 1" in " ".join(ran.err.split())


def test_one_that_is_shown_by_its_number_on_a_terminal_is_read_too(program, at):
    a_letter(program, 4, "Dear you")
    program.call("letters")
    assert "Dear you" in program.call("letters", "show", "1").out
    assert not looks(program)  # a pipe reads nothing
    screen = at("letters", "show", "1")
    screen.sees("Dear you")
    assert screen.ends() == 0
    assert len(looks(program)) == 1


def test_no_letter_is_no_fault(at):
    screen = at("letters")
    screen.sees("There is no letter here now")
    assert screen.ends() == 0


# --- home


def test_home_names_the_letter_whose_day_has_come_and_enter_reads_it_once(program, at):
    a_letter(program, 4, "It was a lot.", title="After the move")
    screen = at()
    screen.sees("Read your letter: After the move", re.escape(words.SOMETHING_ELSE), MENU)
    assert words.LETTER_MAY_OPEN not in screen.display
    screen.takes(ENTER)
    screen.sees(r"It was a lot\.", re.escape(words.TERMINAL_ON))
    screen.types(ENTER)
    assert screen.ends() == 0
    screen = at()
    screen.sees(re.escape(words.SOMETHING_ELSE), MENU)
    assert "Read your letter" not in screen.raw
    assert program.call("--json").json["letters"] == 0


def test_what_was_begun_comes_before_the_letter_and_the_letter_before_what_is_offered(program, at):
    program.practise("inner-critic-reframe", "2", "half a thought")
    a_letter(program, 4, "It was a lot.")
    screen = at()
    screen.sees("Go on with", "Read your letter", words.SOMETHING_ELSE, MENU)
    screen.takes(ENTER)
    screen.sees("Here is where you were")


def test_at_home_a_letter_for_a_hard_moment_stands_after_the_offers(program, at):
    a_letter(program, 4, "for the worst day", until="low", asked=True)
    History(program.places).add(
        a_record(0, an_entry("distress.before", 8, kind="measure"), start=datetime.now().astimezone())
    )
    screen = at()
    screen.sees("minute", "Read your letter for a hard moment: A letter", MENU)
    screen.takes(ENTER)
    screen.sees("Enter")
    assert "for the worst day" not in screen.raw


# --- writing one


def test_after_sealing_it_is_told_in_words_when_it_opens(program):
    program.own("my-letter", LETTER)
    ran = program.practise("my-letter", "Dear you", ".", "yes", "30", "", "", "")
    day = TODAY + timedelta(days=30)
    assert ran.out.rstrip().endswith(f"Kept.\nYour letter is sealed.\nIt opens on {day.day} {day:%B}.")
    ran = program.practise("my-letter", "Dear you", ".", "yes", "1000", "", "", "")
    assert f"{TODAY + timedelta(days=1000):%Y}." in ran.out
    ran = program.practise("my-letter", "Dear you", ".", "yes", "hard", "yes", "", "", "")
    assert ran.out.rstrip().endswith("Your letter is sealed.\nIt opens after a hard moment.")
    ran = program.practise("my-letter", "Dear you", ".", "yes", "", "", "", "")
    assert ran.out.rstrip().endswith("Kept.")


def test_a_salutation_typed_behind_the_one_in_the_box_is_kept_once(program, at):
    program.own("my-letter", LETTER)
    screen = at("practice", "my-letter")
    screen.sees("What to say", re.escape(words.TERMINAL_WRITE_MANY))
    screen.types("dear me,\rit is late.\x04")
    screen.sees(re.escape(words.SHELVE_QUESTIONS["letters"]), MENU)
    screen.types(CTRL_C)
    screen.sees(MENU)
    screen.types("5" + ENTER)
    screen.ends()
    (waiting,) = program.waiting
    assert [line["value"] for line in waiting.lines if line.get("name") == "letter"] == ["Dear me,\nit is late."]


def test_a_number_beyond_the_letters_counts_letters_and_is_no_feeling(program):
    config = program.places.config / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[practice]\nvoice = "plain"\n')
    for number in range(4):
        a_letter(program, 10 + number, f"Letter {number}")
    screen = program.on_a_terminal("letters")
    screen.expect_exact("> ")
    screen.sendline("8")
    screen.expect_exact("please type a number from 1 to 4, or Enter alone")
    assert "That was a number" not in screen.before
    screen.close()
