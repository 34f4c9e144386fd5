"""Words of the check: what makes a script unkind, unclear, untrue or too long, and what to do about it."""

from typing import Final

# --- words

AVOIDED: Final = "`{phrase}`: {instead}."
EXCLAMATION: Final = "An exclamation mark cheers. End the sentence with a dot."
LONG_SENTENCE: Final = "A sentence of {n} words; at most {most} can be read by somebody tired. Make two of it."
LINES_AT_ONCE: Final = "{n} lines at 40 columns; at most {most} before a key."
LINES_OF_A_QUESTION: Final = "Question and hint take {n} lines at 40 columns; at most {most}."
LINES_OF_AN_EXAMPLE: Final = (
    "An example of {n} lines at 40 columns; at most {most}. With `from` it is read page by page."
)
STOCK_PHRASES: Final = "{share:.0f} stock phrases in 1,000 words ({phrases}); under {most} is a voice of its own."


# --- the voice

NEGATIONS: Final = (
    "{share:.1f} times no or not in 100 words; at most {most} can be heard as kind. Most stand here: say what is, or "
    "what to do."
)
SELDOM_YOU: Final = "{share:.0f} % of what tells or replies speaks to the person; {least} % is a voice beside them."
SAME_OPENING: Final = (
    "{n} of {all} replies begin with `{words}`. Begin them as somebody who listens would, each in its own way."
)
VALIDATES_NOTHING: Final = (
    "No sentence says that something was heard, or makes sense. Say one where somebody told of it."
)
LENDS_NOTHING: Final = "Nothing can be borrowed here. Lend a kind line or two: a choice of quoted lines, or `examples`."


# --- names in texts

OTHER_BRACES: Final = "`{written}` is shown as it stands. An answer is filled in as `${{{name}}}`."

WORDS_INSIDE_OURS: Final = (
    "A person's words stand inside our sentence. Put them on a line of their own, or after a colon."
)
LEANED_ON: Final = "{n} later steps lean on `{name}`. Say in `skipped` how it goes on without it."
NAME_WITHOUT_WORDS: Final = (
    "A name has no words here ({way}). Say others in its place, `${{name|words}}`, or tell it in a `when`: {text}"
)


# --- what is named elsewhere

NO_SUCH_EXERCISE: Final = "There is no exercise `{id}`.{near}"
NO_SUCH_ANSWER: Final = "`{id}` keeps no answer `{name}`.{near}"
NO_SUCH_SOURCE: Final = "There is no source `{source}`.{near}"
SECOND_HAND: Final = "`{source}` was seen at second hand. Cite what was read, or nothing."


# --- the head

SAME_TITLE: Final = "`{id}` has this title too. Name what is done here."
LONG_TITLE: Final = "A title of more than {most} words is not read. Say it shorter."
NO_CARE: Final = "A {intensity} script says in `care` what it may stir, and for whom not."
NO_SUMMARY: Final = "`summary` is missing: one sentence on what is done."
NO_EVIDENCE: Final = "`evidence` tells in `strength` and `says` what is known, and what not."
NO_MINUTES: Final = "`minutes` is missing: how long it takes, about."
OTHER_MINUTES: Final = "About {about} minutes at most by its text, rests, breaths and answers; the head says {said}."


# --- steps, and ways to help

STEP_ID_TWICE: Final = "The step id `{id}` is there twice. Give one another name."
SCREENS_IN_A_ROW: Final = "More than {most} screens in a row only tell ({way})."
ROWS_OF_A_DOOR: Final = (
    "{n} rows of {columns} columns; the page of help has room for {most}. Leave out what the page says anyway."
)
SUPPORT_THEN_FINISH: Final = (
    "A door does that: `door: TEXT` opens the page of help, which stays, and nothing is asked after it. "
    "Where somebody wants company, let it go on."
)
NO_WAY_TO_HELP: Final = (
    "Words about something hard are written here. Give one of the choices an option with a `door`, or "
    "name `{command}` in `care`."
)
