"""Options that more than one command takes, each with the words of its help. What one alone takes stands there."""

from typing import Annotated

import typer

from selfattach.cli.completion import exercise_ids, session_ids

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
SessionId = Annotated[str, typer.Argument(metavar="ID", help="As listed, like 261122-k7q.", autocompletion=session_ids)]

# of `history list` and `history search`
Exercise = Annotated[str | None, typer.Option("--exercise", help="Only of this exercise.", autocompletion=exercise_ids)]
Since = Annotated[str | None, typer.Option(help="From this day on: yesterday, 'last week', november, 2026-11-03.")]
Until = Annotated[str | None, typer.Option(help="Up to this day, in the same words.")]
Limit = Annotated[int, typer.Option(min=1, help="At most so many, the newest.")]
All = Annotated[bool, typer.Option("--all", help="All there are, however many.")]

# of `practice` and `routine`
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask nothing; what is not given is left open.")]
Plain = Annotated[
    bool | None, typer.Option("--plain/--no-plain", help="Lines only: for screen readers, pipes and logs.")
]
Pace = Annotated[str | None, typer.Option(help="Of rests and breaths: slow, normal, fast or off.")]
ReducedMotion = Annotated[
    bool | None, typer.Option("--reduced-motion/--motion", help="A breath is a word a phase, and nothing moves.")
]
Counting = Annotated[
    bool | None, typer.Option("--counting/--no-counting", help="Tell seconds and rounds, or leave them out.")
]
Bell = Annotated[bool | None, typer.Option("--bell/--no-bell", help="A bell when a rest or a breath is over.")]
Discreet = Annotated[bool | None, typer.Option("--discreet/--no-discreet", help="Leave nothing of it on the terminal.")]
NoSave = Annotated[bool, typer.Option("--no-save", help="Keep nothing of it.")]
