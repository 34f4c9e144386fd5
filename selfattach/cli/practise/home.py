"""`selfattach` alone: a quiet home with what might be done now, or a short status where nobody can choose.

Nothing is counted that could press: no days, no missed ones. It shows no words of the person.
"""

import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

from selfattach import words
from selfattach.cli.context import Desk
from selfattach.cli.output import print_json, print_lines
from selfattach.cli.practise.before_start import Start
from selfattach.cli.practise.choose_practice import Coaching
from selfattach.cli.practise.hangup import until_hung_up
from selfattach.cli.practise.menus import choose
from selfattach.cli.practise.run import hold
from selfattach.cli.practise.run_options import Terms, terms_of
from selfattach.cli.practise.voice_setup import base_voice
from selfattach.coach.offers import Advice, Wish
from selfattach.engine.voice import Voice
from selfattach.errors import SelfattachError, WrongInputError
from selfattach.text import one_line

FIRST_PRACTICE = "one-sound"  # two minutes, gentle, nothing to type


class Unfinished(NamedTuple):
    """A practice that was begun and waits."""

    exercise: str
    title: str
    ago: str


class Home(NamedTuple):
    """What there is today.

    `promise`: the exercise that asks after the oldest open one; `letters`: how many are unopened, their seal over.
    """

    new: bool
    locked: bool
    unfinished: Unfinished | None
    promise: str
    letters: int
    advice: Advice
    gentle_only: bool = False  # after a hard moment
    numbers: str = ""  # then they stand with what is offered


def show_home(*, as_json: bool) -> int:
    """Show what might be done now; on a terminal, let one be chosen and hold it. Return the exit status."""
    desk = Desk()
    coaching = Coaching(desk)
    if as_json or not (desk.typed and sys.stdout.isatty()):
        desk.offer_to_unlock()
        home = _look(desk, coaching)
        if as_json:
            print_json(_plain(home, coaching))
        else:
            print_lines(*_status(home, coaching))
        return 0
    return until_hung_up(lambda: _at_home(desk, coaching))


def _at_home(desk: Desk, coaching: Coaching) -> int:
    terms = terms_of(desk)
    home = None if desk.history.is_shut else _look(desk, coaching)
    with closing(base_voice(desk, terms)) as voice:
        if home and home.new:  # in the voice that was just chosen, which pushes nothing unread off a small screen
            voice.say(f"{words.ABOUT}\n\n{words.FIRST_RUN}")
            desk.first_words_said = True
        if home is None:
            desk.offer_to_unlock(voice)
            home = _look(desk, coaching)
        if home.new:
            return _first_time(desk, terms, voice)
        start = Start(desk, terms, voice).meet()
        if start.light:
            hold(desk, terms, voice, *desk.library.find(desk.library.frame().gentle))
            return 0
        start.ask_about_words_from_before()
        return _choose(
            desk, terms, voice, home._replace(gentle_only=start.gentle_only, numbers=start.numbers), coaching
        )


def _first_time(desk: Desk, terms: Terms, voice: Voice) -> int:
    title = desk.library.title_of(FIRST_PRACTICE)
    chosen = voice.menu(words.BEGIN.about(title=title))
    if chosen == "yes":
        hold(desk, terms, voice, *desk.library.find(FIRST_PRACTICE))
    elif chosen is None:
        _remember_the_no(desk)
    voice.end(words.ANY_TIME)
    return 0


def _remember_the_no(desk: Desk) -> None:
    """A no stays a no: the next start is not the first one any more, and offers what it would offer to anybody."""
    from selfattach import disk  # noqa: PLC0415  only then

    with suppress(SelfattachError):
        disk.make_folder(desk.places.state)


def _choose(desk: Desk, terms: Terms, voice: Voice, home: Home, coaching: Coaching) -> int:
    voice.say("\n".join(_greeting(home)))
    menu = words.HOME._replace(options=_options(home, coaching)).beside(home.numbers)
    while (chosen := choose(desk, voice, menu)) == "support":
        if desk.help_page(voice).show("reach") == "closed":
            return 0
    if chosen in (None, "gone"):
        return 0
    if chosen == "journey":
        from selfattach.cli.practise.journey import walk  # noqa: PLC0415  only then

        walk(desk, coaching, terms, voice)
    elif chosen == "other":
        hold(desk, terms, voice, *coaching.choose(voice))
    elif chosen == "resume" and home.unfinished is not None:
        hold(desk, terms, voice, *_script(desk, home.unfinished.exercise))
    elif chosen == "promise":
        hold(desk, terms, voice, *desk.library.find(home.promise))
    else:
        hold(desk, terms, voice, *desk.library.find(str(chosen)))
    return 0


def _script(desk: Desk, ident: str) -> tuple[Path, bool]:
    """The script of a waiting draft; a draft outlives its script."""
    try:
        return desk.library.find(ident)
    except WrongInputError:
        return Path(f"{ident}.yaml"), True


# --- what there is


def _look(desk: Desk, coaching: Coaching) -> Home:
    from selfattach.shelves.shelf import letters_to_open, open_promises  # noqa: PLC0415  not for --version

    waiting = letters_to_open(desk.past, desk.seals)
    promises = open_promises(desk.past, desk.seals)
    new = desk.is_new and not desk.past.latest(1)
    return Home(
        new,
        desk.history.is_shut,
        _unfinished(desk),
        promises[0].exercise if promises else "",
        len(waiting),
        coaching.advise(Wish()),
    )


def _unfinished(desk: Desk) -> Unfinished | None:
    from datetime import datetime  # noqa: PLC0415  only where something waits

    from selfattach.history.ids import practice_day  # noqa: PLC0415  same

    for waiting in desk.drafts.waiting() if desk.has_drafts else ():
        try:
            exercise, title = str(waiting.head["exercise"]), one_line(str(waiting.head["title"]))
            begun = practice_day(datetime.fromisoformat(waiting.head["started"]))
        except (KeyError, TypeError, ValueError):
            continue  # told where it would be taken up
        return Unfinished(exercise, title, words.ago((practice_day(desk.now()) - begun).days))
    return None


# --- how it is told


def _greeting(home: Home) -> list[str]:
    lines = [words.WELCOME_BACK]
    if home.letters:
        lines.append(words.LETTER_MAY_OPEN)
    if home.advice.first == "break":
        lines.append(words.A_BREAK)
    return lines


def _options(home: Home, coaching: Coaching) -> dict[str, str]:
    options = {}
    if home.unfinished is not None and not home.gentle_only:
        options["resume"] = words.GO_ON_WITH.format(title=home.unfinished.title, ago=home.unfinished.ago)
    if home.advice.first == "support":
        options["support"] = words.REACH
    if home.promise:
        options["promise"] = words.LOOK_AT_PROMISE
    options |= coaching.told(home.advice)
    if not home.gentle_only:
        options["other"] = words.SOMETHING_ELSE
        options["journey"] = words.JOURNEY
    options["support"] = words.REACH
    return options


def _status(home: Home, coaching: Coaching) -> list[str]:
    lines = [words.STATUS_LOCKED] if home.locked else []
    if home.unfinished is not None:
        lines.append(words.STATUS_UNFINISHED.format(title=home.unfinished.title, name=home.unfinished.exercise))
    if home.promise:
        lines.append(words.STATUS_PROMISE)
    if home.letters:
        lines.append(words.LETTER_MAY_OPEN)
    for offer in home.advice.offers:
        why = words.reason(offer.why.kind, offer.why.about)
        lines.append(words.STATUS_OFFER.format(title=coaching.title(offer), name=offer.practice.id, why=why))
    return [*lines, words.STATUS_SUPPORT]


def _plain(home: Home, coaching: Coaching) -> dict[str, Any]:
    return {
        "new": home.new,
        "locked": home.locked,
        "unfinished": home.unfinished._asdict() if home.unfinished else None,
        "promise": home.promise or None,
        "letters": home.letters,
        "first": home.advice.first or None,
        "offers": [
            {
                "id": offer.practice.id,
                "title": coaching.title(offer),
                "minutes": offer.practice.minutes,
                "why": words.reason(offer.why.kind, offer.why.about),
            }
            for offer in home.advice.offers
        ],
    }
