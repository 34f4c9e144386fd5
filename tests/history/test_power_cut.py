import os
import signal

import pytest
from one_practice import EARLIER, SESSION, a_history, all_calls, check, finish, practise
from power import CALLS, REAL, CutAfter, in_child
from sample_records import LETTER, places_in

from selfattach.history.drafts import Drafts


@pytest.mark.parametrize("half", [False, True], ids=["after a call", "in the midst of a write"])
def test_a_power_cut_at_any_call_loses_nothing_acknowledged_and_leaves_nothing_half(tmp_path, half):
    calls = all_calls(tmp_path)
    for number, name in enumerate(calls, 1):
        if half and name != "write":
            continue
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


def test_what_is_acknowledged_has_been_synced_and_no_name_is_given_to_unsynced_words(tmp_path, monkeypatch):
    root = tmp_path / "traced"
    unsynced, names, pathless = set(), {}, []

    def matters(path):
        return "cache" not in path.parts and path.suffix != ".lock" and root in (path, *path.parents)

    def traced(name, real, *args, **more):
        result = real(*args, **more)
        if name == "open":
            names[result] = type(root)(os.fspath(args[0])).absolute()
        elif name in ("write", "ftruncate"):
            unsynced.add(names[args[0]])
        elif name == "fsync":
            unsynced.discard(names[args[0]])
        elif name == "replace":
            pathless.extend({type(root)(args[0])} & unsynced if matters(type(root)(args[1])) else ())
            unsynced.discard(type(root)(args[0]))
            unsynced.add(type(root)(args[1]).parent)
        else:
            unsynced.add(type(root)(args[0]).parent)
        return result

    for name in CALLS:
        monkeypatch.setattr(os, name, lambda *args, name=name, **more: traced(name, REAL[name], *args, **more))
    left = []
    root.mkdir()
    unsynced.clear()
    practise(root, lambda text: left.extend((text, path) for path in unsynced if matters(path)))

    assert pathless == []
    assert left == []


def test_a_shard_is_replaced_and_never_written_in_place(tmp_path):
    history = a_history(tmp_path)
    history.add(EARLIER)
    (shard,) = places_in(tmp_path).history.glob("*/*.json")
    with shard.open("rb") as reader:
        before = shard.read_bytes()
        history.add(SESSION)
        assert reader.read() == before  # a reader of the old file sees it whole
