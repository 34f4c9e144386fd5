"""`selfattach support`: your own card, then where help is. Offline, never logged, whatever else is broken.

It asks nothing: how to have a country each time is told in the last line, when the whole page stands already.
`--card` goes through the card on a calmer day.
"""

from typing import Annotated

import typer

from selfattach import words
from selfattach.cli.desk import Desk
from selfattach.cli.output import print_lines
from selfattach.errors import NothingFoundError, WrongInputError
from selfattach.helplines import read_helplines
from selfattach.paths import library
from selfattach.text import one_line

app = typer.Typer(rich_markup_mode=None)


@app.command()
def support(
    country: Annotated[
        list[str] | None, typer.Argument(help="Whose numbers to show. Never guessed.", metavar="[COUNTRY]")
    ] = None,
    card: Annotated[
        bool, typer.Option("--card", help="Go through the lines of your card, and say which come off.")
    ] = False,
    plain: Annotated[bool | None, typer.Option("--plain/--no-plain", help="With --card: plain lines.")] = None,
) -> int:
    """Show your own card first, then people who answer."""
    desk = Desk()
    said = " ".join(country) if country else None
    if card and said is not None:
        raise WrongInputError(words.CARD_NO_COUNTRY)
    if card:
        return _go_through(desk, plain=plain)
    print_lines(*desk.support_page(said).split("\n"))
    if said is not None:
        helplines = read_helplines(library() / "helplines.yaml")
        if helplines.of(said) is None:  # told last: the page itself comes first, whatever was typed
            near = helplines.nearest(said)
            raise NothingFoundError(words.SUPPORT_NO_COUNTRY.format(country=one_line(said), near=near))
    return 0


def _go_through(desk: Desk, *, plain: bool | None) -> int:
    from selfattach.cli.card import Cards  # noqa: PLC0415  not for the page
    from selfattach.cli.looking import with_somebody  # noqa: PLC0415  same

    return with_somebody(desk, words.CARD_NOBODY, lambda voice: Cards(desk, voice).go_through(), plain=plain)
