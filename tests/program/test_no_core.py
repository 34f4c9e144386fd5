"""A crash writes no memory into a file: there are words in it."""

import os
import resource
import signal
import subprocess
import sys

import pexpect
import pytest
from the_program import PATIENCE

WORDS = "words that nobody else reads"
TYPED = """\
selfattach: 1
id: typed
title: Something to type
summary: A page.
intensity: gentle
steps:
  - write: page
    ask: A page?
    lines: many
"""
NO_LIMIT = resource.RLIM_INFINITY


def every_core():
    resource.setrlimit(resource.RLIMIT_CORE, (NO_LIMIT, NO_LIMIT))


@pytest.fixture
def cores(tmp_path):
    """A folder in which a process that crashes leaves a core, where this machine writes any."""
    folder = tmp_path / "cores"
    folder.mkdir()
    crash = ["sh", "-c", "ulimit -c unlimited && kill -ABRT $$"]
    process = subprocess.Popen(crash, cwd=folder, stderr=subprocess.DEVNULL)
    _, status = os.waitpid(process.pid, 0)
    process.returncode = 0  # waited for
    if not os.WCOREDUMP(status):
        pytest.skip("this machine writes no cores")
    for core in folder.iterdir():
        core.unlink()
    return folder


def test_a_crash_in_the_middle_of_a_word_leaves_no_core(program, cores):
    script = program.own("typed", TYPED)
    at = pexpect.spawn(
        sys.executable,
        ["-m", "selfattach", "practice", str(script), "--no-save", "--discreet"],
        env=program.environment(),
        encoding="utf-8",
        timeout=PATIENCE,
        dimensions=(40, 100),
        cwd=str(cores),
        preexec_fn=every_core,
    )
    at.expect(r"A page\?")
    at.send(WORDS)
    at.expect(WORDS)
    os.kill(at.pid, signal.SIGABRT)
    at.wait()
    assert at.signalstatus == signal.SIGABRT
    assert not os.WCOREDUMP(at.status)
    assert list(cores.iterdir()) == []


LIMITS = [(0, 0), (0, 1), (1, 1), (0, NO_LIMIT), (1, NO_LIMIT), (NO_LIMIT, NO_LIMIT)]


@pytest.mark.parametrize("limits", LIMITS, ids=str)
def test_it_starts_under_every_limit_and_what_it_starts_may_leave_no_core_either(program, tmp_path, limits):
    command = f"ulimit -Hc > '{tmp_path}/limit'; exit 1"
    process = program.start(
        *("vault", "init", "--passphrase-command", command),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, limits),
    )
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 4  # nobody said a passphrase
    assert (tmp_path / "limit").read_text().strip() in ("0", "1")
