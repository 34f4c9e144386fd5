"""A pipe, a socket or a folder in the place of any file the program reads: nothing waits for it, and it is told of."""

import os
import shutil
import socket
from contextlib import chdir
from datetime import UTC, datetime

import pytest
from quick_passphrases import make_quick
from sample_records import a_record, an_entry
from tools import a_share_of

from selfattach.disk import read_file

PASSPHRASE = "pw-of-no-file"  # noqa: S105  of a vault that is made for a test
CARD = "My sister, 0123"
NOTE = "selfattach: 1\nid: note\ntitle: A note\nintensity: gentle\nsteps:\n- write: line\n  ask: A line?\n"
COMMANDS = (
    (),
    ("support",),
    ("history", "list"),
    ("history", "search", "sister"),
    ("history", "export", "--to", "../all.json"),
    ("kind", "--one"),
    ("routine", "mine", "--if-due", "--no-input"),
    ("practice", "note", "--no-input", "--set", "line=kept meanwhile"),
    ("doctor", "--repair"),
)


def socket_at(path):
    with chdir(path.parent), socket.socket(socket.AF_UNIX) as made:  # a path may be too long for it
        made.bind(path.name)


READ = ("2026-11.json", "config.toml", "device.json", "history.lock", "note.yaml")
READ_IN_A_VAULT = ("encrypts-to", "identity", "recipient", "support-card.json")
WAYS = {"a pipe": os.mkfifo, "a socket": socket_at, "a folder": lambda path: path.mkdir(mode=0o700)}


def live(program, *, vault):
    """Have every kind of file there."""
    program.own("note", NOTE)
    program.places.config.mkdir()
    (program.places.config / "config.toml").write_text('[routine.mine]\nexercises = ["note"]\n', encoding="utf-8")
    card = an_entry("who", CARD, shelf="support", section="people")
    kind = an_entry("kind", "You did what you could", shelf="kind-words")
    for month in (10, 11):
        program.history.add(a_record(0, card, kind, start=datetime(2026, month, 3, tzinfo=UTC)))
    draft = program.drafts.begin("20261122T040917Z-aaaaaa", {"exercise": "note", "title": "A note", "started": "x"})
    draft.keep_half_typed("line", "half a word")
    draft.release()
    if vault:
        make_quick(PASSPHRASE)
        made = program.call("vault", "init", "--passphrase-command", f"echo {PASSPHRASE}", "--readable-card")
        assert made.status == 0, made
    for command in COMMANDS:
        program.call(*command)
    program.call("history", "delete", "--exercise", "note", "--yes")


@pytest.mark.parametrize("vault", [False, True], ids=["plain", "locked"])
@pytest.mark.parametrize("way", WAYS)
def test_nothing_waits_for_what_stands_in_a_files_place_and_the_doctor_tells_of_it(program, tmp_path, way, vault):
    live(program, vault=vault)
    whole = tmp_path / "whole"
    shutil.copytree(program.home, whole)
    names = sorted(path.relative_to(whole) for path in whole.rglob("*") if path.is_file())
    assert {path.name.removesuffix(".age") for path in names} >= {*READ, *(READ_IN_A_VAULT if vault else ())}
    for name in a_share_of(names, one_in=13, beginning=4 * list(WAYS).index(way)):
        path = program.home / name
        path.unlink()
        WAYS[way](path)
        told = "".join(one["told"] for one in program.call("doctor", "--json").json["findings"])
        assert name.parts[0] == "cache" or str(path) in told, name
        for command in COMMANDS:
            ran = program.call(*command)
            assert ran.status in (0, 1, 2, 3, 4), (name, command, ran)
            assert command != ("support",) or ("112" in ran.out and ran.status == 0)
        shutil.rmtree(program.home)
        shutil.copytree(whole, program.home)


def test_a_link_to_itself_among_the_folders_keeps_nobody_from_the_others(program):
    live(program, vault=False)
    (program.places.history / "zzz").symlink_to("zzz")
    for command in (("history", "list"), ("history", "export"), ("kind", "--one"), ("support", "Sweden")):
        assert program.call(*command).status == 0, command


def test_a_pipe_that_takes_the_place_of_a_file_after_it_was_looked_at_is_not_waited_for(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(OSError, match="no file"):
        read_file(path)
