"""What somebody put there to take all the memory, or all the time: it is told, and not taken in."""

import errno
import json

import pytest
from sample_records import a_record, an_entry

from selfattach import disk
from selfattach.cli import run
from selfattach.history import jsontext, shards
from selfattach.history.damage import DamagedFileError
from selfattach.history.history import History
from selfattach.history.record import to_plain
from selfattach.history.repair import rescued
from selfattach.history.shards import read_tables
from selfattach.history.vault import Vault
from selfattach.paths import find_places

LISTS = b'{"sessions":{"1":{"id":"x","shelf":"support","a":[' + b",".join([b"[]"] * 600_000) + b"]}}}"


def test_a_file_that_grows_while_it_is_read_is_read_no_further_than_the_largest_of_ours(tmp_path, monkeypatch):
    path = tmp_path / "2026-11.json"
    path.write_bytes(b"x" * 10)
    real = disk.os.fstat

    def grows(file):
        status = real(file)
        with path.open("r+b") as grown:
            grown.truncate(20 * 1024**3)
        return status

    monkeypatch.setattr(disk.os, "fstat", grows)
    with pytest.raises(OSError, match="larger than any file"):
        disk.read_file(path)


def test_a_file_that_grows_a_little_is_read_whole(tmp_path, monkeypatch):
    path = tmp_path / "draft"
    path.write_bytes(b"one line\n")
    real = disk.os.fstat

    def grows(file):
        status = real(file)
        path.write_bytes(b"one line\nand another\n")
        return status

    monkeypatch.setattr(disk.os, "fstat", grows)
    assert disk.read_file(path) == b"one line\nand another\n"


def test_more_lists_than_any_month_holds_are_no_month_and_nothing_is_made_of_them(tmp_path):
    path = tmp_path / "2026-11.json"
    path.write_bytes(LISTS)
    with pytest.raises(DamagedFileError, match="far more parts"):
        read_tables(path, Vault(None))
    assert list(rescued(LISTS, "2026-11")) == []


def test_a_month_of_twenty_thousand_long_answers_is_read(tmp_path):
    answers = [an_entry(f"line{number}", "Words that I wrote to myself. " * 40) for number in range(20)]
    records = [to_plain(a_record(number % 2000, *answers)) for number in range(1000)]
    content = jsontext.dump({"sessions": {str(number): one for number, one in enumerate(records, 1)}})
    assert len(content) < disk.LARGEST
    path = tmp_path / "2026-11.json"
    path.write_bytes(content)
    assert len(read_tables(path, Vault(None))["sessions"]) == len(records)


def test_where_the_memory_ends_it_is_told_in_a_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SELFATTACH_HOME", str(tmp_path))

    def ends(*_arguments, **_more):
        raise MemoryError

    monkeypatch.setattr("selfattach.cli.app", ends)
    assert run(["history", "list"]) == 1
    assert "not enough memory" in " ".join(capsys.readouterr().err.split())


def test_json_that_takes_more_memory_than_there_is_is_no_json(monkeypatch):
    def ends(*_arguments, **_more):
        raise MemoryError

    monkeypatch.setattr(json, "loads", ends)
    with pytest.raises(ValueError, match="memory"):
        jsontext.load(b"{}")


def test_what_looks_like_a_file_and_has_nothing_to_give_is_no_file(tmp_path, monkeypatch):
    """As `/proc/kmsg` has it for root: nothing is there yet, and nobody waits for it."""
    path = tmp_path / "2026-11.json"
    path.write_bytes(b"")

    class Nothing:
        def __enter__(self):
            return self

        def __exit__(self, *_left):
            pass

        def read(self, _most):
            return None

    monkeypatch.setattr(disk, "open", lambda *_opened, **_more: Nothing(), raising=False)
    with pytest.raises(OSError, match="no file") as refused:
        disk.read_file(path)
    assert refused.value.errno == errno.EINVAL


def test_however_many_empty_folders_are_there_the_history_is_listed_a_few_times_only(tmp_path, monkeypatch):
    """As often as there are folders, and the numbers would stand without the card before all were looked at."""
    places = find_places({"SELFATTACH_HOME": str(tmp_path)})
    for number in range(50):
        (places.history / f"m{number}").mkdir(parents=True)
    listed, real = [], shards.os.scandir
    monkeypatch.setattr(shards.os, "scandir", lambda folder: listed.append(folder) or real(folder))
    assert History(places).shards.not_met() == []
    assert len(listed) < 5
