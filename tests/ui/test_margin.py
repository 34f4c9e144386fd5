"""The margin: what a practice shows, from words to lines, on a usual screen and on the smallest one."""

import pytest

from selfattach.text import cells
from selfattach.ui.look import FEW_SIGNS, LOOKS, SIGNS, as_codes, as_rules, colours_of, has_wide_signs, signs_of
from selfattach.ui.margin import Margin, text_of

USUAL, SMALL = Margin(80, 24), Margin(40, 15)
BOTH = pytest.mark.parametrize("margin", [USUAL, SMALL], ids=["80x24", "40x15"])
THOUGHT = "You always spoil it. Everybody at that table saw it, and nobody will ever forget that you did."
CARE = """Pick a thought that stings a little, not the worst one.
If it tells you to hurt yourself or to be gone, do not start here. `selfattach support` comes first."""
CRITIC = (
    "Answer the inner critic",
    "Hear one harsh thought out, then answer it in words that are fair, kind and believable.",
    "about 9 minutes",
    CARE,
    "Ctrl-C: pause, reach someone. F1: keys.",
)


def drawn(lines):
    return "\n".join(text_of(line).rstrip() for line in lines)


def styles(lines):
    return {style for line in lines for style, text in line if style and any(letter.isalnum() for letter in text)}


# --- measures


@BOTH
def test_nothing_is_wider_than_the_screen(margin):
    lines = [*margin.voice(THOUGHT), *margin.bar(THOUGHT), *margin.opening(*CRITIC)]
    lines += [*margin.foot(["A number, then Enter.", "It is kept."], (5, 12)), margin.threshold()]
    assert max(cells(text_of(line)) for line in lines) <= margin.width


def test_words_begin_at_the_margin_where_there_is_room_for_one():
    assert drawn(USUAL.voice("One.")) == "  One."
    assert drawn(SMALL.voice("One.")) == "One."


# --- whose words they are


@BOTH
def test_each_row_of_the_persons_words_stands_behind_the_bar(margin):
    rows = drawn(margin.bar(f"{THOUGHT}\n\nAnd more.")).split("\n")
    assert all(row.startswith(" " * margin.left + "▎") for row in rows)
    assert " ".join(" ".join(row.lstrip(" ▎") for row in rows).split()) == f"{THOUGHT} And more."


@pytest.mark.parametrize("rows", [1, 2])
@BOTH
def test_pinned_words_are_shortened_in_the_middle(margin, rows):
    lines = margin.bar(THOUGHT * 3, rows)
    assert len(lines) <= rows
    assert "..." in drawn(lines)
    assert drawn(lines).lstrip(" ▎").startswith("You always")


def test_what_was_left_open_has_no_bar():
    assert drawn(USUAL.taken([])) == "    skipped"
    assert drawn(USUAL.taken(["It helped"])) == "  ▎ It helped"


# --- opening


def test_the_opening_on_a_usual_screen():
    assert (
        drawn(USUAL.opening(*CRITIC))
        == """\
  ━━━━━
  Answer the inner critic                                about 9 minutes
  Hear one harsh thought out, then answer it in words that are fair,
  kind and believable.

  ── Take care ───────────────────────────────
  Pick a thought that stings a little, not the worst one.
  If it tells you to hurt yourself or to be gone, do not start here.
  `selfattach support` comes first.
  ────────────────────────────────────────────

  Ctrl-C: pause, reach someone. F1: keys."""
    )


def test_on_the_smallest_screen_air_goes_and_every_word_stays():
    assert (
        drawn(SMALL.opening(*CRITIC))
        == """\
━━━━━
Answer the inner critic
Hear one harsh thought out, then answer
it in words that are fair, kind and
believable.
about 9 minutes
── Take care ───────────────────────────
Pick a thought that stings a little, not
the worst one.
If it tells you to hurt yourself or to
be gone, do not start here. `selfattach
support` comes first.
────────────────────────────────────────
Ctrl-C: pause, reach someone. F1: keys."""
    )


# --- place, and what keys do


def test_the_dots_stand_at_the_right_end_of_the_last_row():
    assert drawn(USUAL.foot(["Enter goes on.", "It is kept."], (2, 4))) == (
        "  Enter goes on. It is kept." + " " * 37 + "● ● ○ ○"
    )
    assert drawn(SMALL.foot(["A number, then Enter.", "It is kept."], (2, 9))) == (
        "A number, then Enter.\nIt is kept.                   ●●○○○○○○○"
    )


@pytest.mark.parametrize("margin", [USUAL, Margin(80, 24, SIGNS, counts_in_words=True)])
def test_over_twelve_questions_and_where_signs_may_be_wide_place_is_told_in_words(margin):
    of = 13 if margin is USUAL else 4
    assert drawn(margin.foot(["Enter goes on."], (3, of))).endswith(f"3 of about {of}")


def test_where_there_is_one_question_there_are_no_dots():
    assert drawn(USUAL.foot(["Enter goes on."], (1, 1))) == drawn(USUAL.foot(["Enter goes on."]))


# --- a breath


@pytest.mark.parametrize("signs", [SIGNS, FEW_SIGNS])
@pytest.mark.parametrize("columns", [80, 40])
def test_a_breath_widens_from_the_middle_and_its_row_never_grows(signs, columns):
    margin = Margin(columns, 24, signs)
    rows = [text_of(margin.breath("in", step / 100, (2, 5))) for step in range(101)]
    assert len({cells(row) for row in rows}) == 1
    assert cells(rows[0]) <= margin.right
    widths = [row.count(signs.block) for row in rows]
    assert widths == sorted(widths)
    assert widths[-1] == (48 if columns == 80 else 28)
    for row in rows:
        area = row[margin.left + (6 if columns == 80 else 5) :][: 48 if columns == 80 else 28]
        assert len(area) - len(area.lstrip()) == len(area) - len(area.rstrip())


def test_many_breaths_have_no_dots():
    assert "●" not in text_of(USUAL.breath("in", 0.5, (1, 11)))
    assert "●" not in text_of(SMALL.breath("in", None, (1, 7)))


# --- the page of help


def test_on_the_page_of_help_the_question_and_the_numbers_are_bold_and_nothing_has_a_colour():
    lines = USUAL.helped("To talk: 116 123, free, day and night\nAre you thinking about it?\nSince 9 pm.")
    bold = [text for line in lines for style, text in line if style == "bold"]
    assert bold == ["116 123", "Are you thinking about it?"]
    assert {style for line in lines for style, _ in line} == {"", "bold"}


# --- signs and colours


def test_no_letter_has_a_colour_where_the_ground_is_not_known():
    lines = [*USUAL.opening(*CRITIC), *USUAL.bar(THOUGHT), *USUAL.foot(["Enter goes on."], (1, 20))]
    coloured = styles(lines) - {"bold", "quiet"}
    assert coloured == set()
    assert "quiet" not in LOOKS["either"]
    assert "\x1b[2m" not in as_codes(LOOKS["either"]).values()


def contrast(one, other):
    def luminance(colour):
        parts = [part / 255 for part in bytes.fromhex(colour)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


GROUNDS = {
    "either": ("000000", "1e1e1e", "ffffff", "fdf6e3"),
    "dark": ("000000", "1e1e1e"),
    "light": ("ffffff", "fdf6e3"),
}


@pytest.mark.parametrize("look", GROUNDS)
def test_marks_can_be_told_from_their_ground_and_words_can_be_read_on_it(look):
    for name, rule in as_rules(LOOKS[look]):
        for ground in GROUNDS[look] if rule.startswith("fg:#") else ():
            assert contrast(rule.removeprefix("fg:#"), ground) >= (4.5 if name == "quiet" else 3), (name, ground)


@pytest.mark.parametrize(
    "environment",
    [{"TERM": "xterm-256color", "NO_COLOR": "1"}, {"TERM": "vt220"}, {"TERM": "xterm"}],
)
def test_without_colours_bold_stays(environment):
    assert colours_of(environment, "either") == {}
    assert as_codes({}) == {"bold": "\x1b[1m", "accent reverse": "\x1b[7m"}


def test_a_console_and_a_terminal_without_utf8_have_signs_that_are_letters():
    assert signs_of({"TERM": "xterm-256color"}, "utf-8") is SIGNS
    assert signs_of({"TERM": "linux"}, "utf-8") is signs_of({"TERM": "xterm"}, "ascii") is FEW_SIGNS
    assert "".join(FEW_SIGNS).isascii()


def test_in_some_languages_signs_may_be_two_columns_wide():
    assert has_wide_signs({"LANG": "ja_JP.UTF-8"})
    assert not has_wide_signs({"LC_ALL": "C.UTF-8", "LANG": "ja_JP.UTF-8"})
