"""Homes of made-up people, to look at what looks back: `insights`, home, `journey`, `letters`, `kind`.

    python docs/make_lives.py FOLDER [LIFE ...] [--until DAY]

A life is a file of `lives/`: what somebody did, how many days before the last one and when, and what they said; the
rest was skipped. `six-months` and `four-years` are made up here by chance, always the same; `empty` did nothing. The
program itself lives them, one command after the other, as a person would type it with `--answers`, at a clock that
stands where the life says: what lies in a home then is what the program keeps. A home that is there is left alone.

    SELFATTACH_HOME=FOLDER/night-nurse selfattach insights
"""

import argparse
import io
import json
import os
import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Final, NamedTuple

from selfattach import cli, dates
from selfattach.script.answers_file import read_answers_file

WRITTEN: Final = Path(__file__).parent / "lives"
_CONFIG: Final = '[practice]\nvoice = "terminal"\n'  # a home that has been asked what is asked once
_LINES: Final = ("noticed",)  # commands that take one line, and no answers
_STEP: Final = timedelta(seconds=20)  # by which the clock goes on each time it is looked at


class NotLivedError(Exception):
    """The program did not take what a life says."""


class Did(NamedTuple):
    """One thing that was done: on which day before the last one, when, what, and what was said."""

    ago: int
    at: time
    what: str
    said: Mapping[str, object] | str


def names() -> list[str]:
    """Return the name of every life there is."""
    return ["empty", *_BY_CHANCE, *sorted(path.stem for path in WRITTEN.glob("*.yaml"))]


def life_of(name: str) -> list[Did]:
    """Return everything that was done in a life, the first thing first."""
    if name == "empty":
        return []
    if name in _BY_CHANCE:
        return list(_by_chance(_BY_CHANCE[name]))
    written = read_answers_file((WRITTEN / f"{name}.yaml").read_bytes(), name)
    return [_did(when, said) for when, said in written.items()]


def _did(when: str, said: Mapping[str, object] | str) -> Did:
    ago, at, what = when.split()
    return Did(int(ago), time.fromisoformat(at), what, said)


def make(folder: Path, lives: list[str], until: date) -> None:
    """Make a home of each life in a folder, its last day `until`. Raises NotLivedError."""
    for name in lives:
        home = folder / name
        if not home.exists():
            (home / "config").mkdir(parents=True, mode=0o700)
            (home / "config" / "config.toml").write_text(_CONFIG, encoding="utf-8")
            for did in life_of(name):
                with _at(datetime.combine(until - timedelta(days=did.ago), did.at).astimezone()):
                    _do(home, did)


def _do(home: Path, did: Did) -> None:
    """Run one command to its end in a home, with what was said on its standard input."""
    if did.what in _LINES:
        command, says = [did.what], str(did.said)
    else:
        command, says = ["practice", did.what, "--answers", "-", "--no-input"], json.dumps(did.said)
    heard, stdin, environment = io.StringIO(), sys.stdin, dict(os.environ)
    sys.stdin = io.TextIOWrapper(io.BytesIO(says.encode()), encoding="utf-8")
    os.environ["SELFATTACH_HOME"] = str(home)
    try:
        with redirect_stdout(heard), redirect_stderr(heard):
            status = cli.run(command)
    finally:
        sys.stdin = stdin
        os.environ.clear()
        os.environ.update(environment)
    if status:
        raise NotLivedError(f"{did}\n\n{heard.getvalue()}")


@contextmanager
def _at(moment: datetime) -> Iterator[None]:
    """Have the clock of the program stand there, and go on a little with each look."""

    class Standing(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            nonlocal moment
            moment += _STEP
            return moment.astimezone(tz)

    dates.datetime = Standing  # type: ignore[misc]
    try:
        yield
    finally:
        dates.datetime = datetime  # type: ignore[misc]


# --- lives by chance: a state that wanders by itself, and weeks in which nobody practises

_BY_CHANCE: Final = {"six-months": 183, "four-years": 1461}  # days
_EACH_DAY, _BREAKS_OFF, _GIVES_NUMBERS, _NOTICES, _SAYS_SO = 0.28, 0.012, 0.8, 0.1, 0.4  # how likely each is
_FEARS: Final = ("They will find out", "You always spoil it", "Too late for you")
_ANSWERS: Final = (
    "I asked, and they were glad that I did.",
    "One evening went wrong, out of many.",
    "Slow is still on the way.",
    "My sister was fifty when she began.",
    "They know, and they are still here.",
    "I would not say that to anybody else.",
)
_THINGS: Final = ("Watered the tomatoes", "Took the early train with Jo", "Said no, kindly", "Mended the bag")
_KIND: Final = ("You kept your word to the plants.", "It was small, and you did it tired.", "No can be a kind word.")
_CUES: Final = ("After the coffee", "When I lock the bike", "On the stairs")
_ACTS: Final = ("I drop my shoulders", "I look at the sky once", "I write two words to Jo", "I drink a glass of water")
_NAMED: Final = ("sad first", "sad second", "angry second", "afraid third", "pleasant first", "pleasant second", "numb")
_HARD: Final = ("The call with the landlord", "Back pain", "An argument about nothing", "The empty chair")
_AS_IT_WAS: Final = ("helped", "helped", "same", "same", "cannot_tell")
_PRACTICES: Final = (
    *("mindfulness-check-in", "inner-critic-reframe", "name-the-feeling", "one-thing-you-did", "small-promise"),
    *("settle", "evening-notes", "self-compassion-letter"),
)


def _by_chance(days: int) -> Iterator[Did]:
    chance, state, away, promised = random.Random(days), 0.0, 0, False
    for ago in range(days, 0, -1):
        state = 0.85 * state + chance.gauss(0, 1)
        away = away - 1 if away else chance.randrange(10, 40) * (chance.random() < _BREAKS_OFF)
        if away or chance.random() > _EACH_DAY:
            continue
        at = time(chance.choice((7, 13, 20, 21, 22)), chance.randrange(60))
        what = chance.choice(_PRACTICES)
        said = _said(what, chance, state)
        if what == "small-promise":
            said |= {"earlier": chance.choice(("kept", "changed", "let_go"))} if promised else {}
            promised = True
        yield Did(ago, at, what, said)
        if chance.random() < _NOTICES:
            yield Did(ago, time(23, 30), "noticed", f"{chance.choice(_THINGS)}, and it was quiet")


def _said(what: str, chance: random.Random, state: float) -> dict[str, object]:
    """Return what is said in one practice."""
    first = min(max(round(3.5 + state), 0), 6)
    last = min(max(round(3.5 + 0.7 * state + chance.gauss(0, 1)), 0), first + 1)
    said: dict[str, object] = {
        "felt": "harder" if last > first and chance.random() < _SAYS_SO else chance.choice(_AS_IT_WAS)
    }
    numbers = {"distress.before": first, "distress.after": last, "guard.before": "go_on"}
    numbers = numbers if chance.random() < _GIVES_NUMBERS else {}
    match what:
        case "mindfulness-check-in":
            return said | {"anchor": "sound", "here": [chance.choice(("busy", "calm", "body"))]}
        case "settle":
            return said | {"way": chance.choice(("counted", "own", "edges"))}
        case "name-the-feeling":
            kind, *nearer = chance.choice(_NAMED).split()
            return said | {"kind": kind} | ({"word": nearer[0]} if nearer else {})
        case "one-thing-you-did":
            line = {"thing": chance.choice(_THINGS), "line": chance.choice(_KIND), "way": "long"}
            return said | line | {"line.shelf": True, "line.shelf.would_say": True}
        case "inner-critic-reframe":
            answer = {"answer": chance.choice(_ANSWERS), "believe": chance.randrange(2, 9)}
            on_the_shelf = {"answer.shelf": True, "answer.shelf.would_say": True}
            return said | numbers | answer | on_the_shelf | {"thought": chance.choice(_FEARS), "again": "another"}
        case "small-promise":
            return said | {"plan": {"cue": chance.choice(_CUES), "action": chance.choice(_ACTS)}, "likely": 9}
        case "evening-notes":
            return said | numbers | {"hard": chance.choice(_HARD), "fair": chance.choice(_KIND)}
        case "self-compassion-letter":
            letter = f"I know how this one feels. {chance.choice(_HARD)}, and then the whole evening."
            seal = chance.choice((True, 30, 90))
            kept = {"letter.keep": "keep", "letter.shelf": seal}
            return said | numbers | kept | {"way": "page", "letter": letter, "sounds": "friend"}
    return said


def main() -> None:
    """Make what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("lives", nargs="*", metavar="LIFE", help=f"some of {', '.join(names())}; none: all of them")
    parser.add_argument("--until", type=date.fromisoformat, default=datetime.now().astimezone().date(), metavar="DAY")
    asked = parser.parse_args()
    if unknown := [one for one in asked.lives if one not in names()]:
        parser.error(f"no life is called {', '.join(unknown)}")
    make(asked.folder.absolute(), asked.lives or names(), asked.until)


if __name__ == "__main__":
    try:
        main()
    except NotLivedError as wrong:
        sys.exit(str(wrong))
