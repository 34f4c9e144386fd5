"""A prompt while it is open: what stands in it is saved by itself, and signals wait until it is closed.

A handler that raises, as ours for SIGHUP and SIGTERM does, must not raise inside the event loop, which would swallow it
or stop half-way. While a prompt is open the signal is noted and the prompt closed; then the handler runs.
"""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator
from functools import cache
from time import monotonic
from types import FrameType
from typing import Any, Final, Generic, TypeVar

from prompt_toolkit.application import Application, application
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding.bindings.page_navigation import load_page_navigation_bindings
from prompt_toolkit.key_binding.defaults import load_key_bindings

from selfattach.errors import SelfattachError
from selfattach.ui.answer_syntax import STANDS

SAVE_WITHIN: Final = 0.3  # seconds after a change

_Noted = list[tuple[Callable[[int, FrameType | None], Any], int]]


def _build_default_keys_once() -> None:
    """Have all prompts share the default keys of prompt_toolkit, which it would build anew for each `Application`.

    No argument of it can say so. They keep nothing of a prompt: each key asks for the one that is open. Should a later
    version look for these names elsewhere, it builds them anew again, and nothing else changes.
    """
    for load in (load_key_bindings, load_page_navigation_bindings):
        setattr(application, load.__name__, cache(load))


_build_default_keys_once()


def has_stood(app: Application[Any]) -> Condition:
    """Whether this has been on the screen long enough for Enter to be meant for it."""
    drawn: list[float] = []
    app.after_render += lambda _: drawn.append(monotonic()) if not drawn else None
    return Condition(lambda: bool(drawn) and monotonic() - drawn[0] >= STANDS)


def erase_where_it_went(app: Application[Any]) -> None:
    """Have a prompt erased from where it begins on a terminal that broke its rows anew when it grew narrower.

    prompt_toolkit goes up by the rows that it drew, and would leave the first of them standing as an old copy.
    """
    erase = app.renderer.erase

    def erase_all(*how: Any, **more: Any) -> None:  # noqa: ANN401  as it is called there
        app.output.cursor_up(_rows_more(app))
        erase(*how, **more)

    setattr(app.renderer, erase.__name__, erase_all)


def _rows_more(app: Application[Any]) -> int:
    """How many rows more, above the cursor, what was drawn takes in the columns there are now."""
    drawn, columns = app.renderer.last_rendered_screen, app.output.get_size().columns
    if drawn is None:
        return 0
    cursor = drawn.get_cursor_position(app.layout.current_window)
    ends = [
        max((place for place, one in drawn.data_buffer[row].items() if one.char.strip()), default=0)
        for row in range(cursor.y)
    ]
    return sum(end // columns for end in (*ends, cursor.x))


_Standing = TypeVar("_Standing")


class Autosave(Generic[_Standing]):
    """Tells what stands in a box, or is ticked, at most `SAVE_WITHIN` seconds after a change, and not at every key."""

    def __init__(self, standing: Callable[[], _Standing], save: Callable[[_Standing], None]) -> None:
        self._standing = standing
        self._save = save
        self._planned: asyncio.TimerHandle | None = None

    def soon(self, _buffer: object = None) -> None:
        """Tell it in a moment."""
        if self._planned is None:
            self._planned = asyncio.get_running_loop().call_later(SAVE_WITHIN, self.now)

    def now(self) -> None:
        """Tell it."""
        self._planned = None
        # A full disk does not close the box: the words still stand in it, and keeping the answer says what is wrong.
        with contextlib.suppress(OSError, SelfattachError):
            self._save(self._standing())


@contextlib.contextmanager
def signals_noted(app: Application[Any]) -> Iterator[Callable[[], None]]:
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
