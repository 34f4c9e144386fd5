"""A table of what the synced folder and the pin may say, by accident or by somebody else's hand.

In each state a session is kept, somebody looks back, a new machine gets the folder, and the doctor looks. No word comes
to stand plain in the synced folder, none is encrypted to another key, no session is lost, and what is wrong is told.
"""

import json
import shutil
from datetime import UTC, datetime
from typing import NamedTuple

import pyrage
import pytest
from quick_passphrases import make_quick
from sample_records import a_record, an_entry
from the_program import Program
from tools import a_share_of
from vaults import REAL_PASSPHRASE, key_file

from selfattach.history.key_file import IDENTITY, keys_in, new_key, public_half, write_identity
from selfattach.history.pinned_key import PIN_FILE, PLAIN
from selfattach.history.vault import RECIPIENT

PASSPHRASE = "pw-of-the-states"  # noqa: S105  of a vault that is made for a test
ZEBRA = "ZEBRA"
NOTE = """selfattach: 1
id: note
title: A note
intensity: gentle
steps:
- write: line
  ask: A line?
"""
THEIRS = new_key()
OLDER = new_key()


class Lived:
    """A home with two sessions of two months in a vault that was made here, and where its parts lie."""

    def __init__(self, home, *, vault=True):
        make_quick(PASSPHRASE)
        self.program = Program(home)
        self.program.own("note", NOTE)
        for month in (10, 11):
            start = datetime(2026, month, 3, 20, tzinfo=UTC)
            self.program.history.add(a_record(0, an_entry(value=f"{ZEBRA} of {month}"), start=start))
        (self.device,) = self.program.places.history.iterdir()
        self.key = None
        if vault:
            self.call("vault", "init", "--passphrase-command", f"echo {PASSPHRASE}", "--locked-card")
            (self.key,) = keys_in(self.device / IDENTITY, PASSPHRASE)
        self.before = self.held()

    def call(self, *arguments):
        ran = self.program.call(*arguments)
        assert ran.status in (0, 1, 4), ran
        assert "Traceback" not in ran.err
        return ran

    @property
    def recipient(self):
        return self.device / RECIPIENT

    @property
    def identity(self):
        return self.device / IDENTITY

    @property
    def pin(self):
        return self.program.places.state / PIN_FILE

    @property
    def history(self):
        return self.program.places.history

    def keep_one(self):
        ran = self.program.call("practice", "note", "--no-input", "--set", f"line={ZEBRA} anew", "--json")
        assert ran.status == 0, ran
        return json.loads(ran.out)["id"], ran

    def held(self):
        """The ids of all sessions that the person can come to with their own key, wherever they lie."""
        found = set()
        for path in [*self.history.rglob("*.json*"), *self.program.places.state.glob("waiting/*.json")]:
            content = path.read_bytes() if path.is_file() else b""
            if path.suffix == ".age":
                try:
                    content = pyrage.decrypt(content, [self.key, OLDER])
                except pyrage.DecryptError:
                    continue
            found |= {one["id"] for one in json.loads(content)["sessions"].values()}
        return found

    def plain_in_the_synced_folder(self):
        return [path for path in self.history.rglob("*") if path.is_file() and ZEBRA.encode() in path.read_bytes()]

    def opened_by(self, key):
        """What somebody else's key opens there."""
        found = []
        for path in self.history.rglob("*.json.age"):
            try:
                pyrage.decrypt(path.read_bytes(), [key])
            except pyrage.DecryptError:
                continue
            found.append(path)
        return found

    def plant(self, *, recipient=None, identity=None, name="22222222"):
        folder = self.history / name
        folder.mkdir()
        if recipient is not None:
            (folder / RECIPIENT).write_bytes(recipient)
        if identity is not None:
            (folder / IDENTITY).write_bytes(identity)
        return folder


def said(key):
    return f"{public_half(key)}\n".encode()


def their_key_file():
    """One that opens with no passphrase that is said here."""
    return key_file(REAL_PASSPHRASE)


def with_their_key_files(lived):
    lived.recipient.write_bytes(said(THEIRS))
    lived.identity.write_bytes(their_key_file())


def beside_an_older_key_file(lived):
    write_identity(lived.device, [OLDER], PASSPHRASE)


def without_both(lived):
    lived.recipient.unlink()
    lived.identity.unlink()


def without_a_pin(lived, recipient=None):
    lived.pin.unlink()
    if recipient is not None:
        lived.recipient.write_bytes(recipient)


def damaged_pin(lived):
    lived.pin.write_bytes(b"\0" * 63)


def another_device_id(lived):
    (lived.program.places.state / "device.json").unlink()


def planted_sealed_month(lived):
    folder = lived.plant(recipient=said(THEIRS))
    sealed = pyrage.encrypt(b'{"sessions": {}}', [THEIRS.to_public()])
    (folder / "2026-11.json.age").write_bytes(sealed)


def plain_by_choice(lived):
    lived.call("vault", "remove", "--yes")
    assert lived.pin.read_text().strip() == PLAIN


def chosen_plain_and_a_planted_key(lived):
    plain_by_choice(lived)
    lived.recipient.write_bytes(said(THEIRS))


CHANGED = "another key than the one that this machine uses"


class State(NamedTuple):
    """One state: how it comes about, and what a look back and the doctor tell of it ("" where nothing is wrong)."""

    name: str
    make: object
    looking: str
    doctor: str
    vault: bool = True
    plain: bool = False  # this machine keeps its files plain
    opens: bool = True  # a new machine can open it with the passphrase


STATES = [
    State("all is well", lambda _: None, "", ""),
    State("recipient: 0 bytes", lambda one: one.recipient.write_bytes(b""), CHANGED, CHANGED),
    State("recipient: blank lines", lambda one: one.recipient.write_bytes(b"\n \n"), CHANGED, CHANGED),
    State("recipient: gone", lambda one: one.recipient.unlink(), CHANGED, CHANGED),
    State("recipient: not ASCII", lambda one: one.recipient.write_bytes("žluť\n".encode()), CHANGED, CHANGED),
    State("recipient: 63 NUL bytes", lambda one: one.recipient.write_bytes(b"\0" * 63), CHANGED, CHANGED),
    State("recipient: somebody else's key", lambda one: one.recipient.write_bytes(said(THEIRS)), CHANGED, CHANGED),
    State("recipient: cut short", lambda one: one.recipient.write_bytes(said(one.key)[:30]), CHANGED, CHANGED),
    State("recipient: a folder", lambda one: (one.recipient.unlink(), one.recipient.mkdir()), "", CHANGED),
    State("recipient: with the ends of lines of another system",
          lambda one: one.recipient.write_bytes(said(one.key).replace(b"\n", b"\r\n")), "", ""),
    State("key file: an older one", beside_an_older_key_file, "", "", opens=False),
    State("key file: gone",
          lambda one: one.identity.unlink(), "", "no file identity.age", opens=False),
    State("key file: 0 bytes", lambda one: one.identity.write_bytes(b""), "", "", opens=False),
    State("key file and recipient: gone", without_both, "", "no file identity.age", opens=False),
    State("key file and recipient: somebody else's", with_their_key_files, CHANGED, CHANGED, opens=False),
    State("another folder with somebody else's key", lambda one: one.plant(recipient=said(THEIRS)), "", "Two machines"),
    State("another folder with somebody else's key and key file",
          lambda one: one.plant(recipient=said(THEIRS), identity=their_key_file()), "", "Two machines"),
    State("another folder with an empty recipient", lambda one: one.plant(recipient=b""), "", ""),
    State("another folder with a month of somebody else, encrypted", planted_sealed_month, "cannot be", "Two machines"),
    State("no pin: as after an upgrade", without_a_pin, "", "notes it"),
    State("no pin, recipient: 0 bytes", lambda one: without_a_pin(one, b""), "", "waits"),
    State("no pin, recipient: blank lines", lambda one: without_a_pin(one, b"\n\n"), "", "waits"),
    State("no pin, recipient: 63 NUL bytes", lambda one: without_a_pin(one, b"\0" * 63), "", "waits"),
    State("a damaged pin", damaged_pin, "", "cannot be read in its state folder"),
    State("another device id", another_device_id, "", ""),
    State("plain by choice", plain_by_choice, "", "", plain=True),
    State("plain by choice, recipient: somebody else's key", chosen_plain_and_a_planted_key, "", CHANGED, plain=True),
    State("never a vault, and a planted folder with a key",
          lambda one: one.plant(recipient=said(THEIRS)), "encrypted", "waits", vault=False, opens=False),
    State("never a vault, and a key planted in one's own folder",
          lambda one: one.recipient.write_bytes(said(THEIRS)), CHANGED, CHANGED, vault=False, plain=True, opens=False),
]  # fmt: skip


def each_of_some(beginning):
    """Taken together, every state is met in two of these tests, or in three."""
    states = a_share_of(STATES, one_in=2, beginning=beginning)
    return pytest.mark.parametrize("state", states, ids=[state.name for state in states])


@pytest.fixture
def lived(tmp_path, state):
    one = Lived(tmp_path / "home", vault=state.vault)
    state.make(one)
    return one


def nothing_new_is_plain(lived, state, before=()):
    if not state.plain:
        assert [path for path in lived.plain_in_the_synced_folder() if path not in before] == []
    assert [path for path in lived.opened_by(THEIRS) if path.parent.name != "22222222"] == []


@each_of_some(0)
def test_a_session_that_is_kept_is_in_nobodys_reach_and_nothing_is_lost(lived, state):
    plain_before = lived.plain_in_the_synced_folder()
    content = {path: path.read_bytes() for path in plain_before}
    kept, _ = lived.keep_one()
    nothing_new_is_plain(lived, state, plain_before)
    if not state.plain:
        assert {path: path.read_bytes() for path in plain_before if path.exists()} == content
    assert lived.held() == lived.before | {kept}


@each_of_some(1)
def test_a_look_back_decrypts_nothing_into_the_folder_and_tells_what_is_wrong(lived, state):
    plain_before = lived.plain_in_the_synced_folder()
    ran = lived.call("history", "list")
    nothing_new_is_plain(lived, state, plain_before)
    assert state.looking in " ".join((ran.out + ran.err).split())
    assert lived.held() == lived.before
    again = " ".join(lived.call("history", "list").err.split())
    assert CHANGED not in again, "it is told once"


@each_of_some(0)
def test_on_the_machine_itself_all_can_be_opened_whatever_the_folder_says(lived, state):
    ran = lived.call("history", "list", "--json")
    if state.vault and "encrypted" not in state.name.partition(",")[2]:
        assert ran.status == 0
        assert {one["id"] for one in ran.json} == lived.before


@each_of_some(1)
def test_a_new_machine_writes_nothing_plain_and_to_no_other_key_and_opens_what_it_may(lived, state, tmp_path):
    machine = Program(tmp_path / "new")
    machine.own("note", NOTE)
    shutil.copytree(lived.history, machine.places.history)
    lived.program = machine
    plain_before = lived.plain_in_the_synced_folder()
    kept, _ = lived.keep_one()
    nothing_new_is_plain(lived, state, plain_before)
    assert lived.held() == lived.before | {kept}
    machine.call("config", "set", "vault.passphrase_command", f"echo {PASSPHRASE}")
    ran = lived.call("history", "list", "--json")
    nothing_new_is_plain(lived, state, plain_before)
    if state.opens:
        assert {one["id"] for one in ran.json} == lived.before | {kept}
    assert lived.held() == lived.before | {kept}


@each_of_some(0)
def test_the_doctor_tells_what_is_wrong_and_changes_nothing(lived, state):
    before = {path: path.read_bytes() for path in lived.history.rglob("*") if path.is_file()}
    ran = lived.call("doctor")
    assert state.doctor in " ".join(ran.out.split())
    assert {path: path.read_bytes() for path in lived.history.rglob("*") if path.is_file()} == before


def test_the_table_is_as_long_as_was_promised():
    assert len(STATES) >= 20
    assert len({state.name for state in STATES}) == len(STATES)


def test_the_copy_of_the_key_file_is_what_was_made_whatever_lies_in_the_folder_a_moment_later(tmp_path, monkeypatch):
    from selfattach.history import vault  # noqa: PLC0415  to stand between two of its steps

    lived, real = Lived(tmp_path / "home"), vault.disk.replace

    def swapped(path, content, **more):
        real(path, content, **more)
        if path.name == IDENTITY and path.parent == lived.device:
            path.write_bytes(their_key_file())

    monkeypatch.setattr(vault.disk, "replace", swapped)
    lived.call("vault", "passphrase", "--passphrase-command", f"echo {PASSPHRASE}")
    monkeypatch.undo()
    assert lived.call("history", "list").status == 0


def test_a_file_too_large_for_any_of_ours_is_told_and_not_read(tmp_path):
    lived = Lived(tmp_path / "home", vault=False)
    with (lived.device / "2020-01.json").open("wb") as file:
        file.truncate(20 * 1024**3)
    ran = lived.call("history", "list")
    assert "larger than any file" in " ".join(ran.err.split())
    assert "112" in lived.call("support").out


def test_signs_of_a_vault_that_were_all_taken_away_after_an_update_let_nothing_plain_into_the_folder(tmp_path):
    lived = Lived(tmp_path / "home")
    lived.call("history", "list")
    shutil.rmtree(lived.program.places.state / "written")
    for name in ("encrypts-to", "machines.json", "identity.age"):
        (lived.program.places.state / name).unlink()
    shutil.rmtree(lived.history)
    lived.keep_one()
    assert not lived.history.exists() or lived.plain_in_the_synced_folder() == []
    assert list(lived.program.places.state.glob("waiting/*.json"))
