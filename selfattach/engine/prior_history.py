"""What a session needs to know from before it: visits, counts, recalled words, open promises. Asked once, at its start.

The history comes in as an argument. What was found travels with the draft as plain values, so that a session that is
taken up again is the same one.
"""

from collections.abc import Iterator
from datetime import datetime

from selfattach import words
from selfattach.engine.answers import as_compared
from selfattach.engine.draft_lines import read_count, read_words
from selfattach.engine.familiarity import familiar, next_close
from selfattach.engine.session import (
    Familiar,
    Found,
    Framed,
    Outside,
    mark_of,
    met_key,
    review_key,
)
from selfattach.history.ids import practice_day
from selfattach.history.protocols import EarlierSessions, EarlierWords
from selfattach.kinds import JsonMapping, JsonObject, as_text
from selfattach.script.model import (
    Condition,
    Operation,
    Prompt,
    Recall,
    Repeat,
    ReviewPromise,
    Step,
    When,
    every_step,
)


def look_outside(framed: Framed, history: EarlierSessions | None, now: datetime, last_close: str = "") -> Outside:
    """Ask the history, once, what this session needs to know: visits, counts, recalled words, open promises.

    `last_close`: the short close that was played last.
    """
    if history is None:
        return Outside(familiar=Familiar(close=next_close(last_close)))
    steps = [step for part in (framed.gate, framed.body, framed.after) for step in every_step(part)]
    counted = history.times()
    named = {name for step in steps for condition in _conditions(step) for name in _counted(condition)}
    found: dict[str, Found] = {}
    met: dict[str, int] = {}
    for step in steps:
        if isinstance(step, Recall) and step.matches is not None:
            if not any(key.startswith(f"{step.key} ") for key in met):
                _look_for_matches(step, history, now, found, met)
        elif isinstance(step, Recall) and step.key not in found:
            words_found = history.recall(step.exercise, step.answer, step.which, step.older_than, practice_day(now))
            if words_found is not None:
                found[step.key] = _as_found(words_found, now)
        if isinstance(step, Prompt) and isinstance(step.form, ReviewPromise):
            promise = history.open_promise(step.form.exercise, step.form.name)
            if promise is not None:
                found[review_key(step.form)] = _as_found(promise, now)
    visit = counted.exercises.get(framed.exercise.head.id, 0) + 1
    times = {name: counted.exercises.get(name, 0) for name in sorted(named)}
    known = familiar(framed, history, visit, now, last_close)
    return Outside(visit, counted.total, times, found, known, met)


def _look_for_matches(
    step: Recall, history: EarlierSessions, now: datetime, found: dict[str, Found], met: dict[str, int]
) -> None:
    """Add what was said before, each sentence once: in how many sessions, and the newest answer to it."""
    for earlier in history.said_before(step.exercise, step.answer, step.take, step.older_than, practice_day(now)):
        said = {text for entry in earlier.said.entries if mark_of(text := as_text(entry))}
        for key in {met_key(step, text) for text in said}:
            met[key] = met.get(key, 0) + 1
            if earlier.brought is not None and key not in found:
                found[key] = _as_found(earlier.brought._replace(entries=earlier.brought.entries[-1:]), now)


def needs_the_past(framed: Framed) -> bool:
    """Whether this session would be another one for somebody of whom nothing is kept."""
    steps = [step for part in (framed.gate, framed.body, framed.after) for step in every_step(part)]
    return any(
        isinstance(step, Recall)
        or (isinstance(step, Prompt) and isinstance(step.form, ReviewPromise))
        or any(_uses_times(condition) for condition in _conditions(step))
        for step in steps
    )


def _uses_times(condition: Condition) -> bool:
    return isinstance(condition, Operation) and (
        condition.name == "times" or any(_uses_times(part) for part in condition.parts if isinstance(part, Operation))
    )


def _conditions(step: Step) -> list[Condition]:
    if isinstance(step, When):
        return [step.condition]
    return [step.until] if isinstance(step, Repeat) and step.until is not None else []


def _counted(condition: Condition) -> Iterator[str]:
    if isinstance(condition, Operation):
        if condition.name == "times":
            yield from (part for part in condition.parts if isinstance(part, str))
        for part in condition.parts:
            yield from _counted(part)


def _as_found(earlier: EarlierWords, now: datetime) -> Found:
    entries = earlier.entries
    days = (practice_day(now) - practice_day(datetime.fromisoformat(earlier.started))).days
    told = "\n\n".join(as_text(entry) for entry in entries)
    return Found(as_compared(entries[-1].kind, entries[-1].value), told, words.ago(days), earlier.of)


def outside_to_plain(outside: Outside) -> JsonObject:
    """Return the outside as JSON-ready values, for the head of a draft."""
    found = {
        key: {"value": one.value, "told": one.in_words, "ago": one.ago, "of": one.of}
        for key, one in outside.found.items()
    }
    return outside._asdict() | {"found": found, "familiar": outside.familiar._asdict()}


def outside_from_plain(plain: JsonMapping) -> Outside:
    """Return the outside a draft began with. Raises ValueError for one that none can have begun with."""
    found = {
        key: Found(one["value"], *(read_words(one[part]) for part in ("told", "ago", "of")))
        for key, one in plain["found"].items()
    }
    times = {name: read_count(count) for name, count in plain["times"].items()}
    known = plain.get("familiar", {})  # a draft that began before there was any has the frame of then
    read = Familiar(**{part: known[part] for part in Familiar._fields if part in known})
    met = {key: read_count(count) for key, count in plain.get("met", {}).items()}  # an older draft has none
    return Outside(read_count(plain["visit"]), read_count(plain["total"]), times, found, read, met)
