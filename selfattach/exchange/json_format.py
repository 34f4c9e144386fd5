"""Our own JSON: a history as one document, and such a document brought in again.

It is the whole of a session and the one form that can come back; those for reading elsewhere are in `text_formats.py`,
and what stays out is decided in `redaction.py`. Whatever comes in is looked at as a whole before any of it is kept, and
what is wrong with it is told without a word of it. It knows no disk and no terminal, and a History where it is given
one.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from selfattach import words
from selfattach.errors import WrongInputError
from selfattach.history import ids, jsontext, shards
from selfattach.history.edits import add_all
from selfattach.history.record import FORMAT as RECORD_FORMAT
from selfattach.history.record import emptied, same_but_for_stamp, to_plain, with_answers
from selfattach.text import unseen_escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from selfattach.exchange.redaction import Redacted
    from selfattach.history.history import History
    from selfattach.history.record import Record
    from selfattach.kinds import JsonObject

FORMAT: Final = 1  # of the JSON export
MOST_BYTES: Final = 512 * 1024 * 1024  # of one that is brought in: some two hundred thousand sessions
MOST_ANSWERS: Final = 20_000  # of one session; a long practice asks a hundred questions

# --- written


def as_json(taken: Iterable[Redacted], exported: str, program: str, missing: Sequence[object] = ()) -> Iterator[str]:
    """Yield one JSON object, a line a session. `exported`: the moment; `program`: our version.

    `missing`: what did not come, as far as that is known once all has come.
    """
    whole = True
    between = ""
    yield f'{{"selfattach":{FORMAT},"exported":{_json(exported)},"program":{_json(program)},"sessions":[\n'
    for one in taken:
        whole = whole and one.whole
        yield between + _json(_plain(one))
        between = ",\n"
    yield f'\n],"whole":{_json(whole and not missing)}}}\n'


def _plain(taken: Redacted) -> JsonObject:
    plain = to_plain(taken.record)
    if any(taken.left_out):
        plain["answers"] = [
            answer | {"left_out": why} if why else answer
            for answer, why in zip(plain["answers"], taken.left_out, strict=True)
        ]
    return plain


def _json(value: object) -> str:
    return unseen_escaped(jsontext.dump(value).decode())


# --- brought in


class Export(NamedTuple):
    """What an export of ours, or one of our shards, holds."""

    records: list[Record]
    whole: bool  # nothing was left out of its sessions


class BroughtIn(NamedTuple):
    """How many sessions came in, and what became of the others. `older`: another version is kept here and stays.

    `unread`: what is kept here of it cannot be read, and stays.
    """

    new: int
    changed: int
    same: int
    older: int
    unread: int


def read_export(content: bytes) -> Export:
    """Return the sessions of an export. A shard of ours, from a backup say, is taken too; its deleted ones stay so.

    Raises WrongInputError saying what is wrong, and with which session; never with a word of one.
    """
    try:
        found = jsontext.load(content.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as wrong:
        raise WrongInputError(words.IMPORT_NO_JSON.format(why=_why_no_json(wrong))) from wrong
    if not isinstance(found, dict):
        raise WrongInputError(words.IMPORT_ALIEN)
    version, sessions = found.get("selfattach"), found.get(shards.TABLE)
    if version is None and isinstance(sessions, dict):
        return Export(_records(sessions.values()), whole=True)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise WrongInputError(words.IMPORT_ALIEN)
    if version > FORMAT:
        raise WrongInputError(words.IMPORT_NEWER)
    if not isinstance(sessions, list):
        raise WrongInputError(words.IMPORT_ALIEN)
    return Export(_records(sessions), whole=found.get("whole") is True)


def _why_no_json(wrong: ValueError) -> str:
    """Say it without the decoder's own words, which name bytes and columns."""
    if isinstance(wrong, UnicodeDecodeError):
        return words.IMPORT_NO_TEXT
    line = getattr(wrong, "lineno", None)
    if line is not None:
        return words.IMPORT_BREAKS_OFF.format(line=line)
    return words.IMPORT_NO_NUMBER if "digits" in str(wrong) else str(wrong)


def bring_in(history: History, export: Export) -> BroughtIn:
    """Keep the sessions of an export that are not here; of those that are here, the ones it has a later version of.

    What is kept here as late or later, and otherwise, stays, and so does what cannot be read here. Where words were
    left out of the export, it adds sessions and changes none; where such a session is here, its missing words are
    filled in by a whole one.
    Doing it twice is doing it once. Raises SelfattachError when the disk refuses; doing it again then goes on.
    """
    wanted: dict[str, Record] = {}
    for record in export.records:
        rival = wanted.get(record.id)
        if rival is None or (record.rev, record.changed) > (rival.rev, rival.changed):
            wanted[record.id] = record
    figures = dict.fromkeys(BroughtIn._fields, 0)

    def is_wanted(record: Record, here: Record | None) -> bool:
        fate = _fate(record, here, whole=export.whole)
        figures[fate] += 1
        return fate in ("new", "changed")

    figures["unread"] = add_all(history, wanted.values(), is_wanted)
    return BroughtIn(**figures)


def _fate(record: Record, here: Record | None, *, whole: bool) -> str:
    """What becomes of a session that is brought in: one of the fields of BroughtIn."""
    if here is None:
        return "new"
    if _is_part_of(record, here, empty=not whole):
        return "same"
    if whole and (here.rev < record.rev or (here.rev == record.rev and _is_part_of(here, record))):
        return "changed"
    return "older"


def _is_part_of(one: Record, other: Record, *, empty: bool = True) -> bool:
    """Whether they are the same; or, with `empty`, one is the other with some answers missing or emptied."""
    if same_but_for_stamp(one, other):
        return True
    if not empty or not same_but_for_stamp(with_answers(one, ()), with_answers(other, ())):
        return False
    rest = iter(other.answers)
    return all(any(answer in (whole, emptied(whole)) for whole in rest) for answer in one.answers)


def _records(documents: Iterable[object]) -> list[Record]:
    """The sessions among documents; the places of deleted ones are passed over. Raises WrongInputError at the first."""
    records = []
    for number, document in enumerate(documents, 1):
        session = document.get("id") if isinstance(document, dict) else None
        named = isinstance(session, str) and ids.is_id(session)
        try:
            record = _record(document)
        except ValueError as wrong:
            short = f" ({ids.longer_form(session)})" if isinstance(session, str) and named else ""
            raise WrongInputError(words.IMPORT_BROKEN.format(number=number, short=short, why=wrong)) from wrong
        if record is not None:
            records.append(record)
    return records


def _record(document: object) -> Record | None:
    """The session in a document, None for the place of a deleted one. Raises ValueError, quoting nothing of it."""
    if not isinstance(document, dict):
        raise ValueError(words.IMPORT_NO_SESSION)  # noqa: TRY004  what is read from a file is wrong, not the program
    version = document.get("format")
    if isinstance(version, int) and version > RECORD_FORMAT:
        raise WrongInputError(words.IMPORT_NEWER)
    session = document.get("id")
    if not isinstance(session, str) or not ids.is_id(session) or not _is_moment(session[:16]):
        raise ValueError(words.IMPORT_NO_ID)
    for name in () if document.get("deleted") else ("started", "ended"):
        if not _is_moment(document.get(name)):
            raise ValueError(words.IMPORT_NO_MOMENT.format(name=name))
    answers = document.get("answers")
    if isinstance(answers, list) and len(answers) > MOST_ANSWERS:
        raise ValueError(words.IMPORT_TOO_MANY_ANSWERS.format(answers=f"{len(answers):,}", most=f"{MOST_ANSWERS:,}"))
    return shards.parse_document(document, ids.month_of(session)).record


def _is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
