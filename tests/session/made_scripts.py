"""Valid scripts made by chance, as YAML text for the real compiler, and legal acts for whatever they ask."""

from functools import cache
from random import Random
from typing import assert_never

import yaml
from playing import compiled, the_frame

from selfattach.engine.session import Found, Outside, Session, Tell, review_key
from selfattach.script.faults import ScriptError
from selfattach.script.model import (
    CANNOT_TELL,
    Choose,
    ChooseSeveral,
    Confirm,
    KeepOrLetGo,
    Measure,
    Promise,
    Rate,
    RateEach,
    Recall,
    Repeat,
    ReviewPromise,
    Shelve,
    ShowRecalled,
    Write,
    branches,
    every_step,
    options_of,
)
from selfattach.script.model import Prompt as Asking

ENDS = ("finish", {"finish": "Then that.", "next": "a-walk"}, "door", {"door": "Then this.", "for": "harm"})
WORDS = (
    "a stone",
    "Ørsted \u200fשלם\u200e 👩‍👧",
    "${n1} *x* [b] $$",
    "two\nlines",
    "# no comment: {x}",
    " edges ",
    "0",
)
COUNT = 400  # different scripts


class _Maker:
    """Writes one script. `seen`: what conditions may name here, as (name, kind, ids)."""

    def __init__(self, random, fragments, *, in_fragment=False):
        self.random = random
        self.fragments = fragments
        self.in_fragment = in_fragment
        self.number = 0
        self.room = random.randint(4, 12) if in_fragment else random.randint(6, 26)

    def name(self, letter="n"):
        self.number += 1
        return f"{letter}{self.number}"

    def steps(self, seen, depth, nested, most=5):
        made = [self.step(seen, depth, nested) for _ in range(self.random.randint((most + 1) // 2, most))]
        return [step for step in made if step is not None] or [{"say": "Nothing else."}]

    def step(self, seen, depth, nested):
        self.room -= 1
        telling, asking = (self.tell,), (self.ask,)
        flow = (self.when, self.repeat, self.include, self.recall) if nested < 3 and self.room > 0 else ()
        return self.random.choice((*telling, *asking * 4, *flow, self.last_words))(seen, depth, nested)

    # --- telling

    def text(self, seen):
        parts = [self.random.choice(("Look", "**Here**", "*so*", "5 $$"))]
        for name, _, _ in self.random.sample(seen, min(len(seen), 2)):
            parts.append(f"${{{name}|nothing}}")
        return " ".join(parts)

    def tell(self, seen, depth, nested):
        match self.random.randrange(5):
            case 0:
                return {"rest": "20s", "text": self.text(seen), "cues": [{"at": "10s", "say": self.text(seen)}]}
            case 1:
                return {"breathe": {"in": 4, "out": 6, "rounds": 2}}
            case 2:
                return {"say": {1: self.text(seen), 3: self.text(seen)}}
            case 3:
                return self.random.choice(("support", "ground", {"ground": self.text(seen)}))
            case _:
                return {"say": self.text(seen)}

    # --- asking

    def ask(self, seen, depth, nested):
        kind = self.random.choice(
            ("write", "write", "rate", "choose", "pick", "confirm", "items", "measure", "promise", "review", "keep")
        )
        name, before, pinned = self.name(), list(seen), [one for one, _, _ in seen]
        step = {kind: name, "ask": f"{self.text(seen)}?"}
        match kind:
            case "write":
                step |= self.random.choice(({}, {"lines": "many"}, {"start": "I am "}, {"keep": "ask"}, {"hint": "h"}))
                seen.append((name, "words", ()))
            case "keep":
                step = {"write": name, "ask": "Between us?", "keep": "never"}
                seen = []  # nothing may depend on it
            case "rate":
                seen.append((name, "number", ()))
            case "confirm":
                seen.append((name, "truth", ()))
            case "choose" | "pick":
                seen.append((name, {"choose": "id", "pick": "picked"}[kind], ("o1", "o2", "o3")))
                step["options"] = self.options(seen, depth, nested, ("o1", "o2", "o3"), kind)
            case "items":
                step |= {"scale": {1: "no", 2: "yes"}, "list": {"p": "P.", "q": "Q."}}
                seen += [(name, "items", ()), (f"{name}.p", "number", ())]
            case "measure":
                if self.in_fragment:
                    return {"say": "No figure in a piece."}
                step = {"measure": "distress", "as": "during", "name": name}
                seen.append((f"distress.{name}", "number", ()))
            case "promise":
                step = {"promise": name, "cue": "After what?", "action": "What?"}
                seen.append((name, "words", ()))
            case "review":
                step = {"review": f"some-{name}.plan", "as": name, "ask": f"So, ${{{name}.ago}}?"}
                seen.append((name, "id", ("kept", "let_go")))
        if self.random.random() < 0.25 and kind != "keep":
            step["skipped"] = self.steps(before, depth, nested + 1, 2)
            seen += [one for one in before if one not in seen]
        if pinned and self.random.random() < 0.3:
            step["pin"] = self.random.choice(pinned)
        return step

    def options(self, seen, depth, nested, ids, kind):
        made = {}
        learned = []
        for one in ids:
            made[one] = f"Option {one}"
            if nested < 2 and self.random.random() < 0.4:
                inner = list(seen)
                made[one] = {"label": one, "as": f"the {one}", "then": self.steps(inner, depth, nested + 1, 2)}
                if kind == "choose" and self.random.random() < 0.2:
                    made[one]["then"].append(self.random.choice(ENDS))
                    continue  # nothing is learned on a way that ends
                learned += [name for name in inner if name not in seen and name not in learned]
        seen += learned
        return made

    # --- flow

    def condition(self, seen):
        parts, known = [], True
        for name, kind, ids in self.random.sample(seen, min(len(seen), self.random.randint(1, 2))):
            number = self.random.randint(0, 8)
            known = known and kind not in ("number", "truth", "id", "picked")
            parts.append(
                {
                    "number": f"{name} {self.random.choice(('<', '>=', '==', '!='))} {number}",
                    "truth": name,
                    "id": f"{name} == '{self.random.choice(ids or ('o1',))}'",
                    "picked": f"has({name}, '{self.random.choice(ids or ('o1',))}')",
                    "list": f"count({name}) > 1",
                }.get(kind, f"answered({name})")
            )
        parts = parts or ["times() > 2"]
        joined = self.random.choice((" and ", " or ")).join(parts)
        return (f"not ({joined})" if self.random.random() < 0.3 else joined), known

    def when(self, seen, depth, nested):
        condition, known = self.condition(seen)
        step, learned = {"when": condition}, []
        for branch in ("then", "else", "skipped"):
            if branch == "then" or (self.random.random() < 0.5 and not (branch == "skipped" and known)):
                inner = list(seen)
                step[branch] = self.steps(inner, depth, nested + 1, 3)
                if branch == "then" and not known and self.random.random() < 0.08:
                    step["then"].append("finish")
                    continue  # nothing is learned on a way that ends
                learned += [name for name in inner if name not in seen and name not in learned]
        seen += learned
        return step

    def repeat(self, seen, depth, nested):
        if depth >= 2:
            return self.tell(seen, depth, nested)
        inner = list(seen)
        first = self.ask(inner, depth + 1, nested + 1)
        steps = [first, *self.steps(inner, depth + 1, nested + 1, 3)]
        fresh = [one for one in inner if one not in seen and not one[0].startswith("last.")]
        step = {"repeat": self.random.randint(1, 3), "steps": steps}
        if fresh and self.random.random() < 0.6:
            name = self.random.choice(fresh)[0]
            told = {"say": f"Before: ${{last.{name}|none}}."}
            step["steps"].insert(self.random.randint(0, len(steps)), told)
        numbers = [name for name, kind, _ in fresh if kind == "number"]
        if numbers:
            step["until"] = f"{numbers[0]} >= 6"
        if not any(_asks(one) for one in steps):
            steps.append({"confirm": self.name(), "ask": "Once more?"})
        if self.random.random() < 0.5:
            step["as"] = self.name("r")
            seen.append((step["as"], "list", ()))
        for name, kind, ids in fresh:
            seen.append((name, "list", ()))
            if kind == "number":
                seen.append((f"last.{name}", kind, ids))
        return step

    def include(self, seen, depth, nested):
        if not self.fragments or depth > 1:
            return self.tell(seen, depth, nested)
        fragment = self.random.choice(list(self.fragments))
        prefix = self.name("f")
        seen += [
            (f"{prefix}.{name}", kind, ids) for name, kind, ids in self.fragments[fragment][1] if "last." not in name
        ]
        return {"include": fragment, "as": prefix}

    def recall(self, seen, depth, nested):
        name = self.name("old")
        seen.append((name, "found", ()))
        return {"recall": f"letters.{self.name('k')}", "as": name}

    def last_words(self, seen, depth, nested):
        """Show or shelve something that is there."""
        recalled = [name for name, kind, _ in seen if kind == "found" and f"{name}.shown" not in dict_of(seen)]
        if recalled and self.random.random() < 0.5:
            seen.append((f"{recalled[0]}.shown", "words", ()))
            return {"show": recalled[0]}
        words = [
            name
            for name, kind, _ in seen
            if kind in ("words", "list") and "." not in name and f"{name}.shelf" not in dict_of(seen)
        ]
        if words:
            name = self.random.choice(words)
            seen.append((f"{name}.shelf", "words", ()))
            seal = self.random.choice(({}, {"seal": "ask"}, {"seal": "low"}, {"seal": 7}))
            return {"shelve": name, "on": "letters"} | seal
        return self.tell(seen, depth, nested)


def dict_of(seen):
    return {name for name, _, _ in seen}


def _asks(step):
    return isinstance(step, dict) and not {
        "say",
        "rest",
        "breathe",
        "ground",
        "support",
        "include",
        "recall",
        "repeat",
        "when",
        "finish",
    } & set(step)


def _text(ident, steps, intensity="gentle", kind="exercise"):
    head = {"selfattach": 1, "id": ident, "title": "Made by chance", "intensity": intensity, "kind": kind}
    return yaml.safe_dump({**head, "steps": steps}, allow_unicode=True, sort_keys=False, width=1000)


def script_text(seed):
    """Return the text of a script, and those of its fragments."""
    random = Random(seed)
    fragments = {}
    for ident in ("piece", "other")[: random.randint(0, 2)]:
        maker, seen = _Maker(random, {}, in_fragment=True), []
        steps = maker.steps(seen, 1, 1)
        fragments[ident] = (_text(ident, steps, kind="fragment"), seen)
    intensity = random.choice(("gentle", "moderate"))
    steps = _Maker(random, fragments).steps([], 0, 0, 14)
    return _text("made", steps, intensity), {ident: text for ident, (text, _) in fragments.items()}


@cache
def framed_script(seed):
    for one in range(seed, seed + 20 * COUNT, COUNT):  # some are not valid: a shelf asked twice, a name of another way
        text, fragments = script_text(one)
        try:
            return the_frame().around(compiled(text, fragments, ident="made"))
        except ScriptError:
            continue
    raise AssertionError("the maker has forgotten how to write a script")


def some_outside(framed, random):
    """Return what a session of this script might know from outside."""
    found = {}
    for step in every_step(framed.body):
        key = None
        if isinstance(step, Recall):
            key = step.key
        elif isinstance(step, Asking) and isinstance(step.form, ReviewPromise):
            key = review_key(step.form)
        if key and random.random() < 0.6:
            found[key] = Found("earlier words", "earlier words", "a week ago", f"S/{key}")
    return Outside(random.choice((1, 2, 3, 12)), random.randint(0, 9), {}, found)


def new_session(seed, random):
    framed = framed_script(seed)
    return Session(framed, some_outside(framed, random))


def some_value(form, random):
    """Return a legal answer, or None."""
    if random.random() < 0.2:
        return None
    match form:
        case Write():
            return random.choice(WORDS)
        case Rate() | Measure():
            if isinstance(form, Measure) and random.random() < 0.2:
                return CANNOT_TELL
            return random.choice((form.lowest, 3, 5, 6, 7, 8, form.highest))
        case ChooseSeveral():
            return random.sample([option.id for option in form.options], random.randint(0, len(form.options)))
        case Confirm() | ShowRecalled():
            return random.random() < 0.7
        case RateEach():
            return {item: random.choice(form.scale)[0] for item, _ in form.items if random.random() < 0.7}
        case Promise():
            return random.choice(
                ({"cue": "the kettle", "action": "a breath"}, {"cue": "the door"}, {"cue": None, "action": "tea"})
            )
        case Shelve():
            return random.choice((True, False, 30, "low"))
        case Choose() | ReviewPromise() | KeepOrLetGo():
            return random.choice(options_of(form)).id
        case _:
            assert_never(form)


def illegal_value(form, random):
    """Return something this prompt does not take."""
    fits_nothing = [object(), ["no such option"], {"no such": 1}, 1.5]
    if not isinstance(form, Write):
        fits_nothing += ["no such words", -7, 10**6]
    elif isinstance(form, Write):
        fits_nothing = [object(), ["a list"], {"a": "map"}, True]
    return random.choice(fits_nothing)


def step_on(session, random):
    """Go one act further: pass a telling, or answer."""
    if isinstance(session.step, Tell):
        return session.go_on()
    return session.answer(some_value(session.step.prompt.form, random), "2026-11-22T20:00:00+00:00")


def play_on(session, random, most=10_000, leaves=0.0):
    """Go on with legal acts to the end, or for so many; now and then somebody has enough, or chooses help."""
    for _ in range(most):
        if session.step is None:
            break
        if random.random() < leaves:
            session = random.choice((session.enough, session.door))()
        else:
            session = step_on(session, random)
    return session


def most_stops(framed):
    """Return a bound on the stops of any way through: every step of every branch, in every round."""

    def within(steps):
        total = 0
        for step in steps:
            inner = sum(within(branch) for branch in branches(step))
            total += inner * step.times if isinstance(step, Repeat) else inner + 2
        return total

    return sum(
        within(part) for part in (framed.gate, framed.body, framed.after, framed.keep, framed.close, framed.felt)
    )
