"""The pictures in the docs are what the program shows; and how a screen becomes a picture."""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pexpect
import pyte
import pytest

DOCS = Path(__file__).parents[2] / "docs"
sys.path.insert(0, str(DOCS))

from draw_pictures import SHOTS, NotSeenError, Watched, draw, take  # noqa: E402  it stands in the docs
from screen_to_svg import NAMES, THEMES, QuietScreen, colours, contrast, drawn, rows_of, words_of  # noqa: E402  same

FILES = [f"{name}-{page}.svg" for name in SHOTS for page in THEMES]
SVG = "{http://www.w3.org/2000/svg}"
LIGHT = THEMES["light"]
HIDDEN = "\x1b[?25l"


def shown(says, columns=20):
    """The rows of a screen on which this was written."""
    screen = QuietScreen(columns, 5)
    pyte.Stream(screen).feed(says)
    return rows_of(screen)


def picture(says, theme=LIGHT):
    return ET.fromstring(drawn(shown(HIDDEN + says), theme, "A title"))  # noqa: S314  drawn here


def texts(says, theme=LIGHT):
    return list(picture(says, theme).iter(SVG + "text"))


def boxes(says):
    """The boxes in a picture, its frame left out: their column, columns, and share of the row."""
    _, *found = picture(says).iter(SVG + "rect")
    numbers = [[float(box.get(name)) for name in ("x", "width", "height")] for box in found]
    return [(round((x - 24) / 8.4, 3), round(width / 8.4, 3), height / 20) for x, width, height in numbers]


# --- what is committed -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def anew(tmp_path_factory):
    """A folder into which every picture was drawn anew."""
    folder = tmp_path_factory.mktemp("pictures")
    draw(folder)
    return folder


def without_bar(svg):
    """All of a picture but its boxes: the bar of the breath stands wherever the breath was, in the words as well."""
    return re.sub("[▏▎▍▌▋▊▉█]+", "", re.sub("(?m)^<rect .*\n", "", svg))


@pytest.mark.parametrize("name", FILES)
def test_the_picture_in_the_docs_is_what_the_program_shows(anew, name):
    now, committed = (without_bar((folder / name).read_text("utf-8")) for folder in (anew, DOCS / "pictures"))
    assert committed == now, "`python docs/draw_pictures.py` draws the pictures anew"


def test_no_picture_is_left_that_nobody_draws():
    assert sorted(path.name for path in (DOCS / "pictures").iterdir()) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_picture_says_its_words_and_loads_nothing(name):
    svg = (DOCS / "pictures" / name).read_text("utf-8")
    title, words = (ET.fromstring(svg).find(SVG + part).text for part in ("title", "desc"))  # noqa: S314  ours
    assert title
    assert len(words.splitlines()) > 5
    assert not re.search("script|href|style>|url|@|http(?!://www.w3.org/2000/svg)", svg.replace(words, ""))


def test_words_that_do_not_come_are_named_with_what_is_there_instead(monkeypatch):
    def waits_in_vain(person):
        person.sees("How hard is this moment")
        person.child.timeout = 0.2
        person.sees("what nobody says")

    monkeypatch.setitem(SHOTS, "start", SHOTS["start"]._replace(way=waits_in_vain))
    with pytest.raises(NotSeenError, match=r"^start: waited .*: what nobody says\n\n(?s:.*)How hard is this moment"):
        take("start")


def test_a_first_row_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setitem(SHOTS, "start", SHOTS["start"]._replace(begins="what nobody says"))
    with pytest.raises(NotSeenError, match=r"what nobody says\n\n(?s:.*)How hard is this moment"):
        take("start")


def test_a_program_that_ends_too_early_is_told_in_the_same_way(monkeypatch):
    monkeypatch.setitem(SHOTS, "start", SHOTS["start"]._replace(options=("--no-such-option",)))
    with pytest.raises(NotSeenError, match="no-such-option"):
        take("start")


def test_the_screen_is_as_it_was_when_the_words_came_whatever_came_since(tmp_path):
    person = Watched(tmp_path, "--version")
    person.sees("selfattach")
    person.child.expect(pexpect.EOF)
    person.said, person.child.buffer = "in ██\r\nout ██\r\nout █", "\r\nout █"
    assert words_of(rows_of(person.still())) == "in ██\nout ██"


# --- words -----------------------------------------------------------------------------------------------------------


def test_words_that_look_like_markup_stay_words():
    words = """<b>&amp; "it's"</b>"""
    assert [text.text for text in texts(words)] == [words]
    assert picture(words).find(SVG + "desc").text == words


def test_blank_rows_around_the_words_are_cut_off_and_those_between_stay():
    assert words_of(shown("\r\n one\r\n\r\ntwo\r\n")) == " one\n\ntwo"


def test_words_stand_in_their_columns_and_take_exactly_those():
    found = [(text.text, text.get("x"), text.get("textLength")) for text in texts("  one word   another")]
    assert found == [("one word", "40.8", "67.2"), ("another", "133.2", "58.8")]


def test_a_wide_sign_takes_two_columns_and_moves_nothing():
    found = [(text.text, text.get("x"), text.get("textLength")) for text in texts("a 心b")]
    assert found == [("a", "24", "8.4"), ("心", "40.8", "16.8"), ("b", "57.6", "8.4")]


def test_a_sign_made_of_two_stays_in_its_column():
    assert [(text.text, text.get("textLength")) for text in texts("e\u0301t")] == [("\u00e9t", "16.8")]


# --- looks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("says", ["\x1b[2mquiet", "\x1b[0;2mquiet", "\x1b[1m\x1b[22;2mquiet", "\x1b[38;5;2;39;2mquiet"])
def test_quiet_words_look_quiet(says):
    (text,) = texts(says)
    assert text.get("fill") == f"#{LIGHT.quiet}"
    assert text.get("font-weight") is None


@pytest.mark.parametrize("says", ["\x1b[2m\x1b[22mwords", "\x1b[2m\x1b[0mwords", "\x1b[5mwords", "\x1b[1;2;22mwords"])
def test_other_words_do_not(says):
    assert texts(says)[0].get("fill") == f"#{LIGHT.text}"


@pytest.mark.parametrize("code", ["38;5;2", "38;2;2;5;22", "48;5;2"])
def test_the_numbers_of_a_colour_are_no_styles(code):
    (cell, *_), *_ = shown(f"\x1b[{code}mx")
    assert not cell.blink
    assert cell.fg != cell.bg


def test_bold_slanted_and_underlined_words_are_told_apart():
    found = texts("a\x1b[1mb\x1b[0;3mc\x1b[0;4md\x1b[0;9me")
    attributes = ("font-weight", "font-style", "text-decoration")
    assert [[text.get(one) for one in attributes if text.get(one)] for text in found] == [
        [],
        ["bold"],
        ["italic"],
        ["underline"],
        ["line-through"],
    ]


CODES = [f"{code}" for code in (*range(30, 38), *range(90, 98))] + [f"38;5;{number}" for number in range(256)]


@pytest.mark.parametrize("page", THEMES)
@pytest.mark.parametrize("style", ["0", "2", "7", "2;7", "48;5;29", "105"])
def test_every_colour_can_be_read(page, style):
    for code in ("39", *CODES):
        (cell, *_), *_ = shown(f"{HIDDEN}\x1b[{style};{code}mx")
        words, ground = colours(cell, THEMES[page])
        assert contrast(words, ground) >= 4.5, code


@pytest.mark.parametrize("page", THEMES)
def test_the_colours_of_the_themes_can_be_read_as_they_are(page):
    theme = THEMES[page]
    named = [*theme.normal.split(), *theme.bright.split()]
    assert len(named) == len(NAMES)
    assert all(contrast(colour, theme.ground) >= 4.5 for colour in (theme.text, theme.quiet, *named))
    assert contrast(theme.text, theme.ground) > contrast(theme.quiet, theme.ground) + 5


def test_contrast_is_that_of_wcag():
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("ffffff", "767676") == pytest.approx(4.54, abs=0.01)


def test_a_colour_that_can_be_read_is_left_as_it_is():
    assert texts("\x1b[38;5;19mx")[0].get("fill") == "#0000af"


# --- boxes -----------------------------------------------------------------------------------------------------------


def test_a_bar_is_one_box_to_an_eighth_of_a_column_and_no_letters():
    assert boxes("in ███▊") == [(3, 3.75, 1)]
    assert [text.text for text in texts("in ███▊")] == ["in"]


def test_bars_that_do_not_touch_are_two():
    assert boxes("▌█") == [(0, 0.5, 1), (1, 1, 1)]


def test_columns_stand_on_the_ground():
    assert boxes("▂▂▄") == [(0, 2, 0.25), (2, 1, 0.5)]


def test_lines_join():
    assert boxes("───") == [(0, 3, pytest.approx(0.05))]


def test_a_ground_of_another_colour_is_one_box():
    assert boxes("a\x1b[7m b c") == [(1, 4, 1)]


def test_the_cursor_is_a_box_where_the_next_sign_comes():
    assert [cell.reverse for cell in shown("> ab", columns=6)[0]] == [False, False, False, False, True, False]
    assert [cell.reverse for cell in shown("> ab\x1b[D", columns=6)[0]] == [False, False, False, True, False, False]


def test_a_hidden_cursor_is_not_there():
    assert not any(cell.reverse for cell in shown(HIDDEN + "> ab")[0])
