"""The schema for editors: every script there is fits it, and what the compiler refuses for its shape, it refuses."""

import json
import re

from jsonschema import Draft202012Validator
from loading import EVERY_STEP, PIECE, script
from samples_of_the_grammar import BEFORE, SAY, faults, smallest, value, whole
from tools import a_share_of, naming

from selfattach.author.schema import schema
from selfattach.paths import library
from selfattach.script import grammar
from selfattach.script.grammar import Either, MapOf, Plain, Several, Whole
from selfattach.script.yaml_reader import read_yaml

SCHEMA = schema(["distress", "mood"])
FITS = Draft202012Validator(SCHEMA)
NO_SCRIPTS = {"frame", "maps", "measures", "sources", "wording"}
WRONG = ([["x"]], {"qqqqqqqq": {"qqqqqqqq": []}}, True, None, -100_000, 1.5, "", "Qq qq: qq", "${", "ä" * 9_000)


def plain(node):
    """A node as an editor has it, by the core rules of YAML 1.2."""
    if node.kind == "map":
        return {key.text: plain(one) for key, one in node.pairs}
    if node.kind == "list":
        return [plain(one) for one in node.items]
    if node.plain and node.text in ("", "~", "null"):
        return None
    if node.plain and node.text in ("true", "false"):
        return node.text == "true"
    if node.plain and re.fullmatch(r"[-+]?[0-9]+", node.text):
        return int(node.text)
    if node.plain and re.fullmatch(r"[-+]?[0-9]+\.[0-9]*", node.text):
        return float(node.text)
    return node.text


def of_yaml(text):
    return plain(read_yaml(text.encode(), "it.yaml").node)


def test_it_is_a_schema_of_2020_12_and_each_reference_leads_somewhere():
    Draft202012Validator.check_schema(SCHEMA)
    named = set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(SCHEMA)))
    assert named <= set(SCHEMA["$defs"])
    assert {*grammar.STEPS, "evidence", "option"} <= named


def test_every_script_of_the_library_fits_it():
    scripts = [path for path in sorted(library().rglob("*.yaml")) if path.stem not in NO_SCRIPTS]
    assert len(scripts) > 90
    for path in a_share_of(scripts, one_in=6):
        with naming(path.name):
            FITS.validate(of_yaml(path.read_text(encoding="utf-8")))


def test_every_step_with_every_key_fits_it_and_so_does_the_smallest_of_each_form():
    for text in (script(EVERY_STEP), PIECE):
        FITS.validate(of_yaml(text))
    for form in grammar.FORMS:
        with naming(form):
            FITS.validate(whole(form, smallest(form)))


def broken():
    """Scripts that are wrong in one place, with what was done to them."""
    for form, keys in grammar.FORMS.items():
        small = smallest(form)
        yield (form, "another key"), whole(form, {**small, "qqqqqqqq": "x"})
        if form != "question":
            yield (form, "a list"), whole(form, [small])
        for key, found in keys.items():
            if found.is_needed:
                yield (form, f"no {key}"), whole(form, {one: what for one, what in small.items() if one != key})
            if found.needs:
                yield (form, f"{key} alone"), whole(form, {**small, key: value(found.takes)})
            for wrong in (*WRONG, *too_much(found.takes)):
                yield (form, key, str(wrong)[:20]), whole(form, {**small, key: wrong})


def too_much(shape):
    """One more than there may be, and a figure out of bounds."""
    match shape:
        case Either(shapes=shapes):
            return [wrong for one in shapes for wrong in too_much(one)]
        case Whole(lowest=lowest, highest=highest):
            return [lowest - 1, highest + 1]
        case MapOf(each=each, most=most) if most:
            return [{f"o{n}": value(each) for n in range(most + 1)}]
        case Several(allowed=allowed):
            return [[*allowed, "qqqqqqqq"]] if allowed else []
        case _ if getattr(shape, "most", 0):
            return [[value(shape.each)] * (shape.most + 1)]
        case _:
            return []


# What only who reads the whole script can say: whether a name is there, or a fragment, or a file of that name.
FOR_THE_CHECK = {Plain.ID, Plain.OPTION_ID, Plain.CONDITION, Plain.NAME}


def test_what_the_compiler_refuses_for_its_shape_it_refuses_too_and_nothing_else():
    cases = list(broken())
    assert len(cases) > 1_600
    refused = let_through = 0
    for what, one in a_share_of(cases, one_in=11):
        said, fits = faults(one), FITS.is_valid(one)
        with naming(what):
            if said and not fits:
                refused += 1
            elif said:
                let_through += 1
                assert is_for_the_check(what), said
            else:
                assert fits, [wrong.message for wrong in FITS.iter_errors(one)]
    assert refused > 100
    assert let_through < refused / 10


def is_for_the_check(what):
    form, key, *_ = what
    found = grammar.FORMS[form].get(key)
    return found is not None and found.takes in FOR_THE_CHECK


# --- what two places have to do with each other

TOGETHER = {
    "two steps in one": [{"say": "x", "rest": 3}],
    "no step": [{"said": "x"}],
    "a bare one that wants more": ["say"],
    "words for a step": ["Hello."],
    "no steps": [],
    "a first visit that is missing": [{"say": {"2": "x"}}],
    "a visit that is none": [{"say": {"1": "x", "first": "y"}}],
    "three pins": [{"write": "more", "ask": "q", "pin": ["early", "early", "early"]}],
    "never kept, and a way": [
        {"choose": "c", "ask": "q", "keep": "never", "options": {"a": {"label": "A", "then": [SAY]}}}
    ],
    "which with matches": [{"recall": "other.a", "as": "b", "matches": "early", "which": "newest"}],
    "a card without sections": [{"shelve": "early", "on": "support"}],
    "sections elsewhere": [{"shelve": {"early": "signs"}, "on": "letters"}],
    "a name filled into a label": [{"choose": "c", "ask": "q", "options": {"a": "${early}"}}],
    "an outcome there is not": [{**smallest("review"), "options": {"done": "Done"}}],
    "a step within, far down": [
        {"when": "mood > 1", "then": [{"repeat": 2, "steps": [{"confirm": "c", "ask": "q", "skipped": [{"say": []}]}]}]}
    ],
}
HEADS = {
    "deep without another": {"intensity": "deep"},
    "takes outside a fragment": {"takes": ["early"]},
    "another format": {"selfattach": 2},
    "hours that are none": {"hours": "20-24"},
}


def test_what_does_not_go_together_is_refused_by_both():
    scripts = {what: {**smallest("head"), "steps": [*BEFORE, *steps]} for what, steps in TOGETHER.items() if steps}
    scripts["no steps"] = {**smallest("head"), "steps": []}
    scripts |= {what: {**smallest("head"), **more} for what, more in HEADS.items()}
    assert len(scripts) == len(TOGETHER) + len(HEADS)
    for what, one in scripts.items():
        with naming(what):
            assert faults(one)
            assert not FITS.is_valid(one)
