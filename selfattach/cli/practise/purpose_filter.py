"""What a practice is wanted for: the words `--for` takes, and which practices fit."""

from typing import TYPE_CHECKING

from selfattach import words
from selfattach.errors import WrongInputError
from selfattach.script.model import INTENSITIES, PURPOSES, ScriptHead
from selfattach.text import did_you_mean

if TYPE_CHECKING:
    from selfattach.cli.context import AppContext
    from selfattach.library import Listed


def check_wanted(wanted: str | None) -> None:
    """Raise WrongInputError when a practice cannot be for that."""
    if wanted is not None and wanted not in PURPOSES:
        near = did_you_mean(wanted, PURPOSES)
        raise WrongInputError(words.FOR_UNKNOWN.format(known=", ".join(PURPOSES), near=near))


def fits(head: ScriptHead, minutes: int | None, wanted: str | None) -> bool:
    """Whether a practice is short enough and for what is wanted."""
    in_time = minutes is None or (head.minutes is not None and head.minutes <= minutes)
    return in_time and (wanted is None or wanted in head.purposes)


def in_order(listed: "list[Listed]", context: "AppContext", wanted: str | None) -> "list[Listed]":
    """Return them in the order of the map for what is wanted, then gentle ones first; as they were without a wish."""
    if wanted is None:
        return listed
    first = context.library.map_of(wanted)

    def place(one: "Listed") -> tuple[int, int]:
        assert one.head is not None
        known = first.index(one.head.id) if one.head.id in first else len(first)
        return known, INTENSITIES.index(one.head.intensity)

    return sorted(listed, key=place)
