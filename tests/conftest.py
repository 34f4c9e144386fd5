"""What holds wherever and whenever the tests run: it is about noon, and signals reach what they start."""

import os
import signal
import time
from datetime import UTC, datetime

import pytest

pytest.register_assert_rewrite("playing")

# No day turns on the way, neither at midnight nor at four in the morning; and it is the same day in UTC.
os.environ["TZ"] = f"NOON{datetime.now(UTC).hour - 12:+d}"
time.tzset()


@pytest.fixture(scope="session", autouse=True)
def _signals_reach_what_is_started():
    """Undo what `pytest &` in a script and `nohup` do: a signal ignored here is ignored by every child as well."""
    signums = (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP)
    ignored = [signum for signum in signums if signal.getsignal(signum) is signal.SIG_IGN]
    for signum in ignored:
        signal.signal(signum, signal.default_int_handler if signum == signal.SIGINT else signal.SIG_DFL)
    yield
    for signum in ignored:
        signal.signal(signum, signal.SIG_IGN)
