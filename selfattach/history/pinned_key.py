"""The pin: one line in the state folder that says what this machine encrypts to, a key or `plain`.

`recipient` in the history folder says the same to other machines, but whoever can write to a synced folder can write
that. So where there is a pin nothing else decides. Three things set it: making a vault, removing it, and an unlock in
which a passphrase, or the key of the recovery sheet, has opened the key (`vault.py`, `vault_changes.py`).

Where there is none, and a vault was seen, a second file says whose folders said so. It stays until a pin is set, or the
person said that all these folders are not theirs: that the signs are gone does not mean that there is no vault.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from selfattach import disk
from selfattach.disk import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PLAIN: Final = "plain"
PIN_FILE: Final = "encrypts-to"
SEEN_FILE: Final = "vault-seen"
ON_THIS_MACHINE: Final = "/"  # no name of a folder: only the cache shows that there was a vault
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
        self._seen = state / SEEN_FILE if state is not None else None

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
        if self._seen is not None and os.path.lexists(self._seen):
            disk.remove(self._seen)

    # --- a vault that was seen, while nothing is pinned

    def seen(self) -> frozenset[str]:
        """Return the names of the folders that said that there is a vault, while nothing was pinned."""
        if self._seen is None or not os.path.lexists(self._seen):
            return frozenset()
        try:
            return frozenset(map(os.fsdecode, read_file(self._seen).splitlines())) or frozenset((ON_THIS_MACHINE,))
        except OSError:  # it stands there and cannot be read: a vault was seen
            return frozenset((ON_THIS_MACHINE,))

    def note_seen(self, names: Iterable[str]) -> None:
        """Note these too. Raises SelfattachError."""
        noted = self.seen()
        if self._seen is not None and not noted.issuperset(names):
            lines = sorted(map(os.fsencode, noted.union(names)))
            disk.replace(self._seen, b"".join(line + b"\n" for line in lines))
