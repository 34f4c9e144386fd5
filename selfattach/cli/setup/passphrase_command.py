"""The command that prints the passphrase, and whether it was set here: by the program, on this machine, as it stands.

`config.toml` can be carried here by a syncing tool or written by another program, and this line of it is run. So a
checksum of the command lies in the state folder. Called by `vault`, `config`, and by whoever asks for a passphrase.
"""

from pathlib import Path
from typing import Final

from selfattach import disk
from selfattach.config import SETTINGS_FILE, set_setting
from selfattach.disk import read_file
from selfattach.paths import Places

KEY: Final = "vault.passphrase_command"
NOTE: Final = "passphrase-command-set-here.sha256"


def set_command(places: Places, command: str | None) -> bool:
    """Keep the command in the settings, None takes it out; and note that it was set here. Whether the file changed."""
    changed = set_setting(places.config / SETTINGS_FILE, KEY, command)
    note_command(places.state, command)
    return changed


def note_command(state: Path, command: str | None) -> None:
    """Note that this one may be run. Raises SelfattachError where the disk refuses."""
    if command:
        disk.replace(state / NOTE, _checksum(command))
    elif disk.may_be_there(state / NOTE):
        disk.remove(state / NOTE)


def is_set_here(state: Path, command: str) -> bool:
    """Whether exactly this command was noted. A note that cannot be read notes nothing."""
    try:
        return read_file(state / NOTE) == _checksum(command)
    except OSError:
        return False


def _checksum(command: str) -> bytes:
    import hashlib  # noqa: PLC0415  loads OpenSSL, only where there is a command

    return f"{hashlib.sha256(command.encode('utf-8', 'surrogateescape')).hexdigest()}\n".encode()
