"""The one loop in which session, person and history meet, and the arrows between them.

A voice brings what the person did, the session says what that means, the draft has it on disk before the next
prompt, and at the end the session becomes a record. It knows no terminal, no file format and no command line;
the clock is an argument.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple, Protocol

from selfattach import words
from selfattach.answers import IllegalAnswerError
from selfattach.history.ids import practice_day
from selfattach.script.model import (
    Choose,
    Condition,
    Include,
    Items,
    KeepOrLetGo,
    Measure,
    Op,
    Pick,
    Promise,
    Prompt,
    Rate,
    Recall,
    Ref,
    Repeat,
    Review,
    Shelve,
    Show,
    Step,
    When,
    every_step,
)
from selfattach.session import Act, Found, Framed, Outside, Session, Tell, WrongActError, prompts_of, review_key
from selfattach.ui.port import Asking, Reply, Voice

_WRITTEN: Final = ("write", "promise")


class Journal(Protocol):
    """What the loop needs of a draft (`history.drafts`: Draft, NoDraft)."""

    def append(self, line: Mapping[str, Any]) -> None:
        """Keep one line; it is on disk when this returns."""

    def keep_half_typed(self, prompt: str, text: str) -> None:
        """Keep what stands in a box."""

    @property
    def half_typed(self) -> tuple[str, str] | None:
        """The prompt and the words that stood in its box."""

    def forget_half_typed(self) -> None:
        """Let them go."""


# --- from the history to a session


def look_outside(framed: Framed, history: Any, now: datetime) -> Outside:  # noqa: ANN401  History, or None without one
    """Ask the history, once, what this session needs to know: visits, counts, recalled words, open promises."""
    if history is None:
        return Outside()
    steps = [step for part in (framed.gate, framed.body, framed.after) for step in every_step(part)]
    counted = history.times()
    named = {name for step in steps for condition in _conditions(step) for name in _counted(condition)}
    found: dict[str, Found] = {}
    for step in steps:
        if isinstance(step, Recall) and step.key not in found:
            words_found = history.recall(step.exercise, step.answer, step.which, step.older_than, practice_day(now))
            if words_found is not None:
                found[step.key] = _found(words_found, now)
        if isinstance(step, Prompt) and isinstance(step.form, Review):
            promise = history.open_promise(step.form.exercise, step.form.name)
            if promise is not None:
                found[review_key(step.form)] = _found(promise, now)
    visit = counted.exercises.get(framed.exercise.head.id, 0) + 1
    return Outside(visit, counted.total, {name: counted.exercises.get(name, 0) for name in sorted(named)}, found)


def _conditions(step: Step) -> list[Condition]:
    if isinstance(step, When):
        return [step.condition]
    return [step.until] if isinstance(step, Repeat) and step.until is not None else []


def _counted(condition: Condition) -> Iterator[str]:
    if isinstance(condition, Op):
        if condition.name == "times":
            yield from (part for part in condition.parts if isinstance(part, str))
        for part in condition.parts:
            yield from _counted(part)


def _found(earlier: Any, now: datetime) -> Found:  # noqa: ANN401  history's own Found
    entries = earlier.entries
    days = (practice_day(now) - practice_day(datetime.fromisoformat(earlier.started))).days
    told = "\n\n".join(entry_words(entry) for entry in entries)
    return Found(entries[-1].value, told, words.ago(days), earlier.of)


def entry_words(entry: Any) -> str:  # noqa: ANN401  an Entry of a record
    """Return a stored answer in words, without the exercise it came from."""
    labels: dict[str, str] = entry.labels or {}
    value = entry.value
    if isinstance(value, bool):
        return words.YES if value else words.NO
    if isinstance(value, list | tuple):
        return ", ".join(labels.get(str(one), str(one)) for one in value)
    if entry.kind == "promise":
        return ": ".join(part for part in (value.get("cue"), value.get("action")) if part)
    if entry.items:
        return ", ".join(
            f"{entry.items.get(item, item)}: {labels.get(str(figure), figure)}" for item, figure in value.items()
        )
    return labels.get(str(value), str(value))


# --- drafts and sessions


class Resumed(NamedTuple):
    """A session read from a draft: as far as it is whole, and the acts that follow a `keep: never` asked again."""

    session: Session
    pending: tuple[Act, ...]


_NEVER: Final = object()


def acts_of(lines: list[dict[str, Any]]) -> tuple[list[Act], list[Act]]:
    """Return the acts a journal holds, and those it had before somebody went back (newest first)."""
    acts: list[Act] = []
    later: list[Act] = []
    for line in lines:
        if "cut" in line:
            length = int(line["cut"])
            later = [act for act in acts[length:] if act.kind == "answer" and act.value is not None] + later
            del acts[length:]
        elif line.get("did") in ("told", "answer", "enough"):
            value = _NEVER if line.get("never") else line.get("value")
            acts.append(Act(line["did"], line.get("name", ""), value, tuple(line.get("round", ())), line.get("at", "")))
    return acts, [act for act in later if act.value is not _NEVER]


def line_of(act: Act, *, never: bool) -> dict[str, Any]:
    """Return an act as a line of a journal. What is never kept leaves only that something was said."""
    line: dict[str, Any] = {"did": act.kind}
    if act.kind == "answer":
        line |= {"name": act.name, "at": act.at}
        if act.round:
            line["round"] = list(act.round)
        if never and act.value is not None:
            line["never"] = True
        else:
            line["value"] = act.value
    return line


def replay(session: Session, acts: list[Act]) -> Resumed:
    """Do stored acts, up to one whose words were never kept. What no longer fits only prefills."""
    for place, act in enumerate(acts):
        if act.value is _NEVER:
            return Resumed(session, tuple(acts[place:]))
        try:
            session = session.do(act)
        except WrongActError:
            rest = tuple(one for one in acts[place:] if one.kind == "answer" and one.value not in (None, _NEVER))
            return Resumed(Session(session.framed, session.outside, session.log, (*rest, *session.later)), ())
    return Resumed(session, ())


def resume(framed: Framed, outside: Outside, lines: list[dict[str, Any]]) -> Resumed:
    """Return the session a journal holds."""
    acts, later = acts_of(lines)
    return replay(Session(framed, outside, (), tuple(later)), acts)


def outside_to_plain(outside: Outside) -> dict[str, Any]:
    """Return the outside as JSON-ready values, for the head of a draft."""
    return outside._asdict() | {"found": {key: found._asdict() for key, found in outside.found.items()}}


def outside_from_plain(plain: Mapping[str, Any]) -> Outside:
    """Return the outside a draft began with."""
    found = {key: Found(**found) for key, found in plain["found"].items()}
    return Outside(plain["visit"], plain["total"], plain["times"], found)


# --- the loop


class Run:
    """One practice being held. `hold` returns when it is over, left, or let go; `session` is as far as it came."""

    def __init__(
        self,
        resumed: Resumed,
        voice: Voice,
        journal: Journal,
        now: Callable[[], datetime],
        grounding: Include,
        support: Callable[[], str],
        *,
        saves: bool,
    ) -> None:
        self.session = resumed.session
        self.keep_aside: tuple[Act, ...] = ()
        self._pending = list(resumed.pending)
        self._voice = voice
        self._journal = journal
        self._now = now
        self._grounding = grounding
        self._support = support
        self._saves = saves
        self._typed: tuple[str, str] | None = journal.half_typed  # (prompt, words)

    def hold(self) -> str:
        """Practise until the end. Return `over`, `left` (the draft waits) or `let_go`."""
        while (step := self.session.step) is not None:
            if self._pending and self._pending[0].value is not _NEVER:
                self._replay_pending()
                continue
            reply = self._tell(step) if isinstance(step, Tell) else self._ask(step)
            left = self._take(reply)
            if left:
                return left
        self._ask_aside()
        return "over"

    def _replay_pending(self) -> None:
        resumed = replay(self.session, self._pending)
        if not resumed.pending and len(resumed.session.log) < len(self.session.log) + len(self._pending):
            self._journal.append({"cut": len(resumed.session.log)})
        self.session, self._pending = resumed.session, list(resumed.pending)

    def _tell(self, step: Tell) -> Reply:
        return self._voice.tell(step, self._support)

    def _ask(self, question: Any) -> Reply:  # noqa: ANN401  Question
        key = _key(question.name, question.round)
        half_typed = self._typed[1] if self._typed and self._typed[0] == key else ""
        never = question.prompt.keep == "never"

        def save_typing(text: str) -> None:
            self._typed = (key, text)
            if not never:
                self._journal.keep_half_typed(key, text)

        return self._voice.ask(Asking(question, half_typed, self._kept_word(question.prompt), save_typing))

    def _kept_word(self, prompt: Prompt) -> str:
        if prompt.form.kind not in _WRITTEN:
            return ""
        if prompt.keep == "never":
            return "never"
        if not self._saves:
            return "unsaved"
        return prompt.keep or "kept"

    def _take(self, reply: Reply) -> str:
        """Do what the person did. Return "" to go on, or how the practice was left."""
        match reply.kind:
            case "on":
                self._act(self.session.go_on())
            case "answer":
                self._answer(reply.value)
            case "back":
                return self._back()
            case "ground":
                self._hold_typed(reply.value)
                self._ground()
                return self._pause()
            case "pause":
                self._hold_typed(reply.value)
                return self._pause()
            case "gone":
                self._hold_typed(reply.value)
                return "left"
        return ""

    def _answer(self, value: Any) -> None:  # noqa: ANN401  whatever the voice read
        try:
            session = self.session.answer(value, self._now().isoformat(timespec="seconds"))
        except IllegalAnswerError as wrong:
            self._voice.refuse(str(wrong))
            return
        if self._pending:
            self._pending.pop(0)  # a never-kept answer, asked again; its line is in the journal already
            self.session = session
        else:
            self._act(session)
        if self._typed is not None:
            self._typed = None
            self._journal.forget_half_typed()

    def _act(self, session: Session) -> None:
        act = session.log[-1]
        self._journal.append(line_of(act, never=act.kind == "answer" and session.answered[-1][0].keep == "never"))
        self.session = session

    def _back(self) -> str:
        session = self.session.back()
        if session is None:
            return self._pause()
        self._pending.clear()
        self._journal.append({"cut": len(session.log)})
        self.session = session
        return ""

    def _hold_typed(self, text: Any) -> None:  # noqa: ANN401  the half-typed words, or None
        step = self.session.step
        if text and isinstance(text, str) and not isinstance(step, Tell | None):
            self._typed = (_key(step.name, step.round), text)
            if step.prompt.keep != "never":
                self._journal.keep_half_typed(*self._typed)

    def _pause(self) -> str:
        ask = words.PAUSE_QUESTION if self._saves else words.PAUSE_QUESTION_UNSAVED
        while True:
            choice = self._voice.menu(ask, words.PAUSE_OPTIONS if self._saves else _unsaved(words.PAUSE_OPTIONS))
            match choice:
                case "ground":
                    self._ground()
                case "enough":
                    self._pending.clear()
                    self._act(self.session.enough())
                    return ""
                case "leave" | "gone":
                    return "left"
                case "let_go" if self._voice.menu(words.LET_GO_QUESTION, words.LET_GO_OPTIONS) == "yes":
                    return "let_go"
                case "let_go":
                    continue
                case _:
                    return ""

    def _ground(self) -> None:
        """Play the grounding, which asks nothing here and is not part of the session."""
        grounding = Session(Framed(self.session.framed.exercise, (), (self._grounding,), (), (), (), ()))
        while (step := grounding.step) is not None:
            if not isinstance(step, Tell):
                grounding = grounding.answer(None)
            elif self._voice.tell(step, self._support).kind == "on":
                grounding = grounding.go_on()
            else:
                return

    def _ask_aside(self) -> None:
        aside = self.session.aside()
        if aside and self._saves:
            shown = "\n".join(str(act.value) for act in aside if isinstance(act.value, str))
            choice = self._voice.menu(f"{words.ASIDE_QUESTION}\n\n{shown}", words.ASIDE_OPTIONS)
            self.keep_aside = () if choice == "let_go" else aside


def _unsaved(options: Mapping[str, str]) -> Mapping[str, str]:
    return {key: label for key, label in options.items() if key != "leave"}


def _key(name: str, rounds: tuple[int, ...]) -> str:
    return "#".join([name, *map(str, rounds)])


# --- from a session to a record


class Begun(NamedTuple):
    """What a record says about its session that the session itself does not know."""

    id: str
    started: str  # RFC 3339 with zone
    program: str
    resumed: int = 0


def record_of(session: Session, begun: Begun, ended: datetime, aside: tuple[Act, ...] = ()) -> dict[str, Any] | None:
    """Return the record as plain values, or None when nothing was answered and it was not finished."""
    head = session.framed.exercise.head
    ending = session.ending
    how = ending.how if ending else "enough"
    entries = [*_entries(session, practice_day(datetime.fromisoformat(begun.started))), *_aside_entries(session, aside)]
    felt = next((act.value for prompt, act in session.answered if prompt.name == "felt"), None)
    if not entries and felt is None and how != "done":
        return None
    return {
        "id": begun.id,
        "exercise": head.id,
        "title": head.title,
        "version": head.version,
        "script": session.framed.exercise.sha256,
        "language": head.language,
        "started": begun.started,
        "ended": ended.isoformat(timespec="seconds"),
        "resumed": begun.resumed,
        "finished": how == "done",
        "ending": how,
        "felt": felt,
        "program": begun.program,
        "answers": entries,
    }


def _entries(session: Session, day: date) -> Iterator[dict[str, Any]]:
    let_go = {
        prompt.form.name
        for prompt, act in session.answered
        if isinstance(prompt.form, KeepOrLetGo) and act.value == "let_go"
    }
    latest_promise = {
        prompt.name: act.round for prompt, act in session.answered if isinstance(prompt.form, Promise) and act.value
    }
    shelved = list(_shelved(session, day))
    for prompt, act in session.answered:
        kept_form = not isinstance(prompt.form, KeepOrLetGo | Shelve) and prompt.name != "felt"
        if act.value is None or prompt.keep == "never" or prompt.name in let_go or not kept_form:
            continue
        if isinstance(prompt.form, Promise) and latest_promise[prompt.name] != act.round:
            continue  # within a repeat the later promise replaces the earlier
        entry = _entry(session, prompt, act)
        for names, rounds, on in shelved:
            if act.name in names and rounds in (act.round, None):
                entry |= on
        yield entry


def _entry(session: Session, prompt: Prompt, act: Act) -> dict[str, Any]:
    form = prompt.form
    entry: dict[str, Any] = {
        "name": act.name,
        "kind": form.kind,
        "ask": prompt.ask.at(session.outside.visit).source,
        "value": act.value,
        "at": act.at,
    }
    if act.round:
        entry["round"] = list(act.round)
    match form:
        case Choose() | Pick():
            entry["labels"] = {option.id: option.label for option in form.options}
        case Items():
            entry["items"] = dict(form.items)
            entry["labels"] = {str(figure): label for figure, label in form.scale}
        case Rate() | Measure():
            entry |= {"from": form.lowest, "to": form.highest, "low": form.low, "high": form.high}
            if isinstance(form, Measure):
                moment = "again" if act.name.endswith("again") else form.moment
                entry |= {"measure": form.measure, "moment": moment, "labels": {"cannot_tell": form.cannot_tell}}
        case Review():
            entry["labels"] = {option.id: option.label for option in form.options}
            entry |= {"of": session.outside.found[review_key(form)].of, "outcome": act.value}
        case Show(ref=ref):
            entry["of"] = _shown_of(session, ref)
    return entry


def _shown_of(session: Session, ref: Ref) -> str:
    recalls = [step for step in every_step(session.framed.body) if isinstance(step, Recall) and step.name == ref.name]
    return next((session.outside.found[step.key].of for step in recalls if step.key in session.outside.found), "")


def _shelved(session: Session, day: date) -> Iterator[tuple[frozenset[str], tuple[int, ...] | None, dict[str, Any]]]:
    """Yield what was shelved: the names, the round (None: every round), and what the entries say of it."""
    rounds_of = {
        step.name: step.names for step in every_step(session.framed.body) if isinstance(step, Repeat) and step.name
    }
    in_rounds: dict[str, list[tuple[int, ...]]] = {}
    for prompt, act in session.answered:
        if act.value is not None:
            in_rounds.setdefault(act.name, []).append(act.round)
        if not isinstance(prompt.form, Shelve) or act.value in (None, False):
            continue
        days = prompt.form.seal or 0 if act.value is True else act.value
        for ref, section in prompt.form.words:
            names = rounds_of.get(ref.name, frozenset((ref.name,)))
            on = {"shelf": prompt.form.shelf}
            if section:
                on["section"] = section
            if days:
                on["seal_until"] = (day + timedelta(days=days)).isoformat()
            given = in_rounds.get(ref.name, [()])
            rounds = given[-1] if ref.last else act.round if act.round in given else None
            yield names, rounds, on


def _aside_entries(session: Session, aside: tuple[Act, ...]) -> Iterator[dict[str, Any]]:
    prompts = prompts_of(session.framed)
    for act in reversed(aside):
        yield _entry(session, prompts[act.name], act) | {"aside": True}
