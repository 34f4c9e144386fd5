"""What the library says of stored answers: where a sentence can come back, and where a feeling is named.

`tests/insights/test_sources.py` holds it to the scripts. An exercise of one's own is not among them.
"""

from typing import Final

from selfattach.insights.looking_back import Sources

OF_THE_LIBRARY: Final = Sources(
    sentences={"inner-critic-reframe": ("thought", ("answer", "borrow"))},
    feelings={"name-the-feeling": ("own_word", "word", "several", "kind"), "mindfulness-check-in": ("feeling",)},
    no_feeling=frozenset({"fifth", "own", "several", "unsure", "nothing", "too_much", "harsh"}),
)
