"""A person at a pseudo-terminal: hostile words in the script, in what was kept, and typed; raw bytes are looked at."""

import pexpect
import pytest
from naughty import LOUD, SEEN, harm_in
from real_terminal import CTRL_D, ENTER, ESC, Sitting
from test_files_changed_by_hand_stay_words import ASKS, a_draft, all_loud, changed, full_record, put, write
from test_hostile_scripts_are_only_words import HEAD, PIECE, STEPS

from selfattach.words import HELP_STAY

_READY = r"\x1b\[\?7h\x1b\[0m|\r *Enter(?:: more of it)?\x1b\[K"


class Heard(Sitting):
    """A sitting that remembers every character that came to the terminal."""

    raw = ""

    def write(self, text):
        self.raw += text
        super().write(text)

    def goes_through(self):
        """Go on with Enter, whatever comes, to the end; a page of help is left with Esc."""
        for _ in range(400):
            if self.child.expect([_READY, pexpect.EOF]) == 1:
                break
            self.child.send(ESC if HELP_STAY in self.child.before else ENTER)
        return self.leaves()


@pytest.fixture
def sit(program):
    sittings = []

    def sit_down(*arguments, size=(24, 80)):
        sittings.append(Heard(program.home, *arguments, size=size))
        return sittings[-1]

    yield sit_down
    for one in sittings:
        one.child.close(force=True)


@pytest.mark.parametrize("size", [(24, 80), (20, 40)], ids=str)
def test_a_loud_script_is_quiet_at_a_terminal(program, sit, size):
    program.own("loud", HEAD + STEPS.replace("    lines: many\n", ""))
    program.own("piece", PIECE)
    heard = sit("practice", "loud", "--pace", "off", size=size)
    assert heard.goes_through() == 0
    assert SEEN in " ".join(heard.transcript.split())
    assert harm_in(heard.raw, at_a_terminal=True) == ""
    assert program.records[0]["finished"]


def test_loud_words_that_were_kept_are_quiet_at_a_terminal(program, sit):
    put(program, all_loud(full_record()))
    program.own("asks", ASKS.replace("    lines: many\n", ""))
    arguments = [("history", "list"), ("history", "show", "261122-aaa"), ("history", "show", "261122-aaa", "--json")]
    for shown in (*arguments, ("support",), ("exercises", "list")):
        heard = sit(*shown)
        assert heard.goes_through() == 0
        if "--json" in shown:  # there the words stand as they lie in the file, escaped
            assert harm_in(heard.raw.replace("\r\n", "\n")) == ""
        else:
            assert harm_in(heard.raw, at_a_terminal=True) == ""
    typed = LOUD.replace("\0", "")
    for refused in ((f"--{typed}",), ("practice", typed), ("history", typed), ("practice", "asks", f"--pace={typed}")):
        heard = sit(*refused)
        assert heard.leaves() == 2
        assert harm_in(heard.raw, at_a_terminal=True) == ""
    heard = sit("practice", "asks", "--pace", "off")
    heard.does("Open?", "1" + ENTER)
    assert heard.goes_through() == 0
    assert harm_in(heard.raw, at_a_terminal=True) == ""


def test_a_loud_draft_is_offered_and_taken_up_quietly(program, sit):
    journal, lines = a_draft(program)
    written = [changed(line, ("value",), LOUD) if line.get("name") in ("line", "page") else line for line in lines]
    written[0] = written[0] | {"title": LOUD}
    write(journal, written)
    heard = sit("practice", "asks", "--pace", "off")
    heard.does("not finished", "1" + ENTER)
    heard.does("After what?", ESC)
    heard.does("A page?", "")
    heard.settles()
    assert "[red]still[/red]" in heard.raw
    heard.child.send(CTRL_D)
    assert heard.goes_through() == 0
    assert harm_in(heard.raw, at_a_terminal=True) == ""


def test_typed_words_come_back_quietly_and_are_kept_without_their_sequences(program, sit):
    program.own("asks", ASKS)
    heard = sit("practice", "asks", "--pace", "off")
    heard.does("A line?", "")
    heard.settles()
    heard.child.send(
        "\x1b[200~seen \x1b[31337m\x1b]52;c;bmF1Z2h0eQ==\x07 [red]there[/red] क्षि 👩\u200d👧\x1b[201~" + ENTER
    )
    heard.does("A page?", ESC)
    heard.does("A line?", ENTER)
    heard.does("A page?", CTRL_D)
    assert heard.goes_through() == 0
    assert "\x1b[31337" not in heard.raw
    assert "\x1b]" not in heard.raw
    (line,) = (entry["value"] for entry in program.records[0]["answers"])
    assert line == "seen [red]there[/red] क्षि 👩\u200d👧"
