"""A machine of somebody's: a home, a history that a syncing tool carries, and what is asked about it."""

import re
import shutil

from at_a_terminal import ENTER, Terminal
from test_states_of_the_lock import NOTE, ZEBRA
from the_program import Program

from selfattach import words

OURS, THEIRS = "pw-of-ours", "pw-of-theirs"
QUESTION = words.NEW_MACHINES.ask.partition("\n")[0]
OF_A_VAULT = words.UNLOCK_NEW.ask.partition(" {")[0]
MINE, NOT_MINE = "1", "2"


class Machine:
    """A machine with a home; `history/` is what a syncing tool carries."""

    def __init__(self, home, carried_from=None):
        self.program = Program(home)
        self.program.own("note", NOTE)
        if carried_from is not None:
            self.carries(carried_from)

    def carries(self, other):
        """A syncing tool brings here what another machine wrote."""
        shutil.copytree(other.history, self.history, dirs_exist_ok=True)

    @property
    def history(self):
        return self.program.places.history

    def keeps(self, text):
        ran = self.program.call("practice", "note", "--no-input", "--set", f"line={ZEBRA} {text}", "--json")
        assert ran.status == 0, ran
        return ran.json["id"]

    def locks(self, passphrase=OURS):
        ran = self.program.call("vault", "init", "--passphrase-command", f"echo {passphrase}", "--locked-card")
        assert ran.status == 0, ran
        return ran

    def has_command(self, passphrase=OURS):
        self.program.call("config", "set", "vault.passphrase_command", f"echo {passphrase}")

    def starts(self, answer=""):
        """Start a practice, as a person at plain lines. Return how often it was asked whose the folders are."""
        ran = self.program.call("practice", "note", "--plain", says=f"{answer}\n:stop\nleave\n")
        return sum(one_line(ran.out).count(one_line(one)) for one in (QUESTION, OF_A_VAULT))

    def comes_home(self, answer=""):
        """Start it at home, on a terminal, where a vault is opened first. Return how often it was asked."""
        at, asked = Terminal(self.program), 0
        home, question = re.escape(words.HOME.ask), re.escape(one_line(QUESTION)[:40])
        while at.sees(f"{home}|{question}")[0] != words.HOME.ask:
            asked += 1
            at.sees("Are they yours")
            at.takes(answer + ENTER)
        at.is_gone()
        return asked

    def sees(self):
        ran = self.program.call("history", "list", "--json")
        assert ran.status == 0, ran
        return {one["id"] for one in ran.json}

    def plain(self):
        return [path for path in self.history.rglob("*") if path.is_file() and ZEBRA.encode() in path.read_bytes()]


def one_line(text):
    return " ".join(text.split())
