"""Each rule finds the fault it is for, at its place, and nothing in a good script."""

import ast
from pathlib import Path

import pytest
from checked import GOOD, checker_of

from selfattach.author.checker import _OURS, _THEIRS
from selfattach.script import compiler, head, questions

LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
MANY_LINES = " ".join(["A short sentence stands here."] * 14)
SPOILT = {
    # rule: (what is written instead of what, the words at the place that is told)
    "avoid": ("There is a hole", "You should see a hole", "should"),
    "avoid in a hint": ("One word is enough.", "Simply one word.", "Simply"),
    "avoid in a branch of an option": ("The lamp counts", "Then the lamp must count", "must count"),
    "avoid in the evidence": ("Nobody has tested this.", "It is guaranteed.", "guaranteed"),
    "exclamation": ("The window again.", "The window again!", "The window again!"),
    "sentence": ("The window again.", f"{LONG} eighteen nineteen twenty words.", "one two three"),
    "lines": ("That was the whole of it.", MANY_LINES, MANY_LINES[:20]),
    "door": ("- say: That was the whole of it.", f"- door: {'Somebody can be with you now. ' * 5}", "Somebody can be"),
    "door where support ends a script": (
        "- say: That was the whole of it.",
        "- support: Somebody can be asked.\n  - finish: It ends here.",
        "support: Somebody",
    ),
    "door where both stand alone": ("- say: That was the whole of it.", "- support\n  - finish", "support\n"),
    "lines of question and hint": ("One word is enough.", MANY_LINES, "What do you see"),
    "lines of an example": (
        "example: You must simply fix it!",
        f"examples:\n      - A door!\n      - {MANY_LINES}",
        MANY_LINES[:20],
    ),
    "lines of an example with a name, where one line is written": (
        "example: You must simply fix it!",
        f"examples:\n      - from: A friend\n        text: {MANY_LINES}",
        MANY_LINES[:20],
    ),
    "spliced": ("You wrote: *${seen}*.", "When you see ${seen} it is there.", "${seen}"),
    "source": ("golden-2021", "golden-2031", "golden-2031"),
    "source seen at second hand": ("golden-2021", "SECOND", "SECOND"),
    "minutes": ("minutes: 1", "minutes: 9", "9"),
    "title": ("Count the windows", "Check in", "Check in"),
    "title too long": ("Count the windows", "Count all of the windows in the house twice", "Count all of"),
    "unknown": ("- say: That was the whole of it.", "- finish:\n    next: no-such-thing", "no-such-thing"),
    "unknown answer": (
        "- rest: 20s",
        "- recall: inner-critic-reframe.thougt\n    as: old\n  - rest: 20s",
        "inner-critic",
    ),
    "unknown answer taken along": (
        "- rest: 20s",
        (
            "- write: line\n    ask: And?\n  - recall: inner-critic-reframe.thought\n    as: old\n"
            "    matches: line\n    take: answer, borow\n  - rest: 20s"
        ),
        "answer, borow",
    ),
    "unknown in times": ("light == 'grey'", "light == 'grey' and times('no-such-thing') > 1", "no-such-thing"),
    "step id": ("- rest: 20s", "- say: A.\n    id: one\n  - say: B.\n    id: one\n  - rest: 20s", None),
    "fault": ("rest: 20s", "rest: 20x", "20x"),
    "fault of a quiet too long": ("- rest: 20s", "- rest: 90s", None),
}


def keys_of_texts():
    """The keys under which the readers of scripts ask for words."""
    for module in (compiler, head, questions):
        for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("text", "words", "line"):
                yield from (one.value for one in node.args if isinstance(one, ast.Constant))


def test_the_words_under_every_key_are_known_to_be_ours_or_to_be_said_by_the_person():
    no_words_of_a_script = {"language", "licence", "cannot_tell"}  # of its head, and of the shared scales
    assert set(keys_of_texts()) <= _OURS | _THEIRS | no_words_of_a_script


def at(text, words):
    """The line and column of these words."""
    before = text[: text.index(words)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_a_good_script_has_nothing_to_mend(check):
    assert check(GOOD) == []


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_script_is_found_out_at_its_place(check, case):
    before, instead, words = SPOILT[case]
    second_hand = next(key for key, mark in checker_of(Path("nobody's")).sources.items() if mark == "secondary")
    text = GOOD.replace(before, instead).replace("SECOND", second_hand)
    found = [remark for remark in check(text) if remark.level == "error"]
    rule = case if case == "step id" else case.split(" ")[0]
    assert [remark.rule for remark in found] == [rule]
    assert found[0].level == "error"
    if words is not None:
        assert tuple(found[0].mark) == at(text, words.replace("SECOND", second_hand))
    assert str(found[0]).startswith(f"{found[0].file}:{found[0].mark.line}:{found[0].mark.column}: error: ")


def test_stock_phrases_are_told_as_advice_with_how_many_there_are(check):
    text = with_replies(*(f"{one}, and there is time for that today as on any other day." for one in TO_YOU))
    text = text.replace("That was the whole of it.", "Gently soften. Take a moment. Honour what arises.")
    (found,) = check(text)
    assert (found.rule, found.level) == ("stock", "advice")
    assert "`gently`, `soften`, `take a moment`" in found.message.replace("`honour`, ", "")


def test_a_key_answer_without_skipped_is_found(check):
    text = GOOD.replace("    skipped:\n      - say: The wall is enough.\n", "")
    assert check(text) == []  # nothing leans on it where it is left open
    leans = "  - write: {}\n    ask: And then?\n    pin: seen\n"
    (found,) = check(text.replace("  - rest: 20s", leans.format("one") + leans.format("two") + "  - rest: 20s"))
    assert (found.rule, found.mark) == ("skipped", (20, 12))


def test_a_deep_script_needs_care_a_way_round_and_a_figure_half_way(check):
    deep = GOOD.replace("intensity: gentle", "intensity: deep")
    assert {remark.rule for remark in check(deep)} == {"fault"}
    assert any("instead" in remark.message for remark in check(deep))
    deep = deep.replace("intensity: deep", "intensity: deep\ninstead: mindfulness-check-in")
    assert any("during" in remark.message for remark in check(deep))
    deep = deep.replace("  - rest: 20s", "  - measure: distress\n    as: during\n  - rest: 20s").replace(
        "minutes: 1", "minutes: 3"
    )
    assert check(deep) == []
    careless = deep.replace("care: |\n  Leave it out if light is too much today.\n", "")
    assert [remark.rule for remark in check(careless)] == ["care"]


@pytest.mark.parametrize(("line", "rule"), [("summary", "summary"), ("minutes", "minutes")])
def test_what_a_head_needs_is_missed(check, line, rule):
    text = "\n".join(one for one in GOOD.split("\n") if not one.startswith(f"{line}:"))
    assert [remark.rule for remark in check(text)] == [rule]


def test_what_is_known_is_missed(check):
    text = GOOD.replace("  strength: C\n", "")
    assert [remark.rule for remark in check(text)] == ["evidence"]


def test_a_name_without_words_is_found_on_the_walk_that_meets_it(check):
    text = GOOD.replace("- rest: 20s", "- say: The light was ${light} then.\n  - rest: 20s")
    (found,) = {remark for remark in check(text) if remark.rule == "hole" and "skipped" in remark.message}
    assert text.splitlines()[found.mark.line - 1][found.mark.column - 1 :].startswith("The light was")
    assert "`${name|words}`" in found.message


def test_more_than_thirteen_screens_that_only_tell_are_found(check):
    text = GOOD.replace("  - rest: 20s", "  - say: A pane.\n" * 14 + "  - rest: 20s")
    assert "screens" in {remark.rule for remark in check(text)}


def test_all_faults_are_told_at_once_in_the_order_of_the_file(check):
    text = GOOD.replace("There is a hole", "You should see a hole").replace("The window again.", "The window again!")
    assert [remark.rule for remark in check(text)] == ["avoid", "exclamation"]


def test_a_door_of_three_rows_and_support_that_lets_the_practice_go_on_are_fine(check):
    assert check(GOOD.replace("- say: That was", "- support: Somebody can be asked.\n  - say: That was")) == []
    door = "It is good that you said it. Let somebody be with you now."
    assert check(GOOD.replace("- say: The lamp counts as a window.", f"- door: {door}")) == []


PUT_AWAY = "  - shelve: letter\n    on: letters\n"
LETTER = GOOD.replace(
    "  - rest: 20s", f"  - write: letter\n    ask: What would you write?\n    lines: many\n{PUT_AWAY}  - rest: 20s"
).replace("minutes: 1", "minutes: 5")
AT_LENGTH = LETTER.replace(PUT_AWAY, "").replace("intensity: gentle", "intensity: moderate")
OLD_LETTER = (
    "  - recall: self-compassion-letter.letter\n    as: old\n"
    "  - when: answered(old)\n    then:\n      - include: read-old-letter\n  - say: That was"
)


@pytest.mark.parametrize("text", [LETTER, AT_LENGTH], ids=["a letter that is put away", "many lines, not gentle"])
def test_where_one_writes_about_something_hard_help_is_missed_as_advice(check, text):
    (found,) = check(text)
    assert (found.rule, found.level) == ("help", "advice")
    assert check(text.replace("- say: The lamp counts as a window.", "- door: Let somebody be with you now.")) == []
    assert check(text.replace("care: |", "care: |\n  If you are in danger, `selfattach support` comes first.")) == []


def test_a_door_behind_an_old_letter_is_none_for_the_new_one(check):
    assert "help" in {remark.rule for remark in check(LETTER.replace("  - say: That was", OLD_LETTER))}


def test_many_lines_in_a_gentle_script_need_no_door(check):
    assert check(AT_LENGTH.replace("intensity: moderate", "intensity: gentle")) == []


# --- the voice: advice, with its place


def with_replies(*replies):
    """A script in which each of these is what is replied to an option."""
    options = "".join(
        f"      o{n}:\n        label: Option {n}\n        then:\n          - say: {one}\n"
        for n, one in enumerate(replies)
    )
    return GOOD.replace(
        "  - rest: 20s", f"  - choose: which\n    ask: Which one is it?\n    options:\n{options}  - rest: 20s"
    )


TO_YOU = ["You named it", "Somebody hears you", "Put it down", "It makes sense to you", "Your day was long",
          "Look at your hands", "Keep that for you", "You came here", "Rest your feet", "You can wait",
          "This was hard for you", "Both can be yours"]  # fmt: skip


def advice(found, rule):
    return [remark for remark in found if (remark.rule, remark.level) == (rule, "advice")]


def test_a_script_that_speaks_to_the_person_has_nothing_to_mend(check):
    long = [f"{one}, and there is time for that today as on any other day here." for one in TO_YOU]
    assert check(with_replies(*long)) == []


@pytest.mark.parametrize(
    ("replies", "told"),
    [
        ([f"{one}, not now, and nobody has to, and nothing is lost by that." for one in TO_YOU], "times no or not"),
        ([f"The {n} things of a day can be many, and there is a window." for n in range(12)], "to the person"),
        ([f"Then {one.lower()}, and there is time for that on a day like this." for one in TO_YOU], "with `Then`"),
        ([f"That is yours, {one.lower()}, with time for that on a day as long." for one in TO_YOU], "with `That is`"),
    ],
)  # fmt: skip
def test_a_voice_that_says_no_or_speaks_past_or_begins_alike_is_told_with_its_place(check, replies, told):
    text = with_replies(*replies)
    (found,) = [one for one in advice(check(text), "voice") if told in one.message]
    assert text.splitlines()[found.mark.line - 1].strip().startswith(("- say: ", "1: "))


def test_a_no_to_what_is_feared_is_not_counted_three_times_at_most(check):
    calm = [f"{one}. This is not a test, and there is time for that on any day." for one in TO_YOU]
    assert "times no or not" in " ".join(one.message for one in check(with_replies(*calm)))
    few = [*calm[:3], *(f"{one}, and there is time for that today as on any other day." for one in TO_YOU[3:])]
    assert check(with_replies(*few)) == []


def test_a_practice_of_some_minutes_says_that_something_was_heard_and_lends_a_line(check):
    kind = GOOD.replace("minutes: 1", "minutes: 3").replace("  - rest: 20s", 3 * "  - rest: 50s\n")
    assert check(kind) == []
    plain = kind.replace(
        """'It makes sense when this is hard. To borrow: "I can wait for the light."'""", "One will do."
    )
    assert [(one.rule, one.level) for one in check(plain)] == [("lends", "advice"), ("meets", "advice")]
    short = plain.replace("minutes: 3", "minutes: 2").replace("rest: 50s", "rest: 20s")
    assert check(short) == []


def test_a_few_stock_phrases_in_few_words_say_nothing(check):
    short = GOOD.replace("Leave it out if light is too much today.", "Not in the dark.")
    assert check(short.replace("It makes sense when this is hard.", "Be kind.")) == []


def test_replies_in_stars_and_over_lines_are_counted_as_they_are_heard(check):
    text = with_replies(
        *(
            f"|\n                Then\n                {one} *today*, and there is time for that today."
            for one in TO_YOU
        )
    )
    (found,) = advice(check(text), "voice")
    assert "12 of 18 replies begin with `Then`" in found.message
