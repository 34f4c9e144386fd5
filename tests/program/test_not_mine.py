"""Of what stands in one's own folder and another hand put there, the person said that it is not theirs: it is left out.

And what was written here is known again, whatever happened to it in between.
"""

import json
import shutil

import pytest
from quick_passphrases import make_quick
from test_lives_of_the_lock import MINE, NOT_MINE, Machine, one_line
from test_what_was_written import (
    ALIEN,
    GONE,
    a_forged_session,
    month_of,
    put_in_place,
    put_into_another_month,
    put_into_the_month,
    told,
)

from selfattach import words


@pytest.fixture(params=["plain", "in a vault"])
def machine(request, tmp_path):
    make_quick("pw-of-ours")
    one = Machine(tmp_path / "home")
    one.keeps("the first")
    if request.param != "plain":
        one.locks()
    one.sees()
    return one


def everything_that_is_read(machine, tmp_path):
    """All that lists, searches and exports show."""
    program, out = machine.program, tmp_path / "all.json"
    shown = [program.call("history", "list").out, program.call("history", "search", "FORGED").out]
    program.call("history", "export", "--to", str(out))
    return "".join([*shown, out.read_text(), program.call("support", "Sweden").out])


@pytest.mark.parametrize("put", [put_into_another_month, put_into_the_month])
def test_a_session_that_is_not_ones_own_stands_in_no_list_search_or_export(machine, tmp_path, put):
    kept = machine.sees()
    session = a_forged_session(machine, 1)
    put(machine, session)
    assert session["id"] in machine.sees()
    assert machine.comes_home(NOT_MINE) == 1
    assert machine.sees() == kept
    assert "FORGED" not in everything_that_is_read(machine, tmp_path)
    assert machine.program.call("history", "show", session["id"]).status == 3
    assert machine.keeps("after it") in machine.sees()
    assert machine.comes_home() == 0


def test_deleting_all_takes_what_was_left_out_too(tmp_path):
    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    machine.sees()
    put_into_the_month(machine, a_forged_session(machine, 1))
    machine.sees()
    assert machine.comes_home(NOT_MINE) == 1
    assert machine.program.call("history", "delete", "--all", "--now", "--yes").status == 0
    files = [path.read_bytes() for path in machine.history.rglob("*") if path.is_file()]
    assert not [content for content in files if b"FORGED" in content]


def a_forged_change(machine, session):
    """Somebody changes words of ours under a higher number, and so takes the place of what stood there."""
    month = month_of(machine)
    content = month.read_bytes()
    if month.suffix == ".age":
        from test_what_was_written import unlocked_vault  # noqa: PLC0415  where there is one

        content = unlocked_vault(machine).open(content)
    tables = json.loads(content)
    number = next(number for number, one in tables["sessions"].items() if one["id"] == session)
    tables["sessions"][number] = a_forged_session(machine, 1) | {"id": session, "rev": 99}
    plain = json.dumps(tables).encode()
    if month.suffix == ".age":
        plain = unlocked_vault(machine).seal(plain)
    put_in_place(month, plain)


@pytest.mark.parametrize("answered", [True, False])
def test_a_backup_put_beside_a_forged_change_brings_ones_own_words_back(machine, tmp_path, answered):
    (session,) = machine.sees()
    backup = month_of(machine).read_bytes()
    a_forged_change(machine, session)
    assert session[2:8] in told(machine)
    if answered:
        assert machine.comes_home(NOT_MINE) == 1
        assert machine.sees() == set()
        assert machine.comes_home() == 0
    copy = month_of(machine).name.replace(".json", " (from the backup).json")
    (month_of(machine).parent / copy).write_bytes(backup)
    machine.sees()
    if not answered:
        assert machine.comes_home(NOT_MINE) == 1
    assert machine.sees() == {session}
    assert "FORGED" not in everything_that_is_read(machine, tmp_path)
    assert machine.comes_home() == 0


def test_a_forged_change_in_ones_own_folder_takes_no_place_from_what_a_known_machine_holds(machine, tmp_path):
    (session,) = machine.sees()
    own = month_of(machine).parent
    known = own.with_name("otherone")
    shutil.copytree(own, known)
    machine.sees()
    assert machine.comes_home(MINE) == 1
    shutil.move(known, machine.program.home)
    a_forged_change(machine, session)
    shutil.move(machine.program.home / "otherone", known)
    machine.sees()
    assert machine.comes_home(NOT_MINE) == 1
    assert machine.sees() == {session}
    assert "FORGED" not in everything_that_is_read(machine, tmp_path)


@pytest.mark.parametrize("whole_folder", [True, False])
def test_after_repair_a_backup_that_is_put_back_is_ones_own(machine, whole_folder):
    (session,) = machine.sees()
    month = month_of(machine)
    backup = month.read_bytes()
    shutil.rmtree(month.parent) if whole_folder else month.unlink()
    assert GONE in one_line(machine.program.call("history", "list").err)
    assert one_line(words.LOST_TAKEN.format(file="", why="")).strip()[:20] in one_line(
        machine.program.call("doctor", "--repair").out
    )
    month.parent.mkdir(exist_ok=True)
    month.write_bytes(backup)
    said = one_line(machine.program.call("history", "list").err)
    assert ALIEN not in said
    assert machine.sees() == {session}
    assert machine.comes_home() == 0
    assert machine.program.call("history", "export", "--to", str(machine.program.home / "all.json")).status == 0


def test_an_export_says_that_some_of_it_may_be_of_another_hand(tmp_path):
    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    machine.sees()
    out = machine.program.home / "all.json"
    assert "another hand" not in machine.program.call("history", "export", "--to", str(out)).err
    put_into_the_month(machine, a_forged_session(machine, 1))
    machine.sees()
    said = one_line(machine.program.call("history", "export", "--to", str(out), "--force").err)
    assert "another hand" in said
    assert str(month_of(machine).parent) in said
    assert machine.comes_home(NOT_MINE) == 1
    assert "another hand" not in machine.program.call("history", "export", "--to", str(out), "--force").err
