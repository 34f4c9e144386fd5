"""The row of numbers and the list of choices: what they look like, and what each key makes of them."""

from functools import reduce
from itertools import product

import pytest
from test_margin import SMALL, USUAL, drawn
from tools import naming

from selfattach.script.model import CANNOT_TELL
from selfattach.ui.look import SIGNS
from selfattach.ui.margin import Margin
from selfattach.ui.rows import Choices, Scale, Taking, view

DISTRESS = Scale(0, 10, "not hard", "as hard as it gets", "I can't tell")
AIMS = Choices(
    (
        "Sparing me a mistake",
        "Sparing me from being left out or judged",
        "Sparing me from being hurt again",
        "Keeping things from sliding",
        "Being cruel, and nothing else",
        "Having me hurt or dead",
        "Something else",
        "No idea",
    ),
    "skip it",
)


def shown(taken, margin=USUAL, place=(1, 7), scale=DISTRESS):
    return drawn(scale.shown(margin, taken, place))


# --- the row of numbers


def test_the_row_on_a_usual_screen():
    assert (
        shown(7)
        == """\
   0   1   2   3   4   5   6  [7]  8   9   10     ?  I can't tell
   not hard                as hard as it gets

  Backspace clears it. Enter takes 7                       ● ○ ○ ○ ○ ○ ○"""
    )


def test_the_row_on_the_smallest_screen():
    assert (
        shown(None, SMALL)
        == """\
 0  1  2  3  4  5  6  7  8  9  10   ?
 not hard      as hard as it gets

0 to 10 or arrows. ?: I can't tell.
Enter skips it                  ●○○○○○○"""
    )
    assert shown(CANNOT_TELL, SMALL).endswith(
        "10  [?]\n not hard      as hard as it gets\n\n"
        "Backspace clears it. ?: I can't tell.\nEnter takes: I can't tell       ●○○○○○○"
    )


@pytest.mark.parametrize("margin", [USUAL, SMALL])
def test_the_rows_stay_as_many_whatever_is_taken(margin):
    assert len({len(DISTRESS.shown(margin, taken, (1, 12))) for taken in (None, 0, 10, CANNOT_TELL)}) == 1


@pytest.mark.parametrize("margin", [USUAL, SMALL])
def test_figures_stand_where_they_stood_whatever_is_taken(margin):
    rows = {
        drawn(DISTRESS.row(margin, taken)).split("\n")[0].replace("[", " ").replace("]", " ").rstrip()
        for taken in (None, 0, 9, 10, CANNOT_TELL)
    }
    assert len(rows) == 1


def test_words_of_the_ends_that_do_not_fit_beside_each_other_take_a_row_each():
    long = Scale(0, 10, "nothing that I would call heavy", "as heavy as anything can be")
    assert drawn(long.row(USUAL, None)).split("\n")[1:] == [
        "  0: nothing that I would call heavy",
        "  10: as heavy as anything can be",
    ]


def test_a_longer_scale_and_one_below_nothing_keep_a_box():
    assert DISTRESS.fits(SMALL)
    assert not Scale(0, 20).fits(USUAL)
    assert not Scale(-5, 5).fits(USUAL)
    assert not DISTRESS.fits(Margin(30, 15))


@pytest.mark.parametrize(
    ("keys", "taken"),
    [
        ("7", 7),
        ("1 0", 10),
        ("1 0 0", 0),
        ("7 6", 6),
        ("1 1", 1),
        ("right", 0),
        ("left", 10),
        ("7 right", 8),
        ("10x left", 9),
        ("home left", 0),
        ("end right", 10),
        ("7 clear", None),
        ("1 clear 0", 0),
        ("1 right 0", 0),
        ("?", CANNOT_TELL),
        ("? left", 10),
        ("? 4", 4),
    ],
)
def test_what_keys_make_of_it(keys, taken):
    presses = keys.replace("10x", "1 0").split()
    assert reduce(lambda so_far, key: so_far.press(DISTRESS, key), presses, Taking()).taken == taken


def test_a_figure_from_before_is_replaced_by_what_is_typed():
    assert Taking(1).press(DISTRESS, "0").taken == 0


def test_a_figure_that_is_not_on_the_scale_changes_nothing():
    assert Taking(3).press(Scale(1, 5), "9").taken == 3


def test_a_question_mark_is_no_answer_where_the_scale_has_none():
    assert Taking(3).press(Scale(0, 10), "?").taken == 3


# --- the list


POINTER = SIGNS.pointer


def listed(at, room, first=0, margin=SMALL, choices=AIMS, ticked=()):
    return drawn(choices.shown(margin, at, ticked, first, room)[0]).replace(POINTER, ">")


def test_a_list_that_fits_stands_whole():
    assert (
        listed(2, 20, margin=USUAL)
        == """\
       skip it
    1  Sparing me a mistake
  > 2  Sparing me from being left out or judged
    3  Sparing me from being hurt again
    4  Keeping things from sliding
    5  Being cruel, and nothing else
    6  Having me hurt or dead
    7  Something else
    8  No idea"""
    )


def test_what_is_out_of_view_is_told_and_the_last_one_stays():
    assert (
        listed(2, 8)
        == """\
     skip it
  1  Sparing me a mistake
> 2  Sparing me from being left out or
     judged
  3  Sparing me from being hurt again
  4  Keeping things from sliding
     3 more between
  8  No idea"""
    )
    assert (
        listed(8, 5)
        == """\
     4 more above
  5  Being cruel, and nothing else
  6  Having me hurt or dead
  7  Something else
> 8  No idea"""
    )


@pytest.mark.parametrize("room", range(4, 12))
def test_the_one_pointed_at_is_always_whole_and_the_list_never_too_long(room):
    for at, first in product(range(9), range(9)):
        with naming((at, first)):
            lines, _ = AIMS.shown(SMALL, at, (), first, room)
            assert len(lines) <= room
            told = " ".join(drawn(lines).split())
            assert (AIMS.labels[at - 1] if at else AIMS.open) in told


def test_one_that_fits_in_the_row_that_would_tell_of_it_stands_there_itself():
    assert view([1, 1, 1, 1], 0, 0, 4) == (0, 4, False)
    assert view([1, 1, 1, 1], 3, 1, 4) == (0, 4, False)


def test_ticks_are_no_dots():
    choices = Choices(("Apple", "Bread that is rather too long for one row of it"), ticks=True)
    assert (
        listed(1, 9, choices=choices, ticked=(2,))
        == """\
> 1  [ ] Apple
  2  [x] Bread that is rather too long
         for one row of it"""
    )


def test_the_open_one_is_never_bold():
    lines, _ = AIMS.shown(SMALL, 0, (), 0, 20)
    assert [text for style, text in lines[0] if style == "bold"] == [POINTER]
