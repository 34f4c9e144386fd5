"""The loop in which a person, a session and a journal meet: whatever is done at any stop, nothing is lost."""

import json
from itertools import count

import pytest
from playing import NOW, begin, entries, help_page, record

from selfattach.engine.draft_lines import Resumed, as_it_is, resume
from selfattach.engine.loop import Loop
from selfattach.engine.voice import BACK, ON, Reply, Room, as_plain
from selfattach.errors import SelfattachError
from selfattach.history.drafts import NoDraft

SCRIPT = """
- say: Hello.
- write: thought
  ask: What?
  lines: many
- choose: way
  ask: Which way?
  options:
    left:
      label: Left
      then:
        - write: left_words
          ask: What is there?
        - promise: plan
          cue: After what?
          action: Then what?
    right: Right
- write: secret
  ask: Between us?
  keep: never
- rest: 20s
- rate: weight
  ask: How heavy?
"""
ANSWERS = {"thought": "a\nb", "way": "left", "left_words": "a river", "plan": {"cue": "tea", "action": "look"},
           "secret": "hush", "weight": 3, "felt": "same"}  # fmt: skip


class Journal(NoDraft):
    """Keeps its lines, as JSON text would hold them."""

    def __init__(self, lines=(), half_typed=None):
        super().__init__("20261122T040917Z-k7qm2x", {})
        self.lines = list(lines)
        self._half_typed = half_typed

    def append(self, line):
        self.lines.append(json.loads(json.dumps(line)))

    def keep_half_typed(self, prompt, text):
        self._half_typed = (prompt, text)

    @property
    def half_typed(self):
        return self._half_typed

    def forget_half_typed(self):
        self._half_typed = None


class Person:
    """Does as told: `does` maps a question, or the number of a telling, to replies; else answers as in ANSWERS."""

    room = Room(40, 15)

    def __init__(self, does=None, menus=(), answers=None, leaves_at=None, ways=()):
        self.does = {name: list(replies) for name, replies in (does or {}).items()}
        self.menus = list(menus)
        self.answers = ANSWERS if answers is None else answers
        self.leaves_at = leaves_at
        self.stops = count(1)
        self.asked = []
        self.boxes = []
        self.offered = []
        self.told = []
        self.ways = list(ways)  # on screens of help; without one the page is closed
        self.helped = []

    def _next(self, name):
        if next(self.stops) == self.leaves_at:
            return Reply("gone")
        return self.does[name].pop(0) if self.does.get(name) else None

    def tell(self, tell):
        self.told.append("".join(run.text for run in tell.text))
        return self._next("telling") or ON

    def ask(self, asking):
        question = asking.question
        self.asked.append(question.name)
        self.boxes.append((question.name, asking.half_typed or question.prefill, asking.kept))
        reply = self._next(question.name)
        if isinstance(reply, Typed):
            asking.save_typing(reply.value)
            reply = reply.then
        return reply or Reply("answer", self.answers.get(question.name))

    def has_answer(self, question):
        return False

    def help(self, screen):
        self.helped.append("\n".join(screen.lines))
        return self.ways.pop(0) if self.ways else "pause"

    def refuse(self, why):
        self.told.append(f"refused: {why}")

    def menu(self, menu):
        self.offered.append((menu.ask, list(menu.options)))
        return self.menus.pop(0) if self.menus else None

    def say(self, words):
        self.told.append(words)


class Typed:
    """Half-typed words, and what is done then."""

    def __init__(self, value, then):
        self.value = value
        self.then = then


def new(script=SCRIPT, **made):
    return Resumed(begin(script, **made), ())


def loop(resumed, person, journal, *, saves=True):
    return Loop(resumed, person, journal, lambda: NOW, help_page(person), saves=saves)


def practise(does=None, menus=(), journal=None, script=SCRIPT, **of_person):
    """Hold a practice with a person who does this; return how it ended, the loop, the person and the journal."""
    journal = journal or Journal()
    person = Person(does, menus, **of_person)
    held = loop(taken_up(journal, script), person, journal)
    return held.run(), held, person, journal


def taken_up(journal, script=SCRIPT):
    new_one = begin(script)
    return resume(new_one.framed, new_one.outside, journal.lines)


def test_a_practice_without_a_stumble_is_a_session_of_all_answers():
    how, held, person, _ = practise()
    assert how == "over"
    assert held.session.ending.how == "done"
    assert {name: entry["value"] for name, entry in entries(held.session).items()} == {
        name: value for name, value in ANSWERS.items() if name not in ("secret", "felt")
    }
    assert record(held.session)["felt"] == "same"
    assert person.boxes[0] == ("thought", None, "kept")
    assert next(kept for name, _, kept in person.boxes if name == "secret") == "never"
    assert not person.offered


STOPS = 10


@pytest.mark.parametrize("stop", range(1, STOPS + 1))
def test_leaving_at_any_stop_and_coming_back_is_one_practice(stop):
    how, held, _, journal = practise(leaves_at=stop)
    if how == "over":
        assert stop == STOPS  # there is no such stop any more
        return
    assert how == "left"
    how, again, _, journal = practise(journal=journal)
    assert how == "over"
    assert again.session == practise()[1].session
    assert record(again.session) == record(practise()[1].session)
    assert again.session.log[: len(held.session.log)] == held.session.log


@pytest.mark.parametrize("stop", range(1, STOPS))
def test_after_every_act_the_journal_holds_what_was_done(stop):
    _, held, _, journal = practise(leaves_at=stop)
    found = taken_up(journal)
    assert found.fits
    if not found.pending:
        assert found.session == held.session
        assert found.session.step == held.session.step
    else:
        assert len(found.session.log) + len(found.pending) == len(held.session.log)


def test_every_question_can_be_left_open():
    how, held, _, _ = practise(answers={})
    assert how == "over"
    assert record(held.session)["answers"] == []


@pytest.mark.parametrize("name", ["way", "left_words", "plan", "secret", "weight", "felt"])
def test_going_back_once_changes_nothing_that_is_answered_the_same_again(name):
    how, held, person, journal = practise({name: [BACK]})
    assert how == "over"
    assert record(held.session) == record(practise()[1].session)
    before = person.asked[person.asked.index(name) - 1]
    box = [value for asked, value, _ in person.boxes if asked == before][1]
    assert box == ANSWERS[before]
    found = taken_up(journal)
    assert len(found.session.log) + len(found.pending) == len(held.session.log)


def test_going_back_from_the_first_question_is_the_pause_menu():
    how, held, person, _ = practise({"thought": [BACK]}, menus=["on"])
    assert how == "over"
    assert person.offered[0][1] == ["on", "ground", "support", "enough", "leave", "let_go"]
    assert record(held.session) == record(practise()[1].session)


@pytest.mark.parametrize("name", ["thought", "way", "plan", "secret", "weight", "telling"])
def test_the_pause_menu_at_every_stop(name):
    pause = {name: [Reply("pause")]}
    assert practise(pause, menus=["on"])[1].session == practise()[1].session
    assert practise(pause, menus=[None])[1].session == practise()[1].session
    assert practise(pause, menus=["leave"])[0] == "left"
    assert practise(pause, menus=["gone"])[0] == "left"
    assert practise(pause, menus=["let_go", "yes"])[0] == "let_go"
    assert practise(pause, menus=["let_go", "no", "on"])[0] == "over"
    how, held, _, journal = practise(pause, menus=["enough"])
    assert (how, held.session.ending.how) == ("over", "enough")
    found = taken_up(journal)
    assert as_it_is(found, None, NOW).ending == held.session.ending


# --- the page of help on the way

STOPS_OF_TOO_MUCH = pytest.mark.parametrize("name", ["thought", "way", "weight", "telling"])


@STOPS_OF_TOO_MUCH
def test_where_it_is_too_much_there_are_numbers_and_esc_leads_back_to_the_same_stop(name):
    how, held, person, _ = practise({name: [Reply("ground")]}, ways=["esc"])
    assert how == "over"
    assert person.helped[0].startswith("It is too much right now, and it was right to say so.")
    assert "116 123" in person.helped[0]
    assert not person.offered
    assert held.session == practise()[1].session


@STOPS_OF_TOO_MUCH
def test_the_first_way_on_from_too_much_is_enough_for_today(name):
    typed = {"thought": [Typed("Dear m", Reply("ground", "Dear me"))]}
    how, held, person, _ = practise(typed if name == "thought" else {name: [Reply("ground")]}, ways=["=enough"])
    assert (how, held.session.ending.how) == ("over", "enough")
    assert person.asked[-1] == "felt"
    if name == "thought":
        assert entries(held.session)["thought"]["value"] == "Dear me"


@STOPS_OF_TOO_MUCH
def test_going_on_from_too_much_is_the_next_question_and_not_the_same_again(name):
    how, held, person, _ = practise({name: [Reply("ground")]}, ways=["=next"])
    assert (how, held.session.ending.how) == ("over", "done")
    assert name == "telling" or person.asked.count(name) == 1
    assert name not in entries(held.session)


def test_half_typed_words_count_when_somebody_goes_on_from_too_much():
    typed = Typed("Dear m", Reply("ground", "Dear me"))
    _, held, _, journal = practise({"thought": [typed]}, ways=["=next"])
    assert entries(held.session)["thought"]["value"] == "Dear me"
    assert journal.half_typed is None


@STOPS_OF_TOO_MUCH
def test_a_door_on_too_much_ends_it_and_nothing_is_asked_after_it(name):
    how, held, person, journal = practise({name: [Reply("ground")]}, ways=["=door"])
    assert (how, held.session.ending.how, held.session.ending.door.about) == ("over", "guard", "life")
    assert person.asked[-1:] == ([] if name == "telling" else [name])
    assert "felt" not in person.asked
    assert not person.offered
    assert as_it_is(taken_up(journal), None, NOW).ending == held.session.ending


@STOPS_OF_TOO_MUCH
def test_from_too_much_one_can_reach_somebody_and_come_back(name):
    how, held, person, _ = practise({name: [Reply("ground")]}, ways=["reach", "back", "esc"])
    assert how == "over"
    assert "To talk: 116 123" in person.helped[1]
    assert held.session == practise()[1].session


@STOPS_OF_TOO_MUCH
def test_when_the_page_is_closed_there_the_practice_waits_and_nothing_more_is_said(name):
    how, held, _, journal = practise({name: [Reply("ground")]}, ways=["pause", "=closed"])
    assert how == "left"
    assert held.closed
    assert held.session.ending is None
    assert taken_up(journal).session.ending is None


def test_the_page_opened_from_the_pause_leads_back_to_it_and_a_closed_one_out():
    how, held, person, _ = practise({"way": [Reply("pause")]}, menus=["support", "on"], ways=["back"])
    assert (how, held.closed) == ("over", False)
    assert len(person.offered) == 2
    how, held, _, _ = practise({"way": [Reply("pause")]}, menus=["support"], ways=["words", "pause", "=closed"])
    assert (how, held.closed) == ("left", True)


WITH_HELP = "- write: thought\n  ask: What?\n- support: Here is somebody.\n- write: after\n  ask: And?\n"


def test_help_within_a_script_is_passed_and_the_practice_goes_on():
    how, held, person, _ = practise(script=WITH_HELP, answers={"thought": "a", "after": "b"}, ways=["back"])
    assert (how, held.session.ending.how) == ("over", "done")
    assert "Here is somebody." in person.helped[0]
    assert entries(held.session)["after"]["value"] == "b"


def test_help_within_a_script_that_is_closed_leaves_the_practice_waiting():
    how, held, person, journal = practise(script=WITH_HELP, ways=["words", "pause", "=closed"])
    assert (how, held.closed) == ("left", True)
    assert person.asked == ["thought"]
    assert practise(script=WITH_HELP, journal=journal, ways=["back"])[2].asked == ["after", "felt"]


A_DOOR = "- write: thought\n  ask: What?\n- door: That matters more than this.\n- write: after\n  ask: And?\n"


def test_a_door_of_a_script_ends_it_with_its_own_first_words_and_nothing_after():
    how, held, person, journal = practise(script=A_DOOR.partition("- write: after")[0])
    assert (how, held.session.ending.how) == ("over", "guard")
    assert as_plain(held.session.ending.door.text) == "That matters more than this."
    assert person.asked == ["thought"]
    assert not person.helped  # whoever keeps the session opens the page, once all is on the disk
    kept = record(held.session)
    assert (kept["ending"], kept["finished"], kept["felt"]) == ("guard", False, None)
    assert taken_up(journal, A_DOOR.partition("- write: after")[0]).session.ending == held.session.ending


HARDER = {**ANSWERS, "felt": "harder"}


@pytest.mark.parametrize(("ways", "how"), [(["=leave"], "done"), (["minute", "reach", "back", "=leave"], "done")])
def test_after_harder_the_page_meets_it_in_place_of_a_close(ways, how):
    over, held, person, _ = practise(answers=HARDER, ways=ways)
    assert (over, held.session.ending.how, held.closed) == ("over", how, False)
    assert person.helped[0].startswith("It hurts more now than before.")
    assert person.asked[-1] == "felt"
    assert record(held.session)["felt"] == "harder"


def test_a_door_after_harder_ends_it_as_a_guard():
    _, held, _, _ = practise(answers=HARDER, ways=["=door"])
    assert (held.session.ending.how, held.session.ending.door.about) == ("guard", "life")
    assert record(held.session)["ending"] == "guard"


def test_esc_after_harder_leads_back_to_how_it_felt():
    _, held, person, _ = practise({"felt": [Reply("answer", "harder"), Reply("answer", "same")]}, ways=["esc"])
    assert person.asked[-2:] == ["felt", "felt"]
    assert record(held.session)["felt"] == "same"


STILL_HIGH = "- measure: distress\n  as: during\n- write: after\n  ask: And?\n"
HIGH = {"distress.during": 8, "distress.during_again": 8}


@pytest.mark.parametrize("way", ["=stop", "=gentle"])
def test_a_number_that_stayed_high_is_met_on_the_page_and_the_practice_ends_there(way):
    how, held, person, _ = practise(script=STILL_HIGH, answers=HIGH, ways=["minute", way])
    assert (how, held.session.ending.how) == ("over", "guard")
    assert person.helped[0].startswith("That is still very hard.")
    assert person.asked.count("distress.during_again") == 1  # no number is asked after the minute
    assert "after" not in person.asked
    assert "felt" not in person.asked
    assert held.session.ending.next == ("mindfulness-check-in" if way == "=gentle" else "")


def test_a_door_at_a_number_that_stayed_high_ends_it():
    _, held, _, _ = practise(script=STILL_HIGH, answers=HIGH, ways=["=door"])
    assert (held.session.ending.how, held.session.ending.door.about) == ("guard", "life")


def test_a_page_closed_at_a_number_that_stayed_high_is_the_end_of_it():
    how, held, person, _ = practise(script=STILL_HIGH, answers=HIGH, ways=["pause", "=closed"])
    assert (how, held.session.ending.how, held.closed) == ("over", "guard", True)
    assert "felt" not in person.asked


@pytest.mark.parametrize("figure", [9, 10])
def test_a_9_ends_it_at_once_and_nothing_is_asked(figure):
    how, held, person, journal = practise(script=STILL_HIGH, answers={"distress.during": figure})
    assert (how, held.session.ending.how, held.session.ending.door.about) == ("over", "guard", "nine")
    assert person.asked == ["distress.during"]
    assert entries(held.session)["distress.during"]["value"] == figure
    assert taken_up(journal, STILL_HIGH).session.ending == held.session.ending


def test_where_the_disk_refuses_it_a_door_is_a_door():
    class Full(Journal):
        def append(self, line):
            if line["did"] == "door" or line.get("value") == 9:
                raise SelfattachError("no space left")
            super().append(line)

    how, held, person, _ = practise(script=STILL_HIGH, answers={"distress.during": 9}, journal=Full())
    assert (how, held.session.ending.door.about) == ("over", "nine")
    assert not person.offered
    how, held, person, _ = practise({"thought": [Reply("ground")]}, ways=["=door"], journal=Full())
    assert (how, held.session.ending.door.about) == ("over", "life")
    assert not person.offered


# --- a figure typed one screen late


@pytest.mark.parametrize("figure", [9, 10])
def test_a_figure_typed_where_none_can_be_chosen_may_be_how_hard_it_is(figure):
    how, held, person, _ = practise({"way": [Reply("figure", figure)]}, menus=["yes"])
    assert (how, held.session.ending.door.about) == ("over", "nine")
    assert "as how hard it is" in person.offered[0][0]
    assert "felt" not in person.asked


def test_a_lower_one_is_met_as_too_much():
    how, held, person, _ = practise({"way": [Reply("figure", 8)]}, menus=["yes"], ways=["esc"])
    assert how == "over"
    assert person.helped[0].startswith("It is too much right now")
    assert held.session == practise()[1].session


@pytest.mark.parametrize("choice", ["no", None])
def test_a_slip_of_a_figure_changes_nothing(choice):
    how, held, person, _ = practise({"way": [Reply("figure", 9)]}, menus=[choice])
    assert how == "over"
    assert held.session == practise()[1].session
    assert not person.helped


def test_a_refused_answer_is_said_and_the_same_question_follows():
    how, held, person, _ = practise({"weight": [Reply("answer", 11), Reply("answer", "many")]})
    assert how == "over"
    assert person.asked.count("weight") == 3
    assert sum(words.startswith("refused") for words in person.told) == 2
    assert held.session == practise()[1].session


def test_a_key_pressed_between_two_keys_of_a_voice_pauses():
    class Startled(Person):
        def ask(self, asking):
            if asking.question.name == "way" and not self.offered:
                raise KeyboardInterrupt
            return super().ask(asking)

    person, journal = Startled(menus=["on"]), Journal()
    held = loop(new(), person, journal)
    assert held.run() == "over"
    assert held.session == practise()[1].session


# --- half-typed words


def test_half_typed_words_wait_at_their_question():
    typed = Typed("Dear m", Reply("pause", "Dear me"))
    how, _, _, journal = practise({"thought": [typed]}, menus=["leave"])
    assert (how, journal.half_typed) == ("left", ("thought", "Dear me"))
    _, _, person, journal = practise(journal=journal)
    assert person.boxes[0][:2] == ("thought", "Dear me")
    assert journal.half_typed is None


def test_half_typed_words_are_there_again_after_going_back_and_forth():
    typed = Typed("a riv", Reply("back", "a riv"))
    _, held, person, journal = practise({"left_words": [typed]})
    assert [box for box in person.boxes if box[0] == "left_words"][1][:2] == ("left_words", "a riv")
    assert held.session == practise()[1].session
    assert journal.half_typed is None


def test_the_last_letters_typed_before_going_back_are_there_too():
    _, _, person, _ = practise({"left_words": [Typed("a ri", Reply("back", "a riv"))]})
    assert [box for box in person.boxes if box[0] == "left_words"][1][:2] == ("left_words", "a riv")


def test_half_typed_words_survive_going_back_and_a_cut():
    typed = Typed("a riv", Reply("back", "a riv"))
    _, _, _, journal = practise({"left_words": [typed], "way": [Reply("answer", "left"), Reply("gone")]})
    _, _, person, _ = practise(journal=journal)
    assert next(box for box in person.boxes if box[0] == "left_words")[:2] == ("left_words", "a riv")


def test_half_typed_words_count_when_somebody_has_enough():
    typed = Typed("Dear m", Reply("pause", "Dear me"))
    _, held, _, _ = practise({"thought": [typed]}, menus=["enough"])
    assert entries(held.session)["thought"]["value"] == "Dear me"
    assert held.session.ending.how == "enough"


def test_half_a_promise_that_was_typed_counts_when_somebody_has_enough():
    typed = Typed("tea\n", Reply("pause", "tea\n"))
    _, held, _, _ = practise({"plan": [typed]}, menus=["enough"])
    assert entries(held.session)["plan"]["value"] == {"cue": "tea", "action": None}


def test_half_typed_words_that_are_never_kept_are_on_no_disk():
    typed = Typed("hus", Reply("pause", "hus"))
    for menus in (["leave"], ["enough"], ["on"]):
        _, held, _, journal = practise({"secret": [typed]}, menus=menus)
        assert journal.half_typed is None
        assert "hus" not in json.dumps(journal.lines)
        assert "hus" not in json.dumps(record(held.session) or {})
    _, _, _, journal = practise({"secret": [Typed("hus", Reply("back", "hus"))]})
    assert "hus" not in json.dumps(journal.lines)


# --- words left aside


ASIDE = {  # the second time at each question; None is a plain answer
    "secret": [BACK],
    "plan": [None, BACK],
    "left_words": [None, BACK],
    "way": [None, Reply("answer", "right")],
}


def test_words_left_aside_by_going_back_are_asked_about_once():
    how, held, person, _ = practise(dict(ASIDE))
    assert how == "over"
    ((ask, options),) = person.offered
    assert "a river" in ask
    assert "tea" in ask
    assert options == ["keep", "let_go"]
    assert {act.name for act in held.keep_aside} == {"left_words", "plan"}


def test_words_left_aside_stay_unless_the_person_lets_them_go():
    kept = practise(dict(ASIDE), menus=["keep"])[1]
    aside = [entry for entry in record(kept.session, kept.keep_aside)["answers"] if entry.get("aside")]
    assert [(entry["name"], entry["value"]) for entry in aside] == [
        ("left_words", ANSWERS["left_words"]),
        ("plan", ANSWERS["plan"]),
    ]
    gone = practise(dict(ASIDE), menus=["let_go"])[1]
    assert gone.keep_aside == ()


def test_words_left_aside_are_not_asked_about_when_they_are_said_again():
    assert not practise({"weight": [BACK], "secret": [BACK]})[2].offered


# --- what is never kept


def test_on_coming_back_only_what_was_never_kept_is_asked_again():
    _, _, _, journal = practise({"weight": [Reply("gone")]})
    _, held, person, journal = practise(journal=journal)
    assert person.asked == ["secret", "weight", "felt"]
    assert held.session == practise()[1].session
    assert "hush" not in json.dumps(journal.lines)


LATER = SCRIPT + "- write: last_words\n  ask: Last?\n"
LATER_ANSWERS = {**ANSWERS, "last_words": "the end"}


def cut_late():
    return practise({"felt": [Reply("gone")]}, script=LATER, answers=LATER_ANSWERS)[3]


def test_later_answers_still_stand_behind_a_never_kept_one():
    _, held, person, _ = practise(journal=cut_late(), script=LATER, answers=LATER_ANSWERS)
    assert person.asked == ["secret", "felt"]
    assert entries(held.session)["last_words"]["value"] == "the end"


def test_a_never_kept_answer_left_open_this_time_keeps_the_later_ones():
    answers = {**LATER_ANSWERS, "secret": None}
    _, held, person, journal = practise(journal=cut_late(), script=LATER, answers=answers)
    assert person.asked == ["secret", "felt"]
    found = taken_up(journal, LATER)
    assert not found.pending
    assert found.session == held.session


def test_enough_at_a_never_kept_question_asked_again_keeps_the_later_answers():
    _, held, person, journal = practise(
        {"secret": [Reply("pause")]}, menus=["enough"], journal=cut_late(), script=LATER
    )
    assert person.asked == ["secret"]
    assert {"weight", "last_words"} <= set(entries(held.session))
    assert not person.offered[1:]
    assert as_it_is(taken_up(journal, LATER), None, NOW).ending == held.session.ending


def test_going_back_from_a_never_kept_question_asked_again_leaves_the_later_answers_as_prefill():
    _, held, person, journal = practise({"secret": [BACK]}, journal=cut_late(), script=LATER, answers=LATER_ANSWERS)
    assert person.asked == ["secret", "plan", "secret", "weight", "last_words", "felt"]
    assert {name: box for name, box, _ in person.boxes}["last_words"] == "the end"
    assert entries(held.session)["last_words"]["value"] == "the end"
    assert not person.offered
    assert len(taken_up(journal, LATER).pending) > 0


def test_a_draft_kept_as_it_is_holds_every_answer_and_the_half_typed_words():
    script = f"{LATER}- confirm: more\n  ask: More?\n"
    typed = Typed("the e", Reply("gone", "the end"))
    _, _, _, journal = practise({"last_words": [typed]}, script=script, answers=LATER_ANSWERS)
    session = as_it_is(taken_up(journal, script), journal.half_typed, NOW)
    kept = record(session)
    assert {entry["name"]: entry["value"] for entry in kept["answers"]} == {
        name: value for name, value in LATER_ANSWERS.items() if name not in ("secret", "felt")
    }
    assert (kept["finished"], kept["ending"]) == (False, "enough")


# --- without keeping


def test_a_run_that_saves_nothing_offers_no_waiting_and_says_so():
    person = Person({"way": [Reply("pause")]}, menus=["on"])
    held = loop(new(), person, NoDraft("20261122T040917Z-k7qm2x", {}), saves=False)
    assert held.run() == "over"
    assert "leave" not in person.offered[0][1]
    assert person.boxes[0][2] == "unsaved"


def test_grounding_is_no_part_of_the_session():
    _, _held, _, journal = practise({"way": [Reply("ground")]}, ways=["minute", "esc"])
    assert not [name for name in json.dumps(journal.lines).split('"') if name.startswith("ground")]


# --- three left open in a row

SKIPPED = {"thought": [Reply("answer", None)], "way": [Reply("answer", None)], "secret": [Reply("answer", None)]}
ENOUGH = ("Is it enough for today? You can stop here, or go on.", ["enough"])


def test_three_questions_left_open_in_a_row_are_asked_about_once():
    _, held, person, _ = practise({**SKIPPED, "weight": [Reply("answer", None)]})
    assert person.offered == [ENOUGH]
    assert held.session.ending.how == "done"


def test_enough_then_is_a_full_ending_with_what_was_said_before():
    how, held, person, _ = practise(SKIPPED, menus=["enough"])
    assert (how, held.session.ending.how) == ("over", "enough")
    assert "weight" not in person.asked
    assert "felt" in person.asked


def test_where_enough_is_offered_one_can_still_pause():
    how, held, person, _ = practise(SKIPPED, menus=["pause", "leave"])
    assert how == "left"
    assert len(person.offered) == 2
    assert "leave" in person.offered[1][1]
    assert held.session.ending is None


def test_where_enough_is_offered_it_can_still_be_too_much():
    how, held, person, _ = practise(SKIPPED, menus=["ground"], ways=["minute", "=enough"])
    assert (how, held.session.ending.how) == ("over", "enough")
    assert person.helped[0].startswith("It is too much right now")


def test_where_enough_is_offered_a_9_is_taken_for_what_it_may_be():
    how, held, _, _ = practise(SKIPPED, menus=["9", "yes"])
    assert (how, held.session.ending.door.about) == ("over", "nine")


def test_an_answer_in_between_is_no_row():
    _, _, person, _ = practise({"thought": SKIPPED["thought"], "secret": SKIPPED["secret"], "weight": SKIPPED["way"]})
    assert person.offered == []


def test_the_questions_at_the_end_are_not_asked_about():
    script = "- write: one\n  ask: One?\n- write: two\n  ask: Two?\n- write: three\n  ask: Three?\n"
    _, _, person, _ = practise(script=script, answers={})
    assert person.offered == []


def test_somebody_who_goes_away_at_that_question_finds_the_practice_waiting():
    how, _, _, journal = practise({"way": SKIPPED["way"], "secret": SKIPPED["secret"], "weight": [Typed("", None)]})
    assert how == "over"
    how, held, _, journal = practise(SKIPPED, menus=["gone"], journal=Journal())
    assert how == "left"
    assert held.session.step is not None
    assert [line.get("name") for line in journal.lines if line.get("did") == "answer"] == ["thought", "way", "secret"]


# --- what is half given, of other kinds

HALF = """
- items: facets
  ask: How true?
  scale: {1: no, 2: yes}
  list: {friend: Friendly., hard: Hard., tired: Tired.}
- pick: here
  ask: What is here?
  options: {calm: Calm, tired: Tired}
- rate: weight
  ask: How heavy?
- measure: distress
  as: during
- choose: way
  ask: Which way?
  options: {left: Left, right: Right}
"""
COUNTS = [("facets", "1 2", {"friend": 1, "hard": 2}), ("here", "tired", ["tired"]), ("weight", "7", 7)]


@pytest.mark.parametrize(("name", "text", "value"), COUNTS)
def test_what_is_half_given_counts_when_somebody_has_enough(name, text, value):
    typed = Typed(text, Reply("pause", text))
    _, held, _, _ = practise({name: [typed]}, menus=["enough"], script=HALF, answers={})
    assert entries(held.session)[name]["value"] == value


@pytest.mark.parametrize(("name", "text", "value"), COUNTS[1:])
@pytest.mark.parametrize("cut", [False, True], ids=["at once", "after a cut"])
def test_what_is_half_given_is_there_again_after_going_back(name, text, value, cut):
    before = {"here": "facets", "weight": "here"}[name]
    does = {name: [Typed(text, Reply("back", text))], before: [None, Reply("gone") if cut else None]}
    _, _, person, journal = practise(does, script=HALF, answers={})
    if cut:
        person = practise(journal=journal, script=HALF, answers={})[2]
    assert [box for asked, box, _ in person.boxes if asked == name][-1] == value


@pytest.mark.parametrize("figure", ["9", "10", "7", "0", "?"])
@pytest.mark.parametrize("way", ["enough", "as it is"])
def test_a_half_typed_figure_of_distress_neither_calls_the_guard_nor_passes_it(figure, way):
    typed = Typed(figure, Reply("pause", figure))
    menus = ["enough"] if way == "enough" else ["leave"]
    _, held, person, journal = practise({"distress.during": [typed]}, menus=menus, script=HALF)
    assert journal.half_typed == ("distress.during", figure)
    session = held.session if way == "enough" else as_it_is(taken_up(journal, HALF), journal.half_typed, NOW)
    assert "distress.during" not in entries(session)
    assert (record(session)["ending"], record(session)["finished"]) == ("enough", False)
    assert not [words for words in person.told if "help" in words]
    assert not [name for name in person.asked if name.startswith("guard")]


def test_a_figure_of_distress_half_typed_before_going_back_is_an_answer_at_no_moment():
    class Dies(Journal):
        def append(self, line):
            super().append(line)
            if "cut" in line:
                raise KeyboardInterrupt  # the plug is pulled once this line is there

    journal = Dies()
    with pytest.raises(KeyboardInterrupt):
        practise({"distress.during": [Typed("9", Reply("back", "9"))]}, journal=journal, script=HALF)
    for lines in range(len(journal.lines) + 1):
        log = taken_up(Journal(journal.lines[:lines]), HALF).session.log
        assert "distress.during" not in [act.name for act in log]
    back_again = practise(journal=Journal(journal.lines), script=HALF, answers={})[2]
    assert next(box for box in back_again.boxes if box[0] == "distress.during")[1] == 9


# --- a disk that refuses


class DeadDisk(Journal):
    """Takes nothing that is half typed."""

    def keep_half_typed(self, prompt, text):
        raise SelfattachError("no disk is there")


def left_on_a_dead_disk(menus, reply=None, ways=()):
    reply = reply or Reply("pause", "Dear me")
    person, journal = Person({"thought": [Typed("Dear m", reply)]}, menus=menus, ways=ways), DeadDisk()
    held = loop(new(), person, journal)
    return held, person


def test_on_a_dead_disk_the_pause_menu_still_opens_and_the_words_stand_in_the_box_again():
    held, person = left_on_a_dead_disk(["again", "on"])
    person.does["thought"] = [Reply("pause", "Dear me")]
    assert held.run() == "over"
    assert person.offered[0][0] == "Paused. Nothing is lost."
    assert person.boxes[1][:2] == ("thought", "Dear me")


def test_on_a_dead_disk_nobody_is_told_that_words_wait_which_do_not():
    held, person = left_on_a_dead_disk(["leave", "ground", "support", "leave"], ways=["esc", "esc"])
    person.does["thought"] = [Reply("pause", "Dear me")]
    with pytest.raises(SelfattachError, match="no disk is there"):
        held.run()
    refused = [options for ask, options in person.offered if "this step is still to be kept" in ask]
    assert refused == [["again", "ground", "support", "leave"]] * 3
    steadying, reaching = person.helped
    assert "Both feet down." in steadying
    assert "To talk" in reaching or "In danger" in reaching


def test_a_refusal_while_a_voice_saves_is_told_once_and_the_question_comes_again_with_the_words():
    held, person = left_on_a_dead_disk(["again"], Reply("answer", "Dear me"))
    person.does["thought"].append(Typed("Dear me", None))
    assert held.run() == "over"
    assert [options[0] for ask, options in person.offered] == ["again"]
    assert person.boxes[1][:2] == ("thought", "Dear m")
    assert entries(held.session)["thought"]["value"] == "a\nb"


def test_enough_on_a_dead_disk_takes_what_is_half_typed_along():
    held, person = left_on_a_dead_disk(["enough"])
    person.does["thought"] = [Reply("pause", "Dear me")]
    assert held.run() == "over"
    assert entries(held.session)["thought"]["value"] == "Dear me"


def test_leaving_it_to_wait_is_told_apart_from_going_away():
    assert practise({"thought": [Reply("pause")]}, menus=["leave"])[1].shall_wait
    assert not practise({"thought": [Reply("pause")]}, menus=["gone"])[1].shall_wait
    assert not practise({"thought": [Reply("gone")]})[1].shall_wait
