"""Writing in plain lines: read back, mended and taken to an editor when asked; and a paste answers one question."""

import stat

import pexpect
import pytest
from own_scripts import EVERY_WAY
from the_program import PLAIN, until, values

LETTER = """\
selfattach: 1
id: a-letter
title: A letter
summary: A few lines.
intensity: gentle
steps:
  - write: about
    ask: What is it about?
    example: What I said on Tuesday
  - write: letter
    ask: Write it here.
    lines: many
    start: Dear
  - write: more
    ask: One line more?
    pin: about
  - choose: tone
    ask: How does it sound?
    options: {kind: Kind, harsh: Harsh}
  - shelve: letter
    on: letters
    ask: Put it with your letters?
"""
POEM = ["The sea,", "", "  the sea,", ".", "and :stop is a word", ":back", "and the sea."]


@pytest.fixture
def letter(program):
    program.own("a-letter", LETTER)
    return program


@pytest.fixture
def screen(letter):
    """The letter on a terminal, at its first question."""
    screen = letter.on_a_terminal("practice", "a-letter", *PLAIN, EDITOR="ed -s")
    screen.expect_exact("What is it about?")
    screen.expect_exact("> ")
    yield screen
    screen.close()


def say(screen, *lines):
    """Type each line once it is waited for, and return all that was said since."""
    heard = ""
    for line in lines:
        screen.sendline(line)
        screen.expect_exact("\n> ")
        heard += screen.before
    return heard


def leave(screen):
    """End it there; what was said waits."""
    screen.sendeof()
    screen.expect(pexpect.EOF)
    screen.close()


def flat(out):
    """What was said, whatever the width of its lines."""
    return " ".join(out.split())


def draft(program):
    return {line["name"]: line.get("value") for line in program.waiting[0].lines if "name" in line}


def test_what_is_written_is_read_back_only_when_asked(letter):
    out = letter.practise("a-letter", "Tuesday", "Dear you,", "", "it was a lot.", ":show", ".", "", "1", "1").out
    assert out.count("it was a lot.") == 1
    assert "1. Dear you,\n2. (an empty line)\n3. it was a lot.\nThat is all." in out
    assert "This is about what you wrote, 3 lines. :show reads it." in out


def test_a_letter_of_one_sentence_is_not_read_back_either(letter):
    out = letter.practise("a-letter", "Tuesday", "You did what you could.", ".", "", "1", ":show", "1").out
    before, asked, after = out.partition("Put it with your letters?")
    assert asked
    assert "You did what you could." not in before
    assert after.count("You did what you could.") == 1


def test_a_line_can_be_changed_and_taken_out(letter):
    letter.practise("a-letter", "", "one", "two", "three", ":take 2", "TWO", ":take 1", "", ":take 2", ":back", ".")
    assert draft(letter)["letter"] == "TWO\nthree"


def test_a_line_that_is_not_there_is_told(letter):
    out = letter.practise("a-letter", "", ":take 1", "one", ":take", ":take 4", ":take care of yourself", ".").out
    assert "Nothing is written here yet." in out
    assert "Which line? From 1 to 1" in out
    assert "There is no line 4. The last one is 1." in out
    assert draft(letter)["letter"] == "one\n:take care of yourself"


def test_the_example_is_taken_as_a_beginning_or_as_the_answer(letter):
    letter.practise("a-letter", ":example", ":example", "you,", ".")
    assert (draft(letter)["about"], draft(letter)["letter"]) == ("What I said on Tuesday", "Dear\nyou,")


def test_a_command_is_told_where_it_is_met_first_and_the_full_stop_each_time(program):
    program.own("every-way", EVERY_WAY)
    out = flat(program.practise("every-way", "x", "page", ".", *[":back"] * 2, "", "more", ".").out)
    assert out.count(":take 2 changes line 2") == 1
    assert out.count("A page?") == 3
    assert out.count("A line with only a dot ends it.") == 3
    assert "Written so far: one line." in out


def test_help_tells_what_can_be_done_while_writing(letter):
    out = flat(letter.practise("a-letter", "", ":help", ".").out)
    assert out.count(":take 2 changes line 2") == 2
    assert out.count("A line with only a dot ends it.") == 2


def test_a_question_is_said_again_and_answers_nothing(letter):
    out = letter.practise("a-letter", ":again", "Tuesday", "x", ".", ":again", "", ":again", "2").out
    assert out.count("What is it about?") == 2
    assert out.count("One line more?") == 2
    assert out.count("1. Kind\n2. Harsh\n") == 2


def test_a_menu_is_said_again_too(letter):
    out = letter.practise("a-letter", ":stop", ":again", "leave").out
    assert out.count("Paused. Nothing is lost.") == 2


@pytest.mark.parametrize("command", [":show", ":take 1", ":edit", ":example", ":again", ":help"])
def test_no_command_is_an_answer_to_a_menu_or_to_a_number(letter, command):
    out = letter.practise("a-letter", "a", "b", ".", "c", command, "2", ":stop", command, command, "1").out
    assert "did not fit" not in out
    assert draft(letter)["tone"] == "harsh"
    assert out.count("It is kept at this step.") == 1


def test_what_was_written_a_moment_ago_is_not_said_and_another_day_once(program):
    assert "I am a failure" not in program.practise("inner-critic", "2", "I am a failure", "3").out
    out = program.practise("inner-critic", "1", *[""] * 20).out
    assert out.count("You said: I am a failure") == 1


def test_before_words_are_put_on_a_shelf_they_are_said(program):
    program.own(
        "a-letter", LETTER.replace("    lines: many\n    start: Dear\n", "").replace("on: letters", "on: kind-words")
    )
    out = program.practise("a-letter", "", "One hard day.", "", "1").out
    assert "You said: One hard day.\nPut it with your letters?" in out


def test_one_option_is_called_by_its_number(letter):
    out = letter.practise("a-letter", "", "", "", "9", "3").out
    assert "a number from 1 to 1 " not in out


# --- the editor


def test_the_editor_says_how_it_is_left_and_brings_the_words_back(letter, screen):
    say(screen, "Tuesday", "first line")
    screen.sendline(":edit")
    screen.expect_exact("Your editor opens now: ed.")
    screen.expect_exact("w, then q.")
    for keys in ("a", "second line", ".", "w", "q"):
        screen.sendline(keys)
    screen.expect_exact("Back from the editor, with 2 lines.")
    screen.expect_exact("> ")
    say(screen, ".")
    leave(screen)
    assert draft(letter)["letter"] == "first line\nsecond line"
    assert not list(letter.home.rglob("words.txt"))


def test_an_editor_that_only_opens_a_window_is_waited_for(letter, window):
    editor, save = window
    screen = letter.on_a_terminal("practice", "a-letter", *PLAIN, EDITOR=editor)
    screen.expect_exact("> ")
    say(screen, "Tuesday", "Dear you")
    screen.sendline(":edit")
    screen.expect(r'EDITOR="gedit\s+--wait"')
    save()
    screen.sendline()
    screen.expect_exact("Back from the editor, with 2 lines.")
    screen.close()


@pytest.fixture
def window(tmp_path):
    """An editor that hands the file to a window, which saves once it is told to; its name, and how it is told."""
    editor = tmp_path / "gedit"
    told = f"{tmp_path}/go"
    saves = f'trap "" HUP; while [ ! -e {told} ]; do sleep 0.05; done; echo P.S. >> "$1"; rm {told}'
    editor.write_text(f"#!/bin/sh\n({saves}) &\n")
    editor.chmod(stat.S_IRWXU)

    def save():
        (tmp_path / "go").touch()
        until(lambda: not (tmp_path / "go").exists())

    yield str(editor), save
    (tmp_path / "go").touch()


def begin_in_a_window(letter, editor):
    """A letter taken to it, and gone on with although nothing was saved there."""
    screen = letter.on_a_terminal("practice", "a-letter", *PLAIN, EDITOR=editor)
    screen.expect_exact("> ")
    say(screen, "Tuesday", "Dear you")
    screen.sendline(":edit")
    screen.expect(r'EDITOR="gedit\s+--wait"')
    screen.sendline()
    screen.expect_exact("Nothing was saved there yet.")
    screen.sendline()
    screen.expect_exact("> ")
    return screen


def test_what_a_window_saves_after_one_went_on_is_read_before_the_answer_is_taken(letter, window):
    editor, save = window
    screen = begin_in_a_window(letter, editor)
    save()
    screen.sendline(".")
    screen.expect_exact("The window has saved your words since.")
    screen.expect_exact("> ")
    assert "P.S." in say(screen, ":show")
    say(screen, ".")
    screen.close()
    assert not list(letter.home.rglob("words.txt"))


def test_what_a_window_saves_while_the_practice_waits_is_found_when_it_is_taken_up(letter, window):
    editor, save = window
    begin_in_a_window(letter, editor).close()
    save()
    screen = letter.on_a_terminal("practice", "a-letter", *PLAIN)
    screen.expect_exact("> ")
    say(screen, "1")
    screen.sendline(".")
    screen.expect_exact("The window has saved your words since.")
    screen.expect_exact("> ")
    assert "P.S." in say(screen, ":show")
    screen.close()


def test_no_editor_opens_where_words_may_be_on_no_disk(program):
    program.own("every-way", EVERY_WAY.replace("keep: ask", "keep: never"))
    screen = program.on_a_terminal("practice", "every-way", *PLAIN, EDITOR="ed -s")
    screen.expect_exact("> ")
    assert "stays closed here" in " ".join(say(screen, "x", "secret", ":edit").split())
    screen.close()


# --- pastes


def test_a_poem_that_is_pasted_is_kept_whole(letter, screen):
    say(screen, "Tuesday")
    screen.send("\n".join(["", *POEM, ""]))
    screen.expect_exact("lines are taken.")
    screen.expect_exact("> ")
    say(screen, ".")
    leave(screen)
    assert draft(letter)["letter"] == "\n".join(POEM)


def test_lines_pasted_where_one_is_asked_for_are_one_answer(letter, screen):
    screen.send("Tuesday,\nand Wednesday\nand the night")  # the last is not entered
    screen.expect_exact("3 lines came at once. They are taken together")
    screen.expect_exact("Write it here.")
    screen.expect_exact("> ")
    leave(screen)
    assert draft(letter)["about"] == "Tuesday, and Wednesday and the night"
    assert "letter" not in draft(letter)


def test_the_enter_after_such_a_paste_answers_no_other_question(letter, screen):
    screen.send("Tuesday,\nand Wednesday")
    screen.expect_exact("Write it here.")
    screen.expect_exact("> ")
    say(screen, "", "Dear you", ".")
    leave(screen)
    assert draft(letter)["letter"] == "Dear you"


def test_lines_pasted_where_a_number_is_asked_for_answer_nothing(letter, screen):
    say(screen, "Tuesday", "x", ".", "")
    screen.send("1\nyes\nyes\n")
    screen.expect(r"One is asked for here, so none of them is\s+taken.")
    screen.expect_exact("> ")
    say(screen, "2")
    leave(screen)
    assert draft(letter)["tone"] == "harsh"


def test_reports_of_a_terminal_are_no_part_of_a_line(letter, screen):
    say(screen, "\x1b[ITuesday\x1b[?61;6;7c", "\x1b[Ix", "\x1b[I.", "\x1b[O:skip", "\x1b[I1")
    leave(screen)
    assert draft(letter) == {"about": "Tuesday", "letter": "x", "more": None, "tone": "kind"}


def test_a_command_that_ends_a_paste_is_heard(letter, screen):
    say(screen, "Tuesday")
    screen.send("one\ntwo\n.\n")
    screen.expect_exact("One line more?")
    screen.expect_exact("> ")
    leave(screen)
    assert draft(letter)["letter"] == "one\ntwo"


def test_a_line_longer_than_a_terminal_takes_is_told(letter, screen):
    say(screen, "Tuesday")
    screen.send("word " * 1000 + "\n")
    screen.expect(r"its end may be\s+missing")


# --- changing what was kept, line by line


@pytest.fixture
def kept(letter):
    """A letter that was kept; its id."""
    letter.practise("a-letter", "Tuesday", "Dear you,", "it was a lot.", ".", "", "1", *[""] * 10)
    return letter.records[0]["id"]


def test_what_was_kept_is_changed_line_by_line_and_not_read_back(letter, kept):
    says = "".join(f"{line}\n" for line in (":take 2", "It was enough.", "Yours.", "."))
    ran = letter.call("history", "edit", kept, "letter", "--lines", says=says)
    assert ran.status == 0
    assert "There are 2 lines." in ran.out
    assert "Dear you," not in ran.out
    assert values(letter.records[0])["letter"] == "Dear you,\nIt was enough.\nYours."


def test_emptied_line_by_line_it_is_taken_out(letter, kept):
    letter.call("history", "edit", kept, "letter", "--lines", says=":take 2\n\n:take 1\n\n.\n")
    assert "letter" not in values(letter.records[0]) or values(letter.records[0])["letter"] is None


@pytest.mark.parametrize("way", [":stop\n", ":skip\n", ":back\n", ""], ids=repr)
def test_left_in_any_other_way_it_is_as_it_was(letter, kept, way):
    ran = letter.call("history", "edit", kept, "letter", "--lines", says=f"and more\n{way}")
    assert ran.status == 0
    assert ran.out.endswith("Nothing was changed.\n")
    assert values(letter.records[0])["letter"] == "Dear you,\nit was a lot."


def test_too_much_while_changing_is_met_with_help(letter, kept):
    ran = letter.call("history", "edit", kept, "letter", "--lines", says="and more\n:ground\n:stop\n")
    assert "112" in ran.out
    assert values(letter.records[0])["letter"] == "Dear you,\nit was a lot."


def test_whoever_likes_plain_lines_changes_line_by_line_and_can_have_the_editor(letter, kept, tmp_path):
    ran = letter.call("history", "edit", kept, "letter", "--plain", says="Yours.\n.\n")
    assert "is changed" in ran.out
    editor = tmp_path / "nano"
    editor.write_text('#!/bin/sh\necho "P.S." >> "$1"\n')
    editor.chmod(stat.S_IRWXU)
    screen = letter.on_a_terminal("history", "edit", kept, "letter", "--plain", "--editor", EDITOR=str(editor))
    screen.expect_exact("Your editor opens now: nano. To keep it and come back: Ctrl-X")
    screen.expect_exact("is changed")
    screen.close()
    assert values(letter.records[0])["letter"] == "Dear you,\nit was a lot.\nYours.\nP.S."


# --- one option, everywhere


def test_every_command_takes_plain_and_no_plain(program):
    import typer  # noqa: PLC0415  loaded by the program, not by this file

    from selfattach.cli import _COMMANDS, app  # noqa: PLC0415  as above

    top = typer.main.get_command(app)
    context = top.make_context("selfattach", ["--version-is-not-asked"], resilient_parsing=True)
    asked = [top, *(top.get_command(context, name) for name in _COMMANDS)]
    seen = 0
    while asked:
        command = asked.pop()
        seen += 1
        told = {way for one in command.params for way in (*one.opts, *one.secondary_opts)}
        assert {"--plain", "--no-plain"} <= told, command.name
        asked += getattr(command, "commands", {}).values()
    assert seen > len(_COMMANDS)


@pytest.mark.parametrize(
    "arguments", [(), ("journey",), ("kind",), ("practice",), ("routine", "morning")], ids=" ".join
)
@pytest.mark.parametrize("before", [True, False])
def test_it_chooses_the_voice_wherever_it_stands(program, arguments, before):
    option = ("--plain", *arguments) if before else (*arguments, "--plain")
    screen = program.on_a_terminal(*option)
    screen.expect(["> ", r"\n$"])
    assert "\x1b" not in screen.before
    assert "Would plain lines suit you" not in screen.before
    screen.close()


ENDS_WITHOUT_IT = """\
selfattach: 1
id: a-thought
title: A thought
summary: A few lines.
intensity: gentle
steps:
  - write: thought
    ask: What does it say?
{many}    skipped:
      - finish: The page stays empty.
  - write: more
    ask: And then?
"""
NOTHING_YET = "Nothing is written yet. Enter again goes on without it."


@pytest.mark.parametrize("many", ["", "    lines: many\n"], ids=["one line", "many lines"])
def test_an_enter_too_many_ends_no_practice_before_it_was_pressed_again(program, many):
    program.own("a-thought", ENDS_WITHOUT_IT.format(many=many))
    out = program.practise("a-thought", "", "I am late", *["."] * bool(many), "", "", "").out
    assert out.count(NOTHING_YET) == 1  # and not where nothing ends
    assert "And then?" in out
    assert "The page stays empty." in program.practise("a-thought", "", "", "").out
    assert NOTHING_YET not in program.practise("a-thought", ":skip", "").out  # that was meant


def test_while_a_line_is_written_anew_again_says_that_line_and_not_the_letter(letter):
    out = letter.practise("a-letter", "", "one", "two", ":take 2", ":again", "TWO", ":again", ".").out
    assert out.count("Line 2 is: two") == 2
    assert out.count("Write it here.") == 2  # when it was asked, and again after the line
    assert draft(letter)["letter"] == "one\nTWO"
