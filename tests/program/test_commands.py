"""Commands, options, shapes and exit statuses, as a script or another program would meet them."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import termios
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bundled import SHELF
from sample_records import a_record, an_entry, met
from the_program import A_FEW, BUNDLED, LOOKING_BACK, OTHERS, PATIENCE, PLAIN, answers_file, settle_at_a_pipe, until
from tools import a_share_of

from selfattach import __version__
from selfattach.cli import _COMMANDS
from selfattach.history.history import History
from selfattach.script.model import MARKS
from selfattach.words import MEANT_FOR

PRIVACY = Path(__file__).parents[2] / "docs" / "why" / "privacy.md"
LISTED = {
    *("id", "title", "summary", "minutes", "intensity", "kind", "own"),
    *("components", "barriers", "strategies", "serves"),
}
HEAD = {"id", "exercise", "title", "started", "ended", "finished", "ending", "felt", "resumed", "measures"}
MAPS = SHELF.maps()
RECORD = {
    *("format", "id", "rev", "exercise", "title", "version", "script", "language", "started", "ended", "resumed"),
    *("finished", "ending", "felt", "device", "program", "changed", "answers"),
}


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_told(program, option):
    assert program.run(option) == (0, f"selfattach {__version__}\n", "")


def test_every_command_looks_back_or_is_named_among_those_that_do_not():
    assert sorted({*OTHERS, *(command[0] for command in LOOKING_BACK)}) == sorted(_COMMANDS)


@pytest.mark.parametrize("command", LOOKING_BACK, ids=" ".join)
def test_what_looks_back_stands_among_what_leaves_words_on_a_terminal(command):
    assert f"`{command[0]}" in PRIVACY.read_text(encoding="utf-8").split("**The terminal**")[1]


@pytest.mark.parametrize(
    "words",
    [
        *("-h", "practice -h", "exercises --help", "exercises show -h", "history list -h", "history show -h"),
        *("support -h", "noticed -h", "kind -h", "kind add -h"),
    ],
)
def test_every_command_tells_how_it_is_used(program, words):
    ran = program.call(*words.split(), says=None)
    assert ran.status == 0
    assert ran.out.startswith(f"Usage: {' '.join(['selfattach', *words.split()[:-1]])}")
    assert ran.err == ""
    assert not program.touched


@pytest.mark.parametrize(
    ("slip", "near"),
    [
        (("practise", "compassion-letter"), "practice"),
        (("exercise",), "exercises"),
        (("suport",), "support"),
        (("exercises", "lst"), "list"),
        (("history", "shwo"), "show"),
        (("notised",), "noticed"),
        (("kind", "addd"), "add"),
        (("noticed", "--plian"), "--plain"),
        (("practice", "compassion-letter", "--plian"), "--plain"),
        (("history", "list", "--limt", "3"), "--limit"),
        (("practice", "iner-critic", "--no-input"), "inner-critic-reframe"),
        (("practice", "leter", "--no-input"), "letter-to-this-week"),
        (("exercises", "show", "mindfullness"), "mindfulness-check-in"),
        (("exercises", "list", "--for", "self-kindnes"), "self-kindness"),
        (("exercises", "list", "--for", "closness"), "`closeness`"),
        (("exercises", "list", "--for", "bonds"), "`better-bonds`"),
        (("practice", "--for", "wellbeing", "--no-input"), "`well-being`"),
        (("practice", "--for", "worry", "--no-input"), "`less-worry`"),
        (("practice", "compassion-letter", "--pace", "norml", "--no-input"), "normal"),
        (("practice", "compassion-letter", "--set", "leter=x"), "letter"),
        (("practice", "compassion-letter", "--set", "distres.before=2"), "distress.before"),
        (("practice", "compassion-letter", "--set", "voice=freind"), "friend"),
    ],
    ids=" ".join,
)
def test_a_slip_of_the_hand_gets_the_nearest_name_and_starts_nothing(program, slip, near):
    ran = program.call(*slip)
    assert ran.status == 2
    assert near in ran.err
    assert ran.out == ""
    assert not program.touched


@pytest.mark.parametrize(
    "arguments",
    [
        ("exercises", "list", "--minutes", "two"),
        ("exercises", "list", "--minutes", "0"),
        ("exercises", "show"),
        ("history", "show"),
        ("history", "list", "--limit", "0"),
        ("practice", "compassion-letter", "extra", "--no-input"),
        ("practice", "compassion-letter", "--answers", "nowhere.yaml"),
        ("practice", "compassion-letter", "--answers", "."),
        ("practice", "compassion-letter", "--set", "letter"),
        ("practice", "--no-input"),
        ("practice", "", "--no-input"),
        ("practice", "a" * 5000, "--no-input"),
        ("practice", "e", "--no-input"),
        ("practice", "nowhere/there.yaml", "--no-input"),
        ("practice", "there.yaml", "--no-input"),
        ("practice", "ground", "--no-input"),
        ("practice", "measures", "--no-input"),
        ("practice", "../frame", "--no-input"),
        ("practice", "compassion-letter", "--for", "nobody", "--no-input"),
        ("\udcff",),
        ("practice", "\udcff", "--no-input"),
        ("practice", "\x1b]0;title\x07", "--no-input"),
        ("history", "show", ""),
        ("noticed",),
        ("noticed", "a line"),
        ("kind", "add"),
        ("kind", "add", "a line"),
        ("kind", "--one", "add"),
    ],
    ids=lambda words: (
        " ".join(words)[:60].encode("ascii", "replace").decode().replace("\x1b", "ESC").replace("\x07", "")
    ),
)
def test_wrong_or_missing_input_is_exit_2_and_starts_nothing(program, arguments):
    ran = program.call(*arguments)
    assert ran.status == (3 if arguments[:2] == ("history", "show") and len(arguments) == 3 else 2)
    assert ran.err.strip()
    assert ran.out == ""
    assert not program.touched


def test_a_name_that_fits_several_gets_the_candidates(program):
    ran = program.call("practice", "in", "--no-input")
    assert ran.status == 2
    assert "inner-critic-reframe" in ran.err
    assert "mindfulness-check-in" in ran.err


def test_without_a_terminal_without_answers_and_without_plain_it_says_how_to_do_it(program):
    ran = program.call("practice", "compassion-letter", says=None)
    assert ran.status == 2
    assert ran.out == ""
    assert all(option in ran.err for option in ("--answers", "--plain", "--no-input"))
    assert not program.touched


def test_words_that_come_through_a_pipe_are_not_taken_for_answers_without_plain(program):
    assert program.call("practice", "compassion-letter", says="2\n\n").status == 2
    assert not program.touched


def in_a_shell(program, line):
    """Run `selfattach` with these arguments and redirections."""
    command = ["sh", "-c", f'"$0" -m selfattach {line}', sys.executable]
    ran = subprocess.run(command, env=program.environment(), capture_output=True, text=True, check=False)
    assert "Traceback" not in ran.stderr
    return ran.returncode, ran.stderr


@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-"])
def test_a_closed_stream_is_no_fault(program, closed):
    for arguments in ("exercises list", "history list", "practice mindfulness --no-input --set anchor=touch"):
        assert in_a_shell(program, f"{arguments} {closed}") == (0, "")
    assert len(program.records) == 1


NO_OUTPUT = (">&-", "<&- >&- 2>&-", "1</dev/null")


@pytest.mark.parametrize("closed", NO_OUTPUT)
def test_where_there_is_no_standard_output_whatever_is_printed_there_is_lost_and_that_is_exit_1(program, closed):
    assert in_a_shell(
        program, f"practice mindfulness --no-input --set anchor=touch {'' if '1<' in closed else closed}"
    ) == (0, "")
    printing = (
        *(*map(" ".join, LOOKING_BACK), "history list --json", "history export", "promises --json"),
        *("history export --sealed --format csv", "exercises list", "config list", "doctor"),
        *("practice mindfulness --no-input --set anchor=touch --json", "--version", "support", "--json", ""),
    )
    some = a_share_of(printing, one_in=3, beginning=NO_OUTPUT.index(closed))  # all of them, taken together
    for arguments in some:
        status, told = in_a_shell(program, f"{arguments} {closed}")
        assert status == 1, arguments
        assert ("could not be written" in told) == ("2>" not in closed), arguments
    practised = [arguments for arguments in some if arguments.startswith("practice")]
    assert len(program.records) == 1 + len(practised)  # what was practised is kept


def test_a_command_that_has_nothing_to_print_needs_no_standard_output(program):
    assert in_a_shell(program, "kind --one >&-") == (0, "")


def test_the_exercises_are_listed_one_after_the_other(program):
    ran = program.call("exercises", "list")
    assert ran.status == 0
    assert ran.err == ""
    assert [line for line in ran.out.splitlines() if not line.startswith(" ")] == list(BUNDLED)
    assert all(len(line) <= 72 for line in ran.out.splitlines())


def test_the_exercises_are_one_json_array(program):
    ran = program.call("exercises", "list", "--json")
    assert ran.status == 0
    assert sorted(one["id"] for one in ran.json) == sorted(BUNDLED)
    for one in ran.json:
        assert one.keys() >= LISTED
        assert one["own"] is False
    assert ran.json == program.call("exercises", "list", "--json").json  # from the index


def test_the_exercises_are_filtered_by_time_and_by_what_they_are_for(program):
    def found(*options):
        return {one["id"] for one in program.call("exercises", "list", "--json", *options).json}

    assert found("--minutes", "1") == {"one-minute-look", "one-word-now"}
    assert "inner-critic-reframe" in found("--for", "kind-self-talk")
    assert "self-compassion-letter" not in found("--for", "kind-self-talk")
    assert found("--for", "inner-critic", "--minutes", "9") < found("--for", "inner-critic")


def test_for_closeness_is_listed_what_its_map_names_in_its_order_then_ones_own(program):
    program.own("my-evening", "selfattach: 1\nid: my-evening\ntitle: Mine\nserves: [closeness]\nsteps:\n  - say: x\n")
    listed = program.call("exercises", "list", "--for", "closeness", "--json").json
    assert [one["id"] for one in listed] == [*MAPS["closeness"], "my-evening"]
    assert all("closeness" in one["serves"] for one in listed)


def test_what_a_script_is_meant_for_is_shown_in_words(program):
    shown = " ".join(program.call("exercises", "show", "four-marks").out.split())
    assert all(MEANT_FOR[mark] in shown for mark in MARKS)
    assert "meant for" not in program.call("exercises", "show", "one-sound").out


@pytest.mark.parametrize("json", [(), ("--json",)], ids=["lines", "json"])
def test_a_filter_that_fits_no_exercise_is_exit_3(program, json):
    ran = program.call("exercises", "list", "--minutes", "1", "--for", "inner-critic", *json)
    assert ran.status == 3
    assert ran.err.strip()
    assert ran.out == ("[]\n" if json else "")


@pytest.mark.parametrize("name", A_FEW)
def test_an_exercise_is_shown_in_words_and_as_one_object(program, name):
    words = program.call("exercises", "show", name)
    assert words.status == 0
    assert f"selfattach practice {name}" in words.out
    shown = program.call("exercises", "show", name, "--json").json
    assert shown["id"] == name
    assert shown["title"] in words.out
    assert shown["steps"]
    assert len(shown["sha256"]) == 64
    assert shown.keys() >= LISTED


def test_an_empty_history_is_no_fault(program):
    assert program.call("history", "list").status == 0
    assert program.call("history", "list", "--json") == (0, "[]\n", "")
    assert not program.touched


def test_what_matches_nothing_in_the_history_is_exit_3(program):
    program.call("practice", "mindfulness", "--no-input", "--set", "anchor=touch")
    for arguments in (
        ("show", "200101-abc"),
        ("show", "20200101T000000Z-abcdef"),
        ("show", "yesterday"),
        ("show", "991399-a"),
        ("list", "--exercise", "self-compassion-letter"),
        ("list", "--exercise", "nothing-like-it", "--json"),
    ):
        ran = program.call("history", *arguments)
        assert ran.status == 3, arguments
        assert ran.err.strip()


def test_an_id_that_fits_several_gets_the_candidates(program):
    now = datetime(2026, 11, 22, 4, 9, 17, tzinfo=UTC)
    history = History(program.places, device="aaaaaaaa", machine=lambda: "here")
    for end in ("k7qm2x", "k7qn3y"):
        history.add(a_record(start=now, session=f"20261122T040917Z-{end}"))
    ran = program.call("history", "show", "261122-k7q")
    assert ran.status == 2
    assert "261122-k7qm2x" in ran.err
    assert "261122-k7qn3y" in ran.err
    assert program.call("history", "show", "261122-k7qm").status == 0
    assert program.call("history", "show", "20261122T040917Z-k7qn3y").status == 0


def test_a_list_shows_no_words_and_a_session_shows_them(program):
    program.call("practice", "inner-critic", "--set", "distress.before=2", "--set", "thought=Never good enough")
    for arguments in (("list",), ("list", "--json"), ("list", "--exercise", "inner-critic-reframe")):
        ran = program.call("history", *arguments)
        assert ran.status == 0
        assert "good enough" not in ran.out
    (head,) = program.call("history", "list", "--json").json
    assert head.keys() >= HEAD
    assert head["measures"] == {"distress.before": 2}
    shown = program.call("history", "show", head["id"])
    assert shown.status == 0
    assert "  Never good enough" in shown.out.splitlines()
    record = program.call("history", "show", head["id"], "--json").json
    assert record.keys() >= RECORD
    assert record == program.records[0]


def test_the_newest_sessions_are_listed_first_and_no_more_than_asked(program):
    history = History(program.places, device="aaaaaaaa", machine=lambda: "here")
    for minutes in (0, 60, 120):
        history.add(a_record(minutes))
    listed = program.call("history", "list", "--json", "--limit", "2").json
    assert [head["started"][11:16] for head in listed] == ["06:09", "05:09"]


def test_sealed_words_stay_closed_until_they_are_opened(program):
    history = History(program.places, device="aaaaaaaa", machine=lambda: "here")
    history.add(
        a_record(
            0,
            an_entry("letter", "Dear secret", seal_until="2099-01-01", shelf="letters"),
            an_entry("after", "fine", ask="And after ${letter}?"),
        )
    )
    (head,) = program.call("history", "list", "--json").json
    for arguments in ((), ("--json",)):
        closed = program.call("history", "show", head["id"], *arguments)
        assert closed.status == 0
        assert "secret" not in closed.out
        assert ("2099-01-01" if arguments else "sealed until 1 January 2099") in closed.out
        assert "secret" in program.call("history", "show", head["id"], "--sealed", *arguments).out


def test_a_shard_that_cannot_be_read_is_named_and_hides_no_other(program):
    program.call("practice", "mindfulness", "--no-input", "--set", "anchor=touch")
    (shard,) = program.places.history.glob("*/*.json")
    (shard.parent / "2020-01.json").write_text("{half")
    for arguments in (("list",), ("list", "--json")):
        ran = program.call("history", *arguments)
        assert ran.status == 0
        assert "2020-01.json" in ran.err
        assert "2020-01.json" not in ran.out
    assert len(ran.json) == 1
    assert program.call("support").status == 0


def test_support_always_answers(program):
    for arguments in (("support",), ("support",)):
        ran = program.call(*arguments, says=None)
        assert ran.status == 0
        assert "112" in ran.out
        assert ran.err == ""
    program.places.history.mkdir(parents=True)
    (program.places.history / "aaaaaaaa").write_text("no folder")
    assert "112" in program.call("support").out
    assert not list(program.places.state.glob("*"))  # never logged


def test_ones_own_card_comes_first_on_the_support_page(program):
    history = History(met(program.places, "aaaaaaaa"), device="aaaaaaaa", machine=lambda: "here")
    history.add(a_record(0, an_entry("who", "My sister\x1b[2J", shelf="support", section="people")))
    history.add(
        a_record(
            5, an_entry("sealed", "Not yet to be seen", shelf="support", section="people", seal_until="2099-01-01")
        )
    )
    page = program.call("support").out
    assert page.index("people:") < page.index("My sister") < page.index("112")
    assert "Not yet" not in page


def test_the_record_is_on_stdout_and_the_words_are_on_stderr(program):
    ran = program.run("practice", "mindfulness", "--no-input", "--set", "anchor=touch", "--json")
    assert ran.status == 0
    assert ran.json == program.records[0] | {"not_used": []}
    assert ran.json.keys() >= RECORD
    assert ran.json["finished"] is True
    assert ran.json["ending"] == "done"
    assert "Check in" in ran.err
    typed = program.run("practice", "mindfulness", *PLAIN, "--json", says="1\n2 5\n\nno\n1\n")
    assert typed.status == 0
    assert typed.json["answers"][0]["value"] == "sight"
    assert "What is here right now?" in typed.err


def test_an_unkept_session_is_still_told_as_json(program):
    ran = program.call("practice", "inner-critic", "--no-save", "--set", "distress.before=3", "--json")
    assert ran.status == 0
    assert ran.json["answers"][0]["value"] == 3
    assert not program.touched
    assert program.call("practice", "inner-critic", "--set", "felt=same", "--json").json["felt"] == "same"


@pytest.mark.parametrize("said", ["", "2\nhalf\n"])
def test_where_there_is_no_record_the_json_is_null(program, said):
    ran = program.run("practice", "inner-critic", *PLAIN, "--json", says=said)
    assert (ran.status, ran.out) == (0, "null\n")


@pytest.mark.parametrize("reader", ["head -1", "true", "sh -c 'exec 0<&-; sleep 0.2'"])
@pytest.mark.parametrize(
    "words",
    [
        "exercises list",
        "practice inner-critic --no-input --json",
        "yes '' | {} practice mindfulness --plain --pace off",
    ],
)
def test_a_reader_who_has_had_enough_is_left_quietly(program, words, reader):
    command = '"$0" -m selfattach'
    line = words.replace("{}", command) if "{}" in words else f"{command} {words}"
    ran = subprocess.run(
        ["bash", "-c", f"{line} | {reader}; exit ${{PIPESTATUS[-2]}}", sys.executable],
        env=program.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0
    assert "Broken" not in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "ignored" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a place that is always full is needed")
@pytest.mark.parametrize("words", ["history export", "history list --json", "practice inner-critic-reframe --json"])
def test_an_output_that_leads_to_a_full_disk_is_told_and_loses_nothing(program, words, tmp_path):
    thought = ("--answers", answers_file(tmp_path / "answers.yaml", "thought: never enough\n"))
    program.call("practice", "inner-critic-reframe", *thought)
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = program.run(*words.split(), *(thought if "practice" in words else ()), stdout=full)
    assert ran.status == 1
    assert "What came out is not whole." in ran.err
    assert len(program.records) == 1 + ("practice" in words)


def test_given_answers_are_kept_even_if_nobody_reads_the_output(program):
    line = '"$0" -m selfattach practice inner-critic --set distress.before=2 --set thought=heard | true'
    subprocess.run(["sh", "-c", line, sys.executable], env=program.environment(), check=False)
    assert [record["answers"][1]["value"] for record in until(lambda: program.records)] == ["heard"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_cannot_show_every_letter_ends_nothing(program, encoding):
    program.own("own", OWN.format(title="Über uns, 静か"))
    env = {"PYTHONIOENCODING": encoding}
    ran = program.run("practice", "own", *PLAIN, says="", env=env)
    assert ran.status == 0
    with program.start("practice", "own", *PLAIN, env=env, errors="surrogateescape") as process:
        process.communicate("caf\udce9 \udcff\n\n")
    assert process.returncode == 0
    assert program.records[0]["answers"][0]["value"].startswith("caf")
    assert program.run("exercises", "show", "own", "--json", env=env).json["title"] == "Über uns, 静か"
    assert program.run("practice", "own", "--json", "--set", "word=x", env=env).json["title"] == "Über uns, 静か"


def test_bytes_that_are_no_letters_end_nothing(program):
    with program.start("practice", "mindfulness", *PLAIN, errors="surrogateescape") as process:
        _, err = process.communicate("\udcff\udcfe\n1\n4\n\0\udc80\n\n\n\n")
    assert process.returncode == 0
    assert "Traceback" not in err


def test_ctrl_c_outside_a_practice_is_130(program):
    fifo = program.home / "answers"
    os.mkfifo(fifo)
    quiet = {"PYTHONWARNINGS": "ignore"}  # the file is cut short while it is being opened
    with program.start("practice", "inner-critic", "--answers", str(fifo), env=quiet) as process, fifo.open("w"):
        settle_at_a_pipe(process)  # it waits for the answers now
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert not program.touched


def test_ctrl_c_while_the_program_loads_says_nothing(program, tmp_path):
    (tmp_path / "typer.py").write_text("import time\nprint('loading', flush=True)\ntime.sleep(60)\n")
    with program.start("--version", env={"PYTHONPATH": str(tmp_path)}) as process:
        assert process.stdout.readline() == "loading\n"
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=PATIENCE) == ("", "")
    assert process.returncode == -signal.SIGINT


def test_answers_are_read_from_a_file_and_the_exercise_by_part_of_its_name(program, tmp_path):
    file = answers_file(tmp_path / "answers.yaml", "anchor: breath\n")
    assert program.call("practice", "mind", "--answers", file).status == 0
    assert program.records[0]["exercise"] == "mindfulness-check-in"


OWN = """\
selfattach: 1
id: own
title: {title}
summary: s
intensity: gentle
steps:
  - write: word
    ask: A word?
"""


def test_more_days_than_a_number_holds_are_refused_in_words(program):
    ran = program.call("practice", "compassion-letter", "--set", f"letter.shelf={'9' * 5000}")
    assert ran.status == 2
    assert "please give a number of days" in " ".join(ran.err.split())


def test_what_went_wrong_is_told_in_whole_words_on_a_narrow_terminal(program):
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (15, 40))
    path = f"/{'a-long-name/' * 4}mine.yaml"
    for arguments in (("exercises", "show", "nonsensical"), ("practice", path, "--no-input")):
        with program.start(*arguments, stderr=theirs) as process:
            assert process.wait(30) == 2
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):  # its end
        while read := os.read(ours, 4096):  # in as many pieces as it came
            said += read
    os.close(ours)
    rows = said.decode().split("\r\n")
    assert rows[:2] == ["there is no exercise `nonsensical`.", "`selfattach exercises list` shows them"]
    assert path in rows  # whole, so that it can be copied
    assert all(len(row) <= 40 for row in rows if row != path)


def test_support_shows_the_numbers_of_the_country_that_is_named_or_set(program):
    assert "90101" in program.call("support", "Sverige").out
    ran = program.call("support", "Swedn")
    assert ran.status == 3
    assert "Did you mean `Sweden`" in ran.err
    assert "findahelpline.com" in ran.out
    config = program.places.config / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[support]\ncountry = "se"\n')
    assert "90101" in program.call("support").out
    config.write_text("[support\n")
    ran = program.call("support")
    assert (ran.status, "findahelpline.com" in ran.out) == (0, True)


def test_for_a_backlog_grounding_is_listed_first_and_nothing_deep(program):
    listed = json.loads(program.call("exercises", "list", "--for", "emotional-backlog", "--json").out)
    assert listed[0]["id"] == "three-of-each"
    assert "deep" not in {one["intensity"] for one in listed}


@pytest.mark.parametrize("command", ["", "practice", "history list", "history export", "support"])
def test_on_forty_columns_no_word_of_the_help_is_cut_apart(program, command):
    ran, wide = (program.run(*command.split(), "--help", env={"COLUMNS": n}) for n in ("40", "80"))
    assert ran.status == 0
    assert max(map(len, ran.out.splitlines())) <= len("forty columns, as a phone or a pane has.")
    assert ran.out.split() == wide.out.split()


def test_a_list_that_is_longer_than_the_terminal_tells_how_many_are_older(program):
    history = History(program.places)
    for day in range(1, 31):
        start = datetime(2026, 3, day, 12, tzinfo=UTC)
        line = an_entry("line", f"kind words of day {day}", shelf="kind-words", asked=True)
        history.add(a_record(0, line, start=start, title="Kind words"))
    for command, older in (("kind", 12), ("history list", 10)):
        screen = program.on_a_terminal(*command.split())
        screen.expect(r"(\d+) more are older: `selfattach [^`]+ \| less`")
        assert int(screen.match[1]) >= older
        assert screen.before.count("\n") < 40  # rows; nothing ran off the top
        screen.close(force=True)
    assert program.run("kind").out.count("kind words of day") == 30  # a pipe has room


@pytest.mark.parametrize("name", ["broken", "home/broken.yaml"])
def test_where_nobody_can_be_asked_a_fault_of_the_script_is_told_first(program, tmp_path, name):
    program.own("broken", "selfattach: 1\nid: broken\ntitle: Broken\nsteps:\n  - wirte: line\n")
    (tmp_path / "home" / "broken.yaml").write_text("selfattach: 1\nid: broken\nsteps: 3\n", encoding="utf-8")
    ran = program.call("practice", str(tmp_path / name) if "/" in name else name)
    assert ran.status == 2
    assert "broken.yaml:" in ran.err
    assert "there is no terminal here" not in ran.err


def test_where_nobody_can_be_asked_and_nothing_is_wrong_it_is_told_what_can_be_done(program):
    ran = program.call("practice", "one-sound")
    assert ran.status == 2
    assert "This needs answers, and there is no terminal here" in ran.err
