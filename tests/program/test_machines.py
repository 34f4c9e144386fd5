"""One history in several homes: what the program does, says and leaves alone, as a person at each of them sees it."""

import json
import shutil

import pytest
from at_a_terminal import ENTER, Terminal
from quick_passphrases import make_quick
from sample_records import met
from syncing import TOOLS, Syncing, copy_name
from the_program import Program

SAID = "a word that is mine"


@pytest.fixture
def laptop(tmp_path):
    return Program(tmp_path / "laptop")


@pytest.fixture
def desktop(tmp_path):
    return Program(tmp_path / "desktop")


def practise(program, words):
    options = ("--no-input", "--json", "--set", "distress.before=2", "--set", f"letter={words}")
    ran = program.call("practice", "self-compassion-letter", *options)
    assert ran.status == 0, ran.err
    return ran.json["id"]


def own_folder(program):
    return program.places.history / program.history.writer.known_device()


def listed(program):
    ran = program.call("history", "list", "--json")
    assert ran.status == 0, ran.err
    return sorted(one["id"] for one in ran.json)


def carry(*programs):
    for program in programs:
        program.places.history.mkdir(parents=True, exist_ok=True)
    return Syncing(*(program.places.history for program in programs))


def know_each_other(*programs):
    """Each person's machine has been told that the folders of the others are theirs, too."""
    for program in programs:
        met(program.places, *(folder.name for folder in program.places.history.iterdir() if folder.is_dir()))


def move_a_session_into_a_copy(program, tool):
    """As a tool leaves it when a folder was written twice: one session stands in the copy only."""
    (shard,) = own_folder(program).glob("*.json")
    documents = list(json.loads(shard.read_text())["sessions"].values())
    copy = shard.with_name(copy_name(tool, shard.name))
    for path, kept in ((shard, documents[:1]), (copy, documents[1:])):
        path.write_text(json.dumps({"sessions": {str(n): one for n, one in enumerate(kept, 1)}}))
    return copy


@pytest.mark.parametrize("tool", TOOLS)
def test_a_copy_that_a_tool_made_is_told_once_beside_what_was_asked_for_and_nothing_is_lost(laptop, tool):
    kept = sorted([practise(laptop, "one"), practise(laptop, "two")])
    copy = move_a_session_into_a_copy(laptop, tool)
    ran = laptop.call("history", "list", "--json")
    assert sorted(one["id"] for one in ran.json) == kept
    assert ran.err.count(str(copy)) == 1
    assert not copy.exists()
    assert laptop.call("history", "list", "--json").err == ""


def test_a_broken_copy_is_named_each_time_and_left(laptop):
    practise(laptop, "one")
    copy = own_folder(laptop) / copy_name("dropbox", "2026-11.json")
    copy.write_text("{")
    for _ in range(2):
        ran = laptop.call("history", "list", "--json")
        assert (ran.status, len(ran.json)) == (0, 1)
        assert ran.err.count(str(copy)) == 1
    assert copy.read_text() == "{"


def test_a_deletion_on_one_of_three_reaches_all_and_the_words_are_gone_from_their_folders(laptop, desktop, tmp_path):
    phone = Program(tmp_path / "phone")
    homes = (laptop, desktop, phone)
    first, second = practise(laptop, SAID), practise(desktop, "another")
    syncing = carry(*homes)
    syncing.settle()
    assert listed(phone) == sorted([first, second])
    third = practise(phone, "a third")
    ran = phone.call("history", "delete", first, "--yes")
    assert ran.status == 0
    assert "other machines" in ran.out
    for _ in range(2):
        syncing.settle()
        know_each_other(*homes)
        for home in homes:
            assert listed(home) == sorted([second, third])
    assert laptop.has(SAID) == []
    assert desktop.has(SAID) == []
    assert {path.parent.name for path in phone.has(SAID)} == {"deleted"}  # for a day, there alone
    assert phone.call("history", "undo").status == 0
    syncing.settle()
    assert listed(laptop) == listed(desktop) == sorted([first, second, third])


def test_a_copied_home_gets_a_folder_of_its_own_and_can_retire_the_old_one(laptop, tmp_path):
    session = practise(laptop, SAID)
    laptop.call("history", "list")
    copied = Program(tmp_path / "copied")
    copied.home.rmdir()
    shutil.copytree(laptop.home, copied.home)
    old = copied.places.history / own_folder(laptop).name
    before = {path: path.read_bytes() for path in old.iterdir()}
    assert listed(copied) == [session]
    new = practise(copied, "in the copy")
    assert own_folder(copied) != old
    assert {path: path.read_bytes() for path in old.iterdir()} == before

    machines = copied.call("history", "retire", "--json").json
    assert {one["machine"]: one["this"] for one in machines} == {old.name: False, own_folder(copied).name: True}
    assert "(this machine)" in copied.call("history", "retire").out
    ran = copied.call("history", "retire", old.name, "--json", "--yes")
    assert ran.json == {"taken": 1, "left": []}
    assert not old.exists()
    assert listed(copied) == sorted([session, new])
    assert copied.call("history", "show", session).out.count(SAID) == 1
    assert [one["machine"] for one in copied.call("history", "retire", "--json").json] == [own_folder(copied).name]


@pytest.fixture
def two(laptop, desktop):
    """The laptop, with the folder of the desktop in it."""
    practise(laptop, "mine")
    practise(desktop, "theirs")
    carry(laptop, desktop).settle()
    return laptop, own_folder(desktop).name


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_retiring_asks_first_and_where_nobody_can_be_asked_it_changes_nothing(two, options):
    laptop, old = two
    before = {path: path.read_bytes() for path in laptop.places.history.rglob("*") if path.is_file()}
    ran = laptop.call("history", "retire", old, *options)
    assert ran.status == 2
    assert "--yes" in ran.err
    assert before == {path: path.read_bytes() for path in laptop.places.history.rglob("*") if path.is_file()}


def test_what_cannot_be_read_of_a_retired_machine_is_named_and_stays(two):
    laptop, old = two
    torn = laptop.places.history / old / "2020-01.json"
    torn.write_text("{")
    ran = laptop.call("history", "retire", old, "--yes")
    assert ran.status == 1
    assert "in part" in ran.out
    assert str(torn) in ran.out.replace("\n", " ").replace(" ", "") or torn.name in ran.out
    assert torn.read_text() == "{"
    assert len(listed(laptop)) == 2
    torn.unlink()
    assert laptop.call("history", "retire", old, "--yes").status == 0
    assert not torn.parent.exists()


def test_neither_an_unknown_machine_nor_the_one_at_hand_can_be_retired(two):
    laptop, old = two
    unknown = laptop.call("history", "retire", "nobody")
    assert unknown.status == 3
    assert old in unknown.err
    own = laptop.call("history", "retire", own_folder(laptop).name)
    assert own.status == 2
    assert "machine you are at" in own.err
    assert own.out == ""


def test_what_syncing_tools_leave_about_is_not_read_and_stays(two):
    laptop, old = two
    names = (".syncthing.2026-11.json.tmp", "~syncthing~2026-11.json.tmp", ".2026-11.json.~a1b2")
    stray = [folder / name for folder in (own_folder(laptop), laptop.places.history / old) for name in names]
    for folder in (".stfolder", ".stversions"):
        (laptop.places.history / folder).mkdir()
        stray.append(laptop.places.history / folder / "2026-11.json")
    for path in stray:
        path.write_text("{")
    ran = laptop.call("history", "list", "--json")
    assert (ran.status, ran.err, len(ran.json)) == (0, "", 2)
    assert len(laptop.call("history", "retire", "--json").json) == 2
    assert all(path.read_text() == "{" for path in stray)


def test_two_passphrases_made_apart_are_both_asked_for_once_on_each_and_open_all_from_then_on(laptop, desktop):
    make_quick("of-the-laptop", "of-the-desktop")
    kept = sorted([practise(laptop, SAID), practise(desktop, "another")])
    for home, secret in ((laptop, "of-the-laptop"), (desktop, "of-the-desktop")):
        ran = home.call("vault", "init", "--passphrase-command", f"echo {secret}", "--locked-card")
        assert ran.status == 0, ran.err
    syncing = carry(laptop, desktop)
    syncing.settle()
    know_each_other(laptop, desktop)
    for home, secret in ((laptop, "of-the-desktop"), (desktop, "of-the-laptop")):
        at = Terminal(home, "history", "list", "--json")
        try:
            at.sees(r"Another machine \([a-z0-9]{8}\)")
            at.types(secret + ENTER)
            at.sees('"id"')
            assert at.ends() == 0
        finally:
            at.is_gone()
        syncing.settle()
    for home in (laptop, desktop):
        ran = home.call("history", "list", "--json")  # nobody is there to be asked
        assert sorted(one["id"] for one in ran.json) == kept
        assert ran.err == ""
        assert home.call("vault", "status", "--json").json["keys"] == 2
        assert home.has(SAID) == []
