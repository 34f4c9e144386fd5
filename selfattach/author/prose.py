"""What can be seen in a text by itself: sentences, words to avoid, stock phrases, lines. It knows no script.

The words and phrases stand in `exercises/wording.yaml`, where they can be weighed without reading Python.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from selfattach.script.yaml_reader import read_yaml
from selfattach.text import wrap

MOST_WORDS: Final = 20  # in a sentence
MOST_LINES: Final = 8  # before a person can do something
COLUMNS: Final = 38  # of 40, the margin left out
MOST_STOCK: Final = 10  # in 1,000 words
LEAST_WORDS: Final = 100  # of a script, before a share of them says anything
_ENDS: Final = re.compile(r"(?<=[.?!:])[\"')*]*\s+|\n\s*\n|\n\s*[-*] ")
_SLOT: Final = re.compile(r"\$\{[^{}]*\}")
_WORD: Final = re.compile("[\\w'\u2019-]*\\w")


class Wording(NamedTuple):
    """What to look for.

    `avoid`: words, each with what to do instead. `fears`: sentences that say no to what a reader fears. `validates`:
    what says that something was heard, or makes sense.
    """

    avoid: Mapping[str, str]
    stock: tuple[str, ...]
    fears: tuple[str, ...]
    validates: tuple[str, ...]


def read_wording(data: bytes) -> Wording:
    """Read `wording.yaml`."""
    node = read_yaml(data, "wording.yaml").node
    parts = {key.text: value for key, value in node.pairs} if node is not None else {}
    avoid = {key.text: value.text for key, value in parts["avoid"].pairs}
    return Wording(avoid, *(tuple(item.text for item in parts[key].items) for key in ("stock", "fears", "validates")))


def words_in(text: str) -> int:
    """Return how many words a text has; a name counts as one."""
    return len(_WORD.findall(_SLOT.sub("name", text)))


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, a list's points each on its own."""
    for sentence in _ENDS.split(_SLOT.sub("name", text)):
        if sentence and sentence.strip():
            yield " ".join(sentence.split())


def found(phrases: Iterator[str] | tuple[str, ...] | Mapping[str, str], text: str) -> list[str]:
    """Return which of these words and phrases stand in a text, as often as they do."""
    plain = " ".join(text.casefold().replace("\u2019", "'").split())
    near = (phrase for phrase in phrases if phrase in plain)
    return [phrase for phrase in near for _ in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", plain)]


def lines_taken(*texts: str) -> int:
    """Return how many lines these texts take on a terminal of 40 columns, one below the other."""
    return sum(len(wrap(_paragraphs(text), COLUMNS)) for text in texts if text.strip())


def _paragraphs(text: str) -> str:
    """Line ends within a paragraph are spaces on the screen."""
    return re.sub(r"(?<!\n)\n(?![\n-])", " ", text.strip())
