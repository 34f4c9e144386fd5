"""Asking for the passphrase of a vault: a configured command, else the person at this terminal, and never anybody else.

It never comes from a flag or from the environment, and what is typed is not shown. It knows no key and no file.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from getpass import getpass
from typing import Final, NamedTuple

from selfattach import words
from selfattach.history.vault import Vault
from selfattach.paths import Places
from selfattach.text import clean, one_line, wrap

try:
    import termios
except ImportError:  # Windows shows nothing that nobody reads
    termios = None  # type: ignore[assignment]

_WIDTH: Final = 72


class Whom(NamedTuple):
    """Who may be asked: a command that prints the passphrase, or ""; and whether somebody types here."""

    command: str
    types: bool
    margin: str  # of what is asked beside a voice


class AskingVault(Vault):
    """A vault that asks here. A key takes a second or two to open, and what is typed meanwhile is not shown either."""

    def __init__(self, places: Places, whom: Callable[[], Whom]) -> None:
        super().__init__(places, self._ask_for_passphrase)
        self._whom = whom
        self._by_command = False  # and not typed

    def unlock(self) -> None:
        """As every vault."""
        if self.is_open or not self._whom().types:
            super().unlock()
            return
        with unseen():
            super().unlock()

    def _ask_for_passphrase(self, number: int, other: str) -> str | None:
        """Return a passphrase, or None where nobody says one. `number` of the try, 0 first; `other`: whose."""
        command, types, margin = self._whom()
        if command and number == 0 and not other:
            said = said_by(command)
            self._by_command = bool(said)
            if said:
                return said
        if number:
            by_command, self._by_command = self._by_command, False
            _tell(words.ASK_COMMAND_WRONG if by_command else words.ASK_WRONG, margin)
        if not types:
            return None
        said = typed(words.ASK_OTHER.format(device=one_line(other)) if other else words.ASK_OURS, margin)
        if said:
            _tell(words.ASK_A_MOMENT, margin)
        return said or None


@contextmanager
def unseen() -> Iterator[None]:
    """Show nothing that is typed, until the end; then let go of it, or the shell would take it for a command."""
    try:
        before = termios.tcgetattr(sys.stdin) if termios else None
    except (termios.error, OSError, ValueError):
        before = None
    if before is None:
        yield
        return
    try:
        quiet = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, quiet)
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSAFLUSH, before)


def said_by(command: str) -> str:
    """Return the first line that a command prints, or "" and tell why there is none."""
    here = None if sys.stdin.isatty() else subprocess.DEVNULL  # lines that were piped to us are not for it
    ran = subprocess.run(command, shell=True, stdin=here, stdout=subprocess.PIPE, check=False)  # noqa: S602  one's own
    line = ran.stdout.split(b"\n")[0].removesuffix(b"\r")
    if ran.returncode or not line:
        _tell(words.ASK_COMMAND_FAILED.format(status=ran.returncode))
        return ""
    try:
        return line.decode()
    except UnicodeDecodeError:  # whatever stood for those bytes, the standard `age` would want them
        _tell(words.ASK_COMMAND_NO_TEXT)
        return ""


def typed(prompt: str, margin: str = "") -> str:
    """Return what is typed, unseen; end of input, and what is no text, count as nothing. Ctrl-C ends the command."""
    try:
        return getpass(f"{_wrapped(prompt, margin)} ")
    except EOFError:
        sys.stderr.write("\n")
        return ""
    except UnicodeDecodeError:
        sys.stderr.write("\n")
        _tell(words.ASK_NO_TEXT, margin)
        return ""
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        raise


def ask_for_new(prompt: str = words.ASK_NEW) -> str | None:
    """Return a new passphrase that was typed twice the same, or None."""
    while (first := typed(prompt)) and (again := typed(words.ASK_AGAIN)):
        if again == first:
            return first
        _tell(words.PASSPHRASES_DIFFER)
    return None


def _wrapped(text: str, margin: str) -> str:
    width = min(shutil.get_terminal_size().columns, _WIDTH) - len(margin) - 1
    return "\n".join(f"{margin}{line}" for line in wrap(clean(text), width))


def _tell(told: str, margin: str = "") -> None:
    sys.stderr.write(f"{_wrapped(told, margin) if sys.stderr.isatty() else clean(told)}\n")
    sys.stderr.flush()  # the next prompt does not come by way of it
