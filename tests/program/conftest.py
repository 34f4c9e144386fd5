import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "history"))  # `power` cuts a child at the n-th call
pytest.register_assert_rewrite("the_program")

from the_program import Program  # noqa: E402  after its asserts are told apart


@pytest.fixture
def program(tmp_path):
    """The program with an empty home."""
    return Program(tmp_path / "home")
