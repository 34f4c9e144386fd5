"""Finding words again: what counts as the same word in which script, what is looked at, and that nothing is missed."""

# ruff: noqa: RUF001  letters that look like others are what this is about

import json
from datetime import UTC, date, datetime, timedelta
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sample_records import FIRST, a_record, an_entry, places_in
from tools import so_many

from selfattach.history import jsontext
from selfattach.history.filters import EVERYTHING, Wanted
from selfattach.history.history import History
from selfattach.history.record import Tombstone, read_documents, to_plain
from selfattach.history.seals import SealRules
from selfattach.history.search import Sieve, in_context, read_words, search, where_said
from selfattach.history.shards import TABLE, Shards
from selfattach.history.text_folding import fold, pieces, plain, skeleton
from selfattach.text import clean, one_line

TODAY = date(2026, 11, 30)


def found(places, *said, wanted=EVERYTHING, today=TODAY):
    return [
        hit.record.id
        for hit in search(Shards(places.history), read_words(said), wanted, SealRules(today, lambda: None))
    ]


def written(root, *records):
    """Return the places of a home in which these sessions of one month are kept, oldest first."""
    places = places_in(root)
    shard = places.history / "device" / "2026-11.json"
    shard.parent.mkdir(parents=True)
    documents = {str(number): to_plain(record) for number, record in enumerate(records, 1)}
    shard.write_bytes(jsontext.dump({TABLE: documents}))
    return places


# --- which words are the same

SAME = [
    ("cafe", "Café"),
    ("CAFÉ", "cafe\u0301"),
    ("strasse", "Straße"),
    ("STRASSE", "STRAẞE"),
    ("fluss", "ﬂuß"),
    ("office", "oﬃce"),
    ("hello", "ＨＥＬＬＯ"),
    ("istanbul", "İSTANBUL"),
    ("ısı", "ISI"),
    ("coeur", "cœur"),
    ("lodz", "Łódź"),
    ("don't", "don’t"),
    ("naive", "nai\u0308ve"),
    ("soft", "so\u00adft"),
    ("οδος", "ὉΔΌΣ"),
    ("ανθρωπος", "Ἄνθρωπος"),
    ("еще", "Ещё"),
    ("СЕГОДНЯ", "сегодня"),
    ("иод", "и\u0306од"),
    ("שלום", "שָׁלוֹם"),
    ("سلام", "سَلَامٌ"),
    ("احمد", "أحمد"),
    ("محمد", "محــمد"),
    ("می‌روم", "میروم"),
    ("ガム", "ｶﾞﾑ"),
    ("か\u3099", "が"),
    ("静か", "とても静かだった"),
    ("朋友", "我的朋友说不要紧"),
    ("한국", normalize("NFD", "한국어")),
    (normalize("NFD", "한국"), "한국어"),
    ("क्षमा", "क्षमा करना"),
    ("tieng viet", "Tiếng  Việt"),
    ("Việt", normalize("NFD", "Việt")),
    ("not good enough", "It was not\ngood   enough."),
    ("art", "heart"),
    ("🌱", "a 🌱 today"),
    ("wort", "w\x1b[31mort"),
    ("wort", "w\u202eort"),
    ("wort", "w\x9b31mort"),
    ('say "no"', 'I could say "no" to it'),
    ("and/or", "and/or"),
    ("c:\\home", "C:\\Home"),
    ("50%", "about 50% of it"),
    ("a.b", "A.B"),
]
OTHERS = [
    ("か", "が"),
    ("ハ", "パ"),
    ("कि", "की"),
    ("ข้า", "ข่า"),
    ("가", "각"),
    ("cat", "act"),
    ("a.b", "axb"),
    ("tea walk", "tea, walk"),
]


@pytest.mark.parametrize(("word", "text"), SAME)
@pytest.mark.parametrize("form", ["NFC", "NFD", None])
def test_a_word_is_found_whatever_its_capitals_accents_and_encoding(tmp_path, word, text, form):
    record = a_record(0, an_entry(value=normalize(form, text) if form else text))
    assert found(written(tmp_path, record), word) == [record.id]


@pytest.mark.parametrize(("word", "text"), OTHERS)
def test_another_letter_is_another_word(tmp_path, word, text):
    assert found(written(tmp_path, a_record(0, an_entry(value=text))), word) == []


def test_what_is_nothing_but_marks_is_no_word():
    assert read_words(["", "\u0301", "\u200d \x1b[0m", "a"]) == ["", "", "", "a"]


# --- what is looked at


def test_all_words_stand_in_one_session_and_may_stand_in_different_answers(history, places):
    both = history.add(a_record(0, an_entry(value="my mother"), an_entry("reply", "a long call")))
    history.add(a_record(1, an_entry(value="my mother")))
    history.add(a_record(2, an_entry(value="a long call")))
    assert found(places, "mother", "call") == [both.id]
    assert found(places, "mother call") == []


def test_the_title_and_the_exercise_narrow_what_ones_own_words_find(history, places):
    letter = history.add(a_record(0, an_entry(value="dear mother"), title="A letter", exercise="letter-to-this-week"))
    history.add(a_record(1, an_entry(value="mother called")))
    assert found(places, "LETTER", "mother") == [letter.id]
    assert found(places, "this-week", "mother") == [letter.id]
    assert found(places, "letter") == []


def test_labels_that_were_chosen_and_promises_are_ones_own_words_too(history, places):
    labels = {"tired": "worn out", "sad": "a heavy heart"}
    kept = history.add(
        a_record(
            0,
            an_entry("mood", "tired", kind="choose", labels=labels),
            an_entry("more", ["sad"], kind="pick", labels=labels),
            an_entry("plan", {"cue": "after tea", "action": "walk slowly"}, kind="promise"),
            an_entry("aside", "left off the way", aside=True),
        )
    )
    for word in ("worn out", "heavy", "after tea", "slowly", "off the way"):
        assert found(places, word) == [kept.id]


def test_questions_figures_and_statements_are_not_ones_own_words(history, places):
    history.add(
        a_record(
            0,
            an_entry("mood", "tired", kind="choose", labels={"tired": "worn out", "sad": "a heavy heart"}),
            an_entry("how", 7, kind="rate", low="not at all"),
            an_entry("list", {"one": 3}, kind="items", items={"one": "I am hard on myself"}, labels={"3": "often"}),
            an_entry("sure", value=True, kind="confirm"),
        )
    )
    for word in ("mind", "heavy", "not at all", "hard on", "often", "7", "yes", "true", "value", "choose", "0.1.0"):
        assert found(places, word) == []


def test_sealed_words_are_found_from_their_day_on_and_nothing_tells_of_them_before(history, places):
    sealed = an_entry("letter", "dear later self", seal_until="2026-12-01")
    kept = history.add(a_record(0, an_entry(value="an open word"), sealed))
    assert found(places, "later") == []
    assert found(places, "open", "later") == []
    assert found(places, "later", today=date(2026, 12, 1)) == [kept.id]


def test_the_last_change_to_a_session_is_what_is_searched(history, places):
    first = history.add(a_record(0, an_entry(value="before the change")))
    history.add(a_record(0, an_entry(value="after it"), session=first.id))
    assert found(places, "before") == []
    assert found(places, "after") == [first.id]


def test_a_deletion_on_another_machine_counts(history, places, shard):
    kept = history.add(a_record(0, an_entry(value="gone")))
    tombstone = {name: getattr(kept, name) for name in ("format", "id")}
    tombstone |= {"rev": kept.rev + 1, "device": "other", "changed": kept.changed, "deleted": True}
    other = places.history / "other" / shard().name
    other.parent.mkdir()
    other.write_bytes(jsontext.dump({"sessions": {"1": tombstone}}))
    assert found(places, "gone") == []


def test_sessions_come_newest_first_over_months_and_machines(places):
    clock = lambda: FIRST  # noqa: E731
    one, other = (History(places, device, clock) for device in ("one", "two"))
    days = [FIRST - timedelta(days=17 * number) for number in range(12)]
    kept = [(one, other)[number % 2].add(a_record(number, start=day)) for number, day in enumerate(days)]
    assert found(places, "good", "enough") == [record.id for record in kept]


@pytest.mark.parametrize(
    ("wanted", "days"),
    [
        (Wanted(since=date(2026, 3, 1)), ["2026-03-31", "2026-03-01"]),
        (Wanted(until=date(2026, 2, 28)), ["2026-02-28"]),
        (Wanted(since=date(2026, 3, 1), until=date(2026, 3, 1)), ["2026-03-01"]),
        (Wanted({"nothing-of-mine"}), []),
        (Wanted(felt="helped"), []),
    ],
    ids=str,
)
def test_only_what_is_wanted_is_found_by_its_local_day_that_turns_at_four(history, places, wanted, days):
    texts = {"2026-02-28": "2026-03-01T03:59:00+13:00", "2026-03-01": "2026-03-01T04:00:00+13:00",
             "2026-03-31": "2026-03-31T23:30:00-11:00"}  # fmt: skip
    kept = {}
    for number, (day, start) in enumerate(texts.items()):
        kept[day] = history.add(a_record(number, start=datetime.fromisoformat(start))).id
    assert found(places, "good", wanted=wanted) == [kept[day] for day in days]
    assert [head.id for head in history.latest(wanted=wanted)] == [kept[day] for day in days]


def test_months_outside_of_the_days_asked_for_are_not_opened(history, places):
    old = history.add(a_record(0, start=datetime(2025, 5, 5, 12, tzinfo=UTC)))
    kept = history.add(a_record(1))
    path = next(places.history.glob("*/2025-05.json"))
    path.write_bytes(b"no JSON")
    wanted = Wanted(since=date(2026, 1, 1))
    assert found(places, "good", wanted=wanted) == [kept.id]
    assert [head.id for head in history.latest(wanted=wanted)] == [kept.id]
    assert history.damaged(wanted) == []
    assert history.damaged() != []
    assert found(places, "good", wanted=Wanted(until=date(2025, 12, 31))) == []
    assert old.id not in found(places, "good")


def test_of_a_shard_that_is_partly_damaged_the_rest_is_found(history, places, shard):
    history.add(a_record(0, an_entry(value="lost here")))
    kept = history.add(a_record(1, an_entry(value="found here")))
    tables = json.loads(shard().read_bytes())
    tables["sessions"]["1"]["started"] = 5
    tables["sessions"]["3"] = {"id": "nothing of ours"}
    shard().write_bytes(jsontext.dump(tables))
    assert found(places, "here") == [kept.id]


def test_words_are_found_beside_half_a_surrogate_pair_and_in_a_file_of_escapes(history, places, shard):
    kept = history.add(a_record(0, an_entry(value="früh \ud83d und spät")))
    assert found(places, "frueh") == []
    assert found(places, "SPAT") == [kept.id]
    shard().write_text(json.dumps(json.loads(shard().read_bytes())), encoding="ascii")
    assert found(places, "fruh", "spat") == [kept.id]


def test_reading_fast_reads_what_reading_slowly_reads(history, shard):
    for number in range(3):
        history.add(
            a_record(number, an_entry(value="a deleted word"), an_entry("n", {"deleted": True}, kind="promise"))
        )
    tables = json.loads(shard().read_bytes())
    gone = dict(id=tables["sessions"]["1"]["id"], rev=9, device="other", changed="2026", deleted=True)  # noqa: C408
    tables["sessions"]["4"] = gone
    content = jsontext.dump(tables)
    fast = read_documents(content, TABLE)
    assert json.loads(jsontext.dump([to_plain(one) for one in fast[:3]])) == list(tables["sessions"].values())[:3]
    assert isinstance(fast[3], Tombstone)


# --- where it is shown


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("Oh my Mother said", "mother", ("Oh my ", "Mother", " said")),
        ("die Straße dort", "strasse", ("die ", "Straße", " dort")),
        ("die Straße dort", "as", ("die Str", "aß", "e dort")),
        ("la cafe\u0301 ici", "cafe", ("la ", "cafe\u0301", " ici")),
        ("one\n\ntwo\tthree", "two three", ("one ", "two three", "")),
        ("ah 👩\u200d👧 so", "👩", ("ah ", "👩\u200d👧", " so")),
        (
            normalize("NFD", "나의 한국어"),
            "한국",
            (normalize("NFD", "나의 "), normalize("NFD", "한국"), normalize("NFD", "어")),
        ),
        ("。" * 100 + "静か" + "。" * 100, "静か", ("..." + "。" * 40, "静か", "。" * 80 + "...")),
    ],
)
def test_words_are_shown_as_they_were_written_with_what_stands_around(text, word, shown):
    assert in_context(text, word) == shown


def test_a_long_text_is_cut_between_words():
    before, match, after = in_context("word " * 50 + "here" + " word" * 50, "here")
    assert match == "here"
    assert before.startswith("...word ")
    assert after.endswith(" word...")


def test_a_word_in_view_already_is_not_shown_twice():
    record = a_record(0, an_entry(value="tea and a walk"), an_entry("more", "a walk and tea"), an_entry("end", "sleep"))
    names = [place.name for place in where_said(record, ["tea", "walk", "sleep"], SealRules(TODAY, lambda: None))]
    assert names == ["thought", "end"]


# --- that nothing is missed, against folding everything

SCRIPTS = (
    "abcstioeßéàžŁøİıſﬁﬃÅK’'ÆæŒœǆ",
    "αάὰᾳΣσςΏΐ\u0345\u0301",
    "еёийЩщѣ\u0306\u0308",
    "אבשׁשלוֹ\u05b8\u05c1\u05bc",
    "ابأآسلـ\u064e\u0651\u0655ﷺﻼ\u200c",
    "かがカガｶﾞﾊﾟ\u3099\u309a",
    "कखक़कि\u094d\u093c\u0902\u200d",
    "한국가각ㅋㅏ\u1100\u1161\u11a8ﾡ",
    "静朋友\uf9d1𠮷",
    "ขาข้่\u0e33",
    "ெொா\u0bd7",
    "\u0301\u0323\u0327\u034f\u200d\ufe0f\u00ad\ufeff\u202e\u2028\x9b\x7f\x08\x1b[1m",
    '"\\/ \n\tun👩👧🌱½™Ａｂ\ud83d\udc69',
)
SIGNS = st.sampled_from("".join(SCRIPTS)) | st.characters()
TEXTS = st.one_of(st.text(SIGNS, max_size=12), *(st.text(st.sampled_from(script), max_size=12) for script in SCRIPTS))


@settings(max_examples=so_many(300, one_in=4), deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.data())
def test_the_filter_lets_through_whatever_holds_the_words(texts, data):
    text = clean(data.draw(st.sampled_from(texts)))
    first = data.draw(st.integers(0, len(text)))
    said = text[first : data.draw(st.integers(first, len(text)))]
    words = read_words([data.draw(st.sampled_from([said, said.upper(), said.lower(), normalize("NFD", said)]))])
    assume(words[0] and any(words[0] in fold(clean(one)) for one in texts))
    sieve = Sieve(words)
    for other in texts:  # as it learns of signs shard by shard
        sieve.may_hold(jsontext.dump(other))
    assert sieve.may_hold(jsontext.dump({"sessions": {"1": {"answers": texts}}}))
    assert Sieve(words).may_hold(jsontext.dump(texts))
    assert Sieve(words).may_hold(json.dumps(texts).encode())


@pytest.mark.parametrize("text", ["čéžěbrů", "cezebru", normalize("NFD", "čéžěbrů"), "če\u200dže\ufe0fbrů", "ČÉŽĚBRŮ"])
def test_the_filter_knows_other_letters_from_those_that_only_look_so(text):
    beside = "ü ö ñ жёлтый 静か 👩\u200d👧 "
    assert Sieve(["zebr"]).may_hold(jsontext.dump(beside + text))
    assert not Sieve(["zebra"]).may_hold(jsontext.dump(beside + text))
    assert not Sieve(["xebr"]).may_hold(jsontext.dump(beside + text))


@settings(
    max_examples=so_many(100, one_in=4), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5), st.lists(TEXTS.filter(fold), min_size=1, max_size=2))
def test_searching_finds_what_folding_everything_finds(tmp_path_factory, sessions, said):
    records = [
        a_record(number, an_entry(value=one), an_entry("more", two)) for number, (one, two) in enumerate(sessions)
    ]
    words = read_words(said)
    assume(all(words))
    places = written(tmp_path_factory.mktemp("home"), *records)

    def holds(record):
        texts = [fold(clean(entry.value)) for entry in record.answers]
        around = [fold(record.title), fold(record.exercise)]
        own = [word for word in words if any(word in text for text in texts)]
        return bool(own) and all(word in own or any(word in text for text in around) for word in words)

    slow = [record.id for record in reversed(records) if holds(jsontext_round_trip(record))]
    assert found(places, *said) == slow


def jsontext_round_trip(record):
    """As it comes back from a file: halves that make a pair are one sign."""
    values = jsontext.load(jsontext.dump([entry.value for entry in record.answers]))
    return a_record(0, *(an_entry(f"n{number}", value) for number, value in enumerate(values)), session=record.id)


@settings(deadline=None)
@given(TEXTS)
def test_folding_twice_is_folding_once_and_a_skeleton_is_the_same_before_and_after(text):
    assert fold(fold(text)) == fold(text)
    assert skeleton(fold(text)).split() == skeleton(text).split()
    assert skeleton(text) == skeleton("".join(map(plain, text)))


@settings(max_examples=so_many(200, one_in=4), deadline=None)
@given(TEXTS, st.data())
def test_the_words_shown_are_the_words_that_were_found(text, data):
    text = one_line(text)
    word = fold(data.draw(st.sampled_from([text, text[1:], text[:-1], *pieces(text)]) if text else st.just("")))
    assume(word)
    assume(word in fold(text))
    before, match, after = in_context(text, word)
    assert word in fold(match)
    assert before + match + after == text


def test_a_key_of_the_file_is_found_where_a_person_wrote_it(root):
    places = written(root, a_record(0, an_entry(value='they said "value": and {"ask":1}')), a_record(1))
    for word in ("value", '"value":', "ask"):
        assert len(found(places, word)) == 1, word
