"""Asking for the passphrase of a vault: a configured command, else the person at this terminal, and never anybody else.

It never comes from a flag or from the environment, and what is typed is not shown. A command that was not set here is
shown and asked about before it is run. It knows no key.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from getpass import getpass
from pathlib import Path
from typing import Final, NamedTuple

from selfattach import words
from selfattach.cli.output import read_line
from selfattach.cli.setup.passphrase_command import is_set_here, note_command
from selfattach.errors import SelfattachError
from selfattach.history.vault import Vault
from selfattach.paths import Places
from selfattach.text import clean, one_line, unseen_escaped, wrap

try:
    import termios
except ImportError:  # Windows shows nothing that nobody reads
    termios = None  # type: ignore[assignment]

_WIDTH: Final = 72


class Whom(NamedTuple):
    """Who may be asked: a command that prints the passphrase, or ""; and whether somebody types here."""

    command: str
    state: Path  # where it is noted that the command was set here
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
        whom = self._whom()
        types, margin = whom.types, whom.margin
        if whom.command and number == 0 and not other and _may_run(whom):
            said = said_by(whom.command)
            self._by_command = bool(said)
            if said:
                return said
        if number:
            by_command, self._by_command = self._by_command, False
            _tell(words.ASK_COMMAND_WRONG if by_command else words.ASK_WRONG, margin)
        if not types:
            return None
        if number == 0 and not (other or margin) and (unmet := self.unmet_signs()):
            _tell(words.LOCKED_UNMET.format(devices=", ".join(map(one_line, unmet))))
        said = typed(words.ASK_OTHER.format(device=one_line(other)) if other else words.ASK_OURS, margin)
        if said:
            _tell(words.ASK_A_MOMENT, margin)
        return said or None


def _may_run(whom: Whom) -> bool:
    """Whether the command was set here, or the person has seen it and says yes; that is noted."""
    command, state, types, margin = whom
    if is_set_here(state, command):
        return True
    import json  # noqa: PLC0415  only then

    as_it_is = unseen_escaped(json.dumps(command, ensure_ascii=False))  # whole, on one line, and nothing in it unseen
    if not types:
        _tell(words.ASK_COMMAND_NOT_RUN.format(command=as_it_is))
        return False
    _tell(words.ASK_COMMAND_FOUND, margin)
    sys.stderr.write(f"{margin}  {as_it_is}\n")
    if not _says_yes(words.ASK_COMMAND_RUN, margin):
        return False
    with suppress(SelfattachError):  # on a disk that is full it is asked about once more
        note_command(state, command)
    return True


def _says_yes(question: str, margin: str) -> bool:
    """Ask for y or n on stderr. All else, and the end of the input, mean no. Ctrl-C ends the command."""
    _tell(question, margin)
    said = ""
    try:
        with _typing(is_shown=True):  # before the sign for it: who types at once is shown it, too
            sys.stderr.write(f"{margin}> ")
            sys.stderr.flush()
            said = read_line()
    finally:
        if not said.endswith("\n"):  # the terminal is still in that line
            sys.stderr.write("\n")
    return said.strip().casefold() in ("y", "yes")


@contextmanager
def unseen() -> Iterator[None]:
    """Show nothing that is typed, until the end; then let go of it, or the shell would take it for a command."""
    with _typing(is_shown=False):
        yield


@contextmanager
def _typing(*, is_shown: bool) -> Iterator[None]:
    """Have what is typed shown or not, until the end; what nobody read by then is let go of."""
    try:
        before = termios.tcgetattr(sys.stdin) if termios else None
    except (termios.error, OSError, ValueError):
        before = None
    if before is None:
        yield
        return
    try:
        echo = before[3] | termios.ECHO if is_shown else before[3] & ~termios.ECHO
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, [*before[:3], echo, *before[4:]])
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
