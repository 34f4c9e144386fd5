"""A link in the place of this machine's folder, its inbox or a file there: it is told, and nothing goes by way of it.

A link above the history is a person's own choice of where it lies (`test_planted_links.py`, `test_one_folder.py`).
"""

import json
import shutil

import pytest
from machines import ZEBRA, one_line
from sample_records import a_record, an_entry
from tools import a_share_of

from selfattach import disk
from selfattach.history.record import to_plain

MONTH = "2026-11.json"
NOT_FOLLOWED = "follows none there"
COMMANDS = (
    ("history", "list"),
    ("practice", "note", "--no-input", "--set", f"line={ZEBRA} through a link"),
    ("noticed",),
    ("history", "export", "--to", "-"),
    ("history", "search", "outside"),
    ("kind",),
    ("doctor",),
    ("doctor", "--repair"),
    (),
    ("history", "delete", "--all", "--yes"),
    ("history", "undo"),
    ("support",),
)


@pytest.fixture
def own(machine):
    (folder,) = machine.history.iterdir()
    return folder


@pytest.fixture
def outside(tmp_path):
    """A folder with files whose names are those of ours, and others."""
    folder = tmp_path / "outside"
    folder.mkdir()
    session = to_plain(a_record(0, an_entry("line", "a word from outside")))
    month = json.dumps({"sessions": {"1": session}})
    for name in (
        MONTH,
        f"{session['id']}.json",
        "package.json",
        "notes.txt",
        "identity.age",
        "recipient",
        ".x.1.999999.beside",
    ):
        (folder / name).write_text(month if name[0] == "2" else "what must stay as it is")
    return folder


def folder_itself(own, outside):
    own.rename(own.with_name(f".{own.name}"))
    own.symlink_to(outside)
    return own


def inbox(own, outside):
    shutil.rmtree(own / "inbox", ignore_errors=True)
    (own / "inbox").symlink_to(outside)
    return own / "inbox"


def month_itself(own, outside):
    (month,) = own.glob("2026-*")
    month.unlink()
    (own / MONTH).symlink_to(outside / MONTH)
    return own / MONTH


def copy_of_a_month(own, outside):
    (own / "2026-11 (1).json").symlink_to(outside / MONTH)
    return own / "2026-11 (1).json"


def folder_of_another(own, outside):
    own.with_name("33333333").symlink_to(outside)
    return own.with_name("33333333")


def inbox_of_another(own, outside):
    other = own.with_name("33333333")
    other.mkdir()
    (other / "inbox").symlink_to(outside)


PLACES = (folder_itself, inbox, month_itself, copy_of_a_month, folder_of_another)
WHERE = pytest.mark.parametrize("put", PLACES)
# a share has every command, and the places in turn
EVERYWHERE = [(PLACES[(number + turn) % 5], command) for number, command in enumerate(COMMANDS) for turn in range(5)]


def files(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(("put", "command"), a_share_of(EVERYWHERE, one_in=3))
def test_nothing_outside_is_read_written_moved_or_removed(machine, own, outside, put, command):
    put(own, outside)
    before = files(outside)
    ran = machine.program.call(*command, says="one line\n")
    assert ran.status in (0, 1, 2, 3, 4)
    assert files(outside) == before
    if command != ("history", "search", "outside"):
        assert "from outside" not in ran.out
    in_the_folder = [path for path in machine.history.rglob("*") if path.is_file() and not path.is_symlink()]
    assert [path for path in in_the_folder if b"from outside" in path.read_bytes()] == []
    assert command != ("support",) or ("112" in ran.out and ran.status == 0)


@WHERE
def test_it_is_told_with_the_way_out_and_all_is_as_before_without_the_link(machine, own, outside, put):
    kept = machine.sees()
    whole = machine.history.with_name("whole")
    shutil.copytree(machine.history, whole)
    link = put(own, outside)
    told = one_line(machine.program.call("history", "list").err)
    assert str(link) in told
    assert NOT_FOLLOWED in told
    assert "Take the link away" in told
    assert str(link) in machine.program.call("doctor").out.replace("\n  ", "")
    shutil.rmtree(machine.history)
    shutil.copytree(whole, machine.history)
    assert machine.sees() == kept


def test_what_cannot_be_saved_by_way_of_a_link_stays_a_draft(machine, own, outside):
    folder_itself(own, outside)
    ran = machine.program.call("practice", "note", "--plain", says=f"2\n{ZEBRA} anew\n2\n\n\n\n\n\n")
    assert ran.status == 1
    assert list(machine.program.places.state.glob("drafts/*.journal"))
    own.unlink()
    own.with_name(f".{own.name}").rename(own)
    assert len(machine.sees()) == 1


@pytest.mark.parametrize("put", [folder_of_another, inbox_of_another])
def test_a_machine_is_not_retired_by_way_of_a_link(machine, own, outside, put):
    put(own, outside)
    before = files(outside)
    ran = machine.program.call("history", "retire", "33333333", "--yes")
    assert ran.status == 1
    assert NOT_FOLLOWED in one_line(ran.err)
    assert files(outside) == before


# --- however it is done


def test_a_folder_that_becomes_a_link_while_a_file_is_opened_is_not_read_through(tmp_path, monkeypatch):
    root, outside = tmp_path / "history", tmp_path / "outside"
    for folder in (root / "own", outside):
        folder.mkdir(parents=True)
        (folder / MONTH).write_text(folder.name)
    disk.follow_no_link_below(root)
    real = disk.os.open

    def swapped(path, *args, **more):
        if str(path).endswith(MONTH):
            (root / "own").rename(root / "away")
            (root / "own").symlink_to(outside)
            try:
                return real(path, *args, **more)
            finally:
                (root / "own").unlink()
                (root / "away").rename(root / "own")
        return real(path, *args, **more)

    monkeypatch.setattr(disk.os, "open", swapped)
    with pytest.raises(OSError, match="changed"):
        disk.read_file(root / "own" / MONTH)


def test_a_folder_that_becomes_a_link_while_a_file_is_written_takes_no_word_outside(tmp_path, monkeypatch):
    root, outside = tmp_path / "history", tmp_path / "outside"
    (root / "own").mkdir(parents=True)
    outside.mkdir()
    disk.follow_no_link_below(root)
    real = disk.os.open

    def swapped(path, *args, **more):
        if str(path).endswith(disk.BESIDE):
            (root / "own").rename(root / "away")
            (root / "own").symlink_to(outside)
        return real(path, *args, **more)

    monkeypatch.setattr(disk.os, "open", swapped)
    with pytest.raises(disk.SelfattachError):
        disk.replace(root / "own" / MONTH, b"a word")
    assert all(not path.read_bytes() for path in outside.iterdir())
