"""Which question it is, of about how many: what is on the path as it is now, and it grows where a branch is longer."""

from playing import at_question, begin

WORDS = "- write: {0}\n  ask: {0}?\n"
TWO = WORDS.format("one") + WORDS.format("two")


def places(steps, *values):
    """The place of the first question and of each after these answers, gate included."""
    session = at_question(begin(steps))
    found = [session.step.place]
    for value in values:
        session = at_question(session.answer(value))
        found.append(session.step.place)
    return found


def test_the_questions_of_the_frame_before_the_end_are_counted_and_those_after_it_are_not():
    assert places(TWO, "a", "b") == [(1, 2), (2, 2), None]


def test_questions_left_open_count_as_reached():
    assert places(TWO, None) == [(1, 2), (2, 2)]


def test_a_branch_that_is_taken_adds_its_questions():
    steps = "- choose: way\n  ask: Which?\n  options:\n    short: Short\n    long:\n      label: Long\n      then:\n"
    steps += "        - {write: more, ask: More?}\n        - {write: most, ask: Most?}\n" + WORDS.format("after")
    assert places(steps, "long") == [(1, 2), (2, 4)]
    assert places(steps, "short") == [(1, 2), (2, 2)]


def test_the_first_option_that_ends_nothing_is_the_path_of_one_not_chosen_yet():
    steps = "- choose: way\n  ask: Which?\n  options:\n"
    steps += "    out:\n      label: Out\n      then:\n        - finish: So be it.\n"
    assert places(f"{steps}    on: On\n{TWO}")[0] == (1, 3)


def test_what_hangs_on_an_answer_to_come_is_expected():
    steps = WORDS.format("one") + "- when: answered(one)\n  then:\n    - {write: more, ask: More?}\n"
    assert places(steps)[0] == (1, 2)
    assert places(steps, "a")[1] == (2, 2)


def test_what_hangs_on_a_figure_to_come_is_not():
    steps = "- rate: much\n  ask: How much?\n- when: much >= 7\n  then:\n    - {write: more, ask: More?}\n"
    assert places(steps + TWO, 8) == [(1, 3), (2, 4)]


def test_one_round_is_expected_and_a_second_one_adds_its_questions():
    steps = "- repeat: 3\n  until: enough == 'yes'\n  steps:\n    - {write: who, ask: Who?}\n"
    steps += "    - choose: enough\n      ask: Enough?\n      options: {'yes': 'Yes', 'no': 'No'}\n"
    assert places(steps + WORDS.format("after"), "Ada", "no") == [(1, 3), (2, 3), (3, 5)]
