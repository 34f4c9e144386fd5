"""The hardest minute, with the real program: a 9, a yes, a door, too much, harder; in plain lines and on a terminal.

What must hold: the session is on the disk before the page stands, the page stays until it is closed, nothing is said or
asked after it, and nothing of what was chosen on it is kept anywhere.
"""

import json
import re
import signal
from pathlib import Path

import hardest_minutes
import pytest
from at_a_terminal import CTRL_C, CTRL_D, ENTER, ESC, Terminal
from forked import KILLED, Child, Tally
from power import CutAfter
from stops import FIGURE
from the_program import PLAIN, Program, said
from tools import a_share_of

from selfattach import words
from selfattach.ui.look import SIGNS

HERE = Path(__file__).parent
SWEDEN = {"TZ": "Europe/Stockholm", "LC_ALL": "C.UTF-8"}
NOWHERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8"}
SIZES = pytest.mark.parametrize("size", [(15, 40), (24, 80)], ids=["40x15", "80x24"])
AFTER_HELP = re.compile(r"can wait|next hour|Kept\.|How was it for you|letters show|It is kept at this step|Kim")
QUESTION = "Are you thinking about ending your life?"
CLOSING = "Before you close this"
TWICE = """selfattach: 1
id: twice
title: Twice
intensity: moderate
steps:
- measure: distress
  as: during
- say: Done.
"""
LAST_WAYS = {  # of a screen: its last way on, below which nothing stands
    "nine": "I would rather not say",
    "yes": "Somebody is with me now",
    "closing": "Close it and clear the screen",
    "with_somebody": "Close it",
}


def lines(*typed):
    return "".join(f"{one}\n" for one in typed)


def one_paragraph(out):
    return " ".join(out.split())


class Somebody:
    """A program on a machine whose clock and language are these."""

    def __init__(self, folder, environment):
        folder.mkdir(parents=True, exist_ok=True)
        self.program = Program(folder / "home")
        self.environment = environment
        usual = self.program.environment
        self.program.environment = lambda **more: usual(**environment, **more)

    def practises(self, name, *typed, options=()):
        return self.program.call("practice", name, *PLAIN, *options, says=lines(*typed))


@pytest.fixture
def swede(tmp_path):
    return Somebody(tmp_path, SWEDEN)


@pytest.fixture
def nowhere(tmp_path):
    return Somebody(tmp_path, NOWHERE)


@pytest.fixture
def hurting(swede):
    swede.program.own("hurting", (HERE / "hurting.yaml").read_text(encoding="utf-8"))
    return swede


# --- in plain lines


def test_a_9_and_a_yes_in_a_pipe_have_the_numbers_of_the_country_and_nothing_else_after_them(swede):
    ran = swede.practises("three-line-letter", "9", "1", "", "", "")
    assert ran.status == 0
    assert "90101" in ran.out
    assert "Sweden is a guess. c: another" in one_paragraph(ran.out)
    assert "999" not in ran.out
    after = one_paragraph(ran.out.partition(QUESTION)[2])
    assert "Let somebody be with you now." in after
    assert not AFTER_HELP.search(after)
    assert after.count(CLOSING) == 1


def test_where_no_country_is_known_a_pipe_has_the_emergency_number_of_every_country(nowhere):
    ran = nowhere.practises("three-line-letter", "9", "1", "", "", "")
    assert ran.status == 0
    before = ran.out.partition(QUESTION)[0]
    for known in ("Sweden: 112; 90101", "United States: 911; 988", "Japan: 119", "Kenya: 999 or 112"):
        assert before.count(known) == 1
    assert words.HELP_ANYWHERE in before


@pytest.mark.parametrize(
    ("said", "told", "not_told"),
    [
        ("Japan", "0120-279-338", "Sweden"),
        ("Poland", "116 123", "Japan"),
        ("US", "988", "United Kingdom"),
        ("Northern Ireland", "116 123", "United States"),
        ("Laos", "No line and no number is known here for Laos.", "Latvia"),
    ],
)
def test_support_for_a_country_has_its_own_numbers_and_no_other_countrys_name(swede, said, told, not_told):
    page = one_paragraph(swede.program.call("support", *said.split()).out)
    assert told in page
    assert not_told not in page
    assert "90101" not in page


@pytest.mark.parametrize(
    ("answer", "words_there"),
    [
        ("1", "That is too hard to be alone with."),
        ("2", "The urge can rise and fall."),
        ("3", "It can be this hard without wanting to die."),
        ("4", "You can call without saying why."),
        ("", "You can call without saying why."),
    ],
)
def test_whatever_is_answered_the_numbers_stand_there_and_nothing_of_it_is_kept(swede, answer, words_there):
    ran = swede.practises("three-line-letter", "9", answer, ":stop", "2")
    assert ran.status == 0
    after = one_paragraph(ran.out.partition(QUESTION)[2])
    assert words_there in after
    assert after.count("90101") >= 2
    (kept,) = swede.program.records
    assert (kept["ending"], kept["finished"], kept["felt"]) == ("guard", False, None)
    assert said(kept) == [one for one in said(kept) if one["name"] == "distress.before"]
    assert not swede.program.waiting


def test_what_is_kept_is_the_same_whatever_was_answered(tmp_path):
    kept = set()
    for answer in ("1", "2", "3", "4", ""):
        somebody = Somebody(tmp_path / f"answer {answer}", SWEDEN)
        somebody.practises("three-line-letter", "9", answer, "2", ":back", "4", ":back", ":stop", "2")
        kept.add(without_hours_and_ids(somebody.program.records))
        for never in (QUESTION, "rather_not", "ending your life", "hurting", "waiting", "closing"):
            assert somebody.program.has(never) == [], never
    assert len(kept) == 1
    assert '"distress.before"' in kept.pop()


def without_hours_and_ids(records):
    text = re.sub(r"\d{8}T\d{6}Z-[a-z0-9]{6}|\d{4}-\d\d-\d\dT[\d:.+Z-]+", "-", json.dumps(records))
    return re.sub(r'"device": ?"[^"]*"', "", text)


def test_too_much_and_then_enter_is_enough_for_today_and_not_the_same_question(hurting):
    ran = hurting.practises("hurting", "words", ":ground", "", "2", "")
    assert ran.status == 0
    after = ran.out.partition("It is too much right now")[2]
    assert "What is it about?" not in after
    assert "How was it for you" in after
    assert hurting.program.records[0]["ending"] == "enough"


def test_harder_at_the_end_of_a_gentle_one_is_met_with_a_sentence_and_ways_on(swede):
    ran = swede.practises("own-name", "2", "3", "you idiot", "4", "3", "")
    after = one_paragraph(ran.out.partition("How was it for you?")[2])
    assert "It hurts more now than before." in after
    for way in words.HELP_SCREENS["harder"].ways.values():
        assert way in after


def test_the_second_steadying_of_a_session_has_other_words(hurting):
    ran = hurting.practises("hurting", "words", ":ground", ":back", ":ground", "1")
    _, first, second = map(one_paragraph, ran.out.split("It is too much right now"))
    assert words.HELP_STEADY[0] in first
    assert words.HELP_STEADY[0] not in second
    assert words.HELP_STEADY[1] in second


# --- doors


@pytest.mark.parametrize(
    ("way", "first", "number"),
    [
        ("2", "What you wrote there matters more than this.", "90101"),
        ("3", "That is hard to be alone with.", "90101"),
        ("4", "Nobody has the right to hurt or frighten you.", "116 016"),
    ],
)
def test_a_door_of_a_script_ends_it_at_its_page_and_nothing_is_asked_after_it(hurting, way, first, number):
    ran = hurting.practises("hurting", "nobody has read this", way, "", ":stop", "2", "no", "3")
    assert ran.status == 0
    after = one_paragraph(ran.out.partition("What is it about?")[2])
    assert first in after
    assert number in after
    assert not AFTER_HELP.search(after)
    assert words.KEEP_QUESTION not in after
    (kept,) = hurting.program.records
    assert (kept["ending"], kept["finished"], kept["felt"]) == ("guard", False, None)


def test_words_that_wait_for_a_decision_are_not_in_the_record_and_alone_in_a_draft_never_offered(hurting):
    hurting.practises("hurting", "nobody has read this", "2", ":stop", "2")
    program = hurting.program
    assert "nobody has read this" not in json.dumps(program.records)
    assert not program.waiting
    (undecided,) = program.drafts.undecided()
    assert [(entry["name"], entry["value"]) for entry in undecided.entries] == [("page", "nobody has read this")]
    assert undecided.of == program.records[0]["id"]
    held = [path for path in program.has("nobody has read this") if path.suffix != ".yaml"]
    assert [path.parent.name for path in held] == ["drafts"]
    again = hurting.practises("hurting", "other words", ":stop", "leave")
    assert "not finished" not in again.out
    for shown in (("history", "list"), ("history", "show", program.records[0]["id"]), ("--json",), ("doctor",), ()):
        assert "nobody has read this" not in program.call(*shown, says="").out


def test_a_cut_at_any_file_call_around_a_door_loses_no_word_and_asks_no_word_into_the_record(tmp_path):
    typed, tally = ("nobody has read this", "2", ":stop", "2"), tmp_path / "tally"

    def held(number, meddle):
        somebody = Somebody(tmp_path / str(number), SWEDEN)
        somebody.program.own("hurting", (HERE / "hurting.yaml").read_text(encoding="utf-8"))
        arguments = ["practice", "hurting", *PLAIN]
        return somebody, Child(somebody.program, arguments, lines(*typed), meddle)

    held("whole", Tally(tally))
    for number in a_share_of(range(1, len(tally.read_text().split()) + 1), one_in=5):
        somebody, child = held(number, CutAfter(number))
        assert child.status == KILLED
        program = somebody.program
        assert program.drafts.damaged() == program.history.damaged() == []
        somebody.practises("hurting", "1" if program.waiting and not program.records else "other words", ":stop", "2")
        kept = json.dumps([record for record in program.records if record["ending"] == "guard"])
        assert typed[0] not in kept, number
        if "What is it about?" in child.out:
            assert [path for path in program.has(typed[0]) if path.suffix != ".yaml"], number


def test_a_door_given_beforehand_tells_all_and_ends(hurting):
    ran = hurting.program.call("practice", "hurting", "--no-input", "--set", "page=x", "--set", "what=life")
    assert ran.status == 0
    told = one_paragraph(ran.out + ran.err)
    assert "What you wrote there matters more than this." in told
    assert "90101" in told
    assert hurting.program.records[0]["ending"] == "guard"


def test_with_json_the_data_is_alone_on_the_output_at_a_door(hurting):
    ran = hurting.program.call("practice", "hurting", "--no-input", "--json", "--set", "what=life")
    assert json.loads(ran.out)["ending"] == "guard"
    assert "90101" in ran.err


def test_without_saving_the_page_stands_too_and_nothing_is_kept(hurting):
    ran = hurting.practises("hurting", "words", "2", ":stop", "2", options=("--no-save",))
    assert ran.status == 0
    assert CLOSING in ran.out
    assert not hurting.program.records
    assert not hurting.program.drafts.undecided()


# --- on a real terminal


def sits(somebody, *arguments, size):
    return Terminal(somebody.program, *arguments, size=size)


def stands(at, screen):
    """Wait until a screen of help stands, to its last way on."""
    at.sees(re.escape(LAST_WAYS[screen]))


ON = r"Enter(?:: more of it)?\x1b\[K"


def arrives(at, question):
    """Pass whatever is told before a question, up to what stands there once keys are taken."""
    while re.fullmatch(ON, at.sees(rf"{ON}|{question}")[0]):
        at.takes(ENTER)


def at_a_9(somebody, size):
    at = sits(somebody, "practice", "three-line-letter", "--no-plain", "--pace", "off", size=size)
    arrives(at, FIGURE)
    at.takes("9" + ENTER)
    stands(at, "nine")
    return at


@SIZES
def test_at_a_9_the_whole_screen_stands_at_once_with_numbers_and_question(swede, size):
    at = at_a_9(swede, size)
    danger = "In danger now: 112" if size == (15, 40) else "In danger now, or something taken already: 112"
    for part in (danger, "90101", "Sweden is a guess", QUESTION, "skip it", "1  Yes", "rather not"):
        assert part in at.display, part
    if size == (24, 80):
        assert "Mind" in at.display  # the name of the line
    at.is_gone()


@SIZES
def test_a_9_a_yes_the_page_stays_and_the_closing_lines_stay_above_the_prompt(swede, size):
    at = at_a_9(swede, size)
    at.takes("1" + ENTER)
    stands(at, "yes")
    assert "90101" in at.display
    at.takes("5" + ENTER)
    stands(at, "with_somebody")
    for _ in range(3):
        at.takes(ENTER)
        stands(at, "with_somebody")
        assert "90101" in at.display
    at.takes("2" + ENTER)
    stands(at, "closing")
    at.takes(ENTER)  # stays
    stands(at, "closing")
    at.takes("2" + ENTER)
    assert at.ends() == 0
    assert at.is_sane()
    shown = one_paragraph(at.display)
    assert CLOSING in shown
    assert "90101" in shown
    assert "In danger now: 112" in shown
    assert "shows the numbers again at any minute, also without a network." in shown
    assert not AFTER_HELP.search(one_paragraph(at.raw.partition(QUESTION)[2]))


@SIZES
def test_closing_and_clearing_leaves_nothing_on_the_screen(swede, size):
    at = at_a_9(swede, size)
    at.takes("1" + ENTER)
    stands(at, "yes")
    at.types(CTRL_C)
    stands(at, "closing")
    at.takes("3" + ENTER)
    assert at.ends() == 0
    assert at.display.strip() == "$"
    assert "\x1b[3J" in at.raw


@SIZES
def test_ctrl_c_twice_and_the_end_of_input_leave_the_closing_lines(tmp_path, size):
    for number, keys in enumerate(((CTRL_C, CTRL_C), (CTRL_D,))):
        somebody = Somebody(tmp_path / str(number), SWEDEN)
        at = at_a_9(somebody, size)
        at.takes("1" + ENTER)
        stands(at, "yes")
        for key in keys:
            at.types(key)
            if key is not keys[-1]:
                stands(at, "closing")
        assert at.ends() == 0
        assert at.is_sane()
        assert CLOSING in one_paragraph(at.display)
        assert "90101" in at.display


@SIZES
def test_where_no_country_is_known_one_is_typed_before_the_question(nowhere, size):
    at = sits(nowhere, "practice", "three-line-letter", "--no-plain", "--pace", "off", size=size)
    arrives(at, FIGURE)
    at.takes("9" + ENTER)
    at.sees("Which country are you in", SIGNS.bar)
    assert "112 Europe" in at.display
    at.takes("swe" + ENTER)
    at.sees("90101", "Country: Sweden", LAST_WAYS["nine"])
    at.is_gone()
    assert not nowhere.program.has("Sweden")


def test_before_the_page_stands_the_session_is_kept_and_its_draft_is_gone(swede):
    at = at_a_9(swede, (24, 80))
    assert not swede.program.waiting
    (kept,) = swede.program.records
    assert kept["ending"] == "guard"
    at.takes("1" + ENTER)
    stands(at, "yes")
    at.signals(signal.SIGKILL)
    assert at.ends() == 128 + signal.SIGKILL
    assert "A letter in three lines" in one_paragraph(swede.program.call("history", "list").out)
    assert swede.program.records == [kept]
    assert "not finished" not in swede.practises("three-line-letter", ":stop", "leave").out


@pytest.mark.parametrize(("signum", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["TERM", "HUP"])
def test_a_signal_at_the_page_leaves_the_terminal_as_it_was_and_the_session_kept(swede, signum, status):
    at = at_a_9(swede, (24, 80))
    at.signals(signum)
    assert at.ends() == status
    assert at.is_sane()
    assert [record["ending"] for record in swede.program.records] == ["guard"]
    assert not swede.program.waiting


def test_a_closed_window_at_the_page_leaves_the_session_kept(swede):
    at = at_a_9(swede, (24, 80))
    at.closes()
    assert at.ends() == 129
    assert [record["ending"] for record in swede.program.records] == ["guard"]


@SIZES
def test_esc_on_the_page_goes_one_screen_back_and_stays_on_the_first(hurting, size):
    at = sits(hurting, "practice", "hurting", "--no-plain", "--pace", "off", size=size)
    arrives(at, r"Which page\?")
    at.sees(SIGNS.bar)
    at.takes("words" + ENTER)
    at.sees("Somebody hurts me")
    at.takes("2" + ENTER)
    stands(at, "yes")
    assert "What you wrote there matters" in at.display
    at.types(ESC)
    stands(at, "yes")
    at.takes("5" + ENTER)
    stands(at, "with_somebody")
    at.types(ESC)
    stands(at, "yes")
    at.types(CTRL_C)
    stands(at, "closing")
    at.types(CTRL_C)
    assert at.ends() == 0
    assert at.is_sane()


@pytest.mark.parametrize("size", hardest_minutes.SIZES)
def test_the_transcripts_in_the_docs_are_what_stood_on_the_screen(size, tmp_path):
    told = (hardest_minutes.DOCS / f"hardest-minute-{size}.txt").read_text(encoding="utf-8")
    assert hardest_minutes.on_a_terminal(size, tmp_path) == told


def test_the_transcript_of_the_plain_lines_is_what_they_said(tmp_path):
    told = (hardest_minutes.DOCS / "hardest-minute-plain.txt").read_text(encoding="utf-8")
    assert hardest_minutes.in_plain_lines(tmp_path) == told


def test_somebody_who_is_hurt_by_another_meets_the_line_for_that(swede):
    ran = swede.program.call("practice", "one-relationship", "--set", "state=hurts_me", "--no-input")
    assert "116 016" in ran.out
    assert "What they do is not your fault" in ran.out
    assert "Kept." not in ran.out


# --- at a 7 or 8, and what is asked after help


@SIZES
def test_from_an_8_on_a_number_stands_on_every_screen_until_the_page_of_help(swede, size):
    at = sits(swede, "practice", "three-line-letter", "--no-plain", "--pace", "off", size=size)
    arrives(at, FIGURE)
    at.takes("8" + ENTER)
    for stop, keys in (
        ("not wanting to live", "1" + ENTER),  # another forty seconds
        (FIGURE, CTRL_C),
        ("Let this one go", ENTER),  # paused
        (FIGURE, "7" + ENTER),
        ("not wanting to live", "4" + ENTER),  # still that hard; something light
    ):
        while re.fullmatch(ON, at.sees(rf"{ON}|{stop}")[0]):
            assert "90101" in at.display
            at.takes(ENTER)
        assert "90101" in at.display, stop
        at.takes(keys)
    at.sees("90101")  # it stands above what was chosen, which starts now
    at.is_gone()


def test_the_first_of_these_numbers_says_whose_it_is(swede):
    ran = swede.practises("three-line-letter", "8", "2", "2", ":stop", "3")
    before = one_paragraph(ran.out.partition("Another forty seconds?")[0])
    assert "That is very hard. Before anything else" in before
    assert before.index("That is very hard") < before.index("90101") < before.index("Sweden is a guess.")


def test_once_it_is_less_the_practice_goes_on_without_numbers(swede):
    ran = swede.practises("three-line-letter", "8", "2", "2", "a line", ":stop", "leave")
    assert "you decide at the end" in ran.out
    assert "90101" not in ran.out.partition("how hard is this moment?")[2].partition("you decide at the end")[2]


@pytest.mark.parametrize("first", ["steady", "steady-again"])
def test_a_door_is_among_the_ways_of_steadying(swede, first):
    figures = ["8"] if first == "steady" else ["7", "2", "6", "2", "7"]
    swede.program.own("twice", TWICE)
    ran = swede.practises("twice", *figures, "3", ":stop", "2")
    assert ran.status == 0
    after = one_paragraph(ran.out.rpartition("Another forty seconds?")[2])
    assert "It is good that you said it. Let somebody be with you now." in after
    assert "90101" in after
    assert swede.program.records[0]["ending"] == "guard"


def test_what_is_asked_after_too_much_has_a_number_beside_it(hurting):
    ran = hurting.practises("hurting", "words", ":ground", "", "2", "")
    asked = one_paragraph(ran.out.partition("How was it for you?")[2].partition("It helped")[0])
    assert "90101" in asked
