"""What this machine noted of its own months: what is put back, taken away or put in by another hand is told, once."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from machines import MINE, NOT_MINE, Machine, one_line
from quick_passphrases import make_quick
from sample_records import a_record, an_entry
from test_states_of_the_lock import ZEBRA

from selfattach import disk, words
from selfattach.history.damage import DamagedFileError
from selfattach.history.history import History
from selfattach.history.record import to_plain

GONE, ALIEN = "gone, or are as they were before", "were added, changed or deleted"


def told(machine):
    ran = machine.program.call("history", "list")
    assert ran.status == 0, ran
    return one_line(ran.err)


def month_of(machine):
    (month,) = machine.history.glob("*/20*.json*")
    return month


def put_in_place(path, content):
    """As `cp` does: the same file with other bytes, and its folder as it was."""
    with path.open("r+b") as file:
        file.write(content)
        file.truncate()


@pytest.mark.parametrize("put", [put_in_place, lambda path, content: (path.unlink(), path.write_bytes(content))])
def test_a_month_that_is_put_back_as_it_was_yesterday_is_told_once_with_the_sessions_that_are_gone(machine, put):
    yesterday = month_of(machine).read_bytes()
    gone = [machine.keeps("two"), machine.keeps("three")]
    assert GONE not in told(machine)
    put(month_of(machine), yesterday)
    first = told(machine)
    assert GONE in first
    assert all(one[2:8] in first for one in gone)
    assert GONE not in told(machine)


def test_a_month_that_is_taken_away_is_told_once(machine):
    month_of(machine).unlink()
    assert GONE in told(machine)
    assert GONE not in told(machine)


def test_a_change_that_is_put_back_is_told(machine):
    (session,) = machine.sees()
    before = month_of(machine).read_bytes()
    history = machine.program.history
    if history.vault.exists:
        history = History(machine.program.places, vault=unlocked_vault(machine))
    from selfattach.history import edits  # noqa: PLC0415  as the command does

    edits.change_answer(history, session, 0, "changed")
    assert GONE not in told(machine)
    put_in_place(month_of(machine), before)
    assert GONE in told(machine)


def unlocked_vault(machine):
    from selfattach.history.vault import Vault  # noqa: PLC0415  where there is one

    vault = Vault(machine.program.places, lambda *_: "pw-of-ours")
    vault.unlock()
    return vault


def a_forged_session(machine, number=7):
    """One of the month that the machine writes."""
    first = datetime.fromisoformat(f"{month_of(machine).name[:7]}-01T00:00:00+00:00")
    return _forged(machine, first + timedelta(minutes=number), number)


def one_of_another_month(machine, number=7):
    return _forged(machine, datetime(2025, 10, 22, 4, number, tzinfo=UTC), number)


def _forged(machine, start, number):
    line = an_entry("line", "FORGED 0900 123", shelf="support", section="people")
    stamp = {"rev": 1, "device": month_of(machine).parent.name, "changed": start.isoformat()}
    return to_plain(a_record(number, line, start=start)) | stamp


def sealed(machine, tables):
    content = json.dumps(tables).encode()
    return unlocked_vault(machine).seal(content) if month_of(machine).suffix == ".age" else content


def put_into_the_month(machine, session):
    month = month_of(machine)
    content = month.read_bytes()
    tables = json.loads(unlocked_vault(machine).open(content) if month.suffix == ".age" else content)
    tables["sessions"]["99"] = session
    put_in_place(month, sealed(machine, tables))


def put_as_a_month(machine, session):
    """As the file of its month, where there is none."""
    suffix = ".json.age" if month_of(machine).suffix == ".age" else ".json"
    path = month_of(machine).with_name(f"{session['id'][:4]}-{session['id'][4:6]}{suffix}")
    assert not path.exists()
    path.write_bytes(sealed(machine, {"sessions": {"1": session}}))


def put_into_the_inbox(machine, session):
    suffix = ".json.age" if month_of(machine).suffix == ".age" else ".json"
    inbox = month_of(machine).parent / "inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / f"{session['id']}{suffix}").write_bytes(sealed(machine, {"sessions": {"1": session}}))


IN_A_MONTH_OR_THE_INBOX = [
    (put_into_the_month, a_forged_session),
    (put_as_a_month, one_of_another_month),
    (put_into_the_inbox, a_forged_session),
    (put_into_the_inbox, one_of_another_month),
]


@pytest.mark.parametrize(("put", "forge"), IN_A_MONTH_OR_THE_INBOX)
def test_a_session_that_somebody_put_into_ones_own_folder_counts_and_nothing_of_it_comes_unasked(machine, put, forge):
    session = forge(machine)
    put(machine, session)
    machine.program.call("history", "list")
    assert session["id"] in machine.sees()
    if month_of_any(machine).suffix != ".age":
        assert "FORGED" not in machine.program.call("support", "Sweden").out
        assert one_line(words.SUPPORT_CARD_WAITS) in one_line(machine.program.call("support", "Sweden").out)
    assert [machine.comes_home(NOT_MINE), machine.comes_home()] == [1, 0]
    if month_of_any(machine).suffix != ".age":
        assert "FORGED" not in machine.program.call("support", "Sweden").out


def month_of_any(machine):
    return next(machine.history.glob("*/20*.json*"))


def test_what_was_mine_after_all_comes_as_ever(machine):
    put_as_a_month(machine, one_of_another_month(machine))
    assert ALIEN in told(machine)
    assert ALIEN not in told(machine)
    assert [machine.comes_home(MINE), machine.comes_home()] == [1, 0]
    if month_of_any(machine).suffix != ".age":
        assert "FORGED 0900 123" in machine.program.call("support", "Sweden").out


def test_practising_deleting_undoing_importing_and_changing_the_vault_tell_nothing(machine, tmp_path):
    kept = machine.keeps("two")
    out = tmp_path / "all.json"
    program = machine.program
    steps = [
        ("history", "export", "--sealed", "--to", str(out)),
        ("history", "delete", kept, "--yes"),
        ("history", "undo"),
        ("history", "delete", kept, "--yes"),
        ("history", "import", str(out)),
        ("doctor",),
    ]
    if month_of(machine).suffix == ".age":
        steps += [("vault", "remove", "--yes"), ("vault", "init", "--passphrase-command", "echo pw-of-ours",
                                                 "--locked-card")]  # fmt: skip
    for step in steps:
        ran = program.call(*step)
        assert ran.status == 0, (step, ran)
        assert GONE not in one_line(ran.err)
        assert ALIEN not in one_line(ran.err)
        assert told(machine) == "", step
    machine.keeps("three")
    assert told(machine) == ""


def test_the_notes_hold_no_word_and_are_encrypted_where_the_history_is(machine):
    machine.keeps("two")
    notes = list((machine.program.places.state / "written").glob("*.json"))
    assert notes
    for note in notes:
        assert ZEBRA.encode() not in note.read_bytes()
        assert note.read_bytes().startswith(b"age-") == (month_of(machine).suffix == ".age")


def test_after_an_update_what_stands_there_is_taken_as_written(machine):
    shutil.rmtree(machine.program.places.state / "written")
    assert told(machine) == ""
    assert told(machine) == ""


def test_a_session_whose_words_somebody_changed_is_told_and_nothing_of_it_comes_unasked(machine):
    (session,) = machine.sees()
    month = month_of(machine)
    content = month.read_bytes()
    whole = json.loads(unlocked_vault(machine).open(content) if month.suffix == ".age" else content)
    (document,) = whole["sessions"].values()
    document["answers"][0] |= {"value": "FORGED 0900 123", "shelf": "support", "section": "people"}
    put_in_place(month, sealed(machine, whole))
    first = told(machine)
    assert ALIEN in first
    assert session[2:8] in first
    assert ALIEN not in told(machine)
    assert "FORGED" not in machine.program.call("support", "Sweden").out


def test_a_session_that_waits_in_the_inbox_and_was_changed_there_is_told(tmp_path):
    make_quick("pw-of-ours")
    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    machine.locks()
    machine.program.call("config", "unset", "vault.passphrase_command")
    session = machine.keeps("while it is locked")
    (waiting,) = machine.history.glob("*/inbox/*")
    forged = a_forged_session(machine) | {"id": session}
    waiting.write_bytes(sealed(machine, {"sessions": {"1": forged}}))
    machine.has_command("pw-of-ours")
    assert session in machine.sees()
    assert machine.comes_home(NOT_MINE) == 1


def test_a_folder_that_is_taken_away_or_whose_hour_is_set_back_is_told(machine):
    import os  # noqa: PLC0415  for this

    kept = machine.keeps("two")
    machine.sees()
    folder = month_of(machine).parent
    hour = folder.stat()
    month_of(machine).unlink()
    os.utime(folder, ns=(hour.st_atime_ns, hour.st_mtime_ns))
    assert kept[2:8] in told(machine)
    machine.keeps("three")
    assert told(machine) == ""
    shutil.rmtree(folder)
    assert GONE in one_line(machine.program.call("history", "list").err)


# --- ways to put another file there without a change of its dates


def swapped_folder(machine, then):
    """The whole folder is put away, and put back after the person wrote once more."""
    own = month_of(machine).parent
    kept = machine.history / ".kept"
    shutil.copytree(own, kept)
    then()
    own.rename(machine.history / ".newer")
    kept.rename(own)


def hidden_among_many(machine, then):
    month = month_of(machine)
    before = month.read_bytes()
    for number in range(301):
        (month.parent / f"zz{number}").write_bytes(b"")
    then()
    put_in_place(month, before)


@pytest.mark.parametrize("put_back", [swapped_folder, hidden_among_many])
def test_however_an_older_month_is_put_back_what_is_gone_is_told(machine, put_back):
    gone = []

    def then():
        gone.append(machine.keeps("two"))
        assert told(machine) == ""

    put_back(machine, then)
    assert gone[0][2:8] in told(machine)
    assert GONE not in told(machine)


def test_what_was_saved_while_the_vault_was_locked_and_taken_out_of_the_inbox_is_told(tmp_path):
    make_quick("pw-of-ours")
    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    machine.locks()
    machine.program.call("config", "unset", "vault.passphrase_command")
    session = machine.keeps("while it is locked")
    shutil.rmtree(next(machine.history.glob("*/inbox")))
    machine.has_command("pw-of-ours")
    first = told(machine)
    assert GONE in first
    assert session[2:8] in first
    assert told(machine) == ""


def put_as_a_copy(machine, session):
    suffix = ".json.age" if month_of(machine).suffix == ".age" else ".json"
    name = f"{session['id'][:4]}-{session['id'][4:6]} (conflicted copy){suffix}"
    (month_of(machine).parent / name).write_bytes(sealed(machine, {"sessions": {"1": session}}))


def a_deletion(session):
    return {key: session[key] for key in ("format", "id", "device", "changed")} | {"rev": 99, "deleted": True}


@pytest.mark.parametrize("forge", [lambda session: session | {"rev": 99}, a_deletion], ids=["changed", "deleted"])
@pytest.mark.parametrize("put", [put_into_the_inbox, put_as_a_copy])
def test_a_session_changed_or_deleted_beside_its_month_is_told(machine, put, forge):
    (session,) = machine.sees()
    put(machine, forge(a_forged_session(machine) | {"id": session}))
    first = told(machine)
    assert ALIEN in first
    assert session[2:8] in first
    assert ALIEN not in told(machine)
    assert "FORGED" not in machine.program.call("support", "Sweden").out


@pytest.mark.parametrize(("put", "forge"), [*IN_A_MONTH_OR_THE_INBOX, (put_as_a_copy, a_forged_session)])
def test_a_line_that_was_put_there_does_not_come_before_anything_was_compared(tmp_path, put, forge):
    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    machine.sees()
    kind = an_entry("kind", "FORGED and kind", shelf="kind-words")
    session = forge(machine)
    put(machine, session | {"answers": [*session["answers"], to_plain(a_record(7, kind))["answers"][0]]})
    page = one_line(machine.program.call("support", "Sweden").out)
    assert "FORGED" not in page
    assert one_line(words.SUPPORT_CARD_WAITS) in page
    assert machine.program.call("kind", "--one").out == ""


def test_a_session_in_the_file_of_a_month_that_is_not_its_own_is_damage_and_no_line_of_it_comes(tmp_path):
    machine = Machine(tmp_path / "home")
    session = machine.keeps("the first")
    kind = to_plain(a_record(7, an_entry("kind", "FORGED and kind", shelf="kind-words")))["answers"][0]
    forged = one_of_another_month(machine)
    put_into_the_month(machine, forged | {"answers": [*forged["answers"], kind]})
    for _ in range(2):
        assert "FORGED" not in machine.program.call("support", "Sweden").out
        assert "FORGED" not in machine.program.call("kind", "--one").out
        assert machine.sees() == {session}


@pytest.mark.parametrize("beside", [{"7": {}}, {"7": {"id": 3}}, {"7": {"format": 99}}])
def test_a_damaged_session_beside_it_does_not_let_a_forged_line_through(tmp_path, beside):
    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    machine.sees()
    month = month_of(machine)
    tables = json.loads(month.read_bytes())
    tables["sessions"] |= {"99": a_forged_session(machine, 1), **beside}
    put_in_place(month, json.dumps(tables).encode())
    for _ in range(2):
        page = one_line(machine.program.call("support", "Sweden").out)
        assert "FORGED" not in page
        assert one_line(words.SUPPORT_CARD_WAITS) in page
        machine.program.call("history", "list")


@pytest.mark.parametrize("started", ["2026-11-22T04:09:17", "no date", 7])
def test_a_forged_session_that_a_list_cannot_read_puts_no_line_on_the_card(tmp_path, started):
    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    machine.sees()
    put_into_the_month(machine, a_forged_session(machine, 1) | {"started": started})
    for _ in range(2):
        assert "FORGED" not in machine.program.call("support", "Sweden").out
        machine.program.call("history", "list")


def test_a_former_folder_of_ones_own_is_compared_too(tmp_path):
    machine = Machine(tmp_path / "home")
    gone = machine.keeps("the first")
    machine.sees()
    before = month_of(machine)
    there = Machine(tmp_path / "moved")
    shutil.rmtree(there.program.home, ignore_errors=True)
    shutil.move(machine.program.home, there.program.home)
    there.keeps("after the move")
    month = there.history / before.parent.name / before.name
    put_in_place(month, json.dumps({"sessions": {}}).encode())
    assert gone[2:8] in told(there)
    assert told(there) == ""


# --- forged so that it seems to be something else


@pytest.mark.parametrize("rev", [0, -1, 2.0, 1.5, "+9", " 5", None])
@pytest.mark.parametrize("put", [put_into_the_month, put_as_a_copy])
def test_whatever_change_a_forged_session_says_it_is_its_lines_do_not_come_unasked(tmp_path, put, rev):
    machine = Machine(tmp_path / "home")
    session = machine.keeps("the first")
    machine.sees()
    kind = to_plain(a_record(7, an_entry("kind", "FORGED and kind", shelf="kind-words")))["answers"][0]
    forged = a_forged_session(machine) | {"id": session, "rev": rev}
    put(machine, forged | {"answers": [*forged["answers"], kind]})
    for _ in range(3):
        assert "FORGED" not in machine.program.call("support", "Sweden").out
        assert machine.program.call("kind", "--one").out == ""
        machine.program.call("history", "list")


def test_a_session_hidden_within_another_gives_no_kind_word(tmp_path):
    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    machine.sees()
    hidden = json.loads(json.dumps(a_forged_session(machine)))
    hidden["answers"][0] |= {"shelf": "kind-words"}
    month = month_of(machine)
    tables = json.loads(month.read_bytes())
    tables["sessions"]["1"]["of a newer program"] = {"1": {"format": hidden.pop("format"), **hidden}}
    put_in_place(month, json.dumps(tables, separators=(",", ":")).encode())
    for _ in range(2):
        assert machine.program.call("kind", "--one").out == ""
        machine.program.call("history", "list")


@pytest.mark.parametrize("number", ["02", "٢", "9" * 5000, "-1", "1.0", ""])
def test_a_session_under_a_number_that_is_none_of_ours_takes_the_place_of_no_other(tmp_path, number):
    machine = Machine(tmp_path / "home")
    kept = {machine.keeps(text) for text in ("one", "two", "three")}
    machine.sees()
    month = month_of(machine)
    tables = json.loads(month.read_bytes())
    tables["sessions"][number] = tables["sessions"]["1"]
    put_in_place(month, json.dumps(tables).encode())
    ran = machine.program.call("practice", "note", "--no-input", "--set", "line=four")
    assert ran.status in (0, 1)
    assert "Traceback" not in ran.err
    assert machine.program.call("doctor", "--repair").status in (0, 1)
    assert kept <= set(machine.sees())


def test_another_file_put_there_while_one_is_saved_is_not_taken_for_ours(tmp_path, monkeypatch):
    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    yesterday = month_of(machine).read_bytes()
    real = disk.replace

    def and_another_at_once(path, content, **more):
        real(path, content, **more)
        if path == month_of(machine):
            path.unlink()
            path.write_bytes(yesterday)

    monkeypatch.setattr(disk, "replace", and_another_at_once)
    gone = machine.keeps("two")
    monkeypatch.undo()
    assert gone[2:8] in told(machine)


def test_another_file_put_there_after_the_folder_was_listed_is_not_read_in_its_place(tmp_path):
    machine = Machine(tmp_path / "home")
    machine.keeps("the first")
    machine.sees()
    shards = machine.program.history.shards.of_known_hands()
    (file,) = [one for files in shards.months().values() for one in files]
    put_into_the_month(machine, a_forged_session(machine, 1))
    with pytest.raises(DamagedFileError, match="changed while"):
        shards.tables(file)
