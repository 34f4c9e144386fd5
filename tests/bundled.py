"""The library as it is bundled, with nobody's own scripts beside it; read once for all files of tests."""

from functools import cache

from selfattach.library import Library
from selfattach.paths import library

LIBRARY = library()
SHELF = Library(LIBRARY, LIBRARY / "nobody's own")
LISTED = {one.head.id: one for one in SHELF.listed() if one.head is not None}
HEADS = {ident: one.head for ident, one in LISTED.items()}


@cache
def loaded(ident):
    """Return an exercise of it."""
    path, own = SHELF.find(ident)
    return SHELF.load(path, own=own)
