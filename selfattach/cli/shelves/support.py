"""`selfattach support`: your own card and people who answer. Offline, never logged, whatever else is broken.

On a terminal it is the page of help, which stays until it is closed; in a pipe the same in lines, and with `--print`
one page for paper. `--card` goes through the card on a calmer day.
"""

import sys
from contextlib import closing
from typing import Annotated

import typer

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.output import print_lines
from selfattach.cli.shelves.load_help import LookedUp, look_up, of_country
from selfattach.errors import NothingFoundError, WrongInputError
from selfattach.help.facts import page_in_lines
from selfattach.help.screens import Facts
from selfattach.text import one_line
from selfattach.words import commands

app = typer.Typer(rich_markup_mode=None)


@app.command(help=commands.SUPPORT)
def support(
    country: Annotated[
        list[str] | None, typer.Argument(help=commands.SUPPORT_COUNTRY, metavar=commands.SUPPORT_COUNTRY_METAVAR)
    ] = None,
    card: Annotated[bool, typer.Option("--card", help=commands.SUPPORT_CARD)] = False,
    on_paper: Annotated[bool, typer.Option("--print", help=commands.SUPPORT_PRINT)] = False,
) -> int:
    """Returns the exit status. Raises NothingFoundError after the page where no numbers are known for that country."""
    context = AppContext(only_looks=not card)
    said = " ".join(country) if country else ""
    if card and said:
        raise WrongInputError(words.CARD_NO_COUNTRY)
    if card:
        return _go_through(context)
    found, status = look_up(context, said), 0
    is_nowhere = bool(said) and found.facts.helplines is not None and found.facts.place.country is None
    if on_paper:
        _print_for_paper(found)
    elif context.typed and sys.stdout.isatty():
        facts = of_country(context, found.facts, "") if is_nowhere else found.facts
        status = _stay(context, found._replace(facts=facts))
    else:
        _print(found, usual=_is_usual(context, found.facts))
    if is_nowhere and status == 0:  # the page itself comes first, whatever was typed
        assert found.facts.helplines is not None
        near = found.facts.helplines.nearest(said)
        raise NothingFoundError(words.SUPPORT_NO_COUNTRY.format(country=one_line(said), near=near))
    return status


def _is_usual(context: AppContext, facts: Facts) -> bool:
    """Whether these are the numbers that stand there each time, by the settings."""
    set_to = facts.helplines.of(context.settings.country) if facts.helplines else None
    return set_to is not None and set_to == facts.place.country


def _print(found: LookedUp, *, usual: bool) -> None:

    missing = [found.missing] if found.missing else []
    print_lines(*page_in_lines(found.facts, found.card, missing, usual=usual).split("\n"))


def _print_for_paper(found: LookedUp) -> None:
    from selfattach.help.paper import page_for_paper  # noqa: PLC0415  same

    print_lines(*page_for_paper(found.facts, found.card, found.missing))


def _stay(context: AppContext, found: LookedUp) -> int:
    from selfattach.cli.practise.hangup import until_hung_up  # noqa: PLC0415  on a terminal only
    from selfattach.cli.practise.menus import reach_someone  # noqa: PLC0415  same
    from selfattach.cli.practise.run_options import resolve_options  # noqa: PLC0415  same
    from selfattach.cli.practise.voice_setup import base_voice  # noqa: PLC0415  same

    def held() -> int:
        with closing(base_voice(context, resolve_options(context, settled=True))) as voice:
            outcome = reach_someone(context, voice, found)
        if found.missing and outcome == "back":  # else the lines to be kept stand there, or the screen was cleared
            print_lines(found.missing)
        return 0

    return until_hung_up(held)


def _go_through(context: AppContext) -> int:
    from selfattach.cli.shelves.review import with_somebody  # noqa: PLC0415  same
    from selfattach.cli.shelves.review_card import Cards  # noqa: PLC0415  not for the page

    return with_somebody(context, words.CARD_NOBODY, lambda voice: Cards(context, voice).go_through())
