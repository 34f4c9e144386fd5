"""How much of a large space is tried, and what some tests need of the machine: programs, files closed even to root.

`pytest` alone is the short form: of spaces where one case is much like the next it tries a share, always the same one.
`pytest --full` tries all. A test that stands alone is in both.

Without a program the tests that need it are passed over, and say so; SELFATTACH_TOOLS=required, as `.ci/run` sets it,
has them run, and fail.
"""

import contextlib
import ctypes
import os
import shutil
import subprocess
import sys

import pytest

FULL = "SELFATTACH_TESTS_IN_FULL"  # in the environment, for the workers; `tests/conftest.py` sets it for `--full`
_PR_CAPBSET_DROP = 24
_CAPABILITIES_3 = 0x20080522
_AGAINST_MODES = (1, 2)  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: what opens every file to root


# --- the short form and the full one


def in_full():
    """Whether all is to be tried."""
    return os.environ.get(FULL) == "1"


def a_share_of(cases, *, one_in, beginning=0):
    """All cases in full; else one in so many, and the first and the last.

    `beginning`: tests of one space that begin at different places have, taken together, each of its cases.
    """
    cases = list(cases)
    if in_full():
        return cases
    ends = (0, len(cases) - 1)
    return [case for place, case in enumerate(cases) if (place - beginning) % one_in == 0 or place in ends]


def so_many(number, *, one_in):
    """How many of what is made up to try: that number in full, else a share of it."""
    return number if in_full() else -(-number // one_in)


@contextlib.contextmanager
def naming(case):
    """Say which case it was that a test of many fails at: hundreds of small tests take longer than what they try."""
    try:
        yield
    except BaseException as wrong:
        wrong.add_note(f"with {case!r}")
        raise


# --- where tests lay their files

_MEMORY = "/dev/shm"  # noqa: S108
_ROOM = 1 << 30  # bytes; all tests together leave a fifth of it
IN_MEMORY = (
    _MEMORY if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM else None
)  # a file system where nothing waits for a disk, if there is one with room in it


# --- programs


def is_missing(tool):
    """Whether a program is not there, or may not do its work here."""
    if shutil.which(tool) is None:
        return True
    command = [tool, "-qq", "-o", os.devnull, "true"]
    return tool == "strace" and subprocess.run(command, capture_output=True, check=False).returncode != 0


def why_not(tool):
    """Why tests that need this program are passed over, or "" where they are not."""
    if os.environ.get("SELFATTACH_TOOLS") == "required" or not is_missing(tool):
        return ""
    return f"{tool} cannot be used here" if shutil.which(tool) else f"{tool} is not installed here"


def needs(tool):
    """Mark a test that needs a program."""
    reason = why_not(tool)
    return pytest.mark.skipif(bool(reason), reason=reason)


def pass_over_without(tool):
    """Pass over the test that is running where this program cannot be used."""
    if reason := why_not(tool):
        pytest.skip(reason)


# --- modes of files

modes_hold = pytest.mark.skipif(
    os.geteuid() == 0 and sys.platform != "linux",
    reason="nothing is closed to root, whose rights only Linux parts",
)


def obey_modes():
    """Have the modes of files hold from here on for this process and all that it starts, also if it is root's."""
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)

    def call(done):
        if done:
            raise OSError(ctypes.get_errno(), "the rights of root cannot be parted")

    for capability in _AGAINST_MODES:  # for what is started
        call(libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0))
    header, sets = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0), (ctypes.c_uint32 * 6)()
    call(libc.capget(header, sets))
    for place in range(3):  # effective, permitted, inheritable
        sets[place] &= ~sum(1 << capability for capability in _AGAINST_MODES)
    call(libc.capset(header, sets))
