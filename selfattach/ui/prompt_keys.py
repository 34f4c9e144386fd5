"""The keys of a list, of a row of numbers and of a box, as bindings of prompt_toolkit. They decide nothing."""

from collections.abc import Callable
from typing import Final, NamedTuple

from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Always, Condition, FilterOrBool
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from selfattach.ui.answer_syntax import STRANGE_FIGURES
from selfattach.ui.rows import Taking

Event = KeyPressEvent
DIGITS: Final = "0123456789"
ALWAYS: Final = Always()
_OF_PROSE: Final = (*DIGITS, "?")  # keys that may be a part of words
ONE_FIGURE: Final = 9  # as many options as one figure can name
_BOX_IS_EMPTY: Final = Condition(lambda: not get_app().current_buffer.text)
_ENTERS_TO_END: Final = 3  # one right after the other, at the end: Ctrl is hard to hold on a phone
_ROW_KEYS: Final = {
    **dict.fromkeys(("right", "up"), "right"),
    **dict.fromkeys(("left", "down"), "left"),
    **dict.fromkeys(("backspace", "delete"), "clear"),
    **{key: key for key in (*DIGITS, "?", "home", "end")},
}


class Left(NamedTuple):
    """How a prompt was left without an answer: back, pause, ground, gone, edit, examples; with what stood in the box.

    `figure`: a figure that no option has, and that may say how hard it is; `text` is that figure.
    """

    kind: str
    text: str = ""


class Pointer:
    """Where one is in a list, what is ticked, and which option is the first in view."""

    def __init__(self, numbers: range, at: int = 0, ticked: tuple[int, ...] = ()) -> None:
        self.numbers = numbers
        self.at = self._start = at if at in numbers else numbers.start
        self.ticked = set(ticked)
        self.first = 0
        self.is_touched = False
        self.has_prose = False  # words were typed, which choose nothing; nor does a figure among them
        self._typed = ""

    def write(self) -> None:
        """Words came: point where one was at first."""
        self.has_prose, self._typed, self.at = True, "", self._start

    def move(self, step: int) -> None:
        """Point at the next one, or the one before."""
        self._typed, self.is_touched, self.has_prose = "", True, False
        self.at = (self.at - self.numbers.start + step) % len(self.numbers) + self.numbers.start

    def type(self, digit: str) -> str:
        """Point at the option that was typed; 0 is the open one.

        Return a figure that none has and that may say how hard it is, or "".
        """
        if digit == "0" and not self._typed and not self.numbers.start:
            self.at, self.is_touched = 0, True
            return ""
        tried = (self._typed + digit, digit)
        self._typed = next((one for one in tried if 1 <= int(one) < self.numbers.stop), "")
        if not self._typed:
            return next((one for one in tried if one in STRANGE_FIGURES), "")
        self.at, self.is_touched = int(self._typed), True
        return ""

    def point(self, at: int) -> None:
        """Point at this one."""
        self._typed, self.is_touched, self.has_prose, self.at = "", True, False, at

    def tick(self) -> None:
        """Tick the one that is pointed at, or take its tick away."""
        self.ticked ^= {self.at}


def common_keys(
    help_: Callable[[], None], text: Callable[[], str], suspend: Callable[[], None], again: Callable[[], None]
) -> KeyBindings:
    """The keys that hold at every question. `again` shows it once more for a person who has been away."""
    keys = KeyBindings()

    def away() -> None:
        suspend()
        again()

    keys.add("escape")(lambda event: event.app.exit(result=Left("back", text())))
    keys.add("<sigint>")(_pause)
    keys.add("c-z")(lambda _event: run_in_terminal(away))
    keys.add("f1")(lambda _event: run_in_terminal(help_))
    for key in ("c-r", "c-s", "c-q"):  # searches in a history that is not there
        keys.add(key, eager=True)(_nothing)
    return keys


def held_keys(keys: KeyBindings) -> None:
    """The keys of everything that is no box."""
    keys.add("c-c")(_pause)
    keys.add("c-d")(lambda event: event.app.exit(result=Left("gone")))


def list_keys(
    keys: KeyBindings, pointer: Pointer, *, ready: FilterOrBool, ticks: bool, strange: bool, unsure: int | None = None
) -> None:
    """Keys of a list. Enter takes, once it is `ready`; `strange`: a figure that no option has is handed on.

    `unsure`: the option that `?` points to.
    """

    def type_digit(event: Event) -> None:
        if pointer.has_prose:
            return
        odd = pointer.type(event.data)
        if odd and strange:
            event.app.exit(result=Left("figure", odd))
        elif ticks and str(pointer.at) == event.data and len(pointer.numbers) <= ONE_FIGURE:
            pointer.tick()

    def take(event: Event) -> None:
        if pointer.has_prose:
            pointer.has_prose = False
        else:
            event.app.exit(result=sorted(pointer.ticked) if ticks else pointer.at)

    def write(event: Event) -> None:
        if _is_prose(event):
            pointer.write()

    keys.add("<any>")(write)
    keys.add(Keys.BracketedPaste)(lambda _event: pointer.write())
    for key, step in (("up", -1), ("c-p", -1), ("s-tab", -1), ("down", 1), ("c-n", 1), ("tab", 1)):
        keys.add(key)(lambda _event, step=step: pointer.move(step))
    for digit in DIGITS:
        keys.add(digit)(type_digit)
    keys.add("enter", filter=ready)(take)
    if unsure is not None:
        keys.add("?")(lambda _event: pointer.point(unsure))
    if ticks:
        keys.add(" ", filter=~Condition(lambda: pointer.has_prose))(lambda _event: pointer.tick())


def row_keys(keys: KeyBindings, press: Callable[[str], Taking]) -> None:
    """Keys of a row of numbers. `press` takes one and returns what is taken then. A figure among words is none."""
    has_prose = False

    def pressed(meant: str) -> None:
        nonlocal has_prose
        has_prose = has_prose and meant in _OF_PROSE
        if not has_prose:
            press(meant)

    def write(event: Event) -> None:
        nonlocal has_prose
        if event.data and (_is_prose(event) or len(event.data) > 1):
            has_prose = True
            press("clear")

    def take(event: Event) -> None:
        nonlocal has_prose
        if has_prose:
            has_prose = False
        else:
            event.app.exit(result=press("").taken)

    keys.add("<any>")(write)
    keys.add(Keys.BracketedPaste)(write)
    for key, meant in _ROW_KEYS.items():
        keys.add(key)(lambda _event, meant=meant: pressed(meant))
    keys.add("enter")(take)


def ground_key(keys: KeyBindings, when: FilterOrBool = ALWAYS) -> None:
    """`g`: it is too much."""
    keys.add("g", filter=when)(lambda event: event.app.exit(result=Left("ground")))


def box_keys(keys: KeyBindings, *, many: bool) -> None:
    """Keys of a box."""

    def done(event: Event) -> None:
        event.app.erase_when_done = not event.current_buffer.text.strip()  # nothing of an empty one stays
        event.app.exit(result=event.current_buffer.text)

    def edit(event: Event) -> None:
        event.app.erase_when_done = True  # the same words come again, below
        event.app.exit(result=Left("edit", event.current_buffer.text))

    if many:
        _enter_three_times(keys, done)
        keys.add("c-d")(done)
        keys.add("escape", "enter")(done)
        keys.add("c-x", "c-e")(edit)
    else:
        keys.add("enter")(done)
        keys.add("c-d", filter=_BOX_IS_EMPTY)(lambda event: event.app.exit(result=Left("gone")))


def example_keys(keys: KeyBindings) -> None:
    """The way from a box to its examples."""

    def leave(event: Event) -> None:
        event.app.erase_when_done = True  # the same words come again
        event.app.exit(result=Left("examples", event.current_buffer.text))

    keys.add("f2")(leave)
    keys.add("down", filter=_BOX_IS_EMPTY)(leave)


def _enter_three_times(keys: KeyBindings, done: Callable[[Event], None]) -> None:
    """Have Enter begin a new line; three in a row at the end are the end. Those of a paste never are."""
    in_a_row, after = 0, ""

    def press(event: Event) -> None:
        nonlocal in_a_row, after
        box = event.current_buffer
        goes_on = box.text == after and box.cursor_position == len(box.text)
        in_a_row = in_a_row + 1 if goes_on else 1
        if in_a_row >= _ENTERS_TO_END and not event.key_processor.input_queue:
            box.text = box.text.rstrip("\n")  # those that only ended it leave no rows
            done(event)
            return
        box.newline()
        after = box.text

    keys.add("enter")(press)


def figure_keys(keys: KeyBindings) -> None:
    """Keys of a box for figures."""
    ground_key(keys, _BOX_IS_EMPTY)


def typing_replaces(keys: KeyBindings, box: Buffer, before: str) -> None:
    """Let the first digit take the place of the figure that stands there from before: 7, then 6, is 6.

    What was half typed is gone on with: 1, then 0, is 10.
    """

    def type_digit(event: Event) -> None:
        nonlocal before
        if before and box.text == before:
            box.text = ""
        before = ""
        box.insert_text(event.data)

    for digit in DIGITS:
        keys.add(digit)(type_digit)


def _is_prose(event: Event) -> bool:
    return event.data.isprintable() and not event.data.isspace()


def _pause(event: Event) -> None:
    event.app.exit(exception=KeyboardInterrupt)


def _nothing(_event: Event) -> None:
    pass
