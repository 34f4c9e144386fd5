"""A vault that was seen before its key was opened here: what is kept waits, whatever becomes of the signs of it."""

import re
import shutil

import pytest
from at_a_terminal import ENTER, Terminal
from machines import OURS, Machine, one_line
from quick_passphrases import make_quick
from test_states_of_the_lock import THEIRS, said, their_key_file

from selfattach import words
from selfattach.history.key_file import IDENTITY
from selfattach.history.pinned_key import SEEN_FILE
from selfattach.history.vault import RECIPIENT

PLANTED = "22222222"
NOT_MINE = "2"
WHOSE = one_line(words.UNLOCK_NEW.ask.partition("{")[0])


@pytest.fixture(autouse=True)
def quick():
    make_quick(OURS)


@pytest.fixture
def a(tmp_path):
    machine = Machine(tmp_path / "a")
    machine.keeps("on the first machine")
    machine.locks()
    return machine


@pytest.fixture
def b(a, tmp_path):
    """A second machine that has kept a session, and has not unlocked the history yet."""
    machine = Machine(tmp_path / "b", a)
    machine.keeps("before the unlock")
    assert waiting(machine) == 1
    return machine


def waiting(machine):
    return len(list(machine.program.places.state.glob("waiting/*.json")))


def folders_deleted(machine):
    shutil.rmtree(machine.history)
    machine.history.mkdir()


def folders_hidden(machine):
    for folder in machine.history.iterdir():
        folder.rename(folder.with_name(f".{folder.name}"))


def folders_emptied(machine):
    for path in machine.history.rglob("*"):
        if path.is_file():
            path.unlink()


def plain_months_in_their_place(machine):
    folders_emptied(machine)
    for folder in machine.history.iterdir():
        (folder / "2026-10.json").write_bytes(b'{"sessions": {}}')


GONE = pytest.mark.parametrize(
    "take_away", [folders_deleted, folders_hidden, folders_emptied, plain_months_in_their_place]
)


@GONE
def test_signs_that_were_taken_away_let_nothing_plain_into_the_folder(b, take_away):
    take_away(b)
    for _ in range(2):
        b.program.call()
        b.keeps("after that")
    assert b.plain() == []
    assert waiting(b) == 3


def test_a_vault_that_was_only_looked_at_is_remembered_too(a, tmp_path):
    b = Machine(tmp_path / "b")
    b.keeps("before the two met")
    before = b.plain()
    b.carries(a)
    b.program.call("history", "list")
    (of_a,) = a.history.iterdir()
    assert (b.program.places.state / SEEN_FILE).read_text() == f"{of_a.name}\n"
    shutil.rmtree(b.history / of_a.name)
    b.keeps("after that")
    assert b.plain() == before
    assert waiting(b) == 1


@GONE
def test_what_waited_is_encrypted_once_the_vault_is_back_and_unlocked(a, b, take_away):
    take_away(b)
    b.program.call("history", "list")
    shutil.rmtree(b.history)
    b.carries(a)
    b.has_command()
    assert len(b.sees()) == 2
    assert b.plain() == []
    assert waiting(b) == 0
    assert not (b.program.places.state / SEEN_FILE).exists()


def test_with_state_and_folders_gone_and_the_cache_kept_it_waits_at_every_start(a):
    a.sees()
    shutil.rmtree(a.program.places.state)
    shutil.rmtree(a.history)
    for _ in range(3):
        a.keeps("anew")
        a.program.call()
    assert a.plain() == []
    assert waiting(a) == 3


def test_who_has_no_vault_any_more_keeps_this_machine_plain_by_a_command(b):
    folders_deleted(b)
    assert b.program.call("history", "list").status == 4
    assert "selfattach vault remove" in one_line(b.program.call("vault", "status").out)
    assert b.program.call("vault", "remove", "--yes").status == 0
    assert len(b.sees()) == 1
    assert waiting(b) == 0
    assert len(b.plain()) == 1


# --- folders that nobody of us has met


@pytest.fixture
def never_locked(tmp_path):
    """A machine that never had a vault, and a folder with somebody else's key beside."""
    machine = Machine(tmp_path / "home")
    machine.keeps("one")
    folder = machine.history / PLANTED
    folder.mkdir()
    (folder / RECIPIENT).write_bytes(said(THEIRS))
    (folder / IDENTITY).write_bytes(their_key_file())
    return machine


@pytest.mark.parametrize("command", [("history", "list"), ("history", "export", "--to", "-"), ("kind",)])
def test_what_is_locked_by_new_folders_alone_says_how_to_leave_them_out(never_locked, command):
    ran = never_locked.program.call(*command)
    assert ran.status == 4
    assert PLANTED in ran.err
    assert "If they are not yours, start `selfattach`" in one_line(ran.err)


@pytest.mark.parametrize("with_key_file", [True, False])
def test_whose_they_are_is_one_question_and_after_a_no_all_is_as_before(never_locked, with_key_file):
    if not with_key_file:
        (never_locked.history / PLANTED / IDENTITY).unlink()
    at = Terminal(never_locked.program)
    at.sees("Folders that were not here before")
    at.sees("Yes. Unlock it")
    at.takes(NOT_MINE + ENTER)
    at.sees("left out from now on")
    at.sees(words.HOME.ask)
    at.is_gone()
    assert len(never_locked.sees()) == 1
    never_locked.keeps("two")
    assert len(never_locked.sees()) == 2
    assert waiting(never_locked) == 0


def test_in_plain_lines_where_no_passphrase_can_be_typed_it_is_asked_whose_they_are(never_locked):
    ran = never_locked.program.call("practice", "note", "--plain", says="2\n:stop\nleave\n")
    assert WHOSE in one_line(ran.out)
    assert len(never_locked.sees()) == 1


@pytest.mark.parametrize("look", [("--json",), ("history", "list"), ("history", "search", "kettle")], ids=" ".join)
def test_a_machine_that_only_looked_knows_of_the_vault_when_the_signs_of_it_are_gone(a, tmp_path, look):
    machine = Machine(tmp_path / "b", a)
    machine.program.call(*look)
    folders_deleted(machine)
    machine.keeps("after they were gone")
    assert waiting(machine) == 1
    assert not list(machine.history.glob("*/*.json"))


# --- one's own vault among folders that somebody put there


def their_key_file_of(work):
    """One that takes little work, so that it would be tried before one's own."""
    return re.sub(rb"(-> scrypt \S+) \d+", rb"\1 %d" % work, their_key_file(), count=1)


@pytest.mark.parametrize("names", ["0{}", "zz{}"])
def test_many_planted_key_files_do_not_keep_the_true_one_from_being_tried(a, tmp_path, names):
    kept = a.sees()
    for number in range(12):
        folder = a.history / names.format(number)
        folder.mkdir()
        (folder / IDENTITY).write_bytes(their_key_file_of(1 + number))
        (folder / RECIPIENT).write_bytes(said(THEIRS))
    b = Machine(tmp_path / "b", a)
    b.has_command()
    kept |= {b.keeps("on the second machine")}
    assert b.sees() == kept
    assert b.plain() == []


def test_ones_own_vault_is_unlocked_and_what_somebody_put_there_is_left_out(a, tmp_path):
    """Asked one by one: a no to the folder of somebody else is none to one's own."""
    kept = a.sees()
    folder = a.history / PLANTED
    folder.mkdir()
    (folder / RECIPIENT).write_bytes(said(THEIRS))
    (folder / IDENTITY).write_bytes(their_key_file())
    b = Machine(tmp_path / "b", a)
    b.has_command()
    folders = sorted(path.name for path in b.history.iterdir())
    answers = [NOT_MINE if one == PLANTED else "1" for one in folders]
    b.program.call("practice", "note", "--plain", says="\n".join(["3", *answers, "1", ":stop", "leave", ""]))
    assert b.sees() == kept
    b.keeps("and more")
    assert b.plain() == []
    assert PLANTED in (b.program.places.state / "machines.json").read_text().partition("not_mine")[2]


@pytest.mark.parametrize("lost", [("encrypts-to", "identity.age"), ("encrypts-to",), ("identity.age",)])
def test_where_half_of_the_state_is_lost_nothing_is_written_plain_and_nobody_hears_that_nothing_is_locked(a, lost):
    kept = a.sees()
    for name in lost:
        (a.program.places.state / name).unlink()
    assert "not encrypted." not in one_line(a.program.call("vault", "status").out).partition("waits")[0]
    kept |= {a.keeps("after that")}
    assert a.plain() == []
    assert a.sees() == kept


def test_who_has_not_typed_the_passphrase_yet_is_not_told_to_remove_the_vault(b):
    assert "vault remove" not in one_line(b.program.call("history", "list").err)
