"""The head: who a script is, what it may stir, what is known about it."""

import pytest
from loading import MARK, faulty, faulty_file, load, load_bytes, script

from selfattach.script.faults import ScriptError

WHOLE = """
selfattach: 1
id: made-up
title: Made up
summary: >-
  Two lines
  of summary.
minutes: 9
intensity: deep
instead: safe-person
components: [mindfulness, self-kindness]
barriers: [inner-critic]
strategies: [kind-self-talk]
serves: [closeness, less-worry]
care: |
  Take something small.
evidence:
  strength: B
  says: Something was seen.
  sources: [neff-2003]
kind: exercise
version: 3
language: en
authors: [A, B]
licence: CC0
hours: 20-7
steps:
  - say: x
  - write: a
    ask: q
  - measure: distress
    as: during
  - say: y
"""


def in_head(line, *words):
    """Check the faults of a script with this line in its head."""
    return faulty("- say: x", *words, head=f"{line}\n")


def test_a_head_with_everything_loads():
    head = load_bytes(WHOLE.encode()).head
    assert head.summary == "Two lines of summary."
    assert (head.minutes, head.intensity, head.instead, head.version) == (9, "deep", "safe-person", 3)
    assert head.serves == ("closeness", "less-worry")
    assert head.offered_at == {20, 21, 22, 23, 0, 1, 2, 3, 4, 5, 6}
    assert head.purposes == (
        "inner-critic",
        "mindfulness",
        "self-kindness",
        "kind-self-talk",
        "closeness",
        "less-worry",
    )
    assert head.evidence.strength == "B"
    assert head.evidence.sources == ("neff-2003",)
    assert head.authors == ("A", "B")


def test_a_head_with_little_is_moderate_and_an_exercise():
    head = load_bytes(b"selfattach: 1\nid: made-up\ntitle: T\nsteps: [{say: x}]\n").head
    assert (head.kind, head.intensity, head.version, head.language, head.minutes) == (
        "exercise", "moderate", 1, "en", None,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["exercise", "reading", "check"])
def test_every_kind_of_script_may_say_what_it_serves(kind):
    head = load("- say: x", head=f"kind: {kind}\nserves: [independence]\n").head
    assert (head.kind, head.serves) == (kind, ("independence",))


def test_format_id_title_and_steps_are_needed():
    told = faulty_file(f"{MARK * 4}summary: x\n")
    assert [word in message for word, message in zip(("selfattach", "id", "title", "steps"), told, strict=True)]
    for word in ("`selfattach`", "`id`", "`title`", "`steps`"):
        assert any(f"needs {word}" in message for message in told)


def test_a_format_above_ours_needs_a_newer_program_and_nothing_else_is_judged():
    told = faulty_file("selfattach: »2\nsome: thing\nsteps: [{hop: x}]\n", "needs a newer selfattach")
    assert len(told) == 1
    faulty_file("selfattach: »20261122\n", "needs a newer selfattach")


@pytest.mark.parametrize("written", ["0", "one", "1.0", "-1", "'1'", "[1]", ""])
def test_any_other_format_is_told_how_it_is_written(written):
    faulty_file(
        script("- say: x").replace(
            "selfattach: 1", f"selfattach:{MARK if not written else ''} {MARK if written else ''}{written}"
        ),
        "Write `selfattach: 1`",
    )


def test_the_id_is_the_name_of_the_file():
    faulty_file(script("- say: x").replace("id: made-up", "id: »other"), "`other`", "`made-up`", "the same name")


@pytest.mark.parametrize("ident", ["Made Up", "made_up", "-made", "made--up", "ä", "[made]", "x" * 81])
def test_an_id_is_small_letters_digits_and_hyphens(ident):
    faulty_file(script("- say: x").replace("id: made-up", f"id: »{ident}"), "small letters, digits and hyphens")


def test_unknown_keys_are_told_with_the_nearest():
    in_head("»sumary: x", "has no `sumary`", "Did you mean `summary`")
    in_head("»Title: x", "Did you mean `title`")
    in_head("»zzz: x", "It takes authors")
    in_head("evidence:\n  strength: A\n  »sorces: [x]", "Did you mean `sources`")


@pytest.mark.parametrize(
    ("key", "written", "advice"),
    [
        ("components", "[»mindfullness]", "Did you mean `mindfulness`"),
        ("barriers", "[inner-critic, »impatient]", "Did you mean `impatience`"),
        ("strategies", "[»self-talk]", "Did you mean"),
        ("serves", "[closeness, »leaning-on-other]", "Did you mean `leaning-on-others`"),
        ("serves", "[»inner-critic]", "each of `serves` is one of trust, closeness"),
        ("serves", "»trust", "is a list"),
        ("components", "»mindfulness", "is a list: components: [one, another]"),
        ("barriers", "»{a: b}", "is a list"),
        ("kind", "»exercice", "Did you mean `exercise`"),
        ("kind", "»[check]", "exercise, reading, check, fragment"),
        ("minutes", "»nine", "whole number from 1"),
        ("minutes", "»0", "whole number from 1"),
        ("minutes", "»1_0", "whole number"),
        ("minutes", "»9.5", "whole number"),
        ("minutes", "»'9'", "whole number"),
        ("version", "»1.1", "whole number"),
        ("version", "»0", "whole number"),
        ("summary", "»[a]", "is a text"),
        ("care", "»{a: b}", "is a text"),
        ("care", "»''", "is empty"),
        ("authors", "»A", "is a list"),
        ("authors", "[»[A]]", "is a text"),
        ("instead", "»Safe Person", "is an id"),
        ("evidence", "»strong", "a map with `strength`"),
        ("evidence", "{strength: »D}", "A, B, C, M"),
        ("language", "»[en]", "is a text"),
        ("takes", "»[old]", "for fragments"),
        ("hours", "»20", "two hours of the clock"),
        ("hours", "»20-24", "from 0 to 23"),
        ("hours", "»7-7", "two hours of the clock"),
        ("hours", "»evening", "20-7 is from eight in the evening to seven"),
        ("hours", "»[20, 7]", "two hours of the clock"),
    ],
)
def test_wrong_values_are_told_with_what_is_taken(key, written, advice):
    in_head(f"{key}: {written}", advice)


def test_an_intensity_is_one_of_three():
    faulty_file(script("- say: x", intensity="»harsh"), "gentle, moderate, deep")


def test_a_title_is_cleaned_and_one_line():
    text = script("- say: x").replace("title: Made up", r'title: "A\e]0;x\a  title\n of\tmine"')
    assert load_bytes(text.encode()).head.title == "A title of mine"


def test_a_deep_script_names_a_gentle_one_instead():
    text = WHOLE.lstrip().replace("instead: safe-person\n", "")
    faulty_file(f"{MARK}{text}", "names `instead`")


def test_a_deep_script_measures_half_way():
    measure = "  - measure: distress\n    as: during\n"
    whole = WHOLE.replace("steps:\n  -", f"steps:\n  {MARK}-")
    faulty_file(whole.replace(measure, ""), "half-way", "as: during")
    at_the_end = whole.replace(measure, "") + measure
    faulty_file(at_the_end, "half-way")
    first = whole.replace(measure, "").replace("  - write", f"{measure}  - write")
    faulty_file(first, "half-way")
    branch = "  - when: answered(a)\n    then:\n      - measure: distress\n        as: during\n"
    faulty_file(whole.replace(measure, branch), "not inside a branch")
    mood = measure.replace("distress", "mood")
    faulty_file(whole.replace(measure, mood), "half-way")


def test_a_deep_script_is_told_of_its_measure_beside_other_faults():
    text = WHOLE.replace("  - measure: distress\n    as: during\n", "").replace("- say: y", "- say: »${y}")
    faulty_file(text.replace("steps:\n  -", f"steps:\n  {MARK}-"), "half-way", "called `y`")


def test_a_deep_script_may_measure_in_a_fragment():
    piece = "selfattach: 1\nid: piece\nkind: fragment\ntitle: P\nsteps:\n  - measure: distress\n    as: during\n"
    text = WHOLE.replace("- measure: distress\n    as: during", "- include: piece")
    assert load_bytes(text.encode(), {"piece": piece}).head.intensity == "deep"


def test_a_deep_fragment_needs_neither():
    text = "selfattach: 1\nid: made-up\nkind: fragment\nintensity: deep\ntitle: T\ntakes: [old]\nsteps: [{show: old}]\n"
    assert load_bytes(text.encode()).head.takes == ("old",)


def test_the_sha_and_the_kept_text_are_of_the_very_bytes():
    data = b"\xef\xbb\xbf" + script("- say: x").replace("\n", "\r\n").encode()
    exercise = load_bytes(data)
    again = load_bytes(exercise.sources["script"].encode())
    assert exercise.sources["script"].encode() == data
    assert again.sha256 == exercise.sha256


def test_a_script_error_names_file_line_and_column():
    with pytest.raises(ScriptError, match=r"\Amade-up\.yaml:6:5: `sya` is no step\."):
        load("- sya: x")
