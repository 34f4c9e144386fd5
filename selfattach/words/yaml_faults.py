"""What is wrong with a script, or with a file of answers, as text and as YAML, and what to write instead."""

from typing import Final

_QUOTED: Final = "Put the whole text in quotes, or on the next line after `|`."

# --- the file

EMPTY_FILE: Final = "the file is empty. A script begins with `selfattach: 1`."
TOO_LARGE: Final = "the file has {kib} KiB; at most {most} are read. Split the script."
UTF_16: Final = "this looks like UTF-16, or like no text at all. Save the file as UTF-8."
NOT_UTF_8: Final = "this byte is not UTF-8. Save the file as UTF-8 text."
CONTROL_CHARACTER: Final = "a control character ({sign}) stands here. Take it out."


# --- what YAML has and scripts have not

TOO_DEEP: Final = "this is nested more than {most} deep. Take a step out of the others."
SECOND_DOCUMENT: Final = "a second document begins here. One file holds one script."
ALIAS: Final = "`*{name}` is an alias; scripts have none. A text that begins with a star goes in quotes: '*like* this'."
ANCHOR: Final = "`&{name}` is an anchor; scripts have none. A text that begins with & goes in quotes."
TAG: Final = "`{tag}` is a tag; scripts have none. A text that begins with ! goes in quotes."
KEY_IS_NO_TEXT: Final = "a list or map stands where a key should be. A text that begins with [ or { goes in quotes."
KEY_TWICE: Final = "`{key}` stands twice; the first is in line {line}. Keep one of them."


# --- slips of syntax

NOT_YAML: Final = "this is not YAML"  # where PyYAML does not say why
NOT_YAML_BECAUSE: Final = (
    "this is not YAML: {why}. Check the indentation, the colons and the quotes here and in the line before."
)
CUT_BY_COMMENT: Final = "this text is cut short: ` #` begins a comment. Put the whole text in quotes."
COLON_FAR_IN: Final = (
    "this line goes on with the text above it, and in there a colon and a space may not stand. "
    "Put the whole text in quotes; a key goes straight under the keys above."
)
OPTION_GOES_ON: Final = (
    "an option with `{key}` is a map. Its id and a colon stand alone; below it comes `label`, with what the person "
    "reads, and `{key}`."
)
QUOTE_NEVER_CLOSED: Final = "the quote that begins here is never closed. " + _QUOTED
QUOTE_CLOSED_LATE: Final = "the quote that begins here is closed only in line {line}. " + _QUOTED
BRACKET_NOT_CLOSED: Final = "the bracket that begins here is not closed. A text that begins with [ or { goes in quotes."
KEY_WITHOUT_COLON: Final = (
    "a key stands here without a colon and a space. If this line goes on with the text above, indent it further."
)
TAB: Final = "a tab stands in the indentation. Use spaces."
CONDITION_IN_QUOTES: Final = (
    "a condition may not begin with a quote. For a pick write `{key}: has(name, 'id')`, "
    "for one option `{key}: name == 'id'`."
)
BEGINS_WITH_QUOTE: Final = "a text that begins with a quote ends at the next one. " + _QUOTED
MAY_NOT_BEGIN_WITH: Final = "a text may not begin with {sign}. " + _QUOTED
NAME_IN_BRACES: Final = "inside { } a text with ${name} needs quotes around it."
WRONG_IN_BRACES: Final = (
    "something is wrong between { and }. A text with a comma, a colon or quotes needs quotes in there."
)
COLON_IN_TEXT: Final = "a colon and a space inside a text make it a key. " + _QUOTED


# --- a file of answers

ANSWERS_NOT_A_MAP: Final = "answers are a map: one name and its value a line."
ANSWERS_UNREADABLE: Final = "this answers file cannot be read."
ANSWER_CUT_BY_COMMENT: Final = "these words are cut short: ` #` begins a comment. Put the whole text in quotes."
