"""Small pictures for a page, of four shapes: a line, a rectangle, a circle, a text. Each comes with its table.

A picture has a name and a description for whoever does not see it, and the table below it has the same values. Colours
are those of the page (`style.css`), in each of its lights.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from selfattach import words
from selfattach.pages.html import element


def line(x1: float, y1: float, x2: float, y2: float) -> Element:
    """Return a thin line."""
    return element("line", x1=f"{x1:g}", y1=f"{y1:g}", x2=f"{x2:g}", y2=f"{y2:g}", class_="faint")


def rect(x: float, y: float, width: float, height: float) -> Element:
    """Return a filled rectangle."""
    return element("rect", x=f"{x:g}", y=f"{y:g}", width=f"{width:g}", height=f"{height:g}", class_="mark")


def circle(x: float, y: float, radius: float) -> Element:
    """Return a filled circle around a point."""
    return element("circle", cx=f"{x:g}", cy=f"{y:g}", r=f"{radius:g}", class_="mark")


def text(x: float, y: float, said: str, anchor: str = "") -> Element:
    """Return a text at a point: from there on, or with its `end` or `middle` there."""
    return element("text", said, x=f"{x:g}", y=f"{y:g}", **({"class_": anchor} if anchor else {}))


def picture(name: str, title: str, size: tuple[float, float], shapes: Iterable[Element], values: Element) -> Element:
    """Return a picture with the table of its values below it. `name`: an id that no other picture of the page has."""
    width, height = size
    drawn = element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", words.PAGE_SAME_VALUES, id=f"{name}-description"),
        *(part for shape in shapes for part in (shape, " ")),  # so that figures stay apart where only words are read
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-description",
        viewBox=f"0 0 {width:g} {height:g}",
        width=f"{width:g}",
        height=f"{height:g}",
    )
    return element("figure", drawn, values)
