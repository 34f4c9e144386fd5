"""Words from before a question existed: kind lines, three at a time, and letters for a hard moment, one at a time.

Asked by home and by `kind`, on a calm day. What was said is kept as a session of its own that names the words without
holding them, as a look through a shelf is; nothing is deleted. What is asked is what the engine asks since then.
"""

from typing import TYPE_CHECKING, Final

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.practise.program_questions import end_with_help, loop_of, verbatim
from selfattach.cli.shelves.review import Look, Shelf, keep_entries
from selfattach.cli.shelves.review_kind_words import KIND_SHELF
from selfattach.engine.voice import Voice
from selfattach.history.ids import reference
from selfattach.script.model import Choose, Exercise, Option, Prompt, ScriptHead
from selfattach.shelves.contents import (
    ASKED,
    LETTERS_REVIEW,
    OFF,
    has_unasked_kind_words,
    kind_words,
    letters_in,
    letters_unasked,
)
from selfattach.text import clean

if TYPE_CHECKING:
    from selfattach.history.record import Entry

_AT_ONCE: Final = 3
_LETTERS_SHELF: Final = Shelf(
    LETTERS_REVIEW, LETTERS_REVIEW, words.LETTERS_REVIEW, words.LOOK_PAUSE, "", words.LETTERS_CHANGED
)


def ask_about_kind_words(context: AppContext, voice: Voice) -> bool:
    """Ask of three lines of one's own whether one would say them to somebody one cares about. Whether any was there."""
    if not has_unasked_kind_words(context.history, context.seals):  # most starts need no word of the shelf
        return False
    lines = [line for line in kind_words(context.history, context.seals) if not line.asked][:_AT_ONCE]
    if not lines:
        return False
    options = (Option("yes", words.YES, words.YES), Option("no", words.WOULD_NOT_SAY, words.WOULD_NOT_SAY))
    questions = [
        Prompt(
            f"line_{number}",
            Choose(options),
            verbatim(f"{clean(line.words)}\n\n{words.WOULD_YOU_SAY_IT}"),
            verbatim(words.UNASKED_HINT),
        )
        for number, line in enumerate(lines, 1)
    ]
    voice.say(words.UNASKED_KIND)
    now = context.now()
    head = ScriptHead(KIND_SHELF.exercise, KIND_SHELF.title, intensity="gentle", kind="check")
    loop = loop_of(context, voice, Exercise(head, (), {}, b""), questions, KIND_SHELF.pause)
    how = loop.run()
    end_with_help(loop)
    if how != "over":
        return True
    said = {act.name: act for _, act in loop.session.answered if act.value}
    entries = [
        _entry(KIND_SHELF, of, ASKED if act.value == "yes" else OFF, act.at)
        for number, line in enumerate(lines, 1)
        if (act := said.get(f"line_{number}")) is not None
        for of in line.of
    ]
    if entries:
        voice.say(Look(context, voice, KIND_SHELF).keep(loop.session, entries, now))
    return True


def ask_about_a_letter(context: AppContext, voice: Voice) -> bool:
    """Ask of one older letter for a hard moment whether it is for one's worst day. Whether there was one."""
    unasked = letters_unasked(context.history, context.seals)
    if not unasked:
        return False
    letter = unasked[0]
    menu = words.LETTER_UNASKED.about(title=letter.title)
    chosen = voice.menu(menu)
    if chosen == "look":
        told = [
            told for one, told in letters_in(context.history.get(letter.id), context.seals) if one.name == letter.name
        ]
        voice.say("\n\n".join(told))
        chosen = voice.menu(menu._replace(options={key: menu.options[key] for key in ("yes", "no")}))
    if chosen not in ("yes", "no"):
        return True
    now = context.now()
    entry = _entry(
        _LETTERS_SHELF, reference(letter.id, letter.name), ASKED if chosen == "yes" else OFF, now.isoformat()
    )
    keep_entries(context, _LETTERS_SHELF, [entry], now)
    return True


def _entry(shelf: Shelf, of: str, outcome: str, at: str) -> "Entry":
    """What was said of one place where such words were written, without the words."""
    from selfattach.history.record import Entry  # noqa: PLC0415  where something was said

    ask = words.WOULD_YOU_SAY_IT if shelf is KIND_SHELF else words.ON_YOUR_WORST_DAY
    label = {ASKED: words.YES, OFF: words.NO}[outcome]
    return Entry(
        name="line", kind=shelf.kind, ask=ask, value=outcome, at=at, labels={outcome: label}, of=of, outcome=outcome
    )
