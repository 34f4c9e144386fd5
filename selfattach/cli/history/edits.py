"""`selfattach history delete|undo|retire`: change what was kept. Each says what it will do before it does it."""

import sys
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from selfattach import disk, words
from selfattach.cli.completion import exercise_ids, session_ids
from selfattach.cli.context import AppContext
from selfattach.cli.history.unfinished import Unfinished, agreed, ask_about_unfinished
from selfattach.cli.options import Json, Yes
from selfattach.cli.output import print_json, print_lines, tell, tell_damage
from selfattach.cli.which_session import session_meant
from selfattach.errors import NothingFoundError, SelfattachError, WrongInputError
from selfattach.history.damage import PerhapsUnreadError
from selfattach.history.ids import short_form
from selfattach.text import one_line
from selfattach.words import commands

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from selfattach.history.damage import Damage
    from selfattach.history.index import SessionSummary
    from selfattach.history.record import Record
    from selfattach.kinds import JsonMapping

_SHOWN = 10  # of the sessions that would be deleted; the others are told by their number
_Exercise = Annotated[
    str | None,
    typer.Option(
        metavar=commands.SHARED_EXERCISE_METAVAR, help=commands.HISTORY_DELETE_EXERCISE, autocompletion=exercise_ids
    ),
]


def delete_sessions(
    idents: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=commands.HISTORY_DELETE_ID_METAVAR,
            help=commands.SHARED_ID,
            autocompletion=session_ids,
        ),
    ] = None,
    exercise: _Exercise = None,
    everything: Annotated[bool, typer.Option("--all", help=commands.HISTORY_DELETE_ALL)] = False,
    drafts: Annotated[bool, typer.Option("--drafts", help=commands.HISTORY_DELETE_DRAFTS)] = False,
    at_once: Annotated[bool, typer.Option("--now", help=commands.HISTORY_DELETE_NOW)] = False,
    yes: Yes = False,
) -> int:
    """Returns 1 where something could not be read, and so is still there."""
    context = AppContext()
    if sum((bool(idents), exercise is not None, everything or drafts)) != 1:
        raise WrongInputError(words.DELETE_WHICH)
    found: Sequence[Record | SessionSummary]
    if idents:
        found, stayed = _meant(context, idents)
    else:
        found, stayed = context.history.latest(exercise=exercise) if not drafts or everything else [], []
    damaged = context.history.damaged() if exercise is not None or everything else []
    unfinished = Unfinished(context) if drafts else None
    could_come_back = everything and at_once and bool(context.history.writer.deleted.files())
    sessions = {one.id for one in found}.union(context.history.left_out() if everything else ())
    if not any((sessions, damaged, could_come_back, unfinished and unfinished.titles)):
        return _nothing_to_delete(context, exercise, unfinished, everything=everything, yes=yes)
    if not yes and not _agreed_to_delete(context, found, unfinished, at_once=at_once):
        print_lines(words.NOTHING_CHANGED)
        return 0
    if sessions or could_come_back:
        stayed += _delete(context, sessions, everything=everything, keeps_undo=not at_once)
    asks = everything and not drafts
    open_elsewhere = ask_about_unfinished(context, yes=yes) if asks else bool(unfinished and unfinished.let_go())
    return 1 if _tell_what_stayed(stayed, damaged) or open_elsewhere else 0


def _tell_what_stayed(stayed: "Sequence[SelfattachError]", damaged: "Sequence[Damage]") -> bool:
    """Name what could not be read, and so is still there. Whether there is any."""
    tell(*dict.fromkeys(map(str, stayed)))
    tell_damage(damaged)
    if damaged or stayed:
        print_lines(words.DELETED_UNREAD, out=sys.stderr)
    return bool(damaged or stayed)


def _nothing_to_delete(
    context: AppContext, exercise: str | None, unfinished: Unfinished | None, *, everything: bool, yes: bool
) -> int:
    if exercise is not None:
        raise NothingFoundError(words.NONE_OF_EXERCISE.format(exercise=one_line(exercise)))
    print_lines(words.NO_HISTORY if everything else words.NOTHING_UNFINISHED)
    if everything and unfinished is None:
        return 1 if ask_about_unfinished(context, yes=yes) else 0
    return 0


def _agreed_to_delete(
    context: AppContext,
    found: "Sequence[Record | SessionSummary]",
    unfinished: Unfinished | None,
    *,
    at_once: bool,
) -> bool:
    """Tell what would go, and ask. Where nothing of it can be read, there is nothing to ask about."""
    if found:
        _tell_which(found)
    if unfinished:
        unfinished.tell()
    if at_once and context.history.writer.deleted.files():
        print_lines(words.DELETE_ABOUT_DELETED, out=sys.stderr)
    elif not found and not (unfinished and unfinished.titles):
        return True
    for_good = at_once or not found
    return agreed(context, words.DELETE_ASK_NOW if for_good else words.DELETE_ASK)


def _delete(context: AppContext, sessions: set[str], *, everything: bool, keeps_undo: bool) -> "list[SelfattachError]":
    """Delete them and say so. Return what kept others."""
    from selfattach.history import edits  # noqa: PLC0415  only once it is needed

    deletion = edits.delete(context.history, sessions, keeps_undo=keeps_undo)
    if everything and not keeps_undo:
        edits.forget_deleted(context.history)
    context.card_copy.renew()
    if deletion.gone:
        _tell_deleted(context, deletion.gone, for_good=not keeps_undo)
    return deletion.stayed


def _meant(context: AppContext, idents: "Sequence[str]") -> "tuple[list[Record], list[SelfattachError]]":
    """The sessions that are meant, each once, and what is to be said of those that may be in what cannot be read.

    Raises NothingFoundError for one that is not there at all, or where none can be read.
    """
    found: dict[str, Record] = {}
    stayed: list[SelfattachError] = []
    for ident in idents:
        try:
            record = session_meant(context, ident)
        except PerhapsUnreadError as wrong:
            stayed.append(wrong)
        else:
            found[record.id] = record
    if not found:
        raise stayed[0]
    return list(found.values()), stayed


def _tell_deleted(context: AppContext, sessions: "Sequence[str]", *, for_good: bool) -> None:
    told = words.DELETED_NOW if for_good else words.DELETED
    print_lines(words.counted(told, len(sessions)), words.DELETED_COPIES)
    if len(context.history.shards.devices()) > 1:
        print_lines(words.DELETED_ELSEWHERE)
    gone = frozenset(sessions)
    for path in sorted((context.places.state / "editing").glob("*/*")):
        if path.parent.name.partition(".")[0] in gone and disk.is_left_behind(path.parent.name):
            print_lines(words.DOCTOR_EDITED.format(file=path))
    if tell_who_recalled(context, lambda of: of.partition("/")[0] in gone):
        print_lines(words.DELETED_UNFINISHED)


def tell_who_recalled(context: AppContext, is_gone: "Callable[[str], bool]") -> bool:
    """Name what is not finished and still holds words that are gone. Whether there is any."""
    if not context.has_drafts:
        return False
    with suppress(SelfattachError):  # what cannot be read is told where practices are taken up
        holding = [draft.head for draft in context.drafts.waiting() if any(map(is_gone, _recalled(draft.head)))]
        if holding:
            titles = dict.fromkeys(one_line(str(head.get("title", ""))) for head in holding)
            print_lines(words.DELETED_RECALLED.format(titles=", ".join(titles)))
            return True
    return False


def _recalled(head: "JsonMapping") -> list[str]:
    """Of which earlier words a draft holds a copy: `SESSION_ID/NAME` of each."""
    try:
        return [str(found["of"]) for found in head["outside"]["found"].values()]
    except (KeyError, TypeError, AttributeError):  # changed by hand; it cannot be taken up either
        return []


def _tell_which(found: "Sequence[Record | SessionSummary]") -> None:

    print_lines(words.counted(words.DELETE_ABOUT, len(found)), out=sys.stderr)
    for one in found[:_SHOWN]:
        started = datetime.fromisoformat(one.started)
        print_lines(
            f"{short_form(one.id)}  {started:%Y-%m-%d %H:%M}  {one_line(one.title)}", indent="  ", out=sys.stderr
        )
    if len(found) > _SHOWN:
        print_lines(words.AND_MORE.format(more=len(found) - _SHOWN), indent="  ", out=sys.stderr)


def undo_deletion() -> int:
    """Returns 1 where something stands in the place of one that cannot be read: it is left alone."""
    from selfattach.history import edits  # noqa: PLC0415  only once it is needed

    context = AppContext()
    undone = edits.undo(context.history)
    context.card_copy.renew()
    if undone.back:
        record = context.history.get(undone.back[0])
        what = f"{one_line(record.title)}, {datetime.fromisoformat(record.started):%Y-%m-%d %H:%M}"
        print_lines(words.counted(words.UNDONE, len(undone.back), what=what))
    elif not undone.left:
        print_lines(words.UNDONE_NONE)
    if undone.left:
        tell_damage(undone.left)
        tell(words.UNDONE_LEFT)
    return 1 if undone.left else 0


def retire_machine(
    device: Annotated[
        str | None,
        typer.Argument(metavar=commands.HISTORY_RETIRE_MACHINE_METAVAR, help=commands.HISTORY_RETIRE_MACHINE),
    ] = None,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """Returns 1 where some of its files could not be taken over; they stay."""
    from selfattach.history import edits  # noqa: PLC0415  only once it is needed

    context = AppContext()
    if device is None:
        _list_machines(context, as_json=as_json)
        return 0
    own = context.history.writer.known_device()
    if device in context.history.shards.devices() and device != own and not yes:
        if as_json:
            raise WrongInputError(words.NEEDS_YES)
        print_lines(words.RETIRE_ABOUT.format(device=device), out=sys.stderr)
        if not agreed(context, words.RETIRE_ASK):
            print_lines(words.NOTHING_CHANGED)
            return 0
    retired = edits.retire(context.history, device)
    if as_json:
        print_json({"taken": retired.taken, "left": [str(path) for path in retired.left]})
    else:
        told = words.RETIRED_PARTLY if retired.left else words.RETIRED
        print_lines(told.format(device=device, sessions=retired.taken))
        print_lines(*(one_line(words.RETIRE_LEFT.format(file=path)) for path in retired.left))
    return 1 if retired.left else 0


def _list_machines(context: AppContext, *, as_json: bool) -> None:
    own = context.history.writer.known_device()
    rows = []
    for device in context.history.shards.devices():
        files = context.history.shards.of_device(device)
        months = sorted(file.month for file in files)
        rows.append({"machine": device, "this": device == own, "newest": months[-1] if months else None})
    if as_json:
        print_json(rows)
        return
    if not rows:
        print_lines(words.NO_HISTORY)
    for row in rows:
        here = f" ({words.THIS_MACHINE})" if row["this"] else ""
        print_lines(f"{one_line(str(row['machine']))}  {row['newest'] or '-'}{here}")
