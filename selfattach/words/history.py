"""Words of the sessions that were kept: finding, changing, several machines, taking along and bringing in."""

from typing import Final

from selfattach.words.basics import counted

# --- the sessions that were kept

NO_HISTORY: Final = "Nothing is kept yet. What you practise will be here afterwards."
NONE_READABLE: Final = "Nothing was found in what can be read. What cannot be read is named."
NONE_OF_EXERCISE: Final = "No session of `{exercise}` is kept."
NOTHING_LISTED: Final = "No session of that kind is kept."
FELT: Final = {"helped": "it helped", "same": "about the same", "harder": "it made things harder"}
ENDINGS: Final = {"done": "", "enough": "stopped early", "guard": "stopped for a hard moment"}
SEALED_UNTIL: Final = "sealed until {day}"
DAMAGED: Final = "{file} cannot be read and was left alone: {why}"
REFUSED_BY_DISK: Final = (
    "Nothing was changed. {file} cannot be looked at: {why}. See that its disk is there and that it is yours to "
    "read, or let SELFATTACH_HOME name another folder. Then try again. `selfattach support` works without it."
)
OUTPUT_NOT_WHOLE: Final = (
    "What is kept here is safe, but the output could not be written: {why}. What came out is not whole."
)
SESSION_NO_ID: Final = "{said!r} is not the id of a session: those look like 20261122T040917Z-k7qm2x."
SESSION_NO_NAME: Final = (
    "No session is called {said!r}. Say `last`, a number of the list that was just printed, or a name like 261122-k7q."
)
SESSION_NO_LIST: Final = "No list was printed yet for {said} to be a number of. `selfattach history list` prints one."
SESSION_NOT_LISTED: Final = "{said} is no number of the list that was just printed: it went from 1 to {most}."
SESSION_WHICH: Final = "{said} could be any of these: {names}. Give one more letter or two."
SESSION_MISSING: Final = "There is no session {session}."
SESSION_DAMAGED: Final = "Session {session} is in {file} and cannot be read: {why}. {way}"
SESSION_PERHAPS: Final = "Session {session} was not found. It may be in {file}, which cannot be read: {why}."
SESSION_UNKEEPABLE: Final = "Session {session} cannot be kept as it is: {why}."


# --- finding

NO_DATE: Final = (
    "`{said}` is no date that is known here. Say it like `today`, `yesterday`, `monday`, `last week`, `3 days ago`, "
    "`november`, `3 november 2025`, `2026-11` or `2026-11-03`."
)
SINCE_AFTER_UNTIL: Final = "--since {since} comes after --until {until}, so no day is in between."
FELT_UNKNOWN: Final = "--felt takes one of {known}.{near}"
BARRIER_UNKNOWN: Final = "--barrier takes one of {known}.{near}"
WORDS_TO_FIND: Final = 'Which words do you look for? "Quotation marks" keep together what belongs together.'
NO_WORDS_TO_FIND: Final = "There is nothing to look for. Give the words: selfattach history search mother"
NOTHING_TO_FIND: Final = "`{said}` holds no letter to look for."
NOT_FOUND: Final = "These words were not found. Parts of words are found too, whatever the accents and capitals."
FOUND: Final = "{before}[{match}]{after}"
SEALED_LETTERS_FOUND: Final = (
    "One sealed letter, open {when}, holds it.",
    "{n} sealed letters, open {when}, hold it.",
)
SEALED_ANSWERS_FOUND: Final = (
    "One sealed answer, open {when}, holds it.",
    "{n} sealed answers, open {when}, hold it.",
)
MORE_FOUND: Final = "Older sessions hold these words too. --limit {more} shows more of them, --all shows all."


# --- changing and deleting what was kept

NEEDS_YES: Final = "Nothing was changed. This asks first, and there is no terminal here. --yes goes on without asking."
NOTHING_CHANGED: Final = "Nothing was changed."
EDIT_NEEDS_TERMINAL: Final = "Nothing was changed. This opens your editor, and there is no terminal here."
EDIT_NOTHING: Final = "Nothing was written in that session."
EDIT_WHICH: Final = "Which answer? Name one of these: {names}."
EDIT_NO_SUCH: Final = "Nothing written there is called `{name}`.{near}"
EDIT_SEALED: Final = (
    "That answer is sealed until {day}. `selfattach history edit {short} {name} --sealed` opens it all the same."
)
EDIT_KEPT: Final = "What you wrote is safe in {file}, and the session is as it was. {why}"
EDIT_NO_NUMBER: Final = "Session {session} has no answer number {number}."
EDIT_OVERTAKEN: Final = "Session {session} was changed elsewhere meanwhile."
CHANGED_MEANWHILE: Final = "Nothing was changed here. Session {session} changed while it was being read. Try again."
EDITED: Final = "{short} is changed."
EDITED_OUT: Final = "That answer is taken out of {short}."
DELETE_WHICH: Final = (
    "Delete what? One or more ids as `selfattach history list` shows them, or --exercise NAME, or --all. "
    "--drafts, alone or with --all, is for practices that are not finished."
)
DELETE_ABOUT: Final = (
    "This deletes one session, with all that was written in it:",
    "This deletes {n} sessions, with all that was written in them:",
)
AND_MORE: Final = "and {more} more"
DELETE_ASK: Final = "Delete? y or n; Enter means no. For a day `selfattach history undo` takes it back."
DELETE_ABOUT_UNFINISHED: Final = "This deletes what is not finished, and words that wait for a yes or no:"
DELETE_ABOUT_DELETED: Final = "With --all, what was deleted before cannot be brought back any more either."
DELETE_ASK_NOW: Final = "Delete? y or n; Enter means no. This cannot be taken back."
DELETE_ASK_UNFINISHED: Final = "Delete these? y or n; Enter means no. This cannot be taken back."
DELETE_UNREADABLE: Final = "(one that cannot be read here)"
NOTHING_UNFINISHED: Final = "Nothing is unfinished, and no words wait."
LET_GO_OF: Final = (
    "One practice that was not finished is deleted.",
    "{n} practices that were not finished are deleted.",
)
UNFINISHED_STAY: Final = (
    "What is not finished, and words that wait for a yes or no, stay: {titles}. `selfattach history delete --drafts` "
    "deletes them."
)
UNFINISHED_HELD: Final = "{file} stays: it is open in another window, or cannot be removed. Close it, then try again."
DELETED_NOW: Final = ("It is deleted, for good.", "{n} sessions are deleted, for good.")
DELETED: Final = (
    (
        "It is deleted. For a day `selfattach history undo` brings it back; "
        "when you next look into your history after that, it is gone."
    ),
    (
        "{n} sessions are deleted. For a day `selfattach history undo` brings them back; "
        "when you next look into your history after that, they are gone."
    ),
)
DELETED_COPIES: Final = (
    "Copies in other places are not touched: backups, older versions that a syncing program keeps, exports, and what "
    "was printed."
)
DELETED_ELSEWHERE: Final = (
    "Your other machines delete it too, when selfattach is next used there after the folder has synced."
)
DELETED_UNFINISHED: Final = (
    "A practice that is not finished stays. When you start it, you can let it go. `selfattach history delete "
    "--drafts` deletes it, too."
)
DELETED_RECALLED: Final = (
    "A practice that is not finished had brought these words up again, and still holds them as they were: {titles}."
)
DELETED_UNREAD: Final = (
    "What is in there is still there. `selfattach doctor --repair` rescues what it can. Then that can be deleted, too."
)
UNDONE: Final = ("It is back: {what}", "{n} sessions are back.")
UNDONE_LEFT: Final = (
    "What was deleted is not lost. Something that cannot be read stands in the place of such a session, and was left "
    "alone. Once that is mended, `selfattach history undo` brings the session back."
)
NOTHING_DELETED: Final = "Nothing was deleted in the last day, so there is nothing to bring back."
UNDONE_NONE: Final = "All of what was deleted last is back already. Nothing was changed."


# --- several machines

THIS_MACHINE: Final = "this machine"
NO_MACHINE: Final = "No machine called {device!r} has a folder here. There are: {devices}."
NO_MACHINES: Final = "none"
RETIRE_OURS: Final = "{device} is the machine you are at. Only one that is no more can be retired."
RETIRE_ABOUT: Final = (
    "What {device} kept is taken over into the folder of this machine, and its own folder is removed. "
    "That is for a machine that is not used any more."
)
RETIRE_ASK: Final = "Go on? y or n; Enter means no."
RETIRED: Final = "{device} is retired. Sessions taken over: {sessions}."
RETIRED_PARTLY: Final = "{device} is retired in part. Sessions taken over: {sessions}."
RETIRE_LEFT: Final = "{file} stays where it is: it could not be taken over. `selfattach doctor` tells why."


# --- taking a history along, and bringing one in

TAKEN_WITHOUT_WORDS: Final = "(words, left out)"
TAKEN_SCALE: Final = "{figure} (from {lowest}, {low}, to {highest}, {high})"
TAKEN_BARE_SCALE: Final = "{figure} (from {lowest} to {highest})"


def figure(told: str, lowest: int, highest: int, low: str, high: str) -> str:
    """Return a figure with the scale it stands on."""
    form = TAKEN_SCALE if low and high else TAKEN_BARE_SCALE
    return form.format(figure=told, lowest=lowest, highest=highest, low=low, high=high)


EXPORT_FORMAT: Final = "--format is one of {formats}.{near}"
EXPORT_NEEDS_FOLDER: Final = "Markdown is a folder with a file for each session. Say where: --to FOLDER"
EXPORT_NO_FOLDER: Final = "Nothing was written. {path} is no folder, and Markdown needs one."
EXPORT_FOLDER_FULL: Final = (
    "Nothing was written. {path} is not empty. Another folder will do, or --force: it writes over files of the same "
    "names and leaves all others."
)
EXPORT_NO_FILE: Final = "Nothing was written. {path} is no file that could be written. Give another name after --to."
EXPORT_EXISTS: Final = "Nothing was written. {path} is there already. Give another name, or --force to write over it."
EXPORT_REVIEW_WORDS: Final = "--review shows your words and --no-words leaves them out. One of the two will do."
EXPORT_REVIEW_TO: Final = "--review asks on the screen, so what goes along needs a place of its own: --to FILE"
EXPORT_REVIEW_NOBODY: Final = "--review asks about each session, and there is no terminal here."
EXPORT_NOTHING_SINCE: Final = "No session since then is kept."
EXPORT_NOTHING_FITS: Final = "No session of `{exercise}` since then is kept."
EXPORT_DONE: Final = ("{path} holds one session.", "{path} holds {n} sessions.")
EXPORT_SEALED: Final = (
    "One sealed answer stayed here. --sealed takes it along.",
    "{n} sealed answers stayed here. --sealed takes them along.",
)
EXPORT_UNREAD: Final = "What cannot be read, or is gone, did not go along. So this is not all of it."
EXPORT_NOT_SETTLED: Final = (
    "Some of it was put into {folder} by another machine or somebody else, and you have not said yet whether it is "
    "yours. `selfattach`, started on a terminal, asks."
)
EXPORT_NOTHING_PICKED: Final = "Nothing was written, as nothing was picked."
REVIEW_HOW: Final = (
    "Each session is shown, the newest first. It stays here unless you say that it goes along: "
    "y takes all of it, a asks about each answer, Enter leaves it out, q leaves out all that is left. "
    "Ctrl-C ends this, and nothing is written."
)
REVIEW_SESSION: Final = "Does it go along? y, a, Enter or q: "
REVIEW_ANSWER: Final = "Does this answer go along? y or Enter: "
REVIEW_SESSION_AGAIN: Final = "y takes it along, a asks about each answer, Enter leaves it out, q leaves out the rest."
REVIEW_ANSWER_AGAIN: Final = "y takes it along, Enter leaves it out."
IMPORT_UNREADABLE: Final = "Nothing was brought in. {file} cannot be read: {why}."
IMPORT_TOO_LARGE: Final = (
    "Nothing was brought in. It holds more than {megabytes} MB, and no export of this program should. A long history "
    "can be exported in parts, with --since."
)
IMPORT_NO_JSON: Final = (
    "Nothing was brought in. This is no export of selfattach: {why}. `selfattach history export --format json` makes "
    "one."
)
IMPORT_NO_TEXT: Final = "it is no text"
IMPORT_NO_NUMBER: Final = "a number in it is longer than any that is kept"
IMPORT_BREAKS_OFF: Final = "it is no JSON, or not all of it is there (line {line})"
IMPORT_ALIEN: Final = (
    "Nothing was brought in. It is JSON, but no export of this program. `selfattach history export` writes one."
)
IMPORT_NEWER: Final = "Nothing was brought in. It needs a newer selfattach: a later version wrote it."
IMPORT_BROKEN: Final = "Nothing was brought in. Session {number}{short} cannot be read: {why}."
IMPORT_NO_SESSION: Final = "it is no session"
IMPORT_NO_ID: Final = "its id is missing, or none of this program"
IMPORT_NO_MOMENT: Final = "`{name}` is no moment with a time zone"
IMPORT_TOO_MANY_ANSWERS: Final = (
    "it holds {answers} answers, and no session has more than {most}; it would slow down everything that is kept later"
)
IMPORT_AGAIN: Final = "{why}\nPart of it may be in. Once that is mended, the same command brings in the rest."
IMPORT_EMPTY: Final = "There is no session in it."
IMPORT_NEW: Final = ("One session was brought in.", "{n} sessions were brought in.")
IMPORT_CHANGED: Final = ("One took the place of an earlier version.", "{n} took the place of earlier versions.")
IMPORT_SAME: Final = ("One was here already.", "{n} were here already.")
IMPORT_OLDER: Final = (
    "One is here in another version that is as late or later, and stays as it is.",
    "{n} are here in another version that is as late or later, and stay as they are.",
)
IMPORT_UNREAD: Final = (
    "What is kept here of one cannot be read, so it was left alone.",
    "What is kept here of {n} cannot be read, so they were left alone.",
)
IMPORT_NOT_WHOLE: Final = "Some words were left out when this was exported, so they did not come in either."
WHAT_CAME_IN: Final = "What came in"  # through standard input
NOTHING_BROUGHT_IN: Final = "Nothing was brought in."
_FOR_READING: Final = (
    "which is for reading: only JSON comes in again. `selfattach history export --to all.json` makes it."
)
_HAS_LETTERS: Final = "With --as-letters its entries come in as letters of your own."
# What a file is that is no export of ours, and what to do; `exchange/other_files.py` tells which it is.
OTHER_FILES: Final = {
    "own-csv": f"{{file}} is a table of this program, {_FOR_READING}",
    "own-markdown": f"{{file}} is a Markdown page of this program, {_FOR_READING}",
    "own-jrnl": f"{{file}} is a text of this program for jrnl, {_FOR_READING}",
    "jrnl": f"{{file}} is a journal, as jrnl writes it. {_HAS_LETTERS}",
    "jrnl-json": f"{{file}} is a journal, as jrnl exports it. {_HAS_LETTERS}",
    "day-one": f"{{file}} is a journal of Day One. {_HAS_LETTERS}",
    "note": "{file} is a note. With --as-letters it comes in as a letter of your own, or a whole folder of notes does.",
    "folder": "{file} is a folder. With --as-letters the notes in it (.md and .txt) come in as letters of your own.",
    "jrnl-other-days": (
        "{file} looks like a journal of jrnl whose days can be read in more than one way. "
        "`jrnl --format json > journal.json` writes them plainly, and that file comes in with --as-letters."
    ),
    "daylio": (
        "{file} is a table of Daylio. Its moods do not come in; what you wrote can, with --as-letters, as a folder of "
        "notes, a day a file (2026-11-22.md)."
    ),
    "csv": "{file} is a table of another program, and tables do not come in.",
    "zip": "{file} is packed (zip). Unpack it first: an export of Day One has a file that ends in .json.",
    "packed": "{file} is packed (gzip). Unpack it first.",
    "age": "{file} is encrypted. Open it with age first: `age --decrypt` writes what is in it.",
    "database": "{file} is a database of another program. What that program exports as JSON or text may come in.",
    "empty": "{file} is empty.",
    "no-text": "{file} is no text, so there is nothing in it that could be read here.",
}
LETTERS_OWN_JSON: Final = (
    "Nothing was brought in. {file} is an export of this program. It comes in as it is, without --as-letters."
)
NO_LETTERS_IN: Final = (
    "Nothing was brought in. There are no dated entries in {file} that could be letters. A journal of jrnl or Day "
    "One can come in, and a folder of notes."
)
LETTERS_OTHER_DAYS: Final = (
    "Nothing was brought in. Line {line} of {file} begins with a bracket that may be the day of an entry, and that "
    "day can be read in more than one way. `jrnl --format json > journal.json` writes all days plainly. If it is no "
    "day, put a space before it."
)
BROUGHT_LETTER_TITLE: Final = "A letter brought in"
BROUGHT_LETTER_ASK: Final = "Written elsewhere"
ENTRY_NUMBER: Final = "entry {number} of {file}"
ABOVE_THE_ENTRIES: Final = "what stands above the first entry of {file}"
LETTER_WITHOUT_DAY: Final = "no day that it could have been written on"
NOTE_WITHOUT_DAY: Final = "no day in its name or at its top that it could have been written on"
LETTER_WITHOUT_WORDS: Final = "no words"
LETTER_NO_NOTE: Final = "no note"
LETTER_LEFT_FOR: Final = {  # what a file in a folder is, as in OTHER_FILES
    "empty": LETTER_WITHOUT_WORDS,
    "no-text": "no text in UTF-8",
    "jrnl-other-days": "days that can be read in more than one way",
}
LETTERS_FOUND: Final = ("One letter, of {first}:", "{n} letters, from {first} to {last}. First words:")
LETTERS_HERE: Final = ("One more is here already.", "{n} more are here already.")
LETTERS_ALL_HERE: Final = ("The letter in it is here already.", "The {n} letters in it are here already.")
LETTERS_LEFT: Final = ("One stays out:", "{n} stay out:")
LETTER_LEFT: Final = "{where}: {why}"
LETTERS_LEFT_MORE: Final = "and {n} more"
LETTERS_LEFT_HOW: Final = (
    "A note has its day in its name (2026-11-22.md), or as `date: 2026-11-22` between dashes at its top."
)
LETTERS_ASK: Final = "Bring them in, with your letters? y or n; left empty means no."
LETTERS_CAME: Final = ("One letter was brought in.", "{n} letters were brought in.")
LETTERS_WHERE: Final = "`selfattach letters` has them. One that you do not want here: `selfattach history delete ID`."


def brought_in(new: int, changed: int, same: int, older: int, unread: int) -> list[str]:
    """Return what became of the sessions in an export."""
    told = (
        (IMPORT_NEW, new),
        (IMPORT_CHANGED, changed),
        (IMPORT_SAME, same),
        (IMPORT_OLDER, older),
        (IMPORT_UNREAD, unread),
    )
    return [counted(forms, n) for forms, n in told if n] or [IMPORT_EMPTY]
