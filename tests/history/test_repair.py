"""Repair: each session that is whole byte for byte comes back, nothing is guessed, the damaged file is kept aside."""

import json
import subprocess
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_records import LETTER, a_record, an_entry, clock, met
from tools import pass_over_without, so_many

from selfattach.errors import SelfattachError
from selfattach.history.edits import change_answer, delete
from selfattach.history.history import History
from selfattach.history.key_file import new_key, public_half
from selfattach.history.record import to_plain
from selfattach.history.repair import repair, rescued
from selfattach.history.vault import Vault


@pytest.fixture
def kept(history):
    return [history.add(a_record(minutes, an_entry("letter", f"{minutes} {LETTER}"))) for minutes in range(5)]


def again(places, vault=None):
    return History(places, clock=clock, machine=lambda: "this machine", vault=vault)


def test_a_shard_that_is_cut_short_gives_back_every_session_before_the_cut(history, kept, shard, places):
    path = shard()
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(kept[3].id.encode()) + 40])
    (repaired,) = repair(again(places))
    assert repaired.rescued == 3
    assert [record.answers for record in again(places).records()] == [one.answers for one in reversed(kept[:3])]
    assert again(places).damaged() == []


def test_the_damaged_file_is_kept_aside_as_it_was(history, kept, shard, places):
    path = shard()
    path.write_bytes(path.read_bytes()[:-3] + b"\xff\xff")
    damaged = path.read_bytes()
    (repaired,) = repair(again(places))
    assert repaired.aside.read_bytes() == damaged
    assert repaired.aside.is_relative_to(places.state)
    assert repaired.aside.stat().st_mode & 0o777 == 0o600


def test_a_hole_in_the_middle_costs_only_the_session_it_is_in(history, kept, shard, places):
    path = shard()
    whole = path.read_bytes()
    middle = whole.index(kept[2].id.encode())
    path.write_bytes(whole[: middle + 30] + b"\0" * 60 + whole[middle + 90 :])
    (repaired,) = repair(again(places))
    assert repaired.rescued == 4
    assert {head.id for head in again(places).latest()} == {one.id for one in kept} - {kept[2].id}


def test_a_letter_with_a_broken_byte_in_it_is_not_given_back_as_if_it_were_whole(history, kept, shard, places):
    path = shard()
    path.write_bytes(path.read_bytes().replace("žluť".encode(), b"\xc5lu", 1))
    (repaired,) = repair(again(places))
    assert repaired.rescued == 4


def test_where_nothing_is_whole_the_file_is_kept_aside_and_saving_works_again(history, kept, shard, places):
    path = shard()
    path.write_bytes(b"not at all")
    (repaired,) = repair(again(places))
    assert (repaired.rescued, repaired.aside.read_bytes()) == (0, b"not at all")
    assert again(places).add(a_record(60)).rev == 1


def test_what_is_well_is_not_touched(history, kept, shard, places):
    before = shard().read_bytes()
    assert repair(again(places)) == []
    assert shard().read_bytes() == before


def of_a_newer_program(path, record, **words):
    tables = json.loads(path.read_bytes())
    (document,) = [one for one in tables["sessions"].values() if one["id"] == record.id]
    document |= {"format": 99, "mood": "better"} | words
    path.write_text(json.dumps(tables))
    return document


def test_what_a_newer_program_wrote_stays_in_the_month_that_is_mended(history, kept, shard, places):
    path = shard()
    document = of_a_newer_program(path, kept[1])
    path.write_bytes(path.read_bytes()[:-20])
    (repaired,) = repair(again(places))
    assert repaired.rescued == 3
    assert document in json.loads(path.read_bytes())["sessions"].values()
    (damage,) = again(places).damaged()
    assert "needs a newer selfattach" in damage.why
    assert "install that one" in damage.way
    assert "--repair" not in damage.way


def test_a_damaged_copy_with_words_of_a_newer_program_stays_where_it_is(history, kept, shard, places):
    copy = shard().with_name("2026-11 (1).json")
    copy.write_bytes(shard().read_bytes())
    of_a_newer_program(copy, kept[1])
    copy.write_bytes(copy.read_bytes()[:-20])
    before = copy.read_bytes()
    (repaired,) = repair(again(places))
    assert (repaired.aside, copy.read_bytes()) == (None, before)
    assert "newer selfattach" in repaired.why


def test_a_deletion_survives_the_rescue(history, kept, shard, places):
    delete(history, [kept[1].id])
    path = shard()
    path.write_bytes(path.read_bytes()[:-1])
    repair(again(places))
    assert {head.id for head in again(places).latest()} == {one.id for one in kept} - {kept[1].id}


# --- what programs other than this one make of a file


def of_two_sides(content):
    """A month of two machines that git could not merge: on ours the first two sessions, on theirs the others."""
    sessions = list(json.loads(content)["sessions"].values())
    ours, theirs = (
        {"sessions": {str(n): one for n, one in enumerate(side, 1)}} for side in (sessions[:2], sessions[2:])
    )
    return ours, theirs


def merged_by_git(tmp_path, content, **shape):
    """What git itself leaves of it."""
    ours, theirs = (json.dumps(side, ensure_ascii=False, **shape) + "\n" for side in of_two_sides(content))
    files = [tmp_path / name for name in ("ours", "base", "theirs")]
    for file, text in zip(files, (ours, '{"sessions": {}}\n', theirs), strict=True):
        file.write_text(text, encoding="utf-8")
    ran = subprocess.run(["git", "merge-file", "-p", *map(str, files)], capture_output=True, check=False)
    assert ran.stdout.startswith(b"<<<<<<<") or b"\n<<<<<<<" in ran.stdout
    return ran.stdout


MADE_BY_OTHERS = {
    "merge marks of git": merged_by_git,
    "merge marks of git within sessions": partial(merged_by_git, indent=2),
    "merge marks with the lines of Windows": lambda tmp_path, content: merged_by_git(
        tmp_path, content, indent=2
    ).replace(b"\n", b"\r\n"),
    "UTF-16": lambda _, content: content.decode().encode("utf-16"),
    "UTF-16 that is cut short": lambda _, content: content.decode().encode("utf-16")[:-1],
    "UTF-16 with the high half first and no mark": lambda _, content: content.decode().encode("utf-16-be"),
    "NULs behind it": lambda _, content: content + b"\0" * 4096,
    "two documents, one after the other": lambda _, content: b"\n".join(
        json.dumps(side, ensure_ascii=False).encode() for side in of_two_sides(content)
    ),
    "itself once more behind it": lambda _, content: content + content,
}


@pytest.mark.parametrize("made", MADE_BY_OTHERS)
def test_every_session_that_is_whole_on_any_side_comes_back_once(history, kept, shard, places, tmp_path, made):
    if made.startswith("merge"):
        pass_over_without("git")
    path = shard()
    path.write_bytes(MADE_BY_OTHERS[made](tmp_path, path.read_bytes()))
    assert [damage.file for damage in again(places).damaged()] == [path]
    (repaired,) = repair(again(places))
    assert repaired.rescued == len(kept)
    assert [record.answers for record in again(places).records()] == [one.answers for one in reversed(kept)]
    assert len(json.loads(path.read_bytes())["sessions"]) == len(kept)
    assert again(places).damaged() == []


def test_of_two_changes_to_a_session_on_two_sides_the_later_one_comes_back(history, kept, shard, places):
    path = shard()
    before = path.read_bytes()
    change_answer(history, kept[0].id, 0, "changed since")
    for marked in ((before, path.read_bytes()), (path.read_bytes(), before)):
        path.write_bytes(b"<<<<<<< HEAD\n%s\n=======\n%s\n>>>>>>> theirs\n" % marked)
        (repaired,) = repair(again(places))
        assert repaired.rescued == len(kept)
        assert again(places).get(kept[0].id).answers[0].value == "changed since"


def test_a_byte_order_mark_is_as_if_it_were_not_there(history, kept, shard, places):
    path = shard()
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert again(places).damaged() == []
    assert repair(again(places)) == []
    assert len(again(places).latest()) == len(kept)
    again(places).add(a_record(60))
    assert json.loads(path.read_bytes())["sessions"]


def test_a_month_that_cannot_be_read_is_told_with_the_repair_first(history, kept, shard, places):
    shard().write_bytes(b"<<<<<<< HEAD\n" + shard().read_bytes())
    with pytest.raises(SelfattachError) as told:
        again(places).add(a_record(60))
    assert "`selfattach doctor --repair`" in str(told.value)
    assert str(told.value).index("--repair") < str(told.value).index("backup")


def test_a_copy_that_is_cut_short_gives_its_whole_sessions_to_the_month_and_is_kept_aside(history, kept, shard, places):
    path = shard()
    copy = path.with_name("2026-11 (1).json")
    whole = path.read_bytes()
    copy.write_bytes(whole[: whole.index(kept[3].id.encode()) + 40])
    path.unlink()
    (repaired,) = repair(again(places))
    assert repaired.rescued == 3
    assert repaired.aside.read_bytes() == whole[: whole.index(kept[3].id.encode()) + 40]
    assert not copy.exists()
    assert {head.id for head in again(places).latest()} == {one.id for one in kept[:3]}


def test_a_month_is_mended_before_its_copy_so_that_both_come_back(history, kept, shard, places):
    path = shard()
    whole = path.read_bytes()
    torn = whole[: whole.index(kept[3].id.encode()) + 40]
    path.write_bytes(torn)
    copy = path.with_name("2026-11 (1).json")
    copy.write_bytes(b'{"sessions":{' + whole[whole.index(b'"4":') :][:-2])
    assert [one.rescued for one in repair(again(places))] == [3, 2]
    assert len(again(places).latest()) == len(kept)
    assert again(places).damaged() == []


def test_another_machines_file_stays_as_it_is_and_its_whole_sessions_come_into_ours(history, kept, places):
    other = places.history / "phonephn"
    other.mkdir()
    record = to_plain(a_record(90)) | {"rev": 1, "device": "phonephn", "changed": clock().isoformat()}
    broken = json.dumps({"sessions": {"1": record, "2": record}})[:-40].encode()
    (other / "2026-11.json").write_bytes(broken)
    met(places, "phonephn")
    (repaired,) = repair(again(places))
    assert (repaired.rescued, repaired.aside) == (1, None)
    assert (other / "2026-11.json").read_bytes() == broken
    assert again(places).get(record["id"]).answers == a_record(90).answers


def test_an_encrypted_shard_that_is_cut_short_gives_back_what_stands_before_the_cut(places):
    key = new_key()

    def opened():
        vault = Vault(places)
        history = again(places, vault)
        vault.take([key])
        return history

    history = again(places)
    with history.writer.locked():
        folder = history.writer.folder
    folder.mkdir(parents=True)
    (folder / "recipient").write_text(public_half(key))
    history.vault.pin.set(public_half(key))
    kept = [opened().add(a_record(minutes, an_entry("letter", LETTER * 400))) for minutes in range(8)]
    (shard,) = folder.glob("*.age")
    content = shard.read_bytes()
    shard.write_bytes(content[: len(content) * 3 // 4])
    (repaired,) = repair(opened())
    assert 0 < repaired.rescued < len(kept)
    assert {head.id for head in opened().latest()} == {one.id for one in kept[: repaired.rescued]}
    for path in (shard, repaired.aside):
        assert path.read_bytes().startswith(b"age-encryption.org/v1")


@settings(max_examples=so_many(200, one_in=4), deadline=None)
@given(st.data())
def test_whatever_is_damaged_what_is_rescued_was_there_word_for_word(data):
    records = [
        to_plain(a_record(number, an_entry("letter", data.draw(st.text(max_size=40)) + LETTER)))
        | {"rev": 1, "device": "aaaaaaaa", "changed": clock().isoformat()}
        for number in range(3)
    ]
    whole = json.dumps({"sessions": {str(n): one for n, one in enumerate(records, 1)}}, ensure_ascii=False).encode(
        "utf-8", "backslashreplace"
    )
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    damaged = whole[:start] + data.draw(st.binary(max_size=20)) + whole[end:]
    known = [json.loads(json.dumps(one)) for one in records]
    for one in rescued(damaged, "2026-11"):
        assert one.document["id"] in [record["id"] for record in known]
        if start == end == len(whole):
            assert one.document in known
