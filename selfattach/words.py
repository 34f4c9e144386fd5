"""The program's own sentences, in one place, so that their tone can be read and weighed as a whole.

The words of the exercises and of the safety frame are not here; they live in exercises/. Here is what the program says about
itself, its prompts, its menus and its files. It knows nothing of when it is said.
"""

from typing import Final

OUTCOME_LABELS: Final = {
    "kept": "It happened",
    "not_yet": "Not yet",
    "changed": "I changed it",
    "let_go": "I let it go",
}
SHOW_QUESTION: Final = "These are words you wrote before. Open them?"
SHELVE_QUESTIONS: Final = {
    "kind-words": "Put this on your shelf of kind words?",
    "letters": "Put this with your letters?",
    "support": "Put this on your support card?",
}
YES: Final = "yes"
NO: Final = "no"

KEEP_QUESTION: Final = "Shall these words stay in your history?"
KEEP_OPTIONS: Final = {"keep": "Keep them", "let_go": "Let them go"}
