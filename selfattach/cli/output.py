"""Results on stdout: one JSON document, or lines made fit for a terminal."""

import json
import shutil
import sys
from typing import Any

from selfattach.text import clean, wrap

WIDTH = 72


def print_json(value: Any) -> None:  # noqa: ANN401  plain values
    """Print one JSON document."""
    sys.stdout.write(f"{json.dumps(value, ensure_ascii=False, indent=2)}\n")


def print_lines(*lines: str, indent: str = "") -> None:
    """Print lines, wrapped for reading and cleaned."""
    width = max(min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH), 20)
    for line in lines:
        for part in wrap(clean(line), width, indent):
            sys.stdout.write(f"{part.rstrip()}\n")
