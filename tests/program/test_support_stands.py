"""The page of help stands around anybody, whatever is closed, gone, dead or in the way: numbers, and one last line."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from at_a_terminal import ESC
from surroundings import (
    A_CARD,
    CARD,
    LOCKED,
    ORDINARY,
    SETTINGS,
    TORN,
    WRONG,
    Person,
    mount_without_an_answer,
    person_with,
)
from tools import a_share_of

import selfattach
from selfattach import words
from selfattach.paths import HELPLINES, library

NUMBERS = ("90101", "112")  # of Sweden, where the settings and the clock of everybody here are
NAMED = {SETTINGS: words.SUPPORT_OWN_SETTINGS, A_CARD: words.SUPPORT_OWN_CARD}
TOLD = {TORN: words.SUPPORT_CARD_TORN, LOCKED: words.SUPPORT_CARD_LOCKED}
USERS = {"root": None, "an ordinary user": ORDINARY} if os.geteuid() == 0 else {"an ordinary user": None}
WAYS = {"reach someone": ("one-sound", ":stop\n3\n"), "a 9 and a yes": ("three-line-letter", "9\n1\n")}  # to the page


@pytest.fixture
def folder():
    """A folder that an ordinary user can reach: those of pytest are for its user alone."""
    made = Path(tempfile.mkdtemp(prefix="selfattach-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(params=USERS)
def user(request):
    """Root, where root runs the tests, and an ordinary user."""
    user = USERS[request.param]
    if user is not None and not all(one.stat().st_mode & 0o005 == 0o005 for one in (library(), *library().parents)):
        pytest.skip("an ordinary user cannot reach the exercises here")
    return user


def row(wrong, user):
    """What is right then for this user."""
    found = WRONG[wrong]
    is_root = user is None and os.geteuid() == 0
    return found._replace(unseen=(), starts=True) if found.closed and is_root else found


def last_line(unseen):
    """What has to stand at the end of the page, or ""."""
    names = ", ".join(NAMED[one] for one in unseen if one in NAMED)
    not_looked_at = [words.SUPPORT_NOT_LOOKED_AT.format(what=names)] if names else []
    return " ".join([*not_looked_at, *(TOLD[one] for one in unseen if one in TOLD)])


def stands(ran, unseen):
    """Whether the numbers are there, and what could not be looked at is told in the last line and nowhere else."""
    assert (ran.status, ran.err) == (0, "")
    assert all(number in ran.out for number in NUMBERS)
    assert (CARD in ran.out) == (not {A_CARD, TORN, LOCKED} & {*unseen})
    every_line = {words.SUPPORT_NOT_LOOKED_AT.partition("{")[0], *TOLD.values()}
    before_the_end = ran.out.splitlines()[:-1] if unseen else ran.out.splitlines()
    assert not [line for line in before_the_end if line.startswith(tuple(every_line))]
    return not unseen or ran.out.splitlines()[-1] == last_line(unseen)


@pytest.mark.parametrize("wrong", a_share_of(WRONG, one_in=2))
def test_in_a_pipe_the_numbers_stand_there_and_what_was_not_seen_in_one_last_line(wrong, user, folder):
    with person_with(wrong, folder, user) as person:
        assert stands(person.runs("support"), row(wrong, user).unseen)


@pytest.mark.parametrize("wrong", a_share_of(WRONG, one_in=2, beginning=1))
def test_on_a_terminal_they_stand_there_before_a_key_is_read(wrong, user, folder):
    unseen = row(wrong, user).unseen
    with person_with(wrong, folder, user) as person:
        at = person.at_a_terminal("support")
        try:
            at.sees(r"In danger now: (?:\x1b\[[0-9;]*m)*112", "90101", "Close")
            at.types(ESC)
            assert at.ends() == 0
        finally:
            at.is_gone()
    *_, last, _ = at.display.split("\n")
    assert last == last_line(unseen)


@pytest.mark.parametrize(
    ("wrong", "way"),
    [(wrong, way) for place, way in enumerate(WAYS) for wrong in a_share_of(WRONG, one_in=4, beginning=2 * place)],
)
def test_in_the_middle_of_a_practice_they_stand_there_as_well(wrong, way, user, folder):
    name, says = WAYS[way]
    with person_with(wrong, folder, user) as person:
        ran = person.runs("practice", name, "--plain", "--pace", "off", says=says)
    if not row(wrong, user).starts:
        assert (ran.status in (1, 2), len(ran.err.split("\n\n"))) == (True, 1)
        return
    unseen = row(wrong, user).unseen
    assert all(number in ran.out for number in NUMBERS)
    assert way != "reach someone" or (CARD in ran.out) == (not {A_CARD, TORN, LOCKED} & {*unseen})


@pytest.mark.parametrize("place", ["config", "data", "."])
def test_a_disk_that_never_answers_is_waited_for_a_few_seconds_and_no_longer(place, folder):
    person = Person(folder, ORDINARY if os.geteuid() == 0 else None)
    try:
        mount_without_an_answer(person, person.home / place, dead=False)
        ran = person.runs("support")
    finally:
        person.leaves()
    assert stands(ran, (SETTINGS, A_CARD))


# --- the numbers themselves

HELPLINES_BROKEN = {
    "gone": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "cut short": lambda file: file.write_bytes(file.read_bytes()[:5000]),
    "of another kind": lambda file: file.write_text('{"checked_on": 3, "countries": {}, "elsewhere": []}'),
    "with a figure for a text": lambda file: file.write_text(file.read_text().replace('"107 or 911"', "107")),
    "nested without an end": lambda file: file.write_text("[" * 100_000),
    "no text": lambda file: file.write_bytes(b"\xff\xfe\x00"),
    "closed": lambda file: file.chmod(0),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
    "a pipe": lambda file: (file.unlink(), os.mkfifo(file)),
}


@pytest.fixture(scope="module")
def a_copy():
    """The program, installed in a place of its own."""
    with tempfile.TemporaryDirectory(prefix="selfattach-") as made:
        package = Path(made) / "selfattach"
        shutil.copytree(Path(selfattach.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(library(), package / "exercises")
        yield Path(made)


@pytest.mark.parametrize("broken", HELPLINES_BROKEN)
@pytest.mark.parametrize("said", [(), ("Sweden",)], ids=["guessed", "said"])
def test_without_the_list_of_numbers_those_for_anywhere_stand_there(broken, said, a_copy, folder):
    file = a_copy / "selfattach" / "exercises" / HELPLINES
    whole = file.read_bytes()
    person = Person(folder, None)
    HELPLINES_BROKEN[broken](file)
    if broken == "closed" and os.access(file, os.R_OK):
        file.chmod(0o644)
        pytest.skip("whoever runs this may read everything")
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "selfattach", "support", *said],
            env=person.environment() | {"PYTHONPATH": str(a_copy)},
            cwd=a_copy,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    finally:
        file.rmdir() if file.is_dir() else file.unlink(missing_ok=True)
        file.write_bytes(whole)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert words.HELP_ANYWHERE in ran.stdout
    assert CARD in ran.stdout
    assert ran.stdout.splitlines()[-1] == words.SUPPORT_NOT_LOOKED_AT.format(what=words.SUPPORT_NUMBERS)


# --- a card that was copied to be readable


def test_a_copy_of_the_card_stays_and_is_shown_where_it_cannot_be_told_whether_it_is_still_wished(folder):
    with person_with("the history is locked", folder, None) as person:
        copied = person.places.state / "support-card.json"
        copied.write_text('["people:", "  My brother"]', encoding="utf-8")
        (person.places.config / "config.toml").write_text("[support\n", encoding="utf-8")
        ran = person.runs("support")
    assert copied.exists()
    assert "My brother" in ran.out
    assert ran.out.splitlines()[-1] == words.SUPPORT_NOT_LOOKED_AT.format(what=words.SUPPORT_OWN_SETTINGS)


def test_a_copy_of_the_card_goes_where_it_is_not_wished(folder):
    with person_with("the history is locked", folder, None) as person:
        copied = person.places.state / "support-card.json"
        copied.write_text('["people:", "  My brother"]', encoding="utf-8")
        ran = person.runs("support")
    assert not copied.exists()
    assert "My brother" not in ran.out


def test_a_country_in_the_settings_that_nobody_knows_leaves_the_guess_and_is_named_last(folder):
    person = Person(folder, None)
    (person.places.config / "config.toml").write_text('[support]\ncountry = "Atlantis"\n', encoding="utf-8")
    ran = person.runs("support")
    assert (ran.status, ran.err) == (0, "")
    assert "Sweden is a guess" in ran.out
    assert ran.out.splitlines()[-1] == words.SUPPORT_NO_COUNTRY.format(country="Atlantis", near="")


def test_it_loads_neither_prompts_nor_screens_nor_yaml(folder):
    person = Person(folder, None)
    code = (
        "import sys\nfrom selfattach.cli import run\nstatus = run(['support'])\n"
        "heavy = {'yaml', 'rich', 'prompt_toolkit', 'tinydb', 'msgspec', 'pydantic', 'wcwidth'}\n"
        "sys.exit(status or ' '.join(heavy & set(sys.modules)) or 0)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], env=person.environment(), capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert CARD in ran.stdout
