"""YAML text -> a tree of nodes with their places. The only door to PyYAML; it knows no exercise.

Everything is read from the event stream, which the C library walks without recursion: depth, aliases, tags and
second documents are seen before anything is built. Scalars stay text; what looks like a number is for the
reader of a field to decide, so the YAML 1.1 habits (`no` as false, `4:30` as 270) never come up.
"""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import yaml

from selfattach.script.faults import Fault, Mark
from selfattach.script.model import MOST_BYTES

MOST_DEPTH: Final = 20
_MOST_CONTROL_FAULTS: Final = 5
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_COMMENT_AFTER: Final = re.compile(r"[ \t]+#")


class Node(NamedTuple):
    """A map, a list or a scalar. `open`: cut short by a syntax fault, so what is missing in it is no fault."""

    kind: str  # map, list, scalar, broken
    mark: Mark
    text: str = ""
    pairs: tuple[tuple["Node", "Node"], ...] = ()
    items: tuple["Node", ...] = ()
    plain: bool = False
    cut: bool = False  # a ` #` ended the text
    open: bool = False


class Reading(NamedTuple):
    """What came out: the tree, if there is one, and the faults of the text itself."""

    node: Node | None
    faults: tuple[Fault, ...]


class _StopReading(Exception):  # noqa: N818  not an error: the rest of the file is not worth reading
    pass


def read_yaml(data: bytes, file: str) -> Reading:
    """Return the tree in these bytes and every fault up to the first syntax fault."""
    faults: list[Fault] = []
    text = _decode(data, file, faults)
    if text is None:
        return Reading(None, tuple(faults))
    builder = _Builder(file, text, faults)
    node = builder.build()
    if node is None and not faults:
        faults.append(Fault(file, Mark(1, 1), "the file is empty. A script begins with `selfattach: 1`."))
    return Reading(node, tuple(faults))


def _decode(data: bytes, file: str, faults: list[Fault]) -> str | None:
    def fault(line: int, column: int, message: str) -> None:
        faults.append(Fault(file, Mark(line, column), message))

    if len(data) > MOST_BYTES:
        fault(1, 1, f"the file has {len(data) // 1024} KiB; at most {MOST_BYTES // 1024} are read. Split the script.")
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        data[:4].count(0) >= 1 and data[:4].strip(b"\0").isascii() and data
    ):
        fault(1, 1, "this looks like UTF-16, or like no text at all. Save the file as UTF-8.")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = data[: wrong.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        fault(before.count(b"\n") + 1, column, "this byte is not UTF-8. Save the file as UTF-8 text.")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = list(_FORBIDDEN.finditer(text))
    for match in found[:_MOST_CONTROL_FAULTS]:
        before_it = text[: match.start()]
        column = match.start() - before_it.rfind("\n")
        sign = f"U+{ord(match.group()):04X}"
        fault(before_it.count("\n") + 1, column, f"a control character ({sign}) stands here. Take it out.")
    return None if found else text


class _Open:
    """A collection that is still being read."""

    def __init__(self, kind: str, mark: Mark) -> None:
        self.kind = kind
        self.mark = mark
        self.items: list[Node] = []
        self.pairs: list[tuple[Node, Node]] = []
        self.key: Node | None = None
        self.first_seen: dict[str, int] = {}


class _Builder:
    def __init__(self, file: str, text: str, faults: list[Fault]) -> None:
        self.file = file
        self.text = text
        self.lines = text.split("\n")
        self.faults = faults
        self.stack: list[_Open] = []
        self.root: Node | None = None

    def fault(self, mark: Mark, message: str) -> None:
        self.faults.append(Fault(self.file, mark, message))

    def build(self) -> Node | None:
        try:
            for event in self._events():
                self._take(event)
        except _StopReading:
            pass
        except yaml.YAMLError as wrong:
            self._syntax_fault(wrong)
        while self.stack:
            self._close(cut_short=True)
        return self.root

    def _events(self) -> Iterator[Any]:
        yield from yaml.parse(self.text, Loader=_Parser)

    def _take(self, event: Any) -> None:  # noqa: ANN401  PyYAML's events have no common typed base
        mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
        match event:
            case yaml.DocumentStartEvent() if self.root is not None:
                self.fault(mark, "a second document begins here. One file holds one script.")
                raise _StopReading
            case yaml.AliasEvent():
                message = f"`*{event.anchor}` is an alias; scripts have none."
                self.fault(mark, f"{message} A text that begins with a star goes in quotes: '*like* this'.")
                self._place(Node("broken", mark))
            case yaml.ScalarEvent():
                self._check_properties(event, mark)
                self._place(self._scalar(event, mark))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._check_properties(event, mark)
                self.stack.append(_Open("map" if isinstance(event, yaml.MappingStartEvent) else "list", mark))
                if len(self.stack) > MOST_DEPTH:
                    self.fault(mark, f"this is nested more than {MOST_DEPTH} deep. Take a step out of the others.")
                    raise _StopReading
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close()
            case _:
                pass

    def _check_properties(self, event: Any, mark: Mark) -> None:  # noqa: ANN401  as above
        if event.anchor:
            message = f"`&{event.anchor}` is an anchor; scripts have none."
            self.fault(mark, f"{message} A text that begins with & goes in quotes.")
        if event.tag:
            self.fault(mark, f"`{event.tag}` is a tag; scripts have none. A text that begins with ! goes in quotes.")

    def _scalar(self, event: Any, mark: Mark) -> Node:  # noqa: ANN401  as above
        plain = not event.style  # "" from the C parser, None from the other
        end = event.end_mark
        cut = (
            plain and end.line < len(self.lines) and _COMMENT_AFTER.match(self.lines[end.line], end.column) is not None
        )
        return Node("scalar", mark, text=event.value, plain=plain, cut=cut)

    def _place(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if top.kind == "list":
            top.items.append(node)
        elif top.key is None:
            top.key = self._key(top, node)
        else:
            if top.key.kind == "scalar":
                top.pairs.append((top.key, node))
            top.key = None

    def _key(self, top: _Open, node: Node) -> Node:
        if node.kind in ("map", "list"):
            message = "a list or map stands where a key should be."
            self.fault(node.mark, f"{message} A text that begins with [ or {{ goes in quotes.")
            return Node("broken", node.mark)
        if node.kind == "broken":
            return node
        if node.text in top.first_seen:
            first = top.first_seen[node.text]
            self.fault(node.mark, f"`{node.text}` stands twice; the first is in line {first}. Keep one of them.")
            return Node("broken", node.mark)
        top.first_seen[node.text] = node.mark.line
        return node

    def _close(self, *, cut_short: bool = False) -> None:
        top = self.stack.pop()
        node = Node(top.kind, top.mark, pairs=tuple(top.pairs), items=tuple(top.items), open=cut_short)
        if not cut_short or node.pairs or node.items:
            self._place(node)
        elif not self.stack:
            self.root = node

    def _syntax_fault(self, wrong: yaml.YAMLError) -> None:
        mark = getattr(wrong, "problem_mark", None) or getattr(wrong, "context_mark", None)
        problem = str(getattr(wrong, "problem", None) or "this is not YAML")
        at = Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)
        lines = [at.line]
        context = getattr(wrong, "context_mark", None)
        if context is not None and context.line + 1 != at.line:
            lines.append(context.line + 1)
        for number in lines:
            line = self.lines[number - 1] if number <= len(self.lines) else ""
            advice = explain_slip(line)
            if advice:
                self.fault(at if number == at.line else Mark(number, len(line) - len(line.lstrip()) + 1), advice)
                return
        self.fault(at, f"this is not YAML: {problem}. Check the indentation, the colons and the quotes near here.")


_KEYED: Final = re.compile(r"^\s*(?:- +)*(?:(?P<key>[\w.'\"-]+): +)?(?P<rest>\S.*)$")


def explain_slip(line: str) -> str:
    """Return what to write instead for the natural slips of a line that is not YAML; "" when it is none of them."""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "a tab stands in the indentation. Use spaces."
    found = _KEYED.match(line)
    if not found:
        return ""
    key, rest = found["key"] or "", found["rest"]
    quoted = "Put the whole text in quotes, or on the next line after `|`."
    if key in ("when", "until") and rest[0] in "'\"":
        return (
            f"a condition may not begin with a quote. For a pick write `{key}: has(name, 'id')`, "
            f"for one option `{key}: name == 'id'`."
        )
    if rest[0] in "'\"":
        return f"a text that begins with a quote ends at the next one. {quoted}"
    if rest[0] in "*`@%&!|>":
        return f"a text may not begin with {rest[0]}. {quoted}"
    if rest[0] == "{" or ("{" in rest and "${" not in rest.split("{", 1)[0] + "{"):
        if "${" in rest:
            return "inside { } a text with ${name} needs quotes around it."
        return "something is wrong between { and }. A text with a comma, a colon or quotes needs quotes in there."
    if re.search(r":\s", rest) or rest.endswith(":"):
        return f"a colon and a space inside a text make it a key. {quoted}"
    return ""
