"""Words about files and folders: what the disk refuses, what cannot be read, and what to do about it."""

from typing import Final

# --- what the disk refuses

NOT_WRITTEN: Final = "What was kept before is safe, but {file} could not be written: {why}. {advice}"
DISK_ROOM: Final = "Make some room on that disk, then try again."
DISK_RIGHTS: Final = "Allow yourself to write there, then try again."
DISK_ELSE: Final = "Something else stands where a file or folder of this program belongs. Move it away, then try again."
DISK_WELL: Final = "See that the disk is there and works, then try again."
DISK_CHANGED: Final = "It was changed while it was being read"
DISK_NO_FILE: Final = "It is no file"
DISK_TOO_LARGE: Final = "It is larger than any file of this program"
DISK_LINK: Final = "It is a link, and this program follows none there"
DISK_LINK_WAY: Final = "Take the link away, and put the folder or file itself in its place. Then try again."
DISK_LEFT_OPEN: Final = (
    "Your words are kept. But the disk of {folder} cannot keep files private, so others who use this machine may be "
    "able to read them. You are told this once."
)
NO_MEMORY: Final = (
    "What was kept before is safe. This machine has not enough memory for that just now. Close other programs, then "
    "try again."
)
DISK_NO_OUTPUT: Final = "there is nowhere to print it to"
OWNER: Final = ": {it} belongs to {owner} (mode {mode:04o})"
OWNER_IT: Final = "it"
OWNER_OPENS: Final = "{told}. `chmod u+rwX {path}` opens it to you"
OWNER_GIVES_BACK: Final = "{told}. `sudo chown {every}{me} {path}` gives it back to you"
NO_HOME: Final = (
    "This machine knows no home folder for you, so there is no place to keep anything. Set SELFATTACH_HOME (or HOME) "
    "to a folder of yours, then try again."
)
HOME_GONE: Final = (
    "SELFATTACH_HOME is {home}, seen from the folder you are in, and that folder is gone. Go to another folder, then "
    "try again."
)


# --- what cannot be read

DAMAGED_LEFT: Final = (
    "Nothing was changed, and nothing was written. {file} cannot be read: {why}. It was left as it is. {way} Then "
    "try again."
)
DAMAGED_REPAIR: Final = (
    "`selfattach doctor --repair` rescues what is whole in it and keeps the damaged file. Or bring back a copy from "
    "a backup, or move it out of that folder."
)
DAMAGED_NEWER: Final = "Nothing in it is lost. A newer selfattach wrote it and can read it: install that one here."
DAMAGED_OPEN_IT: Final = "Nothing in it is lost. It only needs to be readable for you."
DAMAGED_LINK: Final = "Take the link away, and put what it leads to in its place, if that is yours."
DAMAGED_ASK_DOCTOR: Final = "`selfattach doctor` tells what to do with a file that is not read."
DAMAGED_DOCUMENT: Final = "document {number}: {why}"
OWN_IS_A_LINK: Final = (
    "Nothing was read or changed: {link} is a link, and this program follows none there. What you do meanwhile "
    "cannot be kept there. Take the link away, and put the folder itself in its place."
)
WHY_GONE: Final = "it went away while it was being read"
WHY_CHANGED: Final = "it was changed while it was being read"
WHY_NO_MONTH: Final = "it is no month of yours"
WHY_NO_TINYDB: Final = "it is no file of this program (TinyDB)"
WHY_NO_JSON: Final = "it is damaged or not whole ({why})"
WHY_LINE: Final = "line {line}"
WHY_NOT_WHOLE: Final = "it is damaged or not whole"
WHY_TOO_MANY_PARTS: Final = "it holds far more parts than any month of yours"
WHY_NO_MEMORY: Final = "this machine has not enough memory for it"
WHY_NESTED: Final = "it is nested too deeply"
WHY_NEWER: Final = "it needs a newer selfattach"
WHY_OTHER_MONTH: Final = "the session {session!r} in it does not belong into this file"
WHY_NO_ZONE: Final = "`started` has no time zone: {started!r}"
WHY_NO_SESSIONS: Final = "it holds something else than sessions"
WHY_UNDER_WAY: Final = "its name says that a tool is still writing it, or left it half-done"
WHY_LINE_END: Final = "there is a line end in its name"
WHY_OTHER_NAME: Final = "its name does not begin as one that is read here"
WHY_DRAFT_LINE: Final = "line {number} of it is damaged"
STAYS_NOTHING_WHOLE: Final = "no whole session is in it, so it stays where it is"
STAYS_NOT_MET: Final = "it is not known yet whose folder that is; `selfattach` on a terminal asks you"
STAYS_NEWER: Final = "a newer selfattach wrote some of it, so it stays where it is"
HISTORY_NOT_THERE: Final = (
    "Nothing was changed. The history folder {folder} is a link to a place that is not there now. See that its disk "
    "is there, or remove the link, then try again."
)
HISTORY_UNREADABLE: Final = (
    "Nothing was changed. The history folder {folder} cannot be read: {why}. See that it is there, is a folder, and "
    "is readable for you. Then try again."
)


# --- saving

MONTH_TOO_LARGE: Final = (
    "What was kept before is safe, but this was not written. {file} would be larger than {megabytes} MB, the most "
    "that one month can hold. Take some of it elsewhere: `selfattach history export`, then `selfattach history "
    "delete`."
)
SAVING_ELSEWHERE: Final = (
    "What was kept before is safe. Another selfattach has been saving for {seconds:g} seconds ({lock}). Close it, "
    "then try again."
)
SAVING_NAMED: Final = (
    "What was kept before is safe. Another selfattach, here or on a machine that shares this folder, has been saving "
    "for {seconds:g} seconds ({lock}). Close it, or remove that file if none is running. Then try again."
)
DRAFT_THERE: Final = "Nothing was changed. A practice {session} was begun already, and is in {file}."
DRAFT_MISSING: Final = "There is no unfinished practice {session} here."
DRAFT_HELD: Final = (
    "Your words in it are safe. This practice is open in another window ({file}). Go on there, or close it first."
)


# --- what was put in order at a start

MONTH_GONE: Final = (
    "Some sessions in {folder} are gone, or are as they were before you changed them, and this machine did not do "
    "that: {sessions}. Somebody, or the program that syncs the folder, put an older file there. A backup may have "
    "them, or the older versions that the syncing program keeps."
)
LOST: Final = "{file}: it was written here, and is not there any more: {why}."
LOST_MONTH: Final = "the whole month; it is encrypted, so which sessions is not known"
LOST_WAY: Final = (
    "A backup may have them, or the older versions that a syncing program keeps. You are told each time, until "
    "`selfattach doctor --repair` takes what is there as all of it."
)
LOST_TAKEN: Final = "{file}: it is not there any more, and from now on it is not missed: {why}. A backup may have them."
MONTH_ALIEN: Final = (
    "In {folder}, sessions were added, changed or deleted, and as far as this machine knows, it did not do that: "
    "{sessions}. It may be a backup that you brought back. They count as they are. Lines for your card and kind "
    "words among them wait until you have said whose they are."
)
DELETED_BY_ANOTHER: Final = (
    "Deleted on your other machine ({devices}), and so here too: {sessions}. If it was not you, a backup may have them."
)
MONTH_COPY: Final = "A copy of a month was put together with the file of that month: {file}"
