"""A practice held from its first words to its record: what was left is offered, the session kept.

Everything here is loaded while the person reads the first words (`run.py` has them said). The person's
folders, the clock and the voice come from the context.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from selfattach import __version__, disk, kinds, words
from selfattach.cli.context import AppContext
from selfattach.cli.output import tell_damage
from selfattach.cli.practise.before_start import Start
from selfattach.cli.practise.menus import choose
from selfattach.cli.practise.practice_notes import Habits, note_day
from selfattach.cli.practise.read_draft import UNREADABLE, read_draft
from selfattach.cli.practise.results import tell_result
from selfattach.cli.practise.run import LOW_NUMBER, ROSE
from selfattach.cli.practise.run_options import RunOptions
from selfattach.cli.practise.voice_setup import load_whole, say_first_words
from selfattach.engine.draft_lines import Begun, Resumed, as_it_is
from selfattach.engine.familiarity import close_of
from selfattach.engine.loop import Loop
from selfattach.engine.prior_history import look_outside, needs_the_past, outside_to_plain
from selfattach.engine.safety_frame import FIRST_FIGURE
from selfattach.engine.session import HARDER, Framed, Session
from selfattach.engine.voice import Voice, as_plain
from selfattach.errors import NothingFoundError, SelfattachError, WrongInputError
from selfattach.help.page import OPENS_AT, HelpPage
from selfattach.history.drafts import Draft, NoDraft, Waiting
from selfattach.history.ids import new_id, practice_day
from selfattach.history.seals import LOW, is_hard
from selfattach.library import name_parts
from selfattach.script.model import Exercise
from selfattach.shelves.contents import CARD, KIND_WORDS, LETTERS, letters_in, letters_to_open
from selfattach.text import one_line

if TYPE_CHECKING:
    from selfattach.history.protocols import EarlierSessions
    from selfattach.history.record import Record

_CARD_PRACTICE = "hard-moment-card"


class _Held(NamedTuple):
    """A practice about to be held: the session so far, and where it is kept meanwhile."""

    resumed: Resumed
    begun: Begun
    draft: Any


def _is_kept(record: "Record | None", *, harder: bool) -> str:
    """The last words of a session that is kept: after something hard they are about the person."""
    if harder:
        has_words = record is not None and any(map(kinds.own_words, record.answers))
        return words.IS_KEPT_HARDER if has_words else words.IS_KEPT_HARDER_BARE
    return words.IS_KEPT if record is not None and record.answers else words.IS_KEPT_BARE


def _holds_something(draft: Draft | NoDraft) -> bool:
    """Whether a question was passed or is half answered. Words that were only told may have gone by themselves."""
    half_given = (draft.half_typed or ("", ""))[1].strip()
    return bool(half_given) or any(line.get("did") != "told" for line in draft.lines)


class PracticeRun:
    """One call of the command: one practice, and those that are offered after it."""

    def __init__(self, context: AppContext, run_options: RunOptions, base: Voice) -> None:
        self.context = context
        self.run_options = run_options
        self.base = base
        self.draft: Any = None
        self.settled = False  # what was left of this one has been kept or let go
        self.endings: list[str] = []  # done, enough or guard, of each; `harder`, ROSE, LOW_NUMBER where it was so
        self.was_hard = False  # a hard moment was rated and kept
        self.helped = False  # the page of help was opened
        self.agreed = False  # what follows was asked about already

    def run(self, path: Path, opened: Exercise | None, *, own: bool) -> list[str]:
        """Hold a practice, and what is offered after it. `opened`: whose first words were said. Return the endings."""
        try:
            following = self._one(path, opened, own=own)
            while following and self.run_options.asks and not (self.run_options.scripted or self.run_options.on):
                path, own = self.context.library.find(following)
                title = self.context.library.title_of(following)
                agreed, self.agreed = self.agreed, False
                if not agreed:
                    asked = self._with_numbers(words.NEXT.about(title=title))
                    if choose(self.context, self.base, asked) != "yes":
                        break
                elif numbers := self._numbers():
                    self.base.say(numbers)
                following = self._one(path, None, own=own)
            self._tell_of_a_letter()
            return self.endings
        finally:
            if self.draft is not None:
                self.draft.release()

    def _with_numbers(self, menu: words.Menu) -> words.Menu:
        """After a hard moment the numbers stay in view."""
        return menu.beside(self._numbers())

    def _numbers(self) -> str:
        return self.context.help_page(self.base).in_view() if self.was_hard or self.helped else ""

    # --- one practice

    def _one(self, path: Path, opened: Exercise | None, *, own: bool) -> str:
        """Hold one practice. Return the id of the exercise offered next, or ""."""
        voice = self.base
        held = self._resume(name_parts(path)[0]) if self.run_options.takes_up and opened is None else None
        if held is None:
            if self.settled and not disk.is_there(path):
                raise typer.Exit(0)
            exercise = opened or load_whole(self.context, path, own=own)
            framed = self.context.library.framed(exercise)
            voice = self._voice(framed)  # answers that do not fit are refused before a word is said
            if opened is None:
                say_first_words(self.context, self.run_options, voice, exercise)
            held = self._begin(framed)
        self.draft = held.draft
        return self._run(held, voice)

    def _voice(self, framed: Framed) -> Voice:
        if not self.run_options.scripted:
            return self.base
        from selfattach.ui.given_answers import given_answers  # noqa: PLC0415
        from selfattach.ui.scripted import ScriptedVoice  # noqa: PLC0415

        given = given_answers(self.run_options.answers, self.run_options.given, framed)
        return ScriptedVoice(given, tells=self.base, asks=self.base if self.run_options.asks else None)

    def _begin(self, framed: Framed) -> _Held:
        now = self.run_options.on or self.context.now()
        entered = self.context.now().isoformat(timespec="seconds") if self.run_options.on else ""
        begun = Begun(new_id(now), now.isoformat(timespec="seconds"), __version__, entered=entered)
        outside = look_outside(framed, self._past_for(framed), now, Habits(self.context.places.cache).last_close)
        in_routine = outside.familiar._replace(
            goes_on=self.run_options.goes_on, asks_number=self.run_options.asks_number
        )
        outside = outside._replace(familiar=in_routine)
        sources = {**self.context.library.frame().sources, **framed.exercise.sources}
        head = {
            "exercise": framed.exercise.head.id,
            "title": framed.exercise.head.title,
            "started": begun.started,
            **({"entered": entered} if entered else {}),
            "sources": sources,
            "outside": outside_to_plain(outside),
        }
        kept = self.run_options.saves and self.run_options.asks
        draft = self.context.drafts.begin(begun.id, head) if kept else NoDraft(begun.id, head)
        return _Held(Resumed(Session(framed, outside), ()), begun, draft)

    def _past_for(self, framed: Framed) -> "EarlierSessions":
        """What this practice may know of earlier ones. Where it needs that and it is locked, opening it is offered."""
        if self.run_options.saves and self.context.history.is_shut and needs_the_past(framed):
            self.context.offer_to_unlock(self.base if self.run_options.asks else None)
            if self.context.history.is_shut and framed.exercise.head.intensity == "deep":
                self.base.say(words.DEEP_LOCKED)
        return self.context.past_unasked

    def _run(self, held: _Held, voice: Voice) -> str:
        help_page = self.context.help_page(voice, asks=self.run_options.asks)
        habits = Habits(self.context.places.cache)
        loop = Loop(held.resumed, voice, held.draft, self.context.now, help_page, saves=self.run_options.saves)
        loop.offers_enough = habits.offers_enough
        try:
            how = loop.run()
        except KeyboardInterrupt:  # while an answer was being put down: it may be there or not, and is whole
            how = "left"
        self.helped = self.helped or help_page.opened
        if self.run_options.saves:
            habits.note(close=close_of(loop.session.played), declined=loop.declined_enough)
        if how == "over":
            return self._over(loop, held, voice, help_page)
        if loop.closed:
            pass  # the page of help has said its last lines
        elif how == "let_go" or not (loop.shall_wait or _holds_something(held.draft)):
            held.draft.erase()
            left = words.LEFT_EMPTY if self.run_options.saves else words.LEFT_UNSAVED
            voice.end(words.LET_GO if how == "let_go" else left)
        else:
            voice.end(words.LEFT.format(exercise=loop.session.framed.exercise.head.id))
        tell_result(self.run_options, voice, loop.session, None)
        raise typer.Exit(0)

    def _over(self, loop: Loop, held: _Held, voice: Voice, help_page: HelpPage) -> str:
        """Keep what is over. Where it ended at a door, the page of help comes once all is on the disk, then nothing."""
        ending = loop.session.ending
        assert ending is not None
        self.endings.append(ending.how)
        if loop.session.felt == HARDER:
            self.endings.append(HARDER)
        if loop.session.rose:
            self.endings.append(ROSE)
        elif loop.session.began_low:
            self.endings.append(LOW_NUMBER)
        if ending.door is None:
            self._keep(loop, held, voice)
            if loop.closed:
                raise typer.Exit(0)
            self.agreed = ending.agreed
            return ending.next or self._card_for_hard_moments(loop.session)
        refused: SelfattachError | None = None
        try:
            self._keep(loop, held, voice, silent=True)
        except SelfattachError as wrong:
            refused = wrong
        help_page.show(OPENS_AT[ending.door.about], as_plain(ending.door.text))
        if refused is not None:
            raise refused
        raise typer.Exit(0)

    def _card_for_hard_moments(self, session: Session) -> str:
        """On a calm day after a 9, offer once to write a card for such moments. Return that practice, or ""."""
        first = next((act.value for prompt, act in session.answered if prompt.name == FIRST_FIGURE), None)
        calm = isinstance(first, int) and first < kinds.MIDDLE_FROM
        asked = (
            self.run_options.asks
            and self.run_options.saves
            and not self.run_options.scripted
            and not self.context.history.is_shut
        )
        if not (calm and asked and Start(self.context, self.run_options, self.base).card_is_due()):
            return ""
        self.agreed = choose(self.context, self.base, words.CARD_AFTER) == "yes"
        return _CARD_PRACTICE if self.agreed else ""

    def _keep(self, loop: Loop, held: _Held, voice: Voice, *, silent: bool = False) -> None:
        """Keep the session, and say so; `silent`: help comes now, and nothing is said of what is kept."""
        ending = loop.session.ending
        silent = silent or loop.closed or (ending is not None and ending.at_once)
        asked_later = loop.session.undecided if isinstance(held.draft, Draft) else frozenset[str]()
        from selfattach.engine.records import record_of  # noqa: PLC0415  msgspec is for the end of a practice

        record = record_of(loop.session, held.begun, self.context.now(), loop.keep_aside, asked_later)
        if not self.run_options.asks and all(act.value is None for _, act in loop.session.answered):
            record = None  # nobody was there
        last = _is_kept(record, harder=loop.session.felt == HARDER)
        if record is None or not self.run_options.saves:
            last = words.NOT_KEPT if record else words.LEFT_UNSAVED
            held.draft.erase()
        else:
            record = self._save(record)
            last = "\n".join([last, *self._when_letters_open(record)])
            if asked_later:
                self._set_aside(loop.session, held.begun.id)
            held.draft.erase()
            is_check = loop.session.framed.exercise.head.kind == "check"
            if is_check and self.run_options.asks and not (self.run_options.scripted or silent):
                self._offer_card(record, voice)
        if not silent:
            voice.end(last, _own_kind_words(record) if _closes_gently(loop.session) else None)
        tell_result(self.run_options, voice, loop.session, record)

    def _when_letters_open(self, record: "Record") -> list[str]:
        """For each letter that was sealed just now, on which day it opens, or after what; each sentence once."""
        today = practice_day(self.context.now())
        seals = [entry.seal_until for entry in record.answers if entry.shelf == LETTERS and entry.seal_until]
        return [
            words.LETTER_OPENS.format(when=when) for when in dict.fromkeys(words.opens(one, today) for one in seals)
        ]

    def _set_aside(self, session: Session, of: str) -> None:
        """Keep the words that nobody was asked about alone, until somebody is."""
        title = session.framed.exercise.head.title
        from selfattach.engine.records import undecided_entries  # noqa: PLC0415  as above

        self.context.drafts.set_aside(new_id(self.context.now()), of, title, undecided_entries(session))

    def _tell_of_a_letter(self) -> None:
        """After a hard moment in which no help came first: offer a letter for one, to be read here. Enter leaves it."""
        if not self.was_hard or self.helped or not self.run_options.asks or self.run_options.scripted:
            return
        with suppress(SelfattachError):  # all is kept; the letter can be told another day
            waiting = letters_to_open(self.context.past, self.context.seals, also_read=True)
            found = [one for one in waiting if one.seal_until == LOW]
            if not found:
                return
            letter = found[0]
            about = {"title": one_line(letter.title), "ago": self._since(letter.started)}
            if self.base.menu(words.LETTER_FOR_A_HARD_MOMENT.about(**about)) == "yes":
                from selfattach.cli.shelves.read_letter import note_read  # noqa: PLC0415  only then

                kept = letters_in(self.context.past.get(letter.id), self.context.seals)
                self.base.end("\n\n".join(told for one, told in kept if one.name == letter.name))
                note_read(self.context, letter)

    def _offer_card(self, record: "Record", voice: Voice) -> None:
        """The support card may hold older lines beside those of this session."""
        if not self.context.history.is_shut and any(entry.shelf == CARD for entry in record.answers):
            from selfattach.cli.shelves.review_card import Cards  # noqa: PLC0415  only then

            Cards(self.context, voice).offer(record)

    def _save(self, record: "Record") -> "Record":
        try:
            kept = self.context.history.add(record)
        except SelfattachError as wrong:
            if self.draft is None or isinstance(self.draft, NoDraft):
                raise
            raise SelfattachError(words.SAVE_FAILED.format(why=wrong, exercise=record.exercise)) from wrong
        self.context.card_copy.add(kept.answers)
        self.was_hard = self.was_hard or any(
            entry.kind == kinds.MEASURE and is_hard(entry.name, entry.value) for entry in kept.answers
        )
        note_day(self.context.places.cache, practice_day(datetime.fromisoformat(kept.started)))
        return kept

    # --- what was left

    def _resume(self, ident: str) -> _Held | None:
        """Offer what is not finished of this exercise; of several, one is chosen. None: begin a new one."""
        chosen = self.run_options.resumes
        self.run_options = self.run_options._replace(resumes=False)  # what follows was not chosen so
        if self.context.drafts.are_locked():
            self.context.offer_to_unlock(self.base)
        tell_damage(self.context.drafts.damaged())
        of_this = [one for one in self.context.drafts.waiting() if one.head.get("exercise") == ident]
        drafts = [one for one in of_this if not self._is_kept_already(one)]
        if not drafts:
            return None
        known = [(one, *found) for one in drafts if (found := self._read_or_none(one)) is not None]
        if not known:
            raise WrongInputError(words.DRAFT_UNREADABLE.format(exercise=one_line(ident)))
        waiting = self._which([(one, begun) for one, _, begun in known])
        if waiting is None:
            self.base.say(words.RESUME_LATER)
            return None
        resumed, begun = next((resumed, begun) for one, resumed, begun in known if one is waiting)
        about = {"title": one_line(waiting.head["title"]), "ago": self._since(begun.started)}
        choice = "on" if chosen else self.base.menu(words.RESUME.about(**about))
        if choice == "gone":
            raise typer.Exit(0)
        if choice is None:
            self.base.say(words.RESUME_LATER)
            return None
        self.draft = draft = self.context.drafts.take_up(waiting.id)
        if choice == "on":
            draft.append({"did": "resumed"})
            self.base.say(words.RESUMED_BY_NAME.format(exercise=ident) if chosen else words.RESUMED)
            return _Held(resumed, begun._replace(resumed=begun.resumed + 1), draft)
        self.settled = True
        if choice == "keep":
            self._keep_as_it_is(resumed, begun, draft)
        else:
            draft.erase()
            self.base.say(words.LET_GO)
        return None

    def _read_or_none(self, waiting: Waiting) -> tuple[Resumed, Begun] | None:
        """Read a draft; None where it cannot be."""
        with suppress(*UNREADABLE):
            found = read_draft(self.context.library, waiting)
            one_line(waiting.head["title"])
            self._since(found[1].started)
            return found
        return None

    def _which(self, drafts: list[tuple[Waiting, Begun]]) -> Waiting | None:
        """Ask which of several is meant, by when each was begun. Enter takes the newest, the first."""
        if len(drafts) == 1:
            return drafts[0][0]
        options = {}
        for one, begun in drafts:
            time = datetime.fromisoformat(begun.started).strftime("%H:%M")
            options[one.id] = words.RESUME_BEGUN.format(ago=self._since(begun.started), time=time)
        menu = words.RESUME_WHICH.about(n=str(len(drafts)), title=one_line(drafts[0][0].head["title"]))
        picked = self.base.menu(menu._replace(options=options, first=drafts[0][0].id))
        if picked == "gone":
            raise typer.Exit(0)
        return next((one for one, _ in drafts if one.id == picked), None)

    def _keep_as_it_is(self, found: Resumed, begun: Begun, draft: Draft) -> None:
        """Keep what was said in a session of its own; where nothing was, the draft waits on as it is."""
        from selfattach.engine.records import record_of  # noqa: PLC0415  as above

        now = self.context.now()
        session = as_it_is(found, draft.half_typed, now)
        record = record_of(session, begun, now, session.aside())
        if record is None:
            draft.release()
            self.draft = None
            self.base.say(words.RESUME_LATER)
            return
        self._save(record)
        self.base.say(words.IS_KEPT)
        draft.erase()

    def _is_kept_already(self, waiting: Waiting) -> bool:
        """A cut between saving and erasing leaves both; the record is whole, so the draft can go.

        Words that were to wait alone may stand in the draft only.
        """
        try:
            self.context.past.get(waiting.id)
        except NothingFoundError:
            return False
        draft = self.context.drafts.take_up(waiting.id)
        if waiting.id not in [one.of for one in self.context.drafts.undecided()]:
            with suppress(*UNREADABLE):  # the record is whole
                session = as_it_is(read_draft(self.context.library, waiting)[0], None, self.context.now())
                if session.undecided:
                    self._set_aside(session, waiting.id)
        draft.erase()
        return True

    def _since(self, started: str) -> str:
        return words.ago((practice_day(self.context.now()) - practice_day(datetime.fromisoformat(started))).days)


def _closes_gently(session: Session) -> bool:
    """Whether a sign closes it: it came to an end of its own, and did not make things harder."""
    return session.ending is not None and session.ending.how != "guard" and session.felt != HARDER


def _own_kind_words(record: "Record | None") -> list[str]:
    """What was put on the shelf of kind words in it, and is not sealed."""
    answers = record.answers if record is not None else ()
    return [str(entry.value) for entry in answers if entry.shelf == KIND_WORDS and not entry.seal_until]
