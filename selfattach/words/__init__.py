"""The program's own sentences, in one place, a file a topic, so that their tone can be read and weighed as a whole.

Whoever says one writes `words.NAME`. Not here are the words of the exercises and of the safety
frame, which live in exercises/; the help of commands and options, which stands with them; and reasons. What is wrong
with anything on the disk, or given as a name, a setting or an answer is told where that is found, mostly
by rooms that may not import this one (tests/test_imports.py). All else is here. It knows nothing of when it is said.

What only the reading of a script needs is imported by its topic, when one is read: its faults (`yaml_faults`,
`field_faults`, `name_faults`, `step_faults`, `question_faults`). So it is with what the check remarks (`remarks`), and
with the walks (`walks`). Whoever says one of those writes `step_faults.NAME`.
"""

# ruff: noqa: F403  all of them are `words.NAME`, whichever topic they belong to

from selfattach.words.authors import *
from selfattach.words.basics import *
from selfattach.words.coach import *
from selfattach.words.help import *
from selfattach.words.history import *
from selfattach.words.library import *
from selfattach.words.practice import *
from selfattach.words.routines import *
from selfattach.words.screens import *
from selfattach.words.setup import *
from selfattach.words.shelves import *
from selfattach.words.start import *
