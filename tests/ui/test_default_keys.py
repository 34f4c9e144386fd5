"""The default keys of prompt_toolkit cost more than a whole question of ours; a practice has many questions."""

import pytest
from prompt_toolkit.application import Application
from prompt_toolkit.input import DummyInput
from prompt_toolkit.key_binding import defaults
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.shortcuts import PromptSession

from selfattach.ui import prompt_runs  # noqa: F401  it has them built once

PROMPTS = {
    "a list, a row of numbers, a screen of help": Application,
    "a box": PromptSession,
}


@pytest.mark.parametrize("make", PROMPTS.values(), ids=PROMPTS)
def test_they_are_not_built_anew_for_any_prompt(make, monkeypatch):
    ends = {"input": DummyInput(), "output": DummyOutput()}
    make(**ends)  # once they are built
    built = []
    monkeypatch.setattr(defaults, "load_basic_bindings", lambda: built.append("anew"))
    make(**ends)
    assert built == []
