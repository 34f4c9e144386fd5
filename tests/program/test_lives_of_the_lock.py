"""Twelve lives of a history and its lock, and what an honest person is asked in each: nothing or one thing in most.

A passphrase is counted apart: who has a vault types it, or has a command that does. What is asked besides is the one
question whose the folders are that were not here before.
"""

import re
import shutil

import pytest
from at_a_terminal import ENTER, Terminal
from machines import MINE, NOT_MINE, OURS, THEIRS, Machine, one_line
from quick_passphrases import make_quick
from sample_records import a_record, an_entry
from the_program import Program

from selfattach import words
from selfattach.history.key_file import new_key, public_half
from selfattach.history.vault import RECIPIENT


@pytest.fixture(autouse=True)
def quick():
    make_quick(OURS, THEIRS)


@pytest.fixture
def a(tmp_path):
    return Machine(tmp_path / "a")


def a_second_machine(a, tmp_path):
    """Return a machine that has joined the vault of the first and been told whose its folder is; and what both kept."""
    kept = {a.keeps("one")}
    a.locks()
    b = Machine(tmp_path / "b", a)
    b.has_command()
    kept |= {b.keeps("two")}
    assert b.sees() == kept
    assert b.comes_home(MINE) == 1
    return b, kept


def test_one_machine_without_a_vault_is_asked_nothing(a):
    kept = {a.keeps("one"), a.keeps("two")}
    assert a.starts() == 0
    assert a.sees() == kept
    assert not (a.program.places.state / "encrypts-to").exists()


def test_an_upgrade_with_a_vault_is_asked_nothing_and_pins_at_the_next_unlock(a, tmp_path):
    kept = {a.keeps("one")}
    a.locks()
    other = Machine(tmp_path / "b", a)
    other.has_command()
    kept |= {other.keeps("of the other")}
    assert other.comes_home(MINE) == 1
    a.carries(other)
    a.sees()
    for name in ("encrypts-to", "machines.json", "identity.age"):  # as the program before left it
        (a.program.places.state / name).unlink()
    shutil.rmtree(a.program.places.state / "written")
    kept |= {a.keeps("before the unlock")}
    assert a.plain() == []
    assert a.sees() == kept
    assert (a.program.places.state / "encrypts-to").read_text().startswith("age1")
    assert a.comes_home() == 0


def test_a_second_machine_is_asked_once_whose_the_folder_is(a, tmp_path):
    kept = {a.keeps("one")}
    b = Machine(tmp_path / "b", a)
    kept |= {b.keeps("two")}
    assert b.sees() == kept
    assert [b.starts(MINE), b.starts(), b.starts()] == [1, 0, 0]
    a.carries(b)
    assert [a.starts(MINE), a.starts()] == [1, 0]
    assert a.sees() == kept


def test_a_vault_made_on_one_machine_while_the_other_was_offline(a, tmp_path):
    kept = {a.keeps("one")}
    b = Machine(tmp_path / "b", a)
    kept |= {b.keeps("two")}
    assert b.starts(MINE) == 1
    a.locks()
    shutil.rmtree(b.history / next(a.history.iterdir()).name)
    b.carries(a)
    kept |= {b.keeps("not unlocked yet")}
    assert list(b.program.places.state.glob("waiting/*.json"))
    b.has_command()
    assert b.sees() == kept
    assert b.plain() == []
    assert not list(b.program.places.state.glob("waiting/*.json"))
    assert b.starts() == 0


def test_when_the_state_is_lost_the_passphrase_and_one_answer_bring_all_back(a):
    kept = {a.keeps("one")}
    a.locks()
    shutil.rmtree(a.program.places.state)
    kept |= {a.keeps("two")}
    assert not a.plain()
    a.has_command()
    assert a.sees() == kept
    assert [a.comes_home(MINE), a.comes_home()] == [1, 0]


def test_a_home_that_is_copied_whole_to_another_machine_is_asked_nothing(a, tmp_path):
    kept = {a.keeps("one")}
    a.locks()
    shutil.copytree(a.program.home, tmp_path / "copy")
    copy = object.__new__(Machine)
    copy.program = Program.__new__(Program)
    copy.program.__dict__ |= {"home": tmp_path / "copy"}
    copy.program.places = type(a.program.places)(*(tmp_path / "copy" / one.name for one in a.program.places))
    kept |= {copy.keeps("on the copy")}
    assert copy.sees() == kept
    assert copy.comes_home() == 0
    assert not copy.plain()
    assert len(list(copy.history.iterdir())) == 2


def test_a_home_that_moves_to_and_fro_on_a_stick_has_two_names_and_is_asked_nothing(a, tmp_path):
    kept = set()
    for number, place in enumerate(["a", "elsewhere", "a", "elsewhere", "a", "elsewhere"]):
        if number:
            a.program.home.rename(tmp_path / place)
            a.program.home = tmp_path / place
            a.program.places = type(a.program.places)(*(tmp_path / place / one.name for one in a.program.places))
        kept |= {a.keeps(str(number))}
        assert a.starts() == 0
    assert len(list(a.history.iterdir())) == 2
    assert a.sees() == kept


def test_a_machine_with_a_new_id_at_each_run_is_asked_nothing(a, tmp_path):
    kept = {a.keeps("one")}
    a.locks()
    for number in range(4):  # a container: its data folder is mounted, and lies elsewhere each time
        there = tmp_path / f"run {number}"
        a.program.home.rename(there)
        a.program.home = there
        a.program.places = type(a.program.places)(*(there / one.name for one in a.program.places))
        kept |= {a.keeps(str(number))}
        assert a.comes_home() == 0
    assert a.sees() == kept
    assert not a.plain()


def test_a_passphrase_that_is_changed_on_one_machine_only_holds_there(a, tmp_path):
    b, kept = a_second_machine(a, tmp_path)
    ran = a.program.call("vault", "passphrase", "--passphrase-command", f"echo {THEIRS}")
    assert ran.status == 0, ran
    b.carries(a)
    a.carries(b)
    assert b.sees() == a.sees() == kept
    assert b.comes_home() == 0


def test_a_vault_that_is_removed_on_one_machine_and_joined_again(a, tmp_path):
    b, kept = a_second_machine(a, tmp_path)
    assert b.program.call("vault", "remove", "--yes").status == 0
    kept |= {b.keeps("plain")}
    assert b.plain()
    assert "vault init" in one_line(b.program.call("vault", "status").out)
    b.locks()
    assert b.plain() == []
    assert b.sees() == kept
    assert b.comes_home() == 0


def test_two_vaults_that_were_made_apart_are_opened_by_both_passphrases_and_stay(a, tmp_path):
    kept = {a.keeps("one")}
    a.locks(OURS)
    b = Machine(tmp_path / "b")
    kept |= {b.keeps("two")}
    b.locks(THEIRS)
    a.carries(b)
    pinned = (a.program.places.state / "encrypts-to").read_text()
    assert a.comes_home(MINE) == 1
    at = Terminal(a.program, "history", "list", "--json")
    at.sees("Another machine")
    at.types(THEIRS + ENTER)
    assert at.ends() == 0
    assert a.sees() == kept
    assert (a.program.places.state / "encrypts-to").read_text() == pinned


def test_somebody_elses_folder_planted_where_there_is_no_vault_is_left_out_with_one_answer(a):
    kept = {a.keeps("one")}
    planted = a.history / "22222222"
    planted.mkdir()
    (planted / RECIPIENT).write_text(f"{public_half(new_key())}\n")
    kept |= {a.keeps("beside it")}
    assert [a.starts(NOT_MINE), a.starts()] == [1, 0]
    assert a.sees() == kept
    assert len(a.plain()) == 1  # in one's own folder, as ever
    assert list(planted.iterdir()) == [planted / RECIPIENT]
    assert "No vault" not in a.program.call("vault", "status").out


# --- what comes unasked


def forged(a):
    """A session with a line for the card, put there by somebody who can write to the folder."""
    folder = a.history / "evildevi"
    program = Program(a.program.home.with_name("theirs"))
    from selfattach.history.history import History  # noqa: PLC0415  of somebody else

    line = an_entry("line", "FORGED 0900 123", shelf="support", section="people")
    kind = an_entry("kind", "FORGED kindness", shelf="kind-words", asked=True)
    History(program.places, device="evildevi").add(a_record(0, line, kind))
    shutil.copytree(program.places.history / "evildevi", folder)
    return folder


def test_a_line_of_a_folder_that_was_not_met_stands_below_the_numbers_and_a_pipe_says_that_it_waits(a):
    a.keeps("one")
    forged(a)
    out = a.program.call("support", "Sweden").out
    assert "FORGED" not in out
    assert one_line(words.SUPPORT_CARD_WAITS) in one_line(out)
    assert a.program.call("kind", "--one").out == ""
    assert a.starts(MINE) == 1
    assert "FORGED 0900 123" in a.program.call("support", "Sweden").out
    assert a.program.call("kind", "--one").out.strip() == "FORGED kindness"


def test_on_a_terminal_such_a_line_is_one_key_away_under_its_own_heading(a):
    a.keeps("one")
    forged(a)
    ran = a.program.on_a_terminal("support", "Sweden", "--no-plain")
    ran.expect("90101")
    ran.expect(re.escape(words.HELP_WHOLE_CARD) + "|" + re.escape(words.HELP_FEW_WAYS["card"]))
    ran.terminate(force=True)
    assert "FORGED" not in ran.before


def test_a_folder_that_is_not_mine_is_passed_over_in_lists_too(a):
    kept = {a.keeps("one")}
    folder = forged(a)
    assert len(a.sees()) == 2
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert [a.starts(NOT_MINE), a.starts()] == [1, 0]
    assert a.sees() == kept
    assert "FORGED" not in a.program.call("support", "Sweden").out
    assert "FORGED" not in a.program.call("kind").out
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_an_answer_put_off_is_asked_for_again(a):
    a.keeps("one")
    forged(a)
    assert [a.starts(""), a.starts("")] == [1, 1]


# --- while somebody works, and when the passphrase is lost


def test_a_machine_that_runs_an_older_program_is_named(a):
    from selfattach.history.history import History  # noqa: PLC0415  of the other machine

    a.keeps("one")
    History(a.program.places._replace(state=a.program.home / "other"), device="olderold").add(a_record(0, an_entry()))
    a.sees()
    assert "olderold" in one_line(a.program.call("vault", "status").out)
    assert a.program.call("vault", "status", "--json").json["older"] == ["olderold"]
    assert "olderold" in one_line(a.program.call("doctor").out)


@pytest.mark.parametrize("command", [("init", "--passphrase-command", f"echo {OURS}", "--locked-card"),
                                     ("remove", "--yes")])  # fmt: skip
def test_while_a_practice_is_open_no_vault_is_made_or_removed(a, command):
    a.keeps("one")
    if command[0] == "remove":
        a.locks()
        a.sees()
    before = {path: path.read_bytes() for path in a.history.rglob("*") if path.is_file()}
    at = Terminal(a.program, "practice", "note", "--no-plain")
    at.sees("A line")
    ran = a.program.call("vault", *command)
    assert ran.status == 1
    assert "A practice is open in another window" in one_line(ran.err)
    assert {path: path.read_bytes() for path in a.history.rglob("*") if path.is_file()} == before
    at.is_gone()
    ran = a.program.call("vault", *command)
    assert ran.status == 0, ran


def test_the_key_of_the_sheet_opens_all_and_makes_a_new_passphrase(a):
    kept = {a.keeps("one")}
    a.locks()
    sheet = a.program.call("vault", "recovery").out
    key = re.search("AGE-SECRET-KEY-1[A-Z0-9]+", sheet)[0]
    pinned = (a.program.places.state / "encrypts-to").read_text().strip()
    assert pinned in sheet
    a.program.call("config", "unset", "vault.passphrase_command")
    make_quick("a new one")
    at = Terminal(a.program, "vault", "recovery", "--use")
    for prompt, typed in ((words.VAULT_SHEET_KEY, key), (words.ASK_NEW, "a new one"), (words.ASK_AGAIN, "a new one")):
        at.sees(re.escape(prompt.split(",")[0]))
        at.types(typed + ENTER)
    assert at.ends() == 0
    assert key not in at.raw
    assert a.program.call("history", "list").status == 4
    a.has_command("a new one")
    assert a.sees() == kept


@pytest.mark.parametrize("typed", ["AGE-SECRET-KEY-1NONSENSE", "", "another"])
def test_a_key_of_something_else_changes_nothing(a, typed):
    a.keeps("one")
    a.locks()
    before = {path: path.read_bytes() for path in a.program.home.rglob("*") if path.is_file()}
    at = Terminal(a.program, "vault", "recovery", "--use")
    at.sees(re.escape(words.VAULT_SHEET_KEY.split(",")[0]))
    at.types((str(new_key()) if typed == "another" else typed) + ENTER)
    if typed == "another":
        for prompt in (words.ASK_NEW, words.ASK_AGAIN):
            at.sees(re.escape(prompt))
            at.types("x" + ENTER)
    assert at.ends() == 2
    assert {path: path.read_bytes() for path in a.program.home.rglob("*") if path.is_file()} == before
