"""The program's own sentences, in one place, so that their tone can be read and weighed as a whole.

The sections stand in the order in which a person meets them. Not here are the words of the exercises and of the safety
frame, which live in exercises/; the help of commands and options, which stands with them; and reasons. What is wrong
with anything on the disk, in a script, or given as a name, a setting or an answer is told where that is found, mostly
by rooms that may not import this one (tests/test_imports.py). All else is here. It knows nothing of when it is said.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple


class Menu(NamedTuple):
    """Some ways on. `open`: what it means to take none.

    `doors`: `pause` and `ground`, where these lead on as ever, and `figure`, where one that no option has is handed on.
    """

    ask: str
    options: Mapping[str, str]
    open: str
    doors: tuple[str, ...] = ()

    def about(self, **facts: str) -> "Menu":
        """Return the menu with these facts in its question."""
        return self._replace(ask=self.ask.format(**facts))

    def beside(self, numbers: str) -> "Menu":
        """Return the menu with the numbers below its question."""
        return self._replace(ask=f"{self.ask}\n{numbers}") if numbers else self


def counted(forms: tuple[str, str], n: int, **facts: str) -> str:
    """Return a sentence about one, or about so many."""
    return forms[0 if n == 1 else 1].format(n=n, **facts)


# --- times and days in words

MINUTES: Final = ("about a minute", "about {n} minutes")


def about(minutes: int) -> str:
    """Return how long a practice takes."""
    return counted(MINUTES, minutes)


SPAN_SECONDS: Final = ("a second", "{n} seconds")
SPAN_MINUTES: Final = ("a minute", "{n} minutes")
SPAN_AND_A_HALF: Final = ("a minute and a half", "{n} and a half minutes")


def span(seconds: float) -> str:
    """Return a length of time in words, from a minute on by half minutes."""
    if seconds < 60:  # noqa: PLR2004  a minute
        few, number = SPAN_SECONDS, round(seconds)
    else:
        number, half = divmod(round(seconds / 30), 2)
        few = SPAN_AND_A_HALF if half else SPAN_MINUTES
    return counted(few, number)


AGO_TODAY: Final = "earlier today"
AGO_DAYS: Final = ("yesterday", "{n} days ago")
AGO_WEEKS: Final = ("a week ago", "{n} weeks ago")
AGO_MONTHS: Final = ("a month ago", "{n} months ago")
AGO_YEARS: Final = ("a year ago", "{n} years ago")


def ago(days: int) -> str:
    """Return how long ago a day was, in words."""
    if days <= 0:
        return AGO_TODAY
    for words, length, below in ((AGO_DAYS, 1, 7), (AGO_WEEKS, 7, 31), (AGO_MONTHS, 30, 365), (AGO_YEARS, 365, 0)):
        if days < below or not below:
            return counted(words, days // length)
    return ""


_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(when: date) -> str:
    """Return a day in words: 5 March 2027."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


A_HARD_MOMENT: Final = "a hard moment"  # until when; `sealed until a hard moment`


def until(seal: str | None) -> str:
    """Return until when words are sealed: a day in words, or a hard moment; as it stands where it is neither."""
    if seal == "low":
        return A_HARD_MOMENT
    try:
        return day(date.fromisoformat(seal or ""))
    except ValueError:
        return seal or ""


# --- the first start

FIRST_VOICE: Final = (
    "One question first. Would plain lines suit you better, for a screen reader, say?\n"
    "Type y for plain lines. Enter alone takes the usual screen. --plain and --no-plain choose anew at any time."
)
FIRST_VOICE_AGAIN: Final = "Type y for plain lines, n or Enter for the usual screen."
ABOUT: Final = (
    "selfattach is for practice on your own: being a steadier friend to yourself, in words and in quiet minutes.\n"
    "It is not therapy, not a diagnosis and not emergency help. The ideas come from studies of self-compassion; "
    "this program itself has not been tested.\n"
    "If you have been low for two weeks, cannot get through your days, or think of hurting yourself, a professional is "
    "the better address. `selfattach support` shows where help is.\n"
    "It is for adults, sober, and not while driving. Every question can be left open, and you can stop at any time."
)
FIRST_RUN: Final = (
    "What you write is kept on this machine only, and nothing is sent anywhere. "
    "To practise without keeping anything, start with --no-save."
)
FIRST_WORDS: Final = (
    "This is practice on your own, for adults. It is not therapy and not emergency help.\n"
    "`selfattach support` shows at any minute where help is."
)
BEGIN: Final = Menu("Two minutes to begin with, nothing to type: {title}. Start it?", {"yes": "Yes"}, "not now")
ANY_TIME: Final = "`selfattach` is here on any day."

# --- machines

NEW_MACHINES: Final = Menu(
    "Sessions of machines that were not here before are in your history:\n{machines}\nAre they yours?",
    {"mine": "Yes, they are mine", "not_mine": "No. Leave them out"},
    "ask me another time",
)
NEW_MACHINE: Final = "{device}: {first} to {last}, sessions: {n}"
NEW_MACHINE_LOCKED: Final = "{device}: encrypted with a key that is not open here, files: {files}"
NEW_IN_OWN: Final = "in this machine's own folder, sessions that it did not write: {n}"
NEW_MACHINES_LEFT_OUT: Final = (
    "They are left out from now on. The folders stay as they are. To be asked again, remove the file machines.json "
    "from the state folder."
)

# --- home: what might be done now

WELCOME_BACK: Final = "Welcome back."
HOME: Final = Menu("What would suit you now?", {}, "nothing for now")
GO_ON_WITH: Final = "Go on with: {title}, {ago}"
LOOK_AT_PROMISE: Final = "Look at a promise"
SOMETHING_ELSE: Final = "Something else"
REACH: Final = "Reach someone"
LETTER_MAY_OPEN: Final = "A letter to yourself may be opened: `selfattach letters`"
STATUS_LOCKED: Final = "Your history is locked. `selfattach` on a terminal offers to unlock it."
STATUS_UNFINISHED: Final = "Not finished: {title}. `selfattach practice {name}` goes on with it."
STATUS_PROMISE: Final = "A promise to look at: `selfattach promises`"
STATUS_OFFER: Final = "Today perhaps: {title} (`selfattach practice {name}`). {why}"
STATUS_SUPPORT: Final = "Help: `selfattach support`"

# --- the coach: two questions, two offers, and why

FEELING: Final = Menu(
    "How is it, at the moment?",
    {
        "wound_up": "Wound up, or on edge",
        "low": "Low, or heavy",
        "harsh": "Harsh on myself",
        "numb": "Numb, or far away",
        "alone": "Alone with something",
        "heap": "A lot at once",
        "all_right": "All right",
        "too_much": "Too much",
    },
    "leave it open",
)
FEELING_TOLD: Final = {
    "wound_up": "a wound-up hour",
    "low": "a low hour",
    "harsh": "an hour of being harsh on oneself",
    "numb": "an hour that feels numb or far away",
    "alone": "an hour alone with something",
    "heap": "a lot at once",
    "all_right": "a day that is all right",
    "too_much": "an hour that is too much",
}
HOW_LONG: Final = Menu(
    "How long have you got?",
    {"2": "Two minutes", "5": "Five", "10": "Ten", "20": "Twenty"},
    "leave it open",
)
OFFERS: Final = Menu("Two that may fit:", {}, "none of these")
OTHERS: Final = "Not these"
WHOLE_LIST: Final = "The whole list"
WHICH: Final = Menu("Which one?", {}, "none of these")
NO_OTHER: Final = "There is no other that fits. Here is the whole list."
A_BREAK: Final = (
    "The last two practices ended higher than they began. A break from practising, and a talk with somebody, "
    "may do more now. What follows is gentle."
)
REASONS: Final = {
    "noticing_first": "Noticing comes first; kindness stands on it.",
    "not_alone_next": "Other people come next; kindness stands on that too.",
    "kindness_later": "Kindness alone comes later.",
    "feeling": "It is for {about}.",
    "next_on_the_way": "It comes next for {about}.",
    "on_the_way": "It is for {about}.",
    "marked_next": "Next for what you marked.",
    "marked": "It is for what you marked as in the way.",
    "journey_next": "Next on your journey.",
    "akin": "It is of a kind with one that helped you.",
    "like_harder": "It is of a kind with one that made things harder.",
    "steadies": "It is for steadying, after one that made things harder.",
    "lighter": "It is short, after one that made things harder.",
    "helped": "You said it helped.",
    "harder": "You said it made things harder.",
    "new": "It is new here for you.",
    "lately": "You had it lately.",
    "fits_the_time": "It fits the time.",
    "short": "It is short.",
    "plain": "It has been a while.",
}
THE_SAME_REASON: Final = "The same goes for this one."
OFFERED_FOR: Final = {
    "early-attachment": "closeness that was uncertain early on",
    "inner-critic": "a harsh inner critic, and shame",
    "fear-of-vulnerability": "being afraid to open up",
    "cut-off-from-feelings": "being cut off from feelings",
    "culture-of-toughness": "having learned to be tough",
    "no-models": "never having been shown how",
    "resistance-to-change": "a part that does not want to change",
    "trusting-myself": "not trusting oneself",
    "impatience": "impatience",
    "emotional-backlog": "old pain that has piled up",
}


def reason(kind: str, about: str = "") -> str:
    """Return a reason of the coach as a sentence."""
    told = FEELING_TOLD.get(about) or OFFERED_FOR.get(about) or about.replace("-", " ")
    return REASONS[kind].format(about=told)


# --- before a practice: what is meant by the call, and what was left of an earlier one

PRACTICE_NOBODY: Final = (
    "Nobody can be asked here: this is no terminal. "
    "Give answers with --answers FILE, read lines with --plain, or leave all open with --no-input."
)
PRACTICE_WHICH: Final = "Which one? Name an exercise. `selfattach exercises list` shows them all."
FOR_UNKNOWN: Final = "--for takes one of {known}.{near}"
PACE_UNKNOWN: Final = "--pace is one of {known}.{near}"
DISCREET_NOT_PLAIN: Final = "Plain lines stay where they are printed. They cannot be discreet."
DISCREET_AND_PLAIN: Final = f"--discreet and --plain do not go together. {DISCREET_NOT_PLAIN}"
FRAGMENT: Final = "`{id}` is a fragment, a part of other exercises; it is not practised alone."
RESUME: Final = Menu(
    "Here is one that was not finished: {title}, {ago}.",
    {"on": "Go on", "keep": "Keep it as it is", "let_go": "Let it go"},
    "not now, begin a new one",
)
UNDECIDED: Final = Menu(
    "Words of an earlier practice wait: {title}. It ended before you were asked. Shall they stay in your history?",
    {"keep": "Keep them", "let_go": "Let them go", "look": "Let me read them first"},
    "decide another day",
)
GENTLE_TODAY: Final = "Today something gentle. {title} can wait for another day."
CARD_AFTER: Final = Menu(
    "There was a very hard moment lately. A card can hold what helps and whom to call, for such a moment. It is best "
    "written with somebody beside you. Would you like to write one?",
    {"yes": "Yes, now"},
    "not now",
)
RESUME_LATER: Final = "It stays where it is."
RESUMED: Final = "Here is where you were."
DRAFT_UNREADABLE: Final = "What was left of `{exercise}` cannot be read. Begin anew with --fresh; it stays where it is."

# --- while practising, in every voice

YES: Final = "yes"
NO: Final = "no"
KEPT: Final = {  # the one quiet word beside each prompt that takes words
    "": "",
    "kept": "kept",
    "ask": "you decide at the end",
    "never": "never kept",
    "unsaved": "not kept",
}
NOTHING_FITS: Final = "That did not fit: {why}"
SHOW_QUESTION: Final = "These are words you wrote before. Open them?"
SHELVE_QUESTIONS: Final = {
    "kind-words": "Put this on your shelf of kind words?",
    "letters": "Put this with your letters?",
    "support": "Put this on your support card?",
}
SEAL_QUESTION: Final = (
    "For how many days shall it stay sealed? Type hard to seal it until a hard moment, one you rate 7 or more. "
    "Left open, it is not sealed."
)
WOULD_YOU_SAY_IT: Final = "Would you say this to somebody you care about?"
ON_YOUR_WORST_DAY: Final = "Would you want to read this on your worst day?"
WOULD_YOU_SAY_IT_HINT: Final = "Left open, it stays off the shelf."
ON_YOUR_WORST_DAY_HINT: Final = "Left open, it is kept without a seal."
HARD: Final = "hard"  # what is typed for it, where the days of a seal are asked for
OUTCOME_LABELS: Final = {
    "kept": "It happened",
    "not_yet": "Not yet",
    "changed": "I changed it",
    "let_go": "I let it go",
}
BREATHE_IN: Final = "in"
BREATHE_HOLD: Final = "hold"
BREATHE_OUT: Final = "out"
BREATHE_REST: Final = "wait"
BREATHE_UNCOUNTED: Final = "Breathe with it, or at a pace of your own."
LEFT_MINUTES: Final = "about {n} minutes left"
LEFT_A_MINUTE: Final = "about a minute left"
LEFT_HALF_A_MINUTE: Final = "half a minute left"
LEFT_A_LITTLE: Final = "a little left"
LEFT_UNCOUNTED: Final = "quiet"
PAUSE: Final = Menu(
    "Paused. Nothing is lost.",
    {
        "on": "Go on",
        "ground": "It is too much right now",
        "support": "Reach someone",
        "enough": "Enough for today",
        "leave": "Leave it here; it waits for you",
        "let_go": "Let this one go, nothing is kept",
    },
    "back to where you were",
    ("figure",),
)
PAUSE_UNSAVED: Final = PAUSE._replace(
    ask="Paused.", options={key: label for key, label in PAUSE.options.items() if key != "leave"}
)
ENOUGH: Final = Menu(
    "Three left open in a row. Enough for today?",
    {"enough": "Enough for today"},
    "go on",
    ("pause", "ground", "figure"),
)
LET_GO_SURELY: Final = Menu(
    "Let it go? What was answered is gone then.", {"no": "No, go back", "yes": "Yes, let it go"}, "no, go back"
)
REFUSED: Final = Menu(
    "{why}\nWhat you said before is kept; this step is not yet.",
    {
        "again": "Try this step again",
        "ground": PAUSE.options["ground"],
        "support": PAUSE.options["support"],
        "leave": "Leave it here",
    },
    "try this step again",
)

# --- how a practice ends: what stays, what waits, what comes next

KEEP_QUESTION: Final = "Shall these words stay in your history?"
KEEP_HINT: Final = "Left open, they stay."
KEEP_OPTIONS: Final = {"keep": "Keep them", "let_go": "Let them go"}
ASIDE: Final = Menu(
    "These words are not part of the way you took in the end. Shall they stay with this session?\n\n{words}",
    {"keep": "Keep them with it", "let_go": "Let them go"},
    "they stay",
)
KEPT_AS: Final = "Kept as {short}."
NOT_KEPT: Final = "Nothing was kept, as you asked."
OFF_THE_WAY: Final = "not on the way taken, so not used: {names}"
SAVE_FAILED: Final = (
    "{why}\nYour answers are still here and wait for you: `selfattach practice {exercise}` brings them back."
)
STEP_NOT_KEPT: Final = (
    "{why}\nThis step is not kept. What you said before it is: `selfattach practice {exercise}` brings it back."
)
LEFT: Final = "It is kept at this step. `selfattach practice {exercise}` goes on from here."
LEFT_UNSAVED: Final = "Nothing was kept."
LEFT_EMPTY: Final = "Nothing was kept so far, so nothing waits here. It can be begun at any time."
LET_GO: Final = "It is gone. Nothing was kept."
NEXT: Final = Menu("Start it now: {title}?", {"yes": "Yes"}, "not now")
LETTER_FOR_A_HARD_MOMENT: Final = Menu(
    "You wrote yourself a letter for a moment like this: {title}, {ago}.",
    {"yes": "Read it now"},
    "not now, it stays with your letters",
)

# --- the terminal

TERMINAL_TITLE: Final = "notes"  # of the window, where nothing is to show what is done here
TERMINAL_NO_EDITOR: Final = "An editor would put these words on the disk, so it stays closed here."
TERMINAL_DOORS: Final = "Ctrl-C pauses, at any moment. F1 shows the keys."
TERMINAL_ON: Final = "Enter"
TERMINAL_MORE: Final = "Enter: more of it"
TERMINAL_QUIET: Final = "... Enter goes on"
TERMINAL_QUIET_WORDS: Final = "... Enter: next"
TERMINAL_BREATHS: Final = "{rounds} breaths: {phases}."
TERMINAL_ONE_BREATH: Final = "One breath: {phases}."
TERMINAL_BREATH_END: Final = "Any key ends it after the breath you are in."
TERMINAL_LEAVE_OPEN: Final = "leave it open"
TERMINAL_LEFT_OPEN: Final = "left open"
TERMINAL_CHOOSE: Final = "1 to {n} or arrows, then Enter"
TERMINAL_CHOOSE_ONE: Final = "1 or an arrow, then Enter"
TERMINAL_TICK: Final = "1 to {n} or Space ticks, Enter goes on"
TERMINAL_TICK_ONE: Final = "1 or Space ticks, Enter goes on"
TERMINAL_TICK_AT_MOST: Final = "Tick up to {most} of {n}, Enter goes on"
TERMINAL_WRITE: Final = "Enter goes on"
TERMINAL_WRITE_MANY: Final = "Enter: new line. Ctrl-D: done."
TERMINAL_ITEMS_SO_FAR: Final = "So far: {figures}. Esc goes back to them."
TERMINAL_FIGURE: Final = "{lowest} to {highest}. Enter leaves it open."
TERMINAL_FIGURE_OR: Final = "{lowest} to {highest}, or ?: {cannot_tell}"
TERMINAL_DAYS: Final = "days or hard, then Enter"
TERMINAL_AT_MOST: Final = "At most {n} of them."
TERMINAL_KEYS: Final = {
    "tell": "Enter goes on, Esc goes back, g: too much, Ctrl-C: pause.",
    "list": "Number or arrows, Enter takes it, Esc goes back, g: too much, Ctrl-C: pause.",
    "ticks": "Number or Space ticks, Enter goes on, Esc goes back, g: too much, Ctrl-C: pause.",
    "write": "Enter goes on, empty or not, Esc goes back, Ctrl-C: pause.",
    "many": "Ctrl-D or Alt+Enter ends it, Ctrl-X Ctrl-E opens your editor, Esc goes back, Ctrl-C: pause.",
    "figure": "A number and Enter, Enter alone leaves it open, Esc goes back, g: too much, Ctrl-C: pause.",
    "menu": "Number or arrows, Enter takes it, Enter alone: none of these.",
}


def choose(options: int) -> str:
    """Return how one of so many is chosen."""
    return counted((TERMINAL_CHOOSE_ONE, TERMINAL_CHOOSE), options)


def tick(options: int, most: int) -> str:
    """Return how so many at most of them are ticked."""
    if most < options:
        return TERMINAL_TICK_AT_MOST.format(n=options, most=most)
    return TERMINAL_TICK_ONE if options == 1 else TERMINAL_TICK.format(n=options)


# --- the plain voice

PLAIN_STEP: Final = "Step {at} of {all}."
PLAIN_EARLIER: Final = "You said: {words}"
PLAIN_HINT: Final = "Hint: {words}"
PLAIN_EXAMPLE: Final = "For example: {words}"
PLAIN_START: Final = "A beginning you could use: {words}"
PLAIN_PREFILL: Final = "Said before: {words}. Enter keeps it, :skip leaves it open."
PLAIN_SO_FAR: Final = "Written so far. New lines are added below it:"
PLAIN_ITEMS_SO_FAR: Final = "So far: {figures}. :back goes back to them."
PLAIN_MANY: Final = "Write as many lines as you like. A line with only a full stop ends it."
PLAIN_SCALE: Final = "From {lowest}, {low}, to {highest}, {high}."
PLAIN_BARE_SCALE: Final = "From {lowest} to {highest}."
PLAIN_CANNOT_TELL: Final = "? means: {words}."
PLAIN_PICK: Final = "Any number of these, for example 1 3."
PLAIN_PICK_AT_MOST: Final = "Up to {n} of these, for example 1 3."
PLAIN_YES_NO: Final = "yes or no."
PLAIN_KEPT: Final = "What you write here: {kept}."
PLAIN_LEFT_OPEN: Final = "left open"
PLAIN_ITEM_SCALE: Final = "Scale: {scale}."
PLAIN_BREATH: Final = "{phase}, {seconds} seconds."
PLAIN_BREATH_UNCOUNTED: Final = "{phase}."
PLAIN_PHASES: Final = {
    BREATHE_IN: "Breathe in",
    BREATHE_HOLD: "Hold",
    BREATHE_OUT: "Breathe out",
    BREATHE_REST: "Wait",
}
PLAIN_QUIET: Final = "Quiet now, {span}."
PLAIN_QUIET_UNCOUNTED: Final = "Quiet now."
PLAIN_BREATH_OFF: Final = "Breathe in {inhale}, out {exhale} seconds, {rounds} times, at your own pace."
PLAIN_COMMANDS: Final = (
    "Enter leaves a question open. :back goes back one question, :skip leaves this one open, "
    ":stop pauses, :ground if it is too much, :help shows this."
)
PLAIN_UNKNOWN_COMMAND: Final = "There is no {word}. To write it as it is, begin with two colons."
PLAIN_NONE: Final = "Enter: {open}."

# --- the page of support in lines, for a pipe and for paper

SUPPORT_CARD: Final = "Your own card"
SUPPORT_OTHER: Final = "other"
SUPPORT_CARD_CUT: Final = "There is more on your card: `selfattach support` shows all of it."
SUPPORT_CARD_LOCKED: Final = "Your card, if there is one, is locked: `selfattach support --card`."
SUPPORT_CARD_TORN: Final = "Lines of your card may be missing: `selfattach history list` tells why."
SUPPORT_CARD_WAITS: Final = (
    "Lines of your card from a machine that was not met here yet wait: `selfattach` on a terminal asks whose they are."
)
HELP_CARD_WAITS: Final = "From a machine not met here yet:"
SUPPORT_GUESSES: Final = {
    "clock": "{country} is a guess from this machine's clock. `selfattach support COUNTRY` shows another one.",
    "language": "{country} is a guess from this machine's language. `selfattach support COUNTRY` shows another one.",
}
SUPPORT_SAY_COUNTRY: Final = "`selfattach support COUNTRY` shows all that is known for one."
SUPPORT_NO_COUNTRY: Final = "No country called `{country}` is known here.{near}"
SUPPORT_NOT_LOOKED_AT: Final = "Not looked at: {what}."  # of the three below
SUPPORT_OWN_SETTINGS: Final = "your settings"
SUPPORT_OWN_CARD: Final = "your own card"
SUPPORT_NUMBERS: Final = "the numbers of countries"
SUPPORT_EACH_TIME: Final = "`selfattach config set support.country {code}` shows these each time."

# --- the page of help that stays: numbers, people, and how each of its screens speaks (help/page.py)

HELP_DANGER: Final = "In danger now: {emergency}"
HELP_DANGER_SHORT: Final = "In danger: {emergency}"
HELP_SHORT: Final = "To talk: {number}. {danger}"
HELP_DANGER_SEVERAL: Final = "{number} ({country})"
HELP_TALK: Final = "To talk: {line}"
HELP_WRITE: Final = "To write to: {line}"
HELP_POLICE: Final = "Police: {number}"
HELP_GUESS: Final = "{country} is a guess."
HELP_ANOTHER: Final = "{place} c: another"
HELP_PLAIN_PLACE: Final = "{place} country"
HELP_PLACE: Final = "Country: {country}."
HELP_PLACE_UNKNOWN: Final = "No number is known here for {country}. c: another"
HELP_NO_COUNTRY: Final = "c: say which country you are in"
HELP_NO_LINE: Final = "No line to talk to is known here for {country}."
HELP_NO_VIOLENCE_LINE: Final = "No line for that is known here for {country}."
HELP_NOTHING: Final = "No line and no number is known here for {country}."
HELP_ANYWHERE: Final = "112 Europe, many mobiles  911 N. America\n000 Australia  111 New Zealand"
HELP_YOUR_EMERGENCY: Final = "your emergency number"
HELP_WHICH_COUNTRY: Final = "Which country are you in? A letter or two will do. Enter shows all of them."
HELP_WHICH_OTHER: Final = "Which country? A letter or two will do. Enter shows all of them."
HELP_NO_SUCH_COUNTRY: Final = "No country here begins like that. A letter or two will do."
HELP_COUNTRIES: Final = "Which of these?"
HELP_MORE_COUNTRIES: Final = "More of them"
HELP_CARD: Final = "Your card:"
HELP_DIRECTORIES: Final = "findahelpline.com and befrienders.org list helplines by country."
HELP_AGE: Final = "Compared with their sources on {day}. If one does not answer, try the next."
HELP_KINDS: Final = {
    "crisis": "Lines for a crisis",
    "violence": "When somebody hurts or threatens you",
    "children": "Under 18",
}
HELP_STAY: Final = "stay on this page"
HELP_ON: Final = "next page"
HELP_STEADY: Final = (  # a minute of steadying, in turn: the room and the body, never a feeling
    "Both feet down. Press them into the floor. Find three round things.",
    "Cold water on your hands, or hold a cold cup. Go to another room, if you can.",
    "Sit down where it is warm. Name five things around you, aloud if you can.",
    "Put your back against a wall or a chair. Count four things near you, then four further off.",
)
HELP_WAITING: Final = (  # while nobody has answered yet, in turn
    "While you wait: both feet down, pressed into the floor. Hold a cold cup.",
    "While you wait: open the door of the room. Name three things in it, aloud if you can.",
    "While you wait: lean your back against something. Keep the phone in your hand.",
    "While you wait: sit down where it is warm. Your shoulders may come down a little.",
)


class HelpWords(NamedTuple):
    """One screen of the page: what it says first, last before its ways, and its ways in order."""

    first: str
    ways: Mapping[str, str]
    last: str = ""
    open: str = ""


_STAY_WITH_ME: Final = "Stay with me while I call"
_WORDS_TO_SEND: Final = "Words to send to somebody"
_OWN_CARD: Final = "My own card"
_MORE_NUMBERS: Final = "All the numbers"
_SOMEBODY: Final = "Somebody is with me now"
_CLOSE: Final = "Close this for now"
_DOOR: Final = "It is about not wanting to live"
HELP_FEW_WAYS: Final = {"words": _WORDS_TO_SEND, "card": _OWN_CARD, "numbers": _MORE_NUMBERS}
HELP_SCREENS: Final[Mapping[str, HelpWords]] = {
    "nine": HelpWords(
        "That is very hard. It is good that you said so. You come first.",
        {
            "yes": "Yes",
            "hurting": "About hurting myself, not dying",
            "no": "No",
            "rather_not": "I would rather not say",
        },
        "Are you thinking about ending your life?\nNobody is told. It is not saved.",
        "leave it open",
    ),
    "yes": HelpWords(
        "That is very hard to be alone with. Let somebody be with you now.",
        {"waiting": _STAY_WITH_ME, **HELP_FEW_WAYS, "with_somebody": _SOMEBODY},
    ),
    "hurting": HelpWords(
        "Wanting to hurt yourself is hard to be alone with. The urge can rise and fall.",
        {"urge": "Stay with me while it is strong", **HELP_FEW_WAYS, "closing": _CLOSE},
    ),
    "violence": HelpWords(
        "Nobody has the right to hurt or frighten you. You can talk to somebody about it, today.",
        {"waiting": _STAY_WITH_ME, **HELP_FEW_WAYS, "closing": _CLOSE},
    ),
    "rather_not": HelpWords(
        "You can keep that to yourself. Nobody asks for a reason before they listen.",
        {"waiting": _STAY_WITH_ME, **HELP_FEW_WAYS, "closing": _CLOSE},
    ),
    "no": HelpWords(
        "It can be this hard without wanting to die. That is reason enough to call somebody.",
        {"minute": "A minute to steady, here", **HELP_FEW_WAYS, "closing": _CLOSE},
    ),
    "waiting": HelpWords(
        "It can take a while until somebody answers. Stay on the line. You are not a bother. They are there for this.",
        {
            "waiting": "Another minute together",
            "next_lines": "Nobody answers. Who else?",
            "words": _WORDS_TO_SEND,
            "card": _OWN_CARD,
            "with_somebody": _SOMEBODY,
        },
    ),
    "sent": HelpWords(
        "It can take a while until somebody answers. You are not a bother. You may ask for this.",
        {
            "sent": "Another minute together",
            "next_lines": "Nobody answers. Who else?",
            "words": _WORDS_TO_SEND,
            "card": _OWN_CARD,
            "with_somebody": _SOMEBODY,
        },
    ),
    "urge": HelpWords(
        "An urge can rise and fall. Stay on this page while it is strong. Nothing here needs an answer.",
        {
            "urge": "Another minute together",
            "waiting": _STAY_WITH_ME,
            "words": _WORDS_TO_SEND,
            "card": _OWN_CARD,
            "closing": _CLOSE,
        },
    ),
    "next_lines": HelpWords(
        "It is hard when nobody answers. It says nothing about you. {next}",
        {"waiting": _STAY_WITH_ME, "words": _WORDS_TO_SEND, "with_somebody": _SOMEBODY},
        "Or knock next door. Or sit where people are: a hospital, a cafe, a shop.",
    ),
    "words": HelpWords(
        "Words you could send, as they are:",
        {"sent": "Stay with me while I wait", "back": "Back"},
        '"I am not safe on my own right now. Can you come, or stay on the phone?"\n\n'
        '"Things are very bad. Can I be with you tonight?"\n\n'
        '"You there?"',
    ),
    "with_somebody": HelpWords(
        "Stay with them for as long as you need. Nothing here needs an answer.",
        {"with_somebody": "Stay on this page", "closing": "Close it"},
    ),
    "closing": HelpWords(
        "Before you close this: write one number on paper, or save it in your phone.",
        {"closing": "Stay on this page", "=closed": "Close it", "=cleared": "Close it and clear the screen"},
        "`selfattach support` shows the numbers again at any minute, also without a network.",
    ),
    "seven": HelpWords(
        "Still that hard. It makes sense to stop here and to be looked after.",
        {
            "minute": "Another minute to steady",
            "reach": "Reach someone",
            "=stop": "Stop here for today",
            "=gentle": "Something light",
            "=door": _DOOR,
        },
    ),
    "too_much": HelpWords(
        "It is too much right now, and it was right to say so. Leave it there.",
        {
            "=enough": "Enough for today",
            "minute": "Another minute of this",
            "reach": "Reach someone",
            "=next": "Go on, with the next question",
            "=door": _DOOR,
        },
    ),
    "too_much_today": HelpWords(
        "It is too much right now, and it was right to say so. Leave it there.",
        {"=leave": "Not now", "reach": "Reach someone", "yes": _DOOR},
        open="a minute of this",
    ),
    "harder": HelpWords(
        "It hurts more now than before. That can happen when you look closely. It is a good reason to stop and to look "
        "after yourself first.",
        {"minute": "A minute to steady", "reach": "Reach someone", "=leave": "Leave it here", "=door": _DOOR},
    ),
    "next_day": HelpWords(
        "Last time it was very hard. It is good that you came. How is it now?",
        {"still": "Still that hard", "=better": "A bit better", "=rather_not": "I would rather not say"},
        open="leave it open",
    ),
    "after_two": HelpWords(
        "The last two times it was harder afterwards. What would do you good now?",
        {"reach": "Reach someone", "=light": "Something light", "=on": "Go on"},
    ),
    "reach": HelpWords(
        "",
        {
            "minute": "A minute to steady",
            "words": _WORDS_TO_SEND,
            "numbers": _MORE_NUMBERS,
            "back": "Close",
        },
        open=HELP_STAY,
    ),
    "numbers": HelpWords("", {"back": "Back"}, open=HELP_STAY),
    "card": HelpWords("", {"back": "Back"}, open=HELP_STAY),
}
HELP_WHOLE_CARD: Final = "All of my card"
HELP_NO_CARD: Final = "There is no card here."
HELP_NEXT_LINES: Final = "The next ones:"
HELP_NO_NEXT_LINE: Final = "Try the same one again."
HELP_CALL: Final = "Call {line}."
HELP_BEGIN_WITH: Final = 'Begin with: "I am thinking of ending my life, and I am alone."'
HELP_TAKEN: Final = "Taken something, or in danger now: {emergency}."
HELP_HURT: Final = "Hurt? Taken something? {emergency} now."
HELP_HURT_WIDE: Final = "In danger, hurt, or something taken: {emergency} now, also if you feel fine."
HELP_MOVE_AWAY: Final = "Move away from what could hurt you."
HELP_MOVE_AWAY_WIDE: Final = "Move away from what could hurt you, or give it to somebody."
HELP_HOLD_COLD: Final = "Move away from what could hurt you. Hold a cold cup or a wet cloth."
HELP_NO_BETTER_REASON: Final = "It is this hard. That is reason enough to call."
HELP_SOMEBODY_ELSE: Final = (
    "Worried about somebody? The same lines talk to you. Stay with them, and ask them plainly.\n"
    "If you have been drinking, have somebody with you before anything else."
)
HELP_A_NUMBER: Final = Menu(
    "That was a number. Shall I take it as how hard it is?",
    {"yes": "Yes", "no": "No, a slip"},
    "back to where you were",
)
STILL_HIGH: Final = HELP_SCREENS["seven"].first
STILL_HIGH_AGAIN: Final = "It makes sense to stop here, and to let somebody look after you."
STILL_HIGH_GO_ON: Final = "Go on with this one, it is a light one"  # in drafts of 0.1.0
STILL_HIGH_OPTIONS: Final = {
    "reach": HELP_SCREENS["seven"].ways["reach"],
    "stop": HELP_SCREENS["seven"].ways["=stop"],
    "gentle": HELP_SCREENS["seven"].ways["=gentle"],
}

# --- the support card, gone through

CARD_TITLE: Final = "Your support card, gone through"
CARD_EMPTY: Final = "No line is on your card now. `selfattach practice hard-moment-card` is one way to write one."
CARD_ASK: Final = "Which of these lines come off your card? Under: {section}"
CARD_HINT: Final = "Left open, all of them stay."
CARD_LINE: Final = "{words} ({ago})"
CARD_CAME_OFF: Final = "A line came off the card. Its words stay in the session they are from."
CARD_AS_IT_WAS: Final = "The card is as it was."
CARD_CHANGED: Final = (
    "These lines are off the card. They stay in the sessions they are from, and a line written again is back. "
    "Kept as {short}."
)
CARD_OLDER: Final = Menu(
    "Your card holds older lines beside these. Look through them, and say which come off?",
    {"yes": "Yes, look through them"},
    "all of them stay",
)
CARD_PAUSE: Final = Menu(
    "Paused. Nothing came off so far.",
    {
        "on": "Go on",
        "ground": PAUSE.options["ground"],
        "support": PAUSE.options["support"],
        "leave": "Leave the card as it was",
    },
    PAUSE.open,
)
CARD_NO_COUNTRY: Final = "--card goes through your own card and takes no country."
CARD_NOBODY: Final = "Nobody can be asked here: this is no terminal. `selfattach support --card --plain` reads lines."

# --- routines

ROUTINE_WHICH: Final = Menu("Which routine?", {}, "none of these")
ROUTINE_THEN: Final = "Next comes: {title}."
ROUTINE_THEN_ABOUT: Final = "Next comes: {title}, {about}."
ROUTINE_GO_ON: Final = "Enter goes on. It can also be left here."
ROUTINE_WAYS: Final = {"on": "Go on", "leave": "Stop here for now"}
ROUTINE_PAUSE: Final = Menu(
    "Paused. Nothing is lost.",
    {
        "on": "Go on",
        "ground": PAUSE.options["ground"],
        "support": PAUSE.options["support"],
        "leave": ROUTINE_WAYS["leave"],
    },
    PAUSE.open,
)
ROUTINE_LEFT: Final = "That is all for now. If you like, `selfattach routine {name}` goes on with the rest today."
ROUTINE_LEFT_UNSAVED: Final = "That is all for now."
ROUTINE_GUARD: Final = "The rest of this routine stays out for now. It is enough to have stopped here."
ROUTINE_DONE: Final = (
    "What is in this routine was practised today already. Any of it can be practised again by its own name: {names}."
)
ROUTINE_TOO_LONG: Final = "Nothing of what is left in this routine fits into that time."
ROUTINE_UNKNOWN: Final = "there is no routine `{name}`.{near}"
ROUTINE_ALL: Final = " `selfattach routine --list` shows them all."
ROUTINE_UNNAMED: Final = "Which one? Name a routine. `selfattach routine --list` shows them all."
ROUTINE_NOBODY: Final = (
    "Nobody can be asked here: this is no terminal. Read lines with --plain, or leave all open with --no-input."
)
ROUTINE_BROKEN: Final = "the routine `{name}` cannot be used: {why}"
ROUTINE_NO_EXERCISE: Final = "there is no exercise `{id}`.{near}"
ROUTINE_JSON: Final = "--json goes with --list: each practice of a routine is kept as a session of its own."


def next_in_routine(title: str, minutes: int | None) -> str:
    """Return what comes next, and how long it takes where that is known."""
    if minutes is None:
        return ROUTINE_THEN.format(title=title)
    return ROUTINE_THEN_ABOUT.format(title=title, about=about(minutes))


# --- the journey

JOURNEY: Final = "What gets in the way most"
JOURNEY_BEGIN: Final = (
    "A journey begins with ten statements about what gets in the way. "
    "Those that are marked make a way of fourteen practices, on any days."
)
JOURNEY_NOTHING_HIGH: Final = "Nothing was marked as much in the way. Then the way goes through the core of practice."
JOURNEY_FOR: Final = "What you marked as most in the way: {barriers}."
MARKED: Final = {  # as the inventory has it: what was marked, and no label
    "early-attachment": "closeness",
    "inner-critic": "the voice that finds fault",
    "fear-of-vulnerability": "opening up",
    "cut-off-from-feelings": "not feeling much, or not knowing what",
    "culture-of-toughness": "having to be tough",
    "no-models": "having had nobody to see it from",
    "resistance-to-change": "the part that pulls back",
    "trusting-myself": "counting on yourself",
    "impatience": "wanting it to help soon",
    "emotional-backlog": "old feelings in a heap",
}
JOURNEY_NEXT: Final = "Next on the way: {title}"
JOURNEY_ON: Final = Menu("Next on the way: {title}. Start it now?", {"yes": "Yes"}, "not now")
JOURNEY_ONCE_MORE: Final = Menu("A week or more since this one: {title}. Once more?", {"yes": "Yes"}, "not now")
JOURNEY_KINDS: Final = "Kinds of practice tried so far: {kinds}."
FAMILIES: Final = {
    "checks": "a look at how things are",
    "connecting": "not being the only one",
    "kindness": "kindness to yourself",
    "noticing": "noticing",
    "relationships": "people in your life",
    "self-talk": "how you talk to yourself",
    "steadying": "steadying",
    "younger-self": "a younger you",
}
JOURNEY_TRIED: Final = "On the way so far: {titles}."
JOURNEY_SETTLED: Final = "What helped, as you said: {titles}."
JOURNEY_EASED: Final = "The moment was less hard after: {titles}."
JOURNEY_WAITS: Final = "What is left on the way waits for a calmer day. Gentle ones are always open."
JOURNEY_WALKED: Final = "The way is walked."
JOURNEY_KEEP: Final = "To keep: {titles}. One of them once a week is a good measure, as gains can fade."
JOURNEY_KEEP_ANY: Final = (
    "None of it was marked as helping. What was least trouble may be worth another try, once a week or so."
)
JOURNEY_UPKEEP: Final = "It has been a week or more since this one: {title}"
JOURNEY_AGAIN: Final = "`selfattach practice barrier-inventory` begins another way."

# --- the shelf of kind words, and looking it through

KIND_EMPTY: Final = (
    "There is nothing to read on your shelf of kind words now. Some practices ask whether to put a line there."
)
KIND_STARRED: Final = "{ago}, with a star"
KIND_ALONE: Final = "--look-through asks about the lines of your shelf, so it goes without --one and --json."
KIND_NOBODY: Final = (
    "Nobody can be asked here: this is no terminal. `selfattach kind --look-through --plain` reads lines."
)
LOOK_TITLE: Final = "Your kind words, looked through"
LOOK_OFF: Final = "Which of these lines come off the shelf?"
LOOK_OFF_OPEN: Final = "Left open, all of them stay."
LOOK_CAME_OFF: Final = "A line came off the shelf. Its words stay in the session they are from."
LOOK_STAR: Final = "Which of these would you like to meet more often?"
LOOK_STAR_OPEN: Final = "They get a star, and stand first. Left open, none of them does."
LOOK_STARRED: Final = "A line got a star, to be met more often."
LOOK_UNSTAR: Final = "These have a star. Which of them lose it again?"
LOOK_UNSTAR_OPEN: Final = "Left open, they keep it."
LOOK_UNSTARRED: Final = "A line lost its star. It stays on the shelf."
LOOK_MORE: Final = "There are more lines. Look at the next ones too?"
LOOK_ON: Final = "Yes, the next ones"
LOOK_ENOUGH: Final = "Left open, this is enough, and the others stay as they are."
LOOK_AS_IT_WAS: Final = "The shelf is as it was."
LOOK_CHANGED: Final = (
    "The shelf is changed. Lines that came off stay in the sessions they are from, and a line put there again is back. "
    "Kept as {short}; without that session the shelf is as it was before."
)
LOOK_PAUSE: Final = Menu(
    "Paused. The shelf is as it was so far.",
    {
        "on": "Go on",
        "ground": PAUSE.options["ground"],
        "support": PAUSE.options["support"],
        "enough": "Enough; what you said so far counts",
        "leave": "Leave the shelf as it was",
    },
    PAUSE.open,
)

UNASKED_KIND: Final = "A question about some of your kind words, three lines at a time."
UNASKED_HINT: Final = "Left open, you are asked another day. Until then it does not come by itself."
WOULD_NOT_SAY: Final = "No, it comes off the shelf"

# --- letters and promises

LETTERS_LOOKED: Final = "Your letters, looked through"
LETTERS_CHANGED: Final = "That is kept, as {short}."
LETTER_UNASKED: Final = Menu(
    "You sealed a letter for a hard moment: {title}. Would you want to read it on your worst day?",
    {
        "yes": "Yes, let it be offered then",
        "no": "No. It stays with my letters, and is not offered",
        "look": "Let me read it first",
    },
    "decide another day",
)

LETTERS_EMPTY: Final = "No letter is kept. `selfattach practice self-compassion-letter` is one way to write one."
LETTER_OPEN: Final = "open"
LETTER_SEALED: Final = (
    "This letter is sealed until {day}. `selfattach letters show {short} --sealed` opens it all the same."
)
NO_LETTER_THERE: Final = "No letter is kept with {short}. `selfattach letters` shows those there are."
PROMISES_EMPTY: Final = "No promise is open."
PROMISE: Final = "After {cue}: {action}"
PROMISE_AS_SAID: Final = "{cue}: {action}"
PROMISE_FROM: Final = "{title}, {ago}"
PROMISE_AGAIN: Final = "To look at it again: selfattach practice {exercise}"
_SAYS_WHEN: Final = (  # a cue that begins with one of these needs no "After"
    *("after", "as", "at", "before", "between", "by", "during", "each", "every", "if", "in", "next", "on", "once"),
    *("right", "straight", "this", "today", "tomorrow", "tonight", "when", "whenever", "while"),
)


def promise(cue: str, action: str) -> str:
    """Return a promise in one sentence: after what, and then what."""
    said = cue.strip().rstrip(" ,.:;") or cue.strip()
    first = next(iter(said.split()), "").casefold()
    return (PROMISE_AS_SAID if first in _SAYS_WHEN else PROMISE).format(cue=said, action=action)


# --- the library: what there is, what it may stir, how sure anyone is

OWN_SCRIPT: Final = "your own"
CARE: Final = "Before you start:"
INTENSITIES: Final = {
    "gentle": "Gentle: little in it is likely to stir you up.",
    "moderate": "Moderate: it can stir things up. It asks how hard the moment is before and after.",
    "deep": "Deep: it goes further in than most, and it opens after five sessions of any kind.",
}
KINDS: Final = {
    "exercise": "",
    "reading": "Something to read.",
    "check": "A look at how things are, for your own eyes.",
}
OFFERED: Final = "Offered where this is in the way: {barriers}."
INSTEAD: Final = "On a day when that is too much: {title} ({name})."
STRENGTHS: Final = {
    "A": "What is known: several trials, or studies that pool them.",
    "B": "What is known: one or a few small studies.",
    "C": "What is known: custom and theory; hardly tested directly.",
    "M": "What is known: mixed results.",
}
PRACTISE_IT: Final = "To practise it: selfattach practice {name}"
NO_EXERCISE_FITS: Final = "No exercise fits that. `selfattach exercises list` shows them all."

# --- the sessions that were kept

NO_HISTORY: Final = "No session is kept yet."
NONE_READABLE: Final = "Nothing was found in what can be read. What cannot be read is named."
NONE_OF_EXERCISE: Final = "No session of `{exercise}` is kept."
NOTHING_LISTED: Final = "No session of that kind is kept."
FELT: Final = {"helped": "it helped", "same": "about the same", "harder": "it made things harder"}
ENDINGS: Final = {"done": "", "enough": "stopped early", "guard": "not this time"}
SEALED_UNTIL: Final = "sealed until {day}"
DAMAGED: Final = "{file} cannot be read and was left alone: {why}"
REFUSED_BY_DISK: Final = (
    "{file} cannot be used: {why}. See that its disk is there and that it is yours to read, then try again. "
    "`selfattach support` works without it."
)
OUTPUT_NOT_WHOLE: Final = (
    "The output could not be written: {why}. What came out is not whole. What is kept here is safe."
)

# --- finding

NO_DATE: Final = (
    "`{said}` is no date I know. Say it like `today`, `yesterday`, `monday`, `last week`, `3 days ago`, `november`, "
    "`3 november 2025`, `2026-11` or `2026-11-03`."
)
SINCE_AFTER_UNTIL: Final = "--since {since} comes after --until {until}, so no day is in between."
FELT_UNKNOWN: Final = "--felt takes one of {known}.{near}"
BARRIER_UNKNOWN: Final = "--barrier takes one of {known}.{near}"
WORDS_TO_FIND: Final = 'Which words do you look for? "Quotation marks" keep together what belongs together.'
NO_WORDS_TO_FIND: Final = "There is nothing to look for. Give the words: selfattach history search mother"
NOTHING_TO_FIND: Final = "`{said}` holds no letter to look for."
NOT_FOUND: Final = "These words were not found. Parts of words are found too, whatever the accents and capitals."
FOUND: Final = "{before}[{match}]{after}"
MORE_FOUND: Final = "Older sessions hold these words too. --limit {more} shows more of them, --all shows all."

# --- changing and deleting what was kept

NEEDS_YES: Final = "This asks first, and nobody can be asked here. --yes goes on without asking."
NOTHING_CHANGED: Final = "Nothing was changed."
EDIT_NEEDS_TERMINAL: Final = "This opens your editor, and there is no terminal here."
EDIT_NOTHING: Final = "Nothing was written in that session."
EDIT_WHICH: Final = "Which answer? Name one of these: {names}."
EDIT_NO_SUCH: Final = "Nothing written there is called `{name}`.{near}"
EDIT_SEALED: Final = (
    "That answer is sealed until {day}. `selfattach history edit {short} {name} --sealed` opens it all the same."
)
EDIT_KEPT: Final = "{why} What you wrote lies in {file}, and the session is as it was."
EDITED: Final = "{short} is changed."
EDITED_OUT: Final = "That answer is taken out of {short}."
DELETE_WHICH: Final = (
    "Delete what? One or more ids as `selfattach history list` shows them, or --exercise NAME, or --all."
)
DELETE_ABOUT: Final = (
    "This deletes one session, with all that was written in it:",
    "This deletes {n} sessions, with all that was written in them:",
)
AND_MORE: Final = "and {more} more"
DELETE_ASK: Final = "Delete? y or n; left empty means no. For a day `selfattach history undo` takes it back."
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
    "Copies outside these files are not touched: backups, older versions that a file-syncing tool keeps, exports, "
    "and what was printed."
)
DELETED_ELSEWHERE: Final = (
    "Your other machines let go of it when selfattach is next used there, after the folder has synced."
)
DELETED_UNFINISHED: Final = (
    "A practice that is not finished is no session yet and stays. Starting that practice offers to let it go."
)
DELETED_RECALLED: Final = "What is not finished had recalled these words, and still holds them as they were: {titles}."
DELETED_UNREAD: Final = (
    "What is in there is still there. `selfattach doctor --repair` rescues what it can, so that it can be deleted too."
)
UNDONE: Final = ("It is back.", "{n} sessions are back.")
UNDONE_LEFT: Final = (
    "What stands in the place of such a session was left alone. What was deleted waits on: "
    "once that is mended, `selfattach history undo` brings it back."
)
UNDONE_NONE: Final = "All of what was deleted last is back already. Nothing was changed."

# --- several machines

THIS_MACHINE: Final = "this machine"
RETIRE_ABOUT: Final = (
    "What {device} kept is taken over into the folder of this machine, and its own folder is removed. "
    "That is for a machine that is not used any more."
)
RETIRE_ASK: Final = "Go on? y or n; left empty means no."
RETIRED: Final = "{device} is retired. Sessions taken over: {sessions}."
RETIRED_PARTLY: Final = "{device} is retired in part. Sessions taken over: {sessions}."
RETIRE_LEFT: Final = "{file} could not be taken over and stays where it is. `selfattach doctor` tells why."

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
EXPORT_NO_FOLDER: Final = "{path} is no folder, and Markdown needs one. Nothing was written."
EXPORT_FOLDER_FULL: Final = (
    "{path} is not empty. Nothing was written. Another folder will do, or --force: it writes over files of the same "
    "names and leaves all others."
)
EXPORT_NO_FILE: Final = "{path} is no file that could be written. Nothing was written. Give another name after --to."
EXPORT_EXISTS: Final = "{path} is there already. Nothing was written. Give another name, or --force to write over it."
EXPORT_REVIEW_WORDS: Final = "--review shows your words and --no-words leaves them out. One of the two will do."
EXPORT_REVIEW_TO: Final = "--review asks on the screen, so what goes along needs a place of its own: --to FILE"
EXPORT_REVIEW_NOBODY: Final = "--review asks about each session, and nobody can be asked here: this is no terminal."
EXPORT_NOTHING_SINCE: Final = "No session since then is kept."
EXPORT_NOTHING_FITS: Final = "No session of `{exercise}` since then is kept."
EXPORT_DONE: Final = ("{path} holds one session.", "{path} holds {n} sessions.")
EXPORT_SEALED: Final = (
    "One sealed answer stayed here. --sealed takes it along.",
    "{n} sealed answers stayed here. --sealed takes them along.",
)
EXPORT_UNREAD: Final = "What cannot be read did not go along, so this is not all of it."
EXPORT_NOTHING_PICKED: Final = "Nothing was picked, so nothing was written."
REVIEW_HOW: Final = (
    "Each session is shown, the newest first. It stays here unless you say that it goes along: "
    "y takes all of it, a asks about each answer, Enter leaves it out, q leaves out all that is left. "
    "Ctrl-C ends this, and nothing is written."
)
REVIEW_SESSION: Final = "Does it go along? y, a, Enter or q: "
REVIEW_ANSWER: Final = "Does this answer go along? y or Enter: "
REVIEW_SESSION_AGAIN: Final = "y takes it along, a asks about each answer, Enter leaves it out, q leaves out the rest."
REVIEW_ANSWER_AGAIN: Final = "y takes it along, Enter leaves it out."
IMPORT_UNREADABLE: Final = "{file} cannot be read: {why}. Nothing was brought in."
IMPORT_TOO_LARGE: Final = (
    "It holds more than {megabytes} MB, which no export of this program should. Nothing was brought in. "
    "A long history can be exported in parts, with --since."
)
IMPORT_NO_JSON: Final = "It is not whole, or no JSON: {why}. Nothing was brought in."
IMPORT_ALIEN: Final = (
    "It is JSON, but no export of this program. Nothing was brought in. `selfattach history export` writes one."
)
IMPORT_NEWER: Final = "It needs a newer selfattach: it was written by a later version. Nothing was brought in."
IMPORT_BROKEN: Final = "Session {number}{short} cannot be read: {why}. Nothing was brought in."
IMPORT_NO_SESSION: Final = "it is no session"
IMPORT_NO_ID: Final = "its id is missing, or none of this program"
IMPORT_NO_MOMENT: Final = "`{name}` is no moment with a time zone"
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


# --- the vault, and the passphrase

UNLOCK: Final = Menu(
    "Your history is locked. Unlock it now? Practising goes on without it too.", {"yes": "Unlock"}, "not now"
)
STAYS_LOCKED: Final = "It stays locked for now; what you do is kept all the same."
DEEP_LOCKED: Final = "How often you have practised is locked, so nobody can look whether this one is open to you."
ASK_OURS: Final = "Passphrase of your history:"
ASK_OTHER: Final = "Another machine ({device}) made a passphrase of its own. Passphrase there (Enter leaves it locked):"
ASK_WRONG: Final = "That was not it."
ASK_NEW: Final = "A new passphrase (nothing is shown while you type):"
ASK_AGAIN: Final = "The same once more:"
PASSPHRASES_DIFFER: Final = "These were not the same. Once more, or leave it empty to stop."
ASK_A_MOMENT: Final = "One moment."
ASK_COMMAND_WRONG: Final = "What the command in `vault.passphrase_command` prints is not the passphrase."
ASK_COMMAND_FAILED: Final = "The command in `vault.passphrase_command` gave no passphrase (status {status})."
ASK_COMMAND_NO_TEXT: Final = "What the command in `vault.passphrase_command` prints is no text in UTF-8."
ASK_COMMAND_FOUND: Final = (
    "Your settings name a command that prints the passphrase. It was not set on this machine as it stands: a syncing "
    "tool, another program or an editor may have put it there. This is all of it:"
)
ASK_COMMAND_RUN: Final = "Shall it be run, now and from now on? y or n; left empty means no."
ASK_COMMAND_NOT_RUN: Final = (
    "The command in `vault.passphrase_command` was not set on this machine as it stands, so it was not run: {command} "
    "If it is yours, say yes to it at a terminal (`selfattach history list` asks), or set it: "
    "selfattach config set vault.passphrase_command CMD"
)
ASK_NO_TEXT: Final = "What was typed is no text as this terminal is set (UTF-8), so it cannot be used."

VAULT_ABOUT: Final = """\
A passphrase locks what you keep. Practising and saving go on without it; looking back asks for it.
Nobody can bring it back for you. Whoever forgets it needs the recovery sheet: selfattach vault recovery"""
VAULT_IS_THERE: Final = "Your history is encrypted already. `selfattach vault status` tells more."
VAULT_NEEDS_SOMEBODY: Final = "A passphrase is typed at a terminal, or comes from --passphrase-command CMD."
VAULT_NOT_SAID: Final = "There was no passphrase, so nothing was changed."
VAULT_CARD: Final = (
    "Shall your support card stay readable without the passphrase, for an hour when typing one is too much? "
    "Then its lines are not encrypted. y or n; left empty means no."
)
VAULT_MADE: Final = "Your history is encrypted now, and the plain files of this machine are gone."
VAULT_MADE_MOSTLY: Final = "What this machine keeps is encrypted now, but some files are plain still."
VAULT_MADE_MORE: Final = """\
Print or write down the recovery sheet, and keep it where you keep papers: selfattach vault recovery
Backups and file-syncing tools may still hold older, plain copies."""
STATE_SYNCED: Final = (
    "{state} holds what belongs to this machine alone: what is not finished, what was deleted, a copy of your card if "
    "you wished one. It lies in {carrier}, which carries it to others. Only {history} is for syncing. Keep the rest "
    "elsewhere (SELFATTACH_HOME names the place), and let {history} there be a link into the synced folder."
)
VAULT_PLAIN_ELSEWHERE: Final = (
    "These machines still keep plain files here: {devices}. Each encrypts its own when selfattach is next used there. "
    "One that is used no more never does: `selfattach history retire NAME` takes over what it kept, encrypted."
)
VAULT_PLAIN_BY_CHOICE: Final = "On these machines the vault was removed, so what they keep stays plain: {devices}."
VAULT_COPY_PLAIN: Final = (
    "{file} is not read and stays plain. If a syncing tool made it, `selfattach history import FILE` brings in what is "
    "missing, sessions that were deleted since too. Then delete it."
)
VAULT_OFF: Final = "Your history is not encrypted. `selfattach vault init` does that."
VAULT_OFF_HERE: Final = (
    "What this machine keeps is not encrypted; other machines encrypt theirs. To do so here too: selfattach vault init"
)
VAULT_WAITS: Final = (
    "Another machine encrypts this history, and its key was not opened here yet. What you keep meanwhile waits on this "
    "machine, not encrypted. Unlock it once, with any look back: selfattach history list"
)
DOCTOR_OTHER_KEY: Final = (
    "The file `recipient` in {folder} says something else than what this machine encrypts to. The next start that can "
    "write puts it right; nothing is written with it. If you did not change it, see who else can write to that folder."
)
DOCTOR_NO_PIN: Final = (
    "What this machine encrypts to cannot be read in its state folder. New sessions wait there, not encrypted, until "
    "you unlock your history once."
)
VAULT_NOT_PINNED: Final = "The next unlock shows that this is your key, and notes it on this machine."
VAULT_OLDER: Final = (
    "These machines kept their newest session with an older selfattach, which writes what a file in the synced folder "
    "tells it to: {devices}. One of them is enough to undo the lock; install the newer one there."
)
VAULT_JOIN: Final = (
    "Other machines encrypt this history. Its passphrase is asked for, and this machine encrypts to the same key."
)
VAULT_JOINED: Final = "What this machine keeps is encrypted now, to the key of the other machines."
VAULT_ON: Final = "Your history is encrypted, to {recipient}."
VAULT_FILES: Final = "Encrypted files: {files}."
VAULT_WAITING: Final = "Saved while it was locked, and put in their place at the next unlock: {files}."
VAULT_STILL_PLAIN: Final = "Still plain: {files}. The next start that can write encrypts them."
VAULT_TWO_KEYS: Final = (
    "Two machines made a key each. An unlock asks for the passphrase of both once; each goes on with its own key."
)
VAULT_SHEET_KEY: Final = "The key of the sheet, the line that begins with AGE-SECRET-KEY-1 (it is not shown):"
VAULT_NO_KEY: Final = "That is no key as the sheet has it: it begins with AGE-SECRET-KEY-1. Nothing was changed."
VAULT_SHEET_USED: Final = "Your history is open with the key of the sheet. The new passphrase holds on this machine."
VAULT_CHANGED: Final = """\
The new passphrase holds on this machine. On others the old one holds until you change it there too.
An older copy of identity.age, in a backup, still opens with the old one."""
VAULT_COMMAND_STALE: Final = (
    "The command in your settings told the old one, so it is taken out of them. Once it tells the new one: "
    "selfattach config set vault.passphrase_command CMD"
)
VAULT_REMOVE: Final = "Everything of this machine will be stored plain again. y or n; left empty means no."
VAULT_REMOVED: Final = """\
What this machine keeps is plain now. Other machines keep theirs encrypted until you remove it there.
The file identity.age stays, for older encrypted copies. Delete it when you have none."""
RECOVERY: Final = """\
selfattach: recovery sheet, {day}

Whoever has this sheet can read everything. Keep it where you keep
papers, not on this machine.

The key:

{keys}

Its public half, to tell it from others:
{recipient}

To open everything with selfattach again: selfattach vault recovery --use

How to open a file without selfattach, with the program `age`
(most systems have it as a package):
1. Put the key into a file, say key.txt, with nothing else in it.
2. age --decrypt -i key.txt FILE.json.age > FILE.json
   There is a folder for each machine, with a file for each month; what
   still waits for its place there lies in its folder `inbox`. All in
   {folder}
   Use a copy of it: what is made in there, a syncing tool carries along.
3. FILE.json is plain JSON text. Delete key.txt afterwards.
With the passphrase instead of this sheet:
   age --decrypt -i identity.age FILE.json.age > FILE.json
(identity.age lies in the same folder; age asks for the passphrase.)"""

# --- settings, and the shell

CONFIG_AS_IT_COMES: Final = "# {line}  (as it comes)"  # a comment where the list is put into a file
CONFIG_COUNTRIES: Final = (
    "No numbers for `{country}` are here.{near} Known are: {countries}. "
    "`selfattach config unset support.country` shows the list each time."
)
CONFIG_KEPT: Final = "{key} is set. It counts from the next start on."
CONFIG_UNSET: Final = "{key} is as it comes again."
CONFIG_WAS_NOT_SET: Final = "{key} was not set, so nothing was changed."
HOOK_INVITATION: Final = "selfattach is here if you want it."  # plain letters only: a shell prints it
HOOK_UNKNOWN: Final = "hook takes one of {shells}.{near}"
HOOK_ABOUT: Final = (
    "At most once a day it says that selfattach is there; not on days with a practice.",
    "To be without it, take out these lines, from the one above to the one that ends it.",
)
HOOK_HOW: Final = "Append it to your start-up file once: selfattach hook {shell} >> {file}"

# --- the doctor

DOCTOR_WELL: Final = {
    "places": "your folders can be read and written.",
    "room": "there is room on the disk.",
    "lock": "nobody is saving right now.",
    "sessions": "every file of sessions can be read.",
    "drafts": "nothing unfinished is damaged.",
    "leftovers": "nothing was left over by a power cut.",
    "rights": "only you can read what is kept.",
    "vault": "the history is not encrypted; `selfattach vault init` does that.",
    "machines": "this is the only machine in the history.",
    "clock": "the clock of this machine agrees with what is kept.",
    "settings": "all settings can be used.",
    "exercises": "your own exercises can be read.",
    "helplines": "the helplines were compared with their sources within half a year.",
    "terminal": "the terminal can show every letter.",
}
DOCTOR_NO_FOLDER: Final = "{place} is no folder. Move it away, so that a folder can stand there."
DOCTOR_NOT_OURS: Final = "{place} is not yours to read and write. Give it to yourself (chown, chmod)."
DOCTOR_NO_ROOM: Final = "There is hardly any room left on the disk of {place}. Make some before you practise."
DOCTOR_LOCK_NOT_OURS: Final = "{file} belongs to somebody else, so nothing can be saved. Remove it."
DOCTOR_LOCK_HELD: Final = "Another selfattach is saving right now. The lock goes with it, also when it is ended."
DOCTOR_LOCKED: Final = "Files that are locked were not looked into: {files}. `doctor --all` asks for the passphrase."
DOCTOR_ASIDE: Final = "{file} is a damaged file that was kept aside. Delete it when you do not need it."
DOCTOR_COPY: Final = "{file} is a copy of a month. It is read, and its machine puts it in its place."
DOCTOR_UNREAD: Final = (
    "{file} is not read: {why}. If no tool is at it any more, call it {name}: that is put together with its month."
)
DOCTOR_NO_FILE: Final = "{file} is a folder or a pipe where a file should be, and is passed over. Move it away."
DOCTOR_UNNAMED: Final = "{file} holds words that belong to no practice any more. Read it, then delete it."
DOCTOR_EDITED: Final = (
    "{file} holds words from an editor that was ended while they were being changed. Read it, then delete its folder."
)
DOCTOR_DRAFT_PLAIN: Final = "{file}, or an editor's file beside it, is not encrypted, though the history is."
DOCTOR_LEFTOVER: Final = "{file} was left over by a power cut or a stop. Nothing reads it."
DOCTOR_TOO_OPEN: Final = "{file} can be read or listed by others on this machine."
DOCTOR_NO_IDENTITY: Final = "{folder} has no identity.age. Without one, or the recovery sheet, nothing can be opened."
DOCTOR_MACHINES: Final = "other machines in this history: {devices}."
DOCTOR_CLOCK: Final = (
    "The newest session is from a later day than this machine says it is ({day}). "
    "Set the clock, or the order of your sessions will be wrong."
)
DOCTOR_OLD_HELPLINES: Final = (
    "The helplines were last compared with their sources on {day}. A newer selfattach has newer ones."
)
DOCTOR_ENCODING: Final = "The output is {encoding}, so some letters show as ?. UTF-8 shows all of them."
DOCTOR_REPAIR: Final = "`selfattach doctor --repair` mends what is marked with ! as far as it can, and loses nothing."
DOCTOR_REMOVED: Final = "{file} was taken away."
DOCTOR_DRAFT_SEALED: Final = "{file} and what lies beside it is encrypted now."
DOCTOR_CLOSED: Final = "{file} is yours alone now."
NOT_REPAIRED: Final = "{file} could not be mended: {why}"
REPAIRED: Final = "{file}: {sessions} whole sessions rescued. The damaged file is kept as {aside}"
REPAIRED_OTHERS: Final = (
    "{file}: {sessions} whole sessions are in your own folder now. The file is another machine's and stays."
)

# --- for those who write exercises

NO_SCRIPT: Final = "No script is there."
CHECKED: Final = ("One script checked, {found} to mend.", "{n} scripts checked, {found} to mend.")


def checked(scripts: int, remarks: int) -> str:
    """Return how a check came out."""
    return counted(CHECKED, scripts, found=str(remarks or "nothing"))
