"""`selfattach support`: your own card, then where help is. Offline, never logged, whatever else is broken."""

import typer

from selfattach.cli.desk import Desk
from selfattach.cli.output import print_lines
from selfattach.history.ids import practice_day
from selfattach.support import support_page

app = typer.Typer(rich_markup_mode=None)


@app.command()
def support() -> None:
    """Show your own card first, then people who answer."""
    desk = Desk()
    print_lines(*support_page(lambda: desk.history, practice_day(desk.now())).split("\n"))
