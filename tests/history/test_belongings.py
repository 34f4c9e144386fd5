"""What is the program's own on a machine, and how all of it goes: cut anywhere, refused, with others' things in it."""

import errno
import os
import re
import shutil
import signal
from pathlib import Path

import pytest
from operations import NEW, PASSPHRASE, PHONES, SECRET, Home, written
from power import CutAfter, RefuseAt, calls_of, in_child
from quick_passphrases import make_quick
from sample_records import places_in
from tools import a_share_of, naming

from selfattach import disk, words
from selfattach.errors import SelfattachError
from selfattach.history import belongings
from selfattach.history.belongings import Farewell, Stage
from selfattach.history.drafts import Drafts

PRIVACY = Path(__file__).parents[2] / "docs" / "why" / "privacy.md"
SESSION = "20261122T040917Z-k7qm2x"
MACHINE = "yef9bpws"
NOBODY = 1 << 30  # no process has this number
STANDS_FOR = {
    "ID.*": f"{SESSION}.half",
    "MACHINE": MACHINE,
    "ID": SESSION,
    "NUMBER": str(NOBODY),
    "LETTERS": "28752242",
    "exercises/*": "exercises/mine",
    "*.json": f"{SESSION}.json",
    "*": "one",
}


def everything(folder):
    """A home with a file of nearly every kind, and words wherever words can be."""
    make_quick(PASSPHRASE, PHONES)
    home = Home(folder)
    home.a_vault_with_an_inbox()
    for path in (
        home.places.config / "config.toml",
        home.places.own_exercises / "mine.yaml",
        home.places.state / "editing" / f"{SESSION}.{NOBODY}" / "words.txt",
        home.places.state / "drafts" / f"{SESSION}.editing" / ".words.txt.swp",
        home.places.state / "support-card.json",
        home.places.state / "damaged" / "one",
    ):
        disk.replace(path, SECRET.encode())
    return home


def who(home):
    return Farewell(home.history().vault.machines.own(), "")


def goes(home, said=None, seen=None):
    """Let all of it go, without a key."""
    writer, drafts = home.history(key=False).writer, Drafts(home.places.state / "drafts")
    return belongings.let_go(home.places, writer, drafts, said or who(home), seen)


def names_in(folder):
    return [path.name for path in folder.iterdir()]


def left(home):
    return sorted(str(path.relative_to(home.root)) for path in home.root.rglob("*"))


# --- which files those are


def rows():
    """The files that the page on privacy names, each by a name that it could have, and whether it holds words."""
    table = PRIVACY.read_text(encoding="utf-8").partition("## Every file")[2].partition("A write goes through")[0]
    for first, holds in re.findall(r"^\| (`.*?) \|.*?\|([^|]*)\|[^|]*\|[^|]*\|$", table, re.MULTILINE):
        for name in re.findall(r"`([^`]+)`", first):
            for placeholder, stands in STANDS_FOR.items():
                name = name.replace(placeholder, stands)  # noqa: PLW2901  one after another
            yield name, holds.strip() in ("yes", "yours")


def test_each_file_that_the_page_on_privacy_names_is_one_that_goes_and_first_what_holds_words(tmp_path):
    named = dict(rows())
    assert len(named) > 30
    for name in named:
        disk.replace(tmp_path / name, b"")
    found = belongings.find(places_in(tmp_path), {MACHINE})
    goes_first = {str(path.relative_to(tmp_path)): stage is Stage.WORDS for path, stage in found.files.items()}
    assert goes_first == named
    assert (found.others, found.closed) == ([], {})


def test_on_a_platform_with_one_folder_for_several_all_of_it_is_found(tmp_path):
    everything(tmp_path)
    separate = places_in(tmp_path)
    shutil.copytree(separate.config, separate.data, dirs_exist_ok=True)
    shared = separate._replace(config=separate.data)
    found = belongings.find(shared, names_in(separate.history))
    assert separate.data / "config.toml" in found.files
    assert found.others == []


def test_what_a_syncing_tool_laid_beside_a_month_goes_with_it_and_what_is_no_month_stays(tmp_path):
    ours = ("2026-11.sync-conflict-20261122-101112-ABCDEFG.json", "2026-11.json.part", "Copy of 2026-11.json")
    keys = ("identity.sync-conflict-20261122-101112-ABCDEFG.age", "recipient (conflicted copy)")
    beside = (".2026-11.json.1234.1.beside", "inbox/.x.1234.1.beside")
    theirs = ("photo.jpg", "sub/2026-11.json")
    for name in (*ours, *keys, *beside, *theirs):
        disk.replace(tmp_path / "data" / "history" / MACHINE / name, b"")
    found = belongings.find(places_in(tmp_path), {MACHINE})
    folder = tmp_path / "data" / "history" / MACHINE
    assert set(found.files) == {folder / name for name in (*ours, *keys, *beside)}
    assert found.others == [folder / "photo.jpg", folder / "sub"]


# --- how all of it goes


def test_nothing_is_left_and_the_folders_go_too(quick_folder):
    home = everything(quick_folder)
    gone = goes(home)
    assert (gone.stayed, gone.others) == ({}, [])
    assert left(home) == []


def test_what_is_not_ours_stays_and_is_named_with_no_more_than_its_own_folder(quick_folder):
    home = everything(quick_folder)
    theirs = [
        home.places.history / ".stfolder" / "deep" / "marker",
        home.places.own_exercises / "collection" / "README.md",
        home.places.config / "notes.txt",
    ]
    for path in theirs:
        disk.replace(path, b"theirs")
    gone = goes(home)
    assert gone.stayed == {}
    assert set(gone.others) == {home.places.history / ".stfolder", *theirs[1:]}
    assert all(path.read_bytes() == b"theirs" for path in theirs)
    assert [path for path in home.files() if path not in theirs] == []
    assert not home.places.state.exists()


def test_a_link_leads_out_nowhere_and_is_named_where_it_stands_in_the_place_of_ours(quick_folder):
    elsewhere = quick_folder / "elsewhere"
    in_our_place = {
        ("state", "drafts"): f"{SESSION}.journal",
        ("state", "deleted"): f"{SESSION}.json",
        ("cache", "heads-1"): "one.json",
    }
    laid_by_hand = {
        ("data", "exercises", "family"): "one.yaml",
        ("data", "exercises", "one.yaml"): "",
        ("config", "config.toml"): "",
    }
    home = everything(quick_folder / "home")
    for parts, name in (in_our_place | laid_by_hand).items():
        target, link = elsewhere / "".join(parts), home.root.joinpath(*parts)
        disk.replace(target / name if name else target, b"outside")
        shutil.rmtree(link) if link.is_dir() else link.unlink(missing_ok=True)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(target)
    (home.places.history / MACHINE).symlink_to(elsewhere)
    gone = goes(home)
    assert gone.stayed == {home.root.joinpath(*parts): words.DISK_LINK for parts in in_our_place}
    links = {home.root.joinpath(*parts) for parts in in_our_place | laid_by_hand}
    assert set(gone.others) == {*links, home.places.history / MACHINE}
    assert len(home.files(elsewhere)) == len(links)


def test_a_history_behind_a_link_of_ones_own_goes_and_the_link_stays(quick_folder):
    home, synced = everything(quick_folder / "home"), quick_folder / "synced"
    home.places.history.rename(synced)
    home.places.history.symlink_to(synced)
    disk.replace(synced / "theirs.txt", b"theirs")
    gone = goes(home, Farewell(frozenset(names_in(synced)) - {"theirs.txt"}, ""))
    assert gone.stayed == {}
    assert gone.others == [home.places.history, home.places.history / "theirs.txt"]
    assert names_in(synced) == ["theirs.txt"]


def test_a_machine_that_is_not_named_keeps_its_folder(quick_folder):
    make_quick(PASSPHRASE, PHONES)
    home = Home(quick_folder)
    home.a_phone()
    phone = {path: path.read_bytes() for path in home.files(home.places.history / "phone222")}
    gone = goes(home)
    assert gone.others == [home.places.history / "phone222"]
    assert {path: path.read_bytes() for path in home.files(home.places.data)} == phone


def test_where_anything_was_kept_since_it_was_looked_at_nothing_goes(quick_folder):
    home = everything(quick_folder)
    seen = belongings.look(home.places, who(home).machines)
    home.history(key=False).add(written(600))
    before = left(home)
    with pytest.raises(SelfattachError, match="kept meanwhile"):
        goes(home, seen=seen)
    assert left(home) == before
    assert goes(home, seen=belongings.look(home.places, who(home).machines)).stayed == {}


def test_a_practice_that_another_window_has_open_stays_and_is_named(quick_folder):
    home = everything(quick_folder)
    (waiting,) = home.drafts().waiting()
    held = home.drafts().take_up(waiting.id)
    held.keep_half_typed("letter", SECRET)
    gone = goes(home)
    folder = home.places.state / "drafts"
    theirs = {folder / f"{waiting.id}.journal", folder / f"{waiting.id}.half"}
    assert gone.stayed == dict.fromkeys(theirs, words.FAREWELL_OPEN)
    assert {*home.files(home.places.data), *home.files(folder)} == theirs
    held.erase()
    assert goes(home, belongings.begun(home.places)).stayed == {}
    assert left(home) == []


def test_an_answer_that_another_window_has_in_an_editor_stays_and_is_named(quick_folder):
    home = everything(quick_folder)
    theirs = home.places.state / "editing" / f"{SESSION}.{os.getpid()}" / "words.txt"
    disk.replace(theirs, SECRET.encode())
    assert belongings.open_elsewhere(home.places, home.drafts()) == [theirs]
    assert goes(home).stayed == {theirs: words.FAREWELL_OPEN}
    shutil.rmtree(theirs.parent)
    assert belongings.open_elsewhere(home.places, home.drafts()) == []


# --- cut, refused, and begun again


def calls(folder):
    home = everything(folder)
    saved = folder.with_name("saved")
    shutil.copytree(home.root, saved)
    return home, saved, calls_of(lambda say: goes(home))


def again(home, saved):
    shutil.rmtree(home.root, ignore_errors=True)
    shutil.copytree(saved, home.root)


def test_a_cut_at_any_call_leaves_what_can_be_opened_or_a_rest_that_goes_without_a_key(quick_folder):
    home, saved, made = calls(quick_folder / "home")
    cuts = [number for number, name in enumerate(made, 1) if name not in ("fsync", "look")]
    assert len(cuts) > 30
    again(home, saved)
    kept = len(list(home.history().records()))
    for number in a_share_of(cuts, one_in=4):
        with naming((number, made[number - 1])):
            again(home, saved)
            said, status = in_child(lambda say: goes(home), CutAfter(number))
            assert os.WTERMSIG(status) == signal.SIGKILL, said
            rest = belongings.begun(home.places)
            words_left = belongings.find(home.places, names_in(saved / "data" / "history")).of(Stage.WORDS)
            if rest is None and home.files():
                assert len(list(home.history().records())) == kept  # nothing had gone yet
            if home.places.history in {parent for path in words_left for parent in path.parents}:
                keys = home.history().vault.key_files()
                assert any(one.has_identity for one in keys)  # they go after them
            assert goes(home, rest or who(home)).stayed == {}
            assert left(home) == []


def test_a_disk_that_refuses_any_call_is_told_and_the_rest_goes_afterwards(quick_folder):
    home, saved, made = calls(quick_folder / "home")
    removals = made.count("unlink")
    for number in a_share_of(range(1, removals + 1), one_in=4):
        with naming(number):
            again(home, saved)

            def act(say):
                gone = goes(home)
                say(f"stayed {len(gone.stayed)} {' '.join(gone.stayed.values())}")

            said, _ = in_child(act, RefuseAt(number, errno.EACCES, only=("unlink",)))
            assert not [line for line in said if line.startswith("FAILED")], said
            rest = belongings.begun(home.places)
            if said == ["stayed 0 "]:  # what is tidied up beside may be refused, and is taken by what follows
                assert left(home) == []
            else:
                assert said[0].startswith("stayed 1 ") or "drafts" in str(home.files())
                assert goes(home, rest).stayed == {}
            assert left(home) == []


def test_a_rest_that_something_was_kept_beside_since_is_no_rest_any_more(quick_folder):
    home, saved, made = calls(quick_folder / "home")
    number = made.index("unlink", len(made) // 2)
    again(home, saved)
    in_child(lambda say: goes(home), CutAfter(number))
    assert belongings.begun(home.places)
    home.history(key=False).add(NEW)
    assert belongings.begun(home.places) is None


def test_a_note_that_cannot_be_read_says_nothing(tmp_path):
    places = places_in(tmp_path)
    for content in (b"", b"[]", b"{}", b'{"machines": 7, "copy": ""}', b"\xff"):
        disk.replace(places.state / belongings.FAREWELL_FILE, content)
        assert belongings.begun(places) is None
