"""A window that closes, or a request to end: what is being held is left in order. It knows nothing of what that is.

Whatever is held, Ctrl-C at a terminal is heard, and no signal is lost.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from selfattach.engine.voice import Hangup

_SIGNALS: Final = ("SIGHUP", "SIGTERM")
_A_MOMENT: Final = 0.05  # seconds: longer than Python takes to be out of what it ignores errors of


def until_hung_up(held: Callable[[], int]) -> int:
    """Hold what is to be held, and return the exit status: its own, or that of a hangup, which leaves in order."""
    _when_hung_up(_hang_up)
    try:
        try:
            with _heard_at_a_terminal(), _sent_again_where_it_is_lost():
                return held()
        finally:
            _when_hung_up(_heard)  # what comes later finds nothing to interrupt
    except Hangup as hangup:
        _when_hung_up(signal.SIG_IGN)  # Python takes its own handlers away before it has left
        return 128 + hangup.signum


def _when_hung_up(do: Any) -> None:  # noqa: ANN401  a handler, or one of the constants of `signal`
    for signame in _SIGNALS:
        if hasattr(signal, signame):
            signal.signal(getattr(signal, signame), do)


def _hang_up(signum: int, _frame: object) -> None:
    _when_hung_up(_heard)  # a closing window may send both, and again; the first is enough
    raise Hangup(signum)


def _heard(_signum: int, _frame: object) -> None:
    """Pass over it. Of one that came already, Python would complain on the screen if it were ignored by SIG_IGN."""


@contextmanager
def _heard_at_a_terminal() -> Iterator[None]:
    """Have Ctrl-C heard where somebody sits, also when it was ignored at our start.

    A script ignores it for what it starts in the background, which has no terminal to read from; and by way of it for
    a window that opens from there. Whoever sits in front of that one was told that Ctrl-C pauses.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN or not os.isatty(0):
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _sent_again_where_it_is_lost() -> Iterator[None]:
    """See to it that no signal is lost because it came while Python was clearing away.

    What is raised in there (in the callback of a weak reference, say) Python only complains of on the screen. A loop
    that a prompt ran in is cleared away while the next words are shown, so in one of twenty tries under load a request
    to end was lost there. The signal is sent again a moment later, and that is told nobody.
    """
    before = sys.unraisablehook

    def hook(lost: Any) -> None:  # noqa: ANN401  its class is known to the type checker alone
        wrong = lost.exc_value
        if isinstance(wrong, Hangup):
            _when_hung_up(_hang_up)
            _send_again(wrong.signum)
        elif isinstance(wrong, KeyboardInterrupt):
            _send_again(signal.SIGINT)
        else:
            before(lost)

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = before


def _send_again(signum: int) -> None:
    """Send ourselves a signal as soon as the hook is left: what is raised in there would be lost as well."""
    signal.signal(signal.SIGALRM, lambda _signum, _frame: os.kill(os.getpid(), signum))
    signal.setitimer(signal.ITIMER_REAL, _A_MOMENT)
