"""The made-up lives in docs/: the program lives them, and reads what it kept of them without damage."""

import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from tools import a_share_of, naming

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))

from make_lives import NotLivedError, life_of, make, names

from selfattach.history.history import History
from selfattach.history.ids import day_of
from selfattach.paths import find_places

UNTIL = date(2026, 6, 30)
SOME = a_share_of(names(), one_in=7, beginning=3)


def test_what_a_life_says_is_kept_on_its_days_and_read_without_damage(tmp_path):
    make(tmp_path, SOME, UNTIL)
    for name in SOME:
        with naming(name):
            history = History(find_places({"SELFATTACH_HOME": str(tmp_path / name)}))
            kept = [(record.exercise, day_of(record.started)) for record in history.records()]
            days = [UNTIL - timedelta(days=did.ago + (did.at.hour < 4)) for did in life_of(name)]
            assert [day for _, day in reversed(kept)] == days
            assert not list(history.damaged())


def test_a_home_that_is_there_is_left_alone(tmp_path):
    (tmp_path / "one-session").mkdir()
    make(tmp_path, ["one-session"], UNTIL)
    assert not list((tmp_path / "one-session").iterdir())


def test_what_the_program_does_not_take_is_told_with_its_reason(tmp_path, monkeypatch):
    monkeypatch.setattr("make_lives.WRITTEN", tmp_path)
    (tmp_path / "wrong.yaml").write_text("1 21:00 one-sound: {nowhere: 1}\n")
    with pytest.raises(NotLivedError, match=r"(?s)one-sound.*nothing called `nowhere`"):
        make(tmp_path, ["wrong"], UNTIL)
