"""Two practices to offer now, and why. Pure: no clock, no chance, no disk; the same in, the same out.

Every offer is a sum of reasons, each with a weight and a sentence, so that it can be explained in one line. What is
safe is decided first, and no weight can outvote it: what may be offered at all, then what fits, then what is new.
"""

import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from selfattach.coach.past import Past, Practised

MODERATE_OPENS: Final = 3  # sessions of any kind, before a moderate one is offered
DEEP_OPENS: Final = 5
RISES: Final = 2  # sessions in a row that ended higher than they began
HARDER: Final = 3  # sessions in a row that made things harder
_NOTICED, _CONNECTED = 2, 1  # sessions of noticing and of common humanity, before kindness comes first
_DAYS_OF_GUARD: Final = 2
_OPEN: Final = 3  # sessions in a row whose number was left open
_WITHOUT_A_FEELING: Final = ("steadying", "noticing")  # families
_SHORT: Final = 5  # minutes
_LIGHT: Final = 3  # minutes, after one that made things harder
_LATELY: Final = ((0, -6.0), (1, -3.0), (3, -1.0))  # days since it was practised, at most, and what that weighs

GENTLE, MODERATE, DEEP = "gentle", "moderate", "deep"
# a feeling -> what it speaks for: families, and barriers
FEELINGS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "wound_up": (("steadying",), ()),
    "low": (("connecting", "noticing"), ()),
    "harsh": ((), ("inner-critic",)),
    "numb": ((), ("cut-off-from-feelings",)),
    "alone": (("connecting", "relationships"), ()),
    "heap": (("steadying",), ("emotional-backlog",)),
    "all_right": (("kindness", "self-talk"), ()),
    "too_much": (("steadying",), ("emotional-backlog",)),
}
_TOO_MUCH: Final = "too_much"


class Practice(NamedTuple):
    """One exercise the coach may offer."""

    id: str
    minutes: int
    intensity: str
    family: str
    components: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()  # these, and all else it is for
    hours: frozenset[int] = frozenset()  # of the clock, in which it is offered; empty: at any

    def fits_hour(self, hour: int) -> bool:
        """Whether it is for this hour of the clock: a page for the night is not offered at noon."""
        return not self.hours or hour in self.hours


class Wish(NamedTuple):
    """What the person said: today how it is, how long, what for and what not; earlier what is in the way."""

    feeling: str = ""
    minutes: int | None = None
    wanted: str = ""
    not_these: frozenset[str] = frozenset()
    marked: tuple[str, ...] = ()  # the barriers marked as most in the way in the newest inventory
    next: str = ""  # what comes next on the journey, if one was begun


class Reason(NamedTuple):
    """One reason and its weight. `kind` is a key of words.REASONS, `about` fills its sentence."""

    kind: str
    weight: float
    about: str = ""


class Offer(NamedTuple):
    """One practice, its reasons strongest first."""

    practice: Practice
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> float:
        """What all reasons come to."""
        return sum(reason.weight for reason in self.reasons)

    @property
    def why(self) -> Reason:
        """The one reason that is told."""
        return self.reasons[0]


class Advice(NamedTuple):
    """What is offered. `first`: "" or what comes before any practice: `support`, or `break`."""

    offers: tuple[Offer, ...]
    first: str = ""


def advise(
    shelf: Sequence[Practice], maps: Mapping[str, Sequence[str]], past: Past, wish: Wish, today: date, hour: int
) -> Advice:
    """Return two offers of different families, the best first, and what comes before them. `hour`: of the clock."""
    known = {practice.id: practice for practice in shelf}
    standing = _Standing(
        known,
        maps,
        past,
        wish,
        today,
        hour,
        _practised("mindfulness", past, known),
        _practised("common-humanity", past, known),
    )
    weighed = [_weighed(practice, standing) for practice in shelf if _may_be_offered(practice, standing)]
    weighed.sort(key=lambda offer: (-offer.weight, _chance(today, offer.practice.id)))
    best = weighed[:1]
    other = next((offer for offer in weighed[1:] if offer.practice.family != best[0].practice.family), None)
    return Advice((*best, *([other] if other else weighed[1:2])), _comes_first(past, wish))


class _Standing(NamedTuple):
    """Everything a practice is weighed by. `noticed`, `connected`: sessions of noticing, of common humanity."""

    known: Mapping[str, Practice]
    maps: Mapping[str, Sequence[str]]
    past: Past
    wish: Wish
    today: date
    hour: int
    noticed: int
    connected: int

    @property
    def way(self) -> list[str]:
        """The map of what is wanted, as far as it is known."""
        return [one for one in self.maps.get(self.wish.wanted, ()) if one in self.known] if self.wish.wanted else []

    def is_untried_now(self, ident: str) -> bool:
        """Whether a practice was never done, and is for this hour."""
        return not self.past.times.get(ident) and self.known[ident].fits_hour(self.hour)


def _practised(component: str, past: Past, known: Mapping[str, Practice]) -> int:
    return sum(count for ident, count in past.times.items() if ident in known and component in known[ident].components)


# --- what is safe


def _comes_first(past: Past, wish: Wish) -> str:
    newest = past.newest
    if wish.feeling == _TOO_MUCH or _all(newest[:HARDER], HARDER, lambda one: one.felt == "harder"):
        return "support"
    return "break" if _all(newest[:RISES], RISES, lambda one: one.rose) else ""


def _all(sessions: Sequence[Practised], count: int, holds: Callable[[Practised], bool]) -> bool:
    return len(sessions) == count and all(map(holds, sessions))


def is_careful(past: Past, wish: Wish, today: date) -> bool:
    """Whether only gentle ones are offered now."""
    newest = past.newest[:1]
    guarded = bool(newest) and newest[0].ending == "guard" and (today - newest[0].day).days <= _DAYS_OF_GUARD
    return guarded or bool(_comes_first(past, wish))


def is_open(practice: Practice, past: Past, today: date) -> bool:
    """Whether a practice may be offered at all to somebody with this past; a deep one never is by itself."""
    if practice.intensity == GENTLE:
        return True
    return practice.intensity == MODERATE and past.total >= MODERATE_OPENS and not is_careful(past, Wish(), today)


def _may_be_offered(practice: Practice, standing: _Standing) -> bool:
    past, wish = standing.past, standing.wish
    if practice.id in wish.not_these or (wish.minutes is not None and practice.minutes > wish.minutes):
        return False
    if not practice.fits_hour(standing.hour) or (wish.wanted and wish.wanted not in practice.purposes):
        return False
    if practice.intensity == GENTLE:
        return True
    if is_careful(past, wish, standing.today):
        return False
    if practice.intensity == MODERATE:
        return is_open(practice, past, standing.today)
    # a deep one is never offered at random: only on a way the person asked for, when all before it was walked
    before = [one for one in standing.way if standing.known[one].intensity != DEEP]
    walked = bool(before) and all(past.times.get(one) for one in before)
    return practice.id in standing.way and walked and past.total >= DEEP_OPENS


# --- what fits


def _weighed(practice: Practice, standing: _Standing) -> Offer:
    ways = (
        *(_by_feeling, _by_map, _by_what_was_marked, _by_what_helped),  # of equal ones the first is told
        *(_by_how_it_went, _by_what_could_not_be_said, _by_order, _by_time, _by_newness),
    )
    reasons = [reason for way in ways for reason in way(practice, standing)]
    reasons.sort(key=lambda reason: -reason.weight)
    return Offer(practice, tuple(reasons) or (Reason("plain", 0.0),))


def _by_order(practice: Practice, standing: _Standing) -> list[Reason]:
    """Noticing and "not only me" come before kindness, which is hardest for many. No order is known to be best."""
    early = standing.noticed < _NOTICED or standing.connected < _CONNECTED
    is_kindness = "self-kindness" in practice.components  # also where noticing is a part of it, as in a letter
    if standing.noticed < _NOTICED and "mindfulness" in practice.components and not is_kindness:
        return [Reason("noticing_first", 3.0)]
    if standing.connected < _CONNECTED and "common-humanity" in practice.components and not is_kindness:
        return [Reason("not_alone_next", 2.0)]
    later = practice.components == ("self-kindness",) or (is_kindness and practice.intensity != GENTLE)
    return [Reason("kindness_later", -2.0)] if early and later else []


def _by_feeling(practice: Practice, standing: _Standing) -> list[Reason]:
    families, barriers = FEELINGS.get(standing.wish.feeling, ((), ()))
    fits = practice.family in families or any(barrier in practice.barriers for barrier in barriers)
    if not fits:
        return []
    # where the feeling is a barrier of its own, its map says where to begin
    begins = any(practice.id == _first_untried(barrier, standing) for barrier in barriers)
    return [Reason("feeling", 4.5 if begins else 3.0, standing.wish.feeling)]


def _first_untried(word: str, standing: _Standing) -> str | None:
    ways = (one for one in standing.maps.get(word, ()) if one in standing.known)
    return next((one for one in ways if standing.is_untried_now(one)), None)


def _by_map(practice: Practice, standing: _Standing) -> list[Reason]:
    if practice.id not in standing.way:
        return []
    past, wanted = standing.past, standing.wish.wanted
    if practice.id == next(filter(standing.is_untried_now, standing.way), None):
        return [Reason("next_on_the_way", 7.0, wanted)]
    return [Reason("on_the_way", 1.5 if past.times.get(practice.id) else 0.5, wanted)]


def _by_what_was_marked(practice: Practice, standing: _Standing) -> list[Reason]:
    """What was marked on another day counts, and less than what is said or wanted now."""
    wish = standing.wish
    if wish.wanted or wish.feeling == _TOO_MUCH:
        return []
    fits = any(barrier in practice.barriers for barrier in wish.marked)
    if practice.id == wish.next:
        return [Reason("marked_next" if fits else "journey_next", 2.0 if wish.feeling else 16.0)]
    return [Reason("marked", 1.0 if wish.feeling or standing.past.times.get(practice.id) else 8.0)] if fits else []


def _by_how_it_went(practice: Practice, standing: _Standing) -> list[Reason]:
    """How the last ones left the person speaks for their kind, or against it."""
    newest, known = standing.past.newest, standing.known
    kinds = {one.exercise: known[one.exercise].family for one in newest if one.exercise in known}
    last = newest[0] if newest else None
    if last is not None and last.felt == "harder" and last.exercise in kinds:
        if kinds[last.exercise] == practice.family:
            return [Reason("like_harder", -2.0)]
        if practice.family == "steadying":
            return [Reason("steadies", 2.0)]
        return [Reason("lighter", 1.5)] if practice.intensity == GENTLE and practice.minutes <= _LIGHT else []
    helped = {kinds[one.exercise] for one in newest if one.felt == "helped" and one.exercise in kinds}
    is_new = not standing.past.times.get(practice.id)
    return [Reason("akin", 2.5)] if is_new and practice.family in helped else []


def _by_what_could_not_be_said(practice: Practice, standing: _Standing) -> list[Reason]:
    """Where the number was left open again and again, what asks for no feeling is offered."""
    asked = [one for one in standing.past.newest if _asks_number(one.exercise, standing)]
    open_often = len(asked) >= _OPEN and all(one.before is None for one in asked[:_OPEN])
    fits = practice.intensity == GENTLE and practice.family in _WITHOUT_A_FEELING
    return [Reason("open", 2.5)] if open_often and fits else []


def _asks_number(exercise: str, standing: _Standing) -> bool:
    return exercise in standing.known and standing.known[exercise].intensity != GENTLE


def _by_what_helped(practice: Practice, standing: _Standing) -> list[Reason]:
    felt = standing.past.felt.get(practice.id, 0)
    if felt > 0:
        return [Reason("helped", min(felt, 3) * 1.0)]
    return [Reason("harder", max(felt, -3) * 2.0)] if felt < 0 else []


def _by_newness(practice: Practice, standing: _Standing) -> list[Reason]:
    last = standing.past.last.get(practice.id)
    if last is None:
        return [Reason("new", 1.0)]
    days = (standing.today - last).days
    newest = enumerate(standing.past.newest[:3])
    recent = sum(3.0 - place for place, one in newest if one.exercise == practice.id)
    weight = next((weight for most, weight in _LATELY if days <= most), 0.0) - recent
    return [Reason("lately", weight)] if weight else []


def _by_time(practice: Practice, standing: _Standing) -> list[Reason]:
    minutes = standing.wish.minutes
    if minutes is not None:
        return [Reason("fits_the_time", 0.5)] if practice.minutes * 2 >= minutes else []
    short = practice.minutes <= _SHORT and standing.past.total < MODERATE_OPENS
    return [Reason("short", 1.0)] if short else []


def _chance(today: date, ident: str) -> int:
    """What breaks a tie: another order each day, the same all day."""
    return zlib.crc32(f"{today.isoformat()} {ident}".encode())
