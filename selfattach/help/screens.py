"""What stands on each screen of the page of help: the words, the numbers, the card, on this much room. Pure.

`help/page.py` says which screen follows which and holds them. On every screen stand a number to talk to and the
emergency number, or the emergency numbers alone where no country is known. The sentences stand in `words/help.py`; a
test holds every screen of every country to forty columns and fifteen rows.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from selfattach import words
from selfattach.engine.voice import HelpScreen, Room
from selfattach.help.country import Place
from selfattach.help.helplines import DAY_AND_NIGHT, KINDS, Country, Helplines, Line
from selfattach.text import cells, wrap

STILL: Final = "still"  # a 9 again, the day after: the screen `nine` without its first sentences
_WIDE: Final = Room(70, 22)  # from here on a screen has room for names and the card
_BESIDE_THE_CARD: Final = 13  # rows of `reach` without it
_MOST_OF_OWN: Final = 3  # rows for one's own person beside the numbers; a part of a line could end within a number
_ROWS_OF_TWO: Final = 2


class Facts(NamedTuple):
    """What the page tells of: where somebody may be, and their own card by section, never `signs`.

    `note`: what is to be said of lines of the card that could not be looked at.
    """

    helplines: Helplines | None
    place: Place
    card: tuple[tuple[str, str], ...] = ()  # (section, line), in the order in which they are told
    note: str = ""
    waiting: tuple[str, ...] = ()  # lines of the card from machines that were not met here yet, as they are told


Block = tuple[str, list[str]]  # a heading, or "", and the lines below it


class Screens:
    """The screens for these facts, on this much room. `about`: which line to talk to stands on them."""

    def __init__(self, facts: Facts, room: Room, about: str = "life") -> None:
        self._facts = facts
        self._room = room
        self._about = about
        self._country: Country | None = facts.place.country

    def screen(
        self,
        at: str,
        *,
        said: str = "",
        turn: int = 0,
        names_country: bool = False,
        again: bool = False,
        steadied: bool = False,
    ) -> HelpScreen:
        """Return a screen. `said`: what a script says in place of the first words; `turn`: how often it came before.

        `names_country`: no number stood on a screen before this one; `steadied`: it comes back after a minute.
        """
        spoken = words.HELP_SCREENS["nine" if at == STILL else at]
        after_a_minute = spoken.again if steadied else ""
        first = "" if at == STILL else after_a_minute or said or spoken.first.format(next=self._whether_there_are_next)
        place = [self._place()] if names_country or at in ("nine", STILL, "reach") else []
        between = ["\n".join([*self.short(), *place])] if after_a_minute else self._between(at, turn, place)
        paragraphs = [first, *between, *([spoken.last] if at != "words" else [])]
        below = "\n".join(self._numbers(place)) if at == "next_day" else ""
        ways = dict(spoken.ways)
        if at == "reach" and (self._card_is_cut or self._facts.note):
            ways["card"] = words.HELP_WHOLE_CARD if self._facts.card else words.HELP_FEW_WAYS["card"]
        keys = {"c": "country"} if place else {}
        return HelpScreen(tuple(one for one in paragraphs if one), ways, spoken.open, below, keys, again)

    def pages(self, at: str, *, every_country: bool = True) -> list[HelpScreen]:
        """Return the screens of a longer list: all `numbers` of the country, or the whole `card`.

        `every_country`: where none is known, each is told.
        """
        blocks = self._numbers_by_kind(each=every_country) if at == "numbers" else self._card_by_section()
        spoken, short = words.HELP_SCREENS[at], "\n".join(self.short())
        room = self._room.rows - len(spoken.ways) - 2 - (1 + self._rows(short))
        found = ["\n".join(_flat(blocks))] if self._room.plain else self._paged(blocks, room)
        opens = [*[words.HELP_ON] * (len(found) - 1), spoken.open]
        return [HelpScreen((page, short), spoken.ways, one) for page, one in zip(found, opens, strict=True)]

    def _paged(self, blocks: list[Block], room: int) -> list[str]:
        """Blocks of lines, page by page; a heading stands above its first line, and again on the page after it."""
        found: list[list[str]] = [[]]
        for heading, lines in blocks:
            for number, line in enumerate(lines):
                rows = wrap(line, self._room.columns)
                gap = [""] if found[-1] and not number else []
                lead = [*gap, *([heading] if heading and not number else [])]
                if found[-1] and len(found[-1]) + len(lead) + len(rows) > room:
                    found.append([])
                    lead = [heading] if heading else []
                rows = [*lead, *rows]
                while rows:  # a line may be longer than a page
                    if len(found[-1]) == room:
                        found.append([])
                    part, rows = rows[: room - len(found[-1])], rows[room - len(found[-1]) :]
                    found[-1] += part
        return ["\n".join(page) for page in found]

    def minute(self, turn: int) -> str:
        """Return what stands there for a minute of steadying."""
        return "\n\n".join([words.HELP_STEADY[turn % len(words.HELP_STEADY)], "\n".join(self.short())])

    def in_view(self, *, names_country: bool) -> str:
        """Return the short lines, for other words to stand above; no key is told of, as none is there."""
        whose = [self._whose()] if names_country and self._country is not None else []
        return "\n".join([*self.short(), *whose])

    def first_numbers(self) -> list[str]:
        """Return a line to talk to and the emergency number, in the order of this room."""
        return self._numbers([])

    def _between(self, at: str, turn: int, place: list[str]) -> list[str]:
        """The paragraphs between a screen's first and its last words."""
        lines: Sequence[str]
        match at:
            case "nine" | "still":
                lines = self._numbers(place, card=self._is_wide, hard=True)
                reason = [words.HELP_NO_BETTER_REASON] if self._is_wide else []
                return ["\n".join(lines), *reason]
            case "yes":
                somebody_else = [words.HELP_SOMEBODY_ELSE] if self._is_wide else []
                return ["\n".join(self._call(place)), *somebody_else]
            case "hurting":
                lines = [words.HELP_HOLD_COLD, *self._talk(place=place), self._hurt(words.HELP_HURT), *place]
            case "violence":
                lines = [*self._violence(place), *place]
            case "rather_not":
                lines = [*self._talk(place=place), self._hurt(words.HELP_TAKEN), words.HELP_MOVE_AWAY, *place]
            case "no":
                lines = self._numbers(place, hard=True)
            case "waiting" | "sent":
                waiting = words.HELP_WAITING[turn % len(words.HELP_WAITING)]
                return [waiting, "\n".join([*self.short(), *place])]
            case "next_lines":
                lines = self._next_lines()
            case "closing":
                lines = [*self._talk("{line}", place=place), self.danger(), *place]
            case "too_much" | "too_much_today" | "urge":
                return [words.HELP_STEADY[turn % len(words.HELP_STEADY)], "\n".join([*self.short(), *place])]
            case "reach":
                return ["\n".join(self._card_rows()), "\n".join(self._numbers(place))]
            case "words":
                return [words.HELP_SCREENS["words"].last, "\n".join([*self.short(), *place])]
            case "next_day":
                return []
            case _:
                lines = [*self.short(), *place]
        return ["\n".join(lines)]

    # --- numbers

    @property
    def _is_wide(self) -> bool:
        return not self._room.plain and self._room.columns >= _WIDE.columns and self._room.rows >= _WIDE.rows

    @property
    def _line(self) -> Line | None:
        """The line to talk to, for what this is about."""
        if self._country is None:
            return None
        spoken = [line for line in self._country.of_kind(self._about) if "phone" in line.way]
        return next(iter(spoken), self._country.to_talk)

    def short(self) -> list[str]:
        """Return the line to talk to and the emergency number, on one row where that fits."""
        country, line = self._country, self._line
        if country is None or not country.emergency:
            return words.HELP_ANYWHERE.split("\n")
        danger = self._with_emergency(words.HELP_DANGER_SHORT, whole=False)
        if line is None:
            return [danger]
        on_one_row = (form.format(number=line.number, hours=line.hours, danger=danger) for form in words.HELP_SHORT)
        if line.hours == DAY_AND_NIGHT and (one := next(filter(self._fits, on_one_row), "")):
            return [one]
        talk = words.HELP_TALK.format(line=", ".join(filter(None, [line.number, line.hours])))
        return [talk if self._fits(talk) else ", ".join(filter(None, [line.number, line.hours])), danger]

    def _numbers(self, place: list[str], *, card: bool = False, hard: bool = False) -> list[str]:
        """Emergency and a line to talk to; in lines that are read aloud, the one to talk to first.

        `hard`: something may have been taken already, which is said where there is room.
        """
        people = [line for section, line in self._facts.card if section == "people"]
        own = [told for line in people[:1] if card and self._rows(told := f"{words.HELP_CARD} {line}") <= _MOST_OF_OWN]
        write = self._write() if card else []
        whole = hard and (self._is_wide or self._room.plain)
        danger = self._with_emergency(words.HELP_DANGER_OR_TAKEN if whole else words.HELP_DANGER)
        ends = [danger], self._talk(named=card, place=place)
        return [*(ends[1] + ends[0] if self._room.plain else ends[0] + ends[1]), *write, *own, *place]

    def danger(self) -> str:
        """Return the emergency number, or the emergency numbers where no country is known."""
        return self._with_emergency(words.HELP_DANGER)

    def _with_emergency(self, form: str, *, whole: bool = True) -> str:
        """Put the emergency number into a sentence; of two countries both, in full where that takes two rows."""
        country, other = self._country, self._facts.place.other
        if country is None or not country.emergency:
            return f"{form.format(emergency=words.HELP_YOUR_EMERGENCY)}\n{words.HELP_ANYWHERE}"
        if other is None or other.emergency == country.emergency:
            return form.format(emergency=country.emergency if whole else country.first_emergency)
        each = [
            words.HELP_DANGER_SEVERAL.format(
                number=one.emergency if whole else one.first_emergency, country=one.country
            )
            for one in (country, other)
        ]
        told = form.format(emergency=", ".join(each))
        return self._with_emergency(form, whole=False) if whole and self._rows(told) > _ROWS_OF_TWO else told

    def _talk(self, form: str = words.HELP_TALK, *, named: bool = False, place: Sequence[str] = ()) -> list[str]:
        """A line to talk to, or that there is none; `place`: what says whose numbers these are says that too."""
        country, line = self._country, self._line
        if country is None or (not country.emergency and place):
            return []
        if line is None:
            no_line = words.HELP_NO_LINE if country.emergency else words.HELP_NOTHING
            return [no_line.format(country=country.country), *self._write()]
        return [self._format_line(line, form, named=named)]

    def _write(self) -> list[str]:
        line = self._country.to_write if self._country is not None else None
        return [] if line is None else [self._format_line(line, words.HELP_WRITE, named=self._is_wide)]

    def _format_line(self, line: Line, form: str, *, named: bool = False, way: bool = False) -> str:
        """A line with what is known of it; its cost is left out first where there is little room."""
        about = [
            *([line.name] if named else []),
            *([line.way] if way and line.way.split()[0] not in ("phone", *line.name.split()) else []),
        ]
        whom = [f"for {line.whom}"] if line.whom else []
        whole = form.format(line=", ".join([line.number, *about, *filter(None, [line.cost, line.hours]), *whom]))
        if self._fits(whole):
            return whole
        return form.format(line=", ".join([line.number, *about, *filter(None, [line.hours]), *whom]))

    def _hurt(self, short: str) -> str:
        """When to call at once; in full where there is room."""
        return self._with_emergency(words.HELP_HURT_WIDE if self._is_wide or self._room.plain else short)

    def _call(self, place: list[str]) -> list[str]:
        wide, country_unknown = self._is_wide, self._country is None
        call = self._talk(words.HELP_CALL, named=wide) if self._line is not None else self._talk(place=place)
        more = self._write() if wide and self._line is not None else []
        hurt = self._hurt(words.HELP_TAKEN)
        away = words.HELP_MOVE_AWAY_WIDE if wide else words.HELP_MOVE_AWAY
        begin = [words.HELP_BEGIN_WITH] if self._line is not None or country_unknown else []
        return [*call, *more, *begin, hurt, away, *place]

    def _violence(self, place: list[str]) -> list[str]:
        country = self._country
        if country is None or not country.emergency:
            return [*self._talk(place=place), self.danger()]
        found = [line for line in country.of_kind("violence") if "phone" in line.way]
        none = [words.HELP_NO_VIOLENCE_LINE.format(country=country.country), *self._talk()]
        told = [self._format_line(found[0], words.HELP_TALK, named=self._is_wide)] if found else none
        police = [words.HELP_POLICE.format(number=country.police)] if country.police else []
        return [*told, *police, self.danger()]

    @property
    def _others(self) -> list[Line]:
        """The other lines for a crisis, or for what this is about; at most two."""
        if self._country is None:
            return []
        return [one for one in self._country.lines if one != self._line and one.kind in ("crisis", self._about)][:2]

    @property
    def _whether_there_are_next(self) -> str:
        return words.HELP_NEXT_LINES if self._others else words.HELP_NO_NEXT_LINE

    def _next_lines(self) -> list[str]:
        """The next lines, then the emergency number."""
        told = [self._format_line(one, "{line}", named=True, way=True) for one in self._others]
        return [*told, self.danger()]

    def _place(self) -> str:
        country = self._country
        if country is None:
            return words.HELP_NO_COUNTRY
        if not country.emergency:
            return words.HELP_PLACE_UNKNOWN.format(country=country.country)
        told = words.HELP_ANOTHER.format(place=self._whose())
        return words.HELP_PLAIN_PLACE.format(place=told) if self._room.plain else told

    def _whose(self) -> str:
        assert self._country is not None
        form = words.HELP_GUESS if self._facts.place.guess else words.HELP_PLACE
        return form.format(country=self._country.country)

    # --- longer lists

    def all_numbers(self) -> list[str]:
        """Return all that is known of the country, by kind, then the directories; without one, each in short."""
        return _flat(self._numbers_by_kind())

    def _numbers_by_kind(self, *, each: bool = True) -> list[Block]:
        country, helplines = self._country, self._facts.helplines
        for_somebody_else = ("", words.HELP_SOMEBODY_ELSE.split("\n"))
        if country is None:
            return [*(("", part.split("\n")) for part in every_country(helplines if each else None)), for_somebody_else]
        by_kind = [(f"{words.HELP_KINDS[kind]}:", [*map(self._whole, country.of_kind(kind))]) for kind in KINDS]
        age = [words.HELP_AGE.format(day=words.day(helplines.checked_on))] if helplines else []
        return [*(block for block in by_kind if block[1]), ("", [*age, words.HELP_DIRECTORIES]), for_somebody_else]

    def _whole(self, line: Line) -> str:
        way = "" if line.way == "phone" else line.way
        whom = f"for {line.whom}" if line.whom else ""
        more = (way, line.cost, line.hours, line.languages, whom)
        return ", ".join(filter(None, [f"{line.number}  {line.name}", *more]))

    def _card_by_section(self) -> list[Block]:
        if not (self._facts.card or self._facts.waiting):
            return [("", [self._facts.note or words.HELP_NO_CARD])]
        sections = dict.fromkeys(section for section, _ in self._facts.card)
        told = [(f"{section}:", [one for of, one in self._facts.card if of == section]) for section in sections]
        waiting = [(words.HELP_CARD_WAITS, [*self._facts.waiting])] if self._facts.waiting else []
        return [*told, *waiting, *([("", [self._facts.note])] if self._facts.note else [])]

    def _card_rows(self) -> list[str]:
        """As much of the card as there is room for beside the numbers."""
        room = 100 if self._room.plain else max(self._room.rows - _BESIDE_THE_CARD, 1)
        rows: list[str] = []
        for _, line in self._facts.card:
            if self._rows("\n".join([words.HELP_CARD, *rows, line])) > room + 1:
                break
            rows.append(line)
        return [words.HELP_CARD, *rows] if rows else []

    @property
    def _card_is_cut(self) -> bool:
        return len(self._facts.card) > 0 and len(self._card_rows()) - 1 < len(self._facts.card)

    # --- room

    def _fits(self, text: str) -> bool:
        return self._room.plain or cells(text) <= self._room.columns

    def _rows(self, text: str) -> int:
        return len(wrap(text, self._room.columns))


def _flat(blocks: list[Block]) -> list[str]:
    """Blocks as lines, a line free between them."""
    return [line for heading, lines in blocks for line in ("", *([heading] if heading else []), *lines)][1:]


def every_country(helplines: Helplines | None) -> Iterator[str]:
    """Return what is told where no country is known and nobody can say one: each emergency number and first line."""
    yield f"{words.HELP_DANGER.format(emergency=words.HELP_YOUR_EMERGENCY)}\n{words.HELP_ANYWHERE}"
    if helplines is not None:
        yield "\n".join(_in_short(one) for one in helplines.countries)
        yield words.HELP_AGE.format(day=words.day(helplines.checked_on))
    yield words.HELP_DIRECTORIES


def _in_short(country: Country) -> str:
    line = country.to_talk or country.to_write
    hours = line.hours if line is not None and line.hours != DAY_AND_NIGHT else ""
    talk = ", ".join(filter(None, [line.number, hours])) if line is not None else ""
    return f"{country.country}: {country.emergency}{'; ' + talk if talk else ''}"
