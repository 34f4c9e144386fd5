"""Several processes at one history: what any of them was told is kept is kept, and nobody waits in order to read."""

import pytest
from kill_at_random import kill_at_random
from sample_records import a_record, places_in
from save_at_once import a_history, check, save_at_once

from selfattach.errors import SelfattachError
from selfattach.history import save_lock


@pytest.mark.parametrize(("processes", "each"), [(2, 6), (8, 6)])
def test_what_several_processes_add_at_once_is_all_kept(root, processes, each):
    assert save_at_once(root, processes, each) == [0] * processes
    check(root, processes, each)


@pytest.mark.parametrize("vault", [False, True], ids=["plain", "in a vault"])
def test_a_process_killed_at_random_while_others_work_loses_nothing_it_was_told_is_kept(tmp_path, vault):
    figures = kill_at_random(tmp_path, 12, seed=7, vault=vault)
    assert figures.saved > 0


def test_a_process_that_saves_for_ever_is_told_and_not_waited_for(root):
    lock = places_in(root).state / "history.lock"
    with (
        save_lock.locked(lock),
        pytest.raises(SelfattachError, match=r"Another selfattach .* 0.05 seconds"),
        save_lock.locked(lock, patience=0.05),
    ):
        pass
    with save_lock.locked(lock):
        pass


def test_nobody_waits_for_another_process_in_order_to_read(root):
    history = a_history(root)
    kept = history.add(a_record())
    (shard,) = places_in(root).history.glob("*/*.json")
    copy = shard.with_name("2026-11.sync-conflict-20261122-101112-ABCDEFG.json")
    copy.write_bytes(shard.read_bytes() + b"\n")
    told = []
    waiting = a_history(root)
    waiting.maintenance._tell = waiting._tell = told.append
    with save_lock.locked(places_in(root).state / "history.lock"):
        assert list(waiting.records()) == [kept]
        assert copy.exists()
        assert told == []
    assert list(a_history(root).records()) == [kept]
    assert not copy.exists()
