"""Where a platform has one folder for all, what belongs to one machine alone moves out of it, once and whole."""

import errno
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from power import CutAfter, RefuseAt, in_child
from sample_records import a_record, an_entry, clock
from tools import in_full, modes_hold, obey_modes, so_many

import selfattach
from selfattach import disk
from selfattach.history import edits
from selfattach.history.drafts import Drafts
from selfattach.history.history import History
from selfattach.history.migrate_state import settle
from selfattach.paths import STATE_NAMES, Places, find_places, own_state

UNFINISHED = "20261130T190000Z-k7qm2x"


def in_one_folder(root):
    return Places(root / "selfattach", root / "selfattach", root / "selfattach", root / "cache")


def contents(folder, *names):
    """Every file below, by its path; the lock holds nothing."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "history.lock"]
    found = {str(path.relative_to(folder)): path.read_bytes() for path in files}
    return {name: content for name, content in found.items() if not names or name.split("/")[0] in names}


@pytest.fixture
def older(tmp_path):
    """The one folder as it was left by a program that knew no other, with all that it may hold."""
    places = in_one_folder(tmp_path / "older")
    history = History(places, clock=clock, machine=lambda: "this machine")
    for minutes in (0, 1, 2):
        history.add(a_record(minutes, an_entry("line", f"words {minutes}")))
    edits.delete(history, [next(iter(history.records())).id])
    draft = Drafts(places.state / "drafts").begin(UNFINISHED, {"title": "not finished"})
    draft.keep_half_typed("line", "half a word")
    draft.release()
    for name, text in {
        "config.toml": "[practice]\npace = 'slow'\n",
        "exercises/mine.yaml": "mine",
        "start.json": "{}",
        "support-card.json": '["My sister"]',
        "damaged/abcdefgh.2026-10.json.20261101T000000Z": "{",
        "editing/20261122T040917Z-k7qm2x.99999999/words.txt": "left over",
    }.items():
        disk.replace(places.data / name, text.encode())
    return places


@pytest.fixture
def copy_of(older, tmp_path):
    """Make copies of it, each in a folder of its own."""

    def copy(number):
        root = tmp_path / str(number)
        shutil.copytree(older.data.parent, root)
        return in_one_folder(root)

    return copy


def test_on_a_mac_the_state_has_a_folder_beside_that_of_the_data(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    support = tmp_path / "Library" / "Application Support"
    places = find_places({}, "darwin")
    assert places.data == places.config == support / "selfattach"
    assert places.state == support / "selfattach-state"
    assert find_places({}, "linux").state == tmp_path / ".local" / "state" / "selfattach"
    at_home = find_places({"SELFATTACH_HOME": str(tmp_path)}, "darwin")
    assert at_home.state == tmp_path / "state"
    assert not at_home.was_shared


@pytest.mark.parametrize("name", STATE_NAMES)
def test_on_a_mac_older_files_are_found_where_they_lie_until_they_have_moved(tmp_path, monkeypatch, name):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    data = find_places({}, "darwin").data
    (data / "history").mkdir(parents=True)
    assert find_places({}, "darwin").state == own_state(data)
    (data / name).touch()
    assert find_places({}, "darwin").state == data
    own_state(data).mkdir()
    assert find_places({}, "darwin").state == own_state(data)


def test_every_name_in_the_state_folder_is_known_to_what_moves_it():
    used = set()
    sources = [path.read_text(encoding="utf-8") for path in Path(selfattach.__file__).parent.rglob("*.py")]
    for source in sources:
        used |= set(re.findall(r'\b_?state / "([^"]+)"', source))
        for name in re.findall(r"\b_?state / ([A-Z_]+)", source):
            is_set = rf'^{name}\b.*= "(.+)"'
            here = re.findall(is_set, source, re.MULTILINE)
            used |= set(here or re.findall(is_set, "\n".join(sources), re.MULTILINE))  # else it was imported
    assert used == set(STATE_NAMES)


def test_all_of_it_moves_and_nothing_else(older):
    before, rest = contents(older.data, *STATE_NAMES), contents(older.data, "history", "exercises", "config.toml")
    places = settle(older)
    assert places.state == own_state(older.data)
    assert contents(places.state) == before
    assert contents(places.data) == rest
    assert {name.split("/")[0] for name in before} >= {"deleted", "drafts", "damaged", "editing", "device.json"}
    assert settle(places) == places
    assert contents(places.state) == before


def test_afterwards_it_is_the_same_machine_and_what_waited_waits(older):
    known = History(older, machine=lambda: "this machine").writer.known_device()
    places = settle(older)
    history = History(places, clock=clock, machine=lambda: "this machine")
    assert history.writer.known_device() == known
    assert len(edits.undo(history).back) == 1
    (waiting,) = Drafts(places.state / "drafts").waiting()
    assert waiting.head["title"] == "not finished"
    assert Drafts(places.state / "drafts").take_up(UNFINISHED).half_typed == ("line", "half a word")
    for path in places.state.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0


def steps(copy_of, meddle):
    """Yield places whose move met with something at its n-th step, for every n; in the short form for one in four."""
    for number in count(1) if in_full() else count(1, 4):
        places, met = copy_of(number), meddle(number)
        said, status = in_child(lambda say, at=places, met=met: say(f"{settle(at).state} {met.left}"), met)
        assert not [line for line in said if line.startswith("FAILED")]
        where, left = said[0].rsplit(" ", 1) if said else ("", "0")
        yield places, where
        shutil.rmtree(places.data.parent)
        if status == 0 and int(left) > 0:
            return


@pytest.mark.parametrize(
    "meddle",
    [CutAfter, partial(CutAfter, half=True), partial(RefuseAt, error=errno.ENOSPC)],
    ids=["cut", "half", "full"],
)
def test_a_cut_or_a_refusal_at_any_step_loses_nothing_and_the_next_start_ends_it(copy_of, older, meddle):
    state, rest = contents(older.data, *STATE_NAMES), contents(older.data, "history", "exercises", "config.toml")
    number = 0
    for number, (places, where) in enumerate(steps(copy_of, meddle), 1):  # noqa: B007  counted
        own = own_state(places.data)
        found = own if own.exists() else places.data
        assert where in ("", str(found))
        assert {
            name: content for name, content in contents(found).items() if name.split("/")[0] in STATE_NAMES
        } == state
        again = settle(places._replace(state=found))
        assert contents(again.state) == state
        assert contents(again.data) == rest
        assert {path.name for path in own.parent.iterdir()} - {"cache"} == {"selfattach", "selfattach-state"}
    assert number > so_many(20, one_in=4)


def test_nothing_moves_under_a_practice_that_is_open(older):
    draft = Drafts(older.state / "drafts").take_up(UNFINISHED)
    before = contents(older.data)
    said, _ = in_child(lambda say: say(settle(older).state), CutAfter(0))
    assert said == [str(older.data)]
    assert contents(older.data) == before
    draft.release()
    assert settle(older).state == own_state(older.data)


def test_nothing_moves_under_an_editor_that_is_open(older):
    disk.replace(older.state / "editing" / f"20261122T040917Z-k7qm2x.{os.getpid()}" / "words.txt", b"words")
    assert settle(older).state == older.data


def test_two_starts_at_once_move_it_once(older):
    before = contents(older.data, *STATE_NAMES)
    start = (
        "import sys; from pathlib import Path; from selfattach.paths import Places;"
        "from selfattach.history.migrate_state import settle; print(settle(Places(*map(Path, sys.argv[1:]))).state)"
    )
    command = [sys.executable, "-c", start, *map(str, older)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    own = own_state(older.data)
    assert [process.communicate(timeout=60)[0].strip() for process in both] == [str(own)] * 4
    assert contents(own) == before


@modes_hold
def test_a_file_that_cannot_be_read_keeps_all_of_it_where_it_is(older):
    os.mkfifo(older.state / "damaged" / "a pipe")
    (older.state / "drafts" / "a folder.half").mkdir()
    (older.state / "support-card.json").chmod(0)
    before = {path: path.lstat().st_ino for path in older.data.rglob("*") if path.name != "history.lock"}

    def as_anybody(say):
        obey_modes()
        say(settle(older).state)

    said, _ = in_child(as_anybody, CutAfter(0))
    assert said == [str(older.data)]
    assert {path: path.lstat().st_ino for path in older.data.rglob("*") if path.name != "history.lock"} == before
