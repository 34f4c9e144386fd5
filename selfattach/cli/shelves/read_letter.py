"""Reading a letter: one is chosen from a menu, and shown page by page in the voice of the person.

That it was read is kept as a session of its own that names the letter without its words, as a look through a shelf is:
home offers no letter twice. The loop that holds every practice shows it, so that the pause and the help are there.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.practise.menus import choose
from selfattach.cli.practise.program_questions import end_with_help, loop_of, verbatim
from selfattach.cli.shelves.review import Shelf, keep_entries
from selfattach.engine.voice import Voice
from selfattach.errors import SelfattachError
from selfattach.history.ids import longer_form, practice_day, reference
from selfattach.history.seals import LOW
from selfattach.script.model import Exercise, Say, ScriptHead
from selfattach.shelves.contents import LETTERS_REVIEW, READ, Letter, letters_in, was_read
from selfattach.text import one_line

_AT_ONCE: Final = 6  # so that the menu fits a small screen
_OLDER: Final = "older"
_SHELF: Final = Shelf(
    LETTERS_REVIEW, LETTERS_REVIEW, words.LETTERS_REVIEW, words.LETTER_PAUSE, "", words.LETTERS_CHANGED
)


def choose_and_read(context: AppContext, voice: Voice, letters: Sequence[Letter], *, sealed: bool = False) -> None:
    """Ask which of these to read, the newest first, and show it. `sealed`: those too whose day has not come.

    Enter takes the newest open one; never one for a hard moment.
    """
    names = {f"letter-{number}": letter for number, letter in enumerate(letters)}
    first = next((name for name, one in names.items() if not one.sealed and one.seal_until != LOW), "")
    at = 0
    while True:
        chosen = choose(context, voice, _menu(context, names, first, at), figures=False)
        if chosen == _OLDER:
            at += _AT_ONCE
        elif chosen not in names:
            return
        elif names[chosen].sealed and not sealed:
            voice.say(_until_when(names[chosen]))
        else:
            read(context, voice, names[chosen])
            return


def _menu(context: AppContext, names: Mapping[str, Letter], first: str, at: int) -> words.Menu:
    here = list(names)[at : at + _AT_ONCE]
    options = {name: _label(context, names[name]) for name in here}
    if len(names) > at + _AT_ONCE:
        options[_OLDER] = words.LETTERS_OLDER
    return words.LETTERS_MENU._replace(options=options, first=first if first in here else "")


def _label(context: AppContext, letter: Letter) -> str:
    days = (practice_day(context.now()) - practice_day(datetime.fromisoformat(letter.started))).days
    told = {"title": one_line(letter.title), "ago": words.ago(days)}
    if letter.sealed:
        return words.LETTER_TO_WAIT.format(**told, day=one_line(words.until(letter.seal_until)))
    return words.LETTER_TO_READ.format(**told)


def _until_when(letter: Letter) -> str:
    day, short = one_line(words.until(letter.seal_until)), longer_form(letter.id)
    return words.LETTER_SEALED.format(day=day, short=short)


def read(context: AppContext, voice: Voice, letter: Letter) -> None:
    """Show a letter, and note that it was read. Raises typer.Exit where help came in between."""
    record = context.history.get(letter.id)
    day = words.day(practice_day(datetime.fromisoformat(letter.started)))
    head = words.LETTER_HEAD.format(title=one_line(letter.title), day=day)
    told = [told for one, told in letters_in(record, context.seals) if one.name == letter.name]
    exercise = Exercise(ScriptHead(_SHELF.exercise, _SHELF.title, intensity="gentle", kind="check"), (), {}, b"")
    shown = Say(verbatim("\n\n".join([head, *told])))
    loop = loop_of(context, voice, exercise, [shown], _SHELF.pause)
    how = loop.run()
    end_with_help(loop)
    if how == "over":
        note_read(context, letter)
        voice.end(words.LETTER_STAYS)


def note_read(context: AppContext, letter: Letter) -> None:
    """Keep that an open letter was read, once. A disk that refuses it takes nothing from the reading."""
    from selfattach.history.record import Entry  # noqa: PLC0415  where one was read

    with suppress(SelfattachError):
        if letter.sealed or was_read(context.history, letter):
            return
        now = context.now()
        of = reference(letter.id, letter.name)
        entry = Entry(
            name="letter",
            kind=_SHELF.kind,
            ask=words.LETTER_WAS_READ,
            value=READ,
            at=now.isoformat(timespec="seconds"),
            labels={READ: words.LETTER_READ},
            of=of,
            outcome=READ,
        )
        keep_entries(context, _SHELF, [entry], now)
