"""`selfattach journey`: what gets in the way most, the next practice on that way, and what helped so far.

It begins with the barrier inventory, and everything is worked out from stored sessions since then.
"""

import sys
from contextlib import closing
from typing import Annotated, NamedTuple

import typer

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.output import damage_lines, print_json, print_lines, tell_damage
from selfattach.cli.practise.before_start import Start
from selfattach.cli.practise.choose_practice import INVENTORY, Coaching
from selfattach.cli.practise.hangup import until_hung_up
from selfattach.cli.practise.run import run_practice
from selfattach.cli.practise.run_options import RunOptions, resolve_options
from selfattach.cli.practise.voice_setup import base_voice
from selfattach.coach.journey import Journey
from selfattach.engine.voice import Voice
from selfattach.kinds import JsonObject
from selfattach.words import commands

app = typer.Typer(rich_markup_mode=None)


class _Seen(NamedTuple):
    """The way as it is today, or None where no inventory was taken; and what may be practised now."""

    way: Journey | None
    next: str


@app.command("journey", help=commands.JOURNEY)
def show_journey(
    as_json: Annotated[bool, typer.Option("--json", help=commands.JOURNEY_JSON)] = False,
) -> int:
    """Returns the exit status. On a terminal it may go on to a practice."""
    context = AppContext()
    coaching = Coaching(context)
    if as_json:
        print_json(_plain(_look(context, coaching)))
        tell_damage(context.past.damaged())
        return 0
    if context.typed and sys.stdout.isatty():
        return until_hung_up(lambda: _on_a_terminal(context, coaching))
    seen = _look(context, coaching)
    print_lines(*_format_seen(context, seen), *_then(context, seen))
    tell_damage(context.past.damaged())
    return 0


def _on_a_terminal(context: AppContext, coaching: Coaching) -> int:
    run_options = resolve_options(context)
    with closing(base_voice(context, run_options)) as voice:
        start = Start(context, run_options, voice).meet()
        if start.gentle_only or start.light:
            voice.say(start.instead_of(words.JOURNEY))
            run_practice(context, run_options, voice, *context.library.find(context.library.frame().gentle))
            return 0
        walk(context, coaching, run_options, voice)
    return 0


def walk(context: AppContext, coaching: Coaching, run_options: RunOptions, voice: Voice) -> None:
    """Tell where the journey is, and offer what comes next; after the inventory that is the way it made."""
    seen = _look(context, coaching)
    if damaged := damage_lines(context.past.damaged()):
        voice.say("\n".join(damaged))
    while True:
        lines = _format_seen(context, seen)
        voice.say("\n\n".join(lines if seen.next else [*lines, *_then(context, seen)]))
        if not seen.next:
            return
        menu = _ask(seen).about(title=coaching.name(seen.next))
        if voice.menu(menu._replace(first="yes" if _enter_starts(seen, coaching) else "")) != "yes":
            return
        run_practice(context, run_options, voice, *context.library.find(seen.next))
        before, seen = seen, _look(context, coaching)
        if before.way is not None or seen.way is None:
            return


def _ask(seen: _Seen) -> words.Menu:
    if seen.way is None:
        return words.NEXT
    return words.JOURNEY_ONCE_MORE if seen.way.is_walked else words.JOURNEY_ON


def _enter_starts(seen: _Seen, coaching: Coaching) -> bool:
    """Whether Enter starts what is next: never a deep one, and once more only a gentle one."""
    once_more = seen.way is not None and seen.way.is_walked
    return coaching.intensity(seen.next) in (("gentle",) if once_more else ("gentle", "moderate"))


def _look(context: AppContext, coaching: Coaching) -> _Seen:
    context.history.latest()  # a locked one is opened first, or nothing is told: a journey may have begun in it
    way = coaching.journey
    return _Seen(None, INVENTORY) if way is None else _Seen(way, way.next or way.upkeep)


def _format_seen(context: AppContext, seen: _Seen) -> list[str]:
    """How it stands: what it is for, the kinds that were tried, and what settled."""
    way = seen.way
    if way is None:
        return [words.JOURNEY_BEGIN]
    barriers = "; ".join(words.MARKED.get(barrier, barrier) for barrier in way.barriers)
    lines = [words.JOURNEY_FOR.format(barriers=barriers) if barriers else words.JOURNEY_NOTHING_HIGH]
    if way.kinds:
        kinds = ", ".join(words.FAMILIES.get(kind, kind) for kind in way.kinds)
        lines.append(words.JOURNEY_KINDS.format(kinds=kinds))
    if way.tried and not way.is_walked:
        lines.append(words.JOURNEY_TRIED.format(titles=_names(context, way.tried)))
    if way.settled:
        lines.append(words.JOURNEY_SETTLED.format(titles=_names(context, way.settled)))
    if not way.is_walked:
        return lines
    keep = words.JOURNEY_KEEP.format(titles=_names(context, way.settled)) if way.settled else words.JOURNEY_KEEP_ANY
    return [*lines, words.JOURNEY_WALKED, keep, words.JOURNEY_AGAIN]


def _then(context: AppContext, seen: _Seen) -> list[str]:
    """What may come now, where nobody is asked."""
    if not seen.next:
        if seen.way is None or seen.way.is_walked:
            return []
        later = seen.way.later
        return [words.JOURNEY_LATER.format(title=_name(context, later)) if later else words.JOURNEY_WAITS]
    told = words.JOURNEY_UPKEEP if seen.way is not None and seen.way.is_walked else words.JOURNEY_NEXT
    return [told.format(title=_name(context, seen.next))]


def _name(context: AppContext, ident: str) -> str:
    return words.JOURNEY_TITLE.format(title=context.library.title_of(ident), name=ident)


def _names(context: AppContext, idents: tuple[str, ...]) -> str:
    return ", ".join(context.library.title_of(ident) for ident in idents)


def _plain(seen: _Seen) -> JsonObject:
    if seen.way is None:
        return {"begun": False, "next": seen.next}
    return {"begun": True, **seen.way._asdict(), "walked": seen.way.is_walked}
