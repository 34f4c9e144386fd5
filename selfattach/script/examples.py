"""The examples of a question that takes words: plain texts that can be borrowed or read.

Their paragraphs are kept, and nothing in them is filled in. It reads fields and knows no step.
"""

from typing import Final

from selfattach.script.fields import Fields
from selfattach.script.model import Example, ExamplePromise, Slot, Text
from selfattach.script.texts import folded
from selfattach.script.yaml_reader import Node
from selfattach.words import question_faults

MOST_EXAMPLES: Final = 12


def read_examples(fields: Fields, *, many: bool, start: Text | None) -> tuple[Example, ...]:
    """Return the examples of a question. `many`: it takes many lines; `start`: what stands in the box."""
    found: list[Example] = []
    met = {_same(text): question_faults.EXAMPLE_IS_START for text in _fixed(start)}
    for item in _items(fields, question_faults.EXAMPLES):
        example = _example(fields, item, many=many)
        for words in filter(None, (_same(example.text), _same(example.source))):
            if words in met:
                fields.fault(item, met[words])
            met[words] = question_faults.EXAMPLE_TWICE
        found.append(example)
    return tuple(found)


def read_example_promises(fields: Fields) -> tuple[ExamplePromise, ...]:
    """Return the examples of a promise, each with its `cue` and its `action`."""
    found: list[ExamplePromise] = []
    for item in _items(fields, question_faults.EXAMPLE_PROMISES):
        if item.kind != "map":
            fields.fault(item, question_faults.EXAMPLE_PROMISES.format(most=MOST_EXAMPLES))
            continue
        inner = Fields(item, fields.file, fields.report, question_faults.EXAMPLE)
        promise = ExamplePromise(inner.line("cue", required=True), inner.line("action", required=True))
        inner.finish()
        if promise in found:
            fields.fault(item, question_faults.EXAMPLE_TWICE)
        found.append(promise)
    return tuple(found)


def _items(fields: Fields, otherwise: str) -> list[Node]:
    node = fields.get("examples")
    if node is None:
        return []
    if node.kind == "list" and 1 <= len(node.items) <= MOST_EXAMPLES:
        return list(node.items)
    fields.fault(node, otherwise.format(most=MOST_EXAMPLES))
    return []


def _example(fields: Fields, item: Node, *, many: bool) -> Example:
    source = ""
    if item.kind == "map":
        inner = Fields(item, fields.file, fields.report, question_faults.EXAMPLE)
        source, text = inner.line("from"), inner.get("text", required=True)
        inner.finish()
    else:
        text = item
    if text is None:
        return Example("", source)
    what = "`text`" if item.kind == "map" else question_faults.EXAMPLE
    fields.no_slots(text, what)
    words = folded(fields.words_of(text, what))
    if "\n" in words and not many:
        fields.fault(item, question_faults.EXAMPLE_OF_ONE_LINE)
    elif "\n" in words and not source:
        fields.fault(item, question_faults.EXAMPLE_WITHOUT_FROM)
    return Example(words, source)


def _fixed(start: Text | None) -> list[str]:
    """The words that stand in the box, where they are always the same."""
    if start is None or any(isinstance(run, Slot) for words in start.by_visit for run in words.runs):
        return []
    return [words.source for words in start.by_visit]


def _same(text: str) -> str:
    return " ".join(text.casefold().split())
