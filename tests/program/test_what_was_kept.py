"""`kind`, `letters` and `promises`: a person finds again what they put somewhere, and nothing else."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sample_records import a_record, an_entry

from selfattach.history.ids import practice_day
from selfattach.history.record import stamped, to_plain
from selfattach.history.seals import Seals
from selfattach.history.storage import put
from selfattach.history.store import History
from selfattach.history.vault import Vault
from selfattach.shelf import kind_words, one_of_the_kind_words
from selfattach.text import cells

COMMANDS = [("kind",), ("letters",), ("letters", "list"), ("promises",)]
NOW = datetime.now().astimezone()
SEALS = Seals(practice_day(NOW), lambda: None)


@pytest.fixture
def keep(program):
    """Return a way to keep a session that many days ago."""
    history = History(program.places, device="aaaaaaaa", machine=lambda: "here")

    def keep(days, *answers, **fields):
        return history.add(a_record(days, *answers, start=NOW - timedelta(days=days), **fields))

    return keep


def kind_line(value, **fields):
    return an_entry("line", value, shelf="kind-words", **fields)


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


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_where_nothing_was_put_a_plain_sentence_says_so(program, command):
    ran = program.run(*command, says=None)
    assert ran.status == 0
    assert ran.out.strip().endswith(".")
    assert "0" not in ran.out
    assert ran.err == ""
    assert program.run(*command, "--json", says=None) == (0, "[]\n", "")
    assert not program.touched


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_shard_that_cannot_be_read_is_named_and_the_rest_is_shown(program, keep, command):
    keep(1, kind_line("rest"), letter("Dear you"), promise(), exercise="small-promise")
    whole = program.call(*command)
    tear_a_shard(program)
    torn = program.call(*command)
    assert (torn.status, torn.out) == (0, whole.out)
    assert "2020-01.json" in torn.err
    assert program.call(*command, "--json").json


@pytest.mark.parametrize("command", [*COMMANDS, ("kind", "--one")], ids=" ".join)
def test_reading_it_changes_nothing(program, keep, command):
    keep(1, kind_line("rest"), letter("Dear you"), promise())
    program.call(*command)  # the index of heads is there now

    def files():
        return {path: path.read_bytes() for path in program.home.rglob("*") if path.is_file()}

    before = files()
    assert program.call(*command).status == 0
    assert files() == before


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_other_words_of_the_session_are_not_shown(program, keep, command):
    keep(0, an_entry("thought", "a secret"), kind_line("rest"), letter("Dear you"), promise(), felt="same")
    for arguments in (command, (*command, "--json")):
        ran = program.call(*arguments)
        assert ran.status == 0
        assert ran.out.strip()
        assert "secret" not in ran.out


@pytest.mark.parametrize("command", [*COMMANDS, ("kind", "--one")], ids=" ".join)
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
    assert program.run("kind", "--one", "--json", says=None) == (0, "null\n", "")
    tear_a_shard(program)
    assert program.run("kind", "--one", says=None) == (0, "", "")
    keep(0, kind_line("still here"))
    assert program.run("kind", "--one", says=None) == (0, "still here\n", "")
    assert program.run("kind", "--one", "--json", says=None).json == {"words": "still here"}


def test_a_prompt_stays_clean_where_no_history_can_be(program):
    program.places.data.mkdir()
    program.places.history.write_text("no folder")
    assert program.run("kind", "--one", says=None) == (0, "", "")
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
        return one_of_the_kind_words(program.places.history, noon + timedelta(**later), SEALS)

    assert at() == at(minutes=59)
    assert {at(), at(hours=1), at(hours=2)} == {"line 0", "line 1", "line 2"}
    assert {at(), at(days=1), at(days=2)} == {"line 0", "line 1", "line 2"}  # who looks once a day meets each of them


def test_the_twenty_newest_lines_take_turns(program, keep):
    for days in range(21):
        keep(days, kind_line(f"line {days}"))
    keep(400, kind_line("long ago"))
    turns = [one_of_the_kind_words(program.places.history, NOW + timedelta(hours=hour), SEALS) for hour in range(48)]
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
    put(shard, [edited], Vault(shard.parent))
    shard = shard.with_name(f"{other.id[:4]}-{other.id[4:6]}.json")
    put(
        shard,
        [{"format": 1, "id": other.id, "rev": 2, "device": "bbbbbbbb", "changed": changed, "deleted": True}],
        Vault(shard.parent),
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
        put(shard, [alien], Vault(shard.parent))
    assert program.call("kind", "--one").out == "rest\n"
    ran = program.call("kind")
    assert ran.out.startswith("rest\n")
    assert shard.name in ran.err


def test_the_one_line_loads_neither_prompts_nor_screens_nor_yaml(program, keep):
    keep(0, kind_line("rest"))
    code = (
        "import sys\nfrom selfattach.cli import run\nstatus = run(['kind', '--one'])\n"
        "heavy = {'yaml', 'rich', 'questionary', 'prompt_toolkit', 'tinydb', 'msgspec', 'wcwidth', 'tomllib'}\n"
        "sys.exit(status or ' '.join(heavy & set(sys.modules)) or 0)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], env=program.environment(), capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "rest\n", "")


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
        assert oldest.endswith("  A letter to yourself")
        assert now == "  open"
        assert "Dear" not in ran.out
        found = program.call(*command, "--json").json
        assert [(one["id"] == first.id, one["sealed"]) for one in found] == [(False, True), (True, False)]
        assert found[0].keys() == {"id", "exercise", "title", "started", "name", "seal_until", "sealed"}
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


def test_the_oldest_that_is_open_is_the_one_a_practice_asks_about(program, keep):
    made = [keep(days, promise(action=f"walk {days}"), exercise="small-promise") for days in (9, 5, 1)]
    keep(0, review(made[0], "kept"), exercise="small-promise")
    (first, second) = program.call("promises", "--json").json
    assert [first["action"], second["action"]] == ["walk 5", "walk 1"]
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
        '{"line": "Slowly.", "line.shelf": true, "letter": "Dear you", "letter.shelf": 30,'
        ' "plan": {"cue": "tea", "action": "walk"}}'
    )
    assert program.call("practice", "own", "--answers", str(answers), "--no-input").status == 0
    assert program.call("kind").out == "Slowly.\n  earlier today\n"
    assert program.call("kind", "--one").out == "Slowly.\n"
    assert "  sealed until " in program.call("letters").out
    assert program.call("promises").out.startswith("After tea: walk\n")
