"""Words about answers: what a question wants, and what does not fit it; and the editor where long ones are written."""

from typing import Final

# --- what a question wants, told where something else was said

WORDS_WANTED: Final = "words are wanted here"
COUNT_WANTED: Final = "a count is wanted here"
TOO_MANY_LETTERS: Final = "this has {length:,} characters; {most:,} can be kept in one answer"
WHOLE_NUMBER_WANTED: Final = "a whole number from {lowest} to {highest} is wanted here"
WHOLE_NUMBER_OR_CANNOT_TELL: Final = (
    "a whole number from {lowest} to {highest}, or ? for `{cannot_tell}`, is wanted here"
)
NUMBER_WANTED: Final = ("1, or Enter alone, is wanted here", "a number from 1 to {n}, or Enter alone, is wanted here")
NUMBER_OF_OPTION_WANTED: Final = ("1 is wanted here.{near}", "a number from 1 to {n} is wanted here.{near}")
ONE_WANTED: Final = "one of {known} is wanted here"
OPTION_WANTED: Final = "one of {known} is wanted here.{near}"
IDS_WANTED: Final = "a list of ids is wanted here"
AT_MOST_OF_THEM: Final = "at most {n} of them"
YES_OR_NO_WANTED: Final = "{yes} or {no} is wanted here"
ITEMS_WANTED: Final = "a map is wanted here: item id to figure"
NO_SUCH_ITEM: Final = "there is no item `{item}`.{near}"
ITEM_FIGURE_WANTED: Final = "{item}: one of {known} is wanted here"
FIGURES_WANTED: Final = "figures are wanted here"
FEWER_FIGURES_WANTED: Final = "at most {n} figures are wanted here, one for each line"
PROMISE_WANTED: Final = "a map with `cue` and `action` is wanted here"
SEAL_DAYS_WANTED: Final = "a number of days is wanted here"
SEAL_WANTED: Final = "a number of days, {most:,} at most, or {hard} is wanted here"
SHELVING_WANTED: Final = "true, false, {low}, or the days to keep it sealed (1 to {most:,}) is wanted here"


# --- answers given beforehand

GIVEN_UNFIT: Final = "an answer does not fit: {why} Nothing was saved."
GIVEN_UNFIT_BY_NAME: Final = "`{name}`: {given} does not fit; {why}"
GIVEN_WRONG: Final = "{n} of the answers cannot be taken, and nothing was saved:"
GIVEN_NEVER_ASKED: Final = "this exercise asks nothing called `{name}`.{near}"
GIVEN_NO_EQUALS: Final = "--set takes NAME=VALUE; `{setting}` has no equals sign."
GIVEN_TWICE: Final = "`{name}` is asked once; give it once."
GIVEN_UNREADABLE: Final = "{file} cannot be read: {why}."
STANDARD_INPUT: Final = "standard input"


# --- the person's own editor

EDITOR_UNUSABLE: Final = "`{editor}` could not be used: {why}. Your words are here."
EDITOR_FAILED: Final = "`{editor}` ended with status {status}. Your words are as they were."
EDITOR_NOT_UNDERSTOOD: Final = "{variable} cannot be understood: {why}. Your words are here."
EDITOR_MISSING: Final = "There is no editor. Set EDITOR to the name of yours. Your words are here."
