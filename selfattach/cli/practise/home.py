"""`selfattach` alone: a quiet home with what might be done now, or a short status where nobody can choose.

Nothing is counted that could press: no days, no missed ones. It shows no words of the person.
"""

import sys
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfattach import disk, words
from selfattach.cli.context import AppContext
from selfattach.cli.output import print_json, print_lines
from selfattach.cli.practise.before_start import Start
from selfattach.cli.practise.choose_practice import Coaching, first_by_enter
from selfattach.cli.practise.hangup import until_hung_up
from selfattach.cli.practise.menus import choose, reach_someone
from selfattach.cli.practise.run import run_practice
from selfattach.cli.practise.run_options import RunOptions, resolve_options
from selfattach.cli.practise.voice_setup import base_voice
from selfattach.coach.offers import Advice, Wish
from selfattach.engine.voice import Voice
from selfattach.errors import SelfattachError, WrongInputError
from selfattach.history.ids import practice_day
from selfattach.history.seals import LOW
from selfattach.kinds import JsonObject
from selfattach.text import one_line

if TYPE_CHECKING:
    from selfattach.shelves.contents import Letter

_OF_UNFINISHED = ("exercise", "title", "ago")
_RECENT = 7  # days in which Enter goes on with what was begun
FIRST_PRACTICE = "one-sound"  # two minutes, gentle, nothing to type


class Unfinished(NamedTuple):
    """A practice that was begun and waits."""

    exercise: str
    title: str
    ago: str
    is_light: bool = False  # of the last days, and nothing in it was hard: Enter may go on with it
    is_recent: bool = True  # an older one is told without its age, which would sound like a debt


class Home(NamedTuple):
    """What there is today.

    `promise`: the exercise that asks after the oldest open one; `letters`: those that are unopened, their seal over.
    """

    new: bool
    locked: bool
    unfinished: Unfinished | None
    promise: str
    letters: "list[Letter]"
    advice: Advice
    gentle_only: bool = False  # after a hard moment
    numbers: str = ""  # then they stand with what is offered
    may_look_back: bool = False  # there is enough to see, and the last time was not a hard one

    @property
    def letter(self) -> "Letter | None":
        """The newest letter whose day has come; not on a day on which all is gentle."""
        return next((one for one in self.letters if one.seal_until != LOW and not self.gentle_only), None)

    @property
    def letter_for_a_hard_moment(self) -> "Letter | None":
        """The newest that was sealed until a hard moment, and there was one."""
        return next((one for one in self.letters if one.seal_until == LOW), None)


def show_home(*, as_json: bool) -> int:
    """Show what might be done now; on a terminal, let one be chosen and hold it. Return the exit status."""
    context = AppContext()
    coaching = Coaching(context)
    if as_json or not (context.typed and sys.stdout.isatty()):
        context.offer_to_unlock()
        home = _look(context, coaching)
        if as_json:
            print_json(_plain(home, coaching))
        else:
            print_lines(*_status(home, coaching))
        return 0
    return until_hung_up(lambda: _at_home(context, coaching))


def _at_home(context: AppContext, coaching: Coaching) -> int:
    run_options = resolve_options(context)
    home = None if context.history.is_shut else _look(context, coaching)
    with closing(base_voice(context, run_options)) as voice:
        if home and home.new:  # in the voice that was just chosen, which pushes nothing unread off a small screen
            voice.say(f"{words.ABOUT}\n\n{words.FIRST_RUN}")
            context.first_words_said = True
        if home is None:
            context.offer_to_unlock(voice)
            home = _look(context, coaching)
        if home.new:
            return _first_time(context, run_options, voice)
        start = Start(context, run_options, voice).meet()
        if start.light:
            run_practice(context, run_options, voice, *context.library.find(context.library.frame().gentle))
            return 0
        start.ask_about_words_from_before()
        return _choose(
            context, run_options, voice, home._replace(gentle_only=start.gentle_only, numbers=start.numbers), coaching
        )


def _first_time(context: AppContext, run_options: RunOptions, voice: Voice) -> int:
    title = context.library.title_of(FIRST_PRACTICE)
    chosen = choose(context, voice, words.BEGIN.about(title=title))
    if chosen == "yes":
        run_practice(context, run_options, voice, *context.library.find(FIRST_PRACTICE))
    elif chosen is None:
        _remember_the_no(context)
    voice.end(words.ANY_TIME)
    return 0


def _remember_the_no(context: AppContext) -> None:
    """A no stays a no: the next start is not the first one any more, and offers what it would offer to anybody."""
    with suppress(SelfattachError):
        disk.make_folder(context.places.state)


def _choose(context: AppContext, run_options: RunOptions, voice: Voice, home: Home, coaching: Coaching) -> int:
    voice.say("\n".join(_greeting(home, coaching.today)))
    menu = words.HOME._replace(options=_options(home, coaching), first=_first(home)).beside(home.numbers)
    while (chosen := choose(context, voice, menu)) == "support":
        if reach_someone(context, voice) == "closed":
            return 0
    if chosen in (None, "gone"):
        voice.end(words.ANY_TIME)
        return 0
    if chosen == "journey":
        from selfattach.cli.practise.journey import walk  # noqa: PLC0415  only then

        walk(context, coaching, run_options, voice)
    elif chosen == "insights":
        from selfattach.cli.shelves.insights import show  # noqa: PLC0415  only then

        show(context, run_options, voice, helplines=home.numbers)
    elif chosen == "other":
        shown = frozenset(offer.practice.id for offer in home.advice.offers)
        run_practice(context, run_options, voice, *coaching.choose(voice, not_these=shown))
    elif chosen == "resume" and home.unfinished is not None:
        resumes = run_options._replace(resumes=True)
        run_practice(context, resumes, voice, *_script(context, home.unfinished.exercise))
    elif chosen in ("letter", "letter_for_a_hard_moment"):
        from selfattach.cli.shelves.read_letter import read  # noqa: PLC0415  only then

        letter = home.letter if chosen == "letter" else home.letter_for_a_hard_moment
        if letter is not None:
            read(context, voice, letter)
    elif chosen == "promise":
        run_practice(context, run_options, voice, *context.library.find(home.promise))
    else:
        run_practice(context, run_options, voice, *context.library.find(str(chosen)))
    return 0


def _script(context: AppContext, ident: str) -> tuple[Path, bool]:
    """The script of a waiting draft; a draft outlives its script."""
    try:
        return context.library.find(ident)
    except WrongInputError:
        return Path(f"{ident}.yaml"), True


# --- what there is


def _look(context: AppContext, coaching: Coaching) -> Home:
    from selfattach.shelves.contents import letters_to_open, promises_made  # noqa: PLC0415  not for --version

    waiting = letters_to_open(context.past, context.seals)
    promises = promises_made(context.past_unasked, context.seals)
    new = context.is_new and not context.past.latest(1)
    unfinished = _unfinished(context)
    in_own_lines = {one.exercise for one in (*promises[:1], unfinished) if one is not None}  # there each is offered
    return Home(
        new,
        context.history.is_shut,
        unfinished,
        promises[0].exercise if promises else "",
        waiting,
        coaching.advise(Wish(not_these=frozenset(in_own_lines))),
        may_look_back=coaching.may_look_back,
    )


def _unfinished(context: AppContext) -> Unfinished | None:
    from datetime import datetime  # noqa: PLC0415  only where something waits

    from selfattach.engine.draft_lines import was_hard  # noqa: PLC0415  same

    for waiting in context.drafts.waiting() if context.has_drafts else ():
        try:
            exercise, title = str(waiting.head["exercise"]), one_line(str(waiting.head["title"]))
            begun = practice_day(datetime.fromisoformat(waiting.head["started"]))
        except (KeyError, TypeError, ValueError):
            continue  # told where it would be taken up
        days = (practice_day(context.now()) - begun).days
        is_recent = days < _RECENT
        return Unfinished(exercise, title, words.ago(days), is_recent and not was_hard(waiting.lines), is_recent)
    return None


# --- how it is told


def _greeting(home: Home, today: date) -> list[str]:
    lines = [words.of_the_day(words.WELCOME_BACK, today)]
    if home.advice.first == "break":
        lines.append(words.of_the_day(words.A_BREAK, today))
    return lines


def _options(home: Home, coaching: Coaching) -> dict[str, str]:
    options: dict[str, str] = {}
    unfinished = {}
    if home.unfinished is not None and not home.gentle_only:
        told = words.GO_ON_WITH if home.unfinished.is_recent else words.GO_ON_WITH_AN_OLDER_ONE
        unfinished["resume"] = told.format(title=home.unfinished.title, ago=home.unfinished.ago)
    if _first(home) == "resume":
        options |= unfinished
    if home.advice.first == "support":
        options["support"] = words.REACH
    if home.letter is not None:
        options["letter"] = words.READ_LETTER.format(title=one_line(home.letter.title))
    options |= coaching.told(home.advice)
    options |= unfinished
    if home.letter_for_a_hard_moment is not None:
        title = one_line(home.letter_for_a_hard_moment.title)
        options["letter_for_a_hard_moment"] = words.READ_LETTER_FOR_A_HARD_MOMENT.format(title=title)
    if home.promise:
        options["promise"] = words.LOOK_AT_PROMISE
    if not home.gentle_only:
        options["other"] = words.SOMETHING_ELSE
        options["journey"] = words.JOURNEY
        if home.may_look_back:
            options["insights"] = words.INSIGHTS_OFFER
    options["support"] = words.REACH
    return options


def _first(home: Home) -> str:
    """What Enter starts: what was begun, a letter whose day has come, or a gentle practice.

    Nothing where help or a break comes first.
    """
    if home.gentle_only or home.advice.first:
        return ""
    if home.unfinished is not None and home.unfinished.is_light:
        return "resume"
    return "letter" if home.letter is not None else first_by_enter(home.advice.offers)


def _status(home: Home, coaching: Coaching) -> list[str]:
    lines = [words.STATUS_LOCKED] if home.locked else []
    if home.unfinished is not None:
        lines.append(words.STATUS_UNFINISHED.format(title=home.unfinished.title, name=home.unfinished.exercise))
    if home.promise:
        lines.append(words.STATUS_PROMISE)
    if home.letters:
        lines.append(words.LETTER_MAY_OPEN)
    reasons = coaching.reasons(home.advice)
    for offer in home.advice.offers:
        why = reasons[offer.practice.id]
        lines.append(words.STATUS_OFFER.format(title=coaching.title(offer), name=offer.practice.id, why=why))
    return [*lines, words.STATUS_SUPPORT]


def _plain(home: Home, coaching: Coaching) -> JsonObject:
    reasons = coaching.reasons(home.advice)
    return {
        "new": home.new,
        "locked": home.locked,
        "unfinished": {part: getattr(home.unfinished, part) for part in _OF_UNFINISHED} if home.unfinished else None,
        "promise": home.promise or None,
        "letters": len(home.letters),
        "first": home.advice.first or None,
        "offers": [
            {
                "id": offer.practice.id,
                "title": coaching.title(offer),
                "minutes": offer.practice.minutes,
                "why": reasons[offer.practice.id],
            }
            for offer in home.advice.offers
        ],
    }
