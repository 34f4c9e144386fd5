"""Words before a practice: the first start, whose machines these are, home, and what was left of an earlier one."""

from typing import Final

from selfattach.words.basics import Menu

# --- the first start

FIRST_VOICE: Final = (
    "One question first. Would plain lines suit you better, for example with a screen reader?\n"
    "Type y for plain lines. Enter alone takes the usual screen. --plain and --no-plain change it at any time."
)
FIRST_VOICE_AGAIN: Final = "Type y for plain lines, n or Enter for the usual screen."
ABOUT: Final = (
    "selfattach is for practice on your own: being a steadier friend to yourself, in words and in quiet minutes.\n"
    "It is not therapy, not a diagnosis and not emergency help. The ideas come from studies of self-compassion; "
    "this program itself has not been tested.\n"
    "If you have been low for two weeks, cannot get through your days, or think of hurting yourself, please talk to a "
    "doctor or another professional. `selfattach support` shows where help is.\n"
    "It is for adults, sober, and not while driving. You can skip every question, and stop at any time."
)
FIRST_RUN: Final = (
    "What you write is kept on this machine only, and nothing is sent anywhere. "
    "To practise without keeping anything, start with --no-save."
)
FIRST_WORDS: Final = (
    "This is practice on your own, for adults. It is not therapy and not emergency help.\n"
    "`selfattach support` shows at any minute where help is."
)
BEGIN: Final = Menu(
    "Two minutes to begin with, nothing to type: {title}. Start it?", {"yes": "Yes"}, "not now", first="yes"
)
ANY_TIME: Final = "`selfattach` is here on any day."


# --- machines

NEW_MACHINES: Final = Menu(
    "Sessions of machines that were not here before are in your history:\n{machines}\nAre they yours?",
    {"mine": "Yes, they are mine", "not_mine": "No. Leave them out"},
    "ask me another time",
)
NEW_ONE: Final = Menu(
    "{machines}\nIs this yours?", {"mine": "Yes, it is mine", "not_mine": "No. Leave it out"}, "ask me another time"
)
NEW_EACH: Final = {"each": "Some of them are. Ask me one by one"}
NEW_MACHINE: Final = "{device}: {first} to {last}, sessions: {n}"
NEW_MACHINE_LOCKED: Final = "{device}: encrypted with a key that is not open here, files: {files}"
NEW_MACHINE_EMPTY: Final = "{device}: no session that can be read, files: {files}"
NEW_IN_OWN: Final = "in this machine's own folder, sessions that it did not write: {n}"
NEW_MACHINES_LEFT_OUT: Final = (
    "They are left out from now on. The folders stay as they are. To be asked again, remove the file machines.json "
    "from the state folder."
)


# --- home: what might be done now

WELCOME_BACK: Final = (  # one a day in turn; nobody knows what sort of day it was, so none is glad
    "Welcome back.",
    "Hello.",
    "Here you are.",
    "You came back.",
    "Hello. Take your time.",
    "There you are.",
    "Welcome.",
)
HOME: Final = Menu("What would suit you now?", {}, "nothing for now")
GO_ON_WITH: Final = "Go on with: {title}, {ago}"
GO_ON_WITH_AN_OLDER_ONE: Final = "Go on with one from before: {title}"
LOOK_AT_PROMISE: Final = "Look at a promise to yourself"
READ_LETTER: Final = "Read your letter: {title}"
READ_LETTER_FOR_A_HARD_MOMENT: Final = "Read your letter for a hard moment: {title}"
SOMETHING_ELSE: Final = "Something else"
REACH: Final = "Reach someone"
LETTER_MAY_OPEN: Final = "A letter to yourself may be opened: `selfattach letters`"
STATUS_LOCKED: Final = "Your history is locked. `selfattach` on a terminal offers to unlock it."
STATUS_UNFINISHED: Final = "Not finished: {title}. `selfattach practice {name}` goes on with it."
STATUS_PROMISE: Final = "A promise to yourself, to look at again: `selfattach promises`"
STATUS_OFFER: Final = "Today perhaps: {title} (`selfattach practice {name}`). {why}"
STATUS_SUPPORT: Final = "Help: `selfattach support`"


# --- before a practice: what is meant by the call, and what was left of an earlier one

PRACTICE_NOBODY: Final = (
    "This needs answers, and there is no terminal here. "
    "Give answers with --answers FILE, read lines with --plain, or skip all with --no-input."
)
PRACTICE_WHICH: Final = "Which one? Name an exercise. `selfattach exercises list` shows them all."
FOR_UNKNOWN: Final = "--for does not know that word.{near} It takes one of {known}."
PACE_UNKNOWN: Final = "--pace is one of {known}.{near}"
DISCREET_NOT_PLAIN: Final = "Plain lines stay where they are printed. They cannot be discreet."
DISCREET_AND_PLAIN: Final = f"--discreet and --plain do not go together. {DISCREET_NOT_PLAIN}"
FRAGMENT: Final = "`{id}` is a part of other exercises; it is not practised alone."
RESUME: Final = Menu(
    "Here is one that was not finished: {title}, {ago}.",
    {"on": "Go on", "keep": "Keep it as it is", "let_go": "Let it go"},
    "not now, begin a new one",
    first="on",
)
RESUME_WHICH: Final = Menu("{n} that were not finished: {title}. Which one?", {}, "none of these, begin a new one")
RESUME_BEGUN: Final = "Begun {ago}, at {time}"
UNDECIDED: Final = Menu(
    "Words of an earlier practice wait: {title}. It ended before you were asked. Shall they stay in your history?",
    {"keep": "Keep them", "let_go": "Let them go", "look": "Let me read them first"},
    "decide another day",
)
GENTLE_TODAY: Final = "Something gentle first today. {title} stays here for you."
GENTLE_INSTEAD: Final = Menu(GENTLE_TODAY, {"gentle": "{title}", "support": REACH}, "enough for today")
CARD_AFTER: Final = Menu(
    "There was a very hard moment lately. A card can hold what helps and whom to call, for such a moment. It is best "
    "written with somebody beside you. Would you like to write one?",
    {"yes": "Yes, now"},
    "not now",
)
RESUME_LATER: Final = "It stays where it is."
RESUMED: Final = "Here is where you were."
RESUMED_BY_NAME: Final = f"{RESUMED} To begin anew: `selfattach practice {{exercise}} --fresh`"
DRAFT_UNREADABLE: Final = "What was left of `{exercise}` cannot be read. Begin anew with --fresh; it stays where it is."
