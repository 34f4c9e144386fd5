"""The commands of README and docs/ are run, each in an empty home with nobody at it."""

import pytest
from documents import CALLS
from tools import a_share_of

WRITES_ELSEWHERE = ("--install-completion",)  # into the start-up file of a shell
RUN = [call for call in CALLS if not {*call} & {*WRITES_ELSEWHERE}]


@pytest.mark.parametrize("call", a_share_of(RUN, one_in=3), ids=" ".join)
def test_it_does_something_or_says_what_it_lacks(program, call):
    ran = program.call(*call, cwd=program.home.parent)
    assert ran.status in (0, 2, 3, 4)  # 2: it wants a terminal, a file or a name; 3: nothing is kept; 4: no passphrase
    assert "No such option" not in ran.err
    assert "No such command" not in ran.err
    assert "unexpected" not in ran.err
