"""Words of the program that many parts share: menus, counts, times and days."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple


class Menu(NamedTuple):
    """Some ways on. `open`: what it means to take none.

    `doors`: `pause` and `ground`, where these lead on as ever, and `figure`, where one that no option has is handed on.
    `first`: the option that Enter takes, where somebody came here to start something; "" where Enter takes none.
    `unsure`: what `?` means, which leaves it open.
    """

    ask: str
    options: Mapping[str, str]
    open: str
    doors: tuple[str, ...] = ()
    first: str = ""
    unsure: str = ""

    def about(self, **facts: str) -> "Menu":
        """Return the menu with these facts in its question."""
        return self._replace(ask=self.ask.format(**facts))

    def beside(self, numbers: str) -> "Menu":
        """Return the menu with the numbers below its question."""
        return self._replace(ask=f"{self.ask}\n{numbers}") if numbers else self


def counted(forms: tuple[str, str], n: int, **facts: str) -> str:
    """Return a sentence about one, or about so many."""
    return forms[0 if n == 1 else 1].format(n=n, **facts)


OLDER_KIND_WORDS: Final = "selfattach kind"  # the commands that show the rest of a list
OLDER_LETTERS: Final = "selfattach letters list"
OLDER_SESSIONS: Final = "selfattach history list --all"
OLDER_ONES: Final = ("One more is older: `{command}`", "{n} more are older: `{command}`")


# --- names that were not quite right

DID_YOU_MEAN: Final = " Did you mean {names}?"


def perhaps(names: Iterable[str]) -> str:
    """Return what may have been meant, to stand behind a sentence."""
    return DID_YOU_MEAN.format(names=" or ".join(f"`{name}`" for name in names))


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


TIMES: Final = ("once", "twice", "three times", "four times", "five times", "six times")
TIMES_MORE: Final = "{n} times"


def times_over(count: int) -> str:
    """Return how often something was, in words."""
    return TIMES[count - 1] if 0 < count <= len(TIMES) else TIMES_MORE.format(n=count) if count else ""


_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(when: date) -> str:
    """Return a day in words: 5 March 2027."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


_SOON: Final = 300  # days; a day so near is in no doubt without its year


def day_from(when: date, today: date) -> str:
    """Return a day in words as somebody says it today: without its year where it is near."""
    return f"{when.day} {_MONTHS[when.month - 1]}" if abs((when - today).days) < _SOON else day(when)


A_HARD_MOMENT: Final = "a hard moment"  # until when; `sealed until a hard moment`


def until(seal: str | None) -> str:
    """Return until when words are sealed: a day in words, or a hard moment; as it stands where it is neither."""
    if seal == "low":
        return A_HARD_MOMENT
    try:
        return day(date.fromisoformat(seal or ""))
    except ValueError:
        return seal or ""


AFTER_A_HARD_MOMENT: Final = "after a hard moment"
ON_A_DAY: Final = "on {day}"


def opens(seal: str, today: date) -> str:
    """Return when sealed words open: on a day, in words, or after a hard moment."""
    try:
        return ON_A_DAY.format(day=day_from(date.fromisoformat(seal), today))
    except ValueError:
        return AFTER_A_HARD_MOMENT if seal == "low" else ON_A_DAY.format(day=seal)
