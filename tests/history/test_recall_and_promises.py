"""Finding earlier words and open promises again, and telling heads without a word of them."""

from datetime import date, timedelta

import pytest
from sample_records import FIRST, a_record, an_entry

TODAY = date(2026, 12, 24)


def a_letter(days, *more, value="Dear you", **fields):
    return a_record(days * 1440, an_entry("letter", value, **fields), *more, exercise="letters")


def a_show(record, value):
    return an_entry("old", value, kind="show", of=f"{record.id}/letter")


def a_promise(days, name="plan", **fields):
    entry = an_entry(name, {"cue": "after tea", "action": "walk"}, kind="promise", **fields)
    return a_record(days * 1440, entry, exercise="small-promise")


def a_review(days, promise, outcome):
    entry = an_entry("went", outcome, kind="review", of=f"{promise.id}/plan", outcome=outcome)
    return a_record(days * 1440 + 1, entry, exercise="small-promise")


def found(history, **how):
    words = history.recall("letters", "letter", today=TODAY, **how)
    return words and words.id


def test_the_newest_and_the_oldest_words_are_found(history):
    letters = [history.add(a_letter(days)) for days in (0, 12, 5)]
    history.add(a_record(13 * 1440, an_entry("letter", "of another exercise"), exercise="others"))
    assert found(history) == letters[1].id
    assert found(history, which="oldest") == letters[0].id
    words = history.recall("letters", "letter", today=TODAY)
    assert (words.of, words.started) == (f"{letters[1].id}/letter", letters[1].started)
    assert words.entries == letters[1].answers


def test_words_left_open_are_not_found(history):
    history.add(a_letter(1, value=None))
    assert found(history) is None


def test_words_are_as_old_as_asked_for_in_local_days(history):
    letter = history.add(a_letter(0))
    day = date(2026, 11, 22)
    assert history.recall("letters", "letter", older_than_days=30, today=day + timedelta(days=29)) is None
    assert history.recall("letters", "letter", older_than_days=30, today=day + timedelta(days=30)).id == letter.id


def test_today_is_what_the_clock_says(history):
    history.add(a_letter(0))  # eight days before the clock
    assert history.recall("letters", "letter", older_than_days=8) is not None
    assert history.recall("letters", "letter", older_than_days=9) is None


def test_sealed_words_are_not_found_before_their_day(history):
    open_letter = history.add(a_letter(0))
    sealed = history.add(a_letter(1, shelf="letters", seal_until="2026-12-25"))
    assert found(history) == open_letter.id
    assert history.recall("letters", "letter", today=date(2026, 12, 25)).id == sealed.id


def test_of_several_rounds_those_that_are_answered_and_not_sealed_are_found(history):
    rounds = [
        an_entry("answer", "one", round=(1,)),
        an_entry("answer", "two", round=(2,), seal_until="2027-01-01"),
        an_entry("answer", None, round=(3,)),
        an_entry("answer", "four", round=(4,), shelf="kind-words"),
    ]
    history.add(a_record(0, *rounds, exercise="letters"))
    words = history.recall("letters", "answer", today=TODAY)
    assert [entry.value for entry in words.entries] == ["one", "four"]
    assert [entry.round for entry in words.entries] == [(1,), (4,)]


def test_unread_words_are_the_newest_that_were_never_shown(history):
    letters = [history.add(a_letter(days)) for days in (0, 2, 4)]
    assert found(history, which="unread") == letters[2].id
    history.add(a_record(5 * 1440, a_show(letters[2], True), exercise="others"))
    assert found(history, which="unread") == letters[1].id
    history.add(a_letter(6, a_show(letters[1], False), value=None))  # offered, and left for another day
    assert found(history, which="unread") == letters[1].id
    history.add(a_letter(7, a_show(letters[1], True), value=None))
    history.add(a_letter(8, a_show(letters[0], True), value=None))
    assert found(history, which="unread") is None
    assert found(history) == letters[2].id


@pytest.mark.parametrize("outcome", ["kept", "changed", "let_go"])
def test_a_promise_is_open_until_a_review_settles_it(history, outcome):
    made = history.add(a_promise(0))
    assert history.open_promise("small-promise", "plan").id == made.id
    history.add(a_review(2, made, "not_yet"))
    assert history.open_promise("small-promise", "plan").id == made.id
    history.add(a_review(3, made, outcome))
    assert history.open_promise("small-promise", "plan") is None


def test_a_promise_replaces_the_one_before_and_none_comes_back_when_it_is_settled(history):
    history.add(a_promise(0))
    second = history.add(a_promise(1))
    assert history.open_promise("small-promise", "plan").id == second.id
    history.add(a_review(2, second, "kept"))
    assert history.open_promise("small-promise", "plan") is None


def test_an_answer_of_that_name_that_was_no_promise_is_passed_over(history):
    history.add(a_record(0, an_entry("plan", "a wish"), exercise="small-promise"))
    promise = history.add(a_promise(1))
    assert history.open_promise("small-promise", "plan").id == promise.id


def test_a_head_tells_what_happened_without_a_word_of_it(history, places):
    before = an_entry("distress.before", 6, kind="measure", measure="distress", moment="before")
    skipped = an_entry("distress.after", None, kind="measure", measure="distress", moment="after")
    sealed = an_entry("letter", "secret words", shelf="letters", seal_until="2027-01-01")
    shown = an_entry("old", True, kind="show", of="20261101T000000Z-aaaaaa/letter")
    record = history.add(
        a_record(0, before, skipped, sealed, shown, felt="helped", resumed=1, ending="enough", finished=False)
    )
    (head,) = history.latest()

    assert (head.id, head.exercise, head.title) == (record.id, record.exercise, record.title)
    assert (head.started, head.ended, head.resumed) == (record.started, record.ended, 1)
    assert (head.finished, head.ending, head.felt) == (False, "enough", "helped")
    assert head.measures == {"distress.before": 6}
    assert head.answered == {"distress.before": "", "letter": "2027-01-01", "old": ""}
    assert head.shelved == (("letter", "letters", "2027-01-01"),)
    assert head.of == (("20261101T000000Z-aaaaaa/letter", "shown"),)
    assert [head] == history.latest()  # from the cache
    assert not [path for path in places.cache.rglob("*") if path.is_file() and b"secret" in path.read_bytes()]


def test_the_newest_come_first_and_no_more_than_asked_for(history):
    kept = [history.add(a_record(days * 1440)) for days in (3, 40, 0)]
    other = history.add(a_record(20 * 1440, exercise="letters"))
    assert [head.id for head in history.latest()] == [kept[1].id, other.id, kept[0].id, kept[2].id]
    assert [head.id for head in history.latest(2)] == [kept[1].id, other.id]
    assert [head.id for head in history.latest(2, "inner-critic-reframe")] == [kept[1].id, kept[0].id]
    assert history.latest(0) == []
    assert [record.id for record in history.records("letters")] == [other.id]
    assert [record.id for record in history.records()] == [head.id for head in history.latest()]
    assert history.times() == (4, {"inner-critic-reframe": 3, "letters": 1})
    assert FIRST.isoformat() == kept[2].started
