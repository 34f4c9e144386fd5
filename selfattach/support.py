"""The support page: what a person wrote on their own card, then where help is. Offline, never logged.

It reads the card out of stored sessions; there is no second store. It must work when the history does not: then
the card is left out and the rest stands.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from selfattach import words
from selfattach.errors import SelfattachError
from selfattach.helplines import Line, read_helplines
from selfattach.keeping import entry_words
from selfattach.script.model import SECTIONS
from selfattach.text import clean


def support_page(open_history: Callable[[], Any], today: date, helplines: Path, country: str = "") -> str:
    """Return the page as text. Words that are sealed stay closed. `country`: what the person said, or ""."""
    card = card_lines(open_history, today)
    own = [words.SUPPORT_CARD, *card, ""] if card else []  # an empty card is no help at that moment
    return "\n".join([*own, words.SUPPORT_HELP, *_lines(helplines, country)])


def _lines(path: Path, country: str) -> list[str]:
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
    emergency = (
        words.SUPPORT_EMERGENCY_HERE.format(number=here.emergency) if here.emergency else words.SUPPORT_EMERGENCY
    )
    told = [f"{here.country}:", *(f"  {_told(line)}" for line in here.lines)]
    age = words.SUPPORT_AGE.format(day=words.day(helplines.checked_on))
    return [emergency, "", *told, "", words.SUPPORT_DIRECTORY, "", age]


def _told(line: Line) -> str:
    more = [line.languages, line.hours, words.SUPPORT_SEEN.format(year=line.as_of) if line.as_of else ""]
    return ", ".join([f"{line.number}  {line.name}", *(part for part in more if part)])


def card_lines(open_history: Callable[[], Any], today: date) -> list[str]:
    """The lines of the card, by section, newest first, each thing once."""
    sections: dict[str, list[str]] = {section: [] for section in SECTIONS}
    try:
        history = open_history()
        seals = history.seals(today)
        for head in history.latest():
            if any(shelved.shelf == "support" for shelved in head.shelved):
                for entry in history.get(head.id).answers:
                    sealed = seals.is_sealed(entry.seal_until, head.started)
                    if entry.shelf == "support" and entry.section in sections and not sealed:
                        line = clean(entry_words(entry))
                        if line not in sections[entry.section]:
                            sections[entry.section].append(line)
    except (SelfattachError, OSError):
        return []
    return [
        line for section, found in sections.items() if found for line in (f"{section}:", *(f"  {one}" for one in found))
    ]
