"""On forty columns and fifteen rows: of every list the last option is in view, and how many are not is told."""

import re

import pytest
from bundled import LISTED, SHELF

from selfattach import words
from selfattach.script.model import Choose, ChooseSeveral, Prompt, every_step
from selfattach.text import wrap
from selfattach.ui.margin import Margin, text_of
from selfattach.ui.rows import Choices

SMALL = Margin(40, 15)
BESIDE = 2  # rows: one free above the list, and the foot below it
MENUS = {name: menu for name, menu in vars(words).items() if isinstance(menu, words.Menu) and menu.options}


def rows_of(text):
    return len(wrap(text, SMALL.width))


def stands_well(choices, rows_above):
    """Whether the last option shows, and as many are told as are out of view."""
    lines, _ = choices.shown(SMALL, choices.numbers.start, (), 0, SMALL.rows - rows_above - BESIDE)
    told = [text_of(line) for line in lines]
    shown = sum(re.match(r".[ \d]\d  ", line) is not None for line in told)
    between = sum(int(found[1]) for line in told if (found := re.search(r"^ +(\d+) more (?:between|below)$", line)))
    return shown + between == len(choices.labels) and f"{len(choices.labels):>2}  " in "\n".join(told)


@pytest.mark.parametrize("menu", MENUS.values(), ids=MENUS)
def test_of_each_menu_of_the_program(menu):
    assert stands_well(Choices(tuple(menu.options.values()), menu.open), rows_of(menu.ask))


def test_of_each_question_of_the_library():
    asked = {
        f"{ident}.{step.name}": step
        for ident, one in LISTED.items()
        for step in every_step(SHELF.framed(SHELF.load(one.path, own=False)).body)
        if isinstance(step, Prompt) and isinstance(step.form, Choose | ChooseSeveral)
    }
    assert [name for name, step in asked.items() if not stands_well(*as_drawn(step))] == []


def as_drawn(step):
    """The choices of a question, and the rows above them; earlier words fill a row and a half."""
    texts = [text.at(1).runs for text in (step.ask, step.hint) if text]
    told = ["".join(getattr(run, "text", "x" * 60) for run in runs) for runs in texts]
    ticks = isinstance(step.form, ChooseSeveral)
    labels = tuple(option.label for option in step.form.options)
    choices = Choices(labels, "" if ticks else words.TERMINAL_LEAVE_OPEN, ticks=ticks)
    return choices, sum(map(rows_of, told)) + len(step.pins)
