"""What has to be there before the first words of a practice: what this call wishes, and the exercise, read whole."""

from pathlib import Path
from typing import Any, NamedTuple

from selfattach import words
from selfattach.cli.desk import Desk
from selfattach.errors import WrongInputError
from selfattach.script.model import Exercise
from selfattach.ui.port import Voice


class Wish(NamedTuple):
    """The options of one call."""

    answers: dict[str, Any]
    given: list[str]  # the settings of the command line, as typed
    scripted: bool  # answers were given, or no input is wanted
    asks: bool  # somebody answers what is not given
    plain: bool
    pace: float
    saves: bool
    fresh: bool
    as_json: bool

    @property
    def takes_up(self) -> bool:
        """Whether what was left is offered."""
        return self.asks and self.saves and not (self.scripted or self.fresh)


def load_whole(desk: Desk, path: Path, *, own: bool) -> Exercise:
    """Return the exercise in a script. Raises WrongInputError for a fragment."""
    exercise = desk.library.load(path, own=own)
    if exercise.head.kind == "fragment":
        raise WrongInputError(
            f"`{exercise.head.id}` is a fragment, a part of other exercises; it is not practised alone."
        )
    return exercise


def say_first_words(desk: Desk, wish: Wish, voice: Voice, exercise: Exercise) -> None:
    """Say where words are kept, the first time ever; then what this practice is."""
    if wish.saves and not wish.scripted and not desk.places.state.exists():
        voice.say(words.FIRST_RUN)
    voice.open(exercise.head)
