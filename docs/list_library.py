"""The tables of `reference/library.md`: which script is for what, in the order of the maps, and how well it is served.

One command writes them anew:

python docs/list_library.py
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from selfattach.library import Library
from selfattach.paths import library
from selfattach.script.model import (
    BARRIERS,
    BENEFITS,
    COMPONENTS,
    INTENSITIES,
    INTERACTIONS,
    MARKS,
    PURPOSES,
    STRATEGIES,
    Door,
    ScriptHead,
    every_step,
)
from selfattach.script.yaml_reader import read_yaml
from selfattach.words import MEANT_FOR, OFFERED_FOR

PAGE: Final = Path(__file__).parent / "reference" / "library.md"
_OPENING: Final = """\
# The library

Every script there is, and for what. Each word below is one that `selfattach exercises list --for WORD` and
`selfattach practice --for WORD` know. Bold ones stand in the map for that word (`exercises/maps.yaml`), in its order:
from noticing and "not only me" to kindness; they begin gently. The others have the word in their head too.
The maps are reasoning from the studies; no study tested them as a set. How sure anyone is of each practice:
[evidence.md](../why/evidence.md).

The figure tells how well the library serves a word. It is the authors' judgement, not a measurement:

| figure | means |
|---|---|
| 5 | several practices, tested as they stand |
| 4 | several practices whose near relations were tested, mostly with a good result |
| 3 | practices that fit, little tested or with mixed results |
| 2 | one or two that fit, or more hope than results |
| 1 | hardly anything |

This page is written by `python docs/list_library.py`; a test holds it to the scripts.
"""
_SECTIONS: Final = (
    ("Barriers", "What can make kindness to oneself hard.", BARRIERS),
    ("Components", "What self-compassion is made of.", COMPONENTS),
    ("Marks", "What feeling secure with others looks like.", MARKS),
    ("Strategies", "What one can do.", STRATEGIES),
    ("Interactions", "What feeling secure and being kind to oneself are said to do together.", INTERACTIONS),
    ("Benefits", "What is hoped for.", BENEFITS),
)
_DOORS: Final = """\
An option that speaks of not wanting to live, of hurting oneself or of being hurt by somebody opens a page of help that
stays until it is closed; nothing is asked or said after it. The program reads no words, so a letter is asked about,
before it is put away and when it is read again. Letters, and other writing about something hard, have a door on the
way or name help in what is said beforehand. There is a door in:
"""


def page() -> str:
    """Return the page as text."""
    return "\n".join(_lines())


def notes() -> dict[str, tuple[int, str]]:
    """Return how well each word is served, by maps.yaml: the figure and why."""
    node = read_yaml((library() / "maps.yaml").read_bytes(), "maps.yaml").node
    assert node is not None
    (judged,) = [part for name, part in node.pairs if name.text == "notes"]
    fields = {word.text: {key.text: value.text for key, value in note.pairs} for word, note in judged.pairs}
    return {word: (int(note["fit"]), note["because"]) for word, note in fields.items()}


def _with_a_door(shelf: Library) -> list[str]:
    scripts = [shelf.load(path, own=False) for path, _ in shelf.every_script() if path.parent.name != "fragments"]
    return sorted(one.head.id for one in scripts if any(isinstance(step, Door) for step in every_step(one.steps)))


def _lines() -> Iterator[str]:
    shelf = Library(library(), library() / "nobody's own")
    heads = {one.head.id: one.head for one in shelf.listed() if one.head is not None}
    maps = shelf.maps()
    yield _OPENING
    yield from _coverage(maps, heads)
    yield "## Practices\n"
    yield "| practice | scripts |"
    yield "|---|---|"
    for word, ids in maps.items():
        if word not in PURPOSES:
            yield f"| {word} | {', '.join(ids)} |"
    yield "\n## Doors\n"
    yield _DOORS
    yield f"{', '.join(_with_a_door(shelf))}."
    yield "\n## Families\n"
    yield "| script | title | minutes | intensity |"
    yield "|---|---|---|---|"
    for path, _ in shelf.every_script():
        if path.parent.name != "fragments":
            head = heads[path.stem]
            yield f"| {path.parent.name}/{head.id} | {head.title} | {head.minutes} | {head.intensity} |"
    yield ""


def _coverage(maps: dict[str, list[str]], heads: dict[str, ScriptHead]) -> Iterator[str]:
    judged = notes()
    for title, about, known in _SECTIONS:
        yield f"## {title}\n"
        yield f"{about}\n"
        yield "| word | how well | why | scripts |"
        yield "|---|---|---|---|"
        for word in known:
            told = OFFERED_FOR.get(word) or MEANT_FOR.get(word)
            name = f"`{word}`: {told}" if told else f"`{word}`"
            fit, because = judged[word]
            yield f"| {name} | {fit} of 5 | {because} | {_row(word, maps[word], heads)} |"
        yield ""


def _row(word: str, first: list[str], heads: dict[str, ScriptHead]) -> str:
    others = [head for head in heads.values() if word in head.purposes and head.id not in first]
    others.sort(key=lambda head: (INTENSITIES.index(head.intensity), head.id))
    return ", ".join([*(f"**{ident}**" for ident in first), *(head.id for head in others)])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
