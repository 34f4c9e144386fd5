"""Which machines' folders of a history are the person's own, as far as this machine has met them.

Sessions of every folder count, unless the person said that a folder is not theirs: then it is passed over. Of a folder
that was not met yet nothing comes unasked: no line of the card above the numbers, no kind word, no letter. Whoever can
write to a synced folder can put one there. It knows names of folders, and asks nobody (`cli/history/new_machines.py`
does).
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

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


class Machines:
    """What is known of them. `places`: None where there is nothing to know, and all are met."""

    def __init__(self, places: Places | None) -> None:
        self._places = places
        self._known: tuple[frozenset[str] | None, frozenset[str]] | None = None

    def passed_over(self) -> frozenset[str]:
        """Return the folders that are not the person's."""
        return self._read()[1]

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
        met = self._read()[0]
        if met is None or device in met:
            return True
        if device not in self.own():
            return False
        self._known = None  # it was named since, with the first session that is written here
        return True

    def hold_back(self, sessions: Iterable[str]) -> None:
        """Have nothing of these sessions come unasked: they stand in one's own folder, and were not written here."""
        self._write(held={*self._read_sessions("held"), *sessions})

    def held_back(self) -> frozenset[str]:
        """Return the ids of such sessions of which nobody has said yet whose they are, or that they are not theirs."""
        return self._read_sessions("held") | self._read_sessions("alien")

    def settle_sessions(self, *, mine: bool) -> None:
        """Note what the person said of those not asked about yet."""
        held = self._read_sessions("held")
        self._write(held=set(), alien=self._read_sessions("alien") | (frozenset() if mine else held))

    def release(self, sessions: Iterable[str]) -> None:
        """Hold these back no more: what was written here stands there again."""
        released = frozenset(sessions)
        if released & self.held_back():
            self._write(held=self._read_sessions("held") - released, alien=self._read_sessions("alien") - released)

    def unsettled(self) -> frozenset[str]:
        """Return the ids of those that nobody was asked about yet."""
        return self._read_sessions("held")

    def settle(self, devices: Iterable[str], *, mine: bool) -> None:
        """Note what the person said of some folders. Raises SelfattachError."""
        assert self._places is not None
        met, passed_over = self._read()
        if met is None:
            return
        said = frozenset(devices)
        met, passed_over = (met | said, passed_over - said) if mine else (met - said, passed_over | said)
        self._write(mine=met, not_mine=passed_over)

    def _write(self, **changed: Iterable[str]) -> None:
        if self._places is None:
            return
        met, passed_over = self._read()
        content = {"mine": sorted(met or ()), "not_mine": sorted(passed_over)}
        content |= {key: sorted(self._read_sessions(key)) for key in ("held", "alien")}
        content |= {key: sorted(value) for key, value in changed.items()}
        disk.replace(
            self._places.state / MACHINES_FILE,
            jsontext.dump({key: one for key, one in content.items() if one or key in ("mine", "not_mine")}),
        )
        self._known = None

    def _read_sessions(self, key: str) -> frozenset[str]:
        if self._places is not None:
            with suppress(OSError, ValueError, TypeError, AttributeError):
                return frozenset(
                    str(one) for one in jsontext.load(read_file(self._places.state / MACHINES_FILE)).get(key, ())
                )
        return frozenset()

    def begin(self) -> None:
        """Note which folders are one's own when this is first looked at: none, or after an update those it has read."""
        if self._places is None or not self._places.state.is_dir() or (self._places.state / MACHINES_FILE).exists():
            return  # who only looks makes no folder
        with suppress(SelfattachError):  # another time
            self.settle((), mine=True)

    def _read(self) -> tuple[frozenset[str] | None, frozenset[str]]:
        if self._known is None:
            self._known = self._read_anew()
        return self._known

    def _read_anew(self) -> tuple[frozenset[str] | None, frozenset[str]]:
        if self._places is None:
            return None, frozenset()
        own = self.own()
        try:
            noted = jsontext.load(read_file(self._places.state / MACHINES_FILE))
            mine, not_mine = (frozenset(str(one) for one in noted[key]) for key in ("mine", "not_mine"))
        except (FileNotFoundError, NotADirectoryError):
            mine, not_mine = self._read_before() if own else frozenset[str](), frozenset[str]()
        except OSError:
            return None, frozenset()
        except (ValueError, KeyError, TypeError):
            mine, not_mine = frozenset(), frozenset()
        return mine | own, not_mine - own

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
