"""The forms somebody meets who wants to tell something: whole, and none asks for words of a practice."""

import pytest
import yaml
from documents import ROOT

FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
WANTED = {"fault", "sentence", "helpline", "practice"}


def test_there_are_those_that_are_wanted():
    assert {path.stem for path in FORMS} - {"config"} == WANTED


@pytest.mark.parametrize("path", [path for path in FORMS if path.stem != "config"], ids=lambda path: path.stem)
def test_each_is_a_form(path):
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert form["name"]
    assert form["description"]
    parts = [part for part in form["body"] if part["type"] != "markdown"]
    assert all(part["id"] and part["attributes"]["label"] for part in parts)
    assert len({part["id"] for part in parts}) == len(parts)
    assert any(part.get("validations", {}).get("required") for part in parts)


def test_a_hurt_needs_no_reason():
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "sentence.yml").read_text(encoding="utf-8"))
    required = [part["id"] for part in form["body"] if part.get("validations", {}).get("required")]
    assert required == ["sentence"]
