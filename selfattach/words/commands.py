"""What `--help` says of commands, arguments and options.

A command has its path for a name, and each of its options its own after it: `HISTORY_LIST`, `HISTORY_LIST_BARRIER`.
`_METAVAR` is what stands for a value, `_SHORT` the line in the listing of a group where it is not the first sentence.
Typer takes these when a command's file is imported, also at a Tab and for a line in a prompt, so this topic is read
alone: whoever says one writes `commands.NAME`. A blank line parts paragraphs; Typer breaks the lines.
"""

from typing import Final

# --- the program itself

PROGRAM: Final = (
    "A terminal coach for self-compassion practice, on your own machine only.\n\n"
    "Without a command: what you might do now. Not therapy and not emergency help. In an emergency call your local "
    "emergency number."
)
PROGRAM_VERSION: Final = "Tell the version."
PROGRAM_JSON: Final = "Print what there is today as JSON."
PROGRAM_PLAIN: Final = "Lines only, for screen readers, pipes and logs; or the usual screen."
LISTING: Final = {
    "practice": "Practise: by name, from a file, or choose from the list.",
    "routine": "A few practices in a row: morning, evening, or your own.",
    "exercises": "The library: what there is, how long, and how sure anyone is.",
    "support": "Your own card, then people who answer.",
    "author": "For those who write exercises: what to mend, and how it reads.",
    "journey": "Fourteen practices for what gets in the way most.",
    "insights": "Look back: what you did, said and wrote, and what helped.",
    "history": "What you practised and kept: list, read, find, change, delete.",
    "noticed": "Keep one line of what you noticed.",
    "kind": "The kind words you kept; add a line to them.",
    "letters": "The letters you kept: read one, or see until when one is sealed.",
    "promises": "What you promised yourself, to look at again.",
    "vault": "Encrypt what you keep, with a passphrase.",
    "farewell": "Take everything along, then let it go.",
    "config": "Your own settings: see them, change them.",
    "doctor": "Check whether everything is as it should be, and repair it.",
    "hook": "Lines for your shell, which then says once a day that this is here.",
}

# --- options and arguments of several commands

SHARED_ID: Final = "A number of the list just printed, last, or a name like 261122-k7q."
SHARED_ID_METAVAR: Final = "ID"
SHARED_EXERCISE: Final = "Only of this exercise."
SHARED_EXERCISE_METAVAR: Final = "NAME"
SHARED_DAY_METAVAR: Final = "DAY"
SHARED_WORD_METAVAR: Final = "WORD"
SHARED_MINUTES_METAVAR: Final = "MINUTES"
SHARED_JSON: Final = "Print JSON."
SHARED_YES: Final = "Do not ask."
SHARED_QUIET: Final = "Say only what is wrong."
SHARED_SINCE: Final = "From this day on: yesterday, 'last week', november, 2026-11-03."
SHARED_UNTIL: Final = "Up to this day, in the same words."
SHARED_LIMIT: Final = "At most so many, the newest."
SHARED_LIMIT_METAVAR: Final = "NUMBER"
SHARED_ALL: Final = "All there are, however many."
SHARED_NO_SAVE: Final = "Keep nothing of it."

# --- options of both `practice` and `routine`

PRACTISE_ANSWERS: Final = "Take answers from YAML or JSON: name -> value."
PRACTISE_ANSWERS_METAVAR: Final = "FILE|-"
PRACTISE_SET: Final = "Give one answer; repeat it for lists."
PRACTISE_SET_METAVAR: Final = "NAME=VALUE"
PRACTISE_NO_INPUT: Final = "Ask nothing; what is not given is skipped."
PRACTISE_PACE_METAVAR: Final = "PACE"
PRACTISE_PACE: Final = "Of rests and breaths: slow, normal, fast or off. Given, it counts with --set and --answers too."
PRACTISE_REDUCED_MOTION: Final = "Show breaths as words, with nothing that moves."
PRACTISE_COUNTING: Final = "Tell seconds and rounds, or leave them out."
PRACTISE_BELL: Final = "A bell when a rest or a breath is over."
PRACTISE_DISCREET: Final = "Leave nothing of it on the terminal."
PRACTISE_JSON: Final = "Print what was kept as JSON."

# --- selfattach practice

PRACTICE: Final = "Practise. You can skip every question with Enter; every moment is a good moment to stop."
PRACTICE_NAME: Final = "An exercise, a unique part of its name, or a script file."
PRACTICE_NAME_METAVAR: Final = "[NAME|FILE]"
PRACTICE_MINUTES: Final = "Offer only what takes this long at most."
PRACTICE_FOR: Final = (
    "Offer only what is for this: for example a barrier, or a mark of feeling secure. Tab shows the words."
)
PRACTICE_FOR_METAVAR: Final = "WORD"
PRACTICE_ON: Final = "Enter one that was done on that day, on paper, say."
PRACTICE_ON_METAVAR: Final = "DAY"
PRACTICE_FRESH: Final = "Begin anew, whatever was left unfinished."
PRACTICE_EXPLAIN: Final = "Without a name: tell why this is offered."

# --- selfattach routine

ROUTINE: Final = (
    "Practise a few things one after the other. You can stop at any moment; later that day it goes on from there."
)
ROUTINE_NAME: Final = "morning, evening, or one of your own in config.toml."
ROUTINE_NAME_METAVAR: Final = "[NAME]"
ROUTINE_IF_DUE: Final = "At most once a day, and only on a terminal, with answers, or with --no-input."
ROUTINE_MAX_MINUTES: Final = "Only as much of it as fits into these."
ROUTINE_LIST: Final = "Show the routines, and do nothing."

# --- selfattach exercises

EXERCISES: Final = "The library of practices."

EXERCISES_LIST: Final = "List the exercises. A script of your own that is broken is named, and hides no other."
EXERCISES_LIST_FOR: Final = (
    "Only what is for this: for example a barrier, or a mark of feeling secure. Tab shows the words."
)
EXERCISES_LIST_FOR_METAVAR: Final = "WORD"
EXERCISES_LIST_MINUTES: Final = "Only what takes this long at most."

EXERCISES_SHOW: Final = (
    "Tell what a practice is, how long it takes, what it may stir, why it might help and how sure anyone is."
)
EXERCISES_SHOW_SHORT: Final = "Tell what a practice is, what it may stir, and how sure anyone is."
EXERCISES_SHOW_NAME_METAVAR: Final = "NAME"
EXERCISES_PRINT: Final = (
    "Make a sheet of a practice, to write on with a pen: its questions, its ways in plain words, and where help is. It "
    "is a page for a browser, which prints it."
)
EXERCISES_PRINT_SHORT: Final = "Make a sheet to write on, for paper."
SHARED_PAGE_TO: Final = "Where to: a file of HTML; - writes it to the standard output."
SHARED_PAGE_TO_METAVAR: Final = "FILE|-"
EXERCISES_SHOW_SOURCE: Final = "Print the script as it lies, in YAML."
EXERCISES_SHOW_NAME: Final = "An exercise, or a unique part of its name."

# --- selfattach support

SUPPORT: Final = "Show your own card, and people who answer."
SUPPORT_COUNTRY: Final = "Whose numbers to show: a name or a code."
SUPPORT_COUNTRY_METAVAR: Final = "[COUNTRY]"
SUPPORT_CARD: Final = "Go through the lines of your card, and say which come off."
SUPPORT_PRINT: Final = "Numbers and card on one page, for paper."

# --- selfattach author

AUTHOR: Final = "For those who write exercises."

AUTHOR_NEW: Final = "Write a small whole exercise of your own, with comments, and say where it lies."
AUTHOR_NEW_NAME: Final = "Its id, which is the name of its file: small letters, digits and hyphens."
AUTHOR_NEW_NAME_METAVAR: Final = "NAME"
AUTHOR_CHECK: Final = (
    "Tell what to mend in scripts: place, level, and what to do. Exit status 1 where an error was found."
)
AUTHOR_CHECK_WHAT: Final = "Scripts, folders or names. Without any: all there are."
AUTHOR_CHECK_WHAT_METAVAR: Final = "[WHAT]..."
AUTHOR_CHECK_FIGURES: Final = "Print the figures of the voice, of all scripts together and of each."
AUTHOR_FORMAT: Final = "Print the reference of the format, or what it says of one word: a step, a key, a rule."
AUTHOR_FORMAT_TOPIC: Final = (
    "A step like `rate`, a key like `skipped`, or a word like `conditions`. Without one: all of it."
)
AUTHOR_FORMAT_TOPIC_METAVAR: Final = "[TOPIC]"
AUTHOR_SCHEMA: Final = "Print the format as JSON Schema, for an editor that checks a script as it is written."
AUTHOR_CHECK_WALKS: Final = "Print five walks through each and its doors, to be read aloud."

# --- selfattach journey

JOURNEY: Final = "Fourteen practices, on any days you like, for what gets in the way most."
JOURNEY_JSON: Final = "Print it as JSON."

# --- selfattach insights

INSIGHTS: Final = "Look back on the last 30 days: what you did, said and wrote, and what helped."
INSIGHTS_YEAR: Final = "On the last year."
INSIGHTS_ALL: Final = "On all there is."
INSIGHTS_NUMBERS: Final = "Show the numbers before and after, too. On a terminal they are a key away."

INSIGHTS_HTML: Final = (
    "Write the page to a file of HTML, for a browser and for paper; - writes it to the standard output. It has numbers "
    "where --numbers asks for them."
)

# --- selfattach history

HISTORY: Final = "What you practised and kept, one session for each time."

HISTORY_LIST: Final = "List the newest sessions: when, which, how it was left. An empty history is no error."
HISTORY_LIST_BARRIER: Final = "Only of exercises for this barrier."
HISTORY_LIST_FELT: Final = "Only those that felt so: {felt}."

HISTORY_SHOW: Final = (
    "Show one session with its words. Sealed words stay closed until their time, unless you open them."
)
HISTORY_SHOW_SEALED: Final = "Open sealed words too."

HISTORY_SEARCH: Final = (
    "Find sessions by your own words in them, newest first. Of sealed ones it says only how many hold them."
)
HISTORY_SEARCH_WORDS: Final = (
    "All of them; quote what belongs together. Without any you are asked, which keeps them out of your shell's "
    "history; - reads them from a pipe."
)
HISTORY_SEARCH_WORDS_METAVAR: Final = "[WORDS]..."

HISTORY_EDIT: Final = (
    "Change something you wrote, in your editor or line by line. Emptied, it is taken out.\n\n"
    "What is sealed stays closed. The editor is that of VISUAL or EDITOR, and you are told how to leave it. A promise "
    "is two lines: after what, and then what."
)
HISTORY_EDIT_NAME: Final = "Which answer, where there are several. Without it the names are told."
HISTORY_EDIT_NAME_METAVAR: Final = "[NAME]"
HISTORY_EDIT_SEALED: Final = "Open it though it is sealed."
HISTORY_EDIT_LINES: Final = "Line by line, without an editor. Where you use plain lines, this is usual."

HISTORY_DELETE: Final = (
    "Delete sessions: by their ids, all of an exercise, or all. --all --drafts --now is everything, for good.\n\n"
    "For a day `selfattach history undo` brings them back. At the first look into the history after that they are "
    "gone. What is not finished cannot be brought back. Exit status 1 where something could not be read, and so is "
    "still there."
)
HISTORY_DELETE_EXERCISE: Final = "All of this exercise."
HISTORY_DELETE_ALL: Final = "Every session there is."
HISTORY_DELETE_DRAFTS: Final = "What is not finished, and words that wait; alone or with --all."
HISTORY_DELETE_NOW: Final = "For good: no undo is kept."
HISTORY_DELETE_ID_METAVAR: Final = "[ID]..."

FAREWELL: Final = (
    "Take everything along, with a letter to yourself if you like, and then let it go, in one sitting.\n\n"
    "Nothing goes before you type a word, and the copy is on the disk by then. Exit status 1 where something could "
    "not go, and is named."
)

HISTORY_UNDO: Final = (
    "Bring back what the last deletion took.\n\n"
    "That is possible for a day. Once more brings back what the deletion before took. Exit status 1 where something "
    "stands in the place of one that cannot be read: it is left alone."
)

HISTORY_EXPORT: Final = (
    "Take sessions along: as JSON, as a folder of Markdown, as a table, for jrnl, or as a page to hand to somebody.\n\n"
    "Nothing leaves this machine by it, and nothing is deleted here. Sealed words stay, unless --sealed."
)
HISTORY_EXPORT_SHORT: Final = "Take sessions along, in one of five forms."
HISTORY_EXPORT_FORMAT: Final = (
    "json (all of it, can be imported), markdown, csv, jrnl, or page (HTML, for a browser and for paper)."
)
HISTORY_EXPORT_FORMAT_METAVAR: Final = "FORMAT"
HISTORY_EXPORT_TO: Final = "Where to; - prints it. Markdown needs a folder."
HISTORY_EXPORT_TO_METAVAR: Final = "FILE|DIR|-"
HISTORY_EXPORT_SINCE: Final = "Only sessions from this day on: 2026-11-22."
HISTORY_EXPORT_SINCE_METAVAR: Final = "DAY"
HISTORY_EXPORT_NO_WORDS: Final = (
    "Leave out what you wrote: every written answer, promises too. Figures, choices and days stay, and so do the "
    "titles and questions of the exercises, of your own ones too."
)
HISTORY_EXPORT_REVIEW: Final = "Show each session and ask whether it goes along. Enter leaves it out."
HISTORY_EXPORT_SEALED: Final = "Take sealed words along too."
HISTORY_EXPORT_FORCE: Final = "Write over what is there."

HISTORY_IMPORT: Final = (
    "Bring in sessions from your own JSON export. What is here already, or here in a later version, stays as it is.\n\n"
    "Bringing in the same twice is bringing it in once. A session you deleted comes back if it is in the file. Exit "
    "status 1 where what is here of one cannot be read: it is left alone."
)
HISTORY_IMPORT_FILE: Final = "An export as JSON, or with --as-letters another journal; - reads it from a pipe."
HISTORY_IMPORT_FILE_METAVAR: Final = "FILE|-"
HISTORY_IMPORT_AS_LETTERS: Final = (
    "Bring in entries of another journal as letters of your own: text or JSON of jrnl, JSON of Day One, or a folder of "
    "notes. They are shown first."
)

HISTORY_RETIRE: Final = (
    "Take over the folder of a machine that is no more. Without a name: which machines there are.\n\n"
    "Exit status 1 where some of its files could not be taken over; they stay."
)
HISTORY_RETIRE_MACHINE: Final = "The name of its folder."
HISTORY_RETIRE_MACHINE_METAVAR: Final = "[MACHINE]"

# --- selfattach noticed

NOTICED: Final = (
    "Keep one line of what you noticed: a sound, a feeling, a small good thing.\n\nIt is asked for, or read from a "
    "pipe: all of it, as one text. It does not go into the command itself, where others could read it."
)
NOTICED_JSON: Final = "Print the record as JSON."

# --- selfattach kind

KIND: Final = (
    "Show the lines on your shelf of kind words: those with a star, then newest first. Sealed ones stay closed."
)
KIND_ONE: Final = "One line, for a prompt; another one each hour."
KIND_LOOK_THROUGH: Final = "Say which lines come off, and which you like to meet more often."

KIND_ADD: Final = (
    "Put one kind line on your shelf.\n\nIt is asked for, or read from a pipe: all of it, as one text, which waits "
    "then until you say whether you would say it to somebody you care about. It does not go into the command itself, "
    "where others could read it."
)
KIND_ADD_JSON: Final = "Print the record as JSON."

# --- selfattach letters

LETTERS: Final = "The letters you kept, open and sealed."

LETTERS_LIST: Final = "List the letters, newest first, without their words."

LETTERS_SHOW: Final = (
    "Show one letter whole. Without an ID you are asked which. A sealed one stays closed, unless you open it."
)
LETTERS_SHOW_SEALED: Final = "Open it though it is sealed."
LETTERS_SHOW_ID_METAVAR: Final = "[ID]"

# --- selfattach promises

PROMISES: Final = "Show the promises that are open, oldest first, and how to look at each again."

# --- selfattach vault

VAULT: Final = "Encrypt what you keep, with a passphrase."

VAULT_INIT: Final = "Encrypt the history in place. Saving needs no passphrase from then on; looking back does."
VAULT_INIT_PASSPHRASE_COMMAND: Final = "A command that prints the passphrase; kept in your settings."
VAULT_INIT_PASSPHRASE_COMMAND_METAVAR: Final = "CMD"
VAULT_INIT_READABLE_CARD: Final = "Whether your support card shows without the passphrase."

VAULT_STATUS: Final = "Tell whether the history is encrypted, and what is not yet. It asks for nothing."

VAULT_PASSPHRASE: Final = "Change the passphrase on this machine. The history itself is not touched."
VAULT_PASSPHRASE_PASSPHRASE_COMMAND: Final = "A command that prints the new one; kept in your settings."
VAULT_PASSPHRASE_PASSPHRASE_COMMAND_METAVAR: Final = "CMD"

VAULT_REMOVE: Final = "Store everything on this machine without encryption again."

VAULT_RECOVERY: Final = (
    "Print a sheet for paper: the key itself, and how the standard `age` tool opens everything with it.\n\n"
    "With --use the key of such a sheet is typed, and a new passphrase takes the place of one that is lost."
)
VAULT_RECOVERY_SHORT: Final = "Print the key, on a sheet for paper; or open everything with it."
VAULT_RECOVERY_USE: Final = "Type the key of the sheet, and give the history a new passphrase here."

# --- selfattach config

CONFIG: Final = "Your own settings."
CONFIG_KEY: Final = "As listed, like practice.pace."
CONFIG_KEY_METAVAR: Final = "KEY"
CONFIG_VALUE: Final = "What it will be."
CONFIG_VALUE_METAVAR: Final = "VALUE"

CONFIG_LIST: Final = "List every setting, set or not. What in the file cannot be used is told, too."

CONFIG_GET: Final = "Print one value, as it counts now."

CONFIG_SET: Final = "Set one value. Comments and order in the file stay."

CONFIG_UNSET: Final = "Take one value out, so that it is as it comes."

CONFIG_PATH: Final = "Print where the settings are. The file need not be there."

# --- selfattach doctor

DOCTOR: Final = (
    "Check whether everything is as it should be: files, rights, room, settings, your own exercises.\n\n"
    "It changes nothing. With --repair it rescues every whole session from a damaged file and keeps that file "
    "aside."
)
DOCTOR_REPAIR: Final = "Rescue whole sessions, take leftovers away, set the rights."
DOCTOR_ALL: Final = "Read every file whole, those in a vault too; it asks for the passphrase."

# --- selfattach hook

HOOK: Final = "Print lines for a shell's start-up file that say once a day that selfattach is there."
HOOK_SHELL: Final = "bash, zsh, fish or powershell."
HOOK_SHELL_METAVAR: Final = "SHELL"
