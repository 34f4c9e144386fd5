"""Writing: the one folder of a history that this device writes, and that nothing in it stays plain beside a vault.

Every change is made under one lock, which lies in the state folder and so is never synced. With a vault that is locked
a new session waits in the inbox, encrypted. It knows documents and places, no session's meaning and nobody's terminal.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import UTC
from functools import cached_property
from typing import TYPE_CHECKING

from selfattach import disk
from selfattach.disk import read_file
from selfattach.errors import LockedError, SelfattachError
from selfattach.history import ids, jsontext, save_lock
from selfattach.history.device import device_id, known_device
from selfattach.history.key_file import IDENTITY, asks_too_much, is_sealed
from selfattach.history.pinned_key import PLAIN, as_key
from selfattach.history.shards import INBOX, TABLE, as_listed, month_named
from selfattach.history.trash import Deleted
from selfattach.history.vault import RECIPIENT
from selfattach.history.write_ledger import Written, as_it_looks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from selfattach.history.shards import ShardFile
    from selfattach.history.vault import Vault
    from selfattach.kinds import JsonMapping, JsonObject
    from selfattach.paths import Places


class Writer:
    """What one device may write. `device` and `machine` are worked out when first needed, unless they are given."""

    def __init__(
        self,
        places: Places,
        vault: Vault,
        clock: Callable[[], datetime],
        machine: Callable[[], str],
        device: str | None = None,
    ) -> None:
        self._places = places
        disk.follow_no_link_below(places.history)
        self._vault = vault
        self._clock = clock
        self._machine = machine
        self._device = device
        self.deleted = Deleted(places.state / "deleted", vault, clock)
        self.written = vault.written or Written(places.state, places.cache, vault)

    @property
    def waiting_folder(self) -> Path:
        """Where sessions wait until it is known to whom to encrypt them. On this machine only."""
        return self._places.state / "waiting"

    def waiting(self) -> list[Path]:
        """Return them, the oldest first."""
        return sorted(path for path in self.waiting_folder.glob("*.json") if ids.is_id(path.stem))

    @contextmanager
    def locked(self, *, waits: bool = True, sweeps: bool = True) -> Iterator[None]:
        """Keep every other process that writes here out until the block is left.

        What a power cut left beside our files goes. `sweeps`: looks for it in the folders with a file a month, too,
        which the look of a start has done. Raises BusyError, at once where it `waits` for nobody.
        """
        with save_lock.locked(self._places.state / "history.lock", save_lock.PATIENCE if waits else 0):
            device = self.known_device()
            if device:
                disk.sweep(self._places.history / device / INBOX)
            if device and sweeps:
                disk.sweep(self._places.history / device)
            if sweeps:
                disk.sweep(self.written.folder)
            disk.sweep(self.deleted.folder)
            disk.sweep_dead(self._places.state)
            yield

    def device(self) -> str:
        """Return the id of this device, made now if there is none. The caller holds the lock."""
        if self._device is None:
            self._vault.machines.begin()  # before there is an id: what was read so far is nobody's yet
            if self.known_device() is None:
                self.written.begin()
            self._device = device_id(self._device_file, *self._bound_to)
            self._vault.machines.look_anew()  # it is one's own from here on
        return self._device

    def known_device(self) -> str | None:
        """Return the id of this device if it has one already."""
        if self._device is None:
            return known_device(self._device_file, *self._bound_to)
        return self._device

    @cached_property
    def _bound_to(self) -> tuple[Path, str]:
        return self._places.data.resolve(), self._machine()

    @property
    def _device_file(self) -> Path:
        return self._places.state / "device.json"

    @property
    def folder(self) -> Path:
        """The folder of this device. The caller holds the lock."""
        return self._places.history / self.device()

    def link(self) -> str | None:
        """Return what of one's own folder, or its inbox, is a link: nothing is read or written by way of it."""
        device = self.known_device()
        return disk.link_on_the_way(self._places.history / device / INBOX) if device else None

    def shard(self, month: str) -> Path:
        """Return the file in which this device keeps the sessions of a month from now on."""
        return self.shard_of(self.device(), month)

    def shard_of(self, device: str, month: str) -> Path:
        """The same, of a device whose name is known."""
        return self._places.history / device / f"{month}.json{'.age' if self._vault.recipient else ''}"

    def stamp(self, rev: int) -> JsonObject:
        """Return the fields that say which change to a session this is. The caller holds the lock."""
        changed = self._clock().astimezone(UTC).isoformat(timespec="microseconds")  # one zone, so that text compares
        return {"rev": rev, "device": self.device(), "changed": changed}

    def put(self, month: str, documents: Iterable[JsonMapping], aliens: Collection[str] = ()) -> None:
        """Keep documents of one month, all or none. They are on the disk when this returns. Needs an open vault.

        `aliens`: the ids of those that somebody put into our folder. They are not noted as written here.
        """
        from selfattach.history import tinydb_file  # noqa: PLC0415  TinyDB is for saving only

        if self._vault.waits:  # nothing plain comes to stand where others encrypt
            raise LockedError
        self.take_key_files()
        documents = list(documents)
        is_new = month not in self.written.months(self.device())
        before = self.written.note(self.device(), month, [one for one in documents if one["id"] not in aliens])
        try:
            content, looked = tinydb_file.put(self.shard(month), documents, self._vault)
        except SelfattachError:
            with suppress(SelfattachError):  # nothing was written, so nothing of it is missed
                self.written.replace(self.device(), month, before)
            raise
        file = self.as_listed(month)
        was_as_left = is_new if looked is None else self.written.is_as_seen(as_it_looks(file, looked))
        if was_as_left:  # those very bytes that were read; else it is compared first
            self.written.saw_one(file, content)

    def as_listed(self, month: str) -> ShardFile:
        """Return the same as its folder lists it. The caller holds the lock."""
        shard = self.shard(month)
        return as_listed(str(shard.parent), shard.name, month)

    def put_into_inbox(self, document: JsonMapping) -> None:
        """Keep one session until the vault is unlocked: encrypted, where it is known to whom."""
        content = jsontext.dump({TABLE: {"1": document}})
        if self._vault.waits:
            self._vault.note_seen()
            disk.replace(self.waiting_folder / f"{document['id']}.json", content)
            return
        self.take_key_files()
        self.written.note_waiting(document)
        ending = f".json{'.age' if self._vault.recipient else ''}"
        path = self.folder / INBOX / f"{document['id']}{ending}"
        for number in range(2, 1000):  # what waits there already may be another change, and nobody can look now
            if not disk.is_there(path):
                break
            path = path.with_name(f"{document['id']} {number}{ending}")
        disk.replace(path, self._vault.seal(content))

    def take_key_files(self) -> None:
        """Have the key files of the vault in one's own folder too, as another device made them."""
        recipient = self._vault.recipient
        if not recipient:
            return
        if not disk.is_there(self.folder / RECIPIENT):
            disk.replace(self.folder / RECIPIENT, _as_said(recipient))
        if disk.is_there(self.folder / IDENTITY):
            return
        copy = self._vault.copy_of_key_file() if self._vault.pin.read() == recipient else None
        if copy and is_sealed(copy):
            disk.replace(self.folder / IDENTITY, copy)
            return
        for one in self._vault.key_files():
            key = disk.content_of(one.folder / IDENTITY) if one.recipient == recipient else None
            if (
                key and is_sealed(key) and not asks_too_much(key)
            ):  # else it has not arrived yet, and is looked for with the next session
                disk.replace(self.folder / IDENTITY, key)
                return

    def _pinned(self) -> str:
        return self._vault.pin.read() or (PLAIN if self._vault.was_never_locked() else "")

    def says_another_key(self) -> bool:
        """Whether `recipient` in one's own folder is not what is pinned: somebody, or a syncing tool, changed it."""
        device, pinned = self.known_device(), self._pinned()
        folder = self._places.history / device if device else None
        if not pinned or folder is None or not disk.is_folder(folder):
            return False
        said = disk.content_of(folder / RECIPIENT)
        if said is None and (pinned == PLAIN or not disk.is_there(folder / IDENTITY)):
            return False  # it said nothing yet
        return as_key(said or b"").encode() != _as_said(pinned).strip()

    def say_the_pinned_key(self) -> None:
        """Put `recipient` right, for other machines and for `age`. The caller holds the lock."""
        disk.replace(self.folder / RECIPIENT, _as_said(self._pinned()))
        self._vault.forget()

    def note_a_vault_seen(self) -> None:
        """Note that there is a vault whose key was not opened here yet, also for somebody who only looks.

        Who takes the signs of it away must not find a machine that has forgotten them.
        """
        with suppress(SelfattachError):  # on a disk that takes nothing, nothing is kept plain either
            disk.make_folder(self._places.state)
            self._vault.note_seen()

    def has_another_key_file(self) -> bool:
        """Whether `identity.age` in one's own folder is not the copy of it in the state folder."""
        device, copy = self.known_device(), self._vault.copy_of_key_file()
        folder = self._places.history / device if device else None
        if folder is None or not copy or self._vault.pin.read() in ("", PLAIN) or not disk.is_folder(folder):
            return False
        return disk.is_there(folder / IDENTITY) and disk.content_of(folder / IDENTITY) != copy

    def put_key_file_right(self) -> bool:
        """Do so from the copy, if that just opened. The caller holds the lock. Return whether it was to be done."""
        proven = self._vault.proven_copy
        if proven is None or disk.content_of(self.folder / IDENTITY) == proven:
            return False
        disk.replace(self.folder / IDENTITY, proven)
        return True

    def bring_in_waiting(self) -> None:
        """Have what waited in the state folder in the inbox, as it is known now to whom to encrypt.

        The caller holds the lock.
        """
        for path in self.waiting():
            with suppress(ValueError, KeyError, TypeError, AttributeError):  # else it is named where damage is told
                for document in jsontext.load(disk.content_of(path) or b"")[TABLE].values():
                    self.put_into_inbox(document)
                disk.remove(path)

    def lacks_key(self) -> bool:
        """Whether there are files of this device, and its folder holds no key file to open them with."""
        device = self.known_device()
        folder = self._places.history / device if device else None
        return folder is not None and disk.is_folder(folder) and not disk.is_there(folder / IDENTITY)

    def note_older_programs(self, devices: Iterable[str]) -> None:
        """Note which machines run a program that knows no pin, so that it can be told while the vault is locked."""
        disk.sweep_dead(self._places.state)
        with suppress(SelfattachError):  # another time
            disk.replace(self._older_file, jsontext.dump(sorted(devices)))

    def older_programs(self) -> list[str]:
        """Return them, as last noted."""
        with suppress(OSError, ValueError):
            noted = jsontext.load(read_file(self._older_file))
            return [one for one in noted if isinstance(one, str)] if isinstance(noted, list) else []
        return []

    @property
    def _older_file(self) -> Path:
        return self._places.state / "older-programs.json"

    # --- what is damaged

    @property
    def _damaged(self) -> Path:
        return self._places.state / "damaged"

    def _aside(self) -> list[Path]:
        return sorted(path for path in self._damaged.glob("[!.]*") if disk.is_file(path))

    def put_aside(self, path: Path, content: bytes) -> Path:
        """Keep a damaged file where nothing reads it, on this device only. Return where."""
        stamp = f"{self._clock().astimezone(UTC):%Y%m%dT%H%M%SZ}"
        aside = self._damaged / f"{path.parent.name}.{path.name}.{stamp}"
        disk.replace(aside, content if is_sealed(content) else self._vault.seal(content))
        return aside

    # --- what is plain and should not be

    def stow(self) -> None:
        """Encrypt what of this device is still plain: its shards and what was deleted. Whole at every step.

        No key is needed. Where a shard is encrypted already, what stands in the plain one goes through the inbox.
        The caller holds the lock.
        """
        if not self._vault.recipient:
            return
        self.take_key_files()
        for path in self.plain_files():
            if path.parent == self.folder and disk.is_there(path.with_name(f"{path.name}.age")):
                self._stow_by_session(path)
            else:
                is_shard = path.parent in (self.folder, self.folder / INBOX)
                name = f"{path.name}.age" if is_shard else path.name
                content = disk.content_of(path)
                if content is None:
                    continue  # it is named where damage is told, and left alone
                disk.replace(path.with_name(name), self._vault.seal(content))
                if name != path.name:
                    disk.remove(path)

    def plain_files(self) -> list[Path]:
        """Return the files of this device with words that are not encrypted, those put aside too."""
        device = self.known_device()
        folder = self._places.history / device if device else None
        found = sorted(folder.glob("[0-9]*")) if folder else []
        shards = [
            path
            for path in found
            if path.suffix.lower() == ".json"
            and month_named(path.name)
            and disk.is_file(path)
            and disk.link_on_the_way(path) is None
        ]
        others = [
            *self.deleted.files(),
            *self.written.files(),
            *self._aside(),
            *(sorted((folder / INBOX).glob("*.json")) if folder else []),
        ]
        return [*shards, *(path for path in others if not _is_sealed_or_gone(path))]

    def lay_open(self) -> None:
        """Decrypt what was deleted less than a day ago or put aside. The vault is open. Raises LockedError."""
        for path in [*self.deleted.files(), *self.written.files(), *self._aside()]:
            content = disk.content_of(path)
            if content and is_sealed(content):
                with suppress(ValueError):  # one that was put aside because it cannot be decrypted
                    disk.replace(path, self._vault.open(content))

    def _stow_by_session(self, path: Path) -> None:
        try:
            documents = jsontext.load(disk.content_of(path) or b"")[TABLE].values()
            waiting = [(str(one["id"]), one) for one in documents]
        except (ValueError, KeyError, TypeError, AttributeError):
            return  # it cannot be read: it is named and left alone
        if all(ids.is_id(session) for session, _ in waiting):
            for _, document in waiting:
                self.put_into_inbox(document)
            disk.remove(path)


def _as_said(pinned: str) -> bytes:
    return b"" if pinned == PLAIN else f"{pinned}\n".encode()


def _is_sealed_or_gone(path: Path) -> bool:
    content = disk.content_of(path)
    return content is None or is_sealed(content)
