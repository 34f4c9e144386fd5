"""Two weeks or so on what is in the way most: fourteen practices, on any days, worked out from stored sessions.

The barrier inventory says which barriers; their maps say which practices, in turn, noticing before kindness. Nothing is
counted but what was tried. Pure: the inventory, the maps and the sessions since come in as arguments.
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
# what fills up a short way: the core of the three components, in the order of the maps
_CORE: Final = ("mindfulness", "common-humanity", "self-kindness")


class Journey(NamedTuple):
    """Where a person is on the way. `next`: the practice offered now, "" when the way is walked or nothing is open."""

    barriers: tuple[str, ...]
    way: tuple[str, ...]
    tried: tuple[str, ...]
    settled: tuple[str, ...]  # those that helped
    next: str

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
) -> Journey:
    """Return the way for these barriers. `since`: the sessions since it began; `past`: all there are."""
    known = {practice.id: practice for practice in shelf}
    way = _way([*barriers], maps, known)
    tried = tuple(ident for ident in way if since.times.get(ident))
    settled = tuple(ident for ident in tried if since.felt.get(ident, 0) > 0)
    left = [ident for ident in way if ident not in tried and is_open(known[ident], past, today)]
    return Journey(tuple(barriers), way, tried, settled, left[0] if left else "")


def _way(barriers: Sequence[str], maps: Mapping[str, Sequence[str]], known: Mapping[str, Practice]) -> tuple[str, ...]:
    """The maps of the barriers in turn, then the core of the components, each practice once, nothing deep."""
    turns = [
        *(ident for turn in zip_longest(*(maps.get(one, ()) for one in barriers)) for ident in turn),
        *(ident for turn in zip_longest(*(maps.get(one, ()) for one in _CORE)) for ident in turn),
    ]
    fitting = (ident for ident in turns if ident in known and known[ident].intensity != DEEP)
    return tuple(dict.fromkeys(fitting))[:LENGTH]
