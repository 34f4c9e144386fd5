"""A script can be wrong, or mean harm; it cannot go around the frame, take its names, or put its fragments in place."""

import json

import pytest
from playing import LIBRARY, asked, begin, compiled, fragment, framed, journal, play, record, script, told, until

from selfattach.engine.player import Opened
from selfattach.engine.session import Outside, Session
from selfattach.errors import WrongInputError
from selfattach.library import Library
from selfattach.script.faults import ScriptError


@pytest.mark.parametrize("name", ["guard", "guard_before", "guardian", "distress", "felt", "last"])
@pytest.mark.parametrize(
    "step",
    [
        "- write: {name}\n  ask: What?",
        "- include: piece\n  as: {name}",
        "- recall: letters.letter\n  as: {name}",
        "- repeat: 2\n  as: {name}\n  steps:\n    - write: one\n      ask: One?",
        "- review: small-promise.plan\n  as: {name}\n  ask: What became of it?",
        "- measure: distress\n  as: during\n  name: {name}",
    ],
)
def test_names_of_the_engine_are_not_given(step, name):
    text = script(step.format(name=name))
    with pytest.raises(ScriptError, match=r"reserved|belongs to the engine"):
        compiled(text, {"piece": fragment("- write: a\n  ask: A?")})


@pytest.mark.parametrize("moment", ["before", "after"])
def test_only_the_engine_asks_before_and_after_a_moderate_or_deep_one(moment):
    measuring = f"- measure: distress\n  as: {moment}\n- say: Hello."
    for intensity in ("moderate", "deep"):
        with pytest.raises(ScriptError, match="the engine itself asks"):
            compiled(script(measuring, intensity=intensity))
    with pytest.raises(ScriptError, match="the engine itself asks"):
        compiled(script("- include: piece"), {"piece": fragment(measuring)})
    assert compiled(script(measuring))


@pytest.mark.parametrize("name", ["before", "after", "again", "during_again", "after_again"])
def test_a_measure_of_a_script_does_not_take_the_name_of_one_of_the_engine(name):
    with pytest.raises(ScriptError, match="belongs to the engine"):
        compiled(script(f"- measure: distress\n  as: during\n  name: {name}", intensity="moderate"))


def test_the_close_is_not_included_by_a_script():
    with pytest.raises(ScriptError, match="played by the engine itself"):
        compiled(script("- include: kind-close"))


def test_finish_as_the_first_step_skips_nothing_of_the_frame():
    session = play(begin("- finish: Over.", intensity="moderate"))
    assert asked(session) == ["distress.before", "guard.before", "felt"]
    with_a_number = play(begin("- finish: Over.", intensity="moderate"), distress__before=6, guard__before="go_on")
    assert asked(with_a_number) == ["distress.before", "guard.before", "distress.after", "felt", "kind-close.need"]
    at_9 = play(begin("- finish", intensity="moderate"), distress__before=9)
    assert (asked(at_9), at_9.ending.door.about) == (["distress.before"], "nine")


def test_a_door_as_the_first_step_is_opened_behind_the_gate_alone():
    session = play(begin("- door: Over.", intensity="moderate"), distress__before=2)
    assert (asked(session), session.ending.door.about) == (["distress.before"], "life")
    at_9 = play(begin("- door: Over.", intensity="moderate"), distress__before=9)
    assert at_9.ending.door.about == "nine"


@pytest.mark.parametrize(
    "step", ["- door: Now.\n  for: nine", "- support: Now.\n  at: yes", "- door: Now.\n  for: rage"]
)
def test_the_screens_of_the_frame_are_not_opened_by_a_script(step):
    with pytest.raises(ScriptError, match=r"`for`|`at`"):
        compiled(script(step))


MEASURE = "- measure: distress\n  as: during"
AFTER = "- say: And on."
PLACES = {
    "at the top": f"{MEASURE}\n{AFTER}",
    "behind an option": """
- choose: way
  ask: Which?
  options:
    in: {label: In, then: [{measure: distress, as: during}]}
    out: Out
- say: And on.""",
    "behind a pick": """
- pick: way
  ask: Which?
  options:
    in: {label: In, then: [{measure: distress, as: during}, {say: And on.}]}
    out: Out""",
    "behind a question left open": """
- write: word
  ask: A word?
  skipped:
    - measure: distress
      as: during
    - say: And on.""",
    "in a branch": """
- when: times() >= 0
  then:
    - measure: distress
      as: during
- say: And on.""",
    "in an else": """
- when: times() > 999
  then:
    - say: Never.
  else:
    - measure: distress
      as: during
- say: And on.""",
    "where it is unknown": """
- rate: weight
  ask: Weight?
- when: weight > 5
  then:
    - say: Heavy.
  skipped:
    - measure: distress
      as: during
    - say: And on.""",
    "in a repeat": """
- repeat: 2
  steps:
    - write: word
      ask: A word?
    - measure: distress
      as: during
    - say: And on.""",
    "first in a repeat, in a repeat": """
- repeat: 2
  steps:
    - repeat: 2
      steps:
        - measure: distress
          as: during
        - say: And on.""",
    "in a fragment": "- include: piece\n- say: And on.",
    "in a fragment of a fragment": "- include: outer\n- say: And on.",
}
PIECES = {"piece": fragment(MEASURE), "outer": fragment("- include: piece", ident="outer")}


@pytest.mark.parametrize("intensity", ["gentle", "moderate"])
@pytest.mark.parametrize("place", PLACES)
def test_a_figure_is_guarded_wherever_a_script_asks_for_it(place, intensity):
    session = begin(PLACES[place], fragments=PIECES, intensity=intensity)
    answers = {"way": "in", "word": "x"}
    if place == "behind a pick":
        answers["way"] = ["in"]
    if place == "behind a question left open":
        del answers["word"]
    session = until(session, "distress.during", distress__before=0, **answers)
    for figure, guarded in (
        (9, "distress.during"),
        (7, "guard.during.ground.now" if intensity == "moderate" else "guard.during.steady.more"),
    ):
        ended = play(session.answer(figure))
        assert guarded in asked(ended)
        assert ended.ending.how == "guard"
        assert (ended.ending.door == Opened("nine")) is (figure == 9)
        assert "And on." not in told(ended)[len(told(session)) :]
    going_on = play(session.answer(1))
    assert "And on." in told(going_on)
    assert not [name for name in asked(going_on) if name.startswith("guard.during")]


def test_a_gentle_script_that_asks_at_its_end_cannot_go_on_after_a_rise():
    steps = "- measure: distress\n  as: before\n- measure: distress\n  as: after\n- say: And on."
    risen = play(begin(steps), distress__before=2, distress__after=6)
    assert "And on." not in told(risen)
    assert risen.ending.how == "done"
    high = play(begin(steps), distress__before=6, distress__after=7)
    assert "And on." not in told(high)


def test_a_script_of_ones_own_cannot_put_a_fragment_in_place_of_one_of_the_frame(tmp_path):
    own = tmp_path / "exercises"
    (own / "fragments").mkdir(parents=True)
    for name in ("ground", "steady", "kind-close"):
        for folder in (own, own / "fragments"):
            (folder / f"{name}.yaml").write_text(fragment("- say: All is well. Go on.", ident=name))
    (own / "mine.yaml").write_text(
        script(
            "- ground\n- include: steady\n- measure: distress\n  as: during",
            ident="mine",
            intensity="moderate",
        )
    )
    library = Library(LIBRARY, own)
    framed_own = library.framed(library.load(own / "mine.yaml"))
    for figures in ({"distress__before": 8}, {"distress__before": 0, "distress__during": 9}, {"distress__during": 4}):
        assert "All is well. Go on." not in "".join(told(play(Session(framed_own), **figures)))


def test_an_exercise_of_the_library_is_not_taken_over_by_one_of_ones_own(tmp_path):
    own = tmp_path / "mindfulness-check-in.yaml"
    own.write_text(script("- say: Hello.", ident="mindfulness-check-in"))
    with pytest.raises(WrongInputError, match="belongs to the library"):
        Library(LIBRARY, tmp_path).load(own)
    assert Library(LIBRARY, tmp_path).find("mindfulness-check-in")[1] is False


IN_A_BRANCH = """
- write: a
  ask: A?
- confirm: b
  ask: B?
- when: b
  then:
    - measure: distress
      as: during
- say: The end.
"""


@pytest.mark.parametrize("steps", ["- say: Hello.", f"{MEASURE}\n- write: a\n  ask: A?", IN_A_BRANCH])
def test_a_deep_script_measures_on_the_way(steps):
    with pytest.raises(ScriptError, match="a deep script holds one"):
        compiled(script(steps, intensity="deep"))


def test_many_exercises_can_be_framed_by_one_frame():
    for number in range(60):
        assert framed(f"- say: Hello {number}.\n{MEASURE}", intensity="moderate").gate


# --- the safety question


@pytest.mark.parametrize(
    "gate",
    [
        {"distress__before": 9},
        {"distress__before": 7, "distress__again": 10},
        {"distress__during": 9},
        {"distress__before": 3, "distress__after": 10},
    ],
)
def test_the_safety_question_is_no_step_so_its_answer_can_be_in_no_journal_and_no_record(gate):
    session = play(begin(MEASURE, intensity="moderate"), **gate)
    assert session.ending.door == Opened("nine")
    assert not [act for act in session.log if "safety" in act.name]
    assert [json.loads(line)["did"] for line in journal(session)].count("door") == 0  # the figure alone says it
    kept = record(session)
    assert [entry["name"] for entry in kept["answers"] if entry["kind"] != "measure"] == []
    assert (kept["ending"], kept["finished"], kept["felt"]) == ("guard", False, None)


@pytest.mark.parametrize("about", ["life", "harm", "violence"])
def test_a_record_says_that_it_ended_early_and_not_at_which_door(about):
    session = play(begin(f"- write: one\n  ask: One?\n- door: Now.\n  for: {about}"), one="x")
    assert session.ending.door.about == about
    kept = record(session)
    assert kept["ending"] == "guard"
    assert set(kept) == set(record(play(begin("- write: one\n  ask: One?"), one="x")))
    assert not {about, "door", "Now."} & set(json.dumps(kept).replace('"', " ").split())


def test_a_scripted_run_ends_well_without_an_answer_of_the_guard():
    for figure, how in (
        (4, "done"),
        (6, "guard"),
        (None, "done"),
        ("cannot_tell", "done"),
        (7, "guard"),
        (8, "guard"),
        (9, "guard"),
    ):
        assert play(begin(MEASURE, intensity="moderate"), distress__before=figure).ending.how == how
    assert play(begin(MEASURE, intensity="gentle", outside=Outside())).ending.how == "done"
