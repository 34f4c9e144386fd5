"""Scripts to be checked."""

import pytest
from checked import checker_of


@pytest.fixture
def check(tmp_path):
    """Check a script with this text; return its remarks."""

    def checked(text, name="good"):
        folder = tmp_path / "exercises"
        folder.mkdir(exist_ok=True)
        path = folder / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        return checker_of(folder).check(path, own=True)

    return checked
