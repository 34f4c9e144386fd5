"""A person at a terminal, in front of the program's own `main` as a job of the smallest of shells."""

import contextlib
import fcntl
import os
import re
import select
import shlex
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import fork_server
import pyte
from forked import Somebody
from small_shell import PROMPT, Shell
from the_program import PATIENCE

from selfattach import words
from selfattach.ui.answer_syntax import STANDS

ENTER, ESC, CTRL_C, CTRL_D, CTRL_Z, RUB_OUT = "\r", "\x1b", "\x03", "\x04", "\x1a", "\x7f"
PRACTICE = f"{shlex.quote(sys.executable)} -m selfattach practice leaving"
SOON = 0.05  # seconds after which a screen takes Enter here
_MODES_AT_REST = {"7": "h", "25": "h"}  # lines wrap, the cursor shows; every other private mode is off


class Terminal:
    """One terminal with the program running in it."""

    def __init__(self, program, *arguments, size=(40, 100), meddle=None, who=None, stands=SOON):
        self.raw = ""
        self._seen = 0
        self._drawn = 0
        self._undecoded = b""
        self.screen = pyte.Screen(size[1], size[0])
        self._stream = pyte.Stream(self.screen)
        self.master, self.line = os.openpty()
        self._set_size(size)
        self.modes_before = termios.tcgetattr(self.line)
        who = who or Somebody(cwd=Path.cwd())
        what = self._what(arguments)
        self._is_small = what is not None
        self._stands = stands if self._is_small else STANDS
        shell = Shell(os.ttyname(self.line), program.environment(), what, who, self._stands)
        self._shell = fork_server.begin(shell, meddle)

    def _what(self, arguments):
        """What the shell runs."""
        return [*arguments]

    # --- what a person does

    def sees(self, *patterns):
        """Wait until each of these came, one after another, since the last thing seen. Return the last match."""
        found = None
        for pattern in patterns:
            found = self._sees(re.compile(pattern))
        return found

    def _sees(self, pattern):
        until = time.monotonic() + PATIENCE
        while not (found := pattern.search(self.raw, self._seen)):
            left = until - time.monotonic()
            assert left > 0, f"{pattern.pattern!r} did not come after:\n{self.raw[self._seen :]}\n\n{self.display}"
            if select.select([self.master], [], [], left)[0]:
                self._read()
        self._seen = found.end()
        return found

    def _read(self):
        self._undecoded += os.read(self.master, 65536)
        text = self._undecoded.decode("utf-8", "ignore")
        self._undecoded = self._undecoded[len(text.encode()) :]
        self.raw += text

    def types(self, keys):
        os.write(self.master, os.fsencode(keys))  # also what is no text

    def takes(self, keys):
        """Type on a screen of help: it takes Enter only once it has stood for a moment, as long as one reads."""
        time.sleep(self._stands + SOON)
        self.types(keys)

    def signals(self, signum):
        """Send a signal to the job that has the terminal."""
        job = os.tcgetpgrp(self.master)
        if job > 1:  # 0, when nobody has the terminal any more, would be ourselves
            os.killpg(job, signum)

    def resizes(self, rows, columns):
        self._draw()
        self.screen.resize(rows, columns)
        self._set_size((rows, columns))

    def _set_size(self, size):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))

    def closes(self):
        """Close the window."""
        for end in (self.line, self.master):
            os.close(end)
        self.line = self.master = -1

    # --- what there is then

    def ends(self):
        """Wait for the end of the job, and return its exit status as a shell tells it."""
        if self.master >= 0 and not self.raw.endswith(PROMPT):
            self.sees(re.escape(PROMPT) + r"\Z")
        status = self._shell.ends()
        self._shell = None
        assert "Traceback" not in self.raw, self.raw
        assert "Exception ignored" not in self.raw, self.raw
        return os.waitstatus_to_exitcode(status)

    def is_stopped(self):
        """Wait until the shell has the terminal again because the job was stopped."""
        self.sees(re.escape(PROMPT) + r"\Z")

    @property
    def modes(self):
        return termios.tcgetattr(self.line)

    def _draw(self):
        new, self._drawn = self.raw[self._drawn :], len(self.raw)
        self._stream.feed(new)

    @property
    def display(self):
        self._draw()
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip("\n")

    def is_sane(self, *, resized=False):
        """Whether it is as it was before."""
        assert self.modes == self.modes_before
        return self.is_tidy(resized=resized)

    def is_tidy(self, *, resized=False):
        """Whether nothing is switched on or left over on the screen, and the shell's prompt has its own line.

        After a resize pyte cannot tell what is left over: it moves no line, as every terminal does.
        """
        *lines, last = self.display.split("\n")
        assert self._private_modes() == _MODES_AT_REST
        assert self.screen.mode == pyte.Screen(1, 1).mode
        assert not self.screen.cursor.hidden
        assert not re.search(r"\x1b\[[>=<]", self.raw)  # no keyboard protocol was asked for
        assert self.screen.margins is None
        assert self.screen.cursor.attrs == pyte.Screen(1, 1).cursor.attrs
        assert (last, self.screen.cursor.x) == (PROMPT.strip(), len(PROMPT))
        left_over = [line for line in lines if line.strip().endswith(_QUIET_LINES) or "█" in line]
        assert resized or left_over == []
        return True

    def _private_modes(self):
        modes = dict(_MODES_AT_REST)
        for numbers, how in re.findall(r"\x1b\[\?([\d;]+)([hl])", self.raw):
            modes |= dict.fromkeys(numbers.split(";"), how)
        return {number: how for number, how in modes.items() if how == "h"}

    def is_gone(self):
        """Leave nothing running, whatever came before."""
        if self._shell:
            has_job = False
            with contextlib.suppress(OSError, ProcessLookupError):
                has_job = os.tcgetpgrp(self.master) not in (0, self._shell.pid)
                self.signals(signal.SIGKILL)
            if not (has_job and self._is_small):  # else it ends once its job has, and nothing of that is held any more
                with contextlib.suppress(OSError, ProcessLookupError):
                    os.kill(self._shell.pid, signal.SIGKILL)
            self._shell.ends()
            self._shell = None
        if self.master >= 0:
            self.closes()


class Bash(Terminal):
    """A terminal with a real bash in it, where the real program is started by its command."""

    def __init__(self, program):
        super().__init__(program)
        self.sees(re.escape(PROMPT) + r"\Z")

    def _what(self, arguments):
        return None

    def ended(self):
        """The exit status of the command that was running, as bash has it."""
        self.sees(re.escape(PROMPT) + r"\Z")
        return self._prints("$?")

    def modes_for_a_command(self):
        """How a command started here finds the terminal."""
        return self._prints("$(stty -g)")

    def _prints(self, expression):
        self.types(f"printf '<%s>\\n' \"{expression}\"{ENTER}")
        return self.sees(r"<([^%<>]+)>")[1]

    def types_until(self, keys, pattern):
        """Type these whenever nothing comes for a moment, until this came; an echo alone is something that comes."""
        until = time.monotonic() + PATIENCE
        while not re.search(pattern, self.raw[self._seen :]) and time.monotonic() < until:
            if select.select([self.master], [], [], 0.2)[0]:
                self._read()
            else:
                self.types(keys)
        self.sees(pattern)


# --- what stands under a question, or is the last line of a telling, once keys are taken ---


def below(line, **filled):
    """The quiet line below a list or a box, as a pattern."""
    return re.escape(line.format(**filled))


def either(*lines):
    """One of these lines below a box, as a pattern."""
    return f"(?:{'|'.join(map(re.escape, lines))})"


def ends_live(line):
    """A live line that ends with these words, drawn to its end."""
    return re.escape(f"{line}\x1b[K")


def live(line):
    """A live line, as a pattern."""
    return rf"\r *{re.escape(line)}\x1b\[K"


MENU = either(*(form.partition("{n}")[2] for form in (words.TERMINAL_CHOOSE, words.TERMINAL_CHOOSE_SHORT)))
_QUIET_LINES = (
    words.TERMINAL_ON,
    words.TERMINAL_MORE,
    words.TERMINAL_QUIET,
    words.TERMINAL_QUIET_WORDS,
    words.TERMINAL_WRITE,
    words.TERMINAL_WRITE_MANY,
    words.TERMINAL_DAYS,
)
