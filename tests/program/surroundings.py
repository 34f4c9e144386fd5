"""A person on this machine, root or an ordinary user, and what can be wrong around them.

The program runs in a child that has given up root's rights before it starts: files that are closed are closed then. All
of the program and of what it loads later is loaded here, so that the child needs no file that only root may read.
"""

import contextlib
import ctypes
import os
import pwd
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import at_a_terminal
import pytest
from fork_server import begin, load_everything
from forked import Run, Somebody
from sample_records import a_record, an_entry
from vaults import encrypt, unlocked

from selfattach.history.history import History
from selfattach.paths import find_places

ORDINARY = 54321  # nobody's number
CARD = "My sister, 0123"
_LONGEST = 60  # seconds; then the program waits for something, and the test fails
_NEEDS_ROOT = "only root can make it so"


load_everything()


class Ran(NamedTuple):
    """How one run ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def last_line(self):
        return self.out.splitlines()[-1] if self.out else ""


class Person:
    """Somebody with a card, in Sweden by their settings, whose machine stands there too."""

    def __init__(self, folder, user):
        self.user = user  # of the system; None: as whoever runs the tests
        self.folder = folder
        self.home = folder / "home"
        self.cwd = folder
        self.places = find_places({"SELFATTACH_HOME": str(self.home)})
        self.is_gone = False  # the folder they stand in is removed once the program stands there
        self.changed = {}
        self._ends = []
        self.places.config.mkdir(parents=True)
        (self.places.config / "config.toml").write_text('[support]\ncountry = "SE"\n', encoding="utf-8")
        for place in (self.places.state, self.places.cache):
            place.mkdir()
        card = an_entry("who", CARD, shelf="support", section="people")
        History(self.places).add(a_record(0, card, start=_NOW))
        self.give(folder)

    def give(self, folder, user=None):
        """Have a folder and all in it belong to this person, or to another user."""
        owner = self.user if user is None else user
        if owner is not None:
            for path in (folder, *folder.rglob("*")):
                os.lchown(path, owner, owner)

    @property
    def shard(self):
        (month,) = self.places.history.glob("*/*.json*")
        return month

    def environment(self):
        known = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "SELFATTACH_HOME": str(self.home)}
        speaks = {"LANG": "C.UTF-8", "TZ": "Europe/Stockholm", "TERM": "xterm-256color", "PYTHONWARNINGS": "error"}
        return {name: value for name, value in {**known, **speaks, **self.changed}.items() if value is not None}

    @property
    def who(self):
        return Somebody(self.cwd, self.user, self.is_gone, _LONGEST)

    def runs(self, *arguments, says=""):
        """Run the program in pipes to its end."""
        files = [self.folder / name for name in ("stdin", "stdout", "stderr")]
        for file, content in zip(files, (says, "", ""), strict=True):
            file.write_text(content, encoding="utf-8")
        status = begin(Run(files, self.environment(), [*arguments], None, self.who)).ends()
        out, err = (file.read_text(encoding="utf-8", errors="replace") for file in files[1:])
        assert "Traceback" not in err, err
        assert "Exception ignored" not in err, err
        return Ran(os.waitstatus_to_exitcode(status), out, err)

    def at_a_terminal(self, *arguments, size=(24, 80)):
        return at_a_terminal.Terminal(self, *arguments, size=size, who=self.who)

    # --- what is around them

    def at_the_end(self, do):
        self._ends.append(do)

    def leaves(self):
        for do in reversed(self._ends):
            do()


_NOW = datetime.now().astimezone()


# --- mounts that answer nobody


def mount_without_an_answer(person, folder, *, dead):
    """Put a file system over a folder whose other end is gone (`dead`), or is there and never answers."""
    if os.geteuid() != 0 or not Path("/dev/fuse").exists():
        pytest.skip(_NEEDS_ROOT)
    try:
        end = os.open("/dev/fuse", os.O_RDWR)
    except OSError as wrong:
        pytest.skip(f"/dev/fuse: {wrong.strerror}")
    libc = ctypes.CDLL(None, use_errno=True)
    options = f"fd={end},rootmode=40000,user_id=0,group_id=0,allow_other".encode()
    if libc.mount(b"selfattach-test", os.fsencode(folder), b"fuse", 0, options):
        os.close(end)
        pytest.skip(f"no file system can be put there: {os.strerror(ctypes.get_errno())}")
    detach = 2

    def unmount():
        if not dead:
            os.close(end)
        libc.umount2(os.fsencode(folder), detach)

    person.at_the_end(unmount)
    if dead:  # once: its number may be another file's by the end
        os.close(end)


# --- the table: what is wrong, and what cannot be looked at then


class Wrong(NamedTuple):
    """`unseen`: what cannot be looked at then, of settings and card; `starts`: a practice can start."""

    make: object
    unseen: tuple[str, ...] = ()
    starts: bool = True
    closed: bool = False  # which opens to root all the same


def closed(path):
    def make(person):
        (person.home / path).chmod(0)
        person.at_the_end(lambda: (person.home / path).chmod(0o700))

    return make


def foreign(path):
    def make(person):
        if os.geteuid() != 0:
            pytest.skip(_NEEDS_ROOT)
        person.give(person.home / path, user=ORDINARY + 1)
        for folder in (person.home / path, *(person.home / path).rglob("*")):
            folder.chmod(0o700 if folder.is_dir() else 0o600)

    return make


def in_its_place(path, make):
    """Put something else where a file stands or would stand."""

    def change(person):
        place = path(person)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        make(place)
        person.give(place.parent)

    return change


def changes(**variables):
    return lambda person: person.changed.update(variables)


def in_a_folder_that_is_gone(**variables):
    def make(person):
        person.cwd, person.is_gone = person.folder / "gone", True
        person.cwd.mkdir()
        person.give(person.cwd)
        person.changed.update(variables)

    return make


def without_a_home(person):
    """Neither in the environment nor in the list of users. Somebody who stands in that list has a home."""
    with contextlib.suppress(KeyError):
        pwd.getpwuid(os.geteuid() if person.user is None else person.user)
        pytest.skip("this user has a home")
    person.changed.update(SELFATTACH_HOME=None, HOME=None)


def lock(person):
    encrypt(person.places)
    unlocked(History(person.places)).put_in_order()
    person.give(person.home)


def dead(path):
    return lambda person: mount_without_an_answer(person, person.home / path, dead=True)


def config(person):
    return person.places.config / "config.toml"


def shard(person):
    return person.shard


def copied(person):
    lock(person)
    return person.places.state / "support-card.json"


def recipient(person):
    lock(person)
    (found,) = person.places.history.glob("*/recipient")
    return found


SETTINGS, A_CARD, TORN, LOCKED = "settings", "card", "torn", "locked"
BOTH = (SETTINGS, A_CARD)
WRONG = {
    "nothing is wrong": Wrong(lambda _: None),
    "config is closed": Wrong(closed("config"), (SETTINGS,), closed=True),
    "data is closed": Wrong(closed("data"), (A_CARD,), starts=False, closed=True),
    "state is closed": Wrong(closed("state"), starts=False, closed=True),
    "cache is closed": Wrong(closed("cache"), closed=True),
    "everything is closed": Wrong(closed("."), BOTH, starts=False, closed=True),
    "the file of settings is closed": Wrong(closed("config/config.toml"), (SETTINGS,), closed=True),
    "config is somebody else's": Wrong(foreign("config"), (SETTINGS,), closed=True),
    "data is somebody else's": Wrong(foreign("data"), (A_CARD,), starts=False, closed=True),
    "state is somebody else's": Wrong(foreign("state"), starts=False, closed=True),
    "cache is somebody else's": Wrong(foreign("cache"), closed=True),
    "everything is somebody else's": Wrong(foreign("."), BOTH, starts=False, closed=True),
    "config is on a dead disk": Wrong(dead("config"), (SETTINGS,)),
    "data is on a dead disk": Wrong(dead("data"), (A_CARD,), starts=False),
    "state is on a dead disk": Wrong(dead("state"), starts=False),
    "cache is on a dead disk": Wrong(dead("cache")),
    "everything is on a dead disk": Wrong(dead("."), BOTH, starts=False),
    "the settings are a pipe": Wrong(in_its_place(config, os.mkfifo), (SETTINGS,)),
    "a shard is a pipe": Wrong(in_its_place(shard, os.mkfifo), (TORN,)),
    "the copy of the card is a pipe": Wrong(in_its_place(copied, os.mkfifo), (LOCKED,)),
    "the public half of the key is a pipe": Wrong(in_its_place(recipient, os.mkfifo), (LOCKED,)),
    "the settings are a folder": Wrong(in_its_place(config, os.mkdir), (SETTINGS,)),
    "a shard is a folder": Wrong(in_its_place(shard, os.mkdir), (TORN,)),
    "the copy of the card is a folder": Wrong(in_its_place(copied, os.mkdir), (LOCKED,)),
    "the public half of the key is a folder": Wrong(in_its_place(recipient, os.mkdir), (LOCKED,)),
    "the path is too long": Wrong(changes(SELFATTACH_HOME=f"/tmp/{'h' * 300}"), BOTH, starts=False),  # noqa: S108
    "there is no home": Wrong(without_a_home, BOTH, starts=False),
    "the working folder is gone": Wrong(in_a_folder_that_is_gone()),
    "a home is told from a folder that is gone": Wrong(
        in_a_folder_that_is_gone(SELFATTACH_HOME="home"), BOTH, starts=False
    ),
    "no clock can have the zone": Wrong(changes(TZ="<+99>-99")),
    "a zone is a day from here": Wrong(changes(TZ="A-24:59:59")),
    "no map knows the zone": Wrong(changes(TZ="Mars/Olympus")),
    "the zone is no zone": Wrong(changes(TZ=":/nowhere/::")),
    "no locale is known": Wrong(changes(LANG="xx_XX.nowhere", LC_ALL="broken", LANGUAGE=":::")),
    "the history is locked": Wrong(lock, (LOCKED,)),
}


@contextlib.contextmanager
def person_with(wrong, folder, user):
    """Somebody around whom that is so, until they leave."""
    person = Person(folder, user)
    try:
        WRONG[wrong].make(person)
        yield person
    finally:
        person.leaves()
