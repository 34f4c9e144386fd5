"""How a look back is told, in words and as plain values. Pure; `cli/shelves/insights.py` shows it in each voice."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from selfattach import words
from selfattach.history.ids import day_of
from selfattach.insights.figures import Band
from selfattach.insights.looking_back import Helped, Insights
from selfattach.kinds import JsonObject
from selfattach.text import one_line

_MOST_IN_WORDS: Final = len(words.TIMES)  # of one count; where there is a higher one, all are figures
_MOST_DOTS: Final = 31  # of a month; of a year they would be a wall
_SCALE: Final = 11  # figures of the scale of distress


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


def opening(page: Page) -> list[str]:
    """Return what comes before everything else where the last weeks look hard; else nothing."""
    if not page.insights.hard:
        return []
    return [words.INSIGHTS_HARDER if page.insights.harder else words.INSIGHTS_HARD]


def parts(page: Page, *, dots: bool = False, asks: bool = False) -> list[str]:
    """Return the page in its order; what there is nothing of is left out in silence.

    `dots`: one for each day; `asks`: what might come next, and whom one can reach, is offered afterwards.
    """
    found = page.insights
    if not found.sessions:
        empty = words.INSIGHTS_EMPTY_PERIOD.format(period=words.INSIGHTS_PERIODS[page.period])
        told = [empty if found.numbers.sessions else words.INSIGHTS_EMPTY]
    else:
        told = [words.took_time(words.INSIGHTS_PERIODS[page.period], found.sessions, len(found.days))]
        if dots and 1 < len(found.days) <= _MOST_DOTS:
            told[0] += "\n" + (words.INSIGHTS_DOT * len(found.days)).strip()
    whom = words.INSIGHTS_PEOPLE if asks else f"{words.INSIGHTS_PEOPLE} {words.INSIGHTS_WHOM}"
    return [*told, *_own_words(found), *_what_helped(found), *([] if asks else _what_next(page)), whom]


def _own_words(found: Insights) -> Iterator[str]:
    line, came_back = found.kind_word, found.came_back[:1]
    if line is not None:
        told = [words.INSIGHTS_KIND_WORD.format(ago=_ago(found, line.started)), words.in_quotes(line.words)]
        told += [
            words.INSIGHTS_WAS_ANSWER.format(times=words.times_over(one.times))
            for one in came_back
            if line.words in [answer.words for answer in one.answers]
        ]
        yield "\n".join(told)
    for sentence in came_back:
        answers = [one for one in sentence.answers if line is None or one.words != line.words]
        forms = words.INSIGHTS_CAME_BACK if len(answers) == len(sentence.answers) else words.INSIGHTS_OTHER_ANSWERS
        if answers:
            head = words.counted(forms, len(answers), times=words.times_over(sentence.times))
            yield "\n".join([head, *(words.answered(one.words, _ago(found, one.started)) for one in answers)])
    if found.promises:
        yield "\n".join(
            [
                words.INSIGHTS_PROMISES,
                *(words.in_quotes(one_line(one.words)) for one in found.promises),
            ]
        )
    if found.feelings:
        named = words.INSIGHTS_FEELINGS.format(words=", ".join(one.word for one in found.feelings))
        new = [one.word for one in found.feelings if one.new]
        is_news = found.since is not None and 0 < len(new) < len(found.feelings)
        yield f"{named} {words.INSIGHTS_NEW_FEELINGS.format(words=', '.join(new))}" if is_news else named


def _what_helped(found: Insights) -> list[str]:
    in_figures = any(count > _MOST_IN_WORDS for row in found.helped for count in _counts(row))
    said = [
        words.said_at_the_end(one_line(row.title), _counts(row), row.times, in_figures=in_figures)
        for row in found.helped
    ]
    told = ["\n".join([words.INSIGHTS_HELPED, *said])] if said else []
    offered_less = words.INSIGHTS_OFFERED_LESS.format(titles=", ".join(map(one_line, found.offered_less)))
    return [*told, *([offered_less] if found.offered_less else [])]


def _counts(row: Helped) -> tuple[int, int, int]:
    return row.helped, row.same, row.harder


def _what_next(page: Page) -> list[str]:
    if page.next is None:
        return []
    name, title, minutes = page.next
    return [words.INSIGHTS_NEXT.format(title=title, minutes=words.about(minutes), name=name)]


def numbers(page: Page, *, bars: bool = False) -> list[str]:
    """Return where one mostly ended that began at a number, over all sessions; or how many numbers there are.

    `bars`: below each sentence a row of signs from 0 to 10, for who sees it.
    """
    found = page.insights.numbers
    if not found.bands:
        return [words.numbers_in_words(found.pairs, found.sessions, early=found.early)]
    told = []
    for band in found.bands:
        form = words.INSIGHTS_BAND if band.low < band.high else words.INSIGHTS_BAND_ONE
        told.append(form.format(first=band.first, times=words.times_over(band.sessions), low=band.low, high=band.high))
        if bars:
            told.append(words.INSIGHTS_BAR.format(bar=_bar(band)))
    return ["\n".join(told), words.INSIGHTS_BANDS_END]


def _bar(band: Band) -> str:
    return "".join("#" if band.low <= figure <= band.high else "." for figure in range(_SCALE))


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
