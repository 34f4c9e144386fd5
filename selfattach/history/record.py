"""Record: one session as it is kept. Plain values that can be read without the exercise they came from.

The only door to msgspec. It knows no engine, no folder and no clock. Changes to it are additive for ever: one old file
of every format ever shipped stays in the tests.
"""

from collections.abc import Collection, Iterable
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import UnsetType

from selfattach import kinds
from selfattach.history.ids import MOST_CHANGES
from selfattach.kinds import JsonObject

FORMAT = 1
NOT_LATER = msgspec.UNSET  # the field is not there at all

T = TypeVar("T")
Value = Any  # JSON: str, int, bool, None, a list of option ids, or a map of items


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"from_": "from"}):
    """One answered prompt, in the order of answering. `value` is None where the prompt was left open.

    `ask` is the question as the script has it, unrendered: earlier words never end up in a public field.
    """

    name: str  # as stored: `thought`, `kind-close.need`, `distress.before`
    kind: str  # one of `kinds`, or one that only a newer program knows
    ask: str
    value: Value
    at: str  # RFC 3339 with zone
    round: tuple[int, ...] = ()  # 1-based round of each repeat around it, outermost first
    labels: dict[str, str] | None = None  # choose, pick, review: option id -> label; items: scale figure -> words
    from_: int | None = None  # rate, measure: the ends of the scale, and their words
    to: int | None = None
    low: str | None = None
    high: str | None = None
    items: dict[str, str] | None = None  # items: id -> statement
    measure: str | None = None  # measure: the shared scale
    moment: str | None = None  # measure: before, during, after, again
    shelf: str | None = None  # the name of one
    section: str | None = None  # of a shelf that has some
    # A local date, sealed before that day; or `low`, sealed until a later session holds a hard moment. As text it comes
    # after every date, so a program that knows only dates keeps such words closed.
    seal_until: str | None = None
    of: str | None = None  # review, show, shelves: `SESSION_ID/NAME` of the words it speaks of; shelves add `#ROUND`
    outcome: str | None = None  # review: kept, not_yet, changed, let_go; shelves: comes_off, starred, unstarred, asked
    # On a shelf: the person was asked whether they would say this to somebody they care about (kind-words), or would
    # want to read it on their worst day (sealed until a hard moment), and said yes.
    asked: bool = False
    aside: bool = False  # written, then left off the way by going back; kept because the person said so

    @property
    def is_whole_promise(self) -> bool:
        """Whether it says both: after what, and then what."""
        parts = kinds.parts_of(self) if self.kind == kinds.PROMISE else []
        return bool(parts) and all(part.strip() for part in parts)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One session as stored. `rev`, `device` and `changed` are set by the history when it is added."""

    format: int = FORMAT
    id: str  # 20261122T040917Z-k7qm2x
    rev: Annotated[int, msgspec.Meta(le=MOST_CHANGES)] = 0
    exercise: str
    title: str
    version: int
    script: str  # sha256 of the script's bytes
    language: str
    started: str  # RFC 3339 with zone
    ended: str
    # When it was entered, of one that was done before, on paper, say; `at` of its answers is then, too. A program that
    # does not know it passes it over, and leaves it out where it changes such a session.
    entered: str | UnsetType = NOT_LATER
    resumed: int = 0
    finished: bool
    ending: str  # done, enough, guard
    felt: str | None = None  # helped, same, harder
    device: str = ""
    program: str  # the version of selfattach that wrote it
    changed: str = ""
    answers: tuple[Entry, ...] = ()


class Tombstone(msgspec.Struct, frozen=True, kw_only=True):
    """The place of a deleted session: no words, only what outranks an older copy of it on another machine."""

    format: int = FORMAT
    id: str
    rev: Annotated[int, msgspec.Meta(le=MOST_CHANGES)]
    device: str
    changed: str
    deleted: bool = True  # how a document of a shard is told from a record


class AnswerWords(msgspec.Struct, frozen=True, gc=False):
    """Of an answer, only what can hold words of a person."""

    kind: str
    value: Value = None
    labels: dict[str, str] | None = None


class SessionWords(msgspec.Struct, frozen=True, gc=False):
    """Of a session, a deleted one too, only what a search looks at."""

    id: str
    exercise: str = ""
    title: str = ""
    answers: tuple[AnswerWords, ...] = ()


# Every key that a document of a shard may have.
KEYS = {key for struct in (Record, Entry, Tombstone) for key in struct.__struct_encode_fields__}


class _Named(msgspec.Struct, frozen=True, gc=False):
    """Of a session, only which it is."""

    id: str


_NAMED = msgspec.json.Decoder(dict[str, dict[str, _Named]])
_UNREAD = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])
_RECORDS = msgspec.json.Decoder(Record)
_WORDS = msgspec.json.Decoder(dict[str, dict[str, SessionWords]])


def to_plain(kept: Record | Entry) -> JsonObject:
    """Return a record, or one answer, as JSON-ready plain values, as a shard holds it and `--json` prints it."""
    plain: JsonObject = msgspec.to_builtins(kept)
    return plain


def stored_from_plain(plain: JsonObject) -> Record | Tombstone:
    """Return what one document of a shard holds. Unknown fields (of a newer program) are passed over.

    Raises ValueError naming the field when it is neither a record nor the place of a deleted one.
    """
    return _convert(plain, Tombstone) if plain.get("deleted") else _convert(plain, Record)


def read_documents(content: bytes, table: str) -> list[Record | Tombstone]:
    """Return what a table of a shard's bytes holds, some times faster than by way of plain values.

    Raises ValueError when any of it is not as we write it; document by document there may be more to read.
    """
    try:
        tables = msgspec.json.decode(content, type=dict[str, dict[str, msgspec.Raw]])
        return [_document(bytes(raw)) for raw in tables.get(table, {}).values()]
    except (msgspec.MsgspecError, RecursionError) as fault:
        raise ValueError(str(fault)) from fault


def words_in(content: bytes, table: str) -> list[SessionWords]:
    """Return the words in a table of a shard's bytes, in less time than its sessions. Raises ValueError, as above."""
    try:
        return list(_WORDS.decode(content).get(table, {}).values())
    except (msgspec.MsgspecError, RecursionError) as fault:
        raise ValueError(str(fault)) from fault


def picked(content: bytes, sessions: Collection[str]) -> dict[str, dict[str, bytes]]:
    """Return the documents of these sessions in each table of a shard's bytes, some times faster than reading all.

    Raises ValueError, as above.
    """
    try:
        unread = _UNREAD.decode(content)
        return {
            table: {number: bytes(unread[table][number]) for number, one in named.items() if one.id in sessions}
            for table, named in _NAMED.decode(content).items()
        }
    except (msgspec.MsgspecError, RecursionError) as fault:
        raise ValueError(str(fault)) from fault


def _document(raw: bytes) -> Record | Tombstone:
    if b"deleted" in raw:  # rarely, and then mostly in somebody's words
        return stored_from_plain(msgspec.json.decode(raw))
    return _RECORDS.decode(raw)


def stamped(record: Record, *, rev: int, device: str, changed: str) -> Record:
    """Return the record with the three fields that say which change to a session it is."""
    return msgspec.structs.replace(record, rev=rev, device=device, changed=changed)


def same_but_for_stamp(one: Record, other: Record) -> bool:
    """Whether two records differ in nothing but which change to a session they are."""
    return stamped(one, rev=other.rev, device=other.device, changed=other.changed) == other


def with_answers(record: Record, answers: Iterable[Entry]) -> Record:
    """Return the record with these answers in place of its own."""
    return msgspec.structs.replace(record, answers=tuple(answers))


def with_round(entry: Entry, number: int) -> Entry:
    """Return the entry as one of several under its name."""
    return msgspec.structs.replace(entry, round=(number,))


def on_shelf(entry: Entry, shelf: str, *, asked: bool) -> Entry:
    """Return the entry as one that stands on a shelf. `asked`: as in `Entry`."""
    return msgspec.structs.replace(entry, shelf=shelf, asked=asked)


def emptied(entry: Entry) -> Entry:
    """Return the entry as if it had been left open."""
    return msgspec.structs.replace(entry, value=None)


def _convert(plain: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(plain, kind)
    except msgspec.ValidationError as fault:
        raise ValueError(str(fault)) from fault
