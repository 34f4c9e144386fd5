"""Ten years of practice: how much longer starts, shelves and the doctor take than after four months. See README.md.

    .venv/bin/python benchmarks/long_use.py [--quick] [--homes FOLDER] [--only WORD] [--make COUNT HOME]

Both homes are of the same person, eight sessions a day: 30,000 sessions are a little over ten years, 1,000 are four
months. A file a month, as the program writes it; a week has about three letters, a fifth of them sealed, three lines of
kind words and six promises, each a review of the one before; the first session is the inventory of barriers, so that
there is a journey.
"""

import argparse
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from generate import sessions
from run import FEW_ROUNDS, PROGRAM, ROUNDS, Row, measure, on_terminal, save, table, whole_process, write_answers

from selfattach.history import jsontext

FEW, MANY = 1_000, 30_000
_HOURS = tuple(time(hour, 10) for hour in (7, 8, 10, 12, 14, 17, 19, 21))
_KEPT, _SEALED = 2, 5  # every second letter and kind line is kept, every fifth of those letters is sealed
_OF = {"self-compassion-letter": "letters", "kind-words": "kind-words"}
_KEPT_WORDS = 160  # characters of any other session
_MENU = "Something else"  # a line of home


def long_use(count: int, last_day: date, device: str) -> Iterator[dict[str, Any]]:
    """Yield that many records, oldest first."""
    met = Counter[str]()
    for number, record in enumerate(sessions(count, last_day, device, _HOURS)):
        for entry in record["answers"]:
            shelf = entry.get("shelf")
            if shelf is None:
                continue
            of_it = _OF.get(record["exercise"]) == shelf
            met[shelf] += of_it
            if not of_it or met[shelf] % _KEPT:
                del entry["shelf"]
                entry |= {"name": "thought", "value": entry["value"][:_KEPT_WORDS]}
            elif shelf == "letters" and met[shelf] % (_KEPT * _SEALED) == 0:
                opens = datetime.fromisoformat(record["started"]) + timedelta(days=30)
                entry["seal_until"] = opens.date().isoformat()
        if number == 0:
            inventory = {"name": "now", "kind": "items", "ask": "How much is this in your way?", "at": record["ended"]}
            figures = {"inner_critic": 5, "emotional_backlog": 4, "cut_off_from_feelings": 2}
            record |= {"exercise": "barrier-inventory", "title": "What is in the way"}
            record["answers"] = [{**inventory, "value": figures, "items": {name: name for name in figures}}]
        yield record


def make(count: int, home: Path) -> None:
    """Fill a home. What is derived is worked out at its first starts."""
    if (home / "filled").exists():
        return
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    write_answers(home)
    save(home)  # so that the device has its name
    folder = next((home / "data" / "history").iterdir())
    for shard in folder.glob("*.json"):
        shard.unlink()
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011  a local day; the doctor tells of a later one
    records = long_use(count, yesterday, folder.name)
    for month, held in groupby(records, key=lambda record: record["id"][:6]):
        shard = folder / f"{month[:4]}-{month[4:]}.json"
        shard.write_bytes(jsontext.dump({"sessions": {str(at): one for at, one in enumerate(held, 1)}}))
        shard.chmod(0o600)
    shutil.rmtree(home / "state" / "written")  # as after an update: what stands there was written here
    shutil.rmtree(home / "cache", ignore_errors=True)
    (home / "filled").touch()


def settle(home: Path) -> None:
    """Have everything derived there before anything is measured."""
    for command in ((), ("letters",), ("kind",), ("promises",), ("history", "list")):
        whole_process(home, PROGRAM, *command)


def rows(few: Path, many: Path) -> Iterator[Row]:
    """Yield every row: the start first."""
    base = f"{FEW:,} sessions"
    home = [partial(whole_process, one, PROGRAM) for one in (many, few)]
    yield Row("selfattach, in a pipe", base, *home, 1.5)
    menu = [partial(on_terminal, one, PROGRAM, until=_MENU) for one in (many, few)]
    yield Row("selfattach, until it can be chosen", base, *menu, 1.5)
    for command in ("letters", "kind", "promises", "doctor"):
        way, base_way = (partial(whole_process, one, PROGRAM, command) for one in (many, few))
        yield Row(command, base, way, base_way, 3)
    for command in ("history list --limit 10", "history search tight", "history export --to -"):
        way, base_way = (partial(whole_process, one, PROGRAM, *command.split()) for one in (many, few))
        yield Row(command, base, way, base_way, None)


def main() -> None:
    """Make the homes, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--homes", type=Path, help="keep the made-up homes here for the next run")
    parser.add_argument("--only", default="", metavar="WORD", help="only rows with this in their name")
    parser.add_argument("--make", nargs=2, metavar=("COUNT", "HOME"), help="make one home, and measure nothing")
    asked = parser.parse_args()
    if asked.make:
        make(int(asked.make[0]), Path(asked.make[1]).absolute())
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.homes.absolute() if asked.homes else Path(temporary)
        homes = [folder / f"{count}-long-use" for count in (FEW, MANY)]
        for count, home in zip((FEW, MANY), homes, strict=True):
            make(count, home)
            settle(home)
        wanted = (row for row in rows(*homes) if asked.only in row.what)
        for line in table(measure(row, FEW_ROUNDS if asked.quick else ROUNDS) for row in wanted):
            print(line, flush=True)


if __name__ == "__main__":
    main()
