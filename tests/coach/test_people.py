"""A thousand people over sixty days: nobody is offered what is not safe, nobody is stuck, nothing is out of reach."""

from functools import cache
from pathlib import Path

from people import simulate, table
from shelf import KNOWN

PAGE = Path(__file__).parents[2] / "docs" / "coach.md"


@cache
def a_thousand():
    return simulate(1000, 60)


def test_nobody_is_ever_offered_what_is_not_safe():
    assert a_thousand().unsafe == []


def test_every_practice_is_offered_to_somebody():
    assert set(a_thousand().offers) == set(KNOWN)


def test_nobody_is_stuck_on_one():
    assert max(a_thousand().runs) <= 3
    assert all(different >= 5 for count, different in a_thousand().kinds if count >= 10)


def test_the_table_in_the_docs_is_what_comes_out():
    assert "\n".join(table(a_thousand())) in PAGE.read_text(encoding="utf-8")
