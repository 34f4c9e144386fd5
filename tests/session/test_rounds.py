"""What a repeat means: this round, the round before, and the list that is left afterwards."""

from playing import asked, at_question, begin, entries, play, told, until

PEOPLE = """
- repeat: 3
  as: people
  steps:
    - write: who
      ask: Who?
    - write: how
      ask: How?
- when: count(people) == 0
  then:
    - say: nobody
- when: answered(how)
  then:
    - say: some hows
- when: answered(people)
  then:
    - say: '${people}'
- say: '${who|no names} / ${how|no ways} / ${last.who|no last}'
"""


def last_words(session):
    return told(session)[-2]  # before `felt`


def test_a_round_whose_first_question_is_left_open_ends_the_repeat_at_once():
    session = play(begin(PEOPLE), who=["Ann", None, "Ben"], how=["bus", "train"])
    assert asked(session) == ["who", "how", "who", "felt"]
    assert last_words(session) == "Ann / bus / Ann"


def test_a_dropped_round_counts_for_nothing():
    session = play(begin(PEOPLE))
    assert "nobody" in told(session)
    assert last_words(session) == "no names / no ways / no last"


def test_a_question_left_open_later_in_a_round_is_a_hole_in_its_list():
    session = play(begin(PEOPLE), who=["Ann", "Ben", "Cem"], how=[None, "train", None])
    assert last_words(session) == "Ann, Ben, Cem / train / Cem"
    assert "Ann; Ben, train; Cem" in told(session)


def test_a_list_of_holes_alone_is_not_answered_but_has_its_rounds():
    session = play(begin(PEOPLE + "- when: count(how) == 2\n  then:\n    - say: two rounds"), who=["Ann", "Ben"])
    assert "some hows" not in told(session)
    assert "two rounds" in told(session)


def test_the_steps_behind_a_skipped_first_question_are_played_before_the_repeat_ends():
    session = play(
        begin("""
        - repeat: 3
          steps:
            - write: one
              ask: One?
              skipped:
                - write: why
                  ask: Why not?
            - write: two
              ask: Two?
        - say: after
        """),
        one=["a"],
        two=["b"],
        why=["tired"],
    )
    assert asked(session) == ["one", "two", "one", "why", "felt"]
    assert [act.round for _, act in session.answered] == [(1,), (1,), (2,), (2,), ()]


NESTED = """
- repeat: 3
  as: days
  steps:
    - repeat: 2
      steps:
        - write: thing
          ask: A thing?
        - rate: size
          ask: How big?
    - write: mood
      ask: The mood?
    - say: 'this ${thing|-} last ${last.thing|-}'
- say: '${thing} | ${mood} | ${last.thing|-} | ${last.mood|-}'
"""


def test_an_outer_round_that_begins_with_a_skipped_inner_one_is_dropped_with_it():
    session = play(begin(NESTED), thing=["a", "b", None], mood=["fine"], size=[1, 2])
    assert asked(session) == ["thing", "size", "thing", "size", "mood", "thing", "felt"]
    assert last_words(session) == "a, b | fine | b | fine"


def test_nested_rounds_are_lists_of_lists():
    session = play(begin(NESTED), thing=["a", "b", "c", None, "d", "e"], mood=["fine", "well", "so"])
    shown = told(session)
    assert last_words(session) == "a, b; c; d, e | fine, well, so | e | so"
    assert [words for words in shown if words.startswith("this")] == [
        "this a, b last b",
        "this c last c",
        "this d, e last e",
    ]


def test_last_inside_a_repeat_is_the_round_before():
    session = begin("""
    - repeat: 3
      until: size >= 5
      steps:
        - write: answer
          ask: 'Now? ${last.answer|none yet}'
        - rate: size
          ask: How far?
    - when: last.size >= 5
      then:
        - say: far enough
      else:
        - say: not so far
      skipped:
        - say: nobody knows
    """)
    done = play(session, answer=["a", "b", "c"], size=[1, 5, 9])
    shown = told(done)
    assert shown[:4:2] == ["Now? none yet\n\n\n", "Now? a\n\n\n"]
    assert "far enough" in shown
    assert "c" not in entries(done)["answer"]["value"]
    assert "not so far" in told(play(session, answer=["a", "b", "c"], size=[1, 2, 3]))
    assert "nobody knows" in told(play(session, answer=["a", "b", "c"], size=[1, 2, None]))


def test_until_that_is_unknown_does_not_end_a_repeat():
    session = begin("""
    - repeat: 2
      until: size >= 5
      steps:
        - write: answer
          ask: Now?
        - rate: size
          ask: How far?
    """)
    assert asked(play(session, answer=["a", "b"])).count("answer") == 2


def test_a_finish_inside_a_round_ends_the_script_and_keeps_the_answers():
    session = play(
        begin("""
        - repeat: 3
          steps:
            - write: one
              ask: One?
              keep: ask
            - confirm: out
              ask: Out?
            - when: out
              then:
                - finish: Then that is it.
        - say: never
        """),
        one=["a", "b"],
        out=[False, True],
    )
    assert "never" not in told(session)
    assert session.ending.how == "done"
    assert [act.round for _, act in session.answered if act.name in ("one.keep", "felt")] == [(), ()]
    keep = next(shown for shown in told(session) if "stay in your history" in shown)
    assert keep.startswith("a, b\n")  # the words are in view when the person decides


def test_answers_of_a_round_are_stored_with_their_round():
    session = until(begin(NESTED), "mood", thing="a")
    assert session.step.round == (1,)
    assert at_question(begin(NESTED)).step.round == (1, 1)
