"""Words around one line kept in passing: something noticed, or a kind line for the shelf."""

from typing import Final

from selfattach.words.basics import Menu
from selfattach.words.practice import PAUSE

NOTICED_TITLE: Final = "Something noticed"
NOTICED_ASK: Final = "What did you notice? A sound, a feeling, a small good thing."
KIND_LINE_TITLE: Final = "A kind line"
KIND_LINE_ASK: Final = "Which kind line would you like to meet again?"
LINE_HINT: Final = "One line is enough. Skip it to keep nothing."
OFF_THE_SHELF: Final = "No, leave it out"
LINE_PAUSE: Final = Menu(
    "Paused.",
    {
        "on": "Go on",
        "ground": PAUSE.options["ground"],
        "support": PAUSE.options["support"],
        "leave": "Stop here, and keep nothing",
    },
    PAUSE.open,
)
LINE_ON_SHELF: Final = "Kept, with your kind words."
LINE_OFF_SHELF: Final = "Kept, apart from your kind words."
LINE_WAITS: Final = (
    "Kept, with your kind words. Before you meet it again, `selfattach kind` on a terminal asks whether you would say "
    "it to somebody you care about."
)
LINE_NOT_KEPT: Final = "{why}\nThe line is not kept."
LINE_TOO_LONG: Final = "That is more than a few lines. `selfattach practice self-compassion-letter` has a page for it."
LINE_NO_TEXT: Final = "What came in is no text, so nothing was kept."
LINE_EMPTY: Final = "No words came through standard input. Nothing is kept."
LINE_NOT_HERE: Final = (
    "The line does not go into the command: others on this machine could read it there, and your shell would keep it. "
    "`selfattach {command}` asks for it, or reads it from standard input."
)
KIND_ADD_ALONE: Final = "`selfattach kind add` asks for a line, so it goes without --one and --look-through."
