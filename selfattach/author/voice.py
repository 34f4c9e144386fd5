"""The voice of a script in figures: whether its own words speak to a person, and how. For the checker of scripts.

They show where to look and are no verdict. Counted are the texts that tell, ask and reply; not options, statements and
examples, where a person speaks. It knows texts with the key they stand under, and no script.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from selfattach.author import prose

MOST_NEGATIONS: Final = 1.8  # in 100 words
LEAST_TO_YOU: Final = 55  # per cent of the sentences that tell or reply
MOST_THEN: Final = 6  # per cent of the replies
MOST_OPENINGS: Final = 5  # per cent of the replies that begin with the same two words
MOST_FEARS: Final = 3  # sentences of a script that say no to a fear, and are not counted
REPLIES: Final = frozenset(["say", "finish", "ground", "support", "door"])
TELLS: Final = REPLIES | {"text", "ask", "hint", "help", "cue", "action"}

_NOT: Final = re.compile(
    r"\b(?:not|no|nothing|none|nobody|never|neither|nor|without|cannot|nowhere)\b|n['\u2019]t\b", re.IGNORECASE
)
_YOU: Final = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_ASKS_TO: Final = re.compile(  # a plain polite verb speaks to the person too: "Lay a hand where it is warm."
    r"\W*(?:add|ask|begin|borrow|breathe|bring|choose|close|come|copy|count|drink|eat|feel|find|finish|give|go|hear|hold|keep|lay"
    r"|lean|leave|let|lie|lift|listen|look|lower|move|name|note|notice|open|pick|picture|place|press|put|read|remember|rest|say"
    r"|see|send|sit|speak|stand|start|stay|stop|stretch|take|talk|tell|think|touch|try|turn|use|wait|walk|wish|write)\b",
    re.IGNORECASE,
)
_WARM: Final = re.compile(
    r"\b(?:care|comfort|hope|love|warm|kind|safe|hurt|sorry|brave|courage|trust|glad|proud|tender|understand)",
    re.IGNORECASE,
)
_LENT: Final = re.compile(r"[\"\u201c][^\"\u201d]{8,}[\"\u201d]|\*[^*]{8,}\*")  # a sentence in quotes or in stars


class Figures(NamedTuple):
    """Shares of the words of one script, or of a library."""

    words: int
    negations: float  # in 100 words
    to_you: float  # per cent of the sentences that tell or reply
    then: float  # per cent of the replies
    warm: float  # warm words in 1,000: told, and aimed at by nobody
    openings: tuple[tuple[str, int], ...]  # the commonest two-word openings of replies, with how many begin so
    replies: int  # those that are the same word for word counted once
    told: int  # sentences that tell or reply


def figures(texts: Iterable[tuple[str, str]], fears: Sequence[str] = ()) -> Figures:
    """Return the figures of texts, each with the key it stands under. `fears`: what says no to what a reader fears."""
    texts = [(key, text.replace("*", "")) for key, text in texts if key in TELLS]
    whole = "\n".join(text for _, text in texts)
    replies = [opening(text) for text in dict.fromkeys(text for key, text in texts if key in REPLIES and text.strip())]
    told = [sentence for key, text in texts if key in REPLIES for sentence in prose.sentences(text)]
    words = max(prose.words_in(whole), 1)
    begins = Counter(replies)
    return Figures(
        words=words,
        negations=100 * negations(whole, fears) / words,
        to_you=100 * sum(map(speaks_to_you, told)) / max(len(told), 1),
        then=100 * sum(f"{reply} ".startswith("Then ") for reply in replies) / max(len(replies), 1),
        warm=1000 * len(_WARM.findall(whole)) / words,
        openings=tuple(begins.most_common(5)),
        replies=len(replies),
        told=len(told),
    )


def negations(text: str, fears: Sequence[str] = ()) -> int:
    """Return how often a text says no, leaving out at most a few sentences that say no to a fear."""
    denied = [len(_NOT.findall(one)) for one in prose.sentences(text) if prose.found(tuple(fears), one)]
    return len(_NOT.findall(text)) - sum(denied[:MOST_FEARS])


def opening(text: str) -> str:
    """Return the two words with which a text begins."""
    return " ".join(text.replace("*", "").split()[:2])


def speaks_to_you(sentence: str) -> bool:
    """Whether a sentence speaks to the person."""
    return bool(_YOU.search(sentence) or _ASKS_TO.match(sentence))


def lends(text: str) -> bool:
    """Whether a sentence stands in a text that a person can borrow: in quotes, or in stars."""
    return bool(_LENT.search(text))
