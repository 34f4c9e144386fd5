"""`selfattach kind`: the shelf of kind words, one line of it for a prompt or a status bar, or one line more on it.

The one line stands at once, so it loads nothing the others need, and says nothing but the line: no word of an empty
shelf, nor of a file that cannot be read. `selfattach kind` tells of both.
"""

import os
import sys
from contextlib import closing, suppress
from datetime import date
from functools import partial
from typing import Annotated, TextIO

import typer

from selfattach import words
from selfattach.dates import local_now
from selfattach.errors import SelfattachError, WrongInputError
from selfattach.history.ids import day_of, practice_day
from selfattach.history.seals import SealRules
from selfattach.paths import find_places
from selfattach.shelves.contents import KindWords, has_unasked_kind_words, kind_words, one_of_the_kind_words
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
    if look_through:
        return _look_through(alone=not (one or as_json))
    if one:
        _print_one(as_json=as_json)
    else:
        _print_all(as_json=as_json)
        if not as_json and sys.stdin.isatty() and sys.stdout.isatty():
            _ask_about_older_lines()
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


def _ask_about_older_lines() -> None:
    """On a terminal: lines from before they were asked about, three at a time."""
    from selfattach.cli.context import AppContext  # noqa: PLC0415  none of this is for a prompt
    from selfattach.cli.practise.hangup import until_hung_up  # noqa: PLC0415
    from selfattach.cli.practise.run_options import resolve_options  # noqa: PLC0415
    from selfattach.cli.practise.voice_setup import base_voice  # noqa: PLC0415
    from selfattach.cli.shelves.missing_consent import ask_about_kind_words  # noqa: PLC0415

    context = AppContext()
    if not has_unasked_kind_words(context.history, context.seals) or all(
        line.asked for line in kind_words(context.history, context.seals)
    ):
        return

    def held() -> int:
        with closing(base_voice(context, resolve_options(context))) as voice:
            ask_about_kind_words(context, voice)
        return 0

    until_hung_up(held)


def _look_through(*, alone: bool) -> int:
    from selfattach.cli.context import AppContext  # noqa: PLC0415  none of this is for a prompt
    from selfattach.cli.shelves.review import with_somebody  # noqa: PLC0415
    from selfattach.cli.shelves.review_kind_words import look_through  # noqa: PLC0415

    if not alone:
        raise WrongInputError(words.KIND_ALONE)
    context = AppContext()
    return with_somebody(context, words.KIND_NOBODY, lambda voice: look_through(context, voice))


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


def _print_all(*, as_json: bool) -> None:
    from selfattach.cli.context import AppContext  # noqa: PLC0415  none of this is for a prompt
    from selfattach.cli.output import print_json, print_lines, print_newest, tell_damage  # noqa: PLC0415

    context = AppContext()
    today = practice_day(context.now())
    found = kind_words(context.history, context.seals)
    damaged = context.history.damaged()
    if as_json:
        print_json([line._asdict() for line in found])
    elif not found:
        print_lines(words.NONE_READABLE if damaged else words.KIND_EMPTY)
    if not as_json:
        print_newest([partial(_print_line, line, today) for line in found], words.OLDER_KIND_WORDS)
    tell_damage(damaged)


def _print_line(line: KindWords, today: date, out: TextIO) -> None:
    from selfattach.cli.output import print_lines  # noqa: PLC0415  none of this is for a prompt

    print_lines(*line.words.split("\n"), out=out)
    days = (today - day_of(line.started)).days
    told = (words.KIND_STARRED if line.starred else "{ago}").format(ago=words.ago(days))
    print_lines(told, indent="  ", out=out)
