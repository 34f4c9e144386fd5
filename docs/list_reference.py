"""Write the reference pages: commands, exit statuses, environment, files and settings, JSON.

    python docs/list_reference.py

What the program can tell of itself is taken from it: its commands, its settings, the fields of a record and what each
command prints with `--json` in a home with one practice. The rest stands in `reference_tables.py`.
"""

import inspect
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

from reference_tables import ANSWER, ENVIRONMENT, EXIT_STATUSES, PLACES, RECORD, SETTINGS
from typer.core import TyperGroup
from typer.main import get_command

from selfattach import __version__
from selfattach.cli import app
from selfattach.config import KEYS, Settings, choices_of
from selfattach.history.history import History
from selfattach.history.record import Entry, Record
from selfattach.paths import Places, find_places
from selfattach.words.commands import LISTING, PROGRAM
from selfattach.words.examples import EXAMPLES

FOLDER: Final = Path(__file__).parent / "reference"
_WRITTEN: Final = "\nThis page is written by `python docs/list_reference.py`; a test holds it to the program.\n"


class Told(NamedTuple):
    """One command as its help tells it. `rows`: what stands for each argument and option, and what it is for."""

    path: str
    usage: str
    help: str
    arguments: list[tuple[str, str]]
    options: list[tuple[str, str]]
    inside: list[tuple[str, str]]


def commands() -> Iterator[Told]:
    """Yield the program and each command, groups before what is in them."""
    program: Any = get_command(app)
    context = program.context_class(program, info_name="selfattach", **program.context_settings)
    inside = [(name, LISTING[name]) for name in program.list_commands(context)]
    first = program.get_command(context, inside[0][0])  # with it the program's own options have their words
    assert first is not None
    yield _told(program, context, "", PROGRAM, inside)
    for name, _ in inside:
        yield from _below(program.get_command(context, name), context, name)


def _below(command: Any, parent: Any, path: str) -> Iterator[Told]:  # noqa: ANN401  Typer's vendored Click has no types
    context = command.context_class(command, info_name=path.rpartition(" ")[2], parent=parent)
    subs = command.list_commands(context) if isinstance(command, TyperGroup) else []
    inside = [(name, command.get_command(context, name).get_short_help_str(200)) for name in subs]
    yield _told(command, context, path, command.help or "", inside)
    for name in subs:
        yield from _below(command.get_command(context, name), context, f"{path} {name}")


def _told(command: Any, context: Any, path: str, text: str, inside: list[tuple[str, str]]) -> Told:  # noqa: ANN401
    records = [(one, one.get_help_record(context)) for one in command.get_params(context)]
    told = [(one, record[0], " ".join(record[1].split())) for one, record in records if record]
    arguments = [(left, right) for one, left, right in told if one.param_type_name == "argument"]
    options = [(left, right) for one, left, right in told if one.param_type_name != "argument"]
    arguments = [(left.strip("{}"), right) for left, right in arguments]  # so has a newer Typer those that are wanted
    usage = " ".join(
        [
            "selfattach",
            *([path] if path else []),
            *(piece.strip("{}") for piece in command.collect_usage_pieces(context)),
        ]
    )
    return Told(path, usage, inspect.cleandoc(text), arguments, options, inside)


# --- the pages


def pages() -> dict[str, str]:
    """Return each page by the name of its file."""
    return {
        "commands.md": _commands_page(),
        "exit-statuses.md": _exit_page(),
        "environment.md": _environment_page(),
        "files.md": _files_page(),
        "json.md": _json_page(),
    }


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    cells = [" | ".join(one.replace("|", "\\|") for one in row) for row in (head, *rows)]
    return [f"| {cells[0]} |", "|" + "---|" * len(head), *(f"| {row} |" for row in cells[1:]), ""]


def _commands_page() -> str:
    lines = ["# Commands", "", "What `--help` says of each, on one page. Every command takes `--plain` and `--help`."]
    lines += [_WRITTEN]
    for one in commands():
        lines += [f"## selfattach {one.path}".rstrip(), "", "```text", one.usage, "```", "", one.help, ""]
        if one.inside:
            rows = [
                (f"[{name}](#selfattach-{one.path.replace(' ', '-')}{'-' if one.path else ''}{name})", told)
                for name, told in one.inside
            ]
            lines += _table(("command", "what it is for"), rows)
        own = [row for row in one.options if not row[0].startswith(("--plain", "-h"))]
        rows = [(f"`{left}`", right) for left, right in (*one.arguments, *own)]
        if rows:
            lines += _table(("argument or option", "what it is for"), rows)
        if found := EXAMPLES.get(one.path):
            widest = max(len(line) for line, _ in found)
            lines += ["```sh", *(f"{line:<{widest}}  # {what}" for line, what in found), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def _exit_page() -> str:
    rows = [(f"{status}", means) for status, means in EXIT_STATUSES.items()]
    return "\n".join(["# Exit statuses", _WRITTEN, *_table(("status", "what it means"), rows)]).rstrip() + "\n"


def _environment_page() -> str:
    rows = [(f"`{name}`", means) for name, means in ENVIRONMENT.items()]
    opening = "\nThe passphrase of a vault is never taken from the environment, nor from an option.\n"
    return "\n".join(["# Environment", _WRITTEN, *_table(("variable", "what it does"), rows), opening]).rstrip() + "\n"


def _files_page() -> str:
    places = [(name, means, *(f"`{one[name]}`" for one in folders())) for name, means in PLACES.items()]
    lines = [
        "# Files and settings",
        _WRITTEN,
        *_table(("folder", "what lies there", "Linux", "macOS", "with `SELFATTACH_HOME=DIR`"), places),
        "Every single file, what it holds, and what becomes of it in a vault: [privacy](../why/privacy.md#every-file).",
        "",
        "## Settings",
        "",
        "In `config.toml`; `selfattach config` reads and changes them. Options of a command win over them.",
        "",
    ]
    rows = []
    for key in KEYS:
        default = getattr(Settings(), key.rpartition(".")[2])
        shown = json.dumps(default) if isinstance(default, bool) or default else ""
        rows.append((f"`{key}`", ", ".join(choices_of(key)) or "text", shown, SETTINGS[key]))
    lines += _table(("setting", "can be", "as it comes", "what it is for"), rows)
    lines += ["`[routine.NAME]` with `exercises = [...]`: a routine of your own,"]
    lines += ["see [make it suit you](../how-to/make-it-suit-you.md#a-routine-of-your-own)."]
    return "\n".join(lines) + "\n"


def folders() -> tuple[dict[str, str], ...]:
    """The four folders on Linux, on macOS and with SELFATTACH_HOME, as a person writes them."""
    mac = "~/Library"
    return (
        {
            "config": "~/.config/selfattach",
            "data": "~/.local/share/selfattach",
            "state": "~/.local/state/selfattach",
            "cache": "~/.cache/selfattach",
        },
        {
            "config": f"{mac}/Application Support/selfattach",
            "data": f"{mac}/Application Support/selfattach",
            "state": f"{mac}/Application Support/selfattach-state",
            "cache": f"{mac}/Caches/selfattach",
        },
        {name: str(PurePosixPath("DIR") / name) for name in PLACES},
    )


# --- JSON


_DAYS: Final = 2  # ago
_ANSWERS: Final = (
    ("thought", "write", "Late again.", {}),
    ("line", "write", "It was one morning.", {"shelf": "kind-words", "asked": True}),
    ("letter", "write", "Dear you.", {"shelf": "letters"}),
    ("promise", "promise", {"cue": "After supper", "action": "I sit down for a minute"}, {}),
)
_ASKED: Final = (
    *("", "exercises list", "history list", "history search late", "letters list", "kind", "kind --one", "promises"),
    *("journey", "routine --list", "config list", "vault status", "doctor", "history retire"),
)


def _json_page() -> str:
    lines = [
        "# JSON",
        _WRITTEN,
        "Lists are one array, single things one object. Fields are only added, read those you know, pass over the",
        "others. Moments are RFC 3339 with a zone.",
        "",
        "## A session",
        "",
        "Printed by `history show ID --json`, `practice NAME --json`, `noticed --json` and `kind add --json`;",
        "`routine --json` prints an array of them, and `history export` has them in `sessions`.",
        "",
        *_table(("field", "what it holds"), [(f"`{name}`", means) for name, means in RECORD.items()]),
        "Each of `answers`; what does not apply is not there:",
        "",
        *_table(("field", "what it holds"), [(f"`{name}`", means) for name, means in ANSWER.items()]),
        "With answers from a script each session has `not_used` too:",
        "[scripts and shells](../how-to/scripts-and-shells.md#answers-from-a-script).",
        "",
        "## What else is printed",
        "",
        "As printed in a home with one practice; of each field the kind of value.",
        "",
    ]
    for line, document in printed().items():
        lines += [f"### `selfattach {line}{' ' if line else ''}--json`", "", *_fields(document), ""]
    return "\n".join(lines).rstrip() + "\n"


def printed() -> dict[str, Any]:
    """What the commands print with `--json`, in a home in which somebody has practised."""
    with tempfile.TemporaryDirectory() as folder:
        known = {"PATH": os.environ["PATH"], "SELFATTACH_HOME": folder, "LANG": "C.UTF-8", "TZ": "Europe/Stockholm"}

        _practise(find_places(known))

        def run(line: str) -> str:
            words = [sys.executable, "-m", "selfattach", *line.split(), "--json"]
            ran = subprocess.run(words, env=known, capture_output=True, text=True, check=False)  # noqa: S603  our own
            return ran.stdout.strip()

        said = {line: run(line) for line in _ASKED}
        return {line: json.loads(text) for line, text in said.items()}


def _practise(places: Places) -> None:
    """Keep one session as somebody would have left it."""
    began = datetime.now(UTC) - timedelta(days=_DAYS)
    at = began.isoformat()
    entries = [
        Entry(name=name, kind=kind, ask="...", value=value, at=at, **more) for name, kind, value, more in _ANSWERS
    ]
    record = Record(
        id=f"{began:%Y%m%dT%H%M%SZ}-k7qm2x",
        exercise="inner-critic-reframe",
        title="Answer the inner critic",
        version=1,
        script="0" * 64,
        language="en",
        started=at,
        ended=(began + timedelta(minutes=9)).isoformat(),
        finished=True,
        ending="done",
        felt="helped",
        program=__version__,
        answers=tuple(entries),
    )
    History(places).add(record)


def _fields(document: Any) -> list[str]:  # noqa: ANN401  what JSON can be
    if isinstance(document, list):
        if not document:
            return ["An array; here it is empty."]
        return ["An array, each of it:", "", *_fields(document[0])]
    if document is None:
        return ["Nothing: `null`."]
    return _table(("field", "kind of value"), [(f"`{name}`", _kind(value)) for name, value in document.items()])[:-1]


def _kind(value: Any) -> str:  # noqa: ANN401  as above
    match value:
        case None:
            return "nothing here"
        case bool():
            return "true or false"
        case int() | float():
            return "number"
        case str():
            return "text"
        case []:
            return "array"
        case [first, *_]:
            return f"array: {_kind(first)}"
        case dict() if value and all(name.isidentifier() for name in value):
            return "object: " + ", ".join(f"`{name}`" for name in value)
        case _:
            return "object"


def main() -> None:
    """Write all of them."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
