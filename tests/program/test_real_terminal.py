"""The three exercises from start to end in a real pseudo-terminal, and what is left when somebody pulls the plug."""

from pathlib import Path

import pytest
from real_terminal import ENTER, SIZES, WALKS, Sitting, without_ids
from the_program import Program, said, until

DOCS = Path(__file__).parents[2] / "docs" / "transcripts"

BEGINNINGS = (
    "The hard part is",
    "It makes sense that you feel",
    "Some of it you did not choose, such as",
    "Somebody else who knows this might say",
    "One small kind thing you could do next is",
)
LETTER = "\n\n".join(BEGINNINGS) + " ring her back."

# the same answers as the walks type, by name
GIVEN = {
    "mindfulness-check-in": ["anchor=sound", "here=busy", "more=no", "felt=same"],
    "inner-critic-reframe": [
        "distress.before=4",
        "thought=You always spoil it.",
        "belief=8",
        "aim=rejection",
        "fits=I said the wrong name once.",
        "left_out=The rest of the evening was fine.",
        "borrow=",
        "answer=Everything is fine.",
        "believe=2",
        "opening=",
        "opening=now",
        "answer=Right now I am tired, and it was one name.",
        "believe=7",
        "answer.shelf=yes",
        "answer.shelf.would_say=yes",
        "belief_after=5",
        "distress.after=3",
        "felt=helped",
    ],
    "self-compassion-letter": [
        "distress.before=5",
        "guard.before=go_on",
        "event=Tuesday",
        "weight=6",
        "was_like=small, mostly",
        "others=only_me",
        "voice=none",
        "letter=" + LETTER,
        "letter.shelf=30",
        "distress.after=?",
        "kind-close.need=drink",
    ],
}


@pytest.fixture
def another(tmp_path):
    """The program in the empty home of somebody else."""
    return Program(tmp_path / "another")


def answers_in(program):
    (record,) = program.records
    return said(record)


def practised(program, name, size="80x24"):
    sitting = Sitting(program.home, "practice", name, "--pace", "off", size=SIZES[size])
    sitting.walks(WALKS[name])
    assert sitting.leaves() == 0
    return sitting


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", WALKS)
def test_the_transcript_in_the_docs_is_what_a_new_user_sees(program, name, size):
    sitting = practised(program, name, size)
    size = "80x24" if size == "200x60" else size  # however wide the terminal, a line is for reading
    assert without_ids(sitting.transcript) == (DOCS / f"{name}-{size}.txt").read_text(encoding="utf-8")


def given_by_option(program, name):
    settings = [word for setting in GIVEN[name] for word in ("--set", setting)]
    assert program.run("practice", name, "--no-input", *settings).status == 0


@pytest.mark.parametrize("name", WALKS)
def test_typed_at_the_terminal_or_given_by_option_the_answers_are_the_same(program, another, name):
    practised(program, name)
    given_by_option(another, name)
    assert answers_in(program) == answers_in(another)


@pytest.mark.parametrize(
    ("name", "cut_after"),
    [("inner-critic-reframe", 2), ("inner-critic-reframe", 11), ("self-compassion-letter", 9)],
)
def test_after_a_kill_it_goes_on_at_the_same_step_and_ends_the_same(program, another, name, cut_after):
    sitting = Sitting(program.home, "practice", name, "--pace", "off")
    sitting.walks(WALKS[name][:cut_after])
    sitting.sees(WALKS[name][cut_after][0])
    sitting.is_killed()

    again = Sitting(program.home, "practice", name, "--pace", "off")
    again.does("not finished", "1" + ENTER)
    again.sees("Here is where you were")
    again.walks(WALKS[name][cut_after:])
    assert again.leaves() == 0
    given_by_option(another, name)
    assert answers_in(program) == answers_in(another)
    assert program.waiting == []


def test_words_half_typed_when_the_plug_is_pulled_are_in_the_box_again(program):
    sitting = Sitting(program.home, "practice", "inner-critic-reframe", "--pace", "off")
    sitting.walks(WALKS["inner-critic-reframe"][:2])
    sitting.does("What does it say to you", "You alw")
    until(lambda: [path for path in program.has("You alw") if path.suffix == ".half"])
    sitting.is_killed()

    again = Sitting(program.home, "practice", "inner-critic-reframe", "--pace", "off")
    again.does("not finished", "1" + ENTER)
    again.does("You alw", "ays spoil it." + ENTER)
    again.sees("You always spoil it.")
    again.does("How true does the sentence feel", "8" + ENTER)
    again.is_killed()
