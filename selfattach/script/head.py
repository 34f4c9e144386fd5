"""The head of a script: who it is, what it may stir, what is known about it. It reads no steps."""

import re
from typing import Final

from selfattach.script.faults import ScriptError
from selfattach.script.fields import Fields, Report
from selfattach.script.model import (
    BARRIERS,
    COMPONENTS,
    FORMAT,
    INTENSITIES,
    SCRIPT_KINDS,
    SERVES,
    STRATEGIES,
    STRENGTHS,
    Evidence,
    ScriptHead,
)
from selfattach.script.parse_context import Source
from selfattach.script.texts import NAME
from selfattach.script.yaml_reader import read_yaml
from selfattach.text import one_line
from selfattach.words import field_faults

HOURS: Final = re.compile(r"(?P<begins>[0-9]|[12][0-9])-(?P<ends>[0-9]|[12][0-9])")
_LAST_HOUR: Final = 23
MOST_MINUTES: Final = 180
MOST_VERSION: Final = 1_000_000
_STEPS: Final = re.compile(rb"^steps:[ \t]*$", re.MULTILINE)
_NO_STEP: Final = re.compile(rb"^(?!- )[^\s#]", re.MULTILINE)  # begins what may be one more key of the head


def head_alone(source: Source) -> ScriptHead | None:
    """Return the head of a script whose steps nobody reads: a listing of all of them takes a tenth of the time.

    None where there is a fault in it, or where the steps do not stand last; the whole script says more then.
    """
    steps = _STEPS.search(source.data)
    if steps is None or _NO_STEP.search(source.data, steps.end()):
        return None
    report = Report()
    try:
        reading = read_yaml(source.data[: steps.start()], source.path)
        report.extend(reading.faults)
        if reading.node is None or reading.node.kind != "map":
            return None
        fields = Fields(reading.node, source.path, report, field_faults.HEAD)
        head = read_head(fields, source.stem, source.language)
        fields.finish()
    except ScriptError:
        return None
    return None if report.faults else head


def read_head(fields: Fields, stem: str, language: str = "") -> ScriptHead | None:
    """Return the head, or None when the format is not ours and nothing else can be judged.

    `stem` and `language`: what the name of the file says.
    """
    if not _format_is_ours(fields):
        return None
    ident = fields.an_id("id", required=True)
    id_node = fields.get("id")
    if ident and id_node and stem != ident:
        fields.fault(id_node, field_faults.ID_IS_NOT_THE_FILE.format(id=ident, stem=stem))
    kind = fields.choice("kind", SCRIPT_KINDS, "exercise")
    intensity = fields.choice("intensity", INTENSITIES, "moderate")
    head = ScriptHead(
        id=ident,
        title=fields.line("title", required=True),
        summary=fields.line("summary"),
        minutes=fields.whole("minutes", 1, MOST_MINUTES),
        intensity=intensity,
        components=fields.several("components", COMPONENTS),
        barriers=fields.several("barriers", BARRIERS),
        strategies=fields.several("strategies", STRATEGIES),
        serves=fields.several("serves", SERVES),
        care=fields.words("care").strip(),
        evidence=_evidence(fields),
        kind=kind,
        instead=fields.an_id("instead"),
        version=fields.whole("version", 1, MOST_VERSION, 1) or 1,
        takes=_takes(fields, kind),
        language=_language(fields, language),
        authors=tuple(one_line(author) for author in fields.several("authors")),
        licence=fields.line("licence"),
        hours=_hours(fields),
    )
    if intensity == "deep" and not head.instead and kind != "fragment" and not fields.node.open:
        fields.fault(fields.node, field_faults.DEEP_WITHOUT_INSTEAD)
    return head


def _language(fields: Fields, of_file: str) -> str:
    written = fields.line("language")
    node = fields.get("language")
    if node is not None and of_file and written != of_file:
        fields.fault(node, field_faults.LANGUAGE_IS_NOT_THE_FILE.format(of_file=of_file, written=written))
    return written or of_file or "en"


def _format_is_ours(fields: Fields) -> bool:
    node = fields.get("selfattach", required=True)
    if node is None:
        return True
    if node.kind == "scalar" and node.text.isascii() and node.text.isdecimal() and int(node.text[:9]) > FORMAT:
        fields.fault(node, field_faults.FORMAT_TOO_NEW.format(format=node.text[:9]))
        return False
    if node.kind != "scalar" or not node.plain or node.text != str(FORMAT):
        fields.fault(node, field_faults.FORMAT_NOT_SAID.format(format=FORMAT))
    return True


def _evidence(fields: Fields) -> Evidence:
    node = fields.get("evidence")
    if node is None:
        return Evidence()
    if node.kind != "map":
        fields.fault(node, field_faults.EVIDENCE_NOT_A_MAP)
        return Evidence()
    inner = Fields(node, fields.file, fields.report, "`evidence`")
    evidence = Evidence(inner.choice("strength", STRENGTHS), inner.line("says"), inner.several("sources"))
    inner.finish()
    return evidence


def _hours(fields: Fields) -> str:
    """Two different hours of the clock, like 20-7, or "" where any hour will do."""
    node = fields.get("hours")
    if node is None:
        return ""
    found = HOURS.fullmatch(node.text) if node.kind == "scalar" else None
    if found is None or found["begins"] == found["ends"] or max(int(found["begins"]), int(found["ends"])) > _LAST_HOUR:
        fields.fault(node, field_faults.HOURS_NOT_OF_THE_CLOCK)
        return ""
    return node.text


def _takes(fields: Fields, kind: str) -> tuple[str, ...]:
    takes = fields.several("takes")
    node = fields.get("takes")
    if node is None:
        return ()
    if kind != "fragment":
        fields.fault(node, field_faults.TAKES_OUTSIDE_A_FRAGMENT)
    for name in takes:
        if not NAME.fullmatch(name):
            fields.fault(node, field_faults.TAKES_NO_NAME.format(name=name))
    return tuple(name for name in takes if NAME.fullmatch(name))
