"""What a start loads of the history, and that the made-up histories of the benchmarks are whole ones."""

import json
import os
import re
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


STARTED = """
import os, sys
sys.addaudithook(lambda event, about: event == "open" and os.write(2, f"\\n{about[0]}".encode(errors="replace")))
from selfattach.__main__ import main
sys.argv = ["selfattach", *sys.argv[1:]]
main()
"""
MONTH = re.compile(r".*\d{4}-\d\d\.json")


def months_opened(root, *command):
    """What a run opens of months: their files, or what the index has of all their sessions."""
    ran = subprocess.run(
        [sys.executable, "-c", STARTED, *command],
        env={**os.environ, "SELFATTACH_HOME": str(root)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,  # the doctor has something to say of files that others may read
    )
    opened = {line for line in ran.stderr.splitlines() if MONTH.fullmatch(line)}
    return {Path(path).name for path in opened if "written" not in path}  # the notes are no sessions


def look(root):
    told, modules = json.loads(subprocess.check_output([sys.executable, "-W", "error", "-c", LOOK, root]))
    return told, set(modules)


def test_a_start_loads_no_library_when_the_heads_are_known(root, places):
    generate(places.history, 200)
    look(root)
    told, modules = look(root)
    assert told == [200, 10, 0]
    assert not modules & {"msgspec", "tinydb", "filelock", "hashlib", "random", "uuid", "platform", "subprocess"}


@pytest.mark.parametrize("command", [[], ["letters"], ["promises"], ["doctor"], ["history", "list", "--limit", "10"]])
def test_of_two_years_that_did_not_change_a_start_opens_the_newest_month_at_most(history, places, root, command):
    generate(places.history, 2_000)
    before = history.times().total
    months_opened(root, *command)
    opened = months_opened(root, *command)
    assert before == 2_000
    assert len(opened) <= 2  # one to show what was practised last, one that holds what is open
    assert len(months_opened(root, "doctor", "--all")) >= 22  # a disk may rot under what looks as it did


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
