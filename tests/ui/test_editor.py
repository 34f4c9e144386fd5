"""Ctrl-X Ctrl-E: the person's own editor has the words, and they come back to the box for a last look."""

import os
import signal

import pytest
from person import CTRL_C, CTRL_D

LETTER = "  - write: letter\n    lines: many\n    ask: Which letter?\n"
EDIT = "\x18\x05"


@pytest.fixture
def writer(person, script, tmp_path):
    """A person with an editor: a shell script that gets the file as its last word."""

    def sit_down(editor, steps=LETTER, **env):
        program = tmp_path / "editor"
        program.write_text(f"#!/bin/sh\n{editor}\n")
        program.chmod(0o700)
        path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"  # its name alone: no line breaks at the length of a path
        env = {"EDITOR": "editor --wait", "PATH": path, "EDITING": str(tmp_path / "editing"), **env}
        return person(script(steps), env=env)

    yield sit_down
    assert not (tmp_path / "editing").exists()


def test_the_words_go_to_the_editor_and_come_back_for_a_last_look(writer, tmp_path):
    her = writer(f'stat -c "%a" "$2" "$(dirname "$2")" > \'{tmp_path}/modes\'; printf "from the editor\\n" >> "$2"')
    her.does("Dear me,\rनमस्ते 👍" + EDIT, after="Which letter?")
    her.sees("Which letter?", "from the editor")
    her.does(", and from the box" + CTRL_D, after="done.")
    her.replied(("answer", "Dear me,\nनमस्ते 👍\nfrom the editor, and from the box"))
    assert her.typing[0] == "Dear me,\nनमस्ते 👍"
    assert "Dear me,\nनमस्ते 👍\nfrom the editor" in her.typing
    assert (tmp_path / "modes").read_text().split() == ["600", "700"]


def test_visual_wins_over_editor_and_an_empty_one_counts_for_nothing(writer):
    her = writer('printf "mine" > "$2"', VISUAL="sh -c 'printf visual > \"$0\"'")
    her.does("x" + EDIT, after="Which letter?")
    her.does(CTRL_D, after="visual")
    her.replied(("answer", "visual"))
    her.replies_file.unlink()
    her = writer('printf "mine" > "$2"', VISUAL=" ")
    her.does("x" + EDIT, after="Which letter?")
    her.does(CTRL_D, after="mine")
    her.replied(("answer", "mine"))


@pytest.mark.parametrize(
    ("editor", "why"),
    [("exit 3", "ended with status 3"), ('rm "$2"', "No such file"), ("/nowhere/at/all", "No such file")],
)
def test_an_editor_that_fails_leaves_the_words_in_the_box(writer, editor, why):
    her = writer(editor, **({"VISUAL": editor} if editor.startswith("/") else {}))
    her.does("my words" + EDIT, after="Which letter?")
    her.sees(why, "my words")
    her.does(CTRL_D, after="done.")
    her.replied(("answer", "my words"))


def test_what_a_failing_editor_had_written_is_taken_all_the_same(writer):
    her = writer('printf "saved before the crash" > "$2"; kill -9 $$')
    her.does("my words" + EDIT, after="Which letter?")
    her.does(CTRL_D, after="saved before the crash")
    her.replied(("answer", "saved before the crash"))


def test_words_that_may_be_on_no_disk_go_to_no_editor(writer, tmp_path):
    her = writer("touch opened", LETTER + "    keep: never\n", PWD=str(tmp_path))
    her.does("unsaid" + EDIT, after="Which letter?")
    her.sees("stays closed here", "unsaid")
    her.does(CTRL_D, after="done.")
    her.replied(("answer", "unsaid"))
    assert not (tmp_path / "editing").exists()


def test_control_c_is_the_editors_own_key_meanwhile(writer):
    her = writer('trap "printf interrupted > \\"$2\\"; exit" INT; echo ready; while :; do sleep 0.05; done')
    her.does("my words" + EDIT, after="Which letter?")
    her.does(CTRL_C, after="ready")
    her.does(CTRL_D, after="interrupted")
    her.replied(("answer", "interrupted"))


def test_a_signal_closes_the_editor_and_leaves_its_words_where_the_draft_finds_them(person, script, tmp_path):
    program = tmp_path / "editor"
    program.write_text('#!/bin/sh\nprintf "half a letter" > "$1"; echo ready; exec sleep 60\n')
    program.chmod(0o700)
    folder = tmp_path / "left"
    her = person(script(LETTER), env={"EDITOR": str(program), "EDITING": str(folder)})
    her.does("x" + EDIT, after="Which letter?")
    her.sees("ready")
    her.child.kill(signal.SIGTERM)
    assert her.leaves() == 143
    assert (folder / "words.txt").read_text() == "half a letter"


def test_a_link_in_the_place_of_the_editors_file_is_not_written_through(writer, tmp_path):
    precious, folder = tmp_path / "precious", tmp_path / "editing"
    precious.write_text("what must not be written over")
    folder.mkdir()
    (folder / "words.txt").symlink_to(precious)
    her = writer('printf "from the editor\\n" > "$2"')
    her.does("Dear me," + EDIT, after="Which letter?")
    her.sees("from the editor")
    her.does(CTRL_D, after="done.")
    her.replied(("answer", "from the editor"))
    assert precious.read_text() == "what must not be written over"


# --- an editor that hands the file to a window and comes back at once

WINDOW = "(while [ ! -e '{at}/save' ]; do sleep 0.05; done; printf 'from the window\\n' > \"$1\"; touch '{at}/saved') &"


@pytest.fixture
def with_a_window(person, script, tmp_path):
    """A person with such an editor, which saves once the file `save` is there."""
    program = tmp_path / "code"
    program.write_text(f"#!/bin/sh\n{WINDOW.format(at=tmp_path)}\n")
    program.chmod(0o700)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    her = person(script(LETTER), env={"EDITOR": "code", "PATH": path, "EDITING": str(tmp_path / "editing")})
    her.does("my words" + EDIT, after="Which letter?")
    her.sees("came back at once", 'EDITOR="code --wait"')
    yield her
    (tmp_path / "save").touch()


def test_what_its_window_saves_later_is_found(with_a_window, tmp_path):
    her = with_a_window
    (tmp_path / "save").touch()
    her.waits((tmp_path / "saved").exists)
    her.does("\n")
    her.does(CTRL_D, after="from the window")
    her.replied(("answer", "from the window"))
    assert not (tmp_path / "editing").exists()


def test_where_nothing_is_saved_it_is_said_once_more_and_then_the_words_are_as_they_were(with_a_window):
    her = with_a_window
    her.does("\n")
    her.does("\n", after="Nothing was saved there yet.")
    her.does(CTRL_D, after="my words")
    her.replied(("answer", "my words"))


def test_what_it_saves_after_one_went_on_comes_into_the_box_for_a_last_look(with_a_window, tmp_path):
    her = with_a_window
    her.does("\n")
    her.does("\n", after="Nothing was saved there yet.")
    her.sees("my words")
    (tmp_path / "save").touch()
    her.waits((tmp_path / "saved").exists)
    her.does(CTRL_D, after="done.")
    her.does(" and from the box" + CTRL_D, after="saved your words since")
    her.replied(("answer", "from the window and from the box"))
    assert not (tmp_path / "editing").exists()


def test_what_was_typed_meanwhile_stands_above_what_it_saved(with_a_window, tmp_path):
    her = with_a_window
    her.does("\n")
    her.does("\n", after="Nothing was saved there yet.")
    her.does(" and more", after="my words")
    (tmp_path / "save").touch()
    her.waits((tmp_path / "saved").exists)
    her.does(CTRL_D, after="and more")
    her.does(CTRL_D, after="from the window")
    her.replied(("answer", "my words and more\n\nfrom the window"))


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (r"\377Gr\303\274\303\237e", "ÿGrüße"),  # one byte in UTF-8
        (r"Gr\374\337e \223you\224", "Grüße “you”"),
        (r"\377\376G\000r\000\374\000", "Grü"),
        (r"\376\377\000G\000r\000\374", "Grü"),
        (r"\357\273\277Gr\303\274", "Grü"),
    ],
)
def test_what_is_saved_in_an_old_way_is_read(writer, printed, read):
    her = writer(f"printf '{printed}' > \"$2\"")
    her.does("x" + EDIT, after="Which letter?")
    her.does(CTRL_D, after=read)
    her.replied(("answer", read))
