"""A text as written -> runs and slots. Quiet Markdown only: paragraphs, lists, `*`, `**`; names in `${...}`.

Markup is read here, once, from the script alone. A person's words are put into the slots later and never looked
at again.
"""

import re
from collections.abc import Mapping
from typing import Final

from selfattach.script.model import Ref, Slot, TextRun
from selfattach.words import name_faults

NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
# A fragment's id may stand in front of a name, with its hyphens: read-old-letter.landing
_DOTTED: Final = re.compile(r"(?:last\.)?[a-z][a-z0-9_-]*(?:\.[a-z][a-z0-9_]*)*")
# What is strong holds no two stars, so that a search never runs on over the next ones.
_EMPHASIS: Final = re.compile(
    r"\*\*(?=\S)(?P<strong>(?:[^*]|\*(?!\*))+?)(?<=\S)\*\*|\*(?=[^\s*])(?P<em>[^*]+?)(?<=\S)\*", re.DOTALL
)
_SLOT: Final = re.compile(r"\$\$|\$\{(?P<inside>[^{}]*)\}|\$\{")
_LIST_LINE: Final = re.compile(r"\s*[-*] ")


class TextError(ValueError):
    """A text that cannot be read; the message says what to write instead."""


def parse_text(source: str, *, fold: bool = True) -> tuple[TextRun | Slot, ...]:
    """Return the runs and slots of a text. `fold`: line ends inside a paragraph become spaces (not in a text box)."""
    if not fold:
        return tuple(_slots(source, ""))
    parts: list[TextRun | Slot] = []
    source = folded(source)
    done = 0
    for match in _EMPHASIS.finditer(_SLOT.sub(lambda slot: slot.group().replace("*", "x"), source)):
        parts.extend(_slots(source[done : match.start()], ""))
        style = "strong" if match["strong"] else "em"
        parts.extend(_slots(source[match.start(style) : match.end(style)], style))
        done = match.end()
    parts.extend(_slots(source[done:], ""))
    return tuple(parts)


def fill_in(source: str, said: Mapping[str, str]) -> str:
    """Return a text as it was put to somebody: what they said by name in its places. One that cannot be read stays."""
    try:
        parts = parse_text(source)
    except TextError:
        return source
    return "".join(
        next((said[ref.name] for ref in part.refs if ref.name in said), part.otherwise or "...")
        if isinstance(part, Slot)
        else part.text
        for part in parts
    )


def folded(source: str) -> str:
    """Return a text with its paragraphs and lists as they are; other line ends become spaces."""
    paragraphs = []
    for block in re.split(r"\n\s*\n", source.strip()):
        lines: list[str] = []
        for line in block.split("\n"):
            if lines and not _LIST_LINE.match(line):
                lines[-1] = f"{lines[-1]} {line.strip()}"
            else:
                lines.append(f"- {line.strip()[2:].strip()}" if _LIST_LINE.match(line) else line.strip())
        paragraphs.append("\n".join(lines))
    return "\n\n".join(paragraphs)


def _slots(source: str, style: str) -> list[TextRun | Slot]:
    parts: list[TextRun | Slot] = []
    done = 0
    for match in _SLOT.finditer(source):
        before = source[done : match.start()]
        if before:
            parts.append(TextRun(before, style))
        done = match.end()
        if match.group() == "$$":
            parts.append(TextRun("$", style))
        elif match["inside"] is None:
            raise TextError(name_faults.SLOT_NOT_CLOSED)
        else:
            parts.append(_slot(match["inside"], style))
    if source[done:]:
        parts.append(TextRun(source[done:], style))
    return parts


def _slot(inside: str, style: str) -> Slot:
    names, _, otherwise = inside.partition("|")
    try:
        return Slot(tuple(parse_ref(name.strip()) for name in names.split(",")), otherwise, style)
    except TextError as wrong:
        raise TextError(name_faults.NAME_IN_A_TEXT.format(why=wrong)) from None


def parse_ref(written: str) -> Ref:
    """Return the name a person wrote, dots included: `thought`, `last.answer`, `old.ago`, `facets.hard`."""
    if not _DOTTED.fullmatch(written):
        raise TextError(name_faults.NO_NAME.format(name=written))
    return Ref(written.removeprefix("last."), last=True) if written.startswith("last.") else Ref(written)
