"""The terminal voice, key by key, on a screen that is looked at."""

import os
import re
import signal
import termios

import pytest
from person import CTRL_C, CTRL_D, CTRL_Z, DOWN, ENTER, ESC, F1, ROOT, UP, breaths_in
from playing import EVERY_KIND, compiled, kinds_asked

from selfattach import words
from selfattach.kinds import KEEP, REVIEW
from selfattach.text import cells
from selfattach.ui.look import SIGNS

ASKS = (
    "Which word?",
    "Which page?",
    "Which figure?",
    "Which one?",
    "Which ones?",
    "Are you sure?",
    "I woke early",
    "After what?",
    "in the middle of it?",
    "Open them?",
)
LONG_BOX = 1


def open_key(place):
    return CTRL_D if place == LONG_BOX else ENTER


# --- every form ------------------------------------------------------------------------------------------------------


def test_every_form_is_there_but_those_that_are_asked_as_a_choice_is():
    exercise = compiled((ROOT / "tests" / "ui" / "forms.yaml").read_text(encoding="utf-8"), ident="forms")
    assert kinds_asked(exercise) == EVERY_KIND - {REVIEW, KEEP}


def test_every_form_gives_the_value_it_takes(person):
    her = person()
    her.does(ENTER, after="A first ")
    her.does("kettle\r", after="Which word?")
    her.does("me,\ryes me\x04", after="Which page?")
    her.does("7\r", after="Which figure?")
    her.does("3\r", after="Which one?")
    her.does("1" + DOWN + " \r", after="Which ones?")
    her.does("1\r", after="Are you sure?")
    her.does("2\r", after="I woke early")
    her.does("3\r", after="I slept late")
    her.does("the kettle boils\r", after="After what?")
    her.does("open: a window\r", after="And then what?")
    her.does("?\r", after="in the middle of it?")
    her.does("2\r", after="Open them?")
    her.does("1\r", after="Put this with your letters?")
    her.does("30\r", after="For how many days")
    her.does(ENTER, after="How was it for you?")
    assert her.leaves() == 0
    assert [reply[1] for reply in her.replies if reply[0] == "answer"] == [
        "kettle",
        "Dear me,\nyes me",
        7,
        "blue",
        ["a", "b"],
        True,
        {"early": 2, "late": 3},
        {"cue": "the kettle boils", "action": "open: a window"},
        "cannot_tell",
        False,
        30,
        None,
    ]


def test_a_seal_takes_days_or_a_hard_moment_and_holds_what_was_said_before(person):
    her = person()
    her.does(ENTER, after="A first ")
    her.does("kettle\r", after="Which word?")
    for place, ask in enumerate(ASKS[1:], 1):
        her.does(open_key(place), after=ask)
        if ask == "I woke early":
            her.does(ENTER, after="I slept late")
        if ask == "After what?":
            her.does(ENTER, after="And then what?")
    her.does("1\r", after="Put this with your letters?")
    her.does("soon\r", after="Type hard")
    her.does("hard\r", after="most, or hard")
    her.does("1\r", after="on your worst day?")
    her.does(ESC, after="How was it for you?")
    her.does(ESC, after="on your worst day?")
    her.does(ENTER, after="Put this with your letters?")
    her.does(ENTER, after="Type hard")
    her.does(ENTER, after="on your worst day?")
    her.does(ENTER, after="How was it for you?")
    assert her.leaves() == 0
    assert [reply[1] for reply in her.replies if reply[0] == "answer"][-4:] == [True, "low", True, None]


def test_enter_leaves_every_form_open(person):
    her = person()
    her.does(ENTER, after="A first ")
    for place, ask in enumerate(ASKS):
        her.does(open_key(place), after=ask)
        if ask == "I woke early":
            her.does(ENTER, after="I slept late")
        if ask == "After what?":
            her.does(ENTER, after="And then what?")
    her.does(ENTER, after="How was it for you?")
    assert her.leaves() == 0
    values = [reply[1] for reply in her.replies if reply[0] == "answer"]
    assert values == [None, "Dear ", *[None] * 9]


def test_escape_goes_back_from_every_form(person, script):
    her = person()
    her.does(ENTER, after="A first ")
    for place, ask in enumerate(ASKS):
        her.sees(ask)
        if place:
            her.does(ESC)
            her.replied(("back", None if place != LONG_BOX else "Dear "))
            her.does(open_key(place - 1), after=ASKS[place - 1])
            if ASKS[place - 1] == "I woke early":
                her.does(ENTER, after="I slept late")
            if ASKS[place - 1] == "After what?":
                her.does(ENTER, after="And then what?")
            her.sees(ask)
        her.does(open_key(place))
        if ask == "I woke early":
            her.does(ENTER, after="I slept late")
        if ask == "After what?":
            her.does(ENTER, after="And then what?")
    her.does(ESC, after="How was it for you?")
    her.sees("Open them?")


def test_control_c_pauses_every_form_and_the_menu_starts_on_nothing(person):
    her = person()
    her.does(CTRL_C, after="A first ")
    her.does(ENTER, after="back")
    her.does(ENTER, after="A first ")
    for place, ask in enumerate(ASKS):
        her.does(CTRL_C, after=ask)
        her.does(ENTER, after="back")
        her.replied(("pause", "Dear " if place == LONG_BOX else None), ("menu", None))
        her.does(open_key(place), after=ask)
        if ask == "I woke early":
            her.does(ENTER, after="I slept late")
        if ask == "After what?":
            her.does(ENTER, after="And then what?")
    her.does(CTRL_C, after="How was it for you?")
    her.does("2\r", after="back")
    her.replied(("pause", None), ("menu", "enough"))


def test_control_d_is_gone_in_a_telling_a_list_an_empty_line_and_a_menu(person):
    for keys, last in ((CTRL_D, ("gone", None)), (ENTER, None)):
        her = person()
        her.does(keys, after="A first ")
        if last is None:
            her.does("x" + CTRL_D + "\x7f" + CTRL_D, after="Which word?")
        assert her.leaves() == 0
        assert her.replies[-1] == ("gone", None)
        her.replies_file.unlink()


def test_control_c_in_the_menu_is_gone(person):
    her = person()
    her.does(CTRL_C, after="A first ")
    her.does(CTRL_C, after="back")
    her.replied(("pause", None), ("menu", "gone"))


def test_g_asks_for_the_ground_where_no_text_is_typed(person):
    her = person()
    her.does("g", after="A first ")
    her.replied(("ground", None))
    her.does(ENTER, after="A first ")
    her.does("g\r", after="Which word?")
    her.replied(("answer", "g"))
    her.does(CTRL_D, after="Which page?")
    her.does("g", after="Which figure?")
    her.replied(("ground", None))
    her.does(ENTER, after="Which figure?")
    her.does("g", after="Which one?")
    her.replied(("ground", None))


# --- lists and figures -----------------------------------------------------------------------------------------------


def test_a_list_starts_on_leaving_it_open_and_the_arrows_move(person, script):
    her = person(script("  - choose: one\n    ask: Which one?\n    options:\n      a: Apple\n      b: Bread\n"))
    her.does(DOWN + DOWN + UP, after="Bread")
    her.sees("Apple")
    her.does(ENTER)
    her.replied(("answer", "a"))


def test_too_many_ticks_are_refused_in_words_and_stay(person, script):
    options = "".join(f"      o{number}: Option {number}\n" for number in range(1, 4))
    her = person(script(f"  - pick: some\n    ask: Which ones?\n    at_most: 2\n    options:\n{options}"))
    her.does("123\r", after="Option 3")
    her.sees("At most 2 of them.", "Option 3")
    her.does("2\r")
    her.replied(("answer", ["o1", "o3"]))


def test_where_there_is_one_to_tick_nothing_is_said_of_more(person, script):
    her = person(script("  - pick: some\n    ask: Which ones?\n    options:\n      a: Apple\n"))
    her.sees("Apple")
    her.does("1\r", after="1 or Space ticks, Enter goes on")
    her.replied(("answer", ["a"]))


def test_a_figure_off_the_scale_is_refused_in_words_and_asked_again(person, script):
    her = person(script("  - rate: figure\n    ask: Which figure?\n    to: 20\n    low: none\n    high: all\n"))
    her.does("21\r", after="Enter skips it")
    her.sees("Please give a whole number from 0 to 20.")
    her.does("3\r", after="Enter skips it")
    her.replied(("answer", 3))


def test_after_going_back_a_new_figure_takes_the_place_of_the_old_one(person, script):
    steps = "  - rate: figure\n    ask: Which figure?\n  - write: word\n    ask: Which word?\n"
    for keys, figure in (("6\r", 6), ("10\r", 10), ("\r", 7), ("\x7f3\r", 3)):
        her = person(script(steps))
        her.does("7\r", after="Enter skips it")
        her.does(ESC, after="is kept.")
        her.does(keys, after="Enter takes 7")
        her.replied(("answer", 7), ("back", None), ("answer", figure))


@pytest.mark.parametrize(("half", "keys", "figure"), [("1", "0", 10), ("7", "\x7f6", 6)])
def test_a_figure_that_is_half_typed_is_gone_on_with(person, script, half, keys, figure):
    her = person(script("  - rate: heavy\n    ask: How heavy?\n"), half=half)
    her.does(f"{keys}\r", after="How heavy?")
    her.replied(("answer", figure))


def test_escape_among_statements_goes_to_the_one_before(person, script):
    steps = "  - items: facets\n    ask: How often?\n    list:\n      a: First\n      b: Second\n    scale:\n"
    her = person(script(f"{steps}      1: never\n      2: at times\n"))
    her.does("1\r", after="First")
    her.does(ESC, after="Second")
    her.does("\x7f2\r", after="First")
    her.does(CTRL_C, after="Second")
    her.does(ENTER, after="back")
    her.sees("So far: 2.")
    her.does("1\r", after="Second")
    her.replied(("pause", "2"), ("menu", None), ("answer", {"a": 2, "b": 1}))


def test_escape_in_the_second_line_of_a_promise_goes_to_the_first(person, script):
    her = person(script("  - promise: plan\n    cue: After what?\n    action: And then what?\n"))
    her.does("lunch\r", after="After what?")
    her.does("a walk" + ESC, after="And then what?")
    her.does(" at one\r", after="lunch")
    her.does(CTRL_C, after="a walk")
    her.does(ENTER, after="back")
    her.does(ENTER, after="lunch at one")
    her.does(ENTER, after="a walk")
    her.replied(
        ("pause", "lunch at one\na walk"), ("menu", None), ("answer", {"cue": "lunch at one", "action": "a walk"})
    )


# --- words -----------------------------------------------------------------------------------------------------------

SCRIPTS = "naïve e\u0301 مرحبا שלום 你好 👩‍👩‍👧 [b]bold[/b] :smile: ${x}"


@pytest.mark.parametrize("text", [SCRIPTS, "x" * 300])
def test_typed_words_come_back_unchanged(person, script, text):
    her = person(script("  - write: word\n    ask: Which word?\n"))
    her.does(text + ENTER, after="Which word?")
    her.replied(("answer", text))


def test_a_paste_of_a_hundred_thousand_letters_comes_back_unchanged(person, script):
    her = person(script("  - write: word\n    ask: Which word?\n    lines: many\n"))
    text = "\n".join(f"line {number} مرحبا e\u0301 👍 and some more words" for number in range(2_500))
    her.sees("Which word?")
    paste = f"\x1b[200~{text}\x1b[201~"
    for start in range(0, len(paste), 1000):
        her.child.send(paste[start : start + 1000])
    her.sees("line 2499")
    her.does(CTRL_D)
    her.replied(("answer", text))


def test_words_are_saved_by_themselves_after_a_change_and_once_on_leaving(person, script):
    her = person(script("  - write: word\n    ask: Which word?\n"))
    her.does("half a", after="Which word?")
    her.waits(lambda: her.typing)
    assert her.typing == ["half a"]
    her.does(" word" + CTRL_C)
    her.replied(("pause", "half a word"))
    assert her.typing == ["half a", "half a word"]


def test_a_box_breaks_its_lines_between_words(person, script):
    words = "Somebody else who knows this might say something else entirely, and say it twice over"
    her = person(script("  - write: word\n    ask: Which word?\n"), size=(15, 40))
    her.does(words, after="Which word?")
    her.sees("over")
    her.looks()
    rows = [row.partition(SIGNS.bar)[2] for row in her.display.split("\n") if SIGNS.bar in row]
    assert " ".join(rows).split() == words.split()
    her.does("\x01So: \x05.\r")
    her.replied(("answer", f"So: {words}."))


def test_half_typed_words_stand_in_the_box_again(person, script):
    her = person(script("  - write: word\n    ask: Which word?\n"), half="half a")
    her.does(" word\r", after="half a")
    her.replied(("answer", "half a word"))


def test_an_example_stands_below_the_box_and_is_never_an_answer(person, script):
    her = person(script("  - write: word\n    ask: Which word?\n    example: Kettle\n"))
    her.does("x", after="Kettle")
    her.waits(lambda: "Kettle" not in her.display)
    her.does("\x7f")
    her.does(ENTER, after="Kettle")
    her.replied(("answer", None))
    her.sees("How was it for you?")
    assert "Kettle" not in her.display


def test_alt_enter_ends_long_writing_and_the_screen_says_how(person, script):
    her = person(script("  - write: page\n    ask: Which page?\n    lines: many\n"))
    her.does("one\rtwo\x1b\r", after="Ctrl-D")
    her.replied(("answer", "one\ntwo"))


def test_recalled_words_are_shown_as_typed_page_by_page(person, script):
    her = person(script("  - recall: an-earlier-one.letter\n    as: old\n  - show: old\n"))
    her.does("1\r", after="Open them?")
    her.does(ENTER, after="Enter: more")
    assert "Dear [b]you[/b] :smile:" in her.display
    her.sees("the last line")
    her.does(ENTER, after="Enter")
    her.sees("How was it for you?")


def test_f1_shows_the_help_and_keeps_what_was_typed(person):
    her = person()
    her.does(F1, after="A first ")
    her.does(ENTER, after="Esc goes back")
    her.does("ket" + F1, after="Which word?")
    her.sees("A word is a noise with a meaning.", "Ctrl-C: pause, reach", "ket")
    her.does("tle\r")
    her.replied(("answer", "kettle"))


# --- keys ------------------------------------------------------------------------------------------------------------


def test_escape_alone_goes_back_and_an_arrow_is_no_escape(person, script):
    her = person(script("  - write: word\n    ask: Which word?\n"))
    her.does("ac\x1b[Db\r", after="Which word?")
    her.replied(("answer", "abc"))
    her.sees("How was it for you?")
    her.does(ESC)
    her.sees("Which word?")


def test_an_interrupt_from_outside_pauses_as_control_c_does(person, script):
    her = person(script("  - say: Words.\n  - say: More.\n  - write: word\n    ask: Which word?\n"))
    her.sees("Enter")
    her.looks()  # it waits
    her.child.kill(signal.SIGINT)
    her.does(ENTER, after="back")
    her.does(ENTER, after="Words.")
    her.does("half", after="Which word?")
    her.sees("half")
    her.child.kill(signal.SIGINT)
    her.sees("back")
    her.replied(("pause", "half"))


def test_keys_pressed_in_a_rest_do_not_answer_the_next_question(person, script):
    her = person(script("  - rest: 1s\n    text: Be quiet.\n  - write: word\n    ask: Which word?\n"))
    her.does("xyz", after="Be quiet.")
    her.does("\rlater\r", after="a little left ...")
    her.does("now\r", after="Which word?")
    her.replied(("answer", "now"))


REST = (
    "  - rest: 3m\n    text: Be quiet.\n    cues:\n"
    "      - at: 1m\n        say: One cue.\n      - at: 2m\n        say: Two cues.\n"
)


def test_enter_in_a_rest_goes_to_the_next_words_and_twice_leaves_it(person, script):
    her = person(script(REST), pace="slow")  # longer than anything is waited for
    her.does(ENTER, after="minutes left ...")
    her.does(ENTER, after="One cue.")
    her.sees("How was it for you?")
    assert "Two cues." not in her.display
    assert "left ..." not in her.display


def test_the_words_of_a_rest_come_by_themselves(person, script):
    her = person(script(REST.replace("1m", "1s").replace("2m", "2s").replace("3m", "3s")))
    her.sees("Be quiet.", "One cue.", "Two cues.", "How was it for you?")


def test_at_pace_off_a_rest_and_a_breath_wait_for_nothing(person, script):
    her = person(script(f"{REST}  - breathe:\n      in: 4\n      out: 6\n      rounds: 5\n"), pace="off")
    her.sees("Be quiet.", "One cue.", "Two cues.", "5 breaths: in 4, out 6.", "How was it for you?")


def test_a_second_control_c_pressed_before_the_menu_stands_leaves(person, script):
    her = person(script("  - say: Words.\n"))
    her.does(CTRL_C + CTRL_C, after="Enter")
    her.replied(("pause", None), ("menu", "gone"))


# --- the page of help ------------------------------------------------------------------------------------------------

HELP = "  - support: Then this needs a person.\n"
READY = "Close"  # the last way on: below it stands nothing


def test_the_page_of_help_is_its_text_the_numbers_and_the_ways_on(person, script):
    her = person(script(HELP))
    her.sees("Then this needs a person.", "999", "116 123", "is a guess", READY)
    her.looks(0.4)
    her.does("4" + ENTER)
    her.replied(("help", "back"), ("on", None))


@pytest.mark.parametrize("size", [(15, 40), (24, 80)])
def test_the_whole_page_stands_on_the_screen_at_once(person, script, size):
    her = person(script(HELP), size=size)
    her.sees(READY)
    her.looks(0.3)
    for part in ("116 123", "999", "c: another", "A minute to steady", "Words to send", "All the numbers", "Close"):
        assert part in her.display, part
    assert "Then this needs a person." in her.display


def test_enter_stays_on_the_page_and_a_letter_takes_another_country(person, script):
    her = person(script(HELP))
    for _ in range(3):
        her.takes(ENTER, after=READY)
    her.does("c", after=READY)
    her.sees("Which country?")
    her.does("swe" + ENTER, after="Enter goes on.")
    her.sees("90101", "Country: Sweden")
    her.does(ESC, after=READY)
    her.replied(("help", "back"), ("on", None))


def test_from_the_page_to_the_closing_lines_and_out_they_stay_on_the_screen(person, script):
    her = person(script(HELP))
    her.takes("2" + ENTER, after=READY)
    her.does(CTRL_C, after="Stay with me while I wait")
    her.takes("2" + ENTER, after="clear the screen")
    her.replied(("help", "closed"), ("on", None))
    her.shows("Before you close this", "116 123", "999", "selfattach support")
    her.waits(lambda: "Close it and clear" not in her.display)


def test_clearing_leaves_nothing_of_the_page_on_the_screen(person, script):
    her = person(script(HELP))
    her.takes("2" + ENTER, after=READY)
    her.does(CTRL_C, after="Stay with me while I wait")
    her.takes("3" + ENTER, after="clear the screen")
    her.replied(("help", "closed"), ("on", None))
    her.waits(lambda: "116 123" not in her.display)
    assert "\x1b[3J" in her.raw  # nor where one can scroll back to, where the terminal does that


def test_a_key_that_was_pressed_before_the_page_stood_chooses_nothing_on_it(person, script):
    her = person(script(f"  - say: Words.\n{HELP}"))
    her.does(ENTER + "4" + ENTER, after="Enter")
    her.sees(READY)
    her.looks(0.5)
    assert not [reply for reply in her.replies if reply[0] == "help"]


def test_the_end_of_input_on_the_page_leaves_the_closing_lines(person, script):
    her = person(script(HELP))
    her.does(CTRL_D, after=READY)
    her.replied(("help", "closed"), ("on", None))
    her.shows("Before you close this")


# --- breath, and leaving ---------------------------------------------------------------------------------------------

BREATH = "  - breathe:\n      in: 1\n      out: 1\n      rounds: 40\n  - say: Afterwards.\n"


def test_enter_ends_a_breath_after_the_one_one_is_in_and_its_line_is_gone(person, script):
    her = person(script(BREATH))
    her.does(ENTER, after="█")
    her.sees("out  ")
    her.sees("Afterwards.")
    assert breaths_in(her.raw) < 40 / 2
    assert "█" not in her.display


@pytest.mark.parametrize("keys", [CTRL_C, ESC, "g"])
def test_leaving_a_breath_half_way_leaves_no_line(person, script, keys):
    her = person(script(BREATH))
    her.does(keys, after="█")
    her.replied(({CTRL_C: "pause", ESC: "back", "g": "ground"}[keys], None))
    her.looks(0.02)
    her.child.kill(signal.SIGKILL)
    assert "out  " not in her.display.split("Enter ends")[-1]


def test_a_kill_mid_breath_leaves_nothing(person, script):
    her = person(script(BREATH))
    her.sees("█")
    assert not termios.tcgetattr(her.child.child_fd)[3] & termios.ECHO
    her.child.kill(signal.SIGTERM)
    assert her.leaves() == 143
    assert "█" not in her.display
    assert her.raw.rfind("\x1b[?25h") > her.raw.rfind("\x1b[?25l")
    assert her.replies[-1] == ("hangup", signal.SIGTERM)


def test_a_kill_in_a_box_keeps_the_words(person, script):
    her = person(script("  - write: word\n    ask: Which word?\n"))
    her.does("half a word", after="Which word?")
    her.sees("word")
    her.child.kill(signal.SIGTERM)
    assert her.leaves() == 143
    assert her.typing[-1] == "half a word"


def test_a_terminal_that_hangs_up_keeps_the_words(person, script):
    her = person(script("  - write: word\n    ask: Which word?\n"))
    her.does("half a word", after="Which word?")
    her.sees("word")
    her.hangs_up()
    her.waits(lambda: her.replies and her.replies[-1][0] == "hangup")
    her.is_gone()
    assert her.replies[-1] == ("hangup", signal.SIGHUP)
    assert her.typing[-1] == "half a word"


@pytest.mark.parametrize("ending", ["enter", "gone", "kill"])
def test_afterwards_the_terminal_is_as_it_was(person, script, ending):
    her = person(script("  - write: word\n    ask: Which word?\n"), started="in a shell")
    her.sees("Which word?")
    if ending == "kill":
        os.kill(os.tcgetpgrp(her.child.child_fd), signal.SIGTERM)
    else:
        her.does(CTRL_D if ending == "gone" else ENTER)
        if ending == "enter":
            her.does(ENTER, after="How was it for you?")
    her.does("stty -a\r", after="came back")
    her.sees("\nisig icanon iexten echo ")
    assert "?25l" not in her.raw or her.raw.rfind("\x1b[?25h") > her.raw.rfind("\x1b[?25l")


def test_control_z_suspends_and_comes_back_right(person):
    her = person(started="in a shell")
    her.does(CTRL_Z, after="A first ")
    her.does("stty -a\r", after="Stopped")
    her.sees("\nisig icanon iexten echo ")
    her.does("fg\r", after="$ ")
    her.does(ENTER, after="  Enter")
    her.does("ket" + CTRL_Z, after="Which word?")
    her.does("fg\r", after="Stopped")
    her.sees("fg", "driver.py", "ket")
    her.does("tle\r")
    her.replied(("answer", "kettle"))


# --- the look --------------------------------------------------------------------------------------------------------


def test_the_first_words_need_neither_rich_nor_prompts(person):
    her = person(started="anew")
    her.sees("A first ")
    assert next(one for one in her.noted() if one[0] == "loaded") == ["loaded", []]


def test_nothing_is_cut_at_forty_columns_and_fifteen_rows(person, script):
    label = "a label that is rather too long for one line of a narrow screen"
    steps = f"  - choose: one\n    ask: Which one?\n    options:\n      a: {label}\n      b: {label}\n"
    her = person(script(steps), size=(15, 40))
    her.sees("Which one?", "skip it", "screen", "screen")
    her.looks()
    assert " ".join(her.display.split()).count(label) == 2
    assert "Which one?" in her.display


def test_enter_takes_the_option_that_a_script_names_first_and_says_which(person, script):
    steps = "  - choose: one\n    ask: Which one?\n    first: b\n    options:\n      a: An apple\n      b: Some bread\n"
    her = person(script(steps))
    her.sees("Some bread", "then Enter")
    her.looks()
    assert "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} 2  Some bread" in her.display
    her.does(ENTER)
    her.waits(lambda: ("answer", "b") in her.replies)


def test_without_colours_bold_and_slanted_are_all_there_is(person):
    her = person(env={"NO_COLOR": "1"})
    her.does(ENTER, after="A first ")
    her.does(ENTER, after="Which word?")
    her.does(CTRL_D, after="Which page?")
    her.does(ENTER, after="Which figure?")
    her.does(ENTER, after="skip it")
    styles = {code for codes in re.findall(r"\x1b\[([0-9;]*)m", her.raw) for code in codes.split(";")}
    assert styles <= {"", "0", "1", "3"}


def test_the_live_line_fits_a_narrow_screen(person, script):
    her = person(script(BREATH), size=(15, 40))
    her.sees("█")
    her.does(ENTER)
    her.sees("Afterwards.")
    assert "█" not in her.display


def test_what_stands_on_the_live_line_is_whole_at_40_columns():
    for line in (words.TERMINAL_ON, words.TERMINAL_MORE, words.TERMINAL_QUIET, words.TERMINAL_QUIET_WORDS):
        assert cells(line) < 40, line


def test_a_figure_among_words_chooses_nothing_and_the_next_one_does(person, script):
    steps = "  - choose: one\n    ask: Which one?\n    options:\n      a: An apple\n      b: Some bread\n"
    her = person(script(steps))
    her.sees("Which one?", "then Enter")
    her.looks()
    her.does("did it 2 times, going on")
    her.sees("clears the words.")
    her.does(ENTER)
    her.looks()
    assert "then Enter" in her.display
    her.does("2" + ENTER)
    her.waits(lambda: ("answer", "b") in her.replies)


def test_a_figure_among_words_is_none_of_a_row_of_numbers(person, script):
    her = person(script("  - rate: figure\n    ask: Which figure?\n    low: none\n    high: all\n"))
    her.sees("Which figure?")
    her.looks()
    her.does("because 8 times")
    her.looks(0.2)
    her.does(ENTER + "3" + ENTER)
    her.waits(lambda: ("answer", 3) in her.replies)


# --- an Enter too many, and a phone ----------------------------------------------------------------------------------

ENDS_WITHOUT_IT = """\
  - write: thought
    ask: What does it say?
    skipped:
      - finish: The page stays empty.
  - write: more
    ask: And then?
"""
NOTHING_YET = "Nothing is written yet. Enter again goes on without it."


def test_an_enter_too_many_ends_no_practice_before_it_was_pressed_again(person, script):
    her = person(script(ENDS_WITHOUT_IT))
    her.does(ENTER, after="What does it say?")
    her.does("I am late\r", after=NOTHING_YET)
    her.does(ENTER, after="And then?")  # nothing ends here, so nothing is asked again
    her.replied(("answer", "I am late"), ("answer", None))
    assert NOTHING_YET not in her.display.partition("And then?")[2]


def test_a_second_enter_goes_on_without_it(person, script):
    her = person(script(ENDS_WITHOUT_IT))
    her.does(ENTER, after="What does it say?")
    her.does(ENTER, after=NOTHING_YET)
    her.sees("The page stays empty.")
    assert ("answer", None) in her.replies


LETTER_THAT_ENDS = ENDS_WITHOUT_IT.replace("    skipped", "    lines: many\n    skipped")


def test_a_letter_that_was_not_begun_is_asked_about_too(person, script):
    her = person(script(LETTER_THAT_ENDS))
    her.does(CTRL_D, after="What does it say?")
    her.does("Dear me,\r\rit was a lot.\x04", after="Nothing is written yet. The same again goes on without it.")
    her.replied(("answer", "Dear me,\n\nit was a lot."))


def test_in_every_rating_a_question_mark_says_that_one_cannot_tell_and_leaves_it_open(person, script):
    her = person(script("  - rate: heavy\n    ask: How heavy?\n    low: none\n    high: all\n"))
    her.sees("How heavy?", "I can't tell")
    her.does("?")
    her.does(ENTER)
    her.waits(lambda: ("answer", None) in her.replies)


def test_on_a_phone_enter_three_times_ends_a_letter_and_the_screen_says_so(person, script):
    her = person(script("  - write: page\n    ask: Which page?\n    lines: many\n"), size=(15, 40))
    her.sees("Which page?", "Ctrl-D or Enter 3 times: skipped.")
    written = ""
    for keys in ("Dear me,", ENTER, ENTER, "a new paragraph.", ENTER, ENTER):
        her.does(keys)
        written += keys.replace(ENTER, "\n")
        her.has_typed(written)  # else they come together, as a paste does
    her.waits(lambda: "Ctrl-D or Enter 3 times: done." in her.display)
    assert her.replies == [("on", None)]  # a line left free is a paragraph
    her.does(ENTER)
    her.waits(lambda: ("answer", "Dear me,\n\na new paragraph.") in her.replies)


def test_lines_left_free_in_a_paste_end_nothing(person, script):
    her = person(script("  - write: page\n    ask: Which page?\n    lines: many\n"))
    her.does("one\r\r\r\rtwo\x04", after="Which page?")
    her.replied(("answer", "one\n\n\n\ntwo"))


@pytest.mark.parametrize(
    "text", ["aaaa bbbb cccc dddd eeee ffff gggg 123 next", "aaaa bbbb cccc dddd eeee ffff gggg 123"]
)
def test_no_row_of_a_box_begins_with_a_space_or_stands_empty(person, script, text):
    her = person(script("  - write: word\n    ask: Which word?\n"), size=(15, 40))
    her.does(text, after="Which word?")
    her.shows("123")
    her.does(ENTER)
    her.replied(("answer", text))
    rows = [row.partition(SIGNS.bar)[2] for row in her.display.split("\n") if SIGNS.bar in row]
    assert [row[:1] + row[1:2].strip() for row in rows] == [f" {row.split()[0][0]}" for row in rows]


STATEMENTS = """\
  - items: facets
    ask: How often?
    list: {early: I woke early, late: I slept late}
    scale: {1: never, 2: at times, 3: always}
"""


@pytest.mark.parametrize("keys", ["?\r", "4\r"])
def test_of_a_statement_one_may_say_that_one_cannot_tell(person, script, keys):
    her = person(script(STATEMENTS))
    her.does("2\r", after="?: I can't tell.")
    her.does(keys, after="?: I can't tell.")
    her.replied(("answer", {"early": 2}))
    her.shows("▎ I can't tell")


def test_on_the_smallest_screen_each_scale_stands_with_its_statement_and_what_it_hides_is_told(person, script):
    long = STATEMENTS.replace("How often?", "How true was each of these of the day that is now nearly over for you?")
    her = person(script(long.replace("3: always}", "3: often, 4: mostly, 5: always}")), size=(15, 40))
    her.does(ENTER, after="Enter")
    her.does("2\r", after="6  I can't tell")
    her.shows("I slept late", "1  never", "5  always", "6  I can't tell")
