"""`selfattach author`: for those who write exercises. `check` tells what to mend, and how a script reads aloud.

`format` prints the reference of the format, `schema` the same for editors.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from selfattach import disk, words
from selfattach.author import reference
from selfattach.author.checker import Checker, Remark
from selfattach.author.sample_runs import doors, walk
from selfattach.author.schema import schema
from selfattach.cli.completion import exercise_ids, format_topics
from selfattach.cli.context import AppContext
from selfattach.cli.options import Json, Quiet
from selfattach.cli.output import print_json, print_lines, print_whole, tell
from selfattach.errors import NothingFoundError, SelfattachError, WrongInputError
from selfattach.kinds import JsonObject
from selfattach.paths import library
from selfattach.script.fields import ID
from selfattach.text import did_you_mean
from selfattach.words import commands, format_reference, walks

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)


@app.callback(help=commands.AUTHOR)
def author() -> None:
    """With this, its help has its words."""


@app.command(help=commands.AUTHOR_CHECK)
def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            help=commands.AUTHOR_CHECK_WHAT,
            metavar=commands.AUTHOR_CHECK_WHAT_METAVAR,
            autocompletion=exercise_ids,
        ),
    ] = None,
    walks: Annotated[bool, typer.Option("--walks", help=commands.AUTHOR_CHECK_WALKS)] = False,
    figures: Annotated[bool, typer.Option("--figures", help=commands.AUTHOR_CHECK_FIGURES)] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Returns 1 where an error was found. Raises NothingFoundError where there is no script."""
    context = AppContext()
    checker = Checker(context.library, library())
    scripts = list(_scripts(context, files or []))
    if not scripts:
        raise NothingFoundError(words.NO_SCRIPT)
    remarks = []
    for path, own in scripts:
        remarks += checker.check(path, own=own)
        if walks:
            _print_walks(context, path, own=own)
    if as_json:
        print_json([_plain(remark) for remark in remarks])
    else:
        for remark in remarks:
            if quiet and remark.level != "error":
                continue
            print_whole(str(remark))  # on one line, for editors
        if figures:
            _print_figures(checker, scripts)
        if not quiet:
            sys.stdout.flush()  # where both lead to one place, the count comes last
            tell(words.checked(len(scripts), len(remarks)))
    return 1 if any(remark.level == "error" for remark in remarks) else 0


@app.command(help=commands.AUTHOR_NEW)
def new(
    name: Annotated[str, typer.Argument(help=commands.AUTHOR_NEW_NAME, metavar=commands.AUTHOR_NEW_NAME_METAVAR)],
) -> None:
    """Raises WrongInputError where the name is no id, or is taken."""
    context = AppContext()
    if not ID.fullmatch(name):
        raise WrongInputError(words.NEW_NO_ID.format(name=name))
    path = context.places.own_exercises / f"{name}.yaml"
    if disk.may_be_there(path) or any(one.stem == name for one, _ in context.library.every_script()):
        raise WrongInputError(words.NEW_IS_TAKEN.format(name=name))
    disk.make_folder(path.parent)
    disk.replace(path, words.NEW_SCRIPT.replace("NAME", name).encode())
    print_whole(words.NEW_WRITTEN.format(file=path))
    print_lines(words.NEW_THEN.format(name=name))


@app.command("format", help=commands.AUTHOR_FORMAT)
def print_format(
    topic: Annotated[
        str | None,
        typer.Argument(
            help=commands.AUTHOR_FORMAT_TOPIC,
            metavar=commands.AUTHOR_FORMAT_TOPIC_METAVAR,
            autocompletion=format_topics,
        ),
    ] = None,
) -> None:
    """Raises NothingFoundError where the format has no such word."""
    parts = reference.about(topic) if topic is not None else list(reference.parts())
    if not parts:
        near = did_you_mean(topic or "", reference.topics()) or format_reference.ALL_TOPICS
        raise NothingFoundError(format_reference.NO_TOPIC.format(topic=topic, near=near))
    for part in parts:
        for line, hang in reference.lines_of(part):
            print_lines(line, hang=hang)


@app.command("schema", help=commands.AUTHOR_SCHEMA)
def print_schema() -> None:
    """Prints one JSON document."""
    print_json(schema(AppContext(only_looks=True).library.measures()))


def _print_figures(checker: Checker, scripts: list[tuple[Path, bool]]) -> None:
    together, each = checker.figures(scripts)
    for name, found in ((words.FIGURES_OF_ALL, together), *each.items()):
        openings = ", ".join(f"{two} {100 * n / found.replies:.1f} %" for two, n in found.openings)
        told = found._asdict() | {"name": name, "openings": openings}
        print_lines(words.FIGURES.format(**told), hang="  ")


def _scripts(context: AppContext, named: list[str]) -> Iterator[tuple[Path, bool]]:
    if not named:
        yield from context.library.every_script()
    for name in named:
        path = Path(name)
        if disk.is_folder(path):
            inside = sorted(one for one in path.rglob("*") if one.suffix in (".yaml", ".yml") and disk.is_file(one))
            yield from ((one, not context.library.is_in_library(one)) for one in inside)
        elif path.suffix in (".yaml", ".yml"):
            if not disk.is_file(path):
                raise WrongInputError(words.NO_SCRIPT_FILE.format(file=name))
            yield path, not context.library.is_in_library(path)
        else:
            yield context.library.find(name)


def _print_walks(context: AppContext, path: Path, *, own: bool) -> None:
    try:
        exercise = context.library.load(path, own=own)
        framed = context.library.framed(exercise) if exercise.head.kind != "fragment" else None
    except SelfattachError:
        return  # the remarks tell it
    told = [(said, walk(framed, way)) for way, said in walks.WALKS.items()] if framed is not None else []
    if apart := list(doors(exercise.steps)):
        told.append((walks.DOORS, iter(apart)))
    for said, paragraphs in told:
        print_lines(f"{exercise.head.title} ({exercise.head.id}): {said}", "")
        for paragraph in paragraphs:
            print_lines(*paragraph.split("\n"), "")


def _plain(remark: Remark) -> JsonObject:
    return {
        "file": remark.file,
        "line": remark.mark.line,
        "column": remark.mark.column,
        "level": remark.level,
        "rule": remark.rule,
        "message": remark.message,
    }
