"""A practice as a sheet to write on: all a first time asks and tells is on it, in its order, with where help is."""

import re
from functools import cache

import pytest
from bundled import HEADS, SHELF, loaded
from playing import compiled, script
from reading import read
from tools import naming

from selfattach import words
from selfattach.author.sample_runs import stops
from selfattach.engine.session import Question
from selfattach.engine.voice import as_plain
from selfattach.pages.of_an_exercise import Frame, sheet_of
from selfattach.script.model import Prompt, every_step

HELP = ["In danger now: 112\nTo talk: 116 123", "findahelpline.com lists more."]
ON_THE_SCREEN_ONLY = ("shelve", "show", "review")


@cache
def frame():
    asked = SHELF.frame()
    measures = asked.measure("before", "before"), asked.measure("after", "after")
    return Frame(*measures, asked.choice("felt", "felt", {}), "Something lighter")


def sheet(exercise):
    return read("".join(sheet_of(exercise, frame(), SHELF.title_of, HELP)))


def made(steps, **head):
    return sheet(compiled(script(steps, **head)))


def texts(root, *wanted):
    return [one.text for one in root.every() if one.tag in wanted]


def in_order(root):
    """Every line of a sheet, from above to below."""
    return texts(root, "h1", "h2", "p", "li")


def body_of(root):
    """What the script itself put on a sheet of a gentle practice."""
    lines = in_order(root)
    return lines[lines.index(words.SHEET_HOW) + 1 : lines.index(words.SHEET_HELP) - 7]


@pytest.fixture(scope="module")
def sheets():
    return {ident: sheet(loaded(ident)) for ident in HEADS}


# --- the whole library


def test_questions_are_numbered_one_after_the_other_and_no_way_asks_for_one_that_comes_later(sheets):
    for ident, root in sheets.items():
        with naming(ident):
            asked = 0
            for line in in_order(root):
                if number := re.match(r"(\d+)\. ", line):
                    asked += 1
                    assert int(number[1]) == asked
                for numbers in re.findall(r"question ((?:\d+(?:, | or | and )?)+)", line):
                    assert all(int(one) <= asked for one in re.findall(r"\d+", numbers))
            assert asked or HEADS[ident].kind == "reading"


def test_nothing_of_the_script_or_of_the_program_shows_through(sheets):
    for ident, root in sheets.items():
        with naming(ident):
            told = "\n".join(in_order(root))
            assert not re.search(r"\$\{|Operation|Ref\(|\{\w*\}", told)
            assert words.SHEET_BLANK not in told


@pytest.mark.parametrize("way", ["skipped", "lowest"])
def test_all_that_is_asked_and_told_at_a_first_time_is_on_the_sheet(sheets, way):
    met = 0
    for ident, root in sheets.items():
        exercise, lines = loaded(ident), "".join("".join(in_order(root)).split())
        names = {
            one.name: "${" in one.ask.at(1).source
            for one in every_step(exercise.steps)
            if isinstance(one, Prompt) and one.form.kind not in ON_THE_SCREEN_ONLY
        }
        for step, _ in stops(SHELF.framed(exercise), way):
            if isinstance(step, Question) and names.get(step.name) is False:
                met += 1
                with naming((ident, step.name)):
                    assert "".join(as_plain(step.ask).split()) in lines
    assert met > 200


def test_a_sheet_that_may_stir_one_up_asks_how_hard_it_is_and_says_what_to_do_at_which_number(sheets):
    for ident, root in sheets.items():
        told = in_order(root)
        with naming(ident):
            is_intense = HEADS[ident].intensity != "gentle"
            assert (words.SHEET_RISEN in told) == is_intense
            assert (told.count(words.SHEET_AT_9) >= 2) == is_intense
            assert (words.SHEET_HARDER in told) == (HEADS[ident].kind != "reading")
            assert (words.SHEET_DEEP in told) == (HEADS[ident].intensity == "deep")


def test_every_sheet_ends_with_where_help_is(sheets):
    for root in sheets.values():
        assert in_order(root)[-3:] == [words.SHEET_HELP, *HELP]


# --- each kind of step


def test_each_kind_of_question_has_room_of_its_own():
    root = made(
        """
        - write: line
          ask: One line?
          example: A line
        - write: letter
          ask: A letter?
          lines: many
          start: Dear you,
          examples:
            - A short one
            - from: A friend's
              text: |
                Dear Dan,

                It was late.
        - rate: belief
          ask: How true?
          low: not at all
          high: wholly
          to: 4
        - choose: aim
          ask: Which?
          options:
            a: The first
            b:
              label: The second
              then:
                - say: You took the *second*.
          skipped:
            - say: None, then.
        - pick: signs
          ask: Some?
          at_most: 1
          options: {x: Tired, y: Cold}
        - confirm: sure
          ask: Sure?
        """
    )
    assert body_of(root) == [
        *("1. One line?", "For example: A line"),
        *("2. A letter?", 'You can begin with "Dear you,"', words.SHEET_TO_BORROW),
        *("A short one", "A friend's:Dear Dan,It was late.", "A friend's:", "Dear Dan,", "It was late."),
        *("3. How true?", "Put a ring around a number: from 0, not at all, to 4, wholly.", "0 1 2 3 4 "),
        *("4. Which?", "The first", "The second", 'If you took "The second":', "You took the second."),
        *("If you left that open:", "None, then."),
        *("5. Some?", "Up to 1 of these.", "Tired", "Cold"),
        *("6. Sure?", "yes", "no"),
    ]
    assert [len(list(one.every("div"))) for one in root.every("lines")] == [2, 14]
    assert [one.text for one in root.every("em")] == ["second"]


def test_a_promise_has_room_for_when_and_for_what():
    root = made("- promise: plan\n  cue: When?\n  action: And what?\n  example: After tea, a stretch.")
    assert body_of(root) == ["1. When?", "For example: After tea, a stretch.", "And what?"]
    assert len(list(root.every("lines"))) == 2


def test_ways_are_told_in_plain_words_and_answers_by_their_question():
    root = made(
        """
        - write: thought
          ask: What is it?
        - when: times('made-up') < 3
          then:
            - say: For those who are new.
          else:
            - say: For those who know it.
        - when: answered(thought)
          then:
            - say: You said ${thought}.
          else:
            - say: Nothing, then.
            - finish: Until another day.
        - repeat: 3
          steps:
            - when: answered(last.more)
              then:
                - say: Another one.
            - write: more
              ask: What else?
            - say: Good.
        """
    )
    assert body_of(root) == [
        *("1. What is it?", "For those who are new."),
        *("If you answered question 1:", "You said (your answer to question 1)."),
        *("Otherwise:", "Nothing, then.", "Until another day.", words.SHEET_ENDS),
        *("2. What else?", "Good."),
        *(words.SHEET_ONCE_MORE, "If you answered question 2:", "Another one.", "3. What else?", "Good."),
        "You can do this part three times. The back of the sheet has room.",
    ]


def test_what_follows_a_question_that_was_left_open_is_told_once():
    root = made(
        """
        - rate: belief
          ask: How true?
        - when: belief >= 7
          then:
            - say: Very true.
          else:
            - say: Less so.
          skipped:
            - say: Without a number.
        - when: belief < 3
          then:
            - say: It can wait.
          skipped:
            - say: It can wait.
        """
    )
    assert body_of(root)[3:] == [
        *("If your number at question 1 is 7 or more:", "Very true."),
        *("Otherwise:", "Less so."),
        *("If you left that open:", "Without a number."),
        *("If your number at question 1 is less than 3, or you left that open:", "It can wait."),
    ]


def test_a_second_try_is_told_by_what_calls_for_it_and_has_its_own_room():
    root = made(
        """
        - repeat: 2
          until: believe >= 4
          steps:
            - write: answer
              ask: What is fair?
            - rate: believe
              ask: How true?
        """
    )
    told = [line for line in body_of(root) if not line.startswith(("Put a ring", "0 1"))]
    assert told == [
        *("1. What is fair?", "2. How true?"),
        *("If your number at question 2 is less than 4:", "3. What is fair?", "4. How true?"),
    ]


def test_a_way_out_says_to_stop_and_where_people_are():
    root = made("- door: That is too much to be alone with.")
    assert body_of(root) == [
        "That is too much to be alone with.",
        f"{words.SHEET_STOP} {words.SHEET_HELP_BELOW}",
    ]


def test_words_of_an_earlier_time_have_lines_of_their_own():
    root = made(
        """
        - recall: made-up.thought
          as: before
        - write: thought
          ask: What is it?
          hint: You said ${before|nothing yet}.
        """
    )
    assert body_of(root) == [words.SHEET_EARLIER, "1. What is it?", "You said nothing yet."]
    assert len(list(root.every("lines"))) == 2


def test_quiet_and_breath_tell_how_long():
    root = made(
        """
        - rest: 38s
          text: Look around.
          cues:
            - at: 18s
              say: And once more.
        - breathe: {in: 4, out: 6, rounds: 5}
        """
    )
    assert body_of(root) == [
        *("Look around.", "Take 40 seconds for it.", "After 20 seconds: And once more."),
        "5 breaths: in 4, out 6.",
    ]


def test_markup_in_a_script_of_ones_own_is_only_words():
    root = made("- write: a\n  ask: <b>bold</b> & <script>alert(1)</script>?")
    assert body_of(root) == ["1. <b>bold</b> & <script>alert(1)</script>?"]


def test_whole_promises_can_be_borrowed_on_paper():
    lines = in_order(sheet(loaded("small-promise")))
    assert "After breakfast, I drink a glass of water" in lines
    assert lines.index("After breakfast, I drink a glass of water") > lines.index("And what do you do then? One thing.")
