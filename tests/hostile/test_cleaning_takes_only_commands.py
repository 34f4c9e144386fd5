"""`clean`, `one_line`, `wrap`, `shorten` and `cells`, over every character there is."""

import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from naughty import EVERY, KINDS, LOUD, SEEN, SHORT, harm_in
from wcwidth import wcswidth

from selfattach.text import cells, clean, one_line, shorten, wrap

any_text = st.one_of(st.text(st.characters(categories=None)), st.lists(st.sampled_from(SHORT)).map("".join))

# signs that a cut has to leave whole, with how many columns each takes
SIGNS = {
    "👩\u200d👩\u200d👧\u200d👦": "a family",
    "👍🏽": "a skin tone",
    "🧑🏻\u200d🤝\u200d🧑🏿": "two tones",
    "🇩🇪": "a flag",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": "a flag of tags",
    "1\ufe0f\u20e3": "a keycap",
    "❤\ufe0f\u200d🔥": "a joined heart",
    "🙂\u200d↔\ufe0f": "a shaken head",
    "e\u0301": "a letter with a mark",
    "a\u0308\u0323": "a letter with two marks",
    "x" + "\u0301" * 40: "a letter under a flood",
    "क्षि": "a conjunct with its vowel",
    "श्री": "another",
    "ज्\u200dञ": "a conjunct with a joiner",
    "น้ำ": "a Thai syllable",
    "ﾊﾟ": "halfwidth voicing",
    "\u1112\u1161\u11ab": "a Hangul syllable in parts",
    "நி": "a Tamil vowel sign",
    "שָׁ": "a pointed letter",
}


@settings(deadline=None)
@given(any_text)
@example(LOUD)
def test_nothing_that_could_command_a_terminal_is_left_and_cleaning_again_changes_nothing(text):
    cleaned = clean(text)
    assert harm_in(cleaned) == ""
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_words_gets_through(kind):
    for text in KINDS[kind]:
        assert harm_in(clean(text)) == ""
        assert clean(clean(text)) == clean(text)
        assert "\n" not in one_line(text)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\u2028\u2029")))
def test_words_without_a_command_in_them_stay_as_they_are(text):
    kept = "".join(letter for letter in text if unicodedata.bidirectional(letter) not in OVERRIDES)
    assert clean(text) == kept


OVERRIDES = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@settings(deadline=None)
@given(any_text, any_text)
def test_what_stands_on_another_line_is_never_taken_along(before, after):
    assume(not before.endswith("\r"))  # with the line end it is one
    assert clean(f"{before}\n{after}") == f"{clean(before)}\n{clean(after)}"


@pytest.mark.parametrize("stray", ["\x1b]", "\x1bP", "\x1b_", "\x90", "\x98", "\x9d", "\x9e", "\x9f"])
def test_a_stray_beginning_without_an_end_does_not_take_the_words_behind_it(stray):
    assert clean(f"lu{stray}ou\u010dký kůň, and so on") == "luou\u010dký kůň, and so on"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_sort_of_line_end_is_one(end):
    assert clean(f"one{end}two") == "one\ntwo"
    assert one_line(f"one{end}two") == "one two"


def test_a_loud_line_is_quiet_and_its_words_are_there():
    assert one_line(LOUD) == SEEN


def test_spaces_that_are_signs_of_their_own_stay_on_one_line():
    assert one_line(" Ça va\u202f?\u00a0\u3000  Oui. \t ") == "Ça va\u202f?\u00a0\u3000 Oui."


@settings(deadline=None)
@given(any_text)
def test_a_line_is_one_line_and_cleaned(text):
    line = one_line(text)
    assert line == one_line(line) == clean(line)
    assert "\n" not in line
    assert "  " not in line


@settings(deadline=None)
@given(any_text, st.integers(2, 80), st.sampled_from(["", "  "]))
def test_wrapped_words_are_all_there_and_no_line_is_too_long(text, width, indent):
    cleaned = clean(text)
    lines = wrap(cleaned, width, indent)
    assert "".join("".join(lines).split()) == "".join(cleaned.split())
    for line in lines:
        assert cells(line) <= max(width, len(indent) + 2) or is_one_sign(line.strip())


@settings(deadline=None)
@given(any_text, st.integers(10, 80))
def test_what_is_shortened_fits_and_begins_and_ends_as_before(text, width):
    line, short = one_line(text), shorten(text, width)
    assert cells(short) <= width
    if short != line:
        head, _, tail = short.partition(" ... ") if " ... " in short else (short, "", "")
        assert line.startswith(head.rstrip())
        assert line.endswith(tail.rpartition(" ... ")[2].lstrip())


@settings(deadline=None)
@given(st.lists(st.sampled_from([*SIGNS, "a", "漢", "и"]), min_size=2, max_size=30), st.integers(2, 12))
def test_no_sign_is_cut_apart_where_a_long_word_is_cut(signs, width):
    pieces = wrap("".join(signs), width)
    assert "".join(pieces) == "".join(signs)
    assert borders(pieces) <= borders(signs)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*SIGNS, "a", "漢"]), min_size=20, max_size=60), st.integers(10, 30))
def test_no_sign_is_cut_apart_where_a_line_is_shortened(signs, width):
    head, dots, tail = shorten("".join(signs), width).partition(" ... ")
    assert dots
    assert borders([head]) <= borders(signs)
    assert borders([tail[::-1]]) <= borders([sign[::-1] for sign in signs[::-1]])


def borders(parts):
    """Return where one part ends and the next begins."""
    ends, at = {0}, 0
    for part in parts:
        at += len(part)
        ends.add(at)
    return ends


def is_one_sign(line):
    """Whether a line is too long only because what stands on it cannot be cut."""
    return all(unicodedata.category(letter)[0] in "MCS" or letter > "\u0900" for letter in line[1:])


@pytest.mark.parametrize("sign", SIGNS, ids=SIGNS.values())
def test_each_sign_is_kept_whole(sign):
    for line in wrap(f"{sign * 40}", 5):
        assert line.replace(sign, "") == ""
    head, _, tail = shorten(sign * 400, 21).partition(" ... ")
    assert (head.replace(sign, ""), tail.replace(sign, "")) == ("", "")


def test_the_letters_of_europe_are_as_wide_as_the_table_of_widths_says():
    for letter in map(chr, range(0xA0, 0x300)):
        assert cells(letter) == wcswidth(letter), ascii(letter)


def test_a_tab_does_not_make_a_line_endless():
    line = "žluťoučký\tkůň " * 20
    assert cells(line) > 200
    assert all(cells(part) <= 40 for part in wrap(line, 40))
    assert "\t" not in "".join(wrap("a\tb", 40))


@pytest.mark.parametrize("text", EVERY[-len(KINDS["long"]) :], ids=lambda text: ascii(text[:3] + text[-2:]))
def test_long_ones_are_cleaned_wrapped_and_shortened_in_a_glance(text):
    """Each in one pass: what takes the square of the length would not come to an end here."""
    cleaned = clean(text * 2)
    assert wrap(cleaned, 72)
    assert len(shorten(cleaned, 72)) < len(cleaned) + 6
