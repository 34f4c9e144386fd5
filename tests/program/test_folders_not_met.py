"""A folder beside one's own that this machine has not met: what it says waits until the person has said whose it is.

Its sessions count in lists. But it takes no session from a folder that was met, and nothing of it comes unasked.
"""

import json
from datetime import timedelta

import pytest
from machines import MINE, NOT_MINE, Machine, one_line
from sample_records import a_record, an_entry
from test_states_of_the_lock import ZEBRA
from test_what_was_written import a_deletion, a_forged_session, month_of, unlocked_vault

from selfattach.dates import local_now
from selfattach.history.record import to_plain


def a_folder_of_somebody(machine, *documents, name="evildevi", end=b""):
    """Put a folder beside one's own that this machine has not met."""
    month = next(path for path in machine.history.glob("*/20*.json*") if path.parent.name != name)
    content = json.dumps({"sessions": {str(n): one for n, one in enumerate(documents)}}).encode() + end
    folder = machine.history / name
    folder.mkdir(exist_ok=True)
    sealed = unlocked_vault(machine).seal(content) if month.suffix == ".age" else content
    (folder / f"{documents[0]['id'][:4]}-{documents[0]['id'][4:6]}.json{month.name[12:]}").write_bytes(sealed)
    return folder


@pytest.mark.parametrize("forge", [lambda session: session | {"rev": 999}, a_deletion],
                         ids=["changed", "deleted"])  # fmt: skip
def test_what_a_folder_that_was_not_met_says_of_our_sessions_waits_for_the_answer(machine, tmp_path, forge):
    (session,) = machine.sees()
    a_folder_of_somebody(machine, forge(a_forged_session(machine) | {"id": session, "device": "evildevi"}))
    assert machine.sees() == {session}
    assert ZEBRA in machine.program.call("history", "show", session).out
    assert machine.program.call("history", "search", ZEBRA).status == 0
    out = tmp_path / "all.json"
    assert machine.program.call("history", "export", "--to", str(out)).status == 0
    assert [one["id"] for one in json.loads(out.read_text())["sessions"]] == [session]
    assert "FORGED" not in out.read_text()
    assert machine.comes_home(MINE) == 1
    assert machine.sees() == (set() if forge is a_deletion else {session})


@pytest.mark.parametrize("with_a_session", [True, False])
def test_a_folder_with_a_deletion_in_it_is_described_and_asked_about(machine, with_a_session):
    forged = a_forged_session(machine, 1) | {"device": "evildevi"}
    documents = [forged] if with_a_session else []
    a_folder_of_somebody(machine, *documents, a_deletion(a_forged_session(machine, 2)))
    assert [machine.comes_home(NOT_MINE), machine.comes_home()] == [1, 0]


def a_promise(machine, **more):
    value = {"cue": "FORGED cue", "action": "FORGED action"}
    entry = an_entry("plan", value, kind="promise")
    stamp = {"rev": 1, "device": "evildevi", "changed": "2026-11-22T04:00:00+00:00"}
    return to_plain(a_record(3, entry, exercise="small-promise", **more)) | stamp


def as_a_session_of_somebody(machine):
    a_folder_of_somebody(machine, a_promise(machine))


def as_a_session_in_our_folder(machine):
    month = month_of(machine)
    (month.parent / "inbox").mkdir()
    promise = a_promise(machine)
    content = json.dumps({"sessions": {"1": promise}})
    (month.parent / "inbox" / f"{promise['id']}.json").write_text(content)


@pytest.mark.parametrize("put", [as_a_session_of_somebody, as_a_session_in_our_folder])
def test_a_promise_that_somebody_put_there_is_not_asked_about_before_the_answer(tmp_path, put):
    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    machine.sees()
    put(machine)
    assert "FORGED" not in machine.program.call("practice", "small-promise", "--plain", says=":stop\nleave\n").out
    assert "FORGED" in machine.program.call("promises").out  # where it is asked for, it counts
    assert machine.starts(MINE) == 1
    assert "FORGED" in machine.program.call("practice", "small-promise", "--plain", says=":stop\nleave\n").out


def test_a_figure_of_somebody_else_is_not_met_the_day_after(tmp_path):
    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    machine.sees()
    now = local_now() + timedelta(minutes=1)  # the newest
    stamp = {"rev": 1, "device": "evildevi", "changed": now.isoformat()}
    hard = to_plain(a_record(0, an_entry("distress.before", 10, kind="measure"), start=now)) | stamp
    a_folder_of_somebody(machine, hard)
    out = one_line(machine.program.call("practice", "note", "--plain", says="\n:stop\nleave\n").out)
    assert "Are they yours" in out
    assert "Last time the number was high" not in out
