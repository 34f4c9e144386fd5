"""The doctor: what is not as it should be with the places, the files and the settings, and what to do about each.

It looks, and changes nothing; `mend` does what needs no thought (rights, leftovers), `history.repair` rescues sessions.
`selfattach doctor` calls it.
It shows no words of the person and asks for no passphrase: what is locked is said to be locked.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from contextlib import suppress
from datetime import UTC, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from selfattach import disk, words
from selfattach.config import SETTINGS_FILE, read_routines, read_settings
from selfattach.dates import is_zone
from selfattach.errors import LockedError, SelfattachError, reason
from selfattach.help.helplines import read_helplines
from selfattach.history import pinned_key, save_lock, vault_changes
from selfattach.history.belongings import FAREWELL_FILE
from selfattach.history.ids import practice_day
from selfattach.history.key_file import IDENTITY, asks_too_much
from selfattach.history.repair import is_repairable
from selfattach.history.shards import Shard, name_read, why_unread
from selfattach.history.vault import RECIPIENT
from selfattach.paths import carrier_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from selfattach.history.damage import Damage, Loss
    from selfattach.history.drafts import Drafts
    from selfattach.history.history import History
    from selfattach.history.index import SessionSummary
    from selfattach.history.shards import ShardFile
    from selfattach.library import Library
    from selfattach.paths import Places

LITTLE_ROOM: Final = 10 * 1024 * 1024  # bytes; ten years of daily practice take about as much
FAR_OFF: Final = timedelta(days=1, hours=2)  # another machine's clock may differ by a day
OLD_HELPLINES: Final = 183  # days
_FILES: Final = {
    RECIPIENT,
    SETTINGS_FILE,
    pinned_key.PIN_FILE,
    pinned_key.SEEN_FILE,
    "history.lock",
    "begun",
    "months-as-left",
}  # with those that end so: no names of folders
_FILES_END: Final = (".json", ".age", ".journal", ".half", ".yaml", ".yml", ".sha256")
_OTHERS_MAY: Final = stat.S_IRWXG | stat.S_IRWXO


class Finding(NamedTuple):
    """One thing that was looked at. `state`: well, note (to know), fault (to mend)."""

    check: str
    state: str
    told: str
    mended_by: str = ""  # "repair" where `doctor --repair` does it


class Doctor:
    """All that can be looked at on one machine."""

    def __init__(
        self,
        places: Places,
        history: History,
        drafts: Drafts,
        library: Library,
        helplines: Path,
        now: datetime,
        *,
        everything: bool = False,
    ) -> None:
        """`everything`: also months that look as they did when they could be read whole; a disk may rot under them."""
        self._places = places
        self._history = history
        self._drafts = drafts
        self._library = library
        self._helplines = helplines
        self._now = now
        self._everything = everything

    def findings(self) -> list[Finding]:
        """Look at everything, in the order in which it matters."""
        self._history.leave_as_it_is()
        found: list[Finding] = []
        for name, check in self._checks().items():
            told: list[Finding] = []
            try:
                told.extend(check())
            except SelfattachError as wrong:
                told.append(Finding(name, "fault", str(wrong)))
            except OSError as wrong:
                why = words.DOCTOR_UNSEEN.format(place=wrong.filename or name, why=reason(wrong))
                told.append(Finding(name, "fault", why))
            found += told or [Finding(name, "well", words.DOCTOR_WELL[name])]
        return found

    def _checks(self) -> dict[str, Callable[[], Iterator[Finding]]]:
        return {
            "places": self._look_at_places,
            "room": self._look_at_room,
            "lock": self._look_at_lock,
            "sessions": self._look_at_sessions,
            "drafts": self._look_at_drafts,
            "leftovers": self._look_at_leftovers,
            "rights": self._look_at_rights,
            "vault": self._look_at_vault,
            "machines": self._look_at_machines,
            "clock": self._look_at_clock,
            "settings": self._look_at_settings,
            "exercises": self._look_at_exercises,
            "helplines": self._look_at_helplines,
            "terminal": self._look_at_terminal,
        }

    # --- the disk

    def _look_at_places(self) -> Iterator[Finding]:
        for place in self._places:
            if fault := disk.why_unseen(place):
                yield Finding("places", "fault", words.DOCTOR_UNSEEN.format(place=place, why=reason(fault, place)))
            elif disk.is_there(place) and not disk.is_folder(place):
                yield Finding("places", "fault", words.DOCTOR_NO_FOLDER.format(place=place))
            elif disk.is_there(place):
                try:
                    disk.try_to_write(place)
                except SelfattachError as refused:
                    yield Finding("places", "fault", str(refused))
        if carrier := carrier_of(self._places):
            state, history = self._places.state, self._places.history
            yield Finding("places", "note", words.STATE_SYNCED.format(state=state, carrier=carrier, history=history))
        for path in self._no_files():
            yield Finding("places", "fault", words.DOCTOR_NO_FILE.format(file=path))

    def _no_files(self) -> Iterator[Path]:
        """What stands where a file of ours would and is none: a pipe, a socket, a folder. Months are told as such."""
        months: set[str] = set()
        with suppress(SelfattachError):
            months = {file.path for files in self._history.shards.months().values() for file in files}
        for place in (self._places.config, self._places.own_exercises, self._places.history, self._places.state):
            for folder, folders, files in os.walk(place):
                named = [one for one in folders if one in _FILES or one.endswith(_FILES_END)]
                for path in (Path(folder, one) for one in sorted([*named, *files])):
                    if str(path) not in months and _is_no_file(path):
                        yield path

    def _look_at_room(self) -> Iterator[Finding]:
        for place in (self._places.data, self._places.state):
            above = next((one for one in (place, *place.parents) if disk.is_folder(one)), None)
            if above is not None and shutil.disk_usage(above).free < LITTLE_ROOM:
                yield Finding("room", "fault", words.DOCTOR_NO_ROOM.format(place=place))

    def _look_at_lock(self) -> Iterator[Finding]:
        lock = self._places.state / "history.lock"
        if not disk.is_file(lock):  # what else stands there is told of with the places
            return
        if not os.access(lock, os.R_OK | os.W_OK):
            why = reason(PermissionError(errno.EACCES, os.strerror(errno.EACCES)), lock)
            yield Finding("lock", "fault", words.DOCTOR_LOCK_NOT_OURS.format(file=lock, why=why))
        elif save_lock.is_held(lock):
            yield Finding("lock", "note", words.DOCTOR_LOCK_HELD)
        elif why := save_lock.why_none(lock):
            named = save_lock.named(lock)
            yield Finding("lock", "note", words.DOCTOR_NO_LOCKS.format(folder=lock.parent, why=why, file=named.name))

    def _look_at_leftovers(self) -> Iterator[Finding]:
        if disk.is_there(self._places.state / FAREWELL_FILE):
            yield Finding("leftovers", "fault", words.DOCTOR_FAREWELL)
        for path in self._leftovers():
            yield Finding("leftovers", "fault", words.DOCTOR_LEFTOVER.format(file=path), "repair")

    def _leftovers(self) -> Iterator[Path]:
        """What a process that is no more left beside a file. What somebody wrote is none of it."""
        for folder in (self._places.data, self._places.state, self._places.cache, self._places.config):
            yield from disk.left_beside(folder)

    def _look_at_rights(self) -> Iterator[Finding]:
        for path in self._too_open():
            yield Finding("rights", "fault", words.DOCTOR_TOO_OPEN.format(file=path), "repair")

    def _too_open(self) -> Iterator[Path]:
        for place in (self._places.history, self._places.state, self._places.cache):
            if disk.is_folder(place):
                yield from (path for path in (place, *sorted(place.rglob("*"))) if _others_may(path))

    # --- what is kept

    def _look_at_sessions(self) -> Iterator[Finding]:
        for damage in self._history.shards.closed():
            yield Finding("sessions", "fault", _damaged(damage))
        locked = 0
        months, losses = self._history.shards.months(), self._history.maintenance.losses()
        held = {} if self._everything else self._history.index.held(months)
        for month in sorted(months.keys() | losses.months(), reverse=True):
            if month in held and losses.is_as_noted(month, months[month], held[month]):
                continue
            found: list[tuple[ShardFile, Shard]] = []
            for file in months.get(month, ()):
                try:
                    found.append((file, self._history.shards.read(file)))
                except LockedError:
                    locked += 1
                    found.append((file, Shard([], [], {})))
                    continue
                damaged = found[-1][1].damaged
                by = "repair" if damaged and is_repairable(self._history, file) else ""
                for damage in damaged:
                    yield Finding("sessions", "fault", _damaged(damage), by)
            for loss in losses.told(losses.of_month(month, found)):
                yield Finding("sessions", "note" if loss.perhaps else "fault", f"{_damaged(loss)} {loss.way}")
        if locked:
            yield Finding("sessions", "note", words.DOCTOR_LOCKED.format(files=locked))
        for path in self._history.shards.unread():
            if self._history.vault.recipient and ".age" not in path.name.lower():
                yield Finding("sessions", "fault", words.VAULT_COPY_PLAIN.format(file=path))
                continue
            told = words.DOCTOR_UNREAD.format(file=path, why=why_unread(path), name=name_read(path))
            yield Finding("sessions", "note", told)
        for path in sorted((self._places.state / "damaged").glob("*")):
            yield Finding("sessions", "note", words.DOCTOR_ASIDE.format(file=path))

    def _look_at_drafts(self) -> Iterator[Finding]:
        for damage in self._drafts.damaged():
            yield Finding("drafts", "fault", _damaged(damage))
        for path in self._drafts.still_plain():
            yield Finding("drafts", "fault", words.DOCTOR_DRAFT_PLAIN.format(file=path), "repair")
        for path in self._drafts.unnamed():
            yield Finding("drafts", "fault", words.DOCTOR_UNNAMED.format(file=path))
        for path in sorted((self._places.state / "editing").glob("*/*")):  # a running `history edit` has its own there
            if disk.is_left_behind(path.parent.name):
                yield Finding("drafts", "fault", words.DOCTOR_EDITED.format(file=path))

    def _look_at_vault(self) -> Iterator[Finding]:
        found = vault_changes.status(self._history)
        if found.older:
            yield Finding("vault", "fault", words.VAULT_OLDER.format(devices=", ".join(found.older)))
        if self._history.writer.says_another_key():
            yield Finding("vault", "fault", words.DOCTOR_OTHER_KEY.format(folder=self._history.writer.folder))
        if self._history.writer.has_another_key_file():
            yield Finding("vault", "fault", words.DOCTOR_OTHER_KEY_FILE.format(folder=self._history.writer.folder))
        if self._history.vault.pin.is_damaged():
            yield Finding("vault", "fault", words.DOCTOR_NO_PIN)
        if not found.recipient:
            if found.waits or found.off_here:
                yield Finding("vault", "note", words.VAULT_WAITS if found.waits else words.VAULT_OFF_HERE)
            return
        yield Finding("vault", "note", words.VAULT_ON.format(recipient=found.recipient))
        if not found.pinned:
            yield Finding("vault", "note", words.VAULT_NOT_PINNED)
        if found.plain:
            yield Finding("vault", "fault", words.VAULT_STILL_PLAIN.format(files=found.plain))
        if found.plain_elsewhere:
            told = words.VAULT_PLAIN_ELSEWHERE.format(devices=", ".join(found.plain_elsewhere))
            yield Finding("vault", "note", told)
        if found.plain_by_choice:
            told = words.VAULT_PLAIN_BY_CHOICE.format(devices=", ".join(found.plain_by_choice))
            yield Finding("vault", "note", told)
        if found.keys > 1:
            yield Finding("vault", "note", words.VAULT_TWO_KEYS)
        for one in self._history.vault.key_files():
            if asks_too_much(disk.content_of(one.folder / IDENTITY) or b""):
                told = words.KEY_TOO_MUCH_WORK.format(file=one.folder / IDENTITY, another="")
                yield Finding("vault", "fault", told)
            if one.encrypts and not one.has_identity:
                yield Finding("vault", "fault", words.DOCTOR_NO_IDENTITY.format(folder=one.folder))

    def _look_at_machines(self) -> Iterator[Finding]:
        own = self._history.writer.known_device()
        others = [device for device in self._history.shards.devices() if device != own]
        if others:
            yield Finding("machines", "note", words.DOCTOR_MACHINES.format(devices=", ".join(others)))
        for files in self._history.shards.months().values():
            for file in files:
                if file.is_copy and not self._is_damaged(file):
                    yield Finding("machines", "note", words.DOCTOR_COPY.format(file=file.path))

    def _is_damaged(self, file: ShardFile) -> bool:
        with suppress(LockedError):
            return bool(self._history.shards.read(file).damaged)
        return False

    def _look_at_clock(self) -> Iterator[Finding]:
        zone = os.environ.get("TZ", "")
        if zone and not is_zone(zone):
            yield Finding("clock", "note", words.DOCTOR_ZONE.format(zone=zone, used=f"UTC{self._now:%z}"))
        ids = [head.id for head in self._latest()]
        latest = f"{self._now.astimezone(UTC) + FAR_OFF:%Y%m%d}"  # as ids have it
        if ids and ids[0][:8] > latest:
            yield Finding("clock", "fault", words.DOCTOR_CLOCK.format(day=words.day(practice_day(self._now))))

    def _latest(self) -> list[SessionSummary]:
        with suppress(LockedError):
            return list(self._history.latest(1))
        return []

    # --- everything else

    def _look_at_settings(self) -> Iterator[Finding]:
        path = self._places.config / SETTINGS_FILE
        faults = [*read_settings(path)[1], *read_routines(path)[1].values()]
        for fault in faults:
            yield Finding("settings", "fault", fault)

    def _look_at_exercises(self) -> Iterator[Finding]:
        for path, own in self._library.every_script():
            if own:
                try:
                    self._library.load(path, own=True)
                except SelfattachError as wrong:
                    yield Finding("exercises", "fault", str(wrong))

    def _look_at_helplines(self) -> Iterator[Finding]:
        checked = read_helplines(self._helplines).checked_on
        if (practice_day(self._now) - checked).days > OLD_HELPLINES:
            yield Finding("helplines", "note", words.DOCTOR_OLD_HELPLINES.format(day=words.day(checked)))

    def _look_at_terminal(self) -> Iterator[Finding]:
        encoding = (sys.stdout.encoding or "").lower().replace("-", "")
        if encoding != "utf8":
            yield Finding("terminal", "note", words.DOCTOR_ENCODING.format(encoding=encoding or "?"))

    # --- mending

    def mend(self) -> list[Finding]:
        """Take leftovers away and give files the right rights. What cannot be mended is among them as a fault."""
        ways: tuple[tuple[str, Callable[[], Iterable[Path]], Callable[[Path], None], str], ...] = (
            ("leftovers", self._leftovers, disk.remove, words.DOCTOR_REMOVED),
            ("drafts", self._drafts.still_plain, lambda _: self._drafts.reseal(), words.DOCTOR_DRAFT_SEALED),
            ("rights", self._too_open, _close, words.DOCTOR_CLOSED),
        )
        mended = []
        for name, found, mend, told in ways:
            try:
                paths = list(found())
            except (SelfattachError, OSError):  # `findings` says why
                continue
            for path in paths:
                try:
                    mend(path)
                except (SelfattachError, OSError) as wrong:
                    mended.append(Finding(name, "fault", str(wrong)))
                else:
                    mended.append(Finding(name, "well", told.format(file=path)))
        return mended


def _damaged(damage: Damage | Loss) -> str:
    return damage.told.format(file=damage.file, why=damage.why)


def _close(path: Path) -> None:
    with disk.refusals(path):
        closed = disk.close_to_others(path, 0o700 if disk.is_folder(path) else 0o600)
    if not closed:
        raise SelfattachError(words.DOCTOR_LEFT_OPEN.format(file=path))


def _is_no_file(path: Path) -> bool:
    """Whether something else than a file is there; a link that leads nowhere is told of where it is read."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _others_may(path: Path) -> bool:
    """Whether anybody but the owner may do anything with a file or folder."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not stat.S_ISLNK(mode) and bool(mode & _OTHERS_MAY)
