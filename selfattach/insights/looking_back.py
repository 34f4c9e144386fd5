"""One look back: the sessions of a while, told as what was done, said and written. `cli/shelves/insights.py` shows it.

Records come in, frozen values go out; the clock, what stands on the shelf of kind words and the coach's next step are
arguments. Nothing is remembered, nothing missed is counted, and what there is nothing of is empty.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from selfattach import kinds
from selfattach.history.ids import day_of, reference
from selfattach.history.text_folding import spoken
from selfattach.insights.figures import Moment, Numbers, looks_hard, looks_harder, numbers
from selfattach.shelves.contents import OFF
from selfattach.text import clean, one_line

if TYPE_CHECKING:
    from selfattach.history.record import Entry, Record
    from selfattach.history.seals import SealRules
    from selfattach.shelves.contents import KindWords

BELIEVED_FROM: Final = 4  # of 10: as the script of the critic takes it
_BELIEVE: Final = "believe"  # how names of answers begin that rate how far one's own answer is believed
_BELIEVE_AGAIN: Final = "believe_again"  # the same of one that was given in an earlier session
_MOST_ANSWERS: Final = 3  # to one sentence
_MOST_PROMISES: Final = 5
_MOST_WORDS: Final = 3  # of one's own for a feeling: more are a sentence, and may hold anything
_HARSH: Final = "harsh"
_HAPPENED: Final = "kept"


_Sentences = dict[str, list[tuple[str, "Record"]]]  # as it sounds -> as it was written each time, newest first


class Quoted(NamedTuple):
    """Words of the person, from which practice and day they are."""

    words: str
    title: str
    started: str


class CameBack(NamedTuple):
    """A sentence that came more than once, and what was answered to it, the newest first."""

    sentence: str
    times: int
    answers: tuple[Quoted, ...]


class Feeling(NamedTuple):
    """A word for a feeling that was chosen. `new`: never before this while."""

    word: str
    times: int
    new: bool


class Helped(NamedTuple):
    """What was said of one practice at its end. `asked`: of `times`, how often anything was said."""

    exercise: str
    title: str
    times: int
    helped: int
    same: int
    harder: int

    @property
    def asked(self) -> int:
        """How often anything was said."""
        return self.helped + self.same + self.harder


class Insights(NamedTuple):
    """What there is to look back on. `since`: None for all there is; numbers are always over all sessions."""

    since: date | None
    until: date
    days: tuple[date, ...]  # on which something was practised, the first one first
    sessions: int
    kind_word: "KindWords | None"
    came_back: tuple[CameBack, ...]
    promises: tuple[Quoted, ...]  # that happened
    feelings: tuple[Feeling, ...]
    helped: tuple[Helped, ...]
    offered_less: tuple[str, ...]  # titles of what is offered later, or not, because it was harder afterwards
    numbers: Numbers
    hard: bool
    harder: bool  # than the first weeks


class Sources(NamedTuple):
    """What the library says of stored answers: in which a sentence can come back, and in which feelings are named."""

    sentences: Mapping[str, tuple[str, tuple[str, ...]]]  # exercise -> its sentence, and the answers to it
    feelings: Mapping[str, tuple[str, ...]]  # exercise -> answers, the nearest word first
    no_feeling: frozenset[str]  # options of those that name none


def look_back(
    records: Iterable["Record"],
    shelf: Sequence["KindWords"],
    sources: Sources,
    seals: "SealRules",
    *,
    since: date | None,
    today: date,
) -> Insights:
    """Return what there is. `records`: all there are, newest first; `shelf`: the kind words, as they stand now."""
    everything = list(records)
    practised = [one for one in everything if kinds.was_practised(one.exercise)]
    within = [one for one in practised if since is None or day_of(one.started) >= since]
    moments = [_moment(one) for one in practised if kinds.tells_how_it_went(one.exercise, one.ending)]
    left_out = _taken_off(everything) | _doubted(_by_sentence(practised, sources, seals), sources, seals)
    return Insights(
        since,
        today,
        tuple(sorted({day_of(one.started) for one in within})),
        len(within),
        _kind_word(shelf, {one.id: one for one in practised}, left_out),
        _came_back(_by_sentence(within, sources, seals), sources, seals, left_out),
        _promises(practised, {one.id for one in within}, seals),
        _feelings(practised, within, sources, seals),
        _helped(within),
        tuple(one.title for one in _helped(practised) if one.harder > one.helped),
        numbers(moments, today),
        looks_hard(moments, today),
        looks_harder(moments),
    )


def _moment(record: "Record") -> Moment:
    """The numbers are a pair only where the session was not left in between."""
    figures = {(entry.measure, entry.moment): entry.value for entry in record.answers if entry.kind == kinds.MEASURE}
    first, last = (_figure(figures.get(("distress", moment))) for moment in ("before", "after"))
    day, felt = day_of(record.started), record.felt or ""
    return Moment(day, first, None if record.resumed else last, felt, _was_stopped(record))


def _was_stopped(record: "Record") -> bool:
    """Whether it was stopped for a hard moment, by a number or by a way to help; not where a lighter one was taken."""
    if record.ending != "guard":
        return False
    figures = [_figure(entry.value) for entry in record.answers if entry.measure == "distress"]
    is_high = any(one is not None and one >= kinds.HIGH_FROM for one in figures)
    return is_high or any(not kinds.is_of_the_frame(entry.name) for entry in record.answers[-1:])


def _figure(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _kind_word(
    shelf: Sequence["KindWords"], practised: Mapping[str, "Record"], left_out: Collection[str]
) -> "KindWords | None":
    """The latest that was believed, of any while: a page that has none of one's own words is a cold one.

    Not one that was hard to believe, then or later, or written where it got harder.
    """
    for line in sorted(shelf, key=lambda one: one.started, reverse=True):
        record = practised.get(line.id)
        if record is not None and line.asked and _is_believed(record) and line.words not in left_out:
            return line
    return None


def _is_believed(record: "Record") -> bool:
    """Whether what was answered in it was not hard to believe, and it did not end harder."""
    beliefs = [_figure(entry.value) for entry in record.answers if entry.name.startswith(_BELIEVE)]
    return not _moment(record).ended_harder and all(one is None or one >= BELIEVED_FROM for one in beliefs[-1:])


def _open(record: "Record", entry: "Entry", seals: "SealRules") -> bool:
    return entry.value is not None and not entry.aside and not seals.is_sealed(entry.seal_until, record.started)


def _by_sentence(records: Sequence["Record"], sources: Sources, seals: "SealRules") -> _Sentences:
    found: _Sentences = defaultdict(list)
    for record in records:
        said, _ = sources.sentences.get(record.exercise, ("", ()))
        for entry in record.answers:
            if entry.name == said and _open(record, entry, seals):
                text = one_line(clean(kinds.as_text(entry)))
                found[spoken(text)].append((text, record))
    return found


def _came_back(
    sentences: _Sentences, sources: Sources, seals: "SealRules", left_out: Collection[str]
) -> tuple[CameBack, ...]:
    found = []
    for times in sentences.values():
        answers: dict[str, Quoted] = {}
        for _, record in times:
            for answer in _answer(record, sources, seals) if _is_believed(record) else ():
                if answer.words not in left_out:
                    answers.setdefault(answer.words, answer)  # each once, from when it was said last
        if len(times) > 1 and answers:
            found.append(CameBack(times[0][0], len(times), tuple(answers.values())[:_MOST_ANSWERS]))
    return tuple(sorted(found, key=lambda one: -one.times))


def _answer(record: "Record", sources: Sources, seals: "SealRules") -> list[Quoted]:
    """What was answered in one session in the end, if anything was."""
    _, names = sources.sentences[record.exercise]
    return [_quoted(record, one) for one in record.answers if one.name in names and _open(record, one, seals)][-1:]


def _doubted(sentences: _Sentences, sources: Sources, seals: "SealRules") -> set[str]:
    """Answers that were hard to believe when they were shown again with their sentence; the last time counts."""
    found = set[str]()
    for times in sentences.values():
        is_doubted: dict[str, bool] = {}
        again: int | None = None  # how far the answer before was believed, when it was shown last
        for _, record in times:
            for answer in _answer(record, sources, seals):
                is_doubted.setdefault(answer.words, again is not None and again < BELIEVED_FROM)
                again = None
            shown = (_figure(entry.value) for entry in record.answers if entry.name == _BELIEVE_AGAIN)
            again = again if again is not None else next(shown, None)
        found |= {words for words, doubted in is_doubted.items() if doubted}
    return found


def _taken_off(records: Sequence["Record"]) -> set[str]:
    """Words that were taken off a shelf: they come nowhere unasked."""
    taken = {entry.of for record in records for entry in record.answers if entry.outcome == OFF}
    if not taken:
        return set()
    return {
        clean(kinds.as_text(entry)).strip()
        for record in records
        for entry in record.answers
        if entry.shelf and reference(record.id, entry.name, entry.round) in taken
    }


def _quoted(record: "Record", entry: "Entry") -> Quoted:
    return Quoted(clean(kinds.as_text(entry)).strip(), record.title, record.started)


def _promises(practised: Sequence["Record"], within: set[str], seals: "SealRules") -> tuple[Quoted, ...]:
    """The promises of which was said, in this while, that they happened, the newest first, each once."""
    happened = {
        entry.of: None
        for record in practised
        if record.id in within
        for entry in record.answers
        if entry.kind == kinds.REVIEW and entry.outcome == _HAPPENED
    }
    made = {
        reference(record.id, entry.name): _quoted(record, entry)
        for record in practised
        for entry in record.answers
        if entry.is_whole_promise and _open(record, entry, seals)
    }
    found: dict[str, Quoted] = {}
    for promise in (made[of] for of in happened if of in made):
        found.setdefault(promise.words, promise)
    return tuple(found.values())[:_MOST_PROMISES]


def _feelings(
    practised: Sequence["Record"], within: Sequence["Record"], sources: Sources, seals: "SealRules"
) -> tuple[Feeling, ...]:
    here = {one.id for one in within}
    now, before, written = Counter[str](), set[str](), dict[str, str]()
    for record in practised:
        for word in _feelings_in(record, sources, seals):
            written.setdefault(spoken(word), word)
            if record.id in here:
                now[spoken(word)] += 1
            else:
                before.add(spoken(word))
    return tuple(Feeling(written[sound], times, sound not in before) for sound, times in now.most_common())


def _feelings_in(record: "Record", sources: Sources, seals: "SealRules") -> list[str]:
    """The nearest words that were found in one session: no sentence, and none where it was called a harsh name."""
    names = sources.feelings.get(record.exercise, ())
    said = {entry.name: entry for entry in record.answers if entry.name in names and _open(record, entry, seals)}
    if any(entry.value == _HARSH for entry in said.values()):
        return []
    found = (_words_of(said[name], sources) for name in names if name in said)
    return next(filter(None, found), [])


def _words_of(entry: "Entry", sources: Sources) -> list[str]:
    """One's own word as it was written; of options, each with what stands before a comma, in small letters."""
    if not entry.labels:
        word = one_line(clean(kinds.as_text(entry))).strip()
        return [word] if 0 < len(word.split()) <= _MOST_WORDS else []
    chosen = map(str, entry.value if isinstance(entry.value, list | tuple) else [entry.value])
    return [entry.labels.get(one, one).partition(",")[0].lower() for one in chosen if one not in sources.no_feeling]


def _helped(within: Sequence["Record"]) -> tuple[Helped, ...]:
    """What was said of each practice, in the order of the alphabet: no practice comes before another."""
    titles = {one.exercise: one.title for one in reversed(within)}
    said = Counter((one.exercise, one.felt) for one in within)
    times = Counter(one.exercise for one in within)
    rows = (
        Helped(name, title, times[name], *(said[name, felt] for felt in ("helped", "same", "harder")))
        for name, title in titles.items()
    )
    return tuple(sorted((row for row in rows if row.asked), key=lambda row: row.title.casefold()))
