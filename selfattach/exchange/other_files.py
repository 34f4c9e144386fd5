"""What a file is that is no JSON export of ours: an export for reading, or a file of another program.

It is told by the bytes a file begins with, and by the names of its fields; what to do about it is said in words. It
decides nothing about a word of a person, knows no disk and nobody's terminal.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from selfattach import words
from selfattach.exchange.text_formats import COLUMNS
from selfattach.history import jsontext

# What `words.OTHER_FILES` has a sentence for, as far as anybody asks for it by name.
JRNL: Final = "jrnl"
JRNL_JSON: Final = "jrnl-json"
DAY_ONE: Final = "day-one"
NOTE: Final = "note"
OWN_JSON: Final = "own-json"
OWN_JRNL: Final = "own-jrnl"
OWN_MARKDOWN: Final = "own-markdown"
FOLDER: Final = "folder"
NO_TEXT: Final = "no-text"
EMPTY: Final = "empty"
OTHER_DAYS: Final = "jrnl-other-days"
WITH_LETTERS: Final = (JRNL, JRNL_JSON, DAY_ONE, NOTE)
OWN: Final = (OWN_JSON, OWN_JRNL, OWN_MARKDOWN)

_MARKDOWN: Final = (".md", ".markdown")
NOTES: Final = (*_MARKDOWN, ".txt")  # how the name of a note ends
DAY: Final = r"\d{4}-\d\d-\d\d(?:[T ]\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?)?"
_BEGINNINGS: Final = (
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "packed"),
    (b"age-encryption.org/", "age"),
    (b"-----BEGIN AGE", "age"),
    (b"SQLite format 3\0", "database"),
)
_OWN_COLUMNS: Final = ",".join(COLUMNS[:4])
_DAYLIO: Final = "full_date,date,weekday,"
_BRACKETED: Final = re.compile(rf"^\[{DAY}\]", re.ASCII | re.MULTILINE)
_BARE: Final = re.compile(rf"{DAY} ", re.ASCII)
_OTHER_DAY: Final = re.compile(r"\[[^\]\n{]*\d[^\]\n{]*\] ")
_OWN_TAG: Final = re.compile(r"\[[^\]\n]*\][^\n]*\n@selfattach ")
_OWN_PAGE: Final = re.compile(r"---\nid: \"\d{8}T\d{6}Z-")


def kind_of(name: str, content: bytes) -> str:
    """Return what it is, by one of the names that `words.OTHER_FILES` has; "" where it can be anything."""
    beginning = next((kind for mark, kind in _BEGINNINGS if content.startswith(mark)), None)
    if beginning:
        return beginning
    text = text_of(content)
    if text is None:
        return NO_TEXT
    start = text.lstrip()
    if not start:
        return EMPTY
    if start[0] in "{[" and (found := _kind_of_json(content)) is not None:
        return found
    return _kind_of_text(name, start)


def text_of(content: bytes) -> str | None:
    """Return the text in a file: UTF-8, or UTF-16 with a mark. None where it is neither."""
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text.replace("\r\n", "\n").replace("\r", "\n")


def refusal(kind: str, file: str) -> str:
    """Return what it is and what to do, in a sentence or two; "" for what is not known."""
    told = words.OTHER_FILES.get(kind, "")
    file = words.WHAT_CAME_IN if file in ("-", words.STANDARD_INPUT) else file
    return f"{told.format(file=file)} {words.NOTHING_BROUGHT_IN}" if told else ""


def _kind_of_json(content: bytes) -> str | None:
    """The kind of a JSON document, None where it is none."""
    try:
        found = jsontext.load(content)
    except ValueError:
        return None
    entries = found.get("entries") if isinstance(found, dict) else None
    if isinstance(found, dict) and "selfattach" in found:
        return OWN_JSON
    first = entries[0] if isinstance(entries, list) and entries else None
    if not isinstance(first, dict):
        return ""
    if "creationDate" in first:
        return DAY_ONE
    return JRNL_JSON if {"title", "body", "date"} <= first.keys() else ""


def _kind_of_text(name: str, start: str) -> str:
    if _OWN_PAGE.match(start):
        return OWN_MARKDOWN
    if _OWN_TAG.match(start):
        return OWN_JRNL
    head = start[:200].replace('"', "").lower()
    if head.startswith(_OWN_COLUMNS):
        return "own-csv"
    if head.startswith(_DAYLIO):
        return "daylio"
    lowered = name.lower()
    if _BRACKETED.match(start):
        return JRNL
    if not lowered.endswith(_MARKDOWN):
        if _BARE.match(start) or _BRACKETED.search(start):  # what stands above the first entry is told there
            return JRNL
        if _OTHER_DAY.match(start):
            return OTHER_DAYS
    if lowered.endswith(NOTES):
        return NOTE
    return "csv" if lowered.endswith((".csv", ".tsv")) else ""
