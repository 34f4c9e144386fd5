"""How many keys stand between a person and the end of a practice, besides their own words. Told as a table.

    .venv/bin/python benchmarks/presses.py [--size 80x24]

The real program in a real pseudo-terminal, as its regular would pass it: Enter wherever Enter goes on, `3` for how hard
it is, a few words where words are asked. A number and its Enter count as one; the Enter that ends one's own words is
not counted, nor is what starts the program. Earlier visits are days before, entered with nothing answered.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pexpect
import pyte

ENTER, CTRL_C, CTRL_D = "\r", "\x03", "\x04"
LETTER = "It was a long day, and it is over."
MOST = 120  # stops; a practice that has more does not end
_READS = 0.45  # seconds; a menu in which Enter starts something takes none sooner
_STARTS = 20.0  # seconds
PROGRAM = (sys.executable, "-m", "selfattach")
# what is at the foot of the screen -> what the regular does there, and how many keys that counts
FEET = (
    (r"Ctrl-D: done|Ctrl-D skips it|Ctrl-D or Enter 3 times", ("A few lines of my own." + CTRL_D, 0)),
    (r"0 to 10 or arrows", ("3" + ENTER, 1)),
    (r"\d to \d+ or arrows[^\n]*\n?[^\n]*Enter (skips|takes)", (ENTER, 1)),
    (r"Enter skips it|Enter goes on\.", ("A few words." + ENTER, 0)),
    (r"then Enter|ticks, Enter goes on|Enter", (ENTER, 1)),
)


class Sitting:
    """One run of the program on a terminal of this size."""

    def __init__(self, home: Path, arguments: tuple[str, ...], size: tuple[int, int]) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.child = pexpect.spawn(
            PROGRAM[0],
            [*PROGRAM[1:], *arguments],
            env=environment(home),
            encoding="utf-8",
            dimensions=(rows, columns),
        )
        self.child.delaybeforesend = None
        self.keys = 0

    def settles(self) -> bool:
        """Wait until something comes, and read until nothing more does. Whether the program still runs."""
        patience: float = _STARTS
        while True:
            try:
                self._stream.feed(self.child.read_nonblocking(65536, timeout=patience))
                patience = _READS
            except pexpect.TIMEOUT:
                return True
            except pexpect.EOF:
                return False

    def types(self, keys: str, counted: int) -> None:
        """Press these keys; so many of them count."""
        self.keys += counted
        self.child.send(keys)

    @property
    def foot(self) -> str:
        """The last rows that are not empty."""
        lines = [line.rstrip() for line in self.screen.display]
        while lines and not lines[-1]:
            lines.pop()
        return "\n".join(lines[-3:])

    def goes_on(self) -> None:
        """Do what the regular does at this stop."""
        keys, counted = next(does for pattern, does in FEET if re.search(pattern, self.foot))
        self.types(keys, counted)


def environment(home: Path) -> dict[str, str]:
    """Return what the program is told of its surroundings."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    return {**kept, "SELFATTACH_HOME": str(home), "TERM": "xterm-256color"}


def was_here(home: Path, practice: str, times: int) -> None:
    """Make earlier visits, and a choice of the usual screen."""
    config = home / "config" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('[practice]\nvoice = "terminal"\n[support]\ncountry = "GB"\n', encoding="utf-8")
    for ago in range(times, 0, -1):
        day = (datetime.now().astimezone().date() - timedelta(days=ago)).isoformat()
        run = (*PROGRAM, "practice", practice, "--on", day, "--set", "felt=same", "--no-input")
        subprocess.run(run, env=environment(home), check=True, capture_output=True, stdin=subprocess.DEVNULL)


def with_a_letter(home: Path) -> Path:
    """Have a letter there."""
    given = (f"letter={LETTER}", "letter.shelf=yes")
    run = (
        *PROGRAM,
        "practice",
        "self-compassion-letter",
        "--no-input",
        *(part for one in given for part in ("--set", one)),
    )
    subprocess.run(run, env=environment(home), check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return home


def to_the_end(home: Path, arguments: tuple[str, ...], size: tuple[int, int]) -> int:
    """Return the keys to the end of a run."""
    sitting = Sitting(home, (*arguments, "--pace", "off"), size)
    for _ in range(MOST):
        if not sitting.settles():
            return sitting.keys
        sitting.goes_on()
    raise SystemExit(f"{' '.join(arguments)} does not end:\n{sitting.foot}")


def to_words(home: Path, arguments: tuple[str, ...], keys: tuple[str, ...], words: str, size: tuple[int, int]) -> int:
    """Return the keys until these words stand on the screen: given ones first, then Enter."""
    sitting = Sitting(home, arguments, size)
    for place in range(MOST):
        runs = sitting.settles()
        if words in " ".join(" ".join(sitting.screen.display).split()):
            sitting.child.close(force=True)
            return sitting.keys
        if not runs:
            break
        typed = keys[place] if place < len(keys) else ENTER
        sitting.types(typed, len(typed))
    raise SystemExit(f"{' '.join(arguments)}: {words!r} did not come:\n{sitting.foot}")


def rows(size: tuple[int, int]) -> list[tuple[str, int]]:
    """Return what was counted, in the order of the table."""
    found: list[tuple[str, int]] = []
    with tempfile.TemporaryDirectory() as folder:

        def home(practice: str = "", times: int = 0, *, new: bool = False) -> Path:
            made = Path(tempfile.mkdtemp(dir=folder)) / "home"
            made.mkdir()
            if not new:
                was_here(made, practice or "settle", times)
            return made

        found.append(
            ("first start to the first words of a practice", to_words(home(new=True), (), (), "Take care", size))
        )
        for visit in (1, 4, 10):
            for practice in ("inner-critic-reframe", "self-compassion-letter", "evening-notes"):
                known = home(practice, visit - 1)
                found.append((f"{practice}, visit {visit}", to_the_end(known, ("practice", practice), size)))
            for routine, parts in (
                ("morning", ("three-step-pause", "small-promise")),
                ("evening", ("one-thing-you-did", "settle")),
            ):
                known = home(parts[0], visit - 1)
                was_here(known, parts[1], visit - 1)
                found.append((f"routine {routine}, visit {visit}", to_the_end(known, ("routine", routine), size)))
        found.append(("reading a letter", to_words(with_a_letter(home()), ("letters",), (), LETTER, size)))
        found.append(("help, from the start", to_words(home("settle", 2), (), ("5" + ENTER,), "116 123", size)))
        inside = (CTRL_C, "3" + ENTER)
        found.append(
            (
                "help, in a practice",
                to_words(home("settle", 1), ("practice", "three-line-letter"), inside, "116 123", size),
            )
        )
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="80x24", metavar="COLUMNSxROWS")
    columns, lines = map(int, parser.parse_args().size.split("x"))
    for what, keys in rows((columns, lines)):
        sys.stdout.write(f"{keys:4}  {what}\n")


if __name__ == "__main__":
    main()
