"""Menus outside a practice: home, the coach, what is offered next. A number that none has may say how hard it is."""

import typer

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.engine.voice import Voice

_HELP_FROM = 9  # as the frame has it


def choose(context: AppContext, voice: Voice, menu: words.Menu) -> str | None:
    """Offer a menu and return what was chosen, None where it was left open. Raises typer.Exit when help was needed.

    "gone" is handed on: whoever offers it knows what to say then.
    """
    while True:
        chosen = voice.menu(menu._replace(doors=(*menu.doors, "figure")))
        if chosen is None or not chosen.isdecimal() or chosen in menu.options:
            return chosen
        if voice.menu(words.HELP_A_NUMBER) == "yes":
            how_hard(context, voice, int(chosen))


def how_hard(context: AppContext, voice: Voice, figure: int) -> None:
    """Meet a figure of 7 or more that was said outside a practice. Raises typer.Exit where the page was closed."""
    page = context.help_page(voice)
    if page.show("nine" if figure >= _HELP_FROM else "too_much_today") in ("closed", "leave"):
        raise typer.Exit(0)
