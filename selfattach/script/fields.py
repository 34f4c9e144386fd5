"""The fields of a map, read one by one; what is wrong is written to a report and reading goes on.

Every key that is asked for is thereby known; `finish` tells of the others, with the nearest known one. It knows
the shapes of values (words, whole numbers, durations, lists), not what they mean.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from selfattach.script.faults import Fault, Mark, ScriptError
from selfattach.script.yaml_reader import Node
from selfattach.text import clean, did_you_mean, one_line
from selfattach.words import field_faults

ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID: Final = 80  # a file name
LONGEST_TIME: Final = 3600  # seconds
_WHOLE: Final = re.compile(r"[-+]?[0-9]{1,9}")
_SECONDS: Final = re.compile(r"(?:(?P<m>[0-9]{1,4})m)?(?:(?P<s>[0-9]{1,5})s)?")
_NUMBER: Final = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,3})?")


MOST_FAULTS: Final = 200


class Report:
    """The faults found so far, of all files a script is made of."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def add(self, file: str, mark: Mark, message: str) -> None:
        """Write one down. Raises ScriptError with all so far when nobody would read on."""
        self.extend([Fault(file, mark, message)])

    def extend(self, faults: Iterable[Fault]) -> None:
        """Write several down."""
        for fault in faults:
            self.faults.append(fault)
            if len(self.faults) >= MOST_FAULTS:
                message = field_faults.TOO_MANY_FAULTS.format(most=MOST_FAULTS)
                self.faults.append(Fault(fault.file, fault.mark, message))
                raise ScriptError(self.faults)


class Fields:
    """One map of a script. `what` names it in messages ("this step", "the head")."""

    def __init__(self, node: Node, file: str, report: Report, what: str) -> None:
        self.node = node
        self.file = file
        self.report = report
        self.what = what
        self._nodes = {key.text: value for key, value in node.pairs}
        self._keys = {key.text: key for key, _ in node.pairs}
        self._asked: set[str] = set()

    def fault(self, at: Node, message: str) -> None:
        """Tell a fault at a node; a broken one has had its own."""
        if at.kind != "broken":
            self.report.add(self.file, at.mark, message)

    def get(self, key: str, *, required: bool = False) -> Node | None:
        """Return the value's node. A missing required one is a fault, unless the map was cut short."""
        self._asked.add(key)
        node = self._nodes.get(key)
        if node is None and required and not self.node.open and key not in self._keys:
            self.fault(self.node, field_faults.KEY_MISSING.format(what=self.what, key=key))
        return None if node is None or node.kind == "broken" else node

    def has(self, key: str) -> bool:
        """Whether the key stands there, whatever its value."""
        self._asked.add(key)
        return key in self._keys

    def finish(self) -> None:
        """Tell of every key nobody asked for."""
        for key, node in self._keys.items():
            if key not in self._asked:
                keys = field_faults.KEYS_TAKEN.format(keys=", ".join(sorted(self._asked)))
                near = field_faults.OF_OTHER_FORMATS.get(key) or did_you_mean(key, sorted(self._asked)) or keys
                advice = field_faults.CUT_BY_COMMA if self._nodes[key].lone else near
                self.fault(node, field_faults.NO_SUCH_KEY.format(what=self.what, key=clean(key), advice=advice))

    # --- shapes of values

    def words(self, key: str, *, required: bool = False) -> str:
        """Return a text on any number of lines, or "" when it is missing."""
        node = self.get(key, required=required)
        return self.words_of(node, f"`{key}`") if node else ""

    def line(self, key: str, *, required: bool = False) -> str:
        """Return words on one line that are shown as they stand."""
        node = self.get(key, required=required)
        return self.line_of(node, f"`{key}`") if node else ""

    def line_of(self, node: Node, what: str) -> str:
        """Return the words of a node on one line, shown as they stand."""
        self.no_slots(node, what)
        return one_line(self.words_of(node, what))

    def no_slots(self, node: Node, what: str) -> None:
        """Tell of a `${name}` where none is filled in."""
        if "${" in node.text:
            self.fault(node, field_faults.SHOWN_AS_IT_STANDS.format(what=what))

    def words_of(self, node: Node, what: str) -> str:
        """Return the text of a node."""
        if node.kind == "broken":
            return ""
        if node.kind != "scalar":
            kind = field_faults.LIST if node.kind == "list" else field_faults.MAP
            self.fault(node, field_faults.NOT_A_TEXT.format(what=what, kind=kind))
            return ""
        if node.cut:
            self.fault(node, field_faults.CUT_BY_COMMENT.format(what=what))
        elif not clean(node.text).strip():
            advice = field_faults.CUT_BY_COMMA if node.lone else field_faults.WRITE_SOMETHING
            self.fault(node, field_faults.EMPTY.format(what=what, advice=advice))
        return clean(node.text)

    def whole(self, key: str, lowest: int, highest: int, default: int | None = None) -> int | None:
        """Return a whole number between two bounds."""
        node = self.get(key)
        return default if node is None else self.whole_of(node, f"`{key}`", lowest, highest, default)

    def whole_of(self, node: Node, what: str, lowest: int, highest: int, default: int | None) -> int | None:
        """Return the whole number of a node."""
        if node.kind == "scalar" and node.plain and _WHOLE.fullmatch(node.text) and lowest <= int(node.text) <= highest:
            return int(node.text)
        self.fault(node, field_faults.NOT_A_WHOLE_NUMBER.format(what=what, lowest=lowest, highest=highest))
        return default

    def seconds(self, key: str, default: float, longest: float) -> float:
        """Return plain seconds, a fraction allowed."""
        node = self.get(key)
        if node is None:
            return default
        if node.kind == "scalar" and _NUMBER.fullmatch(node.text) and float(node.text) <= longest:
            return float(node.text)
        self.fault(node, field_faults.NOT_SECONDS.format(key=key, longest=longest))
        return default

    def duration_of(self, node: Node, what: str, longest: int = LONGEST_TIME) -> float | None:
        """Return the seconds of `45s`, `3m`, `4m30s` or a bare number; None after a fault."""
        text = node.text if node.kind == "scalar" else ""
        found = _SECONDS.fullmatch(text)
        seconds = -1.0
        if found and text:
            seconds = int(found["m"] or 0) * 60.0 + int(found["s"] or 0)
        elif _NUMBER.fullmatch(text):
            seconds = float(text)
        if 0 < seconds <= longest:
            return seconds
        self.fault(node, field_faults.NOT_A_DURATION.format(what=what, minutes=longest // 60))
        return None

    def choice(self, key: str, allowed: Sequence[str], default: str = "") -> str:
        """Return one of some words."""
        node = self.get(key)
        return default if node is None else self.choice_of(node, f"`{key}`", allowed, default)

    def choice_of(self, node: Node, what: str, allowed: Collection[str], default: str) -> str:
        """Return one of some words from a node."""
        if node.kind == "scalar" and node.text in allowed:
            return node.text
        given = node.text if node.kind == "scalar" else ""
        near = did_you_mean(given, allowed)
        self.fault(node, field_faults.NOT_ONE_OF.format(what=what, allowed=", ".join(allowed), near=near))
        return default

    def several(self, key: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        """Return a list of words, of the allowed ones if some are given."""
        node = self.get(key)
        if node is None:
            return ()
        if node.kind != "list":
            self.fault(node, field_faults.NOT_A_LIST.format(key=key))
            return ()
        found = []
        each = field_faults.EACH_OF.format(key=key)
        for item in node.items:
            if allowed is not None:
                found.append(self.choice_of(item, each, allowed, ""))
            else:
                found.append(self.words_of(item, each))
        return tuple(word for word in found if word)

    def an_id(self, key: str, *, required: bool = False) -> str:
        """Return an id: small letters, digits and hyphens."""
        node = self.get(key, required=required)
        return self.an_id_of(node, f"`{key}`") if node else ""

    def an_id_of(self, node: Node, what: str) -> str:
        """Return the id of a node."""
        if node.kind == "scalar" and ID.fullmatch(node.text) and len(node.text) <= LONGEST_ID:
            return node.text
        self.fault(node, field_faults.NOT_AN_ID.format(what=what))
        return ""
