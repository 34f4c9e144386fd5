"""Nothing leaves the machine, nobody else can read what is kept, and no word stays where nobody looks for it.

What the program asks of the system is seen by `strace`.
"""

import os
import re
import stat
import subprocess
from shlex import quote

import pexpect
import pytest
from the_program import COMMAND, Program, until
from tools import needs
from vaults import REAL_PASSPHRASE, encrypt

from selfattach.cli import _COMMANDS

WORDS = "Xylophon quavering sorrowbeck"  # rare: one test looks for them among all that runs on the machine
_WRITES = re.compile(r'(?:openat|creat|mkdir|rename\w*|link\w*|symlink\w*|mknod\w*)\(.*?"([^"]*)"(?:.*?"([^"]*)")?')

JOURNEY = [
    ("--version",),
    ("--help",),
    ("practice", "mindfulness-check-in", "--no-input", "--set", "anchor=touch"),
    ("practice", "inner-critic-reframe", "--set", f"thought={WORDS}", "--set", "felt=same", "--no-input"),
    (),
    ("--json",),
    ("exercises", "list"),
    ("exercises", "show", "settle"),
    ("history", "list"),
    ("history", "search", "sorrowbeck"),
    ("history", "export"),
    ("history", "delete", "--exercise", "mindfulness-check-in", "--yes"),
    ("history", "undo"),
    ("kind",),
    ("kind", "--one"),
    ("noticed",),
    ("kind", "add"),
    ("letters",),
    ("promises",),
    ("journey",),
    ("insights", "--numbers"),
    ("routine", "morning", "--if-due", "--no-input"),
    ("support",),
    ("support", "Sweden"),
    ("config", "set", "practice.pace", "off"),
    ("config", "list"),
    ("doctor",),
    ("farewell", "--help"),  # it asks at a terminal, and writes where that is said (`test_farewell.py`)
    ("hook", "bash"),
    ("author", "check", "settle"),
    ("history", "show", "--help"),
]
IN_A_VAULT = [
    ("config", "set", "vault.passphrase_command", f"echo {REAL_PASSPHRASE}"),
    ("history", "list", "--json"),
    ("vault", "status"),
    ("vault", "recovery"),
    ("doctor", "--repair"),
    ("vault", "remove", "--yes"),
    ("vault", "init", "--passphrase-command", "echo a passphrase of this test"),
]

_FILE_CALLS = ("openat", "creat", "mkdir", "rename", "renameat2", "linkat", "symlink")


def test_every_command_is_on_the_way_that_is_watched():
    assert {arguments[0] for arguments in JOURNEY + IN_A_VAULT if arguments} > set(_COMMANDS)


def trace(program, folder, kind, *arguments, **environment):
    """Run it under strace, and return the system calls of a kind, of it and of whatever it starts."""
    log = folder / "calls.txt"
    watch = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "512"]  # with BPF no other call waits for strace
    watch += ["-e", "signal=none", "-e", f"trace={kind}", "-o", str(log)]
    ran = subprocess.run(
        [*watch, *COMMAND, *arguments],
        env=program.environment(PYTHONDONTWRITEBYTECODE="1", HOME=str(folder), **environment),
        input=f"{WORDS}\n",  # what asks for no words does not read it
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    assert ran.returncode in (0, 3), (arguments, ran.stderr)
    return log.read_text(errors="replace").splitlines()


@pytest.fixture(scope="module")
def journey(tmp_path_factory):
    """Every command in one home: where that is, its temporary folder, and what each asked of the system."""
    folder = tmp_path_factory.mktemp("journey")
    program, temporary = Program(folder / "home"), folder / "temporary"
    temporary.mkdir()
    kind = ",".join(("%network", *_FILE_CALLS))

    def calls_on(way):
        return [(on, call) for on in way for call in trace(program, folder, kind, *on, TMPDIR=str(temporary))]

    calls = calls_on(JOURNEY)
    encrypt(program.places, REAL_PASSPHRASE)
    return program.home, temporary, calls + calls_on(IN_A_VAULT)


def _is_file_call(call):
    return any(f"{name}(" in call or f"{name} resumed" in call for name in _FILE_CALLS)


@needs("strace")
def test_no_command_opens_a_socket(journey):
    _, _, calls = journey
    assert [call for call in calls if not _is_file_call(call[1])] == []


@needs("strace")
def test_nothing_is_written_outside_the_persons_own_folders(journey):
    home, temporary, calls = journey
    assert len(calls) > len(JOURNEY)
    for arguments, call in calls:
        if "ENOENT" in call or "EEXIST" in call or ("openat(" in call and "O_CREAT" not in call):
            continue
        found = _WRITES.search(call)  # none in the second half of a call that another process interrupted
        for path in filter(None, found.groups() if found else ()):
            assert path.startswith((str(home), "/dev/null", "/dev/tty")), (arguments, call)
    assert list(temporary.iterdir()) == []


@needs("strace")
def test_no_name_of_a_file_and_no_started_program_holds_a_word(program, tmp_path):
    answers = tmp_path / "answers.yaml"
    answers.write_text(f"thought: {WORDS}\nbelief: 7\nfelt: same\n")
    calls = trace(program, tmp_path, "%file,execve", "practice", "inner-critic-reframe", "--answers", str(answers))
    for command in (("history", "export"), ("noticed",), ("kind", "add")):
        calls += trace(program, tmp_path, "%file,execve", *command)
    assert not [call for call in calls if any(word in call for word in WORDS.split())]
    assert program.has(WORDS)


def everything_under(home):
    return [home, *sorted(home.rglob("*"))]


@pytest.mark.parametrize("umask", [0o000, 0o027, 0o777])
def test_only_the_owner_can_read_what_is_kept_under_any_umask(program, umask):
    if umask == 0o777 and os.geteuid() != 0:
        pytest.skip("a folder that its owner may not enter stops everything but root")
    for arguments in (*JOURNEY[2:4], (), *JOURNEY[11:13], ("journey",), ("config", "set", "practice.pace", "off")):
        old = os.umask(umask)
        try:
            ran = program.call(*arguments, says=None)
        finally:
            os.umask(old)
        assert ran.status == 0, ran.err
    for path in everything_under(program.home):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), (path, oct(mode))


def test_words_are_in_no_log_and_in_no_cache(program):
    program.call("practice", "inner-critic-reframe", "--set", f"thought={WORDS}", "--set", "felt=same", "--no-input")
    for arguments in (("history", "list"), (), ("kind",), ("journey",), ("doctor",)):
        program.call(*arguments)
    (shard,) = program.places.history.glob("*/*.json")
    assert program.has(WORDS) == [shard]


LETTER = """\
selfattach: 1
id: mine
title: A letter
summary: A letter.
minutes: 3
intensity: gentle
steps:
  - write: letter
    lines: many
    ask: What would you write?
"""


def test_while_an_editor_has_the_words_no_argument_and_no_name_tells_them_and_its_file_goes_with_it(program, tmp_path):
    seen, temporary = tmp_path / "seen", tmp_path / "temporary"
    temporary.mkdir()
    editor = tmp_path / "editor"
    look = f'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" " "; echo "$@"; ls -R "{temporary}" "{program.home}"'
    editor.write_text(f"#!/bin/sh\n({look}) > '{seen}.half'; touch \"$1\"; mv '{seen}.half' '{seen}'\n")
    editor.chmod(0o700)
    program.own("mine", LETTER)
    program.call("practice", "settle", "--set", "felt=same", "--no-input")  # so that nothing is a first time
    child = program.on_a_terminal("practice", "mine", "--no-plain", EDITOR=quote(str(editor)), TMPDIR=str(temporary))
    child.expect_exact("What would you write?")
    child.send(f"{WORDS}\x18\x05")
    until(seen.exists)
    assert not [word for word in WORDS.split() if word in seen.read_text(errors="replace")]
    child.send("\x04")
    child.expect("helped")
    child.send("\r\r")
    child.expect_exact("Kept.")
    child.expect(pexpect.EOF)
    (shard,) = program.places.history.glob("*/*.json")
    assert program.has(WORDS) == [shard]
    assert list(temporary.iterdir()) == []
    assert not list(program.places.state.rglob("*.editing"))
