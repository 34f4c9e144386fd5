"""Words while practising, in every voice, and at the end: what stays, what waits, what comes next."""

from typing import Final

from selfattach.words.basics import Menu

# --- while practising, in every voice

YES: Final = "yes"
NO: Final = "no"
KEPT: Final = {  # the one quiet word beside each prompt that takes words
    "": "",
    "kept": "kept",
    "ask": "you decide at the end",
    "never": "never kept",
    "unsaved": "not kept",
}
CANNOT_TELL: Final = "I can't tell"
NOTHING_FITS: Final = "That did not fit: {why}"
SHOW_QUESTION: Final = "These are words you wrote before. Open them?"
SHELVE_QUESTIONS: Final = {
    "kind-words": "Put this with your kind words, to meet it again?",
    "letters": "Put this with your letters?",
    "support": "Put this on your support card?",
}
SEAL_QUESTION: Final = (
    "For how many days shall it stay sealed? Type hard to seal it until a hard moment, one you rate 7 or more. "
    "Skip it to leave it unsealed."
)
WOULD_YOU_SAY_IT: Final = "Would you say this to somebody you care about?"
ON_YOUR_WORST_DAY: Final = "Would you want to read this on your worst day?"
WOULD_YOU_SAY_IT_HINT: Final = "Skip it to leave it out."
ON_YOUR_WORST_DAY_HINT: Final = "Skip it to keep it without a seal."
HARD: Final = "hard"  # what is typed for it, where the days of a seal are asked for
OUTCOME_LABELS: Final = {
    "kept": "It happened",
    "not_yet": "Not yet",
    "changed": "I changed it",
    "let_go": "I let it go",
}
BREATHE_IN: Final = "in"
BREATHE_HOLD: Final = "hold"
BREATHE_OUT: Final = "out"
BREATHE_REST: Final = "wait"
BREATHE_UNCOUNTED: Final = "Breathe with it, or at a pace of your own."
LEFT_MINUTES: Final = "about {n} minutes left"
LEFT_A_MINUTE: Final = "about a minute left"
LEFT_HALF_A_MINUTE: Final = "half a minute left"
LEFT_A_LITTLE: Final = "a little left"
LEFT_UNCOUNTED: Final = "quiet"
PAUSE: Final = Menu(
    "Paused. Nothing is lost.",
    {
        "on": "Go on",
        "ground": "It is too much right now",
        "support": "Reach someone",
        "enough": "Enough for today",
        "leave": "Leave it here; it waits for you",
        "let_go": "Let this one go, nothing is kept",
    },
    "back to where you were",
    ("figure",),
)
PAUSE_UNSAVED: Final = PAUSE._replace(
    ask="Paused.", options={key: label for key, label in PAUSE.options.items() if key != "leave"}
)
ENOUGH: Final = Menu(
    "Is it enough for today? You can stop here, or go on.",
    {"enough": "Enough for today"},
    "go on",
    ("pause", "ground", "figure"),
)
LET_GO_SURELY: Final = Menu(
    "Let it go? Your answers will be gone.", {"no": "No, go back", "yes": "Yes, let it go"}, "no, go back"
)
REFUSED: Final = Menu(
    "{why}\nWhat you said before is kept; this step is still to be kept.",
    {
        "again": "Try this step again",
        "ground": PAUSE.options["ground"],
        "support": PAUSE.options["support"],
        "leave": "Leave it here",
    },
    "try this step again",
)


# --- how a practice ends: what stays, what waits, what comes next

KEEP_QUESTION: Final = "Shall these words stay in your history?"
KEEP_HINT: Final = "Skip it to keep them."
KEEP_OPTIONS: Final = {"keep": "Keep them", "let_go": "Let them go"}
ASIDE: Final = Menu(
    "You took another way after you wrote these words. Shall they stay with this practice?\n\n{words}",
    {"keep": "Keep them with it", "let_go": "Let them go"},
    "they stay",
)
IS_KEPT: Final = "Kept."
IS_KEPT_HARDER: Final = "Your words are kept, and they can wait. You can leave it there for today."
IS_KEPT_HARDER_BARE: Final = "You can leave it there for today."
IS_KEPT_BARE: Final = "That you were here is kept, without any words."
LETTER_OPENS: Final = "Your letter is sealed.\nIt opens {when}."
NOT_KEPT: Final = "Nothing was kept, as you asked."
SAVE_FAILED: Final = (
    "{why}\nYour answers are still here and wait for you: `selfattach practice {exercise}` brings them back."
)
STEP_NOT_KEPT: Final = (
    "{why}\nThis step is not kept. What you said before it is: `selfattach practice {exercise}` brings it back."
)
LEFT: Final = "It is kept at this step. `selfattach practice {exercise}` goes on from here."
LEFT_UNSAVED: Final = "Nothing was kept."
LEFT_EMPTY: Final = "Nothing of this one is kept. You can begin it again at any time."
LET_GO: Final = "It is gone. Nothing was kept."
NEXT: Final = Menu("Start it now: {title}?", {"yes": "Yes"}, "not now")
LETTER_FOR_A_HARD_MOMENT: Final = Menu(
    "You wrote yourself a letter for a moment like this: {title}, {ago}.",
    {"yes": "Read it now"},
    "not now, it stays with your letters",
)
