"""Examples on a terminal: lines to borrow below a box, and whole texts to read while one's own page waits."""

from person import CTRL_C, CTRL_D, DOWN, ENTER, ESC, F1

F2 = "\x1bOQ"
F2_ON_THE_LINUX_CONSOLE = "\x1b[[B"
BACK = "Enter. Esc: back."
LINE = """\
  - write: answer
    ask: What would be fair?
    examples:
      - It was a hard day.
      - from: An aunt
        text: Come and sit down.
      - Others know this too.
"""
PAGE = """\
  - write: letter
    ask: Write it here.
    lines: many
    examples:
      - One sentence is a letter.
      - from: A friend's, after a mistake
        text: |
          Dear Dan,

          you said sorry.
"""
READ = "Enter\x1b[K"  # the live line below what is read
ASKED, WRITE = "What would be fair?", "Write it here."
LONG = "\n\n".join(f"          This is paragraph {number} of it." for number in range(1, 30))
LONG_PAGE = PAGE.replace("          you said sorry.", f"{LONG}\n\n          That is the end.")


# --- a line to borrow


def test_the_lines_and_their_key_stand_below_the_empty_box(person, script):
    her = person(script(LINE))
    her.sees(ASKED, "F2 or Down: borrow a line.")
    her.shows('"It was a hard day."', 'An aunt: "Come and sit down."', '"Others know this too."')
    her.does("x")
    her.waits(lambda: "hard day" not in her.display)
    her.shows("F2: borrow a line.")


def test_a_line_that_is_chosen_comes_into_the_box_and_can_be_changed(person, script):
    her = person(script(LINE))
    her.does(F2, after="borrow a line.")
    her.does("3\r", after=BACK)
    her.does(" I forgot.\r", after="Others know this too.")
    her.replied(("answer", "Others know this too. I forgot."))


def test_a_line_that_is_chosen_and_left_as_it_is_is_the_answer(person, script):
    her = person(script(LINE))
    her.does(DOWN, after="borrow a line.")
    her.does(ENTER, after=BACK)
    her.does(ENTER, after="F2: borrow a line.")
    her.replied(("answer", "It was a hard day."))
    assert "It was a hard day." in her.typing
    her.sees("How was it for you?")


def test_the_key_of_the_linux_console_opens_them_too(person, script):
    her = person(script(LINE))
    her.does(F2_ON_THE_LINUX_CONSOLE, after="borrow a line.")
    her.sees(BACK)


def test_nothing_is_taken_by_going_back_from_the_list(person, script):
    her = person(script(LINE))
    her.does(DOWN, after="borrow a line.")
    her.does(ESC, after=BACK)
    her.does(DOWN, after="F2 or Down: borrow a line.")
    her.does("0\r", after="my own words")
    her.does(ENTER, after="F2 or Down: borrow a line.")
    her.replied(("answer", None))


def test_a_borrowed_line_stands_beside_what_was_typed(person, script):
    her = person(script(LINE))
    her.does("I am tired. " + F2, after=ASKED)
    her.does("1\r", after=BACK)
    her.does(ENTER, after="It was a hard day.")
    her.replied(("answer", "I am tired. It was a hard day."))


def test_a_borrowed_line_takes_the_place_of_a_beginning_nobody_touched(person, script):
    her = person(script(LINE + "    start: 'Even so, '\n"))
    her.does(F2, after="Even so,")
    her.does("2\r", after=BACK)
    her.does(ENTER, after="F2: borrow a line.")
    her.replied(("answer", "Come and sit down."))


def test_a_pause_in_the_list_keeps_what_was_typed(person, script):
    her = person(script(LINE))
    her.does("I am" + F2, after=ASKED)
    her.does(CTRL_C, after=BACK)
    her.replied(("pause", "I am"))
    her.does("1\r", after="Paused.")
    her.does(" here\r", after="I am")
    her.replied(("answer", "I am here"))


def test_it_is_too_much_in_the_list_as_in_every_list(person, script):
    her = person(script(LINE))
    her.does("I am" + F2, after=ASKED)
    her.does("g", after=BACK)
    her.replied(("ground", "I am"))


def test_where_rows_are_few_the_lines_that_fit_stand_there_and_the_box_stays(person, script):
    many = "".join(f"      - This is line {number}.\n" for number in range(1, 10))
    her = person(script(LINE + many), size=(10, 40))
    her.does(ENTER, after=READ)
    her.sees(ASKED, "more below", "borrow a")
    her.shows(ASKED, '"It was a hard day."')
    assert "line 9" not in her.display
    her.does(DOWN)
    her.does("12\r", after=BACK)
    her.does(ENTER, after="This is line 9.")
    her.replied(("answer", "This is line 9."))


def test_the_help_key_says_how_they_are_opened(person, script):
    her = person(script(LINE))
    her.does(F1, after=ASKED)
    her.sees("down arrow in an empty box, opens the lines to borrow")


def test_a_box_without_examples_has_no_such_key(person, script):
    her = person(script("  - write: answer\n    ask: What would be fair?\n"))
    her.does(F2 + DOWN + "x\r", after=ASKED)
    her.replied(("answer", "x"))
    assert "F2" not in her.raw


# --- whole texts to read


def test_an_example_is_read_and_the_page_is_as_it_was(person, script):
    her = person(script(PAGE))
    her.does("Dear me" + F2, after=WRITE)
    her.does("2\r", after="Back to my page")
    her.sees("A friend's, after a mistake", "Dear Dan,", "you said sorry.")
    her.does(ENTER, after=READ)
    her.sees("Back to my page", "Take it into the box as a beginning", "Another one")
    her.does(ENTER)
    her.sees(WRITE, "Dear me")
    her.does("," + CTRL_D)
    her.replied(("answer", "Dear me,"))


def test_reading_alone_leaves_the_question_open(person, script):
    her = person(script(PAGE))
    her.does(DOWN, after="F2 or Down: show me one.")
    her.does("2\r", after="Back to my page")
    her.does(ENTER, after=READ)
    her.does(ENTER, after="Another one")
    her.does(CTRL_D, after=WRITE)
    her.replied(("answer", None))


def test_one_that_is_taken_in_stands_below_what_was_written(person, script):
    her = person(script(PAGE))
    her.does("Dear me" + F2, after=WRITE)
    her.does("2\r", after="Back to my page")
    her.does(ENTER, after=READ)
    her.does("2\r", after="Another one")
    her.does(CTRL_D, after="you said sorry.")
    her.replied(("answer", "Dear me\n\nDear Dan,\n\nyou said sorry."))
    assert her.typing[-1] == "Dear me\n\nDear Dan,\n\nyou said sorry."


def test_one_that_is_taken_in_on_an_empty_page_is_the_page(person, script):
    her = person(script(PAGE))
    her.does(DOWN, after="show me one.")
    her.does(ENTER, after="Back to my page")
    her.does(ENTER, after=READ)
    her.does("2\r", after="Another one")
    her.does(" So." + CTRL_D, after="One sentence is a letter.")
    her.replied(("answer", "One sentence is a letter. So."))


def test_another_one_leads_to_the_names_with_the_next_one_pointed_at(person, script):
    her = person(script(PAGE))
    her.does(DOWN, after="show me one.")
    her.does(ENTER, after="Back to my page")
    her.does(ENTER, after=READ)
    her.does("3\r", after="Another one")
    her.does(ENTER, after="Back to my page")
    her.sees("Dear Dan,", "you said sorry.")


def test_a_long_one_comes_page_by_page_and_escape_leads_to_the_names(person, script):
    her = person(script(LONG_PAGE))
    her.does("So" + F2, after=WRITE)
    her.does("2\r", after="Back to my page")
    her.does(ENTER, after="Enter: more of it")
    her.does(ESC, after="Enter: more of it")
    her.does("0\r", after="Back to my page")
    her.does(CTRL_D, after="So")
    her.replied(("answer", "So"))
    assert "That is the end." not in her.raw


def test_whoever_leaves_while_reading_leaves_with_what_was_written(person, script):
    her = person(script(LONG_PAGE))
    her.does("So" + F2, after=WRITE)
    her.does("2\r", after="Back to my page")
    her.does(CTRL_C, after="Enter: more of it")
    her.replied(("pause", "So"))


def test_on_a_small_screen_the_question_and_the_box_come_back(person, script):
    her = person(script(LONG_PAGE), size=(15, 40))
    her.does("So" + F2, after=WRITE)
    her.does("1\r", after="Back to my page")
    her.does(ENTER, after=READ)
    her.does(ENTER, after="Another one")
    her.sees(WRITE, "So")
    her.shows(WRITE, "So", "Ctrl-D")


# --- a promise


PROMISE = """\
  - promise: plan
    cue: When could it be?
    action: And what do you do then?
    examples:
      - {cue: After breakfast, action: I drink a glass of water}
      - {cue: When I am home, action: I sit down}
"""


def test_a_promise_is_made_of_two_borrowed_lines_without_typing(person, script):
    her = person(script(PROMISE))
    her.sees("When could it be?", '"After breakfast"', '"When I am home"')
    her.does(DOWN, after="F2 or Down: borrow a line.")
    her.does("2\r", after=BACK)
    her.does(ENTER, after="F2: borrow a line.")
    her.sees("And what do you do then?", '"I drink a glass of water"', '"I sit down"')
    her.does(DOWN, after="F2 or Down: borrow a line.")
    her.does(ENTER, after=BACK)
    her.does(ENTER, after="F2: borrow a line.")
    her.replied(("answer", {"cue": "When I am home", "action": "I drink a glass of water"}))
