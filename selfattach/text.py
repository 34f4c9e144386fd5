"""Untrusted text made fit to keep and to show: cleaned of terminal control, wrapped by cells, compared for slips.

Everything typed, read from a script or read from disk passes `clean` on its way in and on its way out. This
file knows nothing of scripts, sessions or screens.
"""

import re
from collections.abc import Iterable
from typing import Final

# Whole escape sequences first (CSI; OSC, DCS, SOS, PM, APC with their bodies; two-character ones), so that no tail
# of one stays behind as litter; then every control character, bidirectional override and isolate that is left.
_SEQUENCES: Final = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\\\|\x9c)?"
    "|\x1b[ -/]*[0-~]",
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_LONE_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_LINE_ENDS: Final = re.compile("\r\n?|\u2028|\u2029|\x85")
_PLAIN: Final = re.compile("[ -~\n]*")
_NEAR: Final = 0.6
_LONGEST_SLIP: Final = 80  # what is longer is no slip of a name


def clean(text: str) -> str:
    """Return the text without anything a terminal could take for a command; otherwise the same words.

    Line ends become a newline, a lone surrogate becomes U+FFFD. Cleaning twice is cleaning once.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _LINE_ENDS.sub("\n", text)
    while (shorter := _SEQUENCES.sub("", text)) != text:
        text = shorter
    text = _CONTROLS.sub("", text)
    return _LONE_SURROGATES.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return the cleaned text with every run of white space as one space: for titles, names and messages."""
    return " ".join(clean(text).split())


def cells(text: str) -> int:
    """Return how many columns the text takes on a terminal."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # noqa: PLC0415  only needed beyond ASCII

    return max(wcswidth(text), 0)


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Return the text as lines of at most `width` columns; its own line ends stay. A word too long is cut, not lost."""
    room = max(width - cells(indent), 1)
    lines: list[str] = []
    for line in text.split("\n"):
        lines.extend(indent + part for part in _fill(line, room))
    return lines


def _fill(line: str, room: int) -> list[str]:
    if cells(line) <= room:
        return [line]
    lines = [""]
    for word in re.findall(r"\s*\S+", line):
        if cells(lines[-1] + word) <= room:
            lines[-1] += word
            continue
        word = word if not lines[-1] else word.lstrip()  # noqa: PLW2901  the space went where the line broke
        if lines[-1]:
            lines.append("")
        while cells(word) > room:
            cut = _cut(word, room)
            lines[-1] = word[:cut]
            lines.append("")
            word = word[cut:]  # noqa: PLW2901  what is left of it
        lines[-1] = word
    return lines


def _cut(word: str, room: int) -> int:
    """How many characters of the word fit, at least one."""
    if word.isascii():
        return room
    cut = 1
    while cut < len(word) and cells(word[: cut + 1]) <= room:
        cut += 1
    return cut


def shorten(text: str, width: int) -> str:
    """Return the text on one line of at most `width` columns, shortened in the middle."""
    line = one_line(text)
    if cells(line) <= width:
        return line
    half = max((width - 5) // 2, 1)
    return f"{line[: _cut(line, half)].rstrip()} ... {_tail(line, half).lstrip()}"


def _tail(line: str, room: int) -> str:
    start = len(line) - 1
    while start > 0 and cells(line[start - 1 :]) <= room:
        start -= 1
    return line[start:]


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
    return f" Did you mean {' or '.join(f'`{one}`' for one in near)}?" if near else ""
