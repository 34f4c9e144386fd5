"""`history import` of what other programs wrote: named for what it is, or brought in as letters of one's own."""

import json
import os
import subprocess
import zipfile
from datetime import datetime

import pytest
import yaml
from quick_passphrases import make_quick
from sample_records import a_record, an_entry
from tools import needs

from selfattach.history.history import History

JRNL = """\
[2019-09-02 09:00] Kids *
Took the kids to school.

[x] shoes [2018]

[2019-09-14 09:00:33 AM] Heating
Installed.

[2019-09-14 09:00:33 PM] Flu
"""
OLD_JRNL = "2019-09-02 09:00 Kids\nSchool.\n\n2019-09-14 09:00 Heating\nOne.\n\nTwo.\n"  # jrnl before 2.0
JRNL_JSON = json.dumps(
    {"tags": {}, "entries": [{"title": "Today", "body": "29 March", "date": "2020-03-29", "time": "09:00"}]}
)
DAY_ONE = json.dumps(
    {
        "metadata": {"version": "1.0"},
        "entries": [
            {
                "text": "# A day\n\n![](dayone-moment://6C88)\nThis is text\\.",
                "creationDate": "2022-03-13T07:59:00Z",
                "timeZone": "America/Los_Angeles",
            },
            {"text": "![](dayone-moment://6C89)", "creationDate": "2022-03-14T07:59:00Z"},
        ],
    }
)
DAYLIO = "full_date,date,weekday,time,mood,activities,note_title,note\n2020-01-01,January 1,Monday,09:00,rad,,,SECRET\n"


@pytest.fixture
def here(program, monkeypatch):
    monkeypatch.chdir(program.home.parent)
    return program.home.parent


def letters(program, *arguments, status=0, **more):
    """Bring in letters; return what was shown, and the letters as they are kept, oldest first."""
    ran = program.call("history", "import", "--as-letters", *arguments, **more)
    assert ran.status == status, ran.err
    return " ".join(ran.err.split()), [(one["started"][:16], one["answers"][0]["value"]) for one in kept(program)]


def kept(program):
    return sorted(program.records, key=lambda one: one["started"])


# --- named for what it is


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("j.txt", JRNL, "journal, as jrnl writes it. With --as-letters"),
        ("old.txt", OLD_JRNL, "journal, as jrnl writes it. With --as-letters"),
        ("j.json", JRNL_JSON, "as jrnl exports it. With --as-letters"),
        ("d.json", DAY_ONE, "Day One. With --as-letters"),
        ("daylio.csv", DAYLIO, "table of Daylio. Its moods do not come in; what you wrote can, with --as-letters"),
        ("other.csv", "a,b\nSECRET,2\n", "table of another program"),
        ("note.md", "SECRET", "a note. With --as-letters"),
        ("days.txt", "[01.02.2014 10:00] SECRET\n", "more than one way"),
        ("shard.json.age", "age-encryption.org/v1\n", "encrypted. Open it with age"),
        ("picture", "\0SECRET", "no text"),
    ],
)
def test_a_file_of_another_program_is_named_and_nothing_comes_in(program, here, name, content, told):
    (here / name).write_text(content)
    ran = program.call("history", "import", name)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"{name} ")
    assert told in ran.err
    assert "SECRET" not in ran.err
    assert not program.touched


def test_a_zip_and_a_folder_are_named_too(program, here):
    with zipfile.ZipFile(here / "dayone.zip", "w") as packed:
        packed.writestr("Journal.json", DAY_ONE)
    assert "Unpack it first" in program.call("history", "import", "dayone.zip").err
    (here / "notes").mkdir()
    assert "a folder. With --as-letters" in program.call("history", "import", "notes").err


@pytest.mark.parametrize("form", ["csv", "jrnl", "markdown"])
@pytest.mark.parametrize("options", [(), ("--as-letters",)])
def test_ones_own_export_for_reading_says_that_only_json_comes_in_again(program, here, form, options):
    History(program.places).add(a_record(0, an_entry(value="SECRET")))
    program.call("history", "export", "--format", form, "--to", "out")
    file = next((here / "out").iterdir()) if form == "markdown" else here / "out"
    ran = program.call("history", "import", str(file), *options)
    assert ran.status == 2
    assert "only JSON comes in again" in ran.err
    assert "SECRET" not in ran.err


# --- brought in


@needs("jrnl")
@pytest.mark.parametrize("days", ["%F %r", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"])
def test_what_jrnl_itself_wrote_comes_in_whole_as_text_and_as_json(program, here, days):
    config = {
        "version": "v4.6", "journals": {"default": {"journal": str(here / "journal.txt")}}, "encrypt": False,
        "editor": "", "template": False, "default_hour": 9, "default_minute": 0, "timeformat": days,
        "tagsymbols": "@", "highlight": False, "linewrap": 79, "indent_character": "|",
        "colors": dict.fromkeys(("body", "date", "tags", "title"), "none"),
    }  # fmt: skip
    (here / "jrnl.yaml").write_text(yaml.safe_dump(config))

    def jrnl(*arguments, says=""):
        command = ["jrnl", "--config-file", "jrnl.yaml", *arguments]
        environment = {**os.environ, "HOME": str(here)}
        return subprocess.run(command, input=says, env=environment, capture_output=True, text=True, check=True).stdout

    jrnl("--import", says="[2021-03-04 00:30] Night\nbody\n\n[x] done\n\n[2021-03-04 17:05] Day *\n")
    (here / "j.json").write_text(jrnl("--format", "json"))
    right = [("2021-03-04T00:30", "Night\nbody\n\n[x] done"), ("2021-03-04T17:05", "Day")]
    assert letters(program, "j.json", "--yes")[1] == right
    plain = days.startswith("%d")  # which only jrnl knows how to read
    told, found = letters(program, "journal.txt", status=2 if plain else 0)
    assert ("jrnl --format json" if plain else "The 2 letters in it are here already") in told
    assert found == right


@pytest.mark.parametrize(
    ("content", "right"),
    [
        (
            JRNL,
            [
                ("2019-09-02T09:00", "Kids\nTook the kids to school.\n\n[x] shoes [2018]"),
                ("2019-09-14T09:00", "Heating\nInstalled."),
                ("2019-09-14T21:00", "Flu"),
            ],
        ),
        (OLD_JRNL, [("2019-09-02T09:00", "Kids\nSchool."), ("2019-09-14T09:00", "Heating\nOne.\n\nTwo.")]),
        (JRNL_JSON, [("2020-03-29T09:00", "Today\n29 March")]),
        (DAY_ONE, [("2022-03-12T23:59", "# A day\n\nThis is text.")]),
    ],
    ids=["jrnl", "jrnl before 2.0", "jrnl as JSON", "Day One"],
)
def test_each_entry_is_a_letter_of_its_day_whole_and_once(program, here, content, right):
    (here / "journal").write_text(content)
    for zone in ("America/Los_Angeles", "Pacific/Auckland"):  # twice is once, wherever one is by then
        _, found = letters(program, "journal", "--yes", env={"TZ": zone})
        assert found == right
    (newest, *_) = program.call("letters", "list", "--json").json
    assert (newest["exercise"], newest["title"], newest["sealed"]) == ("brought-letter", "A letter brought in", False)
    assert program.call("history", "search", right[-1][1].split()[0]).status == 0
    assert program.call("history", "list", "--exercise", "brought-letter").status == 0
    assert not list(program.history.practised())


def test_a_folder_of_notes_comes_in_by_the_days_in_it_and_what_has_none_is_named(program, here):
    notes = {
        "a.md": "---\ndate: 2020-01-02\ntitle: A title\n---\nWords\n",
        "2024-12/17.md": "of a folder",
        "20210304.txt": "of a name",
        "first.md": "# 2022-05-06 Friday\nof a line",
        "moment.md": "---\ncreated: 2023-07-08T23:30:00+02:00\n---\nof a moment",
        "undated.md": "SECRET",
        "2999-01-01.md": "SECRET, of no day that was",
        "2020-02-02.md": "",
        ".hidden/2020-01-01.md": "SECRET",
        "picture.png": "SECRET",
    }
    for name, text in notes.items():
        (here / "notes" / name).parent.mkdir(parents=True, exist_ok=True)
        (here / "notes" / name).write_text(text)
    (here / "notes" / "2020-03-03.md").write_bytes(b"latin \xe9")
    (here / "notes" / "2020-04-04.md").symlink_to(here / "notes" / "a.md")
    told, found = letters(program, "notes", "--yes")
    assert [(when[:10], text) for when, text in found] == [
        ("2020-01-02", "A title\n\nWords"),
        ("2021-03-04", "of a name"),
        ("2022-05-06", "# 2022-05-06 Friday\nof a line"),
        ("2023-07-08", "of a moment"),
        ("2024-12-17", "of a folder"),
    ]
    assert "5 letters, from 2 January 2020 to 17 December 2024." in told
    assert "2020-02-02.md: no words 2020-03-03.md: no text in UTF-8" in told
    assert "and 1 more" in told
    assert "SECRET" not in told


def test_a_journal_whose_days_are_written_in_two_ways_brings_in_nothing_and_names_the_line(program, here):
    (here / "journal").write_text(f"{JRNL}\n[Monday, 01 Dec 2014, 10:00] SECRET\n")
    told, found = letters(program, "journal", "--yes", status=2)
    assert "Line 11 of journal" in told
    assert "SECRET" not in told
    assert not found


def test_what_stands_above_the_first_entry_is_named_and_not_lost_unsaid(program, here):
    (here / "journal").write_text("[2018]\nTesti\n\n[2020-10-10 01:15] test\n")
    told, found = letters(program, "journal", "--yes")
    assert found == [("2020-10-10T01:15", "test")]
    assert "what stands above the first entry of journal: no day" in told


def test_letters_are_shown_and_asked_about_before_anything_is_written(program, here):
    (here / "journal").write_text(JRNL)
    told, found = letters(program, "journal", status=2)
    assert "3 letters, from 2 September 2019 to 14 September 2019." in told
    assert "2019-09-02 Kids Took the kids to school." in told
    assert "--yes" in told
    assert not found
    for said, count in (("", 0), ("y", 3)):
        child = program.on_a_terminal("history", "import", "--as-letters", "journal")
        child.expect("left empty means no")
        assert not program.records
        child.sendline(said)
        child.expect("Nothing was changed" if not count else "3 letters were brought in")
        child.wait()
        assert len(program.records) == count
    assert "The 3 letters in it are here already." in letters(program, "journal")[0]  # and nothing is asked


def test_one_that_was_deleted_or_changed_here(program, here):
    (here / "journal").write_text(JRNL)
    letters(program, "journal", "--yes")
    program.call("history", "delete", kept(program)[0]["id"], "--yes")
    assert "One letter, of 2 September 2019" in letters(program, "journal", "--yes")[0]
    assert len(kept(program)) == 3


def test_a_letter_goes_along_and_comes_in_as_any_session_does(program, here):
    (here / "journal").write_text(JRNL)
    letters(program, "journal", "--yes")
    content = program.call("history", "export").out
    before = kept(program)
    assert program.call("history", "import", "-", says=content).out == "3 were here already.\n"
    assert program.call("history", "import", "--as-letters", "-", says=content).status == 2
    assert kept(program) == before
    assert datetime.fromisoformat(before[0]["entered"]).date() == datetime.now().astimezone().date()
    assert "SECRET" not in program.call("history", "export", "--no-words").out
    assert "school" not in program.call("history", "export", "--no-words").out


def test_an_encrypted_history_takes_letters_once_it_is_open(program, here):
    make_quick("four five six")
    assert program.call("vault", "init", "--passphrase-command", "echo four five six").status == 0
    (here / "journal").write_text(JRNL)
    assert "3 letters were" in program.call("history", "import", "--as-letters", "journal", "--yes").out
    assert len(program.call("letters", "--json").json) == 3
    assert not program.has("school")
