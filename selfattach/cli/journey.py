"""`selfattach journey`: what gets in the way most, the next practice on that way, and what helped so far.

It begins with the barrier inventory, and everything is worked out from stored sessions since then.
"""

import sys
from typing import Annotated, Any, NamedTuple

import typer

from selfattach import words
from selfattach.cli.coaching import Coaching
from selfattach.cli.desk import Desk
from selfattach.cli.output import print_json, print_lines
from selfattach.cli.practice import base_voice, hold, until_hung_up, wish_of
from selfattach.coach.journey import Journey, barriers_of, journey

app = typer.Typer(rich_markup_mode=None)
INVENTORY = "barrier-inventory"
_ANSWER = "now"


class _Seen(NamedTuple):
    """The way as it is today, or None where no inventory was taken; and what may be practised now."""

    way: Journey | None
    next: str


@app.command("journey")
def show_journey(
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> int:
    """A way of fourteen practices, on any days, for what gets in the way most."""
    desk = Desk()
    coaching = Coaching(desk)
    seen = _look(desk, coaching)
    if as_json:
        print_json(_plain(seen))
        return 0
    lines = _told(desk, seen)
    if not seen.next or not (desk.typed and sys.stdout.isatty()):
        print_lines(*lines)
        return 0
    return until_hung_up(lambda: _offer(desk, seen, lines))


def _offer(desk: Desk, seen: _Seen, lines: list[str]) -> int:
    wish = wish_of(desk)
    voice = base_voice(desk, wish)
    try:
        voice.say("\n\n".join(lines))
        if voice.menu(words.NEXT.about(title=desk.library.title_of(seen.next))) == "yes":
            hold(desk, wish, voice, *desk.library.find(seen.next))
        return 0
    finally:
        voice.close()


def _look(desk: Desk, coaching: Coaching) -> _Seen:
    from selfattach.coach.past import past_of  # noqa: PLC0415  with the history
    from selfattach.history.ids import practice_day  # noqa: PLC0415  same

    heads = desk.history.latest()
    taken = next((head for head in heads if head.exercise == INVENTORY and _ANSWER in head.answered), None)
    if taken is None:
        return _Seen(None, INVENTORY)
    figures = next((entry.value for entry in desk.history.get(taken.id).answers if entry.name == _ANSWER), None)
    given = figures.items() if isinstance(figures, dict) else ()
    barriers = barriers_of({str(item).replace("_", "-"): figure for item, figure in given if isinstance(figure, int)})
    since, past = past_of(head for head in heads if head is not taken and head.id[:16] >= taken.id[:16]), past_of(heads)
    way = journey(barriers, desk.library.maps(), coaching.shelf, since, past, practice_day(desk.now()))
    return _Seen(way, way.next)


def _told(desk: Desk, seen: _Seen) -> list[str]:
    way = seen.way
    if way is None:
        return [words.JOURNEY_BEGIN, words.JOURNEY_NEXT.format(title=_name(desk, INVENTORY))]
    barriers = "; ".join(words.OFFERED_FOR.get(barrier, barrier) for barrier in way.barriers)
    lines = [words.JOURNEY_FOR.format(barriers=barriers) if barriers else words.JOURNEY_NOTHING_HIGH]
    if way.tried:
        lines.append(words.JOURNEY_TRIED.format(titles=_names(desk, way.tried)))
    if way.settled:
        lines.append(words.JOURNEY_SETTLED.format(titles=_names(desk, way.settled)))
    if way.is_walked:
        return [*lines, words.JOURNEY_WALKED]
    return [*lines, words.JOURNEY_NEXT.format(title=_name(desk, way.next)) if way.next else words.JOURNEY_WAITS]


def _name(desk: Desk, ident: str) -> str:
    return f"{desk.library.title_of(ident)} (`selfattach practice {ident}`)"


def _names(desk: Desk, idents: tuple[str, ...]) -> str:
    return ", ".join(desk.library.title_of(ident) for ident in idents)


def _plain(seen: _Seen) -> dict[str, Any]:
    if seen.way is None:
        return {"begun": False, "next": seen.next}
    return {"begun": True, **seen.way._asdict(), "walked": seen.way.is_walked}
