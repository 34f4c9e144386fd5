"""One line kept in passing: asked for in the person's voice, or read from standard input, and kept as a session.

No figure is asked for and nothing stands around it. The question is held by the loop that holds every practice, so that
every voice, the pause and the way to help are there; nothing of it is on the disk before it is over. On the shelf of
kind words a line stands as one that a practice put there: whoever is there is asked whether they would say it to
somebody they care about, and a line of which nobody said yes or no waits for `missing_consent.py`.
"""

import sys
from contextlib import closing, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

import typer

from selfattach import __version__, kinds, words
from selfattach.cli.context import AppContext
from selfattach.cli.options import PractiseOptions
from selfattach.cli.output import print_json, print_lines
from selfattach.cli.practise.practice_notes import note_day
from selfattach.cli.practise.run_options import RunOptions, resolve_options
from selfattach.engine.answers import IllegalAnswerError
from selfattach.engine.draft_lines import Begun
from selfattach.engine.session import WOULD_SAY, Act, Framed, Session
from selfattach.engine.voice import Hangup
from selfattach.errors import SelfattachError, WrongInputError, reason
from selfattach.history.ids import new_id, practice_day
from selfattach.script.model import Choose, Exercise, Finish, Option, Prompt, ScriptHead, Text, TextRun, Words, Write
from selfattach.shelves.contents import KIND_WORDS

if TYPE_CHECKING:
    from selfattach.engine.loop import Loop
    from selfattach.history.record import Entry, Record

_LINE: Final = "line"
_YES: Final = "yes"
_NO: Final = "no"


class Moment(NamedTuple):
    """A kind of line. `exercise`: of its sessions; no script has it. `shelf`: where it is put, if anywhere."""

    exercise: str
    title: str
    ask: str
    shelf: str = ""


NOTICED: Final = Moment(kinds.NOTICED_LINE, words.NOTICED_TITLE, words.NOTICED_ASK)
KIND_LINE: Final = Moment(kinds.KIND_LINE, words.KIND_LINE_TITLE, words.KIND_LINE_ASK, KIND_WORDS)


def refuse_in_command(said: list[str], command: str) -> None:
    """Take no words from the command line, where others could read them. Raises WrongInputError, which tells none."""
    if said:
        raise WrongInputError(words.LINE_NOT_HERE.format(command=command))


_MOST_BYTES: Final = 10_000  # a few lines; a letter has a practice of its own


def keep_a_line(moment: Moment, *, as_json: bool, no_save: bool) -> int:
    """Ask for a line, or read it where nobody can be asked, and keep it. Return the exit status."""
    context = AppContext()
    run_options = resolve_options(context, PractiseOptions(no_save=no_save, as_json=as_json))
    line = _Line(context, run_options, moment)
    if not run_options.asks:
        return line.read()
    from selfattach.cli.practise.hangup import until_hung_up  # noqa: PLC0415  where somebody is asked

    return until_hung_up(line.ask)


class _Line:
    """One call: the line, from the question to its record."""

    def __init__(self, context: AppContext, run_options: RunOptions, moment: Moment) -> None:
        self._context = context
        self._run_options = run_options
        self._moment = moment
        now = context.now()
        self._begun = Begun(new_id(now), now.isoformat(timespec="seconds"), __version__)
        self._exercise = Exercise(ScriptHead(moment.exercise, moment.title, intensity="gentle"), (), {}, b"")

    def read(self) -> int:
        """Keep what comes through standard input, all of it as one text."""
        session = Session(Framed(self._exercise, (self._question(many=True),), (), (), (), (), ()))
        try:
            session = session.answer(_read_text(), self._begun.started)
        except OSError as wrong:
            unreadable = words.GIVEN_UNREADABLE.format(file=words.STANDARD_INPUT, why=reason(wrong))
            raise WrongInputError(unreadable) from wrong
        except IllegalAnswerError as wrong:
            raise WrongInputError(words.NOTHING_FITS.format(why=wrong)) from wrong
        record = self._record(session)
        if record is None:
            raise WrongInputError(words.LINE_EMPTY)
        told = self._keep(record)
        if not self._run_options.as_json:
            print_lines(told)
        return 0

    def ask(self) -> int:
        """Ask for it, in the voice of whoever is there."""
        from selfattach.cli.practise.program_questions import end_with_help, loop_of  # noqa: PLC0415  where one is asked
        from selfattach.cli.practise.voice_setup import base_voice, say_what_this_is_not  # noqa: PLC0415  same

        with closing(base_voice(self._context, self._run_options)) as voice:
            say_what_this_is_not(self._context, self._run_options, voice)
            questions, saves = self._questions(), self._run_options.saves
            loop = loop_of(self._context, voice, self._exercise, questions, words.LINE_PAUSE, saves=saves)
            try:
                told = self._hold(loop)
            except SelfattachError:  # what the disk refuses is told after the help that was asked for
                with suppress(typer.Exit):
                    end_with_help(loop)
                raise
            end_with_help(loop)
            voice.end(told)
        return 0

    def _hold(self, loop: "Loop") -> str:
        """Hold the questions, and keep what was said, wherever they were left. Return what to say of it."""
        try:
            how = loop.run()
        except KeyboardInterrupt:
            how = "gone"
        except Hangup:
            self._keep(self._record(loop.session))
            raise
        is_dropped = how == "left" and loop.shall_wait and not loop.closed
        record = None if is_dropped else self._record(loop.session, loop.keep_aside)
        if record is None and not (is_dropped or self._context.typed or loop.closed):
            raise WrongInputError(words.LINE_EMPTY)
        return self._keep(record)

    # --- what is asked

    def _questions(self) -> list[Prompt]:
        if not (self._moment.shelf and self._run_options.saves):
            return [self._question()]
        options = (Option(_YES, words.YES, words.YES), Option(_NO, words.OFF_THE_SHELF, words.OFF_THE_SHELF))
        would_say = Prompt(WOULD_SAY, Choose(options), _verbatim(words.WOULD_YOU_SAY_IT), _verbatim(words.UNASKED_HINT))
        return [self._question(), would_say]

    def _question(self, *, many: bool = False) -> Prompt:
        ask, hint = _verbatim(self._moment.ask), _verbatim(words.LINE_HINT)
        return Prompt(_LINE, Write(many=many), ask, hint, skipped=(Finish(),))

    # --- what is kept

    def _record(self, session: Session, aside: tuple[Act, ...] = ()) -> "Record | None":
        """The record: the line alone, where it stands now. None where there is no line."""
        from selfattach.engine.records import record_of  # noqa: PLC0415  msgspec is for the end
        from selfattach.history.record import with_answers  # noqa: PLC0415  same

        record = record_of(session, self._begun, self._context.now(), aside)
        said = next((act.value for _, act in session.answered if act.name == WOULD_SAY), None)
        lines = [self._where_it_stands(one, said) for one in (record.answers if record else ()) if one.name == _LINE]
        return with_answers(record, lines) if record and lines else None

    def _where_it_stands(self, line: "Entry", said: str | None) -> "Entry":
        from selfattach.history.record import on_shelf  # noqa: PLC0415  as above

        if not self._moment.shelf or said == _NO or line.aside:
            return line
        return on_shelf(line, self._moment.shelf, asked=said == _YES)

    def _keep(self, record: "Record | None") -> str:
        """Keep it, if it shall be kept, and print it where JSON is wanted. Return what to say of it."""
        told = words.LEFT_UNSAVED if record is None else words.NOT_KEPT
        if record is not None and self._run_options.saves:
            try:
                record = self._context.history.add(record)
            except SelfattachError as wrong:
                raise SelfattachError(words.LINE_NOT_KEPT.format(why=wrong)) from wrong
            note_day(self._context.places.cache, practice_day(datetime.fromisoformat(record.started)))
            told = self._kept_words(record.answers[0])
        if self._run_options.as_json:
            from selfattach.history.record import to_plain  # noqa: PLC0415  as above

            print_json(record and to_plain(record))
        return told

    def _kept_words(self, line: "Entry") -> str:
        if not self._moment.shelf or line.aside:
            return words.IS_KEPT
        if line.shelf is None:
            return words.LINE_OFF_SHELF
        return words.LINE_ON_SHELF if line.asked else words.LINE_WAITS


def _verbatim(said: str) -> Text:
    return Text((Words(1, (TextRun(said),), said),))


def _read_text() -> str:
    """Read a few lines from standard input. Raises WrongInputError where it is no text, or far too much of it."""
    content = sys.stdin.buffer.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise WrongInputError(words.LINE_TOO_LONG)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise WrongInputError(words.LINE_NO_TEXT) from wrong
    if "\0" in text:
        raise WrongInputError(words.LINE_NO_TEXT)
    return text
