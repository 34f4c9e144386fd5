"""Asking for the passphrase of a vault: a configured command, else the person at this terminal, and never anybody else.

It never comes from a flag or from the environment, and what is typed is not shown. It knows no key and no file.
"""

import subprocess
import sys
from getpass import getpass

from selfattach import words
from selfattach.text import clean, one_line


def ask_for_passphrase(number: int, other: str, command: str, *, may_type: bool) -> str | None:
    """Return a passphrase, or None where nobody says one. `number` of the try, 0 first; `other`: whose, if not ours.

    `command`: what prints ours, or ""; `may_type`: whether somebody is there who types.
    """
    if command and number == 0 and not other:
        said = said_by(command)
        if said:
            return said
    if not may_type:
        return None
    if number:
        sys.stderr.write(f"{words.ASK_WRONG}\n")
    return typed(words.ASK_OTHER.format(device=one_line(other)) if other else words.ASK_OURS) or None


def said_by(command: str) -> str:
    """Return the first line that a command prints, or "" and tell why there is none."""
    ran = subprocess.run(command, shell=True, stdout=subprocess.PIPE, check=False)  # noqa: S602  the person's own setting
    line = ran.stdout.split(b"\n")[0].removesuffix(b"\r").decode("utf-8", "replace")
    if ran.returncode or not line:
        sys.stderr.write(f"{clean(words.ASK_COMMAND_FAILED.format(status=ran.returncode))}\n")
        return ""
    return line


def typed(prompt: str) -> str:
    """Return what is typed, unseen. Ctrl-C and end of input count as nothing."""
    try:
        return getpass(f"{prompt} ")
    except (EOFError, KeyboardInterrupt):
        sys.stderr.write("\n")
        return ""


def ask_for_new(prompt: str = words.ASK_NEW) -> str | None:
    """Return a new passphrase that was typed twice the same, or None."""
    while first := typed(prompt):
        if typed(words.ASK_AGAIN) == first:
            return first
        sys.stderr.write(f"{words.PASSPHRASES_DIFFER}\n")
    return None
