"""Records to test with, made of plain values, and a clock that stands where it is told."""

import shutil
from datetime import UTC, datetime, timedelta

from selfattach.history import ids
from selfattach.history.record import Entry, Record
from selfattach.history.trusted_machines import Machines
from selfattach.paths import Places

FIRST = datetime(2026, 11, 22, 4, 9, 17, tzinfo=UTC)
LETTER = "Dear you,\nit was a lot today. \u200fשלם\u200e, žluťoučký kůň, 👩‍👧"


def places_in(root):
    return Places(root / "config", root / "data", root / "state", root / "cache")


def clock():
    return datetime(2026, 11, 30, 20, 0, tzinfo=UTC)


def an_entry(name="thought", value="not good enough", **fields):
    return Entry(
        **{"kind": "write", "ask": "What went through your mind?", "at": FIRST.isoformat(), **fields},
        name=name,
        value=value,
    )


def met(places, *devices):
    """Have this machine know these folders for the person's own, as after the question about them."""
    Machines(places).settle(devices, mine=True)
    return places


def taken_as_written(places):
    """Have this machine take what stands in its folder for its own, as after an update: a test changed it by hand."""
    shutil.rmtree(places.state / "written", ignore_errors=True)


def a_record(minutes=0, *answers, exercise="inner-critic-reframe", start=None, session=None, **fields):
    """Return a record that started so many minutes after the first, or at `start`."""
    start = start or FIRST + timedelta(minutes=minutes)
    plain = {
        "id": session or ids.new_id(start, random_from(minutes)),
        "exercise": exercise,
        "title": "A word with the critic",
        "version": 1,
        "script": "0" * 64,
        "language": "en",
        "started": start.isoformat(),
        "ended": (start + timedelta(minutes=9)).isoformat(),
        "finished": True,
        "ending": "done",
        "program": "0.1.0",
        "answers": answers or (an_entry(),),
    }
    return Record(**plain | fields)


def random_from(number):
    """Return a source of bytes that is the same for the same number."""
    return lambda count: (number * 2654435761 % 2**48).to_bytes(6, "big")[:count]
