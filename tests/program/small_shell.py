"""The smallest of shells, with the program's own `main` in a forked child as its job.

It does what every shell does with a terminal: it hands it to the job, takes it back when the job has ended or was
stopped, prompts, and knows `fg`. It puts nothing in order, so what the program left behind is there to be seen.
"""

import contextlib
import os
import signal
from pathlib import Path
from typing import NamedTuple

from forked import Somebody, be_the_program

import selfattach.cli.practise.practice_run
import selfattach.history.history
import selfattach.ui.plain
import selfattach.ui.prompt_runs
import selfattach.ui.prompt_widgets
import selfattach.ui.terminal  # loaded here so that no child has to
from selfattach.ui.answer_syntax import STANDS

PROMPT = "$ "
BASH = ("bash", "--norc", "--noprofile", "--noediting", "-i")


class Shell(NamedTuple):
    """One shell in a terminal, as plain values. Without arguments to hand on it is a real bash.

    `stands`: after how many seconds a screen takes Enter; less than for a person, as nobody reads here.
    """

    terminal: str
    environment: dict[str, str]
    arguments: list[str] | None
    who: Somebody
    stands: float = STANDS

    def begin(self, meddle=None):
        """In a child: be that shell, and end with the exit status of its job."""
        status = 1
        try:
            os.setsid()
            os.closerange(3, 1024)  # another test's terminal must not be held open here
            for number in range(3):
                os.dup2(os.open(self.terminal, os.O_RDWR), number)  # the first to be opened is the controlling one
            os.closerange(3, 16)
            self.who.stand_there(self.terminal)
            if self.arguments is None:
                os.execve("/bin/bash", BASH, {**self.environment, "PS1": PROMPT})  # noqa: S606  it is the shell
            for one in (selfattach.ui.plain, selfattach.ui.prompt_runs):
                one.STANDS = self.stands
            status = _run_the_job(self.terminal, self.environment, self.arguments, meddle)
        finally:
            os._exit(status)


def _run_the_job(terminal, environment, arguments, meddle):
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    job = os.fork()
    if job == 0:
        os.setpgid(0, 0)
        os.tcsetpgrp(0, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        be_the_program((Path(terminal),) * 3, environment, arguments, meddle)

    def pass_on(signum, _frame):
        with contextlib.suppress(ProcessLookupError):  # the job may have seen by itself that the window is closed
            os.killpg(job, signum)

    signal.signal(signal.SIGHUP, pass_on)
    while True:
        _, status = os.waitpid(job, os.WUNTRACED)
        with contextlib.suppress(OSError):  # the window may be closed
            os.tcsetpgrp(0, os.getpgrp())
            os.write(1, PROMPT.encode())
        if not os.WIFSTOPPED(status):
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code
        while os.read(0, 100).strip() != b"fg":
            pass
        os.tcsetpgrp(0, job)
        os.killpg(job, signal.SIGCONT)
