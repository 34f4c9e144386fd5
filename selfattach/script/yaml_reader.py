"""YAML text -> a tree of nodes with their places. The only door to PyYAML; it knows no exercise.

Everything is read from the event stream, which the C library walks without recursion: depth, aliases, tags and
second documents are seen before anything is built. Scalars stay text; what looks like a number is for the
reader of a field to decide, so the YAML 1.1 habits (`no` as false, `4:30` as 270) never come up.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final, NamedTuple

import yaml

from selfattach.script.faults import Fault, Mark
from selfattach.script.model import MOST_BYTES
from selfattach.words import yaml_faults

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
    lone: bool = False  # the empty value of a key without a colon: `{say: One, two}`


class Parsed(NamedTuple):
    """What came out: the tree, if there is one, and the faults of the text itself."""

    node: Node | None
    faults: tuple[Fault, ...]


class _StopReading(Exception):  # noqa: N818  not an error: the rest of the file is not worth reading
    pass


def read_yaml(data: bytes, file: str) -> Parsed:
    """Return the tree in these bytes and every fault up to the first syntax fault."""
    faults: list[Fault] = []
    text = _decode(data, file, faults)
    if text is None:
        return Parsed(None, tuple(faults))
    builder = _Builder(file, text, faults)
    node = builder.build()
    if not faults and (node is None or (node.plain and not node.text)):
        node = None
        faults.append(Fault(file, Mark(1, 1), yaml_faults.EMPTY_FILE))
    return Parsed(node, tuple(faults))


def _decode(data: bytes, file: str, faults: list[Fault]) -> str | None:
    def fault(line: int, column: int, message: str) -> None:
        faults.append(Fault(file, Mark(line, column), message))

    if len(data) > MOST_BYTES:
        fault(1, 1, yaml_faults.TOO_LARGE.format(kib=len(data) // 1024, most=MOST_BYTES // 1024))
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (
        data[:4].count(0) >= 1 and data[:4].strip(b"\0").isascii() and data
    ):
        fault(1, 1, yaml_faults.UTF_16)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = wrong.object[: wrong.start]  # of the bytes after the mark at the start of the file
        lines = _line_ends(before.decode("utf-8")).split("\n")
        fault(len(lines), len(lines[-1]) + 1, yaml_faults.NOT_UTF_8)
        return None
    text = _line_ends(text)
    found = list(_FORBIDDEN.finditer(text))
    for match in found[:_MOST_CONTROL_FAULTS]:
        before_it = text[: match.start()]
        column = match.start() - before_it.rfind("\n")
        sign = f"U+{ord(match.group()):04X}"
        fault(before_it.count("\n") + 1, column, yaml_faults.CONTROL_CHARACTER.format(sign=sign))
    return None if found else text


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Open:
    """A collection that is still being read."""

    def __init__(self, kind: str, mark: Mark, *, flow: bool) -> None:
        self.kind = kind
        self.mark = mark
        self.flow = flow  # in brackets
        self.items: list[Node] = []
        self.pairs: list[tuple[Node, Node]] = []
        self.key: Node | None = None
        self.first_seen: dict[str, int] = {}
        self.hurt = False  # a key was no text, so what is missing may have stood there


class _Builder:
    def __init__(self, file: str, text: str, faults: list[Fault]) -> None:
        self.file = file
        self.text = text
        self.lines = text.split("\n")
        self.faults = faults
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.last_quoted: tuple[Mark, int] | None = None  # where the last text in quotes begins, and its last line

    def fault(self, mark: Mark, message: str) -> None:
        self.faults.append(Fault(self.file, mark, message))

    def build(self) -> Node | None:
        try:
            for event in self._events():
                self._take(event)
        except _StopReading:
            pass
        except yaml.YAMLError as wrong:
            too_deep = self._too_deep_before(wrong)
            if too_deep is not None:
                self._depth_fault(too_deep)
            else:
                self._syntax_fault(wrong)
        while self.stack:
            self._close(cut_short=True)
        return self.root

    def _events(self) -> Iterator[Any]:
        yield from yaml.parse(self.text, Loader=_Parser)

    def _too_deep_before(self, wrong: yaml.YAMLError) -> Mark | None:
        """Return where it was too deep already, before what the parser has refused.

        It looks ahead in a line, and what it finds there it may refuse before it hands out what comes first: from
        PyYAML 6.0.4 on also a thousand levels. The text up to there it hands out whole.
        """
        refused = getattr(wrong, "context_mark", None) or getattr(wrong, "problem_mark", None)
        if refused is None:
            return None
        depth = 0
        with suppress(yaml.YAMLError):
            for event in yaml.parse(self.text[: refused.index], Loader=_Parser):
                depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
                if depth > MOST_DEPTH:
                    return _place_of(event.start_mark)
        return None

    def _depth_fault(self, mark: Mark) -> None:
        self.fault(mark, yaml_faults.TOO_DEEP.format(most=MOST_DEPTH))

    def _take(self, event: Any) -> None:  # noqa: ANN401  PyYAML's events have no common typed base
        mark = self._inside(_place_of(event.start_mark))
        match event:
            case yaml.DocumentStartEvent() if self.root is not None:
                self.fault(mark, yaml_faults.SECOND_DOCUMENT)
                raise _StopReading
            case yaml.AliasEvent():
                self.fault(mark, yaml_faults.ALIAS.format(name=event.anchor))
                self._place(Node("broken", mark))
            case yaml.ScalarEvent():
                self._place(self._scalar(event, mark, good=self._check_properties(event, mark)))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._check_properties(event, mark)
                kind = "map" if isinstance(event, yaml.MappingStartEvent) else "list"
                self.stack.append(_Open(kind, mark, flow=bool(event.flow_style)))
                if len(self.stack) > MOST_DEPTH:
                    self._depth_fault(mark)
                    raise _StopReading
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close()
            case _:
                pass

    def _check_properties(self, event: Any, mark: Mark) -> bool:  # noqa: ANN401  as above
        if event.anchor:
            self.fault(mark, yaml_faults.ANCHOR.format(name=event.anchor))
        if event.tag:
            self.fault(mark, yaml_faults.TAG.format(tag=event.tag))
        return not (event.anchor or event.tag)

    def _scalar(self, event: Any, mark: Mark, *, good: bool) -> Node:  # noqa: ANN401  as above
        if event.style in ("'", '"'):
            self.last_quoted = mark, event.end_mark.line + 1
        plain = not event.style  # "" from the C parser, None from the other
        end = event.end_mark
        cut = (
            plain and end.line < len(self.lines) and _COMMENT_AFTER.match(self.lines[end.line], end.column) is not None
        )
        return Node("scalar" if good else "broken", mark, text=event.value, plain=plain, cut=cut)

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
                end_of_key = Mark(top.key.mark.line, top.key.mark.column + len(top.key.text))
                lone = top.flow and node.plain and not node.text and node.mark == end_of_key
                top.pairs.append((top.key, node._replace(lone=lone)))
            top.key = None

    def _key(self, top: _Open, node: Node) -> Node:
        if node.kind in ("map", "list"):
            self.fault(node.mark, yaml_faults.KEY_IS_NO_TEXT)
            node = Node("broken", node.mark)
        if node.kind == "broken":
            top.hurt = True
            return node
        if node.text in top.first_seen:
            first = top.first_seen[node.text]
            self.fault(node.mark, yaml_faults.KEY_TWICE.format(key=node.text, line=first))
            return Node("broken", node.mark)
        top.first_seen[node.text] = node.mark.line
        return node

    def _close(self, *, cut_short: bool = False) -> None:
        top = self.stack.pop()
        is_open = cut_short or top.hurt
        node = Node(top.kind, top.mark, pairs=tuple(top.pairs), items=tuple(top.items), open=is_open)
        if not cut_short or node.pairs or node.items:
            self._place(node)
        elif not self.stack:
            self.root = node

    def _syntax_fault(self, wrong: yaml.YAMLError) -> None:
        problem_mark, context_mark = (getattr(wrong, name, None) for name in ("problem_mark", "context_mark"))
        at = _place_of(problem_mark) if problem_mark else Mark(1, 1)
        context = _place_of(context_mark) if context_mark else None
        last = self._reopen(at.line)
        if last is not None and last.kind == "broken" and last.mark.line == at.line:
            return  # told already: the rest of the line is what follows from it
        if last is not None and last.cut:
            self.fault(last.mark, yaml_faults.CUT_BY_COMMENT)
            return
        problem = str(getattr(wrong, "problem", None) or yaml_faults.NOT_YAML)
        far_in = last is not None and last.plain and last.mark.line < at.line and "mapping values" in problem
        mark, message = self._begun_before(at, context, f"{getattr(wrong, 'context', '')}: {problem}") or (at, "")
        message = message or (_far_in(self._line(at.line)) if far_in else self._advice(at, context))
        self.fault(self._inside(mark), message or yaml_faults.NOT_YAML_BECAUSE.format(why=problem))

    def _begun_before(self, at: Mark, context: Mark | None, problem: str) -> tuple[Mark, str] | None:
        """Whether the slip is where something begins, and not where the parser noticed."""
        if context is not None and "end of stream" in problem:
            return context, yaml_faults.QUOTE_NEVER_CLOSED
        if self.last_quoted is not None and self.last_quoted[0].line < self.last_quoted[1] == at.line:
            return self.last_quoted[0], yaml_faults.QUOTE_CLOSED_LATE.format(line=at.line)
        if self.stack and self.stack[-1].flow and self.stack[-1].mark.line < at.line:
            return self.stack[-1].mark, yaml_faults.BRACKET_NOT_CLOSED
        if context is not None and context.line < at.line and "scanning a simple key" in problem:
            return context, yaml_faults.KEY_WITHOUT_COLON
        return None

    def _advice(self, at: Mark, context: Mark | None) -> str:
        line = self._line(at.line)
        if at.column > _indentation(line) + 1 or "\t" in line[: _indentation(line)]:
            return explain_slip(line)
        # The line itself is not read yet: what is wrong is where it stands, or stands before it.
        return explain_slip(self._line(context.line)) if context is not None and context.line != at.line else ""

    def _inside(self, at: Mark) -> Mark:
        """The place itself; the end of the text for what PyYAML has in the line behind one that no newline ends."""
        return at if at.line <= len(self.lines) else Mark(len(self.lines), len(self.lines[-1]) + 1)

    def _line(self, number: int) -> str:
        return self.lines[number - 1] if number <= len(self.lines) else ""

    def _reopen(self, line: int) -> Node | None:
        """Take back what was read last: the fault may lie in it, so it is no ground for other faults. Return it."""
        top = self.stack[-1] if self.stack else None
        if top is None or not (top.items or (top.pairs and top.key is None)):
            return None
        last = top.items[-1] if top.items else top.pairs[-1][1]
        in_doubt = last.kind == "scalar" or last.mark.line == line
        less = Node("broken", last.mark) if in_doubt else last._replace(open=True)
        if top.items:
            top.items[-1] = less
        else:
            top.pairs[-1] = top.pairs[-1][0], less
        return last


def _far_in(line: str) -> str:
    """What to write instead of a key that stands below a text; most often that is the label of an option."""
    key = line.strip().removeprefix("- ").partition(":")[0]
    return yaml_faults.OPTION_GOES_ON.format(key=key) if key in ("then", "as") else yaml_faults.COLON_FAR_IN


def _place_of(mark: Any) -> Mark:  # noqa: ANN401  PyYAML's marks are typed in only one of its two parsers
    return Mark(mark.line + 1, mark.column + 1)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


_KEYED: Final = re.compile(r"^\s*(?:- +)*(?:(?P<key>[\w.'\"-]+): +)?(?P<rest>\S.*)$")
_WHOLE_QUOTE: Final = re.compile(r"""(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")\s*(?:#.*)?""")
_BLOCK: Final = re.compile(r"[|>][-+0-9]{0,2}\s*(?:#.*)?")


def explain_slip(line: str) -> str:
    """Return what to write instead for the natural slips of a line that is not YAML; "" when it is none of them."""
    if "\t" in line[: _indentation(line)]:
        return yaml_faults.TAB
    found = _KEYED.match(line)
    if not found:
        return ""
    key, rest = found["key"] or "", found["rest"]
    if _WHOLE_QUOTE.fullmatch(rest) or _BLOCK.fullmatch(rest):
        return ""
    if key in ("when", "until") and rest[0] in "'\"":
        return yaml_faults.CONDITION_IN_QUOTES.format(key=key)
    if rest[0] in "'\"":
        return yaml_faults.BEGINS_WITH_QUOTE
    if rest[0] in "*`@%&!|>" or (key and rest[:2] in ("- ", "? ")):
        return yaml_faults.MAY_NOT_BEGIN_WITH.format(sign=rest[0])
    if rest[0] == "[":
        return yaml_faults.MAY_NOT_BEGIN_WITH.format(sign="[")
    if rest[0] == "{" or ("{" in rest and "${" not in rest.split("{", 1)[0] + "{"):
        if "${" in rest:
            return yaml_faults.NAME_IN_BRACES
        return yaml_faults.WRONG_IN_BRACES
    if re.search(r":\s", rest) or rest.endswith(":"):
        return yaml_faults.COLON_IN_TEXT
    return ""
