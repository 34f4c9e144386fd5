"""The one loop in which session, person and history meet, and the arrows between them.

A voice brings what the person did, the session says what that means, the draft has it on disk before the next
prompt, and at the end the session becomes a record. It knows no terminal, no file format and no command line;
the clock is an argument.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from selfattach import kinds, words
from selfattach.engine.answers import IllegalAnswerError, Value, format_answer
from selfattach.engine.draft_lines import Resumed, counted_at, line_of, prompt_key, replay, said_in, typed_at
from selfattach.engine.session import (
    NOT_KEPT,
    Act,
    Question,
    Session,
    Tell,
    prompts_of,
)
from selfattach.engine.voice import ON, OPEN, Asking, Reply, Voice, as_plain
from selfattach.errors import SelfattachError
from selfattach.kinds import JsonMapping, JsonObject
from selfattach.script.model import Measure, Prompt, Say, Support, TextRun

_IN_A_ROW: Final = 3


class Journal(Protocol):
    """What the loop needs of a draft (`history.drafts`: Draft, NoDraft)."""

    def append(self, line: JsonMapping) -> None:
        """Keep one line; it is on disk when this returns."""

    def keep_half_typed(self, prompt: str, text: str) -> None:
        """Keep what stands in a box."""

    @property
    def half_typed(self) -> tuple[str, str] | None:
        """The prompt and the words that stood in its box."""

    @property
    def editing(self) -> Path | None:
        """Where an editor may have them meanwhile, or None for nowhere."""

    def forget_half_typed(self) -> None:
        """Let them go."""


class PageOfHelp(Protocol):
    """What the loop needs of the page of help (`help/page.py`)."""

    @property
    def asks(self) -> bool:
        """Whether somebody can choose."""

    @property
    def opened(self) -> bool:
        """Whether it was shown before."""

    def show(self, at: str, said: str = "") -> str:
        """Hold it from a screen on, until it is closed. Return `closed`, `back`, or what opens the door."""

    def in_view(self) -> str:
        """Return the numbers in short, to stand beside other words."""


class Loop:
    """One practice being held. `run` returns when it is over, left, or let go; `session` is as far as it came.

    `shall_wait`: the person said that it shall wait for them.
    """

    def __init__(
        self,
        resumed: Resumed,
        voice: Voice,
        journal: Journal,
        now: Callable[[], datetime],
        help_page: PageOfHelp,
        *,
        saves: bool,
        pause: words.Menu | None = None,
    ) -> None:
        self.session = resumed.session
        self.keep_aside: tuple[Act, ...] = ()
        self.shall_wait = False
        self._pending = resumed.pending
        self._fits = resumed.fits
        self._voice = voice
        self._journal = journal
        self._now = now
        self.help_page = help_page
        self.closed = False  # the person closed the page of help: nothing is said after it
        self._saves = saves
        self._ways_on = pause or (words.PAUSE if saves else words.PAUSE_UNSAVED)
        self.offers_enough = True  # where many questions are left open
        self.declined_enough = False
        self._typed: tuple[str, str] | None = journal.half_typed  # (prompt, what is half given there)
        self._is_on_disk = True  # that is
        self._refused_at = ""  # the prompt at which it was told last that it is not

    def run(self) -> str:
        """Practise until the end, or up to a door. Return `over`, `left` (the draft waits) or `let_go`."""
        self._make_fit()
        while (step := self.session.step) is not None:
            try:
                reply = self._tell(step) if isinstance(step, Tell) else self._ask(step)
            except KeyboardInterrupt:  # between two keys a voice waits for
                reply = Reply("pause")
            left = self._take_or_tell(reply) or self._offer_enough()
            if left:
                return left
        self._ask_aside()
        return "over"

    def _take_or_tell(self, reply: Reply) -> str:
        """Do what the person did; when the disk refuses it, say so and stay at the step, with what was said."""
        before = self.session
        try:
            left = self._take(reply)
            if left == "left":  # what is said to wait is on the disk, or it is not left
                self._put_down_typed()
        except SelfattachError as wrong:
            if self.session.ending is not None and self.session.ending.door is not None:
                return ""  # help first; what the disk refused is told by whoever keeps the session
            self.session = before
            if reply.kind == "answer" and reply.value is not None and isinstance(before.step, Question):
                said = Act("answer", before.step.name, reply.value, before.step.round)
                self.session = replace(before, later=(said, *before.later))
            self._tell_refusal(wrong)
            return ""
        return left

    def _tell_refusal(self, wrong: SelfattachError) -> None:
        """Say what the disk refuses. Steadying and help need none; whoever leaves then has the refusal as the end."""
        menu = words.REFUSED.about(why=str(wrong))
        while (choice := self._voice.menu(menu)) in ("ground", "support"):
            match self._show_help("too_much" if choice == "ground" else "reach"):
                case "door":
                    with suppress(SelfattachError):
                        self._open_door()
                    return
                case "closed":
                    choice = "leave"
                    break
        if choice in ("leave", "gone"):
            exercise = self.session.framed.exercise.head.id
            raise SelfattachError(words.STEP_NOT_KEPT.format(why=wrong, exercise=exercise)) from wrong

    def _offer_enough(self) -> str:
        """Ask once, where three questions in a row were left open, whether it is enough for today."""
        of_the_script = [act for prompt, act in self.session.answered if not _is_of_the_frame(prompt)]
        answered = [act.value for act in of_the_script][-_IN_A_ROW:]
        if not self.offers_enough or not self.session.in_body or answered != [None] * _IN_A_ROW:
            return ""
        self.offers_enough = False
        match self._voice.menu(words.ENOUGH):
            case None:
                self.declined_enough = True
            case "enough":
                self._enough()
            case "pause":
                return self._pause()
            case "ground":
                return self._too_much()
            case "gone":
                return "left"
            case figure if figure and figure.isdecimal():
                return self._figure(int(figure))
        return ""

    def _replay(self, acts: Sequence[Act], *, past_never: bool = False) -> None:
        resumed = replay(self.session, acts, past_never=past_never)
        self.session, self._pending, self._fits = resumed
        self._make_fit()

    def _make_fit(self) -> None:
        """Have the journal hold no more than what was done and what is to be done again."""
        if not self._fits:
            self._journal.append({"cut": len(self.session.log)})
            self._fits = True

    def _tell(self, step: Tell) -> Reply:
        if not isinstance(step.step, Support):
            if self._is_hard and isinstance(step.step, Say):
                step = step._replace(text=(*step.text, TextRun(f"\n\n{self.help_page.in_view()}")))
            return self._voice.tell(step._replace(then=self._question_after(step)))
        match self._show_help(step.step.at, as_plain(step.text)):
            case "door":
                return Reply("door")
            case "back" if step.step.at != "reach":
                return Reply("back")
            case "closed" if step.step.at == "reach" and self.closed:  # where nobody can close it, it goes on
                return Reply("gone")
            case _:
                return ON

    def _question_after(self, tell: Tell) -> Question | None:
        """The question right after some words, so that a voice can have both on one screen."""
        following = self.session.go_on().step if isinstance(tell.step, Say) else None
        return following if isinstance(following, Question) and not following.prompt.page else None

    def _show_help(self, at: str, said: str = "") -> str:
        outcome = self.help_page.show(at, said)
        self.closed = outcome == "closed" and self.help_page.asks
        return outcome

    @property
    def _is_hard(self) -> bool:
        """Whether the numbers stand beside what is said.

        They do from a high figure to a lower one, and, once help was met, in all that the frame asks.
        """
        said = [act.value for prompt, act in self.session.answered if _asks_distress(prompt)]
        high = bool(said) and isinstance(said[-1], int) and said[-1] >= kinds.HIGH_FROM
        return high or (self.help_page.opened and not self.session.in_body)

    def _ask(self, question: Question) -> Reply:
        if question.prompt.page and not self._voice.has_answer(question):
            match self._show_help(question.prompt.page):
                case "door" | "back" as chosen:
                    return Reply(chosen)
                case "closed":
                    return OPEN
                case chosen:
                    return Reply("answer", chosen)
        key = prompt_key(question.name, question.round)
        half_typed = self._typed[1] if self._typed and self._typed[0] == key else ""
        never = question.prompt.keep == "never"

        def save_typing(text: str) -> None:
            if not text and (self._typed is None or self._typed[0] != key):
                return  # there was nothing, and there is nothing
            self._note_typed(key, text, never=never)
            try:
                self._put_down_typed()
            except SelfattachError:
                if self._refused_at == key:  # told once; the words still stand there, and keeping the answer tells it
                    return
                self._refused_at = key
                raise

        kept, editing = self._kept_word(question.prompt), None if never else self._journal.editing
        numbers = self.help_page.in_view() if self._is_hard else ""
        try:
            return self._voice.ask(Asking(question, half_typed, kept, save_typing, editing, numbers))
        except SelfattachError as wrong:
            return Reply("refused", wrong)

    def _kept_word(self, prompt: Prompt) -> str:
        if prompt.form.kind not in kinds.WRITTEN:
            return ""
        if prompt.keep == "never":
            return "never"
        if not self._saves:
            return "unsaved"
        return prompt.keep or "kept"

    def _take(self, reply: Reply) -> str:
        """Do what the person did. Return "" to go on, or how the practice was left."""
        match reply.kind:
            case "on":
                self._act(self.session.go_on())
            case "answer":
                self._answer(reply.value)
            case "back":
                self._hold_typed(reply.value)
                return self._back()
            case "door":
                self._open_door()
            case "ground":
                self._hold_typed(reply.value)
                return self._too_much()
            case "figure":
                return self._figure(int(reply.value))
            case "pause":
                self._hold_typed(reply.value)
                return self._pause()
            case "gone":
                self._hold_typed(reply.value)
                return "left"
            case "refused":
                raise reply.value
        return ""

    def _answer(self, value: Value) -> None:
        try:
            session = self.session.answer(value, self._now().isoformat(timespec="seconds"))
        except IllegalAnswerError as wrong:
            self._voice.refuse(str(wrong))
            return
        key = prompt_key(session.log[-1].name, session.log[-1].round)
        if self._pending:
            self._answer_again(session)
        else:
            self._act(session)
        if self._typed is not None and self._typed[0] == key:
            self._typed, self._is_on_disk = self._journal.half_typed, True
        if self._typed is not None and self._typed[0] == key:
            self._typed = None
            self._journal.forget_half_typed()

    def _answer_again(self, session: Session) -> None:
        """Take a never-kept answer that was asked again. Its line is in the journal already, unless it is open now."""
        now, rest = session.log[-1], self._pending[1:]
        if now.value is None:
            self._journal.append({"cut": len(self.session.log)})
            for act in (now, *rest):
                self._journal.append(line_of(act, never=act.value is NOT_KEPT))
        self.session = session
        self._replay(rest)

    def _act(self, session: Session) -> None:
        act, never = session.log[-1], False
        if act.kind == "answer":
            never = session.answered[-1][0].keep == "never"
        if session.ending is not None and session.ending.door is not None:
            self.session = session  # whatever the disk says
        self._journal.append(line_of(act, never=never))
        self.session = session

    def _back(self) -> str:
        session = self.session.back()
        if session is None:
            return self._pause()
        put_by = [*said_in(self._pending)]
        self._pending = ()
        line: JsonObject = {"cut": len(session.log)}
        half_typed = typed_at(self.session, self._typed, self._now())
        if half_typed is not None:  # kept by, and there again on the way back; in one line, as it is no answer
            put_by.insert(0, half_typed)
            if not self._asks_never:
                line["half"] = line_of(half_typed, never=False)
        self._journal.append(line)
        if half_typed is not None:
            self._typed, self._is_on_disk = None, True
            self._journal.forget_half_typed()
        self.session = replace(session, later=(*put_by, *session.later))
        return ""

    @property
    def _asks_never(self) -> bool:
        step = self.session.step
        return isinstance(step, Question) and step.prompt.keep == "never"

    def _hold_typed(self, text: Value) -> None:
        """Have what is half given on the disk if it takes it; a dead one keeps nobody from the ways on."""
        step = self.session.step
        if text and isinstance(text, str) and isinstance(step, Question):
            self._note_typed(prompt_key(step.name, step.round), text, never=step.prompt.keep == "never")
        with suppress(SelfattachError):
            self._put_down_typed()

    def _note_typed(self, prompt: str, text: str, *, never: bool) -> None:
        self._typed, self._is_on_disk = (prompt, text), never  # as far as it may be

    def _put_down_typed(self) -> None:
        """Have what is half given on the disk, where it may be on one. Raises SelfattachError."""
        if not self._is_on_disk and self._typed is not None:
            self._journal.keep_half_typed(*self._typed)
            self._is_on_disk, self._refused_at = True, ""

    def _pause(self) -> str:
        while True:
            choice = self._voice.menu(self._pause_menu)
            match choice:
                case "ground":
                    return self._too_much()
                case "support":
                    if self._show_help("reach") == "closed":
                        self.shall_wait = True
                        return "left"
                case "enough":
                    self._enough()
                    return ""
                case "leave" | "gone":
                    self.shall_wait = choice == "leave"
                    return "left"
                case "let_go" if self._voice.menu(words.LET_GO_SURELY) == "yes":
                    return "let_go"
                case "let_go":
                    continue
                case figure if figure and figure.isdecimal():
                    return self._figure(int(figure))
                case _:
                    return ""

    @property
    def _pause_menu(self) -> words.Menu:
        return self._ways_on.beside(self.help_page.in_view()) if self._is_hard else self._ways_on

    def _enough(self) -> None:
        """End it here, with every word of it: what is half given counts, what was never kept is not asked again."""
        self._count_half_given()
        if self.session.step is not None:
            self._act(self.session.enough())

    def _count_half_given(self) -> None:
        self._replay(self._pending, past_never=True)
        half_typed = counted_at(self.session, self._typed, self._now())
        if half_typed is not None:
            self._answer(half_typed.value)

    def _too_much(self) -> str:
        """It was said to be too much: less, and with help in view. Enter is enough for today."""
        if not self.session.was_too_much and self.session.step is not None:
            self.session = self.session.too_much()
            with suppress(SelfattachError):  # less is what is needed now, and no word of a disk
                self._journal.append({"did": "too_much"})
        match self._show_help("too_much"):
            case "enough":
                self._enough()
            case "next":
                self._leave_this_one()
            case "door":
                self._open_door()
            case "closed":
                self.shall_wait = True
                return "left"
        return ""

    def _open_door(self, about: str = "life") -> None:
        """Help was chosen: the session ends here, with what is half given, whatever the disk says to it."""
        before = self.session
        with suppress(SelfattachError):
            self._count_half_given()
        if self.session.step is None:  # that was the last question, and the way to help still ends here
            self.session = before
        self._act(self.session.door(about))

    def _leave_this_one(self) -> None:
        """Go on, with the next question: what was half said here counts, and nothing more is asked about it."""
        if self.session.step is None:
            return
        if isinstance(self.session.step, Tell):
            self._act(self.session.go_on())
            return
        half_typed = counted_at(self.session, self._typed, self._now())
        self._answer(None if half_typed is None else half_typed.value)

    def _figure(self, figure: int) -> str:
        """A figure that nothing here can be chosen by: perhaps how hard it is, typed one screen late."""
        match self._voice.menu(words.HELP_A_NUMBER):
            case "yes" if figure >= kinds.HELP_FROM:
                self._open_door("nine")
            case "yes" | "ground":
                return self._too_much()
            case "gone":
                return "left"
        return ""

    def _ask_aside(self) -> None:
        aside = self.session.aside()
        if aside and self._saves:
            prompts = prompts_of(self.session.framed)
            shown = "\n".join(format_answer(prompts[act.name].form, act.value) for act in aside)
            choice = self._voice.menu(words.ASIDE.about(words=shown))
            self.keep_aside = () if choice == "let_go" else aside


def _is_of_the_frame(prompt: Prompt) -> bool:
    return _asks_distress(prompt) or prompt.name.startswith("guard.")


def _asks_distress(prompt: Prompt) -> bool:
    return isinstance(prompt.form, Measure) and prompt.form.measure == "distress"
