"""Taking a history along: sessions as JSON, Markdown, CSV and jrnl's own text, and our own JSON brought in again.

Pure: sessions in, texts out, and the other way round; no terminal and no disk, and a History where it is given one.
JSON is the whole of a session and the one form that can be brought in again. The others are for reading elsewhere, so
their texts are cleaned and told in words, and no word of a person is structure in them: not a heading in Markdown, not
a formula in a spreadsheet, not an entry of its own in jrnl. What stays out is decided once, in `take`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from selfattach import words
from selfattach.errors import WrongInputError
from selfattach.history import ids, jsontext, shards
from selfattach.history.changing import add_all
from selfattach.history.record import FORMAT as RECORD_FORMAT
from selfattach.history.record import emptied, stamped, to_plain, with_answers
from selfattach.history.seals import LOW
from selfattach.text import clean, one_line
from selfattach.told import asked, entry_words

if TYPE_CHECKING:
    from selfattach.history.record import Entry, Record
    from selfattach.history.seals import Seals
    from selfattach.history.store import History

FORMAT: Final = 1  # of the JSON export
MOST_BYTES: Final = 512 * 1024 * 1024  # of one that is brought in: some two hundred thousand sessions
SEALED: Final = "sealed"
WORDS: Final = "words"


# --- what goes along


class Taken(NamedTuple):
    """One session as it goes along."""

    record: Record  # answers that stay out have no value
    left_out: tuple[str, ...]  # of each answer: "", sealed, words
    picked: bool = False  # only some of its answers are there

    @property
    def whole(self) -> bool:
        """Whether nothing of it stays out."""
        return not self.picked and not any(self.left_out)

    def only(self, wanted: Iterable[int]) -> Taken:
        """Return it with these of its answers."""
        places = sorted(wanted)
        some = with_answers(self.record, (self.record.answers[place] for place in places))
        return Taken(some, tuple(self.left_out[place] for place in places), len(places) < len(self.left_out))


class Told(NamedTuple):
    """One answer that goes along, in words: cleaned, as the question was put, and what was said."""

    question: str
    words: str
    left_out: str = ""


def take(record: Record, seals: Seals, *, sealed: bool, with_words: bool) -> Taken:
    """Return a session without what is to stay: words that are sealed now, or all a person wrote."""
    left_out = tuple(_left_out(record, entry, seals, sealed=sealed, with_words=with_words) for entry in record.answers)
    if not any(left_out):
        return Taken(record, left_out)
    answers = (emptied(entry) if why else entry for entry, why in zip(record.answers, left_out, strict=True))
    return Taken(with_answers(record, answers), left_out)


def _left_out(record: Record, entry: Entry, seals: Seals, *, sealed: bool, with_words: bool) -> str:
    if entry.value is None:
        return ""
    if seals.is_sealed(entry.seal_until, record.started) and not sealed:
        return SEALED
    return "" if with_words or not _is_written(entry) else WORDS


def _is_written(entry: Entry) -> bool:
    """Whether there may be words of a person in an answer: all that is no figure, no yes or no, and no option."""
    known = (entry.labels or {}).keys()
    value = entry.value
    if entry.kind in ("write", "promise"):
        return True
    if isinstance(value, str):
        return value not in known
    if isinstance(value, list | tuple):
        return not all(isinstance(one, str) and one in known for one in value)
    if isinstance(value, Mapping):
        statements = entry.items or {}
        return not all(item in statements and isinstance(figure, int | float) for item, figure in value.items())
    return not isinstance(value, int | float)


def told(taken: Taken) -> list[Told]:
    """Return the answers of a session in words. A question quotes only answers that go along too."""
    answers = taken.record.answers
    going = [entry for entry, why in zip(answers, taken.left_out, strict=True) if not why]
    return [
        Told(clean(asked(entry.ask, going)) or clean(entry.name), _said(entry, why), why)
        for entry, why in zip(answers, taken.left_out, strict=True)
    ]


def _said(entry: Entry, why: str) -> str:
    if why == SEALED:
        until = words.A_HARD_MOMENT if entry.seal_until == LOW else one_line(entry.seal_until or "")
        return words.SEALED_UNTIL.format(day=until)
    if why == WORDS:
        return words.TAKEN_WITHOUT_WORDS
    said = clean(entry_words(entry))
    is_figure = isinstance(entry.value, int | float) and not isinstance(entry.value, bool)
    if is_figure and entry.from_ is not None and entry.to is not None:
        return words.figure(said, entry.from_, entry.to, one_line(entry.low or ""), one_line(entry.high or ""))
    return said


# --- JSON, whole


# What JSON lets stand as it is and a terminal, or a reader's eye, could take for a command.
_UNFIT: Final = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def as_json(taken: Iterable[Taken], exported: str, program: str) -> Iterator[str]:
    """Yield one JSON object, a line a session. `exported`: the moment; `program`: our version."""
    whole = True
    between = ""
    yield f'{{"selfattach":{FORMAT},"exported":{_json(exported)},"program":{_json(program)},"sessions":[\n'
    for one in taken:
        whole = whole and one.whole
        yield between + _json(_plain(one))
        between = ",\n"
    yield f'\n],"whole":{_json(whole)}}}\n'


def _plain(taken: Taken) -> dict[str, Any]:
    plain = to_plain(taken.record)
    if any(taken.left_out):
        plain["answers"] = [
            answer | {"left_out": why} if why else answer
            for answer, why in zip(plain["answers"], taken.left_out, strict=True)
        ]
    return plain


def _json(value: object) -> str:
    return _UNFIT.sub(lambda sign: f"\\u{ord(sign.group()):04x}", jsontext.dump(value).decode())


# --- Markdown, a file a session


def as_markdown(taken: Iterable[Taken]) -> Iterator[tuple[str, str]]:
    """Yield a name and a text for each session: front matter, questions as headings, answers as plain text.

    Names sort by time and can stand on every file system.
    """
    used: set[str] = set()
    for one in taken:
        record = one.record
        start = f"{_minute(record).replace(':', '')} {_slug(record.exercise)}"
        name = f"{start} {ids.longer_form(record.id)}.md"
        if name in used:
            name = f"{start} {record.id.lower()}.md"
        used.add(name)
        yield name, _page(one)


def _page(taken: Taken) -> str:
    record = taken.record
    title = one_line(record.title) or _slug(record.exercise)
    about = [_minute(record), words.FELT.get(record.felt or "", ""), words.ENDINGS.get(record.ending, "")]
    parts = [_front_matter(record, title), f"# {_heading(title)}", ", ".join(filter(None, about))]
    for one in told(taken):
        parts += [f"## {_heading(one_line(one.question))}", as_paragraphs(one.words)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _front_matter(record: Record, title: str) -> str:
    """The lines between the dashes. The title holds the moment: some programs name the page by it."""
    figures = {
        entry.name.replace(".", "_"): entry.value
        for entry in reversed(record.answers)
        if entry.name in ("distress.before", "distress.after") and isinstance(entry.value, int | float)
    }
    slug = _slug(record.exercise)
    values = {
        "id": record.id,
        "aliases": [ids.longer_form(record.id)],
        "title": f"{title}, {_minute(record)}",
        "exercise": record.exercise,
        "started": record.started,
        "ended": record.ended,
        "ending": record.ending,
        "felt": record.felt,
        "distress_before": figures.get("distress_before"),
        "distress_after": figures.get("distress_after"),
        "tags": ["selfattach", f"selfattach/{slug}"],
    }
    lines = [f"{name}: {_yaml(value)}" for name, value in values.items() if value is not None]
    return "\n".join(["---", *lines, "---"])


_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def _yaml(value: object) -> str:
    """A value that every reader of YAML takes for the same: JSON, with an escape where YAML allows no such sign."""
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    plain = clean(value) if isinstance(value, str) else value
    return _UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign.group()):04x}", jsontext.dump(plain).decode())


# What a line of Markdown would be taken for by its beginning, and what within one would be markup. One backslash before
# the sign takes that away; a space or tab a line begins with is told by its number, or it would be lost.
_MARKUP: Final = re.compile(
    r"^(?P<space>[ \t])(?=[ \t]*\S)"
    r"|^(?P<number>\d{1,9})(?P<after>[.)])(?=\s|$)"
    r"|(?P<sign>^[#>|*]|^[-+=](?=[-+=:|\s]|$)|^:(?=-)"
    r"|\\(?=[!-/:-@\[-`{-~]|$)"
    r"|`|\[|(?<=\S)\*|\*(?=\S)|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[A-Za-z/!?])|&(?=\#?\w+;)|\$(?=\S)"
    r"|(?P<twin>[~=%])(?=(?P=twin))|(?<=~)~|(?<==)=|(?<=%)%)",
    re.MULTILINE,
)


def _escaped(sign: re.Match[str]) -> str:
    if sign["space"]:
        return f"&#{ord(sign['space'])};"
    return f"{sign['number']}\\{sign['after']}" if sign["number"] else f"\\{sign.group()}"


def as_paragraphs(text: str) -> str:
    """Return words as Markdown that reads as those words and nothing more: lines stay lines, and none is structure."""
    lines = [line.rstrip() for line in _MARKUP.sub(_escaped, text).split("\n")]
    paired = zip(lines, [*lines[1:], ""], strict=True)
    return "\n".join(f"{line}  " if line and following else line for line, following in paired).strip("\n")


def _heading(line: str) -> str:
    return re.sub(r"(?<![^\s#])#(?=#*$)", r"\\#", _MARKUP.sub(_escaped, line))


def _slug(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower())[:60].strip("-") or "session"


def _minute(record: Record) -> str:
    return datetime.fromisoformat(record.started).isoformat(" ", "minutes")[:16]


# --- CSV, a row an answer


COLUMNS: Final = (
    *("session", "started", "ended", "exercise", "title", "ending", "felt"),
    *("name", "round", "kind", "question", "value", "label", "shelf", "section", "seal_until", "left_out"),
)
# A spreadsheet takes a cell for a formula by its first sign. An apostrophe in front takes that away, and it is put in
# front of those that have some already, so that taking one off gives back the text: see `csv_text`.
_FORMULA: Final = re.compile("'*(?:\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\n])")


def as_csv(taken: Iterable[Taken]) -> Iterator[str]:
    """Yield RFC 4180: the names of the columns, then a row an answer. A session without answers is one row."""
    yield _row(COLUMNS)
    for one in taken:
        record = one.record
        start = [record.id, record.started, record.ended, record.exercise, record.title, record.ending, record.felt]
        rows = [
            [
                entry.name,
                " ".join(map(str, entry.round)),
                entry.kind,
                told_one.question,
                _value(entry.value),
                entry_words(entry) if entry.value is not None and not isinstance(entry.value, str) else _label(entry),
                *(entry.shelf, entry.section, entry.seal_until, told_one.left_out),
            ]
            for entry, told_one in zip(record.answers, told(one), strict=True)
        ]
        empty: list[str | int | float | None] = [None] * (len(COLUMNS) - len(start))
        for row in rows or [empty]:
            yield _row([*start, *row])


def csv_text(cell: str) -> str:
    """Return the text that a cell stands for: without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _label(entry: Entry) -> str:
    """An option in words; nothing where the value is the words."""
    return (entry.labels or {}).get(entry.value, "") if isinstance(entry.value, str) else ""


def _value(value: object) -> str | int | float | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return jsontext.dump(value).decode()


def _row(cells: Iterable[str | int | float | None]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([_cell(one) for one in cells])
    return out.getvalue()


def _cell(value: str | float | None) -> str | int | float:
    if not isinstance(value, str):
        return "" if value is None else value
    text = clean(value)
    return f"'{text}" if _FORMULA.match(text) else text


# --- jrnl's own text


def as_jrnl(taken: Iterable[Taken]) -> Iterator[str]:
    """Yield an entry for each session, in the text that `jrnl --import` reads.

    jrnl begins an entry at every line that opens with a bracket, closes it and goes on after a space, if the inside
    reads as a date; the rest of that line is the title, a star at its end makes the entry a favourite, and the body
    loses the space it begins with. So the title never ends in a star, the body begins with a line of ours, no line of
    it opens with a bracket, and answers stand two spaces in.
    """
    between = ""
    for one in taken:
        record = one.record
        short = ids.longer_form(record.id)
        title = one_line(record.title).rstrip("* ") or short
        lines = [f"[{_minute(record)}] {title}", f"@selfattach @{_slug(record.exercise)} {short}"]
        for answer in told(one):
            lines += ["", *(_no_entry(line) for line in answer.question.split("\n"))]
            lines += [f"  {line}".rstrip() for line in answer.words.split("\n")]
        felt = words.FELT.get(record.felt or "")
        yield between + "\n".join([*lines, *(["", felt] if felt else [])]) + "\n"
        between = "\n"


def _no_entry(line: str) -> str:
    return f" {line}" if line.startswith("[") else line


# --- our own JSON brought in


class Export(NamedTuple):
    """What an export of ours, or one of our shards, holds."""

    records: list[Record]
    whole: bool  # nothing was left out of its sessions


class BroughtIn(NamedTuple):
    """How many sessions came in, and what became of the others. `older`: another version is kept here and stays."""

    new: int
    changed: int
    same: int
    older: int


def read_export(content: bytes) -> Export:
    """Return the sessions of an export. A shard of ours, from a backup say, is taken too; its deleted ones stay so.

    Raises WrongInputError saying what is wrong, and with which session; never with a word of one.
    """
    try:
        found = jsontext.load(content.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as wrong:
        raise WrongInputError(words.IMPORT_NO_JSON.format(why=wrong)) from wrong
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


def bring_in(history: History, export: Export) -> BroughtIn:
    """Keep the sessions of an export that are not here; of those that are here, the ones it has a later version of.

    What is kept here as late or later, and otherwise, stays. Where words were left out of the export, it adds sessions
    and changes none; where such a session is here, its missing words are filled in by a whole one.
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

    add_all(history, wanted.values(), is_wanted)
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
    if stamped(one, rev=0, device="", changed="") == stamped(other, rev=0, device="", changed=""):
        return True
    if not empty or _head(one) != _head(other):
        return False
    rest = iter(other.answers)
    return all(any(answer in (whole, emptied(whole)) for whole in rest) for answer in one.answers)


def _head(record: Record) -> Record:
    return with_answers(stamped(record, rev=0, device="", changed=""), ())


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
    return shards.parse_document(document, ids.month_of(session)).record


def _is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
