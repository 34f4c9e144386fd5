"""What cannot be read is named and left alone, and everything else stays usable."""

import json

import pytest
from power import in_child
from sample_records import a_record, clock
from tools import modes_hold, obey_modes

from selfattach.errors import NothingFoundError, SelfattachError
from selfattach.history.history import History
from selfattach.history.index import SessionIndex
from selfattach.history.shards import Shards

ALIEN = [
    b"",
    b"\0" * 400,
    b"[]",
    b"null",
    b'{"sessions": []}',
    b'{"sessions": {"one": {}}}',
    b'{"sessions": {"1": 2}}',
    b"\xff\xfe{",
    b"[" * 100_000,
]


@pytest.fixture
def two_months(history, places):
    """A history of November and December; return both shards."""
    history.add(a_record(0))
    history.add(a_record(20 * 1440))
    return sorted(places.history.glob("*/*.json"))


def check_named_and_left_alone(history, shard, other):
    content = shard.read_bytes()
    (damage,) = history.damaged()
    assert damage.file == shard
    assert not any(jargon in damage.why for jargon in ("codec", "char ", "delimiter", "column"))
    assert [head.started[:7] for head in history.latest()] == [other.stem]
    assert [record.started[:7] for record in history.records()] == [other.stem]
    assert history.times().total == 1
    with pytest.raises(SelfattachError, match=f"nothing was written. {shard} cannot be read"):
        history.add(a_record(60))
    with pytest.raises(NothingFoundError, match=f"may be in {shard}"):
        history.get(a_record(0).id)
    assert shard.read_bytes() == content


def test_a_shard_cut_short_anywhere_is_named_and_left_alone_and_the_others_stay_usable(history, two_months):
    whole = two_months[0].read_bytes()
    for length in (0, 1, *range(40, len(whole), 61), len(whole) - 1):
        two_months[0].write_bytes(whole[:length])
        check_named_and_left_alone(history, *two_months)
        assert history.add(a_record(20 * 1440)).rev == 1
    two_months[0].write_bytes(whole)
    assert history.damaged() == []
    assert history.times().total == 2


@pytest.mark.parametrize("content", ALIEN, ids=range(len(ALIEN)))
def test_an_alien_file_is_named_and_left_alone(history, two_months, content):
    two_months[0].write_bytes(content)
    check_named_and_left_alone(history, *two_months)


def test_a_folder_in_the_place_of_a_shard_is_named(history, two_months):
    two_months[0].unlink()
    two_months[0].mkdir()
    (damage,) = history.damaged()
    assert damage[:2] == (two_months[0], "Is a directory")
    assert history.times().total == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": 3}, "id"),
        ({"id": "20261222T040917Z-k7qm2x"}, "does not belong"),
        ({"id": "261122-k7q"}, "does not belong"),
        ({"started": "yesterday"}, "isoformat"),
        ({"started": "2026-11-22T04:09:17"}, "no time zone"),
        ({"answers": [{"name": "thought"}]}, "kind"),
        ({"deleted": True, "rev": "two"}, "rev"),
    ],
)
def test_a_document_that_is_no_session_is_named_and_the_others_of_its_file_stay_usable(history, shard, change, why):
    history.add(a_record(0))
    kept = history.add(a_record(60))
    tables = json.loads(shard().read_text())
    tables["sessions"]["1"] |= change
    shard().write_text(json.dumps(tables))

    (damage,) = history.damaged()
    assert damage.file == shard()
    assert damage.why.startswith("document 1: ")
    assert why in damage.why
    assert [head.id for head in history.latest()] == [kept.id]
    history.add(a_record(120))
    assert json.loads(shard().read_text())["sessions"]["1"] == tables["sessions"]["1"]
    assert len(history.damaged()) == 1


def test_files_that_are_no_shards_are_passed_over(history, places, two_months):
    folder = two_months[0].parent
    (folder / "notes.json").write_text("{")
    (folder / ".2026-11.json.1.beside").write_text("{")
    (places.history / "README").write_text("mine")
    (places.history / ".stversions").mkdir()
    (places.history / ".stversions" / "2026-11.json").write_text("{")
    assert history.damaged() == []
    assert history.times().total == 2


def test_another_machines_broken_shard_does_not_keep_ours_from_being_saved(history, places):
    (places.history / "phone").mkdir(parents=True)
    (places.history / "phone" / "2026-11.json").write_text("{")
    assert history.add(a_record()).rev == 1
    assert History(places, clock=clock).times().total == 1


def test_a_link_to_nowhere_is_named_and_the_others_stay_usable(history, two_months, root):
    two_months[0].unlink()
    two_months[0].symlink_to(root / "nowhere")
    assert [damage.file for damage in history.damaged()] == [two_months[0]]
    assert history.times().total == 1


def test_a_shard_that_was_away_for_a_moment_is_back_when_it_is_back(history, places, two_months, root):
    months = Shards(places.history).months()
    summaries = SessionIndex(places.cache, Shards(places.history))
    for path in places.cache.rglob("*.*"):
        path.unlink()
    (history.index.folder / "months").unlink(missing_ok=True)
    two_months[0].rename(root / "away")
    counts, (damage,) = summaries.counts(months)
    assert counts == {"2026-12": {"inner-critic-reframe": 1}, "2026-11": {}}
    assert damage[:2] == (two_months[0], "it went away while it was being read")
    (root / "away").rename(two_months[0])
    assert history.times().total == 2


@modes_hold
def test_a_device_folder_that_is_closed_is_named_and_the_others_stay_usable(places, history):
    history.add(a_record())
    phone = places.history / "phone"
    phone.mkdir(mode=0)

    def look(say):
        obey_modes()
        say(str([str(one.file) for one in history.damaged()]))
        say(str(history.times().total))

    said, _ = in_child(look, lambda _name, real, *args, **more: real(*args, **more))
    phone.chmod(0o700)
    assert said == [str([str(phone)]), "1"]
