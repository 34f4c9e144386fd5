"""`--plain` and `--no-plain`: the one option that the program and every command of it take.

A person who needs plain lines need not know which commands ask something. What was said is noted here for the one call,
and `context.py` reads it. It stands alone because each start loads it, also one for a prompt or a Tab; so the program
adds its help only where that may be read.
"""

from contextvars import ContextVar
from typing import Annotated, Final

import typer

said_plain: Final = ContextVar[bool | None]("said_plain", default=None)  # None: nothing was said


def _note(value: bool | None) -> None:
    if value is not None:  # the command may say nothing after the program said something
        said_plain.set(value)


Plain = Annotated[bool | None, typer.Option("--plain/--no-plain", callback=_note, expose_value=False)]
