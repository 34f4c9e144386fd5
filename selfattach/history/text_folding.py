"""Words made alike for finding: capitals, accents and ways of encoding told apart by nobody who looks for a word.

Two foldings. `fold` is what counts: a word is found where its fold stands in the fold of a text. `skeleton` is cruder:
it works sign by sign, whatever stands beside, so that whatever has no skeleton of a word cannot hold its fold. Pure;
it knows no session and no file.

Left out are accents and the points of Hebrew and Arabic, signs nobody sees, and the stroke of the Arabic tatweel. What
makes another letter stays: the voicing of kana, the vowels and dots of Indic scripts, the tones of Thai, Hangul.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final
from unicodedata import category, combining, normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

_ACCENTS: Final = 200  # combining classes from here on are places around a letter; below are the ways of single scripts
_POINTS: Final = range(10, 37)  # combining classes of Hebrew, Arabic and Syriac points
_UNSEEN: Final = frozenset(
    "\u034f\u0640\u180b\u180c\u180d\u180f" + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
_ALIKE: Final = {  # letters with a stroke, and signs that a keyboard gives for another
    "đ": "d", "ħ": "h", "\u0131": "i", "ł": "l", "ø": "o", "ŧ": "t", "æ": "ae", "œ": "oe", "\u2018": "'", "\u2019": "'",
    "\u02bc": "'",
}  # fmt: skip
FIRST_SYLLABLE, LAST_SYLLABLE = "\uac00", "\ud7a3"  # of Hangul


def fold(text: str) -> str:
    """Return the text as it is compared: small letters without accents, every run of spaces and line ends one space."""
    if text.isascii():
        return " ".join(text.lower().split())
    text = _taken_apart(text)
    for sign in set(text):
        if sign > "\x7f" and (alike := _alike(sign)) != sign:
            text = text.replace(sign, alike)
    return " ".join(normalize("NFC", text).split())


def spoken(text: str) -> str:
    """Return the fold of a sentence without its punctuation: alike where the same words were said again."""
    bare = (("" if sign in "'\u2019" else " ") if category(sign)[0] == "P" else sign for sign in fold(text))
    return " ".join("".join(bare).split())


def skeleton(text: str) -> str:
    """Return the letters of a text: what `fold` leaves, with its letters taken apart and without any mark."""
    text = _taken_apart(text)
    for sign in set(text):
        if sign > "\x7f" and (bone := _bone(sign)) != sign:
            text = text.replace(sign, bone)
    return text


@cache
def plain(sign: str) -> str:
    """Return the skeleton of one sign, with the syllables of Hangul left whole."""
    return sign if FIRST_SYLLABLE <= sign <= LAST_SYLLABLE else skeleton(sign)


@cache
def is_jamo(sign: str) -> bool:
    """Whether a sign is a part of a syllable of Hangul, which a neighbour could make whole."""
    return not FIRST_SYLLABLE <= sign <= LAST_SYLLABLE and any("\u1100" <= part <= "\u11ff" for part in skeleton(sign))


@cache
def fold_of_piece(piece: str) -> str:
    """Return the fold of one piece of a text, with the space that it may be, or have at its ends."""
    return fold(f".{piece}.")[1:-1]


def pieces(text: str) -> Iterator[str]:
    """Cut a text where it may be cut: the pieces, each folded alone, are the fold of the whole but for spaces.

    A letter stays with its marks, a syllable of Hangul with its parts, and a joined emoji in one piece.
    """
    piece = ""
    for sign in text:
        if piece and not (_clings(sign) or piece.endswith("\u200d")):
            yield piece
            piece = sign
        else:
            piece += sign
    if piece:
        yield piece


def _taken_apart(text: str) -> str:
    for _ in range(2):  # folding case may make what can be taken apart again, and the other way round
        text = normalize("NFKD", text).casefold()
    return normalize("NFKD", text)


@cache
def _alike(sign: str) -> str:
    if combining(sign) >= _ACCENTS or combining(sign) in _POINTS or category(sign) == "Cf" or sign in _UNSEEN:
        return ""
    return _ALIKE.get(sign, sign)


@cache
def _bone(sign: str) -> str:
    return "" if combining(sign) else _alike(sign)


@cache
@cache
def _clings(sign: str) -> bool:
    first = normalize("NFKD", sign)[0]
    return category(first)[0] == "M" or category(sign) == "Cf" or "\u1160" <= first <= "\u11ff"
