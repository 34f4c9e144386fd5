"""`selfattach support`: the page that has to stand when nothing else does, and the card on it."""

import errno
import itertools
import json
import os
import shlex
import shutil
import signal
import subprocess
from datetime import datetime, timedelta

import pytest
from at_a_terminal import CTRL_C, ENTER, ESC, MENU, Terminal, live
from forked import Child, RefuseFrom
from sample_records import a_record, an_entry, met
from the_program import COMMAND, PATIENCE
from tools import modes_hold, obey_modes

from selfattach import words
from selfattach.help.facts import SECTIONS
from selfattach.history.history import History
from selfattach.history.ids import practice_day
from selfattach.history.record import to_plain
from selfattach.script import model
from selfattach.ui.look import SIGNS

NOW = datetime.now().astimezone()
SHARD = "2026-11.json"
NUMBERS = itertools.count()  # within a session every name is there once
CHANGES = ("open", "write", "mkdir", "replace", "unlink", "ftruncate")


@pytest.fixture
def keep(program):
    """Return a way to keep a session that many days ago."""
    history = History(met(program.places, "aaaaaaaa", "bbbbbbbb"), device="aaaaaaaa", machine=lambda: "here")

    def keep(days, *answers, **fields):
        return history.add(a_record(days, *answers, start=NOW - timedelta(days=days), **fields))

    return keep


def line(value="My sister", section="people", **fields):
    return an_entry(fields.pop("name", f"line_{next(NUMBERS)}"), value, shelf="support", section=section, **fields)


def everything_in(folder):
    """What lies under a folder, to the last byte and second."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if path.is_file() and os.access(path, os.R_OK) else None
        found[path] = (status.st_mode, status.st_mtime_ns, content)
    return found


def stands(ran):
    """Whether the part of the page is whole that needs nothing of the person's."""
    page = " ".join(ran.out.split())
    return ran.status == 0 and all(
        part in page for part in (words.HELP_YOUR_EMERGENCY, "112 Europe", words.HELP_DIRECTORIES, "Sweden: 112; 90101")
    )


def card_of(program):
    """The lines of the card as the page shows them."""
    page = program.call("support").out
    if not page.startswith(words.SUPPORT_CARD):
        return []
    return page.partition("\n\n")[0].splitlines()[1:]


# --- whatever is broken, the page stands


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def shard(content):
    return lambda program: put(program.places.history / "aaaaaaaa" / SHARD, content)


def settings(content):
    return lambda program: put(program.places.config / "config.toml", content)


def folder(path):
    return lambda program: path(program).mkdir(parents=True)


TORN = b'{"sessions": {"1": {"format": 1, "answers": [{"shelf": "support", "section": "peo'
BROKEN = {
    "nothing is there yet": lambda _: None,
    "the history folder is a file": lambda program: put(program.places.history, b"no folder"),
    "the data folder is a file": lambda program: put(program.places.data, b""),
    "a device folder is a file": lambda program: put(program.places.history / "aaaaaaaa", b""),
    "a shard is garbage": shard(b"\x00\xff\xfe garbage \x1b[2J"),
    "a shard is empty": shard(b""),
    "a shard is cut short": shard(TORN),
    "a shard is another kind of JSON": shard(b'["support"]'),
    "a shard holds something else": shard(
        b'{"sessions": {"1": {"answers": ["support", 3]}, "2": {"shelf": "support"}}}'
    ),
    "a shard is nested without an end": shard(b'{"support": ' + b"[" * 100_000),
    "a shard holds figures beyond all bounds": shard(
        b'{"sessions": {"1": {"id": "x", "rev": 1e999, "changed": "", "device": "", "answers": []}, "2": "support"}}'
    ),
    "a shard is a folder": folder(lambda program: program.places.history / "aaaaaaaa" / SHARD),
    "a shard is a link to nowhere": lambda program: (
        (program.places.history / "aaaaaaaa").mkdir(parents=True),
        (program.places.history / "aaaaaaaa" / SHARD).symlink_to("nowhere"),
    ),
    "the settings are no TOML": settings(b"[support\ncountry = "),
    "the settings are of the wrong kind": settings(b'support = 3\npractice = [1]\n[routine]\nx = "y"\n'),
    "the country is no text": settings(b"[support]\ncountry = { name = 3 }\n"),
    "the country is unknown": settings(b'[support]\ncountry = "Atlantis"\n'),
    "the settings are not UTF-8": settings(b'[support]\ncountry = "\xff\xfe"\n'),
    "the settings are nested without an end": settings(b"a = " + b"[" * 100_000),
    "the settings are a folder": folder(lambda program: program.places.config / "config.toml"),
    "the config folder is a file": lambda program: put(program.places.config, b""),
    "the state folder is a file": lambda program: put(program.places.state, b""),
    "the cache folder is a file": lambda program: put(program.places.cache, b""),
    "the index of heads is garbage": lambda program: put(History(program.places).index.folder / "months", b"\xff\x00"),
    "a draft is garbage": lambda program: put(program.places.state / "drafts" / "x.jsonl", b"\xff\x00"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_the_page_stands_whatever_is_broken_and_leaves_no_trace(program, broken):
    BROKEN[broken](program)
    before = everything_in(program.home)
    assert stands(program.run("support", says=None))
    assert everything_in(program.home) == before


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        ("data/history", 0o000),
        ("data/history/aaaaaaaa", 0o000),
        (f"data/history/aaaaaaaa/{SHARD}", 0o000),
        ("config", 0o000),
        ("config/config.toml", 0o000),
        ("state", 0o500),
        ("cache", 0o500),
        (".", 0o500),
        (".", 0o000),
    ],
)
@modes_hold
def test_the_page_stands_where_nothing_may_be_read_or_written(program, path, mode):
    for name in ("data/history/aaaaaaaa", "config", "state", "cache"):
        (program.home / name).mkdir(parents=True)
    put(program.home / "data" / "history" / "aaaaaaaa" / SHARD, b'{"sessions": {}}')
    put(program.home / "config" / "config.toml", b'[support]\ncountry = ""\n')
    closed = program.home / path
    before = closed.stat().st_mode
    closed.chmod(mode)
    try:
        assert stands(program.run("support", says=None, preexec_fn=obey_modes))
    finally:
        closed.chmod(before)


def test_the_page_stands_where_the_disk_refuses_every_change(program, keep):
    keep(1, line())
    child = Child(program, ["support"], "", RefuseFrom(1, errno.EROFS, CHANGES))
    assert (child.status, child.err) == (0, "")
    assert "My sister" in child.out


def test_the_page_stands_without_a_home(program, tmp_path):
    nowhere = tmp_path / "none"
    assert stands(program.run("support", env={"SELFATTACH_HOME": str(nowhere)}))
    for where in ({"HOME": str(nowhere)}, {f"XDG_{kind}_HOME": str(nowhere) for kind in ("CONFIG", "DATA", "STATE")}):
        ran = program.run("support", env={"SELFATTACH_HOME": "", **where})
        assert (ran.status, words.HELP_DIRECTORIES in ran.out) == (0, True)
    assert not nowhere.exists()


@pytest.mark.parametrize("term", ["dumb", "", "no-such-terminal"])
def test_the_page_stands_on_any_terminal(program, keep, term):
    keep(1, line())
    page = program.on_a_terminal("support", "Sweden", TERM=term)
    page.expect("My sister")
    page.expect("90101")
    page.expect("Close")
    page.delaybeforesend = 0.4  # seconds; a screen of help takes Enter once it has stood for a moment
    for _ in range(3):
        page.send("\r")  # and stays
    page.send("4\r")
    page.read()
    page.close()
    assert (page.exitstatus, page.signalstatus) == (0, None)


def test_an_output_that_nobody_reads_is_no_fault(program):
    for closed in ("stdout", "stderr"):
        ours, theirs = os.pipe()
        os.close(ours)
        with program.start("support", **{closed: theirs}) as process:
            os.close(theirs)
            out, err = process.communicate()
        assert process.returncode == 0
        assert "Traceback" not in f"{out}{err}"
    shell = f"{shlex.join(COMMAND)} support 2>&- <&-"
    ran = subprocess.run(["/bin/sh", "-c", shell], env=program.environment(), capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_the_page_stands_in_a_folder_that_is_gone(program, tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    shell = f"cd '{gone}' && rmdir '{gone}' && exec {shlex.join([COMMAND[0], '-P', *COMMAND[1:]])} support"
    here = program.environment()
    ran = subprocess.run(["/bin/sh", "-c", shell], env=here, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert words.HELP_DIRECTORIES in ran.stdout


def test_where_lines_may_be_missing_the_page_says_so_last_and_shows_the_others(program, keep):
    keep(1, line("My sister"))
    assert words.SUPPORT_CARD_TORN not in " ".join(program.call("support").out.split())
    put(program.places.history / "bbbbbbbb" / "2020-01.json", TORN)
    page = " ".join(program.call("support").out.split())
    assert "My sister" in page
    assert page.endswith(words.SUPPORT_CARD_TORN)


def test_a_card_that_a_newer_program_wrote_is_shown_as_far_as_it_is_known(program, keep):
    kept = keep(1)
    newer = {**json.loads(json.dumps(to_plain(kept))), "format": 9, "weather": ["mild"], "changed": "9999"}
    newer["answers"] = [
        to_plain(keep(2, line("My sister")))["answers"][0] | {"colour": "blue"},
        to_plain(keep(3, line("The sea", section="weather")))["answers"][0],
    ]
    put(
        program.places.history / "newer" / f"{kept.id[:4]}-{kept.id[4:6]}.json",
        json.dumps({"sessions": {"1": newer}, "later": {}}).encode(),
    )
    own = card_of(program)
    assert own[0] == "people:"
    assert own.count("  My sister") == 1
    assert own[-2:] == ["weather:", "  The sea"]


def test_reading_the_page_with_a_card_leaves_no_trace_and_makes_no_folder(program, keep):
    keep(1, line())
    shutil.rmtree(program.places.cache)
    before = everything_in(program.home)
    for arguments in (("support",), ("support", "Sweden"), ("support", "Atlantis"), ("support", "--help")):
        assert program.call(*arguments, says=None).out
        assert everything_in(program.home) == before


# --- the country: said or guessed, and never in the way


def test_a_country_may_have_several_words(program):
    assert program.call("support", "New", "Zealand").out == program.call("support", "New Zealand").out
    assert "1737" in program.call("support", "new", "zealand").out


def test_a_guess_is_called_one_with_what_it_is_from_and_how_another_is_said(program):
    for environment, guess in (
        ({"TZ": "Europe/Stockholm"}, "Sweden is a guess from this machine's clock."),
        ({"TZ": "UTC", "LC_ALL": "sv_SE.UTF-8"}, "Sweden is a guess from this machine's language."),
    ):
        told = " ".join(program.call("support", env=environment).out.split())
        assert guess in told
        assert "`selfattach support COUNTRY` shows another one." in told
        assert "90101" in told
    assert "is a guess" not in program.call("support", "Norway", env={"TZ": "Europe/Stockholm"}).out


def test_of_two_guesses_both_emergency_numbers_stand_with_their_countries(program):
    told = program.call("support", env={"TZ": "Europe/Stockholm", "LC_ALL": "en_GB.UTF-8"}).out
    assert "112 (Sweden), 999 (United Kingdom)" in told


def test_what_is_no_country_is_said_after_the_page(program):
    ran = program.call("support", "Atlantis")
    assert ran.status != 0
    assert "Atlantis" in ran.err
    assert words.HELP_DIRECTORIES in ran.out


def test_how_to_have_a_country_each_time_is_told_in_the_last_line_until_it_is_so(program):
    command = "selfattach config set support.country SE"
    assert "config set" not in program.call("support").out  # it would push numbers off a small screen
    assert command in " ".join(program.call("support", "Sweden").out.splitlines()[-2:])
    assert program.call(*command.split()[1:]).status == 0
    told = program.call("support").out
    assert "90101" in told
    assert "config set" not in told
    assert "is a guess" not in told
    assert "config set support.country DE" in program.call("support", "Germany").out


def test_the_country_of_the_settings_needs_not_be_told_how_to_be_set(program):
    assert program.call("config", "set", "support.country", "SE").status == 0
    for said in ("Sweden", "sverige"):
        assert "config set" not in program.call("support", said).out


def test_for_paper_it_is_the_same_in_lines_on_a_terminal_too(program, keep):
    keep(1, line())
    page = program.on_a_terminal("support", "--print", "Sweden")
    told = page.read()  # to its end: it waits for nothing
    page.close()
    assert page.exitstatus == 0
    assert "My sister" in told
    assert "90101" in told
    assert "\x1b" not in told


@pytest.mark.parametrize("size", [(15, 40), (24, 80)])
def test_on_a_terminal_it_stays_until_it_is_closed_and_nothing_is_said_after_it(program, keep, size):
    keep(1, line())
    at = Terminal(program, "support", "Sweden", size=size)
    at.sees("My sister", "112", "90101", "Country: Sweden", "Close")
    for part in ("My sister", "90101", "112", "A minute to steady", "Close"):
        assert part in at.display, part
    at.takes(ENTER)
    at.sees("Close")
    at.takes("4" + ENTER)
    assert at.ends() == 0
    assert at.is_tidy()
    assert "90101" in at.display
    assert not program.waiting


def test_another_country_is_typed_on_the_page(program):
    at = Terminal(program, "support", "Sweden", size=(15, 40))
    at.sees("Close")
    at.types("c")
    at.sees("Which country", SIGNS.bar)
    at.types("jap" + ENTER)
    at.sees("0120-279-338", "Country: Japan", "Close")
    at.types(ESC)
    at.sees("Show the numbers of Japan from now on?", MENU)
    at.types(ENTER)
    assert at.ends() == 0
    assert not program.has("Japan")


def test_a_country_that_is_said_on_the_page_is_kept_if_that_is_wanted(program):
    at = Terminal(program, "support", "Sweden")
    at.sees("Close")
    at.types("c")
    at.sees("Which country", SIGNS.bar)
    at.types("jap" + ENTER)
    at.sees("Country: Japan", "Close")
    at.takes("4" + ENTER)
    at.sees("from now on?", MENU)
    at.types("1" + ENTER)
    assert at.ends() == 0
    assert "0120-279-338" in program.call("support", "--print").out


def test_from_the_pause_on_a_small_screen_it_comes_at_once_and_leads_back(program):
    at = Terminal(program, "practice", "one-sound", "--no-plain", size=(15, 40))
    at.sees(live(words.TERMINAL_ON))
    at.types(ENTER)
    at.sees(live(words.TERMINAL_MORE))
    at.types(ENTER)
    at.sees(live(words.TERMINAL_ON))
    at.types(CTRL_C)
    at.sees(MENU)
    at.types("3" + ENTER)  # reach someone
    at.sees("In danger now", "Close")
    assert "In danger now" in at.display
    at.takes("4" + ENTER)
    at.sees(MENU)
    at.is_gone()


# --- the card


def test_the_page_knows_the_sections_that_scripts_can_name():
    assert SECTIONS == model.SECTIONS


def test_the_card_stands_by_section_newest_first_each_line_once(program, keep):
    keep(3, line("Cold water", section="what helps"), line("Kim"))
    keep(1, line("Kim"), line("Sam\nfrom football"), line("I stop washing up", section="signs"))
    assert card_of(program) == [
        *("signs:", "  I stop washing up"),
        *("what helps:", "  Cold water"),
        *("people:", "  Kim", "  Sam", "  from football"),
    ]


def test_a_deleted_session_takes_its_lines_along(program, keep):
    kept = keep(3, line("Kim"))
    keep(1, line("Sam"))
    gone = {"format": 1, "id": kept.id, "rev": 9, "device": "bbbbbbbb", "changed": "9999", "deleted": True}
    put(
        program.places.history / "bbbbbbbb" / f"{kept.id[:4]}-{kept.id[4:6]}.json",
        json.dumps({"sessions": {"1": gone}}).encode(),
    )
    assert card_of(program) == ["people:", "  Sam"]


def test_sealed_lines_are_not_shown_until_their_day(program, keep):
    keep(3, line("Kim", seal_until=practice_day(NOW).isoformat()), line("Sam", seal_until="2099-01-01"))
    assert card_of(program) == ["people:", "  Kim"]
    assert "Sam" not in go_through(program).out


def go_through(program, *lines):
    return program.call("support", "--card", "--plain", says="".join(f"{one}\n" for one in lines))


def test_lines_that_are_said_to_come_off_are_off_the_card_and_in_their_sessions(program, keep):
    first = keep(40, line("Kim"), line("Cold water", section="what helps"))
    keep(1, line("Sam"), line("Alex"))
    ran = go_through(program, "", "1 3")
    assert ran.status == 0
    assert ran.out.index("Sam (yesterday)") < ran.out.index("Alex (yesterday)") < ran.out.index("Kim (a month ago)")
    assert card_of(program) == ["what helps:", "  Cold water", "people:", "  Alex"]
    assert program.call("history", "show", first.id).out.count("Kim") == 1


def test_what_is_kept_of_it_is_a_session_that_names_the_lines_without_their_words(program, keep):
    kept = keep(3, line("Kim", name="who", round=(2,)), line("Sam"))
    assert go_through(program, "1").status == 0
    (record, _) = program.records
    (entry,) = record["answers"]
    assert entry["of"] == f"{kept.id}/who#2"
    assert (entry["kind"], entry["outcome"], entry["section"]) == ("support", "comes_off", "people")
    assert "Kim" not in json.dumps(record)
    assert record["exercise"] == "support-card"
    shown = program.call("history", "show", record["id"])
    assert words.CARD_CAME_OFF in " ".join(shown.out.split())
    assert card_of(program) == ["people:", "  Sam"]


@pytest.mark.parametrize("said", [(), ("", ""), (":stop", "4"), ("1", ":stop", "4"), (":back", "4"), ("2 9", "")])
def test_left_open_left_or_slipped_all_of_them_stay(program, keep, said):
    keep(3, line("Kim"), line("Cold water", section="what helps"))
    before = card_of(program)
    ran = go_through(program, *said)
    assert ran.status == 0
    assert words.CARD_AS_IT_WAS in ran.out
    assert card_of(program) == before
    assert len(program.records) == 1


def test_a_door_in_the_middle_of_the_card_opens_the_page_and_nothing_is_said_after_it(program, keep):
    keep(3, line("Kim"), line("Cold water", section="what helps"))
    before = card_of(program)
    ran = go_through(program, ":ground", "5", "", ":stop", "2")
    assert ran.status == 0
    after = ran.out.partition("It is too much right now")[2]
    assert "That is too hard to be alone with." in after
    assert words.CARD_AS_IT_WAS not in after
    assert card_of(program) == before


def test_a_line_that_stood_in_two_sessions_is_off_in_both_and_back_when_it_is_written_again(program, keep):
    keep(9, line("Kim"))
    keep(5, line("Kim"), line("Sam"))
    assert go_through(program, "1").status == 0
    assert card_of(program) == ["people:", "  Sam"]
    keep(-1, line("Kim"))
    assert card_of(program) == ["people:", "  Kim", "  Sam"]


def test_a_promise_on_the_card_stays_open_when_its_line_comes_off(program, keep):
    keep(3, line({"cue": "tea", "action": "ring Kim"}, name="plan", kind="promise"), exercise="small-promise")
    assert go_through(program, "1").status == 0
    assert card_of(program) == []
    assert "ring Kim" in program.call("promises").out
    assert program.history.open_promise("small-promise", "plan") is not None


def test_words_of_a_line_are_only_words(program, keep):
    keep(3, line("[sad] **x** ${who} \x1b[2J\u202e"))
    assert "[sad] **x** ${who}" in go_through(program).out  # the program looks for escapes itself


def test_with_an_empty_card_it_says_how_one_is_written(program):
    ran = go_through(program)
    assert (ran.status, "hard-moment-card" in ran.out) == (0, True)
    assert not program.touched


def test_where_nobody_can_be_asked_it_says_so(program, keep):
    keep(3, line())
    ran = program.call("support", "--card", says=None)
    assert (ran.status, ran.out) == (2, "")
    assert "--plain" in ran.err
    assert program.call("support", "--card", "Sweden").status == 2


def test_a_signal_in_the_middle_leaves_the_card_as_it_was(program, keep):
    keep(3, line("Kim"), line("Cold water", section="what helps"))
    before = card_of(program)
    with program.start("support", "--card", "--plain") as process:
        process.stdin.write("1\n")
        process.stdin.flush()
        while "people" not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 143
    assert "Traceback" not in out + err
    assert card_of(program) == before


def test_without_the_session_that_took_them_off_the_lines_are_back(program, keep):
    keep(3, line("Kim"))
    assert go_through(program, "1").status == 0
    (month,) = [path for path in program.places.history.glob("*/*.json") if "comes_off" in path.read_text()]
    kept = json.loads(month.read_text())
    kept["sessions"] = {at: one for at, one in kept["sessions"].items() if one["exercise"] != "support-card"}
    month.write_text(json.dumps(kept))
    assert card_of(program) == ["people:", "  Kim"]


def test_on_a_terminal_a_number_ticks_a_line_and_enter_goes_on(program, keep):
    keep(3, line("Kim"), line("Sam"))
    person = program.on_a_terminal("support", "--card")
    person.expect("Sam")
    person.expect("Enter goes on")
    person.send("2\r")
    person.expect("off the card")
    person.read()
    person.close()
    assert person.exitstatus == 0
    assert card_of(program) == ["people:", "  Kim"]


CHECK = """selfattach: 1
id: own
title: Own
summary: s
intensity: gentle
kind: check
steps:
  - write: who
    ask: Who?
  - write: where
    ask: Where?
  - shelve: {who: people, where: places}
    on: support
"""


def test_after_a_check_old_lines_are_shown_beside_the_new_ones_of_their_section(program, keep):
    program.own("own", CHECK)
    keep(40, line("Kim"), line("Cold water", section="what helps"))
    ran = program.practise("own", "Sam", "the park", "yes", "", "1", "2")
    assert ran.status == 0
    asked = ran.out[ran.out.index("older lines") :]
    assert "Sam (earlier today)" in asked
    assert "Kim (a month ago)" in asked
    assert "Cold water" not in asked
    assert "the park" not in asked
    assert card_of(program) == ["what helps:", "  Cold water", "people:", "  Sam", "places:", "  the park"]
    assert "support-card" in {record["exercise"] for record in program.records}


def test_left_open_that_offer_changes_nothing(program, keep):
    program.own("own", CHECK)
    keep(40, line("Kim"))
    for said in ((), ("",), ("1", "")):
        program.practise("own", "Sam", "", "yes", "", *said)
        assert "  Kim" in card_of(program)
    assert {record["exercise"] for record in program.records} == {"own", "inner-critic-reframe"}


@pytest.mark.parametrize("reason", ["nothing older", "nothing new", "an exercise", "answers", "not saved"])
def test_the_offer_is_made_only_where_old_lines_stand_beside_new_ones(program, keep, reason):
    program.own("own", CHECK.replace("kind: check", "kind: exercise") if reason == "an exercise" else CHECK)
    if reason != "nothing older":
        keep(40, line("Kim"))
    if reason == "answers":
        ran = program.call("practice", "own", "--set", "who=Sam", "--set", "who.shelf=yes", "--set", "where=x")
    else:
        options = ("--no-save",) if reason == "not saved" else ()
        ran = program.practise("own", "Sam", "", "no" if reason == "nothing new" else "yes", "", options=options)
    assert ran.status == 0
    assert "older lines" not in ran.out
