"""A window that closes, or a request to end: what is being held is left in order. It knows nothing of what that is."""

import signal
from collections.abc import Callable
from typing import Any, Final

from selfattach.ui.port import Hangup

_SIGNALS: Final = ("SIGHUP", "SIGTERM")


def until_hung_up(held: Callable[[], int]) -> int:
    """Hold what is to be held, and return the exit status: its own, or that of a hangup, which leaves in order."""
    _when_hung_up(_hang_up)
    try:
        try:
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
