"""A disk that is full or refuses any call: it is told, nothing is lost, and it can be done again."""

import errno
import os

import pytest
from one_practice import EARLIER, LINES, SESSION, a_history, all_calls, check, finish, practise
from operations import Trial, every_operation
from power import RefuseAt, in_child
from sample_records import a_record, places_in
from tools import a_share_of

from selfattach.errors import SelfattachError
from selfattach.history.drafts import Drafts


def refused(root, refusal):
    """Practise on a disk that refuses once. Whatever is not acknowledged must have been told."""
    said, _ = in_child(lambda say: told(root, say), refusal)
    assert not [line for line in said if line.startswith("FAILED")], "\n".join(said)
    return said


def told(root, say):
    try:
        practise(root, say)
    except SelfattachError as fault:
        say(f"told {fault}")


@pytest.mark.parametrize("half", [False, True], ids=["nothing written", "half written"])
def test_a_disk_that_is_full_at_any_write_is_told_and_loses_nothing(tmp_path, half):
    writes = all_calls(tmp_path).count("write")
    for number in a_share_of(range(1, writes + 1), one_in=5):
        root = tmp_path / str(number)
        a_history(root).add(EARLIER)
        said = refused(root, RefuseAt(number, errno.ENOSPC, only=("write",), half=half))
        assert said[-1] == "erased" or ("No space left" in said[-1] and str(root) in said[-1])
        check(root, said)
        finish(root)


@pytest.mark.parametrize("error", [errno.EROFS, errno.EIO, errno.EACCES], ids=["read-only", "broken", "not mine"])
def test_a_disk_that_refuses_any_call_is_told_and_loses_nothing(tmp_path, error):
    for number in a_share_of(range(1, len(all_calls(tmp_path)) + 1), one_in=5):
        root = tmp_path / str(number)
        a_history(root).add(EARLIER)
        said = refused(root, RefuseAt(number, error))
        assert said[-1] == "erased" or (os.strerror(error) in said[-1] and str(root) in said[-1])
        check(root, said)
        finish(root)


def test_a_draft_goes_on_after_a_refused_line_as_if_it_had_not_been_tried(tmp_path):
    def act(say):
        draft = Drafts(places_in(tmp_path).state / "drafts").begin(SESSION.id, {})
        draft.append(LINES[0])
        with pytest.raises(SelfattachError, match="No space left"):
            draft.append(LINES[1])
        draft.append(LINES[2])
        say(f"{draft.lines == [LINES[0], LINES[2]]}")

    said, _ = in_child(act, RefuseAt(3, errno.ENOSPC, only=("write",), half=True))
    (draft,) = Drafts(places_in(tmp_path).state / "drafts").waiting()

    assert said == ["True"]
    assert draft.lines == [LINES[0], LINES[2]]


@pytest.mark.parametrize("place", ["data", "state"])
def test_a_file_where_a_folder_should_be_is_told_and_left(root, places, history, place):
    getattr(places, place).write_text("something else")
    with pytest.raises(SelfattachError, match=f"{getattr(places, place)}.* (cannot be read|could not be written)"):
        history.add(a_record())
    assert getattr(places, place).read_text() == "something else"


def test_a_draft_whose_folder_is_a_file_is_told(places):
    places.state.write_text("something else")
    with pytest.raises(SelfattachError, match="Move it away"):
        Drafts(places.state / "drafts").begin(SESSION.id, {})


@every_operation()
def test_a_disk_that_fails_at_any_call_of_anything_that_writes_is_told_and_it_can_be_done_again(
    quick_folder, operation
):
    trial = Trial(operation, quick_folder)
    errors = (errno.EIO, errno.ENOSPC)
    refusals = [(number, name, error) for number, name in enumerate(trial.calls, 1) for error in errors]
    refusals = a_share_of(refusals, one_in=20)
    for number, name, error in refusals:
        trial.begin()
        refusal = RefuseAt(number, error, half=name == "write" and error == errno.ENOSPC)
        said, _ = in_child(trial.told, refusal)
        trial.check_told(said, os.strerror(error))
        trial.check(said)
        trial.do_again()
    print(f"{len(trial.calls)} calls, {len(refusals)} refusals")  # noqa: T201  for docs/dev/faults.md
