"""`selfattach farewell`: a copy that is whole, a letter in it, a last word, and then nothing is left on the machine."""

import errno
import json
import os
import re
import signal
import stat
import sys
from pathlib import Path

import pexpect
import pytest
from at_a_terminal import CTRL_C, CTRL_D, ENTER, ESC, MENU, Terminal, either
from forked import Somebody
from quick_passphrases import make_quick
from sample_records import a_record, an_entry
from surroundings import ORDINARY
from test_disks_as_they_are import KEEPS_NO_RIGHTS
from test_one_folder import InOneFolder
from the_program import PATIENCE, Program, until
from tools import modes_hold, naming
from vaults import PASSPHRASE, encrypt, unlocked

from selfattach import disk, words
from selfattach.config import SETTINGS_FILE
from selfattach.history import edits
from selfattach.history.belongings import FAREWELL_FILE
from selfattach.history.history import History
from selfattach.history.record import to_plain

WORD = "Xylophon"  # stands in all that the person of these tests ever wrote
TAKE = words.FAREWELL_TAKE.ask
WHERE = "Into which folder"
LETTER = words.FAREWELL_LETTER.ask
MISSING = words.FAREWELL_MISSING.ask
MACHINES = "folders of other machines"
LAST = "With anything else, all of it stays."
GONE = words.FAREWELL_GONE
STAYS = words.FAREWELL_STAYS
_BREAK = r"(?:\s|\x1b\[[0-9;]*m)*"  # wherever a line is full
HERE, ELSEWHERE, NOTHING, SUPPORT = "1", "2", "3", "4"
_FOOT = either(words.TERMINAL_CHOOSE_ONE, words.TERMINAL_WRITE, words.TERMINAL_WRITE_MANY_OPEN)
NOBODY = 1 << 30  # no process has this number
NOTE = """\
selfattach: 1
id: note
title: A note
summary: A line, and a page.
intensity: gentle
steps:
  - write: line
    ask: A line?
  - write: page
    ask: A page?
    lines: many
    keep: ask
"""


class AtHome(Program):
    """The program of somebody whose own folder is one of the test's."""

    def __init__(self, home):
        super().__init__(home)
        self.folder = home.parent / "me"
        self.folder.mkdir()

    def environment(self, **more):
        return super().environment(HOME=str(self.folder), **more)

    def begins(self, minutes=0, text=WORD):
        return History(self.places).add(a_record(minutes, an_entry("line", text), exercise="note"))


@pytest.fixture
def program(tmp_path):
    return AtHome(tmp_path / "home")


def in_an_editor(program, session, process):
    """Where `history edit` lays an answer for an editor that this process started."""
    return program.places.state / "editing" / f"{session}.{process}" / "words.txt"


@pytest.fixture
def lived_in(program):
    """With words in every place where words can be."""
    program.own("note", f"# {WORD}\n{NOTE}")
    records = [program.begins(minutes, f"{WORD} {minutes}") for minutes in range(4)]
    letter = an_entry("letter", f"{WORD} sealed", shelf="letters", seal_until="2099-01-01")
    History(program.places).add(a_record(10, letter, exercise="note"))
    edits.delete(program.history, [records[0].id])
    program.call("practice", "note", "--plain", says=f"{WORD} unfinished\n{WORD} half\n:stop\nleave\n")
    waits = to_plain(an_entry("page", f"{WORD} undecided"))
    program.drafts.set_aside("20261122T040917Z-waitin", records[1].id, "A note", [waits])
    disk.replace(in_an_editor(program, records[2].id, NOBODY), f"{WORD} in an editor".encode())
    disk.replace(program.places.state / "damaged" / "one", f"{WORD} damaged".encode())
    program.call("config", "set", "practice.pace", "off")
    program.call("exercises", "list")
    return program


def _spread(sentence):
    return _BREAK.join(map(re.escape, re.sub(r"\s", "", sentence)))


class Sitting(Terminal):
    """A terminal at which a farewell is said."""

    def __init__(self, program, *options, **more):
        super().__init__(program, "farewell", *options, **more)
        self._foot, self._foot_of_many = ([], []) if options else ([_FOOT], [MENU])

    def reads(self, *sentences):
        """Wait until each of these came, wherever its lines are broken."""
        self.sees(*map(_spread, sentences))

    def answers(self, question, keys):
        """Wait until a question takes keys, and type these."""
        self.reads(question)
        self.sees(*self._foot)
        self.types(keys)

    def chooses(self, what):
        """At the first menu, in which Enter starts something: it takes keys once it has stood for a moment."""
        self.reads(TAKE)
        self.sees(*self._foot_of_many)
        self.takes(what)

    def takes_along(self, folder):
        self.chooses(ELSEWHERE + ENTER)
        self.answers(WHERE, f"{folder}{ENTER}")

    def takes_nothing(self):
        self.chooses(NOTHING + ENTER)

    def writes_no_letter(self):
        self.answers(LETTER, ENTER)

    def writes(self, text):
        self.answers(LETTER, "1" + ENTER)
        self.answers(words.FAREWELL_LETTER_HINT, text)

    def says(self, word="farewell"):
        self.answers(LAST, f"{word}{ENTER}")

    def told(self, sentence):
        """How often a sentence stood there, wherever its lines were broken."""
        return len(re.findall(_spread(sentence), self.raw))


@pytest.fixture
def sits():
    """Somebody sits down to say farewell."""
    sittings = []

    def sit(program, *options, **more):
        sittings.append(Sitting(program, *options, **more))
        return sittings[-1]

    yield sit
    for sitting in sittings:
        sitting.is_gone()


@pytest.fixture
def copy(tmp_path):
    return tmp_path / "along"


def state_of(program):
    """All that is kept, byte for byte; what is derived aside."""
    return {
        path: path.read_bytes()
        for path in program.home.rglob("*")
        if path.is_file() and "cache" not in path.parts and path.name != "history.lock"
    }


def text_of(folder):
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*")) if path.is_file())


# --- the whole of it


@pytest.mark.parametrize("options", [(), ("--plain",)], ids=["on the usual screen", "in plain lines"])
def test_all_goes_along_with_a_letter_and_then_no_word_and_no_file_is_left(lived_in, sits, copy, options):
    at = sits(lived_in, *options)
    at.takes_along(copy)
    at.writes(f"Dear {WORD},{ENTER}go well." + (f"{ENTER}.{ENTER}" if options else CTRL_D))
    at.reads("read again and compared")
    at.reads("one practice that is not finished", "words that wait", "deleted", "2 files that were kept aside")
    at.reads("one exercise of your own", "your settings")
    assert lived_in.has(WORD)
    at.says()
    at.reads(GONE, "You can begin again any time")
    assert at.ends() == 0
    assert list(lived_in.home.iterdir()) == []
    assert (copy / "letter-to-myself.txt").read_text() == f"Dear {WORD},\ngo well.\n"
    assert at.told(f"Your copy is in {copy}.") == 1
    along = text_of(copy)
    for what in ("1", "2", "3", "sealed", "unfinished", "half", "undecided"):
        assert along.count(f"{WORD} {what}") >= 2, what  # in what comes in again, and in what is for reading
    assert at.told(words.FAREWELL_SEALED) == 1
    assert (copy / "kept-aside" / "damaged" / "one").read_text() == f"{WORD} damaged"
    assert along.count(f"{WORD} in an editor") == 1
    assert (copy / "exercises" / "note.yaml").read_text() == f"# {WORD}\n{NOTE}"
    assert "off" in (copy / SETTINGS_FILE).read_text()
    assert {path.stat().st_mode & 0o077 for path in (copy, *copy.rglob("*"))} == {0}


def test_the_program_then_starts_as_if_it_were_new_and_its_numbers_are_there(lived_in, sits):
    assert lived_in.call("--json").json["new"] is False
    at = sits(lived_in)
    at.takes_nothing()
    at.says()
    assert at.ends() == 0
    assert lived_in.call("--json").json["new"] is True
    assert lived_in.call("support", "Sweden").status == 0
    assert lived_in.call("farewell", says=None).status == 2


def test_what_was_taken_along_comes_in_again_whole(lived_in, sits, copy, tmp_path):
    before = {one["id"]: one for one in lived_in.records}
    at = sits(lived_in)
    at.takes_along(copy)
    at.writes_no_letter()
    at.says()
    assert at.ends() == 0
    exported = json.loads((copy / "all.json").read_text())
    assert exported["whole"] is True
    other = Program(tmp_path / "other")
    assert other.call("history", "import", str(copy / "all.json"), "--json").json["new"] == len(before) + 1
    back = {one["id"]: [answer["value"] for answer in one["answers"]] for one in other.records}
    for ident, one in before.items():
        assert back[ident][: len(one["answers"])] == [answer["value"] for answer in one["answers"]]
    (unfinished,) = back.keys() - before.keys()
    assert back[unfinished] == [f"{WORD} unfinished", f"{WORD} half"]


def test_enter_takes_a_folder_that_is_not_there_yet_and_its_name_has_the_day(program, sits):
    program.begins()
    for number in ("", "-2"):
        at = sits(program)
        at.chooses(ENTER)
        at.writes_no_letter()
        at.says("later")
        assert at.ends() == 0
        (made,) = [
            path for path in program.folder.iterdir() if re.fullmatch(rf"selfattach-[\d-]{{10}}{number}", path.name)
        ]
        assert (made / "all.json").is_file()


def test_nothing_along_is_a_choice_and_makes_no_copy(program, sits):
    program.begins()
    at = sits(program)
    at.takes_nothing()
    at.reads("You take nothing along")
    at.says("`Farewell`")
    at.reads(GONE)
    assert at.ends() == 0
    assert list(program.folder.iterdir()) == list(program.home.iterdir()) == []


def test_where_the_platform_has_one_folder_for_several_nothing_is_left_either(tmp_path, sits):
    mac = InOneFolder(tmp_path / "home")
    History(mac.places).add(a_record(0, an_entry("line", WORD)))
    for arguments in (("config", "set", "practice.pace", "off"), ("history", "list")):
        assert mac.call(*arguments).status == 0
    at = sits(mac)
    at.takes_nothing()
    at.says()
    at.reads(GONE)
    assert at.ends() == 0
    assert [path for path in mac.home.rglob("*") if path.is_file()] == []
    assert not mac.places.state.exists()
    assert not mac.places.data.exists()


@pytest.mark.parametrize("along", [False, True])
def test_on_a_disk_that_keeps_no_rights_nothing_is_made_again_afterwards(program, copy, along):
    program.begins()
    script = f"{KEEPS_NO_RIGHTS}\nfrom selfattach.cli import main\nmain()"
    environment = program.environment()
    child = pexpect.spawn(
        sys.executable, ["-c", script, "farewell", "--plain"], env=environment, encoding="utf-8", timeout=PATIENCE
    )
    child.expect_exact(TAKE)
    child.sendline(ELSEWHERE if along else NOTHING)
    if along:
        child.expect_exact(WHERE)
        child.sendline(str(copy))
        child.expect_exact("letter to yourself, to take along?")
        child.sendline("")
    child.expect_exact("Type `farewell`")
    child.sendline("farewell")
    child.expect_exact(GONE)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert ("cannot keep files" in child.before) is along
    assert list(program.home.iterdir()) == []


def test_on_fifteen_rows_nothing_that_goes_is_pushed_off_before_it_was_read(lived_in, sits):
    at = sits(lived_in, size=(15, 40))
    at.reads("You can stop at any question, and all of it stays.")
    at.takes(ENTER)
    at.chooses(NOTHING + ENTER)
    at.sees(re.escape(words.TERMINAL_MORE))
    for told in ("This is what goes", "4 sessions, one letter", "what selfattach noted for itself"):
        assert told in at.display
    at.takes(ENTER)
    at.reads("none of it can come back.", LAST)
    assert "You take nothing along" in at.display
    at.takes("no" + ENTER)
    at.reads(STAYS)
    assert at.ends() == 0


# --- until the last word everything stays


def test_any_other_word_leaves_everything_as_it_was_and_names_the_copy(lived_in, sits, copy):
    before = state_of(lived_in)
    for number, word in enumerate(("", "yes", "farewel")):
        with naming(word):
            at = sits(lived_in)
            at.takes_along(copy / str(number))
            at.writes_no_letter()
            at.says(word)
            at.reads(STAYS, "Your copy is in")
            assert at.ends() == 0
    assert state_of(lived_in) == before


def test_at_every_question_ctrl_c_stops_with_nothing_gone(lived_in, sits, copy):
    before = state_of(lived_in)
    for number, asked in enumerate((TAKE, WHERE, LETTER, LAST)):
        with naming(asked):
            at = sits(lived_in)
            if asked in (TAKE, WHERE):
                at.reads(TAKE)
                at.takes(ELSEWHERE + ENTER if asked == WHERE else "")
            else:
                at.takes_along(copy / str(number))
            if asked == LAST:
                at.writes_no_letter()
            if asked != TAKE:
                at.reads(asked)
            at.takes(CTRL_C)
            at.reads(STAYS)
            assert at.ends() == 130
    assert state_of(lived_in) == before


def test_ctrl_c_while_the_copy_is_written_lets_nothing_go_and_says_that_it_is_not_whole(lived_in, sits, copy):
    before = state_of(lived_in)
    at = sits(lived_in, meddle=InterruptedAt("all.json"))
    at.takes_along(copy)
    at.writes_no_letter()
    at.reads(STAYS, "is not all of it")
    assert at.ends() == 130
    assert state_of(lived_in) == before


class InterruptedAt:
    """Have Ctrl-C pressed as a file of that name is put in its place."""

    def __init__(self, name):
        self.name = name

    def __call__(self, name, real, *args, **more):
        result = real(*args, **more)
        if name == "replace" and Path(args[1]).name == self.name:
            os.kill(os.getpid(), signal.SIGINT)
        return result


def test_a_folder_that_was_made_for_nothing_goes_again_and_one_that_was_there_stays(program, sits, copy, tmp_path):
    program.begins()
    (tmp_path / "there").mkdir()
    for folder in (copy, tmp_path / "there"):
        at = sits(program)
        at.takes_along(folder)
        at.reads(LETTER)
        at.takes(CTRL_C)
        at.reads(STAYS)
        assert at.ends() == 130
    assert (copy.exists(), (tmp_path / "there").exists()) == (False, True)


def test_stopping_at_a_menu_is_no_error_and_changes_nothing(program, sits):
    program.begins()
    before = state_of(program)
    for options, key in (((), ESC), (("--plain",), "0" + ENTER)):
        at = sits(program, *options)
        at.chooses(key)
        at.reads(STAYS)
        assert at.ends() == 0
    assert state_of(program) == before


def test_somebody_can_be_reached_before_anything_else(program, sits):
    program.begins()
    before = state_of(program)
    at = sits(program)
    at.chooses(SUPPORT + ENTER)
    at.sees("To talk|To reach|112|call")
    at.takes(ESC)
    at.chooses(ESC)
    at.reads(STAYS)
    assert at.ends() == 0
    assert state_of(program) == before


def test_without_a_terminal_it_says_how_else_it_can_be_done_and_changes_nothing(lived_in):
    before = state_of(lived_in)
    for says in (None, "3\nfarewell\n"):
        for options in ((), ("--plain",)):
            ran = lived_in.call("farewell", *options, says=says)
            assert (ran.status, ran.out) == (2, "")
            assert "history delete --all --drafts --now --yes" in " ".join(ran.err.split())
    assert state_of(lived_in) == before


def test_where_nothing_is_kept_there_is_nothing_to_let_go_of(program, sits):
    at = sits(program)
    at.reads("Nothing is kept on this machine")
    assert at.ends() == 0
    assert list(program.home.iterdir()) == []


def test_a_letter_stands_in_the_copy_from_its_first_words_on_whatever_ends_the_program(program, sits, copy):
    program.begins()
    before = state_of(program)
    at = sits(program)
    at.takes_along(copy)
    at.writes(f"Dear {WORD}")
    until(lambda: (copy / "letter-to-myself.txt").exists() and WORD in (copy / "letter-to-myself.txt").read_text())
    at.signals(signal.SIGKILL)
    at.is_gone()
    assert state_of(program) == before
    stopped = sits(program)
    stopped.takes_along(copy / "again")
    stopped.writes(f"Dear {WORD}")
    stopped.takes(CTRL_C)
    stopped.reads(words.FAREWELL_LETTER_PAUSE.ask)
    stopped.takes("4" + ENTER)
    stopped.reads(STAYS)
    assert stopped.ends() == 0
    assert (copy / "again" / "letter-to-myself.txt").read_text().startswith(f"Dear {WORD}")


def test_a_letter_that_is_left_open_after_all_leaves_no_file(program, sits, copy):
    program.begins()
    at = sits(program)
    at.takes_along(copy)
    at.writes("x")
    until((copy / "letter-to-myself.txt").exists)
    at.types("\x7f")
    until(lambda: not (copy / "letter-to-myself.txt").exists())
    at.types(CTRL_D)
    at.says("no")
    assert at.ends() == 0
    assert sorted(path.name for path in copy.iterdir()) == ["all.json", "to-read.html"]


# --- where the copy cannot be


def test_a_folder_that_will_not_do_is_named_and_another_is_asked_for(program, sits, tmp_path):
    program.begins()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "one").touch()
    (tmp_path / "file").touch()
    (tmp_path / "by a link").symlink_to(program.places.data)
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    program.places.history.rename(tmp_path / "synced")
    program.places.history.symlink_to(tmp_path / "synced")
    at = sits(program)
    for name, told in (
        (program.places.state / "copy", "lies among what is about to go"),
        (tmp_path / "by a link" / "copy", "lies among what is about to go"),
        (tmp_path / "synced" / "copy", "lies among what is about to go"),
        (tmp_path / "circle", "could not be written"),
        (tmp_path / ("x" * 300), "could not be written"),
        (tmp_path / "full", "holds something"),
        (tmp_path / "file", "is no folder"),
        (tmp_path / "file" / "below", "could not be written"),
        (Path("/proc/nowhere"), "could not be written"),
    ):
        at.takes_along(name)
        at.reads(told)
    at.chooses(ESC)
    assert at.ends() == 0
    assert not list(tmp_path.rglob("copy"))


def test_a_folder_can_be_named_from_ones_own_or_from_where_one_stands_if_that_is_still_there(program, sits, tmp_path):
    program.begins()
    (tmp_path / "here").mkdir()
    gone = Somebody(tmp_path / "gone", is_gone=True)
    gone.cwd.mkdir()
    for said, who, made in (
        ("~/mine", Somebody(tmp_path / "here"), program.folder / "mine"),
        ("there", Somebody(tmp_path / "here"), tmp_path / "here" / "there"),
        ("~nobody-of-this-name", Somebody(tmp_path / "here"), tmp_path / "here" / "~nobody-of-this-name"),
        ("there", gone, program.folder / "there"),
    ):
        with naming(said):
            at = sits(program, who=who)
            at.takes_along(said)
            at.writes_no_letter()
            at.says("no")
            assert at.ends() == 0
            assert (made / "all.json").is_file()


def test_a_disk_that_is_full_while_the_copy_is_written_lets_nothing_go(lived_in, sits):
    before = state_of(lived_in)
    for number in (1, 2, 4):
        with naming(number):
            at = sits(lived_in, meddle=FullIn(str(lived_in.folder), number))
            at.chooses(HERE + ENTER)
            if number == 1:  # nothing at all can be written there
                at.reads("No space left")
                at.chooses(ESC)
                at.reads(STAYS)
            else:
                at.writes_no_letter()
                at.reads("No space left", "Nothing has gone")
            assert at.ends() == (0 if number == 1 else 1)
    assert state_of(lived_in) == before


class FullIn:
    """Refuse every write to a file in a folder from the n-th on, as a full disk does."""

    def __init__(self, folder, number):
        self.folder = folder
        self.left = number
        self.files = set()

    def __call__(self, name, real, *args, **more):
        if name == "write" and args[0] in self.files:
            self.left -= 1
            if self.left <= 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        result = real(*args, **more)
        if name == "open":
            (self.files.add if str(args[0]).startswith(self.folder) else self.files.discard)(result)
        return result


class Rots:
    """Have a disk change a letter of each file of that name, once it was put in its place."""

    def __init__(self, name):
        self.name = name

    def __call__(self, name, real, *args, **more):
        result = real(*args, **more)
        if name == "replace" and Path(args[1]).name == self.name:
            content = Path(args[1]).read_text(encoding="utf-8")
            Path(args[1]).write_text(content.replace("o", "0", 1), encoding="utf-8")
        return result


def test_a_copy_that_does_not_read_as_it_was_written_lets_nothing_go(lived_in, sits, copy):
    before = state_of(lived_in)
    for name in ("all.json", "note.yaml", SETTINGS_FILE):
        with naming(name):
            at = sits(lived_in, meddle=Rots(name))
            at.takes_along(copy / name)
            at.writes_no_letter()
            at.reads(name, "does not read as it was", "Nothing has gone")
            assert at.ends() == 1
    assert state_of(lived_in) == before


def test_what_cannot_be_read_is_named_and_goes_only_where_that_is_said(lived_in, sits, copy):
    (shard,) = lived_in.places.history.glob("*/*.json")
    shard.write_text(f"{WORD} is not JSON")
    (lived_in.places.own_exercises / "pipe.yaml").touch()
    (waiting,) = lived_in.waiting
    journal = lived_in.places.state / "drafts" / f"{waiting.id}.journal"
    journal.write_text(f"{WORD} is no line\n")
    before = state_of(lived_in)
    for number, (key, status) in enumerate(((ENTER, 0), (CTRL_C, 130), ("1" + ENTER, 0))):
        with naming(key):
            at = sits(lived_in)
            at.takes_along(copy / str(number))
            at.writes_no_letter()
            at.reads(shard.name)
            at.reads(MISSING)
            assert state_of(lived_in) == before
            at.takes(key)
            if key == "1" + ENTER:
                at.says()
                at.reads(GONE)
            assert at.ends() == status
            assert at.told(journal.name) == 1
    assert list(lived_in.home.iterdir()) == []


# --- locks: of a vault, of a practice in another window, of somebody who saves


def test_a_vault_is_opened_first_and_goes_with_its_key_and_the_copy_is_plain(lived_in, sits, copy):
    make_quick(PASSPHRASE)
    encrypt(lived_in.places)
    unlocked(lived_in.history).latest()
    at = sits(lived_in)
    at.reads(words.ASK_OURS)
    at.takes(PASSPHRASE + ENTER)
    at.takes_along(copy)
    at.writes_no_letter()
    at.reads("the key of your vault")
    at.says()
    at.reads(GONE)
    assert at.ends() == 0
    assert list(lived_in.home.iterdir()) == []
    assert (copy / "kept-aside" / "damaged" / "one").read_text() == f"{WORD} damaged"
    assert f"{WORD} sealed" in (copy / "all.json").read_text()


def test_a_vault_that_stays_locked_lets_nothing_go(program, sits):
    make_quick(PASSPHRASE)
    program.begins()
    encrypt(program.places)
    unlocked(program.history).latest()
    before = state_of(program)
    at = sits(program)
    at.reads(words.ASK_OURS)
    at.takes(ENTER)
    assert at.ends() == 4
    assert state_of(program) == before


def test_while_a_practice_or_an_editor_is_open_in_another_window_nothing_goes(lived_in, sits):
    (waiting,) = lived_in.waiting
    held = lived_in.drafts.take_up(waiting.id)
    before = state_of(lived_in)
    at = sits(lived_in)
    at.reads("open in another")
    assert at.ends() == 1
    assert state_of(lived_in) == before
    held.release()
    disk.replace(in_an_editor(lived_in, waiting.id, os.getpid()), b"")
    at = sits(lived_in)
    at.reads("An editor has an answer of yours open", "words.txt")
    assert at.ends() == 1


def test_a_practice_that_is_taken_up_before_the_last_word_stays_and_the_rest_goes_later(lived_in, sits):
    (waiting,) = lived_in.waiting
    at = sits(lived_in)
    at.takes_nothing()
    at.reads(LAST)
    held = lived_in.drafts.take_up(waiting.id)
    at.takes("farewell" + ENTER)
    at.reads(waiting.id, "open in another")
    assert at.ends() == 1
    assert {path.name for path in lived_in.has(WORD)} == {f"{waiting.id}.half", f"{waiting.id}.journal"}
    held.release()
    rest = sits(lived_in)
    rest.reads("broke off")
    rest.says()
    rest.reads(GONE)
    assert rest.ends() == 0
    assert list(lived_in.home.iterdir()) == []


def test_what_was_kept_in_another_window_meanwhile_lets_nothing_go(program, sits):
    program.begins()
    at = sits(program)
    at.takes_nothing()
    at.reads(LAST)
    program.begins(5, "and one more")
    before = state_of(program)
    at.takes("farewell" + ENTER)
    at.reads("kept meanwhile", "Nothing has gone")
    assert at.ends() == 1
    assert state_of(program) == before


def test_a_copy_that_was_taken_away_before_the_last_word_lets_nothing_go(program, sits, copy):
    program.begins()
    before = state_of(program)
    at = sits(program)
    at.takes_along(copy)
    at.writes_no_letter()
    at.reads(LAST)
    copy.rename(copy.with_name("elsewhere"))
    at.takes("farewell" + ENTER)
    at.reads("Nothing has gone", "not in", "any more")
    assert at.ends() == 1
    assert state_of(program) == before


# --- what stays: other machines, what is not ours, what cannot be removed


@pytest.fixture
def two(program):
    """With the folder of another machine of the person's, and one that they said is not theirs."""
    program.begins()
    for device, minutes in (("phone222", 1), ("stranger", 2)):
        places = program.places._replace(state=program.home.parent / device, cache=program.home.parent / device)
        record = a_record(minutes, an_entry("line", f"{device} {WORD}"))
        History(places, device=device).add(record)
    program.history.vault.machines.settle(["phone222"], mine=True)
    program.history.vault.machines.settle(["stranger"], mine=False)
    return program


@pytest.mark.parametrize("goes", [False, True], ids=["they stay", "they go too"])
def test_folders_of_other_machines_go_only_where_that_is_said(two, sits, copy, goes):
    at = sits(two)
    at.takes_along(copy)
    at.writes_no_letter()
    at.reads("your other machines too", MACHINES, "phone222")
    at.takes("1" + ENTER if goes else ENTER)
    at.reads(words.FAREWELL_GOES, "2 sessions" if goes else "one session")
    at.says()
    at.reads("did not make it" if goes else "phone222")
    at.reads(GONE)
    assert at.ends() == 0
    left = {path.relative_to(two.places.history).parts[0] for path in two.has(WORD)}
    assert left == ({"stranger"} if goes else {"phone222", "stranger"})
    assert not two.places.state.exists()
    assert f"phone222 {WORD}" in (copy / "all.json").read_text()
    assert f"stranger {WORD}" not in text_of(copy)
    assert not at.told(MACHINES + ": stranger")


def test_what_selfattach_did_not_make_stays_and_is_named(program, sits):
    program.begins()
    theirs = {program.places.history / ".stfolder" / "marker", program.places.config / "notes of mine.txt"}
    for path in theirs:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("theirs")
    at = sits(program)
    at.takes_nothing()
    at.says()
    at.reads("did not make it", "notes of mine.txt", ".stfolder", GONE)
    assert at.ends() == 0
    assert {path for path in program.home.rglob("*") if path.is_file()} == theirs


@pytest.fixture
def ordinary(tmp_path):
    """Somebody with a vault for whom files that are closed are closed, and who that is for the system."""
    make_quick(PASSPHRASE)
    folder = tmp_path / "reach"
    folder.mkdir()
    program = AtHome(folder / "home")
    program.begins()
    encrypt(program.places)
    unlocked(program.history).latest()
    if os.geteuid() != 0:
        return program, Somebody(folder)
    for path in (folder, *folder.rglob("*")):
        os.lchown(path, ORDINARY, ORDINARY)
    for parent in (tmp_path, *tmp_path.parents[:3]):
        parent.chmod(stat.S_IMODE(parent.stat().st_mode) | 0o011)
    return program, Somebody(folder, ORDINARY)


@modes_hold
def test_where_a_folder_is_closed_nothing_goes(ordinary, sits):
    program, who = ordinary
    before = state_of(program)
    (folder,) = program.places.history.iterdir()
    for closed in (folder, program.places.state):
        closed.chmod(0)
        at = sits(program, who=who)
        at.reads("cannot be looked at")
        assert at.ends() == 1
        closed.chmod(0o700)
    assert state_of(program) == before


@modes_hold
def test_what_cannot_be_removed_is_named_and_goes_another_time_without_being_asked_for_the_key(ordinary, sits):
    program, who = ordinary
    at = sits(program, who=who)
    at.reads(words.ASK_OURS)
    at.takes(PASSPHRASE + ENTER)
    at.takes_nothing()
    at.reads(LAST)
    (shard,) = program.places.history.glob("*/*.json.age")
    shard.parent.chmod(0o500)
    at.takes("farewell" + ENTER)
    at.reads(shard.name, "lets go of the rest")
    assert at.ends() == 1
    assert shard.exists()
    assert (program.places.state / FAREWELL_FILE).exists()
    assert not program.places.cache.exists()
    shard.parent.chmod(0o700)
    rest = sits(program, who=who)
    rest.reads("broke off")
    rest.says()
    rest.reads(GONE)
    assert rest.ends() == 0
    assert words.ASK_OURS not in rest.raw
    assert list(program.home.iterdir()) == []


def test_after_a_cut_the_rest_goes_only_with_the_word_and_its_copy_is_named(lived_in, sits, copy):
    at = sits(lived_in, meddle=KilledAtUnlink(3))
    at.takes_along(copy)
    at.writes_no_letter()
    at.says()
    until((lived_in.places.state / FAREWELL_FILE).exists)
    assert at.ends() == 128 + signal.SIGKILL
    before = state_of(lived_in)
    assert words.DOCTOR_FAREWELL in " ".join(lived_in.call("doctor").out.split())
    no = sits(lived_in)
    no.reads("broke off", str(copy))
    no.says("no")
    assert no.ends() == 0
    assert state_of(lived_in) == before
    yes = sits(lived_in)
    yes.says()
    yes.reads(GONE)
    assert yes.ends() == 0
    assert list(lived_in.home.iterdir()) == []


class KilledAtUnlink:
    """Kill the process as it removes the n-th file of the history or the drafts."""

    def __init__(self, number):
        self.left = number

    def __call__(self, name, real, *args, **more):
        if name == "unlink" and not str(args[0]).endswith(".beside"):
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **more)
