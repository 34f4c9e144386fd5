"""What holds for any script and any answers: tried with scripts made by chance (`made_scripts`)."""

import json
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_scripts import COUNT, framed_script, illegal_value, most_stops, new_session, play_on, some_value, step_on
from playing import EVERY_KIND, at_question, begin, journal, kinds_asked, record, resumed
from tools import so_many

from selfattach.engine.answers import IllegalAnswerError
from selfattach.engine.draft_lines import replay
from selfattach.engine.prior_history import outside_from_plain, outside_to_plain
from selfattach.engine.session import NOT_KEPT, Act, Question, Session, WrongActError, prompts_of
from selfattach.script.model import Confirm, Prompt, Write, every_step, options_of

scripts = st.integers(0, COUNT - 1)
chances = st.integers(0, 2**32).map(Random)
tried = settings(
    max_examples=so_many(60, one_in=4),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
)


def somewhere(seed, random, leaves=0.02):
    """Return a session somewhere on its way, or at its end."""
    return play_on(new_session(seed, random), random, random.choice((3, 10, 30, 1000)), leaves)


def same_place(one, other):
    """Whether two sessions are at the same stop, with the same words on it and the same answers behind it."""
    return (one.log, one.step, one.ending, one.answered, one.shelved) == (
        other.log, other.step, other.ending, other.answered, other.shelved,
    )  # fmt: skip


def test_every_kind_of_question_is_asked_in_them():
    assert {kind for seed in range(COUNT // 10) for kind in kinds_asked(framed_script(seed).exercise)} == EVERY_KIND


@tried
@given(scripts, chances)
def test_every_way_ends(seed, random):
    session = new_session(seed, random)
    bound = most_stops(session.framed)
    session = play_on(session, random, bound + 1)
    assert session.step is None
    assert len(session.log) <= bound
    assert session.ending is not None
    with pytest.raises(WrongActError):
        session.enough()
    with pytest.raises(WrongActError):
        session.go_on()


@tried
@given(scripts, chances)
def test_back_takes_an_answer_back_and_prefills_it(seed, random):
    session = somewhere(seed, random)
    if not isinstance(session.step, Question):
        return
    answered = session.answer(some_value(session.step.prompt.form, random), "now")
    value = answered.log[-1].value
    back = answered.back()
    assert back == session
    assert back.step == session.step._replace(prefill=session.step.prefill if value is None else value)


@tried
@given(scripts, chances)
def test_going_back_and_answering_the_same_again_is_the_same_session(seed, random):
    session = somewhere(seed, random)
    walked = session
    for _ in range(random.randint(1, 6)):
        walked = walked.back() or walked
    for act in session.log[len(walked.log) :]:
        match act.kind:
            case "told":
                walked = walked.go_on()
            case "enough":
                walked = walked.enough()
            case "door":
                walked = walked.door(act.name)
            case _:
                walked = walked.answer(act.value, act.at)
    assert walked == session
    assert same_place(walked, Session(session.framed, session.outside, session.log, walked.later))
    assert record(walked) == record(session)


@tried
@given(scripts, chances)
def test_a_prefill_is_what_was_said_here_and_always_fits(seed, random):
    session = somewhere(seed, random)
    said = {(act.name, act.round): act.value for act in session.log if act.kind == "answer"}
    for _ in range(random.randint(1, 8)):
        session = session.back() or session
    for _ in range(40):
        if session.step is None:
            break
        if isinstance(session.step, Question) and session.step.prefill is not None:
            assert session.step.prefill == said[session.step.name, session.step.round]
            session.answer(session.step.prefill)
        session = step_on(session, random)


def finish_resumed(found, never):
    """Do what is pending, giving never-kept answers anew as they were."""
    session = found.session
    for act in found.pending:
        if act.value is NOT_KEPT:
            assert session.step.prompt.keep == "never"
            session = session.answer(never[act.name, act.round], act.at)
        else:
            session = session.do(act)
    return session


@tried
@given(scripts, chances)
def test_a_cut_after_any_act_and_resumed_is_the_uninterrupted_run(seed, random):
    whole = play_on(new_session(seed, random), random, leaves=0.02)
    lines = journal(whole)
    never = {
        (act.name, act.round): act.value
        for prompt, act in whole.answered
        if prompt.keep == "never" and act.value is not None
    }
    places = {0, len(lines), *(random.randint(0, len(lines)) for _ in range(3))}
    for place in places:
        found = resumed(whole, lines[:place])
        assert found.fits
        session = finish_resumed(found, never)
        assert same_place(session, Session(whole.framed, whole.outside, whole.log[:place]))
        for act in whole.log[place:]:
            session = session.do(act)
        assert same_place(session, whole)
        assert record(session) == record(whole)


@tried
@given(scripts, chances)
def test_what_was_known_from_outside_comes_back_from_a_journal_as_it_was(seed, random):
    outside = new_session(seed, random).outside
    assert outside_from_plain(json.loads(json.dumps(outside_to_plain(outside)))) == outside


@tried
@given(scripts, chances)
def test_a_journal_with_goings_back_resumes_to_the_same_place_and_prefill(seed, random):
    session = new_session(seed, random)
    lines = []
    for _ in range(random.choice((5, 20, 60))):
        if random.random() < 0.2 and session.back() is not None:
            session = session.back()
            lines.append({"cut": len(session.log)})
        elif session.step is not None:
            session = step_on(session, random)
            lines.append(line(session))
    never = {(act.name, act.round): act.value for prompt, act in session.answered if prompt.keep == "never"}
    found = resumed_from(session, lines)
    again = finish_resumed(found, never)
    assert same_place(again, session) or (
        isinstance(session.step, Question) and session.step.prompt.keep == "never" and again.log == session.log
    )
    kept = {name for name, prompt in prompts_of(session.framed).items() if prompt.keep != "never"}
    assert [act for act in again.later if act.name in kept] == [act for act in session.later if act.name in kept]
    assert again.aside() == session.aside()


def line(session):
    return json.loads(journal(session)[-1])


def resumed_from(session, lines):
    return resumed(session, [json.dumps(one) for one in lines])


@tried
@given(scripts, chances)
def test_never_kept_words_are_in_no_journal_and_only_they_are_asked_again(seed, random):
    session = somewhere(seed, random)
    found = resumed(session, journal(session))
    asked_again = []
    while found.pending:
        assert isinstance(found.session.step, Question)
        asked_again.append((found.session.step.name, found.session.step.round))
        options = options_of(found.session.step.prompt.form)
        said = options[0].id if options else "said anew"
        found = replay(found.session.answer(said, found.pending[0].at), found.pending[1:])
    never = [
        (act.name, act.round) for prompt, act in session.answered if prompt.keep == "never" and act.value is not None
    ]
    assert asked_again == never
    assert [act for act in found.session.log if (act.name, act.round) not in never] == [
        act for act in session.log if (act.name, act.round) not in never
    ]
    secrets = [act.value for prompt, act in session.answered if prompt.keep == "never" and act.value is not None]
    for one in journal(session):
        if '"never": true' in one:
            assert not any(str(secret) in one for secret in secrets if len(str(secret)) > 3)
            assert '"value"' not in one


@tried
@given(scripts, chances)
def test_an_illegal_answer_is_refused_and_changes_nothing(seed, random):
    session = somewhere(seed, random, leaves=0.0)
    if not isinstance(session.step, Question):
        return
    before = (session.log, session.later, session.step)
    value = illegal_value(session.step.prompt.form, random)
    if isinstance(session.step.prompt.form, Confirm | Write) or value is not None:
        with pytest.raises(IllegalAnswerError):
            session.answer(value)
    assert (session.log, session.later, session.step) == before


@tried
@given(scripts, chances)
def test_what_is_not_on_the_way_taken_counts_nowhere(seed, random):
    """Change an earlier answer: the rest is as if the first one had never been given."""
    session = play_on(new_session(seed, random), random)
    answers = [place for place, act in enumerate(session.log) if act.kind == "answer"]
    if not answers:
        return
    place = random.choice(answers)
    gone_back = session.cut(place)
    value = some_value(gone_back.step.prompt.form, random)
    seed_of_rest = random.random()
    changed = play_on(gone_back.answer(value, "now"), Random(seed_of_rest))
    never_said = Session(session.framed, session.outside, session.log[:place])
    fresh = play_on(never_said.answer(value, "now"), Random(seed_of_rest))
    assert changed == fresh
    assert record(changed) == record(fresh)
    assert changed.ending == fresh.ending


@tried
@given(scripts, chances)
def test_a_record_holds_the_answers_of_the_way_and_no_others(seed, random):
    session = play_on(new_session(seed, random), random)
    made = record(session)
    if made is None:
        return
    on_the_way = {(act.name, act.round): act.value for _, act in session.answered}
    places = [(entry["name"], tuple(entry.get("round", ()))) for entry in made["answers"]]
    assert len(set(places)) == len(places)
    for entry, place in zip(made["answers"], places, strict=True):
        assert entry["value"] == on_the_way[place]
        assert entry["value"] is not None


@tried
@given(scripts, chances)
def test_written_words_put_off_the_way_are_all_there_to_be_asked_about(seed, random):
    session = play_on(new_session(seed, random), random)
    written = {
        (act.name, act.round)
        for prompt, act in session.answered
        if prompt.form.kind in ("write", "promise") and act.value is not None and prompt.keep != "never"
    }
    for _ in range(random.randint(1, 6)):
        session = session.back() or session
    session = play_on(session, random)
    on_the_way = {(act.name, act.round) for act in session.log if act.kind == "answer"}
    assert {(act.name, act.round) for act in session.aside()} == written - on_the_way


def test_the_scripts_made_by_chance_hold_every_kind_of_step():
    kinds = set()
    for seed in range(60):
        for step in every_step(new_session(seed, Random(seed)).framed.body):
            kinds.add(step.form.kind if isinstance(step, Prompt) else type(step).__name__)
    assert kinds >= {
        "Say", "Rest", "Breathe", "Support", "When", "Repeat", "Include", "Recall", "Finish", "write", "rate", "choose",
        "pick", "confirm", "items", "measure", "promise", "review", "show", "shelve",
    }  # fmt: skip


def test_an_act_that_does_not_fit_is_refused_and_changes_nothing():
    session = at_question(begin("- write: thought\n  ask: What?"))
    log, step = session.log, session.step
    for act in (
        Act("told"), Act("answer", "other", "x"), Act("answer", "thought", "x", (1,)), Act("answer", "thought", ["x"]),
    ):  # fmt: skip
        with pytest.raises(WrongActError):
            session.do(act)
    assert (session.log, session.step) == (log, step)
    with pytest.raises(WrongActError):
        session.go_on()
    with pytest.raises(WrongActError):
        begin("- say: Hello.").answer("x")


def test_a_journal_that_no_longer_fits_loses_no_words():
    session = begin("- write: thought\n  ask: What?\n- write: other\n  ask: And?")
    lines = [{"did": "answer", "name": "thought", "value": "a"}, {"did": "answer", "name": "gone", "value": "b"},
             {"did": "answer", "name": "other", "value": "c"}]  # fmt: skip
    found = resumed_from(session, lines)
    assert (found.fits, found.session.step.name, found.session.step.prefill) == (False, "other", "c")
