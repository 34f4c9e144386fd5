"""Opening a practice: the voice that suits, the exercise read whole, the first words. What follows is another file."""

import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from selfattach import words
from selfattach.cli.context import AppContext
from selfattach.cli.practise.run_options import RunOptions
from selfattach.config import SETTINGS_FILE, set_setting
from selfattach.engine.voice import Voice
from selfattach.errors import SelfattachError, WrongInputError
from selfattach.text import wrap

if TYPE_CHECKING:
    from selfattach.script.model import Exercise


def base_voice(context: AppContext, run_options: RunOptions) -> Voice:
    """Return the voice that suits the person, the place and the terms."""
    out = sys.stderr if run_options.as_json else sys.stdout
    plain = run_options.as_json or not run_options.asks or context.needs_plain(out)
    if not plain:
        plain = context.wants_plain if run_options.plain is None else run_options.plain
        if not plain and run_options.plain is None and _is_first_run(context, run_options):
            plain = _ask_for_voice(context, out)
    if not plain:
        return context.terminal_voice(run_options.manner)
    voice = context.plain_voice(out, run_options.manner, read=run_options.asks)
    if run_options.manner.discreet:
        voice.say(words.DISCREET_NOT_PLAIN)
    return voice


def _is_first_run(context: AppContext, run_options: RunOptions) -> bool:
    """Whether nobody has practised here yet, nor said how they would like it."""
    new = not context.settings.voice and context.is_new
    return new and not run_options.scripted and not run_options.manner.discreet


def _ask_for_voice(context: AppContext, out: TextIO) -> bool:
    """Ask in plain lines, once, whether plain lines are wanted. What was said is kept with the settings."""
    from selfattach.ui.line_input import next_line  # noqa: PLC0415  once in a life

    out.write("\n".join(wrap(words.FIRST_VOICE, min(shutil.get_terminal_size().columns, 72))) + "\n")
    while True:
        out.write("> ")
        out.flush()
        line = next_line(sys.stdin)
        said = line.strip().casefold()
        if said in ("", "n", "no", "y", "yes"):
            break
        out.write(f"{words.FIRST_VOICE_AGAIN}\n")
    out.write("\n")
    plain = said in ("y", "yes")
    if line:
        with suppress(SelfattachError):  # a disk that refuses this says so at the first answer
            set_setting(context.places.config / SETTINGS_FILE, "practice.voice", "plain" if plain else "terminal")
    return plain


def load_whole(context: AppContext, path: Path, *, own: bool) -> "Exercise":
    """Return the exercise in a script. Raises WrongInputError for a fragment."""
    exercise = context.library.load(path, own=own)
    if exercise.head.kind == "fragment":
        raise WrongInputError(words.FRAGMENT.format(id=exercise.head.id))
    return exercise


def say_first_words(context: AppContext, run_options: RunOptions, voice: Voice, exercise: "Exercise") -> None:
    """Say what this is not and where words are kept, the first time ever; then what this practice is."""
    say_what_this_is_not(context, run_options, voice)
    voice.open(exercise.head)


def say_what_this_is_not(context: AppContext, run_options: RunOptions, voice: Voice) -> None:
    """The first time ever: that, and where words are kept."""
    if run_options.asks and not run_options.scripted and not context.first_words_said and context.is_new:
        voice.say("\n\n".join([words.FIRST_WORDS, *([words.FIRST_RUN] if run_options.saves else [])]))
        context.first_words_said = True


def is_gentle(context: AppContext, path: Path, *, own: bool) -> bool:
    """Whether the exercise in a script is a gentle one. One that cannot be read is told where it is opened."""
    try:
        return load_whole(context, path, own=own).head.intensity == "gentle"
    except SelfattachError:
        return True
