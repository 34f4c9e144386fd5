"""The vault: a history encrypted in the age format. The only door to pyrage, which is imported when it is needed.

One X25519 key for a history. Each device folder holds `identity.age` (that key, encrypted with a passphrase) and
`recipient` (its public half), so that saving needs no passphrase, and the standard `age` tool opens everything without
this program. It knows bytes and keys, not what they say; whoever is asked for a passphrase is an argument.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from time import sleep
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from selfattach.errors import LockedError, SelfattachError
from selfattach.files import read_file
from selfattach.history import durable

if TYPE_CHECKING:
    import io
    from pathlib import Path

IDENTITY: Final = "identity.age"
RECIPIENT: Final = "recipient"  # an empty one: this device keeps its files plain, whatever the others do
TRIES: Final = 3
_BUSY_TRIES: Final = 40
_A_WHILE: Final = 0.5  # seconds
_TOO_MUCH_WORK: Final = "Excessive work"  # as age says it
_HEADER: Final = b"age-encryption.org/v1\n"
_NO_KEY: Final = "No matching keys"  # likewise
_CUT_SHORT: Final = ("decryption error", "Incomplete header", "failed to fill whole buffer")  # no wrong passphrase
_ANOTHER: Final = "Bring it back from a backup, or from the folder of another machine with the same `recipient`."

Ask = Callable[[int, str], str | None]  # number of the try, 0 first; another device with its own key, or "": an answer


def nobody(_number: int, _other: str) -> str | None:
    """Nobody can be asked."""
    return None


def is_sealed(content: bytes) -> bool:
    """Whether bytes are encrypted in the age format."""
    return content.startswith(_HEADER)


class KeyFiles(NamedTuple):
    """What one device folder says of its key."""

    device: str
    folder: Path
    recipient: str  # "" where the device keeps its files plain
    has_identity: bool


class Vault:
    """The keys of one history. Constructing one touches no disk; without a recipient anywhere it changes nothing."""

    def __init__(self, history: Path | None, ask: Ask = nobody, own: Callable[[], str | None] = lambda: None) -> None:
        """`own` tells the id of this device, None where it has none yet."""
        self._history = history
        self._ask = ask
        self.own = own
        self._keys: list[Any] = []
        self._refused: LockedError | None = None
        self._recipient: str | None = None

    # --- what there is

    def key_files(self) -> list[KeyFiles]:
        """Return what each device folder says of its key; folders that say nothing are not among them."""
        found: list[KeyFiles] = []
        if self._history is None:
            return found
        try:
            names = sorted(os.listdir(self._history))  # noqa: PTH208  looked at by every start
        except OSError:
            return found
        for name in names:
            folder = self._history / name
            if name.startswith("."):  # a syncing tool's own
                continue
            try:
                recipient = read_file(folder / RECIPIENT).decode("ascii").strip()
            except (OSError, ValueError):
                continue
            found.append(KeyFiles(name, folder, recipient, (folder / IDENTITY).exists()))
        return found

    @property
    def recipient(self) -> str:
        """To whom new files are encrypted, or "": one's own choice, else the first that another device made."""
        if self._recipient is None:
            key_files = self.key_files()
            own = self.own() if key_files else None
            chosen = [one.recipient for one in key_files if one.device == own]
            others = [one.recipient for one in key_files if one.recipient]
            self._recipient = chosen[0] if chosen else min(others, default="")
        return self._recipient

    @property
    def exists(self) -> bool:
        """Whether any device encrypts."""
        return any(one.recipient for one in self.key_files())

    @property
    def is_open(self) -> bool:
        """Whether the key is here."""
        return bool(self._keys)

    def forget(self) -> None:
        """Look anew at what the folders say: they were just changed. Keys that are here stay."""
        self._recipient = None
        self._refused = None

    def refuse(self) -> None:
        """Stay locked from now on, without asking."""
        self._refused = self._refused or LockedError()

    # --- bytes

    def seal(self, content: bytes) -> bytes:
        """Return the bytes as they are to be stored: encrypted where there is a recipient."""
        if not self.recipient:
            return content
        age = _age()
        try:
            sealed: bytes = age.encrypt(content, [age.x25519.Recipient.from_str(self.recipient)])
        except age.RecipientError as fault:
            raise SelfattachError(
                f"The key in {self._history}/*/{RECIPIENT} cannot be used ({fault}), so nothing was written. "
                "Bring that file back from a backup."
            ) from fault
        return sealed

    def open(self, content: bytes) -> bytes:
        """Return bytes as they were before `seal`. Raises LockedError without the key, ValueError for broken ones."""
        if not is_sealed(content):
            return content
        self.unlock()
        return self.open_with(self._keys, content)

    def peek(self, content: bytes) -> bytes | None:
        """Return the bytes if that can be done without asking anybody, else None."""
        if not is_sealed(content):
            return content
        try:
            return self.open_with(self._keys, content) if self._keys else None
        except ValueError:
            return None

    @staticmethod
    def open_with(keys: list[Any], content: bytes) -> bytes:
        """Decrypt. Raises ValueError saying what is wrong."""
        age = _age()
        try:
            opened: bytes = age.decrypt(content, keys)
        except age.DecryptError as fault:
            raise ValueError(f"it cannot be decrypted with your key ({fault})") from fault
        return opened

    def open_stream(self, sealed: io.BytesIO, out: io.BytesIO) -> None:
        """Decrypt as far as the bytes are whole. The keys are here."""
        age = _age()
        with suppress(age.DecryptError, OSError):
            age.decrypt_io(sealed, out, self._keys)

    def needs_rewriting(self, content: bytes) -> bool:
        """Whether sealed bytes open only with a key that is not the one new files are encrypted to."""
        if len(self._keys) == 1 or not is_sealed(content):
            return False
        try:
            self.open_with([key for key in self._keys if str(key.to_public()) == self.recipient], content)
        except ValueError:
            return True
        return False

    def may_be_whole(self, content: bytes) -> bool:
        """Whether bytes that do not open may be well, and only lack a key that is somewhere, but not here."""
        if not is_sealed(content) or {one.recipient for one in self.key_files()} <= {"", *self._publics()}:
            return False
        try:
            self.open_with(self._keys, content)
        except ValueError as fault:
            return _NO_KEY in str(fault)
        return True

    # --- keys

    def unlock(self) -> None:
        """Have the key, asking for the passphrase. Raises LockedError after three wrong tries or where nobody can say.

        Where another device made a key of its own, its passphrase is tried too, and else asked for once.
        """
        if self._keys:
            return
        if self._refused is not None:
            raise self._refused
        _age()  # where it is missing, nobody is asked
        key_files = [one for one in self.key_files() if one.has_identity]
        own = self.own()
        key_files.sort(key=lambda one: (one.device != own, one.recipient != self.recipient, one.device))
        if not key_files:
            raise self._stay_locked(LockedError(
                f"The history in {self._history} is encrypted, and {IDENTITY} is in none of its folders. "
                "Bring it back from a backup, or use the key of your recovery sheet."
            ))  # fmt: skip
        passphrase, keys, damaged = self._first_keys(key_files)
        self._keys = [*keys]
        for one in key_files[1:]:
            if one.recipient and one.recipient not in self._publics():
                self._keys += self._other_keys(one, passphrase)
        chosen = min({one.recipient for one in self.key_files()} & self._publics(), default="")
        is_news = len(self._keys) > len(keys) or key_files[0].recipient not in ("", chosen)
        if (is_news or damaged) and key_files[0].device == own:
            with suppress(SelfattachError):  # on a disk that is full or not ours to write: another time
                self._adopt(key_files[0], chosen, passphrase)

    def _first_keys(self, key_files: list[KeyFiles]) -> tuple[str, list[Any], bool]:
        """Return what was said, the keys it opens, and whether the first file is damaged and another one helped."""
        same = [one for one in key_files if one.recipient and one.recipient == key_files[0].recipient]
        for number in range(TRIES):
            passphrase = self._ask(number, "")
            if passphrase is None:
                break
            try:
                keys = keys_in(key_files[0].folder / IDENTITY, passphrase)
                damaged = None
            except LockedError as fault:
                damaged = fault
                keys = self._keys_of_another(same[1:], passphrase)
            if keys:
                return passphrase, keys, damaged is not None
            if damaged:
                raise self._stay_locked(damaged) from None
        else:
            raise self._stay_locked(LockedError("That was not the passphrase, three times. Nothing was changed."))
        raise self._stay_locked(LockedError())

    @staticmethod
    def _keys_of_another(key_files: list[KeyFiles], passphrase: str) -> list[Any]:
        """The same key by the file of another device: ours came cut short from there, and that one is whole by now."""
        for one in key_files:
            with suppress(LockedError):
                keys = keys_in(one.folder / IDENTITY, passphrase)
                if keys:
                    return keys
        return []

    def _stay_locked(self, why: LockedError) -> LockedError:
        self._refused = why
        return why

    def _other_keys(self, one: KeyFiles, passphrase: str) -> list[Any]:
        """The keys of a device that made its own, by the passphrase just given or by its own, asked for once."""
        try:
            keys = keys_in(one.folder / IDENTITY, passphrase)
            if not keys:
                other = self._ask(0, one.device)
                keys = keys_in(one.folder / IDENTITY, other) if other else []
        except SelfattachError:  # only that file is not whole yet, or no more: what our own key opens stays open
            return []
        known = self._publics()
        return [key for key in keys if str(key.to_public()) not in known]

    def _adopt(self, own: KeyFiles, chosen: str, passphrase: str) -> None:
        """Two devices made a key each: both go into one's own key file, and the first by name is used from now on."""
        write_identity(own.folder, self._keys, passphrase)
        if own.recipient:  # else this device keeps its files plain
            durable.replace(own.folder / RECIPIENT, f"{chosen}\n".encode())
        self.forget()

    def _publics(self) -> set[str]:
        return {str(key.to_public()) for key in self._keys}

    @property
    def keys(self) -> list[Any]:
        """The keys that are here, the one in use first."""
        return sorted(self._keys, key=lambda key: str(key.to_public()) != self.recipient)

    def take(self, keys: list[Any]) -> None:
        """Have these keys from now on: they were just made, or typed."""
        self._keys = keys
        self.forget()


def new_key() -> Any:  # noqa: ANN401  pyrage's own
    """Make a key."""
    return _age().x25519.Identity.generate()


def public_half(key: Any) -> str:  # noqa: ANN401  as above
    """Return the recipient of a key."""
    return str(key.to_public())


def write_identity(folder: Path, keys: list[Any], passphrase: str) -> None:
    """Put `identity.age` in place: the keys, a line each, encrypted with a passphrase. It takes a second or two."""
    content = "".join(f"{key}\n" for key in keys).encode()
    durable.replace(folder / IDENTITY, _age().passphrase.encrypt(content, _ways_to_type(passphrase)[0]))


def keys_in(path: Path, passphrase: str) -> list[Any]:
    """Return the keys of an `identity.age`, none when that is not its passphrase. Raises LockedError if broken."""
    age = _age()
    try:
        sealed = read_file(path)
    except OSError as fault:
        raise LockedError(f"{path} cannot be read: {fault.strerror}. {_ANOTHER}") from fault
    if not is_sealed(sealed):
        raise LockedError(f"{path} is damaged: it is no age file. {_ANOTHER}")
    for typed in _ways_to_type(passphrase):
        try:
            lines = _with_passphrase(age, sealed, typed).decode("ascii").split()
            return [age.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-1")]
        except age.DecryptError as fault:
            if str(fault) in _CUT_SHORT:
                raise LockedError(f"{path} is damaged: it is not whole. {_ANOTHER}") from fault
        except (ValueError, age.IdentityError) as fault:
            raise LockedError(f"{path} is damaged: it opens, but holds no key. {_ANOTHER}") from fault
    return []


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
                raise LockedError(
                    "This machine is too busy just now to work out the key. Nothing was opened. Try again in a while."
                ) from fault
            sleep(_A_WHILE)
        else:
            break
    return opened


def _age() -> Any:  # noqa: ANN401  the module
    try:
        import pyrage  # noqa: PLC0415  only where there is a vault
    except ImportError as fault:
        raise LockedError(
            "This history is encrypted, and the part that opens it is not installed. "
            "Install selfattach with its extra `vault`, as the README does."
        ) from fault
    return pyrage
