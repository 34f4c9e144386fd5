"""Whatever the bytes: an exercise, or faults with places inside the file. Never anything else."""

import random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from loading import EVERY_STEP, PIECE, faults_if_any, load_bytes, script
from tools import a_share_of, naming, so_many

from selfattach.library import Library
from selfattach.paths import library
from selfattach.script import yaml_reader
from selfattach.script.compiler import compile_script
from selfattach.script.faults import ScriptError
from selfattach.script.parse_context import Source
from selfattach.script.to_json import plain_head, plain_steps

BUNDLED = Library(library(), library())
SCRIPTS = sorted(path for path in library().rglob("*.yaml") if b"selfattach:" in path.read_bytes()[:200])
TEXTS = [path.read_text() for path in SCRIPTS] + [script(EVERY_STEP)]


def check(data, stem="made-up"):
    """Load the bytes and check that what comes out is an exercise, or faults that stand in the file."""
    faults = faults_if_any(data, {"piece": PIECE}, stem)
    if faults:
        lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for fault in faults:
            assert fault.message
            assert "\n" not in str(fault)
            if fault.file == f"{stem}.yaml":
                assert 1 <= fault.mark.line <= len(lines)
                assert 1 <= fault.mark.column <= len(lines[fault.mark.line - 1]) + 1
    else:
        exercise = load_bytes(data, {"piece": PIECE}, stem)
        assert plain_head(exercise.head)["id"] == exercise.head.id
        assert plain_steps(exercise.steps)


@settings(max_examples=so_many(150, one_in=4), deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data):
    check(data)


@settings(max_examples=so_many(100, one_in=4), deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_after_a_sound_beginning(data):
    check(script("- say: x").encode() + data)


PIECES = st.sampled_from([
    "selfattach", ":", " ", "\n", "  ", "- ", "{", "}", "[", "]", ",", "'", '"', "|", ">", "#", " #", "&a", "*a",
    "!t", "---", "...", "? ", "\t", "\\", "${", "}", "**", "say: ", "write: a", "ask: ", "when: ", "then:\n",
    "options:", "steps:\n", "repeat: 2", "until: ", "last.a", "a >= 3", "keep: never", "1: ", "ä", "😀", "%", "@",
    "`", "\r\n", "<<: ",
])  # fmt: skip


@settings(max_examples=so_many(300, one_in=4), deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_anything_like_yaml(text):
    check(text.encode())
    check(script("- say: x\n").encode() + text.encode())


WORDS = st.sampled_from(
    ["a", "b", "x y", "", "3", "45s", "a.b", "last.a", "${a}", "a > 3", "has(a, 'x')", "ground", "1", "many"]
)
KEYS = st.sampled_from([
    "say", "rest", "breathe", "write", "rate", "choose", "pick", "confirm", "items", "measure", "promise",
    "review", "show", "shelve", "when", "repeat", "include", "recall", "ground", "support", "finish", "ask",
    "hint", "options", "then", "else", "skipped", "steps", "until", "as", "on", "keep", "start", "pin", "list",
    "scale", "cues", "at", "from", "to", "label", "next", "id", "1", "in", "out", "cue", "action", "name",
    "which", "seal", "lines", "at_most",
])  # fmt: skip
VALUES = st.recursive(
    WORDS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)), max_leaves=12
)


@settings(max_examples=so_many(300, one_in=4), deadline=None)
@given(
    st.lists(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5), max_size=4),
    st.dictionaries(KEYS, VALUES, max_size=2),
)
def test_any_tree_of_the_right_keys(steps, head):
    whole = {"selfattach": 1, "id": "made-up", "title": "T", "steps": steps} | head
    check(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True).encode())


@pytest.mark.parametrize("first", range(0, 240, 24))
def test_scripts_with_lines_and_letters_changed(first):
    for seed in range(first, first + 24):
        with naming(seed):
            check(changed(random.Random(seed)))


def changed(chance):
    """Return the bytes of a script in which lines and letters are not where they were."""
    lines = chance.choice(TEXTS).split("\n")
    for _ in range(chance.randint(1, 4)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines[at] = lines[other]
            case 3:
                lines[at], lines[other] = lines[other], lines[at]
            case 4:
                lines[at] = " " * chance.randrange(12) + lines[at].lstrip()
            case 5:
                lines[at] = lines[at].replace(
                    ": ", chance.choice([":", ": : ", ": '", ": *", ": [", ": {a, ", ": #"]), 1
                )
            case _:
                letters = list(lines[at] + " ")
                letters[chance.randrange(len(letters))] = chance.choice("\x00\t :-#'\"[]{}*&!|>%@`,?äÿ$0aZ\u2028")
                lines[at] = "".join(letters)
        lines = lines or [""]
    return "\n".join(lines).encode()


@pytest.mark.parametrize("path", a_share_of(SCRIPTS, one_in=3), ids=lambda path: path.stem)
def test_bundled_scripts_cut_off_anywhere(path):
    data = path.read_bytes()
    for length in range(0, len(data), max(len(data) // 12, 1)):
        with naming(length):
            check(data[:length], path.stem)


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="there is only one parser here")
@pytest.mark.parametrize("path", a_share_of(SCRIPTS, one_in=3, beginning=1), ids=lambda path: path.stem)
def test_both_yaml_parsers_read_the_same(path, monkeypatch):
    one = BUNDLED.load(path, own=False)
    monkeypatch.setattr(yaml_reader, "_Parser", yaml.SafeLoader)
    assert BUNDLED.load(path, own=False) == one


def test_a_slip_has_the_same_place_with_either_parser(monkeypatch):
    for steps in ("- sya: x", "- say: x # y", "- say: ${x}", "- say: Note: x", "- say: 'a' b", "- {say: a, b}"):
        places = []
        for parser in (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader):
            monkeypatch.setattr(yaml_reader, "_Parser", parser)
            with pytest.raises(ScriptError) as wrong:
                compile_script(Source("made-up", "made-up.yaml", script(steps).encode()), lambda _name: None, None)
            places.append([fault.mark.line for fault in wrong.value.faults])
        assert places[0] == places[1]
