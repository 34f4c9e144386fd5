"""A history taken along: what each form holds, that no words of a person become structure, and that JSON comes back."""

import csv
import io
import json
import re
from datetime import date
from itertools import chain, pairwise
from pathlib import Path

import pytest
import yaml
from any_records import HOSTILE, ODD, RECORDS, quick
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace
from sample_records import LETTER, a_record, an_entry, clock, places_in

from selfattach import words
from selfattach.errors import WrongInputError
from selfattach.exchange.json_format import as_json, bring_in, read_export
from selfattach.exchange.redaction import readable_answers, redact
from selfattach.exchange.text_formats import COLUMNS, as_csv, as_jrnl, as_markdown, as_paragraphs, csv_text
from selfattach.history import jsontext
from selfattach.history.history import History
from selfattach.history.record import stamped, to_plain
from selfattach.history.seals import SealRules
from selfattach.text import clean

TODAY = date(2026, 11, 30)
ROOT = Path(__file__).parents[2]


def taken(*records, sealed=True, with_words=True):
    return [redact(record, SealRules(TODAY, lambda: None), sealed=sealed, with_words=with_words) for record in records]


def exported(*records, **wishes):
    return "".join(as_json(taken(*records, **wishes), "2026-11-30T20:00:00+00:00", "0.1.0")).encode()


def a_history(folder, device="aaaaaaaa"):
    return History(places_in(folder), device=device, clock=clock)


def without_stamps(records):
    return {record.id: stamped(record, rev=0, device="", changed="") for record in records}


# --- JSON


@quick(40)
@given(records=st.lists(RECORDS, max_size=4))
def test_what_json_takes_along_comes_back_without_loss(tmp_path_factory, records):
    first, second = (a_history(tmp_path_factory.mktemp(name)) for name in ("first", "second"))
    for record in records:
        first.add(record)
    content = exported(*first.records())
    content.decode("utf-8")
    came = bring_in(second, read_export(content))
    assert came == (len(without_stamps(records)), 0, 0, 0, 0)
    assert without_stamps(second.records()) == without_stamps(first.records())
    assert bring_in(second, read_export(content)) == (0, 0, came.new, 0, 0)


def test_json_is_one_object_with_a_line_for_each_session(history):
    records = [history.add(a_record(minutes, an_entry(value=LETTER))) for minutes in (0, 9)]
    content = exported(*records)
    whole = json.loads(content)
    assert whole == {
        "selfattach": 1,
        "exported": "2026-11-30T20:00:00+00:00",
        "program": "0.1.0",
        "sessions": json.loads(json.dumps([to_plain(record) for record in records])),
        "whole": True,
    }
    assert len(content.splitlines()) == 4
    assert json.loads(exported())["sessions"] == []


def test_nothing_in_json_could_command_a_terminal():
    content = exported(a_record(0, *(an_entry(value=text) for text in HOSTILE))).decode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]", content)


# --- what stays out


def test_sealed_words_stay_out_until_their_day_unless_they_are_wanted():
    record = a_record(
        0, an_entry(value="later", seal_until="2026-12-01"), an_entry(value="now", seal_until="2026-11-30")
    )
    (closed,) = taken(record, sealed=False)
    assert closed.left_out == ("sealed", "")
    assert [answer.words for answer in readable_answers(closed)] == ["sealed until 1 December 2026", "now"]
    assert "later" not in exported(record, sealed=False).decode()
    plain = json.loads(exported(record, sealed=False))
    assert plain["whole"] is False
    assert plain["sessions"][0]["answers"][0] | {"at": ""} == {
        "name": "thought", "kind": "write", "ask": "What went through your mind?", "value": None, "at": "",
        "seal_until": "2026-12-01", "left_out": "sealed",
    }  # fmt: skip
    (opened,) = taken(record)
    assert opened.whole
    assert opened.record is record


@pytest.mark.parametrize(
    ("kind", "value", "more"),
    [
        ("rate", 7, {"from_": 0, "to": 10}),
        ("measure", "cannot_tell", {"labels": {"cannot_tell": "I cannot tell"}}),
        ("choose", "soft", {"labels": {"soft": "Softly"}}),
        ("pick", ["a", "b"], {"labels": {"a": "A", "b": "B"}}),
        ("confirm", True, {}),
        ("items", {"kind": 3}, {"items": {"kind": "I am kind"}, "labels": {"3": "often"}}),
        ("review", "kept", {"labels": {"kept": "It happened"}}),
        ("show", False, {}),
    ],
)
def test_figures_and_choices_are_no_words(kind, value, more):
    (one,) = taken(a_record(0, an_entry(kind=kind, value=value, **more)), with_words=False)
    assert one.whole


@pytest.mark.parametrize(
    ("kind", "value", "more"),
    [
        ("write", "SECRET", {}),
        ("write", "SECRET", {"labels": {"SECRET": "SECRET"}}),
        ("promise", {"cue": "SECRET", "action": "SECRET"}, {}),
        ("promise", {"cue": 1}, {"items": {"cue": "x"}}),
        ("choose", "SECRET", {"labels": {"soft": "Softly"}}),
        ("pick", ["a", "SECRET"], {"labels": {"a": "A"}}),
        ("pick", [["SECRET"]], {"labels": {"a": "A"}}),
        ("items", {"SECRET": 3}, {"items": {"kind": "I am kind"}}),
        ("items", {"kind": "SECRET"}, {"items": {"kind": "I am kind"}}),
        ("drawn-by-a-newer-program", "SECRET", {}),
        ("drawn-by-a-newer-program", {"a": {"b": "SECRET"}}, {}),
    ],
)
def test_all_else_is_and_is_in_no_form_without_words(kind, value, more):
    record = a_record(
        0, an_entry(kind=kind, value=value, **more), an_entry("next", "x", ask="You said ${thought}. And?")
    )
    some = taken(record, with_words=False)
    assert some[0].left_out == ("words", "words")
    answers = [replace(entry, labels=None) for entry in some[0].record.answers]
    some = [some[0]._replace(record=replace(some[0].record, answers=tuple(answers)))]
    texts = [*as_json(some, "", ""), *as_csv(some), *as_jrnl(some), *chain(*(page[:2] for page in as_markdown(some)))]
    assert "SECRET" not in "".join(texts)
    assert "You said .... And?" in "".join(texts)


def test_a_question_quotes_no_words_that_stay_sealed():
    later = an_entry(value="SECRET", seal_until="2099-01-01")
    record = a_record(0, later, an_entry("next", "x", ask="You said ${thought|something}. And?"))
    (closed,) = taken(record, sealed=False)
    assert readable_answers(closed)[1].question == "You said something. And?"
    (opened,) = taken(record)
    assert readable_answers(opened)[1].question == "You said SECRET. And?"


# --- Markdown


def split_page(page):
    opening, front, body = re.split("^---\n", page, maxsplit=2, flags=re.MULTILINE)
    assert opening == ""
    return yaml.safe_load(front), body


def as_read(body):
    """The headings and the lines of text that a reader of Markdown takes a page for; nothing else may be there."""
    headings, lines = [], []
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    assert {token.type for token in tokens} <= {
        *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"),
    }
    for before, token in pairwise(tokens):
        if token.type == "inline":
            assert {part.type for part in token.children} <= {"text", "text_special", "softbreak", "hardbreak"}
            text = "".join("\n" if part.type.endswith("break") else part.content for part in token.children)
            (headings if before.type == "heading_open" else lines).append(text)
    return headings, [line for text in lines for line in text.split("\n")]


def as_lines(text):
    """Lines of words, as far as Markdown can hold them: it knows no empty ones, and no space at the end of one."""
    return [line.rstrip() for line in text.replace("\x00", "\ufffd").split("\n") if line.strip()]


def stripped(lines):
    return [line.strip() for line in lines if line.strip()]  # the reader takes off wide spaces too


def test_a_page_has_front_matter_questions_as_headings_and_answers_as_text():
    before = an_entry(
        "distress.before", 4, kind="measure", ask="How hard is this moment?", from_=0, to=10, low="not", high="very"
    )
    record = a_record(0, before, an_entry(value="line one\nline two"), felt="helped", session="20261122T040917Z-k7qm2x")
    ((name, page, _),) = as_markdown(taken(record))
    assert name == "2026-11-22 0409 inner-critic-reframe 261122-k7qm2x.md"
    front, body = split_page(page)
    assert front == {
        "id": "20261122T040917Z-k7qm2x",
        "aliases": ["261122-k7qm2x"],
        "title": "A word with the critic, 2026-11-22 04:09",
        "exercise": "inner-critic-reframe",
        "created": record.started,
        "updated": record.ended,
        "started": record.started,
        "ended": record.ended,
        "ending": "done",
        "felt": "helped",
        "distress_before": 4,
        "tags": ["selfattach", "selfattach/inner-critic-reframe"],
    }
    assert body == (
        "\n# A word with the critic\n\n2026-11-22 04:09, it helped\n\n"
        "## How hard is this moment?\n\n4 (from 0, not, to 10, very)\n\n"
        "## What went through your mind?\n\nline one  \nline two\n"
    )


def test_a_page_that_was_edited_says_when_and_one_brought_from_elsewhere_does_not():
    written = a_record(0, an_entry())
    for rev, updated in ((1, written.ended), (2, "2026-12-24T18:00:00+00:00")):
        record = stamped(written, rev=rev, device="aaaaaaaa", changed="2026-12-24T18:00:00+00:00")
        ((_, page, _),) = as_markdown(taken(record))
        front, _ = split_page(page)
        assert (front["created"], front["updated"]) == (record.started, updated)


def test_a_question_that_quotes_a_great_many_signs_takes_no_longer_than_as_many_letters():
    record = a_record(0, an_entry("a", "w " + "#" * 600_000 + "x"), an_entry("b", ask="${a}"))
    assert len([*as_markdown(taken(record))]) == 1  # each sign that looked at all behind it took minutes


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_words_are_whole_and_no_structure_in_markdown(text):
    record = a_record(0, an_entry(value=text, ask=text.replace("$", "$$").replace("*", "")), title=text, exercise=text)
    ((_, page, _),) = as_markdown(taken(record))
    front, body = split_page(page)
    assert front["id"] == record.id
    headings, lines = as_read(body)
    assert len(headings) == 2
    assert lines[1:] == as_lines(clean(text))


@quick(300)
@given(text=ODD)
def test_any_words_are_whole_and_no_structure_in_markdown(text):
    cleaned = clean(text)
    _, lines = as_read(f"## Question?\n\n{as_paragraphs(cleaned)}\n\n## Next?\n")
    assert stripped(lines) == stripped(as_lines(cleaned))


@quick()
@given(records=st.lists(RECORDS, max_size=4, unique_by=lambda record: record.id))
def test_any_session_makes_a_page_of_its_own_that_can_be_read(records):
    pages = {name: page for name, page, _ in as_markdown(taken(*records))}
    assert len(pages) == len(records)
    for (name, page), record in zip(pages.items(), records, strict=True):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d{4} [a-z0-9-]+ [0-9a-z-]+\.md", name)
        assert len(name) < 120
        page.encode()
        front, body = split_page(page)
        assert front["id"] == record.id
        assert front["exercise"] == clean(record.exercise)
        headings, _ = as_read(body)
        assert len(headings) == 1 + len(record.answers)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            "I am #1, 5 - 3 = 2, snake_case, 3 * 4 and a < b & c.",
            "I am #1, 5 - 3 = 2, snake_case, 3 * 4 and a < b & c.",
        ),
        ("1. one\n-5 degrees", "1\\. one  \n-5 degrees"),
        ("\t\xa0: a tab, then a space that is none", "&#9;\xa0: a tab, then a space that is none"),
        ("a\n---\nb", "a  \n\\---  \nb"),
        ("a\n\n\nb", "a\n\n\nb"),
    ],
)
def test_no_more_signs_than_needed_are_put_into_words(text, written):
    assert as_paragraphs(text) == written


# --- CSV


def rows_of(*records, **wishes):
    text = "".join(as_csv(taken(*records, **wishes)))
    first, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert tuple(first) == COLUMNS
    return [dict(zip(first, row, strict=True)) for row in rows]


def test_a_table_has_a_row_for_each_answer():
    record = a_record(
        0,
        an_entry("voice", "friend", kind="choose", labels={"friend": "A good friend"}, ask="Whose voice?"),
        an_entry("answer", "It was\none name.", round=(2,), shelf="kind-words"),
        an_entry("rate", 7, kind="rate", from_=0, to=10),
        an_entry("signs", ["a"], kind="pick", labels={"a": "Tired"}),
        felt="same",
    )
    rows = rows_of(record)
    assert [(row["name"], row["round"], row["kind"], row["value"], row["label"], row["shelf"]) for row in rows] == [
        ("voice", "", "choose", "friend", "A good friend", ""),
        ("answer", "2", "write", "It was\none name.", "", "kind-words"),
        ("rate", "", "rate", "7", "7", ""),
        ("signs", "", "pick", '["a"]', "Tired", ""),
    ]
    assert {(row["session"], row["exercise"], row["felt"]) for row in rows} == {(record.id, record.exercise, "same")}
    assert "".join(as_csv(taken(record))).count("\r\n") == 5


def test_a_session_without_answers_is_a_row_too():
    (row,) = rows_of(replace(a_record(), answers=()))
    assert row["session"]
    assert row["name"] == row["value"] == ""


@quick()
@given(text=ODD | st.sampled_from(HOSTILE) | st.text("'=+-@\t\n \uff1d\uff20", max_size=5))
def test_no_cell_is_a_formula_and_its_words_are_whole(text):
    (row,) = rows_of(a_record(0, an_entry(value=text)))
    assert not re.match("\\s*[=+@\uff1d\uff0b\uff0d\uff20-]|[\t\n\r]", row["value"])
    assert csv_text(row["value"]) == clean(text)


SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"


@quick()
@given(text=ODD | st.sampled_from(HOSTILE) | st.text("'=+-@\t\n \u3000\uff1d\uff0b\uff0d\uff20", max_size=5))
def test_the_rule_of_the_documents_gives_back_the_words_of_a_cell(text):
    (row,) = rows_of(a_record(0, an_entry(value=text)))
    cell, rest = row["value"], row["value"].lstrip("'")
    begins_so = rest[:1] in list("\t\n") or rest.lstrip()[:1] in list(SIGNS)
    assert (cell[1:] if cell[:1] == "'" and begins_so else cell) == clean(text)


def test_the_documents_name_each_of_these_signs():
    page = (ROOT / "docs" / "how-to" / "export-and-let-go.md").read_text(encoding="utf-8")
    rule = page.split("### CSV")[1].split("###")[0]
    assert all(f"`{sign}`" in rule for sign in SIGNS)


def test_figures_below_nothing_stay_figures():
    (row,) = rows_of(a_record(0, an_entry(value=-3, kind="rate")))
    assert row["value"] == "-3"


# --- jrnl


_ENTRY = re.compile(r"(?:^|\n)\[([^\]]+)\] ")  # where jrnl begins an entry, if the inside can be read as a date


@quick()
@given(records=st.lists(RECORDS, max_size=3, unique_by=lambda record: record.id))
def test_in_jrnl_each_session_is_one_entry_with_all_its_words(records):
    text = "".join(as_jrnl(taken(*records)))
    text.encode()
    assert "\r" not in text
    places = [match.start() for match in _ENTRY.finditer(text)]
    assert len(places) == len(records)
    for record, entry in zip(records, re.split(r"(?:^|\n)(?=\[)", text)[1:] if text else [], strict=True):
        title, tags, *body = entry.split("\n")
        assert re.match(r"\[\d{4}-\d\d-\d\d \d\d:\d\d\] \S", title)
        assert not title.rstrip().endswith("*")
        assert tags.startswith("@selfattach @")
        for answer in readable_answers(*taken(record)):
            if answer.words.strip():
                assert "\n".join(f"  {line}".rstrip() for line in answer.words.split("\n")) in "\n".join(body)


def test_an_entry_of_jrnl_is_title_tags_questions_and_answers():
    first = a_record(0, an_entry(value="[2026-11-22 07:09] x"), session="20261122T040917Z-k7qm2x", felt="same")
    second = a_record(9, an_entry(ask="[1999-01-01] Well?"), session="20261122T041817Z-aaaaaa", title=" * ")
    assert "".join(as_jrnl(taken(first, second))) == (
        "[2026-11-22 04:09] A word with the critic\n@selfattach @inner-critic-reframe 261122-k7qm2x\n\n"
        "What went through your mind?\n  [2026-11-22 07:09] x\n\nabout the same\n\n"
        "[2026-11-22 04:18] 261122-aaaaaa\n@selfattach @inner-critic-reframe 261122-aaaaaa\n\n"
        " [1999-01-01] Well?\n  not good enough\n"
    )
    assert list(as_jrnl([])) == []


# --- brought in


def version(rev, value="v", **fields):
    return replace(a_record(0, an_entry(value=value), **fields), rev=rev)


def test_a_later_version_takes_the_place_of_an_earlier_one_and_no_other_does(history):
    history.add(a_record(0, an_entry(value="v1")))
    assert bring_in(history, read_export(exported(version(1, "other")))) == (0, 0, 0, 1, 0)
    assert bring_in(history, read_export(exported(version(2, "v2")))) == (0, 1, 0, 0, 0)
    assert history.get(a_record().id).answers[0].value == "v2"
    assert bring_in(history, read_export(exported(version(1, "v1")))) == (0, 0, 0, 1, 0)
    assert bring_in(history, read_export(exported(version(2, "v2")))) == (0, 0, 1, 0, 0)


def test_of_several_versions_in_one_export_the_latest_counts(history):
    content = exported(version(3, "v3"), version(2, "v2"), version(1, "v1"))
    assert bring_in(history, read_export(content)) == (1, 0, 0, 0, 0)
    assert history.get(a_record().id).answers[0].value == "v3"


def test_an_export_that_left_words_out_adds_sessions_and_changes_none(history):
    letter = an_entry("letter", LETTER, seal_until="2099-01-01")
    here, there = a_record(0, an_entry(), letter), a_record(9, an_entry(), letter)
    history.add(here)
    part = exported(replace(here, rev=5), there, sealed=False)
    assert bring_in(history, read_export(part)) == (1, 0, 1, 0, 0)
    assert history.get(here.id).answers[1].value == LETTER
    assert history.get(there.id).answers[1].value is None
    assert bring_in(history, read_export(exported(replace(here, rev=1), replace(there, rev=1)))) == (0, 1, 1, 0, 0)
    assert history.get(there.id).answers[1].value == LETTER  # a whole one fills in what was missing
    assert bring_in(history, read_export(part)) == (0, 0, 2, 0, 0)


def test_answers_left_out_one_by_one_are_filled_in_too(history):
    record = a_record(0, an_entry("a"), an_entry("b"), an_entry("c"))
    (one,) = taken(record)
    part = "".join(as_json([one.only([1])], "", "")).encode()
    assert read_export(part).whole is False
    assert bring_in(history, read_export(part)) == (1, 0, 0, 0, 0)
    assert [answer.name for answer in history.get(record.id).answers] == ["b"]
    assert bring_in(history, read_export(exported(replace(record, rev=1)))) == (0, 1, 0, 0, 0)


def test_a_shard_of_ours_is_taken_and_its_deleted_ones_stay_deleted(tmp_path, history, shard):
    kept = history.add(a_record())
    tables = jsontext.load(shard().read_bytes())
    gone = {"format": 1, "id": a_record(9).id, "rev": 2, "device": "x", "changed": "y", "deleted": True}
    tables["sessions"]["7"] = gone
    export = read_export(jsontext.dump(tables))
    assert export.records == [kept]
    assert bring_in(a_history(tmp_path / "other", "bbbbbbbb"), export) == (1, 0, 0, 0, 0)


def broken(**changes):
    plain = to_plain(a_record(9, session="20261122T041817Z-k7qm2x")) | changes
    sessions = [to_plain(a_record()), {key: value for key, value in plain.items() if value != "gone"}]
    return jsontext.dump({"selfattach": 1, "sessions": sessions, "whole": True})


@pytest.mark.parametrize(
    ("content", "told_of"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff\xfe{\x00}\x00", "no text"),
        (b"[" * 100_000, "nested"),
        (b"9" * 5000, "a number in it"),
        (b"[]", "no export"),
        (b"3", "no export"),
        (b"{}", "no export"),
        (b'{"sessions": []}', "no export"),
        (b'{"selfattach": true, "sessions": []}', "no export"),
        (b'{"selfattach": 1}', "no export"),
        (b'{"selfattach": 1, "id": "x", "steps": []}', "no export"),
        (b'{"selfattach": 2, "sessions": [3]}', "newer selfattach"),
        (b'{"selfattach": 1, "sessions": [3]}', "Session 1 cannot"),
        (b'{"selfattach": 1, "sessions": [{}]}', "Session 1 cannot"),
        (b'{"sessions": {"1": 3}}', "Session 1 cannot"),
        (broken(format=2), "newer selfattach"),
        (broken(exercise="gone"), "Session 2 (261122-k7qm2x) cannot"),
        (broken(exercise="gone"), "exercise"),
        (broken(answers=[{"name": "SECRET"}]), "answers[0]"),
        (broken(answers="SECRET"), "$.answers"),
        (broken(started="SECRET"), "`started`"),
        (broken(started="2026-11-22T04:09:17"), "`started`"),
        (broken(ended="SECRET"), "`ended`"),
        (broken(id="SECRET"), "Session 2 cannot"),
        (broken(id="20261399T999999Z-k7qm2x"), "Session 2 (261399-k7qm2x) cannot"),
        (broken(rev="SECRET"), "$.rev"),
        (broken(rev=True), "$.rev"),
    ],
)
def test_what_is_no_export_is_told_without_a_word_of_it(content, told_of):
    with pytest.raises(WrongInputError) as wrong:
        read_export(content)
    assert told_of in str(wrong.value)
    assert "SECRET" not in str(wrong.value)
    assert "Nothing was brought in" in str(wrong.value)


def test_a_session_of_far_too_many_answers_is_refused_and_one_of_as_many_as_fit_is_not(history):
    def of(answers):
        return exported(a_record(0, *[an_entry("secret", "SECRET")] * answers))

    with pytest.raises(WrongInputError, match="holds 20,001 answers, and no session has more than 20,000") as wrong:
        read_export(of(20_001))
    assert "SECRET" not in str(wrong.value)
    assert bring_in(history, read_export(of(20_000))).new == 1


def test_a_mark_before_the_first_sign_is_no_fault():
    assert len(read_export(b"\xef\xbb\xbf" + exported(a_record())).records) == 1


def test_what_became_of_the_sessions_is_told_in_words():
    assert words.brought_in(0, 0, 0, 0, 0) == ["There is no session in it."]
    assert words.brought_in(1, 2, 0, 1, 2) == [
        "One session was brought in.",
        "2 took the place of earlier versions.",
        "One is here in another version that is as late or later, and stays as it is.",
        "What is kept here of 2 cannot be read, so they were left alone.",
    ]
