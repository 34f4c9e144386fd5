"""The line a shell says at its start, in real shells at a real terminal: once a day, never after a practice."""

import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pexpect
import pytest
from the_program import PATIENCE
from tools import pass_over_without

from selfattach.cli.practise.practice_notes import DAY_FILE, note_day
from selfattach.history.ids import practice_day
from selfattach.words import HOOK_INVITATION

SHELLS = {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"}
PRACTISE = ("practice", "mindfulness-check-in", "--set", "anchor=touch", "--no-input")


class Machine:
    """A home folder whose shell has the hook in its start-up file."""

    def __init__(self, shell, home, program):
        pass_over_without(shell)
        self.shell = shell
        self.home = home
        self.program = program
        self.start_up = home / SHELLS[shell]
        self.start_up.parent.mkdir(parents=True)
        self.start_up.write_text(program.call("hook", shell).out, encoding="utf-8")

    def environment(self, **more):
        path = {"HOME": str(self.home), "PATH": os.environ["PATH"], "TZ": os.environ["TZ"], "TERM": "dumb"}
        return path | {"SELFATTACH_HOME": str(self.program.home)} | more

    def opens(self, **more):
        """Open a new shell at a terminal, and return whether it invited."""
        screen = pexpect.spawn(
            self.shell, ["-i"], env=self.environment(**more), encoding="utf-8", timeout=PATIENCE, dimensions=(40, 100)
        )
        screen.sendline("echo re''ady")
        screen.expect("[^'](ready)\r\n")
        seen = screen.before
        screen.close(force=True)
        assert seen.count(HOOK_INVITATION) <= 1
        assert not re.search("(?i)no such|not found|error|unknown", seen.replace("echo re''ady", "")), seen
        return HOOK_INVITATION in seen


@pytest.fixture(params=SHELLS)
def machine(request, tmp_path, program):
    return Machine(request.param, tmp_path / "person", program)


def test_the_first_shell_of_a_day_invites_and_the_next_does_not(machine):
    assert machine.opens()
    assert not machine.opens()
    noted = machine.program.places.cache / DAY_FILE
    assert noted.stat().st_mode & 0o777 == 0o600
    assert noted.parent.stat().st_mode & 0o777 == 0o700
    assert not machine.program.touched
    noted.write_text("2026-01-01\n")
    assert machine.opens()
    noted.unlink()
    assert machine.opens()


def test_after_a_practice_none_invites(machine):
    assert machine.program.call(*PRACTISE).status == 0
    assert not machine.opens()


def test_a_practice_that_is_not_kept_leaves_nothing_that_says_so(machine):
    assert machine.program.call(*PRACTISE, "--no-save").status == 0
    assert not (machine.program.places.cache / DAY_FILE).exists()
    assert machine.opens()


def test_a_day_turns_at_four_in_the_morning(machine):
    now = datetime.now(UTC)
    for hour in (3, 5):
        hours = (hour - now.hour + 12) % 24 - 12
        there = now.astimezone(timezone(timedelta(hours=hours)))
        assert machine.opens(TZ=f"XXX{-hours:+d}")
        noted = (machine.program.places.cache / DAY_FILE).read_text().strip()
        assert noted == practice_day(there).isoformat()
        (machine.program.places.cache / DAY_FILE).unlink()


@pytest.mark.parametrize(
    ("environment", "place"),
    [
        ({"SELFATTACH_HOME": ""}, "person/.cache/selfattach"),
        ({"SELFATTACH_HOME": "", "XDG_CACHE_HOME": "{}/ca che"}, "ca che/selfattach"),
        ({"SELFATTACH_HOME": "", "XDG_CACHE_HOME": "relative"}, "person/.cache/selfattach"),
        ({"SELFATTACH_HOME": "{}/own home"}, "own home/cache"),
        ({"SELFATTACH_HOME": "~/own"}, "person/own/cache"),
    ],
    ids=["as it comes", "XDG", "a relative XDG", "a home of its own", "with a tilde"],
)
@pytest.mark.skipif(sys.platform == "darwin", reason="there the cache lies elsewhere without XDG_CACHE_HOME")
def test_shell_and_program_agree_where_the_day_is_noted(machine, tmp_path, environment, place):
    environment = {name: value.format(tmp_path) for name, value in environment.items()}
    assert machine.opens(**environment)
    noted = tmp_path / place / DAY_FILE
    noted.write_text("2026-01-01\n")
    ran = machine.program.run(*PRACTISE, env={"HOME": str(machine.home)} | environment)
    assert ran.status == 0
    assert noted.read_text() != "2026-01-01\n"
    assert not machine.opens(**environment)


def test_a_place_that_cannot_be_written_means_silence_rather_than_a_line_in_every_shell(machine, tmp_path):
    (tmp_path / "file").touch()
    assert not machine.opens(SELFATTACH_HOME=str(tmp_path / "file"))


def test_nothing_is_said_where_nobody_types(machine):
    file = machine.start_up
    for arguments in (["-c", f'source "{file}"'], ["-i", "-c", "true"]):
        command = [machine.shell, *arguments]
        ran = subprocess.run(
            command, env=machine.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        assert HOOK_INVITATION not in ran.stdout + ran.stderr
    assert not (machine.program.places.cache / DAY_FILE).exists()


@pytest.mark.parametrize("shell", [*SHELLS, "powershell"])
def test_the_lines_begin_and_end_with_a_mark_say_how_to_be_without_them_and_start_no_python(program, shell):
    ran = program.call("hook", shell)
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert (lines[0], lines[-1]) == ("# >>> selfattach hook >>>", "# <<< selfattach hook <<<")
    assert lines[2].startswith("# To be without it")
    assert "@" not in ran.out
    assert "'" not in HOOK_INVITATION
    assert not [line for line in lines if re.match(r"\s*(command )?(selfattach|python)", line)]


@pytest.mark.parametrize("shell", ["bsh", "", "../cli/hook", "\x1b[2J"])
def test_another_shell_is_exit_2_with_those_there_are(program, shell):
    ran = program.call("hook", shell)
    assert (ran.status, ran.out) == (2, "")
    assert "bash, zsh, fish, powershell" in ran.err


def test_on_a_terminal_it_also_says_where_the_lines_go(program):
    screen = program.on_a_terminal("hook", "bash")
    screen.expect_exact(">> ~/.bashrc")
    screen.close(force=True)


# --- the day that is noted


def test_an_older_day_never_takes_the_place_of_a_later_one(tmp_path):
    cache = tmp_path / "cache"
    note_day(cache, date(2026, 11, 22))
    note_day(cache, date(2026, 11, 20))
    assert (cache / DAY_FILE).read_text() == "2026-11-22\n"
    note_day(cache, date(2026, 11, 23))
    assert (cache / DAY_FILE).read_text() == "2026-11-23\n"


def test_a_cache_that_cannot_be_written_stands_in_no_practices_way(program):
    program.places.cache.write_text("no folder")
    assert program.call(*PRACTISE).status == 0
    assert len(program.records) == 1
