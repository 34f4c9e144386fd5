"""A signal is heard wherever it comes, also while Python clears away, where it passes over every error."""

import signal
import subprocess
import sys

import pytest

HELD = """
import os, sys, time
from selfattach.cli.practise.hangup import until_hung_up


class Cleared:
    def __del__(self):
        os.kill(os.getpid(), {signum})


def held():
    try:
        Cleared()
        time.sleep(30)
    except KeyboardInterrupt:
        return 130
    return 0


sys.exit(until_hung_up(held))
"""


@pytest.mark.parametrize(
    ("signum", "status"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)],
    ids=["TERM", "HUP", "INT"],
)
def test_a_signal_that_comes_while_python_clears_away_is_heard_and_told_nobody(signum, status):
    ran = subprocess.run(
        [sys.executable, "-c", HELD.format(signum=int(signum))], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (status, "", "")
