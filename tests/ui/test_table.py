"""Lists to look through: a row is called by what stands whole, and its words fold in their column or stand below."""

import pytest

from selfattach.ui.look import FEW_SIGNS
from selfattach.ui.margin import Margin, text_of
from selfattach.ui.table import Row, headed, table

SESSIONS = [
    Row(("9", "261122-k7q", "2026-11-22 04:09"), "Check in"),
    Row(("10", "261121-abc", "2026-11-21 20:00"), "A letter to somebody like you (it made things harder)"),
]
EXERCISES = [Row(("4", "gentle", "like-a-friend"), "What you would say to a friend", marked=True)]
READINGS = [Row(("2", "", "about-kindness"), "What kindness to yourself is")]
AT_LEAST = (2, 8)


def drawn(rows, columns, **how):
    return [text_of(line) for block in table(rows, Margin(columns), **how) for line in block]


def test_columns_stand_below_each_other_and_words_fold_in_their_own():
    assert drawn(SESSIONS, 80) == [
        "   9  261122-k7q  2026-11-22 04:09  Check in",
        "  10  261121-abc  2026-11-21 20:00  A letter to somebody like you (it made",
        "                                    things harder)",
    ]


def test_on_a_narrow_screen_words_stand_below_what_the_row_goes_by():
    assert drawn(SESSIONS, 40) == [
        " 9 261122-k7q 2026-11-22 04:09",
        "   Check in",
        "10 261121-abc 2026-11-21 20:00",
        "   A letter to somebody like you (it",
        "   made things harder)",
    ]


def test_a_row_without_words_is_what_it_is_called_by():
    bare = [row._replace(told="") for row in EXERCISES]
    assert drawn(bare, 40, marks=True, at_least=AT_LEAST) == ["✓ 4 gentle   like-a-friend"]


@pytest.mark.parametrize("columns", [80, 120, 300])
def test_a_wide_screen_makes_no_wider_list(columns):
    assert drawn(SESSIONS, columns) == drawn(SESSIONS, 80)


def test_parts_of_a_list_stand_alike_and_a_column_without_anything_takes_no_room():
    assert drawn(EXERCISES, 80, marks=True, at_least=AT_LEAST) == [
        "✓  4  gentle    like-a-friend  What you would say to a friend"
    ]
    assert drawn(READINGS, 80, marks=True, at_least=AT_LEAST) == ["   2  about-kindness  What kindness to yourself is"]


def test_a_mark_stands_in_the_margin_where_there_is_one_and_has_a_plain_sign():
    ((line,),) = table(EXERCISES, Margin(80, signs=FEW_SIGNS), marks=True)
    assert text_of(line).startswith("+ 4  gentle")
    assert drawn(READINGS, 40)[0].startswith("2 about")  # no room for it where nothing is marked


def test_only_the_head_of_a_part_is_bold():
    lines = headed("To read", table(READINGS, Margin(80)), Margin(80))
    assert [style for line in lines for style, text in line if text.strip()] == ["bold", "", ""]
    assert text_of(lines[-1]) == ""


@pytest.mark.parametrize("columns", [20, 40, 59, 60, 80, 120])
def test_no_row_is_wider_than_the_screen_where_its_names_fit(columns):
    for rows, how in ((SESSIONS, {}), (EXERCISES, {"marks": True, "at_least": AT_LEAST})):
        wide = max(len(" ".join(row.called)) for row in rows) + 4  # the margin, and what stands alike
        assert all(len(line) <= max(columns, wide) for line in drawn(rows, columns, **how))


def test_no_rows_are_no_lines():
    assert table([], Margin(80)) == []
