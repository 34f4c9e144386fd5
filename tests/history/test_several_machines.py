"""One history on several machines, whose files a syncing tool carries: late, in any order, some of them twice."""

import json
import os
import shutil
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from power import in_child
from quick_passphrases import make_quick
from sample_records import a_record, an_entry, places_in
from syncing import TOOLS, Syncing, copy_name
from tools import IN_MEMORY, so_many

from selfattach.errors import LockedError, NothingFoundError, WrongInputError
from selfattach.history import edits, vault_changes
from selfattach.history.drafts import Drafts
from selfattach.history.history import History
from selfattach.history.key_file import IDENTITY, new_key, public_half
from selfattach.history.shards import name_read
from selfattach.history.vault import RECIPIENT, Vault

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)  # a day either way is another month
A_DAY_OVER = timedelta(hours=26)


class Machine:
    """A home, a clock of its own, and who it is. Each look at `history` is a start."""

    def __init__(self, root, name="one", hours=0, device=None):
        self.root = root
        self.places = places_in(root)
        self.name = name
        self.ahead = timedelta(hours=hours)
        self.device = device
        self.moment = NOON
        self.told = []
        self.passphrases = {}  # "": its own; the name of another device: that one's
        self.asked = []

    def now(self):
        self.moment += timedelta(seconds=1)
        return self.moment + self.ahead

    @property
    def history(self):
        vault = Vault(self.places, self.say)
        machine = {"machine": lambda: self.name, "device": self.device}
        return History(self.places, clock=self.now, vault=vault, tell=self.told.append, **machine)

    def say(self, number, other):
        self.asked.append(other)
        return self.passphrases.get(other) if number == 0 else None

    def lock(self, passphrase):
        self.passphrases[""] = passphrase
        history = self.history
        vault_changes.make(history, Drafts(self.places.state / "drafts", history.vault), passphrase)

    def start(self):
        history = self.history
        if new := history.shards.not_met():
            history.vault.machines.settle(new, mine=True)  # as the person says when asked
        history.put_in_order()
        return {record.id: [entry.value for entry in record.answers] for record in history.records()}

    def add(self, number, words):
        start = self.now()
        session = a_record(number, an_entry("thought", words), an_entry("other", "the same"), start=start)
        return self.history.add(session).id

    @property
    def folder(self):
        return self.places.history / self.history.writer.known_device()

    def files(self):
        return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in self.root.rglob("*") if path.is_file()}

    @property
    def recipient(self):
        return (self.folder / RECIPIENT).read_text().strip()


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path / "one")


@pytest.fixture
def other(tmp_path):
    return Machine(tmp_path / "other", "other")


def carry(*machines, tool="syncthing"):
    for machine in machines:
        machine.places.history.mkdir(parents=True, exist_ok=True)
    return Syncing(*(machine.places.history for machine in machines), tool=tool)


# --- any life


class Life:
    """What was done on each machine, and what must come of it: of each session the change that ranks highest."""

    def __init__(self, root, hours, tool, *, device=None):
        self.machines = [Machine(root / str(n), f"machine {n}", ahead, device) for n, ahead in enumerate(hours)]
        self.syncing = carry(*self.machines, tool=tool)
        self.sessions = []
        self.said = []
        self.acknowledged = {}  # id -> {rank: words, or None}

    def word(self):
        self.said.append(f"word{len(self.said):04d}žluť")
        return self.said[-1]

    def acknowledge(self, machine, session):
        stored = machine.history.stored(session)[0]
        answers = [entry.value for entry in stored.record.answers] if stored.record else None
        rank = stored.rank._replace(is_met=True)  # whatever was known of the folder by then
        self.acknowledged.setdefault(session, {})[rank] = answers

    def standing(self):
        latest = {session: changes[max(changes)] for session, changes in self.acknowledged.items()}
        return {session: answers for session, answers in latest.items() if answers is not None}

    def do(self, act, who, number):
        machine = self.machines[who % len(self.machines)]
        session = self.sessions[number % len(self.sessions)] if self.sessions else None
        with suppress(NothingFoundError):  # it is not there yet, or no more
            match act:
                case "add":
                    self.sessions.append(machine.add(len(self.sessions), self.word()))
                    self.acknowledge(machine, self.sessions[-1])
                case "edit" if session:
                    edits.change_answer(machine.history, session, 0, self.word())
                    self.acknowledge(machine, session)
                case "delete" if session:
                    edits.delete(machine.history, [session])
                    self.acknowledge(machine, session)
                case "undo":
                    for back in edits.undo(machine.history).back:
                        self.acknowledge(machine, back)
                case "start":
                    machine.start()
                case "carry":
                    self.syncing.settle()
                case "send":
                    self.syncing.send(who % len(self.machines))
                case "deliver" | "deliver again":
                    self.syncing.deliver(number, again=act == "deliver again")
                case "wait":
                    self.wait(timedelta(hours=number % 30))

    def wait(self, time):
        for machine in self.machines:
            machine.moment += time

    def come_together(self, rounds=2):
        """Carry everything, and start everywhere; so many times."""
        for _ in range(rounds):
            self.syncing.settle()
            for machine in self.machines:
                machine.start()
        self.syncing.settle()

    def check(self):
        kept = [machine.start() for machine in self.machines]
        assert kept == [self.standing()] * len(self.machines)
        assert [machine.history.damaged() for machine in self.machines] == [[]] * len(self.machines)
        assert [machine.history.times().total for machine in self.machines] == [len(self.standing())] * len(kept)
        self.wait(A_DAY_OVER)
        self.come_together(1)
        before = [machine.files() for machine in self.machines]
        for _ in range(2):
            assert [machine.start() for machine in self.machines] == kept
        assert [machine.files() for machine in self.machines] == before, "a start changed what was in order"
        assert not self.syncing.settle()
        let_go = set(self.said) - {word for answers in self.standing().values() for word in answers}
        for content, _ in (file for files in before for file in files.values()):
            for word in let_go:
                assert word.encode() not in content


CHANGES = ("add", "add", "edit", "delete", "delete", "undo")
ACTS = (*CHANGES, "start", "carry", "carry", "send", "deliver", "deliver", "deliver again", "wait")
LIFE = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 99)), min_size=4, max_size=25)
HOURS = st.lists(st.integers(-24, 24), min_size=2, max_size=3)


def live(hours, acts, tool="syncthing", device=None):
    root = Path(tempfile.mkdtemp(dir=IN_MEMORY))
    try:
        life = Life(root, hours, tool, device=device)
        for act in (("add", 0, 0), *acts):
            life.do(*act)
        life.come_together(2 if device is None else 4)
        life.check()
    finally:
        shutil.rmtree(root)


@settings(max_examples=so_many(50, one_in=4), deadline=None)
@given(HOURS, LIFE)
def test_whatever_is_done_on_each_and_however_files_come_all_hold_the_same_in_the_end(hours, acts):
    live(hours, acts)


@settings(max_examples=so_many(40, one_in=4), deadline=None)
@given(st.lists(st.integers(-24, 24), min_size=2, max_size=2), LIFE, st.sampled_from(TOOLS))
@example(  # a tool sets our file aside under another name, and only then puts the other machine's in its place
    [0, 0],
    [
        *(("add", 1, 0), ("send", 0, 0), ("deliver", 0, 0)),
        *(("send", 1, 0), ("deliver", 0, 0), ("edit", 0, 1)),
    ],
    "dropbox",
)
@example(  # it was met before the last was added, and not where that was changed
    [0, 0],
    [*[("add", 0, 0)] * 4, ("start", 0, 0), ("add", 0, 0), ("carry", 0, 0), ("edit", 1, 5)],
    "syncthing",
)
def test_two_machines_that_write_one_folder_unknowingly_lose_nothing_either(hours, acts, tool):
    live(hours, acts, tool, device="aaaaaaaa")


def test_what_a_machine_deleted_before_it_was_met_is_taken_out_here_once_it_is(machine, other, tmp_path):
    third = Machine(tmp_path / "third", "third")
    gone = machine.add(1, "words to be let go")
    other.add(2, "of the other")
    syncing = carry(machine, other, third)
    syncing.settle()
    machine.start()
    edits.delete(third.history, [gone])
    syncing.settle()
    kept = machine.add(3, "said before anybody was asked whose the third one is")
    machine.history.stored(kept)
    machine.start()
    assert not [path for path, (content, _) in machine.files().items() if b"words to be let go" in content]


# --- copies that syncing tools set beside a shard


def beside(machine, name, *records):
    """Put a copy of our shard beside it, with other sessions in it."""
    path = machine.folder / name
    path.write_text(json.dumps({"sessions": {str(n): record for n, record in enumerate(records, 1)}}))
    return path


def as_if_added_elsewhere(tmp_path, machine, number, words):
    twin = Machine(tmp_path / f"twin {number}", "twin", device=machine.history.writer.known_device())
    twin.add(number, words)
    (shard,) = twin.folder.glob("*.json")
    return json.loads(shard.read_text())["sessions"]["1"]


@pytest.mark.parametrize("tool", TOOLS)
def test_a_copy_that_a_tool_made_is_put_together_with_its_file_told_once_and_removed(machine, tmp_path, tool):
    machine.add(1, "mine")
    copy = beside(machine, copy_name(tool, "2026-11.json"), as_if_added_elsewhere(tmp_path, machine, 2, "also mine"))
    assert sorted(answers[0] for answers in machine.start().values()) == ["also mine", "mine"]
    assert not copy.exists()
    together, put_there = machine.told
    assert str(copy) in together
    assert "were added, changed or deleted" in put_there  # this machine never wrote it
    machine.start()
    assert len(machine.told) == 2


def test_a_broken_copy_is_named_and_left_and_the_others_are_put_together(machine, tmp_path):
    machine.add(1, "mine")
    broken = machine.folder / copy_name("dropbox", "2026-11.json")
    broken.write_text('{"sessions": {"1": {')
    copy = beside(machine, copy_name("syncthing", "2026-11.json"), as_if_added_elsewhere(tmp_path, machine, 2, "too"))
    assert sorted(answers[0] for answers in machine.start().values()) == ["mine", "too"]
    assert [damage.file for damage in machine.history.damaged()] == [broken]
    assert broken.read_text() == '{"sessions": {"1": {'
    assert not copy.exists()


def test_a_broken_shard_keeps_its_whole_copy_and_what_the_other_months_need_is_done(machine, other, tmp_path):
    first = machine.add(1, "mine")
    machine.moment += timedelta(days=31)
    december = machine.add(2, "to be deleted")
    syncing = carry(machine, other)
    syncing.settle()
    other.moment = machine.moment
    edits.delete(other.history, [december])
    syncing.settle()
    shard = machine.folder / "2026-11.json"
    whole = shard.read_bytes()
    shard.write_bytes(whole[:-9])
    copy = machine.folder / copy_name("nextcloud", shard.name)
    copy.write_bytes(whole)
    assert list(machine.start()) == [first]
    assert copy.exists()
    assert shard.read_bytes() == whole[:-9]
    assert b"to be deleted" not in (machine.folder / "2026-12.json").read_bytes()


@pytest.mark.parametrize("tool", TOOLS)
def test_a_copy_without_its_month_becomes_the_month(machine, tool):
    session = machine.add(1, "mine")
    shard = machine.folder / "2026-11.json"
    copy = shard.rename(machine.folder / copy_name(tool, shard.name))
    assert list(machine.start()) == [session]
    assert shard.exists()
    assert not copy.exists()


@pytest.mark.parametrize("tool", TOOLS)
def test_a_copy_in_a_vault_is_put_together_with_its_month_plain_or_not_and_nothing_stays_plain(machine, tmp_path, tool):
    machine.add(1, "mine")
    machine.lock("ours")
    shard = machine.folder / "2026-11.json.age"
    for number, name in enumerate(("2026-11.json", shard.name), 2):
        copy = beside(
            machine, copy_name(tool, name, number), as_if_added_elsewhere(tmp_path, machine, number, f"{tool}{number}")
        )
        if name == shard.name:
            copy.write_bytes(machine.history.vault.seal(copy.read_bytes()))
    machine.history.put_away()  # which needs no key
    assert tool.encode() not in b"".join(path.read_bytes() for path in machine.folder.glob("2026*"))
    assert sorted(answers[0] for answers in machine.start().values()) == sorted(["mine", f"{tool}2", f"{tool}3"])
    assert [path.name for path in machine.folder.glob("2026*")] == [shard.name]


@pytest.mark.parametrize("tool", TOOLS)
def test_a_copy_of_what_waits_for_the_key_is_taken_in_too(machine, tmp_path, tool):
    machine.lock("ours")
    waiting = machine.folder / "inbox" / "20261122T101112Z-abcdef.json.age"
    waiting.parent.mkdir(mode=0o700)
    content = json.dumps({"sessions": {"1": as_if_added_elsewhere(tmp_path, machine, 2, "while it was locked")}})
    copy = waiting.with_name(copy_name(tool, waiting.name))
    copy.write_bytes(machine.history.vault.seal(content.encode()))
    assert [answers[0] for answers in machine.start().values()] == ["while it was locked"]
    assert not copy.exists()


NOT_OURS = {
    "2026-11-budget.json": b'{"rent": 700}',
    "2026-11 empty.json": b"{}",
    "2026-11 more.json": b'{"sessions": {}, "other": {"1": {"words": "of a later program"}}}',
    "2026-11.json.bak": b"",
    "2026-11-22 walk.md": b"It was raining.",
    "2026-11 (1).json": b'{"sessions": {"1": {',
}


@pytest.mark.parametrize("name", NOT_OURS)
def test_what_begins_like_a_month_and_is_none_of_ours_is_named_and_left_alone(machine, name):
    session = machine.add(1, "mine")
    strange = machine.folder / name
    strange.write_bytes(NOT_OURS[name])
    assert list(machine.start()) == [session]
    assert [damage.file for damage in machine.history.damaged()] == [strange]
    assert strange.read_bytes() == NOT_OURS[name]
    assert machine.told == []


UNDER_WAY = (
    "2026-11.json.partial",
    "2026-11.json.a1b2c3d4.partial",
    "2026-11.json.tmp",
    "2026-11.json.crdownload",
    "2026-11.json.!sync",
    "2026-11.json.icloud",
    "Copy of 2026-11.json",
    "inbox/20261122T101112Z-abcdef.json.part",
)


@pytest.mark.parametrize("name", UNDER_WAY)
def test_what_a_tool_is_still_writing_by_its_name_is_named_and_left_alone_though_it_is_whole(machine, tmp_path, name):
    session = machine.add(1, "mine")
    (machine.folder / "inbox").mkdir()
    part = beside(machine, name, as_if_added_elsewhere(tmp_path, machine, 2, "on its way"))
    before = part.read_bytes()
    assert list(machine.start()) == [session]
    assert [damage.file for damage in machine.history.damaged()] == [part]
    assert part.read_bytes() == before
    part.rename(name_read(part))
    assert sorted(answers[0] for answers in machine.start().values()) == ["mine", "on its way"]


@pytest.mark.parametrize("name", ["٢٠٢٦-١١.json", "２０２６-１１.json", "2026-111.json", "12026-11.json", "notes.json"])  # noqa: RUF001
def test_what_does_not_begin_like_a_month_is_passed_over(machine, name):
    session = machine.add(1, "mine")
    (machine.folder / name).write_text("{")
    assert list(machine.start()) == [session]
    assert machine.history.damaged() == []


def test_a_copy_that_is_written_anew_while_it_is_taken_in_stays_until_it_is_taken_in_too(machine, tmp_path):
    machine.add(1, "mine")
    first, second = (as_if_added_elsewhere(tmp_path, machine, number, f"copy {number}") for number in (2, 3))
    copy = beside(machine, copy_name("syncthing", "2026-11.json"), first)

    def written_meanwhile(name, real, *args, **more):
        done = real(*args, **more)
        if name == "replace" and Path(args[1]).name == "2026-11.json":
            copy.write_text(json.dumps({"sessions": {"1": second}}))
        return done

    in_child(lambda _say: machine.start(), written_meanwhile)
    assert "copy 3" in copy.read_text()
    assert sorted(answers[0] for answers in machine.start().values()) == ["copy 2", "copy 3", "mine"]
    assert not copy.exists()


def test_a_copy_to_which_the_month_is_a_link_stays(machine):
    session = machine.add(1, "mine")
    shard = machine.folder / "2026-11.json"
    copy = shard.rename(machine.folder / "2026-11 (1).json")
    shard.symlink_to(copy.name)
    for _ in range(2):
        assert list(machine.start()) == [session]
    assert copy.exists()


def test_a_name_that_is_no_text_is_as_good_as_another(machine, tmp_path):
    machine.add(1, "mine")
    copy = beside(machine, os.fsdecode(b"2026-11 \xff.json"), as_if_added_elsewhere(tmp_path, machine, 2, "too"))
    assert sorted(answers[0] for answers in machine.start().values()) == ["mine", "too"]
    assert not copy.exists()


# --- a copied home, a cloned machine, a machine that is no more


def check_is_a_device_of_its_own(clone, original):
    before, its_folder = original.files(), clone.places.history / original.folder.name
    copied = {path: path.read_bytes() for path in its_folder.iterdir()}
    assert list(clone.start()) == list(original.start())
    (session,) = clone.start()
    edits.change_answer(clone.history, session, 0, "changed by the clone")
    clone.add(9, "new on the clone")
    assert clone.folder != its_folder
    assert {path: path.read_bytes() for path in its_folder.iterdir()} == copied
    assert clone.start()[session][0] == "changed by the clone"
    assert original.files() == before


def test_a_copied_home_is_a_device_of_its_own_and_writes_nothing_into_the_old_folder(machine, tmp_path):
    machine.add(1, "mine")
    machine.start()
    shutil.copytree(machine.root, tmp_path / "copied")
    check_is_a_device_of_its_own(Machine(tmp_path / "copied"), machine)


def test_a_cloned_machine_is_a_device_of_its_own_and_writes_nothing_into_the_old_folder(machine, tmp_path):
    session = machine.add(1, "mine")
    machine.start()
    folder = machine.folder
    before = {path: path.read_bytes() for path in folder.iterdir()}
    shutil.copytree(machine.root, tmp_path / "the original")
    clone = Machine(machine.root, "a machine with another id")
    edits.delete(clone.history, [session])
    clone.add(9, "new on the clone")
    assert clone.folder != folder
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert [answers[0] for answers in clone.start().values()] == ["new on the clone"]

    synced = clone.folder.name
    machine.root.rename(tmp_path / "the clone")
    (tmp_path / "the original").rename(machine.root)  # where it was, on the machine where it was
    shutil.copytree(tmp_path / "the clone" / "data" / "history" / synced, machine.places.history / synced)
    assert machine.folder == folder
    assert [answers[0] for answers in machine.start().values()] == ["new on the clone"]
    assert b"mine" not in (folder / "2026-11.json").read_bytes()


def test_retiring_takes_over_all_that_was_there_copies_too_and_reaches_every_machine(machine, other, tmp_path):
    kept, gone, changed = (other.add(number, f"theirs {number}") for number in range(3))
    edits.delete(other.history, [gone])
    copied = as_if_added_elsewhere(tmp_path, other, 7, "in a copy")
    beside(other, copy_name("syncthing", "2026-11.json"), copied)
    syncing = carry(machine, other)
    syncing.settle()
    machine.add(8, "mine")
    edits.change_answer(machine.history, changed, 0, "changed here")
    before = machine.start()
    retired = edits.retire(machine.history, other.folder.name)
    assert retired.left == []
    assert machine.start() == before
    assert [path.name for path in machine.places.history.iterdir()] == [machine.folder.name]
    assert machine.history.stored(gone)[0].record is None
    assert machine.start()[changed][0] == "changed here"
    assert kept in before
    assert copied["id"] in before
    syncing.settle()
    assert other.start() == before


def test_what_cannot_be_read_of_a_retired_machine_stays_and_can_be_retired_later(machine, other):
    session = other.add(1, "theirs")
    machine.add(2, "mine")
    folder = other.folder
    shutil.copytree(folder, machine.places.history / folder.name)
    torn = machine.places.history / folder.name / "2026-12.json"
    torn.write_text("{")
    retired = edits.retire(machine.history, folder.name)
    assert retired.taken == 1
    assert retired.left == [torn]
    assert torn.read_text() == "{"
    assert session in machine.start()
    torn.unlink()
    (torn.parent / RECIPIENT).write_text("")
    unread = torn.with_name("2026-11 of the shop.json")
    unread.write_text("no JSON\n")
    assert edits.retire(machine.history, folder.name).left == [unread]
    assert (torn.parent / RECIPIENT).exists()
    unread.unlink()
    assert edits.retire(machine.history, folder.name).left == []
    assert not torn.parent.exists()


def test_retiring_leaves_what_is_not_of_this_program_where_it_is(machine, other):
    other.add(1, "theirs")
    machine.add(2, "mine")
    folder = machine.places.history / other.folder.name
    shutil.copytree(other.folder, folder)
    (folder / "2026-11 backup.json").write_text("my own")
    edits.retire(machine.history, folder.name)
    assert [path.name for path in folder.iterdir()] == ["2026-11 backup.json"]
    assert len(machine.start()) == 2


@pytest.mark.parametrize("name", ["nobody", "", "..", ".", "one/two"])
def test_retiring_a_machine_that_is_not_there_says_which_are(machine, name):
    machine.add(1, "mine")
    with pytest.raises(NothingFoundError, match=machine.folder.name):
        edits.retire(machine.history, name)


def test_the_machine_one_is_at_cannot_be_retired(machine):
    machine.add(1, "mine")
    with pytest.raises(WrongInputError, match="machine you are at"):
        edits.retire(machine.history, machine.folder.name)
    assert len(machine.start()) == 1


# --- files that are half there, and files that are not ours


def test_a_folder_that_vanishes_and_comes_back_has_lost_nothing(machine, other, tmp_path):
    theirs, mine = other.add(1, "theirs"), machine.add(2, "mine")
    syncing = carry(machine, other)
    syncing.settle()
    edits.change_answer(machine.history, theirs, 0, "changed")
    both = machine.start()
    folder = machine.places.history / other.folder.name
    folder.rename(tmp_path / "away")
    assert machine.start() == both  # our own change of it is here
    (tmp_path / "away").rename(folder)
    assert machine.start() == both
    machine.folder.rename(tmp_path / "away")
    assert list(machine.start()) == [theirs]
    new = machine.add(3, "meanwhile")
    (tmp_path / "away" / "2026-11.json").rename(machine.folder / copy_name("syncthing", "2026-11.json"))
    assert machine.start() == both | {new: ["meanwhile", "the same"]}
    assert mine in both


def test_a_half_synced_folder_shows_what_is_there_and_the_rest_when_it_comes(machine, other):
    november = other.add(1, "november")
    other.moment += timedelta(days=31)
    december = other.add(2, "december")
    machine.add(3, "mine")
    edits.delete(other.history, [november])
    folder = machine.places.history / other.folder.name
    folder.mkdir()
    shutil.copy2(other.folder / "2026-12.json", folder)
    assert december in machine.start()
    shutil.copy2(other.folder / "2026-11.json", folder)
    assert november not in machine.start()
    assert machine.history.damaged() == []


def test_a_deletion_that_could_not_be_read_at_first_is_taken_over_when_it_can(machine, other):
    session = machine.add(1, "to be deleted")
    carry(machine, other).settle()
    edits.delete(other.history, [session])
    shard = machine.places.history / other.folder.name / "2026-11.json"
    shutil.copytree(other.folder, shard.parent)
    status, content = shard.stat(), shard.read_bytes()
    shard.write_bytes(b" " * len(content))
    os.utime(shard, ns=(status.st_atime_ns, status.st_mtime_ns))
    machine.start()
    assert [damage.file for damage in machine.history.damaged()] == [shard]
    shard.write_bytes(content)
    os.utime(shard, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert machine.start() == {}
    assert b"to be deleted" not in (machine.folder / "2026-11.json").read_bytes()


STRAY = (
    ".syncthing.2026-11.json.tmp",
    "~syncthing~2026-11.json.tmp",
    ".2026-11.json.~a1b2",
    ".2026-11.json.Xy12Zz",
    ".sync_1234567890ab.db",
    ".stversions/2026-11~20261122-101112.json",
)


def test_what_syncing_tools_leave_about_is_not_read_and_left_alone(machine, other):
    machine.add(1, "mine")
    other.add(2, "theirs")
    carry(machine, other).settle()
    folders = (machine.folder, machine.places.history / other.folder.name, machine.places.history)
    stray = [folder / name for folder in folders for name in STRAY]
    stray += [machine.places.history / ".stfolder" / "2026-11.json", machine.places.history / ".stignore"]
    stray += [machine.places.history / ".stversions" / other.folder.name / "2026-11.json"]
    for path in stray:
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("{")
    assert sorted(answers[0] for answers in machine.start().values()) == ["mine", "theirs"]
    assert machine.history.damaged() == []
    assert sorted(machine.history.shards.devices()) == sorted((machine.folder.name, other.folder.name))
    assert all(path.read_text() == "{" for path in stray)


@pytest.mark.parametrize("name", ["2026-11.JSON", "2026-11.Json"])
def test_a_shard_that_was_renamed_in_case_is_read(machine, other, name):
    machine.add(1, "mine")
    other.add(2, "theirs")
    carry(machine, other).settle()
    for folder in (machine.folder, machine.places.history / other.folder.name):
        (folder / "2026-11.json").rename(folder / name)
    machine.add(3, "new")
    for _ in range(2):
        assert sorted(answers[0] for answers in machine.start().values()) == ["mine", "new", "theirs"]
    assert [path.name for path in machine.folder.iterdir()] == ["2026-11.json"]
    assert [path.name for path in (machine.places.history / other.folder.name).iterdir()] == [name]


# --- with a passphrase

make_quick("ours", "theirs", "the same")


def plain_words(machine, *words):
    """Return the files of a machine in which one of these words can be read."""
    forms = [word.encode() for word in words]
    return [path for path, (content, _) in machine.files().items() if any(form in content for form in forms)]


def test_a_second_machine_encrypts_what_it_had_too_from_the_first_unlock_on(machine, other, tmp_path):
    pytest.importorskip("pyrage")
    machine.add(1, "words of one")
    other.add(2, "words of the other")
    deleted = other.add(3, "words let go of")
    copy = as_if_added_elsewhere(tmp_path, other, 4, "words in a copy")
    edits.delete(other.history, [deleted])
    both = carry(machine, other)
    both.settle()
    other.start()
    machine.lock("ours")
    both.settle()
    (other.folder / "2026-10.json").mkdir()
    backup = other.folder / "2026-11 backup.json"
    backup.write_text("a backup of my own")
    beside(other, copy_name("dropbox", "2026-11.json"), copy)

    copy_of_the_first = next(other.folder.glob("2026-11.json"))
    before = copy_of_the_first.read_bytes()
    with pytest.raises(LockedError):
        other.start()  # nobody says the passphrase
    new = other.add(5, "words of the locked day")
    assert list(other.places.state.glob("waiting/*.json"))  # on that machine only, and in no synced folder
    assert not (other.folder / RECIPIENT).exists()
    assert copy_of_the_first.read_bytes() == before

    other.passphrases[""] = "ours"
    other.start()
    assert not list(other.places.state.glob("waiting/*.json"))
    let_go = ("words of one", "words of the other", "words let go of", "words in a copy", "words of the locked day")
    assert plain_words(other, *let_go, "inner-critic-reframe", '"rev"') == []
    assert backup.read_text() == "a backup of my own"
    sealed = [other.folder / copy_name(tool, "2026-11.json.age") for tool in TOOLS]
    for number, path in enumerate(sealed, 11):
        one = as_if_added_elsewhere(tmp_path, other, number, f"words in copy {number}")
        path.write_bytes(other.history.vault.seal(json.dumps({"sessions": {"1": one}}).encode()))
    assert other.recipient == machine.recipient
    assert (other.folder / IDENTITY).read_bytes() == (machine.folder / IDENTITY).read_bytes()

    kept = other.start()
    assert not [path for path in sealed if path.exists()]
    assert len([told for told in other.told if "were added, changed or deleted" not in told]) == len(sealed) + 2
    assert sorted(answers[0] for answers in kept.values()) == [
        "words in a copy",
        *(f"words in copy {number}" for number in range(11, 11 + len(sealed))),
        "words of one",
        "words of the locked day",
        "words of the other",
    ]
    assert edits.undo(other.history).back == [deleted]
    both.settle()
    assert machine.start() == kept | {deleted: ["words let go of", "the same"]}
    assert new in kept
    assert set(other.asked) == {""}
    other.start()
    both.settle()
    before = machine.files(), other.files()
    assert machine.start() == other.start()
    assert (machine.files(), other.files()) == before


def test_that_sessions_wait_is_told_with_the_first_of_them_and_not_again(machine, other):
    pytest.importorskip("pyrage")
    machine.add(1, "words of one")
    machine.lock("ours")
    carry(machine, other).settle()
    waiting = [other.places.state / "waiting" / f"{other.add(number, 'words of the other')}.json" for number in (2, 3)]
    assert sorted(waiting) == sorted(other.places.state.glob("waiting/*"))
    assert len([one for one in other.told if str(waiting[0].parent) in one]) == len(other.told) == 1


def test_a_key_that_lies_only_in_a_retired_folder_is_taken_over_with_it(machine, other):
    pytest.importorskip("pyrage")
    mine = other.add(2, "mine")
    machine.lock("ours")
    folder = other.places.history / machine.folder.name
    folder.mkdir()
    shutil.copy(machine.folder / RECIPIENT, folder)
    with pytest.raises(LockedError):
        other.start()  # the key has not come yet
    shutil.copy(machine.folder / IDENTITY, folder)
    other.passphrases[""] = "ours"
    edits.retire(other.history, folder.name)
    assert not folder.exists()
    assert list(other.start()) == [mine]


def test_a_key_file_of_another_machine_that_is_not_whole_keeps_nobody_from_unlocking(machine, other):
    pytest.importorskip("pyrage")
    session = machine.add(1, "mine")
    machine.lock("ours")
    folder = machine.places.history / "phone"
    folder.mkdir()
    (folder / IDENTITY).write_bytes(b"")
    (folder / RECIPIENT).write_text(f"{public_half(new_key())}\n")
    assert list(machine.start()) == [session]


@pytest.mark.parametrize("passphrases", [("the same", "the same"), ("ours", "theirs")], ids=["same", "different"])
def test_two_keys_made_before_the_first_sync_stay_and_each_machine_opens_both(machine, other, passphrases):
    pytest.importorskip("pyrage")
    differ = len(set(passphrases)) > 1
    first, second = machine.add(1, "of one"), other.add(2, "of the other")
    machine.lock(passphrases[0])
    other.lock(passphrases[1])
    both = carry(machine, other)
    both.settle()
    broken = machine.folder / "2026-01.json.age"
    broken.write_bytes(next(machine.folder.glob("2026-11*")).read_bytes()[:-9])
    if differ:  # the first time nobody knows the other one
        assert list(machine.start()) == [first]
        assert machine.asked == ["", other.folder.name]
        machine.passphrases[other.folder.name] = passphrases[1]
        other.passphrases[machine.folder.name] = passphrases[0]
    meanwhile = History(other.places, device=other.folder.name, clock=other.now).add(a_record(3, start=other.now())).id
    both.settle()

    machine.asked.clear()
    kept = machine.start()
    assert sorted(kept) == sorted([first, second, meanwhile])
    assert machine.asked == (["", other.folder.name] if differ else [""])
    both.settle()
    assert other.start() == kept
    both.settle()
    for here in (machine, other):
        history = here.history
        assert [damage.file.name for damage in history.damaged()] == [broken.name]
        assert sorted(record.id for record in history.records()) == sorted(kept)
        assert public_half(history.vault.keys[0]) == here.recipient == history.vault.pin.read()
        for path in here.folder.glob("*.json.age"):
            assert path.name == broken.name or history.vault.open_with(history.vault.keys[:1], path.read_bytes())
    assert machine.asked.count(other.folder.name) == (1 if differ else 0)
    assert other.asked.count(machine.folder.name) <= 1
    assert machine.recipient != other.recipient  # what is pinned never moves by itself
    edits.delete(machine.history, [second])
    both.settle()
    assert sorted(other.start()) == sorted([first, meanwhile])
