"""Looking up what the page of help tells of, for `selfattach support` and for the page in the middle of anything else.

Nothing that is broken, closed or gone keeps the page away: what of the person's own cannot be looked at is left out,
and named in one line for the end. A disk that answers nobody is not waited for. The numbers come with the program.
"""

import _thread
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final, NamedTuple, TypeVar

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.config import SETTINGS_FILE, Settings, is_unread, read_settings
from selfattach.errors import SelfattachError
from selfattach.help.country import find_place
from selfattach.help.facts import find_facts
from selfattach.help.screens import Facts
from selfattach.paths import HELPLINES, library
from selfattach.text import one_line

_LONGEST_WAIT: Final = 5.0  # seconds; the longest history takes one

T = TypeVar("T")


class LookedUp(NamedTuple):
    """What the page tells of; the card as the page in lines has it, with its signs; and the line for the end, or ""."""

    facts: Facts
    card: list[str]
    missing: str


class _Own(NamedTuple):
    """What was found of the person's own. `unseen`: what could not be looked at; `note`: what is to be said of it."""

    settings: Settings
    card: list[str]
    unseen: tuple[str, ...]
    note: str = ""
    waiting: tuple[str, ...] = ()


def look_up(context: AppContext, said: str = "") -> LookedUp:
    """Look up all of it, for the country that was said, or is in the settings, or is guessed. It never fails."""
    nothing = _Own(Settings(), [], (words.SUPPORT_OWN_SETTINGS, words.SUPPORT_OWN_CARD))
    own = _in_time(lambda: _look_at_own(context)) or nothing
    context.take_settings(own.settings)
    country = said or own.settings.country
    facts = find_facts(library() / HELPLINES, country, context.environment, own.card)
    unseen, no_country = list(own.unseen), ""
    if facts.helplines is None:
        unseen.append(words.SUPPORT_NUMBERS)
    elif facts.place.country is None and country and not said:
        facts = of_country(context, facts, "")
        no_country = words.SUPPORT_NO_COUNTRY.format(country=one_line(country), near="")
    of_card = own.note or _not_looked_at([one for one in unseen if one == words.SUPPORT_OWN_CARD])
    missing = " ".join(filter(None, (_not_looked_at(unseen), own.note, no_country)))
    return LookedUp(facts._replace(note=of_card, waiting=own.waiting), own.card, missing)


def _not_looked_at(what: Sequence[str]) -> str:
    return words.SUPPORT_NOT_LOOKED_AT.format(what=", ".join(what)) if what else ""


def finder(context: AppContext, found: LookedUp | None) -> Callable[[str], Facts]:
    """Return how a page finds its facts: looked up once, unless they are `found` already, then by country alone."""

    def find(another: str) -> Facts:
        nonlocal found
        found = found or look_up(context)
        return of_country(context, found.facts, another) if another else found.facts

    return find


def of_country(context: AppContext, facts: Facts, said: str) -> Facts:
    """Return the facts for another country, or with "" for one that is guessed."""
    if facts.helplines is None:
        return facts
    return facts._replace(place=find_place(facts.helplines, said, context.environment))


def _look_at_own(context: AppContext) -> _Own:
    settings, unseen = Settings(), [words.SUPPORT_OWN_SETTINGS]
    with suppress(SelfattachError):  # no folder of theirs is known
        file = context.places.config / SETTINGS_FILE
        settings, faults = read_settings(file)
        if not (faults and is_unread(file)):
            unseen = []
    lines, note = None, ""
    waiting: Sequence[str] = ()
    with suppress(Exception):  # whatever is wrong with the card, the numbers beside it have to stand
        lines, note, waiting = context.card()
    if lines is None:
        unseen.append(words.SUPPORT_OWN_CARD)
    return _Own(settings, lines or [], tuple(unseen), note, tuple(waiting))


def _in_time(look: Callable[[], T]) -> T | None:
    """Return what is found, or None where it takes too long: a disk that is gone may keep its reader for ever."""
    found: list[T] = []
    looked = _thread.allocate_lock()
    looked.acquire()

    def do() -> None:
        try:
            with suppress(Exception):
                found.append(look())
        finally:
            looked.release()

    _thread.start_new_thread(do, ())
    looked.acquire(timeout=_LONGEST_WAIT)
    return found[0] if found else None
