"""`selfattach practice`: find the script, choose the voice, hold the practice, keep the session."""

import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

import typer

from selfattach import __version__, words
from selfattach.cli.desk import Desk
from selfattach.cli.exercises import check_wanted, fits
from selfattach.cli.output import print_json, tell_damage
from selfattach.errors import NothingFoundError, SelfattachError, WrongInputError
from selfattach.history.drafts import NoDraft
from selfattach.history.ids import new_id, practice_day, short_form
from selfattach.keeping import (
    Begun,
    Resumed,
    as_it_is,
    look_outside,
    outside_from_plain,
    outside_to_plain,
    record_of,
    resume,
)
from selfattach.library import Listed, name_parts, recompile
from selfattach.practice import Run
from selfattach.session import Framed, Session
from selfattach.support import support_page
from selfattach.text import did_you_mean, one_line
from selfattach.ui.port import PACES, Hangup, Voice

app = typer.Typer(rich_markup_mode=None)
_SIGNALS: Final = ("SIGHUP", "SIGTERM")


class Wish(NamedTuple):
    """The options of one call."""

    answers: dict[str, Any]
    scripted: bool  # answers were given, or no input is wanted
    asks: bool  # somebody answers what is not given
    plain: bool
    pace: float
    saves: bool
    fresh: bool
    as_json: bool


@app.command()
def practice(
    name: Annotated[
        str | None,
        typer.Argument(help="An exercise, a unique part of its name, or a script file.", metavar="[NAME|FILE]"),
    ] = None,
    minutes: Annotated[int | None, typer.Option(min=1, help="Offer only what takes this long at most.")] = None,
    wanted: Annotated[
        str | None,
        typer.Option("--for", metavar="WORD", help="Offer only what is for a barrier, component or strategy."),
    ] = None,
    answers: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Take answers from YAML or JSON: name -> value.")
    ] = None,
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Give one answer; repeat it for lists.")
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing; what is not given is left open.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Lines only: for screen readers, pipes and logs.")] = False,
    pace: Annotated[str, typer.Option(help="slow, normal, fast or off.")] = "normal",
    no_save: Annotated[bool, typer.Option("--no-save", help="Keep nothing of it.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew, whatever was left unfinished.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record as JSON.")] = False,
) -> int:
    """Practise. Every question can be left open with Enter; every moment is a good moment to stop."""
    if pace not in PACES:
        raise WrongInputError(f"--pace is one of {', '.join(PACES)}.{did_you_mean(pace, PACES)}")
    check_wanted(wanted)
    desk = Desk()
    scripted = answers is not None or bool(given) or no_input
    wish = Wish(
        answers=_read_answers(answers),
        scripted=scripted,
        asks=not no_input and ((desk.typed and answers != "-") or (plain and not scripted)),
        plain=plain,
        pace=PACES[pace] if not scripted or (desk.typed and not no_input) else 0.0,
        saves=not no_save,
        fresh=fresh,
        as_json=as_json,
    )
    if not (wish.asks or scripted):
        raise WrongInputError(
            "Nobody can be asked here: this is no terminal. "
            "Give answers with --answers FILE, read lines with --plain, or leave all open with --no-input."
        )
    for signame in _SIGNALS:
        if hasattr(signal, signame):
            signal.signal(getattr(signal, signame), _hang_up)
    try:
        sitting = _Sitting(desk, wish, given or [])
        try:
            return sitting.hold(name, minutes, wanted)
        finally:
            sitting.close()
    except Hangup as hangup:
        return 128 + hangup.signum


def _hang_up(signum: int, _frame: object) -> None:
    for signame in _SIGNALS:  # a closing window may send both, and again; the first is enough
        if hasattr(signal, signame):
            signal.signal(getattr(signal, signame), signal.SIG_IGN)
    raise Hangup(signum)


class _Held(NamedTuple):
    """A practice about to be held: the session so far, and where it is kept meanwhile."""

    resumed: Resumed
    begun: Begun
    draft: Any


class _Sitting:
    """One call of the command: one practice, and those that are offered after it."""

    def __init__(self, desk: Desk, wish: Wish, given: list[str]) -> None:
        self.desk = desk
        self.wish = wish
        self.given = given
        self.out = sys.stderr if wish.as_json else sys.stdout
        self.base = self._base_voice()
        self.draft: Any = None
        self.settled = False  # what was left of this one has been kept or let go

    def _base_voice(self) -> Voice:
        if self.wish.plain or self.wish.as_json or not self.wish.asks or self.desk.wants_plain(self.out):
            return self.desk.plain_voice(self.out, self.wish.pace, read=self.wish.asks)
        return self.desk.terminal_voice(self.wish.pace)

    def close(self) -> None:
        """Let go of the screen and of the draft."""
        self.base.close()
        if self.draft is not None:
            self.draft.release()

    def hold(self, name: str | None, minutes: int | None, wanted: str | None) -> int:
        """Hold a practice, and what is offered after it. Return the exit status."""
        path, own = self._choose(name, minutes, wanted)
        following = self._one(path, own=own)
        while following and self.wish.asks and not self.wish.scripted:
            path, own = self.desk.library.find(following)
            title = self.desk.library.title_of(following)
            if self.base.menu(words.NEXT.about(title=title)) != "yes":
                break
            following = self._one(path, own=own)
        return 0

    # --- which one

    def _choose(self, name: str | None, minutes: int | None, wanted: str | None) -> tuple[Path, bool]:
        if name is not None:
            if os.sep in name or name.endswith((".yaml", ".yml")):
                return Path(name), True
            try:
                return self.desk.library.find(name)
            except WrongInputError:
                if not self._is_waiting(name):
                    raise
                return Path(f"{name}.yaml"), True  # its script is gone; what was begun with it is not
        if not self.wish.asks or self.wish.scripted:
            raise WrongInputError("Which one? Name an exercise. `selfattach exercises list` shows them all.")
        listed = [one for one in self.desk.library.listed() if one.head is not None and fits(one.head, minutes, wanted)]
        if not listed:
            raise NothingFoundError(words.NO_EXERCISE_FITS)
        options = {one.head.id: f"{one.head.title}{_minutes(one)}" for one in listed if one.head is not None}
        chosen = self.base.menu(words.WHICH._replace(options=options))
        if chosen in (None, "gone"):
            raise typer.Exit(0)
        return self.desk.library.find(str(chosen))

    # --- one practice

    def _one(self, path: Path, *, own: bool) -> str:
        """Hold one practice. Return the id of the exercise offered next, or ""."""
        voice = self.base
        held = self._resume(name_parts(path)[0]) if self._takes_up else None
        if held is None:
            if self.settled and not path.exists():
                raise typer.Exit(0)
            exercise = self.desk.library.load(path, own=own)
            if exercise.head.kind == "fragment":
                raise WrongInputError(
                    f"`{exercise.head.id}` is a fragment, a part of other exercises; it is not practised alone."
                )
            framed = self.desk.library.framed(exercise)
            voice = self._voice(framed)
            if not self.wish.scripted and self.wish.saves and not self.desk.places.state.exists():
                voice.say(words.FIRST_RUN)
            held = self._begin(framed, voice)
        self.draft = held.draft
        return self._hold(held, voice)

    def _voice(self, framed: Framed) -> Voice:
        if not self.wish.scripted:
            return self.base
        from selfattach.ui.scripted import ScriptedVoice, check_given, read_settings  # noqa: PLC0415

        given = check_given(self.wish.answers, framed, read_settings(self.given, framed))
        return ScriptedVoice(given, tells=self.base, asks=self.base if self.wish.asks else None)

    def _begin(self, framed: Framed, voice: Voice) -> _Held:
        now = self.desk.now()
        begun = Begun(new_id(now), now.isoformat(timespec="seconds"), __version__)
        voice.open(framed.exercise.head)
        outside = look_outside(framed, self.desk.history, now)
        sources = {**self.desk.library.frame().sources, **framed.exercise.sources}
        head = {
            "exercise": framed.exercise.head.id,
            "title": framed.exercise.head.title,
            "started": begun.started,
            "sources": sources,
            "outside": outside_to_plain(outside),
        }
        kept = self.wish.saves and self.wish.asks
        draft = self.desk.drafts.begin(begun.id, head) if kept else NoDraft(begun.id, head)
        return _Held(Resumed(Session(framed, outside), ()), begun, draft)

    def _hold(self, held: _Held, voice: Voice) -> str:
        frame = self.desk.library.frame()
        run = Run(
            held.resumed,
            voice,
            held.draft,
            self.desk.now,
            frame.fragment("ground", "ground"),
            lambda: support_page(lambda: self.desk.history, practice_day(self.desk.now())),
            saves=self.wish.saves,
        )
        try:
            how = run.hold()
        except KeyboardInterrupt:  # while an answer was being put down: it may be there or not, and is whole
            how = "left"
        if how == "over":
            self._keep(run, held, voice)
            ending = run.session.ending
            return ending.next if ending else ""
        something_kept = held.draft.half_typed or any(
            line.get("never") or line.get("value") is not None for line in held.draft.lines
        )
        if how == "let_go" or not something_kept:
            held.draft.erase()
            voice.say(words.LET_GO if how == "let_go" else words.LEFT_UNSAVED)
        else:
            voice.say(words.LEFT.format(exercise=run.session.framed.exercise.head.id))
        if self.wish.as_json:
            print_json(None)  # there is no record
        raise typer.Exit(0)

    def _keep(self, run: Run, held: _Held, voice: Voice) -> None:
        record = record_of(run.session, held.begun, self.desk.now(), run.keep_aside)
        from selfattach.ui.scripted import ScriptedVoice  # noqa: PLC0415

        if isinstance(voice, ScriptedVoice) and voice.unused:
            sys.stderr.write(f"{one_line(words.OFF_THE_WAY.format(names=', '.join(voice.unused)))}\n")
        if record is None:
            held.draft.erase()
            voice.say(words.LEFT_UNSAVED)
        elif not self.wish.saves:
            voice.say(words.NOT_KEPT)
        else:
            record = self._save(record)
            held.draft.erase()
            voice.say(words.KEPT_AS.format(short=short_form(held.begun.id)))
        if self.wish.as_json:
            print_json(record)

    def _save(self, record: dict[str, Any]) -> dict[str, Any]:
        from selfattach.history.record import from_plain, to_plain  # noqa: PLC0415

        try:
            return to_plain(self.desk.history.add(from_plain(record)))
        except SelfattachError as wrong:
            if self.draft is None or isinstance(self.draft, NoDraft):
                raise
            raise SelfattachError(words.SAVE_FAILED.format(why=wrong, exercise=record["exercise"])) from wrong

    # --- what was left

    @property
    def _takes_up(self) -> bool:
        """Whether what was left is offered here."""
        return self.wish.asks and self.wish.saves and not (self.wish.scripted or self.wish.fresh)

    def _is_waiting(self, ident: str) -> bool:
        return self._takes_up and any(waiting.head.get("exercise") == ident for waiting in self.desk.drafts.waiting())

    def _resume(self, ident: str) -> _Held | None:
        """Offer the newest unfinished practice of this exercise. None: begin a new one."""
        tell_damage(self.desk.drafts.damaged())
        for waiting in self.desk.drafts.waiting():
            if waiting.head.get("exercise") != ident:
                continue
            if self._is_kept_already(waiting.id):
                continue
            try:
                found, begun = self._read(waiting)
                title, since = one_line(waiting.head["title"]), self._since(begun.started)
            except (WrongInputError, KeyError, TypeError, ValueError, AttributeError) as wrong:
                raise WrongInputError(words.DRAFT_UNREADABLE.format(exercise=one_line(ident))) from wrong
            choice = self.base.menu(words.RESUME.about(title=title, ago=since))
            if choice == "gone":
                raise typer.Exit(0)
            if choice is None:
                self.base.say(words.RESUME_LATER)
                return None
            draft = self.desk.drafts.take_up(waiting.id)
            self.draft = draft
            if choice == "on":
                draft.append({"did": "resumed"})
                self.base.say(words.RESUMED)
                return _Held(found, begun._replace(resumed=begun.resumed + 1), draft)
            if choice == "keep":
                now = self.desk.now()
                session = as_it_is(found, draft.half_typed, now)
                record = record_of(session, begun, now, session.aside())
                if record is not None:
                    self._save(record)
                    self.base.say(words.KEPT_AS.format(short=short_form(waiting.id)))
            else:
                self.base.say(words.LET_GO)
            draft.erase()
            self.settled = True
            return None
        return None

    def _read(self, waiting: Any) -> tuple[Resumed, Begun]:  # noqa: ANN401  Waiting
        """Read a draft as it was begun, whatever the exercise says now."""
        framed = recompile(waiting.head["exercise"], waiting.head["sources"], self.desk.library.title_of)
        again = sum(1 for line in waiting.lines if line.get("did") == "resumed")
        found = resume(framed, outside_from_plain(waiting.head["outside"]), waiting.lines)
        return found, Begun(waiting.id, waiting.head["started"], __version__, again)

    def _is_kept_already(self, session: str) -> bool:
        """A cut between saving and erasing leaves both; the record is whole, so the draft can go."""
        try:
            self.desk.history.get(session)
        except NothingFoundError:
            return False
        self.desk.drafts.take_up(session).erase()
        return True

    def _since(self, started: str) -> str:
        return words.ago((practice_day(self.desk.now()) - practice_day(datetime.fromisoformat(started))).days)


def _minutes(listed: Listed) -> str:
    minutes = listed.head.minutes if listed.head else None
    return f", {words.ONE_MINUTE if minutes == 1 else words.MINUTES.format(minutes=minutes)}" if minutes else ""


def _read_answers(answers: str | None) -> dict[str, Any]:
    if answers is None:
        return {}
    from selfattach.script.answers_file import read_answers_file  # noqa: PLC0415

    try:
        data = sys.stdin.buffer.read() if answers == "-" else Path(answers).read_bytes()
    except OSError as wrong:
        raise WrongInputError(f"{one_line(answers)} cannot be read: {wrong.strerror}.") from wrong
    if not data.strip():
        return {}
    return read_answers_file(data, "standard input" if answers == "-" else answers)
