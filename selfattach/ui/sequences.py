"""What a terminal sends that is no key: told apart from keys, in text as it was read. It knows no prompt and no screen.

Focus reports of a terminal that a killed program left so, answers of a device that come late over a slow line, clicks:
whole sequences that mean nothing here are dropped, for their first byte would be Esc and their rest words. A keyboard
that was left in another protocol has its keys in the old form again.
"""

import re
from collections.abc import Container
from typing import Final, NamedTuple

PASTE_BEGINS: Final = "\x1b[200~"
PASTE_ENDS: Final = "\x1b[201~"
_CSI: Final = r"\x1b\[(?:\[[A-E]|M[^\x1b]{3}|[0-?]*[ -/]*[@-~])"  # F1 to F5 of the Linux console, a click, the rest
_STRING: Final = r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\"
_WHOLE: Final = re.compile(f"{_CSI}|{_STRING}")
_BEGUN: Final = re.compile(r"\x1b(?:\[(?:\[|[0-?]*[ -/]*)|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?)?\Z")
_A_KEY: Final = re.compile(r"\x1b\[(?:(\d+)(?::\d*)*(?:;(\d*)(?::(\d*))?)?(?:;[\d:]*)?u|27;(\d+);(\d+)~)")
_ALT, _CTRL = 2, 4
_RELEASED: Final = "3"


class Told(NamedTuple):
    """Text in which every sequence that is left is a known one, and the beginning of one that is not whole yet."""

    text: str
    begun: str = ""


def told(text: str, known: Container[str]) -> Told:
    """Drop the whole sequences of a text that are none of the `known` ones. Not for what is inside a paste."""
    begun = _BEGUN.search(text)
    whole, rest = (text[: begun.start()], begun[0]) if begun else (text, "")
    return Told(_WHOLE.sub(lambda found: found[0] if found[0] in known else _as_key(found[0]), whole), rest)


def first_whole(text: str) -> str:
    """Return the whole sequence a text begins with, or ""."""
    found = _WHOLE.match(text)
    return found[0] if found else ""


def _as_key(sequence: str) -> str:
    """The key that a sequence of another keyboard protocol stands for, in its old form; "" for everything else."""
    found = _A_KEY.fullmatch(sequence)
    if found is None or found[3] == _RELEASED:
        return ""
    code, held = int(found[1] or found[5]), int(found[2] or found[4] or 1) - 1
    if code > 0x7F:  # noqa: PLR2004  the keypad and keys that are held beside others
        return ""
    key = chr(code)
    if held & _CTRL and (key.isalpha() or key in "@[\\]^_ "):
        key = chr(code & 0x1F)
    return f"\x1b{key}" if held & _ALT else key
