"""Lines to and from a person: what is printed and read, and the commands that begin with a colon.

The plain voice (`plain.py`) and each question in it (`plain_questions.py`) speak through this. It keeps what the
question was that stands, so that `:again` says it and `:show` reads what it is about; it knows no form and no session.
"""

import select
from collections.abc import Mapping, Sequence
from typing import Final, Literal, TextIO

from selfattach import words
from selfattach.engine.voice import BACK, OPEN, Reply
from selfattach.script.model import Example
from selfattach.text import clean, wrap
from selfattach.ui.answer_syntax import as_sentence
from selfattach.ui.line_input import Command, Heard, Said, is_terminal, next_line, next_lines, read_command
from selfattach.ui.plain_writing import END

_MOST_REFUSED: Final = 20  # lines in a row from a pipe
COMMANDS: Final[Mapping[str, Reply | None]] = {
    ":back": BACK,
    ":skip": OPEN,
    ":stop": Reply("pause"),
    ":ground": Reply("ground"),
    ":help": None,
    ":again": None,
}
Takes = Literal["one", "words", "many"]  # lines that come together: the first counts, one answer, so many lines


class PlainLines:
    """A conversation in lines, `width` columns wide."""

    def __init__(self, out: TextIO, source: TextIO, width: int) -> None:
        self._out = out
        self._in = source
        self.width = width
        self._told: set[str] = set()  # what is told of commands, each once
        self._was_open = False  # the last line that was heard had no Enter yet
        self._waiting: list[str] = []  # the last line of a paste, which may be a command
        self.asked: list[str] = []  # lines of the question that stands, for `:again`
        self._part = ""  # of a question in parts, the one that stands
        self._instead = ""  # what is asked for within it, so that `:again` says that alone
        self.is_asking = False  # what is printed now belongs to it
        self.pins: tuple[str, ...] = ()  # earlier words that the question is about, for `:show`
        self.refused = 0  # lines in a row

    # --- printing

    def say(self, text: str) -> None:
        """Print a paragraph or several, and an empty line after them."""
        text = clean(text).strip("\n")
        if text:
            for line in wrap(text, self.width):
                self.line(line.rstrip())
            self.line("")

    def line(self, text: str) -> None:
        """Print one line; a long one goes on in the next."""
        if self.is_asking:
            self.asked.append(text)
        for part in wrap(clean(text), self.width):
            self._out.write(f"{part}\n")
        self._out.flush()

    def tell_once(self, text: str) -> None:
        """Say something of the commands. It is no part of the question."""
        if text not in self._told:
            self._told.add(text)
            asking, self.is_asking = self.is_asking, False
            self.say(text)
            self.is_asking = asking

    def line_once(self, text: str) -> None:
        """Print a line of the question, the first time it belongs to one."""
        if text not in self._told:
            self._told.add(text)
            self.line(text)

    def ask_part(self, text: str) -> None:
        """Say the next part of a question that has several."""
        self.is_asking, self._part = False, text
        self.line(text)

    def ask_instead(self, text: str) -> None:
        """Have `:again` say this alone, until it is ""."""
        self._instead = text

    def refuse(self, why: str) -> None:
        """Say why an answer was not taken."""
        self.refused += 1
        self.line(words.NOTHING_FITS.format(why=as_sentence(why)))

    def begin(self) -> None:
        """What was typed while nothing was asked answers nothing. A new question begins."""
        self._waiting.clear()
        self.asked, self._part, self._instead, self.is_asking, self.pins = [], "", "", True, ()
        if self.is_typed:
            import termios  # noqa: PLC0415  not there on every system

            termios.tcflush(self._in, termios.TCIFLUSH)

    @property
    def is_typed(self) -> bool:
        """Whether somebody types at a terminal."""
        return is_terminal(self._in)

    @property
    def is_seen(self) -> bool:
        """Whether a terminal shows what is printed."""
        return is_terminal(self._out)

    def write(self, signs: str) -> None:
        """Print these as they are."""
        self._out.write(signs)
        self._out.flush()

    # --- reading

    def read(self, prompt: str = "> ", *, help_text: str = "", takes: Takes = "one", way: bool = False) -> Said:
        """Read one line, or those that came together; `:help` and `:again` are answered. Raises KeyboardInterrupt.

        `way`: one of some ways on is wanted, and no answer.
        """
        while True:
            if self.refused >= _MOST_REFUSED and not self.is_typed:
                self.say(words.PLAIN_NOTHING_FITTED)  # nobody is there: `yes` is, or a file for another practice
                return Said(reply=Reply("gone"))
            heard = self._hear(prompt, takes)
            if not heard.line:
                self._out.write("\n")
                return Said(reply=Reply("gone"))
            line = heard.line.rstrip("\n")
            more = heard.more if any(one.strip() for one in heard.more) else ()
            if more and takes != "one":
                return Said(line, more=more)
            if more:
                self.line(words.PLAIN_ONE_LINE)
                continue
            word = line.strip()
            if word in (":help", ":again"):
                if word == ":help":
                    self._say_help(help_text, takes, way=way)
                else:
                    self._ask_again()
                continue
            if word in COMMANDS:
                return Said(reply=COMMANDS[word])
            if (command := read_command(word)) and takes != "one":
                return Said(command=command)
            if command:
                self.do(command)
                continue
            if word.startswith("::"):
                return Said(line.replace("::", ":", 1))
            if word.startswith(":") and word[1:].isalpha() and len(word) > 2:  # noqa: PLR2004  `:(` and `:D` are feelings
                self.line(words.PLAIN_UNKNOWN_COMMAND.format(word=word))
                continue
            return Said(line)

    def read_or_pause(self, *, help_text: str = "", takes: Takes = "one", way: bool = False) -> Said:
        """The same, where Ctrl-C is a pause."""
        try:
            return self.read(help_text=help_text, takes=takes, way=way)
        except KeyboardInterrupt:
            self.write("\n")
            return Said(reply=Reply("pause"))

    def next(self) -> str:
        """Read a line that answers nothing."""
        return next_line(self._in)

    def look(self, seconds: float) -> str | None:
        """Wait so long for a line, which is "" at the end of input. None: nothing came."""
        return self._in.readline() if select.select([self._in], [], [], seconds)[0] else None

    def do(self, command: Command, lines: Sequence[Example] = (), example: str = "") -> Reply | None:
        """Do what a command asks for where one line is wanted: an example as the answer, earlier words read.

        `lines`: those that can be borrowed; `example`: what is taken without a number.
        """
        match command.name:
            case ":example" if 1 <= command.number <= len(lines):
                return self.borrow(lines[command.number - 1])
            case ":example" if example and not command.number:
                return Reply("answer", example)
            case ":example" if lines:
                self.line(words.PLAIN_EXAMPLE_WHICH.format(last=len(lines)))
            case ":example":
                self.line(words.PLAIN_NO_EXAMPLE)
            case ":show" if self.pins:
                for pin in self.pins:
                    self.say(pin)
            case ":show":
                self.line(words.PLAIN_NOTHING_WRITTEN)
            case _:
                self.line(words.PLAIN_NOT_HERE.format(word=command.name))
        return None

    def borrow(self, example: Example) -> Reply:
        """Take one, and say it."""
        self.line(words.PLAIN_BORROWED.format(words=example.text))
        return Reply("answer", example.text)

    def _hear(self, prompt: str, takes: Takes) -> Heard:
        """Read a line as it comes, with what came along. Of many pasted lines only the last may be a command."""
        self.is_asking = False
        if self._waiting:
            return Heard(self._waiting.pop())
        self._out.write(prompt)
        self._out.flush()
        heard = next_lines(self._in, whole=takes != "many")
        if self._was_open and heard == Heard("\n"):  # the Enter of a paste that was taken without it
            self._was_open = False
            return self._hear(prompt, takes)
        self._was_open = heard.is_open
        if (heard.line and not self.is_typed) or heard.is_open:
            self._out.write("\n")  # what came through a pipe is not echoed
        if heard.is_cut:
            self.line(words.PLAIN_LINE_CUT)
        last = heard.more[-1].strip() if heard.more else ""
        if takes == "many" and (last == END or last in COMMANDS or read_command(last)):
            self._waiting.append(f"{last}\n")
            return heard._replace(more=heard.more[:-1])
        return heard

    def _say_help(self, help_text: str, takes: Takes, *, way: bool) -> None:
        for text in (help_text, *((words.PLAIN_WRITING, words.PLAIN_MANY) if takes == "many" else ())):
            self.say(text)
        self.say(words.PLAIN_WAYS if way else words.PLAIN_COMMANDS)

    def _ask_again(self) -> None:
        if self._instead:
            self.line(self._instead)
            return
        for text in (*self.asked, *([self._part] if self._part else [])):
            self.line(text)
