"""Of what stands in one's own folder and another hand put there, the person said that it is not theirs: it is left out.

And what was written here is known again, whatever happened to it in between.
"""

import json
import shutil

import pytest
from machines import MINE, NOT_MINE, Machine, one_line
from test_what_was_written import (
    ALIEN,
    GONE,
    a_forged_session,
    month_of,
    one_of_another_month,
    put_as_a_month,
    put_in_place,
    put_into_the_month,
    told,
    unlocked_vault,
)

from selfattach import words
from selfattach.history import edits
from selfattach.history.history import History


def everything_that_is_read(machine, tmp_path):
    """All that lists, searches and exports show."""
    program, out = machine.program, tmp_path / "all.json"
    shown = [program.call("history", "list").out, program.call("history", "search", "FORGED").out]
    program.call("history", "export", "--to", str(out))
    return "".join([*shown, out.read_text(), program.call("support", "Sweden").out])


@pytest.mark.parametrize(
    ("put", "forge"), [(put_as_a_month, one_of_another_month), (put_into_the_month, a_forged_session)]
)
def test_a_session_that_is_not_ones_own_stands_in_no_list_search_or_export(machine, tmp_path, put, forge):
    kept = machine.sees()
    session = forge(machine, 1)
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
    assert "another machine or somebody else" not in machine.program.call("history", "export", "--to", str(out)).err
    put_into_the_month(machine, a_forged_session(machine, 1))
    machine.sees()
    said = one_line(machine.program.call("history", "export", "--to", str(out), "--force").err)
    assert "another machine or somebody else" in said
    assert str(month_of(machine).parent) in said
    assert machine.comes_home(NOT_MINE) == 1
    assert (
        "another machine or somebody else"
        not in machine.program.call("history", "export", "--to", str(out), "--force").err
    )


# --- what somebody tried who may write to the synced folder


def card_and_kind(machine):
    return machine.program.call("support", "Sweden").out + machine.program.call("kind", "--one").out


def test_when_what_was_said_is_lost_it_is_asked_anew_and_nothing_comes_unasked(tmp_path):
    """As the program itself advises those who want to be asked again."""
    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    machine.sees()
    put_into_the_month(machine, a_forged_session(machine, 1))
    folder = month_of(machine).parent.with_name("evildevi")
    shutil.copytree(month_of(machine).parent, folder)
    machine.sees()
    assert machine.comes_home(NOT_MINE) == 1
    (machine.program.places.state / "machines.json").unlink()
    assert "FORGED" not in card_and_kind(machine)
    machine.sees()
    assert "FORGED" not in card_and_kind(machine)
    assert machine.comes_home(NOT_MINE) == 1


@pytest.fixture
def moved(tmp_path):
    """A home that was moved: it writes under another name now, and has the former folder of its own beside."""
    before = Machine(tmp_path / "home")
    before.keeps("before the move")
    before.sees()
    former = month_of(before).parent.name
    there = Machine(tmp_path / "moved")
    shutil.rmtree(there.program.home, ignore_errors=True)
    shutil.move(before.program.home, there.program.home)
    there.keeps("after the move")
    assert len(there.sees()) == 2
    (own,) = (path for path in there.history.iterdir() if path.name != former)
    return there, there.history / former, own


def forged_like(own, session, **changed):
    month = next(own.glob("20*.json"))
    document = next(one for one in json.loads(month.read_bytes())["sessions"].values() if one["id"] == session)
    return document | {"rev": 999} | changed


def a_copy_beside(folder, document):
    name = f"{document['id'][:4]}-{document['id'][4:6]} (1).json"
    (folder / name).write_bytes(json.dumps({"sessions": {"1": document}}).encode())
    return folder / name


@pytest.mark.parametrize("how", ["changed", "deleted"])
def test_what_is_put_into_a_former_folder_of_ones_own_changes_no_file_of_the_one_in_use(moved, how):
    machine, former, own = moved
    month = next(own.glob("20*.json"))
    before = month.read_bytes()
    (session,) = (one["id"] for one in json.loads(before)["sessions"].values())
    forged = forged_like(own, session, title="FORGED")
    if how == "deleted":
        forged = {key: forged[key] for key in ("format", "id", "device", "changed", "rev")} | {"deleted": True}
    copy = a_copy_beside(former, forged)
    said = one_line(machine.program.call("history", "list").err)
    assert ALIEN in said
    assert "Deleted on" not in said
    copy.unlink()
    machine.sees()
    assert json.loads(month.read_bytes()) == json.loads(before)


def test_retiring_a_former_folder_takes_nothing_over_that_is_not_ones_own_and_misses_what_was_missed(moved, tmp_path):
    machine, former, _ = moved
    month = next(former.glob("20*.json"))
    (gone,) = (one["id"] for one in json.loads(month.read_bytes())["sessions"].values())
    forged = forged_like(former, gone, title="FORGED", id=f"{gone[:-6]}aaaaaa", rev=1)
    month.write_bytes(json.dumps({"sessions": {"1": forged}}).encode())
    machine.sees()
    assert machine.comes_home(NOT_MINE) == 1
    assert machine.program.call("history", "retire", former.name, "--yes").status == 0
    assert len(machine.sees()) == 1
    ran = machine.program.call("history", "export", "--to", str(tmp_path / "all.json"))
    assert ran.status == 1
    assert gone[2:8] in ran.err
    assert "FORGED" not in (tmp_path / "all.json").read_text()


@pytest.mark.parametrize("then", ["deleted", "changed"])
def test_an_old_file_that_was_given_up_and_came_back_undoes_nothing_that_was_done_since(machine, then):
    (session,) = machine.sees()
    month = month_of(machine)
    backup = month.read_bytes()
    month.unlink()
    machine.program.call("doctor", "--repair")
    month.write_bytes(backup)
    assert machine.sees() == {session}
    if then == "deleted":
        assert machine.program.call("history", "delete", session, "--yes").status == 0
    else:
        history = machine.program.history
        if history.vault.exists:
            history = History(machine.program.places, vault=unlocked_vault(machine))
        edits.change_answer(history, session, 0, "changed")
    assert month.read_bytes() != backup
    put_in_place(month, backup)
    said = one_line(machine.program.call("history", "list").err)
    assert GONE in said


def test_after_a_no_ones_own_export_brings_ones_words_back(machine, tmp_path):
    (session,) = machine.sees()
    out = tmp_path / "before.json"
    assert machine.program.call("history", "export", "--to", str(out)).status == 0
    a_forged_change(machine, session)
    machine.sees()
    assert machine.comes_home(NOT_MINE) == 1
    assert machine.sees() == set()
    assert machine.program.call("history", "import", str(out)).status == 0
    assert machine.sees() == {session}
    assert "FORGED" not in everything_that_is_read(machine, tmp_path)


def test_a_card_line_of_another_machine_stays_though_somebody_put_its_number_into_ones_own_folder(tmp_path):
    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    machine.sees()
    theirs = a_forged_session(machine, 1) | {"device": "otherone"}
    own = month_of(machine).parent
    folder = own.with_name("otherone")
    folder.mkdir()
    (folder / f"{theirs['id'][:4]}-{theirs['id'][4:6]}.json").write_bytes(
        json.dumps({"sessions": {"1": theirs}}).encode().replace(b"FORGED", b"NEIGHBOUR")
    )
    assert machine.comes_home(MINE) == 1
    assert "NEIGHBOUR" in machine.program.call("support", "Sweden").out
    (own / "inbox").mkdir()
    (own / "inbox" / f"{theirs['id']}.json").write_bytes(json.dumps({"sessions": {"1": theirs}}).encode())
    machine.sees()
    assert machine.comes_home(NOT_MINE) == 1
    assert "NEIGHBOUR" in machine.program.call("support", "Sweden").out
    assert "FORGED" not in machine.program.call("support", "Sweden").out


@pytest.mark.parametrize("folder", ["one's own", "another"])
def test_a_number_of_changes_that_nobody_can_reach_keeps_nothing_from_being_deleted(tmp_path, folder):
    machine = Machine(tmp_path / "home")
    session = machine.keeps("the first")
    machine.sees()
    month = month_of(machine)
    tables = json.loads(month.read_bytes())
    tables["sessions"]["1"] |= {"rev": int("9" * 4300)}
    if folder == "another":
        there = month.parent.with_name("evildevi")
        there.mkdir()
        month = there / month.name
    month.write_bytes(json.dumps(tables).encode())
    ran = machine.program.call("history", "list")
    assert "cannot be read" in ran.err
    ran = machine.program.call("history", "delete", "--all", "--drafts", "--now", "--yes")
    assert ran.status in (0, 1)
    assert "Traceback" not in ran.err
    if folder == "another":
        assert session not in machine.sees()


def test_what_is_gone_is_named_beside_a_session_that_cannot_be_read(tmp_path):
    machine = Machine(tmp_path / "home")
    gone = machine.keeps("the first")
    kept = machine.keeps("the second")
    machine.sees()
    month = month_of(machine)
    tables = json.loads(month.read_bytes())
    number = next(number for number, one in tables["sessions"].items() if one["id"] == gone)
    tables["sessions"][number] = {"format": 1, "id": f"{gone[:-6]}zzzzzz"}
    put_in_place(month, json.dumps(tables).encode())
    assert gone[2:8] in told(machine)
    ran = machine.program.call("history", "export", "--to", str(tmp_path / "all.json"))
    assert (ran.status, gone[2:8] in ran.err) == (1, True)
    assert machine.program.call("doctor", "--repair").status in (0, 1)
    assert "cannot be read" not in told(machine)
    assert machine.sees() == {kept}


def test_an_older_backup_that_was_said_to_be_mine_does_not_make_a_newer_one_strange(machine):
    older = month_of(machine).read_bytes()
    (session,) = machine.sees()
    assert machine.program.call("history", "delete", session, "--yes").status == 0
    newer = month_of(machine).read_bytes()
    put_in_place(month_of(machine), older)
    machine.sees()
    assert machine.comes_home(MINE) == 1
    assert machine.sees() == {session}
    put_in_place(month_of(machine), newer)
    assert ALIEN not in told(machine)
    assert machine.comes_home() == 0


def test_a_month_that_is_swapped_while_one_saves_is_compared_first(tmp_path, monkeypatch):
    """After the folder was listed, and before what stands there is read and written anew."""
    from selfattach.history import shards, tinydb_file  # noqa: PLC0415  for this

    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    machine.sees()
    month = month_of(machine)
    real = shards.read_tables
    forged = a_forged_session(machine, 1)

    def and_swapped(path, *given, **more):
        if path == month and more.get("saw"):
            tables = json.loads(month.read_bytes())
            tables["sessions"]["99"] = forged
            put_in_place(month, json.dumps(tables).encode())
        return real(path, *given, **more)

    monkeypatch.setattr(tinydb_file, "read_tables", and_swapped)
    machine.keeps("two")
    monkeypatch.undo()
    assert "FORGED" not in card_and_kind(machine)
    assert ALIEN in told(machine)
    assert "FORGED" not in card_and_kind(machine)
