"""Words of the reference of the format: what each step does, what each key is for, and what holds in every script.

`docs/authors/reference.md`, selfattach-exercise(5), `selfattach author format` and the schema have them from here.
Which keys there are, what they take and how much of it says `script/grammar.py`; a test holds both complete.
"""

from collections.abc import Mapping
from typing import Final

# --- what stands where: each form of the grammar, each of its keys

FORMS: Final[Mapping[str, str]] = {
    "head": "Who a script is, what it may bring up, and what it is for. It stands before `steps`.",
    "evidence": "What is known of it. The word of `strength` is told in [strength](#strength).",
    "question": "Every step that asks has these too.",
    "option": "One choice: words alone, or a map.",
    "outcome": (
        "What became of it: `kept`, `not_yet`, `changed` or `let_go`, with words alone, or a map. What is left out has "
        "words of the program."
    ),
    "cue": "Words within a rest.",
    "breath": "One breath, in seconds, and how many of them.",
    "example": "Words somebody else might write: a text alone, or a map.",
    "promise-example": "A promise somebody else might make.",
    "say": "Tells something, and waits for Enter.",
    "rest": (
        "Is quiet for so long. Enter goes on to the next cue, or on. More than {quiet} seconds without a word are an "
        "error, but "
        "in a sitting with `quiet: true`."
    ),
    "breathe": "Breathes along, and shows in and out.",
    "when": (
        "Goes one way or another. Where the condition is unknown, it takes `skipped`, or passes over: "
        "see [unknown](#unknown)."
    ),
    "repeat": (
        "Asks the same again, so many times at most. A round whose first question is left open ends it and is dropped. "
        "At most {repeats} lie within each other: see [rounds](#rounds)."
    ),
    "include": "Plays a fragment in its place: see [fragments](#fragments).",
    "recall": (
        "Brings words of an earlier session under a name of this one, and shows nothing yet: see "
        "[earlier words](#earlier-words)."
    ),
    "ground": "Steadies for a minute, with the room around, and goes on. It can stand without a text: `- ground`.",
    "support": (
        "Opens the page of help, and goes on after it: for somebody who would like a person to talk to. "
        "It can stand without a text: `- support`."
    ),
    "finish": "Ends the practice. It can stand without a text: `- finish`. What could follow it is an error.",
    "door": (
        "Opens the page of help, which stays until it is closed, and ends the session. Nothing is asked or said after "
        "it: see [doors](#doors). It can stand without a text: `- door`."
    ),
    "write": "Asks for words: a line, or a page.",
    "rate": "Asks for a whole number on a scale. It begins on nothing, and `?` says that one cannot tell.",
    "choose": "Asks for one of some options.",
    "pick": "Asks for any number of some options. The `then` of each that was picked follows, in their order.",
    "confirm": "Asks for yes or no. In a condition the name alone is true or false.",
    "items": (
        "Asks for a figure to each of some statements. One of them is `NAME.ID`: a number in a condition, its words "
        "in a "
        "text. `?` leaves a statement open."
    ),
    "measure": (
        "Asks on a scale that all scripts share. Its answer is called after the scale and the moment: "
        "`distress.during`. "
        "After each figure of `distress` the frame looks after the person: see [the frame](#frame)."
    ),
    "promise": "Asks two things, after what and what then, and keeps both as one answer.",
    "review": (
        "Asks what became of the oldest promise that is still open. It is passed over where there is none. "
        "`${NAME.ago}` in its `ask` tells when it was made."
    ),
    "show": "Shows recalled words after a yes, page by page, as they were typed.",
    "shelve": (
        "Puts words on a shelf after a yes, where they are found again. It is passed over where nothing was written. "
        "For the card of support it takes a map of names and sections: `shelve: {signs: signs, aunt: people}`."
    ),
}

_ID: Final = "A name for the step itself, for translations and transcripts."
_STEPS_OF_AN_OPTION: Final = "What follows at once where it was chosen."
_LABEL: Final = "What the person reads."
_AS: Final = "How texts tell it, where that differs from `label`."

KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "head": {
        "selfattach": "The format. This is the first, and so far the only one.",
        "id": "The name of the file, without `.yaml`.",
        "title": "What is done, in at most {title_words} words.",
        "summary": "One sentence on what one does.",
        "minutes": "How long it takes, about. The check reckons it too.",
        "intensity": (
            "How deep it goes. `moderate` and `deep` are opened and closed by the frame; `deep` names `instead`."
        ),
        "kind": "A practice; something to read; a list of questions; or a piece for other scripts.",
        "components": "What of self-compassion it practises: see [purposes](#purposes).",
        "barriers": "What it may help with: see [purposes](#purposes).",
        "strategies": "What one does in it: see [purposes](#purposes).",
        "serves": "What is hoped for: see [purposes](#purposes).",
        "hours": (
            "Two hours of the clock, like `20-7`, in which it is offered: from eight in the evening to seven in the "
            "morning. By its name it can be practised at any hour."
        ),
        "care": "What it may bring up, and for whom it is not. It is read before the start.",
        "evidence": "What is known of it: see [evidence](#evidence).",
        "instead": "Of a deep one: the id of a gentle one, for a day on which deep is too much.",
        "takes": "Of a fragment: names it needs from the script around it.",
        "version": "Raised when the content changes.",
        "language": "Its language. A translation lies beside it: `x.de.yaml` beside `x.yaml`.",
        "authors": "Who wrote it.",
        "licence": "What others may do with it.",
        "steps": "What happens, in order: see [steps](#steps).",
    },
    "evidence": {
        "strength": "How sure anyone is.",
        "says": "What was found, and what was not looked for.",
        "sources": "Keys of `exercises/sources.yaml`.",
    },
    "question": {
        "ask": "The question.",
        "hint": "A line below it, always there.",
        "help": "What F1 shows.",
        "pin": "Earlier answers that stay in view; `a, b` is the first that is set: see [pin](#pin).",
        "keep": "Whether the answer stays: see [keep](#keep).",
        "skipped": "What happens where it was left open: see [skipped](#skipped).",
    },
    "say": {"say": "What is told.", "id": _ID},
    "rest": {
        "rest": "How long.",
        "text": "What is read meanwhile.",
        "cues": "Words that come in between, in their order.",
        "quiet": "A sitting, which may be long and without a word. Its `text` says how long it is.",
        "id": _ID,
    },
    "breathe": {"breathe": "The lengths: see [breath](#breath).", "id": _ID},
    "when": {
        "when": "What it goes by: see [conditions](#conditions).",
        "then": "What happens where it is true.",
        "else": "What happens where it is false.",
        "skipped": "What happens where it is unknown, as what it goes by was left open.",
        "id": _ID,
    },
    "repeat": {
        "repeat": "How many rounds at most.",
        "steps": "One round. At least one of them asks.",
        "until": "Looked at after each round: where it is true, no other follows.",
        "as": "A name for all rounds together, for `count` and `shelve`.",
        "id": _ID,
    },
    "include": {
        "include": "The id of a fragment.",
        "as": "What stands before the names of its answers, in place of its id. Needed where it is included twice.",
        "id": _ID,
    },
    "recall": {
        "recall": "Which answer of which exercise.",
        "as": "What it is called here.",
        "which": "The newest session that has it, the oldest, or the newest whose words were never shown again.",
        "older_than": "Only what was written at least so many days ago.",
        "matches": (
            "A `write` of this script, asked before this step, whose words are kept: what is brought is only what was "
            "kept where the same was said."
        ),
        "take": "With `matches`: which answer of that session is brought, the first that is there.",
        "id": _ID,
    },
    "ground": {"ground": "What is told first.", "id": _ID},
    "support": {"support": "What is told first.", "id": _ID},
    "finish": {"finish": "What is told first.", "next": "The id of an exercise that is offered after it.", "id": _ID},
    "door": {
        "door": "The first sentence of the page, {door_rows} rows of 40 columns at most.",
        "for": "What it is about: not wanting to live, hurting oneself, being hurt by somebody.",
        "id": _ID,
    },
    "write": {
        "write": "The name of the answer.",
        "lines": "A line, or a page.",
        "start": "Words that stand in the box and can be changed. Left as they are, they count as left open.",
        "example": "A grey line below the empty box. It is never an answer.",
        "examples": "Lines to borrow, or texts to read: see [examples](#examples).",
    },
    "rate": {
        "rate": "The name of the answer.",
        "from": "The lowest figure.",
        "to": "The highest figure.",
        "low": "What the lowest means.",
        "high": "What the highest means.",
    },
    "choose": {
        "choose": "The name of the answer.",
        "options": "The choices, an id and a label each: see [option](#option).",
        "first": "The id of the option that Enter takes.",
    },
    "pick": {
        "pick": "The name of the answer.",
        "options": "The choices, an id and a label each: see [option](#option).",
        "at_most": "How many can be picked. All, where nothing is said.",
    },
    "confirm": {"confirm": "The name of the answer."},
    "items": {
        "items": "The name of the answers together.",
        "list": "The statements, an id and a sentence each.",
        "scale": "The figures, and what each means: `{1: not at all, 5: very much}`.",
    },
    "measure": {
        "measure": "The scale. There is one so far: `distress`, how hard this moment is, from 0 to 10.",
        "as": "When it is asked. In a moderate or deep script the frame asks `before` and `after` itself.",
        "name": "Another name for it, where `during` is asked twice: `halfway`.",
        "ask": "Other words for its question.",
    },
    "promise": {
        "promise": "The name of the answer.",
        "cue": "The first question: after what?",
        "action": "The second: and what then?",
        "ask": "What stands above both, in place of `cue`.",
        "example": "A grey line below the empty second box.",
        "examples": "Whole promises to borrow: see [promise-example](#promise-example).",
    },
    "review": {
        "review": "Which promise of which exercise.",
        "as": "What the answer is called here: `kept`, `not_yet`, `changed` or `let_go`.",
        "options": "Other words for the four outcomes, and what follows each: see [outcome](#outcome).",
    },
    "show": {"show": "The name of recalled words.", "ask": "Other words for its question."},
    "shelve": {
        "shelve": "Whose words.",
        "on": "Which shelf.",
        "seal": "For how many days they stay closed; `low`, until a hard moment; or `ask`, as the person says.",
        "ask": "Other words for its question.",
    },
    "option": {"label": _LABEL, "as": _AS, "then": _STEPS_OF_AN_OPTION},
    "outcome": {"label": _LABEL, "as": _AS, "then": _STEPS_OF_AN_OPTION},
    "cue": {"at": "When, from the beginning of the rest.", "say": "What is told."},
    "breath": {
        "in": "Breathing in.",
        "hold": "Holding it after that.",
        "out": "Breathing out.",
        "rest": "Waiting after that.",
        "rounds": "How many breaths.",
    },
    "example": {
        "from": "Whose it is, as a list names it. A text of several paragraphs needs it.",
        "text": "The words.",
    },
    "promise-example": {"cue": "After what.", "action": "What then."},
}


# --- what a key takes

TAKES: Final[Mapping[str, str]] = {
    "text": "a text",
    "words": "words",
    "passage": "words",
    "line": "a line",
    "steps": "a list of steps",
    "id": "an id",
    "name": "a name",
    "answer": "the name of an answer",
    "names": "the name of an answer",
    "taken": "names, `a, b`",
    "elsewhere": "`exercise-id.name`",
    "condition": "a condition",
    "hours": "two hours",
    "true": "`true`",
    "option id": "an id of `options`",
    "scale": "a scale",
    "nothing": "nothing",
}
WHOLE: Final = "a whole number from {lowest} to {highest}"
SECONDS: Final = "seconds, up to {longest:g}"
DURATION: Final = "a time like `45s`, `4m30s`, up to {longest} minutes"
SEVERAL: Final = "a list of words"
SEVERAL_OF: Final = "a list of its words"
A_FORM: Final[Mapping[str, str]] = {
    "evidence": "a map",
    "breath": "a map",
    "option": "an option",
    "outcome": "an outcome",
    "cue": "a cue",
    "example": "an example",
    "promise-example": "a promise",
}
MAP_OF_FIGURES: Final = "a map, figure: line"
MAP_OF: Final = "a map, id: {each}"
MAP_OF_SECTIONS: Final = "a map, name: section"
MAP_OF_AT_MOST: Final = "a map of up to {most}, id: {each}"
LIST_OF: Final = "a list, each {each}"
LIST_OF_AT_MOST: Final = "a list of up to {most}, each {each}"
OR: Final = " or "
NEEDED: Final = "needed"

# --- how the reference is laid out

TITLES: Final[Mapping[str, str]] = {
    "head": "The head",
    "evidence": "Evidence",
    "question": "Keys of every question",
    "option": "An option",
    "outcome": "An outcome of `review`",
    "cue": "A cue of `rest`",
    "breath": "A breath of `breathe`",
    "example": "An example of `write`",
    "promise-example": "An example of `promise`",
}
KEY_OF: Final = "`{key}` of {form}"
OF: Final[Mapping[str, str]] = {"question": "every question"}
ROW: Final = "{takes}. {does}"
ROW_NEEDED: Final = "{takes}; needed. {does}"
ROW_OTHERWISE: Final = "{takes}; left out, {otherwise}. {does}"

TITLE: Final = "The format of an exercise"
OPENING: Final = """\
An exercise is a YAML file: a head, and a list of steps. `selfattach author format` prints this page, and `selfattach
author format rate` what it says of one word. `selfattach author check FILE` tells what to mend, with its line."""
COLUMNS: Final = ("key", "takes", "left out", "what it is for")
QUESTION_TOO: Final = "And the keys of [every question](#question)."
GROUPS: Final[Mapping[str, tuple[str, str]]] = {
    "steps": ("Steps", "A step is named by its first key:"),
    "telling": ("Steps that tell", ""),
    "asking": (
        "Steps that ask",
        "The word after the key is the name of the answer. Every question can be left open with Enter.",
    ),
    "flow": ("Steps that lead on", "Where the way goes, and where it ends."),
    "below": ("What lies within a step", ""),
    "rules": ("What holds everywhere", ""),
}

# --- topics in words, in the order they are told

OF_THE_HEAD: Final[Mapping[str, tuple[str, str]]] = {
    "strength": (
        "Strength",
        """\
How sure anyone is, in one letter. It speaks of what was tested, which is seldom the script itself, and `says` says
so.

- `A`: several trials, or reviews of them, point the same way.
- `B`: a few studies, or small ones.
- `C`: custom, experience or theory. Nobody has tested it.
- `M`: mixed. Some found it helpful, some not, or it is tested for some people only.

A script without a study is no worse: write `C`, and that nobody has tested it.""",
    ),
    "purposes": (
        "What it is for",
        """\
Four keys of the head say it. `selfattach exercises list --for WORD`, `practice --for WORD` and the coach go by their
words:

{purposes}

A reading or a check can have them too. Give a script a word of `serves` only where it works on that very thing, and
let `evidence` say how sure it is. What the library has for each word, and how well:
[the library](../reference/library.md).""",
    ),
}
SERVES_IN_PARTS: Final = (
    "`serves`, marks of a secure attachment: {marks}; what it and self-compassion may do together: {interactions}; "
    "benefits hoped for: {benefits}"
)

RULES: Final[Mapping[str, tuple[str, str]]] = {
    "texts": (
        "Texts",
        """\
A text is words. An empty line parts paragraphs; a line that begins with `-` is one of a list; `*soft*` and
`**strong**` are all the marks there are. A text of several lines stands behind `|`, indented.

`${name}` puts an answer there. `${a, b|words}` is the first of these that is set, and the words where none is. What a
person wrote is never read as marks or names. `$$` is a dollar sign. Answers stand on a line of their own or after a
colon, never within a sentence of ours. An option is told by its `as`, or else its `label`; several are joined.

A line is one of label, title or example: it is shown as it stands, and a `${name}` in it is an error.""",
    ),
    "visits": (
        "Words by visit",
        """\
A text can be a map: from which visit on, and the words. `1` is needed.

```yaml
- say:
    1: First your breath for a while, as it comes. Then the room.
    4: The breath, then the room.
- rest: 30s
```

The first visit is 1, the fourth is the one after three sessions of this exercise were kept, finished or not.
`times()` counts from 0: at visit 4, `times('my-exercise') >= 3` is true.""",
    ),
    "names": (
        "Names and ids",
        """\
An id is small letters, digits and hyphens: `my-evening`. It is what a script is called, or a fragment, or a step. A
name is small letters, digits and underscores, and begins with a letter: `first_word`. It is what an answer is called,
or an option.

A name can be asked once on every way. Branches that exclude each other can share one, of the same kind and with the
same options. What can be read before it was asked is an error. The words of conditions, `last`, `felt`, `distress`,
and all that begins with `guard` are taken.""",
    ),
    "conditions": (
        "Conditions",
        """\
A condition is one line of plain ASCII, {characters} signs at most:

- `mood >= 7`, `< <= == != >= >`, with `+` and `-`, for numbers: `rate`, `measure`, one statement of `items`
- `line == 'kind'`, `!=`, for what was chosen: the id of an option, in quotes
- `more`, `not more`: a `confirm`
- `has(felt_like, 'calm')`: whether an option of a `pick` is among them
- `answered(name)`: whether there is an answer
- `count(name)`: how many were picked, or answered, or how many rounds there were; 0 for none
- `times('exercise-id')`: how often it is in the history; `times()`: how many sessions of any kind

`and`, `or`, `not` and brackets join them. Words somebody wrote are never compared: a condition can only ask whether
they are there.""",
    ),
    "unknown": (
        "Unknown is not false",
        """\
A question that was left open has no answer, and what depends on it is unknown: neither true nor false. So is an
answer that lies on another way, and recalled words that were not found.

- `mood >= 7` without a mood is unknown, and so is `not mood >= 7`.
- `mood < 3` and `mood >= 3` are both unknown then: `else` is not the rest.
- `false and unknown` is false, `true or unknown` is true: no answer could change them.
- `answered`, `count` and `times` always know.

Where its condition is unknown, a `when` takes `skipped`, or passes over. To have one way for all who did not say 7 or
more: `when: answered(mood) and mood >= 7`, with `else`.""",
    ),
    "skipped": (
        "What was left open",
        """\
Enter leaves any question open. `skipped` below a question is a list of steps for that, and stands for what the answer
would have led to. Where two later steps lean on a `write`, the check asks for it.

Where the `skipped` of a `write` or a `promise` asks nothing more and ends the practice, an empty Enter is asked about
once.""",
    ),
    "rounds": (
        "Rounds",
        """\
Within a `repeat` a name means the answer of this round, and `last.NAME` that of the round before. After it
`last.NAME` is that of the last round, and NAME the list of all of them, for `answered` and `count` alone.

```yaml
- repeat: 3
  until: believe >= 4
  steps:
    - write: answer
      ask: What would be fair?
      pin: last.answer
    - rate: believe
      ask: How far can you believe it?
- say: ${last.answer|You stayed with it for a while.}
```

In the first round there is no round before, so `answered(last.answer)` is false. A `promise` in a later round takes
the place of the one before.""",
    ),
    "keep": (
        "What is kept",
        """\
An answer is kept with the session, unless the person keeps nothing.

- `keep: never`: it is on no disk, and asked again where a practice is taken up later. No condition, no `start`, no
  `recall` and no shelf can use it; `pin` and texts can. Its options have no `then`, for the way taken would tell the
  answer.
- `keep: ask`: at the end the person is asked whether these words stay.""",
    ),
    "pin": (
        "What stays in view",
        """\
`pin: thought` shows that answer above the question. `pin: [thought, wish]` shows two, which is the most; `pin: a, b`
shows the first that is set. What is not set is left out. A pin is for words one should have before one's eyes: the
thought that is answered, the letter that is signed.""",
    ),
    "examples": (
        "Examples to borrow",
        """\
A `write` or a `promise` can have `examples`, so that somebody who is tired, or writes in a second language, can
choose instead of compose:

```yaml
- write: answer
  ask: What would be fair and kind?
  example: One thing went wrong.
  examples:
    - It was a hard day, and you did what you could.
    - from: An aunt
      text: Come and sit down.
- promise: plan
  cue: When could it be?
  action: And what do you do then?
  examples:
    - {cue: After breakfast, action: I drink a glass of water}
    - {cue: When I am home, action: I sit down}
```

Where one line is written, they stand below the empty box. F2, or the down arrow in the empty box, leads into them;
the one that is taken comes into the box and can be changed. It is an answer also where nothing is changed. In plain
lines they have numbers, and a number alone takes one. A promise lends each of its two lines its own part, so that
they can be mixed.

Where many lines are written, F2 opens their names: what `from` says, or a text of one paragraph itself. One is read
page by page. Then one goes back to one's own page, takes it in below what stands there, or reads another. In plain
lines `:example` names them and `:example 2` reads the second. Whoever only reads has left the question open.

An example is plain text: its paragraphs are kept, stars are shown as they are, and a name in `${...}` is an error.
With several paragraphs it needs `from` and `lines: many`. What the check says of our words, of stock phrases and long
sentences, is not said of examples.""",
    ),
    "earlier-words": (
        "Earlier words",
        """\
`recall` looks for words of an earlier session, once, when the practice starts. `${old.ago}` tells when that was.
Where nothing is found, `answered(old)` is false. Words that are sealed, were let go or never kept are not brought;
while a vault is locked nothing is found, and the practice goes on without. What was found travels with the draft.

With `matches` they are only brought where an answer of this session was given before, under that name:

```yaml
- write: thought
  ask: What does it say to you?
- recall: inner-critic-reframe.thought
  as: before
  matches: thought
  take: answer, borrow
- when: answered(before)
  then:
    - say: |
        You have met this one ${before.times}.
        You answered it ${before.ago}:

        ${before}
```

The two are compared without case, accents, punctuation and white space, with those of the newest 200 sessions. What
is brought is the newest answer there is, and none of a session that was left harder. `${before.times}` tells in how
many sessions it came ("twice"); in a condition it is a number, also where it was never answered. Without `take` the
earlier words themselves are brought. Of the sentences it was compared with, the draft holds a mark and not the words.

`recall` shows nothing. `show` asks first and then shows all of it, `pin` and `${old}` show it beside something
else.""",
    ),
    "shelves": (
        "Shelves and seals",
        """\
`shelve` asks before it puts anything away. `kind-words` holds lines for `selfattach kind`, `letters` is for
`selfattach letters`, `support` is the card with its sections: {sections}.

Before words of one's own stand with the kind words, the frame asks whether one would say them to somebody one cares
about. `seal: 30` keeps them closed for thirty days; `seal: low` until a hard moment is rated in a later session, and
asks first whether one would want to read this on one's worst day; with `seal: ask` the person says how long.""",
    ),
    "doors": (
        "Doors",
        """\
An option that speaks of not wanting to live, or of harm, leads to a door: `door: TEXT`, with `for: life` (when
nothing is said), `harm` (hurting oneself) or `violence` (being hurt by somebody). It opens a page of help that stays
until the person closes it, and ends the session; nothing is asked or said after it. The text is the first sentence of
that page, {door_rows} rows of 40 columns at most; without one the page begins with its own.

`support: TEXT` opens the page too, and the practice goes on after it: for somebody who would like a person to talk
to. An option that says it got worse, or too much, leads to `ground`, and after it to a `finish`.""",
    ),
    "frame": (
        "The frame",
        """\
Around every moderate and every deep exercise stands a frame that no script can leave out or change: how hard this
moment is, before and after; a way to help on a high figure; a kind close. It asks how it left one after an exercise
of any depth. A deep one opens after five sessions, at a figure from 0 to 4, and has one `measure: distress` with `as:
during` in its own list of steps. More of it: [writing kindly](writing-kindly.md#the-frame).""",
    ),
    "fragments": (
        "Fragments",
        """\
A fragment is a script with `kind: fragment`. It is looked for in the library, beside the script, in a folder
`fragments` there, and among one's own. It sees its own answers, and those it `takes` from the script around it. From
outside its answers have its id before their name: `reading.reply` after `include: read-old-letter`, `as:
reading`.""",
    ),
    "yaml": (
        "YAML, and its traps",
        """\
A text with a colon and a space in it, with ` #`, or one that begins with a quote, a star, a bracket or `@` goes in
quotes, or behind `|`. `yes`, `no`, `4:30` stay words. Keys that stand twice, anchors, tags, a second document and
tabs in front of a line are errors, each told with its place and what to write instead.

A file is of at most {kib} KiB and {depth} levels; a script has at most {steps} steps, its includes and rounds
counted.""",
    ),
}

# --- selfattach author format

NO_TOPIC: Final = "The format has nothing called `{topic}`.{near}"
ALL_TOPICS: Final = " `selfattach author format` prints all of it."
