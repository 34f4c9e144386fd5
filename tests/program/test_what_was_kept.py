"""`kind`, `letters` and `promises`: a person finds again what they put somewhere, and nothing else."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sample_records import a_record, an_entry, met
from the_program import SHELVES
from tools import a_share_of
from vaults import REAL_PASSPHRASE, encrypt, unlocked

from selfattach import kinds, words
from selfattach.coach.past import past_of
from selfattach.history.history import History
from selfattach.history.ids import practice_day
from selfattach.history.record import stamped, to_plain
from selfattach.history.seals import SealRules
from selfattach.history.tinydb_file import put
from selfattach.history.vault import Vault
from selfattach.shelves.contents import kind_words, lines_on, one_of_the_kind_words
from selfattach.text import cells

NOW = datetime.now().astimezone()
SEALS = SealRules(practice_day(NOW), lambda: None)


@pytest.fixture
def keep(program):
    """Return a way to keep a session that many days ago."""
    history = History(met(program.places, "aaaaaaaa", "bbbbbbbb"), device="aaaaaaaa", machine=lambda: "here")

    def keep(days, *answers, **fields):
        return history.add(a_record(days, *answers, start=NOW - timedelta(days=days), **fields))

    return keep


def kind_line(value, name="line", **fields):
    """A line as it stands there since it is asked whether one would say it to somebody."""
    return an_entry(name, value, shelf="kind-words", **({"asked": True} | fields))


def letter(value, **fields):
    return an_entry("letter", value, shelf="letters", **fields)


def promise(cue="tea", action="walk", name="plan", **fields):
    return an_entry(name, {"cue": cue, "action": action}, kind="promise", **fields)


def review(of, outcome, name="plan"):
    return an_entry("earlier", outcome, kind="review", of=f"{of.id}/{name}", outcome=outcome)


def tear_a_shard(program):
    (program.places.history / "aaaaaaaa").mkdir(parents=True, exist_ok=True)
    (program.places.history / "aaaaaaaa" / "2020-01.json").write_text('{"sessions": {"1": {"shelf": "kind-words", "pro')


# --- all of them


@pytest.mark.parametrize("command", SHELVES, ids=" ".join)
def test_where_nothing_was_put_a_plain_sentence_says_so(program, command):
    ran = program.call(*command, says=None)
    assert ran.status == 0
    assert ran.out.strip().endswith(".")
    assert "0" not in ran.out
    assert ran.err == ""
    assert program.call(*command, "--json", says=None) == (0, "[]\n", "")
    assert not program.touched


@pytest.mark.parametrize("command", SHELVES, ids=" ".join)
def test_a_shard_that_cannot_be_read_is_named_and_the_rest_is_shown(program, keep, command):
    keep(1, kind_line("rest"), letter("Dear you"), promise(), exercise="small-promise")
    whole = program.call(*command)
    tear_a_shard(program)
    torn = program.call(*command)
    assert (torn.status, torn.out) == (0, whole.out)
    assert "2020-01.json" in torn.err
    assert program.call(*command, "--json").json


@pytest.mark.parametrize("command", [*SHELVES, ("kind", "--one")], ids=" ".join)
def test_reading_it_changes_nothing(program, keep, command):
    keep(1, kind_line("rest"), letter("Dear you"), promise())
    program.call(*command)  # the index of heads is there now

    def files():
        return {path: path.read_bytes() for path in program.home.rglob("*") if path.is_file()}

    before = files()
    assert program.call(*command).status == 0
    assert files() == before


@pytest.mark.parametrize("command", SHELVES, ids=" ".join)
def test_other_words_of_the_session_are_not_shown(program, keep, command):
    keep(0, an_entry("thought", "a secret"), kind_line("rest"), letter("Dear you"), promise(), felt="same")
    for arguments in (command, (*command, "--json")):
        ran = program.call(*arguments)
        assert ran.status == 0
        assert ran.out.strip()
        assert "secret" not in ran.out


@pytest.mark.parametrize("command", [*SHELVES, ("kind", "--one")], ids=" ".join)
def test_words_from_the_disk_are_cleaned(program, keep, command):
    hostile = "\x1b[2Jrest\x1b]0;title\x07 \u202eback"
    keep(0, kind_line(hostile), letter(hostile), promise(hostile, hostile), title=f"A {hostile}", exercise="e\x1b[1m")
    for arguments in (command, (*command, "--json")):
        ran = program.call(*arguments)  # it looks for escapes itself
        assert ran.status == 0
        assert "\u202e" not in ran.out


# --- kind words


def test_kind_words_stand_newest_first_each_once_and_with_their_age(program, keep):
    keep(40, kind_line("You may rest."))
    keep(8, an_entry("line", "a", round=(1,)), kind_line("First.\nAnd then.", round=(2,)), kind_line("Last."))
    keep(1, kind_line("You may rest."))
    ran = program.call("kind")
    assert ran.out.splitlines() == [
        *("You may rest.", "  yesterday"),
        *("Last.", "  a week ago", "First.", "And then.", "  a week ago"),
    ]
    found = program.call("kind", "--json").json
    assert [line["words"] for line in found] == ["You may rest.", "Last.", "First.\nAnd then."]
    assert found[0].keys() >= {"words", "id", "exercise", "title", "started", "name"}


def test_kind_words_that_are_sealed_stay_closed_and_come_on_their_day(program, keep):
    keep(0, kind_line("not yet", seal_until="2099-01-01"))
    assert "not yet" not in program.call("kind").out
    assert program.call("kind", "--one").out == ""
    keep(1, kind_line("since today", seal_until=practice_day(NOW).isoformat()))
    assert program.call("kind").out.splitlines()[0] == "since today"
    assert program.call("kind", "--one").out == "since today\n"


def test_what_was_chosen_is_told_in_its_words(program, keep):
    keep(0, kind_line("soft", kind="choose", labels={"soft": "Softly now"}))
    assert program.call("kind").out.startswith("Softly now\n")
    assert program.call("kind", "--one").out == "Softly now\n"


def test_a_prompt_stays_clean_when_the_shelf_is_empty_or_cannot_be_read(program, keep):
    assert program.run("kind", "--one", says=None) == (0, "", "")
    assert program.call("kind", "--one", "--json", says=None) == (0, "null\n", "")
    tear_a_shard(program)
    assert program.call("kind", "--one", says=None) == (0, "", "")
    keep(0, kind_line("still here"))
    assert program.call("kind", "--one", says=None) == (0, "still here\n", "")
    assert program.call("kind", "--one", "--json", says=None).json == {"words": "still here"}


def test_a_prompt_stays_clean_where_no_history_can_be(program):
    program.places.data.mkdir()
    program.places.history.write_text("no folder")
    assert program.call("kind", "--one", says=None) == (0, "", "")
    assert program.call("kind").status == 1


@pytest.mark.parametrize("value", ["quiet " * 40, "静か" * 60, "one\n\ttwo\x0bthree " * 9, "žluťoučký kůň " * 20])
def test_one_line_is_one_line_of_at_most_72_cells(program, keep, value):
    keep(0, kind_line(value))
    (line,) = program.call("kind", "--one").out.splitlines()
    assert 0 < cells(line) <= 72
    assert "..." in line


def test_the_one_line_is_the_same_within_an_hour_and_another_in_the_next(program, keep):
    for days in range(3):
        keep(days, kind_line(f"line {days}"))
    noon = datetime(NOW.year, NOW.month, NOW.day, 12, 0, tzinfo=UTC)

    def at(**later):
        return one_of_the_kind_words(program.places, noon + timedelta(**later), SEALS)

    assert at() == at(minutes=59)
    assert {at(), at(hours=1), at(hours=2)} == {"line 0", "line 1", "line 2"}
    assert {at(), at(days=1), at(days=2)} == {"line 0", "line 1", "line 2"}  # who looks once a day meets each of them


def test_the_twenty_newest_lines_take_turns(program, keep):
    for days in range(21):
        keep(days, kind_line(f"line {days}"))
    keep(400, kind_line("long ago"))
    turns = [one_of_the_kind_words(program.places, NOW + timedelta(hours=hour), SEALS) for hour in range(48)]
    assert set(turns) == {f"line {days}" for days in range(20)}


def test_only_the_twelve_newest_months_are_looked_through_for_one_line(program, keep):
    for months in range(12):
        keep(31 * months)
    keep(31 * 13, kind_line("long ago"))
    assert program.call("kind", "--one").out == ""
    assert program.call("kind").out.startswith("long ago\n")


def test_the_one_line_is_one_of_those_on_the_shelf_whatever_another_machine_changed(program, keep):
    kept = keep(0, kind_line("taken back"))
    other = keep(1, kind_line("deleted"))
    keep(2, kind_line("stays"))
    shard = program.places.history / "bbbbbbbb" / f"{kept.id[:4]}-{kept.id[4:6]}.json"
    changed = (NOW + timedelta(minutes=1)).astimezone(UTC).isoformat()
    edited = to_plain(stamped(kept, rev=2, device="bbbbbbbb", changed=changed))
    edited["answers"] = []
    put(shard, [edited], Vault(None))
    shard = shard.with_name(f"{other.id[:4]}-{other.id[4:6]}.json")
    put(
        shard,
        [{"format": 1, "id": other.id, "rev": 2, "device": "bbbbbbbb", "changed": changed, "deleted": True}],
        Vault(None),
    )
    assert [line.words for line in kind_words(History(program.places), SEALS)] == ["stays"]
    assert program.call("kind", "--one").out == "stays\n"


def test_a_document_that_is_none_of_ours_hides_no_line(program, keep):
    kept = keep(0, kind_line("rest"))
    (shard,) = program.places.history.glob("*/*.json")
    for number, spoilt in enumerate(
        ({"rev": "x"}, {"answers": 3}, {"answers": [{"shelf": "kind-words"}]}, {"rev": []})
    ):
        alien = to_plain(kept) | {"id": f"{kept.id[:-1]}{number}"} | spoilt
        put(shard, [alien], Vault(None))
    assert program.call("kind", "--one").out == "rest\n"
    ran = program.call("kind")
    assert ran.out.startswith("rest\n")
    assert shard.name in ran.err


def test_the_one_line_loads_neither_prompts_nor_screens_nor_yaml(program, keep):
    keep(0, kind_line("rest"))
    code = (
        "import sys\nfrom selfattach.cli import run\nstatus = run(['kind', '--one'])\n"
        "heavy = {'yaml', 'rich', 'prompt_toolkit', 'tinydb', 'msgspec', 'wcwidth', 'tomllib'}\n"
        "sys.exit(status or ' '.join(heavy & set(sys.modules)) or 0)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], env=program.environment(), capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "rest\n", "")


# --- kind words, looked through


def look_through(program, *lines):
    return program.call("kind", "--look-through", "--plain", says="".join(f"{one}\n" for one in lines))


def on_the_shelf(program):
    return [line["words"] for line in program.call("kind", "--json").json]


def turns_of(program):
    """What the one line is in each hour of forty days."""
    return [one_of_the_kind_words(program.places, NOW + timedelta(hours=hour), SEALS) for hour in range(24 * 40)]


def said_of(lines, outcome, name="line"):
    """The entries that say what became of the lines of these sessions."""
    return [
        an_entry(
            "line", outcome, kind="kind-words-looked-through", of=f"{kept.id}/{name}", outcome=outcome, round=(at,)
        )
        for at, kept in enumerate(lines, 1)
    ]


def test_lines_that_are_said_to_come_off_are_off_the_shelf_and_in_their_sessions(program, keep):
    first = keep(40, kind_line("rest"))
    keep(8, kind_line("You may rest."), kind_line("slowly", name="other"))
    ran = look_through(program, "1 3", "")
    assert ran.status == 0
    assert (
        ran.out.index("slowly (a week ago)") < ran.out.index("You may rest. (a week ago)") < ran.out.index("rest (a m")
    )
    assert on_the_shelf(program) == ["You may rest."]
    assert program.call("kind").out == "You may rest.\n  a week ago\n"
    assert set(turns_of(program)) == {"You may rest."}
    assert "rest" in program.call("history", "show", first.id).out


@pytest.mark.parametrize("shelf", ["kind-words", "wishes"])
def test_a_month_that_holds_nothing_but_the_look_counts_for_any_shelf(program, keep, shelf):
    kept = keep(80, an_entry("line", "rest", shelf=shelf), an_entry("line", "stays", shelf=shelf, round=(2,)))
    of, look = f"{kept.id}/line", kinds.shelf_review_kind(shelf)
    keep(3, an_entry("line", "comes_off", kind=look, of=of, outcome="comes_off"), exercise=look)
    assert [line.words for line in lines_on(program.history, shelf, SEALS)] == ["stays"]
    assert [head.exercise for head in program.history.practised()] == [kept.exercise]


def test_looking_through_is_a_session_that_names_the_lines_without_their_words(program, keep):
    kept = keep(3, kind_line("You may rest.", round=(2,)), kind_line("slowly", name="other"))
    assert look_through(program, "2", "1").status == 0
    (record, _) = program.records
    assert record["exercise"] == "kind-words-looked-through"
    assert [(entry["of"], entry["outcome"]) for entry in record["answers"]] == [
        (f"{kept.id}/line#2", "comes_off"),
        (f"{kept.id}/other", "starred"),
    ]
    assert not [words for words in ("rest", "slowly") if words in json.dumps(record)]
    shown = " ".join(program.call("history", "show", record["id"]).out.split())
    assert words.LOOK_CAME_OFF in shown
    assert words.LOOK_STARRED in shown


@pytest.mark.parametrize(
    "said", [(), ("", "", ""), (":stop", "5"), ("1", ":stop", "5"), ("1", "1"), ("1 9", "", ""), (":back", "5")]
)
def test_left_open_left_or_slipped_the_shelf_is_as_it_was(program, keep, said):
    starred = keep(3, kind_line("rest"))
    keep(2, kind_line("slowly"))
    keep(1, *said_of([starred], "starred"))
    before = program.call("kind").out
    ran = look_through(program, *said)
    assert ran.status == 0
    assert words.LOOK_AS_IT_WAS in ran.out
    assert program.call("kind").out == before
    assert len(program.records) == 3


def test_a_line_that_came_off_is_back_when_it_is_put_there_again(program, keep):
    keep(9, kind_line("rest"))
    keep(5, kind_line("rest"), kind_line("slowly", name="other"))
    assert look_through(program, "2", "").status == 0
    assert on_the_shelf(program) == ["slowly"]
    keep(-1, kind_line("rest"))
    assert on_the_shelf(program) == ["rest", "slowly"]
    assert set(turns_of(program)) == {"rest", "slowly"}


def test_without_the_session_that_said_so_the_shelf_is_as_it_was(program, keep):
    keep(5, kind_line("rest"))
    keep(3, kind_line("slowly"))
    before = program.call("kind").out
    assert look_through(program, "1", "2").status == 0
    assert program.call("kind").out == "rest\n  5 days ago, with a star\n"
    assert program.call("history", "delete", program.records[0]["id"], "--yes").status == 0
    assert program.call("kind").out == before
    assert set(turns_of(program)) == {"rest", "slowly"}


def test_lines_with_a_star_stand_first_and_can_lose_it_again(program, keep):
    four, three, _ = [keep(days, kind_line(f"line {days}")) for days in (4, 3, 2)]
    keep(1, *said_of([four, three], "starred"))
    assert program.call("kind").out.splitlines()[:4] == [
        *("line 3", "  3 days ago, with a star"),
        *("line 4", "  4 days ago, with a star"),
    ]
    assert [line["starred"] for line in program.call("kind", "--json").json] == [True, True, False]
    second = look_through(program, "", "", "1")
    assert second.status == 0
    asked = second.out[second.out.index(words.LOOK_STAR) :].partition(words.LOOK_UNSTAR)
    assert ["line 2" in part for part in asked] == [
        True,
        False,
        False,
    ]  # those with a star are asked about on their own
    assert on_the_shelf(program) == ["line 4", "line 2", "line 3"]


def test_what_was_said_last_of_a_star_counts_and_a_line_written_again_keeps_it(program, keep):
    line = keep(9, kind_line("rest"))
    keep(8, *said_of([line], "starred"))
    keep(7, *said_of([line], "unstarred"))
    assert [one["starred"] for one in program.call("kind", "--json").json] == [False]
    keep(6, *said_of([line], "starred"))
    keep(5, kind_line("rest"))
    (found,) = program.call("kind", "--json").json
    assert found["starred"]
    assert found["of"][1] == f"{line.id}/line"


def test_of_many_lines_ten_at_a_time_are_asked_about_until_it_is_enough(program, keep):
    for days in range(23):
        keep(days, kind_line(f"line number {days}."))
    whole = look_through(program, "", "", "1", "", "", "1", "", "")
    asked = [part.count("line number") for part in whole.out.split(words.LOOK_OFF)[1:]]
    assert asked == [20, 20, 6]
    assert words.LOOK_MORE not in whole.out.split(words.LOOK_OFF)[3]
    assert words.LOOK_AS_IT_WAS in whole.out
    for enough in (("1", "", ""), ("2", "", "1", "", ":stop", "4"), ("3", ":stop", "4")):
        before = on_the_shelf(program)
        ran = look_through(program, *enough)
        assert (ran.status, words.LOOK_AS_IT_WAS in ran.out) == (0, False)
        assert on_the_shelf(program) == [line for at, line in enumerate(before, 1) if at != int(enough[0])]
    looked = look_through(program, "", "", "1", "1")  # the rest is left at the end of the input, and nothing is kept
    assert words.LOOK_AS_IT_WAS in looked.out


@pytest.mark.parametrize("many", a_share_of([1, 3, 15, 20], one_in=4))
def test_a_line_with_a_star_comes_round_more_often_than_any_other(program, keep, many):
    kept = [keep(days, kind_line(f"line {days}")) for days in range(20)]
    keep(-1, *said_of(kept[:many], "starred"))
    turns = turns_of(program)
    assert set(turns) == {f"line {days}" for days in range(20)}
    seldom = min(turns.count(f"line {days}") for days in range(many))
    assert all(turns.count(f"line {days}") < seldom for days in range(many, 20))
    if many == 1:
        assert turns.count("line 0") == len(turns) / 2
    once_a_day = {turns[hour] for hour in range(0, len(turns), 24)}
    assert once_a_day & {f"line {days}" for days in range(many)}


def test_a_star_is_met_whatever_months_lie_between_and_what_came_off_is_not(program, keep):
    gone, starred = keep(200, kind_line("gone")), keep(199, kind_line("long ago"))
    keep(190, kind_line("as long ago"))
    keep(120, *said_of([gone, starred], "starred"))
    keep(80, *said_of([gone], "comes_off"))
    for day in range(25):
        keep(day, kind_line(f"line {day}"))
    turns = turns_of(program)
    assert set(turns) == {"long ago", *(f"line {day}" for day in range(19))}
    assert turns.count("long ago") == len(turns) / 2
    assert on_the_shelf(program)[0] == "long ago"


def test_what_is_sealed_is_not_asked_about(program, keep):
    keep(3, kind_line("not yet", seal_until="2099-01-01"))
    assert words.KIND_EMPTY in " ".join(look_through(program).out.split())
    keep(2, kind_line("rest"))
    assert "not yet" not in look_through(program, "1", "").out
    assert on_the_shelf(program) == []


def test_words_of_a_line_are_only_words_where_they_are_asked_about(program, keep):
    hostile = "[sad] **x** ${who} {ago} \x1b[2J\u202e\nback"
    keep(3, kind_line(hostile), kind_line("so " * 2_000, name="long"))
    keep(2, kind_line("odd"), title="\x1b[1m{x}")
    ran = look_through(program, "", "1 2")  # it looks for escapes itself
    assert "[sad] **x** ${who} {ago} back" in " ".join(ran.out.split())
    assert len(ran.out) < 3_000
    assert on_the_shelf(program)[:2] == ["odd", ("so " * 2_000).strip()]


def test_what_was_said_of_no_line_changes_nothing(program, keep):
    line = keep(3, kind_line("rest"))
    odd = ["", "x", "../..", f"{line.id}/other", f"{line.id}/line#1", "9999-99/\x1b[1m", "%s{0}"]
    for outcome in ("starred", "comes_off", "dances"):
        keep(
            2,
            *(an_entry("line", None, kind="kind-words-looked-through", of=of, outcome=outcome) for of in odd),
            an_entry("line", None, kind="support", of=f"{line.id}/line", outcome=outcome),  # of the card
            an_entry("line", None, kind="kind-words-looked-through", outcome=outcome),
        )
    keep(1, *said_of([line], "dances"))
    assert program.call("kind").out == "rest\n  3 days ago\n"
    assert program.call("kind", "--one").out == "rest\n"


def test_where_nothing_is_on_the_shelf_or_nobody_can_be_asked_it_says_so(program, keep):
    ran = look_through(program)
    assert ran.status == 0
    assert words.KIND_EMPTY in " ".join(ran.out.split())
    assert not program.touched
    keep(3, kind_line("rest"))
    for slip, wanted in (((), "--plain"), (("--one",), "--one"), (("--json", "--plain"), "--json")):
        ran = program.call("kind", "--look-through", *slip, says=None)
        assert (ran.status, ran.out) == (2, "")
        assert wanted in ran.err


def test_on_a_terminal_a_number_ticks_a_line_of_the_shelf_and_enter_goes_on(program, keep):
    keep(3, kind_line("rest"))
    keep(2, kind_line("slowly"))
    person = program.on_a_terminal("kind", "--look-through")
    for asked, pressed in (("take out", "2\r"), ("more often", "1\r")):
        person.expect(asked)
        person.expect("rest")
        person.expect("Enter goes on")
        person.send(pressed)
    person.expect("That is changed")
    person.read()
    person.close()
    assert person.exitstatus == 0
    assert program.call("kind").out == "slowly\n  2 days ago, with a star\n"


def test_a_locked_history_is_opened_first_as_for_the_shelf_itself(program, keep):
    keep(3, kind_line("rest"))
    encrypt(program.places, REAL_PASSPHRASE)
    unlocked(program.history).put_in_order()
    locked = [program.call("kind"), look_through(program, "1")]
    assert [(ran.status, ran.err) for ran in locked] == [(4, locked[0].err)] * 2
    assert "rest" not in locked[1].out
    person = program.on_a_terminal("kind", "--look-through", "--plain")
    person.expect("assphrase")
    person.sendline(REAL_PASSPHRASE)
    for answer in ("1", ""):
        person.expect("rest")
        person.expect("> $")  # two lines that come at once are one answer
        person.sendline(answer)
    person.expect("That is changed")
    person.read()
    person.close()
    assert person.exitstatus == 0
    assert "comes_off" not in "".join(
        path.read_text(errors="replace") for path in program.places.history.rglob("*.age")
    )


# --- letters


def test_letters_are_listed_newest_first_without_a_word_of_them(program, keep):
    first = keep(40, letter("Dear open one"), title="A letter to yourself")
    keep(30)
    keep(2, letter("Dear closed one", seal_until="2099-03-05"), title="From an older you")
    for command in (("letters",), ("letters", "list")):
        ran = program.call(*command)
        assert ran.status == 0
        newest, until, oldest, now = ran.out.splitlines()
        assert newest.endswith(f"  {NOW - timedelta(days=2):%Y-%m-%d %H:%M}  From an older you")
        assert until == "  sealed until 5 March 2099"
        assert f"{until}\n" in program.call("history", "show", newest.split()[0]).out
        assert oldest.endswith("  A letter to yourself")
        assert now == "  open"
        assert "Dear" not in ran.out
        found = program.call(*command, "--json").json
        assert [(one["id"] == first.id, one["sealed"]) for one in found] == [(False, True), (True, False)]
        assert found[0].keys() == {"id", "exercise", "title", "started", "name", "seal_until", "sealed", "asked"}
        assert program.call("letters", "--json", "list").json == found


def test_a_letter_is_shown_whole_and_as_typed(program, keep):
    kept = keep(3, letter("Dear you,\n\n  it was a lot.\n" + "and on " * 30 + "\nYours"), title="A letter")
    short = program.call("letters").out.split()[0]
    ran = program.call("letters", "show", short)
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert lines[0] == "A letter"
    assert lines[2:6] == ["", "Dear you,", "", "  it was a lot."]
    assert lines[-1] == "Yours"
    assert ran.out.count("and on") == 30
    shown = program.call("letters", "show", kept.id, "--json").json
    assert shown.keys() == {"id", "exercise", "title", "started", "letters"}
    assert shown["letters"][0]["words"] == kept.answers[0].value


def test_a_sealed_letter_says_until_when_and_opens_all_the_same_if_wanted(program, keep):
    kept = keep(1, letter("Dear later me", seal_until="2099-03-05"))
    for more in ((), ("--json",)):
        closed = program.call("letters", "show", kept.id, *more)
        assert closed.status == 0
        assert "Dear" not in closed.out
        assert ("2099-03-05" if more else "5 March 2099") in closed.out
        assert "Dear later me" in program.call("letters", "show", kept.id, "--sealed", *more).out
    assert program.call("letters", "show", kept.id, "--json").json["letters"][0]["sealed"] is True


def test_two_letters_of_one_session_are_both_there(program, keep):
    kept = keep(1, letter("Dear one", round=(1,)), letter("Dear two", round=(2,), seal_until="2099-03-05"))
    assert program.call("letters").out.splitlines()[1::2] == ["  open", "  sealed until 5 March 2099"]
    out = program.call("letters", "show", kept.id).out
    assert "Dear one" in out
    assert "Dear two" not in out


def test_a_day_that_is_none_is_told_as_it_stands(program, keep):
    keep(1, letter("Dear you", seal_until="someday"))
    assert program.call("letters").out.endswith("\n  sealed until someday\n")


def test_where_no_letter_is_it_says_so(program, keep):
    kept = keep(1)
    for ident in (kept.id, "200101-abc", "yesterday"):
        ran = program.call("letters", "show", ident)
        assert (ran.status, ran.out) == (3, "")
        assert ran.err.strip()


@pytest.mark.parametrize(
    "slip", [("letters", "shwo"), ("letters", "show"), ("leters",), ("promise",), ("kind", "--oen")]
)
def test_a_slip_is_exit_2(program, slip):
    ran = program.call(*slip)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.strip()


# --- promises


def test_open_promises_stand_oldest_first_with_the_way_to_look_at_them_again(program, keep):
    keep(9, promise("the kettle boils", "I drop my shoulders"), exercise="small-promise", title="A small promise")
    keep(1, promise("When it rains,", "look up."), exercise="ask-for-help", title="Ask for help")
    ran = program.call("promises")
    assert ran.out.splitlines() == [
        "After the kettle boils: I drop my shoulders",
        "  A small promise, a week ago",
        "  To look at it again: selfattach practice small-promise",
        "When it rains: look up.",
        "  Ask for help, yesterday",
        "  To look at it again: selfattach practice ask-for-help",
    ]
    found = program.call("promises", "--json").json
    assert [(one["cue"], one["action"]) for one in found] == [
        ("the kettle boils", "I drop my shoulders"),
        ("When it rains,", "look up."),
    ]
    assert found[0].keys() == {"id", "exercise", "title", "started", "name", "cue", "action"}


@pytest.mark.parametrize(
    ("cue", "told"),
    [
        ("tea", "After tea: walk"),
        ("  tea, ", "After tea: walk"),
        ("After I lock the door,", "After I lock the door: walk"),
        ("when\nit rains", "when it rains: walk"),
        ("Afternoon tea", "After Afternoon tea: walk"),
        ("{tea}", "After {tea}: walk"),
        ("...", "After ...: walk"),
    ],
)
def test_a_cue_that_says_when_gets_no_second_word_for_it(program, keep, cue, told):
    keep(1, promise(cue, "walk"))
    assert program.call("promises").out.splitlines()[0] == told


@pytest.mark.parametrize("outcome", ["kept", "changed", "let_go"])
def test_a_promise_is_open_until_a_review_settles_it(program, keep, outcome):
    made = keep(40, promise())
    keep(9, review(made, "not_yet"))
    assert len(program.call("promises", "--json").json) == 1
    keep(2, review(made, outcome))
    assert program.call("promises", "--json").json == []


def test_a_promise_replaces_the_one_before_it_and_a_practice_asks_about_the_one_that_is_listed(program, keep):
    for days in (9, 5):
        keep(days, promise(action=f"walk {days}"), exercise="small-promise")
    keep(1, promise(action="call"), exercise="ask-for-help")
    (first, second) = program.call("promises", "--json").json
    assert [first["action"], second["action"]] == ["walk 5", "call"]
    assert program.history.open_promise("small-promise", "plan").id == first["id"]
    asked = program.practise("small-promise", "", options=("--no-save",)).out
    assert "walk 5" in asked or "5 days ago" in asked


def test_half_a_promise_is_none_and_in_rounds_the_last_whole_one_stands(program, keep):
    keep(3, promise("tea", None), exercise="half")
    keep(2, an_entry("plan", "a wish"), exercise="no-promise")
    keep(1, promise(action="run", round=(1,)), promise(action="walk", round=(2,)), promise(action="", round=(3,)))
    assert [one["action"] for one in program.call("promises", "--json").json] == ["walk"]


def test_a_promise_off_the_way_replaces_none_that_is_on_it(program, keep):
    keep(1, promise(action="walk"), promise(action="run", aside=True))
    assert [one["action"] for one in program.call("promises", "--json").json] == ["walk"]


# --- as a person meets it


def test_what_a_practice_puts_on_the_shelf_is_found_there(program, tmp_path):
    program.own(
        "own",
        "selfattach: 1\nid: own\ntitle: Own\nsummary: s\nintensity: gentle\nsteps:\n"
        "  - write: line\n    ask: A line?\n  - shelve: line\n    on: kind-words\n"
        "  - write: letter\n    ask: A letter?\n  - shelve: letter\n    on: letters\n    seal: ask\n"
        "  - promise: plan\n    cue: When?\n    action: What?\n",
    )
    answers = tmp_path / "answers.json"
    answers.write_text(
        '{"line": "Slowly.", "line.shelf": true, "line.shelf.would_say": true, "letter": "Dear you",'
        ' "letter.shelf": 30,'
        ' "plan": {"cue": "tea", "action": "walk"}}'
    )
    assert program.call("practice", "own", "--answers", str(answers), "--no-input").status == 0
    assert program.call("kind").out == "Slowly.\n  earlier today\n"
    assert program.call("kind", "--one").out == "Slowly.\n"
    assert "  sealed until " in program.call("letters").out
    assert program.call("promises").out.startswith("After tea: walk\n")


def test_looking_through_a_shelf_is_no_practice(program, keep):
    keep(0, kind_line("slowly"))
    program.call("kind", "--look-through", "--plain", says="1\n\n")
    assert len(program.history.latest()) == 2
    assert program.history.times().total == 1
    assert past_of(program.history.practised()).total == 1
