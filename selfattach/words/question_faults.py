"""What is wrong with a step that asks, or with its options, and what to write instead."""

from typing import Final

# --- every question

TOO_MANY_PINS: Final = "at most two answers stay in view. Take one out of `pin`."
NEVER_AND_THEN: Final = "`keep: never` and `then` do not go together: the way taken would tell the answer."
NEVER_AND_NEEDED: Final = "`{kind}` has no use without its answer. Take `keep` out."
START_IS_NEVER_KEPT: Final = "`{name}` is `keep: never`; from here its words would be kept. Show it with `pin`."
TAKES_A_NAME: Final = "`{kind}` takes the name of an answer."


# --- examples

EXAMPLES: Final = "`examples` is a list of 1 to {most} texts, a dash before each."
EXAMPLE_PROMISES: Final = (
    "the `examples` of a promise are a list of 1 to {most}, each with both parts: "
    "{{cue: After breakfast, action: I sit down}}"
)
EXAMPLE: Final = "an example"
EXAMPLE_OF_ONE_LINE: Final = "an example for one line is one line. For a whole text write `lines: many`."
EXAMPLE_WITHOUT_FROM: Final = (
    "an example of several paragraphs says how a list names it: from: A friend's, after a mistake"
)
EXAMPLE_TWICE: Final = "this example, or its `from`, stands there twice. Keep one of them."
EXAMPLE_IS_START: Final = "this example is what `start` puts into the box already. Take one of them out."


# --- options

OPTIONS_NOT_A_MAP: Final = "`options` is a map, one line each: id: what the person reads."
TOO_MANY_OPTIONS: Final = "there are {n} options; at most {most} can be read through."
NO_OUTCOME: Final = "`{name}` is no outcome; they are {outcomes}.{near}"
NO_ID: Final = "`{name}` is no id: small letters, digits and underscores, like `first_one`."
OPTION: Final = "the option `{id}`"
LABEL: Final = "the label of `{id}`"
OPTION_NOT_WORDS: Final = "the option `{id}` is words, or a map with `label`, `as` and `then`."


# --- figures

SCALE_DOWNWARD: Final = "a scale goes upward; this one goes from {lowest} to {highest}."
STATEMENT: Final = "a statement"
WORDS_OF_FIGURE: Final = "its words"
LINES_NOT_A_MAP: Final = "`{key}` is a map, one line each, with {what}."
NO_FIGURE: Final = "`{figure}` is no figure. A scale is a map: 1: not at all, 5: very much."
FIGURE_TWICE: Final = "the figure {figure} stands twice. Keep one of them."
MEASURE: Final = "the measure `{name}`"
MOMENT_OF_THE_ENGINE: Final = "`{measure}.{name}` belongs to the engine. Choose another name, like `halfway`."
DISTRESS_OF_THE_ENGINE: Final = (
    "the engine itself asks for distress before and after; here only `as: during` may stand."
)


# --- earlier words, and shelves

SHOWN_WAS_NOT_RECALLED: Final = (
    "`show` opens recalled words; `{name}` was not recalled. Use `pin`, or `recall` it first."
)
SECTIONS_OUTSIDE_SUPPORT: Final = "sections are for the support card. Write `shelve: NAME` for the shelf `{shelf}`."
SUPPORT_WITHOUT_SECTIONS: Final = "the support card has sections: shelve: {signs: signs, place: places}"
SECTION: Final = "a section"
SHELVED_IS_NEVER_KEPT: Final = "`{name}` is `keep: never`; it cannot go on a shelf."
SEAL: Final = "`seal`: `ask`, `low`, or days;"  # is a whole number ...
