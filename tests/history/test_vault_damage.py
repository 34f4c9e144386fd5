"""Damage in a vault, and beside one: named, left alone, and in nobody's way."""

from threading import Timer

import pytest
from operations import PASSPHRASE, PHONES, SECRET, Home, words_of, written
from quick_passphrases import make_quick

from selfattach.errors import SelfattachError
from selfattach.history import durable, vault_changes
from selfattach.history.vault import IDENTITY, RECIPIENT


@pytest.fixture
def home(tmp_path):
    make_quick(PASSPHRASE, PHONES)
    return Home(tmp_path)


def test_a_damaged_shard_does_not_keep_two_keys_from_becoming_one(home):
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
    assert {lock.recipient for lock in home.history().vault.locks() if lock.device == own} == {
        min(lock.recipient for lock in home.history().vault.locks())
    }


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
    with pytest.raises(SelfattachError, match=f"{plain} cannot be read.*nothing was written"):
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
    whole = key.read_bytes()
    key.unlink()
    key.mkdir() if content is None else key.write_bytes(content)
    home.history(key=False).add(written(0))
    own = home.places.history / home.history().writer.known_device()
    assert not (own / IDENTITY).exists()
    assert not (own / RECIPIENT).exists()
    key.rmdir() if content is None else key.unlink()
    key.write_bytes(whole)
    home.history(key=False).add(written(60))
    assert (own / IDENTITY).read_bytes() == whole
    assert words_of(home.history().records()) == words_of([written(0), written(60)])


def test_a_draft_that_is_stored_anew_while_another_takes_it_up_loses_no_line(home):
    home.a_draft()
    (journal,) = home.places.state.glob("drafts/*.journal")
    with journal.open("rb") as held:
        assert durable.hold(held.fileno(), exclusive=True)

        def store_anew():
            durable.replace(journal, journal.read_bytes())
            held.close()

        timer = Timer(0.03, store_anew)
        timer.start()
        draft = home.drafts().take_up(journal.stem)
        timer.join()
    draft.append({"value": SECRET * 2})
    draft.release()
    assert home.drafts().waiting()[0].lines[-1] == {"value": SECRET * 2}
