"""How words stand in a box: broken between words, whatever is shown of them."""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.layout.utils import explode_text_fragments
from prompt_toolkit.utils import get_cwidth

from selfattach.text import shown, signs_in

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples

_LONGEST_LINE: Final = 8_000  # letters; in a longer one, pasted most likely, words are not kept whole, for speed


class WholeWords(Processor):
    """Breaks the lines in a box between words. The spaces that fill a row are shown only; the text has none of them.

    `gutter`: the columns before them.
    """

    def __init__(self, gutter: int) -> None:
        self._gutter = gutter

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Fill up each row before a word that would not fit in it."""
        length = sum(len(text) for _, text, *_ in transformation_input.fragments)
        given: StyleAndTextTuples = [(style, shown(text)) for style, text, *_ in transformation_input.fragments]
        if length > _LONGEST_LINE:
            return Transformation(given)
        fragments = explode_text_fragments(given)
        room = transformation_input.width - self._gutter
        breaks = _breaks("".join(text for _, text, *_ in fragments), room)
        if not breaks:
            return Transformation(fragments)
        on_screen: StyleAndTextTuples = []
        done = 0
        for at, fill in breaks:
            on_screen += [*fragments[done:at], ("", " " * fill)]
            done = at
        starts = [at for at, _ in breaks]
        filled = [0, *accumulate(fill for _, fill in breaks)]
        shown_starts = [at + before for at, before in zip(starts, filled, strict=False)]

        def to_source(place: int) -> int:
            passed = bisect_right(shown_starts, place)
            if passed == 0:
                return place
            return max(place - filled[passed], starts[passed - 1])

        return Transformation(
            [*on_screen, *fragments[done:]],
            source_to_display=lambda place: place + filled[bisect_right(starts, place)],
            display_to_source=to_source,
        )


def _breaks(line: str, room: int) -> list[tuple[int, int]]:
    """Where words begin that would not fit their row, each with the columns left free before it.

    A column stays free behind a word, for the space after it or for the cursor: else the next row would begin with it.
    """
    found: list[tuple[int, int]] = []
    used = 0
    for part in re.finditer(r"\S+|\s+", line):
        width = _drawn(part.group())
        if used and used + width >= room >= width and not part.group().isspace():
            found.append((part.start(), room - used))
            used = 0
        if used + width > room and not part.group().isascii():
            used = _break_between_signs(part.group(), part.start(), used, room, found)
            continue
        used = (used + width) % room if used + width > room else used + width
        used = 0 if used == room else used
    return found


def _break_between_signs(word: str, at: int, used: int, room: int, found: list[tuple[int, int]]) -> int:
    """Note where a long word is to be broken, so that no sign is cut. Return the columns used of its last row."""
    for sign in signs_in(word):
        width = _drawn(sign)
        if used and used + width > room:
            found.append((at, room - used))
            used = 0
        used = (used + width) % room
        at += len(sign)
    return used


def _drawn(text: str) -> int:
    """The columns as a box counts them: letter by letter, also in an emoji of several."""
    return len(text) if text.isascii() else sum(map(get_cwidth, text))
