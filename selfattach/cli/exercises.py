"""`selfattach exercises`: the library, and what each practice is, may stir, and rests on."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from selfattach import disk, words
from selfattach.cli.completion import exercise_ids, purposes
from selfattach.cli.context import AppContext
from selfattach.cli.options import Json
from selfattach.cli.output import print_json, print_lines, tell
from selfattach.cli.practise.purpose_filter import check_wanted, fits, in_order
from selfattach.errors import NothingFoundError, reason
from selfattach.kinds import JsonObject
from selfattach.text import clean, decoded
from selfattach.words import commands

if TYPE_CHECKING:
    from selfattach.library import Listed
    from selfattach.script.model import ScriptHead

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
    else:
        print_lines(*map(_format_listed, found), hang="  ")
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


@app.command("show", help=commands.EXERCISES_SHOW, short_help=commands.EXERCISES_SHOW_SHORT)
def show_exercise(
    name: Annotated[
        str,
        typer.Argument(
            metavar=commands.EXERCISES_SHOW_NAME_METAVAR, help=commands.EXERCISES_SHOW_NAME, autocompletion=exercise_ids
        ),
    ],
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
    _print_head(context, exercise.head)


def _print_head(context: AppContext, head: "ScriptHead") -> None:
    print_lines(head.title, "")
    if head.summary:
        print_lines(head.summary)
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
