"""Options that more than one command takes. What one alone takes stands there."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, NamedTuple, get_type_hints

import typer

from selfattach.cli.completion import exercise_ids, session_ids
from selfattach.words import commands

Json = Annotated[bool, typer.Option("--json", help=commands.SHARED_JSON)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=commands.SHARED_QUIET)]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=commands.SHARED_YES)]
SessionId = Annotated[
    str,
    typer.Argument(
        metavar=commands.SHARED_ID_METAVAR,
        help=commands.SHARED_ID,
        autocompletion=session_ids,
    ),
]

# of `history list` and `history search`
Exercise = Annotated[
    str | None,
    typer.Option(
        "--exercise",
        metavar=commands.SHARED_EXERCISE_METAVAR,
        help=commands.SHARED_EXERCISE,
        autocompletion=exercise_ids,
    ),
]
Since = Annotated[str | None, typer.Option(metavar=commands.SHARED_DAY_METAVAR, help=commands.SHARED_SINCE)]
Until = Annotated[str | None, typer.Option(metavar=commands.SHARED_DAY_METAVAR, help=commands.SHARED_UNTIL)]
Limit = Annotated[
    int, typer.Option("--limit", "-n", metavar=commands.SHARED_LIMIT_METAVAR, min=1, help=commands.SHARED_LIMIT)
]
All = Annotated[bool, typer.Option("--all", help=commands.SHARED_ALL)]


# of what is kept
NoSave = Annotated[bool, typer.Option("--no-save", help=commands.SHARED_NO_SAVE)]


class PractiseOptions(NamedTuple):
    """How a practice is to be held, as the command line says it: the options of `practice` and of `routine`.

    A field here is an option of both (`with_practise_options`); what it comes to is for `practise/run_options.py`.
    """

    answers: Annotated[
        str | None, typer.Option(metavar=commands.PRACTISE_ANSWERS_METAVAR, help=commands.PRACTISE_ANSWERS)
    ] = None
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar=commands.PRACTISE_SET_METAVAR, help=commands.PRACTISE_SET)
    ] = None
    no_input: Annotated[bool, typer.Option("--no-input", help=commands.PRACTISE_NO_INPUT)] = False
    pace: Annotated[str | None, typer.Option(metavar=commands.PRACTISE_PACE_METAVAR, help=commands.PRACTISE_PACE)] = (
        None
    )
    reduced_motion: Annotated[
        bool | None, typer.Option("--reduced-motion/--motion", help=commands.PRACTISE_REDUCED_MOTION)
    ] = None
    counting: Annotated[bool | None, typer.Option("--counting/--no-counting", help=commands.PRACTISE_COUNTING)] = None
    bell: Annotated[bool | None, typer.Option("--bell/--no-bell", help=commands.PRACTISE_BELL)] = None
    discreet: Annotated[bool | None, typer.Option("--discreet/--no-discreet", help=commands.PRACTISE_DISCREET)] = None
    no_save: NoSave = False
    as_json: Annotated[bool, typer.Option("--json", help=commands.PRACTISE_JSON)] = False


def with_practise_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command all of them. It takes them as one value, in its first parameter, with its own after it."""

    @wraps(command)
    def called(**said: Any) -> int:  # noqa: ANN401  whatever Typer read
        options = PractiseOptions(**{name: said.pop(name) for name in PractiseOptions._fields})
        return command(options, **said)

    _, *own = inspect.signature(command, eval_str=True).parameters.values()
    kind, defaults = inspect.Parameter.KEYWORD_ONLY, PractiseOptions._field_defaults
    hints = get_type_hints(PractiseOptions, include_extras=True)
    shared = [inspect.Parameter(name, kind, default=defaults[name], annotation=hints[name]) for name in hints]
    named = [*(one.replace(kind=kind) for one in own), *shared]
    called.__dict__["__signature__"] = inspect.Signature(named)
    called.__annotations__ = {one.name: one.annotation for one in named}
    return called
