"""What a look back finds, worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from lives import a_session

from selfattach import words
from selfattach.history.record import Entry
from selfattach.history.seals import SealRules
from selfattach.insights import page as pages
from selfattach.insights.figures import Band, Moment, looks_hard, looks_harder, numbers
from selfattach.insights.looking_back import Feeling, look_back
from selfattach.insights.sources import OF_THE_LIBRARY
from selfattach.shelves.contents import KIND_WORDS_REVIEW, OFF, KindWords

TODAY = date(2026, 6, 30)


def at(days_ago, hour=12):
    return datetime(2026, 6, 30, hour, tzinfo=UTC) - timedelta(days=days_ago)


def seen(*sessions, shelf=(), since=date(2026, 5, 31), hard=None):
    newest_first = sorted(sessions, key=lambda one: one.id, reverse=True)
    return look_back(newest_first, shelf, OF_THE_LIBRARY, SealRules(TODAY, lambda: hard), since=since, today=TODAY)


def page(insights, period="days"):
    return "\n".join(pages.parts(pages.Page(insights, None, period)))


def said(name, value, kind="write", **more):
    return Entry(name=name, kind=kind, ask="", value=value, at=at(0).isoformat(), **more)


def on_the_shelf(session, text, *, asked=True):
    return KindWords(
        text,
        session.id,
        session.exercise,
        session.title,
        session.started,
        "line",
        False,
        (f"{session.id}/line",),
        asked,
    )


def test_what_was_done_is_days_and_times_in_one_sentence():
    found = seen(a_session(at(1), "settle"), a_session(at(1, 18), "settle"), a_session(at(9), "one-sound"))
    assert (found.sessions, found.days) == (3, (date(2026, 6, 21), date(2026, 6, 29)))
    assert "three times, on 2 days" in page(found)
    assert "here on 2 days" in page(seen(a_session(at(1), "settle"), a_session(at(9), "one-sound")))
    assert "here once" in page(seen(a_session(at(1), "settle")))


def test_what_is_older_than_the_while_is_left_out_but_numbers_are_over_all():
    found = seen(a_session(at(100), "settle", 6, 5), a_session(at(1), "settle", 6, 4))
    assert found.sessions == 1
    assert (found.numbers.sessions, found.numbers.pairs) == (2, 2)


def test_nothing_is_no_page_of_gaps():
    assert page(seen()) == f"{words.INSIGHTS_EMPTY}\n{words.INSIGHTS_PEOPLE} {words.INSIGHTS_WHOM}"
    assert "--all" in page(seen(a_session(at(100), "settle")))


@pytest.mark.parametrize(
    ("fields", "comes"),
    [
        ({}, True),
        ({"felt": "harder"}, False),
        ({"first": 3, "last": 5}, False),
        ({"answers": (said("believe_again", 2, "rate"),)}, False),
        ({"answers": (said("believe_again", 2, "rate"), said("believe", 6, "rate"))}, True),
        ({"answers": (said("believe", 7, "rate"), said("belief_after", 1, "rate"))}, True),
        ({"answers": (said("believe", 2, "rate"), said("belief_after", 8, "rate"))}, False),
    ],
)
def test_the_kind_word_is_the_latest_that_was_believed(fields, comes):
    older, newer = a_session(at(5), "settle"), a_session(at(1), "inner-critic-reframe", **fields)
    shelf = [on_the_shelf(newer, "newer"), on_the_shelf(older, "older")]
    assert seen(older, newer, shelf=shelf).kind_word.words == ("newer" if comes else "older")


def test_where_the_while_has_no_kind_word_an_older_one_comes_with_when_it_was_kept():
    long_ago = a_session(at(100), "settle")
    shelf = [on_the_shelf(long_ago, "You may rest.")]
    assert 'You kept this kind line 3 months ago:\n"You may rest."' in page(seen(long_ago, shelf=shelf))


def test_several_days_have_a_dot_each_and_one_day_has_none():
    def dots(*sessions):
        return pages.parts(pages.Page(seen(*sessions), None, "days"), dots=True)[0].count("•")

    assert dots(a_session(at(1), "settle"), a_session(at(2), "settle")) == 2
    assert dots(a_session(at(1), "settle")) == 0


def test_a_line_that_one_was_never_asked_about_does_not_come():
    session = a_session(at(1), "settle")
    assert seen(session, shelf=[on_the_shelf(session, "no", asked=False)]).kind_word is None


def test_a_sentence_that_came_back_shows_what_was_answered_and_itself_only_behind_a_key():
    sentences = ("Typical. Wrong again.", " typical.  WRONG again. ")
    sessions = [
        a_session(at(3 - n), "inner-critic-reframe", answers=(said("thought", text), said("answer", f"answer {n}")))
        for n, text in enumerate(sentences)
    ]
    (came,) = seen(*sessions).came_back
    assert (came.times, [one.words for one in came.answers]) == (2, ["answer 1", "answer 0"])
    assert "wrong again" not in page(seen(*sessions)).lower()
    assert "answer 1" in page(seen(*sessions))
    assert seen(sessions[0]).came_back == ()
    once_more = a_session(
        at(1), "inner-critic-reframe", answers=(said("thought", sentences[0]), said("answer", "answer 0"))
    )
    assert [one.words for one in seen(*sessions, once_more).came_back[0].answers] == ["answer 0", "answer 1"]


def a_critic(days_ago, *answers, thought="Wrong again.", **fields):
    """A session in which a harsh sentence came. An answer: its words, and how far it was believed."""
    entries = [
        entry
        for number, (text, believed) in enumerate(answers, 1)
        for entry in (said("answer", text, round=(number,)), said("believe", believed, "rate", round=(number,)))
    ]
    return a_session(
        at(days_ago),
        "inner-critic-reframe",
        answers=(said("thought", thought), *fields.pop("more", ()), *entries),
        **fields,
    )


def answers_in(*sessions, shelf=()):
    return [one.words for came in seen(*sessions, shelf=shelf).came_back for one in came.answers]


def test_an_answer_that_was_hard_to_believe_or_found_another_is_not_among_what_was_answered():
    assert answers_in(a_critic(3, ("believed", 6)), a_critic(2, ("not", 3))) == ["believed"]
    assert answers_in(a_critic(3, ("first try", 5), ("in the end", 6)), a_critic(2)) == ["in the end"]


def test_an_answer_that_could_not_be_believed_any_more_comes_nowhere():
    first, shown = a_critic(9, ("She asked me to stay.", 6)), said("believe_again", 2, "rate")
    shelf = [on_the_shelf(first, "She asked me to stay.")]
    later = a_critic(2, more=(shown,))
    assert seen(first, shelf=shelf).kind_word is not None
    assert seen(first, later, shelf=shelf).kind_word is None
    assert answers_in(first, later) == []
    once_more = a_critic(1, more=(said("believe_again", 7, "rate"),))
    assert answers_in(first, later, once_more) == ["She asked me to stay."]
    assert answers_in(first, a_critic(5, ("another", 6), more=(shown,)), a_critic(2)) == ["another"]
    assert answers_in(first, later, a_critic(1, ("She asked me to stay.", 7))) == ["She asked me to stay."]


def test_an_answer_that_was_taken_off_the_shelf_comes_nowhere():
    first = a_session(
        at(9),
        "inner-critic-reframe",
        answers=(said("thought", "Wrong again."), said("answer", "off", shelf="kind-words", asked=True)),
    )
    look = a_session(
        at(1),
        KIND_WORDS_REVIEW,
        answers=(said("line", OFF, KIND_WORDS_REVIEW, of=f"{first.id}/answer", outcome=OFF),),
    )
    assert answers_in(first, a_critic(2)) == ["off"]
    assert answers_in(first, a_critic(2), look) == []


def test_a_kind_word_that_answered_the_sentence_is_told_once():
    first, again = a_critic(9, ("One evening, out of many.", 6)), a_critic(2)
    found = page(seen(first, again, shelf=[on_the_shelf(first, "One evening, out of many.")]))
    assert found.count("One evening, out of many.") == 1
    assert "It was your answer to a harsh sentence that came twice." in found
    found = page(
        seen(
            a_critic(12, ("Slow is still on the way.", 5)),
            first,
            again,
            shelf=[on_the_shelf(first, "One evening, out of many.")],
        )
    )
    assert 'You have also answered it like this:\n"Slow is still on the way."' in found


def test_a_borrowed_answer_stands_in_quotes_once():
    borrowed = said("borrow", "older", "choose", labels={"older": '"Come, sit down."'})
    assert '\n"Come, sit down.", a week ago' in page(seen(a_critic(9, more=(borrowed,)), a_critic(2)))


def test_sealed_words_and_those_of_a_harder_ending_are_nowhere():
    sealed = [said("thought", "again"), said("answer", "SEALED", seal_until="2027-01-01")]
    harder = [said("thought", "again"), said("answer", "HARDER")]
    found = seen(
        a_session(at(3), "inner-critic-reframe", answers=sealed),
        a_session(at(2), "inner-critic-reframe", answers=harder, felt="harder"),
    )
    assert found.came_back == ()


def test_a_promise_that_happened_is_told_and_one_that_did_not_is_not():
    made = a_session(
        at(20), "small-promise", answers=(said("promise", {"cue": "tea", "action": "sit down"}, "promise"),)
    )
    for outcome, comes in (("kept", True), ("changed", False), ("not_yet", False), ("let_go", False)):
        looked = a_session(
            at(2), "small-promise", answers=(said("how", outcome, "review", of=f"{made.id}/promise", outcome=outcome),)
        )
        assert [one.words for one in seen(made, looked).promises] == (["tea: sit down"] if comes else [])


def test_words_for_feelings_are_the_nearest_ones_and_new_ones_are_told():
    def named(days_ago, kind, word=None):
        nearer = [said("word", "first", "choose", labels={"first": word})] if word else []
        return a_session(
            at(days_ago),
            "name-the-feeling",
            answers=(said("kind", kind, "choose", labels={kind: kind.title()}), *nearer),
        )

    found = seen(named(60, "sad"), named(4, "sad"), named(3, "sad"), named(2, "sad", "Lonely"), named(1, "unsure"))
    assert found.feelings == (Feeling("sad", 2, new=False), Feeling("lonely", 1, new=True))
    assert "New among them: lonely." in page(found)


def feelings_in(*answers):
    return [
        one.word
        for one in seen(
            *(a_session(at(9 - n), "name-the-feeling", answers=one) for n, one in enumerate(answers))
        ).feelings
    ]


def test_a_word_of_ones_own_stays_as_it_was_written_and_options_are_words_of_a_list():
    own = (said("kind", "own", "choose", labels={"own": "Another word"}), said("own_word", "Heimweh"))
    assert feelings_in(own, (own[0], said("own_word", "heimweh"))) == ["heimweh"]
    assert feelings_in(own) == ["Heimweh"]
    assert feelings_in((own[0], said("own_word", "like nobody would notice"))) == []
    assert feelings_in((said("kind", "numb", "choose", labels={"numb": "Numb, or far away"}),)) == ["numb"]
    several = said("kind", "several", "choose", labels={"several": "Several at once"})
    these = said("several", ["sad", "tired"], "pick", labels={"sad": "Sad", "tired": "Tired"})
    assert feelings_in((several, these)) == ["sad", "tired"]
    assert feelings_in((several,)) == []


def test_what_helped_is_told_as_it_was_said_in_the_order_of_the_alphabet():
    found = seen(
        a_session(at(4), "settle", felt="harder"),
        a_session(at(3), "settle", felt="harder"),
        a_session(at(2), "one-sound", felt="helped"),
        a_session(at(1), "one-sound"),
    )
    assert [(row.exercise, row.times, row.asked, row.helped, row.harder) for row in found.helped] == [
        ("one-sound", 2, 1, 1, 0),
        ("settle", 2, 2, 0, 2),
    ]
    assert found.offered_less == ("The settle",)
    assert "The one-sound, asked 1 of 2 times: it helped\nThe settle: harder twice" in page(found)


def test_what_was_said_is_told_in_words_and_many_times_in_figures():
    few = [a_session(at(n), "settle", felt=felt) for n, felt in enumerate(("helped", "helped", "same"), 3)]
    few.append(a_session(at(2), "one-sound", felt="harder"))
    assert "The one-sound: harder\nThe settle: it helped twice, about the same once" in page(seen(*few))
    many = [a_session(at(n), "settle", felt="same") for n in range(10, 17)]
    assert "The one-sound: harder 1\nThe settle: helped 2, the same 8" in page(seen(*few, *many))


def test_in_the_first_months_it_is_said_for_how_many_sessions_there_are_numbers_and_nothing_where_there_are_none():
    found = seen(a_session(at(2), "kind-wishes", 3, 2), a_session(at(1), "kind-wishes"))
    (told,) = pages.numbers(pages.Page(found, None, "days"))
    assert told.startswith("Numbers before and after stand for one of 2 sessions: too few to say anything")
    (none,) = pages.numbers(pages.Page(seen(a_session(at(1), "kind-wishes")), None, "days"))
    assert not set("0123456789") & set(none)


def test_where_it_is_seen_a_row_of_signs_stands_below_each_band():
    found = seen(*(a_session(at(n), "kind-wishes", 6, last) for n, last in enumerate((0, 3, 3, 4, 4, 5, 5, 10), 100)))
    told, _ = pages.numbers(pages.Page(found, None, "all"), bars=True)
    assert told.endswith("you mostly ended between 3 and 5.\n  0 ...###..... 10")
    assert "#" not in pages.numbers(pages.Page(found, None, "all"))[0]


def moments(*pairs, felt="", days=200):
    return [Moment(TODAY - timedelta(days=days - n), first, last, felt) for n, (first, last) in enumerate(pairs)][::-1]


def test_a_band_is_the_middle_half_of_where_one_ended():
    found = numbers(moments(*((6, last) for last in (0, 3, 3, 4, 4, 5, 5, 10))), TODAY)
    assert found.bands == (Band(6, 8, 3, 5),)
    assert numbers(moments(*((6, 3) for _ in range(7))), TODAY).bands == ()


def lately(*pairs, **how):
    return moments(*pairs, days=20, **how)


def test_weeks_that_look_hard_are_told():
    assert looks_hard(lately(*[(7, None)] * 5), TODAY)
    assert not looks_hard(lately(*[(7, None)] * 4), TODAY)
    assert not looks_hard(lately((9, None), (9, None), (6, None), (6, None), (6, None)), TODAY)
    assert looks_hard(lately((4, 5), (2, 2), (5, 6)), TODAY)
    assert not looks_hard(lately((4, 5), (2, 1), (2, 2)), TODAY)
    assert looks_hard(lately((2, None), (2, None), felt="harder"), TODAY)


def stopped(days_ago, *answers, first=None):
    return seen(a_session(at(days_ago), "kind-wishes", first, ending="guard", finished=False, answers=answers)).hard


def test_after_one_that_was_stopped_for_a_hard_moment_it_looks_hard_and_not_after_one_left_for_a_lighter_one():
    lighter, to_help = said("guard.before", "gentle", "choose"), said("turn", "danger", "choose")
    assert stopped(2, first=8)
    assert stopped(2, to_help, first=3)
    assert not stopped(2, lighter, first=5)
    assert not stopped(2)


def test_what_was_hard_is_not_held_against_somebody_who_comes_back_after_a_while():
    assert not stopped(50, first=8)
    assert not looks_hard(moments(*[(8, 8)] * 9, days=200), TODAY)


def test_a_low_number_that_rose_and_is_still_low_is_no_hard_time():
    assert not looks_hard(lately((2, 3), (3, 4), (1, 4)), TODAY)
    assert looks_hard(lately((2, 3), (3, 4), (1, 4), felt="harder"), TODAY)


def test_they_are_only_called_harder_than_the_first_where_they_are():
    assert looks_harder(moments(*[(3, None)] * 5, *[(7, None)] * 5))
    assert not looks_harder(moments(*[(8, None)] * 10))
    assert not looks_harder(moments(*[(8, None)] * 5))
