"""What cannot be looked at is said to be so, in one sentence with the way out; a cache costs nothing but speed."""

import errno
import json
import os
import re
import stat
from pathlib import Path

import pytest
from surroundings import ORDINARY, WRONG, Person, person_with
from tools import a_share_of, in_full, modes_hold

import selfattach
from selfattach import disk, words

PRACTISES = ("practice", "one-word-now", "--plain", "--pace", "off", "--no-input", "--set", "word=fine")
LOOK_BACK = (
    *((), ("journey",), ("kind",), ("letters",), ("letters", "list"), ("promises",), ("vault", "status")),
    *(("history", *arguments) for arguments in (("list",), ("list", "--json"), ("search", "sister"), ("show", "last"))),
    *(("history", *arguments) for arguments in (("export",), ("undo",), ("delete", "--all", "--yes"), ("retire", "x"))),
    PRACTISES,
)
NEED_NONE = (
    ("exercises", "list"),
    ("exercises", "show", "mindfulness"),
    ("support",),
    ("kind", "--one"),
    ("--version",),
)
OTHERS = (
    ("config", "list"),
    ("config", "set", "practice.pace", "slow"),
    ("doctor",),
    ("doctor", "--repair"),
    ("author", "check") if in_full() else ("author", "check", "one-word-now"),  # one script, and not the whole library
)
PLACES = ("data", "state", "everything")
CLOSED = [f"{place} {how}" for place in PLACES for how in ("is closed", "is somebody else's", "is on a dead disk")]
NOT_SEEN = [*CLOSED, "the path is too long"]
OTHER_WRONGS = [name for name in WRONG if name not in NOT_SEEN and "gone" not in name]
WAYS = {"is closed": "chmod u\\+rwX", "somebody else's": f"sudo chown -R {ORDINARY}|belongs to", "": "SELFATTACH_HOME"}
NOT_LOOKED_AT = "cannot be looked at"


@pytest.fixture
def somebody(tmp_path):
    """A person around whom something is wrong, as an ordinary user where that can be."""
    for folder in (tmp_path, *tmp_path.parents):
        if os.geteuid() == 0:
            folder.chmod(stat.S_IMODE(folder.stat().st_mode) | 0o055)
    return lambda wrong: person_with(wrong, tmp_path / "there", ORDINARY if os.geteuid() == 0 else None)


@modes_hold
@pytest.mark.parametrize("wrong", NOT_SEEN)
def test_what_looks_back_says_it_in_one_sentence_with_the_way_out(somebody, wrong):
    way = next(way for how, way in WAYS.items() if how in wrong)
    with somebody(wrong) as person:
        for arguments in a_share_of(LOOK_BACK, one_in=3, beginning=NOT_SEEN.index(wrong)):
            ran = person.runs(*arguments)
            assert ran.status in (1, 2), (arguments, ran)
            assert ran.out == "" or arguments == PRACTISES
            assert len(re.findall(NOT_LOOKED_AT, ran.err)) == 1, (arguments, ran.err)
            assert re.search(way, ran.err), (arguments, ran.err)
            assert "SELFATTACH_HOME" in ran.err
            assert "Errno" not in ran.err


@modes_hold
@pytest.mark.parametrize("wrong", NOT_SEEN)
def test_the_library_stands_all_the_same_and_says_that_ones_own_are_not_seen(somebody, wrong):
    with somebody(wrong) as person:
        for arguments in NEED_NONE:
            assert person.runs(*arguments).status == 0, arguments
        ran = person.runs("exercises", "list")
        assert "mindfulness" in ran.out
        assert (NOT_LOOKED_AT in ran.err) == ("state" not in wrong)
        ran = person.runs("exercises", "show", "one-of-mine")
        assert ran.status in (1, 2)
        assert (NOT_LOOKED_AT in ran.err) == ("state" not in wrong)


@modes_hold
@pytest.mark.parametrize("wrong", [one for one in WRONG if one.startswith("cache")])
def test_a_cache_that_cannot_be_looked_at_is_as_an_empty_one(somebody, wrong):
    with somebody(wrong) as person:
        for arguments in (*LOOK_BACK[:6], ("history", "list"), ("history", "export"), *NEED_NONE, PRACTISES):
            ran = person.runs(*arguments)
            assert (ran.status, ran.err) == (0, ""), arguments


@modes_hold
@pytest.mark.parametrize("wrong", OTHER_WRONGS)
def test_whatever_else_is_wrong_ends_every_command_in_words(somebody, wrong):
    with somebody(wrong) as person:
        for arguments in a_share_of((*LOOK_BACK, *NEED_NONE, *OTHERS), one_in=5, beginning=OTHER_WRONGS.index(wrong)):
            ran = person.runs(*arguments)
            assert ran.status in (0, 1, 2, 3, 4), (arguments, ran)
            assert "Errno" not in ran.out + ran.err, (arguments, ran)


@modes_hold
@pytest.mark.parametrize("wrong", [*NOT_SEEN, *(one for one in WRONG if one.startswith("cache"))])
def test_the_doctor_and_the_settings_say_it_without_a_number_of_the_system(somebody, wrong):
    with somebody(wrong) as person:
        for arguments in OTHERS[:4]:
            ran = person.runs(*arguments)
            assert ran.status in (0, 1), (arguments, ran)
            assert "Errno" not in ran.out + ran.err, (arguments, ran)
        found = json.loads(person.runs("doctor", "--json").out)["findings"]
        assert any(NOT_LOOKED_AT in one["told"] for one in found if one["check"] == "places")


@pytest.mark.parametrize("home", [None, ""], ids=["none", "empty"])
def test_without_a_home_the_way_out_is_told(tmp_path, home):
    if os.geteuid() != 0:
        pytest.skip("only root can be nobody")
    for folder in (tmp_path, *tmp_path.parents):
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) | 0o055)
    person = Person(tmp_path / "there", ORDINARY)
    person.changed.update(SELFATTACH_HOME=None, HOME=home)
    ran = person.runs("history", "list")
    assert (ran.status, words.NO_HOME in ran.err) == (2, True)
    assert person.runs("support").status == 0


@modes_hold
def test_the_doctor_tries_to_write(somebody):
    with somebody("nothing is wrong") as person:
        person.places.state.chmod(0o500)
        found = json.loads(person.runs("doctor", "--json").out)["findings"]
        told = [one["told"] for one in found if one["check"] == "places" and one["state"] == "fault"]
        person.places.state.chmod(0o700)
        assert len(told) == 1
        assert f"{person.places.state} could not be written" in told[0]
        assert "chmod u+rwX" in told[0]
        assert not list(person.home.rglob("*.beside"))


def test_nothing_but_the_disk_asks_what_is_there():
    asks = re.compile(r"\.(exists|is_dir|is_file)\(\)")
    root = Path(selfattach.__file__).parent
    found = {
        f"{path.relative_to(root)}: {line.strip()}"
        for path in root.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if asks.search(line) and "entry." not in line
    }
    allowed = ("disk.py", "errors.py", "paths.py")  # and what it builds on
    assert {one for one in found if not one.startswith(allowed)} == set()


@pytest.mark.parametrize("asks", [disk.is_there, disk.is_folder, disk.is_file])
@pytest.mark.parametrize("path", ["/" + "h" * 300, "a\0b", "/dev/null/x"], ids=["too long", "a zero", "below a file"])
def test_asking_never_raises(asks, path):
    assert asks(Path(path)) is False


def test_why_a_path_is_not_seen_is_told_of_what_is_there_and_closed_alone(tmp_path):
    assert disk.why_unseen(tmp_path) is None
    assert disk.why_unseen(tmp_path / "nothing") is None
    assert disk.why_unseen(Path("/" + "h" * 300)).errno == errno.ENAMETOOLONG
