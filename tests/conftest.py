"""What holds wherever and whenever the tests run: it is about noon, and signals reach what they start."""

import contextlib
import gc
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import HealthCheck, settings
from tools import FULL, IN_MEMORY, so_many

pytest.register_assert_rewrite("playing")

MARKED_BY_WHAT_THEY_USE = {
    "terminal": {"at_a_terminal", "real_terminal", "stops"},
    "faults": {"forked", "operations", "power"},
}


def pytest_addoption(parser):
    parser.addoption("--full", action="store_true", help="try all there is to try, and not a share of what is alike")
    parser.addoption("--this-hour", action="store_true", help="leave the clock as it is here, and do not make it noon")


def pytest_xdist_auto_num_workers(config):
    """One more for every two cores: at a terminal much is waited for."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(cores * 3 // 2, 2)


def pytest_configure(config):
    if not config.getoption("this_hour"):  # no day turns on the way, at midnight or at four; and it is the same in UTC
        os.environ["TZ"] = f"NOON{datetime.now(UTC).hour - 12:+d}"
        time.tzset()
    os.environ[FULL] = str(int(config.getoption("full")))
    config.addinivalue_line("markers", "full: what cannot be had of a share, so that it is left out without --full")
    for mark, helpers in MARKED_BY_WHAT_THEY_USE.items():
        config.addinivalue_line("markers", f"{mark}: a file that uses {' or '.join(sorted(helpers))}; set by itself")
    unhurried = [HealthCheck.too_slow]  # a machine that is busy makes up values slowly
    settings.register_profile(
        "as many as there is time for", max_examples=so_many(100, one_in=8), suppress_health_check=unhurried
    )
    settings.load_profile("as many as there is time for")
    if config.option.basetemp is None and IN_MEMORY:
        config.option.basetemp = folder = tempfile.mkdtemp(prefix="selfattach-tests-", dir=IN_MEMORY)
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Look for no rubbish while tests are gathered, which took half of the time, nor ever after among what stays."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(config, items):
    for item in items:
        for mark in _marks_of(item.module):
            item.add_marker(mark)
    if not config.getoption("full"):
        left_out = [item for item in items if item.get_closest_marker("full")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@cache
def _marks_of(module):
    used = {getattr(one, "__module__", "") for one in vars(module).values()}
    return [mark for mark, helpers in MARKED_BY_WHAT_THEY_USE.items() if used & helpers]


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


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item):
    with _only_here():
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item):
    with _only_here():
        return (yield)


@contextlib.contextmanager
def _only_here():
    """End a fork of a test that comes back as if it were the test, which would be told of twice."""
    here = os.getpid()
    try:
        yield
    finally:
        if os.getpid() != here:
            traceback.print_exc(file=sys.__stderr__)
            os._exit(70)
