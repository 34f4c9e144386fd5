"""The vault as a person meets it: at a terminal, in plain lines, in scripts, and with the standard program `age`."""

import contextlib
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from shlex import quote

import pexpect
import pytest
from at_a_terminal import CTRL_C, CTRL_D, ENTER, ESC, MENU, Terminal, below, either
from quick_passphrases import make_quick
from sample_records import a_record, an_entry
from stops import LINE as BOX
from stops import LINES
from the_program import LOOKING_BACK, PATIENCE, Program, until
from tools import in_full, needs
from vaults import PASSPHRASE, REAL_PASSPHRASE, encrypt, files, unlocked

from selfattach import words
from selfattach.config import SETTINGS_FILE
from selfattach.history.drafts import Drafts
from selfattach.history.history import History
from selfattach.history.pinned_key import PLAIN
from selfattach.history.vault import RECIPIENT, Vault

WORDS = "words of mine"
REMEMBERS = """\
selfattach: 1
id: remembers
title: What was said before
summary: A line and a page.
intensity: gentle
steps:
  - recall: remembers.line
    as: old
  - show: old
    ask: There are words of yours. Open them?
  - write: line
    ask: A line?
  - write: page
    ask: A page?
    lines: many
"""
PRACTICE = ("practice", "remembers", "--pace", "off")
ASKED = re.escape(words.ASK_OURS)
ONE_CHOICE = either(words.TERMINAL_CHOOSE_ONE, words.TERMINAL_CHOOSE_ONE_SHORT)
OFFERED = (re.escape(words.UNLOCK.ask[:22]), ONE_CHOICE)
LINE = (r"A line\?", BOX)
PAGE = (r"A page\?", LINES)
FELT = (r"How was it for you", MENU)

WELCOME = "|".join(map(re.escape, words.WELCOME_BACK))


make_quick(A_NEW_ONE := "a new one for the vault")


@pytest.fixture
def locked(request, program):
    """A program whose history is locked, with one session in it. What is started anew can open it `really`."""
    program.own("remembers", REMEMBERS)
    kept = an_entry("line", f"{WORDS} long ago", ask="A line?")
    History(program.places).add(a_record(0, kept, exercise="remembers"))
    encrypt(program.places, getattr(request, "param", PASSPHRASE))
    unlocked(program.history).latest()
    assert not program.has(WORDS)
    return program


@pytest.fixture
def sits():
    """Somebody sits down at a terminal."""
    terminals = []

    def sit(program, *arguments, size=(40, 100)):
        terminals.append(Terminal(program, *arguments, size=size))
        return terminals[-1]

    yield sit
    for terminal in terminals:
        terminal.is_gone()


def records(program):
    """What is kept, newest first, read with the key."""
    return list(unlocked(program.history).records())


def said(record):
    return {entry.name: entry.value for entry in record.answers}


def inbox(program):
    return list(program.places.history.glob("*/inbox/*"))


def kept_files(program):
    """Every file under the home, the derived ones aside."""
    return {name: content for name, content in files(program.home).items() if not name.startswith("cache")}


def set_command(program, command):
    assert program.call("config", "set", "vault.passphrase_command", command).status == 0


really = pytest.mark.parametrize("locked", [REAL_PASSPHRASE], indirect=True, ids=["really"])


def says_it(program, passphrase=PASSPHRASE):
    """Return a command that prints the passphrase, and the file it touches when it runs."""
    secret, ran = program.home.parent / "secret", program.home.parent / "ran"
    secret.write_text(f"{passphrase}\n", encoding="utf-8")
    return f"touch '{ran}'; cat '{secret}'", ran


# --- making one


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A program with a history whose vault was made by hand, and what stood on the terminal."""
    program = Program(tmp_path_factory.mktemp("made") / "home")
    program.own("remembers", REMEMBERS)
    card = an_entry("listens", f"Ana, {WORDS}", shelf="support", section="people")
    History(program.places).add(a_record(0, card))
    History(program.places).latest()  # heads are cached
    draft = program.drafts.begin(a_record(30).id, {"exercise": "remembers", "title": WORDS})
    draft.append({"name": "line", "value": WORDS})
    draft.keep_half_typed("page", WORDS)
    draft.release()
    assert len(program.has(WORDS)) == 3
    at = Terminal(program, "vault", "init")
    new, again = re.escape(words.ASK_NEW), re.escape(words.ASK_AGAIN)
    for prompt, typed in ((new, "one"), (again, "two"), (new, REAL_PASSPHRASE), (again, REAL_PASSPHRASE)):
        at.sees(prompt)
        at.types(typed + ENTER)
    at.sees(re.escape("> "))
    at.types(ENTER)
    at.sees(re.escape(words.ASK_A_MOMENT))
    at.types("typed too early" + ENTER)
    status = at.ends()
    shown, display, is_sane = at.raw, at.display, at.is_sane()
    at.is_gone()
    assert (status, is_sane) == (0, True)
    return program, shown, display


def test_a_passphrase_is_typed_twice_unseen_and_once_more_where_it_differs(made):
    _, shown, display = made
    assert REAL_PASSPHRASE not in shown
    assert " ".join(shown.split()).count(words.PASSPHRASES_DIFFER) == 1
    assert shown.count(words.ASK_NEW) == 2
    assert "typed too early" not in shown
    assert words.VAULT_MADE in " ".join(display.split())


def test_after_init_no_word_of_the_person_is_in_any_file(made):
    program, *_ = made
    assert program.has(WORDS) == []
    assert not list(program.places.history.glob("*/*.json"))
    assert not (program.places.state / "support-card.json").exists()


@needs("age")
def test_the_recovery_sheet_opens_a_shard_by_its_own_steps(made, sits, tmp_path):
    program, *_ = made
    at = sits(program, "vault", "recovery", size=(60, 200))
    at.sees(ASKED)
    at.types(REAL_PASSPHRASE + ENTER)
    assert at.ends() == 0
    sheet = at.raw.replace("\r\n", "\n")
    (tmp_path / "key.txt").write_text(re.search(r"^.*AGE-SECRET-KEY-1.*$", sheet, re.MULTILINE)[0])  # as it stands
    folder = Path(re.search(r"All in\n +(.+)$", sheet, re.MULTILINE)[1])
    (shard,) = folder.glob("*/2026-11.json.age")
    step = re.search(r"^2\. (age .*)$", sheet, re.MULTILINE)[1].replace("FILE.json.age", quote(str(shard)))
    subprocess.run(["sh", "-c", step.replace("FILE.json", "plain")], cwd=tmp_path, check=True)
    assert f"Ana, {WORDS}" in (tmp_path / "plain").read_text()
    by_passphrase = re.search(r"sheet:\n +(age .*)$", sheet, re.MULTILINE)[1]
    for file, path in (("FILE.json.age", shard), ("FILE.json", tmp_path / "again")):
        by_passphrase = by_passphrase.replace(file, quote(str(path)))
    ran = pexpect.spawn("sh", ["-c", by_passphrase], cwd=shard.parent)
    ran.expect("(?i)passphrase")
    ran.sendline(REAL_PASSPHRASE)
    ran.expect(pexpect.EOF, timeout=60)
    assert (tmp_path / "again").read_bytes() == (tmp_path / "plain").read_bytes()


def test_what_was_half_done_before_the_vault_goes_on_after_unlocking(made):
    program, *_ = made
    vault = Vault(program.places, lambda _number, _other: REAL_PASSPHRASE)
    vault.unlock()
    (waiting,) = Drafts(program.places.state / "drafts", vault).waiting()
    assert waiting.lines == [{"name": "line", "value": WORDS}]


@pytest.mark.parametrize(
    "typed", [(ENTER,), (CTRL_C,), ("one" + ENTER, ENTER), ("one" + ENTER, CTRL_C), ("caf\udce9" + ENTER,)]
)
def test_init_can_be_left_and_then_nothing_was_changed(program, sits, typed):
    program.practise("one-sound")
    before = kept_files(program)
    at = sits(program, "vault", "init")
    for prompt, keys in zip((words.ASK_NEW, words.ASK_AGAIN), typed, strict=False):
        at.sees(re.escape(prompt))
        at.types(keys)
    assert at.ends() == (130 if typed[-1] == CTRL_C else 4)
    assert at.is_sane()
    assert (words.VAULT_NOT_SAID in at.raw) == (typed[-1] != CTRL_C)
    assert (words.ASK_NO_TEXT[:40] in at.raw) == ("caf" in typed[0])
    assert kept_files(program) == before


# --- unlocking


@really
def test_three_wrong_passphrases_end_with_4_and_not_a_byte_is_changed(locked, sits):
    before = kept_files(locked)
    at = sits(locked, "history", "list")
    for wrong in ("amber", "basalt", "cobalt"):
        at.sees(ASKED)
        at.types(wrong + ENTER)
        if in_full():  # age takes a second to find out, and what is typed meanwhile is lost
            time.sleep(0.2)
            at.types("typed too early" + ENTER)
    assert at.ends() == 4
    assert at.is_sane()
    assert at.raw.count(words.ASK_WRONG) == 2
    assert not re.search("amber|basalt|cobalt|early", at.raw)  # nor is it left for the shell
    assert kept_files(locked) == before


@really
def test_the_passphrase_is_in_no_argument_and_no_environment_of_any_process(locked, sits):
    asked = locked.on_a_terminal("vault", "recovery")
    asked.expect_exact(words.ASK_OURS)
    command, ran = says_it(locked, REAL_PASSPHRASE)
    set_command(locked, f"{command}; sleep 0.5")
    reads = locked.on_a_terminal("history", "list")
    asked.sendline(REAL_PASSPHRASE)
    found, read = [], 0
    end = time.monotonic() + PATIENCE
    while asked.isalive() or reads.isalive():
        assert time.monotonic() < end, (asked.before, reads.before)
        for one in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                content = (one / "cmdline").read_bytes() + (one / "environ").read_bytes()
                read += str(locked.home).encode() in content
                found += [content] if REAL_PASSPHRASE.encode() in content else []
        for one in (asked, reads):
            with contextlib.suppress(pexpect.TIMEOUT, pexpect.EOF):
                one.expect("never", timeout=0.05)
    assert (asked.exitstatus, reads.exitstatus) == (0, 0)
    assert ran.exists()
    assert read
    assert found == []


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("echo something else", words.ASK_COMMAND_WRONG),
        ("exit 3", words.ASK_COMMAND_FAILED.format(status=3)),
        (r'printf "\351\n"', words.ASK_COMMAND_NO_TEXT),
    ],
)
def test_a_command_without_the_passphrase_is_told_and_the_history_stays_locked(locked, command, told):
    set_command(locked, command)
    before = kept_files(locked)
    ran = locked.call("history", "list")
    assert (ran.status, ran.out) == (4, "")
    assert told in ran.err
    assert kept_files(locked) == before


def test_a_command_takes_nothing_of_what_was_piped_to_a_practice(locked):
    command, ran = says_it(locked)
    set_command(locked, f"cat > '{locked.home.parent}/eaten'; {command}")
    assert locked.practise("remembers", "y", "said by a pipe", ".", "").status == 0
    assert ran.exists()
    assert (locked.home.parent / "eaten").read_bytes() == b""
    assert said(records(locked)[0])["line"] == "said by a pipe"


ASK_NOTHING = (
    ("--help",),
    ("--version",),
    ("history", "--help"),
    ("support",),
    ("kind", "--one"),
    ("hook", "bash"),
    ("config", "list"),
    ("config", "get", "vault.support_card"),
    ("exercises", "list"),
    ("exercises", "show", "remembers"),
    ("routine", "--list"),
    ("vault", "status"),
    ("author", "check", "--help"),
    ("practice", "remembers", "--no-save", "--no-input", "--set", "line=said"),
)


@pytest.mark.parametrize("command", ASK_NOTHING, ids=" ".join)
def test_what_needs_no_history_asks_for_no_passphrase_and_runs_no_command(locked, sits, command):
    before = kept_files(locked)
    at = sits(locked, *command)
    if command == ("support",):
        at.sees(re.escape(words.HELP_SCREENS["reach"].ways["back"]))
        at.types(ESC)
    assert at.ends() == 0
    assert words.ASK_OURS not in at.raw
    assert words.UNLOCK.ask[:20] not in at.raw
    assert kept_files(locked) == before
    prints, ran = says_it(locked)
    set_command(locked, prints)
    before = kept_files(locked)
    assert locked.call(*command).status == 0
    assert not ran.exists()
    assert kept_files(locked) == before


def test_at_tab_nothing_is_asked_and_no_command_is_run(locked):
    prints, ran = says_it(locked)
    set_command(locked, prints)
    completes = {"_SELFATTACH_COMPLETE": "complete_bash", "COMP_WORDS": "selfattach history show ", "COMP_CWORD": "3"}
    assert locked.run(says=None, env=completes).err == ""
    assert not ran.exists()


@pytest.mark.parametrize("command", LOOKING_BACK, ids=" ".join)
def test_what_looks_back_ends_with_4_where_nobody_can_say_the_passphrase(locked, command):
    ran = locked.call(*command)
    assert (ran.status, ran.out) == (4, "")
    assert "locked" in ran.err


# --- practising


def test_practising_goes_on_locked_and_what_was_said_waits_for_the_next_unlock(locked, sits):
    at = sits(locked, *PRACTICE)
    at.sees(*OFFERED)
    at.types(ESC)
    at.sees(*LINE)  # and nothing of earlier words before it
    at.types(f"{WORDS} while locked{ENTER}")
    at.sees(*PAGE)
    at.types(CTRL_D)
    at.sees(*FELT)
    at.types(ENTER)
    assert at.ends() == 0
    assert at.is_sane()
    assert words.ASK_OURS not in at.raw
    assert len(inbox(locked)) == 1
    assert not locked.has(WORDS)
    set_command(locked, says_it(locked)[0])
    assert len(locked.call("history", "list", "--json").json) == 2
    assert inbox(locked) == []
    assert said(records(locked)[0])["line"] == f"{WORDS} while locked"
    assert not locked.has(WORDS)


@pytest.mark.parametrize("size", [(24, 80), (15, 40)], ids=["80x24", "40x15"])
@pytest.mark.parametrize("discreet", ["--no-discreet", "--discreet"])
def test_the_offer_is_taken_and_the_earlier_words_are_there(locked, sits, size, discreet):
    at = sits(locked, *PRACTICE, discreet, size=size)
    at.sees(*OFFERED)
    at.types("1" + ENTER)
    at.sees(ASKED)
    assert "\n  Passphrase of your history:" in at.display
    at.types("false one" + ENTER)
    at.sees(ASKED)
    at.types(PASSPHRASE + ENTER)
    at.sees("There are words of", MENU)
    lines = [line.strip() for line in at.display.split("\n")]
    first = next(number for number, line in enumerate(lines) if line.startswith("There are words of yours."))
    assert lines[first - 1] == ""
    at.types(CTRL_C)
    at.sees("Paused", MENU)
    at.types(CTRL_C)
    assert at.ends() == 0
    assert at.is_sane()
    assert not re.search("false one|horse", at.raw)
    shown = at.raw.rindex(words.ASK_OURS)
    assert ("\x1b[?1049h" in at.raw[:shown] and "\x1b[?1049l" in at.raw[shown:]) is (discreet == "--discreet")


@pytest.mark.parametrize("typed", [ENTER, CTRL_C, CTRL_D])
def test_a_passphrase_left_empty_leaves_it_locked_and_the_practice_goes_on(locked, sits, typed):
    at = sits(locked, *PRACTICE)
    at.sees(*OFFERED)
    at.types("1" + ENTER)
    at.sees(ASKED)
    at.types(typed)
    at.sees("It stays locked", *LINE)
    at.types(CTRL_C)
    at.sees("Paused", MENU)
    at.types(CTRL_C)
    assert at.ends() == 0
    assert at.is_sane()


def test_no_save_offers_nothing_to_unlock_when_the_coach_asks(locked, sits):
    at = sits(locked, "practice", "--no-save")
    at.sees(re.escape(words.FEELING.ask), MENU)
    at.types(CTRL_C)
    assert at.ends() == 0
    assert words.UNLOCK.ask[:20] not in at.raw


@pytest.mark.parametrize("way", ["leaves", "is killed"])
def test_a_draft_in_a_vault_is_taken_up_with_the_half_typed_words_after_unlocking(locked, sits, way):
    at = sits(locked, *PRACTICE)
    at.sees(*OFFERED)
    at.types(ESC)
    at.sees(*LINE)
    at.types(f"{WORDS} one{ENTER}")
    at.sees(*PAGE)
    at.types(f"{WORDS} two{ENTER}and half a sen")
    at.sees("half a sen")
    vault = unlocked(locked.history).vault
    halves = locked.places.state / "drafts"
    until(lambda: any(b"half a sen" in vault.open(path.read_bytes()) for path in halves.glob("*.half")))
    if way == "leaves":
        at.types(CTRL_C)
        at.sees("Paused", MENU)
        at.types(CTRL_C)
        assert at.ends() == 0
    else:
        at.signals(signal.SIGKILL)
        at.ends()
    assert not locked.has(WORDS)
    assert not locked.has("half a sen")
    at = sits(locked, *PRACTICE)
    at.sees(*OFFERED)
    at.types("1" + ENTER)
    at.sees(ASKED)
    at.types(PASSPHRASE + ENTER)
    at.sees("not finished", MENU)
    at.types("1" + ENTER)
    at.sees("half a sen", below(words.TERMINAL_WRITE_MANY))
    at.types("tence" + CTRL_D)
    at.sees(*FELT)
    at.types(ENTER)
    assert at.ends() == 0
    assert said(records(locked)[0]) | {"felt": None} == {
        "line": f"{WORDS} one",
        "page": f"{WORDS} two\nand half a sentence",
        "felt": None,
    }
    assert list((locked.places.state / "drafts").iterdir()) == []
    assert not locked.has(WORDS)


def test_in_plain_lines_a_draft_is_left_and_taken_up_too(locked, sits):
    at = sits(locked, *PRACTICE, "--plain")
    at.sees("Unlock", "> ")
    at.types("0" + ENTER)
    at.sees(r"A line\?", "> ")
    at.types(f"{WORDS} one{ENTER}")
    at.sees(r"A page\?", "> ")
    at.types(f"{WORDS} two{ENTER}")
    at.sees("> ")
    at.types(CTRL_C)
    at.sees("Paused", "> ")
    at.types(CTRL_C)
    assert at.ends() == 0
    assert not locked.has(WORDS)
    at = sits(locked, *PRACTICE, "--plain")
    at.sees("Unlock", "> ")
    at.types("1" + ENTER)
    at.sees(ASKED)
    at.types(PASSPHRASE + ENTER)
    at.sees("Go on", "> ")
    at.types("1" + ENTER)
    at.sees(r"A page\?", "> ")
    at.types(f".{ENTER}")
    at.sees("How was it for you", "> ")
    at.types(ENTER)
    assert at.ends() == 0
    assert at.is_sane()
    kept = said(records(locked)[0])
    assert kept["line"] == f"{WORDS} one"
    assert f"{WORDS} two" in kept["page"]


def test_no_word_stays_after_the_editor_was_open(locked, sits):
    editor = locked.home.parent / "editor"
    editor.write_text(f'#!/bin/sh\ncp "$1" "{locked.home.parent}/seen"\necho "{WORDS} from the editor" > "$1"\n')
    editor.chmod(0o700)
    locked.environment = lambda **more: Program.environment(locked, EDITOR=quote(str(editor)), **more)
    at = sits(locked, *PRACTICE)
    at.sees(*OFFERED)
    at.types(ESC)
    at.sees(*LINE)
    at.types(ENTER)
    at.sees(*PAGE)
    at.types(f"{WORDS} before")
    at.sees("before")
    at.types("\x18\x05")
    at.sees("from the editor")
    assert until(lambda: not locked.has(WORDS)) is True
    at.types(CTRL_D)
    at.sees(*FELT)
    at.types(ENTER)
    assert at.ends() == 0
    assert (locked.home.parent / "seen").read_text() == f"{WORDS} before\n"
    assert not locked.has(WORDS)
    assert said(records(locked)[0])["page"] == f"{WORDS} from the editor"


def test_no_input_never_asks_at_a_terminal_and_keeps_what_was_given(locked, sits):
    at = sits(locked, "practice", "remembers", "--no-input", "--set", f"line={WORDS} given")
    assert at.ends() == 0
    assert words.ASK_OURS not in at.raw
    assert words.UNLOCK.ask[:20] not in at.raw
    assert len(inbox(locked)) == 1
    assert not locked.has(WORDS)


# --- home


def test_home_offers_to_unlock_once_and_goes_on_without(locked, sits):
    at = sits(locked)
    at.sees(*OFFERED)
    at.types(ESC)
    at.sees(WELCOME, MENU)
    at.types(ESC)
    assert at.ends() == 0
    assert at.is_sane()
    assert at.raw.count(words.UNLOCK.ask[:20]) == 1


def test_a_key_file_that_is_broken_is_told_at_home_and_home_goes_on(locked, sits):
    (identity,) = locked.places.history.glob("*/identity.age")
    identity.write_bytes(b"")
    (locked.places.state / "identity.age").unlink()
    at = sits(locked)
    at.sees(*OFFERED)
    at.types("1" + ENTER)
    at.sees(ASKED)
    at.types("anything" + ENTER)
    at.sees("identity.age", "is damaged", WELCOME, MENU)
    at.types(ESC)
    assert at.ends() == 0


def test_where_nobody_can_choose_the_status_says_that_it_is_locked(locked):
    draft = locked.drafts.begin(a_record(30).id, {"exercise": "remembers"})
    draft.editing.mkdir(exist_ok=True)
    (draft.editing / "words.txt").write_text(f"{WORDS} in an editor that was cut off")
    draft.release()
    assert locked.has("in an editor")
    told = locked.call()
    assert not locked.has("in an editor")
    assert (told.status, told.err) == (0, "")
    assert words.STATUS_LOCKED.split(".")[0] in told.out
    assert WORDS not in told.out
    assert locked.call("--json").json["locked"] is True


# --- the doctor, and a machine that stays plain


def test_the_doctor_mends_what_needs_no_passphrase_where_nobody_can_say_it(locked):
    (shard,) = locked.places.history.glob("*/*.json.age")
    shard.chmod(0o644)
    ran = locked.call("doctor", "--repair")
    assert (ran.status, shard.stat().st_mode & 0o777) == (4, 0o600)
    assert "".join(str(shard).split()) in "".join(ran.err.split())


def test_what_was_unlocked_for_repair_is_looked_into(locked, sits):
    at = sits(locked, "doctor", "--repair")
    at.sees(re.escape(words.ASK_OURS))
    at.types(PASSPHRASE + ENTER)
    at.sees(re.escape(words.DOCTOR_WELL["sessions"]))
    assert at.ends() == 0


def test_a_machine_that_stays_plain_beside_others_in_a_vault_is_told_so(locked):
    (own,) = locked.places.history.iterdir()
    shutil.copytree(own, own.with_name("zzzzzzzz"))
    locked.history.vault.pin.set(PLAIN)
    (own / RECIPIENT).write_bytes(b"")
    for command in ("vault status", "doctor"):
        ran = locked.call(*command.split())
        assert ran.status == 0
        assert words.VAULT_OFF_HERE in " ".join(ran.out.split())


# --- another passphrase, and none


def test_another_passphrase_holds_and_the_history_is_not_touched(locked, sits):
    (shard,) = locked.places.history.glob("*/*.json.age")
    before = shard.read_bytes()
    at = sits(locked, "vault", "passphrase")
    for prompt, typed in ((words.ASK_OURS, PASSPHRASE), (words.ASK_NEW, A_NEW_ONE), (words.ASK_AGAIN, A_NEW_ONE)):
        at.sees(re.escape(prompt))
        at.types(typed + ENTER)
    assert at.ends() == 0
    assert shard.read_bytes() == before
    set_command(locked, f"echo {A_NEW_ONE}")
    assert locked.call("history", "list").status == 0
    set_command(locked, says_it(locked)[0])
    assert locked.call("history", "list").status == 4


def test_a_command_that_tells_the_old_passphrase_is_taken_out_and_that_is_said(locked, sits):
    set_command(locked, says_it(locked)[0])
    at = sits(locked, "vault", "passphrase")
    for prompt in (words.ASK_NEW, words.ASK_AGAIN):
        at.sees(re.escape(prompt))
        at.types(A_NEW_ONE + ENTER)
    at.sees(r"taken\s+out")
    assert at.ends() == 0
    assert "passphrase_command" not in (locked.places.config / SETTINGS_FILE).read_text()
    assert locked.call("history", "list").status == 4


def test_removed_everything_is_plain_again_and_no_setting_is_left(locked):
    set_command(locked, says_it(locked)[0])
    assert locked.call("practice", "remembers", "--no-input", "--set", "line=more").status == 0
    assert locked.call("vault", "remove", "--yes").status == 0
    assert not list(locked.places.history.rglob("*.json.age"))
    assert [said(record)["line"] for record in locked.history.records()] == ["more", f"{WORDS} long ago"]
    assert "passphrase" not in (locked.places.config / SETTINGS_FILE).read_text()
    assert locked.practise("remembers", "y", "plain again", ".", "").status == 0
    assert locked.has("plain again")


# --- the support card


def card_entry(who, **fields):
    return an_entry("listens", who, shelf="support", section="people", **fields)


CARD = """\
selfattach: 1
id: card
title: A card
summary: One line.
intensity: gentle
steps:
  - write: who
    ask: Who?
  - shelve: {who: people}
    on: support
"""


@pytest.fixture
def with_card(locked):
    """A locked history with a line on the support card that was to stay readable."""
    unlocked(locked.history).add(a_record(60, card_entry("Ana, next door")))
    locked.own("card", CARD)
    (locked.places.config / SETTINGS_FILE).parent.mkdir(exist_ok=True)
    set_command(locked, says_it(locked)[0])
    assert locked.call("config", "set", "vault.support_card", "readable").status == 0
    return locked


def test_a_locked_card_is_told_after_the_numbers_and_nobody_is_asked(locked, sits):
    unlocked(locked.history).add(a_record(60, card_entry("Ana, next door")))
    at = sits(locked, "support")
    at.sees(words.HELP_YOUR_EMERGENCY, f"5  {words.HELP_FEW_WAYS['card']}")
    at.takes("5" + ENTER)
    at.sees(words.SUPPORT_CARD_LOCKED[:30])
    at.sees(words.HELP_SCREENS["card"].ways["back"])
    assert words.HELP_NO_CARD not in at.raw
    at.takes("1" + ENTER)
    at.sees(f"5  {words.HELP_FEW_WAYS['card']}")
    at.types(ESC)
    assert at.ends() == 0
    assert "Ana" not in at.raw
    assert words.ASK_OURS not in at.raw
    told = " ".join(locked.call("support").out.split())
    assert told.endswith(words.SUPPORT_CARD_LOCKED)
    assert words.HELP_YOUR_EMERGENCY in told


def test_where_it_was_wished_the_card_is_readable_while_the_history_is_locked(with_card):
    assert with_card.practise("remembers", "n", "open it once").status == 0  # the command unlocks
    told = with_card.call("support").out
    assert told.startswith(f"{words.SUPPORT_CARD}\npeople:\n  Ana, next door\n")
    assert words.SUPPORT_CARD_LOCKED[:30] not in told


def test_what_is_put_on_the_card_while_locked_stands_on_the_readable_one(with_card):
    with_card.practise("remembers", "n", "open it once")
    (with_card.places.config / SETTINGS_FILE).write_text('[vault]\nsupport_card = "readable"\n')
    given = ("--set", "who=Ben, at work", "--set", "who.shelf=yes")
    assert with_card.call("practice", "card", "--no-input", *given).status == 0
    assert len(inbox(with_card)) == 1
    assert with_card.call("support").out.startswith(
        f"{words.SUPPORT_CARD}\npeople:\n  Ben, at work\n  Ana, next door\n\n"
    )
    assert not with_card.has(WORDS)


def test_a_card_that_shall_be_locked_again_is_readable_nowhere(with_card):
    with_card.practise("remembers", "n", "open it once")
    assert with_card.has("Ana, next door")
    assert with_card.call("config", "set", "vault.support_card", "locked").status == 0
    assert not with_card.has("Ana, next door")
    assert words.SUPPORT_CARD_LOCKED[:30] in with_card.call("support").out


def test_at_home_the_card_is_there_once_it_was_unlocked(locked, sits):
    unlocked(locked.history).add(a_record(60, card_entry("Ana, next door")))
    at = sits(locked)
    at.sees(*OFFERED)
    at.types("1" + ENTER)
    at.sees(ASKED)
    at.types(PASSPHRASE + ENTER)
    at.sees(WELCOME, words.REACH, MENU)
    choices = re.search(f"([0-9])  {words.REACH}", at.display)
    at.types(choices[1] + ENTER)
    at.sees(re.escape(words.HELP_CARD), "Ana, next door", words.HELP_SCREENS["reach"].ways["back"])
    at.takes("4" + ENTER)
    at.sees(re.escape(words.HOME.ask), MENU)  # the page was opened over it
    at.types(ESC)
    assert at.ends() == 0
