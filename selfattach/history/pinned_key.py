"""The pin: one line in the state folder that says what this machine encrypts to, a key or `plain`.

`recipient` in the history folder says the same to other machines, but whoever can write to a synced folder can write
that. So where there is a pin nothing else decides. Three things set it: making a vault, removing it, and an unlock in
which a passphrase, or the key of the recovery sheet, has opened the key (`vault.py`, `vault_changes.py`).
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from selfattach import disk
from selfattach.disk import read_file

if TYPE_CHECKING:
    from pathlib import Path

PLAIN: Final = "plain"
PIN_FILE: Final = "encrypts-to"
_KEY: Final = re.compile("age1[02-9ac-hj-np-z]{58}", re.ASCII)  # bech32, as age writes a recipient


def as_key(content: bytes) -> str:
    """Return the recipient that stands in a file, "" where it is none."""
    with suppress(ValueError):
        text = content.decode("ascii").strip()
        if _KEY.fullmatch(text):
            return text
    return ""


class Pin:
    """The pin of one machine. `state`: None where nothing is pinned and nothing is written."""

    def __init__(self, state: Path | None) -> None:
        self._file = state / PIN_FILE if state is not None else None

    def read(self) -> str:
        """Return a recipient, `plain`, or "" where there is no pin. Read anew each time: another process may set it."""
        if self._file is None:
            return ""
        try:
            content = read_file(self._file)
        except OSError:
            return ""
        return PLAIN if content.strip() == PLAIN.encode() else as_key(content)

    def is_damaged(self) -> bool:
        """Whether there is a pin that says nothing: then nobody knows to whom to encrypt until the next unlock."""
        return self._file is not None and os.path.lexists(self._file) and not self.read()

    def set(self, to: str) -> None:
        """Pin a recipient, or `plain`. It is on the disk when this returns. Raises SelfattachError."""
        if self._file is not None:
            disk.sweep_dead(self._file.parent)
            disk.replace(self._file, f"{to}\n".encode())
