"""Names of files that somebody put into the history are told on one line each: none can say a sentence of its own."""

import os

import pytest
from machines import OURS, Machine
from quick_passphrases import make_quick

LIE = "Your history is NOT encrypted. Call 0900."
NAMES = [f"2026-11 a{end}{LIE}.json" for end in ("\n", "\r", "\r\n", "\x0b", "\x85", "\u2028")]
COMMANDS = (
    ("vault", "status"),
    ("history", "list"),
    ("history", "list", "--all"),
    ("history", "export", "--to", "-"),
    ("history", "retire"),
    ("history", "retire", "33333333", "--yes"),
    ("doctor",),
    ("doctor", "--all"),
    ("doctor", "--repair"),
    ("kind",),
    ("support",),
    (),
)


@pytest.fixture(params=[False, True], ids=["plain", "vault"])
def machine(request, tmp_path):
    make_quick(OURS)
    one = Machine(tmp_path / "home")
    one.keeps("one")
    if request.param:
        one.locks()
    (own,) = one.history.iterdir()
    other = one.history / "33333333"
    other.mkdir()
    for folder in (own, other):
        for name in NAMES:
            (folder / name).write_bytes(b"garbage")
    (one.history / f"44444444\n{LIE}").mkdir()
    (other / "2026-10.json").write_bytes(b'{"sessions": {}}')
    (own / "inbox").symlink_to(f"nowhere\n{LIE}", target_is_directory=True) if not (own / "inbox").exists() else None
    os.chmod(own / NAMES[0], 0o644)  # noqa: PTH101  so that the doctor closes it
    return one


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_line_of_what_is_told_is_what_a_name_says(machine, command):
    ran = machine.program.call(*command)
    lines = [line.strip() for line in (ran.out + ran.err).splitlines()]
    assert [line for line in lines if line.startswith(LIE[:20])] == []
