"""Looking through the kind words: ten lines at a time, which of them come off, and which have a star.

`review.py` asks and keeps what was said. It knows nothing of the one line of a prompt, which needs none of this.
"""

from typing import Final

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.shelves.review import Look, Shelf, WhichLines
from selfattach.engine.voice import Voice
from selfattach.shelves.contents import KIND_WORDS_REVIEW, OFF, STARRED, UNSTARRED, KindWords, kind_words

_A_PORTION: Final = 10
KIND_SHELF: Final = Shelf(
    KIND_WORDS_REVIEW, KIND_WORDS_REVIEW, words.LOOK_TITLE, words.LOOK_PAUSE, words.LOOK_AS_IT_WAS, words.LOOK_CHANGED
)


def look_through(context: AppContext, voice: Voice) -> str:
    """Ask what becomes of the lines, in the order of the shelf, and keep that. Return the last sentence."""
    lines = kind_words(context.history, context.seals)
    portions = [_questions(lines[at : at + _A_PORTION]) for at in range(0, len(lines), _A_PORTION)]
    return Look(context, voice, KIND_SHELF).through(portions) if portions else words.KIND_EMPTY


def _questions(lines: list[KindWords]) -> list[WhichLines]:
    starred, others = ([line for line in lines if line.starred is wanted] for wanted in (True, False))
    asked = [
        WhichLines(words.LOOK_OFF, words.LOOK_OFF_OPEN, lines, OFF, words.LOOK_CAME_OFF),
        WhichLines(words.LOOK_STAR, words.LOOK_STAR_OPEN, others, STARRED, words.LOOK_STARRED),
        WhichLines(words.LOOK_UNSTAR, words.LOOK_UNSTAR_OPEN, starred, UNSTARRED, words.LOOK_UNSTARRED),
    ]
    return [one for one in asked if one.lines]
