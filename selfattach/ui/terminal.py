"""The terminal voice: a practice held with keys, quiet lines and short prompts, for a person in front of a terminal.

It tells and asks; it decides nothing. The first words need neither Rich nor Questionary: both are opened where they are
first needed. From the first act to `close` the terminal is held without echo, and given back whatever happens.

Room. Words that were not read yet are never pushed off the screen by others: where the next ones would do that, a key
is waited for first.

Time. A rest and a breath are loops on deadlines: each moment is counted from the last deadline, not from when the loop
woke up, so that nothing drifts. The pace stretches all of it; at pace 0 nothing is waited for but the person.
"""

import contextlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO, assert_never

from selfattach import words
from selfattach.engine.voice import ON, Asking, HelpScreen, Manner, Reply, Room
from selfattach.script.model import Breathe, Head, Rest, Run, Say, Support
from selfattach.text import clean, wrap
from selfattach.ui.keys import Keys
from selfattach.ui.pacing import Bookmark, Phase, phases_of, time_left
from selfattach.ui.screen import MARGIN, Screen

if TYPE_CHECKING:
    from selfattach.engine.session import Question, Tell
    from selfattach.ui.prompt_widgets import Questions

_TWICE: Final = 1.5  # seconds within which a second Enter leaves a rest
_FRAME: Final = 0.04  # a little faster than the eye asks for, as frames that look alike are left out
_BAR: Final = 22  # columns; with its word it fits 40
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_ROWS_BELOW: Final = 3  # under a page: a line free, the live line, and the row it stands on
_MENU_ROWS: Final = 5
_WAY_GUTTER: Final = 5  # the columns before a way on, as `prompt_widgets.py` has it
_WIDE_ENOUGH: Final = 60  # columns; on fewer, a screen of help has no margin
_MEANS: Final = {
    "enter": "on",
    "space": "on",
    "esc": "back",
    "ctrl-c": "pause",
    "g": "ground",
    "ctrl-d": "gone",
    "gone": "gone",
}


class TerminalVoice:
    """A `Voice` on a real terminal. `clock`: monotonic; `environment`: for TERM, NO_COLOR and the editor."""

    def __init__(
        self,
        source: TextIO,
        out: TextIO,
        *,
        clock: Callable[[], float],
        environment: Mapping[str, str],
        manner: Manner,
    ) -> None:
        self._source = source
        self._keys = Keys(source)
        self._screen = Screen(out, environment, discreet=manner.discreet)
        self._clock = clock
        self._environment = environment
        self._manner = manner
        self._pace = manner.pace
        self._bookmark = Bookmark()
        self._left = False  # the person has gone: nothing more is waited for

    @cached_property
    def _questions(self) -> "Questions":
        from selfattach.ui.prompt_widgets import Questions  # noqa: PLC0415  a good part of the start; only for a question

        return Questions(self._source, self._screen, self._environment.get("TERM", ""), self._suspend)

    # --- the port

    def open(self, head: Head) -> Reply:
        """Say what this is, how long it takes, and the care that is asked for."""
        screen = self._screen
        lines = [
            *([] if screen.unread else [""]),
            *screen.plain_lines(head.title, "bold"),
            *screen.plain_lines(head.summary),
        ]
        if head.minutes:
            lines += screen.plain_lines(words.about(head.minutes), "quiet")
        if head.care.strip():
            lines += ["", *screen.plain_lines(head.care.strip())]
        lines += ["", *screen.plain_lines(words.TERMINAL_DOORS, "quiet"), ""]
        with self._held(), self._still():
            return self._noted(self._make_room(len(lines)) or self._pages(lines, then_on=False))

    @property
    def room(self) -> Room:
        """How much room there is beside the margin."""
        return Room(self._screen.columns - len(self._help_margin), self._screen.rows)

    @property
    def _help_margin(self) -> str:
        return MARGIN if self._screen.columns >= _WIDE_ENOUGH else ""

    def tell(self, tell: "Tell") -> Reply:
        """Show a telling and let it pass."""
        with self._held(), self._still():
            if self._keys.forget():
                return Reply("pause")
            match tell.step:
                case Rest() as rest:
                    reply = self._rest(rest, tell)
                case Breathe() as breathe:
                    reply = self._breathe(breathe, tell)
                case Say() | Support():
                    lines = self._screen.lines(tell.text)
                    reply = self._make_room(len(lines) + _ROWS_BELOW) or self._pages(lines)
                case _:
                    assert_never(tell.step)
            return self._noted(reply)

    def ask(self, asking: Asking) -> Reply:
        """Ask, once the prompt is ready to take an answer."""
        from selfattach.ui.terminal_questions import TerminalQuestion  # noqa: PLC0415  with the first question

        with self._held():
            self._bookmark.forget()
            asked = TerminalQuestion(asking, self._screen, self._questions, self._edit)
            with self._still():
                instead = self._make_room(asked.rows)
            if instead is None and self._forget():
                instead = Reply("pause")
            reply = instead._replace(value=asking.half_typed or None) if instead else asked.reply()
            self._screen.unread = 0
            return self._noted(reply)

    def refuse(self, why: str) -> None:
        """Say why the last answer was not taken."""
        self.say(why)

    def has_answer(self, question: "Question") -> bool:  # noqa: ARG002  as the port has it
        """Nothing was given along."""
        return False

    def help(self, screen: HelpScreen) -> str:
        """Show a screen of help at once: its words first, before anything is loaded to choose with."""
        margin = self._help_margin

        lines, below = self._on_one_screen(screen, margin)

        def put() -> None:  # what stood there before goes up, so that nothing of it is read as part of this
            self._screen.put([*[""] * max(self._screen.rows - len(lines) - below, 1), *lines])

        with self._held():
            with self._still():
                put()
            if self._forget():
                return "pause"
            done = self._questions.way(
                list(screen.ways.values()),
                first=screen.open,
                below=screen.below,
                letters=list(screen.keys),
                columns=self._screen.columns,
                margin=margin,
                again=put,
            )
            self._screen.unread = 0
            if isinstance(done, int):
                return ["", *screen.ways][done]
            if isinstance(done, str):
                return screen.keys[done]
            return "esc" if done.kind == "back" else "pause" if done.kind == "pause" else self._go()

    def _on_one_screen(self, screen: HelpScreen, margin: str) -> tuple[list[str], int]:
        """The words of a screen of help, and the rows below them. Where rows are few, air goes first, words never."""
        columns = self._screen.columns
        paragraphs = [[line.rstrip() for line in wrap(clean(one), columns, margin)] for one in screen.lines]
        labels = [wrap(clean(label), columns - len(margin) - _WAY_GUTTER) for label in screen.ways.values()]
        below = len(wrap(screen.below, columns, margin)) + 1 if screen.below else 0
        taken = sum(map(len, paragraphs)) + sum(map(len, labels)) + bool(screen.open) + below
        gaps = max(self._screen.rows - taken, 0)
        lines: list[str] = []
        for place, paragraph in enumerate(paragraphs):
            lines += [*paragraph, *([""] if place < gaps else [])]
        return lines, taken - sum(map(len, paragraphs))

    def ask_line(self, paragraphs: tuple[str, ...]) -> Reply:
        """Show these and let one line be typed."""
        margin = self._help_margin

        def put() -> None:
            for one in paragraphs:
                self._screen.put(["", *wrap(clean(one), self._screen.columns, margin)])

        with self._held():
            put()
            if self._forget():
                return Reply("pause")
            done = self._questions.write("", "", changed=lambda _: None, help_=lambda: None, again=put)
            self._screen.unread = 0
            return Reply("answer", done) if isinstance(done, str) else self._noted(Reply(done.kind))

    def clear(self) -> None:
        """Take everything off the screen, and out of what can be scrolled back to."""
        self._screen.wipe()

    def menu(self, menu: words.Menu) -> str | None:
        """Offer some ways on; the pointer starts on none of them."""
        with self._held():
            questions = self._questions
            if self._forget():
                return self._go()
            title = self._screen.plain_lines(menu.ask, "bold")
            with self._still():
                instead = self._make_room(len(title) + _MENU_ROWS) or self._pages(title, then_on=False)
            if instead.kind in menu.doors:
                return instead.kind
            if instead.kind != "on":
                return self._go() if instead.kind in ("gone", "pause") else None
            self._screen.gap()
            done = questions.choose(
                list(menu.options.values()),
                words.choose(len(menu.options)),
                first=menu.open,
                at=list(menu.options).index(menu.first) + 1 if menu.first else 0,
                columns=self._screen.columns,
                help_=lambda: self._screen.plain(words.TERMINAL_KEYS["menu"] + "\n", "quiet"),
                again=lambda: self._screen.put([*title[-self._screen.rows // 2 :], ""]),
                door=False,
                starts=bool(menu.first),
            )
            if isinstance(done, int):
                taken = list(menu.options.values())[done - 1] if done else menu.open
                self._screen.taken([taken] if done else [], menu.open)
            self._screen.unread = 0  # what was taken is no news: nobody presses a key for it before help comes
            if not isinstance(done, int):
                if done.kind in menu.doors:
                    return done.text if done.kind == "figure" else done.kind
                return None if done.kind in ("back", "figure") else self._go()
            return list(menu.options)[done - 1] if done else None

    def say(self, words: str) -> None:
        """Say a sentence of the program's own."""
        lines = self._screen.plain_lines(words)
        with self._held(), self._still():
            self._make_room(len(lines) + 1)
            self._pages([*lines, ""], then_on=False)

    def end(self, words: str) -> None:
        """Say the last sentence. On a screen that is about to go, it stays until a key comes."""
        self.say(words)
        if self._screen.is_aside and not self._left:
            with self._held(), self._still():
                self._on()

    @contextlib.contextmanager
    def lent(self) -> Iterator[None]:
        """Lend the terminal, as it was found, to something else that asks. A line stays free below it."""
        with self._keys.lent():
            yield
        self._screen.gap()

    def close(self) -> None:
        """Leave the screen in order and give the terminal back."""
        try:
            with contextlib.suppress(OSError, ValueError):  # a terminal that hung up cannot be written on
                self._screen.settle()
                self._screen.show_cursor()
                self._screen.leave()
        finally:
            self._keys.release()

    def _noted(self, reply: Reply) -> Reply:
        if reply.kind == "gone":
            self._go()
        return reply

    def _go(self) -> str:
        self._left = True
        return "gone"

    # --- holding the terminal

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the terminal from here on; give it back if this ends in anything but an answer."""
        self._keys.grab()
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
        typed_ahead = self._questions.forget()
        return self._keys.forget() or typed_ahead

    def _suspend(self) -> None:
        """Stop as Ctrl-Z does everywhere; come back when the shell says so."""
        self._screen.settle()
        self._screen.show_cursor()
        self._screen.leave()
        self._keys.suspend()

    def _edit(self, text: str, folder: Path) -> str:
        """Lend the terminal to the person's editor. Raises SelfattachError."""
        from selfattach.ui.editor import edit  # noqa: PLC0415  for those who use it

        self._screen.leave()
        with self._keys.lent():
            return edit(text, folder, self._environment)

    # --- words

    def _lines(self, runs: Sequence[Run]) -> list[str]:
        return [*self._screen.lines(runs), ""] if runs else []

    def _make_room(self, rows: int) -> Reply | None:
        """Wait for a key where so many rows more would push unread words off. What else was done then, or None."""
        unread = self._screen.unread
        if not unread or unread + min(rows, self._screen.rows) <= self._screen.rows:
            return None
        reply = self._on()
        return None if reply == ON else reply

    def _pages(self, lines: Sequence[str], *, then_on: bool = True) -> Reply:
        """Show lines page by page; between them the person goes on, and after the last if `then_on`."""
        room = max(self._screen.rows - _ROWS_BELOW, 5)
        rest = list(lines)
        while rest:
            end = _page_end(rest, room)
            page, rest = rest[:end], rest[end:]
            while rest and not rest[0]:  # the line free stays with what is above it
                del rest[0]
            self._screen.put(page)
            last = not rest
            if last and not then_on:
                break
            self._screen.gap()
            reply = self._on(words.TERMINAL_ON if last else words.TERMINAL_MORE, page)
            if reply != ON:
                return reply
        return ON

    # --- waiting

    def _on(self, hint: str = words.TERMINAL_ON, page: Sequence[str] = ()) -> Reply:
        """Wait for a key that means something. `page`: the words to show again when the person comes back."""
        done, _ = self._wait(None, hint, again=page)
        self._screen.settle()
        self._screen.unread = 0
        return Reply(done)

    def _wait(
        self,
        deadline: float | None,
        hint: str,
        *,
        style: str = "quiet",
        again: Sequence[str] = (),
        any_key: bool = False,
    ) -> tuple[str, float]:
        """Wait for a doing, or until the deadline (""). The deadline comes back, moved on by the time suspended.

        With `any_key`, a key that means nothing else means "on".
        """
        until = math.inf if deadline is None else deadline
        self._screen.live(hint, style)
        while True:
            key = self._keys.read(None if deadline is None else max(until - self._clock(), 0))
            if key is None:
                return "", until
            if key in _MEANS:
                return _MEANS[key], until
            if key in ("f1", "?"):
                self._screen.settle()
                self._screen.plain(words.TERMINAL_KEYS["tell"], "quiet")
                self._screen.gap()
                self._screen.live(hint, style)
            elif key == "ctrl-z":
                left = self._clock()
                self._suspend()
                self._screen.put(["", *again])
                self._screen.hide_cursor()
                self._screen.live(hint, style)
                until += self._clock() - left
            elif any_key and key != "paste":
                return "on", until

    # --- a rest

    def _rest(self, rest: Rest, tell: "Tell") -> Reply:
        text, passed = self._lines(tell.text), self._bookmark.take(tell)
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
            self._screen.put(self._lines(runs))
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
            done, moved = self._wait(moment, f"{hint} {skip}", again=again)
            began += moved - moment
            if done or moment == deadline:
                return done, began

    def _end_of_quiet(self) -> None:
        if self._pace:  # else the words went by, and nobody had time for them
            self._screen.unread = 0
        if self._manner.bell and self._pace:
            self._screen.ring()

    # --- breath

    def _breathe(self, breathe: Breathe, tell: "Tell") -> Reply:
        phases, before = phases_of(breathe, self._pace or 1.0), int(self._bookmark.take(tell))
        lines = [*self._lines(tell.text), *self._breath_told(breathe.rounds - before, phases), ""]
        instead = self._make_room(len(lines) + 1)
        if instead is not None:
            return instead
        self._screen.put(lines)
        start, last = self._clock(), False
        for breath in range(before, breathe.rounds if self._pace else 0):
            for phase in phases:
                done, start = self._phase(phase, start, lines)
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
        return [*lines, *self._screen.plain_lines(words.TERMINAL_BREATH_END, "quiet")] if self._pace else lines

    def _phase(self, phase: Phase, start: float, again: Sequence[str]) -> tuple[str, float]:
        """Show one phase from `start`. The doing in it, and when the next one starts."""
        end, frame, noted = start + phase.seconds, start, ""
        moves = not self._manner.still and phase.full_from != phase.full_to
        while frame < end:
            through = (frame - start) / phase.seconds
            next_frame = min(max(frame + _FRAME, self._clock()), end) if moves else end
            shown = self._shown(phase, through)
            done, moved = self._wait(next_frame, shown, style="soft", again=again, any_key=True)
            end += moved - next_frame
            start += moved - next_frame
            if done not in ("", "on"):
                return done, end
            noted = noted or done
            frame = moved if not done else max(frame, min(self._clock(), end))
        return noted, end

    def _shown(self, phase: Phase, through: float) -> str:
        """The live line of a breath, `through` 0 to 1 of a phase."""
        if self._manner.still:
            return f"{phase.word} {phase.seconds:g}" if self._manner.counts else phase.word
        eased = (1 - math.cos(math.pi * through)) / 2
        return f"{phase.word:<5} {_bar(phase.full_from + (phase.full_to - phase.full_from) * eased)}"


def _page_end(lines: Sequence[str], room: int) -> int:
    """How many lines make a page: as many as there is room for, if need be up to the end of a paragraph."""
    if len(lines) <= room:
        return len(lines)
    return next((end for end in range(room, room // 2, -1) if not lines[end]), room)


def _bar(full: float) -> str:
    """A bar in eighths of a column, with room after it, so that what it covered before is covered again."""
    eighths = round(full * _BAR * 8)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).ljust(_BAR + 1)
