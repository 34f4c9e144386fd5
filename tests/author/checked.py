"""A good script, and the checker of the library for scripts of one's own."""

from functools import cache
from pathlib import Path

from selfattach.author.checker import Checker
from selfattach.library import Library
from selfattach.paths import library

GOOD = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8")


class ReadOnce(Library):
    """The library with its bundled scripts read once for all tests of a process."""

    def load(self, path, *, own=True):
        return super().load(path, own=own) if own else _bundled(path)


@cache
def _bundled(path):
    return Library(library(), library() / "nobody's own").load(path, own=False)


def checker_of(folder):
    return Checker(ReadOnce(library(), folder), library())
