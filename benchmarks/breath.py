"""How a breath moves and what it costs: frames a second and the share of one core, of the real program on a terminal.

    .venv/bin/python benchmarks/breath.py

Two practices are held in a real pseudo-terminal: one with a breath of forty seconds, one with the same at pace `off`,
which ends at once. The share is what the first used of a core beyond the second, for each second of breath.
"""

import os
import subprocess
import sys
import tempfile
import termios
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Final

PROGRAM = str(Path(sys.executable).with_name("selfattach"))
SECONDS, ROUNDS = 4, 5
FRAMES, SHARE = 20.0, 10.0  # the goals: frames a second at least, per cent of one core at most
SCRIPT: Final = f"""\
selfattach: 1
id: breath
title: Breath
summary: To be measured.
intensity: gentle
steps:
  - breathe: {{in: {SECONDS}, out: {SECONDS}, rounds: {ROUNDS}}}
"""


def hold(home: Path, pace: str) -> tuple[list[float], float]:
    """Hold one practice. Return when each frame of the bar came, and the processor seconds of the whole."""
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    surroundings = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "SELFATTACH_HOME": str(home)}
    command = (PROGRAM, "practice", "breath", "--no-plain", "--no-save", "--pace", pace)
    process = subprocess.Popen(command, env=surroundings, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    frames, seen = [], b""
    while b"How was it for you?" not in seen:
        read = os.read(ours, 65536)
        seen = seen[-100:] + read
        if "█".encode() in read or b"\r\x1b[38;5;29m" in read:
            frames.append(perf_counter())
    os.write(ours, b"\r")
    while True:
        try:
            if not os.read(ours, 65536):
                break
        except OSError:
            break
    _, _, used = os.wait4(process.pid, 0)
    os.close(ours)
    return frames, used.ru_utime + used.ru_stime


def main() -> None:
    """Hold both practices and print what was found."""
    with tempfile.TemporaryDirectory() as home:
        scripts = Path(home) / "data" / "exercises"
        scripts.mkdir(parents=True)
        (scripts / "breath.yaml").write_text(SCRIPT, encoding="utf-8")
        hold(Path(home), "off")
        _, idle = hold(Path(home), "off")
        frames, used = hold(Path(home), "normal")
    lasted = frames[-1] - frames[0]
    gaps = sorted(later - earlier for earlier, later in pairwise(frames))
    rate, share = (len(frames) - 1) / lasted, 100 * (used - idle) / lasted
    late = gaps[int(len(gaps) * 0.99)]
    print(f"frames a second   {rate:6.1f}   goal at least {FRAMES:.0f}   {'met' if rate >= FRAMES else 'NOT MET'}")
    print(f"% of one core     {share:6.1f}   goal at most  {SHARE:.0f}   {'met' if share <= SHARE else 'NOT MET'}")
    print(f"99 of 100 frames came within {late * 1000:.0f} ms of the one before")


if __name__ == "__main__":
    main()
