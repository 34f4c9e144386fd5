"""A good script, and the checker of the library for scripts of one's own."""

from pathlib import Path

from selfattach.author.checker import Checker
from selfattach.library import Library
from selfattach.paths import library

GOOD = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8")


def checker_of(folder):
    return Checker(Library(library(), folder), library())
