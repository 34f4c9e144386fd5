"""What comes from a terminal and is no key of a person's: reports, late answers, keys of another protocol, pastes."""

import re

import pytest
from person import DOWN, ENTER

from selfattach import words
from selfattach.ui.sequences import told

WORD = "  - write: word\n    ask: Which word?\n"
LETTER = "  - write: letter\n    lines: many\n    ask: Which letter?\n"
LIST = "  - choose: one\n    ask: Which one?\n    options: {a: Tea, b: Rain}\n"
TICKS = "  - pick: some\n    ask: Which ones?\n    options: {a: Tea, b: Rain, c: Bread}\n"
RATE = "  - rate: figure\n    ask: Which figure?\n    low: none\n    high: all\n"
REPORTS = [
    "\x1b[I",  # it has the focus
    "\x1b[O",
    "\x1b[?61;6;7c",  # what it is
    "\x1b[24;80R",  # where the cursor was
    "\x1b[<0;10;5M",  # a click
    "\x1b]11;rgb:2e2e/3434/3636\x1b\\",  # its background
    "\x1b]11;rgb:2e2e/3434/3636\x07",
    "\x1bP>|tmux 3.3a\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
]


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_is_no_key(report):
    assert told(f"a{report}b", ()) == ("ab", "")


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\x1b[13;2u", "\r"),
        ("\x1b[27u", "\x1b"),
        ("\x1b[99;5u", "\x03"),
        ("\x1b[99:67:99;133u", "\x03"),  # with the lock of the figures on
        ("\x1b[13;3u", "\x1b\r"),
        ("\x1b[27;5;100~", "\x04"),
        ("\x1b[97;1:3u", ""),  # let go
        ("\x1b[57441;2u", ""),  # Shift alone
    ],
)
def test_a_key_of_another_protocol_is_what_it_always_was(sent, key):
    assert told(sent, ()).text == key


def test_what_has_only_begun_waits():
    assert told("a\x1b[?61;", ()) == ("a", "\x1b[?61;")
    assert told("a\x1b", ()) == ("a", "\x1b")
    assert told("\x1b[A", ("\x1b[A",)) == ("\x1b[A", "")


def test_reports_answer_no_question_and_do_not_go_back(person, script):
    her = person(script(WORD + LIST + "  - say: A last word.\n" + LETTER))
    her.sees("Which word?", words.TERMINAL_WRITE_OPEN)
    assert "\x1b[?1004l" in her.raw
    for report in REPORTS:
        her.does(report)
    her.does("kettle" + "\x1b[I" + ENTER)
    her.sees("Which one?")
    for report in REPORTS:
        her.does(report)
    her.does(DOWN + ENTER)
    her.does("x\x1b[13;2uy\x1b[100;5u", after="Which letter?")
    her.replied(("answer", "x\ny"))
    assert [reply for reply in her.replies if reply[0] == "answer"][:2] == [("answer", "kettle"), ("answer", "a")]


def test_reports_pass_no_page_that_is_read(person, script):
    her = person(script("  - say: The first page.\n  - say: The second page.\n" + WORD))
    her.sees("The first page.", words.TERMINAL_ON)
    for report in REPORTS:
        her.does(report)
    her.looks(0.3)
    assert her.replies == [("on", None)]  # that it was opened
    her.does(ENTER)
    her.sees("The second page.")


# --- pastes, from a terminal that does not say that they are some


LINES = "first\nsecond\nthird"


@pytest.mark.parametrize("paste", [LINES, LINES.replace("\n", "\r"), f"\x1b[200~{LINES}\x1b[201~"])
def test_lines_pasted_into_one_line_are_all_taken(person, script, paste):
    her = person(script(WORD))
    her.does(paste, after="Which word?")
    her.shows("first", "third")
    her.looks(0.2)  # the paste is over
    her.does(ENTER)
    her.replied(("answer", LINES))


def test_a_long_paste_that_comes_in_parts_is_one(person, script):
    poem = "\n".join(f"line {number} of a poem with a good many lines" for number in range(90))
    her = person(script(WORD), size=(60, 80))
    her.does(poem, after="Which word?")
    her.shows("line 89")
    her.looks(0.2)
    her.does(ENTER)
    her.replied(("answer", poem))


def test_a_line_that_is_sent_with_its_enter_is_typed(person, script):
    her = person(script(WORD))
    her.does("a line of a good many words, all at once" + ENTER, after="Which word?")
    her.replied(("answer", "a line of a good many words, all at once"))


@pytest.mark.parametrize(
    "paste", ["go on\nto the shop\n", "2 eggs and milk, and some bread\r", "g and h, and whatever is left of it"]
)
@pytest.mark.parametrize("steps", [LIST, TICKS, RATE])
def test_a_paste_into_a_list_answers_nothing(person, script, paste, steps):
    her = person(script(steps))
    her.does(paste, after="Which")
    her.looks(0.3)
    assert her.replies == [("on", None)]
    her.does(ENTER + DOWN + ENTER)
    her.waits(lambda: len(her.replies) > 1)
    assert her.replies[1][0] == "answer"


# --- a terminal that grows narrower

TWO_ROWS = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"


@pytest.mark.parametrize(
    ("env", "rows"),
    [({}, 2), ({"XTERM_VERSION": "XTerm(390)"}, 1), ({"XTERM_VERSION": "XTerm(390)", "TMUX": "here"}, 2)],
)
def test_a_box_is_erased_from_where_its_rows_went(person, script, env, rows):
    """A terminal that breaks rows anew has one row more above the cursor than were drawn, and one that cuts has not."""
    her = person(script(WORD), env=env)
    her.does(TWO_ROWS, after="Which word?")
    her.shows("seventeen")
    her.looks(0.3)
    before = len(her.raw)
    her.child.setwinsize(24, 50)
    her.waits(lambda: "seventeen" in her.raw[before:])
    ups = [int(one or 1) for one in re.findall(r"\x1b\[(\d*)A", her.raw[before:].split("\x1b[J")[0])]
    assert sum(ups) == rows


FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY}"


@pytest.mark.parametrize("before", range(0, 9, 3))
def test_no_row_of_a_box_cuts_a_family(person, script, before):
    her = person(script(WORD), size=(24, 40))
    her.does("x" * before + FAMILY * 12 + "end", after="Which word?")
    her.looks(1.5)
    drawn = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", her.raw.split("Which word?")[-1])
    for row in re.split(r"[\r\n]+", drawn):
        assert "\N{BOY}\u200d" not in row
        assert row.count("\N{MAN}") == row.count("\N{BOY}"), row
