import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "history"))  # `power` cuts a child at the n-th call
pytest.register_assert_rewrite("the_program")

from fork_server import passed_by  # noqa: E402  as below
from the_program import Program  # noqa: E402  after its asserts are told apart


@pytest.fixture
def program(tmp_path):
    """The program with an empty home."""
    return Program(tmp_path / "home")


@pytest.fixture
def monkeypatch(monkeypatch):
    """As ever; and what is called is forked from here, so that it meets what was changed here."""
    with passed_by():
        yield monkeypatch
