"""Asking steps: what each kind of prompt takes, and the branches behind its options.

Part of the compiler, in a file of its own because it is the other half of the format: `compiler` reads what is
told and where the way goes, this reads what is asked.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from selfattach import kinds
from selfattach.script.examples import read_example_promises, read_examples
from selfattach.script.fields import Fields
from selfattach.script.model import (
    LOW,
    MOMENTS,
    OUTCOMES,
    SECTIONS,
    SHELVES,
    Choose,
    ChooseSeveral,
    Confirm,
    Option,
    Promise,
    Prompt,
    QuestionKind,
    Rate,
    RateEach,
    Ref,
    ReviewPromise,
    Seal,
    Shelve,
    ShowRecalled,
    Slot,
    Step,
    Text,
    Words,
    Write,
)
from selfattach.script.names import Decl, Env
from selfattach.script.parse_context import NO_TEXT, Place, Reading, Scale, Source
from selfattach.script.texts import NAME, TextError, parse_ref, parse_text
from selfattach.script.yaml_reader import Node, read_yaml
from selfattach.text import did_you_mean, one_line
from selfattach.words import OUTCOME_LABELS, SHELVE_QUESTIONS, SHOW_QUESTION, question_faults

MOST_OPTIONS: Final = 50
FIGURE: Final = re.compile(r"[0-9]{1,3}")  # a scale a person can overlook
MOST_SEAL_DAYS: Final = 3_650
MOST_PINS: Final = 2  # more would push the question off a small screen
RATED: Final = (-100, 100)  # within it a scale may lie
LINES: Final = ("1", "many")
NEVER: Final = "never"
KEEPS: Final = (NEVER, "ask")


def plain_text(words: str) -> Text:
    """Return the program's own words as a Text."""
    return Text((Words(1, parse_text(words), words),))


class _Asking:
    """One asking step being read: what every form needs."""

    def __init__(self, compiler: Reading, fields: Fields, subject: Node, env: Env, place: Place) -> None:
        self.compiler = compiler
        self.fields = fields
        self.subject = subject
        self.env = env
        self.place = place
        self.kind = ""
        self.ids: tuple[str, ...] = ()
        self.default_ask: Text | None = None
        self.parts: tuple[str, ...] = ()
        self.option_nodes: list[tuple[Node, Fields | None]] = []

    def fault(self, node: Node, message: str) -> None:
        self.compiler.fault(node, self.place, message)

    def text(self, key: str, *, required: bool = False, fold: bool = True) -> Text | None:
        return self.compiler.text(self.fields, key, self.env, self.place, required=required, fold=fold)

    def name(self) -> str:
        return self.compiler.own_name(self.subject, self.place, f"`{self.kind}`")


def read_prompt(compiler: Reading, fields: Fields, subject: Node, env: Env, place: Place) -> Step | None:
    """Read an asking step, declare its name, and read what follows from its answers."""
    asking = _Asking(compiler, fields, subject, env, place)
    asking.kind = next(key.text for key, _ in fields.node.pairs if key.text in FORMS)
    read, may_be_never = _READERS[asking.kind]
    found = read(asking)
    keep = fields.choice("keep", KEEPS, "")
    if found is not None and asking.kind == kinds.REVIEW:  # the question may say when the promise was made: ${name.ago}
        asking.env = env.branch()
        asking.env.names[place.scope.full(found[0])] = Decl(kinds.REVIEW, OUTCOMES, place.file, subject.mark)
    ask = asking.text("ask", required=asking.default_ask is None) or asking.default_ask or NO_TEXT
    hint, help_text = asking.text("hint"), asking.text("help")
    pins = _pins(asking)
    if found is None:
        if NAME.fullmatch(subject.text):  # so that what goes by it is no fault of its own
            env.names.setdefault(place.scope.full(subject.text), compiler.decl("found", subject, place))
        _read_lost_branches(asking)
        return None
    name, form = found
    if keep == NEVER:
        _check_never(asking, may_be_never=may_be_never)
    elif isinstance(form, Write) and form.start is not None:
        _check_start(asking, form.start)
    decl = compiler.decl(asking.kind, subject, place, asking.ids, keep)
    before = env.branch()
    asking.env = env
    full = compiler.declare(name, decl, subject, env, place)
    for part in asking.parts:
        compiler.declare(f"{name}.{part}", decl._replace(kind="part", ids=()), subject, env, place)
    if keep == "ask":
        compiler.declare(f"{name}.keep", decl._replace(kind=kinds.KEEP, ids=(), keep=""), subject, env, place)
    form, ways = _read_option_steps(asking, form)
    skipped, skipped_env = compiler.branch(fields, "skipped", before, place)
    if isinstance(form, ReviewPromise | ShowRecalled | Shelve):
        ways.append(before)  # passed over when there is nothing to ask about
    env.merge([*ways, skipped_env])
    return Prompt(full, form, ask, hint, help_text, pins, keep, skipped)


def _read_lost_branches(asking: _Asking) -> None:
    """After a fault in the step itself its branches are still read, so that all faults are told at once."""
    for _, option in asking.option_nodes:
        if option is not None:
            asking.compiler.branch(option, "then", asking.env, asking.place)
    asking.compiler.branch(asking.fields, "skipped", asking.env, asking.place)


def _pins(asking: _Asking) -> tuple[tuple[Ref, ...], ...]:
    node = asking.fields.get("pin")
    if node is None:
        return ()
    nodes = node.items if node.kind == "list" else (node,)
    if len(nodes) > MOST_PINS:
        asking.fault(node, question_faults.TOO_MANY_PINS)
    return tuple(asking.compiler.names(one, asking.env, asking.place) for one in nodes)


def _check_never(asking: _Asking, *, may_be_never: bool) -> None:
    node = asking.fields.get("keep") or asking.subject
    if any(option is not None and option.has("then") for _, option in asking.option_nodes):
        asking.fault(node, question_faults.NEVER_AND_THEN)
    if not may_be_never:
        asking.fault(node, question_faults.NEVER_AND_NEEDED.format(kind=asking.kind))


def _check_start(asking: _Asking, start: Text) -> None:
    slots = [run for words in start.by_visit for run in words.runs if isinstance(run, Slot)]
    for ref in (ref for slot in slots for ref in slot.refs):
        decl = asking.env.names.get(ref.name)
        if decl is not None and decl.keep == "never":
            node = asking.fields.get("start") or asking.subject
            asking.fault(node, question_faults.START_IS_NEVER_KEPT.format(name=ref.name))


# --- options


def _read_options(asking: _Asking, *, labels: dict[str, str] | None = None) -> tuple[Option, ...]:
    """Read the options without their steps; those follow once the name is declared."""
    node = asking.fields.get("options", required=labels is None)
    if node is None:
        return tuple(Option(one, label, label) for one, label in (labels or {}).items())
    if node.kind != "map" or not (node.pairs or node.open):
        asking.fault(node, question_faults.OPTIONS_NOT_A_MAP)
        return ()
    if len(node.pairs) > MOST_OPTIONS:
        asking.fault(node, question_faults.TOO_MANY_OPTIONS.format(n=len(node.pairs), most=MOST_OPTIONS))
    found = {}
    for key, value in node.pairs:
        if labels is not None and key.text not in labels:
            near = did_you_mean(key.text, labels)
            asking.fault(key, question_faults.NO_OUTCOME.format(name=key.text, outcomes=", ".join(labels), near=near))
        elif not NAME.fullmatch(key.text):
            asking.fault(key, question_faults.NO_ID.format(name=key.text))
        found[key.text] = _option(asking, key, value, None if labels is None else labels.get(key.text, key.text))
    for missing in (labels or {}).keys() - found.keys():
        found[missing] = Option(missing, labels[missing], labels[missing]) if labels else found[missing]
    order = list(labels) if labels else list(found)
    return tuple(found[one] for one in order if one in found)


def _option(asking: _Asking, key: Node, value: Node, default_label: str | None) -> Option:
    if value.kind == "scalar":
        asking.option_nodes.append((key, None))
        label = asking.fields.line_of(value, question_faults.LABEL.format(id=key.text))
        return Option(key.text, label, label)
    inner = Fields(value, asking.place.file, asking.fields.report, question_faults.OPTION.format(id=key.text))
    if value.kind != "map":
        asking.fault(value, question_faults.OPTION_NOT_WORDS.format(id=key.text))
        return Option(key.text, "", "")
    label = inner.line("label", required=default_label is None) or default_label or ""
    told = inner.words("as") if inner.has("as") else label
    told_node = inner.get("as")
    if told_node is not None:
        inner.no_slots(told_node, "`as`")
    inner.get("then")
    inner.finish()
    asking.option_nodes.append((key, inner))
    return Option(key.text, label, told)


def _read_option_steps(asking: _Asking, form: QuestionKind) -> tuple[QuestionKind, list[Env]]:
    """Read the `then` steps. Return the form with them, and the ways on after an answer."""
    if not isinstance(form, Choose | ChooseSeveral | ReviewPromise):
        return form, [asking.env.branch()]
    fields_of = {key.text: option for key, option in asking.option_nodes}
    steps_of: dict[str, tuple[Step, ...]] = {}
    ways: list[Env] = []
    picked_so_far = asking.env.branch()
    for option in form.options:
        fields = fields_of.get(option.id)
        if fields is None or not fields.has("then"):
            continue
        start = picked_so_far if isinstance(form, ChooseSeveral) else asking.env
        steps_of[option.id], way = asking.compiler.branch(fields, "then", start, asking.place)
        if isinstance(form, ChooseSeveral):
            picked_so_far.merge([way, start.branch()])
        else:
            ways.append(way)
    if isinstance(form, ChooseSeveral) or len(steps_of) < len(form.options):
        ways.append(picked_so_far)
    options = tuple(option._replace(then=steps_of.get(option.id, ())) for option in form.options)
    return form._replace(options=options), ways


# --- the forms


def _write(asking: _Asking) -> tuple[str, QuestionKind] | None:
    name = asking.name()
    many = asking.fields.choice("lines", LINES, "1") == "many"
    start = asking.text("start", fold=False)
    example = asking.fields.line("example")
    examples = read_examples(asking.fields, many=many, start=start)
    return (name, Write(many, start, example, examples)) if name else None


def _rate(asking: _Asking) -> tuple[str, QuestionKind] | None:
    name = asking.name()
    fields = asking.fields
    lowest, highest = fields.whole("from", *RATED, 0) or 0, fields.whole("to", *RATED, 10)
    highest = 10 if highest is None else highest
    if lowest >= highest:
        asking.fault(asking.subject, question_faults.SCALE_DOWNWARD.format(lowest=lowest, highest=highest))
    return (name, Rate(lowest, highest, fields.line("low"), fields.line("high"))) if name else None


def _choose(asking: _Asking) -> tuple[str, QuestionKind] | None:
    name, options = asking.name(), _read_options(asking)
    asking.ids = tuple(option.id for option in options)
    first = asking.fields.choice("first", asking.ids, "")
    return (name, Choose(options, first)) if name and options else None


def _pick(asking: _Asking) -> tuple[str, QuestionKind] | None:
    name, options = asking.name(), _read_options(asking)
    asking.ids = tuple(option.id for option in options)
    at_most = asking.fields.whole("at_most", 1, max(len(options), 1), max(len(options), 1)) or 1
    return (name, ChooseSeveral(options, at_most)) if name and options else None


def _confirm(asking: _Asking) -> tuple[str, QuestionKind] | None:
    name = asking.name()
    return (name, Confirm()) if name else None


def _items(asking: _Asking) -> tuple[str, QuestionKind] | None:
    name = asking.name()
    items = _pairs(asking, "list", question_faults.STATEMENT)
    for part, _ in items:
        if not NAME.fullmatch(part.text):
            asking.fault(part, question_faults.NO_ID.format(name=part.text))
    scale = {}
    for figure, words in _pairs(asking, "scale", question_faults.WORDS_OF_FIGURE):
        if not FIGURE.fullmatch(figure.text):
            asking.fault(figure, question_faults.NO_FIGURE.format(figure=figure.text))
        elif int(figure.text) in scale:
            asking.fault(figure, question_faults.FIGURE_TWICE.format(figure=int(figure.text)))
        else:
            scale[int(figure.text)] = words
    asking.parts = tuple(part.text for part, _ in items)
    statements = tuple((part.text, words) for part, words in items)
    return (name, RateEach(statements, tuple(sorted(scale.items())))) if name and items and scale else None


def _pairs(asking: _Asking, key: str, what: str) -> list[tuple[Node, str]]:
    node = asking.fields.get(key, required=True)
    if node is None:
        return []
    if node.kind != "map" or not (node.pairs or node.open):
        asking.fault(node, question_faults.LINES_NOT_A_MAP.format(key=key, what=what))
        return []
    return [(one, asking.fields.line_of(value, what)) for one, value in node.pairs]


def _measure(asking: _Asking) -> tuple[str, QuestionKind] | None:
    compiler, fields, subject = asking.compiler, asking.fields, asking.subject
    measures = read_measures(compiler)
    measure = fields.choice_of(subject, "`measure`", tuple(measures), "")
    moment = fields.choice("as", MOMENTS, "during")
    fields.get("as", required=True)
    name_node = fields.get("name")
    name = compiler.own_name(name_node, asking.place, "`name`") if name_node is not None else moment
    if not measure:
        asking.default_ask = NO_TEXT
        return None
    if name_node is not None and (name in ("before", "after") or name.endswith("again")):
        asking.fault(name_node, question_faults.MOMENT_OF_THE_ENGINE.format(measure=measure, name=name))
    own_moments = compiler.intensity == "gentle" and not (compiler.is_fragment or asking.place.includes)
    if measure == "distress" and moment != "during" and not own_moments:
        asking.fault(subject, question_faults.DISTRESS_OF_THE_ENGINE)
    scale = measures[measure]
    asking.default_ask = plain_text(scale.asks.get(moment, ""))
    return f"{measure}.{name}", scale.form(moment)


def read_measures(compiler: Reading) -> Mapping[str, Scale]:
    """Return the shared scales, read once from the source handed in; its faults are told with the script's."""
    if compiler.scales is None:
        compiler.scales = _read_scales(compiler, compiler.measures) if compiler.measures is not None else {}
    return compiler.scales


def _read_scales(compiler: Reading, source: Source) -> Mapping[str, Scale]:
    reading = read_yaml(source.data, source.path)
    compiler.report.extend(reading.faults)
    compiler.sources["measures"] = source.text
    found = {}
    for key, value in reading.node.pairs if reading.node is not None else ():
        fields = Fields(value, source.path, compiler.report, question_faults.MEASURE.format(name=key.text))
        asks_node = fields.get("ask", required=True)
        asks = (
            {one.text: one_line(fields.words_of(words, "`ask`")) for one, words in asks_node.pairs} if asks_node else {}
        )
        bounds = (fields.whole("from", 0, 100, 0) or 0, fields.whole("to", 1, 100, 10) or 10)
        ends = (one_line(fields.words("low")), one_line(fields.words("high")), one_line(fields.words("cannot_tell")))
        fields.finish()
        found[key.text] = Scale(key.text, asks, bounds, ends)
    return found


def _promise(asking: _Asking) -> tuple[str, QuestionKind] | None:
    name = asking.name()
    cue, action = asking.text("cue", required=True), asking.text("action", required=True)
    example, examples = asking.fields.line("example"), read_example_promises(asking.fields)
    asking.default_ask = cue or NO_TEXT
    return (name, Promise(cue, action, example, examples)) if name and cue and action else None


def _review(asking: _Asking) -> tuple[str, QuestionKind] | None:
    compiler, fields = asking.compiler, asking.fields
    exercise, answer = compiler.from_elsewhere(asking.subject, asking.place, "`review`")
    as_node = fields.get("as", required=True)
    name = compiler.own_name(as_node, asking.place, "`as`") if as_node is not None else ""
    options = _read_options(asking, labels=dict(OUTCOME_LABELS))
    asking.ids = OUTCOMES
    if not (name and exercise):
        return None
    return name, ReviewPromise(exercise, answer, options)


def _show(asking: _Asking) -> tuple[str, QuestionKind] | None:
    asking.default_ask = plain_text(SHOW_QUESTION)

    def check(decl: Decl) -> None:
        if decl.kind != "found":
            asking.fault(asking.subject, question_faults.SHOWN_WAS_NOT_RECALLED.format(name=asking.subject.text))

    ref = _one_ref(asking, asking.subject, check)
    return (f"{asking.subject.text.removeprefix('last.')}.shown", ShowRecalled(ref)) if ref is not None else None


def _one_ref(asking: _Asking, node: Node, check: Callable[[Decl], None]) -> Ref | None:
    if node.kind != "scalar":
        asking.fault(node, question_faults.TAKES_A_NAME.format(kind=asking.kind))
        return None
    try:
        return asking.compiler.ref(parse_ref(node.text), node, asking.env, asking.place, check)
    except TextError as wrong:
        asking.fault(node, str(wrong))
        return None


def _shelve(asking: _Asking) -> tuple[str, QuestionKind] | None:
    fields, subject = asking.fields, asking.subject
    shelf = fields.choice("on", tuple(SHELVES), "")
    fields.get("on", required=True)
    asking.default_ask = plain_text(SHELVE_QUESTIONS[shelf] if shelf else "")
    seal = _seal(asking)
    if shelf and subject.kind == "map" and not SHELVES[shelf].sections:
        asking.fault(subject, question_faults.SECTIONS_OUTSIDE_SUPPORT.format(shelf=shelf))
    elif shelf and SHELVES[shelf].sections and not (subject.kind == "map" and subject.pairs):
        asking.fault(subject, question_faults.SUPPORT_WITHOUT_SECTIONS)
    words = []
    for key, section_node in subject.pairs if subject.kind == "map" else ((subject, None),):
        ref = _one_ref(asking, key, lambda decl, key=key: _check_shelved(asking, key, decl))  # type: ignore[misc]
        section = (
            fields.choice_of(section_node, question_faults.SECTION, SECTIONS, "") if section_node is not None else ""
        )
        if ref is not None:
            words.append((ref, section))
    if not words or not shelf:
        return None
    return f"{words[0][0].name.removeprefix(_prefix(asking))}.shelf", Shelve(shelf, tuple(words), seal)


def _check_shelved(asking: _Asking, key: Node, decl: Decl) -> None:
    if decl.keep == "never":
        asking.fault(key, question_faults.SHELVED_IS_NEVER_KEPT.format(name=key.text))


def _prefix(asking: _Asking) -> str:
    prefix = asking.place.scope.prefix
    return f"{prefix}." if prefix else ""


def _seal(asking: _Asking) -> Seal | None:
    node = asking.fields.get("seal")
    if node is None:
        return 0
    if node.kind == "scalar" and node.text == "ask":
        return None
    if node.kind == "scalar" and node.text == LOW:
        return LOW
    return asking.fields.whole_of(node, question_faults.SEAL, 1, MOST_SEAL_DAYS, 0)


# How each is read, and whether its words may be never kept: not where they are looked at later, or stored elsewhere.
_READERS: Final[dict[str, tuple[Callable[[_Asking], tuple[str, QuestionKind] | None], bool]]] = {
    kinds.WRITE: (_write, True),
    kinds.RATE: (_rate, True),
    kinds.CHOOSE: (_choose, True),
    kinds.PICK: (_pick, True),
    kinds.CONFIRM: (_confirm, True),
    kinds.ITEMS: (_items, True),
    kinds.MEASURE: (_measure, False),
    kinds.PROMISE: (_promise, False),
    kinds.REVIEW: (_review, False),
    kinds.SHOW: (_show, False),
    kinds.SHELVE: (_shelve, False),
}
FORMS: Final = tuple(_READERS)  # the kinds that a script may ask
MAY_BE_NEVER_KEPT: Final = tuple(kind for kind, (_, may_be_never) in _READERS.items() if may_be_never)
