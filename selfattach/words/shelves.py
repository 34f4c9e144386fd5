"""Words of the shelf of kind words, of letters and of promises."""

from typing import Final

from selfattach.words.basics import Menu
from selfattach.words.practice import PAUSE

# --- the shelf of kind words, and looking it through

KIND_EMPTY: Final = (
    "There is no kind line to read here now. Some practices offer to put a line of yours here, and "
    "`selfattach kind add` takes one at any time."
)
KIND_STARRED: Final = "{ago}, with a star"
KIND_ALONE: Final = "--look-through asks about your kind words, so it goes without --one and --json."
KIND_NOBODY: Final = (
    "This needs answers, and there is no terminal here. `selfattach kind --look-through --plain` reads lines."
)
LOOK_TITLE: Final = "Your kind words, looked through"
LOOK_OFF: Final = "Which of these lines would you like to take out?"
LOOK_OFF_OPEN: Final = "Skip it to keep all of them."
LOOK_CAME_OFF: Final = "A line was taken out. Its words stay in the practice they are from."
LOOK_STAR: Final = "Which of these would you like to meet more often?"
LOOK_STAR_OPEN: Final = "They get a star, and stand first. Skip it to give no star."
LOOK_STARRED: Final = "A line got a star, to be met more often."
LOOK_UNSTAR: Final = "These have a star. From which would you like to take it away?"
LOOK_UNSTAR_OPEN: Final = "Skip it to let them keep it."
LOOK_UNSTARRED: Final = "A line lost its star. It stays with your kind words."
LOOK_MORE: Final = "There are more lines. Look at the next ones too?"
LOOK_ON: Final = "Yes, the next ones"
LOOK_ENOUGH: Final = "Skip it to stop here. The others stay as they are."
LOOK_AS_IT_WAS: Final = "Your kind words are as they were."
LOOK_CHANGED: Final = (
    "That is changed. Lines you took out stay in the practices they are from, and a line put there again is back. "
    "To have all as it was before: selfattach history delete {short}"
)
LOOK_PAUSE: Final = Menu(
    "Paused. Nothing in your kind words is changed yet.",
    {
        "on": "Go on",
        "ground": PAUSE.options["ground"],
        "support": PAUSE.options["support"],
        "enough": "Enough; what you said so far counts",
        "leave": "Leave all as it was",
    },
    PAUSE.open,
)

UNASKED_KIND: Final = "A question about some of your kind words, three lines at a time."
UNASKED_HINT: Final = "Skip it to be asked another day. Until then it stays in the background."
WOULD_NOT_SAY: Final = "No, take it out"


# --- letters and promises

LETTERS_REVIEW: Final = "Your letters, looked through"
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

LETTERS_MENU: Final = Menu("Which letter would you like to read?", {}, "none for now")
LETTER_TO_READ: Final = "{title}, {ago}, open"
LETTER_TO_WAIT: Final = "{title}, {ago}, sealed until {day}"
LETTERS_OLDER: Final = "Older letters"
LETTER_HEAD: Final = "{title}, {day}"
LETTER_STAYS: Final = "It stays with your letters."
LETTER_WAS_READ: Final = "A letter of yours, opened again"
LETTER_READ: Final = "You read it."
LETTER_PAUSE: Final = Menu(
    "Paused, in the middle of your letter.",
    {
        "on": "Read on",
        "ground": PAUSE.options["ground"],
        "support": PAUSE.options["support"],
        "leave": "Close the letter",
    },
    PAUSE.open,
)
LETTERS_WHICH: Final = (
    "Which letter? `selfattach letters` lists them; `selfattach letters show 1` then shows the first, "
    "`selfattach letters show last` the newest."
)
LETTERS_EMPTY: Final = (
    "There is no letter here now. `selfattach practice self-compassion-letter` is one way to write one. "
    "A letter that was kept without putting it here is in `selfattach history list`."
)
LETTER_OPEN: Final = "open"
LETTER_SEALED: Final = (
    "This letter is sealed until {day}. `selfattach letters show {short} --sealed` opens it all the same."
)
NO_LETTER_THERE: Final = "No letter is kept with {short}. `selfattach letters` shows those there are."
PROMISES_EMPTY: Final = (
    "There is no promise to yourself to look at. `selfattach practice small-promise` is one way to make one."
)
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
