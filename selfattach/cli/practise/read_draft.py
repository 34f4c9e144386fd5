"""A practice that was left, read from its draft as it was begun, whatever its exercise says now.

For whoever goes on with it (`practice_run.py`), and for the copy that a farewell takes along.
"""

from typing import TYPE_CHECKING

from selfattach import __version__
from selfattach.engine.draft_lines import Begun, Resumed, resume
from selfattach.engine.prior_history import outside_from_plain
from selfattach.errors import WrongInputError
from selfattach.library import Library, recompile

if TYPE_CHECKING:
    from selfattach.history.drafts import Waiting

UNREADABLE = (WrongInputError, KeyError, TypeError, ValueError, AttributeError)  # what a draft changed by hand raises


def read_draft(library: Library, waiting: "Waiting") -> tuple[Resumed, Begun]:
    """Return the session as far as it came. Raises one of UNREADABLE."""
    framed = recompile(waiting.head["exercise"], waiting.head["sources"], library.title_of)
    again = sum(1 for line in waiting.lines if line.get("did") == "resumed")
    found = resume(framed, outside_from_plain(waiting.head["outside"]), waiting.lines)
    return found, Begun(waiting.id, waiting.head["started"], __version__, again, waiting.head.get("entered", ""))
