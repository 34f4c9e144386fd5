"""Sessions on one page, to hand to a therapist or to read oneself: for `selfattach history export --format page`.

What goes along, and how it is told, is decided where every form has it decided (`exchange/redaction.py`). At the end
is room to write on.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final
from xml.etree.ElementTree import Element

from selfattach import words
from selfattach.exchange.redaction import ReadableAnswer, Redacted, readable_answers
from selfattach.history.record import Entry
from selfattach.kinds import rated_statements
from selfattach.pages.html import element, lines_to_write_on, own_words, page
from selfattach.text import one_line

_LINES: Final = 10


def page_of_sessions(taken: Iterable[Redacted], today: date) -> Iterator[str]:
    """Yield the page, a session at a time."""
    return page(words.SESSIONS_TITLE, _parts(taken, today))


def _parts(taken: Iterable[Redacted], today: date) -> Iterator[Element]:
    yield element("h1", words.SESSIONS_TITLE)
    yield element("p", words.SESSIONS_AS_OF.format(day=words.day(today)), class_="quiet")
    none = True
    for one in taken:
        none = False
        yield _session(one)
    if none:
        yield element("p", words.SESSIONS_NONE)
    yield element("section", element("h2", words.SESSIONS_TO_TALK_ABOUT), lines_to_write_on(_LINES), class_="whole")


def _session(taken: Redacted) -> Element:
    record = taken.record
    started = datetime.fromisoformat(record.started)
    about = [words.moment(started), words.FELT.get(record.felt or "", ""), words.ENDINGS.get(record.ending, "")]
    answers = (
        part
        for entry, answer in zip(record.answers, readable_answers(taken), strict=True)
        for part in _answer(entry, answer, record.language)
    )
    return element(
        "article",
        element("h2", one_line(record.title) or record.exercise, dir="auto", lang=record.language),
        element("p", ", ".join(filter(None, about)), class_="quiet"),
        *answers,
    )


def _answer(entry: Entry, answer: ReadableAnswer, language: str) -> Iterator[Element]:
    """A question, small, and what was said to it; what is not the person's has no bar."""
    yield element("h3", one_line(answer.question), dir="auto", lang=language, class_="asked")
    if answer.left_out or not answer.words.strip():
        yield element("p", answer.words.strip() or words.SESSIONS_LEFT_OPEN, class_="quiet")
    elif rated := rated_statements(entry):
        for statement, label in rated:
            yield element("p", one_line(statement), dir="auto", lang=language, class_="asked")
            yield own_words(label)
    else:
        yield own_words(answer.words)
