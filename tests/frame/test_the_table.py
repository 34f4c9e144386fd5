"""The safety frame, row by row: what each figure of distress leads to, for each intensity, at each moment.

    9-10                              the page of help, no practice; nothing is asked after it
    risen by 2 or more, to 5 or more  ground, close
    7-8                               steady, ask again; still 7 or more: a screen of help asks what now, and it ends
    5-6                               gentle is offered first, and Enter takes it; deep does not start
    no number                         the same, and Enter goes on; deep does not start, but for the word "calm"
    0-4                               go on

After an end that has room for it: the number once more, how it felt, whose words stay, the close; less of it for
somebody who knows the practice. Nobody answers the questions of the guard here, as in a scripted run.
"""

import pytest
from playing import asked, begin, compiled, play, record, script, stops, the_frame, told, until

from selfattach.engine.player import Opened
from selfattach.engine.session import Familiar, Outside, Session, Tell
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
SIX_BEFORE = Outside(total=6, familiar=Familiar(close="hand"))
IN_A_ROW = "Lay a hand where it is warm"  # the short close whose turn it is
PASSES_THE_GATE = {
    "gentle": [{"distress__before": first} for first in (*range(7), "cannot_tell", None)],
    "moderate": [
        *({"distress__before": first} for first in (*range(5), "cannot_tell", None)),
        *({"distress__before": first, "guard__before": "go_on"} for first in (5, 6)),
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


def guarded(intensity, key, figures, *, going_on=False):
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
            return [*questions, *([] if figure in NUMBERS else ["guard.words"])], "refused"
        latest = again if questions else figure
        return [*questions, f"guard.{key}"], "lighter" if latest in NUMBERS and not going_on else None
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
        if key == "after" and intensity != "gentle" and given.get("distress__before") not in NUMBERS:
            break  # it is asked once more where one was given before
        questions.append(f"distress.{key}")
        going_on = given.get(f"guard__{key}") == "go_on"
        figures = (first, given.get(f"distress__{key}"), given.get(again))
        more, ending = guarded(intensity, key, figures, going_on=going_on)
        questions += more
        begun = begun or intensity == "gentle" or ending is None
        if ending is not None:
            break
    figure_given = any(value in FIGURES[:-1] for value in given.values())
    ends_at_once = ending in {"door", "guard at once", "done at once"}
    if begun and not ends_at_once:
        questions.append("felt")
    going = ending == "refused" or (ending == "lighter" and not begun)
    closes = intensity != "gentle" and not ends_at_once and (begun or (figure_given and not going))
    asked_after = {"distress.before": "distress__before", "distress.again": "distress__again"}
    passed = [given.get(asked_after.get(name, name.replace(".", "__"))) for name in questions if "distress" in name]
    numbers = [figure for figure in passed if figure in NUMBERS]
    rose = any(figure > numbers[0] and figure >= 5 for figure in numbers)
    if closes and (given.get("distress__before") in range(5, 11) or rose):
        questions.append("kind-close.need")
    endings = {None: "done", "refused": "guard", "door": "guard", "lighter": "guard"}
    return questions, endings.get(ending, (ending or "").split(" ")[0]), closes


def check(intensity, given):
    given = {**({"guard__deep": "start"} if intensity == "deep" else {}), **given}
    session = play(begin(SCRIPTS[intensity], intensity=intensity, outside=SIX_BEFORE), **given)
    questions, how, closes = expected(intensity, given)
    assert asked(session) == questions, given
    assert session.ending.how == how, given
    assert any(IN_A_ROW in words for words in told(session)) is (closes and questions[-1] != "kind-close.need"), given
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


# --- how much is asked at the end, by what is known of the practice


def at_the_end(*, visit=4, clear=True, **answers):
    """Return what is asked from the last figure on, and which short close is played."""
    outside = Outside(visit, 9, familiar=Familiar(clear=clear, close="stretch"))
    session = play(begin(SCRIPT, intensity="moderate", outside=outside), **answers)
    names = asked(session)
    short = [words for words in told(session) if "Move what wants to move" in words]
    return names[names.index("two") + 1 :], bool(short)


@pytest.mark.parametrize("visit", [1, 2, 3])
def test_at_the_first_three_visits_the_number_how_it_left_one_and_a_short_close(visit):
    assert at_the_end(visit=visit, distress__before=3) == (["distress.after", "felt"], True)
    assert at_the_end(visit=visit) == (["felt"], True)  # no number at first, none at the end


@pytest.mark.parametrize("answers", [{"distress__before": 0}, {"distress__before": 4}, {"distress__before": None}])
def test_from_the_fourth_visit_on_with_quiet_days_behind_one_question_and_its_own_last_words(answers):
    for visit in (4, 40):
        assert at_the_end(visit=visit, **answers) == (["felt"], False)


def test_where_the_last_days_were_not_quiet_a_known_practice_asks_as_a_new_one_does():
    assert at_the_end(clear=False, distress__before=3) == (["distress.after", "felt"], True)
    risen = at_the_end(clear=False, distress__before=3, distress__after=4)
    assert risen == (["distress.after", "felt", "kind-close.need"], False)


def test_a_rise_to_4_within_the_first_visits_asks_nothing_more():
    assert at_the_end(visit=1, distress__before=3, distress__after=4) == (["distress.after", "felt"], True)
    assert at_the_end(visit=1, distress__before=3, distress__after=5)[0][-1] == "kind-close.need"


@pytest.mark.parametrize("visit", [1, 4])
def test_from_5_on_the_next_hour_is_asked_about_at_any_visit(visit):
    for before in ({"distress__before": 5, "guard__before": "go_on"}, {"distress__before": 8, "distress__again": 3}):
        assert at_the_end(visit=visit, **before) == (["distress.after", "felt", "kind-close.need"], False)


def test_what_was_too_much_and_a_figure_that_rose_on_the_way_are_no_quiet_day():
    outside = Outside(9, 9, familiar=Familiar(clear=True, close="stretch"))
    at_two = until(begin(SCRIPT, intensity="moderate", outside=outside), "two", distress__before=2)
    assert asked(play(at_two))[-1] == "felt"
    assert "distress.after" not in asked(play(at_two))
    assert asked(play(at_two.too_much()))[-2:] == ["distress.after", "felt"]
    risen = play(begin(SCRIPT, intensity="moderate", outside=outside), distress__before=2, distress__during=3)
    assert asked(risen)[-3:] == ["distress.after", "felt", "kind-close.need"]


def test_a_belief_that_rose_is_no_quiet_day_either():
    beliefs = "- rate: belief\n  ask: How true?\n- rate: belief_after\n  ask: How true now?\n"
    outside = Outside(9, 9, familiar=Familiar(clear=True, close="stretch"))
    for after, asks in ((4, False), (6, True)):
        session = play(
            begin(beliefs, intensity="moderate", outside=outside), distress__before=2, belief=4, belief_after=after
        )
        assert ("distress.after" in asked(session)) is asks


@pytest.mark.parametrize(("clear", "due", "asks"), [(True, True, True), (True, False, False), (False, False, True)])
def test_a_gentle_practice_asks_how_it_left_one_in_its_turn_and_always_after_days_that_were_not_quiet(clear, due, asks):
    outside = Outside(5, 9, familiar=Familiar(clear=clear, asks_felt=due))
    assert asked(play(begin("- say: Hello.", outside=outside))) == (["felt"] if asks else [])


# --- for people who leave the number open


def open_often(*, left_open=0, offers=False, intensity="moderate", **answers):
    outside = Outside(6, 9, familiar=Familiar(clear=True, left_open=left_open, offers_words=offers))
    return play(begin(SCRIPT, intensity=intensity, outside=outside), guard__deep="start", **answers)


def test_who_went_on_three_times_without_a_number_is_not_asked_a_fourth_time_whether_to():
    assert "guard.before" in asked(open_often(left_open=2))
    assert "guard.before" not in asked(open_often(left_open=3))
    assert "guard.before" in asked(open_often(left_open=3, distress__before=5))


def test_now_and_then_words_are_offered_in_place_of_the_number_and_lead_where_it_would():
    assert "guard.words" not in asked(open_often())
    assert asked(open_often(offers=True))[:3] == ["distress.before", "guard.words", "guard.before"]
    assert asked(open_often(offers=True, guard__words="calm"))[:3] == ["distress.before", "guard.words", "one"]
    assert ending(open_often(offers=True, guard__words="between")) == ("guard", CHECK_IN)
    assert "guard.before.steady.more" in asked(open_often(offers=True, guard__words="a_lot"))


def test_too_much_in_place_of_a_number_opens_help_and_is_the_end():
    session = open_often(offers=True, guard__words="too_much")
    assert [step.step for step in stops(session) if isinstance(step, Tell)][-1] == Support(at="too_much")
    assert (asked(session)[-1], session.ending.how, session.ending.at_once) == ("guard.words", "guard", True)


def test_words_in_place_of_a_number_are_no_figure():
    session = open_often(offers=True, guard__words="a_lot")
    assert [entry["name"] for entry in record(session)["answers"] if entry["kind"] == "measure"] == []


def test_a_deep_one_opens_with_the_word_calm_and_stays_closed_without_it():
    assert "one" in asked(open_often(intensity="deep", guard__words="calm"))
    for said in ("between", None):
        session = open_often(intensity="deep", guard__words=said)
        assert ending(session) == ("guard", CHECK_IN)
    assert "the word calm" in told(open_often(intensity="deep"))[-1]


# --- in words: the rows one by one, with the answers a person may give


def moderate(**answers):
    return play(begin(SCRIPT, intensity="moderate"), **answers)


def deep(total=5, **answers):
    return play(begin(SCRIPT, intensity="deep", outside=Outside(total=total)), **{"guard__deep": "start", **answers})


AT_6 = {"distress__before": 6, "guard__before": "go_on"}  # it begins, and the next hour is asked about at its end


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
        assert ending(moderate(distress__before=figure)) == (("guard", CHECK_IN) if figure in NUMBERS else ("done", ""))
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
        ("after", {**AT_6, "distress__after": 7, "distress__after_again": 7}),
    ):
        for chosen in (None, "stop", "gentle"):
            session = moderate(**high, **{f"guard__{key}": chosen})
            assert asked(session)[-1] == f"guard.{key}", (key, chosen)
            assert session.ending.at_once
            assert session.ending.door is None


def test_after_the_end_what_is_chosen_only_says_what_follows():
    high = {**AT_6, "distress__after": 7, "distress__after_again": 7}
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


@pytest.mark.parametrize("chosen", ["not_today", None])
def test_a_deep_one_offers_not_today_and_enter_takes_that(chosen):
    session = deep(guard__deep=chosen)
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
        "done": moderate(**AT_6),
        "finish": play(begin(finishing, intensity="moderate"), **AT_6),
        "enough": play(until(begin(SCRIPT, intensity="moderate"), "two", **AT_6).enough()),
        "enough before the last figure": play(
            until(begin(SCRIPT, intensity="moderate"), "distress.after", **AT_6).enough()
        ),
        "guard": moderate(distress__before=0, distress__during=6),
        "deep": deep(distress__before=1, distress__after=5),
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
    session = until(begin(SCRIPT, intensity="moderate"), stop, **AT_6).door()
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
    session = until(begin(SCRIPT, intensity="moderate"), "kind-close.need", **AT_6).enough()
    assert session.step is None
    assert session.ending.how == "done"


def test_what_a_script_offers_next_stays_offered_unless_the_person_chose_otherwise():
    offering = f"{SCRIPT}- finish: Done.\n  next: a-walk"
    assert ending(play(begin(offering, intensity="moderate"))) == ("done", "a-walk")
    high = {**AT_6, "distress__after": 7, "distress__after_again": 7}
    assert ending(play(begin(offering, intensity="moderate"), **high, guard__after="gentle")) == ("done", CHECK_IN)
