"""Ten people, one for each barrier, at a terminal: the first start, the first practice of their own, the day after.

The program is the real one. Each answers as such a person might, and goes where the program points: nobody is stuck,
nagged or told something false.
"""

import re

import pytest
import yaml
from a_day_later import let_time_go_by
from at_a_terminal import ENTER, PROMPT, Terminal
from bundled import HEADS, LIBRARY, LISTED
from the_program import Program
from tools import a_share_of

from selfattach import words
from selfattach.coach.offers import FEELINGS, GENTLE
from selfattach.script.model import BARRIERS

FAMILY = {ident: one.path.parent.name for ident, one in LISTED.items()}
BY_TITLE = {head.title: ident for ident, head in HEADS.items()}
INVENTORY = yaml.safe_load((LIBRARY / "checks" / "barrier-inventory.yaml").read_text(encoding="utf-8"))
STATEMENTS = next(step["list"] for step in INVENTORY["steps"] if "items" in step)

# who says how it is, when asked; the others take the journey
FEELING_OF = {"inner-critic": "harsh", "cut-off-from-feelings": "numb", "emotional-backlog": "heap"}
FELT_OF = {"emotional-backlog": "harder", "impatience": "same", "resistance-to-change": "same"}  # the others: helped


class Typed(str):
    """What is typed as it is; other answers are options."""

    __slots__ = ()


VOICE = "Would plain lines suit you better"
BEGIN = "Two minutes to begin with"
READING = "Each of the ten has a short reading."
THE_FIRST_OFFER = "the first offer"
AN_OFFER = re.compile(r"(.+), about (?:a minute|\d+ minutes)\. (.+)")
MOST_PROMPTS = 120
PRESSING = re.compile(
    r"streak|missed|in a row|every day|\b\d+ (?:sessions?|practices?)\b"
    r"|\d ?%|\bday \d|\d+ days (?:since|ago)|well done|keep it up|!",
    re.IGNORECASE,
)


class Person:
    """Somebody at a terminal with plain lines, who answers every question by its kind."""

    def __init__(self, program, barrier):
        self.program = program
        self.barrier = barrier
        self.felt = words_of_felt(FELT_OF.get(barrier, "helped"))
        self.seen = ""  # of the last command

    def runs(self, *arguments, says):
        """Run a command to its end. `says`: a question -> what is said to it."""
        terminal = Terminal(self.program, *arguments)
        try:
            for _ in range(MOST_PROMPTS):
                start = terminal._seen
                terminal.sees(rf"(?:> |{re.escape(PROMPT)})\Z")
                shown = terminal.raw[start : terminal._seen]
                if shown.endswith(PROMPT):
                    break
                terminal.types(self.answer(shown, says) + ENTER)
            else:
                pytest.fail(f"it never ends:\n{terminal.raw[-2000:]}")
            assert terminal.ends() == 0
        finally:
            terminal.is_gone()
        self.seen = terminal.raw.replace("\r\n", "\n")
        let_time_go_by(self.program.home, minutes=2)  # sessions of one second would have no order
        assert "did not fit" not in self.seen
        assert not PRESSING.search(self.seen), PRESSING.search(self.seen)
        return self.seen

    def answer(self, shown, given):
        """What this person types at a prompt."""
        asked = " ".join(shown.split())
        options = options_of(shown)
        for question, chosen in given.items():
            if question in asked:
                if chosen == THE_FIRST_OFFER:
                    return next(number for label, number in options.items() if AN_OFFER.fullmatch(label))
                return chosen if isinstance(chosen, Typed) else number_of(chosen, options)
        statement = next((item for item, said in STATEMENTS.items() if asked.endswith(f"{said} >")), None)
        if statement is not None:
            return "5" if statement.replace("_", "-") == self.barrier else "2"
        if words.HELP_SCREENS["harder"].first[:20] in asked:
            return number_of(words.HELP_SCREENS["harder"].ways["=leave"], options)
        if words.HELP_SCREENS["after_two"].first in asked:
            return number_of(words.HELP_SCREENS["after_two"].ways["=on"], options)
        if "How was it for you?" in asked:
            return number_of(self.felt, options)
        if words.PLAIN_MANY in asked:
            return "some words"
        if re.search(r"From 0,? .* to 10", asked):
            return "3"
        if words.PLAIN_YES_NO in asked:
            return "yes"
        if options:
            return "1"
        return "." if asked.strip() == ">" else "a few words"


def words_of_felt(felt):
    return {"helped": "It helped", "same": "About the same", "harder": "It made things harder"}[felt]


def options_of(shown):
    """The numbered options on a screen: label -> number. Lines that were broken are put together again."""
    found = {}
    for number, label in re.findall(
        r"^(\d+)\. (.*(?:\n(?!\d+\. |Enter:|> |\n).*)*)", shown.replace("\r\n", "\n"), re.MULTILINE
    ):
        found[" ".join(label.split())] = number
    return found


def number_of(label, options):
    assert label in options or any(one.startswith(label) for one in options), (label, options)
    return next(number for one, number in options.items() if one.startswith(label))


def offers_in(screen, question):
    """What stands under the last such question: [(id, reason)]."""
    shown = screen[screen.rindex(question) :].split("\n> ")[0]
    found = map(AN_OFFER.fullmatch, options_of(shown))
    return [(BY_TITLE[one[1]], one[2]) for one in found if one]


def kind_of_reason(reason):
    """The kind of a reason, in whichever of its ways it is told."""
    return next(kind for kind, ways in words.REASONS.items() if any(one.partition("{")[0] in reason for one in ways))


def is_true(reason, ident, records, barrier):
    """Whether the reason of an offer holds for somebody with these sessions."""
    head, practised = HEADS[ident], [record["exercise"] for record in records]
    felt = {record["exercise"]: record.get("felt") for record in reversed(records)}
    marked = "barrier-inventory" in practised
    kinds = {FAMILY[one] for one, how in felt.items() if how == "helped" and one in FAMILY}
    holds = {
        "noticing_first": "mindfulness" in head.components and "self-kindness" not in head.components,
        "not_alone_next": "common-humanity" in head.components and "self-kindness" not in head.components,
        "marked_next": marked and barrier in head.barriers,
        "marked": marked and barrier in head.barriers,
        "akin": FAMILY[ident] in kinds and ident not in practised,
        "steadies": FAMILY[ident] == "steadying" and records[0].get("felt") == "harder",
        "lighter": head.minutes <= 3 and records[0].get("felt") == "harder",
        "helped": felt.get(ident) == "helped",
        "new": ident not in practised,
        "short": head.minutes <= 5,
    }
    return holds[kind_of_reason(reason)]


def exercises_of(program):
    return [record["exercise"] for record in program.records]


@pytest.fixture
def person(tmp_path, request):
    """Somebody new in an empty home. A rest takes no time, or nobody would run these tests."""
    program = Program(tmp_path / "home")
    config = program.places.config / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[practice]\npace = "off"\n', encoding="utf-8")
    return Person(program, request.param)


def begins(person):
    """The very first start, as far as the end of the first two minutes."""
    first = person.runs(says={VOICE: Typed("y"), BEGIN: "Yes"})
    assert "not therapy" in first
    assert first.rstrip().removesuffix(PROMPT.strip()).rstrip().endswith(words.ANY_TIME)
    assert exercises_of(person.program) == ["one-sound"]


@pytest.mark.parametrize("person", a_share_of(BARRIERS, one_in=4), indirect=True)
def test_from_the_first_start_to_the_day_after(person):
    program, barrier = person.program, person.barrier
    begins(person)

    if barrier in FEELING_OF:
        feeling = FEELING_OF[barrier]
        screen = person.runs(
            "practice",
            says={
                words.FEELING.ask: words.FEELING.options[feeling],
                words.HOW_LONG.ask: "Ten",
                words.OFFERS.ask: THE_FIRST_OFFER,
            },
        )
        offers = offers_in(screen, words.OFFERS.ask)
        families, barriers = FEELINGS[feeling]
        for ident, reason in offers:
            assert FAMILY[ident] in families or set(HEADS[ident].barriers) & set(barriers)
            assert words.FEELING_TOLD[feeling] in reason or is_true(reason, ident, person.program.records, barrier)
        assert words.FEELING_TOLD[feeling] in offers[0][1]
        first = offers[0][0]
    else:
        screen = person.runs("journey", says={READING: "None of them today", "Start it now": "Yes"})
        told = " ".join(screen.split())
        assert words.JOURNEY_FOR.format(barriers=words.MARKED[barrier]) in told
        first = BY_TITLE[re.findall(r"Next on your journey: (.+?), about", told)[-1]]
        offers = [(first, "")]
        assert barrier in HEADS[first].barriers
    assert {HEADS[ident].intensity for ident, _ in offers} == {GENTLE}
    assert (first, True) in [(record["exercise"], record["finished"]) for record in program.records]

    let_time_go_by(program.home, days=1)
    before = program.records
    screen = person.runs(says={words.HOME.ask: THE_FIRST_OFFER})
    asked_first = words.HELP_SCREENS["after_two"].first in " ".join(screen.split())
    assert asked_first == (before[0]["felt"] == "harder")  # both practices were, and that is met before any offer
    offers = offers_in(screen, words.HOME.ask)
    assert len(offers) == 2
    for ident, reason in offers:
        assert HEADS[ident].intensity == GENTLE, (ident, reason)
        assert ident not in {record["exercise"] for record in before}
        assert is_true(reason, ident, before, barrier), (ident, reason)
        assert barrier in FEELING_OF or barrier in HEADS[ident].barriers
    if before[0]["felt"] == "harder":
        assert FAMILY[first] not in {FAMILY[ident] for ident, _ in offers}
    assert len({FAMILY[ident] for ident, _ in offers}) == 2
    assert words.REACH in screen
    assert exercises_of(program)[0] == offers[0][0]

    told = " ".join(program.call("journey").out.split())
    if barrier not in FEELING_OF:
        assert words.FAMILIES[FAMILY[first]] in told
        assert words.FAMILIES[FAMILY[offers[0][0]]] in told
        assert ("You said that these helped" in told) == (person.felt == "It helped")


@pytest.mark.parametrize("person", ["fear-of-vulnerability"], indirect=True)
def test_a_no_at_the_first_start_is_not_asked_again(person):
    person.runs(says={VOICE: Typed("y"), BEGIN: Typed("0")})
    assert person.program.records == []
    screen = person.runs(says={words.HOME.ask: Typed("0")})
    assert BEGIN not in screen
    assert len(offers_in(screen, words.HOME.ask)) == 2


@pytest.mark.parametrize("person", ["impatience"], indirect=True)
def test_from_home_a_journey_can_be_begun_and_every_question_of_it_left_open(person):
    begins(person)
    nothing = Typed("")
    person.answer = lambda shown, _: "4" if words.HOME.ask in shown else "1" if "Start it now" in shown else nothing
    screen = person.runs(says={})
    assert "You can look at the ten on any other day." in screen
    assert words.JOURNEY_NOTHING_HIGH not in screen
    assert "most in the way" not in screen
