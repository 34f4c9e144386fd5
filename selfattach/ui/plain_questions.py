"""One question in the plain voice: put in lines, and read until a line makes sense for it, or a way on is taken.

It knows the form and the lines (`plain_lines.py`); it does not know the session, nor what becomes of an answer.
"""

from collections.abc import Callable, Mapping
from typing import Final, assert_never

from selfattach import words
from selfattach.engine.answers import IllegalAnswerError, Value, format_answer
from selfattach.engine.draft_lines import prompt_key
from selfattach.engine.partial_answers import Half, as_answer, read_back, write_down
from selfattach.engine.voice import OPEN, Asking, Reply, as_plain
from selfattach.errors import SelfattachError
from selfattach.script.model import (
    CANNOT_TELL,
    Choose,
    ChooseSeveral,
    Confirm,
    KeepOrLetGo,
    Measure,
    Promise,
    QuestionKind,
    Rate,
    RateEach,
    ReviewPromise,
    Shelve,
    ShowRecalled,
    Write,
    options_of,
)
from selfattach.text import clean, one_line, shorten
from selfattach.ui.answer_syntax import figures_told, place_of, read_line, read_seal, strange_figure
from selfattach.ui.line_input import Said
from selfattach.ui.plain_examples import Shelf
from selfattach.ui.plain_lines import PlainLines
from selfattach.ui.plain_writing import Desk, Writing

_PIN_WIDTH: Final = 240


class AlreadyHeard:
    """What need not be said again: words that were read out, and letters that were written here."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self.letters: set[str] = set()  # many lines; they are not read back

    def forget(self) -> None:
        """Another practice begins."""
        self.words.clear()
        self.letters.clear()


class PlainQuestion:
    """One question. `environment`: for the editor."""

    def __init__(self, asking: Asking, lines: PlainLines, heard: AlreadyHeard, environment: Mapping[str, str]) -> None:
        self._asking = asking
        self._question = asking.question
        self._lines = lines
        self._heard = heard
        self._environment = environment
        self._help = as_plain(self._question.help)

    def reply(self) -> Reply:
        """Ask it, and return what was done."""
        self._put()
        if kept := words.KEPT[self._asking.kept]:
            self._lines.line(words.PLAIN_KEPT.format(kept=kept))
        reply = self._answered()
        if isinstance(self._question.prompt.form, Write) and reply.kind == "answer" and reply.value:
            self._heard.words.add(one_line(reply.value))  # whoever has just written it need not hear it
        self._lines.line("")
        return reply

    def _answered(self) -> Reply:
        form = self._question.prompt.form
        match form:
            case Write(many=True):
                return self._read_many(form)
            case RateEach():
                return self._read_items(form)
            case Promise():
                return self._read_promise(form)
            case Shelve():
                return self._read_shelve(form)
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
                return self._read_line(form)
            case _:
                assert_never(form)

    # --- what is said

    def _put(self) -> None:
        question = self._question
        if question.place is not None and question.place[1] > 1:
            at, whole = question.place
            self._lines.line(words.PLAIN_STEP.format(at=at, all=whole))
        self._lines.pins = question.pins
        for pin in question.pins:
            self._tell_pin(pin, question.prompt.form)
        self._lines.line(as_plain(question.ask))
        hint = as_plain(question.hint)
        if hint:
            self._lines.line(words.PLAIN_HINT.format(words=hint))
        if self._asking.numbers:
            self._lines.line(self._asking.numbers)
        self._say_form()

    def _say_form(self) -> None:
        form, start = self._question.prompt.form, self._question.start.strip()
        match form:
            case Choose() | ReviewPromise() | ChooseSeveral() | KeepOrLetGo():
                for number, option in enumerate(options_of(form), 1):
                    self._lines.line(f"{number}. {option.label}")
                if isinstance(form, Choose) and form.first:
                    number = [option.id for option in form.options].index(form.first) + 1
                    self._lines.line(words.PLAIN_FIRST.format(number=number, open=words.TERMINAL_LEAVE_OPEN))
                if isinstance(form, ChooseSeveral):
                    some = form.at_most < len(form.options)
                    self._lines.line(words.PLAIN_PICK_AT_MOST.format(n=form.at_most) if some else words.PLAIN_PICK)
            case Rate() | Measure():
                scale = words.PLAIN_SCALE if form.low and form.high else words.PLAIN_BARE_SCALE
                self._lines.line(scale.format(lowest=form.lowest, highest=form.highest, low=form.low, high=form.high))
                cannot_tell = form.cannot_tell if isinstance(form, Measure) else words.CANNOT_TELL
                self._lines.line(words.PLAIN_CANNOT_TELL.format(words=cannot_tell))
            case Shelve():
                self._lines.line(words.PLAIN_YES_NO_BY_ENTER)
            case Confirm() | ShowRecalled():
                self._lines.line(words.PLAIN_YES_NO)
            case Write():
                if form.example:
                    self._lines.line(words.PLAIN_EXAMPLE.format(words=form.example))
                if start:
                    self._lines.line(words.PLAIN_START.format(words=start))
                self._tell_examples(form, self._beginning(form))
            case RateEach():
                self._lines.line(
                    words.PLAIN_ITEM_SCALE.format(scale=", ".join(f"{figure}: {label}" for figure, label in form.scale))
                )
                self._lines.line(words.PLAIN_CANNOT_TELL.format(words=words.CANNOT_TELL))
            case Promise():
                if form.example:
                    self._lines.line(words.PLAIN_EXAMPLE.format(words=form.example))
                self._tell_examples(form.boxes[0], "")
            case _:
                assert_never(form)

    def _tell_examples(self, form: Write, beginning: str) -> None:
        """How the example, or the beginning, is taken; the lines to borrow; and how whole examples are read."""
        count = len(form.examples)
        if beginning and count and form.many:
            self._lines.line(words.PLAIN_BEGINNING_TAKES.format(number=count + 1))
        elif beginning:
            self._lines.line_once(words.PLAIN_EXAMPLE_TAKES)
        if count and form.many:
            self._lines.line(words.plain_examples(count))
        elif count:
            self._lines.line(words.PLAIN_BORROW)
            for number, example in enumerate(form.examples, 1):
                self._lines.line(words.PLAIN_EXAMPLE_LISTED.format(number=number, name=example.in_full))
            self._lines.line(words.PLAIN_BORROW_TAKES.format(last=count))

    def _tell_pin(self, pin: str, form: QuestionKind) -> None:
        """Say earlier words once a run, and where they are decided on. A letter is never read back unasked."""
        lines = pin.strip("\n").count("\n") + 1
        if lines > 1 or any(letter in pin for letter in self._heard.letters):
            self._lines.line(words.plain_earlier_lines(lines))
        elif pin not in self._heard.words or isinstance(form, Shelve | KeepOrLetGo):
            self._heard.words.add(pin)
            self._lines.line(words.PLAIN_EARLIER.format(words=shorten(pin, _PIN_WIDTH)))

    def _ask_box(self, text: str, box: Write) -> None:
        """Say one of two questions that make one answer, with the lines to borrow for it. It is the one that stands."""
        self._lines.asked, self._lines.is_asking = [], True
        self._lines.line(text)
        self._tell_examples(box, "")
        self._lines.is_asking = False

    # --- what is read

    def _read_value(
        self,
        form: QuestionKind,
        before: Value = None,
        read: Callable[[QuestionKind, str], Value] = read_line,
        example: str = "",
        *,
        asks_again: bool = False,
    ) -> Reply:
        """Read until a line makes sense for the form, or a command comes. Enter keeps what was said before.

        `asks_again`: an Enter with nothing in it is asked about once.
        """
        to_borrow = form.examples if isinstance(form, Write) else ()
        if before is not None:
            shown = before if isinstance(form, Write) else format_answer(form, before)
            self._lines.line(words.PLAIN_PREFILL.format(words=shorten(str(shown), _PIN_WIDTH)))
        while True:
            try:
                said = self._lines.read(help_text=self._help, takes="words" if isinstance(form, Write) else "one")
                if said.command is not None:
                    said = said._replace(reply=self._lines.do(said.command, to_borrow, example))
                    if said.reply is None:
                        continue
                if said.reply is not None:
                    return said.reply
                if (otherwise := self._said_otherwise(form, said, before)) is not None:
                    return otherwise
                value = read(form, "\n".join((said.line, *said.more)))
                if value is None and before is None and asks_again:
                    asks_again = False
                    self._lines.line(words.NOTHING_YET)
                    continue
                if said.more:
                    self._lines.line(words.PLAIN_TAKEN_AS_ONE.format(n=len(said.more) + 1))
                return Reply("answer", before if value is None else value)
            except IllegalAnswerError as wrong:
                self._lines.refuse(str(wrong))
            except KeyboardInterrupt:
                self._lines.write("\n")
                return Reply("pause")

    def _said_otherwise(self, form: QuestionKind, said: Said, before: Value) -> Reply | None:
        """What a line says that is no value of the form, or has a short way to one."""
        figure = strange_figure(said.line)
        if figure and _is_beyond(form, int(figure)):
            return Reply("figure", int(figure))
        if isinstance(form, Write) and not said.more:
            place = place_of(said.line, len(form.examples))
            return None if place is None else self._lines.borrow(form.examples[place])
        return _without_an_option(form, said.line, before) if isinstance(form, Choose) else None

    def _read_line(self, form: QuestionKind) -> Reply:
        question = self._question
        half = as_answer(form, self._asking.half_typed, question.prefill) if self._asking.half_typed else None
        before: Value = question.prefill if half is None else half
        example = self._beginning(form) if isinstance(form, Write) else ""
        asks_again = question.ends_if_open
        return self._read_value(form, before=before, example=example, asks_again=asks_again)

    def _read_many(self, form: Write) -> Reply:
        so_far = self._asking.half_typed or self._question.prefill or ""
        at = prompt_key(self._question.name, self._question.round)
        if so_far:
            self._lines.line(words.plain_so_far(so_far.count("\n") + 1))
        self._lines.tell_once(words.PLAIN_WRITING)
        self._lines.line(words.PLAIN_MANY)

        def take_to_editor(text: str) -> tuple[str, str]:
            return self._edited(text, at)

        def later(text: str) -> str | None:
            from selfattach.ui.editor import saved_later  # noqa: PLC0415  no start waits for it

            return saved_later(text, self._asking.editing, at)

        desk = Desk(
            self._lines.line,
            lambda: self._lines.read_or_pause(help_text=self._help, takes="many"),
            self._asking.save_typing,
            take_to_editor,
            self._beginning(form),
            self._shelf(form) if form.examples else None,
            later=later,
            asks_again=self._question.ends_if_open,
            instead=self._lines.ask_instead,
        )
        reply = Writing(so_far.split("\n") if so_far else [], desk).run()
        if reply.kind == "gone" and reply.value:
            reply = Reply("answer", reply.value)
        if reply.kind == "answer" and reply.value:
            self._heard.letters.add(clean(reply.value).strip("\n"))
        return reply

    def _shelf(self, form: Write) -> Shelf:
        def read() -> Said:
            return self._lines.read_or_pause(takes="words", way=True)

        return Shelf(form.examples, self._beginning(form), self._lines.say, self._lines.line, read)

    def _beginning(self, form: Write) -> str:
        """What `:example` takes: the beginning that a script has, or its example."""
        return (self._question.start if form.many else "").strip() or form.example

    def _edited(self, text: str, at: str) -> tuple[str, str]:
        """Open the person's editor on the words. Return them, and why it was not opened."""
        if self._asking.editing is None:
            return text, words.TERMINAL_NO_EDITOR
        if not (self._lines.is_typed and self._lines.is_seen):
            return text, words.PLAIN_NO_TERMINAL
        from selfattach.ui.editor import edit, how_to_leave  # noqa: PLC0415  for those who use it

        try:
            self._asking.save_typing(text)  # on the disk under its prompt, before anything else has it
            self._lines.line(how_to_leave(self._environment))
            after = edit(text, self._asking.editing, self._environment, self._ask_to_save, at)
            self._asking.save_typing(after)
        except SelfattachError as wrong:
            return text, str(wrong)
        return after, ""

    def _ask_to_save(self, told: str) -> None:
        """Say that only the person knows when a window has saved it, and wait for Enter."""
        self._lines.line(told)
        self._lines.next()

    def _read_items(self, form: RateEach) -> Reply:
        question, half = self._question, read_back(form, self._asking.half_typed)
        given: dict[str, Value] = {**(question.prefill or {}), **(half.given or {})}
        figures = [figure for figure, _ in form.scale]
        one = Rate(min(figures), max(figures))
        ids = [item for item, _ in form.items]
        at = half.at
        if at:
            self._lines.line(
                words.PLAIN_ITEMS_SO_FAR.format(figures=figures_told(given.get(item) for item in ids[:at]))
            )
        while at < len(ids):
            self._lines.ask_part(dict(form.items)[ids[at]])
            before = given.get(ids[at])
            reply = self._read_value(one, before=before, read=_read_item)
            if reply.kind == "back" and at:
                at -= 1
                continue
            if reply.kind != "answer":
                return _left_with(reply, form, Half(given or None, at=at))
            if reply.value == CANNOT_TELL:
                reply = OPEN
            if reply.value is not None and reply.value not in figures:
                self._lines.refuse(words.ONE_WANTED.format(known=", ".join(map(str, figures))))
                continue
            given[ids[at]] = reply.value
            at += 1
            self._asking.save_typing(write_down(form, Half(given, at=at)))
        return Reply("answer", given)

    def _read_promise(self, form: Promise) -> Reply:
        question, (when, what) = self._question, form.boxes
        before = read_back(form, self._asking.half_typed).given or question.prefill or {}
        while True:
            asks_again = question.ends_if_open
            cue = self._read_value(when, before=before.get("cue"), asks_again=asks_again)
            if cue.kind != "answer" or cue.value is None:
                return cue
            before = before | {"cue": cue.value}
            half = Half(before)
            self._asking.save_typing(write_down(form, half))
            self._ask_box(as_plain(question.extra), what)
            action = self._read_value(what, before=before.get("action"))
            if action.kind == "back":
                self._ask_box(as_plain(question.ask), when)
                continue
            if action.kind != "answer":
                return _left_with(action, form, half)
            return Reply("answer", {"cue": cue.value, "action": action.value})

    def _read_shelve(self, form: Shelve) -> Reply:
        question, half = self._question, read_back(form, self._asking.half_typed)
        before = as_answer(form, self._asking.half_typed) if half.given else question.prefill
        while True:
            reply = self._read_value(form, before=before)
            if reply.value is not True or form.seal is not None:
                return reply
            self._asking.save_typing(write_down(form, Half(given=True)))
            self._lines.ask_part(words.SEAL_QUESTION)
            days = self._read_value(form, read=lambda _form, line: read_seal(line))
            if days.kind == "back":
                self._lines.ask_part(as_plain(question.ask))
                continue
            if days.kind != "answer":
                return _left_with(days, form, Half(given=True))
            return Reply("answer", days.value or True)


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
