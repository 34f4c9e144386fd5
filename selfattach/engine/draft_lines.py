"""The lines of a draft: what a person did, to and from plain values, and the session that comes of them.

Each act is one line, on disk before the next step (`history/drafts.py`). Reading them again is playing them again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from selfattach import kinds, words
from selfattach.engine import partial_answers
from selfattach.engine.answers import IllegalAnswerError, read_answer
from selfattach.engine.session import (
    NOT_KEPT,
    Act,
    Framed,
    Outside,
    Question,
    Session,
    WrongActError,
    prompts_of,
)
from selfattach.kinds import JsonMapping, JsonObject
from selfattach.script.model import Write


class Begun(NamedTuple):
    """What a record says about its session that the session itself does not know."""

    id: str
    started: str  # RFC 3339 with zone
    program: str
    resumed: int = 0
    entered: str = ""  # when, of one that was done before; same


class Resumed(NamedTuple):
    """A session read from a draft: as far as it is whole, and the acts from a `keep: never` on, to be asked again.

    `fits`: whether the two together are all that the journal holds.
    """

    session: Session
    pending: tuple[Act, ...]
    fits: bool = True


def acts_of(lines: list[JsonObject]) -> tuple[list[Act], list[Act]]:
    """Return the acts a journal holds, and those it had before somebody went back (newest first).

    Raises ValueError for a line that no journal of ours has.
    """
    acts: list[Act] = []
    later: list[Act] = []
    for line in lines:
        if "cut" in line:
            length = read_count(line["cut"])
            half = [_act_of(line["half"])] if "half" in line else []
            later = [*said_in([*half, *acts[length:]]), *later]
            del acts[length:]
        elif line.get("did") in ("told", "answer", "enough", "door"):
            acts.append(_act_of(line))
    return acts, later


def _act_of(line: JsonMapping) -> Act:
    value = NOT_KEPT if line.get("never") else line.get("value")
    name, at = read_words(line.get("name", "")), read_words(line.get("at", ""))
    return Act(line["did"], name, value, tuple(read_count(one) for one in line.get("round", ())), at)


def read_words(value: object) -> str:
    """Return words out of a draft. Raises ValueError."""
    if not isinstance(value, str):
        raise ValueError(words.WORDS_WANTED)  # noqa: TRY004  what is read from a file is wrong, not the program
    return value


def read_count(value: object) -> int:
    """Return a count out of a draft. Raises ValueError."""
    if not isinstance(value, int) or value < 0:
        raise ValueError(words.COUNT_WANTED)
    return value


def line_of(act: Act, *, never: bool) -> JsonObject:
    """Return an act as a line of a journal. What is never kept leaves only that something was said."""
    line: JsonObject = {"did": act.kind}
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


def was_hard(lines: Sequence[JsonMapping]) -> bool:
    """Whether a figure of distress of 7 or more stands in a draft, or it was said to be too much."""
    figures = [line.get("value") for line in lines if str(line.get("name")).startswith("distress.")]
    too_much = any(line.get("did") == "too_much" for line in lines)
    return too_much or any(isinstance(figure, int) and figure >= kinds.HIGH_FROM for figure in figures)


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

    What of it counts, by kind, stands in `partial_answers`.
    """
    session = replay(resumed.session, resumed.pending, past_never=True).session
    typed = counted_at(session, half_typed, now)
    return session if typed is None else session.do(typed)


def counted_at(session: Session, half_typed: tuple[str, str] | None, now: datetime) -> Act | None:
    """Return what is half given at the prompt we are at as its answer where it counts as one, or None."""
    step = session.step
    counts = isinstance(step, Question) and partial_answers.counts(step.prompt.form)
    return typed_at(session, half_typed, now) if counts else None


def typed_at(session: Session, half_typed: tuple[str, str] | None, now: datetime) -> Act | None:
    """Return what is half given at the prompt we are at as the answer it would be, or None."""
    step = session.step
    if half_typed is None or not isinstance(step, Question) or half_typed[0] != prompt_key(step.name, step.round):
        return None
    value = partial_answers.as_answer(step.prompt.form, half_typed[1], step.prefill)
    act = session.answer(value, now.isoformat(timespec="seconds")).log[-1]
    return None if act.value is None else act


def resume(framed: Framed, outside: Outside, lines: list[JsonObject]) -> Resumed:
    """Return the session a journal holds. Raises ValueError for one that nobody can have said."""
    prompts = prompts_of(framed)

    def as_said(act: Act) -> Act:
        """An answer as its prompt takes it: a journal is a file, and anybody may have written in it."""
        form = prompts[act.name].form if act.name in prompts else None
        if form is None or act.value is NOT_KEPT:
            return act
        if isinstance(form, Write):
            form = Write(many=True)  # ways may share a name, and its words may have lines on one of them
        try:
            return act._replace(value=read_answer(form, act.value))
        except IllegalAnswerError:
            if form.kind in kinds.WRITTEN:
                raise
            return act  # another way may ask otherwise under this name: it is judged where it is asked

    acts, later = acts_of(lines)
    heavy = any(line.get("did") == "too_much" for line in lines)
    begun = Session(framed, outside, (), tuple(map(as_said, later)), heavy)
    return replay(begun, [*map(as_said, acts)])


def prompt_key(name: str, rounds: tuple[int, ...]) -> str:
    """Return the name under which half-typed words of a prompt are kept."""
    return "#".join([name, *map(str, rounds)])
