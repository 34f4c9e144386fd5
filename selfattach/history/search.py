"""Finding sessions by what a person said in them: filter first, confirm after.

A word is found where its fold stands in the fold of one answer (`selfattach.history.text_folding`). Folding every text
of a long history costs more than a person should wait, so a shard is looked at as bytes first. Most of it is ASCII,
where a word is found by lowering letters; what else stands in it is a few dozen signs, and only those whose skeleton
shares a letter with the word, or that fold to nothing, can hide one. They are put in their plain form where they stand
before a letter that could follow; what then lacks the skeleton of a word cannot hold it. A word that the program writes
too, such as `before`, passes in every shard: so what a person said is taken out of those that pass, and looked at by
itself. No session that holds the words is lost on the way; what is left is read whole and confirmed.

Words that are sealed today are not told: of these it is said only that they hold the words. It writes nothing, keeps
nothing, and knows no terminal.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from selfattach.history import ids
from selfattach.history.damage import DamagedFileError
from selfattach.history.record import FORMAT, KEYS, Record, read_documents, words_in
from selfattach.history.shards import TABLE, Rank, winners
from selfattach.history.text_folding import (
    FIRST_SYLLABLE,
    LAST_SYLLABLE,
    fold,
    fold_of_piece,
    is_jamo,
    pieces,
    plain,
    skeleton,
)
from selfattach.kinds import own_words
from selfattach.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from selfattach.history.filters import Wanted
    from selfattach.history.history import History
    from selfattach.history.record import SessionWords, Tombstone
    from selfattach.history.seals import SealRules
    from selfattach.history.shards import ShardFile, Shards

_PRINTED: Final = b"\t\n\r" + bytes(range(32, 127))
_HIDDEN: Final = re.compile(rb"\\[ub]")  # JSON escapes that can stand for a letter, or for what `clean` takes away
_BREAKS: Final = re.compile(r'[\s"\\/]+')  # signs that JSON writes with a backslash, or that a line end may stand for
_INERT: Final = f"\u3400-\u4dbf\u4e00-\u9fff{FIRST_SYLLABLE}-{LAST_SYLLABLE}"  # their skeleton is themselves
_MANY: Final = 12  # signs to put in their plain form; folding the whole is faster then
_BEFORE, _AFTER, _SLACK = 40, 80, 12  # signs around a place, and how many fewer so as to cut between words


class Place(NamedTuple):
    """Where words were found, on one line: what stands before them and after, and the words as they were written."""

    name: str  # of the answer
    before: str
    match: str
    after: str


class Hit(NamedTuple):
    """A session in which all words were found."""

    record: Record
    places: list[Place]


class SealedHit(NamedTuple):
    """A session with sealed words in which all words were found. `seals`: of each answer its shelf, and until when."""

    record: Record
    seals: list[tuple[str, str]]


class _Read(NamedTuple):
    """One document of a shard: a record, or the place of a deleted one."""

    id: str
    rank: Rank
    record: Record | None


def read_words(said: Sequence[str]) -> list[str]:
    """Return the words to look for, folded. What was given as one, with spaces in it, is one. May hold empty ones."""
    return [fold(clean(word)) for word in said]


def search(shards: Shards, words: Sequence[str], wanted: Wanted, seals: SealRules) -> Iterator[Hit]:
    """Yield the sessions that hold all of these folded words, newest first. Raises LockedError.

    At least one of the words stands in what the person said; the others may stand in the title or the exercise's id.
    What cannot be read is passed over; `History.damaged` names it.
    """
    sieve = SessionSieve(words)
    for month, files in shards.months().items():
        if not wanted.may_hold(month):
            continue
        contents = {file: _content(shards, file) for file in files}
        maybe = sieve.passing(contents.values())
        if maybe is not None and not maybe:
            continue
        for one in winners(one for file, content in contents.items() for one in _stored(shards, file, content)):
            if one.record and (maybe is None or one.id in maybe) and wanted.fits(one.record):
                places = where_said(one.record, words, seals)
                if places:
                    yield Hit(one.record, places)


def search_sealed(history: History, words: Sequence[str], wanted: Wanted, seals: SealRules) -> list[SealedHit]:
    """Return the sessions whose sealed words hold these folded ones, newest first. What is sealed is in the index."""
    found = []
    for head in history.latest(wanted=wanted):
        if any(seals.is_sealed(one.seal_until, head.started) for one in head.shelved):
            record = history.get(head.id)
            if holding := _sealed_holding(record, words, seals):
                found.append(SealedHit(record, holding))
    return found


def _sealed_holding(record: Record, words: Sequence[str], seals: SealRules) -> list[tuple[str, str]]:
    """The shelf and the seal of each sealed answer that holds one of the words, where the session holds all of them."""
    answers = [
        (entry, fold("\n".join(clean(text) for text in own_words(entry))))
        for entry in record.answers
        if entry.value is not None
    ]
    around = [*(text for _, text in answers), fold(clean(record.title)), fold(clean(record.exercise))]
    if not all(any(word in text for text in around) for word in words):
        return []
    return [
        (entry.shelf or "", entry.seal_until or "")
        for entry, text in answers
        if seals.is_sealed(entry.seal_until, record.started) and any(word in text for word in words)
    ]


def where_said(record: Record, words: Sequence[str], seals: SealRules) -> list[Place]:
    """Return the first place of each word, in their order, without those in view already; [] where one is missing."""
    shown = (entry for entry in record.answers if not seals.is_sealed(entry.seal_until, record.started))
    texts = [(entry, clean(text)) for entry in shown for text in own_words(entry)]
    folded = [fold(text) for _, text in texts]
    around = (fold(clean(record.title)), fold(clean(record.exercise)))
    places: list[Place] = []
    for word in words:
        found = next((number for number, text in enumerate(folded) if word in text), None)
        if found is None:
            if not any(word in text for text in around):
                return []
            continue
        entry, text = texts[found]
        if not any(
            place.name == entry.name and word in fold(place.before + place.match + place.after) for place in places
        ):
            places.append(Place(entry.name, *in_context(text, word)))
    return places


def in_context(text: str, word: str) -> tuple[str, str, str]:
    """Return what stands before the first place of a folded word in a clean text, the word as written, and the rest.

    All of it on one line; three points where something was left out. Nothing is cut within a sign.
    """
    rest = pieces(one_line(text))
    cut, first, end = _up_to(rest, word)
    cut += islice(rest, _AFTER + 1)  # one more tells whether something was left out
    start, stop = max(0, first - _BEFORE), min(len(cut), end + _AFTER)
    if start:
        start = next((place + 1 for place in range(start, min(start + _SLACK, first)) if cut[place].isspace()), start)
    if stop < len(cut):
        stop = next((place for place in range(stop, max(stop - _SLACK, end), -1) if cut[place].isspace()), stop)
    before = ("..." if start else "") + "".join(cut[start:first])
    after = "".join(cut[end:stop]) + ("..." if stop < len(cut) else "")
    return before, "".join(cut[first:end]), after


def _up_to(rest: Iterator[str], word: str) -> tuple[list[str], int, int]:
    """Take pieces up to the end of the first place of a word.

    Return them, and the numbers of the first piece of the word and of the one after its last.
    """
    cut: list[str] = []
    owners: list[int] = []
    folded = ""  # no longer than the word
    for number, piece in enumerate(rest):
        cut.append(piece)
        found = 0
        for sign in fold_of_piece(piece):
            if sign != " " or (folded and folded[-1] != " "):
                folded = (folded + sign)[-len(word) :]
                owners.append(number)
                found = found or (len(owners) if folded == word else 0)
        if found:
            return cut, owners[found - len(word)], number + 1
    return cut, 0, 0


class Sieve:
    """Whether a shard could hold some words, told from its bytes. It learns the signs of the shards as they come."""

    def __init__(self, words: Sequence[str]) -> None:
        parts = {part for word in words for part in _BREAKS.split("".join(map(plain, word))) if part}
        self._parts = [part.encode() for part in parts]
        self._skeletons = [skeleton(part) for part in parts]
        self._keys = [f'"{key}":'.encode() for key in KEYS if any(part in key for part in parts)]
        self._letters = set("".join(parts))
        self._ends = {part[-1] for part in parts}
        self._is_hangul = any(FIRST_SYLLABLE <= one <= LAST_SYLLABLE or is_jamo(one) for one in self._letters)
        self._known: set[str] = set()
        self._plain: dict[str, str] = {}  # signs that could stand in a word, and what they are there
        self._learn("")

    def shard_may_hold(self, content: bytes) -> bool:
        """The same of the JSON of a shard, whose own keys are no words of a person."""
        for key in self._keys:
            content = content.replace(key, b"")
        return self.may_hold(content)

    def may_hold(self, content: bytes) -> bool:
        """Whether all the words could stand in it. Never False where they do."""
        lowered = content.lower()
        if all(part in lowered for part in self._parts) or (b"\\" in content and _HIDDEN.search(content)):
            return True
        try:
            others = content.translate(None, _PRINTED).decode()
        except UnicodeDecodeError:
            return True
        if self._unknown.search(others):
            self._learn(others)
        if any(sign in others for sign in self._controls):
            return True
        here = [sign for sign in self._plain if sign in others]
        if len(here) > _MANY or (self._jamo and any(sign in others for sign in self._jamo)):
            text = skeleton(content.decode())
            return all(part in text for part in self._skeletons)
        for sign in here:
            if not self._plain[sign]:
                lowered = self._made_plain(lowered, sign)
        if not all(part in lowered for part in self._sure):
            return False
        for sign in here:
            if self._plain[sign]:
                lowered = self._made_plain(lowered, sign)
        return all(part in lowered for part in self._parts)

    def _made_plain(self, lowered: bytes, sign: str) -> bytes:
        return (
            lowered.replace(sign.encode(), self._plain[sign].encode())
            if self._before[sign].search(lowered)
            else lowered
        )

    def _learn(self, others: str) -> None:
        """Take in the signs that stand in a shard, and work out which of them could stand in a word."""
        self._known.update(others)
        self._unknown = re.compile(f"[^{_INERT}{re.escape(''.join(sorted(self._known)))}]")
        self._controls = [sign for sign in self._known if sign < "\xa0"]  # `clean` may take what follows them too
        self._jamo = [sign for sign in self._known if is_jamo(sign)] if self._is_hangul else []
        self._plain = {
            sign: plain(sign)
            for sign in self._known
            if plain(sign) != sign and (not plain(sign) or self._letters & set(plain(sign)))
        }
        self._sure = self._without(set("".join(self._plain.values())))
        starts = {letter.encode()[:1] for letter in (*self._letters, *self._plain)}
        follows = b"[" + b"".join(map(re.escape, sorted(starts))) + b"]"
        self._before = {
            sign: re.compile(re.escape(sign.encode()) + (b"" if self._ends & set(bones) else follows))
            for sign, bones in self._plain.items()
        }

    def _without(self, letters: set[str]) -> list[bytes]:
        """The stretches of the words in which none of these letters stands: they are ASCII wherever a word is."""
        stretches: list[bytes] = []
        for part in self._parts:
            stretch = ""
            for letter in part.decode():
                if letter in letters:
                    stretches.append(stretch.encode())
                    stretch = ""
                else:
                    stretch += letter
            stretches.append(stretch.encode())
        return [stretch for stretch in dict.fromkeys(stretches) if stretch]


class SessionSieve:
    """Which sessions could hold some words: all of them, and at least one of them in what was said."""

    def __init__(self, words: Sequence[str]) -> None:
        self._all = Sieve(words)
        self._each = [Sieve([word]) for word in words] if len(words) > 1 else []

    def passing(self, shards: Iterable[bytes]) -> set[str] | None:
        """Return the ids of those in the JSON of some shards; None where that cannot be told before they are read."""
        try:
            found = [one for shard in shards if self._all.shard_may_hold(shard) for one in words_in(shard, TABLE)]
        except ValueError:
            return None
        return {one.id for one in found if self._may_hold([one])} if self._may_hold(found) else set()

    def _may_hold(self, sessions: Sequence[SessionWords]) -> bool:
        said = "\n".join([text for one in sessions for answer in one.answers for text in own_words(answer)]).encode()
        if not self._each:
            return self._all.may_hold(said)
        around = "\n".join([f"{one.title}\n{one.exercise}" for one in sessions]).encode()
        return self._all.may_hold(said + b"\n" + around) and any(one.may_hold(said) for one in self._each)


def _content(shards: Shards, file: ShardFile) -> bytes:
    try:
        return shards.content(file)
    except (FileNotFoundError, DamagedFileError):  # whoever asks for the damaged hears of it
        return b""


def _stored(shards: Shards, file: ShardFile, content: bytes) -> list[_Read]:
    """What a shard holds, read fast where all of it is well, and document by document where it is not."""
    with suppress(ValueError):
        if not shards.left_out(file):  # else it takes the whole of each to tell which of them count
            is_met = shards.vault.machines.has_met(file.device)
            return [_read(one, file.month, is_met=is_met) for one in read_documents(content, TABLE)]
    return [_Read(one.id, one.rank, one.record) for one in shards.read(file).stored]


def _read(found: Record | Tombstone, month: str, *, is_met: bool) -> _Read:
    """Raise ValueError where the slow way has more to say of it."""
    record = found if isinstance(found, Record) else None
    whole = record is None or datetime.fromisoformat(record.started).tzinfo is not None
    if found.format > FORMAT or not ids.is_id(found.id) or ids.month_of(found.id) != month or not whole:
        raise ValueError(found.id)
    return _Read(found.id, Rank(is_met, found.rev, record is None, found.changed, found.device), record)
