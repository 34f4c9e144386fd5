"""How the library speaks: the figures show where to look, and here they hold the whole of it."""

import pytest

from selfattach.author import voice
from selfattach.author.checker import Checker
from selfattach.library import Library
from selfattach.paths import library


@pytest.fixture(scope="module")
def figures():
    shelf = Library(library(), library() / "nobody's own")
    return Checker(shelf, library()).figures(shelf.every_script())


def test_it_seldom_says_no(figures):
    assert figures[0].negations <= voice.MOST_NEGATIONS


def test_most_of_what_tells_or_replies_speaks_to_the_person(figures):
    assert figures[0].to_you >= voice.LEAST_TO_YOU


def test_few_replies_begin_with_then_and_no_two_words_begin_many(figures):
    together, _ = figures
    assert together.then <= voice.MOST_THEN
    assert {two: n for two, n in together.openings if 100 * n > voice.MOST_OPENINGS * together.replies} == {}
