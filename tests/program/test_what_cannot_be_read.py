"""What cannot be read is never written over, never taken for what is not there, and told by whoever meets it."""

import json
import os
import re
import stat
from datetime import UTC, datetime, timedelta
from shlex import quote

import pytest
from msgspec.structs import replace
from sample_records import a_record, an_entry
from surroundings import ORDINARY, Person
from the_program import LOOKING_BACK
from tools import a_share_of, modes_hold, obey_modes
from vaults import PASSPHRASE, encrypt

from selfattach.history.damage import DamagedFileError
from selfattach.history.history import History

NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
LAST_MONTH = NOON.replace(day=1) - timedelta(days=1)
NEWER, DAMAGED = {"format": 2}, {"finished": "x"}
UNREADABLE = pytest.mark.parametrize("change", [NEWER, DAMAGED], ids=["of a newer program", "damaged"])
FORMS = ("json", "csv", "jrnl", "page", "markdown")
NONE_KEPT = "Nothing is kept yet"


@pytest.fixture
def keep(program):
    """Keep a session with these words."""

    def kept(value="my words", start=NOON, **fields):
        return History(program.places).add(a_record(0, an_entry(value=value, **fields), start=start))

    return kept


def shard_of(program, record):
    (path,) = program.places.history.glob(f"*/{record.id[:4]}-{record.id[4:6]}.json")
    return path


def changed_by_hand(path, record, change):
    """Have the document of a session hold this too, as nothing that this program writes does."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    for document in tables["sessions"].values():
        if document["id"] == record.id:
            document.update(change)
    path.write_text(json.dumps(tables), encoding="utf-8")


def document_of(path, record):
    (found,) = [one for one in json.loads(path.read_text())["sessions"].values() if one["id"] == record.id]
    return found


def exported(program, file):
    assert program.call("history", "export", "--sealed", "--to", str(file)).status == 0
    return str(file)


def flat(told):
    return " ".join(told.split())


# --- never written over


@UNREADABLE
def test_an_older_export_is_brought_in_around_what_cannot_be_read(program, keep, tmp_path, change):
    record, other = keep("older words"), keep("of another session", NOON - timedelta(minutes=9))
    file = exported(program, tmp_path / "all.json")
    shard = shard_of(program, record)
    changed_by_hand(shard, record, change | {"title": "the newer words"})
    changed_by_hand(shard, other, {"id": f"{other.id[:-1]}{'a' if other.id[-1] != 'a' else 'b'}"})  # so one is missing
    before = document_of(shard, record)

    ran = program.call("history", "import", file)
    assert (ran.status, document_of(shard, record)) == (1, before)
    assert "One session was brought in." in ran.out
    assert "cannot be read, so it was left alone" in flat(ran.out)
    assert str(shard) in ran.err
    assert program.call("history", "import", file, "--json").json == {
        "new": 0, "changed": 0, "same": 1, "older": 0, "unread": 1,
    }  # fmt: skip


@UNREADABLE
def test_a_conflict_copy_with_an_older_version_stays_beside_what_cannot_be_read(program, keep, change):
    record, other = keep("older words"), keep("of another session", NOON - timedelta(minutes=9))
    shard = shard_of(program, record)
    copy = shard.with_name(f"{shard.stem}.sync-conflict-20261122-101112-ABCDEFG.json")
    copy.write_bytes(shard.read_bytes())
    changed_by_hand(shard, record, change | {"title": "the newer words"})
    before, beside = shard.read_bytes(), copy.read_bytes()
    for _ in range(2):
        ran = program.call("history", "list")
        assert (shard.read_bytes(), copy.read_bytes()) == (before, beside)
        assert str(shard) in ran.err
        assert len(ran.out.splitlines()) == 2  # the copy is read
    assert program.history.get(other.id).answers == other.answers


@UNREADABLE
def test_what_is_new_in_a_conflict_copy_comes_in_all_the_same(program, keep, change):
    record, other = keep("older words"), keep("only in the copy", NOON - timedelta(minutes=9))
    shard = shard_of(program, record)
    copy = shard.with_name(f"{shard.stem}.sync-conflict-20261122-101112-ABCDEFG.json")
    copy.write_bytes(shard.read_bytes())
    tables = json.loads(shard.read_text())
    tables["sessions"] = {"1": next(one for one in tables["sessions"].values() if one["id"] == record.id)}
    shard.write_text(json.dumps(tables))
    changed_by_hand(shard, record, change)
    before = document_of(shard, record)
    program.call("history", "list")
    assert document_of(shard, record) == before
    assert document_of(shard, other)["id"] == other.id


@UNREADABLE
def test_neither_saving_nor_changing_a_session_takes_the_place_of_what_cannot_be_read_of_it(program, keep, change):
    record = keep()
    shard = shard_of(program, record)
    changed_by_hand(shard, record, change)
    before = shard.read_bytes()
    ran = program.call("history", "edit", record.id, "thought")
    assert ran.status == 3
    assert f"{shard} and cannot be read" in ran.err
    assert "There is no session" not in ran.err
    with pytest.raises(DamagedFileError, match=f"{shard} cannot be read: document 1"):
        program.history.add(replace(record, title="Other"))
    assert shard.read_bytes() == before


def test_a_session_whose_later_version_stands_unreadable_in_a_copy_is_not_changed(program, keep):
    record = keep()
    shard = shard_of(program, record)
    copy = shard.with_name(f"{shard.stem} (conflicted copy).json")
    copy.write_bytes(shard.read_bytes())
    changed_by_hand(copy, record, NEWER)
    before = shard.read_bytes()
    at = program.on_a_terminal("history", "edit", record.id, "thought", EDITOR="sh -c 'echo other > $0'")
    at.expect("it needs a newer selfattach")
    at.read()
    at.close()
    assert at.exitstatus == 1
    assert shard.read_bytes() == before


@UNREADABLE
def test_undo_brings_back_around_what_cannot_be_read_and_the_deletion_waits_on(program, keep, change):
    record, other = keep(), keep("of another", NOON - timedelta(minutes=9))
    shard = shard_of(program, record)
    whole = shard.read_bytes()
    assert program.call("history", "delete", "--all", "--yes").status == 0
    places = shard.read_bytes()
    changed_by_hand(shard, record, json.loads(whole)["sessions"]["1"] | {"deleted": False, "rev": 9} | change)
    before = document_of(shard, record)
    ran = program.call("history", "undo")
    assert ran.status == 1
    assert ran.out.startswith("It is back: ")
    assert str(shard) in ran.err
    assert document_of(shard, record) == before
    assert program.history.get(other.id).answers == other.answers
    shard.write_bytes(places)
    assert program.call("history", "undo").status == 0
    assert program.history.get(record.id).answers == record.answers


@UNREADABLE
def test_the_folder_of_a_machine_stays_while_ours_holds_something_of_its_session_that_cannot_be_read(
    program, keep, change
):
    record = keep()
    shard = shard_of(program, record)
    phone = program.places.history / "phonephn"
    phone.mkdir()
    theirs = phone / shard.name
    theirs.write_bytes(shard.read_bytes())
    changed_by_hand(theirs, record, {"device": "phonephn"})
    changed_by_hand(shard, record, change)
    before, beside = shard.read_bytes(), theirs.read_bytes()
    ran = program.call("history", "retire", "phonephn", "--yes")
    assert (ran.status, shard.read_bytes(), theirs.read_bytes()) == (1, before, beside)
    assert without_spaces(theirs) in without_spaces(ran.out)


def without_spaces(told):
    """However the lines were broken."""
    return "".join(str(told).split())


# --- deleting


def closed_to(program, *arguments):
    """Run the program where the modes of files hold, also if the tests are root's."""
    return program.run(*arguments, preexec_fn=obey_modes)


@modes_hold
@pytest.mark.parametrize("looked_at_before", [True, False])
def test_everything_is_deleted_but_the_file_that_is_closed_which_is_named(program, keep, looked_at_before):
    kept = [keep("of last month", LAST_MONTH), keep("of this month")]
    if looked_at_before:
        program.call("history", "list")
    closed = shard_of(program, kept[0])
    closed.chmod(0)
    ran = closed_to(program, "history", "delete", "--all", "--yes")
    closed.chmod(0o600)
    assert ran.status == 1
    assert "It is deleted." in ran.out
    assert str(closed) in ran.err
    assert "still there" in ran.err
    assert [record["id"] for record in program.records] == [kept[0].id]


@UNREADABLE
def test_of_several_those_that_can_be_read_are_deleted_and_the_others_named(program, keep, change):
    kept = [keep(f"{number}", NOON - timedelta(minutes=number)) for number in range(3)]
    shard = shard_of(program, kept[0])
    changed_by_hand(shard, kept[1], change)
    before = document_of(shard, kept[1])
    ran = program.call("history", "delete", *(one.id for one in kept[:2]), "--yes")
    assert ran.status == 1
    assert "It is deleted." in ran.out
    assert f"Session {kept[1].id} is in {shard}" in ran.err
    assert document_of(shard, kept[1]) == before
    assert [record["id"] for record in program.records] == [kept[2].id]


def test_of_several_of_which_one_is_not_there_at_all_none_is_deleted(program, keep):
    record = keep()
    ran = program.call("history", "delete", record.id, "260101-aaa", "--yes")
    assert ran.status == 3
    assert [one["id"] for one in program.records] == [record.id]


def test_a_month_that_cannot_be_written_keeps_no_other_from_being_deleted(program, keep):
    kept = [keep("of last month", LAST_MONTH), keep("of this month")]
    damaged = shard_of(program, kept[0])
    phone = program.places.history / "phonephn"
    phone.mkdir()
    (phone / damaged.name).write_bytes(damaged.read_bytes())
    damaged.write_text("{")  # and what another machine has of it can be read
    ran = program.call("history", "delete", "--all", "--yes")
    assert ran.status == 1
    assert str(damaged) in ran.err
    assert damaged.read_text() == "{"
    assert [record["id"] for record in program.records] == [kept[0].id]
    assert "It is deleted." in ran.out  # that of this month


# --- an export tells what did not come


def with_one_byte_changed(path):
    """Change a byte, and set the dates as they were before."""
    dates = path.stat()
    path.write_bytes(path.read_bytes().replace(b'"sessions"', b'"sessions:', 1))
    os.utime(path, ns=(dates.st_atime_ns, dates.st_mtime_ns))
    return path


def rotten(program, record):
    """Have a month rot beneath the file system: what was derived of it holds by all that is known of the file."""
    history = History(program.places)
    path = shard_of(program, record)
    (before,) = history.shards.months()[path.stem]
    summaries = history.index.remembered(f"{before.device}.{before.name}")[1]
    with_one_byte_changed(path)
    (now,) = history.shards.months()[path.stem]
    history.index.remember(f"{now.device}.{now.name}", [history.index.state(now), summaries])
    history.index.counts(history.shards.months())
    return path


def one_closed(program, record):
    path = shard_of(program, record)
    path.chmod(0)
    return path


def folder_closed(program, _record):
    phone = program.places.history / "phonephn"
    phone.mkdir(mode=0)
    return phone


def inbox_closed(program, record):
    inbox = shard_of(program, record).parent / "inbox"
    inbox.mkdir(mode=0)
    return inbox


def of_a_newer_program(program, record):
    path = shard_of(program, record)
    changed_by_hand(path, record, NEWER)
    return path


def a_link_to_nowhere(program, record):
    path = shard_of(program, record)
    path.unlink()
    path.symlink_to("nowhere")
    return path


def a_copy_that_is_none(program, record):
    path = shard_of(program, record)
    copy = path.with_name(f"{path.stem} (1).json")
    copy.write_text("{}")
    return copy


def one_that_lacks_its_key(program, record):
    sealed = shard_of(program, record).with_name("2020-01.json.age")
    sealed.write_bytes(b"age-encryption.org/v1\n-> X25519 abc\n--- \n")
    return sealed


MISSING = {
    "a byte changed, dates as before": lambda program, record: with_one_byte_changed(shard_of(program, record)),
    "rot beneath the file system": rotten,
    "a month that is closed": one_closed,
    "a folder that is closed": folder_closed,
    "an inbox that is closed": inbox_closed,
    "a session of a newer program": of_a_newer_program,
    "a link to nowhere": a_link_to_nowhere,
    "a copy that a tool made": a_copy_that_is_none,
}


@modes_hold
@pytest.mark.parametrize(
    ("missing", "form"),
    [
        (missing, form)
        for beginning, missing in enumerate(MISSING)
        for form in a_share_of(FORMS, one_in=4, beginning=beginning)
    ],
)
def test_an_export_that_is_not_all_of_it_says_so_in_every_form(program, keep, tmp_path, missing, form):
    record, other = keep("of last month", LAST_MONTH), keep("of this month")
    program.call("history", "list")
    place = MISSING[missing](program, record)
    out = tmp_path / "out"
    ran = closed_to(program, "history", "export", "--sealed", "--format", form, "--to", str(out))
    for path in program.places.history.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o700 if path.is_dir() else 0o600)
    assert ran.status == 1
    assert str(place) in ran.err
    assert "not all of it" in ran.err
    if form == "json":
        taken = json.loads(out.read_text())
        assert taken["whole"] is False
        assert other.id in {one["id"] for one in taken["sessions"]}


def test_what_was_not_asked_for_is_not_missing(program, keep, tmp_path):
    record = keep("of some months ago", NOON - timedelta(days=90))
    keep("of this month")
    with_one_byte_changed(shard_of(program, record))
    ran = program.call("history", "export", "--since", f"{NOON:%Y-%m}-01")
    assert (ran.status, ran.json["whole"], ran.err) == (0, True, "")


def test_where_nothing_fits_among_what_can_be_read_the_export_is_not_said_to_be_whole(program, keep):
    with_one_byte_changed(shard_of(program, keep()))
    ran = program.call("history", "export", "--exercise", "no-such")
    assert (ran.status, ran.json["whole"], ran.json["sessions"]) == (1, False, [])


def test_one_file_that_lacks_its_key_is_missing_and_the_others_go_along(program, keep):
    record = keep()
    history = History(program.places)
    history.leave_as_it_is()
    sealed = one_that_lacks_its_key(program, record)
    missing = []
    assert [one.id for one in history.whole(missing)] == [record.id]
    assert [damage.file for damage in missing] == [sealed]


# --- lists say it too


@pytest.mark.parametrize(
    "arguments",
    [*LOOKING_BACK, ("history", "search", "words"), ("history", "list", "--exercise", "inner-critic-reframe")],
    ids=" ".join,
)
@pytest.mark.parametrize("options", [(), ("--json",)], ids=["lines", "json"])
def test_whatever_looks_back_names_what_it_could_not_read_and_says_of_nothing_that_it_is_not_there(
    program, keep, arguments, options
):
    shard = with_one_byte_changed(shard_of(program, keep()))
    ran = program.call(*arguments, *options)
    assert str(shard) in ran.err
    assert "selfattach doctor --repair" in ran.err
    said = ran.out + ran.err
    denials = ("No letter is kept", "no promise to yourself to look at", "These words were not found", "No session of")
    for wrong in (NONE_KEPT, *denials):
        assert wrong not in said


def test_a_journey_on_a_terminal_names_it_too(program, keep):
    with_one_byte_changed(shard_of(program, keep()))
    at = program.on_a_terminal("journey", ACCESSIBLE="1")
    at.expect("cannot be read and was left")
    at.expect("y or n|> ")
    at.close(force=True)


def test_a_byte_that_was_changed_is_noticed_though_the_date_of_the_file_is_as_it_was(program, keep):
    record = keep()
    assert program.call("history", "list").err == ""
    shard = with_one_byte_changed(shard_of(program, record))
    assert str(shard) in program.call("history", "list").err


def test_a_file_put_in_the_place_of_another_with_its_size_and_dates_is_read(program, keep):
    record = keep(value="AAAA")
    path = shard_of(program, record)
    program.call("history", "list")
    dates = path.stat()
    beside = path.with_name("x")
    beside.write_bytes(path.read_bytes().replace(b"A word with the critic", b"A word with the cynics"))
    os.utime(beside, ns=(dates.st_atime_ns, dates.st_mtime_ns))
    beside.replace(path)
    assert "cynics" in program.call("history", "list").out


# --- the doctor reads every file whole


@pytest.fixture
def sealed_and_rotten(program, keep):
    """A vault in which one month is not as it was sealed."""
    keep("of last month", LAST_MONTH)
    keep()
    encrypt(program.places)
    assert program.call("config", "set", "vault.passphrase_command", f"printf %s '{PASSPHRASE}'").status == 0
    assert len(program.call("history", "list").out.splitlines()) == 2
    (path,) = program.places.history.glob(f"*/{LAST_MONTH:%Y-%m}.json.age")
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(content)
    return path


def test_the_doctor_reads_what_is_sealed_too_when_it_is_asked_to_read_everything(program, sealed_and_rotten):
    ran = program.call("doctor", "--all", "--json")
    (fault,) = [one for one in ran.json["findings"] if one["state"] == "fault"]
    assert ran.status == 1
    assert str(sealed_and_rotten) in fault["told"]


def test_where_the_passphrase_is_not_to_be_had_that_is_told_and_the_rest_is_looked_at(program, sealed_and_rotten):
    (program.places.config / "config.toml").unlink()
    ran = program.run("doctor", "--all", "--json", says=None)
    assert "passphrase was not given" in ran.err
    assert any("locked" in one["told"] for one in ran.json["findings"])


def test_rot_beneath_the_file_system_is_found_by_the_doctor(program, keep):
    path = rotten(program, keep())
    ran = program.call("doctor", "--all", "--json")
    assert ran.status == 1
    assert any(str(path) in one["told"] for one in ran.json["findings"] if one["state"] == "fault")


# --- whose it is, and how to get it back


@pytest.fixture
def person(tmp_path):
    """An ordinary user, whose files may come to belong to somebody else."""
    if os.geteuid() != 0:
        pytest.skip("only root can make it so")
    for folder in (tmp_path, *tmp_path.parents):
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) | 0o055)
    return Person(tmp_path, ORDINARY)


def test_a_file_that_is_roots_is_said_to_be_and_how_it_comes_back(person):
    os.chown(person.shard, 0, 0)
    ran = person.runs("history", "list")
    assert (
        f"Permission denied: it belongs to root (mode 0600). `sudo chown {ORDINARY} {quote(str(person.shard))}`"
        in ran.err
    )
    assert "--repair" not in ran.err  # nothing is broken
    os.chown(person.shard, ORDINARY, ORDINARY)
    assert person.runs("history", "list").err == ""


def test_a_folder_that_is_roots_is_taken_back_as_a_whole(person):
    person.give(person.places.history, user=0)
    ran = person.runs("history", "list")
    assert f"`sudo chown -R {ORDINARY} {quote(str(person.places.history))}`" in ran.err
    ran = person.runs("practice", "mindfulness-check-in", "--set", "anchor=touch", "--no-input")
    assert ran.status == 1
    assert f"`sudo chown -R {ORDINARY} {quote(str(person.places.history))}`" in ran.err


def test_what_is_ones_own_and_closed_is_opened(person):
    person.shard.chmod(0)
    ran = person.runs("history", "list")
    assert f"`chmod u+rwX {quote(str(person.shard))}` opens it to you" in ran.err


def test_settings_that_are_roots_are_said_to_be(person):
    settings = person.places.config / "config.toml"
    os.chown(settings, 0, 0)
    settings.chmod(0o600)
    assert f"`sudo chown {ORDINARY} {quote(str(settings))}`" in person.runs("config", "list").err


def test_a_folder_of_the_system_is_not_to_be_taken(person, tmp_path):
    system = tmp_path / "system"
    system.mkdir(mode=0o700)
    os.chown(tmp_path, 0, 0)
    ran = person.runs("history", "import", str(system / "all.json"))
    assert "belongs to root (mode 0700)" in ran.err
    assert "chown" not in ran.err


@pytest.mark.parametrize("end", ["\n", "\r", "\v", "\x85", "\u2028"])
def test_no_name_of_a_file_or_a_folder_is_told_as_a_line_of_its_own(program, keep, end):
    said = f"x{end}Your history is broken. Run this."
    own = shard_of(program, keep()).parent
    (own / f"2026-10 {said}.json").write_text('{"broken')
    stranger = own.with_name(said)
    stranger.mkdir()
    (stranger / "2026-11.json").write_text('{"broken')
    for command in (("history", "list"), ("history", "export"), ("kind",), ()):
        ran = program.call(*command)
        assert not re.search(r"^\W*Your history is broken", ran.out + ran.err, re.MULTILINE), command
    findings = [one["told"] for one in program.call("doctor", "--json").json["findings"]]
    assert [one for one in findings if end in one] == []
    assert "there is a line end in its name" in program.call("history", "list").err
