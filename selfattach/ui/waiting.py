"""Waiting for a key that means something, with one live line that says what is waited for."""

import math
from collections.abc import Callable, Sequence
from typing import Final

from selfattach import words
from selfattach.engine.voice import Reply
from selfattach.ui.keys import Keys
from selfattach.ui.margin import Line
from selfattach.ui.screen import Screen

_MEANS: Final = {
    "enter": "on",
    "space": "on",
    "esc": "back",
    "ctrl-c": "pause",
    "g": "ground",
    "ctrl-d": "gone",
    "gone": "gone",
}


class Waiting:
    """Waits on one terminal. `suspend` stops as Ctrl-Z does everywhere."""

    def __init__(self, keys: Keys, screen: Screen, clock: Callable[[], float], suspend: Callable[[], None]) -> None:
        self._keys = keys
        self._screen = screen
        self._clock = clock
        self._suspend = suspend

    def on(self, hint: str = words.TERMINAL_ON, page: Sequence[str] = ()) -> Reply:
        """Wait for a key that means something. `page`: the words to show again when the person comes back."""
        done, _ = self.wait(None, hint, again=page)
        self._screen.settle()
        self._screen.unread = 0
        return Reply(done)

    def wait(
        self, deadline: float | None, live: str | Line, *, again: Sequence[str] = (), any_key: bool = False
    ) -> tuple[str, float]:
        """Wait for a doing, or until the deadline (""). The deadline comes back, moved on by the time suspended.

        `live`: a hint, or a line as it was drawn. With `any_key`, a key that means nothing else means "on".
        """
        until = math.inf if deadline is None else deadline
        self._show(live)
        while True:
            key = self._keys.read(None if deadline is None else max(until - self._clock(), 0))
            if key is None:
                return "", until
            if key in _MEANS:
                return _MEANS[key], until
            if key == "f1":
                self._screen.settle()
                self._screen.plain(words.TERMINAL_KEYS["tell"], "quiet")
                self._screen.gap()
                self._show(live)
            elif key == "ctrl-z":
                left = self._clock()
                self._suspend()
                self._screen.put(["", *again])
                self._screen.hide_cursor()
                self._show(live)
                until += self._clock() - left
            elif any_key and key not in ("paste", "noise"):
                return "on", until

    def _show(self, live: str | Line) -> None:
        if isinstance(live, str):
            self._screen.live(live)
        else:
            self._screen.rewrite(live)
