"""The page of help that stays: which screen follows which, and holding them with one voice.

Opened by the loop (`engine/loop.py`: a door, a 9, "too much", "harder", "reach someone"), by home, by the pauses
and by `selfattach support`. The person closes it; Enter stays. What stands on the screens is for
`help/screens.py`. Nothing of it is stored: what was chosen is forgotten when the page is closed, and nothing is
asked twice.

The ways of each screen stand beside its words (`words.HELP_SCREENS`): a name is the screen it leads to, `=name` an
outcome for whoever opened the page. The rules are those of crisis work, as far as they are published; no clinician has
reviewed them (docs/why/safety.md). It knows no terminal, no disk and no session.
"""

from collections.abc import Callable, Mapping
from typing import Final

from selfattach import words
from selfattach.engine.session import Tell
from selfattach.engine.voice import HelpScreen, Voice
from selfattach.help.helplines import Country
from selfattach.help.screens import STILL, Facts, Screens, every_country
from selfattach.script.model import Rest, TextRun

OPENS_AT: Final[Mapping[str, str]] = {  # what a door is about -> its screen
    "nine": "nine",
    "life": "yes",
    "harm": "hurting",
    "violence": "violence",
}
_ESC_ON_THE_FIRST: Final[Mapping[str, str]] = {  # on other first screens Esc stays
    "nine": "rather_not",
    STILL: "rather_not",
    "seven": "=back",
    "too_much": "=back",
    "too_much_today": "=leave",
    "harder": "=back",
    "next_day": "=rather_not",
    "after_two": "=on",
    "reach": "=back",
}
_CTRL_C: Final[Mapping[str, str]] = {  # on all others it leads to `closing`
    "nine": "rather_not",
    STILL: "rather_not",
    "closing": "=closed",
    "too_much_today": "=leave",
    "next_day": "=closed",
    "after_two": "=closed",
}
_STEADYING: Final = ("too_much", "too_much_today")  # screens with a text of steadying
_WAITING: Final = ("waiting", "sent")  # screens while nobody has answered yet
_MINUTE: Final = 60.0  # seconds; the longest quiet without a word
_MOST_COUNTRIES: Final = 8  # one figure chooses


_LEFT_OPEN: Final[Mapping[str, str]] = {  # on others it stays
    "nine": "rather_not",
    STILL: "rather_not",
    "next_day": "=rather_not",
    "too_much_today": "minute",
}


class HelpPage:
    """The page, held with one voice. `find` looks up the facts, for the country that was said, or ""."""

    def __init__(self, voice: Voice, find: Callable[[str], Facts], *, asks: bool = True, typed: bool = True) -> None:
        self._voice = voice
        self._find = find
        self.asks = asks  # somebody can choose
        self._typed = typed  # and type: a country can be said
        self.opened = False
        self.said_country: Country | None = None  # the one that was typed last
        self._facts: Facts | None = None
        self._steadied = 0
        self._waited = 0
        self._country_named = False
        self._told_whose = False  # beside other words; the first screen names it all the same, with its key
        self._about = "life"

    def show(self, at: str, said: str = "") -> str:
        """Hold the page from a screen on, until the person leaves it. `said`: in place of the first words there.

        Returns an outcome: `back` where it was opened over something; `closed` when the program is to end; else what
        was chosen on the first screen: stop, gentle, door, enough, next, leave, better, rather_not, light, on.
        """
        self.opened = True
        self._facts = self._facts or self._find("")
        self._about = "violence" if at == "violence" else "life"
        if not self.asks:
            self._tell_all(at, said)
            return "closed"
        if at in OPENS_AT.values() and self._facts.place.country is None:
            self._meet_without_a_country(at)
        outcome = self._run(at, said)
        self._steadied += at in _STEADYING  # what stood there is not said a second time
        return outcome

    def in_view(self) -> str:
        """Return the numbers in short, to stand with other words; the first time with whose they are."""
        self._facts = self._facts or self._find("")
        first, self._told_whose = not (self._told_whose or self._country_named), True
        return self._screens.in_view(names_country=first)

    def _run(self, at: str, said: str) -> str:
        stack = [at]
        again = steadied = False
        while True:
            here = stack[-1]
            first_words = said if here == at and len(stack) == 1 else ""
            chosen = self._choose(here, first_words, again=again, steadied=steadied)
            to = self._leads_to(here, chosen, first=len(stack) == 1)
            again = to in (here, "minute")
            text_stood = here in _STEADYING and not steadied
            steadied = to == "minute"
            if to.startswith("="):
                return self._leave(to[1:], shown=here == "closing")
            if to == "back":
                stack.pop()
                if not stack:
                    return "back"
            elif to == "minute":
                self._steadied += text_stood
                if to := self._minute():
                    stack.append(to)
                    again = steadied = False
            elif to == "country":
                self._ask_country(words.HELP_WHICH_OTHER)
                self._country_named = False  # the same screen again, and whose numbers stand on it now
            elif to != here:
                stack.append(to)

    @property
    def _screens(self) -> Screens:
        assert self._facts is not None
        return Screens(self._facts, self._voice.room, self._about)

    def _choose(self, at: str, said: str, *, again: bool, steadied: bool) -> str:
        if at in ("numbers", "card"):
            return self._turn_pages(at)
        turn = self._waited if at in _WAITING else self._steadied
        first, self._country_named = not self._country_named, True
        self._waited += at in _WAITING
        self._steadied += at == "urge"
        screen = self._screens.screen(at, said=said, turn=turn, names_country=first, again=again, steadied=steadied)
        return self._voice.help(screen)

    def _turn_pages(self, at: str) -> str:
        """Show a longer list page by page; on the last one Enter stays."""
        if at == "numbers" and self._reads_countries_aloud:
            self._ask_country(words.HELP_WHICH_COUNTRY)
        screens, place = self._screens.pages(at, every_country=not self._reads_countries_aloud), 0
        while not (chosen := self._voice.help(screens[place])):
            place = min(place + 1, len(screens) - 1)
        return chosen

    @property
    def _reads_countries_aloud(self) -> bool:
        """Whether the numbers of every country would be read, line by line, to somebody who can say which."""
        assert self._facts is not None
        return self._typed and self._voice.room.plain and self._facts.place.country is None

    @staticmethod
    def _leads_to(at: str, chosen: str, *, first: bool) -> str:
        """The screen, the outcome or the doing that follows."""
        match chosen:
            case "gone":
                return "=gone"
            case "pause":
                only_first = at == "reach" and first
                return "=back" if only_first else _CTRL_C.get(at, "closing")
            case "esc":
                return _ESC_ON_THE_FIRST.get(at, at) if first else "back"
            case "":
                return _LEFT_OPEN.get(at, at)
            case _:
                return chosen

    def _leave(self, outcome: str, *, shown: bool) -> str:
        if outcome not in ("cleared", "closed", "gone"):
            return outcome
        if outcome == "cleared":
            self._voice.clear()
        elif not shown:
            self._voice.say("\n\n".join(self._screens.screen("closing").lines))
        return "closed"

    def _minute(self) -> str:
        """A minute of steadying, with the numbers in view. Return the screen that follows, or "" for the same."""
        text, self._steadied = self._screens.minute(self._steadied), self._steadied + 1
        match self._voice.tell(Tell(Rest(_MINUTE), (TextRun(text),))).kind:
            case "pause" | "gone":
                return "closing"
            case _:
                return ""

    def _tell_all(self, at: str, said: str) -> None:
        """Where nobody can choose: the screen's words and all that is known, once."""
        assert self._facts is not None
        screen = self._screens.screen(at, said=said)
        known = self._facts.place.country is not None
        more = self._screens.all_numbers() if known else list(every_country(self._facts.helplines))
        self._voice.say("\n\n".join(["\n\n".join(screen.lines), ("\n" if known else "\n\n").join(more)]))

    # --- another country

    def _meet_without_a_country(self, at: str) -> None:
        """Let the country be typed at a 9; where nobody types, tell the numbers of every country, once."""
        assert self._facts is not None
        first = words.HELP_SCREENS[at].first
        if not self._typed:
            if not self._country_named:
                self._voice.say("\n\n".join([first, *every_country(self._facts.helplines)]))
        elif at == "nine":
            self._ask_country(words.HELP_WHICH_COUNTRY, first=first)

    def _ask_country(self, ask: str, first: str = "") -> None:
        """Let a country be typed: a letter or two, any name, a code. Left open, nothing changes."""
        assert self._facts is not None
        helplines = self._facts.helplines
        if helplines is None:
            return
        while True:
            danger = self._screens.danger()
            reply = self._voice.ask_line(tuple(one for one in (first, danger, ask) if one))
            if reply.kind != "answer":
                return
            typed = str(reply.value or "").strip()
            found = helplines.beginning_with(typed) if typed else list(helplines.countries)
            if len(found) > 1 or not typed:
                found = self._one_of(found, danger)
                if not found:
                    return
            if found:
                self.said_country = found[0]
                self._facts = self._find(found[0].code)
                return
            first = words.HELP_NO_SUCH_COUNTRY + helplines.nearest(typed)

    def _one_of(self, countries: list[Country], danger: str) -> list[Country]:
        """Let one of several be chosen, a few on each screen; an empty list where none was."""
        rest = countries
        while rest:
            few, rest = rest[:_MOST_COUNTRIES], rest[_MOST_COUNTRIES:]
            ways = {one.code: one.country for one in few} | ({"more": words.HELP_MORE_COUNTRIES} if rest else {})
            chosen = self._voice.help(HelpScreen((danger, words.HELP_COUNTRIES), ways, words.TERMINAL_LEAVE_OPEN))
            if chosen != "more":
                return [one for one in few if one.code == chosen]
        return []
