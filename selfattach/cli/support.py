"""`selfattach support`: your own card, then where help is. Offline, never logged, whatever else is broken."""

from typing import Annotated

import typer

from selfattach import words
from selfattach.cli.desk import Desk
from selfattach.cli.output import print_lines
from selfattach.errors import NothingFoundError
from selfattach.helplines import read_helplines
from selfattach.paths import library
from selfattach.text import one_line

app = typer.Typer(rich_markup_mode=None)


@app.command()
def support(
    country: Annotated[
        str | None, typer.Argument(help="Whose numbers to show. Never guessed.", metavar="[COUNTRY]")
    ] = None,
) -> None:
    """Show your own card first, then people who answer."""
    desk = Desk()
    print_lines(*desk.support_page(country).split("\n"))
    if country is not None:
        helplines = read_helplines(library() / "helplines.yaml")
        if helplines.of(country) is None:  # told last: the page itself comes first, whatever was typed
            near = helplines.nearest(country)
            raise NothingFoundError(words.SUPPORT_NO_COUNTRY.format(country=one_line(country), near=near))
