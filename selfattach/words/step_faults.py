"""What is wrong with a step that tells, or says where the way goes, and what to write instead; and with an include."""

from typing import Final

# --- the whole script

SCRIPT_NOT_A_MAP: Final = "a script is a map that begins with `selfattach: 1`."
TOO_MANY_STEPS: Final = (
    "with includes and rounds this script has more than {most:,} steps. Use fewer rounds, or split it."
)
DEEP_WITHOUT_DISTRESS: Final = (
    "a deep script holds one `measure: distress` with `as: during` about half-way, "
    "in its own list of steps and not inside a branch."
)
RECALLED_IS_NEVER_KEPT: Final = "`{answer}` is `keep: never`, so there is nothing to come back to."
TAKE_WITHOUT_MATCHES: Final = "`take` goes with `matches`: the answer given here that was given then."
MATCHES_WITH_WHICH: Final = "`matches` brings the newest answer. Take `which` out."
MATCHES_NOT_WRITTEN: Final = "`matches` names a `write` of this script whose words are kept."
MATCHES_ONE: Final = "`matches` names one answer."
TAKE_NO_NAMES: Final = "`take` names answers of that exercise: the first that is there is brought."


# --- steps

STEPS_NOT_A_LIST: Final = "steps are a list; each begins with a dash: - say: Hello."
NO_STEPS: Final = "this list of steps is empty. Write a step, or take it out."
NEVER_REACHED: Final = "this step can never be reached: every way here has finished. Take it out, or move it up."
STEP_IS_A_LIST: Final = "a step is a map like `say: Hello.`, and this is a list. Take one dash or bracket out."
NO_STEP_OF_THAT_NAME: Final = "`{name}` is no step.{advice}"  # what is near, or the one below
STEPS_THERE_ARE: Final = " The steps are {steps}."
TWO_STEPS: Final = "`{first}` and `{second}` are two steps. Begin each on a line of its own with a dash."
NO_STEP: Final = "this is no step.{advice}"  # what is near, or the one below
SAID_WITH_SAY: Final = " A text is said with `say:`."
STEP_WITHOUT_SPACE: Final = "this is no step. A colon and a space stand after `{step}`: `{step}: {rest}`."
STEP_ALONE: Final = (
    "`{step}` does not stand alone; only ground, support, door and finish do. Write `{step}:` and what goes with it."
)
SAID_FIRST: Final = "what is said first"


# --- quiet and breaths

QUIET_TOO_LONG: Final = (
    "{longest:g} seconds pass without a word; at most {most:g}. "
    "Say something in between with `cues`, make it shorter, or make a sitting of it with `quiet: true`."
)
QUIET_IS_TRUE: Final = "`quiet` is `true`, or is left out."
QUIET_WITHOUT_TEXT: Final = "a rest with `quiet: true` says in `text` how long it is, for nothing is said meanwhile."
CUES_NOT_A_LIST: Final = "`cues` is a list: - at: 20s, and `say:` on the next line."
CUE: Final = "a cue"
CUE_NOT_A_MAP: Final = "a cue has `at` and `say`."
CUE_OUT_OF_ORDER: Final = "cues come one after the other, inside the rest of {seconds:g} seconds."
BREATHE_NOT_A_MAP: Final = "`breathe` is a map: {in: 4, out: 6, rounds: 5}, in seconds."
BREATHE_WITHOUT: Final = "`breathe` needs `{key}`: seconds, more than 0."


# --- where the way goes

ALWAYS_KNOWN: Final = "this can never be reached: the condition is always known. Use `else`."
REPEATS_TOO_DEEP: Final = "repeats are nested at most twice. Take this one out of the others."
REPEAT_ASKS_NOTHING: Final = "a repeat asks something in each round; this one asks nothing, so it could not end early."


# --- includes

INCLUDE_OF_THE_ENGINE: Final = (
    "`{fragment}` is played by the engine itself, at every ending that needs it. Take the include out."
)
PREFIX_TAKEN: Final = (
    "there are answers under `{prefix}.` already, on the same way. Give the include another prefix, like `as: {other}`."
)
INCLUDES_TOO_DEEP: Final = "includes are nested more than {most} deep. Write the steps in place of one of them."
INCLUDES_IN_A_CIRCLE: Final = "fragments include each other in a circle: {way}. Take one include out."
TAKES_WHAT_IS_NOT_THERE: Final = "the fragment `{fragment}` takes `{name}`: {why}"
FRAGMENT_WITHOUT_STEPS: Final = "the fragment `{fragment}` has no steps."
NO_SUCH_FRAGMENT: Final = "there is no fragment `{fragment}` beside the script, among your own, or in the library."
FRAGMENT_HAS_FAULTS: Final = "the fragment `{fragment}` has faults of its own."
NOT_A_FRAGMENT: Final = "`{fragment}` is no fragment. Only scripts of `kind: fragment` are included."
