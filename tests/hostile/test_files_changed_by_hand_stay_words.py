"""Records, drafts and caches that somebody wrote into: every text field hostile, every value of another sort."""

import copy
import json
from itertools import product

import pytest
from naughty import LOUD, SEEN, SHORT, harm_in
from sample_records import a_record, an_entry, met
from tools import a_share_of

from selfattach.history.jsontext import dump
from selfattach.history.record import to_plain

ASKS = """\
selfattach: 1
id: asks
title: Asks
intensity: gentle
steps:
  - recall: inner-critic-reframe.thought
    as: old
  - show: old
    ask: Open?
  - review: inner-critic-reframe.plan
    as: went
    ask: You planned this ${went.ago}.
  - when: old == 3
    then: [{say: three}]
    else: [{say: not three}]
    skipped: [{say: nothing}]
  - write: line
    ask: A line? Once it was ${old|nothing}.
    start: ${old|}
  - write: page
    ask: A page?
    lines: many
  - promise: plan
    cue: After what?
    action: And then what?
"""
VALUES = [
    LOUD,
    "",
    3,
    -1,
    10**40,
    1e300,
    True,
    False,
    None,
    [],
    {},
    [LOUD, 1, None, [2]],
    {"cue": LOUD},
    {"cue": 1, "x": []},
    {LOUD: LOUD},
]
VALUES += [
    [[[[[[[["deep"]]]]]]]],
    "2026-11-22T04:09:17+00:00",
    "0001-01-01T00:00:00+00:00",
    "9999-12-31T23:59:59-23:59",
    "NaN",
]
SHOWS = (
    ("history", "list"),
    ("history", "list", "--json"),
    ("history", "list", "--exercise", "inner-critic-reframe"),
    ("history", "show", "20261122T040917Z-aaaaaa"),
    ("history", "show", "20261122T040917Z-aaaaaa", "--json"),
    ("history", "show", "261122-aaa", "--sealed"),
    ("support",),
    ("practice", "asks", "--set", "line=kept", "--set", "old.shown=yes"),
)


def check(ran, *statuses):
    assert ran.status in (statuses or (0,)), ran
    assert (harm_in(ran.out), harm_in(ran.err)) == ("", "")
    return ran


def full_record():
    """A record with something in every field."""
    rest = {
        "labels": {"a": "A", "1": "one"},
        "items": {"near": "Near"},
        "from_": 0,
        "to": 9,
        "low": "low",
        "high": "high",
        "measure": "distress",
        "moment": "before",
        "shelf": "support",
        "section": "people",
        "seal_until": "2020-01-01",
        "of": "20261121T040917Z-aaaaaa/plan",
        "outcome": "kept",
    }
    entries = [an_entry("thought", "words", **rest)]
    entries += [an_entry("plan", {"cue": "tea", "action": "sip"}, kind="promise", shelf="support", section="people")]
    entries += [an_entry("facets", {"near": 1}, kind="items", items={"near": "Near"}, labels={"1": "one"})]
    entries += [an_entry("some", ["a"], kind="pick", labels={"a": "A"}), an_entry("weight", 3, kind="rate")]
    record = a_record(0, *entries, session="20261122T040917Z-aaaaaa", felt="helped", device="aaaaaaaa", rev=1)
    return json.loads(json.dumps(to_plain(record)))


def put(program, *records):
    path = met(program.places, "aaaaaaaa").history / "aaaaaaaa" / "2026-11.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    documents = {str(number): record for number, record in enumerate(records, 1)}
    path.write_bytes(dump({"sessions": documents}))
    return path


def places_in(value, at=()):
    """Yield where in nested plain values a value stands."""
    yield at
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from places_in(inner, (*at, key))


def changed(plain, at, value):
    """Return the plain values with another one at that place."""
    if not at:
        return value
    plain = copy.deepcopy(plain)
    inner = plain
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = value
    return plain


def all_loud(value):
    """The same with a payload in every text, keys of labels too; but for what tells one record from another."""
    if isinstance(value, dict):
        held = ("id", "started", "seal_until", "exercise", "shelf", "section", "name", "kind")
        return {key: one if key in held else all_loud(one) for key, one in value.items()}
    if isinstance(value, list):
        return [all_loud(one) for one in value]
    return LOUD if isinstance(value, str) else value


def test_a_record_with_a_payload_in_every_text_is_shown_without_one(program):
    program.own("asks", ASKS)
    path = put(program, all_loud(full_record()))
    before = path.read_bytes()
    for arguments in SHOWS:
        ran = check(program.call(*arguments))
        assert SEEN in " ".join(ran.out.replace("\\u0085", " ").split()) or "--json" in arguments, arguments
    shown = program.call("history", "show", "261122-aaa", "--json").json
    assert shown == all_loud(full_record())  # in JSON it is what lies there, escaped
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "field", a_share_of(sorted({at for at in places_in(full_record()) if at}, key=str), one_in=8), ids=str
)
def test_whatever_stands_in_a_field_nothing_breaks_and_nothing_else_is_hidden(program, field):
    """Each value in a record of its own, all in one shard beside a good one."""
    program.own("asks", ASKS)
    records = [full_record() | {"id": "20261122T040917Z-bbbbbb", "title": "A good one"}]
    for number, value in enumerate(VALUES):
        ident = f"20261122T040917Z-aaaaa{'abcdefghijklmnopqrstuvwxyz'[number]}"
        records.append(changed(full_record() | {"id": ident}, field, value))
    path = put(program, *records)
    before = path.read_bytes()
    assert "A good one" in check(program.here("history", "list", "--limit", "99")).out
    check(program.here("history", "list", "--json"))
    check(program.here("support"))
    for ident in {record["id"] for record in records if isinstance(record["id"], str) and record["id"].isascii()}:
        check(program.here("history", "show", ident), 0, 2, 3)
        check(program.here("history", "show", ident, "--json", "--sealed"), 0, 2, 3)
    check(program.call("practice", "asks", "--set", "line=kept", "--set", "old.shown=yes", "--set", "went=kept"), 0, 2)
    assert path.read_bytes() == before or '"kept"' in path.read_text()


def test_earlier_words_are_cleaned_on_their_way_into_a_new_session(program):
    program.own("asks", ASKS)
    loud = [text for text in SHORT if harm_in(text)][::7]
    for text in (LOUD, *loud):
        put(program, full_record() | {"answers": [full_record()["answers"][0] | {"value": text}]})
        ran = check(program.practise("asks", "yes", "x", ".", "", "", ""))
        assert ran.status == 0


# --- drafts


def a_draft(program):
    """Leave a practice half-way, with something gone back over, and return its journal and its lines."""
    program.own("asks", ASKS)
    put(program, full_record())
    steps = ("yes", "1", "first", "one", ".", "tea", "sip", ":back", ":back", "two", ".", ":stop", "5")
    assert check(program.practise("asks", *steps)).status == 0
    (journal,) = program.places.state.glob("drafts/*.journal")
    return journal, [json.loads(line) for line in journal.read_bytes().splitlines()]


def write(journal, lines):
    journal.write_bytes(b"".join(dump(line) + b"\n" for line in lines))


def test_a_draft_with_a_payload_in_every_answer_is_taken_up_without_one(program):
    journal, lines = a_draft(program)
    written = [changed(line, ("value",), LOUD) if line.get("name") in ("line", "page") else line for line in lines]
    written[0] = written[0] | {"title": LOUD}
    written[0]["outside"]["found"] = {
        key: {"value": LOUD, "told": LOUD, "ago": LOUD, "of": LOUD} for key in written[0]["outside"]["found"]
    }
    write(journal, written)
    (journal.with_suffix(".half")).write_bytes(dump({"prompt": "plan", "text": f"{LOUD}\n{LOUD}"}))
    ran = check(program.practise("asks", "1", ":back", ":back", "", ".", ":skip", "", ""))
    assert f"not finished: {SEEN}, earlier" in " ".join(ran.out.split())
    (record,) = (record for record in program.records if record["exercise"] == "asks")
    values = {entry["name"]: entry["value"] for entry in record["answers"]}
    assert harm_in(str(values).replace("\\n", "")) == ""
    assert SEEN in values["line"].replace("\n", " ")


@pytest.mark.parametrize("number", a_share_of(range(8), one_in=4))
def test_whatever_stands_in_a_draft_it_is_taken_up_or_told_of(program, number):
    journal, lines = a_draft(program)
    assert len(lines) >= 8
    places = [at for at in places_in(lines[number]) if at[:1] != ("sources",) or len(at) == 1]  # scripts have own tests
    values = (LOUD, 10**40, None, [LOUD], {"cue": 1})
    for at, value in a_share_of(product(places, values), one_in=3):
        write(journal, [*lines[:number], changed(lines[number], at, value), *lines[number + 1 :]])
        ran = program.practise("asks", "1", "x", ":back", "", ":stop", "5")
        assert ran.status in (0, 1, 2), (at, value, ran)
        assert (harm_in(ran.out), harm_in(ran.err)) == ("", ""), (at, value)
        for rest in program.places.state.glob("drafts/*"):
            rest.unlink()


# --- what is derived


def test_an_index_of_the_library_that_was_changed_by_hand_is_no_way_around(program):
    program.own("asks", ASKS)
    program.call("exercises", "list")
    index = program.places.cache / "library.json"
    good = json.loads(index.read_bytes())
    (own,) = (path for path in good["scripts"] if path.endswith("asks.yaml"))
    entries = [
        changed(good["scripts"][own], at, value) for at in places_in(good["scripts"][own]) for value in VALUES[:14]
    ]
    for entry in entries[::5]:
        index.write_text(json.dumps(good | {"scripts": good["scripts"] | {own: entry}}), encoding="utf-8")
        check(program.here("exercises", "list"))
        index.write_text(json.dumps(good | {"scripts": good["scripts"] | {own: entry}}), encoding="utf-8")
        check(program.here("exercises", "list", "--json"))
    index.write_text(json.dumps(good | {"scripts": {own: all_loud(good["scripts"][own])}}), encoding="utf-8")
    ran = check(program.call("practice", "--plain", "--pace=off", says="\n\n4\n"))
    assert SEEN in " ".join(ran.out.split())


@pytest.mark.parametrize(
    "content", [LOUD, "[", "[" * 5000, "{}", '{"device": "../../x"}', "null", '{"scripts": [1]}', "9" * 5000]
)
def test_what_was_spoilt_in_state_and_cache_is_passed_over(program, content):
    check(program.call("practice", "mindfulness", "--no-input", "--set", "anchor=touch"))
    check(program.call("exercises", "list"))
    for path in (*program.places.cache.rglob("*"), *program.places.state.rglob("*.json")):
        if path.is_file():
            path.write_text(content, encoding="utf-8")
    for arguments in (
        ("exercises", "list"),
        ("history", "list"),
        ("support",),
        ("practice", "mindfulness", "--no-input", "--set", "anchor=touch"),
    ):
        check(program.call(*arguments))


def test_a_device_name_that_was_changed_by_hand_names_no_folder(program):
    check(program.call("practice", "mindfulness", "--no-input", "--set", "anchor=touch"))
    path = program.places.state / "device.json"
    for name in ("../../out", f"x{LOUD}", "", ".", "a" * 300):
        path.write_text(json.dumps(json.loads(path.read_bytes()) | {"device": name}), encoding="utf-8")
        check(program.call("practice", "mindfulness", "--no-input", "--set", "anchor=touch"))
    folders = {one.name for one in program.places.history.iterdir()}
    assert all(len(name) == 8 and name.isalnum() for name in folders)
    assert len(program.records) == 6
