"""What Tab offers: names of exercises, sessions, commands and settings; lightly, quietly, never a person's words."""

import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from the_program import BUNDLED, COMMAND, PATIENCE
from tools import a_share_of, pass_over_without

from selfattach.history.ids import longer_form, short_form
from selfattach.script.model import PURPOSES

FOLDER = Path(sys.executable).parent
PRACTISE = ("practice", "inner-critic-reframe", "--set", "thought=A private sentence.", "--no-input")
HEAVY = ("yaml", "rich", "prompt_toolkit", "tinydb", "msgspec", "filelock", "tomlkit")


@pytest.fixture
def offered(program):
    """What is offered for the last of these words, as bash asks."""

    def offered(*words):
        ran = program.call(env=asked_by_bash(*words))
        assert (ran.status, ran.err) == (0, "")
        return ran.out.split()

    return offered


def asked_by_bash(*words):
    return {
        "_SELFATTACH_COMPLETE": "complete_bash",
        "COMP_WORDS": " ".join(("selfattach", *words)),
        "COMP_CWORD": str(len(words)),
    }


def test_commands_are_offered(offered):
    assert offered("pra") == ["practice"]
    assert {"practice", "exercises", "history", "config", "hook"} <= set(offered(""))
    assert offered("history", "sh") == ["show"]
    assert offered("not") == ["noticed"]
    assert offered("kind", "a") == ["add"]
    assert "--no-save" in offered("kind", "add", "--no")
    assert offered("practice", "--pl") == ["--plain"]
    assert "--version" in offered("--")


def test_what_the_reference_of_the_format_tells_of_is_offered(offered):
    assert offered("author", "format", "skip") == ["skipped"]
    assert {"rate", "conditions", "older_than"} <= set(offered("author", "format", ""))


@pytest.mark.parametrize("words", [("practice",), ("exercises", "show"), ("author", "check")], ids=" ".join)
def test_exercises_are_offered_ones_own_too_but_no_fragments(program, offered, words):
    program.own("my-evening", "broken: [")
    program.own("my notes about $(touch x)", "")
    names = offered(*words, "")
    assert set(names) == {*BUNDLED, "my-evening"}
    assert offered(*words, "inner-c") == ["inner-critic-reframe"]
    assert offered(*words, "nobody") == []


@pytest.mark.parametrize("command", [("practice",), ("exercises", "list")], ids=" ".join)
def test_what_a_practice_can_be_for_is_offered(offered, command):
    assert offered(*command, "--for", "") == list(PURPOSES)
    assert offered(*command, "--for", "le") == ["leaning-on-others", "less-worry"]


def test_sessions_are_offered_as_they_are_shown_without_a_word_of_them(program, offered):
    assert offered("history", "show", "") == []
    for _ in range(3):
        assert program.call(*PRACTISE).status == 0
    ids = [record["id"] for record in program.records]
    names = offered("history", "show", "")
    assert all(name in (short_form(one), longer_form(one)) for name, one in zip(names, ids, strict=True))
    assert offered("history", "show", names[0]) == [names[0]]
    assert program.call("history", "show", names[0]).status == 0


def test_settings_their_values_and_shells_are_offered(offered):
    assert offered("config", "get", "support") == ["support.country"]
    assert offered("config", "set", "practice.pace", "") == ["slow", "normal", "fast", "off"]
    assert offered("config", "set", "practice.bell", "t") == ["true"]
    assert offered("config", "set", "support.country", "") == []
    assert offered("hook", "") == ["bash", "zsh", "fish", "powershell"]


def test_what_cannot_be_read_offers_nothing_and_says_nothing(program, offered):
    program.places.data.mkdir()
    program.places.history.write_text("no folder")
    program.places.config.mkdir()
    (program.places.config / "config.toml").write_text("[torn")
    assert offered("history", "show", "") == []
    assert "inner-critic-reframe" in offered("practice", "")
    assert not program.touched


SHELLS = ("bash", "fish", "zsh")
WORDS = (
    ("",),
    ("--",),
    ("practice", ""),
    ("practice", "--"),
    ("history", ""),
    ("exercises", "show", ""),
    ("history", "show", ""),
    ("kind", ""),
    ("noticed", "--"),
)
# what is offered goes by the words, how it is written by the shell: a share has all words, and all shells in turn
TABS = [(SHELLS[(number + turn) % 3], words) for number, words in enumerate(WORDS) for turn in range(3)]


@pytest.mark.parametrize(("shell", "words"), a_share_of(TABS, one_in=3))
def test_a_tab_loads_nothing_that_is_heavy(program, shell, words):
    assert program.call(*PRACTISE).status == 0
    line = f"selfattach {' '.join(words)}"
    asked = asked_by_bash(*words) if shell == "bash" else {"_TYPER_COMPLETE_ARGS": line}
    more = {"_SELFATTACH_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    ran = subprocess.run(
        [COMMAND[0], "-X", "importtime", *COMMAND[1:]],
        env=program.environment(**(asked | more)),
        capture_output=True,
        text=True,
        check=False,
    )
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in ran.stderr.splitlines()}
    assert "typer" in loaded
    assert not loaded & set(HEAVY)
    assert ran.stdout


def test_completion_is_an_option_of_the_program_alone(program):
    assert "--install-completion" in program.call("--help").out
    assert "completion" not in program.call("practice", "--help").out


# --- in the shells themselves


@pytest.fixture
def script(program, tmp_path):
    """Write a shell's own script, as the program gives it, and tell the environment it works in."""
    if not (FOLDER / "selfattach").exists():
        pytest.skip("the command itself is not installed beside this Python")

    def written(shell):
        pass_over_without(shell)
        path = tmp_path / f"completion.{shell}"
        path.write_text(program.run(env={"_SELFATTACH_COMPLETE": f"source_{shell}"}).out, encoding="utf-8")
        home = {"HOME": str(tmp_path), "PATH": f"{FOLDER}{os.pathsep}{os.environ['PATH']}"}
        return path, program.environment(**home)

    return written


def run_in(shell, line, environment):
    ran = subprocess.run([shell, "-c", line], env=environment, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    return ran.stdout.splitlines()


def test_in_bash(script):
    path, environment = script("bash")
    words = "COMP_WORDS=(selfattach practice inner-c) COMP_CWORD=2"
    line = f'source "{path}"; {words}; _selfattach_completion selfattach; printf "%s\\n" "${{COMPREPLY[@]}}"'
    assert run_in("bash", line, environment) == ["inner-critic-reframe"]


def test_in_fish(script):
    path, environment = script("fish")
    line = f'source "{path}"; complete -C "selfattach exercises show inner-c"'
    assert [one.split("\t")[0] for one in run_in("fish", line, environment)] == ["inner-critic-reframe"]


def offers_names_in_zsh(begins, environment):
    """Whether a Tab does, in a shell that begins so."""
    screen = pexpect.spawn("zsh", ["-f", "-i"], env=environment | {"TERM": "dumb"}, encoding="utf-8", timeout=PATIENCE)
    screen.sendline(f'PS1="> "; {begins}; echo re""ady')
    screen.expect_exact("ready\r\n")
    screen.send("echo selfattach; selfattach practice inner-c\t")
    screen.expect_exact("inner-critic-reframe")
    screen.close(force=True)


def test_in_zsh(script):
    path, environment = script("zsh")
    offers_names_in_zsh(f'autoload -Uz compinit; compinit -u -D; source "{path}"', environment)


def test_in_zsh_the_first_tab_of_a_shell_offers_names(script, tmp_path):
    path, environment = script("zsh")
    (tmp_path / "zfunc").mkdir()
    path.rename(tmp_path / "zfunc" / "_selfattach")
    offers_names_in_zsh(f'fpath=("{tmp_path}/zfunc" $fpath); autoload -Uz compinit; compinit -u -D', environment)


def test_help_in_front_is_help(program):
    assert program.call("help", "history", "list") == program.call("history", "list", "--help")
    assert program.call("help") == program.call("--help")
