"""A practice as a sheet to write on, for `selfattach exercises print`: its questions, with room for a pen.

It is the sheet of a first time (`conditions.py`): what a script asks of a history is settled, and the ways that are
left are told in plain words. The safety frame is on it as far as paper can hold one: how hard it is before and after,
what to do at which number, and where help is. A script decides none of that here either.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple, assert_never
from xml.etree.ElementTree import Element

from selfattach import words
from selfattach.pages.conditions import Asked, in_words, settle
from selfattach.pages.html import Part, element, in_lines, lines_to_write_on, page, paragraphs
from selfattach.script.model import (
    Breathe,
    Choose,
    ChooseSeveral,
    Confirm,
    Door,
    Example,
    Exercise,
    Finish,
    Include,
    KeepOrLetGo,
    Measure,
    Promise,
    Prompt,
    Rate,
    RateEach,
    Recall,
    Ref,
    Repeat,
    Rest,
    ReviewPromise,
    Say,
    Shelve,
    ShowRecalled,
    Slot,
    Step,
    Support,
    Text,
    When,
    Write,
    every_step,
    options_of,
)

_FEW: Final = 2  # lines
_MANY: Final = 14
_HARDER: Final = "harder"  # of what can be said of a practice at its end
_A_MARK: Final = 5  # seconds from one mark of a clock to the next
_ROUNDS: Final = 2  # that stand on a sheet


class Frame(NamedTuple):
    """The questions around a practice. `lighter`: the title of what is named in place of one that may stir one up."""

    before: Prompt
    after: Prompt
    felt: Prompt
    lighter: str


def sheet_of(
    exercise: Exercise, frame: Frame, title_of: Callable[[str], str], help_lines: Sequence[str]
) -> Iterator[str]:
    """Yield the sheet. `help_lines`: whom one can reach, in paragraphs."""
    sheet = _Sheet(exercise, frame, title_of)
    return page(exercise.head.title, sheet.parts(help_lines), exercise.head.language)


class _Sheet:
    """One sheet, as far as it has come."""

    def __init__(self, exercise: Exercise, frame: Frame, title_of: Callable[[str], str]) -> None:
        self._exercise = exercise
        self._frame = frame
        self._title_of = title_of
        self._asked = Asked()

    def parts(self, help_lines: Sequence[str]) -> Iterator[Element]:
        """Yield all that is on it, from its title to where help is."""
        head, steps = self._exercise.head, self._exercise.steps
        is_intense, is_read = head.intensity != "gentle", head.kind == "reading"
        yield from self._opening()
        if is_intense:
            yield from self._prompt(self._frame.before)
        if any(isinstance(step, Recall) for step in every_step(steps)):
            yield element("p", words.SHEET_EARLIER)
            yield lines_to_write_on(_FEW)
        yield from self._steps(steps, is_last=True)
        if is_intense:
            yield from self._prompt(self._frame.after)
        if not is_read:
            yield from self._felt()
        shown = [part for one in help_lines for part in paragraphs(one)]
        yield element("section", element("h2", words.SHEET_HELP), *shown, class_="whole")

    def _felt(self) -> Iterator[Element]:
        """How it was, and what there is for whom it made things harder."""
        felt = self._frame.felt
        yield from self._prompt(felt)
        for label in (one.label for one in options_of(felt.form) if one.id == _HARDER):
            head = element("p", words.SHEET_IF_TAKEN.format(labels=words.sheet_labels([label])), class_="if")
            yield element("section", head, element("p", words.SHEET_HARDER), class_="way")

    def _opening(self) -> Iterator[Element]:
        head = self._exercise.head
        yield element("h1", head.title)
        if head.minutes:
            yield element("p", words.about(head.minutes), class_="quiet")
        if head.summary:
            yield element("p", head.summary)
        care = [*head.care.splitlines(), *([words.SHEET_DEEP] if head.intensity == "deep" else [])]
        if care:
            yield element("section", element("h2", words.CARE), *_as_paragraphs(care), class_="care")
        if head.kind != "reading":
            yield element("p", words.SHEET_HOW)

    # --- steps

    def _steps(self, steps: Sequence[Step], *, is_last: bool = False) -> list[Element]:
        """Steps in their order. `is_last`: the sheet ends with them."""
        return [
            part
            for place, step in enumerate(steps, 1)
            for part in self._step(step, is_last=is_last and place == len(steps))
        ]

    def _step(self, step: Step, *, is_last: bool) -> list[Element]:
        match step:
            case Say():
                return self._text(step.text)
            case Rest():
                return self._rest(step)
            case Breathe():
                return [element("p", _breaths(step))]
            case Support():
                return [*self._text(step.text), element("p", words.SHEET_HELP_BELOW)]
            case Door():
                text = self._text(step.text)
                stop = element("p", f"{words.SHEET_STOP} {words.SHEET_HELP_BELOW}")
                return [element("div", *text, stop, class_="care")]
            case Finish():
                following = [words.SHEET_NEXT.format(title=self._title_of(step.next))] if step.next else []
                ends = [] if is_last else [words.SHEET_ENDS]
                return [*self._text(step.text), *_as_paragraphs([*ends, *following])]
            case Prompt():
                return self._prompt(step)
            case When():
                return self._when(step, is_last=is_last)
            case Include():
                return self._steps(step.steps, is_last=is_last)
            case Repeat():
                return self._repeat(step)
            case Recall():
                return []
            case _:
                assert_never(step)

    def _when(self, step: When, *, is_last: bool) -> list[Element]:
        settled = settle(step.condition, self._asked)
        if settled is None or isinstance(settled, bool):
            taken = {True: step.then, False: step.otherwise, None: step.skipped}[settled]
            return self._steps(taken, is_last=is_last)
        condition, opposite = (in_words(settled, self._asked, negated=negated) for negated in (False, True))
        if step.then == step.skipped and not step.otherwise:
            return self._way(words.SHEET_IF_OR_OPEN.format(condition=condition), step.then)
        then = self._way(words.SHEET_IF.format(condition=condition), step.then)
        other = words.SHEET_OTHERWISE if then else words.SHEET_IF.format(condition=opposite)
        otherwise = self._way(other, step.otherwise)
        return [*then, *otherwise, *self._way(words.SHEET_IF_OPEN, step.skipped)]

    def _way(self, head: str, steps: Sequence[Step]) -> list[Element]:
        """A way that is not everybody's; nothing where there is nothing on it."""
        found = self._steps(steps)
        return [element("section", element("p", head, class_="if"), *found, class_="way")] if found else []

    def _repeat(self, step: Repeat) -> list[Element]:
        before, (first, *others) = self._asked.count, step.steps
        if isinstance(first, Prompt) and isinstance(first.form, Write) and not (first.form.many or others):
            found = self._prompt(first, lines=step.times)
        else:
            found = [*self._steps(step.steps), *self._second_round(step)]
        if step.name and self._asked.count > before:
            self._asked.name_rounds(step.name, before + 1)
        return found

    def _second_round(self, step: Repeat) -> list[Element]:
        """The round after the first, which may ask other things, and how often one can go on."""
        settled = None if step.until is None else settle(step.until, self._asked)
        if step.times == 1 or settled is True:
            return []
        head = words.SHEET_ONCE_MORE
        if settled is not None and not isinstance(settled, bool):
            head = words.SHEET_IF.format(condition=in_words(settled, self._asked, negated=True))
        more = [words.SHEET_AGAIN.format(times=words.times_over(step.times))] if step.times > _ROUNDS else []
        return [*self._way(head, step.steps), *_as_paragraphs(more)]

    def _rest(self, step: Rest) -> list[Element]:
        form = words.SHEET_QUIET if step.is_quiet else words.SHEET_REST
        cues = [
            part
            for cue in step.cues
            for part in self._text(cue.text, words.SHEET_AFTER.format(span=_span(cue.at), words=""))
        ]
        return [*self._text(step.text), element("p", form.format(span=_span(step.seconds)), class_="quiet"), *cues]

    # --- questions

    def _prompt(self, prompt: Prompt, lines: int = 0) -> list[Element]:
        form = prompt.form
        match form:
            case ReviewPromise() | ShowRecalled() | KeepOrLetGo():
                return []  # of something earlier, of which a first time has none; and a sheet is one's own to keep
            case Shelve():
                at = self._asked.number(*(ref for ref, _ in form.words))
                return [element("p", words.SHEET_KEEP[form.shelf].format(at=at), class_="quiet")] if at else []
            case RateEach():
                number = self._asked.add(prompt.name, statements=form.items)
            case Choose() | ChooseSeveral():
                number = self._asked.add(prompt.name, form.options)
            case Write() | Rate() | Confirm() | Measure() | Promise():
                number = self._asked.add(prompt.name)
            case _:
                assert_never(form)
        asked = element("h2", words.SHEET_QUESTION.format(number=number), *self._line(prompt.ask))
        hints = [*self._text(prompt.hint), *self._text(prompt.help)]
        for hint in hints:
            hint.set("class", "quiet")
        question = element("section", asked, *hints, *self._field(form, prompt.ask, lines), class_="whole question")
        guard = self._guard(form) if isinstance(form, Measure) else []
        return [question, *self._lent(form), *guard, *self._ways(prompt)]

    def _ways(self, prompt: Prompt) -> list[Element]:
        taken = [
            part
            for one in options_of(prompt.form)
            for part in self._way(words.SHEET_IF_TAKEN.format(labels=words.sheet_labels([one.label])), one.then)
        ]
        return [*taken, *self._way(words.SHEET_IF_OPEN, prompt.skipped)]

    def _field(
        self,
        form: Write | Rate | Choose | ChooseSeveral | Confirm | RateEach | Measure | Promise,
        ask: Text,
        lines: int,
    ) -> list[Element]:
        """Where the answer goes. `ask`: what stands above it already."""
        match form:
            case Write():
                return [*self._beginning(form), lines_to_write_on(lines or (_MANY if form.many else _FEW))]
            case Rate() | Measure():
                unsure = [_ticks([form.cannot_tell])] if isinstance(form, Measure) else []
                return [*_scale(form), *unsure]
            case Choose():
                return [_ticks(one.label for one in form.options)]
            case ChooseSeveral():
                fewer = [words.SHEET_AT_MOST.format(n=form.at_most)] if form.at_most < len(form.options) else []
                return [*_as_paragraphs(fewer), _ticks(one.label for one in form.options)]
            case Confirm():
                return [_ticks([words.YES, words.NO])]
            case RateEach():
                labels = [words.SHEET_FIGURE.format(figure=figure, label=label) for figure, label in form.scale]
                each = ((element("p", statement), _ticks(labels, in_row=True)) for _, statement in form.items)
                return [part for pair in each for part in pair]
            case Promise():
                example = [words.SHEET_FOR_EXAMPLE.format(words=form.example)] if form.example else []
                cue = [] if form.cue == ask else [element("p", *self._line(form.cue))]
                first, second = lines_to_write_on(_FEW), lines_to_write_on(_FEW)
                return [*_as_paragraphs(example), *cue, first, element("p", *self._line(form.action)), second]
            case _:
                assert_never(form)

    def _beginning(self, form: Write) -> list[Element]:
        """The words that stand in the box on the screen, and an example."""
        runs = form.start.at(1).runs if form.start else ()
        begins = "".join(part.text for part in runs if not isinstance(part, Slot)).strip()
        told = [words.SHEET_BEGIN.format(words=begins)] if begins else []
        example = [words.SHEET_FOR_EXAMPLE.format(words=form.example)] if form.example else []
        return _as_paragraphs([*told, *example])

    def _lent(self, form: object) -> list[Element]:
        """Words that can be borrowed, or read."""
        examples: Sequence[Example] = form.examples if isinstance(form, Write) else ()
        if isinstance(form, Promise):
            whole = (words.SHEET_PROMISE.format(cue=one.cue, action=one.action) for one in form.examples)
            examples = [*map(Example, whole)]
        if not examples:
            return []
        items = (
            element("li", element("p", words.SHEET_FROM.format(source=one.source)), *paragraphs(one.text))
            if one.source
            else element("li", *in_lines(one.text))
            for one in examples
        )
        return [element("p", words.SHEET_TO_BORROW), element("ul", *items)]

    def _guard(self, form: Measure) -> list[Element]:
        """What to do at which number, as far as paper can hold the table of `engine/safety_frame.py`."""
        if form.moment == "before":
            middle = words.SHEET_AT_5_DEEP if self._exercise.head.intensity == "deep" else words.SHEET_AT_5
            told = [words.SHEET_AT_9, words.SHEET_AT_7, middle.format(title=self._frame.lighter)]
        else:
            told = [words.SHEET_AT_9, words.SHEET_AT_7_LATER, words.SHEET_RISEN]
        return [element("div", *_as_paragraphs(told), class_="care")]

    # --- texts

    def _text(self, text: Text | None, before: str = "") -> list[Element]:
        """A text as paragraphs, `before` it words of ours."""
        if text is None:
            return []
        found: list[list[Part]] = [[before]]
        for part, style in self._runs(text):
            first, *others = part.split("\n\n")
            for number, one in enumerate([first, *others]):
                if number:
                    found.append([])
                found[-1] += _styled(one, style)
        return [element("p", *parts) for parts in found]

    def _line(self, text: Text) -> Iterator[Part]:
        for part, style in self._runs(text):
            yield from _styled(part, style)

    def _runs(self, text: Text) -> Iterator[tuple[str, str]]:
        """The runs of a text with their style; in place of an answer, where on the sheet it stands."""
        for part in text.at(1).runs:
            yield (self._slot(part.refs, part.otherwise) if isinstance(part, Slot) else part.text), part.style

    def _slot(self, refs: Sequence[Ref], otherwise: str) -> str:
        at = self._asked.number(*refs)
        if statement := self._asked.statement(refs[0]):
            return words.SHEET_YOURS_OF.format(statement=statement)
        return words.SHEET_YOURS.format(at=at) if at else otherwise or words.SHEET_BLANK


def _span(seconds: float) -> str:
    """How long, as somebody would say it who looks at a clock on the wall."""
    return words.span(max(round(seconds / _A_MARK), 1) * _A_MARK)


def _styled(text: str, style: str) -> Iterator[Part]:
    if style:
        yield element(style, *in_lines(text))
    else:
        yield from in_lines(text)


def _as_paragraphs(lines: Iterable[str]) -> list[Element]:
    return [element("p", *in_lines(one)) for one in lines]


def _ticks(labels: Iterable[str], *, in_row: bool = False) -> Element:
    """Labels, each with a box to tick."""
    return element("ul", *(element("li", one) for one in labels), class_="ticks row" if in_row else "ticks")


def _scale(form: Rate | Measure) -> list[Element]:
    """Figures to put a ring around."""
    ring = words.SHEET_RING if form.low and form.high else words.SHEET_BARE_RING
    told = ring.format(lowest=form.lowest, low=form.low, highest=form.highest, high=form.high)
    figures = (part for figure in range(form.lowest, form.highest + 1) for part in (element("span", str(figure)), " "))
    return [element("p", told), element("p", *figures, class_="scale")]


def _breaths(step: Breathe) -> str:
    phases = (
        (words.BREATHE_IN, step.inhale),
        (words.BREATHE_HOLD, step.hold),
        (words.BREATHE_OUT, step.exhale),
        (words.BREATHE_REST, step.pause),
    )
    told = ", ".join(words.SHEET_SECONDS.format(phase=phase, seconds=seconds) for phase, seconds in phases if seconds)
    return words.counted(words.SHEET_BREATHS, step.rounds, phases=told)
