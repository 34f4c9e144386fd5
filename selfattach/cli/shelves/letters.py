"""`selfattach letters`: what a person put with their letters. The list shows no words; `show` prints one whole."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.options import Json
from selfattach.cli.output import print_json, print_lines, tell_damage
from selfattach.errors import NothingFoundError
from selfattach.history.ids import longer_form, short_form
from selfattach.shelves import shelf
from selfattach.shelves.shelf import letters_in
from selfattach.text import one_line

if TYPE_CHECKING:
    from selfattach.kinds import JsonObject

app = typer.Typer(rich_markup_mode=None, help="The letters you kept, open and sealed.")


@app.callback(invoke_without_command=True)
def letters(ctx: typer.Context, as_json: Json = False) -> None:
    """The letters you kept: which, when, and until when they are sealed. Without a command: list them."""
    ctx.obj = as_json
    if ctx.invoked_subcommand is None:
        _print_list(as_json=as_json)


@app.command("list")
def list_letters(ctx: typer.Context, as_json: Json = False) -> None:
    """List the letters, newest first, without their words."""
    _print_list(as_json=as_json or bool(ctx.obj))


@app.command("show")
def show_letter(
    ctx: typer.Context,
    ident: Annotated[str, typer.Argument(metavar="ID", help="As listed, like 261122-k7q.")],
    sealed: Annotated[bool, typer.Option("--sealed", help="Open it though it is sealed.")] = False,
    as_json: Json = False,
) -> None:
    """Show one letter whole. A sealed one stays closed until its time, unless you open it."""
    context = AppContext()
    record = context.history.find(ident)
    short = longer_form(record.id)
    found = letters_in(record, context.seals)
    if not found:
        raise NothingFoundError(words.NO_LETTER_THERE.format(short=short))
    if as_json or ctx.obj:
        head: JsonObject = {part: getattr(record, part) for part in ("id", "exercise", "title", "started")}
        parts = [
            {
                "name": letter.name,
                "seal_until": letter.seal_until,
                "sealed": letter.sealed,
                "words": None if letter.sealed and not sealed else told,
            }
            for letter, told in found
        ]
        print_json(head | {"letters": parts})
        return
    print_lines(one_line(record.title), f"{datetime.fromisoformat(record.started):%Y-%m-%d %H:%M}")
    for letter, told in found:
        print_lines("")
        if letter.sealed and not sealed:
            print_lines(words.LETTER_SEALED.format(day=one_line(words.until(letter.seal_until)), short=short))
        else:
            print_lines(*told.split("\n"))


def _print_list(*, as_json: bool) -> None:

    context = AppContext()
    found = shelf.letters(context.history, context.seals)
    damaged = context.history.damaged()
    if as_json:
        print_json([letter._asdict() for letter in found])
    elif not found:
        print_lines(words.NONE_READABLE if damaged else words.LETTERS_EMPTY)
    for letter in [] if as_json else found:
        until = one_line(words.until(letter.seal_until))
        state = words.SEALED_UNTIL.format(day=until) if letter.sealed else words.LETTER_OPEN
        started = datetime.fromisoformat(letter.started)
        print_lines(f"{short_form(letter.id)}  {started:%Y-%m-%d %H:%M}  {one_line(letter.title)}", hang="  ")
        print_lines(state, indent="  ")
    tell_damage(damaged)
