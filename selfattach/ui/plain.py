"""The plain voice: append-only lines, for screen readers, dumb terminals, pipes and logs.

No redraw, no colour, no box, no escape sequence; choices are numbered, labels come before values. A few commands
begin with a colon; everything else is an answer. Nothing is read aloud unasked that a person has just written or heard:
`:again` says a question once more, `:show` what was written. It knows no store and no clock but the one it is given.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Final, NamedTuple, TextIO, assert_never

from selfattach import words
from selfattach.engine.session import Question, Tell
from selfattach.engine.voice import BACK, ON, OPEN, Asking, HelpScreen, Manner, Reply, Room, as_plain
from selfattach.script.model import Breathe, Rest, Say, ScriptHead, Support
from selfattach.ui.answer_syntax import STANDS, place_of, strange_figure
from selfattach.ui.line_input import Said
from selfattach.ui.pacing import Bookmark, phases_of
from selfattach.ui.plain_lines import COMMANDS, PlainLines
from selfattach.ui.plain_questions import AlreadyHeard, PlainQuestion
from selfattach.ui.plain_writing import Desk, Writing

WIDTH: Final = 72
_NARROWEST: Final = 20
_ROWS_OF_A_SCREEN: Final = 100  # more than any has
_LEAVES_HELP: Final[Mapping[str, str]] = {"back": "esc", "pause": "pause", "gone": "gone"}


class Clock(NamedTuple):
    """Pacing: seconds on the monotonic clock, and a wait."""

    now: Callable[[], float]
    sleep: Callable[[float], None]


class PlainVoice:
    """See the head of this file."""

    def __init__(
        self,
        out: TextIO,
        source: TextIO,
        clock: Clock,
        *,
        manner: Manner,
        width: int = WIDTH,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._lines = PlainLines(out, source, max(min(width, WIDTH), _NARROWEST))
        self._clock = clock
        self._manner = manner
        self._pace = manner.pace
        self._bookmark = Bookmark()
        self._environment = environment or {}  # for the editor
        self._heard = AlreadyHeard()
        self._asked_last: tuple[str, tuple[int, ...]] | None = None

    # --- the port

    def open(self, head: ScriptHead) -> Reply:
        """Say what this is."""
        self._heard.forget()
        self.say(head.title)
        self.say(head.summary)
        if head.minutes:
            self.say(words.about(head.minutes))
        if head.care.strip():
            self._lines.line(words.PLAIN_CARE)
            self.say(head.care)
        return ON

    @property
    def room(self) -> Room:
        """Lines, as many as there are."""
        return Room(self._lines.width, 0, plain=True)

    def tell(self, tell: Tell) -> Reply:
        """Print a telling; a rest or a breath takes its time."""
        self.say(as_plain(tell.text))
        match tell.step:
            case Rest() as rest:
                return self._rest(rest, tell)
            case Breathe() as breathe:
                return self._breathe(breathe, tell)
            case Say() | Support():
                return ON
            case _:
                assert_never(tell.step)

    def ask(self, asking: Asking) -> Reply:
        """Print a question and read its lines."""
        self._bookmark.forget()
        self._lines.begin()
        asked = asking.question.name, asking.question.round
        if asked != self._asked_last:
            self._lines.refused = 0
        self._asked_last = asked
        self._lines.tell_once(words.PLAIN_COMMANDS)
        return PlainQuestion(asking, self._lines, self._heard, self._environment).reply()

    def refuse(self, why: str) -> None:
        """Say why an answer was not taken."""
        self._lines.refuse(why)

    def has_answer(self, question: Question) -> bool:  # noqa: ARG002  as the port has it
        """Nothing was given along."""
        return False

    def help(self, screen: HelpScreen) -> str:
        """Say a screen of help and read a line. Its ways are said once, and not again after each minute."""
        self._lines.begin()
        self.say("\n\n".join([*screen.lines, *([screen.below] if screen.below else [])]))
        ways = list(screen.ways)
        choices = [f"{number}. {label}" for number, label in enumerate(screen.ways.values(), 1)]
        if screen.again:
            self._lines.asked += choices  # `:again` says them
        else:
            for choice in choices:
                self._lines.line(choice)
        self._lines.line(words.PLAIN_NONE.format(open=screen.open or screen.ways[ways[0]]))
        self._lines.refused = 0
        while True:
            said = self._lines.read_or_pause(way=True)
            if said.reply is not None and said.reply.kind in _LEAVES_HELP:
                return _LEAVES_HELP[said.reply.kind]
            text = said.line.strip()
            if not text:
                return "" if screen.open else ways[0]
            if text in screen.keys:
                return screen.keys[text]
            if (place := place_of(text, len(ways))) is not None:
                return ways[place]
            if strange_figure(text) and "still" in ways:
                return "still"
            self.refuse(words.counted(words.NUMBER_WANTED, len(ways)))

    def ask_line(self, paragraphs: tuple[str, ...]) -> Reply:
        """Say these and read one line."""
        self._lines.begin()
        self.say("\n\n".join(paragraphs))
        said = self._lines.read_or_pause()
        return said.reply or Reply("answer", said.line)

    def clear(self) -> None:
        """Push what stands there off the screen: lines alone can do no more."""
        if self._lines.is_seen:
            self._lines.write("\n" * _ROWS_OF_A_SCREEN)

    def menu(self, menu: words.Menu) -> str | None:
        """Print some ways on and read a number."""
        self._lines.begin()
        self.say(menu.ask)
        for number, label in enumerate(menu.options.values(), 1):
            self._lines.line(f"{number}. {label}")
        ways = list(menu.options)
        below = words.PLAIN_FIRST.format(number=ways.index(menu.first) + 1, open=menu.open) if menu.first else ""
        self._lines.line(below or words.PLAIN_NONE.format(open=menu.open))
        if menu.unsure:
            self._lines.line(words.PLAIN_CANNOT_TELL.format(words=menu.unsure))
        stands, self._lines.refused = self._clock.now(), 0
        while True:
            try:
                said = self._lines.read(way=True)
            except KeyboardInterrupt:
                self._lines.write("\n")
                return "pause" if "pause" in menu.doors else "gone"
            if said.reply is not None:
                return said.reply.kind if said.reply.kind in ("gone", *menu.options, *menu.doors) else None
            text = said.line.strip()
            if not text and menu.first and self._lines.is_typed and self._clock.now() - stands < STANDS:
                continue  # it was meant for what stood there before
            if not text:
                return menu.first or None
            if (text.isdecimal() and not int(text[:4])) or (menu.unsure and text == "?"):
                return None
            if (place := place_of(text, len(ways))) is not None:
                return ways[place]
            if text in menu.options:
                return text
            if (figure := strange_figure(text)) and "figure" in menu.doors:
                return figure
            self.refuse(words.counted(words.NUMBER_WANTED, len(ways)))

    def say(self, text: str) -> None:
        """Print a paragraph or several, and an empty line after them."""
        self._lines.say(text)

    def end(self, words: str, own: Sequence[str] | None = None) -> None:
        """Print the last sentence, and the person's own kind words."""
        self.say(words)
        for one in own or ():
            self.say(_by_the_person(one))

    def lent(self) -> AbstractContextManager[None]:
        """Nothing of the terminal is held."""
        return nullcontext()

    def close(self) -> None:
        """Nothing to put in order."""

    def rewrite(self, text: str, take_to_editor: Callable[[str], tuple[str, str]]) -> Reply:
        """Have words that are kept already changed, line by line. `answer`, or how it was left."""
        self._lines.begin()
        self._lines.line(words.plain_kept_lines(text.count("\n") + 1))
        self.say(words.PLAIN_REWRITING)

        def read() -> Said:
            said = self._lines.read_or_pause(takes="many")
            return said._replace(reply=BACK) if said.reply == OPEN else said  # passed over is no wish to take it out

        lines = text.split("\n") if text else []
        desk = Desk(self._lines.line, read, lambda _: None, take_to_editor, instead=self._lines.ask_instead)
        return Writing(lines, desk).run()

    # --- time

    def _rest(self, rest: Rest, tell: Tell) -> Reply:
        passed = self._bookmark.take(tell)
        if self._pace:
            span = words.span((rest.seconds - passed) * self._pace)
            self._lines.line(
                words.PLAIN_QUIET.format(span=span) if self._manner.counts else words.PLAIN_QUIET_UNCOUNTED
            )
        began = self._clock.now() - passed * self._pace
        skips = 0
        for at, runs in (*tell.cues, (rest.seconds, ())):
            if at <= passed and runs:  # said before the person left
                continue
            reply = self._wait(began + at * self._pace)
            if reply is not None and reply.kind != "answer":
                self._bookmark.put(tell, (self._clock.now() - began) / self._pace)
                return reply
            skips = skips + 1 if reply is not None else 0
            if skips > 1:
                break
            if skips:
                began = self._clock.now() - at * self._pace
            self.say(as_plain(runs))
        self._ring()
        return ON

    def _breathe(self, step: Breathe, tell: Tell) -> Reply:
        before = int(self._bookmark.take(tell))
        if not self._pace:
            told = words.PLAIN_BREATH_OFF.format(
                inhale=f"{step.inhale:g}", exhale=f"{step.exhale:g}", rounds=step.rounds
            )
            self.say(told if self._manner.counts else words.BREATHE_UNCOUNTED)
            return ON
        until, leaving = self._clock.now(), False
        one = words.PLAIN_BREATH if self._manner.counts else words.PLAIN_BREATH_UNCOUNTED
        for breath in range(before, step.rounds):
            for phase in phases_of(step, self._pace):
                self._lines.line(one.format(phase=words.PLAIN_PHASES[phase.word], seconds=f"{phase.seconds:g}"))
                until += phase.seconds
                while (reply := self._wait(until)) is not None:  # Enter does not cut a breath short
                    if reply.kind != "answer":
                        self._bookmark.put(tell, breath)
                        return reply
                    leaving = True
            if leaving:
                break
        self._ring()
        self._lines.line("")
        return ON

    def _ring(self) -> None:
        if self._manner.bell and self._pace and self._lines.is_seen:
            self._lines.write("\a")

    def _wait(self, until: float) -> Reply | None:
        """Wait; Enter on a terminal cuts it short (an open answer), a command is its own reply. None: time is up."""
        try:
            while self._pace and (left := until - self._clock.now()) > 0:
                if not self._lines.is_typed:
                    self._clock.sleep(left)
                elif (line := self._lines.look(left)) is not None:
                    if not line:
                        return Reply("gone")
                    said = COMMANDS.get(line.strip(), OPEN)
                    if said is not None:
                        return said
                    self.say(words.PLAIN_COMMANDS)
        except KeyboardInterrupt:
            self._lines.write("\n")
            return Reply("pause")
        return None


def _by_the_person(text: str) -> str:
    return words.PLAIN_EARLIER.format(words=text)
