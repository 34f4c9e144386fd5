"""`selfattach letters`: what a person put with their letters. On a terminal one is chosen and read; else they are told.

The list shows no words; `show` prints one letter whole.
"""

import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from selfattach import words
from selfattach.cli.completion import session_ids
from selfattach.cli.context import AppContext
from selfattach.cli.lists import Listed, print_sessions
from selfattach.cli.options import Json
from selfattach.cli.output import print_json, print_lines, tell_damage
from selfattach.cli.practise.hangup import until_hung_up
from selfattach.cli.practise.run_options import resolve_options
from selfattach.cli.practise.voice_setup import base_voice
from selfattach.cli.which_session import session_meant
from selfattach.errors import NothingFoundError, WrongInputError
from selfattach.history.ids import longer_form, short_form
from selfattach.shelves import contents
from selfattach.shelves.contents import Letter, letters_in
from selfattach.text import one_line
from selfattach.words import commands

if TYPE_CHECKING:
    from selfattach.history.record import Record
    from selfattach.kinds import JsonObject

app = typer.Typer(rich_markup_mode=None)


@app.callback(help=commands.LETTERS, invoke_without_command=True)
def letters(ctx: typer.Context, as_json: Json = False) -> int:
    """Returns the exit status. A terminal is asked which to read; elsewhere they are listed, without words."""
    ctx.obj = as_json
    if ctx.invoked_subcommand is not None:
        return 0
    if not as_json and _somebody_reads():
        return _choose_and_read(sealed=False)
    _print_list(as_json=as_json)
    return 0


@app.command("list", help=commands.LETTERS_LIST)
def list_letters(ctx: typer.Context, as_json: Json = False) -> None:
    """None is no error."""
    _print_list(as_json=as_json or bool(ctx.obj))


@app.command("show", help=commands.LETTERS_SHOW)
def show_letter(
    ctx: typer.Context,
    ident: Annotated[
        str | None,
        typer.Argument(
            metavar=commands.LETTERS_SHOW_ID_METAVAR,
            help=commands.SHARED_ID,
            autocompletion=session_ids,
            show_default=False,
        ),
    ] = None,
    sealed: Annotated[bool, typer.Option("--sealed", help=commands.LETTERS_SHOW_SEALED)] = False,
    as_json: Json = False,
) -> int:
    """Raises WrongInputError where it is not told which, and NothingFoundError where that session holds none."""
    if ident is None:
        if as_json or ctx.obj or not _somebody_reads():
            raise WrongInputError(words.LETTERS_WHICH)
        return _choose_and_read(sealed=sealed)
    context = AppContext()
    record = session_meant(
        context, ident, lambda: [letter.id for letter in contents.letters(context.history, context.seals)]
    )
    if not letters_in(record, context.seals):
        raise NothingFoundError(words.NO_LETTER_THERE.format(short=longer_form(record.id)))
    if as_json or ctx.obj:
        _print_as_json(context, record, sealed=sealed)
    else:
        _print_letters(context, record, sealed=sealed)
    return 0


def _print_as_json(context: AppContext, record: "Record", *, sealed: bool) -> None:
    head: JsonObject = {part: getattr(record, part) for part in ("id", "exercise", "title", "started")}
    parts = [
        {
            "name": letter.name,
            "seal_until": letter.seal_until,
            "sealed": letter.sealed,
            "words": None if letter.sealed and not sealed else told,
        }
        for letter, told in letters_in(record, context.seals)
    ]
    print_json(head | {"letters": parts})


def _print_letters(context: AppContext, record: "Record", *, sealed: bool) -> None:
    print_lines(one_line(record.title), f"{datetime.fromisoformat(record.started):%Y-%m-%d %H:%M}")
    for letter, told in letters_in(record, context.seals):
        print_lines("")
        if letter.sealed and not sealed:
            until = one_line(words.until(letter.seal_until))
            print_lines(words.LETTER_SEALED.format(day=until, short=longer_form(record.id)))
        else:
            print_lines(*told.split("\n"))
            if _somebody_reads():
                from selfattach.cli.shelves.read_letter import note_read  # noqa: PLC0415  not for a pipe

                note_read(context, letter)


def _somebody_reads() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _choose_and_read(*, sealed: bool) -> int:
    from selfattach.cli.shelves.read_letter import choose_and_read  # noqa: PLC0415  not for a list

    context = AppContext()
    found = contents.letters(context.history, context.seals)
    damaged = context.history.damaged()
    tell_damage(damaged)
    if not found:
        print_lines(words.NONE_READABLE if damaged else words.LETTERS_EMPTY)
        return 0

    def held() -> int:
        with closing(base_voice(context, resolve_options(context))) as voice:
            choose_and_read(context, voice, found, sealed=sealed)
        return 0

    return until_hung_up(held)


def _state(letter: Letter) -> str:
    until = one_line(words.until(letter.seal_until))
    return words.SEALED_UNTIL.format(day=until) if letter.sealed else words.LETTER_OPEN


def _print_letter(number: str, letter: Letter, out: TextIO) -> None:
    started = datetime.fromisoformat(letter.started)
    line = f"{number}{short_form(letter.id)}  {started:%Y-%m-%d %H:%M}  {one_line(letter.title)}"
    print_lines(line, hang="  ", out=out)
    print_lines(_state(letter), indent="  ", out=out)


def _listed(letter: Letter) -> Listed:
    started, told = datetime.fromisoformat(letter.started), f"{one_line(letter.title)} ({_state(letter)})"
    return Listed(letter.id, short_form(letter.id), f"{started:%Y-%m-%d %H:%M}", told)


def _print_list(*, as_json: bool) -> None:
    context = AppContext()
    found = contents.letters(context.history, context.seals)
    damaged = context.history.damaged()
    if as_json:
        print_json([letter._asdict() for letter in found])
    elif not found:
        print_lines(words.NONE_READABLE if damaged else words.LETTERS_EMPTY)
    else:

        def in_lines(number: str, at: int) -> Callable[[TextIO], None]:
            return partial(_print_letter, number, found[at])

        print_sessions(context, [_listed(letter) for letter in found], in_lines, words.OLDER_LETTERS)
    tell_damage(damaged)
