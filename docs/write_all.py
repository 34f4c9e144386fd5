"""Write every page anew that is written from the program: library, numbers, format, reference, manual.

    python docs/write_all.py

Pictures and transcripts are drawn by `draw_pictures.py` and by `tests/program/real_terminal.py`, which take longer.
"""

import list_format
import list_helplines
import list_library
import list_reference
import write_share


def main() -> None:
    """Write them; those that are as they were stay so."""
    for pages in (list_library, list_helplines, list_format):
        pages.PAGE.write_text(pages.page(), encoding="utf-8")
    list_reference.main()
    write_share.main()


if __name__ == "__main__":
    main()
