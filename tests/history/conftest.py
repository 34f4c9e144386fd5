import tempfile
from pathlib import Path

import pytest
from sample_records import clock, places_in
from tools import IN_MEMORY, in_full

from selfattach.history.history import History

pytest.register_assert_rewrite("one_practice", "operations", "save_at_once", "kill_at_random", "cut_short")


@pytest.fixture(params=["disk", "memory"] if in_full() and IN_MEMORY else ["disk"])
def root(request):
    """Where a person's folders are: on a disk, and in full on a file system in memory where there is one."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if request.param == "memory" else None) as folder:
        yield Path(folder)


@pytest.fixture
def quick_folder():
    """In memory where there is such a file system: for thousands of syncs."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        yield Path(folder)


@pytest.fixture
def places(root):
    return places_in(root)


@pytest.fixture
def history(places):
    return History(places, clock=clock, machine=lambda: "this machine")


@pytest.fixture
def shard(places):
    """Return the path of the one shard there is."""

    def only():
        (path,) = places.history.glob("*/*.json")
        return path

    return only
