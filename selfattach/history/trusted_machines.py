"""Which machines' folders of a history are the person's own, as far as this machine has met them.

Sessions of every folder count, unless the person said that a folder is not theirs: then it is passed over. Of a folder
that was not met yet nothing comes unasked: no line of the card above the numbers, no kind word, no letter. Whoever can
write to a synced folder can put one there. It knows names of folders, and asks nobody (`cli/history/new_machines.py`
does).
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from selfattach import disk
from selfattach.disk import read_file
from selfattach.errors import SelfattachError
from selfattach.history import jsontext
from selfattach.history.device import own_ids
from selfattach.text import is_one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selfattach.paths import Places

MACHINES_FILE: Final = "machines.json"
NOTES_FOLDER: Final = "written"  # in the state folder: what this machine wrote
NOTES_BEGUN: Final = "begun"
MONTHS_AS_LEFT: Final = "months-as-left"  # in the cache: how the months looked when they were written, or compared


class _Known(NamedTuple):
    """What is noted, as it stands in the file."""

    mine: frozenset[str] | None  # None where it cannot be looked at
    not_mine: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    alien: frozenset[str] = frozenset()


class Machines:
    """What is known of them. `places`: None where there is nothing to know, and all are met."""

    def __init__(self, places: Places | None) -> None:
        self._places = places
        self._known: _Known | None = None

    def passed_over(self) -> frozenset[str]:
        """Return the folders that are not the person's."""
        return self._read().not_mine

    def own(self) -> frozenset[str]:
        """Return every name under which this machine ever wrote."""
        return own_ids(self._places.state / "device.json") if self._places else frozenset()

    def look_anew(self) -> None:
        """Read again what is known: this machine has a name by now."""
        self._known = None

    def has_met(self, device: str) -> bool:
        """Whether the person said that a folder is theirs, or this machine wrote it, under whatever name.

        Where the state folder cannot be looked at all are: a card that stands below the numbers helps less.
        """
        met = self._read().mine
        if met is None or device in met:
            return True
        if device not in self.own():
            return False
        self._known = None  # it was named since, with the first session that is written here
        return True

    def hold_back(self, sessions: Iterable[str]) -> None:
        """Have nothing of these sessions come unasked: they stand in one's own folder, and were not written here."""
        self._write(held=self._read().held.union(sessions))

    def held_back(self) -> frozenset[str]:
        """Return the ids of such sessions of which nobody has said yet whose they are, or that they are not theirs."""
        return self._read().held | self._read().alien

    def left_out(self) -> frozenset[str]:
        """Return the ids of those of which the person said that they are not theirs."""
        return self._read().alien

    def settle_sessions(self, *, mine: bool) -> None:
        """Note what the person said of those not asked about yet."""
        known = self._read()
        self._write(held=(), alien=known.alien | (frozenset() if mine else known.held))

    def release(self, sessions: Iterable[str]) -> None:
        """Hold these back no more: what was written here stands there again."""
        released, known = frozenset(sessions), self._read()
        if released & self.held_back():
            self._write(held=known.held - released, alien=known.alien - released)

    def unsettled(self) -> frozenset[str]:
        """Return the ids of those that nobody was asked about yet."""
        return self._read().held

    def settle(self, devices: Iterable[str], *, mine: bool) -> None:
        """Note what the person said of some folders. Raises SelfattachError."""
        assert self._places is not None
        known, said = self._read(), frozenset(devices)
        if known.mine is None:
            return
        if mine:
            self._write(mine=known.mine | said, not_mine=known.not_mine - said)
        else:
            self._write(mine=known.mine - said, not_mine=known.not_mine | said)

    def _write(self, **changed: Iterable[str]) -> None:
        if self._places is None:
            return
        self._known = None  # another process may have noted something meanwhile
        content = {key: sorted(value or ()) for key, value in {**self._read()._asdict(), **changed}.items()}
        disk.replace(
            self._places.state / MACHINES_FILE,
            jsontext.dump({key: one for key, one in content.items() if one or key in ("mine", "not_mine")}),
        )
        self._known = None

    def begin(self) -> None:
        """Note which folders are one's own when this is first looked at: none, or after an update those it has read."""
        if self._places is None or not disk.is_folder(self._places.state):
            return
        if disk.is_there(self._places.state / MACHINES_FILE):
            return  # who only looks makes no folder
        with suppress(SelfattachError):  # another time
            if self._has_noted():  # what was said is lost, so everything is compared, and asked about, anew
                disk.remove(self._places.cache / MONTHS_AS_LEFT)
            self.settle((), mine=True)

    def _read(self) -> _Known:
        if self._known is None:
            self._known = self._read_anew()
        return self._known

    def _read_anew(self) -> _Known:
        if self._places is None:
            return _Known(None)
        own = self.own()
        try:
            noted = jsontext.load(read_file(self._places.state / MACHINES_FILE))
            said = [frozenset(map(str, noted[key])) for key in ("mine", "not_mine")]
            known = _Known(*said, *(frozenset(map(str, noted.get(key, ()))) for key in ("held", "alien")))
        except (FileNotFoundError, NotADirectoryError):
            known = _Known(self._read_before() if own and not self._has_noted() else frozenset())
        except OSError:
            return _Known(None)
        except (ValueError, KeyError, TypeError, AttributeError):
            known = _Known(frozenset())
        return known._replace(mine=(known.mine or frozenset()) | own, not_mine=known.not_mine - own)

    def _has_noted(self) -> bool:
        """Whether there was such a file before: then it is lost, and what was said is asked anew."""
        assert self._places is not None
        return os.path.lexists(self._places.state / NOTES_FOLDER / NOTES_BEGUN)

    def _read_before(self) -> frozenset[str]:
        """The folders that this machine had read before it noted any: the cache, which nobody syncs, names them."""
        assert self._places is not None
        found: set[str] = set()
        with suppress(OSError):
            for folder in self._places.cache.glob("heads-*"):
                found |= {name.partition(".")[0] for name in os.listdir(folder) if "." in name}  # noqa: PTH208  names
        return frozenset(found)


def is_machines(name: str) -> bool:
    """Whether a folder can be one of a machine: none of a syncing tool, none whose name would be told as lines."""
    return not name.startswith(".") and is_one_line(name)
