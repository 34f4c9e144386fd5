"""A small process that has the program loaded and nothing else, and forks each run of it.

A process that runs tests holds all of them, and what a fork costs goes by what is held: four times as much there as
here. A test that changes something in its own process (`monkeypatch`) or meddles with file calls has the program forked
from itself.
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

HERE = Path(__file__).parent
LOADED_LATER = (
    *("difflib", "encodings.idna", "encodings.utf_8_sig", "json", "platformdirs.unix", "prompt_toolkit.output.vt100"),
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


def serves_here():
    """Whether a run may be had from the server here and now."""
    return not _SERVER.passed_by and _SERVER.owner in (0, os.getpid())


def serve(run):
    """Have one run to its end, and return its status as `os.wait` tells it."""
    if _SERVER.connection is None:
        _SERVER.start()
    umask = os.umask(0o077)
    os.umask(umask)  # there is no other way to ask for it
    _SERVER.connection.send((run, umask, importlib.import_module("quick_passphrases").told()))
    return _SERVER.connection.recv()


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
            run, umask, told = connection.recv()
        except EOFError:
            return
        child = os.fork()
        if child == 0:
            connection.close()
            os.umask(umask)
            quick_passphrases.take(told)
            run.begin()
        connection.send(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent / "history"))
    with contextlib.suppress(KeyboardInterrupt):  # whoever runs the tests has had enough
        _stand_by(Connection(int(sys.argv[1])))
