import sys
from pathlib import Path

import pytest

for folder in ("pages", "history"):  # `power` cuts a child at the n-th call
    sys.path.insert(0, str(Path(__file__).parents[1] / folder))
pytest.register_assert_rewrite("the_program", "machines")

from fork_server import passed_by  # noqa: E402  as below
from machines import OURS, Machine  # noqa: E402  as below
from quick_passphrases import make_quick  # noqa: E402  as below
from the_program import Program  # noqa: E402  after its asserts are told apart


@pytest.fixture
def program(tmp_path):
    """The program with an empty home."""
    return Program(tmp_path / "home")


@pytest.fixture(params=["plain", "in a vault"])
def machine(request, tmp_path):
    """A machine that kept one session, and has listed it."""
    make_quick(OURS)
    one = Machine(tmp_path / "home")
    one.keeps("the first")
    if request.param != "plain":
        one.locks()
    one.sees()
    return one


@pytest.fixture
def monkeypatch(monkeypatch):
    """As ever; and what is called is forked from here, so that it meets what was changed here."""
    with passed_by():
        yield monkeypatch
