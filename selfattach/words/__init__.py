"""The program's own sentences, in one place, a file a topic, so that their tone can be read and weighed as a whole.

Whoever says one writes `words.NAME`; all topics are read when the first is said, so that what says nothing does not
wait for them. Not here are the words of the exercises and of the safety frame, which live in exercises/, and reasons.
It knows nothing of when a sentence is said.

What `--help` says (`commands`) is read alone, for Typer wants it whenever a command's file is imported, and a Tab or a
line in a prompt must not wait for all the others. Whoever says one writes `commands.NAME`. So it is with the
`examples` at its end.

What only the reading of a script needs is imported by its topic, when one is read: its faults (`yaml_faults`,
`field_faults`, `name_faults`, `step_faults`, `question_faults`). So it is with what the check remarks (`remarks`), and
with the walks (`walks`). Whoever says one of those writes `step_faults.NAME`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfattach.words import commands as commands
    from selfattach.words import examples as examples
    from selfattach.words.topics import *  # noqa: F403  all that `words.NAME` can be
else:
    from importlib import import_module

    def __getattr__(name: str) -> object:
        """Read all topics, once, and return the word of that name; or the words of `--help` alone."""
        if name in ("commands", "examples"):
            return import_module(f"selfattach.words.{name}")
        if not name.startswith("_"):
            topics = vars(import_module("selfattach.words.topics"))
            globals().update((one, word) for one, word in topics.items() if not one.startswith("_"))
            if name in topics:
                return topics[name]
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
