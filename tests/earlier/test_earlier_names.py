"""Names that sessions of earlier versions are found again by stay what they are, whatever becomes of the exercises.

People's histories hold answers under these names: an exercise that calls its answer otherwise does not recall it, does
not ask about the promise, and the journey and the figures no longer see it. `0.1.0/names.json` is the list as it was
then, and is never changed. A version may have more names, options and statements; it may not lose one of these.
"""

from functools import cache

import pytest
from bundled import SHELF as LIBRARY_NOW
from kept_homes import data
from playing import compiled, script, the_frame

from selfattach.history.history import SETTLED
from selfattach.history.seals import is_hard
from selfattach.script.model import BARRIERS, Measure, Prompt, RateEach, every_step, options_of

NAMES = data("names.json")
ANSWERS, FRAME, EXERCISES = NAMES["answers"], NAMES["frame"], NAMES["exercises"]
STEPS = "- confirm: first\n  ask: A?\n- measure: distress\n  as: during\n- confirm: second\n  ask: B?"


def prompts_in(*parts):
    """Every prompt by name; several of one name together."""
    found = {}
    for part in parts:
        for step in every_step(part):
            if isinstance(step, Prompt):
                found.setdefault(step.name, []).append(step)
    return found


@cache
def prompts_of_exercise(ident):
    path, _ = LIBRARY_NOW.find(ident)
    framed = LIBRARY_NOW.framed(LIBRARY_NOW.load(path, own=False))
    return prompts_in(framed.body)


@cache
def prompts_of_frame(intensity):
    framed = the_frame().around(compiled(script(STEPS, intensity=intensity)), str)
    return prompts_in(framed.gate, framed.body, framed.after, framed.close, framed.felt)


def ids_in(prompts):
    """The ids of all that may be chosen or stated there."""
    forms = [prompt.form for prompt in prompts]
    stated = {item for form in forms if isinstance(form, RateEach) for item, _ in form.items}
    return stated | {option.id for form in forms for option in options_of(form)}


def is_still_there(row, prompts, where):
    """Whether a name of the list is asked for in the same way, with all its ids."""
    name, kind = row["answer"], row["kind"]
    assert name in prompts, f"`{name}` is no answer of {where} any more; it was {row.get('read', 'read')}"
    kinds = {prompt.form.kind for prompt in prompts[name]}
    assert kinds == {kind}, f"`{name}` of {where} was `{kind}` and is {', '.join(sorted(kinds))} now"
    lost = set(row.get("ids", ())) - ids_in(prompts[name])
    assert not lost, f"`{name}` of {where} has lost {', '.join(sorted(lost))}"
    return True


@pytest.mark.parametrize("ident", EXERCISES)
def test_an_exercise_keeps_its_id(ident):
    assert ident in LIBRARY_NOW.ids()


@pytest.mark.parametrize("row", ANSWERS, ids=[f"{row['exercise']}.{row['answer']}" for row in ANSWERS])
def test_an_answer_that_is_found_again_keeps_its_name(row):
    prompts = prompts_of_exercise(row["exercise"])
    assert is_still_there(row, prompts, f"`{row['exercise']}`")
    for prompt in prompts[row["answer"]]:
        assert prompt.keep != "never"
        if isinstance(prompt.form, RateEach):
            assert {figure for figure, _ in prompt.form.scale} >= set(row["scale"])
        if isinstance(prompt.form, Measure):
            assert prompt.form.measure == row["measure"]


@pytest.mark.parametrize("row", FRAME, ids=[f"{row['intensity']}, {row['answer']}" for row in FRAME])
def test_what_the_frame_asks_keeps_its_name(row):
    assert is_still_there(row, prompts_of_frame(row["intensity"]), f"a {row['intensity']} exercise")


def test_every_statement_of_the_inventory_is_a_barrier_with_a_map():
    (row,) = [row for row in ANSWERS if (row["exercise"], row["answer"]) == ("barrier-inventory", "now")]
    barriers = {item.replace("_", "-") for item in row["ids"]}
    assert barriers <= set(BARRIERS)
    assert barriers <= set(LIBRARY_NOW.maps())


def test_a_figure_of_distress_is_a_hard_moment_under_every_name_it_was_kept_by():
    names = {row["answer"] for row in (*FRAME, *ANSWERS) if row["kind"] == "measure"}
    assert names >= {"distress.before", "distress.during", "distress.after", "distress.again"}
    assert all(is_hard(name, 7) and not is_hard(name, 6) for name in names)


def test_what_settles_a_promise_is_what_settled_it_then():
    assert {"kept", "changed", "let_go"} == SETTLED
