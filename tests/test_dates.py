"""Dates as people say them: which days are meant, and that nothing else is taken for a date."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfattach.dates import read_span
from selfattach.errors import WrongInputError

TODAY = date(2026, 11, 22)  # a Sunday
DAYS = st.dates(date(1900, 1, 1), date(2900, 12, 31))


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("today", "2026-11-22", "2026-11-22"),
        ("yesterday", "2026-11-21", "2026-11-21"),
        ("sunday", "2026-11-22", "2026-11-22"),
        ("last sunday", "2026-11-15", "2026-11-15"),
        ("monday", "2026-11-16", "2026-11-16"),
        ("Tue", "2026-11-17", "2026-11-17"),
        ("this week", "2026-11-16", "2026-11-22"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("3 days ago", "2026-11-19", "2026-11-19"),
        ("a week ago", "2026-11-15", "2026-11-15"),
        ("two months ago", "2026-09-22", "2026-09-22"),
        ("1 year ago", "2025-11-22", "2025-11-22"),
        ("november", "2026-11-01", "2026-11-30"),
        ("december", "2025-12-01", "2025-12-31"),
        ("Feb 2024", "2024-02-01", "2024-02-29"),
        ("3 november", "2026-11-03", "2026-11-03"),
        ("December 24th", "2025-12-24", "2025-12-24"),
        ("3rd March, 2025", "2025-03-03", "2025-03-03"),
        ("29 february", "2024-02-29", "2024-02-29"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2026-11-03", "2026-11-03", "2026-11-03"),
        ("  Last   WEEK ", "2026-11-09", "2026-11-15"),
    ],
)
def test_a_date_in_words_is_the_days_one_means(said, first, last):
    assert [day.isoformat() for day in read_span(said, TODAY)] == [first, last]


@pytest.mark.parametrize(
    "said",
    [
        *("", "soon", "next week", "last", "ago", "days ago", "many days ago", "3 days", "99999 years ago"),
        *("2026-13", "2026-02-30", "2026-1-1", "26-11-03", "0000", "03.11.2026", "31 february", "0 november"),
        *("3 november 4", "november november", "ma", "٣ days ago", "\uff12\uff10\uff12\uff16"),
    ],
)
def test_what_is_no_date_is_told_with_examples(said):
    with pytest.raises(WrongInputError, match=r"`last week`, `3 days ago`"):
        read_span(said, TODAY)


@given(DAYS, DAYS)
def test_a_day_as_iso_has_it_is_that_day_whatever_today_is(day, today):
    assert read_span(day.isoformat(), today) == (day, day)


@given(DAYS, st.integers(0, 99_999))
def test_so_many_days_ago_is_counted_back_from_today(today, count):
    try:
        day = today - timedelta(days=count)
    except OverflowError:
        return
    assert read_span(f"{count} days ago", today) == (day, day)


@given(DAYS, st.sampled_from(["monday", "wed", "sunday"]))
def test_a_weekday_is_within_the_last_seven_days_and_last_is_before_today(today, name):
    day, last = read_span(name, today).first, read_span(f"last {name}", today).first
    assert timedelta(0) <= today - day < timedelta(days=7)
    assert timedelta(0) < today - last <= timedelta(days=7)
    assert f"{day:%A}".lower().startswith(name)
    assert day.weekday() == last.weekday()


@given(DAYS, st.integers(1, 12), st.booleans())
def test_a_month_is_whole_and_has_begun(today, month, short):
    name = f"{date(2000, month, 1):%B}"
    first, last = read_span(name[:3] if short else name, today)
    assert (first.month, first.day, last) == (month, 1, first.replace(day=monthrange(first.year, month)[1]))
    assert first <= today < first.replace(year=first.year + 1)


@given(DAYS, st.sampled_from(["week", "month", "year"]))
def test_the_last_week_month_or_year_ends_where_this_one_begins(today, unit):
    before, now = read_span(f"last {unit}", today), read_span(f"this {unit}", today)
    assert before.last + timedelta(days=1) == now.first
    assert now.first <= today <= now.last


@given(DAYS, st.integers(1, 400), st.sampled_from(["month", "year"]))
def test_some_months_ago_is_the_same_day_or_the_last_of_that_month(today, count, unit):
    day = read_span(f"{count} {unit}s ago", today).first
    assert (today.year - day.year) * 12 + today.month - day.month == count * (12 if unit == "year" else 1)
    assert day.day == min(today.day, monthrange(day.year, day.month)[1])


@given(st.text(max_size=40) | st.from_regex(r"[0-9a-z -]{1,20}"), st.dates())
def test_anything_at_all_is_a_span_or_refused(said, today):
    try:
        first, last = read_span(said, today)
    except WrongInputError:
        return
    assert first <= last
