"""Which session a person means: an id, `last`, or a number of the list that was just printed. One place for all.

The list is the newest one that was printed for people (`history list`, `history search`, `letters`). Which sessions
stood in it is remembered beside the index, without a word of them, and encrypted where the history is.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.errors import NothingFoundError
from selfattach.history.ids import is_id
from selfattach.text import one_line

if TYPE_CHECKING:
    from selfattach.history.record import Record

LAST: Final = "last"
_LISTED: Final = "listed"
_LOOKED_AT: Final = 50  # newest sessions among which the one that was ended last is looked for
_MOST_DIGITS: Final = 9


def session_meant(context: AppContext, said: str, newest: Callable[[], Sequence[str]] | None = None) -> "Record":
    """Return the session that a person means. `newest`: where `last` is the first of; without it, of all sessions.

    Raises NothingFoundError, WrongInputError with the candidates where it could be more than one.
    """
    said = said.strip()
    if said.casefold() == LAST:
        found = newest() if newest is not None else _ended_last(context)
        if not found:
            raise NothingFoundError(words.NO_HISTORY)
        return context.history.get(found[0])
    if said.isascii() and said.isdecimal():
        return context.history.get(_listed(context, said))
    return context.history.find(said)


def _ended_last(context: AppContext) -> list[str]:
    """The session that was ended last; it may have been begun on another day."""
    newest = context.history.latest(_LOOKED_AT)
    return [max(newest, key=lambda head: head.ended).id] if newest else []


def _listed(context: AppContext, said: str) -> str:
    context.history.put_in_order()
    listed = context.history.index.remembered(_LISTED)
    if not isinstance(listed, list) or not listed or not all(is_id(str(one)) for one in listed):
        raise NothingFoundError(words.SESSION_NO_LIST.format(said=one_line(said)))
    number = int(said[:_MOST_DIGITS])
    if not 1 <= number <= len(listed):
        raise NothingFoundError(words.SESSION_NOT_LISTED.format(said=one_line(said), most=len(listed)))
    return str(listed[number - 1])


def numbered(context: AppContext, sessions: Sequence[str]) -> list[str]:
    """Return the number of each line of a list of these sessions, with room after it, and remember the list."""
    if sessions:
        context.history.index.remember(_LISTED, list(sessions))
    width = len(str(len(sessions)))
    return [f"{number:>{width}}  " for number in range(1, len(sessions) + 1)]
