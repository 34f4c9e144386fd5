"""The page of help on one sheet of paper, for `selfattach support --print`: the card and the numbers. Pure.

The end of another sheet, of a practice, has the numbers too, without the card: that sheet may be handed around.

The card comes whole, with its signs; to have room for it, the longer lists of numbers are cut to their first lines.
What stands on the screens is for `help/screens.py`, and the page in a pipe for `help/facts.py`.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from selfattach import words
from selfattach.help.facts import first_and_other_numbers
from selfattach.help.screens import Facts, every_country
from selfattach.text import cells, wrap

_COLUMNS: Final = 72
_ROWS: Final = 60
_IN_EACH_LIST: Final = (100, 4, 3, 2, 1)  # lines, by how much room there is
_AT_AN_END: Final = 2  # of those
_HALF: Final = _COLUMNS // 2


def page_for_paper(facts: Facts, card: Sequence[str], missing: str) -> list[str]:
    """Return the lines of a sheet. `missing`: what could not be looked at, the last line, or ""."""
    own = [words.SUPPORT_CARD, *card, ""] if card else []
    last = ["", missing] if missing else []
    numbers: list[str] = []
    for numbers in _numbers(facts):  # from the longest to the shortest
        if _rows([*own, *numbers, *last]) <= _ROWS:
            return [*own, *numbers, *last]
    room = _ROWS - _rows([*numbers, *last])
    return [*_beginning(own, room), *numbers, *last]


def numbers_for_a_sheet(facts: Facts) -> list[str]:
    """Return whose numbers and the numbers in paragraphs, or where they are found, for the end of another sheet."""
    if facts.place.country is not None:
        lines = next(number for most, number in zip(_IN_EACH_LIST, _numbers(facts), strict=False) if most == _AT_AN_END)
        return ["\n".join(one) for one in _paragraphs(lines)]
    anywhere, *_, directories = every_country(facts.helplines)
    return [anywhere, directories, words.SUPPORT_SAY_COUNTRY]


def _numbers(facts: Facts) -> Iterator[list[str]]:
    """Whose numbers, and the numbers: all of them, then fewer and fewer."""
    if facts.place.country is None:
        yield from _of_every_country(facts)
        return
    first, others = first_and_other_numbers(facts, facts.place.country)
    *lists, for_somebody_else = _paragraphs(others)
    for most in _IN_EACH_LIST:
        cut = [one[: most + 1] if one[0].endswith(":") else one for one in lists]
        yield _joined([first, *cut, for_somebody_else])
    yield _joined([first, *cut])


def _of_every_country(facts: Facts) -> Iterator[list[str]]:
    paragraphs = [one.split("\n") for one in every_country(facts.helplines)]
    if facts.helplines is None:
        yield _joined(paragraphs)
        return
    anywhere, countries, *others = paragraphs
    say = [words.SUPPORT_SAY_COUNTRY]
    yield _joined([anywhere, list(_in_two_columns(countries)), *others, say])
    yield _joined([anywhere, *others, say])


def _in_two_columns(lines: Sequence[str]) -> Iterator[str]:
    """Two short lines beside each other, in their order; a longer one alone."""
    waiting = ""
    for line in lines:
        if waiting and cells(line) < _HALF:
            yield waiting + " " * (_HALF - cells(waiting)) + line
            waiting = ""
            continue
        if waiting:
            yield waiting
        waiting = line if cells(line) < _HALF else ""
        if not waiting:
            yield line
    if waiting:
        yield waiting


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        else:
            found.append([])
    return found


def _joined(paragraphs: Sequence[Sequence[str]]) -> list[str]:
    return [line for one in paragraphs for line in ("", *one)][1:]


def _beginning(own: list[str], room: int) -> list[str]:
    """As much of a very long card as there is room for, and where the rest is."""
    taken: list[str] = []
    end = [words.SUPPORT_CARD_CUT, ""]
    for line in own:
        if _rows([*taken, line, *end]) > room:
            break
        taken.append(line)
    return [*taken, *end]


def _rows(lines: Sequence[str]) -> int:
    return sum(len(wrap(line, _COLUMNS)) for line in lines)
