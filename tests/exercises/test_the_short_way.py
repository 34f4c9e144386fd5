"""From the fourth time on a practice of many questions has a short way, and Enter takes it.

Counted are the questions of a script on its longest way, as the script has them: a list of statements is one, and what
a repeat asks is asked in each round. The regular comes for the tenth time, types a few words where words are asked and
lets Enter do the rest.
"""

import pytest
from bundled import LISTED, SHELF, loaded

from selfattach.engine.session import Outside, Question, Session
from selfattach.script.model import (
    Breathe,
    Choose,
    Door,
    Finish,
    Measure,
    Promise,
    Prompt,
    Rate,
    Repeat,
    Rest,
    When,
    Write,
    branches,
    every_step,
    options_of,
)

MANY = 8  # questions; with more of them a practice has a short way
FOURTH = 4
TENTH = 10
ASKED_AT_MOST = 4  # of the regular, besides words of their own and what a deep one asks half-way
EXERCISES = sorted(LISTED)


def longest(steps):
    """Return the most questions on a way that goes on after these steps (None: there is none), and on one that ends."""
    asked, ended = 0, 0
    for step in steps:
        if isinstance(step, (Finish, Door)):
            return None, max(ended, asked)
        own, times = int(isinstance(step, Prompt)), step.times if isinstance(step, Repeat) else 1
        ways = [longest(branch) for branch in branches(step)]
        if isinstance(step, Prompt) and _goes_straight_on(step):
            ways.append((0, 0))
        ended = max([ended, *(asked + own + end for _, end in ways)])
        on = [most for most, _ in ways if most is not None]
        if ways and not on:
            return None, ended
        asked += own + times * max(on, default=0)
    return asked, max(ended, asked)


def _goes_straight_on(prompt):
    options = options_of(prompt.form)
    return not options or any(not option.then for option in options)


def most_questions(ident):
    on, ended = longest(loaded(ident).steps)
    return max(on or 0, ended)


LONG_ONES = [ident for ident in EXERCISES if most_questions(ident) > MANY]


def met_by_the_regular(ident, visit=TENTH, **given):
    """Yield each stop of the script and what the regular answers there."""
    framed = SHELF.framed(loaded(ident))
    session = Session(framed, Outside(visit, 30, {ident: visit - 1}))
    while (stop := session.step) is not None:
        value = _answer(stop, given) if isinstance(stop, Question) else None
        if session.in_body:
            yield stop, value
        session = session.answer(value) if isinstance(stop, Question) else session.go_on()


def _answer(question, given):
    match question.prompt.form:
        case Write():
            return "A few words."
        case Promise():
            return {"cue": "the kettle", "action": "one stretch"}
        case Measure():
            return 3
        case Rate():
            return given.get(question.name, 5)
        case _ if question.name == "guard.deep":
            return "start"
        case Choose(first=first):
            return given.get(question.name, first or None)
        case _:
            return given.get(question.name)


def questions(ident, visit=TENTH, **given):
    return [stop.prompt for stop, _ in met_by_the_regular(ident, visit, **given) if isinstance(stop, Question)]


def presses(ident):
    """What the regular presses in the script, besides words of their own; a rest and a breath pass by themselves."""
    return sum(
        not isinstance(stop.prompt.form, (Write, Promise))
        if isinstance(stop, Question)
        else not isinstance(stop.step, (Rest, Breathe))
        for stop, _ in met_by_the_regular(ident)
    )


def the_menu(ident):
    """The question that offers the long way."""
    return next(
        step
        for step in every_step(loaded(ident).steps)
        if isinstance(step, Prompt)
        and isinstance(step.form, Choose)
        and "long" in {option.id for option in step.form.options}
        and (step.form.first or (step.hint is not None and step.hint.at(FOURTH).source.startswith("Enter ")))
        and step.name != "again"  # the critic's, where the sentence came before
    )


def offers_quiet(prompt):
    """Whether it asks between the questions and a quiet sitting, as on the third visit."""
    return isinstance(prompt.form, Choose) and {"five", "ten"} < {option.id for option in prompt.form.options}


def test_the_practices_of_many_questions_are_there():
    assert {"inner-critic-reframe", "self-compassion-letter", "younger-you", "two-columns"} <= set(LONG_ONES)


@pytest.mark.parametrize("ident", LONG_ONES)
def test_every_practice_of_more_than_eight_questions_has_a_short_way_from_the_fourth_time_on(ident):
    menu = the_menu(ident)
    assert menu in questions(ident, FOURTH)
    assert menu in questions(ident, TENTH)
    is_new = menu not in questions(ident, FOURTH - 1)
    assert is_new or ident == "self-compassion-letter"  # there it is offered on the first visit, and Enter asks first
    others = [prompt for prompt in questions(ident) if not isinstance(prompt.form, (Write, Promise, Measure))]
    assert len(others) <= ASKED_AT_MOST


@pytest.mark.parametrize("ident", LONG_ONES)
def test_the_long_way_and_the_page_of_help_are_a_key_away(ident):
    options = {option.id: option for option in the_menu(ident).form.options}
    assert any(isinstance(step, Door) for option in options.values() for step in option.then)
    assert not options["long"].then
    short, long = questions(ident), questions(ident, **{the_menu(ident).name: "long"})
    assert len(long) > len(short)


@pytest.mark.parametrize("ident", LONG_ONES)
def test_the_long_way_is_the_way_of_the_first_times(ident):
    def of_the_script(asked):
        return [prompt.name for prompt in asked if prompt.name != the_menu(ident).name and not offers_quiet(prompt)]

    long = questions(ident, **{the_menu(ident).name: "long"})
    assert of_the_script(long) == of_the_script(questions(ident, FOURTH - 1))


@pytest.mark.parametrize(
    ("ident", "at_most"),
    [
        ("inner-critic-reframe", 5),
        ("self-compassion-letter", 4),
        ("evening-notes", 1),
        ("one-thing-you-did", 4),
        ("settle", 2),
    ],
)
def test_on_the_tenth_visit_there_are_few_presses_besides_ones_own_words(ident, at_most):
    assert presses(ident) <= at_most


# --- a cruel sentence is quoted once


# the question that asks for the words of a harsh voice
HARSH = {
    "critic-at-work": "sentence",
    "inner-critic-reframe": "thought",
    "like-a-friend": "to_me",
    "three-voices": "critic",
    "two-columns": "said",
}
CRUEL = "MARK you always spoil it MARK"


def shown_again(ident, **answers):
    """Return the stops at which the cruel sentence is shown after it was written, on one way."""
    framed = SHELF.framed(loaded(ident))
    session = Session(framed, Outside(answers.pop("visit", 1), 30, {ident: 0}))
    found = []
    while (stop := session.step) is not None:
        if CRUEL in _words_of(stop):
            found.append(stop)
        value = None
        if isinstance(stop, Question):
            value = CRUEL if stop.name == HARSH[ident] else answers.get(stop.name, _chosen(stop))
        session = session.answer(value) if isinstance(stop, Question) else session.go_on()
    return found


def _chosen(question):
    options = [one for one in options_of(question.prompt.form) if not any(_ends(step) for step in one.then)]
    if isinstance(question.prompt.form, Choose) and question.name not in ("felt", "guard.deep"):
        return options[0].id if options else None
    return _answer(question, {})


def _ends(step):
    return isinstance(step, (Door, Finish)) or any(_ends(inner) for branch in branches(step) for inner in branch)


def _words_of(stop):
    runs = [stop.ask, stop.hint, stop.help, stop.extra] if isinstance(stop, Question) else [stop.text]
    runs += [words for _, words in getattr(stop, "cues", ())]
    pins = stop.pins if isinstance(stop, Question) else ()
    return " ".join([*pins, *(run.text for part in runs for run in part)])


@pytest.mark.parametrize("answers", [{}, {"borrow": None, "believe": 2, "sound": "hard", "fair": "no"}])
@pytest.mark.parametrize("ident", HARSH)
def test_a_cruel_sentence_is_shown_again_only_while_it_is_answered(ident, answers):
    for stop in shown_again(ident, **answers):
        assert isinstance(stop, Question), "no telling quotes it"
        assert isinstance(stop.prompt.form, Write) or stop.name == f"{HARSH[ident]}.keep"


@pytest.mark.parametrize("ident", HARSH)
def test_no_step_quotes_a_cruel_sentence_but_the_one_that_answers_it(ident):
    """The same on all ways: by what the steps look at."""
    name = HARSH[ident]
    looks = [
        step for step in every_step(loaded(ident).steps) if not isinstance(step, When) and name in _quoted_in(step)
    ]
    assert all(isinstance(step, Prompt) and isinstance(step.form, Write) for step in looks)
    assert len(looks) <= 1


def _quoted_in(step):
    """The names whose words this step shows; what is inside of it is looked at by itself."""
    pins = {ref.name for refs in step.pins for ref in refs} if isinstance(step, Prompt) else set()
    texts = [part for part in step if hasattr(part, "by_visit")]
    texts += [cue.text for cue in getattr(step, "cues", ())]
    slots = (run for text in texts for words in text.by_visit for run in words.runs if hasattr(run, "refs"))
    return pins | {ref.name for slot in slots for ref in slot.refs}


def test_every_question_for_the_words_of_a_harsh_voice_is_among_them():
    asked = {
        (ident, step.name)
        for ident in EXERCISES
        for step in every_step(loaded(ident).steps)
        if isinstance(step, Prompt) and isinstance(step.form, Write) and _asks_for_a_harsh_voice(step)
    }
    answers = {("three-voices", "to_critic")}  # what is said to it
    assert asked - answers == set(HARSH.items())


def _asks_for_a_harsh_voice(prompt):
    asks = [words.source for words in prompt.ask.by_visit]
    return any(
        phrase in ask
        for ask in asks
        for phrase in ("critic", "does it say to you", "did it say", "you say to yourself about")
    )
