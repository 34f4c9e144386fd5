"""Making a vault, giving it another passphrase, and removing it, so that a power cut at any moment loses nothing.

The order is the whole of it. Made: the key file, then the recipient, from which moment everything new is encrypted,
then what was plain, one file at a time; a start that finds plain files beside a recipient goes on with it. Removed: one
file after the other, and an empty recipient last; a start that comes in between encrypts again what was plain already.
It asks nobody and shows nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfattach.errors import SelfattachError, WrongInputError
from selfattach.history import durable, shards
from selfattach.history.damage import DamagedFileError
from selfattach.history.vault import RECIPIENT, new_key, public_half, write_identity

if TYPE_CHECKING:
    from selfattach.history.drafts import Drafts
    from selfattach.history.store import History


class Status(NamedTuple):
    """What there is of a vault. Figures are of files."""

    recipient: str  # to whom this device encrypts, "" where it does not
    device: str | None
    encrypted: int
    plain: int  # of this device, and so still to be encrypted
    waiting: int  # in the inbox until the next unlock
    plain_elsewhere: list[str]  # devices that still keep some plain
    plain_by_choice: list[str]  # devices that do so since their vault was removed
    keys: int  # different ones among all devices
    plain_copies: list[str]  # that nobody reads, and so nobody encrypts
    kept_plain_by: str  # the empty recipient by which this device does not encrypt while others do, else ""


def status(history: History) -> Status:
    """Look at a vault without opening it."""
    own = history.writer.known_device()
    files = [file for month in history.shards.months().values() for file in month]
    plain = [file for file in files if not file.name.endswith(".age")]
    elsewhere = {file.device for file in plain if file.device != own}
    key_files = history.vault.key_files()
    keeps_plain = {one.device: str(one.folder / RECIPIENT) for one in key_files if not one.recipient}
    chosen = elsewhere & keeps_plain.keys()
    recipients = {one.recipient for one in key_files if one.recipient}
    return Status(
        history.vault.recipient,
        own,
        sum(1 for file in files if file.name.endswith(".age")),
        len([file for file in plain if file.device == own]),
        sum(1 for file in files if file.is_waiting),
        sorted(elsewhere - chosen),
        sorted(chosen),
        len(recipients),
        [str(path) for path in history.shards.unread() if path.suffix.lower() != ".age"],
        keeps_plain.get(own or "", "") if recipients else "",
    )


def make(history: History, drafts: Drafts, passphrase: str) -> None:
    """Make a vault and encrypt what is there. Raises WrongInputError when there is one, SelfattachError."""
    vault = history.vault
    if vault.recipient:
        raise WrongInputError("Your history is encrypted already. `selfattach vault status` tells more.")
    with history.writer.locked():
        folder = history.writer.folder
        if vault.exists:  # this device kept its files plain so far; it takes the key that is there
            raise WrongInputError(
                "Another machine encrypts this history already. "
                f"Remove the empty file {folder / RECIPIENT} to do so here too, with its passphrase."
            )
        key = new_key()
        write_identity(folder, [key], passphrase)
        durable.replace(folder / RECIPIENT, f"{public_half(key)}\n".encode())
        vault.take([key])
        history.heads.forget()
        history.writer.stow()
    drafts.reseal()


def change_passphrase(history: History, passphrase: str) -> None:
    """Give this device's key file another passphrase. The vault is open. Raises LockedError, SelfattachError."""
    history.put_in_order()
    if not history.vault.is_open:
        raise WrongInputError("Your history is not encrypted, so there is no passphrase to change.")
    with history.writer.locked():
        history.writer.take_key_files()
        write_identity(history.writer.folder, history.vault.keys, passphrase)


def remove(history: History, drafts: Drafts) -> None:
    """Have everything of this device plain again. The vault is open. Raises LockedError, SelfattachError."""
    history.put_in_order()
    vault, writer = history.vault, history.writer
    if not vault.recipient:
        raise WrongInputError("Your history is not encrypted on this machine.")
    held = drafts.held()
    if held:
        raise SelfattachError(
            "A practice is open in another window. End it first, then try again. Nothing was changed."
        )
    with writer.locked():
        sealed = [Path(file.path) for file in history.shards.of_device(writer.device())]
        contents = [(path, shards.decrypted(path, vault)) for path in sealed if path.suffix == ".age"]
        for path, _ in contents:
            plain = path.with_name(path.stem)
            if plain.exists():  # a start would have put it into the other, had it been whole
                raise DamagedFileError(plain, "it is not whole, or no JSON")
        for path, content in contents:
            durable.replace(path.with_name(path.stem), content)
            durable.remove(path)
        writer.lay_open()
        durable.replace(writer.folder / RECIPIENT, b"")  # from here new files are plain, whatever other devices do
        vault.forget()
        history.heads.forget()
    drafts.reseal()


def recovery_keys(history: History) -> list[str]:
    """Return the secret keys as text, the one in use first. Raises LockedError, WrongInputError."""
    history.put_in_order()
    if not history.vault.is_open:
        raise WrongInputError("Your history is not encrypted, so there is nothing to recover it with.")
    return [str(key) for key in history.vault.keys]
