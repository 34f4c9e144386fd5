"""The record of a session: what is kept of it, built once, in the one shape that history, shelves and exports read."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, assert_never

from selfattach.engine.answers import counts_as_answered
from selfattach.engine.draft_lines import Begun
from selfattach.engine.session import (
    Act,
    Session,
    Shelved,
    prompts_of,
    review_key,
)
from selfattach.history.ids import practice_day
from selfattach.history.record import NOT_LATER, Entry, Record, to_plain
from selfattach.kinds import JsonObject
from selfattach.script.model import (
    Choose,
    ChooseSeveral,
    Confirm,
    KeepOrLetGo,
    Measure,
    Promise,
    Prompt,
    Rate,
    RateEach,
    ReviewPromise,
    Shelve,
    ShowRecalled,
    Write,
)


def record_of(
    session: Session,
    begun: Begun,
    ended: datetime,
    aside: tuple[Act, ...] = (),
    without: frozenset[str] = frozenset(),
) -> Record | None:
    """Return the record, or None when nothing was answered and it was not finished.

    `without`: names of answers that stay out of it, as they are not decided about.
    """
    head = session.framed.exercise.head
    ending = session.ending
    how = ending.how if ending else "enough"
    day = practice_day(datetime.fromisoformat(begun.started))
    entries = [entry for entry in _entries(session, day) if entry.name not in without]
    entries += _aside_entries(session, aside)
    felt = next((act.value for prompt, act in session.answered if prompt.name == "felt"), None)
    if not entries and felt is None and how != "done":
        return None
    return Record(
        id=begun.id,
        exercise=head.id,
        title=head.title,
        version=head.version,
        script=session.framed.exercise.sha256,
        language=head.language,
        started=begun.started,
        ended=begun.started if begun.entered else ended.isoformat(timespec="seconds"),
        entered=begun.entered or NOT_LATER,
        resumed=begun.resumed,
        finished=how == "done",
        ending=how,
        felt=felt,
        program=begun.program,
        answers=tuple(entries),
    )


def undecided_entries(session: Session) -> list[JsonObject]:
    """Return the answers whose words wait for somebody to say whether they stay, as a shard would have them."""
    return [
        to_plain(_entry(session, prompt, act))
        for prompt, act in session.answered
        if act.name in session.undecided and act.value is not None
    ]


def _entries(session: Session, day: date) -> Iterator[Entry]:
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
        on_shelves: JsonObject = {}
        for shelved in session.shelved:
            if (shelved.name, shelved.round) == (act.name, act.round):
                on_shelves |= _on_shelf(shelved, day)
        yield _entry(session, prompt, act, **on_shelves)


def _entry(session: Session, prompt: Prompt, act: Act, **more: Any) -> Entry:  # noqa: ANN401  fields of an entry
    form = prompt.form
    match form:
        case Choose() | ChooseSeveral():
            more["labels"] = {option.id: option.label for option in form.options}
        case RateEach():
            more["items"] = dict(form.items)
            more["labels"] = {str(figure): label for figure, label in form.scale}
        case Rate() | Measure():
            more |= {"from_": form.lowest, "to": form.highest, "low": form.low, "high": form.high}
            if isinstance(form, Measure):
                more |= {"measure": form.measure, "moment": form.moment, "labels": {"cannot_tell": form.cannot_tell}}
        case ReviewPromise():
            more["labels"] = {option.id: option.label for option in form.options}
            more |= {"of": session.outside.found[review_key(form)].of, "outcome": act.value}
        case ShowRecalled():
            more["of"] = session.shown_of(act)
        case Write() | Confirm() | Promise() | Shelve() | KeepOrLetGo():
            pass
        case _:
            assert_never(form)
    ask = prompt.ask.at(session.outside.visit).source
    return Entry(name=act.name, kind=form.kind, ask=ask, value=act.value, at=act.at, round=act.round, **more)


def _on_shelf(shelved: Shelved, day: date) -> JsonObject:
    on: JsonObject = {"shelf": shelved.shelf}
    if shelved.section:
        on["section"] = shelved.section
    if shelved.asked:
        on["asked"] = True
    if isinstance(shelved.seal, str):
        on["seal_until"] = shelved.seal
    elif shelved.seal:
        on["seal_until"] = (day + timedelta(days=shelved.seal)).isoformat()
    return on


def _aside_entries(session: Session, aside: tuple[Act, ...]) -> Iterator[Entry]:
    prompts = prompts_of(session.framed)
    for act in aside:
        yield _entry(session, prompts[act.name], act, aside=True)
