"""A look back on one page, for `selfattach insights --html`: the sentences of the terminal, and two pictures.

It says what `insights/page.py` says and nothing else, so that what holds there holds here: nothing by practice, no
change, no trend. Days are dots without gaps; where one mostly ended is drawn where numbers are asked for, and only
together with what they cannot tell.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element

from selfattach import words
from selfattach.insights.figures import Band
from selfattach.insights.page import SCALE, Page, Told, band_in_words, days_to_draw, numbers, opening, told
from selfattach.pages.drawing import circle, line, picture, rect, text
from selfattach.pages.html import element, own_words, page, paragraphs, table

_IN_A_ROW: Final = 10  # dots
_DOT: Final = 24  # pixels from one to the next
_FIGURE: Final = 24  # pixels from one figure of the scale to the next
_LEFT: Final = 40  # of the scale
_ROW: Final = 32


def page_of_looking_back(look: Page, *, with_numbers: bool) -> Iterator[str]:
    """Yield the page. `with_numbers`: also where one mostly ended that began at a number."""
    return page(words.LOOKING_BACK_TITLE, _parts(look, with_numbers=with_numbers))


def _parts(look: Page, *, with_numbers: bool) -> Iterator[Element]:
    yield element("h1", words.LOOKING_BACK_TITLE)
    yield element("p", words.PAGE_AS_OF.format(day=words.day(look.insights.until)), class_="quiet")
    for sentence in opening(look):
        yield element("p", sentence)
    first, *others = told(look)
    yield _part(first)
    if days := days_to_draw(look):
        yield _dots(days)
    yield from map(_part, others)
    if with_numbers:
        yield element("section", element("h2", words.INSIGHTS_SHOW_NUMBERS), *_numbers(look), class_="whole")


def _part(one: Told) -> Element:
    below = [own_words(row) for row in one.lines] if one.own else []
    if one.lines and not one.own:
        below = [element("ul", *(element("li", row, dir="auto") for row in one.lines))]
    after = [element("p", one.below)] if one.below else []
    return element("section", element("p", one.head), *below, *after, class_="whole")


def _numbers(look: Page) -> Iterator[Element]:
    bands = look.insights.numbers.bands
    if not bands:
        yield from (part for one in numbers(look) for part in paragraphs(one))
        return
    yield from (element("p", band_in_words(band)) for band in bands)
    yield _ends(bands)
    yield element("p", words.INSIGHTS_BANDS_END)


# --- pictures


def _dots(days: Sequence[date]) -> Element:
    """A dot for each day, one beside the other: there is no place for a day on which nothing was."""
    half = _DOT / 2
    places = [divmod(number, _IN_A_ROW) for number in range(len(days))]
    shapes = (circle(column * _DOT + half, row * _DOT + half, half - 5) for row, column in places)
    months: dict[str, list[str]] = {}
    for one in days:
        months.setdefault(words.month(one), []).append(str(one.day))
    values = table(
        words.DAYS_TABLE, words.DAYS_HEAD, ([month, ", ".join(numbered)] for month, numbered in months.items())
    )
    size = min(len(days), _IN_A_ROW) * _DOT, (places[-1][0] + 1) * _DOT
    return picture("days", words.DAYS_PICTURE, size, shapes, values)


def _ends(bands: Sequence[Band]) -> Element:
    """For each first number the scale, and on it where the middle half of the second numbers lies."""
    right = _LEFT + (SCALE - 1) * _FIGURE
    bottom = len(bands) * _ROW
    shapes = [text(_LEFT, bottom + 20, "0", "middle"), text(right, bottom + 20, str(SCALE - 1), "middle")]
    for number, band in enumerate(bands):
        middle = number * _ROW + _ROW / 2
        x, width = _LEFT + band.low * _FIGURE - 5, (band.high - band.low) * _FIGURE + 10
        shapes += [
            text(_LEFT - 18, middle + 5, str(band.first), "end"),
            line(_LEFT, middle, right, middle),
            rect(x, middle - 5, width, 10),
        ]
    rows = ([str(band.first), str(band.sessions), words.band(band.low, band.high)] for band in bands)
    values = table(words.BANDS_PICTURE, words.BANDS_HEAD, rows)
    return picture("ends", words.BANDS_PICTURE, (right + 20, bottom + 28), shapes, values)
