"""Names: unique on every way, known before they are used, and some of them not to be had."""

import pytest
from loading import faulty, fragment, load

CHOOSE = """
- choose: c
  ask: q
  options:
    x:
      label: X
      then:
        - {first}
    y:
      label: Y
      then:
        - {second}
"""


def ways(first, second, after=""):
    """Return a choose whose two options ask something, and what comes after."""
    return CHOOSE.replace("{first}", first).replace("{second}", second) + after


@pytest.mark.parametrize("name", ["Thought", "1st", "first-thought", "ä", "a.b", "_a", "two words", "[a]"])
def test_a_name_is_small_letters_digits_and_underscores(name):
    faulty(f"- write: »{name}\n  ask: q", "like `first_thought`")


@pytest.mark.parametrize(
    "name",
    [
        "felt",
        "distress",
        "last",
        "guard",
        "guard_me",
        "guarded",
        "answered",
        "count",
        "has",
        "times",
        "and",
        "or",
        "not",
        "in",
        "is",
        "if",
        "else",
        "class",
        "import",
        "lambda",
        "yield",
    ],
)
def test_reserved_names_are_told_wherever_a_name_is_given(name):
    told = faulty(f"- write: »{name}\n  ask: q")
    assert "reserved" in told[0] or "belongs to the engine" in told[0]
    faulty(f"- recall: x.y\n  as: »{name}", "Choose another name")
    faulty(f"- review: x.y\n  as: »{name}\n  ask: q", "Choose another name")
    faulty(f"- repeat: 2\n  as: »{name}\n  steps: [{{write: a, ask: q}}]", "Choose another name")
    faulty(f"- include: ground\n  as: »{name}", "Choose another name")


def test_names_near_the_reserved_ones_are_free():
    for name in ("felt_now", "my_guard", "lasting", "counts", "true", "none", "no"):
        load(f"- write: {name}\n  ask: q")


def test_a_name_is_asked_once_on_a_way():
    faulty("- write: a\n  ask: q\n- write: »a\n  ask: q", "`a` is already asked in line 6", "another name")
    faulty(
        "- write: a\n  ask: q\n- when: times() > 3\n  then:\n    - rate: »a\n      ask: q", "already asked in line 6"
    )
    faulty("- recall: x.y\n  as: a\n- write: »a\n  ask: q", "already asked")
    parts = "- items: a\n  ask: q\n  scale: {1: x}\n  list: {b: B}\n"
    faulty(f"{parts}- repeat: 2\n  as: »a\n  steps: [{{write: d, ask: q}}]", "already asked")
    faulty(f"- include: piece\n  as: a\n{parts.replace('items: a', 'items: »a')}", "`a.b` is already asked", fragments={
        "piece": fragment("piece", "- write: b\n  ask: q")
    })  # fmt: skip


def test_picked_options_do_not_exclude_each_other():
    both = ways("{write: a, ask: q}", "{write: »a, ask: q}").replace("choose", "pick")
    faulty(both, "already asked", "on the same way")
    load(ways("{write: a, ask: q}", "{write: b, ask: q}").replace("choose", "pick"))


def test_a_name_asked_before_its_own_branches_is_taken_there():
    faulty("- choose: c\n  ask: q\n  options: {x: {label: X, then: [{write: »c, ask: q}]}}", "already asked in line 6")
    load("- choose: c\n  ask: q\n  options: {x: X}\n  skipped: [{choose: c, ask: q, options: {x: X}}]")


def test_ways_that_exclude_each_other_share_a_name_of_the_same_kind():
    load(ways("{write: a, ask: q}", "{write: a, ask: Another?}", "- say: '${a}'"))
    load(ways("{rate: a, ask: q}", "{rate: a, ask: q, to: 5}", "- when: a > 3\n  then: [ground]"))
    options = "{choose: a, ask: q, options: {k: K, l: L}}"
    load(ways(options, options.replace("K", "Other words"), "- when: a == 'k'\n  then: [ground]"))
    load("- confirm: m\n  ask: q\n- when: m\n  then: [{write: a, ask: q}]\n  else: [{write: a, ask: q}]")


def test_ways_do_not_share_a_name_of_another_kind_or_with_other_ids():
    faulty(ways("{write: a, ask: q}", "{rate: »a, ask: q}"), "`a` is asked as rate here and as write in line 12")
    first, second = ("{choose: a, ask: q, options: {k: K}}", "{choose: »a, ask: q, options: {l: L}}")
    faulty(ways(first, second), "of the same kind and options")
    in_rounds = "{repeat: 2, steps: [{write: »a, ask: q}]}"
    faulty(ways("{write: a, ask: q}", in_rounds), "another way")


def test_a_way_that_finished_shares_its_names_by_the_same_rule():
    ended = "- confirm: m\n  ask: q\n- when: m\n  then:\n    - write: a\n      ask: q\n    - finish\n"
    load(f"{ended}- write: a\n  ask: q")
    faulty(f"{ended}- rate: »a\n  ask: q", "as rate here and as write")


def test_an_unknown_name_is_told_with_the_nearest():
    faulty("- write: thought\n  ask: q\n- say: »${thougt}", "nothing is called `thougt`", "Did you mean `thought`")
    faulty("- write: thought\n  ask: q\n- rate: b\n  ask: q\n  pin: »tought", "Did you mean `thought`")
    faulty("- write: thought\n  ask: q\n- shelve: »tought\n  on: letters", "Did you mean `thought`")


def test_a_name_asked_later_or_on_another_way_is_told_so():
    faulty("- write: a\n  ask: »Like ${a}?", "nothing is called `a`")
    faulty("- finish: »${b}\n".replace("- finish", "- say") + "- write: b\n  ask: q", "nothing is called `b`")
    faulty(ways("{write: a, ask: q}", "{say: »'${a}'}"), "`a` is asked in line 12, on another way or later")
    load(ways("{write: a, ask: q}", "{say: x}", "- say: '${a|nothing}'"))


def test_a_wrong_name_is_told_once_and_not_where_it_is_used():
    faulty("- write: »felt\n  ask: q\n- say: ${felt}\n- when: answered(felt)\n  then: [ground]", "reserved")
    faulty("- choose: c\n  ask: q\n  options: »[]\n- when: c == 'x'\n  then: [ground]", "is a map")


def test_the_parts_of_items_have_names():
    items = "- items: facets\n  ask: q\n  scale: {1: x, 2: y}\n  list: {hard: H, kind: K}\n"
    load(f"{items}- when: facets.hard > 1\n  then: [{{say: '${{facets.kind}}, ${{facets}}'}}]")
    faulty(f"{items}- when: »facets.heard > 1\n  then: [ground]", "Did you mean `facets.hard`")
    faulty(f"{items}- when: »facets > 1\n  then: [ground]", "Compare one of them")


def test_the_engines_own_questions_have_names_too():
    kept = "- write: a\n  ask: q\n  keep: ask\n"
    faulty(f"{kept}- when: »answered(a.keep)\n  then: [ground]", "at the very end")
    faulty(f"{kept}- shelve: a\n  on: letters\n- shelve: »a\n  on: kind-words", "already asked", "go on one shelf")


# --- rounds

ROUNDS = """
- repeat: 3
  steps:
    - write: a
      ask: q
    - rate: b
      ask: q
"""


def test_inside_a_repeat_last_means_the_round_before():
    load(ROUNDS + "      pin: last.b\n      hint: ${last.a|first}\n")
    load("- repeat: 3\n  steps:\n    - when: answered(last.a)\n      then: [{say: x}]\n    - write: a\n      ask: q")
    load(ROUNDS + "  until: b > 3 and last.b > 3")


def test_after_a_repeat_last_means_the_last_round():
    load(ROUNDS + "- when: last.b > 3\n  then: [{say: '${last.a}'}]\n- shelve: last.a\n  on: letters")
    load(ROUNDS + "- repeat: 2\n  steps:\n    - write: d\n      ask: q\n      pin: last.a")


def test_last_takes_what_is_asked_in_a_repeat():
    faulty("- write: a\n  ask: q\n- say: »${last.a}", "not asked in a repeat", "Write `a`")
    faulty("- write: x\n  ask: q\n" + ROUNDS + "      pin: »last.x", "not asked in a repeat")
    faulty(ROUNDS + "      pin: »last.z", "nothing is called `z`")


def test_in_nested_repeats_last_reaches_the_round_before_of_the_outer_one():
    load("""
        - repeat: 2
          steps:
            - write: a
              ask: q
            - repeat: 2
              steps:
                - write: b
                  ask: q
                  pin: [last.b, last.c]
            - write: c
              ask: q
              hint: ${last.b}
        - say: ${last.b}, ${last.c}
    """)


def test_afterwards_lists_take_only_count_and_answered():
    load(ROUNDS + "- when: count(a) > 1 and answered(b)\n  then: [{say: '${a}'}]")
    faulty(ROUNDS + "- when: »b > 3\n  then: [ground]", "Write count(b)")
    faulty(ROUNDS + "- when: »b\n  then: [ground]", "this is a list")
    pick = "- repeat: 2\n  steps:\n    - pick: p\n      ask: q\n      options: {x: X}\n"
    load(pick + "      skipped: []\n".replace("skipped: []", "hint: h") + "  until: has(p, 'x')")
    faulty(pick + "- when: »has(p, 'x')\n  then: [ground]", "has() takes a pick")


def test_the_name_of_a_repeat_is_the_list_of_its_rounds():
    named = ROUNDS.replace("steps:", "as: rounds\n  steps:")
    load(named + "- when: count(rounds) == 0\n  then: [{say: '${rounds}'}]")
    faulty(named + "- write: »rounds\n  ask: q", "already asked")
    faulty(ROUNDS.replace("steps:", "as: »a\n  steps:"), "already asked")


def test_names_of_a_repeat_are_taken_afterwards():
    faulty(ROUNDS + "- write: »a\n  ask: q", "already asked")
