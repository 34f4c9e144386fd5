"""The pages in a real browser, on paper, and read from above to below as a screen reader would.

One browser opens all of them, since starting one takes longer than what is tried here.
"""

import os
import random
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from any_records import HOSTILE
from bundled import HEADS, SHELF, loaded
from lives import BEGAN, a_life
from reading import own_words, read
from sample_records import LETTER, a_record, an_entry
from tools import a_share_of, naming, needs, pass_over_without

from selfattach import words
from selfattach.exchange.redaction import redact
from selfattach.history.ids import day_of
from selfattach.history.seals import SealRules
from selfattach.insights.looking_back import look_back
from selfattach.insights.page import Page
from selfattach.insights.sources import OF_THE_LIBRARY
from selfattach.pages.of_an_exercise import Frame, sheet_of
from selfattach.pages.of_looking_back import page_of_looking_back
from selfattach.pages.of_sessions import page_of_sessions

TODAY = date(2026, 11, 30)
SEALS = SealRules(TODAY, lambda: None)
PHONE, DESK = 360, 1280
LONG = "\n\n".join(f"{number}. {LETTER} {'and on ' * 60}" for number in range(40)) + "\n\n" + "x" * 400
WORDS_SEEN = "[...document.querySelectorAll('.own')].map(one => [...one.children].map(p => p.innerText).join('\\n\\n'))"
ROOM = "[document.documentElement.scrollWidth, innerWidth]"
SCALES = "[...document.querySelectorAll('.scale')].map(one => one.scrollWidth - one.clientWidth)"
FROM_OUTSIDE = (
    "[...document.querySelectorAll('script, link, img, iframe, object, embed, form, [href], [src], [onload]')].length"
)


class Made(NamedTuple):
    """One page, by its name in the table."""

    name: str
    html: str
    file: Path = Path()

    @property
    def root(self):
        return read(self.html)


def of_sessions(*records):
    return "".join(page_of_sessions((redact(one, SEALS, sealed=True, with_words=True) for one in records), TODAY))


def of_an_exercise(ident):
    frame = SHELF.frame()
    asked = frame.measure("before", "before"), frame.measure("after", "after"), frame.choice("felt", "felt", {})
    return "".join(sheet_of(loaded(ident), Frame(*asked, "Check in"), SHELF.title_of, ["In danger now: 112"]))


def of_looking_back(life, since=None):
    until = BEGAN.date() + timedelta(days=365)
    found = look_back(reversed(life), [], OF_THE_LIBRARY, SEALS, since=since, today=until)
    return "".join(page_of_looking_back(Page(found, None, "days" if since else "all"), with_numbers=True))


def a_check():
    items = {"kind": "I was on my own side.", "harsh": "I was rougher than with others."}
    answers = an_entry(
        "today", {"kind": 4, "harsh": 2}, kind="items", items=items, labels={"4": "mostly", "2": "a little"}
    )
    return a_record(0, answers, title="Six lines about today")


def half_a_year():
    chance = random.Random(5)
    start = BEGAN + timedelta(days=180)
    entries = [an_entry(value=chance.choice([LETTER, "a line", *HOSTILE])) for _ in range(90)]
    return [a_record(0, one, start=start - timedelta(days=2 * place)) for place, one in enumerate(entries)]


def all_pages():
    life = next(life for number in range(50) if len(life := a_life(number)) > 150)
    a_month = max(day_of(one.started) for one in life) - timedelta(days=30)
    sheets = {"self-compassion-letter", "inner-critic-reframe", "six-facets", *a_share_of(HEADS, one_in=40)}
    hostile = [a_record(0, an_entry(value=one), title=one) for one in HOSTILE]
    return [
        Made("no session", of_sessions()),
        Made("one session", of_sessions(a_record(0, an_entry(value=LETTER), felt="helped"))),
        Made("half a year", of_sessions(*half_a_year())),
        Made("a long letter", of_sessions(a_record(0, an_entry(value=LONG)))),
        Made("a check", of_sessions(a_check())),
        Made("hostile words", of_sessions(*hostile)),
        Made("nothing to look back on", of_looking_back([])),
        Made("a month", of_looking_back(life, a_month)),
        Made("a year", of_looking_back(life)),
        *(Made(ident, of_an_exercise(ident)) for ident in sorted(sheets)),
    ]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    pass_over_without("chromium")
    from browser import Browser  # noqa: PLC0415  where there is one

    found = Browser(tmp_path_factory.mktemp("browser"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Each page by its name, lying in a file."""
    folder = tmp_path_factory.mktemp("pages")
    found = [one._replace(file=folder / f"{number}.html") for number, one in enumerate(all_pages())]
    for one in found:
        one.file.write_text(one.html, encoding="utf-8")
    return {one.name: one for one in found}


@needs("chromium")
def test_a_page_asks_for_nothing_complains_of_nothing_and_fits_a_phone_and_a_desk(browser, made):
    for one in made.values():
        with naming(one.name):
            browser.open(one.file, PHONE)
            assert browser.requests == [one.file.as_uri()]
            assert browser.evaluate(FROM_OUTSIDE) == 0
            for width in (PHONE, DESK):
                browser.resize(width)
                assert browser.evaluate(ROOM) == [width, width]
                assert all(over <= 0 for over in browser.evaluate(SCALES))
            assert browser.told == []


@needs("chromium")
def test_a_browser_shows_the_words_of_a_person_as_they_were_written(browser, made):
    for one in made.values():
        with naming(one.name):
            browser.open(one.file)
            assert browser.evaluate(WORDS_SEEN) == own_words(one.root)


@needs("chromium")
def test_what_a_page_forbids_is_forbidden(browser, made, tmp_path):
    page = tmp_path / "with-a-script.html"
    stowaway = "<script>document.title = 'it ran'</script><img src='file:///etc/hostname'></main>"
    page.write_text(made["no session"].html.replace("</main>", stowaway), encoding="utf-8")
    browser.open(page)
    assert browser.evaluate("document.title") == words.SESSIONS_TITLE
    assert len(browser.told) >= 2


@needs("chromium")
def test_it_is_light_or_dark_as_the_reader_has_it_and_on_paper_always_dark_on_white(browser, made):
    ground = "getComputedStyle(document.body).backgroundColor + getComputedStyle(document.body).color"
    browser.open(made["one session"].file)
    light = browser.evaluate(ground)
    browser.resize(DESK, dark=True)
    assert browser.evaluate(ground) == "rgb(22, 27, 34)rgb(225, 230, 236)"
    assert light == "rgb(255, 255, 255)rgb(31, 35, 40)"
    browser.on_paper(dark=True)
    assert browser.evaluate(ground) == "rgb(255, 255, 255)rgb(0, 0, 0)"


@needs("chromium")
@needs("pdftotext")
def test_on_paper_all_words_are_there_and_no_heading_stands_alone_at_a_foot(browser, made, tmp_path):
    for one in made.values():
        with naming(one.name):
            browser.open(one.file, dark=True)
            (tmp_path / "page.pdf").write_bytes(browser.paper())
            headings = ["".join(head.text.split()) for head in one.root.every() if head.tag in ("h1", "h2", "h3")]
            printed = []
            for sheet in sheets_of(tmp_path / "page.pdf"):
                *lines, number = ["".join(line.split()) for line in sheet.split("\n") if line.strip()]
                assert number == str(len(printed) + 1)
                assert lines[-1] not in headings or lines[-1] == "".join(words.SESSIONS_TO_TALK_ABOUT.split())
                printed.append(squeezed("".join(lines)))
            for part in one.root.every():
                if part.tag in ("h1", "h2", "h3", "p", "li", "td") and part.text.isascii():
                    assert squeezed(part.text) in "".join(printed)


def squeezed(text):
    """Letters and figures alone: where lines break there may be spaces, and hyphens may be gone."""
    return "".join(sign for sign in text if sign.isalnum())


def sheets_of(pdf):
    ran = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, timeout=60)
    return ran.stdout.decode().split("\f")[:-1]


@needs("w3m")
def test_read_from_above_to_below_every_word_comes_in_its_order(made):
    for one in made.values():
        with naming(one.name):
            heard = squeezed(heard_from(one.file))
            place = 0
            for part in one.root.every():
                if part.tag in ("h1", "h2", "h3", "p", "li", "caption", "td"):
                    found = heard.find(squeezed(part.text), place)
                    assert found >= 0, part.text
                    place = found


def heard_from(page):
    command = [*["w3m", "-dump", "-cols", "100", "-I", "UTF-8", "-O", "UTF-8", "-T", "text/html"], str(page)]
    home = {"PATH": os.environ["PATH"], "HOME": str(page.parent)}
    return subprocess.run(command, capture_output=True, check=True, timeout=60, env=home).stdout.decode()
