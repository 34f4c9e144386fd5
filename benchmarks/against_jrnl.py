"""The same texts in selfattach and in jrnl: listing ten, searching a word, saving one, exporting. See README.md.

    .venv/bin/python benchmarks/against_jrnl.py --jrnl PATH/TO/jrnl [--sizes 10000,100000] [--rounds 5]

Both programs are started as whole processes in homes of their own, in turn. With encryption, jrnl gets its password
typed at a pseudo-terminal, and selfattach runs a command that prints it.
"""

import argparse
import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import pexpect
from generate import sessions
from run import PROGRAM, add_history, environment, save, save_in_process, whole_process, write_answers

PASSWORD = "correct horse battery staple"  # noqa: S105  it guards made-up words
RARE, COMMON, NOWHERE = "Número", "quiet", "nowhere-at-all"
WRITTEN_BY_US = "before"  # it stands in what the program writes into each session, and in nobody's words
LIST_TEN, SEARCH, SAVE_ONE = 5.0, 4.0, 15.0  # times faster: the goals, at 10,000 plain sessions
LIST_MEMORY = 60  # MB at most, at 10,000 sessions
GOALS_AT = 10_000
LONGEST_WAIT = 600.0

CONFIG = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: {encrypt}
highlight: true
indent_character: '|'
journals:
  default:
    journal: {journal}
linewrap: 79
tagsymbols: '#@'
template: false
timeformat: '%F %r'
version: v4.6
"""


SAVE_IN_PROCESS = """
import sys, time
from jrnl.config import load_config, scope_config
from jrnl.journals import open_journal

config = scope_config(load_config(sys.argv[1]), "default")
start = time.perf_counter()
journal = open_journal("default", config)
journal.new_entry("today: Wrong again.")
journal.write()
print(time.perf_counter() - start)
"""


class Line(NamedTuple):
    """One comparison: seconds of each, and how many times faster ours has to be, if there is a goal."""

    what: str
    ours: float
    theirs: float
    goal: float | None


Way = Callable[[], float]


class Jrnl:
    """One journal of jrnl."""

    def __init__(self, program: str, home: Path, *, encrypted: bool) -> None:
        self._program = program
        self._home = home
        self._encrypted = encrypted
        self._config = home / "jrnl.yaml"
        self.journal = home / "journal.txt"
        if not self._config.exists():
            home.mkdir(parents=True, exist_ok=True)
            self._configure(encrypt=False)

    def fill(self, count: int) -> None:
        """Write the texts in jrnl's own format."""
        with self.journal.open("w", encoding="utf-8") as out:
            for record in sessions(count):
                started = datetime.fromisoformat(record["started"])
                words = [entry["value"] for entry in record["answers"] if entry["kind"] == "write"]
                out.write(f"[{started:%Y-%m-%d %I:%M:%S %p}] {record['title']}\n" + "\n".join(words) + "\n\n")
        if self._encrypted:
            self.run("--encrypt", twice=True)
            self._configure(encrypt=True)

    def _configure(self, *, encrypt: bool) -> None:
        text = CONFIG.format(encrypt=str(encrypt).lower(), journal=self.journal)
        self._config.write_text(text, encoding="utf-8")

    def save_in_process(self) -> float:
        """Open the journal, add an entry, write it: by jrnl's own code, without its start."""
        python = str(Path(self._program).with_name("python"))
        ran = subprocess.run(
            [python, "-c", SAVE_IN_PROCESS, str(self._config)],
            env=environment(self._home), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return float(ran.stdout.split()[-1])

    def run(self, *arguments: str, twice: bool = False) -> float:
        """Run it to its end, typing the password wherever it is asked for."""
        command = [self._program, "--config-file", str(self._config), *arguments]
        if not self._encrypted:
            return whole_process(self._home, *command)
        return typed(self._home, command, PASSWORD, times=2 if twice else 1)


def typed(home: Path, command: list[str], password: str, *, times: int) -> float:
    """Run a command in a pseudo-terminal, typing a password as often as it asks for one."""
    start = perf_counter()
    child = pexpect.spawn(command[0], command[1:], env=environment(home), cwd=str(home), timeout=LONGEST_WAIT)
    for _ in range(times):
        child.expect("assword")
        child.sendline(password)
    if times > 1:
        child.expect("keychain")
        child.sendline("n")
    with contextlib.suppress(OSError):  # so a pseudo-terminal tells its end
        while os.read(child.child_fd, 1 << 16):
            pass
    child.wait()
    if child.exitstatus:
        raise SystemExit(f"{command} ended with {child.exitstatus}.")
    return perf_counter() - start


# --- homes


def our_home(folder: Path, count: int, *, encrypted: bool) -> Path:
    """Return a home of ours with that many sessions; what is derived is there already."""
    home = folder / f"ours-{count}{'-vault' if encrypted else ''}"
    if not (home / "filled").exists():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        write_answers(home)
        save(home)
        add_history(count, home)
        if encrypted:
            whole_process(home, PROGRAM, "vault", "init", "--passphrase-command", f"echo {PASSWORD}")
        (home / "filled").touch()
    whole_process(home, PROGRAM, "history", "list")
    return home


def their_home(folder: Path, program: str, count: int, *, encrypted: bool) -> Jrnl:
    """Return a journal with the same texts."""
    home = folder / f"jrnl-{count}{'-encrypted' if encrypted else ''}"
    jrnl = Jrnl(program, home, encrypted=encrypted)
    if not (home / "filled").exists():
        jrnl.fill(count)
        (home / "filled").touch()
    return jrnl


def restored(files: Callable[[], list[Path]], way: Way, afterwards: Callable[[], object] = lambda: None) -> Way:
    """Return a way that leaves the files as they were, so that saving often is not saving into an ever longer one.

    `afterwards`: has what was put back by hand looked at, and not in what is measured next.
    """

    def way_and_back() -> float:
        before = {file: file.read_bytes() for file in files()}
        seconds = way()
        for file, content in before.items():
            file.write_bytes(content)
        afterwards()
        return seconds

    return way_and_back


# --- what is compared


def lines(folder: Path, jrnl: str, count: int, rounds: int, *, encrypted: bool) -> Iterator[Line]:
    """Measure every comparison of one size."""
    ours, theirs = our_home(folder, count, encrypted=encrypted), their_home(folder, jrnl, count, encrypted=encrypted)
    run = partial(whole_process, ours, PROGRAM, "history")
    has_goals = count == GOALS_AT and not encrypted

    def newest() -> list[Path]:
        return [max((ours / "data" / "history").glob("*/*.json*"), key=lambda shard: shard.name)]

    pairs: list[tuple[str, Way, Way, float | None]] = [
        ("list ten", partial(run, "list", "--limit", "10"), partial(theirs.run, "-n", "10", "--short"), LIST_TEN),
        ("search a rare word", partial(run, "search", RARE), partial(theirs.run, "-contains", RARE), SEARCH),
        ("search a common word", partial(run, "search", COMMON), partial(theirs.run, "-contains", COMMON), SEARCH),
        (
            "search a word that is not there",
            partial(found_nothing, ours, NOWHERE),
            partial(theirs.run, "-contains", NOWHERE),
            SEARCH,
        ),
        (
            "search a word only we write",
            partial(found_nothing, ours, WRITTEN_BY_US),
            partial(theirs.run, "-contains", WRITTEN_BY_US),
            SEARCH,
        ),
        (
            "save one, the whole process",
            restored(newest, partial(save, ours), partial(run, "list")),
            restored(lambda: [theirs.journal], partial(theirs.run, "today: Wrong again.")),
            None,
        ),
        ("export JSON", partial(run, "export"), partial(theirs.run, "--export", "json"), None),
    ]
    if not encrypted:
        saving = restored(newest, save_in_process(ours), partial(run, "list"))
        pairs.append(
            ("save one, in process", saving, restored(lambda: [theirs.journal], theirs.save_in_process), SAVE_ONE)
        )
    for what, way, their_way, goal in pairs:
        if rounds > 1:
            way(), their_way()  # once unmeasured: the disk has it then
        times = [(way(), their_way()) for _ in range(rounds)]
        seconds, their_seconds = (statistics.median(column) for column in zip(*times, strict=True))
        yield Line(what, seconds, their_seconds, goal if has_goals else None)


def found_nothing(home: Path, word: str) -> float:
    """Search for a word that is nowhere, which ends with status 3."""
    start = perf_counter()
    command = (PROGRAM, "history", "search", word)
    ran = subprocess.run(command, env=environment(home), stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if ran.returncode != 3:  # noqa: PLR2004  nothing found
        raise SystemExit(f"{command} ended with {ran.returncode}: {ran.stderr.decode()}")
    return perf_counter() - start


def memory_of_list(home: Path) -> float:
    """Return the most memory that listing ten took, in MB."""
    command = f"import resource, subprocess; subprocess.run({[PROGRAM, 'history', 'list', '--limit', '10']!r}, "
    command += "capture_output=True, check=True); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    ran = subprocess.run(
        [sys.executable, "-c", command], env=environment(home), capture_output=True, text=True, check=True
    )
    return int(ran.stdout) / 1024  # Linux tells kilobytes


def main() -> None:
    """Make the homes, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jrnl", default=shutil.which("jrnl"), help="the program jrnl; else the one on the path")
    parser.add_argument("--sizes", default="10000,100000", help="how many sessions, divided by commas")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--plain-only", action="store_true", help="leave encryption out")
    parser.add_argument("--homes", type=Path, help="keep the made-up homes here for the next run")
    asked = parser.parse_args()
    if not asked.jrnl:
        parser.error("there is no jrnl on the path: python3 -m venv DIR, DIR/bin/pip install jrnl, --jrnl DIR/bin/jrnl")
    version = subprocess.run([asked.jrnl, "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[
        0
    ]
    print(f"against {version}")
    print(f"{'sessions':>8} {'':9} {'what':<32} {'ours ms':>9} {'jrnl ms':>9}  {'times faster':>12}  goal")
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.homes.absolute() if asked.homes else Path(temporary)
        for count in map(int, asked.sizes.split(",")):
            for encrypted in (False,) if asked.plain_only else (False, True):
                for line in lines(folder, asked.jrnl, count, asked.rounds, encrypted=encrypted):
                    faster = line.theirs / line.ours
                    goal = (
                        "" if line.goal is None else f"{line.goal:.0f}  {'met' if faster >= line.goal else 'NOT MET'}"
                    )
                    kind = "encrypted" if encrypted else "plain"
                    print(
                        f"{count:8} {kind:9} {line.what:<32} {line.ours * 1000:9.0f} {line.theirs * 1000:9.0f}"
                        f"  {faster:12.1f}  {goal}".rstrip(),
                        flush=True,
                    )
            memory = memory_of_list(our_home(folder, count, encrypted=False))
            met = (
                f"  at most {LIST_MEMORY}  {'met' if memory <= LIST_MEMORY else 'NOT MET'}" if count == GOALS_AT else ""
            )
            print(f"{count:8} {'plain':9} {'memory of list ten':<32} {memory:6.0f} MB{met}", flush=True)


if __name__ == "__main__":
    main()
