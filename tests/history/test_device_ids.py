"""Which device this is: the same as long as machine, state and data belong together, and another one otherwise."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from sample_records import a_record, clock

from selfattach.history.device import this_machine
from selfattach.history.history import History


def test_a_device_keeps_its_id(places, history):
    first = history.add(a_record(0))
    again = History(places, clock=clock, machine=lambda: "this machine").add(a_record(60))
    assert first.device == again.device


def test_a_state_copied_to_another_machine_is_another_device(places, history):
    original = history.add(a_record(0))
    clone = History(places, clock=clock, machine=lambda: "another machine").add(a_record(60))
    assert clone.device != original.device
    assert history.times().total == 2


def test_a_state_beside_another_data_folder_is_another_device(root, places, history):
    original = history.add(a_record(0))
    moved = places._replace(data=root / "elsewhere")
    assert History(moved, clock=clock, machine=lambda: "this machine").add(a_record(60)).device != original.device


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"device": 3, "bound": 4}', b"\xff"])
def test_a_spoilt_device_file_makes_a_new_device(places, history, content):
    original = history.add(a_record(0))
    (places.state / "device.json").write_bytes(content)
    next_start = History(places, clock=clock, machine=lambda: "this machine")
    assert next_start.add(a_record(60)).device != original.device


def test_a_device_is_bound_by_the_sha256_of_machine_and_data_folder(places, history):
    history.add(a_record())
    bound = sha256(f"this machine\n{places.data.resolve()}".encode()).hexdigest()
    assert json.loads((places.state / "device.json").read_text())["bound"] == bound


def test_the_state_does_not_tell_which_machine_it_is(places, history):
    history.add(a_record())
    assert "this machine" not in (places.state / "device.json").read_text()


def test_this_machine_is_known_by_something():
    assert this_machine()
    assert this_machine() == this_machine()
    assert "\n" not in this_machine()
    assert Path("/etc/machine-id").exists() is False or this_machine()
