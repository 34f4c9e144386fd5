"""What is wrong with a name, a text with names in it, or a condition in a script, and what to write instead."""

from typing import Final

# --- names that are given

NOT_A_NAME: Final = "{what} is a name: small letters, digits and underscores, like `first_thought`."
NAME_OF_THE_GUARD: Final = "`{name}` begins with `guard`, which belongs to the engine. Choose another name."
NAME_RESERVED: Final = "`{name}` is reserved. Choose another name, for example `{name}_now`."
ASKED_TWICE: Final = "`{name}` is already asked in {line}, on the same way. {advice}"  # one of the three below
GIVE_ANOTHER_NAME: Final = "Give one of them another name."
GIVE_A_NAME: Final = "Give the second one a `name`."
ONE_SHELF: Final = "The same words are shown once, and go on one shelf."
ASKED_AS_TWO_KINDS: Final = (
    "`{name}` is asked as {kind} here and as {other} in {line}, on another way. "
    "Ways may share a name of the same kind and options. Give one of them another name."
)
_LINE: Final = "line {n}"
_LINE_OF: Final = "line {n} of {file}"


def line_of(n: int, file: str = "") -> str:
    """Return where something stands, with the file when it is another one."""
    return _LINE_OF.format(n=n, file=file) if file else _LINE.format(n=n)


# --- names that are used

NOT_NAMES: Final = "here stands a name, or two with a comma: the first that is set."
NO_NAME: Final = "`{name}` is no name. Names are small letters, digits and underscores."
ASKED_ELSEWHERE: Final = "`{name}` is asked in line {line}, on another way or later."
NO_SUCH_NAME: Final = "nothing is called `{name}` here.{advice}"  # what is near, or one of the two below
NAME_OUTSIDE_THE_FRAGMENT: Final = " It is asked outside of this fragment. Name it in the head: takes: [{name}]"
ID_IN_QUOTES: Final = " The id of an option goes in quotes: '{name}'."
ASKED_AT_THE_END: Final = "`{name}` is asked by the engine, at the very end. Nothing can go by it."
LAST_OUTSIDE_A_REPEAT: Final = "`last.{name}`: `{name}` is not asked in a repeat. Write `{name}`."
NOT_FROM_ELSEWHERE: Final = "{what} names an exercise and its answer: self-compassion-letter.letter"


# --- texts

SLOT_NOT_CLOSED: Final = "`${` is not closed. Write ${name}, or $$ for a dollar sign."
NAME_IN_A_TEXT: Final = "{why} In a text: ${{name}} or ${{name, other|words if there is none}}."
NOT_BY_VISIT: Final = (
    "{what} is a text, or words by visit: {{1: words, 3: words from the third visit on}}. "
    "A text that begins with {{ goes in quotes."
)
NO_FIRST_VISIT: Final = "{what} by visit begins with 1: the words of the first visit."


# --- conditions as they are written

CONDITION_CUT: Final = "{what} is cut short: ` #` begins a comment. Put the comment in a line of its own."
CONDITION_NOT_WORDS: Final = "{what} is one line of words, like: weight >= 7 and answered(letter)"
CONDITION_TOO_LONG: Final = "this condition has {n} characters; at most {most} are read."
CONDITION_TOO_DEEP: Final = "this condition is nested too deeply. Split it into two `when` steps."
ONE_LINE: Final = "a condition is one line."
PLAIN_ASCII: Final = "a condition is written in plain ASCII: names, numbers, ids in 'straight quotes'."
AND_OR_NOT: Final = "write `and`, `or` and `not` as words."
TWO_SIGNS: Final = "to compare, write two signs: `name == 'id'`."
DOES_NOT_PARSE: Final = "`{line}` does not parse. Write for example: weight >= 7 and answered(letter)."
TRUE_AND_FALSE: Final = "True and False are not written; a yes or no answer is its own condition: `when: more`."
QUOTED_NO_ID: Final = "`{id}` is no id. An id in quotes is small letters, digits and underscores."
MAY_NOT_STAND: Final = (
    "this may not stand in a condition. Use names, numbers, 'ids', < <= == != >= >, and or not, + -, "
    "brackets, answered(), count(), has(), times()."
)
NUMBER_TOO_LARGE: Final = "numbers in a condition go up to {most:,}."
NOT_USED_HERE: Final = "`{what}` is not used here. Write {instead}."
INSTEAD_OF_A_WORD: Final = {"in": "has(name, 'id')", "is": "name == 'id'"}
FUNCTIONS_THERE_ARE: Final = "the functions are answered(name), count(name), has(name, 'id'), times() and times('id')."
WRITE_INSTEAD: Final = "write {shape}."
SHAPES: Final = {
    "answered": "answered(name)",
    "count": "count(name)",
    "has": "has(name, 'id')",
    "times": "times() or times('exercise-id')",
}
DOT_JOINS_NAMES: Final = "a dot joins names only, like last.answer."


# --- what a condition compares

NAMES_NO_ANSWER: Final = (
    "this condition names no answer, so it can never change. Name an answer, or take the `when` out."
)
AGO_IN_A_CONDITION: Final = "`{ago}` is for texts. In a condition write answered({name})."
GOES_BY_NEVER_KEPT: Final = "`{name}` is `keep: never`; nothing may depend on it. Ask something else for the branch."
NEITHER_TRUE_NOR_FALSE: Final = "this is {kind}, neither true nor false. Compare it, or write {instead}."
_KINDS: Final = {"number": "a number", "id": "an id", "words": "written words", "picked": "a pick", "list": "a list"}
_OTHER_KIND: Final = "an answer"
_ANSWERED: Final = "answered({name})"
_COMPARISON: Final = "a comparison"


def neither_true_nor_false(kind: str, name: str) -> str:
    """Return what to write instead of a condition of this kind; "" is no name in it."""
    instead = _ANSWERED.format(name=name) if name else _COMPARISON
    return NEITHER_TRUE_NOR_FALSE.format(kind=_KINDS.get(kind, _OTHER_KIND), instead=instead)


THIS: Final = "this"
JOINS_TRUE_OR_FALSE: Final = "`{sign}` joins what is true or false; {part} is not. Compare it first."
COUNT_OF_NO_PICK: Final = "count() takes a pick or the name of a repeat; `{name}` is neither. Write answered({name})."
HAS_OF_NO_PICK: Final = "has() takes a pick; `{name}` is none. For a choose write {name} == '{id}'."
ONLY_NUMBERS_ARE_ADDED: Final = "only numbers are added; {part} is none."
SEVERAL_STATEMENTS: Final = "{part} is several statements. Compare one of them: {part}.its_id"
CANNOT_BE_COMPARED: Final = "{part} cannot be compared. Write {instead}."
INSTEAD_OF_COMPARING: Final = {
    "list": "count({part})",
    "picked": "has({part}, 'id')",
    "words": "answered({part})",
    "truth": "{part} alone, or not {part}",
}
NEVER_ALIKE: Final = "{left} and {right} are a number and an id; they are never alike."
IDS_HAVE_NO_ORDER: Final = "ids have no order. Write {left} == {right}."
NO_SUCH_OPTION: Final = "`{id}` is no option there.{advice}"  # what is near, or the one below
OPTIONS_THERE_ARE: Final = " It has {ids}."
