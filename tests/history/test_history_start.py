"""What a start loads of the history, and that the made-up histories of the benchmarks are whole ones."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from generate import generate, sessions

LOOK = """
import json, sys
from pathlib import Path
from selfattach.history.history import History
from selfattach.history.drafts import Drafts
from selfattach.paths import find_places
places = find_places({"SELFATTACH_HOME": sys.argv[1]})
history = History(places)
told = history.times().total, len(history.latest(10)), len(Drafts(places.state / "drafts").waiting())
print(json.dumps([told, sorted(sys.modules)]))
"""


def look(root):
    told, modules = json.loads(subprocess.check_output([sys.executable, "-W", "error", "-c", LOOK, root]))
    return told, set(modules)


def test_a_start_loads_no_library_when_the_heads_are_known(root, places):
    generate(places.history, 200)
    look(root)
    told, modules = look(root)
    assert told == [200, 10, 0]
    assert not modules & {"msgspec", "tinydb", "filelock", "hashlib", "random", "uuid", "platform", "subprocess"}


@pytest.mark.parametrize("count", [0, 1, 400])
def test_a_made_up_history_is_a_whole_one(history, places, count):
    generate(places.history, count)
    made = {session["exercise"] for session in sessions(count)}
    assert history.times().total == count
    assert set(history.times().exercises) == made
    assert history.damaged() == []
    if count == 400:
        assert {"inner-critic-reframe", "self-compassion-letter", "mindfulness-check-in"} <= made
        assert history.latest(1)[0].started.startswith("2026-11-30T21:15")
        assert history.open_promise("small-promise", "plan") is not None
