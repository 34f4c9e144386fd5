"""Words of the library: what there is, what it may stir, how sure anyone is."""

from collections.abc import Sequence
from typing import Final

# --- the library: what there is, what it may stir, how sure anyone is

LISTED: Final = "{name}\n{title} ({facts})"
MINUTES_SHORT: Final = "{n} min"
OWN_SCRIPT: Final = "your own"
PARTS: Final = {  # of the list, by what one needs; of one's own at the end, beside the prompt
    "minutes": "A minute or two",
    "steadying": "To steady yourself",
    "noticing": "To notice how it is",
    "kindness": "To be kind to yourself",
    "self-talk": "The critic, and how you talk to yourself",
    "people": "You and other people",
    "younger-self": "A younger you",
    "checks": "To look at how things are",
    "readings": "To read",
    "own": "Your own",
}
PART_OF: Final = {"connecting": "people", "relationships": "people"}  # of families of exercises with another name
READING: Final = "reading"
LISTED_IN_WORDS: Final = "{name}: {title}. {facts}."
MINUTES_IN_WORDS: Final = ("1 minute", "{n} minutes")
TRIED: Final = "you have tried it"
LIST_MINUTES: Final = "The number is the minutes it takes."
LIST_TRIED: Final = "{sign}: you have tried it."
LIST_NEXT: Final = "`selfattach exercises show NAME` tells what you do in one."
IN_IT: Final = "What you do in it: {acts}."
ACTS: Final = {  # of each kind of step, what one does there
    "breathe": "breathe slowly",
    "rest": "rest for a moment",
    "quiet": "sit in quiet",
    "write": "write",
    "rate": "choose a number",
    "measure": "choose a number",
    "items": "answer a few short questions",
    "choose": "choose from a list",
    "pick": "choose from a list",
    "promise": "make a small promise",
    "review": "look at an earlier promise",
    "show": "meet words of an earlier day",
}
_LAST_OF_SEVERAL: Final = "{others} and {last}"


def in_it(acts: Sequence[str]) -> str:
    """Return what one does in an exercise, in a sentence."""
    *others, last = acts
    return IN_IT.format(acts=_LAST_OF_SEVERAL.format(others=", ".join(others), last=last) if others else last)


OWN_UNSEEN: Final = "Exercises of your own in {folder} cannot be looked at: {why}. Those of the library are all here."
CARE: Final = "Before you start:"
INTENSITIES: Final = {
    "gentle": "Gentle: little in it is likely to stir you up.",
    "moderate": "Moderate: it can stir things up. It asks how hard the moment is before and after.",
    "deep": "Deep: it goes further in than most, and it opens after five sessions of any kind.",
}
KINDS: Final = {
    "exercise": "",
    "reading": "Something to read.",
    "check": "A look at how things are, for your own eyes.",
}
OFFERED: Final = "Offered where this is in the way: {barriers}."
MEANT: Final = "What it is meant for: {serves}."
INSTEAD: Final = "On a day when that is too much: {title} ({name})."
STRENGTHS: Final = {
    "A": "What is known: several trials, or studies that pool them.",
    "B": "What is known: one or a few small studies.",
    "C": "What is known: custom and theory; hardly tested directly.",
    "M": "What is known: mixed results.",
}
PRACTISE_IT: Final = "To practise it: selfattach practice {name}"
NO_EXERCISE_FITS: Final = "No exercise fits that. `selfattach exercises list` shows them all."


# --- finding an exercise, and reading its file

COULD_BE: Final = "`{name}` could be {ids}. Write a little more of it."
NO_SUCH_EXERCISE: Final = "there is no exercise `{name}`.{advice}"  # what is near, or the one below
ALL_EXERCISES: Final = " `selfattach exercises list` shows them all."
ID_OF_THE_LIBRARY: Final = "the id `{id}` belongs to the library. Give the file and the id another name."
SCRIPT_UNREADABLE: Final = "{file} cannot be read: {why}."
SCRIPT_AS_IT_WAS: Final = "{id}, as it was"  # the place of faults in an exercise that a draft was begun with
LEFT_OFF_UNREADABLE: Final = "what was left of `{id}` cannot be read. Begin anew with --fresh."
