"""The support page: what a person wrote on their own card, then where help is. Offline, never logged.

It reads the card out of stored sessions; there is no second store. It must stand when nothing else does: what cannot
be read of the history leaves a sentence at the end, and the rest of the page as it is. It writes nothing anywhere.
"""

import json
from datetime import date
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Final

from selfattach import words
from selfattach.errors import LockedError, SelfattachError
from selfattach.helplines import Country, Line, read_helplines
from selfattach.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selfattach.history.record import Entry
    from selfattach.history.seals import Seals
    from selfattach.history.shards import Shards
    from selfattach.shelf import CardLine

# As scripts name them (`script.model.SECTIONS`); to load the model for six words would be a tenth of the start.
SECTIONS: Final = ("signs", "what helps", "people", "places", "professionals", "making it safer")


def support_page(
    shards: "Shards", today: date, helplines: Path, copied: Path, country: str = "", usual: str = ""
) -> str:
    """Return the page as text. Words that are sealed today stay closed.

    `copied`: where the card may stand readable beside a locked history. `country`: what the person said, now or in the
    settings, or ""; `usual`: in the settings.
    """
    own, note = _card(shards, today, copied)
    card = [words.SUPPORT_CARD, *own, ""] if own else []  # an empty card is no help at that moment
    first, *rest = _lines(helplines, country, usual)
    if note == words.SUPPORT_CARD_LOCKED:  # told early, below the first number
        rest, note = ["", note, *rest], ""
    missing = ["", note] if note else []
    return "\n".join([*card, words.SUPPORT_HELP, first, *rest, *missing])


def by_section(lines: "list[CardLine]") -> "dict[str, list[CardLine]]":
    """Return lines of the card by their section, in the order of the card; sections of a newer program come last."""
    known: dict[str, list[CardLine]] = {section: [] for section in SECTIONS}
    for line in lines:
        known.setdefault(one_line(line.section) or words.SUPPORT_OTHER, []).append(line)
    return {section: found for section, found in known.items() if found}


def _lines(path: Path, country: str, usual: str) -> list[str]:
    """The emergency number first, then the numbers of a country, with their age; without one, which are known."""
    try:
        helplines = read_helplines(path)
    except SelfattachError:
        return [words.SUPPORT_EMERGENCY, "", words.SUPPORT_DIRECTORY]
    here = helplines.of(country) if country else None
    if here is None:
        known = ", ".join(one.country for one in helplines.countries)
        hint = words.SUPPORT_COUNTRIES.format(countries=known)
        return [words.SUPPORT_EMERGENCY, "", words.SUPPORT_DIRECTORY, "", hint]
    age = words.SUPPORT_AGE.format(day=words.day(helplines.checked_on))
    remember = [] if here == helplines.of(usual) else ["", words.SUPPORT_EACH_TIME.format(code=here.code)]
    return [_emergency(here), "", *_told_of(here), "", words.SUPPORT_DIRECTORY, "", age, *remember]


def _emergency(here: Country) -> str:
    return words.SUPPORT_EMERGENCY_HERE.format(number=here.emergency) if here.emergency else words.SUPPORT_EMERGENCY


def _told_of(here: Country) -> list[str]:
    return [f"{here.country}:", *(f"  {_told(line)}" for line in here.lines)]


def _told(line: Line) -> str:
    more = [line.languages, line.hours, words.SUPPORT_SEEN.format(year=line.as_of) if line.as_of else ""]
    return ", ".join([f"{line.number}  {line.name}", *(part for part in more if part)])


def _card(shards: "Shards", today: date, copied: Path) -> tuple[list[str], str]:
    """The lines of the card, by section, newest first, each thing once; and what is to be said of those not there."""
    try:
        from selfattach.shelf import card  # noqa: PLC0415  the page must stand when the history does not

        found = card(shards, _seals(today))
    except LockedError:
        lines = copied_lines(copied)
        return lines or [], words.SUPPORT_CARD_LOCKED if lines is None else ""
    except Exception:  # noqa: BLE001  whatever is wrong with the card, the numbers below it have to stand
        return [], words.SUPPORT_CARD_TORN
    return told_card(found.lines), "" if found.whole else words.SUPPORT_CARD_TORN


def _seals(today: date) -> "Seals":
    """To ask for this page is a hard moment: what is sealed until one is open."""
    from selfattach.history.seals import Seals  # noqa: PLC0415  as above

    return Seals(today, lambda: inf)


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
        lines = json.loads(copied.read_bytes())
    except (OSError, ValueError):
        return None
    return [clean(line) for line in lines if isinstance(line, str)] if isinstance(lines, list) else None


def card_lines(shards: "Shards", today: date) -> list[str]:
    """Return the card as the page has it. Raises LockedError, SelfattachError."""
    from selfattach.shelf import card  # noqa: PLC0415  as above

    return told_card(card(shards, _seals(today)).lines)


def with_entries(lines: list[str], entries: "Iterable[Entry]") -> list[str]:
    """Return a card as the page has it, with what one more session put there. Sealed words wait."""
    from selfattach.told import entry_words  # noqa: PLC0415  as above

    sections: dict[str, list[str]] = {section: [] for section in SECTIONS}
    found: list[str] = []
    for line in lines:
        if line.startswith("  "):
            found.append(line)
        else:
            found = sections.setdefault(line.removesuffix(":"), [])
    for entry in reversed([one for one in entries if one.shelf == "support" and not one.seal_until]):
        found = sections.setdefault(one_line(entry.section or "") or words.SUPPORT_OTHER, [])
        rows = [f"  {row}" for row in clean(entry_words(entry)).strip().split("\n")]
        found[:] = [*rows, *(line for line in found if line not in rows)]
    return [part for section, rows in sections.items() if rows for part in (f"{section}:", *rows)]
