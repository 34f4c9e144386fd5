"""A file that a person asks for, in the place they say: for all that can be written to one or printed.

It is for its owner only, and nothing that is there already is written over unasked.
"""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from selfattach import disk, words
from selfattach.cli.output import print_lines
from selfattach.errors import WrongInputError

OUT: Final = "-"


def file_to_write(to: str, *, force: bool) -> Path | None:
    """Return the file to write, None for the standard output. Raises WrongInputError where something is there."""
    if to == OUT:
        return None
    if not to or (os.path.exists(to) and not os.path.isfile(to)):  # noqa: PTH110, PTH113  a Path of a name too long for a file raises
        raise WrongInputError(words.EXPORT_NO_FILE.format(path=to or "''"))
    if os.path.lexists(to) and not force:
        raise WrongInputError(words.EXPORT_EXISTS.format(path=to))
    return Path(to)


def write_out(
    target: Path | None, parts: Iterable[str], wrote: Callable[[Path, bytes], None] = lambda *_: None
) -> None:
    """Write the parts as UTF-8, whatever this terminal is set to. A file is there whole or not at all.

    `wrote`: hears of the file, once it is there.
    """
    if target is None:
        for part in parts:
            sys.stdout.buffer.write(part.encode())
        return
    with disk.refusals(target):
        file, content = disk.where_it_leads(target), "".join(parts).encode()
        disk.replace(file, content)
        wrote(file, content)


def write_page(target: Path | None, parts: Iterable[str]) -> None:
    """Write a page, and say where it is."""
    write_out(target, parts)
    if target is not None:
        print_lines(words.PAGE_WRITTEN.format(path=target))
