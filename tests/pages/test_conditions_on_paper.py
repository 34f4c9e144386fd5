"""Conditions on paper: settled as the engine would at a first time, and otherwise told so that anybody can follow."""

import random

import pytest
from bundled import HEADS, loaded
from tools import naming

from selfattach.pages.conditions import Asked, in_words, settle
from selfattach.script.conditions import holds, parse_condition, refs_of
from selfattach.script.model import Operation, Option, Ref, When, every_step


def asked():
    found = Asked()
    found.add("thought")
    found.add(
        "aim", [Option("mistake", "A mistake", ""), Option("hurt", "To be hurt", ""), Option("other", "Other", "")]
    )
    found.add("belief")
    found.add("belief_after")
    found.add("signs", [Option("tired", "Tired", "")])
    found.add("again")
    found.add("today", statements=[("kind", "I was kind."), ("harsh", "I was harsh.")])
    return found


@pytest.mark.parametrize(
    ("condition", "told", "opposite"),
    [
        ("answered(thought)", "you answered question 1", "you left question 1 open"),
        ("again", "you said yes at question 6", "you said no at question 6"),
        ("aim == 'hurt'", 'you took "To be hurt" at question 2', 'you took anything but "To be hurt" at question 2'),
        ("has(signs, 'tired')", 'you ticked "Tired" at question 5', 'you did not tick "Tired" at question 5'),
        ("belief >= 7", "your number at question 3 is 7 or more", "your number at question 3 is less than 7"),
        (
            "belief_after == belief",
            "your number at question 4 is the same as the one at question 3",
            "your number at question 4 is another than the one at question 3",
        ),
        (
            "belief_after >= belief + 2",
            "your number at question 4 is the one at question 3 plus 2, or more",
            "your number at question 4 is less than the one at question 3 plus 2",
        ),
        (
            "count(signs) > 1",
            "the number of things at question 5 is more than 1",
            "the number of things at question 5 is 1 or less",
        ),
        (
            "aim == 'hurt' or aim == 'other' or belief < 2",
            'you took "To be hurt" or "Other" at question 2, or your number at question 3 is less than 2',
            'you took anything but "To be hurt" or "Other" at question 2 and your number at question 3 is 2 or more',
        ),
        ("answered(aim) and aim != 'hurt'", 'you took anything but "To be hurt" at question 2', None),
        (
            "not answered(thought) and not answered(again)",
            "you left question 1 and 6 open",
            "you answered question 1 or 6",
        ),
        (
            "again and (belief == 4 or belief_after == 4)",
            "you said yes at question 6 and either your number at question 3 is 4, or your number at question 4 is 4",
            None,
        ),
        (
            "today.kind >= 4 or today.harsh >= 4",
            'your number for "I was kind." or "I was harsh." is 4 or more',
            'your number for "I was kind." is less than 4 and your number for "I was harsh." is less than 4',
        ),
    ],
)
def test_a_condition_is_told_in_plain_words_and_so_is_its_opposite(condition, told, opposite):
    parsed = parse_condition(condition)
    assert in_words(parsed, asked()) == told
    if opposite is not None:
        assert in_words(parsed, asked(), negated=True) == opposite


@pytest.mark.parametrize(
    ("condition", "is_so"),
    [
        ("times('settle') < 3", True),
        ("times('settle') >= 3 or times() > 0", False),
        ("times('settle') < 3 or way == 'long'", True),
        ("answered(way)", False),
        ("not answered(way) and not answered(again_then)", True),
        ("way == 'long'", None),
        ("not (way == 'long' or belief > 3)", None),
        ("way == 'long' and belief > 3", None),
        ("count(rounds) == 0", True),
        ("before.times >= 1", None),
    ],
)
def test_what_a_first_time_settles_needs_no_if(condition, is_so):
    assert settle(parse_condition(condition), asked()) is is_so


def test_an_answer_that_two_ways_ask_for_is_at_one_of_two_questions():
    found = asked()
    found.add("thought")
    assert in_words(parse_condition("answered(thought)"), found) == "you answered question 1 or 8"


class Known:
    """What somebody answered on their first sheet."""

    def __init__(self, values):
        self.values = values

    def value(self, ref):
        return None if ref.ago or ref.times else self.values.get(ref.name)

    def answered(self, ref):
        return self.value(ref) is not None

    def count(self, ref):
        return len(self.values.get(ref.name) or ())

    def times(self, exercise):
        return 0

    def rise(self, ref):
        return None

    def known(self, what):
        raise AssertionError(what)


def values_for(condition):
    """What each name of a condition could have as its answer, going by what it is compared with."""
    found = {}
    if not isinstance(condition, Operation):
        return {condition.name: [True, False]} if isinstance(condition, Ref) else {}
    for part in condition.parts:
        others = [one for one in condition.parts if one is not part]
        if not isinstance(part, Ref) or condition.name in ("and", "or", "not"):
            found |= {
                name: some
                for name, some in values_for(part).items()
                if name not in found or condition.name != "answered"
            }
        elif condition.name in ("has", "count"):
            found[part.name] = [[], ["one"], [str(one) for one in others]]
        elif condition.name != "answered":
            is_id = any(isinstance(one, str) for one in others)
            found[part.name] = [*others, "another"] if is_id else [0, 3, 5, 10]
    return found


def test_every_condition_of_the_library_is_settled_as_the_engine_would():
    chance, tried = random.Random(7), 0
    conditions = {one.condition for ident in HEADS for one in every_step(loaded(ident).steps) if isinstance(one, When)}
    for condition in sorted(conditions, key=repr):
        could = {ref.name: ["words"] for ref in refs_of(condition)} | values_for(condition)
        for _ in range(8):
            sheet = Asked()
            above = [name for name in could if chance.random() < 0.7]
            for name in above:
                sheet.add(name)
            known = Known({name: chance.choice(could[name]) for name in above if chance.random() < 0.7})
            settled, is_so = settle(condition, sheet), holds(condition, known)
            with naming((condition, above, known.values)):
                if isinstance(settled, bool):
                    assert is_so is settled
                elif settled is None:
                    assert is_so is not True
                else:
                    assert (holds(settled, known) is True) == (is_so is True)
            tried += 1
    assert tried > 1000
