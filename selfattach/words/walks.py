"""Words of the walks that an author reads aloud: what each of them is, and what is answered on it."""

from typing import Final

WALKS: Final = {
    "skipped": "everything skipped, on a first visit",
    "lowest": "every figure the lowest, every choice the last, a word or two where words are asked",
    "highest": "every figure the highest, every choice the first, the tenth visit",
    "worse": "it gets worse all along and is said to be so, and everything earlier is recalled",
    "regular": "the tenth visit of somebody who knows it: Enter at every menu, a few words where words are asked",
}
DOORS: Final = "the doors, each once; after each the page of help stays until it is closed, and nothing is asked"


# --- what is said in them

_HARSH: Final = "you are just making excuses"
WRITTEN: Final = {
    "lowest": "nothing",
    "highest": "Some words of my own, with a comma and a second half.",
    "worse": _HARSH,
    "regular": "It was a long day",
}
RECALLED: Final = _HARSH
ANSWERED: Final = "One thing went wrong, late on a long day."
RECALLED_AGO: Final = "a month ago"
PROMISE_CUE: Final = "the water boils"
PROMISE_ACTION: Final = "one stretch"
PROMISE: Final = f"{PROMISE_CUE}: {PROMISE_ACTION}"
PROMISE_AGO: Final = "3 days ago"


# --- what stands in place of a screen

NO_QUESTION: Final = "(no question)"
LEFT_OPEN: Final = "(skipped)"
OWN_FIRST_WORDS: Final = "(the page begins with words of its own)"
PAGE_FOLLOWS: Final = "(the page of help follows: {about})"
SECONDS: Final = "({n:g} seconds)"
