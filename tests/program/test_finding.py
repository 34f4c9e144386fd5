"""`history list` with filters and `history search`, as somebody who looks for something again would use them."""

import json
import re
from datetime import datetime, timedelta

import pytest
from at_a_terminal import CTRL_D, Terminal
from sample_records import a_record, an_entry

from selfattach.history.history import History
from selfattach.history.ids import practice_day, short_form

OLDER = re.compile(r"(?:One more is|[23] more are) older: `selfattach history list --all`")
HIT = {"id", "exercise", "title", "started", "ended", "finished", "ending", "felt", "resumed", "found", "sealed"}


def days_ago(days):
    """Noon of a day of practice, so many days before this one."""
    day = practice_day(datetime.now().astimezone()) - timedelta(days=days)
    return datetime.combine(day, datetime.min.time()).astimezone() + timedelta(hours=12)


@pytest.fixture
def kept(program):
    """Some sessions of the last days, by name."""
    history = History(program.places)
    cafe = an_entry(value="A quiet hour in the café with my mother.")
    sealed = an_entry("letter", "A hidden word for later", seal_until="2999-01-01", shelf="letters")
    many = an_entry(value="word " * 60 + "needle" + " word" * 60)
    sessions = {
        "today": a_record(1, cafe, start=days_ago(0), felt="helped", title="Answer the inner critic"),
        "yesterday": a_record(2, sealed, start=days_ago(1), exercise="gone-since", title="A letter", felt="harder"),
        "before": a_record(3, many, start=days_ago(3), exercise="mindfulness-check-in", title="Check in"),
        "long ago": a_record(4, cafe, start=days_ago(800), title="Answer the inner critic"),
    }
    return {name: history.add(record).id for name, record in sessions.items()}


# --- list


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ((), ["today", "yesterday", "before", "long ago"]),
        (("--limit", "2"), ["today", "yesterday"]),
        (("--limit", "2", "--all"), ["today", "yesterday", "before", "long ago"]),
        (("--since", "today"), ["today"]),
        (("--since", "yesterday"), ["today", "yesterday"]),
        (("--until", "2 days ago"), ["before", "long ago"]),
        (("--since", "3 days ago", "--until", "yesterday"), ["yesterday", "before"]),
        (("--until", "last year"), ["long ago"]),
        (("--felt", "harder"), ["yesterday"]),
        (("--exercise", "inner-critic-reframe"), ["today", "long ago"]),
        (("--barrier", "inner-critic"), ["today", "long ago"]),
        (("--barrier", "inner-critic", "--felt", "helped", "--since", "a week ago"), ["today"]),
        (("--barrier", "inner-critic", "--exercise", "inner-critic-reframe", "--limit", "1"), ["today"]),
    ],
    ids=" ".join,
)
def test_the_list_can_be_narrowed(program, kept, options, names):
    told = program.call("history", "list", *options, "--json")
    assert (told.status, [one["id"] for one in told.json]) == (0, [kept[name] for name in names])
    *lines, last = [*program.call("history", "list", *options).out.splitlines(), ""]
    if OLDER.fullmatch(lines[-1]):
        lines, last = lines[:-1], lines[-1]
    assert bool(OLDER.fullmatch(last)) == ("--limit" in options and "--all" not in options)
    assert [line.split()[:2] for line in lines] == [
        [str(number), short_form(kept[name])] for number, name in enumerate(names, 1)
    ]


@pytest.mark.parametrize(
    "options",
    [
        ("--felt", "same"),
        ("--since", "today", "--felt", "harder"),
        ("--barrier", "no-models"),
        ("--barrier", "inner-critic", "--exercise", "gone-since"),
        ("--exercise", "nothing-of-mine"),
        ("--until", "1999"),
    ],
    ids=" ".join,
)
def test_a_filter_that_matches_nothing_is_told(program, kept, options):
    ran = program.call("history", "list", *options)
    assert (ran.status, ran.out) == (3, "")
    assert ran.err.startswith("No session of ")
    ran = program.call("history", "list", *options, "--json")
    assert (ran.status, ran.json) == (3, [])


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("list", "--since", "someday"), "`last week`"),
        (("list", "--until", "2026-02-31"), "`2026-11-03`"),
        (("list", "--since", "\x1b[31msoon"), "`soon` is no date"),
        (("list", "--since", "yesterday", "--until", "last year"), "comes after"),
        (("list", "--felt", "helpd"), "`helped`"),
        (("list", "--barrier", "iner-critic"), "`inner-critic`"),
        (("list", "--limit", "0"), "--limit"),
        (("search",), "the words"),
        (("search", "-"), "nothing to look for"),
        (("search", ""), "no letter"),
        (("search", "mother", "\u0301"), "no letter"),
        (("search", "mother", "--since", "someday"), "`3 days ago`"),
        (("serch", "mother"), "search"),
    ],
    ids=ascii,
)
def test_a_wrong_word_is_told_with_what_is_right(program, kept, options, told):
    ran = program.call("history", *options)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


def test_the_list_shows_no_words_of_the_person(program, kept):
    for options in ((), ("--json",), ("--felt", "harder"), ("--since", "last year")):
        out = program.call("history", "list", *options).out
        assert not any(word in out for word in ("café", "mother", "hidden", "needle"))


# --- search


def test_words_are_found_and_shown_with_what_stands_around_them(program, kept):
    ran = program.call("history", "search", "CAFE")
    first, shown, *others = ran.out.splitlines()
    assert (ran.status, ran.err) == (0, "")
    listed = f"1  {short_form(kept['today'])}  {days_ago(0):%Y-%m-%d %H:%M}"
    assert first == f"{listed}  Answer the inner critic (it helped)"
    assert shown == "  A quiet hour in the [café] with my mother."
    assert others[0].startswith(f"2  {short_form(kept['long ago'])}")


def test_a_long_text_is_not_shown_whole(program, kept):
    lines = program.call("history", "search", "needle").out.splitlines()
    assert "[needle]" in " ".join(lines)
    assert len(lines) <= 4
    assert max(map(len, lines)) <= 72


def test_all_words_have_to_be_there_and_the_title_counts(program, kept):
    assert [one["id"] for one in program.call("history", "search", "mother", "quiet", "--json").json] == [
        kept["today"],
        kept["long ago"],
    ]
    assert program.call("history", "search", "mother", "needle").status == 3
    assert program.call("history", "search", "mother", "critic").status == 0
    assert program.call("history", "search", "critic").status == 3


@pytest.mark.parametrize(
    ("typed", "found"),
    [('"a quiet hour" CAFE\r', 2), ("\u201ca quiet hour\u201d\r", 2), ("zebra\r", 0), ("\r", 0), (CTRL_D, 0)],
)
def test_words_that_are_not_given_are_asked_for_so_that_they_stand_in_no_command(program, kept, typed, found):
    at = Terminal(program, "history", "search")
    at.sees("> ")
    at.types(typed)
    assert at.ends() == (3 if "zebra" in typed else 0)
    assert at.raw.count("[A quiet hour]") == found


def test_words_that_are_piped_are_looked_for(program, kept):
    whole = program.call("history", "search", "a quiet hour", "mother")
    piped = program.call("history", "search", "-", says='"a quiet\nhour"  mother\n')
    assert (piped.status, piped.out) == (0, whole.out)


def test_the_search_can_be_narrowed_like_the_list(program, kept):
    def ids(*options):
        return [one["id"] for one in program.call("history", "search", "mother", *options, "--json").json]

    assert ids("--since", "last week") == [kept["today"]]
    assert ids("--until", "last year") == [kept["long ago"]]
    assert ids("--exercise", "mindfulness-check-in") == []
    assert ids("--exercise", "inner-critic-reframe", "--limit", "1") == [kept["today"]]


def test_json_tells_where_the_words_stand(program, kept):
    (hit,) = program.call("history", "search", "mother", "--limit", "1", "--json").json
    assert set(hit) == HIT
    assert hit["found"] == [
        {"name": "thought", "before": "A quiet hour in the café with my ", "match": "mother", "after": "."}
    ]


def test_that_there_is_more_is_told_beside_the_results(program, kept):
    ran = program.call("history", "search", "mother", "--limit", "1")
    assert "--all" in ran.err
    assert program.call("history", "search", "mother", "--limit", "2").err == ""
    assert program.call("history", "search", "mother", "--limit", "1", "--all").err == ""


def test_more_than_any_number_of_sessions_is_all_of_them(program, kept):
    for asked in (("list",), ("search", "mother")):
        all_of_them = program.call("history", *asked, "--all")
        assert program.call("history", *asked, "--limit", str(10**30)) == all_of_them
        assert all_of_them.status == 0


def test_what_is_nowhere_is_told_and_json_stays_a_list(program, kept):
    ran = program.call("history", "search", "zebra")
    assert (ran.status, ran.out) == (3, "")
    assert ran.err.startswith("These words were not found.")
    ran = program.call("history", "search", "zebra", "--json")
    assert (ran.status, ran.json) == (3, [])


def test_of_sealed_words_it_is_told_that_a_letter_holds_them_and_when_it_opens(program, kept):
    ran = program.call("history", "search", "hidden")
    assert (ran.status, ran.out, ran.err) == (0, "One sealed letter, open on 1 January 2999, holds it.\n", "")
    (hit,) = program.call("history", "search", "HIDDEN", "later", "--json").json
    assert (hit["id"], hit["found"], hit["sealed"]) == (kept["yesterday"], [], ["2999-01-01"])
    assert program.call("history", "search", "hidden", "zebra").status == 3
    assert "sealed" not in program.call("history", "search", "mother").out
    assert program.call("history", "search", "hidden", "--since", "today").status == 3


def test_sealed_letters_are_counted_for_each_day_on_which_they_open_whatever_the_limit(program, kept):
    soon = practice_day(datetime.now().astimezone()) + timedelta(days=30)
    sealed = {"shelf": "letters", "seal_until": soon.isoformat()}
    history = History(program.places)
    history.add(a_record(5, an_entry("letter", "mother, again", **sealed), start=days_ago(2)))
    history.add(a_record(6, an_entry("letter", "and mother", **sealed), start=days_ago(2)))
    history.add(a_record(7, an_entry("letter", "mother", shelf="letters", seal_until="low"), start=days_ago(2)))
    history.add(a_record(8, an_entry("note", "mother", seal_until="2999-01-01"), start=days_ago(2)))
    ran = program.call("history", "search", "mother", "--limit", "1")
    assert ran.out.splitlines()[2:] == [
        f"2 sealed letters, open on {soon.day} {soon:%B}, hold it.",
        "One sealed answer, open on 1 January 2999, holds it.",
        "One sealed letter, open after a hard moment, holds it.",
    ]
    assert ran.out.count("mother") == 1


# --- numbers of the list, and `last`


def test_a_number_of_the_list_just_printed_stands_for_its_session_wherever_one_is_named(program, kept):
    program.call("history", "list", "--since", "3 days ago")
    assert program.call("history", "show", "3", "--json").json["id"] == kept["before"]
    program.call("history", "search", "mother")
    assert program.call("history", "show", "2", "--json").json["id"] == kept["long ago"]
    program.call("history", "list", "--json")  # a script's list leaves a person's numbers alone
    assert program.call("history", "show", "2", "--json").json["id"] == kept["long ago"]
    assert program.call("history", "delete", "2", "--yes").status == 0
    assert kept["long ago"] not in [head["id"] for head in program.call("history", "list", "--json").json]
    assert program.call("history", "show", "2").status == 3  # and no other comes in its place


def test_last_is_the_newest_session_and_the_newest_letter_where_letters_are_shown(program, kept):
    assert program.call("history", "show", "last", "--json").json["id"] == kept["today"]
    assert program.call("letters", "show", "last", "--json").json["id"] == kept["yesterday"]


def test_a_number_that_stands_in_no_list_is_told(program, kept):
    ran = program.call("history", "show", "1")
    assert (ran.status, ran.err) == (
        3,
        "No list was printed yet for 1 to be a number of. `selfattach history list` prints one.\n",
    )
    program.call("letters")
    assert program.call("letters", "show", "1", "--json").json["id"] == kept["yesterday"]
    for said in ("0", "2", "9" * 30):
        ran = program.call("letters", "show", said)
        assert ran.status == 3
        assert "it went from 1 to 1" in ran.err


def test_an_empty_history_holds_no_words_and_is_left_untouched(program):
    assert program.call("history", "search", "mother").status == 3
    assert not program.touched


def test_a_damaged_month_is_named_and_the_rest_is_searched(program, kept):
    newest = max(program.places.history.glob("*/*.json"))
    oldest = min(program.places.history.glob("*/*.json"))
    newest.write_bytes(newest.read_bytes()[:-9])
    ran = program.call("history", "search", "mother")
    assert ran.status == 0
    assert ran.out.startswith(f"1  {short_form(kept['long ago'])}")
    assert newest.name in ran.err
    assert oldest.name not in ran.err


def test_what_is_shown_is_only_words(program):
    History(program.places).add(a_record(0, an_entry(value="a \x1b[31mred\x1b[0m [bold]word[/bold] \x9b2J")))
    ran = program.call("history", "search", "red", "word")
    assert ran.out.splitlines()[1:] == ["  a [red] [bold]word[/bold]"]
    assert json.loads(program.call("history", "search", "red", "--json").out)[0]["found"][0]["match"] == "red"
