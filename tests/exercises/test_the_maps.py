"""What the library offers: every practice, and for all that `--for` knows a way from gentle to deeper."""

import pytest
from bundled import HEADS, SHELF

from selfattach.script.model import (
    BARRIERS,
    COMPONENTS,
    INTENSITIES,
    PURPOSES,
    SERVES,
    STRATEGIES,
    Prompt,
    Write,
    every_step,
)

MAPS = SHELF.maps()
FAMILIES = {
    "noticing", "connecting", "kindness", "steadying", "relationships", "younger-self", "self-talk", "readings",
    "checks",
}  # fmt: skip
PRACTICES = 35


def with_word(word):
    """The heads a person finds with `--for WORD`, in the order of the listing."""
    found = [head for head in HEADS.values() if word in head.purposes]
    first = MAPS[word]
    return sorted(found, key=lambda head: first.index(head.id) if head.id in first else len(first))


@pytest.mark.parametrize("word", [*BARRIERS, *COMPONENTS, *STRATEGIES])
def test_every_word_has_a_map_of_at_least_four_scripts_that_carry_it(word):
    assert len(MAPS[word]) >= 4
    for ident in MAPS[word]:
        assert word in HEADS[ident].purposes, ident


@pytest.mark.parametrize("word", SERVES)
def test_what_is_served_has_a_reading_and_a_practice_and_names_all_that_serve_it(word):
    kinds = [HEADS[ident].kind for ident in MAPS[word]]
    assert {"reading", "exercise"} <= set(kinds)
    assert kinds == sorted(kinds, key=lambda kind: kind != "reading"), "what was found is told first"
    assert sorted(MAPS[word]) == sorted(head.id for head in HEADS.values() if word in head.serves)


@pytest.mark.parametrize("word", PURPOSES)
def test_a_way_begins_gently_and_what_is_deep_comes_last(word):
    depths = [INTENSITIES.index(HEADS[ident].intensity) for ident in MAPS[word]]
    assert depths[0] == 0
    deep = [place for place, depth in enumerate(depths) if depth == INTENSITIES.index("deep")]
    assert deep == list(range(len(depths) - len(deep), len(depths)))


def test_a_backlog_of_pain_begins_with_grounding_and_has_nothing_deep():
    found = with_word("emotional-backlog")
    assert found[0].id == "three-of-each"
    assert "deep" not in {head.intensity for head in found}


def test_all_practices_are_there_and_every_exercise_is_one_of_them():
    practices = {word: ids for word, ids in MAPS.items() if word not in PURPOSES}
    assert len(practices) == PRACTICES
    held = {ident for ids in practices.values() for ident in ids}
    assert held <= HEADS.keys()
    others = {head.id for head in HEADS.values() if head.kind == "exercise"} - held
    assert others == set()


@pytest.mark.parametrize("barrier", BARRIERS)
def test_every_barrier_has_a_reading_that_leads_to_a_first_step(barrier):
    readings = [head for head in HEADS.values() if head.kind == "reading" and head.id.startswith(("why-", "if-"))]
    (reading,) = [head for head in readings if barrier in head.barriers]
    assert reading.intensity == "gentle"


def test_several_are_short_and_several_need_no_typing():
    short = [head for head in HEADS.values() if head.kind == "exercise" and (head.minutes or 99) <= 3]
    assert len(short) >= 8
    assert len([head for head in short if not types(head.id)]) >= 4


def types(ident):
    steps = SHELF.load(SHELF.find(ident)[0], own=False).steps
    return any(isinstance(step, Prompt) and isinstance(step.form, Write) for step in every_step(steps))


def test_every_family_has_its_folder():
    folders = {path.parent.name for path, _ in SHELF.every_script()} - {"fragments"}
    assert folders == FAMILIES


@pytest.mark.parametrize("ident", sorted(HEADS))
def test_every_script_says_who_wrote_it_and_what_it_rests_on(ident):
    head = HEADS[ident]
    assert head.authors
    assert head.licence == "MIT"
    assert head.evidence.strength
    assert head.evidence.says
    assert head.components
    assert head.strategies
