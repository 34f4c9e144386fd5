"""`selfattach history`: list, show and find what was kept. Lists show no words a person wrote."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final, TextIO

import typer

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.history import edits, exchange
from selfattach.cli.history.edit_answer import edit_answer
from selfattach.cli.history.search import (
    FELT,
    FIELDS,
    at_most,
    search_sessions,
    session_columns,
    session_line,
    wanted_sessions,
)
from selfattach.cli.lists import Listed, print_sessions
from selfattach.cli.options import All, Exercise, Json, Limit, SessionId, Since, Until
from selfattach.cli.output import print_json, print_lines, tell_damage
from selfattach.cli.which_session import session_meant
from selfattach.errors import NothingFoundError
from selfattach.history.filters import EVERYTHING, Wanted
from selfattach.history.seals import SealRules
from selfattach.kinds import JsonObject, as_text
from selfattach.text import one_line
from selfattach.words import commands

if TYPE_CHECKING:
    from selfattach.history.index import SessionSummary

_USUAL: Final = 20  # sessions in a list, where nobody says how many

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help=commands.HISTORY)


_Barrier = Annotated[str | None, typer.Option(metavar=commands.SHARED_WORD_METAVAR, help=commands.HISTORY_LIST_BARRIER)]
_Felt = Annotated[
    str | None,
    typer.Option(metavar=commands.SHARED_WORD_METAVAR, help=commands.HISTORY_LIST_FELT.format(felt=", ".join(FELT))),
]


@app.command("list", help=commands.HISTORY_LIST)
def list_sessions(
    limit: Limit = _USUAL,
    all_of_them: All = False,
    exercise: Exercise = None,
    barrier: _Barrier = None,
    since: Since = None,
    until: Until = None,
    felt: _Felt = None,
    as_json: Json = False,
) -> None:
    """Raises NothingFoundError where the filters leave nothing. An empty history is no error."""
    context = AppContext()
    wanted = wanted_sessions(context, exercise=exercise, barrier=barrier, since=since, until=until, felt=felt)
    most = at_most(limit, all_of_them=all_of_them)
    summaries = context.history.latest(None if most is None else most + 1, exercise, wanted)
    are_more = most is not None and len(summaries) > most
    summaries = summaries[:most]
    damaged = context.history.damaged(wanted)
    if as_json:
        print_json([_plain_head(head) for head in summaries])
    elif not summaries and wanted == EVERYTHING:
        print_lines(words.NONE_READABLE if damaged else words.NO_HISTORY)
    if not as_json:
        besides = context.history.how_many(exercise, wanted) - len(summaries) if are_more else 0
        _print(context, summaries, besides=besides, whole=all_of_them or limit != _USUAL)
    tell_damage(damaged)
    if not summaries and wanted != EVERYTHING:
        if damaged:
            raise NothingFoundError(words.NONE_READABLE)
        if exercise is not None and wanted == Wanted({exercise}):
            raise NothingFoundError(words.NONE_OF_EXERCISE.format(exercise=one_line(exercise)))
        raise NothingFoundError(words.NOTHING_LISTED)


def _print(context: AppContext, summaries: "list[SessionSummary]", *, besides: int, whole: bool) -> None:
    def in_lines(number: str, at: int) -> Callable[[TextIO], None]:
        return partial(_print_line, f"{number}{session_line(summaries[at])}")

    found = [Listed(head.id, *session_columns(head)) for head in summaries]
    print_sessions(context, found, in_lines, words.OLDER_SESSIONS, besides=besides, whole=whole)


def _print_line(line: str, out: TextIO) -> None:
    print_lines(line, hang="  ", out=out)


def _plain_head(head: "SessionSummary") -> JsonObject:
    return {field: getattr(head, field) for field in (*FIELDS, "measures")}


@app.command("show", help=commands.HISTORY_SHOW)
def show_session(
    ident: SessionId,
    sealed: Annotated[bool, typer.Option("--sealed", help=commands.HISTORY_SHOW_SEALED)] = False,
    as_json: Json = False,
) -> None:
    """Raises what `session_meant` raises where no session, or more than one, is meant."""
    from selfattach.history.record import to_plain  # noqa: PLC0415  only once it is needed
    from selfattach.script.texts import fill_in  # noqa: PLC0415  same

    context = AppContext()
    record = session_meant(context, ident)
    seals = context.seals
    if as_json:
        plain = to_plain(record)
        if not sealed:
            plain["answers"] = [_closed(entry, record.started, seals) for entry in plain["answers"]]
        print_json(plain)
        return
    shown = [entry for entry in record.answers if sealed or not seals.is_sealed(entry.seal_until, record.started)]
    print_lines(record.title, f"{datetime.fromisoformat(record.started):%Y-%m-%d %H:%M}")
    if record.entered:
        print_lines(words.ENTERED.format(day=one_line(words.until(record.entered[:10]))))
    print_lines("")
    said = {entry.name: as_text(entry) for entry in shown}
    for entry in record.answers:
        print_lines(fill_in(entry.ask, said))
        if entry not in shown:
            until = one_line(words.until(entry.seal_until))
            print_lines(words.SEALED_UNTIL.format(day=until), "", indent="  ")
        else:
            print_lines(*as_text(entry).split("\n"), "", indent="  ")
    if record.felt in words.FELT:
        print_lines(words.FELT[record.felt])


app.command("search", help=commands.HISTORY_SEARCH)(search_sessions)
app.command("edit", help=commands.HISTORY_EDIT)(edit_answer)
app.command("delete", help=commands.HISTORY_DELETE)(edits.delete_sessions)
app.command("undo", help=commands.HISTORY_UNDO)(edits.undo_deletion)
app.command("export", help=commands.HISTORY_EXPORT, short_help=commands.HISTORY_EXPORT_SHORT)(exchange.export_history)
app.command("import", help=commands.HISTORY_IMPORT)(exchange.import_history)
app.command("retire", help=commands.HISTORY_RETIRE)(edits.retire_machine)


def _closed(entry: JsonObject, started: str, seals: SealRules) -> JsonObject:
    """Sealed words leave only that they are there, and until when."""
    return entry | {"value": None, "sealed": True} if seals.is_sealed(entry.get("seal_until"), started) else entry
