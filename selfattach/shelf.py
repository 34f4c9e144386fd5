"""What a person put where it can be found again: kind words, letters, open promises, the card. All from sessions.

There is no second store beside the history, so nothing is written here. Shards in which the word looked for does not
stand are not opened. Words that are sealed stay closed, unless their letter is opened all the same.
It knows no exercise and nobody's terminal. For one line of kind words and for the card, which have to stand at once, it
loads neither msgspec nor the heads.
"""

from __future__ import annotations

from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from selfattach.errors import LockedError
from selfattach.history.damage import DamagedFileError
from selfattach.history.shards import TABLE, Rank, Shards, read_tables, winners
from selfattach.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from selfattach.history.heads import Head
    from selfattach.history.record import Entry, Record
    from selfattach.history.seals import Seals
    from selfattach.history.shards import ShardFile
    from selfattach.history.store import History

KIND_WORDS: Final = "kind-words"
LETTERS: Final = "letters"
CARD: Final = "support"
OFF: Final = "comes_off"  # the outcome of a line of the card, in an entry of the kind `support` whose `of` names it
_NOT_AS_WE_WRITE: Final = (AttributeError, KeyError, OverflowError, TypeError, ValueError)
_MANY_LINES: Final = 20  # as many take turns as the one line
_MANY_MONTHS: Final = 12  # and so many of the newest months are looked through for them


class KindWords(NamedTuple):
    """Words on the shelf of kind words, as they were put there last."""

    words: str
    id: str  # of the session they are from
    exercise: str
    title: str
    started: str
    name: str


class Letter(NamedTuple):
    """A letter without its words."""

    id: str
    exercise: str
    title: str
    started: str
    name: str
    seal_until: str | None
    sealed: bool  # at this moment


class OpenPromise(NamedTuple):
    """A promise that no review has settled."""

    id: str
    exercise: str
    title: str
    started: str
    name: str
    cue: str
    action: str


class CardLine(NamedTuple):
    """A line of the support card. `of`: everywhere it was written, as SESSION_ID/NAME#ROUND, the newest first."""

    section: str
    words: str
    started: str  # of the newest session that has it
    of: tuple[str, ...]


class Card(NamedTuple):
    """The support card, newest lines first. `whole`: nothing was found that cannot be read."""

    lines: list[CardLine]
    whole: bool


# --- kind words


def kind_words(history: History, seals: Seals) -> list[KindWords]:
    """Return the words on the shelf, newest first, each once."""
    found: dict[str, KindWords] = {}
    for record in _records_with(history, KIND_WORDS):
        for entry, told in _kind_entries(record.answers, record.started, seals):
            words = KindWords(told, record.id, record.exercise, record.title, record.started, entry.name)
            found.setdefault(told, words)
    return list(found.values())


def one_of_the_kind_words(folder: Path, now: datetime, seals: Seals) -> str:
    """Return one of the twenty newest, on one line, or "". Each hour has the next one, and each day starts one further.

    `folder`: that of the history. It is for a prompt, and so looks no further than the newest months, passes over what
    it cannot read, and asks for no passphrase.
    """
    shards = Shards(folder)
    shards.vault.refuse()
    months = islice(shards.months().values(), _MANY_MONTHS)
    mentioning = _mentioning(shards, months, KIND_WORDS)
    sessions = (session for files in mentioning for session in winners(_glances(shards, files, _is_kind)))
    found = (_kind_entries(session.answers, session.started, seals) for session in sessions)
    told = (one_line(told) for entries in found for _, told in entries)
    lines: dict[str, None] = {}
    for line in told:
        lines.setdefault(line)
        if len(lines) == _MANY_LINES:
            break
    return list(lines)[(now.toordinal() + now.hour) % len(lines)] if lines else ""


def _kind_entries(answers: Iterable[Any], started: str, seals: Seals) -> Iterator[tuple[Any, str]]:
    """The entries of one session that are on the shelf and say something, the last first, with their words."""
    from selfattach.told import entry_words  # noqa: PLC0415  an empty shelf needs none

    for entry in reversed(tuple(answers)):
        if entry.shelf == KIND_WORDS and not seals.is_sealed(entry.seal_until, started):
            told = clean(entry_words(entry)).strip()
            if told:
                yield entry, told


class _Glance(NamedTuple):
    """As much of a stored session as the words on a shelf need."""

    id: str
    rank: Rank
    started: str
    answers: list[_GlancedEntry]


class _GlancedEntry(NamedTuple):
    name: str
    round: tuple[int, ...]
    kind: str
    value: Any
    shelf: str | None
    section: str
    seal_until: str | None
    labels: dict[str, str] | None
    items: dict[str, str] | None
    of: str
    outcome: str


def _glances(
    shards: Shards,
    files: Iterable[ShardFile],
    wanted: Callable[[dict[str, Any]], bool],
    damaged: list[str] | None = None,
) -> Iterator[_Glance]:
    """What shards hold, in the shape a record has, without the time that it takes to look at all of a record.

    `wanted`: which entries. What cannot be read is passed over, and named in `damaged`.
    """
    for file in files:
        try:
            documents = read_tables(Path(file.path), shards.vault).get(TABLE, {})
        except (FileNotFoundError, DamagedFileError, LockedError) as fault:
            _name_damaged(file, fault, damaged)
            continue
        for document in documents.values():
            try:
                yield _glance(document, wanted)
            except _NOT_AS_WE_WRITE as fault:  # `selfattach kind` names it
                _name_damaged(file, fault, damaged)


def _glance(document: dict[str, Any], wanted: Callable[[dict[str, Any]], bool]) -> _Glance:
    deleted = bool(document.get("deleted"))
    rank = Rank(int(document["rev"]), deleted, str(document["changed"]), str(document["device"]))
    entries = [
        _GlancedEntry(
            str(entry["name"]),
            tuple(map(int, entry.get("round") or ())),
            str(entry["kind"]),
            entry["value"],
            entry.get("shelf"),
            str(entry.get("section") or ""),
            _seal_of(entry),
            _texts(entry.get("labels")),
            _texts(entry.get("items")),
            str(entry.get("of") or ""),
            str(entry.get("outcome") or ""),
        )
        for entry in ([] if deleted else document["answers"])
        if wanted(entry)
    ]
    return _Glance(str(document["id"]), rank, str(document.get("started", "")), entries)


def _seal_of(entry: dict[str, Any]) -> str | None:
    seal = entry.get("seal_until")
    if seal is None or isinstance(seal, str):
        return seal
    raise TypeError("no text")


def _texts(plain: Any) -> dict[str, str]:  # noqa: ANN401  whatever the file holds
    return {str(one): str(told) for one, told in (plain or {}).items()}


def _is_kind(entry: dict[str, Any]) -> bool:
    return entry.get("shelf") == KIND_WORDS


# --- the support card


def card(shards: Shards, seals: Seals) -> Card:
    """Return what is on the support card now: all that was put there, but what was taken off or is still sealed.

    A line taken off stays in its session and comes back when it is written anew. Nothing is written, no cache either.
    Raises LockedError, SelfattachError where the folder itself cannot be read.
    """
    damaged = [str(damage.file) for damage in shards.closed()]
    found = list(_mentioning(shards, shards.months().values(), CARD, damaged=damaged))
    sessions = [one for files in found for one in winners(_glances(shards, files, _is_card, damaged))]
    off = {entry.of for session in sessions for entry in session.answers if (entry.kind, entry.outcome) == (CARD, OFF)}
    lines: dict[tuple[str, str], CardLine] = {}
    for session in sessions:
        for entry in session.answers:
            told, of = _card_words(entry), reference(session.id, entry.name, entry.round)
            if told and of not in off and not seals.is_sealed(entry.seal_until, session.started):
                line = lines.get((entry.section, told)) or CardLine(entry.section, told, session.started, ())
                lines[entry.section, told] = line._replace(of=(*line.of, of))
    return Card(list(lines.values()), whole=not damaged)


def reference(session: str, name: str, rounds: Iterable[int]) -> str:
    """Return how an entry of a later session names this one: SESSION_ID/NAME, in a repeat SESSION_ID/NAME#ROUND."""
    return f"{session}/{'#'.join([name, *map(str, rounds)])}"


def _is_card(entry: dict[str, Any]) -> bool:
    return CARD in (entry.get("shelf"), entry.get("kind"))


def _card_words(entry: _GlancedEntry) -> str:
    from selfattach.told import entry_words  # noqa: PLC0415  an empty card needs none

    return clean(entry_words(entry)).strip() if entry.shelf == CARD else ""


# --- letters


def letters(history: History, seals: Seals) -> list[Letter]:
    """Return what is known of each letter without its words, newest first."""
    return _letters(history.latest(), seals)


def letters_to_open(history: History, seals: Seals) -> list[Letter]:
    """Return the letters whose seal is over and that no practice has opened since, newest first."""
    heads = history.latest()
    opened = {spoken.of for head in heads for spoken in head.of}
    found = (one for one in _letters(heads, seals) if one.seal_until and not one.sealed)
    return [one for one in found if f"{one.id}/{one.name}" not in opened]


def _letters(heads: Iterable[Head], seals: Seals) -> list[Letter]:
    return [
        Letter(
            head.id,
            head.exercise,
            head.title,
            head.started,
            shelved.name,
            shelved.seal_until,
            seals.is_sealed(shelved.seal_until, head.started),
        )
        for head in heads
        for shelved in head.shelved
        if shelved.shelf == LETTERS and shelved.name in head.answered
    ]


def letters_in(record: Record, seals: Seals) -> list[tuple[Letter, str]]:
    """Return the letters of one session, with their words, those that are sealed too: whoever shows them looks."""
    from selfattach.told import entry_words  # noqa: PLC0415  for this

    return [
        (
            Letter(
                record.id,
                record.exercise,
                record.title,
                record.started,
                entry.name,
                entry.seal_until,
                seals.is_sealed(entry.seal_until, record.started),
            ),
            clean(entry_words(entry)),
        )
        for entry in record.answers
        if entry.shelf == LETTERS and entry.value is not None
    ]


# --- promises


def open_promises(history: History, seals: Seals) -> list[OpenPromise]:
    """Return the promises that no review has settled, oldest first: those a review would ask about."""
    from selfattach.history.store import SETTLED  # noqa: PLC0415  for this

    settled: set[str | None] = set()
    made: list[OpenPromise] = []
    for record in _records_with(history, "promise", "review"):
        settled.update(entry.of for entry in record.answers if entry.kind == "review" and entry.outcome in SETTLED)
        made += _promises_in(record, seals)
    return [one for one in reversed(made) if f"{one.id}/{one.name}" not in settled]


def _promises_in(record: Record, seals: Seals) -> list[OpenPromise]:
    """The whole promises of one session, the last first; under one name the last one that was on the way."""
    whole: dict[str, Entry] = {}
    for entry in record.answers:
        sealed = seals.is_sealed(entry.seal_until, record.started)
        if _is_whole(entry) and not sealed and not (entry.aside and entry.name in whole):
            whole[entry.name] = entry
    return [
        OpenPromise(
            record.id, record.exercise, record.title, record.started, name, entry.value["cue"], entry.value["action"]
        )
        for name, entry in reversed(whole.items())
    ]


def _is_whole(entry: Entry) -> bool:
    value = entry.value if entry.kind == "promise" and isinstance(entry.value, dict) else {}
    return all(isinstance(value.get(part), str) and value[part].strip() for part in ("cue", "action"))


# --- in the history


def _records_with(history: History, *marks: str) -> Iterator[Record]:
    """The sessions, newest first, of the months in which one of these words stands."""
    history.put_in_order()
    shards = history.shards
    for files in _mentioning(shards, shards.months().values(), *marks):
        for stored in winners(chain.from_iterable(shards.read(file).stored for file in files)):
            if stored.record:
                yield stored.record


def _mentioning(
    shards: Shards, months: Iterable[list[ShardFile]], *marks: str, damaged: list[str] | None = None
) -> Iterator[list[ShardFile]]:
    """The months in which one of these words stands. All shards of a month: another may amend what one says.

    What cannot be opened, or is torn, is named in `damaged`.
    """
    quoted = [f'"{mark}"'.encode() for mark in marks]
    return (files for files in months if any(_mentions(shards, file, quoted, damaged) for file in files))


def _name_damaged(file: ShardFile, fault: Exception, damaged: list[str] | None) -> None:
    """Name what cannot be read, to whoever asks for that; and then what is locked has to be said."""
    if damaged is not None:
        if isinstance(fault, LockedError):
            raise fault
        damaged.append(file.path)


def _mentions(shards: Shards, file: ShardFile, quoted: list[bytes], damaged: list[str] | None) -> bool:
    try:
        content = shards.content(file)
    except (FileNotFoundError, DamagedFileError, LockedError) as fault:
        _name_damaged(file, fault, damaged)
        return False
    if damaged is not None and not content.rstrip().endswith(b"}"):
        damaged.append(file.path)
    return any(mark in content for mark in quoted)
