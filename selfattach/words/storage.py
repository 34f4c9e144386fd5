"""Words about files and folders: what the disk refuses, what cannot be read, and what to do about it."""

from typing import Final

# --- what the disk refuses

NOT_WRITTEN: Final = "{file} could not be written: {why}. {advice} What was kept before is safe."
DISK_ROOM: Final = "Make some room on that disk, then try again."
DISK_RIGHTS: Final = "Make that place writable for you, then try again."
DISK_ELSE: Final = "Something else stands where a file or folder of ours should be: move it away, then try again."
DISK_WELL: Final = "See that the disk is there and well, then try again."
DISK_CHANGED: Final = "It was changed while it was being read"
DISK_NO_FILE: Final = "It is no file"
DISK_TOO_LARGE: Final = "It is larger than any file of this program"
DISK_LINK: Final = "It is a link, and none is followed there"
DISK_LINK_WAY: Final = "Take the link away, and put the folder or file itself in its place, then try again."
DISK_LEFT_OPEN: Final = (
    "What was written is there. Only, the disk of {folder} keeps no rights, so others who use this machine may be able "
    "to read it. This is told once."
)
NO_MEMORY: Final = "This machine has not enough memory for that just now. What was kept before is safe."
DISK_NO_OUTPUT: Final = "there is no standard output"
OWNER: Final = ": {it} belongs to {owner} (mode {mode:04o})"
OWNER_IT: Final = "it"
OWNER_OPENS: Final = "{told}. `chmod u+rwX {path}` opens it to you"
OWNER_GIVES_BACK: Final = "{told}. `sudo chown {every}{me} {path}` gives it back to you"
NO_HOME: Final = (
    "This machine knows no home folder for you, so there is no place to keep anything. "
    "Set SELFATTACH_HOME (or HOME) to a folder of yours, then try again."
)
HOME_GONE: Final = (
    "SELFATTACH_HOME is {home}, counted from the folder you are in, and that folder is gone. "
    "Go to another folder, then try again."
)


# --- what cannot be read

DAMAGED_LEFT: Final = (
    "{file} cannot be read: {why}. It was left as it is, and nothing was written. {way} Then try again."
)
DAMAGED_REPAIR: Final = (
    "`selfattach doctor --repair` rescues what is whole in it. "
    "Or bring back a copy of it from a backup, or move it out of that folder."
)
DAMAGED_NEWER: Final = "A newer selfattach wrote it, and can read it: install that one here."
DAMAGED_OPEN_IT: Final = "Nothing in it is lost; it only has to be readable for you."
DAMAGED_LINK: Final = "Take the link away, and put what it leads to in its place, if that is yours."
DAMAGED_ASK_DOCTOR: Final = "`selfattach doctor` tells what to do with what is not read."
DAMAGED_DOCUMENT: Final = "document {number}: {why}"
OWN_IS_A_LINK: Final = (
    "{link} is a link, and none is followed there, so nothing of it was read or written. "
    "Take the link away, and put the folder itself in its place. What you do meanwhile cannot be kept there."
)
WHY_GONE: Final = "it went away while it was being read"
WHY_CHANGED: Final = "it was changed while it was being read"
WHY_NO_MONTH: Final = "it is JSON, but no month of yours"
WHY_NO_TINYDB: Final = "it is JSON, but no TinyDB file"
WHY_NO_JSON: Final = "it is not whole, or no JSON ({why})"
WHY_LINE: Final = "line {line}"
WHY_NOT_WHOLE: Final = "it is not whole, or no JSON"
WHY_TOO_MANY_PARTS: Final = "it holds far more parts than any month of yours"
WHY_NO_MEMORY: Final = "this machine has not enough memory for it"
WHY_NESTED: Final = "it is nested too deeply"
WHY_NEWER: Final = "it needs a newer selfattach"
WHY_OTHER_MONTH: Final = "its id {session!r} does not belong into this file"
WHY_NO_ZONE: Final = "`started` has no zone: {started!r}"
WHY_NO_SESSIONS: Final = "it holds something else than sessions"
WHY_UNDER_WAY: Final = "its name says that a tool is still writing it, or left it half-done"
WHY_LINE_END: Final = "there is a line end in its name"
WHY_OTHER_NAME: Final = "its name does not begin as one that is read here"
WHY_DRAFT_LINE: Final = "line {number} of it is no JSON"
STAYS_NOTHING_WHOLE: Final = "no whole session is in it, so it stays where it is"
STAYS_NOT_MET: Final = "that folder was not met here yet; `selfattach` on a terminal asks whose it is"
STAYS_NEWER: Final = "a newer selfattach wrote some of it, so it stays where it is"
HISTORY_NOT_THERE: Final = (
    "The history folder {folder} is a link to a place that is not there now. Nothing was changed. "
    "See that its disk is there, or remove the link, then try again."
)
HISTORY_UNREADABLE: Final = (
    "The history folder {folder} cannot be read: {why}. Nothing in it was changed. "
    "See that it is there, a folder, and readable for you, then try again."
)


# --- saving

MONTH_TOO_LARGE: Final = (
    "{file} would be larger than {megabytes} MB, the most that one month can hold. "
    "Nothing was written, and what was kept before is safe. Take some of it elsewhere: "
    "`selfattach history export`, then `selfattach history delete`."
)
SAVING_ELSEWHERE: Final = (
    "Another selfattach has been saving for {seconds:g} seconds ({lock}). Close it, then try again."
)
SAVING_NAMED: Final = (
    "Another selfattach, here or on a machine that shares this folder, has been saving for {seconds:g} seconds "
    "({lock}). Close it, or remove that file if none is running, then try again."
)
DRAFT_THERE: Final = "A practice {session} was begun already ({file}). It was left as it is."
DRAFT_MISSING: Final = "No unfinished practice {session} is here."
DRAFT_HELD: Final = "This practice is open in another window ({file}). Go on there, or close it first."


# --- what was put in order at a start

MONTH_GONE: Final = (
    "Sessions in {folder} are gone, or as they were before a later change, and not by this machine: {sessions}. "
    "Somebody, or a syncing tool, put an older file there. A backup, or the versions that tool keeps, may have them."
)
LOST: Final = "{file}: written here, and not there any more: {why}."
LOST_MONTH: Final = "the whole month, and which sessions is encrypted"
LOST_WAY: Final = (
    "A backup, or the versions that a syncing tool keeps, may have them. It is told each time, until "
    "`selfattach doctor --repair` takes what there is for all of it."
)
LOST_TAKEN: Final = "{file}: not there any more, and not missed from now on: {why}. A backup may have them."
MONTH_ALIEN: Final = (
    "Sessions were put into {folder}, changed or deleted there, and not by this machine as it knows: {sessions}. That "
    "may be a backup you brought back. They count as they stand; lines for your card and kind words among them wait "
    "until you have said whose they are."
)
DELETED_BY_ANOTHER: Final = (
    "Deleted on your other machine ({devices}), and so here too: {sessions}. If you did not delete them there, a "
    "backup may have them."
)
MONTH_COPY: Final = "A copy of a month was put together with the file of that month: {file}"
