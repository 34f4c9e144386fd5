"""What somebody left unfinished with an earlier version is offered, and goes on where it was, with every answer.

The drafts lie in `0.1.0/`, as that version wrote them, and are never changed; the README there tells how they came.
What is asserted of them was written down by hand when they were made: what was typed, and where the person stood.
"""

import re
from datetime import datetime

import pytest
from at_a_terminal import CTRL_C, ENTER, MENU, Terminal
from kept_homes import DATA, KINDS, UNSAID, OldHome, data, open_key_files_at_once, said, taken_up
from playing import stored
from stops import FIGURE, LINE, LINES, PAUSED, RESUME, number_of
from tools import a_share_of

from selfattach import words
from selfattach.engine.draft_lines import Begun
from selfattach.engine.records import record_of
from selfattach.engine.session import Question, Tell
from selfattach.engine.voice import as_plain

EVERY = data("every-stop", "stops.json")
SAID = [[name, rounds, UNSAID if value == "NEVER" else value] for name, rounds, value in EVERY["said"]]
STOPS = EVERY["stops"]
NEVER_KEPT = next(place for place, stop in enumerate(STOPS) if stop.get("asks") == ["aloud", None])
NOW = datetime.fromisoformat("2026-10-05T21:00:00+02:00")

each_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module", autouse=True)
def _quick_keys():
    open_key_files_at_once()


ANOTHER = """\
selfattach: 1
id: every-stop
title: Another by now
summary: One question.
steps:
  - write: other
    ask: Which other?
"""


def left_at(stop, kind, folder):
    """A home where the practice that stopped everywhere was left at one stop. Its script says something else by now."""
    home = OldHome(DATA / "every-stop" / kind / "home", folder)
    home.program.own("every-stop", ANOTHER)
    (journal,) = (home.places.state / "drafts").glob("*.journal")
    journal.write_bytes(journal.read_bytes()[: stop[kind]["length"]])
    if stop[kind]["half"]:
        half = DATA / "every-stop" / kind / "halves" / stop[kind]["half"]
        journal.with_suffix(".half").write_bytes(half.read_bytes())
    return home


def half_typed(home, session):
    draft = home.drafts().take_up(session)
    draft.release()
    return list(draft.half_typed) if draft.half_typed else None


def to_the_end(session, answers):
    """Go on and answer with these, in turn, until it is over."""
    left = list(answers)
    while session.step is not None:
        if isinstance(session.step, Tell):
            session = session.go_on()
            continue
        name, rounds, value = left.pop(0)
        assert [session.step.name, list(session.step.round) or None] == [name, rounds]
        session = session.answer(value, NOW.isoformat())
    assert left == []
    return session


@pytest.mark.parametrize(
    ("stop", "kind"),
    [
        pytest.param(stop, kind, id=f"{kind}, {stop['name']}")
        for beginning, kind in enumerate(KINDS)
        for stop in a_share_of(STOPS, one_in=6, beginning=3 * beginning)
    ],
)
def test_a_draft_goes_on_at_its_stop_with_every_answer_before_it(stop, kind, tmp_path):
    home = left_at(stop, kind, tmp_path)
    assert home.drafts().damaged() == []
    (waiting,) = home.drafts().waiting()
    assert (waiting.head["exercise"], waiting.head["title"]) == ("every-stop", "One stop of every kind")
    assert half_typed(home, waiting.id) == stop["half"]
    session = taken_up(waiting)
    assert said(session) == SAID[: stop["said"]]
    if "tells" in stop:
        assert isinstance(session.step, Tell)
        assert stop["tells"] in as_plain(session.step.text)
    else:
        assert isinstance(session.step, Question)
        assert [session.step.name, list(session.step.round) or None] == stop["asks"]
    session = to_the_end(session, SAID[stop["said"] :])
    assert said(session) == SAID


# --- what becomes of it


def asked_of(value):
    """What a record holds of what was said: not what only decided what becomes of words."""
    return [
        one for one in value if not one[0].endswith((".shelf", ".keep")) and one[0] != "felt" and one[2] is not None
    ]


KEPT = [one for one in asked_of(SAID) if one[2] != UNSAID]
SHELVED = {
    "line": ("kind-words", None, None),
    "begun": ("letters", None, "low"),
    "voice": ("support", "what helps", None),
}


def is_whole(record):
    """Whether a record holds all that was said on the way through every stop."""
    entries = record["answers"]
    assert [[one["name"], one.get("round"), one["value"]] for one in entries] == KEPT
    on = {one["name"]: tuple(one.get(key) for key in ("shelf", "section", "seal_until")) for one in entries}
    assert {name: on[name] for name in SHELVED} == SHELVED
    assert (record["exercise"], record["ending"], record["finished"], record["felt"]) == (
        *("every-stop", "done", True),
        "same",
    )
    assert (record["started"], record["resumed"]) == ("2026-10-05T20:15:00+02:00", 1)
    of = {one["name"]: one["of"].partition("/")[2] for one in entries if "of" in one}
    assert of == {"went": "plan", "old.shown": "line"}
    return True


@each_kind
def test_a_draft_becomes_the_record_it_would_have_become(kind, tmp_path):
    home = left_at(STOPS[-1], kind, tmp_path)
    (waiting,) = home.drafts().waiting()
    session = to_the_end(taken_up(waiting), SAID[STOPS[-1]["said"] :])
    assert is_whole(stored(record_of(session, Begun(waiting.id, waiting.head["started"], "0.1.0", 1), NOW)))


# --- in front of the program


def lines_from(place):
    """What a person types in plain lines from a stop on: the day's `lines` of each, and what is never kept again."""
    stop = STOPS[place]
    first = stop["lines"] if stop.get("asks") is None or stop["lines"] else later_lines(place)
    again = [UNSAID] if place > NEVER_KEPT else []
    same = [one for one in STOPS[place + 1 :] if one.get("asks") != stop.get("asks") or "asks" not in one]
    return ["on", *again, *first, *(line for one in same for line in one["lines"])]


def later_lines(place):
    """The lines of a question that is left in its first part stand with its second."""
    return next(one["lines"] for one in STOPS[place:] if one["lines"])


SOME = [
    *("the distress before", "a rest", "the words of a ground door", "words that are shown", "ticks"),
    *("the second of some statements", "one line of a part, in round 2", "the days of a seal"),
    *("one line after what is never kept", "keep it or let it go", "a choice at the close"),
]


@pytest.mark.parametrize("name", SOME)
@each_kind
def test_the_program_takes_a_draft_up_in_plain_lines(name, kind, tmp_path):
    place = next(place for place, stop in enumerate(STOPS) if stop["name"] == name)
    home = left_at({**STOPS[place], kind: {**STOPS[place][kind], "half": None}}, kind, tmp_path)
    ran = home.program.practise("every-stop", *lines_from(place))
    assert (ran.status, ran.err) == (0, "")
    assert "One stop of every kind" in ran.out
    (record, _) = home.records()
    assert is_whole(record)
    assert home.drafts().waiting() == []


HALVES = {
    "one line": ([""], "half of ž"),
    "many lines": (["and on", "."], "Dear m\nhalf a line ž\nand on"),
    "one line of round 2": ([""], "half a name 2 ž"),
}


@pytest.mark.parametrize("name", HALVES)
@each_kind
def test_half_typed_words_are_there_in_plain_lines(name, kind, tmp_path):
    stop = next(stop for stop in STOPS if stop["name"] == name)
    lines, value = HALVES[name]
    home = left_at(stop, kind, tmp_path)
    ran = home.program.practise("every-stop", "on", *lines)
    assert (ran.status, ran.err) == (0, "")
    many = "\n" in stop["half"][1]  # what was written so far is read on wish alone
    assert ("Written so far" in ran.out) if many else stop["half"][1] in ran.out
    (waiting,) = home.drafts().waiting()
    answered = [line for line in waiting.lines if line["did"] == "answer"]
    assert len(answered) == stop["said"] + 1
    assert (answered[-1]["name"], answered[-1]["value"]) == (stop["asks"][0], value)


def without_end(half):
    """A promise is two lines, and the second may be there already or not."""
    return half and [half[0], half[1].rstrip("\n")]


AT_A_TERMINAL = {
    "one line": LINE,
    "many lines": LINES,
    "one line of round 2": LINE,
    "a promise, its first line": LINE,
    "the distress after": FIGURE,
}


@pytest.mark.parametrize("name", AT_A_TERMINAL)
@each_kind
def test_the_program_takes_a_draft_up_at_a_terminal(name, kind, tmp_path):
    stop = next(stop for stop in STOPS if stop["name"] == name)
    home = left_at(stop, kind, tmp_path)
    home.settings('[practice]\nvoice = "terminal"\n')
    at = Terminal(home.program, "practice", "every-stop", "--pace", "fast")
    try:
        at.sees(RESUME, MENU)
        at.types(number_of(words.RESUME, "on"))
        at.sees(re.escape(words.RESUMED))
        if stop["said"] > STOPS[NEVER_KEPT]["said"]:
            at.sees("What for nobody", LINE)
            at.types(UNSAID + ENTER)
        for line in (stop["half"] or ["", "here at the end"])[1].strip().split("\n"):
            at.sees(re.escape(line))
        at.sees(AT_A_TERMINAL[name])
        at.types(CTRL_C)
        at.sees(PAUSED, MENU)
        at.types(number_of(words.PAUSE, "leave"))
        assert at.ends() == 0
        assert at.is_sane()
    finally:
        at.is_gone()
    (waiting,) = home.drafts().waiting()
    assert said(taken_up(waiting)) == SAID[: stop["said"]]
    assert without_end(half_typed(home, waiting.id)) == without_end(stop["half"])


def test_a_draft_that_is_kept_as_it_is_becomes_a_record(tmp_path):
    stop = next(stop for stop in STOPS if stop["name"] == "one line of round 2")
    home = left_at(stop, "plain", tmp_path)
    home.program.practise("every-stop", "keep")
    (record, _) = home.records()
    assert (record["ending"], record["finished"]) == ("enough", False)
    values = [[one["name"], one.get("round"), one["value"]] for one in record["answers"]]
    assert values == [*asked_of(SAID[: stop["said"]]), ["who", [2], "half a name 2 ž"]]
    assert home.drafts().waiting() == []


# --- words that an editor had


@each_kind
def test_words_that_an_editor_had_saved_stand_in_the_box(kind, tmp_path):
    home = OldHome(DATA / "in-an-editor" / kind, tmp_path)
    (waiting,) = home.drafts().waiting()
    assert half_typed(home, waiting.id) == ["page", "Dear m\n\nfrom the editor ž"]
    session = taken_up(waiting)
    before = next(stop for stop in STOPS if stop["name"] == "many lines")
    assert said(session) == SAID[: before["said"]]
    assert session.step.name == "page"


# --- exercises of the library as they were then


UNFINISHED = data("unfinished", "unfinished.json")
TALES = [
    pytest.param(tale, kind, id=f"{tale['name']}, {kind}")
    for kind in KINDS
    for tale in UNFINISHED
    if kind == "plain" or tale["vault_draft"]
]


def left_unfinished(tale, kind, folder):
    """The home of somebody with a history, where this waits."""
    home = OldHome(DATA / "history" / kind, folder)
    drafts = home.places.state / "drafts"
    drafts.mkdir(parents=True)
    ident = tale["draft" if kind == "plain" else "vault_draft"]
    for path in (DATA / "unfinished" / kind).glob(f"{ident}.*"):
        (drafts / path.name).write_bytes(path.read_bytes())
    return home


@pytest.mark.parametrize(("tale", "kind"), TALES)
def test_an_exercise_goes_on_as_it_was_then(tale, kind, tmp_path):
    home = left_unfinished(tale, kind, tmp_path)
    assert home.drafts().damaged() == []
    (waiting,) = home.drafts().waiting()
    assert waiting.head["exercise"] == tale["exercise"]
    assert half_typed(home, waiting.id) == tale["half"]
    session = taken_up(waiting, fits=tale["asks"] is not None)
    asked = [one for one in tale["said"] if one[2] != "NEVER"]
    assert [one for one in said(session) if one[:2] in [name[:2] for name in asked]] == asked
    assert len(said(session)) == len(tale["said"])
    if tale["asks"] is None:  # it stood at the first question of help, which is a page of its own now
        assert (session.step, session.ending.door.about) == (None, "nine")
    else:
        assert [session.step.name, list(session.step.round) or None] == tale["asks"]
    assert [[act.name, list(act.round) or None, act.value] for act in session.later] == tale["later"]


@pytest.mark.parametrize(("tale", "kind"), TALES)
def test_the_program_brings_an_exercise_to_the_end_it_had_then(tale, kind, tmp_path):
    home = left_unfinished(tale, kind, tmp_path)
    before = {record["id"] for record in home.records()}
    ran = home.program.practise(tale["exercise"], "on", *tale["then"])
    assert (ran.status, ran.err) == (0, "")
    (record,) = [record for record in home.records() if record["id"] not in before]
    assert [[one["name"], one.get("round"), one["value"]] for one in record["answers"]] == tale["record"]
    assert (record["exercise"], record["ending"], record["felt"]) == (tale["exercise"], tale["ending"], tale["felt"])
    assert record["resumed"] == 1
    assert home.drafts().waiting() == []
