"""What comes before anything else where somebody starts: the day after a 9, two hard ones in a row, undecided words.

Called by home, `practice`, `routine` and `journey`, once the voice is there; nothing of it where nobody can answer, or
while the history is locked. What was met once is noted in the state folder, without a word of the person.
"""

from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from selfattach import disk, kinds, words
from selfattach.cli.context import AppContext
from selfattach.cli.practise.menus import choose, reach_someone
from selfattach.cli.practise.run_options import RunOptions
from selfattach.disk import read_file
from selfattach.engine.voice import Voice
from selfattach.errors import NothingFoundError, SelfattachError
from selfattach.history import jsontext
from selfattach.history.ids import practice_day
from selfattach.kinds import JsonObject
from selfattach.text import one_line

if TYPE_CHECKING:
    from selfattach.history.index import SessionSummary

_NOTE: Final = "start.json"
_DAYS: Final = 7
_LOOKED_AT: Final = 100  # newest sessions; lines kept in passing may be many of them
_IN_A_ROW: Final = 2  # that ended harder: one question
_HARDER: Final = "harder"


class Start:
    """One start. `gentle_only`: a hard moment was met, and what follows is gentle."""

    def __init__(self, context: AppContext, run_options: RunOptions, voice: Voice) -> None:
        self._context = context
        self._run_options = run_options
        self._voice = voice
        self.gentle_only = False
        self.light = False  # something light was asked for
        self.calm = False  # nothing hard was met, and nothing asked
        self.numbers = ""  # after something hard they stand with what is offered

    def meet(self) -> "Start":
        """Meet what was hard before. Raises typer.Exit where the page of help was closed."""
        if self._run_options.scripted or not self._run_options.asks:
            return self
        if self._context.is_new or self._context.history.is_shut:
            self._ask_about_machines()
            return self
        telling = (
            one for one in self._context.past_unasked.practised() if kinds.tells_how_it_went(one.exercise, one.ending)
        )
        summaries = list(islice(telling, _LOOKED_AT))
        hardest = _hardest_lately(summaries[:1], self._context)
        if hardest and self._note().get("met") != hardest:
            self._write_note(met=hardest)
            self._next_day()
        elif (in_a_row := _harder_in_a_row(summaries)) >= _IN_A_ROW:
            self._after_harder_ones(in_a_row)
        else:
            self._ask_about_machines()
            self.calm = not (self._context.has_drafts and self._ask_about_undecided())
            if _hardest_lately(summaries, self._context):  # it was met, and in these days the numbers stand at home
                self.numbers = self._context.help_page(self._voice).in_view()
        return self

    def _ask_about_machines(self) -> None:
        """Ask once about all folders of machines that were not met here yet. A key may have to come first."""
        history = self._context.history
        if history.is_shut and not history.vault.waits:
            return
        from selfattach.cli.history.new_machines import ask_about_a_vault, ask_about_machines  # noqa: PLC0415  only where somebody may answer

        if history.is_shut and (unmet := history.vault.unmet_signs()):
            if self._context.typed or ask_about_a_vault(history, self._voice, unmet) == "yes":
                self._context.offer_to_unlock(self._voice)  # who cannot type a passphrase here may have a command
            if history.is_shut:
                return
        ask_about_machines(self._context, self._voice)

    def ask_about_words_from_before(self) -> None:
        """At home, on a calm day: of one kind of words that were put away before a question about them existed."""
        if self.calm:
            from selfattach.cli.shelves.missing_consent import ask_about_a_letter, ask_about_kind_words  # noqa: PLC0415  at home only

            _ = ask_about_kind_words(self._context, self._voice) or ask_about_a_letter(self._context, self._voice)

    def _next_day(self) -> None:
        self.gentle_only = True
        self._show("next_day")

    def _after_harder_ones(self, in_a_row: int) -> None:
        self.light = self._show("reach" if in_a_row > _IN_A_ROW else "after_two") == "light"

    def _show(self, at: str) -> str:
        page = self._context.help_page(self._voice)
        outcome = page.show(at)
        if outcome == "closed":
            raise typer.Exit(0)
        self.numbers = page.in_view()
        return outcome

    def instead_of(self, title: str) -> str:
        """Say that something gentle comes in place of what was meant, with the numbers."""
        return f"{words.GENTLE_TODAY.format(title=title)}\n\n{self.numbers}"

    def something_gentle(self, path: Path, *, own: bool) -> tuple[Path, bool]:
        """Return the gentle practice that takes the place of one on a day after something hard.

        Enter starts nothing on the day after a 9. Raises typer.Exit where nothing is wanted.
        """
        library, voice = self._context.library, self._voice
        gentle, title = library.frame().gentle, library.load(path, own=own).head.title
        if self.light:  # it was asked for
            voice.say(self.instead_of(title))
            return library.find(gentle)
        menu = words.GENTLE_INSTEAD.about(title=title).beside(self.numbers)
        menu = menu._replace(options={**menu.options, "gentle": library.title_of(gentle)})
        while (chosen := choose(self._context, voice, menu)) == "support":
            if reach_someone(self._context, voice) == "closed":
                raise typer.Exit(0)
        if chosen != "gentle":
            voice.end(words.ANY_TIME)
            raise typer.Exit(0)
        return library.find(gentle)

    # --- words that nobody was asked about

    def _ask_about_undecided(self) -> bool:
        """Ask of the newest words that wait whether they stay. Whether there were some."""
        for one in self._context.drafts.undecided()[:1]:
            menu = words.UNDECIDED.about(title=one_line(one.title))
            chosen = self._voice.menu(menu)
            if chosen == "look":
                self._voice.say("\n\n".join(_written(entry) for entry in one.entries))
                chosen = self._voice.menu(menu._replace(options={key: menu.options[key] for key in ("keep", "let_go")}))
            if chosen in ("keep", "let_go"):
                self._settle(one.id, one.of, one.entries if chosen == "keep" else [])
            return True
        return False

    def _settle(self, draft: str, of: str, entries: list[JsonObject]) -> None:
        from selfattach.history.edits import add_answers  # noqa: PLC0415  same

        held = self._context.drafts.take_up(draft)
        try:
            if entries:
                with suppress(NothingFoundError):  # the session was deleted meanwhile, and its words go with it
                    add_answers(self._context.history, of, entries)
            held.erase()
        finally:
            held.release()

    # --- what was met

    def _note(self) -> JsonObject:
        import json  # noqa: PLC0415  only after a hard moment

        with suppress(OSError, ValueError):
            sealed = read_file(self._context.places.state / _NOTE)
            noted = json.loads(self._context.history.vault.peek(sealed) or b"{}")
            return noted if isinstance(noted, dict) else {}
        return {}

    def _write_note(self, **noted: str) -> None:

        content = jsontext.dump(self._note() | noted)
        with suppress(SelfattachError):  # then it is met once more
            disk.replace(self._context.places.state / _NOTE, self._context.history.vault.seal(content))

    def card_is_due(self) -> bool:
        """Whether to offer, once, a card for hard moments: on a calmer day after a 9, where none is written yet."""
        summaries = list(islice(self._context.past_unasked.practised(), _LOOKED_AT))
        hardest = _hardest_lately(summaries, self._context)
        if not hardest or self._note().get("card") == hardest or self._context.card().lines != []:
            return False
        self._write_note(card=hardest)
        return True


def _hardest_lately(summaries: "list[SessionSummary]", context: AppContext) -> str:
    """The id of the newest of these sessions that holds a 9 or 10 of the last seven days, or ""."""
    today = practice_day(context.now())
    for head in summaries:
        figures = [figure for name, figure in head.measures.items() if "distress" in name.split(".")]
        if max(figures, default=0) >= kinds.HELP_FROM:
            with suppress(ValueError):
                if (today - practice_day(datetime.fromisoformat(head.started))).days <= _DAYS:
                    return head.id
    return ""


def _harder_in_a_row(summaries: "list[SessionSummary]") -> int:
    count = 0
    for head in summaries:
        if head.felt != _HARDER:
            break
        count += 1
    return count


def _written(entry: JsonObject) -> str:
    value = entry.get("value")
    if isinstance(value, dict):
        value = ": ".join(str(part) for part in value.values() if part)
    return str(value)
