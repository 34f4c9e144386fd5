"""What is typed into a prompt: keys, and text that came as no hand types it, which is a paste, said or not.

A terminal without bracketed paste sends pasted lines as if they were typed, and the first line end would be Enter. What
a list or a box does with a paste is for their keys.
"""

import re
from collections.abc import Callable
from typing import Final, TextIO

from prompt_toolkit.input.ansi_escape_sequences import ANSI_SEQUENCES
from prompt_toolkit.input.vt100 import Vt100Input
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from selfattach.ui.keys import A_HAND
from selfattach.ui.sequences import PASTE_BEGINS, told

_A_READ: Final = 1024  # bytes; prompt_toolkit takes no more at once
_PARTS: Final = re.compile(  # a key that is more than a letter, or words with their line ends
    "\x1b(?:\\[(?:\\[[A-E]|[0-?]*[ -/]*[@-~])|O[ -~]|[^\x1b])?|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]"
    "|([^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+)"
)


class TypedInput(Vt100Input):
    """The input of one terminal."""

    def __init__(self, source: TextIO) -> None:
        super().__init__(source)
        self._parser = _Parser(self._hear)
        self.vt100_parser = self._parser

    def _hear(self, press: KeyPress) -> None:
        self._buffer.append(press)

    def begin(self) -> None:
        """A prompt opens: what came to the one before is over."""
        self._parser.begin()


class _Parser(Vt100Parser):
    """`flush` comes when nothing followed for a moment: a paste is over then, and a key that looked begun is whole."""

    def __init__(self, hear: Callable[[KeyPress], None]) -> None:
        super().__init__(hear)
        self._begun, self._is_pasting = "", False

    def begin(self) -> None:
        """Take the next words for what they are, whatever came before."""
        self._begun, self._is_pasting = "", False

    def feed(self, data: str) -> None:
        if self._in_bracketed_paste:
            super().feed(data)
            return
        before, mark, pasted = (self._begun + data).partition(PASTE_BEGINS)
        text, self._begun = told(before, ANSI_SEQUENCES) if not mark else (told(before, ANSI_SEQUENCES).text, "")
        for part in _PARTS.finditer(text):
            if part[1]:
                self._feed_run(part[1], is_read_full=len(data) >= _A_READ)
            else:
                super().feed(part[0])
        if mark:
            super().feed(mark)
            super().feed(pasted)

    def flush(self) -> None:
        self._is_pasting = False
        begun, self._begun = self._begun, ""
        super().feed(begun)
        super().flush()

    def _feed_run(self, run: str, *, is_read_full: bool) -> None:
        """Words with line ends in them are a paste, and so are more words than a hand types; a last Enter is a key."""
        words = run.rstrip("\r\n")
        is_long = len(words) > A_HAND
        has_lines = bool(re.search("[\r\n]", words)) and (is_long or re.search(r"[^\W\d_]", words) is not None)
        self._is_pasting = self._is_pasting or is_read_full or has_lines
        if self._is_pasting:
            self.feed_key_callback(KeyPress(Keys.BracketedPaste, run))
        elif is_long:
            self.feed_key_callback(KeyPress(Keys.BracketedPaste, words))
            super().feed(run[len(words) :])
        else:
            super().feed(run)
