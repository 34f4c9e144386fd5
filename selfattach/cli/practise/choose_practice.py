"""`practice` without a name: two questions, two practices, each with its reason, and the whole list one key away.

It puts the coach together with the library and the history; what is offered is decided in `coach/`, and nothing here.
"""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

import typer

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.practise.menus import choose
from selfattach.cli.practise.purpose_filter import fits, in_order
from selfattach.coach.journey import Journey, barriers_of, journey
from selfattach.coach.offers import Advice, Offer, Practice, Wish, advise
from selfattach.coach.past import Past, past_from
from selfattach.engine.voice import Voice
from selfattach.errors import NothingFoundError, SelfattachError
from selfattach.history.ids import month_of, practice_day
from selfattach.history.index import DONE, SAID, SessionSummary, Tally, tallied
from selfattach.library import Listed
from selfattach.script.model import Prompt, every_step

INVENTORY = "barrier-inventory"
_ANSWER = "now"
_ENOUGH = 10  # sessions, for a look back


_BACK = "back"
_LIGHT = 5  # minutes of what Enter may start


def first_by_enter(offers: Sequence[Offer]) -> str:
    """Return the id of the offer that Enter starts: the first, where it is gentle and short; else ""."""
    first = offers[0].practice if offers else None
    return first.id if first is not None and first.intensity == "gentle" and first.minutes <= _LIGHT else ""


def reasons_of(advice: Advice, today: date) -> dict[str, str]:
    """Return the reason that is told for each offer: its strongest, of a kind that none before it has."""
    told: dict[str, str] = {}
    kinds: set[str] = set()
    for offer in advice.offers:
        for_it = [one for one in offer.reasons if one.weight >= 0] or list(offer.reasons)
        why = next((one for one in for_it if one.kind not in kinds), for_it[0])
        told[offer.practice.id] = words.reason(why.kind, why.about, today, second=why.kind in kinds)
        kinds.add(why.kind)
    return told


class Coaching:
    """One conversation on what to practise. `minutes` and `wanted`: what was said on the command line already."""

    def __init__(self, context: AppContext, minutes: int | None = None, wanted: str | None = None) -> None:
        self._context = context
        self._listed = {one.head.id: one for one in context.library.listed() if one.head is not None}
        self._minutes = minutes
        self._wanted = wanted

    @property
    def shelf(self) -> list[Practice]:
        """Everything that may be offered, as the coach sees it."""
        return [_practice(one) for one in self._listed.values() if one.head is not None and one.head.kind == "exercise"]

    def advise(self, wish: Wish) -> Advice:
        """Return what the coach offers today, with what was marked as in the way on another day."""
        past, way = self._past(), self.journey
        if way is not None:
            wish = wish._replace(marked=way.barriers, next=way.next)
        return advise(self.shelf, self._context.library.maps(), past, wish, self.today, self._hour)

    @property
    def journey(self) -> Journey | None:
        """The way that the newest inventory made, as it is today; None where none was taken."""
        kept = self._context.past
        taken = next((head for head in kept.practised(INVENTORY) if _ANSWER in head.answered), None)
        if taken is None:
            return None
        figures = next((one.value for one in kept.get(taken.id).answers if one.name == _ANSWER), None)
        given = figures.items() if isinstance(figures, dict) else ()
        marked = {str(item).replace("_", "-"): figure for item, figure in given if isinstance(figure, int)}
        maps, barriers = self._context.library.maps(), barriers_of(marked)
        return journey(barriers, maps, self.shelf, self._since(taken), self._past(), self.today, self._hour)

    @property
    def may_look_back(self) -> bool:
        """Whether there is enough to look back on, and the last time was not a hard one."""
        past = self._past()
        return past.total >= _ENOUGH and not any(one.was_hard for one in past.newest[:1])

    def _past(self) -> Past:
        kept = self._context.past
        return past_from(chain.from_iterable(kept.tallies().values()), kept.practised())

    def _since(self, taken: SessionSummary) -> Past:
        """What was practised after a session: counted of each later month, and looked at one by one in its own."""
        kept, month = self._context.past, month_of(taken.id)
        same_month = (head for head in kept.of_month(month) if head.id != taken.id and head.id[:16] >= taken.id[:16])
        later = [rows for of, rows in kept.tallies().items() if of > month]
        tallies = list(chain(*later, tallied(same_month)))
        silent = {one.exercise for one in tallies if one.sort == DONE}
        practised = {exercise for exercise in silent if self._asks_nothing(exercise)}
        return past_from((one for one in tallies if one.sort == SAID or _is_of(one, practised)), ())

    def _asks_nothing(self, exercise: str) -> bool:
        """Whether there is nothing to say in it: who came to its end practised it."""
        try:
            path, own = self._context.library.find(exercise)
            steps = self._context.library.load(path, own=own).steps
        except SelfattachError:  # a script that is gone or broken
            return True
        return not any(isinstance(step, Prompt) for step in every_step(steps))

    def choose(
        self, voice: Voice, *, explain: bool = False, not_these: frozenset[str] = frozenset()
    ) -> tuple[Path, bool]:
        """Ask, offer, and return the script that was chosen. Raises typer.Exit where none was.

        `not_these`: what was offered right before.
        """
        fitting = [one for one in self._listed.values() if one.head and fits(one.head, self._minutes, self._wanted)]
        if not fitting:
            raise NothingFoundError(words.NO_EXERCISE_FITS)
        self._context.offer_to_unlock(voice)
        while True:
            wish = self._wish(voice, not_these)
            chosen = self._among_offers(voice, wish, explain=explain)
            if chosen == "list":
                chosen = self._from_list(voice, fitting)
            if chosen != _BACK:
                return self._find(chosen)

    def _wish(self, voice: Voice, not_these: frozenset[str]) -> Wish:
        """Ask how it is and how long there is. Esc goes back one question, and from the first one out."""
        while True:
            feeling = self._ask(voice, words.FEELING)
            if feeling == _BACK:
                raise typer.Exit(0)
            if feeling == "too_much":  # less, and nothing that looks for feelings
                self._context.help_page(voice).show("too_much_today")
                raise typer.Exit(0)
            if self._minutes is not None:
                return Wish(feeling, self._minutes, self._wanted or "", not_these=not_these)
            said = self._ask(voice, words.HOW_LONG)
            if said != _BACK:
                return Wish(feeling, int(said) if said else None, self._wanted or "", not_these=not_these)

    def _among_offers(self, voice: Voice, wish: Wish, *, explain: bool) -> str:
        """Offer two, and others on wish. Return what was chosen: an id, "", "list" or `_BACK`."""
        said_first = False
        while (advice := self.advise(wish)).offers:
            if not said_first:
                self._say_first(voice, advice)
                said_first = True
            if explain:
                for offer in advice.offers:
                    voice.say(self.explained(offer))
            first = "" if advice.first else first_by_enter(advice.offers)
            menu = words.OFFERS._replace(options=self._options_with_reasons(advice), first=first)
            chosen = self._ask(voice, menu)
            if chosen != "others":
                return chosen
            wish = wish._replace(not_these=wish.not_these | {offer.practice.id for offer in advice.offers})
        voice.say(words.NO_OTHER if wish.not_these else words.NONE_FITS)
        return "list"

    def explained(self, offer: Offer) -> str:
        """Return why an offer is made, with every weight."""
        lines = [f"{offer.practice.id}: {offer.weight:+.1f}"]
        told = [(one.weight, words.reason(one.kind, one.about, self.today)) for one in offer.reasons]
        lines += [f"  {weight:+.1f}  {why}" for weight, why in told]
        return "\n".join(lines)

    def title(self, offer: Offer) -> str:
        """Return the title of what is offered, and how long it takes."""
        return self.name(offer.practice.id)

    def name(self, ident: str) -> str:
        """Return the title of a script, and how long it takes where that is known."""
        listed = self._listed[ident]
        assert listed.head is not None
        return f"{listed.head.title}{_minutes(listed)}"

    def intensity(self, ident: str) -> str:
        """Return how deep a script goes."""
        head = self._listed[ident].head
        assert head is not None
        return head.intensity

    @property
    def today(self) -> date:
        """The day of practice it is."""
        return practice_day(self._context.now())

    @property
    def _hour(self) -> int:
        return self._context.now().hour

    def told(self, advice: Advice) -> dict[str, str]:
        """Return the offers as options, each with a reason of its own."""
        reasons = self.reasons(advice)
        return {offer.practice.id: f"{self.title(offer)}. {reasons[offer.practice.id]}" for offer in advice.offers}

    def reasons(self, advice: Advice) -> dict[str, str]:
        """Return the reason that is told for each offer."""
        return reasons_of(advice, self.today)

    def _options_with_reasons(self, advice: Advice) -> dict[str, str]:
        return {**self.told(advice), "others": words.OTHERS, "list": words.WHOLE_LIST}

    def _say_first(self, voice: Voice, advice: Advice) -> None:
        if advice.first == "break":
            voice.say(words.of_the_day(words.A_BREAK, self.today))

    def _from_list(self, voice: Voice, fitting: list[Listed]) -> str:
        listed = in_order(fitting, self._context, self._wanted)
        options = {one.head.id: f"{one.head.title}{_minutes(one)}" for one in listed if one.head is not None}
        return self._ask(voice, words.WHICH._replace(options=options))

    def _ask(self, voice: Voice, menu: words.Menu) -> str:
        chosen = choose(self._context, voice, menu._replace(doors=(*menu.doors, _BACK)))
        if chosen == "gone":
            voice.end(words.ANY_TIME)
            raise typer.Exit(0)
        return chosen or ""

    def _find(self, ident: str) -> tuple[Path, bool]:
        if not ident:
            raise typer.Exit(0)
        return self._context.library.find(ident)


def _is_of(tally: Tally, exercises: Collection[str]) -> bool:
    return tally.sort == DONE and tally.exercise in exercises


def _practice(listed: Listed) -> Practice:
    head = listed.head
    assert head is not None
    return Practice(
        head.id,
        head.minutes or 0,
        head.intensity,
        listed.path.parent.name,
        head.components,
        head.barriers,
        head.purposes,
        head.offered_at,
    )


def _minutes(listed: Listed) -> str:
    minutes = listed.head.minutes if listed.head else None
    return f", {words.about(minutes)}" if minutes else ""
