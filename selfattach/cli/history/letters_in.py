"""`selfattach history import --as-letters`: another journal as letters of one's own, shown before anything is kept."""

import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Final

from selfattach import __version__, words
from selfattach.cli.context import AppContext
from selfattach.cli.history.read_in import STDIN, read_file, read_folder
from selfattach.cli.history.unfinished import agreed
from selfattach.cli.output import print_json, print_lines, tell_damage
from selfattach.errors import LockedError, NothingFoundError, SelfattachError
from selfattach.exchange.brought_letters import bring_in_letters, find_letters
from selfattach.shelves.contents import LETTERS
from selfattach.text import one_line, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selfattach.exchange.brought_letters import BroughtLetter, Found

_SHOWN: Final = 3  # letters whose first words are shown, and as many of those that stay out
_FIRST_WORDS: Final = 48  # columns


def import_letters(file: str, *, yes: bool, as_json: bool) -> int:
    """Show them, ask, and keep those that are not here. Return 1 where what is here of one cannot be read.

    Raises NothingFoundError where none could be one.
    """
    context = AppContext()
    found = _found(file, context.now())
    here = {head.id for head in context.history.latest()}
    new = [one for one in found.letters if one.id not in here]
    _tell_what_is_there(found, new)
    if not found.letters:
        raise NothingFoundError(words.NO_LETTERS_IN.format(file=one_line(file)))
    if new and not yes and not agreed(context, words.LETTERS_ASK):
        print_lines(words.NOTHING_CHANGED)
        return 0
    unread = _kept(context, new)
    came = len(new) - unread
    if as_json:
        print_json({"new": came, "same": len(found.letters) - len(new), "unread": unread, "left": len(found.left)})
    elif came:
        print_lines(words.counted(words.LETTERS_CAME, came), words.LETTERS_WHERE)
    if unread:
        print_lines(words.counted(words.IMPORT_UNREAD, unread), out=sys.stderr)
        tell_damage(context.history.damaged())
    return 1 if unread else 0


def _found(file: str, now: datetime) -> "Found":
    if os.path.isdir(file):  # noqa: PTH112  a Path of a name too long for a file raises
        return find_letters(read_folder(file), now, of_folder=True)
    name = words.STANDARD_INPUT if file == STDIN else file
    return find_letters([(name, read_file(file))], now)


def _kept(context: AppContext, new: "Sequence[BroughtLetter]") -> int:
    entered = context.now().isoformat(timespec="seconds")
    try:
        return bring_in_letters(context.history, new, LETTERS, entered, __version__)
    except LockedError:
        raise
    except SelfattachError as wrong:
        raise SelfattachError(words.IMPORT_AGAIN.format(why=wrong)) from wrong


def _tell_what_is_there(found: "Found", new: "Sequence[BroughtLetter]") -> None:
    """On stderr, beside the question: how many, of which days, the first words of a few; and what stays out."""
    same = len(found.letters) - len(new)
    if new:
        first, last = (words.day(one.started.date()) for one in (new[0], new[-1]))
        print_lines(words.counted(words.LETTERS_FOUND, len(new), first=first, last=last), out=sys.stderr)
        for one in dict.fromkeys((new[0], new[len(new) // 2], new[-1])):
            line = f"{one.started:%Y-%m-%d}  {_first_words(one.text)}"
            print_lines(line, indent="  ", out=sys.stderr)
    if same:
        told = words.LETTERS_HERE if new else words.LETTERS_ALL_HERE
        print_lines(words.counted(told, same), out=sys.stderr)
    if found.left:
        print_lines(words.counted(words.LETTERS_LEFT, len(found.left)), out=sys.stderr)
        for where, why in found.left[:_SHOWN]:
            print_lines(words.LETTER_LEFT.format(where=one_line(where), why=why), indent="  ", out=sys.stderr)
        if (more := len(found.left) - _SHOWN) > 0:
            print_lines(words.LETTERS_LEFT_MORE.format(n=more), indent="  ", out=sys.stderr)
        if any(why == words.NOTE_WITHOUT_DAY for _, why in found.left):
            print_lines(words.LETTERS_LEFT_HOW, out=sys.stderr)


def _first_words(text: str) -> str:
    first, *more = wrap(one_line(text), _FIRST_WORDS)
    return f"{first} ..." if more else first
