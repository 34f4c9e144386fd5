"""Disks that keep no rights (exFAT, CIFS, gvfs) or lock no files (NFS without its daemon): written to all the same."""

import errno
import json
import os
import stat
import subprocess
import sys
from contextlib import suppress

import pytest
from sample_records import a_record, places_in
from save_at_once import a_history, check, save_at_once
from the_program import PLAIN, Ran

from selfattach import disk, words
from selfattach.history import save_lock
from selfattach.history.history import History

KEEPS_NO_RIGHTS = """
import os
def refuse(*args, **more): raise OSError(1, "Operation not permitted", str(args[0]))
make, make_folder = os.open, os.mkdir
change, os.chmod, os.fchmod = os.chmod, refuse, refuse
def opened(path, flags, mode=0o777, **more):
    file = make(path, flags, mode, **more)
    if flags & os.O_CREAT: change(file, 0o666)
    return file
def made(path, mode=0o777, **more):
    make_folder(path, mode, **more)
    change(path, 0o777)
os.open, os.mkdir = opened, made
"""
LOCKS_NOTHING = """
import fcntl
def refuse(*args): raise OSError({error}, "refused")
fcntl.flock = refuse
"""
PRACTISES = ("practice", "one-word-now", *PLAIN, "--no-input", "--set", "word=fine")
REFUSED_WITH = (errno.ENOLCK, errno.ENOSYS, errno.EBADF, errno.EOPNOTSUPP, errno.EINVAL)
OPEN = "cannot keep files private"


def on_such_a_disk(program, disk, *arguments):
    """The real program, on a system whose calls answer as such a disk does."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{disk}\nfrom selfattach.cli import main\nmain()", *arguments],
        env=program.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    assert "Warning" not in ran.stderr
    return Ran(ran.returncode, ran.stdout, " ".join(ran.stderr.split()))


# --- no rights


def test_where_no_rights_are_kept_a_practice_is_kept_and_that_is_told_once(program):
    first, second = (on_such_a_disk(program, KEEPS_NO_RIGHTS, *PRACTISES) for _ in range(2))
    assert (first.status, second.status, len(program.records)) == (0, 0, 2)
    assert (first.err.count(OPEN), second.err.count(OPEN)) == (1, 0)


@pytest.mark.parametrize("form", ["json", "csv", "jrnl", "page", "markdown"])
def test_an_export_to_such_a_disk_is_written_and_told(program, tmp_path, form):
    History(program.places).add(a_record())
    program.call("history", "list")
    to = tmp_path / "out"
    ran = on_such_a_disk(program, KEEPS_NO_RIGHTS, "history", "export", "--format", form, "--to", str(to))
    assert (ran.status, ran.err.count(f"the disk of {to if form == 'markdown' else tmp_path} {OPEN}")) == (0, 1)
    assert stat.S_IMODE(to.stat().st_mode) & 0o077


def test_the_doctor_says_that_rights_cannot_be_mended_there(program):
    on_such_a_disk(program, KEEPS_NO_RIGHTS, *PRACTISES)
    ran = on_such_a_disk(program, KEEPS_NO_RIGHTS, "doctor", "--repair", "--json")
    assert ran.status == 1
    found = json.loads(ran.out)
    assert words.DOCTOR_LEFT_OPEN.format(file=program.places.state) in found["not_mended"]
    assert not any("yours alone" in told for told in found["mended"])


# --- no locks


@pytest.mark.parametrize("error", REFUSED_WITH, ids=errno.errorcode.get)
def test_where_nothing_locks_it_is_kept_all_the_same_and_the_doctor_names_the_cause(program, error):
    disk = LOCKS_NOTHING.format(error=error)
    for _ in range(2):
        ran = on_such_a_disk(program, disk, *PRACTISES)
        assert (ran.status, ran.err) == (0, "")
    assert len(program.records) == 2
    assert not save_lock.named(program.places.state / "history.lock").exists()
    (told,) = [one for one in json.loads(on_such_a_disk(program, disk, "doctor", "--json").out)["findings"]
               if one["check"] == "lock"]  # fmt: skip
    assert (told["state"], "cannot lock files (refused)" in told["told"]) == ("note", True)


@pytest.fixture
def nothing_locks(monkeypatch):
    """In this process and its children."""

    def refuse(*_):
        raise OSError(errno.ENOLCK, "refused")

    monkeypatch.setattr("fcntl.flock", refuse)


@pytest.mark.usefixtures("nothing_locks")
def test_what_several_processes_add_at_once_is_all_kept_there_too(tmp_path):
    assert save_at_once(tmp_path, 4, 6) == [0] * 4
    check(tmp_path, 4, 6)


def of_a_dead_process(path):
    with suppress(ChildProcessError):
        child = os.fork()
        if child == 0:
            save_lock._made(path, save_lock._Empty())
            os._exit(0)
        os.waitpid(child, 0)
    assert path.stat().st_size


LEFT_BEHIND = {"empty": lambda path: path.write_bytes(b""), "of a dead process": of_a_dead_process}


@pytest.mark.usefixtures("nothing_locks")
@pytest.mark.parametrize("left", LEFT_BEHIND)
def test_what_was_left_behind_there_blocks_nobody(tmp_path, left):
    state = places_in(tmp_path).state
    state.mkdir()
    LEFT_BEHIND[left](save_lock.named(state / "history.lock"))
    kept = a_history(tmp_path).add(a_record())
    assert list(a_history(tmp_path).records()) == [kept]
    assert [path.name for path in state.glob("history.lock*")] == ["history.lock"]


@pytest.mark.usefixtures("nothing_locks")
def test_what_another_machine_holds_is_never_taken_and_the_file_is_named(tmp_path):
    lock = tmp_path / "history.lock"
    save_lock.named(lock).write_text('{"machine": "another", "boot": "", "process": 1}')
    with (
        pytest.raises(disk.BusyError, match=f"{save_lock.named(lock)}.* remove that file"),
        save_lock.locked(lock, 0.05),
    ):
        pass
    assert save_lock.named(lock).exists()


@pytest.mark.parametrize("name", ["history.lock", "history.lock.held"])
def test_an_empty_file_blocks_nobody_where_locks_hold(program, name):
    program.places.state.mkdir()
    (program.places.state / name).touch()
    assert program.call(*PRACTISES).status == 0
    assert len(program.records) == 1
