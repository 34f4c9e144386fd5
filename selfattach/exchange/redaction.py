"""What of a session goes along when a history is taken elsewhere, and how that is told in words.

What stays out is decided once, in `take`: words that are sealed now, or all that a person wrote. Every form goes by
it. It knows no form, no disk and nobody's terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from selfattach import words
from selfattach.history.record import emptied, with_answers
from selfattach.kinds import as_text, may_hold_own_words
from selfattach.script.texts import fill_in
from selfattach.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selfattach.history.record import Entry, Record
    from selfattach.history.seals import SealRules

SEALED: Final = "sealed"
WORDS: Final = "words"


class Redacted(NamedTuple):
    """One session as it goes along."""

    record: Record  # answers that stay out have no value
    left_out: tuple[str, ...]  # of each answer: "", sealed, words
    picked: bool = False  # only some of its answers are there

    @property
    def whole(self) -> bool:
        """Whether nothing of it stays out."""
        return not self.picked and not any(self.left_out)

    def only(self, wanted: Iterable[int]) -> Redacted:
        """Return it with these of its answers."""
        places = sorted(wanted)
        some = with_answers(self.record, (self.record.answers[place] for place in places))
        return Redacted(some, tuple(self.left_out[place] for place in places), len(places) < len(self.left_out))


class ReadableAnswer(NamedTuple):
    """One answer that goes along, in words: cleaned, as the question was put, and what was said."""

    question: str
    words: str
    left_out: str = ""


def redact(record: Record, seals: SealRules, *, sealed: bool, with_words: bool) -> Redacted:
    """Return a session without what is to stay: words that are sealed now, or all a person wrote."""
    left_out = tuple(_left_out(record, entry, seals, sealed=sealed, with_words=with_words) for entry in record.answers)
    if not any(left_out):
        return Redacted(record, left_out)
    answers = (emptied(entry) if why else entry for entry, why in zip(record.answers, left_out, strict=True))
    return Redacted(with_answers(record, answers), left_out)


def _left_out(record: Record, entry: Entry, seals: SealRules, *, sealed: bool, with_words: bool) -> str:
    if entry.value is None:
        return ""
    if seals.is_sealed(entry.seal_until, record.started) and not sealed:
        return SEALED
    return "" if with_words or not may_hold_own_words(entry) else WORDS


def readable_answers(taken: Redacted) -> list[ReadableAnswer]:
    """Return the answers of a session in words. A question quotes only answers that go along too."""
    answers = taken.record.answers
    said = {entry.name: as_text(entry) for entry, why in zip(answers, taken.left_out, strict=True) if not why}
    return [
        ReadableAnswer(clean(fill_in(entry.ask, said)) or clean(entry.name), _format_value(entry, why), why)
        for entry, why in zip(answers, taken.left_out, strict=True)
    ]


def _format_value(entry: Entry, why: str) -> str:
    if why == SEALED:
        return words.SEALED_UNTIL.format(day=one_line(words.until(entry.seal_until)))
    if why == WORDS:
        return words.TAKEN_WITHOUT_WORDS
    said = clean(as_text(entry))
    is_figure = isinstance(entry.value, int | float) and not isinstance(entry.value, bool)
    if is_figure and entry.from_ is not None and entry.to is not None:
        return words.figure(said, entry.from_, entry.to, one_line(entry.low or ""), one_line(entry.high or ""))
    return said
