"""One file of every format ever shipped stays in data/, as it was written then, and is never changed."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from sample_records import a_record

FORMATS = sorted((Path(__file__).parent / "data").glob("format-*"))


@pytest.fixture
def old(request, places, history):
    folder = places.history / "k7qm2xab"
    folder.mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "data" / "format-1" / "2026-11.json", folder)
    return history


def test_there_is_a_file_of_every_format():
    assert [path.name for path in FORMATS] == ["format-1"]


def test_sessions_of_format_1_are_read_whole(old):
    assert old.damaged() == []
    assert old.times() == (3, {"small-promise": 2, "six-facets": 1})
    record = old.find("261122-k7q")
    values = [(entry.name, entry.value, entry.round) for entry in record.answers]
    assert values == [
        ("distress.before", 6, ()),
        ("facets", {"kind": 4, "alone": 2, "aware": None}, ()),
        ("feelings", ["sad", "tired"], ()),
        ("thought", "Nicht gut genug — “again” 😞", (1,)),
        ("answer", "Žluťoučký kůň is enough.\nשלם", (1,)),
        ("believe", 4, (1,)),
        ("thought", None, (2,)),
        ("shared", False, ()),
        ("people", "Ana\nthe neighbour", ()),
        ("distress.after", 3, ()),
    ]
    assert record.answers[0].from_ == 0
    assert record.answers[0].high == "unbearable"
    assert record.answers[1].items["alone"] == "I felt alone in it."
    assert record.answers[8].section == "people"


def test_heads_of_format_1_know_measures_shelves_and_promises(old):
    newest, promise, facets = old.latest()
    assert facets.measures == {"distress.before": 6, "distress.after": 3}
    assert facets.shelved == (("answer", "kind-words", None), ("people", "support", None))
    assert (promise.resumed, promise.ending, promise.finished) == (2, "enough", False)
    assert newest.of == (("20261122T180000Z-a3bc4d/plan", "not_yet"), ("20261122T180000Z-a3bc4d/letter", "shown"))
    assert old.open_promise("small-promise", "plan").id == promise.id
    assert old.recall("small-promise", "letter", today=date(2026, 12, 31)) is None
    assert old.recall("small-promise", "letter", today=date(2027, 1, 1)).entries[0].value == "Dear you"
    assert old.recall("small-promise", "letter", "unread", today=date(2027, 1, 1)) is None


def test_sessions_of_format_1_are_not_touched_by_a_new_one(old, places):
    before = list(old.records())
    old.add(a_record())
    assert [record for record in old.records() if record.device == "k7qm2xab"] == before
    shutil.rmtree(places.cache)
    assert old.times().total == 4
