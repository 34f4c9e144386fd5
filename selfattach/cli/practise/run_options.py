"""The terms on which one call practises: what its options and the person's settings come to.

It asks nobody and starts nothing. Answers that were given along are read here; whether they fit is for others.
"""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.options import PractiseOptions
from selfattach.cli.output import print_json
from selfattach.config import PACES
from selfattach.engine.voice import Manner
from selfattach.errors import WrongInputError, reason
from selfattach.kinds import JsonObject
from selfattach.text import did_you_mean, one_line


class RunOptions(NamedTuple):
    """How one call is held."""

    answers: JsonObject
    given: list[str]  # each NAME=VALUE of the command line, as typed
    scripted: bool  # answers were given, or no input is wanted
    asks: bool  # somebody answers what is not given
    plain: bool | None  # None: not said
    manner: Manner
    saves: bool
    fresh: bool = False  # whatever was left
    tells_result: Callable[[JsonObject | None], None] | None = None  # takes what came of each practice, as JSON has it
    explain: bool = False  # tell the reasons of the coach
    resumes: bool = False  # what was left is what was chosen, and is gone on with
    goes_on: bool = False  # another one of a routine follows
    asks_number: bool = True  # no practice just before this one, in a routine, was given a low one
    on: datetime | None = None  # when it was done, of one that is entered later

    @property
    def as_json(self) -> bool:
        """Whether what comes of it is told as JSON, and words to the person go to stderr."""
        return self.tells_result is not None

    @property
    def takes_up(self) -> bool:
        """Whether what was left is offered."""
        return self.asks and self.saves and not (self.scripted or self.fresh or self.on)


def resolve_options(context: AppContext, said: PractiseOptions | None = None, *, settled: bool = False) -> RunOptions:
    """Return what options of a command line and the person's settings come to. Raises WrongInputError.

    `settled`: nobody is asked which voice would suit, not at a first start either.
    """
    said = said or PractiseOptions()
    plain = context.wants_plain if settled else context.said_plain
    if said.pace is not None and said.pace not in PACES:
        near = did_you_mean(said.pace, PACES)
        raise WrongInputError(words.PACE_UNKNOWN.format(known=", ".join(PACES), near=near))
    if plain and said.discreet:
        raise WrongInputError(words.DISCREET_AND_PLAIN)
    if said.no_save:
        context.leave_locked()
    settings = context.settings.but(
        pace=said.pace,
        reduced_motion=said.reduced_motion,
        counting=said.counting,
        bell=said.bell,
        discreet=said.discreet,
    )
    scripted = said.answers is not None or bool(said.given) or said.no_input
    takes_time = not scripted or said.pace is not None or (context.typed and not said.no_input)
    return RunOptions(
        answers=_read_answers(said.answers),
        given=said.given or [],
        scripted=scripted,
        asks=not said.no_input and ((context.typed and said.answers != "-") or (bool(plain) and not scripted)),
        plain=plain,
        manner=Manner(
            pace=PACES[settings.pace] if takes_time else 0.0,
            still=settings.reduced_motion,
            counts=settings.counting,
            bell=settings.bell,
            discreet=settings.discreet,
            look=settings.look,
        ),
        saves=not said.no_save,
        tells_result=print_json if said.as_json else None,
    )


def _read_answers(answers: str | None) -> JsonObject:
    if answers is None:
        return {}
    from selfattach.script.answers_file import read_answers_file  # noqa: PLC0415

    try:
        data = sys.stdin.buffer.read() if answers == "-" else Path(answers).read_bytes()
    except OSError as wrong:
        raise WrongInputError(words.GIVEN_UNREADABLE.format(file=one_line(answers), why=reason(wrong))) from wrong
    if not data.strip():
        return {}
    return read_answers_file(data, words.STANDARD_INPUT if answers == "-" else answers)
