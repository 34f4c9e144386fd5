"""Holding a practice: its first words at once, and the rest, which is loaded while they are read."""

from pathlib import Path
from typing import Final

from selfattach.cli.context import AppContext
from selfattach.cli.practise.run_options import RunOptions
from selfattach.cli.practise.voice_setup import load_whole, say_first_words
from selfattach.engine.voice import Voice

# how a practice can have ended, beside done, enough and guard: for what comes after it
HARDER: Final = "harder"  # it left one so
ROSE: Final = "rose"  # a figure rose in it
LOW_NUMBER: Final = "low"  # it began with a low figure, and none rose


def run_practice(context: AppContext, run_options: RunOptions, voice: Voice, path: Path, own: bool) -> list[str]:
    """Hold a practice, and what is offered after it. Return how each ended; typer.Exit comes where one was left."""
    opened = None
    if not (
        run_options.scripted or (run_options.takes_up and context.has_drafts)
    ):  # else something else may come first
        opened = load_whole(context, path, own=own)
        say_first_words(context, run_options, voice, opened)
    from selfattach.cli.practise.practice_run import PracticeRun  # noqa: PLC0415  after the first words

    return PracticeRun(context, run_options, voice).run(path, opened, own=own)
