"""A power cut at any call of anything that writes: what was acknowledged is there, and nothing is half."""

import os
import signal

import pytest
from one_practice import EARLIER, SESSION, a_history, all_calls, check, finish, practise
from operations import Trial, every_operation
from power import CutAfter, Unsynced, in_child
from sample_records import LETTER, places_in
from tools import a_share_of, in_full

from selfattach import disk
from selfattach.history.drafts import Drafts


@pytest.mark.parametrize("half", [False, True], ids=["after a call", "in the midst of a write"])
def test_a_power_cut_at_any_call_loses_nothing_acknowledged_and_leaves_nothing_half(tmp_path, half):
    calls = [(number, name) for number, name in enumerate(all_calls(tmp_path), 1) if name == "write" or not half]
    for number, _ in a_share_of(calls, one_in=12):
        root = tmp_path / str(number)
        a_history(root).add(EARLIER)
        said, status = in_child(lambda say, root=root: practise(root, say), CutAfter(number, half=half))
        assert os.WTERMSIG(status) == signal.SIGKILL, said
        if "half typed" in said and "added" not in said:
            draft = Drafts(places_in(root).state / "drafts").take_up(SESSION.id)
            assert draft.half_typed == ("letter", LETTER)
            draft.release()
        check(root, said)
        finish(root)


def check_synced(root, act):
    """Hold that nothing is acknowledged before it is synced, and that no unsynced words are given a name."""
    unsynced = Unsynced(root)
    said, _ = in_child(lambda say: act(lambda text: say(f"{text}: {unsynced.left()}")), unsynced)
    assert said
    assert [line for line in said if not line.endswith(": []")] == []


def test_what_is_acknowledged_has_been_synced_and_no_name_is_given_to_unsynced_words(tmp_path):
    check_synced(tmp_path, lambda say: practise(tmp_path, say))


@every_operation()
def test_the_same_holds_for_anything_that_writes(quick_folder, operation):
    trial = Trial(operation, quick_folder)
    trial.begin()
    check_synced(trial.home.root, trial.act)


def test_a_shard_is_replaced_and_never_written_in_place(tmp_path):
    history = a_history(tmp_path)
    history.add(EARLIER)
    (shard,) = places_in(tmp_path).history.glob("*/*.json")
    with shard.open("rb") as reader:
        before = shard.read_bytes()
        history.add(SESSION)
        assert reader.read() == before  # a reader of the old file sees it whole


@every_operation()
def test_a_power_cut_at_any_call_of_anything_that_writes_loses_nothing_and_it_can_be_done_again(
    quick_folder, operation
):
    trial = Trial(operation, quick_folder)
    cuts = [
        (number, half)
        for number, name in enumerate(trial.calls, 1)
        if in_full() or name not in ("fsync", "look")  # for a process that is killed they change nothing
        for half in ([False, True] if name == "write" else [False])
    ]
    cuts = a_share_of(cuts, one_in=20)
    for number, half in cuts:
        trial.begin()
        said, status = in_child(trial.act, CutAfter(number, half=half))
        assert os.WTERMSIG(status) == signal.SIGKILL, said
        trial.check(said)
        trial.do_again()
    print(f"{len(trial.calls)} calls, {len(cuts)} cuts")  # noqa: T201  for docs/dev/faults.md


def test_what_is_removed_from_several_folders_is_gone_for_good(tmp_path):
    files = [tmp_path / name / "file" for name in ("one", "other")]
    for file in files:
        file.parent.mkdir()
        file.touch()

    def remove(say):
        disk.remove(*files)
        say("removed")

    check_synced(tmp_path, remove)
    assert not any(file.exists() for file in files)
