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
ROUTINE_GUARD: Final = "It makes sense to stop here. The rest of this routine can wait."
ROUTINE_DONE: Final = (
    "You have practised what is in this routine today. You can practise any of it again, by its own name: {names}."
)
ROUTINE_TOO_LONG: Final = "What is left in this routine takes longer than that."
ROUTINE_UNKNOWN: Final = "there is no routine `{name}`.{near}"
ROUTINE_ALL: Final = " `selfattach routine --list` shows them all."
ROUTINE_UNNAMED: Final = "Which one? Name a routine. `selfattach routine --list` shows them all."
ROUTINE_NOBODY: Final = (
    "This needs answers, and there is no terminal here. Read lines with --plain, or skip all with --no-input."
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
    "A journey begins with ten statements about what can get in the way of kindness to yourself. "
    "What you mark there leads to fourteen practices, on any days you like."
)
JOURNEY_NOTHING_HIGH: Final = "You marked nothing as much in the way, so your journey goes through the basics."
JOURNEY_FOR: Final = "What you marked as most in the way: {barriers}."
MARKED: Final = {  # as the inventory has it: what was marked, and no label
    "early-attachment": "closeness",
    "inner-critic": "the voice that criticises you",
    "fear-of-vulnerability": "opening up",
    "cut-off-from-feelings": "not feeling much, or not knowing what",
    "culture-of-toughness": "having to be tough",
    "no-models": "having had nobody to learn it from",
    "resistance-to-change": "the part that pulls back",
    "trusting-myself": "counting on yourself",
    "impatience": "wanting it to help soon",
    "emotional-backlog": "a lot of old feelings at once",
}
JOURNEY_TITLE: Final = "{title} (`selfattach practice {name}`)"
JOURNEY_NEXT: Final = "Next on your journey: {title}"
JOURNEY_ON: Final = Menu("Next on your journey: {title}. Start it now?", {"yes": "Yes"}, "not now")
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
JOURNEY_TRIED: Final = "On your journey so far: {titles}."
JOURNEY_SETTLED: Final = "You said that these helped: {titles}."
JOURNEY_WAITS: Final = "The rest of your journey can wait for a calmer day. Gentle practices are always open."
JOURNEY_LATER: Final = "Next on your journey, at another hour of the day: {title}"
JOURNEY_WALKED: Final = "You have come to the end of this journey."
JOURNEY_KEEP: Final = "To keep: {titles}. What helps can fade, so one of them once a week is a good plan."
JOURNEY_KEEP_ANY: Final = (
    "So far you have marked none of it as a help. That happens, and it says nothing about you. You can try the "
    "easiest one again, about once a week."
)
JOURNEY_UPKEEP: Final = "It has been a week or more since this one: {title}"
JOURNEY_AGAIN: Final = "`selfattach practice barrier-inventory` begins another journey."
