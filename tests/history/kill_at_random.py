"""Kill at random moments under load: several processes practise with drafts, save, change and delete in one history.

    .venv/bin/python tests/history/kill_at_random.py 1000 [--seed N] [--folder DIR]

The first half in a plain history, the second in a vault. Each process notes, outside of the home, what it was told is
done; after every kill a fresh start must find all that, whole. The one that was killed is followed by another, which
takes up its draft. It ends with a line of figures, or fails with what is wrong.
"""

import argparse
import os
import random
import shutil
import signal
import tempfile
import time
import traceback
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from quick_passphrases import make_quick
from sample_records import FIRST, LETTER, a_record, an_entry, places_in

from selfattach.history import edits, vault_changes
from selfattach.history.drafts import Drafts
from selfattach.history.history import History
from selfattach.history.vault import Vault

WORKERS = 4
LINES = [{"name": f"n{number}", "value": LETTER * (number + 1)} for number in range(3)]
SOMETIMES = 0.2  # how often a session that was saved is changed, and how often deleted
LONGEST = 0.12  # seconds from one kill to the next


class Figures(NamedTuple):
    """What a run came to."""

    kills: int
    saved: int  # sessions whose saving was acknowledged
    changed: int
    deleted: int
    taken_up: int  # drafts
    seconds: float

    def __str__(self):
        return (
            f"{self.kills} kills in {self.seconds:.0f} s; acknowledged and found: {self.saved} saved, "
            f"{self.changed} changed, {self.deleted} deleted; {self.taken_up} drafts taken up"
        )


class Scene:
    """A home, a key where it is a vault, and the notes of those who work there."""

    def __init__(self, folder, *, vault):
        self.places = places_in(folder / "home")
        self.notes = folder / "notes"
        self.notes.mkdir(parents=True)
        self._keys = []
        if vault:
            make_quick("a passphrase")
            history = self.history()
            vault_changes.make(history, Drafts(self.places.state / "drafts", history.vault), "a passphrase")
            self._keys = history.vault.keys

    def history(self):
        vault = Vault(self.places)
        if self._keys:
            vault.take(self._keys)
        return History(self.places, machine=lambda: "this machine", vault=vault)

    def noted(self):
        """Return what was noted of each session, in order: lists of words."""
        noted = {}
        for path in sorted(self.notes.iterdir()):
            for line in path.read_text().splitlines():
                session, *words = line.split()
                noted.setdefault(session, []).append(words)
        return noted


def session_of(number, turn):
    """Return a session that no other worker and no other turn has; about forty fall into a month."""
    nobody_elses = number + WORKERS * turn
    return a_record(nobody_elses, an_entry("letter", LETTER), start=FIRST - timedelta(hours=17 * nobody_elses))


# --- one who works until killed


def work(scene, number, chance):
    file = os.open(scene.notes / str(number), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(session, *words):
        os.write(file, f"{' '.join([session, *words])}\n".encode())

    mine = (scene.notes / str(number)).read_text().split("\n")
    records = {}
    turn = 0
    while any(line.startswith(session_of(number, turn).id) for line in mine):
        records[session_of(number, turn).id] = session_of(number, turn)
        turn += 1
    take_up(scene, note, records, mine)
    while True:
        record = session_of(number, turn)
        turn += 1
        history = scene.history()
        history.put_in_order()
        drafts = Drafts(scene.places.state / "drafts", history.vault)
        drafts.waiting()
        note(record.id, "beginning")
        draft = drafts.begin(record.id, {"worker": number})
        note(record.id, "begun")
        go_on(history, draft, record, note)
        if chance.random() < SOMETIMES:
            note(record.id, "changing")
            edits.change_answer(history, record.id, 0, "changed")
            note(record.id, "changed")
        if chance.random() < SOMETIMES:
            note(record.id, "deleting")
            edits.delete(history, [record.id])
            note(record.id, "deleted")


def go_on(history, draft, record, note):
    for line in LINES[len(draft.lines) :]:
        draft.append(line)
        note(record.id, "line")
    draft.keep_half_typed("letter", LETTER)
    draft.forget_half_typed()
    history.add(record)
    note(record.id, "saved")
    draft.erase()
    note(record.id, "erased")


def take_up(scene, note, records, notes):
    """Go on with the draft of the one before, which must hold every line that was acknowledged."""
    history = scene.history()
    history.put_in_order()
    drafts = Drafts(scene.places.state / "drafts", history.vault)
    for waiting in drafts.waiting():
        if waiting.id in records:
            draft = drafts.take_up(waiting.id)
            lines = notes.count(f"{waiting.id} line")
            assert draft.lines == LINES[: len(draft.lines)], f"{waiting.id}: other lines"
            assert len(draft.lines) >= lines, f"{waiting.id}: {len(draft.lines)} lines of {lines}"
            note(waiting.id, "taken-up")
            go_on(history, draft, records[waiting.id], note)


# --- whoever kills, and looks


def start(scene, number, seed):
    child = os.fork()
    if child == 0:
        try:
            work(scene, number, random.Random(seed))
        except BaseException:  # noqa: BLE001  the child must not come back
            (scene.notes.parent / f"wrong-{number}").write_text(traceback.format_exc())
        finally:
            os._exit(1)
    return child


def kill(scene, children, number):
    os.kill(children[number], signal.SIGKILL)
    _, status = os.waitpid(children[number], 0)
    wrong = scene.notes.parent / f"wrong-{number}"
    assert os.WIFSIGNALED(status), wrong.read_text()


def is_there(scene, session):
    """Look once more, in the order in which things happen, for the others went on meanwhile."""
    return (
        (scene.places.state / "drafts" / f"{session}.journal").exists()
        or session in {head.id for head in scene.history().latest()}
        or ["deleting"] in scene.noted()[session]
    )


def look(scene, *, whole=False):
    """Hold that all that was acknowledged is there as a fresh start sees it, while the others go on."""
    noted = {session: [words[0] for words in notes] for session, notes in scene.noted().items()}
    history = scene.history()
    found = {head.id for head in history.latest()}
    assert history.damaged() == [], history.damaged()
    assert len(found) == history.times().total or not whole, "heads and counts differ"
    for session, notes in noted.items():
        if "deleted" in notes:
            assert session not in found, f"{session} was deleted and is there"
        elif "begun" in notes and session not in found:
            assert is_there(scene, session), f"{session} is lost: {notes}"
    if whole:
        for record in history.records():
            (entry,) = record.answers
            allowed = {"changed"} if "changed" in noted[record.id] else {LETTER}
            allowed |= {"changed"} if "changing" in noted[record.id] else set()
            assert entry.value in allowed, f"{record.id} holds other words"
    return noted


def kill_at_random(folder, kills, seed, *, vault):
    """Return the figures of one run in one folder. Raises AssertionError."""
    chance = random.Random(seed)
    began = time.monotonic()
    scene = Scene(folder, vault=vault)
    children = [start(scene, number, chance.random()) for number in range(WORKERS)]
    try:
        for _ in range(kills):
            time.sleep(chance.uniform(0, LONGEST))
            number = chance.randrange(WORKERS)
            kill(scene, children, number)
            children[number] = start(scene, number, chance.random())
            look(scene)
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    noted = look(scene, whole=True)
    history = scene.history()
    assert Drafts(scene.places.state / "drafts", history.vault).damaged() == []
    Drafts(scene.places.state / "drafts", history.vault).waiting()
    with history.writer.locked():
        left = [path for folder in (scene.places.data, scene.places.state) for path in folder.rglob("*.beside")]
    assert left == [], left
    notes = [one for words in noted.values() for one in words]
    return Figures(
        kills, *(notes.count(one) for one in ("saved", "changed", "deleted", "taken-up")), time.monotonic() - began
    )


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("kills", type=int, nargs="?", default=1000)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--folder", type=Path, help="where to work; else a temporary folder")
    given = asked.parse_args()
    folder = Path(tempfile.mkdtemp(dir=given.folder))
    for name, share in (("plain", given.kills - given.kills // 2), ("vault", given.kills // 2)):
        print(f"{name}: {kill_at_random(folder / name, share, given.seed, vault=name == 'vault')}", flush=True)  # noqa: T201
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
