"""`selfattach routine`: a few practices one after the other, each its own session; a later call goes on with the rest.

How one practice is held is `run.py` and `practice_run.py`; what is left today is for `selfattach.coach.routines` to
say.
"""

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import typer

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.options import PractiseOptions, with_practise_options
from selfattach.cli.output import print_json, print_lines, tell
from selfattach.cli.practise.before_start import Start
from selfattach.cli.practise.hangup import until_hung_up
from selfattach.cli.practise.program_questions import end_with_help, loop_of, verbatim
from selfattach.cli.practise.run import HARDER, LOW_NUMBER, ROSE, run_practice
from selfattach.cli.practise.run_options import RunOptions, resolve_options
from selfattach.cli.practise.voice_setup import base_voice, load_whole
from selfattach.coach.routines import BUNDLED, BegunToday, Routine, left_today
from selfattach.config import SETTINGS_FILE, read_routines
from selfattach.engine.voice import Voice
from selfattach.errors import WrongInputError
from selfattach.history.ids import practice_day
from selfattach.kinds import JsonObject
from selfattach.library import name_parts
from selfattach.script.model import Choose, Exercise, Option, Prompt, ScriptHead
from selfattach.text import did_you_mean, one_line
from selfattach.words import commands

if TYPE_CHECKING:
    from selfattach.cli.practise.routine_answers import Shares

app = typer.Typer(rich_markup_mode=None)
_LIST = "list"
_T = TypeVar("_T")


class _Part(NamedTuple):
    """One practice of a routine."""

    path: Path
    own: bool
    exercise: Exercise

    @property
    def head(self) -> ScriptHead:
        return self.exercise.head


_Name = Annotated[str | None, typer.Argument(help=commands.ROUTINE_NAME, metavar=commands.ROUTINE_NAME_METAVAR)]
_IfDue = Annotated[bool, typer.Option("--if-due", help=commands.ROUTINE_IF_DUE)]
_MaxMinutes = Annotated[
    int | None, typer.Option(metavar=commands.SHARED_MINUTES_METAVAR, min=1, help=commands.ROUTINE_MAX_MINUTES)
]


@app.command(help=commands.ROUTINE)
@with_practise_options
def routine(
    options: PractiseOptions,
    name: _Name = None,
    listing: Annotated[bool, typer.Option("--list", help=commands.ROUTINE_LIST)] = False,
    if_due: _IfDue = False,
    max_minutes: _MaxMinutes = None,
) -> int:
    """Returns the exit status, which is 0 where nothing is due."""
    context = AppContext()
    is_given = options.answers is not None or bool(options.given)
    if if_due and not (listing or options.no_input or is_given or (context.typed and sys.stdout.isatty())):
        return 0  # a shell that starts without a person
    routines = _Routines(context)
    if listing or (name == _LIST and not routines.has(_LIST)):
        return _list(routines, None if name == _LIST else name, as_json=options.as_json)
    chosen = None if name is None else routines.find(name)
    call = _Call(context, routines, max_minutes)
    is_due = not if_due or chosen is None or call.is_due(chosen)
    if not is_due and not is_given:
        if options.as_json:
            print_json([])
        return 0
    tell(*routines.wrong)
    run_options = resolve_options(context, options)
    _check_somebody_chooses(run_options, chosen, if_due=if_due)
    if chosen is not None:
        call.read_answers(run_options, chosen)  # what is wrong with it is told before anything starts
    results: list[JsonObject | None] = []
    if options.as_json:
        run_options = run_options._replace(tells_result=results.append)
    try:
        return until_hung_up(lambda: call.from_first_to_last(run_options, chosen)) if is_due else 0
    finally:
        results += call.tell_not_held()
        if options.as_json:
            print_json([one for one in results if one is not None])


def _check_somebody_chooses(run_options: RunOptions, chosen: Routine | None, *, if_due: bool) -> None:
    if not (run_options.asks or run_options.scripted):
        raise WrongInputError(words.ROUTINE_NOBODY)
    if chosen is None and (if_due or run_options.answers or run_options.given or not run_options.asks):
        raise WrongInputError(words.ROUTINE_UNNAMED)


class _Call:
    """One call of a routine."""

    def __init__(self, context: AppContext, routines: "_Routines", max_minutes: int | None) -> None:
        self._context = context
        self._routines = routines
        self._max_minutes = max_minutes
        self._today = practice_day(context.now())
        self._begun_today = BegunToday(context.places.cache)
        self._shares: Shares | None = None

    def is_due(self, chosen: Routine) -> bool:
        """Whether nothing of it was practised today or waits since then, and something of it fits into the time.

        Left at once it is still due, once: who leaves it a second time does not want it today.
        """
        begun = self._begun_today.times(chosen.name, self._today)
        if begun > 1:
            return False  # what is asked at every start of a shell is asked in the order of what it costs
        left = left_today(chosen, self._context.past, self._today)
        if len(left) < len(chosen.exercises) or not self._fitting(chosen, left):
            return False
        return not (self._context.has_drafts and self._waits(chosen, begun=bool(begun)))

    def _waits(self, chosen: Routine, *, begun: bool) -> bool:
        """Whether something of it was begun today and waits, or is held right now elsewhere, as far as can be told."""
        drafts = self._context.drafts
        if drafts.are_locked() or drafts.held():
            return begun
        for waiting in drafts.waiting():
            with suppress(KeyError, TypeError, ValueError):  # a draft is a file, and anybody may have written in it
                today = practice_day(datetime.fromisoformat(waiting.head["started"])) == self._today
                if today and waiting.head["exercise"] in chosen.exercises:
                    return True
        return False

    def read_answers(self, run_options: RunOptions, chosen: Routine) -> None:
        """Share out what was given. Raises WrongInputError with all that is wrong with it, or with the routine."""
        parts = self._routines.parts(chosen)
        if run_options.answers or run_options.given:
            from selfattach.cli.practise.routine_answers import Shares  # noqa: PLC0415  few give any

            framed = {part.head.id: self._context.library.framed(part.exercise) for part in parts}
            self._shares = Shares(run_options.answers, run_options.given, chosen.exercises, framed)

    def tell_not_held(self) -> list[JsonObject | None]:
        """Tell what was given for practices that were not held; return it as JSON has it."""
        if self._shares is None:
            return []
        from selfattach.cli.practise.results import as_plain, tell_unused  # noqa: PLC0415  as above

        left = self._shares.left()
        tell_unused(one._replace(name=f"{ident}.{one.name}") for ident, unused in left.items() for one in unused)
        return [{"exercise": ident, "not_used": [as_plain(one) for one in unused]} for ident, unused in left.items()]

    def from_first_to_last(self, run_options: RunOptions, chosen: Routine | None) -> int:
        """Hold what is left of it today, in one voice."""
        with closing(base_voice(self._context, run_options)) as voice:
            start = Start(self._context, run_options, voice).meet()
            chosen = chosen or self._ask_which(voice)
            left = left_today(chosen, self._context.past, self._today)
            parts = self._fitting(chosen, left)
            if start.gentle_only or start.light:
                parts = [part for part in parts if part.head.intensity == "gentle"]
            if left and not parts and (start.gentle_only or start.light):
                self._note(chosen, voice.end, start.instead_of(one_line(chosen.name)))
            elif parts:
                self._note(chosen, _InTurn(self._context, run_options, voice, chosen.name, self._shares).run, parts)
            elif left:
                voice.end(words.ROUTINE_TOO_LONG)
            else:
                voice.end(words.ROUTINE_DONE.format(names=", ".join(dict.fromkeys(chosen.exercises))))
        return 0

    def _note(self, chosen: Routine, hold: Callable[[_T], None], what: _T) -> None:
        """Note that it begins, and once more where it came to its end: then that was it for today."""
        self._begun_today.note(chosen.name, self._today)
        hold(what)
        self._begun_today.note(chosen.name, self._today)

    def _ask_which(self, voice: Voice) -> Routine:
        known = {one.name: one for one, _ in self._routines.usable()}
        options = {name: f"{one_line(name)}{_about(self._routines.parts(one))}" for name, one in known.items()}
        taken = voice.menu(words.ROUTINE_WHICH._replace(options=options))
        if taken in (None, "gone"):
            raise typer.Exit(0)
        return known[str(taken)]

    def _fitting(self, chosen: Routine, left: list[str]) -> list[_Part]:
        """What is left and fits into the minutes, in order. Of one that does not say how long it is, nobody knows."""
        parts = {part.head.id: part for part in self._routines.parts(chosen)}
        if self._max_minutes is None:
            return [parts[ident] for ident in left]
        fitting, room = [], self._max_minutes
        for part in (parts[ident] for ident in left):
            if part.head.minutes is not None and part.head.minutes <= room:
                fitting.append(part)
                room -= part.head.minutes
        return fitting


class _InTurn:
    """The practices of one call, held one after the other."""

    def __init__(
        self, context: AppContext, run_options: RunOptions, voice: Voice, name: str, shares: "Shares | None"
    ) -> None:
        self._context = context
        self._run_options = run_options
        self._voice = voice
        self._name = name
        self._shares = shares

    def run(self, parts: list[_Part]) -> None:
        """Hold them. What was enough, or too much, is not gone on from; one that is left ends the call (typer.Exit)."""
        endings: list[str] = []
        for place, part in enumerate(parts):
            if place and not self._goes_on(part):
                self._voice.end(self._left)
                return
            goes_on, asks_number = place < len(parts) - 1, LOW_NUMBER not in endings
            run_options = self._run_options_of(part)._replace(goes_on=goes_on, asks_number=asks_number)
            endings = run_practice(self._context, run_options, self._voice, part.path, part.own)
            if place == len(parts) - 1:
                return
            if {"guard", HARDER, ROSE} & {*endings}:
                self._voice.end(words.ROUTINE_GUARD)
                return
            if "enough" in endings:
                self._voice.end(self._left)
                return

    def _run_options_of(self, part: _Part) -> RunOptions:
        if self._shares is None:
            return self._run_options
        share = self._shares.next_of(part.head.id)
        return self._run_options._replace(answers=share.answers, given=share.settings)

    @property
    def _left(self) -> str:
        if not self._run_options.saves:
            return words.ROUTINE_LEFT_UNSAVED
        return words.ROUTINE_LEFT.format(name=shlex.quote(one_line(self._name)))

    def _goes_on(self, part: _Part) -> bool:
        """Say what comes next, and ask whether to go on: a stop like any other, with the pause and the grounding."""
        said = words.next_in_routine(part.head.title, part.head.minutes)
        if not self._run_options.asks:
            self._voice.say(said)
            return True

        ways = tuple(Option(way, label, label) for way, label in words.ROUTINE_WAYS.items())
        prompt = Prompt("next", Choose(ways, first="on"), verbatim(said))
        between = loop_of(self._context, self._voice, part.exercise, (prompt,), words.ROUTINE_PAUSE)
        how = between.run()
        end_with_help(between)
        chosen, ending = between.session.log[-1:], between.session.ending
        return how == "over" and ending is not None and ending.how == "done" and chosen[0].value in (None, "on")


class _Routines:
    """The routines there are, one's own before the bundled ones of the same name, and what is wrong with others."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._file = context.places.config / SETTINGS_FILE
        self._own, self._wrong = read_routines(self._file)
        self._parts: dict[str, _Part] = {}

    @property
    def _known(self) -> list[Routine]:
        own = [Routine(name, exercises, own=True) for name, exercises in self._own.items()]
        return [*(one for one in BUNDLED if one.name not in self._own and one.name not in self._wrong), *own]

    @property
    def wrong(self) -> list[str]:
        """What is wrong with how routines are written in the settings, each as a sentence."""
        return list(self._wrong.values())

    @property
    def faults(self) -> Iterator[str]:
        """What is wrong with any, looked at to its last exercise."""
        yield from self._wrong.values()
        for routine_ in self._known:
            try:
                self.parts(routine_)
            except WrongInputError as wrong:
                yield str(wrong)

    def has(self, name: str) -> bool:
        """Whether there is one of this name, usable or not."""
        return name in self._wrong or any(one.name == name for one in self._known)

    def find(self, name: str) -> Routine:
        """Return the routine of that name. Raises WrongInputError: with what is wrong with it, or the nearest names."""
        found = next((one for one in self._known if one.name == name), None)
        if found is None:
            _ = self._context.settings  # a file that cannot be read is told first
            if name in self._wrong:
                raise WrongInputError(self._wrong[name])
            tell(*self.wrong)
            near = did_you_mean(name, [one.name for one in self._known]) or words.ROUTINE_ALL
            raise WrongInputError(words.ROUTINE_UNKNOWN.format(name=one_line(name), near=near))
        return found

    def usable(self) -> Iterator[tuple[Routine, list[_Part]]]:
        """Yield each routine that can be practised, with its practices."""
        for routine_ in self._known:
            try:
                yield routine_, self.parts(routine_)
            except WrongInputError:
                continue  # `faults` tells it

    def parts(self, routine_: Routine) -> list[_Part]:
        """Return the practices of a routine. Raises WrongInputError naming the one that is none."""
        try:
            return [self._part(ident) for ident in routine_.exercises]
        except WrongInputError as wrong:
            where = f"{self._file}: " if routine_.own else ""
            why = words.ROUTINE_BROKEN.format(name=one_line(routine_.name), why=str(wrong).split("\n", 1)[0])
            raise WrongInputError(f"{where}{why}") from wrong

    def _part(self, ident: str) -> _Part:
        """The practice of an id, written out whole. Raises WrongInputError when there is none."""
        if ident not in self._parts:
            self._parts[ident] = self._read(ident)
        return self._parts[ident]

    def _read(self, ident: str) -> _Part:
        library = self._context.library
        try:
            path, own = library.find(ident)
        except WrongInputError:
            path, own = None, False  # what is near is told below
        if path is not None and name_parts(path)[0] == ident:
            return _Part(path, own, load_whole(self._context, path, own=own))
        scripts = [path for path, _ in library.every_script()]
        if ident in [name_parts(path)[0] for path in scripts]:
            raise WrongInputError(words.FRAGMENT.format(id=one_line(ident)))
        known = [name_parts(path)[0] for path in scripts if path.parent.name != "fragments"]
        raise WrongInputError(words.ROUTINE_NO_EXERCISE.format(id=one_line(ident), near=did_you_mean(ident, known)))


def _list(routines: _Routines, name: str | None, *, as_json: bool) -> int:
    """Show the routines, or the one that is named. A wrong one of your own is named on stderr and hides no other."""
    only = None if name is None else routines.find(name)
    shown = [(one, parts) for one, parts in routines.usable() if only in (None, one)]
    if as_json:
        print_json([_plain(one, parts) for one, parts in shown])
    for one, parts in [] if as_json else shown:
        own = f" ({words.OWN_SCRIPT})" if one.own else ""
        print_lines(f"{one_line(one.name)}{_about(parts)}{own}")
        print_lines(*(f"{part.head.title}{_about([part])}" for part in parts), indent="  ")
    tell(*(routines.faults if only is None else ()))
    return 0


def _plain(one: Routine, parts: list[_Part]) -> JsonObject:
    exercises = [{"id": part.head.id, "title": part.head.title, "minutes": part.head.minutes} for part in parts]
    return {"name": one.name, "own": one.own, "minutes": _minutes(parts), "exercises": exercises}


def _minutes(parts: list[_Part]) -> int | None:
    """How long they take together, or None where one does not say."""
    known = [part.head.minutes for part in parts if part.head.minutes is not None]
    return sum(known) if len(known) == len(parts) else None


def _about(parts: list[_Part]) -> str:
    minutes = _minutes(parts)
    return f", {words.about(minutes)}" if minutes else ""
