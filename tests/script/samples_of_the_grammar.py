"""The smallest script there is for each form of the grammar, as plain values."""

import json

from loading import load_bytes

from selfattach.script import grammar
from selfattach.script.faults import ScriptError
from selfattach.script.grammar import (
    Duration,
    Either,
    Exactly,
    ListOf,
    Map,
    MapOf,
    OneOf,
    Plain,
    Seconds,
    Several,
    Whole,
)

SAY = {"say": "Hello."}
BEFORE = ({"write": "early", "ask": "What?"}, {"rate": "mood", "ask": "How?"}, {"recall": "made-up.early", "as": "old"})
PLAIN = {
    Plain.TEXT: "Words.",
    Plain.WORDS: "Words.",
    Plain.PASSAGE: "Words.",
    Plain.LINE: "Words.",
    Plain.STEPS: [SAY],
    Plain.ID: "other-one",
    Plain.NAME: "fresh",
    Plain.ANSWER: "early",
    Plain.NAMES: "early",
    Plain.TAKEN: "early",
    Plain.ELSEWHERE: "made-up.early",
    Plain.CONDITION: "mood >= 3",
    Plain.HOURS: "20-7",
    Plain.TRUE: True,
    Plain.OPTION_ID: "one",
    Plain.SCALE: "distress",
    Plain.NOTHING: None,
}
FITTING = {  # where another value is wanted than a key of its sort takes elsewhere
    ("head", "id"): "made-up",
    ("head", "steps"): [SAY],
    ("head", "takes"): [],
    ("include", "include"): "ground",
    ("show", "show"): "old",
    ("measure", "as"): "during",
    ("repeat", "steps"): [{"confirm": "again", "ask": "Again?"}],
    ("shelve", "on"): "letters",
    ("rate", "from"): 1,
    ("rate", "to"): 9,
}


def value(shape):
    """Return a value that a shape takes."""
    match shape:
        case Plain():
            return PLAIN[shape]
        case Whole():
            return max(shape.lowest, 1)
        case Exactly():
            return shape.figure
        case Seconds():
            return 2
        case Duration():
            return "20s"
        case OneOf() | Several():
            first = shape.allowed[0] if shape.allowed else "some"
            return [first] if isinstance(shape, Several) else first
        case Map():
            return smallest(shape.form)
        case MapOf():
            key = "1" if shape.figures else shape.only[0] if shape.only else "one"
            return {key: value(shape.each)}
        case ListOf():
            return [value(shape.each)]
        case Either():
            return value(shape.shapes[0])


def value_of(form, key):
    return FITTING.get((form, key)) if (form, key) in FITTING else value(grammar.FORMS[form][key].takes)


def smallest(form):
    """Return the smallest map of a form: what it cannot do without."""
    return {key: value_of(form, key) for key, found in grammar.FORMS[form].items() if found.is_needed}


def whole(form, a_map):
    """Return a whole script with such a map in its place, and what is left of it to be no script of its own."""
    match form:
        case "head":
            return a_map
        case "evidence":
            return {**smallest("head"), "evidence": a_map}
        case "option":
            step = {"choose": "chosen", "ask": "Which?", "options": {"one": a_map}}
        case "outcome":
            step = {**smallest("review"), "options": {"kept": a_map}}
        case "cue":
            step = {"rest": "40s", "cues": [a_map]}
        case "breath":
            step = {"breathe": a_map}
        case "example":
            step = {"write": "fresh", "ask": "What?", "examples": [a_map]}
        case "promise-example":
            step = {**smallest("promise"), "examples": [a_map]}
        case "question":
            step = {"confirm": "fresh", **a_map}
        case _:
            step = a_map
    return {**smallest("head"), "steps": [*BEFORE, step]}


def as_yaml(script):
    """JSON is YAML; what is nothing stands as nothing, for `null` would be a word."""
    return json.dumps(script).replace(": null", ": ").encode()


def faults(script):
    """Return what the compiler says of these plain values."""
    try:
        load_bytes(as_yaml(script))
    except ScriptError as wrong:
        return [fault.message for fault in wrong.faults]
    return []


def exercise(script):
    return load_bytes(as_yaml(script))
