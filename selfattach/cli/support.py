"""`selfattach support`: your own card and people who answer. Offline, never logged, whatever else is broken.

On a terminal it is the page of help, which stays until it is closed; in a pipe, and with `--print` for paper, the same
in lines. `--card` goes through the card on a calmer day.
"""

import sys
from contextlib import closing
from typing import Annotated

import typer

from selfattach import words
from selfattach.cli.desk import Desk
from selfattach.cli.output import print_lines
from selfattach.errors import NothingFoundError, WrongInputError
from selfattach.help_screens import Facts
from selfattach.text import one_line

app = typer.Typer(rich_markup_mode=None)


@app.command()
def support(
    country: Annotated[
        list[str] | None, typer.Argument(help="Whose numbers to show: a name or a code.", metavar="[COUNTRY]")
    ] = None,
    card: Annotated[
        bool, typer.Option("--card", help="Go through the lines of your card, and say which come off.")
    ] = False,
    on_paper: Annotated[bool, typer.Option("--print", help="Numbers and card on one page, for paper.")] = False,
    plain: Annotated[bool | None, typer.Option("--plain/--no-plain", help="Lines only, or the usual screen.")] = None,
) -> int:
    """Show your own card, and people who answer."""
    desk = Desk()
    said = " ".join(country) if country else ""
    if card and said:
        raise WrongInputError(words.CARD_NO_COUNTRY)
    if card:
        return _go_through(desk, plain=plain)
    facts = desk.help_facts(said)
    if said and facts.place.country is None:
        return _no_such_country(desk, facts, said)
    if on_paper or not (desk.typed and sys.stdout.isatty()):
        _print(desk, facts, usual=_is_usual(desk, facts))
        return 0
    return _stay(desk, said, plain=plain)


def _is_usual(desk: Desk, facts: Facts) -> bool:
    """Whether these are the numbers that stand there each time, by the settings."""
    set_to = facts.helplines.of(desk.settings.country) if facts.helplines else None
    return set_to is not None and set_to == facts.place.country


def _print(desk: Desk, facts: Facts, *, usual: bool = True) -> None:
    from selfattach.support import page_in_lines  # noqa: PLC0415  not for the page on a terminal

    card, note = desk.card_lines()
    print_lines(*page_in_lines(facts, card, [note] if note else [], usual=usual).split("\n"))


def _no_such_country(desk: Desk, facts: Facts, said: str) -> int:
    """The page itself comes first, whatever was typed."""
    _print(desk, facts)
    near = facts.helplines.nearest(said) if facts.helplines else ""
    raise NothingFoundError(words.SUPPORT_NO_COUNTRY.format(country=one_line(said), near=near))


def _stay(desk: Desk, said: str, *, plain: bool | None) -> int:
    from selfattach.cli.hangup import until_hung_up  # noqa: PLC0415  on a terminal only
    from selfattach.cli.opening import base_voice  # noqa: PLC0415  same
    from selfattach.cli.terms import terms_of  # noqa: PLC0415  same

    def held() -> int:
        wants = desk.wants_plain if plain is None else plain
        with closing(base_voice(desk, terms_of(desk, plain=wants))) as voice:
            desk.help_page(voice, said=said).show("reach")
        return 0

    return until_hung_up(held)


def _go_through(desk: Desk, *, plain: bool | None) -> int:
    from selfattach.cli.card import Cards  # noqa: PLC0415  not for the page
    from selfattach.cli.looking import with_somebody  # noqa: PLC0415  same

    return with_somebody(desk, words.CARD_NOBODY, lambda voice: Cards(desk, voice).go_through(), plain=plain)
