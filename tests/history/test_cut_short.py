"""A shard cut short at many lengths, as `cut_short.py` does it at every one: named, left alone, and in nobody's way."""

import pytest
from cut_short import CutShort


@pytest.mark.parametrize(("vault", "step"), [(False, 7), (True, 29)], ids=["plain", "in a vault"])
def test_a_shard_cut_short_is_named_and_left_alone_and_a_draft_for_it_stays(tmp_path, vault, step):
    cut = CutShort(tmp_path, vault=vault)
    for length in (*range(0, len(cut.whole), step), len(cut.whole) - 1):
        cut.check(length)
    cut.check_whole()
