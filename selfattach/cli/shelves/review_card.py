"""Going through the support card: old lines beside new ones, and the person says which come off.

Each section is one question; `review.py` asks them and keeps what was said.
"""

from typing import TYPE_CHECKING, Final

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.shelves.review import Look, Shelf, WhichLines
from selfattach.engine.voice import Voice
from selfattach.help.facts import by_section
from selfattach.kinds import CARD_REVIEW
from selfattach.shelves.contents import CARD, OFF, CardLine, card

if TYPE_CHECKING:
    from selfattach.history.record import Record

_CARD: Final = Shelf(CARD_REVIEW, CARD, words.CARD_TITLE, words.CARD_PAUSE, words.CARD_AS_IT_WAS, words.CARD_CHANGED)


class Cards:
    """One person's card, gone through in one voice."""

    def __init__(self, context: AppContext, voice: Voice) -> None:
        self._context = context
        self._voice = voice

    def go_through(self, only: set[str] | None = None) -> str:
        """Ask of each section (or `only` these) which lines come off, and keep that. Return the last sentence."""
        self._context.history.put_in_order()
        asked = [
            WhichLines(
                words.CARD_ASK.format(section=name), words.CARD_HINT, lines, OFF, words.CARD_CAME_OFF, section=name
            )
            for name, lines in self._sections().items()
            if only is None or name in only
        ]
        return Look(self._context, self._voice, _CARD).through([asked]) if asked else words.CARD_EMPTY

    def offer(self, record: "Record") -> None:
        """After a session that put lines on the card: where older ones stand beside them, offer to look."""
        new = {entry.section for entry in record.answers if entry.shelf == CARD and entry.section}
        old = {
            section
            for section, lines in self._sections().items()
            if section in new and any(not of.startswith(f"{record.id}/") for line in lines for of in line.of)
        }
        if old and self._voice.menu(words.CARD_OLDER) == "yes":
            self._voice.say(self.go_through(old))

    def _sections(self) -> dict[str, list[CardLine]]:
        return by_section(card(self._context.history.shards, self._context.seals).lines)
