"""Words of looking back: what was done, said and written, the numbers behind a question, and the lines for a doctor."""

from typing import Final

from selfattach.words.basics import Menu, counted, times_over

INSIGHTS_OFFER: Final = "Look back a little"
INSIGHTS_ONE_PERIOD: Final = "Take one of `--year` and `--all`, or neither for the last 30 days."

INSIGHTS_ONE_FORM: Final = "Take one of `--html` and `--json`."

# --- what was done

_LAST_DAYS: Final = "In the last 30 days"
_LAST_YEAR: Final = "In the last year"
_SINCE_THEN: Final = "Since you began,"
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

INSIGHTS_KIND_WORD: Final = "You kept this kind line {ago}:"
INSIGHTS_WAS_ANSWER: Final = "It was your answer to a harsh sentence that came {times}."
INSIGHTS_CAME_BACK: Final = (
    "One harsh sentence came {times}. You answered it:",
    "One harsh sentence came {times}. You answered it, the newest first:",
)
INSIGHTS_OTHER_ANSWERS: Final = (
    "You have also answered it like this:",
    "You have also answered it like this, the newest first:",
)
_ANSWER: Final = "{words}, {ago}"
INSIGHTS_SENTENCE: Final = "It said: {sentence}"
INSIGHTS_PROMISES: Final = "You promised yourself this, and it happened:"
INSIGHTS_FEELINGS: Final = "Words you found for what you felt: {words}."
INSIGHTS_NEW_FEELINGS: Final = "New among them: {words}."
_QUOTED: Final = '"{words}"'


def in_quotes(said: str) -> str:
    """Return words in quotes. A line that was borrowed may stand in some already."""
    return said if said[:1] == said[-1:] == '"' else _QUOTED.format(words=said)


def answered(said: str, ago: str) -> str:
    """Return an answer, with when it was given."""
    return _ANSWER.format(words=in_quotes(said), ago=ago)


# --- what helped, as one said it

INSIGHTS_HELPED: Final = "How it was at the end, where you said so:"
_SAID: Final = "{title}: {said}"
_SAID_OF: Final = "{title}, asked {asked} of {sessions} times: {said}"
_SAID_HELPED: Final = ("it helped", "it helped {times}")  # where that is all; one of several, or more than once
_SAID_SAME: Final = ("about the same", "about the same {times}")
_SAID_HARDER: Final = ("harder", "harder {times}")
_SAID_IN_FIGURES: Final = ("helped {n}", "the same {n}", "harder {n}")


def said_at_the_end(title: str, counts: tuple[int, int, int], sessions: int, *, in_figures: bool) -> str:
    """Return what was said of a practice at its end: how often that it helped, was the same, was harder.

    `sessions`: of how many; where something was said of each, that goes without saying.
    """
    if in_figures:
        told = [form.format(n=n) for form, n in zip(_SAID_IN_FIGURES, counts, strict=True) if n]
    else:
        forms = zip((_SAID_HELPED, _SAID_SAME, _SAID_HARDER), counts, strict=True)
        told = [counted(form, sum(counts), times=times_over(n)) for form, n in forms if n]
    form = _SAID if sum(counts) == sessions else _SAID_OF
    return form.format(title=title, asked=sum(counts), sessions=sessions, said=", ".join(told))


INSIGHTS_OFFERED_LESS: Final = "Offered less often, because you said it was harder afterwards: {titles}."
INSIGHTS_NEXT: Final = "If you want something for today: {title}, {minutes}. `selfattach practice {name}`"
INSIGHTS_PEOPLE: Final = "It is good to have people in this too."
INSIGHTS_WHOM: Final = "`selfattach support` shows whom you can reach."

# --- where the last weeks look hard

INSIGHTS_HARDER: Final = (
    "The last weeks look harder than the first ones, and no wonder if you are tired. You came back to this all the "
    "same. If it is like that outside of here as well, let somebody know."
)
INSIGHTS_HARD: Final = (
    "It looks hard lately, and no wonder if you are tired. You came back to this all the same. If it is like that "
    "outside of here as well, let somebody know."
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

INSIGHTS_MORE: Final = Menu("Would you like anything more?", {}, "no, this is enough")
INSIGHTS_SHOW_SENTENCE: Final = "The harsh sentence itself"
INSIGHTS_SHOW_NUMBERS: Final = "The numbers before and after"
INSIGHTS_NOT_AGAIN: Final = "Do not show that kind line again"
INSIGHTS_NOT_AGAIN_DONE: Final = "It will not come again. Its words stay in the session they are from."
INSIGHTS_START: Final = "Start {title}, {minutes}"
_NO_NUMBERS: Final = "There are no numbers from before and after here, and none are needed."
_EARLY: Final = (
    "Numbers before and after stand for one of {sessions} sessions: too few to say anything, and often it stays so.",
    "Numbers before and after stand for {n} of {sessions} sessions: too few to say anything, and often it stays so.",
)
_NO_BAND: Final = (
    "You gave a number before and after once, and that is too little to say more.",
    "You gave a number before and after {times}. No first number came often enough to say more.",
)
INSIGHTS_BAND: Final = "When you began at {first} ({times}), you mostly ended between {low} and {high}."
INSIGHTS_BAND_ONE: Final = "When you began at {first} ({times}), you mostly ended at {low}."
INSIGHTS_BAR: Final = "  0 {bar} 10"
INSIGHTS_BANDS_END: Final = "Hard moments often pass by themselves, so these numbers cannot tell what helped."


def numbers_in_words(pairs: int, sessions: int, *, early: bool) -> str:
    """Return how often there were two numbers, where no more can be told."""
    if not pairs:
        return _NO_NUMBERS
    return counted(_EARLY if early else _NO_BAND, pairs, times=times_over(pairs), sessions=str(sessions))
