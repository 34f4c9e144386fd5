"""Faults of a script, each with its place and what to write instead. Told all at once, never raised one by one."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from selfattach.errors import WrongInputError
from selfattach.text import one_line

_LONGEST: Final = 600


class Mark(NamedTuple):
    """A place in a file, counted from 1."""

    line: int
    column: int


class Fault(NamedTuple):
    """One fault: `file:line:column: what is wrong, and what to write instead`."""

    file: str
    mark: Mark
    message: str

    def __str__(self) -> str:
        message = one_line(self.message)
        if len(message) > _LONGEST:  # it quotes what was written, at any length
            message = f"{message[: _LONGEST // 2]} ... {message[-_LONGEST // 2 :]}"
        return f"{one_line(self.file)}:{self.mark.line}:{self.mark.column}: {message}"


class ScriptError(WrongInputError):
    """A script that cannot be used: every fault, in the order of the file."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))
