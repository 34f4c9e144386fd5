"""`selfattach noticed`: one line of what was noticed, kept in ten seconds."""

from typing import Annotated

import typer

from selfattach.cli.options import NoSave

app = typer.Typer(rich_markup_mode=None)


@app.command(context_settings={"allow_extra_args": True})  # to say why it takes none there
def noticed(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record as JSON.")] = False,
    no_save: NoSave = False,
) -> int:
    """Keep one line of what you noticed: a sound, a feeling, a small good thing.

    It is asked for, or read from standard input where that is no terminal: all of it, as one text. It does not go into
    the command itself, where others could read it.
    """
    from selfattach.cli.practise.moments import NOTICED, keep_a_line, refuse_in_command  # noqa: PLC0415  not at a Tab

    refuse_in_command(ctx.args, "noticed")
    return keep_a_line(NOTICED, as_json=as_json, no_save=no_save)
