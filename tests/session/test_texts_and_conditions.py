"""What conditions know, and what texts tell: unknown is not false, and a person's words are never read as a script."""

import pytest
from playing import asked, at_question, begin, play, told, until, words_of

from selfattach.engine.answers import without_beginning_twice
from selfattach.engine.session import Found, Outside

HARSH = "${thought} *loud* **x** [b] $$ ${thought|no}"


def said(session):
    return [words.strip() for words in told(session)]


def way(condition, asking="- rate: weight\n  ask: Weight?", outside=None, **answers):
    steps = f"""
{asking}
- when: {condition}
  then:
    - say: yes
  else:
    - say: no
  skipped:
    - say: unknown
"""
    return next(
        words for words in said(play(begin(steps, outside=outside), **answers)) if words in ("yes", "no", "unknown")
    )


@pytest.mark.parametrize(
    ("condition", "weight", "wanted"),
    [
        ("weight >= 7", 7, "yes"),
        ("weight >= 7", 6, "no"),
        ("weight >= 7", None, "unknown"),
        ("not weight >= 7", None, "unknown"),
        ("not (weight >= 7 and weight <= 3)", None, "unknown"),
        ("weight >= 7 or answered(weight)", 3, "yes"),
        ("weight >= 7 and answered(weight)", None, "no"),
        ("weight >= 7 or not answered(weight)", None, "yes"),
        ("weight + 1 == 4", 3, "yes"),
        ("-weight < -2", 3, "yes"),
        ("2 < weight < 4", 3, "yes"),
        ("2 < weight < 4", None, "unknown"),
    ],
)
def test_unknown_is_not_false(condition, weight, wanted):
    assert way(condition, weight=weight) == wanted


def test_cannot_tell_is_an_answer_and_no_number():
    asking = "- measure: distress\n  as: during"
    assert way("distress.during >= 0", asking, distress__during="cannot_tell") == "unknown"
    always_known = f"{asking}\n- when: answered(distress.during)\n  then:\n    - say: said"
    assert "said" in said(play(begin(always_known), distress__during="cannot_tell"))


PICK = "- pick: here\n  ask: What is here?\n  options: {calm: Calm, tired: Tired, nothing: Nothing}"


def test_has_and_count_look_into_a_pick():
    assert way("has(here, 'calm')", PICK, here=["tired", "calm"]) == "yes"
    assert way("has(here, 'calm')", PICK, here=["tired"]) == "no"
    assert way("has(here, 'calm')", PICK) == "unknown"
    counted = (
        f"{PICK}\n- when: count(here) == 0\n  then:\n    - say: none\n- when: count(here) == 2\n  then:\n    - say: two"
    )
    assert "none" in said(play(begin(counted)))
    assert "two" in said(play(begin(counted), here=["calm", "tired"]))


def test_a_pick_is_told_in_the_order_of_the_script():
    session = play(begin(f"{PICK}\n- say: 'Here: ${{here|nothing said}}.'"), here=["tired", "calm"])
    assert "Here: Calm, Tired." in said(session)


def test_times_asks_the_history_and_is_always_known():
    steps = "- when: times('a-walk') >= 2 and times() > 4\n  then:\n    - say: often\n  else:\n    - say: seldom"
    assert "seldom" in said(play(begin(steps)))
    assert "often" in said(play(begin(steps, outside=Outside(total=5, times={"a-walk": 2}))))


def test_a_choice_is_compared_by_id_and_told_by_its_own_words():
    asking = """
- choose: age
  ask: How old?
  options:
    small: {label: Not yet at school, as: the little one}
    grown: A grown-up
"""
    assert way("age == 'small'", asking, age="small") == "yes"
    assert way("age != 'small'", asking, age="small") == "no"
    assert way("age == 'small'", asking) == "unknown"
    telling = f"{asking}- say: 'Hello ${{age|whoever you are}}.'"
    assert "Hello the little one." in said(play(begin(telling), age="small"))
    assert "Hello A grown-up." in said(play(begin(telling), age="grown"))
    assert "Hello whoever you are." in said(play(begin(telling)))


ITEMS = """
- items: facets
  ask: How true?
  scale: {1: not at all, 3: partly, 5: very much}
  list: {friend: Friendly., hard: Hard.}
"""


def test_parts_of_items_are_numbers_in_conditions_and_words_in_texts():
    assert way("facets.hard >= 3", ITEMS, facets={"hard": 5}) == "yes"
    assert way("facets.friend >= 3", ITEMS, facets={"hard": 5}) == "unknown"
    session = play(
        begin(f"{ITEMS}- say: 'It was ${{facets.hard}} true; ${{facets.friend|left open}}.'"), facets={"hard": 5}
    )
    assert "It was very much true; left open." in said(session)


def test_a_choice_not_on_the_way_is_unknown_and_not_told():
    steps = """
- confirm: more
  ask: More?
- when: more
  then:
    - rate: weight
      ask: Weight?
    - write: thing
      ask: What?
- when: weight >= 5
  then:
    - say: heavy
  skipped:
    - say: 'unknown, ${thing|nothing}'
"""
    with_more = play(begin(steps), more=True, weight=7, thing="a stone")
    assert "heavy" in said(with_more)
    other_way = with_more
    while other_way.back() is not None:
        other_way = other_way.back()
    assert "unknown, nothing" in said(play(other_way, more=False))


def test_the_first_name_that_is_set_is_told_and_else_the_words():
    steps = "- write: a\n  ask: A?\n- write: b\n  ask: B?\n- say: '[${b, a|neither}]'"
    assert "[2]" in said(play(begin(steps), a="1", b="2"))
    assert "[1]" in said(play(begin(steps), a="1"))
    assert "[neither]" in said(play(begin(steps)))


def test_words_by_visit_are_those_from_that_visit_on():
    steps = "- say:\n    1: first\n    3: third on\n    10: tenth on"
    for visit, wanted in (
        (1, "first"),
        (2, "first"),
        (3, "third on"),
        (9, "third on"),
        (10, "tenth on"),
        (400, "tenth on"),
    ):
        assert wanted in said(play(begin(steps, outside=Outside(visit=visit))))


def test_a_persons_words_are_never_scanned_again():
    steps = "- write: thought\n  ask: What?\n- write: reply\n  ask: 'To ${thought}?'\n  pin: thought\n"
    steps += "  start: '${thought} '"
    session = until(begin(f"{steps}\n- say: 'You said ${{thought}}, and **${{thought}}**.'"), "reply", thought=HARSH)
    assert words_of(session.step).startswith(f"{HARSH}\nTo {HARSH}?")
    assert session.step.start == f"{HARSH} "
    telling = session.answer("no").step
    own = [run for run in telling.text if run.own]
    assert [run.text for run in own] == [HARSH, HARSH]
    assert [run.style for run in own] == ["", "strong"]


def test_a_dollar_sign_is_written_twice():
    assert "It cost 5 $ {less}." in said(play(begin("- say: 'It cost 5 $$ {less}.'")))


def test_words_in_the_box_that_stay_as_they_are_count_as_skipped():
    steps = """
- write: letter
  ask: Write.
  lines: many
  start: |-
    Dear you,

    I know
  skipped:
    - say: nothing written
- write: line
  ask: Short?
  start: "Right\\n now "
"""
    session = at_question(begin(steps))
    for unchanged in (session.step.start, f"{session.step.start}\n", "Dear you, I know"):
        assert session.answer(unchanged).log[-1].value is None
    assert session.answer("Dear you,\n\nI know it").log[-1].value == "Dear you,\n\nI know it"
    line = until(session, "line")
    assert line.answer("Right now").log[-1].value is None


FOUND = Outside(
    found={
        "letters.letter newest 0": Found(
            "Dear me.\n*So* ${it} is.", "Dear me.\n*So* ${it} is.", "a week ago", "S/letter"
        )
    }
)
RECALL = """
- recall: letters.letter
  as: old
- when: answered(old)
  then:
    - say: 'You wrote ${old.ago}.'
  else:
    - say: no letter
- show: old
"""


def test_a_recall_is_known_from_outside_or_not_answered():
    assert "no letter" in said(play(begin(RECALL)))
    session = play(begin(RECALL, outside=FOUND), old__shown=True)
    assert "You wrote a week ago." in said(session)


def test_recalled_words_are_shown_after_a_yes_as_they_were_typed():
    session = until(begin(RECALL, outside=FOUND), "old.shown")
    shown = session.answer(value=True).step
    assert words_of(shown) == "Dear me.\n*So* ${it} is."
    assert [run.own for run in shown.text] == [True]
    assert at_question(session.answer(value=False)).step.name == "felt"
    assert at_question(session.answer(None)).step.name == "felt"


def test_nothing_is_shown_when_nothing_was_found():
    assert asked(play(begin(RECALL))) == ["felt"]


@pytest.mark.parametrize(
    ("beginning", "said", "kept"),
    [
        ("Dear ", "Dear dear me, it is late", "Dear me, it is late"),
        ("Dear ", "Dear Dear me", "Dear me"),
        ("Dear ", "Dear me", "Dear me"),
        ("Dear ", "Dear dearest one", "Dear dearest one"),
        ("Dear ", "My dear dear friend", "My dear dear friend"),
        ("Dear week,\n\n", "Dear week,\n\nDear week, you again", "Dear week, you again"),
        ("Others who know this: ", "Others who know this: others who know this: a few", "Others who know this: a few"),
        ("", "no no", "no no"),
    ],
)
def test_a_beginning_that_is_written_once_more_is_kept_once(beginning, said, kept):
    assert without_beginning_twice(said, beginning) == kept
