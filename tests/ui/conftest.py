"""People who sit down at a terminal, and the exercises they are given."""

import pytest
from person import Person


@pytest.fixture
def person(tmp_path):
    people = []

    def sit_down(exercise="tests/ui/forms.yaml", **how):
        people.append(Person(tmp_path, exercise, **how))
        return people[-1]

    yield sit_down
    for one in people:
        one.is_gone()


@pytest.fixture
def script(tmp_path):
    """An exercise of these steps, as a file."""

    def written(steps):
        path = tmp_path / "tried.yaml"
        head = "selfattach: 1\nid: tried\ntitle: Tried\nsummary: Tried here.\nminutes: 1\nintensity: gentle\nsteps:\n"
        path.write_text(head + steps, encoding="utf-8")
        return str(path)

    return written
