"""The tables of `library.md`: which script is for what, in the order of the maps.

One command writes them anew:

python docs/list_library.py
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from selfattach.library import Library
from selfattach.paths import library
from selfattach.script.model import BARRIERS, COMPONENTS, INTENSITIES, STRATEGIES, Door, ScriptHead, every_step
from selfattach.words import OFFERED_FOR

PAGE: Final = Path(__file__).parent / "library.md"
_OPENING: Final = """\
# The library

Every script there is, and for what. Bold ones stand in the map for that word (`exercises/maps.yaml`), in its order:
from noticing and "not only me" to kindness; they begin gently. The others have the word in their head too.
The maps are reasoning from the studies; no study tested them as a set. How sure anyone is of each practice:
[evidence.md](evidence.md).

This page is written by `python docs/list_library.py`; a test holds it to the scripts.
"""
_DOORS: Final = """\
An option that speaks of not wanting to live, of hurting oneself or of being hurt by somebody opens a page of help that
stays until it is closed; nothing is asked or said after it. The program reads no words, so a letter is asked about,
before it is put away and when it is read again. Letters, and other writing about something hard, have a door on the
way or name help in what is said beforehand. There is a door in:
"""


def page() -> str:
    """Return the page as text."""
    return "\n".join(_lines())


def _with_a_door(shelf: Library) -> list[str]:
    scripts = [shelf.load(path, own=False) for path, _ in shelf.every_script() if path.parent.name != "fragments"]
    return sorted(one.head.id for one in scripts if any(isinstance(step, Door) for step in every_step(one.steps)))


def _lines() -> Iterator[str]:
    shelf = Library(library(), library() / "nobody's own")
    heads = {one.head.id: one.head for one in shelf.listed() if one.head is not None}
    maps = shelf.maps()
    yield _OPENING
    for title, known in (("Barriers", BARRIERS), ("Components", COMPONENTS), ("Strategies", STRATEGIES)):
        yield f"## {title}\n"
        for word in known:
            yield f"- **{OFFERED_FOR.get(word, word)}** (`{word}`): {_row(word, maps[word], heads)}"
        yield ""
    yield "## Practices\n"
    yield "| practice | scripts |"
    yield "|---|---|"
    for word, ids in maps.items():
        if word not in (*BARRIERS, *COMPONENTS, *STRATEGIES):
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


def _row(word: str, first: list[str], heads: dict[str, ScriptHead]) -> str:
    others = [
        head
        for head in heads.values()
        if word in (*head.barriers, *head.components, *head.strategies) and head.id not in first
    ]
    others.sort(key=lambda head: (INTENSITIES.index(head.intensity), head.id))
    return ", ".join([*(f"**{ident}**" for ident in first), *(head.id for head in others)])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
