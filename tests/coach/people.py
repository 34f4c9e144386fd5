"""A thousand made-up people who follow the coach for sixty days, each with their own ways.

Run as a program it prints the table that stands in docs/:

    python tests/coach/people.py 1000 60
"""

import random
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from shelf import KNOWN, MAPS, SHELF, TODAY

from selfattach.coach.offers import DEEP_OPENS, FEELINGS, MODERATE_OPENS, Wish, advise, is_careful
from selfattach.coach.past import Past, Practised
from selfattach.script.model import BARRIERS


class Met(NamedTuple):
    """What happened to all of them."""

    offers: Counter
    taken: Counter
    unsafe: list
    firsts: Counter
    runs: list  # the longest run of one exercise, of each person
    kinds: list  # how many different ones each person took


def simulate(people, days):
    met = Met(Counter(), Counter(), [], Counter(), [], [])
    for number in range(people):
        _live(random.Random(number), days, met)
    return met


def _live(chance, days, met):
    past, taken = Past(), []
    habit, taste = chance.uniform(0.2, 1.0), {family: chance.random() for family in _FAMILIES}
    barrier, fragile = chance.choice(BARRIERS), chance.random()
    for day in range(days):
        if chance.random() > habit:
            continue
        today = TODAY + timedelta(days=day)
        wish = Wish(
            chance.choice(["", "", *FEELINGS]),
            chance.choice([None, None, 3, 5, 10, 20]),
            barrier if chance.random() < 0.4 else "",
        )
        hour = chance.choice([3, 7, 12, 18, 21, 23])
        advice = advise(SHELF, MAPS, past, wish, today, hour)
        met.firsts[advice.first or "nothing"] += 1
        for offer in advice.offers:
            met.offers[offer.practice.id] += 1
            why_not = _why_unsafe(offer.practice, past, wish, today, hour)
            if why_not:
                met.unsafe.append((offer.practice.id, why_not))
        if not advice.offers:
            continue
        practice = max(advice.offers, key=lambda offer: taste[offer.practice.family] + chance.random()).practice
        past = past.and_then(_practised(chance, practice, fragile, today))
        taken.append(practice.id)
        met.taken[practice.id] += 1
    met.runs.append(_longest_run(taken))
    met.kinds.append((len(taken), len(set(taken))))


_FAMILIES = sorted({practice.family for practice in SHELF})


def _practised(chance, practice, fragile, today):
    if practice.intensity == "gentle":
        felt = chance.choices(["helped", "same", "harder"], [0.4, 0.5, 0.1 + fragile * 0.2])[0]
        return Practised(practice.id, today, felt)
    before = chance.randrange(0, 8)
    after = max(0, before + chance.choice([-2, -1, 0, 0, 1 + round(fragile * 2)]))
    ending = "guard" if before >= 7 else "done"
    return Practised(practice.id, today, chance.choice(["helped", "same", "harder"]), ending, before, after)


def _why_unsafe(practice, past, wish, today, hour):
    if practice.intensity != "gentle" and is_careful(past, wish, today):
        return "not gentle although care was called for"
    if practice.intensity == "moderate" and past.total < MODERATE_OPENS:
        return "moderate too early"
    if practice.intensity == "deep" and (not wish.wanted or past.total < DEEP_OPENS):
        return "deep at random, or too early"
    if practice.hours and hour not in practice.hours:
        return "for another hour of the day"
    return ""


def _longest_run(taken):
    longest = run = 0
    for one, before in zip(taken, [None, *taken], strict=False):
        run = run + 1 if one == before else 1
        longest = max(longest, run)
    return longest


def table(met):
    """Yield the lines of the page in docs."""
    total = sum(met.taken.values())
    yield "| | |"
    yield "|---|---|"
    yield f"| sessions practised | {total:,} |"
    yield f"| unsafe offers | {len(met.unsafe)} |"
    yield f"| practices there are, and those offered to somebody | {len(SHELF)}, {len(met.offers)} |"
    yield f"| longest run of one practice, of anybody | {max(met.runs)} |"
    kinds = sorted(different for count, different in met.kinds if count >= 10)
    who = "different practices of those with ten sessions or more"
    yield f"| {who}: fewest, middle, most | {kinds[0]}, {kinds[len(kinds) // 2]}, {kinds[-1]} |"
    yield f"| a break was suggested first | {met.firsts['break']:,} times |"
    yield f"| the support page came first | {met.firsts['support']:,} times |"
    for intensity in ("gentle", "moderate", "deep"):
        count = sum(met.taken[practice.id] for practice in SHELF if practice.intensity == intensity)
        yield f"| {intensity} sessions | {100 * count / total:.1f} % |"
    most = ", ".join(f"{ident} {100 * count / total:.1f} %" for ident, count in met.taken.most_common(5))
    yield f"| most practised | {most} |"
    least = ", ".join(f"{ident} {met.taken[ident]}" for ident in sorted(KNOWN, key=lambda ident: met.taken[ident])[:5])
    yield f"| least practised, sessions | {least} |"


if __name__ == "__main__":
    sys.stdout.write("\n".join(table(simulate(int(sys.argv[1]), int(sys.argv[2])))) + "\n")
