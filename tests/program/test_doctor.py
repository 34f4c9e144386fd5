"""`selfattach doctor`: it finds what is wrong, says what to do, and with --repair does it without losing a word."""

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sample_records import a_record
from surroundings import ORDINARY, Person
from the_program import LOOKING_BACK
from vaults import PASSPHRASE, encrypt, unlocked

from selfattach import __version__, words
from selfattach.history import save_lock
from selfattach.history.history import History
from selfattach.history.shards import name_read, why_unread


@pytest.fixture
def kept(program):
    history = History(program.places)
    return [history.add(a_record(minutes)) for minutes in range(3)]


@pytest.fixture
def shard(program, kept):
    (path,) = program.places.history.glob("*/*.json")
    return path


def faults(ran):
    return faults_in(ran.json)


def faults_in(found):
    return {one["check"]: one["told"] for one in found["findings"] if one["state"] == "fault"}


def look(program, *options):
    return program.call("doctor", "--json", *options)


def told_of(ran, check):
    return [one["told"] for one in ran.json["findings"] if one["check"] == check]


def nobody():
    """The number of a process that is no more."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child


def snapshot(program):
    return {
        path: (path.read_bytes() if path.is_file() else None, path.stat().st_mode)
        for path in sorted(program.home.rglob("*"))
    }


def test_in_an_empty_home_everything_is_well_and_nothing_is_made(program):
    before = snapshot(program)
    ran = program.run("doctor")
    assert ran.status == 0
    assert "every file of sessions can be read" in ran.out
    assert snapshot(program) == before


def test_after_a_practice_everything_is_well(program, kept):
    ran = look(program)
    assert ran.status == 0
    assert ran.json["well"]
    assert {one["check"] for one in ran.json["findings"]} >= {"places", "room", "lock", "sessions", "rights", "clock"}


def test_looking_changes_nothing(program, shard):
    shard.write_bytes(shard.read_bytes()[:100])
    shard.chmod(0o644)
    before = snapshot(program)
    assert look(program).status == 1
    assert {path: one for path, one in snapshot(program).items() if "cache" not in path.parts} == {
        path: one for path, one in before.items() if "cache" not in path.parts
    }


def test_a_broken_shard_is_found_and_repaired(program, kept, shard):
    whole = shard.read_bytes()
    shard.write_bytes(whole[: whole.index(kept[2].id.encode())])
    ran = look(program)
    assert ran.status == 1
    assert shard.name in faults(ran)["sessions"]
    ran = look(program, "--repair")
    assert ran.status == 0
    assert "2 whole sessions rescued" in ran.json["mended"][0]
    assert len(program.call("history", "list", "--json").json) == 2
    aside = [one["told"] for one in ran.json["findings"] if "damaged file" in one["told"]]
    assert len(aside) == 1


def test_a_month_of_which_only_a_copy_is_there_is_told_and_brought_in_by_the_next_look(program, kept, shard):
    copy = shard.rename(shard.with_name("2026-11.json.conflict1"))
    ran = look(program)
    assert ran.status == 0
    assert words.DOCTOR_COPY.format(file=copy) in told_of(ran, "machines")
    ran = program.call("history", "list")
    assert str(copy) in ran.err
    assert len(ran.out.splitlines()) == len(kept)
    assert shard.exists()
    assert not copy.exists()


BESIDE_A_MONTH = {
    "2026-11.json.partial": "a tool is still writing it",
    "Copy of 2026-11.json": "does not begin as one that is read",
}


@pytest.mark.parametrize("name", BESIDE_A_MONTH)
@pytest.mark.parametrize("listing", [*LOOKING_BACK, ("history", "search", "enough")], ids=" ".join)
def test_what_is_not_read_for_its_name_is_told_by_the_doctor_and_beside_every_list(program, kept, shard, name, listing):
    part = shard.rename(shard.with_name(name))
    why = why_unread(part)
    assert BESIDE_A_MONTH[name] in why
    ran = look(program)
    assert ran.status == 0
    assert words.DOCTOR_UNREAD.format(file=part, why=why, name=name_read(part)) in told_of(ran, "sessions")
    assert words.DAMAGED.format(file=part, why=why) in program.call(*listing).err
    part.rename(name_read(part))
    assert len(program.call("history", "list", "--json").json) == len(kept)


def test_a_list_of_days_tells_only_of_what_may_hold_one_of_them(program, kept, shard):
    part = shard.with_name("2026-11.json.partial")
    part.write_bytes(shard.read_bytes())
    assert part.name in program.call("history", "list", "--since", "2026-11-01").err
    assert program.call("history", "list", "--until", "2026-06-01").err.count(part.name) == 0


@pytest.mark.parametrize(
    "name", ["2026-11.json (1).age", "2026-11 2.json.age", "inbox/20261122T101112Z-abcdef 2.json.age"]
)
def test_an_encrypted_copy_is_put_together_with_its_month_at_the_next_unlock(program, kept, name):
    folder = encrypt(program.places)
    unlocked(program.history).latest()
    (folder / "inbox").mkdir(exist_ok=True, mode=0o700)
    (folder / "2026-11.json.age").rename(folder / name)
    assert look(program).status == 0
    assert len(unlocked(program.history).latest()) == 3
    assert [path.name for path in folder.glob("2026*")] == ["2026-11.json.age"]
    assert list((folder / "inbox").iterdir()) == []


def test_plain_words_that_nobody_encrypts_are_a_fault_beside_a_vault(program, kept, shard):
    part = shard.with_name("2026-11.json.partial")
    part.write_bytes(shard.read_bytes())
    part.chmod(0o600)
    program.drafts.begin(kept[0].id, {"exercise": "one-sound"}).release()
    (journal,) = (program.places.state / "drafts").iterdir()
    encrypt(program.places)
    unlocked(program.history).latest()
    ran = look(program)
    assert ran.status == 1
    assert faults(ran)["sessions"] == words.VAULT_COPY_PLAIN.format(file=part)
    assert faults(ran)["drafts"] == words.DOCTOR_DRAFT_PLAIN.format(file=journal)
    assert program.call("vault", "status", "--json").json["plain_copies"] == [str(part)]
    part.unlink()
    secret = program.home.parent / "secret"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    program.call("config", "set", "vault.passphrase_command", f"cat '{secret}'")
    ran = look(program, "--repair")
    assert ran.status == 0
    assert [one["state"] for one in ran.json["findings"] if one["check"] == "sessions"] == ["well"]
    assert not journal.read_bytes().startswith(b"{")


# --- one thing that cannot be mended keeps no other from it


def test_a_folder_in_the_place_of_a_month_is_told_and_the_other_months_are_mended(program, kept, shard):
    folder = shard.with_name("2026-10.json")
    folder.mkdir(mode=0o700)
    shard.write_bytes(shard.read_bytes()[:-1])
    ran = look(program, "--repair")
    assert ran.status == 1
    assert [one["told"] for one in ran.json["findings"] if one["state"] == "fault"] == [
        words.DAMAGED.format(file=folder, why="Is a directory")
    ]
    assert len(ran.json["mended"]) == 1
    assert len(program.call("history", "list", "--json").json) == len(kept)
    assert folder.is_dir()


def test_a_copy_in_which_nothing_is_whole_stays_is_named_and_the_exit_status_is_1(program, kept, shard):
    copy = shard.with_name("2026-11 (1).json")
    copy.write_text('{"sessions": {"1": {')
    copy.chmod(0o600)
    ran = look(program, "--repair")
    assert ran.status == 1
    assert words.DOCTOR_COPY.format(file=copy) not in told_of(ran, "machines")
    assert ran.json["not_mended"] == [
        words.NOT_REPAIRED.format(file=copy, why="no whole session is in it, so it stays where it is")
    ]
    assert copy.read_text() == '{"sessions": {"1": {'


def test_what_cannot_be_taken_away_keeps_nothing_else_from_being_mended(program, kept, shard):
    leftover = shard.with_name(f".2026-10.json.{nobody()}.beside")
    leftover.mkdir(mode=0o700)
    shard.write_bytes(shard.read_bytes()[:-1])
    shard.chmod(0o644)
    ran = look(program, "--repair")
    assert ran.status == 1
    assert any(str(leftover) in one for one in ran.json["not_mended"])
    assert shard.stat().st_mode & 0o777 == 0o600
    assert len(program.call("history", "list", "--json").json) == len(kept)


def test_a_month_that_cannot_be_kept_aside_is_named_and_the_other_months_are_mended(program, kept, shard):
    october = program.history.add(a_record(0, start=datetime(2026, 10, 2, tzinfo=UTC)))
    torn = shard.with_name("2026-10.json")
    for path in (shard, torn):
        path.write_bytes(path.read_bytes()[:-1])
    aside = program.places.state / "damaged"
    aside.mkdir(mode=0o700)
    for second in range(120):  # whenever it is mended, something stands where it would be kept aside
        moment = datetime.now(tz=UTC) + timedelta(seconds=second - 5)
        (aside / f"{torn.parent.name}.{torn.name}.{moment:%Y%m%dT%H%M%SZ}").mkdir(mode=0o700)
    ran = look(program, "--repair")
    assert ran.status == 1
    assert [torn.name in one for one in ran.json["not_mended"]] == [True]
    assert len(program.call("history", "list", "--json").json) == len(kept)
    assert october.id.encode() in torn.read_bytes()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_a_month_that_its_owner_may_not_read_is_named_and_the_other_months_are_mended():
    with tempfile.TemporaryDirectory(prefix="selfattach-") as made:  # where an ordinary user may be
        folder = Path(made)
        person = Person(folder, ORDINARY)
        torn = person.shard
        closed = torn.with_name("2020-01.json")
        closed.write_bytes(torn.read_bytes())
        torn.write_bytes(torn.read_bytes()[:-1])
        person.give(folder)
        closed.chmod(0)
        ran = person.runs("doctor", "--repair", "--json")
        listed = person.runs("history", "list")
        assert (ran.status, json.loads(ran.out)["not_mended"]) == (1, [])
        told = words.DAMAGED.format(file=closed, why="Permission denied: it belongs to ")
        assert faults_in(json.loads(ran.out))["sessions"].startswith(told)
        assert any("1 whole sessions rescued" in one for one in json.loads(ran.out)["mended"])
        assert listed.out.count("A word with the critic") == 1
        assert words.DAMAGED.format(file=closed, why="Permission denied") in listed.err


def test_leftovers_of_a_process_that_is_no_more_are_found_and_taken_away(program, shard):
    leftover = shard.with_name(f".{shard.name}.{nobody()}.beside")
    leftover.write_text("half a letter")
    assert str(leftover) in faults(look(program))["leftovers"]
    assert look(program, "--repair").status == 0
    assert not leftover.exists()


def test_a_file_that_others_can_read_is_found_and_closed(program, shard):
    shard.chmod(0o644)
    shard.parent.chmod(0o755)
    assert "rights" in faults(look(program))
    assert look(program, "--repair").status == 0
    assert shard.stat().st_mode & 0o777 == 0o600
    assert shard.parent.stat().st_mode & 0o777 == 0o700


def test_a_session_from_a_newer_program_is_named_and_left_alone(program, kept, shard):
    tables = json.loads(shard.read_bytes())
    tables["sessions"]["1"]["format"] = 99
    shard.write_text(json.dumps(tables))
    assert "needs a newer selfattach" in faults(look(program))["sessions"]
    program.call("practice", "settle", "--set", "felt=same", "--no-input")
    look(program, "--repair")
    assert json.loads(shard.read_bytes())["sessions"]["1"]["format"] == 99


def test_a_clock_that_is_far_off_is_told(program):
    ahead = datetime.now(tz=UTC) + timedelta(days=40)
    History(program.places).add(a_record(0, start=ahead))
    assert "clock" in faults(look(program))


def test_a_clock_that_differs_by_a_day_is_no_fault_wherever_one_is(program):
    now = datetime.now(tz=UTC)
    History(program.places).add(a_record(0, start=now + timedelta(days=1)))
    the_day_before, the_day_after = min(now.hour + 4, 24), now.hour - 24
    for hours in (0, the_day_before, the_day_after):  # west of Greenwich
        assert program.call("doctor", "--json", env={"TZ": f"XXX{hours:+d}"}).status == 0


def test_somebody_saving_right_now_is_told_and_is_no_fault(program, kept):
    with save_lock.locked(program.places.state / "history.lock"):
        ran = program.call("doctor", "--json")
    assert ran.status == 0
    assert any(one["check"] == "lock" and one["state"] == "note" for one in ran.json["findings"])


def test_settings_and_scripts_that_cannot_be_used_are_told(program):
    program.places.config.mkdir()
    (program.places.config / "config.toml").write_text('[practice]\npcae = "slow"\n')
    program.places.own_exercises.mkdir(parents=True)
    (program.places.own_exercises / "mine.yaml").write_text("selfattach: 1\nid: mine\nstep: []\n")
    found = faults(look(program))
    assert "pace" in found["settings"]
    assert "mine.yaml" in found["exercises"]


def test_a_damaged_draft_and_words_without_a_journal_are_named_and_left(program):
    drafts = program.places.state / "drafts"
    drafts.mkdir(parents=True, mode=0o700)
    for name in ("20261122T040917Z-aaaaaa.journal", "20261122T040917Z-bbbbbb.half"):
        (drafts / name).write_text("spoilt\n")
        (drafts / name).chmod(0o600)
    told = [one["told"] for one in look(program, "--repair").json["findings"] if one["check"] == "drafts"]
    assert len(told) == 2
    assert len(list(drafts.iterdir())) == 2


def test_a_place_that_is_no_folder_is_told(program):
    program.places.data.write_text("a file")
    ran = look(program)
    assert ran.status == 1
    assert "is no folder" in faults(ran)["places"]


def test_a_full_disk_is_told(program, tmp_path):
    if os.geteuid() != 0:
        pytest.skip("only root may make a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("no disk can be made here")
    try:
        program.places.data.symlink_to(disk)
        assert "room" in faults(look(program))
    finally:
        subprocess.run(["umount", str(disk)], check=True)


# --- what a report wants to know


def test_it_tells_versions_system_and_places_and_quietly_only_what_is_wrong(program, shard):
    about = program.call("doctor", "--json", env={"HOME": str(program.home.parent)}).json["about"]
    assert about["selfattach"] == __version__
    assert about["python"].startswith(".".join(map(str, sys.version_info[:3])))
    assert about["data"] == "~/home/data"
    assert f"python: {about['python']}" in program.call("doctor").out
    assert program.call("doctor", "--quiet") == (0, "", "")
    shard.write_text("{", encoding="utf-8")
    ran = program.call("doctor", "-q")
    assert ran.status == 1
    assert shard.name in ran.out
    assert "python" not in ran.out
