"""The real program, started as a process in a home of its own, and what lies there afterwards."""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pexpect
from bundled import HEADS
from forked import Child

from selfattach.history.drafts import Drafts
from selfattach.history.history import History
from selfattach.history.record import to_plain
from selfattach.paths import find_places

COMMAND = (sys.executable, "-m", "selfattach")
A_FEW = ("inner-critic-reframe", "mindfulness-check-in", "self-compassion-letter")
BUNDLED = tuple(HEADS)
PLAIN = ("--plain", "--pace", "off")
# What looks back on what was kept; whoever adds such a command adds it here, and it is tried wherever these are.
SHELVES = (("kind",), ("letters",), ("letters", "list"), ("promises",))
LOOKING_BACK = (("history", "list"), *SHELVES, ("journey",), ("insights",))
OTHERS = (
    "practice",
    "routine",
    "noticed",
    "exercises",
    "support",
    "author",
    "vault",
    "farewell",
    "config",
    "doctor",
    "hook",
)
PATIENCE = int(os.environ.get("PATIENCE", "60"))  # seconds; only a fault takes so long


class Ran(NamedTuple):
    """How one run ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


class Program:
    """One person's program on one machine."""

    moment = None  # at which the clock stands for what is called in a fork; None: it goes

    def __init__(self, home):
        home.mkdir(mode=0o700)
        self.home = home
        self.places = find_places({"SELFATTACH_HOME": str(home)})

    def environment(self, **more):
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "TMPDIR", "TZ")}
        return {**kept, "SELFATTACH_HOME": str(self.home), "TERM": "xterm-256color", "PYTHONWARNINGS": "error", **more}

    def start(self, *arguments, **more):
        """Start it with pipes, and return the process."""
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        environment = self.environment(**more.pop("env", {}))
        spoken = {"text": True, "encoding": "utf-8", "errors": "replace"}
        return subprocess.Popen([*COMMAND, *arguments], env=environment, **(pipes | spoken | more))

    def on_a_terminal(self, *arguments, **environment):
        """Start it in a pseudo-terminal."""
        return pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], *arguments],
            env=self.environment(**environment),
            encoding="utf-8",
            timeout=PATIENCE,
            dimensions=(40, 100),
        )

    def run(self, *arguments, says="", **more):
        """Run it to its end with these words on its standard input (None: no pipe but nothing at all)."""
        if says is None:
            more, says = more | {"stdin": subprocess.DEVNULL}, ""
        with self.start(*arguments, **more) as process:
            out, err = process.communicate(says, timeout=PATIENCE)
        assert "Traceback" not in (err or ""), err
        assert "Exception ignored" not in (err or ""), err
        assert "\x1b" not in (out or "") + (err or "")
        return Ran(process.returncode, out or "", err or "")

    def call(self, *arguments, says="", cwd=None, env=None):
        """Run it to its end in a fork, which is the same program started six times as fast."""
        child = Child(self, arguments, says or "", cwd=cwd, env=env)
        assert "\x1b" not in child.out + child.err
        return Ran(child.status, child.out, child.err)

    def practise(self, name, *lines, options=()):
        """Practise with lines from a file, in the plain voice."""
        return self.call("practice", name, *PLAIN, *options, says="".join(f"{line}\n" for line in lines))

    # --- what lies in the home

    def own(self, name, text):
        """Put a script of one's own in its place, and return where that is."""
        path = self.places.own_exercises / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def history(self):
        return History(self.places)

    @property
    def drafts(self):
        return Drafts(self.places.state / "drafts")

    @property
    def records(self):
        """The kept sessions as plain values, newest first."""
        return json.loads(json.dumps([to_plain(record) for record in self.history.records()]))

    @property
    def waiting(self):
        return self.drafts.waiting()

    def has(self, words):
        """Return the files under the home that hold these words in any way a file could hold them here."""
        forms = {words.encode(), json.dumps(words)[1:-1].encode()}
        files = [path for path in self.home.rglob("*") if path.is_file()]
        return [path for path in files if any(form in content_of(path) for form in forms)]

    @property
    def touched(self):
        """Whether anything was started or saved."""
        return bool(list(self.places.data.glob("history/**/*")) or list(self.places.state.glob("drafts/*")))


def content_of(path):
    """The bytes of a file, or none: a running program may have taken it away since it was listed."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def said(record):
    """Return the answers of a record, their moments left out."""
    return [{key: value for key, value in entry.items() if key != "at"} for entry in record["answers"]]


def values(record):
    """Return the answers by name; those of rounds as a list."""
    found = {}
    for entry in record["answers"]:
        if "round" in entry:
            found.setdefault(entry["name"], []).append(entry["value"])
        else:
            found[entry["name"]] = entry["value"]
    return found


def until(is_so, seconds=PATIENCE):
    """Wait until it is so."""
    end = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)
    return found


def settle_at_a_pipe(process):
    """Wait until a process sleeps in reading a pipe, where the system tells; else for a while."""
    _settle(process, "pipe")


def settle_at_the_keys(process):
    """Wait until a process sleeps until a key comes, where the system tells; else for a while."""
    _settle(process, "poll", "select")


def _settle(process, *ways, seconds=2):
    end = time.monotonic() + seconds
    with contextlib.suppress(OSError):
        while time.monotonic() < end:
            asleep = Path(f"/proc/{process.pid}/wchan").read_text()
            if any(way in asleep for way in ways):
                return
            time.sleep(0.005)


def answers_file(path, text):
    path.write_text(text, encoding="utf-8")
    return str(path)


HERE = Path(__file__).parent
ROOT = HERE.parents[1]
