"""Key files that somebody put there: which is tried, what that may cost, and what is put right."""

import base64
import shutil

import pytest
from machines import OURS, Machine, one_line
from quick_passphrases import make_quick

from selfattach import words
from selfattach.history import key_file as key_files
from selfattach.history.key_file import IDENTITY

NEWER = "pw-of-ours-anew"
MOST = 20


def bomb(factor, salt=b"0" * 16):
    """A key file that takes 2 to the `factor` of work, and memory, to find out that it opens to nothing."""
    said = base64.b64encode(salt).rstrip(b"=").decode()
    stanza = f"-> scrypt {said} {factor}\n{'A' * 43}\n--- {'A' * 43}\n"
    return b"age-encryption.org/v1\n" + stanza.encode() + b"x" * 60


@pytest.fixture(autouse=True)
def quick():
    make_quick(OURS, NEWER)


@pytest.fixture
def a(tmp_path):
    machine = Machine(tmp_path / "a")
    machine.keeps("one")
    machine.locks()
    return machine


def identity(machine):
    (own,) = [path for path in machine.history.glob(f"*/{IDENTITY}") if not path.parent.name.startswith("0000")]
    return own


def copy(machine):
    return machine.program.places.state / IDENTITY


def told(machine):
    return one_line(machine.program.call("history", "list").err)


PUT_RIGHT = one_line(words.KEY_FILE_PUT_RIGHT)


@pytest.mark.parametrize(
    "content", [bomb(22), bomb(MOST), bomb(10), b"", b"no key file"], ids=["22", "20", "10", "0", "no"]
)
def test_the_copy_is_tried_first_and_what_lay_in_its_place_is_put_right_and_told_once(a, content):
    good = identity(a).read_bytes()
    identity(a).write_bytes(content)
    assert "identity.age" in "".join(one["told"] for one in doctor(a) if one["state"] == "fault")
    assert PUT_RIGHT in told(a)
    assert identity(a).read_bytes() == good == copy(a).read_bytes()
    assert PUT_RIGHT not in told(a)


def doctor(machine):
    return machine.program.call("doctor", "--json").json["findings"]


def changed_passphrase(machine):
    old = identity(machine).read_bytes()
    ran = machine.program.call("vault", "passphrase", "--passphrase-command", f"echo {NEWER}")
    assert ran.status == 0, ran
    return old


def test_an_older_key_file_is_put_right_from_the_copy(a):
    old = changed_passphrase(a)
    new = identity(a).read_bytes()
    identity(a).write_bytes(old)
    assert PUT_RIGHT in told(a)
    assert identity(a).read_bytes() == new


def test_a_passphrase_that_opens_only_an_older_key_file_takes_the_place_of_the_copy_nowhere(a):
    old = changed_passphrase(a)
    new = copy(a).read_bytes()
    identity(a).write_bytes(old)
    a.has_command(OURS)
    assert one_line(words.KEY_OLDER.partition("{")[0]) in told(a)
    assert copy(a).read_bytes() == new
    a.has_command(NEWER)
    assert PUT_RIGHT in told(a)
    assert identity(a).read_bytes() == new


def test_a_damaged_copy_gives_way_to_what_opened(a):
    copy(a).write_bytes(b"damaged")
    assert told(a) == ""
    assert copy(a).read_bytes() == identity(a).read_bytes()


def test_a_power_cut_between_the_copy_and_the_file_leaves_the_new_passphrase(a):
    old = changed_passphrase(a)
    identity(a).write_bytes(old)  # as it lay when only the copy was written
    assert len(a.sees()) == 1
    assert identity(a).read_bytes() == copy(a).read_bytes() != old


# --- a machine that knows nothing yet


def without_state(a, tmp_path, *planted):
    b = Machine(tmp_path / "b", a)
    b.has_command()
    for number, content in enumerate(planted):
        folder = b.history / f"{number:08}"
        folder.mkdir()
        (folder / IDENTITY).write_bytes(content)
    return b


def test_key_files_that_ask_for_too_much_are_told_by_name_and_not_tried(a, tmp_path, monkeypatch):
    tries = tried(monkeypatch, tmp_path)
    b = without_state(a, tmp_path, *(bomb(factor, bytes([factor]) * 16) for factor in (21, 22, 23, 255)))
    assert b.program.call("history", "list").status == 0, "the one beside encrypted months comes first"
    assert tries() <= 2
    assert "so it was not tried" not in told(b), "there is a copy by now"


def test_where_nothing_else_is_there_each_that_asks_for_too_much_is_named(a, tmp_path, monkeypatch):
    tries = tried(monkeypatch, tmp_path)
    shutil.rmtree(next(a.history.iterdir()))
    b = without_state(a, tmp_path, *(bomb(factor, bytes([factor]) * 16) for factor in (21, 22, 23, 255)))
    ran = b.program.call("history", "list")
    assert ran.status == 4
    assert one_line(ran.err).count("so it was not tried") == 4
    assert all(f"{number:08}" in ran.err for number in range(4))
    assert not (tmp_path / "tried").exists() or tries() == 0


def test_no_more_are_tried_than_take_some_seconds_and_the_others_are_named(a, tmp_path, monkeypatch):
    tries = tried(monkeypatch, tmp_path, works=False)
    shutil.rmtree(next(a.history.iterdir()))
    b = without_state(a, tmp_path, *(bomb(20, bytes([65 + number]) * 16) for number in range(9)))
    ran = b.program.call("history", "list")
    assert ran.status == 4
    assert sum(f"{number:08}/{IDENTITY}" in ran.err for number in range(9)) == 5
    assert tries() == 4


def tried(monkeypatch, tmp_path, *, works=True):
    """Count, across forks, how often a passphrase is tried. `works`: or it is refused without the seconds it takes."""
    notes, real = tmp_path / "tried", key_files._with_passphrase

    def counts(age, sealed, passphrase):
        with notes.open("a") as file:
            file.write("x")
        if not works:
            raise age.DecryptError("Decryption failed")
        return real(age, sealed, passphrase)

    monkeypatch.setattr(key_files, "_with_passphrase", counts)
    return lambda: len(notes.read_text())
