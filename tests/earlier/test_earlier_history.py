"""What somebody kept with an earlier version is read whole by this one, word for word and on every shelf.

Days stand still in here: what a day decides is asked of the history with the day said. Where the program itself is run
nothing is asserted that another day would change.
"""

import json
from datetime import UTC, date, datetime

import pytest
from kept_homes import DATA, KEYS, KINDS, PASSPHRASE, OldHome, data, key_file_of, open_key_files_at_once
from quick_passphrases import decrypt_really
from the_program import Program
from tools import so_many

from selfattach.coach.past import past_of
from selfattach.errors import NothingFoundError
from selfattach.history.record import to_plain
from selfattach.history.seals import SealRules
from selfattach.history.shards import Shards
from selfattach.shelves.contents import card, kind_words, letters, open_promises

SESSIONS = data("history", "sessions.json")
LOOKS = ["kind-words-looked-through", "support-card"]
NOW = datetime(2026, 10, 20, 12, tzinfo=UTC)
TODAY = NOW.date()

KIND = [  # those with a star first; one came off
    ("I wipe it up first.", True),
    ("Right now I am tired, and it was one name.", True),
    ("the kettle", False),
    ("Budge up.", False),
]
LETTERS = [  # exercise, name, seal
    ("every-stop", "begun", "low"),
    ("letter-to-a-friend-like-you", "letter", None),
    ("self-compassion-letter", "letter", "low"),
    ("self-compassion-letter", "letter", "2026-08-11"),
]
PROMISES = [
    ("small-promise", "plan", "when the light goes on", "one sip"),
    ("worry-time", "plan", "in bed", "one word on the pad"),
    ("every-stop", "plan", "after tea", "a walk"),
]
CARD = {
    "people": ["Kim, any hour", "Robin, on Fridays"],
    "what helps": ["Cold water"],
    "signs": ["I sleep in my clothes"],
    "places": ["The station", "The bench by the water"],
    "professionals": ["The practice, mornings"],
    "making it safer": ["Kim keeps it for me"],
}
BARRIERS = ["inner-critic", "early-attachment", "trusting-myself"]
SETTLED = [
    *("small-promise", "inner-critic-reframe", "self-compassion-letter", "inner-home"),
    *("letter-to-a-friend-like-you", "younger-you", "younger-you-pledge"),
]

each_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module", autouse=True)
def _quick_keys():
    open_key_files_at_once()


@pytest.mark.parametrize("vault", list(KEYS)[: so_many(3, one_in=3)])  # a second each
def test_a_key_file_opens_with_its_passphrase(vault):
    assert decrypt_really(key_file_of(vault).read_bytes(), PASSPHRASE).decode() == f"{KEYS[vault]}\n"


@pytest.fixture(params=KINDS)
def home(request, tmp_path):
    return OldHome(DATA / "history" / request.param, tmp_path)


@pytest.fixture
def history(home):
    return home.history(clock=lambda: NOW)


def waited(home):
    """How many sessions were kept while the vault was locked, beside those of `sessions.json`."""
    return len(list((home.places.history / home.device).glob("inbox/*")))


def practised(records):
    """Those of `sessions.json`, in their order."""
    found = [record for record in records if record["exercise"] not in (*LOOKS, "one-minute-look")]
    return sorted(found, key=lambda record: record["started"])


def told(record):
    return {
        "started": record["started"].removesuffix("+02:00"),
        **{key: record[key] for key in ("exercise", "ending", "felt")},
        "said": [[entry["name"], entry.get("round"), entry["value"]] for entry in record["answers"]],
    }


def plain(history):
    return [json.loads(json.dumps(to_plain(record))) for record in history.records()]


# --- every session


def test_every_session_is_there_with_every_word(home, history):
    records = plain(history)
    assert history.damaged() == []
    assert [told(record) for record in practised(records)] == SESSIONS
    assert [record["exercise"] for record in records if record["exercise"] in LOOKS] == LOOKS[::-1]
    assert {record["program"] for record in records} == {"0.1.0"}


def test_the_forms_of_answers_and_endings_are_all_among_them(history):
    records = plain(history)
    kinds = {entry["kind"] for record in records for entry in record["answers"]}
    assert kinds >= {"write", "rate", "choose", "pick", "confirm", "items", "measure", "promise", "review", "show"}
    assert kinds >= {"support", "kind-words-looked-through"}
    assert {record["ending"] for record in records} == {"done", "enough", "guard"}
    assert {record["felt"] for record in records} == {None, "helped", "same", "harder"}


def test_a_session_that_waited_in_the_locked_vault_is_there(tmp_path):
    home = OldHome(DATA / "history" / "vault", tmp_path)
    assert waited(home) == 1
    (record,) = [one for one in plain(home.history(clock=lambda: NOW)) if one["exercise"] == "one-minute-look"]
    assert (record["ending"], record["felt"], record["answers"]) == ("done", "same", [])
    assert waited(home) == 0


def test_what_a_session_says_of_its_questions_is_as_it_was(history):
    records = practised(plain(history))
    inventory, risen, once_resumed = records[0], records[-2], records[-1]
    (now, read) = inventory["answers"]
    assert now["items"]["inner_critic"] == "There is a voice in me that finds fault with me."
    assert now["labels"]["4"] == "mostly"
    assert read["labels"]["none"] == "None of them today"
    assert (risen["resumed"], once_resumed["resumed"]) == (0, 1)
    halfway = next(entry for entry in once_resumed["answers"] if entry["name"] == "distress.halfway")
    assert [halfway[key] for key in ("from", "to", "measure", "moment")] == [0, 10, "distress", "during"]
    shown = next(entry for entry in once_resumed["answers"] if entry["name"] == "old.shown")
    assert shown["of"] == f"{risen['id']}/line"
    (aside,) = [entry for record in records for entry in record["answers"] if entry.get("aside")]
    assert (aside["name"], aside["value"]) == ("feeling", "sad")


def test_changed_sessions_stay_changed_and_a_deleted_one_stays_away(home, history):
    records = plain(history)
    thoughts = [entry for record in records for entry in record["answers"] if entry["name"] == "thought"]
    assert [entry["value"] for entry in thoughts] == ["You spoil it now and then."]
    assert {record["exercise"]: record["rev"] for record in records if record["rev"] > 1} == {
        "inner-critic-reframe": 2,
        "six-facets": 2,
    }
    assert history.times().exercises.get("one-sound") is None
    deleted = [
        one for files in history.shards.months().values() for file in files for one in history.shards.read(file).stored
    ]
    (gone,) = [one.id for one in deleted if one.record is None]
    with pytest.raises(NothingFoundError):
        history.get(gone)


def test_they_are_counted_as_they_were(home, history):
    more = waited(home)
    assert history.times().total == len(SESSIONS) + more  # what was looked through does not count as practised
    assert history.times().exercises["self-compassion-letter"] == 3
    past = past_of(history.latest())
    assert past.felt["small-promise"] == 2
    assert past.felt["mindfulness-check-in"] == 0  # once it helped, once it made things harder


# --- what can be found again


def test_words_are_recalled_as_the_exercises_ask_for_them(history):
    def recalled(exercise, answer, which="newest", days=0, today=TODAY):
        found = history.recall(exercise, answer, which, days, today)
        return found and found.entries[-1].value

    assert recalled("small-promise", "if_missed") == "Full week. Tomorrow."
    assert recalled("inner-home", "place") == "A stove, two steps"
    assert recalled("inner-home", "repair") == "Felt along the door"
    assert recalled("younger-you-pledge", "pledge") == "I wipe it up first."
    assert recalled("self-compassion-letter", "letter", "unread", 30) == "Open this on a bad day."
    assert recalled("self-compassion-letter", "letter", "oldest") == "Dear M.,\nžluťoučký kůň, שלם 😞"
    assert recalled("self-compassion-letter", "letter", "oldest", today=date(2026, 8, 10)) == "Open this on a bad day."
    assert recalled("worry-time", "worry") is None  # it was let go


def test_promises_are_open_or_settled_as_they_were(history):
    assert history.open_promise("small-promise", "plan").entries[-1].value["action"] == "one sip"
    assert [(one.exercise, one.name, one.cue, one.action) for one in open_promises(history, history.seals(TODAY))] == (
        PROMISES
    )


def test_kind_words_and_their_stars_stand_as_they_did(history):
    assert [(line.words, line.starred) for line in kind_words(history, history.seals(TODAY))] == KIND


def test_letters_are_open_and_sealed_as_they_were(history):
    def found(today):
        return [(one.exercise, one.name, one.seal_until) for one in letters(history, history.seals(today))]

    def sealed(today):
        return [one.sealed for one in letters(history, history.seals(today))]

    assert found(TODAY) == LETTERS
    assert sealed(TODAY) == [
        True,
        False,
        False,
        False,
    ]  # a hard moment came after the second letter, none after the first
    assert sealed(date(2026, 8, 10)) == [True, False, False, True]
    assert sealed(date(2026, 8, 11)) == [True, False, False, False]


def test_the_card_has_the_lines_it_had(home, history):
    history.latest()  # what waits in an inbox is put in order
    shards = Shards(home.places.history, history.vault)
    found = card(shards, SealRules(date(2026, 9, 1), history.newest_hard))
    assert found.whole
    sections = {}
    for line in found.lines:
        sections.setdefault(line.section, []).append(line.words)
    assert sections == CARD


# --- in front of the program


def test_the_program_lists_and_shows_them(home):
    listed = home.program.call("history", "list", "--json", "--limit", "100")
    assert (listed.status, listed.err) == (0, "")
    summaries = [head for head in listed.json if head["exercise"] not in (*LOOKS, "one-minute-look")]
    assert [(one["exercise"], one["ending"], one["felt"]) for one in summaries] == [
        (one["exercise"], one["ending"], one["felt"]) for one in reversed(SESSIONS)
    ]
    critic = next(head["id"] for head in listed.json if head["started"].startswith("2026-07-10"))
    shown = home.program.call("history", "show", critic)
    assert (shown.status, shown.err) == (0, "")
    for words in ("You spoil it now and then.", "I said the wrong name once.", "Everything is fine."):
        assert words in shown.out


def test_the_program_shows_every_shelf(home):
    said = [(line["words"], line["starred"]) for line in home.program.call("kind", "--json").json]
    assert said == KIND
    found = home.program.call("letters", "list", "--json").json
    assert [(one["exercise"], one["name"], one["seal_until"]) for one in found] == LETTERS
    promised = home.program.call("promises", "--json").json
    assert [(one["exercise"], one["name"], one["cue"], one["action"]) for one in promised] == PROMISES


def test_the_page_of_support_begins_with_the_card(tmp_path):
    home = OldHome(DATA / "history" / "plain", tmp_path)
    page = home.program.call("support")
    assert (page.status, page.err) == (0, "")
    places = [page.out.index(line) for line in ("I sleep in my clothes", "Cold water", "Kim, any hour", "Kim keeps it")]
    assert places == sorted(places)
    assert "it is a lot." not in page.out


def test_the_journey_is_where_it_was(home):
    way = home.program.call("journey", "--json").json
    assert (way["begun"], way["barriers"]) == (True, BARRIERS)
    assert set(way["settled"]) == set(SETTLED)
    assert {"mindfulness-check-in", "small-promise"} <= set(way["tried"])
    assert "self-talk" in way["kinds"]  # of the critic, which lies beside the way


@pytest.mark.parametrize(
    ("searched", "day"), [("spoil it now", "2026-07-10"), ("felt along", "2026-08-17"), ("the kettle", "2026-08-25")]
)
def test_words_are_searched_for_in_them(home, searched, day):
    ran = home.program.call("history", "search", searched, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert day in {found["started"][:10] for found in ran.json}


def test_the_program_takes_all_of_it_along(home):
    taken = home.program.call("history", "export", "--sealed")
    assert (taken.status, taken.err) == (0, "")
    assert [told(record) for record in practised(taken.json["sessions"])] == SESSIONS


def test_an_export_of_then_is_brought_in_whole(tmp_path):
    program = Program(tmp_path / "new")
    ran = program.call("history", "import", str(DATA / "history" / "export.json"))
    assert ran.status == 0
    assert [told(record) for record in practised(program.records)] == SESSIONS
    assert [(line["words"], line["starred"]) for line in program.call("kind", "--json").json] == KIND


def test_a_new_session_goes_beside_the_old_ones_and_changes_none(home):
    before = home.records()
    ran = home.program.practise("one-sound", "1", "2")
    assert (ran.status, ran.err) == (0, "")
    after = home.records()
    (new,) = [record for record in after if record not in before]
    assert [record for record in after if record in before] == before
    assert (new["exercise"], new["ending"]) == ("one-sound", "done")
