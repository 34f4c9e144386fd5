"""A passphrase command is run where it was set here; any other is shown whole and asked about, or not run."""

import json
import re
import stat

import pytest
from at_a_terminal import CTRL_C, CTRL_D, ENTER, ESC, Terminal
from quick_passphrases import make_quick
from sample_records import a_record, an_entry
from the_program import Program
from vaults import PASSPHRASE, encrypt, files, unlocked

from selfattach import words
from selfattach.cli.setup.passphrase_command import NOTE
from selfattach.config import SETTINGS_FILE
from selfattach.history.history import History

WORDS = "words of mine"
ASKED = re.escape(words.ASK_OURS)
FOUND = re.escape(words.ASK_COMMAND_FOUND[:40])
RUN = re.escape(words.ASK_COMMAND_RUN[:20])


@pytest.fixture
def locked(program):
    """A program whose history is locked, with one session in it."""
    History(program.places).add(a_record(0, an_entry("line", WORDS)))
    encrypt(program.places)
    unlocked(program.history).latest()
    return program


@pytest.fixture
def sits():
    """Somebody sits down at a terminal."""
    terminals = []

    def sit(program, *arguments, size=(40, 100)):
        terminals.append(Terminal(program, *arguments, size=size))
        return terminals[-1]

    yield sit
    for terminal in terminals:
        terminal.is_gone()


@pytest.fixture
def command(program):
    """A command that prints the passphrase and leaves a file once it ran."""
    secret = program.home.parent / "secret"
    secret.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return f"touch '{has_run(program)}'; cat '{secret}'"


def has_run(program):
    return program.home.parent / "ran"


def by_hand(program, command):
    """As a syncing tool, an editor or another program writes the settings."""
    program.places.config.mkdir(parents=True, exist_ok=True)
    (program.places.config / SETTINGS_FILE).write_text(
        f"[vault]\npassphrase_command = {json.dumps(command)}\n", encoding="utf-8"
    )


def is_set(program, command):
    assert program.call("config", "set", "vault.passphrase_command", command).status == 0


@pytest.fixture(params=["never set here", "changed since", "unset and there again"])
def from_elsewhere(request, locked, command):
    """Settings with a command that nobody set here."""
    match request.param:
        case "changed since":
            is_set(locked, "echo something else")
        case "unset and there again":
            is_set(locked, command)
            assert locked.call("config", "unset", "vault.passphrase_command").status == 0
    by_hand(locked, command)
    return locked


@pytest.mark.parametrize("looks", [("history", "list"), ("kind",), ("vault", "recovery"), ("history", "export")])
def test_where_nobody_can_be_asked_it_is_not_run_and_that_is_told(from_elsewhere, command, looks):
    before = files(from_elsewhere.places.data)
    ran = from_elsewhere.call(*looks)
    assert (ran.status, ran.out) == (4, "")
    assert f'"{command}"' in ran.err
    assert "was not set on this machine" in ran.err
    assert not has_run(from_elsewhere).exists()
    assert files(from_elsewhere.places.data) == before


@pytest.mark.parametrize("said", ["", "n", "no", "maybe", CTRL_D])
def test_all_but_a_yes_means_no_and_the_passphrase_is_asked_for(from_elsewhere, sits, command, said):
    for _ in range(2):
        at = sits(from_elsewhere, "history", "list", size=(40, 300))
        at.sees(FOUND, re.escape(f'"{command}"'), RUN, "> ")
        at.types(said if said == CTRL_D else said + ENTER)
        at.sees(ASKED)
        at.types(PASSPHRASE + ENTER)
        at.sees("A word with the critic")
        assert at.ends() == 0
        assert not has_run(from_elsewhere).exists()


def test_after_a_yes_it_is_run_and_asked_about_no_more(from_elsewhere, sits, command):
    at = sits(from_elsewhere, "history", "list", size=(40, 300))
    at.sees(FOUND, re.escape(f'"{command}"'), RUN, "> ")
    at.types("y" + ENTER)
    at.sees("y", "A word with the critic")
    assert at.ends() == 0
    assert has_run(from_elsewhere).exists()
    assert stat.S_IMODE((from_elsewhere.places.state / NOTE).stat().st_mode) == 0o600
    assert from_elsewhere.call("history", "list").status == 0


def test_ctrl_c_ends_and_nothing_is_run(from_elsewhere, sits):
    at = sits(from_elsewhere, "history", "list")
    at.sees(RUN, "> ")
    at.types(CTRL_C)
    assert at.ends() == 130
    assert not has_run(from_elsewhere).exists()


def test_a_yes_counts_for_this_command_alone(locked, sits, command):
    by_hand(locked, command)
    at = sits(locked, "history", "list")
    at.sees(RUN, "> ")
    at.types("yes" + ENTER)
    assert at.ends() == 0
    has_run(locked).unlink()
    by_hand(locked, f"{command} ")
    assert locked.call("history", "list").status == 4
    assert not has_run(locked).exists()


def test_where_the_yes_cannot_be_noted_it_counts_once(locked, sits, command):
    by_hand(locked, command)
    (locked.places.state / NOTE).mkdir()
    for _ in range(2):
        at = sits(locked, "history", "list")
        at.sees(RUN, "> ")
        at.types("y" + ENTER)
        at.sees("A word with the critic")
        assert at.ends() == 0


@pytest.mark.parametrize("size", [(40, 100), (15, 40)], ids=str)
def test_every_sign_of_it_is_shown_and_none_reaches_the_terminal_as_a_command(locked, sits, size):
    by_hand(locked, "true\n\n\x1b[2J\u202etouch " + "x" * 600)
    at = sits(locked, "history", "list", size=size)
    at.sees(re.escape(words.ASK_COMMAND_FOUND[:20]), re.escape(r"true\n\n\u001b[2J\u202etouch "), "x" * 300, RUN)
    at.types(ENTER)
    at.sees(ASKED)
    at.types(ENTER)
    assert at.ends() == 4


@pytest.mark.parametrize("plain", ["--plain", "--no-plain"])
def test_before_a_practice_a_no_leaves_it_locked_and_the_practice_goes_on(locked, sits, command, plain):
    by_hand(locked, command)
    locked.own("one", ONE)
    at = sits(locked, "practice", "one", "--pace", "off", plain)
    at.sees(RUN, "> ")
    at.types(ENTER)
    at.sees(ASKED)
    at.types(ENTER)
    at.sees("stays locked", r"A line\?")
    at.types(CTRL_C if plain == "--plain" else ESC)
    assert not has_run(locked).exists()


ONE = """\
selfattach: 1
id: one
title: One line
summary: A line.
intensity: gentle
steps:
  - recall: one.line
    as: old
  - write: line
    ask: A line?
"""


def test_what_the_program_sets_is_run_unasked(tmp_path, command):
    program = Program(tmp_path / "another home")
    History(program.places).add(a_record(0, an_entry("line", WORDS)))
    assert program.call("vault", "init", "--passphrase-command", command, "--locked-card").status == 0
    has_run(program).unlink()
    assert program.call("history", "list").status == 0
    has_run(program).unlink()
    make_quick(passphrase := "another of our own")
    another = f"touch '{has_run(program)}'; echo {passphrase}"
    assert program.call("vault", "passphrase", "--passphrase-command", another).status == 0
    has_run(program).unlink()
    assert program.call("history", "list").status == 0
    assert program.call("vault", "remove", "--yes").status == 0
    assert not (program.places.state / NOTE).exists()


def test_an_empty_command_is_none(locked):
    is_set(locked, "")
    assert not (locked.places.state / NOTE).exists()
    ran = locked.call("history", "list")
    assert ran.status == 4
    assert "passphrase_command" not in ran.err
