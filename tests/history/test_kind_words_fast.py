"""One line of kind words parses only the sessions that matter; that must never show in what it says."""

import json
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sample_records import FIRST, a_record, an_entry, clock, met, places_in
from tools import so_many

from selfattach.history.history import History
from selfattach.history.record import to_plain
from selfattach.history.seals import SealRules
from selfattach.shelves.contents import kind_words, one_of_the_kind_words

WORDS = st.sampled_from(["slowly", "and on", 'a "kind-words" quote', '{"format":1,"id":"x"}', "žluťoučký\nkůň", "静か"])


@st.composite
def documents(draw):
    """Draw what two devices hold of a few sessions of one month: as written, amended, taken off the shelf, deleted."""
    shards = {"aaaaaaaa": [], "bbbbbbbb": []}
    for number in range(draw(st.integers(1, 5))):
        for rev, device in enumerate(draw(st.lists(st.sampled_from(sorted(shards)), max_size=3, unique=True)), 1):
            shelf = draw(st.sampled_from(["kind-words", "letters", None]))
            line = an_entry("line", draw(WORDS), shelf=shelf, asked=draw(st.booleans()))
            record = a_record(number, line, an_entry("other", draw(WORDS)))
            stamp = {"rev": rev, "device": device, "changed": clock().isoformat()}
            plain = to_plain(record) | stamp
            if draw(st.booleans()):
                plain = dict(sorted(plain.items()))  # as another program may have written it
            if draw(st.integers(0, 4)) == 0:
                plain = {"format": 1, "id": record.id, "deleted": True, **stamp}
            shards[device].append(plain)
    return shards


def test_a_line_that_another_program_wrote_behind_one_of_ours_has_its_turn_too(tmp_path):
    lines = [an_entry("line", line, shelf="kind-words", asked=True) for line in "ab"]
    ours, theirs = (a_record(number, line) for number, line in enumerate(lines))
    places = met(places_in(tmp_path), "aaaaaaaa")
    shard = places.history / "aaaaaaaa" / "2026-11.json"
    shard.parent.mkdir(parents=True)
    stamp = {"rev": 1, "device": "aaaaaaaa", "changed": clock().isoformat()}
    sessions = {"1": to_plain(ours) | stamp, "2": dict(sorted((to_plain(theirs) | stamp).items()))}
    shard.write_text(json.dumps({"sessions": sessions}, separators=(",", ":")))
    seals = SealRules(clock().date(), lambda: None)
    assert {one_of_the_kind_words(places, FIRST + timedelta(hours=hour), seals) for hour in (0, 1)} == {
        "a",
        "b",
    }


@settings(max_examples=so_many(200, one_in=4), deadline=None)
@given(documents(), st.sampled_from([None, 1]))
def test_the_line_is_one_of_those_that_may_come_unasked_and_each_has_its_turn(tmp_path_factory, shards, indent):
    places = met(places_in(tmp_path_factory.mktemp("home")), *shards)
    for device, found in shards.items():
        folder = places.history / device
        folder.mkdir(parents=True)
        tables = {"sessions": {str(number): one for number, one in enumerate(found, 1)}}
        text = json.dumps(tables, ensure_ascii=False, indent=indent, separators=(",", ":") if indent is None else None)
        (folder / "2026-11.json").write_text(text)
    seals = SealRules(clock().date(), lambda: None)
    shelf = [" ".join(line.words.split()) for line in kind_words(History(places), seals) if line.asked]
    told = [one_of_the_kind_words(places, FIRST + timedelta(hours=hour), seals) for hour in range(len(shelf))]
    assert sorted(told) == sorted(shelf)
