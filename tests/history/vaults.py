"""A vault made once for all tests of a process; and places with it.

Its passphrase is quick in this process and in what is forked from it. What is started anew knows nothing of that: for
it there is a passphrase that takes the second or two which age lets each of them take.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from quick_passphrases import make_quick

from selfattach import disk
from selfattach.history.history import History
from selfattach.history.key_file import IDENTITY, new_key, public_half, write_identity
from selfattach.history.pinned_key import Pin
from selfattach.history.vault import RECIPIENT

PASSPHRASE = "a horse, a battery and žluťoučký kůň"  # noqa: S105  of a vault that is made for a test
SLOW_PASSPHRASE = "a slow horse"  # noqa: S105  same
make_quick(PASSPHRASE)


@cache
def key():
    """Return the key of all these vaults."""
    return new_key()


@cache
def key_file(passphrase):
    """Return its `identity.age`, as the program writes it."""
    with TemporaryDirectory() as folder:
        write_identity(Path(folder), [key()], passphrase)
        return (Path(folder) / IDENTITY).read_bytes()


def encrypt(places, passphrase=PASSPHRASE):
    """Have a history encrypted from now on, as after `vault init`. What is there already stays for the next start."""
    writer = History(places).writer
    with writer.locked():
        folder = writer.folder
    disk.replace(folder / IDENTITY, key_file(passphrase))
    disk.replace(folder / RECIPIENT, f"{public_half(key())}\n".encode())
    disk.replace(places.state / IDENTITY, key_file(passphrase))
    Pin(places.state).set(public_half(key()))
    return folder


def unlocked(history):
    """Return the history with its key at hand, as after the passphrase."""
    history.vault.take([key()])
    return history


def files(root):
    """Return the bytes of every file under a folder, by its path there."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
