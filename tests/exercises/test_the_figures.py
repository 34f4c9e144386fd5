"""Each figure in what a script says of its evidence stands in the entry of a study that it names."""

import re

import pytest
import yaml
from bundled import HEADS, LIBRARY

SOURCES = yaml.safe_load((LIBRARY / "sources.yaml").read_text(encoding="utf-8"))

SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
IN_WORDS = {word: str(number) for number, word in enumerate(SMALL.split(), 2)}
IN_WORDS |= {word: str(number) for number, word in zip(range(20, 100, 10), TENS.split(), strict=True)}
IN_WORDS |= {"half": "half"}  # "one" counts nothing in most sentences

# what is told of the page itself, or counts the studies that it names
OF_THE_PAGE = {
    "barrier-inventory": ["ten statements"],
    "evening-notes": ["Five lines like these"],
    "inner-critic-reframe": ["can half believe"],
    "like-a-friend": ["can half believe"],
    "meet-the-critic": ["the critic in five minutes"],
    "one-sound": ["Two minutes of listening"],
    "settle": ["Two minutes are fewer"],
    "six-facets": ["six questions"],
    "someone-somewhere": ["Two minutes without writing"],
    "someone-who-was-kind": ["Two reviews"],
    "three-step-pause": ["three-step pause", "the three minutes alone"],
    "two-columns": ["Two columns", "can half believe"],
    "when-kindness-hurts": ["four things to do"],
    "why-it-takes-time": ["two trials of courses"],
    "worries-about-kindness": ["Testing a worry for three days"],
    "worry-time": ["These five minutes", "set such a half hour up"],
}


def figures(text):
    """Return the figures of a text, those in words too: "1,000 people in eight weeks" holds 1000 and 8."""
    found = re.findall(r"\d+(?:\.\d+)?|[a-z]+", re.sub(r"(?<=\d),(?=\d{3})", "", text.lower()))
    return {IN_WORDS.get(word, word) for word in found if word in IN_WORDS or word[0].isdigit()}


def told(ident):
    """Return what the script says of its evidence, without what it says of itself."""
    says = " ".join(HEADS[ident].evidence.says.split())
    for phrase in OF_THE_PAGE.get(ident, []):
        assert phrase in says, "this is said no more: take it off the list"
        says = says.replace(phrase, "")
    return says


def held(source):
    """Return the figures of a study's entry; where it was printed holds none that are told."""
    return figures(" ".join(str(value) for field, value in SOURCES[source].items() if field != "where"))


@pytest.mark.parametrize("ident", sorted(HEADS))
def test_each_figure_stands_in_the_entry_of_a_study_that_the_script_names(ident):
    known = {figure for source in HEADS[ident].evidence.sources for figure in held(source)}
    assert figures(told(ident)) <= known


def test_the_list_of_what_is_told_of_the_page_itself_names_scripts_that_are_there():
    assert OF_THE_PAGE.keys() <= HEADS.keys()


def test_figures_are_found_in_numbers_and_in_words():
    assert figures("Two trials of 1,759 people, 0.5 to 8 weeks, one-to-one, half of them.") == {
        "2", "1759", "0.5", "8", "half",
    }  # fmt: skip
