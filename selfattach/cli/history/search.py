"""`selfattach history search`, and the filters it shares with `history list`.

Written words are shown here, because somebody asked for them by their own words. Of
sealed ones it is told only that they hold the words, and when they open.
"""

import re
import sys
from collections import Counter
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.options import All, Exercise, Json, Limit, Since, Until
from selfattach.cli.output import ask_line, print_json, print_lines, tell_damage
from selfattach.cli.which_session import numbered
from selfattach.dates import read_span
from selfattach.errors import NothingFoundError, WrongInputError
from selfattach.history.filters import Wanted
from selfattach.history.ids import practice_day, short_form
from selfattach.kinds import JsonObject
from selfattach.script.model import BARRIERS
from selfattach.shelves.contents import LETTERS
from selfattach.text import clean, did_you_mean, one_line
from selfattach.words import commands

if TYPE_CHECKING:
    from selfattach.history.record import Record
    from selfattach.history.search import Hit, SealedHit

_STDIN: Final = "-"
_SAID: Final = re.compile(  # in quotation marks of any kind, or not
    '["\u201c\u201d\u201e\xab]([^"\u201c\u201d\u201e\xbb]+)["\u201c\u201d\xbb]|(\\S+)'
)
FELT: Final = tuple(words.FELT)
FIELDS: Final = ("id", "exercise", "title", "started", "ended", "finished", "ending", "felt", "resumed")


def search_sessions(
    said: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=commands.HISTORY_SEARCH_WORDS_METAVAR,
            show_default=False,
            help=commands.HISTORY_SEARCH_WORDS,
        ),
    ] = None,
    exercise: Exercise = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    all_of_them: All = False,
    as_json: Json = False,
) -> None:
    """Raises NothingFoundError where nothing holds the words, and WrongInputError where one is empty."""
    from selfattach.history.search import read_words, search, search_sealed  # noqa: PLC0415  only once it is needed

    context = AppContext()
    looked_for = _looked_for(context, said or [])
    if looked_for is None:
        return
    folded = read_words(looked_for)
    for one, word in zip(looked_for, folded, strict=True):
        if not word:
            raise WrongInputError(words.NOTHING_TO_FIND.format(said=one_line(one)))
    wanted = wanted_sessions(context, exercise=exercise, since=since, until=until)
    most = at_most(limit, all_of_them=all_of_them)
    context.history.put_in_order()
    hits = search(context.history.shards, folded, wanted, context.seals)
    found = list(islice(hits, most))
    closed = search_sealed(context.history, folded, wanted, context.seals)
    if as_json:
        print_json(_plain_hits(found, closed))
    else:
        _print_hits(context, found)
        print_lines(*_told_of_sealed(closed, practice_day(context.now())))
    damaged = context.history.damaged(wanted)
    tell_damage(damaged)
    if not found and not closed:
        raise NothingFoundError(words.NONE_READABLE if damaged else words.NOT_FOUND)
    if most is not None and next(hits, None) is not None:
        typer.echo(words.MORE_FOUND.format(more=limit * 5), err=True)


def _looked_for(context: AppContext, said: list[str]) -> list[str] | None:
    """Return what to look for: as given, as piped, or as asked for. None where the person asked has nothing.

    Raises WrongInputError where there is nothing and nobody to ask.
    """
    if said and said != [_STDIN]:
        return said
    if not said and not context.typed:
        raise WrongInputError(words.NO_WORDS_TO_FIND)
    line = sys.stdin.read() if said else ask_line(words.WORDS_TO_FIND)
    found = [quoted or word for quoted, word in _SAID.findall(line or "")]
    if said and not found:
        raise WrongInputError(words.NO_WORDS_TO_FIND)
    return found or None


def at_most(limit: int, *, all_of_them: bool) -> int | None:
    """Return how many sessions are asked for. None: all, also where more are asked for than anything can hold."""
    return None if all_of_them or limit > sys.maxsize else limit


def wanted_sessions(
    context: AppContext,
    *,
    exercise: str | None = None,
    barrier: str | None = None,
    since: str | None = None,
    until: str | None = None,
    felt: str | None = None,
) -> Wanted:
    """Return which sessions the options ask for. Raises WrongInputError with what they take."""
    first, last, now = None, None, None
    if since is not None or until is not None:
        today = practice_day(context.now())
        first = read_span(clean(since), today).first if since is not None else None
        last = read_span(clean(until), today).last if until is not None else None
        now = context.now() if first is not None and first <= today and last is None else None
    if first is not None and last is not None and first > last:
        raise WrongInputError(words.SINCE_AFTER_UNTIL.format(since=first, until=last))
    if felt is not None and felt not in FELT:
        raise WrongInputError(words.FELT_UNKNOWN.format(known=", ".join(FELT), near=did_you_mean(felt, FELT)))
    ids = None if exercise is None else {exercise}
    if barrier is not None:
        for_it = _for_barrier(context, barrier)
        ids = for_it if ids is None else ids & for_it
    return Wanted(ids, first, last, felt, now)


def session_line(session: Any) -> str:  # noqa: ANN401  a Record or a Head
    """Return one line of a list."""
    return "  ".join(session_columns(session))


def session_columns(session: Any) -> tuple[str, str, str]:  # noqa: ANN401  same
    """Return which, when, and what it was, how it felt and was left. Only the title is from outside."""
    started = datetime.fromisoformat(session.started)
    marks = [mark for mark in (words.FELT.get(session.felt or ""), words.ENDINGS.get(session.ending)) if mark]
    title = one_line(session.title) + (f" ({', '.join(marks)})" if marks else "")
    return short_form(session.id), f"{started:%Y-%m-%d %H:%M}", title


def _for_barrier(context: AppContext, barrier: str) -> set[str]:
    """The exercises of the library, and one's own, that are for it. Which those are is in their heads today."""
    if barrier not in BARRIERS:
        near = did_you_mean(barrier, BARRIERS)
        raise WrongInputError(words.BARRIER_UNKNOWN.format(known=", ".join(BARRIERS), near=near))
    return {one.head.id for one in context.library.listed() if one.head is not None and barrier in one.head.barriers}


def _print_hits(context: AppContext, found: "list[Hit]") -> None:
    for number, hit in zip(numbered(context, [hit.record.id for hit in found]), found, strict=True):
        print_lines(f"{number}{session_line(hit.record)}", hang="  ")
        for place in hit.places:
            print_lines(words.FOUND.format(**place._asdict()), indent="  ")


def _told_of_sealed(closed: "list[SealedHit]", today: date) -> list[str]:
    """How many sealed answers hold the words: a sentence for each day on which some open, the nearest first."""
    counts = Counter((until, shelf == LETTERS) for hit in closed for shelf, until in hit.seals)
    forms = {True: words.SEALED_LETTERS_FOUND, False: words.SEALED_ANSWERS_FOUND}
    return [
        words.counted(forms[is_letter], count, when=one_line(words.opens(until, today)))
        for (until, is_letter), count in sorted(counts.items())
    ]


def _plain_hits(found: "list[Hit]", closed: "list[SealedHit]") -> list[JsonObject]:
    """The hits, each with the days on which its sealed words that hold the same open; then those with such alone."""
    until = {hit.record.id: [seal for _, seal in hit.seals] for hit in closed}
    hits = [_plain_hit(hit.record, [place._asdict() for place in hit.places], until) for hit in found]
    shown = {hit.record.id for hit in found}
    return hits + [_plain_hit(hit.record, [], until) for hit in closed if hit.record.id not in shown]


def _plain_hit(record: "Record", places: list[JsonObject], until: dict[str, list[str]]) -> JsonObject:
    plain = {field: getattr(record, field) for field in FIELDS}
    return plain | {"found": places, "sealed": until.get(record.id, [])}
