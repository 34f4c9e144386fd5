"""`selfattach practice`: what its options come to, and which script is meant; the rest is for `run.py`."""

import os
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from selfattach import words
from selfattach.cli.completion import exercise_ids, purposes
from selfattach.cli.context import AppContext
from selfattach.cli.options import PractiseOptions, with_practise_options
from selfattach.cli.practise.before_start import Start
from selfattach.cli.practise.entered_later import entered_later
from selfattach.cli.practise.hangup import until_hung_up
from selfattach.cli.practise.menus import choose
from selfattach.cli.practise.purpose_filter import check_wanted
from selfattach.cli.practise.run import run_practice
from selfattach.cli.practise.run_options import RunOptions, resolve_options
from selfattach.cli.practise.voice_setup import base_voice, is_gentle, load_whole
from selfattach.engine.voice import Voice
from selfattach.errors import WrongInputError
from selfattach.words import commands

app = typer.Typer(rich_markup_mode=None)
_FEW = 9  # as one figure can choose


_Name = Annotated[
    str | None,
    typer.Argument(
        help=commands.PRACTICE_NAME,
        metavar=commands.PRACTICE_NAME_METAVAR,
        autocompletion=exercise_ids,
    ),
]
_Minutes = Annotated[
    int | None, typer.Option(metavar=commands.SHARED_MINUTES_METAVAR, min=1, help=commands.PRACTICE_MINUTES)
]
_For = Annotated[
    str | None,
    typer.Option("--for", metavar=commands.PRACTICE_FOR_METAVAR, help=commands.PRACTICE_FOR, autocompletion=purposes),
]
_On = Annotated[str | None, typer.Option("--on", metavar=commands.PRACTICE_ON_METAVAR, help=commands.PRACTICE_ON)]


@app.command(help=commands.PRACTICE)
@with_practise_options
def practice(
    options: PractiseOptions,
    name: _Name = None,
    minutes: _Minutes = None,
    wanted: _For = None,
    on: _On = None,
    fresh: Annotated[bool, typer.Option("--fresh", help=commands.PRACTICE_FRESH)] = False,
    explain: Annotated[bool, typer.Option("--explain", help=commands.PRACTICE_EXPLAIN)] = False,
) -> int:
    """Returns the exit status. Raises WrongInputError where it is not told which, or nobody is there to answer."""
    check_wanted(wanted)
    if on is not None and name is None:
        raise WrongInputError(words.ON_NO_NAME)
    context = AppContext()
    run_options = resolve_options(context, options)._replace(fresh=fresh, explain=explain)
    if on is not None:
        run_options = entered_later(run_options, on, context.now())
    if not (run_options.asks or run_options.scripted):
        _tell_faults_first(context, name)
        raise WrongInputError(words.PRACTICE_NOBODY)
    return until_hung_up(lambda: _from_first_to_last(context, run_options, name, minutes, wanted))


def _tell_faults_first(context: AppContext, name: str | None) -> None:
    """Where nobody can be asked: what is wrong with the name or the script comes before that. Raises what it is."""
    if name is not None:
        is_file = os.sep in name or name.endswith((".yaml", ".yml"))
        path, own = (Path(name), True) if is_file else context.library.find(name)
        load_whole(context, path, own=own)


def _from_first_to_last(
    context: AppContext, run_options: RunOptions, name: str | None, minutes: int | None, wanted: str | None
) -> int:
    with closing(base_voice(context, run_options)) as voice:
        start = Start(context, run_options, voice).meet()
        if run_options.on is not None:
            voice.say(words.ON_FOR.format(day=words.day(run_options.on.date())))
        path, own = _choose(context, run_options, voice, name, minutes, wanted)
        if (start.gentle_only or start.light) and not is_gentle(context, path, own=own):
            path, own = start.something_gentle(path, own=own)
        run_practice(context, run_options, voice, path, own)
    return 0


def _choose(
    context: AppContext,
    run_options: RunOptions,
    voice: Voice,
    name: str | None,
    minutes: int | None,
    wanted: str | None,
) -> tuple[Path, bool]:
    """Return the script that is meant or chosen, and whether it is the person's own."""
    if name is not None:
        if os.sep in name or name.endswith((".yaml", ".yml")):
            return Path(name), True
        try:
            return context.library.find(name)
        except WrongInputError:
            if _is_waiting(context, run_options, name):
                return Path(f"{name}.yaml"), True  # its script is gone; what was begun with it is not
            could_be = context.library.candidates(name)
            if not 0 < len(could_be) <= _FEW or not run_options.asks or run_options.scripted:
                raise
            return context.library.find(_one_of(context, voice, could_be))
    if not run_options.asks or run_options.scripted:
        raise WrongInputError(words.PRACTICE_WHICH)
    from selfattach.cli.practise.choose_practice import Coaching  # noqa: PLC0415  only without a name

    return Coaching(context, minutes, wanted).choose(voice, explain=run_options.explain)


def _one_of(context: AppContext, voice: Voice, idents: list[str]) -> str:
    """Have one of several chosen by its title. Raises typer.Exit where none was."""
    titles = {ident: context.library.title_of(ident) for ident in idents}
    chosen = choose(context, voice, words.WHICH._replace(options=titles))
    if chosen is None or chosen == "gone":
        raise typer.Exit(0)
    return chosen


def _is_waiting(context: AppContext, run_options: RunOptions, ident: str) -> bool:
    return run_options.takes_up and any(waiting.head.get("exercise") == ident for waiting in context.drafts.waiting())
