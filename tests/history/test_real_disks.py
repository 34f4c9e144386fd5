"""Disks that are really full, and really read-only: a tiny one in memory, which only root may mount."""

import os
import subprocess
import sys

import pytest
from operations import Trial, every_operation
from power import in_child

PAGE = 4096
READABLE_ONLY = "Read-only file system"
FULL = "No space left on device"


@pytest.fixture
def disk(tmp_path):
    """A folder with a disk of a quarter of a megabyte in it, at `disk`."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root mounts a disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], check=False)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def fill(disk, pages):
    """Fill a disk but for so many pages."""
    with (disk / "filler").open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(b"\0" * PAGE)
        except OSError:
            filler.truncate(max(0, filler.tell() - pages * PAGE))


@every_operation()
def test_on_a_full_disk_everything_is_told_and_can_be_read_and_done_again_with_room(disk, tmp_path, operation):
    trial = Trial(operation, tmp_path)
    for pages in (0, 2):
        trial.begin()
        fill(disk, pages)
        said, _ = in_child(trial.told, lambda _name, real, *args, **more: real(*args, **more))
        trial.check_told(said, FULL)
        trial.check_words(said)
        (disk / "filler").unlink()
        trial.check(said)
        trial.do_again()


@every_operation()
def test_on_a_read_only_disk_everything_is_told_and_can_be_read(disk, tmp_path, operation):
    trial = Trial(operation, tmp_path)
    trial.begin()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    said, _ = in_child(trial.told, lambda _name, real, *args, **more: real(*args, **more))
    trial.check_told(said, READABLE_ONLY)
    assert "done" not in said
    trial.check_words(said)
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    trial.check(said)
    trial.do_again()
