"""The terminal voice: a practice held with keys, quiet lines and short prompts, for a person in front of a terminal.

It tells and asks; it decides nothing. The first words need neither Rich nor Questionary: both are opened where they are
first needed. From the first act to `close` the terminal is held without echo, and given back whatever happens.

Time. A rest and a breath are loops on deadlines: each moment is counted from the last deadline, not from when the loop
woke up, so that nothing drifts. The pace stretches all of it; at pace 0 nothing is waited for but the person.
"""

import contextlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from selfattach import words
from selfattach.script.model import Breathe, Head, Rest, Run, Support
from selfattach.ui.keys import Keys
from selfattach.ui.port import ON, Asking, Reply
from selfattach.ui.screen import POINTER, Screen, colours_allowed

if TYPE_CHECKING:
    from selfattach.session import Tell
    from selfattach.ui.questions import Questions

_TWICE: Final = 1.5  # seconds within which a second Enter leaves a rest
_FRAME: Final = 0.05
_BAR: Final = 22  # columns; with its word it fits 40
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_MEANS: Final = {
    "enter": "on",
    "space": "on",
    "esc": "back",
    "ctrl-c": "pause",
    "g": "ground",
    "ctrl-d": "gone",
    "gone": "gone",
}


class Phase(NamedTuple):
    """A part of a breath: its word, its seconds, and how full the bar is at its start and end."""

    word: str
    seconds: float
    full_from: float
    full_to: float


class TerminalVoice:
    """A `Voice` on a real terminal. `pace`: of port.PACES; `clock`: monotonic; `environment`: for TERM and NO_COLOR."""

    def __init__(
        self,
        source: TextIO,
        out: TextIO,
        *,
        clock: Callable[[], float],
        environment: Mapping[str, str],
        pace: float = 1.0,
    ) -> None:
        self._source = source
        self._keys = Keys(source)
        self._screen = Screen(out, colours=colours_allowed(environment))
        self._clock = clock
        self._pace = pace
        self._term = environment.get("TERM", "")

    @cached_property
    def _questions(self) -> "Questions":
        from selfattach.ui.questions import Questions  # noqa: PLC0415  a good part of the start; only for a question

        return Questions(self._source, self._screen, self._term)

    # --- the port

    def open(self, head: Head) -> Reply:
        """Say what this is, how long it takes, and the care that is asked for."""
        screen = self._screen
        with self._held():
            screen.gap()
            screen.plain(head.title, "bold")
            screen.plain(head.summary)
            if head.minutes:
                one = head.minutes == 1
                screen.plain(words.ONE_MINUTE if one else words.MINUTES.format(minutes=head.minutes), "dim")
            if head.care.strip():
                screen.gap()
                screen.plain(head.care.strip())
            screen.gap()
            screen.plain(words.TERMINAL_DOORS, "dim")
            screen.gap()
            return ON

    def tell(self, tell: "Tell", support: Callable[[], str]) -> Reply:
        """Show a telling and let it pass."""
        with self._held(), self._still():
            if self._keys.forget():
                return Reply("pause")
            match tell.step:
                case Rest() as rest:
                    return self._rest(rest, tell)
                case Breathe() as breathe:
                    return self._breathe(breathe)
                case Support():
                    page = [*self._lines(tell.text), *self._screen.plain_lines(support().strip("\n"))]
                    return self._pages(page)
                case _:
                    return self._pages(self._screen.lines(tell.text))

    def ask(self, asking: Asking) -> Reply:
        """Ask, once the prompt is ready to take an answer."""
        from selfattach.ui.asking import Asked  # noqa: PLC0415  with the first question

        with self._held():
            asked = Asked(asking, self._screen, self._questions)
            if self._forget():
                return Reply("pause", asking.half_typed or None)
            return asked.reply()

    def refuse(self, why: str) -> None:
        """Say why the last answer was not taken."""
        self.say(why)

    def menu(self, menu: words.Menu) -> str | None:
        """Offer some ways on; the pointer starts on none of them."""
        with self._held():
            questions = self._questions
            if self._forget():
                return "gone"
            self._screen.plain(menu.ask, "bold")
            self._screen.gap()
            done = questions.choose(
                list(menu.options.values()),
                words.TERMINAL_CHOOSE.format(n=len(menu.options)),
                first=menu.open,
                at=0,
                columns=self._screen.columns,
                help_=lambda: self._screen.plain(words.TERMINAL_KEYS["menu"] + "\n", "dim"),
                door=False,
            )
            if not isinstance(done, int):
                return None if done.kind == "back" else "gone"
            if not done:
                return None
            self._screen.plain(f"{POINTER} {list(menu.options.values())[done - 1]}")
            self._screen.gap()
            return list(menu.options)[done - 1]

    def say(self, words: str) -> None:
        """Say a sentence of the program's own."""
        with self._held():
            self._screen.plain(words)
            self._screen.gap()

    def close(self) -> None:
        """Leave the screen in order and give the terminal back."""
        try:
            with contextlib.suppress(OSError, ValueError):  # a terminal that hung up cannot be written on
                self._screen.settle()
                self._screen.show_cursor()
        finally:
            self._keys.release()

    # --- holding the terminal

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the terminal from here on; give it back if this ends in anything but an answer."""
        self._keys.hold()
        try:
            yield
        except BaseException:
            self.close()
            raise

    @contextlib.contextmanager
    def _still(self) -> Iterator[None]:
        """No cursor, and no live line left, whatever ends this."""
        self._screen.hide_cursor()
        try:
            yield
        finally:
            with contextlib.suppress(OSError, ValueError):
                self._screen.settle()
                self._screen.show_cursor()

    def _forget(self) -> bool:
        """Keys pressed so far answer nothing asked from here on. Ctrl-C is heard all the same: whether it came."""
        self._questions.forget()
        return self._keys.forget()

    # --- words

    def _lines(self, runs: Sequence[Run]) -> list[str]:
        return [*self._screen.lines(runs), ""] if runs else []

    def _pages(self, lines: Sequence[str]) -> Reply:
        """Show lines page by page; at each the person goes on."""
        room = max(self._screen.rows - 3, 5)
        for start in range(0, len(lines), room):
            self._screen.put(lines[start : start + room])
            self._screen.gap()
            last = start + room >= len(lines)
            done, _ = self._wait(None, words.TERMINAL_ON if last else words.TERMINAL_MORE)
            self._screen.settle()
            if done != "on":
                return Reply(done)
        return ON

    # --- waiting

    def _wait(self, deadline: float | None, hint: str) -> tuple[str, float]:
        """Wait for a doing, or until the deadline (""). The deadline comes back, moved on by the time suspended."""
        until = math.inf if deadline is None else deadline
        self._screen.live(hint)
        while True:
            key = self._keys.read(None if deadline is None else max(until - self._clock(), 0))
            if key is None:
                return "", until
            if key in _MEANS:
                return _MEANS[key], until
            if key in ("f1", "?"):
                self._help()
                self._screen.live(hint)
            elif key == "ctrl-z":
                until += self._suspend()
                self._screen.live(hint)

    def _help(self) -> None:
        self._screen.settle()
        self._screen.plain(words.TERMINAL_KEYS["tell"], "dim")
        self._screen.gap()

    def _suspend(self) -> float:
        left = self._clock()
        self._screen.settle()
        self._screen.show_cursor()
        self._keys.suspend()
        self._screen.hide_cursor()
        return self._clock() - left

    # --- a rest

    def _rest(self, rest: Rest, tell: "Tell") -> Reply:
        self._screen.put(self._lines(tell.text))
        deadline, pressed, before = self._clock(), -math.inf, 0.0
        for at, runs in (*tell.cues, (rest.seconds, ())):
            deadline += (at - before) * self._pace
            before = at
            hint = words.TERMINAL_QUIET_WORDS if runs else words.TERMINAL_QUIET
            done, deadline = self._wait(deadline, hint) if self._pace else ("", deadline)
            if done == "on":
                deadline = self._clock()
                if deadline - pressed < _TWICE:
                    break
                pressed = deadline
            elif done:
                return Reply(done)
            self._screen.settle()
            self._screen.put(self._lines(runs))
        return ON

    # --- breath

    def _breathe(self, breathe: Breathe) -> Reply:
        phases = _phases(breathe, self._pace or 1.0)
        told = ", ".join(f"{phase.word} {phase.seconds:g}" for phase in phases)
        few = words.TERMINAL_ONE_BREATH if breathe.rounds == 1 else words.TERMINAL_BREATHS
        self._screen.plain(few.format(rounds=breathe.rounds, phases=told))
        if not self._pace:
            self._screen.gap()
            return ON
        self._screen.plain(words.TERMINAL_BREATH_END, "dim")
        self._screen.gap()
        start, last = self._clock(), False
        for _ in range(breathe.rounds):
            for phase in phases:
                done, start = self._phase(phase, start)
                if done not in ("", "on"):
                    return Reply(done)
                last = last or done == "on"
            if last:
                break
        return ON

    def _phase(self, phase: Phase, start: float) -> tuple[str, float]:
        """Show one phase from `start`. The doing in it, and when the next one starts."""
        end, frame, noted = start + phase.seconds, start, ""
        while frame < end:
            through = (frame - start) / phase.seconds
            eased = (1 - math.cos(math.pi * through)) / 2
            full = phase.full_from + (phase.full_to - phase.full_from) * eased
            next_frame = min(max(frame + _FRAME, self._clock()), end)
            done, moved = self._wait(next_frame, f"{phase.word:<5} {_bar(full)}")
            end += moved - next_frame
            start += moved - next_frame
            if done not in ("", "on"):
                return done, end
            noted = noted or done
            frame = moved if not done else frame
        return noted, end


def _phases(breathe: Breathe, pace: float) -> list[Phase]:
    phases = (
        Phase(words.BREATHE_IN, breathe.inhale * pace, 0, 1),
        Phase(words.BREATHE_HOLD, breathe.hold * pace, 1, 1),
        Phase(words.BREATHE_OUT, breathe.exhale * pace, 1, 0),
        Phase(words.BREATHE_REST, breathe.pause * pace, 0, 0),
    )
    return [phase for phase in phases if phase.seconds > 0]


def _bar(full: float) -> str:
    """A bar in eighths of a column, with room after it, so that what it covered before is covered again."""
    eighths = round(full * _BAR * 8)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).ljust(_BAR + 1)
