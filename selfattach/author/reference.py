"""The reference of the format: the grammar of scripts with its words, as parts, as Markdown, and by topic.

`docs/list_format.py` writes the page of it, and so the manual; `selfattach author format` prints it. It has no word of
its own: `words/format_reference.py` tells, `script/grammar.py` knows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import fill
from typing import Final, NamedTuple

from selfattach.author.checker import MOST_DOOR_ROWS, MOST_TITLE_WORDS
from selfattach.script import grammar
from selfattach.script.compiler import MOST_NESTED_REPEATS, MOST_QUIET, STEPS
from selfattach.script.conditions import FUNCTIONS, MOST_CHARACTERS
from selfattach.script.grammar import (
    Duration,
    Either,
    Exactly,
    Key,
    ListOf,
    Map,
    MapOf,
    OneOf,
    Plain,
    Seconds,
    Several,
    Shape,
    Whole,
)
from selfattach.script.model import (
    BARRIERS,
    BENEFITS,
    COMPONENTS,
    INTERACTIONS,
    MARKS,
    MOST_BYTES,
    MOST_STEPS,
    SECTIONS,
    STRATEGIES,
)
from selfattach.script.questions import FORMS as ASKING
from selfattach.script.yaml_reader import MOST_DEPTH
from selfattach.words import format_reference as words

_WIDTH: Final = 125
_BOUNDS: Final[Mapping[str, object]] = {
    "characters": MOST_CHARACTERS,
    "kib": MOST_BYTES // 1024,
    "depth": MOST_DEPTH,
    "steps": f"{MOST_STEPS:,}",
    "quiet": f"{MOST_QUIET:g}",
    "repeats": MOST_NESTED_REPEATS,
    "title_words": MOST_TITLE_WORDS,
    "door_rows": MOST_DOOR_ROWS,
    "sections": ", ".join(f"`{one}`" for one in SECTIONS),
}
_BOUND: Final = re.compile(r"(?<!\$)\{(" + "|".join(_BOUNDS) + r")\}")
_LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_LINK_HERE: Final = re.compile(r"\]\(#([^)]+)\)")
_GROUP: Final = 2  # the depth of its heading
_FLOW: Final = ("when", "repeat", "include", "recall", "ground", "support", "door", "finish")
_BELOW: Final = ("option", "example", "promise-example", "outcome", "cue", "breath")
_FOUND_UNDER: Final[Mapping[str, str]] = {  # words that are no key, and where they are told
    **dict.fromkeys(FUNCTIONS, "conditions"),
    "and": "conditions",
    "or": "conditions",
    "not": "unknown",
    "last": "rounds",
    "ago": "earlier-words",
    "visit": "visits",
    "distress": "measure",
    "until_a_hard_moment": "shelves",
    "ids": "names",
}


class Row(NamedTuple):
    """One key: what it takes and what holds without it, in words."""

    key: str
    takes: str
    otherwise: str
    does: str


class Part(NamedTuple):
    """A part of the reference. `name`: its topic; `depth`: of its heading."""

    name: str
    depth: int
    title: str
    body: str
    rows: tuple[Row, ...] = ()


# --- what a key takes, in words


def takes(shape: Shape) -> str:
    """Return in words what a key takes."""
    match shape:
        case Plain():
            return words.TAKES[shape.value]
        case Whole():
            return words.WHOLE.format(lowest=shape.lowest, highest=shape.highest)
        case Exactly():
            return f"`{shape.figure}`"
        case Seconds():
            return words.SECONDS.format(longest=shape.longest)
        case Duration():
            return words.DURATION.format(longest=shape.longest // 60)
        case OneOf():
            return _joined([f"`{one}`" for one in shape.allowed])
        case Several():
            return words.SEVERAL_OF if shape.allowed else words.SEVERAL
        case Map():
            return words.A_FORM[shape.form]
        case MapOf():
            return _takes_map(shape)
        case ListOf():
            told = words.LIST_OF_AT_MOST if shape.most else words.LIST_OF
            return told.format(most=shape.most, each=takes(shape.each))
        case Either():
            return words.OR.join(map(takes, shape.shapes))


def _takes_map(shape: MapOf) -> str:
    if isinstance(shape.each, OneOf):
        return words.MAP_OF_SECTIONS
    told = words.MAP_OF_FIGURES if shape.figures else words.MAP_OF_AT_MOST if shape.most else words.MAP_OF
    return told.format(most=shape.most, each=takes(shape.each))


def _joined(those: list[str]) -> str:
    return words.OR.join([", ".join(those[:-1]), those[-1]] if len(those) > 1 else those)


# --- the parts


def parts() -> Iterator[Part]:
    """Yield the whole reference, in its order."""
    yield _form("head", _GROUP)
    yield _form("evidence", 3)
    for name, (title, body) in words.OF_THE_HEAD.items():
        yield Part(name, 3, title, body.replace("{purposes}", _purposes()))
    groups = {"telling": [step for step in STEPS if step not in (*ASKING, *_FLOW)], "asking": ASKING, "flow": _FLOW}
    title, body = words.GROUPS["steps"]
    listed = [f"- {words.GROUPS[group][0]}: {_listed(steps)}" for group, steps in groups.items()]
    yield Part("steps", _GROUP, title, "\n".join([body, "", *listed]))
    for group, steps in groups.items():
        yield _group(group)
        if group == "asking":
            yield _form("question", 3)
        yield from (_form(step, 3) for step in steps)
    yield _group("below")
    yield from (_form(form, 3) for form in _BELOW)
    yield _group("rules")
    for name, (title, body) in words.RULES.items():
        yield Part(name, 3, title, with_bounds(body))


def with_bounds(told: str) -> str:
    """Return words with the bounds of the program in their places; other braces are those of scripts."""
    return _BOUND.sub(lambda at: str(_BOUNDS[at[1]]), told)


def _group(name: str) -> Part:
    title, body = words.GROUPS[name]
    return Part(name, _GROUP, title, body)


def _form(name: str, depth: int) -> Part:
    asks = name in ASKING
    keys = {
        key: found
        for key, found in grammar.FORMS[name].items()
        if not asks or key in words.KEYS[name]  # those of every question are told once
    }
    body = words.FORMS[name] + (f" {words.QUESTION_TOO}" if asks else "")
    rows = tuple(_row(key, found, words.KEYS[name][key]) for key, found in keys.items())
    return Part(
        name, depth, words.TITLES.get(name, f"`{name}`"), fill(with_bounds(body), _WIDTH, break_on_hyphens=False), rows
    )


def _row(key: str, found: Key, does: str) -> Row:
    otherwise = words.NEEDED if found.is_needed else f"`{found.otherwise}`" if found.otherwise else ""
    return Row(key, takes(found.takes), otherwise, with_bounds(does))


def _listed(those: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in those)


def _purposes() -> str:
    lines = [
        *(
            f"`{key}`: {_listed(those)}"
            for key, those in (("components", COMPONENTS), ("barriers", BARRIERS), ("strategies", STRATEGIES))
        ),
        words.SERVES_IN_PARTS.format(
            marks=_listed(MARKS), interactions=_listed(INTERACTIONS), benefits=_listed(BENEFITS)
        ),
    ]
    return "\n".join(fill(f"- {line}", _WIDTH, subsequent_indent="  ", break_on_hyphens=False) for line in lines)


# --- as Markdown


def page(note: str = "") -> str:
    """Return the reference as a page in Markdown. `note`: what is said of the page itself."""
    lines = [f"# {words.TITLE}", "", words.OPENING, "", *([note] if note else [])]
    found = list(parts())
    for part in found:
        lines += [f"{'#' * part.depth} {part.title}", "", *([part.body, ""] if part.body else []), *_table(part.rows)]
    anchors = {part.name: _anchor(part.title) for part in found}
    return _LINK_HERE.sub(lambda link: f"](#{anchors[link[1]]})", "\n".join(lines).rstrip() + "\n")


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _table(rows: tuple[Row, ...]) -> list[str]:
    if not rows:
        return []
    cells = [(f"`{row.key}`", row.takes, row.otherwise, row.does) for row in rows]
    lines = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in (words.COLUMNS, *cells)]
    return [f"| {lines[0]} |", "|" + "---|" * len(words.COLUMNS), *(f"| {line} |" for line in lines[1:]), ""]


# --- by topic


def topics() -> list[str]:
    """Return all that can be asked for: parts, and keys."""
    keys = {key for form in grammar.FORMS.values() for key in form}
    return sorted({part.name for part in parts()} | keys | set(_FOUND_UNDER))


def about(topic: str) -> list[Part]:
    """Return what the reference says of a topic: its part, and each form that has it for a key."""
    topic = topic.casefold().strip("`():. ")
    topic = _FOUND_UNDER.get(topic, topic)
    found = list(parts())
    here = [part for part, group in zip(found, _groups(found), strict=True) if topic in (part.name, group)]
    for part in found:
        row = next((row for row in part.rows if row.key == topic and part.name != topic), None)
        if row is not None:
            form = words.OF.get(part.name, part.title[0].lower() + part.title[1:])
            title = words.KEY_OF.format(key=topic, form=form)
            here.append(Part(part.name, 3, title, "", (row,)))
    return here


def _groups(found: list[Part]) -> Iterator[str]:
    """The name of the group that each part belongs to."""
    group = ""
    for part in found:
        group = part.name if part.depth == _GROUP else group
        yield group


def lines_of(part: Part) -> Iterator[tuple[str, str]]:
    """Yield the lines of a part for a terminal, each with what stands before what goes on below it."""
    yield part.title.replace("`", ""), ""
    yield "", ""
    if part.body:
        yield from _flowing(_LINK.sub(r"\1", part.body))
    for row in part.rows:
        yield f"`{row.key}`: {in_words(row)}", "  "
    if part.rows:
        yield "", ""


def in_words(row: Row) -> str:
    """Return what is told of a key in one paragraph, without links."""
    told = words.ROW_NEEDED if row.otherwise == words.NEEDED else words.ROW_OTHERWISE if row.otherwise else words.ROW
    return told.format(takes=row.takes, otherwise=row.otherwise, does=_LINK.sub(r"\1", row.does))


def _flowing(body: str) -> Iterator[tuple[str, str]]:
    """Paragraphs and items on a line each, whatever their source has; what is fenced as it stands."""
    begun, fenced = "", False
    for line in [*body.splitlines(), ""]:
        ends = fenced or not line or line.startswith(("- ", "```"))
        if ends and begun:
            yield begun, "  " if begun.startswith("- ") else ""
            begun = ""
        if line.startswith("```"):
            fenced = not fenced
        elif fenced:
            yield f"    {line}".rstrip(), ""
        elif line:
            begun = f"{begun} {line.strip()}".strip()
        else:
            yield "", ""
