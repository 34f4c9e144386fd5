"""Small scripts to load. In a wrong one a » stands before each place where a fault is to be told."""

from textwrap import dedent, indent

import pytest

from selfattach.script.compiler import compile_script
from selfattach.script.faults import ScriptError
from selfattach.script.parse_context import Source

MEASURES = Source(
    "measures",
    "measures.yaml",
    b"""
distress:
  ask: {before: How hard is it?, during: How hard is it now?, after: And in the end?}
  from: 0
  to: 10
  low: not hard
  high: very hard
  cannot_tell: I can't tell
mood:
  ask: {before: What mood?, during: What mood now?, after: And now?}
  from: 1
  to: 5
""",
)
GROUND = """
selfattach: 1
id: ground
kind: fragment
title: Back to the room
steps:
  - choose: now
    ask: And now?
    options: {better: Steadier, same: The same}
"""
MARK = "»"


def script(steps, head="", intensity="gentle"):
    """Return the text of a whole script named `made-up` with these steps."""
    lines = f"selfattach: 1\nid: made-up\ntitle: Made up\nintensity: {intensity}\n{dedent(head)}"
    return f"{lines}steps:\n{indent(dedent(steps).strip(), '  ')}\n"


def fragment(ident, steps, head=""):
    """Return the text of a fragment."""
    lines = f"selfattach: 1\nid: {ident}\nkind: fragment\ntitle: A piece\n{dedent(head)}"
    return f"{lines}steps:\n{indent(dedent(steps).strip(), '  ')}\n"


def load_bytes(data, fragments=None, stem="made-up"):
    """Return the exercise in these bytes."""
    texts = {"ground": GROUND} | (fragments or {})

    def find(name):
        return Source(name, f"{name}.yaml", texts[name].encode()) if name in texts else None

    return compile_script(Source(stem, f"{stem}.yaml", data), find, MEASURES)


def load(steps, head="", *, intensity="gentle", fragments=None):
    """Return the exercise with these steps."""
    return load_bytes(script(steps, head, intensity).encode(), fragments)


def faults_if_any(data, fragments=None, stem="made-up"):
    """Return the faults of these bytes, none if they are sound. Any other exception is the test's to hear of."""
    try:
        load_bytes(data, fragments, stem)
    except ScriptError as wrong:
        return wrong.faults or pytest.fail("an error without a fault")
    return ()


def faults_of(data, fragments=None):
    """Return every fault that is told of these bytes."""
    with pytest.raises(ScriptError) as wrong:
        load_bytes(data, fragments)
    return wrong.value.faults


def marked(text):
    """Return the text without its marks, and the places (line, column) they stood at."""
    places = []
    clean = ""
    for part in text.split(MARK)[:-1]:
        clean += part
        places.append((clean.count("\n") + 1, len(clean) - clean.rfind("\n")))
    return clean + text.split(MARK)[-1], places


def faulty_file(text, *words, fragments=None):
    """Check that the faults of a whole script stand where the marks are, and that they say these words."""
    clean, places = marked(text)
    texts = {name: marked(one)[0] for name, one in (fragments or {}).items()}
    expected = [("made-up.yaml", *place) for place in places]
    for name, one in sorted((fragments or {}).items()):
        expected += [(f"{name}.yaml", *place) for place in marked(one)[1]]
    found = faults_of(clean.encode(), texts)
    assert [(fault.file, *fault.mark) for fault in found] == expected, [str(fault) for fault in found]
    said = "\n".join(str(fault) for fault in found)
    for word in words:
        assert word in said, said
    return [fault.message for fault in found]


def faulty(steps, *words, head="", intensity="gentle", fragments=None):
    """Check the faults of a script with these steps."""
    return faulty_file(script(steps, head, intensity), *words, fragments=fragments)


# Every kind of step, each with every option.
EVERY_STEP = """
- recall: made-up.letter
  as: old
  which: unread
  older_than: 30
  id: find-it
- when: answered(old)
  id: found-it
  then:
    - show: old
      ask: Open it, from ${old.ago}?
    - include: piece
      as: reading
      id: read-it
  else:
    - say: Not today.
- say: {1: First., 3: Third., 10: Tenth.}
  id: hello
- rest: 1m30s
  text: Be still.
  cues:
    - at: 45s
      say: {1: Half., 2: H.}
    - {at: 60, say: More.}
- breathe: {in: 4, hold: 1.5, out: 6, rest: 0, rounds: 3}
- write: thought
  ask: What?
  hint: ${old|Nothing old}
  help: More words.
  example: A line.
  examples:
    - Another line.
    - {from: A friend, text: And one more.}
  skipped: [{finish: Another day., next: other-one}]
- rate: weight
  ask: How heavy?
  from: 1
  to: 5
  low: light
  high: heavy
  pin: thought
- choose: aim
  ask: Which?
  options:
    one: One
    two: {label: Two, as: the second, then: [{say: Two it is.}]}
- pick: here
  ask: What is here?
  at_most: 1
  options:
    calm: Calm
    busy:
      label: Busy
      then:
        - write: busy_with
          ask: With what?
- confirm: more
  ask: More?
- when: weight > 3
  then: [{say: Heavy.}]
  skipped: [{say: Unknown.}]
- items: facets
  ask: How was it?
  scale: {1: not, 5: very}
  list: {kind: I was kind., hard: I was hard.}
- measure: distress
  as: during
- measure: mood
  as: before
  name: early
- repeat: 3
  as: rounds
  until: believe >= 4
  id: tries
  steps:
    - write: answer
      ask: And?
      pin: [thought, "last.answer, old"]
      start: ${aim|}
      keep: ask
    - rate: believe
      ask: How far?
- promise: plan
  cue: After what?
  action: And then?
  example: A, then b.
- review: small-promise.plan
  as: went
  ask: Planned ${went.ago}.
  options:
    kept: {then: [{say: Good.}]}
    not_yet: Not so far
    changed: {}
- write: secret
  ask: Only here.
  keep: never
  lines: many
- shelve: last.answer
  on: kind-words
- shelve: thought
  on: letters
  seal: ask
- shelve: {busy_with: places, rounds: what helps}
  on: support
- ground: It was much.
- support: There is help.
- when: more and facets.hard >= 4 and has(here, 'busy') or count(rounds) > 1 and times('other-one') > times() - 2
  then: [ground, support, finish]
- finish: Enough.
  next: other-one
"""
PIECE = fragment("piece", "- write: reply\n  ask: Say?\n  pin: old\n", head="takes: [old]\n")
