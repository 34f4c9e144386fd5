"""All of the shelf of kind words: printed, gone through, and what is asked about lines of before.

`kind_words.py` calls it for everything but the one line of a prompt, which waits for none of this.
"""

from contextlib import closing
from datetime import date
from functools import partial
from typing import TextIO

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.output import print_json, print_lines, print_newest, tell_damage
from selfattach.cli.practise.hangup import until_hung_up
from selfattach.cli.practise.run_options import resolve_options
from selfattach.cli.practise.voice_setup import base_voice
from selfattach.cli.shelves.missing_consent import ask_about_kind_words
from selfattach.cli.shelves.review import with_somebody
from selfattach.cli.shelves.review_kind_words import look_through
from selfattach.errors import WrongInputError
from selfattach.history.ids import day_of, practice_day
from selfattach.shelves.contents import KindWords, has_unasked_kind_words, kind_words


def print_all(*, as_json: bool) -> None:
    """Print every line; on a terminal the newest ones. What cannot be read is told."""
    context = AppContext()
    today = practice_day(context.now())
    found = kind_words(context.history, context.seals)
    damaged = context.history.damaged()
    if as_json:
        print_json([line._asdict() for line in found])
    elif not found:
        print_lines(words.NONE_READABLE if damaged else words.KIND_EMPTY)
    if not as_json:
        print_newest([partial(_print_line, line, today) for line in found], words.OLDER_KIND_WORDS)
    tell_damage(damaged)


def go_through(*, alone: bool) -> int:
    """Return the exit status. Raises WrongInputError where it does not stand `alone`."""
    if not alone:
        raise WrongInputError(words.KIND_ALONE)
    context = AppContext()
    return with_somebody(context, words.KIND_NOBODY, lambda voice: look_through(context, voice))


def ask_about_older_lines() -> None:
    """On a terminal: lines from before they were asked about, three at a time."""
    context = AppContext()
    if not has_unasked_kind_words(context.history, context.seals) or all(
        line.asked for line in kind_words(context.history, context.seals)
    ):
        return

    def held() -> int:
        with closing(base_voice(context, resolve_options(context))) as voice:
            ask_about_kind_words(context, voice)
        return 0

    until_hung_up(held)


def _print_line(line: KindWords, today: date, out: TextIO) -> None:
    print_lines(*line.words.split("\n"), out=out)
    days = (today - day_of(line.started)).days
    told = (words.KIND_STARRED if line.starred else "{ago}").format(ago=words.ago(days))
    print_lines(told, indent="  ", out=out)
