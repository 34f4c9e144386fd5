"""What the marks look like on one terminal: their signs, and the one table of colours from which both doors are filled.

No colour of the 256 reaches a contrast of 4.5 on black, dark grey, white and cream at once. So where the ground is not
known no letter has a colour and none is faint: colour is for marks alone, which need 3.0 and have it everywhere. The
ground is a setting (`practice.look`) and never asked of the terminal, whose late answer would be taken for a key.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

LOOKS: Final[Mapping[str, Mapping[str, int]]] = {  # numbers of the 256 colours
    "either": {"accent": 29, "warm": 130},
    "dark": {"accent": 108, "warm": 180, "quiet": 246},
    "light": {"accent": 23, "warm": 94, "quiet": 241},
    "none": {},
}
_LEVELS: Final = (0, 95, 135, 175, 215, 255)  # of the cube of 216 colours
_CUBE, _GREYS = 16, 232  # where they begin
_CONSOLES: Final = ("linux", "vt", "console")
_TWO_COLUMNS: Final = ("zh", "ja", "ko")  # languages in whose fonts a dot may be two columns wide


class Signs(NamedTuple):
    """The signs of the margin."""

    bar: str
    pointer: str
    heavy: str
    light: str
    filled: str
    empty: str
    block: str
    eighths: str  # of a column, from one to seven; none where there are no such signs
    tried: str  # in the margin of a list


SIGNS: Final = Signs("▎", "\u203a", "━", "─", "●", "○", "█", "▏▎▍▌▋▊▉", "✓")
FEW_SIGNS: Final = Signs("|", ">", "-", "-", "*", ".", "=", "", "+")


def signs_of(environment: Mapping[str, str], encoding: str | None) -> Signs:
    """Return the signs a terminal can show."""
    is_utf8 = (encoding or "utf-8").lower().replace("-", "") == "utf8"
    return SIGNS if is_utf8 and not environment.get("TERM", "").startswith(_CONSOLES) else FEW_SIGNS


def has_wide_signs(environment: Mapping[str, str]) -> bool:
    """Whether the language is one in whose fonts signs like dots may take two columns."""
    said = (environment.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    return next(filter(None, said), "").startswith(_TWO_COLUMNS)


def colours_of(environment: Mapping[str, str], look: str) -> Mapping[str, int]:
    """Return the colours of the styles here: none with NO_COLOR, nor where there are fewer than 256."""
    many = "256color" in environment.get("TERM", "") or bool(environment.get("COLORTERM"))
    return LOOKS[look] if many and not environment.get("NO_COLOR") else {}


def as_codes(colours: Mapping[str, int]) -> Mapping[str, str]:
    """Return what a terminal is sent for each style."""
    codes = {name: f"\x1b[38;5;{number}m" for name, number in colours.items()}
    plain = {"bold": "\x1b[1m", "accent reverse": "\x1b[7m"}
    return {**codes, **plain, **({"accent reverse": f"\x1b[7m{codes['accent']}"} if codes else {})}


def as_rules(colours: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return the same as rules of prompt_toolkit; `noinherit` is own ink."""
    named = {name: f"fg:#{_red_green_blue(number)}" for name, number in colours.items()}
    return [("bold", "bold"), *((name, named.get(name, "noinherit")) for name in ("accent", "warm", "quiet"))]


def _red_green_blue(number: int) -> str:
    if number >= _GREYS:
        return f"{8 + 10 * (number - _GREYS):02x}" * 3
    red, rest = divmod(number - _CUBE, 36)
    return "".join(f"{_LEVELS[level]:02x}" for level in (red, *divmod(rest, 6)))
