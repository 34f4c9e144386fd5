"""Looking at stored sessions without reading all of each: what a shelf that has to stand at once needs, and no more.

Files in which the word looked for does not stand are not parsed, and of those that are, only the entries that are
wanted are looked at. So neither msgspec nor the index is loaded. What is found has the shape of a record as far as it
goes. It knows no shelf; whoever looks says which entries are wanted. It writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from selfattach.errors import LockedError
from selfattach.history import ids
from selfattach.history.damage import DamagedFileError
from selfattach.history.shards import TABLE, Rank, winners

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from selfattach.history.shards import ShardFile, Shards
    from selfattach.kinds import JsonObject

    Wanted = Callable[[JsonObject], bool]  # whether an entry is, as it stands in a document

_NOT_AS_WE_WRITE: Final = (AttributeError, KeyError, OverflowError, TypeError, ValueError)
_UNREADABLE: Final = (FileNotFoundError, DamagedFileError, LockedError)


class Glance(NamedTuple):
    """As much of a stored session as the words on a shelf need."""

    id: str
    rank: Rank
    started: str
    answers: list[GlancedEntry]


class GlancedEntry(NamedTuple):
    """As much of an answer."""

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
    asked: bool


def glances(
    shards: Shards,
    files: Iterable[ShardFile],
    wanted: Wanted,
    damaged: list[str] | None = None,
) -> Iterator[Glance]:
    """Yield what shards hold, in the shape a record has, without the time that it takes to look at all of a record.

    `wanted`: which entries. What cannot be read is passed over, and named in `damaged`.
    """
    for file in files:
        try:
            documents = shards.tables(file).get(TABLE, {})
        except _UNREADABLE as fault:
            _name_damaged(file, fault, damaged)
            continue
        is_met, counts = shards.vault.machines.has_met(file.device), shards.counts(file)
        for document in documents.values():
            if not counts(document):
                continue
            try:
                yield _glance(document, file.month, wanted, is_met=is_met)
            except _NOT_AS_WE_WRITE as fault:  # `selfattach kind` names it
                _name_damaged(file, fault, damaged)


def _glance(document: JsonObject, month: str, wanted: Wanted, *, is_met: bool) -> Glance:
    session, deleted = document["id"], bool(document.get("deleted"))
    if not ids.is_id(session) or ids.month_of(session) != month or int(document["rev"]) > ids.MOST_CHANGES:
        raise ValueError(session)
    rank = Rank(is_met, int(document["rev"]), deleted, str(document["changed"]), str(document["device"]))
    entries = [
        GlancedEntry(
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
            entry.get("asked") is True,
        )
        for entry in ([] if deleted else document["answers"])
        if wanted(entry)
    ]
    return Glance(session, rank, str(document.get("started", "")), entries)


def _seal_of(entry: JsonObject) -> str | None:
    seal = entry.get("seal_until")
    if seal is None or isinstance(seal, str):
        return seal
    raise TypeError("no text")


def _texts(plain: Any) -> dict[str, str]:  # noqa: ANN401  whatever the file holds
    return {str(one): str(told) for one, told in (plain or {}).items()}


# --- where a word stands


def mentioning(
    shards: Shards, months: Iterable[list[ShardFile]], *marks: str, damaged: list[str] | None = None
) -> Iterator[list[ShardFile]]:
    """Return the months in which one of these words stands. All shards of a month: another may amend what one says.

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
    except _UNREADABLE as fault:
        _name_damaged(file, fault, damaged)
        return False
    if damaged is not None and not content.rstrip().endswith(b"}"):
        damaged.append(file.path)
    return any(mark in content for mark in quoted)


def with_words(shards: Shards, files: list[ShardFile], marks: Iterable[str], wanted: Wanted) -> list[Glance]:
    """Return the sessions of a month in which one of these words stands, newest first; none where it stands nowhere.

    Others of the month may be among them. What cannot be read is passed over.
    """
    return winners(glances(shards, files, wanted)) if any(mentioning(shards, [files], *marks)) else []
