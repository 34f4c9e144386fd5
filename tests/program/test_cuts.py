"""What is left when a practice is cut, refused, interrupted or left: every word that was taken, and nothing half."""

import errno
import os
import re
import select
import signal
from types import SimpleNamespace

import pytest
from forked import KILLED, Child, RefuseFrom, SignalAfter, Tally
from own_scripts import SHORT
from power import CutAfter
from the_program import PATIENCE, PLAIN, Program, said, settle_at_a_pipe, until, values
from tools import a_share_of

# what is typed at each prompt, in order
SHORT_CHUNKS = [
    ["one thing"],
    ["unsaid"],
    ["Ada"],
    ["Bo"],
    ["Dear you,", "it was a lot, žluťoučký kůň. " * 40, "."],
    ["7"],
    ["1"],
]
LETTER_CHUNKS = [
    *(["3"], [""], ["Tuesday"], ["6"], ["grey"], ["3"], ["5"], ["Dear you,", "it was a lot.", "."]),
    *(["1"], ["yes", ""], ["3"], ["1"]),
]
CRITIC_CHUNKS = [["5"], ["2"], ["Typical."], ["6"], ["7"], ["noise"], ["I was late"], [""], [""], ["One late train"]]
CRITIC_CHUNKS += [["2"], ["4"], ["Even so, one late train"], ["4"], ["yes"], ["7"], ["5"], ["1"], ["1"]]
CHECK_IN_CHUNKS = [["4"], ["3, 4"], ["sad :("], ["y"], ["1"]]
BUNDLED_CHUNKS = {
    "self-compassion-letter": LETTER_CHUNKS,
    "inner-critic-reframe": CRITIC_CHUNKS,
    "mindfulness-check-in": CHECK_IN_CHUNKS,
}
NEVER = "unsaid"


class Practice:
    """One practice with all its answers, to be cut at any call, and what must hold then."""

    def __init__(self, folder, name, chunks):
        self.folder = folder
        self.name = name
        self.chunks = chunks
        self.number = 0
        whole = self.fresh()
        tally = self.folder / "tally"
        assert self.run(whole, chunks, Tally(tally)).status == 0
        self.calls = tally.read_text().split()
        (self.record,) = whole.records
        self.expected = said(self.record)
        until_the_last = self.fresh()
        self.run(until_the_last, chunks[:-1])
        closed = [(entry["name"], entry["value"]) for entry in self.record["answers"] if "close" in entry["name"]]
        self.answers = [*self.left(until_the_last)[0], *(closed or [("felt", self.record["felt"])])]

    def fresh(self):
        self.number += 1
        folder = self.folder / str(self.number)
        folder.mkdir(parents=True)
        program = Program(folder / "home")
        if self.name == "short":
            program.own("short", SHORT)
        return program

    def run(self, program, chunks, meddle=None, *options):
        says = "".join(f"{line}\n" for chunk in chunks for line in chunk)
        return Child(program, ["practice", self.name, *PLAIN, *options], says, meddle)

    def check(self, program, child):
        """Nothing that was taken is lost, nothing is damaged, nothing unsaid is there."""
        assert program.history.damaged() == []
        assert program.drafts.damaged() == []
        kept = program.records
        assert [said(record) for record in kept] in ([], [self.expected])
        assert [path for path in program.has(NEVER) if "exercises" not in path.parts] == []
        if kept:
            return
        taken = max(child.out.count("> ") - 1, 0)  # so many lines were followed by the next prompt
        answers, half = self.left(program)
        assert answers == self.answers[: len(answers)]
        for number, chunk in enumerate(self.chunks):
            if taken < len(chunk):
                if len(answers) == number and chunk[-1] == ".":
                    assert half[:taken] == chunk[:taken]
                return
            taken -= len(chunk)
            assert len(answers) > number, chunk

    def left(self, program):
        """Return the answers and the half-typed lines of the one draft."""
        if not program.waiting:
            return [], []
        (waiting,) = program.waiting
        draft = program.drafts.take_up(waiting.id)
        half = draft.half_typed
        draft.release()
        answers = [(line["name"], line.get("value")) for line in waiting.lines if line["did"] == "answer"]
        return answers, half[1].split("\n") if half else []

    def go_on(self, program):
        """Do what a person does next: start again, go on, and come to the end."""
        waiting = program.waiting
        kept = program.records
        if kept:
            child = self.run(program, [])
            assert "not finished" not in child.out
        elif waiting:
            answers, half = self.left(program)
            again = [[NEVER]] if any(line.get("never") for line in waiting[0].lines) else []
            rest = [list(chunk) for chunk in self.chunks[len(answers) :]]
            if half and rest and rest[0][-1] == ".":
                rest[0] = rest[0][len(half) :]
            child = self.run(program, [["1"], *again, *rest])
            assert "not finished" in child.out
        else:
            child = self.run(program, self.chunks)
        assert (child.status, child.err) == (0, "")
        (record,) = program.records
        assert said(record) == self.expected
        assert record["felt"] == self.record["felt"]
        assert record["finished"] is self.record["finished"]
        assert record["resumed"] == int(bool(waiting) and not kept)
        assert {path.suffix for path in (program.places.state / "drafts").iterdir()} <= {".beside"}
        assert program.history.damaged() == []


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    return Practice(tmp_path_factory.mktemp("short"), "short", SHORT_CHUNKS)


@pytest.mark.parametrize("half", [False, True], ids=["after a call", "in the midst of a write"])
def test_a_cut_at_any_file_call_of_a_practice_loses_no_answer_and_leaves_nothing_half(short, half):
    calls = [(number, name) for number, name in enumerate(short.calls, 1) if name == "write" or not half]
    for number, name in a_share_of(calls, one_in=5):
        program = short.fresh()
        child = short.run(program, short.chunks, CutAfter(number, half=half))
        assert child.status == KILLED, (number, name)
        short.check(program, child)
        short.go_on(program)


def test_a_cut_while_going_on_after_a_cut_loses_nothing_either(short):
    for number in a_share_of(range(1, len(short.calls), 9), one_in=5):
        program = short.fresh()
        short.run(program, short.chunks, CutAfter(number * 2 // 3 + 1))
        again = [["1"], [NEVER], *short.chunks[3:]]
        child = short.run(program, again, CutAfter(number // 3 + 1))
        assert child.status in {KILLED, 0}
        assert program.drafts.damaged() == program.history.damaged() == []
        assert [path for path in program.has(NEVER) if "exercises" not in path.parts] == []


@pytest.mark.parametrize("name", BUNDLED_CHUNKS)
def test_a_cut_in_a_bundled_exercise_loses_no_answer(tmp_path, name):
    practice = Practice(tmp_path, name, BUNDLED_CHUNKS[name])
    assert practice.record["finished"] is True
    for number in a_share_of(range(3, len(practice.calls), max(len(practice.calls) // 7, 1)), one_in=5):
        program = practice.fresh()
        child = practice.run(program, practice.chunks, CutAfter(number))
        assert child.status == KILLED
        practice.check(program, child)
        practice.go_on(program)


def test_a_disk_that_is_full_is_told_in_words_and_what_was_taken_stays(short):
    writes = short.calls.count("write")
    for number in a_share_of(range(1, writes + 1), one_in=5):
        program = short.fresh()
        child = short.run(program, short.chunks, RefuseFrom(number, errno.ENOSPC, ("write", "mkdir")))
        assert child.status in {0, 1}
        if child.status:
            assert "No space left" in child.err
            assert "Make some room" in child.err
        else:
            # the input ended at the step that was refused
            told = ("It is kept at this step", "Nothing of this one is kept")
            assert program.records or any(words in child.out for words in told)
        until_then = child.out.split("this step is still to be kept", 1)[0]
        short.check(program, SimpleNamespace(out=until_then))
        short.go_on(program)


def test_on_a_read_only_disk_a_practice_says_so_before_it_asks_and_reading_goes_on(program):
    program.own("short", SHORT)
    refused = ("open", "write", "mkdir", "replace", "unlink", "ftruncate")
    child = Child(program, ["practice", "short", *PLAIN], "a\n", RefuseFrom(1, errno.EROFS, refused))
    assert child.status == 1
    assert "First?" not in child.out
    assert "Read-only" in child.err
    child = Child(
        program, ["practice", "short", *PLAIN, "--no-save"], "a\n\n\n\n\n\n", RefuseFrom(1, errno.EROFS, refused)
    )
    assert child.status == 0
    assert "First?" in child.out
    program.call("practice", "short", "--set", "first=x")
    for command in (["history", "list"], ["exercises", "list"], ["support"], ["exercises", "show", "short"]):
        child = Child(program, command, "", RefuseFrom(1, errno.EROFS, refused))
        assert (child.status, child.err) == (0, "")


def test_a_home_that_is_no_folder_is_told_in_words(program):
    file = program.home / "file"
    file.write_text("")
    ran = program.call("practice", "mindfulness", *PLAIN, says="1\n", env={"SELFATTACH_HOME": str(file)})
    assert ran.status == 1
    assert str(file) in ran.err.replace("\n", "")
    assert program.call("history", "list", env={"SELFATTACH_HOME": str(file)}).status in {0, 1}
    assert program.call("support", env={"SELFATTACH_HOME": str(file)}).status == 0


@pytest.mark.parametrize(("signum", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["TERM", "HUP"])
def test_a_signal_at_any_file_call_keeps_every_answer(short, signum, status):
    for number in a_share_of(range(1 + signum % 2, len(short.calls) + 1, 4), one_in=5):
        program = short.fresh()
        child = short.run(program, short.chunks, SignalAfter(number, signum))
        assert child.status == status, number
        short.check(program, child)
        short.go_on(program)


def test_ctrl_c_at_any_file_call_ends_nothing_roughly(short):
    for number in a_share_of(range(1, len(short.calls) + 1, 4), one_in=5):
        program = short.fresh()
        child = short.run(program, short.chunks, SignalAfter(number, signal.SIGINT))
        assert child.status in {0, 130}, number
        assert program.drafts.damaged() == program.history.damaged() == []
        assert [path for path in program.has(NEVER) if "exercises" not in path.parts] == []
        if program.records:
            assert program.records[0]["answers"]


# --- real processes, stopped in the midst


def start(program, *lines, options=PLAIN, name="short"):
    """Start a practice and type these lines; return once the prompt after them is there."""
    process = program.start("practice", name, *options)
    process.seen = ""
    for line in [None, *lines]:
        if line is not None:
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
        wait_for(process, "> ")
    return process


def wait_for(process, words):
    seen = b""
    while words.encode() not in seen:
        assert select.select([process.stdout], [], [], PATIENCE)[0], f"no {words!r} after {process.seen!r}"
        more = os.read(process.stdout.fileno(), 1)
        assert more, process.stderr.read()
        seen += more
    process.seen += seen.decode("utf-8", "replace")
    settle_at_a_pipe(process)  # a signal that is quicker than the reader would be heard after the next line only


def end(process):
    _, err = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in err
    return process.returncode


@pytest.mark.parametrize(("signum", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["TERM", "HUP"])
@pytest.mark.parametrize(
    "lines",
    [
        ["one thing"],
        ["one thing", "unsaid", "Ada", "Bo", "Dear you,", "half a letter"],
        ["one thing", ":stop"],
        ["one thing", ":stop", "let_go"],
    ],
    ids=["at a question", "in a letter", "in the menu", "before letting go"],
)
def test_a_signal_leaves_the_draft_and_no_record(program, signum, status, lines):
    program.own("short", SHORT)
    process = start(program, *lines)
    process.send_signal(signum)
    process.send_signal(signal.SIGTERM)  # a closing window sends both
    assert end(process) in {status, 143}
    assert not program.records
    assert program.has("one thing")
    assert bool(program.has("half a letter")) is ("half a letter" in lines)
    ran = program.practise("short", "1", *(["unsaid"] if "unsaid" in lines else []), ":stop", "enough", "")
    assert "Kept." in ran.out
    assert values(program.records[0])["first"] == "one thing"
    assert ("half a letter" in str(values(program.records[0]))) is ("half a letter" in lines)


@pytest.mark.parametrize("lines", [1, 3, 6])
def test_half_a_letter_survives_kill_9(program, lines):
    program.own("short", SHORT)
    typed = ["one thing", "unsaid", "Ada", "Bo", "Dear you,", "half a letter"][:lines]
    process = start(program, *typed)
    process.kill()
    assert end(process) == KILLED
    rest = ["unsaid", "Ada", "Bo", "Dear you,", "half a letter"]
    rest = rest if lines == 1 else ["unsaid", *rest[lines - 1 :]]
    assert program.practise("short", "1", *rest, ".", "7", "1").status == 0
    assert values(program.records[0])["letter"] == "Dear you,\nhalf a letter"
    assert values(program.records[0])["who"] == ["Ada", "Bo"]


def test_a_signal_in_a_rest_leaves_the_draft(program):
    process = program.start("practice", "mindfulness", "--plain")
    process.seen = ""
    wait_for(process, "> ")
    process.stdin.write("1\n")
    process.stdin.flush()
    wait_for(process, "stays still")
    process.send_signal(signal.SIGHUP)
    assert end(process) == 129
    assert program.waiting[0].lines[-1]["value"] == "sight"


def test_ctrl_c_twice_leaves_the_draft_and_is_no_failure(program):
    program.own("short", SHORT)
    process = start(program, "one thing", "unsaid", "Ada", "Bo", "Dear you,")
    process.send_signal(signal.SIGINT)
    wait_for(process, "> ")
    assert "Paused" in process.seen
    process.send_signal(signal.SIGINT)
    assert end(process) == 0
    assert not program.records
    assert program.has("Dear you,")
    assert len(program.waiting) == 1


def test_the_end_of_input_leaves_the_draft_and_is_no_failure(program):
    program.own("short", SHORT)
    ran = program.practise("short", "one thing")
    assert (ran.status, ran.err) == (0, "")
    assert "`selfattach practice short`" in ran.out.replace("\n", " ")
    assert not program.records
    assert len(program.waiting) == 1


def test_where_nothing_was_said_nothing_waits(program):
    program.own("short", SHORT)
    assert "Nothing of this one is kept." in program.practise("short").out
    assert "nothing waits" not in program.practise("short", options=("--no-save",)).out
    assert not program.waiting
    assert "It is kept at this step" in program.practise("short", "").out  # a question left open is a step too
    assert len(program.waiting) == 1


@pytest.mark.parametrize("way", ["in the menu", "at the next start"])
def test_what_is_let_go_is_nowhere(program, way):
    program.own("short", SHORT)
    typed = ["a secret", "unsaid", "Ada", "Bo", "half a secret"]
    if way == "in the menu":
        ran = program.practise("short", *typed, ":stop", "let_go", "2")
    else:
        program.practise("short", *typed)
        assert program.has("half a secret")
        ran = program.practise("short", "3")
    assert ran.status == 0
    assert "It is gone" in ran.out
    assert not program.has("secret")
    assert not program.has("Ada")
    assert not program.records
    assert not program.waiting


def test_letting_go_is_asked_again_before_it_is_done(program):
    program.own("short", SHORT)
    ran = program.practise("short", "a secret", ":stop", "let_go", "1", "1")
    assert ran.status == 0
    assert program.has("a secret")
    ran = program.practise("short", "1", ":stop", "let_go", "", "4")
    assert program.has("a secret")


def test_what_is_kept_as_it_is_becomes_a_record_with_every_word_of_it(program):
    program.own("short", SHORT)
    program.practise("short", "one thing", "unsaid", "Ada", "", "Dear you,", "half a letter")
    ran = program.practise("short", "2")
    assert "Kept." in ran.out
    (record,) = program.records
    assert values(record) == {"first": "one thing", "who": ["Ada"], "letter": "Dear you,\nhalf a letter"}
    assert record["finished"] is False
    assert record["ending"] == "enough"
    assert not program.waiting


def test_enough_for_today_keeps_every_word_of_it(program):
    program.own("short", SHORT)
    ran = program.practise("short", "one thing", "unsaid", "Ada", "", "Dear you,", ":stop", "enough", "")
    assert ran.status == 0
    (record,) = program.records
    assert values(record) == {"first": "one thing", "who": ["Ada"], "letter": "Dear you,"}
    assert record["ending"] == "enough"
    assert not program.waiting


def test_enough_after_a_return_keeps_what_came_after_words_that_are_never_kept(program):
    program.own("short", SHORT)
    program.practise("short", "", "unsaid", "Ada", "Bo", "Dear you,", ".")
    ran = program.practise("short", "1", ":stop", "leave")
    assert ran.status == 0
    assert len(program.waiting) == 1  # left again at once, with everything in it
    program.practise("short", "1", ":stop", "enough", "")
    assert values(program.records[0]) == {"who": ["Ada", "Bo"], "letter": "Dear you,"}


def test_half_a_letter_survives_going_back(program):
    program.own("short", SHORT)
    ran = program.practise("short", "one thing", "", "Ada", "Bo", "Dear you,", ":back", "Bea", "and more", ".", "5", "")
    assert ran.status == 0
    assert values(program.records[0]) == {
        "first": "one thing",
        "who": ["Ada", "Bea"],
        "letter": "Dear you,\nand more",
        "weight": 5,
    }


def test_left_where_it_is_a_new_one_begins_and_the_old_one_still_waits(program):
    program.own("short", SHORT)
    program.practise("short", "the first time")
    ran = program.practise("short", "0", "another time", *[""] * 6)
    assert "It stays where it is" in ran.out
    assert values(program.records[0]) == {"first": "another time"}
    assert len(program.waiting) == 1
    assert "not finished" in program.practise("short").out
    assert "not finished" not in program.practise("short", options=("--fresh",)).out
    assert "not finished" not in program.practise("mindfulness").out
    assert len(program.waiting) == 1


def test_without_saving_nothing_is_written_at_all(program):
    program.own("short", SHORT)
    before = sorted(program.home.rglob("*"))
    ran = program.practise("short", *[line for chunk in SHORT_CHUNKS for line in chunk], options=("--no-save",))
    assert ran.status == 0
    assert "Nothing was kept, as you asked" in ran.out
    assert "Nothing was kept" in program.practise("short", "one thing", options=("--no-save",)).out
    assert sorted(program.home.rglob("*")) == before


@pytest.mark.parametrize("fate", ["changed", "broken", "deleted"])
def test_a_changed_broken_or_deleted_exercise_does_not_break_its_draft(program, fate):
    path = program.own("short", SHORT)
    program.practise("short", "one thing", "", "Ada", "")
    if fate == "changed":
        path.write_text(SHORT.replace("write: letter", "write: other").replace("Write it here?", "Something else?"))
    elif fate == "broken":
        path.write_text("- nothing: [")
    else:
        path.unlink()
    ran = program.practise("short", "1", "Dear you,", ".", "4", "1")
    assert (ran.status, ran.err) == (0, "")
    assert "Write it here?" in ran.out
    assert values(program.records[0]) == {"first": "one thing", "who": ["Ada"], "letter": "Dear you,", "weight": 4}
    assert program.practise("short").status == (0 if fate == "changed" else 2)


def test_what_was_left_of_a_deleted_exercise_can_be_let_go(program):
    path = program.own("short", SHORT)
    program.practise("short", "one thing")
    path.unlink()
    ran = program.practise("short", "3")
    assert (ran.status, ran.err) == (0, "")
    assert not program.has("one thing")
    assert program.practise("short").status == 2


def test_a_draft_held_by_a_living_process_is_not_offered(program):
    program.own("short", SHORT)
    process = start(program, "the first")
    ran = program.practise("short", "the second", "", "", "", "", "5", "")
    assert "not finished" not in ran.out
    assert "the second" in str(program.records)
    assert end_of_input(process) == 0
    assert "not finished" in program.practise("short").out


def end_of_input(process):
    process.stdin.close()
    process.stdin = None
    return end(process)


def test_many_practices_that_end_at_once_are_all_kept(program):
    program.own("short", SHORT)
    running = [start(program, f"number {number}", "", "", "", "", "5") for number in range(4)]
    for process in running:
        process.stdin.write("1\n")
        process.stdin.close()
        process.stdin = None
    assert [end(process) for process in running] == [0] * 4
    assert sorted(values(record)["first"] for record in program.records) == [f"number {n}" for n in range(4)]
    assert not program.waiting


def test_what_is_never_kept_is_nowhere_at_any_time(program):
    program.own("short", SHORT.replace("- write: aloud", "- write: aloud\n    lines: many"))
    temporary = program.home.parent / "temporary"
    temporary.mkdir()
    process = program.start("practice", "short", *PLAIN, env={"TMPDIR": str(temporary)})
    process.seen = ""
    for line in ("one thing", "unsaid", "more unsaid", ":back", "", "more unsaid", ".", "Ada", ":stop", "leave"):
        wait_for(process, "> ")
        assert not [path for path in program.has(NEVER) if "exercises" not in path.parts]
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
    assert end_of_input(process) == 0
    assert not [path for path in program.has(NEVER) if "exercises" not in path.parts]
    assert list(temporary.iterdir()) == []
    ran = program.practise("short", "1", "")
    assert "For nobody?" in ran.out  # it is asked again
    assert NEVER not in ran.out


def test_a_draft_that_is_damaged_is_left_alone_and_hinders_nothing(program):
    program.own("short", SHORT)
    program.practise("short", "one thing")
    (journal,) = (program.places.state / "drafts").glob("*.journal")
    for spoilt in (
        b"",
        b"\0" * 50,
        b'{"exercise":"short"}\n',
        b'{"exercise":"short","started":1}\n{"did":"answer"}\n',
        b"{}\n",
    ):
        journal.write_bytes(spoilt)
        ran = program.practise("short", options=("--fresh",))
        assert ran.status == 0
        ran = program.practise("short", "1")
        assert ran.status in {0, 2}
        assert journal.exists() is (spoilt != b"") or journal.read_bytes() == spoilt
    assert until(lambda: not program.records)


def test_of_two_that_were_not_finished_each_is_offered_with_when_it_was_begun(program):
    program.own("short", SHORT)
    program.practise("short", "the older words")
    program.practise("short", "the newer words", options=("--fresh",))
    ran = program.practise("short", "2", "1", ":stop", "enough", "")
    assert "2 that were not finished: A short one. Which one?" in ran.out
    assert len(re.findall(r"[12]\. Begun earlier today, at \d\d:\d\d", ran.out)) == 2
    (kept,), (waits,) = program.records, program.waiting
    said = [values(kept)["first"], next(line["value"] for line in waits.lines if line.get("name") == "first")]
    assert sorted(said) == ["the newer words", "the older words"]
    assert "Which one?" not in program.practise("short").out  # one is left


def test_kept_as_it_is_with_nothing_in_it_yet_it_waits_on(program):
    program.own("short", SHORT)
    program.practise("short", "", ":stop", "leave")
    assert len(program.waiting) == 1
    ran = program.practise("short", "keep")
    assert "It stays where it is." in ran.out
    assert "Nothing was kept." not in ran.out
    assert len(program.waiting) >= 1
