"""A shard cut short at every length, plain and in a vault: named, never overwritten, and the others stay usable.

    .venv/bin/python tests/history/cut_short.py [--folder DIR]

At each length a session is added to that month (it must be refused with a clear word, and its draft must stay) and to
another (it must be kept); then heads, counts and words must be right. It ends with a line of figures.
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from operations import HEAD, LINES, PASSPHRASE, PHONES, Home, words_of, written
from quick_passphrases import make_quick

from selfattach.errors import NothingFoundError, SelfattachError
from selfattach.history import vault_changes

CUT, WHOLE = written(0), written(-40 * 1440)
NEXT, ELSEWHERE = written(60), written(-41 * 1440)


class CutShort:
    """A home with two months, one of which is cut short."""

    def __init__(self, root, *, vault):
        make_quick(PASSPHRASE, PHONES)
        self.home = Home(root)
        self.home.history().add(CUT)
        self.home.history().add(WHOLE)
        if vault:
            vault_changes.make(self.home.history(), self.home.drafts(), PASSPHRASE)
        (self.shard,) = self.home.places.history.glob("*/2026-11.json*")
        (self.other,) = self.home.places.history.glob("*/2026-10.json*")
        self.whole, self._other = self.shard.read_bytes(), self.other.read_bytes()
        draft = self.home.drafts().begin(NEXT.id, HEAD)
        for line in LINES:
            draft.append(line)
        draft.release()

    def check(self, length):
        """Hold what must hold when only so many bytes are left."""
        self.shard.write_bytes(self.whole[:length])
        self.other.write_bytes(self._other)
        history = self.home.history()
        history.put_in_order()
        said = refusal(lambda: history.add(NEXT))
        assert str(self.shard) in said
        assert "nothing was written" in said
        history.add(ELSEWHERE)
        again = self.home.history()
        (damage,) = again.damaged()
        assert damage.file == self.shard
        assert words_of(again.records()) == words_of([WHOLE, ELSEWHERE])
        assert [head.id for head in again.latest()] == [WHOLE.id, ELSEWHERE.id]
        assert again.times().total == 2
        assert str(self.shard) in refusal(lambda: again.get(CUT.id), NothingFoundError)
        assert self.shard.read_bytes() == self.whole[:length]
        (waiting,) = self.home.drafts().waiting()
        assert (waiting.id, waiting.lines) == (NEXT.id, LINES)

    def check_whole(self):
        """Hold that all is well once the file is whole again."""
        self.shard.write_bytes(self.whole)
        history = self.home.history()
        history.put_in_order()
        history.add(NEXT)
        assert history.damaged() == []
        assert words_of(history.records()) == words_of([CUT, NEXT, WHOLE, ELSEWHERE])


def refusal(act, kind=SelfattachError):
    try:
        act()
    except kind as fault:
        return " ".join(str(fault).split())
    raise AssertionError("it was not refused")


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--folder", type=Path, help="where to work; else a temporary folder")
    folder = Path(tempfile.mkdtemp(dir=asked.parse_args().folder))
    for name in ("plain", "vault"):
        began = time.monotonic()
        cut = CutShort(folder / name, vault=name == "vault")
        for length in range(len(cut.whole)):
            cut.check(length)
        cut.check_whole()
        print(f"{name}: all {len(cut.whole)} lengths in {time.monotonic() - began:.0f} s")  # noqa: T201
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
