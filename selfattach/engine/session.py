"""Session: an exercise and what was done so far. Pure and frozen: no terminal, no disk, no clock, no chance.

The theory. A session is the exercise, what was known from outside when it began, and a log of acts: went on,
answered, had enough. Where we are, what is asked next, what an earlier answer is called in a text, how it
ended: all of it is worked out by playing the steps again with the log (`engine/player.py`). So going back is a shorter
log, resuming is the same log read from disk, and an answer that is not on the way taken cannot count, because
playing never meets it. What was played is handed on to the session that comes of an act; the one before it plays its
own log again, should anybody look at it.
"""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

from selfattach import kinds
from selfattach.engine.answers import Value, read_answer, without_beginning_twice
from selfattach.engine.player import (
    HARDER,
    NOT_KEPT,
    NOTHING_OUTSIDE,
    Act,
    Ending,
    Familiar,
    Found,
    Framed,
    Outside,
    Player,
    Question,
    Shelved,
    Tell,
    WrongActError,
    mark_of,
    met_key,
    prompts_of,
    review_key,
    takes,
)
from selfattach.script.model import (
    WORST_DAY,
    WOULD_SAY,
    KeepOrLetGo,
    Prompt,
    ShowRecalled,
)

__all__ = [
    "HARDER",
    "NOT_KEPT",
    "WORST_DAY",
    "WOULD_SAY",
    "Act",
    "Ending",
    "Familiar",
    "Found",
    "Framed",
    "Outside",
    "Question",
    "Session",
    "Shelved",
    "Tell",
    "WrongActError",
    "mark_of",
    "met_key",
    "prompts_of",
    "review_key",
]


@dataclass(frozen=True)
class Session:
    """See the head of this file. `later`: what was said beyond a point one went back to; it only prefills.

    `was_too_much`: it was said to be so, wherever that was; the end then asks with more care.
    """

    framed: Framed
    outside: Outside = NOTHING_OUTSIDE
    log: tuple[Act, ...] = ()
    later: tuple[Act, ...] = field(default=(), compare=False)
    was_too_much: bool = field(default=False, compare=False)

    @cached_property
    def _player(self) -> "Player":
        player = Player(self.framed, self.outside, was_too_much=self.was_too_much)
        for act in self.log:
            player.act(act)
        return player

    @cached_property
    def step(self) -> Tell | Question | None:
        """The stop we are at, or None when the session is over."""
        stop = self._player.stop
        if stop is None:
            return None
        return self._player.question(stop, self.later) if isinstance(stop, Prompt) else self._player.tell(stop)

    @property
    def ending(self) -> Ending | None:
        """How it ended, or None while it goes on."""
        return self._player.ending

    @property
    def begun(self) -> bool:
        """Whether the gate is behind us."""
        return self._player.begun

    @property
    def in_body(self) -> bool:
        """Whether we are among the steps of the script, and not in the frame around them."""
        return self._player.in_body

    @property
    def answered(self) -> tuple[tuple[Prompt, Act], ...]:
        """Every prompt passed on the way taken, skipped ones too, in order, with what was said."""
        return tuple(self._player.passed)

    @property
    def shelved(self) -> tuple[Shelved, ...]:
        """Every answer that was put on a shelf."""
        return tuple(self._player.shelved)

    @property
    def felt(self) -> Value:
        """How it left the person, where that was asked and said."""
        return self._player.felt

    @property
    def played(self) -> frozenset[str]:
        """The fragments that were played."""
        return frozenset(self._player.included)

    @property
    def rose(self) -> bool:
        """Whether a figure of distress rose, or a belief that was asked for twice."""
        return self._player.known("rose") is True

    @property
    def began_low(self) -> bool:
        """Whether a first figure was given, and it was below the middle."""
        return bool(self._player.figures) and self._player.figures[0] < kinds.MIDDLE_FROM

    @property
    def undecided(self) -> frozenset[str]:
        """The `keep: ask` answers whose words nobody was asked about, because help or an early end came first."""
        ending = self._player.ending
        if ending is None or not (ending.how == "guard" or ending.at_once or self._player.felt == HARDER):
            return frozenset()
        settled = {prompt.form.name for prompt, _ in self.answered if isinstance(prompt.form, KeepOrLetGo)}
        settled |= {shelved.name for shelved in self.shelved}
        asked = {prompt.name for prompt, act in self.answered if prompt.keep == "ask" and act.value is not None}
        return frozenset(asked - settled)

    def shown_of(self, act: Act) -> str:
        """Return where the recalled words stand that this yes opened: SESSION/NAME."""
        return self._player.shown[act.name, act.round]

    def go_on(self) -> "Session":
        """Pass a telling."""
        if self._player.stop is None or isinstance(self._player.stop, Prompt):
            raise WrongActError("there is nothing to pass here")
        return self._with(Act("told"))

    def answer(self, value: Value, at: str = "") -> "Session":
        """Answer the prompt we are at; None leaves it open. Raises IllegalAnswerError and changes nothing."""
        prompt = self._player.stop
        if not isinstance(prompt, Prompt):
            raise WrongActError("nothing is asked here")
        kept = read_answer(prompt.form, value)
        if isinstance(kept, str):
            kept = without_beginning_twice(kept, self._player.start(prompt))
        if isinstance(kept, str) and kept.split() == self._player.start(prompt).split():
            kept = None  # the editable words in the box, as they were
        if isinstance(prompt.form, ShowRecalled) and kept is False:
            kept = None
        return self._with(Act("answer", prompt.name, kept, self._player.round, at))

    def enough(self) -> "Session":
        """Say that it is enough for today: on to the close, or out of it."""
        if self._player.stop is None:
            raise WrongActError("it is already over")
        return self._with(Act("enough"))

    def door(self, about: str = "life") -> "Session":
        """Choose help, and the end of this: nothing is asked after it. `about`: as `Door` has it."""
        if self._player.stop is None:
            raise WrongActError("it is already over")
        return self._with(Act("door", about))

    def too_much(self) -> "Session":
        """Note that it was said to be too much; we stay where we are."""
        return replace(self, was_too_much=True)

    def back(self) -> "Session | None":
        """Go back one asking step; what was said there and after only prefills. None on the first prompt."""
        last = next((place for place in range(len(self.log) - 1, -1, -1) if self.log[place].kind == "answer"), None)
        return None if last is None else self.cut(last)

    def cut(self, length: int) -> "Session":
        """Return the session with only the first acts of the log."""
        dropped = tuple(act for act in self.log[length:] if act.kind == "answer" and act.value not in (None, NOT_KEPT))
        return replace(self, log=self.log[:length], later=(*dropped, *self.later))

    def aside(self) -> tuple[Act, ...]:
        """Written words that going back has put off the way; the newest of each prompt."""
        on_the_way = {(act.name, act.round) for act in self.log if act.kind == "answer"}
        found: dict[tuple[str, tuple[int, ...]], Act] = {}
        for act in self.later:
            if act.name in self._written_names and (act.name, act.round) not in on_the_way:
                found.setdefault((act.name, act.round), act)
        return tuple(found.values())

    @cached_property
    def _written_names(self) -> frozenset[str]:
        return frozenset(
            name
            for name, prompt in prompts_of(self.framed).items()
            if prompt.form.kind in kinds.WRITTEN and prompt.keep != "never"
        )

    def do(self, act: Act) -> "Session":
        """Do one act of a stored log. Raises WrongActError when it does not fit where we are."""
        stop = self._player.stop
        if isinstance(stop, Prompt) and act.kind == "answer" and not takes(stop.form, act.value):
            raise WrongActError(f"{act.name} does not take that answer")
        session = self._with(act)
        _ = session.step  # plays it
        return session

    def _with(self, act: Act) -> "Session":
        further = replace(self, log=(*self.log, act))
        player = self.__dict__.pop("_player", None)  # playing all of the log anew at each act would be half of the work
        if player is not None:
            with suppress(WrongActError):  # whoever looks where this leads hears of it
                player.act(act)
                further.__dict__["_player"] = player
        return further
