"""Words of routines and of the journey."""

from typing import Final

from selfattach.words.basics import Menu, about
from selfattach.words.practice import PAUSE

# --- routines

ROUTINE_WHICH: Final = Menu("Which routine?", {}, "none of these")
ROUTINE_THEN: Final = "Next comes: {title}."
ROUTINE_THEN_ABOUT: Final = "Next comes: {title}, {about}."
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
JOURNEY_TITLE: Final = "{title} (`selfattach practice {name}`)"
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
