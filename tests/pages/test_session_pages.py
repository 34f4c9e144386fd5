"""Sessions on a page: the newest first, each answer as every form tells it, and room to write on at the end."""

from datetime import date

from any_records import RECORDS, quick
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from reading import own_words, read
from sample_records import a_record, an_entry

from selfattach import words
from selfattach.exchange.redaction import readable_answers, redact
from selfattach.history.seals import SealRules
from selfattach.kinds import rated_statements
from selfattach.pages.of_sessions import page_of_sessions
from selfattach.text import clean, one_line

TODAY = date(2026, 11, 30)


def taken(*records, sealed=True, with_words=True):
    return [redact(record, SealRules(TODAY, lambda: None), sealed=sealed, with_words=with_words) for record in records]


def paged(*records, **wishes):
    return read("".join(page_of_sessions(taken(*records, **wishes), TODAY)))


def texts(root, wanted):
    return [one.text for one in root.every(wanted)]


def test_a_session_has_its_title_its_hour_its_questions_and_its_answers():
    figure = an_entry(
        "distress.before", 4, kind="measure", ask="How hard is it?", from_=0, to=10, low="not", high="very"
    )
    root = paged(a_record(0, figure, an_entry(value="line one\n\nline  two"), an_entry("b", None), felt="helped"))
    assert texts(root, "h1") == ["Written for myself"]
    assert texts(root, "h2") == ["A word with the critic", "What I would like to talk about"]
    assert texts(root, "h3") == ["How hard is it?", *["What went through your mind?"] * 2]
    assert texts(root, "quiet")[1:] == ["22 November 2026, 04:09, it helped", "left open"]
    assert own_words(root) == ["4 (from 0, not, to 10, very)", "line one\n\nline  two"]


def test_questions_and_titles_say_in_which_language_they_are():
    (session,) = paged(a_record(0, language="de")).every("article")
    assert [one.attributes["lang"] for one in (*session.every("h2"), *session.every("h3"))] == ["de", "de"]


def test_what_stays_out_is_told_as_in_every_form_and_stands_behind_no_bar():
    record = a_record(0, an_entry(value="later", seal_until="2099-01-01"), an_entry("b", "now"))
    root = paged(record, sealed=False)
    assert own_words(root) == ["now"]
    assert "sealed until 1 January 2099" in texts(root, "quiet")
    assert own_words(paged(record, with_words=False)) == []


def test_where_there_is_no_session_it_says_so():
    root = paged()
    assert words.SESSIONS_NONE in texts(root, "p")
    assert texts(root, "h2") == [words.SESSIONS_TO_TALK_ABOUT]


@quick()
@given(records=st.lists(RECORDS, max_size=3))
def test_any_sessions_are_whole_on_it_in_their_order(records):
    sessions = list(paged(*records).every("article"))
    for session, one in zip(sessions, taken(*records), strict=True):
        answers = readable_answers(one)
        assert texts(session, "h3") == [one_line(answer.question) for answer in answers]
        said = zip(one.record.answers, answers, strict=True)
        assert own_words(session) == [text for entry, answer in said for text in said_to(entry, answer)]


def said_to(entry, answer):
    """What stands behind bars: an answer, or what was said to each statement of a questionnaire."""
    if not answer.words.strip():
        return []
    return [clean(label) for _, label in rated_statements(entry)] or [clean(answer.words)]


def test_a_questionnaire_stands_statement_by_statement():
    items = {"kind": "I was on my own side.", "harsh": "I was rough."}
    answer = an_entry("today", {"kind": 4, "harsh": 2}, kind="items", items=items, labels={"4": "mostly"})
    root = paged(a_record(0, answer))
    assert texts(root, "asked") == ["What went through your mind?", "I was on my own side.", "I was rough."]
    assert own_words(root) == ["mostly", "2"]


def test_a_session_without_answers_or_title_is_there_too():
    root = paged(replace(a_record(0), answers=(), title=""))
    assert texts(root, "h2")[0] == "inner-critic-reframe"
