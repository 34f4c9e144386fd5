"""A vault made once for all tests of a process; and places with it.

Its passphrase is quick in this process and in what is forked from it. What is started anew knows nothing of that: for
it there is a key file in the format of age, made with next to no work, so that age opens it really and at once; in full
it is one as the program writes it, which takes the second or two that age lets each of them take.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyrage
from quick_passphrases import make_quick
from tools import in_full

from selfattach import disk
from selfattach.history.history import History
from selfattach.history.key_file import IDENTITY, public_half, write_identity
from selfattach.history.pinned_key import Pin
from selfattach.history.vault import RECIPIENT

PASSPHRASE = "a horse, a battery and žluťoučký kůň"  # noqa: S105  of a vault that is made for a test
REAL_PASSPHRASE = "a slow horse"  # noqa: S105  same, of the file below
_OPENS_AT_ONCE = Path(__file__).parent / "opens-at-once.age"
_KEY = "AGE-SECRET-KEY-1AKDDXMTKTMTZR50XL2N08YMZ58TZN8H2RNREZFNJ329FPUPCGULQ27QT5E"  # in it
make_quick(PASSPHRASE)


@cache
def key():
    """Return the key of all these vaults."""
    return pyrage.x25519.Identity.from_str(_KEY)


@cache
def key_file(passphrase):
    """Return its `identity.age`."""
    if passphrase == REAL_PASSPHRASE and not in_full():
        return _OPENS_AT_ONCE.read_bytes()
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
