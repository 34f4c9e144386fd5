"""The grammar of scripts as JSON Schema 2020-12, for editors: what may stand where, with what each key is for.

Made of `script/grammar.py` and the patterns the compiler reads with; `selfattach author schema` prints it. A schema
sees one value at a time: that a name is asked before it is used, or that a condition makes sense, is for
`selfattach author check`.
"""

import re
from collections.abc import Collection, Mapping
from typing import Final

from selfattach.author.reference import with_bounds
from selfattach.kinds import JsonObject
from selfattach.script import grammar
from selfattach.script.conditions import MOST_CHARACTERS
from selfattach.script.fields import ID, LONGEST_ID
from selfattach.script.grammar import (
    Duration,
    Either,
    Exactly,
    Form,
    Key,
    ListOf,
    Map,
    MapOf,
    OneOf,
    Plain,
    Seconds,
    Several,
    Shape,
    Whole,
)
from selfattach.script.parse_context import VISIT
from selfattach.script.questions import FIGURE, NEVER
from selfattach.script.texts import NAME
from selfattach.words import format_reference as words

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_PLAIN_VALUES: Final = ["string", "number", "boolean"]  # what YAML makes of words: `title: 1984`, `label: true`
_SOMETHING: Final = r"\S"
_SLOTS: Final = r"^(?:[^$]|\$\$|\$\{[^{}]*\}|\$(?![{$]))*$"
_NO_SLOTS: Final = r"^(?:[^$]|\$(?!\{))*$"
_DOTTED: Final = r"(?:last\.)?[a-z][a-z0-9_-]*(?:\.[a-z][a-z0-9_]*)*"
_NAMES: Final = rf"^\s*{_DOTTED}\s*(?:,\s*{_DOTTED}\s*)*$"
_TAKEN: Final = rf"^\s*{NAME.pattern}\s*(?:,\s*{NAME.pattern}\s*)*$"
_ELSEWHERE: Final = rf"^{ID.pattern}(?:\.[a-z][a-z0-9_-]*)+$"
_PLAIN_ASCII: Final = r"^[\x00-\x5b\x5d-\x7f]+$"  # without a backslash
_HOURS: Final = r"^(?:1?[0-9]|2[0-3])-(?:1?[0-9]|2[0-3])$"
_DURATION: Final = r"^(?:[0-9]{1,4}m)?(?:[0-9]{1,5}s)?$|^[0-9]{1,5}(?:\.[0-9]{1,3})?$"
_NUMBER: Final = r"^[0-9]{1,5}(?:\.[0-9]{1,3})?$"


def schema(measures: Collection[str]) -> JsonObject:
    """Return the schema. `measures`: the names of the shared scales."""
    forms = {name: _form(form, name) for name, form in grammar.FORMS.items() if name not in ("head", "question")}
    return {
        "$schema": _DIALECT,
        "title": words.TITLE,
        **_form(grammar.FORMS[grammar.HEAD], grammar.HEAD),
        "allOf": _rules_of_the_head(),
        "$defs": {**_values(measures), "steps": _steps(), "step": _step(), **forms},
    }


def _values(measures: Collection[str]) -> JsonObject:
    """What many keys take, once each."""
    some_words = {"type": _PLAIN_VALUES, "pattern": _SOMETHING}
    filled = {**some_words, "allOf": [{"pattern": _SLOTS}]}
    by_visit = {
        "type": "object",
        "patternProperties": {_whole(VISIT): filled},
        "required": ["1"],
        "additionalProperties": False,
    }
    unfilled = {**some_words, "allOf": [{"pattern": _NO_SLOTS}]}
    return {
        Plain.WORDS.value: some_words,
        Plain.PASSAGE.value: unfilled,
        Plain.LINE.value: unfilled,
        Plain.TEXT.value: {"if": {"type": "object"}, "then": by_visit, "else": filled},
        Plain.ID.value: {"type": _PLAIN_VALUES, "pattern": _whole(ID), "maxLength": LONGEST_ID},
        Plain.NAME.value: {"type": ["string", "boolean"], "pattern": _whole(NAME)},
        Plain.ANSWER.value: {"type": "string", "pattern": f"^{_DOTTED}$"},
        Plain.NAMES.value: {"type": "string", "pattern": _NAMES},
        Plain.TAKEN.value: {"type": "string", "pattern": _TAKEN},
        Plain.ELSEWHERE.value: {"type": "string", "pattern": _ELSEWHERE},
        Plain.CONDITION.value: {"type": "string", "pattern": _PLAIN_ASCII, "maxLength": MOST_CHARACTERS},
        Plain.HOURS.value: {"type": "string", "pattern": _HOURS},
        Plain.TRUE.value: {"const": True},
        Plain.OPTION_ID.value: {"type": "string", "pattern": _whole(NAME)},
        Plain.SCALE.value: {"enum": list(measures)},
        Plain.NOTHING.value: {"type": "null"},
    }


def _steps() -> JsonObject:
    return {"type": "array", "items": {"$ref": "#/$defs/step"}, "minItems": 1}


def _step() -> JsonObject:
    """A step alone, or a map that one of its keys makes a step. So an editor tells what is wrong in that very one."""
    told = [{"if": {"required": [step]}, "then": _ref(step)} for step in grammar.STEPS]
    any_step = {"anyOf": [{"required": [step]} for step in grammar.STEPS]}
    none = {"properties": dict.fromkeys(grammar.STEPS, True), "additionalProperties": False, "minProperties": 1}
    a_map = {"type": "object", "allOf": [*told, {"if": any_step, "else": none}]}
    return {"if": {"type": "string"}, "then": {"enum": list(grammar.ALONE)}, "else": a_map}


def _form(form: Form, name: str) -> JsonObject:
    does = {**words.KEYS[grammar.QUESTION], **words.KEYS[name]}
    needs = {key: [found.needs] for key, found in form.items() if found.needs}
    return {
        "type": "object",
        "description": _plain(words.FORMS[name]),
        "properties": {key: _key(found, does[key]) for key, found in form.items()},
        "required": [key for key, found in form.items() if found.is_needed],
        "additionalProperties": False,
        **({"dependentRequired": needs} if needs else {}),
        **_RULES.get(name, {}),
    }


def _key(found: Key, does: str) -> JsonObject:
    return {**_shape(found.takes), "description": _plain(does)}


# What two keys have to do with each other.
_NOT_BOTH: Final = {"not": {"required": ["matches", "which"]}}
_NEVER_AND_THEN: Final = {
    "if": {"required": ["keep"], "properties": {"keep": {"const": NEVER}}},
    "then": {"properties": {"options": {"additionalProperties": {"not": {"type": "object", "required": ["then"]}}}}},
}
_CARD: Final = {
    "if": {"required": ["on"], "properties": {"on": {"const": "support"}}},
    "then": {"properties": {"shelve": {"type": "object", "minProperties": 1}}},
    "else": {"properties": {"shelve": {"type": "string"}}},
}
_RULES: Final[Mapping[str, JsonObject]] = {
    "recall": _NOT_BOTH,
    "choose": _NEVER_AND_THEN,
    "pick": _NEVER_AND_THEN,
    "shelve": _CARD,
}


def _rules_of_the_head() -> list[JsonObject]:
    is_fragment = {"required": ["kind"], "properties": {"kind": {"const": "fragment"}}}
    is_deep = {"required": ["intensity"], "properties": {"intensity": {"const": "deep"}}}
    return [
        {"if": {"required": ["takes"]}, "then": is_fragment},
        {"if": {"allOf": [is_deep, {"not": is_fragment}]}, "then": {"required": ["instead"]}},
    ]


def _shape(shape: Shape) -> JsonObject:
    match shape:
        case Plain():
            return _ref(shape.value)
        case Whole():
            return {"type": "integer", "minimum": shape.lowest, "maximum": shape.highest}
        case Exactly():
            return {"const": shape.figure}
        case Seconds():
            return {"type": ["number", "string"], "minimum": 0, "maximum": shape.longest, "pattern": _NUMBER}
        case Duration():
            number = {"exclusiveMinimum": 0, "maximum": shape.longest}
            return {"type": ["number", "string"], **number, "pattern": _DURATION, "minLength": 1}
        case OneOf():
            return {"enum": [*shape.allowed, *(int(one) for one in shape.allowed if one.isdecimal())]}
        case Several():
            each: JsonObject = {"enum": list(shape.allowed)} if shape.allowed else _ref(Plain.WORDS.value)
            return {"type": "array", "items": each}
        case Map():
            return _ref(shape.form)
        case MapOf():
            return _map_of(shape)
        case ListOf():
            most = {"maxItems": shape.most} if shape.most else {}
            return {"type": "array", "items": _shape(shape.each), "minItems": shape.fewest, **most}
        case Either():
            return _either([_shape(one) for one in shape.shapes], shape.shapes)


def _map_of(shape: MapOf) -> JsonObject:
    keys = {"enum": list(shape.only)} if shape.only else {"pattern": _whole(FIGURE if shape.figures else NAME)}
    if isinstance(shape.each, OneOf):  # the names of answers
        keys = {"pattern": f"^{_DOTTED}$"}
    most = {"maxProperties": shape.most} if shape.most else {}
    return {
        "type": "object",
        "propertyNames": keys,
        "additionalProperties": _shape(shape.each),
        "minProperties": 1,
        **most,
    }


def _either(schemas: list[JsonObject], shapes: tuple[Shape, ...]) -> JsonObject:
    """Where the type tells them apart, say so: an editor then tells what is wrong in the one that was meant."""
    for place, shape in enumerate(shapes):
        sort = "object" if isinstance(shape, Map | MapOf) else "array" if isinstance(shape, ListOf) else ""
        sort = "null" if shape is Plain.NOTHING else sort
        if sort:
            return {"if": {"type": sort}, "then": schemas[place], "else": schemas[1 - place]}
    return {"anyOf": schemas}


def _ref(name: str) -> JsonObject:
    return {"$ref": f"#/$defs/{name}"}


def _whole(pattern: re.Pattern[str]) -> str:
    return f"^(?:{pattern.pattern})$"


def _plain(told: str) -> str:
    """Words for an editor, which cannot follow a link into the reference."""
    told = re.sub(r"(?:: see|, see) \[[^\]]+\]\([^)]+\)", "", told)
    return with_bounds(re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", told))
