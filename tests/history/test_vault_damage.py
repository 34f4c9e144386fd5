"""Damage in a vault, and beside one: named, left alone, and in nobody's way."""

from threading import Timer
from time import process_time

import pytest
from operations import NEW, PASSPHRASE, PHONES, SECRET, Home, words_of, written
from quick_passphrases import make_quick

from selfattach import disk
from selfattach.errors import LockedError, SelfattachError
from selfattach.history import vault_changes
from selfattach.history.history import History
from selfattach.history.key_file import IDENTITY, keys_in
from selfattach.history.record import to_plain
from selfattach.history.repair import repair
from selfattach.history.vault import RECIPIENT, Vault


@pytest.fixture
def home(tmp_path):
    make_quick(PASSPHRASE, PHONES)
    return Home(tmp_path)


def test_a_damaged_shard_does_not_keep_the_key_of_another_machine_from_being_taken(home):
    home.two_keys()
    own = home.history().writer.known_device()
    shard = home.places.history / own / "2026-11.json.age"
    torn = shard.read_bytes()[:-7]
    shard.write_bytes(torn)
    before = words_of(home.history().records())

    assert [damage.file for damage in home.history().damaged()] == [shard]
    assert words_of(home.history().records()) == before
    assert home.told == []
    assert shard.read_bytes() == torn
    (mine,) = [one for one in home.history().vault.key_files() if one.device == own]
    assert len(keys_in(mine.folder / IDENTITY, PASSPHRASE)) == 2
    assert mine.recipient == home.history().vault.pin.read()


def test_a_machine_that_chose_to_be_plain_stays_so_when_it_opens_the_vault_of_another(home):
    home.two_keys()
    history = home.history()
    vault_changes.remove(history, home.drafts())
    assert len(list(home.history().records())) == 3
    assert home.history().vault.recipient == ""


def test_a_damaged_plain_file_beside_an_encrypted_one_is_not_written_over_when_the_vault_is_removed(home):
    home.a_vault()
    (sealed,) = home.places.history.glob("*/2026-11.json.age")
    plain = sealed.with_name("2026-11.json")
    plain.write_text("{")
    with pytest.raises(SelfattachError, match=f"nothing was written. {plain} cannot be read"):
        vault_changes.remove(home.history(), home.drafts())
    assert plain.read_text() == "{"
    assert sealed.exists()
    assert home.history().vault.recipient


def test_what_cannot_be_read_keeps_no_vault_from_being_made(home):
    home.some_sessions()
    (shard,) = home.places.history.glob("*/2026-11.json")
    shard.unlink()
    shard.mkdir()
    vault_changes.make(home.history(), home.drafts(), PASSPHRASE)
    assert [damage.file for damage in home.history().damaged()] == [shard]
    assert len(list(home.history().records())) == 1
    assert home.told == []


@pytest.mark.parametrize("content", [b"", b"age-encr", None], ids=["empty", "cut short", "a folder"])
def test_a_key_file_that_has_not_arrived_whole_is_not_taken_and_a_session_is_saved_all_the_same(home, content):
    phone = home.history(phone=True)
    vault_changes.make(phone, home.drafts(), PASSPHRASE)
    (key,) = home.places.history.glob(f"*/{IDENTITY}")
    whole, recipient = key.read_bytes(), phone.vault.recipient
    key.unlink()
    key.mkdir() if content is None else key.write_bytes(content)
    home.history().vault.pin.set(recipient)
    home.history(key=False).add(written(0))
    own = home.places.history / home.history().writer.known_device()
    assert not (own / IDENTITY).exists()
    assert (own / RECIPIENT).read_text().strip() == recipient
    key.rmdir() if content is None else key.unlink()
    key.write_bytes(whole)
    home.history(key=False).add(written(60))
    assert (own / IDENTITY).read_bytes() == whole
    assert words_of(home.history().records()) == words_of([written(0), written(60)])


def test_a_key_file_that_came_cut_short_gives_way_to_the_whole_one_at_the_next_unlock(home):
    phone = home.history(phone=True)
    vault_changes.make(phone, home.drafts(), PASSPHRASE)
    (key,) = home.places.history.glob(f"*/{IDENTITY}")
    whole = key.read_bytes()
    key.write_bytes(whole[: len(whole) // 2])
    home.history().vault.pin.set(phone.vault.recipient)
    home.history(key=False).add(written(0))
    own = home.places.history / home.history().writer.known_device() / IDENTITY
    assert own.read_bytes() == key.read_bytes()
    with pytest.raises(LockedError, match="damaged"):
        list(home.history().records())
    key.write_bytes(whole)
    assert words_of(home.history().records()) == words_of([written(0)])
    assert keys_in(own, PASSPHRASE)


def test_a_recipient_that_came_cut_short_is_not_taken_and_what_is_kept_meanwhile_waits(home):
    vault_changes.make(home.history(phone=True), home.drafts(), PASSPHRASE)
    (recipient,) = home.places.history.glob(f"*/{RECIPIENT}")
    whole = recipient.read_text()
    recipient.write_text(whole[:20])
    home.history(key=False).add(written(0))
    assert len(list(home.places.state.glob("waiting/*.json"))) == 1
    recipient.write_text(whole)
    assert words_of(home.history().records()) == words_of([written(0)])


def test_a_session_is_kept_when_the_encrypted_files_of_another_machine_came_before_its_key(home):
    phone = home.history(phone=True)
    vault_changes.make(phone, home.drafts(), PASSPHRASE)
    phone.add(written(60))
    keys = [home.places.history / "phone222" / name for name in (IDENTITY, RECIPIENT)]
    for one in keys:
        one.rename(home.root / one.name)
    assert home.history().is_shut
    home.history().add(written(0))
    for one in keys:
        (home.root / one.name).rename(one)
    assert words_of(home.history().records()) == words_of([written(0), written(60)])


def test_what_waited_plain_is_encrypted_under_its_name_when_a_vault_is_made(home):
    history = home.history()
    history.add(written(0))
    with history.writer.locked():
        history.writer.put_into_inbox(to_plain(written(60)))
    vault_changes.make(home.history(), home.drafts(), PASSPHRASE)
    assert home.with_plain_words() == []
    assert vault_changes.status(home.history()).plain == 0
    assert len(list(home.history().records())) == 2


def test_saving_with_a_pinned_key_encrypts_what_was_plain_though_nobody_unlocks_it(home):
    home.some_sessions()
    home.history().latest()
    vault_changes.make(home.history(phone=True), home.drafts(), PASSPHRASE)
    assert home.with_plain_words()
    home.history().vault.pin.set(home.history(phone=True).vault.recipient)
    home.history(key=False).add(NEW)
    assert home.with_plain_words() == []


def test_what_lacks_its_key_is_no_damage_and_is_not_put_aside(home):
    home.two_keys()
    own = home.places.history / home.history().writer.known_device()
    (own / IDENTITY).rename(home.root / "away")
    (home.places.state / IDENTITY).unlink()
    before = {path: path.read_bytes() for path in own.glob("*.age")}
    with_phones = Vault(home.places, lambda number, _other: None if number else PHONES)
    with pytest.raises(LockedError, match="holds another key"):
        repair(History(home.places, machine=lambda: "this machine", vault=with_phones))
    assert {path: path.read_bytes() for path in own.glob("*.age")} == before


def test_a_machine_whose_vault_was_removed_is_not_said_to_encrypt_soon(home):
    home.two_keys()
    vault_changes.remove(home.history(), home.drafts())
    own = home.history().writer.known_device()
    seen = vault_changes.status(home.history(phone=True))
    assert (seen.plain_elsewhere, seen.plain_by_choice, seen.off_here) == ([], [own], False)
    assert vault_changes.status(home.history()).off_here


def test_a_draft_that_is_stored_anew_while_another_takes_it_up_loses_no_line(home):
    home.a_draft()
    (journal,) = home.places.state.glob("drafts/*.journal")
    with journal.open("rb") as held:
        assert disk.try_lock(held.fileno(), exclusive=True)

        def store_anew():
            disk.replace(journal, journal.read_bytes())
            held.close()

        timer = Timer(0.03, store_anew)
        timer.start()
        draft = home.drafts().take_up(journal.stem)
        timer.join()
    draft.append({"value": SECRET * 2})
    draft.release()
    assert home.drafts().waiting()[0].lines[-1] == {"value": SECRET * 2}


def test_a_session_that_waits_already_is_not_written_over_by_another_version_of_it(home):
    home.a_vault()
    first, second = written(0), written(0)
    home.history(key=False).add(first)
    home.history(key=False).add(second)
    own = home.places.history / home.history().writer.known_device()
    assert len(list((own / "inbox").iterdir())) == 2
    assert first.id in [record.id for record in home.history().records()]
    assert not list((own / "inbox").glob("*"))


def test_a_key_file_that_asks_for_endless_work_is_not_tried_and_the_copy_opens_and_mends_it(home):
    home.a_vault()
    home.history().put_in_order()  # which keeps the copy
    (key_file,) = home.places.history.glob(f"*/{IDENTITY}")
    sealed = b"age-encryption.org/v1\n-> scrypt bUjBE7v2PLnC8hyd6P0dKQ 23\nWPcx8HTzzpwIpOxW3Qg9\n--- mac\n"
    key_file.write_bytes(sealed)
    history = home.history()
    tried = process_time()
    history.put_in_order()
    assert history.latest()
    assert process_time() - tried < 5
    assert key_file.read_bytes() != sealed
