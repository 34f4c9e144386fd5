"""`selfattach kind`: one line of the shelf of kind words for a prompt or a status bar, and the way to all the rest.

The one line stands at once, so it loads nothing the others need (`whole_shelf.py`), and says nothing but the line: no
word of an empty shelf, nor of a file that cannot be read. `selfattach kind` tells of both.
"""

import os
import sys
from contextlib import suppress
from typing import Annotated

import typer

from selfattach import words
from selfattach.dates import local_now
from selfattach.errors import SelfattachError, WrongInputError
from selfattach.history.ids import practice_day
from selfattach.history.seals import SealRules
from selfattach.paths import find_places
from selfattach.shelves.contents import one_of_the_kind_words
from selfattach.text import shorten
from selfattach.words import commands

app = typer.Typer(rich_markup_mode=None)

_LINE_WIDTH = 72


@app.callback(help=commands.KIND, invoke_without_command=True)
def kind(
    ctx: typer.Context,
    one: Annotated[bool, typer.Option("--one", help=commands.KIND_ONE)] = False,
    as_json: Annotated[bool, typer.Option("--json", help=commands.SHARED_JSON)] = False,
    look_through: Annotated[bool, typer.Option("--look-through", help=commands.KIND_LOOK_THROUGH)] = False,
) -> int:
    """Returns the exit status. Raises WrongInputError where options of its own go with `add`."""
    if ctx.invoked_subcommand is not None:
        if one or look_through:
            raise WrongInputError(words.KIND_ADD_ALONE)
        ctx.obj = as_json
        return 0
    if one and not look_through:
        _print_one(as_json=as_json)
        return 0
    from selfattach.cli.shelves import whole_shelf  # noqa: PLC0415  none of this is for a prompt

    if look_through:
        return whole_shelf.go_through(alone=not (one or as_json))
    whole_shelf.print_all(as_json=as_json)
    if not as_json and sys.stdin.isatty() and sys.stdout.isatty():
        whole_shelf.ask_about_older_lines()
    return 0


# it takes arguments to say why it takes none
@app.command("add", help=commands.KIND_ADD, context_settings={"allow_extra_args": True})
def add_line(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help=commands.KIND_ADD_JSON)] = False,
    no_save: Annotated[bool, typer.Option("--no-save", help=commands.SHARED_NO_SAVE)] = False,
) -> int:
    """Returns the exit status. Raises WrongInputError where the line stands in the command."""
    from selfattach.cli.practise.moments import KIND_LINE, keep_a_line, refuse_in_command  # noqa: PLC0415  not for a prompt

    refuse_in_command(ctx.args, "kind add")
    return keep_a_line(KIND_LINE, as_json=as_json or bool(ctx.obj), no_save=no_save)


def _print_one(*, as_json: bool) -> None:
    now, line = local_now(), ""
    with suppress(SelfattachError):
        seals = SealRules(practice_day(now), _newest_hard)
        line = one_of_the_kind_words(find_places(os.environ), now, seals)
    if as_json:
        from selfattach.cli.output import print_json  # noqa: PLC0415  not for a prompt

        print_json({"words": line} if line else None)
    elif line:
        sys.stdout.write(f"{shorten(line, _LINE_WIDTH)}\n")


def _newest_hard() -> float | None:
    """Asked for only where a line is sealed until a hard moment."""
    from selfattach.cli.context import AppContext  # noqa: PLC0415  not for other lines

    newest: float | None = AppContext(only_looks=True).history.newest_hard()
    return newest
