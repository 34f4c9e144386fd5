"""A small process that has the program loaded and nothing else, and forks each run of it.

A process that runs tests holds all of them, and what a fork costs goes by what is held: four times as much there as
here. A test that changes something in its own process (`monkeypatch`) has the program forked from itself, and so has
one that meddles with file calls in a way of its own.
"""

import atexit
import contextlib
import importlib
import os
import pkgutil
import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
WAYS_TO_MEDDLE = ("forked", "power")  # modules whose classes the server has as well
LOADED_LATER = (
    *(
        "difflib",
        "encodings.idna",
        "encodings.utf_8_sig",
        "importlib.resources",
        "json",
        "zoneinfo._common",
        "platformdirs.unix",
        "prompt_toolkit.output.vt100",
    ),
    *("pyrage", "rich.console", "textwrap", "tinydb", "tomlkit", "tomllib", "unicodedata", "wcwidth"),
    "yaml",
)


class _Server:
    """The server of one process of tests, from the first run that was asked of it."""

    connection = None
    owner = 0  # a fork of that process asks it nothing: the two would read one another's answers
    passed_by = 0

    def start(self):
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-W", "error", str(HERE / "fork_server.py"), str(theirs.fileno())]
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()])
        theirs.close()
        self.connection, self.owner = Connection(ours.detach()), os.getpid()
        atexit.register(self._end, process)

    def is_asked(self, request):
        """Return what it answers."""
        if self.connection is None:
            self.start()
        self.connection.send(request)
        return self.connection.recv()

    def _end(self, process):
        if self.owner == os.getpid():
            self.connection.close()
            process.terminate()  # another child that is left may hold the connection as well
            process.wait()


_SERVER = _Server()


@contextlib.contextmanager
def passed_by():
    """Have the program forked from this very process."""
    _SERVER.passed_by += 1
    try:
        yield
    finally:
        _SERVER.passed_by -= 1


def _serves_here():
    """Whether a run may be had from the server here and now."""
    return not _SERVER.passed_by and _SERVER.owner in (0, os.getpid())


class Begun(NamedTuple):
    """A child that has begun, here or in the server."""

    pid: int
    is_served: bool

    def ends(self):
        """Wait for its end, and return its status as `os.wait` tells it."""
        return _SERVER.is_asked(("end", self.pid)) if self.is_served else os.waitpid(self.pid, 0)[1]


def begin(what, meddle=None):
    """Have a child begin with something (`Run`, `Shell`); `meddle` is in between it and its file calls."""
    is_served = _serves_here() and (meddle is None or type(meddle).__module__ in WAYS_TO_MEDDLE)
    if is_served:
        umask = os.umask(0o077)
        os.umask(umask)  # there is no other way to ask for it
        told = importlib.import_module("quick_passphrases").told()
        return Begun(_SERVER.is_asked(("begin", what, meddle, umask, told)), is_served)
    pid = os.fork()
    if pid == 0:
        what.begin(meddle)
    return Begun(pid, is_served)


def load_everything():
    """Load all of the program and what it loads later, so that no child has to."""
    selfattach = importlib.import_module("selfattach")
    for module in pkgutil.walk_packages(selfattach.__path__, "selfattach."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in LOADED_LATER:
        importlib.import_module(name)
    with contextlib.suppress(ImportError):  # of some versions of Python and Typer alone
        for name in (
            "encodings.ascii",
            "_sha2" if sys.version_info >= (3, 12) else "_sha256",
            "typer._click.decorators",
        ):
            importlib.import_module(name)


def _stand_by(connection):
    load_everything()
    quick_passphrases = importlib.import_module("quick_passphrases")
    while True:
        try:
            request, *details = connection.recv()
        except EOFError:
            return
        if request == "end":
            connection.send(os.waitpid(*details, 0)[1])
            continue
        what, meddle, umask, told = details
        child = os.fork()
        if child == 0:
            connection.close()
            os.umask(umask)
            quick_passphrases.take(told)
            what.begin(meddle)
        connection.send(child)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent / "history"))
    with contextlib.suppress(KeyboardInterrupt):  # whoever runs the tests has had enough
        _stand_by(Connection(int(sys.argv[1])))
