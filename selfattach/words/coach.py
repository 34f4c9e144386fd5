"""Words of the coach: two questions, two offers, and why."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from selfattach.words.basics import Menu
from selfattach.words.practice import CANNOT_TELL

# --- the coach: two questions, two offers, and why

FEELING: Final = Menu(
    "How are you at the moment?",
    {
        "wound_up": "Tense, or restless",
        "low": "Low, or heavy",
        "harsh": "Harsh on myself",
        "numb": "Numb, or far away",
        "alone": "Alone with something",
        "heap": "A lot at once",
        "all_right": "All right",
        "too_much": "Too much",
    },
    "skip it",
    unsure=CANNOT_TELL,
)
FEELING_TOLD: Final = {
    "wound_up": "a tense hour",
    "low": "a low hour",
    "harsh": "an hour of being harsh on yourself",
    "numb": "an hour that feels numb or far away",
    "alone": "an hour alone with something",
    "heap": "a lot at once",
    "all_right": "a day that is all right",
    "too_much": "an hour that is too much",
}
HOW_LONG: Final = Menu(
    "How much time do you have?",
    {"2": "Two minutes", "5": "Five", "10": "Ten", "20": "Twenty"},
    "skip it",
    first="2",
)
OFFERS: Final = Menu("Two that may fit:", {}, "none of these")
OTHERS: Final = "Show me others"
WHOLE_LIST: Final = "The whole list"
WHICH: Final = Menu("Which one?", {}, "none of these")
NO_OTHER: Final = "Those were all that fit. Here is the whole list."
NONE_FITS: Final = "No practice fits all of that today. Here is the whole list."
A_BREAK: Final = (
    (
        "After the last two practices it was harder than before. That happens to people who look closely. A break, and "
        "a talk with somebody, may help you more now. What follows is gentle."
    ),
    (
        "Twice now it was harder at the end than at the start. It makes sense to rest for a few days, and to talk to "
        "somebody. What follows is gentle."
    ),
    (
        "The last two times, it was harder after practising. That is worth telling somebody, if you can. What follows "
        "is gentle."
    ),
    (
        "The numbers rose in the last two. That can happen when you look closely. A break may do you good, and so may "
        "company. What follows is gentle."
    ),
)
# each in four ways, one a day in turn, and none again within three days; in eight where two offers may share it
REASONS: Final[Mapping[str, tuple[str, ...]]] = {
    "noticing_first": (
        "It asks you for one thing: a look at what is there.",
        "You can begin by looking. Everything may stay as it is.",
        "A look is enough for today.",
        "It is about noticing what is there today.",
    ),
    "not_alone_next": (
        "Other people have days like yours. This one looks at them.",
        "This one brings in other people, who have such days too.",
        "It can be a relief to know that others feel this too.",
        "Somebody else has the same trouble today. This one begins there.",
        "It looks at who else has days like this.",
        "It is about you, and about others too.",
        "It is about what people share.",
        "You are in company in this one.",
    ),
    "kindness_later": (
        "It is kindness alone, for when you want it.",
        "It can wait until you want it.",
        "You can take your time with this one.",
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
        "It is one step further with {about}.",
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
        "You had come as far as this on your journey.",
        "One more step of your journey.",
    ),
    "akin": (
        "It is like one that helped you.",
        "Something like it helped you.",
        "You said that one like it helped.",
        "It is close to one that did you good.",
        "You said that one much like it did you good.",
        "It is of the same kind as one that helped you.",
        "One of its kind helped you.",
        "Another one helped you, and this one is close to it.",
    ),
    "like_harder": (
        "It is like one that made things harder for you.",
        "One like it was hard for you.",
        "It is close to one that was hard, so you can go slowly.",
        "You said that one like it made things harder.",
    ),
    "steadies": (
        "The last one was hard. This one steadies.",
        "Something steady, after one that made things harder.",
        "It asks little of you, after one that was hard.",
        "You said the last one was hard. With this one you can rest.",
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
        "You marked it as a help.",
        "After this one you said that it helped.",
        "This one has been a help to you.",
    ),
    "harder": (
        "You said it made things harder.",
        "It was hard for you before.",
        "It has made things harder once.",
        "You have found this one hard.",
    ),
    "open": (
        "It was hard to say how it is, lately. This one does not ask.",
        "A number was hard to find. You can do this one without.",
        "You can begin it with any feeling, or with none.",
        "You can do it without knowing what you feel.",
        "You can leave numbers and names of feelings aside here.",
        "You can do this one however you are.",
        "It leaves the question of how you feel aside.",
        "You can do it while you are unsure how you feel.",
    ),
    "new": (
        "It is new here for you.",
        "You have not tried this one yet.",
        "You would meet this one for the first time.",
        "Something new, if you are curious.",
        "You can see what this one is like.",
        "A first time, if you like.",
        "It would be a first time with this one.",
        "It may suit you. You can try it and see.",
    ),
    "lately": (
        "You did this one lately.",
        "You know it from the last days.",
        "You were here not long ago.",
        "You may still remember it well.",
    ),
    "fits_the_time": (
        "It fits the time.",
        "It is as long as the time you have.",
        "There is time enough for it.",
        "It fits into the time you have.",
    ),
    "short": (
        "It is short.",
        "It takes a few minutes only.",
        "Short enough for a tired day.",
        "It is over in a few minutes.",
    ),
    "plain": (
        "It has been a while.",
        "You have not done this one for some time.",
        "Today can be a day for this one.",
        "You know this one from before.",
        "It is some time since you did this one.",
        "You have not been here for a while.",
        "It may be good to see this one again.",
        "This one has waited for a while.",
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
    "trusting-myself": "not trusting yourself",
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
    "better-bonds": "better relationships with others",
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
