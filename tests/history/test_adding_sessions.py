"""Adding a session: where it lies, which change of it stands, what survives it, and who may read it."""

import json
import os
import sys
from datetime import timedelta

import pytest
from msgspec.structs import replace
from sample_records import FIRST, a_record, an_entry, clock, met
from tinydb import TinyDB

from selfattach.errors import SelfattachError, WrongInputError
from selfattach.history import edits
from selfattach.history.history import History
from selfattach.history.protocols import Times


def a_device(places, device):
    return History(places, device=device, clock=clock)


def test_making_a_history_and_asking_it_leaves_the_disk_alone(places, history):
    assert history.times() == Times(0, {})
    assert history.latest() == []
    assert list(history.records("letters")) == []
    assert history.recall("letters", "letter") is None
    assert history.open_promise("small-promise", "plan") is None
    assert history.damaged() == []
    assert not places.data.exists()
    assert not places.state.exists()
    assert not places.cache.exists()


def test_a_kept_session_says_which_change_it_is_by_whom_and_when(history):
    record = a_record()
    kept = history.add(record)
    assert kept == replace(record, rev=1, device=kept.device, changed="2026-11-30T20:00:00.000000+00:00")
    assert len(kept.device) == 8
    assert history.get(record.id) == kept


def test_adding_the_same_session_again_changes_nothing(history, shard):
    kept = history.add(a_record())
    before = shard().stat()
    assert history.add(a_record()) == kept
    assert history.add(kept) == kept
    assert shard().stat() == before


def test_adding_a_session_with_other_answers_is_a_later_change_of_it(history):
    history.add(a_record())
    changed = history.add(a_record(0, an_entry(value="enough")))
    assert changed.rev == 2
    assert [record.answers[0].value for record in history.records()] == ["enough"]
    assert history.times().total == 1


def test_a_month_has_one_file_and_the_id_says_which(places, history):
    new_year = FIRST.replace(month=12, day=31, hour=23, minute=50)
    kept = history.add(a_record(start=new_year))
    history.add(a_record(start=new_year + timedelta(hours=1)))
    names = sorted(path.name for path in (places.history / kept.device).iterdir())
    assert names == ["2026-12.json", "2027-01.json"]


def test_the_file_is_an_ordinary_tinydb_file(history, shard):
    kept = [history.add(a_record(minutes)) for minutes in (0, 60)]
    with TinyDB(shard()) as database:
        assert [document["id"] for document in database.table("sessions")] == [record.id for record in kept]
        database.table("sessions").update({"mood": "of a newer program"})
    assert history.times().total == 2


def test_what_this_program_does_not_know_survives_its_saving(history, shard):
    history.add(a_record(0))
    tables = json.loads(shard().read_text())
    tables["sessions"]["1"]["weather"] = {"sky": "grey"}
    tables["sessions"]["1"]["answers"][0]["mood"] = 3
    tables["another table"] = {"1": {"kept": True}}
    shard().write_text(json.dumps(tables))

    history.add(a_record(60))
    after = json.loads(shard().read_text())
    assert after["sessions"]["1"] == tables["sessions"]["1"]
    assert after["another table"] == tables["another table"]

    history.add(a_record(0, an_entry(value="changed")))
    assert json.loads(shard().read_text())["sessions"]["1"]["weather"] == {"sky": "grey"}


def test_a_session_of_another_device_is_amended_in_our_own_folder(places):
    theirs, ours = a_device(places, "phone"), a_device(places, "laptop")
    theirs.add(a_record())
    before = (places.history / "phone" / "2026-11.json").read_bytes()
    amended = ours.add(a_record(0, an_entry(value="amended")))

    assert (amended.rev, amended.device) == (2, "laptop")
    assert (places.history / "phone" / "2026-11.json").read_bytes() == before
    assert theirs.get(amended.id) == amended
    assert theirs.times() == Times(1, {"inner-critic-reframe": 1})
    assert [head.id for head in theirs.latest()] == [amended.id]
    assert list(theirs.records()) == [amended]


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        ({"rev": 3}, {"rev": 2, "deleted": True}),
        ({"deleted": True}, {"changed": "2027"}),
        ({"changed": "2027", "device": "a"}, {"changed": "2026", "device": "b"}),
        ({"device": "b"}, {"device": "a"}),
    ],
)
def test_of_two_changes_the_higher_ranking_stands(places, history, stronger, weaker):
    record = a_record()
    met(places, "one", "two")
    history.add(record)
    (shard,) = places.history.glob("*/*.json")
    plain = json.loads(shard.read_text())["sessions"]["1"] | {"rev": 2, "changed": "2026"}
    for folder, change in (("one", stronger), ("two", weaker)):
        (places.history / folder).mkdir()
        document = plain | {"title": "stronger" if change is stronger else "weaker"} | change
        (places.history / folder / "2026-11.json").write_text(json.dumps({"sessions": {"1": document}}))

    deleted = stronger.get("deleted", False)
    assert [head.title for head in history.latest()] == ([] if deleted else ["stronger"])
    assert [kept.title for kept in history.records()] == ([] if deleted else ["stronger"])
    assert history.times().total == (0 if deleted else 1)
    assert history.add(record).rev == max(stronger.get("rev", 2), weaker.get("rev", 2)) + 1
    assert history.times().total == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"session": "../../etc/passwd"}, "not the id of a session"),
        ({"started": "2026-11-22T04:09:17"}, "no time zone"),
        ({"started": "on Sunday"}, "isoformat"),
        ({"answers": (an_entry(value=object()),)}, "cannot be kept"),
        ({"title": 3}, "title"),
    ],
)
def test_what_could_not_be_read_again_is_not_kept(places, history, fields, why):
    with pytest.raises(WrongInputError, match=why):
        history.add(a_record(**fields))
    assert not places.history.exists()


@pytest.mark.parametrize("umask", [0, 0o077, 0o777])
def test_files_and_folders_are_for_the_owner_only(places, history, umask):
    places.data.parent.mkdir(exist_ok=True)
    before = os.umask(umask)
    try:
        history.add(a_record())
        history.times()
    finally:
        os.umask(before)
    made = [path for top in (places.data, places.state, places.cache) for path in (top, *top.rglob("*"))]
    assert {path.name for path in made} > {
        "data",
        "history",
        "state",
        "written",
        "machines.json",
        "device.json",
        "cache",
    }
    for path in made:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_what_a_power_cut_left_beside_is_never_read_and_goes_with_the_next_session(places, history):
    kept = history.add(a_record(0))
    left = places.history / kept.device / ".2026-10.json.4711.beside"
    left.write_text("half of a sess")
    assert history.damaged() == []
    assert history.times().total == 1
    history.add(a_record(60))
    assert not left.exists()


def test_what_a_power_cut_left_beside_goes_with_the_next_start_that_only_looks(places, history):
    kept = history.add(a_record(0))
    left = [places.history / kept.device / ".2026-10.json.4711.beside", places.state / "written" / ".begun.4711.beside"]
    for path in left:
        path.write_text("half of it")
        History(places, clock=clock, machine=lambda: "this machine").latest()
        assert not path.exists()


def test_what_stands_of_a_month_that_was_saved_into_often_is_one_line(places, history):
    for minutes in range(0, 240, 60):
        history.add(a_record(minutes))
    assert len((places.cache / "months-as-left").read_text().splitlines()) == 1


@pytest.fixture
def opened():
    """The paths of all files that Python opens from now on."""
    paths, listens = [], True
    sys.addaudithook(lambda event, given: paths.append(str(given[0])) if listens and event == "open" else None)
    yield paths
    listens = False  # such a hook cannot be taken away


def test_many_sessions_of_a_month_are_deleted_and_brought_back_without_reading_it_for_each(history, shard, opened):
    kept = [history.add(a_record(minutes)).id for minutes in range(12)]
    times = []
    for some in (kept[:1], kept[1:]):
        opened.clear()
        edits.delete(history, some)
        assert edits.undo(history).back == some
        times.append(opened.count(str(shard())))
    assert times[0] == times[1]
    assert len(history.latest()) == len(kept)


def test_a_month_that_would_be_too_large_to_be_read_again_is_not_written(history, shard, monkeypatch):
    history.add(a_record(1))
    before = shard().read_bytes()
    monkeypatch.setattr("selfattach.disk.LARGEST", len(before) + 1000)
    with pytest.raises(SelfattachError, match="the most that one month can hold"):
        history.add(a_record(2, an_entry("letter", "x" * 2000)))
    assert shard().read_bytes() == before
    assert len(history.latest()) == 1


def test_whoever_asks_for_one_session_of_a_month_has_nothing_made_of_the_others(history):
    one, _ = history.add(a_record(0)), history.add(a_record(1, *[an_entry()] * 20_000))
    ((file,),) = history.shards.months().values()
    assert [stored.id for stored in history.shards.read(file, only=one.id).stored] == [one.id]
    assert len(history.shards.read(file).stored) == 2
