"""Any words at all come back as they were typed, from the history and from a draft."""

import json
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sample_records import a_record, an_entry, clock, places_in
from tinydb import TinyDB
from tools import IN_MEMORY, so_many

from selfattach.history import jsontext
from selfattach.history.drafts import Drafts
from selfattach.history.history import History

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # with lone surrogates
AWKWARD = [
    "\ud800",
    "a\udfff",
    "\udc80\ud83d",
    "e\u0301",
    "\u202eabc\u2066",
    "👩‍👧",
    "\x00\x1b[31m",
    "\r\n\u2028",
    "\\ud800",
    '"\\',
]


def as_kept(text):
    """Return what is kept of a text: all of it; two halves of a pair side by side become the character they spell."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def each_awkward(test):
    for text in AWKWARD:
        test = example(text)(test)
    return test


@each_awkward
@settings(max_examples=so_many(60, one_in=4), deadline=None)
@given(ANY_TEXT)
def test_any_words_come_back_from_the_history_as_they_were_typed(text):
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        history = History(places_in(Path(folder)), clock=clock, machine=lambda: "this machine")
        kept = history.add(a_record(0, an_entry(value=text), title=text))
        (shard,) = places_in(Path(folder)).history.glob("*/*.json")

        assert kept.answers[0].value == as_kept(text)
        assert history.get(kept.id) == kept
        assert history.latest()[0].title == as_kept(text)
        assert history.latest() == history.latest()  # worked out, and from the cache
        shard.read_bytes().decode("utf-8")
        with TinyDB(shard, encoding="utf-8") as database:
            assert database.table("sessions").all()[0]["answers"][0]["value"] == as_kept(text)


@each_awkward
@settings(max_examples=so_many(60, one_in=4), deadline=None)
@given(ANY_TEXT)
def test_any_words_come_back_from_a_draft_as_they_were_typed(text):
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        drafts = Drafts(Path(folder) / "drafts")
        draft = drafts.begin(a_record().id, {"source": text})
        draft.append({"value": text})
        draft.keep_half_typed("letter", text)
        draft.release()
        again = drafts.take_up(draft.id)

        assert again.head == {"source": as_kept(text)}
        assert again.lines == draft.lines == [{"value": as_kept(text)}]
        assert again.half_typed == ("letter", as_kept(text))
        again.release()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
        lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner),
        max_leaves=10,
    )
)
def test_what_is_kept_is_strict_json_and_stays_the_same_when_kept_again(value):
    content = jsontext.dump(value)
    json.loads(content.decode("utf-8"), parse_constant=lambda constant: 1 / 0)
    assert jsontext.dump(jsontext.load(content)) == content


def test_a_figure_that_is_no_number_is_kept_as_none(history):
    kept = history.add(a_record(0, an_entry("distress.before", float("nan"), kind="measure")))
    assert kept.answers[0].value is None
    assert history.get(kept.id) == kept
    assert history.latest()[0].measures == {}
