"""Changing what was kept, at the command line: edit, delete, undo, retire, and the questions they ask first."""

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pexpect
import pytest
from quick_passphrases import make_quick
from sample_records import a_record, an_entry
from the_program import PATIENCE, until

from selfattach import words
from selfattach.history.history import History
from selfattach.history.record import to_plain

NOW = datetime(2026, 11, 22, 4, 9, 17, tzinfo=UTC)
CTRL_C, CTRL_D = "\x03", "\x04"


def keep(program, *records, device="aaaaaaaa"):
    """Keep these sessions as another run of this machine, or another machine, would. Return their ids."""
    history = History(program.places, device=device, machine=lambda: "here")
    return [history.add(record).id for record in records]


@pytest.fixture
def kept(program):
    """Three sessions of this machine: a sealed letter, one with two answers, one without words. Newest first."""
    history = program.history
    letter = an_entry("letter", "Dear secret", seal_until="2099-01-01", shelf="letters")
    records = (
        a_record(0, an_entry("anchor", "touch", kind="choose"), exercise="mindfulness-check-in"),
        a_record(60, an_entry("thought", "never enough"), an_entry("evidence", "a name")),
        a_record(120, letter, exercise="self-compassion-letter", title="A letter to yourself"),
    )
    return [history.add(record).id for record in records][::-1]


def listed(program):
    return [head["id"] for head in program.call("history", "list", "--json").json]


def told(program, *arguments, answers=(), **environment):
    """Run it on a terminal, answer each question, and return the exit status and all that stood there, on one line."""
    child = program.on_a_terminal(*arguments, **environment)
    said = ""
    for answer in answers:
        child.expect_exact("> ")
        said += child.before
        child.send(answer)
    child.expect(pexpect.EOF)
    said += child.before
    child.close()
    assert "Traceback" not in said
    return child.exitstatus, " ".join(said.split())


def editor(tmp_path, script):
    """Return an editor that does this to its file, which is "$1"."""
    path = tmp_path / "an editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return f"'{path}'"


def no_trace_of_an_editor(program):
    return not (program.places.state / "editing").exists()


# --- deleting


def test_one_session_is_deleted_by_a_part_of_its_id_and_its_words_are_in_no_shard(program, kept):
    critic = kept[1]
    ran = program.call("history", "delete", f"{critic[2:8]}-{critic[17:20]}", "--yes")
    assert ran.status == 0
    assert listed(program) == [kept[0], kept[2]]
    assert not [path for path in program.has("never enough") if program.places.history in path.parents]
    assert "selfattach history undo" in ran.out
    assert "backups" in ran.out


def test_before_it_deletes_it_says_which_and_asks(program, kept):
    status, said = told(program, "history", "delete", kept[0], kept[2], answers=["y\r"])
    assert status == 0
    assert "This deletes 2 sessions" in said
    assert "A letter to yourself" in said
    assert "Dear secret" not in said
    assert listed(program) == [kept[1]]


@pytest.mark.parametrize(
    ("answer", "status"),
    [("\r", 0), ("n\r", 0), ("maybe\r", 0), ("yesterday\r", 0), (CTRL_D, 0), ("y" + CTRL_D + CTRL_D, 0), (CTRL_C, 130)],
    ids=["Enter", "no", "maybe", "yesterday", "end of input", "y and end of input", "Ctrl-C"],
)
def test_whatever_is_not_yes_deletes_nothing(program, kept, answer, status):
    ended, said = told(program, "history", "delete", "--all", answers=[answer])
    assert ended == status
    assert status or "Nothing was changed." in said
    assert listed(program) == kept


def test_where_nobody_can_be_asked_nothing_is_deleted_without_yes(program, kept):
    ran = program.call("history", "delete", "--all", says="y\n")
    assert (ran.status, ran.out) == (2, "")
    assert "--yes" in ran.err
    assert listed(program) == kept


def test_a_question_is_seen_though_the_output_leads_into_a_file(program, kept, tmp_path):
    out = tmp_path / "out"
    line = f"\"$0\" -m selfattach history delete --all > '{out}'"
    child = pexpect.spawn(
        "sh", ["-c", line, sys.executable], env=program.environment(), encoding="utf-8", timeout=PATIENCE
    )
    child.expect_exact("Delete?")
    child.sendline("n")
    child.expect(pexpect.EOF)
    assert out.read_text() == "Nothing was changed.\n"
    assert listed(program) == kept


@pytest.mark.parametrize("which", [(), ("--all", "--exercise", "settle"), ("261122-k7q", "--all")], ids=" ".join)
def test_what_to_delete_is_said_in_one_way(program, kept, which):
    ran = program.call("history", "delete", *which, "--yes")
    assert (ran.status, ran.out) == (2, "")
    assert "--exercise NAME" in ran.err
    assert listed(program) == kept


@pytest.mark.parametrize("wrong", ["991231-zzz", "2611", "261122-", "", "yesterday", "../../x"])
def test_one_wrong_id_among_right_ones_deletes_nothing(program, kept, wrong):
    ran = program.call("history", "delete", kept[0], wrong, kept[1], "--yes")
    assert (ran.status, ran.out) == (3, "")
    assert listed(program) == kept


def test_an_id_that_could_be_two_names_both_and_deletes_neither(program):
    ids = keep(program, *(a_record(start=NOW, session=f"20261122T040917Z-{end}") for end in ("k7qm2x", "k7qn3y")))
    ran = program.call("history", "delete", "261122-k7q", "--yes")
    assert ran.status == 2
    assert "261122-k7qm2x" in ran.err
    assert "261122-k7qn3y" in ran.err
    assert sorted(listed(program)) == ids


def test_the_same_id_twice_is_one_session(program, kept):
    assert "It is deleted." in program.call("history", "delete", kept[0], kept[0], "--yes").out
    assert program.call("history", "undo").out.startswith("It is back: ")


def test_all_of_an_exercise_is_deleted_and_an_exercise_without_one_is_exit_3(program, kept):
    assert program.call("history", "delete", "--exercise", "inner-critic-reframe", "--yes").status == 0
    assert listed(program) == [kept[0], kept[2]]
    assert program.call("history", "delete", "--exercise", "inner-critic-reframe", "--yes").status == 3


def test_all_of_an_empty_history_is_no_fault(program):
    assert program.call("history", "delete", "--all", "--yes") == (0, f"{words.NO_HISTORY}\n", "")
    assert not program.touched


# --- what is not finished


@pytest.fixture
def unfinished(program):
    """The program with one practice that is not finished, and words of another that wait for a yes or no."""
    program.call("practice", "inner-critic-reframe", "--plain", "--pace", "off", says="2\n\nhalf of it\n")
    waiting = an_entry("letter", "a word that waits")
    program.drafts.set_aside("20261122T040917Z-waitin", "20261122T040917Z-elsewh", "A letter", [to_plain(waiting)])
    return program


def nothing_unfinished(program):
    return not (program.waiting or program.drafts.undecided() or list((program.places.state / "drafts").glob("*")))


def test_where_nobody_is_asked_what_is_not_finished_stays_and_it_is_told_how_it_goes(unfinished, kept):
    ran = unfinished.call("history", "delete", "--all", "--yes")
    told = " ".join(ran.out.split())
    assert "stay: A letter, Answer the inner critic." in told or "stay: Answer the inner critic, A letter." in told
    assert "`selfattach history delete --drafts` deletes them" in told
    assert unfinished.waiting
    assert unfinished.drafts.undecided()
    assert "not finished" in unfinished.call("history", "delete", "--all", "--yes").out  # of an empty history too
    assert (
        unfinished.call("history", "delete", "--drafts", "--yes").out
        == "2 practices that were not finished are deleted.\n"
    )
    assert nothing_unfinished(unfinished)
    assert "not finished" not in unfinished.call("history", "delete", "--all", "--yes").out


@pytest.mark.parametrize(
    ("answer", "gone"), [("y\r", True), ("\r", False), (CTRL_D, False)], ids=["yes", "Enter", "end"]
)
def test_after_all_is_deleted_the_question_goes_on_to_what_is_not_finished(unfinished, kept, answer, gone):
    status, said = told(unfinished, "history", "delete", "--all", answers=["y\r", answer])
    assert status == 0
    assert listed(unfinished) == []
    assert "Answer the inner critic" in said
    assert "cannot be taken back" in said
    assert ("stay:" in said) is not gone
    assert nothing_unfinished(unfinished) is gone


def test_everything_now_leaves_no_word_and_no_undo_and_asks_first(unfinished, kept):
    assert unfinished.call("history", "delete", kept[1], "--yes").status == 0  # it could still be brought back
    status, said = told(unfinished, "history", "delete", "--all", "--drafts", "--now", answers=["\r"])
    assert (status, len(listed(unfinished))) == (0, 2)
    assert "This cannot be taken back." in said
    assert unfinished.call("history", "delete", "--all", "--drafts", "--now").status == 2  # nobody to ask
    ran = unfinished.call("history", "delete", "--all", "--drafts", "--now", "--yes")
    assert ran.status == 0
    assert "2 sessions are deleted, for good." in ran.out
    assert "undo" not in ran.out
    for said in ("Dear secret", "never enough", "half of it", "a word that waits"):
        assert unfinished.has(said) == []
    assert nothing_unfinished(unfinished)
    assert unfinished.call("history", "undo").status == 3


def test_now_alone_lets_go_of_one_session_for_good(program, kept):
    assert program.call("history", "delete", kept[1], "--now", "--yes").status == 0
    assert program.has("never enough") == []
    assert program.call("history", "undo").status == 3


def test_all_and_now_lets_go_of_what_was_deleted_before(program, kept):
    assert program.call("history", "delete", "--all", "--yes").status == 0
    assert program.has("never enough")
    assert program.call("history", "delete", "--all", "--now", "--yes").status == 0
    assert program.has("never enough") == []


def test_what_cannot_be_read_of_the_unfinished_goes_too_and_what_another_window_holds_stays(unfinished):
    (journal,) = [path for path in (unfinished.places.state / "drafts").glob("*.journal") if "waitin" not in path.name]
    journal.write_text("{torn\n{more\n")
    held = unfinished.drafts.take_up("20261122T040917Z-waitin")
    ran = unfinished.call("history", "delete", "--drafts", "--yes")
    assert ran.status == 1
    assert "waitin" in ran.err
    assert not journal.exists()
    held.release()
    assert unfinished.call("history", "delete", "--drafts", "--yes").status == 0
    assert nothing_unfinished(unfinished)


@pytest.mark.parametrize("given", [(), ("--drafts", "--exercise", "x"), ("--drafts", "an-id")], ids=" ".join)
def test_drafts_goes_alone_or_with_all(program, given):
    ran = program.call("history", "delete", *given, "--yes")
    assert ran.status == 2
    assert "--drafts" in ran.err


def test_what_other_machines_do_about_a_deletion_is_told_only_where_there_are_some(program, kept):
    assert "other machines" not in program.call("history", "delete", kept[0], "--yes").out
    (theirs,) = keep(program, a_record(180), device="bbbbbbbb")
    ran = program.call("history", "delete", theirs, "--yes")
    assert "Your other machines delete it too" in " ".join(ran.out.split())
    assert listed(program) == kept[1:]


def test_what_cannot_be_read_is_named_when_all_is_deleted_and_it_is_not_said_that_nothing_is_there(program, kept):
    (shard,) = program.places.history.glob("*/*.json")
    torn = shard.with_name("2020-01.json")
    torn.write_text('{"sessions": {"1": {"answers": "never enough')
    ran = program.call("history", "delete", "--all", "--yes")
    assert ran.status == 1
    assert "2020-01.json" in ran.err
    assert "still there" in ran.err
    ran = program.call("history", "delete", "--all", "--yes")  # and now there is nothing else
    assert (ran.status, ran.out) == (1, "")
    assert "2020-01.json" in ran.err
    assert torn.exists()


def test_a_history_on_a_disk_that_is_not_there_is_not_taken_for_an_empty_one(program, kept, tmp_path):
    away = program.places.history.rename(tmp_path / "disk")
    program.places.history.symlink_to(away)
    assert listed(program) == kept
    away.rename(tmp_path / "taken out")
    for arguments in (("history", "list"), ("history", "delete", "--all", "--yes"), ("doctor",)):
        ran = program.call(*arguments)
        assert ran.status == 1
        assert "is a link to a place that is not there" in " ".join((ran.out + ran.err).split())
    assert program.call("support").status == 0


# --- taking it back


def test_undo_brings_back_the_last_deletion_then_the_one_before_then_says_there_is_none(program, kept):
    before = program.records
    program.call("history", "delete", kept[0], "--yes")
    program.call("history", "delete", "--all", "--yes")
    assert program.call("history", "undo").out == "2 sessions are back.\n"
    assert listed(program) == kept[1:]
    assert program.call("history", "undo").out.startswith("It is back: ")
    assert [said["answers"] for said in program.records] == [said["answers"] for said in before]
    ran = program.call("history", "undo")
    assert (ran.status, ran.out) == (3, "")
    assert "nothing to bring back" in ran.err


def test_undo_after_the_sessions_came_back_another_way_changes_nothing_and_says_so(program, kept, tmp_path):
    program.call("history", "export", "--sealed", "--to", str(tmp_path / "all.json"))
    program.call("history", "delete", "--all", "--yes")
    program.call("history", "import", str(tmp_path / "all.json"))
    ran = program.call("history", "undo")
    assert ran.status == 0
    assert "back already" in ran.out
    assert listed(program) == kept


def test_deleted_words_wait_in_the_state_folder_alone(program, kept):
    program.call("history", "delete", "--all", "--yes")
    (waiting,) = program.has("never enough")
    assert waiting.parent == program.places.state / "deleted"
    program.call("history", "undo")
    assert not list(waiting.parent.iterdir())


@pytest.mark.parametrize("content", ["null", "{}", "[1]", "[{}]", '[{"id":"20261122T041717Z-adzxax","rev":"x"}]'])
def test_what_was_deleted_and_then_changed_by_hand_is_named_and_left(program, kept, content):
    program.call("history", "delete", "--all", "--yes")
    (waiting,) = (program.places.state / "deleted").iterdir()
    waiting.write_text(content)
    ran = program.call("history", "undo")
    assert (ran.status, ran.out) == (1, "")
    assert f"{waiting} cannot be read" in ran.err
    assert waiting.read_text() == content


def test_where_nothing_was_ever_deleted_undo_says_so_and_touches_nothing(program):
    assert program.call("history", "undo").status == 3
    assert not program.places.state.exists()  # a first practice still says where words are kept


RECALLING = """\
selfattach: 1
id: again
title: Once more
summary: Look at an earlier thought.
intensity: gentle
steps:
  - recall: inner-critic-reframe.thought
    as: old
  - write: first
    ask: "You wrote: ${old}"
  - write: second
    ask: And now?
"""


def test_what_is_not_finished_and_still_holds_the_words_is_named_when_they_are_deleted_or_changed(
    program, kept, tmp_path
):
    program.own("again", RECALLING)
    program.practise("again", "something")  # and the input ends
    (draft,) = (program.places.state / "drafts").iterdir()
    told_of = "still holds them as they were: Once more."
    change = editor(tmp_path, 'echo other > "$1"')
    assert told_of not in told(program, "history", "edit", kept[1], "evidence", EDITOR=change)[1]
    assert told_of in told(program, "history", "edit", kept[1], "thought", EDITOR=change)[1]
    assert program.has("never enough") == [draft]
    assert told_of not in " ".join(program.call("history", "delete", kept[0], "--yes").out.split())
    assert told_of in " ".join(program.call("history", "delete", kept[1], "--yes").out.split())


def test_what_an_ended_editor_left_of_a_session_is_named_when_it_is_deleted(program, kept):
    left = program.places.state / "editing" / f"{kept[1]}.{2**30}" / "words.txt"  # no process has such a number
    left.parent.mkdir(parents=True)
    left.write_text("half changed")
    assert "words.txt" not in program.call("history", "delete", kept[0], "--yes").out
    said = program.call("history", "delete", kept[1], "--yes").out
    assert "".join(str(left).split()) in "".join(said.split())


# --- changing words


def test_an_answer_is_changed_in_the_editor_and_everything_else_stays(program, kept, tmp_path):
    before = json.loads(program.call("history", "show", kept[1], "--json").out)
    change = editor(tmp_path, 'grep -q "never enough" "$1" && printf "good enough\\nat times\\n" > "$1"')
    status, said = told(program, "history", "edit", kept[1], "thought", EDITOR=change)
    assert (status, "is changed." in said) == (0, True)
    after = program.call("history", "show", kept[1], "--json").json
    (changed,) = [entry for entry in after["answers"] if entry["name"] == "thought"]
    assert changed["value"] == "good enough\nat times"
    assert after["rev"] == before["rev"] + 1
    for record in (before, after):
        record["answers"] = [entry for entry in record["answers"] if entry["name"] != "thought"]
    assert {**after, "rev": 0, "changed": ""} == {**before, "rev": 0, "changed": ""}
    assert not program.has("never enough")
    assert no_trace_of_an_editor(program)


def test_an_answer_that_is_emptied_is_taken_out(program, kept, tmp_path):
    status, said = told(program, "history", "edit", kept[1], "thought", EDITOR=editor(tmp_path, ': > "$1"'))
    assert (status, "taken out" in said) == (0, True)
    assert "thought" not in [
        entry["name"] for entry in program.call("history", "show", kept[1], "--json").json["answers"]
    ]


def test_a_megabyte_of_words_is_kept(program, kept, tmp_path):
    fill = editor(tmp_path, 'yes "not enough, and yet" | head -c 1000000 > "$1"')
    assert told(program, "history", "edit", kept[1], "thought", EDITOR=fill)[0] == 0
    (entry,) = [
        one for one in program.call("history", "show", kept[1], "--json").json["answers"] if one["name"] == "thought"
    ]
    assert len(entry["value"]) == 999_999  # the line end that an editor sets is none of it


def test_commands_for_the_terminal_do_not_come_in_by_an_editor(program, kept, tmp_path):
    put = editor(tmp_path, 'printf "\\033]0;title\\007calm\\000 \\377\\n" > "$1"')
    assert told(program, "history", "edit", kept[1], "thought", EDITOR=put)[0] == 0
    assert "calm" in program.call("history", "show", kept[1]).out


@pytest.mark.parametrize(
    ("script", "status", "says"),
    [
        ('touch "$1"', 0, "Nothing was changed."),
        ("exit 3", 1, "ended with status 3"),
        ('rm "$1"', 1, "could not be used"),
        (': > "$1"; exit 1', 1, "ended with status 1"),
        ('echo > "$1"; kill -9 $$', 1, "ended with status -9"),
    ],
    ids=["leaves it as it is", "fails", "takes the file away", "breaks down while it writes", "is killed as it writes"],
)
def test_an_editor_that_changes_nothing_changes_nothing(program, kept, tmp_path, script, status, says):
    before = program.records
    ended, said = told(program, "history", "edit", kept[1], "thought", EDITOR=editor(tmp_path, script))
    assert (ended, says in said) == (status, True), said
    assert program.records == before
    assert no_trace_of_an_editor(program)


def test_where_a_window_saved_nothing_the_session_stays_and_the_file_is_named(program, kept, tmp_path):
    window = tmp_path / "gedit"
    window.write_text("#!/bin/sh\n")
    window.chmod(0o700)
    child = program.on_a_terminal("history", "edit", kept[1], "thought", EDITOR=str(window))
    for asked in ("Save there, then press Enter here.", "Nothing was saved there yet."):
        child.expect(r"\s+".join(asked.split()))
        child.sendline()
    child.expect(pexpect.EOF)
    child.close()
    (file,) = program.home.rglob("words.txt")
    assert (child.exitstatus, "".join(str(file).split()) in "".join(child.before.split())) == (1, True)
    assert file.read_text() == "never enough\n"
    assert "never enough" in program.call("history", "show", kept[1]).out
    assert str(file) in program.call("doctor", "--json").out


@pytest.mark.parametrize("command", ["no-such-editor", "'half a quote", ""], ids=["unknown", "half a quote", "unset"])
def test_without_an_editor_that_can_be_used_it_says_so(program, kept, tmp_path, command):
    ended, said = told(program, "history", "edit", kept[1], "thought", EDITOR=command, PATH=str(tmp_path))
    assert ended == 1, said
    assert "editor" in said.lower()
    assert no_trace_of_an_editor(program)


def test_which_answer_is_meant_is_asked_for_with_the_names(program, kept):
    ran = program.call("history", "edit", kept[1])
    assert ran.status == 2
    assert "thought" in ran.err
    assert "evidence" in ran.err
    assert "`thought`" in program.call("history", "edit", kept[1], "thougt").err
    assert program.call("history", "edit", kept[2]).status == 3  # nothing was written there
    assert program.call("history", "edit", "991231-zzz").status == 3


def test_a_round_is_named_by_its_number(program, tmp_path):
    (session,) = keep(program, a_record(0, an_entry("turn", "one", round=[1]), an_entry("turn", "two", round=[2])))
    assert "turn#1, turn#2" in program.call("history", "edit", session).err
    change = editor(tmp_path, 'echo three > "$1"')
    assert told(program, "history", "edit", session, "turn#2", EDITOR=change)[0] == 0
    assert [entry["value"] for entry in program.records[0]["answers"]] == ["one", "three"]


def test_a_promise_is_two_lines_in_the_editor(program, tmp_path):
    promise = an_entry("plan", {"cue": "after tea", "action": "one slow breath"}, kind="promise")
    (session,) = keep(program, a_record(0, promise))
    change = editor(tmp_path, 'grep -qx "after tea" "$1" && printf "after lunch\\nthree slow\\nbreaths\\n" > "$1"')
    assert told(program, "history", "edit", session, EDITOR=change)[0] == 0
    assert program.records[0]["answers"][0]["value"] == {"cue": "after lunch", "action": "three slow breaths"}


def test_a_promise_that_was_left_open_can_be_made_in_the_editor(program, tmp_path):
    (session,) = keep(program, a_record(0, an_entry("plan", None, kind="promise")))
    for change in ('touch "$1"', ': > "$1"'):
        ended, said = told(program, "history", "edit", session, EDITOR=editor(tmp_path, change))
        assert (ended, said) == (
            0,
            "Your editor opens now: an editor. Save there and close it to come back. Nothing was changed.",
        )
    change = editor(tmp_path, 'printf "after tea\none slow breath\n" > "$1"')
    assert told(program, "history", "edit", session, EDITOR=change)[0] == 0
    assert program.records[0]["answers"][0]["value"] == {"cue": "after tea", "action": "one slow breath"}


def test_without_a_terminal_no_editor_is_opened(program, kept, tmp_path):
    ran = program.call("history", "edit", kept[1], "thought")
    assert ran.status == 2
    assert "no terminal" in ran.err


@pytest.mark.parametrize("named", [(), ("letter",)], ids=["unnamed", "named"])
def test_words_that_are_sealed_today_are_not_opened_in_an_editor_by_surprise(program, kept, tmp_path, named):
    spoiled = tmp_path / "opened"
    change = editor(tmp_path, f'cp "$1" {spoiled}')
    status, said = told(program, "history", "edit", kept[0], *named, EDITOR=change)
    assert status == 2
    assert "sealed until" in said
    assert f"{kept[0][2:8]}-{kept[0][17:]} letter --sealed" in said
    assert "secret" not in said
    assert not spoiled.exists()


def test_sealed_words_are_changed_where_that_is_said_and_stay_sealed(program, kept, tmp_path):
    change = editor(tmp_path, 'sed s/secret/you/ "$1" > "$1.new" && mv "$1.new" "$1"')
    assert told(program, "history", "edit", kept[0], "letter", "--sealed", EDITOR=change)[0] == 0
    assert "Dear" not in program.call("history", "show", kept[0]).out
    assert "Dear you" in program.call("history", "show", kept[0], "--sealed").out


def test_a_letter_until_a_hard_moment_is_not_opened_in_an_editor(program, tmp_path):
    (session,) = keep(program, a_record(0, an_entry("letter", "Dear secret", seal_until="low", shelf="letters")))
    status, said = told(program, "history", "edit", session, EDITOR=editor(tmp_path, "true"))
    assert (status, "sealed until a hard moment" in said) == (2, True)


def test_the_editors_file_is_for_the_owner_alone(program, kept, tmp_path):
    seen = tmp_path / "seen"
    look = editor(
        tmp_path, f'ls -ld "$1" "$(dirname "$1")" "$(dirname "$(dirname "$1")")" | cut -c1-10 > \'{seen}\'; touch "$1"'
    )
    old = os.umask(0)
    try:
        told(program, "history", "edit", kept[1], "thought", EDITOR=look)
    finally:
        os.umask(old)
    assert sorted(seen.read_text().split()) == ["-rw-------", "drwx------", "drwx------"]


def test_what_was_changed_meanwhile_is_not_written_over_and_what_was_typed_is_not_lost(program, kept, tmp_path):
    """Two windows with the same answer: the second to close finds its words in a file."""
    go = tmp_path / "go"
    slow = editor(tmp_path, f'echo mine > "$1"; while [ ! -e {go} ]; do sleep 0.02; done')
    child = program.on_a_terminal("history", "edit", kept[1], "thought", EDITOR=slow)
    (file,) = until(lambda: [path for path in program.has("mine") if path.name == "words.txt"])
    (tmp_path / "other").mkdir()
    quick = editor(tmp_path / "other", 'echo theirs > "$1"')
    assert told(program, "history", "edit", kept[1], "thought", EDITOR=quick)[0] == 0
    go.touch()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert "changed elsewhere" in " ".join(child.before.split())
    assert "theirs" in program.call("history", "show", kept[1]).out
    assert file.read_text() == "mine\n"
    found = program.call("doctor").out
    assert "words.txt" in found.replace("\n", "")
    program.call("doctor", "--repair")
    assert file.read_text() == "mine\n"


@pytest.mark.parametrize(
    ("write", "stays"), [("true", False), ('echo changed > "$1"', True)], ids=["unchanged", "changed"]
)
@pytest.mark.parametrize("signum", [signal.SIGHUP, signal.SIGTERM])
def test_a_window_that_closes_ends_the_editor_and_leaves_only_what_was_changed(
    program, kept, tmp_path, write, stays, signum
):
    ready, before = tmp_path / "ready", program.records
    slow = editor(tmp_path, f"trap 'exit 1' HUP TERM; {write}; touch '{ready}'; sleep 30 & wait")
    child = program.on_a_terminal("history", "edit", kept[1], "thought", EDITOR=slow)
    until(ready.exists)
    child.kill(signum)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 128 + signum
    assert program.records == before
    assert (not no_trace_of_an_editor(program)) == stays
    assert bool([path for path in program.has("changed\n") if path.name == "words.txt"]) == stays


# --- a machine that is no more


def test_a_machine_is_retired_after_a_yes_and_its_sessions_stay(program, kept):
    (theirs,) = keep(program, a_record(180, an_entry("thought", "from the old one")), device="bbbbbbbb")
    status, said = told(program, "history", "retire", "bbbbbbbb", answers=["n\r"])
    assert (status, "Nothing was changed." in said) == (0, True)
    assert program.call("history", "retire", "bbbbbbbb").status == 2
    assert told(program, "history", "retire", "bbbbbbbb", answers=[CTRL_C])[0] == 130
    assert (program.places.history / "bbbbbbbb").is_dir()
    status, said = told(program, "history", "retire", "bbbbbbbb", answers=["y\r"])
    assert (status, "Sessions taken over: 1." in said) == (0, True)
    assert not (program.places.history / "bbbbbbbb").exists()
    assert theirs in listed(program)


def test_the_machine_one_is_at_cannot_be_retired_and_nothing_is_asked(program, kept):
    (own,) = [row["machine"] for row in program.call("history", "retire", "--json").json if row["this"]]
    for yes in ((), ("--yes",)):
        ran = program.call("history", "retire", own, *yes)
        assert (ran.status, ran.out) == (2, "")
        assert "the machine you are at" in ran.err
    assert listed(program) == kept


@pytest.mark.parametrize("name", ["nobody", "..", "", "../state"])
def test_what_is_no_machine_cannot_be_retired(program, kept, name):
    assert program.call("history", "retire", name, "--yes").status == 3
    assert listed(program) == kept


def test_json_of_retiring_is_one_object_and_nothing_else_is_on_stdout(program, kept):
    keep(program, a_record(180), device="bbbbbbbb")
    ran = program.call("history", "retire", "bbbbbbbb", "--yes", "--json")
    assert ran.json == {"taken": 1, "left": []}


# --- the passphrase


def test_what_a_repair_put_aside_is_encrypted_and_opened_with_the_rest(program, kept):
    (shard,) = program.places.history.glob("*/*.json")
    shard.write_bytes(shard.read_bytes()[:-20])
    program.call("doctor", "--repair")
    (aside,) = (program.places.state / "damaged").iterdir()
    plain = aside.read_bytes()
    assert b"never enough" in plain
    unread = shard.with_name("2026-11.json.partial")
    unread.write_text("{}")
    make_quick(passphrase := "of what was put aside")
    made = program.call("vault", "init", "--passphrase-command", f"echo {passphrase}")
    assert made.status == 0
    assert words.VAULT_MADE not in " ".join(made.out.split())  # it would be false of that one
    assert str(unread) in "".join(made.out.split())
    assert not program.has("never enough")
    assert aside.read_bytes().startswith(b"age-encryption.org/v1")
    assert program.call("vault", "remove", "--yes").status == 0
    assert aside.read_bytes() == plain


def test_ctrl_c_at_a_passphrase_is_130_and_changes_nothing(program, kept):
    for typed in (("",), ("one\r", "")):
        child = program.on_a_terminal("vault", "init")
        child.expect_exact("A new passphrase")
        for line in typed:
            child.expect_exact(": ")
            child.send(line or CTRL_C)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 130, child.before
    assert program.call("vault", "status", "--json").json["recipient"] == ""
    assert listed(program) == kept


def test_ids_of_sessions_are_offered_at_tab_and_what_is_deleted_is_not(program, kept):
    def offered(*words):
        line = " ".join(("selfattach", *words))
        env = program.environment(_SELFATTACH_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words)))
        command = [shutil.which("selfattach", path=str(Path(sys.executable).parent))]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout.split()

    short = [f"{one[2:8]}-{one[17:20]}" for one in kept]
    for command in ("edit", "delete", "show"):
        assert offered("history", command, short[0][:4]) == short
    program.call("history", "delete", kept[0], "--yes")
    assert offered("history", "delete", short[0][:4]) == short[1:]
