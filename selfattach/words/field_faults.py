"""What is wrong with the value of a key in a script, or with the head of one, and what to write instead.

`what` is how a message calls the map or the value: a key in backquotes, or words from here.
"""

from typing import Final

TOO_MANY_FAULTS: Final = "this is fault number {most}. The others are told when these are mended."

# --- keys

KEY_MISSING: Final = "{what} needs `{key}`."
NO_SUCH_KEY: Final = "{what} has no `{key}`.{advice}"  # one of the two below, or what is near
KEYS_TAKEN: Final = " It takes {keys}."
# what other formats call things that are called otherwise here, or are not there; it comes before any guess
_OTHERS: Final = (
    (
        "question questions prompt prompts text input",
        "A question is a step, `write` or `choose`, with its text in `ask`.",
    ),
    ("name key variable var", "The name of an answer stands behind its step: `- write: thought`."),
    ("min max minimum maximum", "A `rate` goes `from: 0` `to: 10`; a `pick` has `at_most`."),
    ("wait sleep pause delay timer duration", "A quiet while is `- rest: 30s`."),
    ("if condition unless", "What is told only sometimes is `- when: CONDITION` with `then` and `else`."),
    ("goto jump label branch", "Ways part with `then` of an option, or with `- when: CONDITION`; `finish` ends."),
    ("required mandatory validate validation", "Every question can be skipped; `skipped` says how it goes on then."),
    ("default value initial", "What a box begins with is `start`; what Enter takes in a choice is `first`."),
    (
        "type widget",
        "What kind of question it is says its step: `write`, `choose`, `pick`, `rate`, `confirm`.",
    ),
    ("multiline multi_line textarea long", "A page instead of a line is `lines: many`."),
    ("choices answers select", "The choices are `options`: a map of ids and labels."),
    ("print message echo display info note", "What is told is `- say: TEXT`."),
    ("loop foreach while", "Rounds are `- repeat: N` with `steps`."),
    ("description about intro", "What it is about, in one sentence, is `summary`."),
    ("placeholder sample", "A line that shows what could stand there is `example`."),
    ("time length", "How long it takes is `minutes`, a whole number."),
    ("end stop exit quit", "The end before the end is `- finish`."),
)
OF_OTHER_FORMATS: Final = {word: f" {advice}" for said, advice in _OTHERS for word in said.split()}
CUT_BY_COMMA: Final = " If a comma cut a text in two, put the whole text in quotes."


# --- values

EACH_OF: Final = "each of `{key}`"
LIST: Final = "a list"
MAP: Final = "a map"
NOT_A_TEXT: Final = "{what} is a text, and this is {kind}. A text that begins with [ or {{ goes in quotes."
SHOWN_AS_IT_STANDS: Final = (
    "{what} is shown as it stands, without ${{names}}. They are filled in in `say`, `ask` and `hint`."
)
CUT_BY_COMMENT: Final = "{what} is cut short: ` #` begins a comment. Put the whole text in quotes."
EMPTY: Final = "{what} is empty.{advice}"
WRITE_SOMETHING: Final = " Write something, or take the line out."
NOT_A_WHOLE_NUMBER: Final = "{what} is a whole number from {lowest} to {highest}."
NOT_SECONDS: Final = "`{key}` is a number of seconds from 0 to {longest:g}."
NOT_A_DURATION: Final = "{what} is a time like 45s, 3m or 4m30s, of at most {minutes} minutes."
NOT_ONE_OF: Final = "{what} is one of {allowed}.{near}"
NOT_A_LIST: Final = "`{key}` is a list: {key}: [one, another]."
NOT_AN_ID: Final = "{what} is an id: small letters, digits and hyphens, at most 80, like `safe-person`."


# --- the head

HEAD: Final = "the head"
OF_ANOTHER_KIND: Final = (
    "this is no script of selfattach. The smallest one has four lines: `selfattach: 1`, `id: my-own` (as the file is "
    "called), `title: A title`, `steps: [say: Hello.]`. `selfattach author new my-own` writes one to begin with."
)
ID_IS_NOT_THE_FILE: Final = "the id is `{id}` and the file is called `{stem}`. Give both the same name."
LANGUAGE_IS_NOT_THE_FILE: Final = "the file is called `.{of_file}` and the language is `{written}`. Give both the same."
FORMAT_TOO_NEW: Final = "this script is of format {format}; it needs a newer selfattach."
FORMAT_NOT_SAID: Final = "`selfattach` is the format of the script. Write `selfattach: {format}`."
DEEP_WITHOUT_INSTEAD: Final = "a deep script names `instead`: the id of a gentle one, for a day when deep is too much."
EVIDENCE_NOT_A_MAP: Final = "`evidence` is a map with `strength`, `says` and `sources`."
HOURS_NOT_OF_THE_CLOCK: Final = (
    "`hours` are two hours of the clock, from 0 to 23, between which it is offered: 20-7 is from eight in the evening "
    "to seven in the morning."
)
TAKES_OUTSIDE_A_FRAGMENT: Final = "`takes` is for fragments. Take the line out, or write `kind: fragment`."
TAKES_NO_NAME: Final = "`{name}` is no name. Names are small letters, digits and underscores, like `old_letter`."
