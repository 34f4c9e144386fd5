"""A rest and a breath on a terminal: loops on deadlines, so that nothing drifts.

Each moment is counted from the last deadline, not from when the loop woke up. The pace stretches all of it; at pace 0
nothing is waited for but the person. Room for the words is made by whoever asks for it.
"""

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from selfattach import words
from selfattach.engine.voice import ON, Manner, Reply
from selfattach.script.model import Breathe, Rest, TextRun
from selfattach.ui.margin import Line, Place, eased
from selfattach.ui.pacing import Bookmark, Phase, phases_of, time_left
from selfattach.ui.screen import Screen
from selfattach.ui.waiting import Waiting

if TYPE_CHECKING:
    from selfattach.engine.session import Tell

_TWICE: Final = 1.5  # seconds within which a second Enter leaves a rest
_FRAME: Final = 0.04  # a little faster than the eye asks for, as frames that look alike are left out


class QuietTime:
    """Holds what takes time by itself."""

    def __init__(
        self,
        waiting: Waiting,
        screen: Screen,
        clock: Callable[[], float],
        manner: Manner,
        bookmark: Bookmark,
        make_room: Callable[[int], Reply | None],
    ) -> None:
        self._waiting = waiting
        self._screen = screen
        self._clock = clock
        self._manner = manner
        self._pace = manner.pace
        self._bookmark = bookmark
        self._make_room = make_room

    def lines(self, runs: Sequence[TextRun]) -> list[str]:
        """Words, and a line free below them."""
        return [*self._screen.lines(runs), ""] if runs else []

    # --- a rest

    def rest(self, rest: Rest, tell: "Tell") -> Reply:
        """Let a rest pass, its words in their time."""
        text, passed = self.lines(tell.text), self._bookmark.take(tell)
        instead = self._make_room(len(text) + 1)
        if instead is not None:
            return instead
        self._screen.put(text)
        began, pressed = self._clock() - passed * self._pace, -math.inf
        for at, runs in (*tell.cues, (rest.seconds, ())):
            if at <= passed and runs:  # said before the person left
                continue
            done, began = self._quiet(began, at, rest.seconds, text, words_follow=bool(runs)) if self._pace else ("", 0)
            if done == "on":
                now = self._clock()
                began = now - at * self._pace
                if now - pressed < _TWICE:
                    break
                pressed = now
            elif done:
                if done in ("pause", "ground"):
                    self._bookmark.put(tell, max((self._clock() - began) / self._pace, 0))
                return Reply(done)
            self._screen.settle()
            self._screen.put(self.lines(runs))
        self._end_of_quiet()
        return ON

    def _quiet(
        self, began: float, until: float, end: float, again: Sequence[str], *, words_follow: bool
    ) -> tuple[str, float]:
        """Wait until a second of the rest. What was done, or "", and when the rest began, suspended time left out."""
        skip = words.TERMINAL_QUIET_WORDS if words_follow else words.TERMINAL_QUIET
        while True:
            now, deadline = self._clock(), began + until * self._pace
            hint, change = words.LEFT_UNCOUNTED, math.inf
            if self._manner.counts:
                hint, change = time_left(max(began + end * self._pace - now, 0))
            moment = min(deadline, now + max(change, _FRAME))
            done, moved = self._waiting.wait(moment, f"{hint} {skip}", again=again)
            began += moved - moment
            if done or moment == deadline:
                return done, began

    def _end_of_quiet(self) -> None:
        if self._pace:  # else the words went by, and nobody had time for them
            self._screen.unread = 0
        if self._manner.bell and self._pace:
            self._screen.ring()

    # --- breath

    def breathe(self, breathe: Breathe, tell: "Tell") -> Reply:
        """Let some breaths pass."""
        phases, before = phases_of(breathe, self._pace or 1.0), int(self._bookmark.take(tell))
        lines = [*self.lines(tell.text), *self._breath_told(breathe.rounds - before, phases), ""]
        instead = self._make_room(len(lines) + 1)
        if instead is not None:
            return instead
        self._screen.put(lines)
        start, last = self._clock(), False
        for breath in range(before, breathe.rounds if self._pace else 0):
            for phase in phases:
                done, start = self._phase(phase, start, lines, (breath + 1, breathe.rounds))
                if done not in ("", "on"):
                    if done in ("pause", "ground"):
                        self._bookmark.put(tell, breath)
                    return Reply(done)
                last = last or done == "on"
            if last:
                break
        self._screen.settle()
        self._end_of_quiet()
        return ON

    def _breath_told(self, rounds: int, phases: Sequence[Phase]) -> list[str]:
        told = words.BREATHE_UNCOUNTED
        if self._manner.counts:
            few = words.TERMINAL_ONE_BREATH if rounds == 1 else words.TERMINAL_BREATHS
            parts = ", ".join(f"{phase.word} {phase.seconds:g}" for phase in phases)
            told = few.format(rounds=rounds, phases=parts)
        lines = self._screen.plain_lines(told)
        ends = words.TERMINAL_BREATH_END if self._screen.margin.left else words.TERMINAL_BREATH_END_SHORT
        return [*lines, *self._screen.plain_lines(ends, "quiet")] if self._pace else lines

    def _phase(self, phase: Phase, start: float, again: Sequence[str], place: Place) -> tuple[str, float]:
        """Show one phase from `start`. The doing in it, and when the next one starts."""
        end, frame, noted = start + phase.seconds, start, ""
        moves = not self._manner.still and phase.full_from != phase.full_to
        while frame < end:
            through = (frame - start) / phase.seconds
            next_frame = min(max(frame + _FRAME, self._clock()), end) if moves else end
            shown = self._shown(phase, through, place)
            done, moved = self._waiting.wait(next_frame, shown, again=again, any_key=True)
            end += moved - next_frame
            start += moved - next_frame
            if done not in ("", "on"):
                return done, end
            noted = noted or done
            frame = moved if not done else max(frame, min(self._clock(), end))
        return noted, end

    def _shown(self, phase: Phase, through: float, place: Place) -> Line:
        """The live line of a breath, `through` 0 to 1 of a phase."""
        margin, counted = self._screen.margin, place if self._manner.counts else None
        if self._manner.still:
            word = f"{phase.word} {phase.seconds:g}" if self._manner.counts else phase.word
            return margin.breath(word, None, counted)
        full = phase.full_from + (phase.full_to - phase.full_from) * eased(through)
        return margin.breath(phase.word, full, counted)
