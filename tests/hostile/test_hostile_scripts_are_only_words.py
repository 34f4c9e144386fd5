"""Every text of a script, written by a stranger: in listings, in the practice, in messages, and through fragments."""

import pytest
from naughty import EVERY, KINDS, LOUD, SEEN, SHORT, dollars, harm_in, quoted
from playing import compiled

from selfattach.script.faults import ScriptError
from selfattach.script.model import MOST_BYTES
from selfattach.script.to_json import plain_steps
from selfattach.text import clean, one_line

WORDS = quoted(LOUD)

HEAD = f"""\
selfattach: 1
id: loud
title: {WORDS}
summary: {WORDS}
minutes: 1
intensity: gentle
care: {WORDS}
evidence: {{strength: C, says: {WORDS}, sources: [{WORDS}]}}
authors: [{WORDS}]
licence: {WORDS}
language: {WORDS}
steps:
"""
STEPS = f"""\
  - say: {WORDS}
  - say: {{1: {WORDS}, 2: {WORDS}}}
  - rest: 2s
    text: {WORDS}
    cues: [{{at: 1s, say: {WORDS}}}]
  - write: line
    ask: {WORDS}
    hint: {WORDS}
    help: {WORDS}
    start: {WORDS}
    example: {WORDS}
  - write: page
    ask: {WORDS}
    lines: many
    pin: line
    example: {WORDS}
  - rate: weight
    ask: {WORDS}
    low: {WORDS}
    high: {WORDS}
  - choose: way
    ask: {WORDS}
    options:
      first: {WORDS}
      second: {{label: {WORDS}, as: {WORDS}, then: [{{say: {WORDS}}}]}}
  - pick: some
    ask: {WORDS}
    options: {{one: {WORDS}, two: {WORDS}}}
  - confirm: sure
    ask: {WORDS}
  - items: facets
    ask: {WORDS}
    scale: {{1: {WORDS}, 2: {WORDS}}}
    list: {{near: {WORDS}, far: {WORDS}}}
  - promise: plan
    cue: {WORDS}
    action: {WORDS}
    example: {WORDS}
  - include: piece
  - when: weight > 3
    then: [{{say: {WORDS}}}]
    skipped: [{{say: {WORDS}}}]
  - shelve: line
    on: kind-words
    ask: {WORDS}
  - support: {WORDS}
  - finish: {WORDS}
"""
PIECE = f"""\
selfattach: 1
id: piece
title: {WORDS}
kind: fragment
steps:
  - say: {WORDS}
  - write: inside
    ask: {WORDS}
    example: {WORDS}
"""
LINES = (
    ":help",
    "x",
    ":help",
    "y",
    ".",
    "99",
    "5",
    "z",
    "2",
    "9",
    "1 2",
    "q",
    "yes",
    "1",
    "2",
    "a",
    "b",
    "",
    "yes",
    "yes",  # one would say it to somebody one cares about
    "4",  # the page of help is closed
    "1",
)


@pytest.fixture
def loud(program):
    program.own("loud", HEAD + STEPS)
    program.own("piece", PIECE)
    return program


def check(ran, *, words):
    assert (harm_in(ran.out), harm_in(ran.err)) == ("", "")
    assert words in " ".join((ran.out + ran.err).split()), ran


def test_in_listings_they_are_told_without_their_sequences(loud):
    for _ in ("read", "from the index"):
        check(loud.call("exercises", "list"), words=SEEN)
        check(loud.call("exercises", "show", "loud"), words=SEEN)
        listed = loud.call("exercises", "list", "--json")
        check(listed, words=SEEN)
        assert SEEN in [head["title"] for head in listed.json]
    shown = loud.call("exercises", "show", "loud", "--json")
    check(shown, words=SEEN)
    texts = [text for text in leaves(shown.json) if "seen" in text]
    assert len(texts) > 30
    assert {one_line(text) for text in texts} == {SEEN}


def leaves(value):
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return [str(value)]


def test_in_the_plain_voice_they_are_told_without_their_sequences(loud):
    ran = loud.practise("loud", *LINES)
    assert ran.status == 0
    check(ran, words=SEEN)
    (record,) = loud.records
    assert record["title"] == SEEN
    assert record["finished"]
    assert not harm_in("".join(leaves(record)))
    for arguments in (("list",), ("list", "--json"), ("show", record["id"]), ("show", record["id"], "--json")):
        check(loud.call("history", *arguments), words=SEEN)


def test_in_the_scripted_voice_they_are_told_without_their_sequences(loud):
    ran = loud.call("practice", "loud", "--set", "way=2", "--set", "piece.inside=words", "--json")
    assert ran.status == 0
    check(ran, words=SEEN)
    refused = loud.call("practice", "loud", "--set", f"way={LOUD.replace(chr(0), '')}", "--no-save")
    assert refused.status == 2
    check(refused, words="")


def test_in_a_menu_and_an_offer_to_resume_they_are_told_without_their_sequences(loud):
    check(loud.call("practice", "--plain", "--pace", "off", says="\n\n4\n"), words=SEEN)  # the whole list
    check(loud.practise("loud", "x", ":back", ":stop", "5"), words=SEEN)
    (draft,) = loud.waiting
    assert not harm_in(draft.head["title"])
    again = loud.practise("loud", "1", "", *LINES[2:])
    check(again, words=f"Here is one that was not finished: {SEEN}, earlier today.")
    assert len(loud.records) == 1


@pytest.mark.parametrize("place", ["title", "ask", "label", "condition", "key", "id", "kind", "value"])
def test_in_messages_to_an_author_they_are_told_without_their_sequences(program, place):
    steps = {
        "title": ("${" + LOUD, "A?", "one", "answered(way)", "ask", "loud"),
        "ask": ("t", "${" + LOUD, "one", "answered(way)", "ask", "loud"),
        "label": ("t", "A?", "${" + LOUD, "answered(way)", "ask", "loud"),
        "condition": ("t", "A?", "one", LOUD, "ask", "loud"),
        "key": ("t", "A?", "one", "answered(way)", LOUD, "loud"),
        "id": ("t", "A?", "one", "answered(way)", "ask", LOUD),
        "kind": ("t", "A?", "one", "answered(way)", "ask", "loud\nkind: " + LOUD),
        "value": ("t", "A?", "one", f"way == '{LOUD}'", "ask", "loud"),
    }
    title, ask, label, condition, key, ident = (quoted(text) for text in steps[place])
    program.own(
        "loud",
        f"selfattach: 1\nid: {ident}\ntitle: {title}\nintensity: gentle\nsteps:\n"
        f"  - choose: way\n    {key}: {ask}\n    options: {{one: {label}}}\n"
        f"  - when: {condition}\n    then: [{{say: x}}]\n",
    )
    for arguments in (("practice", "loud", "--no-input"), ("exercises", "list"), ("exercises", "show", "loud")):
        ran = program.call(*arguments)
        assert "loud.yaml:" in ran.err
        check(ran, words="loud.yaml:")


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_every_kind_are_kept_as_the_author_wrote_them(kind):
    """As a text and as a label: what an author sees is what was written, but for what could command a terminal."""
    for text in KINDS[kind]:
        if not clean(text).strip() or set(map(ord, text)) & {*range(0xD800, 0xE000)}:
            continue  # YAML itself refuses half a pair
        steps = (
            f"- say: {quoted(dollars(text))}\n- write: word\n  ask: A word?\n  start: {quoted(dollars(text))}\n"
            f"- confirm: sure\n  ask: {quoted(dollars(text))}\n"
        )
        if "${" not in text:
            steps += f"- choose: way\n  ask: Which?\n  options: {{one: {quoted(text)}, two: Two}}\n"
        script = f"selfattach: 1\nid: made-up\ntitle: T\nsteps:\n{indented(steps)}"
        if len(script.encode()) > MOST_BYTES:
            with pytest.raises(ScriptError, match="KiB"):
                compiled(script)
            continue
        exercise = compiled(script)
        told, written, _, *chosen = plain_steps(exercise.steps)
        assert told["text"] == clean(dollars(text))
        assert written["start"] == clean(dollars(text))
        assert [one["options"][0]["label"] for one in chosen] == ([one_line(text)] if chosen else [])


def indented(steps):
    return "".join(f"  {line}\n" for line in steps.splitlines())


def test_a_text_of_nothing_but_commands_is_called_empty():
    with pytest.raises(ScriptError, match="`title` is empty"):
        compiled(f"selfattach: 1\nid: made-up\ntitle: {quoted(chr(0x202E) * 3)}\nsteps: [{{say: x}}]\n")


@pytest.mark.parametrize(
    "text", [text for text in SHORT if any(0xD800 <= ord(one) < 0xE000 for one in text)], ids=ascii
)
def test_half_a_pair_in_a_script_is_told_with_its_place(program, text):
    path = program.own("torn", "")
    path.write_bytes(f"selfattach: 1\nid: torn\ntitle: {quoted(text)}\nsteps: [{{say: x}}]\n".encode())
    for content in (path.read_bytes(), b"selfattach: 1\nid: torn\ntitle: " + text.encode("utf-8", "surrogatepass")):
        path.write_bytes(content)
        ran = program.call("exercises", "show", "torn")
        assert ran.status == 2
        check(ran, words="torn.yaml:3:")


def test_a_script_may_say_a_great_deal(program):
    said = [text for text in EVERY if clean(text).strip() and "\ud83d" not in text and len(text) < 20_000]
    fit = [text for text in said if not set(map(ord, text)) & {*range(0xD800, 0xE000)}]
    steps = "".join(f"  - say: {quoted(dollars(text))}\n" for text in fit)
    program.own("much", f"selfattach: 1\nid: much\ntitle: Much\nintensity: gentle\nsteps:\n{steps}")
    for arguments in (("practice", "much", "--no-input"), ("exercises", "show", "much", "--json")):
        ran = program.call(*arguments)
        assert ran.status == 0, ran.err
        check(ran, words="क्षत्रिय ज्ञान श्रीमती")
