"""How large a terminal is, and what is taken where it does not say: a serial line, a container, a size of nought."""

import os
from typing import Final, TextIO

_UNKNOWN: Final = (80, 24)


def size_of(out: TextIO) -> tuple[int, int]:
    """Columns and rows."""
    try:
        columns, rows = os.get_terminal_size(out.fileno())
    except (OSError, ValueError):
        return _UNKNOWN
    return columns or _UNKNOWN[0], rows or _UNKNOWN[1]
