"""The program's own `main` in a forked child whose file calls are meddled with: cut, refused, or interrupted.

A fork of a process that has the program loaded already costs a tenth of a start, so that every single call can have
its turn; where nothing is meddled with it is a fork of a smaller process still (`fork_server.py`). What is started,
from the arguments to the exit status, is the program as it is.
"""

import contextlib
import io
import os
import signal
import sys
import time
import traceback
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import fork_server
import tinydb  # noqa: F401  loaded here so that no child has to
from power import CALLS, _wrapped

import selfattach.cli.practise.practice_command
import selfattach.dates
import selfattach.help.facts
import selfattach.history.tinydb_file
import selfattach.script.answers_file
import selfattach.ui.plain
import selfattach.ui.scripted
from selfattach.cli import main

_LONGEST = 120  # seconds


class Child:
    """One run, as it ended: the exit status, or minus the signal that killed it."""

    def __init__(self, program, arguments, says, meddle=None, *, cwd=None, env=None):
        folder = program.home.parent
        self._files = [folder / name for name in ("stdin", "stdout", "stderr")]
        self._files[0].write_text(says, encoding="utf-8")
        who = Somebody(cwd or folder, seconds=_LONGEST)
        run = Run(self._files, program.environment(**(env or {})), [*arguments], program.moment, who)
        self.status = os.waitstatus_to_exitcode(fork_server.begin(run, meddle).ends())
        self.out, self.err = (path.read_text(encoding="utf-8") for path in self._files[1:])
        assert "Traceback" not in self.err, self.err


class Somebody(NamedTuple):
    """Who runs the program, and where, as plain values."""

    cwd: Path
    user: int | None = None  # of the system; None: as whoever runs the tests
    is_gone: bool = False  # the folder is removed once they stand in it
    seconds: int = 0  # after which what waits for something is ended by SIGALRM; 0: never

    def stand_there(self, *own):
        """In a child: have these files, no rights but this person's from here on, and stand where they stand."""
        signal.alarm(self.seconds)
        if self.user is not None:
            for path in own:
                os.chown(path, self.user, self.user)
            os.setgroups([])
            os.setresgid(self.user, self.user, self.user)
            os.setresuid(self.user, self.user, self.user)
        os.chdir(self.cwd)
        if self.is_gone:
            self.cwd.rmdir()


class Run(NamedTuple):
    """One run, as plain values."""

    files: list[Path]  # standard input, output and error
    environment: dict[str, str]
    arguments: list[str]
    moment: datetime | None
    who: Somebody

    def begin(self, meddle=None):
        """In a child: run the program from its first line to the exit status."""
        try:
            self.who.stand_there(*self.files)
            be_the_program(self.files, self.environment, self.arguments, meddle, self.moment)
        finally:
            os._exit(99)


def be_the_program(files, environment, arguments, meddle, moment=None):
    status = 1
    try:
        if moment is not None:
            selfattach.dates.datetime = _clock_that_stands_at(moment)
        os.environ.clear()
        os.environ.update(environment)
        time.tzset()
        for number, (path, flags) in enumerate(
            zip(
                files,
                (os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
                strict=True,
            )
        ):
            os.dup2(os.open(path, flags, 0o600), number)
        sys.stdin, sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.open(number, mode, closefd=False), encoding="utf-8")  # noqa: UP020, SIM115
            for number, mode in ((0, "rb"), (1, "wb"), (2, "wb"))
        )
        sys.argv = ["selfattach", *arguments]
        if meddle is not None:
            for name in CALLS:
                setattr(os, name, _wrapped(name, meddle))
        main()
    except SystemExit as left:
        status = left.code or 0
    except BaseException:  # noqa: BLE001  the child must not come back into pytest
        traceback.print_exc()
    finally:
        try:
            with contextlib.suppress(OSError):  # a terminal that hung up
                sys.stdout.flush()
                sys.stderr.flush()
        finally:
            os._exit(status if isinstance(status, int) else 1)


def _clock_that_stands_at(moment):
    class Standing(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz)

    return Standing


class SignalAfter:
    """Send the process a signal after its n-th call."""

    def __init__(self, number, signum):
        self.left = number
        self.signum = signum

    def __call__(self, name, real, *args, **more):
        try:
            return real(*args, **more)
        finally:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), self.signum)


class RefuseFrom:
    """Refuse every change from the n-th on, as a full or a read-only disk does."""

    def __init__(self, number, error, only):
        self.left = number
        self.error = error
        self.only = only

    def __call__(self, name, real, *args, **more):
        if name in self.only and not (name == "open" and not args[1] & (os.O_WRONLY | os.O_RDWR)):
            self.left -= 1
            if self.left <= 0:
                raise OSError(self.error, os.strerror(self.error))
        return real(*args, **more)


class Tally:
    """Count the calls in a file, which outlives the child."""

    def __init__(self, path):
        self.path = path
        self.names = []

    def __call__(self, name, real, *args, **more):
        self.names.append(name)
        with io.open(self.path, "w", encoding="utf-8") as file:  # noqa: UP020
            file.write(" ".join(self.names))
        return real(*args, **more)


KILLED = -signal.SIGKILL
