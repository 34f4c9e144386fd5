"""The same answers through the plain voice and the scripted voice leave the same record, guard and all."""

import io

import pytest
from playing import BEGUN, EVERY_KIND, NOW, asked, begin, help_page, kinds_asked, play, record, stored

from selfattach.engine.answers import counts_as_answered
from selfattach.engine.draft_lines import Resumed
from selfattach.engine.loop import Loop
from selfattach.engine.records import record_of
from selfattach.engine.session import Found, Outside, Session
from selfattach.engine.voice import Manner
from selfattach.history.drafts import NoDraft
from selfattach.script.model import CANNOT_TELL, Choose, ChooseSeveral, Promise, RateEach, Write, options_of
from selfattach.ui.given_answers import given_answers
from selfattach.ui.plain import Clock, PlainVoice
from selfattach.ui.scripted import ScriptedVoice
from selfattach.words import HELP_SCREENS

EVERY_FORM = """
- review: small-promise.plan
  as: went
  ask: What became of it?
- recall: letters.letter
  as: old
- show: old
- say: Hello.
- write: thought
  ask: What?
- write: letter
  ask: Write.
  lines: many
  keep: ask
- rate: weight
  ask: How heavy?
- choose: way
  ask: Which way?
  options: {left: To the left, right: To the right}
- pick: here
  ask: What is here?
  options: {calm: Calm, tired: Tired, busy: Busy}
- confirm: more
  ask: More?
- items: facets
  ask: How true?
  scale: {1: not at all, 3: partly, 5: very much}
  list: {friend: Friendly., hard: Hard.}
- repeat: 3
  steps:
    - promise: plan
      cue: After what?
      action: Then what?
    - write: why
      ask: Why?
- measure: distress
  as: during
- write: secret
  ask: Between us?
  keep: never
- shelve: thought
  on: kind-words
  seal: ask
"""
OUTSIDE = Outside(
    total=7,
    found={
        "letters.letter newest 0": Found("Dear me", "Dear me", "yesterday", "S/letter"),
        "small-promise.plan promise": Found({"cue": "tea", "action": "sip"}, "tea: sip", "yesterday", "S/plan"),
    },
)
FULL = {
    "went": "not_yet",
    "old.shown": True,
    "thought": ":( at the door",
    "letter": "Dear me,\n\nit was a lot: 1, 2",
    "weight": 0,
    "way": "right",
    "here": ["calm", "busy"],
    "more": False,
    "facets": {"friend": 1, "hard": 5},
    "plan": [{"cue": "the kettle", "action": "one stretch"}, {"cue": "the door", "action": None}],
    "why": ["it fits"],
    "distress.before": 2,
    "distress.during": 3,
    "distress.after": 4,
    "secret": "hush",
    "thought.shelf": 30,
    "letter.keep": "keep",
    "kind-close.need": "drink",
    "felt": "harder",
}
GUARDED = {
    "open": {},
    "low": {"distress.before": 0},
    "middle, going on": {"distress.before": 5, "guard.before": "go_on"},
    "middle, gentle": {"distress.before": 6, "guard.before": "gentle"},
    "no number": {"distress.before": CANNOT_TELL, "guard.before": "not_today"},
    "high, no second figure": {"distress.before": 7},
    "high, lower": {"distress.before": 8, "guard.before.steady.more": "look", "distress.again": 3, "distress.after": 3},
    "high, stop": {"distress.before": 8, "distress.again": 8, "guard.before": "stop"},
    "high, gentle": {"distress.before": 8, "distress.again": 8, "guard.before": "gentle"},
    "help": {"distress.before": 10},
    "risen": {"distress.before": 1, "distress.during": 6, "guard.during.ground.now": "worse", "felt": "harder"},
    "risen at the end": {"distress.before": 3, "distress.after": 5, "felt": "helped"},
    "high at the end": {"distress.before": 6, "distress.after": 8, "distress.after_again": 7, "guard.after": "gentle"},
}


def held(session, voice):
    help_page_here = help_page(voice, asks=isinstance(voice, PlainVoice))
    loop = Loop(Resumed(session, ()), voice, NoDraft(BEGUN.id, {}), lambda: NOW, help_page_here, saves=True)
    assert loop.run() == "over"
    return stored(record_of(loop.session, BEGUN, NOW)), loop.session


def lines_for(form, value):
    """Return what a person types to say this, line by line."""
    match form:
        case Write(many=True):
            return [*value.split("\n"), "."] if value else [""]
        case RateEach():
            return [str((value or {}).get(item, "")) for item, _ in form.items]
        case Promise() if value:
            return [value["cue"], value["action"] or ""]
        case ChooseSeveral() if value:
            return [" ".join(str([option.id for option in form.options].index(one) + 1) for one in value)]
        case _ if value is None:
            return [""]
        case _ if options_of(form):
            return [str([option.id for option in options_of(form)].index(value) + 1)]
        case _ if value == CANNOT_TELL:
            return ["?"]
        case _ if isinstance(value, bool):
            return ["yes" if value else "no"]
        case _ if form.kind == "shelve":
            return ["yes", str(value)]
        case _:
            return [str(value)]


def lines_on_the_page(page, value):
    """Return what is typed on a screen of help: one of its outcomes, or what closes the page."""
    return [":stop", "2"] if value is None else [str(list(HELP_SCREENS[page].ways).index(f"={value}") + 1)]


def typed(session):
    """What a person types; where three questions in a row were left open, Enter once more: it is not enough yet."""
    lines, offered = [], False
    answered = dict(
        zip((at for at, act in enumerate(session.log) if act.kind == "answer"), session.answered, strict=True)
    )
    for at, (prompt, act) in answered.items():
        if act.value is None and isinstance(prompt.form, Choose) and prompt.form.first:
            lines.append("0")
            continue
        lines += lines_on_the_page(prompt.page, act.value) if prompt.page else lines_for(prompt.form, act.value)
        if act.name.endswith("ground.now") and act.value == "worse":
            lines.append(str(list(HELP_SCREENS["reach"].ways).index("back") + 1))
        if act.name == "felt" and act.value == "harder":
            lines += lines_on_the_page("harder", "leave")
        three = [before.value for place, (_, before) in answered.items() if place <= at][-3:]
        if (
            three == [None] * 3
            and not offered
            and Session(session.framed, session.outside, session.log[: at + 1]).in_body
        ):
            lines, offered = [*lines, ""], True
    return "".join(f"{line}\n" for line in lines)


def plain(text):
    nothing_waits = Clock(lambda: 0.0, lambda _: None)
    return PlainVoice(io.StringIO(), io.StringIO(text), nothing_waits, manner=Manner(pace=0.0))


CASES = {
    **{name: ("moderate", given) for name, given in GUARDED.items()},
    "everything, gentle": ("gentle", FULL),
    "everything, left well": ("gentle", FULL | {"felt": "helped"}),
    "everything, moderate": ("moderate", FULL),
    "nothing, gentle": ("gentle", {}),
}


def test_every_form_is_asked_and_answered():
    session = begin(EVERY_FORM, outside=OUTSIDE)
    _, given = CASES["everything, left well"]
    played = play(session, **{name.replace(".", "__"): value for name, value in given.items()})
    assert kinds_asked(session.framed.exercise) == EVERY_KIND
    assert {prompt.form.kind for prompt, act in played.answered if act.value is not None} == EVERY_KIND


@pytest.mark.parametrize("case", CASES)
def test_every_voice_leaves_the_same_record(case):
    intensity, given = CASES[case]
    session = begin(EVERY_FORM, intensity=intensity, outside=OUTSIDE)
    given = {
        name: value for name, value in given.items() if intensity != "gentle" or name.split(".")[0] != "kind-close"
    }
    played = play(session, **{name.replace(".", "__"): value for name, value in given.items()})
    on_the_way = {name: value for name, value in given.items() if name in asked(played)}
    wanted = record(played)
    scripted = ScriptedVoice(given_answers(on_the_way, [], session.framed))
    by_script, scripted_session = held(session, scripted)
    by_line, plain_session = held(session, plain(typed(played)))
    assert by_script == wanted
    assert by_line == wanted
    assert plain_session == scripted_session == Session(session.framed, session.outside, played.log)
    assert scripted.unused(session.framed, cut_short=False) == []


def test_where_nobody_can_choose_an_answer_given_beforehand_reaches_somebody_and_the_session_ends_well():
    session = begin("- write: one\n  ask: One?\n- support: Here is somebody.\n- say: And on.")
    kept, ended = held(session, ScriptedVoice(given_answers({"one": "x"}, [], session.framed)))
    assert ended.ending.how == "done"
    assert kept["answers"][0]["value"] == "x"
    session = begin("- write: one\n  ask: One?", intensity="moderate")
    given = {"distress.before": 8, "distress.again": 8, "guard.before": "reach"}
    kept, ended = held(session, ScriptedVoice(given_answers(given, [], session.framed)))
    assert ended.ending.how == kept["ending"] == "guard"


def test_half_a_promise_ends_the_rounds_in_every_voice():
    session = play(
        begin(EVERY_FORM, outside=OUTSIDE), **{name.replace(".", "__"): value for name, value in FULL.items()}
    )
    plans = [(prompt, act) for prompt, act in session.answered if act.name == "plan"]
    assert [counts_as_answered(prompt.form, act.value) for prompt, act in plans] == [True, False]
    assert asked(session).count("why") == 1


FORWARD_AND_BACK = """
- write: thought
  ask: What?
- promise: plan
  cue: After what?
  action: Then what?
- items: facets
  ask: How true?
  scale: {1: no, 2: yes}
  list: {friend: Friendly., hard: Hard.}
- shelve: thought
  on: kind-words
- confirm: more
  ask: More?
"""


def test_after_going_back_enter_keeps_what_was_said_before():
    there = ["one thought", "tea", "sip", "1", "2", "yes", "yes", ":back", ":back", ":back", ":back", ":back"]
    again = ["", "", "", "", "", "", "", "yes", ""]
    session = begin(FORWARD_AND_BACK)
    kept, _ = held(session, plain("".join(f"{line}\n" for line in there + again)))
    straight, _ = held(session, plain("one thought\ntea\nsip\n1\n2\nyes\nyes\nyes\n\n"))
    assert kept == straight
    assert kept["answers"][2]["value"] == {"friend": 1, "hard": 2}


def test_skip_leaves_open_what_was_said_before():
    lines = ["one thought", ":back", ":skip", "", "", "", "", "", ""]
    kept, _ = held(begin(FORWARD_AND_BACK), plain("".join(f"{line}\n" for line in lines)))
    assert kept["answers"] == []


def test_what_was_said_before_on_another_way_is_not_offered_where_it_does_not_fit():
    """The question of the guard at the gate has other options after 8 than after 5."""
    lines = ["5", "2", ":back", ":back", "8", "", "8", "", "", ""]
    voice = plain("".join(f"{line}\n" for line in lines))
    kept, session = held(begin("- write: one\n  ask: One?", intensity="moderate"), voice)
    assert session.ending.how == "guard"
    assert kept["ending"] == "guard"


TWO_WAYS = "- choose: way\n  ask: Which way?\n  first: short\n  options: {short: A short one, long: A long one}"


@pytest.mark.parametrize(
    ("typed_line", "taken"), [("", "short"), ("1", "short"), ("2", "long"), ("0", None), (":skip", None)]
)
def test_in_plain_lines_enter_takes_the_option_that_is_named_first_and_a_0_leaves_it_open(typed_line, taken):
    _, session = held(begin(TWO_WAYS), plain(f"{typed_line}\n\n"))
    assert {act.name: act.value for _, act in session.answered}["way"] == taken


LINES_TO_BORROW = """
- write: answer
  ask: What would be fair?
  examples:
    - It was a hard day.
    - Come and sit down.
- write: letter
  ask: Write.
  lines: many
  examples:
    - {from: A friend's, text: Dear Dan. You said sorry.}
"""


def test_what_was_borrowed_leaves_the_record_of_what_was_written():
    borrowed, _ = held(begin(LINES_TO_BORROW), plain("2\nDear me\n:example 1\n2\n.\n\n"))
    letter = "Dear me\n\nDear Dan. You said sorry."
    session = begin(LINES_TO_BORROW)
    given = given_answers({"answer": "Come and sit down.", "letter": letter}, [], session.framed)
    assert held(session, ScriptedVoice(given))[0] == borrowed
    assert [entry["value"] for entry in borrowed["answers"]] == ["Come and sit down.", letter]


@pytest.mark.parametrize("said", ["?", "I can't tell"])
def test_in_every_rating_one_may_say_that_one_cannot_tell(said):
    from selfattach.engine.written_answers import read_written  # noqa: PLC0415  for this
    from selfattach.script.model import Measure, Rate  # noqa: PLC0415  for this

    assert read_written(Rate(0, 10), said) is None
    assert read_written(Measure("distress", "before", 0, 10, "calm", "hard", "I can't tell"), said) == CANNOT_TELL
