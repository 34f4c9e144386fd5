"""What goes on a shelf, what stays, what is let go, and what a record says of it."""

import json

import pytest
from playing import BEGUN, NOW, asked, begin, entries, play, record, until

from selfattach.engine.answers import IllegalAnswerError
from selfattach.engine.records import record_of, undecided_entries
from selfattach.engine.session import Found, Outside
from selfattach.history.record import to_plain
from selfattach.script.model import SHELVES
from selfattach.words import SHELVE_QUESTIONS

LETTER = """
- write: letter
  ask: Write.
  keep: ask
- shelve: letter
  on: letters
  seal: ask
"""


def test_every_shelf_has_its_question():
    assert SHELVE_QUESTIONS.keys() == SHELVES.keys()


def test_nothing_is_shelved_without_a_yes():
    for answer in (None, False):
        assert "shelf" not in entries(play(begin(LETTER), letter="Dear me", letter__shelf=answer))["letter"]
    assert entries(play(begin(LETTER), letter="Dear me", letter__shelf=True))["letter"]["shelf"] == "letters"


def test_a_shelf_is_not_offered_for_nothing():
    assert asked(play(begin(LETTER))) == ["letter", "felt"]


def test_a_seal_runs_for_days_from_the_day_of_the_start():
    entry = entries(play(begin(LETTER), letter="Dear me", letter__shelf=30))["letter"]
    assert entry["seal_until"] == "2026-12-22"
    assert "seal_until" not in entries(play(begin(LETTER), letter="Dear me", letter__shelf=True))["letter"]
    fixed = LETTER.replace("seal: ask", "seal: 7")
    assert entries(play(begin(fixed), letter="Dear me", letter__shelf=True))["letter"]["seal_until"] == "2026-11-29"
    for wrong in (0, -1, 36_501, "soon", 1.5):
        with pytest.raises(IllegalAnswerError):
            until(begin(LETTER), "letter.shelf", letter="Dear me").answer(wrong)


def test_a_seal_can_run_until_a_hard_moment_instead():
    yes = {"letter": "Dear me", "letter__shelf__worst_day": True}
    assert entries(play(begin(LETTER), letter__shelf="low", **yes))["letter"]["seal_until"] == "low"
    fixed = LETTER.replace("seal: ask", "seal: low")
    assert entries(play(begin(fixed), letter__shelf=True, **yes))["letter"]["seal_until"] == "low"
    assert "seal_until" not in entries(play(begin(fixed), letter="Dear me", letter__shelf=False))["letter"]


@pytest.mark.parametrize("said", [False, None])
def test_without_a_yes_to_ones_worst_day_it_is_kept_unsealed(said):
    entry = entries(play(begin(LETTER), letter="Dear me", letter__shelf="low", letter__shelf__worst_day=said))["letter"]
    assert (entry["shelf"], entry.get("seal_until"), entry.get("asked")) == ("letters", None, None)


KIND = "- write: line\n  ask: Write.\n- shelve: line\n  on: kind-words"


def test_words_of_ones_own_stand_among_kind_words_only_if_one_would_say_them_to_somebody_dear():
    session = until(begin(KIND), "line.shelf.would_say", line="Dear me", line__shelf=True)
    assert session.step.pins == ("Dear me",)
    for said, shelf in ((True, "kind-words"), (False, None), (None, None)):
        entry = entries(play(session, line__shelf__would_say=said))["line"]
        assert (entry.get("shelf"), entry.get("asked")) == (shelf, True if shelf else None)


def test_what_a_script_lent_needs_no_such_question():
    lent = "- choose: line\n  ask: Which?\n  options: {warm: You did what you could}\n- shelve: line\n  on: kind-words"
    session = play(begin(lent), line="warm", line__shelf=True)
    assert asked(session) == ["line", "line.shelf", "felt"]
    assert entries(session)["line"]["shelf"] == "kind-words"


def test_what_is_on_a_shelf_stays_without_a_question():
    assert "letter.keep" not in asked(play(begin(LETTER), letter="Dear me", letter__shelf=True))
    assert "letter.keep" in asked(play(begin(LETTER), letter="Dear me", letter__shelf=False))


def test_what_is_let_go_is_not_in_the_record():
    session = play(begin(LETTER), letter="Dear me", letter__keep="let_go")
    assert record(session)["answers"] == []
    assert entries(play(begin(LETTER), letter="Dear me", letter__keep="keep"))["letter"]["value"] == "Dear me"


def test_the_shelf_and_the_question_whether_to_keep_are_no_answers_of_the_record():
    assert list(entries(play(begin(LETTER), letter="Dear me", letter__shelf=True, felt="helped"))) == ["letter"]


@pytest.mark.parametrize("intensity", ["gentle", "moderate"])
def test_whether_to_keep_is_asked_at_every_ending_that_has_room_for_it(intensity):
    asking = "- write: letter\n  ask: Write.\n  keep: ask\n- write: more\n  ask: More?"
    session = until(begin(asking, intensity=intensity), "more", distress__before=3, letter="Dear me")
    for ended in (session.enough(), until(session, "felt")):
        assert "letter.keep" in asked(play(ended))
    if intensity == "moderate":
        assert "letter.keep" in asked(play(until(session, "distress.after").enough()))
    finished = f"{asking}\n- finish: That is it."
    assert "letter.keep" in asked(play(begin(finished, intensity=intensity), letter="Dear me"))


@pytest.mark.parametrize("intensity", ["gentle", "moderate"])
def test_where_help_comes_nobody_is_asked_and_the_words_stay_undecided(intensity):
    asking = "- write: letter\n  ask: Write.\n  keep: ask\n- write: more\n  ask: More?"
    session = until(begin(asking, intensity=intensity), "more", distress__before=3, letter="Dear me")
    ended = [session.door(), play(session, felt="harder"), play(begin(f"{asking}\n- door"), letter="Dear me")]
    if intensity == "moderate":
        ended.append(play(until(session, "distress.after").answer(9)))
    for one in ended:
        assert "letter.keep" not in asked(one)
        assert one.undecided == {"letter"}
        kept = record_of(one, BEGUN, NOW, without=one.undecided)
        assert kept is None or "Dear me" not in json.dumps(to_plain(kept))
        (waiting,) = undecided_entries(one)
        assert waiting["value"] == "Dear me"


def test_words_that_were_decided_about_are_not_undecided():
    asking = "- write: letter\n  ask: Write.\n  keep: ask\n- shelve: letter\n  on: letters\n- door"
    assert play(begin(asking), letter="Dear me", letter__shelf=True).undecided == frozenset()
    assert play(begin(asking), letter="Dear me").undecided == {"letter"}
    assert play(begin(asking)).undecided == frozenset()
    plain = "- write: letter\n  ask: Write.\n  keep: ask"
    for said in ("keep", "let_go", None):
        assert play(begin(plain), letter="Dear me", letter__keep=said).undecided == frozenset()


ROUNDS = """
- repeat: 3
  as: people
  steps:
    - write: who
      ask: Who?
    - choose: gives
      ask: What for?
      options: {listen: Listening, fun: Laughing}
"""


WOULD = {"who__shelf__would_say": True}


def shelved(session):
    return [(entry["value"], entry.get("shelf"), entry.get("section")) for entry in record(session)["answers"]]


def test_all_rounds_go_on_a_shelf_by_the_name_of_the_repeat():
    steps = f"{ROUNDS}- write: place\n  ask: Where?\n- shelve: {{people: people, place: places}}\n  on: support"
    session = play(begin(steps), who=["Ann", "Ben"], gives=["fun", None], place="the park", people__shelf=True)
    assert shelved(session) == [
        ("Ann", "support", "people"),
        ("fun", "support", "people"),
        ("Ben", "support", "people"),
        ("the park", "support", "places"),
    ]


def test_words_on_a_shelf_by_the_name_of_their_repeat_stay_without_a_question():
    asking = ROUNDS.replace("      ask: Who?\n", "      ask: Who?\n      keep: ask\n")
    steps = f"{asking}- shelve: {{people: people}}\n  on: support"
    assert "who.keep" not in asked(play(begin(steps), who=["Ann"], people__shelf=True))
    assert "who.keep" in asked(play(begin(steps), who=["Ann"], people__shelf=False))


def test_one_answer_of_every_round_goes_on_a_shelf_by_its_name():
    session = play(
        begin(f"{ROUNDS}- shelve: who\n  on: kind-words"), who=["Ann", "Ben"], gives=["fun"], who__shelf=True, **WOULD
    )
    assert shelved(session) == [("Ann", "kind-words", None), ("fun", None, None), ("Ben", "kind-words", None)]


def test_last_puts_the_last_round_alone_on_a_shelf():
    session = play(begin(f"{ROUNDS}- shelve: last.who\n  on: kind-words"), who=["Ann", "Ben"], who__shelf=True, **WOULD)
    assert shelved(session) == [("Ann", None, None), ("Ben", "kind-words", None)]


def test_a_yes_inside_a_round_shelves_this_round_alone():
    steps = f"{ROUNDS}    - shelve: who\n      on: kind-words"
    session = play(begin(steps), who=["Ann", "Ben"], who__shelf=[True, False], **WOULD)
    assert shelved(session) == [("Ann", "kind-words", None), ("Ben", None, None)]


def test_a_yes_in_an_outer_round_shelves_nothing_of_another_one():
    steps = """
    - repeat: 2
      steps:
        - write: day
          ask: The day?
        - repeat: 2
          steps:
            - write: thing
              ask: A thing?
        - shelve: thing
          on: kind-words
    """
    things = ["a", "b", "c", None]
    session = play(
        begin(steps), day=["mon", "tue"], thing=things, thing__shelf=[False, True], thing__shelf__would_say=True
    )
    assert shelved(session) == [
        ("mon", None, None), ("a", None, None), ("b", None, None), ("tue", None, None), ("c", "kind-words", None),
    ]  # fmt: skip


def test_a_shelf_takes_what_is_there_and_passes_over_the_rest():
    steps = "- write: a\n  ask: A?\n- write: b\n  ask: B?\n- shelve: {a: signs, b: what helps}\n  on: support"
    assert shelved(play(begin(steps), b="tea", a__shelf=True)) == [("tea", "support", "what helps")]


PROMISE = """
- repeat: 2
  until: likely >= 7
  steps:
    - promise: plan
      cue: After what?
      action: Then what?
      skipped:
        - say: none made
    - rate: likely
      ask: How likely?
- say: 'Then: ${last.plan|nothing}.'
"""
WHOLE = {"cue": "the kettle", "action": "one stretch"}
SMALLER = {"cue": "the kettle", "action": "one breath"}
HALF = {"cue": "the door", "action": None}


def promises(session):
    return [entry["value"] for entry in record(session)["answers"] if entry["kind"] == "promise"]


def test_half_a_promise_is_kept_and_counts_as_skipped():
    session = play(begin(PROMISE), plan=[HALF])
    assert asked(session) == ["plan", "felt"]
    assert promises(session) == [HALF]


def test_within_a_repeat_the_later_promise_replaces_the_earlier():
    assert promises(play(begin(PROMISE), plan=[WHOLE, SMALLER], likely=[3, 8])) == [SMALLER]


def test_half_a_promise_replaces_no_whole_one():
    assert promises(play(begin(PROMISE), plan=[WHOLE, HALF], likely=[3])) == [WHOLE, HALF]
    assert promises(play(begin(PROMISE), plan=[WHOLE, None], likely=[3])) == [WHOLE]


def test_a_promise_is_told_as_cue_and_action():
    from playing import told  # noqa: PLC0415  only here

    assert "Then: the kettle: one stretch." in told(play(begin(PROMISE), plan=[WHOLE], likely=[8]))


REVIEW = """
- review: small-promise.plan
  as: went
  ask: You planned this ${went.ago}. What became of it?
  options:
    kept: {then: [{say: So you could rely on it.}]}
- when: went == 'kept'
  then:
    - say: it was kept
  skipped:
    - say: nothing to say
"""
OPEN = Outside(found={"small-promise.plan promise": Found(WHOLE, "the kettle: one stretch", "3 days ago", "S/plan")})


def test_a_review_is_passed_over_when_no_promise_is_open():
    assert asked(play(begin(REVIEW))) == ["felt"]


def test_a_review_shows_the_promise_and_when_it_was_made():
    step = until(begin(REVIEW, outside=OPEN), "went").step
    assert step.pins == ("the kettle: one stretch",)
    assert "".join(run.text for run in step.ask) == "You planned this 3 days ago. What became of it?"


def test_the_record_of_a_review_says_of_what_and_what_became_of_it():
    entry = entries(play(begin(REVIEW, outside=OPEN), went="kept"))["went"]
    assert (entry["kind"], entry["of"], entry["outcome"]) == ("review", "S/plan", "kept")
    assert "went" not in entries(play(begin(REVIEW, outside=OPEN)))


def test_the_record_of_words_that_were_shown_says_of_which():
    found = Outside(found={"letters.letter newest 0": Found("Dear me", "Dear me", "yesterday", "S/letter")})
    steps = "- recall: letters.letter\n  as: old\n- show: old"
    entry = entries(play(begin(steps, outside=found), old__shown=True))["old.shown"]
    assert (entry["kind"], entry["of"], entry["value"]) == ("show", "S/letter", True)
    assert "old.shown" not in entries(play(begin(steps, outside=found), old__shown=False))


def test_never_kept_words_are_in_no_record():
    steps = "- write: hidden\n  ask: What?\n  keep: never\n- write: open\n  ask: And?"
    assert list(entries(play(begin(steps), hidden="x", open="y"))) == ["open"]


def test_nothing_said_and_not_finished_makes_no_record():
    assert record(play(begin(LETTER).enough())) is None
    assert record(play(begin(LETTER)))["finished"]
