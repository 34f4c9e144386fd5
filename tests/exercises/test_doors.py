"""The doors of the library: where they stand, whether their page fits, and what letters and high figures meet."""

import pytest
from bundled import LIBRARY, LISTED, SHELF, loaded
from playing import NOW, at_question, until

from selfattach.engine.session import Found, Outside, Session
from selfattach.engine.voice import Room
from selfattach.help.country import Place
from selfattach.help.helplines import read_helplines
from selfattach.help.page import OPENS_AT
from selfattach.help.screens import Facts, Screens
from selfattach.script.model import Door, Include, Prompt, Recall, Shelve, Write, every_step
from selfattach.text import wrap

SMALL = Room(40, 15)
BEFORE_A_WAY = 5  # columns: the pointer and the figure
LETTERS = ("self-compassion-letter", "letter-from-an-older-you", "letter-to-a-friend-like-you")
WRITTEN = {"distress__before": 2, "letter": "words", "turn": False}
HARSH = {"letter-from-an-older-you": "scolding"}


EXERCISES = {ident: loaded(ident) for ident in LISTED}
DOORS = sorted(
    {
        (door.about, door.text.at(1).source.strip() if door.text is not None else "")
        for exercise in EXERCISES.values()
        for door in every_step(exercise.steps)
        if isinstance(door, Door)
    }
)


def begun(ident, outside=None):
    return Session(SHELF.framed(EXERCISES[ident]), outside or Outside())


def answered(session, value):
    return at_question(session.answer(value, NOW.isoformat()))


def with_an_old_letter(ident, landing):
    """A letter of a month ago was read, and it reads today as that landing says."""
    (key,) = {step.key for step in every_step(EXERCISES[ident].steps) if isinstance(step, Recall)}
    outside = Outside(4, 9, {ident: 3}, {key: Found("a goodbye", "a goodbye", "a month ago", "S/letter")})
    session = answered(until(begun(ident, outside), "today", distress__before=2), "read")
    session = answered(until(session, "old.shown"), True)
    return answered(until(session, "read-old-letter.landing"), landing)


def is_at_a_door(session):
    return session.step is None and session.ending.how == "guard" and session.ending.door is not None


def is_grounding(session):
    """The grounding was told, and asks how it is now."""
    return [option.id for option in session.step.prompt.form.options] == ["better", "same", "worse"]


@pytest.mark.parametrize(("about", "said"), DOORS)
def test_the_page_behind_a_door_fits_forty_columns_and_fifteen_rows_in_every_country(about, said):
    helplines = read_helplines(LIBRARY / "helplines.json")
    for country in (*helplines.countries, None):
        facts = Facts(helplines, Place(country, guess="clock" if country else ""))
        screens = Screens(facts, SMALL, "violence" if about == "violence" else "life")
        screen = screens.screen(OPENS_AT[about], said=said, names_country=True)
        words = sum(len(wrap(paragraph, SMALL.columns)) for paragraph in screen.lines)
        ways = sum(len(wrap(label, SMALL.columns - BEFORE_A_WAY)) for label in screen.ways.values())
        assert words + ways + bool(screen.open) <= SMALL.rows, country and country.country


@pytest.mark.parametrize("ident", EXERCISES)
def test_where_one_writes_at_length_about_something_hard_or_a_letter_there_is_a_way_to_help(ident):
    exercise = EXERCISES[ident]
    forms = [step.form for step in every_step(exercise.steps) if isinstance(step, Prompt)]
    at_length = any(isinstance(form, Write) and form.many for form in forms) and exercise.head.intensity != "gentle"
    if at_length or "letter" in ident:
        own = [step for step in exercise.steps if not isinstance(step, Include)]
        assert any(isinstance(step, Door) for step in every_step(tuple(own))) or (
            "`selfattach support`" in exercise.head.care
        )


def test_every_script_that_puts_letters_away_is_tried_here():
    putting_away = {
        ident
        for ident, exercise in EXERCISES.items()
        for step in every_step(exercise.steps)
        if isinstance(step, Prompt) and isinstance(step.form, Shelve) and step.form.shelf == "letters"
    }
    assert putting_away == set(LETTERS)


@pytest.mark.parametrize("ident", LETTERS)
def test_a_letter_like_a_goodbye_leads_to_a_door_and_to_no_shelf(ident):
    session = answered(until(begun(ident), "sounds", **WRITTEN), "goodbye")
    assert is_at_a_door(session)
    assert session.shelved == ()


@pytest.mark.parametrize("ident", LETTERS)
def test_a_harsh_letter_is_met_and_not_sealed(ident):
    session = answered(until(begun(ident), "sounds", **WRITTEN), HARSH.get(ident, "harsh"))
    met = []
    while session.step is not None:
        met.append(session.step.name)
        session = answered(session, None)
    assert "letter.shelf" not in met
    assert session.ending.how == "done"


@pytest.mark.parametrize("sound", ["mixed", None])
@pytest.mark.parametrize("ident", LETTERS)
def test_a_letter_that_is_kind_in_places_or_not_judged_may_be_put_away(ident, sound):
    session = answered(until(begun(ident), "sounds", **WRITTEN), sound)
    assert until(session, "letter.shelf").step.prompt.form.seal is None


def test_a_door_stands_after_what_it_was_like_whatever_was_written():
    session = until(begun("self-compassion-letter"), "was_like", distress__before=2, event="it", weight=4)
    session = answered(session, "like wanting to be dead")
    assert session.step.name == "others"
    assert is_at_a_door(answered(session, "not_living"))


@pytest.mark.parametrize("ident", LETTERS)
@pytest.mark.parametrize("landing", ["holds", "partly"])
def test_an_old_letter_that_still_holds_is_asked_about_and_a_goodbye_leads_to_a_door(ident, landing):
    session = with_an_old_letter(ident, landing)
    assert session.step.name == "read-old-letter.goodbye"
    assert is_at_a_door(answered(session, "yes"))
    for other in ("no", None):
        assert answered(session, other).step.name == "read-old-letter.reply"


@pytest.mark.parametrize("ident", LETTERS)
def test_where_it_has_got_worse_since_a_letter_there_are_three_ways(ident):
    session = with_an_old_letter(ident, "grown")
    assert [option.id for option in session.step.prompt.form.options] == ["not_living", "steady", "go_on"]
    assert is_at_a_door(answered(session, "not_living"))
    for steadied in ("steady", None):
        assert is_grounding(answered(session, steadied))
    assert answered(session, "go_on").step.name == "read-old-letter.reply"


@pytest.mark.parametrize("figure", [8, 9, 10])
def test_a_strong_feeling_is_offered_a_minute_to_steady_before_it_is_looked_at(figure):
    session = answered(until(begun("name-the-feeling"), "strong"), figure)
    assert session.step.prompt.form.options[0].label == "A minute to steady"
    for steadied in ("steady", None):
        assert is_grounding(answered(session, steadied))
    assert answered(until(begun("name-the-feeling"), "strong"), 7).step.name == "kind"


def test_a_second_grounding_asks_the_same_and_speaks_otherwise():
    both = [SHELF.load(LIBRARY / "fragments" / f"{name}.yaml", own=False).steps for name in ("ground", "ground-again")]
    asked = [[step for step in every_step(steps) if isinstance(step, Prompt)] for steps in both]
    for (prompt,) in asked:
        assert (prompt.name, [option.id for option in prompt.form.options]) == ("now", ["better", "same", "worse"])
    first, second = ({repr(step) for step in every_step(steps) if not isinstance(step, Prompt)} for steps in both)
    assert not first & second
