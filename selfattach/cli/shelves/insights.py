"""`selfattach insights`: one's own words first, then what was said to help, and numbers only behind a question.

`insights/` works it out from stored sessions; here it is told, in each voice, and nothing of it is kept.
"""

import sys
from contextlib import closing
from datetime import timedelta
from typing import Annotated, Final

import typer

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.files_out import file_to_write, write_page
from selfattach.cli.options import Json
from selfattach.cli.output import print_json, print_lines, tell_damage
from selfattach.cli.practise.before_start import Start
from selfattach.cli.practise.choose_practice import Coaching
from selfattach.cli.practise.hangup import until_hung_up
from selfattach.cli.practise.menus import choose, reach_someone
from selfattach.cli.practise.run import run_practice
from selfattach.cli.practise.run_options import RunOptions, resolve_options
from selfattach.cli.practise.voice_setup import base_voice
from selfattach.coach.offers import Wish
from selfattach.engine.voice import Voice
from selfattach.errors import WrongInputError
from selfattach.history.ids import practice_day
from selfattach.insights.looking_back import look_back
from selfattach.insights.page import Next, Page, opening, parts, plain
from selfattach.insights.page import numbers as numbers_of
from selfattach.insights.sources import OF_THE_LIBRARY
from selfattach.shelves.contents import OFF, KindWords, kind_words
from selfattach.words import commands

app = typer.Typer(rich_markup_mode=None)

_PERIODS: Final = {"days": 30, "year": 365}


@app.command("insights", help=commands.INSIGHTS)
def insights(
    year: Annotated[bool, typer.Option("--year", help=commands.INSIGHTS_YEAR)] = False,
    everything: Annotated[bool, typer.Option("--all", help=commands.INSIGHTS_ALL)] = False,
    numbers: Annotated[bool, typer.Option("--numbers", help=commands.INSIGHTS_NUMBERS)] = False,
    html: Annotated[
        str | None, typer.Option("--html", metavar=commands.SHARED_PAGE_TO_METAVAR, help=commands.INSIGHTS_HTML)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=commands.HISTORY_EXPORT_FORCE)] = False,
    as_json: Json = False,
) -> int:
    """Returns the exit status. What cannot be read is told on stderr."""
    if year and everything:
        raise WrongInputError(words.INSIGHTS_ONE_PERIOD)
    if html is not None and as_json:
        raise WrongInputError(words.INSIGHTS_ONE_FORM)
    target = None if html is None else file_to_write(html, force=force)
    context, period = AppContext(), "year" if year else "all" if everything else "days"
    if html is None and not as_json and context.typed and sys.stdout.isatty():
        return until_hung_up(lambda: _on_a_terminal(context, period))
    context.offer_to_unlock()
    page = _look(context, period)
    if as_json:
        print_json(plain(page))
    elif html is not None:
        from selfattach.pages.of_looking_back import page_of_looking_back  # noqa: PLC0415  only once it is needed

        write_page(target, page_of_looking_back(page, with_numbers=numbers))
    else:
        told = [*opening(page), *parts(page), *(numbers_of(page) if numbers else [])]
        print_lines(*"\n\n".join(told).split("\n"))
    tell_damage(context.history.damaged())
    return 0


def _look(context: AppContext, period: str) -> Page:
    today = practice_day(context.now())
    since = today - timedelta(days=_PERIODS[period]) if period in _PERIODS else None
    shelf = kind_words(context.history, context.seals)
    found = look_back(context.history.records(), shelf, OF_THE_LIBRARY, context.seals, since=since, today=today)
    coaching = Coaching(context)
    offered = [one.practice for one in coaching.advise(Wish()).offers[:1]]
    steps = [Next(one.id, context.library.title_of(one.id), one.minutes) for one in offered]
    return Page(found, steps[0] if steps else None, period)


# --- on a terminal


def _on_a_terminal(context: AppContext, period: str) -> int:
    run_options = resolve_options(context)
    with closing(base_voice(context, run_options)) as voice:
        context.offer_to_unlock(voice)
        start = Start(context, run_options, voice).meet()
        if start.light:
            run_practice(context, run_options, voice, *context.library.find(context.library.frame().gentle))
            return 0
        show(context, run_options, voice, period, helplines=start.numbers)
    return 0


def show(
    context: AppContext, run_options: RunOptions, voice: Voice, period: str = "days", *, helplines: str = ""
) -> None:
    """Tell the page, and what is behind its questions. Where the last weeks look hard, people come first.

    `helplines`: what stands with each question in the days after a hard moment.
    """
    page = _look(context, period)
    if (first := opening(page)) and not _wants_the_page(context, voice, first, helplines):
        return
    voice.say("\n\n".join(parts(page, dots=not voice.room.plain, asks=True)))
    ways = _ways(page)
    while chosen := choose(context, voice, words.INSIGHTS_MORE._replace(options=ways).beside(helplines)):
        match chosen:
            case "gone":
                return
            case "reach":
                if reach_someone(context, voice) == "closed":
                    return
            case "start" if page.next is not None:
                run_practice(context, run_options, voice, *context.library.find(page.next.exercise))
                return
            case _:
                ways.pop(chosen)
                voice.say("\n\n".join(_shown(context, page, chosen, bars=not voice.room.plain)))
    voice.end(words.ANY_TIME)


def _wants_the_page(context: AppContext, voice: Voice, first: list[str], helplines: str) -> bool:
    voice.say("\n\n".join(first))
    while (chosen := choose(context, voice, words.INSIGHTS_HARD_MENU.beside(helplines))) != "page":
        if chosen == "reach":
            if reach_someone(context, voice) == "closed":
                return False
        elif chosen == "doctor":
            voice.say(words.INSIGHTS_FOR_A_DOCTOR)
        else:
            voice.end(words.ANY_TIME)
            return False
    return True


def _ways(page: Page) -> dict[str, str]:
    found = page.insights
    ways = {}
    if found.came_back:
        ways["sentence"] = words.INSIGHTS_SHOW_SENTENCE
    if found.numbers.pairs:
        ways["numbers"] = words.INSIGHTS_SHOW_NUMBERS
    if found.kind_word is not None:
        ways["not_again"] = words.INSIGHTS_NOT_AGAIN
    if page.next is not None:
        ways["start"] = words.INSIGHTS_START.format(title=page.next.title, minutes=words.about(page.next.minutes))
    ways["reach"] = words.REACH
    return ways


def _shown(context: AppContext, page: Page, chosen: str, *, bars: bool) -> list[str]:
    if chosen == "sentence":
        return [
            words.INSIGHTS_SENTENCE.format(sentence=words.in_quotes(one.sentence))
            for one in page.insights.came_back[:1]
        ]
    if chosen == "not_again" and page.insights.kind_word is not None:
        return [_take_off(context, page.insights.kind_word)]
    return numbers_of(page, bars=bars)


def _take_off(context: AppContext, line: KindWords) -> str:
    """Take a line off the shelf: it comes nowhere unasked, and stays in its session."""
    from selfattach.cli.shelves.review import keep_entries  # noqa: PLC0415  only then
    from selfattach.cli.shelves.review_kind_words import KIND_SHELF  # noqa: PLC0415  same
    from selfattach.history.record import Entry  # noqa: PLC0415  same

    now = context.now()
    entries = [
        Entry(name="line", kind=KIND_SHELF.kind, ask=words.INSIGHTS_NOT_AGAIN, value=OFF, at=now.isoformat(),
              labels={OFF: words.LOOK_CAME_OFF}, of=of, outcome=OFF)
        for of in line.of
    ]  # fmt: skip
    keep_entries(context, KIND_SHELF, entries, now)
    return words.INSIGHTS_NOT_AGAIN_DONE
