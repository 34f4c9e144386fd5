"""Homes that an earlier version left behind, each copied to a place of its own, and how they are opened there.

Such a home is another machine's by the time it is copied: the device in it is bound to the machine and folder it came
from. So whoever wants to be that device says so; whoever does not finds the home of one that was brought along.
"""

import json
import shutil
from pathlib import Path

from quick_passphrases import know_opened
from the_program import Program

from selfattach.cli.setup.passphrase_command import set_command
from selfattach.engine.draft_lines import replay, resume
from selfattach.engine.prior_history import outside_from_plain
from selfattach.history.drafts import Drafts
from selfattach.history.history import History
from selfattach.history.record import to_plain
from selfattach.history.vault import Vault
from selfattach.library import recompile

DATA = Path(__file__).parent / "0.1.0"
PASSPHRASE = "a throwaway, for tests only"  # noqa: S105  of the vaults in these homes
KINDS = ("plain", "vault")
UNSAID = "unsaid"  # what was answered, and is answered again, where nothing is kept


KEYS = {  # of each vault, as its key file opens to it; a test holds that it is so
    "every-stop/vault/home": "AGE-SECRET-KEY-17GFPLYKERD646RMGPUX6CF3SDAJGDDK45QRXGN90J335GC770JDQ643ZUZ",
    "history/vault": "AGE-SECRET-KEY-1J5QRFXA3DC8H9GXSTNELF3A9TSWQXJ7QXVVFVTVUUXCTKMF7DECQZREW2A",
    "in-an-editor/vault": "AGE-SECRET-KEY-1VL3CNMLRMTEJXAQDW30KS2WZA86GUDR0HT8JL8U85ZQ4J2R7MSQS7FUN56",
}


def key_file_of(vault):
    (found,) = (DATA / vault).glob("data/history/*/identity.age")
    return found


def open_key_files_at_once():
    """A key file takes a second or two to open; from now on no time, in this process and its children."""
    know_opened(PASSPHRASE, {key_file_of(vault).read_bytes(): f"{key}\n".encode() for vault, key in KEYS.items()})


def data(*parts):
    return json.loads(DATA.joinpath(*parts).read_text(encoding="utf-8"))


class OldHome:
    """A copy of one of these homes."""

    def __init__(self, kept, folder):
        self.program = Program(folder / "home")
        shutil.copytree(kept, self.program.home, dirs_exist_ok=True)
        self.places = self.program.places
        self.device = json.loads((self.places.state / "device.json").read_bytes())["device"]
        if list(self.places.history.glob("*/identity.age")):
            set_command(self.places, f"echo {PASSPHRASE}")

    def settings(self, text):
        self.places.config.mkdir(parents=True, exist_ok=True)
        with (self.places.config / "config.toml").open("a", encoding="utf-8") as file:
            file.write(text)

    def vault(self):
        return Vault(self.places, lambda *_: PASSPHRASE, own=lambda: self.device)

    def history(self, *, clock=None):
        """The history, on the machine it was written on, and unlocked."""
        clocks = {} if clock is None else {"clock": clock}
        return History(self.places, device=self.device, vault=self.vault(), **clocks)

    def drafts(self):
        vault = self.vault()
        if vault.exists:
            vault.unlock()
        return Drafts(self.places.state / "drafts", vault)

    def here(self):
        """The history as the program finds it where it lies now."""
        return History(self.places, vault=Vault(self.places, lambda *_: PASSPHRASE))

    def records(self):
        """The sessions as plain values, newest first, as the program finds them."""
        return [json.loads(json.dumps(to_plain(record))) for record in self.here().records()]


def taken_up(waiting, *, fits=True):
    """Read a draft as the program does. What was never kept is said again; the session as it stands then."""
    framed = recompile(waiting.head["exercise"], waiting.head["sources"], str)
    resumed = resume(framed, outside_from_plain(waiting.head["outside"]), waiting.lines)
    assert resumed.fits is fits
    session = resumed.session
    while resumed.pending:
        again = session.answer(UNSAID) if session.step.prompt.form.kind == "write" else session.do(pick_any(session))
        resumed = replay(again, resumed.pending[1:])
        assert resumed.fits is fits
        session = resumed.session
    return session


def pick_any(session):
    """Say the first thing that may be said."""
    return session.answer(session.step.prompt.form.options[0].id).log[-1]


def said(session):
    """Every answer that was given, open ones too: name, rounds, value."""
    return [[act.name, list(act.round) or None, act.value] for act in session.log if act.kind == "answer"]
