"""The one loop in which session, person and history meet, and the arrows between them.

A voice brings what the person did, the session says what that means, the draft has it on disk before the next
prompt, and at the end the session becomes a record. It knows no terminal, no file format and no command line;
the clock is an argument.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple, Protocol

from selfattach import words
from selfattach.answers import IllegalAnswerError, counts_as_answered, told
from selfattach.errors import SelfattachError
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
    Repeat,
    Review,
    Shelve,
    Show,
    Step,
    Support,
    When,
    Write,
    every_step,
)
from selfattach.session import (
    NOT_KEPT,
    Act,
    Found,
    Framed,
    Outside,
    Question,
    Session,
    Shelved,
    Tell,
    WrongActError,
    prompts_of,
    review_key,
)
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
    """A session read from a draft: as far as it is whole, and the acts from a `keep: never` on, to be asked again.

    `fits`: whether the two together are all that the journal holds.
    """

    session: Session
    pending: tuple[Act, ...]
    fits: bool = True


def acts_of(lines: list[dict[str, Any]]) -> tuple[list[Act], list[Act]]:
    """Return the acts a journal holds, and those it had before somebody went back (newest first)."""
    acts: list[Act] = []
    later: list[Act] = []
    for line in lines:
        if "cut" in line:
            length = int(line["cut"])
            later = [*_said(acts[length:]), *later]
            del acts[length:]
        elif line.get("did") in ("told", "answer", "enough"):
            value = NOT_KEPT if line.get("never") else line.get("value")
            acts.append(Act(line["did"], line.get("name", ""), value, tuple(line.get("round", ())), line.get("at", "")))
    return acts, later


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


def replay(session: Session, acts: Sequence[Act], *, past_never: bool = False) -> Resumed:
    """Do stored acts, up to (or past) one whose words were never kept. What no longer fits only prefills."""
    for place, act in enumerate(acts):
        if act.value is NOT_KEPT and not past_never:
            return Resumed(session, tuple(acts[place:]))
        try:
            session = session.do(act)
        except WrongActError:
            return Resumed(replace(session, later=(*_said(acts[place:]), *session.later)), (), fits=False)
    return Resumed(session, ())


def _said(acts: Sequence[Act]) -> tuple[Act, ...]:
    return tuple(act for act in acts if act.kind == "answer" and act.value not in (None, NOT_KEPT))


def as_it_is(resumed: Resumed, half_typed: tuple[str, str] | None, now: datetime) -> Session:
    """Return a session that nobody goes on with: what was never kept is not asked again, and half-typed words count."""
    session = replay(resumed.session, resumed.pending, past_never=True).session
    typed = _typed_at(session, half_typed, now)
    return session if typed is None else session.do(typed)


def _typed_at(session: Session, half_typed: tuple[str, str] | None, now: datetime) -> Act | None:
    """Return half-typed words of the prompt we are at as its answer, or None. A promise keeps them as two lines."""
    step = session.step
    if half_typed is None or not isinstance(step, Question) or half_typed[0] != _key(step.name, step.round):
        return None
    value: Any = half_typed[1]
    match step.prompt.form:
        case Promise():
            cue, _, action = half_typed[1].partition("\n")
            value = {"cue": cue or None, "action": action or None}
        case Write():
            pass
        case _:
            return None
    try:
        act = session.answer(value, now.isoformat(timespec="seconds")).log[-1]
    except IllegalAnswerError:
        return None
    return None if act.value is None else act


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
        self._pending = resumed.pending
        self._fits = resumed.fits
        self._voice = voice
        self._journal = journal
        self._now = now
        self._grounding = grounding
        self._support = support
        self._saves = saves
        self._typed: tuple[str, str] | None = journal.half_typed  # (prompt, words)

    def hold(self) -> str:
        """Practise until the end. Return `over`, `left` (the draft waits) or `let_go`."""
        self._make_fit()
        while (step := self.session.step) is not None:
            try:
                reply = self._tell(step) if isinstance(step, Tell) else self._ask(step)
            except KeyboardInterrupt:  # between two keys a voice waits for
                reply = Reply("pause")
            left = self._take_or_tell(reply)
            if left:
                return left
        self._ask_aside()
        return "over"

    def _take_or_tell(self, reply: Reply) -> str:
        """Do what the person did; when the disk refuses it, say so and stay at the step, with what was said."""
        before = self.session
        try:
            return self._take(reply)
        except SelfattachError as wrong:
            self.session = before
            if reply.kind == "answer" and reply.value is not None and isinstance(before.step, Question):
                said = Act("answer", before.step.name, reply.value, before.step.round)
                self.session = replace(before, later=(said, *before.later))
            if self._voice.menu(words.REFUSED.about(why=str(wrong))) in ("leave", "gone"):
                exercise = self.session.framed.exercise.head.id
                raise SelfattachError(words.SAVE_FAILED.format(why=wrong, exercise=exercise)) from wrong
            return ""

    def _replay(self, acts: Sequence[Act], *, past_never: bool = False) -> None:
        resumed = replay(self.session, acts, past_never=past_never)
        self.session, self._pending, self._fits = resumed
        self._make_fit()

    def _make_fit(self) -> None:
        """Have the journal hold no more than what was done and what is to be done again."""
        if not self._fits:
            self._journal.append({"cut": len(self.session.log)})
            self._fits = True

    def _tell(self, step: Tell) -> Reply:
        return self._voice.tell(step, self._support)

    def _ask(self, question: Question) -> Reply:
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
                self._hold_typed(reply.value)
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
        key = _key(session.log[-1].name, session.log[-1].round)
        if self._pending:
            self._answer_again(session)
        else:
            self._act(session)
        if self._typed is not None and self._typed[0] == key:
            self._typed = self._journal.half_typed
        if self._typed is not None and self._typed[0] == key:
            self._typed = None
            self._journal.forget_half_typed()

    def _answer_again(self, session: Session) -> None:
        """Take a never-kept answer that was asked again. Its line is in the journal already, unless it is open now."""
        now, rest = session.log[-1], self._pending[1:]
        if now.value is None:
            self._journal.append({"cut": len(self.session.log)})
            for act in (now, *rest):
                self._journal.append(line_of(act, never=act.value is NOT_KEPT))
        self.session = session
        self._replay(rest)

    def _act(self, session: Session) -> None:
        act = session.log[-1]
        self._journal.append(line_of(act, never=act.kind == "answer" and session.answered[-1][0].keep == "never"))
        self.session = session

    def _back(self) -> str:
        session = self.session.back()
        if session is None:
            return self._pause()
        put_by = [*_said(self._pending)]
        self._pending = ()
        half_typed = _typed_at(self.session, self._typed, self._now())
        if half_typed is not None:  # it goes the way of an answer: kept by, and there again on the way back
            put_by.insert(0, half_typed)
            self._journal.append(line_of(half_typed, never=self._asks_never))
        self._journal.append({"cut": len(session.log)})
        if half_typed is not None:
            self._typed = None
            self._journal.forget_half_typed()
        self.session = replace(session, later=(*put_by, *session.later))
        return ""

    @property
    def _asks_never(self) -> bool:
        step = self.session.step
        return isinstance(step, Question) and step.prompt.keep == "never"

    def _hold_typed(self, text: Any) -> None:  # noqa: ANN401  the half-typed words, or None
        step = self.session.step
        if text and isinstance(text, str) and not isinstance(step, Tell | None):
            self._typed = (_key(step.name, step.round), text)
            if step.prompt.keep != "never":
                self._journal.keep_half_typed(*self._typed)

    def _pause(self) -> str:
        while True:
            choice = self._voice.menu(words.PAUSE if self._saves else words.PAUSE_UNSAVED)
            match choice:
                case "ground":
                    self._ground()
                case "support":
                    self._voice.tell(Tell(Support(), ()), self._support)
                case "enough":
                    self._enough()
                    return ""
                case "leave" | "gone":
                    return "left"
                case "let_go" if self._voice.menu(words.LET_GO_SURELY) == "yes":
                    return "let_go"
                case "let_go":
                    continue
                case _:
                    return ""

    def _enough(self) -> None:
        """End it here, with every word of it: half-typed ones count, what was never kept is not asked again."""
        self._replay(self._pending, past_never=True)
        half_typed = _typed_at(self.session, self._typed, self._now())
        if half_typed is not None:
            self._answer(half_typed.value)
        if self.session.step is not None:
            self._act(self.session.enough())

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
            prompts = prompts_of(self.session.framed)
            shown = "\n".join(told(prompts[act.name].form, act.value) for act in aside)
            choice = self._voice.menu(words.ASIDE.about(words=shown))
            self.keep_aside = () if choice == "let_go" else aside


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
    latest_promise = {  # half a promise is kept, and replaces none
        prompt.name: act.round
        for prompt, act in session.answered
        if isinstance(prompt.form, Promise) and counts_as_answered(prompt.form, act.value)
    }
    for prompt, act in session.answered:
        kept_form = not isinstance(prompt.form, KeepOrLetGo | Shelve) and prompt.name != "felt"
        if act.value is None or prompt.keep == "never" or prompt.name in let_go or not kept_form:
            continue
        if isinstance(prompt.form, Promise) and act.round < latest_promise.get(prompt.name, ()):
            continue  # within a repeat the later promise replaces the earlier
        entry = _entry(session, prompt, act)
        for shelved in session.shelved:
            if (shelved.name, shelved.round) == (act.name, act.round):
                entry |= _on_shelf(shelved, day)
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
                entry |= {"measure": form.measure, "moment": form.moment, "labels": {"cannot_tell": form.cannot_tell}}
        case Review():
            entry["labels"] = {option.id: option.label for option in form.options}
            entry |= {"of": session.outside.found[review_key(form)].of, "outcome": act.value}
        case Show():
            entry["of"] = session.shown_of(act)
    return entry


def _on_shelf(shelved: Shelved, day: date) -> dict[str, Any]:
    on = {"shelf": shelved.shelf}
    if shelved.section:
        on["section"] = shelved.section
    if shelved.days:
        on["seal_until"] = (day + timedelta(days=shelved.days)).isoformat()
    return on


def _aside_entries(session: Session, aside: tuple[Act, ...]) -> Iterator[dict[str, Any]]:
    prompts = prompts_of(session.framed)
    for act in aside:
        yield _entry(session, prompts[act.name], act) | {"aside": True}
