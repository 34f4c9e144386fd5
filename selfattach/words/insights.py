"""Words of looking back: what was done, said and written, the numbers behind a question, and the lines for a doctor."""

from typing import Final

from selfattach.words.basics import Menu, counted, times_over

INSIGHTS_OFFER: Final = "Look back a little"
INSIGHTS_ONE_PERIOD: Final = "Take one of `--year` and `--all`, or neither for the last 30 days."

# --- what was done

_LAST_DAYS: Final = "In the last 30 days"
_LAST_YEAR: Final = "In the last year"
_SINCE_THEN: Final = "Since you began"
INSIGHTS_PERIODS: Final = {"days": _LAST_DAYS, "year": _LAST_YEAR, "all": _SINCE_THEN}
INSIGHTS_EMPTY: Final = (
    "There is little to look back on yet, and that is fine. What you practise will be here when you want to see it."
)
INSIGHTS_EMPTY_PERIOD: Final = (
    "{period} nothing was kept here, and that is fine. `selfattach insights --all` has what was before."
)
_DONE_ONE_DAY: Final = (
    "{period} you took time for yourself here once.",
    "{period} you took time for yourself here {times}, on one day.",
)
_DONE_ONCE_A_DAY: Final = "{period} you took time for yourself here on {days} days."
_DONE: Final = "{period} you took time for yourself here {times}, on {days} days."
INSIGHTS_DOT: Final = "• "


def took_time(period: str, sessions: int, days: int) -> str:
    """Return what was done, in one sentence."""
    if days == 1:
        return counted(_DONE_ONE_DAY, sessions, period=period, times=times_over(sessions))
    if days == sessions:
        return _DONE_ONCE_A_DAY.format(period=period, days=days)
    return _DONE.format(period=period, times=times_over(sessions), days=days)


# --- one's own words

INSIGHTS_KIND_WORD: Final = "You wrote to yourself, {ago}, in {title}:"
INSIGHTS_CAME_BACK: Final = (
    "One harsh sentence came {times}. You answered it:",
    "One harsh sentence came {times}. You answered it, the newest first:",
)
INSIGHTS_ANSWER: Final = '"{words}", {ago}'
INSIGHTS_SENTENCE: Final = 'It said: "{sentence}"'
INSIGHTS_PROMISES: Final = "You promised yourself this, and it happened:"
INSIGHTS_PROMISE: Final = '"{words}"'
INSIGHTS_FEELINGS: Final = "Words you found for what you felt: {words}."
INSIGHTS_NEW_FEELINGS: Final = "New among them: {words}."

# --- what helped, as one said it

INSIGHTS_HELPED: Final = "How it was at the end, where you said so:"
INSIGHTS_SAID: Final = "{title}, {asked} of {times} times: {said}"
SAID_HELPED: Final = "helped {n}"
SAID_SAME: Final = "the same {n}"
SAID_HARDER: Final = "harder {n}"
INSIGHTS_OFFERED_LESS: Final = "Offered less often, because you said it was harder afterwards: {titles}."
INSIGHTS_NEXT: Final = "If you want something for today: {title}, {minutes}. `selfattach practice {name}`"
INSIGHTS_PEOPLE: Final = "It is good to have people in this too. `selfattach support` shows whom you can reach."

# --- where the last weeks look hard

INSIGHTS_HARDER: Final = (
    "The last weeks look harder than the first ones. You came back to this all the same. If it is like that outside of "
    "here as well, let somebody know."
)
INSIGHTS_HARD: Final = (
    "The last times look hard, and you came all the same. If it is so outside of here as well, let somebody know."
)
INSIGHTS_HARD_MENU: Final = Menu(
    "What would be good now?",
    {"reach": "Reach someone", "doctor": "What I could say to a doctor", "page": "Show me the page"},
    "not today",
)
INSIGHTS_FOR_A_DOCTOR: Final = (
    "Three lines you can copy, or say as they are:\n\n"
    "For some weeks things have been harder for me than I let people see.\n"
    "I have been trying to look after myself, and it is not enough on its own.\n"
    "I would like to talk about what else could help, and I need some time for it."
)

# --- the numbers, behind a question

INSIGHTS_MORE: Final = Menu("Is there something you would like to see?", {}, "no, this is enough")
INSIGHTS_SHOW_SENTENCE: Final = "The sentence that came back"
INSIGHTS_SHOW_NUMBERS: Final = "The numbers before and after"
INSIGHTS_NOT_AGAIN: Final = "Not this kind line again"
INSIGHTS_NOT_AGAIN_DONE: Final = "It will not come again. Its words stay in the session they are from."
INSIGHTS_START: Final = "Start {title}"
_FEW_NUMBERS: Final = (
    "Numbers before and after stand for {pairs} of {sessions} sessions: too few to say anything, and often it stays so."
)
_NO_BAND: Final = (
    "Numbers before and after stand for {pairs} of {sessions} sessions. That is too few of any one to say more."
)
INSIGHTS_BAND: Final = "When you began at {first} ({times}), you mostly ended between {low} and {high}."
INSIGHTS_BAND_ONE: Final = "When you began at {first} ({times}), you mostly ended at {low}."
INSIGHTS_BANDS_END: Final = "Such moments often pass by themselves; this cannot tell what did it."
INSIGHTS_BAR: Final = "{first:>2}   0 {bar} 10"


def numbers_in_words(sessions: int, pairs: int, *, early: bool) -> str:
    """Return how many numbers there are, where no more can be told."""
    return (_FEW_NUMBERS if early else _NO_BAND).format(pairs=pairs, sessions=sessions)
