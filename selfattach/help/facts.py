"""What `support` and the page of help tell of: the person's own card, and whose numbers. Offline, never logged.

It reads the card out of stored sessions; there is no second store. It must stand when nothing else does: what cannot
be looked at leaves a sentence at the end, and the numbers as they are. It writes nothing anywhere. The screens are for
`help/screens.py`; here is the page in lines, for a pipe.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from selfattach import words
from selfattach.disk import read_file
from selfattach.engine.voice import Room
from selfattach.errors import LockedError, SelfattachError
from selfattach.help.country import Place, find_place
from selfattach.help.helplines import Country, read_helplines
from selfattach.help.screens import Facts, Screens, every_country
from selfattach.history.seals import SealRules
from selfattach.kinds import as_text
from selfattach.shelves.contents import card
from selfattach.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selfattach.history.record import Entry
    from selfattach.history.shards import Shards
    from selfattach.shelves.contents import CardLine

# As scripts name them (`script.model.SECTIONS`); to load the model for six words would be a tenth of the start.
SECTIONS: Final = ("signs", "what helps", "people", "places", "professionals", "making it safer")
_AT_THE_HARDEST_MINUTE: Final = ("people", "professionals", "making it safer", "what helps", "places")  # never signs
_LINES: Final = Room(72, 0, plain=True)


def find_facts(helplines: Path, said: str, environment: Mapping[str, str], card: Sequence[str]) -> Facts:
    """Return what the page tells of. `said`: a country, or ""; `card`: its lines, as `told_card` has them."""
    sections: dict[str, list[str]] = {section: [] for section in _AT_THE_HARDEST_MINUTE}
    here: list[str] = []
    for line in card:
        if line.startswith("  "):
            here.append(line.strip())
        else:
            here = sections.setdefault(line.removesuffix(":"), [])
    lines = tuple((section, line) for section, found in sections.items() if section != "signs" for line in found)
    try:
        known = read_helplines(helplines)
    except SelfattachError:
        return Facts(None, Place(), lines)
    return Facts(known, find_place(known, said, environment), lines)


def page_in_lines(facts: Facts, card: Sequence[str], missing: Sequence[str], *, usual: bool) -> str:
    """Return the page as text, for a pipe: the card, the numbers, and last what could not be looked at.

    `usual`: the country is the one in the settings, and need not be told how to be set.
    """
    country = facts.place.country
    paragraphs = ["\n".join([words.SUPPORT_CARD, *card])] if card else []
    if country is None:
        *numbers, directories = every_country(facts.helplines)
        paragraphs += [*numbers, *([words.SUPPORT_SAY_COUNTRY] if facts.helplines else []), directories]
    else:
        first, others = first_and_other_numbers(facts, country)
        paragraphs += ["\n".join(first), "\n".join(others)]
        if country.lines and not usual:
            paragraphs.append(words.SUPPORT_EACH_TIME.format(code=country.code))
    return "\n\n".join([*paragraphs, *([" ".join(missing)] if missing else [])])


def first_and_other_numbers(facts: Facts, country: Country) -> tuple[list[str], list[str]]:
    """Return the lines with whose numbers they are and the first of them; and those with all others, each once."""
    screens = Screens(facts, _LINES)
    guess = words.SUPPORT_GUESSES.get(facts.place.guess, "{country}")
    first, others = screens.first_numbers(), screens.all_numbers()
    if not country.emergency:  # of the numbers for anywhere those that name no other country
        anywhere = screens.danger()
        first = [line for line in first if line != anywhere] + anywhere.split("\n")[:2]
        others = [line for line in others if line != anywhere]
    told = "\n".join(line for line in others if line not in first).strip("\n")
    return [guess.format(country=country.country), *first], told.split("\n")


def by_section(lines: "list[CardLine]") -> "dict[str, list[CardLine]]":
    """Return lines of the card by their section, in the order of the card; sections of a newer program come last."""
    known: dict[str, list[CardLine]] = {section: [] for section in SECTIONS}
    for line in lines:
        known.setdefault(one_line(line.section) or words.SUPPORT_OTHER, []).append(line)
    return {section: found for section, found in known.items() if found}


class Card(NamedTuple):
    """The card as the page has it, None where it cannot be looked at. `note`: what is to be said of lines not there.

    `waiting`: lines from folders of machines that were not met here yet; they never stand above the numbers.
    """

    lines: list[str] | None
    note: str = ""
    waiting: Sequence[str] = ()


def read_card(shards: "Shards", today: date, copied: Path) -> Card:
    """Look at the card: its lines by section, newest first, each thing once."""
    try:
        new = shards.has_strangers()
        known = shards.of_known_hands() if new else shards
        found = card(known, _seals(today))
        here = {(line.section, line.words) for line in found.lines}
        others = card(shards, _seals(today)) if new else found
        waiting = [line for line in others.lines if (line.section, line.words) not in here]
    except LockedError:
        copy = copied_lines(copied)
        return Card(copy or [], words.SUPPORT_CARD_LOCKED if copy is None else "")
    except Exception:  # noqa: BLE001  whatever is wrong with the card, the numbers below it have to stand
        return Card(None)
    notes = [
        *([] if found.whole and others.whole else [words.SUPPORT_CARD_TORN]),
        *([words.SUPPORT_CARD_WAITS] if waiting else []),
    ]
    return Card(told_card(found.lines), " ".join(notes), told_card(waiting))


def _seals(today: date) -> "SealRules":
    """To ask for this page is a hard moment: what is sealed until one is open."""
    return SealRules(today, lambda: inf)


def told_card(lines: "list[CardLine]") -> list[str]:
    """Return lines of the card as the page has them."""
    return [
        part
        for section, found in by_section(lines).items()
        for part in (f"{section}:", *(f"  {row}" for line in found for row in line.words.split("\n")))
    ]


def copied_lines(copied: Path) -> list[str] | None:
    """Return the card as it stands readable beside a locked history; None where it does not."""
    try:
        lines = json.loads(read_file(copied))
    except (OSError, ValueError):
        return None
    return [clean(line) for line in lines if isinstance(line, str)] if isinstance(lines, list) else None


def card_lines(shards: "Shards", today: date) -> list[str]:
    """Return the card as the page has it. Raises LockedError, SelfattachError."""
    return told_card(card(shards, _seals(today)).lines)


def with_entries(lines: list[str], entries: "Iterable[Entry]") -> list[str]:
    """Return a card as the page has it, with what one more session put there. Sealed words wait."""
    sections: dict[str, list[str]] = {section: [] for section in SECTIONS}
    found: list[str] = []
    for line in lines:
        if line.startswith("  "):
            found.append(line)
        else:
            found = sections.setdefault(line.removesuffix(":"), [])
    for entry in reversed([one for one in entries if one.shelf == "support" and not one.seal_until]):
        found = sections.setdefault(one_line(entry.section or "") or words.SUPPORT_OTHER, [])
        rows = [f"  {row}" for row in clean(as_text(entry)).strip().split("\n")]
        found[:] = [*rows, *(line for line in found if line not in rows)]
    return [part for section, rows in sections.items() if rows for part in (f"{section}:", *rows)]
