"""How a look back is told, in words and as plain values. Pure; `cli/shelves/insights.py` shows it in each voice.

What stands on a page of it is told here as well: `pages/of_looking_back.py` has no sentences of its own.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from selfattach import words
from selfattach.history.ids import day_of
from selfattach.insights.figures import Band
from selfattach.insights.looking_back import Helped, Insights
from selfattach.kinds import JsonObject
from selfattach.text import one_line

_MOST_IN_WORDS: Final = len(words.TIMES)  # of one count; where there is a higher one, all are figures
_MOST_DOTS: Final = 31  # of a month; of a year they would be a wall
SCALE: Final = 11  # figures of the scale of distress


class Next(NamedTuple):
    """One next step, of the coach. `minutes`: how long it takes."""

    exercise: str
    title: str
    minutes: int


class Page(NamedTuple):
    """What is told. `period`: a key of `words.INSIGHTS_PERIODS`; `next`: None where nothing is offered."""

    insights: Insights
    next: Next | None
    period: str


class Told(NamedTuple):
    """A part of the page: a sentence, and what stands below it. `own`: these are words of the person; `below`: ours."""

    head: str
    lines: tuple[str, ...] = ()
    own: bool = False
    below: str = ""

    @property
    def text(self) -> str:
        """All of it, a line below the other."""
        return "\n".join([self.head, *self.lines, *([self.below] if self.below else [])])


def opening(page: Page) -> list[str]:
    """Return what comes before everything else where the last weeks look hard; else nothing."""
    if not page.insights.hard:
        return []
    return [words.INSIGHTS_HARDER if page.insights.harder else words.INSIGHTS_HARD]


def parts(page: Page, *, dots: bool = False, asks: bool = False) -> list[str]:
    """Return the page as text. `dots`: one for each day, as long as these are no wall; `asks`: as for `told`."""
    first, *others = (one.text for one in told(page, asks=asks))
    shown = (words.INSIGHTS_DOT * len(days_to_draw(page))).strip() if dots else ""
    return ["\n".join(filter(None, (first, shown))), *others]


def days_to_draw(page: Page) -> tuple[date, ...]:
    """Return the days of which each is a dot; none where there is only one, or too many."""
    days = page.insights.days
    return days if 1 < len(days) <= _MOST_DOTS else ()


def told(page: Page, *, asks: bool = False) -> list[Told]:
    """Return the page in its order; what there is nothing of is left out in silence.

    `asks`: what might come next, and whom one can reach, is offered afterwards.
    """
    found = page.insights
    if not found.sessions:
        empty = words.INSIGHTS_EMPTY_PERIOD.format(period=words.INSIGHTS_PERIODS[page.period])
        first = empty if found.numbers.sessions else words.INSIGHTS_EMPTY
    else:
        first = words.took_time(words.INSIGHTS_PERIODS[page.period], found.sessions, len(found.days))
    whom = words.INSIGHTS_PEOPLE if asks else f"{words.INSIGHTS_PEOPLE} {words.INSIGHTS_WHOM}"
    rest = [*_what_helped(found), *([] if asks else _what_next(page)), Told(whom)]
    return [Told(first), *_own_words(found), *rest]


def _own_words(found: Insights) -> Iterator[Told]:
    line, came_back = found.kind_word, found.came_back[:1]
    if line is not None:
        answered = [
            words.INSIGHTS_WAS_ANSWER.format(times=words.times_over(one.times))
            for one in came_back
            if line.words in [answer.words for answer in one.answers]
        ]
        head = words.INSIGHTS_KIND_WORD.format(ago=_ago(found, line.started))
        yield Told(head, (words.in_quotes(line.words),), own=True, below=" ".join(answered))
    for sentence in came_back:
        answers = [one for one in sentence.answers if line is None or one.words != line.words]
        forms = words.INSIGHTS_CAME_BACK if len(answers) == len(sentence.answers) else words.INSIGHTS_OTHER_ANSWERS
        if answers:
            head = words.counted(forms, len(answers), times=words.times_over(sentence.times))
            yield Told(head, tuple(words.answered(one.words, _ago(found, one.started)) for one in answers), own=True)
    if found.promises:
        kept = (words.in_quotes(one_line(one.words)) for one in found.promises)
        yield Told(words.INSIGHTS_PROMISES, tuple(kept), own=True)
    if found.feelings:
        named = words.INSIGHTS_FEELINGS.format(words=", ".join(one.word for one in found.feelings))
        new = [one.word for one in found.feelings if one.new]
        is_news = found.since is not None and 0 < len(new) < len(found.feelings)
        yield Told(f"{named} {words.INSIGHTS_NEW_FEELINGS.format(words=', '.join(new))}" if is_news else named)


def _what_helped(found: Insights) -> Iterator[Told]:
    in_figures = any(count > _MOST_IN_WORDS for row in found.helped for count in _counts(row))
    said = [
        words.said_at_the_end(one_line(row.title), _counts(row), row.times, in_figures=in_figures)
        for row in found.helped
    ]
    if said:
        yield Told(words.INSIGHTS_HELPED, tuple(said))
    if found.offered_less:
        yield Told(words.INSIGHTS_OFFERED_LESS.format(titles=", ".join(map(one_line, found.offered_less))))


def _counts(row: Helped) -> tuple[int, int, int]:
    return row.helped, row.same, row.harder


def _what_next(page: Page) -> list[Told]:
    if page.next is None:
        return []
    name, title, minutes = page.next
    return [Told(words.INSIGHTS_NEXT.format(title=title, minutes=words.about(minutes), name=name))]


def numbers(page: Page, *, bars: bool = False) -> list[str]:
    """Return where one mostly ended that began at a number, over all sessions; or how many numbers there are.

    `bars`: below each sentence a row of signs from 0 to 10, for who sees it.
    """
    found = page.insights.numbers
    if not found.bands:
        return [words.numbers_in_words(found.pairs, found.sessions, early=found.early)]
    told = []
    for band in found.bands:
        told.append(band_in_words(band))
        if bars:
            told.append(words.INSIGHTS_BAR.format(bar=_bar(band)))
    return ["\n".join(told), words.INSIGHTS_BANDS_END]


def band_in_words(band: Band) -> str:
    """Return one band in a sentence."""
    form = words.INSIGHTS_BAND if band.low < band.high else words.INSIGHTS_BAND_ONE
    return form.format(first=band.first, times=words.times_over(band.sessions), low=band.low, high=band.high)


def _bar(band: Band) -> str:
    return "".join("#" if band.low <= figure <= band.high else "." for figure in range(SCALE))


def _ago(found: Insights, started: str) -> str:
    return words.ago((found.until - day_of(started)).days)


def plain(page: Page) -> JsonObject:
    """Return it as JSON has it: the same parts, dates as ISO 8601; docs/why/looking-back.md tells each."""
    found = page.insights
    line = found.kind_word
    return {
        "since": found.since.isoformat() if found.since else None,
        "until": found.until.isoformat(),
        "sessions": found.sessions,
        "days": [one.isoformat() for one in found.days],
        "kind_word": {"words": line.words, "title": line.title, "started": line.started} if line else None,
        "came_back": [
            {"sentence": one.sentence, "times": one.times, "answers": [answer._asdict() for answer in one.answers]}
            for one in found.came_back
        ],
        "promises": [one._asdict() for one in found.promises],
        "feelings": [one._asdict() for one in found.feelings],
        "said": [{**row._asdict(), "asked": row.asked} for row in found.helped],
        "offered_less": list(found.offered_less),
        "next": page.next.exercise if page.next else None,
        "looks_hard": found.hard,
        "numbers": {
            "sessions": found.numbers.sessions,
            "pairs": found.numbers.pairs,
            "bands": [band._asdict() for band in found.numbers.bands],
        },
    }
