"""Options that more than one command takes, each with the words of its help. What one alone takes stands there."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, NamedTuple, get_type_hints

import typer

from selfattach.cli.completion import exercise_ids, session_ids

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
SessionId = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="A number of the list just printed, last, or a name like 261122-k7q.",
        autocompletion=session_ids,
    ),
]

# of `history list` and `history search`
Exercise = Annotated[str | None, typer.Option("--exercise", help="Only of this exercise.", autocompletion=exercise_ids)]
Since = Annotated[str | None, typer.Option(help="From this day on: yesterday, 'last week', november, 2026-11-03.")]
Until = Annotated[str | None, typer.Option(help="Up to this day, in the same words.")]
Limit = Annotated[int, typer.Option(min=1, help="At most so many, the newest.")]
All = Annotated[bool, typer.Option("--all", help="All there are, however many.")]


# of what is kept
NoSave = Annotated[bool, typer.Option("--no-save", help="Keep nothing of it.")]


class PractiseOptions(NamedTuple):
    """How a practice is to be held, as the command line says it: the options of `practice` and of `routine`.

    A field here is an option of both (`with_practise_options`); what it comes to is for `practise/run_options.py`.
    """

    answers: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Take answers from YAML or JSON: name -> value.")
    ] = None
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Give one answer; repeat it for lists.")
    ] = None
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing; what is not given is left open.")] = False
    pace: Annotated[str | None, typer.Option(help="Of rests and breaths: slow, normal, fast or off.")] = None
    reduced_motion: Annotated[
        bool | None, typer.Option("--reduced-motion/--motion", help="A breath is a word a phase, and nothing moves.")
    ] = None
    counting: Annotated[
        bool | None, typer.Option("--counting/--no-counting", help="Tell seconds and rounds, or leave them out.")
    ] = None
    bell: Annotated[bool | None, typer.Option("--bell/--no-bell", help="A bell when a rest or a breath is over.")] = (
        None
    )
    discreet: Annotated[
        bool | None, typer.Option("--discreet/--no-discreet", help="Leave nothing of it on the terminal.")
    ] = None
    no_save: NoSave = False
    as_json: Annotated[bool, typer.Option("--json", help="Print what was kept as JSON.")] = False


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
