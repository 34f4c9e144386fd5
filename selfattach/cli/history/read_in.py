"""What is to be brought in, read: a file, the standard input, or the notes in a folder. Never more than fits."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from selfattach import disk, words
from selfattach.errors import WrongInputError, reason
from selfattach.exchange.json_format import MOST_BYTES
from selfattach.exchange.other_files import NOTES

STDIN: Final = "-"


def read_file(file: str) -> bytes:
    """The bytes of a file, or of the standard input. Raises WrongInputError: unreadable, or far too many."""
    content = b""
    try:
        if file == STDIN:
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(file).open("rb") as source:
                size = os.fstat(source.fileno()).st_size
                content = source.read(MOST_BYTES + 1) if size <= MOST_BYTES else b""
            if size > MOST_BYTES:
                raise _too_large()
    except (OSError, ValueError) as wrong:
        why = reason(wrong) if isinstance(wrong, OSError) else str(wrong)
        raise WrongInputError(words.IMPORT_UNREADABLE.format(file=file, why=why)) from wrong
    if len(content) > MOST_BYTES:
        raise _too_large()
    return content


def read_folder(folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield the notes in a folder and below, each with its place in it. Nothing hidden is read, and through no link.

    Raises WrongInputError as above.
    """
    size = 0
    for place, folders, names in os.walk(folder, onerror=_refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if name.startswith(".") or not name.lower().endswith(NOTES) or path.is_symlink() or not disk.is_file(path):
                continue
            content = read_file(str(path))
            size += len(content)
            if size > MOST_BYTES:
                raise _too_large()
            yield str(path.relative_to(folder)), content


def _refused(wrong: OSError) -> None:
    raise WrongInputError(words.IMPORT_UNREADABLE.format(file=wrong.filename, why=reason(wrong))) from wrong


def _too_large() -> WrongInputError:
    return WrongInputError(words.IMPORT_TOO_LARGE.format(megabytes=MOST_BYTES >> 20))
