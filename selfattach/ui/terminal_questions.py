"""How each form of question is asked on a terminal: words first, as text, then a short prompt; and its value.

It knows the forms and the prompts of `prompt_widgets.py`; it does not know the session, nor whether a value is taken.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, assert_never

from selfattach import words
from selfattach.engine.answers import IllegalAnswerError, Value, read_answer
from selfattach.engine.draft_lines import prompt_key
from selfattach.engine.partial_answers import Half, read_back, write_down
from selfattach.engine.voice import OPEN, Asking, Reply
from selfattach.errors import SelfattachError
from selfattach.script.model import (
    CANNOT_TELL,
    LOW,
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
    TextRun,
    Write,
    options_of,
)
from selfattach.text import clean, one_line
from selfattach.ui.answer_syntax import as_own_sentence, figures_told, read_line, read_seal
from selfattach.ui.margin import BLANK, Line
from selfattach.ui.rows import Choices, Scale, Taking, gutter, quoted
from selfattach.ui.screen import Screen
from selfattach.ui.terminal_examples import LookingAtExamples, keys_of_examples, lines_to_borrow, way_to_examples

if TYPE_CHECKING:
    from selfattach.ui.prompt_widgets import Around, Left, Questions

_PIN_ROWS: Final = 2
_BOX_ROWS: Final = 1
_YES_NO: Final = ((True, words.YES), (False, words.NO))


class TerminalQuestion:
    """One question being asked. `read` shows lines page by page; `above`: words of the person right above it."""

    def __init__(
        self,
        asking: Asking,
        screen: Screen,
        questions: Callable[[], "Questions"],
        edit: Callable[[str, Path, str], str],
        read: Callable[[Sequence[str]], Reply],
        above: str = "",
    ) -> None:
        self._asking = asking
        self._question = asking.question
        self._form: QuestionKind = asking.question.prompt.form
        self._screen = screen
        self._questions = questions
        self._edit = edit
        self._key = prompt_key(self._question.name, self._question.round)
        self._read = read
        self._place = asking.question.place
        self._pins = self._question.pins[:_PIN_ROWS]
        if above and self._vanishes and len(screen.margin.bar(above)) + 1 + self.rows <= screen.rows:
            self._pins = tuple(pin for pin in self._pins if pin.split() != above.split())  # it is in view already

    @property
    def rows(self) -> int:
        """The rows that question and prompt should have together."""
        margin, form = self._screen.margin, self._form
        match form:
            case Choose() | ReviewPromise() | KeepOrLetGo() | ChooseSeveral():
                labels = [option.label for option in options_of(form)]
                room = gutter(labels, margin, ticks=isinstance(form, ChooseSeveral)) + (
                    not isinstance(form, ChooseSeveral)
                )
            case Confirm() | ShowRecalled() | Shelve():
                room = len(_YES_NO) + 1
            case RateEach():
                first = margin.voice(form.items[0][1], "bold")
                room = len(first) + 1 + gutter([label for _, label in self._of_items(form)], margin) + 1
            case Rate() | Measure():
                room = len(Scale.of(form).row(margin, None))
            case Write() | Promise():
                box = _box_of(form)
                lines = [*self._example(form.example), *quoted(margin, lines_to_borrow(box), margin.rows)]
                room = _BOX_ROWS + len(lines) + bool(lines)
            case _:
                assert_never(form)
        is_list = not isinstance(form, Rate | Measure | Write | Promise)
        foot = [BLANK] if margin.is_airy or not is_list else []
        foot += margin.foot(self._foot(), self._place)
        return len(self._question_lines()) + self._vanishes + room + len(foot)

    def reply(self) -> Reply:
        """Ask, and return what was done."""
        form, before = self._form, self._question.prefill
        self._put_question()
        match form:
            case Write():
                return self._written(form)
            case Rate() | Measure():
                return self._figure(form)
            case RateEach():
                return self._items(form)
            case Promise():
                return self._promise(form)
            case ChooseSeveral():
                return self._ticked(form)
            case Shelve() if form.seal is None:
                return self._sealed()
            case Confirm() | ShowRecalled() | Shelve():
                return self._chosen(_YES_NO, before)
            case Choose():
                first = form.first or None if before is None else before
                return self._chosen([(option.id, option.label) for option in form.options], first)
            case ReviewPromise() | KeepOrLetGo():
                return self._chosen([(option.id, option.label) for option in form.options], before)
            case _:
                assert_never(form)

    # --- the words around it

    def _put_question(self) -> None:
        self._screen.put(self._question_lines())

    @property
    def _has_list(self) -> bool:
        return not isinstance(self._form, Write | Promise | Rate | Measure)

    def _question_lines(self) -> list[str]:
        """The earlier words that stay in view, the question, and what belongs to it; air where there is room for it."""
        screen, question, margin = self._screen, self._question, self._screen.margin
        asked = screen.lines(question.ask, "" if isinstance(self._form, RateEach) else "bold")  # each statement is one
        if question.hint:
            asked += screen.lines(question.hint)
        if self._asking.numbers:
            asked += screen.plain_lines(self._asking.numbers)
        close = self._has_list and not margin.is_airy
        pinned: list[Line] = []
        for pin in self._pins:
            pinned += [*([BLANK] if pinned and not close else []), *margin.bar(pin, 1 if close else _PIN_ROWS)]
        gap = [BLANK] if pinned and not close else []
        return [*screen.drawn([*pinned, *gap]), *asked, *([] if self._vanishes else [""])]

    @property
    def _vanishes(self) -> bool:
        """Whether the prompt goes, and what was taken stands right below the question; words stay where they are."""
        form = self._form
        is_row = isinstance(form, Rate | Measure) and Scale.of(form).fits(self._screen.margin)
        return is_row or (self._has_list and not isinstance(form, RateEach))

    def _example(self, example: str) -> list[Line]:
        told = words.TERMINAL_EXAMPLE.format(words=one_line(example)) if example else ""
        margin = self._screen.margin
        return margin.voice(told, indent=len(margin.bar_text)) if told else []

    def _foot(self) -> list[str]:
        """What keys do below it."""
        form, narrow = self._form, not self._screen.margin.left
        kept = words.TERMINAL_KEPT[self._asking.kept]
        match form:
            case Write(many=True):
                return [
                    words.TERMINAL_WRITE_MANY_SHORT if narrow else words.TERMINAL_WRITE_MANY,
                    *way_to_examples(form),
                    kept,
                ]
            case Write() | Promise():
                return [words.TERMINAL_WRITE, *way_to_examples(_box_of(form)), kept]
            case Rate() | Measure():
                return Scale.of(form).foot(self._screen.margin, None)
            case ChooseSeveral():
                return [words.tick(len(form.options), form.at_most)]
            case RateEach():
                told = words.TERMINAL_CANNOT_TELL.format(cannot_tell=words.CANNOT_TELL)
                return [told, words.choose(len(form.scale) + 1, narrow=narrow)]
            case Confirm() | ShowRecalled() | Shelve():
                return [words.choose(len(_YES_NO), narrow=narrow)]
            case Choose() | ReviewPromise() | KeepOrLetGo():
                return [words.choose(len(form.options), narrow=narrow)]
            case _:
                assert_never(form)

    def _around(self, keys: str, foot: Sequence[str] | None = None) -> "Around":
        from selfattach.ui.prompt_widgets import Around  # noqa: PLC0415  loaded at the first question only

        return Around(self._help(keys), self._put_question, self._foot() if foot is None else foot, self._place)

    def _help(self, keys: str) -> Callable[[], None]:
        def show() -> None:
            if self._question.help:
                self._screen.words(self._question.help)
            self._screen.plain(words.TERMINAL_KEYS[keys], "quiet")
            for line in keys_of_examples(_box_of(self._form)) if isinstance(self._form, Write | Promise) else ():
                self._screen.plain(line, "quiet")
            if self._place is not None:
                at, of = self._place
                self._screen.plain(words.TERMINAL_QUESTION.format(at=at, of=of), "quiet")
            self._screen.gap()

        return show

    # --- lists

    def _chosen(self, options: Sequence[tuple[Value, str]], before: Value) -> Reply:
        done = self._choose(options, before)
        if not isinstance(done, int):
            return _left(done)
        self._echo([options[done - 1][1]] if done else [])
        return Reply("answer", options[done - 1][0]) if done else OPEN

    def _choose(self, options: Sequence[tuple[Value, str]], before: Value, unsure: int | None = None) -> "int | Left":
        choices = Choices(tuple(label for _, label in options), words.TERMINAL_LEAVE_OPEN)
        at = next((place for place, (value, _) in enumerate(options, 1) if before is not None and value == before), 0)
        return self._questions().choose(choices, self._around("list"), at=at, door=True, unsure=unsure)

    def _ticked(self, form: ChooseSeveral) -> Reply:
        before = read_back(form, self._asking.half_typed).given or self._question.prefill or ()
        ticked = [number for number, option in enumerate(form.options, 1) if option.id in before]
        choices = Choices(tuple(option.label for option in form.options), ticks=True)

        def changed(numbers: list[int]) -> None:
            nonlocal ticked
            ticked = numbers
            self._save(Half(self._ids(form, ticked)))

        while True:
            done = self._questions().tick(choices, self._around("ticks"), ticked=ticked, changed=changed)
            if not isinstance(done, list):
                return self._left_with(done.kind, Half(self._ids(form, ticked)))
            if len(done) <= form.at_most:
                break
            ticked = done
            self._say_why(words.TERMINAL_AT_MOST.format(n=form.at_most))
        chosen = [form.options[number - 1] for number in done]
        self._echo([option.label for option in chosen])
        return Reply("answer", [option.id for option in chosen]) if chosen else OPEN

    @staticmethod
    def _ids(form: ChooseSeveral, numbers: Sequence[int]) -> list[str]:
        return [form.options[number - 1].id for number in numbers]

    def _sealed(self) -> Reply:
        prefill = self._question.prefill
        before = None if prefill is None else bool(prefill)
        seal = "" if isinstance(prefill, bool) else words.HARD if prefill == LOW else str(prefill or "")
        half, entered = read_back(self._form, self._asking.half_typed), seal
        if half.given:
            before, seal = True, half.box

        def changed(text: str) -> None:
            nonlocal seal
            seal = text
            self._save(Half(given=True, box=one_line(seal)))

        while True:
            reply = self._chosen(_YES_NO, before)
            if reply.value is not True:
                return reply
            changed(seal)
            self._screen.words([TextRun(words.SEAL_QUESTION)], "bold")
            self._screen.gap()
            days = self._typed(
                [words.TERMINAL_DAYS, words.TERMINAL_WRITE_OPEN], read_seal, seal, entered, changed=changed
            )
            if days.kind == "back":
                before = True
                self._put_question()
            elif days.kind != "answer":
                return self._left_with(days.kind, Half(given=True, box=one_line(seal)))
            else:
                return reply if days == OPEN else days

    # --- figures

    def _figure(self, form: Rate | Measure) -> Reply:
        scale, prefill = Scale.of(form), self._question.prefill
        before = "" if prefill is None else "?" if prefill == CANNOT_TELL else str(prefill)
        half = self._asking.half_typed
        start = half or before
        if not scale.fits(self._screen.margin):
            return self._figure_typed(form, start, before)
        standing = Taking()
        if start:
            try:
                standing = Taking(self._read_figure(start), half if half.isdecimal() else "")
            except IllegalAnswerError:
                standing = Taking()  # a half of a figure from before the row
        around = self._around("row")
        done = self._questions().rate(scale, around, start=standing, changed=self._asking.save_typing)
        if done is None or isinstance(done, int) or done == CANNOT_TELL:
            self._echo([] if done is None else [scale.told(done)])
            is_open = done is None or (done == CANNOT_TELL and isinstance(form, Rate))
            return OPEN if is_open else Reply("answer", done)
        return _left(done)

    def _figure_typed(self, form: Rate | Measure, start: str, before: str) -> Reply:
        """A scale that is too wide for a row, in a box."""
        told = [f"{figure}: {end}" for figure, end in ((form.lowest, form.low), (form.highest, form.high)) if end]
        for line in told:
            self._screen.plain(line)
        if told:
            self._screen.gap()
        cannot_tell = form.cannot_tell if isinstance(form, Measure) else words.CANNOT_TELL
        hint = words.TERMINAL_FIGURE_OR
        told_hint = hint.format(lowest=form.lowest, highest=form.highest, cannot_tell=cannot_tell)
        foot = [told_hint, words.TERMINAL_WRITE_OPEN]
        return self._typed(foot, self._read_figure, start, before, changed=self._asking.save_typing)

    def _read_figure(self, text: str) -> Value:
        return read_answer(self._form, read_line(self._form, text))

    def _typed(
        self,
        foot: Sequence[str],
        read: Callable[[str], Value],
        start: str,
        before: str,
        *,
        changed: Callable[[str], None],
    ) -> Reply:
        """A short line with a figure, until it can be read. `before`: the one that was entered here, or ""."""
        around = self._around("figure", foot)
        while True:
            done = self._questions().write(start, around, figure_before=before, changed=changed)
            if isinstance(done, str) and not done.strip():
                self._screen.draw(self._screen.margin.left_open())
            self._screen.gap()
            if not isinstance(done, str):
                return _left(done)
            try:
                return Reply("answer", read(done))
            except IllegalAnswerError as wrong:
                self._say_why(as_own_sentence(str(wrong)))
                start = ""

    @staticmethod
    def _of_items(form: RateEach) -> list[tuple[Value, str]]:
        """The choices at each statement. Not being able to tell leaves it open, and can be said all the same."""
        return [*form.scale, (None, words.CANNOT_TELL)]

    def _items(self, form: RateEach) -> Reply:
        """Each statement is a question, and the scale is its choices, so that it is always there."""
        half = read_back(form, self._asking.half_typed)
        given: dict[str, Any] = {**(self._question.prefill or {}), **(half.given or {})}
        place = half.at
        if place:
            passed = figures_told(given.get(item) for item, _ in form.items[:place])
            self._screen.plain(words.TERMINAL_ITEMS_SO_FAR.format(figures=passed), "quiet")
            self._screen.gap()
        while place < len(form.items):
            item, statement = form.items[place]
            self._screen.plain(statement, "bold")
            options = self._of_items(form)
            done = self._choose(options, given.get(item), unsure=len(options))
            if isinstance(done, int):
                given[item] = options[done - 1][0] if done else None
                self._echo([options[done - 1][1]] if done else [])
                self._screen.unread = 0  # the next scale has the room that the answered one had
                place += 1
                self._save(Half(given, at=place))
            elif done.kind == "back" and place:
                place -= 1
            else:
                self._save(Half(given, at=place))
                return _left(done) if done.kind == "figure" else self._left_with(done.kind, Half(given, at=place))
        return Reply("answer", {item: figure for item, figure in given.items() if figure is not None} or None)

    # --- words

    def _written(self, form: Write) -> Reply:
        question = self._question
        start = self._asking.half_typed or question.prefill or question.start
        done = self._box(form, clean(str(start)), self._asking.save_typing)
        if not isinstance(done, str):
            return _left(done)
        return Reply("answer", done) if done.strip() else OPEN

    def _promise(self, form: Promise) -> Reply:
        """Two lines; half-typed, they are kept as two lines too."""
        question = self._question
        before = read_back(form, self._asking.half_typed).given or question.prefill or {}
        lines = [before.get("cue") or "", before.get("action") or ""]
        place = 0

        def half() -> Half:
            return Half(dict(zip(("cue", "action"), map(one_line, lines), strict=True)) if any(lines) else None)

        while place < len(lines):

            def changed(text: str, place: int = place) -> None:
                lines[place] = text
                self._save(half())

            if place:
                self._screen.words(question.extra, "bold")
                self._screen.gap()
            done = self._box(form.boxes[place], clean(lines[place]), changed)
            if isinstance(done, str):
                changed(done)
                place += 1
            elif done.kind == "back" and place:
                place -= 1
                self._put_question()
            else:
                return self._left_with(done.kind, half())
        cue, action = (line if line.strip() else None for line in lines)
        return Reply("answer", {"cue": cue, "action": action}) if cue or action else OPEN

    def _box(self, form: Write, start: str, changed: Callable[[str], None]) -> "str | Left":
        many, around = form.many, self._around("many" if form.many else "write")
        narrow, asks_again = not self._screen.margin.left, self._question.ends_if_open
        many_open = words.TERMINAL_WRITE_MANY_OPEN_SHORT if narrow else words.TERMINAL_WRITE_MANY_OPEN
        nothing = many_open if many else words.TERMINAL_WRITE_OPEN
        told = words.TERMINAL_EXAMPLE.format(words=one_line(form.example)) if form.example else ""
        while True:
            done = self._questions().write(
                start,
                around,
                open_foot=[nothing, *way_to_examples(form, is_empty=True), words.TERMINAL_KEPT[self._asking.kept]],
                many=many,
                example=told,
                examples=lines_to_borrow(form) if form.examples else None,
                changed=changed,
            )
            if isinstance(done, str) and (later := self._saved_later(done)) is not None:
                start = self._from_window(later, changed)
                continue
            if not isinstance(done, str) and done.kind == "examples":
                done = self._looked_at_examples(form, done.text, changed)
                if isinstance(done, str):
                    start = done
                    continue
            if isinstance(done, str) and not done.strip() and asks_again:
                start, asks_again = "", False
                self._say_why(words.TERMINAL_NOTHING_YET_MANY if many else words.NOTHING_YET)
            elif isinstance(done, str) or done.kind != "edit":
                if isinstance(done, str) and not done.strip():
                    self._screen.draw(self._screen.margin.left_open())
                self._screen.gap()
                return done
            else:
                start = self._edited(done.text, changed)

    def _looked_at_examples(self, form: Write, text: str, changed: Callable[[str], None]) -> "str | Left":
        """Open the examples, and come back with what stands in the box then; or how the question was left there."""
        looking = LookingAtExamples(form, self._screen, self._questions(), self._around, self._read)
        after = looking.run(text, self._question.start)
        if isinstance(after, str):
            with suppress(OSError, SelfattachError):  # as while it is typed; keeping the answer says what is wrong
                changed(clean(after))
            if form.many:
                self._put_question()
        return after

    def _edited(self, text: str, changed: Callable[[str], None]) -> str:
        """Open the person's editor on the words, and come back to the box for a last look."""
        why = words.TERMINAL_NO_EDITOR
        if self._asking.editing is not None:
            try:
                changed(text)  # on the disk under its prompt, before anything else has it
                text, why = self._edit(text, self._asking.editing, self._key), ""
                changed(text)
            except SelfattachError as wrong:
                why = str(wrong)
        self._screen.gap()
        self._put_question()
        if why:
            self._say_why(why)
        return text

    def _saved_later(self, text: str) -> str | None:
        from selfattach.ui.editor import saved_later  # noqa: PLC0415  no start waits for it

        return saved_later(text, self._asking.editing, self._key) if isinstance(self._form, Write) else None

    def _from_window(self, later: str, changed: Callable[[str], None]) -> str:
        """Come back to the box with what a window saved after the person went on."""
        with suppress(SelfattachError):  # as while it is typed
            changed(later)
        self._screen.gap()
        self._put_question()
        self._say_why(words.EDITOR_SAVED_LATER)
        return later

    # --- afterwards

    def _echo(self, labels: Sequence[str]) -> None:
        self._screen.draw([*self._screen.margin.taken(labels), BLANK])

    def _say_why(self, why: str) -> None:
        self._screen.plain(why)
        self._screen.gap()

    # --- what is half given

    def _save(self, half: Half) -> None:
        self._asking.save_typing(write_down(self._form, half))

    def _left_with(self, kind: str, half: Half) -> Reply:
        return Reply(kind, write_down(self._form, half) or None)


def _left(left: "Left") -> Reply:
    return Reply(left.kind, clean(left.text) or None)


def _box_of(form: Write | Promise) -> Write:
    """The box that comes first."""
    return form if isinstance(form, Write) else form.boxes[0]
