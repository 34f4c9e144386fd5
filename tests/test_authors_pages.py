"""What docs/authors shows can be copied: each script, each piece of one, has nothing to mend, not even by advice."""

import re
from textwrap import dedent, indent

from documents import DOCS, FENCE, text_of
from tools import naming

from selfattach.author.checker import Checker
from selfattach.library import Library
from selfattach.paths import library

FOLDER = DOCS / "authors"
IN_PARTS = "tutorial.md"  # its blocks are one script: tests/program/test_tutorial.py follows it


def blocks_of(page):
    return [block for kind, block in FENCE.findall(text_of(page)) if kind == "yaml"]


(HEAD,) = (block for block in blocks_of(FOLDER / "how-to.md") if block.endswith("\nsteps:\n"))


def whole_ones():
    """Yield each script that is shown, a piece of one below the head that the how-to shows for it."""
    for page in sorted(FOLDER.glob("*.md")):
        for block in blocks_of(page) if page.name != IN_PARTS else []:
            if block.startswith("selfattach:") and block != HEAD:
                yield block
            elif re.match(r" *- ", block):
                yield HEAD + indent(dedent(block), "  ")


def test_each_script_and_each_piece_has_nothing_to_mend(tmp_path):
    scripts = [(re.search(r"^id: (\S+)$", text, re.MULTILINE)[1], text) for text in whole_ones()]
    assert len(scripts) > 15
    for ident, text in scripts:  # some name others, or themselves
        (tmp_path / f"{ident}.yaml").write_text(text, encoding="utf-8")
    checker = Checker(Library(library(), tmp_path), library())
    for ident, text in scripts:
        path = tmp_path / f"{ident}.yaml"
        path.write_text(text, encoding="utf-8")
        with naming(text):
            assert [str(remark) for remark in checker.check(path, own=True)] == []


def test_no_block_is_passed_over():
    blocks = [block for page in FOLDER.glob("*.md") if page.name != IN_PARTS for block in blocks_of(page)]
    assert len(list(whole_ones())) == len(blocks) - 1  # the head alone is none
