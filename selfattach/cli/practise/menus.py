"""Menus outside a practice: home, the coach, what is offered next. A number that none has may say how hard it is."""

from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.config import SETTINGS_FILE, set_setting
from selfattach.engine.voice import Voice
from selfattach.errors import SelfattachError
from selfattach.kinds import HELP_FROM

if TYPE_CHECKING:
    from selfattach.cli.shelves.load_help import LookedUp


def choose(context: AppContext, voice: Voice, menu: words.Menu, *, figures: bool = True) -> str | None:
    """Offer a menu and return what was chosen, None where it was left open. Raises typer.Exit when help was needed.

    "gone" is handed on: whoever offers it knows what to say then. `figures`: a number that the list does not have may
    say how hard it is; in a list of one's own things it counts the things.
    """
    doors = (*menu.doors, *(["figure"] if figures else []))
    while True:
        chosen = voice.menu(menu._replace(doors=doors))
        if chosen is None or not chosen.isdecimal() or chosen in menu.options:
            return chosen
        if voice.menu(words.HELP_A_NUMBER) == "yes":
            how_hard(context, voice, int(chosen))


def reach_someone(context: AppContext, voice: Voice, found: "LookedUp | None" = None) -> str:
    """Open the page of help as on any day. Return how it was left. A country that was said there may be kept."""
    page = context.help_page(voice, found=found)
    outcome = page.show("reach")
    country = page.said_country
    if outcome != "back" or country is None or not country.emergency:
        return outcome
    if voice.menu(words.HELP_KEEP_COUNTRY.about(country=country.country)) == "yes":
        with suppress(SelfattachError):  # whoever is here came for the numbers
            set_setting(context.places.config / SETTINGS_FILE, "support.country", country.code)
    return outcome


def how_hard(context: AppContext, voice: Voice, figure: int) -> None:
    """Meet a figure of 7 or more that was said outside a practice. Raises typer.Exit where the page was closed."""
    page = context.help_page(voice)
    if page.show("nine" if figure >= HELP_FROM else "too_much_today") in ("closed", "leave"):
        raise typer.Exit(0)
