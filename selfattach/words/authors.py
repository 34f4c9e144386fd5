"""Words for those who write exercises."""

from typing import Final

from selfattach.words.basics import counted

# --- for those who write exercises

NO_SCRIPT: Final = "No script is there."
NO_SCRIPT_FILE: Final = "there is no file {file}."
CHECKED: Final = ("One script checked, {found} to mend.", "{n} scripts checked, {found} to mend.")


FIGURES_OF_ALL: Final = "all"
FIGURES: Final = (
    "{name}: {words} words; no or not {negations:.1f} in 100; {to_you:.0f} % to you; {then:.0f} % begin with Then; "
    "{warm:.1f} warm words in 1,000; openings: {openings}"
)


def checked(scripts: int, remarks: int) -> str:
    """Return how a check came out."""
    return counted(CHECKED, scripts, found=str(remarks or "nothing"))


# --- selfattach author new

NEW_NO_ID: Final = "`{name}` is no name for a script: small letters, digits and hyphens, like `my-evening`."
NEW_IS_TAKEN: Final = "There is a script called `{name}` already, and it was left as it is. Take another name."
NEW_WRITTEN: Final = "It is here: {file}"
NEW_THEN: Final = (
    "Change it in an editor. `selfattach author check {name}` looks at it, `selfattach practice {name}` holds it, and "
    "`selfattach author format` tells what else can stand in it."
)
NEW_SCRIPT: Final = """\
# A small whole exercise. Change what you like; lines that begin with # are for you alone.
selfattach: 1           # the format
id: NAME                # as the file is called
title: One kind line
summary: You name one hard thing, and take one kind line with you.
minutes: 3
intensity: gentle       # gentle, moderate or deep
components: [self-kindness]
evidence:               # A: several trials; B: a few small studies; C: custom and theory; M: mixed
  strength: C
  says: Nobody has tested this one.
steps:
  - say: |
      Something is hard today, or you would not be here. It makes sense to stop for a minute.

      Every question can be skipped with Enter.
  - write: hard         # words of the person, kept under the name `hard`
    ask: What is it, in a few words?
    example: The call I keep putting off.
    skipped:            # how it goes on where nothing was written
      - say: That is fine. It can stay without words.
  - rest: 20s           # a quiet while
    text: Put a hand where it is warm, if you like, and breathe as it comes.
  - choose: line
    ask: Which of these could you half believe?
    options:
      enough:
        label: '"This is hard, and I am doing what I can."'
        as: This is hard, and I am doing what I can.
      friend:
        label: '"I would not leave a friend alone with this."'
        as: I would not leave a friend alone with this.
      none: None of these
  - when: answered(line) and line != 'none'
    then:
      - say: "*${line}* You can take that line with you."
    else:
      - say: You looked for a line, and none was there today. You can come back to them.
"""
