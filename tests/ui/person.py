"""A person at a real terminal: keys in, a screen out, and the replies the voice gave."""

import contextlib
import fcntl
import json
import os
import pty
import re
import signal
import struct
import sys
import termios
import time
import traceback
from itertools import pairwise
from pathlib import Path

import driver
import pexpect
import ptyprocess
import pyte

import selfattach.ui.prompt_widgets  # noqa: F401  loaded here so that no child has to

ROOT = Path(__file__).parents[2]
DRIVER = Path("tests/ui/driver.py")
ENTER, ESC, CTRL_C, CTRL_D, CTRL_Z, F1 = "\r", "\x1b", "\x03", "\x04", "\x1a", "\x1bOP"
UP, DOWN = "\x1b[A", "\x1b[B"
_LIVE = re.compile(r"\r((?:[^\x1b\r\n]|\x1b\[[\d;]*m)+)\x1b\[K")
PATIENCE = 60  # seconds; only a fault takes so long


class _Forked(pexpect.spawn):
    """The driver in a fork of this process, which has loaded everything already: a fifth of the work of a start."""

    def _spawnpty(self, args, *, cwd, env, dimensions, **_more):
        pid, master = pty.fork()
        if pid == 0:
            _be_the_driver([os.fsdecode(one) for one in args[1:]], cwd, env, dimensions)
        child = ptyprocess.PtyProcess(pid, master)
        child.setwinsize(*dimensions)
        return child


def _be_the_driver(arguments, cwd, env, size):
    status = 1
    try:
        os.closerange(3, 1024)  # another test's terminal must not be held open here
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(env)
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115  as long as the process
            for number, mode in enumerate(("r", "w", "w"))
        )
        sys.argv = arguments
        status = driver.main()
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:  # noqa: BLE001  the child must not come back into pytest
        traceback.print_exc()
    finally:
        try:
            with contextlib.suppress(OSError):  # a terminal that hung up
                sys.stdout.flush()
                sys.stderr.flush()
        finally:
            os._exit(status)


class Person:
    def __init__(self, folder: Path, exercise: str, *, pace="fast", half="", size=(24, 80), env=None, started=""):
        """`started`: "anew" as a process that has loaded nothing yet, or "in a shell"; else in a fork of this one."""
        self.replies_file = folder / "replies"
        rows, columns = size
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        arguments = [exercise, str(self.replies_file), pace, half]
        command = [sys.executable, str(DRIVER), *arguments]
        program, *more = ["bash", "--norc", "--noprofile", "-i"] if started == "in a shell" else command
        self.child = (pexpect.spawn if started else _Forked)(
            program,
            more,
            cwd=ROOT,
            env={
                "PATH": "/usr/bin:/bin",
                "TERM": "xterm-256color",
                "LANG": "C.UTF-8",
                "PYTHONPATH": str(ROOT),
                "PS1": "$ ",
                **(env or {}),
            },
            encoding="utf-8",
            codec_errors="replace",
            dimensions=size,
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None
        self.child.logfile_read = self
        self.raw = ""
        if started == "in a shell":
            self.does(" ".join(f"'{word}'" for word in command) + "; echo came back\r", after="$ ")

    def write(self, text):
        self.raw += text
        # pyte does not know these two private sequences and would print their tails
        self.stream.feed(re.sub(r"\x1b\[[>=?][0-9;]*[uq]", "", text))

    def flush(self):
        pass

    def sees(self, *texts):
        """Wait until these texts came, one after another, since the last thing seen."""
        for text in texts:
            self.child.expect_exact(text)

    def does(self, keys, after=None):
        if after is not None:
            self.sees(after)
        self.child.send(keys)

    def takes(self, keys, after):
        """Do it on a screen of help, which takes Enter only once it has stood for a moment."""
        self.sees(after)
        self.looks(0.4)
        self.does(keys)

    def replied(self, *last):
        """Wait until the last replies are these, typing left out."""
        self.waits(lambda: self.replies[-len(last) :] == list(last))
        if not self.child.closed:
            self.looks()  # what was written before may be on its way still

    def shows(self, *texts):
        """Wait until these texts stand on the screen."""
        self.waits(lambda: all(text in self.display for text in texts))

    def waits(self, is_so):
        """Wait until it is so, and read meanwhile what comes to the screen, while there is one."""
        until = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < until, f"it did not come; there were {self.replies}"
            if self.child.closed:
                time.sleep(0.02)
            else:
                self.looks(0.02)

    def looks(self, seconds=0.05):
        """Read what is on its way to the screen."""
        with contextlib.suppress(pexpect.TIMEOUT, pexpect.EOF):
            self.child.expect_exact("\0never\0", timeout=seconds)

    def noted(self):
        if not self.replies_file.exists():
            return []
        return [json.loads(line) for line in self.replies_file.read_text(encoding="utf-8").splitlines()]

    @property
    def replies(self):
        return [tuple(one) for one in self.noted() if one[0] not in ("typing", "loaded")]

    @property
    def typing(self):
        return [one[1] for one in self.noted() if one[0] == "typing"]

    def has_typed(self, text):
        """Wait until this stands in the box."""
        self.waits(lambda: self.typing[-1:] == [text])

    @property
    def display(self):
        return "\n".join(line.rstrip() for line in self.screen.display)

    def hangs_up(self):
        """Close the terminal as a closed window does."""
        self.child.ptyproc.fileobj.close()
        self.child.closed = self.child.ptyproc.closed = True

    def is_gone(self):
        """End what is left of it, without the pauses pexpect takes."""
        if not self.child.closed:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.child.pid, signal.SIGKILL)
            self.hangs_up()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.child.pid, 0)
        self.child.terminated = self.child.ptyproc.terminated = True

    def leaves(self):
        """Wait for the end, and return the exit status."""
        self.child.expect(pexpect.EOF)
        self.child.wait()
        return self.child.exitstatus


def live_lines_in(raw):
    """Every text the live line had, one after another, without its colours."""
    return [re.sub(r"\x1b\[[\d;]*m", "", line).strip() for line in _LIVE.findall(raw)]


def breaths_in(raw):
    """Count the breaths that were begun: the times a live line of breathing in came after one of breathing out."""
    phases = [line.partition(" ")[0] for line in live_lines_in(raw)]
    return sum(now == "in" and before != "in" for before, now in pairwise(["", *phases]))
