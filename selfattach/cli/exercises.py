"""`selfattach exercises`: the library, and what each practice is, may stir, and rests on."""

import math
import sys
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Final

import typer

from selfattach import disk, words
from selfattach.cli.completion import exercise_ids, purposes
from selfattach.cli.context import AppContext
from selfattach.cli.files_out import OUT, file_to_write, write_page
from selfattach.cli.lists import screen_of, writing
from selfattach.cli.options import Json
from selfattach.cli.output import print_json, print_lines, tell
from selfattach.cli.practise.purpose_filter import check_wanted, fits, in_order
from selfattach.errors import NothingFoundError, SelfattachError, reason
from selfattach.kinds import JsonObject
from selfattach.text import clean, decoded
from selfattach.words import commands

if TYPE_CHECKING:
    from selfattach.library import Listed
    from selfattach.script.model import Exercise, ScriptHead
    from selfattach.ui.screen import Screen
    from selfattach.ui.table import Row

_A_MINUTE: Final = 2  # minutes of what stands under "A minute or two"
_TITLES_FROM: Final = 78  # columns: on fewer not all would stand beside their names, which say enough
_AT_LEAST: Final = 2, 8  # columns of the minutes, and of how deep it goes, in every part of the list

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help=commands.EXERCISES)

_ForWord = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar=commands.EXERCISES_LIST_FOR_METAVAR,
        help=commands.EXERCISES_LIST_FOR,
        autocompletion=purposes,
    ),
]
_Minutes = Annotated[
    int | None, typer.Option(metavar=commands.SHARED_MINUTES_METAVAR, min=1, help=commands.EXERCISES_LIST_MINUTES)
]


@app.command("list", help=commands.EXERCISES_LIST)
def list_exercises(wanted: _ForWord = None, minutes: _Minutes = None, as_json: Json = False) -> None:
    """Raises NothingFoundError where none fits. A broken script is told on stderr, and hides no other."""
    check_wanted(wanted)
    context = AppContext()
    listed = context.library.listed()
    found = in_order(
        [one for one in listed if one.head is not None and fits(one.head, minutes, wanted)], context, wanted
    )
    if as_json:
        print_json([_plain(one) for one in found])
    elif not sys.stdout.isatty():
        print_lines(*map(_format_listed, found), hang="  ")
    elif found:
        _show_list(context, _in_parts(found) if wanted is None else [("", found)])
    tell(*(one.fault for one in listed if one.fault))
    _tell_unseen(context)
    if not found:
        raise NothingFoundError(words.NO_EXERCISE_FITS)


def _tell_unseen(context: AppContext) -> None:
    """Say so where one's own may be there and cannot be looked at."""
    if fault := disk.why_unseen(context.places.own_exercises):
        tell(words.OWN_UNSEEN.format(folder=context.places.own_exercises, why=reason(fault)))


def _plain(listed: "Listed") -> JsonObject:
    from selfattach.script.to_json import plain_head  # noqa: PLC0415  not for --help, nor at Tab

    assert listed.head is not None
    return plain_head(listed.head) | {"own": listed.own}


def _format_listed(listed: "Listed") -> str:
    head = listed.head
    assert head is not None
    minutes = words.MINUTES_SHORT.format(n=head.minutes) if head.minutes else ""
    own = words.OWN_SCRIPT if listed.own else ""
    facts = ", ".join(fact for fact in (minutes, head.intensity, own) if fact)
    return words.LISTED.format(name=head.id, title=head.title, facts=facts)


# --- on a terminal


def _in_parts(found: "list[Listed]") -> "list[tuple[str, list[Listed]]]":
    """Return them by what one needs, each once, in each part the shortest first."""
    parts: dict[str, list[Listed]] = {part: [] for part in words.PARTS}
    for one in sorted(found, key=_minutes):
        parts[_part_of(one)].append(one)
    return [(words.PARTS[part], held) for part, held in parts.items() if held]


def _minutes(listed: "Listed") -> float:
    head = listed.head
    return math.inf if head is None or head.minutes is None else head.minutes


def _part_of(listed: "Listed") -> str:
    head = listed.head
    assert head is not None
    if listed.own:
        return "own"
    if head.kind == "exercise" and head.minutes is not None and head.minutes <= _A_MINUTE:
        return "minutes"
    family = listed.path.parent.name
    return words.PART_OF.get(family, family)


def _show_list(context: AppContext, parts: "list[tuple[str, list[Listed]]]") -> None:
    tried, screen = _tried(context), screen_of(context)
    if screen is None:
        for head, found in parts:
            print_lines(*([f"{head}:"] if head else []))
            print_lines(*(_in_words(one, tried) for one in found), hang="  ")
            print_lines("")
        print_lines(words.LIST_NEXT)
    else:
        _draw(screen, parts, tried)


def _in_words(listed: "Listed", tried: Collection[str]) -> str:
    head = listed.head
    assert head is not None
    minutes = words.counted(words.MINUTES_IN_WORDS, head.minutes) if head.minutes else ""
    facts = (minutes, head.intensity, words.TRIED if head.id in tried else "")
    return words.LISTED_IN_WORDS.format(name=head.id, title=head.title, facts=", ".join(filter(None, facts)))


def _draw(screen: "Screen", parts: "list[tuple[str, list[Listed]]]", tried: Collection[str]) -> None:
    from selfattach.ui.table import headed, table  # noqa: PLC0415  not for a pipe

    margin = screen.margin
    marks = any(one.head and one.head.id in tried for _, found in parts for one in found)
    for title, found in parts:
        rows = [_row(one.head, tried, title, with_title=margin.columns >= _TITLES_FROM) for one in found if one.head]
        blocks = table(rows, margin, marks=marks, at_least=_AT_LEAST)
        writing(screen, headed(title, blocks, margin))(sys.stdout)
    legend = words.LIST_TRIED.format(sign=margin.signs.tried) if marks else ""
    writing(screen, margin.foot([words.LIST_MINUTES, legend, words.LIST_NEXT]))(sys.stdout)


def _row(head: "ScriptHead", tried: Collection[str], part: str, *, with_title: bool) -> "Row":
    from selfattach.ui.table import Row  # noqa: PLC0415  same

    depth = head.intensity
    if head.kind == "reading":  # under a heading that says so there is room for its title
        depth = "" if part == words.PARTS["readings"] else words.READING
    return Row((str(head.minutes or ""), depth, head.id), head.title if with_title else "", head.id in tried)


def _tried(context: AppContext) -> Collection[str]:
    """What was practised here, as far as that is known without asking anybody; a list of exercises needs none of it."""
    with suppress(SelfattachError):
        context.history.leave_as_it_is()
        return context.past.times().exercises.keys()
    return ()


# --- one of them

_Name = Annotated[
    str,
    typer.Argument(
        metavar=commands.EXERCISES_SHOW_NAME_METAVAR, help=commands.EXERCISES_SHOW_NAME, autocompletion=exercise_ids
    ),
]


@app.command("show", help=commands.EXERCISES_SHOW, short_help=commands.EXERCISES_SHOW_SHORT)
def show_exercise(
    name: _Name,
    source: Annotated[bool, typer.Option("--source", help=commands.EXERCISES_SHOW_SOURCE)] = False,
    as_json: Json = False,
) -> None:
    """Raises WrongInputError where the name is that of none or of several, and what is wrong with a script."""
    context = AppContext()
    path, own = context.library.find(name)
    if source:
        sys.stdout.write(clean(decoded(disk.read_file(path))))
        return
    exercise = context.library.load(path, own=own)
    if as_json:
        from selfattach.script.to_json import plain_head, plain_steps  # noqa: PLC0415  as above

        print_json(
            plain_head(exercise.head) | {"own": own, "sha256": exercise.sha256, "steps": plain_steps(exercise.steps)}
        )
        return
    _print_head(context, exercise)


@app.command("print", help=commands.EXERCISES_PRINT, short_help=commands.EXERCISES_PRINT_SHORT)
def print_exercise(
    name: _Name,
    to: Annotated[
        str,
        typer.Option("--to", "--output", "-o", metavar=commands.SHARED_PAGE_TO_METAVAR, help=commands.SHARED_PAGE_TO),
    ] = OUT,
    force: Annotated[bool, typer.Option("--force", help=commands.HISTORY_EXPORT_FORCE)] = False,
) -> None:
    """Raises WrongInputError as `show` does, and where something is in the place of the sheet."""
    from selfattach.cli.shelves.load_help import look_up  # noqa: PLC0415  not for --help, nor at Tab
    from selfattach.help.paper import numbers_for_a_sheet  # noqa: PLC0415  same
    from selfattach.pages.of_an_exercise import Frame, sheet_of  # noqa: PLC0415  same

    context = AppContext(only_looks=True)
    target = file_to_write(to, force=force)
    path, own = context.library.find(name)
    exercise, frame = context.library.load(path, own=own), context.library.frame()
    instead = exercise.head.instead if exercise.head.intensity == "deep" else ""
    around = Frame(
        frame.measure("before", "before"),
        frame.measure("after", "after"),
        frame.choice("felt", "felt", {}),
        context.library.title_of(instead or frame.gentle),
    )
    numbers = numbers_for_a_sheet(look_up(context).facts)
    write_page(target, sheet_of(exercise, around, context.library.title_of, numbers))


def _acts(exercise: "Exercise") -> Iterator[str]:
    """Yield what one does in it, in the order in which one may come to it."""
    from selfattach.script.model import Breathe, Prompt, Rest, every_step  # noqa: PLC0415  not for --help, nor at Tab

    for step in every_step(exercise.steps):
        if isinstance(step, Breathe):
            yield words.ACTS["breathe"]
        elif isinstance(step, Rest):
            yield words.ACTS["quiet" if step.is_quiet else "rest"]
        elif isinstance(step, Prompt) and step.form.kind in words.ACTS:
            yield words.ACTS[step.form.kind]


def _print_head(context: AppContext, exercise: "Exercise") -> None:
    head = exercise.head
    print_lines(head.title, "")
    if head.summary:
        print_lines(head.summary)
    if head.kind != "reading" and (acts := list(dict.fromkeys(_acts(exercise)))):
        print_lines(words.in_it(acts))
    kind = words.KINDS.get(head.kind, "")
    if kind:
        print_lines(kind)
    print_lines("")
    if head.minutes:
        print_lines(words.about(head.minutes))
    print_lines(words.INTENSITIES[head.intensity])
    if head.instead:
        print_lines(words.INSTEAD.format(title=context.library.title_of(head.instead), name=head.instead))
    print_lines("")
    if head.care:
        print_lines(words.CARE, *head.care.splitlines(), "")
    if head.barriers:
        barriers = "; ".join(words.OFFERED_FOR[barrier] for barrier in head.barriers)
        print_lines(words.OFFERED.format(barriers=barriers), "")
    if head.serves:
        print_lines(words.MEANT.format(serves="; ".join(words.MEANT_FOR[word] for word in head.serves)), "")
    _print_evidence(context, head)
    print_lines(words.PRACTISE_IT.format(name=head.id))


def _print_evidence(context: AppContext, head: "ScriptHead") -> None:
    if head.evidence.strength:
        print_lines(words.STRENGTHS[head.evidence.strength])
    if head.evidence.says:
        print_lines(head.evidence.says)
    sources = context.library.sources() if head.evidence.sources else {}
    for key in head.evidence.sources:
        print_lines(f"- {sources.get(key, key)}")
    if head.evidence.strength or head.evidence.says:
        print_lines("")
