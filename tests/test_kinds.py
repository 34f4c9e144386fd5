"""Kinds of answers: one table of what is true of a stored one, which every part of the program goes by."""

import ast
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playing import EVERY_KIND

import selfattach
from selfattach import kinds
from selfattach.history.record import Entry
from selfattach.kinds import as_text
from selfattach.script import model
from selfattach.script.names import _COMPARED_AS as COMPARED_AS
from selfattach.script.questions import FORMS

ROOT = Path(selfattach.__file__).parent
CLASSES = {one.__name__ for one in (*get_args(model.QuestionKind), *get_args(model.Step))}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def an_answer(kind, value, **more):
    return Entry(name="a", kind=kind, ask="?", value=value, at="2026-11-22T04:09:17+01:00", **more)


def test_every_form_has_a_kind_of_its_own_in_the_table():
    assert len(EVERY_KIND) == len(get_args(model.QuestionKind))
    assert kinds.KINDS.keys() >= EVERY_KIND
    assert {*FORMS, kinds.KEEP} == EVERY_KIND


def test_conditions_know_how_every_kind_is_compared():
    assert COMPARED_AS.keys() >= EVERY_KIND


@given(JSON)
def test_a_kind_of_a_newer_program_counts_as_words_and_all_of_it_is_shown(value):
    answer = an_answer("drawn", value, labels={"a": "Label"})
    assert kinds.may_hold_own_words(answer)
    shown = as_text(answer)
    assert all(word in shown for word in kinds.own_words(answer))


def test_the_words_in_an_answer_of_a_newer_kind_are_found_and_told():
    answer = an_answer("drawn", {"lines": [{"text": "first", "at": 3}, "second"]})
    assert kinds.own_words(answer) == ["first", "second"]
    assert as_text(answer) == "first\n3\nsecond"


@pytest.mark.parametrize("half", [{"cue": "tea"}, {"action": "sit down"}, {"cue": None, "action": None}, {}, "tea"])
def test_half_a_promise_is_told_and_is_no_promise(half):
    answer = an_answer(kinds.PROMISE, half)
    assert not answer.is_whole_promise
    assert all(str(part) in as_text(answer) for part in (half.values() if isinstance(half, dict) else [half]) if part)


def matches_on_the_engine():
    for path in sorted(ROOT.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "match " in text else ():
            if isinstance(node, ast.Match) and CLASSES & set(classes_in(node)):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def classes_in(match):
    for case in match.cases:
        for part in ast.walk(case.pattern):
            if isinstance(part, ast.MatchClass):
                yield part.cls.id if isinstance(part.cls, ast.Name) else part.cls.attr


def test_a_match_on_steps_or_forms_names_every_kind_so_that_the_type_checker_finds_a_new_one():
    matches = list(matches_on_the_engine())
    assert len(matches) > 20
    for where, match in matches:
        *_, last = match.cases
        assert ast.unparse(last.pattern) == "_", where
        assert ast.unparse(last.body[0]).startswith("assert_never("), where
