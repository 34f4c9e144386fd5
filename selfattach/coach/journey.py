"""Two weeks or so on what is in the way most: fourteen practices, on any days, worked out from stored sessions.

The barrier inventory says which barriers; their maps say which practices, in turn, noticing before kindness. How far it
went is told as the kinds of practice that were tried and what settled, never as a figure; once the way is walked, what
helped is kept up about once a week. Pure: the inventory, the maps and the sessions since come in as arguments.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Final, NamedTuple

from selfattach.coach.offers import DEEP, Practice, is_open
from selfattach.coach.past import Past

LENGTH: Final = 14
MOST_BARRIERS: Final = 3
IN_THE_WAY: Final = 4  # of 5 on the scale of the inventory: mostly
UPKEEP: Final = 7  # days after which one that helped may come again, once the way is walked
# what fills up a short way: the core of the three components, in the order of the maps
_CORE: Final = ("mindfulness", "common-humanity", "self-kindness")


class Journey(NamedTuple):
    """Where a person is on the way, and what was practised since it began, on the way or beside it.

    `next`: the practice offered now, "" when the way is walked or nothing is open; `later`: then, one that is
    for another hour of the day. `upkeep`: once it is walked, the one that helped and was practised longest ago, ""
    where that is less than a week.
    """

    barriers: tuple[str, ...]
    way: tuple[str, ...]
    tried: tuple[str, ...]  # of the way
    kinds: tuple[str, ...]  # families of what was practised
    settled: tuple[str, ...]  # those of which the person said that they helped
    next: str
    later: str
    upkeep: str

    @property
    def is_walked(self) -> bool:
        """Whether everything on the way was tried."""
        return len(self.tried) == len(self.way)


def barriers_of(inventory: Mapping[str, float]) -> tuple[str, ...]:
    """Return the two or three barriers that are most in the way, the highest first; none where none is."""
    high = sorted(
        (name for name, figure in inventory.items() if figure >= IN_THE_WAY), key=lambda name: -inventory[name]
    )
    return tuple(high[:MOST_BARRIERS])


def journey(
    barriers: Sequence[str],
    maps: Mapping[str, Sequence[str]],
    shelf: Sequence[Practice],
    since: Past,
    past: Past,
    today: date,
    hour: int,
) -> Journey:
    """Return the way for these barriers, at an hour of the clock.

    `since`: the sessions since it began; `past`: all there are.
    """
    known = {practice.id: practice for practice in shelf}
    way = _way([*barriers], maps, known)
    tried = tuple(ident for ident in way if since.times.get(ident))
    practised = [ident for ident in known if since.times.get(ident)]
    practised.sort(key=lambda ident: (way.index(ident) if ident in way else LENGTH, ident))
    settled = tuple(ident for ident in practised if since.felt.get(ident, 0) > 0)
    left = [ident for ident in way if ident not in tried and is_open(known[ident], past, today)]
    now = [ident for ident in left if known[ident].fits_hour(hour)]
    kept = [ident for ident in settled if is_open(known[ident], past, today)]
    rested = [ident for ident in kept if (today - past.last[ident]).days >= UPKEEP and known[ident].fits_hour(hour)]
    return Journey(
        tuple(barriers),
        way,
        tried,
        tuple(dict.fromkeys(known[ident].family for ident in practised)),
        settled,
        now[0] if now else "",
        left[0] if left and not now else "",
        min(rested if len(tried) == len(way) else (), key=lambda ident: past.last[ident], default=""),
    )


def _way(barriers: Sequence[str], maps: Mapping[str, Sequence[str]], known: Mapping[str, Practice]) -> tuple[str, ...]:
    """The maps of the barriers in turn, then the core of the components, each practice once, nothing deep."""

    def fitting(word: str) -> list[str]:
        return [ident for ident in maps.get(word, ()) if ident in known and known[ident].intensity != DEEP]

    turns = [*zip_longest(*map(fitting, barriers)), *zip_longest(*map(fitting, _CORE))]
    return tuple(dict.fromkeys(ident for turn in turns for ident in turn if ident))[:LENGTH]
