"""The checker of scripts: beyond faults, what makes a script unkind, unclear, untrue or too long.

A remark names its place, what to do, and how much it matters: an `error` keeps a script out of the library, `advice`
does not. Texts are judged as they stand in the file, mechanics as they were compiled, and what a person would meet as
five walks meet it. It reads scripts through the library and prints nothing.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from selfattach import kinds
from selfattach.author import prose, timing, voice
from selfattach.author.sample_runs import WAYS, stops
from selfattach.engine.session import Question, Tell
from selfattach.errors import WrongInputError
from selfattach.library import Library, read_source
from selfattach.script.faults import Mark, ScriptError
from selfattach.script.model import (
    SHELVES,
    Door,
    Exercise,
    Prompt,
    Recall,
    Ref,
    Shelve,
    Slot,
    Step,
    Text,
    Write,
    branches,
    every_step,
    options_of,
)
from selfattach.script.yaml_reader import Node, read_yaml
from selfattach.text import did_you_mean, one_line, wrap
from selfattach.words import remarks

MOST_SCREENS: Final = 13
MOST_TITLE_WORDS: Final = 7
MOST_DOOR_ROWS: Final = 3  # the page of help has room for so much before its numbers
_DOOR_COLUMNS: Final = 40
_HELP: Final = "selfattach support"
_TOO_LONG, _TOO_SHORT = 2.0, 0.6  # `minutes` may be so many times what the longest walk takes
_GRACE: Final = 60.0  # seconds
_SHORT: Final = 2  # minutes, up to which a practice need not say that something was heard, or lend a line
_FEW: Final = 10  # replies, or sentences: a share of fewer says nothing
# One script may be somewhat away from what the library as a whole keeps to
_MOST_NEGATIONS: Final = 2.5  # in 100 words
_LEAST_TO_YOU: Final = 45  # per cent
_SAME_OPENINGS: Final = 0.15  # of the replies
_OURS: Final = frozenset(
    [
        "say",
        "ask",
        "hint",
        "help",
        "text",
        "title",
        "summary",
        "care",
        "says",
        "ground",
        "support",
        "door",
        "finish",
        "cue",
        "action",
    ]
)
_THEIRS: Final = frozenset(["options", "list", "scale", "example", "examples", "label", "as", "low", "high", "start"])
_TOLD_AT_ONCE: Final = ("say", "text", "care", "finish", "ground", "support")
_TIMES: Final = re.compile(r"times\(\s*'([^']*)'\s*\)")
_SLOT: Final = re.compile(r"\$\{([^{}|]*)(?:\|[^{}]*)?\}")
_BEFORE_WORDS: Final = re.compile(r"(?:^|:|\n)\s*(?:- )?[*\"'“]*$")
_AFTER_WORDS: Final = re.compile(r"^[*\"'”]*(?:[.;?,]|\s*(?:\n|$))")
# as Jinja, Python and a shell fill in a name
_OTHER_BRACES: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}|(?<![\w${])\{(\w+)\}|(?<!\w)\$([a-z_]\w*)")


class Remark(NamedTuple):
    """One thing to mend: `file:line:column: level: message`."""

    file: str
    mark: Mark
    level: str  # error, advice
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{one_line(self.file)}:{self.mark.line}:{self.mark.column}: {self.level}: {one_line(self.message)}"


class Checker:
    """The checker for one library. `data`: the folder with `sources.yaml` and `wording.yaml`."""

    def __init__(self, library: Library, data: Path) -> None:
        self._library = library
        self._data = data

    def check(self, path: Path, *, own: bool) -> list[Remark]:
        """Return everything to mend in one script, in the order of the file."""
        source = read_source(path)
        try:
            exercise = self._library.load(path, own=own)
        except ScriptError as wrong:
            return [Remark(fault.file, fault.mark, "error", "fault", fault.message) for fault in wrong.faults]
        node = read_yaml(source.data, str(path)).node
        assert node is not None  # it was compiled
        found = _Script(self, exercise, node, str(path), source.text).remarks()
        return sorted(dict.fromkeys(found), key=lambda remark: (remark.mark, remark.rule))

    # --- what is known of the library

    @property
    def library(self) -> Library:
        """The library the scripts are read through."""
        return self._library

    @cached_property
    def wording(self) -> prose.Wording:
        """Words to avoid, and stock phrases."""
        return prose.read_wording((self._data / "wording.yaml").read_bytes())

    def figures(self, paths: Iterable[tuple[Path, bool]]) -> tuple[voice.Figures, dict[str, voice.Figures]]:
        """Return the figures of the voice of all these scripts together, and of each by its name."""
        said: dict[str, list[tuple[str, str]]] = {}
        for path, _ in paths:
            node = read_yaml(read_source(path).data, str(path)).node
            steps = _key(node, "steps") if node is not None else None
            if steps is not None:
                said[path.stem] = [(text.key, text.node.text) for text in _texts(steps) if text.ours]
        fears = self.wording.fears
        each = {name: voice.figures(texts, fears) for name, texts in said.items()}
        together = voice.figures([text for texts in said.values() for text in texts])
        negations = sum(one.negations * one.words for one in each.values()) / together.words
        return together._replace(negations=negations), each

    @cached_property
    def sources(self) -> dict[str, str]:
        """How far each source was checked, by its key."""
        node = read_yaml((self._data / "sources.yaml").read_bytes(), "sources.yaml").node
        pairs = node.pairs if node is not None else ()
        return {key.text: next((v.text for k, v in one.pairs if k.text == "checked"), "") for key, one in pairs}

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of each script of the library, by its id."""
        return {one.head.id: one.head.title for one in self._library.listed() if one.head is not None}

    def answers_of(self, ident: str) -> set[str] | None:
        """Return the names of the answers a script keeps, or None where there is no such script."""
        if ident not in self.titles:
            return None
        path, own = self._library.find(ident)
        try:
            steps = self._library.load(path, own=own).steps
        except WrongInputError:
            return None
        return {step.name for step in every_step(steps) if isinstance(step, Prompt)}


class _Written(NamedTuple):
    """A text as it stands in the file: the key it stands under, and whether the words are ours."""

    key: str
    node: Node
    ours: bool


class _Script:
    """One script being judged."""

    def __init__(self, checker: Checker, exercise: Exercise, node: Node, file: str, text: str) -> None:
        self._checker = checker
        self._exercise = exercise
        self._head = exercise.head
        self._node = node
        self._file = file
        self._lines = text.split("\n")
        self._steps = tuple(every_step(exercise.steps))
        self._texts = tuple(_texts(node))
        self._found: list[Remark] = []

    def remarks(self) -> list[Remark]:
        """Judge everything."""
        for judge in (
            self._wording, self._lengths, self._lines_at_once, self._stock, self._other_braces, self._spliced,
            self._leaned_on,
            self._named, self._sources, self._title, self._said_of_it, self._step_ids, self._doors, self._way_to_help,
            self._voice, self._meets,
        ):  # fmt: skip
            judge()
        if self._head.kind != "fragment":
            self._walked()
        return self._found

    def _tell(self, rule: str, node: Node, message: str, *, at: str = "", level: str = "error") -> None:
        self._found.append(Remark(self._file, self._place(node, at), level, rule, message))

    def _place(self, node: Node, words: str) -> Mark:
        """Where these words stand, from the node on; the place of the node where they cannot be seen."""
        first = " ".join(words.split()[:3])
        for number in range(node.mark.line - 1, min(node.mark.line + 40, len(self._lines))):
            start = node.mark.column - 1 if number == node.mark.line - 1 else 0
            at = self._lines[number].casefold().find(first.casefold(), start) if first else -1
            if at >= 0:
                return Mark(number + 1, at + 1)
        return node.mark

    def _ours(self) -> Iterator[_Written]:
        return (text for text in self._texts if text.ours)

    # --- words

    def _wording(self) -> None:
        avoid = self._checker.wording.avoid
        for _, node, _ in self._ours():
            for phrase in dict.fromkeys(prose.found(avoid, node.text)):
                self._tell("avoid", node, remarks.AVOIDED.format(phrase=phrase, instead=avoid[phrase]), at=phrase)
            if "!" in node.text:
                self._tell("exclamation", node, remarks.EXCLAMATION)

    def _lengths(self) -> None:
        for _, node, _ in self._ours():
            for sentence in prose.sentences(node.text):
                count = prose.words_in(sentence)
                if count > prose.MOST_WORDS:
                    message = remarks.LONG_SENTENCE.format(n=count, most=prose.MOST_WORDS)
                    self._tell("sentence", node, message, at=sentence)

    def _lines_at_once(self) -> None:
        for key, node, _ in self._ours():
            lines = prose.lines_taken(node.text)
            if key in _TOLD_AT_ONCE and lines > prose.MOST_LINES:
                self._tell("lines", node, remarks.LINES_AT_ONCE.format(n=lines, most=prose.MOST_LINES))
        for step in _maps(self._node):
            parts = {key.text: value for key, value in step.pairs}
            if "examples" in parts:
                self._lines_of_examples(parts["examples"], many="lines" in parts and parts["lines"].text == "many")
            if "ask" in parts:
                lines = sum(
                    max(map(prose.lines_taken, _versions(parts[key]))) for key in ("ask", "hint") if key in parts
                )
                if lines > prose.MOST_LINES:
                    message = remarks.LINES_OF_A_QUESTION.format(n=lines, most=prose.MOST_LINES)
                    self._tell("lines", parts["ask"], message)

    def _lines_of_examples(self, examples: Node, *, many: bool) -> None:
        """Those that are shown at once. Where one writes `many` lines, one with a name is opened, and read in pages."""
        for node in examples.items:
            text = node if node.kind == "scalar" or many else _key(node, "text") or node
            lines = prose.lines_taken(text.text)
            if lines > prose.MOST_LINES:
                self._tell("lines", text, remarks.LINES_OF_AN_EXAMPLE.format(n=lines, most=prose.MOST_LINES))

    def _stock(self) -> None:
        texts = [node.text for key, node, _ in self._ours() if key != "door"]  # words of help may be everybody's
        phrases = [phrase for text in texts for phrase in prose.found(self._checker.wording.stock, text)]
        words = sum(map(prose.words_in, texts))
        share = 1000 * len(phrases) / max(words, 1)
        if words >= prose.LEAST_WORDS and share >= prose.MOST_STOCK:
            often = ", ".join(f"`{phrase}`" for phrase in dict.fromkeys(phrases))
            message = remarks.STOCK_PHRASES.format(share=share, phrases=often, most=prose.MOST_STOCK)
            self._tell("stock", self._node, message, level="advice")

    def _other_braces(self) -> None:
        """Advice where a name stands in a text as other programs fill one in; here it would be told as it stands."""
        names = {step.name for step in self._steps if isinstance(step, Prompt)}
        for _, node, _ in self._ours():
            for found in _OTHER_BRACES.finditer(node.text):
                name = next(filter(None, found.groups()))
                if name in names or found[1]:
                    told = remarks.OTHER_BRACES.format(written=found[0], name=name)
                    self._tell("braces", node, told, at=found[0], level="advice")

    # --- the voice

    def _voice(self) -> None:
        """Advice where the words of the steps say no too often, seldom speak to the person, or all begin alike."""
        spoken = [
            text for text in _texts(_key(self._node, "steps") or self._node) if text.ours and text.key in voice.TELLS
        ]
        found = voice.figures(((text.key, text.node.text) for text in spoken), self._checker.wording.fears)
        if found.words < prose.LEAST_WORDS:
            return
        if found.negations > _MOST_NEGATIONS:
            most = max(spoken, key=lambda text: voice.negations(text.node.text, self._checker.wording.fears)).node
            told = remarks.NEGATIONS.format(share=found.negations, most=_MOST_NEGATIONS)
            self._tell("voice", most, told, level="advice")
        replies = [text.node for text in spoken if text.key in voice.REPLIES]
        if found.told >= _FEW and found.to_you < _LEAST_TO_YOU and self._head.kind != "reading":
            far = min(replies, key=lambda node: voice.figures([("say", node.text)]).to_you)
            self._tell("voice", far, remarks.SELDOM_YOU.format(share=found.to_you, least=_LEAST_TO_YOU), level="advice")
        self._openings(found, replies)

    def _openings(self, found: voice.Figures, replies: list[Node]) -> None:
        begins = [(two, n, max(3, _SAME_OPENINGS * found.replies)) for two, n in found.openings]
        thens = round(found.then * found.replies / 100)
        for words, n, most in (*begins, ("Then", thens, max(1, found.replies * voice.MOST_THEN / 100))):
            if found.replies >= _FEW and n > most:
                first = next(node for node in replies if f"{voice.opening(node.text)} ".startswith(f"{words} "))
                told = remarks.SAME_OPENING.format(words=words, n=n, all=found.replies)
                self._tell("voice", first, told, level="advice")

    def _meets(self) -> None:
        """Advice where a practice of some minutes never says that something was heard, or lends no line."""
        if self._head.kind != "exercise" or (self._head.minutes or 0) <= _SHORT:
            return
        spoken = [text.node.text for text in _texts(_key(self._node, "steps") or self._node) if text.ours]
        if not any(prose.found(self._checker.wording.validates, text) for text in spoken):
            self._tell("meets", self._node, remarks.VALIDATES_NOTHING, level="advice")
        labels = [option.label for step in self._steps if isinstance(step, Prompt) for option in options_of(step.form)]
        has_examples = any(_key(one, "examples") is not None for one in _maps(self._node))
        if not (has_examples or any(map(voice.lends, (*spoken, *labels)))):
            self._tell("lends", self._node, remarks.LENDS_NOTHING, level="advice")

    # --- names in texts

    @cached_property
    def _written_names(self) -> set[str]:
        """The names whose words are a person's own."""
        prompts = {step.name for step in self._steps if isinstance(step, Prompt) and step.form.kind in kinds.WRITTEN}
        return prompts | {step.name for step in self._steps if isinstance(step, Recall)} | set(self._head.takes)

    def _spliced(self) -> None:
        for _, node, _ in self._ours():
            for slot in _SLOT.finditer(node.text):
                names = [name.strip().removeprefix("last.") for name in slot[1].split(",")]
                if not any(name in self._written_names for name in names):
                    continue
                paragraph = re.split(r"\n\s*\n", node.text[: slot.start()])[-1]
                if _BEFORE_WORDS.search(paragraph) and _AFTER_WORDS.search(node.text[slot.end() :]):
                    continue
                self._tell("spliced", node, remarks.WORDS_INSIDE_OURS, at=slot[0])

    def _leaned_on(self) -> None:
        """An answer that is left open, and that two steps or more lean on which are met all the same."""
        if self._head.kind == "fragment":
            return
        framed = self._checker.library.framed(self._exercise)
        met: list[Step] = []
        for stop, _ in stops(framed, "skipped"):
            if isinstance(stop, Tell):
                met.append(stop.step)
            else:
                met.append(stop.prompt)
        for prompt in met:
            if not isinstance(prompt, Prompt) or prompt.form.kind not in kinds.WRITTEN or prompt.skipped:
                continue
            uses = sum(prompt.name in _leans_on(step) for step in met)
            node = _value_of(self._node, kinds.WRITTEN, prompt.name)
            if uses > 1 and node is not None:
                self._tell("skipped", node, remarks.LEANED_ON.format(n=uses, name=prompt.name))

    # --- what is named elsewhere

    def _named(self) -> None:
        titles = self._checker.titles
        for step in _maps(self._node):
            for key, value in step.pairs:
                if key.text in ("instead", "next") and value.kind == "scalar" and value.text not in titles:
                    self._unknown(value, value.text)
                elif key.text in ("recall", "review") and value.kind == "scalar":
                    self._answer_elsewhere(value)
                    self._taken_elsewhere(value, _key(step, "take"))
                elif key.text in ("when", "until"):
                    for ident in _TIMES.findall(value.text):
                        if ident not in titles:
                            self._unknown(value, ident)

    def _unknown(self, node: Node, ident: str) -> None:
        near = did_you_mean(ident, self._checker.titles)
        self._tell("unknown", node, remarks.NO_SUCH_EXERCISE.format(id=ident, near=near), at=ident)

    def _answer_elsewhere(self, node: Node) -> None:
        ident, _, name = node.text.partition(".")
        here = ident == self._head.id
        names = (
            {step.name for step in self._steps if isinstance(step, Prompt)} if here else self._checker.answers_of(ident)
        )
        if names is None:
            self._unknown(node, ident)
        elif name not in names:
            near = did_you_mean(name, names)
            self._tell("unknown", node, remarks.NO_SUCH_ANSWER.format(id=ident, name=name, near=near))

    def _taken_elsewhere(self, of: Node, take: Node | None) -> None:
        """What a `recall` with `matches` brings is kept by the same script."""
        if take is None:
            return
        for name in take.text.split(","):
            self._answer_elsewhere(take._replace(text=f"{of.text.partition('.')[0]}.{name.strip()}"))

    def _sources(self) -> None:
        node = _key(_key(self._node, "evidence"), "sources")
        for source in self._head.evidence.sources:
            at = next((item for item in node.items if item.text == source), node) if node is not None else self._node
            checked = self._checker.sources.get(source)
            if checked is None:
                near = did_you_mean(source, self._checker.sources)
                self._tell("source", at, remarks.NO_SUCH_SOURCE.format(source=source, near=near))
            elif checked != "verified":
                self._tell("source", at, remarks.SECOND_HAND.format(source=source))

    def _title(self) -> None:
        node = _key(self._node, "title") or self._node
        title = self._head.title
        same = [ident for ident, other in self._checker.titles.items() if other.casefold() == title.casefold()]
        for other in same:
            if other != self._head.id and self._head.kind != "fragment":
                self._tell("title", node, remarks.SAME_TITLE.format(id=other))
        if prose.words_in(title) > MOST_TITLE_WORDS:
            self._tell("title", node, remarks.LONG_TITLE.format(most=MOST_TITLE_WORDS))

    def _said_of_it(self) -> None:
        head = self._head
        if head.kind == "fragment":
            return
        if head.intensity != "gentle" and not head.care:
            self._tell("care", self._node, remarks.NO_CARE.format(intensity=head.intensity))
        if not head.summary:
            self._tell("summary", self._node, remarks.NO_SUMMARY)
        if not (head.evidence.strength and head.evidence.says):
            self._tell("evidence", self._node, remarks.NO_EVIDENCE)

    def _step_ids(self) -> None:
        seen: set[str] = set()
        for step in _maps(_key(self._node, "steps")):
            node = _key(step, "id")
            if node is not None and node.kind == "scalar":
                if node.text in seen:
                    self._tell("step id", node, remarks.STEP_ID_TWICE.format(id=node.text))
                seen.add(node.text)

    # --- doors

    def _doors(self) -> None:
        """The words of a door fit its page; `support` that ends a script is one."""
        for key, node, _ in self._ours():
            rows = len(wrap(" ".join(node.text.split()), _DOOR_COLUMNS))
            if key == "door" and rows > MOST_DOOR_ROWS:
                message = remarks.ROWS_OF_A_DOOR.format(n=rows, columns=_DOOR_COLUMNS, most=MOST_DOOR_ROWS)
                self._tell("door", node, message)
        for steps in _lists(self._node):
            for step, following in pairwise(steps):
                if _does(step, "support") and _does(following, "finish"):
                    self._tell("door", step, remarks.SUPPORT_THEN_FINISH)

    def _way_to_help(self) -> None:
        """Where one writes at length about something hard, or puts a letter away, a door or `care` leads to help."""
        forms = [step.form for step in self._steps if isinstance(step, Prompt)]
        shelved = any(isinstance(form, Shelve) and SHELVES[form.shelf].wants_help for form in forms)
        at_length = self._head.intensity != "gentle" and any(isinstance(form, Write) and form.many for form in forms)
        if not (shelved or at_length) or _HELP in self._head.care or _has_door(self._exercise.steps):
            return
        self._tell("help", self._node, remarks.NO_WAY_TO_HELP.format(command=_HELP), level="advice")

    # --- what a person would meet

    def _walked(self) -> None:
        framed = self._checker.library.framed(self._exercise)
        longest = 0.0
        for way in WAYS:
            lasted, screens = 0.0, 0
            for step, value in stops(framed, way):
                if isinstance(step, Tell):
                    lasted += timing.telling_seconds(step)
                    screens += 1
                else:
                    lasted += timing.question_seconds(step, value)
                    screens = 0
                if screens == MOST_SCREENS + 1:
                    message = remarks.SCREENS_IN_A_ROW.format(most=MOST_SCREENS, way=way)
                    self._tell("screens", self._node, message)
                self._hole(step, way)
            longest = max(longest, lasted)
        self._minutes(longest)

    def _hole(self, step: Tell | Question, way: str) -> None:
        if isinstance(step, Tell):
            runs = [*step.text, *(run for _, cue in step.cues for run in cue)]
        else:
            runs = [*step.ask, *step.hint]
        if any(not run.text.strip(" ") for run in runs):
            words = "".join(run.text for run in runs)
            begins = next((run.text for run in runs if run.text.strip()), "")
            message = remarks.NAME_WITHOUT_WORDS.format(way=way, text=words)
            self._tell("hole", self._where_it_says(begins), message, at=begins)

    def _where_it_says(self, begins: str) -> Node:
        """The first of our texts in which these words stand; the whole script where none has them."""
        first = " ".join(begins.split()[:3])
        ours = (text.node for text in self._ours() if first and first in " ".join(text.node.text.split()))
        return next(ours, self._node)

    def _minutes(self, longest: float) -> None:
        node = _key(self._node, "minutes")
        if node is None or self._head.minutes is None:
            self._tell("minutes", self._node, remarks.NO_MINUTES)
            return
        said = self._head.minutes * 60
        if said > longest * _TOO_LONG + _GRACE or said < longest * _TOO_SHORT - _GRACE:
            about = max(round(longest / 60), 1)
            self._tell("minutes", node, remarks.OTHER_MINUTES.format(about=about, said=said // 60))


def _texts(node: Node, *, ours: bool = True, key: str = "") -> Iterator[_Written]:
    """Yield every text of a script with the key it stands under."""
    if node.kind == "scalar":
        if key in _OURS:
            yield _Written(key, node, ours)
    elif node.kind == "list":
        for item in node.items:
            yield from _texts(item, ours=ours, key=key if item.kind == "scalar" else "")
    for name, value in node.pairs:
        if name.text.isdecimal() and key in _OURS:  # words by visit
            yield from _texts(value, ours=ours, key=key)
        elif name.text == "then" or (name.text not in _THEIRS and ours):
            yield from _texts(value, key=name.text)
        else:
            yield from _texts(value, ours=False, key="")


def _maps(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    if node.kind == "map":
        yield node
    for item in node.items:
        yield from _maps(item)
    for _, value in node.pairs:
        yield from _maps(value)


def _versions(node: Node) -> list[str]:
    """The words of a text, one for each visit they are written for."""
    return [node.text] if node.kind == "scalar" else [value.text for _, value in node.pairs] or [""]


def _lists(node: Node) -> Iterator[tuple[Node, ...]]:
    """Every list of steps, the innermost last."""
    if node.kind == "list":
        yield tuple(node.items)
    for item in node.items:
        yield from _lists(item)
    for _, value in node.pairs:
        yield from _lists(value)


def _does(step: Node, key: str) -> bool:
    return step.text == key if step.kind == "scalar" else _key(step, key) is not None


def _has_door(steps: tuple[Step, ...]) -> bool:
    """Whether there is a door on the way; one that is met with recalled words alone does not count."""
    for step in steps:
        if isinstance(step, Door):
            return True
        inside = branches(step)
        if not _shows_recalled(inside) and any(_has_door(branch) for branch in inside):
            return True
    return False


def _shows_recalled(branches_of_it: tuple[tuple[Step, ...], ...]) -> bool:
    return any(isinstance(step, Prompt) and step.form.kind == kinds.SHOW for steps in branches_of_it for step in steps)


def _key(node: Node | None, key: str) -> Node | None:
    return next((value for name, value in node.pairs if name.text == key), None) if node is not None else None


def _value_of(node: Node, keys: tuple[str, ...], text: str) -> Node | None:
    pairs = (pair for step in _maps(node) for pair in step.pairs)
    return next((value for name, value in pairs if name.text in keys and value.text == text), None)


def _leans_on(step: Step) -> set[str]:
    """The names a step has no words without: pinned, or quoted with nothing else in their place."""
    names: set[str] = set()
    pins = step.pins if isinstance(step, Prompt) else ()
    for pin in pins:
        names |= {pin[0].name} if len(pin) == 1 else set()
    parts: tuple[Any, ...] = step  # mypy cannot join the fields of every kind of step
    for text in (part for part in parts if isinstance(part, Text)):
        for slot in (run for words in text.by_visit for run in words.runs if isinstance(run, Slot)):
            names |= _alone(slot.refs) if not slot.otherwise else set()
    return names


def _alone(refs: tuple[Ref, ...]) -> set[str]:
    return {refs[0].name} if len(refs) == 1 else set()
