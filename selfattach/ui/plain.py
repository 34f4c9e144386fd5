"""The plain voice: append-only lines, for screen readers, dumb terminals, pipes and logs.

No redraw, no colour, no box, no escape sequence; choices are numbered, labels come before values. A few commands
begin with a colon; everything else is an answer. Nothing is read aloud unasked that a person has just written or heard:
`:again` says a question once more, `:show` what was written. It knows no store and no clock but the one it is given.
"""

import select
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Final, Literal, NamedTuple, TextIO, assert_never

from selfattach import words
from selfattach.engine.answers import IllegalAnswerError, Value, format_answer
from selfattach.engine.draft_lines import prompt_key
from selfattach.engine.partial_answers import Half, as_answer, read_back, write_down
from selfattach.engine.session import Question, Tell
from selfattach.engine.voice import BACK, ON, OPEN, Asking, HelpScreen, Manner, Reply, Room, as_plain
from selfattach.errors import SelfattachError
from selfattach.script.model import (
    CANNOT_TELL,
    Breathe,
    Choose,
    ChooseSeveral,
    Confirm,
    Example,
    KeepOrLetGo,
    Measure,
    Promise,
    QuestionKind,
    Rate,
    RateEach,
    Rest,
    ReviewPromise,
    Say,
    ScriptHead,
    Shelve,
    ShowRecalled,
    Support,
    Write,
    options_of,
)
from selfattach.text import clean, one_line, shorten, wrap
from selfattach.ui.answer_syntax import (
    STANDS,
    as_sentence,
    figures_told,
    place_of,
    read_line,
    read_seal,
    strange_figure,
)
from selfattach.ui.line_input import Command, Heard, Said, next_line, next_lines, read_command
from selfattach.ui.line_input import is_terminal as _is_terminal
from selfattach.ui.pacing import Bookmark, phases_of
from selfattach.ui.plain_examples import Shelf
from selfattach.ui.plain_writing import END, Desk, Writing

WIDTH: Final = 72
_PIN_WIDTH: Final = 240
_ROWS_OF_A_SCREEN: Final = 100  # more than any has
_MOST_REFUSED: Final = 20  # lines in a row from a pipe
_LEAVES_HELP: Final[Mapping[str, str]] = {"back": "esc", "pause": "pause", "gone": "gone"}
_COMMANDS: Final[Mapping[str, Reply | None]] = {
    ":back": BACK,
    ":skip": OPEN,
    ":stop": Reply("pause"),
    ":ground": Reply("ground"),
    ":help": None,
    ":again": None,
}
_Takes = Literal["one", "words", "many"]  # lines that come together: the first counts, one answer, so many lines


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
        self._out = out
        self._in = source
        self._clock = clock
        self._manner = manner
        self._pace = manner.pace
        self._bookmark = Bookmark()
        self._width = max(min(width, WIDTH), 20)
        self._environment = environment or {}  # for the editor
        self._told: set[str] = set()  # what is told of commands, each once
        self._was_open = False  # the last line that was heard had no Enter yet
        self._waiting: list[str] = []  # the last line of a paste, which may be a command
        self._asked: list[str] = []  # lines of the question that stands, for `:again`
        self._part = ""  # of a question in parts, the one that stands
        self._instead = ""  # what is asked for within it, so that `:again` says that alone
        self._is_asking = False  # what is printed now belongs to it
        self._pins: tuple[str, ...] = ()  # earlier words that the question is about, for `:show`
        self._heard_pins: set[str] = set()
        self._refused = 0  # lines in a row
        self._asked_last: tuple[str, tuple[int, ...]] | None = None
        self._letters: set[str] = set()  # written here, as many lines; they are not read back

    # --- the port

    def open(self, head: ScriptHead) -> Reply:
        """Say what this is."""
        self._heard_pins.clear()
        self._letters.clear()
        self.say(head.title)
        self.say(head.summary)
        if head.minutes:
            self.say(words.about(head.minutes))
        if head.care.strip():
            self.line(words.PLAIN_CARE)
            self.say(head.care)
        return ON

    @property
    def room(self) -> Room:
        """Lines, as many as there are."""
        return Room(self._width, 0, plain=True)

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
        self._flush_typed()
        asked = asking.question.name, asking.question.round
        self._refused, self._asked_last = (self._refused if asked == self._asked_last else 0), asked
        self._tell_once(words.PLAIN_COMMANDS)
        self._question(asking)
        kept = words.KEPT[asking.kept]
        if kept:
            self.line(words.PLAIN_KEPT.format(kept=kept))
        reply = self._ask_form(asking)
        if isinstance(asking.question.prompt.form, Write) and reply.kind == "answer" and reply.value:
            self._heard_pins.add(one_line(reply.value))  # whoever has just written it need not hear it
        self.line("")
        return reply

    def _ask_form(self, asking: Asking) -> Reply:
        form = asking.question.prompt.form
        match form:
            case Write(many=True):
                return self._ask_many(asking, form)
            case RateEach():
                return self._ask_items(asking, form)
            case Promise():
                return self._ask_promise(asking, form)
            case Shelve():
                return self._ask_shelve(asking, form)
            case (
                Write()
                | Rate()
                | Measure()
                | Choose()
                | ChooseSeveral()
                | Confirm()
                | ReviewPromise()
                | ShowRecalled()
                | KeepOrLetGo()
            ):
                return self._ask_line(asking, form)
            case _:
                assert_never(form)

    def refuse(self, why: str) -> None:
        """Say why an answer was not taken."""
        self._refused += 1
        self.line(words.NOTHING_FITS.format(why=as_sentence(why)))

    def has_answer(self, question: Question) -> bool:  # noqa: ARG002  as the port has it
        """Nothing was given along."""
        return False

    def help(self, screen: HelpScreen) -> str:
        """Say a screen of help and read a line. Its ways are said once, and not again after each minute."""
        self._flush_typed()
        self.say("\n\n".join([*screen.lines, *([screen.below] if screen.below else [])]))
        ways = list(screen.ways)
        choices = [f"{number}. {label}" for number, label in enumerate(screen.ways.values(), 1)]
        if screen.again:
            self._asked += choices  # `:again` says them
        else:
            for choice in choices:
                self.line(choice)
        self.line(words.PLAIN_NONE.format(open=screen.open or screen.ways[ways[0]]))
        self._refused = 0
        while True:
            try:
                said = self._read(way=True)
            except KeyboardInterrupt:
                self._out.write("\n")
                return "pause"
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
        self._flush_typed()
        self.say("\n\n".join(paragraphs))
        try:
            said = self._read()
        except KeyboardInterrupt:
            self._out.write("\n")
            return Reply("pause")
        return said.reply or Reply("answer", said.line)

    def clear(self) -> None:
        """Push what stands there off the screen: lines alone can do no more."""
        if _is_terminal(self._out):
            self._out.write("\n" * _ROWS_OF_A_SCREEN)
            self._out.flush()

    def menu(self, menu: words.Menu) -> str | None:
        """Print some ways on and read a number."""
        self._flush_typed()
        self.say(menu.ask)
        for number, label in enumerate(menu.options.values(), 1):
            self.line(f"{number}. {label}")
        ways = list(menu.options)
        below = words.PLAIN_FIRST.format(number=ways.index(menu.first) + 1, open=menu.open) if menu.first else ""
        self.line(below or words.PLAIN_NONE.format(open=menu.open))
        if menu.unsure:
            self.line(words.PLAIN_CANNOT_TELL.format(words=menu.unsure))
        stands, self._refused = self._clock.now(), 0
        while True:
            try:
                said = self._read(way=True)
            except KeyboardInterrupt:
                self._out.write("\n")
                return "pause" if "pause" in menu.doors else "gone"
            if said.reply is not None:
                return said.reply.kind if said.reply.kind in ("gone", *menu.options, *menu.doors) else None
            text = said.line.strip()
            if not text and menu.first and _is_terminal(self._in) and self._clock.now() - stands < STANDS:
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
        text = clean(text).strip("\n")
        if text:
            for line in wrap(text, self._width):
                self.line(line.rstrip())
            self.line("")

    def end(self, words: str, own: Sequence[str] | None = None) -> None:
        """Print the last sentence, and the person's own kind words."""
        self.say(words)
        for one in own or ():
            self._said_by_the_person(one)

    def lent(self) -> AbstractContextManager[None]:
        """Nothing of the terminal is held."""
        return nullcontext()

    def close(self) -> None:
        """Nothing to put in order."""

    # --- printing

    def _said_by_the_person(self, text: str) -> None:
        self.say(words.PLAIN_EARLIER.format(words=text))

    def line(self, text: str) -> None:
        """Print one line; a long one goes on in the next."""
        if self._is_asking:
            self._asked.append(text)
        for part in wrap(clean(text), self._width):
            self._out.write(f"{part}\n")
        self._out.flush()

    def _tell_once(self, text: str) -> None:
        """Say something of the commands. It is no part of the question."""
        if text not in self._told:
            self._told.add(text)
            asking, self._is_asking = self._is_asking, False
            self.say(text)
            self._is_asking = asking

    def _ask_part(self, text: str) -> None:
        """Say the next part of a question that has several."""
        self._is_asking, self._part = False, text
        self.line(text)

    def _ask_box(self, text: str, box: Write) -> None:
        """Say one of two questions that make one answer, with the lines to borrow for it. It is the one that stands."""
        self._asked, self._is_asking = [], True
        self.line(text)
        self._tell_examples(box, "")
        self._is_asking = False

    def _ask_instead(self, text: str) -> None:
        self._instead = text

    def _tell_pin(self, pin: str, form: QuestionKind) -> None:
        """Say earlier words once a run, and where they are decided on. A letter is never read back unasked."""
        lines = pin.strip("\n").count("\n") + 1
        if lines > 1 or any(letter in pin for letter in self._letters):
            self.line(words.plain_earlier_lines(lines))
        elif pin not in self._heard_pins or isinstance(form, Shelve | KeepOrLetGo):
            self._heard_pins.add(pin)
            self.line(words.PLAIN_EARLIER.format(words=shorten(pin, _PIN_WIDTH)))

    def _question(self, asking: Asking) -> None:
        question = asking.question
        if question.place is not None and question.place[1] > 1:
            at, whole = question.place
            self.line(words.PLAIN_STEP.format(at=at, all=whole))
        self._pins = question.pins
        for pin in question.pins:
            self._tell_pin(pin, question.prompt.form)
        self.line(as_plain(question.ask))
        hint = as_plain(question.hint)
        if hint:
            self.line(words.PLAIN_HINT.format(words=hint))
        if asking.numbers:
            self.line(asking.numbers)
        self._form(question)

    def _form(self, question: Question) -> None:
        form = question.prompt.form
        match form:
            case Choose() | ReviewPromise() | ChooseSeveral() | KeepOrLetGo():
                for number, option in enumerate(options_of(form), 1):
                    self.line(f"{number}. {option.label}")
                if isinstance(form, Choose) and form.first:
                    number = [option.id for option in form.options].index(form.first) + 1
                    self.line(words.PLAIN_FIRST.format(number=number, open=words.TERMINAL_LEAVE_OPEN))
                if isinstance(form, ChooseSeveral):
                    some = form.at_most < len(form.options)
                    self.line(words.PLAIN_PICK_AT_MOST.format(n=form.at_most) if some else words.PLAIN_PICK)
            case Rate() | Measure():
                scale = words.PLAIN_SCALE if form.low and form.high else words.PLAIN_BARE_SCALE
                self.line(scale.format(lowest=form.lowest, highest=form.highest, low=form.low, high=form.high))
                cannot_tell = form.cannot_tell if isinstance(form, Measure) else words.CANNOT_TELL
                self.line(words.PLAIN_CANNOT_TELL.format(words=cannot_tell))
            case Shelve():
                self.line(words.PLAIN_YES_NO_BY_ENTER)
            case Confirm() | ShowRecalled():
                self.line(words.PLAIN_YES_NO)
            case Write():
                if form.example:
                    self.line(words.PLAIN_EXAMPLE.format(words=form.example))
                if question.start.strip():
                    self.line(words.PLAIN_START.format(words=question.start.strip()))
                self._tell_examples(form, _beginning(question, form))
            case RateEach():
                self.line(
                    words.PLAIN_ITEM_SCALE.format(scale=", ".join(f"{figure}: {label}" for figure, label in form.scale))
                )
                self.line(words.PLAIN_CANNOT_TELL.format(words=words.CANNOT_TELL))
            case Promise():
                if form.example:
                    self.line(words.PLAIN_EXAMPLE.format(words=form.example))
                self._tell_examples(form.boxes[0], "")
            case _:
                assert_never(form)

    def _tell_examples(self, form: Write, beginning: str) -> None:
        """How the example, or the beginning, is taken; the lines to borrow; and how whole examples are read."""
        count = len(form.examples)
        if beginning and count and form.many:
            self.line(words.PLAIN_BEGINNING_TAKES.format(number=count + 1))
        elif beginning and words.PLAIN_EXAMPLE_TAKES not in self._told:
            self._told.add(words.PLAIN_EXAMPLE_TAKES)
            self.line(words.PLAIN_EXAMPLE_TAKES)
        if count and form.many:
            self.line(words.plain_examples(count))
        elif count:
            self.line(words.PLAIN_BORROW)
            for number, example in enumerate(form.examples, 1):
                self.line(words.PLAIN_EXAMPLE_LISTED.format(number=number, name=example.in_full))
            self.line(words.PLAIN_BORROW_TAKES.format(last=count))

    # --- reading

    def _read(self, prompt: str = "> ", *, help_text: str = "", takes: _Takes = "one", way: bool = False) -> Said:
        """Read one line, or those that came together; `:help` and `:again` are answered. Raises KeyboardInterrupt.

        `way`: one of some ways on is wanted, and no answer.
        """
        while True:
            if self._refused >= _MOST_REFUSED and not _is_terminal(self._in):
                self.say(words.PLAIN_NOTHING_FITTED)  # nobody is there: `yes` is, or a file for another practice
                return Said(reply=Reply("gone"))
            heard = self._hear(prompt, takes)
            if not heard.line:
                self._out.write("\n")
                return Said(reply=Reply("gone"))
            line = heard.line.rstrip("\n")
            more = heard.more if any(one.strip() for one in heard.more) else ()
            if more and takes != "one":
                return Said(line, more=more)
            if more:
                self.line(words.PLAIN_ONE_LINE)
                continue
            word = line.strip()
            if word in (":help", ":again"):
                if word == ":help":
                    self._say_help(help_text, takes, way=way)
                else:
                    self._ask_again()
                continue
            if word in _COMMANDS:
                return Said(reply=_COMMANDS[word])
            if (command := read_command(word)) and takes != "one":
                return Said(command=command)
            if command:
                self._do(command, None, "")
                continue
            if word.startswith("::"):
                return Said(line.replace("::", ":", 1))
            if word.startswith(":") and word[1:].isalpha() and len(word) > 2:  # noqa: PLR2004  `:(` and `:D` are feelings
                self.line(words.PLAIN_UNKNOWN_COMMAND.format(word=word))
                continue
            return Said(line)

    def _hear(self, prompt: str, takes: _Takes) -> Heard:
        """Read a line as it comes, with what came along. Of many pasted lines only the last may be a command."""
        self._is_asking = False
        if self._waiting:
            return Heard(self._waiting.pop())
        self._out.write(prompt)
        self._out.flush()
        heard = next_lines(self._in, whole=takes != "many")
        if self._was_open and heard == Heard("\n"):  # the Enter of a paste that was taken without it
            self._was_open = False
            return self._hear(prompt, takes)
        self._was_open = heard.is_open
        if (heard.line and not _is_terminal(self._in)) or heard.is_open:
            self._out.write("\n")  # what came through a pipe is not echoed
        if heard.is_cut:
            self.line(words.PLAIN_LINE_CUT)
        last = heard.more[-1].strip() if heard.more else ""
        if takes == "many" and (last == END or last in _COMMANDS or read_command(last)):
            self._waiting.append(f"{last}\n")
            return heard._replace(more=heard.more[:-1])
        return heard

    def _say_help(self, help_text: str, takes: _Takes, *, way: bool) -> None:
        for text in (help_text, *((words.PLAIN_WRITING, words.PLAIN_MANY) if takes == "many" else ())):
            self.say(text)
        self.say(words.PLAIN_WAYS if way else words.PLAIN_COMMANDS)

    def _ask_again(self) -> None:
        if self._instead:
            self.line(self._instead)
            return
        for text in (*self._asked, *([self._part] if self._part else [])):
            self.line(text)

    def _do(self, command: Command, form: QuestionKind | None, example: str) -> Reply | None:
        """Do what a command asks for where one line is wanted: an example as the answer, earlier words read."""
        lines = form.examples if isinstance(form, Write) else ()
        match command.name:
            case ":example" if 1 <= command.number <= len(lines):
                return self._borrow(lines[command.number - 1])
            case ":example" if example and not command.number:
                return Reply("answer", example)
            case ":example" if lines:
                self.line(words.PLAIN_EXAMPLE_WHICH.format(last=len(lines)))
            case ":example":
                self.line(words.PLAIN_NO_EXAMPLE)
            case ":show" if self._pins:
                for pin in self._pins:
                    self.say(pin)
            case ":show":
                self.line(words.PLAIN_NOTHING_WRITTEN)
            case _:
                self.line(words.PLAIN_NOT_HERE.format(word=command.name))
        return None

    def _borrow(self, example: Example) -> Reply:
        self.line(words.PLAIN_BORROWED.format(words=example.text))
        return Reply("answer", example.text)

    def _read_value(
        self,
        form: QuestionKind,
        prompt: str = "> ",
        help_text: str = "",
        before: Value = None,
        read: Callable[[QuestionKind, str], Value] = read_line,
        example: str = "",
        *,
        asks_again: bool = False,
    ) -> Reply:
        """Read until a line makes sense for the form, or a command comes. Enter keeps what was said before.

        `asks_again`: an Enter with nothing in it is asked about once.
        """
        if before is not None:
            shown = before if isinstance(form, Write) else format_answer(form, before)
            self.line(words.PLAIN_PREFILL.format(words=shorten(str(shown), _PIN_WIDTH)))
        while True:
            try:
                said = self._read(prompt, help_text=help_text, takes="words" if isinstance(form, Write) else "one")
                if said.command is not None:
                    said = said._replace(reply=self._do(said.command, form, example))
                    if said.reply is None:
                        continue
                if said.reply is not None:
                    return said.reply
                if (otherwise := self._said_otherwise(form, said, before)) is not None:
                    return otherwise
                value = read(form, "\n".join((said.line, *said.more)))
                if value is None and before is None and asks_again:
                    asks_again = False
                    self.line(words.NOTHING_YET)
                    continue
                if said.more:
                    self.line(words.PLAIN_TAKEN_AS_ONE.format(n=len(said.more) + 1))
                return Reply("answer", before if value is None else value)
            except IllegalAnswerError as wrong:
                self.refuse(str(wrong))
            except KeyboardInterrupt:
                self._out.write("\n")
                return Reply("pause")

    def _said_otherwise(self, form: QuestionKind, said: Said, before: Value) -> Reply | None:
        """What a line says that is no value of the form, or has a short way to one."""
        figure = strange_figure(said.line)
        if figure and _is_beyond(form, int(figure)):
            return Reply("figure", int(figure))
        if isinstance(form, Write) and not said.more:
            place = place_of(said.line, len(form.examples))
            return None if place is None else self._borrow(form.examples[place])
        return _without_an_option(form, said.line, before) if isinstance(form, Choose) else None

    def _ask_line(self, asking: Asking, form: QuestionKind) -> Reply:
        question = asking.question
        half = as_answer(form, asking.half_typed, question.prefill) if asking.half_typed else None
        before: Value = question.prefill if half is None else half
        example = _beginning(question, form) if isinstance(form, Write) else ""
        help_text, asks_again = as_plain(question.help), question.ends_if_open
        return self._read_value(form, help_text=help_text, before=before, example=example, asks_again=asks_again)

    def _ask_many(self, asking: Asking, form: Write) -> Reply:
        so_far = asking.half_typed or asking.question.prefill or ""
        at = prompt_key(asking.question.name, asking.question.round)
        if so_far:
            self.line(words.plain_so_far(so_far.count("\n") + 1))
        self._tell_once(words.PLAIN_WRITING)
        self.line(words.PLAIN_MANY)

        def take_to_editor(text: str) -> tuple[str, str]:
            return self._edited(text, asking, at)

        def later(text: str) -> str | None:
            from selfattach.ui.editor import saved_later  # noqa: PLC0415  no start waits for it

            return saved_later(text, asking.editing, at)

        reply = self._write(
            so_far,
            Desk(
                self.line,
                lambda: self._read_many(as_plain(asking.question.help)),
                asking.save_typing,
                take_to_editor,
                _beginning(asking.question, form),
                self._shelf(form, _beginning(asking.question, form)) if form.examples else None,
                later=later,
                asks_again=asking.question.ends_if_open,
                instead=self._ask_instead,
            ),
        )
        if reply.kind == "gone" and reply.value:
            reply = Reply("answer", reply.value)
        if reply.kind == "answer" and reply.value:
            self._letters.add(clean(reply.value).strip("\n"))
        return reply

    def _shelf(self, form: Write, beginning: str) -> Shelf:
        def read() -> Said:
            try:
                return self._read(takes="words", way=True)
            except KeyboardInterrupt:
                self._out.write("\n")
                return Said(reply=Reply("pause"))

        return Shelf(form.examples, beginning, self.say, self.line, read)

    def rewrite(self, text: str, take_to_editor: Callable[[str], tuple[str, str]]) -> Reply:
        """Have words that are kept already changed, line by line. `answer`, or how it was left."""
        self._flush_typed()
        self.line(words.plain_kept_lines(text.count("\n") + 1))
        self.say(words.PLAIN_REWRITING)

        def read() -> Said:
            said = self._read_many("")
            return said._replace(reply=BACK) if said.reply == OPEN else said  # passed over is no wish to take it out

        return self._write(text, Desk(self.line, read, lambda _: None, take_to_editor, instead=self._ask_instead))

    @staticmethod
    def _write(text: str, desk: Desk) -> Reply:
        return Writing(text.split("\n") if text else [], desk).run()

    def _read_many(self, help_text: str) -> Said:
        try:
            return self._read(help_text=help_text, takes="many")
        except KeyboardInterrupt:
            self._out.write("\n")
            return Said(reply=Reply("pause"))

    def _edited(self, text: str, asking: Asking, at: str) -> tuple[str, str]:
        """Open the person's editor on the words. Return them, and why it was not opened."""
        if asking.editing is None:
            return text, words.TERMINAL_NO_EDITOR
        if not (_is_terminal(self._in) and _is_terminal(self._out)):
            return text, words.PLAIN_NO_TERMINAL
        from selfattach.ui.editor import edit, how_to_leave  # noqa: PLC0415  for those who use it

        try:
            asking.save_typing(text)  # on the disk under its prompt, before anything else has it
            self.line(how_to_leave(self._environment))
            after = edit(text, asking.editing, self._environment, self._ask_to_save, at)
            asking.save_typing(after)
        except SelfattachError as wrong:
            return text, str(wrong)
        return after, ""

    def _ask_to_save(self, told: str) -> None:
        """Say that only the person knows when a window has saved it, and wait for Enter."""
        self.line(told)
        next_line(self._in)

    def _ask_items(self, asking: Asking, form: RateEach) -> Reply:
        question, half = asking.question, read_back(form, asking.half_typed)
        given: dict[str, Value] = {**(question.prefill or {}), **(half.given or {})}
        figures = [figure for figure, _ in form.scale]
        one = Rate(min(figures), max(figures))
        ids = [item for item, _ in form.items]
        at = half.at
        if at:
            self.line(words.PLAIN_ITEMS_SO_FAR.format(figures=figures_told(given.get(item) for item in ids[:at])))
        while at < len(ids):
            self._ask_part(dict(form.items)[ids[at]])
            help_text, before = as_plain(question.help), given.get(ids[at])
            reply = self._read_value(one, help_text=help_text, before=before, read=_read_item)
            if reply.kind == "back" and at:
                at -= 1
                continue
            if reply.kind != "answer":
                return _left_with(reply, form, Half(given or None, at=at))
            if reply.value == CANNOT_TELL:
                reply = OPEN
            if reply.value is not None and reply.value not in figures:
                self.refuse(words.ONE_WANTED.format(known=", ".join(map(str, figures))))
                continue
            given[ids[at]] = reply.value
            at += 1
            asking.save_typing(write_down(form, Half(given, at=at)))
        return Reply("answer", given)

    def _ask_promise(self, asking: Asking, form: Promise) -> Reply:
        question, (when, what) = asking.question, form.boxes
        help_text = as_plain(question.help)
        before = read_back(form, asking.half_typed).given or question.prefill or {}
        while True:
            asks_again = question.ends_if_open
            cue = self._read_value(when, help_text=help_text, before=before.get("cue"), asks_again=asks_again)
            if cue.kind != "answer" or cue.value is None:
                return cue
            before = before | {"cue": cue.value}
            half = Half(before)
            asking.save_typing(write_down(form, half))
            self._ask_box(as_plain(question.extra), what)
            action = self._read_value(what, help_text=help_text, before=before.get("action"))
            if action.kind == "back":
                self._ask_box(as_plain(question.ask), when)
                continue
            if action.kind != "answer":
                return _left_with(action, form, half)
            return Reply("answer", {"cue": cue.value, "action": action.value})

    def _ask_shelve(self, asking: Asking, form: Shelve) -> Reply:
        question, half = asking.question, read_back(form, asking.half_typed)
        before = as_answer(form, asking.half_typed) if half.given else question.prefill
        while True:
            reply = self._read_value(form, help_text=as_plain(question.help), before=before)
            if reply.value is not True or form.seal is not None:
                return reply
            asking.save_typing(write_down(form, Half(given=True)))
            self._ask_part(words.SEAL_QUESTION)
            days = self._read_value(form, read=lambda _form, line: read_seal(line))
            if days.kind == "back":
                self._ask_part(as_plain(question.ask))
                continue
            if days.kind != "answer":
                return _left_with(days, form, Half(given=True))
            return Reply("answer", days.value or True)

    # --- time

    def _rest(self, rest: Rest, tell: Tell) -> Reply:
        passed = self._bookmark.take(tell)
        if self._pace:
            span = words.span((rest.seconds - passed) * self._pace)
            self.line(words.PLAIN_QUIET.format(span=span) if self._manner.counts else words.PLAIN_QUIET_UNCOUNTED)
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
                self.line(one.format(phase=words.PLAIN_PHASES[phase.word], seconds=f"{phase.seconds:g}"))
                until += phase.seconds
                while (reply := self._wait(until)) is not None:  # Enter does not cut a breath short
                    if reply.kind != "answer":
                        self._bookmark.put(tell, breath)
                        return reply
                    leaving = True
            if leaving:
                break
        self._ring()
        self.line("")
        return ON

    def _ring(self) -> None:
        if self._manner.bell and self._pace and _is_terminal(self._out):
            self._out.write("\a")
            self._out.flush()

    def _wait(self, until: float) -> Reply | None:
        """Wait; Enter on a terminal cuts it short (an open answer), a command is its own reply. None: time is up."""
        try:
            while self._pace and (left := until - self._clock.now()) > 0:
                if not _is_terminal(self._in):
                    self._clock.sleep(left)
                elif select.select([self._in], [], [], left)[0]:
                    line = self._in.readline()
                    if not line:
                        return Reply("gone")
                    said = _COMMANDS.get(line.strip(), OPEN)
                    if said is not None:
                        return said
                    self.say(words.PLAIN_COMMANDS)
        except KeyboardInterrupt:
            self._out.write("\n")
            return Reply("pause")
        return None

    def _flush_typed(self) -> None:
        """What was typed while nothing was asked answers nothing. A new question begins."""
        self._waiting.clear()
        self._asked, self._part, self._instead, self._is_asking, self._pins = [], "", "", True, ()
        if _is_terminal(self._in):
            import termios  # noqa: PLC0415  not there on every system

            termios.tcflush(self._in, termios.TCIFLUSH)


def _without_an_option(form: Choose, line: str, before: Value) -> Reply | None:
    """What a line without an option means where Enter takes one: Enter takes it, a 0 leaves the question open."""
    match form.first, line.strip():
        case "", _:
            return None
        case first, "" if before is None:
            return Reply("answer", first)
        case _, "0":
            return OPEN
        case _:
            return None


def _is_beyond(form: QuestionKind, figure: int) -> bool:
    """Whether a figure names no option of a list in which one is chosen."""
    return isinstance(form, Choose | ReviewPromise | KeepOrLetGo) and figure > len(form.options)


def _left_with(reply: Reply, form: QuestionKind, half: Half) -> Reply:
    """How a question was left, with what was half given."""
    return reply._replace(value=write_down(form, half) or None)


def _read_item(form: QuestionKind, line: str) -> Value:
    """The figure of one statement; that one cannot tell leaves it open."""
    return CANNOT_TELL if line.strip() == "?" else read_line(form, line)


def _beginning(question: Question, form: Write) -> str:
    """What `:example` takes: the beginning that a script has, or its example."""
    return (question.start if form.many else "").strip() or form.example
