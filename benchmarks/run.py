"""How long a person waits, told as ratios: each against a base measured in the same run, turn by turn. See README.md.

    .venv/bin/python benchmarks/run.py [--quick] [--homes FOLDER]

It starts the real program in homes of its own; what is on a screen is measured in a real pseudo-terminal.
"""

import argparse
import contextlib
import os
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from generate import generate, sessions

CHECKOUT = Path(__file__).resolve().parent.parent
PROGRAM = str(Path(sys.executable).with_name("selfattach"))
SIZES = (1_000, 10_000, 100_000)
SCRIPTS = (40, 1_000)
ROUNDS, FEW_ROUNDS = 25, 7
PRACTICE, TITLE = "inner-critic-reframe", "Answer the inner critic"  # moderate: the first thing in it is a question
PROMPT = "0 to 10"  # the last words of that question, in every voice
SHELLS = {"bash": ("--norc",), "zsh": ("-f",), "fish": ("--no-config",)}  # with nothing of their own at the start
PAUSED = "Paused"  # the first word of the menu that Ctrl-C opens anywhere, and Esc at a first question
A_LOOK = 0.3  # seconds a person looks at a question at least; by then it takes keys
LONGEST_WAIT = 30.0  # seconds; then the words did not come, and the run fails

Way = Callable[[], float]  # does a thing once and returns the seconds a person waited


class Row(NamedTuple):
    """A ratio: what is measured, against what, and what it may be at most. No goal: told for comparison."""

    what: str
    base: str
    way: Way
    base_way: Way
    goal: float | None


class Ratio(NamedTuple):
    """A measured row: medians in seconds."""

    row: Row
    seconds: float
    base_seconds: float

    @property
    def ratio(self) -> float:
        """How many times the base."""
        return self.seconds / self.base_seconds


# --- what is waited for


def whole_process(home: Path, *command: str) -> float:
    """Run a command to its end."""
    start = perf_counter()
    subprocess.run(command, env=environment(home), cwd=home, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return perf_counter() - start


def on_terminal(home: Path, *command: str, until: str = "", keys: str = "", then: str = "") -> float:
    """Run a command in a pseudo-terminal, to its end or until these words have arrived.

    With keys it is measured from when they are pressed at those words to when the words after them have arrived.
    """
    shutil.rmtree(home / "state" / "drafts", ignore_errors=True)  # else what an earlier run left is offered first
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (40, 80))
    start = perf_counter()
    process = subprocess.Popen(
        command, env=environment(home), cwd=home, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    try:
        if until:
            wait_for(until, ours)
        elif process.wait():
            raise SystemExit(f"{command} failed.")
        if keys:
            time.sleep(A_LOOK)
            start = perf_counter()
            os.write(ours, keys.encode())
            wait_for(then, ours)
        return perf_counter() - start
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def wait_for(words: str, terminal: int) -> None:
    """Read what is on a terminal until the words are there."""
    seen = b""
    latest = perf_counter() + LONGEST_WAIT
    while words.encode() not in seen:
        ready, _, _ = select.select([terminal], [], [], max(latest - perf_counter(), 0))
        new = screen(terminal) if ready else b""
        if not new:
            raise SystemExit(f"`{words}` did not come. What came: {seen.decode(errors='replace')}")
        seen += new


def screen(terminal: int) -> bytes:
    """Return what arrived on a terminal; nothing when it was closed."""
    with contextlib.suppress(OSError):
        return os.read(terminal, 65536)
    return b""


def environment(home: Path) -> dict[str, str]:
    """Return an environment with nothing in it that changes the voice or the place."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "TMPDIR")}
    return {**kept, "HOME": str(home), "SELFATTACH_HOME": str(home), "TERM": "xterm-256color"}


# --- homes


class Homes:
    """Homes with histories of each size and with own scripts, made once in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.empty = self._home("empty", lambda _: None)
        self.with_sessions = {
            size: self._home(f"{size}-sessions", partial(add_history_and_card, size)) for size in SIZES
        }
        self.with_scripts = {count: self._home(f"{count}-scripts", partial(add_scripts, count)) for count in SCRIPTS}

    def _home(self, name: str, fill: Callable[[Path], None]) -> Path:
        """Return a home, filled if it is new. Everything derived is there already: nothing is measured cold."""
        home = self._folder / name
        if not (home / "filled").exists():
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir(parents=True)
            write_answers(home)
            save(home)  # so that the device has its name
            fill(home)
            (home / "filled").touch()
        whole_process(home, PROGRAM, "history", "list")
        whole_process(home, PROGRAM, "exercises", "list")
        save(home)
        return home


def write_answers(home: Path) -> None:
    """Write what `save` answers."""
    (home / "answers.yaml").write_text("thought: Wrong again.\nbelief: 7\n", encoding="utf-8")


def add_history_and_card(count: int, home: Path) -> None:
    """Fill a history, and put a line on the support card of it."""
    add_history(count, home)
    (home / "card.yaml").write_text("place: The library\nplace.shelf: true\n", encoding="utf-8")
    whole_process(home, PROGRAM, "practice", "support-map", "--answers", str(home / "card.yaml"))


def add_history(count: int, home: Path) -> None:
    """Fill a history up to the last day of this month, under the name of this device: that shard is saved into."""
    history = home / "data" / "history"
    device = next(history.iterdir()).name
    shutil.rmtree(history)
    first_of_next = (date.today().replace(day=28) + timedelta(days=4)).replace(day=1)  # noqa: DTZ011  a local day
    generate(history, count, first_of_next - timedelta(days=1), device)
    shutil.rmtree(home / "state" / "written")  # as after an update: what stands there was written here


def add_scripts(count: int, home: Path) -> None:
    """Write copies of an exercise as the person's own, each with an id of its own."""
    folder = home / "data" / "exercises"
    folder.mkdir(parents=True)
    text = next(CHECKOUT.glob(f"exercises/*/{PRACTICE}.yaml")).read_text(encoding="utf-8")
    for number in range(count):
        own = f"own-{number}"
        (folder / f"{own}.yaml").write_text(text.replace(f"id: {PRACTICE}", f"id: {own}", 1), encoding="utf-8")


# --- what is measured


def save(home: Path) -> float:
    """Hold a scripted practice, which saves it."""
    return whole_process(home, PROGRAM, "practice", PRACTICE, "--answers", str(home / "answers.yaml"))


def save_in_process(home: Path) -> Way:
    """Return a way to add a session to the history without starting the program."""
    from selfattach.dates import local_now  # noqa: PLC0415  the base rows need no import of ours
    from selfattach.history.history import History  # noqa: PLC0415
    from selfattach.history.ids import new_id  # noqa: PLC0415
    from selfattach.history.record import stored_from_plain  # noqa: PLC0415
    from selfattach.paths import find_places  # noqa: PLC0415

    plain = next(islice(sessions(1), 1))
    places = find_places({"SELFATTACH_HOME": str(home)})

    def way() -> float:
        now = local_now()
        stamps = {"started": now.isoformat(), "ended": now.isoformat()}
        record = stored_from_plain(plain | stamps | {"id": new_id(now)})
        start = perf_counter()
        History(places).add(record)
        return perf_counter() - start

    return way


def taken_back(home: Path, way: Way) -> Way:
    """Return a way that leaves the month as it was, so that saving often is not saving into an ever fuller month."""

    def way_and_back() -> float:
        month = max(home.glob("data/history/*/*.json"), key=lambda shard: shard.name)
        before = month.read_bytes()
        seconds = way()
        month.write_bytes(before)
        compare_with_notes(home)
        return seconds

    return way_and_back


def compare_with_notes(home: Path) -> None:
    """Have what was put back by hand compared with its notes now, and not in what is measured next."""
    from selfattach.history.history import History  # noqa: PLC0415  as above
    from selfattach.paths import find_places  # noqa: PLC0415  as above

    History(find_places({"SELFATTACH_HOME": str(home)})).put_in_order()


def rows(homes: Homes) -> Iterator[Row]:
    """Yield every row: the start first, then the long history, then many scripts."""
    python = partial(on_terminal, homes.empty, sys.executable, "-c")
    typer, prompts = "import typer", "import typer, prompt_toolkit, rich.console"
    yield Row(
        "--version",
        typer,
        partial(whole_process, homes.empty, PROGRAM, "--version"),
        partial(whole_process, homes.empty, sys.executable, "-c", typer),
        1.3,
    )
    small, middle, large = homes.with_sessions.values()
    yield Row(
        "kind --one",
        typer,
        partial(whole_process, small, PROGRAM, "kind", "--one"),
        partial(whole_process, small, sys.executable, "-c", typer),
        1.3,
    )
    support = {home: partial(whole_process, home, PROGRAM, "support") for home in homes.with_sessions.values()}
    yield Row(
        "support, with a card", typer, support[small], partial(whole_process, small, sys.executable, "-c", typer), 1.5
    )
    for zone, guess in (("Europe/London", "with a guess"), ("UTC", "without a guess")):
        way = partial(whole_process, small, "env", f"TZ={zone}", PROGRAM, "support")
        yield Row(f"support, {guess}", typer, way, partial(whole_process, small, sys.executable, "-c", typer), 1.5)
    for home, size in ((middle, "10,000"), (large, "100,000")):
        yield Row(f"support, {size} sessions", "1,000 sessions", support[home], support[small], None)
    practise = (PROGRAM, "practice", PRACTICE)
    first_words = {home: partial(on_terminal, home, *practise, until=TITLE) for home in homes.with_sessions.values()}
    prompt = {home: partial(on_terminal, home, *practise, until=PROMPT) for home in homes.with_sessions.values()}
    yield Row("first words of a practice", typer, first_words[small], partial(python, typer), 1.6)
    yield Row("first prompt ready", prompts, prompt[small], partial(python, prompts), 1.15)
    esc, ctrl_c = (partial(prompt[small], keys=key, then=PAUSED) for key in ("\x1b", "\x03"))
    yield Row("Esc, which may begin another key", "Ctrl-C", esc, ctrl_c, None)
    for name, ways in (("first words", first_words), ("first prompt", prompt)):
        yield Row(f"{name}, 10,000 sessions", "1,000 sessions", ways[middle], ways[small], None)
        yield Row(f"{name}, 100,000 sessions", "1,000 sessions", ways[large], ways[small], 1.3)
    listing = {
        home: partial(whole_process, home, PROGRAM, "history", "list", "--limit", "10")
        for home in (small, middle, large)
    }
    saving = {home: taken_back(home, partial(save, home)) for home in (small, middle, large)}
    adding = {home: taken_back(home, save_in_process(home)) for home in (small, middle, large)}
    kinds: tuple[tuple[str, Mapping[Path, Way]], ...] = (
        ("list ten", listing),
        ("save one", saving),
        ("save one, in process", adding),
    )
    for name, by_home in kinds:
        yield Row(f"{name}, 10,000 sessions", "1,000 sessions", by_home[middle], by_home[small], None)
        yield Row(f"{name}, 100,000 sessions", "1,000 sessions", by_home[large], by_home[small], 1.3)
    look_back, export = (
        partial(whole_process, middle, PROGRAM, *command.split()) for command in ("insights", "history export --sealed")
    )
    yield Row("insights, 10,000 sessions", "history export --sealed", look_back, export, 1.5)
    few, many = (partial(whole_process, homes.with_scripts[count], PROGRAM, "exercises", "list") for count in SCRIPTS)
    yield Row("exercises list, 1,000 own scripts", "40 own scripts", many, few, 1.5)
    yield from shell_rows(homes.empty)


def shell_rows(home: Path) -> Iterator[Row]:
    """Yield what the hook costs the start of each shell there is, on a day with a practice, and what a Tab costs."""
    for shell, nothing_else in SHELLS.items():
        if shutil.which(shell) is None:
            continue
        start_up = [home / f"{name}.{shell}" for name in ("with-hook", "without")]
        lines = subprocess.run([PROGRAM, "hook", shell], capture_output=True, text=True, check=True).stdout
        for file, content in zip(start_up, (lines, ""), strict=True):
            file.write_text(content, encoding="utf-8")
        way, base_way = (
            partial(on_terminal, home, shell, *nothing_else, "-i", "-c", f"source '{file}'") for file in start_up
        )
        yield Row(f"{shell} on a practised day", "without the hook", way, base_way, None)
    for words in ("practice inner-", "history show 2"):
        asked = {"_SELFATTACH_COMPLETE": "complete_bash", "COMP_WORDS": f"selfattach {words}"}
        told = [f"{name}={value}" for name, value in asked.items()]
        tab = partial(whole_process, home, "env", *told, f"COMP_CWORD={len(words.split())}", PROGRAM)
        typer = partial(whole_process, home, sys.executable, "-c", "import typer")
        yield Row(f"Tab after `{words}`", "import typer", tab, typer, 1.6)


def measure(row: Row, rounds: int) -> Ratio:
    """Measure both in turn, so that a slow minute of the machine is slow for both."""
    row.way(), row.base_way()  # once unmeasured: the disk has it then
    times = [(row.way(), row.base_way()) for _ in range(rounds)]
    return Ratio(row, statistics.median(one for one, _ in times), statistics.median(base for _, base in times))


def table(ratios: Iterator[Ratio]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"{'what':<38} {'ms':>7}   {'against':<40} {'ms':>7}  {'ratio':>6}  goal"
    for row, seconds, base_seconds in ratios:
        ratio = seconds / base_seconds
        goal = "" if row.goal is None else f"{row.goal:.2f}  {'met' if ratio <= row.goal else 'NOT MET'}"
        yield (
            f"{row.what:<38} {seconds * 1000:7.1f}   {row.base:<40} {base_seconds * 1000:7.1f}  {ratio:6.2f}  {goal}"
        ).rstrip()


def main() -> None:
    """Make the homes, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a first impression in less than a minute")
    parser.add_argument("--homes", type=Path, help="keep the made-up homes here for the next run")
    parser.add_argument("--only", default="", metavar="WORD", help="only rows with this in their name")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        homes = Homes(asked.homes.absolute() if asked.homes else Path(temporary))
        wanted = (row for row in rows(homes) if asked.only in row.what)
        for line in table(measure(row, FEW_ROUNDS if asked.quick else ROUNDS) for row in wanted):
            print(line, flush=True)


if __name__ == "__main__":
    main()
