"""Entries of another journal as letters of one's own: read out of its file, and made into sessions.

An entry comes whole, with the day it was written on. Its id is made of that day and of its words, so the same entry is
the same session whenever, and in whatever time zone, it is brought in. What has no day, or no words, is named and not
guessed at. It knows no disk and nobody's terminal; the files come in, and a History where it is given one.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from selfattach import kinds, words
from selfattach.errors import WrongInputError
from selfattach.exchange import other_files
from selfattach.history import ids, jsontext
from selfattach.history.edits import add_all
from selfattach.history.record import Entry, Record
from selfattach.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selfattach.history.history import History

_NAME: Final = "letter"  # of the answer that holds it
_FIRST_YEAR: Final = 1970  # ids of older ones could not be shown short
_NOON: Final = 12  # of an entry that has no hour: in the middle of its day, in every zone and on either side of 04:00
_TOMORROW: Final = timedelta(days=1)
_SCRIPT: Final = hashlib.sha256(b"").hexdigest()  # there is none

_WRITTEN: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?(?: ?([AaPp])[Mm])?"
    r"(?: ?(Z|[-+]\d\d:?\d\d))?)?",
    re.ASCII,
)
_IN_A_NAME: Final = re.compile(
    r"(?=(?<!\d)(\d{4})([-_./]?)(\d\d)[-_./]?(\d\d)(?!\d)(?:[T_ -]+(\d\d)[-_:.h]?(\d\d)(?!\d))?)", re.ASCII
)
_FRONT: Final = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD: Final = re.compile(r"([\w-]+):[ \t]*(.*)")
_DAY_FIELDS: Final = ("date", "created", "created_at", "created-at", "creation_date", "datetime", "day", "time")
_FIRST_LINE: Final = re.compile(rf"[#*_\s\[]*({other_files.DAY})", re.ASCII)
_IN_BRACKETS: Final = re.compile(rf"^\[({other_files.DAY})\] ?", re.MULTILINE | re.ASCII)
_BARE: Final = re.compile(rf"(?:\A|(?<=\n\n))({other_files.DAY}) ", re.ASCII)  # as jrnl wrote it before 2.0
# A bracket at the beginning of a line that jrnl, with other settings, would take for the day of an entry.
_OTHER_DAY: Final = re.compile(r"^\[(?=[^\]\n]*\d{4})(?:[^\]\n\d]*\d++){3}[^\]\n]*\]", re.MULTILINE | re.ASCII)
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_PICTURE: Final = re.compile(r"!\[[^\]\n]*\]\(dayone-moment:[^)\n]*\)\n?")


class BroughtLetter(NamedTuple):
    """An entry with its words. `stamp`: its moment as an id begins, in UTC, or as its clock showed it."""

    stamp: str
    started: datetime  # with a zone
    text: str

    @property
    def id(self) -> str:
        """The id of its session."""
        digest = hashlib.sha256(f"{self.stamp}\n{self.text}".encode("utf-8", "backslashreplace")).digest()
        return f"{self.stamp}-{ids.letters(6, lambda count: digest[:count])}"


class Found(NamedTuple):
    """What stands in a journal. `left`: where each stands that stays out, and why."""

    letters: list[BroughtLetter]  # each once, the oldest first
    left: list[tuple[str, str]]


class _Raw(NamedTuple):
    """An entry as its file has it. `where`: how a person finds it there."""

    where: str
    moment: datetime | None
    text: str


def find_letters(files: Iterable[tuple[str, bytes]], now: datetime, *, of_folder: bool = False) -> Found:
    """Return the letters in files, each with its name.

    Raises WrongInputError for what is an export of ours, and for a file that is something else; in a folder, where
    anything may lie, that one is left.
    """
    letters: dict[str, BroughtLetter] = {}
    left: list[tuple[str, str]] = []
    for name, content in files:
        kind = other_files.kind_of(name, content)
        if of_folder and kind not in (*other_files.WITH_LETTERS, *other_files.OWN):
            left.append((name, words.LETTER_LEFT_FOR.get(kind, words.LETTER_NO_NOTE)))
            continue
        for raw in _entries(kind, name, content):
            text = clean(raw.text).strip("\n").rstrip()
            one = _letter(raw.moment, text, now) if raw.moment else None
            if not text:
                left.append((raw.where, words.LETTER_WITHOUT_WORDS))
            elif one is None:
                dayless = words.NOTE_WITHOUT_DAY if kind == other_files.NOTE else words.LETTER_WITHOUT_DAY
                left.append((raw.where, dayless))
            else:
                letters[one.id] = one
    return Found(sorted(letters.values(), key=lambda one: one.id), left)


def bring_in_letters(history: History, letters: Iterable[BroughtLetter], shelf: str, entered: str, program: str) -> int:
    """Keep those that are not here. Return of how many what is here cannot be read; they are left alone.

    `entered`: the moment; `program`: our version. Raises SelfattachError when the disk refuses; doing it again goes on.
    """
    records = [_record(one, shelf, entered, program) for one in letters]
    return add_all(history, records, lambda _record, here: here is None)


def _record(letter: BroughtLetter, shelf: str, entered: str, program: str) -> Record:
    started = letter.started.isoformat(timespec="seconds")
    entry = Entry(
        name=_NAME, kind=kinds.WRITE, ask=words.BROUGHT_LETTER_ASK, value=letter.text, at=entered, shelf=shelf
    )
    return Record(
        id=letter.id,
        exercise=kinds.BROUGHT_LETTER,
        title=words.BROUGHT_LETTER_TITLE,
        version=1,
        script=_SCRIPT,
        language="en",
        started=started,
        ended=started,
        entered=entered,
        finished=True,
        ending="done",
        program=program,
        answers=(entry,),
    )


def _letter(moment: datetime, text: str, now: datetime) -> BroughtLetter | None:
    """None where that can have been no day of theirs."""
    utc_or_shown = moment.astimezone(UTC) if moment.tzinfo else moment
    try:
        started = moment if moment.tzinfo else moment.astimezone()
        if utc_or_shown.year < _FIRST_YEAR or started - now > _TOMORROW:
            return None
    except (OSError, OverflowError, ValueError):
        return None
    return BroughtLetter(f"{utc_or_shown:%Y%m%dT%H%M%SZ}", started, text)


# --- the entries of each kind of file


def _entries(kind: str, name: str, content: bytes) -> Iterator[_Raw]:
    match kind:
        case other_files.JRNL:
            return _of_jrnl(name, other_files.text_of(content) or "")
        case other_files.JRNL_JSON | other_files.DAY_ONE:
            entry_of = _of_jrnl_json if kind == other_files.JRNL_JSON else _of_day_one
            entries = enumerate(jsontext.load(content)["entries"], 1)
            return (
                entry_of(words.ENTRY_NUMBER.format(number=number, file=name), one)
                for number, one in entries
                if isinstance(one, dict)
            )
        case other_files.NOTE:
            return iter([_of_note(name, other_files.text_of(content) or "")])
        case other_files.OWN_JSON:
            raise WrongInputError(words.LETTERS_OWN_JSON.format(file=name))
        case _:
            raise WrongInputError(other_files.refusal(kind, name) or words.NO_LETTERS_IN.format(file=name))


def _of_jrnl(name: str, text: str) -> Iterator[_Raw]:
    """The entries of jrnl's own text. Raises WrongInputError where one may begin with a day written in another way."""
    text = text.lstrip()
    begins = _BARE if _BARE.match(text) else _IN_BRACKETS
    others = (one for one in _OTHER_DAY.finditer(text) if begins is _BARE or not begins.match(text, one.start()))
    other = next(others, None)
    if other:
        line = text.count("\n", 0, other.start()) + 1
        raise WrongInputError(words.LETTERS_OTHER_DAYS.format(file=name, line=line))
    found = list(begins.finditer(text))
    if above := text[: found[0].start()].strip():
        yield _Raw(words.ABOVE_THE_ENTRIES.format(file=name), None, above)
    ends = [*(one.start() for one in found[1:]), len(text)]
    for number, (one, end) in enumerate(zip(found, ends, strict=True), 1):
        title, *body = text[one.end() : end].split("\n")
        told = "\n".join([title.removesuffix(" *"), *body])  # a star at the end of a title is jrnl's own sign
        yield _Raw(words.ENTRY_NUMBER.format(number=number, file=name), _moment(one[1]), told)


def _of_jrnl_json(where: str, entry: dict[str, Any]) -> _Raw:
    moment = _moment(f"{entry.get('date')} {entry.get('time') or ''}".strip())
    parts = (entry.get("title"), entry.get("body"))
    return _Raw(where, moment, "\n".join(part for part in parts if isinstance(part, str) and part))


def _of_day_one(where: str, entry: dict[str, Any]) -> _Raw:
    """Day One keeps UTC and the zone; its text has a backslash before signs, and pictures that stay with it."""
    text = entry.get("text")
    moment = _moment(str(entry.get("creationDate")))
    if moment and moment.tzinfo:
        moment = moment.astimezone(_zone(entry.get("timeZone")))
    return _Raw(where, moment, _ESCAPED.sub(r"\1", _PICTURE.sub("", text)) if isinstance(text, str) else "")


def _zone(name: object) -> Any:  # noqa: ANN401  a zone, or None for that of this machine
    from zoneinfo import ZoneInfo  # noqa: PLC0415  for this

    try:
        return ZoneInfo(str(name))
    except (KeyError, OSError, ValueError):
        return None


def _of_note(name: str, text: str) -> _Raw:
    """A note. Its day stands between dashes at the top, in its name, in its folders, or on its first line."""
    front = _FRONT.match(text)
    fields = {field[1].lower(): field[2].strip().strip("\"'") for field in _FIELD.finditer(front[1] if front else "")}
    body = text[front.end() :].lstrip("\n") if front else text
    moment = next((when for field in _DAY_FIELDS if (when := _moment(fields.get(field, "")))), None)
    path = PurePath(name)
    first = _FIRST_LINE.match(body)
    moment = moment or _named(path.stem) or _named(str(path.with_suffix(""))) or (_moment(first[1]) if first else None)
    title = fields.get("title", "")
    return _Raw(name, moment, body if not title or not body.strip() or title in body else f"{title}\n\n{body}")


# --- days


def _moment(said: str) -> datetime | None:
    """The moment that stands at the beginning of a text, at noon where it has no hour; None where there is none."""
    found = _WRITTEN.match(said)
    if found is None:
        return None
    *day, hour, minute, second, half, zone = found.groups()
    hours = _NOON if hour is None else int(hour) if half is None else int(hour) % 12 + 12 * (half in "Pp")
    try:
        time = f"{hours:02}:{minute or '00'}:{second or '00'}"
        naive = datetime.fromisoformat(f"{'-'.join(day)}T{time}")
        return naive if zone is None else naive.replace(tzinfo=datetime.strptime(zone, "%z").tzinfo)
    except ValueError:
        return None


def _named(name: str) -> datetime | None:
    """The last day in the name of a file, or of its folders."""
    for found in reversed(list(_IN_A_NAME.finditer(name))):
        year, _, month, day, hour, minute = found.groups()
        time = f" {hour}:{minute}" if hour and int(hour) < 24 and int(minute) < 60 else ""  # noqa: PLR2004  of a clock
        if int(year) >= _FIRST_YEAR and (moment := _moment(f"{year}-{month}-{day}{time}")):
            return moment
    return None
