"""The doctor: what is not as it should be with the places, the files and the settings, and what to do about each.

It looks, and changes nothing; `mend` does what needs no thought (rights, leftovers), `history.repair` rescues sessions.
It shows no words of the person and asks for no passphrase: what is locked is said to be locked.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from contextlib import suppress
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from selfattach import words
from selfattach.config import FILE, read_routines, read_settings
from selfattach.errors import LockedError, SelfattachError
from selfattach.helplines import read_helplines
from selfattach.history import durable, vault_changes
from selfattach.history.ids import practice_day
from selfattach.synced import carrier_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from selfattach.history.drafts import Drafts
    from selfattach.history.store import History
    from selfattach.library import Library
    from selfattach.paths import Places

LITTLE_ROOM: Final = 10 * 1024 * 1024  # bytes; ten years of daily practice take about as much
FAR_OFF: Final = timedelta(days=1, hours=2)  # another machine's clock may differ by a day
OLD_HELPLINES: Final = 183  # days
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
        self, places: Places, history: History, drafts: Drafts, library: Library, helplines: Path, now: datetime
    ) -> None:
        self._places = places
        self._history = history
        self._drafts = drafts
        self._library = library
        self._helplines = helplines
        self._now = now

    def findings(self) -> list[Finding]:
        """Look at everything, in the order in which it matters."""
        self._history.leave_as_it_is()
        found: list[Finding] = []
        for name, check in self._checks().items():
            try:
                told = list(check())
            except (SelfattachError, OSError) as wrong:
                told = [Finding(name, "fault", str(wrong))]
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
            if place.exists() and not place.is_dir():
                yield Finding("places", "fault", words.DOCTOR_NO_FOLDER.format(place=place))
            elif place.exists() and not os.access(place, os.R_OK | os.W_OK | os.X_OK):
                yield Finding("places", "fault", words.DOCTOR_NOT_OURS.format(place=place))
        if carrier := carrier_of(self._places):
            state, history = self._places.state, self._places.history
            yield Finding("places", "note", words.STATE_SYNCED.format(state=state, carrier=carrier, history=history))

    def _look_at_room(self) -> Iterator[Finding]:
        for place in (self._places.data, self._places.state):
            above = next((one for one in (place, *place.parents) if one.is_dir()), None)
            if above is not None and shutil.disk_usage(above).free < LITTLE_ROOM:
                yield Finding("room", "fault", words.DOCTOR_NO_ROOM.format(place=place))

    def _look_at_lock(self) -> Iterator[Finding]:
        lock = self._places.state / "history.lock"
        if not lock.exists():
            return
        if not os.access(lock, os.R_OK | os.W_OK):
            yield Finding("lock", "fault", words.DOCTOR_LOCK_NOT_OURS.format(file=lock))
        elif durable.is_held(lock):
            yield Finding("lock", "note", words.DOCTOR_LOCK_HELD)

    def _look_at_leftovers(self) -> Iterator[Finding]:
        for path in self._leftovers():
            yield Finding("leftovers", "fault", words.DOCTOR_LEFTOVER.format(file=path), "repair")

    def _leftovers(self) -> Iterator[Path]:
        """What a process that is no more left beside a file. What somebody wrote is none of it."""
        for folder in (self._places.data, self._places.state, self._places.cache, self._places.config):
            yield from durable.left_beside(folder)

    def _look_at_rights(self) -> Iterator[Finding]:
        for path in self._too_open():
            yield Finding("rights", "fault", words.DOCTOR_TOO_OPEN.format(file=path), "repair")

    def _too_open(self) -> Iterator[Path]:
        for place in (self._places.history, self._places.state, self._places.cache):
            if place.is_dir():
                yield from (path for path in (place, *sorted(place.rglob("*"))) if _others_may(path))

    # --- what is kept

    def _look_at_sessions(self) -> Iterator[Finding]:
        for damage in self._history.shards.closed():
            yield Finding("sessions", "fault", words.DAMAGED.format(file=damage.file, why=damage.why))
        locked = 0
        for files in self._history.shards.months().values():
            for file in files:
                try:
                    damaged = self._history.shards.read(file).damaged
                except LockedError:
                    locked += 1
                    continue
                for damage in damaged:
                    told = words.DAMAGED.format(file=damage.file, why=damage.why)
                    yield Finding("sessions", "fault", told, "repair")
        if locked:
            yield Finding("sessions", "note", words.DOCTOR_LOCKED.format(files=locked))
        for path in self._history.shards.unread():
            if path.suffix.lower() == ".age":
                told = words.DOCTOR_UNREAD_SEALED.format(file=path, name=self._history.shards.name_read(path))
                yield Finding("sessions", "note", told)
            elif self._history.vault.recipient:
                yield Finding("sessions", "fault", words.VAULT_COPY_PLAIN.format(file=path))
            else:
                yield Finding("sessions", "note", words.DOCTOR_UNREAD.format(file=path))
        for path in sorted((self._places.state / "damaged").glob("*")):
            yield Finding("sessions", "note", words.DOCTOR_ASIDE.format(file=path))

    def _look_at_drafts(self) -> Iterator[Finding]:
        for damage in self._drafts.damaged():
            yield Finding("drafts", "fault", words.DAMAGED.format(file=damage.file, why=damage.why))
        for path in self._drafts.still_plain():
            yield Finding("drafts", "fault", words.DOCTOR_DRAFT_PLAIN.format(file=path), "repair")
        for path in self._drafts.unnamed():
            yield Finding("drafts", "fault", words.DOCTOR_UNNAMED.format(file=path))
        for path in sorted((self._places.state / "editing").glob("*/*")):  # a running `history edit` has its own there
            if durable.is_left_behind(path.parent.name):
                yield Finding("drafts", "fault", words.DOCTOR_EDITED.format(file=path))

    def _look_at_vault(self) -> Iterator[Finding]:
        found = vault_changes.status(self._history)
        if not found.recipient:
            if found.kept_plain_by:
                yield Finding("vault", "note", words.VAULT_OFF_HERE.format(file=found.kept_plain_by))
            return
        yield Finding("vault", "note", words.VAULT_ON.format(recipient=found.recipient))
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
            if one.recipient and not one.has_identity:
                yield Finding("vault", "fault", words.DOCTOR_NO_IDENTITY.format(folder=one.folder))

    def _look_at_machines(self) -> Iterator[Finding]:
        own = self._history.writer.known_device()
        others = [device for device in self._history.shards.devices() if device != own]
        if others:
            yield Finding("machines", "note", words.DOCTOR_MACHINES.format(devices=", ".join(others)))
        for files in self._history.shards.months().values():
            for file in files:
                if file.is_copy:
                    yield Finding("machines", "note", words.DOCTOR_COPY.format(file=file.path))

    def _look_at_clock(self) -> Iterator[Finding]:
        ids = [head.id for head in self._latest()]
        latest = f"{self._now.astimezone(UTC) + FAR_OFF:%Y%m%d}"  # as ids have it
        if ids and ids[0][:8] > latest:
            yield Finding("clock", "fault", words.DOCTOR_CLOCK.format(day=words.day(practice_day(self._now))))

    def _latest(self) -> list[Any]:
        with suppress(LockedError):
            return list(self._history.latest(1))
        return []

    # --- everything else

    def _look_at_settings(self) -> Iterator[Finding]:
        path = self._places.config / FILE
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
        """Take leftovers away and give files the right rights. Return what was mended. Raises SelfattachError."""
        mended = []
        for path in list(self._leftovers()):
            durable.remove(path)
            mended.append(Finding("leftovers", "well", words.DOCTOR_REMOVED.format(file=path)))
        for path in self._drafts.still_plain():
            self._drafts.reseal()
            mended.append(Finding("drafts", "well", words.DOCTOR_DRAFT_SEALED.format(file=path)))
        for path in list(self._too_open()):
            with durable.refusals(path):
                path.chmod(0o700 if path.is_dir() else 0o600)
            mended.append(Finding("rights", "well", words.DOCTOR_CLOSED.format(file=path)))
        return mended


def _others_may(path: Path) -> bool:
    """Whether anybody but the owner may do anything with a file or folder."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not stat.S_ISLNK(mode) and bool(mode & _OTHERS_MAY)
