"""`selfattach noticed`: one line of what was noticed, kept in ten seconds."""

from typing import Annotated

import typer

from selfattach.cli.options import NoSave
from selfattach.words import commands

app = typer.Typer(rich_markup_mode=None)


@app.command(help=commands.NOTICED, context_settings={"allow_extra_args": True})  # to say why it takes none there
def noticed(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help=commands.NOTICED_JSON)] = False,
    no_save: NoSave = False,
) -> int:
    """Returns the exit status. Raises WrongInputError where the line stands in the command."""
    from selfattach.cli.practise.moments import NOTICED, keep_a_line, refuse_in_command  # noqa: PLC0415  not at a Tab

    refuse_in_command(ctx.args, "noticed")
    return keep_a_line(NOTICED, as_json=as_json, no_save=no_save)
