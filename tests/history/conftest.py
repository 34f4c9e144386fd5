import shutil
import tempfile
from pathlib import Path

import pytest
from sample_records import MEMORY, clock, places_in

from selfattach.history.store import History

pytest.register_assert_rewrite("one_practice", "operations", "save_at_once", "kill_at_random", "cut_short")


@pytest.fixture(params=["disk", "memory"])
def root(request, tmp_path):
    """Where a person's folders are: on a disk, and on a file system in memory where there is one."""
    if request.param == "disk":
        yield tmp_path
        return
    if not MEMORY.is_dir():
        pytest.skip("no file system in memory")
    yield from in_memory()


@pytest.fixture
def quick_folder(tmp_path):
    """In memory where there is such a file system: for thousands of syncs."""
    if MEMORY.is_dir():
        yield from in_memory()
    else:
        yield tmp_path


def in_memory():
    folder = Path(tempfile.mkdtemp(dir=MEMORY))
    yield folder
    shutil.rmtree(folder)


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
