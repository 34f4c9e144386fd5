"""Big and hostile scripts: each is answered without much ado, whatever it holds."""

import pytest
from effort import at_most
from loading import faults_if_any, load_bytes, script
from tools import a_share_of

from selfattach.script.faults import ScriptError
from selfattach.text import nearest

WRITES = "\n".join(f"- write: a{n}\n  ask: q" for n in range(1_400))
HOSTILE = {
    "unknown keys": "\n".join(f"k{n}z: x" for n in range(22_000)),
    "unknown names": script("- say: '" + "${zz}" * 40_000 + "'"),
    "unknown names among many": script(f"{WRITES}\n- say: '" + "${zz}" * 20_000 + "'"),
    "slips among many": script(WRITES + "".join(f"\n- when: answered(b{n})\n  then: [{{say: x}}]" for n in range(280))),
    "many options": script("- choose: a\n  ask: q\n  options: {" + ", ".join(f"o{n}: x" for n in range(20_000)) + "}"),
    "many chooses": script(
        "\n".join(
            f"- choose: c{k}\n  ask: q\n  options: {{{', '.join(f'o{n}: x' for n in range(50))}}}" for k in range(500)
        )
    ),
    "many measures": script("\n".join(f"- measure: distress\n  as: during\n  name: m{n}" for n in range(1_900))),
    "many ways": script(
        "\n".join(f"- confirm: m{n}\n  ask: q\n- when: m{n}\n  then: [{{write: w{n}, ask: q}}]" for n in range(600))
    ),
    "a long word": script(f"- {'x' * 200_000}"),
    "a long list": "a: [" + "b, " * 80_000 + "]",
    "many maps": "steps: [" + "{}, " * 60_000 + "]",
    "many quotes": "a: '" + "''" * 100_000 + "'",
    "many colons": "a" + ": a" * 80_000,
    "many dashes in a row": "-" * 250_000,
    "many lines": "\n" * 250_000,
    "deep branches": script(
        "- when: times() > 3\n  then: " + "[{when: times() > 3, then: " * 8 + "[ground]" + "}]" * 8
    ),
    "words by visit": script("- say: {" + ", ".join(f"{n}: x" for n in range(1, 20_000)) + "}"),
}


@pytest.mark.parametrize("what", a_share_of(HOSTILE, one_in=5))
def test_it_is_answered_without_much_ado(what):
    data = HOSTILE[what].encode()
    assert len(data) <= 256 * 1024
    with at_most(calls=40_000_000):  # the most there is takes 15 million; once through all pairs of names were 500
        faults = faults_if_any(data)
    assert len(faults) <= 201


def test_twenty_levels_of_branches_are_no_trouble():
    load_bytes(HOSTILE["deep branches"].encode())


def test_more_options_than_can_be_read_through_are_told():
    with pytest.raises(ScriptError, match="at most 50"):
        load_bytes(HOSTILE["many options"].encode())


def test_the_nearest_words_are_quickly_found_and_never_for_a_long_text():
    known = [f"name_{n}" for n in range(3_000)]
    assert nearest("nmae_17", known) == ["name_17"]
    assert nearest("x" * 100_000, known) == []
    assert nearest("letter", ["self-compassion-letter"]) == ["self-compassion-letter"]
