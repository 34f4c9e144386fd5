"""A letter that is sealed until a hard moment, as a person meets it: how it is sealed, when it opens, who says so."""

import json

import pytest
from sample_records import taken_as_written
from the_program import said, values

from selfattach import words

LETTER = """\
selfattach: 1
id: my-letter
title: My letter
summary: s
intensity: gentle
steps:
  - write: letter
    ask: What to say?
  - shelve: letter
    on: letters
    seal: ask
  - write: more
    ask: And what else?
"""
MOMENT = "selfattach: 1\nid: moment\ntitle: A moment\nsummary: s\nsteps: [{say: Here.}]\n"
KEPT = "Dear you, it was a lot"
SEALED = {"letter": KEPT, "letter__shelf": "low", "letter__shelf__worst_day": "yes"}
OFFER = "You wrote yourself a letter for a moment like this"
HARD_AND_CALMER = ("7", "", "4", "", "", "")  # steadied after the 7; then after, felt, and the close left open


@pytest.fixture
def own(program):
    program.own("my-letter", LETTER)
    program.own("moment", MOMENT)
    return program


def given(program, name, *options, **answers):
    """Practise by answers, `__` for the dot in a name."""
    settings = [part for key, value in answers.items() for part in ("--set", f"{key.replace('__', '.')}={value}")]
    ran = program.call("practice", name, *settings, "--no-input", *options)
    assert ran.status == 0, ran.err
    return ran


@pytest.fixture
def sealed(own):
    """Return the program with a letter that was sealed until a hard moment some days ago, and its id."""
    given(own, "my-letter", **SEALED)
    return own, days_earlier(own)


def days_earlier(program, month="2020-01"):
    """Put the one session there is into another month, so that what comes now is later."""
    (shard,) = program.places.history.glob("*/*.json")
    ident = program.records[0]["id"]
    early = f"20200105T101010Z{ident[16:]}"
    text = shard.read_text().replace(ident, early)
    text = text.replace(program.records[0]["started"], "2020-01-05T10:10:10+00:00")
    shard.with_name(f"{month}.json").write_text(text)
    shard.unlink()
    taken_as_written(program.places)
    return early


def seals(program):
    """Until when each kept letter is sealed, in no order: two may be of the same second."""
    return [record["answers"][0].get("seal_until") for record in program.records]


def told(ran):
    return " ".join(ran.out.split())


# --- sealing


@pytest.mark.parametrize("word", ["hard", "HARD ", "low"])
def test_in_plain_lines_it_is_one_question_for_days_or_for_a_hard_moment(own, word):
    ran = own.practise("my-letter", KEPT, "yes", word, "yes", "", "")
    assert "For how many days shall it stay sealed?" in told(ran)
    assert "until a hard moment, one you rate 7 or more" in told(ran)
    assert own.records[0]["answers"][0]["seal_until"] == "low"


@pytest.mark.parametrize("line", ["", "0", " "])
def test_left_open_it_is_with_the_letters_and_not_sealed(own, line):
    own.practise("my-letter", KEPT, "yes", line, "", "")
    entry = own.records[0]["answers"][0]
    assert entry["shelf"] == "letters"
    assert "seal_until" not in entry


def test_what_is_neither_is_asked_again(own):
    ran = own.practise("my-letter", KEPT, "yes", "soon", "36501", "-3", "no", "hard", "yes", "", "")
    assert told(ran).count("please give a number of days, 36,500 at most, or hard") == 4
    assert own.records[0]["answers"][0]["seal_until"] == "low"


def test_given_answers_take_it_beside_yes_no_and_days(own, tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_text(f"letter: {KEPT}\nletter.shelf: low\nletter.shelf.worst_day: true\n")
    given(own, "my-letter", "--answers", str(file))
    given(own, "my-letter", **{**SEALED, "letter__shelf": "hard"})
    assert [record["answers"][0]["seal_until"] for record in own.records] == ["low", "low"]
    file.write_text(f"letter: {KEPT}\nletter.shelf: later\n")
    ran = own.call("practice", "my-letter", "--answers", str(file), "--no-input")
    assert ran.status == 2
    assert "true, false, low, or the days" in " ".join(ran.err.split())
    assert len(own.records) == 2


def test_given_answers_without_a_yes_to_ones_worst_day_seal_nothing(own):
    given(own, "my-letter", letter=KEPT, letter__shelf="low")
    given(own, "my-letter", **{**SEALED, "letter__shelf__worst_day": "no"})
    for record in own.records:
        (entry,) = said(record)
        assert (entry["shelf"], entry.get("seal_until"), entry.get("asked")) == ("letters", None, None)


def test_a_practice_that_was_left_goes_on_with_the_seal_it_had(own):
    own.practise("my-letter", KEPT, "yes", "hard", "yes", ":stop", "5")
    assert not own.records
    ran = own.practise("my-letter", "1", "that too", "")
    assert words.RESUMED in told(ran)
    assert values(own.records[0]) == {"letter": KEPT, "more": "that too"}
    assert own.records[0]["answers"][0]["seal_until"] == "low"


def test_a_practice_left_at_the_question_after_the_seal_asks_it_on_coming_back(own):
    own.practise("my-letter", KEPT, "yes", "hard", ":stop", "5")
    ran = own.practise("my-letter", "1", "yes", "", "")
    assert words.ON_YOUR_WORST_DAY in told(ran).partition(words.RESUMED)[2]
    assert own.records[0]["answers"][0]["seal_until"] == "low"


def test_going_back_offers_the_seal_that_was_said(own):
    own.practise("my-letter", KEPT, "yes", "hard", ":back", "", "yes", "", "")
    assert own.records[0]["answers"][0]["seal_until"] == "low"
    own.practise("my-letter", KEPT, "yes", "hard", "yes", ":back", ":back", "yes", "30", "", "")
    assert [until for until in seals(own) if until != "low" and until > "2026"]


def test_a_script_can_seal_so_by_itself_and_the_person_is_asked_all_the_same(own):
    own.own("my-letter", LETTER.replace("seal: ask", "seal: low"))
    own.practise("my-letter", KEPT, "yes", "no", "", "")
    assert seals(own) == [None]
    own.practise("my-letter", KEPT, "yes", "yes", "", "")
    assert sorted(seals(own), key=str) == [None, "low"]
    found = own.call("author", "check", "my-letter", "--json").json
    assert not [one for one in found if "seal" in one["message"]]
    steps = own.call("exercises", "show", "my-letter", "--json").json["steps"]
    assert [step["seal"] for step in steps if "seal" in step] == ["low"]


# --- while it is sealed


def test_until_then_every_list_says_so_and_shows_no_word(sealed):
    program, letter = sealed
    given(program, "moment", distress__before=6, guard__before="go_on", distress__after=6)
    assert "\n  sealed until a hard moment\n" in program.call("letters").out
    assert [(one["seal_until"], one["sealed"]) for one in program.call("letters", "--json").json] == [("low", True)]
    shown = program.call("letters", "show", letter)
    assert "This letter is sealed until a hard moment." in told(shown)
    assert program.call("letters", "show", letter, "--json").json["letters"][0]["words"] is None
    session = program.call("history", "show", letter)
    assert "  sealed until a hard moment\n" in session.out
    assert program.call("history", "show", letter, "--json").json["answers"][0]["value"] is None
    assert KEPT not in shown.out + session.out
    for command in ("letters", "history"):
        assert KEPT in program.call(command, "show", letter, "--sealed").out
    assert program.call("--json").json["letters"] == 0


# --- the hard moment, and after


def test_after_a_hard_moment_a_choice_at_the_end_offers_it_to_be_read_there(sealed):
    program, letter = sealed
    ran = program.practise("moment", *HARD_AND_CALMER, "")
    offer = words.LETTER_FOR_A_HARD_MOMENT
    assert f"{OFFER}: My letter, " in told(ran)
    assert told(ran).endswith(f"1. {offer.options['yes']} Enter: {offer.open}. >")
    assert told(ran).count(OFFER) == 1
    assert ran.out.index("Kept.") < ran.out.index("You wrote yourself a letter")
    assert KEPT not in ran.out  # Enter leaves it with the letters
    opened = program.call("letters", "show", letter)
    assert KEPT in opened.out


def test_read_then_its_words_are_the_last_that_is_said(sealed):
    program, _ = sealed
    assert told(program.practise("moment", *HARD_AND_CALMER, "1")).endswith(KEPT)


def test_from_then_on_it_is_open_everywhere(sealed):
    program, letter = sealed
    given(program, "moment", distress__before=8)
    assert "\n  open\n" in program.call("letters").out
    assert program.call("letters", "--json").json[0]["sealed"] is False
    assert KEPT in program.call("history", "show", letter).out
    assert program.call("history", "show", letter, "--json").json["answers"][0]["value"] == KEPT
    assert program.call("--json").json["letters"] == 1
    assert "A letter to yourself may be opened" in told(program.call())
    given(program, "moment", distress__before=0, distress__after=0)
    assert "\n  open\n" in program.call("letters").out


@pytest.mark.parametrize("lines", [("10",), ("9", "1", "", "", ":stop", "2"), ("9", "3", "5", "3")])
def test_at_a_9_there_is_the_page_of_help_and_nothing_is_said_of_a_letter(sealed, lines):
    program, letter = sealed
    ran = program.practise("moment", *lines)
    assert program.records[0]["ending"] == "guard"
    assert "letter" not in ran.out.partition("That is as hard as it gets")[2].lower()
    assert "letter" not in ran.err.lower()
    assert KEPT in program.call("history", "show", letter).out  # whoever looks for it finds it open


def test_it_is_offered_once_after_the_practice_that_was_offered_too(sealed):
    program, _ = sealed
    ran = program.practise("moment", "7", "", "5", "1", "1", *[""] * 40)
    assert ran.out.count("Kept.") == 2
    assert told(ran).count(OFFER) == 1
    assert ran.out.rindex("Kept.") < ran.out.index("You wrote yourself a letter")


def test_nothing_is_said_of_a_letter_where_none_waits_for_it(own):
    assert "letter" not in own.practise("moment", *HARD_AND_CALMER, "").out.lower()
    given(own, "my-letter", letter=KEPT, letter__shelf="30")
    given(own, "my-letter", letter=KEPT, letter__shelf="yes")
    given(own, "my-letter", letter=KEPT, letter__shelf="low")  # nobody said that it is for the worst day
    assert "letter" not in own.practise("moment", *HARD_AND_CALMER, "").out.lower()


@pytest.mark.parametrize("figure", ["0", "6", "?"])
def test_nothing_is_said_of_it_after_an_easier_moment(sealed, figure):
    program, _ = sealed
    ran = program.practise("moment", figure, *(["2"] if figure != "0" else []), *[""] * 8)
    assert ran.out.count("Kept.") == 1
    assert OFFER not in told(ran)


def test_a_hard_moment_that_is_not_kept_opens_nothing(sealed):
    program, _ = sealed
    ran = program.practise("moment", *HARD_AND_CALMER, "1", options=("--no-save",))
    assert words.NOT_KEPT in told(ran)
    assert OFFER not in told(ran)
    assert "sealed until a hard moment" in program.call("letters").out


def test_a_letter_of_the_same_session_waits_for_the_next_hard_moment(own):
    own.own("both", LETTER.replace("my-letter", "both").replace("intensity: gentle\n", ""))
    ran = own.practise("both", "2", KEPT, "yes", "hard", "yes", "", "7", *[""] * 8)
    assert ran.out.count("Kept.") == 1
    assert OFFER not in told(ran)
    assert "sealed until a hard moment" in own.call("letters").out


def test_with_json_the_offer_does_not_stand_in_the_data(sealed):
    program, _ = sealed
    ran = program.practise("moment", *HARD_AND_CALMER, "1", options=("--json",))
    assert ran.json["ending"] == "done"
    assert OFFER in " ".join(ran.err.split())
    assert " ".join(ran.err.split()).endswith(KEPT)


def test_where_nobody_answers_it_is_not_offered_and_is_open(sealed):
    program, letter = sealed
    ran = given(program, "moment", distress__before=7, distress__again=2, distress__after=2)
    assert OFFER not in " ".join((ran.out + ran.err).split())
    assert KEPT in program.call("letters", "show", letter).out


def test_kind_words_open_with_it_too_and_the_card_is_open_because_help_is_asked_for_in_a_hard_moment(own):
    own.own(
        "two",
        "selfattach: 1\nid: two\ntitle: Two\nsummary: s\nintensity: gentle\nsteps:\n"
        "  - write: line\n    ask: A line?\n  - shelve: line\n    on: kind-words\n    seal: low\n"
        "  - write: place\n    ask: A place?\n  - shelve: {place: places}\n    on: support\n    seal: low\n",
    )
    dear = {"line__shelf__would_say": "yes", "line__shelf__worst_day": "yes", "place__shelf__worst_day": "yes"}
    given(own, "two", line="Slowly.", line__shelf="yes", place="the pier", place__shelf="yes", **dear)
    days_earlier(own)
    assert "Slowly." not in own.call("kind").out + own.call("kind", "--one").out
    assert "the pier" in own.call("support").out
    given(own, "moment", distress__before=7)
    assert own.call("kind").out.startswith("Slowly.\n")
    assert own.call("kind", "--one").out == "Slowly.\n"
    assert "the pier" in own.call("support").out


@pytest.mark.parametrize("seal", [5, True, ["low"], {"low": 1}])
def test_a_seal_changed_by_hand_to_what_is_no_text_is_no_traceback(own, seal):
    own.own("line", LETTER.replace("my-letter", "line").replace("letters", "kind-words"))
    given(own, "line", **{**SEALED, "letter": "Slowly.", "letter__shelf__would_say": "yes"})
    (shard,) = own.places.history.glob("*/*.json")
    shard.write_text(shard.read_text().replace('"seal_until":"low"', f'"seal_until":{json.dumps(seal)}'))
    taken_as_written(own.places)
    ran = own.call("kind", "--one")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert "cannot be read" in own.call("kind").err


def test_a_letter_that_was_opened_in_a_practice_is_offered_no_more(sealed):
    program, _ = sealed
    program.own(
        "reads",
        "selfattach: 1\nid: reads\ntitle: Reads\nsummary: s\nintensity: gentle\nsteps:\n"
        "  - recall: my-letter.letter\n    as: old\n    which: unread\n  - show: old\n",
    )
    assert KEPT not in given(program, "reads", felt="same").out
    assert OFFER in told(program.practise("moment", *HARD_AND_CALMER, ""))
    assert KEPT in given(program, "reads", old__shown="yes").out
    assert program.call("--json").json["letters"] == 0
    assert OFFER not in told(program.practise("moment", *HARD_AND_CALMER, ""))
