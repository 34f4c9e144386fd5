"""The very first start on a terminal: one plain question, asked once, and what follows from it."""

import re

import pytest

ASK = "Would plain lines suit you better"


@pytest.fixture
def start(program):
    screens = []

    def started(*options, name="mindfulness-check-in", **env):
        screens.append(program.on_a_terminal("practice", name, *options, **env))
        return screens[-1]

    yield started
    for screen in screens:
        screen.close(force=True)


def test_the_question_itself_is_plain_and_y_brings_plain_lines_from_then_on(start, program):
    first = start()
    first.expect_exact("> ")
    assert ASK in " ".join(first.before.split())
    assert "\x1b" not in first.before
    first.sendline("perhaps")
    first.expect_exact("Type y for plain lines, n or Enter for the usual screen.")
    first.expect_exact("> ")
    first.sendline("Yes")
    first.expect_exact("Question 1 of")
    first.expect_exact("> ")
    assert "\x1b" not in first.before
    first.sendline("1")
    first.close()
    assert 'voice = "plain"' in (program.places.config / "config.toml").read_text()
    again = start("--fresh")
    again.expect_exact("Question 1 of")
    assert ASK not in again.before
    assert "\x1b" not in again.before


def test_enter_brings_the_terminal_and_the_question_does_not_come_again(start, program):
    first = start()
    first.expect_exact("> ")
    first.sendline("")
    first.expect_exact("\x1b[1mCheck in")
    first.close()
    again = start("--fresh")  # the first may have come as far as to something that is kept
    again.expect_exact("\x1b[1mCheck in")
    assert ASK not in again.before


@pytest.mark.parametrize(
    ("options", "env"),
    [(["--plain"], {}), (["--no-plain"], {}), (["--discreet"], {}), ([], {"ACCESSIBLE": "1"}), ([], {"TERM": "dumb"})],
    ids=["--plain", "--no-plain", "--discreet", "ACCESSIBLE", "TERM=dumb"],
)
def test_nothing_is_asked_where_the_answer_is_known(start, options, env):
    screen = start(*options, **env)
    screen.expect("no wrong way")
    assert ASK not in " ".join(screen.before.split())


def test_ctrl_c_at_the_question_ends_it_and_nothing_is_kept(start, program):
    screen = start()
    screen.expect_exact("> ")
    screen.sendintr()
    screen.expect([r"\^C", "\n"])
    assert screen.wait() == 130
    assert not program.touched
    assert not program.places.config.exists()


def test_settings_that_cannot_be_used_are_told_and_hinder_nothing(program):
    config = program.places.config / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("[practice]\nbell = 3\n")
    ran = program.run("practice", "mindfulness", "--set", "anchor=sound")
    assert ran.status == 0
    assert "`bell` is true or false" in " ".join(ran.err.split())
    assert program.records


def test_a_setting_counts_and_an_option_wins_over_it(program):
    script = "selfattach: 1\nid: slow\ntitle: Slow\nsummary: A breath.\nintensity: gentle\nsteps:\n"
    program.own("slow", f"{script}  - breathe: {{in: 0.2, out: 0.2, rounds: 1}}\n")
    config = program.places.config / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("[practice]\ncounting = false\n")
    assert "Breathe in.\n" in program.call("practice", "slow", "--plain", says="\n").out
    assert "Breathe in, 0.2 seconds.\n" in program.call("practice", "slow", "--plain", "--counting", says="\n").out


def test_plain_and_discreet_together_are_refused_with_the_reason(program):
    ran = program.call("practice", "mindfulness", "--plain", "--discreet", says="")
    assert ran.status == 2
    assert "Plain lines stay where they are printed." in ran.err
    assert not program.touched


def test_discretion_that_cannot_be_had_is_told_first(start, program):
    screen = start("--discreet", ACCESSIBLE="1")
    screen.expect("Check in")
    assert re.search("They cannot be\\s+discreet", screen.before)
