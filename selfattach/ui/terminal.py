"""The terminal voice: a practice held with keys, quiet lines and short prompts, for a person in front of a terminal.

It tells and asks; it decides nothing. The first words need neither Rich nor prompt_toolkit: both are opened where they
are first needed. From the first act to `close` the terminal is held without echo, and given back whatever happens.

Room. Words that were not read yet are never pushed off the screen by others: where the next ones would do that, a key
is waited for first. A telling that fits on the screen together with the question after it needs no key of its own; one
of two lines or more right after an answer has one, as it is a reply; and so has one before anything else.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO, assert_never

from selfattach import words
from selfattach.engine.voice import ON, Asking, HelpScreen, Manner, Reply, Room
from selfattach.script.model import Breathe, Measure, Rest, Say, ScriptHead, Support, Write
from selfattach.ui.keys import Keys
from selfattach.ui.margin import BLANK, Line, Margin
from selfattach.ui.pacing import Bookmark
from selfattach.ui.quiet_time import QuietTime
from selfattach.ui.rows import Choices, gutter
from selfattach.ui.screen import Screen
from selfattach.ui.waiting import Waiting

if TYPE_CHECKING:
    from selfattach.engine.session import Question, Tell
    from selfattach.ui.prompt_widgets import Questions
    from selfattach.ui.terminal_questions import TerminalQuestion

_ROWS_OF_A_LINE: Final = 4  # a line free, the box, a line free, and the keys below it
_ROWS_BELOW: Final = 3  # under a page: a line free, the live line, and the row it stands on
_A_REPLY: Final = 2  # lines of a telling right after an answer, from which on it has a key of its own


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
        self._screen = Screen(out, environment, discreet=manner.discreet, look=manner.look)
        self._environment = environment
        self._bookmark = Bookmark()
        self._waiting = Waiting(self._keys, self._screen, clock, self._suspend)
        self._time = QuietTime(self._waiting, self._screen, clock, manner, self._bookmark, self._make_room)
        self._left = False  # the person has gone: nothing more is waited for
        self._answered = False  # the last thing was an answer that says something
        self._stopped_early = False  # Ctrl-C came while it was told what this is
        self._above = ""  # words of the person that stand right above what comes now

    @cached_property
    def _questions(self) -> "Questions":
        from selfattach.ui.prompt_widgets import Questions  # noqa: PLC0415  a good part of the start; only for a question

        return Questions(self._source, self._screen, self._environment.get("TERM", ""), self._suspend)

    # --- the port

    def open(self, head: ScriptHead) -> Reply:
        """Say what this is, how long it takes, and the care that is asked for."""
        screen, margin = self._screen, self._screen.margin
        lines = margin.opening(
            head.title,
            head.summary,
            words.about(head.minutes) if head.minutes else "",
            head.care,
            words.TERMINAL_DOORS if margin.left else words.TERMINAL_DOORS_SHORT,
        )
        above = [BLANK] if margin.is_airy and not screen.ends_free else []
        told = screen.drawn([*above, *lines, *([BLANK] if margin.is_airy else [])])
        with self._held(), self._still():
            reply = self._noted(self._make_room(len(told)) or self._pages(told, then_on=False))
            self._stopped_early = reply.kind == "pause"
            return reply

    @property
    def room(self) -> Room:
        """How much room there is beside the margin."""
        margin = self._screen.margin
        return Room(margin.width - margin.left, margin.rows)

    def tell(self, tell: "Tell") -> Reply:
        """Show a telling and let it pass."""
        with self._held(), self._still():
            if self._keys.forget() or self._was_stopped_early():
                return Reply("pause")
            reply = self._told(tell)
            self._answered, self._above = False, ""
            return self._noted(reply)

    def _told(self, tell: "Tell") -> Reply:
        match tell.step:
            case Rest() as rest:
                return self._time.rest(rest, tell)
            case Breathe() as breathe:
                return self._time.breathe(breathe, tell)
            case Say() | Support():
                opened = all(run.own for run in tell.text)  # words of the person's own come for themselves
                return self._said(self._screen.lines(tell.text), None if opened else tell.then)
            case _:
                assert_never(tell.step)

    def _said(self, lines: list[str], then: "Question | None") -> Reply:
        """Words that pass with a key of their own, or stand there with the question after them."""
        rows = len(lines) + 1
        is_reply = self._answered and len(lines) >= _A_REPLY
        if then is not None and not is_reply:
            asking = Asking(then, "", "kept", lambda _: None)
            after = self._asked(asking).rows
            if rows + after <= self._screen.rows:
                instead = self._make_room(rows + after)
                if instead is None:
                    self._screen.put([*lines, ""])
                return instead or ON
        return self._make_room(len(lines) + _ROWS_BELOW) or self._pages(lines)

    def ask(self, asking: Asking) -> Reply:
        """Ask, once the prompt is ready to take an answer."""
        with self._held():
            self._bookmark.forget()
            asked = self._asked(asking, self._above)
            with self._still():
                instead = self._make_room(asked.rows)
            if instead is None and (self._forget() or self._was_stopped_early()):
                instead = Reply("pause")
            reply = instead._replace(value=asking.half_typed or None) if instead else asked.reply()
            self._screen.unread = 0
            form, says = asking.question.prompt.form, reply.kind == "answer" and reply.value is not None
            self._above = reply.value if says and isinstance(form, Write) else ""
            self._answered = says and not isinstance(form, Measure)  # the frame meets its figures
            return self._noted(reply)

    def _asked(self, asking: Asking, above: str = "") -> "TerminalQuestion":
        from selfattach.ui.terminal_questions import TerminalQuestion  # noqa: PLC0415  with the first question

        return TerminalQuestion(
            asking, self._screen, lambda: self._questions, self._edit, self._read_through, above=above
        )

    def _read_through(self, lines: Sequence[str]) -> Reply:
        """Words that are looked at in the middle of a question."""
        with self._still():
            return self._pages(lines)

    def _was_stopped_early(self) -> bool:
        """Whether the pause was wished for while it was told what this is: it comes with the first stop."""
        was, self._stopped_early = self._stopped_early, False
        return was

    def refuse(self, why: str) -> None:
        """Say why the last answer was not taken."""
        self.say(why)

    def has_answer(self, question: "Question") -> bool:  # noqa: ARG002  as the port has it
        """Nothing was given along."""
        return False

    def help(self, screen: HelpScreen) -> str:
        """Show a screen of help at once: its words first, before anything is loaded to choose with."""
        margin, self._above = self._screen.margin, ""
        choices = Choices(tuple(screen.ways.values()), screen.open)
        below = [BLANK, *margin.helped(screen.below)] if screen.below else []
        lines, rows_below = self._on_one_screen(screen, margin, choices, below)

        def put() -> None:  # what stood there before goes up, so that nothing of it is read as part of this
            self._screen.draw([*[BLANK] * max(margin.rows - len(lines) - rows_below, 1), *lines])

        with self._held():
            with self._still():
                put()
            if self._forget():
                return "pause"
            from selfattach.ui.prompt_widgets import Around  # noqa: PLC0415  as `_questions`

            done = self._questions.way(choices, below, list(screen.keys), Around(lambda: None, put))
            self._screen.unread = 0
            if isinstance(done, int):
                return ["", *screen.ways][done]
            if isinstance(done, str):
                return screen.keys[done]
            return "esc" if done.kind == "back" else "pause" if done.kind == "pause" else self._go()

    @staticmethod
    def _on_one_screen(
        screen: HelpScreen, margin: Margin, choices: Choices, below: Sequence[Line]
    ) -> tuple[list[Line], int]:
        """The words of a screen of help, and the rows below them. Where rows are few, air goes first, words never."""
        paragraphs = [margin.helped(one) for one in screen.lines]
        rows_below = gutter(choices.labels, margin) + bool(screen.open) + len(below)
        gaps = max(margin.rows - sum(map(len, paragraphs)) - rows_below, 0)
        lines: list[Line] = []
        for place, paragraph in enumerate(paragraphs):
            lines += [*paragraph, *([BLANK] if place < gaps else [])]
        return lines, rows_below

    def ask_line(self, paragraphs: tuple[str, ...]) -> Reply:
        """Show these and let one line be typed."""
        above: list[Line] = [] if self._screen.ends_free else [BLANK]
        lines = [*above, *(line for one in paragraphs for line in (*self._screen.margin.helped(one), BLANK))][:-1]

        def put() -> None:
            self._screen.draw(lines)

        with self._held():
            with self._still():
                instead = self._make_room(len(lines) + _ROWS_OF_A_LINE)
            if instead is not None:
                return self._noted(instead)
            put()
            self._screen.gap()
            if self._forget():
                return Reply("pause")
            from selfattach.ui.prompt_widgets import Around  # noqa: PLC0415  as `_questions`

            around = Around(lambda: None, put, [words.TERMINAL_WRITE])
            done = self._questions.write("", around, changed=lambda _: None)
            self._screen.unread = 0
            return Reply("answer", done) if isinstance(done, str) else self._noted(Reply(done.kind))

    def clear(self) -> None:
        """Take everything off the screen, and out of what can be scrolled back to."""
        self._screen.wipe()

    def menu(self, menu: words.Menu) -> str | None:
        """Offer some ways on; the pointer starts on none of them, or on the one that Enter takes."""
        self._above = ""
        with self._held():
            questions = self._questions
            if self._forget():
                return self._go()
            from selfattach.ui.prompt_widgets import Around  # noqa: PLC0415  as `_questions`

            margin, choices = self._screen.margin, Choices(tuple(menu.options.values()), menu.open)
            asks, *more = menu.ask.split("\n", 1)
            title = self._screen.drawn([*margin.voice(asks, "bold"), *(margin.voice(more[0]) if more else [])])
            foot = [words.TERMINAL_CANNOT_TELL.format(cannot_tell=menu.unsure)] if menu.unsure else []
            foot.append(words.choose(len(menu.options), narrow=not margin.left))
            with self._still():
                rows = len(title) + 1 + gutter(choices.labels, margin) + 1 + margin.is_airy + 1
                instead = self._make_room(min(rows, margin.rows)) or self._pages(title, then_on=False)
            if instead.kind in menu.doors:
                return instead.kind
            if instead.kind != "on":
                return self._go() if instead.kind in ("gone", "pause") else None
            done = questions.choose(
                choices,
                Around(
                    lambda: self._screen.plain(words.TERMINAL_KEYS["menu"] + "\n", "quiet"),
                    lambda: self._screen.put(title[-self._screen.rows // 2 :]),
                    foot,
                ),
                at=list(menu.options).index(menu.first) + 1 if menu.first else 0,
                door=False,
                starts=bool(menu.first),
                strange="figure" in menu.doors,
                unsure=0 if menu.unsure else None,
            )
            if isinstance(done, int):
                self._screen.draw([*margin.taken([choices.labels[done - 1] if done else menu.open]), BLANK])
            self._screen.unread = 0  # what was taken is no news: nobody presses a key for it before help comes
            if not isinstance(done, int):
                if done.kind in menu.doors:
                    return done.text if done.kind == "figure" else done.kind
                return None if done.kind == "back" else self._go()
            return list(menu.options)[done - 1] if done else None

    def say(self, words: str) -> None:
        """Say a sentence of the program's own."""
        self._put_down(self._screen.plain_lines(words))

    def _put_down(self, lines: Sequence[str]) -> None:
        with self._held(), self._still():
            self._above = ""
            self._make_room(len(lines) + 1)
            self._pages([*lines, ""], then_on=False)

    def end(self, words: str, own: Sequence[str] | None = None) -> None:
        """Say the last sentence, and what closes the practice. On a screen about to go, it stays until a key comes."""
        margin = self._screen.margin
        lines = margin.voice(words)
        if own is not None:
            lines += [line for one in own for line in (BLANK, *margin.bar(one))]
            lines += [BLANK, margin.threshold()]
        self._put_down(self._screen.drawn(lines))
        if self._screen.is_aside and not self._left:
            with self._held(), self._still():
                self._waiting.on()

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

    def _edit(self, text: str, folder: Path, at: str) -> str:
        """Lend the terminal to the person's editor. Raises SelfattachError."""
        from selfattach.ui.editor import edit  # noqa: PLC0415  for those who use it

        self._screen.leave()
        with self._keys.lent():
            return edit(text, folder, self._environment, self._ask_to_save, at)

    def _ask_to_save(self, told: str) -> None:
        from selfattach.ui.line_input import next_line  # noqa: PLC0415  as above

        self._screen.gap()
        self._screen.plain(told)
        next_line(self._source)

    # --- words

    def _make_room(self, rows: int) -> Reply | None:
        """Wait for a key where so many rows more would push unread words off. What else was done then, or None."""
        unread = self._screen.unread
        if not unread or unread + min(rows, self._screen.rows) <= self._screen.rows:
            return None
        reply = self._waiting.on()
        if not self._screen.ends_free:
            self._screen.gap()
            self._screen.unread = 0
        return None if reply == ON else reply

    @property
    def _a_page(self) -> int:
        return max(self._screen.rows - _ROWS_BELOW, 5)

    def _pages(self, lines: Sequence[str], *, then_on: bool = True) -> Reply:
        """Show lines page by page; between them the person goes on, and after the last if `then_on`."""
        whole = self._screen.rows - 1
        room = self._a_page if then_on or len(lines) > whole else whole
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
            reply = self._waiting.on(words.TERMINAL_ON if last else words.TERMINAL_MORE, page)
            if reply != ON:
                if not then_on:  # nobody is asked for the rest again
                    self._screen.put(rest)
                return reply
        return ON


def _page_end(lines: Sequence[str], room: int) -> int:
    """How many lines make a page: as many as there is room for, if need be up to the end of a paragraph."""
    if len(lines) <= room:
        return len(lines)
    return next((end for end in range(room, room // 2, -1) if not lines[end]), room)
