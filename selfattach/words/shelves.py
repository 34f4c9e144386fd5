"""Words of the shelf of kind words, of letters and of promises."""

from typing import Final

from selfattach.words.basics import Menu
from selfattach.words.practice import PAUSE

# --- the shelf of kind words, and looking it through

KIND_EMPTY: Final = (
    "There is nothing to read on your shelf of kind words now. Some practices ask whether to put a line there."
)
KIND_STARRED: Final = "{ago}, with a star"
KIND_ALONE: Final = "--look-through asks about the lines of your shelf, so it goes without --one and --json."
KIND_NOBODY: Final = (
    "Nobody can be asked here: this is no terminal. `selfattach kind --look-through --plain` reads lines."
)
LOOK_TITLE: Final = "Your kind words, looked through"
LOOK_OFF: Final = "Which of these lines come off the shelf?"
LOOK_OFF_OPEN: Final = "Left open, all of them stay."
LOOK_CAME_OFF: Final = "A line came off the shelf. Its words stay in the session they are from."
LOOK_STAR: Final = "Which of these would you like to meet more often?"
LOOK_STAR_OPEN: Final = "They get a star, and stand first. Left open, none of them does."
LOOK_STARRED: Final = "A line got a star, to be met more often."
LOOK_UNSTAR: Final = "These have a star. Which of them lose it again?"
LOOK_UNSTAR_OPEN: Final = "Left open, they keep it."
LOOK_UNSTARRED: Final = "A line lost its star. It stays on the shelf."
LOOK_MORE: Final = "There are more lines. Look at the next ones too?"
LOOK_ON: Final = "Yes, the next ones"
LOOK_ENOUGH: Final = "Left open, this is enough, and the others stay as they are."
LOOK_AS_IT_WAS: Final = "The shelf is as it was."
LOOK_CHANGED: Final = (
    "The shelf is changed. Lines that came off stay in the sessions they are from, and a line put there again is back. "
    "Kept as {short}; without that session the shelf is as it was before."
)
LOOK_PAUSE: Final = Menu(
    "Paused. The shelf is as it was so far.",
    {
        "on": "Go on",
        "ground": PAUSE.options["ground"],
        "support": PAUSE.options["support"],
        "enough": "Enough; what you said so far counts",
        "leave": "Leave the shelf as it was",
    },
    PAUSE.open,
)

UNASKED_KIND: Final = "A question about some of your kind words, three lines at a time."
UNASKED_HINT: Final = "Left open, you are asked another day. Until then it does not come by itself."
WOULD_NOT_SAY: Final = "No, it comes off the shelf"


# --- letters and promises

LETTERS_LOOKED: Final = "Your letters, looked through"
LETTERS_CHANGED: Final = "That is kept, as {short}."
LETTER_UNASKED: Final = Menu(
    "You sealed a letter for a hard moment: {title}. Would you want to read it on your worst day?",
    {
        "yes": "Yes, let it be offered then",
        "no": "No. It stays with my letters, and is not offered",
        "look": "Let me read it first",
    },
    "decide another day",
)

LETTERS_EMPTY: Final = "No letter is kept. `selfattach practice self-compassion-letter` is one way to write one."
LETTER_OPEN: Final = "open"
LETTER_SEALED: Final = (
    "This letter is sealed until {day}. `selfattach letters show {short} --sealed` opens it all the same."
)
NO_LETTER_THERE: Final = "No letter is kept with {short}. `selfattach letters` shows those there are."
PROMISES_EMPTY: Final = "No promise is open."
PROMISE: Final = "After {cue}: {action}"
PROMISE_AS_SAID: Final = "{cue}: {action}"
PROMISE_FROM: Final = "{title}, {ago}"
PROMISE_AGAIN: Final = "To look at it again: selfattach practice {exercise}"
_SAYS_WHEN: Final = (  # a cue that begins with one of these needs no "After"
    *("after", "as", "at", "before", "between", "by", "during", "each", "every", "if", "in", "next", "on", "once"),
    *("right", "straight", "this", "today", "tomorrow", "tonight", "when", "whenever", "while"),
)


def promise(cue: str, action: str) -> str:
    """Return a promise in one sentence: after what, and then what."""
    said = cue.strip().rstrip(" ,.:;") or cue.strip()
    first = next(iter(said.split()), "").casefold()
    return (PROMISE_AS_SAID if first in _SAYS_WHEN else PROMISE).format(cue=said, action=action)
