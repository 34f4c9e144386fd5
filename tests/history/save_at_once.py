"""Several processes save into one history at once, each in a month that all of them write.

    .venv/bin/python tests/history/save_at_once.py 8 200 [--folder DIR]

Each must end with 0, and afterwards every session is there, once and whole. It ends with a line of figures.
"""

import argparse
import os
import shutil
import tempfile
import time
import traceback
from pathlib import Path

from sample_records import a_record, clock, places_in
from tinydb import TinyDB

from selfattach.history.history import History


def a_history(root):
    return History(places_in(root), clock=clock, machine=lambda: "this machine")


def add_all(root, number, each):
    history = a_history(root)
    for turn in range(each):
        history.add(a_record(number * each + turn))
        history.times()


def save_at_once(root, processes, each):
    """Have processes save so many sessions each, at once. Return their exit statuses."""
    children = []
    for number in range(processes):
        child = os.fork()
        if child == 0:
            try:
                add_all(root, number, each)
                os._exit(0)
            except BaseException:  # noqa: BLE001  the child must not come back
                traceback.print_exc()
            finally:
                os._exit(1)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def check(root, processes, each):
    """Hold that every session is there, once and whole, in one shard of one device."""
    history = a_history(root)
    (shard,) = places_in(root).history.glob("*/*.json")
    expected = {record.id: record.answers for number in range(processes * each) for record in [a_record(number)]}
    assert {record.id: record.answers for record in history.records()} == expected
    assert history.damaged() == []
    assert history.times().total == len(history.latest()) == processes * each
    with TinyDB(shard) as database:
        assert len(database.table("sessions")) == processes * each


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("processes", type=int, nargs="?", default=8)
    asked.add_argument("each", type=int, nargs="?", default=200)
    asked.add_argument("--folder", type=Path, help="where to work; else a temporary folder")
    given = asked.parse_args()
    root = Path(tempfile.mkdtemp(dir=given.folder))
    began = time.monotonic()
    statuses = save_at_once(root, given.processes, given.each)
    assert set(statuses) == {0}, statuses
    check(root, given.processes, given.each)
    print(  # noqa: T201
        f"{given.processes} processes saved {given.each} sessions each in {time.monotonic() - began:.0f} s; "
        f"all {given.processes * given.each} are there, once and whole"
    )
    shutil.rmtree(root)


if __name__ == "__main__":
    main()
