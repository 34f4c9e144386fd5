"""Every kind of hostile words as an answer to every prompt that takes words, through each voice that takes lines."""

import json

import pytest
from naughty import EVERY, KINDS, harm_in
from tools import a_share_of

from selfattach.history.jsontext import dump, load
from selfattach.history.record import stored_from_plain, to_plain
from selfattach.text import clean, one_line


def asking(count):
    """A script that asks for a line, a page and a promise, so many times."""
    steps = "".join(
        f"  - write: line{number}\n    ask: A line?\n"
        f"  - write: page{number}\n    ask: A page? You said ${{line{number}|nothing}}.\n"
        f"    pin: line{number}\n    lines: many\n"
        f"  - promise: plan{number}\n    cue: After what?\n    action: And then what?\n"
        for number in range(count)
    )
    return (
        "selfattach: 1\nid: asking\ntitle: Asking\nsummary: It asks.\nintensity: gentle\nsteps:\n"
        f"{steps}  - shelve: {{line0: signs, page0: people}}\n    on: support\n"
    )


def kept(texts):
    """What a record has of these words, by name."""
    found = {}
    for number, text in enumerate(texts):
        line, page = one_line(text), clean(text).strip("\n")
        found |= {f"line{number}": line} if line else {}
        found |= {f"page{number}": page} if page.strip() else {}
        found |= {f"plan{number}": {"cue": line, "action": line}} if line else {}
    return found


def said(record):
    return {entry["name"]: entry["value"] for entry in record["answers"]}


def check_everything_shown(program):
    """Nothing that is told of what was kept commands a terminal; and keeping it again changes nothing."""
    (ident,) = (record["id"] for record in program.records)
    (shard,) = program.places.history.glob("*/*.json")
    before = shard.read_bytes()
    shown = program.call("history", "show", ident, "--json")
    for ran in (
        shown,
        program.call("history", "show", ident),
        program.call("history", "list"),
        program.call("history", "list", "--json"),
        program.call("support"),
    ):
        assert ran.status == 0
        assert (harm_in(ran.out), harm_in(ran.err)) == ("", "")
    assert json.loads(json.dumps(to_plain(program.history.add(stored_from_plain(shown.json))))) == shown.json
    assert shard.read_bytes() == before
    assert dump(load(before)) == before
    return said(shown.json)


@pytest.mark.parametrize("kind", a_share_of(KINDS, one_in=4))
def test_given_in_a_file_they_are_kept_word_for_word(program, kind):
    texts = KINDS[kind]
    given = {"line0.shelf": True}
    for number, text in enumerate(texts):
        forms = {f"line{number}": text, f"page{number}": text, f"plan{number}": {"cue": text, "action": text}}
        some = [list(forms)[number % 3]] if kind == "long" else list(forms)  # one form each of what takes long to show
        given |= {name: forms[name] for name in some}
    program.own("asking", asking(len(texts)))
    ran = program.call("practice", "asking", "--answers", "-", says=json.dumps(given))
    assert ran.status == 0, ran.err
    assert (harm_in(ran.out), harm_in(ran.err)) == ("", "")
    assert check_everything_shown(program) == {name: words for name, words in kept(texts).items() if name in given}


@pytest.mark.parametrize("kind", a_share_of([kind for kind in KINDS if kind != "broken"], one_in=4, beginning=2))
def test_typed_line_by_line_they_are_kept_word_for_word(program, kind):
    fit = [text for text in KINDS[kind] if not set(text) & set("\n\r") and one_line(text) not in ("", ".")]
    texts = fit[1::5] if kind == "long" else fit
    lines = [f":{text}" if text.strip().startswith(":") else text for text in texts]
    program.own("asking", asking(len(texts)))
    ran = program.practise("asking", *(line for text in lines for line in (text, text, ".", text, text)), "yes", "")
    assert ran.status == 0, ran.err
    assert (harm_in(ran.out), harm_in(ran.err)) == ("", "")
    assert check_everything_shown(program) == kept(texts)


def test_set_on_the_command_line_they_are_kept_word_for_word(program):
    texts = [text for text in EVERY if "\0" not in text and one_line(text)]  # no argument of a program holds a NUL
    program.own("asking", asking(len(texts[:80])))
    for some in (texts[:80], texts[80:160], texts[160:240], texts[240:320]):
        (program.places.history / "gone").mkdir(parents=True, exist_ok=True)
        settings = [f"--set=line{number}={text}" for number, text in enumerate(some)]
        ran = program.call("practice", "asking", *settings, "--no-save", "--json")
        assert ran.status == 0, ran.err
        assert (harm_in(ran.out), harm_in(ran.err)) == ("", "")
        wanted = {name: value for name, value in kept(some).items() if name.startswith("line")}
        assert said(ran.json) == wanted


def test_an_answers_file_in_yaml_keeps_what_only_looks_like_a_figure(program):
    program.own("asking", asking(5))
    given = "line0: 007\nline1: +5\nline2: -0\nline3: 12\nline4: 1_000\npage0: 2026-11-22\npage1: yes\npage2: 4:30\n"
    assert program.call("practice", "asking", "--answers", "-", says=given).status == 0
    assert list(said(program.records[0]).values()) == ["007", "2026-11-22", "+5", "yes", "-0", "4:30", "12", "1_000"]


@pytest.mark.parametrize("deep", ['{"line0": ' + "[" * 50_000, '{"line0": ' + "[" * 50_000 + "]" * 50_000 + "}"])
def test_an_answers_file_nested_without_end_is_refused(program, deep):
    program.own("asking", asking(1))
    ran = program.call("practice", "asking", "--answers", "-", says=deep)
    assert (ran.status, ran.out) == (2, "")
    assert not program.records


def test_a_line_that_is_begun_like_a_command_is_kept_with_one_colon_less(program):
    program.own("asking", asking(1))
    program.practise("asking", "::back", "::stop", ".", ":(", "::help", "", "")
    assert said(program.records[0]) == {
        "line0": ":back",
        "page0": ":stop",
        "plan0": {"cue": ":(", "action": ":help"},
    }
