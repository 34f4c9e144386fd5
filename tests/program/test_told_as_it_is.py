"""Who can write to the synced folder: what is gone is told and counted, and what they put there does not pass for ours.

The notes of this machine say which change of each session it wrote. Whatever else stands in its folder is somebody's,
and what another folder says of its sessions counts once the person has said that the folder is theirs.
"""

import json
import shutil

import pytest
from machines import MINE, NOT_MINE, Machine, one_line
from quick_passphrases import make_quick
from sample_records import a_record, an_entry
from test_folders_not_met import a_folder_of_somebody
from test_what_was_written import a_deletion, a_forged_session, month_of, put_in_place, sealed, unlocked_vault

from selfattach.history import ids
from selfattach.history.record import to_plain

GONE, ALIEN = "gone, or are as they were before", "were added, changed or deleted"


def told(machine, *command):
    ran = machine.program.call(*(command or ("history", "list")))
    assert ran.status in (0, 1), ran
    return one_line(ran.err + ran.out)


def exported(machine, tmp_path, *options):
    """Export to a file. Return the exit status, whether it says that it is whole, its ids, and what was told."""
    out = tmp_path / "all.json"
    ran = machine.program.call("history", "export", "--sealed", "--to", str(out), "--force", *options)
    export = json.loads(out.read_text())
    return ran.status, export["whole"], {one["id"] for one in export["sessions"]}, one_line(ran.err)


def kind_words(session, number=7):
    """The forged session with a line for the card, and kind words."""
    kind = to_plain(a_record(number, an_entry("kind", "FORGED and kind", shelf="kind-words", asked=True)))["answers"]
    return session | {"answers": [*session["answers"], *kind]}


def nothing_comes_unasked(machine):
    assert "FORGED" not in machine.program.call("support", "Sweden").out
    assert machine.program.call("kind", "--one").out == ""


# --- what stands in one's own folder with an older change than was noted, or as a deletion that was never noted


def in_the_inbox(machine, month, documents):
    (month.parent / "inbox").mkdir(exist_ok=True)
    for one in documents:
        path = month.parent / "inbox" / f"{one['id']}.json{month.name[12:]}"
        path.write_bytes(sealed_as(machine, month, {"sessions": {"1": one}}))


def in_other_letters(machine, month, documents):
    tables = {"sessions": {str(number): one for number, one in enumerate(documents)}}
    month.with_name(month.name.replace("json", "JSON")).write_bytes(sealed_as(machine, month, tables))


def as_a_copy(machine, month, documents):
    tables = {"sessions": {str(number): one for number, one in enumerate(documents)}}
    month.with_name(f"{month.name[:7]} (1).json{month.name[12:]}").write_bytes(sealed_as(machine, month, tables))


def sealed_as(machine, month, tables):
    content = json.dumps(tables).encode()
    return unlocked_vault(machine).seal(content) if month.suffix == ".age" else content


WAYS = pytest.mark.parametrize("put", [in_the_inbox, in_other_letters, as_a_copy])


def forged_of(machine, session):
    return kind_words(a_forged_session(machine)) | {"id": session, "rev": 0}


@WAYS
@pytest.mark.parametrize("forge", [forged_of, lambda *given: a_deletion(forged_of(*given)) | {"rev": 0}],
                         ids=["changed", "deleted"])  # fmt: skip
def test_an_older_change_in_place_of_a_month_that_was_taken_away_does_not_pass_for_ours(machine, tmp_path, put, forge):
    (session,) = machine.sees()
    month, forged = month_of(machine), forge(machine, session)
    month.unlink()
    put(machine, month, [forged])
    first = told(machine)
    assert GONE in first
    assert session[2:8] in first
    nothing_comes_unasked(machine)
    again = told(machine)
    assert GONE not in again
    assert ALIEN not in again
    for _ in range(2):
        status, whole, _, said = exported(machine, tmp_path)
        assert (status, whole) == (1, False)
        assert ids.short_form(session) in said
        assert ids.short_form(session) in told(machine, "doctor", "--all")
    assert machine.comes_home(NOT_MINE) == 1
    nothing_comes_unasked(machine)
    assert exported(machine, tmp_path)[:2] == (1, False)


def test_a_copy_of_an_earlier_change_beside_the_later_one_is_put_together_and_nothing_is_said_of_its_sessions(machine):
    from selfattach.history import edits  # noqa: PLC0415  as the command does
    from selfattach.history.history import History  # noqa: PLC0415  same

    (session,) = machine.sees()
    earlier = month_of(machine).read_bytes()
    history = machine.program.history
    if history.vault.exists:
        history = History(machine.program.places, vault=unlocked_vault(machine))
    edits.change_answer(history, session, 0, "changed")
    machine.sees()
    month_of(machine).with_name(month_of(machine).name.replace(".", " (1).", 1)).write_bytes(earlier)
    first = told(machine)
    assert GONE not in first
    assert ALIEN not in first


# --- what is gone is counted until the person has settled it


def of_a_month(machine):
    month_of(machine).unlink()


def of_a_folder(machine):
    shutil.rmtree(month_of(machine).parent)


def of_all(machine):
    shutil.rmtree(machine.history)


def of_a_session(machine):
    put_in_place(month_of(machine), sealed(machine, {"sessions": {}}))


LOSSES = pytest.mark.parametrize("loses", [of_a_month, of_a_folder, of_all, of_a_session])


@LOSSES
def test_an_export_counts_what_is_gone_in_the_run_that_tells_it_and_in_those_after_it(machine, tmp_path, loses):
    (session,) = machine.sees()
    loses(machine)
    for _ in range(3):
        status, whole, went, said = exported(machine, tmp_path)
        assert (status, whole, went) == (1, False, set())
        assert ids.short_form(session) in said


def test_an_export_from_a_later_day_on_does_not_ask_for_what_is_gone_from_an_earlier_month(tmp_path):
    machine = Machine(tmp_path / "home")
    session = machine.keeps("the first")
    machine.sees()
    month_of(machine).unlink()
    machine.keeps("two")
    after = f"{int(session[:4]) + 1}-01-01"
    assert machine.program.call("history", "export", "--since", after).status == 3


@LOSSES
@pytest.mark.parametrize("everything", [(), ("--all",)])
def test_the_doctor_tells_what_is_gone_though_it_is_the_first_to_look_and_each_time(machine, loses, everything):
    (session,) = machine.sees()
    loses(machine)
    is_locked = machine.program.call("vault", "status", "--json").json.get("recipient") and not everything
    for _ in range(2):
        ran = machine.program.call("doctor", *everything)
        assert ran.status == 1 or (is_locked and loses is of_a_session)
        if is_locked and loses is of_a_session:
            assert "encrypted" in ran.out  # and `doctor --all` asks for the passphrase
        elif is_locked:
            assert f"{session[:4]}-{session[4:6]}" in ran.out
        else:
            assert ids.short_form(session) in one_line(ran.out)


@LOSSES
def test_the_doctor_that_repairs_says_what_is_gone_and_no_run_after_that_misses_it(machine, tmp_path, loses):
    (session,) = machine.sees()
    loses(machine)
    assert ids.short_form(session) in told(machine, "doctor", "--repair")
    assert exported(machine, tmp_path) == (0, True, set(), "")
    assert ids.short_form(session) not in told(machine, "doctor", "--all")


def test_what_a_backup_brings_back_is_missed_no_more_and_nobody_is_asked_about_it(machine, tmp_path):
    (session,) = machine.sees()
    month, content = month_of(machine), month_of(machine).read_bytes()
    put_in_place(month, sealed(machine, {"sessions": {"1": forged_of(machine, session)}}))
    assert GONE in told(machine)
    put_in_place(month, content)
    assert told(machine).count(ids.short_form(session)) == 1  # in the list
    assert exported(machine, tmp_path) == (0, True, {session}, "")
    assert machine.comes_home() == 0
    month.unlink()
    assert GONE in told(machine)


def test_what_cannot_be_read_is_not_counted_as_gone(machine, tmp_path):
    (session,) = machine.sees()
    content = month_of(machine).read_bytes()
    put_in_place(month_of(machine), content[: len(content) // 2])
    status, whole, _, said = exported(machine, tmp_path)
    assert (status, whole) == (1, False)
    assert GONE not in said
    assert ids.short_form(session) not in said
    put_in_place(month_of(machine), content)
    assert exported(machine, tmp_path) == (0, True, {session}, "")


def test_in_a_home_that_was_moved_it_is_told_before_anything_is_kept_there(machine, tmp_path):
    (session,) = machine.sees()
    there = Machine(tmp_path / "moved")
    shutil.rmtree(there.program.home)
    shutil.move(machine.program.home, there.program.home)
    folder = month_of(there).parent
    month_of(there).unlink()
    assert ids.short_form(session) in told(there)
    assert GONE not in told(there)
    assert exported(there, tmp_path)[:2] == (1, False)
    assert list(there.history.iterdir()) == [folder]


def test_what_may_be_in_a_file_that_is_not_read_is_told_by_the_doctor_and_never_counted_as_gone(machine):
    (session,) = machine.sees()
    month = month_of(machine)
    part = month.rename(f"{month}.partial")
    assert ids.short_form(session) in told(machine, "doctor", "--all")
    told(machine, "doctor", "--repair")
    assert ids.short_form(session) in told(machine, "doctor", "--all")
    part.rename(month)
    assert ALIEN not in told(machine)
    assert ids.short_form(session) not in told(machine, "doctor", "--all")


def test_what_another_machine_of_mine_holds_is_not_missed(tmp_path):
    a = Machine(tmp_path / "a")
    session = a.keeps("one")
    a.sees()
    b = Machine(tmp_path / "b", a)
    b.keeps("two")
    assert b.starts(MINE) == 1
    assert b.program.call("history", "retire", month_of(a).parent.name, "--yes").status == 0
    of_a_folder(a)
    a.carries(b)
    assert a.starts(MINE) == 1
    status, whole, went, _ = exported(a, tmp_path)
    assert (status, whole) == (0, True)
    assert session in went


def test_what_the_person_says_is_theirs_is_noted_as_it_stands(machine, tmp_path):
    (session,) = machine.sees()
    put_in_place(month_of(machine), sealed(machine, {"sessions": {"1": forged_of(machine, session)}}))
    told(machine)
    assert machine.comes_home(MINE) == 1
    assert exported(machine, tmp_path) == (0, True, {session}, "")
    assert machine.comes_home() == 0


def test_a_file_in_the_inbox_that_holds_nothing_keeps_nothing_from_being_compared(machine):
    (session,) = machine.sees()
    month = month_of(machine)
    (month.parent / "inbox").mkdir(exist_ok=True)
    empty = sealed_as(machine, month, {"sessions": {}})
    (month.parent / "inbox" / f"20261122T101010Z-abcdef.json{month.name[12:]}").write_bytes(empty)
    month.unlink()
    first = told(machine)
    assert GONE in first
    assert session[2:8] in first
    assert "could not be written" not in first


def test_what_was_taken_out_of_the_inbox_is_counted_too(tmp_path):
    make_quick("pw-of-ours")
    machine = Machine(tmp_path / "home")
    first = machine.keeps("the first")
    machine.locks()
    machine.program.call("config", "unset", "vault.passphrase_command")
    session = machine.keeps("while it is locked")
    shutil.rmtree(next(machine.history.glob("*/inbox")))
    machine.has_command("pw-of-ours")
    for _ in range(2):
        status, whole, went, said = exported(machine, tmp_path)
        assert (status, whole, went) == (1, False, {first})
        assert ids.short_form(session) in said


# --- repair


@pytest.mark.parametrize("beside", ["", " (1)"], ids=["own month", "own copy"])
def test_repair_holds_back_what_this_machine_never_wrote_and_names_what_is_gone(machine, tmp_path, beside):
    (session,) = machine.sees()
    month = month_of(machine)
    tables = {"sessions": {"1": kind_words(a_forged_session(machine, 1))}}
    damaged = json.dumps(tables).encode() + b" garbage"
    path = month.with_name(month.name.replace(".", f"{beside}.", 1))
    path.write_bytes(unlocked_vault(machine).seal(damaged) if month.suffix == ".age" else damaged)
    first = told(machine, "doctor", "--repair")
    nothing_comes_unasked(machine)
    assert ALIEN in first
    if path == month:
        assert ids.short_form(session) in first
    told(machine)
    nothing_comes_unasked(machine)
    assert machine.comes_home(NOT_MINE) == 1
    nothing_comes_unasked(machine)


def test_repair_brings_nothing_in_of_a_folder_that_nobody_said_is_theirs(machine):
    kept = machine.sees()
    forged = kind_words(a_forged_session(machine, 1))
    folder = a_folder_of_somebody(machine, forged, end=b" garbage")
    first = told(machine, "doctor", "--repair")
    assert "not known yet whose folder" in first
    assert folder.name in first
    nothing_comes_unasked(machine)
    assert machine.sees() == kept
    assert machine.comes_home(MINE) == 1
    told(machine, "doctor", "--repair")
    assert machine.sees() == kept | {forged["id"]}


# --- what another machine of mine asks for


def test_a_deletion_that_another_machine_of_mine_asks_for_is_told_once_with_its_number(machine):
    (session,) = machine.sees()
    document = a_forged_session(machine) | {"id": session, "device": "evildevi"}
    folder = a_folder_of_somebody(machine, a_forged_session(machine, 1) | {"device": "evildevi"})
    assert machine.comes_home(MINE) == 1
    machine.sees()
    a_folder_of_somebody(machine, a_deletion(document))
    first = told(machine)
    assert ids.short_form(session) in first
    assert folder.name in first
    assert "Deleted on your other machine" in first
    assert "Deleted" not in told(machine)
