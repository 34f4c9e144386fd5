"""The library as the coach sees it, and pasts to try it with."""

from datetime import date, timedelta

from bundled import HEADS
from bundled import SHELF as SHELF_OF_SCRIPTS

from selfattach.coach.offers import Practice, Wish, advise
from selfattach.coach.past import Past, Practised

MAPS = SHELF_OF_SCRIPTS.maps()
FAMILY = {path.stem: path.parent.name for path, _ in SHELF_OF_SCRIPTS.every_script()}
SHELF = tuple(
    Practice(
        head.id, head.minutes, head.intensity, FAMILY[head.id], head.components, head.barriers, head.purposes,
        head.offered_at,
    )
    for head in HEADS.values()
    if head.kind == "exercise"
)  # fmt: skip
KNOWN = {practice.id: practice for practice in SHELF}
TODAY = date(2026, 11, 22)
EVENING, NIGHT, MORNING, NOON = 21, 3, 8, 12  # in the evening all there is may be offered


def past(*sessions):
    """Sessions from the oldest to the newest: ids, or (id, fields); one a day up to yesterday."""
    found = Past()
    for back, one in zip(range(len(sessions), 0, -1), sessions, strict=True):
        ident, fields = one if isinstance(one, tuple) else (one, {})
        found = found.and_then(Practised(ident, TODAY - timedelta(days=back), **fields))
    return found


def offered(known_past, today=TODAY, hour=EVENING, **wish):
    return advise(SHELF, MAPS, known_past, Wish(**wish), today, hour)


def names(advice):
    return [offer.practice.id for offer in advice.offers]
