"""The four walks: who answers what, and what is then read."""

import pytest

from selfattach.author.walks import WALKS, walk
from selfattach.library import Library
from selfattach.paths import library


@pytest.fixture(scope="module")
def framed():
    shelf = Library(library(), library() / "nobody's")
    return {
        name: shelf.framed(shelf.load(shelf.find(name)[0], own=False))
        for name in ("mindfulness-check-in", "inner-critic-reframe")
    }


@pytest.mark.parametrize("way", WALKS)
def test_a_walk_begins_with_the_first_words_and_ends_with_how_it_was_left(framed, way):
    paragraphs = list(walk(framed["mindfulness-check-in"], way))
    assert paragraphs[-1].startswith("How did it leave you?")
    assert paragraphs[-1].splitlines()[-1].startswith("> ")


@pytest.mark.parametrize("way", WALKS)
def test_a_walk_is_let_into_a_deep_exercise(way):
    shelf = Library(library(), library() / "nobody's")
    deep = shelf.framed(shelf.load(shelf.find("caring-figure")[0], own=False))
    assert any("Who or what could it be?" in paragraph for paragraph in walk(deep, way))


def test_each_walk_answers_in_its_own_way(framed):
    said = {way: "\n".join(walk(framed["inner-critic-reframe"], way)) for way in WALKS}
    assert "> (left open)" in said["skipped"]
    assert "> nothing" in said["lowest"]
    assert "> Some words of my own" in said["highest"]
    assert "> you are just making excuses" in said["worse"]
    assert len(set(said.values())) == 4
