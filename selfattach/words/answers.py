"""Words about answers: what a question wants, and what does not fit it; and the editor where long ones are written."""

from typing import Final

# --- what a question wants, told where something else was said

WORDS_WANTED: Final = "please answer in words"
COUNT_WANTED: Final = "please give a count"
TOO_MANY_LETTERS: Final = "this has {length:,} characters; one answer can hold {most:,}"
WHOLE_NUMBER_WANTED: Final = "please give a whole number from {lowest} to {highest}"
WHOLE_NUMBER_OR_CANNOT_TELL: Final = "please give a whole number from {lowest} to {highest}, or ? for `{cannot_tell}`"
NUMBER_WANTED: Final = ("please type 1, or Enter alone", "please type a number from 1 to {n}, or Enter alone")
NUMBER_OF_OPTION_WANTED: Final = ("please type 1.{near}", "please type a number from 1 to {n}.{near}")
ONE_WANTED: Final = "please give one of {known}"
OPTION_WANTED: Final = "please give one of {known}.{near}"
IDS_WANTED: Final = "please give a list of ids"
AT_MOST_OF_THEM: Final = "please choose at most {n} of them"
YES_OR_NO_WANTED: Final = "please give {yes} or {no}"
ITEMS_WANTED: Final = "please give a map: item id to figure"
NO_SUCH_ITEM: Final = "there is no item `{item}`.{near}"
ITEM_FIGURE_WANTED: Final = "{item}: please give one of {known}"
FIGURES_WANTED: Final = "please give figures"
FEWER_FIGURES_WANTED: Final = "please give at most {n} figures, one for each line"
PROMISE_WANTED: Final = "please give a map with `cue` and `action`"
SEAL_DAYS_WANTED: Final = "please give a number of days"
SEAL_WANTED: Final = "please give a number of days, {most:,} at most, or {hard}"
SHELVING_WANTED: Final = "please give true, false, {low}, or the days to keep it sealed (1 to {most:,})"


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
