"""The readable copy of the support card, beside an encrypted history where that was wished.

It is derived, lies in the state folder and is never synced. What its lines are is for `help/facts.py` to say.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from selfattach import disk
from selfattach.config import SETTINGS_FILE, is_unread, read_settings
from selfattach.errors import SelfattachError
from selfattach.help.facts import card_lines, copied_lines, with_entries
from selfattach.history import jsontext
from selfattach.history.ids import practice_day
from selfattach.paths import Places

if TYPE_CHECKING:
    from selfattach.history.record import Entry


class CardCopy:
    """The copy on one machine. `history` is asked for only where something is to be copied."""

    def __init__(self, places: Places, history: Callable[[], Any], now: Callable[[], datetime]) -> None:
        self.file = places.state / "support-card.json"
        self._settings = places.config / SETTINGS_FILE
        self._history = history
        self._now = now

    def renew(self) -> None:
        """Make it anew, or remove it where it is not wished. Without the key it stays as it is."""
        if not self._is_wished():
            self.forget_unless_wished()
        elif self._history().vault.is_open:
            self._write(card_lines(self._history().shards.of_known_hands(), practice_day(self._now())))

    def add(self, entries: "Iterable[Entry]") -> None:
        """After a session was kept: what it put on the card stands in the copy too, also while the vault is locked."""
        if not (self._history().vault.exists and any(entry.shelf == "support" for entry in entries)):
            return
        with suppress(SelfattachError):  # the session is kept; the copy is made anew at the next change
            self.renew()
            if self._history().is_shut and self._is_wished():
                self._write(with_entries(copied_lines(self.file) or [], entries))

    def forget(self) -> None:
        """Remove it. Raises SelfattachError where nobody may look for it, or take it away."""
        if disk.may_be_there(self.file):
            disk.remove(self.file)

    def forget_unless_wished(self) -> None:
        """Remove one that is not wished any more, and make none. Settings that cannot be read wish nothing."""
        if not self._is_wished() and not is_unread(self._settings):
            self.forget()

    def _is_wished(self) -> bool:
        return read_settings(self._settings)[0].support_card == "readable"  # it may just have been set

    def _write(self, lines: list[str]) -> None:
        disk.replace(self.file, jsontext.dump(lines))
