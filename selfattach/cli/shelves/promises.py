"""`selfattach promises`: what a person promised themselves and has not closed. Nothing is counted, nothing is late."""

import typer

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.options import Json
from selfattach.cli.output import print_json, print_lines, tell_damage
from selfattach.history.ids import day_of, practice_day
from selfattach.shelves.contents import open_promises
from selfattach.text import one_line
from selfattach.words import commands

app = typer.Typer(rich_markup_mode=None)


@app.command(help=commands.PROMISES)
def promises(as_json: Json = False) -> None:
    """None is no error. What cannot be read is told on stderr."""
    context = AppContext()
    today = practice_day(context.now())
    found = open_promises(context.history, context.seals)
    damaged = context.history.damaged()
    if as_json:
        print_json([promise._asdict() for promise in found])
    elif not found:
        print_lines(words.NONE_READABLE if damaged else words.PROMISES_EMPTY)
    for promise in [] if as_json else found:
        ago = words.ago((today - day_of(promise.started)).days)
        print_lines(one_line(words.promise(promise.cue, promise.action)))
        about = words.PROMISE_FROM.format(title=one_line(promise.title), ago=ago)
        print_lines(about, words.PROMISE_AGAIN.format(exercise=one_line(promise.exercise)), indent="  ")
    tell_damage(damaged)
