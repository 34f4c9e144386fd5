import os

import pytest
from sample_records import a_record, clock, places_in
from tinydb import TinyDB

from selfattach.errors import SelfattachError
from selfattach.history import storage
from selfattach.history.store import History

EACH = 6


def add_all(root, number):
    history = History(places_in(root), clock=clock, machine=lambda: "this machine")
    for turn in range(EACH):
        history.add(a_record(number * EACH + turn))
        history.times()


@pytest.mark.parametrize("processes", [2, 6])
def test_what_several_processes_add_at_once_is_all_kept(root, processes):
    children = []
    for number in range(processes):
        child = os.fork()
        if child == 0:
            try:
                add_all(root, number)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * processes

    history = History(places_in(root), clock=clock)
    (shard,) = places_in(root).history.glob("*/*.json")  # and one device
    assert history.times().total == processes * EACH
    assert len({head.id for head in history.latest()}) == processes * EACH
    with TinyDB(shard) as database:
        assert len(database.table("sessions")) == processes * EACH


def test_a_process_that_saves_for_ever_is_told_and_not_waited_for(root):
    lock = places_in(root).state / "history.lock"
    with (
        storage.locked(lock),
        pytest.raises(SelfattachError, match=r"Another selfattach .* 0.05 seconds"),
        storage.locked(lock, patience=0.05),
    ):
        pass
    with storage.locked(lock):
        pass
