"""What a person put where it can be found again: kind words, letters, open promises, the card. All from sessions.

There is no second store beside the history, so nothing is written here. Words that are sealed stay closed, unless their
letter is opened all the same. For one line of kind words and for the card, which have to stand at once, sessions are
only glanced at (`history/partial_read.py`). It knows no exercise, no bytes and nobody's terminal.
"""

from __future__ import annotations

from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from selfattach import kinds
from selfattach.history import ids
from selfattach.history.partial_read import glances, mentioning, with_words
from selfattach.history.seals import LOW
from selfattach.history.shards import Shards, winners
from selfattach.history.vault import Vault
from selfattach.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from selfattach.history.index import OnShelf, PromiseMade
    from selfattach.history.protocols import ReadableHistory
    from selfattach.history.record import Entry, Record
    from selfattach.history.seals import SealRules
    from selfattach.kinds import JsonObject
    from selfattach.paths import Places

KIND_WORDS: Final = "kind-words"
LETTERS: Final = "letters"
CARD: Final = kinds.CARD
# What was said of a line, in a later entry whose `of` names it: on the card an entry of the kind `support`.
OFF: Final = "comes_off"
LETTERS_REVIEW: Final = kinds.shelf_review_kind(LETTERS)
KIND_WORDS_REVIEW: Final = kinds.shelf_review_kind(
    KIND_WORDS
)  # the kind of such an entry for kind words; long, to be searched for fast
STARRED: Final = "starred"
UNSTARRED: Final = "unstarred"
READ: Final = "read"  # of a letter: the person opened it, on a day of their own choosing
ASKED: Final = "asked"  # one would say it to somebody one cares about; of a letter: read it on one's worst day
_OF_LINES: Final = {OFF, STARRED, UNSTARRED, ASKED}
_MANY_LINES: Final = 20  # as many take turns as the one line
_MANY_MONTHS: Final = 12  # and so many of the newest months are looked through for them


class KindWords(NamedTuple):
    """Words on the shelf of kind words, as they were put there last. `of`: as that of a `CardLine`."""

    words: str
    id: str  # of the session they are from
    exercise: str
    title: str
    started: str
    name: str
    starred: bool
    of: tuple[str, ...]
    asked: bool = True  # the person would say it to somebody they care about, or a script lent it


class Letter(NamedTuple):
    """A letter without its words."""

    id: str
    exercise: str
    title: str
    started: str
    name: str
    seal_until: str | None
    sealed: bool  # at this moment
    asked: bool = True  # sealed until a hard moment: the person would want to read it on their worst day


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


def kind_words(history: ReadableHistory, seals: SealRules) -> list[KindWords]:
    """Return the words on the shelf, each once: those with a star first, then newest first."""
    return [
        KindWords(words, record.id, record.exercise, record.title, record.started, entry.name, starred, of, asked)
        for record, entry, words, starred, of, asked in _starred_first(lines_on(history, KIND_WORDS, seals))
    ]


def has_unasked_kind_words(history: ReadableHistory, seals: SealRules) -> bool:
    """Whether there may be a line of one's own that nobody was asked about. No session is opened for that."""
    looked = {one.of for one in history.said_later() if one.outcome in (ASKED, OFF)}
    return any(
        line.shelf == KIND_WORDS and line.of not in looked and not seals.is_sealed(line.seal_until, line.started)
        for line in history.not_asked()
    )


def one_of_the_kind_words(places: Places, now: datetime, seals: SealRules) -> str:
    """Return one of twenty, on one line, or "". Each hour has the next one, and each day starts one further.

    Only what the person was asked about, or what a script lent, comes unasked for.

    The twenty are those with a star and the newest others, and every second hour belongs to those with a star.
    It is for a prompt, and so looks no further than the newest months, passes over what it cannot read and whatever
    machine is not known here, and asks for no passphrase.
    """
    shards = Shards(places.history, Vault(places)).of_known_hands()
    shards.vault.refuse()
    said: list[tuple[Any, Any]] = []
    lines: list[Standing] = []
    with_a_star: set[str] = set()  # the months of such lines, which are never newer than what is said of them
    for month, files in islice(shards.months().items(), _MANY_MONTHS):
        marks = (
            [KIND_WORDS, KIND_WORDS_REVIEW] if len(lines) < _MANY_LINES or month in with_a_star else [KIND_WORDS_REVIEW]
        )
        found = with_words(shards, files, marks, _is_kind)
        if found:
            said += _entries_about(found, KIND_WORDS)
            with_a_star |= {f"{of[:4]}-{of[4:6]}" for of in (entry.of for _, entry in said if entry.outcome == STARRED)}
            lines = [] if len(said) < _MANY_LINES else _standing(said, KIND_WORDS, seals)
    lines = _starred_first(lines or _standing(said, KIND_WORDS, seals))
    told: dict[str, bool] = {}
    for line in lines:
        if line.asked:
            told.setdefault(one_line(line.words), line.starred)
    return _of_this_hour(list(told.items())[:_MANY_LINES], now.toordinal() + now.hour)


def _of_this_hour(lines: list[tuple[str, bool]], hour: int) -> str:
    """Where some have a star, one of those in every second hour; between them one of the others, if these are more.

    Then a line with a star always comes round more often than one without.
    """
    starred = [line for line, starred in lines if starred]
    others = [line for line, starred in lines if not starred]
    if not lines:
        return ""
    if not starred:
        return others[hour % len(others)]
    among = starred if hour % 2 == 0 else others if len(others) > len(starred) else [*starred, *others]
    return among[hour // 2 % len(among)]


def _starred_first(lines: list[Standing]) -> list[Standing]:
    return sorted(lines, key=lambda line: not line.starred)


def _is_kind(entry: JsonObject) -> bool:
    return entry.get("shelf") == KIND_WORDS or entry.get("kind") == KIND_WORDS_REVIEW


# --- the lines of any shelf


def lines_on(history: ReadableHistory, shelf: str, seals: SealRules) -> list[Standing]:
    """Return the lines that are on a shelf now, as the last look through it left them, newest first."""
    put_there = {one.id for one in history.on_shelves() if one.shelf == shelf}
    looked = {one.id for one in history.said_later() if one.outcome in _OF_LINES}
    sessions = history.records_of(put_there | looked)
    return _standing(_entries_about(sessions, shelf), shelf, seals)


def _entries_about(sessions: Iterable[Any], shelf: str) -> Iterator[tuple[Any, Any]]:
    """The entries about a shelf of sessions, records or glances, each with its session; the last first."""
    for session in sessions:
        for entry in reversed(tuple(session.answers)):
            if entry.shelf == shelf or entry.kind == kinds.shelf_review_kind(shelf):
                yield session, entry


class Standing(NamedTuple):
    """A line that is on a shelf now, as it was met first. `of`: everywhere it was written, as it was met."""

    session: Any  # Record or Glance
    entry: Any  # of it
    words: str
    starred: bool
    of: tuple[str, ...]
    asked: bool


def _standing(said: Iterable[tuple[Any, Any]], shelf: str, seals: SealRules) -> list[Standing]:
    """Return the lines of a shelf, each once: all that was put there, but what was taken off or is still sealed.

    `said`: entries with their sessions, the newest session first, those too that say what became of a line. The card
    has a line once in each section.
    """
    said, looked = list(said), CARD if shelf == CARD else kinds.shelf_review_kind(shelf)
    off = {entry.of for _, entry in said if (entry.kind, entry.outcome) == (looked, OFF)}
    asked = {entry.of for _, entry in said if (entry.kind, entry.outcome) == (looked, ASKED)}
    stars: dict[str, bool] = {}
    for _, entry in said:
        if entry.kind == looked and entry.outcome in (STARRED, UNSTARRED):
            stars.setdefault(entry.of, entry.outcome == STARRED)  # what was said last counts
    lines: dict[tuple[str, str], Standing] = {}
    for session, entry in said:
        if entry.shelf != shelf or seals.is_sealed(entry.seal_until, session.started):
            continue
        of, words = ids.reference(session.id, entry.name, entry.round), clean(kinds.as_text(entry)).strip()
        if words and of not in off:
            place = (entry.section if shelf == CARD else "", words)
            line = lines.get(place) or Standing(session, entry, words, starred=False, of=(), asked=False)
            lines[place] = line._replace(
                starred=line.starred or stars.get(of, False),
                of=(*line.of, of),
                asked=line.asked or entry.asked or not kinds.kind_of(entry.kind).own_words or of in asked,
            )
    return list(lines.values())


# --- the support card


def card(shards: Shards, seals: SealRules) -> Card:
    """Return what is on the support card now: all that was put there, but what was taken off or is still sealed.

    A line taken off stays in its session and comes back when it is written anew. Nothing is written, no cache either.
    Raises LockedError, SelfattachError where the folder itself cannot be read.
    """
    damaged = [str(damage.file) for damage in shards.closed()]
    found = list(mentioning(shards, shards.months().values(), CARD, damaged=damaged))
    sessions = [one for files in found for one in winners(glances(shards, files, _is_card, damaged))]
    lines = _standing([(one, entry) for one in sessions for entry in one.answers], CARD, seals)
    told = [CardLine(line.entry.section, line.words, line.session.started, line.of) for line in lines]
    return Card(told, whole=not damaged)


def _is_card(entry: JsonObject) -> bool:
    return CARD in (entry.get("shelf"), entry.get("kind"))


# --- letters


def letters(history: ReadableHistory, seals: SealRules) -> list[Letter]:
    """Return what is known of each letter without its words, newest first."""
    return _letters(history, history.on_shelves(), seals)


def letters_to_open(history: ReadableHistory, seals: SealRules, *, also_read: bool = False) -> list[Letter]:
    """Return the letters whose seal is over and that nobody has opened since, newest first.

    One for a hard moment is offered only where the person said that they would want to read it on their worst day.
    `also_read`: those too that were read outside a practice; in the next hard moment they may be wanted again.
    """
    passed_over = {ASKED, READ} if also_read else {ASKED}
    opened = {one.of for one in history.said_later() if one.outcome not in passed_over}
    found = (one for one in _letters(history, history.sealed(), seals) if one.asked and not one.sealed)
    return _of_known_hands(history, [one for one in found if ids.reference(one.id, one.name) not in opened])


def _of_known_hands(history: ReadableHistory, found: list[Letter]) -> list[Letter]:
    """Leave out what a folder holds, or has changed, of a machine that was not met here yet: it comes unasked."""
    if not found or not history.shards.has_strangers():
        return found
    shards = history.shards.of_known_hands()
    known: JsonObject = {}
    for month in {ids.month_of(one.id) for one in found}:
        for stored in winners(chain.from_iterable(shards.read(file).stored for file in shards.month(month))):
            known[stored.id] = stored.record
    return [one for one in found if known.get(one.id) == history.get(one.id)]


def was_read(history: ReadableHistory, letter: Letter) -> bool:
    """Whether it was noted before that this letter was read."""
    of = ids.reference(letter.id, letter.name)
    return any((one.of, one.outcome) == (of, READ) for one in history.said_later())


def letters_unasked(history: ReadableHistory, seals: SealRules) -> list[Letter]:
    """Return the letters for a hard moment of which nobody asked whether they are for one's worst day."""
    looked = {one.of for one in history.said_later() if one.outcome in (ASKED, OFF)}
    found = (one for one in _letters(history, history.sealed(), seals) if not one.asked)
    return [one for one in found if ids.reference(one.id, one.name) not in looked]


def _letters(history: ReadableHistory, among: Iterable[OnShelf], seals: SealRules) -> list[Letter]:
    looked = {one.of: one.outcome for one in history.said_later() if one.outcome in (ASKED, OFF)}
    return [
        _letter(one, one.name, one.seal_until, seals, asked=_is_asked(one, looked))
        for one in among
        if one.shelf == LETTERS
    ]


def _is_asked(letter: OnShelf, looked: dict[str, str]) -> bool:
    said = looked.get(ids.reference(letter.id, letter.name))
    return letter.seal_until != LOW or letter.asked or said == ASKED


def letters_in(record: Record, seals: SealRules) -> list[tuple[Letter, str]]:
    """Return the letters of one session, with their words, those that are sealed too: whoever shows them looks."""
    return [
        (_letter(record, entry.name, entry.seal_until, seals), clean(kinds.as_text(entry)))
        for entry in record.answers
        if entry.shelf == LETTERS and entry.value is not None
    ]


def _letter(session: OnShelf | Record, name: str, until: str | None, seals: SealRules, *, asked: bool = True) -> Letter:
    sealed = seals.is_sealed(until, session.started)
    return Letter(session.id, session.exercise, session.title, session.started, name, until, sealed, asked)


# --- promises


def open_promises(history: ReadableHistory, seals: SealRules) -> list[OpenPromise]:
    """Return the promises that no review has settled, oldest first: those a review would ask about.

    A promise replaces the one that was made before it in the same place of the same exercise.
    """
    made = promises_made(history, seals)
    records = {record.id: record for record in history.records_of({one.id for one in made})}
    found = (_as_promised(records[one.id], one, seals) for one in made if one.id in records)
    return [one for one in found if one is not None]


def promises_made(history: ReadableHistory, seals: SealRules) -> list[PromiseMade]:
    """Return the same without their words: no session is opened."""
    from selfattach.history.history import SETTLED  # noqa: PLC0415  for this

    made: dict[tuple[str, str], PromiseMade] = {}
    for _, of_session in groupby(history.promises_made(), key=lambda one: one.id):
        for one in _promised(of_session, seals):
            made.setdefault((one.exercise, one.name), one)  # the newest comes first
    settled = {one.of for one in history.said_later() if one.outcome in SETTLED}
    return [one for one in reversed(made.values()) if ids.reference(one.id, one.name) not in settled]


def _promised(whole: Iterable[PromiseMade], seals: SealRules) -> list[PromiseMade]:
    """The whole promises of one session, the last first; under one name the last one that was on the way."""
    found: dict[str, PromiseMade] = {}
    for one in whole:
        if not seals.is_sealed(one.seal_until, one.started) and not (one.aside and one.name in found):
            found[one.name] = one
    return list(reversed(found.values()))


def _as_promised(record: Record, made: PromiseMade, seals: SealRules) -> OpenPromise | None:
    said: Entry | None = None
    for entry in record.answers:
        sealed = seals.is_sealed(entry.seal_until, record.started)
        if entry.name == made.name and entry.is_whole_promise and not sealed and not (entry.aside and said):
            said = entry
    if said is None:  # it was changed meanwhile
        return None
    told = record.id, record.exercise, record.title, record.started, said.name
    return OpenPromise(*told, said.value["cue"], said.value["action"])
