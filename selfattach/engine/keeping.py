"""The arrows between a session and what is kept of it.

From the history to a session, to and from the lines of a draft, and from a session to its record. Plain values in
and out; no disk, no terminal, and no clock of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, assert_never

from selfattach import words
from selfattach.engine import half_given
from selfattach.engine.answers import counts_as_answered, read_answer
from selfattach.engine.session import (
    NOT_KEPT,
    Act,
    Found,
    Framed,
    Outside,
    Question,
    Session,
    Shelved,
    WrongActError,
    prompts_of,
    review_key,
)
from selfattach.history.ids import practice_day
from selfattach.history.port import EarlierSessions, EarlierWords
from selfattach.kinds import as_text
from selfattach.script.model import (
    Choose,
    Condition,
    Confirm,
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
    When,
    Write,
    every_step,
)

# --- from the history to a session


def look_outside(framed: Framed, history: EarlierSessions | None, now: datetime) -> Outside:
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


def needs_the_past(framed: Framed) -> bool:
    """Whether this session would be another one for somebody of whom nothing is kept."""
    steps = [step for part in (framed.gate, framed.body, framed.after) for step in every_step(part)]
    return any(
        isinstance(step, Recall)
        or (isinstance(step, Prompt) and isinstance(step.form, Review))
        or any(_uses_times(condition) for condition in _conditions(step))
        for step in steps
    )


def _uses_times(condition: Condition) -> bool:
    return isinstance(condition, Op) and (
        condition.name == "times" or any(_uses_times(part) for part in condition.parts if isinstance(part, Op))
    )


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


def _found(earlier: EarlierWords, now: datetime) -> Found:
    entries = earlier.entries
    days = (practice_day(now) - practice_day(datetime.fromisoformat(earlier.started))).days
    told = "\n\n".join(as_text(entry) for entry in entries)
    return Found(entries[-1].value, told, words.ago(days), earlier.of)


# --- drafts and sessions


class Resumed(NamedTuple):
    """A session read from a draft: as far as it is whole, and the acts from a `keep: never` on, to be asked again.

    `fits`: whether the two together are all that the journal holds.
    """

    session: Session
    pending: tuple[Act, ...]
    fits: bool = True


def acts_of(lines: list[dict[str, Any]]) -> tuple[list[Act], list[Act]]:
    """Return the acts a journal holds, and those it had before somebody went back (newest first).

    Raises ValueError for a line that no journal of ours has.
    """
    acts: list[Act] = []
    later: list[Act] = []
    for line in lines:
        if "cut" in line:
            length = _count_in(line["cut"])
            half = [_act_of(line["half"])] if "half" in line else []
            later = [*said_in([*half, *acts[length:]]), *later]
            del acts[length:]
        elif line.get("did") in ("told", "answer", "enough", "door"):
            acts.append(_act_of(line))
    return acts, later


def _act_of(line: Mapping[str, Any]) -> Act:
    value = NOT_KEPT if line.get("never") else line.get("value")
    name, at = _words_in(line.get("name", "")), _words_in(line.get("at", ""))
    return Act(line["did"], name, value, tuple(_count_in(one) for one in line.get("round", ())), at)


def _words_in(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("words are wanted here")  # noqa: TRY004  what is read from a file is wrong, not the program
    return value


def _count_in(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError("a count is wanted here")
    return value


def line_of(act: Act, *, never: bool) -> dict[str, Any]:
    """Return an act as a line of a journal. What is never kept leaves only that something was said."""
    line: dict[str, Any] = {"did": act.kind}
    if act.kind == "door":
        line["name"] = act.name
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
            return Resumed(replace(session, later=(*said_in(acts[place:]), *session.later)), (), fits=False)
    return Resumed(session, ())


def said_in(acts: Sequence[Act]) -> tuple[Act, ...]:
    """Return the answers among acts that say something."""
    return tuple(act for act in acts if act.kind == "answer" and act.value not in (None, NOT_KEPT))


def as_it_is(resumed: Resumed, half_typed: tuple[str, str] | None, now: datetime) -> Session:
    """Return a session that nobody goes on with: what was never kept is not asked again, and what is half given counts.

    What of it counts, by kind, stands in `half_given`.
    """
    session = replay(resumed.session, resumed.pending, past_never=True).session
    typed = counted_at(session, half_typed, now)
    return session if typed is None else session.do(typed)


def counted_at(session: Session, half_typed: tuple[str, str] | None, now: datetime) -> Act | None:
    """Return what is half given at the prompt we are at as its answer where it counts as one, or None."""
    step = session.step
    counts = isinstance(step, Question) and half_given.counts(step.prompt.form)
    return typed_at(session, half_typed, now) if counts else None


def typed_at(session: Session, half_typed: tuple[str, str] | None, now: datetime) -> Act | None:
    """Return what is half given at the prompt we are at as the answer it would be, or None."""
    step = session.step
    if half_typed is None or not isinstance(step, Question) or half_typed[0] != prompt_key(step.name, step.round):
        return None
    value = half_given.as_answer(step.prompt.form, half_typed[1], step.prefill)
    act = session.answer(value, now.isoformat(timespec="seconds")).log[-1]
    return None if act.value is None else act


def resume(framed: Framed, outside: Outside, lines: list[dict[str, Any]]) -> Resumed:
    """Return the session a journal holds. Raises ValueError for one that nobody can have said."""
    prompts = prompts_of(framed)

    def as_said(act: Act) -> Act:
        """Words as a prompt takes them: a journal is a file, and anybody may have written in it."""
        form = prompts[act.name].form if act.name in prompts else None
        if act.value is NOT_KEPT or not isinstance(form, Write | Promise):
            return act  # anything else is judged where it is asked
        many = Write(many=True)  # ways may share a name, and its words may have lines on one of them
        return act._replace(value=read_answer(many if isinstance(form, Write) else form, act.value))

    acts, later = acts_of(lines)
    return replay(Session(framed, outside, (), tuple(map(as_said, later))), [*map(as_said, acts)])


def outside_to_plain(outside: Outside) -> dict[str, Any]:
    """Return the outside as JSON-ready values, for the head of a draft."""
    return outside._asdict() | {"found": {key: found._asdict() for key, found in outside.found.items()}}


def outside_from_plain(plain: Mapping[str, Any]) -> Outside:
    """Return the outside a draft began with. Raises ValueError for one that none can have begun with."""
    found = {
        key: Found(one["value"], *(_words_in(one[part]) for part in ("told", "ago", "of")))
        for key, one in plain["found"].items()
    }
    times = {name: _count_in(count) for name, count in plain["times"].items()}
    return Outside(_count_in(plain["visit"]), _count_in(plain["total"]), times, found)


# --- from a session to a record


def prompt_key(name: str, rounds: tuple[int, ...]) -> str:
    """Return the name under which half-typed words of a prompt are kept."""
    return "#".join([name, *map(str, rounds)])


class Begun(NamedTuple):
    """What a record says about its session that the session itself does not know."""

    id: str
    started: str  # RFC 3339 with zone
    program: str
    resumed: int = 0


def record_of(
    session: Session,
    begun: Begun,
    ended: datetime,
    aside: tuple[Act, ...] = (),
    without: frozenset[str] = frozenset(),
) -> dict[str, Any] | None:
    """Return the record as plain values, or None when nothing was answered and it was not finished.

    `without`: names of answers that stay out of it, as they are not decided about.
    """
    head = session.framed.exercise.head
    ending = session.ending
    how = ending.how if ending else "enough"
    day = practice_day(datetime.fromisoformat(begun.started))
    entries = [entry for entry in _entries(session, day) if entry["name"] not in without]
    entries += _aside_entries(session, aside)
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


def undecided_entries(session: Session) -> list[dict[str, Any]]:
    """Return the answers whose words wait for somebody to say whether they stay, as the record would have them."""
    return [
        _entry(session, prompt, act)
        for prompt, act in session.answered
        if act.name in session.undecided and act.value is not None
    ]


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
        about_shelf = isinstance(prompt.form, KeepOrLetGo | Shelve) or prompt.name in session.framed.follow_ups
        kept_form = not about_shelf and prompt.name != "felt"
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
        case Write() | Confirm() | Promise() | Shelve() | KeepOrLetGo():
            pass
        case _:
            assert_never(form)
    return entry


def _on_shelf(shelved: Shelved, day: date) -> dict[str, Any]:
    on: dict[str, Any] = {"shelf": shelved.shelf}
    if shelved.section:
        on["section"] = shelved.section
    if shelved.asked:
        on["asked"] = True
    if isinstance(shelved.seal, str):
        on["seal_until"] = shelved.seal
    elif shelved.seal:
        on["seal_until"] = (day + timedelta(days=shelved.seal)).isoformat()
    return on


def _aside_entries(session: Session, aside: tuple[Act, ...]) -> Iterator[dict[str, Any]]:
    prompts = prompts_of(session.framed)
    for act in aside:
        yield _entry(session, prompts[act.name], act) | {"aside": True}
