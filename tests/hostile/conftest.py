import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

import pytest

for folder in ("program", "history"):  # the real program in a fork, and records to begin with
    sys.path.insert(0, str(Path(__file__).parents[1] / folder))
pytest.register_assert_rewrite("the_program", "naughty")

from the_program import Program, Ran  # noqa: E402  after its asserts are told apart

from selfattach.cli import run  # noqa: E402  as above


class Placed(Program):
    """The program in a home that was used before, with an environment that a test may add to."""

    def __init__(self, home, **more):
        super().__init__(home)
        self.more = more
        self.places.state.mkdir()
        self.places.config.mkdir()
        (self.places.config / "config.toml").write_text('[practice]\nvoice = "terminal"\n', encoding="utf-8")

    def environment(self, **more):
        return {**super().environment(), **self.more, **more}

    def here(self, *arguments):
        """Run it to its exit status in this process: for the many calls that neither ask nor save."""
        out, err = io.StringIO(), io.StringIO()
        with patch.dict(os.environ, self.environment(), clear=True), redirect_stdout(out), redirect_stderr(err):
            status = run(list(arguments))
        return Ran(status, out.getvalue(), err.getvalue())


@pytest.fixture
def program(tmp_path):
    """The program with a home in which there is nothing yet but the choice of a voice."""
    return Placed(tmp_path / "home")


@pytest.fixture
def placed(tmp_path):
    """The program in a home of any name, with any environment."""

    def place(name="home", **environment):
        return Placed(tmp_path / name, **environment)

    return place
