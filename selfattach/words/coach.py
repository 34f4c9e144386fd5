"""Words of the coach: two questions, two offers, and why."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from selfattach.words.basics import Menu
from selfattach.words.practice import CANNOT_TELL

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
    unsure=CANNOT_TELL,
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
NONE_FITS: Final = "Nothing here fits all of that today. Here is the whole list."
A_BREAK: Final = (
    (
        "The last two practices ended higher than they began. A break from practising, and a talk with somebody, "
        "may do more now. What follows is gentle."
    ),
    (
        "Twice now it was harder at the end than at the start. It is all right to leave it for a few days and to talk "
        "to somebody. What follows is gentle."
    ),
    (
        "Practising has not made it easier, the last two times. Let somebody know how it is, if you can. What follows "
        "is gentle."
    ),
    (
        "The numbers rose in the last two. That can happen when one looks closely. A break may do you good, and so may "
        "company. What follows is gentle."
    ),
)
# each in four ways, one a day in turn, and none again within three days; in eight where two offers may share it
REASONS: Final[Mapping[str, tuple[str, ...]]] = {
    "noticing_first": (
        "It asks for nothing but a look at what is there.",
        "You can begin by looking. Nothing has to change for that.",
        "A look is enough for today.",
        "It is about noticing, and you can leave everything as it is.",
    ),
    "not_alone_next": (
        "Other people have days like yours. This one looks at them.",
        "So far it was about you alone. Here come the others.",
        "It can be a relief not to be the only one.",
        "Somebody else has the same trouble tonight. It begins there.",
        "It looks at who else has days like this.",
        "For once it is not about you alone.",
        "It is about what people share.",
        "There is company in this one.",
    ),
    "kindness_later": (
        "It is kindness alone, for when you want it.",
        "It can wait until you want it.",
        "There is no hurry with this one.",
        "It is here for another day, too.",
    ),
    "feeling": (
        "It is for {about}.",
        "It is made for {about}.",
        "You said how it is. This one is for {about}.",
        "It fits {about}.",
    ),
    "next_on_the_way": (
        "It comes next for {about}.",
        "It is the next step for {about}.",
        "You asked for something for {about}. This follows on the last one.",
        "One step further with {about}.",
    ),
    "on_the_way": (
        "It is for {about}.",
        "It belongs to {about}.",
        "It is one of those for {about}.",
        "You asked for something for {about}. Here is one.",
    ),
    "marked_next": (
        "Next for what you marked.",
        "You marked something as in the way. This goes on with it.",
        "It follows on from what you marked.",
        "A next step for what you marked.",
    ),
    "marked": (
        "It is for what you marked as in the way.",
        "You marked this as in the way, so here is something for it.",
        "It is about what you said is in the way.",
        "One for what gets in your way.",
    ),
    "journey_next": (
        "Next on your journey.",
        "Your journey goes on here.",
        "This is where your journey had got to.",
        "One more step of your journey.",
    ),
    "akin": (
        "It is of a kind with one that helped you.",
        "Something like it helped you.",
        "You said that one close to it helped.",
        "It is near one that did you good.",
        "You liked one that is much like it.",
        "It is a neighbour of one that helped you.",
        "One of its kind helped you.",
        "If the other one helped, this one might.",
    ),
    "like_harder": (
        "It is of a kind with one that made things harder.",
        "One like it was hard for you.",
        "It is close to one that was hard, so go gently.",
        "You said that one like it made things harder.",
    ),
    "steadies": (
        "The last one was hard. This one steadies.",
        "Something steady, after one that made things harder.",
        "It asks little, after one that was hard.",
        "You said the last one was hard. This is for catching your breath.",
    ),
    "lighter": (
        "The last one was hard, so this one is short.",
        "It is short, after one that made things harder.",
        "Something light, after the last one.",
        "It is a small one, after one that was hard.",
    ),
    "helped": (
        "You said it helped.",
        "This one helped you before.",
        "It helped you, you said.",
        "You said it did you good.",
        "It did you good, you said.",
        "You found it a help.",
        "After this one you said that it helped.",
        "You have had help from this one.",
    ),
    "harder": (
        "You said it made things harder.",
        "It was hard for you before.",
        "It has made things harder once.",
        "You know it as a hard one.",
    ),
    "open": (
        "It was hard to say how it is, lately. This one does not ask.",
        "You could not put a number on it. Nothing here wants one.",
        "It needs no feeling to begin with.",
        "You can do it without knowing what you feel.",
        "It wants no number and no word for a feeling.",
        "You need not know how you are to do this one.",
        "Nothing in it asks how you feel.",
        "It works without knowing what is going on inside.",
    ),
    "new": (
        "It is new here for you.",
        "You have not tried this one yet.",
        "One you have not met.",
        "Something new, if you are curious.",
        "You have not been here yet.",
        "A first time, if you like.",
        "It would be a first time with this one.",
        "It may suit you. You would have to see.",
    ),
    "lately": (
        "You had it lately.",
        "You know it from the last days.",
        "You were here not long ago.",
        "It is still fresh from last time.",
    ),
    "fits_the_time": (
        "It fits the time.",
        "It is as long as you have got.",
        "There is time enough for it.",
        "It fits into what you have.",
    ),
    "short": (
        "It is short.",
        "It takes a few minutes only.",
        "Short enough for a tired day.",
        "It is over in a few minutes.",
    ),
    "plain": (
        "It has been a while.",
        "You have not had this one for some time.",
        "It has its turn today.",
        "You know this one from before.",
        "It is some time since you had this one.",
        "You have not been here for a while.",
        "It may be good to see this one again.",
        "This one has been quiet for a time.",
    ),
}
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
MEANT_FOR: Final = {
    "trust": "trust in others and in yourself",
    "closeness": "ease with closeness",
    "leaning-on-others": "leaning on others",
    "independence": "standing on your own with others near",
    "steadier-feelings": "steadier feelings",
    "less-worry": "less worry",
    "positive-self-view": "a kinder view of yourself",
    "resilience": "getting up again after something hard",
    "better-bonds": "getting on better with others",
    "life-satisfaction": "being content with life",
    "mental-health": "mental health",
    "well-being": "feeling well",
}


def reason(kind: str, about: str, when: date, *, second: bool = False) -> str:
    """Return a reason of the coach as a sentence, in the way of that day. `second`: it is told a second time there."""
    ways = REASONS[kind]
    told = FEELING_TOLD.get(about) or OFFERED_FOR.get(about) or MEANT_FOR.get(about) or about.replace("-", " ")
    return of_the_day(ways, when, later=len(ways) // 2 if second else 0).format(about=told)


def of_the_day(ways: Sequence[str], when: date, later: int = 0) -> str:
    """Return one of several ways to say something, another one each day; or the one of so many days later."""
    return ways[(when.toordinal() + later) % len(ways)]
