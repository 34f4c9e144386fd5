"""Untrusted text made fit to keep and to show: cleaned of terminal control, wrapped by cells, compared for slips.

Everything typed, read from a script or read from disk passes `clean` on its way in and on its way out. This
file knows nothing of scripts, sessions or screens.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from selfattach import words

# Whole escape sequences first (CSI; OSC, DCS, SOS, PM, APC with their bodies; two-character ones), so that no tail
# of one stays behind as litter; then every control character, bidirectional override and isolate that is left. A body
# without an end is words that follow a stray sign, and stays. No part is read twice, however long the text.
_SEQUENCES: Final = (
    "(?:\x1b\\[|\x9b)[0-?]*+[ -/]*+[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x80-\x9f\n]*+(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[ -/]*+[0-~]"
)
# These and others that plain text needs not are compiled with the first text that does, and not at every start.
_CONTROLS: Final = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]"
_UNSEEN: Final = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]"
_LONE_SURROGATES: Final = "[\ud800-\udfff]"
_NO_WIDTH: Final = "[\x00-\x1f\x7f-\x9f]"
_A_COLUMN_EACH: Final = "[ -~\u00a0-\u00ac\u00ae-\u02ff]*"  # the letters of most of Europe
_LINE_ENDS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES: Final = re.compile("[ \t\n]+")
_PLAIN: Final = re.compile("[ -~\n]*")
_A_FEW_LINES: Final = 400  # characters
_SHORT_SIGN: Final = 12  # characters; a flood of marks is not worth remembering
_NEAR: Final = 0.65
_LONGEST_SLIP: Final = 80  # what is longer is no slip of a name


def decoded(content: bytes) -> str:
    """Return what an editor saved: UTF-16 where it says so, else UTF-8; a byte that is none is the old sign it was."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        text = content.decode(errors="surrogateescape")
        return re.sub("[\udc80-\udcff]", lambda one: bytes([ord(one[0]) & 0xFF]).decode("cp1252", "replace"), text)


def clean(text: str) -> str:
    """Return the text without anything a terminal could take for a command; otherwise the same words.

    Line ends become a newline, a lone surrogate becomes U+FFFD. Cleaning twice is cleaning once.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = re.sub(_SEQUENCES, "", _LINE_ENDS.sub("\n", text))
    return re.sub(_LONE_SURROGATES, "\ufffd", re.sub(_CONTROLS, "", text))


def shown(text: str) -> str:
    """Return the text with one visible sign in place of each that `clean` would take: while somebody types it."""
    return text if _PLAIN.fullmatch(text) else re.sub(_LONE_SURROGATES, "\ufffd", re.sub(_UNSEEN, "\ufffd", text))


def unseen_escaped(document: str) -> str:
    """Return JSON, with its own escape for each sign that it lets stand and a terminal, YAML or an eye would not."""
    return re.sub(
        "[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]",
        lambda sign: f"\\u{ord(sign.group()):04x}",
        document,
    )


def one_line(text: str) -> str:
    """Return the cleaned text on one line, every run of spaces, tabs and line ends as one space.

    Spaces that are signs of their own (no-break, narrow, ideographic) stay where they stand between words.
    """
    return _SPACES.sub(" ", clean(text)).strip()


def is_one_line(text: str) -> bool:
    """Whether a terminal would show the text on one line."""
    return "\n" not in text and not _LINE_ENDS.search(text)


def cells(text: str) -> int:
    """Return how many columns the text takes on a terminal."""
    if text.isascii() or re.fullmatch(_A_COLUMN_EACH, text):
        return len(text)
    if len(text) > _A_FEW_LINES:  # sign by sign: wcwidth looks back from each flag over all flags before it
        return sum(map(_sign_cells, signs_in(text)))
    return _columns(text)


def _sign_cells(sign: str) -> int:
    return _remembered(sign) if len(sign) <= _SHORT_SIGN else _columns(sign)


@lru_cache(maxsize=1024)
def _remembered(sign: str) -> int:
    return _columns(sign)


def _columns(text: str) -> int:
    from wcwidth import wcswidth  # noqa: PLC0415  only needed beyond ASCII

    columns = wcswidth(text)
    return columns if columns >= 0 else max(wcswidth(re.sub(_NO_WIDTH, " ", text)), 0)  # a tab makes it say -1 to all


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Return the text as lines of at most `width` columns; its own line ends stay, tabs become spaces.

    A word too long is cut, not lost, and never within a sign.
    """
    room = max(width - cells(indent), 1)
    lines: list[str] = []
    for line in text.expandtabs().split("\n"):
        lines.extend(indent + part for part in _fill(line, room))
    return lines


def _fill(line: str, room: int) -> list[str]:
    if cells(line) <= room:
        return [line]
    lines, taken = [""], 0
    for word in re.findall(r"\s*\S+", line.rstrip()):
        width = cells(word)
        if taken + width > room and lines[-1]:
            word = word.lstrip()  # noqa: PLW2901  the space went where the line broke
            width, taken = cells(word), 0
            lines.append("")
        if width > room:
            *full, word = _pieces(word, room)  # noqa: PLW2901  what is left of it
            lines[-1:] = [*full, ""]
            width = cells(word)
        lines[-1] += word
        taken += width
    return lines


def _pieces(word: str, room: int) -> list[str]:
    """The word in pieces that fit; a sign wider than the room is a piece of its own."""
    if word.isascii():
        return [word[at : at + room] for at in range(0, len(word), room)]
    pieces: list[str] = []
    start = at = taken = 0
    for sign in signs_in(word):
        width = _sign_cells(sign)
        if taken + width > room and at > start:
            pieces.append(word[start:at])
            start, taken = at, 0
        at += len(sign)
        taken += width
    return [*pieces, word[start:]]


def shorten(text: str, width: int) -> str:
    """Return the text on one line of at most `width` columns, shortened in the middle."""
    line = one_line(text)
    if _at_most(line) <= width or cells(line) <= width:
        return line
    half = max((width - 5) // 2, 1)
    signs = list(signs_in(line))
    head, tail = "".join(_first(signs, half)), "".join(_first(signs[::-1], half)[::-1])
    return f"{_whole_words(head, line[len(head)])} ... {_whole_words(tail[::-1], line[-len(tail) - 1])[::-1]}"


def _at_most(line: str) -> int:
    """A number of columns that the line does not exceed, told without wcwidth: the first wide letter is U+1100."""
    return len(line) if line.isascii() else sum(1 if letter < "\u1100" else 2 for letter in line)


def _whole_words(part: str, following: str) -> str:
    """The part without the word at its end, if that goes on with what follows; with it where little else would stay."""
    kept = part.rstrip() if following.isspace() or " " not in part else part[: part.rindex(" ")].rstrip()
    return kept if len(kept) > len(part) // 2 else part.rstrip()


def _first(signs: list[str], room: int) -> list[str]:
    """As many of the first signs as fit."""
    taken = 0
    for count, sign in enumerate(signs):
        taken += _sign_cells(sign)
        if taken > room:
            return signs[:count]
    return signs


_JOINER: Final = "\u200d"
_VIRAMA: Final = 9  # the combining class of the signs that join two consonants
# What belongs to the sign before it though its category does not say so: joiners, halfwidth voicing, Thai and Lao AM,
# Hangul vowels and finals, skin tones, the tags in a flag.
_GOES_ON: Final = (
    "[\u200c\u200d\uff9e\uff9f\u0e33\u0eb3\u1160-\u11ff\ud7b0-\ud7fb\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
_FLAG_LETTER: Final = "[\U0001f1e6-\U0001f1ff]"


def signs_in(text: str) -> Iterator[str]:
    """Yield what a reader takes for one sign: a letter with its marks, a cluster, a flag, an emoji with all of it.

    The rule of Unicode Standard Annex 29 as far as a cut needs it; wcwidth has it only since 0.3.
    """
    if text.isascii():
        yield from text
        return
    from unicodedata import category, combining  # noqa: PLC0415  only needed beyond ASCII

    belongs, is_flag_letter = re.compile(_GOES_ON).match, re.compile(_FLAG_LETTER).match
    start = flag_letters = 0
    before, linked = "", False  # linked: a virama stands before, and only marks since
    for at, letter in enumerate(text):
        kind = category(letter) if letter > "\u02ff" else "L"
        mark = kind[0] == "M" or belongs(letter) is not None
        goes_on = (
            mark
            or (linked and kind == "Lo")
            or (before == _JOINER and kind[0] == "S")
            or (flag_letters % 2 == 1 and is_flag_letter(letter) is not None)
        )
        if not goes_on and at:
            yield text[start:at]
            start = at
        linked = mark and (linked or combining(letter) == _VIRAMA)
        flag_letters = flag_letters + 1 if is_flag_letter(letter) else 0
        before = letter
    yield text[start:]


def nearest(word: str, known: Iterable[str], most: int = 1) -> list[str]:
    """Return the known words most like this one, or with a part that is, best first; empty when none is near."""
    from difflib import SequenceMatcher  # noqa: PLC0415  only needed after a slip

    if len(word) > _LONGEST_SLIP:
        return []
    matcher = SequenceMatcher(None, b=word)

    def likeness(one: str) -> float:
        return max(like(part) for part in (one, *re.split(r"[-_.]", one)))

    def like(part: str) -> float:
        matcher.set_seq1(part)
        quick = matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR  # most are far off
        return matcher.ratio() if quick else 0.0

    near = sorted(((likeness(one), one) for one in dict.fromkeys(known)), key=lambda pair: -pair[0])
    return [one for ratio, one in near[:most] if ratio >= _NEAR]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean ...?" with the nearest known words, or nothing."""
    near = nearest(word, known, most=3)
    return words.perhaps(near) if near else ""
