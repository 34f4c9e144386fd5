"""What docs/ says of the library is so."""

import re
import sys
from pathlib import Path

import yaml
from bundled import HEADS, LIBRARY

from selfattach.script.model import BARRIERS, PURPOSES, SERVES
from selfattach.words import MEANT_FOR, OFFERED_FOR

DOCS = Path(__file__).parents[2] / "docs"
EVIDENCE = (DOCS / "why" / "evidence.md").read_text(encoding="utf-8")
SAFETY = (DOCS / "why" / "safety.md").read_text(encoding="utf-8")


def test_the_page_of_the_library_is_as_it_would_be_written_now():
    sys.path.insert(0, str(DOCS))
    try:
        from list_library import PAGE, page  # noqa: PLC0415  a file of docs/
    finally:
        sys.path.remove(str(DOCS))
    assert page() == PAGE.read_text(encoding="utf-8"), "write it anew: python docs/list_library.py"


def test_the_page_of_the_numbers_is_as_it_would_be_written_now():
    sys.path.insert(0, str(DOCS))
    try:
        from list_helplines import PAGE, page  # noqa: PLC0415  a file of docs/
    finally:
        sys.path.remove(str(DOCS))
    assert page() == PAGE.read_text(encoding="utf-8"), "write it anew: python docs/list_helplines.py"


def test_every_test_that_the_page_of_safety_names_is_there():
    named = re.findall(r"`(tests/[a-z_/]+\.py)`((?:,? `test_[a-z0-9_]+`)*)", SAFETY)
    assert len(named) > 20
    for file, tests in named:
        there = (DOCS.parent / file).read_text(encoding="utf-8")
        for test in re.findall(r"test_[a-z0-9_]+", tests):
            assert f"def {test}(" in there, f"{file} holds no {test}"


def test_the_page_says_of_every_word_how_well_the_library_serves_it_and_why():
    sys.path.insert(0, str(DOCS))
    try:
        from list_library import notes, page  # noqa: PLC0415  a file of docs/
    finally:
        sys.path.remove(str(DOCS))
    rows = page().splitlines()
    assert set(notes()) == set(PURPOSES)
    for word, (fit, because) in notes().items():
        assert 1 <= fit <= 5
        assert because.endswith(".")
        (row,) = [line for line in rows if line.startswith(f"| `{word}`")]
        assert f"| {fit} of 5 | {because} |" in row
    assert any("the authors' judgement" in row for row in rows)


def test_every_barrier_and_all_that_is_served_have_plain_words():
    assert set(OFFERED_FOR) == set(BARRIERS)
    assert set(MEANT_FOR) == set(SERVES)


def test_the_table_of_the_evidence_page_names_every_exercise_and_no_other():
    table = [line for line in EVIDENCE.splitlines() if line.startswith("| ")]
    cells = " ".join(line.split("|")[-2] for line in table)
    named = set(re.findall(r"[a-z]+(?:-[a-z]+)+|settle", re.sub(r"`[^`]*`", "", cells)))
    assert named <= HEADS.keys()
    assert {head.id for head in HEADS.values() if head.kind == "exercise"} <= named


def test_the_evidence_page_lists_every_study_that_scripts_may_name():
    listed = " ".join(EVIDENCE.partition("## The studies")[2].split())
    for study in yaml.safe_load((LIBRARY / "sources.yaml").read_text(encoding="utf-8")).values():
        if study["checked"] == "verified":
            printed = study["where"].partition(", doi ")[0]
            assert study["authors"].startswith("Seen as") or f"{study['authors']} {study.get('year', '')}" in listed
            assert printed in listed
