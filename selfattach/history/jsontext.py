"""JSON as this room reads and writes it: the only door to the standard library's `json`.

A person's words are sacred: half a surrogate pair (pasted from a broken source) round trips as a JSON escape, in a file
that is valid UTF-8 all the same; a high half followed by a low one comes back as the character the two spell.
A figure that is no number (NaN, infinity) is kept as null. A byte order mark, which some editors put first, is as if
it were not there. It knows no file and no shape.
"""

import json
from collections.abc import Iterator
from re import Pattern
from typing import Any

from selfattach import words

_MOST_PARTS = 500_000  # lists and objects in a month; one of twenty thousand answers holds a tenth of it
_MARK = b"\xef\xbb\xbf"
_WHOLE = json.JSONDecoder(parse_constant=lambda _constant: None)


def dump(value: object) -> bytes:
    """Return plain values as one line of JSON in UTF-8. Raises TypeError for what JSON cannot hold."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except ValueError:
        text = json.dumps(_numbers_only(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")  # a lone surrogate becomes \udxxx, which is its JSON escape


def load(content: bytes) -> Any:  # noqa: ANN401  whoever asked looks at the shape
    """Return the plain values that JSON holds. Raises ValueError saying what is wrong with it."""
    try:
        return json.loads(content.removeprefix(_MARK).decode("utf-8"), parse_constant=_nothing)
    except RecursionError as fault:
        raise ValueError(words.WHY_NESTED) from fault
    except MemoryError as fault:
        raise ValueError(words.WHY_NO_MEMORY) from fault


def why_not(fault: ValueError) -> str:
    """Say what `load` raised without a decoder's own words: in which line it breaks off, or why it is not taken."""
    line = getattr(fault, "lineno", None)
    if isinstance(fault, UnicodeDecodeError):
        line = fault.object.count(b"\n", 0, fault.start) + 1
    return str(fault) if line is None else words.WHY_LINE.format(line=line)


def has_too_many_parts(content: bytes) -> bool:
    """Whether JSON holds more lists and objects than any month of ours: each takes thirty times its place in memory."""
    return content.count(b"[") + content.count(b"{") > _MOST_PARTS


def whole_after(mark: Pattern[str], content: bytes) -> Iterator[Any]:
    """Yield the values that stand whole, byte for byte, after each mark in bytes that may be damaged anywhere."""
    if has_too_many_parts(content):
        return
    text = content.decode("utf-8", "surrogateescape")
    place = 0
    while found := mark.search(text, place):
        place = found.end()
        try:
            value, end = _WHOLE.raw_decode(text, place)
        except (ValueError, RecursionError):
            continue
        if not any("\udc80" <= sign <= "\udcff" for sign in text[place:end]):  # a byte that is no letter
            yield value
            place = end


def _numbers_only(value: object) -> object:
    return json.loads(json.dumps(value), parse_constant=_nothing)


def _nothing(_constant: str) -> None:
    return None
