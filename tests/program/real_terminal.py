"""A person at a real terminal in front of the real program, and three walks through the bundled exercises.

Run as a program it writes the transcripts that stand in docs/:

    python tests/program/real_terminal.py docs/transcripts
"""

import contextlib
import os
import re
import signal
import sys
import tempfile
from pathlib import Path

import pexpect
import pyte

ENTER, ESC, CTRL_C, CTRL_D, DOWN = "\r", "\x1b", "\x03", "\x04", "\x1b[B"
SIZES = {"80x24": (24, 80), "40x15": (15, 40), "200x60": (60, 200)}

# (words that are waited for, keys that are pressed then); at pace `off` a rest passes by itself
WALKS = {
    "mindfulness-check-in": (
        ("no wrong way", ""),
        ("come back to", "2" + ENTER),
        ("farthest away", ""),
        ("What is here right now", DOWN + DOWN + " " + ENTER),
        ("Your head is busy", ""),
        ("Come back to the sounds", ""),
        ("another two minutes", "2" + ENTER),
        ("Now notice the whole of you", ""),
        ("You gave yourself", ""),
        ("How was it for you", "2" + ENTER),
    ),
    "inner-critic-reframe": (
        ("How hard is this moment", "4" + ENTER),
        ("Many people live with", ""),
        ("What does it say to you", "You always spoil it." + ENTER),
        ("How true does the sentence feel", "8" + ENTER),
        ("No wonder it hurts", ""),
        ("What might the voice want", "2" + ENTER),
        ("is a plain fact", "I said the wrong name once." + ENTER),
        ("What does the sentence leave out", "The rest of the evening was fine." + ENTER),
        ("and half believe", ENTER),
        ("fair and kind", "Everything is fine." + ENTER),
        ("How much of it can you believe", "2" + ENTER),
        ("Another beginning", "1" + ENTER),
        ("fair and kind", "I am tired, and it was one name." + ENTER),
        ("How much of it can you believe", "7" + ENTER),
        ("does it feel now", "5" + ENTER),
        ("It was 8", ""),
        ("with your kind words", "1" + ENTER),
        ("somebody you care about", "1" + ENTER),
        ("Your answer for today", ""),
        ("here at the end", "3" + ENTER),
        ("How was it for you", "1" + ENTER),
        ("Lay a hand where", ""),
        ("You can take this one along", ENTER),
    ),
    "self-compassion-letter": (
        ("How hard is this moment", "5" + ENTER),
        ("What suits you today", "2" + ENTER),
        ("It can feel strange", ""),
        ("How would you like to begin", ENTER),
        ("What is it about", "Tuesday" + ENTER),
        ("How heavy is it", "6" + ENTER),
        ("What has it been like", "small, mostly" + ENTER),
        ("Who else might know", "3" + ENTER),
        ("Feeling like the only one", ""),
        ("Who could be writing", "5" + ENTER),
        ("Write it here", " ring her back." + CTRL_D),
        ("How does it sound", ENTER),
        ("with your letters", "1" + ENTER),
        ("how many days", "30" + ENTER),
        ("You wrote a letter to yourself", ""),
        ("here at the end", "?" + ENTER),
        ("How was it for you", ENTER),
        ("holds you up", ""),
        ("for the next hour", "1" + ENTER),
        ("That is all for now", ENTER),
    ),
}


# the end of what prompt_toolkit draws; a telling shows `Enter`
ON = r"\r *Enter(?:: more of it)?\x1b\[K"
_READY = rf"\x1b\[\?7h\x1b\[0m|{ON}"


class Sitting:
    """One run of the program in a pseudo-terminal, with a screen that remembers what scrolled away."""

    program = ("-m", "selfattach")

    def __init__(self, home, *arguments, size=(24, 80)):
        rows, columns = size
        self.screen = pyte.HistoryScreen(columns, rows, history=2000, ratio=1)
        self._stream = pyte.Stream(self.screen)
        self.child = pexpect.spawn(
            sys.executable,
            [*self.program, *arguments],
            env={
                "PATH": "/usr/bin:/bin",
                "TERM": "xterm-256color",
                "LANG": "C.UTF-8",
                "SELFATTACH_HOME": str(home),
                **{name: os.environ[name] for name in ("TZ",) if name in os.environ},
            },
            encoding="utf-8",
            codec_errors="replace",
            dimensions=size,
            timeout=60,
        )
        self.child.delaybeforesend = None
        self.child.logfile_read = self
        self._is_new = not (Path(home) / "config").exists()

    def write(self, text):
        # pyte prints the tails of these two private sequences
        self._stream.feed(re.sub(r"\x1b\[[>=?][0-9;]*[uq]", "", text))

    def flush(self):
        pass

    def sees(self, words):
        """Wait until these words came, however the lines were broken, and go on where the screen is full before."""
        pattern = r"(?:\s|\x1b\[[0-9;]*m)+".join(re.escape(word) for word in words.split())
        while self.child.expect([pattern, ON]):
            self.child.send(ENTER)

    def settles(self):
        """Wait until a prompt stands under the question, or the word that says what passes a telling."""
        self.child.expect(_READY)

    def does(self, words, keys):
        self.sees(words)
        if keys:
            self.settles()
            self.child.send(keys)

    def walks(self, walk):
        if self._is_new:
            self.child.expect_exact("> ")  # whether plain lines would suit better
            self.child.send(ENTER)
        for words, keys in walk:
            self.does(words, keys)

    def leaves(self):
        self.child.expect(pexpect.EOF)
        self.child.wait()
        return self.child.exitstatus

    def is_killed(self):
        self.child.kill(signal.SIGKILL)
        with contextlib.suppress(pexpect.TIMEOUT, pexpect.EOF):
            self.child.expect(pexpect.EOF)
        self.child.wait()

    @property
    def transcript(self):
        """Everything that was on the screen, as it looked when it scrolled away or at the end."""
        gone = ["".join(line[column].data for column in range(self.screen.columns)) for line in self.screen.history.top]
        lines = [line.rstrip() for line in (*gone, *self.screen.display)]
        return "\n".join(lines).strip("\n") + "\n"


def write_transcripts(folder):
    """Walk through each exercise at each size, in an empty home, and keep what was on the screen."""
    for name, walk in WALKS.items():
        for size, dimensions in SIZES.items():
            if size == "200x60":  # the same as 80x24: no line is wider than 72 columns
                continue
            with tempfile.TemporaryDirectory() as home:
                sitting = Sitting(os.path.join(home, "home"), "practice", name, "--pace", "off", size=dimensions)  # noqa: PTH118
                sitting.walks(walk)
                sitting.leaves()
            (folder / f"{name}-{size}.txt").write_text(without_ids(sitting.transcript), encoding="utf-8")


def without_ids(text):
    """The transcript with what is new each time put level: ids, and the day on which a letter opens."""
    text = re.sub(r"(?<=It opens on )\d+ [A-Z][a-z]+", "22 December", text)
    return re.sub(r"\b\d{6}-[a-z0-9]{3}\b", "261122-abc", text)


if __name__ == "__main__":
    write_transcripts(Path(sys.argv[1]))
