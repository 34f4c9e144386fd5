"""`selfattach practice`: find the script, choose the voice, say the first words; the rest is for `sitting.py`.

What is not needed to say the first words is loaded after them.
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from selfattach import words
from selfattach.cli.completing import exercise_ids
from selfattach.cli.desk import Desk
from selfattach.cli.opening import Wish, ask_for_voice, is_first_run, load_whole, say_first_words
from selfattach.cli.options import Bell, Counting, Discreet, NoInput, NoSave, Pace, Plain, ReducedMotion
from selfattach.cli.wanted import check_wanted
from selfattach.config import PACES
from selfattach.errors import WrongInputError
from selfattach.text import did_you_mean, one_line
from selfattach.ui.port import Hangup, Manner, Voice

app = typer.Typer(rich_markup_mode=None)
_SIGNALS: Final = ("SIGHUP", "SIGTERM")


@app.command()
def practice(
    name: Annotated[
        str | None,
        typer.Argument(
            help="An exercise, a unique part of its name, or a script file.",
            metavar="[NAME|FILE]",
            autocompletion=exercise_ids,
        ),
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
    no_input: NoInput = False,
    plain: Plain = None,
    pace: Pace = None,
    reduced_motion: ReducedMotion = None,
    counting: Counting = None,
    bell: Bell = None,
    discreet: Discreet = None,
    no_save: NoSave = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew, whatever was left unfinished.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Without a name: tell why this is offered.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record as JSON.")] = False,
) -> int:
    """Practise. Every question can be left open with Enter; every moment is a good moment to stop."""
    check_wanted(wanted)
    desk = Desk()
    wish = wish_of(
        desk,
        answers=answers,
        given=given,
        no_input=no_input,
        plain=plain,
        pace=pace,
        reduced_motion=reduced_motion,
        counting=counting,
        bell=bell,
        discreet=discreet,
        no_save=no_save,
    )._replace(fresh=fresh, as_json=as_json, explain=explain)
    if not (wish.asks or wish.scripted):
        raise WrongInputError(
            "Nobody can be asked here: this is no terminal. "
            "Give answers with --answers FILE, read lines with --plain, or leave all open with --no-input."
        )
    return until_hung_up(lambda: _from_first_to_last(desk, wish, name, minutes, wanted))


def wish_of(
    desk: Desk,
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
) -> Wish:
    """Return what options of a command line and the person's settings come to. Raises WrongInputError."""
    if pace is not None and pace not in PACES:
        raise WrongInputError(f"--pace is one of {', '.join(PACES)}.{did_you_mean(pace, PACES)}")
    if plain and discreet:
        raise WrongInputError(f"--discreet and --plain do not go together. {words.DISCREET_NOT_PLAIN}")
    if no_save:
        desk.leave_locked()
    settings = desk.settings.but(
        pace=pace, reduced_motion=reduced_motion, counting=counting, bell=bell, discreet=discreet
    )
    scripted = answers is not None or bool(given) or no_input
    return Wish(
        answers=_read_answers(answers),
        given=given or [],
        scripted=scripted,
        asks=not no_input and ((desk.typed and answers != "-") or (bool(plain) and not scripted)),
        plain=plain,
        manner=Manner(
            pace=PACES[settings.pace] if not scripted or (desk.typed and not no_input) else 0.0,
            still=settings.reduced_motion,
            counts=settings.counting,
            bell=settings.bell,
            discreet=settings.discreet,
        ),
        saves=not no_save,
        fresh=False,
        as_json=False,
    )


def until_hung_up(held: Callable[[], int]) -> int:
    """Hold what is to be held, and return the exit status: its own, or that of a hangup, which leaves in order."""
    _when_hung_up(_hang_up)
    try:
        try:
            return held()
        finally:
            _when_hung_up(_heard)  # what comes later finds nothing to interrupt
    except Hangup as hangup:
        _when_hung_up(signal.SIG_IGN)  # Python takes its own handlers away before it has left
        return 128 + hangup.signum


def _from_first_to_last(desk: Desk, wish: Wish, name: str | None, minutes: int | None, wanted: str | None) -> int:
    with closing(base_voice(desk, wish)) as voice:
        hold(desk, wish, voice, *_choose(desk, wish, voice, name, minutes, wanted))
    return 0


def _when_hung_up(do: Any) -> None:  # noqa: ANN401  a handler, or one of the constants of `signal`
    for signame in _SIGNALS:
        if hasattr(signal, signame):
            signal.signal(getattr(signal, signame), do)


def _hang_up(signum: int, _frame: object) -> None:
    _when_hung_up(_heard)  # a closing window may send both, and again; the first is enough
    raise Hangup(signum)


def _heard(_signum: int, _frame: object) -> None:
    """Pass over it. Of one that came already, Python would complain on the screen if it were ignored by SIG_IGN."""


def base_voice(desk: Desk, wish: Wish) -> Voice:
    """Return the voice that suits the person, the place and the wish."""
    out = sys.stderr if wish.as_json else sys.stdout
    plain = wish.as_json or not wish.asks or desk.needs_plain(out)
    if not plain:
        plain = desk.wants_plain if wish.plain is None else wish.plain
        if not plain and wish.plain is None and is_first_run(desk, wish):
            plain = ask_for_voice(desk, out)
    if not plain:
        return desk.terminal_voice(wish.manner)
    voice = desk.plain_voice(out, wish.manner, read=wish.asks)
    if wish.manner.discreet:
        voice.say(words.DISCREET_NOT_PLAIN)
    return voice


def _choose(
    desk: Desk, wish: Wish, voice: Voice, name: str | None, minutes: int | None, wanted: str | None
) -> tuple[Path, bool]:
    """Return the script that is meant or chosen, and whether it is the person's own."""
    if name is not None:
        if os.sep in name or name.endswith((".yaml", ".yml")):
            return Path(name), True
        try:
            return desk.library.find(name)
        except WrongInputError:
            if not _is_waiting(desk, wish, name):
                raise
            return Path(f"{name}.yaml"), True  # its script is gone; what was begun with it is not
    if not wish.asks or wish.scripted:
        raise WrongInputError("Which one? Name an exercise. `selfattach exercises list` shows them all.")
    from selfattach.cli.coaching import Coaching  # noqa: PLC0415  only without a name

    return Coaching(desk, minutes, wanted).choose(voice, explain=wish.explain)


def _is_waiting(desk: Desk, wish: Wish, ident: str) -> bool:
    return wish.takes_up and any(waiting.head.get("exercise") == ident for waiting in desk.drafts.waiting())


def hold(desk: Desk, wish: Wish, voice: Voice, path: Path, own: bool) -> list[str]:
    """Hold a practice, and what is offered after it. Return how each ended; typer.Exit comes where one was left."""
    opened = None
    if not (wish.scripted or (wish.takes_up and desk.has_drafts)):  # else something else may come first
        opened = load_whole(desk, path, own=own)
        say_first_words(desk, wish, voice, opened)
    from selfattach.cli.sitting import Sitting  # noqa: PLC0415  after the first words

    return Sitting(desk, wish, voice).hold(path, opened, own=own)


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
