"""What the package says it needs, so that no version of it that is allowed is a wrong one."""

import tomllib
from pathlib import Path

from selfattach.paths import find_places

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_group_for_development_is_the_extra_of_that_name():
    assert PROJECT["dependency-groups"]["dev"] == PROJECT["project"]["optional-dependencies"]["dev"]


def test_a_relative_folder_in_the_environment_is_none(tmp_path, monkeypatch):
    """Else there were a history for each working folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", "relative")
    assert all(tmp_path in place.parents for place in find_places({}, "linux"))
