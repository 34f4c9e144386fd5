"""The letter to oneself that goes along with a farewell: asked for as every letter is, and kept in the copy alone.

While it is written it stands in its file there, no later than a draft would have it on the disk; a cut leaves it.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from selfattach import disk, words
from selfattach.cli.context import AppContext
from selfattach.cli.practise.program_questions import end_with_help, loop_of, verbatim
from selfattach.script.model import Exercise, Prompt, ScriptHead, Write

if TYPE_CHECKING:
    from selfattach.engine.voice import Voice
    from selfattach.kinds import JsonMapping

LETTER_FILE: Final = "letter-to-myself.txt"
_LETTER: Final = "letter"
_EDITING: Final = ".letter-in-the-editor"


def write_letter(context: AppContext, voice: "Voice", folder: Path) -> bool:
    """Have it written into a folder. Whether the person went on from there; what was written stays in any case.

    Raises SelfattachError where it cannot be written, and typer.Exit where help was chosen.
    """
    journal = _LetterFile(folder)
    ask, hint = verbatim(words.FAREWELL_LETTER_ASK), verbatim(words.FAREWELL_LETTER_HINT)
    question = Prompt(_LETTER, Write(many=True), ask, hint)
    exercise = Exercise(ScriptHead(_LETTER, words.FAREWELL_LETTER_TITLE, intensity="gentle"), (), {}, b"")
    loop = loop_of(context, voice, exercise, [question], words.FAREWELL_LETTER_PAUSE, saves=True, journal=journal)
    how = loop.run()
    end_with_help(loop)
    return how == "over"


class _LetterFile:
    """A journal, as the loop has one, of nothing but the words: one file, for whoever opens it later."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / LETTER_FILE
        self.editing = folder / _EDITING
        self.half_typed: tuple[str, str] | None = None

    def append(self, line: "JsonMapping") -> None:
        """Put what was said in place of what was half typed."""
        if line.get("name") == _LETTER:
            self._put(str(line.get("value") or ""))

    def keep_half_typed(self, prompt: str, text: str) -> None:
        """Have on the disk what stands in the box."""
        self.half_typed = prompt, text
        self._put(text)

    def forget_half_typed(self) -> None:
        """It became the letter."""
        self.half_typed = None

    def _put(self, text: str) -> None:
        if text.strip():
            disk.replace(self._file, f"{text}\n".encode())
        elif disk.is_there(self._file):
            disk.remove(self._file)
