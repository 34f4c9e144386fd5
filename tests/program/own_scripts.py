"""Scripts of one's own for the tests: one that asks in every way there is, and a short one to cut at every call."""

EVERY_WAY = """\
selfattach: 1
id: every-way
title: Every way of asking
summary: One of each.
intensity: gentle
steps:
  - review: every-way.plan
    as: went
    ask: You planned this ${went.ago}. What became of it?
    options: {kept: {}, not_yet: {}, changed: {}, let_go: {}}
  - recall: every-way.line
    as: old
  - show: old
    ask: There are words of yours. Open them?
  - write: line
    ask: A line?
  - write: page
    ask: A page?
    lines: many
    keep: ask
  - write: aloud
    ask: Something for nobody?
    keep: never
  - rate: weight
    ask: How heavy?
  - choose: voice
    ask: Whose voice?
    options:
      friend: A friend
      other:
        label: Another
        then:
          - write: whose
            ask: Whose?
  - pick: here
    ask: What is here?
    options: {busy: A busy head, calm: Something calm, bored: Boredom}
    at_most: 2
  - confirm: more
    ask: More?
  - items: facets
    ask: How true was each?
    scale: {1: not at all, 2: partly, 3: very}
    list: {friend: A friend to me, hard: Hard on me, alone: Alone with it}
  - measure: distress
    as: during
  - repeat: 3
    as: rounds
    steps:
      - write: who
        ask: Someone who could help?
      - pick: good_for
        ask: What for?
        options: {listen: Listening, doing: Doing}
      - items: like
        ask: How is it with them?
        scale: {1: hardly, 2: well}
        list: {near: Near, light: Light}
  - promise: plan
    cue: After what?
    action: And then what?
  - shelve: line
    on: kind-words
    seal: ask
"""

SHORT = """\
selfattach: 1
id: short
title: A short one
summary: Six questions.
intensity: gentle
steps:
  - say: Here are a few questions.
  - write: first
    ask: First?
  - write: aloud
    ask: For nobody?
    keep: never
  - repeat: 2
    steps:
      - write: who
        ask: Who?
  - write: letter
    ask: Write it here?
    lines: many
  - rate: weight
    ask: How heavy?
"""
