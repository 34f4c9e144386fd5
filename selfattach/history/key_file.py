"""Key files: `identity.age`, the keys of a vault encrypted with a passphrase. Making one, and opening it.

The one door to pyrage. age measures how fast the machine is at that very moment, so a key file made on a busy machine
takes less work to guess than it should, and on a busy machine the right passphrase is refused: both are met here. It
knows bytes, passphrases and keys; which of several files is one's own is for `vault.py`.
"""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING, Any, Final

from selfattach import disk, words
from selfattach.disk import read_file
from selfattach.errors import LockedError, reason

if TYPE_CHECKING:
    from pathlib import Path

IDENTITY: Final = "identity.age"
_BUSY_TRIES: Final = 40
_A_WHILE: Final = 0.5  # seconds
_TOO_MUCH_WORK: Final = "Excessive work"  # as age says it
_HEADER: Final = b"age-encryption.org/v1\n"
_CUT_SHORT: Final = ("decryption error", "Incomplete header", "failed to fill whole buffer")  # no wrong passphrase
WORK_FACTOR: Final = (
    18  # of the passphrase part of age, as its power of two; age chooses it by the speed of the machine
)
_MOST_WORK: Final = 20  # a GiB of memory, and some seconds; a machine takes so much that is four times as fast as most
_MOST_WORK_HERE: Final = 22  # of the copy in the state folder, where nobody else writes
_LONGEST_STANZA: Final = 100  # bytes
_MAKES: Final = 5


def is_sealed(content: bytes) -> bool:
    """Whether bytes are encrypted in the age format."""
    return content.startswith(_HEADER)


def new_key() -> Any:  # noqa: ANN401  pyrage's own
    """Make a key."""
    return pyrage().x25519.Identity.generate()


def public_half(key: Any) -> str:  # noqa: ANN401  as above
    """Return the recipient of a key."""
    return str(key.to_public())


def is_usable(recipient: str) -> bool:
    """Whether a recipient is whole: its last letters are a checksum of the others."""
    if not recipient:
        return False
    try:
        age = pyrage()
    except LockedError:  # nothing can be sealed; whoever tries hears why
        return True
    try:
        age.x25519.Recipient.from_str(recipient)
    except age.RecipientError:
        return False
    return True


def key_of(text: str) -> Any:  # noqa: ANN401  pyrage's own
    """Return the key that a line of the recovery sheet is. Raises ValueError when it is none."""
    age = pyrage()
    try:
        return age.x25519.Identity.from_str(text.strip().upper())
    except age.IdentityError as fault:
        raise ValueError(str(fault)) from fault


def sealed_keys(keys: list[Any], passphrase: str) -> bytes:
    """Return what an `identity.age` holds: the keys, a line each, encrypted with a passphrase.

    It takes a second or two. age takes less work for it on a machine that is busy; then it is made again, a few times.
    """
    content = "".join(f"{key}\n" for key in keys).encode()
    for _ in range(_MAKES):
        sealed: bytes = pyrage().passphrase.encrypt(content, _ways_to_type(passphrase)[0])
        if not is_weak(sealed):
            break
    return sealed


def write_identity(folder: Path, keys: list[Any], passphrase: str) -> bytes:
    """Put such a file in place, and return what it holds."""
    sealed = sealed_keys(keys, passphrase)
    disk.replace(folder / IDENTITY, sealed)
    return sealed


def is_weak(sealed: bytes) -> bool:
    """Whether a key file was made with so little work that guessing its passphrase is easier than it should be."""
    factor = work_factor(sealed)
    return factor is not None and factor < WORK_FACTOR


def work_factor(sealed: bytes) -> int | None:
    """Return how much work the passphrase part of an age file is, as its power of two; None where there is none."""
    stanza = sealed[len(_HEADER) :].split(b"\n", 1)[0][:_LONGEST_STANZA].split()
    return int(stanza[-1]) if stanza[1:2] == [b"scrypt"] and stanza[-1].isdigit() else None


def asks_too_much(sealed: bytes, *, here: bool = False) -> bool:
    """Whether a key file asks for so much work that it is not tried. `here`: it is the copy in the state folder."""
    return (work_factor(sealed) or 0) > (_MOST_WORK_HERE if here else _MOST_WORK)


def weak_key_file(folder: Path) -> str:
    """Say that a key file was made with too little work, as this machine was too busy."""
    return words.KEY_WEAK.format(file=folder / IDENTITY)


def keys_in(path: Path, passphrase: str, content: bytes | None = None, *, here: bool = False) -> list[Any]:
    """Return the keys of an `identity.age`, none when that is not its passphrase. Raises LockedError if broken.

    `content`: what was read of it already. `here`: it is the copy in the state folder.
    """
    age = pyrage()
    try:
        sealed = read_file(path) if content is None else content
    except OSError as fault:
        raise _broken(words.KEY_UNREADABLE, path, reason(fault, path)) from fault
    if not is_sealed(sealed):
        raise _broken(words.KEY_NO_AGE, path)
    if asks_too_much(sealed, here=here):
        raise _broken(words.KEY_TOO_MUCH_WORK, path)
    for typed in _ways_to_type(passphrase):
        try:
            lines = _with_passphrase(age, sealed, typed).decode("ascii").split()
            return [age.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-1")]
        except age.DecryptError as fault:
            if str(fault) in _CUT_SHORT:
                raise _broken(words.KEY_NOT_WHOLE, path) from fault
        except (ValueError, age.IdentityError) as fault:
            raise _broken(words.KEY_EMPTY, path) from fault
    return []


def _broken(how: str, path: Path, why: str = "") -> LockedError:
    return LockedError(how.format(file=path, why=why, another=words.KEY_ANOTHER))


def _ways_to_type(passphrase: str) -> list[str]:
    """Return a passphrase in the bytes that one or another keyboard gives for it, first those a key file is made with.

    An accented letter is one sign on most of them, a letter and an accent on some.
    """
    if passphrase.isascii():
        return [passphrase]
    from unicodedata import normalize  # noqa: PLC0415  then only

    return list(dict.fromkeys((normalize("NFC", passphrase), passphrase, normalize("NFD", passphrase))))


def _with_passphrase(age: Any, sealed: bytes, passphrase: str) -> bytes:  # noqa: ANN401  the module
    """Decrypt with a passphrase, again and again while age finds that this machine is too slow for it.

    It measures how fast the machine is at that very moment, so on a busy one the right passphrase is refused.
    """
    for left in reversed(range(_BUSY_TRIES)):
        try:
            opened: bytes = age.passphrase.decrypt(sealed, passphrase)
        except age.DecryptError as fault:
            if not str(fault).startswith(_TOO_MUCH_WORK):
                raise
            if not left:
                raise LockedError(words.KEY_BUSY) from fault
            sleep(_A_WHILE)
        else:
            break
    return opened


def pyrage() -> Any:  # noqa: ANN401  the module
    """Return the library. Raises LockedError where it is not installed."""
    try:
        import pyrage  # noqa: PLC0415  only where there is a vault
    except ImportError as fault:
        raise LockedError(words.LOCKED_NO_PART) from fault
    return pyrage
