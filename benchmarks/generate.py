"""Make up a long history: three sessions a day up to the last day of a month, written as plain TinyDB files.

It writes the files itself, without the program, so that it is fast and so that what the program reads was not written
by the program. The same count and day always give the same sessions.

    python benchmarks/generate.py 100000 DATA/history
"""

import argparse
import json
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from itertools import groupby
from pathlib import Path
from typing import Any

LAST_DAY = date(2026, 11, 30)
DEVICE = "benchmrk"
BYTES_OF_TEXT = 1500
EXERCISES = (
    "inner-critic-reframe",
    "self-compassion-letter",
    "mindfulness-check-in",
    "small-promise",
    "younger-you",
    "six-facets",
    "breathing-space",
    "kind-words",
    "evening-look-back",
    "soften-soothe-allow",
)
_HOURS = (time(7, 30), time(13, 0), time(21, 15))
_ZONE = timezone(timedelta(hours=1))
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_PLAIN = [
    "today",
    "it",
    "was",
    "quiet",
    "and",
    "I",
    "noticed",
    "how",
    "tight",
    "my",
    "shoulders",
    "were",
    "when",
    "the",
    "call",
    "came",
    "in",
    "again",
    "so",
]
_OTHER = [
    "früher",
    "größer",
    "naïve",
    "señora",
    "žluťoučký",
    "сегодня",
    "тихо",
    "静か",
    "優しい",
    "שלום",
    "🌱",
    "👩\u200d👧",
]


def generate(folder: Path, count: int, last_day: date = LAST_DAY, device: str = DEVICE) -> None:
    """Write that many sessions into a history folder, the newest on `last_day`."""
    place = folder / device
    place.mkdir(parents=True, exist_ok=True)
    for month, records in groupby(sessions(count, last_day, device), key=lambda record: record["id"][:6]):
        table = {str(number): record for number, record in enumerate(records, 1)}
        shard = place / f"{month[:4]}-{month[4:]}.json"
        shard.write_text(json.dumps({"sessions": table}, ensure_ascii=False), encoding="utf-8")


def sessions(
    count: int, last_day: date = LAST_DAY, device: str = DEVICE, hours: tuple[time, ...] = _HOURS
) -> Iterator[dict[str, Any]]:
    """Yield made-up records as plain values, oldest first. `hours`: at which of each day somebody practised."""
    chance = random.Random(count)
    texts = [_text(chance) for _ in range(200)]
    promise = letter = None
    for number in range(count):
        days_ago, part = divmod(count - 1 - number, len(hours))
        start = datetime.combine(last_day - timedelta(days=days_ago), hours[-1 - part], _ZONE)
        exercise = chance.choice(EXERCISES)
        record = _record(start, exercise, device, chance)
        if number >= count - 2:
            record["felt"] = "same"  # after harder ones another page comes first
        at = record["ended"]
        words = {"name": "letter", "kind": "write", "ask": "What would a friend write?", "value": chance.choice(texts)}
        record["answers"] += [{**words, "at": at, "shelf": "letters"}]
        if exercise == "kind-words":
            line = {
                "name": "line",
                "kind": "write",
                "ask": "Which words are kind?",
                "value": f"Número {number} may rest.",
            }
            record["answers"] += [{**line, "at": at, "shelf": "kind-words", "asked": True}]
        if exercise == "self-compassion-letter":
            if letter:
                record["answers"] += [_entry("old", "show", value=True, at=at, of=letter)]
            letter = f"{record['id']}/letter"
        if exercise == "small-promise":
            if promise:
                outcome = chance.choice(("kept", "changed", "let_go"))
                record["answers"] += [_entry("went", "review", value=outcome, at=at, of=promise, outcome=outcome)]
            record["answers"] += [_entry("plan", "promise", value={"cue": "after tea", "action": "walk"}, at=at)]
            promise = f"{record['id']}/plan"
        yield record


def _record(start: datetime, exercise: str, device: str, chance: random.Random) -> dict[str, Any]:
    end = start + timedelta(minutes=9)
    before = chance.randint(0, 8)
    distress = {"measure": "distress", "from": 0, "to": 10}
    return {
        "format": 1,
        "id": f"{start.astimezone(timezone.utc):%Y%m%dT%H%M%SZ}-{''.join(chance.choices(_LETTERS, k=6))}",  # noqa: UP017
        "rev": 1,
        "exercise": exercise,
        "title": exercise.replace("-", " ").capitalize(),
        "version": 1,
        "script": "0" * 64,
        "language": "en",
        "started": start.isoformat(),
        "ended": end.isoformat(),
        "resumed": 0,
        "finished": True,
        "ending": "done",
        "felt": chance.choice(("helped", "same", "harder", None)),
        "device": device,
        "program": "0.1.0",
        "changed": end.isoformat(),
        "answers": [
            _entry("distress.before", "measure", value=before, at=start.isoformat(), moment="before", **distress),
            _entry(
                "distress.after", "measure", value=max(0, before - 2), at=end.isoformat(), moment="after", **distress
            ),
        ],
    }


def _entry(name: str, kind: str, **fields: object) -> dict[str, Any]:
    return {"name": name, "kind": kind, "ask": "How strong is it right now?", **fields}


def _text(chance: random.Random) -> str:
    """Return 1.5 KB of words, every fifth outside ASCII."""
    words: list[str] = []
    size = 0
    while size < BYTES_OF_TEXT:
        word = chance.choice(_PLAIN if len(words) % 5 else _OTHER)
        words.append(word)
        size += len(word.encode()) + 1
    return " ".join(words)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path, help="the history folder; a device folder is made in it")
    parser.add_argument("--last-day", type=date.fromisoformat, default=LAST_DAY)
    asked = parser.parse_args()
    generate(asked.folder, asked.count, asked.last_day)
