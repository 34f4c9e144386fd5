"""A disk that dies in the middle of a practice: steadying and help need none, and nobody is told what is not so."""

import contextlib
import errno
import os
import re
import subprocess
import sys

import pytest
from at_a_terminal import CTRL_C, ENTER, ESC, MENU, Terminal
from stops import LINE, LINES, PAUSED, RESUME, TOO_MUCH, number_of

from selfattach import words

SCRIPT = """\
selfattach: 1
id: short
title: A short one
summary: Two questions.
intensity: gentle
steps:
  - write: first
    ask: The first?
  - write: page
    ask: Which page?
    lines: many
  - items: facets
    ask: How true was each?
    scale: {1: hardly, 2: partly, 3: very}
    list: {early: I woke early, late: I slept late}
"""
PROMPT = r"\n> "
SCALE = MENU
REFUSED = re.escape(words.REFUSED.ask.partition("\n")[2][:40])

WAYS = [re.escape(words.REFUSED.options[way]) for way in ("ground", "support")]


class DeadWhile:
    """Refuse every change while a file is there."""

    def __init__(self, file, error):
        self.file = file
        self.error = error

    def __call__(self, name, real, *args, **more):
        looks = name == "open" and not args[1] & (os.O_WRONLY | os.O_RDWR)
        ours = name != "write" or args[0] > 2
        if not looks and ours and self.file.exists():
            raise OSError(self.error, os.strerror(self.error))
        return real(*args, **more)


class Person:
    """Somebody in the middle of a practice, in one of the voices, whose disk can die."""

    def __init__(self, program, voice, *, dies=None, revives=None, meddle=None):
        self.program = program
        self.voice = voice
        self.dies = dies
        self.revives = revives
        self.meddle = meddle
        self.menu = PROMPT if voice == "plain" else MENU
        program.own("short", SCRIPT)
        program.places.config.mkdir(parents=True)
        (program.places.config / "config.toml").write_text('[practice]\nvoice = "terminal"\n', encoding="utf-8")
        self.at = None
        self.starts()

    def starts(self):
        self.is_gone()
        options = ("--plain",) if self.voice == "plain" else ()
        self.at = Terminal(self.program, "practice", "short", "--pace", "off", *options, meddle=self.meddle)

    def is_gone(self):
        if self.at is not None:
            self.at.is_gone()

    def writes_half_a_page(self):
        self.at.sees("The first", PROMPT if self.voice == "plain" else LINE)
        self.at.types("said\r")
        self.at.sees("Which page", PROMPT if self.voice == "plain" else LINES)
        self.at.types("Dear y\r")
        self.at.sees("Dear y", *([PROMPT] if self.voice == "plain" else []))

    def pauses(self):
        self.at.types(":stop\r" if self.voice == "plain" else CTRL_C)
        self.at.sees(PAUSED, self.menu)

    def is_steadied(self):
        """Have a minute of steadying with the numbers in view, and go back to where it was too much."""
        ready = [PROMPT] if self.voice == "plain" else []
        self.at.sees(*TOO_MUCH, *ready)
        self.at.takes("2" + ENTER)
        steady = "|".join(re.escape(told[:20]) for told in words.HELP_STEADY)
        self.at.sees(steady, *(ready or TOO_MUCH))
        self.at.types(":back" + ENTER if ready else ESC)

    def is_shown_help(self):
        screen = words.HELP_SCREENS["reach"]
        close = [re.escape(screen.ways["back"]), *([PROMPT] if self.voice == "plain" else [])]
        self.at.sees(re.escape(words.HELP_YOUR_EMERGENCY), *close)
        self.at.takes(f"{list(screen.ways).index('back') + 1}{ENTER}")

    def chooses(self, menu, way):
        self.at.types(number_of(menu, way))


@pytest.fixture(params=["terminal", "plain"])
def person(program, request):
    """With a disk that refuses every change once it is dead: broken."""
    dead = program.home.parent / "dead"
    her = Person(program, request.param, dies=dead.touch, revives=dead.unlink, meddle=DeadWhile(dead, errno.EIO))
    yield her
    her.is_gone()


@pytest.fixture
def on_a_full_mount(program):
    """With a real disk that another program fills up meanwhile. Only root mounts one."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root mounts a disk")
    state = program.places.state
    state.mkdir(parents=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", state], check=False)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")

    def fills_up():
        with contextlib.suppress(OSError), (state / "filler").open("wb", buffering=0) as filler:
            while True:
                filler.write(b"\0" * 1024)

    her = Person(program, "terminal", dies=fills_up, revives=(state / "filler").unlink)
    yield her
    her.is_gone()
    subprocess.run(["umount", "-l", state], check=True)


def sees_the_page_again(her):
    """The page is asked for again, with all that was written: told in plain lines, and read there when asked for."""
    if her.voice != "plain":
        her.at.sees("Which page", "Dear y", "half a pa", LINES)
        return
    her.at.sees("Which page", "Written so far: 2 lines.", PROMPT)
    her.at.types(":show" + ENTER)
    her.at.sees("1. Dear y", "2. half a pa", PROMPT)


def goes_the_whole_way(her):
    """Half a page is there, the disk dies; every way on is tried, and then the disk is back."""
    her.writes_half_a_page()
    her.dies()
    her.at.types("half a pa")
    if her.voice == "plain":
        her.at.types(ENTER)
        her.at.sees(REFUSED, her.menu)  # told once, where it happens
        her.chooses(words.REFUSED, "support")
        her.is_shown_help()
        her.at.sees(REFUSED, her.menu)
        her.chooses(words.REFUSED, "again")
        sees_the_page_again(her)
    else:
        her.at.sees("half a pa")
    her.pauses()
    her.chooses(words.PAUSE, "ground")
    her.is_steadied()
    sees_the_page_again(her)  # where it was too much
    her.pauses()
    her.chooses(words.PAUSE, "support")
    her.is_shown_help()
    her.at.sees(PAUSED, her.menu)
    her.chooses(words.PAUSE, "leave")  # what was typed last would not wait
    her.at.sees(REFUSED, her.menu)
    her.chooses(words.REFUSED, "ground")
    her.is_steadied()
    her.at.sees(REFUSED, her.menu)
    her.chooses(words.REFUSED, "support")
    her.is_shown_help()
    her.at.sees(REFUSED, her.menu)
    her.chooses(words.REFUSED, "again")
    sees_the_page_again(her)
    assert words.LEFT[:25] not in her.at.raw
    her.revives()
    her.pauses()
    her.chooses(words.PAUSE, "leave")
    her.at.sees(re.escape(words.LEFT[:25]))
    assert her.at.ends() == 0
    her.starts()
    her.at.sees(RESUME, her.menu)
    her.chooses(words.RESUME, "on")
    sees_the_page_again(her)
    return True


def test_on_a_disk_that_died_every_way_on_is_open_and_nothing_is_said_to_wait_that_does_not(person):
    assert goes_the_whole_way(person)


def test_on_a_mount_that_is_full_every_way_on_is_open_and_nothing_is_said_to_wait_that_does_not(on_a_full_mount):
    assert goes_the_whole_way(on_a_full_mount)


def test_an_answer_the_disk_refuses_leads_to_steadying_and_help_too(person):
    person.writes_half_a_page()
    person.dies()
    person.at.types(".\r" if person.voice == "plain" else "\x04")
    person.at.sees(REFUSED, *WAYS, *((person.menu,) if person.voice == "terminal" else ()))
    person.chooses(words.REFUSED, "support")
    person.is_shown_help()
    person.at.sees(REFUSED, person.menu)
    person.chooses(words.REFUSED, "leave")
    assert person.at.ends() == 1
    assert "This step is not kept." in person.at.raw
    person.revives()
    (waiting,) = person.program.waiting
    assert [line["name"] for line in waiting.lines if line.get("did") == "answer"] == ["first"]


def test_figures_given_on_a_disk_that_died_are_there_after_it_is_back(person):
    person.writes_half_a_page()
    person.at.types(".\r" if person.voice == "plain" else "\x04")
    ready = PROMPT if person.voice == "plain" else SCALE
    person.at.sees("woke early", ready)
    person.dies()
    person.at.types("2\r")
    person.at.sees(REFUSED, person.menu)
    person.at.types(ENTER)
    person.at.sees("So far: 2", "slept late", ready)
    person.revives()
    person.pauses()
    person.chooses(words.PAUSE, "leave")
    assert person.at.ends() == 0
    person.starts()
    person.at.sees(RESUME, person.menu)
    person.chooses(words.RESUME, "on")
    person.at.sees("So far: 2", "slept late", ready)
