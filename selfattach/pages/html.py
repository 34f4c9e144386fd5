"""The one writer of HTML: elements, and a whole page around them. The other files here say what stands on a page.

A page is one file that asks nothing of anybody: no script, no font and no picture from elsewhere, and its own rule
(Content-Security-Policy) forbids each. All text passes `clean` here and is escaped when it is written, so that no word
of a person can be markup, or turn the words around it.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, tostring

from selfattach import words
from selfattach.text import clean, one_line

Part = Element | str

_FORBIDDEN: Final = (
    *("default-src 'none'", "style-src 'unsafe-inline'"),
    *("base-uri 'none'", "form-action 'none'"),  # the default is not for these
)
_STYLE: Final = Path(__file__).with_name("style.css")


def element(tag: str, *content: Part, **attributes: str) -> Element:
    """Return an element. `class_` is the attribute `class`, `aria_hidden` is `aria-hidden`."""
    names = {name.rstrip("_").replace("_", "-"): one_line(value) for name, value in attributes.items()}
    made = Element(tag, names)
    last: Element | None = None
    for part in content:
        if isinstance(part, Element):
            made.append(part)
            last = part
        elif last is None:
            made.text = (made.text or "") + clean(part)
        else:
            last.tail = (last.tail or "") + clean(part)
    return made


def in_lines(text: str) -> Iterator[Part]:
    """Yield a text with its line ends as such."""
    first, *others = clean(text).split("\n")
    yield first
    for line in others:
        yield element("br")
        yield line


def paragraphs(text: str, **attributes: str) -> list[Element]:
    """Return a text as paragraphs, which are parted by an empty line; all other line ends stay where they are."""
    return [element("p", *in_lines(part), **attributes) for part in clean(text).split("\n\n")]


def own_words(text: str) -> Element:
    """Return words of a person behind their bar, in whichever language and direction they are."""
    return element("blockquote", *paragraphs(text, dir="auto"), class_="own", lang="")


def lines_to_write_on(count: int) -> Element:
    """Return empty lines for a pen."""
    return element("div", *(element("div") for _ in range(count)), class_="lines", aria_hidden="true")


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Element:
    """Return a table with a head; the first cell of each row says what the row is of."""
    body = (
        element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in others))
        for first, *others in rows
    )
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *(element("th", one, scope="col") for one in head))),
        element("tbody", *body),
    )


def page(title: str, parts: Iterable[Element], language: str = "en") -> Iterator[str]:
    """Yield a whole page, part by part, so that a long one need not be held at once."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content="; ".join(_FORBIDDEN)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="generator", content=words.PAGE_PROGRAM),
        element("title", one_line(title)),
        element("style", _STYLE.read_text(encoding="utf-8")),
    )
    opened = element("html", lang=language)
    yield f"<!doctype html>\n{_written(opened).removesuffix('</html>')}\n{_written(head)}\n<body>\n<main>\n"
    for part in parts:
        yield f"{_written(part)}\n"
    yield "</main>\n</body>\n</html>\n"


def _written(part: Element) -> str:
    return tostring(part, encoding="unicode", method="html")
