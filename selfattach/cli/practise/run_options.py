"""The terms on which one call practises: what its options and the person's settings come to.

It asks nobody and starts nothing. Answers that were given along are read here; whether they fit is for others.
"""

import sys
from pathlib import Path
from typing import NamedTuple

from selfattach import words
from selfattach.cli.context import AppContext
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
    as_json: bool = False
    explain: bool = False  # tell the reasons of the coach
    resumes: bool = False  # what was left is what was chosen, and is gone on with
    goes_on: bool = False  # another one of a routine follows
    asks_number: bool = True  # no practice just before this one, in a routine, was given a low one

    @property
    def takes_up(self) -> bool:
        """Whether what was left is offered."""
        return self.asks and self.saves and not (self.scripted or self.fresh)


def resolve_options(
    context: AppContext,
    *,
    answers: str | None = None,
    given: list[str] | None = None,
    no_input: bool = False,
    plain: bool | None = None,
    pace: str | None = None,
    reduced_motion: bool | None = None,
    counting: bool | None = None,
    bell: bool | None = None,
    discreet: bool | None = None,
    no_save: bool = False,
) -> RunOptions:
    """Return what options of a command line and the person's settings come to. Raises WrongInputError."""
    if pace is not None and pace not in PACES:
        raise WrongInputError(words.PACE_UNKNOWN.format(known=", ".join(PACES), near=did_you_mean(pace, PACES)))
    if plain and discreet:
        raise WrongInputError(words.DISCREET_AND_PLAIN)
    if no_save:
        context.leave_locked()
    settings = context.settings.but(
        pace=pace, reduced_motion=reduced_motion, counting=counting, bell=bell, discreet=discreet
    )
    scripted = answers is not None or bool(given) or no_input
    return RunOptions(
        answers=_read_answers(answers),
        given=given or [],
        scripted=scripted,
        asks=not no_input and ((context.typed and answers != "-") or (bool(plain) and not scripted)),
        plain=plain,
        manner=Manner(
            pace=PACES[settings.pace] if not scripted or (context.typed and not no_input) else 0.0,
            still=settings.reduced_motion,
            counts=settings.counting,
            bell=settings.bell,
            discreet=settings.discreet,
        ),
        saves=not no_save,
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
