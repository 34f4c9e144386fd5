"""Results on stdout: one JSON document, or lines made fit for a terminal."""

import io
import select
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from selfattach import words
from selfattach.text import clean, one_line, unseen_escaped, wrap

if TYPE_CHECKING:
    from selfattach.history.damage import Damage, Loss

WIDTH = 72
_A_MOMENT = 0.2  # seconds
_BELOW = 3  # rows under a list: how many are older, in two of them, and the prompt of the shell
_FEWEST_ROWS = 8


class Lost(io.TextIOWrapper):
    """The standard output where whoever started us closed it: what was to be read there is lost, and that is told."""

    def __init__(self) -> None:
        self._written = io.BytesIO()
        super().__init__(self._written, encoding="utf-8", errors="replace")

    @property
    def holds_any(self) -> bool:
        """Whether there was something to read."""
        self.flush()
        return self._written.tell() > 0


class Overheard:
    """An output that nobody has to read: once its reader is gone, the rest of it is dropped."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        """Write what can be written."""
        with suppress(BrokenPipeError):
            if not isinstance(self._out, Lost):
                self._out.write(text)
        return len(text)

    def flush(self) -> None:
        """Send it, if anyone is there."""
        with suppress(BrokenPipeError):
            self._out.flush()


def print_json(value: Any) -> None:  # noqa: ANN401  plain values
    """Print one JSON document, in ASCII where the output cannot carry every letter. Control characters are escaped."""
    import json  # noqa: PLC0415  not for words

    carries_all = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    document = json.dumps(value, ensure_ascii=not carries_all, indent=2)
    sys.stdout.write(f"{unseen_escaped(document)}\n")


def print_lines(*lines: str, indent: str = "", hang: str = "", out: TextIO | None = None) -> None:
    """Print lines, wrapped for reading and cleaned, on stdout as a rule. `hang` stands before what goes on below."""
    width = max(min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH), 20)
    for line in lines:
        for number, part in enumerate(wrap(clean(line), width - len(hang), indent)):
            (out or sys.stdout).write(f"{hang if number else ''}{part}".rstrip() + "\n")


def print_newest(
    blocks: Sequence[Callable[[TextIO], None]], command: str, *, besides: int = 0, whole: bool = False, indent: str = ""
) -> None:
    """Print what each of these writes, the newest first; on a terminal no more than fits, where not all is wanted.

    Then how many are older, those `besides` too, and how they are seen.
    """
    told = []
    for write in blocks:
        block = io.StringIO()
        write(block)
        told.append(block.getvalue())
    rows = _rows(sys.stdout)
    shown = len(told) if whole else _as_fit(told, rows, besides)
    sys.stdout.write("".join(told[:shown]))
    if older := len(told) - shown + besides:
        print_lines(
            words.counted(words.OLDER_ONES, older, command=f"{command} | less" if rows else command), indent=indent
        )


def _as_fit(told: Sequence[str], rows: int, besides: int) -> int:
    """How many of these fit on so many rows, one at least; 0 rows is no terminal, and all of them."""
    if not rows or (not besides and sum(one.count("\n") for one in told) < rows):
        return len(told)
    room, shown = max(rows, _FEWEST_ROWS) - _BELOW, 0
    for one in told:
        room -= one.count("\n")
        if shown and room < 0:
            break
        shown += 1
    return shown


def _rows(out: TextIO) -> int:
    """How many rows the terminal has that this leads to; 0 where it is none."""
    from selfattach.ui.size import size_of  # noqa: PLC0415  only for what is shown on a terminal

    return size_of(out)[1] if out.isatty() else 0


def ask_line(question: str) -> str | None:
    """Ask for one line, on stderr, since stdout may lead into a file. None where the input ended."""
    print_lines(question, out=sys.stderr)
    sys.stderr.write("> ")
    sys.stderr.flush()
    said = read_line()
    if not said.endswith("\n"):  # the terminal is still in that line
        sys.stderr.write("\n")
        return None
    return said.strip()


def read_line() -> str:
    """Return the next line of the input. A Ctrl-C that comes just before the wait for it is heard, too."""
    with suppress(OSError, ValueError):  # what cannot be waited for is read all the same
        while sys.stdin.isatty() and not select.select([sys.stdin], [], [], _A_MOMENT)[0]:
            pass  # between two waits Python looks whether a signal came
    return sys.stdin.readline()


def tell(*told: str) -> None:
    """Say something on stderr, beside what was asked for, cleaned; as `print_whole` has it."""
    print_whole(*told, out=sys.stderr)
    sys.stderr.flush()  # it may be about a wait that begins now


def print_whole(*lines: str, out: TextIO | None = None) -> None:
    """Print each on a line of its own, cleaned, for programs too. On a terminal they break between words.

    A word longer than a line, like a path, stays whole, so that it can be copied.
    """
    out = out or sys.stdout
    for line in lines:
        said = clean(line)
        if columns := _columns(out):
            from textwrap import TextWrapper  # noqa: PLC0415  only then

            fitted = TextWrapper(columns, break_long_words=False, break_on_hyphens=False)
            said = "\n".join(fitted.fill(part) for part in said.split("\n"))
        out.write(f"{said}\n")


def _columns(out: TextIO) -> int:
    """How wide the terminal is that this leads to; 0 where it is none."""
    from selfattach.ui.size import size_of  # noqa: PLC0415  only for what is shown on a terminal

    return size_of(out)[0] if out.isatty() else 0


def damage_lines(damaged: "Sequence[Damage | Loss]") -> list[str]:
    """Name what could not be read, and say what to do about it, each way once. It was left alone."""
    told = [damage.told.format(file=one_line(str(damage.file)), why=damage.why) for damage in damaged]
    return [*told, *dict.fromkeys(damage.way for damage in damaged)]


def tell_damage(damaged: "Sequence[Damage | Loss]") -> None:
    """The same on stderr, whether anybody reads it or not."""
    with suppress(BrokenPipeError):
        tell(*damage_lines(damaged))
