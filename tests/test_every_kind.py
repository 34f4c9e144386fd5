"""Every kind of question, a row each: asked, compared, taken up again, recalled, found, left out, edited."""

import json
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace
from playing import EVERY_KIND, NOW, begin, entries, journal, play, resumed, told

from selfattach import kinds
from selfattach.cli.history.edit_answer import _as_text as as_text
from selfattach.engine.partial_answers import as_answer, counts
from selfattach.engine.prior_history import _as_found as as_found
from selfattach.engine.records import _entry as entry_of
from selfattach.engine.session import Found, Outside
from selfattach.history.protocols import EarlierWords
from selfattach.script.model import CANNOT_TELL


class Row(NamedTuple):
    """One kind, asked for in `steps` under `name`."""

    steps: str
    name: str
    said: Any  # an answer as a person, a script or a file may give it
    kept: Any  # and as it is kept
    when: str  # a condition that holds then; {} is its name
    searched: tuple[str, ...] | None  # what a search finds of it; None: it stands in no record
    left_out: bool  # by `--no-words`
    edited: str | None  # what an editor has of it; None: it is not edited
    half: tuple[str, Any]  # half given, as it is written down; and what that is where nobody goes on


OPTIONS = "  options: {tea: Some tea, rain: The rain}\n"
ITEMS = "  scale: {1: no, 2: yes}\n  list: {early: I woke early., late: I slept late.}\n"
PLAN = {"cue": "tea", "action": "sip"}
ROWS = {
    "write": Row(
        "- write: it\n  ask: It?\n",
        "it",
        "a word\x07",
        "a word",
        "answered({})",
        ("a word",),
        True,
        "a word",
        ("a", "a"),
    ),
    "rate": Row("- rate: it\n  ask: It?\n", "it", 3, 3, "{} < 4", (), False, None, ("7", 7)),
    "choose": Row(
        f"- choose: it\n  ask: It?\n{OPTIONS}",
        "it",
        "rain",
        "rain",
        "{} == 'rain'",
        ("The rain",),
        False,
        None,
        ("rain", None),
    ),
    "pick": Row(
        f"- pick: it\n  ask: It?\n{OPTIONS}",
        "it",
        ["rain", "tea"],
        ["tea", "rain"],
        "has({}, 'rain') and count({}) == 2",
        ("Some tea", "The rain"),
        False,
        None,
        ("rain", ["rain"]),
    ),
    "confirm": Row("- confirm: it\n  ask: It?\n", "it", True, True, "{}", (), False, None, ("yes", None)),
    "items": Row(
        f"- items: it\n  ask: It?\n{ITEMS}",
        "it",
        {"late": 2, "early": 1},
        {"early": 1, "late": 2},
        "count({}) == 2",
        (),
        False,
        None,
        ("2", {"early": 2}),
    ),
    "measure": Row(
        "- measure: distress\n  as: during\n", "distress.during", 3, 3, "{} < 4", (), False, None, ("9", None)
    ),
    "promise": Row(
        "- promise: it\n  cue: After what?\n  action: What?\n",
        "it",
        PLAN | {"cue": " tea "},
        PLAN,
        "answered({})",
        ("tea", "sip"),
        True,
        "tea\nsip",
        ("tea\n", PLAN | {"action": None}),
    ),
    "review": Row(
        "- review: earlier.plan\n  as: it\n  ask: It?\n",
        "it",
        "kept",
        "kept",
        "{} == 'kept'",
        ("It happened",),
        False,
        None,
        ("kept", None),
    ),
    "show": Row("- show: old\n", "old.shown", True, True, "answered({})", (), False, None, ("yes", None)),
    "shelve": Row(
        "- shelve: first\n  on: letters\n  seal: ask\n",
        "first.shelf",
        30,
        30,
        "answered({})",
        None,
        False,
        None,
        ("yes 7", 7),
    ),
    "keep": Row(
        "- write: it\n  ask: It?\n  keep: ask\n", "it.keep", "keep", "keep", "", None, False, None, ("keep", None)
    ),
}
OUTSIDE = Outside(
    found={
        "earlier.letter newest 0": Found("Dear me", "Dear me", "yesterday", "S/letter"),
        "earlier.plan promise": Found(PLAN, "tea: sip", "yesterday", "S/plan"),
    },
)
BEFORE = "- write: first\n  ask: It?\n- recall: earlier.letter\n  as: old\n"
every_kind = pytest.mark.parametrize("kind", ROWS)
every_kind_of_a_record = pytest.mark.parametrize(
    "kind", [kind for kind, row in ROWS.items() if row.searched is not None]
)


def then_holds(row, name):
    """A step that is met where the condition of the row holds."""
    return f"- when: {row.when.replace('{}', name)}\n  then: [say: It holds.]\n" if row.when else ""


def played(row):
    """Return a session in which the answer of a row was given."""
    session = begin(f"{BEFORE}{row.steps}{then_holds(row, row.name)}", outside=OUTSIDE)
    return play(session, **({"first": "x", "it": "words"} | {row.name.replace(".", "__"): row.said}))


def answered(kind):
    """Return the prompt of a row and what was done there."""
    (found,) = [(prompt, act) for prompt, act in played(ROWS[kind]).answered if act.name == ROWS[kind].name]
    return found


def kept(kind):
    """Return the answer of a row as a record has it."""
    return entry_of(played(ROWS[kind]), *answered(kind))


def test_every_kind_has_a_row_and_nothing_else_is_stored_but_what_is_said_of_the_card():
    assert ROWS.keys() == EVERY_KIND == kinds.KINDS.keys() - {kinds.CARD}


@every_kind
def test_an_answer_is_kept_as_its_kind_is_and_a_condition_sees_what_it_may_compare(kind):
    row, (prompt, act) = ROWS[kind], answered(kind)
    assert prompt.form.kind == kind
    assert json.dumps(act.value) == json.dumps(row.kept)
    assert ("It holds." in told(played(row))) == bool(row.when)
    assert (row.name in entries(played(row))) == (row.searched is not None)


@every_kind
def test_what_a_journal_holds_is_taken_up_as_its_prompt_would_take_it(kind):
    row, session = ROWS[kind], played(ROWS[kind])
    lines = [json.loads(line) for line in journal(session)]
    (line,) = [line for line in lines if line.get("name") == row.name]
    line["value"] = row.said
    found = resumed(session, map(json.dumps, lines))
    assert found.fits
    assert journal(found.session) == journal(session)


@every_kind_of_a_record
def test_a_condition_sees_the_same_of_it_in_a_later_session(kind):
    found = as_found(EarlierWords("S", "it", NOW.isoformat(), (kept(kind),)), NOW)
    later = begin(
        f"- recall: earlier.it\n  as: old\n{then_holds(ROWS[kind], 'old')}",
        outside=Outside(found={"earlier.it newest 0": found}),
    )
    assert "It holds." in told(play(later))


def test_a_figure_that_could_not_be_told_is_unknown_in_a_later_session_too():
    entry = replace(kept("measure"), value=CANNOT_TELL)
    assert as_found(EarlierWords("S", "it", NOW.isoformat(), (entry,)), NOW).value is None


@every_kind_of_a_record
def test_what_is_ones_own_is_found_left_out_and_edited(kind):
    row, entry = ROWS[kind], kept(kind)
    assert tuple(kinds.own_words(entry)) == row.searched
    assert kinds.may_hold_own_words(entry) == row.left_out
    edited = kinds.kind_of(kind).edited
    assert (edited is None) == (row.edited is None)
    if row.edited is not None:
        assert as_text(entry) == row.edited
        assert edited(row.edited) == row.kept


@every_kind
def test_what_is_half_given_counts_as_its_kind_says(kind):
    (prompt, _), (text, value) = answered(kind), ROWS[kind].half
    assert (as_answer(prompt.form, text) if counts(prompt.form) else None) == value
