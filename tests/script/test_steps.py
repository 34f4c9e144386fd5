"""What each step takes, and what it says when it is given something else."""

from typing import get_args

import pytest
from loading import EVERY_STEP, PIECE, faulty, fragment, load
from playing import EVERY_KIND

from selfattach.kinds import KEEP
from selfattach.script.model import Include, Recall, Rest, Step, every_step


def test_a_script_with_every_step_and_option_loads():
    exercise = load(EVERY_STEP, fragments={"piece": PIECE})
    kinds = {getattr(getattr(step, "form", step), "kind", type(step).__name__) for step in every_step(exercise.steps)}
    every_other = {step.__name__ for step in get_args(Step)} - {"Prompt"}
    assert kinds == (EVERY_KIND - {KEEP}) | every_other - {"Door"}
    assert set(exercise.sources) == {"script", "measures", "fragments/ground", "fragments/piece"}


def test_an_unknown_step_is_told_with_the_nearest():
    faulty("- »wrte: x\n  ask: q", "`wrte` is no step", "Did you mean `write`")
    faulty("- »zzzzzz: x", "The steps are say, rest")
    faulty("- »{}", "is no step")


def test_an_unknown_key_of_any_step_is_told_with_the_nearest():
    faulty("- write: a\n  ask: q\n  »hnt: x", "Did you mean `hint`")
    faulty("- say: x\n  »ask: q", "`say` has no `ask`")
    faulty("- breathe: {in: 4, »ot: 6, out: 6}", "Did you mean `out`")
    faulty("- rest: 50s\n  cues:\n    - at: 20s\n      say: x\n      »sya: y", "Did you mean `say`")
    faulty("- choose: a\n  ask: q\n  options:\n    x: {label: X, »than: []}", "Did you mean `then`")
    faulty("- write: a\n  ask: q\n  »id: x", "has no `id`")


def test_two_steps_in_one_are_told_and_the_first_is_read():
    faulty("- write: a\n  ask: q\n  »say: x\n- say: ${a}", "`write` and `say` are two steps", "with a dash")


def test_a_step_is_a_map_and_steps_are_a_list():
    faulty("- »[say]", "Take one dash or bracket out")
    faulty("- when: times() > 3\n  then: »ground", "steps are a list")
    faulty("- when: times() > 3\n  then: »{say: x}", "steps are a list")
    faulty("- when: times() > 3\n  then: »[]", "this list of steps is empty")


@pytest.mark.parametrize(("written", "seconds"), [("45s", 45), ("45", 45), ("3m", 180), ("4m30s", 270), ("0.5", 0.5)])
def test_a_duration_is_seconds_or_minutes_and_seconds(written, seconds):
    cues = "".join(f"\n    - {{at: {at}, say: x}}" for at in range(60, int(seconds), 60))
    (rest,) = load(f"- rest: {written}" + (f"\n  cues:{cues}" if cues else "")).steps
    assert isinstance(rest, Rest)
    assert rest.seconds == seconds


@pytest.mark.parametrize("written", ["fast", "0", "-5s", "61m", "4:30", "5 s", "1h", "[5]"])
def test_anything_else_is_no_duration(written):
    faulty(f"- rest: »{written}", "45s, 3m or 4m30s")


def test_more_than_a_minute_without_a_word_is_told():
    load("- rest: 60s")
    faulty("- rest: »61s", "61 seconds", "at most 60", "cues")
    faulty("- rest: »2m\n  cues: [{at: 50s, say: x}]", "70 seconds")


def test_a_rest_that_is_quiet_may_be_long_and_its_text_says_how_long_it_is():
    (rest,) = load("- rest: 10m\n  quiet: true\n  text: Ten minutes from here.").steps
    assert (rest.seconds, rest.is_quiet, rest.cues) == (600, True, ())
    assert not load("- rest: 20s").steps[0].is_quiet
    faulty("- rest: »10m\n  quiet: true", "says in `text` how long it is")
    faulty("- rest: 20s\n  quiet: »yes\n  text: Twenty seconds.", "is `true`, or is left out")
    load("- rest: 2m\n  cues: [{at: 60s, say: x}]")


def test_cues_come_in_order_inside_the_rest():
    faulty("- rest: 50s\n  cues: [{at: 20s, say: x}, {at: »10s, say: y}]", "one after the other")
    faulty("- rest: 50s\n  cues: [{at: »50s, say: x}]", "inside the rest of 50 seconds")
    faulty("- rest: 50s\n  cues: [»{at: 20s}]", "needs `say`")
    faulty("- rest: 50s\n  cues: [»{say: x}]", "needs `at`")
    faulty("- rest: 50s\n  cues: »{at: 20s, say: x}", "is a list")
    faulty("- rest: 50s\n  cues: [»x]", "has `at` and `say`")


def test_a_wrong_time_is_told_once_and_its_neighbours_are_not_blamed():
    faulty("- rest: 90s\n  cues: [{at: 50s, say: x}, {at: »soon, say: y}, {at: 70s, say: z}]", "45s, 3m")
    faulty("- rest: »soon\n  cues: [{at: 20s, say: x}]", "45s, 3m")


def test_breathing_needs_in_and_out():
    faulty("- breathe: »{in: 4}", "needs `out`")
    faulty("- breathe: »{in: 0, out: 4}", "needs `in`", "more than 0")
    faulty("- breathe: »4", "is a map")
    faulty("- breathe: {in: 4, out: »40}", "from 0 to 20")
    faulty("- breathe: {in: 4, out: 6, rounds: »51}", "from 1 to 50")


def test_asking_steps_need_their_question_where_they_have_none_of_their_own():
    for step in ("write: a", "rate: a", "confirm: a", "choose: a\n  options: {x: X}"):
        faulty(f"- »{step}", "needs `ask`")
    load("- measure: mood\n  as: during\n- promise: p\n  cue: After?\n  action: Then?")


@pytest.mark.parametrize(
    ("step", "advice"),
    [
        ("write: a\n  ask: q\n  lines: »2", "1, many"),
        ("write: a\n  ask: q\n  keep: »always", "never, ask"),
        ("rate: a\n  ask: q\n  from: »x", "whole number"),
        ("rate: »a\n  ask: q\n  from: 5\n  to: 5", "a scale goes upward"),
        ("choose: a\n  ask: q\n  options: »[x, y]", "`options` is a map"),
        ("choose: a\n  ask: q\n  options: »{}", "`options` is a map"),
        ("»choose: a\n  ask: q", "needs `options`"),
        ("choose: a\n  ask: q\n  options: {x: »[y]}", "is words, or a map"),
        ("choose: a\n  ask: q\n  options: {x: »{as: y}}", "needs `label`"),
        ("choose: a\n  ask: q\n  options: {»Big one: X}", "`Big one` is no id"),
        ("pick: a\n  ask: q\n  at_most: »3\n  options: {x: X, y: Y}", "from 1 to 2"),
        ("items: a\n  ask: q\n  scale: {1: x}\n  list: »[a]", "`list` is a map"),
        ("items: a\n  ask: q\n  scale: {»low: x}\n  list: {b: c}", "`low` is no figure"),
        ("items: a\n  ask: q\n  scale: {1: x, »01: y}\n  list: {b: c}", "stands twice"),
        ("items: a\n  ask: q\n  scale: {1: x}\n  list: {»B: c}", "`B` is no id"),
        ("»items: a\n  ask: q\n  list: {b: c}", "needs `scale`"),
        ("measure: »distres\n  as: during", "Did you mean `distress`"),
        ("measure: mood\n  as: »later", "before, during, after"),
        ("»measure: mood", "needs `as`"),
        ("»promise: p\n  cue: x", "needs `action`"),
        ("review: »promise\n  as: r\n  ask: q", "names an exercise and its answer"),
        ("»review: x.y\n  ask: q", "needs `as`"),
        ("review: x.y\n  as: r\n  ask: q\n  options: {»keept: {}}", "Did you mean `kept`"),
        ("repeat: »51\n  steps: [{write: a, ask: q}]", "from 1 to 50"),
        ("»repeat: 2", "needs `steps`"),
        ("»when: times() > 3", "needs `then`"),
        ("recall: »letter\n  as: old", "names an exercise and its answer"),
        ("»recall: x.y", "needs `as`"),
        ("recall: x.y\n  as: old\n  which: »last", "newest, oldest, unread"),
        ("recall: x.y\n  as: old\n  older_than: »30d", "whole number"),
        ("recall: x.y\n  as: old\n  take: »z", "goes with `matches`"),
        ("write: a\n  ask: q\n- recall: x.y\n  as: old\n  matches: »a\n  which: oldest", "brings the newest"),
        ("write: a\n  ask: q\n- recall: x.y\n  as: old\n  matches: a\n  take: »[b]", "`take` names answers"),
        ("confirm: a\n  ask: q\n- recall: x.y\n  as: old\n  matches: »a", "names a `write`"),
        ("recall: x.y\n  as: old\n  matches: »a", "nothing is called `a`"),
        ("finish: x\n  next: »Other One", "is an id"),
        ("say: x\n  id: »My Id", "is an id"),
        ("show: »[a]", "takes the name of an answer"),
        ("shelve: »[a]\n  on: letters", "takes the name of an answer"),
        ("write: a\n  ask: q\n- »shelve: a", "needs `on`"),
        ("write: a\n  ask: q\n- shelve: a\n  on: »shelf", "kind-words, letters, support"),
        ("write: a\n  ask: q\n- shelve: a\n  on: letters\n  seal: »soon", "`ask`, `low`, or days"),
        ("write: a\n  ask: q\n- shelve: »a\n  on: support", "the support card has sections"),
        ("write: a\n  ask: q\n- shelve: {a: »sings}\n  on: support", "Did you mean `signs`"),
        ("shelve: »{}\n  on: support", "the support card has sections"),
        ("write: a\n  ask: q\n- shelve: »{a: signs}\n  on: letters", "sections are for the support card"),
        ("say: x\n  pin: a".replace("pin", "»pin"), "has no `pin`"),
        ("write: a\n  ask: q\n- write: b\n  ask: q\n  pin: »[a, a, a]", "at most two"),
        ("write: a\n  ask: q\n- write: b\n  ask: q\n  pin: »{a: b}", "the first that is set"),
        ("write: a\n  ask: q\n- show: »a", "was not recalled"),
    ],
)
def test_a_wrong_value_is_told_with_what_is_taken(step, advice):
    faulty(f"- {step}", advice)


def test_doors_are_bare_or_say_something_first():
    for door in ("ground", "support", "finish", "door"):
        load(f"- {door}")
        load(f"- {door}:")
        load(f"- {door}: Words first.")
        faulty(f"- {door}: »[x]", "is a text")
    (finish,) = load("- finish:\n  next: other-one").steps
    assert (finish.text, finish.next) == (None, "other-one")


def test_every_ground_door_has_a_prefix_of_its_own():
    steps = load("- ground\n- include: ground\n  as: ground_2\n- ground\n- ground: x").steps
    assert [step.prefix for step in steps if isinstance(step, Include)] == [
        "ground",
        "ground_2",
        "ground_3",
        "ground_4",
    ]


def test_a_recall_takes_names_with_dots_and_prefixes():
    for of in ("x.letter", "x.distress.before", "x.read-old-letter.reply", "x.felt"):
        (recall,) = load(f"- recall: {of}\n  as: old").steps
        assert isinstance(recall, Recall)
        assert f"{recall.exercise}.{recall.answer}" == of


def said(door):
    return "".join(run.text for words in door.text.by_visit for run in words.runs)


def test_a_door_has_first_words_and_what_it_is_about():
    (door,) = load("- door: That matters more.\n  for: harm").steps
    assert (said(door), door.about) == ("That matters more.", "harm")
    (door,) = load("- door: That matters more.").steps
    assert door.about == "life"
    (door,) = load("- door:\n  for: violence").steps
    assert (door.text, door.about) == (None, "violence")
    (door,) = load("- door").steps
    assert (door.text, door.about) == (None, "life")
    faulty("- door: x\n  for: »nine", "life, harm, violence")


def test_what_comes_after_a_door_can_never_be_reached():
    faulty("- door\n- »say: x", "never be reached")
    load("- choose: a\n  ask: q\n  options: {x: {label: X, then: [door]}, y: Y}\n- say: x")


def test_what_comes_after_a_finish_can_never_be_reached():
    faulty("- finish\n- »say: x\n- say: y", "never be reached")
    faulty("- finish\n- »choose: a\n  ask: q\n  options: {x: {label: X, then: [{say: x}]}}", "never be reached")


def test_what_comes_after_ways_that_all_finish_can_never_be_reached():
    when = "- rate: w\n  ask: q\n- when: w > 3\n  then: [finish]\n  else: [finish]\n"
    load(f"{when}- say: x")
    faulty(f"{when}  skipped: [finish]\n- »say: x", "never be reached")
    known = "- when: times() > 3\n  then: [finish]\n"
    load(f"{known}- say: x")
    faulty(f"{known}  else: [finish]\n- »say: x", "never be reached")
    choose = "- choose: c\n  ask: q\n  options: {x: {label: X, then: [finish]}, y: {label: Y, then: [finish]}}\n"
    load(f"{choose}- say: x")
    faulty(f"{choose}  skipped: [finish]\n- »say: x", "never be reached")
    faulty("- include: piece\n- »say: x", "never be reached", fragments={"piece": fragment("piece", "- finish")})


def test_what_comes_after_a_review_is_reached_when_none_is_open():
    ways = ", ".join(f"{one}: {{then: [finish]}}" for one in ("kept", "not_yet", "changed", "let_go"))
    load(f"- review: x.y\n  as: r\n  ask: q\n  options: {{{ways}}}\n  skipped: [finish]\n- say: x")


def test_what_comes_after_a_repeat_is_reached_when_the_first_round_is_skipped():
    load("- repeat: 2\n  steps:\n    - write: a\n      ask: q\n    - finish\n- say: x")


def test_a_condition_that_is_always_known_skips_nothing():
    faulty(
        "- when: answered(a) or times() > 3\n  then: [ground]\n  skipped: »[ground]".replace("answered(a) or ", ""),
        "never be reached",
        "Use `else`",
    )
    write = "- write: a\n  ask: q\n"
    faulty(
        f"{write}- when: answered(a) and not count(b) == 0\n  then: [ground]\n  skipped: »[ground]".replace(
            " and not count(b) == 0", ""
        ),
        "Use `else`",
    )
    load("- rate: a\n  ask: q\n- when: a > 3 or times() > 3\n  then: [ground]\n  skipped: [ground]")


def test_a_repeat_asks_something_each_round():
    faulty("- repeat: »3\n  steps: [{say: x}]", "asks something in each round")


def test_repeats_are_nested_at_most_twice():
    inner = "- repeat: 2\n  steps:\n    - write: a\n      ask: q\n"
    twice = "- repeat: 2\n  steps:\n    - write: b\n      ask: q\n" + "".join(
        f"    {line}\n" for line in inner.splitlines()
    )
    load(twice)
    thrice = "- repeat: 2\n  steps:\n    - write: c\n      ask: q\n" + "".join(
        f"    {line}\n" for line in twice.splitlines()
    )
    faulty(thrice.replace("        - repeat: 2", "        - repeat: »2", 1), "at most twice")


def test_a_moderate_script_measures_distress_only_during():
    for moment in ("before", "after"):
        step = f"- measure: distress\n  as: {moment}"
        load(step)
        faulty(step.replace(": dis", ": »dis"), "the engine itself", "`as: during`", intensity="moderate")
        load(step.replace("distress", "mood"), intensity="moderate")
        piece = fragment("piece", step.replace(": dis", ": »dis"))
        faulty("- include: piece", "the engine itself", fragments={"piece": piece})


def test_a_second_measure_takes_a_name_that_is_not_the_engines():
    one = "- measure: distress\n  as: during\n"
    load(f"{one}- measure: distress\n  as: during\n  name: late", intensity="moderate")
    faulty(f"{one}- measure: »distress\n  as: during", "already asked", "a `name`")
    for name in ("before", "after", "again", "during_again"):
        faulty(f"{one}- measure: distress\n  as: during\n  name: »{name}", "belongs to the engine")


def test_the_words_of_a_text_may_change_by_visit():
    (say,) = load("- say:\n    3: Third.\n    1: First.\n    10: Tenth.").steps
    assert [say.text.at(visit).source for visit in (1, 2, 3, 9, 10, 99)] == [
        "First.", "First.", "Third.", "Third.", "Tenth.", "Tenth.",
    ]  # fmt: skip


def test_words_by_visit_begin_with_the_first():
    faulty("- say: »{2: x}", "begins with 1")
    faulty("- say: »{}", "begins with 1")
    faulty("- say: {»one: x}", "words by visit")
    faulty("- say: {1: »[x]}", "is a text")
    faulty("- say: {»0: x, 1: y}", "words by visit")


def test_never_kept_answers_open_no_way_and_go_nowhere():
    never = "- choose: a\n  ask: q\n  keep: »never\n  options: {x: {label: X, then: [ground]}}"
    faulty(never, "`keep: never` and `then`")
    write = "- write: a\n  ask: q\n  keep: never\n"
    load(f"{write}- say: '${{a}}'\n- write: b\n  ask: q\n  pin: a")
    faulty(f"{write}- when: »answered(a)\n  then: [ground]", "nothing may depend on it")
    faulty(f"{write}- shelve: »a\n  on: letters", "cannot go on a shelf")
    faulty(f"{write}- shelve: {{»a: signs}}\n  on: support", "cannot go on a shelf")
    faulty(f"{write}- write: b\n  ask: q\n  start: »${{a}}", "would be kept")
    faulty(f"- recall: »made-up.a\n  as: old\n{write}", "nothing to come back to")
    load(f"- recall: another.a\n  as: old\n{write}")
    for form in ("promise: p\n  cue: x\n  action: y", "measure: mood\n  as: during"):
        faulty(f"- {form}\n  keep: »never", "no use without its answer")


def test_never_kept_answers_go_nowhere_from_a_round_either():
    steps = "- repeat: 2\n  steps:\n    - write: a\n      ask: q\n      keep: never\n"
    faulty(f"{steps}    - shelve: »last.a\n      on: letters", "cannot go on a shelf")
    faulty(f"{steps}  until: »answered(a)", "nothing may depend on it")
    faulty(f"{steps}- when: »count(a) > 1\n  then: [ground]", "nothing may depend on it")
