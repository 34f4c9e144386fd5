"""A vault in the history: no word is plain in any file, saving needs no passphrase, and the real `age` opens all."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from shutil import copytree, rmtree
from unicodedata import normalize

import pexpect
import pyrage
import pytest
from quick_passphrases import make_quick
from sample_records import LETTER, a_record, an_entry, clock, met, places_in
from tools import needs
from vaults import PASSPHRASE, REAL_PASSPHRASE, encrypt, files, key, unlocked

from selfattach.errors import LockedError, SelfattachError
from selfattach.history import edits, vault_changes
from selfattach.history.drafts import Drafts
from selfattach.history.history import History
from selfattach.history.key_file import IDENTITY, keys_in, public_half, write_identity
from selfattach.history.pinned_key import PIN_FILE
from selfattach.history.shards import TABLE
from selfattach.history.vault import RECIPIENT, Vault

WORDS = "the words of a person"


def asked(*passphrases):
    """Return somebody who says these, one after another, and then no more; and what was asked."""
    said, questions = list(passphrases), []

    def ask(number, other):
        questions.append((number, other))
        return said.pop(0) if said else None

    return ask, questions


def a_history(places, *passphrases, **more):
    ask, questions = asked(*passphrases)
    history = History(places, clock=clock, vault=Vault(places, ask), **more)
    return history, questions


def holds(root, words):
    """Return the files that hold these words in any way a file could hold them."""
    forms = {words.encode(), json.dumps(words)[1:-1].encode()}
    return [name for name, content in files(root).items() if any(form in content for form in forms)]


def age(*arguments):
    """Run the standard program on a terminal; its passphrase prompt is answered."""
    ran = pexpect.spawn("age", [str(one) for one in arguments], encoding="utf-8", timeout=60)
    ran.expect("(?i)passphrase")
    ran.sendline(REAL_PASSPHRASE)
    ran.expect(pexpect.EOF)
    ran.close()
    return ran.exitstatus


# --- the passphrase


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_an_accented_letter_opens_the_key_file_from_a_keyboard_that_gives_it_otherwise(tmp_path, typed):
    forms = {form: normalize(form, "kůň of the tests of forms") for form in ("NFC", "NFD")}
    make_quick(*forms.values())
    write_identity(tmp_path, [key()], forms[typed])
    opened = [[str(one) for one in keys_in(tmp_path / IDENTITY, form)] for form in forms.values()]
    assert opened == [[str(key())]] * 2
    pyrage.passphrase.decrypt((tmp_path / IDENTITY).read_bytes(), forms["NFC"])  # as most keyboards give it to `age`
    (tmp_path / IDENTITY).write_bytes(pyrage.passphrase.encrypt(f"{key()}\n".encode(), forms["NFD"]))  # an older one
    assert [str(one) for one in keys_in(tmp_path / IDENTITY, forms[typed])] == [str(key())]


# --- what lies on the disk


def test_no_word_is_in_any_file_after_keeping_deleting_undoing_and_drafting(tmp_path):
    places = places_in(tmp_path)
    before = History(places, clock=clock).add(a_record(0, an_entry(value=f"{WORDS} before")))
    assert holds(tmp_path, WORDS)
    encrypt(places)
    history = unlocked(History(places, clock=clock))
    drafts = Drafts(places.state / "drafts", history.vault)
    draft = drafts.begin(a_record(5).id, {"title": WORDS})
    draft.append({"value": WORDS})
    draft.keep_half_typed("letter", WORDS)
    kept = history.add(a_record(60, an_entry(value=f"{WORDS} after")))
    assert [head.id for head in history.latest()] == [kept.id, before.id]
    edits.delete(history, [before.id])
    assert holds(tmp_path, WORDS) == []
    assert edits.undo(history).back == [before.id]
    edits.change_answer(history, kept.id, 0, f"{WORDS}, changed")
    assert holds(tmp_path, WORDS) == []
    assert not [name for name in files(tmp_path) if name.endswith(".json") and "/history/" in name]
    assert draft.half_typed == ("letter", WORDS)
    draft.release()


def test_an_empty_history_gets_a_vault_and_loses_it_again(tmp_path):
    places = places_in(tmp_path)
    history = History(places, clock=clock)
    drafts = Drafts(places.state / "drafts", history.vault)
    vault_changes.make(history, drafts, PASSPHRASE)
    kept = history.add(a_record(0, an_entry(value=WORDS)))
    assert holds(tmp_path, WORDS) == []
    vault_changes.remove(history, drafts)
    again = History(places, clock=clock)
    assert again.get(kept.id).answers == kept.answers
    assert not again.vault.recipient


def test_everything_made_in_a_vault_is_for_the_owner_only(tmp_path):
    places = places_in(tmp_path)
    before = os.umask(0)
    try:
        encrypt(places)
        History(places, clock=clock).add(a_record())
        unlocked(History(places, clock=clock)).latest()
    finally:
        os.umask(before)
    for path in (one for root in (places.data, places.state, places.cache) for one in (root, *root.rglob("*"))):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


# --- with the standard program


@needs("age")
def test_the_real_age_opens_a_shard_with_the_key_file_and_the_passphrase(tmp_path):
    places = places_in(tmp_path)
    folder = encrypt(places, REAL_PASSPHRASE)
    kept = unlocked(History(places, clock=clock)).add(a_record(0, an_entry(value=LETTER)))
    plain = tmp_path / "plain.json"
    assert age("--decrypt", "-i", folder / IDENTITY, "-o", plain, folder / "2026-11.json.age") == 0
    (document,) = json.loads(plain.read_bytes())[TABLE].values()
    assert (document["id"], document["answers"][0]["value"]) == (kept.id, LETTER)


@needs("age")
def test_the_real_age_opens_a_session_that_waits_with_the_bare_key(tmp_path):
    places = places_in(tmp_path)
    folder = encrypt(places)
    kept = History(places, clock=clock).add(a_record(0, an_entry(value=LETTER)))
    (tmp_path / "key.txt").write_text(f"{key()}\n")
    waiting = folder / "inbox" / f"{kept.id}.json.age"
    plain = subprocess.run(["age", "-d", "-i", tmp_path / "key.txt", waiting], capture_output=True, check=True).stdout
    assert json.loads(plain)[TABLE]["1"]["answers"][0]["value"] == LETTER


@needs("age")
def test_what_the_real_age_encrypted_to_the_recipient_is_read(tmp_path):
    places = places_in(tmp_path)
    kept = History(places, clock=clock).add(a_record(0, an_entry(value=LETTER)))
    folder = encrypt(places)
    shard = folder / "2026-11.json"
    recipient = (folder / RECIPIENT).read_text().strip()
    subprocess.run(["age", "-r", recipient, "-o", f"{shard}.age", shard], check=True)
    shard.unlink()
    assert unlocked(History(places, clock=clock)).get(kept.id).answers[0].value == LETTER


# --- locked


def test_what_is_saved_while_locked_waits_and_stands_in_its_shard_after_the_next_unlock(tmp_path):
    places = places_in(tmp_path)
    folder = encrypt(places)
    locked, questions = a_history(places)
    kept = [locked.add(a_record(minutes, an_entry(value=f"{WORDS} {minutes}"))) for minutes in (0, 60)]
    assert questions == []
    assert sorted(path.name for path in (folder / "inbox").iterdir()) == [f"{one.id}.json.age" for one in kept]
    assert vault_changes.status(locked).waiting == 2
    opened, questions = a_history(places, PASSPHRASE)
    assert [head.id for head in opened.latest()] == [kept[1].id, kept[0].id]
    assert questions == [(0, "")]
    assert list((folder / "inbox").iterdir()) == []
    assert (folder / "2026-11.json.age").is_file()
    assert [record.answers for record in opened.records()] == [kept[1].answers, kept[0].answers]
    assert holds(tmp_path, WORDS) == []


def test_three_wrong_passphrases_change_nothing_and_the_next_look_does_not_ask_again(tmp_path):
    places = places_in(tmp_path)
    encrypt(places)
    History(places, clock=clock).add(a_record())
    before = files(tmp_path)
    history, questions = a_history(places, "one", "two", "three", PASSPHRASE)
    for _ in range(2):
        with pytest.raises(LockedError, match="three times"):
            history.latest()
    assert questions == [(0, ""), (1, ""), (2, "")]
    assert files(tmp_path) == before


def test_where_nobody_can_be_asked_it_is_locked_and_nothing_is_written(tmp_path):
    places = places_in(tmp_path)
    encrypt(places)
    History(places, clock=clock).add(a_record())
    before = files(tmp_path)
    with pytest.raises(LockedError, match="was not given"):
        History(places, clock=clock).times()
    assert files(tmp_path) == before


def test_a_draft_in_a_locked_vault_waits_and_is_taken_up_after_unlocking(tmp_path):
    places = places_in(tmp_path)
    encrypt(places)
    locked = History(places, clock=clock)
    draft = Drafts(places.state / "drafts", locked.vault).begin(a_record().id, {"exercise": "letters"})
    draft.append({"name": "thought", "value": WORDS})
    draft.keep_half_typed("letter", WORDS)
    draft.release()
    assert holds(tmp_path, WORDS) == []
    others = Drafts(places.state / "drafts", History(places, clock=clock).vault)
    assert others.are_locked()
    assert (others.waiting(), others.damaged()) == ([], [])
    opened = Drafts(places.state / "drafts", unlocked(History(places, clock=clock)).vault)
    assert not opened.are_locked()
    (waiting,) = opened.waiting()
    again = opened.take_up(waiting.id)
    assert again.lines == [{"name": "thought", "value": WORDS}]
    assert again.half_typed == ("letter", WORDS)
    again.erase()


def test_what_an_editor_left_plain_at_a_power_cut_is_encrypted_at_the_next_start_without_the_key(tmp_path):
    places = places_in(tmp_path)
    encrypt(places)
    draft = Drafts(places.state / "drafts", History(places, clock=clock).vault).begin(a_record().id, {})
    draft.keep_half_typed("letter", "Dear")
    draft.editing.mkdir()
    (draft.editing / "words.txt").write_text(f"{WORDS} in the editor\n")
    draft.release()
    assert Drafts(places.state / "drafts", History(places, clock=clock).vault).waiting() == []
    assert holds(tmp_path, WORDS) == []
    opened = Drafts(places.state / "drafts", unlocked(History(places, clock=clock)).vault)
    again = opened.take_up(draft.id)
    assert again.half_typed == ("letter", f"{WORDS} in the editor")
    again.erase()


# --- several machines


def second_machine(places, root):
    """Return the places of another machine that has only the synced folder."""
    there = places_in(root / "there")
    copytree(places.history, there.history)
    return there


def test_what_a_second_machine_keeps_waits_on_it_until_the_passphrase_has_shown_the_key(tmp_path):
    places = places_in(tmp_path / "here")
    encrypt(places)
    first = unlocked(History(places, clock=clock)).add(a_record(0, an_entry(value=f"{WORDS} here")))
    there = second_machine(places, tmp_path)
    unasked, questions = a_history(there, machine=lambda: "another")
    second = unasked.add(a_record(60, an_entry(value=f"{WORDS} there")))
    assert questions == []
    assert holds(tmp_path, WORDS) == [f"there/state/waiting/{second.id}.json"]
    assert stat.S_IMODE((there.state / "waiting" / f"{second.id}.json").stat().st_mode) == 0o600
    folder = there.history / second.device
    assert not folder.exists()
    opened, _ = a_history(there, PASSPHRASE, machine=lambda: "another")
    assert [head.id for head in opened.latest()] == [second.id, first.id]
    assert (folder / IDENTITY).read_bytes() == (places.history / first.device / IDENTITY).read_bytes()
    assert (folder / "2026-11.json.age").is_file()
    assert holds(tmp_path, WORDS) == []


def test_a_machine_that_stays_plain_beside_an_encrypted_one_saves_without_being_asked(tmp_path):
    places = places_in(tmp_path / "here")
    encrypt(places)
    unlocked(History(places, clock=clock)).add(a_record(0, an_entry(value="theirs")))
    there = second_machine(places, tmp_path)
    opened, _ = a_history(there, PASSPHRASE, machine=lambda: "another")
    vault_changes.remove(opened, Drafts(there.state / "drafts", opened.vault))
    history, questions = a_history(there, machine=lambda: "another")
    kept = history.add(a_record(60, an_entry(value="ours")))
    assert questions == []
    reading, questions = a_history(there, PASSPHRASE, machine=lambda: "another")
    assert [record.answers[0].value for record in reading.records()] == ["ours", "theirs"]
    assert questions == [(0, "")]
    assert [path.name for path in (there.history / kept.device).glob("*.json")] == ["2026-11.json"]
    assert not list((there.history / kept.device).glob("inbox/*"))


def test_two_machines_with_a_key_each_are_asked_for_both_once_and_each_keeps_its_own(tmp_path):
    make_quick("theirs")
    here, there = places_in(tmp_path / "here"), places_in(tmp_path / "there")
    ours = encrypt(here)
    unlocked(History(here, clock=clock)).add(a_record(0, an_entry(value="ours")))
    history = History(there, clock=clock, machine=lambda: "another")
    vault_changes.make(history, Drafts(there.state / "drafts", history.vault), "theirs")
    theirs = there.history / history.add(a_record(60, an_entry(value="theirs"))).device
    copytree(theirs, here.history / theirs.name)
    met(here, theirs.name)
    opened, questions = a_history(here, PASSPHRASE, "theirs")
    assert [record.answers[0].value for record in opened.records()] == ["theirs", "ours"]
    assert questions == [(0, ""), (0, theirs.name)]
    assert (ours / RECIPIENT).read_text().strip() == public_half(key()) == opened.vault.pin.read()
    again, questions = a_history(here, PASSPHRASE, "never said")
    assert [record.answers[0].value for record in again.records()] == ["theirs", "ours"]
    assert questions == [(0, "")]


# --- broken


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (lambda sealed: sealed[:-10], "is not whole"),
        (lambda sealed: sealed[:60], "is not whole"),
        (lambda _: b"", "no age file"),
        (lambda _: b"my notes", "no age file"),
    ],
)
def test_a_broken_key_file_is_told_as_broken_and_not_as_a_wrong_passphrase(tmp_path, content, told):
    places = places_in(tmp_path)
    folder = encrypt(places)
    History(places, clock=clock).add(a_record())
    (folder / IDENTITY).write_bytes(content((folder / IDENTITY).read_bytes()))
    (places.state / IDENTITY).unlink()
    before = files(tmp_path)
    history, questions = a_history(places, PASSPHRASE, PASSPHRASE)
    with pytest.raises(LockedError, match=f"{IDENTITY}, is damaged.*{told}.*backup"):
        history.latest()
    assert questions == [(0, "")]
    assert files(tmp_path) == before
    history.add(a_record(60))  # to save needs no key
    assert len(list((folder / "inbox").iterdir())) == 2


def test_a_missing_key_file_is_told_with_what_still_helps(tmp_path):
    places = places_in(tmp_path)
    folder = encrypt(places)
    History(places, clock=clock).add(a_record())
    (folder / IDENTITY).unlink()
    (places.state / IDENTITY).unlink()
    history, questions = a_history(places, PASSPHRASE)
    with pytest.raises(LockedError, match=f"{IDENTITY}, is in none of its folders.*recovery sheet"):
        history.latest()
    assert questions == []


def test_the_key_file_of_another_machine_opens_where_our_own_is_gone(tmp_path):
    places = places_in(tmp_path / "here")
    encrypt(places)
    kept = unlocked(History(places, clock=clock)).add(a_record())
    there = second_machine(places, tmp_path)
    opened, _ = a_history(there, PASSPHRASE, machine=lambda: "another")
    theirs = opened.add(a_record(60, an_entry()))
    opened.put_in_order()
    (there.history / theirs.device / IDENTITY).unlink()
    history, _ = a_history(there, PASSPHRASE, machine=lambda: "another")
    assert [head.id for head in history.latest()] == [theirs.id, kept.id]


@pytest.mark.parametrize("recipient", ["age1nonsense", "not a key at all"])
def test_beside_a_broken_recipient_and_without_a_pin_what_is_new_waits_on_this_machine(tmp_path, recipient):
    places = places_in(tmp_path)
    folder = encrypt(places)
    Path(places.state, PIN_FILE).unlink()
    (folder / RECIPIENT).write_text(recipient)
    History(places, clock=clock).add(a_record(0, an_entry(value=WORDS)))
    assert [name for name in holds(tmp_path, WORDS) if not name.startswith("state/waiting/")] == []
    history, _ = a_history(places, PASSPHRASE)
    assert [record.answers[0].value for record in history.records()] == [WORDS]
    assert holds(tmp_path, WORDS) == []
    assert (folder / RECIPIENT).read_text().strip() == public_half(key()) == history.vault.pin.read()


@pytest.mark.parametrize("rest", [0, 20, 150, -1])
def test_an_encrypted_shard_cut_short_is_named_left_alone_and_the_others_stay_usable(tmp_path, rest):
    places = places_in(tmp_path)
    folder = encrypt(places)
    history = unlocked(History(places, clock=clock))
    history.add(a_record())
    later = history.add(a_record(start=clock().replace(month=12)))
    shard = folder / "2026-11.json.age"
    cut = shard.read_bytes()[:rest]
    shard.write_bytes(cut)
    reading = unlocked(History(places, clock=clock))
    assert [record.id for record in reading.records()] == [later.id]
    assert [damage.file for damage in reading.damaged()] == [shard]
    with pytest.raises(SelfattachError, match=r"nothing was written.*2026-11\.json\.age cannot be read"):
        reading.add(a_record(30, an_entry(value=WORDS)))
    assert shard.read_bytes() == cut
    assert holds(tmp_path, WORDS) == []


WITHOUT_PYRAGE = """\
import sys
sys.modules["pyrage"] = None  # an import of it fails, as where it is not installed
sys.argv[0] = "selfattach"
from selfattach.cli import main
main()
"""


@pytest.mark.parametrize(
    "command", [("history", "list"), ("practice", "one-sound", "--no-input", "--set", "felt=helped"), ("vault", "init")]
)
def test_without_the_part_that_encrypts_nothing_is_written_plain_and_it_says_what_to_install(tmp_path, command):
    places = places_in(tmp_path)
    encrypt(places)
    History(places, clock=clock).add(a_record())
    if command[0] == "vault":
        rmtree(places.history)
        rmtree(places.state)
        command = (*command, "--passphrase-command", "echo it")
    before = files(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_PYRAGE, *command],
        env={"PATH": os.environ["PATH"], "SELFATTACH_HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 4
    assert "extra `vault`" in ran.stderr
    assert "Traceback" not in ran.stderr
    after = files(tmp_path)
    assert {name for name in after if name.startswith("data")} == {name for name in before if name.startswith("data")}


def test_a_machine_that_is_too_busy_for_a_moment_does_not_refuse_the_right_passphrase(tmp_path, monkeypatch):
    places = places_in(tmp_path)
    folder = encrypt(places)
    real, refusals = pyrage.passphrase.decrypt, iter([True, True, False])

    def busy_at_first(sealed, passphrase):
        if next(refusals):
            raise pyrage.DecryptError("Excessive work parameter for passphrase.")
        return real(sealed, passphrase)

    monkeypatch.setattr(pyrage.passphrase, "decrypt", busy_at_first)
    assert [str(one) for one in keys_in(folder / IDENTITY, PASSPHRASE)] == [str(key())]
