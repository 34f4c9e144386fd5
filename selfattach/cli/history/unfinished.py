"""Letting go of what is not finished, and of words that wait for a yes or no: with `history delete`, after a question.

Whatever lies there goes, what cannot be read too; what another window has open stays, and is named.
"""

import sys
from functools import cached_property

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.output import ask_line, print_lines, tell
from selfattach.errors import WrongInputError
from selfattach.text import one_line


class Unfinished:
    """What is not finished on this machine."""

    def __init__(self, context: AppContext) -> None:
        self._context = context

    @cached_property
    def titles(self) -> list[str]:
        """The titles of all there is, newest first; other words for one that cannot be read here."""
        if not self._context.has_drafts:
            return []
        known = {one.id: one_line(str(one.head.get("title", ""))) for one in self._context.drafts.waiting()}
        known |= {one.id: one_line(one.title) for one in self._context.drafts.undecided()}
        ids = self._context.drafts.ids()
        return [known.get(one) or words.DELETE_UNREADABLE for one in ids]

    def tell(self) -> None:
        """Say what would go."""
        if self.titles:
            print_lines(words.DELETE_ABOUT_UNFINISHED, out=sys.stderr)
            for title in self.titles:
                print_lines(title, indent="  ", out=sys.stderr)

    def let_go(self) -> bool:
        """Let go of all of it, and say so. Whether some of it stayed."""
        if not self.titles:
            return False
        gone, stayed = self._context.drafts.let_go()
        if gone:
            print_lines(words.counted(words.LET_GO_OF, gone))
        tell(*(words.UNFINISHED_HELD.format(file=path) for path in stayed))
        return bool(stayed)


def ask_about_unfinished(context: AppContext, *, yes: bool) -> bool:
    """After all sessions went, ask about the rest; where nobody is asked, say how it goes. Whether some had to stay."""
    unfinished = Unfinished(context)
    if not unfinished.titles:
        return False
    if not yes and context.typed:
        unfinished.tell()
        if agreed(context, words.DELETE_ASK_UNFINISHED):
            return unfinished.let_go()
    print_lines(words.UNFINISHED_STAY.format(titles=", ".join(dict.fromkeys(unfinished.titles))))
    return False


def agreed(context: AppContext, question: str) -> bool:
    """Ask for a yes. Raises WrongInputError where nobody can be asked."""
    if not context.typed:
        raise WrongInputError(words.NEEDS_YES)
    return (ask_line(question) or "").casefold() in ("y", "yes")
