"""A thousand people over sixty days: nobody is offered what is not safe, nobody is stuck, nothing is out of reach.

In the short form it is a fifth of them.
"""

from functools import cache
from pathlib import Path

import pytest
from people import simulate, table
from shelf import KNOWN
from tools import so_many

PAGE = Path(__file__).parents[2] / "docs" / "why" / "what-is-offered.md"


@cache
def all_of_them():
    return simulate(so_many(1000, one_in=5), 60)


def test_nobody_is_ever_offered_what_is_not_safe():
    assert all_of_them().unsafe == []


def test_every_practice_is_offered_to_somebody():
    assert set(all_of_them().offers) == set(KNOWN)


def test_nobody_is_stuck_on_one():
    assert max(all_of_them().runs) <= 3
    assert all(different >= 5 for count, different in all_of_them().kinds if count >= 10)


@pytest.mark.full
def test_the_table_in_the_docs_is_what_comes_out():
    assert "\n".join(table(all_of_them())) in PAGE.read_text(encoding="utf-8")
