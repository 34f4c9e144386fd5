"""What has to be there before the first words of a practice: what this call wishes, and the exercise, read whole."""

import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from selfattach import words
from selfattach.cli.desk import Desk
from selfattach.config import FILE, set_setting
from selfattach.errors import SelfattachError, WrongInputError
from selfattach.text import wrap
from selfattach.ui.port import Manner, Voice

if TYPE_CHECKING:
    from selfattach.script.model import Exercise


class Wish(NamedTuple):
    """The options of one call."""

    answers: dict[str, Any]
    given: list[str]  # the settings of the command line, as typed
    scripted: bool  # answers were given, or no input is wanted
    asks: bool  # somebody answers what is not given
    plain: bool | None  # None: not said
    manner: Manner
    saves: bool
    fresh: bool
    as_json: bool
    explain: bool = False  # tell the reasons of the coach

    @property
    def takes_up(self) -> bool:
        """Whether what was left is offered."""
        return self.asks and self.saves and not (self.scripted or self.fresh)


def load_whole(desk: Desk, path: Path, *, own: bool) -> "Exercise":
    """Return the exercise in a script. Raises WrongInputError for a fragment."""
    exercise = desk.library.load(path, own=own)
    if exercise.head.kind == "fragment":
        raise WrongInputError(words.FRAGMENT.format(id=exercise.head.id))
    return exercise


def is_first_run(desk: Desk, wish: Wish) -> bool:
    """Whether nobody has practised here yet, nor said how they would like it."""
    new = not desk.settings.voice and not desk.places.state.exists()
    return new and not wish.scripted and not wish.manner.discreet


def ask_for_voice(desk: Desk, out: TextIO) -> bool:
    """Ask in plain lines, once, whether plain lines are wanted. What was said is kept with the settings."""
    from selfattach.ui.plain import next_line  # noqa: PLC0415  once in a life

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
            set_setting(desk.places.config / FILE, "practice.voice", "plain" if plain else "terminal")
    return plain


def say_first_words(desk: Desk, wish: Wish, voice: Voice, exercise: "Exercise") -> None:
    """Say where words are kept, the first time ever; then what this practice is."""
    if wish.saves and not wish.scripted and not desk.first_words_said and not desk.places.state.exists():
        voice.say(words.FIRST_RUN)
    voice.open(exercise.head)
