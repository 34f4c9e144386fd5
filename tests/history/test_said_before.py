"""A sentence that came before is met with what was answered then: looked up at the start, compared folded."""

import json
from datetime import UTC, datetime

import pytest
from playing import begin, framed, play, told, until
from sample_records import a_record, an_entry

from selfattach.engine.prior_history import look_outside, outside_from_plain, outside_to_plain
from selfattach.engine.session import Session
from selfattach.history.history import NoHistory

NOW = datetime(2026, 12, 24, 20, 0, tzinfo=UTC)
STEPS = """
- write: thought
  ask: What does it say?
- recall: inner-critic-reframe.thought
  as: before
  matches: thought
  take: answer, borrow
- when: answered(before)
  then:
    - say: |
        You have met it ${before.times}, and answered it ${before.ago}:

        ${before}
  else:
    - when: before.times >= 2
      then:
        - say: It came before.
      else:
        - say: It came once.
      skipped:
        - say: It is new.
- write: more
  ask: And now?
"""


def a_session(days, thought, answer=None, *more, **fields):
    answered = [an_entry("answer", answer, round=(1,))] if answer is not None else []
    return a_record(days * 1440, an_entry("thought", thought, **fields), *answered, *more)


def met(history, thought):
    session = Session(framed(STEPS), look_outside(framed(STEPS), history, NOW))
    return told(play(session, thought=thought))[1].strip()


def test_it_is_met_with_the_newest_answer_how_often_it_came_and_when_that_was(history):
    history.add(a_session(0, "You always spoil it.", "One thing went wrong."))
    history.add(a_session(2, "You always spoil it.", "It was late."))
    history.add(a_session(4, "You always spoil it."))
    assert met(history, "You always spoil it.") == (
        "You have met it three times, and answered it 4 weeks ago:\n\nIt was late."
    )


@pytest.mark.parametrize("said", ["you always SPOIL it", "  You always\tspoil   it!!", "“You always spoil it …”"])
def test_case_white_space_and_punctuation_make_no_other_sentence(history, said):
    history.add(a_session(0, "You always spoil it.", "It was late."))
    assert "It was late." in met(history, said)


@pytest.mark.parametrize("said", ["You never spoil it.", "You always spoil it, don't you", "...", ""])
def test_another_sentence_or_none_is_not_met(history, said):
    history.add(a_session(0, "You always spoil it.", "It was late."))
    history.add(a_session(1, "...", "Signs alone are no sentence."))
    assert met(history, said) == "It is new."


def test_a_sentence_that_was_never_answered_is_counted_all_the_same(history):
    history.add(a_session(0, "Wrong again."))
    assert met(history, "wrong again") == "It came once."
    history.add(a_session(1, "Wrong again."))
    assert met(history, "wrong again") == "It came before."


def test_of_several_rounds_the_last_answer_is_brought_and_of_several_names_the_first_that_is_there(history):
    rounds = (an_entry("answer", "too glowing", round=(1,)), an_entry("answer", "plain", round=(2,)))
    history.add(a_session(0, "Wrong again.", None, *rounds))
    assert "plain" in met(history, "Wrong again.")
    lent = an_entry("borrow", "older", kind="choose", labels={"older": "You were up against a lot."})
    history.add(a_session(1, "Too late.", None, lent))
    assert "You were up against a lot." in met(history, "Too late.")


def test_sealed_words_words_let_go_and_words_left_aside_are_never_brought(history):
    history.add(a_session(0, "One.", None, an_entry("answer", "sealed", shelf="kind-words", seal_until="2027-01-01")))
    history.add(a_session(1, "Two.", None, an_entry("answer", None)))
    history.add(a_session(2, "Three.", None, an_entry("answer", "off the way", aside=True)))
    history.add(a_session(3, "Four.", "an answer", seal_until="low"))
    assert [met(history, said) for said in ("One", "Two", "Three", "Four")] == ["It came once."] * 3 + ["It is new."]


def test_an_answer_that_left_it_harder_is_not_brought(history):
    history.add(a_session(0, "Wrong again.", "kinder"))
    harder = an_entry("felt", "harder", kind="choose")
    history.add(a_session(1, "Wrong again.", "it is true, though", harder))
    assert "kinder" in met(history, "Wrong again.")


def test_an_answer_that_is_never_kept_cannot_be_compared_or_brought():
    never = STEPS.replace("  ask: What does it say?", "  ask: What does it say?\n  keep: never")
    with pytest.raises(Exception, match="whose words are kept"):
        framed(never)


def test_with_nothing_behind_it_or_a_locked_history_the_practice_goes_on_as_ever():
    for past in (None, NoHistory()):
        assert met(past, "Wrong again.") == "It is new."


def test_what_was_found_travels_with_the_draft_and_the_sentences_do_not(history):
    history.add(a_session(0, "You always spoil it.", "It was late."))
    history.add(a_session(1, "Nobody wants you."))
    outside = look_outside(framed(STEPS), history, NOW)
    plain = json.dumps(outside_to_plain(outside))
    assert outside_from_plain(json.loads(plain)) == outside
    assert "It was late." in plain
    assert "spoil" not in plain
    assert "Nobody" not in plain


def test_a_draft_that_began_before_anything_was_compared_goes_on():
    outside = look_outside(framed(STEPS), NoHistory(), NOW)
    plain = {key: value for key, value in outside_to_plain(outside).items() if key != "met"}
    session = until(Session(framed(STEPS), outside_from_plain(plain)), "more", thought="Wrong again.")
    assert session.answer("So.").step.name == "felt"


def test_recalls_of_the_same_sentence_count_it_once(history):
    twice = STEPS.replace("- write: more", "- recall: inner-critic-reframe.thought\n  as: again\n"
                          "  matches: thought\n  take: answer, borrow\n- write: more")  # fmt: skip
    history.add(a_session(0, "Wrong again.", "It was late."))
    outside = look_outside(framed(twice), history, NOW)
    assert list(outside.met.values()) == [1]
    assert begin(twice, outside=outside).step is not None
