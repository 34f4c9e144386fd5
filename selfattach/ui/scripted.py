"""The scripted voice: answers from a file or from options, the rest left open or asked by another voice.

The double that ships with the program: routines run on it, authors preview with it, the tests use it. It waits
for nothing and offers nothing.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

from selfattach import words
from selfattach.engine.answers import IllegalAnswerError, Value, format_answer, read_answer
from selfattach.engine.session import Framed, Question, Tell
from selfattach.engine.voice import ON, OPEN, Asking, HelpScreen, Reply, Room, Voice, as_plain
from selfattach.errors import WrongInputError
from selfattach.script.model import ScriptHead
from selfattach.ui.answer_syntax import as_sentence
from selfattach.ui.given_answers import Place, Unused, not_used


class ScriptedVoice:
    """Takes given answers; the rest is asked by `asks`, or left open. `tells` shows the words, if anyone shall."""

    def __init__(self, given: Mapping[str, Value], tells: Voice | None = None, asks: Voice | None = None) -> None:
        self._given = given
        self._tells = asks or tells
        self._asks = asks
        self._taken: set[Place] = set()
        self._asked_last = ""

    def unused(self, framed: Framed, *, cut_short: bool) -> list[Unused]:
        """Return the given answers that were never asked for. `cut_short`: the practice ended before its last step."""
        return not_used(self._given, self._taken, self._asked_last, framed, cut_short=cut_short)

    def open(self, head: ScriptHead) -> Reply:
        """Say what this is, if anyone shall."""
        return self._tells.open(head) if self._tells else ON

    @property
    def room(self) -> Room:
        """The room of whoever tells."""
        return self._tells.room if self._tells else Room(72, 0, plain=True)

    def tell(self, tell: Tell) -> Reply:
        """Show a telling, if anyone shall."""
        return self._tells.tell(tell) if self._tells else ON

    def has_answer(self, question: Question) -> bool:
        """Whether an answer to this was given along, and not taken yet."""
        return question.name in self._given and (question.name, question.round) not in self._taken

    def help(self, screen: HelpScreen) -> str:
        """Let somebody who can choose have it; where nobody is, say it and go."""
        if self._asks:
            return self._asks.help(screen)
        self.say("\n\n".join(screen.lines))
        return "gone"

    def ask_line(self, paragraphs: tuple[str, ...]) -> Reply:
        """Let it be typed, if anyone is there."""
        return self._asks.ask_line(paragraphs) if self._asks else Reply("gone")

    def clear(self) -> None:
        """Pass it on."""
        if self._tells:
            self._tells.clear()

    def ask(self, asking: Asking) -> Reply:
        """Take the given answer. Where there is none, or one comes back to it, ask or leave it open."""
        question = asking.question
        key = (question.name, question.round)
        self._asked_last = question.name
        if question.name in self._given and not (self._asks and key in self._taken):
            self._taken.add(key)
            value = _of_round(self._given[question.name], question.round)
            self._show(asking, value)
            return Reply("answer", value)
        if self._asks:
            return self._asks.ask(asking)
        self._show(asking, None)
        return OPEN

    def _show(self, asking: Asking, value: Value) -> None:
        if self._tells is None:
            return
        prompt = asking.question.prompt
        try:
            kept = read_answer(prompt.form, value)
            answer = words.PLAIN_LEFT_OPEN if kept is None else format_answer(prompt.form, kept)
        except IllegalAnswerError:
            return  # `refuse` tells it
        self._tells.say(f"{as_plain(asking.question.ask)}\n> {answer}")

    def refuse(self, why: str) -> None:
        """A given value that does not fit on the way taken: nothing was saved."""
        if self._asks is None:
            raise WrongInputError(words.GIVEN_UNFIT.format(why=as_sentence(why)))
        self._asks.refuse(why)

    def menu(self, menu: words.Menu) -> str | None:
        """Offer nothing unless somebody can choose."""
        return self._asks.menu(menu) if self._asks else None

    def say(self, text: str) -> None:
        """Pass it on."""
        if self._tells:
            self._tells.say(text)

    def end(self, words: str, own: Sequence[str] | None = None) -> None:
        """Pass it on."""
        if self._tells:
            self._tells.end(words, own)

    def lent(self) -> AbstractContextManager[None]:
        """Lend the terminal of whoever tells."""
        return self._tells.lent() if self._tells else nullcontext()

    def close(self) -> None:
        """Pass it on."""
        if self._tells:
            self._tells.close()


def _of_round(value: Value, rounds: tuple[int, ...]) -> Value:
    for number in rounds:
        if not isinstance(value, list):
            return value if number == 1 else None
        value = value[number - 1] if number <= len(value) else None
    return value
