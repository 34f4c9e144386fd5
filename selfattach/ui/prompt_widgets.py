"""The door to prompt_toolkit: one list to choose from or to tick, one row of numbers, one box to write in.

Loading it costs a good part of the start, so this file is imported at the first question, and at the top of no other.
It knows labels and keys; what an answer means is for `terminal_questions.py`. A prompt gives what was done, or how it
was `Left`. Lists and rows are one small `Application` each, which draws what `rows.py` says and leaves nothing behind.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TextIO

from prompt_toolkit.application import Application
from prompt_toolkit.data_structures import Size
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition, is_done
from prompt_toolkit.input.typeahead import get_typeahead
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import ConditionalContainer, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.shortcuts import PromptSession
from prompt_toolkit.styles import Style

from selfattach import words
from selfattach.text import clean
from selfattach.ui.keys import ESCAPE_WAIT
from selfattach.ui.look import as_rules
from selfattach.ui.margin import BLANK, Line, Place
from selfattach.ui.prompt_box import WholeWords
from selfattach.ui.prompt_input import TypedInput
from selfattach.ui.prompt_keys import (
    ALWAYS,
    Left,
    Pointer,
    box_keys,
    common_keys,
    example_keys,
    figure_keys,
    ground_key,
    held_keys,
    list_keys,
    row_keys,
    typing_replaces,
)
from selfattach.ui.prompt_runs import Autosave, erase_where_it_went, has_stood, signals_noted
from selfattach.ui.rows import Choices, Scale, Taking, quoted
from selfattach.ui.screen import Screen

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples

__all__ = ["Left", "Questions"]

_FEWEST_ROWS: Final = 4
_ALL_ROWS: Final = 1_000

_Lines = Callable[[], list[Line]]


class Around(NamedTuple):
    """What stands around a prompt. `foot`: what keys do, by whether the box is empty; `place`: which question it is.

    `help` shows what the help key shows, `again` the question, for a person who has been away. `is_free`: a line stands
    free above it already.
    """

    help: Callable[[], None]
    again: Callable[[], None]
    foot: Sequence[str] = ()
    place: Place | None = None
    is_free: bool = False


class Questions:
    """Prompts on one terminal. `term` is the value of TERM."""

    def __init__(self, source: TextIO, screen: Screen, term: str, suspend: Callable[[], None]) -> None:
        self._input = TypedInput(source)
        # No cursor-position requests: an answer that comes late would be taken for typing.
        self._output = Vt100_Output(screen.out, lambda: Size(*reversed(screen.size)), term=term, enable_cpr=False)
        self._screen = screen
        self._suspend = suspend
        self._depth = ColorDepth.DEPTH_8_BIT if screen.colours else ColorDepth.DEPTH_1_BIT
        self._style = Style(as_rules(screen.colours))

    def forget(self) -> bool:
        """Drop keys that came with an earlier prompt and were not used by it. Whether one of them was Ctrl-C."""
        return any(press.key in (Keys.ControlC, Keys.SIGINT) for press in get_typeahead(self._input))

    # --- one of a list, or any of it

    def choose(
        self,
        choices: Choices,
        around: Around,
        *,
        at: int,
        door: bool,
        starts: bool = False,
        strange: bool = True,
        unsure: int | None = None,
    ) -> int | Left:
        """Let one be chosen, by its number; 0 is the open one. `door`: g leaves for the ground.

        `starts`: Enter starts something, so by itself it takes nothing before the list has stood for a moment.
        `strange`: a figure that no option has is handed on. `unsure`: the option that `?` points to.
        """
        pointer = Pointer(choices.numbers, at)
        keys = self._keys(around)
        if door:
            ground_key(keys, Condition(lambda: not pointer.has_prose))
        app = self._app(keys, lambda: self._list_lines(choices, pointer, around))
        ready = has_stood(app) | Condition(lambda: pointer.is_touched) if starts else ALWAYS
        list_keys(keys, pointer, ready=ready, ticks=False, strange=strange, unsure=unsure)
        taken: int | Left = self._held(app, lambda: "")
        return taken

    def way(self, choices: Choices, below: Sequence[Line], letters: Sequence[str], around: Around) -> int | str | Left:
        """Let a way on from a screen of help be taken; Enter takes the topmost, once it has stood. A letter is itself.

        All of it stands there at once, in no colour, and nothing around it, so that it fits on fifteen rows.
        """
        pointer = Pointer(choices.numbers)
        keys = self._keys(around)
        for letter in letters:
            keys.add(letter)(lambda event: event.app.exit(result=str(event.data)))
        margin = self._screen.margin
        app = self._app(keys, lambda: [*choices.shown(margin, pointer.at, (), 0, _ALL_ROWS)[0], *below])
        list_keys(keys, pointer, ready=has_stood(app), ticks=False, strange=False)
        taken: int | str | Left = self._held(app, lambda: "")
        return taken

    def tick(
        self,
        choices: Choices,
        around: Around,
        *,
        ticked: Sequence[int],
        changed: Callable[[list[int]], None],
    ) -> list[int] | Left:
        """Let any number be ticked, by their numbers. `changed` hears which are, soon after every change."""
        pointer = Pointer(choices.numbers, 1, tuple(ticked))
        keys = self._keys(around)
        ground_key(keys, Condition(lambda: not pointer.has_prose))
        list_keys(keys, pointer, ready=ALWAYS, ticks=True, strange=False)
        app = self._app(keys, lambda: self._list_lines(choices, pointer, around))
        done: list[int] | Left = self._autosaved(app, lambda: sorted(pointer.ticked), changed, lambda: "")
        return done

    def _list_lines(self, choices: Choices, pointer: Pointer, around: Around) -> list[Line]:
        margin = self._screen.margin
        foot = margin.foot([words.TERMINAL_PROSE] if pointer.has_prose else around.foot, around.place)
        foot = [*([BLANK] if margin.is_airy else []), *foot]
        room = max(margin.rows - self._screen.unread - len(foot) - 1, _FEWEST_ROWS)
        lines, pointer.first = choices.shown(margin, pointer.at, sorted(pointer.ticked), pointer.first, room)
        return [*([] if around.is_free else [BLANK]), *lines, *foot]

    # --- a figure of a scale

    def rate(self, scale: Scale, around: Around, *, start: Taking, changed: Callable[[str], None]) -> Any:  # noqa: ANN401
        """Let a figure be taken; None is none. `changed` hears what is taken, as it would be typed."""
        taking = start

        def press(key: str) -> Taking:
            nonlocal taking
            taking = taking.press(scale, key) if key else taking
            return taking

        def typed() -> str:
            return "" if taking.taken is None else str(taking.taken) if isinstance(taking.taken, int) else "?"

        keys = self._keys(around, typed)
        ground_key(keys)
        row_keys(keys, press)
        app = self._app(keys, lambda: [BLANK, *scale.shown(self._screen.margin, taking.taken, around.place)])
        return self._autosaved(app, typed, changed, typed)

    # --- words

    def write(
        self,
        start: str,
        around: Around,
        *,
        open_foot: Sequence[str] = (),
        many: bool = False,
        example: str = "",
        examples: Sequence[str] | None = None,
        figure_before: str | None = None,
        changed: Callable[[str], None],
    ) -> str | Left:
        """Give a box to write in, with `start` in it. `changed` hears what stands there, soon after every change.

        The bar stands at each of its rows from the first moment. While it is empty the example stands below it, and
        the foot says `open_foot`. `examples`: a key leads to some, and those that fit stand there as long. None: none
        do. `figure_before`: it is for a figure, and this one was entered here before.
        """
        keys = self._keys(around, lambda: box.default_buffer.text, is_box=True)
        box_keys(keys, many=many)
        if examples is not None:
            example_keys(keys)
        box = self._box(keys, many=many)
        box.default_buffer.reset(Document(start))

        def below() -> list[Line]:
            margin, is_empty = self._screen.margin, not box.default_buffer.text
            told = margin.voice(example, indent=len(margin.bar_text)) if example and is_empty else []
            foot = margin.foot(open_foot if is_empty and open_foot else around.foot, around.place)
            room = margin.rows - self._screen.unread - len(told) - len(foot) - 2  # the box, and a line free
            return [*told, *(quoted(margin, examples, room) if examples and is_empty else []), BLANK, *foot]

        self._put_below(box, below)
        autosave = Autosave(lambda: clean(box.default_buffer.text), changed)
        box.default_buffer.on_text_changed += autosave.soon
        if figure_before is not None:
            figure_keys(keys)
            typing_replaces(keys, box.default_buffer, figure_before)
        left: str | Left | None = None
        try:
            left = self._held(box.app, lambda: box.default_buffer.text)
        finally:
            if not isinstance(left, str):
                autosave.now()
        return left

    def _box(self, keys: KeyBindings, *, many: bool) -> "PromptSession[str]":
        margin = self._screen.margin
        bar: StyleAndTextTuples = [("", " " * margin.left), ("class:accent", margin.signs.bar), ("", " ")]
        return PromptSession(
            bar,
            multiline=many,
            prompt_continuation=bar,
            input_processors=[WholeWords(margin.left + len(margin.bar_text))],
            key_bindings=keys,
            reserve_space_for_menu=0,
            style=self._style,
            color_depth=self._depth,
            include_default_pygments_style=False,
            input=self._input,
            output=self._output,
        )

    def _put_below(self, box: "PromptSession[str]", below: _Lines) -> None:
        """Put lines under the box. The toolbar of prompt_toolkit would sit at the bottom of the screen."""

        def room() -> Dimension:  # so that the question and the earlier words above it stay in view
            left = self._output.get_size().rows - self._screen.unread - len(below())
            return Dimension(max=max(left, _FEWEST_ROWS))

        window = box.layout.current_window
        window.height, window.dont_extend_height = room, ALWAYS
        line = Window(FormattedTextControl(lambda: _fragments(below())), dont_extend_height=True)
        box.app.layout = Layout(
            HSplit([box.layout.container, ConditionalContainer(line, ~is_done)]), focused_element=box.default_buffer
        )

    # --- running

    def _keys(self, around: Around, text: Callable[[], str] = str, *, is_box: bool = False) -> KeyBindings:
        keys = common_keys(around.help, text, self._suspend, around.again)
        if not is_box:
            held_keys(keys)
        return keys

    def _app(self, keys: KeyBindings, lines: _Lines) -> Application[Any]:
        """Lines that keys change, and that leave nothing behind."""
        shown = FormattedTextControl(lambda: _fragments(lines()), focusable=True, show_cursor=False)
        return Application(
            Layout(Window(shown, dont_extend_height=True)),
            key_bindings=keys,
            style=self._style,
            color_depth=self._depth,
            include_default_pygments_style=False,
            erase_when_done=True,
            input=self._input,
            output=self._output,
        )

    def _autosaved(
        self,
        app: Application[Any],
        standing: Callable[[], Any],
        changed: Callable[[Any], None],
        text: Callable[[], str],
    ) -> Any:  # noqa: ANN401  what the prompt gives
        """Hold it, and have what stands there saved by itself, soon after every change."""
        autosave = Autosave(standing, changed)
        seen = standing()

        def look(_app: object) -> None:
            nonlocal seen
            if seen != (seen := standing()):
                autosave.soon()

        app.after_render += look
        done: Any = Left("gone")
        try:
            done = self._held(app, text)
        finally:
            if isinstance(done, Left):
                autosave.now()
        return done

    def _held(self, app: Application[Any], text: Callable[[], str]) -> Any:  # noqa: ANN401  what the prompt gives
        app.ttimeoutlen = app.timeoutlen = ESCAPE_WAIT
        self._input.begin()
        if self._screen.breaks_anew:
            erase_where_it_went(app)
        with signals_noted(app) as leave_if_noted:
            try:
                return app.run(pre_run=leave_if_noted, set_exception_handler=False)
            except KeyboardInterrupt:
                return Left("pause", text())
            except EOFError:
                return Left("gone", text())


def _fragments(lines: Sequence[Line]) -> "StyleAndTextTuples":
    """Lines of the margin, ready to be drawn by prompt_toolkit."""
    found: StyleAndTextTuples = []
    for number, line in enumerate(lines):
        found += [("", "\n")] if number else []
        found += [(" ".join(f"class:{one}" for one in style.split()), text) for style, text in line]
    return found
