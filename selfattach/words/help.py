"""Words of the page of help, of the page of support in lines, and of the support card."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from selfattach.words.basics import Menu
from selfattach.words.practice import PAUSE

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
HELP_DANGER_OR_TAKEN: Final = "In danger now, or something taken already: {emergency}"
HELP_DANGER_SHORT: Final = "In danger: {emergency}"
HELP_SHORT: Final = (  # the first that fits
    "To talk: {number}, {hours}. {danger}",
    "{number} {hours}. {danger}",
    "To talk: {number}. {danger}",
)
HELP_DANGER_SEVERAL: Final = "{number} ({country})"
HELP_TALK: Final = "To talk: {line}"
HELP_WRITE: Final = "To write to: {line}"
HELP_POLICE: Final = "Police: {number}"
HELP_GUESS: Final = "{country} is a guess."
HELP_ANOTHER: Final = "{place} c: another"
HELP_PLAIN_PLACE: Final = "{place} country"
HELP_PLACE: Final = "Country: {country}."
HELP_PLACE_UNKNOWN: Final = "No number is known here for {country}. c: another"
HELPLINES_UNREADABLE: Final = "{file} cannot be read, so no numbers can be shown."
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
HELP_KEEP_COUNTRY: Final = Menu("Show the numbers of {country} from now on?", {"yes": "Yes"}, "not now")
HELP_STAY: Final = "stay on this page"
HELP_ON: Final = "next page"
HELP_STEADY: Final = (  # a minute of steadying, in turn: the room and the body, never a feeling
    "Both feet down. Press them into the floor. Find three round things.",
    "Hold a cold cup, or a wet cloth. Look at the furthest thing you can see.",
    "Sit down where it is warm. Name five things around you, aloud if you can.",
    "Put your back against a wall or a chair. Count four things near you, then four further off.",
)
HELP_WAITING: Final = (  # while nobody has answered yet, in turn
    "While you wait: both feet down, pressed into the floor. Hold a cold cup.",
    "While you wait: open the door, if that is safe. Name three things you see, aloud if you can.",
    "While you wait: lean your back against something. Keep the phone in your hand.",
    "While you wait: sit down where it is warm. Your shoulders may come down a little.",
)


class HelpWords(NamedTuple):
    """One screen of the page: what it says first, last before its ways, and its ways in order."""

    first: str
    ways: Mapping[str, str]
    last: str = ""
    open: str = ""
    again: str = ""  # in place of the first words where the screen comes back after a minute of steadying


_STAY_WITH_ME: Final = "Stay with me while I try"
_WORDS_TO_SEND: Final = "Words to send to somebody"
_OWN_CARD: Final = "My own card"
_MORE_NUMBERS: Final = "All the numbers"
_SOMEBODY: Final = "Somebody is with me now"
_CLOSE: Final = "Close this for now"
_DOOR: Final = "It is about not wanting to live"
_TOOK_A_MINUTE: Final = "You took a minute. The rest can stay where it is."
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
        "skip it",
    ),
    "yes": HelpWords(
        "That is too hard to be alone with. Let somebody be with you now.",
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
        "You can keep that to yourself. You can call without saying why.",
        {"waiting": _STAY_WITH_ME, **HELP_FEW_WAYS, "closing": _CLOSE},
    ),
    "no": HelpWords(
        "It can be this hard without wanting to die. You can call about this, too.",
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
        "Stay on this page while it is strong. Nothing here needs an answer.",
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
        '"Things are very bad. Can I be with you for now?"\n\n'
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
        "That is still very hard. It makes sense to stop here and to be looked after.",
        {
            "minute": "Another minute to steady",
            "reach": "Reach someone",
            "=stop": "Stop here for today",
            "=gentle": "Something light",
            "=door": _DOOR,
        },
        again="It makes sense to stop here. You can call about this, too.",
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
        again=_TOOK_A_MINUTE,
    ),
    "too_much_today": HelpWords(
        "It is too much right now, and it was right to say so. Leave it there.",
        {"=leave": "Not now", "reach": "Reach someone", "yes": _DOOR},
        open="a minute of this",
        again=_TOOK_A_MINUTE,
    ),
    "harder": HelpWords(
        "It hurts more now than before. That can happen when you look closely. It is a good reason to stop and to look "
        "after yourself first.",
        {"minute": "A minute to steady", "reach": "Reach someone", "=leave": "Leave it here", "=door": _DOOR},
    ),
    "next_day": HelpWords(
        "Last time the number was high. It is good that you came. How is it now?",
        {"still": "Still that hard", "=better": "A bit better", "=rather_not": "I would rather not say"},
        open="skip it",
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
HELP_BEGIN_WITH: Final = 'Begin with: "I am thinking of ending my life, and I need help."'
HELP_TAKEN: Final = "Taken something, or in danger now: {emergency}."
HELP_HURT: Final = "Hurt, or taken something: {emergency}."
HELP_HURT_WIDE: Final = "In danger, hurt, or taken something: call {emergency}, even if you feel fine."
HELP_MOVE_AWAY: Final = "Move away from what could hurt you."
HELP_MOVE_AWAY_WIDE: Final = "Move away from what could hurt you, or give it to somebody."
HELP_HOLD_COLD: Final = "Move away from what could hurt you. Hold a cold cup or a wet cloth."
HELP_NO_BETTER_REASON: Final = "When it is this hard, that is reason enough to call."
HELP_SOMEBODY_ELSE: Final = (
    "Worried about somebody? The same lines talk to you. Stay with them, and ask them plainly.\n"
    "If you have been drinking, have somebody with you before anything else."
)
HELP_A_NUMBER: Final = Menu(
    "That was a number. Shall I take it as how hard it is?",
    {"yes": "Yes", "no": "No, a mistake"},
    "back to where you were",
    first="yes",
)
STILL_HIGH: Final = HELP_SCREENS["seven"].first
STILL_HIGH_GO_ON: Final = "Go on with this one, it is a light one"  # in drafts of 0.1.0
STILL_HIGH_OPTIONS: Final = {
    "reach": HELP_SCREENS["seven"].ways["reach"],
    "stop": HELP_SCREENS["seven"].ways["=stop"],
    "gentle": HELP_SCREENS["seven"].ways["=gentle"],
}


# --- the support card, gone through

CARD_TITLE: Final = "Your support card, gone through"
CARD_EMPTY: Final = "Your card is empty now. `selfattach practice hard-moment-card` is one way to write a line for it."
CARD_ASK: Final = "Which of these lines would you like to take off your card? Under: {section}"
CARD_HINT: Final = "Skip it to keep all of them."
CARD_LINE: Final = "{words} ({ago})"
CARD_CAME_OFF: Final = "A line came off the card. Its words stay in the practice they are from."
CARD_AS_IT_WAS: Final = "The card is as it was."
CARD_CHANGED: Final = (
    "These lines are off the card. They stay in the practices they are from, and a line written again is back. "
    "To have all as it was before: selfattach history delete {short}"
)
CARD_OLDER: Final = Menu(
    "Your card has older lines too. Would you like to look through them, and take some off?",
    {"yes": "Yes, look through them"},
    "all of them stay",
)
CARD_PAUSE: Final = Menu(
    "Paused. Nothing on your card is changed yet.",
    {
        "on": "Go on",
        "ground": PAUSE.options["ground"],
        "support": PAUSE.options["support"],
        "leave": "Leave the card as it was",
    },
    PAUSE.open,
)
CARD_NO_COUNTRY: Final = "--card goes through your own card and takes no country."
CARD_NOBODY: Final = (
    "This needs answers, and there is no terminal here. `selfattach support --card --plain` reads lines."
)
