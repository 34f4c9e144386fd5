"""Every operation that writes: how to prepare for it, how to do it, and what must hold however it ended.

A home is prepared once for each, and copied to the same place before every try. What must hold is told by the words of
each session before and after: nothing else may ever be found, and what was acknowledged is found as it is afterwards.
"""

import shutil
from datetime import timedelta
from typing import NamedTuple

import pytest
from power import calls_of
from quick_passphrases import make_quick
from sample_records import LETTER, a_record, an_entry, clock, met, places_in

from selfattach.errors import NothingFoundError, SelfattachError, WrongInputError
from selfattach.exchange import json_format as exchange
from selfattach.history import edits, vault_changes
from selfattach.history.drafts import Drafts
from selfattach.history.history import History
from selfattach.history.vault import Vault

SECRET = "a plain word that no file may hold"  # noqa: S105  nobody's
PASSPHRASE, ANOTHER, PHONES = "the first", "the second", "of the phone"
OCTOBER = timedelta(days=-40)


def written(minutes, text=SECRET, **fields):
    return a_record(minutes, an_entry("letter", f"{text} {LETTER} {minutes}"), **fields)


EARLIER, OTHER, OLDER = written(0), written(60), written(-40 * 1440)
NEW, DRAFTED = written(120), written(180)
HEAD, LINES = {"words": SECRET}, [{"value": f"{SECRET} {number}"} for number in range(3)]


def words_of(records):
    return {record.id: tuple(entry.value for entry in record.answers) for record in records}


class Home:
    """One person's folders, with the machine and the passphrases that belong to them."""

    def __init__(self, root):
        self.root = root
        self.places = places_in(root)
        self.phone = self.places._replace(state=root / "phone" / "state", cache=root / "phone" / "cache")
        self.told = []

    def history(self, *, key=True, phone=False, later=timedelta()):
        """Return the history as a fresh start sees it. `key`: somebody can say the passphrases."""
        said = [PASSPHRASE, ANOTHER]
        ask = (lambda number, other: PHONES if other else [*said, None][number]) if key else (lambda *_: None)
        places = self.phone if phone else self.places
        return History(
            places,
            device="phone222" if phone else None,
            clock=lambda: clock() + later,
            machine=lambda: "this machine",
            vault=Vault(places, ask),
            tell=self.told.append,
        )

    def drafts(self):
        vault = self.history().vault
        if vault.exists:
            vault.unlock()
        return Drafts(self.places.state / "drafts", vault)

    def refused(self):
        return [words for words in self.told if "could not be written" in words]

    def files(self, folder=None):
        return [path for path in (folder or self.root).rglob("*") if path.is_file()]

    def with_plain_words(self):
        return [path for path in self.files() if SECRET.encode() in path.read_bytes()]

    # --- what there may be beforehand

    def some_sessions(self):
        for record in (EARLIER, OTHER, OLDER):
            self.history().add(record)

    def some_deleted(self):
        self.some_sessions()
        edits.delete(self.history(), [EARLIER.id, OLDER.id])

    def a_draft(self):
        draft = self.drafts().begin(DRAFTED.id, HEAD)
        for line in LINES:
            draft.append(line)
        draft.keep_half_typed("letter", SECRET)
        draft.release()

    def some_sessions_and_a_draft(self):
        self.some_deleted()
        edits.undo(self.history())
        edits.delete(self.history(), [OTHER.id])
        self.a_draft()

    def a_vault(self, passphrase=PASSPHRASE):
        self.some_sessions_and_a_draft()
        vault_changes.make(self.history(), self.drafts(), passphrase)

    def a_vault_with_an_inbox(self):
        self.a_vault()
        self.history(key=False).add(NEW)

    def a_phone(self):
        """Another device has changed one of our sessions, deleted another, and has one of its own."""
        self.some_sessions()
        met(self.places, "phone222")
        phone = self.history(phone=True)
        phone.add(NEW)
        edits.change_answer(phone, EARLIER.id, 0, "changed")
        edits.delete(phone, [OTHER.id])
        shutil.rmtree(self.phone.state / "deleted")

    def conflict_copies(self):
        self.some_sessions()
        (shard,) = self.places.history.glob("*/2026-11.json")
        before = shard.read_bytes()
        self.history().add(NEW)
        edits.change_answer(self.history(), EARLIER.id, 0, "changed")
        after = shard.read_bytes()
        shard.write_bytes(before)
        for tool in ("2026-11.sync-conflict-20261122-101112-ABCDEFG.json", "2026-11 (conflicted copy).json"):
            shard.with_name(tool).write_bytes(after)

    def two_keys(self):
        """This machine and the phone made a vault each before they met."""
        self.a_vault()
        met(self.places, "phone222")
        phone = History(self.phone, device="phone222", clock=clock, vault=Vault(self.phone))
        own = phone.vault.key_files()[0].folder
        away = own.rename(self.root / "away")
        phone.add(NEW)
        vault_changes.make(phone, Drafts(self.root / "phone", phone.vault), PHONES)
        away.rename(own)


# --- what is done


def add(home, say):
    history = home.history()
    history.put_in_order()  # else it would go to the inbox of a vault
    history.add(NEW)
    say("done")


def add_while_locked(home, say):
    home.history(key=False).add(NEW)
    say("done")


def practise(home, say, *, key=True):
    history = home.history(key=key)
    drafts = Drafts(home.places.state / "drafts", history.vault)
    if key:
        history.put_in_order()
    drafts.waiting()
    draft = drafts.begin(NEW.id, HEAD)
    for line in LINES:
        draft.append(line)
        say("line")
    draft.keep_half_typed("letter", SECRET)
    draft.forget_half_typed()
    history.add(NEW)
    say("done")
    draft.erase()
    say("erased")


def practise_while_locked(home, say):
    practise(home, say, key=False)


def delete(home, say):
    history = home.history()
    deletion = edits.delete(history, [head.id for head in history.latest() if head.id in (EARLIER.id, OLDER.id)])
    for kept in deletion.stayed:  # of some, and it can be done again
        raise kept
    say("done")


def undo(home, say):
    edits.undo(home.history())
    say("done")


def forget_after_a_day(home, say):
    history = home.history(later=timedelta(days=1, hours=1))
    assert SECRET in str(list(history.records()))  # the other one stays
    say("read" if home.refused() else "done")


def change_answer(home, say):
    edits.change_answer(home.history(), EARLIER.id, 0, "changed")
    say("done")


def bring_in(home, say):
    exchange.bring_in(home.history(), exchange.Export([NEW, EARLIER, OLDER], whole=True))
    say("done")


def put_in_order(home, say):
    assert len(list(home.history().records())) in (2, 3, 4)
    say("read" if home.refused() else "done")


def retire(home, say):
    edits.retire(home.history(), "phone222")
    say("done")


def make_a_vault(home, say):
    vault_changes.make(home.history(), home.drafts(), PASSPHRASE)
    say("done")


def change_the_passphrase(home, say):
    vault_changes.change_passphrase(home.history(), ANOTHER)
    say("done")


def remove_the_vault(home, say):
    history = home.history()
    vault_changes.remove(history, Drafts(home.places.state / "drafts", history.vault))
    say("done")


# --- what must hold in the end, besides the words


def nothing(home):
    """Nothing more."""


def no_plain_words(home):
    home.drafts().waiting()
    assert home.with_plain_words() == []


def only_plain_files(home):
    sealed = [path.name for path in home.files() if path.read_bytes().startswith(b"age-")]
    assert sealed == ["identity.age"]
    assert not home.history().vault.exists


def deleted_is_gone(home):
    assert not list(home.places.state.glob("deleted/*"))


def one_shard_a_month(home):
    own = home.history().writer.known_device()
    names = [file.name for file in home.history().shards.of_device(own)]
    assert len(names) == len(home.history().shards.months())


def the_new_passphrase_opens_it(home):
    vault = Vault(home.places, lambda number, other: [ANOTHER, None][number])
    vault.unlock()


def one_key(home):
    no_plain_words(home)
    history = home.history()
    history.put_in_order()
    (own,) = [one for one in history.vault.key_files() if one.device == history.writer.known_device()]
    assert own.recipient == history.vault.pin.read()
    (key, _) = history.vault.keys
    for file in history.shards.of_device(own.device):
        assert history.vault.open_with([key], (home.places.history / own.device / file.name).read_bytes())


CHANGED = {EARLIER.id: ("changed",)}


class Operation(NamedTuple):
    """One thing that writes. `before` and `after` are the words of the sessions; what it takes away it maps to None."""

    do: object
    prepare: object
    after: dict
    holds: object = nothing
    draft: bool = False  # whether one waits, before and after

    @property
    def name(self):
        prepared = self.prepare.__name__.replace("_", " ")
        return f"{self.do.__name__.replace('_', ' ')}, with {prepared}"


ADDED, TAKEN = words_of([NEW]), {EARLIER.id: None, OLDER.id: None}
BACK = words_of([EARLIER, OLDER])
OPERATIONS = [
    Operation(add, Home.some_sessions, ADDED),
    Operation(add, Home.a_vault, ADDED, no_plain_words, draft=True),
    Operation(add_while_locked, Home.a_vault, ADDED, no_plain_words, draft=True),
    Operation(practise, Home.a_vault, ADDED, no_plain_words, draft=True),
    Operation(practise_while_locked, Home.a_vault, ADDED, no_plain_words, draft=True),
    Operation(delete, Home.some_sessions, TAKEN),
    Operation(delete, Home.a_vault, TAKEN, no_plain_words, draft=True),
    Operation(undo, Home.some_deleted, BACK, deleted_is_gone),
    Operation(forget_after_a_day, Home.some_deleted, {}, deleted_is_gone),
    Operation(change_answer, Home.some_sessions, CHANGED),
    Operation(bring_in, Home.some_deleted, ADDED | BACK),
    Operation(put_in_order, Home.a_vault_with_an_inbox, {}, one_shard_a_month, draft=True),
    Operation(put_in_order, Home.a_phone, {}, one_shard_a_month),
    Operation(put_in_order, Home.conflict_copies, {}, one_shard_a_month),
    Operation(put_in_order, Home.two_keys, {}, one_key, draft=True),
    Operation(retire, Home.a_phone, {}),
    Operation(make_a_vault, Home.some_sessions_and_a_draft, {}, no_plain_words, draft=True),
    Operation(change_the_passphrase, Home.a_vault, {}, the_new_passphrase_opens_it, draft=True),
    Operation(remove_the_vault, Home.a_vault_with_an_inbox, {}, only_plain_files, draft=True),
]


class Trial:
    """One operation, tried again and again from the same beginning."""

    def __init__(self, operation, folder):
        make_quick(PASSPHRASE, ANOTHER, PHONES)
        self.operation = operation
        self.home = Home(folder / "disk" / "home")
        self._saved = folder / "saved"
        operation.prepare(self.home)
        shutil.copytree(self.home.root, self._saved)
        self.before = words_of(self.home.history().records())
        self.after = {session: words for session, words in (self.before | operation.after).items() if words is not None}
        self.calls = self.of_calls()

    def of_calls(self):
        self.begin()
        return calls_of(self.act)

    def begin(self):
        self.home.told.clear()
        shutil.rmtree(self.home.root)
        shutil.copytree(self._saved, self.home.root)

    def act(self, say):
        self.operation.do(self.home, say)

    def told(self, say):
        try:
            self.act(say)
        except SelfattachError as fault:
            say(f"told {' '.join(str(fault).split())}")
        for words in self.home.refused():
            say(f"told {words}")

    # --- afterwards

    def check_told(self, said, why):
        """Hold that whatever is not acknowledged was told, with where and why."""
        assert not [line for line in said if line.startswith("FAILED")], "\n".join(said)
        told = [line for line in said if line.startswith("told ")]
        assert told or "done" in said
        assert all(why in line and str(self.home.root) in line for line in told)

    def check(self, said):
        """Hold that nothing is lost, half done or damaged, as a fresh start sees it."""
        self.check_words(said)
        self.check_drafts(said)

    def check_words(self, said):
        """The same of what can be read on a disk that takes nothing."""
        history = self.home.history()
        found = words_of(history.records())
        assert history.damaged() == []
        assert history.times().total == len(found)
        for session in {*self.before, *self.after}:
            assert found.get(session) in (self.before.get(session), self.after.get(session)), session
        assert set(found) <= {*self.before, *self.after}
        if "done" in said:
            assert found == self.after

    def check_drafts(self, said):
        drafts = self.home.drafts()
        waiting = {draft.id: draft for draft in drafts.waiting()}
        assert drafts.damaged() == []
        if self.operation.draft:
            earlier = waiting.pop(DRAFTED.id)
            assert (earlier.head, earlier.lines) == (HEAD, LINES)
            draft = drafts.take_up(DRAFTED.id)
            assert draft.half_typed == ("letter", SECRET)
            draft.release()
        for draft in waiting.values():
            assert "erased" not in said
            assert draft.head == HEAD
            assert draft.lines == LINES[: max(len(draft.lines), said.count("line"))]
        if "line" in said and "done" not in said:
            assert waiting or NEW.id in words_of(self.home.history().records())

    def do_again(self):
        """Do it again, to its end, and leave nothing lying about."""
        for draft in self.home.drafts().waiting():
            if draft.id == NEW.id:
                self.home.drafts().take_up(draft.id).erase()
        said = []
        self.home.told.clear()
        try:
            self.act(said.append)
        except (WrongInputError, NothingFoundError):
            said.append("done")  # it was done already
        assert "done" in said
        self.check(said)
        self.operation.holds(self.home)
        written = [*self.home.files(self.home.places.data), *self.home.files(self.home.places.state)]
        left = [path for path in written if path.name.endswith(".beside")]
        assert left == []


def every_operation():
    return pytest.mark.parametrize("operation", OPERATIONS, ids=[operation.name for operation in OPERATIONS])
