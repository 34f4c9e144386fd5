"""Write share/: the manual, selfattach(1) and selfattach-exercise(5), and what shells offer at Tab.

    python docs/write_share.py

The manual is made of what `--help` says, of `reference_tables.py`, and of the reference of the format; it goes into the
wheel, to where `man` and shells look. A test holds it to the program.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import wrap
from typing import Final

from list_reference import Told, commands, folders
from reference_tables import ENVIRONMENT, EXIT_STATUSES, PLACES
from typer import _completion_shared as typers

from selfattach import __version__
from selfattach.author import reference
from selfattach.cli.setup.zsh_script import give_to_typer
from selfattach.words import format_reference
from selfattach.words.examples import EXAMPLES

ROOT: Final = Path(__file__).resolve().parents[1]
SHARE: Final = ROOT / "share"
_WIDEST: Final = 78
_SHELLS: Final = {
    "bash": "bash-completion/completions/selfattach",
    "zsh": "zsh/site-functions/_selfattach",
    "fish": "fish/vendor_completions.d/selfattach.fish",
}


def files() -> dict[str, str]:
    """Return each file by its path below share/."""
    give_to_typer()
    scripts = {
        path: typers.get_completion_script(prog_name="selfattach", complete_var="_SELFATTACH_COMPLETE", shell=shell)
        for shell, path in _SHELLS.items()
    }
    pages = {"man/man1/selfattach.1": program_page(), "man/man5/selfattach-exercise.5": format_page()}
    return {**pages, **{path: f"{text}\n" for path, text in scripts.items()}}


# --- the language of man


def _escaped(text: str) -> str:
    safe = (
        text.replace("\\", "\\e").replace("-", "\\-").replace("^", "\\(ha").replace("~", "\\(ti").replace("`", "\\(ga")
    )
    return "".join(one if one.isascii() else f"\\[u{ord(one):04X}]" for one in safe)


def _said(markdown: str) -> str:
    """Words of a paragraph: code and strong words bold, links by their words."""
    parts = re.split(r"(`[^`]+`|\*\*[^*]+\*\*)", re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", markdown))
    return "".join(
        f"\\fB{_escaped(part.strip('`*'))}\\fP" if part[:1] in ("`", "*") else _escaped(part) for part in parts if part
    )


def _text(markdown: str) -> list[str]:
    """A paragraph in lines of which none is a request."""
    rows = wrap(_said(" ".join(markdown.split())), _WIDEST, break_long_words=False, break_on_hyphens=False)
    return [f"\\&{row}" if row.startswith((".", "'")) else row for row in rows]


def _block(lines: Iterable[str]) -> list[str]:
    """Lines as they are."""
    shown = [_escaped(line) for line in lines]
    return [".EX", *(f"\\&{row}" if row.startswith((".", "'")) else row for row in shown), ".EE"]


def _tagged(tag: str, told: str) -> list[str]:
    return [".TP", f".B {_escaped(tag)}".replace('"', "\\(dq"), *(_text(told) or ["\\&"])]


def _head(name: str, section: int, what: str) -> list[str]:
    return [
        f'.TH {name} {section} "{released()}" "selfattach {__version__}" "Self\\-compassion practice"',
        ".nh",
        ".ad l",
        ".SH NAME",
        f"{_escaped(name.lower())} \\- {_escaped(what)}",
    ]


def released() -> str:
    """The day of this version, as the changelog tells it."""
    found = re.search(
        rf"^## \[{re.escape(__version__)}\] - (\d{{4}}-\d\d-\d\d)",
        (ROOT / "CHANGELOG.md").read_text("utf-8"),
        re.MULTILINE,
    )
    return found[1] if found else ""


# --- the pages


def program_page() -> str:
    """selfattach(1): all commands, exit statuses, the environment, files."""
    program, *others = commands()
    lines = _head("SELFATTACH", 1, "a coach in the terminal for self-compassion practice")
    lines += [".SH SYNOPSIS", ".B selfattach", "[\\fIoptions\\fP] [\\fIcommand\\fP [\\fIargument\\fP ...]]"]
    lines += [".SH DESCRIPTION", *_paragraphs(program.help)]
    lines += [".PP", *_text("It opens no network connection. What is kept lies in files that only you can read.")]
    lines += [".SH OPTIONS", *_rows(program.options), ".SH COMMANDS"]
    for one in others:
        lines += _command(one)
    lines += [".SH EXIT STATUS", *_rows((str(status), told) for status, told in EXIT_STATUSES.items())]
    lines += [".SH ENVIRONMENT", *_rows((name, told) for name, told in ENVIRONMENT.items())]
    lines += [".SH FILES", *_text("Without SELFATTACH_HOME, on Linux:")]
    lines += _rows((f"{place}/", PLACES[name]) for name, place in folders()[0].items())
    lines += [".SH EXAMPLES"]
    for line, told in EXAMPLES[""]:
        lines += _tagged(line, told)
    lines += [".SH SEE ALSO", ".BR selfattach\\-exercise (5)"]
    return "\n".join(lines) + "\n"


def _command(one: Told) -> list[str]:
    lines = [f'.SS "{_escaped(one.path)}"', *_block([one.usage]), ".PP", *_paragraphs(one.help)]
    lines += _rows(row for row in (*one.arguments, *one.options) if not row[0].startswith(("--plain", "-h")))
    found = EXAMPLES.get(one.path, ())
    if found:
        lines += [".PP", *_block(row for line, told in found for row in (line, f"    {told}"))]
    return lines


def _rows(rows: Iterable[tuple[str, str]]) -> list[str]:
    return [line for tag, told in rows for line in _tagged(tag, told)]


def _paragraphs(text: str) -> list[str]:
    parts = [_text(part) for part in text.split("\n\n")]
    return [line for number, part in enumerate(parts) for line in ([".PP", *part] if number else part)]


def format_page() -> str:
    """selfattach-exercise(5): the reference of the format."""
    lines = _head("SELFATTACH-EXERCISE", 5, "the format of an exercise")
    lines[0] = lines[0].replace("SELFATTACH-EXERCISE", "SELFATTACH\\-EXERCISE")
    lines += [".SH DESCRIPTION", *_from_markdown(format_reference.OPENING)]
    for part in reference.parts():
        heading = f"{'#' * part.depth} {part.title}"
        lines += [
            *_from_markdown(f"{heading}\n\n{part.body}"),
            *_rows((r.key, reference.in_words(r)) for r in part.rows),
        ]
    lines += [".SH SEE ALSO", ".BR selfattach (1)"]
    return "\n".join(lines) + "\n"


def _from_markdown(text: str) -> list[str]:
    """The few forms of Markdown that our pages have."""
    lines: list[str] = []
    for part in _parts(text):
        first = part[0]
        if first.startswith("```"):
            lines += [*_gap(lines), *_block(part[1:-1])]
        elif first.startswith("#"):
            sign = ".SH" if first.startswith("## ") else ".SS"
            title = first.lstrip("# ").replace("`", "")
            lines += [f'{sign} "{_escaped(title.upper() if sign == ".SH" else title)}"']
        elif first.startswith("- "):
            for item in re.split(r"\n(?=- )", "\n".join(part)):
                lines += [".IP \\(bu 2", *_text(item[2:])]
        else:
            lines += [*_gap(lines), *_text(" ".join(part))]
    return lines


def _gap(lines: list[str]) -> list[str]:
    """What parts a paragraph from what stands before it."""
    return [] if not lines or lines[-1].startswith((".SH", ".SS")) else [".PP"]


def _parts(text: str) -> Iterator[list[str]]:
    """Blocks of a page: what stands between empty lines, and what is fenced whole."""
    part: list[str] = []
    fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        if not line.strip() and not fenced:
            if part:
                yield part
            part = []
        else:
            part.append(line)
    if part:
        yield part


def main() -> None:
    """Write all of them."""
    for path, text in files().items():
        (SHARE / path).parent.mkdir(parents=True, exist_ok=True)
        (SHARE / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
