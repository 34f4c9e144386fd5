"""The four walks: who answers what, and what is then read."""

import pytest
from playing import compiled, script
from playing import framed as framed_steps

from selfattach.author.sample_runs import WAYS, doors, walk
from selfattach.library import Library
from selfattach.paths import library


@pytest.fixture(scope="module")
def framed():
    shelf = Library(library(), library() / "nobody's")
    return {
        name: shelf.framed(shelf.load(shelf.find(name)[0], own=False))
        for name in ("mindfulness-check-in", "inner-critic-reframe")
    }


@pytest.mark.parametrize("way", WAYS)
def test_a_walk_begins_with_the_first_words_and_ends_with_how_it_was_left(framed, way):
    paragraphs = list(walk(framed["mindfulness-check-in"], way))
    assert paragraphs[-1].startswith("How was it for you?")
    assert paragraphs[-1].splitlines()[-1].startswith("> ")


@pytest.mark.parametrize("way", WAYS)
def test_a_walk_is_let_into_a_deep_exercise(way):
    shelf = Library(library(), library() / "nobody's")
    deep = shelf.framed(shelf.load(shelf.find("caring-figure")[0], own=False))
    asked = "Where would you like to have it?" if way == "regular" else "Who or what could it be?"
    assert any(asked in paragraph for paragraph in walk(deep, way))


def test_each_walk_answers_in_its_own_way(framed):
    said = {way: "\n".join(walk(framed["inner-critic-reframe"], way)) for way in WAYS}
    assert "> (skipped)" in said["skipped"]
    assert "> nothing" in said["lowest"]
    assert "> Some words of my own" in said["highest"]
    assert "> you are just making excuses" in said["worse"]
    assert len(set(said.values())) == 5


@pytest.mark.parametrize("way", WAYS)
def test_the_close_is_read_on_every_walk_but_one_left_harder_and_one_of_somebody_who_knows_it(framed, way):
    paragraphs = list(walk(framed["inner-critic-reframe"], way))
    felt = next(at for at, paragraph in enumerate(paragraphs) if paragraph.startswith("How was it for you?"))
    harder = paragraphs[felt].endswith("harder")
    assert harder == (way == "worse")
    assert bool(paragraphs[felt + 1 :]) is (not harder and way not in ("highest", "regular"))


@pytest.mark.parametrize("when", ["old >= 7", "old < 3", "old == 'rain'", "old != 2", "has(old, 'tea')", "old"])
def test_both_ways_behind_a_recalled_answer_are_met_on_one_walk_each(when):
    steps = f"- recall: earlier.it\n  as: old\n- when: {when}\n  then: [say: It was so.]\n  else: [say: It was not.]\n"
    assert "It was so." in walk(framed_steps(steps), "highest")
    assert "It was not." in walk(framed_steps(steps), "worse")


WITH_DOORS = """
- choose: first
  ask: Which one?
  options:
    danger:
      label: The one with the door
      then:
        - say: Wait.
        - door: It is good that you said it.
    plain: The plain one
    harm: {label: The other door, then: [{door: , for: harm}]}
- pick: several
  ask: And which of these?
  at_most: 2
  options:
    danger: {label: A third door, then: [door: Let somebody be with you now.]}
    plain: The plain ones
- choose: only
  ask: Nothing but doors here?
  options:
    one: {label: The fourth, then: [door: Let somebody be with you now.]}
- say: The end of it.
"""


@pytest.mark.parametrize("way", WAYS)
def test_a_walk_goes_past_the_doors_to_the_end(way):
    said = "\n".join(walk(framed_steps(WITH_DOORS), way))
    assert "The end of it." in said
    assert "> The one with the door" not in said
    assert "> A third door" not in said
    if way not in ("skipped", "regular"):  # who leaves menus to Enter
        assert "> The plain one\n" in said
        assert "> The plain ones" in said


def test_each_door_is_told_once_with_its_question_its_option_and_its_first_words():
    told = list(doors(compiled(script(WITH_DOORS)).steps))
    assert told == [
        "Which one?\n  - The one with the door\nIt is good that you said it.\n(the page of help follows: life)",
        "Which one?\n  - The other door\n(the page begins with words of its own)\n(the page of help follows: harm)",
        "And which of these?\n  - A third door\nLet somebody be with you now.\n(the page of help follows: life)",
        "Nothing but doors here?\n  - The fourth\nLet somebody be with you now.\n(the page of help follows: life)",
    ]
