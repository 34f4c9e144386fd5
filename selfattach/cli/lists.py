"""Where a list is looked at on a terminal: the screen that its rows are drawn for, and how they are written there.

Elsewhere, in a pipe and in plain lines, each command prints its own lines.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TextIO

from selfattach.cli.context import AppContext
from selfattach.cli.output import print_newest
from selfattach.cli.which_session import numbered

if TYPE_CHECKING:
    from selfattach.ui.margin import Line
    from selfattach.ui.screen import Screen


def screen_of(context: AppContext) -> "Screen | None":
    """Return the screen, or None where nobody looks at one, or the person likes plain lines better."""
    if context.needs_plain(sys.stdout) or context.wants_plain:
        return None
    from selfattach.ui.screen import Screen  # noqa: PLC0415  not for a pipe

    return Screen(sys.stdout, context.environment, look=context.settings.look)


def writing(screen: "Screen", lines: "Iterable[Line]") -> Callable[[TextIO], None]:
    """Return what writes these lines."""
    told = "".join(f"{line}\n" for line in screen.drawn(lines))

    def write(out: TextIO) -> None:
        out.write(told)

    return write


class Listed(NamedTuple):
    """A session in a list: which, and what is told of it in columns, the words last."""

    id: str
    short: str
    when: str
    told: str


def print_sessions(
    context: AppContext,
    found: Sequence[Listed],
    in_lines: Callable[[str, int], Callable[[TextIO], None]],
    command: str,
    *,
    besides: int = 0,
    whole: bool = False,
) -> None:
    """Print sessions, the newest first, each with its number. `in_lines`: what writes one where no screen is.

    It is given its number, with room after it, and which it is. The others as `print_newest`.
    """
    numbers, screen = numbered(context, [one.id for one in found]), screen_of(context)
    if screen is None:
        blocks = [in_lines(number, at) for at, number in enumerate(numbers)]
        print_newest(blocks, command, besides=besides, whole=whole)
        return
    from selfattach.ui.table import Row, table  # noqa: PLC0415  not for a pipe

    margin = screen.margin
    rows = [Row((number.strip(), one.short, one.when), one.told) for number, one in zip(numbers, found, strict=True)]
    blocks = [writing(screen, lines) for lines in table(rows, margin)]
    print_newest(blocks, command, besides=besides, whole=whole, indent=" " * margin.left)
