"""The door to Questionary and prompt_toolkit: one box to write in, one list to choose from, one list to tick.

Loading them costs a good part of the start, so this file is imported at the first question, and at the top of no other.
It knows labels and keys; what an answer means is for `terminal_questions.py`. A prompt gives what was done, or how it
was `Left`.

Signals. A handler that raises, as ours for SIGHUP and SIGTERM does, must not raise inside the event loop, which would
swallow it or stop half-way. While a prompt is open the signal is noted and the prompt closed; then the handler runs.
"""

import asyncio
import contextlib
import re
import signal
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TextIO, TypeVar

import questionary
from prompt_toolkit.application import Application, application, get_app, run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Size
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition, is_done
from prompt_toolkit.input.typeahead import get_typeahead
from prompt_toolkit.input.vt100 import Vt100Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.key_binding.bindings.page_navigation import load_page_navigation_bindings
from prompt_toolkit.key_binding.defaults import load_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import ConditionalContainer, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.layout.utils import explode_text_fragments
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.shortcuts import PromptSession
from prompt_toolkit.styles import Style
from questionary.prompts.common import InquirerControl

from selfattach.errors import SelfattachError
from selfattach.text import cells, clean, one_line, shown, wrap
from selfattach.ui.answer_syntax import STANDS, STRANGE_FIGURES
from selfattach.ui.keys import ESCAPE_WAIT
from selfattach.ui.screen import MARGIN, POINTER, Screen

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples

SAVE_WITHIN: Final = 0.3  # seconds after a change
ONE_FIGURE: Final = 9  # as many options as one figure can name
_WAY_GUTTER: Final = 5  # the columns before a way on: pointer, space, figure, two spaces
_GUTTER: Final = 4  # the columns before a label: margin, pointer, space
_ROWS_BELOW: Final = 2  # what a list has above it and a box below it, and the row after
_FEWEST_ROWS: Final = 3
_LONGEST_LINE: Final = 8_000  # letters; in a longer one, pasted most likely, words are not kept whole, for speed
_CONTINUED: Final = " " * _GUTTER

_SOFT: Final = {
    "pointer": "fg:#00875f",
    "highlighted": "bold",
    "quiet": "fg:#767676",
}
_FAINT: Final = {"highlighted": "bold", "quiet": "dim"}  # where the two colours cannot be shown
_PLAIN: Final = ("qmark", "question", "answer", "instruction", "selected", "text", "pointer", "highlighted", "quiet")

_Event = KeyPressEvent
_Noted = list[tuple[Callable[[int, FrameType | None], Any], int]]


class Left(NamedTuple):
    """How a prompt was left without an answer: back, pause, ground, gone, edit; with what stood in the box.

    `figure`: a figure that no option has, and that may say how hard it is; `text` is that figure.
    """

    kind: str
    text: str = ""


class Figures(NamedTuple):
    """How a box for figures differs: `?` asks for help unless it is an answer, `g` is for too much.

    `before`: the figure that was entered here before going back; the first digit takes its place.
    """

    question_mark_helps: bool
    before: str


def _build_default_keys_once() -> None:
    """Have all prompts share the default keys of prompt_toolkit, which it would build anew for each `Application`.

    No argument of it can say so, and Questionary makes three of them for one list. Built once, a list is ready after
    2 ms in place of 13, the first one after 7. They keep nothing of a prompt: each key asks for the one that is open.
    Should a later version look for these names elsewhere, it builds them anew again, and nothing else changes.
    """
    for load in (load_key_bindings, load_page_navigation_bindings):
        setattr(application, load.__name__, cache(load))


_build_default_keys_once()


class _Ways:
    """The ways on from a screen of help: how they look, and which one is pointed at."""

    def __init__(self, labels: Sequence[str], first: str, below: Sequence[str], columns: int, margin: str) -> None:
        self._rows = [("", first)] if first else []
        self._rows += [(str(number), label) for number, label in enumerate(labels, 1)]
        self._numbered_from = 0 if first else 1
        self._below = ["", *below] if below else []
        self._room = columns - len(margin) - _WAY_GUTTER
        self._margin = margin
        self._at = 0

    @property
    def pointed_at(self) -> int:
        """Its number; 0 for the one that has none."""
        return self._at + self._numbered_from

    def move(self, step: int) -> None:
        """Point at another one, up or down."""
        self._at = (self._at + step) % len(self._rows)

    def point_at(self, figure: str) -> None:
        """Point at the one with this number, if there is one."""
        self._at = next((place for place, (number, _) in enumerate(self._rows) if number == figure), self._at)

    def shown(self) -> "StyleAndTextTuples":
        """The rows, ready to be drawn."""
        lines: list[tuple[str, str]] = []
        for place, (number, label) in enumerate(self._rows):
            pointer, style = (POINTER, "class:highlighted") if place == self._at else (" ", "")
            first, *more = [part.strip() for part in wrap(clean(label), self._room)]
            lines.append((style, f"{self._margin}{pointer} {number:>1}  {first}"))
            lines += [(style, f"{self._margin}{' ' * _WAY_GUTTER}{part}") for part in more]
        lines += [("", line) for line in self._below]
        return [(style, f"{line}\n" if place < len(lines) else line) for place, (style, line) in enumerate(lines, 1)]


class Questions:
    """Prompts on one terminal. `term` is the value of TERM."""

    def __init__(self, source: TextIO, screen: Screen, term: str, suspend: Callable[[], None]) -> None:
        self._input = Vt100Input(source)
        # No cursor-position requests: an answer that comes late would be taken for typing.
        self._output = Vt100_Output(screen.out, lambda: Size(*reversed(screen.size)), term=term, enable_cpr=False)
        self._screen = screen
        self._suspend = suspend
        many = bool(screen.styles.get("soft"))
        self._depth = ColorDepth.DEPTH_8_BIT if many else ColorDepth.DEPTH_1_BIT
        soft = (_SOFT if many else _FAINT) if screen.styles else {}
        self._style = Style([(name, soft.get(name, "noinherit")) for name in _PLAIN])

    def forget(self) -> bool:
        """Drop keys that came with an earlier prompt and were not used by it. Whether one of them was Ctrl-C."""
        return any(press.key in (Keys.ControlC, Keys.SIGINT) for press in get_typeahead(self._input))

    # --- one of a list

    def choose(
        self,
        labels: Sequence[str],
        hint: str,
        *,
        first: str,
        at: int,
        columns: int,
        help_: Callable[[], None],
        again: Callable[[], None],
        door: bool,
        starts: bool = False,
    ) -> int | Left:
        """Let one be chosen. 0 is `first`, which leaves it open; the labels follow. `door`: g leaves for the ground.

        `starts`: Enter starts something, so by itself it takes nothing before the list has stood for a moment.
        `help_` shows what the help key shows, `again` the question, for a person who has been away.
        """
        numbers = len(str(len(labels)))
        titles = [_folded(first, columns, " " * (numbers + 2))]
        titles += [_folded(label, columns, f"{number:>{numbers}}  ") for number, label in enumerate(labels, 1)]
        prompt = questionary.select(
            "",
            [questionary.Choice(title, value=place) for place, title in enumerate(titles)],
            instruction=hint,
            use_jk_keys=False,
            **self._looks(),
        )
        app, control = prompt.application, self._list(prompt.application)
        control.pointed_at = at
        keys = self._common_keys(help_, again, lambda: "")
        _list_keys(keys, help_, door=door)
        chosen: list[str] = []
        _number_keys(keys, control, len(labels), offset=0, noted=chosen.append)
        if starts:
            untouched = Condition(lambda: not chosen and control.pointed_at == at)
            keys.add("enter", eager=True, filter=untouched & ~_has_stood(app))(_nothing)
        done: int | Left = self._listed(app, keys)
        return done

    # --- the ways on from a screen of help

    def way(
        self,
        labels: Sequence[str],
        *,
        first: str,
        below: str,
        letters: Sequence[str],
        columns: int,
        margin: str,
        again: Callable[[], None],
    ) -> int | str | Left:
        """Let one way be taken; Enter takes the topmost. 0 is `first`, where there is one; a letter is itself.

        Nothing stands around the list, so that a whole screen of help fits on fifteen rows.
        """
        ways = _Ways(labels, first, wrap(below, columns, margin) if below else [], columns, margin)
        keys = self._common_keys(lambda: None, again, lambda: "")
        shown = FormattedTextControl(ways.shown, focusable=True, show_cursor=False)
        app: Application[int | str | Left] = Application(
            Layout(Window(shown, dont_extend_height=True)),
            key_bindings=keys,
            style=self._style,
            color_depth=self._depth,
            erase_when_done=True,
            input=self._input,
            output=self._output,
        )
        _way_keys(keys, ways, letters, _has_stood(app))
        taken: int | str | Left = self._held(app, lambda: "")
        return taken

    # --- any of a list

    def tick(
        self,
        labels: Sequence[str],
        hint: str,
        *,
        ticked: Sequence[int],
        columns: int,
        changed: Callable[[list[int]], None],
        help_: Callable[[], None],
        again: Callable[[], None],
    ) -> list[int] | Left:
        """Let any number be ticked, from 0. `changed` hears which are, soon after every change."""
        numbers = len(str(len(labels)))
        titles = [_folded(label, columns, f"{number:>{numbers}}  ", tick=2) for number, label in enumerate(labels, 1)]
        prompt = questionary.checkbox(
            "",
            [questionary.Choice(title, value=place, checked=place in ticked) for place, title in enumerate(titles)],
            instruction=hint,
            use_jk_keys=False,
            **self._looks(),
        )
        app, control = prompt.application, self._list(prompt.application)
        keys = self._common_keys(help_, again, lambda: "")
        _list_keys(keys, help_, door=True)
        _number_keys(keys, control, len(labels), offset=-1)
        for key in ("a", "i"):  # Questionary ticks everything, or the opposite, with these
            keys.add(key, eager=True)(_nothing)
        autosave = _Autosave(lambda: sorted(control.selected_options), changed)
        seen = sorted(control.selected_options)

        def look(_app: object) -> None:
            nonlocal seen
            if seen != (seen := sorted(control.selected_options)):
                autosave.soon()

        app.after_render += look
        done: list[int] | Left | None = None
        try:
            done = self._listed(app, keys)
        finally:
            if not isinstance(done, list):
                autosave.now()
        return done

    def _looks(self) -> dict[str, Any]:
        return {
            "qmark": "",
            "pointer": f" {POINTER}",
            "style": self._style,
            "color_depth": self._depth,
            "input": self._input,
            "output": self._output,
            "erase_when_done": True,
        }

    def _list(self, app: Application[Any]) -> InquirerControl:
        """Find the list, and let it scroll where it would push the question off the screen."""
        for window in app.layout.find_all_windows():
            if isinstance(window.content, InquirerControl):
                window.height = self._room
                return window.content
        raise LookupError("a list of Questionary without its list")

    def _room(self) -> Dimension:
        """The rows a list or a box may take, so that the question and the earlier words above it stay in view."""
        return Dimension(max=max(self._output.get_size().rows - self._screen.unread - _ROWS_BELOW, _FEWEST_ROWS))

    def _listed(self, app: Application[Any], keys: KeyBindings) -> Any:  # noqa: ANN401  what the list gives
        assert app.key_bindings is not None
        app.key_bindings = merge_key_bindings([app.key_bindings, keys])
        return self._held(app, lambda: "")

    # --- words

    def write(
        self,
        start: str,
        hint: str,
        *,
        many: bool = False,
        example: str = "",
        figures: Figures | None = None,
        changed: Callable[[str], None],
        help_: Callable[[], None],
        again: Callable[[], None],
    ) -> str | Left:
        """Give a box to write in, with `start` in it. `changed` hears what stands there, soon after every change."""
        keys = self._common_keys(help_, again, lambda: box.default_buffer.text)
        _box_keys(keys, many=many)
        if figures is not None:
            _figure_keys(keys, help_, figures)
        box: PromptSession[str] = PromptSession(
            [("class:pointer", f"{MARGIN}{POINTER} ")],
            multiline=many,
            placeholder=lambda: [] if box.app.is_done else [("class:quiet", self._filled(example))],
            prompt_continuation=_CONTINUED,
            input_processors=[_WholeWords()],
            key_bindings=keys,
            reserve_space_for_menu=0,
            style=self._style,
            color_depth=self._depth,
            include_default_pygments_style=False,
            input=self._input,
            output=self._output,
        )
        box.default_buffer.reset(Document(start))
        self._line_below(box, hint)
        autosave = _Autosave(lambda: clean(box.default_buffer.text), changed)
        box.default_buffer.on_text_changed += autosave.soon
        if figures is not None:
            _typing_replaces(keys, box.default_buffer, figures.before)
        left: str | Left | None = None
        try:
            left = self._held(box.app, lambda: box.default_buffer.text)
        finally:
            if not isinstance(left, str):
                autosave.now()
        return left

    def _line_below(self, box: "PromptSession[str]", hint: str) -> None:
        """Put a quiet line under the box. The toolbar of prompt_toolkit would sit at the bottom of the screen."""
        box.layout.current_window.height = self._room
        words: StyleAndTextTuples = [("class:quiet", f"{_CONTINUED}{hint}")]
        line = Window(FormattedTextControl(words), wrap_lines=True, dont_extend_height=True, height=Dimension(min=1))
        box.app.layout = Layout(
            HSplit([box.layout.container, ConditionalContainer(line, ~is_done)]), focused_element=box.default_buffer
        )

    def _filled(self, example: str) -> str:
        """The example as it stands in the box, broken between words too."""
        text = one_line(example)
        for at, fill in reversed(_breaks(text, self._output.get_size().columns - _GUTTER)):
            text = f"{text[:at]}{' ' * fill}{text[at:]}"
        return text

    # --- running

    def _common_keys(
        self, help_: Callable[[], None], again: Callable[[], None], text: Callable[[], str]
    ) -> KeyBindings:
        """The keys that hold at every question."""
        keys = KeyBindings()

        @keys.add("escape")
        def _back(event: _Event) -> None:
            event.app.exit(result=Left("back", text()))

        @keys.add("<sigint>")
        def _pause(event: _Event) -> None:
            event.app.exit(exception=KeyboardInterrupt)

        def away() -> None:
            self._suspend()
            again()

        keys.add("c-z")(lambda _event: run_in_terminal(away))
        keys.add("f1")(lambda _event: _helped(help_))
        for key in ("c-r", "c-s", "c-q"):  # searches in a history that is not there
            keys.add(key, eager=True)(_nothing)
        return keys

    def _held(self, app: Application[Any], text: Callable[[], str]) -> Any:  # noqa: ANN401  what the prompt gives
        app.ttimeoutlen = app.timeoutlen = ESCAPE_WAIT
        with _signals_noted(app) as leave_if_noted:
            try:
                return app.run(pre_run=leave_if_noted, set_exception_handler=False)
            except KeyboardInterrupt:
                return Left("pause", text())
            except EOFError:
                return Left("gone", text())


_Standing = TypeVar("_Standing")


class _Autosave(Generic[_Standing]):
    """Tells what stands in a box, or is ticked, at most `SAVE_WITHIN` seconds after a change, and not at every key."""

    def __init__(self, standing: Callable[[], _Standing], save: Callable[[_Standing], None]) -> None:
        self._standing = standing
        self._save = save
        self._planned: asyncio.TimerHandle | None = None

    def soon(self, _buffer: object = None) -> None:
        if self._planned is None:
            self._planned = asyncio.get_running_loop().call_later(SAVE_WITHIN, self.now)

    def now(self) -> None:
        self._planned = None
        # A full disk does not close the box: the words still stand in it, and keeping the answer says what is wrong.
        with contextlib.suppress(OSError, SelfattachError):
            self._save(self._standing())


@contextlib.contextmanager
def _signals_noted(app: Application[Any]) -> Iterator[Callable[[], None]]:
    """Note SIGHUP and SIGTERM while a prompt is open and close it; hand them to their handlers afterwards."""
    noted: _Noted = []
    handlers: dict[int, Callable[[int, FrameType | None], Any]] = {}

    def leave() -> None:
        if noted and app.is_running and not app.is_done:
            app.exit(exception=EOFError)

    def note(signum: int, _frame: FrameType | None) -> None:
        noted.append((handlers[signum], signum))
        if app.loop is not None:
            app.loop.call_soon_threadsafe(leave)

    for one in (signal.SIGHUP, signal.SIGTERM):
        set_before = signal.getsignal(one)
        if callable(set_before):
            handlers[one] = set_before
            signal.signal(one, note)
    try:
        yield leave
    finally:
        for signum, handler in handlers.items():
            signal.signal(signum, handler)
        for handler, signum in noted:
            handler(signum, None)


# --- keys ------------------------------------------------------------------------------------------------------------


_BOX_IS_EMPTY: Final = Condition(lambda: not get_app().current_buffer.text)


def _has_stood(app: Application[Any]) -> Condition:
    """Whether this has been on the screen long enough for Enter to be meant for it."""
    drawn: list[float] = []
    app.after_render += lambda _: drawn.append(monotonic()) if not drawn else None
    return Condition(lambda: bool(drawn) and monotonic() - drawn[0] >= STANDS)


def _nothing(_event: _Event) -> None:
    pass


def _helped(help_: Callable[[], None]) -> None:
    run_in_terminal(help_)


def _list_keys(keys: KeyBindings, help_: Callable[[], None], *, door: bool) -> None:
    keys.add("?", eager=True)(lambda _event: _helped(help_))
    keys.add("c-d", eager=True)(_gone)
    if door:
        keys.add("g", eager=True)(_ground)


def _way_keys(keys: KeyBindings, ways: _Ways, letters: Sequence[str], is_read: Callable[[], bool]) -> None:
    """Keys on a screen of help. Enter takes a way once the screen has stood for a moment."""

    def take(event: _Event) -> None:
        if is_read():
            event.app.exit(result=ways.pointed_at)

    for key, step in (("up", -1), ("c-p", -1), ("down", 1), ("c-n", 1), ("tab", 1)):
        keys.add(key)(lambda _event, step=step: ways.move(step))
    for digit in "123456789":
        keys.add(digit)(lambda event: ways.point_at(event.data))
    keys.add("enter")(take)
    keys.add("c-d")(_gone)
    keys.add("c-c")(lambda event: event.app.exit(exception=KeyboardInterrupt))
    for letter in letters:
        keys.add(letter)(lambda event: event.app.exit(result=str(event.data)))


def _gone(event: _Event) -> None:
    event.app.exit(result=Left("gone"))


def _edit(event: _Event) -> None:
    event.app.erase_when_done = True  # the same words come again, below
    event.app.exit(result=Left("edit", event.current_buffer.text))


def _ground(event: _Event) -> None:
    event.app.exit(result=Left("ground"))


def _number_keys(
    keys: KeyBindings,
    control: InquirerControl,
    count: int,
    offset: int,
    noted: Callable[[str], None] = lambda _figure: None,
) -> None:
    """Figures move the pointer to their option; with `offset` -1, in a list to tick, one figure ticks it as well."""
    typed = ""

    def figure(event: _Event) -> None:
        nonlocal typed
        if typed and control.pointed_at != int(typed) + offset:  # the arrows were used in between
            typed = ""
        tried = (typed + event.data, event.data)
        typed = next((one for one in tried if 1 <= int(one) <= count), "")
        if not typed:
            strange = next((one for one in tried if one in STRANGE_FIGURES), "")
            if strange and not offset:
                event.app.exit(result=Left("figure", strange))
            return
        noted(typed)
        control.pointed_at = int(typed) + offset
        if offset and count <= ONE_FIGURE:
            place = control.get_pointed_at().value
            control.selected_options = [one for one in control.selected_options if one != place] + (
                [] if place in control.selected_options else [place]
            )

    for key in "0123456789":
        keys.add(key, eager=True)(figure)


def _box_keys(keys: KeyBindings, *, many: bool) -> None:
    def done(event: _Event) -> None:
        event.app.exit(result=event.current_buffer.text)

    if many:
        keys.add("c-d")(done)
        keys.add("escape", "enter")(done)
        keys.add("c-x", "c-e")(_edit)
    else:
        keys.add("c-d", filter=_BOX_IS_EMPTY)(_gone)


def _figure_keys(keys: KeyBindings, help_: Callable[[], None], figures: Figures) -> None:
    keys.add("g", filter=_BOX_IS_EMPTY)(_ground)
    if figures.question_mark_helps:
        keys.add("?", filter=_BOX_IS_EMPTY)(lambda _event: _helped(help_))


def _typing_replaces(keys: KeyBindings, box: Buffer, before: str) -> None:
    """Let the first digit take the place of the figure that stands there from before: 7, then 6, is 6.

    What was half typed is gone on with: 1, then 0, is 10.
    """

    def type_digit(event: _Event) -> None:
        nonlocal before
        if before and box.text == before:
            box.text = ""
        before = ""
        box.insert_text(event.data)

    for digit in "0123456789":
        keys.add(digit)(type_digit)


# --- layout ----------------------------------------------------------------------------------------------------------


class _WholeWords(Processor):
    """Breaks the lines in a box between words. The spaces that fill a row are shown only; the text has none of them."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        length = sum(len(text) for _, text, *_ in transformation_input.fragments)
        given: StyleAndTextTuples = [(style, shown(text)) for style, text, *_ in transformation_input.fragments]
        if length > _LONGEST_LINE:
            return Transformation(given)
        fragments = explode_text_fragments(given)
        breaks = _breaks("".join(text for _, text, *_ in fragments), transformation_input.width - _GUTTER)
        if not breaks:
            return Transformation(fragments)
        on_screen: StyleAndTextTuples = []
        done = 0
        for at, fill in breaks:
            on_screen += [*fragments[done:at], ("", " " * fill)]
            done = at
        starts = [at for at, _ in breaks]
        filled = [0, *accumulate(fill for _, fill in breaks)]
        shown_starts = [at + before for at, before in zip(starts, filled, strict=False)]

        def to_source(place: int) -> int:
            passed = bisect_right(shown_starts, place)
            if passed == 0:
                return place
            return max(place - filled[passed], starts[passed - 1])

        return Transformation(
            [*on_screen, *fragments[done:]],
            source_to_display=lambda place: place + filled[bisect_right(starts, place)],
            display_to_source=to_source,
        )


def _breaks(line: str, room: int) -> list[tuple[int, int]]:
    """Where words begin that would not fit their row, each with the columns left free before it."""
    found: list[tuple[int, int]] = []
    used = 0
    for part in re.finditer(r"\S+|\s+", line):
        width = cells(part.group())
        if used and used + width > room >= width and not part.group().isspace():
            found.append((part.start(), room - used))
            used = 0
        used = (used + width) % room if used + width > room else used + width
        used = 0 if used == room else used
    return found


def _folded(label: str, columns: int, lead: str, tick: int = 0) -> str:
    """A label on as many lines as it takes, the later ones under the first."""
    lines = wrap(clean(label), columns - _GUTTER - len(lead) - tick)
    return lead + f"\n{' ' * (_GUTTER + len(lead) + tick)}".join(line.strip() for line in lines)
