"""Made-up people whom nothing changes: their state wanders by itself, and they practise as it feels."""

import random
from datetime import UTC, datetime, timedelta

from selfattach.history.record import Entry, Record

BEGAN = datetime(2025, 12, 1, 19, tzinfo=UTC)
PRACTICES = (
    "settle",
    "one-sound",
    "hands-and-feet",
    "mindfulness-check-in",
    "self-compassion-letter",
    "inner-critic-reframe",
    "not-only-me",
    "kind-wishes",
)


def a_life(number, days=365):
    """The sessions of one person, oldest first."""
    chance = random.Random(number)
    level, state = chance.uniform(2, 7), 0.0
    habit, answers_twice = chance.uniform(0.05, 0.6), chance.random() < 0.5
    liking = {name: chance.random() for name in PRACTICES}
    lived = []
    for day in range(days):
        state = 0.8 * state + chance.gauss(0, 1.2)  # today is like yesterday, and otherwise as it comes
        hardness = level + state
        if chance.random() > habit * (1.6 if hardness > level else 0.7):  # more often when it is hard
            continue
        liked = [liking[name] * (1.5 if (hardness >= 5) == (at < 4) else 1) for at, name in enumerate(PRACTICES)]
        name = chance.choices(PRACTICES, liked)[0]
        later = level + 0.7 * state + chance.gauss(0, 1)  # an hour later it has come back a little, by itself
        first, last = _figure(hardness, chance), _figure(later, chance)
        shows = last if answers_twice or chance.random() < 0.4 else None
        felt = chance.choice(["helped", "same", "harder", None]) if shows is None else _felt(first, last, chance)
        liking[name] *= {"helped": 1.3, "harder": 0.7}.get(felt, 1)
        lived.append(a_session(BEGAN + timedelta(days=day), name, first, shows, felt))
    return lived


def _figure(hardness, chance):
    return min(max(round(hardness + chance.gauss(0, 0.7)), 0), 10)


def _felt(first, last, chance):
    if chance.random() < 0.3:
        return None
    return "helped" if last < first else "harder" if last > first else "same"


def a_session(start, exercise, first=None, last=None, felt=None, answers=(), **fields):
    at = start.isoformat()
    figures = [
        Entry(name=f"distress.{moment}", kind="measure", ask="", value=value, at=at, measure="distress", moment=moment)
        for moment, value in (("before", first), ("after", last))
        if value is not None
    ]
    plain = {
        "version": 1,
        "script": "0" * 64,
        "language": "en",
        "finished": True,
        "ending": "done",
        "felt": felt,
        "program": "0.2.0",
    }
    return Record(
        id=f"{start:%Y%m%dT%H%M%SZ}-aaaaaa",
        exercise=exercise,
        title=f"The {exercise}",
        started=at,
        ended=at,
        answers=(*figures, *answers),
        **plain | fields,
    )
