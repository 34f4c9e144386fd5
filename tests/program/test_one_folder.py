"""The whole program where the platform has one folder for settings, data and state, and where that is synced."""

import pytest
from at_a_terminal import Terminal
from quick_passphrases import make_quick
from sample_records import a_record, an_entry
from the_program import Program

from selfattach import words
from selfattach.history import edits
from selfattach.history.drafts import Drafts
from selfattach.history.history import History
from selfattach.paths import Places, own_state

UNFINISHED = "20261130T190000Z-k7qm2x"


class InOneFolder(Program):
    """As on a Mac, by the variables that name these folders."""

    def __init__(self, home):
        super().__init__(home)
        one = home / "selfattach"
        self.places = Places(one, one, own_state(one), home / "cache" / "selfattach")
        self.older = self.places._replace(state=one)

    def environment(self, **more):
        folders = {f"XDG_{name}_HOME": str(self.home) for name in ("CONFIG", "DATA", "STATE")}
        found = super().environment(**folders, XDG_CACHE_HOME=str(self.home / "cache"), **more)
        return {name: value for name, value in found.items() if name != "SELFATTACH_HOME"}


@pytest.fixture
def mac(tmp_path):
    return InOneFolder(tmp_path / "home")


@pytest.fixture
def older(mac):
    """With what a program kept that knew one folder for all."""
    history = History(mac.older)
    for minutes in (0, 1):
        history.add(a_record(minutes, an_entry("who", f"My sister {minutes}", shelf="support", section="people")))
    edits.delete(history, [next(iter(history.records())).id])
    Drafts(mac.older.state / "drafts").begin(UNFINISHED, {"title": "Not finished"}).release()
    return mac


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_a_new_home_has_two_folders_from_the_first_practice_on(mac):
    assert mac.call("practice", "settle", "--no-input", "--set", "felt=same").status == 0
    assert names(mac.places.data) == {"history"}
    assert "device.json" in names(mac.places.state)


def test_the_first_start_moves_what_lay_there_and_it_is_the_same_machine(older):
    assert older.call("history", "undo").status == 0
    assert older.call("practice", "settle", "--no-input", "--set", "felt=same").status == 0
    assert len(list(older.places.history.iterdir())) == 1
    assert len(older.call("history", "list", "--json").json) == 3
    assert names(older.places.data) == {"history"}
    assert "drafts" in names(older.places.state)


@pytest.mark.parametrize("looks", [("support",), ("kind", "--one"), ("doctor",)], ids=" ".join)
def test_what_only_looks_moves_nothing_and_finds_what_lies_there(older, looks):
    before = {path: path.read_bytes() for path in older.home.rglob("*") if path.is_file() and "cache" not in path.parts}
    ran = older.call(*looks)
    assert ran.status == 0
    if looks == ("support",):
        assert "My sister 0" in ran.out
    now = {path: path.read_bytes() for path in older.home.rglob("*") if path.is_file() and "cache" not in path.parts}
    assert now == before


def test_at_tab_nothing_is_moved(older):
    completes = {"_SELFATTACH_COMPLETE": "complete_bash", "COMP_WORDS": "selfattach history show ", "COMP_CWORD": "3"}
    assert older.run(says=None, env=completes).status == 0
    assert "device.json" in names(older.places.data)


# --- where it lies in what is synced

CARRIERS = [
    *("Dropbox", "Dropbox (Personal)", "OneDrive", "OneDrive - Some Company", "Google Drive", "GoogleDrive"),
    *("My Drive", "Library/Mobile Documents", "Library/CloudStorage/Anything", "Nextcloud", "ownCloud", "MEGA", "Box"),
    *("MEGAsync", "pCloudDrive", "pCloud Drive", "Proton Drive", "Seafile", "Syncthing", "dropbox", "iCloudDrive"),
]
OTHERS = ["megan", "boxes", "drive", "My Driveway", "sync notes", "home"]


def synced(program):
    """What the doctor says of it."""
    found = program.call("doctor", "--json").json["findings"]
    return [one["told"] for one in found if one["check"] == "places" and "is for syncing" in one["told"]]


def below(folder, name):
    (folder / name).mkdir(parents=True)
    return Program(folder / name / "home")


@pytest.mark.parametrize("name", CARRIERS)
def test_the_doctor_names_the_synced_folder_in_which_the_state_lies(tmp_path, name):
    program = below(tmp_path, name)
    (told,) = synced(program)
    assert str(program.places.state) in told
    assert str(program.places.history) in told
    assert str(tmp_path / name.removesuffix("/Anything")) in told


@pytest.mark.parametrize("name", OTHERS)
def test_a_folder_of_another_name_is_none(tmp_path, name):
    assert synced(below(tmp_path, name)) == []


def test_a_folder_of_syncthing_is_known_by_its_mark(tmp_path):
    program = below(tmp_path, "anything/within")
    (tmp_path / "anything" / ".stfolder").mkdir()
    assert str(tmp_path / "anything") in synced(program)[0]


def test_a_home_that_is_a_link_into_a_synced_folder_is_seen_through(tmp_path):
    (tmp_path / "Nextcloud" / "mine").mkdir(parents=True)
    program = Program(tmp_path / "home")
    program.home.rmdir()
    program.home.symlink_to(tmp_path / "Nextcloud" / "mine")
    assert str(tmp_path / "Nextcloud") in synced(program)[0]


def test_only_the_history_as_a_link_into_a_synced_folder_is_as_it_should_be(program, tmp_path):
    (tmp_path / "Dropbox").mkdir()
    program.places.data.mkdir()
    program.places.history.symlink_to(tmp_path / "Dropbox")
    assert synced(program) == []


def test_a_state_within_the_history_is_told(program):
    program.places.history.mkdir(parents=True)
    (program.places.history / "state").mkdir()
    program.places.state.symlink_to(program.places.history / "state")
    assert str(program.places.history) in synced(program)[0]


def test_links_in_a_circle_are_no_reason_to_stop(program):
    program.places.state.symlink_to(program.places.state)
    assert program.call("doctor").status in (0, 1)


@pytest.mark.parametrize("name", ["Dropbox", "home of mine"])
def test_vault_init_says_it_too(tmp_path, name):
    make_quick("pw-of-one-folder")
    program = below(tmp_path, name)
    ran = program.call("vault", "init", "--passphrase-command", "echo pw-of-one-folder", "--locked-card")
    assert ran.status == 0
    assert ("is for syncing" in " ".join(ran.out.split())) is (name == "Dropbox")


@pytest.mark.parametrize("command", [(), ("support",)], ids=["home", "support"])
def test_at_a_terminal_it_starts_as_everywhere(older, command):
    at = Terminal(older, *command)
    at.sees(words.HOME.ask if not command else "My sister 0")
    at.is_gone()
