"""`history export` and `history import`, as a person with files, pipes and a terminal meets them."""

import csv
import errno
import io
import json
import os
import stat
import subprocess
from datetime import UTC, datetime, timedelta

import pexpect
import pytest
import yaml
from forked import Child, RefuseFrom
from msgspec.structs import replace
from quick_passphrases import make_quick
from reading import own_words, read
from sample_records import a_record, an_entry
from the_program import Program
from tools import needs

from selfattach import words
from selfattach.history.history import History

NOW = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
FORMATS = ("json", "csv", "jrnl", "page", "markdown")


@pytest.fixture
def keep(program):
    """Keep a session so many days ago."""
    history = History(program.places, device="aaaaaaaa", machine=lambda: "here")

    def kept(days=0, *answers, **fields):
        return history.add(a_record(days, *answers, start=NOW - timedelta(days=days), **fields))

    return kept


def sealed(value="SEALED", **fields):
    return an_entry("letter", value, seal_until="2099-01-01", **fields)


def exported(program, *options):
    ran = program.call("history", "export", *options)
    assert ran.status == 0, ran.err
    return ran


def all_text(target):
    files = [target] if target.is_file() else sorted(target.iterdir())
    return "".join(path.read_text(encoding="utf-8") for path in files)


# --- out


def test_without_options_it_is_json_on_the_standard_output(program, keep):
    kept = [keep(days, an_entry(value="žluťoučký\nkůň \ud83d")) for days in (2, 1, 0)]
    ran = exported(program)
    assert [one["id"] for one in ran.json["sessions"]] == [one.id for one in reversed(kept)]
    assert ran.json["sessions"] == program.records
    assert ran.json["whole"] is True
    assert ran.err == ""


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_history_is_taken_along_as_what_it_is(program, tmp_path, form):
    ran = exported(program, "--format", form, "--to", str(tmp_path / "out"))
    assert " ".join(ran.out.split()).endswith("holds 0 sessions.")
    told = all_text(tmp_path / "out")
    assert words.SESSIONS_NONE in told if form == "page" else told.count("\n") == {"json": 3, "csv": 1}.get(form, 0)


@pytest.mark.parametrize("form", ["csv", "jrnl", "page"])
def test_a_table_the_text_of_jrnl_and_a_page_come_on_the_standard_output(program, keep, form):
    keep(0, an_entry(value="=not a formula"))
    ran = exported(program, "--format", form, "--to", "-")
    assert "=not a formula" in ran.out
    if form == "csv":
        header, row = csv.reader(io.StringIO(ran.out, newline=""))
        assert dict(zip(header, row, strict=True))["value"] == "'=not a formula"


def test_the_bytes_are_utf_8_whatever_the_terminal_is_set_to(program, keep):
    keep(0, an_entry(value="kůň"))
    environment = {"PYTHONIOENCODING": "latin-1"}
    ran = program.run("history", "export", "--format", "csv", env=environment)
    assert "kůň" in ran.out


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_written_is_for_the_owner_only(program, keep, tmp_path, form):
    keep(0)
    target = tmp_path / "new folder" / "out"
    before = os.umask(0)
    try:
        ran = exported(program, "--format", form, "--to", str(target))
    finally:
        os.umask(before)
    assert " ".join(ran.out.split()).endswith("holds one session.")
    assert stat.S_IMODE(target.parent.stat().st_mode) == 0o700
    for path in (target, *target.glob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_markdown_is_a_folder_with_a_file_for_each_session(program, keep, tmp_path):
    kept = keep(1, an_entry(value="# not a heading"), exercise="inner-critic-reframe")
    keep(0, exercise="Odd/../name")
    exported(program, "--format", "markdown", "--to", str(tmp_path / "notes"))
    for path in (tmp_path / "notes").iterdir():
        updated = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])["updated"]
        assert path.stat().st_mtime == datetime.fromisoformat(updated).timestamp()
    first, second = sorted(path.name for path in (tmp_path / "notes").iterdir())
    day = f"{NOW - timedelta(days=1):%Y-%m-%d}"
    assert first == f"{day} 1200 inner-critic-reframe {kept.id[2:8]}-{kept.id[17:]}.md"
    assert " odd-name " in second
    page = (tmp_path / "notes" / first).read_text(encoding="utf-8")
    assert yaml.safe_load(page.split("---\n")[1])["id"] == kept.id
    assert "\n\\# not a heading\n" in page


@pytest.mark.parametrize("form", ["json", "csv", "jrnl", "page"])
def test_a_file_that_is_there_stays_as_it_is_without_force(program, keep, tmp_path, form):
    keep(0, an_entry(value="SECRET"))
    target = tmp_path / "mine"
    target.write_text("precious")
    ran = program.call("history", "export", "--format", form, "--to", str(target))
    assert (ran.status, ran.out) == (2, "")
    assert "--force" in ran.err
    assert target.read_text() == "precious"
    exported(program, "--format", form, "--to", str(target), "--force")
    assert "SECRET" in target.read_text()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_folder_that_holds_something_stays_as_it_is_without_force(program, keep, tmp_path):
    keep(0)
    folder = tmp_path / "notes"
    folder.mkdir()
    options = ("--format", "markdown", "--to", str(folder))
    exported(program, *options)  # an empty one will do
    (folder / "mine.md").write_text("precious")
    ran = program.call("history", "export", *options)
    assert ran.status == 2
    assert "--force" in ran.err
    exported(program, *options, "--force")
    assert (folder / "mine.md").read_text() == "precious"
    assert len(list(folder.iterdir())) == 2


def test_a_link_is_written_through_and_only_with_force(program, keep, tmp_path):
    keep(0)
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    assert program.call("history", "export", "--to", str(link)).status == 2
    exported(program, "--to", str(link), "--force")
    assert link.is_symlink()
    assert (tmp_path / "real").is_file()


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "markdown"),
        ("--format", "markdown", "--to", "-"),
        ("--format", "markdown", "--to", "file"),
        ("--format", "markdown", "--to", "file", "--force"),
        ("--format", "jsno"),
        ("--format", ""),
        ("--to", "."),
        ("--to", ".", "--force"),
        ("--to", ""),
        ("--to", "pipe", "--force"),
        ("--since", "last week-ish"),
        ("--since", "2026-13-01"),
        ("--since", ""),
        ("--review",),
        ("--review", "--to", "-"),
        ("--review", "--to", "out"),
        ("--review", "--no-words", "--to", "out"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_exit_2_and_nothing_is_written(program, keep, options):
    keep(0, an_entry(value="SECRET"))
    folder = program.home.parent
    (folder / "file").write_text("precious")
    os.mkfifo(folder / "pipe")
    ran = program.call("history", "export", *options)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.strip()
    assert "SECRET" not in ran.err
    assert (folder / "file").read_text() == "precious"
    assert not (folder / "out").exists()


def test_a_slip_in_the_format_gets_the_nearest(program):
    assert "`markdown`" in program.call("history", "export", "--format", "markdwon").err


@pytest.mark.parametrize("target", ["x" * 300, "file/out"], ids=["long", "below a file"])
@pytest.mark.parametrize("form", ["json", "markdown"])
def test_what_cannot_be_written_is_told(program, keep, form, target):
    keep(0)
    (program.home.parent / "file").write_text("precious")
    ran = program.call("history", "export", "--format", form, "--to", target)
    assert ran.status == 1
    assert "could not be written" in ran.err


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_a_name_that_is_no_text_is_a_name_all_the_same(program, keep, form):
    keep(0)
    exported(program, "--format", form, "--to", "\udcffout")
    assert (program.home.parent / "\udcffout").exists()


def test_only_what_is_wanted_goes_along(program, keep):
    for days in (40, 3, 2, 0):
        keep(days, exercise="one" if days % 2 else "two")
    since = f"{NOW - timedelta(days=3):%Y-%m-%d}"

    def found(*options):
        return [one["exercise"] for one in exported(program, *options).json["sessions"]]

    assert found("--since", since) == ["two", "two", "one"]
    assert found("--exercise", "one") == ["one"]
    assert found("--exercise", "two", "--since", since) == ["two", "two"]
    assert len(found("--since", "0001-01-01")) == 4


@pytest.mark.parametrize(
    "options", [("--exercise", "nowhere"), ("--since", "2999-01-01"), ("--exercise", "one", "--since", "2999-01-01")]
)
def test_a_wish_that_fits_nothing_is_exit_3_and_nothing_is_written(program, keep, tmp_path, options):
    keep(0, exercise="one")
    ran = program.call("history", "export", *options, "--to", str(tmp_path / "out"))
    assert (ran.status, ran.out) == (3, "")
    assert ran.err.strip()
    assert not (tmp_path / "out").exists()


# --- what stays


@pytest.mark.parametrize("form", FORMATS)
def test_sealed_words_stay_and_how_many_is_told_and_with_a_wish_they_go(program, keep, tmp_path, form):
    keep(1, an_entry(value="open words"), sealed())
    keep(0, sealed(), sealed())
    ran = exported(program, "--format", form, "--to", str(tmp_path / "a"))
    assert ran.err == "3 sealed answers stayed here. --sealed takes them along.\n"
    assert "SEALED" not in all_text(tmp_path / "a")
    assert "open words" in all_text(tmp_path / "a")
    ran = exported(program, "--format", form, "--to", str(tmp_path / "b"), "--sealed")
    assert ran.err == ""
    assert all_text(tmp_path / "b").count("SEALED") == 3


@pytest.mark.parametrize("form", FORMATS)
def test_without_words_figures_and_choices_stay(program, keep, tmp_path, form):
    promise = an_entry("plan", {"cue": "SECRET", "action": "SECRET"}, kind="promise")
    choice = an_entry("voice", "friend", kind="choose", labels={"friend": "A good friend"})
    rated = an_entry("rate", 7, kind="rate", from_=0, to=10)
    quoting = an_entry("true", 4, kind="rate", ask="How true is ${thought}?")
    keep(0, an_entry(value="SECRET"), promise, choice, rated, quoting, sealed("SECRET"), felt="same")
    exported(program, "--format", form, "--no-words", "--to", str(tmp_path / "out"))
    text = all_text(tmp_path / "out")
    assert "SECRET" not in text
    assert "good friend" in text
    assert "7" in text


def test_help_says_exactly_what_stays_without_words(program):
    told = " ".join(program.call("history", "export", "-h").out.split())
    assert "every written answer, promises too" in told
    assert "titles and questions of the exercises" in told


def test_what_cannot_be_read_is_told_and_the_rest_goes_along(program, keep):
    keep(0)
    shard = program.places.history / "bbbbbbbb" / "2020-01.json"
    shard.parent.mkdir()
    shard.write_text('{"sessions": {"1": {')
    ran = program.call("history", "export")
    assert ran.status == 1
    assert len(json.loads(ran.out)["sessions"]) == 1
    assert "not all of it" in ran.err
    assert str(shard) in ran.err


def test_an_export_deletes_and_changes_nothing_here(program, keep, tmp_path):
    keep(0, an_entry(), sealed())
    program.call("history", "list")

    def files():
        return {path: path.read_bytes() for path in program.home.rglob("*") if path.is_file()}

    before = files()
    for form in FORMATS:
        exported(program, "--format", form, "--to", str(tmp_path / form))
    assert files() == before


# --- asked about each


def picks(program, *replies, options=()):
    """Answer what is asked on a terminal; return what was on the screen and the exit status."""
    child = program.on_a_terminal("history", "export", "--review", "--to", "out", *options)
    child.setwinsize(100, 90)
    screen = ""
    for reply in replies:
        child.expect("q: |y or Enter: ")
        screen += child.before
        child.sendcontrol(reply[1]) if reply.startswith("^") else child.sendline(reply)
    child.expect(pexpect.EOF)
    child.close()
    return screen + child.before, child.exitstatus


@pytest.fixture
def here(program, monkeypatch):
    monkeypatch.chdir(program.home.parent)
    return program.home.parent / "out"


def test_each_session_is_shown_and_only_those_with_a_yes_go_along(program, keep, here):
    kept = [keep(days, an_entry(value=f"words {days}")) for days in (0, 1, 2)]
    screen, status = picks(program, "", "what?", "Y", "")
    assert status == 0
    assert all(f"words {days}" in screen for days in (0, 1, 2))
    assert "Enter leaves it out" in screen
    whole = json.loads(here.read_text())
    assert [one["id"] for one in whole["sessions"]] == [kept[1].id]
    assert "holds one session." in screen


def test_the_answers_of_a_session_can_be_picked_one_by_one(program, keep, here):
    keep(0, an_entry("a", "first"), an_entry("b", "second"), an_entry("c", "third"))
    _, status = picks(program, "a", "y", "", "y")
    assert status == 0
    whole = json.loads(here.read_text())
    assert [answer["value"] for answer in whole["sessions"][0]["answers"]] == ["first", "third"]
    assert whole["whole"] is False
    assert "second" not in here.read_text()


def test_q_leaves_out_all_that_is_left(program, keep, here):
    for days in (0, 1, 2):
        keep(days)
    picks(program, "y", "q")
    assert len(json.loads(here.read_text())["sessions"]) == 1


@pytest.mark.parametrize("replies", [("",), ("q",), ("a", "")])
def test_where_nothing_is_picked_nothing_is_written(program, keep, here, replies):
    keep(0)
    screen, status = picks(program, *replies)
    assert status == 0
    assert "nothing was picked" in screen
    assert not here.exists()


@pytest.mark.parametrize("way", ["^c", "^d"])
def test_leaving_half_way_writes_nothing(program, keep, here, way):
    keep(0)
    keep(1)
    _, status = picks(program, "y", way)
    assert status == 130
    assert not here.exists()


def test_a_page_to_hand_to_somebody_has_what_was_picked_and_room_to_write_on(program, keep, here):
    kept = [keep(days, an_entry("a", f"words {days}"), an_entry("b", f"and <more> {days}")) for days in (0, 1, 2)]
    _, status = picks(program, "y", "", "a", "", "y", options=("--format", "page"))
    assert status == 0
    root = read(here.read_text(encoding="utf-8"))
    assert own_words(root) == ["words 0", "and <more> 0", "and <more> 2"]
    assert [one.text for one in root.every("h2")] == [kept[0].title, kept[2].title, words.SESSIONS_TO_TALK_ABOUT]


def test_sealed_words_are_not_shown_when_it_is_asked(program, keep, here):
    keep(0, an_entry(), sealed())
    screen, _ = picks(program, "y")
    assert "SEALED" not in screen
    assert "SEALED" not in here.read_text()
    here.unlink()
    screen, _ = picks(program, "y", options=("--sealed",))
    assert "SEALED" in screen
    assert "SEALED" in here.read_text()


# --- in


@pytest.fixture
def other(tmp_path):
    """Another machine."""
    return Program(tmp_path / "other")


def brought(program, *arguments, **more):
    ran = program.call("history", "import", *arguments, **more)
    assert ran.status == 0, ran.err
    return ran


def without_stamps(records):
    return [{key: value for key, value in one.items() if key not in ("rev", "device", "changed")} for one in records]


def test_an_export_is_brought_in_on_another_machine_and_twice_is_once(program, keep, other, tmp_path):
    for days in (0, 40):
        keep(days, an_entry(value="žluťoučký\nkůň \ud83d"), sealed())
    file = str(tmp_path / "all.json")
    exported(program, "--sealed", "--to", file)
    ran = brought(other, file)
    assert (ran.out, ran.err) == ("2 sessions were brought in.\n", "")
    assert without_stamps(other.records) == without_stamps(program.records)
    assert brought(other, file).out == "2 were here already.\n"
    assert brought(other, file, "--json").json == {"new": 0, "changed": 0, "same": 2, "older": 0, "unread": 0}
    assert brought(program, file, "--json").json["same"] == 2


def test_it_is_read_from_the_standard_input_too(program, keep, other):
    keep(0)
    assert brought(other, "-", says=exported(program).out).out == "One session was brought in.\n"


def test_what_was_changed_here_since_stays_and_is_told(program, keep, tmp_path):
    kept = keep(0, an_entry(value="before"))
    file = str(tmp_path / "all.json")
    exported(program, "--to", file)
    program.history.add(replace(kept, answers=(an_entry(value="after"),)))
    assert brought(program, file).out.startswith("One is here in another version")
    assert program.records[0]["answers"][0]["value"] == "after"


def test_what_was_left_out_is_told_and_filled_in_by_a_whole_one(program, keep, other):
    keep(0, sealed("SEALED"))
    assert "left out" in brought(other, "-", says=exported(program).out).out
    assert brought(other, "-", says=exported(program, "--sealed").out).out.startswith("One took the place")
    assert other.records[0]["answers"][0]["value"] == "SEALED"


def test_a_shard_from_a_backup_is_taken_too(program, keep, other):
    keep(0)
    (shard,) = program.places.history.glob("*/*.json")
    assert brought(other, str(shard)).out == "One session was brought in.\n"


def a_broken_one(program):
    whole = exported(program).json
    del whole["sessions"][1]["exercise"]
    return json.dumps(whole)


def test_a_session_that_is_broken_is_named_and_nothing_at_all_comes_in(program, keep, other):
    keep(0, an_entry(value="SECRET"))
    kept = keep(1, an_entry(value="SECRET"))
    ran = other.call("history", "import", "-", says=a_broken_one(program))
    assert (ran.status, ran.out) == (2, "")
    assert f"Session 2 ({kept.id[2:8]}-{kept.id[17:]})" in ran.err
    assert "`exercise`" in ran.err
    assert "SECRET" not in ran.err
    assert not other.touched


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "What came in is empty"),
        ("SECRET", "no JSON"),
        ('{"selfattach": 1, "sessions": [', "not all of it is there"),
        ('{"entries": [{"body": "SECRET"}]}', "no export of this program"),
        ('["SECRET"]', "no export of this program"),
        ('{"selfattach": 9, "sessions": "SECRET"}', "needs a newer selfattach"),
        ('{"selfattach": 1, "sessions": [{"format": 9, "id": "SECRET"}]}', "needs a newer selfattach"),
        ('{"selfattach": 1, "sessions": ["SECRET"]}', "Session 1"),
    ],
)
def test_what_is_no_export_is_exit_2_and_quotes_no_word(program, content, told):
    ran = program.call("history", "import", "-", says=content)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
    assert "SECRET" not in ran.err
    assert not program.touched


def test_a_file_that_cannot_be_read_is_exit_2(program, tmp_path):
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(600 * 1024 * 1024)
    for name, told in (
        ("nowhere", "No such file"),
        (".", "is a folder"),
        ("x" * 300, "too long"),
        (str(huge), "512 MB"),
    ):
        ran = program.call("history", "import", name)
        assert (ran.status, ran.out) == (2, "")
        assert told in ran.err
    assert program.call("history", "import").status == 2


@pytest.mark.parametrize("number", [1, 4, 9])
def test_a_disk_that_is_full_half_way_is_told_and_the_same_again_brings_in_the_rest(program, keep, other, number):
    for days in range(3):
        keep(days)
    file = str(program.home.parent / "all.json")
    exported(program, "--to", file)
    full = RefuseFrom(number, errno.ENOSPC, ("write", "replace", "mkdir"))
    child = Child(other, ("history", "import", file), "", full)
    assert (child.status, child.out) == (1, "")
    assert "brings in the rest" in child.err
    brought(other, file)
    assert without_stamps(other.records) == without_stamps(program.records)


def test_an_encrypted_history_is_taken_along_once_it_is_open_and_not_before(program, keep, other, tmp_path):
    make_quick(passphrase := "four five six")
    keep(0, an_entry(value="SECRET"))
    assert program.call("vault", "init", "--passphrase-command", f"echo {passphrase}").status == 0
    content = exported(program).out
    assert "SECRET" in content
    (program.places.config / "config.toml").unlink()
    for arguments in (("export", "--to", str(tmp_path / "out")), ("import", "-")):
        ran = program.call("history", *arguments, says=content)
        assert (ran.status, ran.out) == (4, "")
        assert "SECRET" not in ran.err
    assert not (tmp_path / "out").exists()
    assert brought(other, "-", says=content).out == "One session was brought in.\n"


def test_a_deleted_session_comes_back_only_because_it_is_imported(program, keep, tmp_path):
    kept = keep(0, an_entry(value="back again"))
    file = str(tmp_path / "all.json")
    exported(program, "--to", file)
    assert program.call("history", "delete", kept.id, "--yes").status == 0
    assert program.records == []
    assert brought(program, file, "--json").json == {"new": 1, "changed": 0, "same": 0, "older": 0, "unread": 0}
    assert program.records[0]["answers"][0]["value"] == "back again"
    assert program.records[0]["rev"] > 1


# --- jrnl itself


@needs("jrnl")
@pytest.mark.parametrize("moments", ["%F %r", "%Y-%m-%d %H:%M"])
def test_jrnl_takes_each_session_as_one_entry_with_all_its_words(program, keep, tmp_path, moments):
    hostile = "[2026-11-22 07:09] none\n[yesterday at 5] none\n@home *\n\n[\n2026-11-22] שלום 👩‍👧"
    for days in range(4):
        keep(days, an_entry(value=hostile, ask="[2026-11-22 07:09] Well?"), title=("", "A *", "[x] y", "A. B")[days])
    exported(program, "--format", "jrnl", "--to", str(tmp_path / "in.txt"))
    config = {
        "version": "v4.6", "journals": {"default": {"journal": str(tmp_path / "journal.txt")}}, "encrypt": False,
        "editor": "", "template": False, "default_hour": 9, "default_minute": 0, "timeformat": moments,
        "tagsymbols": "@", "highlight": False, "linewrap": 79, "indent_character": "|",
        "colors": dict.fromkeys(("body", "date", "tags", "title"), "none"),
    }  # fmt: skip
    (tmp_path / "jrnl.yaml").write_text(yaml.safe_dump(config))

    def jrnl(*arguments):
        command = ["jrnl", "--config-file", str(tmp_path / "jrnl.yaml"), *arguments]
        environment = {**os.environ, "HOME": str(tmp_path)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    for _ in range(2):  # twice is once there too
        jrnl("--import", "--file", str(tmp_path / "in.txt"))
        entries = json.loads(jrnl("--format", "json"))["entries"]
        assert len(entries) == 4
        for entry in entries:
            assert not entry["starred"]
            assert "\n".join(f"  {line}".rstrip() for line in hostile.split("\n")) in entry["body"]
