"""Walks through the page of help in front of the real program, for the transcripts in docs/ that are read aloud.

Written anew by `python tests/program/hardest_minutes.py docs/transcripts`. Each walk is a practice in a home of
its own, in the United Kingdom; the last one is the next morning of the one before it.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pexpect
from real_terminal import CTRL_C, ENTER, ESC, ON, Sitting, without_ids

DOCS = Path(__file__).parents[2] / "docs" / "transcripts"
CONFIG = '[practice]\nvoice = "terminal"\n[support]\ncountry = "GB"\n'
PRACTICE = ("practice", "three-line-letter", "--pace", "off")
NINE = ("How hard is this moment", "9" + ENTER)
SIZES = {"80x24": (24, 80), "40x15": (15, 40)}
_SOON = 0.05  # seconds after which a screen takes Enter here, where nobody has to read it
_PROGRAM = f"""
from selfattach.ui import answer_syntax
answer_syntax.STANDS = {_SOON}
from selfattach.__main__ import main
main()
"""
_NAMES = {ENTER: "Enter", ESC: "Esc", CTRL_C: "Ctrl-C"}
# (what is walked, words that are waited for and keys that are pressed then, the same as lines)
WALKS = (
    (
        "A 9, and a yes",
        (
            NINE,
            ("rather not say", "1" + ENTER),
            ("Somebody is with me now", ENTER),
            ("Somebody is with me now", ENTER),
            ("Somebody is with me now", "2" + ENTER),
            ("Somebody is with me now", "2" + ENTER),
            ("Back", "1" + ENTER),
            ("Somebody is with me now", "5" + ENTER),
            ("Close it", "2" + ENTER),
            ("clear the screen", "2" + ENTER),
        ),
        ("9", "1", "", "", "2", "2", "1", "5", "2", "2"),
    ),
    (
        "A 9, about hurting myself",
        (
            NINE,
            ("rather not say", "2" + ENTER),
            ("Close this for now", ENTER),
            ("Close this for now", ENTER),
            ("Close this for now", CTRL_C),
            ("clear the screen", "2" + ENTER),
        ),
        ("9", "2", "", "", ":stop", "2"),
    ),
    (
        "An 8, and a 7 that stays",
        (
            ("How hard is this moment", "8" + ENTER),
            ("Another forty seconds", "2" + ENTER),
            ("after that minute", "7" + ENTER),
            ("not wanting to live", ENTER),
            ("not wanting to live", "3" + ENTER),
        ),
        ("8", "2", "7", "", "3"),
    ),
    (
        "Too much, at the first line",
        (
            ("How hard is this moment", "3" + ENTER),
            ("What happened", CTRL_C),
            ("Let this one go", "2" + ENTER),
            ("not wanting to live", "2" + ENTER),
            ("not wanting to live", ENTER),
            ("How was it for you", "3" + ENTER),
            ("not wanting to live", "3" + ENTER),
        ),
        ("3", ":ground", "2", "", "3", "3"),
    ),
    (
        "A 9, and a no",
        (
            NINE,
            ("rather not say", "3" + ENTER),
            ("Close this for now", ENTER),
            ("Close this for now", ESC),
            ("rather not say", "4" + ENTER),
            ("Close this for now", "5" + ENTER),
            ("clear the screen", "2" + ENTER),
        ),
        ("9", "3", "", ":back", "4", "5", "2"),
    ),
    (
        "The next morning",
        (
            ("rather not say", "2" + ENTER),
            ("Check in", "1" + ENTER),
            ("My breath", CTRL_C),
            ("Let this one go", "5" + ENTER),
        ),
        ("2", "1", ":stop", "5"),
    ),
)


class _Helped(Sitting):
    """Somebody who reads a screen of help for a moment before a key is pressed, as it takes none before.

    `screens` holds each as it stood there when a key was pressed, with the key.
    """

    program = ("-c", _PROGRAM)

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.screens = []

    def stood(self, key):
        """Keep the screen as it stands, once all that comes has come."""
        self.child.expect([pexpect.TIMEOUT, pexpect.EOF], timeout=2 * _SOON)
        lines = [line.rstrip() for line in self.screen.display]
        self.screens.append("\n".join(lines).strip("\n") + f"\n\n-- {key}\n")

    def sees(self, words):
        pattern = r"(?:\s|\x1b\[[0-9;]*m)+".join(re.escape(word) for word in words.split())
        while self.child.expect([pattern, ON]):
            self.stood("Enter")
            self.child.send(ENTER)

    def does(self, words, keys):
        self.sees(words)
        self.settles()
        self.stood(_NAMES.get(keys, keys.removesuffix(ENTER)))
        self.child.send(keys)


def home_of(folder, place, title):
    """Return a home of somebody who was here before and said where they live; the next morning it is the one before."""
    home = folder / str(place - 1 if title == "The next morning" else place)
    if not home.exists():
        for name in ("config", "state"):
            (home / name).mkdir(parents=True)
        (home / "config" / "config.toml").write_text(CONFIG, encoding="utf-8")
    return home


def on_a_terminal(size, folder):
    """Each screen of all of these walks as it stood when a key was pressed, and the key."""
    parts = []
    for place, (title, walk, _) in enumerate(WALKS):
        home = home_of(folder, place, title)
        sitting = _Helped(home, *PRACTICE, size=SIZES[size])
        try:
            sitting.walks(walk)
            sitting.leaves()
            sitting.stood("the end")
        finally:
            sitting.is_killed()
        parts.append("\n".join([f"== {title} ==\n", *sitting.screens]))
    return without_ids("\n".join(parts))


def in_plain_lines(folder):
    """The same in plain lines."""
    parts = []
    for place, (title, _, lines) in enumerate(WALKS):
        home = home_of(folder, place, title)
        ran = subprocess.run(
            [sys.executable, "-m", "selfattach", *PRACTICE, "--plain"],
            input="".join(f"{line}\n" for line in lines),
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "SELFATTACH_HOME": str(home)},
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        parts.append(f"== {title} ==\n\n{ran.stdout}")
    return without_ids("\n".join(parts))


def write(folder, scratch):
    """Write all of them."""
    for size in SIZES:
        (folder / f"hardest-minute-{size}.txt").write_text(on_a_terminal(size, scratch / size), encoding="utf-8")
    (scratch / "plain").mkdir()
    (folder / "hardest-minute-plain.txt").write_text(in_plain_lines(scratch / "plain"), encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch_folder:
        write(Path(sys.argv[1]), Path(scratch_folder))
