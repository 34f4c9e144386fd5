"""Words of the coach: two questions, two offers, and why."""

from typing import Final

from selfattach.words.basics import Menu

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
    first="2",
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
