"""A vault made once for all tests of a process, as an encrypted key file costs a second or two; and places with it."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from selfattach import disk
from selfattach.history.pin import Pin
from selfattach.history.store import History
from selfattach.history.vault import IDENTITY, RECIPIENT, new_key, public_half, write_identity

PASSPHRASE = "a horse, a battery and žluťoučký kůň"  # noqa: S105  of a vault that is made for a test


@cache
def key():
    """Return the key of all these vaults."""
    return new_key()


@cache
def key_file():
    """Return its `identity.age`, as the program writes it."""
    with TemporaryDirectory() as folder:
        write_identity(Path(folder), [key()], PASSPHRASE)
        return (Path(folder) / IDENTITY).read_bytes()


def encrypt(places):
    """Have a history encrypted from now on, as after `vault init`. What is there already stays for the next start."""
    writer = History(places).writer
    with writer.locked():
        folder = writer.folder
    disk.replace(folder / IDENTITY, key_file())
    disk.replace(folder / RECIPIENT, f"{public_half(key())}\n".encode())
    disk.replace(places.state / IDENTITY, key_file())
    Pin(places.state).set(public_half(key()))
    return folder


def unlocked(history):
    """Return the history with its key at hand, as after the passphrase."""
    history.vault.take([key()])
    return history


def files(root):
    """Return the bytes of every file under a folder, by its path there."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
