"""The cache of heads is derived: deleting, spoiling or refusing it changes nothing but speed."""

import shutil

import pytest
from power import Count, RefuseAt, in_child
from sample_records import a_record, an_entry, clock, met

from selfattach import kinds
from selfattach.history.history import History
from selfattach.script.model import SHELVES


def everything(history):
    return (
        history.times(),
        history.latest(),
        history.latest(2, "letters"),
        history.recall("letters", "letter", "unread"),
        history.open_promise("small-promise", "plan"),
        history.damaged(),
        history.tallies(),
        [row() for row in (history.on_shelves, history.sealed, history.said_later, history.promises_made)],
        history.not_asked(),
        history.how_many(),
    )


@pytest.fixture
def full(history, places):
    """A history of three months on two devices."""
    for days in range(0, 60, 12):
        history.add(
            a_record(days * 1440, an_entry("letter", "Dear you", shelf="letters", seal_until="low"), exercise="letters")
        )
        promise = an_entry("plan", {"cue": "tea", "action": "walk"}, kind="promise")
        History(places, device="phone", clock=clock).add(a_record(days * 1440 + 9, promise, exercise="small-promise"))
    everything(history)
    return history


def cache_files(places):
    return sorted(path for path in places.cache.rglob("*") if path.is_file())


def test_deleting_the_cache_changes_nothing(full, places):
    before = everything(full)
    for path in cache_files(places):
        path.unlink()
        assert everything(full) == before
    shutil.rmtree(places.cache)
    assert everything(full) == before
    assert cache_files(places)


@pytest.mark.parametrize("spoil", [b"", b"\0", b"{}", b"00000000\n[]", b"\xff\xff\n\xff"])
def test_spoiling_the_cache_changes_nothing(full, places, spoil):
    before = everything(full)
    for path in cache_files(places):
        path.write_bytes(spoil)
        assert everything(full) == before


def test_a_flipped_figure_in_the_cache_changes_nothing(full, places):
    before = everything(full)
    for path in cache_files(places):
        content = path.read_bytes()
        path.write_bytes(content.replace(b"2", b"3").replace(b"1", b"2"))
        assert everything(full) == before


def test_files_of_the_cache_in_each_others_place_change_nothing(full, places):
    before = everything(full)
    files = cache_files(places)
    contents = [path.read_bytes() for path in files]
    for shift in range(1, len(files)):
        for number, path in enumerate(files):
            path.write_bytes(contents[number - shift])
        assert everything(full) == before


def test_a_cache_that_is_a_file_changes_nothing(full, places):
    before = everything(full)
    shutil.rmtree(places.cache)
    places.cache.write_text("something else")
    assert everything(full) == before
    full.add(a_record(1))
    assert full.times().total == before[0].total + 1
    assert places.cache.read_text() == "something else"


def test_what_has_another_shape_is_worked_out_anew(full):
    before = everything(full)
    for name in [path.name for path in full.index.folder.glob("*.json")]:
        state, rows = full.index.remembered(name)
        full.index.remember(name, [state, [row[:-1] for row in rows]])
    assert everything(full) == before


def test_what_an_older_program_derived_goes_at_a_start_and_the_machines_it_had_read_are_met(full, places):
    before = everything(History(met(places, "phone"), clock=clock))
    older = full.index.folder.rename(places.cache / "heads-3")
    (places.state / "machines.json").unlink()
    shutil.rmtree(places.state / "written")  # an older program noted nothing
    again = History(places, clock=clock)
    assert everything(again) == before
    assert [path.name for path in places.cache.glob("heads-*")] == [again.index.folder.name]
    assert not older.exists()
    assert again.vault.machines.has_met("phone")


@pytest.mark.parametrize("error", [28, 30], ids=["full", "read-only"])
def test_a_cache_that_cannot_be_written_changes_nothing(full, places, error):
    before = everything(full)
    shutil.rmtree(places.cache)
    count = Count()
    in_child(lambda say: everything(full), count)
    shutil.rmtree(places.cache)
    for number in range(1, 12):
        said, _ = in_child(lambda say: say(f"{everything(full) == before}"), RefuseAt(number, error))
        assert said == ["True"]
        shutil.rmtree(places.cache, ignore_errors=True)


def test_a_shard_that_a_syncing_tool_brought_is_seen(full, places):
    before = full.times().total
    shutil.copytree(places.history / "phone", places.history / "tablet")
    assert full.times().total == before  # the same sessions once more
    (shard,) = places.history.glob("tablet/2026-11.json")
    shard.write_bytes(shard.read_bytes().replace(b"20261122T0418", b"20261122T0419"))
    assert full.times().total == before + 1
    shutil.rmtree(places.history / "tablet")
    assert full.times().total == before


def test_reading_writes_nothing_when_nothing_changed(full, places):
    before = {path: path.stat().st_mtime_ns for path in cache_files(places)}
    everything(full)
    assert {path: path.stat().st_mtime_ns for path in cache_files(places)} == before
    assert not [path for path in full.index.folder.iterdir() if path.name.endswith(".beside")]


@pytest.mark.parametrize(
    "name", ["support-card", "kind-words-looked-through", *map(kinds.shelf_review_kind, [*SHELVES, "any"])]
)
def test_a_look_through_any_shelf_is_no_practice_and_holds_no_words(history, name):
    of = "20261122T040917Z-aaaaaa/line"
    looked = an_entry("line", "comes_off", kind=name, labels={"comes_off": "It comes off"}, of=of)
    assert kinds.is_shelf_review(name)
    assert not kinds.may_hold_own_words(looked)
    history.add(a_record(1, looked, exercise=name))
    history.add(a_record(2))
    assert history.times().total == len(list(history.practised())) == len(history.latest()) - 1 == 1
