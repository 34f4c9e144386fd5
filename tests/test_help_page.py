"""The page of help that stays: from each screen, what each key leads to, until the person closes it.

`Hand` is a person whose keys are given beforehand, in front of no terminal; it notes what stood there.
"""

from io import StringIO

import pytest
from playing import LIBRARY

from selfattach import words
from selfattach.engine.voice import ON, Manner, Reply, Room
from selfattach.help.country import Place
from selfattach.help.helplines import read_helplines
from selfattach.help.page import OPENS_AT, HelpPage
from selfattach.help.screens import STILL, Facts
from selfattach.paths import HELPLINES
from selfattach.ui.plain import Clock, PlainVoice

LINES = read_helplines(LIBRARY / HELPLINES)
ENTER, ESC, CTRL_C, GONE = "enter", "esc", "pause", "gone"
CARD = tuple(("people", f"Person {number} 0123 4567") for number in range(40))


class Hand:
    """A person. `keys`: Enter, Esc, Ctrl-C, the end of input, a figure, or `c`, taken in turn; then the input ends."""

    room = Room(40, 15)

    def __init__(self, keys, typed=(), minutes=()):
        self.keys = list(keys)
        self.typed = list(typed)
        self.minutes = list(minutes)
        self.screens = []
        self.told = []
        self.asked = []
        self.cleared = 0

    def help(self, screen):
        self.screens.append(screen)
        key = self.keys.pop(0) if self.keys else GONE
        if key in (ESC, CTRL_C, GONE):
            return key
        if key == ENTER:
            return "" if screen.open else next(iter(screen.ways))
        return screen.keys[key] if key in screen.keys else list(screen.ways)[int(key) - 1]

    def ask_line(self, paragraphs):
        self.asked.append("\n".join(paragraphs))
        return self.typed.pop(0) if self.typed else Reply("gone")

    def tell(self, tell):
        self.told.append("".join(run.text for run in tell.text))
        return self.minutes.pop(0) if self.minutes else ON

    def say(self, text):
        self.told.append(text)

    def clear(self):
        self.cleared += 1

    @property
    def at(self):
        """The screens that stood there, by name."""
        return [name_of(screen) for screen in self.screens]


def name_of(screen):
    """The name of a screen, told by its words and its ways; `card` and `numbers` by what stands on them."""
    text = " ".join("\n".join(screen.lines).split())
    if list(screen.ways) == ["back"]:
        return "card" if words.HELP_NO_CARD in text or "Person" in text else "numbers"
    if list(screen.ways.values()) == list(words.HELP_SCREENS["reach"].ways.values()) or (
        "card" in screen.ways and (screen.open == words.HELP_STAY)
    ):
        return "reach"
    if text.startswith(words.HELP_SCREENS["seven"].again):
        return "seven"
    if text.startswith(words.HELP_SCREENS["too_much"].again):
        return "too_much_today" if "=leave" in screen.ways else "too_much"
    if "sent" in screen.ways and "next_lines" in screen.ways:
        return "sent"
    for name, spoken in words.HELP_SCREENS.items():
        if spoken.first and text.startswith(" ".join(spoken.first.partition("{")[0].split())):
            if name in ("too_much", "too_much_today"):
                return "too_much_today" if "=leave" in screen.ways else "too_much"
            return name
    return STILL if screen.open == words.HELP_SCREENS["nine"].open else "?"


def page(hand, place=None, **made):
    """A page with the United Kingdom as a guess; another country only where it is typed."""
    here = Place(LINES.of("GB"), "clock") if place is None else place
    return HelpPage(hand, lambda said: Facts(LINES, Place(LINES.of(said)) if said else here, CARD), **made)


def shown(at, *keys, **made):
    """Open the page at a screen, with these keys. Return the screens that came, and the outcome."""
    hand = Hand(keys)
    outcome = page(hand, **made).show(at)
    return hand.at, outcome


def number_to_talk_to(at):
    return LINES.of("GB").of_kind("violence")[0].number if at == "violence" else "116 123, free, day and night"


CLOSING_LINES = words.HELP_SCREENS["closing"].first


# --- the flow, state by state: a screen it is opened at, a key, the screen or the outcome that follows

ASKED = {
    **dict.fromkeys((ENTER, "4", ESC, CTRL_C), "rather_not"),
    "1": "yes",
    "2": "hurting",
    "3": "no",
}
FIVE = {ENTER: "waiting", "1": "waiting", "2": "words", "3": "card", "4": "numbers", CTRL_C: "closing"}
FLOW = {
    "nine": {**ASKED, "c": "nine"},
    STILL: {**ASKED, "c": STILL},
    "yes": {**FIVE, "5": "with_somebody", ESC: "yes", "c": "yes"},
    "hurting": {**FIVE, ENTER: "urge", "1": "urge", "5": "closing", ESC: "hurting", "c": "hurting"},
    "urge": {ENTER: "urge", "1": "urge", "2": "waiting", "3": "words", "4": "card", "5": "closing", CTRL_C: "closing"},
    "violence": {**FIVE, "5": "closing", ESC: "violence", "c": "violence"},
    "rather_not": {**FIVE, "5": "closing", ESC: "rather_not"},
    "no": {**FIVE, ENTER: "no", "1": "no", "5": "closing", ESC: "no"},
    "waiting": {
        ENTER: "waiting",
        "1": "waiting",
        "2": "next_lines",
        "3": "words",
        "4": "card",
        "5": "with_somebody",
        CTRL_C: "closing",
    },
    "sent": {
        ENTER: "sent",
        "1": "sent",
        "2": "next_lines",
        "3": "words",
        "4": "card",
        "5": "with_somebody",
        CTRL_C: "closing",
    },
    "next_lines": {ENTER: "waiting", "1": "waiting", "2": "words", "3": "with_somebody", CTRL_C: "closing"},
    "words": {ENTER: "sent", "1": "sent", CTRL_C: "closing"},
    "with_somebody": {ENTER: "with_somebody", "1": "with_somebody", "2": "closing", CTRL_C: "closing"},
    "closing": {ENTER: "closing", "1": "closing", "2": "=closed", "3": "=closed", CTRL_C: "=closed"},
    "seven": {
        ENTER: "seven",
        "1": "seven",
        "2": "reach",
        "3": "=stop",
        "4": "=gentle",
        "5": "=door",
        ESC: "=back",
        CTRL_C: "closing",
    },
    "too_much": {
        ENTER: "=enough",
        "1": "=enough",
        "2": "too_much",
        "3": "reach",
        "4": "=next",
        "5": "=door",
        ESC: "=back",
        CTRL_C: "closing",
    },
    "too_much_today": {
        ENTER: "too_much_today",
        "1": "=leave",
        "2": "reach",
        "3": "yes",
        ESC: "=leave",
        CTRL_C: "=leave",
    },
    "harder": {
        ENTER: "harder",
        "1": "harder",
        "2": "reach",
        "3": "=leave",
        "4": "=door",
        ESC: "=back",
        CTRL_C: "closing",
    },
    "next_day": {
        ENTER: "=rather_not",
        "1": STILL,
        "2": "=better",
        "3": "=rather_not",
        ESC: "=rather_not",
        CTRL_C: "=closed",
    },
    "after_two": {ENTER: "reach", "1": "reach", "2": "=light", "3": "=on", ESC: "=on", CTRL_C: "=closed"},
    "reach": {
        ENTER: "reach",
        "1": "reach",
        "2": "words",
        "3": "numbers",
        "4": "=back",
        "5": "card",
        ESC: "=back",
        CTRL_C: "=back",
        "c": "reach",
    },
    "numbers": {"1": "=back", CTRL_C: "closing"},
    "card": {"1": "=back", CTRL_C: "closing"},
}
CASES = [(at, key, to) for at, keys in FLOW.items() for key, to in keys.items()]


@pytest.mark.parametrize(("at", "key", "to"), CASES, ids=[f"{at}-{key}" for at, key, _ in CASES])
def test_each_key_leads_where_the_table_says(at, key, to):
    at_screens, outcome = shown(at, key)
    if to.startswith("="):
        assert (at_screens, outcome) == ([at], to[1:])
    else:
        assert at_screens[:2] == [at, to]


def test_every_screen_stands_in_the_table():
    assert set(FLOW) == {*words.HELP_SCREENS, STILL}
    for at, keys in FLOW.items():
        if at not in ("numbers", "card", "reach"):
            ways = words.HELP_SCREENS["nine" if at == STILL else at].ways
            assert {str(number + 1) for number in range(len(ways))} - {key for key in keys if key.isdecimal()} <= {"2"}


@pytest.mark.parametrize("about", OPENS_AT)
def test_every_door_has_a_screen(about):
    assert OPENS_AT[about] in FLOW


@pytest.mark.parametrize(
    "at", ["waiting", "next_lines", "words", "with_somebody", "closing", "card", "numbers", "yes", "no", "rather_not"]
)
def test_esc_goes_one_screen_back(at):
    ways = {  # how one comes to it
        "waiting": ("1", "1"),
        "next_lines": ("1", "1", "2"),
        "words": ("1", "2"),
        "with_somebody": ("1", "5"),
        "closing": ("3", "5"),
        "card": ("1", "3"),
        "numbers": ("1", "4"),
        "yes": ("1",),
        "no": ("3",),
        "rather_not": ("4",),
    }
    screens, _ = shown("nine", *ways[at], ESC)
    assert screens[len(ways[at])] == at
    assert screens[len(ways[at]) + 1] == screens[len(ways[at]) - 1]


@pytest.mark.parametrize("at", ["yes", "no", "waiting", "closing", "with_somebody", "reach", "numbers", "card"])
def test_enter_stays_however_often_it_is_pressed(at):
    screens, _ = shown(at, *[ENTER] * 12)
    stays = "waiting" if at == "yes" else at
    assert set(screens[1:]) == {stays}
    assert len(screens) == 13


@pytest.mark.parametrize("at", [one for one in FLOW if one not in ("too_much_today", "next_day", "after_two", "reach")])
def test_ctrl_c_again_and_again_comes_to_the_closing_lines_and_out(at):
    hand = Hand([CTRL_C] * 3)
    assert page(hand).show(at) == "closed"
    assert hand.at[-1] == "closing"
    assert CLOSING_LINES in hand.screens[-1].lines
    assert number_to_talk_to(at) in "\n".join(hand.screens[-1].lines)
    assert "999" in "\n".join(hand.screens[-1].lines)
    assert not hand.cleared
    assert hand.told == []  # the lines stand there already


@pytest.mark.parametrize("at", FLOW)
def test_the_end_of_input_leaves_the_closing_lines(at):
    hand = Hand([])
    assert page(hand).show(at) == "closed"
    lines = "\n".join([*hand.told, *hand.screens[-1].lines])
    assert lines.count(CLOSING_LINES) == 1
    assert number_to_talk_to(at) in lines
    assert "999" in lines
    assert "selfattach support" in lines


def test_only_the_key_for_it_clears_the_screen():
    for key, cleared in (("2", 0), ("3", 1)):
        hand = Hand([key])
        assert page(hand).show("closing") == "closed"
        assert hand.cleared == cleared
        assert hand.told == []


# --- staying


def test_while_nobody_has_answered_yet_four_texts_come_in_turn_and_then_again():
    hand = Hand(["1", *[ENTER] * 8])
    page(hand).show("yes")
    texts = [screen.lines[1] for screen in hand.screens[1:10]]
    assert texts[:4] == list(words.HELP_WAITING)
    assert texts[4:8] == texts[:4]
    assert all("116 123" in "\n".join(screen.lines) for screen in hand.screens)


def test_a_minute_of_steadying_has_the_numbers_in_view_and_other_words_each_time():
    hand = Hand([ENTER] * 5)
    page(hand).show("seven")
    assert len(hand.told) == 6  # five minutes, and the closing lines
    assert [text.partition("\n")[0] for text in hand.told[:5]] == [*words.HELP_STEADY, words.HELP_STEADY[0]]
    assert all("116 123" in text and "999" in text for text in hand.told)
    assert hand.at == ["seven"] * 6


@pytest.mark.parametrize("reply", ["pause", "gone"])
def test_a_minute_can_be_left_for_the_closing_lines(reply):
    hand = Hand([ENTER, "2"], minutes=[Reply(reply)])
    assert page(hand).show("seven") == "closed"
    assert hand.at == ["seven", "closing"]


@pytest.mark.parametrize("at", ["too_much", "too_much_today"])
def test_the_second_time_it_is_too_much_the_steadying_has_other_words(at):
    hand = Hand([ESC, ESC, ESC])
    held = page(hand)
    for _ in range(3):
        held.show(at)
    texts = [screen.lines[1] for screen in hand.screens]
    assert texts == list(words.HELP_STEADY[:3])


def test_after_a_minute_of_it_the_words_on_too_much_are_others_too():
    hand = Hand(["2", "2", ENTER])
    assert page(hand).show("too_much") == "enough"
    in_the_minutes = [text.partition("\n")[0] for text in hand.told]
    assert [hand.screens[0].lines[1], *in_the_minutes] == list(words.HELP_STEADY[:3])


def test_after_a_minute_of_it_nobody_hears_again_that_it_is_too_much_and_nothing_new_is_to_be_done():
    hand = Hand(["2", "2", ENTER])
    page(hand).show("too_much")
    _, *later = hand.screens
    assert {screen.lines[0] for screen in later} == {words.HELP_SCREENS["too_much"].again}
    assert not [line for screen in later for line in screen.lines if line in words.HELP_STEADY]


def test_while_an_urge_is_strong_each_enter_has_other_words_of_the_room():
    hand = Hand([ENTER] * 6)
    page(hand).show("hurting")
    texts = [screen.lines[1] for screen in hand.screens[1:5]]
    assert texts == list(words.HELP_STEADY)


def test_after_a_minute_at_a_seven_nobody_says_that_it_is_still_that_hard():
    hand = Hand([ENTER, ENTER, "3"])
    assert page(hand).show("seven") == "stop"
    first, *later = [screen.lines[0] for screen in hand.screens]
    assert first == words.STILL_HIGH
    assert later == [words.HELP_SCREENS["seven"].again] * 2


def test_a_number_is_never_asked_again():
    for at in ("seven", "too_much", "harder", "no"):
        hand = Hand([ENTER if at != "too_much" else "2"] * 3)
        page(hand).show(at)
        assert "how hard" not in " ".join(hand.told).casefold()
        assert hand.asked == []


# --- whose numbers


def test_another_country_can_be_typed_in_place():
    hand = Hand(["c"], typed=[Reply("answer", "swe")])
    page(hand).show("nine")
    assert hand.at == ["nine", "nine"]
    first, second = ("\n".join(screen.lines) for screen in hand.screens)
    assert "United Kingdom is a guess. c: another" in first
    assert "90101" in second
    assert "999" not in second
    assert "Country: Sweden. c: another" in second
    assert "90101" in "\n".join(hand.told)


@pytest.mark.parametrize("at", ["yes", "hurting", "too_much", "harder", "seven", "reach"])
def test_on_whichever_screen_it_was_typed_that_one_comes_again_and_names_the_country(at):
    hand = Hand(["c", "c"], typed=[Reply("answer", "swe"), Reply("answer", "norge")])
    page(hand).show(at)
    assert hand.at == [at] * 3
    for screen, country in zip(
        hand.screens, ("United Kingdom is a guess", "Country: Sweden", "Country: Norway"), strict=True
    ):
        assert country in "\n".join(screen.lines)


@pytest.mark.parametrize("reply", [Reply("back"), Reply("pause")])
def test_left_without_a_country_the_numbers_are_as_they_were_and_another_can_still_be_said(reply):
    hand = Hand(["c", "c"], typed=[reply, reply])
    page(hand).show("too_much")
    assert hand.at == ["too_much"] * 3
    assert all("United Kingdom is a guess. c: another" in "\n".join(screen.lines) for screen in hand.screens)


def test_a_letter_that_begins_several_lets_one_be_chosen_by_a_figure():
    hand = Hand(["c", "2"], typed=[Reply("answer", "la")])
    page(hand).show("nine")
    assert list(hand.screens[1].ways.values()) == ["Latvia", "Laos"]
    assert words.HELP_PLACE_UNKNOWN.format(country="Laos") in "\n".join(hand.screens[2].lines)
    assert "999" in "\n".join(hand.screens[1].lines)  # the numbers stay while one is chosen


def test_enter_shows_all_countries_a_few_at_a_time():
    more = str(len("12345678") + 1)
    hand = Hand(["c", *[more] * 6, "5"], typed=[Reply("answer", "")])
    page(hand).show("nine")
    listed = [label for screen in hand.screens[1:8] for way, label in screen.ways.items() if way != "more"]
    assert listed == [one.country for one in LINES.countries]
    assert "911" in "\n".join(hand.screens[8].lines)
    assert "United States" in "\n".join(hand.screens[8].lines)


def test_what_begins_no_country_is_said_and_asked_again():
    hand = Hand(["c"], typed=[Reply("answer", "qq"), Reply("answer", "jap")])
    page(hand).show("nine")
    assert words.HELP_NO_SUCH_COUNTRY in hand.asked[1]
    assert "999" in hand.asked[1]
    assert "0120-279-338" in "\n".join(hand.screens[-1].lines)


def test_at_a_9_without_a_country_it_is_asked_for_at_once_and_the_question_follows():
    hand = Hand(["1"], typed=[Reply("answer", "uk")])
    page(hand, Place()).show("nine")
    assert words.HELP_SCREENS["nine"].first in hand.asked[0]
    assert words.HELP_ANYWHERE in hand.asked[0]
    assert hand.at[:2] == ["nine", "yes"]
    assert "116 123" in "\n".join(hand.screens[1].lines)


@pytest.mark.parametrize("reply", [Reply("back"), Reply("pause"), Reply("gone")])
def test_nobody_has_to_say_where_they_are(reply):
    hand = Hand(["1"], typed=[reply])
    page(hand, Place()).show("nine")
    assert hand.at[:2] == ["nine", "yes"]
    assert words.HELP_ANYWHERE in "\n".join(hand.screens[1].lines)


def test_at_a_yes_nothing_is_asked_first():
    hand = Hand([])
    page(hand, Place()).show("yes")
    assert hand.asked == []
    assert words.HELP_NO_COUNTRY in "\n".join(hand.screens[0].lines)
    assert words.HELP_YOUR_EMERGENCY in "\n".join(hand.screens[0].lines)


def test_where_nobody_types_and_no_country_is_known_the_numbers_of_all_are_told_once():
    for at in OPENS_AT.values():
        hand = Hand([ENTER])
        page(hand, Place(), typed=False).show(at)
        assert hand.asked == []
        for one in LINES.countries:
            assert hand.told[0].count(f"{one.country}: {one.emergency}") == 1
        assert not [text for text in hand.told[1:] if "Japan" in text]


# --- where nobody can choose


@pytest.mark.parametrize("at", ["nine", "seven", "harder", "yes", "reach"])
def test_where_nobody_can_choose_all_that_is_known_is_told_once_and_it_ends(at):
    hand = Hand([])
    assert page(hand, asks=False).show(at) == "closed"
    assert hand.screens == []
    assert hand.asked == []
    (told,) = hand.told
    assert [line.number for line in LINES.of("GB").lines if line.number not in told] == []
    assert "999" in told


# --- a door


def test_the_words_of_a_script_stand_in_place_of_the_first_ones_there_alone():
    hand = Hand(["1", ESC, CTRL_C])
    page(hand).show("yes", "What you wrote matters.")
    assert hand.screens[0].lines[0] == "What you wrote matters."
    assert words.HELP_SCREENS["yes"].first not in hand.screens[0].lines
    assert hand.screens[1].lines[0] == words.HELP_SCREENS["waiting"].first


def test_about_violence_the_line_for_that_stands_on_every_screen_that_follows():
    hand = Hand(["1", "2", "2", CTRL_C])
    page(hand, Place(LINES.of("DE"))).show("violence")
    number = next(line.number for line in LINES.of("DE").of_kind("violence"))
    texts = ["\n".join(screen.lines) for screen in hand.screens]
    assert hand.at == ["violence", "waiting", "next_lines", "words", "closing"]
    assert [number in text for text in texts] == [True, True, False, True, True]


# --- the longer lists


def test_enter_turns_the_pages_and_on_the_last_one_stays():
    for at in ("numbers", "card"):
        hand = Hand([*[ENTER] * 30, "1"])
        assert page(hand).show(at) == "back"
        seen = [screen.lines for screen in hand.screens]
        last = seen[-1]
        assert len({*seen}) > 1
        assert seen[-10:] == [last] * 10
        assert {screen.open for screen in hand.screens} == {words.HELP_ON, words.HELP_STAY}
        assert hand.screens[-1].open == words.HELP_STAY
        assert all("116 123" in "\n".join(screen.lines) for screen in hand.screens)


# --- in plain lines


def plainly(at, typed, place=None):
    """The page in plain lines, as it is read aloud."""
    out = StringIO()
    clock = Clock(lambda: 0.0, lambda _: None)
    voice = PlainVoice(out, StringIO(typed), clock, manner=Manner(0.0), width=72)
    return page(voice, place, typed=False).show(at), out.getvalue()


def test_in_plain_lines_the_line_to_talk_to_comes_before_the_emergency_number():
    _, out = plainly("nine", "")
    assert out.index("116 123") < out.index("999")


@pytest.mark.parametrize("at", ["waiting", "seven", "harder", "no", "with_somebody"])
def test_in_plain_lines_the_ways_are_read_once_and_not_after_each_minute(at):
    outcome, out = plainly(at, "\n\n\n\n")
    assert outcome == "closed"
    assert out.count("1. ") == 1
    assert out.count(words.HELP_SCREENS["closing"].first) <= 1


def test_in_plain_lines_a_slip_is_said_and_a_stop_leads_to_the_closing_lines():
    outcome, out = plainly("yes", "9\nfoo\n:stop\n2\n")
    assert outcome == "closed"
    assert out.count("from 1 to 5") == 2  # nobody is left before a bare prompt
    assert " ".join(CLOSING_LINES.split()) in " ".join(out.split())


def test_in_plain_lines_back_goes_one_screen_back_and_c_says_another_country():
    _, out = plainly("nine", "c\nse\n1\n:back\n")
    assert "Sweden" in out
    assert out.count("Are you thinking about ending your life?") == 3


class Listener(Hand):
    """Somebody who has the lines read to them."""

    room = Room(72, 0, plain=True)


def test_read_aloud_the_country_is_asked_for_and_the_numbers_of_all_are_never_read():
    hand = Listener(["4", "1", CTRL_C, CTRL_C], typed=[Reply("answer", "swe")])
    page(hand, Place()).show("yes")
    assert [words.HELP_WHICH_COUNTRY in one for one in hand.asked] == [True]
    read = "\n".join("\n".join(screen.lines) for screen in hand.screens)
    assert "90101" in read
    assert "Japan" not in read


def test_left_open_there_the_numbers_that_hold_anywhere_are_read():
    hand = Listener(["4", "1", CTRL_C, CTRL_C], typed=[Reply("back")])
    page(hand, Place()).show("yes")
    read = "\n".join("\n".join(screen.lines) for screen in hand.screens)
    assert words.HELP_ANYWHERE in read
    assert "Japan" not in read


def test_a_country_that_was_mistyped_is_guessed_at():
    hand = Hand(["c"], typed=[Reply("answer", "Swedn"), Reply("answer", "Sweden")])
    page(hand).show("nine")
    assert "Did you mean `Sweden`?" in hand.asked[1]
