"""What the look back takes from the library stands in its scripts."""

import pytest
from bundled import LISTED, SHELF

from selfattach.engine.safety_frame import every_step
from selfattach.insights.sources import OF_THE_LIBRARY
from selfattach.script.model import Prompt

NAMED = {
    **{name: (said, *answers) for name, (said, answers) in OF_THE_LIBRARY.sentences.items()},
    **OF_THE_LIBRARY.feelings,
}


@pytest.mark.parametrize("name", sorted(NAMED))
def test_each_answer_that_is_looked_for_is_asked_for_by_its_script(name):
    asked = {step.name for step in every_step(SHELF.load(LISTED[name].path).steps) if isinstance(step, Prompt)}
    assert set(NAMED[name]) <= asked
