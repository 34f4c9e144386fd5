"""In a folder that others may write to: a link that somebody put there is never written through."""

import os
import subprocess
from pathlib import Path

import pytest
from forked import Child
from sample_records import a_record, an_entry
from surroundings import ORDINARY
from the_program import COMMAND, Program

from selfattach.history.history import History

PRECIOUS = "what must not be written over"
WORDS = "a line of mine"


@pytest.fixture(params=["json", "csv", "jrnl", "page"])
def form(request):
    return ("--format", request.param)


@pytest.fixture
def kept(program):
    History(program.places).add(a_record(0, an_entry("line", WORDS)))
    return program


@pytest.fixture
def precious(tmp_path):
    file = tmp_path / "precious"
    file.write_text(PRECIOUS)
    return file


@pytest.fixture
def shared(tmp_path):
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o777)
    return folder


def test_links_with_the_names_of_files_beside_lead_an_export_nowhere(kept, precious, shared, form):
    """The shell knows the number that the program will have, as somebody may who plants a link for each number."""
    plant = f'for name in x $$ 1; do ln -s {precious} {shared}/.x.$name.beside; done; exec "$@"'
    ran = subprocess.run(
        ["sh", "-c", plant, "sh", *COMMAND, "history", "export", *form, "--to", str(shared / "x")],
        env=kept.environment(),
        check=False,
    )
    assert ran.returncode == 0
    assert precious.read_text() == PRECIOUS
    assert WORDS in (shared / "x").read_text()
    assert not (shared / "x").is_symlink()


class Plants:
    """Have a link stand at every name beside, just before the program opens it."""

    def __init__(self, leads_to):
        self.leads_to = leads_to

    def __call__(self, name, real, *args, **more):
        if name == "open" and str(args[0]).endswith(".beside"):
            Path(args[0]).symlink_to(self.leads_to)
        return real(*args, **more)


@pytest.mark.parametrize("dangling", [False, True], ids=["to a file", "to nothing"])
@pytest.mark.parametrize(
    "command",
    [
        ("history", "export", "--to", "{shared}/x"),
        ("history", "export", "--format", "markdown", "--to", "{shared}/notes"),
        ("config", "set", "practice.pace", "slow"),
        ("practice", "settle", "--no-input", "--set", "felt=same"),
        ("history", "delete", "--all", "--yes"),
    ],
    ids=" ".join,
)
def test_a_link_at_the_very_name_beside_is_refused_and_told(kept, precious, shared, command, dangling):
    if dangling:
        precious.unlink()
    child = Child(kept, [part.format(shared=shared) for part in command], "", Plants(precious))
    assert child.status == 1
    assert "Move it away" in child.err
    assert precious.exists() is not dangling
    if not dangling:
        assert precious.read_text() == PRECIOUS


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two people")
def test_somebody_elses_link_gives_way_to_an_export_that_may_write_over_it(kept, precious, shared, form):
    (shared / "x").symlink_to(precious)
    os.lchown(shared / "x", ORDINARY, ORDINARY)
    assert kept.call("history", "export", *form, "--to", str(shared / "x")).status == 2
    assert kept.call("history", "export", *form, "--force", "--to", str(shared / "x")).status == 0
    assert precious.read_text() == PRECIOUS
    assert WORDS in (shared / "x").read_text()


def test_a_link_of_ones_own_stays_one_and_leads_there(kept, precious, shared, form):
    (shared / "x").symlink_to(precious)
    assert kept.call("history", "export", *form, "--force", "--to", str(shared / "x")).status == 0
    assert (shared / "x").is_symlink()
    assert WORDS in precious.read_text()


def test_a_history_and_settings_that_are_links_of_ones_own_stay_links(tmp_path):
    program = Program(tmp_path / "home")
    for place, leads_to in ((program.places.history, "synced"), (program.places.config / "config.toml", "dotfile")):
        place.parent.mkdir(parents=True)
        place.symlink_to(tmp_path / leads_to)
    (tmp_path / "synced").mkdir()
    (tmp_path / "dotfile").write_text("")
    assert program.call("config", "set", "practice.pace", "off").status == 0
    assert program.call("practice", "settle", "--no-input", "--set", "felt=same").status == 0
    assert "off" in (tmp_path / "dotfile").read_text()
    assert list((tmp_path / "synced").glob("*/*.json"))
    assert program.places.history.is_symlink()
    assert (program.places.config / "config.toml").is_symlink()
