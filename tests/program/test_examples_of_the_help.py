"""The examples that `--help` ends with: each command has two or three, and each is run in a home with some history."""

import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from bundled import LIBRARY
from sample_records import a_record, an_entry
from the_program import PATIENCE
from tools import a_share_of
from typer.main import get_command

from selfattach.cli import app
from selfattach.words.examples import EXAMPLES

# these ask at a terminal, as tests/program/test_vault.py and test_farewell.py do
TYPED = (
    *("selfattach vault init", "selfattach vault passphrase", "selfattach vault recovery --use"),
    "selfattach farewell",
)
EACH = [(path, line) for path, examples in EXAMPLES.items() for line, _ in examples if line not in TYPED]
THE_PROGRAM = f"""
case "$1 $2" in
  practice*|routine*) set -- "$@" --plain ;;  # there is no terminal: lines from a pipe
  "history delete"|"history retire"|"vault remove") set -- "$@" --yes ;;  # and nobody to ask
esac
exec "{sys.executable}" -m selfattach "$@"
"""
SETTINGS = '[support]\ncountry = "SE"\n[practice]\npace = "off"\n'
STAND_INS = {"lp": "cat > /dev/null", "pass": 'echo "the passphrase of $*"', "selfattach": THE_PROGRAM}
LOCKS = "selfattach vault init --passphrase-command 'pass show selfattach'"
BEFORE = {
    "noticed": "selfattach noticed < note.txt",
    "history undo": "selfattach history delete last --yes",
    "vault passphrase": LOCKS,
    "vault remove": LOCKS,
    "vault recovery": LOCKS,
}


def commands_below(group, path=()):
    """Yield each command, and each group that does something by itself, by its path."""
    context = group.make_context("selfattach", [], resilient_parsing=True)
    for name in group.list_commands(context):
        one = group.get_command(context, name)
        inside = hasattr(one, "commands")
        if not inside or one.invoke_without_command:
            yield " ".join((*path, name))
        if inside:
            yield from commands_below(one, (*path, name))


def test_every_command_has_two_or_three_and_nothing_else_has_any():
    assert {"", *commands_below(get_command(app))} == set(EXAMPLES)
    assert {len(examples) for examples in EXAMPLES.values()} <= {2, 3}


@pytest.mark.parametrize("path", EXAMPLES)
def test_help_ends_with_them(program, path):
    told = program.call(*path.split(), "--help", env={"COLUMNS": "88"}).out
    assert told.endswith("".join(f"  {line}\n      {what}\n" for line, what in EXAMPLES[path]))


@pytest.fixture
def folder(program, tmp_path):
    """Where somebody stands who has practised some days, with the files that the examples name."""
    at = tmp_path / "here"
    tools = at / "tools"
    tools.mkdir(parents=True)
    for name, does in STAND_INS.items():
        (tools / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    letter = an_entry("letter", "Dear you.", shelf="letters")
    kind = an_entry("line", "You were late once.", shelf="kind-words")
    hard = an_entry("thought", "Not enough, and a late train.")
    yesterday = datetime.now().astimezone() - timedelta(days=1)
    for hours, entry in enumerate((letter, kind, hard)):
        exercise = "self-compassion-letter" if entry is letter else "evening-notes"
        program.history.add(
            a_record(hours, entry, exercise=exercise, start=yesterday + timedelta(hours=hours), felt="helped")
        )
    program.places.config.mkdir(parents=True, exist_ok=True)
    (program.places.config / "config.toml").write_text(SETTINGS, encoding="utf-8")
    script = (LIBRARY / "kindness" / "evening-notes.yaml").read_text(encoding="utf-8")
    (at / "my-evening.yaml").write_text(
        script.replace("id: evening-notes", "id: my-evening").replace("title: ", "title: My ", 1), encoding="utf-8"
    )
    (at / "note.txt").write_text("Rain on the roof.\n", encoding="utf-8")
    (at / "journal.txt").write_text("[2026-01-02 09:00] A cold day.\n", encoding="utf-8")
    assert program.call("history", "export", "--to", str(at / "all.json")).status == 0
    assert program.call("history", "list").status == 0  # its lines have numbers now
    return at


@pytest.mark.parametrize(("path", "line"), a_share_of(EACH, one_in=3), ids=lambda one: one)
def test_each_does_what_it_says(program, folder, path, line):
    if path == "history export":
        (folder / "all.json").unlink()
    if "retire k" in line:
        shutil.copytree(next(program.places.history.iterdir()), program.places.history / "kq3v7x2m")
    if before := BEFORE.get(path):
        assert run(program, folder, before).returncode == 0
    ran = run(program, folder, line)
    assert ran.returncode == 0, ran.stderr + ran.stdout
    assert "Traceback" not in ran.stderr


def run(program, folder, line):
    """Run a line of a shell, in plain lines and with Enter to each question."""
    path = f"{folder / 'tools'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-c", line],
        env=program.environment(PATH=path, HOME=str(folder), ACCESSIBLE="1"),
        cwd=folder,
        input="A line of mine.\n" if line.endswith(("noticed", "kind add")) else "\n" * 40,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
