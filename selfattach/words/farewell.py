"""Words of a farewell: taking everything along, letting it go, and a word for the road."""

from typing import Final

from selfattach.words.basics import Menu, counted
from selfattach.words.practice import PAUSE

FAREWELL_BEGIN: Final = (
    "What you wrote here is yours, and letting it go is yours to choose. First you can take a copy along, with a "
    "letter to yourself if you like. Then, once you have typed a word for it, everything that selfattach keeps on this "
    "machine goes.\n\n"
    "Nothing has gone yet. You can stop at any question, and all of it stays."
)
FAREWELL_NOBODY: Final = (
    "Nothing was changed. A farewell asks a few questions, so it needs a terminal. A script can do it in two steps: "
    "`selfattach history export --sealed --to all.json`, and once that file is safe, "
    "`selfattach history delete --all --drafts --now --yes`."
)
FAREWELL_NOTHING: Final = (
    "Nothing is kept on this machine, so there is nothing to let go of. `selfattach support` has people who answer, "
    "and `selfattach` begins whenever you like."
)
FAREWELL_ELSEWHERE: Final = (
    "Nothing has gone. A practice is open in another window. End it there, or leave it to wait. Then `selfattach "
    "farewell` can begin."
)
FAREWELL_IN_EDITOR: Final = (
    "Nothing has gone. An editor has an answer of yours open: {file}. Close it first. Where none has, and the file "
    "was left over, delete it. Then `selfattach farewell` can begin."
)
FAREWELL_MEANWHILE: Final = "Something was kept meanwhile, in another window or by a syncing tool."
FAREWELL_NOT_BEGUN: Final = "{why}\nNothing has gone. `selfattach farewell` begins again whenever you like."


# --- what goes along

FAREWELL_FOLDER: Final = "selfattach-{day}"
FAREWELL_TAKE: Final = Menu(
    "What would you like to take along?",
    {
        "here": "Everything, into {folder}",
        "elsewhere": "Everything, into a folder I name",
        "nothing": "Nothing",
        "support": PAUSE.options["support"],
    },
    "stop here, and everything stays",
    first="here",
)


def farewell_take(folder: str) -> Menu:
    """Return what can be taken along, with where it would go."""
    options = {key: label.format(folder=folder) for key, label in FAREWELL_TAKE.options.items()}
    return FAREWELL_TAKE._replace(options=options)


FAREWELL_WHERE: Final = "Into which folder? A new one, or one that is empty. Left empty: {folder}"
FAREWELL_AMONG: Final = "{folder} lies among what is about to go. Name another one."
FAREWELL_FULL: Final = "{folder} is there already, and holds something. Name another one."
FAREWELL_NO_FOLDER: Final = "{folder} is there already, and is no folder. Name another one."
FAREWELL_LETTER: Final = Menu(
    "Would you like to write a letter to yourself, to take along?",
    {"yes": "Yes, I would like to write one"},
    "no letter",
)
FAREWELL_LETTER_TITLE: Final = "A letter to take along"
FAREWELL_LETTER_ASK: Final = "What would you like to tell yourself, for later?"
FAREWELL_LETTER_HINT: Final = "Write in any language you like. One line is a letter, too."
FAREWELL_LETTER_PAUSE: Final = Menu(
    "Paused. What you wrote is kept.",
    {
        "on": "Go on",
        "ground": PAUSE.options["ground"],
        "support": PAUSE.options["support"],
        "leave": "Stop here, and everything stays",
    },
    PAUSE.open,
)
FAREWELL_A_MOMENT: Final = "Your copy is being written. That takes a moment."
FAREWELL_COPIED: Final = (
    "Your copy is in {folder}: {what}. Every file of it was read again and compared. It is not encrypted, so keep it "
    "where only you look."
)
FAREWELL_SEALED: Final = "What was sealed stands open in it."
FAREWELL_NOT_THE_SAME: Final = "{file} does not read as it was written"
FAREWELL_NO_COPY: Final = "{why}\nNothing has gone. The copy is not whole, and what there is of it is in {folder}."
FAREWELL_UNREAD: Final = "{file} cannot be read: {why}."
FAREWELL_UNREAD_PRACTICE: Final = "A practice that is not finished cannot be read: {title}."
FAREWELL_MISSING: Final = Menu(
    "What is named here is not in your copy. Would you let it go all the same?",
    {"yes": "Yes, go on without it"},
    "stop here, and everything stays",
)


# --- what goes

FAREWELL_MACHINES: Final = Menu(
    "Your history also has folders of other machines: {devices}.\n"
    "If they go here, a syncing tool takes them away on those machines too. If they stay, what is in them stays here.",
    {"go": "They go too"},
    "they stay",
)
FAREWELL_SYNCED: Final = "What this machine wrote goes from your other machines too, as soon as the folder has synced."
FAREWELL_GOES: Final = "This is what goes from this machine, for good:"
FAREWELL_SESSIONS: Final = ("one session", "{n} sessions")
FAREWELL_LETTERS: Final = ("one letter among them", "{n} letters among them")
FAREWELL_UNFINISHED: Final = ("one practice that is not finished", "{n} practices that are not finished")
FAREWELL_WAITING: Final = "words that wait for your yes or no"
FAREWELL_EXERCISES: Final = ("one exercise of your own", "{n} exercises of your own")
FAREWELL_ASIDE: Final = ("one file that was kept aside", "{n} files that were kept aside")
FAREWELL_OWN_LETTER: Final = "your letter"
FAREWELL_SETTINGS: Final = "your settings"
FAREWELL_KEY: Final = "the key of your vault"
FAREWELL_DELETED: Final = "what was deleted, and could still come back"
FAREWELL_NOTES: Final = "what selfattach noted for itself"
FAREWELL_NOTHING_ALONG: Final = "You take nothing along. Without a copy elsewhere none of it can come back."
FAREWELL_WORD: Final = "farewell"
FAREWELL_LAST: Final = "Type `{word}` to let all of it go. With anything else, all of it stays."
FAREWELL_AGAIN: Final = (
    "A farewell was said here and broke off before everything had gone. Nothing was kept since, and the rest can go "
    "now."
)


def farewell_sessions(sessions: int, letters: int) -> str:
    """Return how many there are."""
    told = counted(FAREWELL_SESSIONS, sessions)
    return f"{told}, {counted(FAREWELL_LETTERS, letters)}" if letters else told


# --- and afterwards

FAREWELL_STAYS: Final = "Everything is as it was."
FAREWELL_COPY_STAYS: Final = "Your copy is in {folder}."
FAREWELL_COPY_PART: Final = "What was written for a copy is in {folder}, and is not all of it."
FAREWELL_COPY_GONE: Final = (
    "Nothing has gone. Your copy is not in {folder} any more. Bring it back there, or begin again with another folder."
)
FAREWELL_BROKE_OFF: Final = "It broke off, and a part may have gone. `selfattach farewell` goes on from there."
FAREWELL_OPEN: Final = "it is open in another window"
FAREWELL_LEFT: Final = "{file} stays: {why}"
FAREWELL_LEFT_HOW: Final = "Everything else has gone. Once that is mended, `selfattach farewell` lets go of the rest."
FAREWELL_OTHERS: Final = "This stays, as selfattach did not make it: {files}"
FAREWELL_GONE: Final = "It has gone from this machine."
FAREWELL_ROAD: Final = (
    "Copies in other places are as they were: backups, older versions that a syncing tool keeps, exports, and what was "
    "printed.\n\n"
    "`selfattach support` still has people who answer.\n\n"
    "Go well, and be kind to yourself where you can. You can begin again any time."
)
