"""Words of the pages for paper and for a browser."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from selfattach.words.basics import day

PAGE_PROGRAM: Final = "selfattach"
PAGE_AS_OF: Final = "As it was on {day}."
PAGE_SAME_VALUES: Final = "The table below has the same values."
PAGE_WRITTEN: Final = "The page is in {path}. A browser opens and prints it."

# --- sessions, to hand to somebody

SESSIONS_TITLE: Final = "Written for myself"
SESSIONS_AS_OF: Final = "As it was on {day}. The newest comes first."
SESSIONS_NONE: Final = "There is nothing here yet."
SESSIONS_MOMENT: Final = "{day}, {time:%H:%M}"
SESSIONS_LEFT_OPEN: Final = "left open"
SESSIONS_TO_TALK_ABOUT: Final = "What I would like to talk about"


def moment(when: datetime) -> str:
    """Return a day and an hour in words."""
    return SESSIONS_MOMENT.format(day=day(when.date()), time=when)


# --- a look back

LOOKING_BACK_TITLE: Final = "Looking back"
DAYS_PICTURE: Final = "A dot for each of these days"
DAYS_TABLE: Final = "These days"
DAYS_HEAD: Final = ("Month", "Days")
BANDS_PICTURE: Final = "Where you mostly ended"
BANDS_HEAD: Final = ("Began at", "Times", "Mostly ended")
_BAND: Final = "{low} to {high}"


def band(low: int, high: int) -> str:
    """Return where one mostly ended, in a cell."""
    return _BAND.format(low=low, high=high) if low < high else str(low)


def month(when: date) -> str:
    """Return the month of a day, with its year."""
    return day(when).partition(" ")[2]


# --- a practice as a sheet to write on

SHEET_HOW: Final = "You can leave anything open, and stop at any moment. Write in any language you like."
SHEET_DEEP: Final = "It goes deeper than most. It is for a calm day, once you have done five others."
SHEET_EARLIER: Final = "Words from an earlier time, if you want them beside you:"
SHEET_QUESTION: Final = "{number}. "
SHEET_FOR_EXAMPLE: Final = "For example: {words}"
SHEET_TO_BORROW: Final = "To borrow, if you like:"
SHEET_PROMISE: Final = "{cue}, {action}"
SHEET_FROM: Final = "{source}:"
SHEET_BEGIN: Final = 'You can begin with "{words}"'
SHEET_AT_MOST: Final = "Up to {n} of these."
SHEET_RING: Final = "Put a ring around a number: from {lowest}, {low}, to {highest}, {high}."
SHEET_BARE_RING: Final = "Put a ring around a number."
SHEET_FIGURE: Final = "{figure} {label}"
SHEET_ONCE_MORE: Final = "If you would like to do this once more:"
SHEET_AGAIN: Final = "You can do this part {times}. The back of the sheet has room."
SHEET_REST: Final = "Take {span} for it."
SHEET_QUIET: Final = "Sit in quiet for {span}, or as long as it is good."
SHEET_AFTER: Final = "After {span}: {words}"
SHEET_BREATHS: Final = ("One breath: {phases}.", "{n} breaths: {phases}.")
SHEET_SECONDS: Final = "{phase} {seconds:g}"
SHEET_HELP_BELOW: Final = "Whom you can reach stands at the end of this sheet."
SHEET_STOP: Final = "Stop here, and let somebody be with you."
SHEET_ENDS: Final = "This is the end of the sheet for today."
SHEET_NEXT: Final = "If you would like another one: {title}."
SHEET_KEEP: Final = {
    "kind-words": "If you want to meet your answer to {at} again, copy it to where you will see it.",
    "letters": "You can put this away with the day on it, and open it when you choose.",
    "support": "You can copy your answer to {at} onto the card you keep for hard moments.",
}
SHEET_YOURS: Final = "(your answer to {at})"
SHEET_YOURS_OF: Final = '(your number for "{statement}")'
SHEET_BLANK: Final = "____"
SHEET_HELP: Final = "Where help is"

_SHEET_QUESTION_NUMBER: Final = "question {numbers}"
_SHEET_LABEL: Final = '"{label}"'
_SHEET_ONE_OF: Final = "{others} or {last}"
_SHEET_EVERY: Final = "{others} and {last}"


def _sheet_listed(one_by_one: Sequence[str], form: str = _SHEET_ONE_OF) -> str:
    *others, last = one_by_one
    return form.format(others=", ".join(others), last=last) if others else last


def sheet_number(numbers: Sequence[str], *, every: bool) -> str:
    """Return which question it is: one of several, or every one; nothing where there is none."""
    if not numbers:
        return ""
    return _SHEET_QUESTION_NUMBER.format(numbers=_sheet_listed(numbers, _SHEET_EVERY if every else _SHEET_ONE_OF))


def sheet_labels(labels: Sequence[str]) -> str:
    """Return one of several options, in words."""
    return _sheet_listed([_SHEET_LABEL.format(label=one.strip('"')) for one in labels])


# its ways, in words

SHEET_IF: Final = "If {condition}:"
SHEET_IF_OR_OPEN: Final = "If {condition}, or you left that open:"
SHEET_OTHERWISE: Final = "Otherwise:"
SHEET_IF_TAKEN: Final = "If you took {labels}:"
SHEET_IF_OPEN: Final = "If you left that open:"
SHEET_ANSWERED: Final = "you answered {at}"
SHEET_LEFT_OPEN: Final = "you left {at} open"
SHEET_SAID_YES: Final = "you said yes at {at}"
SHEET_SAID_NO: Final = "you said no at {at}"
SHEET_TOOK: Final = "you took {labels} at {at}"
SHEET_TOOK_ANOTHER: Final = "you took anything but {labels} at {at}"
SHEET_TICKED: Final = 'you ticked "{label}" at {at}'
SHEET_NOT_TICKED: Final = 'you did not tick "{label}" at {at}'
SHEET_COMPARED: Final = {
    "<": "{left} is less than {right}",
    "<=": "{left} is {right} or less",
    "==": "{left} is {right}",
    "!=": "{left} is not {right}",
    ">": "{left} is more than {right}",
    ">=": "{left} is {right} or more",
}
SHEET_COMPARED_WITH: Final = {
    "<": "{left} is less than {right}",
    "<=": "{left} is the same as {right}, or less",
    "==": "{left} is the same as {right}",
    "!=": "{left} is another than {right}",
    ">": "{left} is more than {right}",
    ">=": "{left} is {right}, or more",
}
SHEET_NUMBER_AT: Final = "your number at {at}"
SHEET_NUMBER_OF: Final = "your number for {statements}"
SHEET_THE_ONE_AT: Final = "the one at {at}"
SHEET_THE_ONE_OF: Final = "the one for {statements}"
SHEET_COUNT_AT: Final = "the number of things at {at}"
SHEET_SUM: Final = {"+": "{left} plus {right}", "-": "{left} minus {right}"}
SHEET_EITHER: Final = "either {told}"
_SHEET_ALL: Final = " and "
_SHEET_ANY: Final = ", or "


def sheet_joined(told: Sequence[str], *, all_of_them: bool) -> str:
    """Return conditions as one: all of them, or any."""
    return (_SHEET_ALL if all_of_them else _SHEET_ANY).join(told)


# what follows a number for how hard it is

SHEET_AT_9: Final = "At 9 or 10: leave this sheet, and be with somebody now. Whom you can reach stands at its end."
SHEET_AT_7: Final = (
    "At 7 or 8: look around first, and name three things you see. If it stays so high, leave the sheet for another day."
)
SHEET_AT_7_LATER: Final = (
    "At 7 or 8: look around first, and name three things you see. If it stays so high, be with somebody for a while."
)
SHEET_AT_5: Final = "At 5 or 6: something lighter may be better today, such as {title}. You can also go on."
SHEET_AT_5_DEEP: Final = "At 5 or 6, or without a number: leave it for another day. Today you could take {title}."
SHEET_HARDER: Final = (
    "It hurts more now than before. That happens when people look closely, and it is a good reason to stop and look "
    "after yourself first. Whom you can reach stands below."
)
SHEET_RISEN: Final = (
    "If it is higher than when you began: that happens when people look closely. Put the sheet away, look around you, "
    "and do something warm or kind next."
)
