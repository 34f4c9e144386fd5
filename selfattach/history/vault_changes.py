"""Making a vault, joining one, giving it another passphrase, opening it by the sheet, and removing it.

A power cut at any moment loses nothing; the order is the whole of it. Made: the key file, the recipient, the pin, from
which moment everything new is encrypted, then what was plain, one file at a time; a start that finds plain files beside
a pinned key goes on with it. Removed: one file after the other, then the pin, then an empty recipient; a start that
comes in between encrypts again what was plain already. It asks nobody and shows nothing.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from selfattach import disk, words
from selfattach.errors import SelfattachError, WrongInputError
from selfattach.history import shards
from selfattach.history.damage import DamagedFileError
from selfattach.history.key_file import IDENTITY, is_sealed, is_weak, new_key, public_half, sealed_keys, write_identity
from selfattach.history.pinned_key import PLAIN
from selfattach.history.vault import RECIPIENT, SEALED

if TYPE_CHECKING:
    from selfattach.history.drafts import Drafts
    from selfattach.history.history import History


class Status(NamedTuple):
    """What there is of a vault. Figures are of files."""

    recipient: str  # to whom this device encrypts, "" where it does not
    pinned: str  # what is pinned: a recipient, `plain`, or "" for nothing
    waits: bool  # others encrypt, and it is not known here yet to whom
    device: str | None
    encrypted: int
    plain: int  # of this device, and so still to be encrypted
    waiting: int  # in the inbox until the next unlock, or in the state folder until the first
    plain_elsewhere: list[str]  # devices that still keep some plain
    plain_by_choice: list[str]  # devices that do so since their vault was removed
    keys: int  # different ones among all devices
    plain_copies: list[str]  # that nobody reads, and so nobody encrypts
    off_here: bool  # this device does not encrypt while others do
    older: list[str]  # devices whose newest session was kept by a program that knows no pin


def status(history: History) -> Status:
    """Look at a vault without opening it."""
    own, vault = history.writer.known_device(), history.vault
    files = [file for month in history.shards.months().values() for file in month]
    plain = [file for file in files if SEALED not in file.name]
    elsewhere = {file.device for file in plain if file.device != own}
    key_files = vault.key_files()
    chosen = elsewhere & {one.device for one in key_files if one.keeps_plain}
    recipients = {one.recipient for one in key_files if one.recipient}
    recipient, pinned = vault.recipient, vault.pin.read()
    return Status(
        recipient,
        pinned,
        vault.waits,
        own,
        len(files) - len(plain),
        len([file for file in plain if file.device == own]),
        sum(1 for file in files if file.is_waiting) + len(history.writer.waiting()),
        sorted(elsewhere - chosen),
        sorted(chosen),
        len(recipients),
        [str(path) for path in history.shards.unread() if SEALED not in path.name.lower()],
        not recipient and not vault.waits and vault.exists,
        history.writer.older_programs(),
    )


def make(history: History, drafts: Drafts, passphrase: str) -> bool:
    """Make a vault and encrypt what is there. Return whether its key file is hard enough to guess.

    Raises WrongInputError when there is one, SelfattachError.
    """
    vault = history.vault
    if vault.recipient or vault.exists:
        raise WrongInputError(words.VAULT_IS_THERE)
    with history.writer.locked():
        _see_that_nobody_practises(drafts)
        folder, key = history.writer.folder, new_key()
        key_file = write_identity(folder, [key], passphrase)
        disk.replace(folder / RECIPIENT, f"{public_half(key)}\n".encode())
        vault.keep_key_file(key_file)
        vault.pin.set(public_half(key))
        vault.take([key])
        history.index.forget()
        history.writer.stow()
    drafts.reseal()
    history.put_away()  # copies beside a month, under whatever names
    return not is_weak(key_file)


def join(history: History, drafts: Drafts) -> None:
    """Encrypt here too, to the key that other machines use. The vault is open. Raises LockedError, SelfattachError."""
    vault = history.vault
    vault.unlock()
    with history.writer.locked():
        _see_that_nobody_practises(drafts)
        public = [public_half(key) for key in vault.keys]
        used = [one.recipient for one in vault.key_files() if one.recipient in public]
        vault.pin.set(min(used, default=public[0]))
        vault.forget()
        history.writer.say_the_pinned_key()
        history.writer.take_key_files()
        history.index.forget()
        history.writer.bring_in_waiting()
        history.writer.stow()
    drafts.reseal()
    history.put_in_order()


def use_sheet(history: History, drafts: Drafts, key: Any, passphrase: str) -> bool:  # noqa: ANN401  pyrage's own
    """Open the vault with the key of the recovery sheet, and give it a new passphrase on this machine.

    Return whether its key file is hard enough to guess. Raises WrongInputError where it is the key of something else,
    SelfattachError.
    """
    vault, public = history.vault, public_half(key)
    pinned = vault.pin.read()
    if pinned not in ("", PLAIN, public):
        raise WrongInputError(words.SHEET_OTHER_KEY.format(pinned=pinned))
    if not pinned and not _opens_something(history, key):
        raise WrongInputError(words.SHEET_OPENS_NOTHING)
    with history.writer.locked():
        vault.take([key])
        if not pinned:
            vault.pin.set(public)
            vault.forget()
        key_file = sealed_keys(vault.keys, passphrase)
        if pinned != PLAIN:
            vault.keep_key_file(key_file)
            history.writer.say_the_pinned_key()
        disk.replace(history.writer.folder / IDENTITY, key_file)
    history.put_in_order()
    drafts.reseal()
    return not is_weak(key_file)


def _opens_something(history: History, key: Any) -> bool:  # noqa: ANN401  pyrage's own
    for month in history.shards.months().values():
        for file in month:
            content = disk.content_of(Path(file.path)) or b""
            if is_sealed(content):
                with suppress(ValueError):
                    history.vault.open_with([key], content)
                    return True
    return False


def _see_that_nobody_practises(drafts: Drafts) -> None:
    """Raise SelfattachError while a practice is open: its words would be kept as they were before, or lost."""
    if drafts.held():
        raise SelfattachError(words.PRACTICE_IS_OPEN)


def change_passphrase(history: History, passphrase: str) -> bool:
    """Give this device's key file another passphrase. The vault is open. Return whether it is hard enough to guess.

    Raises LockedError, SelfattachError.
    """
    history.put_in_order()
    if not history.vault.is_open:
        raise WrongInputError(words.NOTHING_TO_LOCK_ANEW)
    with history.writer.locked():
        history.writer.take_key_files()
        key_file = sealed_keys(history.vault.keys, passphrase)
        history.vault.keep_key_file(key_file)  # first: what lies in the folder is put right from it
        disk.replace(history.writer.folder / IDENTITY, key_file)
    return not is_weak(key_file)


def remove(history: History, drafts: Drafts) -> None:
    """Have everything of this device plain again. The vault is open. Raises LockedError, SelfattachError."""
    vault, writer = history.vault, history.writer
    if can_stay_plain(history):
        _stay_plain(history, drafts)
        return
    history.put_in_order()
    if not vault.recipient:
        raise WrongInputError(words.NOT_ENCRYPTED_HERE)
    with writer.locked():
        _see_that_nobody_practises(drafts)
        sealed = [Path(file.path) for file in history.shards.of_device(writer.device())]
        contents = [(path, shards.decrypted(path, vault)) for path in sealed if path.suffix == ".age"]
        for path, _ in contents:
            plain = path.with_name(path.stem)
            if disk.is_there(plain):  # a start would have put it into the other, had it been whole
                raise DamagedFileError(plain, words.WHY_NOT_WHOLE)
        for path, content in contents:
            disk.replace(path.with_name(path.stem), content)
            disk.remove(path)
        writer.lay_open()
        vault.forget_copy()
        vault.pin.set(PLAIN)  # from here new files are plain, whatever other devices do
        disk.replace(writer.folder / RECIPIENT, b"")
        vault.forget()
        history.index.forget()
    drafts.reseal()


def can_stay_plain(history: History) -> bool:
    """Whether what this machine keeps waits for a vault seen elsewhere, and nothing of it was ever encrypted."""
    vault = history.vault
    own = history.writer.known_device()
    files = history.shards.of_device(own) if own else []
    return vault.waits and vault.copy_of_key_file() is None and all(SEALED not in file.name for file in files)


def _stay_plain(history: History, drafts: Drafts) -> None:
    """Keep this machine's files plain, whatever others do: nothing of it has to be decrypted for that."""
    vault, writer = history.vault, history.writer
    with writer.locked():
        _see_that_nobody_practises(drafts)
        vault.pin.set(PLAIN)
        vault.forget()
        disk.replace(writer.folder / RECIPIENT, b"")
        history.index.forget()
        writer.bring_in_waiting()


def recovery_keys(history: History) -> list[str]:
    """Return the secret keys as text, the one in use first. Raises LockedError, WrongInputError."""
    history.put_in_order()
    if not history.vault.is_open:
        raise WrongInputError(words.NOTHING_TO_RECOVER)
    return [str(key) for key in history.vault.keys]
