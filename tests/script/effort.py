"""How much work a thing takes, in calls of functions: as many on a busy machine as on an idle one."""

import contextlib
import sys

import pytest


@contextlib.contextmanager
def at_most(calls):
    """Fail as soon as what is done takes more calls than these, those of built-in functions included."""
    left = calls

    def count(_frame, event, _what):
        nonlocal left
        left -= event in ("call", "c_call")
        if left < 0:
            sys.setprofile(None)
            pytest.fail(f"it takes more than {calls:,} calls")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)
