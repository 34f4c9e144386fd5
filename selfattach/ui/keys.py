"""Single keys from a terminal, while something is told: no line to edit, no echo, nothing left behind.

From the first hold to the release, the terminal neither echoes nor turns Ctrl-C into a signal: a key pressed between
two stops shows nowhere and breaks nothing. It knows keys by name, and not what any of them means for a practice.
"""

import contextlib
import os
import select
import signal
import termios
from collections.abc import Iterator
from typing import Any, Final, TextIO

from selfattach.ui.sequences import first_whole, told

ESCAPE_WAIT: Final = 0.05  # seconds within which the rest of a key's sequence has to follow

_NAMES: Final = {
    b"\r": "enter",
    b"\n": "enter",
    b" ": "space",
    b"\x03": "ctrl-c",
    b"\x04": "ctrl-d",
    b"\x1a": "ctrl-z",
    b"\x1b": "esc",
    b"\x1b\r": "enter",
    b"\x1bOP": "f1",
    b"\x1b[11~": "f1",
    b"\x1b[[A": "f1",  # the Linux console
}
_KNOWN: Final = frozenset(
    [
        *(key.decode() for key in _NAMES),
        *(f"\x1b[{end}" for end in "ABCDFHZ"),
        *(f"\x1b[{number}~" for number in range(1, 25)),
    ]
)
_BYTES_AT_ONCE: Final = 1024
_A_TURN: Final = 0.5  # seconds
A_HAND: Final = 16  # bytes; fingers send fewer between two looks, and a paste more


class Keys:
    """The keys of one terminal."""

    def __init__(self, source: TextIO) -> None:
        self._fd = source.fileno()
        self._before: list[Any] | None = None
        self._waiting = b""

    def grab(self) -> None:
        """Take the terminal, if it is not taken yet."""
        if self._before is None:
            with contextlib.suppress(termios.error):  # it hung up; the next read says so
                self._before = termios.tcgetattr(self._fd)
                self._quieten()

    def release(self) -> None:
        """Give the terminal back as it was."""
        before, self._before = self._before, None
        if before is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self._fd, termios.TCSANOW, before)

    def _quieten(self) -> None:
        modes = termios.tcgetattr(self._fd)
        modes[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
        modes[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)
        modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._fd, termios.TCSANOW, modes)

    def forget(self) -> bool:
        """Drop every key that was pressed and not read. Return whether one of them was Ctrl-C."""
        while self._is_ready(0) and self._more():
            pass
        dropped, self._waiting = self._waiting, b""
        with contextlib.suppress(termios.error):
            termios.tcflush(self._fd, termios.TCIFLUSH)
        return b"\x03" in dropped

    def read(self, seconds: float | None) -> str | None:
        """Wait for one key, for ever with None. None when time is up.

        A key comes as its name, as its character where that is a letter, a figure or `?`, as "" where it is neither,
        as "paste" where more came at once than a hand can type, as "noise" where a terminal sent what is no key, and as
        "gone" when there will be no more.
        """
        try:
            return self._next(seconds)
        except KeyboardInterrupt:  # a signal sent by another program
            return "ctrl-c"

    def _next(self, seconds: float | None) -> str | None:
        if not self._waiting:
            if not self._is_ready(seconds):
                return None
            if not self._more():
                return "gone"
        if not self._sift():
            return "noise"
        if len(self._waiting) > A_HAND and b"\x03" not in self._waiting:
            self._waiting = b""
            return "paste"
        key = _first(self._waiting)
        self._waiting = self._waiting[len(key) :]
        return _NAMES.get(key) or (key.decode() if key == b"?" or (key.isascii() and key.isalnum()) else "")

    def _sift(self) -> bool:
        """Wait for the rest of what has only begun, and drop what is no key. Whether anything is left."""
        while (found := told(self._waiting.decode("latin-1"), _KNOWN)).begun and self._is_ready(ESCAPE_WAIT):
            if not self._more():
                break
        self._waiting = (found.text + found.begun).encode("latin-1")
        return bool(self._waiting)

    @contextlib.contextmanager
    def lent(self) -> Iterator[None]:
        """Lend the terminal to another program, and take it back in the order it was in before."""
        before = self._before
        self.release()
        try:
            yield
        finally:
            if before is not None:
                with contextlib.suppress(termios.error):
                    termios.tcsetattr(self._fd, termios.TCSANOW, before)
                self.grab()

    def suspend(self) -> None:
        """Stop the process as Ctrl-Z does everywhere, and take the terminal again when it goes on."""
        held = self._before is not None
        self.release()
        os.kill(0, signal.SIGTSTP)
        if held:
            self.grab()

    def _is_ready(self, seconds: float | None) -> bool:
        """Wait in short turns: a signal that comes right before a wait is only heard when the wait is over."""
        while seconds is None or seconds > _A_TURN:
            if select.select([self._fd], [], [], _A_TURN)[0]:
                return True
            seconds = None if seconds is None else seconds - _A_TURN
        return bool(select.select([self._fd], [], [], seconds)[0])

    def _more(self) -> bool:
        try:
            data = os.read(self._fd, _BYTES_AT_ONCE)
        except OSError:  # the terminal hung up
            return False
        self._waiting += data
        return bool(data)


def _first(data: bytes) -> bytes:
    """Return the bytes of the first key: a whole escape sequence, one that never became whole, or one byte."""
    if data[:1] != b"\x1b" or len(data) == 1:
        return data[:1]
    if data[1:2] == b"O":
        return data[:3]
    if data[1:2] != b"[":
        return data[:2]
    return first_whole(data.decode("latin-1")).encode("latin-1") or data
