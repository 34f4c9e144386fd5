"""Looking through a shelf: old lines beside new ones, and the person says what becomes of them.

The questions are held by the loop that holds every practice, so that every voice, the pause and the grounding are
there. What was said is kept as a session of its own that names the lines without their words: nothing is deleted, and
the shelf is read without the lines that came off. It decides nothing about what stands on a shelf: that is read by
`shelves/contents.py`, and `review_card.py` and `review_kind_words.py` say what is asked.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from selfattach import __version__, words
from selfattach.cli.context import AppContext
from selfattach.cli.practise.hangup import until_hung_up
from selfattach.cli.practise.program_questions import end_with_help, loop_of, verbatim
from selfattach.cli.practise.run_options import resolve_options
from selfattach.cli.practise.voice_setup import base_voice
from selfattach.engine.draft_lines import Begun
from selfattach.engine.session import Framed, Session
from selfattach.engine.voice import Voice
from selfattach.errors import WrongInputError
from selfattach.history.ids import new_id, practice_day, short_form
from selfattach.script.model import Choose, ChooseSeveral, Exercise, Finish, Option, Prompt, ScriptHead
from selfattach.text import one_line, shorten

if TYPE_CHECKING:
    from selfattach.history.record import Entry

_LONGEST: Final = 240  # columns; enough to know a line by


class Line(Protocol):
    """A line of a shelf. `of`: everywhere it was written."""

    @property
    def words(self) -> str:
        """As they were written."""

    @property
    def started(self) -> str:
        """When the session began that they are from."""

    @property
    def of(self) -> tuple[str, ...]:
        """As SESSION_ID/NAME#ROUND."""


class Shelf(NamedTuple):
    """One shelf: what is kept of looking through it, and the words for that."""

    exercise: str  # of the sessions kept; no script has it
    kind: str  # of their entries
    title: str
    pause: words.Menu
    as_it_was: str
    changed: str


class WhichLines(NamedTuple):
    """One question: which of these lines. `outcome`: what becomes of those that are picked; `done`: in words."""

    ask: str
    hint: str
    lines: Sequence[Line]
    outcome: str
    done: str
    section: str | None = None


class Look:
    """One shelf, looked through in one voice."""

    def __init__(self, context: AppContext, voice: Voice, shelf: Shelf) -> None:
        self._context = context
        self._voice = voice
        self._shelf = shelf

    def through(self, portions: Sequence[Sequence[WhichLines]]) -> str:
        """Ask, portion by portion, until there is no more or it is enough. Keep what was said, return what to say."""
        now = self._context.now()
        head = ScriptHead(self._shelf.exercise, self._shelf.title, intensity="gentle", kind="check")
        exercise = Exercise(head, (), {}, b"")
        loop = loop_of(self._context, self._voice, exercise, self._questions(portions, now), self._shelf.pause)
        asked = [one for portion in portions for one in portion]
        entries = list(self._entries(loop.session, asked)) if loop.run() == "over" else []
        told = self.keep(loop.session, entries, now) if entries else self._shelf.as_it_was
        end_with_help(loop)
        return told

    @staticmethod
    def _questions(portions: Sequence[Sequence[WhichLines]], now: datetime) -> list[Prompt]:
        names = (_name(place) for place in count(1))
        steps: list[Prompt] = []
        for portion in portions:
            if steps:
                steps.append(_more(f"more_{len(steps)}"))
            steps += [
                Prompt(next(names), _options(one.lines, now), verbatim(one.ask), verbatim(one.hint)) for one in portion
            ]
        return steps

    def _entries(self, session: Session, asked: Sequence[WhichLines]) -> Iterator["Entry"]:
        """What was said, one entry for each place where such a line was written, without its words."""
        from selfattach.history.record import Entry  # noqa: PLC0415  only where something changed

        answers = {act.name: act for _, act in session.answered if act.value}
        said = [(one, answers[_name(place)]) for place, one in enumerate(asked, 1) if _name(place) in answers]
        found = ((one, act, of) for one, act in said for number in act.value for of in one.lines[int(number) - 1].of)
        for one, act, of in found:
            yield Entry(
                name="line",
                kind=self._shelf.kind,
                ask=one.ask,
                value=one.outcome,
                at=act.at,
                labels={one.outcome: one.done},
                section=one.section,
                of=of,
                outcome=one.outcome,
            )

    def keep(self, session: Session, entries: Sequence["Entry"], now: datetime) -> str:
        """Keep what was said of the lines, as a session begun at `now`. Return what to say of it."""
        return _keep(self._context, self._shelf, session, entries, now)


def keep_entries(context: AppContext, shelf: Shelf, entries: Sequence["Entry"], now: datetime) -> str:
    """The same, where no loop asked: the session is finished, and nothing else is in it."""
    head = ScriptHead(shelf.exercise, shelf.title, intensity="gentle", kind="check")
    session = Session(Framed(Exercise(head, (), {}, b""), (), (), (), (), (), ()))
    return _keep(context, shelf, session, entries, now)


def _keep(context: AppContext, shelf: Shelf, session: Session, entries: Sequence["Entry"], now: datetime) -> str:
    from selfattach.engine.records import record_of  # noqa: PLC0415  where something was said
    from selfattach.history.record import with_answers, with_round  # noqa: PLC0415  same

    begun = Begun(new_id(now), now.isoformat(timespec="seconds"), __version__)
    record = record_of(session, begun, context.now())
    assert record is not None  # something was answered
    numbered = [with_round(entry, number) for number, entry in enumerate(entries, 1)]
    context.history.add(with_answers(record, numbered))
    context.card_copy.renew()
    return shelf.changed.format(short=short_form(begun.id))


def with_somebody(context: AppContext, nobody: str, look: Callable[[Voice], str]) -> int:
    """Look through a shelf with whoever is there, and return the exit status. `nobody`: said where nobody is."""
    run_options = resolve_options(context)
    if not run_options.asks:
        raise WrongInputError(nobody)

    def held() -> int:
        with closing(base_voice(context, run_options)) as voice:
            voice.end(look(voice))
        return 0

    return until_hung_up(held)


def _more(name: str) -> Prompt:
    """Whether to go on with the next portion. Left open, it is enough."""
    option = Option("on", words.LOOK_ON, words.LOOK_ON)
    return Prompt(name, Choose((option,)), verbatim(words.LOOK_MORE), verbatim(words.LOOK_ENOUGH), skipped=(Finish(),))


def _options(lines: Sequence[Line], now: datetime) -> ChooseSeveral:
    told = [words.CARD_LINE.format(words=shorten(line.words, _LONGEST), ago=_ago(line.started, now)) for line in lines]
    return ChooseSeveral(tuple(Option(str(place), one, one) for place, one in enumerate(told, 1)), len(told))


def _ago(started: str, now: datetime) -> str:
    try:
        return words.ago((practice_day(now) - practice_day(datetime.fromisoformat(started))).days)
    except ValueError:  # a file written by hand
        return one_line(started)


def _name(place: int) -> str:
    return f"lines_{place}"
