"""Write the reference of the format, `authors/reference.md`, from the grammar that scripts are read by.

python docs/list_format.py
"""

from pathlib import Path
from typing import Final

from selfattach.author import reference

_WRITTEN: Final = """\
New to it? [The tutorial](tutorial.md) takes fifteen minutes; [the how-tos](how-to.md) have one aim each. This page is
written by `python docs/list_format.py`; a test holds it to what the program reads.
"""
PAGE: Final = Path(__file__).parent / "authors" / "reference.md"


def page() -> str:
    """Return the page."""
    return reference.page(_WRITTEN)


def main() -> None:
    """Write it."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
