"""How each form of question is asked on a terminal: words first, as text, then a short prompt; and its value.

It knows the forms and the prompts of `prompt_widgets.py`; it does not know the session, nor whether a value is taken.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, assert_never

from selfattach import words
from selfattach.engine.answers import IllegalAnswerError, Value, read_answer
from selfattach.engine.partial_answers import Half, read_back, write_down
from selfattach.engine.voice import OPEN, Asking, Reply
from selfattach.errors import SelfattachError
from selfattach.script.model import (
    CANNOT_TELL,
    LOW,
    Choose,
    Confirm,
    Form,
    Items,
    KeepOrLetGo,
    Measure,
    Pick,
    Promise,
    Rate,
    Review,
    Run,
    Shelve,
    Show,
    Write,
    options_of,
)
from selfattach.text import cells, clean, one_line, wrap
from selfattach.ui.answer_syntax import figures_told, read_line, read_seal
from selfattach.ui.screen import MARGIN, Screen

if TYPE_CHECKING:
    from selfattach.ui.prompt_widgets import Left, Questions

_LIST_MARGIN: Final = 9  # about the columns before a label
_PROMPT_ROWS: Final = 3  # a box, its line below and one more; or what stands around the options of a list
_FEW_ROWS: Final = 20
_TWO_DIGITS: Final = 10  # from this figure on
_YES_NO: Final = ((True, words.YES), (False, words.NO))


class TerminalQuestion:
    """One question being asked."""

    def __init__(
        self, asking: Asking, screen: Screen, questions: "Questions", edit: Callable[[str, Path], str]
    ) -> None:
        self._asking = asking
        self._question = asking.question
        self._form: Form = asking.question.prompt.form
        self._screen = screen
        self._questions = questions
        self._edit = edit

    @property
    def rows(self) -> int:
        """The rows that question and prompt should have together."""
        labels = [option.label for option in options_of(self._form)]
        room = self._screen.columns - _LIST_MARGIN
        return len(self._question_lines()) + sum(len(wrap(label, room)) for label in labels) + _PROMPT_ROWS

    def reply(self) -> Reply:
        """Ask, and return what was done."""
        form, before = self._form, self._question.prefill
        self._put_question()
        match form:
            case Write():
                return self._written(form)
            case Rate() | Measure():
                return self._figure(form)
            case Items():
                return self._items(form)
            case Promise():
                return self._promise()
            case Pick():
                return self._ticked(form)
            case Shelve() if form.seal is None:
                return self._sealed()
            case Confirm() | Show() | Shelve():
                return self._chosen(_YES_NO, before)
            case Choose() | Review() | KeepOrLetGo():
                return self._chosen([(option.id, option.label) for option in form.options], before)
            case _:
                assert_never(form)

    # --- the words around it

    def _put_question(self) -> None:
        self._screen.put(self._question_lines())

    def _question_lines(self) -> list[str]:
        """The question with what belongs to it. The earlier words go last, next to the box, where rows are few."""
        screen, question = self._screen, self._question
        few = screen.rows < _FEW_ROWS
        pins = [line for pin in question.pins for line in screen.excerpt(pin, rows=1 if few else 2)]
        asked = screen.lines(question.ask, "bold")
        if question.hint:
            asked += screen.lines(question.hint)
        if self._asking.numbers:
            asked += screen.plain_lines(self._asking.numbers)
        kept = words.KEPT[self._asking.kept]
        if kept:
            asked += screen.plain_lines(kept, "quiet")
        if not pins:
            return [*asked, ""]
        return [*asked, "", *pins, ""] if few else [*pins, "", *asked, ""]

    def _help(self, keys: str) -> Callable[[], None]:
        def show() -> None:
            if self._question.help:
                self._screen.words(self._question.help)
            self._screen.plain(words.TERMINAL_KEYS[keys], "quiet")
            self._screen.gap()

        return show

    # --- lists

    def _chosen(self, options: Sequence[tuple[Value, str]], before: Value) -> Reply:
        labels = [label for _, label in options]
        at = next((place for place, (value, _) in enumerate(options, 1) if before is not None and value == before), 0)
        done = self._questions.choose(
            labels,
            words.choose(len(labels)),
            first=words.TERMINAL_LEAVE_OPEN,
            at=at,
            columns=self._screen.columns,
            help_=self._help("list"),
            again=self._put_question,
            door=True,
        )
        if not isinstance(done, int):
            return _left(done)
        self._echo([labels[done - 1]] if done else [])
        return Reply("answer", options[done - 1][0]) if done else OPEN

    def _ticked(self, form: Pick) -> Reply:
        before = read_back(form, self._asking.half_typed).given or self._question.prefill or ()
        ticked = [place for place, option in enumerate(form.options) if option.id in before]

        def changed(places: list[int]) -> None:
            nonlocal ticked
            ticked = places
            self._save(Half(self._ids(form, ticked)))

        while True:
            done = self._questions.tick(
                [option.label for option in form.options],
                words.tick(len(form.options), form.at_most),
                ticked=ticked,
                columns=self._screen.columns,
                changed=changed,
                help_=self._help("ticks"),
                again=self._put_question,
            )
            if not isinstance(done, list):
                return self._left_with(done.kind, Half(self._ids(form, ticked)))
            if len(done) <= form.at_most:
                break
            ticked = done
            self._say_why(words.TERMINAL_AT_MOST.format(n=form.at_most))
        chosen = [form.options[place] for place in done]
        self._echo([option.label for option in chosen])
        return Reply("answer", [option.id for option in chosen]) if chosen else OPEN

    @staticmethod
    def _ids(form: Pick, places: Sequence[int]) -> list[str]:
        return [form.options[place].id for place in places]

    def _sealed(self) -> Reply:
        prefill = self._question.prefill
        before = None if prefill is None else bool(prefill)
        seal = "" if isinstance(prefill, bool) else words.HARD if prefill == LOW else str(prefill or "")
        entered = seal
        half = read_back(self._form, self._asking.half_typed)
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
            self._screen.words([Run(words.SEAL_QUESTION)], "bold")
            self._screen.gap()
            days = self._typed(words.TERMINAL_DAYS, read_seal, seal, entered, changed=changed)
            if days.kind == "back":
                before = True
                self._put_question()
            elif days.kind != "answer":
                return self._left_with(days.kind, Half(given=True, box=one_line(seal)))
            else:
                return reply if days == OPEN else days

    # --- figures

    def _figure(self, form: Rate | Measure) -> Reply:
        if form.low or form.high:
            ends = f"{form.lowest}: {form.low}", f"{form.highest}: {form.high}"
            beside = "    ".join(ends)
            fits = cells(beside) + len(MARGIN) <= self._screen.columns
            self._screen.plain(beside if fits else "\n".join(ends))
            self._screen.gap()
        hint = words.TERMINAL_FIGURE
        if isinstance(form, Measure):
            hint = words.TERMINAL_FIGURE_OR
        filled = {"cannot_tell": form.cannot_tell} if isinstance(form, Measure) else {}
        hint = hint.format(lowest=form.lowest, highest=form.highest, **filled)
        prefill = self._question.prefill
        before = "?" if prefill == CANNOT_TELL else _told(prefill)
        start = self._asking.half_typed or before
        return self._typed(hint, self._read_figure, start, before, changed=self._asking.save_typing)

    def _read_figure(self, text: str) -> Value:
        return read_answer(self._form, read_line(self._form, text))

    def _typed(
        self, hint: str, read: Callable[[str], Value], start: str, before: str, *, changed: Callable[[str], None]
    ) -> Reply:
        """A short line with a figure, until it can be read. `before`: the one that was entered here, of those."""
        from selfattach.ui.prompt_widgets import Figures  # noqa: PLC0415  loaded at the first question only

        figures = Figures(question_mark_helps=not isinstance(self._form, Measure), before=before)
        while True:
            done = self._questions.write(
                start, hint, figures=figures, changed=changed, help_=self._help("figure"), again=self._put_question
            )
            self._screen.gap()
            if not isinstance(done, str):
                return _left(done)
            try:
                return Reply("answer", read(done))
            except IllegalAnswerError as wrong:
                self._say_why(_sentence(wrong))
                start = ""

    def _items(self, form: Items) -> Reply:
        for figure, label in form.scale:
            self._screen.plain(f"{figure}  {label}")
        self._screen.gap()
        half = read_back(form, self._asking.half_typed)
        prefill = self._question.prefill or {}
        given: dict[str, Any] = {**prefill, **(half.given or {})}
        figures = [figure for figure, _ in form.scale]
        hint = words.TERMINAL_FIGURE.format(lowest=min(figures), highest=max(figures))
        place = half.at
        if place:
            passed = figures_told(given.get(item) for item, _ in form.items[:place])
            self._screen.plain(words.TERMINAL_ITEMS_SO_FAR.format(figures=passed), "quiet")
            self._screen.gap()
        while place < len(form.items):
            item, statement = form.items[place]
            self._screen.plain(statement, "bold")
            self._screen.gap()
            start = _told(given.get(item))
            is_half = place == half.at and max(figures) >= _TWO_DIGITS  # where one is all there is, it is whole
            before = _told(prefill.get(item)) if is_half else start
            changed = self._item_typed(form, given, place)
            reply = self._typed(hint, _reader_of(figures), start, before, changed=changed)
            if reply.kind == "back" and place:
                place -= 1
                continue
            if reply.kind != "answer":
                return self._left_with(reply.kind, Half(given, at=place))
            given[item] = reply.value
            place += 1
            self._save(Half(given, at=place))
        return Reply("answer", {item: figure for item, figure in given.items() if figure is not None} or None)

    def _item_typed(self, form: Items, given: dict[str, Any], place: int) -> Callable[[str], None]:
        """Have a figure of the scale among those given while it is typed; anything else leaves what was there."""
        item = form.items[place][0]
        before = {item: given[item]} if item in given else {}
        scale = {str(figure): figure for figure, _ in form.scale}

        def changed(text: str) -> None:
            figure = text.strip()
            is_meant = figure in scale or (bool(before) and not figure)  # typed, or rubbed out
            given.pop(item, None)
            given.update({item: scale.get(figure)} if is_meant else before)
            self._save(Half(given, at=place))

        return changed

    # --- words

    def _written(self, form: Write) -> Reply:
        question = self._question
        start = self._asking.half_typed or question.prefill or question.start
        done = self._box(clean(str(start)), many=form.many, example=form.example, changed=self._asking.save_typing)
        if not isinstance(done, str):
            return _left(done)
        return Reply("answer", done) if done.strip() else OPEN

    def _promise(self) -> Reply:
        """Two lines; half-typed, they are kept as two lines too."""
        question = self._question
        before = read_back(self._form, self._asking.half_typed).given or question.prefill or {}
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
            example = self._form.example if isinstance(self._form, Promise) and place == 1 else ""
            done = self._box(clean(lines[place]), example=example, changed=changed)
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

    def _box(
        self, start: str, *, many: bool = False, example: str = "", changed: Callable[[str], None]
    ) -> "str | Left":
        while True:
            done = self._questions.write(
                start,
                words.TERMINAL_WRITE_MANY if many else words.TERMINAL_WRITE,
                many=many,
                example=example,
                changed=changed,
                help_=self._help("many" if many else "write"),
                again=self._put_question,
            )
            if isinstance(done, str) or done.kind != "edit":
                self._screen.gap()
                return done
            start = self._edited(done.text, changed)

    def _edited(self, text: str, changed: Callable[[str], None]) -> str:
        """Open the person's editor on the words, and come back to the box for a last look."""
        why = words.TERMINAL_NO_EDITOR
        if self._asking.editing is not None:
            try:
                changed(text)  # on the disk under its prompt, before anything else has it
                text, why = self._edit(text, self._asking.editing), ""
                changed(text)
            except SelfattachError as wrong:
                why = str(wrong)
        self._screen.gap()
        self._put_question()
        if why:
            self._say_why(why)
        return text

    # --- afterwards

    def _echo(self, labels: Sequence[str]) -> None:
        self._screen.taken(labels, words.TERMINAL_LEFT_OPEN)

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


def _reader_of(figures: Sequence[int]) -> Callable[[str], Value]:
    """Read one figure of a scale."""

    def read(text: str) -> Value:
        figure = read_line(Rate(min(figures), max(figures)), text)
        if figure is not None and figure not in figures:
            raise IllegalAnswerError(words.ONE_WANTED.format(known=", ".join(map(str, figures))))
        return figure

    return read


def _told(figure: int | None) -> str:
    """A figure as it stands in a box."""
    return "" if figure is None else str(figure)


def _sentence(wrong: Exception) -> str:
    text = str(wrong)
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."
