"""A file of answers, YAML or JSON: name -> value. Plain values by the same core rules as scripts."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from selfattach.errors import WrongInputError
from selfattach.kinds import JsonObject
from selfattach.script.faults import Fault, ScriptError
from selfattach.script.yaml_reader import Node, read_yaml
from selfattach.words import yaml_faults

_WHOLE: Final = re.compile(r"[-+]?[0-9]{1,9}")
_CONSTANTS: Final[JsonObject] = {"": None, "~": None, "null": None, "true": True, "false": False}


def read_answers_file(data: bytes, file: str) -> JsonObject:
    """Return the answers. Raises ScriptError with file:line:column for what is not YAML."""
    if data.lstrip().startswith(b"{"):
        with suppress(
            ValueError, RecursionError
        ):  # what is not JSON may still be YAML, which also says where it is wrong
            return dict(json.loads(data))
    reading = read_yaml(data, file)
    if reading.faults or reading.node is None:
        raise ScriptError(reading.faults)
    if reading.node.kind != "map":
        raise ScriptError([Fault(file, reading.node.mark, yaml_faults.ANSWERS_NOT_A_MAP)])
    cut = [
        Fault(file, node.mark, yaml_faults.ANSWER_CUT_BY_COMMENT)
        for node in _scalars(reading.node)
        if node.cut and isinstance(_plain(node), str)
    ]
    if cut:
        raise ScriptError(cut)
    answers: JsonObject = _plain(reading.node)
    return answers


def _scalars(node: Node) -> Iterator[Node]:
    if node.kind == "scalar":
        yield node
    for item in node.items:
        yield from _scalars(item)
    for _, value in node.pairs:
        yield from _scalars(value)


def _plain(node: Node) -> Any:  # noqa: ANN401  plain values
    if node.kind == "map":
        return {key.text: _plain(value) for key, value in node.pairs}
    if node.kind == "list":
        return [_plain(item) for item in node.items]
    if node.kind == "broken":
        raise WrongInputError(yaml_faults.ANSWERS_UNREADABLE)
    if not node.plain:
        return node.text
    if node.text in _CONSTANTS:
        return _CONSTANTS[node.text]
    is_figure = _WHOLE.fullmatch(node.text) and str(int(node.text)) == node.text  # `007` and `+5` may be words
    return int(node.text) if is_figure else node.text
