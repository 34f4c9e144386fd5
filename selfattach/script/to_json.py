"""Exercise -> plain values, for `exercises show --json`: includes resolved, branches nested. Fields are only added."""

from typing import assert_never

from selfattach.kinds import JsonObject
from selfattach.script.model import (
    Breathe,
    Choose,
    ChooseSeveral,
    Condition,
    Confirm,
    Cue,
    Door,
    Finish,
    Include,
    KeepOrLetGo,
    Measure,
    Operation,
    Option,
    Promise,
    Prompt,
    Rate,
    RateEach,
    Recall,
    Ref,
    Repeat,
    Rest,
    ReviewPromise,
    Say,
    ScriptHead,
    Shelve,
    ShowRecalled,
    Step,
    Support,
    Text,
    When,
    Write,
    follow_ups_of,
)

Plain = JsonObject


def plain_head(head: ScriptHead) -> Plain:
    """Return the head."""
    return head._asdict() | {"evidence": head.evidence._asdict()}


def plain_steps(steps: tuple[Step, ...]) -> list[Plain]:
    """Return steps, branches nested."""
    return [_step(step) for step in steps]


def _step(step: Step) -> Plain:
    return _without_empty(_fields(step))


def _fields(step: Step) -> Plain:
    match step:
        case Say() | Support():
            return {"step": "say" if isinstance(step, Say) else "support", "id": step.id, "text": _text(step.text)}
        case Rest():
            cues = [_cue(cue) for cue in step.cues]
            quiet = {"quiet": True} if step.is_quiet else {}
            told = {"seconds": step.seconds, **quiet, "text": _text(step.text), "cues": cues}
            return {"step": "rest", "id": step.id, **told}
        case Breathe():
            times = {"in": step.inhale, "hold": step.hold, "out": step.exhale, "rest": step.pause}
            return {"step": "breathe", "id": step.id, **times, "rounds": step.rounds}
        case Prompt():
            return _prompt(step)
        case When():
            ways = {"then": step.then, "else": step.otherwise, "skipped": step.skipped}
            branches = {way: plain_steps(steps) for way, steps in ways.items()}
            return {"step": "when", "id": step.id, "condition": written(step.condition), **branches}
        case Repeat():
            until = written(step.until) if step.until is not None else ""
            rounds = {"times": step.times, "until": until, "as": step.name}
            return {"step": "repeat", "id": step.id, **rounds, "steps": plain_steps(step.steps)}
        case Include():
            of = {"fragment": step.fragment, "as": step.prefix}
            return {"step": "include", "id": step.id, **of, "steps": plain_steps(step.steps)}
        case Recall():
            of = {"exercise": step.exercise, "answer": step.answer, "which": step.which}
            met = {"matches": _ref(step.matches) if step.matches is not None else "", "take": ", ".join(step.take)}
            return {"step": "recall", "id": step.id, "as": step.name, **of, "older_than": step.older_than, **met}
        case Door():
            about = step.about if step.about != "life" else ""
            return {"step": "door", "id": step.id, "text": _text(step.text), "for": about}
        case Finish():
            return {"step": "finish", "id": step.id, "text": _text(step.text), "next": step.next}
        case _:
            assert_never(step)


def _prompt(prompt: Prompt) -> Plain:
    common = {
        "step": prompt.form.kind,
        "name": prompt.name,
        "ask": _text(prompt.ask),
        "hint": _text(prompt.hint),
        "help": _text(prompt.help),
        "pin": [", ".join(_ref(ref) for ref in refs) for refs in prompt.pins],
        "keep": prompt.keep,
    }
    return _without_empty(common | _form(prompt) | {"skipped": plain_steps(prompt.skipped)})


def _form(prompt: Prompt) -> Plain:
    match prompt.form:
        case Write() as form:
            examples = [_without_empty({"from": one.source, "text": one.text}) for one in form.examples]
            box = {"lines": "many" if form.many else 1, "start": _text(form.start)}
            return box | {"example": form.example, "examples": examples}
        case Rate() as form:
            return {"from": form.lowest, "to": form.highest, "low": form.low, "high": form.high}
        case Measure() as form:
            scale = {"from": form.lowest, "to": form.highest, "low": form.low, "high": form.high}
            return {"measure": form.measure, "as": form.moment, **scale, "cannot_tell": form.cannot_tell}
        case Choose() as form:
            return {"options": [_option(option) for option in form.options], "first": form.first}
        case KeepOrLetGo() as form:
            return {"options": [_option(option) for option in form.options]}
        case ChooseSeveral() as form:
            return {"options": [_option(option) for option in form.options], "at_most": form.at_most}
        case ReviewPromise() as form:
            return {"of": f"{form.exercise}.{form.name}", "options": [_option(option) for option in form.options]}
        case RateEach() as form:
            return {"list": dict(form.items), "scale": {str(figure): words for figure, words in form.scale}}
        case Promise() as form:
            parts = {"cue": _text(form.cue), "action": _text(form.action), "example": form.example}
            return parts | {"examples": [one._asdict() for one in form.examples]}
        case ShowRecalled() as form:
            return {"of": _ref(form.ref)}
        case Shelve() as form:
            words = {_ref(ref): section for ref, section in form.words}
            shelve = {"on": form.shelf, "words": words, "seal": "ask" if form.seal is None else form.seal}
            return shelve | {"asks": [f"{prompt.name}.{name}" for name in follow_ups_of(form)]}
        case Confirm():
            return {}
        case _:
            assert_never(prompt.form)


def _option(option: Option) -> Plain:
    told = option.in_text if option.in_text != option.label else ""
    return _without_empty({"id": option.id, "label": option.label, "as": told, "then": plain_steps(option.then)})


def _cue(cue: Cue) -> Plain:
    return {"at": cue.at, "say": _text(cue.text)}


def _text(text: Text | None) -> str | dict[str, str]:
    """The words as written; by visit where they change."""
    if text is None:
        return ""
    if len(text.by_visit) == 1:
        return text.by_visit[0].source
    return {str(words.visit): words.source for words in text.by_visit}


def _without_empty(plain: Plain) -> Plain:
    """What says nothing is left out."""
    return {key: value for key, value in plain.items() if value not in ("", [], {}, None)}


def _ref(ref: Ref) -> str:
    return ("last." if ref.last else "") + ref.name + (".ago" if ref.ago else "") + (".times" if ref.times else "")


def written(condition: Condition) -> str:
    """Return a condition as one line again; read anew it is the same condition."""
    if isinstance(condition, Ref):
        return _ref(condition)
    if isinstance(condition, str):
        return f"'{condition}'"
    if not isinstance(condition, Operation):
        return str(condition)
    parts = [written(part) for part in condition.parts]
    if condition.name in ("answered", "count", "has", "times", "rise"):
        return f"{condition.name}({', '.join(parts)})"
    sides = [_in_brackets(part, line) for part, line in zip(condition.parts, parts, strict=True)]
    match condition.name, sides:
        case "not", [side]:
            return f"not {side}"
        case "neg", [side]:
            return f"-{side}"
        case _:
            return f" {condition.name} ".join(sides)


def _in_brackets(part: Condition, line: str) -> str:
    """A part that is itself joined by signs or words goes in brackets."""
    joined = isinstance(part, Operation) and part.name not in ("answered", "count", "has", "times", "rise")
    return f"({line})" if joined else line
