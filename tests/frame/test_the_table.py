"""The safety frame, row by row: what each figure of distress leads to, for each intensity, at each moment.

    9-10                              the page of help, no practice; nothing is asked after it
    risen by 2 or more, to 5 or more  ground, close
    7-8                               steady, ask again; still 7 or more: a screen of help asks what now, and it ends
    5-6, or no number                 gentle is offered first; moderate may go on; deep does not start
    0-4                               go on

After an end that has room for it: how it felt, whose words stay, the close.
Nobody answers the questions of the guard here, as in a scripted run.
"""

import pytest
from playing import asked, begin, compiled, play, record, script, stops, the_frame, told, until

from selfattach.engine.player import Opened
from selfattach.engine.session import Outside, Session, Tell
from selfattach.script.model import Support

NUMBERS = range(11)
FIGURES = (*NUMBERS, "cannot_tell", None)
SCRIPT = """
- write: one
  ask: One?
- measure: distress
  as: during
- write: two
  ask: Two?
"""
GENTLE = f"- measure: distress\n  as: before\n{SCRIPT}- measure: distress\n  as: after\n- say: The end."
SCRIPTS = {"gentle": GENTLE, "moderate": SCRIPT, "deep": SCRIPT}
SIX_BEFORE = Outside(total=6)
PASSES_THE_GATE = {
    "gentle": [{"distress__before": first} for first in (*range(7), "cannot_tell", None)],
    "moderate": [
        *({"distress__before": first} for first in (*range(7), "cannot_tell", None)),
        {"distress__before": 8, "distress__again": 4},
    ],
    "deep": [*({"distress__before": first} for first in range(5)), {"distress__before": 7, "distress__again": 2}],
}


def row(first, figure):
    """Return the first row of the table that applies."""
    if figure not in NUMBERS:
        return "middle"
    if figure >= 9:
        return "help"
    if first in NUMBERS and figure - first >= 2 and figure >= 5:
        return "risen"
    return "high" if figure >= 7 else "middle" if figure >= 5 else "low"


def guarded(intensity, key, figures):
    """Return what the guard asks after the figures of one moment, and the ending it makes of it, or None."""
    first, figure, again = figures
    name, moment = key, "after" if key == "after" else "before" if key == "before" else "during"
    found, questions = row(first, figure), []
    ends = "done" if moment == "after" else "guard"
    if found == "high":
        name = "again" if key == "before" else f"{key}_again"
        questions = [f"guard.{key}.steady.more", f"distress.{name}"]
        found = row(first, again)
        if found == "high" or again not in NUMBERS:
            return [*questions, f"guard.{key}"], f"{ends} at once"
    if found == "help":
        return questions, "door"
    if found == "risen":
        return [*questions, f"guard.{name}.ground.now"], ends
    if found == "middle" and moment != "after" and intensity != "gentle":
        if moment == "before" and intensity == "deep":
            return questions, "refused"
        return [*questions, f"guard.{key}"], None
    return questions, None


def expected(intensity, given):
    """Return every question that is asked with these figures, in order, and how it ends."""
    first = next((figure for figure in given.values() if figure in NUMBERS), None)
    questions = ["guard.deep"] if intensity == "deep" else []
    ending, begun = None, False
    for key in ("before", "during", "after"):
        if key == "during":
            questions.append("one")
        elif key == "after":
            questions.append("two")
        again = "distress__again" if key == "before" else f"distress__{key}_again"
        questions.append(f"distress.{key}")
        more, ending = guarded(intensity, key, (first, given.get(f"distress__{key}"), given.get(again)))
        questions += more
        begun = begun or intensity == "gentle" or ending is None
        if ending is not None:
            break
    figure_given = any(value is not None for value in given.values())
    ends_at_once = ending in {"door", "guard at once", "done at once"}
    if begun and not ends_at_once:
        questions.append("felt")
    if intensity != "gentle" and not ends_at_once and (begun or (figure_given and ending != "refused")):
        questions.append("kind-close.need")
    return questions, {None: "done", "refused": "guard", "door": "guard"}.get(ending, (ending or "").split(" ")[0])


def check(intensity, given):
    session = play(begin(SCRIPTS[intensity], intensity=intensity, outside=SIX_BEFORE), **given)
    questions, how = expected(intensity, given)
    assert asked(session) == questions, given
    assert session.ending.how == how, given
    kept = record(session)
    if kept is not None:
        assert (kept["ending"], kept["finished"]) == (how, how == "done"), given


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("intensity", ["gentle", "moderate", "deep"])
def test_before(intensity, figure):
    check(intensity, {"distress__before": figure})


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("intensity", ["gentle", "moderate", "deep"])
def test_before_again_after_steadying(intensity, figure):
    for high in (7, 8):
        check(intensity, {"distress__before": high, "distress__again": figure})


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("intensity", ["gentle", "moderate", "deep"])
def test_during(intensity, figure):
    for gate in PASSES_THE_GATE[intensity]:
        check(intensity, {**gate, "distress__during": figure})


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("intensity", ["gentle", "moderate", "deep"])
def test_during_again_after_steadying(intensity, figure):
    for gate in PASSES_THE_GATE[intensity]:
        for high in (7, 8):
            check(intensity, {**gate, "distress__during": high, "distress__during_again": figure})


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("intensity", ["gentle", "moderate", "deep"])
def test_after(intensity, figure):
    for gate in PASSES_THE_GATE[intensity]:
        check(intensity, {**gate, "distress__after": figure})


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("intensity", ["gentle", "moderate", "deep"])
def test_after_again_after_steadying(intensity, figure):
    for gate in PASSES_THE_GATE[intensity]:
        for high in (7, 8):
            check(intensity, {**gate, "distress__after": high, "distress__after_again": figure})


# --- in words: the rows one by one, with the answers a person may give


def moderate(**answers):
    return play(begin(SCRIPT, intensity="moderate"), **answers)


def deep(total=5, **answers):
    return play(begin(SCRIPT, intensity="deep", outside=Outside(total=total)), **answers)


def ending(session):
    return session.ending.how, session.ending.next


CHECK_IN = "mindfulness-check-in"


@pytest.mark.parametrize("figure", [9, 10])
@pytest.mark.parametrize("moment", ["before", "during", "after"])
def test_at_9_it_ends_at_the_page_of_help_and_nothing_is_asked_or_said_after_it(moment, figure):
    session = moderate(**{"distress__before": 8, "distress__again": 4, f"distress__{moment}": figure})
    assert ending(session) == ("guard", "")
    assert session.ending.door == Opened("nine")
    assert asked(session)[-1] == f"distress.{moment}"
    assert session.step is None
    assert ("one" in asked(session)) is (moment != "before")


def test_5_and_6_offer_a_gentle_practice_first_and_may_go_on():
    for figure in (5, 6, "cannot_tell", None):
        assert ending(moderate(distress__before=figure)) == ("done", "")
        assert "one" in asked(moderate(distress__before=figure, guard__before="go_on"))
        assert ending(moderate(distress__before=figure, guard__before="gentle")) == ("guard", CHECK_IN)
        assert ending(moderate(distress__before=figure, guard__before="not_today")) == ("guard", "")


def test_a_number_still_high_offers_a_gentle_practice_an_end_or_somebody():
    high = {"distress__before": 8, "distress__again": 7}
    assert ending(moderate(**high)) == ("guard", "")
    assert ending(moderate(**high, guard__before="stop")) == ("guard", "")
    assert ending(moderate(**high, guard__before="gentle")) == ("guard", CHECK_IN)
    session = until(begin(SCRIPT, intensity="moderate"), "guard.before", **high)
    assert session.step.prompt.page == "seven"  # a screen of help asks it, with the numbers in view
    session = session.answer("reach")
    assert isinstance(session.step.step, Support)
    assert ending(play(session)) == ("guard", "")


def test_a_number_still_high_is_the_end_and_nothing_is_asked_after_it():
    for key, high in (
        ("before", {"distress__before": 8, "distress__again": 7}),
        ("during", {"distress__before": 7, "distress__again": 4, "distress__during": 7, "distress__during_again": 7}),
        ("after", {"distress__before": 6, "distress__after": 7, "distress__after_again": 7}),
    ):
        for chosen in (None, "stop", "gentle"):
            session = moderate(**high, **{f"guard__{key}": chosen})
            assert asked(session)[-1] == f"guard.{key}", (key, chosen)
            assert session.ending.at_once
            assert session.ending.door is None


def test_after_the_end_what_is_chosen_only_says_what_follows():
    high = {"distress__before": 6, "distress__after": 7, "distress__after_again": 7}
    assert ending(moderate(**high)) == ("done", "")
    assert ending(moderate(**high, guard__after="stop")) == ("done", "")
    assert ending(moderate(**high, guard__after="reach")) == ("done", "")
    assert ending(moderate(**high, guard__after="gentle")) == ("done", CHECK_IN)


def test_a_rise_at_the_end_grounds_and_stays_done():
    session = moderate(distress__before=2, distress__after=5)
    assert ending(session) == ("done", "")
    assert asked(session)[-3:] == ["guard.after.ground.now", "felt", "kind-close.need"]


def test_a_rise_is_measured_from_the_first_figure_of_the_session():
    steadied = {"distress__before": 8, "distress__again": 2}
    assert "guard.during.ground.now" not in asked(moderate(**steadied, distress__during=5))
    assert "guard.during.ground.now" in asked(moderate(distress__before=3, distress__during=5))
    assert "guard.during.ground.now" not in asked(moderate(distress__before=4, distress__during=5))
    assert "guard.during.ground.now" not in asked(moderate(distress__before=1, distress__during=4))


def test_a_deep_one_needs_five_sessions_of_any_kind():
    for total in (0, 4):
        session = deep(total)
        assert ending(session) == ("guard", CHECK_IN)
        assert asked(session) == []
        assert "Check in" not in told(session)[0]  # titles are the library's; here stands the id
        assert CHECK_IN in told(session)[0]
        assert record(session) is None
    assert "one" in asked(deep(5, distress__before=2))


def test_a_deep_one_offers_not_today():
    session = deep(guard__deep="not_today")
    assert (ending(session), asked(session)) == (("guard", ""), ["guard.deep"])
    assert "one" in asked(deep(guard__deep="start", distress__before=0))


def test_a_deep_one_is_refused_at_5_and_6_and_without_a_number_and_says_what_instead():
    for figure in (5, 6, "cannot_tell", None):
        session = deep(distress__before=figure)
        assert ending(session) == ("guard", CHECK_IN)
        assert CHECK_IN in told(session)[-1]


def test_the_refusal_names_the_title_as_it_is_whatever_signs_it_has():
    framed = the_frame().around(compiled(script(SCRIPT, intensity="deep")), lambda _: "A *b* ${c and ${one}")
    assert told(play(Session(framed)))[0].endswith("A *b* ${c and ${one}")


# --- the close


def test_how_it_felt_and_then_the_close_follow_every_ending_that_has_room_for_them():
    finishing = f"{SCRIPT}- finish: That is it."
    sessions = {
        "done": moderate(),
        "finish": play(begin(finishing, intensity="moderate")),
        "enough": play(until(begin(SCRIPT, intensity="moderate"), "two").enough()),
        "enough before the last figure": play(until(begin(SCRIPT, intensity="moderate"), "distress.after").enough()),
        "guard": moderate(distress__before=0, distress__during=6),
        "deep": deep(distress__before=1),
    }
    for how, session in sessions.items():
        assert asked(session)[-2:] == ["felt", "kind-close.need"], how
    assert [session.ending.how for session in sessions.values()] == ["done", "done", "enough", "done", "guard", "done"]


@pytest.mark.parametrize("intensity", ["gentle", "moderate"])
def test_after_harder_a_screen_of_help_takes_the_place_of_whose_words_stay_and_of_the_close(intensity):
    steps = f"- write: kept\n  ask: Which?\n  keep: ask\n{SCRIPT if intensity == 'moderate' else '- say: And on.'}"
    steps += "\n- finish: Done.\n  next: a-walk"
    session = play(begin(steps, intensity=intensity), kept="words", felt="harder")
    assert asked(session)[-1] == "felt"
    assert ending(session) == ("done", "")  # and nothing is offered next
    (last,) = [step for step in stops(session)[-1:] if isinstance(step, Tell)]
    assert last.step == Support(at="harder")
    assert play(until(begin(steps, intensity=intensity), "felt").answer("same")).ending.next == "a-walk"


@pytest.mark.parametrize("stop", ["one", "two", "distress.after", "felt", "kind-close.need", "distress.before"])
def test_a_door_at_any_stop_is_the_end_and_nothing_is_asked_after_it(stop):
    session = until(begin(SCRIPT, intensity="moderate"), stop).door()
    assert session.step is None
    assert (ending(session), session.ending.door.about) == (("guard", ""), "life")
    assert stop not in asked(session)


def test_a_gentle_practice_is_followed_by_felt_alone():
    for session in (play(begin("- say: Hello.")), play(begin("- say: Hello.").enough())):
        assert asked(session) == ["felt"]


def test_kind_close_is_not_played_when_nothing_had_begun_and_no_figure_was_given():
    early = until(begin(SCRIPT, intensity="moderate"), "distress.before")
    assert asked(play(early.enough())) == []
    assert "kind-close.need" not in asked(moderate(guard__before="not_today"))


def test_kind_close_is_not_played_on_the_way_to_the_gentle_practice_offered_at_the_gate():
    assert asked(moderate(distress__before=5, guard__before="gentle")) == ["distress.before", "guard.before"]


def test_kind_close_is_played_when_a_figure_was_given_and_the_practice_did_not_begin():
    assert asked(moderate(distress__before=6, guard__before="not_today"))[-1] == "kind-close.need"
    at_the_gate = until(begin(SCRIPT, intensity="moderate"), "guard.before", distress__before=5)
    assert asked(play(at_the_gate.enough()))[-1] == "kind-close.need"


def test_enough_during_the_close_ends_it_there():
    session = until(begin(SCRIPT, intensity="moderate"), "kind-close.need").enough()
    assert session.step is None
    assert session.ending.how == "done"


def test_what_a_script_offers_next_stays_offered_unless_the_person_chose_otherwise():
    offering = f"{SCRIPT}- finish: Done.\n  next: a-walk"
    assert ending(play(begin(offering, intensity="moderate"))) == ("done", "a-walk")
    high = {"distress__before": 6, "distress__after": 7, "distress__after_again": 7}
    assert ending(play(begin(offering, intensity="moderate"), **high, guard__after="gentle")) == ("done", CHECK_IN)
