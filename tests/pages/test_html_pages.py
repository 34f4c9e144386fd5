"""One page of HTML: it asks nothing of anybody, and no word that is put into it is anything but a word."""

import re
import sys
from pathlib import Path

import pytest
from any_records import HOSTILE, ODD, quick
from hypothesis import given
from hypothesis import strategies as st
from reading import own_words as own_words_of
from reading import read

from selfattach import words
from selfattach.pages import html
from selfattach.pages.drawing import circle, line, picture, rect, text
from selfattach.pages.html import element, lines_to_write_on, own_words, page, paragraphs, table
from selfattach.text import clean, one_line

DOCS = Path(__file__).parents[2] / "docs"
STYLE = Path(html.__file__).with_name("style.css").read_text(encoding="utf-8")
MARKUP = st.sampled_from(("<", ">", "&", "</style>", "</title>", "<script>alert(1)</script>", "<!--", "&#x202e;", '"'))
WORDS = st.lists(ODD | MARKUP | st.sampled_from(HOSTILE), max_size=4).map("".join)


def test_a_page_has_no_script_and_forbids_everything_that_is_not_in_it():
    root = read("".join(page("Mine", [element("h1", "Mine")], language="de")))
    (whole,) = root.every("html")
    rules = [one.attributes["content"] for one in root.every("meta") if "http-equiv" in one.attributes]
    assert whole.attributes["lang"] == "de"
    assert [one.text for one in root.every("title")] == ["Mine"]
    assert rules == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]
    assert not re.search(r"url\(|@import|http", STYLE)


@quick()
@given(title=WORDS, words=WORDS, cell=WORDS)
def test_any_words_are_whole_and_no_markup_wherever_they_stand(title, words, cell):
    parts = [
        element("h2", title),
        own_words(words),
        *paragraphs(cell, title=words),
        table(cell, [cell], [[cell, words]]),
    ]
    root = read("".join(page(title, parts)))
    (body,) = root.every("main")
    assert [one.text for one in root.every("title")] == [one_line(title)]
    assert [one.tag for one in body.parts if not isinstance(one, str)] == [
        "h2", "blockquote", *["p"] * (clean(cell).count("\n\n") + 1), "table",
    ]  # fmt: skip
    assert own_words_of(body) == [clean(words)]
    assert "\n\n".join(one.text for one in body.parts if getattr(one, "tag", "") == "p") == clean(cell)
    assert [one.text for one in body.every("td")] == [clean(words)]
    assert {one.attributes["title"] for one in body.every("p") if "title" in one.attributes} == {one_line(words)}


@quick()
@given(words=WORDS)
def test_nothing_on_a_page_commands_a_terminal_or_turns_the_words_around_it(words):
    document = "".join(page(words, [own_words(words), element("p", words, element("em"), words, title=words)]))
    assert clean(document) == document


def test_words_of_a_person_say_nothing_of_their_language_and_go_in_their_own_direction():
    quote = next(read("".join(page("", [own_words("שלום\n\nand so on")]))).every("own"))
    assert quote.attributes["lang"] == ""
    assert [one.attributes["dir"] for one in quote.every("p")] == ["auto", "auto"]


def test_lines_to_write_on_are_read_out_by_nobody():
    (lines,) = read("".join(page("", [lines_to_write_on(3)]))).every("lines")
    assert lines.attributes["aria-hidden"] == "true"
    assert len(list(lines.every("div"))) == 3


def test_a_picture_is_named_described_and_followed_by_its_table():
    shapes = [line(0, 5, 20, 5), rect(1, 1, 4, 4), circle(9, 5, 2.5), text(20, 9, "end", "end")]
    values = table("The values", ["Day", "How many"], [["Monday", "2"]])
    root = read("".join(page("", [picture("days", "Days", (20, 10), shapes, values)])))
    (drawn,) = root.every("svg")
    names = {one.attributes.get("id"): one.text for one in drawn.every()}
    assert drawn.attributes["role"] == "img"
    assert names[drawn.attributes["aria-labelledby"]] == "Days"
    assert names[drawn.attributes["aria-describedby"]] == words.PAGE_SAME_VALUES
    assert [one.tag for one in drawn.every()] == ["title", "desc", "line", "rect", "circle", "text"]
    figure = next(root.every("figure"))
    assert [one.tag for one in figure.parts] == ["svg", "table"]
    assert [one.attributes["scope"] for one in figure.every("th")] == ["col", "col", "row"]


@pytest.mark.parametrize("light", ["light", "dark", "print"])
def test_words_can_be_read_on_their_ground_in_every_light(light):
    sys.path.insert(0, str(DOCS))
    from screen_to_svg import READABLE, contrast  # noqa: PLC0415  where it stands

    sys.path.remove(str(DOCS))
    colours = [dict(re.findall(r"--(\w+): #(\w+)", root)) for root in re.findall(r":root {[^}]*}", STYLE)]
    found = dict(zip(["light", "dark", "print"], colours, strict=True))[light]
    whole = {
        name: colour if len(colour) == 6 else "".join(sign * 2 for sign in colour) for name, colour in found.items()
    }
    for name in ("ink", "quiet", "bar"):
        assert contrast(whole[name], whole["ground"]) >= READABLE
    assert contrast(whole["rule"], whole["ground"]) >= 3
