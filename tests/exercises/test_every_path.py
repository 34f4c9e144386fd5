"""Every bundled exercise, every path to its end: what a person could meet, nobody else has to meet first.

All ways are walked at once: each stop is tried with every option, both answers, the figures around each number its
conditions name, words and no words. Two ways that stand at the same step with the same answers in what is still to
come are walked on as one.
"""

import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise

import pytest
from bundled import LISTED, SHELF, loaded
from playing import NOW, help_page, record, words_of
from tools import a_share_of, in_full

from selfattach.engine.draft_lines import Resumed
from selfattach.engine.loop import Loop
from selfattach.engine.prior_history import look_outside
from selfattach.engine.session import Found, Outside, Question, Session, Tell, met_key, review_key
from selfattach.engine.voice import as_plain
from selfattach.history.drafts import NoDraft
from selfattach.history.record import stored_from_plain, to_plain
from selfattach.script.conditions import refs_of
from selfattach.script.model import (
    CANNOT_TELL,
    Choose,
    ChooseSeveral,
    Confirm,
    Door,
    Finish,
    KeepOrLetGo,
    Measure,
    Operation,
    Promise,
    Prompt,
    Rate,
    RateEach,
    Recall,
    Ref,
    Repeat,
    ReviewPromise,
    Say,
    Shelve,
    ShowRecalled,
    Step,
    Support,
    Text,
    TextRun,
    When,
    Write,
    branches,
    every_step,
    options_of,
)
from selfattach.text import wrap
from selfattach.ui.given_answers import given_answers
from selfattach.ui.scripted import ScriptedVoice

MOST_WORDS = 20
MOST_SCREENS = 13
MOST_WALKED = 20_000
TOO_MANY_WAYS = ("inner-critic-reframe",)  # with what was answered before, and the short and the long way
# Of a share: so many ways that come to a step go on from it in every way, the later ones in one.
BRANCHING = 5 if in_full() else 3
NOTHING_SAID = (TextRun(""),)
EXERCISES = sorted(LISTED)


@pytest.fixture(scope="module", params=EXERCISES)
def ident(request):
    """The id of each exercise in turn: all that is asked of one comes together, so that its ways are walked once."""
    yield request.param
    walk_ways.cache_clear()


@cache
def framed(ident):
    return SHELF.framed(loaded(ident))


def parts_of(one):
    return (one.gate, one.body, one.after, one.felt, one.harder, one.keep, one.close)


def steps_of(one):
    return [step for part in parts_of(one) for step in every_step(part)]


# --- what matters later: an answer counts for the merging only as long as something that may still come looks at it


def names_in(value, *, inside=False):
    """Yield every name a step looks at, but not those of the steps inside it."""
    if isinstance(value, (Ref, KeepOrLetGo)):
        yield value.name
    elif isinstance(value, tuple) and not (inside and isinstance(value, Step)):
        for part in value:
            yield from names_in(part, inside=True)


@cache
def live_names(ident):
    """Return for each step, by identity, the names that it or a later one looks at; in a repeat also an earlier one."""
    order, starts = [], []

    def collect(steps, start):
        for step in steps:
            starts.append(len(order) if start is None else start)
            order.append(step)
            inner = starts[-1] if start is not None or isinstance(step, Repeat) else None
            for branch in branches(step):
                collect(branch, inner)

    for part in parts_of(framed(ident)):
        collect(part, None)
    looks_at = [set(names_in(step)) for step in order]
    found = {}
    for place, step in enumerate(order):
        found.setdefault(id(step), frozenset(set().union(*looks_at[starts[place] :])))
    return found


def conditions_of(one):
    for step in steps_of(one):
        if isinstance(step, When):
            yield step.condition
        elif isinstance(step, Repeat) and step.until is not None:
            yield step.until


def figures(one, name, lowest, highest):
    """Return the figures to try: both ends, and those around each number that a condition compares this name with."""
    tried, alone, compared = {lowest, highest}, set(), set()
    for condition in conditions_of(one):
        names = {ref.name for ref in refs_of(condition)}
        if name in names:
            near = {near for number in numbers_in(condition) for near in (number - 1, number, number + 1)}
            tried |= near
            alone |= near if names == {name} else set()
            compared |= names
    if len(compared) > 1:  # with one another: 4 for the first, then less, alike, one more, two more
        order = [step.name for step in steps_of(one) if isinstance(step, Prompt) and step.name in compared]
        tried = {4, *alone} if order[0] == name else tried | {3, 4, 5, 6}
    return sorted(figure for figure in tried if lowest <= figure <= highest)


def numbers_in(condition):
    if isinstance(condition, Operation):
        for part in condition.parts:
            yield from numbers_in(part)
    elif isinstance(condition, int):
        yield condition


def answers_to(ident, prompt, *, all_of_the_frame):
    """Return every answer that could lead somewhere else, the open one last."""
    if prompt.name.startswith("distress."):  # the rows of the frame's table stand in a test of their own
        return [0, 6, 7, 9, CANNOT_TELL, None] if all_of_the_frame else [0]
    if not all_of_the_frame and prompt.name == "guard.deep":
        return ["start"]  # left open, it does not
    if not all_of_the_frame and prompt.name.startswith(("guard.", "kind-close.", "felt")):
        return [None]
    form = prompt.form
    match form:
        case Choose() | ReviewPromise() | KeepOrLetGo():
            tried = [option.id for option in options_of(form)]
        case ChooseSeveral():
            ids = [option.id for option in form.options]
            tried = [[single] for single in ids] + ([ids[: form.at_most]] if form.at_most > 1 else [])
        case Confirm() | ShowRecalled():
            tried = [True, False]
        case Shelve():
            tried = [True, False] + ([30, "low"] if form.seal is None else [])
        case Rate() | Measure():
            tried = figures(framed(ident), prompt.name, form.lowest, form.highest)
        case RateEach():
            ids = [item for item, _ in form.items]
            low, high = form.scale[0][0], form.scale[-1][0]
            tried = [dict.fromkeys(ids, low), dict.fromkeys(ids, high), *({item: high} for item in ids)]
        case Promise():
            tried = [{"cue": "the kettle", "action": "one stretch"}, {"cue": "the kettle", "action": None}]
        case Write():
            tried = ["words"]
    return [*tried, None]


# --- walking


class Walked:
    """What was met on all ways of one exercise."""

    def __init__(self):
        self.reached = set()
        self.taken = set()
        self.words = set()
        self.runs = 0
        self.longest = 0
        self.endings = set()
        self.records = []
        self.ends = []
        self.empty = set()


def runs_of(step):
    """Return the texts of a stop; a name without words is an empty run in one of them."""
    if isinstance(step, Tell):
        spoken = isinstance(step.step, Say)
        return [step.text or NOTHING_SAID * spoken, *(runs for _, runs in step.cues)]
    return [step.ask, step.hint, step.help, step.extra]


def is_empty(run):
    return not run.text.strip(" ") or (run.own and "None" in run.text)


def state_of(session, live_at):
    """Return what the rest of the way depends on: where it is, and the answers that something still looks at."""
    player = session._player
    where, live = [], frozenset()
    generator = player._steps
    while generator is not None:
        step = generator.gi_frame.f_locals.get("step", generator.gi_frame.f_locals.get("prompt"))
        where.append((id(step), generator.gi_frame.f_lasti))
        live = live_at.get(id(step), live)
        generator = generator.gi_yieldfrom
    known = [
        (level.number, level.first_skipped, *(_known(one, live) for one in (level.values, level.lasts, before)))
        for level in player.levels
        for before in [level.previous.values if level.previous else {}]
    ]
    return repr((where, known, player.figures[:1], session.begun, session.ending, bool(player.shelved)))


def _known(values, live):
    return [(name, held) for name, held in values.items() if name in live]


def outsides(ident):
    """Return what could be known at the start: nothing, everything; the first visit, later ones; few sessions, many."""
    one = framed(ident)
    found, met = {}, {}
    for step in steps_of(one):
        if isinstance(step, Recall) and step.matches is not None:
            key = met_key(step, "words")
            met[key], found[key] = 2, Found("earlier words", "earlier words", "a month ago", "S/x")
        elif isinstance(step, Recall):
            found[step.key] = Found("earlier words", "earlier words", "a month ago", "S/x")
        elif isinstance(step, Prompt) and isinstance(step.form, ReviewPromise):
            promise = {"cue": "the kettle", "action": "one stretch"}
            found[review_key(step.form)] = Found(promise, "the kettle: one stretch", "3 days ago", "S/plan")
    visits = {1} | {
        words.visit for step in steps_of(one) for text in step if isinstance(text, Text) for words in text.by_visit
    }
    counted = {part for condition in conditions_of(one) for part in _quoted(condition)}
    yield Outside(1, 9)
    yield Outside(1, 0)
    for visit in sorted(visits):
        yield Outside(visit, 9, dict.fromkeys(counted, 9), found, met=met)
    for name, times in sorted({exact for condition in conditions_of(one) for exact in _exactly(condition)}):
        yield Outside(times + 1, 9, {name: times}, found, met=met)
    if met:  # said before, and nothing answered then
        yield Outside(4, 9, dict.fromkeys(counted, 9), {}, met=met)


def _quoted(condition):
    if isinstance(condition, Operation):
        for part in condition.parts:
            if condition.name == "times" and isinstance(part, str):
                yield part
            yield from _quoted(part)


def _exactly(condition):
    """Yield each exercise that is asked for with its very number of times."""
    if isinstance(condition, Operation):
        match condition:
            case Operation("==", (Operation("times", (str(ident),)), int(times))):
                yield ident, times
        for part in condition.parts:
            yield from _exactly(part)


def step_at(session):
    """The step as the script has it."""
    step = session.step
    return step.step if isinstance(step, Tell) else step.prompt


def walk(ident):
    """Walk all ways, or in the short form a share of them."""
    return walk_ways(ident, None if in_full() and ident not in TOO_MANY_WAYS else BRANCHING)


@cache
def walk_ways(ident, branching_at_most):
    met = Walked()
    live_at = live_names(ident)
    for number, outside in enumerate(outsides(ident)):
        first = Session(framed(ident), outside)
        waiting, seen, came = [(first, 0)], {}, Counter()
        while waiting:
            session, screens = waiting.pop()
            step = session.step
            if step is None:
                met.runs += 1
                met.endings.add(session.ending)
                if met.runs % 10 == 1 or met.runs < 50:
                    met.records.append(record(session))
                met.ends.append(session)
                continue
            state = state_of(session, live_at)
            if seen.get(state, -1) >= screens:
                continue
            came[step_at(session)] += 1
            branching = branching_at_most is None or came[step_at(session)] <= branching_at_most
            seen[state] = screens
            assert len(seen) < MOST_WALKED, f"{ident} has too many ways to walk them all"
            met.words.add(words_of(step))
            met.empty |= {words_of(step) for runs in runs_of(step) if any(is_empty(run) for run in runs)}
            met.reached.add(step_at(session))
            if isinstance(step, Tell):
                screens += 1
                met.longest = max(met.longest, screens)
                waiting.append((session.go_on(), screens))
                if number == 0 and branching:
                    waiting.append((session.enough(), 0))
                continue
            answers = answers_to(ident, step.prompt, all_of_the_frame=number == 0)
            for value in answers if branching else [answers[came[step_at(session)] % len(answers)]]:
                chosen = value if isinstance(value, list) else [value]
                met.taken |= {
                    (step.prompt.name, option.id) for option in options_of(step.prompt.form) if option.id in chosen
                }
                waiting.append((session.answer(value, NOW.isoformat()), 0))
            if number == 0 and branching:
                waiting.append((session.enough(), 0))
    return met


def test_every_path_ends(ident):
    met = walk(ident)
    assert met.runs
    assert {ending.how for ending in met.endings} >= {"done", "enough"}


def test_every_step_and_every_option_is_reached_on_some_path(ident):
    missed = missed_on(walk(ident), ident)
    for more in (2 * BRANCHING, None):  # a share of the ways need not lead everywhere
        missed = missed and missed_on(walk_ways(ident, more), ident)
    assert not missed


def missed_on(met, ident):
    """What a script holds that was not met."""
    told = {repr(step) for step in met.reached}
    opened = {(ending.door.about, as_plain(ending.door.text)) for ending in met.endings if ending.door is not None}
    missed = []
    for step in every_step(framed(ident).exercise.steps):
        if isinstance(step, Prompt):
            if step.name not in {one.name for one in met.reached if isinstance(one, Prompt)}:
                missed.append(step.name)
            missed += [
                f"{step.name}: {option.id}"
                for option in options_of(step.form)
                if (step.name, option.id) not in met.taken
            ]
        elif isinstance(step, Finish):
            if step.text is not None and repr(Say(step.text)) not in told:
                missed.append(step.text.at(1).source)
        elif isinstance(step, Door):
            if (step.about, first_words(step)) not in opened:
                missed.append(f"door: {first_words(step)}")
        elif not branches(step) and not isinstance(step, Recall) and repr(step) not in told:
            missed.append(repr(step))
    return missed


def first_words(door):
    """What a door says first, on any visit: no door of the library quotes anybody."""
    return "".join(run.text for run in door.text.at(1).runs) if door.text is not None else ""


def test_nothing_is_asked_or_said_after_a_door(ident):
    for session in walk(ident).ends:
        if session.ending.door is None:
            continue
        assert (session.ending.how, session.ending.next, session.step) == ("guard", "", None)
        assert session.log[-1].kind != "told", "the page of help comes at once after what was chosen"
        asked = [prompt.name for prompt, _ in session.answered]
        assert not any(name == "felt" or name.startswith("kind-close.") for name in asked)
        after_the_last_figure = session.ending.door.about == "nine" or asked[-1].startswith("guard.after.")
        assert after_the_last_figure or not any(name.startswith("distress.after") for name in asked)


def test_the_words_of_a_door_fit_the_page_and_meet_the_person_at_once():
    for ident in EXERCISES:
        for words in (first_words(door) for door in doors_of(framed(ident).exercise.steps)):
            assert len(wrap(words, 40)) <= 3, (ident, words)
            assert not words.startswith("Then "), (ident, words)


def doors_of(steps):
    return [step for step in every_step(steps) if isinstance(step, Door)]


def test_help_that_ends_a_practice_is_a_door():
    for steps in (steps for ident in EXERCISES for steps in lists_of(framed(ident).exercise.steps)):
        for step, following in pairwise(steps):
            assert not (isinstance(step, Support) and isinstance(following, Finish)), step


def lists_of(steps):
    yield steps
    for step in steps:
        for branch in branches(step):
            yield from lists_of(branch)


def test_no_text_has_a_hole(ident):
    for words in walk(ident).words:
        assert "${" not in words
        assert not re.search(r"\S  +\S", words), words
        assert not re.search(r"\b(and|or|the|a)\s*[.,;?]", words), words
        assert not re.search(r" [.,;?](\s|$)", words), words
        assert "!" not in words


def test_every_name_in_a_text_has_its_words(ident):
    assert not walk(ident).empty


def test_sentences_that_are_told_have_at_most_twenty_words():
    for step in (step for ident in EXERCISES for step in every_step(framed(ident).exercise.steps)):
        texts = [text for text in step if isinstance(text, Text)] if not isinstance(step, Prompt) else [step.ask]
        texts += [cue.text for cue in getattr(step, "cues", ())]
        for words in (words for text in texts for words in text.by_visit):
            for sentence in re.split(r"(?<=[.?:])\s+|\n\n|\n- ", " ".join(words.source.split(" "))):
                assert len(sentence.split()) <= MOST_WORDS, sentence


def test_there_are_at_most_thirteen_screens_in_a_row_that_only_tell(ident):
    assert walk(ident).longest <= MOST_SCREENS


def test_the_record_of_every_path_is_stored_as_it_is(ident):
    records = [kept for kept in walk(ident).records if kept is not None]
    assert records
    for kept in records:
        stored = json.loads(json.dumps(to_plain(stored_from_plain(kept))))
        for key, value in kept.items():
            if key != "answers":
                assert stored[key] == value
        for entry, after in zip(kept["answers"], stored["answers"], strict=True):
            assert {name: value for name, value in entry.items() if name in after} == after
            assert {name for name in entry if name not in after} <= {"labels"} or entry.keys() == after.keys()
        assert stored_from_plain(stored) == stored_from_plain(kept)


def given_for(session):
    """The answers of a session as an answers file would give them: lists for rounds."""
    given = {}
    for act in session.log:
        if act.kind != "answer" or act.value is None:
            continue
        at, name = given, act.name
        for number in act.round:
            at = at.setdefault(name, []) if isinstance(at, dict) else _item(at, name)
            at.extend([None] * (number - len(at)))
            name = number - 1
        at[name] = act.value
    return given


def _item(rounds, place):
    if rounds[place] is None:
        rounds[place] = []
    return rounds[place]


def test_the_scripted_voice_goes_every_way_to_the_same_end(ident):
    for session in a_share_of(walk(ident).ends, one_in=3):
        if any(act.kind == "enough" for act in session.log):
            continue  # a script gives answers and no "enough"
        voice = ScriptedVoice(given_answers(given_for(session), [], session.framed))
        start = Resumed(Session(session.framed, session.outside), ())
        run = Loop(start, voice, NoDraft("", {}), lambda: NOW, help_page(voice, asks=False), saves=True)
        assert run.run() == "over"
        assert [act[:4] for act in run.session.log] == [act[:4] for act in session.log]
        assert run.session.ending == session.ending


def test_there_are_exercises_to_walk():
    assert len(EXERCISES) >= 3
    assert isinstance(look_outside(framed(EXERCISES[0]), None, NOW), Outside)
    assert isinstance(Session(framed(EXERCISES[0])).step, Tell | Question)
