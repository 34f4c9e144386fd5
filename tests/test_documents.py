"""README and docs/ say what is so: every link leads somewhere, every command is one, every written page is of today."""

import re
import sys

import pytest
from documents import CALLS, DOCS, FENCE, LINKS, PAGES, ROOT, anchors_of, text_of
from typer.main import get_command

from selfattach.author.checker import Checker
from selfattach.cli import app
from selfattach.config import KEYS
from selfattach.errors import LockedError, NothingFoundError, SelfattachError, WrongInputError
from selfattach.history.record import Entry, Record
from selfattach.library import Library
from selfattach.paths import Places, find_places, library

sys.path.insert(0, str(DOCS))  # scripts that write pages
import list_format
import list_reference
import reference_tables as tables

sys.path.remove(str(DOCS))


def test_there_are_links_to_try():
    assert len(LINKS) > 60


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    for link in (link for of, link in LINKS if of == page):
        path, _, anchor = link.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors_of(there), f"{page.name}: {link}"


def test_every_page_is_reached_from_the_first():
    seen, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        seen.add(page)
        found = {(page.parent / link.partition("#")[0]).resolve() for of, link in LINKS if of == page}
        ahead += [one for one in found - seen if one.suffix == ".md"]
    assert {page for page in PAGES if page.is_relative_to(DOCS)} - seen == set()


# --- commands


def parse(words):
    """Have the real command line read these words; raises as it does at an option or a command that is not there."""
    if words[:1] == ("help",):
        words = (*words[1:], "--help")
    command = get_command(app)
    context, rest = command.context_class(command, info_name="selfattach"), list(words)
    while hasattr(command, "commands") or command is get_command(app):
        _, left, _ = command.make_parser(context).parse_args(rest)
        if not left or (command.invoke_without_command and left[0].startswith("-")):
            return
        one = command.get_command(context, left[0])
        assert one is not None, f"there is no command {left[0]}"
        command, rest = one, left[1:]
        context = command.context_class(command, info_name=left[0], parent=context)
    _, left, _ = command.make_parser(context).parse_args(rest)
    assert not left or context.allow_extra_args, f"too much: {left}"


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_every_command_in_the_documents_is_one(call):
    parse(call)


@pytest.mark.parametrize("call", [("practise",), ("history", "lst"), ("practice", "--minuts", "3"), ("doctor", "me")])
def test_one_that_is_not_there_is_found(call):
    with pytest.raises(Exception, match=r"."):
        parse(call)


# --- pages that are written by a script


@pytest.fixture(scope="module")
def written():
    return list_reference.pages()


@pytest.mark.parametrize("name", ["commands.md", "exit-statuses.md", "environment.md", "files.md", "json.md"])
def test_the_reference_is_as_it_would_be_written_now(written, name):
    page = (list_reference.FOLDER / name).read_text(encoding="utf-8")
    assert written[name] == page, "write it anew: python docs/write_all.py"


def test_the_reference_of_the_format_is_as_it_would_be_written_now():
    assert list_format.page() == text_of(list_format.PAGE), "write it anew: python docs/write_all.py"


def test_every_exit_status_is_told():
    raised = {one.status for one in (SelfattachError, WrongInputError, NothingFoundError, LockedError)}
    said = {int(one) for one in re.findall(r"\b\d+\b", sys.modules["selfattach.cli"].__doc__)}
    assert {0} | raised | said == set(tables.EXIT_STATUSES)


def test_every_variable_of_the_environment_that_is_read_is_told():
    reading = [path for path in (ROOT / "selfattach").rglob("*.py") if "environ" in text_of(path)]
    names = {name for path in reading for name in re.findall(r'"([A-Z][A-Z_]+)"', text_of(path))}
    assert names - {"NFC", "NFD", "NFKD"} <= set(tables.ENVIRONMENT)


def test_every_setting_every_place_and_every_field_of_a_session_is_told():
    assert set(tables.SETTINGS) == set(KEYS)
    assert tuple(tables.PLACES) == Places._fields
    assert set(tables.RECORD) == set(Record.__struct_fields__)
    assert set(tables.ANSWER) == set(Entry.__struct_encode_fields__)


def test_the_folders_are_those_of_the_program(monkeypatch):
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/ada")
    linux, mac, own = (
        {name: str(place).replace("/home/ada", "~") for name, place in find_places(known, system)._asdict().items()}
        for known, system in (({}, "linux"), ({}, "darwin"), ({"SELFATTACH_HOME": "/DIR"}, "linux"))
    )
    told = list_reference.folders()
    assert (linux, mac) == told[:2]
    assert own == {name: f"/{place}" for name, place in told[2].items()}


# --- the exercise to copy


def test_the_exercise_to_copy_has_nothing_to_mend(tmp_path):
    page = text_of(DOCS / "how-to" / "exercises-of-your-own.md")
    (script,) = [block for kind, block in FENCE.findall(page) if kind == "yaml"]
    path = tmp_path / "my-evening.yaml"
    path.write_text(script, encoding="utf-8")
    checker = Checker(Library(library(), tmp_path / "nobody's"), library())
    assert checker.check(path, own=True) == []
