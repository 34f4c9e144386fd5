"""The vault: a history encrypted in the age format. The only door to pyrage, which is imported when it is needed.

One X25519 key for a history. Each device folder holds `identity.age` (that key, encrypted with a passphrase) and
`recipient` (its public half), so that the standard `age` tool opens everything without this program. What this machine
encrypts to says its pin (`pinned_key.py`); saving needs no passphrase. Where there is no pin yet, and only others'
folders say that there is a vault, new sessions wait in the state folder until the passphrase has shown which key is
ours. It knows bytes and keys, not what they say; whoever is asked for a passphrase is an argument.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from selfattach import disk, words
from selfattach.errors import LockedError, SelfattachError
from selfattach.history.key_file import (
    IDENTITY,
    WORK_FACTOR,
    asks_too_much,
    is_sealed,
    is_usable,
    is_weak,
    keys_in,
    pyrage,
    sealed_keys,
    weak_key_file,
    work_factor,
)
from selfattach.history.pinned_key import ON_THIS_MACHINE, PIN_FILE, PLAIN, Pin, as_key
from selfattach.history.trusted_machines import NOTES_BEGUN, NOTES_FOLDER, Machines, is_machines
from selfattach.history.write_ledger import Written

if TYPE_CHECKING:
    import io

    from selfattach.paths import Places

RECIPIENT: Final = "recipient"  # an empty one: this device keeps its files plain, whatever the others do
SEALED: Final = ".age"
_PLAIN_MONTH: Final = r"(?a)\d{4}-\d\d\.json"
TRIES: Final = 3
_MOST_WORK_TRIED: Final = 16 << WORK_FACTOR  # by one passphrase: sixteen key files as most machines make them
_MOST_NAMED: Final = 5
_LEFT_OUT: Final = "/"  # no name of a folder
_NO_KEY: Final = "No matching keys"  # as age says it

Ask = Callable[[int, str], str | None]  # number of the try, 0 first; another device with its own key, or "": an answer


def nobody(_number: int, _other: str) -> str | None:
    """Nobody can be asked."""
    return None


class KeyFiles(NamedTuple):
    """What one device folder says of its key."""

    device: str
    folder: Path
    recipient: str  # "" where it says none
    keeps_plain: bool  # its `recipient` is there and empty
    has_identity: bool
    has_sealed: bool  # a file that is encrypted, by its name
    has_plain: bool  # a month that is not, likewise

    @property
    def encrypts(self) -> bool:
        """Whether anything of it says that there is a vault."""
        return bool(self.recipient) or self.has_sealed or (self.has_identity and not self.keeps_plain)


class _Opened(NamedTuple):
    """What a passphrase opened."""

    passphrase: str
    keys: list[Any]  # none where it opened nothing
    device: str  # whose key file; "" for the copy in the state folder
    path: Path
    content: bytes
    wrong: dict[str, LockedError]  # of each device, why its file cannot be opened by any passphrase
    may_open: bool  # there is one that another passphrase may open


class Vault:
    """The keys of one history. Constructing one touches no disk; where nobody encrypts it changes nothing."""

    def __init__(self, places: Places | None, ask: Ask = nobody, own: Callable[[], str | None] = lambda: None) -> None:
        """`own` tells the id of this device, None where it has none yet. `places`: None where there is nothing."""
        self._history = places.history if places else None
        self._state = places.state if places else None
        self._cache = places.cache if places else None
        if self._history is not None:
            disk.follow_no_link_below(self._history)
        self.pin = Pin(self._state)
        self.machines = Machines(places)
        self.written = Written(places.state, places.cache, self) if places else None
        self._ask = ask
        self.own = own
        self._known_own: str | None = None
        self._keys: list[Any] = []
        self._refused: LockedError | None = None
        self._unpinned: tuple[str, bool] | None = None
        self.proven_copy: bytes | None = None  # of the key file in the state folder, which opened just now
        self.warnings: list[str] = []  # what an unlock found out of order, to be told once

    # --- what there is

    def key_files(self, *, but_of: str | None = None) -> list[KeyFiles]:
        """Return what each device folder says of its key; folders that say nothing are not among them.

        `but_of`: a device that is not asked about, so its folder is not listed.
        """
        found: list[KeyFiles] = []
        if self._history is None:
            return found
        try:
            names = sorted(os.listdir(self._history))  # noqa: PTH208  looked at by every start
        except OSError:
            return found
        for name in names:
            folder = self._history / name
            if not is_machines(name) or name == but_of or name in self.machines.passed_over():
                continue
            held = _names_in(folder)
            if RECIPIENT in held or IDENTITY in held or any(one.endswith(SEALED) for one in held):
                content = disk.content_of(folder / RECIPIENT) if RECIPIENT in held else None
                has_sealed = any(one.endswith(SEALED) for one in held - {IDENTITY})
                has_plain = any(re.fullmatch(_PLAIN_MONTH, one) for one in held)
                recipient = as_key(content or b"")
                told = recipient, content == b"", IDENTITY in held, has_sealed, has_plain
                found.append(KeyFiles(name, folder, *told))
        return found

    @property
    def recipient(self) -> str:
        """To whom new files are encrypted, or "" where they stay plain, or wait."""
        pinned = self.pin.read()
        if pinned:
            return "" if pinned == PLAIN else pinned
        return self._as_unpinned()[0]

    @property
    def waits(self) -> bool:
        """Whether it is not known yet to whom to encrypt: new sessions wait in the state folder."""
        return not self.pin.read() and self._as_unpinned()[1]

    def _as_unpinned(self) -> tuple[str, bool]:
        """Without a pin: to whom to encrypt all the same, "" for nobody, and whether new sessions wait meanwhile.

        A vault from before there were pins is known by its own files: all of them encrypted, and the key beside them.
        """
        if self.pin.is_damaged():
            return "", True
        if self._unpinned is None:
            if self.still_seen():
                self._unpinned = "", True
                return self._unpinned
            if self.was_never_locked():
                self._unpinned = "", self._others_encrypt()
                return self._unpinned
            key_files = self.key_files()
            own = self.own() if key_files else None
            ours = next((one for one in key_files if one.device == own), None)
            if ours and ours.recipient and (ours.has_sealed or not ours.has_plain) and is_usable(ours.recipient):
                self._unpinned = ours.recipient, False
            elif ours and ours.keeps_plain and not ours.has_sealed:  # a vault that was removed here
                self._unpinned = "", False
            else:
                self._unpinned = "", any(one.encrypts for one in key_files)
            if self._unpinned == ("", False) and self._had_sealed_index():
                self._unpinned = "", True  # there was a vault, and somebody took all signs of it away
        return self._unpinned

    def still_seen(self) -> frozenset[str]:
        """Return whose folders said that there is a vault, and are not passed over: that they went changes nothing."""
        return self.pin.seen() - self.machines.passed_over()

    def note_seen(self) -> None:
        """Note whose folders say that there is a vault, where new sessions wait for it. Raises SelfattachError."""
        if self.waits:
            says = {one.device for one in self.key_files() if one.encrypts}
            self.pin.note_seen(says or self.still_seen() or {ON_THIS_MACHINE})

    def unmet_signs(self) -> list[str]:
        """Return the folders that say that there is a vault, where nothing but folders not met here says so."""
        if not self.waits or self.pin.is_damaged() or self.copy_of_key_file() is not None:
            return []
        says = {one.device for one in self.key_files() if one.encrypts} | self.still_seen()
        if any(one == ON_THIS_MACHINE or self.machines.has_met(one) for one in says):
            return []
        return sorted(says)

    def was_never_locked(self) -> bool:
        """Whether this machine has notes of all it wrote, and never a key: whatever its folder in the history says."""
        if self._state is None or self.pin.read():
            return False
        has_notes = disk.is_there(self._state / NOTES_FOLDER / NOTES_BEGUN)
        return has_notes and not disk.is_there(self._state / IDENTITY) and not self._has_sealed_notes()

    def _has_sealed_notes(self) -> bool:
        """Whether what this machine noted of its months is encrypted: then it had a key, whatever became of it."""
        with suppress(OSError):
            files = self.written.files() if self.written else []
            return any(is_sealed(disk.content_of(file) or b"") for file in files[-1:])  # all are, or none is
        return False

    def _had_sealed_index(self) -> bool:
        """Whether the cache, which nobody syncs, holds what was derived of an encrypted history."""
        if self._cache is None or self.was_never_locked():
            return False
        with suppress(OSError):
            return any(self._cache.glob("heads-*.age"))
        return False

    @property
    def exists(self) -> bool:
        """Whether anybody encrypts here: this machine, or by any sign another one."""
        pinned = self.pin.read()
        if pinned not in ("", PLAIN) or self.waits:
            return True
        if not pinned and self.was_never_locked():
            return self._others_encrypt()
        return any(one.encrypts for one in self.key_files())

    def _others_encrypt(self) -> bool:
        """Whether any folder but one's own says that there is a vault."""
        self._known_own = self._known_own or self.own()
        return any(one.encrypts for one in self.key_files(but_of=self._known_own))

    @property
    def is_open(self) -> bool:
        """Whether the key is here."""
        return bool(self._keys)

    def forget(self) -> None:
        """Look anew at what the folders say: they were just changed. Keys that are here stay."""
        self._unpinned = None
        self._refused = None

    def refuse(self) -> None:
        """Stay locked from now on, without asking."""
        self._refused = self._refused or LockedError()

    # --- bytes

    def seal(self, content: bytes) -> bytes:
        """Return the bytes as they are to be stored: encrypted where there is a recipient."""
        recipient = self.recipient
        if not recipient:
            return content
        age = pyrage()
        try:
            sealed: bytes = age.encrypt(content, [age.x25519.Recipient.from_str(recipient)])
        except age.RecipientError as fault:
            raise SelfattachError(words.KEY_PIN_UNUSABLE.format(why=fault, name=PIN_FILE)) from fault
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
        age = pyrage()
        try:
            opened: bytes = age.decrypt(content, keys)
        except age.DecryptError as fault:
            raise ValueError(words.LOCKED_NOT_BY_THIS_KEY.format(why=fault)) from fault
        return opened

    def open_stream(self, sealed: io.BytesIO, out: io.BytesIO) -> None:
        """Decrypt as far as the bytes are whole. The keys are here."""
        age = pyrage()
        with suppress(age.DecryptError, OSError):
            age.decrypt_io(sealed, out, self._keys)

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

        The key that opens is pinned where there is no pin; a pin never moves. Where another device made a key of its
        own, its passphrase is tried too, and else asked for once.
        """
        if self._keys:
            return
        if self._refused is not None:
            raise self._refused
        pyrage()  # where it is missing, nobody is asked
        own, to, pinned = self.own(), self.recipient, self.pin.read()
        key_files = [one for one in self.key_files() if one.has_identity]
        work = {one.device: work_factor(disk.content_of(one.folder / IDENTITY) or b"") or 0 for one in key_files}
        key_files.sort(
            key=lambda one: (
                *(one.device != own, bool(to) and one.recipient != to, not self.machines.has_met(one.device)),
                *(not (one.recipient and one.has_sealed), work[one.device], one.device),
            )
        )
        key_files = [*self._copy(), *key_files]
        if not key_files:
            none = words.KEY_MISSING.format(history=self._history, name=IDENTITY, another=words.KEY_ANOTHER)
            raise self._stay_locked(LockedError(none), tried=True)
        opened = self._first_keys(key_files, "" if pinned == PLAIN else pinned)
        self._keys = [*opened.keys]
        for one in key_files:
            is_other = one.device not in ("", own) and one.recipient not in self._publics()
            if is_other and self.machines.has_met(one.device):
                self._keys += self._other_keys(one, opened.passphrase)
        try:
            if not pinned:
                self.pin.set(self._first_pin(key_files))
            self._keep_copy(opened, has_more=len(self._keys) > len(opened.keys))
        except SelfattachError as wrong:  # on a disk that is full or not ours to write: another time
            self.warnings.append(str(wrong))

    def _copy(self) -> list[KeyFiles]:
        """The copy of one's own key file in the state folder: who can write to the synced one locks nobody out."""
        if self._state is None or not disk.is_there(self._state / IDENTITY):
            return []
        nothing = {"keeps_plain": False, "has_sealed": False, "has_plain": False}
        return [KeyFiles("", self._state, self.recipient, has_identity=True, **nothing)]

    def _keep_copy(self, opened: _Opened, *, has_more: bool) -> None:
        """Have a copy there of what was opened. One that is whole stays: an older key file takes its place nowhere."""
        if self._state is None or not self.recipient:
            return
        content = opened.content
        if has_more:
            content = sealed_keys(self.keys, opened.passphrase)
            if is_weak(content):
                self.warnings.append(weak_key_file(self._state))
        elif opened.device and disk.is_there(self._state / IDENTITY) and "" not in opened.wrong:
            self.warnings.append(words.KEY_OLDER.format(file=opened.path))
            return
        if has_more or opened.device:
            self.keep_key_file(content)
        self.proven_copy = content
        own = self.own()
        if has_more and own is not None and self._history is not None and disk.is_folder(self._history / own):
            disk.replace(self._history / own / IDENTITY, content)  # no surprise to anybody: it was just made
        self.forget()

    def keep_key_file(self, content: bytes) -> None:
        """Keep a key file that was just opened or made, these very bytes, in the state folder."""
        if self._state is not None:
            disk.replace(self._state / IDENTITY, content)

    def copy_of_key_file(self) -> bytes | None:
        """Return the copy, None where there is none."""
        return disk.content_of(self._state / IDENTITY) if self._state else None

    def forget_copy(self) -> None:
        """Remove the copy: this machine keeps its files plain from now on."""
        if self._state is not None:
            disk.remove(self._state / IDENTITY)

    def _first_pin(self, key_files: list[KeyFiles]) -> str:
        """What the first unlock of this machine pins: what the file says that was opened first, if it opened that."""
        said = [one.recipient for one in key_files if one.recipient in self._publics()]
        return said[0] if said else str(self._keys[0].to_public())

    def _first_keys(self, key_files: list[KeyFiles], wanted: str) -> _Opened:
        """Return what was said, and what it opened. `wanted`: the key that has to be there, or "" for any."""
        wrong: dict[str, LockedError] = {}
        for number in range(TRIES):
            passphrase = self._ask(number, "")
            if passphrase is None:
                break
            opened = self._by(passphrase, key_files, wanted)
            if opened.keys:
                self.warnings += map(
                    str, (fault for device, fault in opened.wrong.items() if device not in ("", self.own()))
                )
                return opened
            wrong = opened.wrong
            if _LEFT_OUT in wrong:  # nobody knows whether it is the passphrase
                raise self._stay_locked(wrong[_LEFT_OUT], tried=True)
            if wrong and not opened.may_open:  # another passphrase would open nothing either
                raise self._stay_locked(LockedError(" ".join(map(str, wrong.values()))), tried=True)
        else:
            told = " ".join(map(str, (words.LOCKED_AFTER_THREE, *wrong.values())))
            raise self._stay_locked(LockedError(told), tried=True)
        raise self._stay_locked(LockedError(" ".join(map(str, wrong.values()))), tried=False)

    def _by(self, passphrase: str, key_files: list[KeyFiles], wanted: str) -> _Opened:
        """What a passphrase opens: the copy in the state folder, else one's own key file, else a few of others.

        Those of others that say that they hold the key are tried where these do not do: one came cut short from there,
        or is not ours, or the passphrase was changed there. Without a pin all of them may be; so that nobody who can
        put folders there makes a start endless, no more of them are than take some seconds.
        """
        wrong: dict[str, LockedError] = {}
        own, seen = self.own(), set[bytes]()
        left: list[str] = []
        work_left = _MOST_WORK_TRIED
        opened = _Opened(passphrase, [], "", self._state or Path(), b"", wrong, may_open=False)
        for one in key_files:
            path, content = one.folder / IDENTITY, disk.content_of(one.folder / IDENTITY) or b""
            says_another = wanted not in ("", one.recipient) and one.device not in ("", own, key_files[0].device)
            if content in seen or says_another:
                continue
            work = 0 if not one.device or asks_too_much(content) else 1 << (work_factor(content) or 0)
            if work > work_left:
                left.append(str(path))
                continue
            work_left -= work
            try:
                keys = keys_in(path, passphrase, content or None, here=not one.device)
                self._check_wanted(one, keys, wanted)
            except LockedError as fault:
                wrong[one.device] = fault
                continue
            finally:
                seen.update([content] if content and not asks_too_much(content) else [])
            opened = opened._replace(may_open=True)
            if keys:
                opened = opened._replace(keys=keys, device=one.device, path=path, content=content)
                break
        if left:
            named = ", ".join([*left[:_MOST_NAMED], *(["..."] if left[_MOST_NAMED:] else [])])
            wrong[_LEFT_OUT] = LockedError(words.KEY_NOT_TRIED.format(files=named))
        return opened

    @staticmethod
    def _check_wanted(one: KeyFiles, keys: list[Any], wanted: str) -> None:
        if wanted and keys and wanted not in {str(key.to_public()) for key in keys}:
            raise LockedError(words.KEY_OTHER.format(file=one.folder / IDENTITY, another=words.KEY_ANOTHER))

    def _stay_locked(self, why: LockedError, *, tried: bool) -> LockedError:
        if unmet := self.unmet_signs():
            why = LockedError(f"{why} {words.LOCKED_UNMET.format(devices=', '.join(unmet))}")
        elif self.waits and tried:
            why = LockedError(f"{why} {words.LOCKED_OR_PLAIN}")
        self._refused = why
        return why

    def _other_keys(self, one: KeyFiles, passphrase: str) -> list[Any]:
        """The keys of a device that made its own, by the passphrase just given or by its own, asked for once."""
        try:
            keys = keys_in(one.folder / IDENTITY, passphrase)
            if not keys and one.recipient:
                other = self._ask(0, one.device)
                keys = keys_in(one.folder / IDENTITY, other) if other else []
        except SelfattachError:  # only that file is not whole yet, or no more: what our own key opens stays open
            return []
        known = self._publics()
        return [key for key in keys if str(key.to_public()) not in known]

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


def _names_in(folder: Path) -> set[str]:
    """The names in a device folder and its inbox; none where it cannot be listed, as is told where files are read."""
    found: list[str] = []
    for one in (folder, folder / "inbox"):
        with suppress(OSError):
            found += disk.names_in(str(one))
    return set(found)
