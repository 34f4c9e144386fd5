"""Sessions for reading elsewhere: as Markdown, as a table (CSV), and in the text that jrnl imports.

None of these comes in again; that is for our own JSON (`json_format.py`). Texts are cleaned and told in words, and no
word of a person is structure in them: not a heading in Markdown, not a formula in a spreadsheet, not an entry of its
own in jrnl. Pure: what goes along comes in (`redaction.py`), texts come out; no disk and no terminal.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from selfattach import words
from selfattach.exchange.redaction import readable_answers
from selfattach.history import ids, jsontext
from selfattach.kinds import as_text
from selfattach.text import clean, one_line, unseen_escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selfattach.exchange.redaction import Redacted
    from selfattach.history.record import Entry, Record

# --- Markdown, a file a session


class Page(NamedTuple):
    """A session as a file of its own. `updated`: when its words were changed last, in seconds."""

    name: str
    text: str
    updated: float


def as_markdown(taken: Iterable[Redacted]) -> Iterator[Page]:
    """Yield a page for each session: front matter, questions as headings, answers as plain text.

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
        yield Page(name, _page(one), datetime.fromisoformat(_updated(record)).timestamp())


def _page(taken: Redacted) -> str:
    record = taken.record
    title = one_line(record.title) or _slug(record.exercise)
    about = [_minute(record), words.FELT.get(record.felt or "", ""), words.ENDINGS.get(record.ending, "")]
    parts = [_front_matter(record, title), f"# {_heading(title)}", ", ".join(filter(None, about))]
    for one in readable_answers(taken):
        parts += [f"## {_heading(one_line(one.question))}", as_paragraphs(one.words)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _front_matter(record: Record, title: str) -> str:
    """The lines between the dashes. The title holds the moment: some programs name the page by it."""
    figures = {
        entry.name: entry.value
        for entry in reversed(record.answers)
        if entry.name in ("distress.before", "distress.after") and isinstance(entry.value, int | float)
    }
    slug = _slug(record.exercise)
    values = {
        "id": record.id,
        "aliases": [ids.longer_form(record.id)],
        "title": f"{title}, {_minute(record)}",
        "exercise": record.exercise,
        "created": record.started,
        "updated": _updated(record),
        "started": record.started,
        "ended": record.ended,
        "entered": record.entered or None,
        "ending": record.ending,
        "felt": record.felt,
        "distress_before": figures.get("distress.before"),
        "distress_after": figures.get("distress.after"),
        "tags": ["selfattach", f"selfattach/{slug}"],
    }
    lines = [f"{name}: {_yaml(value)}" for name, value in values.items() if value is not None]
    return "\n".join(["---", *lines, "---"])


def _updated(record: Record) -> str:
    """The moment of the last change to its words: its end, where nobody edited it since.

    It is no matter that it was brought in from elsewhere, which stamps it too.
    """
    return record.changed if record.rev > 1 and record.changed else record.ended


def _yaml(value: object) -> str:
    """A value that every reader of YAML takes for the same: JSON, with an escape where YAML allows no such sign."""
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    plain = clean(value) if isinstance(value, str) else value
    return unseen_escaped(jsontext.dump(plain).decode())


# What a line of Markdown would be taken for by its beginning, and what within one would be markup. One backslash before
# the sign takes that away; a space or tab a line begins with is told by its number, or it would be lost.
_MARKUP: Final = re.compile(
    r"^(?P<space>[ \t])(?=[^\n]*\S)"
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
    escaped = _MARKUP.sub(_escaped, line)
    return re.sub(r"(?<!\S)#++$", lambda signs: r"\#" * len(signs.group()), escaped)  # they would close the heading


# --- CSV, a row an answer


COLUMNS: Final = (
    *("session", "started", "ended", "exercise", "title", "ending", "felt"),
    *("name", "round", "kind", "question", "value", "label", "shelf", "section", "seal_until", "left_out"),
)
# A spreadsheet takes a cell for a formula by its first sign. An apostrophe in front takes that away, and it is put in
# front of those that have some already, so that taking one off gives back the text: see `csv_text`.
_FORMULA: Final = re.compile("'*(?:\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\n])")


def as_csv(taken: Iterable[Redacted]) -> Iterator[str]:
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
                as_text(entry) if entry.value is not None and not isinstance(entry.value, str) else _label(entry),
                *(entry.shelf, entry.section, entry.seal_until, told_one.left_out),
            ]
            for entry, told_one in zip(record.answers, readable_answers(one), strict=True)
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


def as_jrnl(taken: Iterable[Redacted]) -> Iterator[str]:
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
        for answer in readable_answers(one):
            lines += ["", *(_no_entry(line) for line in answer.question.split("\n"))]
            lines += [f"  {line}".rstrip() for line in answer.words.split("\n")]
        felt = words.FELT.get(record.felt or "")
        yield between + "\n".join([*lines, *(["", felt] if felt else [])]) + "\n"
        between = "\n"


def _no_entry(line: str) -> str:
    return f" {line}" if line.startswith("[") else line


# --- in every form


def _slug(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower())[:60].strip("-") or "session"


def _minute(record: Record) -> str:
    return datetime.fromisoformat(record.started).isoformat(" ", "minutes")[:16]
